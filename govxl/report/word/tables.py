"""Tables as Word draws them: a fixed grid, figures that never break, headers that come again, no torn row."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govxl.report.tables import PrintedCell, Row, TableBlock, label_lengths, shared_room
from govxl.report.word.styles import TWIPS, cell_style, paragraph, plain_text, run
from govxl.text import figure_across, letters_across

__all__ = ["PADDING", "WordWidths", "condensed", "framed", "table", "word_widths"]

# -- Widths


SIZES = {False: (12, 10.5, 9, 8, 7, 6), True: (9, 8, 7, 6)}
"""Points to try for a table, not dense and dense, the largest first."""

PADDING = 0.8
"""Characters of blank and lines in a cell."""

LEAST = 2.0 + PADDING
"""Characters of a column at least: two, for headers break after the second."""

WIDEST, ENOUGH = 13.0, 10.0
"""Characters a line of row labels may have, and has at least where figures leave little room."""


class WordWidths(NamedTuple):
    """The size of the letters in points, and the width of every column in points."""

    size: float
    columns: tuple[float, ...]


def word_widths(table: TableBlock, width: float) -> WordWidths:
    """Fit a table into a width, in points; its columns of figures are alike unless that makes its letters smaller.

    Where the smallest letters are too large, figures are to be condensed, for they never break.
    """
    # The last column of labels has the long ones; an outer one stays narrow, for its labels have many rows.
    lengths = label_lengths(table, letters_across, 2)
    last = table.labels - 1
    wanted = [min(length, WIDEST if n == last else 5) + PADDING for n, length in enumerate(lengths)]
    least = [min(length, ENOUGH if n == last else 3) + PADDING for n, length in enumerate(lengths)]

    own = [LEAST] * table.columns
    for cell in table.entries:
        # Words in a cell may break, figures stand on one line.
        needed = (figure_across(cell.text) + PADDING) / cell.columns if cell.numeric else 0
        for column in range(cell.column - table.labels, cell.column - table.labels + cell.columns):
            own[column] = max(own[column], needed)
    even = [max(own, default=LEAST)] * table.columns

    # Columns alike look best; of unlike widths they do before the letters of the table get smaller.
    sizes = SIZES[table.dense]
    tried = ((size, each) for size in sizes for each in (even, own))
    fitting = ((size, each) for size, each in tried if (sum(least) + sum(each)) * size <= width)
    size, each = next(fitting, (sizes[-1], own))
    room = width / size - sum(least)
    if sum(each) > room:
        blank = PADDING * table.columns
        each = [PADDING + (part - PADDING) * (room - blank) / (sum(each) - blank) for part in each]
    labels = shared_room(wanted, least, width / size - sum(each))
    spare = (width / size - sum(labels) - sum(each)) / table.columns
    columns = tuple(round(part * size, 2) for part in (*labels, *(part + spare for part in each)))
    return WordWidths(size, columns)


def condensed(table: TableBlock, found: WordWidths) -> int:
    """Give the hundredths of their width that the figures of a table have room for: 100 unless they are too long."""
    figures = {(cell.text, cell.column, cell.columns) for cell in table.entries if cell.numeric}
    shares = [1.0]
    for text, first, columns in figures:
        room = sum(found.columns[first : first + columns]) / found.size - PADDING
        shares.append(room / max(1.0, figure_across(text)))
    # Rounded down, or the longest figure would miss its room by a hair and break.
    return max(1, round(100 * min(shares) - 0.4))


# -- Tables


LINE = '<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="000000"/>'
OUTER, INNER = 8, 4
"""Eighths of a point."""

ABOVE = {False: 0.33, True: 0.25}
"""Characters between a cell's text and the lines above and below it, not dense and dense."""

SHORT = 8
"""Characters of a header whose lines are made equal, pair by pair, for its words have two characters each."""


class RowCell(NamedTuple):
    """A cell in one row of the grid: `down` for the rows below the first that it covers."""

    cell: PrintedCell
    down: bool


def table(block: TableBlock, width: float) -> str:
    """Draw a table as wide as the page, in points; it stays on one page where it can, with its note."""
    measures = word_widths(block, width)
    size, columns = measures
    share = condensed(block, measures)
    letters = f'<w:w w:val="{share}"/>' if share < 100 else ""
    rows = [row for group in block.groups for row in group.rows]
    drawn = ""
    headed = block.headed
    # Most cells hold what others of their column do.
    known: dict[tuple[object, ...], str] = {}
    for nth, line in enumerate(placed(rows)):
        # Kept with the next paragraph: Word has no other way to keep the rows of a table on one page.
        keep = nth + 1 < len(rows) or bool(block.note)
        cells = []
        for place in line:
            cell = place.cell
            look = (cell.text, cell.column, cell.columns, cell.rows, cell.scope, cell.numeric, place.down, keep)
            if look not in known:
                known[look] = _cell(place, block, columns, size, letters, keep)
            cells.append(known[look])
        drawn += f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * (nth < headed)}</w:trPr>{''.join(cells)}</w:tr>"
    above = round(ABOVE[block.dense] * size * TWIPS)
    return framed(drawn, columns, block.caption, (above, round(PADDING / 2 * size * TWIPS)))


def framed(rows: str, columns: Sequence[float], caption: str, padding: tuple[int, int]) -> str:
    """Put rows into a table with lines; the caption is what a program that reads aloud says of it.

    The padding is that above and below a text and that beside it, in twips.
    """
    sides = {"top": OUTER, "left": OUTER, "bottom": OUTER, "right": OUTER, "insideH": INNER, "insideV": INNER}
    lines = "".join(LINE.format(side=side, weight=weight) for side, weight in sides.items())
    margins = "".join(
        f'<w:{side} w:w="{wide}" w:type="dxa"/>'
        for side, wide in zip(("top", "left", "bottom", "right"), padding * 2, strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{twips(columns, nth, nth + 1)}"/>' for nth in range(len(columns)))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(columns, 0, len(columns))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0000"/><w:tblCaption w:val="{plain_text(caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def twips(columns: Sequence[float], first: int, end: int) -> int:
    """Give the distance between two lines of the grid, each rounded once, or programs draw slivers between cells."""
    return round(sum(columns[:end]) * TWIPS) - round(sum(columns[:first]) * TWIPS)


def placed(rows: Sequence[Row]) -> Iterator[list[RowCell]]:
    """Give every row all cells that cover it, from the left: Word wants those from above named again."""
    # Cells begun above, and how many rows they still cover.
    hanging: list[tuple[PrintedCell, int]] = []
    for row in rows:
        line = [RowCell(cell, True) for cell, _ in hanging] + [RowCell(cell, False) for cell in row]
        yield sorted(line, key=lambda place: place.cell.column)
        hanging = [(cell, left - 1) for cell, left in hanging if left > 1]
        hanging += [(cell, cell.rows - 1) for cell in row if cell.rows > 1]


def _cell(place: RowCell, block: TableBlock, columns: Sequence[float], size: float, letters: str, keep: bool) -> str:
    """Draw a cell; `letters` is what is said of a figure's."""
    cell, down = place
    width = twips(columns, cell.column, cell.column + cell.columns)
    span = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    span += f'<w:gridSpan w:val="{cell.columns}"/>' * (cell.columns > 1)
    span += ("<w:vMerge/>" if down else '<w:vMerge w:val="restart"/>') * (cell.rows > 1)
    over = cell.scope.startswith("col")
    beside = cell.scope == "row" and cell.column < block.labels
    kind = "Head" if over else "Group" if cell.scope == "rowgroup" else "Label" if beside else "Cell"
    about = _balance(cell.text, width / TWIPS / size - PADDING, size) if over else ""
    look = letters * (cell.numeric and not cell.scope)
    style = cell_style(kind, size)
    # A cell without a paragraph is a file that Word repairs, even where the cell above covers it.
    texts = [""] if down else cell.lines
    inside = "".join(paragraph(style, *[run(text, look)] * bool(text), keep=keep, about=about) for text in texts)
    return f'<w:tc><w:tcPr>{span}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'


def _balance(text: str, room: float, size: float) -> str:
    """Indent a short header on both sides so that its lines are equal; `room` is in characters."""
    if len(text) <= room or len(text) > SHORT or min(map(ord, text)) < 256:
        return ""
    each = math.ceil(len(text) / math.ceil(len(text) / max(1.0, room)))
    # Words have two characters each: a line of an odd number would break one of them.
    each -= each % 2 if len(text) % 2 == 0 and each > 2 else 0
    side = max(0, round((room - each - 0.1) / 2 * size * TWIPS))
    return f'<w:ind w:left="{side}" w:right="{side}"/>'
