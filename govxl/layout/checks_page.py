"""The sheet of checks: one line a check with its sentence, both sides, state, link and place for a reason."""

from collections.abc import Mapping, Sequence

from govxl.form.model import CellType, Check, Form
from govxl.language.nodes import Arithmetic, Node
from govxl.layout.check_formulas import (
    bound_path,
    reads_of,
    reason_path,
    shown_side,
    state_tree,
    substance_path,
    substance_tree,
    was_given_path,
)
from govxl.layout.grid import LINE
from govxl.layout.places import Box, Sheet, SheetBuilder, Slot, shown_again
from govxl.layout.summary_formulas import SheetContents, form_status_tree, status_path, troubled_tree
from govxl.text import lines_needed
from govxl.words import CHECKS_SHEET, REASON_LABEL, STATUS_LABEL

__all__ = ["checks_sheet"]

COLUMNS = (
    ("规则", 20), ("位置", 20), ("要求", 52), ("左边", 11), ("右边", 11), ("相差", 9), ("结果", 11), ("定位", 7),
    (f"{REASON_LABEL}（需说明时填，写出原因，至少5个字）", 40), ("依据", 30),
    ("说明时的数", 16), ("原来的说明", 16), ("说明字数", 9),
)  # fmt: skip
RULE, PLACE, SAYS, LEFT, RIGHT, DIFFERENCE, STATE, LINK, REASON, BASIS, BOUND, GIVEN, SUBSTANCE = range(1, 14)
GO = "查看"
LATER = "交回后核对"
REASON_TRAITS = CellType(type="text", required="no")
TEXT = CellType(type="text")


def checks_sheet(form: Form, places: Mapping[str, Box], sheets: Sequence[SheetContents]) -> Sheet:
    """Draw the checks of a form; `places` says where the cells they read stand, `sheets` what is summed up."""
    canvas = SheetBuilder(CHECKS_SHEET)
    canvas.label(canvas.box(1, 1, BASIS), CHECKS_SHEET, "title")

    # Progress and status of the whole and of every table stand above the list, so that they are seen without scrolling.
    canvas.label(canvas.box(2, 1), STATUS_LABEL, "side")
    tree = form_status_tree(form, sheets)
    canvas.shown(status_path("form"), canvas.box(2, 2, 2), tree, "state", (STATUS_LABEL,))
    canvas.shown("troubled", canvas.box(2, 4, BASIS - 3), troubled_tree(form, sheets), "help")
    tables = [table for table in form.tables if not table.auxiliary]
    for row, table in enumerate(tables, 3):
        canvas.label(canvas.box(row, 1, 2), table.sheet, "link", Box(table.sheet, 1, 1))
        canvas.shown(f"checks-filled.{table.name}", canvas.box(row, 3), shown_again(f"filled.{table.name}"), "progress")
        canvas.shown(f"checks-status.{table.name}", canvas.box(row, 4, 3), shown_again(f"status.{table.name}"), "state")
    head = 3 + len(tables) + 1
    for column, (text, _) in enumerate(COLUMNS, 1):
        canvas.label(canvas.box(head, column), text, "header")
    canvas.heights |= {1: 32.0, **dict.fromkeys(range(2, head), 20.0), head: 24.0}
    groups: dict[str, list[tuple[int, Check]]] = {}
    listed = [check for check in form.checks if check.rule.listed]
    for row, check in enumerate(listed, head + 1):
        _draw_check(canvas, form, check, row, places)
        if check.rule.takes_reason:
            groups.setdefault(reason_path(check), []).append((row, check))

    # The cells for reasons, and those that carry them along; one that is asked once for several lines is merged over
    # them, and the order of checks keeps these together.
    for path, lines in groups.items():
        row, check = lines[0]
        labels = (REASON_LABEL, check.rule.id, check.label if len(lines) == 1 else "")
        canvas.add([Slot(path, canvas.box(row, REASON, 1, len(lines)), "field", REASON_TRAITS, labels, role="reason")])
        kept = canvas.box(row, GIVEN, 1, len(lines))
        canvas.add([Slot(was_given_path(check), kept, "carried", TEXT, (COLUMNS[GIVEN - 1][0], check.rule.id))])
        counted = canvas.box(row, SUBSTANCE, 1, len(lines))
        canvas.shown(substance_path(check), counted, substance_tree(check), "carried", (COLUMNS[SUBSTANCE - 1][0],))
    widths = {n: float(width) for n, (_, width) in enumerate(COLUMNS, 1)}
    # What a workbook carries along stands right of the print.
    area = canvas.box(1, 1, BASIS, head + len(listed))
    return canvas.sheet(widths, "checks", print_area=area, landscape=True, freeze=(head, 0))


def _draw_check(canvas: SheetBuilder, form: Form, check: Check, row: int, places: Mapping[str, Box]) -> None:
    """Draw one check, its link leading to the first cell it reads."""
    rule = check.rule
    texts = ((rule.called, RULE), (rule.says, SAYS), (check.label, PLACE), (rule.basis, BASIS))
    canvas.heights[row] = max(20.0, LINE * max(lines_needed(text, COLUMNS[n - 1][1]) for text, n in texts) + 5)
    canvas.label(canvas.box(row, RULE), rule.called, "rule")
    canvas.label(canvas.box(row, PLACE), check.label, "place")
    canvas.label(canvas.box(row, SAYS), rule.says, "cell")
    _side(canvas, check, row, LEFT, "left", check.left)
    _side(canvas, check, row, RIGHT, "right", check.right)
    # Only where two figures are compared is there a difference to show.
    both = Arithmetic("-", check.left, check.right) if check.left and check.right else None
    _side(canvas, check, row, DIFFERENCE, "difference", both)
    if rule.live:
        tree = state_tree(form, check)
        canvas.shown(f"state.{check.path}", canvas.box(row, STATE), tree, "state", (rule.id, check.label))
    else:
        canvas.label(canvas.box(row, STATE), LATER, "cell")
    # The link leads to the first cell that a person can change, never to a total.
    first = next(iter(reads_of(form, check)), None)
    if first:
        canvas.label(canvas.box(row, LINK), GO, "go", places[first])
    canvas.label(canvas.box(row, BASIS), rule.basis, "small")
    if rule.takes_reason:
        canvas.add([Slot(bound_path(check), canvas.box(row, BOUND), "carried", TEXT, (COLUMNS[BOUND - 1][0], rule.id))])
    else:
        canvas.label(canvas.box(row, REASON), "", "cell")


def _side(canvas: SheetBuilder, check: Check, row: int, column: int, name: str, side: Node | None) -> None:
    if side is None:
        canvas.label(canvas.box(row, column), "", "cell")
    else:
        canvas.shown(f"{name}.{check.path}", canvas.box(row, column), shown_side(check, side), "figure")
