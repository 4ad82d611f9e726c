"""The sheet of last year's figures, in the shape of this year's tables."""

from govxl.form.model import CellType, Form
from govxl.layout.grid import draw_grid, grid_of, table_widths
from govxl.layout.own_pages import PRIOR_FACTS
from govxl.layout.places import Sheet, SheetBuilder, Slot
from govxl.words import PRIOR_SHEET

__all__ = ["prior_sheet"]

TEXT = CellType(type="text")

LEAST_SIDE = 16.0
"""Characters of a column of labels at least, for tables with fewer levels put longer labels there."""


def prior_sheet(form: Form) -> Sheet:
    """Draw last year's figures in the shape of this year's tables."""
    canvas = SheetBuilder(PRIOR_SHEET, heights={1: 32.0})
    canvas.label(canvas.box(1, 1, 8), PRIOR_SHEET, "title")
    for row, (path, label) in enumerate(PRIOR_FACTS.items(), 2):
        canvas.label(canvas.box(row, 1), label, "side")
        canvas.add([Slot(path, canvas.box(row, 2, 5), "prior", TEXT, (label,))])
    row = 2 + len(PRIOR_FACTS) + 1
    tables = [table for table in form.tables if not table.auxiliary]
    widths = dict.fromkeys(range(1, 1 + max((grid_of(table).width for table in tables), default=8)), 12.0)
    # All tables share the columns of one sheet: those of labels are as wide as the table with most of them needs.
    widest = max(tables, key=lambda table: grid_of(table).levels, default=None)
    if widest:
        widths |= {n: table_widths(widest)[n] for n in range(1, grid_of(widest).levels + 1)}
    widths |= {n: max(width, LEAST_SIDE) for n, width in widths.items() if widest and n <= grid_of(widest).levels}
    widths[1] = max(widths[1], 16.0)
    for table in tables:
        canvas.label(canvas.box(row, 1, grid_of(table).width), table.title, "subtitle")
        drawing = draw_grid(form, table, PRIOR_SHEET, row + 1, widths, "prior.")
        canvas.add([*drawing.labels, *drawing.slots])
        canvas.heights |= {row: 26.0, **drawing.heights}
        row = drawing.row + 1
    return canvas.sheet(widths, "prior", landscape=True)
