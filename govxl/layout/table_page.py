"""The sheet of a statutory table: printed as the form has it, tools above, note below, checks outside the print."""

from govxl.form.model import Check, Form, Rule, Table
from govxl.layout.grid import GridDrawing, beside_dates, draw_grid, grid_of, table_widths
from govxl.layout.places import Sheet, SheetBuilder, Slot, shown_again
from govxl.layout.summary_formulas import SheetContents, filled_tree, sheet_status_tree
from govxl.words import CHECKS_SHEET, MODE_LABEL, NOTE_LABEL

__all__ = ["table_sheet"]

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

    # The tools, above what is printed: the way of filling, how much is filled, and what it amounts to.
    first = max(1, grid.width // 5)
    middle = _reach(widths, first + 1, grid.width)
    last = _reach(widths, middle + 1, grid.width - 1)
    canvas.label(canvas.box(1, 1, first), MODE_LABEL, "tool")
    mode = form.fields[f"{table.name}.mode"]
    labels = (table.title, *mode.labels)
    canvas.add([Slot(mode.path, canvas.box(1, first + 1, middle - first), "field", mode.traits, labels, role="mode")])
    progress, status = canvas.box(1, middle + 1, last - middle), canvas.box(1, last + 1, max(1, grid.width - last))
    canvas.shown(f"filled.{table.name}", progress, filled_tree(form, table), "progress")
    canvas.shown(contents.path, status, sheet_status_tree(form, contents), "state")

    canvas.add(drawing.labels)
    canvas.add(drawing.slots)
    sides = max(1, grid.levels)
    canvas.label(canvas.box(drawing.row, 1, sides), NOTE_LABEL, "note")
    note = form.fields[f"{table.name}.note"]
    room = canvas.box(drawing.row, sides + 1, grid.width - sides)
    canvas.add([Slot(note.path, room, "field", note.traits, (table.title, *note.labels))])
    _show_states(canvas, form, table, drawing, sides)
    canvas.heights |= {1: 24, TOP - 1: 36, drawing.row: 42, **drawing.heights}
    widths |= dict.fromkeys(range(grid.width + 1, grid.width + 8), 11.0)
    area = canvas.box(TOP - 1, 1, grid.width, drawing.row - TOP + 2)
    return canvas.sheet(widths, "table", print_area=area, landscape=table.landscape)


def _reach(widths: dict[int, float], first: int, most: int) -> int:
    """Give the last column of a cell that starts in `first` and shall have room for a few words."""
    last, room = first, widths.get(first, 11.0)
    while room < TOOL_WIDTH and last < most:
        last += 1
        room += widths.get(last, 11.0)
    return last


def _show_states(canvas: SheetBuilder, form: Form, table: Table, drawing: GridDrawing, sides: int) -> None:
    """Show the states of checks outside the print: of columns below the table, of rows and dates right of it."""
    rules: dict[Rule, list[Check]] = {}
    for check in form.checks:
        if check.rule.table == table.name and check.rule.live:
            rules.setdefault(check.rule, []).append(check)
    row = drawing.row + 2
    for rule, checks in rules.items():
        inside = [check for check in checks if check.at in drawing.columns]
        if inside:
            canvas.label(canvas.box(row, 1, sides), f"{CHECKS_SHEET} {rule.id}", "echo")
        for check in inside:
            first, columns = drawing.columns[check.at]
            box = canvas.box(row, first, columns)
            canvas.shown(f"echo.{check.path}", box, shown_again(f"state.{check.path}"), "state")
        row += bool(inside)

    # Columns may stand beside the printed table; a column stays free between the last of them and the states.
    column = max(grid_of(table).width, *(column for column, _ in drawing.columns.values())) + 2
    for rule, checks in rules.items():
        inside = [check for check in checks if check.at in drawing.rows]
        # Each block has a header of its own, and above the states of its rows stands the name of the rule again.
        for head in dict.fromkeys(drawing.heads[check.at] for check in inside):
            canvas.label(canvas.box(head, column), f"{CHECKS_SHEET} {rule.id}", "echo")
        for check in inside:
            box = canvas.box(drawing.rows[check.at], column)
            canvas.shown(f"echo.{check.path}", box, shown_again(f"state.{check.path}"), "state")
        column += bool(inside)
    beside_dates(canvas, drawing.slots, column)
