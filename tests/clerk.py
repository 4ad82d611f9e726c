"""A clerk: finds a cell by the labels printed beside and above it, as a person reads a form, through openpyxl alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.statute import TITLES, Printed

__all__ = ["Clerk", "NotFoundError"]


class NotFoundError(LookupError):
    """No cell, or more than one, stands where these labels cross."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person reads to the left of a cell, and above it from the nearest upwards."""

    address: str
    across: tuple[str, ...]
    above: tuple[str, ...]
    below_words: bool


class Clerk:
    """Reads one blank workbook with a person's eyes: words, and how far each label stretches."""

    def __init__(self, path: Path | BytesIO) -> None:
        self.book = openpyxl.load_workbook(path)
        self.seen: dict[str, list[Seen]] = {}

    def find(self, printed: Printed) -> tuple[str, str]:
        """Give sheet and address of the one cell whose labels are these."""
        if printed.sheet not in self.seen:
            self.seen[printed.sheet] = list(_look(self.book[printed.sheet]))
        found = [cell.address for cell in self.seen[printed.sheet] if _is(cell, printed)]
        if len(found) != 1:
            raise NotFoundError(f"{printed.point}: {printed.rows} x {printed.columns} is at {found}")
        return printed.sheet, found[0]

    def find_all(self, cells: Mapping[str, Printed]) -> dict[str, tuple[str, str]]:
        """Find every cell of a form by its point."""
        return {point: self.find(printed) for point, printed in cells.items()}

    def first_paragraph(self, sheet: str, label: str) -> tuple[str, str]:
        """Give the first cell to write a text in: below the line that opens with its name, right of it."""
        row = next(cell.row for row in self.book[sheet].iter_rows(max_col=1) for cell in row if cell.value == label)
        return sheet, f"B{row + 1}"


def _is(cell: Seen, printed: Printed) -> bool:
    """Ask whether a cell's labels are the ones sought; a table without row labels has one line, below its header."""
    heads = cell.above[: len(printed.columns)][::-1]
    return cell.across == printed.rows and heads == printed.columns and (bool(printed.rows) or cell.below_words)


def _look(sheet: Worksheet) -> Iterator[Seen]:
    """Yield what may be a cell to fill or a total, below the table's own title: anything that is no label."""
    words = dict(_spread(sheet))
    title = next(row for (row, _), word in sorted(words.items()) if word == TITLES[sheet.title])
    for row in sheet.iter_rows(min_row=title + 1):
        for cell in row:
            if isinstance(cell, Cell) and not is_label(cell.value):
                across = [words.get((cell.row, column), "") for column in range(1, cell.column)]
                above = [words.get((line, cell.column), "") for line in range(cell.row - 1, 0, -1)]
                yield Seen(cell.coordinate, _told(across), _told(above), bool(above[0]))


def is_label(value: object) -> bool:
    """Tell words from figures, blanks and formulas."""
    return isinstance(value, str) and not value.startswith("=")


def _spread(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the words that stand at every place, merged labels at all of theirs."""
    for row in sheet.iter_rows():
        for cell in row:
            if is_label(cell.value):
                yield (cell.row, cell.column), str(cell.value)
    for area in sheet.merged_cells.ranges:
        word = sheet.cell(area.min_row, area.min_col).value
        if is_label(word):
            for row, column in area.cells:
                yield (row, column), str(word)


def _told(words: list[str]) -> tuple[str, ...]:
    """Drop blanks, and words that stretch over several cells but once."""
    kept = [word for word in words if word]
    return tuple(word for n, word in enumerate(kept) if n == 0 or word != kept[n - 1])
