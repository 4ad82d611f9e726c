"""What was changed in the locked part of one sheet: each change with its cell, what was there and what is there now.

Lines that were inserted or deleted are one change, however many cells they moved. Whether a total that was typed over
is right is judged where totals are worked out (`Located.untrue`).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from govxl.addresses import Place, address
from govxl.findings.finding import Both, Finding, Severity, Where, finding
from govxl.layout.own_pages import is_sheet_mark
from govxl.layout.places import Box, Slot
from govxl.text import brief
from govxl.workbook.issued import Original, place_of
from govxl.workbook.located import EMPTY, STILL, TYPE_AGAIN, Located, Moves, where
from govxl.workbook.match_sheets import Area, areas_in, changed_merges, within
from govxl.workbook.same_text import honest, label_shown, plain_formula, said, same_formula, same_shape, same_words
from govxl.xlsx.cells import RawCell, RawSheet

__all__ = ["Alterations", "alterations"]

MOST_NAMED = 20
"""Cells that one finding about a sheet names; the rest are counted."""


class Alterations(NamedTuple):
    """What was changed on one sheet.

    `untrue` and `unsure` are what they are of a `Located`; `gone` are blank inputs of which it is not certain that
    nothing stood there. `foreign` says where the sheet tells that it is another workbook's, `orphans` where formulas
    name cells that are gone.
    """

    findings: tuple[Finding, ...]
    untrue: Mapping[str, RawCell | None]
    unsure: frozenset[str]
    gone: frozenset[str]
    foreign: Where | None
    orphans: tuple[Where, ...]


def alterations(
    original: Original,
    sheet: RawSheet,
    located: Located,
    unlocked: frozenset[int],
    mark: str,
    *,
    unharmed: bool,
    shifted: bool,
    formatted: bool,
) -> Alterations:
    """Compare a returned sheet with its original; on an `unharmed` one every label stands in its place, by the letter.

    `shifted`: somewhere in the workbook lines moved or a sheet has another name, so that formulas may name other cells;
    `mark` says whose the sheet should be, if anybody knows. `formatted`: some blank cell of the workbook is unlocked,
    so that a program kept the formats of blank cells and a locked one tells something.
    """
    told = _SheetAgainstOriginal(original, sheet, located, unlocked, mark, shifted, formatted)
    if unharmed:
        told.seen.update(original.labels)
    else:
        told.compare_labels()
    told.compare_marks()
    told.compare_formulas()
    told.compare_inputs()
    told.find_strays()
    told.compare_merges()
    told.find_moved_away()
    return Alterations(
        tuple(told.findings),
        told.untrue,
        frozenset(told.unsure),
        frozenset(told.gone),
        told.foreign,
        tuple(told.orphans),
    )


class _SheetAgainstOriginal:
    """One sheet held against its original, step by step.

    `seen` are the cells that were accounted for; `emptied` are blank inputs nobody may type into any more, `hidden`
    those below new merges.
    """

    def __init__(
        self,
        original: Original,
        sheet: RawSheet,
        located: Located,
        unlocked: frozenset[int],
        mark: str,
        shifted: bool,
        formatted: bool,
    ) -> None:
        self.original, self.sheet, self.located, self.unlocked = original, sheet, located, unlocked
        self.mark, self.shifted, self.formatted = mark, shifted, formatted
        self.findings: list[Finding] = []
        self.untrue: dict[str, RawCell | None] = {}
        self.unsure: set[str] = set()
        self.gone: set[str] = set()
        self.foreign: Where | None = None
        self.orphans: list[Where] = []
        self.seen: set[Place] = set()
        self.emptied: dict[Place, Slot] = {}
        self.hidden: dict[Place, Slot] = {}
        self.figures_outside = False

    @property
    def moves(self) -> Moves:
        """How the lines of the sheet moved."""
        return self.located.moves.get(self.original.name, STILL)

    @property
    def is_some_lost(self) -> bool:
        """Whether it is not known where all cells of the sheet stand."""
        return not self.located.lost.isdisjoint(slot.path for slot in self.original.slots)

    # -- Words

    def compare_labels(self) -> None:
        """Name the lines that were put in or taken out, and the labels that say something else."""
        changes = list(self.moves.changes(self.original.are_of_one_text))
        if changes:
            words = Both("，".join(each.zh for each in changes), ", ".join(each.en for each in changes))
            read = SOME_LOST if self.is_some_lost else ALL_FOUND
            self.findings.append(finding("lines-moved", [Where(self.sheet.name)], change=words, read=read))
        for place, label in self.original.labels.items():
            # A cell that one label was found in is not another one's.
            tries = [at for at in self.moves.places(place) if at not in self.seen]
            at = next((at for at in tries if same_words(self.text(at), label.text)), None)
            if at is None and not self.is_gone(place):
                at = next(iter(tries), place)
                self.altered("label-altered", at, label.text)
            elif at is not None and honest(self.text(at)) != honest(label.text):
                self.altered("label-spacing", at, label.text)
            if at is not None:
                self.seen.add(at)

    def compare_marks(self) -> None:
        """Ask the sheet whose it is."""
        for slot in self.original.marks:
            tries = list(self.moves.places(place_of(slot.box)))
            at = next((at for at in tries if self.text(at)), tries[0])
            self.seen.add(at)
            now = self.text(at)
            if self.mark and not same_words(now, self.mark) and is_sheet_mark(now):
                self.foreign = Where(self.sheet.name, address(*at), "", brief(self.mark), brief(now))
            elif not is_sheet_mark(now):
                self.altered("label-altered", at, self.mark or slot.label)

    def text(self, at: Place) -> str:
        """Give what a cell says for certain."""
        return said(self.sheet.cells.get(at))

    def altered(self, name: str, at: Place, was: str) -> None:
        """Tell that other words stand in a cell."""
        now = label_shown(self.sheet.cells.get(at))
        cells = [Where(self.sheet.name, address(*at), "", brief(was), brief(now))]
        self.findings.append(finding(name, cells, expected=was, actual=now, was=brief(was), now=brief(now) or EMPTY))

    def is_gone(self, place: Place) -> bool:
        """Whether a cell's whole line was deleted; that is said once for the line."""
        rows, columns = self.moves.rows.shifts(place[0]), self.moves.columns.shifts(place[1])
        return (len(rows) == 2 and rows[1] < rows[0]) or (len(columns) == 2 and columns[1] < columns[0])

    # -- Cells

    def compare_formulas(self) -> None:
        """Compare every cell that computes; those of totals are left to who knows the right totals."""
        cells = self.sheet.cells
        for place, (slot, text) in self.original.formulas.items():
            cell = cells.get(place)
            # Nearly every formula stands as issued; only the others are worth folding, letter by letter.
            if not self.shifted and cell and cell.formula and plain_formula(cell.formula) == text:
                self.seen.add(place)
                continue
            at = self.formula_place(slot, place, text)
            if at is None:
                continue
            self.seen.add(at)
            cell = cells.get(at)
            if cell is not None and cell.formula is not None and self.is_ours(cell.formula, text):
                if not same_formula(cell.formula, text):
                    self.unsure.add(slot.path)
                continue
            if slot.kind == "computed":
                self.untrue[slot.path] = cell
                continue
            now = _spelt(cell)
            told = [where(slot, Box(self.sheet.name, *at), brief(now))]
            # Whoever deleted the cells it names did not touch the formula: told once for the workbook, not a sheet at
            # a time.
            if "#REF!" in now:
                self.orphans += told
            else:
                shown = brief(now) or EMPTY
                self.findings.append(finding("formula-replaced", told, expected=f"={text}", actual=now, now=shown))

    def formula_place(self, slot: Slot, place: Place, text: str) -> Place | None:
        """Say where a cell that computes should stand now; None where it went with its line, or was not found."""
        if slot.kind == "computed":
            box = self.located.places.get(slot.path)
            return place_of(box) if box and box.sheet == self.sheet.name else None
        tries = list(self.moves.places(place))
        for at in tries:
            cell = self.sheet.cells.get(at)
            if cell and cell.formula is not None and self.is_ours(cell.formula, text):
                return at
        return None if self.is_gone(place) else tries[0]

    def is_ours(self, formula: str, text: str) -> bool:
        """Whether a formula is the form's; where cells moved it may name others."""
        return same_shape(formula, text) if self.shifted else same_formula(formula, text)

    def compare_inputs(self) -> None:
        """Look at the cells staff may type into: whether they still may, and whether what does not fit is refused."""
        closed: list[Where] = []
        unguarded: dict[Place, Slot] = {}
        for slot in self.original.slots:
            place = self.located.places.get(slot.path)
            if place is None:
                continue
            editable = slot.editable
            for n, cell in enumerate(self.located.cells[slot.path]):
                at = place.row + n, place.column
                self.seen.add(at)
                if editable and not self.sheet.is_open(at, self.unlocked):
                    closed.append(where(slot, Box(self.sheet.name, *at)))
                    self.emptied |= {at: slot} if cell is None else {}
            if place_of(slot.box) in self.original.validated:
                unguarded[place_of(place)] = slot
        # Programs may put the ranges together otherwise: what counts is whether each cell lies in one.
        for at in within(unguarded, areas_in(self.sheet.validated)):
            unguarded.pop(at, None)
        if closed:
            self.findings.append(finding("lock-changed", closed))
        if unguarded:
            cells = [where(slot, Box(self.sheet.name, *at)) for at, slot in unguarded.items()]
            self.findings.append(finding("validation-lost", cells))

    def find_strays(self) -> None:
        """Name what stands outside the cells of the form, unless it is not known where those are."""
        # What stands outside may be the very entries that could not be found.
        if self.is_some_lost or self.sheet.cells.keys() <= self.seen:
            return
        outside = [
            (place, cell)
            for place, cell in self.sheet.cells.items()
            if place not in self.seen and (cell.text.strip() or cell.formula)
        ]
        self.figures_outside = any(cell.kind == "number" for _, cell in outside)
        if outside:
            name, named = self.sheet.name, outside[:MOST_NAMED]
            cells = [Where(name, address(*at), "", "", brief(_spelt(cell))) for at, cell in named]
            self.findings.append(finding("stray-content", cells, count=len(outside) + self.sheet.left_out))

    def compare_merges(self) -> None:
        """Compare merged areas: new ones may hide cells, lost ones only look different."""
        new, lost = changed_merges(self.original.merges, self.sheet.merges, self.moves)
        located = self.located
        covered = self._covered_by(new) if new else {}
        self.hidden |= {at: slot for at, (slot, _) in covered.items() if [*located.cells[slot.path]] == [None]}
        filled = {at: cell for at, (_, cell) in covered.items() if cell and cell.text.strip()}
        severities: tuple[tuple[Severity, set[str], Both], ...] = (("warning", new, MERGED), ("info", lost, SPLIT))
        for severity, areas, done in severities:
            named = [Where(self.sheet.name, brief(area)) for area in islice(sorted(areas), MOST_NAMED)]
            if named:
                read = _still_read(filled) if areas is new and filled else NOTHING_BELOW
                told = finding("merges-changed", named, severity=severity, count=len(areas), done=done, read=read)
                self.findings.append(told)

    def _covered_by(self, merges: Iterable[str]) -> dict[Place, tuple[Slot, RawCell | None]]:
        """Give the cells of entries that merged areas lie over, in order."""
        typed = {
            (box.row + nth, box.column): (slot, cell)
            for slot in self.original.slots
            if slot.editable and (box := self.located.places.get(slot.path))
            for nth, cell in enumerate(self.located.cells[slot.path])
        }
        areas = [area for name in merges for area in _below_first(name)]
        return {at: typed[at] for at in within(typed, areas)}

    def find_moved_away(self) -> None:
        """Take a blank input for lost where what stood in it may have gone: merged away, or moved beside the form."""
        # Only where a program kept the formats of blank cells does a locked one tell that it was moved or pasted
        # over.
        covered = self.emptied if self.figures_outside and self.formatted else {}
        slots = {slot.path: slot for slot in (*covered.values(), *self.hidden.values()) if not slot.cells}
        gone = [slot for path, slot in slots.items() if path not in self.located.lost]
        if gone:
            self.gone |= slots.keys()
            places = [where(slot) for slot in gone]
            told = finding("structure-changed", places, sheet_name=self.original.name, asked=TYPE_AGAIN)
            self.findings.append(told)


def _below_first(name: str) -> Iterator[Area]:
    """Yield what a merged area hides: all of it but its first cell, which still shows and keeps what stands in it."""
    for (top, left), (bottom, right) in areas_in([name]):
        if name.partition(":")[0] == address(top, left):
            yield (top, left + 1), (top, right)
            top += 1
        yield (top, left), (bottom, right)


def _still_read(filled: Mapping[Place, RawCell]) -> Both:
    """Say what stands below merged cells: no screen shows it and no paper, and the workbook counts it all the same."""
    shown = "、".join(f"{address(*at)}“{brief(cell.text)}”" for at, cell in islice(filled.items(), MOST_NAMED))
    zh = f"；被盖住的格里有 {len(filled)} 格填着内容，都按填写的读取：{shown}"
    return Both(zh, f"; below them {len(filled)} cells hold entries, and all of them were read: {shown}")


NOTHING_BELOW = Both("", "")
ALL_FOUND = Both("各项仍按标题和名称读到，没有读错", "every entry was still found by labels and names")
SOME_LOST = Both("有的项因此无法确定位置", "some entries cannot be placed any more")
MERGED = Both("合并", "merged")
SPLIT = Both("取消合并", "no longer merged")


def _spelt(cell: RawCell | None) -> str:
    if cell is None:
        return ""
    return f"={cell.formula}" if cell.formula is not None else cell.text
