"""Document -> a text file for whoever publishes where a site's editor takes plain text: title, date, and the report.

Every paragraph is one line; a row of a table is a line with tabs between its cells, which pastes into a spreadsheet as
cells. What a merged cell covers besides its first position is blank.
"""

from collections.abc import Iterator
from itertools import chain

from govxl.report.document import NOTE, Document
from govxl.report.tables import TableBlock

__all__ = ["to_text"]


def to_text(document: Document) -> bytes:
    """Write a document as Notepad wants it: UTF-8 with a mark at its beginning, CRLF at the end of every line."""
    # The title and the date go into fields of their own: a blank line keeps them apart from what is pasted below.
    head = [document.title, *[document.day] * bool(document.day), ""]
    lines = chain(head, (each.text for each in document.front), _parts(document), document.closing)
    return "".join([f"{line}\r\n" for line in lines]).encode("utf-8-sig", errors="replace")


def _parts(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield section.heading
        for block in section.blocks:
            if isinstance(block, TableBlock):
                yield from [block.caption] if block.caption != section.heading else []
                yield from _rows(block)
                yield from (f"{'' if nth else NOTE}{line}" for nth, line in enumerate(block.note))
            else:
                yield block.text


def _rows(table: TableBlock) -> Iterator[str]:
    for row in (row for group in table.groups for row in group.rows if row):
        texts = [""] * table.width
        for cell in row:
            # A line end would begin another row.
            texts[cell.column] = cell.text.replace("\n", " ")
        # The title of a block spans the table; with tabs behind it, it would be a row with nothing in it but a label.
        alone = row[0].columns == table.width
        yield from ["\t".join(texts)] if not alone else [texts[0]] * bool(texts[0])
