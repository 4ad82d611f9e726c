"""Readings worked out from the facts, and whether a printed figure, cut or rounded, is what they come to."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from govxl.language.expressions import evaluate, paths_in, spoken
from govxl.language.nodes import Node, Value
from govxl.prose.model import Claim, Doubt, Facts, Figure, Mention, Reading
from govxl.words import MARKS, Both

__all__ = [
    "ENDINGS",
    "LEFT",
    "LONGEST_SENTENCE",
    "PER",
    "RESTS",
    "SENTENCE_ENDS",
    "TIMES",
    "FieldText",
    "Held",
    "KnownFacts",
    "Shown",
    "are_in_one_sentence",
    "called",
    "is_count",
    "is_mistyped",
    "is_money",
    "is_nearly",
    "is_printed",
    "is_slip",
    "paths_of",
    "points_of",
    "printed_as",
    "rounded",
    "rows_of",
    "says_more",
    "says_rest",
    "told_loosely",
    "worth",
    "yuan",
]  # fmt: skip

ONE = Decimal(1)
MONEY = {"元": ONE, "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""What a measure of money is worth in 元; what else begins with 元 (元整) is worth one."""

PER = {"%": Decimal(100), "％": Decimal(100), "‰": Decimal(1000)}
"""What a whole is in a measure of shares."""

TIMES = "倍"

NO_COUNTS = (*PER, TIMES, "百分点", "个百分点", "成")
"""Measures that count nothing."""

FEW = 2
"""By how many a small figure is much more than another."""

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

SENTENCE_ENDS = frozenset("。！？\n")
"""What ends a sentence, as it is typed."""
LONGEST_SENTENCE = 1_000
"""Letters farther apart than this stand in no sentence that a person writes."""

ENDS = "。；;!！?？\n"
"""What ends a sentence, or as much of it as may be one."""

LEFT = ("其余", "余下")
"""Words for what is left that name no row of a table."""
RESTS, ENDINGS = ("其他", "其它", *LEFT), ("还有", "另外", "剩下", "剩余")
"""Words that end a list of all there are, and those that end it, maybe of all."""
SOME = re.compile(
    r"[^0-9０-９。！？\n]{0,80}[,，、;；](?:另有?|还有|也有)?(?:极?少数|极?少量|[一少小]?部分|个别|有的|有些|一些)"
    r"[^0-9０-９。！？\n]{0,80}(?:[。！？\n]|$)"
)
"""Tells behind the last figure of a sentence that there are some more, and not how many."""


class FieldText(NamedTuple):
    """The text that is judged, and the field it stands in."""

    path: str
    text: str

    def doubt(
        self, rule: str, figure: Figure, clause: tuple[int, int], certain: bool, readings: Iterable["Shown"]
    ) -> Doubt:
        """Doubt a figure, and quote the clause around it."""
        start, end = min(clause[0], figure.start), max(clause[1], figure.end)
        quote = self.text[start:end].strip()
        return Doubt(rule, self.path, figure.start, figure.end, quote, figure.said, certain, tuple(readings))


Shown = tuple[Both | str, Both | str, tuple[str, ...]]
"""How a reading is called, its figure as it is printed, and the points it is worked out from."""


def called(label: str, earlier: bool) -> Both | str:
    """Call a figure of the form, which may be that of the year before."""
    return Both(f"上年的{label}", f"last year's {label}") if earlier else label


class Held(NamedTuple):
    """A mention held against the facts.

    `values` are what its readings come to, in 元 where they are money, None where a point is not known. `agrees` is
    None where nobody can tell: no claim, facts that are not known, a figure that is told loosely. `by` are the readings
    that it agrees with.
    """

    mention: Mention
    values: tuple[Decimal | None, ...] = ()
    agrees: bool | None = None
    by: tuple[Reading, ...] = ()


_held = tuple.__new__
"""Makes one in half the time that its own constructor takes."""


class KnownFacts:
    """The facts of one report, against which its texts are held; each reading is worked out once."""

    def __init__(self, year: int, facts: Facts) -> None:
        self.year = year
        self.facts = facts
        self._worked: dict[tuple[Node, str, bool], Decimal | None] = {}
        self._values: dict[tuple[int, bool], tuple[tuple[Reading, ...], tuple[Decimal | None, ...]]] = {}

    def value(self, reading: Reading, earlier: bool = False) -> Decimal | None:
        """Work out a reading, for this year or the year before, in 元 where it is money; None if a fact is missing."""
        key = reading.value, reading.unit, earlier
        if (known := self._worked.get(key)) is not None or key in self._worked:
            return known
        value = self._work_out(reading.value, earlier)
        found = self._worked[key] = None if value is None else value * yuan(reading.unit)
        return found

    def _work_out(self, node: Node, earlier: bool) -> Decimal | None:
        known: dict[str, Value] = {}
        for path in paths_in(node):
            found = self.facts(f"prior.{path}" if earlier and not path.startswith("prior.") else path)
            if not isinstance(found, Decimal):
                # What is not applicable counts as 0, as it does in printed totals; what is not known is nobody's zero.
                if found not in MARKS:
                    return None
                found = Decimal(0)
            known[path] = found
        value = evaluate(node, known.get)
        return value if isinstance(value, Decimal) else None

    def values(self, readings: tuple[Reading, ...], earlier: bool) -> tuple[Decimal | None, ...]:
        """Work out all readings of a claim, which many figures of a report share."""
        # By what they are, and not by what stands in them: to look through trees takes longer than all else here. They
        # are kept with what they come to, so that no others can be what they were.
        key = id(readings), earlier
        if (found := self._values.get(key)) is None:
            found = self._values[key] = readings, tuple([self.value(reading, earlier) for reading in readings])
        return found[1]

    def held(self, mention: Mention, text: str) -> Held:
        """Hold a mention against the readings of its claim, in the year that it speaks of."""
        claim, figure = mention.claim, mention.figure
        earlier = mention.year == self.year - 1
        if claim is None or (not earlier and mention.year != self.year and not self.is_current(mention)):
            return Held(mention)
        readings = claim.readings
        values = self.values(readings, earlier)
        if told_loosely(figure, text):
            return Held(mention, values)
        if len(values) == 1 and values[0] == worth(figure):
            return _held(Held, (mention, values, True, readings))
        found = zip(readings, values, strict=True)
        by = tuple([reading for reading, value in found if value is not None and _is_it(figure, value, reading.unit)])
        if by:
            return Held(mention, values, True, by)
        known = [value for value in values if value is not None]
        most = max(known, default=None)
        if most is not None and claim.part and figure.kind == "figure" and worth(figure) < most:
            # 撤回0件, where others are in the same cell: perhaps; whether it is, other figures may tell.
            return Held(mention, values, True if figure.value else None)
        if most is not None and mention.wide and _is_more(figure, most):
            return Held(mention, values)
        # A reading that cannot be worked out might have been the one that was meant.
        return Held(mention, values, False if len(known) == len(values) > 0 else None)

    def is_current(self, mention: Mention) -> bool:
        """Tell whether a mention speaks of the report's own year."""
        return mention.year in (0, self.year)

    def is_earlier(self, mention: Mention) -> bool:
        """Tell whether a mention speaks of the year before."""
        return mention.year == self.year - 1

    def shown(self, mention: Mention) -> Iterable[Shown]:
        """Show every reading of a mention, with its figure in the form's own measure."""
        earlier = self.is_earlier(mention)
        for reading in mention.claim.readings if mention.claim else ():
            value = self.value(reading, earlier)
            printed = "" if value is None else printed_as(value, reading.unit)
            yield called(reading.label, earlier), printed, points_of(reading, earlier)


def points_of(reading: Reading, earlier: bool = False) -> tuple[str, ...]:
    """Give the points that a reading is worked out from, each once."""
    paths = dict.fromkeys(paths_in(reading.value))
    return tuple(f"prior.{path}" if earlier and not path.startswith("prior.") else path for path in paths)


def paths_of(claim: Claim | None) -> set[str]:
    """Give the paths that a claim's readings are worked out from; none for no claim."""
    return {path for reading in claim.readings for path in paths_in(reading.value)} if claim else set()


def rows_of(claim: Claim | None) -> set[str]:
    """Give the rows of the tables that a claim is of."""
    return {path.rpartition(".")[0] for path in paths_of(claim)}


# -- Figures


def are_in_one_sentence(one: int, other: int, text: str) -> bool:
    """Tell whether no sentence ends between two places of a text, in either order."""
    begin, end = sorted((one, other))
    return end - begin <= LONGEST_SENTENCE and SENTENCE_ENDS.isdisjoint(text[begin:end])


def worth(figure: Figure) -> Decimal:
    """Give what a figure says, in 元 where it is money."""
    return figure.value * MONEY[figure.measure] if figure.measure in MONEY else figure.value


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


def _is_more(figure: Figure, value: Decimal) -> bool:
    """Tell whether a figure is that much more that it may count other things as well, as any is where there is none."""
    return figure.kind == "figure" and (worth(figure) > value * 3 / 2 + FEW or not value)


def _is_it(figure: Figure, value: Decimal, unit: str) -> bool:
    # Words are exact: none is none, and all are as many as there are.
    if figure.kind != "figure":
        return value == worth(figure)
    if worth(figure) == value:
        return True
    one = yuan(figure.measure)
    if is_money(figure.measure) == is_money(unit):
        return is_printed(figure.value * one, figure.grain * one, value)
    # Where only one of the two says that it is money, it may be told in 元 or in 万元.
    scales = (one, one * 10_000, one / 10_000)
    return any(is_printed(figure.value * scale, figure.grain * scale, value) for scale in scales)


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
