"""Where each point of the form now stands: by position confirmed by labels, or by defined name confirmed the same way.

The labels around a cell are witnesses: they say that it is the right one, that it is not, or nothing.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cache

from govxl.addresses import Place
from govxl.findings.finding import Both, Finding, finding
from govxl.layout.layout import Layout, name_of
from govxl.layout.places import Box, Label, Slot
from govxl.workbook.align_lines import STILL, Moves, moves_of
from govxl.workbook.issued import FAR, Original, labels_in, originals, place_of, plain_reference
from govxl.workbook.labels import is_anothers, may_say, said
from govxl.workbook.located import EMPTY, TYPE_AGAIN, Located, named_place, where
from govxl.workbook.paragraphs import reach
from govxl.workbook.same_text import squeezed
from govxl.xlsx.cells import RawCell, RawSheet, RawWorkbook

__all__ = ["Witnesses", "Word", "locate"]

# -- Labels as witnesses


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


# -- Points


def locate(
    layout: Layout,
    homes: Mapping[str, RawSheet],
    raw: RawWorkbook,
    unharmed: Container[str],
    reworded: bool,
    gained: bool,
) -> Located:
    """Find the slots of every sheet of a layout, in a workbook whose sheets stand where `homes` says.

    On an `unharmed` sheet all labels are in place under the sheet's own name. A `reworded` workbook was made with other
    labels; one whose layout has `gained` cells since may lack those that nobody must fill in.
    """
    search = _Search(layout, homes, raw, reworded)
    for each in originals(layout):
        search.find(each, each.name in unharmed)
    if gained:
        search.spare_gained()
    search.group_lost()
    return Located(search.cells, search.places, tuple(search.findings), frozenset(search.lost), moves=search.moves)


class _Search:
    """Looks for the points of one workbook, sheet by sheet."""

    def __init__(self, layout: Layout, homes: Mapping[str, RawSheet], raw: RawWorkbook, reworded: bool) -> None:
        self.layout = layout
        self.reworded = reworded
        self.homes = homes
        self.names = raw.names
        self.unlocked = raw.unlocked
        self.sheets = {sheet.name: sheet for sheet in raw.sheets}
        self.witnesses = Witnesses(layout, self.sheets)
        self.cells: dict[str, Sequence[RawCell | None]] = {}
        self.places: dict[str, Box] = {}
        self.findings: list[Finding] = []
        self.lost: set[str] = set()
        self.moves: dict[str, Moves] = {}

    def find(self, original: Original, unharmed: bool) -> None:
        """Find the slots of one sheet."""
        home = self.homes.get(original.name)
        if home and not unharmed:
            self.moves[original.name] = moves_of(original, home)
        renamed = {
            slot.path
            for slot, name, reference in original.names
            if plain_reference(self.names.get(name, reference)) != reference
        }
        for slot in original.slots:
            if unharmed and home and slot.path not in renamed:
                self._take(home, slot, Box(home.name, *place_of(slot.box), max(slot.box.rows, len(slot.cells))))
                if slot.cells:
                    self._run_on(original, home, slot)
            elif slot.cells:
                self._search_text(original, home, slot)
            else:
                self._search(original, home, slot)

    def spare_gained(self) -> None:
        """Take for blank, in a workbook of an older layout, what nobody must fill in and it has no name for."""
        for path in sorted(self.lost - self.places.keys()):
            slot = self.layout.slots[path]
            if slot.kind == "field" and slot.traits.required == "no" and name_of(path) not in self.names:
                self.lost.remove(path)
                self.cells[path] = [None] * max(1, len(slot.cells))

    def group_lost(self) -> None:
        """Report what could not be found, or only where something else stands; one finding a sheet."""
        self._lose_doubles()
        groups: dict[str, list[Slot]] = {}
        for path in self.lost - self.places.keys():
            slot = self.layout.slots[path]
            if slot.editable or slot.kind == "prior":
                groups.setdefault(slot.box.sheet, []).append(slot)
        for sheet, slots in sorted(groups.items()):
            kind = "structure-changed" if sheet in self.homes else "sheet-missing"
            places = [where(slot) for slot in sorted(slots, key=lambda slot: (slot.box.row, slot.box.column))]
            lost = Both(f"里面的 {len(places)} 项无法读取", f"its {len(places)} entries cannot be read")
            fields = [slot for slot in slots if slot.editable]
            reasons = all(slot.path.startswith("reason.") for slot in fields)
            asked = GIVE_AGAIN if not fields else WRITE_AGAIN if reasons else TYPE_AGAIN
            self.findings.append(finding(kind, places, sheet_name=sheet, lost=lost, asked=asked))

    def _lose_doubles(self) -> None:
        """Take two points that would be read from one cell for lost."""
        taken: dict[tuple[str, int, int], str] = {}
        doubled: set[str] = set()
        for path, box in self.places.items():
            other = taken.setdefault((box.sheet, box.row, box.column), path)
            doubled |= {path, other} if other != path else set()
        self.lost |= doubled
        for path in doubled:
            del self.places[path]

    def _take(self, sheet: RawSheet, slot: Slot, at: Box) -> None:
        """Take a slot's cells at a place; paragraphs follow each other downwards."""
        places = [(at.row + n, at.column) for n in range(at.rows if slot.cells else 1)]
        self.cells[slot.path] = [sheet.cells.get(place) for place in places]
        self.places[slot.path] = Box(sheet.name, at.row, at.column, len(places) if slot.cells else slot.box.rows)

    def _search(self, original: Original, home: RawSheet | None, slot: Slot) -> None:
        """Find one slot by position and by name, each confirmed by its labels."""
        here = Box(home.name, *place_of(slot.box)) if home else None
        named = self._named(slot, here)
        candidates = {(box.sheet, *place_of(box)): box for box in (here, named) if box and box.sheet in self.sheets}
        words = {key: self.witnesses.word(original, slot, box) for key, box in candidates.items()}
        right = [box for key, box in candidates.items() if words[key] is Word.CONFIRMED]
        unlocked = [box for box in right if self._is_open(box)]
        right = unlocked if slot.editable and len(unlocked) == 1 else right
        if not right and here and named and len(candidates) == 1 and Word.VETOED not in words.values():
            right = [here] if self._stands_still(original, slot, here) else []
        if not right:
            self.lost.add(slot.path)
            return
        self._take(self.sheets[right[0].sheet], slot, right[0])
        if slot.editable and len(candidates) > 1:
            self._compare(slot, right, list(candidates.values()))

    def _stands_still(self, original: Original, slot: Slot, here: Box) -> bool:
        """Whether a slot without its labels is where it was: the lines around it are, and staff may type there."""
        moves = self.moves.get(original.name, STILL)
        known = moves is STILL or (moves.rows.found and moves.columns.found)
        still = moves.rows.shifts(here.row) == moves.columns.shifts(here.column) == (0,)
        return bool(known) and still and (not slot.editable or self._is_open(here))

    def _is_open(self, at: Box) -> bool:
        return self.sheets[at.sheet].is_open(place_of(at), self.unlocked)

    def _search_text(self, original: Original, home: RawSheet | None, slot: Slot) -> None:
        """Find a long text: whatever stands between its heading and the next label is its own."""
        found = self._between(original, home, slot) if home else None
        if home is None or found is None:
            self.lost.add(slot.path)
            return
        named = self._named(slot, found)
        if named and self._is_last(original, slot) and _begins_alike(named, found):
            found = replace(found, rows=max(found.rows, min(named.rows, len(slot.cells) + FAR)))
        self._take(home, slot, found)
        self._run_on(original, home, slot)
        stale = plain_reference(self.names.get(name_of(slot.path), "")) == plain_reference(slot.reference)
        if stale or not named or named.sheet not in self.sheets or _begins_alike(named, found):
            return  # a name that stayed behind when its lines moved is no witness of anything
        if not (named.column == found.column and found.row <= named.row < found.row + found.rows):
            self._compare(slot, [found], [found, replace(named, rows=min(named.rows, FAR))])

    def _is_last(self, original: Original, slot: Slot) -> bool:
        """Whether no label was found below a text, so that its name alone says where it ends."""
        moves = self.moves.get(original.name, STILL)
        return moves is not STILL and not any(line > slot.cells[-1].row for line in moves.rows.found)

    def _run_on(self, original: Original, sheet: RawSheet, slot: Slot) -> None:
        """Read a text on below its last cell, and say so; one that runs into the next cannot be told from it."""
        at = self.places[slot.path]
        found = reach(original, sheet, slot, at, self.moves.get(original.name, STILL), self.reworded)
        if found.rows > at.rows:
            self._take(sheet, slot, replace(at, rows=found.rows))
        place = Box(sheet.name, at.row + at.rows, at.column)
        if found.over:
            self.findings.append(finding("text-runs-over", [where(slot, place)], expected=found.over))
        elif found.beyond:
            self.findings.append(finding("text-continued", [where(slot, place)], lines=str(found.beyond)))

    def _between(self, original: Original, home: RawSheet, slot: Slot) -> Box | None:
        """Say where a long text stands now; None when the labels around it do not tell."""
        moves = self.moves.get(original.name, STILL)
        rows, last = len(slot.cells), slot.cells[-1].row
        below = original.line_below(last)
        before = self._shift_of(original, home, slot.box.row - 1)
        after = self._shift_of(original, home, below) if below else None
        if moves is STILL:
            before = after = 0
        elif before is None or after is None:
            nearest = moves.rows.shifts(slot.box.row) + moves.rows.shifts(last)
            before = after = nearest[0] if len(set(nearest)) == 1 and moves.rows.found else None
        columns = [right for right in moves.columns.shifts(slot.box.column) if slot.box.column + right > 0]
        if before is None or after is None or not 0 < rows + after - before <= FAR + rows:
            return None
        boxes = [
            Box(home.name, slot.box.row + before, slot.box.column + right, rows + after - before) for right in columns
        ]
        unlocked = [box for box in boxes if self._is_open(replace(box, row=box.row + box.rows - 1))]
        return boxes[0] if len(boxes) == 1 else unlocked[0] if len(unlocked) == 1 else None

    def _shift_of(self, original: Original, home: RawSheet, line: int) -> int | None:
        """Say how far a line of labels moved; where it was not found as a whole, one label of it is witness enough."""
        moves = self.moves.get(original.name, STILL)
        if (known := moves.rows.shift(line)) is not None:
            return known
        words = [(at[1], squeezed(label.text)) for at, label in original.labels.items() if at[0] == line]
        cells = home.cells

        def is_there(down: int) -> bool:
            at = ((cells.get((line + down, column)), text) for column, text in words)
            return any(cell is not None and squeezed(cell.text) == text for cell, text in at)

        fits = [down for down in moves.rows.shifts(line) if is_there(down)]
        return fits[0] if len(fits) == 1 else None

    def _named(self, slot: Slot, here: Box | None) -> Box | None:
        """Say where a slot's name points; one that reads as issued means the sheet, whatever that is called now."""
        target = self.names.get(name_of(slot.path), "") if slot.named else ""
        if here and plain_reference(target) == plain_reference(slot.reference):
            return replace(slot.box, sheet=here.sheet, rows=max(slot.box.rows, len(slot.cells)))
        return named_place(target)

    def _compare(self, slot: Slot, right: list[Box], boxes: list[Box]) -> None:
        """Reject where two places that are both confirmed say different things, or a figure was moved out of its place.

        A name that points elsewhere is no witness against a figure that stands where the labels say, but it is one
        against a blank there: cutting and pasting a cell takes its name along.
        """
        first = self.cells[slot.path]
        place = self.places[slot.path]
        if len(right) == 1 and (right[0] is not boxes[0] or _shown(first).strip()):
            return
        self._take(self.sheets[boxes[1].sheet], slot, boxes[1])
        texts = [_shown(first), _shown(self.cells[slot.path])]
        self.cells[slot.path], self.places[slot.path] = first, place
        if texts[0] != texts[1]:
            self.lost.add(slot.path)
            cells = [where(slot, box, text or EMPTY) for box, text in zip(boxes, texts, strict=True)]
            texts = [cell.value for cell in cells]
            self.findings.append(finding("contradictory-places", cells, expected=texts[0], actual=texts[1]))


def _begins_alike(one: Box, other: Box) -> bool:
    return (one.sheet, one.row, one.column) == (other.sheet, other.row, other.column)


WRITE_AGAIN = Both(
    "这里是情况说明：退回的表里有“需说明”的，请重新写；没有的，不用处理",
    "these are reasons: write them again where the workbook that goes back wants one; otherwise there is nothing to do",
)
GIVE_AGAIN = Both(
    "这里是上年数据，不用填：下发单位退回时加 --prior，会重新带上",
    "these are last year's figures, which nobody types: the office gives them again with --prior",
)


def _shown(cells: Sequence[RawCell | None]) -> str:
    return "\n".join(cell.text if cell.formula is None else f"={cell.formula}" for cell in cells if cell)
