"""Figures that are told together, and are all there are together or not at all: counts with money, rows of endings."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator
from decimal import Decimal

from govxl.prose.confirmed import NEAR
from govxl.prose.model import Doubt, Ending, Mention, Payment, Reading, Understood
from govxl.prose.worked import LONGEST_SENTENCE, FieldText, Held, KnownFacts, are_in_one_sentence, is_mistyped, worth

__all__ = ["all_but_one", "half_right"]

KINDS = ("各类", "各种", "各项", "各领域")
"""Words that say that what is counted is of more than one kind."""


def half_right(payments: Iterable[Payment], place: FieldText, against: KnownFacts) -> Iterator[Doubt]:
    """Yield a count that is not all though its money is, and money so with its count; none is all as well."""
    told = [(each, against.held(each.counted, place.text), against.held(each.money, place.text)) for each in payments]
    right = {money.mention.figure.start for _, counted, money in told if counted.agrees and money.agrees}
    moneys: dict[int, list[Decimal]] = {}
    counts: dict[int, list[Decimal]] = {}
    for _, counted, money in told:
        moneys.setdefault(_start(counted), []).append(worth(money.mention.figure))
        counts.setdefault(_start(money), []).append(worth(counted.mention.figure))
    for payment, counted, money in told:
        if None in (counted.agrees, money.agrees) or counted.agrees == money.agrees:
            continue
        wrong = money if counted.agrees else counted
        several, amounts = counts[_start(money)], moneys[_start(counted)]
        parts = len(several) > 1 and sum(several) in counted.values
        if parts or (len(amounts) > 1 and all(amounts) and sum(amounts) in money.values):
            # 收取12件，其中一局3000元、二局1360元; 收取4360元，其中一局3件、二局9件: parts of all.
            continue
        if money.mention.figure.start in right and wrong is counted:
            # 发出收费通知3件，收取350元，涉及2件
            continue
        if wrong is counted and payment.before and payment.before not in counted.values:
            # 按件计收1件，按量计收1件，共350元: of both.
            continue
        least = worth(counted.mention.figure)
        if payment.more and wrong is counted and all(value is not None and value < least for value in counted.values):
            # 发出收费通知3件，实际收取350元: of some of them.
            continue
        claim = wrong.mention.claim
        assert claim, "both have one"
        yield place.doubt(claim.rule, wrong.mention.figure, wrong.mention.clause, False, against.shown(wrong.mention))


def _start(held: Held) -> int:
    return held.mention.figure.start


def all_but_one(
    understood: Understood, place: FieldText, against: KnownFacts, held: Callable[[Mention], Held]
) -> Iterator[Doubt]:
    """Yield the one figure of a row of endings that is not as a row of the tables has it, where all others are."""
    if not understood.endings:
        return
    agree = [each for each in understood.mentions if each.claim and held(each).agrees]
    # What may be of several rows is told by those beside it.
    right = {each.figure.start for each in agree if each.claim and len(each.claim.readings) == 1}
    totals = {each.claim.readings for each in agree if each.claim and each.figure.value}
    for row in understood.endings:
        found: dict[int, Held] = {}
        for kind in row.kinds:
            wrong = _wrong_of(_OfKind(kind, place.text, against), totals)
            if wrong is None:
                # 维持1件、撤回1件: as told of these.
                found.clear()
                break
            if wrong and wrong[0].mention.figure.start not in right:
                found.setdefault(wrong[0].mention.figure.start, wrong[0])
        if len(found) == 1:
            (each,) = found.values()
            claim = each.mention.claim
            wholes = {kind.whole.figure.start for kind in row.kinds if kind.whole}
            if _start(each) in wholes and _is_of_more(each, understood, place.text):
                continue
            assert claim, "all of a row have one"
            yield place.doubt(claim.rule, each.mention.figure, each.mention.clause, False, against.shown(each.mention))


def _is_of_more(found: Held, understood: Understood, text: str) -> bool:
    """Tell whether a figure counts by just so much more than the tables as its sentence tells of others beside it."""
    # 法院受理23件，维持6件、纠正3件，余10件为民事案件; 复议28件（含上年结转3件）
    start, told, begin = _start(found), worth(found.mention.figure), found.mention.clause[0]
    if any(kinds in text[begin:start] for kinds in KINDS) and all(
        value and told * 2 >= value * 3 for value in found.values
    ):
        # 县司法局受理各类复议案件40件，维持12件、纠正3件、其他3件、未审结2件
        return True
    more = {told - value for value in found.values if value is not None and told > value}
    first = bisect_left(understood.mentions, start - LONGEST_SENTENCE, key=lambda each: each.figure.start)
    last = bisect_right(understood.mentions, start + LONGEST_SENTENCE, key=lambda each: each.figure.start)
    near = (each for each in understood.mentions[first:last] if worth(each.figure) in more)
    return any(are_in_one_sentence(each.figure.start, start, text) for each in near)


class _OfKind:
    """A row held against what the tables have of one kind of cases."""

    def __init__(self, kind: Ending, text: str, against: KnownFacts) -> None:
        self.of_all = kind.total.claim
        self.total = against.held(kind.total, text).values[0]
        self.parts = [against.held(each, text) for each in kind.parts]
        self.settled = [against.held(each, text) for each in kind.settled]
        self.whole = against.held(kind.whole, text) if kind.whole else None
        self.told = _added(self.parts)

    def others(self, one: Held) -> tuple[Decimal, Decimal]:
        """Give what all parts but one come to, and those of them that are just what a row has."""
        others = [each for each in self.parts if each is not one]
        return _added(others), _added(each for each in others if worth(each.mention.figure) in each.values)


def _added(some: Iterable[Held]) -> Decimal:
    return sum((worth(each.mention.figure) for each in some), Decimal(0))


def _wrong_of(row: _OfKind, totals: Container[tuple[Reading, ...]]) -> list[Held] | None:
    """Give the one figure that is not as a kind of cases has it, none where several are; None where all are.

    `totals` are those that the text has right.
    """
    every = [*row.parts, *row.settled, *([row.whole] if row.whole else [])]
    wrong = [
        each for each in every if each.agrees is False or (each.agrees is None and each.values and each in row.parts)
    ]
    if len(wrong) != 1 or row.total is None:
        all_right = row.total is not None and row.told <= row.total and all(each.agrees for each in every)
        return None if all_right else []
    one = wrong[0]
    told = worth(one.mention.figure)
    if one not in row.parts:
        # 复议机关受理各类复议40件，涉我局维持15件、纠正3件: nobody but a slip of the pen has it so near.
        slip = one is not row.whole or any(value is not None and is_mistyped(told, value) for value in one.values)
        return wrong if slip and row.told == row.total else []
    others, exact = row.others(one)
    known = bool(row.whole) or (row.of_all is not None and row.of_all.readings in totals)
    if exact and any(value is not None and others + value == row.total for value in one.values):
        return wrong if exact + (row.total if known else 0) > NEAR else []
    # 34件，审结31件，维持19件，被纠正9件, of 4: not all is told, but that is too much.
    over = all(value is not None and told > value for value in one.values)
    return wrong if exact and row.whole and over else []
