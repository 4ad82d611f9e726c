"""Inner sums: a whole and the parts that a text tells of it, added up whatever they are figures of."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import accumulate

from govxl.prose.model import Doubt, Group, Mention, Understood
from govxl.prose.worked import (
    FieldText,
    Held,
    is_count,
    is_mistyped,
    is_money,
    is_slip,
    printed_as,
    told_loosely,
    worth,
    yuan,
)
from govxl.words import Both

__all__ = ["false_sums"]

MOST_LEFT, MOST_LEFT_OF_KNOWN, LITTLE_LEFT = 5, 3, 20
"""A list that leaves more than this part of its whole tells examples, be that one no table has or one of theirs; one
that leaves less than the last, hardly."""
LARGE, MANY = 100, 4
"""A whole that hardly comes as near to its parts by accident as by a slip; so many parts are hardly more than it."""

ENDS = "。！？\n"

RESTS = ("其他", "其它", "其余", "余下")
"""Words that end a list of all there are."""

FEW = 10
"""A part of less is all of it by one digit."""

NEIGHBOURS = 12
"""Mentions after a group that may tell what its whole holds besides: what was carried on, parts of another kind."""


def false_sums(rule: str, understood: Understood, place: FieldText, held: Callable[[Mention], Held]) -> Iterator[Doubt]:
    """Yield the wholes that their parts do not come to.

    A whole with a single part claims nothing. Where a figure of the group disagrees with the tables, that was said
    already; where all agree with them, the parts are simply not all that the whole is made of.
    """
    if not understood.groups:
        return
    order = {mention.figure.start: nth for nth, mention in enumerate(understood.mentions)}
    for group in understood.groups:
        members = (group.whole, *group.parts)
        if len(group.parts) < 2 or not _can_be_added(members, place.text):
            continue
        counts = [worth(each.figure) for each in group.parts]
        whole, added = worth(group.whole.figure), sum(counts, Decimal(0))
        most = max(counts)
        slip = _is_slip_of_part(group)
        over = most > whole * 2 or (most > whole and not is_mistyped(whole, added))
        if whole in counts or (over and not slip) or (group.row and not _is_near(whole, added)):
            # 结转1件；网络14件、邮寄9件: those are no parts of it. 87件，其中会商12件、审核87件: they overlap.
            continue
        verdicts = [held(each).agrees for each in members]
        if False in verdicts or all(verdicts):
            continue
        after = _neighbours(group, understood.mentions, order, place.text)
        # What is counted by another measure word (篇 among 条) may be no part of it.
        measure = group.whole.figure.measure
        alike = sum((worth(part.figure) for part in group.parts if part.figure.measure == measure), Decimal(0))
        if not any(_comes_to(group, whole - each, after, place.text) for each in {added, alike}):
            shown = printed_as(added, measure)
            parts = "＋".join(dict.fromkeys(each.figure.said for each in group.parts))
            label = Both(f"各部分相加（{parts}）", f"the parts added up: {parts}")
            yield place.doubt(rule, group.whole.figure, _around(group), False, [(label, shown, ())])


def _can_be_added(members: tuple[Mention, ...], text: str) -> bool:
    """Tell whether figures are all exact, and all of one kind: money or counts."""
    figures = [each.figure for each in members]
    alike = len({is_money(figure.measure) for figure in figures}) == 1
    return alike and all(is_count(figure) and not told_loosely(figure, text) for figure in figures)


def _neighbours(group: Group, mentions: tuple[Mention, ...], order: dict[int, int], text: str) -> list[Decimal]:
    """Give the figures that follow a group, up to a few."""
    last = max(part.figure.start for part in group.parts)
    nth = order.get(last, len(mentions)) + 1
    known, measure = _is_known(group), group.whole.figure.measure
    near = [each for each in mentions[nth : nth + NEIGHBOURS] if is_count(each.figure)]
    # What the tables have, and is counted otherwise, is no part of what they have not.
    figures = [each.figure for each in near if known or not each.claim or each.figure.measure == measure]
    if not known:
        # What is told in another sentence is no part of what the tables have not.
        figures = [each for each in figures if _is_beside(last, each.start, text)]
    return [worth(figure) for figure in figures]


def _is_known(group: Group) -> bool:
    """Tell whether the tables have any figure of a group."""
    return any(each.claim for each in (group.whole, *group.parts))


def _is_beside(start: int, end: int, text: str) -> bool:
    """Tell whether two places are of one sentence."""
    return not any(mark in text[start:end] for mark in ENDS)


def _comes_to(group: Group, left: Decimal, after: list[Decimal], text: str) -> bool:
    """Tell whether what the parts leave of their whole is nothing, or can be explained."""
    # What is printed in 1.2万 or 3.52万元 was cut or rounded, each time by half a step and less.
    steps = (each.figure.grain * yuan(each.figure.measure) for each in (group.whole, *group.parts))
    slack = sum((step / 2 for step in steps if step != 1), Decimal(0))
    if abs(left) <= slack or (group.open and left > 0 and not _has_rest(group, text)):
        return True
    # Its parts may end before what is told in the same manner does: 不予公开6件，其中2件…，4件…，无法提供18件.
    if worth(group.whole.figure) in list(accumulate(worth(part.figure) for part in group.parts))[1:]:
        return True
    if (_overlap(group, left) if left < 0 else _are_examples(group, left, text)) and (left > 0 or not group.open):
        return True
    if left > 0:
        # A total may include what was carried on, or more of what was told behind its parts.
        return left in after[:3] or left in accumulate(after)
    # A part of a part, told among the parts, is counted twice.
    twice = len(group.parts) > 2 and -left in {worth(part.figure) for part in group.parts}
    return twice and (_is_known(group) or not _is_list(group, text))


def _is_list(group: Group, text: str) -> bool:
    """Tell whether the same mark stands behind all parts but the last, so that each is told beside the others."""
    return len({text[part.figure.end : part.figure.end + 1] for part in group.parts[:-1]}) == 1


def _has_rest(group: Group, text: str) -> bool:
    """Tell whether the last part is all that the others leave: 动态30条、公告20条、其他20条 are all there are."""
    start, end = group.parts[-1].clause
    return any(rest in text[start:end] for rest in RESTS)


def _is_near(whole: Decimal, added: Decimal) -> bool:
    """Tell whether a slip of the pen explains that figures do not come to the one before them."""
    left = abs(whole - added)
    return left * LITTLE_LEFT <= whole or (whole >= LARGE and (is_mistyped(whole, added) or is_slip(left)))


def _is_slip_of_part(group: Group) -> bool:
    """Tell whether parts come to too much by one digit of one of them, or by one that is more than the whole."""
    counts, whole = [worth(part.figure) for part in group.parts], worth(group.whole.figure)
    left = whole - sum(counts, Decimal(0))
    if left >= 0:
        return False
    # Were it the first, those behind would hardly be parts of this whole (比上年的63件多20件，其中自然人74件).
    more = [each for each in counts if each > whole]
    alone = len(counts) > 2 and len(more) == 1 and counts[0] <= whole and more[0] + left >= 0 and not _is_known(group)
    return alone or any(each + left >= 0 and each >= FEW and is_mistyped(each, each + left) for each in counts)


def _overlap(group: Group, left: Decimal) -> bool:
    """Tell whether parts that no table has count some things twice, which come to more than their whole."""
    # 公开320条，网站185条、公众号163条
    counts, whole = [worth(part.figure) for part in group.parts], worth(group.whole.figure)
    if any(part.claim for part in group.parts) or _is_near(whole, whole - left) or _is_slip_of_part(group):
        return False
    return len(counts) < MANY or max(counts) < -left or -left * 2 > whole


def _are_examples(group: Group, left: Decimal, text: str) -> bool:
    """Tell whether parts that no table has are only some of their whole, or overlap: much is left, and by no slip."""
    # 投诉4386件，其中不予受理612件、不予立案903件; 公开320条，网站185条、公众号163条.
    if _has_rest(group, text):
        return False
    whole = worth(group.whole.figure)
    known = any(part.claim for part in group.parts)
    if whole >= LARGE and len(group.parts) > 2 and is_mistyped(whole, whole - left):
        return False
    if left * (MOST_LEFT if group.whole.claim is None else MOST_LEFT_OF_KNOWN) >= whole and not known:
        return True
    return left * LITTLE_LEFT > whole and not known and not is_slip(left)


def _around(group: Group) -> tuple[int, int]:
    """Give where the words of a group begin and end."""
    spans = [each.clause for each in (group.whole, *group.parts)]
    return min(start for start, _ in spans), max(end for _, end in spans)
