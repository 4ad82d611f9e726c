"""One sheet of the workbook: its labels and cells drawn, protected and set up for printing."""

from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from govxl.form.expressions import Error, Value
from govxl.form.layout import Layout
from govxl.form.limits import MAX_CELL
from govxl.form.places import Box, Label, Sheet, Slot, quoted_sheet
from govxl.form.verdicts import Verdicts
from govxl.workbook.guards import add_colours, add_validations
from govxl.workbook.styles import TAB_COLOURS, Styles

__all__ = ["draw_sheet"]

A4 = 9


def draw_sheet(
    target: Worksheet, layout: Layout, sheet: Sheet, verdicts: Verdicts, styles: Styles, password: str
) -> None:
    """Draw a sheet of the layout over the values at hand; every formula carries its right cached result."""
    for column, width in sheet.widths.items():
        target.set_column(column - 1, column - 1, width)
    for row, height in sheet.heights.items():
        target.set_row(row - 1, height)
    for label in sheet.labels:
        _draw_label(target, label, styles.label(label.role))
    for slot in sheet.slots:
        _draw_slot(target, layout, slot, verdicts, styles.slot(slot))
    add_validations(target, sheet)
    add_colours(target, sheet, styles)
    target.protect(password, {"format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True})
    _set_up_page(target, sheet)


def _set_up_page(target: Worksheet, sheet: Sheet) -> None:
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
    if sheet.freeze:
        target.freeze_panes(*sheet.freeze)
    if sheet.colour:
        target.set_tab_color(TAB_COLOURS[sheet.colour])
    first = next((slot.box for slot in sheet.slots if slot.editable), None)
    if first:
        target.set_selection(first.row - 1, first.column - 1, first.row - 1, first.column - 1)
    if sheet.hidden:
        target.very_hidden()


def _spread(target: Worksheet, box: Box, look: Format) -> None:
    """Merge a block of cells; the first one is written afterwards."""
    if box.rows > 1 or box.columns > 1:
        target.merge_range(box.row - 1, box.column - 1, box.row + box.rows - 2, box.column + box.columns - 2, "", look)


def _draw_label(target: Worksheet, label: Label, look: Format) -> None:
    box = label.box
    _spread(target, box, look)
    if label.link:
        place = f"internal:{quoted_sheet(label.link.sheet)}!{label.link.address}"
        target.write_url(box.row - 1, box.column - 1, place, look, label.text)
    elif label.text:
        target.write_string(box.row - 1, box.column - 1, label.text, look)
    else:
        target.write_blank(box.row - 1, box.column - 1, None, look)


def _draw_slot(target: Worksheet, layout: Layout, slot: Slot, verdicts: Verdicts, look: Format) -> None:
    value = verdicts.value(slot.path)
    if slot.cells:
        for box, text in zip(slot.cells, _paragraphs(value, len(slot.cells)), strict=True):
            _write(target, box, text or None, look)
        return
    _spread(target, slot.box, look)
    if slot.formula is not None:
        cached = _plain(value)
        target.write_formula(
            slot.box.row - 1, slot.box.column - 1, f"={layout.texts[slot.path]}", look, "" if cached is None else cached
        )
    else:
        _write(target, slot.box, value, look)


def _write(target: Worksheet, box: Box, value: Value, look: Format) -> None:
    row, column = box.row - 1, box.column - 1
    plain = _plain(value)
    if plain is None or plain == "":
        target.write_blank(row, column, None, look)
    elif isinstance(plain, str):
        target.write_string(row, column, plain, look)
    else:
        target.write_number(row, column, plain, look)


def _plain(value: Value) -> str | int | float | None:
    """Give a value as a workbook stores it; a figure as the double Excel would keep."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Error):
        return value.text
    return str(value) if isinstance(value, bool) else value


def _paragraphs(value: Value, room: int) -> list[str]:
    """Spread a text over its paragraph cells; what is left over shares the last one, line by line.

    Where that is more than a cell holds, every cell takes as many lines as it can.
    """
    lines = value.split("\n") if isinstance(value, str) and value else []
    kept = lines[: room - 1] + (["\n".join(lines[room - 1 :])] if len(lines) >= room else [])
    if len(kept) == room and len(kept[-1]) > MAX_CELL:
        kept = [lines[0]]
        for line in lines[1:]:
            if len(kept[-1]) + 1 + len(line) <= MAX_CELL:
                kept[-1] += "\n" + line
            else:
                kept.append(line)
    return kept + [""] * (room - len(kept))
