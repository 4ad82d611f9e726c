"""Figures in Chinese text: digits of any width, spaced or grouped, Chinese numerals, 万 and 亿, with a measure word."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from govxl.prose.lexicon.patterns import Patterns, once_each

__all__ = [
    "ABOUT",
    "BEGINS",
    "DATED",
    "DIGITS",
    "GRAINS",
    "MOST_DIGITS",
    "NUMERALS",
    "ONE",
    "Amount",
    "Finder",
    "counted_by",
    "figure_at",
    "measures_by_letter",
    "sought",
]  # fmt: skip

MOST_DIGITS = 18
"""A longer row of digits is no figure of a report."""

ABOUT = "余多几来"
"""What says behind a number that it is not told exactly."""

_NUMBER = re.compile(r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?")
NUMERALS = "零〇一二三四五六七八九十百千万亿两"
DIGITS = frozenset("0123456789")
"""Those of a figure that is not in words."""
FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
"""The letters that the numerals on bills begin with."""
_FORMAL = re.compile(f"[{FORMAL}零万萬亿億]+")
_AS_USUAL = str.maketrans(f"{FORMAL}萬億", "一二二三三四五六六七八九十百千万亿")
BEGINS = DIGITS.union(NUMERALS, FORMAL)
"""The letters that a figure may begin with."""

_NUMERAL = re.compile(f"[{NUMERALS}]+(?:点[零〇一二三四五六七八九]+)?")
_DIGIT = {letter: nth for nth, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
ONE = Decimal(1)
_BIG = {"万": 10_000, "亿": 100_000_000}
_MANY = _TENS | _BIG
# Before it a number counts nothing: 第三件, 每两件, 那一个; and 一 alone: 统一, 另一个, 上一次.
_ORDINAL = frozenset("第每逐任某同这那哪该")
_ONLY_ONE = frozenset("唯统单另上下万专划归合")
_NO_FIGURE = frozenset("第'’")
"""Behind it a number is one of many; and what some write between thousands, and we do not read."""
_OTHERWISE = frozenset(f"廿卅卌萬億{FORMAL}")
# One letter of a bill is in names as well (陆家嘴, 伍家岗, 登陆): a figure with these alone, and not behind those.
_ALONE = frozenset(("件", "宗", "起", "例", "条", "份", "笔", "元", "元整", "元人民币"))
_NO_SIX = frozenset("大水登着内")
_GOES_ON = frozenset((*_MANY, *ABOUT))
DATED = frozenset("-月份至到")
"""What stands behind a number of one digit or two that begins a date."""
_READ_ON = _GOES_ON | DATED | set("0123456789.,")
"""Behind a number, there may be more of it, or a date."""
GRAINS = {nth: Decimal(1).scaleb(-nth) for nth in range(3)}
"""What one step of the last digit is worth, by how many stand behind the point."""


class Amount(NamedTuple):
    """A figure among letters: where it ends, and whether it is only about so much."""

    end: int
    value: Decimal
    measure: str
    grain: Decimal
    about: bool


_amount = tuple.__new__
"""Makes an amount in half the time that its own constructor takes."""


@lru_cache(maxsize=32)
def measures_by_letter(measures: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Sort measure words by their first letter, the longest first."""
    sorted_: dict[str, list[str]] = {}
    for measure in sorted(measures, key=lambda each: -len(each)):
        sorted_.setdefault(measure[0], []).append(measure)
    return {letter: tuple(words) for letter, words in sorted_.items()}


def counted_by(measures: Iterable[str]) -> "Finder":
    """Give what reads a plain number and its measure word at a letter: what most figures are, in one step.

    Where it reads one, so does `figure_at`, and no date begins there.
    """
    plain = [re.escape(each) for each in sorted(measures, key=lambda each: -len(each)) if each[0] not in _READ_ON]
    return re.compile(rf"(?<![0-9A-Za-z第'’])(\d{{1,15}}(?:\.(\d\d?))?)({'|'.join(plain) or '(?!)'})").match


def figure_at(letters: str, at: int, measures: Mapping[str, tuple[str, ...]]) -> Amount | int:
    """Read the figure that begins at a letter; where none does, give the letter from which on one may.

    A number without a measure word is a figure with none; numbers of articles and the like are no figures.
    """
    letter = letters[at]
    if "0" <= letter <= "9":
        return _in_digits(letters, at, measures)
    if letter == "百" and letters.startswith("百分之", at):
        return _percent(letters, at) or at + 1
    if letter in NUMERALS:
        return _in_words(letters, at, measures)
    return _as_on_bills(letters, at, measures) if letter in FORMAL else at + 1


def _in_digits(letters: str, at: int, measures: Mapping[str, tuple[str, ...]]) -> Amount | int:
    match = _NUMBER.match(letters, at)
    assert match, "a digit begins a number"
    row = said = match[0]
    end = match.end()
    if "," in row and not (said := _grouped(row)):
        # Numbers one after another (12,13): only the last can have a measure word.
        return at + row.rindex(",") + 1
    if len(said) > MOST_DIGITS:
        return end
    before = letters[at - 1] if at else ""
    if before in _NO_FIGURE or (before.isascii() and before.isalnum()):
        return end
    grain = Decimal(1).scaleb(-len(said.partition(".")[2])) if "." in said else ONE
    return _measured(letters, end, Decimal(said), grain, measures)


def _grouped(row: str) -> str:
    """Give the number of digits with commas between, `1,234` as `1234`; empty for several numbers, as in `12,13`."""
    whole, dot, rest = row.partition(".")
    first, *groups = whole.split(",")
    return first + "".join(groups) + dot + rest if len(first) <= 3 and all(len(group) == 3 for group in groups) else ""


def _measured(
    letters: str, end: int, value: Decimal, grain: Decimal, measures: Mapping[str, tuple[str, ...]]
) -> Amount:
    """Read what follows a number: 万 and 亿, 余, and the measure word."""
    about, most = False, end + 3  # 3万余件, 20余万元: at most these three
    letter = letters[end : end + 1]
    while letter in _GOES_ON and end < most:
        if letter in _MANY:
            value, grain = value * _MANY[letter], grain * _MANY[letter]
        else:
            about = True
        end += 1
        letter = letters[end : end + 1]
    for measure in measures.get(letter, ()):
        if letters.startswith(measure, end):
            return _amount(Amount, (end + len(measure), value, measure, grain, about))
    return _amount(Amount, (end, value, "", grain, about))


def _percent(letters: str, at: int) -> Amount | None:
    """Read 百分之九十三点七 or 百分之93.7."""
    begin = at + 3
    if match := _NUMBER.match(letters, begin):
        said = match[0]
        if "," in said or len(said) > MOST_DIGITS:
            return None
        return Amount(match.end(), Decimal(said), "%", Decimal(1).scaleb(-len(said.partition(".")[2])), False)
    match = _NUMERAL.match(letters, begin)
    if not match:
        return None
    value = _number(match[0])
    places = len(match[0].partition("点")[2])
    return Amount(match.end(), value, "%", Decimal(1).scaleb(-places), False) if value is not None else None


def _in_words(letters: str, at: int, measures: Mapping[str, tuple[str, ...]]) -> Amount | int:
    match = _NUMERAL.match(letters, at)
    assert match, "a numeral begins a number"
    behind = letters[match.end() : match.end() + 1]
    if behind not in measures and behind not in _GOES_ON:
        # 一是, 三审三校: numerals are letters of many words; only a measure word makes them a figure.
        return match.end()
    before = letters[at - 1] if at else ""
    if len(match[0]) > MOST_DIGITS or before in _ORDINAL or (match[0] == "一" and before in _ONLY_ONE):
        return match.end()
    # 廿三, 拾贰: a figure cut out of a numeral that is written otherwise is another one.
    if before in _OTHERWISE or behind in _OTHERWISE:
        return match.end()
    value = _number(match[0])
    if value is None:
        return match.end()
    found = _measured(letters, match.end(), value, Decimal(1), measures)
    return found if found.measure else match.end()


def _as_on_bills(letters: str, at: int, measures: Mapping[str, tuple[str, ...]]) -> Amount | int:
    """Read 叁佰伍拾元整 or 壹拾贰件."""
    match = _FORMAL.match(letters, at)
    assert match, "a numeral begins a number"
    end, before = match.end(), letters[at - 1] if at else ""
    odd = before in _ORDINAL or before in _OTHERWISE or before in BEGINS or (before in _NO_SIX and match[0] in "陆陸")
    if len(match[0]) > MOST_DIGITS or odd or letters[end : end + 1] in _OTHERWISE | BEGINS:
        return end
    value = _number(match[0].translate(_AS_USUAL))
    if value is None:
        return end
    found = _measured(letters, end, value, Decimal(1), measures)
    return found if found.measure and (end - at > 1 or found.measure in _ALONE) else end


def _number(numeral: str) -> Decimal | None:
    """Read a Chinese numeral such as 一百二十三, 二〇, 两万 or 三点五; None where it is none."""
    whole, _, rest = numeral.partition("点")
    if len(whole) > 1 and all(letter in _DIGIT for letter in whole):
        digits = "".join(str(_DIGIT[letter]) for letter in whole)
        # 七八件, 三五件: two digits that rise say about how many.
        about = len(whole) == 2 and "0" < digits[0] < digits[1]
        value: int | None = int(digits) if "两" not in whole and not about else None
    else:
        value = _placed(whole)
    if value is None:
        return None
    return Decimal(value) + (Decimal("0." + "".join(str(_DIGIT[letter]) for letter in rest)) if rest else 0)


def _placed(numeral: str) -> int | None:
    """Read a numeral written with its places."""
    total = section = digit = 0
    seen = False
    for letter in numeral:
        if letter in _DIGIT:
            if seen and digit:
                return None
            digit, seen = _DIGIT[letter], True
        elif letter in _TENS:
            # 十一 has no digit before its place; 百 and 千 alone are words.
            if not digit and (letter != "十" or (seen and section % 100)):
                return None
            section, digit, seen = section + (digit or 1) * _TENS[letter], 0, True
        else:
            if not section + digit:
                return None
            total, section, digit = (total + section + digit) * _BIG[letter], 0, 0
    return total + section + digit if seen or total else None


Finder = Callable[[str, int], re.Match[str] | None]
"""What gives the match that it finds in letters, from one of them on."""


@once_each
def sought(patterns: Patterns) -> tuple[Mapping[str, tuple[str, ...]], Finder, Finder]:
    """Give measure words by their first letters, what finds where next something may be told, and plain figures."""
    measures = tuple(patterns.measures)
    by_letter = measures_by_letter(measures)
    return by_letter, _telling(patterns.states, "".join(by_letter)).search, counted_by(measures)


def _telling(states: tuple[str, ...], measured: str) -> re.Pattern[str]:
    """Give what finds letters without which there is no figure and nothing is said of none or all; and few others.

    Those are a digit, a word of one letter, or the first two letters of a longer one, of 百分之 or 为零, or of a
    numeral and a measure word (`measured` are their first letters).
    """
    numerals, alone = NUMERALS + FORMAL, "0-9" + "".join(re.escape(state) for state in states if len(state) == 1)
    first, second = (re.escape("".join(state[nth] for state in states if len(state) > 1)) for nth in (0, 1))
    # The first letter stands for itself, because a search for one of several letters is quick.
    behind = re.escape(measured + ABOUT) + "分零〇"
    return re.compile(f"[{alone}{numerals}为是{first}](?:(?<=[{alone}])|[{behind}{second}])")
