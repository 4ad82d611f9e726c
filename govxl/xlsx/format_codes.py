"""Number format codes, such as `#,##0.00_ ;[Red]-0`, taken apart: sections, conditions, colours, marks and literals.

After ECMA-376 part 1, 18.8.30 and 18.8.31, and what Chinese Excel writes besides (`!` before a literal, `上午/下午`,
`aaaa`, `[DBNum1]`). What a section shows is worked out by `number_format`.
"""

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

__all__ = ["BUILT_IN", "ORDINARY", "CodeSection", "Part", "parse_code", "shows_dates"]

MAX_CODE = 1_000
"""Characters; Excel takes 255."""

_YEAR_MONTH, _DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_HALF_DAY = '上午/下午h"时"mm"分"'
_CHINESE = {
    27: _YEAR_MONTH, 28: _DAY, 29: _DAY, 30: "m-d-yy", 31: f"{_YEAR_MONTH}d\"日\"", 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: _HALF_DAY, 35: f'{_HALF_DAY}ss"秒"', 36: _YEAR_MONTH, 50: _YEAR_MONTH, 51: _DAY,
    52: _YEAR_MONTH, 53: _DAY, 54: _DAY, 55: _HALF_DAY, 56: f'{_HALF_DAY}ss"秒"', 57: _YEAR_MONTH, 58: _DAY,
}  # fmt: skip
_THAI = {
    59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??",
    71: "d/m/bbbb", 72: "d-mmm-yy", 73: "d-mmm", 74: "mmm-yy", 75: "h:mm", 76: "h:mm:ss", 77: "d/m/bbbb h:mm",
    78: "mm:ss", 79: "[h]:mm:ss", 80: "mm:ss.0", 81: "d/m/bb",
}  # fmt: skip
ORDINARY = ("", "General", "GENERAL", "general", "G/通用格式", "@")
"""Codes that show what is stored."""

BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;[Red]¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", **_CHINESE, **_THAI,
}  # fmt: skip
"""The formats that a file only names by a number, as Chinese Excel shows them (18.8.30); all others are General."""

_TOKEN = (
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.?)|_(?P<blank>.?)|\*(?P<fill>.?)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<power>E[+-])|(?P<end>;)"
    r"|(?P<date>y+|m+|d+|h+|s+|aaaa?|e+|b+|g+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<text>@)|(?P<slash>/)|(?P<literal>.)"
)
"""Compiled when first asked for, as those below: most returns have no format to take apart."""
_CONDITION = r"(<=|>=|<>|<|>|=)\s*([+-]?[0-9]{1,20}(?:\.[0-9]{0,20})?(?:[Ee][+-]?[0-9]{1,2})?)"
_COLOUR = (
    "(?i)black|blue|cyan|green|magenta|red|white|yellow|黑色|蓝色|蓝绿色|绿色|洋红色|红色|白色|黄色"
    "|(?:color|颜色) ?[0-9]{1,2}"
)
_ELAPSED = "(?i)h+|m+|s+"
_MONEY = r"(?is)\$([^-]*)(?:-([0-9A-F]*))?.*"
_NUMERALS = "(?i)DBNum([1-3])"
_CHINA = 0x04
"""The last byte of all locales of the Chinese language."""
_SHAPES = {0x1E: 1, 0x1F: 2, 0x20: 3}
"""How a locale asks for Chinese numerals, by its first byte."""
_SYSTEM = {"F800": _YEAR_MONTH + 'd"日"', "F400": "h:mm:ss"}
"""Long dates and times as the computer has them, a Chinese one."""

_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip

Part = tuple[str, str]
"""A mark or a literal: its kind (a group of the expression, or `elapsed`), and how it is spelt."""


class CodeSection(NamedTuple):
    """What one of a code's sections says.

    `kind` is number, general, fraction, date, text or literal; `condition` is a sign and a number; `scale` is the power
    of ten that percent signs and commas stand for; `numerals` the kind of Chinese ones (DBNum), 0 for none; `known` is
    false where it asks for what only some computers have.
    """

    parts: tuple[Part, ...]
    kind: str
    condition: tuple[str, Decimal] | None = None
    colour: str = ""
    numerals: int = 0
    chinese: bool = False
    grouped: bool = False
    scale: int = 0
    known: bool = True

    def takes(self, value: Decimal) -> bool:
        """Tell whether a number meets the section's condition."""
        if self.condition is None:
            return False
        sign, limit = self.condition
        return _OPERATORS[sign](value, limit)

    def only_negative(self) -> bool:
        """Tell whether the condition lets no number pass but negative ones, whose sign it then has to show itself."""
        return self.condition is not None and self.condition[0] in ("<", "<=", "=") and self.condition[1] <= 0


@lru_cache(maxsize=512)
def parse_code(code: str) -> tuple[CodeSection, ...]:
    """Take a code apart, into one to four sections; none for a code that is too long to be one."""
    return tuple(map(_section, _cut(code))) if len(code) <= MAX_CODE else ()


@lru_cache(maxsize=512)
def shows_dates(code: str) -> bool:
    """Tell whether a code shows some numbers as dates or times."""
    return any(section.kind == "date" for section in parse_code(code))


def _cut(code: str) -> Iterator[list[Part]]:
    """Yield the sections, at most four; what follows a fourth is no format."""
    parts: list[Part] = []
    done = 0
    for found in re.finditer(_TOKEN, code, re.IGNORECASE | re.DOTALL):
        kind = str(found.lastgroup)
        if kind == "end" and done < 3:
            yield parts
            parts, done = [], done + 1
        else:
            parts.append((kind, found[kind]))
    yield parts


class _Brackets:
    """What the brackets of one section say; `parts` are what else it holds."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.condition: tuple[str, Decimal] | None = None
        self.colour = ""
        self.numerals = 0
        self.chinese = False
        self.known = True

    def read(self, text: str) -> None:
        """Take the words of one pair of brackets."""
        if condition := re.fullmatch(_CONDITION, text.strip()):
            self.condition = condition[1], Decimal(condition[2])
        elif re.fullmatch(_COLOUR, text):
            self.colour = text.casefold().replace(" ", "")
        elif re.fullmatch(_ELAPSED, text):
            self.parts.append(("elapsed", text.casefold()))
        elif numerals := re.fullmatch(_NUMERALS, text):
            self.numerals = int(numerals[1])
        elif money := re.fullmatch(_MONEY, text):
            # A sign of money, then a locale: its last byte is the language, its first the shape of digits.
            locale = (money[2] or "").upper()
            self.parts.append(("literal", money[1]))
            number = int(locale[-8:] or "0", 16)
            self.chinese = self.chinese or number & 0xFF == _CHINA
            if shape := number >> 24:
                self.numerals = _SHAPES.get(shape, 0)
                self.known = self.known and shape in _SHAPES
            if locale in _SYSTEM:
                self.parts = list(next(_cut(_SYSTEM[locale])))
        else:
            self.known = False


def _section(tokens: list[Part]) -> CodeSection:
    told = _Brackets()
    fixed = False
    for kind, text in tokens:
        if kind == "bracket":
            told.read(text)
            # A date in the computer's own spelling: the rest is for programs that do not know this mark.
            fixed = fixed or bool(re.fullmatch(r"\$-F[48]00", text, re.IGNORECASE))
        elif fixed:
            continue
        elif kind in ("quoted", "escaped"):
            told.parts.append(("literal", text))
        elif kind == "blank":  # _x leaves as much room as an x takes
            told.parts.append(("literal", " "))
        elif kind != "fill":  # *x fills up the cell, whose width nobody knows here
            told.parts.append((kind, text.casefold() if kind == "date" else text))
    parts = tuple(part for part in told.parts if part[1])
    kind = _kind(parts)
    grouped, scale = _commas(parts) if kind == "number" else (False, 0)
    scale += 2 * sum(part[0] == "percent" for part in parts) if kind in ("number", "fraction", "general") else 0
    # A g is the name of an era, which hangs on the language of the program that shows it.
    known = told.known and not any(part[0] == "date" and part[1][0] == "g" for part in parts)
    return CodeSection(parts, kind, told.condition, told.colour, told.numerals, told.chinese, grouped, scale, known)


def _kind(parts: tuple[Part, ...]) -> str:
    kinds = [kind for kind, _ in parts]
    if "date" in kinds or "elapsed" in kinds or "half" in kinds:
        return "date"
    if "general" in kinds:
        return "general"
    if "text" in kinds:
        return "text"
    if "digit" not in kinds:
        return "literal"
    # A slash makes a fraction between digits; anywhere else it is a slash that is shown.
    at = kinds.index("slash") if "slash" in kinds else 0
    below = at and at + 1 < len(parts) and (kinds[at + 1] == "digit" or parts[at + 1][1].isdecimal())
    return "fraction" if below and kinds[at - 1] == "digit" else "number"


def _commas(parts: tuple[Part, ...]) -> tuple[bool, int]:
    """Tell whether digits are grouped, and the power of ten by which commas behind the digits scale."""
    grouped, scale = False, 0
    ahead = {"digit", "point", "power"}
    for n, (kind, _) in enumerate(parts):
        if kind != "comma" or not any(each == "digit" for each, _ in parts[:n]):
            continue
        follows = next((each for each, _ in parts[n + 1 :] if each in ahead), "")
        if follows == "digit":
            grouped = grouped or not any(each == "point" for each, _ in parts[:n])
        else:
            scale -= 3
    return grouped, scale
