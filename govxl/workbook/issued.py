"""What each sheet of a workbook says when it has just been made: the yardstick that a returned one is held against.

Worked out once for a layout and kept.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from govxl.addresses import Place
from govxl.layout.layout import Layout, name_of
from govxl.layout.places import Box, Label, Sheet, Slot
from govxl.workbook.same_text import plain_formula, said, squeezed
from govxl.xlsx.cells import RawSheet

__all__ = ["FAR", "Original", "cells_of", "labels_in", "originals", "place_of", "plain_reference"]

WITNESSES = ("header", "side", "rule", "place", "tool", "note", "beside", "corner", "block")
"""Roles of labels that say what the cells beside or below them mean."""


FAR = 200
"""Lines that a sheet may have grown by before nobody looks for its labels any more."""


class Original(NamedTuple):
    """One sheet as it is issued.

    `labels` are all words printed on it and `known` the same texts squeezed; `slots` are what is read back, `marks` say
    whose the sheet is, `formulas` hold the text of every cell that computes; `names` where the defined names point;
    `validated` are the cells that refuse what does not fit, `filled` all that hold or may hold something; `standing`
    says for each of the slots where it stands while nothing moved, and in which cells.
    """

    sheet: Sheet
    labels: Mapping[Place, Label]
    known: frozenset[str]
    slots: tuple[Slot, ...]
    marks: tuple[Slot, ...]
    formulas: Mapping[Place, tuple[Slot, str]]
    names: tuple[tuple[Slot, str, str], ...]
    merges: frozenset[str]
    validated: Mapping[Place, Slot]
    filled: frozenset[Place]
    standing: tuple[tuple[Slot, Box, tuple[Place, ...]], ...]

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.name

    def line_below(self, row: int) -> int | None:
        """Give the next row that says anything."""
        rows = [at[0] for at in (*self.labels, *(place_of(slot.box) for slot in self.marks)) if at[0] > row]
        return min(rows, default=None)

    def are_of_one_text(self, before: int, after: int) -> bool:
        """Tell whether lines put in between two lines of the form are paragraphs of one long text."""
        if self.sheet.hidden:
            return False
        for slot in self.slots:
            if slot.cells and slot.cells[0].row - 1 <= before < after:
                below = self.line_below(slot.cells[-1].row)
                if below is not None and after <= below:
                    return True
        return False

    @property
    def witnesses(self) -> tuple[Label, ...]:
        """The labels that say what cells mean."""
        return tuple(label for label in self.labels.values() if label.role in WITNESSES)


@cache
def originals(layout: Layout) -> tuple[Original, ...]:
    """Give every sheet of a layout as it is issued, in order."""
    return tuple(_original(layout, sheet) for sheet in layout.sheets)


def cells_of(slot: Slot) -> tuple[Box, ...]:
    """Give the cells of a slot: one, or its paragraphs."""
    return slot.cells or (slot.box,)


def place_of(box: Box) -> Place:
    """Give the first cell of a box as row and column."""
    return box.row, box.column


def plain_reference(reference: str) -> str:
    """Fold how programs write where a name points: with quotes around the sheet's name, or without."""
    return reference.replace("'", "")


def labels_in(original: Original, sheet: RawSheet) -> dict[Place, str]:
    """Find the texts of a returned sheet that are labels of the form, wherever they stand; squeezed."""
    # A sheet may have grown; what stands further away is no label that moved.
    last_row = max(row for row, _ in original.filled) + FAR
    last_column = max(column for _, column in original.filled) + FAR
    return {
        place: text
        for place, cell in sheet.cells.items()
        if cell.kind == "text" and place[0] <= last_row and place[1] <= last_column
        if (text := squeezed(said(cell))) in original.known
    }


def _original(layout: Layout, sheet: Sheet) -> Original:
    labels = {place_of(label.box): label for label in sheet.labels if label.text}
    formulas = {
        place_of(slot.box): (slot, plain_formula(layout.texts[slot.path]))
        for slot in sheet.slots
        if slot.formula is not None
    }
    kept = tuple(slot for slot in sheet.slots if slot.kind not in ("shown", "mark"))
    marks = tuple(slot for slot in sheet.slots if slot.kind == "mark")
    cells = {place_of(box): slot for slot in (*kept, *marks) for box in cells_of(slot)}
    boxes = [label.box for label in sheet.labels] + [slot.box for slot in sheet.slots if not slot.cells]
    # Only figures and choices have a validation that refuses anything.
    checked = {
        place: slot
        for place, slot in cells.items()
        if slot.editable and (slot.traits.numeric or slot.traits.kind == "choice")
    }
    return Original(
        sheet,
        labels,
        frozenset(squeezed(label.text) for label in labels.values()),
        kept,
        marks,
        formulas,
        tuple((slot, name_of(slot.path), plain_reference(slot.reference)) for slot in kept if slot.named),
        frozenset(box.range for box in boxes if box.rows > 1 or box.columns > 1),
        checked,
        frozenset([*labels, *formulas, *cells]),
        tuple((slot, _standing(slot), tuple(place_of(box) for box in cells_of(slot))) for slot in kept),
    )


def _standing(slot: Slot) -> Box:
    """Give the place of a slot as it is looked for: all rows of its paragraphs, or of its merged cell; one column."""
    return Box(slot.box.sheet, slot.box.row, slot.box.column, len(slot.cells) or slot.box.rows)
