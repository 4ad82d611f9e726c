"""Places: where labels and cells stand in the workbook, how formulas point at them, and a sheet while it is drawn.

Rows and columns count from 1. Nothing here knows what the cells mean; `layout` and its neighbours put things in place.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from govxl.addresses import address, column_letters
from govxl.form.model import CellType
from govxl.language.nodes import Cell, Node

__all__ = ["Box", "Label", "PlacedCells", "Sheet", "SheetBuilder", "Slot", "quoted_sheet", "rectangles", "shown_again"]


class Box(NamedTuple):
    """A cell, or the block of cells that a merged one covers."""

    sheet: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def address(self) -> str:
        """The first cell, such as `D6`."""
        return address(self.row, self.column)

    @property
    def absolute(self) -> str:
        """The first cell as names and validations point at it, such as `$D$6`."""
        return f"${column_letters(self.column)}${self.row}"

    @property
    def range(self) -> str:
        """All of it, such as `B7:D7`; a single cell stands alone."""
        if self.rows == self.columns == 1:
            return self.address
        return f"{self.address}:{address(self.row + self.rows - 1, self.column + self.columns - 1)}"


class Label(NamedTuple):
    """Words printed on a sheet. `role` chooses the look; `link` is the `sheet`, `cell` it leads to."""

    box: Box
    text: str
    role: str
    link: Box | None = None


class Slot(NamedTuple):
    """A cell with a meaning: an input, a total, a field, a check's state, a figure of last year.

    `cells` lists the paragraph cells of a long text; elsewhere it is empty and `box` says all.
    """

    path: str
    box: Box
    kind: str
    traits: CellType
    labels: tuple[str, ...] = ()
    cells: tuple[Box, ...] = ()
    formula: Node | None = None
    role: str = ""

    @property
    def label(self) -> str:
        """All labels on one line."""
        return " / ".join(label for label in self.labels if label)

    @property
    def named(self) -> bool:
        """Whether the cell has a defined name, by which it is found again when it was moved."""
        return self.kind in ("input", "field", "computed", "identity")

    @property
    def reference(self) -> str:
        """What the defined name points at, such as `'Sheet'!$D$6`; all paragraphs of a long text."""
        # Rows inserted between the paragraphs of a text widen the name, and so are its own.
        place = f"{quoted_sheet(self.box.sheet)}!{self.box.absolute}"
        return f"{place}:{self.cells[-1].absolute}" if len(self.cells) > 1 else place

    @property
    def editable(self) -> bool:
        """Whether staff may type here."""
        return self.kind in ("input", "field")


class Sheet(NamedTuple):
    """One sheet with everything on it; widths in characters, heights in points."""

    name: str
    labels: tuple[Label, ...]
    slots: tuple[Slot, ...]
    widths: Mapping[int, float] = {}
    heights: Mapping[int, float] = {}
    print_area: Box | None = None
    landscape: bool = False
    freeze: tuple[int, int] | None = None
    hidden: bool = False
    colour: str = ""


class PlacedCells:
    """Addresses of paths, as a formula on one sheet writes them (`expressions.Addresses`)."""

    def __init__(self, slots: Mapping[str, Slot], sheet: str) -> None:
        self.slots = slots
        self.sheet = sheet
        self.known: dict[tuple[str, ...], list[str]] = {}

    def cell(self, path: str) -> str:
        """Give the address of one cell."""
        return self.on(self.slots[path].box.sheet, self.slots[path].box.address)

    def areas(self, paths: tuple[str, ...]) -> list[str]:
        """Cover the cells by the fewest ranges found going down column by column."""
        # Many formulas count the same cells.
        if paths not in self.known:
            boxes = [box for path in paths for box in (self.slots[path].cells or (self.slots[path].box,))]
            self.known[paths] = [
                self.on(sheet, area)
                for sheet in dict.fromkeys(box.sheet for box in boxes)
                for area in rectangles((box.row, box.column) for box in boxes if box.sheet == sheet)
            ]
        return self.known[paths]

    def on(self, sheet: str, area: str) -> str:
        """Write the sheet's name where it is another one."""
        return area if sheet == self.sheet else f"{quoted_sheet(sheet)}!{area}"


def rectangles(cells: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Cover (row, column) cells by ranges: runs along a row first, then equal runs below each other."""
    runs: dict[tuple[int, int], list[int]] = {}
    for row, first, last in _runs(sorted(set(cells))):
        rows = runs.setdefault((first, last), [])
        rows.append(row)
    for (first, last), rows in runs.items():
        start = previous = rows[0]
        # A row that follows none ends the last range.
        for row in [*rows[1:], 0]:
            if row != previous + 1:
                yield Box("", start, first, previous - start + 1, last - first + 1).range
                start = row
            previous = row


def _runs(cells: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield (row, first column, last column) of unbroken runs."""
    start = previous = None
    for cell in [*cells, None]:
        if start is None:
            start = cell
        elif previous is not None and (cell is None or cell != (previous[0], previous[1] + 1)):
            yield start[0], start[1], previous[1]
            start = cell
        previous = cell


def quoted_sheet(name: str) -> str:
    """Write a sheet's name as formulas do."""
    # Names with blanks, or that look like a cell or begin with a digit, need the quotes; any other may have them.
    return "'" + name.replace("'", "''") + "'"


# -- A sheet while it is being drawn


TEXT = CellType(type="text")


def shown_again(path: str) -> Node:
    """Show what another cell shows."""
    return Cell(path, text=True)


class SheetBuilder:
    """One sheet in the making; rows and columns count from 1."""

    def __init__(self, name: str, heights: Mapping[int, float] | None = None) -> None:
        self.name = name
        self.labels: list[Label] = []
        self.slots: list[Slot] = []
        self.heights = dict(heights or {})

    def box(self, row: int, column: int, columns: int = 1, rows: int = 1) -> Box:
        """Name a cell or block of this sheet."""
        return Box(self.name, row, column, rows, columns)

    def label(self, box: Box, text: str, role: str, link: Box | None = None) -> None:
        """Print words."""
        self.labels.append(Label(box, text, role, link))

    def shown(self, path: str, box: Box, formula: Node, role: str, labels: tuple[str, ...] = ()) -> None:
        """Place a locked cell that shows what a tree works out."""
        self.slots.append(Slot(path, box, "shown", TEXT, labels, formula=formula, role=role))

    def add(self, items: Iterable[Label | Slot]) -> None:
        """Take over what was drawn elsewhere."""
        for item in items:
            if isinstance(item, Label):
                self.labels.append(item)
            else:
                self.slots.append(item)

    def sheet(
        self,
        widths: Mapping[int, float],
        colour: str = "",
        *,
        print_area: Box | None = None,
        landscape: bool = False,
        freeze: tuple[int, int] | None = None,
        hidden: bool = False,
    ) -> Sheet:
        """Finish the drawing."""
        return Sheet(
            self.name, tuple(self.labels), tuple(self.slots), widths, self.heights,
            print_area, landscape, freeze, hidden, colour,
        )  # fmt: skip
