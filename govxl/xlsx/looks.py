"""How fonts, fills and colours make text look: what strikes it out, raises, lowers or hides it.

Which cell formats have which of them is read in `parts`.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from govxl.xlsx.traces import Piece, Trace, masks_text, shows_words, with_traces

__all__ = [
    "BLACK", "WHITE", "CellLooks", "Colour", "Font", "Formats", "Rich", "attributes_of", "colour_of", "font_of",
    "font_with", "is_near",
]  # fmt: skip

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
    # Contrast alone is not enough: red on green has little of it, and is read all the same.
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
_INKS = re.compile(rb"[<:]color\s[^>]*")
_ATTRIBUTE = re.compile(r"(?<!\w)(\w++)\s*+=\s*+[\"']([^\"']*)[\"']")
_NUMBERED = re.compile(r"&#(x?)([0-9A-Fa-f]{1,6});")
_TAG = re.compile(r"<(\w++)([^<>]*+)>")


class Font(NamedTuple):
    """How letters look: struck out, raised or lowered, their colour, and whether they are too small to be seen.

    `repeated` are those of a cell that shows what it says until it is full (ECMA-376 part 1, 18.18.40, `fill`).
    """

    struck: bool = False
    script: Trace = ""
    colour: Colour = BLACK
    tiny: bool = False
    repeated: bool = False

    def trace(self, fill: Colour) -> Trace:
        """Say how letters show on a fill; that nobody sees them is said before all else."""
        if self.tiny or is_near(self.colour, fill):
            return "hidden"
        return "struck" if self.struck else self.script or ("repeated" if self.repeated else "")


class Rich(str):
    """A text of several fonts, until it is known in which cell it stands; None is the font of the cell."""

    __slots__ = ("runs",)
    runs: tuple[tuple[str, Font | None], ...]

    def __new__(cls, runs: tuple[tuple[str, Font | None], ...]) -> "Rich":
        """Join runs."""
        made = super().__new__(cls, "".join(text for text, _ in runs))
        made.runs = runs
        return made


Formats = tuple[Mapping[int, Font], Mapping[int, Colour], Mapping[int, str]]
"""Fonts, fills and codes by the index of the cell formats that have unusual ones."""


class CellLooks:
    """The looks of one workbook.

    `fonts`, `fills` and `codes` (number formats that show words of their own, or mask a text) are by the index a cell's
    style may have, of unusual formats alone; `backgrounds` are all fills. `rich` tells whether a text of several fonts
    was met that needs its cell to be understood. `unread` reads the formats, until somebody asks.
    """

    def __init__(
        self, backgrounds: frozenset[Colour] = frozenset({WHITE}), unread: Callable[[], Formats] | None = None
    ) -> None:
        self.fonts: Mapping[int, Font] = {}
        self.fills: Mapping[int, Colour] = {}
        self.codes: Mapping[int, str] = {}
        self.backgrounds, self.unread = backgrounds, unread
        self.rich = False

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
        # A run without a font of its own shows as its cell does.
        repeats = font is not None and font.repeated
        pieces = [Piece(part, look._replace(repeated=repeats).trace(fill) if look else whole) for part, look in runs]
        code = self.codes.get(style, "")
        if code and (masks_text(code) if is_text else shows_words(code)):
            pieces = [piece if piece.trace else Piece(piece.text, "masked", code) for piece in pieces]
        return with_traces(pieces) if pieces else str.__str__(text)

    def read(self) -> None:
        """Read the cell formats, once."""
        if self.unread:
            self.fonts, self.fills, self.codes = self.unread()
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
        inks = (colour_of(attributes_of(tag.decode("utf-8", "replace"))) for tag in set(_INKS.findall(properties)))
        return any(is_near(ink, fill) for ink in inks for fill in self.backgrounds)


def font_of(properties: str) -> Font:
    """Read the properties of a run out of plain XML."""
    told = {name: attributes_of(rest) for name, rest in _TAG.findall(properties)}
    return font_with(told)


def font_with(told: Mapping[str, Mapping[str, str]]) -> Font:
    """Make a font of its properties: their attributes by the name of each."""
    script: dict[str, Trace] = {"superscript": "raised", "subscript": "lowered"}
    size = told.get("sz", {}).get("val", "")
    return Font(
        "strike" in told and told["strike"].get("val", "1") not in _OFF,
        script.get(told.get("vertAlign", {}).get("val", ""), ""),
        colour_of(told["color"]) if "color" in told else BLACK,
        bool(re.fullmatch(r"\d+(\.\d*)?", size)) and float(size) <= TINY,
    )


def attributes_of(tag: str) -> dict[str, str]:
    """Read attributes; a value may spell its letters as numbers, of which only those of ASCII mean anything here."""

    def letter(found: re.Match[str]) -> str:
        code = int(found[2], 16 if found[1] else 10)
        return chr(code) if code < 0x80 else ""

    return {name: _NUMBERED.sub(letter, value) if "&" in value else value for name, value in _ATTRIBUTE.findall(tag)}
