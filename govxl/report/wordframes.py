"""The tables of a Word file while it is walked: which rows and cells are open, and where what is read now goes."""

from collections.abc import Callable
from typing import NamedTuple

from govxl.report.published import Odd, Table
from govxl.report.wordlists import OFF
from govxl.report.wordlook import Said
from govxl.report.wordtables import Blocks, RawCell, RawRow, RawTable, laid_out

__all__ = ["Body", "Frames"]

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
        cell = RawCell()
        if self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].cells.append(cell)
        self.frames.append(Body(cell.blocks, cell.odds))

    def cell(self) -> RawCell:
        """Give the open cell."""
        return self.tables[-1].rows[-1].cells[-1] if self.within("tc", "tcPr") and self.tables else RawCell()

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
        self.room -= sum(len(row) for block in blocks if isinstance(block, Table) for row in block.rows)
        frame = self.frames[-1]
        frame.odds.extend([odd._replace(block=len(frame.blocks) + odd.block) for odd in odds])
        frame.blocks.extend(blocks)


def _number(said: str, most: int = MOST_COLUMNS) -> int:
    """Read how many columns a cell covers, or how wide one is, within bounds."""
    return min(max(1, int(said)), most) if said.isdecimal() and len(said) < 6 else 1
