"""Returns with the same figures as another: another unit's that was copied, or last year's sent again.

A return with hardly a figure in it resembles many; only several figures say anything.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from govxl.filing.model import Identity
from govxl.filing.record import Record, form_of, identity_in
from govxl.filing.units import one_name
from govxl.findings.finding import Finding, finding
from govxl.form.model import Form

__all__ = ["FEWEST", "Figures", "Others", "figures_of", "others_among", "repeated"]

FEWEST = 5
"""Figures other than 0 that two returns must share; with fewer, they may well be alike by chance."""

Figures = tuple[tuple[str, Decimal], ...]
"""The figures of a return other than 0, by point, in form order."""

Others = Mapping[tuple[str, Figures], tuple[Identity, ...]]
"""Whose returns have which figures, by form and figures."""


def figures_of(form: Form, value_of: Callable[[str], object]) -> Figures:
    """Collect the figures staff typed into the statutory tables."""
    auxiliary = {table.name for table in form.tables if table.auxiliary}
    paths = (path for path, p in form.points.items() if p.kind == "input" and path.split(".")[0] not in auxiliary)
    pairs = ((path, value_of(path)) for path in paths)
    return tuple((path, Decimal(value)) for path, value in pairs if isinstance(value, int | Decimal) and value)


def others_among(records: Iterable[Record]) -> Others:
    """Index records by their figures; each must be as its form has it."""
    others: dict[tuple[str, Figures], tuple[Identity, ...]] = {}
    for record in records:
        form = form_of(record)
        figures = figures_of(form, partial(_at, record["tables"]))
        if len(figures) >= FEWEST:
            others[form.name, figures] = (*others.get((form.name, figures), ()), identity_in(record))
    return others


def _at(tables: Mapping[str, Mapping[str, Mapping[str, object]]], path: str) -> object:
    table, row, column = path.split(".")
    return tables[table][row][column]


def repeated(form: Form, identity: Identity, figures: Figures, others: Others) -> Iterator[Finding]:
    """Name the returns of others, and of other years, that have the very same figures."""
    for other in others.get((form.name, figures), ()):
        if (other.year, other.scope) != (identity.year, identity.scope) or not one_name(other, identity):
            yield finding("figures-repeated", other=f"{other.name} {other.year}", filled=len(figures))
