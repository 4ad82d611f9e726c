"""The shell of a Word file: page, styles, fonts, footers, and nobody's name or time.

Everything but the text is XML written here once for each page; what a report says is set between `head` and `tail`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from govxl.report.word.styles import FOOTER, PAPER, REPORT, ParagraphStyle, font_table, mm, plain_text, run, style_sheet
from govxl.xlsx.packing import pack

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

DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MEDIA = "application/vnd.openxmlformats-"

TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{MEDIA}package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{MEDIA}package.core-properties+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MEDIA}officedocument.wordprocessingml.document.main+xml"/>'
    "{overrides}</Types>"
)
OVERRIDE = (
    f'<Override PartName="/word/{{name}}.xml" ContentType="{MEDIA}officedocument.wordprocessingml.{{kind}}+xml"/>'
)

RELATIONSHIPS = f'<Relationships xmlns="{PACKAGE}/relationships">{{all}}</Relationships>'
RELATIONSHIP = f'<Relationship Id="{{name}}" Type="{OFFICE}/{{kind}}" Target="{{name}}.xml"/>'
OF_PACKAGE = (
    f'<Relationship Id="document" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="core" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
)

ROOTS = {"styles": "styles", "settings": "settings", "fontTable": "fonts", "footer": "ftr"}
"""What kinds of parts there are beside the text, and the element each consists of."""

FOOTERS = {"footer1": ("default", "right"), "footer2": ("even", "left")}
"""The pages a footer is of, and the side its number stands on: printed on both sides of a sheet, always outside."""

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
    f'{DECLARED}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>zh-CN</dc:language>'
    "</cp:coreProperties>"
)
"""Whoever made a file, and when, is nobody's business: Word shows what is missing as empty."""


@dataclass(frozen=True, slots=True)
class _Shell:
    """All parts of a file but those with its text, and the body around the text."""

    parts: Mapping[str, bytes]
    head: str
    tail: str


def word_file(page: PageSetup, title: str, body: str) -> bytes:
    """Make a file of a body of paragraphs and tables; the same body gives the same bytes."""
    shell = _shell(page)
    made = {
        "docProps/core.xml": CORE.format(title=plain_text(title)),
        "word/document.xml": f"{shell.head}{body}{shell.tail}",
    }
    return pack(dict(shell.parts) | {name: text.encode() for name, text in made.items()})


@cache
def _shell(page: PageSetup) -> _Shell:
    inside = {
        "styles": style_sheet(page.looks, CELL_SIZES),
        "settings": SETTINGS.format(odd_and_even="<w:evenAndOddHeaders/>" * bool(page.number)),
        "fontTable": font_table(),
    }
    references = ""
    for name, (pages, side) in FOOTERS.items() if page.number else ():
        # A character in from the edge, as 7.5 of the standard has it; Chars counts hundredths of one of 14 points.
        edge = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
        number = f'{run("— ")}<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>{run(" —")}'
        inside[name] = f'<w:p><w:pPr><w:pStyle w:val="{FOOTER}"/>{edge}</w:pPr>{number}</w:p>'
        references += f'<w:footerReference w:type="{pages}" r:id="{name}"/>'
    kinds = {name: "footer" if name in FOOTERS else name for name in inside}
    texts = {
        "[Content_Types].xml": TYPES.format(
            overrides="".join(OVERRIDE.format(name=name, kind=kind) for name, kind in kinds.items())
        ),
        "_rels/.rels": RELATIONSHIPS.format(all=OF_PACKAGE),
        "word/_rels/document.xml.rels": RELATIONSHIPS.format(
            all="".join(RELATIONSHIP.format(name=name, kind=kind) for name, kind in kinds.items())
        ),
    }
    for name, kind in kinds.items():
        texts[f"word/{name}.xml"] = f'<w:{ROOTS[kind]} xmlns:w="{MAIN}">{inside[name]}</w:{ROOTS[kind]}>'
    edges = {name: mm(getattr(page, name)) for name in ("top", "right", "bottom", "left")}
    edges |= {"header": mm(page.top / 2), "footer": mm(page.number or page.bottom / 2), "gutter": 0}
    margins = "".join(f' w:{name}="{twips}"' for name, twips in edges.items())
    return _Shell(
        {name: f"{DECLARED}{text}".encode() for name, text in texts.items()},
        f'{DECLARED}<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:body>',
        f'<w:sectPr>{references}<w:pgSz w:w="{mm(PAGE_WIDTH)}" w:h="{mm(PAGE_HEIGHT)}"/><w:pgMar{margins}/>'
        '<w:cols w:space="720"/><w:docGrid w:linePitch="360"/></w:sectPr></w:body></w:document>',
    )
