"""What one cell says, as a figure or as a day: grammar first, then the type's own demands; nothing is guessed."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from govxl.findings.finding import Both
from govxl.form.model import CellType
from govxl.text import HALF_WIDTH, LINE_END
from govxl.words import MARKS
from govxl.xlsx.cells import RawCell
from govxl.xlsx.format_dates import day_of
from govxl.xlsx.number_format import shown_number
from govxl.xlsx.traces import traced_like

__all__ = [
    "DATE_FROM",
    "END_OF_DAYS",
    "ERRORS",
    "NUMBER",
    "YEARS",
    "FigureRead",
    "Problem",
    "as_date",
    "became_date",
    "date_words",
    "day_in",
    "day_told",
    "demands",
    "from_iso",
    "from_text",
    "is_filled",
    "is_mark",
    "literal",
    "shortest",
    "worked_out",
]

# -- Figures


NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
PLAIN = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(?P<mark>[, ])\d{3}((?P=mark)\d{3}){0,3})(\.\d{1,15})?", re.ASCII)
LONG = re.compile(r"[+-]?\d[\d, ]{15,}", re.ASCII)
SUM = re.compile(r"[ 0-9.+\-*/()]+")
LONGEST_SUM = 200
"""Characters of arithmetic that anybody types into a cell."""
STORED = "存储的是"
"""Marks a cell that went back with both of its readings, what it showed and what it stored."""
DASHES = re.compile("[-–—−]{1,2}")
FULL_WIDTH = HALF_WIDTH | dict.fromkeys((0xA0, 0x2009, 0x202F, 0x3000), 0x20)
"""What input methods write for ASCII. Other folding guesses: ² would become a digit, ① a figure."""
TOO_LARGE = Decimal(10) ** 15
"""The first figure that a spreadsheet no longer keeps to its last digit."""
MOST_DIGITS = 15
"""What a double keeps for certain: a figure with more, typed as text, could not be written into a workbook again."""
DATE_FROM = 20_000
"""The day 1954-10-03: a serial this high in a cell with a date format was typed as a date, such as 5/2."""
ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
"""The error values of Excel (ECMA-376 part 1, 18.17.3)."""
TRUTHS = {"TRUE()": "1", "FALSE()": "0", "TRUE": "1", "FALSE": "0"}
END_OF_DAYS = 2_958_466
"""The serial after the last day of the year 9999."""


class Problem(NamedTuple):
    """Why a cell holds no figure: a name of the catalogue, and the words for its message."""

    name: str
    words: tuple[tuple[str, str | Both], ...] = ()


class FigureRead(NamedTuple):
    """A figure read, and what was normalised on the way, in words."""

    value: Decimal
    note: Both


def shortest(text: str) -> Decimal | Problem:
    """Read the characters of a numeric cell."""
    # Nearly every figure is whole, and digits that a double keeps for certain are the figure as they stand.
    if len(text) <= MOST_DIGITS and text.isdigit() and text.isascii():
        return Decimal(text)
    if not NUMBER.fullmatch(text):
        return Problem("not-a-number")
    number = float(text)
    # Infinite: a grammar of digits lets 1e999 pass.
    if number - number != 0:
        return Problem("too-large")
    # A double keeps 15 digits for certain; files carry 17, and the last two are noise (4166.2416190000004). Adding 0
    # makes 0 of -0.
    value = Decimal(f"{number:.15g}") + 0
    return value if abs(value) < TOO_LARGE else Problem("too-large")


def is_filled(cell: RawCell) -> bool:
    """Tell whether anything stands in a cell; blanks alone are nothing."""
    return cell.kind != "text" or cell.formula is not None or bool(cell.text.strip())


def is_mark(text: str) -> bool:
    """Tell whether a text means "not applicable": / or a dash in any width, or the words."""
    folded = text.translate(FULL_WIDTH).strip()
    return folded in MARKS or bool(DASHES.fullmatch(folded))


def from_text(text: str) -> FigureRead | Problem:
    """Read a figure kept as text: full-width digits, separators of thousands and outer blanks folded, with a note."""
    folded = text.translate(FULL_WIDTH).strip()
    if not PLAIN.fullmatch(folded):
        if LONG.fullmatch(folded) and sum(letter.isdigit() for letter in folded) > 15:
            return Problem("too-large")
        lines = LINE_END.search(folded) is not None  # 12 and 13 on two lines are not 1213
        return Problem("text-in-figure", (("proposal", proposal("" if lines else re.sub(r"\s+", "", folded))),))
    value = Decimal(re.sub("[, ]", "", folded))
    return FigureRead(value, _note(text, value))


def proposal(folded: str) -> Both:
    """Name the one plain reading of a text that is no figure, if it has one."""
    if STORED in folded:
        return Both("请只填要报的那一个数", "write the one figure to be reported")
    noted = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*[(（【\[].*", folded)
    if noted:
        return Both(f"请在格内只填 {noted[1]}，说明写到本表备注", f"perhaps {noted[1]}")
    less = re.fullmatch(r"(?:减少?|负)([0-9]+)", folded)
    if less:
        return Both(f"减少请填 -{less[1]}", f"a decrease is -{less[1]}")
    more = re.fullmatch(r"(?:增加?|加)([0-9]+)", folded)
    if more:
        return Both(f"增加请填 {more[1]}", f"an increase is {more[1]}")
    measured = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)((?![百千万亿](?!元))[一-鿿A-Za-z%]{1,3})", folded)
    if measured:
        words = f"{measured[1]} without “{measured[2]}”, if that is the unit wanted"
        return Both(f"请只填 {measured[1]}，不写“{measured[2]}”，并核对单位", words)
    return Both("请只填数字，没有请填 0，说明写到本表备注", "0 where there is nothing")


def literal(cell: RawCell) -> RawCell:
    """Take a formula that is only a value for that value: LibreOffice saves errors and truths so."""
    if cell.formula is None:
        return cell
    if cell.formula in ERRORS:
        return RawCell("error", traced_like(cell.formula, cell.text), None, cell.style)
    if cell.formula in TRUTHS:
        return RawCell("boolean", traced_like(TRUTHS[cell.formula], cell.text), None, cell.style)
    return cell


def worked_out(formula: str) -> FigureRead | None:
    """Work out arithmetic of plain numbers, such as `23+5` or `12*3`, exactly; None for any other formula."""
    if len(formula) > LONGEST_SUM or not SUM.fullmatch(formula):
        return None
    from govxl.filing.arithmetic import value_of

    value = value_of(formula)
    return None if value is None else FigureRead(value, _note(f"={formula}", value))


def _note(typed: str, value: Decimal) -> Both:
    figure = f"{value.normalize():f}"
    return Both(f"“{typed}”按 {figure} 读", f"“{typed}” was read as {figure}")


def demands(value: Decimal, traits: CellType) -> Problem | None:
    """Hold a figure against its type: whole, not negative, with so many decimals at most (A5, C4, D1)."""
    # Nearly every figure is whole and below what is too large, and so has neither decimals nor too many digits.
    if 0 <= value < TOO_LARGE and value == value.to_integral_value():
        return None
    if abs(value) >= TOO_LARGE or len(value.normalize().as_tuple().digits) > MOST_DIGITS:
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
    return date_words(date(1899, 12, 30) + timedelta(days=int(value)))


def from_iso(text: str) -> str:
    """Write a date kept as `2026-01-15` or with a time behind it as its serial would be; anything else stays."""
    try:
        return date_words(date.fromisoformat(text.strip()[:10]))
    except ValueError:
        return text


def became_date(words: str) -> Problem:
    """Blame a date that stands where a figure should."""
    parts = re.fullmatch(r"(\d+)年(\d+)月(\d+)日", words)
    english = "{}-{:0>2}-{:0>2}".format(*parts.groups()) if parts else words
    return Problem("date-in-figure", (("date", Both(words, english)),))


# -- Dates


# As text, for most returns never ask: `re` compiles it when somebody does, and keeps it.
TYPED = r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})| *年 *([0-9]{1,2}) *月 *([0-9]{1,2}) *日)"
YEARS = range(1900, 3000)


def day_in(text: str) -> date | None:
    """Read a date such as `2026-1-20`, `2026/1/20`, `2026.1.20` or `2026年1月20日`; None for anything else."""
    found = re.fullmatch(TYPED, text.translate(FULL_WIDTH).strip())
    if found is None or int(found[1]) not in YEARS:
        return None
    try:
        return date(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))
    except ValueError:
        return None


def date_words(day: date) -> str:
    """Write a date as it is written in Chinese: 2026年1月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_told(cell: RawCell, code: str | None, shift: int) -> str | Problem:
    """Give the words of the day in a cell that holds no text: of a number that is shown as a day."""
    match cell.kind:
        case "error":
            return Problem("error-value")
        case "date":
            try:
                moment = datetime.fromisoformat(cell.text.strip())
            except ValueError:
                return Problem("not-a-date")
            return date_words(moment.date()) if moment.time() == time.min else Problem("not-a-date")
    value = shortest(cell.text) if cell.kind == "number" and code is not None else None
    shown = shown_number(code, value, shift) if isinstance(value, Decimal) and code is not None else None
    if shown is None or shown.kind != "date" or not isinstance(value, Decimal) or value != value.to_integral_value():
        return Problem("not-a-date")
    # Only a format that shows a day or a month of it makes a number a date; one that shows an hour does not, and an m
    # beside an elapsed time is a minute.
    marks = {text[0] for kind, text in shown.parts if kind in ("date", "elapsed")}
    dated = marks & set("yebda") or (marks == {"m"} and not any(kind == "elapsed" for kind, _ in shown.parts))
    day = day_of(value + shift) if dated else None
    return date_words(day) if day else Problem("not-a-date")
