"""The labels around a cell as witnesses: whether they say that it is the right one, that it is not, or nothing."""

from collections.abc import Mapping
from enum import Enum
from functools import cache

from govxl.addresses import Place
from govxl.form.layout import Layout
from govxl.form.places import Box, Label, Slot
from govxl.workbook.cells import RawCell, RawSheet
from govxl.workbook.labels import is_anothers, may_say, said
from govxl.workbook.likeness import squeezed
from govxl.workbook.original import Original, labels_in, originals, place_of

__all__ = ["Witnesses", "Word"]


class Word(Enum):
    """What the labels around a place say: it is the right one, it is not, or they are gone."""

    CONFIRMED = "confirmed"
    VETOED = "vetoed"
    SILENT = "silent"


class Witnesses:
    """The labels of one returned workbook, asked about places on its sheets."""

    def __init__(self, layout: Layout, sheets: Mapping[str, RawSheet]) -> None:
        self.layout = layout
        self.sheets = sheets
        self.displaced: dict[str, frozenset[str]] = {}
        self.taken: dict[tuple[Label, tuple[RawCell | None, ...]], bool] = {}

    def word(self, original: Original, slot: Slot, at: Box) -> Word:
        """Ask the witnesses at a place: in its row they move with the row, above it with the column."""
        sheet = self.sheets[at.sheet]
        down, right = at.row - slot.box.row, at.column - slot.box.column
        word = Word.CONFIRMED
        vouching, around = _witnesses(self.layout, slot.path)
        for label in (*vouching, *around):
            cells = tuple(sheet.cells.get(place) for place in sorted(_places_of(label, slot, down, right)))
            texts = [squeezed(said(cell)) for cell in cells]
            if squeezed(label.text) in texts:
                continue
            displaced = self._displaced(original, sheet)
            if label in vouching and (squeezed(label.text) in displaced or any(text in displaced for text in texts)):
                return Word.VETOED
            if self._is_taken(original, label, cells):
                return Word.VETOED
            word = Word.SILENT if label in vouching else word
        return word

    def _is_taken(self, original: Original, label: Label, cells: tuple[RawCell | None, ...]) -> bool:
        """Whether in the place of a label stands what may be any words, or what is nearer to another label's."""
        key = label, cells
        if key not in self.taken:
            others = [each.text for each in original.witnesses if _kin(each) == _kin(label) and each.text != label.text]
            words = [may_say(cell) for cell in cells]
            self.taken[key] = any(text is None or is_anothers(text, label.text, others) for text in words)
        return self.taken[key]

    def _displaced(self, original: Original, sheet: RawSheet) -> frozenset[str]:
        """Collect the labels that stand on a sheet where the form has them not."""
        key = f"{original.name}|{sheet.name}"
        if key not in self.displaced:
            standing = labels_in(original, sheet).items()
            self.displaced[key] = frozenset(text for place, text in standing if _label_at(original, place) != text)
        return self.displaced[key]


def _label_at(original: Original, place: Place) -> str:
    label = original.labels.get(place)
    return squeezed(label.text) if label else ""


def _places_of(label: Label, slot: Slot, down: int, right: int) -> set[Place]:
    """Say where a witness may stand when its slot moved so far; one over several lines may have stayed behind."""
    row, column = place_of(label.box)
    places = {(row + down, column + right)}
    if row <= slot.box.row < row + label.box.rows:
        places.add((row + down, column))
        places |= {(row, column), (row, column + right)} if label.box.rows > 1 else set()
    else:
        places.add((row, column + right))
        places |= {(row, column), (row + down, column)} if label.box.columns > 1 else set()
    return places


def _kin(label: Label) -> str:
    """Say among which labels one may be mistaken: rows among rows, columns among columns, blocks among blocks."""
    return {"header": "column", "beside": "column", "block": "block"}.get(label.role, "row")


@cache
def _witnesses(layout: Layout, path: str) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    """Choose the labels that vouch for a slot: those of its row alone, or else the nearest; and all headers above.

    The others around it, the rest of its row and the title of its block, vouch for nothing, but may be another's.
    """
    slot = layout.slots[path]
    labels = next(each for each in originals(layout) if each.name == slot.box.sheet).witnesses
    beside = [
        la
        for la in labels
        if la.box.row <= slot.box.row < la.box.row + la.box.rows
        and la.box.column < slot.box.column
        and la.role != "header"
    ]
    above = [
        la
        for la in labels
        if la.role in ("header", "beside")
        and la.box.row < slot.box.row
        and la.box.column <= slot.box.column < la.box.column + la.box.columns
    ]
    of_the_row = [la for la in beside if la.box.row == slot.box.row and la.box.rows == 1]
    near = of_the_row or sorted(beside, key=lambda la: la.box.column)[-1:]
    nearest = sorted(above, key=lambda la: la.box.row)[-1:]
    vouching = (*near, *nearest, *(la for la in above if la.role == "header" and la not in nearest))
    blocks = [la for la in labels if la.role == "block" and la.box.row < slot.box.row]
    return vouching, tuple(la for la in (*beside, *blocks[-1:]) if la not in vouching)
