"""Statutory tables as they are published: merged headers, labels and figures, each cell with its place and span.

What never changes of a table is laid out once for all records.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, takewhile
from typing import NamedTuple

from govxl.form.model import Block, Form, Heading, Span, Table, depth, leaves, printed, spans
from govxl.layout.grid import Grid, grid_of
from govxl.report.record_values import Record, exact, figure_text, paragraphs

__all__ = ["PrintedCell", "Row", "RowGroup", "TableBlock", "table_block"]

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
    def rows(self) -> tuple[Row, ...]:
        """All rows from the top."""
        return (*([(self.title,)] if self.title else []), *self.head, *self.body)


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
    def cells(self) -> Iterator[PrintedCell]:
        """All cells, row by row."""
        return (cell for group in self.groups for row in group.rows for cell in row)


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
        unit = "".join(values.get(name) or "" for name in self.units) if value is not None else ""
        text = figure_text(value) + unit
        figure = None
        if unit or isinstance(value, str):
            text = "\n".join(paragraphs(text))
        if not isinstance(value, str | None):
            figure = exact(value)
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
    return tuple(
        _TableDrawing(form, table, block, grid, f"b{nth}").group() for nth, block in enumerate(table.blocks, 1)
    )


class _TableDrawing:
    """One block being laid out; `prefix` keeps its keys apart from those of the others."""

    def __init__(self, form: Form, table: Table, block: Block, grid: Grid, prefix: str) -> None:
        self.form = form
        self.table = table
        self.block = block
        self.grid = grid
        self.prefix = prefix
        self.columns = printed(block.columns)
        self.each = grid.columns // sum(1 for _ in leaves(self.columns))

    def group(self) -> _BlockGroup:
        title = (
            PrintedCell(self.block.title, 0, self.grid.width, 1, "colgroup", self.prefix) if self.block.title else None
        )
        return _BlockGroup(title, tuple(self.head()), tuple(self.lines()))

    # -- Headers

    def head(self) -> Iterator[Row]:
        """Yield the header rows, the corner in the first."""
        levels = depth(self.columns)
        found = sorted(spans(self.columns, levels), key=lambda span: (span.level, span.line))
        for level, row in groupby(found, key=lambda span: span.level):
            yield (*(self.corner(levels) if level == 0 else ()), *(self.column_header(span) for span in row))

    def corner(self, levels: int) -> Row:
        if not self.grid.levels:
            return ()
        scope = ("col" if self.grid.levels == 1 else "colgroup") if self.block.corner else ""
        key = f"{self.prefix}x" if scope else ""
        return (PrintedCell(self.block.corner, 0, self.grid.levels, levels, scope, key),)

    def column_header(self, span: Span) -> PrintedCell:
        return PrintedCell(
            span.label,
            self.grid.levels + span.line * self.each,
            span.lines * self.each,
            span.levels,
            "col" if span.lines == 1 else "colgroup",
            f"{self.prefix}c{span.level}-{span.line}",
        )

    def row_header(self, span: Span) -> PrintedCell:
        scope = ("row" if span.lines == 1 else "rowgroup") if span.label else ""
        key = f"{self.prefix}r{span.level}-{span.line}" if scope else ""
        return PrintedCell(span.label, span.level, span.levels, span.lines, scope, key)

    # -- Rows

    def lines(self) -> Iterator[_PrintedLine]:
        """Yield the rows; a row label that covers several stands in the first of them."""
        labels = list(spans(self.block.rows, self.grid.levels)) if self.grid.levels else []
        above = {
            column: tuple(self.column_keys(line)) for line, column in enumerate(h.name for h in leaves(self.columns))
        }
        for line, row in enumerate(leaves(self.block.rows)):
            started = sorted((span for span in labels if span.line == line), key=lambda span: span.level)
            beside = _keys(self.row_header(span) for span in labels if span.line <= line < span.line + span.lines)
            places = tuple(self.places(row, above, beside))
            yield _PrintedLine(row.name, tuple(self.row_header(span) for span in started), places)

    def column_keys(self, line: int) -> Iterator[str]:
        """Yield the keys of all headers above a column, from the top."""
        if self.block.title:
            yield self.prefix
        covering = (
            span for span in spans(self.columns, depth(self.columns)) if span.line <= line < span.line + span.lines
        )
        yield from _keys(self.column_header(span) for span in covering)

    def places(self, row: Heading, above: dict[str, tuple[str, ...]], beside: Sequence[str]) -> Iterator[_PrintedPlace]:
        """Yield the places of a row's figures; a column the form has no cell in stays empty."""
        for nth, heading in enumerate(leaves(self.columns)):
            point = self.form.points.get(f"{self.table.name}.{row.name}.{heading.name}")
            cell = PrintedCell(
                "",
                self.grid.levels + nth * self.each,
                self.each,
                headers=(*above[heading.name], *beside),
                numeric=point is not None and point.traits.numeric,
            )
            yield _PrintedPlace(heading.name, cell, point is not None, self.unit_columns(heading) if point else ())

    def unit_columns(self, heading: Heading) -> tuple[str, ...]:
        """Name the columns of choices beside the table that belong to the printed column before them."""
        lines = list(leaves(self.block.columns))
        after = takewhile(lambda column: column.traits.beside, lines[lines.index(heading) + 1 :])
        return tuple(column.name for column in after if column.traits.kind == "choice")


def _keys(cells: Iterable[PrintedCell]) -> tuple[str, ...]:
    return tuple(cell.key for cell in cells if cell.key)
