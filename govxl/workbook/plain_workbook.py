"""Sheets to be read and printed: grids of texts and numbers drawn as a workbook that nobody types into.

Knows neither forms nor records; what stands where, and how it looks, its caller says. A text is always a text here:
never a formula, a link or a number. A number is a number where a double keeps every digit of it, else a text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from govxl.addresses import address
from govxl.text import writable
from govxl.workbook.drawing import A4
from govxl.workbook.styles import Styles
from govxl.workbook.worksheet import ExactWorkbook, PlainSheet

__all__ = ["OutCell", "OutSheet", "as_double", "draw_workbook"]

CREATED = datetime(1980, 1, 1)
"""The same for all, that the same sheets give the same bytes; it is the time the parts of the package carry too."""

TOO_LARGE = 10**15
"""The first figure that a spreadsheet no longer keeps to its last digit."""


@dataclass(frozen=True, slots=True)
class OutCell:
    """What stands at a place, rows and columns from 0, and how many of them it covers.

    `role` is one of `styles.ROLES`; `numbers` is the number format of a number.
    """

    row: int
    column: int
    value: str | Decimal
    role: str
    rows: int = 1
    columns: int = 1
    numbers: str = "General"


@dataclass(frozen=True, slots=True)
class OutSheet:
    """One sheet: widths in characters by column, heights in points by row, `frozen` rows and columns.

    `repeated` are the first and last row printed again on every page; `tall` is the number of pages it is to fit on, 0
    for as many as it takes; a `filtered` sheet has one line of headers and offers to filter by them.
    """

    name: str
    cells: tuple[OutCell, ...]
    widths: tuple[float, ...]
    heights: Mapping[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None
    landscape: bool = False
    tall: int = 1
    filtered: bool = False

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((cell.row + cell.rows - 1 for cell in self.cells), default=0)


def draw_workbook(sheets: Iterable[OutSheet], title: str) -> bytes:
    """Draw sheets, in order; the same sheets give the same bytes."""
    out = BytesIO()
    book = ExactWorkbook(out, {"in_memory": True, "strings_to_urls": False})
    styles = Styles(book)
    for sheet in sheets:
        target = book.add_worksheet(sheet.name, PlainSheet)
        _draw(target, sheet, styles)
        _set_up(target, sheet)
    book.set_properties({"title": writable(title)[:255], "author": "govxl", "created": CREATED})
    book.close()
    return out.getvalue()


def as_double(value: Decimal) -> float | None:
    """Give a figure as a workbook stores it; None where 15 digits, which a double keeps for certain, do not hold it."""
    kept = abs(value) < TOO_LARGE and Decimal(f"{float(value):.15g}") == value
    return float(value) if kept else None


def _draw(target: PlainSheet, sheet: OutSheet, styles: Styles) -> None:
    for column, width in enumerate(sheet.widths):
        target.set_column(column, column, width)
    for row, height in sheet.heights.items():
        target.set_row(row, height)
    for cell in sheet.cells:
        look = styles.numbered(cell.role, cell.numbers)
        if cell.rows > 1 or cell.columns > 1:
            last = cell.row + cell.rows - 1, cell.column + cell.columns - 1
            target.merge_range(cell.row, cell.column, *last, "", look)
        number = as_double(cell.value) if isinstance(cell.value, Decimal) else None
        text = cell.value if isinstance(cell.value, str) else f"{cell.value:f}"
        if number is not None:
            target.write_number(cell.row, cell.column, number, look)
        elif not text:
            target.write_blank(cell.row, cell.column, None, look)
        # xlsxwriter writes nothing of more than 32,767 characters, and says so only by what it returns.
        elif target.write_string(cell.row, cell.column, writable(text), look):
            raise ValueError(f"a cell cannot hold the {len(text)} characters of {text[:20]!r}")


def _set_up(target: PlainSheet, sheet: OutSheet) -> None:
    """Set up the view and the page: A4, as wide as the paper, numbered."""
    last, width = sheet.last_row, len(sheet.widths) - 1
    target.hide_gridlines(2)
    target.set_paper(A4)
    target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    target.center_horizontally()
    target.set_footer("&C第 &P 页，共 &N 页")
    target.fit_to_pages(1, sheet.tall)
    target.print_area(0, 0, last, width)
    target.ignore_errors({"number_stored_as_text": f"A1:{address(last + 1, width + 1)}"})
    if sheet.landscape:
        target.set_landscape()
    if any(sheet.frozen):
        target.freeze_panes(*sheet.frozen)
    if sheet.repeated:
        target.repeat_rows(*sheet.repeated)
    if sheet.filtered:
        target.autofilter(0, 0, last, width)
