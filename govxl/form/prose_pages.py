"""The sheets of words: the cover with its fields, and one sheet for every part of prose."""

from govxl.form.canvas import Canvas
from govxl.form.expressions import Case, Cell, Compare, Constant, Join, Node
from govxl.form.formulas import length_tree, sentence_tree
from govxl.form.grid import LINE, draw_grid, lines_needed
from govxl.form.model import Form, Part
from govxl.form.places import Box, Sheet, Slot
from govxl.form.table_page import with_totals
from govxl.form.words import (
    BACK,
    CHECKS_SHEET,
    COUNTING,
    COVER_SHEET,
    KINDS,
    LEVELS,
    SCOPES,
    SENTENCE_LABEL,
    STATUS_LABEL,
)  # fmt: skip

__all__ = ["PARAGRAPHS", "cover_sheet", "prose_sheet"]

PARAGRAPHS = 12
"""Cells a long text offers; Word pastes one paragraph into each."""

WIDTHS: dict[int, float] = {1: 22, 2: 80, 3: 60}
"""Names on the left, 80 characters for the text, hints and generated sentences on the right."""


def prose_sheet(form: Form, part: Part) -> Sheet:
    """Draw a part's texts one below the other, each a column of paragraph cells, an auxiliary table at the end."""
    canvas = Canvas(part.sheet, heights={1: 36, 2: 34 if part.help else 12})
    canvas.label(canvas.box(1, 1, 3), part.title, "title")
    canvas.label(canvas.box(2, 1, 3), part.help, "help")
    row = 3
    for path in part.fields:
        row = _text_block(canvas, form, path, row)
    for table in form.tables:
        if table.auxiliary and table.sheet == part.sheet:
            canvas.label(canvas.box(row, 1, 3), table.title, "subtitle")
            drawing = draw_grid(form, table, part.sheet, row + 1, WIDTHS)
            canvas.add(drawing.labels)
            canvas.add(with_totals(form, drawing.slots))
            canvas.heights |= {row: 30, **drawing.heights}
            row = drawing.row + 1
    return canvas.sheet(WIDTHS, "prose", print_area=canvas.box(1, 1, 3, row - 2), landscape=True)


def _text_block(canvas: Canvas, form: Form, path: str, row: int) -> int:
    """Place one long text: name and length on the left, its paragraphs, the generated sentence on the right.

    Returns the first row below it.
    """
    field = form.fields[path]
    canvas.heights[row] = LINE * max(lines_needed(field.labels[-1], WIDTHS[1]), 1) + 6
    canvas.label(canvas.box(row, 1), field.labels[-1], "header")
    canvas.label(canvas.box(row, 2), field.traits.help or "", "hint")
    cells = tuple(canvas.box(row + n, 2) for n in range(1, PARAGRAPHS + 1))
    canvas.add([Slot(path, cells[0], "field", field.traits, field.labels, cells)])
    canvas.label(canvas.box(row + 1, 1, 1, 2), COUNTING, "hint")
    canvas.shown(f"length.{path}", canvas.box(row + 3, 1), length_tree(path), "progress", field.labels)
    sentence = form.sentences.get(field.traits.sentence or "")
    if sentence:
        canvas.label(canvas.box(row, 3), SENTENCE_LABEL.format(label="{" + sentence.label + "}"), "hint")
        canvas.heights[row] = max(canvas.heights[row], 2 * LINE)
        box = canvas.box(row + 1, 3, 1, PARAGRAPHS)
        canvas.shown(f"sentence.{path}", box, sentence_tree(form, sentence.text), "sentence", field.labels)
    return row + PARAGRAPHS + 2


# -- The cover


def _named(path: str, names: dict[str, str]) -> Node:
    """Show the words for a code, and that none was given for no code."""
    cell = Cell(path, text=True)
    branches = tuple((Compare("==", cell, Constant(code)), Constant(words)) for code, words in names.items())
    return Case(branches, Constant("未注明"))


IDENTITY_SHOWN: tuple[tuple[str, str, Node], ...] = (
    ("unit.name", "单位全称", Join((Cell("unit.name", text=True),))),
    ("unit.code", "单位代码", Join((Cell("unit.code", text=True),))),
    ("year", "报告年度", Join((Cell("year"), Constant(" 年")))),
    ("unit.level", "单位级别", _named("unit.level", LEVELS)),
    ("unit.kind", "单位性质", _named("unit.kind", KINDS)),
    ("scope", "统计口径", _named("scope", SCOPES)),
)
"""What the cover shows of the identity: path, label, formula."""


def cover_sheet(form: Form) -> Sheet:
    """Draw the cover: who reports on what (locked), then the fields of the cover, its long texts last."""
    canvas = Canvas(COVER_SHEET, heights={1: 40})
    canvas.label(canvas.box(1, 1, 3), form.title, "title")
    status = ("status", STATUS_LABEL, Cell("status.form", text=True))
    for row, (path, label, formula) in enumerate((*IDENTITY_SHOWN, status), 3):
        canvas.label(canvas.box(row, 1), label, "side")
        canvas.shown(f"cover-{path}", canvas.box(row, 2), formula, "state" if path == "status" else "value", (label,))
    last = 3 + len(IDENTITY_SHOWN)
    canvas.label(canvas.box(last, 3), BACK, "link", Box(CHECKS_SHEET, 1, 1))
    fields = [field for path, field in form.fields.items() if path.startswith(("cover.", "unit."))]
    short = [field for field in fields if field.traits.kind != "long_text"]
    for row, field in enumerate(short, last + 2):
        canvas.label(canvas.box(row, 1), field.labels[-1], "side")
        canvas.label(canvas.box(row, 3), field.traits.help or "", "hint")
        canvas.add([Slot(field.path, canvas.box(row, 2), "field", field.traits, field.labels)])
    row = last + 2 + len(short) + 1
    canvas.heights |= dict.fromkeys(range(3, row - 1), 21.0)
    for field in fields:
        if field.traits.kind == "long_text":
            row = _text_block(canvas, form, field.path, row)
    return canvas.sheet(WIDTHS, "cover", print_area=canvas.box(1, 1, 3, row - 2), landscape=True)
