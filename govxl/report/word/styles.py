"""The styles of a report and of the papers: real headings, so that the navigation pane and a contents list work."""

from collections.abc import Iterator
from dataclasses import dataclass

from govxl.report.word.fonts import FANG, HEI, KAI, SONG, TIMES, TITLE, fonts
from govxl.report.word.markup import TWIPS

__all__ = [
    "BODY", "BODY_SIZE", "CAPTION", "FOOTER", "HEADINGS", "LINE", "NOTE_TEXT", "PAPER", "REPORT", "TITLE_SIZE",
    "TITLE_STYLE", "Style", "cell_style", "defaults", "styles",
]  # fmt: skip

LINE = 28
"""Points of a line of text: 22 lines a page."""

TITLE_SIZE, BODY_SIZE = 22, 16
"""Points of a report's title, and of its text."""

SQUEEZE = -5
"""Twips between characters of 16 points: 28 of them on a line."""

BODY, TITLE_STYLE, HEADINGS, CAPTION, FOOTER = "BodyText", "Title", ("Heading1", "Heading2"), "Caption", "Footer"
NOTE_TEXT = "TableNote"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: sizes and distances in points, `indent` in characters, `level` of the outline from 1."""

    id: str
    name: str
    font: str = FANG
    latin: str = ""
    size: float = BODY_SIZE
    line: float = LINE
    align: str = "left"
    indent: int = 0
    before: float = 0
    after: float = 0
    level: int = 0
    keep: bool = False
    squeeze: int = 0
    colour: str = ""

    def xml(self) -> str:
        """Write it down; what a schema wants in an order stands in that order."""
        first = 0 if not self.indent else round(self.indent * (self.size * TWIPS + self.squeeze))
        about = (
            "<w:keepNext/><w:keepLines/>" * self.keep
            + '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
            + f'<w:spacing w:before="{_twips(self.before)}" w:after="{_twips(self.after)}"'
            + f' w:line="{_twips(self.line)}" w:lineRule="exact"/>'
            + f'<w:ind w:firstLineChars="{self.indent * 100}" w:firstLine="{first}"/>' * bool(self.indent)
            + f'<w:jc w:val="{self.align}"/>'
            + f'<w:outlineLvl w:val="{self.level - 1}"/>' * bool(self.level)
        )
        after = f'<w:next w:val="{BODY}"/>' * self.keep
        custom = ' w:customStyle="1"' * self.id.startswith("Table")
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="Normal"/>'
            f"{after}<w:qFormat/>"
            f"<w:pPr>{about}</w:pPr><w:rPr>{fonts(self.font, self.latin)}{self._letters()}</w:rPr></w:style>"
        )

    def _letters(self) -> str:
        colour = f'<w:color w:val="{self.colour}"/>' * bool(self.colour)
        squeeze = f'<w:spacing w:val="{self.squeeze}"/>' * bool(self.squeeze)
        half = round(self.size * 2)
        return f'<w:b w:val="0"/><w:bCs w:val="0"/>{colour}{squeeze}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


REPORT = (
    Style(TITLE_STYLE, "Title", TITLE, size=TITLE_SIZE, line=36, align="center", after=LINE, keep=True),
    Style("Heading1", "heading 1", HEI, indent=2, level=1, keep=True),
    Style("Heading2", "heading 2", KAI, indent=2, level=2, keep=True),
    Style(BODY, "Body Text", align="both", indent=2, squeeze=SQUEEZE),
    Style(CAPTION, "caption", HEI, size=12, line=20, align="center", before=4, after=4, keep=True),
    Style(NOTE_TEXT, "表格备注", size=12, line=20, align="both", indent=2),
    Style(FOOTER, "footer", SONG, size=14, line=20),
)
"""What a report is set in."""

PAPER = (
    Style(TITLE_STYLE, "Title", TITLE, size=20, line=28.5, align="center", after=14, keep=True),
    Style("Heading1", "heading 1", HEI, size=14, line=23, before=14, after=6, level=1, keep=True),
    Style("Heading2", "heading 2", HEI, size=12, line=18.5, before=8, level=2, keep=True),
    Style(BODY, "Body Text", size=12, line=18.5, align="both"),
    Style(CAPTION, "caption", size=12, line=18.5, align="center", after=14, colour="555555"),
    Style(NOTE_TEXT, "表格备注", size=10.5, line=17, align="both"),
    Style(FOOTER, "footer", SONG, size=9, line=14, before=8, colour="555555"),
)
"""What the papers are set in, smaller, as their pages for the screen are."""


def styles(looks: tuple[Style, ...], cells: tuple[float, ...]) -> Iterator[str]:
    """Yield all styles of a file; `cells` are the sizes its tables are set in."""
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:snapToGrid w:val="0"/></w:pPr><w:rPr>{fonts(FANG)}</w:rPr></w:style>'
    )
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    yield from (look.xml() for look in looks)
    for size in cells:
        yield from (look.xml() for look in _of_cells(size))


def cell_style(kind: str, size: float) -> str:
    """Name the style of a cell, a Head, a Label or a Cell, of a size in points."""
    return f"Table{kind}{size:g}".replace(".", "-")


def _of_cells(size: float) -> Iterator[Style]:
    """Yield the styles of a table's cells: headers, labels and figures."""
    line, name = round(size * 1.3, 1), f"{size:g}磅"
    yield Style(cell_style("Head", size), f"表头{name}", HEI, size=size, line=line, align="center")
    yield Style(cell_style("Label", size), f"表格标签{name}", SONG, size=size, line=line)
    yield Style(cell_style("Group", size), f"表格分组{name}", SONG, size=size, line=line, align="center")
    yield Style(cell_style("Cell", size), f"表格数据{name}", SONG, TIMES, size, line, "center")


def defaults() -> str:
    """Give what holds wherever no style says otherwise; Latin letters are English, or figures would be torn."""
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def _twips(points: float) -> int:
    return round(points * TWIPS)
