"""The first sheet: three steps, until when and to whom, how far one is, and what to mind."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from govxl.form.figure_names import figure_names
from govxl.form.model import CellType, Form
from govxl.language.expressions import evaluate, spoken
from govxl.language.nodes import Cell, Constant, Join
from govxl.layout.check_formulas import sentence_tree
from govxl.layout.grid import LINE
from govxl.layout.places import Box, Sheet, SheetBuilder, Slot, shown_again
from govxl.layout.summary_formulas import PRIOR_STATUS, SheetContents, prior_status_tree, status_path, written_tree
from govxl.text import lines_needed
from govxl.words import (
    CHECKS_SHEET,
    COVER_SHEET,
    FIGURES_HINT,
    FIGURES_LABEL,
    GUIDE_SHEET,
    OFFICE,
    PRIOR_SHEET,
    SENTENCES_HINT,
    SENTENCES_LABEL,
    STATUS_LABEL,
    Status,
)

__all__ = ["guide_sheet"]

WIDTHS: dict[int, float] = {1: 26, 2: 34, 3: 22, 4: 18}
TEXT = CellType(type="text")
ACROSS = len(WIDTHS)


def guide_sheet(form: Form, sheets: Iterable[Sheet], contents: Iterable[SheetContents]) -> Sheet:
    """Draw the first sheet; `sheets` are those that are filled in, in order, the checks and last year's figures.

    `contents` says where the word for each stands.
    """
    listed = list(sheets)
    canvas = SheetBuilder(GUIDE_SHEET, heights={1: 44.0, 2: 21.0, 3: 26.0})
    canvas.label(canvas.box(1, 1, ACROSS), form.title, "title")
    canvas.label(canvas.box(2, 1, ACROSS), form.authority, "authority")
    unit = Join((Cell("unit.name", text=True), Constant("　"), Cell("year"), Constant(" 年")))
    # A formula, for the layout is the same for every unit and year: only contents differ.
    canvas.shown("guide-unit", canvas.box(3, 1, ACROSS), unit, "unit")

    # Three steps, each with its link.
    body = [sheet.name for sheet in listed if sheet.name not in (COVER_SHEET, CHECKS_SHEET)]
    last = next((sheet for sheet in reversed(listed) if sheet.colour in ("table", "prose")), listed[0])
    steps = (
        (COVER_SHEET, f"填“{COVER_SHEET}”：核对单位和年度，填联系方式"),
        (body[0], f"依次填“{body[0]}”到“{last.name}”，只填有底色的格子"),
        (CHECKS_SHEET, f"看“{CHECKS_SHEET}”，改到显示“{Status.READY}”；保存为 .xlsx，按原来收到的方式发回"),
    )
    for row, number, (sheet, text) in zip(range(4, 7), "一二三", steps, strict=True):
        canvas.heights[row] = 24
        canvas.label(canvas.box(row, 1), f"第{number}步", "step")
        canvas.label(canvas.box(row, 2, ACROSS - 1), text, "link", Box(sheet, 1, 1))

    # Until when and to whom the workbook goes back, and who answers questions.
    for row, (name, (label, _)) in enumerate(OFFICE.items(), 8):
        canvas.heights[row] = 21
        canvas.label(canvas.box(row, 1), label, "side")
        place = canvas.box(row, 2, ACROSS - 1)
        canvas.add([Slot(f"office.{name}", place, "carried", TEXT, (label,), role="value")])

    row = _draw_progress(canvas, form, listed, {each.name: each.path for each in contents}, row + 2)
    row += 1
    for text in form.instructions:
        canvas.label(canvas.box(row, 1, ACROSS), text, "text")
        canvas.heights[row] = max(21.0, LINE * 1.15 * lines_needed(text, sum(WIDTHS.values())) + 6)
        row += 1
    _draw_figures(canvas, form, _draw_sentences(canvas, form, row + 1))
    return canvas.sheet(WIDTHS, "guide", print_area=canvas.box(1, 1, ACROSS, row - 1))


def _draw_progress(canvas: SheetBuilder, form: Form, sheets: list[Sheet], statuses: Mapping[str, str], row: int) -> int:
    """List the sheets, how far each is filled, and what its checks say."""
    for column, text in enumerate(("工作表", "填写进度", STATUS_LABEL), 1):
        canvas.label(canvas.box(row, column), text, "header")
    tables = {table.sheet: table.name for table in form.tables if not table.auxiliary}
    for sheet in sheets:
        row += 1
        canvas.heights[row] = 21
        canvas.label(canvas.box(row, 1), sheet.name, "link", Box(sheet.name, 1, 1))
        fields = [form.fields[slot.path] for slot in sheet.slots if slot.path in form.fields]
        place = canvas.box(row, 3)
        # Tables count their cells, sheets of words their fields; the checks have nothing to be filled but reasons.
        if table := tables.get(sheet.name):
            canvas.shown(f"guide-filled.{table}", canvas.box(row, 2), shown_again(f"filled.{table}"), "progress")
        elif sheet.name != CHECKS_SHEET and fields:
            canvas.shown(f"guide-written.{fields[0].path}", canvas.box(row, 2), written_tree(fields), "progress")
        if sheet.name in statuses:
            canvas.shown(f"guide-{statuses[sheet.name]}", place, shown_again(statuses[sheet.name]), "state")
        elif sheet.name == CHECKS_SHEET:
            canvas.shown("guide-status", place, shown_again(status_path("form")), "state")
        elif sheet.name == PRIOR_SHEET:
            prior = (slot.path for slot in sheet.slots if slot.kind == "prior")
            canvas.shown(PRIOR_STATUS, place, prior_status_tree(prior), "state")
    return row + 1


def _draw_sentences(canvas: SheetBuilder, form: Form, row: int) -> int:
    """List the sentences that may be called for by their names, with what they say now; nobody prints them here.

    Returns the first row below them.
    """
    if not form.sentences:
        return row
    canvas.label(canvas.box(row, 1), SENTENCES_LABEL, "subtitle")
    canvas.label(canvas.box(row, 2, ACROSS - 1), SENTENCES_HINT, "hint")
    canvas.heights[row] = 30
    # A sentence that is shown beside its field is worked out there.
    beside = {field.traits.sentence: path for path, field in form.fields.items()}
    for sentence in form.sentences.values():
        row += 1
        canvas.label(canvas.box(row, 1), "{" + sentence.label + "}", "side")
        place = canvas.box(row, 2, ACROSS - 1)
        shown = f"sentence.{beside[sentence.name]}" if sentence.name in beside else ""
        tree = shown_again(shown) if shown else sentence_tree(form, sentence.text)
        canvas.shown(f"says.{sentence.name}", place, tree, "sentence", (sentence.label,))
        room = sum(WIDTHS[column] for column in range(2, ACROSS + 1))
        lengths = (spoken(evaluate(sentence.text, lambda _, n=n: Decimal(n))) for n in (0, 1))  # type: ignore[misc]
        canvas.heights[row] = LINE * max(lines_needed(text, room) for text in lengths) + 8
    return row + 1


def _draw_figures(canvas: SheetBuilder, form: Form, row: int) -> None:
    """Say how a figure is called for, with two that people look at first; a list of all would be read by nobody."""
    names = figure_names(form)
    known = [name for path in (*form.key_figures, *names.nodes) if (name := names.name_of(path)) != path]
    # One that is called by its row alone, and one that needs its column too.
    chosen = [next((name for name in known if ("/" in name) is crossed), "") for crossed in (False, True)]
    examples = "、".join("{" + name + "}" for name in chosen if name)
    if not examples:
        return
    canvas.label(canvas.box(row, 1), FIGURES_LABEL, "subtitle")
    text = FIGURES_HINT.format(examples=examples)
    canvas.label(canvas.box(row, 2, ACROSS - 1), text, "hint")
    canvas.heights[row] = max(30.0, LINE * lines_needed(text, sum(WIDTHS.values()) - WIDTHS[1]) + 6)
