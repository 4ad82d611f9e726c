"""Long texts with more paragraphs than there are cells for: how far down each goes, and what it runs over.

Rows may be inserted inside a text although its sheet is locked; where somebody pasted on beyond its last cell instead,
what follows there is of the same text, until the next label.
"""

from dataclasses import dataclass

from govxl.addresses import Place
from govxl.layout.places import Box, Slot
from govxl.workbook.align_lines import Moves
from govxl.workbook.issued import FAR, Original
from govxl.workbook.same_text import same_words
from govxl.xlsx.cells import RawSheet

__all__ = ["Reach", "lines_of_text", "reach"]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a text goes: its rows in all, how many of them are no cells of its own, what it ran over, if anything."""

    rows: int
    beyond: int = 0
    over: str = ""


def reach(original: Original, sheet: RawSheet, slot: Slot, at: Box, moves: Moves, reworded: bool) -> Reach:
    """Say how far down a long text goes whose cells were found `at` a place.

    The labels of a workbook made with other words (`reworded`) are other ones than ours without anybody's doing.
    """
    end, last = at.row + at.rows, slot.cells[-1].row
    label = original.labels.get((last + 2, slot.box.column))
    here, next_one = sheet.cells.get((end, at.column)), sheet.cells.get((end + 1, at.column))
    if here is None and (next_one is None or (label is not None and next_one.text == label.text)):
        return Reach(at.rows)
    below = next((row for row in sorted(row for row, _ in original.labels) if row > last), None)
    # Below the last text of a sheet stands only whose sheet it is, in another column.
    stop = end + FAR if below is None else max(end, min(below + shift for shift in moves.rows.shifts(below)))
    filled = [row for row in range(end, stop) if _says(sheet, (row, at.column))]
    run = at.row + at.rows - 1
    for row in filled:
        if row > run + 2:  # one blank paragraph in between is still the same text
            break
        run = row
    over = _ran_over(original, sheet, slot, below, (stop, at.column), reworded) if below is not None else ""
    return Reach(run - at.row + 1, run - end + 1, over)


def _ran_over(original: Original, sheet: RawSheet, slot: Slot, below: int, at: Place, reworded: bool) -> str:
    """Name what begins at a label that a text has run over; nothing where it has not."""
    label = original.labels.get((below, slot.box.column))
    cell = sheet.cells.get(at)
    if cell is None or not _says(sheet, at) or (label and same_words(cell.text, label.text)):
        return ""
    is_input = any(each.box.row == below and each.box.column == slot.box.column for each in original.slots)
    # The line between is blank; a blank paragraph may just have fallen on it.
    certain = _says(sheet, (at[0] - 1, at[1]))
    pressed = certain or (not (is_input or reworded) and _says(sheet, (at[0] - 2, at[1])))
    first = original.labels.get((below, 1))
    return (first.text if first else original.name) if pressed else ""


def _says(sheet: RawSheet, at: Place) -> bool:
    cell = sheet.cells.get(at)
    return cell is not None and bool(cell.text.strip() or cell.formula)


def lines_of_text(original: Original, before: int, after: int) -> bool:
    """Tell whether lines put in between two lines of the form are paragraphs of one long text."""
    if original.sheet.hidden:
        return False
    for slot in original.slots:
        if slot.cells and slot.cells[0].row - 1 <= before < after:
            below = original.line_below(slot.cells[-1].row)
            if below is not None and after <= below:
                return True
    return False
