"""Inner sums: a whole and the parts that a text tells of it, added up whatever they are figures of."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import accumulate

from govxl.prose.model import Doubt, Group, Mention, Understood
from govxl.prose.worked import FieldText, Held, is_count, is_mistyped, is_money, printed_as, told_loosely, worth, yuan
from govxl.words import Both

__all__ = ["false_sums"]

PLENTY = 4
"""So many parts of something no table has are not told as examples, however little they come to."""

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
        if whole in counts or (max(counts) > whole and not is_mistyped(whole, added)):
            # 结转1件；网络14件、邮寄9件: those are no parts of it; 87件，其中会商12件、审核87件: they overlap.
            continue
        verdicts = [held(each).agrees for each in members]
        if False in verdicts or all(verdicts):
            continue
        after = _neighbours(group, understood.mentions, order)
        # What is counted by another measure word (篇 among 条) may be no part of it.
        measure = group.whole.figure.measure
        alike = sum((worth(part.figure) for part in group.parts if part.figure.measure == measure), Decimal(0))
        if not any(_comes_to(group, whole - each, after) for each in {added, alike}):
            shown = printed_as(added, measure)
            parts = "＋".join(dict.fromkeys(each.figure.said for each in group.parts))
            label = Both(f"各部分相加（{parts}）", f"the parts added up: {parts}")
            yield place.doubt(rule, group.whole.figure, _around(group), False, [(label, shown, ())])


def _can_be_added(members: tuple[Mention, ...], text: str) -> bool:
    """Tell whether figures are all exact, and all of one kind: money or counts."""
    figures = [each.figure for each in members]
    alike = len({is_money(figure.measure) for figure in figures}) == 1
    return alike and all(is_count(figure) and not told_loosely(figure, text) for figure in figures)


def _neighbours(group: Group, mentions: tuple[Mention, ...], order: dict[int, int]) -> list[Decimal]:
    """Give the figures that follow a group, up to a few."""
    last = max(part.figure.start for part in group.parts)
    nth = order.get(last, len(mentions)) + 1
    # What the tables have, and is counted otherwise, is no part of what they have not.
    known, measure = any(each.claim for each in (group.whole, *group.parts)), group.whole.figure.measure
    alike = [
        each.figure
        for each in mentions[nth : nth + NEIGHBOURS]
        if known or not each.claim or each.figure.measure == measure
    ]
    return [worth(figure) for figure in alike if is_count(figure)]


def _comes_to(group: Group, left: Decimal, after: list[Decimal]) -> bool:
    """Tell whether what the parts leave of their whole is nothing, or can be explained."""
    # What is printed in 1.2万 or 3.52万元 was cut or rounded, each time by half a step and less.
    steps = (each.figure.grain * yuan(each.figure.measure) for each in (group.whole, *group.parts))
    slack = sum((step / 2 for step in steps if step != 1), Decimal(0))
    if abs(left) <= slack or (group.open and left > 0):
        return True
    # Its parts may end before what is told in the same manner does: 不予公开6件，其中2件…，4件…，无法提供18件.
    if worth(group.whole.figure) in list(accumulate(worth(part.figure) for part in group.parts))[1:]:
        return True
    if left > 0:
        if group.whole.claim is None and len(group.parts) < PLENTY and left * 5 > worth(group.whole.figure):
            # 投诉4386件，其中不予受理612件、不予立案903件: some of them, it seems.
            return True
        # A total may include what was carried on, or more of what was told behind its parts.
        return left in after[:3] or left in accumulate(after)
    # A part of a part, told among the parts, is counted twice.
    return len(group.parts) > 2 and -left in {worth(part.figure) for part in group.parts}


def _around(group: Group) -> tuple[int, int]:
    """Give where the words of a group begin and end."""
    spans = [each.clause for each in (group.whole, *group.parts)]
    return min(start for start, _ in spans), max(end for _, end in spans)
