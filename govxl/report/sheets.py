"""A record's tables as a workbook to be published: a sheet for each printed table, and one with a row for every figure.

Only what stands where is said here; `workbook.plain_workbook` draws it. The printed sheets are made from the Document,
as every published format is, the last one from the rows of `data`.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from math import ceil

from govxl.form.model import Form, Table
from govxl.layout.grid import LINE, table_widths
from govxl.report.data import COLUMNS, tidy
from govxl.report.document import NOTE, Document, compose
from govxl.report.record_values import Record, figure_text, paragraphs
from govxl.report.tables import PrintedCell, TableBlock
from govxl.text import letters_across, lines_needed
from govxl.words import DATA_SHEET
from govxl.workbook.plain_workbook import OutCell, OutSheet, draw_workbook

__all__ = ["LONGEST", "LONGEST_UNIT", "to_xlsx"]

LONGEST = 16_000
"""Characters of one text: a cell holds 32,767 units of UTF-16, and a rare character takes two of them."""

LEAST, TALLEST = 20.0, 400.0
"""Points of a row's height; Excel draws none higher than 409."""

PAGE = {False: 755.0, True: 510.0}
"""Points of height that A4 has between its margins, upright and landscape."""

SQUEEZED = 1.35
"""A table that is higher than a page by less is made to fit it; any other takes as many as it needs."""

FIGURE, AROUND = 2.2, 1.4
"""Widths of a column that a Chinese character of a figure takes, and that are around a figure."""

DENSE = 7
"""A table of so many columns keeps its labels in sight while the figures are moved past them."""

LONGEST_UNIT = 60
"""Characters of a unit that a number format takes; with a longer one the figure is a text."""

WIDEST = 90
"""Characters of a column of data, where its texts are longer."""

BUTTON = 4
"""Characters that the button of a filter covers beside a header."""


def to_xlsx(form: Form, record: Record, document: Document | None = None) -> bytes:
    """Make the workbook of a record; `document` is its report, composed here unless it is given."""
    document = document or compose(form, record)
    printed = [
        _SheetDrawing(form.table(part.table), block, document.title).sheet()
        for part, section in zip(form.parts, document.sections, strict=True)
        for block in section.blocks
        if part.table and isinstance(block, TableBlock)
    ]
    return draw_workbook([*printed, _data_sheet(form, record, {sheet.name for sheet in printed})], document.title)


@dataclass
class _SheetDrawing:
    """A printed table being laid out on its sheet, from the top down to row `row`."""

    table: Table
    block: TableBlock
    title: str
    row: int = 0
    cells: list[OutCell] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The widths of the form's own sheet, or what the longest figure of a column needs."""
        own = table_widths(self.table)
        widths = [own[column + 1] for column in range(self.block.width)]
        # A number that is wider than its column shows as ####, words only run over several lines. Most columns hold
        # the same few.
        numbers = {(cell.text, cell.column, cell.columns) for cell in self.block.entries if cell.numeric}
        for text, first, columns in numbers:
            each = (letters_across(text, 0.5) * FIGURE + AROUND) / columns
            for column in range(first, first + columns):
                widths[column] = max(widths[column], round(each, 1))
        return tuple(widths)

    def sheet(self) -> OutSheet:
        self.line(self.block.caption, "title", 36)
        self.line(self.title, "imprint", 24)
        top = self.row
        for group in self.block.groups:
            for nth, row in enumerate(group.rows):
                self.cells += (self.cell(each, nth < len(group.header)) for each in row)
                self.row += 1
        self.stretch(top)
        for nth, line in enumerate(self.block.note):
            said = f"{'' if nth else NOTE}{line}"
            for start in range(0, len(said), LONGEST):
                self.remark(said[start : start + LONGEST])
        # What is kept in sight and printed again is one header; where every block has its own, none holds for all.
        headed = self.block.headed
        dense = self.block.columns >= DENSE
        return OutSheet(
            self.table.sheet,
            tuple(self.cells),
            self.widths,
            self.heights,
            frozen=(top + headed, self.block.labels * dense) if headed else (0, 0),
            repeated=(top, top + headed - 1) if headed else None,
            landscape=self.table.landscape,
            tall=int(sum(self.heights.values()) <= SQUEEZED * PAGE[self.table.landscape]),
        )

    def line(self, text: str, role: str, height: float) -> None:
        """Put a line across the whole table."""
        self.cells.append(OutCell(self.row, 0, text[:LONGEST], role, 1, self.block.width))
        # A title is set in letters so much larger than the widths of columns are counted in.
        lines = lines_needed(text, sum(self.widths) / (1.6 if role == "title" else 1))
        self.heights[self.row] = min(TALLEST, max(height, height * 0.7 * lines))
        self.row += 1

    def remark(self, text: str) -> None:
        """Put one paragraph of the note below; a long one covers as many rows as it needs to be seen whole."""
        height = LINE * lines_needed(text, sum(self.widths)) + 10
        rows = ceil(height / TALLEST)
        self.cells.append(OutCell(self.row, 0, text, "remark", rows, self.block.width))
        self.heights |= dict.fromkeys(range(self.row, self.row + rows), height / rows)
        self.row += rows

    def cell(self, cell: PrintedCell, head: bool) -> OutCell:
        """Place a label, or a figure: a number with as many decimals as it has."""
        value: str | Decimal = cell.text[:LONGEST]
        numbers = "General"
        if cell.figure is not None and len(cell.unit) <= LONGEST_UNIT:
            # General would round to the width of the column; what was chosen for a figure is part of its format, or
            # the figure could not be added up.
            value, exponent = cell.figure, cell.figure.as_tuple().exponent
            places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
            unit = "".join(f"\\{letter}" for letter in cell.unit)
            numbers = f"0{'.' if places else ''}{'0' * min(places, 30)}{unit}"
        role = "words" if cell.figure is None and not cell.numeric else "published"
        if cell.scope or cell.column < self.block.labels or head:
            role = ("header" if cell.text else "corner") if head else "side"
        return OutCell(self.row, cell.column, value, role, cell.rows, cell.columns, numbers)

    def stretch(self, top: int) -> None:
        """Make the rows from `top` on so high that all texts in them are seen whole."""
        widths = self.widths
        for row in range(top, self.row):
            self.heights.setdefault(row, LEAST)
        # Cells of one row first: what covers several may then have enough with what those have made of its rows.
        for cell in sorted(self.cells, key=lambda cell: cell.rows):
            if cell.row >= top and isinstance(cell.value, str):
                room = sum(widths[cell.column : cell.column + cell.columns]) - 1.5
                covered = range(cell.row, cell.row + cell.rows)
                lacking = LINE * lines_needed(cell.value, room) + 5 - sum(self.heights[row] for row in covered)
                for row in covered if lacking > 0 else ():
                    self.heights[row] = min(TALLEST, self.heights[row] + lacking / cell.rows)


# -- Rows as data


def _data_sheet(form: Form, record: Record, taken: set[str]) -> OutSheet:
    """Lay out the tidy rows, under a name that no printed table has."""
    cells = tuple(OutCell(0, column, name, "column") for column, name in enumerate(COLUMNS))
    widths: list[float] = []
    columns: list[list[str | Decimal]] = []
    rows = tidy([(form, record)])
    for nth, name in enumerate(COLUMNS):
        found = [row[nth] for row in rows]
        # Thousands of cells say a few hundred things: what each says is worked out once, and how wide it is.
        shown = {value: _shown(value) for value in set(found) if not isinstance(value, Decimal)}
        column = [value if isinstance(value, Decimal) else shown[value] for value in found]
        widths.append(max([len(name) + BUTTON, *map(_across, {str(value)[:WIDEST] for value in column})]))
        columns.append(column)
    lines = list(zip(*columns, strict=True))
    name = DATA_SHEET
    # Excel tells names of sheets apart without regard to case, and does not open a file with two alike.
    while name.casefold() in {each.casefold() for each in taken}:
        name += DATA_SHEET
    return OutSheet(name, cells, tuple(widths), {0: LEAST}, (1, 0), (0, 0), True, 0, True, lines)


def _shown(value: str | int | None) -> str | Decimal:
    if isinstance(value, int):
        return Decimal(value)
    return "\n".join(paragraphs(figure_text(value)))[:LONGEST]


@lru_cache(maxsize=2048)
def _across(shown: str) -> float:
    """Say how wide a column is that shows a text, as far as columns go; most are those of the form, in every record."""
    halves = len(shown) if shown.isascii() else sum(2 if ord(letter) > 255 else 1 for letter in shown)
    return min(WIDEST, halves + 3)
