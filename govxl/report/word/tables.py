"""Tables as Word draws them: a fixed grid, merged cells, headers that come again on the next page, no torn row."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govxl.report.cells import Cell, Row, RowGroup, TableBlock
from govxl.report.word.markup import TWIPS, paragraph, plain_text, run
from govxl.report.word.styles import cell_style
from govxl.report.word.widths import PADDING, condensed, measure

__all__ = ["framed", "table"]

LINE = '<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="000000"/>'
OUTER, INNER = 8, 4
"""Eighths of a point."""

ABOVE = {False: 0.33, True: 0.25}
"""Characters between a cell's text and the lines above and below it, not dense and dense."""

SHORT = 8
"""Characters of a header whose lines are made equal, pair by pair, for its words have two characters each."""


class Place(NamedTuple):
    """A cell in one row of the grid: `down` for the rows below the first that it covers."""

    cell: Cell
    down: bool


def table(block: TableBlock, width: float) -> str:
    """Draw a table as wide as the page, in points; it stays on one page where it can, with its note."""
    measures = measure(block, width)
    size, columns = measures
    rows = [row for group in block.groups for row in group.rows]
    repeated = _repeated(block.groups)
    share = condensed(block, measures)
    look = f'<w:w w:val="{share}"/>' if share < 100 else ""
    drawn = [
        _row([_cell(place, block, columns, size, look, keep) for place in line], nth < repeated)
        for nth, line in enumerate(placed(rows))
        for keep in [nth + 1 < len(rows) or bool(block.note)]
    ]
    above = round(ABOVE[block.dense] * size * TWIPS)
    return framed("".join(drawn), columns, block.caption, (above, round(PADDING / 2 * size * TWIPS)))


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


def placed(rows: Sequence[Row]) -> Iterator[list[Place]]:
    """Give every row all cells that cover it, from the left: Word wants those from above named again."""
    hanging: list[tuple[Cell, int]] = []
    for row in rows:
        line = [Place(cell, True) for cell, _ in hanging] + [Place(cell, False) for cell in row]
        yield sorted(line, key=lambda place: place.cell.column)
        hanging = [(cell, left - 1) for cell, left in hanging if left > 1]
        hanging += [(cell, cell.rows - 1) for cell in row if cell.rows > 1]


def _repeated(groups: Sequence[RowGroup]) -> int:
    """Count the rows that head the table on every page: none where each block has a header of its own."""
    return len(groups[0].rows) - len(groups[0].body) if len(groups) == 1 else 0


def _row(cells: Sequence[str], header: bool) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * header}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(place: Place, block: TableBlock, columns: Sequence[float], size: float, look: str, keep: bool) -> str:
    """Draw a cell; `look` is what is said of a figure's letters."""
    cell, down = place
    width = twips(columns, cell.column, cell.column + cell.columns)
    span = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    span += f'<w:gridSpan w:val="{cell.columns}"/>' * (cell.columns > 1)
    span += ('<w:vMerge/>' if down else '<w:vMerge w:val="restart"/>') * (cell.rows > 1)
    style = cell_style(_kind(cell, block), size)
    texts = [""] if down else cell.lines
    about = _balance(cell, width / TWIPS / size - PADDING, size) if cell.scope.startswith("col") else ""
    letters = look * (cell.numeric and not cell.scope)
    inside = "".join(paragraph(style, *[run(text, letters)] * bool(text), keep=keep, about=about) for text in texts)
    return f'<w:tc><w:tcPr>{span}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'


def _balance(cell: Cell, room: float, size: float) -> str:
    """Indent a short header on both sides so that its lines are equal; `room` is in characters."""
    length = len(cell.text)
    if length <= room or length > SHORT or min(map(ord, cell.text)) < 256:
        return ""
    each = math.ceil(length / math.ceil(length / max(1.0, room)))
    each -= each % 2 if length % 2 == 0 and each > 2 else 0
    side = max(0, round((room - each - 0.1) / 2 * size * TWIPS))
    return f'<w:ind w:left="{side}" w:right="{side}"/>'


def _kind(cell: Cell, block: TableBlock) -> str:
    """Tell headers, labels at the left of their row, and what stands in the middle of its cell."""
    if cell.scope.startswith("col") or cell.scope == "rowgroup":
        return "Head" if cell.scope != "rowgroup" else "Group"
    return "Label" if cell.scope == "row" and cell.column < block.labels else "Cell"
