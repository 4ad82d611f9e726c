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

__all__ = ["PLAIN", "look_alike"]

PLAIN = MergedCellRange.format
"""What openpyxl itself does."""

SUMS: WeakKeyDictionary[Workbook, dict[tuple[int, int, str], int]] = WeakKeyDictionary()
"""Of each workbook: the border of the first cell, that of another and the side they share -> what they come to."""


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
