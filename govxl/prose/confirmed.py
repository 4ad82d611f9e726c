"""Figures that their words leave room for, and that what stands beside them tells to be of all.

林业行政处罚31件 may be of some of them, 公开行政许可64条 of more than was decided. What stands beside such a figure and is
as the tables have it counts the same things; then what is more than all there are is wrong, or nearly all of them.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from govxl.language.expressions import paths_in
from govxl.prose.model import Claim, Doubt, Mention, Understood
from govxl.prose.worked import FieldText, Held, KnownFacts, is_mistyped, is_money, is_slip, worth

__all__ = ["left_open"]

MANY = 100
"""So large are figures by which a slip of the pen is told from what is of something else."""
ENDS = "。！？\n"
ENOUGH = 2
"""How much must agree beside a figure: that a table has 2 or more is hardly so by chance, that it has 1 may be."""
NEAR = 2
"""By how much less a figure may be one of all."""


def left_open(
    understood: Understood, place: FieldText, against: KnownFacts, held: Callable[[Mention], Held]
) -> Iterator[Doubt]:
    """Yield figures that would be wrong if they were of all, where their kind, or what stands beside them, tells so."""
    open_ = [each for each in understood.mentions if each.perhaps and each.perhaps.rule]
    none = [each for each in understood.mentions if _is_of_none(each, held)]
    if not (open_ or none):
        return
    right: dict[str, list[tuple[Mention, int]]] = {}
    for mention in understood.mentions:
        claim = mention.claim or mention.perhaps
        if claim and mention.figure.kind == "figure" and worth(mention.figure) > 0:
            if _held(mention, claim, against, place.text).agrees:
                right.setdefault(claim.rule, []).append((mention, min(ENOUGH, int(worth(mention.figure)))))
    for mention in none:
        # 许可217件、处罚9件，强制10件: alone it may be of others, where the tables have none.
        claim = mention.claim
        assert claim, "only what has a claim disagrees"
        if _is_enough([each for each in right.get(claim.rule, []) if _is_beside(mention, each[0], place.text)]):
            yield place.doubt(claim.rule, mention.figure, mention.clause, False, against.shown(mention))
    for mention in open_:
        claim = mention.perhaps
        assert claim, "only those that may be of something are looked at"
        if held(mention).agrees is False:
            continue
        found = _held(mention, claim, against, place.text)
        if found.agrees is not False or not all(found.values):
            continue
        told = worth(mention.figure)
        by_slip = _is_nearly_paid(mention, told, found.values) or told >= MANY and all(value and is_mistyped(told, value) and is_slip(told - value) for value in found.values)
        beside = [each for each in right.get(claim.rule, []) if _is_beside(mention, each[0], place.text)]
        if not by_slip and not (_is_enough(beside) and (_is_not_less(claim, told, found.values) or _is_enough(_of_row(claim, beside)))):
            continue
        if not _is_told_elsewhere(mention, found, understood, right.get(claim.rule, []), place.text):
            yield place.doubt(claim.rule, mention.figure, mention.clause, False, against.shown(found.mention))


def _is_of_none(mention: Mention, held: Callable[[Mention], Held]) -> bool:
    """Tell whether a figure told in passing is of what the tables have none of."""
    if not (mention.claim and mention.claim.rule and mention.passing and mention.figure.kind == "figure"):
        return False
    found = held(mention)
    return found.agrees is not True and bool(found.values) and all(value == 0 for value in found.values)


def _is_told_elsewhere(
    mention: Mention, found: Held, understood: Understood, right: list[tuple[Mention, int]], text: str
) -> bool:
    """Tell whether other figures tell what a figure would be of: the text has it right, or they make up for it."""
    told, names = worth(mention.figure), {each.value for each in found.mention.claim.readings}
    agree = {id(each): each for each, _ in right}
    for each in agree.values():
        claim = each.claim or each.perhaps
        if claim and any(reading.value in names for reading in claim.readings):
            return True
    # 2000件 and 1167件, of 3167件; small figures are found in every text, so only those beside it tell anything.
    return any(
        {worth(each.figure), worth(each.figure) + told} & {*found.values}
        and id(each) not in agree
        and (told >= MANY or _is_beside(each, mention, text))
        for each in understood.mentions
    )


def _is_beside(mention: Mention, other: Mention, text: str) -> bool:
    """Tell whether two figures stand in one sentence."""
    one, two = sorted((mention.figure.start, other.figure.start))
    return one != two and not any(end in text[one:two] for end in ENDS)


def _is_nearly_paid(mention: Mention, told: Decimal, values: tuple[Decimal | None, ...]) -> bool:
    """Tell whether an amount is so near to all that was paid that it is hardly of some (植被恢复费642.7万元, of 645.4万元)."""
    return is_money(mention.figure.measure) and all(value and abs(told - value) <= value / 10 for value in values)


def _held(mention: Mention, claim: Claim, against: KnownFacts, text: str) -> Held:
    """Hold a figure against all that its claim is of."""
    return against.held(mention._replace(claim=claim._replace(part=False), wide=False), text)


def _is_not_less(claim: Claim, told: Decimal, values: tuple[Decimal | None, ...]) -> bool:
    """Tell whether a figure is more than all there are, or hardly less; where it is no part, whatever it is."""
    if not claim.part:
        return True
    return all(value is not None and (told > value or _is_near(told, value)) for value in values)


def _is_near(told: Decimal, value: Decimal) -> bool:
    """Tell whether a figure is so little less than all there are that it is rather them than some."""
    return value - told <= value / 10 or (value - told <= NEAR and told > value / 2)


def _is_enough(right: list[tuple[Mention, int]]) -> bool:
    """Tell whether enough is as the tables have it."""
    return sum(much for _, much in right) >= ENOUGH


def _of_row(claim: Claim, right: list[tuple[Mention, int]]) -> list[tuple[Mention, int]]:
    """Give those that are told of the same thing: what limits one of them limits them all, and they are of all."""
    # 制定管理类规范性文件1件，废止2件，现行有效16件
    return [each for each in right if _rows(each[0].claim or each[0].perhaps) & _rows(claim)]


def _rows(claim: Claim | None) -> set[str]:
    """Give the rows of the tables that a claim is of."""
    readings = claim.readings if claim else ()
    return {path.rpartition(".")[0] for reading in readings for path in paths_in(reading.value)}
