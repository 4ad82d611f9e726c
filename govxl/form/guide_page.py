"""The first sheet: three steps, until when and to whom, how far one is, and what to mind."""

from collections.abc import Iterable

from govxl.form.canvas import Canvas, same
from govxl.form.expressions import Cell, Constant, Join
from govxl.form.grid import LINE, lines_needed
from govxl.form.model import Form
from govxl.form.places import Box, Sheet, Slot
from govxl.form.statuses import words_status_tree, written_tree
from govxl.form.traits import Traits
from govxl.form.words import CHECKS_SHEET, COVER_SHEET, GUIDE_SHEET, OFFICE, STATUS_LABEL, Status

__all__ = ["guide_sheet"]

WIDTHS: dict[int, float] = {1: 26, 2: 34, 3: 22, 4: 18}
TEXT = Traits(type="text")
ACROSS = len(WIDTHS)


def guide_sheet(form: Form, sheets: Iterable[Sheet]) -> Sheet:
    """Draw the first sheet; `sheets` are those that are filled in, in order, and the checks."""
    listed = list(sheets)
    canvas = Canvas(GUIDE_SHEET, heights={1: 44.0, 2: 21.0, 3: 26.0})
    canvas.label(canvas.box(1, 1, ACROSS), form.title, "title")
    canvas.label(canvas.box(2, 1, ACROSS), form.authority, "authority")
    unit = Join((Cell("unit.name", text=True), Constant("　"), Cell("year"), Constant(" 年")))
    canvas.shown("guide-unit", canvas.box(3, 1, ACROSS), unit, "unit")
    row = _steps(canvas, listed, 4)
    row = _office(canvas, row + 1)
    row = _progress(canvas, form, listed, row + 1)
    row = _instructions(canvas, form, row + 1)
    return canvas.sheet(WIDTHS, "guide", print_area=canvas.box(1, 1, ACROSS, row - 1))


def _steps(canvas: Canvas, sheets: list[Sheet], row: int) -> int:
    """Draw the three steps, each with its link; returns the next free row."""
    body = [sheet.name for sheet in sheets if sheet.name not in (COVER_SHEET, CHECKS_SHEET)]
    last = next((sheet for sheet in reversed(sheets) if sheet.colour in ("table", "prose")), sheets[0])
    steps = (
        (COVER_SHEET, f"填“{COVER_SHEET}”：核对单位和年度，填联系方式"),
        (body[0], f"依次填“{body[0]}”到“{last.name}”，只填有底色的格子"),
        (CHECKS_SHEET, f"看“{CHECKS_SHEET}”，改到显示“{Status.READY}”；保存为 .xlsx，按原来收到的方式发回"),
    )
    for nth, (sheet, text) in enumerate(steps):
        canvas.heights[row + nth] = 24
        canvas.label(canvas.box(row + nth, 1), f"第{'一二三'[nth]}步", "step")
        canvas.label(canvas.box(row + nth, 2, ACROSS - 1), text, "link", Box(sheet, 1, 1))
    return row + len(steps)


def _office(canvas: Canvas, row: int) -> int:
    """Draw until when and to whom the workbook goes back, and who answers questions."""
    for nth, (name, (label, _)) in enumerate(OFFICE.items()):
        canvas.heights[row + nth] = 21
        canvas.label(canvas.box(row + nth, 1), label, "side")
        place = canvas.box(row + nth, 2, ACROSS - 1)
        canvas.add([Slot(f"office.{name}", place, "carried", TEXT, (label,), role="value")])
    return row + len(OFFICE)


def _progress(canvas: Canvas, form: Form, sheets: list[Sheet], row: int) -> int:
    """List the sheets, how far each is filled, and what its checks say."""
    for column, text in enumerate(("工作表", "填写进度", STATUS_LABEL), 1):
        canvas.label(canvas.box(row, column), text, "header")
    tables = {table.sheet: table.name for table in form.tables if not table.auxiliary}
    for sheet in sheets:
        row += 1
        canvas.heights[row] = 21
        canvas.label(canvas.box(row, 1), sheet.name, "link", Box(sheet.name, 1, 1))
        fields = [form.fields[slot.path] for slot in sheet.slots if slot.path in form.fields]
        if table := tables.get(sheet.name):
            canvas.shown(f"guide-filled.{table}", canvas.box(row, 2), same(f"filled.{table}"), "progress")
            canvas.shown(f"guide-status.{table}", canvas.box(row, 3), same(f"status.{table}"), "state")
        elif sheet.name == CHECKS_SHEET:
            canvas.shown("guide-status", canvas.box(row, 3), same("status.form"), "state")
        elif fields:
            canvas.shown(f"guide-written.{fields[0].path}", canvas.box(row, 2), written_tree(fields), "progress")
            if (status := words_status_tree(form, fields)) is not None:
                canvas.shown(f"guide-words.{fields[0].path}", canvas.box(row, 3), status, "state")
    return row + 1


def _instructions(canvas: Canvas, form: Form, row: int) -> int:
    for nth, text in enumerate(form.instructions):
        canvas.label(canvas.box(row + nth, 1, ACROSS), text, "text")
        canvas.heights[row + nth] = max(21.0, LINE * 1.15 * lines_needed(text, sum(WIDTHS.values())) + 6)
    return row + len(form.instructions)
