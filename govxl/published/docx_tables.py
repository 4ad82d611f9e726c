"""The tables of a Word file while it is walked: continued cells are one cell, tables that only place are none."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govxl.published.docx_styles import OFF, Said
from govxl.published.model import FileCell, Odd, PublishedDoubt, PublishedTable, expand

__all__ = ["Blocks", "Body", "Frames", "RawRow", "RawTable", "WordCell", "laid_out"]

# -- Cells


Blocks = list[str | PublishedTable]

SLIVER = 60
"""Twips, a millimetre: a column narrower than that holds no text."""


LONGEST_QUOTE = 2_000
"""Characters that are kept of a table nobody sees."""


@dataclass(slots=True)
class WordCell:
    """A cell as the file has it; `merge` is restart where it goes on below, continue where it does so from above."""

    blocks: Blocks = field(default_factory=list)
    odds: list[Odd] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    merge: str = ""
    gone: bool = False
    fill: str = ""

    def drawn(self) -> FileCell:
        """Give it with its text, a paragraph a line."""
        return FileCell(self.text, self.columns, self.rows, tuple(odd.doubt for odd in self.odds))

    @property
    def text(self) -> str:
        """Its paragraphs, each a line."""
        return "\n".join(block for block in self.blocks if isinstance(block, str))


@dataclass(slots=True)
class RawRow:
    """A row as the file has it: its cells begin after so many columns; `gone` where it was crossed out, or `hidden`."""

    cells: list[WordCell] = field(default_factory=list)
    before: int = 0
    gone: bool = False
    hidden: bool = False

    @property
    def words(self) -> str:
        """Its cells on one line."""
        return " | ".join(cell.text for cell in self.cells if cell.text)


@dataclass(slots=True)
class RawTable:
    """A table as the file has it, with the widths of its grid in twips."""

    rows: list[RawRow] = field(default_factory=list)
    grid: list[int] = field(default_factory=list)
    style: str = ""


def laid_out(table: RawTable, room: int) -> tuple[Blocks, list[Odd]]:
    """Give a table, or what stands in it where it only places things; UnreadableError beyond so many positions."""
    seen = [row for row in table.rows if not (row.gone or row.hidden)]
    odds = [Odd(0, True, PublishedDoubt("hidden", row.words)) for row in table.rows if row.hidden and not row.gone]
    for row in seen:
        row.cells = [cell for cell in row.cells if not cell.gone]
    cells = [cell for row in seen for cell in row.cells]
    around = any(isinstance(block, PublishedTable) for cell in cells for block in cell.blocks)
    # A table around another, or with one cell a row, only places its texts, which are then the page's own.
    if around or all(len(row.cells) < 2 for row in seen):
        blocks: Blocks = []
        for cell in cells:
            odds += (odd._replace(block=len(blocks) + odd.block) for odd in cell.odds)
            blocks += cell.blocks
        return blocks, odds
    _drop_slivers(seen, table.grid)
    grid = expand([line for line in _merged(seen) if line], room)
    unread = [doubt for row in grid for box in row for doubt in box.doubts]
    # Nobody sees anything of it, so it is none of the tables that are compared.
    if unread and not any(box.text for row in grid for box in row):
        return [], [
            Odd(0, False, PublishedDoubt(unread[0].kind, " | ".join(doubt.text for doubt in unread)[:LONGEST_QUOTE]))
        ]
    return [PublishedTable("", grid)] if grid else [], odds


def _drop_slivers(rows: Sequence[RawRow], grid: Sequence[int]) -> None:
    """Take columns nobody sees out of the grid: dragging or rounding an edge leaves some of a twip or two."""
    thin = {column for column, width in enumerate(grid) if width < SLIVER}
    for row in rows:
        # A column with a cell of its own in some row is no sliver, however thin.
        thin -= {column for column, cell in _starts(row) if cell.columns == 1}
    for row in rows if thin else ():
        for column, cell in list(_starts(row)):
            cell.columns = max(1, cell.columns - len(thin.intersection(range(column, column + cell.columns))))
        row.before -= len(thin.intersection(range(row.before)))


def _starts(row: RawRow) -> Iterator[tuple[int, WordCell]]:
    """Yield the cells of a row with the columns they begin in."""
    column = row.before
    for cell in row.cells:
        yield column, cell
        column += cell.columns


def _merged(rows: Sequence[RawRow]) -> Iterator[list[FileCell]]:
    """Yield the cells of every row without those that continue one above, which is made longer."""
    kept: list[list[WordCell]] = []
    above: dict[int, WordCell] = {}
    for row in rows:
        column, line, open_cells = row.before, [WordCell(columns=row.before)] if row.before else [], {}
        for cell in row.cells:
            first = above.get(column)
            if cell.merge == "continue" and first is not None:
                first.rows += 1
                # What stands in a cell that continues another one is kept in the file, and shown nowhere.
                first.odds += (Odd(0, True, PublishedDoubt("hidden", cell.text)),) if cell.text else ()
                open_cells[column] = first
            else:
                line.append(cell)
                open_cells |= {column: cell} if cell.merge else {}
            column += cell.columns
        above = open_cells
        kept.append(line)
    for line in kept:
        yield [cell.drawn() for cell in line]


# -- While it is walked


MOST_POSITIONS = 100_000
"""Positions of all tables, spans laid out."""

MOST_COLUMNS, WIDEST = 256, 31_680
"""Columns a cell may span; twips, the width of the widest page."""

LOWEST = 100
"""Twips: a row that may be no higher shows no text."""


class Body(NamedTuple):
    """Paragraphs and tables, and what is odd about them."""

    blocks: Blocks
    odds: list[Odd]


class Frames:
    """Where in the file the walk is: the open elements, the open tables, and the bodies that paragraphs go into."""

    def __init__(self) -> None:
        """Begin with the body of the file."""
        self.frames = [Body([], [])]
        self.path: list[str] = []
        self.tables: list[RawTable] = []
        self.room = MOST_POSITIONS
        self.table_ways: dict[str, Callable[[Said], None]] = {
            "tbl": self.open_table, "gridCol": self.take_width, "tr": self.open_row, "tc": self.open_cell,
            "tblStyle": self.take_table_style, "gridSpan": self.take_span, "vMerge": self.take_merge,
            "cellDel": self.drop_cell, "gridBefore": self.take_before, "hidden": self.hide_row,
            "trHeight": self.take_height,
        }  # fmt: skip

    def within(self, *names: str) -> bool:
        """Tell whether the open element stands right in these, the outer one first."""
        return tuple(self.path[-1 - len(names) : -1]) == names

    def flush(self) -> None:
        """End a paragraph that is still open."""

    def open_table(self, _: Said) -> None:
        """Begin a table."""
        self.flush()
        self.tables.append(RawTable())

    def open_row(self, _: Said) -> None:
        """Begin a row."""
        if self.tables:
            self.tables[-1].rows.append(RawRow())

    def take_width(self, said: Said) -> None:
        """Note the width of a column."""
        if self.tables:
            self.tables[-1].grid.append(_number(said.get("w", ""), WIDEST))

    def open_cell(self, _: Said) -> None:
        """Begin a cell."""
        cell = WordCell()
        if self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].cells.append(cell)
        # What stands in the cell goes there until the cell ends.
        self.frames.append(Body(cell.blocks, cell.odds))

    def cell(self) -> WordCell:
        """Give the open cell."""
        return self.tables[-1].rows[-1].cells[-1] if self.within("tc", "tcPr") and self.tables else WordCell()

    def take_span(self, said: Said) -> None:
        """Note how many columns a cell covers."""
        self.cell().columns = _number(said.get("val", ""))

    def take_merge(self, said: Said) -> None:
        """Note that a cell goes on below, or goes on from above."""
        self.cell().merge = "restart" if said.get("val") == "restart" else "continue"

    def drop_cell(self, _: Said) -> None:
        """Note that a cell was crossed out."""
        self.cell().gone = True

    def take_before(self, said: Said) -> None:
        """Note how many columns a row leaves free."""
        if self.within("tr", "trPr") and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].before = _number(said.get("val", ""))

    def take_table_style(self, said: Said) -> None:
        """Note the style of a table."""
        if self.tables:
            self.tables[-1].style = said.get("val", "")

    def hide_row(self, said: Said) -> None:
        """Note that a row is hidden."""
        if self.within("tr", "trPr") and self.tables and self.tables[-1].rows and said.get("val", "") not in OFF:
            self.tables[-1].rows[-1].hidden = True

    def take_height(self, said: Said) -> None:
        """Note a row too low to be seen."""
        if said.get("hRule") == "exact" and _number(said.get("val", ""), WIDEST) < LOWEST:
            self.hide_row({})

    def drop_row(self, _: Said) -> None:
        """Note that a row was crossed out."""
        if self.within("tr", "trPr") and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].gone = True

    def close_table(self) -> None:
        """End a table and lay it out."""
        blocks, odds = laid_out(self.tables.pop(), self.room)
        # All tables together may have so many positions; each takes its own off.
        self.room -= sum(len(row) for block in blocks if isinstance(block, PublishedTable) for row in block.rows)
        frame = self.frames[-1]
        frame.odds.extend([odd._replace(block=len(frame.blocks) + odd.block) for odd in odds])
        frame.blocks.extend(blocks)


def _number(said: str, most: int = MOST_COLUMNS) -> int:
    """Read how many columns a cell covers, or how wide one is, within bounds."""
    return min(max(1, int(said)), most) if said.isdecimal() and len(said) < 6 else 1
