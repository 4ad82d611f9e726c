"""What a workbook carries along from its issue or its last return, and that a formula in it is not believed.

The office's words, what a return said of itself and what reasons were bound to were written as plain words; one that
computes says whatever its cache says, so it says nothing. Last year's figures are the business of `carried`.
"""

from collections.abc import Iterator

from govxl.characters import brief
from govxl.findings import Finding, Severity, Where, finding
from govxl.form.layout import Layout
from govxl.workbook.located import Located, where

__all__ = ["formulas_carried", "without_formulas"]

WORDS_ONLY = ("office.", "returned.summary", "returned.remark")
"""Paths of what is only shown: an altered word there changes nothing that is recorded."""


def without_formulas(layout: Layout, located: Located) -> dict[str, Where]:
    """Take carried cells that compute for blank, whatever they cached; gives where they are, by path."""
    found: dict[str, Where] = {}
    for path, slot in layout.slots.items():
        cells = located.cells.get(path) if slot.kind == "carried" else None
        if cells and cells[0] is not None and cells[0].formula is not None:
            found[path] = where(slot, located.places.get(path), brief(f"={cells[0].formula}"))
            located.cells[path] = [None]
    return found


def formulas_carried(found: dict[str, Where]) -> Iterator[Finding]:
    """Name the carried cells that compute, once a sheet; a word that is only shown blocks nothing."""
    sheets: dict[str, list[tuple[str, Where]]] = {}
    for path, place in found.items():
        sheets.setdefault(place.sheet, []).append((path, place))
    for told in sheets.values():
        harmless = all(path.startswith(WORDS_ONLY) for path, _ in told)
        severity: Severity = "warning" if harmless else "hard"
        places = [place for _, place in told]
        yield finding("carried-formula", places, severity=severity, now=places[0].value)
