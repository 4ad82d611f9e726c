"""A file to a judgement: the whole way in, one pass, no side effects."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from govxl.filing.beside import RECORD, beside_findings, idle_reasons, remarks, words_beside
from govxl.filing.carried import (
    Lookup,
    carried_prior,
    carried_texts,
    formulas_carried,
    not_found,
    prior_findings,
    told_only,
)
from govxl.filing.checks import ShownTotal, broken_checks, total_findings
from govxl.filing.figures import shortest
from govxl.filing.model import Filing, Identity, Judgement, Prior, Reading, SourceFile, prior_values
from govxl.filing.record import make_record
from govxl.filing.repeats import Others, figures_of, repeated
from govxl.filing.retype import not_restored, unchanged_since_return
from govxl.filing.texts import beyond_measure, joined_notes, spelled
from govxl.filing.units import same_code, same_name
from govxl.filing.values import Values, read_values
from govxl.findings.finding import Both, Finding, finding
from govxl.form.definition import UnknownFormError, load_form
from govxl.language.expressions import Value, evaluate, spoken
from govxl.layout.layout import Layout, Verdicts, arrange
from govxl.layout.own_pages import mark_of
from govxl.workbook.identity import Seal, identity_of, verified
from govxl.workbook.integrity import Located, examine
from govxl.workbook.located import where
from govxl.xlsx.cells import RawCell
from govxl.xlsx.reader import RawWorkbook, read_workbook
from govxl.xlsx.zip import Refused, file_name, load_bytes

__all__ = ["Expected", "judge", "judge_file"]

PriorFinder = Callable[[Identity, Layout], Prior | None]
"""Looks up last year's figures of a unit in what the office keeps."""


MAX_WORD = 64
"""Characters of the name of a form or an edition; a longer one is none, and no file could be called so."""


def _no_prior(identity: Identity, layout: Layout) -> Prior | None:
    return None


@dataclass(frozen=True, slots=True)
class Expected:
    """What the office expects of a file; empty means that anything goes.

    `key` verifies the seals of workbooks; `others` are returns that this one should not repeat figure by figure.
    """

    unit: str = ""
    code: str = ""
    year: int | None = None
    form: str = ""
    prior: PriorFinder = _no_prior
    key: bytes = field(default=b"", repr=False)
    others: Others = field(default_factory=dict, repr=False)


def judge_file(path: Path, expected: Expected | None = None) -> Judgement:
    """Judge a file; it is read once and never written. Raises OSError when there is none, or none to read."""
    try:
        data = load_bytes(path)
    except Refused as refused:
        return Judgement(file_name(path), {}, (refused.finding,))
    return judge(data, file_name(path), expected)


def judge(data: bytes, file: str, expected: Expected | None = None) -> Judgement:
    """Judge the bytes of a returned workbook; bad input becomes findings, never an exception."""
    expected = expected or Expected()
    raw = read_workbook(data)
    if isinstance(raw, Finding):
        return Judgement(file, {}, (raw,))
    told, findings = identity_of(raw)
    if not told:
        return Judgement(file, {}, (finding("not-ours"),))
    findings += _active(raw)
    identity = _identity(told)
    if identity is None:
        return Judgement(file, told, (*findings, finding("unknown-form", form=told["form"], edition=told["edition"])))
    try:
        layout = arrange(load_form(f"{identity.form}/{identity.edition}"))
    except UnknownFormError:
        return Judgement(file, told, (*findings, finding("unknown-form", form=identity.form, edition=identity.edition)))
    findings += _unexpected(identity, layout, expected)
    return _judge_cells(file, raw, layout, identity, told, findings, expected)


def _active(raw: RawWorkbook) -> Iterator[Finding]:
    if raw.active:
        words = Both("、".join(each.zh for each in raw.active), ", ".join(each.en for each in raw.active))
        yield finding("active-content", kinds=words)


def _identity(told: Mapping[str, str]) -> Identity | None:
    if not (told["year"].isascii() and told["year"].isdecimal() and len(told["year"]) == 4):
        return None
    if max(len(told["form"]), len(told["edition"])) > MAX_WORD:
        return None
    return Identity(
        told["form"], told["edition"], told["unit.name"], told["unit.code"], told["unit.level"], told["unit.kind"],
        int(told["year"]), told["scope"],
    )  # fmt: skip


def _unexpected(identity: Identity, layout: Layout, expected: Expected) -> Iterator[Finding]:
    if identity.year not in layout.form.years:
        yield finding("year-outside-form", expected=layout.form.name, actual=str(identity.year))
    if expected.unit and not same_name(expected.unit, identity.name):
        yield finding("wrong-unit", expected=expected.unit, actual=identity.name)
    if expected.code and not same_code(expected.code, identity.code):
        yield finding("wrong-unit", expected=expected.code, actual=identity.code or identity.name)
    if expected.year is not None and expected.year != identity.year:
        yield finding("wrong-year", expected=str(expected.year), actual=str(identity.year))
    if expected.form and expected.form not in (layout.form.name, layout.form.id):
        yield finding("wrong-form", expected=expected.form, actual=layout.form.name)


def _judge_cells(
    file: str,
    raw: RawWorkbook,
    layout: Layout,
    identity: Identity,
    told: Mapping[str, str],
    findings: list[Finding],
    expected: Expected,
) -> Judgement:
    """Read and judge what stands in the cells."""
    known_whose = not any(found.name == "identity-conflict" for found in findings)
    located = examine(layout, raw, told["fingerprint"], mark_of(told) if known_whose else "")
    findings += formulas_carried(layout, located)
    read = read_values(layout, located, raw.formats, raw.shift)
    carried, given = carried_prior(layout, located), expected.prior(identity, layout)
    seal = verified(expected.key, told, prior_values(carried.prior))
    findings += _sealed(seal, expected.key)
    if given is None and isinstance(expected.prior, Lookup):
        findings.append(not_found(expected.prior.why_not(identity, layout), identity, carried))
    of_prior = list(prior_findings(layout, told, raw.names, carried, given))
    findings += of_prior
    altered, blamed = located.findings, read.blamed
    if given:
        altered = tuple(told_only(found) for found in altered)
        blamed = frozenset(path for path in blamed if not path.startswith("prior."))
    prior = given or (None if any(found.blocks for found in of_prior) else carried.prior)
    values: dict[str, Value] = {**carried_texts(layout, located), **read.values, **identity.texts()}
    values |= {"year": Decimal(identity.year), **prior_values(prior)}
    verdicts = Verdicts(layout, values)
    rules = list(broken_checks(layout, blamed, verdicts))
    totals = _totals(layout, verdicts)
    findings += [*altered, *read.findings, *_beyond_measure(layout, located, read, verdicts), *rules]
    findings += [*total_findings(layout, _shown_totals(layout, located), totals, blamed), *read.notes]
    findings += repeated(layout.form, identity, figures_of(layout.form, read.values.get), expected.others)
    findings += _layouts(layout, told["fingerprint"])
    reading = Reading(layout, identity, dict(told), raw, located, values, carried.prior, prior)
    findings += not_restored(reading)
    findings += unchanged_since_return(reading, tuple(findings))
    kept, new = words_beside(reading)
    findings += beside_findings(reading, new, findings)
    beside = (*kept, *new, *idle_reasons(reading, read.facts, rules))
    if any(found.blocks for found in findings):
        return Judgement(file, identity.texts(), tuple(findings), reading=reading, beside=beside)
    restored = [found for found in findings if found.name == "returned-as-restored"]
    source = SourceFile(file, raw.sha256, raw.producer, seal, joined_notes([*read.notes, *restored]))
    filing = Filing(layout, identity, read.facts, totals, prior, source, tuple(rules), tuple(remarks(beside, RECORD)))
    return Judgement(file, identity.texts(), tuple(findings), make_record(filing), reading, beside)


def _beyond_measure(layout: Layout, located: Located, read: Values, verdicts: Verdicts) -> Iterator[Finding]:
    """Name a text that could not be written out again, or the longest where all are more than a report holds."""
    form = layout.form
    texts = {path: fact.value for path, fact in read.facts.items() if isinstance(fact.value, str)}
    found = beyond_measure(form, texts, lambda name: spoken(evaluate(form.sentences[name].text, verdicts.value)))
    if found:
        place = where(layout.slots[found.path], located.places.get(found.path))
        yield finding(found.name, [place], measure=found.measure)


def _layouts(layout: Layout, fingerprint: str) -> Iterator[Finding]:
    if not layout.has_structure(fingerprint):
        yield finding("older-layout" if layout.had_structure(fingerprint) else "unknown-layout")


def _sealed(seal: Seal, key: bytes) -> Iterator[Finding]:
    if seal == "broken":
        yield finding("seal-broken")
    elif seal == "none" and key:
        yield finding("seal-absent")


def _totals(layout: Layout, verdicts: Verdicts) -> dict[str, Decimal]:
    """Work out every total and derived figure; one over nothing at all is 0."""
    trees = {path: verdicts.value(path) for path, point in layout.form.points.items() if point.kind == "computed"}
    derived = {each.path: evaluate(each.value, verdicts.value) for each in layout.form.derived}
    return {path: value if isinstance(value, Decimal) else Decimal(0) for path, value in (trees | derived).items()}


def _shown_totals(layout: Layout, located: Located) -> dict[str, ShownTotal]:
    """Give what the file shows in the cells of totals."""
    shown: dict[str, ShownTotal] = {}
    for path, point in layout.form.points.items():
        cells = located.cells.get(path) if point.kind == "computed" else None
        if cells:
            cell = cells[0]
            ours = path not in located.untrue and cell is not None and cell.formula is not None
            shown[path] = ShownTotal(_shown_text(cell), spelled(cell), ours, path not in located.unsure)
    return shown


def _shown_text(cell: RawCell | None) -> str | None:
    """Give the figure a cell shows; None where nothing stands there or nothing was cached."""
    if cell is None or (not cell.text and cell.formula is not None):
        return None
    value = shortest(cell.text) if cell.kind == "number" else None
    return str(value) if isinstance(value, Decimal) else cell.text
