"""Style sheets taken apart: rules and declarations, and their values as far as they decide whether a text is seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "SIZES",
    "Colour",
    "Declaration",
    "StyleRule",
    "StyleSheets",
    "colour",
    "contrast",
    "declarations",
    "length",
    "lengths",
    "over",
    "parse_sheet",
    "split",
]

# -- Rules


MOST_RULES = 20_000
"""Rules of one page; a site's own sheets have some thousands, and stand outside of the page."""

LONGEST_VALUE = 2_000
"""Characters of a value that are looked at."""

READ_WORDS = """
    display visibility opacity content content-visibility text-decoration text-decoration-line vertical-align
    font-size font font-family color background background-color background-image direction unicode-bidi position
    left right top bottom float order flex-direction flex-flow transform scale rotate translate clip clip-path
    text-indent margin margin-left margin-top margin-right height max-height width max-width overflow overflow-x
    overflow-y text-overflow -webkit-line-clamp letter-spacing line-height -webkit-text-fill-color
    -webkit-text-security filter mask mask-image mix-blend-mode zoom text-transform font-variant
    font-variant-position font-feature-settings animation animation-name list-style list-style-type all mso-hide
    background-clip -webkit-background-clip
"""
READ = frozenset(READ_WORDS.split())
"""Properties that can hide a text or make another of it."""

TOKEN = re.compile(r"/\*|[\"'{};()]|\\.|[^/\"'{};()\\]+|/", re.DOTALL)
STRINGS = {quote: re.compile(rf"{quote}(?:[^{quote}\\\n]|\\.)*{quote}?", re.DOTALL) for quote in "\"'"}
ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|(.))", re.DOTALL)
IMPORTANT = re.compile(r"!\s*important\s*$", re.IGNORECASE)
GROUPS = ("@media", "@supports", "@layer", "@container", "@scope", "@document", "@starting-style")
ALWAYS = frozenset(("screen", "all", "only screen", ""))


class Declaration(NamedTuple):
    """What is declared; names are in small letters, values as they stand."""

    name: str
    value: str
    important: bool = False


@dataclass(frozen=True, slots=True)
class StyleRule:
    """Selectors, and what is declared for what they select; uncertain where that holds on some condition only."""

    selectors: str
    declared: tuple[Declaration, ...]
    uncertain: bool = False


@dataclass(slots=True)
class StyleSheets:
    """The style sheets of a page; `whole` is false where something could not be read or is fetched from elsewhere."""

    rules: list[StyleRule] = field(default_factory=list)
    fonts: set[str] = field(default_factory=set)
    fetched: bool = False
    too_many: bool = False


class _OpenBlock(NamedTuple):
    """An open block: what stands before it, and whether it holds declarations."""

    prelude: str
    uncertain: bool
    texts: list[str]


def parse_sheet(text: str, sheet: StyleSheets) -> None:
    """Add the rules of a style sheet to others."""
    blocks: list[_OpenBlock] = []
    buffer: list[str] = []
    for token in _tokens(text.replace("<!--", " ").replace("-->", " ")):
        if token == "{":
            prelude = "".join(buffer).strip()
            buffer.clear()
            blocks.append(_opened(prelude, blocks[-1] if blocks else None))
        elif token == ";" or token == "}":
            said = "".join(buffer).strip()
            buffer.clear()
            if blocks:
                blocks[-1].texts.append(said)
            elif said.lower().startswith("@import"):
                sheet.fetched = True
            if token == "}" and blocks:
                _closed(blocks.pop(), sheet)
        else:
            buffer.append(token)
    if blocks:
        blocks[-1].texts.append("".join(buffer))
    for block in reversed(blocks):
        _closed(block, sheet)


def _opened(prelude: str, around: _OpenBlock | None) -> _OpenBlock:
    uncertain = around is not None and around.uncertain
    name = prelude.lower()
    if name.startswith(GROUPS):
        condition = name.partition(" ")[2].strip()
        holds = name.startswith(("@layer", "@media")) and (name.startswith("@layer") or condition in ALWAYS)
        # A condition inside a rule is about what that rule selects.
        return _OpenBlock(around.prelude if around else "", uncertain or not holds, [])
    if around is not None and around.prelude:
        inner = prelude.replace("&", around.prelude) if "&" in prelude else f"{around.prelude} {prelude}"
        return _OpenBlock(inner[:2000], True, [])
    return _OpenBlock(prelude, uncertain, [])


def _closed(block: _OpenBlock, sheet: StyleSheets) -> None:
    declared = tuple(_declared(block.texts))
    name = block.prelude.lower()
    if name.startswith("@font-face"):
        family = (each.value for each in declared if each.name == "font-family")
        sheet.fonts.update(value.strip("\"' ").lower() for value in family)
    elif block.prelude and not name.startswith("@") and declared:
        # So many rules are followed; with more a page is doubtful as a whole.
        if len(sheet.rules) < MOST_RULES:
            sheet.rules.append(StyleRule(block.prelude, declared, block.uncertain))
        else:
            sheet.too_many = True


def declarations(style: str) -> tuple[Declaration, ...]:
    """Read what the `style` of an element declares, as far as it can change what is seen."""
    return _known_style(style) if len(style) < LONGEST_VALUE else _read_style(style)


def _read_style(style: str) -> tuple[Declaration, ...]:
    texts: list[str] = []
    buffer: list[str] = []
    for token in _tokens(style):
        if token == ";":
            texts.append("".join(buffer))
            buffer.clear()
        else:
            buffer.append(token)
    return tuple(_declared([*texts, "".join(buffer)]))


_known_style = lru_cache(maxsize=1024)(_read_style)
"""The same, remembered: what is pasted into a site says the same few dozen styles, page after page."""


def _declared(texts: list[str]) -> Iterator[Declaration]:
    for text in texts:
        name, colon, value = text.partition(":")
        name = _unescaped(name).strip().lstrip("*_").lower()
        if colon and (name in READ or name.startswith("--")):
            bare = IMPORTANT.sub("", value)
            yield Declaration(name, _unescaped(bare[:LONGEST_VALUE]).strip(), len(bare) < len(value))


def _unescaped(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else 0
        return (chr(code) if 0 < code < 0x110000 else "\ufffd") if found[1] else found[2]

    return ESCAPE.sub(letter, text) if "\\" in text else text


def _tokens(text: str) -> Iterator[str]:
    """Yield what a sheet is made of, comments left out; what is in brackets or quotes is one token with its marks."""
    at = depth = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        token = found[0] if found else text[at]
        if token == "/*":
            end = text.find("*/", at + 2)
            at = end + 2 if end >= 0 else len(text)
            continue
        if token in STRINGS:
            whole = STRINGS[token].match(text, at)
            token = whole[0] if whole else token
        at += len(token)
        depth += (token == "(") - (token == ")" and depth > 0)
        # A bracket that is never closed must not swallow the rest of the sheet.
        if depth and token in "{}":
            depth = 0
        yield f" {token}" if depth and token == ";" else token


# -- Values


UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "vw": 12.8, "vh": 8.0, "q": 0.945}
OF_TEXT = {"em": 1.0, "rem": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "lh": 1.2}
"""Of the size of the text."""

SIZES = {
    "xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32,
    "smaller": None, "larger": None, "inherit": None, "initial": 16, "unset": None, "revert": None,
}  # fmt: skip
"""Sizes by name; those without a number are as the text around."""

LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?)([a-z]{0,4}|%)", re.IGNORECASE)
HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]{0,100})\)", re.IGNORECASE)
NUMBERS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)%?")
GAP = re.compile(r"\s+(?![^()]*\))")

COLOURS = """
    black:000000 white:ffffff red:ff0000 green:008000 blue:0000ff yellow:ffff00 gray:808080 grey:808080 silver:c0c0c0
    maroon:800000 purple:800080 fuchsia:ff00ff magenta:ff00ff lime:00ff00 olive:808000 navy:000080 teal:008080
    aqua:00ffff cyan:00ffff orange:ffa500 pink:ffc0cb brown:a52a2a gold:ffd700 crimson:dc143c tomato:ff6347
    coral:ff7f50 salmon:fa8072 darkred:8b0000 firebrick:b22222 darkblue:00008b mediumblue:0000cd midnightblue:191970
    royalblue:4169e1 steelblue:4682b4 dodgerblue:1e90ff deepskyblue:00bfff skyblue:87ceeb lightskyblue:87cefa
    lightblue:add8e6 darkgreen:006400 forestgreen:228b22 seagreen:2e8b57 limegreen:32cd32 lightgreen:90ee90
    darkgray:a9a9a9 darkgrey:a9a9a9 dimgray:696969 dimgrey:696969 lightgray:d3d3d3 lightgrey:d3d3d3 gainsboro:dcdcdc
    whitesmoke:f5f5f5 snow:fffafa ivory:fffff0 ghostwhite:f8f8ff floralwhite:fffaf0 mintcream:f5fffa azure:f0ffff
    seashell:fff5ee aliceblue:f0f8ff lavenderblush:fff0f5 honeydew:f0fff0 oldlace:fdf5e6 linen:faf0e6 beige:f5f5dc
    cornsilk:fff8dc lightyellow:ffffe0 lightcyan:e0ffff lemonchiffon:fffacd lightgoldenrodyellow:fafad2
    papayawhip:ffefd5 blanchedalmond:ffebcd antiquewhite:faebd7 mistyrose:ffe4e1 lavender:e6e6fa bisque:ffe4c4
    moccasin:ffe4b5 navajowhite:ffdead peachpuff:ffdab9 wheat:f5deb3 khaki:f0e68c palegoldenrod:eee8aa thistle:d8bfd8
    plum:dda0dd violet:ee82ee orchid:da70d6 indigo:4b0082 slategray:708090 slategrey:708090 darkslategray:2f4f4f
    canvas:ffffff window:ffffff canvastext:000000 windowtext:000000 buttonface:efefef buttontext:000000
"""
NAMED = dict(pair.split(":") for pair in COLOURS.split())


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, and how much covers what is behind, from 0 to 1."""

    red: float
    green: float
    blue: float
    cover: float = 1.0


def colour(value: str) -> Colour | None:
    """Read a colour; None for what is none or is not known."""
    value = value.strip().lower()
    if value == "transparent":
        return Colour(0, 0, 0, 0)
    found = HEX.fullmatch(f"#{NAMED[value]}" if value in NAMED else value)
    if found:
        digits = found[1] if len(found[1]) > 4 else "".join(2 * digit for digit in found[1])
        red, green, blue, whole = (int((digits + "ff")[n : n + 2], 16) for n in (0, 2, 4, 6))
        return Colour(red, green, blue, whole / 255)
    function = FUNCTION.fullmatch(value)
    numbers = NUMBERS.findall(function[2]) if function else []
    if not function or len(numbers) not in (3, 4):
        return None
    cover = _part(numbers[3], 1) if len(numbers) == 4 else 1.0
    if function[1].lower() == "rgb":
        return Colour(_part(numbers[0], 255), _part(numbers[1], 255), _part(numbers[2], 255), cover)
    hue, saturation, light = (float(number.rstrip("%")) for number in numbers[:3])
    return _of_hue(hue, saturation, light, cover)


def _part(number: str, whole: float) -> float:
    value = float(number.rstrip("%")) * (whole / 100 if number.endswith("%") else 1)
    return max(0.0, min(value, whole))


def _of_hue(hue: float, saturation: float, light: float, cover: float) -> Colour:
    reach = saturation / 100 * min(light / 100, 1 - light / 100)

    def part(nth: int) -> float:
        turn = (nth + hue / 30) % 12
        return 255 * (light / 100 - reach * max(-1.0, min(turn - 3, 9 - turn, 1.0)))

    return Colour(part(0), part(8), part(4), cover)


def over(colour: Colour, ground: Colour) -> Colour:
    """Lay a colour over another."""
    mixed = (
        colour.cover * mine + (1 - colour.cover) * below for mine, below in zip(colour[:3], ground[:3], strict=True)
    )
    return Colour(*mixed)


def contrast(one: Colour, other: Colour) -> float:
    """Say how much lighter the lighter of two colours is (WCAG 2), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    def linear(part: float) -> float:
        part = max(0.0, min(part, 255.0)) / 255
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)


def split(value: str) -> list[str]:
    """Take a value apart at its blanks, brackets kept together."""
    return GAP.split(value.strip()) if len(value) < 500 else []


def length(value: str, size: float = 16.0, whole: float | None = None) -> float | None:
    """Read a length in pixels, of a text of some size; a share of `whole`; None for what is none."""
    found = LENGTH.fullmatch(value.strip().lower())
    if not found:
        return None
    number, unit = float(found[1]), found[2]
    if unit == "%":
        return None if whole is None else number * whole / 100
    if unit in OF_TEXT:
        return number * OF_TEXT[unit] * size
    return number * UNITS[unit] if unit in UNITS else number if not unit else None


def lengths(value: str, size: float) -> list[float]:
    """Read all lengths of a value."""
    return [found for each in split(value) if (found := length(each, size)) is not None]
