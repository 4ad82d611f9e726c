"""A statutory table on its sheet: blocks, merged headers and cells, as the printed form has them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import lcm

from govxl.form.model import Block, Form, Table, depth, leaves, spans
from govxl.layout.places import Box, Label, Slot
from govxl.text import lines_needed

__all__ = ["Grid", "draw_grid", "grid_of"]

LINE = 15.0
"""Points of height of one printed line at 10.5 pt."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How many columns a table's labels and figures take; blocks with fewer columns spread over the same grid."""

    levels: int
    columns: int

    @property
    def width(self) -> int:
        """All printed columns."""
        return self.levels + self.columns


def grid_of(table: Table) -> Grid:
    """Work out a table's grid: the least number of columns that every block divides evenly."""
    named = any(heading.label for block in table.blocks for heading in leaves(block.rows))
    levels = max(depth(block.rows) for block in table.blocks) if named else 0
    return Grid(levels, lcm(*(len(_printed(block)) for block in table.blocks)))


def _printed(block: Block) -> list[int]:
    return [n for n, heading in enumerate(leaves(block.columns)) if not heading.traits.beside]


@dataclass(slots=True)
class GridDrawing:
    """What has been put on a sheet so far, and the first free row."""

    row: int
    labels: list[Label] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, tuple[int, int]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)


def draw_grid(
    form: Form, table: Table, sheet: str, top: int, widths: dict[int, float], prefix: str = ""
) -> GridDrawing:
    """Put a table on a sheet from row `top` down; `prefix` makes it last year's table, with figures only."""
    drawing = GridDrawing(top)
    grid = grid_of(table)
    for block in table.blocks:
        _draw_block(drawing, form, table, block, grid, sheet, widths, prefix)
    return drawing


def _draw_block(
    drawing: GridDrawing,
    form: Form,
    table: Table,
    block: Block,
    grid: Grid,
    sheet: str,
    widths: dict[int, float],
    prefix: str,
) -> None:
    if block.title:
        drawing.labels.append(Label(Box(sheet, drawing.row, 1, 1, grid.width), block.title, "block"))
        drawing.heights[drawing.row] = 21
        drawing.row += 1
    levels = depth(block.columns)
    places = dict(_column_places(block, grid))
    drawing.labels.extend(_corner(block, grid, sheet, drawing.row, levels))
    drawing.labels.extend(_headers(block, grid, sheet, drawing.row, levels))
    _header_heights(drawing, block, levels, places, widths)
    body = drawing.row + levels
    drawing.labels.extend(_side(block, grid, sheet, body))
    rooms = _rooms(block, grid, widths)
    for offset, heading in enumerate(leaves(block.rows)):
        drawing.rows[heading.name] = body + offset
        drawing.heads[heading.name] = drawing.row
        drawing.heights[body + offset] = max(19.5, LINE * lines_needed(heading.label, rooms[offset]) + 4)
        for name, (column, columns) in places.items():
            drawing.columns.setdefault(name, (column, columns))
            path = f"{table.name}.{heading.name}.{name}"
            if path in form.points:
                point = form.points[path]
                kind = "prior" if prefix else point.kind
                box = Box(sheet, body + offset, column, 1, columns)
                drawing.slots.append(Slot(prefix + path, box, kind, point.traits, point.labels))
            elif column <= grid.width:
                drawing.labels.append(Label(Box(sheet, body + offset, column, 1, columns), "", "side"))
    drawing.row = body + sum(1 for _ in leaves(block.rows))


def _column_places(block: Block, grid: Grid) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield name, (first column, columns) of every column; those beside the table follow it, one apart."""
    printed = _printed(block)
    each = grid.columns // len(printed)
    inside, outside = 0, 0
    for heading in leaves(block.columns):
        if heading.traits.beside:
            outside += 1
            yield heading.name, (grid.width + outside, 1)
        else:
            yield heading.name, (grid.levels + 1 + inside * each, each)
            inside += 1


def _corner(block: Block, grid: Grid, sheet: str, row: int, levels: int) -> Iterator[Label]:
    if grid.levels:
        yield Label(Box(sheet, row, 1, levels, grid.levels), block.corner, "corner")


def _headers(block: Block, grid: Grid, sheet: str, row: int, levels: int) -> Iterator[Label]:
    places = [place for _, place in _column_places(block, grid)]
    beside = [heading.traits.beside for heading in leaves(block.columns)]
    for span in spans(block.columns, levels):
        first, last = places[span.line], places[span.line + span.lines - 1]
        box = Box(sheet, row + span.level, first[0], span.levels, last[0] + last[1] - first[0])
        yield Label(box, span.label, "beside" if beside[span.line] else "header")


def _header_heights(
    drawing: GridDrawing, block: Block, levels: int, places: dict[str, tuple[int, int]], widths: dict[int, float]
) -> None:
    """Make each header row as high as its labels of one level need."""
    columns = list(places.values())
    for span in spans(block.columns, levels):
        room = sum(
            widths.get(c, 10)
            for first, count in columns[span.line : span.line + span.lines]
            for c in range(first, first + count)
        )
        height = max(20.0, (LINE * lines_needed(span.label, room) + 5) / span.levels)
        for row in range(drawing.row + span.level, drawing.row + span.level + span.levels):
            drawing.heights[row] = max(drawing.heights.get(row, 0), height)


def _rooms(block: Block, grid: Grid, widths: dict[int, float]) -> dict[int, float]:
    """Give the width that each row's own label has, over all the levels it stretches."""
    levels = max(grid.levels, depth(block.rows))
    return {
        span.line: sum(widths.get(column + 1, 10) for column in range(span.level, span.level + span.levels))
        if grid.levels
        else 100
        for span in spans(block.rows, levels)
        if span.level + span.levels == levels
    }


def _side(block: Block, grid: Grid, sheet: str, body: int) -> Iterator[Label]:
    """Yield the row labels; in a table without any, nothing."""
    if not grid.levels:
        return
    levels = max(grid.levels, depth(block.rows))
    for span in spans(block.rows, levels):
        box = Box(sheet, body + span.line, 1 + span.level, span.lines, span.levels)
        yield Label(box, span.label, "side")
