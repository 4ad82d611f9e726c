"""审核说明 and 审签单 as Word files: the same content as their pages for the screen, for offices that sign on paper."""

from collections.abc import Iterable, Iterator, Sequence

from govxl.report.review import Paper, Review
from govxl.report.signing import Signing
from govxl.report.word.shell import PAPER_PAGE, word_file
from govxl.report.word.styles import (
    BODY,
    CAPTION,
    FOOTER,
    HEADINGS,
    HEI,
    LONG_RUN,
    NOTE_TEXT,
    TITLE_STYLE,
    TWIPS,
    blank,
    cell_style,
    fonts,
    mm,
    paragraph,
    run,
)
from govxl.report.word.tables import framed

__all__ = ["review_docx", "signing_docx"]

BOLD = fonts(HEI)
"""What the names of facts are set in."""

ON_A_NEW_PAGE = "<w:pageBreakBefore/>"
INDENTED = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * 12 * TWIPS}"/>'
"""Of a paragraph of the report: two characters of 12 points, as the papers are set in."""

HANGING = f'<w:ind w:left="{mm(8.5)}" w:hanging="{mm(4.2)}"/>'
DOT = "·　"

SIZE = 10.5
"""Points of the tables."""

SIGNERS = (28, 42, 54, 46)
"""Millimetres of the columns of the table to be signed in."""

PADDING = 0.5, 1.0
"""Millimetres of blank above and below a text, and beside it."""

ROW, SIGNED = 6.0, 12.8
"""Millimetres of a row of figures and of a row to sign in."""

TIGHT = f'<w:spacing w:before="0" w:after="0" w:line="{mm(6)}" w:lineRule="exact"/>'


def review_docx(paper: Review) -> bytes:
    """Write the paper for the office."""
    facts = (("单　　位", paper.unit), ("年　　度", f"{paper.year} 年"), ("统计口径", paper.scope))
    body = [paragraph(CAPTION, run(paper.about)), *_facts(facts)]
    for part in paper.parts:
        body.append(paragraph(HEADINGS[0], run(part.heading)))
        if part.about:
            body.append(paragraph(NOTE_TEXT, run(part.about)))
        for entry in part.entries:
            if entry.heading:
                name = "" if entry.name is None else f"{entry.name}　"
                body.append(paragraph(HEADINGS[1], run(f"{name}{entry.heading}")))
            body += (_text(BODY, DOT + item, HANGING) for item in entry.items)
            for quote in entry.quotes:
                said = run(DOT), run(f"{quote.place}　", BOLD), run("\n".join(quote.text))
                body.append(paragraph(BODY, *said, loose=True, about=HANGING))
            body += (_text(BODY, line) for line in entry.text)
            for nth, line in enumerate(entry.reason):
                lead = [] if nth else [run("情况说明　", BOLD)]
                body.append(paragraph(BODY, *lead, run(line), loose=bool(LONG_RUN.search(line))))
            if entry.basis:
                body.append(paragraph(NOTE_TEXT, run("依据　", BOLD), run(entry.basis)))
        if part.cut:
            body.append(_text(BODY, part.cut))
    if paper.nothing:
        body.append(_text(BODY, paper.nothing))
    return _word_file(paper, body)


def signing_docx(paper: Signing) -> bytes:
    """Write the paper to be signed, on one page: `signing` has counted its millimetres. The report's text follows."""
    # Year and scope share a line, for every line here is one that a warning could be listed on.
    facts = (("单　　位", paper.unit), ("年　　度", f"{paper.year} 年　　　　统计口径　　{paper.scope}"))
    body = [*_facts(facts), blank(8)]
    if paper.figures:
        rows = (paper.heads, *paper.figures)
        widths, size = paper.columns.widths, paper.columns.size
        drawn = (_row(row, widths, ROW, "Label" if nth else "Head", nth == 0, size) for nth, row in enumerate(rows))
        body += (_framed(drawn, widths, paper.heads[0]), blank(8))
    body.append(_text(BODY, paper.told, TIGHT))
    body += (_text(NOTE_TEXT, f"{nth}. {text}", TIGHT) for nth, text in enumerate((*paper.reasons, *paper.listed), 1))
    if paper.told_more:
        body.append(_text(NOTE_TEXT, paper.told_more, TIGHT))
    signed = [_row(("", "姓名", "签字", "日期"), SIGNERS, ROW, "Head", True)]
    for signer in paper.signers:
        signed.append(_row((*signer, "", "年　　月　　日"), SIGNERS, SIGNED, "Head", False))
    return _word_file(paper, (*body, blank(8), _framed(signed, SIGNERS, paper.title)), _report_text(paper))


def _report_text(paper: Signing) -> Iterator[str]:
    yield paragraph(HEADINGS[0], run(paper.text_heading), about=ON_A_NEW_PAGE)
    yield _text(CAPTION, paper.report)
    for part in paper.text:
        if part.heading:
            yield paragraph(HEADINGS[1], run(part.heading), about=INDENTED)
        yield from (_text(BODY, line, INDENTED) for line in part.lines)


def _word_file(paper: Paper, said: Iterable[str], after: Iterable[str] = ()) -> bytes:
    body = (paragraph(TITLE_STYLE, run(paper.title)), *said, _text(FOOTER, paper.source), *after)
    return word_file(PAPER_PAGE, paper.title, "".join(body))


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in facts:
        yield paragraph(BODY, run(f"{name}　　", BOLD), run(text), loose=bool(LONG_RUN.search(text)))


def _text(style: str, text: str, about: str = "") -> str:
    return paragraph(style, run(text), loose=bool(LONG_RUN.search(text)), about=about)


def _framed(rows: Iterable[str], widths: Sequence[float], caption: str) -> str:
    return framed("".join(rows), [width / 25.4 * 72 for width in widths], caption, (mm(PADDING[0]), mm(PADDING[1])))


def _row(
    texts: Sequence[str], widths: Sequence[float], height: float, first: str, header: bool, size: float = SIZE
) -> str:
    """Draw a row as high as said, or higher where a text has several lines; `first` is the style of its first cell."""
    # At least, not exactly: a label of two lines would lose the second.
    cells = ""
    for nth, (text, width) in enumerate(zip(texts, widths, strict=True)):
        style = cell_style("Head" if header else "Cell" if nth else first, size)
        inside = paragraph(style, *[run(text)] * bool(text))
        about = f'<w:tcW w:w="{mm(width)}" w:type="dxa"/><w:vAlign w:val="center"/>'
        cells += f"<w:tc><w:tcPr>{about}</w:tcPr>{inside}</w:tc>"
    head = "<w:tblHeader/>" * header
    about = f'<w:cantSplit/><w:trHeight w:val="{mm(height)}" w:hRule="atLeast"/>{head}'
    return f"<w:tr><w:trPr>{about}</w:trPr>{cells}</w:tr>"
