"""Dates, times and Chinese numerals, as number formats show them. What a format says is `format_codes`' business."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from govxl.xlsx.format_codes import CodeSection, Part

__all__ = ["END_OF_DAYS", "EXACT", "chinese_digits", "chinese_number", "day_of", "shown_date"]

EXACT = Context(prec=4_000, rounding=ROUND_HALF_UP)
"""Digits enough for every number under every code, of at most 1,000 characters, percent signs included."""

END_OF_DAYS = 2_958_466
"""The serial after the last day of the year 9999."""

_LEAP = 60
"""The serial of 1900-02-29, a day that Excel has and no calendar."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_ZH = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_DAYS_ZH = "一二三四五六日"
_DIGITS = ("", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９")
_PLACES = (("", "", "", ""), ("", "十", "百", "千"), ("", "拾", "佰", "仟"), ("", "十", "百", "千"))
_MYRIADS = (("",) * 4, ("", "万", "亿", "万亿"), ("", "万", "亿", "万亿"), ("", "万", "亿", "万亿"))
_DAY_SECONDS = 86_400


def day_of(serial: Decimal) -> date | None:
    """Give the day that a serial of the 1900 system stands for; None for those that no calendar has."""
    whole = int(serial)
    if serial < 1 or whole == _LEAP or whole >= END_OF_DAYS:
        return None
    return date(1899, 12, 30) + timedelta(days=whole + (whole < _LEAP))


class _Moment:
    """A serial cut into what formats show, rounded to the seconds they show."""

    def __init__(self, serial: Decimal, places: int) -> None:
        unit = Decimal(1).scaleb(-places)
        # A time is rounded before it is cut: 59.6 seconds are the next minute, and not 60 seconds.
        total = EXACT.multiply(serial, Decimal(_DAY_SECONDS)).quantize(unit, context=EXACT)
        whole = int(total.to_integral_value(ROUND_FLOOR))
        self.fraction = f"{EXACT.subtract(total, Decimal(whole)):f}".partition(".")[2]
        self.days, rest = divmod(whole, _DAY_SECONDS)
        self.total = {"h": whole // 3600, "m": whole // 60, "s": whole}
        self.hour, self.minute, self.second = rest // 3600, rest // 60 % 60, rest % 60
        found = day_of(Decimal(self.days))
        # Excel's own days: it begins with 1900-01-00 and has a 1900-02-29; its week runs on through both.
        unreal = (1900, 1, 0) if self.days == 0 else (1900, 2, 29)
        self.year, self.month, self.day = (found.year, found.month, found.day) if found else unreal
        self.weekday = (self.days + 5) % 7


def shown_date(section: CodeSection, serial: Decimal) -> str | None:
    """Write a serial as a date section does; None for one before the first day or after the last."""
    if not 0 <= serial < END_OF_DAYS:
        return None
    parts = section.parts
    places = [_second_place(parts, at) for at in range(len(parts))]
    moment = _Moment(serial, max(places, default=0))
    if moment.days >= END_OF_DAYS:  # rounded up to the first second of a day that is none
        return None
    half = any(kind == "half" for kind, _ in parts)
    shown = []
    for n, (kind, text) in enumerate(parts):
        if kind == "date":
            # Months are minutes where they follow hours or go before seconds.
            ahead = next((t for k, t in reversed(parts[:n]) if k in ("date", "elapsed")), " ")
            behind = next((t for k, t in parts[n + 1 :] if k in ("date", "elapsed")), " ")
            minute = text in ("m", "mm") and (ahead[0] == "h" or behind[0] == "s")
            shown.append(_date_part(section, moment, text, half, minute))
        elif kind == "elapsed":
            shown.append(_numeral(section, str(moment.total[text[0]]).zfill(len(text))))
        elif kind == "half":
            chinese = section.chinese and text.upper() == "AM/PM"
            shown.append(("上午/下午" if chinese else text).split("/")[moment.hour >= 12])
        elif kind == "digit":
            shown.append(moment.fraction[places[n] - 1] if 0 < places[n] <= len(moment.fraction) else text)
        else:
            shown.append(text)
    return "".join(shown)


def _second_place(parts: Sequence[Part], at: int) -> int:
    """Say which digit of a second a mark is, from 1: a zero behind a point behind the seconds; 0 for none."""
    start = at
    while start >= 0 and parts[start] == ("digit", "0"):
        start -= 1
    behind = start > 0 and parts[start][0] == "point" and parts[start - 1][1][0] == "s"
    return at - start if behind and parts[start - 1][0] in ("date", "elapsed") else 0


def _date_part(section: CodeSection, moment: _Moment, text: str, half: bool, minute: bool) -> str:
    """Write one mark of a date, such as `yyyy` or `mm`."""
    width = len(text)
    match text[0]:
        case "y" | "e":
            year = str(moment.year)
            return chinese_digits(year if width > 2 or text[0] == "e" else year[2:], section.numerals)
        case "b":
            return str(moment.year + 543)[0 if width > 2 else 2 :]
        case "m" if minute:
            return _numeral(section, str(moment.minute).zfill(min(width, 2)))
        case "m" if width > 2 and section.chinese and width < 5:
            return f"{moment.month}月" if width == 3 else f"{_MONTHS_ZH[moment.month - 1]}月"
        case "m" if width > 2:
            return _MONTHS[moment.month - 1][: {3: 3, 5: 1}.get(width)]  # five letters ask for the first one
        case "m":
            return _numeral(section, str(moment.month).zfill(width))
        case "d" if width > 2:
            name, chinese = _DAYS[moment.weekday], _DAYS_ZH[moment.weekday]
            english = name[:3] if width == 3 else name
            return ("周" if width == 3 else "星期") + chinese if section.chinese else english
        case "a":
            return ("" if width == 3 else "星期") + _DAYS_ZH[moment.weekday]
        case "d":
            return _numeral(section, str(moment.day).zfill(width))
        case "h":
            hour = (moment.hour + 11) % 12 + 1 if half else moment.hour
            return _numeral(section, str(hour).zfill(min(width, 2)))
    return _numeral(section, str(moment.second).zfill(min(width, 2)))


# -- Chinese numerals


def _numeral(section: CodeSection, digits: str) -> str:
    """Write a part of a date in the numerals its section asks for: 10 is 十 there, not 一十."""
    if section.numerals not in (1, 2):
        return chinese_digits(digits, section.numerals)
    written = chinese_number(digits, section.numerals)
    return re.sub("^[一壹](?=[十拾])", "", written)


def chinese_digits(text: str, numerals: int) -> str:
    """Write every digit of a text in Chinese numerals."""
    return text.translate({ord(str(n)): digit for n, digit in enumerate(_DIGITS[numerals])}) if numerals else text


def chinese_number(text: str, numerals: int) -> str:
    """Write the whole part of a number by places (一千二百三十四), and what follows its point digit by digit."""
    if not numerals:
        return text
    # Beyond sixteen digits there are no places to name.
    found = re.search("[0-9]+", text)
    if not found or len(found[0]) > 16:
        return chinese_digits(text, numerals)
    written = _by_places(found[0].lstrip("0"), numerals) or _DIGITS[numerals][0]
    return text[: found.start()] + written + chinese_digits(text[found.end() :], numerals)


def _by_places(digits: str, numerals: int) -> str:
    zero, written, gap = _DIGITS[numerals][0], "", False
    for n, digit in enumerate(digits):
        place = len(digits) - 1 - n
        if digit == "0":
            gap = bool(written)
        else:
            written += (zero if gap else "") + _DIGITS[numerals][int(digit)] + _PLACES[numerals][place % 4]
            gap = False
        if place % 4 == 0 and place and int(digits[max(0, n - 3) : n + 1]):
            written, gap = written + _MYRIADS[numerals][place // 4], False
    return written
