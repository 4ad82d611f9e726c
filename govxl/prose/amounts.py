"""What figures say: how much they are, whether exactly, and how near two are by a slip of the pen. Knows no facts."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from govxl.language.expressions import spoken
from govxl.prose.model import Figure

__all__ = [
    "A_SLIP",
    "ENDINGS",
    "EVER",
    "LEFT",
    "OF_ALL_KINDS",
    "PER",
    "RESTS",
    "TIMES",
    "UP_TO",
    "come_to",
    "is_count",
    "is_far_less",
    "is_mistyped",
    "is_money",
    "is_nearly",
    "is_printed",
    "is_slip",
    "printed_as",
    "rounded",
    "says_more",
    "says_rest",
    "told_loosely",
    "worth",
    "yuan",
]

ONE = Decimal(1)
MONEY = {"元": ONE, "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""What a measure of money is worth in 元; what else begins with 元 (元整) is worth one."""

PER = {"%": Decimal(100), "％": Decimal(100), "‰": Decimal(1000)}
"""What a whole is in a measure of shares."""

TIMES = "倍"

A_SLIP = 10
"""By less than that a figure may be wrong whatever it is of."""

NO_COUNTS = (*PER, TIMES, "百分点", "个百分点", "成")
"""Measures that count nothing."""

LOOSE_BEFORE = (
    *("约", "约为", "约计", "约达", "约有", "近", "超过", "超过了", "超", "逾", "不足", "不到", "至少", "最多", "至多"),
    *("不少于", "不低于", "不超过", "不多于", "不下", "将近", "接近"),
)
NEARLY = ("约", "约为", "约占", "约计", "大约")
LOOSE_AFTER = ("以上", "左右", "上下", "以内")
LOOSE_WITHIN = ("余", "多", "几", "来")
LOOSE = frozenset(LOOSE_WITHIN)
LOOSENING = frozenset(word[-1] for word in (*LOOSE_BEFORE, *NEARLY))
"""The last letters of what stands before: other figures, and most are, are exact as far as that goes."""
NEAR = 8
"""Letters before a figure within which such a word ends."""

NOT_LOOSE = ("节约", "预约", "制约", "公约", "条约", "合约", "违约", "最近", "附近", "邻近")
"""Words that say a figure is not exact, where they stand, and those that only end like one."""

LEFT = ("其余", "余下")
"""Words for what is left that name no row of a table."""
RESTS, ENDINGS = ("其他", "其它", *LEFT), ("还有", "另外", "剩下", "剩余")
"""Words that end a list of all there are, and those that end it, maybe of all."""
SOME = re.compile(
    r"[^0-9０-９。！？\n]{0,80}[,，、;；](?:另有?|还有|也有)?(?:极?少数|极?少量|[一少小]?部分|个别|有的|有些|一些)"
    r"[^0-9０-９。！？\n]{0,80}(?:[。！？\n]|$)"
)
"""Tells behind the last figure of a sentence that there are some more, and not how many."""
OF_ALL_KINDS = ("各类", "各种", "各项", "各领域")
"""Words that say that what is counted is of more than one kind."""
EVER, UP_TO = "累计", ("截至", "截止")
"""Words for all that there were, and for up to when: not in one year alone, if there were many more."""


def worth(figure: Figure) -> Decimal:
    """Give what a figure says, in 元 where it is money."""
    return figure.value * MONEY[figure.measure] if figure.measure in MONEY else figure.value


def come_to(figures: Iterable[Figure]) -> Decimal:
    """Give what figures say together."""
    return sum(map(worth, figures), Decimal(0))


def yuan(measure: str) -> Decimal:
    """Give what one of a measure is worth in 元, or counts."""
    return MONEY.get(measure, ONE)


def is_money(measure: str) -> bool:
    """Tell whether a measure is one of money."""
    return measure in MONEY or measure.startswith("元")


def is_count(figure: Figure) -> bool:
    """Tell whether a figure counts something, or is money: it is no share, no multiple and no word for all."""
    return figure.kind != "all" and figure.measure not in NO_COUNTS


def printed_as(value: Decimal, unit: str) -> str:
    """Write a figure as the form has it; money is given in 元."""
    return f"{spoken(value / yuan(unit))}{unit}" if is_money(unit) else spoken(value)


def is_printed(printed: Decimal, grain: Decimal, value: Decimal) -> bool:
    """Tell whether a value, cut or rounded to the grain of a printed figure, is that figure."""
    return printed <= value < printed + grain or abs(value - printed) * 2 <= grain


def told_loosely(figure: Figure, text: str) -> bool:
    """Tell whether the words around a figure say that it is not exact (约, 近, 余, 以上)."""
    start, end = figure.start, figure.end
    last = text[start - 1 : start]
    if last in LOOSENING or last.isspace():
        # A blank between changes nothing.
        before = text[max(0, start - NEAR) : start].rstrip()
        if before.endswith(LOOSE_BEFORE) and not before.endswith(NOT_LOOSE):
            return True
    if text.startswith(LOOSE_AFTER, end) or (not figure.measure and text[end : end + 1] in LOOSE):
        return True
    return not LOOSE.isdisjoint(figure.said)


def is_mistyped(figure: Decimal, value: Decimal) -> bool:
    """Tell whether two figures differ by one digit, another, one too many or one left out, or by its place."""
    one, other = f"{figure:f}", f"{value:f}"
    same = next((nth for nth, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    short, long = sorted((one[same:], other[same:]), key=len)
    return long[1:] in (short, short[1:]) or (len(short) == len(long) and short[1::-1] + short[2:] == long)


def is_slip(difference: Decimal) -> bool:
    """Tell whether two figures this far apart may be one of them with a digit wrong, or with two of them exchanged."""
    digits = f"{abs(difference):f}".rstrip("0")
    return len(digits) == 1 or (len(digits) == len("27") and int(digits) % 9 == 0)


def is_far_less(figure: Decimal, value: Decimal) -> bool:
    """Tell whether a figure is so much less than another that it is of some of it, rather than wrong."""
    return figure * 2 < value and value - figure >= A_SLIP


def says_rest(words: str, *more: str) -> bool:
    """Tell whether the words of a figure say that it is what the others before it leave, or one of more words does."""
    return any(rest in words for rest in (*RESTS, *more))


def says_more(text: str, end: int) -> bool:
    """Tell whether a sentence goes on here to tell of some more, without a figure (其余70件已答复，部分转送)."""
    return bool(SOME.match(text, end))


def is_nearly(figure: Figure, text: str) -> bool:
    """Tell whether a figure that is not exact is told to be about so much, and finely (约74.6%)."""
    before = text[max(0, figure.start - NEAR) : figure.start].rstrip()
    return figure.grain < 1 and before.endswith(NEARLY) and LOOSE.isdisjoint(figure.said)


def rounded(value: Decimal, grain: Decimal) -> Decimal:
    """Round a value to the grain of a printed figure, half away from zero."""
    return (value / grain).to_integral_value(ROUND_HALF_UP) * grain
