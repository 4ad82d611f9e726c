"""Colours of letters and fills as a workbook tells them, and whether one can be told from the other."""

import re
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["BLACK", "WHITE", "Colour", "colour_of", "is_near"]

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
