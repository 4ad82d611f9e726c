"""Figures that are told together, and are all there are together or not at all: counts with money, rows of endings."""

from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from govxl.prose.amounts import OF_ALL_KINDS, come_to, is_mistyped, worth
from govxl.prose.judging.beside import beside
from govxl.prose.judging.held_text import HeldText
from govxl.prose.judging.worked import Held, KnownFacts
from govxl.prose.model import Doubt, Ending, Reading

__all__ = ["all_but_one", "half_right"]

ENOUGH = 3
"""So many cases that end as a row has it, with all there are where these are known, do so by no accident."""


def half_right(held_text: HeldText) -> Iterator[Doubt]:
    """Yield a count that is not all though its money is, and money so with its count; none is all as well."""
    against, text = held_text.against, held_text.text
    told = [
        (each, against.held(each.counted, text), against.held(each.money, text))
        for each in held_text.understood.payments
    ]
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
        yield held_text.doubt(wrong.mention)


def _start(held: Held) -> int:
    return held.mention.figure.start


def all_but_one(held_text: HeldText) -> Iterator[Doubt]:
    """Yield the one figure of a row of endings that is not as a row of the tables has it, where all others are."""
    if not held_text.understood.endings:
        return
    # What may be of several rows is told by those beside it.
    right = {each.figure.start for each in held_text.right if each.claim and len(each.claim.readings) == 1}
    totals = {each.claim.readings for each in held_text.right if each.claim and each.figure.value}
    for row in held_text.understood.endings:
        found: dict[int, Held] = {}
        for kind in row.kinds:
            wrong = _wrong_of(_OfKind(kind, held_text.text, held_text.against), totals)
            if wrong is None:
                # 维持1件、撤回1件: as told of these.
                found.clear()
                break
            if wrong and wrong[0].mention.figure.start not in right:
                found.setdefault(wrong[0].mention.figure.start, wrong[0])
        if len(found) == 1:
            (each,) = found.values()
            wholes = {kind.whole.figure.start for kind in row.kinds if kind.whole}
            if not (_start(each) in wholes and _is_of_more(each, held_text)):
                yield held_text.doubt(each.mention)


def _is_of_more(found: Held, held_text: HeldText) -> bool:
    """Tell whether a figure counts by just so much more than the tables as its sentence tells of others beside it."""
    # 法院受理23件，维持6件、纠正3件，余10件为民事案件; 复议28件（含上年结转3件）
    told, figure = worth(found.mention.figure), found.mention.figure
    if any(kinds in held_text.text[found.mention.clause[0] : figure.start] for kinds in OF_ALL_KINDS) and all(
        value and told * 2 >= value * 3 for value in found.values
    ):
        # 县司法局受理各类复议案件40件，维持12件、纠正3件、其他3件、未审结2件
        return True
    more = {told - value for value in found.values if value is not None and told > value}
    return any(
        worth(each.figure) in more for each in beside(found.mention, held_text.understood.mentions, held_text.text)
    )


class _OfKind:
    """A row held against what the tables have of one kind of cases."""

    def __init__(self, kind: Ending, text: str, against: KnownFacts) -> None:
        self.of_all = kind.total.claim
        self.total = against.held(kind.total, text).values[0]
        self.parts = [against.held(each, text) for each in kind.parts]
        self.settled = [against.held(each, text) for each in kind.settled]
        self.whole = against.held(kind.whole, text) if kind.whole else None
        self.told = _come_to(self.parts)

    def others(self, one: Held) -> tuple[Decimal, Decimal]:
        """Give what all parts but one come to, and those of them that are just what a row has."""
        others = [each for each in self.parts if each is not one]
        return _come_to(others), _come_to(each for each in others if worth(each.mention.figure) in each.values)


def _come_to(some: Iterable[Held]) -> Decimal:
    return come_to(each.mention.figure for each in some)


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
        return wrong if exact + (row.total if known else 0) >= ENOUGH else []
    # 34件，审结31件，维持19件，被纠正9件, of 4: not all is told, but that is too much.
    over = all(value is not None and told > value for value in one.values)
    return wrong if exact and row.whole and over else []
