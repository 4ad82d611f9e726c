"""Dates as people type them into a cell for a date: a day of the calendar, or nothing is taken for one."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from govxl.filing.figures import FULL_WIDTH, Problem, shortest
from govxl.workbook.cells import RawCell
from govxl.workbook.format_dates import day_of
from govxl.workbook.number_format import shown_number

__all__ = ["date_words", "day_in", "day_told"]

TYPED = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})| *年 *([0-9]{1,2}) *月 *([0-9]{1,2}) *日)",
)
YEARS = range(1900, 3000)


def day_in(text: str) -> date | None:
    """Read a date such as `2026-1-20`, `2026/1/20`, `2026.1.20` or `2026年1月20日`; None for anything else."""
    found = TYPED.fullmatch(text.translate(FULL_WIDTH).strip())
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
            return _from_iso(cell.text)
        case "number":
            value = shortest(cell.text)
            day = _day_shown(value, code, shift) if isinstance(value, Decimal) and code is not None else None
            return date_words(day) if day else _no_date()
    return _no_date()


def _no_date() -> Problem:
    return Problem("not-a-date")


def _from_iso(text: str) -> str | Problem:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return _no_date()
    return date_words(moment.date()) if moment.time() == time.min else _no_date()


def _day_shown(value: Decimal, code: str, shift: int) -> date | None:
    """Give the day of a whole number whose format shows a day or a month of it, not only an hour."""
    shown = shown_number(code, value, shift)
    if shown is None or shown.kind != "date" or value != value.to_integral_value():
        return None
    marks = {text[0] for kind, text in shown.parts if kind in ("date", "elapsed")}
    dated = marks & set("yebda") or (marks == {"m"} and not any(kind == "elapsed" for kind, _ in shown.parts))
    return day_of(value + shift) if dated else None
