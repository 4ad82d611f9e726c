"""The shell of a Word file, made once and filled often: page, styles, fonts, footers, and nobody's name or time.

The only place that knows the Word library; what a report says is set between `head` and `tail` as text, which takes a
tenth of the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from govxl.report.word.styles import (
    FOOTER,
    PAPER,
    REPORT,
    ParagraphStyle,
    defaults,
    font_table,
    plain_text,
    run,
    styles,
)
from govxl.xlsx.zip import open_package, pack

__all__ = ["CELL_SIZES", "OFFICIAL", "PAGE_WIDTH", "PAPER_PAGE", "PageSetup", "word_file"]

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
"""Millimetres of A4."""

CELL_SIZES = (12, 10.5, 9, 8, 7, 6)
"""Points a table may be set in."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The margins of a page and the place of its number in millimetres from the edge; no number if `number` is 0."""

    top: float
    left: float
    right: float
    bottom: float
    number: float
    looks: tuple[ParagraphStyle, ...] = field(repr=False)

    @property
    def width(self) -> float:
        """Millimetres between the margins."""
        return PAGE_WIDTH - self.left - self.right


OFFICIAL = PageSetup(37, 28, 26, 35, 25, REPORT)
"""The page of GB/T 9704; the line of the number is 7 mm below the text."""

PAPER_PAGE = PageSetup(18, 20, 20, 18, 0, PAPER)
"""The page of what an office keeps to itself."""

BODY_PART, PROPERTIES, TYPES = "word/document.xml", "docProps/core.xml", "[Content_Types].xml"
FONTS_PART = "word/fontTable.xml"
SHED = (
    KIND.EXTENDED_PROPERTIES,
    KIND.THUMBNAIL,
    KIND.CUSTOM_XML,
    KIND.WEB_SETTINGS,
    KIND.THEME,
    KIND.NUMBERING,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
"""What the library's template carries along and no report needs."""

SETTINGS = (
    '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:defaultTabStop w:val="420"/>{odd_and_even}<w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)
"""As Chinese Word writes them."""

CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>zh-CN</dc:language>'
    "</cp:coreProperties>"
)


@dataclass(frozen=True, slots=True)
class _Shell:
    """All parts of a file without text, and its body cut where the text goes."""

    parts: Mapping[str, bytes]
    head: str
    tail: str


def word_file(page: PageSetup, title: str, body: str) -> bytes:
    """Make a file of a body of paragraphs and tables; the same body gives the same bytes."""
    shell = _shell(page)
    made = {BODY_PART: f"{shell.head}{body}{shell.tail}", PROPERTIES: CORE.format(title=plain_text(title))}
    return pack(dict(shell.parts) | {name: text.encode() for name, text in made.items()})


@cache
def _shell(page: PageSetup) -> _Shell:
    document = docx.Document()
    assert document.part.package is not None
    for relations in (document.part.package.rels, document.part.rels):
        for name in [name for name, each in relations.items() if each.reltype in SHED]:
            del relations[name]
    _set_page(document, page)
    _fill(document.styles.element, defaults() + "".join(styles(page.looks, CELL_SIZES)))
    _fill(document.settings.element, SETTINGS.format(odd_and_even="<w:evenAndOddHeaders/>" * bool(page.number)))
    saved = BytesIO()
    document.save(saved)
    package = open_package(saved.getvalue())
    parts = {name: package.read(name) for name in sorted(package.names, key=lambda name: (name != TYPES, name))}
    parts[FONTS_PART] = font_table()
    head, tail = parts[BODY_PART].decode().split("<w:sectPr", 1)
    return _Shell(parts, head, f"<w:sectPr{tail}")


def _set_page(document: WordFile, page: PageSetup) -> None:
    (section,) = document.sections
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.footer_distance = Mm(page.top / 2), Mm(page.number or page.bottom / 2)
    if page.number:
        document.settings.odd_and_even_pages_header_footer = True
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            _fill(footer._element, _page_number(side))


def _page_number(side: str) -> str:
    """Write — 1 — on one side, a character in from the edge."""
    edge = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    field = f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>'
    return f'<w:p><w:pPr><w:pStyle w:val="{FOOTER}"/>{edge}</w:pPr>{run("— ")}{field}{run(" —")}</w:p>'


def _fill(element: BaseOxmlElement, inside: str) -> None:
    """Put something else into an element of the library."""
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>")))
