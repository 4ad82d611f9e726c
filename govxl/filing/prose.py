"""Doubts of texts to findings: what a return's words say otherwise than its tables, one finding for each place.

How a text is read, and what it is held against, the room `prose` knows. Here is where it stands in the workbook, how
grave it is, and which figures a reason given for it is bound to.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256

from govxl.filing.checks import why_not_explained
from govxl.filing.model import NO_DOUBTS, Doubts, Fact, Findings, Prior, WorkbookReading
from govxl.filing.paragraphs import stretch_in
from govxl.findings.finding import Both, Finding, Severity, Where, finding
from govxl.form.model import SEVERITIES, Check, Form, Rule, own_name, prose_path
from govxl.language.expressions import Value, evaluate, paths_in, spoken
from govxl.layout.check_formulas import inputs_behind, is_hollow_tree, reason_path
from govxl.layout.layout import Layout, Verdicts
from govxl.layout.places import Box
from govxl.prose.judging.judge import disagreements
from govxl.prose.lexicon.loading import patterns_of
from govxl.prose.lint.blemishes import blemishes
from govxl.prose.model import Doubt, Facts
from govxl.text import brief
from govxl.words import LISTED, Language, State, in_language
from govxl.workbook.located import where

__all__ = ["doubts_in", "facts_of", "prose_fields", "prose_findings", "prose_values", "with_last_year"]

MOST_QUOTED = 56
"""Characters of a clause that a message quotes."""

MOST_BOUND = 4_000
"""Characters that a reason is bound to; what is longer is told from any other by its digest."""

PRIOR = "prior."


# -- Texts against figures


def doubts_in(
    layout: Layout,
    verdicts: Verdicts,
    facts: Mapping[str, Fact] = {},
    blamed: frozenset[str] = frozenset(),
    earlier: Mapping[str, str] = {},
) -> Doubts:
    """Hold the texts of a return against its figures; `earlier` are the texts of the unit's last report.

    `facts` are what its cells were read as, where that is more than `verdicts` see. Nothing is judged over cells that
    were `blamed` already: one cause is told once.
    """
    form = layout.form
    texts = {path: text for path in prose_fields(form) if path not in blamed and (text := _text(verdicts, path))}
    if not texts:
        return NO_DOUBTS
    unknown = _resting_on(form, blamed)
    value_of = _lookup(form, verdicts, facts, unknown)
    year, patterns = verdicts.value("year"), patterns_of(form)
    told = int(year) if isinstance(year, Decimal) else 0
    checks = {check.rule.id: check for check in form.checks if check.rule.prose}

    def stands(doubt: Doubt) -> bool:
        check = checks.get(doubt.rule)
        if check is None or any(path in unknown for _, _, points in doubt.readings for path in points):
            return False
        return check.when is None or evaluate(check.when, verdicts.value) is True

    figures = disagreements(patterns, texts, told, _text(verdicts, "unit.name"), value_of)
    slips = blemishes(patterns, texts, earlier, told, value_of)
    return Doubts(tuple(filter(stands, figures)), tuple(filter(stands, slips)))


def prose_fields(form: Form) -> Iterator[str]:
    """Yield the fields whose words are published: the long texts, and the notes below the tables."""
    notes = {f"{table.name}.note" for table in form.tables}
    yield from (path for path, field in form.fields.items() if field.traits.kind == "long_text" or path in notes)


def facts_of(reading: WorkbookReading) -> Facts:
    """Give what a return's texts are held against: its figures as the record would hold them, None for unknown ones."""
    form = reading.layout.form
    return _lookup(form, reading.verdicts, reading.read.facts, _resting_on(form, reading.blamed))


def with_last_year(form: Form, facts: Facts, prior: Prior) -> Facts:
    """Give facts with last year's figures in the place of those that they have themselves."""
    derived = {each.path: each.value for each in form.derived}

    def value_of(path: str) -> Value:
        if not path.startswith(PRIOR):
            return facts(path)
        bare = path.removeprefix(PRIOR)
        if bare not in derived:
            return prior.figures.get(bare)
        parts = {each: prior.figures.get(each) for each in paths_in(derived[bare])}
        return None if None in parts.values() else evaluate(derived[bare], parts.get)

    return value_of


def _text(verdicts: Verdicts, path: str) -> str:
    value = verdicts.value(path)
    return value if isinstance(value, str) else ""


def _resting_on(form: Form, blamed: frozenset[str]) -> frozenset[str]:
    """Give what nobody knows where these cells were blamed: they, and all that is worked out from them."""
    if not blamed:
        return blamed
    points = {path for path in form.points if not blamed.isdisjoint(inputs_behind(form, path))}
    return blamed | points | {each.path for each in form.derived if not points.isdisjoint(paths_in(each.value))}


def _lookup(form: Form, verdicts: Verdicts, facts: Mapping[str, Fact], unknown: frozenset[str]) -> Facts:
    """Give the value of a path as the record would hold it; None for what is not known."""
    derived = {each.path: each.value for each in form.derived}

    def value_of(path: str) -> Value:
        bare = path.removeprefix(PRIOR)
        if path in unknown:
            return None
        if bare in derived:
            ahead = path[: len(path) - len(bare)]
            # Last year's figures may lack some of those that are added up.
            if any(value_of(ahead + each) is None for each in paths_in(derived[bare])):
                return None
            return evaluate(derived[bare], lambda each: value_of(ahead + each))
        # A declared zero is one, although its cell shows nothing, and so is a total over nothing.
        if path in facts and facts[path].value is not None:
            return facts[path].value
        value = verdicts.value(path)
        is_total = path in form.points and form.points[path].kind == "computed"
        return Decimal(0) if is_total and not isinstance(value, Decimal) else value

    return value_of


# -- What a reason is bound to


def prose_values(form: Form, doubts: Doubts) -> dict[str, Value]:
    """Tell what disagrees by each rule, as its check sees it: which figure, where, and what it should be.

    A reason given for a rule is bound to this text. What may mean something else is left out where the rule has it so.
    """
    told: dict[str, list[str]] = {}
    choosy = {check.rule.id for check in form.checks if check.rule.unsure}
    for each in (*doubts.figures, *doubts.slips):
        if each.certain or each.rule not in choosy:
            should = "/".join(in_language(figure, "zh") for _, figure, _ in each.readings)
            told.setdefault(prose_path(each.rule), []).append(f"{own_name(each.path)}:{each.said}≠{should}")
    return {path: _bounded("；".join(parts)) for path, parts in told.items()}


def _bounded(text: str) -> str:
    if len(text) <= MOST_BOUND:
        return text
    return f"{text[:MOST_BOUND]}…{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _severity_of(rule: Rule, certain: bool, office: Mapping[str, str]) -> Severity:
    """Say how grave a doubt is; `office` has what an office makes of rules, by their ids."""
    wanted = office.get(rule.id, rule.severity)
    if rule.unsure and not certain:
        wanted = max(wanted, rule.unsure, key=SEVERITIES.index)
    return wanted  # type: ignore[return-value]


# -- Findings


def prose_findings(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Make a finding of every doubt, in the order of the texts."""
    order = {path: nth for nth, path in enumerate(reading.layout.form.fields)}
    checks = {check.rule.id: check for check in reading.layout.form.checks if check.rule.prose}
    told = [*((each, False) for each in reading.doubts.figures), *((each, True) for each in reading.doubts.slips)]
    for doubt, slip in sorted(told, key=lambda each: (order[each[0].path], each[0].start, each[0].end)):
        yield _found(reading, checks[doubt.rule], doubt, slip)


def _found(reading: WorkbookReading, check: Check, doubt: Doubt, slip: bool) -> Finding:
    rule, slots = check.rule, reading.layout.slots
    place = _paragraph(reading, doubt)
    points = dict.fromkeys(path for _, _, paths in doubt.readings for path in _shown(reading.layout.form, paths))
    cells = [where(slots[path], None, spoken(reading.verdicts.value(path))) for path in points if path in slots]
    severity, reason = _severity_of(rule, doubt.certain, reading.expected.severities), _reason(reading, check)
    asked = severity == "explainable" and reason is None
    name = "text-slip" if slip else "text-differs" if points else "text-sums-differ"
    figures = list(dict.fromkeys(in_language(figure, "zh") for _, figure, _ in doubt.readings if figure))
    # What is said of a whole passage does not stand in it, and nothing should stand there instead.
    of_passage = slip and doubt.said not in doubt.quote
    return finding(
        name,
        [place, *cells],
        severity=severity,
        rule=rule.id,
        at=check.at,
        reason=reason,
        expected=None if of_passage else "或".join(figures) or None,
        actual=doubt.said,
        says=rule.says.rstrip("。"),
        place=slots[doubt.path].labels[-1],
        quote=_quoted(doubt),
        spot=_spot(place.characters),
        said=brief(doubt.said),
        should=_share(doubt) if of_passage else _should(reading.layout.form, doubt),
        remedy=f"{rule.remedy.rstrip('。')}。" if rule.remedy else "",
        explain=EXPLAIN if severity == "explainable" else Both("", ""),
        labels="\n".join(label for label, _, _ in doubt.readings if isinstance(label, str)),
        basis=rule.basis.rstrip("。"),
        given=why_not_explained(check, reading.verdicts) if asked else Both("", ""),
        called=rule.called,
    )


EXPLAIN = Both(
    "核对无误的，在“校验”表这一行的“情况说明”里写明原因（至少5个字）。",
    "If both are right, give the reason (5 characters at least) beside this rule on the checks sheet. ",
)


def _paragraph(reading: WorkbookReading, doubt: Doubt) -> Where:
    """Say which cell a doubt stands in, and which of its characters it is about."""
    slot, located = reading.layout.slots[doubt.path], reading.located
    cells = located.cells[doubt.path]
    text = _text(reading.verdicts, doubt.path)
    nth, characters = stretch_in([cell.text if cell else None for cell in cells], text, doubt.start, doubt.end)
    first, cell = located.places.get(doubt.path, slot.box), cells[nth]
    place = where(slot, Box(first.sheet, first.row + nth, first.column), cell.text if cell else "")
    return place._replace(characters=characters)


def _shown(form: Form, paths: tuple[str, ...]) -> Iterator[str]:
    """Yield the cells of figures; one that stands in none is made of others that do."""
    derived = {each.path: each.value for each in form.derived}
    for path in paths:
        bare = path.removeprefix(PRIOR)
        ahead = path[: len(path) - len(bare)]
        yield from (ahead + each for each in paths_in(derived[bare])) if bare in derived else (path,)


def _reason(reading: WorkbookReading, check: Check) -> str | None:
    """Give the reason that counts for what disagrees by a rule; one that nobody asked for is taken as well."""
    verdicts = reading.verdicts
    reason = verdicts.value(reason_path(check)) if check.rule.takes_reason else None
    if not isinstance(reason, str) or not reason.strip():
        return None
    state = verdicts.state(check)
    volunteered = state == State.PASS and evaluate(is_hollow_tree(check), verdicts.value) is not True
    return reason if state == State.EXPLAINED or volunteered else None


def _quoted(doubt: Doubt) -> str:
    """Quote a clause; of a long one, what is around the figure."""
    quote = doubt.quote.strip()
    if len(quote) > MOST_QUOTED:
        at = max(0, quote.find(doubt.said))
        first = max(0, min(at - MOST_QUOTED // 2, len(quote) - MOST_QUOTED))
        cut = quote[first : first + MOST_QUOTED]
        quote = f"{'…' if first else ''}{cut}{'…' if first + MOST_QUOTED < len(quote) else ''}"
    return brief(quote)


def _spot(characters: tuple[int, int] | None) -> Both:
    if characters is None:
        return Both("", "")
    first, last = characters[0] + 1, characters[1]
    if first == last:
        return Both(f"（第{first}字）", f" (character {first})")
    return Both(f"（第{first}—{last}字）", f" (characters {first} to {last})")


def _share(doubt: Doubt) -> Both:
    """Say how much of a text is so, and how much of each of its parts."""
    shares = LISTED.between(*(Both(" ", " ").between(label, share) for label, share, _ in doubt.readings))
    return Both(f"（{doubt.said}：{shares.zh}）", f" ({doubt.said}: {shares.en})")


def _should(form: Form, doubt: Doubt) -> Both:
    """Say what a figure should be, under every reading."""
    named = [(label, _measured(form, figure, points)) for label, figure, points in doubt.readings if figure]
    if not named:
        return Both("", "")

    def said(language: Language, opens: str, closes: str, joins: str) -> str:
        words = ((in_language(label, language), in_language(figure, language)) for label, figure in named)
        return joins.join(f"{figure}{opens}{label}{closes}" if label else figure for label, figure in words)

    return Both(f"，应为 {said('zh', '（', '）', ' 或 ')}", f", should be {said('en', ' (', ')', ' or ')}")


def _measured(form: Form, figure: Both | str, paths: tuple[str, ...]) -> Both | str:
    """Put the measure word behind a bare figure that is worked out from cells of one measure."""
    if isinstance(figure, Both) or not figure.isdecimal():
        return figure
    points = [form.points.get(path.removeprefix(PRIOR)) for path in _shown(form, paths)]
    units = {point.traits.unit or "" for point in points if point}
    return f"{figure}{units.pop()}" if len(units) == 1 else figure
