"""A file to a judgement: open, identify, lay out, locate, read values, inspect, record; no side effects.

What is asked of a workbook that was sent back before is handed in: nothing here knows of sending back.
"""

from collections.abc import Mapping
from decimal import Decimal

from govxl.filing.beside import RECORD, idle_reasons, remarks, unread_words, words_beside
from govxl.filing.carried import carried_prior, carried_texts, prior_notes
from govxl.filing.checks import RULE_FINDINGS
from govxl.filing.inspections import INSPECTIONS
from govxl.filing.model import (
    Expected,
    Filing,
    Findings,
    Identity,
    Inspection,
    Judgement,
    SourceFile,
    WorkbookReading,
    prior_values,
)
from govxl.filing.prose import doubts_in, prose_values
from govxl.filing.record import make_record
from govxl.filing.texts import joined_notes
from govxl.filing.values import read_values
from govxl.findings.finding import Both, Finding, finding
from govxl.form.definition import UnknownFormError, load_form
from govxl.language.expressions import Value, evaluate
from govxl.layout.layout import Layout, Verdicts, arrange
from govxl.layout.own_pages import mark_of
from govxl.workbook.identity import CONFLICT, identity_of, verified
from govxl.workbook.integrity import examine
from govxl.xlsx.cells import RawWorkbook
from govxl.xlsx.reader import read_workbook

__all__ = ["judged"]

MAX_WORD = 64
"""Characters of the name of a form or an edition; a longer one is none, and no file could be called so."""


def judged(data: bytes, file: str, expected: Expected, return_state: Inspection) -> Judgement:
    """Judge the bytes of a returned workbook; bad input becomes findings, never an exception.

    `return_state` looks at what a workbook carries along from its last return; what it finds that blocks nothing is
    noted in the record.
    """
    raw = read_workbook(data)
    if isinstance(raw, Finding):
        return Judgement(file, {}, (raw,))
    told, doubts = identity_of(raw)
    if not told:
        return Judgement(file, {}, (finding("not-ours"),))
    # Who sees to it that a sheet's marks are the unit's has to know for certain which unit that is.
    known_whose = not any(found.name == CONFLICT for found in doubts)
    if raw.active:
        words = Both("、".join(each.zh for each in raw.active), ", ".join(each.en for each in raw.active))
        doubts.append(finding("active-content", kinds=words))
    identity = _identity(told)
    try:
        layout = arrange(load_form(f"{identity.form}/{identity.edition}")) if identity else None
    except UnknownFormError:
        layout = None
    if identity is None or layout is None:
        return Judgement(file, told, (*doubts, finding("unknown-form", form=told["form"], edition=told["edition"])))
    reading = _read(raw, layout, identity, told, expected, mark_of(told) if known_whose else "")
    findings: Findings = tuple(doubts)
    for inspect in INSPECTIONS:
        findings += tuple(inspect(reading, findings))
    of_return = tuple(return_state(reading, findings))
    findings += of_return
    # Last, for it speaks only where nothing else did.
    findings += tuple(words_beside(reading, findings))
    return _recorded(file, reading, findings, of_return)


def _identity(told: Mapping[str, str]) -> Identity | None:
    """Give the identity that is told; None for one that no form can be found by."""
    if not (told["year"].isascii() and told["year"].isdecimal() and len(told["year"]) == 4):
        return None
    if max(len(told["form"]), len(told["edition"])) > MAX_WORD:
        return None
    return Identity(
        told["form"], told["edition"], told["unit.name"], told["unit.code"], told["unit.level"], told["unit.kind"],
        int(told["year"]), told["scope"],
    )  # fmt: skip


def _read(
    raw: RawWorkbook, layout: Layout, identity: Identity, told: Mapping[str, str], expected: Expected, mark: str
) -> WorkbookReading:
    """Locate every cell and read it; `mark` says whose the sheets should be, as far as that is known."""
    located = examine(layout, raw, told["fingerprint"], mark)
    read = read_values(layout, located, raw.formats, raw.shift)
    texts = carried_texts(layout, located)
    carried, given = carried_prior(layout, located, told, raw.names), expected.prior(identity, layout)
    # What the office gives goes before what the file carries, and figures altered on the way are nobody's.
    prior = given or (None if carried.altered else carried.prior)
    values: dict[str, Value] = {**texts, **read.values, **identity.texts()}
    values |= {"year": Decimal(identity.year), **prior_values(prior)}
    verdicts = Verdicts(layout, values)
    blamed = frozenset(path for path in read.blamed if given is None or not path.startswith("prior."))
    doubts = doubts_in(layout, verdicts, read.facts, blamed, prior.texts if prior else {})
    if told_by_texts := prose_values(layout.form, doubts):
        # The checks of texts see what was found in them.
        values |= told_by_texts
        verdicts = Verdicts(layout, values)
    # A total over nothing at all is 0, although its cell shows nothing.
    totals = {path: verdicts.value(path) for path, point in layout.form.points.items() if point.kind == "computed"}
    totals |= {each.path: evaluate(each.value, verdicts.value) for each in layout.form.derived}
    listed, unread = unread_words(layout, raw, located, told["fingerprint"], texts)
    return WorkbookReading(
        layout=layout,
        identity=identity,
        told=dict(told),
        raw=raw,
        located=located,
        read=read,
        carried=carried,
        given=given,
        seal=verified(expected.key, told, prior_values(carried.prior)),
        values=values,
        verdicts=verdicts,
        totals={path: total if isinstance(total, Decimal) else Decimal(0) for path, total in totals.items()},
        listed=listed,
        unread=unread,
        expected=expected,
        doubts=doubts,
    )


def _recorded(file: str, reading: WorkbookReading, findings: Findings, of_return: Findings) -> Judgement:
    """Make the record of a reading, unless a finding blocks it."""
    identity = reading.identity
    rules = tuple(found for found in findings if found.name in RULE_FINDINGS)
    beside = (*reading.listed, *reading.unread, *idle_reasons(reading, rules))
    if any(found.blocks for found in findings):
        return Judgement(file, identity.texts(), findings, reading=reading, beside=beside)
    raw, read = reading.raw, reading.read
    told = (*prior_notes(findings), *joined_notes([*read.notes, *of_return]))
    source = SourceFile(file, raw.sha256, raw.producer, reading.seal, told)
    kept = tuple(remarks(beside, RECORD))
    filing = Filing(reading.layout, identity, read.facts, reading.totals, reading.prior, source, rules, kept)
    return Judgement(file, identity.texts(), findings, make_record(filing), reading, beside)
