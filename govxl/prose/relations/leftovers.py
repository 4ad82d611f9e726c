"""What a text says is left of a whole it told before: 收到31件，撤回4件、结转1件，其余26件均已答复."""

from collections.abc import Container
from decimal import Decimal

from govxl.prose.amounts import RESTS
from govxl.prose.lexicon.features import bit
from govxl.prose.relations.neighbours import Neighbours

__all__ = ["is_left", "left_over"]

_REST, _OTHER, _OPEN, _LAST = (bit(role) for role in ("rest", "other", "open", "last"))
_SOME = _OTHER | _OPEN | bit("limits")
MOST_TOLD, MOST_BEHIND = 4, 3
"""How many figures stand between a whole and what is left of it, at most; how many behind it may be left with it."""


def is_left(near: Neighbours, nth: int) -> bool:
    """Tell whether a figure is called what is left, be it by a word that names a row, too (其他13件均已答复)."""
    segment = near.segments[nth]
    if not near.counts(nth):
        return False
    if segment.own & _REST:
        return True
    then = near.segments[nth + 1] if nth + 1 < len(near.segments) else None
    told = then is not None and then.kind == "all" and then.start == segment.end
    return told and near.said_before(nth).endswith(RESTS)


def left_over(near: Neighbours, told: Container[int], nth: int) -> tuple[int, list[int]] | None:
    """Give the whole that the n-th figure is what is left of, and the parts told before with it at their end.

    None where the figures of the sentence account for it, be it that some are told twice or came over from the year
    before, and where they may not be all.
    """
    rest, claimed = near.segments[nth], near.mentions[nth]
    if (claimed.claim and not claimed.passing) or rest.own & _LAST:
        return None
    before: list[int] = []
    for other in near.earlier(nth):
        if near.segments[other].depth == rest.depth:
            before.insert(0, other)
        if len(before) > MOST_TOLD + 1:
            return None
    if before and (host := near.segments[before[0]].host) >= 0 and host not in before:
        before.insert(0, host)
    whole, *parts = before or [nth]
    if not 0 < len(parts) <= MOST_TOLD or not is_whole(near, whole):
        return None
    measure, most = near.figure(nth).measure, near.figure(whole).value
    rules = [claim.rule if (claim := near.mentions[part].claim) else "" for part in (whole, *parts)]
    if rules[0] in rules[1:] and near.figure(nth).value > most:
        # 公开26件，部分公开9件，其余41件: of what came in; the first is a row beside the second.
        return None
    for part in (whole, *parts):
        each, figure = near.segments[part], near.figure(part)
        if part not in told or figure.measure != measure or each.own & (_SOME | _REST):
            return None
        if figure.value >= most and part != whole:
            return None
    # 撤回4件，其余15件为个人、12件为企业: what is left may be told as several.
    then = [each for each in range(nth + 1, nth + 1 + MOST_BEHIND) if near.mentions.get(each)]
    behind = [each for each in then if near.segments[each].sentence == rest.sentence]
    if accounts_for([near.figure(each).value for each in (*before, *behind)], near.figure(nth).value):
        return None
    return whole, [*parts, nth]


def is_whole(near: Neighbours, nth: int) -> bool:
    """Tell whether a figure is of all that was asked for by what was done with it, and not by how some of it ended."""
    kinds, own = near.patterns.features.kinds, near.segments[nth].own
    return bool(near.mentions[nth].claim and own & kinds["act"]) and not own & (kinds["result"] | kinds["party"])


def accounts_for(figures: list[Decimal], left: Decimal) -> bool:
    """Tell whether some of a few figures come to what is left, each added or taken away."""
    sums = {Decimal(0)}
    for figure in figures:
        sums |= {each + sign * figure for each in sums for sign in (1, -1)}
    return left in sums
