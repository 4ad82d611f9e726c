"""Where each point of the form now stands: by position confirmed by labels, or by defined name confirmed the same way.

Rows may be inserted inside a long text although its sheet is locked; where somebody pasted on beyond its last cell
instead, what follows there is of the same text, until the next label.
"""

from collections.abc import Container, Mapping, Sequence

from govxl.addresses import Place
from govxl.findings.finding import Both, Finding, finding
from govxl.layout.layout import Layout, name_of
from govxl.layout.places import Box, Slot
from govxl.workbook.issued import FAR, Original, originals, place_of, plain_reference
from govxl.workbook.labels import Witnesses, Word
from govxl.workbook.located import EMPTY, STILL, TYPE_AGAIN, Located, Moves, named_place, where
from govxl.workbook.match_sheets import moves_of
from govxl.workbook.same_text import same_words, squeezed
from govxl.xlsx.cells import RawCell, RawSheet, RawWorkbook

__all__ = ["locate"]


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
            self.moves[original.name] = moves_of(original, home, self.reworded)
        # Cutting and pasting a cell takes its name along, and leaves every label where it was.
        renamed = {
            slot.path
            for slot, name, reference in original.names
            if plain_reference(self.names.get(name, reference)) != reference
        }
        for slot, box, places in original.standing:
            if unharmed and home and slot.path not in renamed:
                # Nearly every sheet comes back so, and nothing is worked out for its cells one by one.
                self.cells[slot.path] = [home.cells.get(place) for place in places]
                self.places[slot.path] = box
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
            # A cell that the workbook has a name for was there when it was made, and is lost.
            if slot.kind == "field" and slot.traits.required == "no" and name_of(path) not in self.names:
                self.lost.remove(path)
                self.cells[path] = [None] * max(1, len(slot.cells))

    def group_lost(self) -> None:
        """Report what could not be found, or only where something else stands; one finding a sheet."""
        # Of two points that would be read from one cell nobody knows which of them it is.
        taken: dict[tuple[str, int, int], str] = {}
        doubled: set[str] = set()
        for path, box in self.places.items():
            other = taken.setdefault((box.sheet, box.row, box.column), path)
            doubled |= {path, other} if other != path else set()
        self.lost |= doubled
        for path in doubled:
            del self.places[path]
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
        # Of two places that labels confirm, staff could type into one.
        unlocked = [box for box in right if self._is_open(box)]
        right = unlocked if slot.editable and len(unlocked) == 1 else right
        if not right and here and named and len(candidates) == 1 and Word.VETOED not in words.values():
            # Without its labels a slot is where it was if the lines around it are, and staff may type there.
            moves = self.moves.get(original.name, STILL)
            known = moves is STILL or (moves.rows.found and moves.columns.found)
            still = moves.rows.shifts(here.row) == moves.columns.shifts(here.column) == (0,)
            right = [here] if known and still and (not slot.editable or self._is_open(here)) else []
        if not right and self.reworded and here and named and words[named.sheet, *place_of(named)] is Word.SILENT:
            # The labels of a workbook made with other words may be silent; where its lines were found elsewhere than
            # ours stand, and its own name says the same, there it is.
            moves = self.moves.get(original.name, STILL)
            down, along = moves.rows.shift(here.row), moves.columns.shifts(here.column)
            if down is not None and len(along) == 1 and self._is_open(named):
                there = here._replace(row=here.row + down, column=here.column + along[0])
                right = [named] if (there.sheet, *place_of(there)) == (named.sheet, *place_of(named)) else []
        if not right:
            self.lost.add(slot.path)
            return
        self._take(self.sheets[right[0].sheet], slot, right[0])
        if slot.editable and len(candidates) > 1:
            self._compare(slot, right, list(candidates.values()))

    def _is_open(self, at: Box) -> bool:
        return self.sheets[at.sheet].is_open(place_of(at), self.unlocked)

    def _search_text(self, original: Original, home: RawSheet | None, slot: Slot) -> None:
        """Find a long text: whatever stands between its heading and the next label is its own."""
        found = self._between(original, home, slot) if home else None
        if home is None or found is None:
            self.lost.add(slot.path)
            return
        named = self._named(slot, found)
        moves = self.moves.get(original.name, STILL)
        # Where no label was found below a text, its name alone says where it ends.
        is_last = moves is not STILL and not any(line > slot.cells[-1].row for line in moves.rows.found)
        if named and is_last and _begins_alike(named, found):
            found = found._replace(rows=max(found.rows, min(named.rows, len(slot.cells) + FAR)))
        self._take(home, slot, found)
        self._run_on(original, home, slot)
        stale = plain_reference(self.names.get(name_of(slot.path), "")) == plain_reference(slot.reference)
        if stale or not named or named.sheet not in self.sheets or _begins_alike(named, found):
            return  # a name that stayed behind when its lines moved is no witness of anything
        if not (named.column == found.column and found.row <= named.row < found.row + found.rows):
            self._compare(slot, [found], [found, named._replace(rows=min(named.rows, FAR))])

    def _run_on(self, original: Original, sheet: RawSheet, slot: Slot) -> None:
        """Read a text on below its last cell, and say so; one that runs into the next cannot be told from it."""
        at, cells = self.places[slot.path], sheet.cells
        end, last = at.row + at.rows, slot.cells[-1].row
        label = original.labels.get((last + 2, slot.box.column))
        here, next_one = cells.get((end, at.column)), cells.get((end + 1, at.column))
        if here is None and (next_one is None or (label is not None and next_one.text == label.text)):
            return
        below = next((row for row in sorted(row for row, _ in original.labels) if row > last), None)
        shifts = self.moves.get(original.name, STILL).rows.shifts(below) if below is not None else ()
        # Below the last text of a sheet stands only whose sheet it is, in another column.
        stop = end + FAR if below is None else max(end, min(below + shift for shift in shifts))
        run = end - 1
        for row in range(end, stop):
            if not _says(sheet, (row, at.column)):
                continue
            if row > run + 2:  # one blank paragraph in between is still the same text
                break
            run = row
        if run >= end:
            self._take(sheet, slot, at._replace(rows=run - at.row + 1))
        place = Box(sheet.name, end, at.column)
        if over := self._ran_over(original, sheet, slot, below, (stop, at.column)) if below is not None else "":
            self.findings.append(finding("text-runs-over", [where(slot, place)], expected=over))
        elif run >= end:
            self.findings.append(finding("text-continued", [where(slot, place)], lines=str(run - end + 1)))

    def _ran_over(self, original: Original, sheet: RawSheet, slot: Slot, below: int, at: Place) -> str:
        """Name what begins at a label that a text has run over; nothing where it has not."""
        label = original.labels.get((below, slot.box.column))
        cell = sheet.cells.get(at)
        if cell is None or not _says(sheet, at) or (label and same_words(cell.text, label.text)):
            return ""
        is_input = any(each.box.row == below and each.box.column == slot.box.column for each in original.slots)
        # The line between is blank; a blank paragraph may just have fallen on it. The labels of a workbook made with
        # other words are other ones than ours without anybody's doing.
        certain = _says(sheet, (at[0] - 1, at[1]))
        pressed = certain or (not (is_input or self.reworded) and _says(sheet, (at[0] - 2, at[1])))
        first = original.labels.get((below, 1))
        return (first.text if first else original.name) if pressed else ""

    def _between(self, original: Original, home: RawSheet, slot: Slot) -> Box | None:
        """Say where a long text stands now; None when the labels around it do not tell."""
        moves = self.moves.get(original.name, STILL)
        rows, last = len(slot.cells), slot.cells[-1].row
        below = original.line_below(last)
        before = self._shift_of(original, home, slot.box.row - 1)
        after = self._shift_of(original, home, below) if below else None
        # Nothing moved: the text lies where the form has it.
        if moves is STILL:
            before = after = 0
        elif before is None or after is None:
            nearest = moves.rows.shifts(slot.box.row) + moves.rows.shifts(last)
            before = after = nearest[0] if len(set(nearest)) == 1 and moves.rows.found else None
        # A column inserted beside the text leaves two candidates; the one staff may type into is it.
        columns = [right for right in moves.columns.shifts(slot.box.column) if slot.box.column + right > 0]
        if before is None or after is None or not 0 < rows + after - before <= FAR + rows:
            return None
        boxes = [
            Box(home.name, slot.box.row + before, slot.box.column + right, rows + after - before) for right in columns
        ]
        unlocked = [box for box in boxes if self._is_open(box._replace(row=box.row + box.rows - 1))]
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

        # Between two lines that moved differently a line may have gone with either.
        fits = [down for down in moves.rows.shifts(line) if is_there(down)]
        return fits[0] if len(fits) == 1 else None

    def _named(self, slot: Slot, here: Box | None) -> Box | None:
        """Say where a slot's name points; one that reads as issued means the sheet, whatever that is called now."""
        target = self.names.get(name_of(slot.path), "") if slot.named else ""
        if here and plain_reference(target) == plain_reference(slot.reference):
            return slot.box._replace(sheet=here.sheet, rows=max(slot.box.rows, len(slot.cells)))
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


def _says(sheet: RawSheet, at: Place) -> bool:
    cell = sheet.cells.get(at)
    return cell is not None and bool(cell.text.strip() or cell.formula)


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
