"""What is asked of a reading: the list of inspections, and those that are a few lines each.

An inspection knows no other; it is given what was found before it only because one cause is told once.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial

from govxl.filing.carried import formulas_carried, prior_findings
from govxl.filing.checks import broken_checks, total_findings
from govxl.filing.conditional import conditional_looks
from govxl.filing.model import Figures, Findings, Identity, Inspection, Others, WorkbookReading
from govxl.filing.prose import prose_findings
from govxl.filing.record import Record, form_of, identity_in, value_at
from govxl.filing.texts import beyond_measure
from govxl.filing.units import one_name, same_code, same_name
from govxl.findings.finding import Finding, finding
from govxl.form.model import Form, table_of
from govxl.language.expressions import evaluate, spoken
from govxl.workbook.located import where

__all__ = ["FEWEST", "INSPECTIONS", "others_among"]

# -- Whose it is


def unexpected(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Hold a return against the unit, year and form that are expected."""
    identity, form, expected = reading.identity, reading.layout.form, reading.expected
    if identity.year not in form.years:
        yield finding("year-outside-form", expected=form.name, actual=str(identity.year))
    if expected.unit and not same_name(expected.unit, identity.name):
        yield finding("wrong-unit", expected=expected.unit, actual=identity.name)
    if expected.code and not same_code(expected.code, identity.code):
        yield finding("wrong-unit", expected=expected.code, actual=identity.code or identity.name)
    if expected.year is not None and expected.year != identity.year:
        yield finding("wrong-year", expected=str(expected.year), actual=str(identity.year))
    if expected.form and expected.form not in (form.name, form.id):
        yield finding("wrong-form", expected=expected.form, actual=form.name)


def unsealed(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Tell a seal that is broken, or missing where a key was given."""
    if reading.seal == "broken":
        yield finding("seal-broken")
    elif reading.seal == "none" and reading.expected.key:
        yield finding("seal-absent")


# -- What the workbook and its cells say


def alterations(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Tell what was found where the cells were looked for."""
    for found in reading.located.findings:
        # A lost cell of last year's figures is no more than worth telling once the office has given them.
        ours = bool(found.cells) and all(cell.point.startswith("prior.") for cell in found.cells)
        yield found._replace(severity="warning") if reading.given and found.blocks and ours else found


def values(reading: WorkbookReading, before: Findings) -> Findings:
    """Tell what was found where the cells were read."""
    return reading.read.findings


def texts_too_long(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Name a text that could not be written out again, or the longest where all are more than a report holds."""
    form = reading.layout.form
    texts = {path: fact.value for path, fact in reading.read.facts.items() if isinstance(fact.value, str)}
    value_of = reading.verdicts.value
    found = beyond_measure(form, texts, lambda tree: spoken(evaluate(tree, value_of)))
    if found:
        place = where(reading.layout.slots[found.path], reading.located.places.get(found.path))
        yield finding(found.name, [place], measure=found.measure)


def notes(reading: WorkbookReading, before: Findings) -> Findings:
    """Tell what was normalised."""
    return reading.read.notes


def other_layout(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Tell a workbook that was made with another layout."""
    layout, fingerprint = reading.layout, reading.told["fingerprint"]
    if not layout.has_structure(fingerprint):
        yield finding("older-layout" if layout.had_structure(fingerprint) else "unknown-layout")


# -- The same figures as another's: a unit's that was copied, or last year's sent again


FEWEST = 5
"""Figures other than 0 that two returns must share; with fewer, they may well be alike by chance."""


def others_among(records: Iterable[Record]) -> Others:
    """Index records by their figures; each must be as its form has it."""
    others: dict[tuple[str, Figures], tuple[Identity, ...]] = {}
    for record in records:
        form, tables = form_of(record), record["tables"]
        figures = _figures(form, partial(value_at, tables))
        if len(figures) >= FEWEST:
            others[form.name, figures] = (*others.get((form.name, figures), ()), identity_in(record))
    return others


def repeats(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Name the returns of others, and of other years, that have the very same figures."""
    form, identity, others = reading.layout.form, reading.identity, reading.expected.others
    figures = _figures(form, reading.read.values.get) if others else ()
    for other in others.get((form.name, figures), ()):
        if (other.year, other.scope) != (identity.year, identity.scope) or not one_name(other, identity):
            yield finding("figures-repeated", other=f"{other.name} {other.year}", filled=len(figures))


def _figures(form: Form, value_of: Callable[[str], object]) -> Figures:
    """Collect the figures staff typed into the statutory tables."""
    auxiliary = {table.name for table in form.tables if table.auxiliary}
    paths = (path for path, p in form.points.items() if p.kind == "input" and table_of(path) not in auxiliary)
    pairs = ((path, value_of(path)) for path in paths)
    return tuple((path, Decimal(value)) for path, value in pairs if isinstance(value, int | Decimal) and value)


# -- All of them


INSPECTIONS: tuple[Inspection, ...] = (
    unexpected,
    formulas_carried,
    unsealed,
    prior_findings,
    alterations,
    values,
    conditional_looks,
    texts_too_long,
    broken_checks,
    prose_findings,
    total_findings,
    notes,
    repeats,
    other_layout,
)
"""In the order in which findings are told: whose it is, what was changed, what the cells say, what is only noted."""
