"""How wide the columns of a table are and how large its letters: figures never break, so the longest one decides."""

from typing import NamedTuple

from govxl.characters import figure_across, letters_across
from govxl.report.cells import Cell, TableBlock

__all__ = ["PADDING", "Measures", "condensed", "measure"]

SIZES = {False: (12, 10.5, 9, 8, 7, 6), True: (9, 8, 7, 6)}
"""Points to try for a table, not dense and dense, the largest first."""

PADDING = 0.8
"""Characters of blank and lines in a cell."""

LEAST = 2.0 + PADDING
"""Characters of a column at least: two, for headers break after the second."""

WIDEST, ENOUGH = 13.0, 10.0
"""Characters a line of row labels may have, and has at least where figures leave little room."""


class Measures(NamedTuple):
    """The size of the letters in points, and the width of every column in points."""

    size: float
    columns: tuple[float, ...]


def measure(table: TableBlock, width: float) -> Measures:
    """Fit a table into a width, in points; its columns of figures are alike unless that makes its letters smaller.

    Where the smallest letters are too large, figures are to be condensed, for they never break.
    """
    wanted, least = _label_widths(table)
    own = _figure_widths(table)
    even = [max(own, default=LEAST)] * table.columns
    sizes = SIZES[table.dense]
    tried = ((size, each) for size in sizes for each in (even, own))
    fitting = ((size, each) for size, each in tried if (sum(least) + sum(each)) * size <= width)
    size, each = next(fitting, (sizes[-1], own))
    room = width / size - sum(least)
    if sum(each) > room:
        blank = PADDING * table.columns
        each = [PADDING + (part - PADDING) * (room - blank) / (sum(each) - blank) for part in each]
    labels = _shared(wanted, least, width / size - sum(each))
    spare = (width / size - sum(labels) - sum(each)) / table.columns
    columns = tuple(round(part * size, 2) for part in (*labels, *(part + spare for part in each)))
    return Measures(size, columns)


def condensed(table: TableBlock, found: Measures) -> int:
    """Give the hundredths of their width that the figures of a table have room for: 100 unless they are too long."""
    shares = [1.0]
    for text, first, columns in {(cell.text, cell.column, cell.columns) for cell in table.cells if _is_figure(cell)}:
        room = sum(found.columns[first : first + columns]) / found.size - PADDING
        shares.append(room / max(1.0, figure_across(text)))
    return max(1, round(100 * min(shares) - 0.4))


def _is_figure(cell: Cell) -> bool:
    return bool(cell.numeric and cell.headers)


def _figure_widths(table: TableBlock) -> list[float]:
    """Say what each column of figures needs."""
    needed = [LEAST] * table.columns
    for cell in table.cells:
        if cell.headers:
            for column in range(cell.column - table.labels, cell.column - table.labels + cell.columns):
                needed[column] = max(needed[column], _length(cell) / cell.columns)
    return needed


def _shared(wanted: list[float], least: list[float], room: float) -> list[float]:
    """Give label columns what they want, or each its share of the room where that is too much."""
    extra = sum(wanted) - sum(least)
    share = min(1.0, max(0.0, (room - sum(least)) / extra)) if extra else 0.0
    return [low + (high - low) * share for high, low in zip(wanted, least, strict=True)]


def _label_widths(table: TableBlock) -> tuple[list[float], list[float]]:
    """Say what the label columns want and what they need: outer ones are narrow, for their labels have many rows."""
    cells = [cell for cell in table.cells if cell.column < table.labels and cell.columns == 1]
    longest = [
        max((_characters(cell) for cell in cells if cell.column == column), default=4) for column in range(table.labels)
    ]
    last = table.labels - 1
    wanted = [min(length, WIDEST if n == last else 5) + PADDING for n, length in enumerate(longest)]
    needed = [min(length, ENOUGH if n == last else 3) + PADDING for n, length in enumerate(longest)]
    return wanted, needed


def _characters(cell: Cell) -> float:
    """Count the characters a line of a label needs: few where the rows it covers have room for it downwards."""
    length = max(letters_across(line) for line in cell.lines)
    return length if cell.rows == 1 else min(length, 2 if cell.rows >= 2 * length else 4)


def _length(cell: Cell) -> float:
    """Estimate what a figure takes on its one line; words in a cell may break."""
    return figure_across(cell.text) + PADDING if cell.numeric else 0
