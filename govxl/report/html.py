"""Document -> one self-contained page: no script, nothing fetched, legible on paper, on a desk and on a phone.

The markup and its style are `page.html.j2` and `page.css`; here are only the measures that depend on the tables. The
papers an office keeps to itself have templates of their own, under the same head.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from govxl.report.cells import Cell, TableBlock
from govxl.report.document import NOTE, Document
from govxl.report.remarks import spots_in
from govxl.report.review import Review
from govxl.report.signing import Signing

__all__ = ["review_page", "signing_page", "to_html"]

WIDEST, WIDE_PADDING = 13, 1.0
"""Characters a line of row labels may have on paper and on a desk, and what padding and lines add."""

NARROW, NARROW_PADDING = 6, 0.7
"""The same on a phone."""

DENSE = 7
"""A table of so many columns is set smaller."""

PAPER = {False: 42, True: 49}
"""Characters that fit across the paper, not dense and dense; a table that needs more gets the labels of a phone."""

RUN = re.compile(r"([!-~]{16,})")


class Width(NamedTuple):
    """Characters that something takes: on a wide page and on a phone."""

    wide: float
    narrow: float


class Measures(NamedTuple):
    """The widths of the label columns, the least width of the whole table, and its classes for the style sheet."""

    labels: list[Width]
    least: Width
    classes: str


def to_html(document: Document) -> str:
    """Write a document as a page."""
    words = {"note": NOTE, "is_table": _is_table, "measure": measure, "offset": offset}
    return _library().get_template("page.html.j2").render(document=document, **words)


def review_page(paper: Review) -> str:
    """Write the paper for the office as a page."""
    return _library().get_template("review.html.j2").render(paper=paper, count=spots_in)


def signing_page(paper: Signing) -> str:
    """Write the paper to be signed as a page that prints on one sheet."""
    return _library().get_template("signing.html.j2").render(paper=paper)


def breakable(text: str) -> Markup:
    """Let a long run of Latin letters, such as a web address, break anywhere, or justified lines would gape."""
    pieces = RUN.split(text)
    return Markup("").join(
        Markup('<span class="run">{}</span>').format(piece) if nth % 2 else escape(piece)
        for nth, piece in enumerate(pieces)
    )


@cache
def _library() -> Environment:
    environment = Environment(
        loader=PackageLoader("govxl.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["breakable"] = breakable
    return environment


def _is_table(block: object) -> bool:
    return isinstance(block, TableBlock)


def measure(table: TableBlock) -> Measures:
    """Work out the widths of a table: figures never break, so its longest one decides."""
    labels = _label_widths(table)
    each = max((max(2.8, _length(cell)) / cell.columns for cell in _cells(table) if cell.headers), default=0)
    sides = [sum(side) for side in zip(*labels, strict=True)] or [0, 0]
    wide, narrow = (round(side + each * table.columns, 1) for side in sides)
    dense = table.columns >= DENSE
    classes = [name for name, true in (("dense", dense), ("tight", wide > PAPER[dense])) if true]
    return Measures(labels, Width(wide, narrow), " ".join(classes))


def offset(labels: list[Width], column: int) -> float:
    """Add up what stands to the left of a label column on a phone."""
    return round(sum(width.narrow for width in labels[:column]), 1)


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
