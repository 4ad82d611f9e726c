"""Our report as a published one is read: its lines of text in order, and its tables as grids."""

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from govxl.published.model import FileCell, Grid, Of, expand
from govxl.report.document import NOTE, Document
from govxl.report.tables import PrintedCell, TableBlock

__all__ = ["OurLine", "our_lines", "our_tables", "printed_grid"]


class OurLine(NamedTuple):
    """One line of our text: what it is, the part it stands in, and which table follows it, if one does."""

    of: Of
    where: str
    text: str
    table: int | None = None


def our_tables(document: Document) -> list[tuple[str, TableBlock]]:
    """Give the tables of a report, each with the heading of its part."""
    return [
        (section.heading, block)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, TableBlock)
    ]


def our_lines(document: Document, below: Sequence[Sequence[str]] = ()) -> Iterator[OurLine]:
    """Yield the title, then all other lines of our text; `below` are what stands below the parts besides."""
    yield OurLine("title", "", document.title)
    for paragraph in document.front:
        yield OurLine("paragraph", "", paragraph.text)
    nth = -1
    for section, more in zip(document.sections, below or repeat(()), strict=False):
        heading = [section.heading]
        texts: list[str] = []
        table: int | None = None
        for block in section.blocks:
            if isinstance(block, TableBlock):
                table = nth = nth + 1
                heading += [block.caption] if block.caption != section.heading else []
                texts += [f"{'' if n else NOTE}{line}" for n, line in enumerate(block.note)]
            else:
                texts.append(block.text)
        for n, text in enumerate(heading, 1):
            yield OurLine("heading", section.heading, text, table if n == len(heading) else None)
        yield from (OurLine("paragraph", section.heading, text) for text in (*texts, *more))
    yield from (OurLine("paragraph", document.sections[-1].heading, text) for text in document.closing)


def printed_grid(table: TableBlock, text_of: Callable[[PrintedCell], str] = attrgetter("text")) -> Grid:
    """Lay out a table of the record as published ones are; `text_of` says what stands in a cell."""
    rows = [row for group in table.groups for row in group.rows]
    drawn = ([FileCell(text_of(cell), cell.columns, cell.rows) for cell in row] for row in rows)
    return expand(drawn, len(rows) * table.width)
