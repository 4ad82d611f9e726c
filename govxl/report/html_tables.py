"""Statutory tables as HTML: for a page with a style sheet, and for pasting, where every element carries its own style.

Both say the same of every cell: what it spans, what it is a header of, which headers it has. An editor that strips what
it does not know leaves a bordered table with its spans, caption and scopes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from govxl.report.cells import Cell, RowGroup, TableBlock

__all__ = ["Measures", "Width", "breakable_text", "measure", "page_table", "pasted_table"]

WIDEST, WIDE_PADDING = 13, 1.0
"""Characters a line of row labels may have on paper and on a desk, and what padding and lines add."""

NARROW, NARROW_PADDING = 6, 0.7
"""The same on a phone."""

DENSE = 7
"""A table of so many columns is set smaller."""

PAPER = {False: 42, True: 49}
"""Characters that fit across the paper, not dense and dense; a table that needs more gets the labels of a phone."""

RUN = re.compile(r"([!-~]{16,})")

BORDER = "border:1px solid #6b7280"
DATA_STYLE = f"{BORDER};padding:6px 4px;text-align:center"
FIGURE_STYLE = f"{DATA_STYLE};white-space:nowrap"
HEAD_STYLE = f"{DATA_STYLE};background:#f1f4f8;color:#1b1b1b;font-weight:normal;text-wrap:balance"
ROW_STYLE = HEAD_STYLE.replace("center", "left")
TABLE_ATTRIBUTES = 'border="1" cellspacing="0" cellpadding="4" width="100%"'
TABLE_STYLE = f"width:100%;margin:0;{BORDER};border-collapse:collapse;font-size:14px;line-height:1.5;text-indent:0"
SCROLL_STYLE = "margin:8px 0 14px;overflow-x:auto"
CAPTION_STYLE = "padding:0 0 6px;text-align:center"
MOST_SHARE = 30
"""Hundredths of its width that a pasted table gives to one column of labels."""

HEARD_STYLE = "position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
"""A caption that repeats the heading above it is read out, not shown."""


class Width(NamedTuple):
    """Characters that something takes: on a wide page and on a phone."""

    wide: float
    narrow: float


class Measures(NamedTuple):
    """The widths of the label columns, the least width of the whole table, and its classes for the style sheet."""

    labels: list[Width]
    least: Width
    classes: str


Attributes = Callable[[Cell], str]
"""What is said of a cell besides its spans and headers."""

Texts = Callable[[str], str]
"""Writes the text of a cell."""


def breakable_text(text: str) -> str:
    """Escape a text, and let a long run of Latin letters, such as a web address, break anywhere."""
    if len(text) < 16 or not RUN.search(text):
        return escape(text)
    pieces = enumerate(RUN.split(text))
    return "".join(f'<span class="run">{escape(piece)}</span>' if nth % 2 else escape(piece) for nth, piece in pieces)


def page_table(block: TableBlock, prefix: str, heading: str) -> str:
    """Write a table for the page; its style sheet knows the classes and the widths."""
    labels, least, classes = measure(block)
    starts = [round(sum(width.narrow for width in labels[:n]), 1) for n in range(len(labels) + 1)]

    def attributes(cell: Cell) -> str:
        if cell.column < block.labels and (cell.columns <= block.labels or not cell.scope):
            return f' class="label" style="--at:{starts[cell.column]}em"'
        return ' class="figure"' if cell.numeric else ""

    named = f' class="{classes}"' if classes else ""
    repeated = ' class="repeated"' if block.caption == heading else ""
    columns = (f'<col class="label" style="--wide:{wide}em;--narrow:{narrow}em">\n' for wide, narrow in labels)
    return "".join(
        (
            f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{prefix}-caption">\n'
            f'<table id="{prefix}"{named} style="--wide:{least.wide}em;--narrow:{least.narrow}em">\n'
            f'<caption id="{prefix}-caption"{repeated}>{escape(block.caption)}</caption>\n',
            f"<colgroup>\n{''.join(columns)}</colgroup>\n" if labels else "",
            f'<colgroup span="{block.columns}"></colgroup>\n',
            *_groups(block, prefix, attributes, breakable_text),
            "</table>\n</div>\n",
        )
    )


def pasted_table(block: TableBlock, prefix: str, heading: str) -> str:
    """Write a table for pasting: borders also as an attribute, for editors that take styles away."""
    least = measure(block).least
    shares, each = _shares(block)

    def attributes(cell: Cell) -> str:
        if cell.scope in ("row", "rowgroup"):
            wide = f";width:{shares[cell.column]}%" if cell.columns == 1 else ""
            return f' style="{ROW_STYLE}{wide}"'
        if cell.scope:
            above = cell.scope == "col" and cell.column >= block.labels
            wide = f";min-width:2em;width:{cell.columns * each}%" if above else ""
            return f' style="{HEAD_STYLE}{wide}"'
        return f' style="{FIGURE_STYLE if cell.numeric else DATA_STYLE}"'

    caption = HEARD_STYLE if block.caption == heading else CAPTION_STYLE
    return "".join(
        (
            f'<div style="{SCROLL_STYLE}" role="region" tabindex="0" aria-label="{escape(block.caption)}">\n'
            f'<table {TABLE_ATTRIBUTES} style="{TABLE_STYLE};min-width:{least.narrow}em">\n'
            f'<caption style="{caption}">{escape(block.caption)}</caption>\n',
            *_groups(block, prefix, attributes, escape),
            "</table>\n</div>\n",
        )
    )


def _shares(block: TableBlock) -> tuple[list[int], int]:
    """Give the hundredths of a pasted table's width that its label columns take, and each of the others."""
    labels, least, _ = measure(block)
    shares = [min(MOST_SHARE, round(100 * sum(width) / sum(least))) for width in labels]
    return shares, (100 - sum(shares)) // block.columns


def _groups(block: TableBlock, prefix: str, attributes: Attributes, write: Texts) -> Iterator[str]:
    """Write the rows: a header of its own where there is one block, else every block as a body with its header."""
    single = len(block.groups) == 1
    for group in block.groups:
        head, body = (_rows(rows, prefix, attributes, write) for rows in (_head(group), group.body))
        yield f"<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n" if single else f"<tbody>\n{head}{body}</tbody>\n"


def _head(group: RowGroup) -> Sequence[Sequence[Cell]]:
    return (*([(group.title,)] if group.title else []), *group.head)


def _rows(rows: Sequence[Sequence[Cell]], prefix: str, attributes: Attributes, write: Texts) -> str:
    lines = ("".join([_cell(cell, prefix, attributes(cell), write) for cell in row]) for row in rows)
    return "".join(f"<tr>\n{line}</tr>\n" for line in lines)


def _cell(cell: Cell, prefix: str, more: str, write: Texts) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    if cell.rows > 1:
        spans += f' rowspan="{cell.rows}"'
    text = "<br>".join([write(line) for line in cell.text.split("\n")])
    if cell.scope:
        return f'<th id="{prefix}-{cell.key}" scope="{cell.scope}"{spans}{more}>{text}</th>\n'
    named = f' headers="{" ".join([f"{prefix}-{key}" for key in cell.headers])}"' if cell.headers else ""
    return f"<td{spans}{more}{named}>{text}</td>\n"


# -- Widths


def measure(table: TableBlock) -> Measures:
    """Work out the widths of a table: figures never break, so its longest one decides."""
    labels = _label_widths(table)
    each = max((max(2.8, _length(cell)) / cell.columns for cell in _cells(table) if cell.headers), default=0)
    sides = [sum(side) for side in zip(*labels, strict=True)] or [0, 0]
    wide, narrow = (round(side + each * table.columns, 1) for side in sides)
    dense = table.columns >= DENSE
    classes = [name for name, true in (("dense", dense), ("tight", wide > PAPER[dense])) if true]
    return Measures(labels, Width(wide, narrow), " ".join(classes))


def _label_widths(table: TableBlock) -> list[Width]:
    """Measure the label columns: the last by its longest label, an outer one narrow, for its labels have many rows."""
    if table.labels == 1:
        return [_padded(WIDEST - 1, NARROW)]
    cells = [cell for cell in _cells(table) if cell.column < table.labels and cell.columns == 1]
    wanted = [
        max((_characters(cell) for cell in cells if cell.column == column), default=4) for column in range(table.labels)
    ]
    outer = [_padded(min(width, WIDEST), min(width, 3)) for width in wanted[:-1]]
    return [*outer, *(_padded(min(width, WIDEST), min(width, NARROW)) for width in wanted[-1:])]


def _padded(wide: float, narrow: float) -> Width:
    return Width(wide + WIDE_PADDING, narrow + NARROW_PADDING)


def _characters(cell: Cell) -> int:
    """Count the characters a line of a label needs: three where the rows it covers have room for it downwards."""
    length = max(len(line) for line in cell.text.split("\n"))
    if cell.rows == 1:
        return length
    return min(length, 3 if cell.rows >= 2 * length else 4)


def _length(cell: Cell) -> float:
    """Estimate what a figure takes on its one line; words in a cell may break."""
    return sum(1.0 if ord(c) > 255 else 0.66 for c in cell.text) + 0.9 if cell.numeric else 0


def _cells(table: TableBlock) -> Iterator[Cell]:
    return (cell for group in table.groups for row in group.rows for cell in row)
