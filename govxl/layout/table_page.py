"""The sheet of a statutory table: printed as the form has it, tools above, note below, checks outside the print."""

from collections.abc import Iterable, Iterator

from govxl.form.model import Check, Form, Rule, Table
from govxl.layout.check_formulas import date_tree, total_tree, unfit_path
from govxl.layout.grid import GridDrawing, draw_grid, grid_of
from govxl.layout.places import Sheet, Slot
from govxl.layout.sheet_builder import SheetBuilder, shown_again
from govxl.layout.summary_formulas import SheetContents, filled_tree, sheet_status_tree
from govxl.words import CHECKS_SHEET, MODE_LABEL, NOTE_LABEL

__all__ = ["beside_dates", "table_sheet", "with_totals"]

TOP = 3
"""The row the printed header starts in: the tools stand in row 1, the title in row 2."""

TOOL_WIDTH = 20
"""Characters that the way of filling and the progress take."""


def table_sheet(form: Form, table: Table, contents: SheetContents) -> Sheet:
    """Draw a table's sheet; `contents` is what it sums up."""
    canvas = SheetBuilder(table.sheet)
    grid = grid_of(table)
    widths = table_widths(table)
    drawing = draw_grid(form, table, table.sheet, TOP, widths)
    canvas.label(canvas.box(TOP - 1, 1, grid.width), table.title, "title")
    _tools(canvas, form, table, contents, widths)
    canvas.add(drawing.labels)
    canvas.add(with_totals(form, drawing.slots))
    sides = max(1, grid.levels)
    canvas.label(canvas.box(drawing.row, 1, sides), NOTE_LABEL, "note")
    note = form.fields[f"{table.name}.note"]
    room = canvas.box(drawing.row, sides + 1, grid.width - sides)
    canvas.add([Slot(note.path, room, "field", note.traits, (table.title, *note.labels))])
    beside = max(column for column, _ in drawing.columns.values())
    _column_checks(canvas, form, table, drawing, sides)
    free = _row_checks(canvas, form, table, drawing, max(grid.width, beside) + 1)
    beside_dates(canvas, drawing.slots, free)
    canvas.heights |= {1: 24, TOP - 1: 36, drawing.row: 42, **drawing.heights}
    widths |= dict.fromkeys(range(grid.width + 1, grid.width + 8), 11.0)
    area = canvas.box(TOP - 1, 1, grid.width, drawing.row - TOP + 2)
    return canvas.sheet(widths, "table", print_area=area, landscape=table.landscape)


def table_widths(table: Table) -> dict[int, float]:
    """Choose column widths so that the printed table fills one A4 page."""
    grid = grid_of(table)
    page = 128 if table.landscape else 92
    sides = {0: [], 1: [28.0], 2: [10.0, 26.0]}.get(grid.levels, [7.0, 13.0, 27.0])
    each = max(7.0, min(22.0, (page - sum(sides)) / grid.columns))
    return dict(enumerate([*sides, *[each] * grid.columns], 1))


def with_totals(form: Form, slots: list[Slot]) -> Iterator[Slot]:
    """Give every total its formula."""
    for slot in slots:
        if slot.kind == "computed":
            tree = total_tree(form, form.points[slot.path])
            yield Slot(slot.path, slot.box, slot.kind, slot.traits, slot.labels, formula=tree)
        else:
            yield slot


def _tools(canvas: SheetBuilder, form: Form, table: Table, contents: SheetContents, widths: dict[int, float]) -> None:
    """Draw the way of filling, the progress and the status above the printed table."""
    width = grid_of(table).width
    first = max(1, width // 5)
    middle = _reach(widths, first + 1, width)
    last = _reach(widths, middle + 1, width - 1)
    canvas.label(canvas.box(1, 1, first), MODE_LABEL, "tool")
    mode = form.fields[f"{table.name}.mode"]
    labels = (table.title, *mode.labels)
    canvas.add([Slot(mode.path, canvas.box(1, first + 1, middle - first), "field", mode.traits, labels, role="mode")])
    progress, status = canvas.box(1, middle + 1, last - middle), canvas.box(1, last + 1, max(1, width - last))
    canvas.shown(f"filled.{table.name}", progress, filled_tree(form, table), "progress")
    canvas.shown(contents.path, status, sheet_status_tree(form, contents), "state")


def _reach(widths: dict[int, float], first: int, most: int) -> int:
    """Give the last column of a cell that starts in `first` and shall have room for a few words."""
    last, room = first, widths.get(first, 11.0)
    while room < TOOL_WIDTH and last < most:
        last += 1
        room += widths.get(last, 11.0)
    return last


def _rules(form: Form, table: Table) -> dict[Rule, list[Check]]:
    rules: dict[Rule, list[Check]] = {}
    for check in form.checks:
        if check.rule.table == table.name and check.rule.live:
            rules.setdefault(check.rule, []).append(check)
    return rules


def _column_checks(canvas: SheetBuilder, form: Form, table: Table, drawing: GridDrawing, sides: int) -> None:
    """Show the states of checks laid over columns, one line a rule, below the table."""
    row = drawing.row + 2
    for rule, checks in _rules(form, table).items():
        inside = [check for check in checks if check.at in drawing.columns]
        if inside:
            canvas.label(canvas.box(row, 1, sides), f"{CHECKS_SHEET} {rule.id}", "echo")
        for check in inside:
            first, columns = drawing.columns[check.at]
            box = canvas.box(row, first, columns)
            canvas.shown(f"echo.{check.path}", box, shown_again(f"state.{check.path}"), "state")
        row += bool(inside)


def _row_checks(canvas: SheetBuilder, form: Form, table: Table, drawing: GridDrawing, last: int) -> int:
    """Show the states of checks laid over rows, one column a rule, right of the table; returns the next free one."""
    column = last + 1
    for rule, checks in _rules(form, table).items():
        inside = [check for check in checks if check.at in drawing.rows]
        for head in dict.fromkeys(drawing.heads[check.at] for check in inside):
            canvas.label(canvas.box(head, column), f"{CHECKS_SHEET} {rule.id}", "echo")
        for check in inside:
            box = canvas.box(drawing.rows[check.at], column)
            canvas.shown(f"echo.{check.path}", box, shown_again(f"state.{check.path}"), "state")
        column += bool(inside)
    return column


def beside_dates(canvas: SheetBuilder, slots: Iterable[Slot], first: int) -> None:
    """Say in the row of every date that it is none, one column for each column of dates, from the `first` on."""
    columns: dict[int, int] = {}
    for slot in slots:
        if slot.kind == "input" and slot.traits.kind == "date":
            column = columns.setdefault(slot.box.column, first + len(columns))
            box = canvas.box(slot.box.row, column)
            canvas.shown(unfit_path(slot.path), box, date_tree(slot.path), "state", slot.labels)
