"""The looks of Word files: the fonts of GB/T 9704, markup, and the styles of reports and papers."""

import re
from dataclasses import dataclass
from html import escape

__all__ = [
    "BODY",
    "BODY_SIZE",
    "CAPTION",
    "FANG",
    "FOOTER",
    "HEADINGS",
    "HEI",
    "KAI",
    "LINE",
    "LONG_RUN",
    "NOTE_TEXT",
    "PAPER",
    "REPORT",
    "SONG",
    "STAND_INS",
    "TIMES",
    "TITLE",
    "TITLE_SIZE",
    "TITLE_STYLE",
    "TWIPS",
    "ParagraphStyle",
    "blank",
    "cell_style",
    "font_table",
    "fonts",
    "mm",
    "paragraph",
    "plain_text",
    "run",
    "style_sheet",
]

# -- Fonts


TITLE, HEI, KAI, FANG, SONG, TIMES = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体", "Times New Roman"

STAND_INS = {
    TITLE: ("FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "SimSun", "Noto Serif CJK SC"),
    HEI: ("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
    KAI: ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "Noto Serif CJK SC"),
    FANG: ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "SimSun", "Noto Serif CJK SC"),
    SONG: ("SimSun", "NSimSun", "STSong", "Noto Serif CJK SC", "Source Han Serif SC"),
    TIMES: ("Liberation Serif", "Tinos"),
}
"""The same fonts under other names first, then the nearest ones of Windows, macOS, Linux."""

CHINESE, WESTERN = "86", "00"
FAMILIES = {HEI: "swiss", KAI: "script"}


def fonts(chinese: str, latin: str = "") -> str:
    """Name the font of Chinese characters, and another for Latin letters and figures if wished."""
    latin = latin or chinese
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{chinese}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def font_table() -> str:
    """Tell a program which fonts may stand in for which."""
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/>'
        f'<w:charset w:val="{WESTERN if name == TIMES else CHINESE}"/>'
        f'<w:family w:val="{FAMILIES.get(name, "roman")}"/><w:pitch w:val="variable"/></w:font>'
        for name, others in STAND_INS.items()
    )


# -- Markup


TWIPS = 20
"""Twips of a point, the unit of most lengths in a Word file."""

LONG_RUN = re.compile(r"[!-~]{16,}|[0-9.,]{12,}")
"""Latin letters such as a web address, or a long figure: the line before it would gape if it were justified."""

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file can hold (XML 1.0, 2.2)."""

RAGGED = '<w:jc w:val="left"/>'


def mm(length: float) -> int:
    """Give millimetres in twips."""
    return round(length * 1440 / 25.4)


def plain_text(text: str) -> str:
    """Escape a text and drop what XML cannot hold; a tab is a blank, as on a web page."""
    return escape(ILLEGAL.sub("", text).replace("\t", " "), quote=True)


def run(text: str, properties: str = "") -> str:
    """Set a text, with properties (w:rPr) of its own if there are any; its line ends are line breaks."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    # Word swallows blanks at the ends of a text that does not say they are to be kept.
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in plain_text(text).split("\n"))
    return f"<w:r>{about}{lines}</w:r>"


def paragraph(style: str, *runs: str, keep: bool = False, loose: bool = False, about: str = "") -> str:
    """Set runs in a style; `keep` them on one page with the next paragraph, leave lines uneven if `loose`.

    `about` is what else differs from the style (w:spacing, w:ind).
    """
    about = f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" * keep}{about}{RAGGED * loose}'
    return f"<w:p><w:pPr>{about}</w:pPr>{''.join(runs)}</w:p>"


def blank(points: float) -> str:
    """Leave a gap; Word also wants a paragraph between two tables and after the last."""
    line = f'<w:spacing w:before="0" w:after="0" w:line="{round(points * TWIPS)}" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{line}</w:pPr></w:p>"


# -- Styles


LINE = 28
"""Points of a line of text: 22 lines a page."""

TITLE_SIZE, BODY_SIZE = 22, 16
"""Points of a report's title, and of its text."""

SQUEEZE = -5
"""Twips between characters of 16 points: 28 of them on a line."""

BODY, TITLE_STYLE, HEADINGS, CAPTION, FOOTER = "BodyText", "Title", ("Heading1", "Heading2"), "Caption", "Footer"
NOTE_TEXT = "TableNote"


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
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
        before, after, line = (round(points * TWIPS) for points in (self.before, self.after, self.line))
        # Word counts an indent in characters, other programs in twips: the same is said in both.
        first = round(self.indent * (self.size * TWIPS + self.squeeze))
        about = (
            "<w:keepNext/><w:keepLines/>" * self.keep
            + '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
            + f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'
            + f'<w:ind w:firstLineChars="{self.indent * 100}" w:firstLine="{first}"/>' * bool(self.indent)
            + f'<w:jc w:val="{self.align}"/>'
            + f'<w:outlineLvl w:val="{self.level - 1}"/>' * bool(self.level)
        )
        half = round(self.size * 2)
        letters = (
            '<w:b w:val="0"/><w:bCs w:val="0"/>'
            + f'<w:color w:val="{self.colour}"/>' * bool(self.colour)
            + f'<w:spacing w:val="{self.squeeze}"/>' * bool(self.squeeze)
            + f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        )
        custom = ' w:customStyle="1"' * self.id.startswith("Table")
        following = f'<w:next w:val="{BODY}"/>' * self.keep
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="Normal"/>'
            f"{following}<w:qFormat/>"
            f"<w:pPr>{about}</w:pPr><w:rPr>{fonts(self.font, self.latin)}{letters}</w:rPr></w:style>"
        )


REPORT = (
    ParagraphStyle(TITLE_STYLE, "Title", TITLE, size=TITLE_SIZE, line=36, align="center", after=LINE, keep=True),
    ParagraphStyle("Heading1", "heading 1", HEI, indent=2, level=1, keep=True),
    ParagraphStyle("Heading2", "heading 2", KAI, indent=2, level=2, keep=True),
    ParagraphStyle(BODY, "Body Text", align="both", indent=2, squeeze=SQUEEZE),
    ParagraphStyle(CAPTION, "caption", HEI, size=12, line=20, align="center", before=4, after=4, keep=True),
    ParagraphStyle(NOTE_TEXT, "表格备注", size=12, line=20, align="both", indent=2),
    ParagraphStyle(FOOTER, "footer", SONG, size=14, line=20),
)
"""What a report is set in."""

PAPER = (
    ParagraphStyle(TITLE_STYLE, "Title", TITLE, size=20, line=28.5, align="center", after=14, keep=True),
    ParagraphStyle("Heading1", "heading 1", HEI, size=14, line=23, before=14, after=6, level=1, keep=True),
    ParagraphStyle("Heading2", "heading 2", HEI, size=12, line=18.5, before=8, level=2, keep=True),
    ParagraphStyle(BODY, "Body Text", size=12, line=18.5, align="both"),
    ParagraphStyle(CAPTION, "caption", size=12, line=18.5, align="center", after=14, colour="555555"),
    ParagraphStyle(NOTE_TEXT, "表格备注", size=10.5, line=17, align="both"),
    ParagraphStyle(FOOTER, "footer", SONG, size=9, line=14, before=8, colour="555555"),
)
"""What the papers are set in, smaller, as their pages for the screen are."""


def style_sheet(looks: tuple[ParagraphStyle, ...], cells: tuple[float, ...]) -> str:
    """Write all styles of a file; `cells` are the sizes its tables are set in."""
    # Latin letters are marked as English, or Word would tear figures apart at the end of a line.
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:snapToGrid w:val="0"/></w:pPr><w:rPr>{fonts(FANG)}</w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    of_cells = (
        look
        for size in cells
        for line, name in [(round(size * 1.3, 1), f"{size:g}磅")]
        for look in (
            ParagraphStyle(cell_style("Head", size), f"表头{name}", HEI, size=size, line=line, align="center"),
            ParagraphStyle(cell_style("Label", size), f"表格标签{name}", SONG, size=size, line=line),
            ParagraphStyle(cell_style("Group", size), f"表格分组{name}", SONG, size=size, line=line, align="center"),
            ParagraphStyle(cell_style("Cell", size), f"表格数据{name}", SONG, TIMES, size, line, "center"),
        )
    )
    return defaults + "".join(look.xml() for look in (*looks, *of_cells))


def cell_style(kind: str, size: float) -> str:
    """Name the style of a cell, a Head, a Label, a Group or a Cell, of a size in points."""
    return f"Table{kind}{size:g}".replace(".", "-")
