"""审核说明 and 审签单 as Word files: the same content as their pages for the screen, for offices that sign on paper."""

from collections.abc import Iterable, Iterator, Sequence

from govxl.report.remarks import Remark, spots_in
from govxl.report.review import Review
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
    return word_file(PAPER_PAGE, paper.title, "".join(_review(paper)))


def signing_docx(paper: Signing) -> bytes:
    """Write the paper to be signed, on one page."""
    return word_file(PAPER_PAGE, paper.title, "".join(_signing(paper)))


def _text(style: str, text: str, about: str = "") -> str:
    return paragraph(style, run(text), loose=bool(LONG_RUN.search(text)), about=about)


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in facts:
        yield paragraph(BODY, run(f"{name}　　", BOLD), run(text), loose=bool(LONG_RUN.search(text)))


# -- 审核说明


def _review(paper: Review) -> Iterator[str]:
    yield paragraph(TITLE_STYLE, run(paper.title))
    yield paragraph(CAPTION, run("供本机关审核使用，不公开"))
    yield from _facts((("单　　位", paper.unit), ("年　　度", f"{paper.year} 年"), ("统计口径", paper.scope)))
    yield from _remarks("已说明的问题", paper.explained)
    yield from _remarks("请核实", paper.doubtful)
    yield from _remarks("提示", paper.notable)
    if paper.readings:
        yield paragraph(HEADINGS[0], run(f"读取时的规整（{len(paper.readings)} 处）"))
        yield from (_text(BODY, DOT + reading, HANGING) for reading in paper.readings)
    if paper.notes:
        yield paragraph(HEADINGS[0], run("各表备注"))
    for note in paper.notes:
        yield paragraph(HEADINGS[1], run(note.title))
        yield from (_text(BODY, line) for line in note.text)
    yield from _beside(paper)
    if paper.is_empty:
        yield _text(BODY, "没有需要说明的事项：各项校验均已通过，数据按原样读取，各表没有备注。")
    yield _source(paper)


def _beside(paper: Review) -> Iterator[str]:
    if paper.beside or paper.cut:
        yield paragraph(HEADINGS[0], run(f"表外文字（{paper.besides} 处）"))
        yield paragraph(NOTE_TEXT, run("写在填写格以外，没有读取，也不写进报告；逐处列出，供核对。"))
    for sheet in paper.beside:
        yield paragraph(HEADINGS[1], run(sheet.title))
        for quote in sheet.quotes:
            text = "\n".join(quote.text)
            said = run(DOT), run(f"{quote.place}　", BOLD), run(text)
            yield paragraph(BODY, *said, loose=True, about=HANGING)
    if paper.cut:
        yield _text(BODY, paper.cut)


def _remarks(heading: str, remarks: tuple[Remark, ...]) -> Iterator[str]:
    if remarks:
        yield paragraph(HEADINGS[0], run(f"{heading}（{spots_in(remarks)} 处）"))
    for remark in remarks:
        yield paragraph(HEADINGS[1], run(f"{remark.rule}　{remark.says}"))
        for spot in remark.spots:
            between = "：" if spot.place and spot.sides else ""
            yield _text(BODY, f"{DOT}{spot.place}{between}{spot.sides}", HANGING)
        for nth, line in enumerate(remark.reason):
            said = [] if nth else [run("情况说明　", BOLD)]
            yield paragraph(BODY, *said, run(line), loose=bool(LONG_RUN.search(line)))
        if remark.basis:
            yield paragraph(NOTE_TEXT, run("依据　", BOLD), run(remark.basis))


def _source(paper: Review | Signing) -> str:
    return _text(FOOTER, f"据 {paper.file} 生成，文件校验值（SHA-256）{paper.sha256[:16]}")


# -- 审签单


def _signing(paper: Signing) -> Iterator[str]:
    yield paragraph(TITLE_STYLE, run(paper.title))
    yield from _facts((("单　　位", paper.unit), ("年　　度", f"{paper.year} 年　　　　统计口径　　{paper.scope}")))
    yield blank(8)
    if paper.figures:
        rows = [("主要数据", "单位", "本年", "上年", "增减")]
        rows += [(each.label, each.measure, each.now, each.before, each.change) for each in paper.figures]
        widths, size = paper.columns.widths, paper.columns.size
        drawn = (_row(row, widths, ROW, "Label" if nth else "Head", nth == 0, size) for nth, row in enumerate(rows))
        yield _framed(drawn, widths, rows[0][0])
        yield blank(8)
    end = "：" if paper.doubtful else "。"
    yield _text(BODY, f"已说明的问题 {paper.explained} 处；请核实 {paper.doubtful} 处{end}", TIGHT)
    yield from (_text(NOTE_TEXT, f"{nth}. {text}", TIGHT) for nth, text in enumerate(paper.listed, 1))
    if paper.more:
        yield _text(NOTE_TEXT, f"其余 {paper.more} 处见审核说明。", TIGHT)
    yield blank(8)
    yield _framed(_signers(paper), SIGNERS, paper.title)
    yield _source(paper)


def _signers(paper: Signing) -> Iterator[str]:
    yield _row(("", "姓名", "签字", "日期"), SIGNERS, ROW, "Head", True)
    for signer in paper.signers:
        yield _row((signer.label, signer.name, "", "年　　月　　日"), SIGNERS, SIGNED, "Head", False)


def _framed(rows: Iterable[str], widths: Sequence[float], caption: str) -> str:
    return framed("".join(rows), [width / 25.4 * 72 for width in widths], caption, (mm(PADDING[0]), mm(PADDING[1])))


def _row(
    texts: Sequence[str], widths: Sequence[float], height: float, first: str, header: bool, size: float = SIZE
) -> str:
    """Draw a row as high as said, or higher where a text has several lines; `first` is the style of its first cell."""
    cells = ""
    for nth, (text, width) in enumerate(zip(texts, widths, strict=True)):
        style = cell_style("Head" if header else "Cell" if nth else first, size)
        inside = paragraph(style, *[run(text)] * bool(text))
        about = f'<w:tcW w:w="{mm(width)}" w:type="dxa"/><w:vAlign w:val="center"/>'
        cells += f"<w:tc><w:tcPr>{about}</w:tcPr>{inside}</w:tc>"
    head = "<w:tblHeader/>" * header
    about = f'<w:cantSplit/><w:trHeight w:val="{mm(height)}" w:hRule="atLeast"/>{head}'
    return f"<w:tr><w:trPr>{about}</w:trPr>{cells}</w:tr>"
