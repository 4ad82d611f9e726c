"""Figures of totals that those beside them tell: what came in and was done add up, and so do the rows of each.

16 came in, 1 was carried over, 26 in all: the first is 25. Words may leave open what such a figure is of, and the text
may have it right elsewhere; where all others of its sum are as the tables have them, it is a slip all the same.
"""

from collections.abc import Callable
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile

from govxl.prose.amounts import is_far_less, is_mistyped, worth
from govxl.prose.claims import paths_of
from govxl.prose.judging.beside import sides
from govxl.prose.judging.held_text import FEWEST_PARTS, HeldText
from govxl.prose.judging.worked import Held
from govxl.prose.model import Claim, Mention

__all__ = ["is_of_sum"]

NEAREST = 3
"""How many figures on either side may be of one sum with one."""


def is_of_sum(mention: Mention, held_text: HeldText) -> bool:
    """Tell whether the figures beside one, all of them right, come to what it could be of."""
    claim, held = mention.claim, held_text.held
    values = [value for value in held(mention).values if value]
    if not (claim and claim.total and values) or claim.part or mention.figure.kind != "figure":
        return False
    before, behind = (
        [each for each in some if each.figure.kind == "figure" and each.year == mention.year]
        for some in sides(mention, held_text.understood.mentions, held_text.text)
    )
    told = worth(mention.figure)
    # 县政府办收到62件，上年结转25件，全县新收486件: so few may be some of all.
    if all(is_far_less(told, value) for value in values):
        return False
    wholes = {worth(each.figure) for each in before}

    def are_its_own(value: Decimal) -> bool:
        # 全县收到486件，其中邮寄213件，自然人414件、…: of what was told before.
        return value not in wholes and (mention.certain or is_mistyped(told, value))

    return any(
        _comes_to(value, claim, before[::-1], behind, held)
        or (are_its_own(value) and _rows_come_to(value, told, claim.rule, behind, held))
        for value in values
    )


def _comes_to(
    value: Decimal, claim: Claim, before: list[Mention], behind: list[Mention], held: Callable[[Mention], Held]
) -> bool:
    """Tell whether two totals beside a figure leave a value, or add up to it, in the order in which sums are told."""
    one, two = (_totals(some[:NEAREST], claim, held) for some in (before, behind))
    # 收到25件，上年结转1件，共26件; 共办理26件，答复25件，结转1件; 上年结转1件，收到25件，共26件
    sums = [*pairwise(two), *([(one[0], two[0])] if one and two else []), *([(one[1], one[0])] if len(one) > 1 else [])]
    return any(
        (value + worth(each.figure) == worth(other.figure) and other not in one)
        or (value == worth(each.figure) + worth(other.figure) and (each in two) == (other in two))
        for each, other in sums
        # Rows of one rule add up by chance; what came in, and that with what was there before, are told by two.
        if each.claim and other.claim and {each.claim.rule, other.claim.rule, claim.rule} != {claim.rule}
    )


def _totals(some: list[Mention], claim: Claim, held: Callable[[Mention], Held]) -> list[Mention]:
    """Give those of a few figures that are totals of the same column, up to the first that is not right."""
    columns = {path.rpartition(".")[2] for path in paths_of(claim)}
    found: list[Mention] = []
    for each in some:
        told = {path.rpartition(".")[2] for path in paths_of(each.claim)}
        if not each.claim or not each.claim.total or told != columns:
            continue
        if not held(each).agrees:
            break
        found.append(each)
    return found


def _rows_come_to(
    value: Decimal, told: Decimal, rule: str, behind: list[Mention], held: Callable[[Mention], Held]
) -> bool:
    """Tell whether the rows right behind a figure, all of them right, come to a value, and not to what it says."""
    # Of one kind, 办结28件，公开20件、不掌握8件，结转2件, and of another than it: 公开90件，无法提供77件，其中制作13件.
    kind = behind[0].claim.rule if behind and behind[0].claim else ""
    if kind in ("", rule):
        return False
    rows = takewhile(lambda each: bool(each.claim and each.claim.rule == kind and held(each).agrees), behind)
    sums = list(accumulate(worth(each.figure) for each in rows))[FEWEST_PARTS - 1 :]
    return value in sums and told not in sums
