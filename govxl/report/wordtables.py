"""The tables of a Word file, laid out: continued cells are one cell, tables that only place are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govxl.report.published import Drawn, Odd, Table, expand
from govxl.report.seen import Doubt

__all__ = ["Blocks", "RawCell", "RawRow", "RawTable", "laid_out"]

Blocks = list[str | Table]

SLIVER = 60
"""Twips, a millimetre: a column narrower than that holds no text."""


LONGEST_QUOTE = 2_000
"""Characters that are kept of a table nobody sees."""


@dataclass(slots=True)
class RawCell:
    """A cell as the file has it; `merge` is restart where it goes on below, continue where it does so from above."""

    blocks: Blocks = field(default_factory=list)
    odds: list[Odd] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    merge: str = ""
    gone: bool = False
    fill: str = ""

    def drawn(self) -> Drawn:
        """Give it with its text, a paragraph a line."""
        return Drawn(self.text, self.columns, self.rows, tuple(odd.doubt for odd in self.odds))

    @property
    def text(self) -> str:
        """Its paragraphs, each a line."""
        return "\n".join(block for block in self.blocks if isinstance(block, str))


@dataclass(slots=True)
class RawRow:
    """A row as the file has it: its cells begin after so many columns; `gone` where it was crossed out, or `hidden`."""

    cells: list[RawCell] = field(default_factory=list)
    before: int = 0
    gone: bool = False
    hidden: bool = False


@dataclass(slots=True)
class RawTable:
    """A table as the file has it, with the widths of its grid in twips."""

    rows: list[RawRow] = field(default_factory=list)
    grid: list[int] = field(default_factory=list)
    style: str = ""


def laid_out(table: RawTable, room: int) -> tuple[Blocks, list[Odd]]:
    """Give a table, or what stands in it where it only places things; UnreadableError beyond so many positions."""
    seen = [row for row in table.rows if not (row.gone or row.hidden)]
    odds = [Odd(0, True, Doubt("hidden", _words(row))) for row in table.rows if row.hidden and not row.gone]
    for row in seen:
        row.cells = [cell for cell in row.cells if not cell.gone]
    cells = [cell for row in seen for cell in row.cells]
    around = any(isinstance(block, Table) for cell in cells for block in cell.blocks)
    if around or all(len(row.cells) < 2 for row in seen):
        blocks: Blocks = []
        for cell in cells:
            odds += (odd._replace(block=len(blocks) + odd.block) for odd in cell.odds)
            blocks += cell.blocks
        return blocks, odds
    _drop_slivers(seen, table.grid)
    grid = expand([line for line in _merged(seen) if line], room)
    unread = [doubt for row in grid for box in row for doubt in box.doubts]
    if unread and not any(box.text for row in grid for box in row):
        return [], [Odd(0, False, Doubt(unread[0].kind, " | ".join(doubt.text for doubt in unread)[:LONGEST_QUOTE]))]
    return [Table("", grid)] if grid else [], odds


def _words(row: RawRow) -> str:
    return " | ".join(cell.text for cell in row.cells if cell.text)


def _drop_slivers(rows: Sequence[RawRow], grid: Sequence[int]) -> None:
    """Take columns nobody sees out of the grid: dragging or rounding an edge leaves some of a twip or two."""
    thin = {column for column, width in enumerate(grid) if width < SLIVER}
    for row in rows:
        thin -= {column for column, cell in _starts(row) if cell.columns == 1}
    for row in rows if thin else ():
        for column, cell in list(_starts(row)):
            cell.columns = max(1, cell.columns - len(thin.intersection(range(column, column + cell.columns))))
        row.before -= len(thin.intersection(range(row.before)))


def _starts(row: RawRow) -> Iterator[tuple[int, RawCell]]:
    """Yield the cells of a row with the columns they begin in."""
    column = row.before
    for cell in row.cells:
        yield column, cell
        column += cell.columns


def _merged(rows: Sequence[RawRow]) -> Iterator[list[Drawn]]:
    """Yield the cells of every row without those that continue one above, which is made longer."""
    kept: list[list[RawCell]] = []
    above: dict[int, RawCell] = {}
    for row in rows:
        column, line, open_cells = row.before, [RawCell(columns=row.before)] if row.before else [], {}
        for cell in row.cells:
            first = above.get(column)
            if cell.merge == "continue" and first is not None:
                first.rows += 1
                # What stands in a cell that continues another one is kept in the file, and shown nowhere.
                first.odds += (Odd(0, True, Doubt("hidden", cell.text)),) if cell.text else ()
                open_cells[column] = first
            else:
                line.append(cell)
                open_cells |= {column: cell} if cell.merge else {}
            column += cell.columns
        above = open_cells
        kept.append(line)
    for line in kept:
        yield [cell.drawn() for cell in line]
