"""What a cell shows, of the number or text it stores and its number format, as Excel does; how wide it is left out.

Numbers are exact decimals throughout, rounded half away from zero only where the format rounds. What cannot be told is
None, never a guess.
"""

import re
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from govxl.xlsx.format_codes import CodeSection, Part, parse_code
from govxl.xlsx.format_dates import EXACT, chinese_digits, chinese_number, shown_date

__all__ = ["FULL", "Displayed", "decimals_of", "shown_number", "shown_text"]

FULL = "########"
"""What stands where a date cannot be shown."""

_SIMPLE = re.compile(r"(?:\[\$-[0-9A-F]{1,4}\])?(?:0|#,##0)(?:\.(0{1,15}))?(?:_.)?")
_UNSEEN = ("white", "白色", "color2", "颜色2")
"""Colours that nobody sees on paper."""

_LONGEST, _PRECISION, _SCIENTIFIC = 11, 10, 6
"""General: characters at most, digits of a number with a point, digits of one with a power."""

_MOST_FRACTION = 7
"""Digits of a denominator."""


class Displayed(NamedTuple):
    """What stands in a cell.

    `plain` is the same in ordinary digits, where the text has Chinese ones; `colour` is what its section asks for;
    `kind` is the section's (`format_codes.Section`).
    """

    text: str
    plain: str
    kind: str
    colour: str
    parts: tuple[Part, ...]


@lru_cache(maxsize=512)
def decimals_of(code: str) -> int:
    """Count the decimals that the plainest codes show (`0`, `#,##0.00`); -1 for all others."""
    found = _SIMPLE.fullmatch(code)
    return len(found[1] or "") if found else -1


def shown_number(code: str, value: Decimal, shift: int = 0) -> Displayed | None:
    """Work out what a number shows; `shift` is to be added to a date's, so that it counts from 1900.

    None where only the computer at hand could tell.
    """
    sections = parse_code(code)
    numeric = sections[:3]
    # The section for texts takes no part: the fourth, or a last one with @ that is not the only one.
    if len(sections) == len(numeric) > 1 and numeric[-1].kind == "text":
        numeric = numeric[:-1]
    chosen = _chosen(numeric, value) if numeric else None
    if chosen is None or not chosen[0].known:
        return None
    section, unsigned = chosen
    if section.kind == "date":
        text = shown_date(section, value + shift)
        return Displayed(FULL if text is None else text, text or FULL, "date", section.colour, section.parts)
    sign = "-" if value < 0 and not unsigned else ""
    plain = sign + _written(section, value.copy_abs())
    text = plain = "" if section.colour in _UNSEEN else plain
    if section.numerals:
        text = (chinese_number if section.kind == "general" else chinese_digits)(plain, section.numerals)
    return Displayed(text, plain, section.kind, section.colour, section.parts)


def shown_text(code: str, text: str) -> str | None:
    """Give what a text shows: the last section for texts says so, if there is one; None where that cannot be told."""
    sections = parse_code(code)
    if not sections:
        return None
    section = sections[3] if len(sections) == 4 else sections[-1]
    if len(sections) < 4 and section.kind != "text":
        return text
    return "" if section.colour in _UNSEEN else "".join(text if k == "text" else each for k, each in section.parts)


# -- Sections


def _chosen(sections: tuple[CodeSection, ...], value: Decimal) -> tuple[CodeSection, bool] | None:
    """Choose the section for a number, and say whether it shows no sign of its own accord.

    None where conditions leave a number without any.
    """
    first, second = sections[0], sections[1] if len(sections) > 1 else None
    # Without conditions the sections are for positive, negative and zero, and the negative one says the minus itself.
    if first.condition is None and (second is None or second.condition is None):
        if second is not None and value < 0:
            return second, True
        return (sections[2] if len(sections) > 2 and not value else first), False
    if first.takes(value) or (first.condition is None and value > 0):
        return first, first.only_negative()
    if second is None:
        return None
    if second.condition is None:
        if len(sections) > 2 and value >= 0:
            return sections[2], False
        return second, True
    if second.takes(value):
        return second, True
    return (sections[2], False) if len(sections) > 2 else None


def _written(section: CodeSection, value: Decimal) -> str:
    """Write a number without its sign."""
    value = value.scaleb(section.scale, EXACT)
    match section.kind:
        case "general":
            return "".join(_general(value) if kind == "general" else text for kind, text in section.parts)
        case "text":
            return _general(value)  # a format for texts alone leaves numbers as they are
        case "fraction":
            return _fraction(section.parts, value)
        case "literal":
            return "".join(text for _, text in section.parts)
    if any(kind == "power" for kind, _ in section.parts):
        return _scientific(section, value)
    return _digits(section.parts, value, section.grouped)


def _general(value: Decimal) -> str:
    """Write a number as General does: eleven characters at most, else rounded, or with a power of ten."""
    if not value:
        return "0"
    sign, value = ("-" if value < 0 else ""), value.copy_abs()
    size = value.adjusted()
    whole = f"{value.normalize():f}"
    if size <= _PRECISION and len(whole) <= _LONGEST:
        return sign + whole
    if -5 < size <= _PRECISION:
        places = min(_PRECISION - 1 - max(size, 0), 9)
        rounded = value.quantize(Decimal(1).scaleb(-max(places, 0)), context=EXACT)
        if rounded.adjusted() <= _PRECISION:
            return f"{sign}{rounded.normalize(EXACT):f}"
    rounded = Context(_SCIENTIFIC, ROUND_HALF_UP).create_decimal(value).normalize()
    power = rounded.adjusted()
    mantissa = f"{rounded.scaleb(-power):f}"
    return f"{sign}{mantissa}E{'-' if power < 0 else '+'}{abs(power):02d}"


# -- Digits


def _digits(parts: tuple[Part, ...], value: Decimal, grouped: bool = False) -> str:
    """Fill the digits of a number into its marks, literals between them included."""
    kinds = [kind for kind, _ in parts]
    point = kinds.index("point") if "point" in kinds else len(parts)
    before = [n for n in range(point) if kinds[n] == "digit"]
    after = [n for n in range(point, len(parts)) if kinds[n] == "digit"]
    # Rounded once: rounded to one digit after the other, 0.45 would become 1.
    rounded = value.quantize(Decimal(1).scaleb(-len(after)), context=EXACT)
    head, _, tail = f"{rounded:f}".partition(".")
    filled: dict[int, str] = {}
    digits = head.lstrip("0")
    for place, n in enumerate(reversed(before)):
        # Digits before the point are spread from the right; the first mark takes all that are left.
        left = digits[: len(digits) - place] if place < len(digits) else ""
        taken = left if n == before[0] else left[-1:]
        taken = taken or {"0": "0", "?": " "}.get(parts[n][1], "")
        if grouped and taken.strip():
            last = place + len(taken) - 1
            taken = "".join(d + "," * (last - i > 0 and (last - i) % 3 == 0) for i, d in enumerate(taken))
        filled[n] = taken
    ending = True
    for n, digit in zip(reversed(after), reversed(tail), strict=True):
        ending = ending and digit == "0" and parts[n][1] != "0"
        filled[n] = digit if not ending else " " if parts[n][1] == "?" else ""
    shown = []
    for n, (kind, text) in enumerate(parts):
        if n == point and not before:
            shown.append(digits)  # `.00` has no mark for them, and shows them all the same
        shown.append(filled[n] if kind == "digit" else "" if kind == "comma" and n > min(before + after) else text)
    return "".join(shown)


def _scientific(section: CodeSection, value: Decimal) -> str:
    kinds = [kind for kind, _ in section.parts]
    at = kinds.index("power")
    mantissa, behind = section.parts[:at], section.parts[at + 1 :]
    point = kinds.index("point") if "point" in kinds[:at] else at
    width = max(1, kinds[:point].count("digit"))
    unit = Decimal(1).scaleb(-kinds[point:at].count("digit"))
    power = value.adjusted() // width * width if value else 0
    if value.scaleb(-power, EXACT).quantize(unit, context=EXACT) >= Decimal(10) ** width:
        power += width
    plus = "+" if section.parts[at][1][1] == "+" else ""
    sign = "-" if power < 0 else plus
    return _digits(mantissa, value.scaleb(-power, EXACT)) + "E" + sign + _digits(behind, Decimal(abs(power)))


def _fraction(parts: tuple[Part, ...], value: Decimal) -> str:
    """Write a number as a whole part, where there are marks for one, and a fraction."""
    kinds = [kind for kind, _ in parts]
    at = kinds.index("slash")
    start, end = at, at + 1
    while start and kinds[start - 1] == "digit":
        start -= 1
    while end < len(parts) and (kinds[end] == "digit" or parts[end][1].isdecimal()):
        end += 1
    below = parts[at + 1 : end]
    fixed = "".join(text for _, text in below) if any(kind != "digit" for kind, _ in below) else ""
    has_whole = "digit" in kinds[:start]
    whole = int(value.to_integral_value(ROUND_FLOOR)) if has_whole else 0
    if fixed and int(fixed):
        bottom = int(fixed)
        top = int(((value - whole) * bottom).quantize(Decimal(1), context=EXACT))
    else:
        top, bottom = _nearest(value - whole, 10 ** min(len(below), _MOST_FRACTION) - 1)
    if has_whole and top == bottom:
        whole, top = whole + 1, 0
    width = at - start
    above = " " * width if has_whole and not top else str(top).rjust(width)
    under = " " * (end - at - 1) if has_whole and not top else str(bottom).ljust(end - at - 1)
    bar = " " if has_whole and not top else "/"
    front = _digits(parts[:start], Decimal(whole)) if has_whole else "".join(text for _, text in parts[:start])
    if has_whole and not whole and not top:
        front = "0" + front
    return front + above + bar + under + "".join(text for _, text in parts[end:])


def _nearest(value: Decimal, most: int) -> tuple[int, int]:
    """Find the fraction next to a number among those whose denominator is at most `most`: continued fractions."""
    top, bottom = value.as_integer_ratio()
    if bottom <= most:
        return top, bottom
    (p0, q0), (p1, q1), n, d = (0, 1), (1, 0), top, bottom
    while q0 + (a := n // d) * q1 <= most:
        (p0, q0), (p1, q1), n, d = (p1, q1), (p0 + a * p1, q0 + a * q1), d, n - a * d
    k = (most - q0) // q1
    between = p0 + k * p1, q0 + k * q1
    # whichever of the last two is nearer; a Decimal would have to round
    far = abs(between[0] * bottom - top * between[1]) * q1 < abs(p1 * bottom - top * q1) * between[1]
    return between if far else (p1, q1)
