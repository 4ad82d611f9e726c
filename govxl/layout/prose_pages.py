"""The sheets of words: the cover with its fields, and one sheet for every part of prose."""

from collections.abc import Iterable

from govxl.form.limits import PARAGRAPHS
from govxl.form.model import Form, Part, Point
from govxl.language.nodes import Case, Cell, Compare, Constant, Join, Node
from govxl.layout.check_formulas import date_tree, length_tree, sentence_tree, unfit_path
from govxl.layout.grid import LINE, beside_dates, draw_grid
from govxl.layout.places import Box, Sheet, SheetBuilder, Slot, shown_again
from govxl.layout.summary_formulas import SheetContents, sheet_status_tree
from govxl.text import lines_needed
from govxl.words import (
    BACK,
    CHECKS_SHEET,
    COUNTING,
    COVER_SHEET,
    GUIDE_SHEET,
    KINDS,
    LEVELS,
    PASTING,
    SCOPES,
    SENTENCE_LABEL,
    SHEET_STATUS_LABEL,
    STATUS_LABEL,
    TO_SENTENCES,
    TO_SHEETS,
)

__all__ = ["cover_sheet", "prose_sheet"]

WIDTHS: dict[int, float] = {1: 22, 2: 80, 3: 60, 4: 20}
"""Names on the left, 80 characters for the text, hints and generated sentences on the right, what is wrong beside the
print."""


def prose_sheet(form: Form, part: Part, contents: SheetContents) -> Sheet:
    """Draw a part's fields one below the other, a long text as a column of paragraph cells, an auxiliary table last.

    `contents` is what the sheet sums up.
    """
    canvas = SheetBuilder(part.sheet, heights={1: 36, 2: 34 if part.help else 21})
    canvas.label(canvas.box(1, 1, 3), part.title, "title")
    canvas.label(canvas.box(2, 1, 3), part.help, "help")
    _own_status(canvas, form, contents)
    row = 3
    if form.sentences:
        canvas.label(canvas.box(row, 4), TO_SENTENCES, "link", Box(GUIDE_SHEET, 1, 1))
    # Short fields stand together in one block, wherever a long text does not come between.
    waiting: list[Point] = []
    for path in part.fields:
        if form.fields[path].traits.kind != "long_text":
            waiting.append(form.fields[path])
            continue
        row = _short_fields(canvas, waiting, row)
        waiting.clear()
        row = _text_block(canvas, form, path, row)
    row = _short_fields(canvas, waiting, row)
    for table in form.tables:
        if table.auxiliary and table.sheet == part.sheet:
            canvas.label(canvas.box(row, 1, 3), table.title, "subtitle")
            drawing = draw_grid(form, table, part.sheet, row + 1, WIDTHS)
            canvas.add(drawing.labels)
            canvas.add(drawing.slots)
            beside_dates(canvas, drawing.slots, 4)
            canvas.heights |= {row: 30, **drawing.heights}
            row = drawing.row + 1
    return canvas.sheet(WIDTHS, "prose", print_area=canvas.box(1, 1, 3, row - 2), landscape=True)


def _own_status(canvas: SheetBuilder, form: Form, contents: SheetContents) -> None:
    """Say beside the title what the sheet amounts to."""
    canvas.label(canvas.box(1, 4), SHEET_STATUS_LABEL, "tool")
    canvas.shown(contents.path, canvas.box(2, 4), sheet_status_tree(form, contents), "state", (SHEET_STATUS_LABEL,))


def _short_fields(canvas: SheetBuilder, fields: Iterable[Point], row: int) -> int:
    """Place fields of one cell each, name on the left, hint on the right; returns the row after the blank one below."""
    first = row
    for field in fields:
        traits = field.traits
        # A label that ends with its unit in brackets says it already.
        said = not traits.unit or any(traits.unit + end in field.labels[-1] for end in "）)")
        unit = "" if said else f"单位：{traits.unit}"
        canvas.label(canvas.box(row, 1), field.labels[-1], "side")
        canvas.label(canvas.box(row, 3), "。".join(filter(None, [unit, traits.help])), "hint")
        canvas.add([Slot(field.path, canvas.box(row, 2), "field", traits, field.labels)])
        canvas.heights[row] = max(21.0, LINE * lines_needed(field.labels[-1], WIDTHS[1]) + 5)
        if traits.kind == "date":
            canvas.shown(unfit_path(field.path), canvas.box(row, 4), date_tree(field.path), "state", field.labels)
        row += 1
    return row + 1 if row > first else row


def _text_block(canvas: SheetBuilder, form: Form, path: str, row: int) -> int:
    """Place one long text: name and length on the left, its paragraphs, the generated sentence on the right.

    Returns the first row below it.
    """
    field = form.fields[path]
    # How to paste is said once a sheet, above its first text.
    first = not any(slot.cells for slot in canvas.slots)
    hint = "\n".join(filter(None, [field.traits.help, PASTING.format(cells=PARAGRAPHS) if first else ""]))
    lines = max(lines_needed(field.labels[-1], WIDTHS[1]), lines_needed(hint, WIDTHS[2]))
    canvas.heights[row] = LINE * lines + 6
    canvas.label(canvas.box(row, 1), field.labels[-1], "header")
    canvas.label(canvas.box(row, 2), hint, "hint")
    cells = tuple(canvas.box(row + n, 2) for n in range(1, PARAGRAPHS + 1))
    canvas.add([Slot(path, cells[0], "field", field.traits, field.labels, cells)])
    canvas.label(canvas.box(row + 1, 1), COUNTING, "hint")
    canvas.shown(f"length.{path}", canvas.box(row + 2, 1), length_tree(path), "progress", field.labels)
    sentence = form.sentences.get(field.traits.sentence or "")
    if sentence:
        canvas.label(canvas.box(row, 3), SENTENCE_LABEL.format(label="{" + sentence.label + "}"), "hint")
        canvas.heights[row] = max(canvas.heights[row], 2 * LINE)
        # Beside all paragraphs: a generated sentence may be as long as what is typed.
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


def cover_sheet(form: Form, contents: SheetContents) -> Sheet:
    """Draw the cover: who reports on what (locked), then the fields of the cover, its long texts last.

    `contents` is what the sheet sums up of its own; the word for the whole workbook stands here as well.
    """
    canvas = SheetBuilder(COVER_SHEET, heights={1: 40})
    canvas.label(canvas.box(1, 1, 3), form.title, "title")
    _own_status(canvas, form, contents)
    status = ("status", STATUS_LABEL, Cell("status.form", text=True))
    for row, (path, label, formula) in enumerate((*IDENTITY_SHOWN, status), 3):
        canvas.label(canvas.box(row, 1), label, "side")
        canvas.shown(f"cover-{path}", canvas.box(row, 2), formula, "state" if path == "status" else "value", (label,))
    # From here one gets to the checks, and to the first sheet, where the way to every other begins.
    last = 3 + len(IDENTITY_SHOWN)
    canvas.label(canvas.box(last, 3), BACK, "link", Box(CHECKS_SHEET, 1, 1))
    canvas.shown("cover-troubled", canvas.box(last + 1, 2), shown_again("troubled"), "help")
    canvas.label(canvas.box(last + 1, 3), TO_SHEETS, "link", Box(GUIDE_SHEET, 1, 1))
    fields = contents.fields
    row = _short_fields(canvas, [field for field in fields if field.traits.kind != "long_text"], last + 2)
    canvas.heights |= dict.fromkeys((2, *range(3, last + 2)), 21.0)
    for field in fields:
        if field.traits.kind == "long_text":
            row = _text_block(canvas, form, field.path, row)
    return canvas.sheet(WIDTHS, "cover", print_area=canvas.box(1, 1, 3, row - 2), landscape=True)
