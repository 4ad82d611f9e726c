"""A statutory table on its sheet: blocks, merged headers and cells, as the printed form has them."""

from collections.abc import Iterable, Iterator
from math import lcm
from typing import NamedTuple

from govxl.form.model import Block, Form, Table, depth, leaves, spans
from govxl.layout.check_formulas import date_tree, total_tree, unfit_path
from govxl.layout.places import Box, Label, SheetBuilder, Slot
from govxl.text import lines_needed

__all__ = ["LINE", "Grid", "GridDrawing", "beside_dates", "draw_grid", "grid_of", "table_widths"]

LINE = 15.0
"""Points of height of one printed line at 10.5 pt."""


class Grid(NamedTuple):
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
    # What stands beside the printed table takes no part in its grid, or it would change how the table looks on paper.
    counts = (sum(not heading.traits.beside for heading in leaves(block.columns)) for block in table.blocks)
    return Grid(levels, lcm(*counts))


def table_widths(table: Table) -> dict[int, float]:
    """Choose column widths so that the printed table fills one A4 page."""
    grid = grid_of(table)
    page = 128 if table.landscape else 92
    # Characters of the columns of labels by their number, and what is left of the page for the figures.
    sides = {0: [], 1: [28.0], 2: [10.0, 26.0]}.get(grid.levels, [7.0, 13.0, 27.0])
    each = max(7.0, min(22.0, (page - sum(sides)) / grid.columns))
    return dict(enumerate([*sides, *[each] * grid.columns], 1))


class GridDrawing:
    """What has been put on a sheet so far, and the first free row."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.labels: list[Label] = []
        self.slots: list[Slot] = []
        self.heights: dict[int, float] = {}
        self.rows: dict[str, int] = {}
        self.columns: dict[str, tuple[int, int]] = {}
        self.heads: dict[str, int] = {}


def draw_grid(
    form: Form, table: Table, sheet: str, top: int, widths: dict[int, float], prefix: str = ""
) -> GridDrawing:
    """Put a table on a sheet from row `top` down, its totals with their formulas.

    `prefix` makes it last year's table, which holds figures only.
    """
    drawing = GridDrawing(top)
    grid = grid_of(table)
    for block in table.blocks:
        if block.title:
            drawing.labels.append(Label(Box(sheet, drawing.row, 1, 1, grid.width), block.title, "block"))
            drawing.heights[drawing.row] = 21
            drawing.row += 1
        places = dict(_column_places(block, grid))
        _draw_header(drawing, block, grid, sheet, places, widths)
        body = drawing.row + depth(block.columns)
        _draw_side(drawing, block, grid, sheet, body, widths)
        for row, heading in enumerate(leaves(block.rows), body):
            drawing.rows[heading.name] = row
            drawing.heads[heading.name] = drawing.row
            for name, (column, columns) in places.items():
                drawing.columns.setdefault(name, (column, columns))
                path = f"{table.name}.{heading.name}.{name}"
                box = Box(sheet, row, column, 1, columns)
                if path in form.points:
                    point = form.points[path]
                    # Last year's totals are figures of last year, not sums of what stands here.
                    kind = "prior" if prefix else point.kind
                    tree = total_tree(form, point) if kind == "computed" else None
                    drawing.slots.append(Slot(prefix + path, box, kind, point.traits, point.labels, formula=tree))
                elif column <= grid.width:
                    # A total over words is no cell of the form, but the printed table has its frame there.
                    drawing.labels.append(Label(box, "", "side"))
        drawing.row = body + sum(1 for _ in leaves(block.rows))
    return drawing


def _column_places(block: Block, grid: Grid) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield name, (first column, columns) of every column; those beside the table follow it, one apart."""
    headings = list(leaves(block.columns))
    each = grid.columns // sum(not heading.traits.beside for heading in headings)
    inside, outside = 0, 0
    for heading in headings:
        if heading.traits.beside:
            outside += 1
            yield heading.name, (grid.width + outside, 1)
        else:
            yield heading.name, (grid.levels + 1 + inside * each, each)
            inside += 1


def _draw_header(
    drawing: GridDrawing,
    block: Block,
    grid: Grid,
    sheet: str,
    places: dict[str, tuple[int, int]],
    widths: dict[int, float],
) -> None:
    """Draw the corner and the labels of the columns, each header row as high as its labels need."""
    row, levels = drawing.row, depth(block.columns)
    if grid.levels:
        drawing.labels.append(Label(Box(sheet, row, 1, levels, grid.levels), block.corner, "corner"))
    columns = list(places.values())
    beside = [heading.traits.beside for heading in leaves(block.columns)]
    for span in spans(block.columns, levels):
        (first, _), (last, wide) = columns[span.line], columns[span.line + span.lines - 1]
        box = Box(sheet, row + span.level, first, span.levels, last + wide - first)
        drawing.labels.append(Label(box, span.label, "beside" if beside[span.line] else "header"))
        own = columns[span.line : span.line + span.lines]
        room = sum(widths.get(column, 10) for start, count in own for column in range(start, start + count))
        height = max(20.0, (LINE * lines_needed(span.label, room) + 5) / span.levels)
        for line in range(box.row, box.row + box.rows):
            drawing.heights[line] = max(drawing.heights.get(line, 0), height)


def _draw_side(drawing: GridDrawing, block: Block, grid: Grid, sheet: str, body: int, widths: dict[int, float]) -> None:
    """Draw the labels of the rows, each row as high as its own label needs; a table without any has none."""
    levels = max(grid.levels, depth(block.rows))
    for span in spans(block.rows, levels):
        if grid.levels:
            box = Box(sheet, body + span.line, 1 + span.level, span.lines, span.levels)
            drawing.labels.append(Label(box, span.label, "side"))
        if span.level + span.levels == levels:
            room = sum(widths.get(column + 1, 10) for column in range(span.level, levels)) if grid.levels else 100
            drawing.heights[body + span.line] = max(19.5, LINE * lines_needed(span.label, room) + 4)


def beside_dates(canvas: SheetBuilder, slots: Iterable[Slot], first: int) -> None:
    """Say in the row of every date that it is none, one column for each column of dates, from the `first` on."""
    columns: dict[int, int] = {}
    for slot in slots:
        if slot.kind == "input" and slot.traits.kind == "date":
            column = columns.setdefault(slot.box.column, first + len(columns))
            box = canvas.box(slot.box.row, column)
            canvas.shown(unfit_path(slot.path), box, date_tree(slot.path), "state", slot.labels)
