"""How wide the columns of a table are on a page for the screen, on a phone and printed, in characters."""

import math
from typing import NamedTuple

from govxl.characters import letters_across
from govxl.report.cells import Cell, TableBlock

__all__ = ["LANDSCAPE", "TURNED", "Measures", "Width", "measure"]

WIDEST, WIDE_PADDING = 13, 1.0
"""Characters a line of row labels may have on paper and on a desk, and what padding and lines add."""

NARROW, NARROW_PADDING = 6, 0.7
"""The same on a phone."""

ACROSS, LANDSCAPE = 442, 688
"""Points across the paper, upright and turned, as page.css sets its margins."""

SIZES = {False: 10.5, True: 9.0}
"""Points of a table on paper, not dense and dense; figures that need more room make them fewer."""

TURNED, SMALLEST = 4.5, 2.0
"""Points below which a table goes on a page that is turned, and of the smallest letters there."""

LEAST = 2.8
"""Characters of a column of figures at least."""

ENOUGH = 11.0
"""Characters of the last column of labels that are enough on paper."""


class Letters(NamedTuple):
    """What a Latin letter takes, of a character, and what is around a figure."""

    latin: float
    around: float


ON_SCREEN, ON_PAPER = Letters(0.66, 0.9), Letters(0.56, 0.7)
"""Whatever font there is; a page for the screen gives its figures more air."""


class Width(NamedTuple):
    """Characters that something takes: on a wide page, on a phone, and on paper."""

    wide: float
    narrow: float
    paper: float = 0


class Measures(NamedTuple):
    """The widths of the label columns, the least width of the whole table, and the points it is set in on paper."""

    labels: list[Width]
    least: Width
    size: float


def measure(table: TableBlock, across: float = ACROSS) -> Measures:
    """Work out the widths of a table: figures never break, so its longest one decides; `across` are points of paper."""
    labels = _label_widths(table)
    figures = _figures(table, ON_SCREEN)
    size, papers = _on_paper(table, labels, across)
    widths = [Width(*label[:2], paper) for label, paper in zip(labels, papers, strict=True)]
    wide, narrow = (round(sum(width[nth] for width in widths) + figures, 1) for nth in (0, 1))
    return Measures(widths, Width(wide, narrow), size)


def _on_paper(table: TableBlock, labels: list[Width], across: float) -> tuple[float, list[float]]:
    """Fit a table into the page: labels get less than on a desk before its letters get smaller."""
    least = [label.narrow for label in labels[:-1]] + [min(label.wide, ENOUGH) for label in labels[-1:]]
    figures = _figures(table, ON_PAPER)
    size = min(SIZES[table.dense], max(SMALLEST, math.floor(2 * across / (sum(least) + figures)) / 2))
    spare = max(0, across / size - figures - sum(least))
    wanted = sum(label.wide for label in labels) - sum(least)
    share = min(1, spare / wanted) if wanted > 0 else 0
    return size, [round(low + (label.wide - low) * share, 1) for low, label in zip(least, labels, strict=True)]


def _figures(table: TableBlock, letters: Letters) -> float:
    """Say what all columns of figures need that are as wide as the widest; words in a cell may break."""
    widest: dict[int, float] = {}
    for text, columns in {(cell.text * cell.numeric, cell.columns) for cell in table.cells if cell.headers}:
        across = letters_across(text, letters.latin)
        widest[columns] = max(across, widest.get(columns, 0))
    needed = (max(LEAST, across + letters.around) / columns for columns, across in widest.items())
    return max(needed, default=LEAST) * table.columns


def _label_widths(table: TableBlock) -> list[Width]:
    """Measure the label columns: the last by its longest label, an outer one narrow, for its labels have many rows."""
    cells = [cell for cell in table.cells if cell.column < table.labels and cell.columns == 1]
    if table.labels == 1:
        return [_padded(WIDEST - 1, min(NARROW + 2, max([NARROW, *map(_characters, cells)])))]
    wanted = [
        max((_characters(cell) for cell in cells if cell.column == column), default=4) for column in range(table.labels)
    ]
    outer = [_padded(min(width, WIDEST), min(width, 4)) for width in wanted[:-1]]
    return [*outer, *(_padded(min(width, WIDEST), min(width, NARROW)) for width in wanted[-1:])]


def _padded(wide: float, narrow: float) -> Width:
    return Width(wide + WIDE_PADDING, narrow + NARROW_PADDING)


def _characters(cell: Cell) -> int:
    """Count the characters a line of a label needs: three where the rows it covers have room for it downwards."""
    length = max(len(line) for line in cell.lines)
    if cell.rows == 1:
        return length
    return min(length, 3 if cell.rows >= 2 * length else 4)
