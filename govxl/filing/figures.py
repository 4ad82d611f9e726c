"""What one cell says, as a figure: grammar first, then the type's own demands; nothing is guessed.

Excel stores doubles with 17 digits, so a numeric cell counts as its double's shortest decimal of at most 15 digits;
figures stored as text keep their own digits.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from govxl.form.traits import Traits
from govxl.form.words import MARKS

__all__ = ["Problem", "Reading", "as_date", "constant_sum", "demands", "from_iso", "from_text", "is_mark", "shortest"]

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
PLAIN = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(?P<mark>[, ])\d{3}((?P=mark)\d{3}){0,3})(\.\d{1,15})?", re.ASCII)
LONG = re.compile(r"[+-]?\d[\d, ]{15,}", re.ASCII)
SUM = re.compile(r"[+-]?\d+(\.\d+)?([+-]\d+(\.\d+)?)*", re.ASCII)
TERM = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
DASHES = re.compile("[-–—−]{1,2}")
FULL_WIDTH = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | dict.fromkeys((0xA0, 0x2009, 0x202F, 0x3000), 0x20)
"""What input methods write for ASCII. Other folding guesses: ² would become a digit, ① a figure."""
DATE_FROM = 20_000
"""The day 1954-10-03: a serial this high in a cell with a date format was typed as a date, such as 5/2."""
END_OF_DAYS = 2_958_466
"""The serial after the last day of the year 9999."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell holds no figure: a name of the catalogue, and the words for its message."""

    name: str
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure read, and what was normalised on the way, in words."""

    value: Decimal
    note: str = ""


def shortest(text: str) -> Decimal | Problem:
    """Read the characters of a numeric cell."""
    if not NUMBER.fullmatch(text):
        return Problem("not-a-number")
    number = float(text)
    if number - number != 0 or abs(number) >= 1e15:
        return Problem("too-large")
    return Decimal(f"{number:.15g}") + 0


def is_mark(text: str) -> bool:
    """Tell whether a text means "not applicable": / or a dash in any width, or the words."""
    folded = text.translate(FULL_WIDTH).strip()
    return folded in MARKS or bool(DASHES.fullmatch(folded))


def from_text(text: str) -> Reading | Problem:
    """Read a figure kept as text: full-width digits, separators of thousands and outer blanks folded, with a note."""
    folded = text.translate(FULL_WIDTH).strip()
    if not PLAIN.fullmatch(folded):
        if LONG.fullmatch(folded) and sum(letter.isdigit() for letter in folded) > 15:
            return Problem("too-large")
        return Problem("text-in-figure", (("proposal", proposal(re.sub(r"\s+", "", folded))),))
    value = Decimal(re.sub("[, ]", "", folded))
    return Reading(value, f"“{text}”按 {value:f} 读")


def proposal(folded: str) -> str:
    """Name the one plain reading of a text that is no figure, if it has one."""
    noted = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[(（【\[].*", folded)
    if noted:
        return f"请在格内只填 {noted[1]}，说明写到本表备注"
    less = re.fullmatch(r"(?:减少?|负)(\d+)", folded)
    if less:
        return f"减少请填 -{less[1]}"
    more = re.fullmatch(r"(?:增加?|加)(\d+)", folded)
    if more:
        return f"增加请填 {more[1]}"
    measured = re.fullmatch(r"(\d+(?:\.\d+)?)([^\d.,]{1,3})", folded)
    if measured:
        return f"请只填 {measured[1]}，不写“{measured[2]}”，并核对单位"
    return "请只填数字，没有请填 0，说明写到本表备注"


def constant_sum(formula: str) -> Reading | None:
    """Work out a formula that only adds and subtracts numbers, such as `23+5`; None for any other formula."""
    plain = formula.replace(" ", "").removeprefix("+")
    if len(plain) > 200 or not SUM.fullmatch(plain):
        return None
    value = sum((Decimal(term) for term in TERM.findall(plain)), Decimal(0))
    return Reading(value, f"“={formula}”按 {value:f} 读")


def demands(value: Decimal, traits: Traits) -> Problem | None:
    """Hold a figure against its type: whole, not negative, with so many decimals at most (A5, C4, D1)."""
    if abs(value) >= 10**15:
        return Problem("too-large")
    if traits.kind != "signed" and value < 0:
        return Problem("negative")
    places = max(0, -int(value.normalize().as_tuple().exponent))
    if places > traits.places:
        return Problem("not-whole" if not traits.places else "too-many-decimals", (("places", str(traits.places)),))
    return None


def as_date(value: Decimal) -> str:
    """Write the date an Excel serial stands for (1900 system); a number beyond the calendar stays a number."""
    if not 0 <= value < END_OF_DAYS:
        return f"{value:f}"
    return _date_words(date(1899, 12, 30) + timedelta(days=int(value)))


def from_iso(text: str) -> str:
    """Write a date kept as `2026-01-15` or with a time behind it as its serial would be; anything else stays."""
    try:
        return _date_words(date.fromisoformat(text.strip()[:10]))
    except ValueError:
        return text


def _date_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
