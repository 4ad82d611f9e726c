"""Document -> HTML, nothing fetched and nothing run: a page of its own, or what is pasted into a site's editor."""

import base64
import hashlib
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from govxl.report.charts import Plot, caption, draw, in_words
from govxl.report.document import NOTE, Document
from govxl.report.review import Review
from govxl.report.signing import Signing
from govxl.report.tables import PrintedCell, TableBlock, label_lengths, shared_room
from govxl.text import letters_across

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = [
    "LANDSCAPE",
    "TURNED",
    "HtmlWidths",
    "Width",
    "breakable",
    "breakable_text",
    "html_widths",
    "look_html",
    "page_table",
    "pasted_table",
    "review_page",
    "signing_page",
    "status_html",
    "to_html",
    "to_page",
]

# -- Widths


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


class LetterWidths(NamedTuple):
    """What a Latin letter takes, of a character, and what is around a figure."""

    latin: float
    around: float


ON_SCREEN, ON_PAPER = LetterWidths(0.66, 0.9), LetterWidths(0.56, 0.7)
"""Whatever font there is; a page for the screen gives its figures more air."""


class Width(NamedTuple):
    """Characters that something takes: on a wide page, on a phone, and on paper."""

    wide: float
    narrow: float
    paper: float = 0


class HtmlWidths(NamedTuple):
    """The widths of the label columns, the least width of the whole table, and the points it is set in on paper."""

    labels: list[Width]
    least: Width
    size: float


def html_widths(table: TableBlock, across: float = ACROSS) -> HtmlWidths:
    """Work out the widths of a table: figures never break, so its longest one decides; `across` are points of paper."""
    # The last column of labels has the long ones; an outer one stays narrow, for its labels have many rows.
    lengths = label_lengths(table, len, 3)
    widest = [min(length, WIDEST) for length in lengths]
    narrow = [min(length, 4) for length in lengths[:-1]] + [min(length, NARROW) for length in lengths[-1:]]
    if table.labels == 1:
        widest, narrow = [WIDEST - 1], [min(NARROW + 2, max(NARROW, *lengths))]
    wide, phone = [each + WIDE_PADDING for each in widest], [each + NARROW_PADDING for each in narrow]

    # On paper labels get less than on a desk before the letters of the table get smaller.
    least = phone[:-1] + [min(each, ENOUGH) for each in wide[-1:]]
    figures = _figures(table, ON_PAPER)
    size = min(SIZES[table.dense], max(SMALLEST, math.floor(2 * across / (sum(least) + figures)) / 2))
    papers = shared_room(wide, least, across / size - figures)

    widths = [Width(*each[:2], round(each[2], 1)) for each in zip(wide, phone, papers, strict=True)]
    shown = _figures(table, ON_SCREEN)
    whole = Width(round(sum(wide) + shown, 1), round(sum(phone) + shown, 1))
    return HtmlWidths(widths, whole, size)


def _figures(table: TableBlock, letters: LetterWidths) -> float:
    """Say what all columns of figures need that are as wide as the widest; words in a cell may break."""
    # Each text once, for most cells hold the same few.
    widest: dict[int, float] = {}
    for text, columns in {(cell.text * cell.numeric, cell.columns) for cell in table.entries}:
        across = letters_across(text, letters.latin)
        widest[columns] = max(across, widest.get(columns, 0))
    needed = (max(LEAST, across + letters.around) / columns for columns, across in widest.items())
    return max(needed, default=LEAST) * table.columns


# -- Tables


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

Attributes = Callable[[PrintedCell], str]
"""What is said of a cell besides its spans and headers."""


def breakable_text(text: str) -> str:
    """Escape a text, and let a long run of Latin letters, such as a web address, break between its parts."""
    # Nothing so short holds a run that long; most texts are cells of tables, made by the thousand.
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
    labels, least, size = html_widths(block)
    # Upright, its letters would be too small on paper: it goes on a page of its own that is turned.
    turned = size < TURNED
    if turned:
        labels, least, size = html_widths(block, LANDSCAPE)
    # Each column of labels stays where the one before it ends, or they would slide over one another on a phone.
    starts = [round(sum(width.narrow for width in labels[:n]), 1) for n in range(len(labels) + 1)]
    named = ' class="dense"' if block.dense else ""

    def attributes(cell: PrintedCell) -> str:
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
    labels, least, _ = html_widths(block)
    # Editors of sites take no style sheet: every cell says its own style, and its width as a share of what there is.
    shares = [min(MOST_SHARE, round(100 * width.narrow / least.narrow)) for width in labels]
    each = (100 - sum(shares)) // block.columns
    starts = [round(sum(shares[:n]) * least.narrow / 100, 1) for n in range(len(shares))]

    def stuck(cell: PrintedCell) -> str:
        return f";position:sticky;left:{starts[cell.column]:g}em;z-index:1" if _is_label(cell, block) else ""

    def attributes(cell: PrintedCell) -> str:
        if cell.scope in ("row", "rowgroup"):
            wide = f";width:{shares[cell.column]}%" if cell.columns == 1 else ""
            return f' style="{ROW_STYLE}{wide}{stuck(cell)}"'
        if cell.scope:
            above = cell.scope == "col" and cell.column >= block.labels
            # Two characters at least, for headers break after the second.
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


def _is_label(cell: PrintedCell, block: TableBlock) -> bool:
    """Tell whether a cell belongs to the label columns, which stay where they are while figures scroll."""
    # A block's title begins there too, but spans the figures and goes with them.
    return cell.column < block.labels and (cell.columns <= block.labels or not cell.scope)


def _groups(block: TableBlock, prefix: str, attributes: Attributes) -> Iterator[str]:
    """Write the rows: a header of its own where there is one block, else every block as a body with its header."""
    for group in block.groups:
        head, body = (
            "".join(f"<tr>\n{''.join([_cell(cell, prefix, attributes(cell)) for cell in row])}</tr>\n" for row in rows)
            for rows in (group.header, group.body)
        )
        # A thead is printed again at the top of every page, which is wrong for a block below another.
        marked = f"<thead>\n{head}</thead>\n<tbody>\n{body}" if block.headed else f"<tbody>\n{head}{body}"
        yield f"{marked}</tbody>\n"


def _cell(cell: PrintedCell, prefix: str, more: str) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    if cell.rows > 1:
        spans += f' rowspan="{cell.rows}"'
    if cell.scope.startswith("col") and PAIRED.fullmatch(cell.text):
        text = "<wbr>".join(cell.text[n : n + 2] for n in range(0, len(cell.text), 2))
    else:
        text = "<br>".join([breakable_text(line) for line in cell.lines])
    if cell.scope:
        return f'<th id="{prefix}-{cell.key}" scope="{cell.scope}"{spans}{more}>{text}</th>\n'
    # Where headers have several levels and labels span rows, programs that read aloud guess wrong unless they are told.
    named = f' headers="{" ".join([f"{prefix}-{key}" for key in cell.headers])}"' if cell.headers else ""
    return f"<td{spans}{more}{named}>{text}</td>\n"


# -- Pages


Charts = Sequence[Sequence[Plot]]
"""The charts below each part."""


def to_html(document: Document, charts: Charts = ()) -> str:
    """Write a document for pasting: front matter and parts without the title, for which an editor has a field."""
    return _written("pasted.html.j2", document, charts)


def to_page(document: Document, charts: Charts = ()) -> str:
    """Write a document as a page of its own."""
    return _written("page.html.j2", document, charts)


def review_page(paper: Review) -> str:
    """Write the paper for the office as a page."""
    return _library().get_template("review.html.j2").render(paper=paper)


def signing_page(paper: Signing) -> str:
    """Write the paper to be signed as a page that prints on one sheet, and the report's text on those after it."""
    return _library().get_template("signing.html.j2").render(paper=paper)


def status_html(paper: object, drawn: Mapping[str, str]) -> str:
    """Write an office's page of who is where; `drawn` are its charts, drawn already, by name."""
    marked = {name: _marked(svg) for name, svg in drawn.items()}
    return _library().get_template("status.html.j2").render(paper=paper, drawn=marked)


def look_html(paper: object, drawn: Sequence[str]) -> str:
    """Write a page of units seen across the years, with a script that sorts and filters; `drawn` are its charts.

    The script stands in the page, which lets no other run: its policy names the hash of this one.
    """
    script = _marked(resources.files("govxl.report").joinpath("look.js").read_text("utf-8"))
    return _library().get_template("look.html.j2").render(paper=paper, drawn=[*map(_marked, drawn)], script=script)


def breakable(text: str) -> "Markup":
    """Mark a text up in which a long web address may break between its parts."""
    return _marked(breakable_text(text))


def _marked(html: str) -> "Markup":
    """Say of a text that it is HTML already."""
    # Who only judges or returns workbooks needs neither this nor jinja2, and may not have them.
    from markupsafe import Markup

    return Markup(html)


def _written(template: str, document: Document, charts: Charts) -> str:
    shown = charts or ((),) * len(document.sections)
    return _library().get_template(template).render(document=document, charts=shown)


def _digest(script: str) -> str:
    """Name a script as a policy does: by the hash of its text between the tags (W3C, Content Security Policy 3)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


@cache
def _library() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # A name that a template misspells is an error, never an empty place in a published page.
    environment = Environment(
        loader=PackageLoader("govxl.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["breakable"] = breakable
    environment.filters["digest"] = _digest
    environment.globals["draw"] = lambda plot, name: _marked(draw(plot, name))
    environment.globals["caption"] = caption
    environment.globals["in_words"] = in_words
    environment.globals["note"] = NOTE
    environment.globals["is_table"] = lambda block: isinstance(block, TableBlock)
    environment.globals["page_table"] = lambda *about: _marked(page_table(*about))
    environment.globals["pasted_table"] = lambda *about: _marked(pasted_table(*about))
    return environment
