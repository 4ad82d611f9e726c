"""Statutory tables as HTML: for a page with a style sheet, and for pasting, where every element carries its own style.

Both say the same of every cell: what it spans, what it is a header of, which headers it has. An editor that strips what
it does not know leaves a bordered table with its spans, caption and scopes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from govxl.report.cells import Cell, RowGroup, TableBlock
from govxl.report.html_widths import LANDSCAPE, TURNED, measure

__all__ = ["breakable_text", "page_table", "pasted_table"]

RUN = re.compile(r"[!-~]{16,}")
SEPARATORS = re.compile(r"(?<=[/.?&=@_-])(?=[^/.?&=@_-])")
FIGURE = re.compile(r"[-+0-9.,]+")
"""Where an address may be broken, or justified lines would gape; a figure never is."""

PAIRED = re.compile(r"(?:[\u3400-\u9fff]{2}){2,6}")
"""A header of so many words of two characters; it is broken between them only."""

LINE = "solid #6b7280"
DATA_STYLE = f"border:{LINE};border-width:0 1px 1px 0;padding:6px 4px;text-align:center"
FIGURE_STYLE = f"{DATA_STYLE};white-space:nowrap"
HEAD_STYLE = f"{DATA_STYLE};background:#f1f4f8;color:#1b1b1b;font-weight:normal;text-wrap:balance"
COLUMN_STYLE = f"{HEAD_STYLE};word-break:keep-all"
ROW_STYLE = HEAD_STYLE.replace("center", "left")
TABLE_ATTRIBUTES = 'border="1" cellspacing="0" cellpadding="4" width="100%"'
TABLE_STYLE = (
    f"width:100%;margin:0;border:{LINE};border-width:1px 0 0 1px;border-collapse:separate;border-spacing:0;"
    "font-size:14px;line-height:1.5;text-indent:0"
)
SCROLL_STYLE = "margin:8px 0 14px;overflow-x:auto"
CAPTION_STYLE = "padding:0 0 6px;text-align:center"
MOST_SHARE = 30
"""Hundredths of its width that a pasted table gives to one column of labels."""

HEARD_STYLE = "position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
"""A caption that repeats the heading above it is read out, not shown."""

Attributes = Callable[[Cell], str]
"""What is said of a cell besides its spans and headers."""


def breakable_text(text: str) -> str:
    """Escape a text, and let a long run of Latin letters, such as a web address, break between its parts."""
    if len(text) < 16:
        return escape(text)
    pieces: list[str] = []
    at = 0
    for found in RUN.finditer(text):
        parts = SEPARATORS.split(found[0]) if not FIGURE.fullmatch(found[0]) else [found[0]]
        pieces += (escape(text[at : found.start()]), "<wbr>".join(map(escape, parts)))
        at = found.end()
    return "".join((*pieces, escape(text[at:])))


def page_table(block: TableBlock, prefix: str, heading: str) -> str:
    """Write a table for the page; its style sheet knows the classes and the widths."""
    labels, least, size = measure(block)
    turned = size < TURNED
    if turned:
        labels, least, size = measure(block, LANDSCAPE)
    starts = [round(sum(width.narrow for width in labels[:n]), 1) for n in range(len(labels) + 1)]
    named = ' class="dense"' if block.dense else ""

    def attributes(cell: Cell) -> str:
        if _is_label(cell, block):
            return f' class="label" style="--at:{starts[cell.column]}em"'
        return ' class="figure"' if cell.numeric else ""

    repeated = ' class="repeated"' if block.caption == heading else ""
    columns = (
        f'<col class="label" style="--wide:{wide}em;--narrow:{narrow}em;--paper:{paper}em">\n'
        for wide, narrow, paper in labels
    )
    return "".join(
        (
            f'<div class="scroll{" turned" * turned}" role="region" tabindex="0" aria-labelledby="{prefix}-caption">\n'
            f'<table id="{prefix}"{named} style="--wide:{least.wide}em;--narrow:{least.narrow}em;--size:{size:g}pt">\n'
            f'<caption id="{prefix}-caption"{repeated}>{escape(block.caption)}</caption>\n',
            f"<colgroup>\n{''.join(columns)}</colgroup>\n" if labels else "",
            f'<colgroup span="{block.columns}"></colgroup>\n',
            *_groups(block, prefix, attributes),
            "</table>\n</div>\n",
        )
    )


def pasted_table(block: TableBlock, prefix: str, heading: str) -> str:
    """Write a table for pasting: borders also as an attribute, for editors that take styles away."""
    labels, least, _ = measure(block)
    shares = [min(MOST_SHARE, round(100 * width.narrow / least.narrow)) for width in labels]
    each = (100 - sum(shares)) // block.columns
    starts = [round(sum(shares[:n]) * least.narrow / 100, 1) for n in range(len(shares))]

    def stuck(cell: Cell) -> str:
        return f";position:sticky;left:{starts[cell.column]:g}em;z-index:1" if _is_label(cell, block) else ""

    def attributes(cell: Cell) -> str:
        if cell.scope in ("row", "rowgroup"):
            wide = f";width:{shares[cell.column]}%" if cell.columns == 1 else ""
            return f' style="{ROW_STYLE}{wide}{stuck(cell)}"'
        if cell.scope:
            above = cell.scope == "col" and cell.column >= block.labels
            wide = f";min-width:2em;width:{cell.columns * each}%" if above else ""
            return f' style="{COLUMN_STYLE}{wide}{stuck(cell)}"'
        return f' style="{FIGURE_STYLE if cell.numeric else DATA_STYLE}"'

    caption = HEARD_STYLE if block.caption == heading else CAPTION_STYLE
    return "".join(
        (
            f'<div style="{SCROLL_STYLE}" role="region" tabindex="0" aria-label="{escape(block.caption)}">\n'
            f'<table {TABLE_ATTRIBUTES} style="{TABLE_STYLE};min-width:{least.narrow}em">\n'
            f'<caption style="{caption}">{escape(block.caption)}</caption>\n',
            *_groups(block, prefix, attributes),
            "</table>\n</div>\n",
        )
    )


def _is_label(cell: Cell, block: TableBlock) -> bool:
    """Tell whether a cell belongs to the label columns, which stay where they are while figures scroll."""
    return cell.column < block.labels and (cell.columns <= block.labels or not cell.scope)


def _groups(block: TableBlock, prefix: str, attributes: Attributes) -> Iterator[str]:
    """Write the rows: a header of its own where there is one block, else every block as a body with its header."""
    single = len(block.groups) == 1
    for group in block.groups:
        head, body = (_rows(rows, prefix, attributes) for rows in (_head(group), group.body))
        yield f"<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n" if single else f"<tbody>\n{head}{body}</tbody>\n"


def _head(group: RowGroup) -> Sequence[Sequence[Cell]]:
    return (*([(group.title,)] if group.title else []), *group.head)


def _rows(rows: Sequence[Sequence[Cell]], prefix: str, attributes: Attributes) -> str:
    lines = ("".join([_cell(cell, prefix, attributes(cell)) for cell in row]) for row in rows)
    return "".join(f"<tr>\n{line}</tr>\n" for line in lines)


def _cell(cell: Cell, prefix: str, more: str) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    if cell.rows > 1:
        spans += f' rowspan="{cell.rows}"'
    if cell.scope.startswith("col") and PAIRED.fullmatch(cell.text):
        text = "<wbr>".join(cell.text[n : n + 2] for n in range(0, len(cell.text), 2))
    else:
        text = "<br>".join([breakable_text(line) for line in cell.lines])
    if cell.scope:
        return f'<th id="{prefix}-{cell.key}" scope="{cell.scope}"{spans}{more}>{text}</th>\n'
    named = f' headers="{" ".join([f"{prefix}-{key}" for key in cell.headers])}"' if cell.headers else ""
    return f"<td{spans}{more}{named}>{text}</td>\n"
