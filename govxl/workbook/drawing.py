"""One sheet of the workbook: its labels and cells drawn, protected and set up for printing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from xlsxwriter.format import Format

from govxl.form.limits import MAX_CELL, packed
from govxl.language.expressions import Error, Value
from govxl.layout.grid import LINE
from govxl.layout.layout import Layout, Verdicts
from govxl.layout.places import Box, Sheet, Slot, quoted_sheet
from govxl.text import lines_needed, units_in
from govxl.workbook.styles import TAB_COLOURS, Styles
from govxl.workbook.validation import add_colours, add_validations
from govxl.workbook.worksheet import PlainSheet
from govxl.xlsx.cells import RawCell
from govxl.xlsx.traces import Traced, joined_texts

__all__ = ["Pen", "as_stored", "draw_sheet", "has_room", "shared_cells", "write_slot"]

A4 = 9

PAGE, COLUMN, ROW = (769.0, 508.0), 5.6, 15.0
"""Points of a page across and down; of a character of a column's width, and of a row nobody set the height of."""

HIGHEST = 409.0
"""Points of the highest row there can be (Excel specifications and limits: row height)."""


@dataclass(frozen=True, slots=True)
class Pen:
    """What sheets are drawn with: the layout, what stands in its cells, the looks, and cells kept as typed.

    `spans` are the characters that are marked in cells kept as typed, by path and number of the cell.
    """

    layout: Layout
    verdicts: Verdicts
    styles: Styles
    typed: Mapping[str, Sequence[RawCell | None]]
    spans: Mapping[tuple[str, int], Sequence[tuple[int, int]]]


def draw_sheet(target: PlainSheet, pen: Pen, sheet: Sheet, password: str) -> None:
    """Draw a sheet of the layout over the values at hand; every formula carries its right cached result."""
    for column, width in sheet.widths.items():
        target.set_column(column - 1, column - 1, width)
    for row, height in sheet.heights.items():
        target.set_row(row - 1, height)
    for label in sheet.labels:
        look, box = pen.styles.label(label.role), label.box
        _spread(target, box, look)
        if label.link:
            place = f"internal:{quoted_sheet(label.link.sheet)}!{label.link.address}"
            target.write_url(box.row - 1, box.column - 1, place, look, label.text)
        elif label.text:
            target.write_string(box.row - 1, box.column - 1, label.text, look)
        else:
            target.write_blank(box.row - 1, box.column - 1, None, look)
    for slot in sheet.slots:
        if slot.editable and slot.path in pen.typed:
            _draw_typed(target, pen, sheet, slot)
        else:
            _draw_slot(target, pen, sheet, slot)
    add_validations(target, sheet)
    add_colours(target, sheet, pen.styles)
    # A text may have more paragraphs than there are cells for it: then rows are put in between.
    grows = any(slot.cells for slot in sheet.slots)
    allowed = {"format_rows": True, "insert_rows": grows, "select_locked_cells": True, "select_unlocked_cells": True}
    # What was struck out or hidden comes back so, and whoever types over it has to take that look away.
    typed = (cell for slot in sheet.slots if slot.editable for cell in pen.typed.get(slot.path, ()))
    allowed["format_cells"] = any(cell is not None and isinstance(cell.text, Traced) for cell in typed)
    target.protect(password, allowed)
    _set_up_page(target, sheet)


def _set_up_page(target: PlainSheet, sheet: Sheet) -> None:
    target.hide_gridlines(2)
    target.set_paper(A4)
    target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    target.center_horizontally()
    target.set_footer("&C第 &P 页，共 &N 页")
    if sheet.landscape:
        target.set_landscape()
    target.fit_to_pages(1, 1 if sheet.colour == "table" else 0)
    if sheet.print_area:
        box = sheet.print_area
        target.print_area(box.row - 1, box.column - 1, box.row + box.rows - 2, box.column + box.columns - 2)
    if sheet.colour in ("cover", "prose", "prior"):
        target.set_h_pagebreaks(list(_breaks(sheet, target.fitted)))
    if sheet.freeze:
        target.freeze_panes(*sheet.freeze)
    if sheet.colour:
        target.set_tab_color(TAB_COLOURS[sheet.colour])
    first = next((slot.box for slot in sheet.slots if slot.editable), None)
    if first:
        target.set_selection(first.row - 1, first.column - 1, first.row - 1, first.column - 1)
    if sheet.hidden:
        # Excel does not offer to show a sheet that is hidden so.
        target.very_hidden()


def _breaks(sheet: Sheet, fitted: Mapping[int, float]) -> Iterator[int]:
    """Yield the rows after which a new page begins, that no table or text is printed apart from its heading.

    `fitted` are the heights of rows made as high as their text is. A page is as wide as the sheet, of A4 in landscape
    between its margins.
    """
    page = PAGE[1] * max(1.0, sum(width * COLUMN for width in sheet.widths.values()) / PAGE[0])
    last = max(box.row for slot in sheet.slots for box in (slot.box, *slot.cells))
    heights = {row: fitted.get(row, sheet.heights.get(row, ROW)) for row in range(1, 1 + last)}
    tables = {label.box.row for label in sheet.labels if label.role == "subtitle"}
    starts = sorted(tables | {slot.cells[0].row - 1 for slot in sheet.slots if slot.cells})
    begun = 1
    for start, end in pairwise([*starts, last + 1]):
        if start > begun and sum(heights[row] for row in range(begun, end)) > page:
            yield start - 1
            begun = start


def _spread(target: PlainSheet, box: Box, look: Format) -> None:
    """Merge a block of cells; the first one is written afterwards."""
    if box.rows > 1 or box.columns > 1:
        target.merge_range(box.row - 1, box.column - 1, box.row + box.rows - 2, box.column + box.columns - 2, "", look)


def _draw_slot(target: PlainSheet, pen: Pen, sheet: Sheet, slot: Slot) -> None:
    value, look = pen.verdicts.value(slot.path), pen.styles.slot(slot)
    if slot.cells:
        room = len(slot.cells)
        lines: list[Value] = [*_paragraphs(value, room)] if isinstance(value, str) else [value, *[None] * (room - 1)]
        for box, line in zip(slot.cells, lines, strict=True):
            _write(target, box, line, look)
            _fit_row(target, sheet, box, line)
        return
    _spread(target, slot.box, look)
    write_slot(target, pen, slot, value)


def write_slot(target: PlainSheet, pen: Pen, slot: Slot, value: Value) -> None:
    """Write what stands in the one cell of a slot."""
    look = pen.styles.slot(slot)
    if slot.formula is not None:
        # xlsxwriter caches a 0 where no result is given, and programs that do not recalculate show it.
        cached = as_stored(value)
        formula = f"={pen.layout.texts[slot.path]}"
        target.write_formula(slot.box.row - 1, slot.box.column - 1, formula, look, "" if cached is None else cached)
    else:
        _write(target, slot.box, value, look)


def _draw_typed(target: PlainSheet, pen: Pen, sheet: Sheet, slot: Slot) -> None:
    """Write a slot's cells as they stood in another workbook; what there is no cell for shares the last one."""
    boxes = slot.cells or (slot.box,)
    if not slot.cells:
        _spread(target, slot.box, pen.styles.slot(slot))
    cells = shared_cells(pen.typed[slot.path], len(boxes))
    for nth, (box, cell) in enumerate(zip(boxes, (*cells, *[None] * (len(boxes) - len(cells))), strict=True)):
        look = pen.styles.dated(slot) if cell and cell.kind == "date" else pen.styles.slot(slot)
        traced = cell.text.pieces if cell and isinstance(cell.text, Traced) else ()
        # One look for all letters is that of the cell; several are runs of the text.
        if len(traced) == 1:
            look = pen.styles.traced(slot, traced[0].trace)
        if cell and len(traced) > 1 and cell.kind == "text" and cell.formula is None:
            row, column, styles = box.row - 1, box.column - 1, pen.styles
            parts = [part for piece in traced for part in (styles.letters(piece.trace), piece.text)]
            if target.write_rich_string(row, column, *parts, styles.slot(slot)):  # more than a cell holds
                target.write_string(row, column, "".join(piece.text for piece in traced), styles.traced(slot, "struck"))
        elif not (cell and _marked(target, pen, slot, box, cell, pen.spans.get((slot.path, nth), ()))):
            _write_typed(target, box, cell, look)
        if cell and slot.cells:
            _fit_row(target, sheet, box, cell.text)


def _marked(
    target: PlainSheet, pen: Pen, slot: Slot, box: Box, cell: RawCell, spans: Sequence[tuple[int, int]]
) -> bool:
    """Write a text with some of its characters marked; False where it is none that can be, and nothing was written."""
    if not spans or cell.kind != "text" or cell.formula is not None or isinstance(cell.text, Traced):
        return False
    parts: list[Format | str] = []
    text, at = cell.text, 0
    for start, end in (*sorted(spans), (len(text), len(text))):
        plain, meant = text[at:start], text[max(at, start) : end]
        parts += [pen.styles.letters(""), plain] if plain else []
        parts += [pen.styles.doubted(), meant] if meant else []
        at = max(at, end)
    # What is marked as a whole has no runs: the colour of its cell says it.
    return len(parts) > 2 and not target.write_rich_string(box.row - 1, box.column - 1, *parts, pen.styles.slot(slot))


def _fit_row(target: PlainSheet, sheet: Sheet, box: Box, text: Value) -> None:
    """Make the cell of a paragraph high enough for its lines."""
    lines = lines_needed(text, sheet.widths[box.column]) if isinstance(text, str) else 1
    if lines > 1:
        target.fit_row(box.row - 1, min(LINE * lines + 3, HIGHEST))


def has_room(typed: Mapping[str, Sequence[RawCell | None]], layout: Layout) -> bool:
    """Tell whether cells kept as typed fit into those of a layout without a letter being cut off."""
    spread = (shared_cells(cells, len(layout.slots[path].cells) or 1) for path, cells in typed.items())
    rooms = (len(layout.slots[path].cells) or 1 for path in typed)
    return all(
        len(cells) <= room and all(cell is None or units_in(cell.text) <= MAX_CELL for cell in cells)
        for cells, room in zip(spread, rooms, strict=True)
    )


def shared_cells(cells: Sequence[RawCell | None], room: int) -> Sequence[RawCell | None]:
    """Let more cells than there is room for share it; every letter shows as it did."""
    if len(cells) <= room:
        return cells
    texts = [cell.text for cell in cells if cell]
    whole = joined_texts(texts)
    if isinstance(whole, Traced):
        # Letters struck out or raised keep their places: a cell a paragraph, the last ones together.
        spread = [*texts[: room - 1], joined_texts(texts[room - 1 :])]
    else:
        spread = _paragraphs(whole, room)
    return [RawCell("text", text, None, 0) if text else None for text in spread]


def _write_typed(target: PlainSheet, box: Box, cell: RawCell | None, look: Format) -> None:
    row, column = box.row - 1, box.column - 1
    if cell is None:
        target.write_blank(row, column, None, look)
    elif cell.formula is not None:
        shown = float(cell.text) if cell.kind == "number" else cell.text
        target.write_formula(row, column, f"={cell.formula}", look, shown)
    elif cell.kind == "number":
        target.write_number(row, column, float(cell.text), look)
    elif cell.kind == "boolean":
        target.write_boolean(row, column, cell.text == "1", look)
    elif cell.kind == "error":
        target.write_error(row, column, cell.text, look)
    elif cell.kind == "date":
        target.write_datetime(row, column, date.fromisoformat(cell.text), look)
    else:
        target.write_string(row, column, cell.text, look)


def _write(target: PlainSheet, box: Box, value: Value, look: Format) -> None:
    row, column = box.row - 1, box.column - 1
    plain = as_stored(value)
    if plain is None or plain == "":
        target.write_blank(row, column, None, look)
    elif isinstance(plain, str):
        target.write_string(row, column, plain, look)
    else:
        target.write_number(row, column, plain, look)


def as_stored(value: Value) -> str | int | float | None:
    """Give a value as a workbook stores it; a figure as the double Excel would keep."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Error):
        return value.text
    return str(value) if isinstance(value, bool) else value


def _paragraphs(value: Value, room: int) -> list[str]:
    """Spread a text over its paragraph cells; what is left over shares the last one, line by line.

    Where that is more than a cell holds, every cell takes as many lines as it can; of so much text that there are more
    cells than room for them, nothing can be drawn (`has_room`).
    """
    lines = value.split("\n") if isinstance(value, str) and value else []
    kept = lines[: room - 1] + (["\n".join(lines[room - 1 :])] if len(lines) >= room else [])
    if len(kept) == room and units_in(kept[-1]) > MAX_CELL:
        kept = packed(lines)
    return kept + [""] * (room - len(kept))
