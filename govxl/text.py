"""Texts, letter by letter: what nobody sees or a screen obeys, how wide letters are, and how a text is quoted."""

import re
import unicodedata
from math import ceil

__all__ = [
    "HALF_WIDTH", "INVISIBLE", "LINE_END", "MAX_SHOWN", "PRIVATE", "brief", "figure_across", "legible",
    "letters_across", "lines_needed", "screen_width", "units_in", "visible", "writable",
]  # fmt: skip

LINE_END = re.compile("\r\n|[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
"""What begins a new line on somebody's screen (Unicode Standard, 5.8); words before and behind it stay apart."""

PLANE_ENDS = "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
"""No characters at all, like U+FFFE and U+FFFF."""

INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u3164\uffa0"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, direction, annotation
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"  # musical controls, tags
    f"{PLANE_ENDS}"
    "]"
)
"""After Unicode's Default_Ignorable_Code_Point, without what rare Chinese characters need (variation selectors)."""

PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
"""Characters that mean something on the computer they were typed on only, and the mark of one that was lost."""

HALF_WIDTH = {0xFEE0 + code: code for code in range(0x21, 0x7F)}
"""The full-width forms of ASCII that input methods write, folded to ASCII. What it leaves alone would need a guess.

Figures and published texts fold blanks, dashes and quotes besides, each their own. Names of units (`filing.units`) and
headings of lists are folded further, by NFKC: nothing is read out of them, and they only have to be told apart. Words
that we wrote ourselves (`workbook.same_text`) are folded less, in what people change without meaning to.
"""

MAX_SHOWN = 60
"""Characters of what stands in a cell that a message quotes."""

IMPOSSIBLE = "[\ud800-\udfff\ufffe\uffff]"
"""What no XML file can hold (XML 1.0, 2.2), controls aside, which a workbook spells in its own way.

As text, for few ever ask: `re` compiles it when somebody does.
"""


WIDE_FROM = 0x100
"""Characters from here on are as wide as high, as far as we set texts: Chinese ones and their punctuation."""


def letters_across(text: str, latin: float = 0.5) -> float:
    """Estimate how many Chinese characters wide a text is; `latin` is what a Latin letter takes of one."""
    return sum(1.0 if ord(letter) >= WIDE_FROM else latin for letter in text)


def figure_across(text: str) -> float:
    """Say how many Chinese characters wide a figure is at most, whatever font stands in for the one it is set in.

    Of the fonts that do, DejaVu Serif is the widest: 0.636 a digit, 0.838 a plus, where Times New Roman has a half.
    """
    return letters_across(text, 0.64) + 0.2 * text.count("+")


def screen_width(text: str) -> int:
    """Count the columns a text takes on a terminal, where Chinese characters are two wide (Unicode annex 11)."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def lines_needed(text: str, room: float) -> int:
    """Count the lines a text takes in a cell of so many half-width characters, one of which stays free."""
    halves = (2 * letters_across(line) for line in text.split("\n"))
    return max(1, sum(ceil(each / max(room - 1, 2)) for each in halves))


def units_in(text: str) -> int:
    """Count a text as Excel does against the 32,767 that a cell holds: in UTF-16, in which rare characters take two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def writable(text: str) -> str:
    """Put the mark of a lost character where a text holds what no file can."""
    return re.sub(IMPOSSIBLE, "\ufffd", text)


def visible(text: str) -> str:
    """Write out by its code what a terminal would obey or a reader not see, such as a zero-width space."""
    return PRIVATE.sub(_escaped, INVISIBLE.sub(_escaped, text))


def brief(text: str) -> str:
    """Make a text fit to be quoted: on one line, nothing invisible, and short."""
    line = visible(LINE_END.sub("⏎", text).replace("\t", " "))
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 3] + "…"


def legible(path: object) -> str:
    """Write a path on one line of a screen, whole; what nobody sees in it is spelt out."""
    return visible(LINE_END.sub("⏎", str(path)))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
