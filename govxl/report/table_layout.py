"""A table of the form, filled from a record -> its cells; what never changes is laid out once for all records."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, takewhile
from typing import NamedTuple

from govxl.form.grid import Grid, grid_of
from govxl.form.headings import Heading, Span, depth, leaves, printed, spans
from govxl.form.model import Block, Form, Table
from govxl.report.cells import Cell, Row, RowGroup, TableBlock
from govxl.report.lookup import Record, exact, figure_text
from govxl.report.texts import paragraphs

__all__ = ["table_block"]


def table_block(form: Form, table: Table, record: Record, note: tuple[str, ...] = ()) -> TableBlock:
    """Lay out one table of a record."""
    grid = grid_of(table)
    figures = record["tables"][table.name]
    groups = tuple(group.filled(figures) for group in _drawn(form, table.name))
    return TableBlock(table.title, grid.levels, grid.columns, groups, note)


class _Place(NamedTuple):
    """Where a figure goes: its column and cell; whether the form asks for it; the columns beside that hold its unit."""

    name: str
    cell: Cell
    known: bool
    units: tuple[str, ...]

    def filled(self, values: Record) -> Cell:
        cell, value = self.cell, values[self.name] if self.known else ""
        unit = "".join(values.get(name) or "" for name in self.units) if value is not None else ""
        text = figure_text(value) + unit
        figure = None
        if unit or isinstance(value, str):
            text = "\n".join(paragraphs(text))
        if not isinstance(value, str | None):
            figure = exact(value)
        return Cell(text, cell.column, cell.columns, 1, "", "", cell.headers, cell.numeric, figure, unit)


class _Line(NamedTuple):
    """A row: its name, the labels that begin in it, and the places of its figures."""

    name: str
    labels: Row
    places: tuple[_Place, ...]


class _Group(NamedTuple):
    """A block laid out, all but its figures."""

    title: Cell | None
    head: tuple[Row, ...]
    lines: tuple[_Line, ...]

    def filled(self, figures: Record) -> RowGroup:
        body = (
            (*line.labels, *(place.filled(values) for place in line.places))
            for line in self.lines
            for values in [figures.get(line.name, {})]
        )
        return RowGroup(self.title, self.head, tuple(body))


@lru_cache(maxsize=256)
def _drawn(form: Form, name: str) -> tuple[_Group, ...]:
    """Lay out the blocks of a table once for all records."""
    table = form.table(name)
    grid = grid_of(table)
    return tuple(_Drawing(form, table, block, grid, f"b{nth}").group() for nth, block in enumerate(table.blocks, 1))


class _Drawing:
    """One block being laid out; `prefix` keeps its keys apart from those of the others."""

    def __init__(self, form: Form, table: Table, block: Block, grid: Grid, prefix: str) -> None:
        self.form = form
        self.table = table
        self.block = block
        self.grid = grid
        self.prefix = prefix
        self.columns = printed(block.columns)
        self.each = grid.columns // sum(1 for _ in leaves(self.columns))

    def group(self) -> _Group:
        title = Cell(self.block.title, 0, self.grid.width, 1, "colgroup", self.prefix) if self.block.title else None
        return _Group(title, tuple(self.head()), tuple(self.lines()))

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
        return (Cell(self.block.corner, 0, self.grid.levels, levels, scope, key),)

    def column_header(self, span: Span) -> Cell:
        return Cell(
            span.label,
            self.grid.levels + span.line * self.each,
            span.lines * self.each,
            span.levels,
            "col" if span.lines == 1 else "colgroup",
            f"{self.prefix}c{span.level}-{span.line}",
        )

    def row_header(self, span: Span) -> Cell:
        scope = ("row" if span.lines == 1 else "rowgroup") if span.label else ""
        key = f"{self.prefix}r{span.level}-{span.line}" if scope else ""
        return Cell(span.label, span.level, span.levels, span.lines, scope, key)

    # -- Rows

    def lines(self) -> Iterator[_Line]:
        """Yield the rows; a row label that covers several stands in the first of them."""
        labels = list(spans(self.block.rows, self.grid.levels)) if self.grid.levels else []
        above = {
            column: tuple(self.column_keys(line)) for line, column in enumerate(h.name for h in leaves(self.columns))
        }
        for line, row in enumerate(leaves(self.block.rows)):
            started = sorted((span for span in labels if span.line == line), key=lambda span: span.level)
            beside = _keys(self.row_header(span) for span in labels if span.line <= line < span.line + span.lines)
            places = tuple(self.places(row, above, beside))
            yield _Line(row.name, tuple(self.row_header(span) for span in started), places)

    def column_keys(self, line: int) -> Iterator[str]:
        """Yield the keys of all headers above a column, from the top."""
        if self.block.title:
            yield self.prefix
        covering = (
            span for span in spans(self.columns, depth(self.columns)) if span.line <= line < span.line + span.lines
        )
        yield from _keys(self.column_header(span) for span in covering)

    def places(self, row: Heading, above: dict[str, tuple[str, ...]], beside: Sequence[str]) -> Iterator[_Place]:
        """Yield the places of a row's figures; a column the form has no cell in stays empty."""
        for nth, heading in enumerate(leaves(self.columns)):
            point = self.form.points.get(f"{self.table.name}.{row.name}.{heading.name}")
            cell = Cell(
                "",
                self.grid.levels + nth * self.each,
                self.each,
                headers=(*above[heading.name], *beside),
                numeric=point is not None and point.traits.numeric,
            )
            yield _Place(heading.name, cell, point is not None, self.unit_columns(heading) if point else ())

    def unit_columns(self, heading: Heading) -> tuple[str, ...]:
        """Name the columns of choices beside the table that belong to the printed column before them."""
        lines = list(leaves(self.block.columns))
        after = takewhile(lambda column: column.traits.beside, lines[lines.index(heading) + 1 :])
        return tuple(column.name for column in after if column.traits.kind == "choice")


def _keys(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(cell.key for cell in cells if cell.key)
