"""What no output may do to whoever opens it: run, fetch, break out of its place, or hide anything."""

import csv
import json
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl

from govxl.findings.finding import Finding
from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from govxl.text import INVISIBLE
from govxl.xlsx.reader import read_workbook

__all__ = ["harmless"]

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "article", "h1", "h2", "h3", "h4", "p", "div", "span",
    "figure", "figcaption", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "br", "wbr", "dl", "dt", "dd", "ul", "ol", "li", "b",
}  # fmt: skip


def harmless(path: Path) -> None:
    """Open an output as its readers do and find nothing that acts."""
    if path.suffix == ".xlsx":
        _workbook(path)
        return
    if path.suffix == ".docx":
        _word(path)
        return
    text = path.read_bytes().decode("utf-8-sig")
    assert not INVISIBLE.search(text.replace("\r\n", "\n")), f"{path.name} holds what nobody sees"
    {".json": _json, ".csv": _csv, ".html": _html, ".md": _markdown, ".txt": _text}[path.suffix](text)


PARTS = {
    "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
    "word/settings.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml",
}  # fmt: skip
ELEMENTS = {
    "document", "body", "p", "pPr", "pStyle", "keepNext", "wordWrap", "spacing", "ind", "jc", "r", "rPr", "rFonts", "t", "br", "tbl",
    "tblPr", "tblW", "tblBorders", "top", "left", "bottom", "right", "insideH", "insideV", "tblLayout", "tblCellMar", "tblLook",
    "tblCaption", "tblGrid", "gridCol", "tr", "trPr", "cantSplit", "tblHeader", "trHeight", "tc", "tcPr", "tcW", "gridSpan", "vMerge",
    "vAlign", "sectPr", "footerReference", "pgSz", "pgMar", "cols", "docGrid",
}  # fmt: skip


def _word(path: Path) -> None:
    """A report holds text and tables: no field, link, picture, object or part besides, and nothing outside itself."""
    package = ZipFile(path)
    assert set(package.namelist()) <= PARTS
    for name in package.namelist():
        text = package.read(name).decode()
        assert not INVISIBLE.search(text.replace("\r\n", "\n")), f"{name} in {path.name} holds what nobody sees"
        assert "External" not in text or not name.endswith(".rels")
        elements = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
        assert name != "word/document.xml" or elements <= ELEMENTS


OWN_WORDS = re.compile(r'"(?:[^"]|"")*"(?:&"(?:[^"]|"")*")*|[0-9.+*/() -]+')
"""What a formula that somebody typed is turned into: a text in quotes, or arithmetic on plain numbers."""


def _workbook(path: Path) -> None:
    """A workbook opens, holds nothing active, no link, and no formula that is not the form's or mere words."""
    raw = read_workbook(path.read_bytes())
    assert not isinstance(raw, Finding), raw
    assert not raw.active
    book = openpyxl.load_workbook(path)
    returned = "govxl.form" in raw.properties
    assert returned or not [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    slots = arrange(load_form(f"{raw.properties['govxl.form']}/{raw.properties['govxl.edition']}")).slots.values() if returned else ()
    ours = {(slot.box.sheet, slot.box.address) for slot in slots if slot.formula is not None}
    for sheet in book.worksheets:
        formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        theirs = [cell.value for cell in formulas if (sheet.title, cell.coordinate) not in ours]
        assert not [text for text in theirs if not OWN_WORDS.fullmatch(str(text).removeprefix("="))]


def _json(text: str) -> None:
    def never(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    json.loads(text, parse_constant=never)


ACTS = re.compile(r"\s*[=+@＝＋＠\t\r]|\s*[-－](?![0-9.]+$)")
"""How a field begins that a spreadsheet would work out."""


def _csv(text: str) -> None:
    for row in csv.reader(StringIO(text)):
        assert not [field for field in row if ACTS.match(field)]


def _text(text: str) -> None:
    """A line of a table may be pasted into a spreadsheet; other lines are prose, and stay what people wrote."""
    for line in text.split("\r\n"):
        fields = line.split("\t")
        assert len(fields) == 1 or not [field for field in fields if ACTS.match(field)]


DRAWN = {
    "svg": {"role", "aria-labelledby", "viewbox", "width", "height", "style", "font-family", "font-size", "fill"},
    "title": {"id"},
    "desc": {"id"},
    "rect": {"x", "y", "width", "height", "fill", "stroke"},
    "path": {"d", "stroke", "stroke-width"},
    "text": {"x", "y", "text-anchor", "fill", "stroke", "stroke-width", "paint-order"},
}
"""Elements of a drawing and what may be said of them; none moves, refers to another, or holds a page of its own."""

PAINT = re.compile(r"#[0-9a-f]{6}|[0-9.]+|M[0-9.Mvh V-]+|stroke|end|middle")
"""What colours, lengths, paths and alignments look like: nothing in it can name an address."""

WIDTHS = re.compile(r"(?:--(?:wide|narrow|paper|at):[0-9.]+em;?|--size:[0-9.]+pt;?)+")
"""What elements of a page with a style sheet say of themselves."""

STYLES = re.compile(r"(?:[a-z-]+:[a-zA-Z0-9.,# %'-]+(?:\(50%\))?(?:;|$))+")
"""What elements say of themselves where there is no style sheet: no address, no escape, no function but a clipping."""

STATED = {
    "position", "width", "height", "min-width", "max-width", "margin", "padding", "overflow", "overflow-x", "overflow-wrap",
    "clip-path", "white-space", "word-break", "text-wrap", "text-align", "text-indent", "line-height", "font-size",
    "font-weight", "font-family", "color", "background", "border", "border-width", "border-collapse", "border-spacing", "display",
    "left", "z-index",
}  # fmt: skip


class _Page(HTMLParser):
    """Collects the elements and attributes of a page, those of drawings apart."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.drawing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.drawing = self.drawing or tag == "svg"
        if self.drawing:
            _drawn(tag, dict(attrs))
        else:
            self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        self.drawing = self.drawing and tag != "svg"


def _drawn(tag: str, attributes: dict[str, str | None]) -> None:
    """Find nothing in a piece of a drawing but shapes and words."""
    assert attributes.keys() <= DRAWN[tag], (tag, attributes)
    free = {"role", "aria-labelledby", "viewbox", "style", "font-family", "id"}
    assert not [value for name, value in attributes.items() if name not in free and not PAINT.fullmatch(value or "")]


def _html(text: str) -> None:
    page = _Page()
    page.feed(text)
    assert page.tags <= ALLOWED, page.tags - ALLOWED
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href", "action")]
    styles = [value or "" for name, value in page.attributes if name == "style"]
    if "style" in page.tags:
        styles = [value for value in styles if not WIDTHS.fullmatch(value)]
    assert not [value for value in styles if not STYLES.fullmatch(value)]
    assert {each.split(":")[0] for value in styles for each in value.split(";")} <= STATED
    policy = [value for name, value in page.attributes if name == "content" and value and "default-src" in value]
    assert len(policy) == 1
    assert policy[0] is not None
    assert policy[0].startswith("default-src 'none'")


def _markdown(text: str) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("js-default").enable("table").parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert not [token for token in (*tokens, *inline) if token.type in ("html_block", "html_inline", "link_open", "image", "fence", "code_block", "code_inline")]
