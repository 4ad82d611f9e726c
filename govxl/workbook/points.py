"""Where each point of the form now stands: by position confirmed by labels, or by defined name confirmed the same way.

Position, name and labels are three witnesses, and two of them are enough: any one may be destroyed and the point still
reads exactly. Labels that stand elsewhere now veto a place, and where position and name give different values the file
is rejected with both. Labels are witnesses, never a search.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache

from govxl.findings import Both, Finding, Where, finding
from govxl.form.layout import Layout, name_of
from govxl.form.places import Box, Label, Slot, column_number
from govxl.workbook.addresses import Place
from govxl.workbook.cells import RawCell, RawSheet
from govxl.workbook.likeness import squeezed
from govxl.workbook.original import FAR, Original, cells_of, labels_in, originals, place_of, plain_reference
from govxl.workbook.reader import RawWorkbook

__all__ = ["EMPTY", "Located", "Points", "named_place", "where"]

EMPTY = "（空）"
"""What a message says for a cell that holds nothing."""

_TARGET = re.compile(
    r"\$?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?"
)


@dataclass(slots=True)
class Located:
    """The raw cells of every slot by path (several of a long text, None for a blank), and what was found wrong.

    `places` says where each slot stands now, `lost` which could not be found, or stand in two places; `untrue` which
    cells that compute hold something else than their formula (a None: nothing at all).
    """

    cells: dict[str, list[RawCell | None]] = field(default_factory=dict)
    places: dict[str, Box] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    untrue: dict[str, RawCell | None] = field(default_factory=dict)


class Word(Enum):
    """What the labels around a place say: it is the right one, it is not, or they are gone."""

    CONFIRMED = "confirmed"
    VETOED = "vetoed"
    SILENT = "silent"


def where(slot: Slot, box: Box | None = None, value: str = "") -> Where:
    """Say where a slot stands, in the clerk's coordinates."""
    place = box or slot.box
    return Where(place.sheet, place.address, slot.path, slot.label, value)


def named_place(target: str) -> Box | None:
    """Read where a defined name points: `'Sheet'!$D$6` or a range; None for anything else."""
    found = _TARGET.fullmatch(target)
    if not found:
        return None
    sheet = (found[1] or found[2]).replace("''", "'")
    row, column = int(found[4]), column_number(found[3])
    rows = int(found[6]) - row + 1 if found[6] else 1
    columns = column_number(found[5]) - column + 1 if found[5] else 1
    return Box(sheet, row, column, max(1, rows), max(1, columns))


class Points:
    """Finds the points of one workbook, sheet by sheet; what it finds goes into `found`."""

    def __init__(self, layout: Layout, homes: Mapping[str, RawSheet], raw: RawWorkbook) -> None:
        self.layout = layout
        self.homes = homes
        self.names = raw.names
        self.sheets = {sheet.name: sheet for sheet in raw.sheets}
        self.displaced: dict[str, frozenset[str]] = {}
        self.found = Located()

    def find(self, original: Original, unharmed: bool) -> None:
        """Find the slots of one sheet; on an unharmed one, all labels are in place under the sheet's own name."""
        home = self.homes.get(original.name)
        moved = {
            slot.path
            for slot, name, reference in original.names
            if plain_reference(self.names.get(name, reference)) != reference
        }
        for slot in original.slots:
            if unharmed and home and slot.path not in moved:
                self._take(home, slot, slot.box, None)
            else:
                self._search(original, home, slot)

    def group_lost(self) -> None:
        """Report what could not be found, one finding a sheet."""
        groups: dict[str, list[Slot]] = {}
        for path in self.found.lost - self.found.places.keys():
            slot = self.layout.slots[path]
            if slot.editable or slot.kind == "prior":
                groups.setdefault(slot.box.sheet, []).append(slot)
        for sheet, slots in sorted(groups.items()):
            kind = "structure-changed" if sheet in self.homes else "sheet-missing"
            places = [where(slot) for slot in sorted(slots, key=lambda slot: (slot.box.row, slot.box.column))]
            lost = Both(f"里面的 {len(places)} 项无法读取", f"its {len(places)} entries cannot be read")
            self.found.findings.append(finding(kind, places, sheet_name=sheet, lost=lost))

    def _take(self, sheet: RawSheet, slot: Slot, at: Box, named: Box | None) -> None:
        """Take a slot's cells at a place; paragraphs follow each other downwards, as far as their name reaches."""
        places = [
            (at.row + box.row - slot.box.row, at.column + box.column - slot.box.column) for box in cells_of(slot)
        ]
        if slot.cells and named and (named.row, named.column) == (at.row, at.column) and named.rows <= FAR:
            places = [(at.row + n, at.column) for n in range(named.rows)]
        self.found.cells[slot.path] = [sheet.cells.get(place) for place in places]
        self.found.places[slot.path] = Box(sheet.name, at.row, at.column, len(places) if slot.cells else slot.box.rows)

    def _search(self, original: Original, home: RawSheet | None, slot: Slot) -> None:
        """Find one slot by position and by name, each confirmed by its labels."""
        here = Box(home.name, slot.box.row, slot.box.column) if home else None
        named = self._named(slot, here)
        candidates = {(box.sheet, *place_of(box)): box for box in (here, named) if box and box.sheet in self.sheets}
        words = {key: self._word(original, slot, box) for key, box in candidates.items()}
        right = [box for key, box in candidates.items() if words[key] is Word.CONFIRMED]
        if not right and here and named and len(candidates) == 1:
            right = [box for key, box in candidates.items() if words[key] is Word.SILENT]
        if not right:
            self.found.lost.add(slot.path)
            return
        self._take(self.sheets[right[0].sheet], slot, right[0], named)
        if slot.editable and len(candidates) > 1:
            self._compare(slot, right, list(candidates.values()), named)

    def _named(self, slot: Slot, here: Box | None) -> Box | None:
        """Say where a slot's name points; one that reads as issued means the sheet, whatever that is called now."""
        target = self.names.get(name_of(slot.path), "") if slot.named else ""
        if here and plain_reference(target) == plain_reference(slot.reference):
            return replace(slot.box, sheet=here.sheet, rows=max(slot.box.rows, len(slot.cells)))
        return named_place(target)

    def _compare(self, slot: Slot, right: list[Box], boxes: list[Box], named: Box | None) -> None:
        """Reject where two places that are both confirmed say different things, or a figure was moved out of its place.

        A name that points elsewhere is no witness against a figure that stands where the labels say, but it is one
        against a blank there: cutting and pasting a cell takes its name along.
        """
        first = self.found.cells[slot.path]
        place = self.found.places[slot.path]
        if len(right) == 1 and (right[0] is not boxes[0] or _shown(first).strip()):
            return
        self._take(self.sheets[boxes[1].sheet], slot, boxes[1], named)
        texts = [_shown(first), _shown(self.found.cells[slot.path])]
        self.found.cells[slot.path], self.found.places[slot.path] = first, place
        if texts[0] != texts[1]:
            self.found.lost.add(slot.path)
            cells = [where(slot, box, text or EMPTY) for box, text in zip(boxes, texts, strict=True)]
            texts = [cell.value for cell in cells]
            self.found.findings.append(finding("contradictory-places", cells, expected=texts[0], actual=texts[1]))

    def _word(self, original: Original, slot: Slot, at: Box) -> Word:
        """Ask the witnesses at a place; one in the slot's row moves with the row, one in its column with the column."""
        sheet = self.sheets[at.sheet]
        down, right = at.row - slot.box.row, at.column - slot.box.column
        word = Word.CONFIRMED
        for label in _witnesses(self.layout, slot.path):
            row, column = place_of(label.box)
            in_row = row <= slot.box.row < row + label.box.rows or bool(slot.cells)
            tries = [(row + down, column + right), (row + down, column) if in_row else (row, column + right)]
            texts = [squeezed(cell.text) if (cell := sheet.cells.get(place)) else "" for place in tries]
            if squeezed(label.text) in texts:
                continue
            displaced = self._displaced(original, sheet)
            if squeezed(label.text) in displaced or any(text in displaced for text in texts):
                return Word.VETOED
            word = Word.SILENT
        return word

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


def _shown(cells: list[RawCell | None]) -> str:
    return "\n".join(cell.text for cell in cells if cell)


@cache
def _witnesses(layout: Layout, path: str) -> tuple[Label, ...]:
    """Choose the labels that vouch for a slot: those of its row alone, or else the nearest; and the nearest above."""
    slot = layout.slots[path]
    labels = next(each for each in originals(layout) if each.name == slot.box.sheet).witnesses
    if slot.cells:
        return tuple(la for la in labels if la.box.row == slot.box.row - 1 and la.role == "header")
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
    return (*near, *sorted(above, key=lambda la: la.box.row)[-1:])
