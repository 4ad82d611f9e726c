"""How fonts, fills and colours make text look: which cell formats strike out, raise, lower or hide."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from govxl.xlsx.traces import Piece, Trace, masks_text, shows_words, with_traces
from govxl.xlsx.xml import utf8, walk

__all__ = ["BLACK", "WHITE", "CellLooks", "Colour", "Font", "Rich", "colour_of", "font_of", "is_near", "read_looks"]

# -- Colours


Colour = tuple[int, int, int] | str
"""Red, green, blue; or the words of a colour that is only the same as itself, such as one of the theme's accents."""

WHITE, BLACK = (255, 255, 255), (0, 0, 0)

LEAST_CONTRAST = 1.3
"""The contrast (WCAG 2.2) below which letters are not seen; a light grey that anybody reads has 1.5."""

ALIKE = 64
"""How far two colours may be apart in red, green or blue and still be taken for one."""

# ECMA-376 part 1, 18.8.27; the first eight are said twice.
_PALETTE = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080C0C0C0808080"
    "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    "003366339966003300333300993300993366333399333333"
)
_SYSTEM = {"64": BLACK, "65": WHITE}
_THEME = {"0": WHITE, "1": BLACK}
_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_TINT = re.compile(r"-?[0-9]{0,3}(?:\.[0-9]{0,20})?(?:[Ee]-[0-9]{1,3})?")


def colour_of(attributes: Mapping[str, str]) -> Colour:
    """Read a colour: its digits, a number of the palette, or one of the theme's, of which white and black are known."""
    rgb, index, theme = (attributes.get(key, "") for key in ("rgb", "indexed", "theme"))
    tint = attributes.get("tint", "")
    if found := _RGB.fullmatch(rgb):
        return _tinted(_digits(found[1]), tint)
    if index:
        # The first eight colours of the palette are counted twice.
        number = int(index) if index.isascii() and index.isdecimal() and len(index) < 4 else -1
        at = 6 * (number if number < 8 else number - 8)
        known = _digits(_PALETTE[at : at + 6]) if 0 <= number < 64 else _SYSTEM.get(index)
        return _tinted(known, tint) if known else f"indexed {index}"
    if theme:
        return _tinted(_THEME[theme], tint) if theme in _THEME else f"theme {theme} {tint}"
    return BLACK


def _digits(text: str) -> tuple[int, int, int]:
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def _tinted(colour: tuple[int, int, int], tint: str) -> tuple[int, int, int]:
    """Lighten a colour towards white, or darken it: -1 is black, 1 is white."""
    if not (tint and _TINT.fullmatch(tint) and any(map(str.isdigit, tint))):
        return colour
    # A tint beyond all the way to black or white is no further.
    share = max(-1.0, min(1.0, float(tint)))
    red, green, blue = (round(c * (1 + share) if share < 0 else c + (255 - c) * share) for c in colour)
    return red, green, blue


@lru_cache(maxsize=256)
def is_near(letters: Colour, fill: Colour) -> bool:
    """Tell whether letters of a colour cannot be seen on a fill."""
    if isinstance(letters, str) or isinstance(fill, str):
        return letters == fill
    apart = max(abs(one - other) for one, other in zip(letters, fill, strict=True))
    light, dark = sorted((_luminance(letters), _luminance(fill)), reverse=True)
    return apart <= ALIKE and (light + 0.05) / (dark + 0.05) < LEAST_CONTRAST


def _luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = (c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# -- Fonts, fills and cell formats


TINY = 2.0
"""Points of letters that nobody can read; Excel takes sizes from 1 on."""

_OFF = ("0", "false", "off")
_SMALL = re.compile(rb"sz\s+val=[\"'][0-2](?:\.\d*)?[\"']")
_INKS, _FILLS = re.compile(rb"[<:]color\s[^>]*"), re.compile(rb"[<:]fgColor\s[^>]*")
_CODES = re.compile(rb"\sformatCode=(?:\"([^\"]*)\"|'([^']*)')")
Kept = TypeVar("Kept")
_ATTRIBUTE = re.compile(r"(?<!\w)(\w++)\s*+=\s*+[\"']([^\"']*)[\"']")
_NUMBERED = re.compile(r"&#(x?)([0-9A-Fa-f]{1,6});")
_TAG = re.compile(r"<(\w++)([^<>]*+)>")


@dataclass(frozen=True, slots=True)
class Font:
    """How letters look: struck out, raised or lowered, their colour, and whether they are too small to be seen."""

    struck: bool = False
    script: Trace = ""
    colour: Colour = BLACK
    tiny: bool = False

    def trace(self, fill: Colour) -> Trace:
        """Say how letters show on a fill; that nobody sees them is said before all else."""
        if self.tiny or is_near(self.colour, fill):
            return "hidden"
        return "struck" if self.struck else self.script


class Rich(str):
    """A text of several fonts, until it is known in which cell it stands; None is the font of the cell."""

    __slots__ = ("runs",)
    runs: tuple[tuple[str, Font | None], ...]

    def __new__(cls, runs: tuple[tuple[str, Font | None], ...]) -> "Rich":
        """Join runs."""
        made = super().__new__(cls, "".join(text for text, _ in runs))
        made.runs = runs
        return made


@dataclass(slots=True)
class CellLooks:
    """The looks of one workbook.

    `fonts`, `fills` and `codes` (number formats that show words of their own, or mask a text) are by the index a cell's
    style may have, of unusual formats alone; `backgrounds` are all fills. `rich` tells whether a text of several fonts
    was met that needs its cell to be understood. `unread` is the part that holds the formats, until somebody asks.
    """

    fonts: Mapping[int, Font] = field(default_factory=dict)
    fills: Mapping[int, Colour] = field(default_factory=dict)
    codes: Mapping[int, str] = field(default_factory=dict)
    backgrounds: frozenset[Colour] = frozenset({WHITE})
    rich: bool = False
    unread: tuple[str, bytes] | None = field(default=None, repr=False)

    @property
    def unusual(self) -> bool:
        """Whether any text of the workbook may show other than it says."""
        return self.rich or bool(self.fonts or self.codes)

    def seen(self, text: str, style: int, is_text: bool) -> str:
        """Give what a cell says as it shows there."""
        if not (isinstance(text, Rich) or style in self.fonts or style in self.codes):
            return text
        self.read()
        # White letters are hidden on white and shown on blue: letters and fill are judged together.
        fill = self.fills.get(style, WHITE)
        font = self.fonts.get(style)
        whole = font.trace(fill) if font else ""
        runs = text.runs if isinstance(text, Rich) else ((text, None),)
        pieces = [Piece(part, look.trace(fill) if look else whole) for part, look in runs]
        code = self.codes.get(style, "")
        if code and (masks_text(code) if is_text else shows_words(code)):
            pieces = [piece if piece.trace else Piece(piece.text, "masked", code) for piece in pieces]
        return with_traces(pieces) if pieces else str.__str__(text)

    def read(self) -> None:
        """Read the cell formats, once."""
        if self.unread:
            part, data = self.unread
            self.fonts, self.fills, self.codes = _FormatsWalk().read(part, data)
            self.unread = None

    def is_odd(self, rich: bytes) -> bool:
        """Tell whether rich texts may hold letters that do not simply show; quick, and sure of a no."""
        if self.fonts:
            return True
        # Each kind of run is looked at once: hundreds of texts share a few.
        properties = {each.partition(b"</rPr>")[0] for each in rich.split(b"<rPr")[1:]}
        return any(map(self.is_odd_font, properties))

    def is_odd_font(self, properties: bytes) -> bool:
        """Tell whether letters with such properties may not simply show."""
        if b"strike" in properties or b"vertAlign" in properties or _SMALL.search(properties):
            return True
        # On which fill they will stand is not known yet, so each of the workbook is asked.
        inks = (colour_of(_attributes(tag.decode("utf-8", "replace"))) for tag in set(_INKS.findall(properties)))
        return any(is_near(ink, fill) for ink in inks for fill in self.backgrounds)


def font_of(properties: str) -> Font:
    """Read the properties of a run, or of a font, out of plain XML."""
    told = {name: _attributes(rest) for name, rest in _TAG.findall(properties)}
    return _font(told)


def _font(told: Mapping[str, Mapping[str, str]]) -> Font:
    script: dict[str, Trace] = {"superscript": "raised", "subscript": "lowered"}
    size = told.get("sz", {}).get("val", "")
    return Font(
        "strike" in told and told["strike"].get("val", "1") not in _OFF,
        script.get(told.get("vertAlign", {}).get("val", ""), ""),
        colour_of(told["color"]) if "color" in told else BLACK,
        bool(re.fullmatch(r"\d+(\.\d*)?", size)) and float(size) <= TINY,
    )


def read_looks(part: str, data: bytes) -> CellLooks:
    """Read the looks of a workbook's cell formats; the part must be proven well-formed."""
    data = utf8(part, data)
    # Fonts, fills and number formats come before the cell formats, which are many and tell nothing by themselves; where
    # a program has put some of them behind, all is looked at.
    cut = data.find(b"cellStyleXfs")
    head = data[:cut] if max(map(data.rfind, (b"fonts", b"fills", b"numFmts"))) < cut else data
    fills = set(_FILLS.findall(head))
    colours = (colour_of(_attributes(tag.decode("utf-8", "replace"))) for tag in fills)
    looks = CellLooks(backgrounds=frozenset([WHITE, *colours]), unread=(part, data))
    codes = [(double or single).decode() for double, single in set(_CODES.findall(head))]
    odd = b"&#" in head or looks.is_odd_font(head) or looks.is_odd_font(b"<color auto='1'/>")
    if odd or any(masks_text(code) or shows_words(code) or "&" in code for code in codes):
        looks.read()
    return looks


def _attributes(tag: str) -> dict[str, str]:
    """Read attributes; a value may spell its letters as numbers, of which only those of ASCII mean anything here."""

    def letter(found: re.Match[str]) -> str:
        code = int(found[2], 16 if found[1] else 10)
        return chr(code) if code < 0x80 else ""

    return {name: _NUMBERED.sub(letter, value) if "&" in value else value for name, value in _ATTRIBUTE.findall(tag)}


class _FormatsWalk:
    """Gathers fonts, fills, number formats and the cell formats made of them, in one walk over the styles."""

    def __init__(self) -> None:
        self.fonts: list[dict[str, dict[str, str]]] = []
        self.fills: list[Colour] = []
        self.codes: dict[str, str] = {}
        self.formats: list[tuple[str, str, str]] = []
        self.section = ""

    def read(self, part: str, data: bytes) -> tuple[dict[int, Font], dict[int, Colour], dict[int, str]]:
        """Give fonts, fills and codes of unusual formats, by their index."""
        walk(part, data, self.start, self.end)
        fonts: dict[int, Font] = {}
        fills: dict[int, Colour] = {}
        codes: dict[int, str] = {}
        for style, (font, fill, code) in enumerate(self.formats):
            look = _font(_at(self.fonts, font, {}))
            ground = _at(self.fills, fill, WHITE)
            if look.trace(ground):
                fonts[style] = look
            if ground != WHITE:
                fills[style] = ground
            if told := self.codes.get(code):
                codes[style] = told
        return fonts, fills, codes

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("fonts", "fills", "cellXfs", "numFmts"):
            self.section = name
        elif self.section == "fonts":
            if name == "font":
                self.fonts.append({})
            elif self.fonts:
                self.fonts[-1].setdefault(name, attributes)
        # A solid fill is its colour; what a pattern or a gradient shows through is known to nobody.
        elif self.section == "fills" and name == "fill":
            self.fills.append("gradient")
        elif self.section == "fills" and name == "patternFill" and self.fills:
            kind = attributes.get("patternType", "none")
            self.fills[-1] = WHITE if kind == "none" else kind
        elif self.section == "fills" and name == "fgColor" and self.fills and self.fills[-1] == "solid":
            self.fills[-1] = colour_of(attributes)
        elif self.section == "numFmts" and name == "numFmt":
            code = attributes.get("formatCode", "")
            if masks_text(code) or shows_words(code):
                self.codes.setdefault(attributes.get("numFmtId", ""), code)
        elif self.section == "cellXfs" and name == "xf":
            self.formats.append(tuple(attributes.get(key, "0") for key in ("fontId", "fillId", "numFmtId")))  # type: ignore[arg-type]

    def end(self, name: str) -> None:
        if name == self.section:
            self.section = ""


def _at(kept: Sequence[Kept], index: str, default: Kept) -> Kept:
    """Give what an index points at; one that points nowhere means the plain look."""
    number = int(index) if index.isascii() and index.isdecimal() and len(index) < 7 else len(kept)
    return kept[number] if number < len(kept) else default
