"""Sheets to be read and printed: grids of texts and numbers drawn as a workbook that nobody types into.

Knows neither forms nor records; what stands where, and how it looks, its caller says. A text is always a text here:
never a formula, a link or a number. A number is a number where a double keeps every digit of it, else a text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from govxl.addresses import address, column_letters
from govxl.text import writable
from govxl.workbook.drawing import A4
from govxl.workbook.styles import Styles
from govxl.workbook.worksheet import ExactWorkbook, PlainSheet

__all__ = ["OutCell", "OutSheet", "as_double", "draw_workbook"]

CREATED = datetime(1980, 1, 1)
"""The same for all, that the same sheets give the same bytes; it is the time the parts of the package carry too."""

TOO_LARGE = 10**15
"""The first figure that a spreadsheet no longer keeps to its last digit."""


class OutCell(NamedTuple):
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

    `lines` of data stand below the first row, texts and figures, each in the role of its kind.

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
    lines: Sequence[Sequence[str | Decimal]] = ()

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((cell.row + cell.rows - 1 for cell in self.cells), default=0) + len(self.lines)


def draw_workbook(sheets: Iterable[OutSheet], title: str) -> bytes:
    """Draw sheets, in order; the same sheets give the same bytes."""
    out = BytesIO()
    book = ExactWorkbook(out, {"in_memory": True, "strings_to_urls": False})
    styles = Styles(book)
    texts: dict[str, str] = {}
    for sheet in sheets:
        target = book.add_worksheet(sheet.name, _QuickSheet)
        target.draw(sheet, styles, texts)
        _set_up(target, sheet)
    book.set_properties({"title": writable(title)[:255], "author": "govxl", "created": CREATED})
    book.close()
    return out.getvalue()


def as_double(value: Decimal) -> float | None:
    """Give a figure as a workbook stores it; None where 15 digits, which a double keeps for certain, do not hold it."""
    # Whole numbers, as most are, need no second look.
    kept = abs(value) < TOO_LARGE and (value == int(value) or Decimal(f"{float(value):.15g}") == value)
    return float(value) if kept else None


class _DrawnCell(NamedTuple):
    """A cell as it is written: what stands in its tag behind the number of its look, the end of its tag with it."""

    rest: str
    look: Any


BLANK = "/>"
"""What a cell without content ends with."""


class _CellEnds(dict[Any, str]):
    """Cells as they end, from the number of their look on; looks are numbered in the order in which they are met."""

    def __missing__(self, cell: Any) -> str:
        # What a merged cell covers is not drawn here, and always blank.
        rest = cell.rest if isinstance(cell, _DrawnCell) else BLANK
        look = cell.look if isinstance(cell, _DrawnCell) else cell.format
        self[cell] = end = f'" s="{look._get_xf_index()}"{rest}'
        return end


class _QuickSheet(PlainSheet):
    """A sheet of texts, numbers and blanks that have a look, each written in one piece.

    xlsxwriter asks of every cell anew what kind it may be and whether its attributes need escaping, which takes most of
    the time a workbook does. The bytes are those that it writes.
    """

    def draw(self, sheet: OutSheet, styles: Styles, texts: dict[str, str]) -> None:
        """Draw the cells of a sheet; `texts` are those that the workbook holds already, and how a cell says them."""
        for column, width in enumerate(sheet.widths):
            self.set_column(column, column, width)
        for row, height in sheet.heights.items():
            self.set_row(row, height)
        for row, column, value, role, rows, columns, numbers in sheet.cells:
            look = styles.numbered(role, numbers)
            if rows > 1 or columns > 1:
                self.merge_range(row, column, row + rows - 1, column + columns - 1, "", look)
            self.table[row][column] = self._drawn(value, look, texts)
        said, datum = styles.numbered("said", "General"), styles.numbered("datum", "General")
        known: dict[str, _DrawnCell] = {}
        repeated = 0
        for row, line in enumerate(sheet.lines, 1):
            cells = self.table[row]
            for column, value in enumerate(line):
                if not isinstance(value, str):
                    cells[column] = self._drawn(value, datum, texts)
                elif value in known:
                    cells[column] = known[value]
                    repeated += value != ""
                else:
                    cells[column] = known[value] = self._drawn(value, said, texts)
        self.str_table.count += repeated
        # How far a sheet reaches is told by its outermost cells.
        for end in (min, max) if sheet.cells else ():
            row = end(cell.row for cell in sheet.cells)
            row += len(sheet.lines) if end is max else 0
            if self._check_dimensions(row, end(cell.column for cell in sheet.cells)):
                raise ValueError(f"no sheet is as large as {sheet.name!r}")

    def _drawn(self, value: str | Decimal, look: Any, texts: dict[str, str]) -> _DrawnCell:
        text = str(value)
        if isinstance(value, Decimal):
            # A whole figure, as most are, is spelt as the double is that keeps all of its digits.
            if text.isdecimal() and len(text) < len(str(TOO_LARGE)):
                return _DrawnCell(f"><v>{text}</v></c>", look)
            number = as_double(value)
            if number is not None:
                # Spelt as xlsxwriter spells numbers.
                return _DrawnCell(f"><v>{number:.16G}</v></c>", look)
            text = f"{value:f}"
        if text not in texts:
            texts[text] = f' t="s"><v>{self.number_of_text(writable(text))}</v></c>' if text else BLANK
        elif text:
            # The table of texts also tells how many cells point to it (18.4.9, count).
            self.str_table.count += 1
        return _DrawnCell(texts[text], look)

    def _calculate_spans(self) -> None:
        """Say in which columns the cells of each sixteen rows stand, as xlsxwriter does by looking into every place."""
        columns: dict[int, list[int]] = {}
        for row, cells in self.table.items():
            columns.setdefault(row // 16, []).extend((min(cells), max(cells)))
        self.row_spans = {block: f"{min(found) + 1}:{max(found) + 1}" for block, found in columns.items()}

    def _write_rows(self) -> None:
        """Write the rows; every cell has a look."""
        self._calculate_spans()
        letters = [column_letters(column + 1) for column in range(self.dim_colmax + 1)]
        ends = _CellEnds()
        for row in sorted({*self.table, *self.row_info}):
            cells, span, number = self.table.get(row), self.row_spans.get(row // 16), row + 1
            if not cells:
                self._write_empty_row(row, span, self.row_info[row])
                continue
            # Rows of data are as high as all are, and have nothing else to say.
            if row in self.row_info:
                self._write_row(row, span, self.row_info[row])
            else:
                self.fh.write(f'<row r="{number}" spans="{span}">')
            drawn = [f'<c r="{letters[nth]}{number}{ends[cells[nth]]}' for nth in sorted(cells)]
            self.fh.write(f"{''.join(drawn)}</row>")


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
    # Figures that a double would not keep are texts on purpose; Excel would put a green corner on each.
    target.ignore_errors({"number_stored_as_text": f"A1:{address(last + 1, width + 1)}"})
    if sheet.landscape:
        target.set_landscape()
    if any(sheet.frozen):
        target.freeze_panes(*sheet.frozen)
    if sheet.repeated:
        target.repeat_rows(*sheet.repeated)
    if sheet.filtered:
        target.autofilter(0, 0, last, width)
