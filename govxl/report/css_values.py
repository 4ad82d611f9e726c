"""Values of style sheets as far as they decide whether a text is seen: colours and lengths."""

import re
from typing import NamedTuple

__all__ = ["SIZES", "Colour", "colour", "contrast", "length", "lengths", "over", "split"]

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
