"""govxl prose: how every figure of a text was understood, and whether it agrees with the tables.

Of a workbook or a record all texts are taken, with their own figures unless a record is given; of a text file, of
standard input or of words in the call itself, the one text, and so of a published report, without its tables. With last
year's record it is seen what was copied from it.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from govxl.cli.compare import read_published
from govxl.cli.paths import FILE_ENDINGS, read_record
from govxl.cli.run import REJECTED, CannotRunError
from govxl.cli.words import say
from govxl.filing.model import Identity
from govxl.filing.prose import facts_of, prose_fields, with_last_year
from govxl.filing.record import Record, form_of, identity_in
from govxl.filing.texts import MOST_LETTERS, clean
from govxl.findings.finding import message_of
from govxl.form.definition import UnknownFormError, form_for_year
from govxl.form.model import Form
from govxl.inputs import MAX_WORDS, read_file, text_in
from govxl.language.nodes import Value
from govxl.prose.amounts import told_loosely
from govxl.prose.judging.judge import judged_text
from govxl.prose.judging.worked import KnownFacts
from govxl.prose.letters import years_in
from govxl.prose.lexicon.loading import patterns_of
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.lint.blemishes import blemishes
from govxl.prose.model import Change, Claim, Doubt, Facts, Figure, Mention
from govxl.prose.understanding.understand import understand
from govxl.published.compare_texts import is_prose
from govxl.published.model import text_lines
from govxl.report.record_values import lookup
from govxl.text import PRIVATE, screen_width, visible
from govxl.words import COVER_SHEET, Language, in_language

__all__ = ["prose"]

PUBLISHED = (".docx", ".htm", ".html")
"""What ends the name of a published report."""

SAID, STATE, RULE = 14, 10, 5
"""Columns of the screen that a figure, whether it agrees, and its rule take."""


class _Texts(NamedTuple):
    """Texts of one report by their paths, "" for one of no field, and what they are held against, if anything.

    `identity` says whose they are, where a workbook or a record does; `earlier` are the texts of the report before.
    """

    form: Form
    year: int
    unit: str
    texts: Mapping[str, str]
    facts: Facts | None
    identity: Identity | None = None
    earlier: Mapping[str, str] = {}


class _Understood(NamedTuple):
    """Something understood of a text: what it is, where its figure stands, and all there is to tell of it."""

    of: str
    figure: tuple[int, int, str]
    agrees: bool | None
    told: dict[str, Any]


def prose(
    source: str,
    *,
    record: Path | None = None,
    prior: Path | None = None,
    field: str = "",
    form: str = "",
    year: int | None = None,
    unit: str = "",
    as_json: bool = False,
    language: Language,
) -> None:
    """Print what every figure of a text was taken for; ends with exit code 1 where something disagrees."""
    given = _given(source, record, field, form, year, unit, language)
    if prior:
        given = _with_last_year(given, prior, language)
    patterns = patterns_of(given.form)
    slips = list(blemishes(patterns, given.texts, given.earlier, given.year, given.facts or _nothing))
    disagree = bool(slips)
    for path, text in given.texts.items():
        lines = [
            *_lines(given, patterns, path, text),
            *(_slip(given.form, each) for each in slips if each.path == path),
        ]
        lines = [_in_language(line, language) for line in sorted(lines, key=lambda line: line.figure[:2])]
        disagree = disagree or any(line.agrees is False for line in lines)
        if as_json:
            for line in lines:
                print(json.dumps(_plain(line, path), ensure_ascii=False))
        elif lines or len(given.texts) == 1:
            print("\n".join(visible(shown) for shown in _shown(given.form, path, text, lines, language)))
    if disagree:
        raise SystemExit(REJECTED)


# -- Which texts, and which figures


def _nothing(path: str) -> Value:
    return None


def _given(
    source: str, record: Path | None, field: str, form: str, year: int | None, unit: str, language: Language
) -> _Texts:
    """Find the texts that are meant and what they are held against."""
    kept = read_record(record, language)[1] if record else None
    path = _file_named(source, language)
    found: _Texts | None = None
    if path and (path.is_dir() or path.suffix.lower() == ".json"):
        found = _of_record(read_record(path, language)[1])
    elif path and path.suffix.lower() in PUBLISHED:
        data = _published_text(path, language).encode()
    elif path:
        data = read_file(path)
        found = _of_workbook(data, path, language) if data.startswith(b"PK") else None
    elif source == "-":
        data = _standard_input()
    else:
        data = source.encode("utf-8", "replace")
    if found is None:
        text = text_in(data) if len(data) <= MAX_WORDS else None
        if text is None or len(text) > MOST_LETTERS:
            raise CannotRunError(say("prose-no-text", language, path=path or source, most=MOST_LETTERS))
        held = form_of(kept) if kept else None
        asked = year or (kept["year"] if kept else _year_told(text, form, language))
        found = _Texts(held or form_for_year(form, asked), asked, unit, {field: clean(text)[0]}, None)
        if field and field not in found.form.fields:
            raise CannotRunError(say("prose-no-field", language, name=field, form=found.form.name))
    if kept is None:
        return found
    name = unit or str(kept["unit"]["name"])
    return _Texts(form_of(kept), year or kept["year"], name, found.texts, lookup(kept), identity_in(kept))


def _year_told(text: str, form: str, language: Language) -> int:
    """Give the year that words are likely about, and say so: the one they name most often, of those the first."""
    usual = date.today().year - 1
    told = Counter(each for each in years_in(text) if each <= date.today().year and _has_edition(form, each))
    if not told:
        return usual
    [(year, _)] = told.most_common(1)
    if year != usual:
        # Read for another year, all it says would be of a year that no table is for, and nothing would be told.
        print(say("prose-year-told", language, year=year), file=sys.stderr)
    return year


def _has_edition(form: str, year: int) -> bool:
    try:
        return bool(form_for_year(form, year))
    except UnknownFormError:
        return False


def _with_last_year(given: _Texts, place: Path, language: Language) -> _Texts:
    """Take last year's figures and texts from where `check` takes them.

    Raises PriorMismatchError, RecordError or SheetError where these are none of this unit's.
    """
    from govxl.layout.layout import arrange
    from govxl.office.prior import read_prior

    if given.identity is None or given.facts is None:
        raise CannotRunError(say("prose-prior-alone", language))
    prior = read_prior(place, given.identity, arrange(given.form))
    return given._replace(facts=with_last_year(given.form, given.facts, prior), earlier=prior.texts)


def _file_named(source: str, language: Language) -> Path | None:
    """Give the file that was named; None for words, and for standard input."""
    if source == "-" or "\n" in source:
        return None
    try:
        if Path(source).exists():
            return Path(source)
    except (OSError, ValueError):  # too long for a name, or nothing a name may hold
        return None
    if source.lower().endswith(FILE_ENDINGS):
        raise CannotRunError(say("missing-file", language, path=source))
    return None


def _standard_input() -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    data: bytes = stream.read(MAX_WORDS + 1) if stream else sys.stdin.read(MAX_WORDS + 1).encode()
    return data


def _published_text(path: Path, language: Language) -> str:
    """Give the paragraphs of a published report; of tables, by which some pages are laid out, only sentences."""
    _, published = read_published(path, language)
    lines = ((line, isinstance(block, str)) for block in published.blocks for line in text_lines(block))
    return "\n".join(line for line, beside in lines if beside or is_prose(line))


def _texts_of(form: Form, value_of: Callable[[str], object]) -> dict[str, str]:
    """Give the texts that are published, the long ones and the notes below tables."""
    return {path: text for path in prose_fields(form) if isinstance(text := value_of(path), str) and text.strip()}


def _of_record(record: Record) -> _Texts:
    form, value_of = form_of(record), lookup(record)
    texts, identity = _texts_of(form, value_of), identity_in(record)
    return _Texts(form, identity.year, identity.name, texts, value_of, identity)


def _of_workbook(data: bytes, path: Path, language: Language) -> _Texts:
    """Read a workbook of ours, accepted or not."""
    from govxl.returns.check import judge

    judgement = judge(data, path.name)
    reading = judgement.reading
    if reading is None:
        raise CannotRunError(f"{path}{say('colon', language)}{message_of(judgement.findings[0], language)}")
    form, identity = reading.layout.form, reading.identity
    texts = _texts_of(form, lambda at: reading.read.facts[at].value if at in reading.read.facts else None)
    return _Texts(form, identity.year, identity.name, texts, facts_of(reading), identity)


# -- What was understood


def _lines(given: _Texts, patterns: Patterns, path: str, text: str) -> Iterator[_Understood]:
    """Yield everything that was understood of a text, held against the figures all together, as `check` does."""
    understood = understand(patterns, path, text, given.year, given.unit, explained=True)
    against = KnownFacts(given.year, given.facts or _nothing)

    doubts = list(judged_text(understood, path, text, given.year, against.facts, patterns.rules))
    doubted = {(each.start, each.end, each.rule) for each in doubts}

    def doubts_of(figure: Figure, claim: Claim | None = None) -> list[Doubt]:
        """Give the doubts of what is worked out with a figure, besides that of what it claims by itself."""
        own = claim.rule if claim else ""
        return [each for each in doubts if (each.start, each.end) == figure[:2] and each.rule != own]

    for mention in understood.mentions:
        yield _mention(mention, text, against, doubted)
    for group in understood.groups:
        told: dict[str, Any] = {"whole": group.whole.figure.said, "parts": [each.figure.said for each in group.parts]}
        found = doubts_of(group.whole.figure, group.whole.claim)
        # Parts that may not be all claim no sum.
        known = group.open or sum(each.figure.value for each in group.parts) == group.whole.figure.value
        yield _held("group", group.whole.figure, {**told, "open": group.open}, found, known)
    for share in understood.shares:
        wholes = [each.figure.said if isinstance(each, Mention) else each.label for each in share.wholes]
        clause = text[slice(*share.clause)]
        told = {"clause": clause, "part": share.part.figure.said if share.part else None, "wholes": wholes}
        sides = [each for each in (share.part, *share.wholes) if each is not None]
        # Without tables only what the text itself tells can be divided.
        told_here = all(isinstance(each, Mention) and each.figure.start != share.figure.start for each in sides)
        known = share.part is not None and bool(share.wholes) and (given.facts is not None or told_here)
        yield _held("share", share.figure, told, doubts_of(share.figure), known)
    for change in understood.changes:
        told = {
            "clause": text[slice(*change.clause)],
            "up": change.up,
            "from": change.than.figure.said if change.than else None,
        }
        told["to"] = change.of.figure.said if change.of else None
        yield _held("change", change.figure, told, doubts_of(change.figure), _is_known(change, text, against))


def _is_known(change: Change, text: str, against: KnownFacts) -> bool:
    """Tell whether the figures of both years are known; without last year's nobody can tell."""
    if change.than is not None:
        return True
    of = change.of
    if of is None or of.claim is None or not against.is_current(of) or told_loosely(change.figure, text):
        return False
    years = [(against.value(each), against.value(each, earlier=True)) for each in of.claim.readings]
    return all(now is not None and last for now, last in years)


def _mention(mention: Mention, text: str, against: KnownFacts, doubted: set[tuple[int, int, str]]) -> _Understood:
    figure, claim = mention.figure, mention.claim
    told: dict[str, Any] = {
        "value": str(figure.value),
        "measure": figure.measure,
        "kind": figure.kind,
        "clause": text[slice(*mention.clause)],
        "year": mention.year,
        "about": claim.name if claim else None,
        "says": claim.says if claim else None,
        "rule": claim.rule if claim else None,
        "readings": [
            {"label": label, "value": value, "points": list(points)} for label, value, points in against.shown(mention)
        ],
        "certain": mention.certain,
        # What stands for a year while a text is read is no word of it.
        "words": [word for word in mention.words if not PRIVATE.search(word)],
    }
    agrees = against.held(mention, text).agrees
    if agrees is False and claim and (figure.start, figure.end, claim.rule) not in doubted:
        agrees = None  # what the text adds to it takes it back
    return _Understood("mention", figure[:3], agrees, told)


def _held(of: str, figure: Figure, told: dict[str, Any], doubts: list[Doubt], known: bool) -> _Understood:
    """Tell something that is worked out from several figures."""
    should = [{"label": label, "value": value} for each in doubts for label, value, _ in each.readings]
    told |= {"rule": doubts[0].rule if doubts else None, "should": should}
    return _Understood(of, figure[:3], False if doubts else True if known else None, told)


def _slip(form: Form, doubt: Doubt) -> _Understood:
    should = [{"label": label, "value": value} for label, value, _ in doubt.readings]
    says = next((check.rule.name or check.rule.says for check in form.checks if check.rule.id == doubt.rule), "")
    told = {"rule": doubt.rule, "says": says, "clause": doubt.quote, "certain": doubt.certain, "should": should}
    return _Understood("slip", (doubt.start, doubt.end, doubt.said), False, told)


def _in_language(line: _Understood, language: Language) -> _Understood:
    """Say what a figure should be in one language."""

    def said(reading: dict[str, Any]) -> dict[str, Any]:
        label, value = in_language(reading["label"], language), in_language(reading["value"], language)
        return reading | {"label": label, "value": value or None}

    told = {key: [said(each) for each in line.told[key]] for key in ("readings", "should") if key in line.told}
    return line._replace(told=line.told | told)


def _plain(line: _Understood, path: str) -> dict[str, Any]:
    start, end, said = line.figure
    return {"path": path, "of": line.of, "start": start, "end": end, "said": said, **line.told, "agrees": line.agrees}


# -- On the screen


def _shown(form: Form, path: str, text: str, lines: list[_Understood], language: Language) -> Iterator[str]:
    """Lay out what was understood of a text below its name, two lines for each figure."""
    if path:
        sheets = {at: part.sheet for part in form.parts for at in part.fields}
        sheets |= {f"{table.name}.note": table.sheet for table in form.tables}
        yield f"「{sheets.get(path, COVER_SHEET)}」{form.fields[path].labels[-1]}  {path}"
    if not lines:
        yield f"  {say('prose-nothing', language)}"
    for line in lines:
        start, end, said = line.figure
        first = f"  {_padded(said, SAID)}{_padded(_state(line, language), STATE)}"
        yield (first + _padded(line.told.get("rule") or "", RULE) + _about(line, language)).rstrip()
        paragraph, first_letter = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        spot = say("prose-spot", language, paragraph=paragraph, first=first_letter, last=first_letter + end - start - 1)
        details = [spot, *([line.told["clause"].replace("\n", " ")] if line.told.get("clause") else [])]
        if words := line.told.get("words"):
            details.append(say("prose-words", language, words=say("listed", language).join(words)))
        yield " " * (2 + SAID) + "  ".join(details)


def _state(line: _Understood, language: Language) -> str:
    if line.agrees is not None:
        return say("prose-agrees" if line.agrees else "prose-slip" if line.of == "slip" else "prose-differs", language)
    known = line.of != "mention" or line.told["about"]
    return say("prose-open" if known else "prose-none", language)


def _about(line: _Understood, language: Language) -> str:
    """Say what a figure was taken for, and what that should be."""
    told, listed = line.told, say("listed", language)
    match line.of:
        case "mention":
            if not told["about"]:
                return ""
            sure = say("prose-certain" if told["certain"] else "prose-unsure", language)
            readings = (" ".join(filter(None, (each["label"], each["value"]))) for each in told["readings"])
            return f"{told['says']}{sure}{say('colon', language)}{say('semicolon', language).join(readings)}"
        case "group":
            parts = " + ".join(told["parts"]) + (say("prose-more", language) if told["open"] else "")
            words = f"{told['whole']} {'≥' if told['open'] else '='} {parts}"
        case "share":
            words = f"{told['part'] or '?'} ÷ {say('prose-or', language).join(told['wholes']) or '?'}"
        case "change":
            way = say("prose-up" if told["up"] else "prose-down", language) + say("colon", language)
            words = f"{way}{told['from'] or say('prose-last', language)} → {told['to'] or '?'}"
        case _:
            words = told["says"]
    should = listed.join(" ".join(filter(None, (each["label"], each["value"]))) for each in told["should"])
    return f"{words}  {say('prose-should', language, should=should)}".strip() if should else words


def _padded(text: str, width: int) -> str:
    return text + " " * max(1, width - screen_width(text))
