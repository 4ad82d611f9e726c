"""Document -> Word file: the title, what stands before the first part, the parts, and nothing else."""

from collections.abc import Iterator, Sequence

from govxl.report.cells import TableBlock
from govxl.report.document import NOTE, Document, Paragraph, Section
from govxl.report.word.fonts import KAI, fonts
from govxl.report.word.markup import LONG_RUN, TWIPS, blank, paragraph, run
from govxl.report.word.shell import OFFICIAL, word_file
from govxl.report.word.styles import BODY, CAPTION, HEADINGS, NOTE_TEXT, TITLE_SIZE, TITLE_STYLE
from govxl.report.word.tables import table
from govxl.report.word.widths import letters_across

__all__ = ["to_docx"]

GAP = 8
"""Points below a table."""

ABOVE_TABLE = f'<w:spacing w:after="{6 * TWIPS}"/>'

WIDTH = OFFICIAL.width / 25.4 * 72


def to_docx(document: Document) -> bytes:
    """Write a document; the same one gives the same bytes."""
    return word_file(OFFICIAL, document.title, "".join(_body(document)))


def _body(document: Document) -> Iterator[str]:
    yield paragraph(TITLE_STYLE, run(_broken(document.title_lines)))
    for each in document.front:
        yield _prose(BODY, each.text)
    for section in document.sections:
        yield paragraph(HEADINGS[0], run(section.heading), about=ABOVE_TABLE * _begins_with_table(section))
        yield from _blocks(section)


def _broken(lines: Sequence[str]) -> str:
    """Break a title where its form says, if it is too long for one line."""
    wide = letters_across("".join(lines)) * TITLE_SIZE
    return ("\n" if wide > WIDTH else "").join(lines)


def _blocks(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, TableBlock):
            yield from _table(block, section.heading)
        else:
            yield _paragraph(block)


def _paragraph(block: Paragraph) -> str:
    """Set a paragraph; what staff numbered （一） is a heading of the second level, or begins with one."""
    if block.is_heading:
        return paragraph(HEADINGS[1], run(block.text))
    lead = [run(block.lead, fonts(KAI))] * bool(block.lead)
    rest = block.text[len(block.lead) :]
    return paragraph(BODY, *lead, *[run(rest)] * bool(rest), loose=bool(LONG_RUN.search(block.text)))


def _table(block: TableBlock, heading: str) -> Iterator[str]:
    if block.caption != heading:
        yield paragraph(CAPTION, run(block.caption))
    yield table(block, WIDTH)
    for nth, line in enumerate(block.note):
        yield _prose(NOTE_TEXT, line if nth else f"{NOTE}{line}", keep=nth + 1 < len(block.note))
    yield blank(GAP)


def _begins_with_table(section: Section) -> bool:
    return any(isinstance(block, TableBlock) for block in section.blocks[:1])


def _prose(style: str, text: str, keep: bool = False) -> str:
    return paragraph(style, run(text), keep=keep, loose=bool(LONG_RUN.search(text)))
