"""Which sheet of a returned workbook stands for which sheet of the form: by its name, confirmed by its labels.

A sheet that was renamed, or swapped with another, is known by its labels when all but a few of them are in place.
"""

from collections.abc import Sequence

from govxl.workbook.issued import Original
from govxl.workbook.labels import said
from govxl.workbook.same_text import squeezed
from govxl.xlsx.cells import RawSheet

__all__ = ["homes_of"]

SURE = 0.9
"""The share of labels in place that makes a sheet known without its name."""

DOUBTED = 0.5
"""The share below which a sheet's name alone is not believed, if another sheet is known for sure."""


def homes_of(originals: Sequence[Original], sheets: Sequence[RawSheet]) -> dict[str, RawSheet]:
    """Give for every sheet of the form, by name, the sheet that stands for it; none for one that is missing."""
    named = {sheet.name: sheet for sheet in sheets}
    homes = {each.name: named[each.name] for each in originals if each.name in named}
    doubted = [each for each in originals if each.name not in homes or _likeness(each, homes[each.name]) < DOUBTED]
    if not doubted:
        return homes
    sure = [name for name in homes if name not in {each.name for each in doubted}]
    free = [sheet for sheet in sheets if sheet.name not in sure]
    for each in doubted:
        alike = [sheet for sheet in free if _likeness(each, sheet) >= SURE]
        if len(alike) == 1:
            homes[each.name] = alike[0]
    return _each_once(homes)


def _each_once(homes: dict[str, RawSheet]) -> dict[str, RawSheet]:
    """Leave a sheet to the one it is known for when another is called by its name."""
    stands_for: dict[str, list[str]] = {}
    for name, sheet in homes.items():
        stands_for.setdefault(sheet.name, []).append(name)
    return {name: sheet for name, sheet in homes.items() if len(stands_for[sheet.name]) == 1 or name != sheet.name}


def _likeness(original: Original, sheet: RawSheet) -> float:
    """Give the share of a sheet's labels that stand in their places."""
    found = sum(
        (text := said(cell)) == label.text or squeezed(text) == squeezed(label.text)
        for place, label in original.labels.items()
        for cell in [sheet.cells.get(place)]
    )
    return found / max(1, len(original.labels))
