"""The looks of merged cells as openpyxl works them out, each kind of border added up once and not once a cell.

Most of the time in which openpyxl opens a workbook of ours goes there; what comes out is the same.
"""

from typing import Any
from weakref import WeakKeyDictionary

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Border
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.merge import MergedCellRange

__all__ = ["PLAIN", "PLAIN_BORDERS", "borders_alike", "look_alike"]

PLAIN, PLAIN_BORDERS = MergedCellRange.format, MergedCellRange._get_borders
"""What openpyxl itself does."""

SUMS: WeakKeyDictionary[Workbook, dict[tuple[int, int, str], int]] = WeakKeyDictionary()
"""Of each workbook: the border of the first cell, that of another and the side they share -> what they come to."""

LAST = "last"
"""Stands for the sides that the first cell of a range has from its last."""


def borders_alike(merged: MergedCellRange) -> None:
    """Give the first cell of a range the borders that its last has on the right and below, as `_get_borders` does."""
    cells = merged.ws._cells
    place = (merged.min_row, merged.min_col)
    first = merged.start_cell = cells[place] if place in cells else merged.ws.cell(*place)
    if (last := cells.get((merged.max_row, merged.max_col))) is None:
        return
    sums = SUMS.setdefault(merged.ws.parent, {})
    key = _border_of(first), _border_of(last), LAST
    if key not in sums:
        first.border += Border(right=last.border.right, bottom=last.border.bottom)
        sums[key] = first._style.borderId
    first._style.borderId = sums[key]


def _border_of(cell: Any) -> int:
    cell._style = cell._style or StyleArray()
    return int(cell._style.borderId)


def look_alike(merged: MergedCellRange) -> None:
    """Give the cells of a range the borders at its sides and the protection of its first, as `format` does."""
    first = _cell_at(merged, (merged.min_row, merged.min_col))
    sums = SUMS.setdefault(merged.ws.parent, {})
    for side in ("top", "left", "right", "bottom"):
        line = getattr(first.border, side)
        if line and line.style is None:
            continue
        for place in getattr(merged, side):
            cell = _cell_at(merged, place)
            key = first._style.borderId, cell._style.borderId, side
            if key not in sums:
                cell.border += Border(**{side: line})
                sums[key] = cell._style.borderId
            cell._style.borderId = sums[key]
    for place in merged.cells:
        _cell_at(merged, place)._style.protectionId = first._style.protectionId


def _cell_at(merged: MergedCellRange, place: tuple[int, int]) -> Any:
    cells = merged.ws._cells
    if place not in cells:
        cells[place] = MergedCell(merged.ws, *place)
    cell = cells[place]
    cell._style = cell._style or StyleArray()
    return cell
