"""Statutory tables as they are published: merged headers, labels and figures, each cell with its place and span.

Every published format draws these cells, and measures them here. What never changes of a table is laid out once for
all records; the positions are those of the form's own sheet, which `layout.grid` divides alike.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from govxl.form.model import Block, Form, Span, Table, depth, leaves, printed, spans
from govxl.layout.grid import Grid, grid_of
from govxl.report.record_values import Record, exact, figure_text, paragraphs

__all__ = ["PrintedCell", "Row", "RowGroup", "TableBlock", "label_lengths", "shared_room", "table_block"]

# -- Cells


NUMBER = re.compile(r"^(（.{1,3}）|[^、]{1,3}、)(?=.)")
"""What a label may begin with."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell and the positions it covers, columns from 0, label columns first.

    `scope` is what it is a header of: `col`, `colgroup`, `row`, `rowgroup`; empty for a cell that is no header. A
    header has a `key`, unique in its table; a figure names in `headers` the keys of all headers above and beside it.
    Where a number stands, `figure` is that number and `unit` what was chosen for it; `text` says both.
    """

    text: str
    column: int
    columns: int = 1
    rows: int = 1
    scope: str = ""
    key: str = ""
    headers: tuple[str, ...] = ()
    numeric: bool = False
    figure: Decimal | None = None
    unit: str = ""

    @property
    def lines(self) -> list[str]:
        """The text as it is best set; the number of a label of several rows stands alone, for its column is narrow."""
        text = NUMBER.sub(r"\1\n", self.text) if self.scope == "rowgroup" else self.text
        return text.split("\n")


Row = tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """One header with its rows; `title` spans the table where there is one."""

    title: PrintedCell | None
    head: tuple[Row, ...]
    body: tuple[Row, ...]

    @property
    def header(self) -> tuple[Row, ...]:
        """The rows above the figures, the title among them."""
        return ((self.title,), *self.head) if self.title else self.head

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows from the top."""
        return (*self.header, *self.body)


DENSE = 7
"""Columns of figures of a table that is set smaller."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A statutory table with its note: `labels` columns of labels, then `columns` of figures."""

    caption: str
    labels: int
    columns: int
    groups: tuple[RowGroup, ...]
    note: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """All columns."""
        return self.labels + self.columns

    @property
    def dense(self) -> bool:
        """Whether it has so many columns that it is set smaller."""
        return self.columns >= DENSE

    @property
    def headed(self) -> int:
        """How many rows head the whole table: none where each block has a header of its own."""
        return len(self.groups[0].header) if len(self.groups) == 1 else 0

    @property
    def cells(self) -> Iterator[PrintedCell]:
        """All cells, row by row."""
        return (cell for group in self.groups for row in group.rows for cell in row)

    @property
    def entries(self) -> Iterator[PrintedCell]:
        """The cells that a header belongs to: figures, and words in their place."""
        return (cell for cell in self.cells if cell.headers)


# -- Measures


def label_lengths(table: TableBlock, across: Callable[[str], float], beside_rows: int) -> list[float]:
    """Say how many characters a line has for each column of labels; `across` measures a text.

    A label of several rows may be broken into lines of `beside_rows` characters where its rows have room downwards.
    """
    longest: dict[int, float] = {}
    for cell in table.cells:
        if cell.column < table.labels and cell.columns == 1:
            length = max(map(across, cell.lines))
            if cell.rows > 1:
                length = min(length, beside_rows if cell.rows >= 2 * length else 4)
            longest[cell.column] = max(length, longest.get(cell.column, 0))
    return [longest.get(column, 4) for column in range(table.labels)]


def shared_room(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Give columns what they want, or each its share of the room beyond the least where that is too much."""
    extra = sum(wanted) - sum(least)
    share = min(1, max(0, room - sum(least)) / extra) if extra > 0 else 0
    return [low + (high - low) * share for high, low in zip(wanted, least, strict=True)]


# -- Tables of a record


def table_block(form: Form, table: Table, record: Record, note: tuple[str, ...] = ()) -> TableBlock:
    """Lay out one table of a record."""
    grid = grid_of(table)
    figures = record["tables"][table.name]
    groups = tuple(group.filled(figures) for group in _drawn(form, table.name))
    return TableBlock(table.title, grid.levels, grid.columns, groups, note)


class _PrintedPlace(NamedTuple):
    """Where a figure goes: its column and cell; whether the form asks for it; the columns beside that hold its unit."""

    name: str
    cell: PrintedCell
    known: bool
    units: tuple[str, ...]

    def filled(self, values: Record) -> PrintedCell:
        cell, value = self.cell, values[self.name] if self.known else ""
        # What is not applicable has no unit, whatever was chosen beside it.
        unit = "".join(values.get(name) or "" for name in self.units) if value is not None else ""
        text = figure_text(value) + unit
        if unit or isinstance(value, str):
            text = "\n".join(paragraphs(text))
        figure = None if isinstance(value, str | None) else exact(value)
        return PrintedCell(text, cell.column, cell.columns, 1, "", "", cell.headers, cell.numeric, figure, unit)


class _PrintedLine(NamedTuple):
    """A row: its name, the labels that begin in it, and the places of its figures."""

    name: str
    labels: Row
    places: tuple[_PrintedPlace, ...]


class _BlockGroup(NamedTuple):
    """A block laid out, all but its figures."""

    title: PrintedCell | None
    head: tuple[Row, ...]
    lines: tuple[_PrintedLine, ...]

    def filled(self, figures: Record) -> RowGroup:
        body = (
            (*line.labels, *(place.filled(values) for place in line.places))
            for line in self.lines
            for values in [figures.get(line.name, {})]
        )
        return RowGroup(self.title, self.head, tuple(body))


@lru_cache(maxsize=256)
def _drawn(form: Form, name: str) -> tuple[_BlockGroup, ...]:
    """Lay out the blocks of a table once for all records."""
    table = form.table(name)
    grid = grid_of(table)
    return tuple(_draw_block(form, table, block, grid, f"b{nth}") for nth, block in enumerate(table.blocks, 1))


def _draw_block(form: Form, table: Table, block: Block, grid: Grid, prefix: str) -> _BlockGroup:
    """Lay out a block; `prefix` keeps the keys of its headers apart from those of the others."""
    columns = printed(block.columns)
    names = [heading.name for heading in leaves(columns)]
    each = grid.columns // len(names)
    levels = depth(columns)
    title = PrintedCell(block.title, 0, grid.width, 1, "colgroup", prefix) if block.title else None
    above = []
    for span in spans(columns, levels):
        scope, key = "col" if span.lines == 1 else "colgroup", f"{prefix}c{span.level}-{span.line}"
        first, wide = grid.levels + span.line * each, span.lines * each
        above.append((span, PrintedCell(span.label, first, wide, span.levels, scope, key)))
    head = [[cell for span, cell in above if span.level == level] for level in range(levels)]
    if grid.levels:
        # Without a text it is a header of nothing, which a program that reads aloud must not announce.
        scope = ("col" if grid.levels == 1 else "colgroup") if block.corner else ""
        key = f"{prefix}x" if scope else ""
        head[0].insert(0, PrintedCell(block.corner, 0, grid.levels, levels, scope, key))

    # A choice beside the printed table says the unit of the column before it, and is printed behind its figures.
    units: dict[str, tuple[str, ...]] = {}
    for heading in leaves(block.columns):
        if not heading.traits.beside:
            units[last := heading.name] = ()
        elif heading.traits.kind == "choice" and units:
            units[last] += (heading.name,)

    side = []
    for span in spans(block.rows, grid.levels) if grid.levels else ():
        scope = ("row" if span.lines == 1 else "rowgroup") if span.label else ""
        key = f"{prefix}r{span.level}-{span.line}" if scope else ""
        side.append((span, PrintedCell(span.label, span.level, span.levels, span.lines, scope, key)))

    lines = []
    for line, row in enumerate(leaves(block.rows)):
        places = []
        for nth, name in enumerate(names):
            point = form.points.get(f"{table.name}.{row.name}.{name}")
            headers = (*([prefix] if title else []), *_keys_over(above, nth), *_keys_over(side, line))
            numeric = point is not None and point.traits.numeric
            cell = PrintedCell("", grid.levels + nth * each, each, headers=headers, numeric=numeric)
            # The form has no cell where a row and a column mean nothing together; the printed table shows an empty one.
            places.append(_PrintedPlace(name, cell, point is not None, units[name] if point else ()))
        labels = tuple(cell for span, cell in side if span.line == line)
        lines.append(_PrintedLine(row.name, labels, tuple(places)))
    return _BlockGroup(title, tuple(map(tuple, head)), tuple(lines))


def _keys_over(headers: Sequence[tuple[Span, PrintedCell]], line: int) -> Iterator[str]:
    """Yield the keys of all headers that cover a line, from the outermost in."""
    return (cell.key for span, cell in headers if cell.key and span.line <= line < span.line + span.lines)
