"""Document -> Word file: the title, what stands before the first part, the parts, and nothing else."""

from collections.abc import Iterator, Sequence

from govxl.report.document import NOTE, Document, Paragraph
from govxl.report.tables import TableBlock
from govxl.report.word.shell import OFFICIAL, word_file
from govxl.report.word.styles import (
    BODY,
    BODY_SIZE,
    CAPTION,
    HEADINGS,
    KAI,
    LINE,
    LONG_RUN,
    NOTE_TEXT,
    TITLE_SIZE,
    TITLE_STYLE,
    TWIPS,
    blank,
    fonts,
    paragraph,
    run,
)
from govxl.report.word.tables import table
from govxl.text import letters_across

__all__ = ["to_docx"]

GAP = 8
"""Points below a table."""

SEALED = 4
"""Characters to the right of the date."""

ABOVE_TABLE = f'<w:spacing w:after="{6 * TWIPS}"/>'

WIDTH = OFFICIAL.width / 25.4 * 72


def to_docx(document: Document) -> bytes:
    """Write a document; the same one gives the same bytes."""
    # A title is broken where its form says, if it is too long for one line.
    wide = letters_across(document.title) * TITLE_SIZE
    title = ("\n" if wide > WIDTH else "").join(document.title_lines)
    body = [paragraph(TITLE_STYLE, run(title)), *(_prose(BODY, each.text) for each in document.front)]
    for section in document.sections:
        begins_with_table = any(isinstance(block, TableBlock) for block in section.blocks[:1])
        body.append(paragraph(HEADINGS[0], run(section.heading), about=ABOVE_TABLE * begins_with_table))
        for block in section.blocks:
            if isinstance(block, TableBlock):
                if block.caption != section.heading:
                    body.append(paragraph(CAPTION, run(block.caption)))
                body.append(table(block, WIDTH))
                for nth, line in enumerate(block.note):
                    body.append(_prose(NOTE_TEXT, line if nth else f"{NOTE}{line}", keep=nth + 1 < len(block.note)))
                body.append(blank(GAP))
                continue
            # The signature below never stands on a page without some of the text.
            last = section is document.sections[-1] and block is section.blocks[-1]
            body.append(_paragraph(block, bool(document.closing) and last))
    return word_file(OFFICIAL, document.title, "".join([*body, *_closing(document.closing)]))


def _closing(lines: Sequence[str]) -> Iterator[str]:
    """Set what the signing unit puts below the report, each line centred over the last."""
    widths = [letters_across(line) for line in lines]
    for nth, (line, width) in enumerate(zip(lines, widths, strict=True)):
        # GB/T 9704-2012, 7.3.5.1: with a seal the date, the last line, stands four characters from the right.
        side = max(0.0, SEALED + (widths[-1] - width) / 2)
        right = f'w:rightChars="{round(side * 100)}" w:right="{round(side * BODY_SIZE * TWIPS)}"'
        about = f'<w:spacing w:before="{0 if nth else 2 * LINE * TWIPS}"/>'
        about += f'<w:ind w:firstLineChars="0" w:firstLine="0" {right}/><w:jc w:val="right"/>'
        yield paragraph(BODY, run(line), keep=nth + 1 < len(lines), about=about)


def _paragraph(block: Paragraph, keep: bool) -> str:
    """Set a paragraph; what staff numbered （一） is a heading of the second level, or begins with one."""
    if block.is_heading:
        return paragraph(HEADINGS[1], run(block.text))
    lead = [run(block.lead, fonts(KAI))] * bool(block.lead)
    rest = block.text[len(block.lead) :]
    return paragraph(BODY, *lead, *[run(rest)] * bool(rest), keep=keep, loose=bool(LONG_RUN.search(block.text)))


def _prose(style: str, text: str, keep: bool = False) -> str:
    return paragraph(style, run(text), keep=keep, loose=bool(LONG_RUN.search(text)))
