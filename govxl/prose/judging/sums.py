"""Inner sums: a whole and the parts that a text tells of it, added up whatever they are figures of."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import accumulate

from govxl.prose.amounts import (
    ENDINGS,
    come_to,
    is_count,
    is_mistyped,
    is_money,
    is_slip,
    printed_as,
    says_more,
    says_rest,
    told_loosely,
    worth,
    yuan,
)
from govxl.prose.judging.beside import are_in_one_sentence
from govxl.prose.judging.worked import FieldText, Held
from govxl.prose.model import Doubt, Group, Mention, Understood
from govxl.words import Both

__all__ = ["false_sums"]

MOST_LEFT, MOST_LEFT_OF_KNOWN, LITTLE_LEFT = 5, 3, 20
"""A list that leaves more than this part of its whole tells examples, be that one no table has or one of theirs; one
that leaves less than the last, hardly."""
LARGE, MANY = 100, 4
"""A whole that hardly comes as near to its parts by accident as by a slip; so many parts are hardly more than it."""

LIST, COLONS = "、", frozenset("：:")

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
    doubted: set[int] = set()
    for group in understood.groups:
        members = (group.whole, *group.parts)
        if group.whole.figure.start in doubted or len(group.parts) < 2 or not _can_be_added(members, place.text):
            continue
        verdicts = [held(each).agrees for each in members]
        some = any(verdicts) and not group.full and not _is_told_out(group, place.text)
        if False in verdicts or all(verdicts) or (some and _leaves_much(group)):
            continue
        views = list(_views(group, place.text))
        if any(_adds_up(view) for view in views):
            continue
        false = next((view for view in views if _is_false(view, understood.mentions, order, place.text)), None)
        if false:
            doubted.add(group.whole.figure.start)
            counts = [worth(each.figure) for each in false.parts]
            shown = printed_as(sum(counts, Decimal(0)), false.whole.figure.measure)
            parts = "＋".join(dict.fromkeys(each.figure.said for each in false.parts))
            label = Both(f"各部分相加（{parts}）", f"the parts added up: {parts}")
            yield place.doubt(rule, false.whole.figure, _around(false), False, [(label, shown, ())])


def _views(group: Group, text: str) -> Iterator[Group]:
    """Yield a group with the parts that may be all of it: those that are by their names, those of one list, and all."""
    # 157件，其中主办89件、会办68件，全文公开74件
    if 1 < group.full < len(group.parts):
        yield group._replace(parts=group.parts[: group.full], listed=0, open=False)
    start, end = group.parts[-1].clause
    if group.listed and not says_rest(text[start:end], *ENDINGS):
        yield group._replace(parts=group.parts[: group.listed], full=0)
        yield group
    else:
        yield group._replace(listed=0)


def _adds_up(group: Group) -> bool:
    """Tell whether the parts of a group are just what its whole is."""
    return come_to(part.figure for part in group.parts) == worth(group.whole.figure)


def _is_false(group: Group, mentions: tuple[Mention, ...], order: dict[int, int], text: str) -> bool:
    """Tell whether the parts of a group should come to its whole, and do not."""
    counts = [worth(each.figure) for each in group.parts]
    whole, added = worth(group.whole.figure), sum(counts, Decimal(0))
    full = _is_all(group, text)
    most = max(counts)
    over = most > whole * 2 or (most > whole and not is_mistyped(whole, added))
    if over and not (full or _is_slip_of_part(group, text)):
        return False
    if added > whole and added - whole in _between(group, mentions, order):
        # 收到9件，上年结转1件，其中网络6件、信函4件: parts of both.
        return False
    if (
        (whole in counts and not group.channel)
        or (group.listed and added > whole)
        or (group.row and not full and not _is_near(whole, added))
    ):
        # 结转1件；网络14件、邮寄9件: those are no parts of it. 87件，其中会商12件、审核87件: they overlap.
        return False
    after = _neighbours(group, mentions, order, text)
    # What is counted by another measure word (篇 among 条) may be no part of it.
    measure = group.whole.figure.measure
    alike = come_to(part.figure for part in group.parts if part.figure.measure == measure)
    return not any(_comes_to(group, whole - each, after, text, full) for each in {added, alike})


def _is_all(group: Group, text: str) -> bool:
    """Tell whether parts are all there is of their whole, by their names or by a word for what the others leave."""
    whole, added = worth(group.whole.figure), come_to(each.figure for each in group.parts)
    if group.full == len(group.parts):
        return not group.carried or added < whole or _is_near(whole, added)
    last, start = group.parts[-1].figure.start, group.whole.figure.start
    if not _has_rest(group, text) or not _is_list(group, text) or not are_in_one_sentence(start, last, text):
        return False
    # 征收拆迁94件，财政资金22件，工程建设31件，其他48件: the first of them is no whole.
    listed = text[group.parts[0].figure.end] == LIST and max(worth(each.figure) for each in group.parts) <= whole
    return listed or not group.row


def _can_be_added(members: tuple[Mention, ...], text: str) -> bool:
    """Tell whether figures are all exact, and all of one kind: money or counts."""
    figures = [each.figure for each in members]
    alike = len({is_money(figure.measure) for figure in figures}) == 1
    return alike and all(is_count(figure) and not told_loosely(figure, text) for figure in figures)


def _between(group: Group, mentions: tuple[Mention, ...], order: dict[int, int]) -> set[Decimal]:
    """Give the figures that stand between a whole and the first of its parts."""
    first, last = (order.get(each.figure.start, 0) for each in (group.whole, group.parts[0]))
    return {worth(each.figure) for each in mentions[first + 1 : last] if is_count(each.figure)}


def _neighbours(group: Group, mentions: tuple[Mention, ...], order: dict[int, int], text: str) -> list[Decimal]:
    """Give the figures that follow a group, up to a few."""
    last = max(part.figure.start for part in group.parts)
    nth = order.get(last, len(mentions)) + 1
    known, measure = _is_known(group), group.whole.figure.measure
    near = [each for each in mentions[nth : nth + NEIGHBOURS] if is_count(each.figure)]
    if group.full:
        near = [each for each in near if each.figure.measure == measure]
    # What the tables have, and is counted otherwise, is no part of what they have not.
    figures = [each.figure for each in near if known or not each.claim or each.figure.measure == measure]
    if not known:
        # What is told in another sentence is no part of what the tables have not.
        figures = [each for each in figures if are_in_one_sentence(last, each.start, text)]
    return [worth(figure) for figure in figures]


def _is_known(group: Group) -> bool:
    """Tell whether the tables have any figure of a group."""
    return any(each.claim for each in (group.whole, *group.parts))


def _comes_to(group: Group, left: Decimal, after: list[Decimal], text: str, full: bool) -> bool:
    """Tell whether what the parts leave of their whole is nothing, or can be explained."""
    # What is printed in 1.2万 or 3.52万元 was cut or rounded, each time by half a step and less.
    steps = (each.figure.grain * yuan(each.figure.measure) for each in (group.whole, *group.parts))
    slack = sum((step / 2 for step in steps if step != 1), Decimal(0))
    if abs(left) <= slack or (left > 0 and _may_be_more(group, text)):
        return True
    if full:
        # What is all there is by its names is neither examples nor told twice, but may go with what follows.
        return left in after[:3] or (group.carried and -left in after[:3])
    # Its parts may end before what is told in the same manner does: 不予公开6件，其中2件…，4件…，无法提供18件.
    if worth(group.whole.figure) in list(accumulate(worth(part.figure) for part in group.parts))[1:]:
        return True
    if (_overlap(group, left, text) if left < 0 else _are_examples(group, left, text)) and (left > 0 or not group.open):
        return True
    if left > 0:
        # A total may include what was carried on, or more of what was told behind its parts.
        return left in after[:3] or left in accumulate(after)
    # A part of a part, told among the parts, is counted twice.
    twice = len(group.parts) > 2 and -left in {worth(part.figure) for part in group.parts}
    return twice and (_is_known(group) or not _is_list(group, text))


def _may_be_more(group: Group, text: str) -> bool:
    """Tell whether a text says that there are more parts than it tells figures of."""
    return (group.open and not _has_rest(group, text)) or says_more(text, group.parts[-1].figure.end)


def _is_list(group: Group, text: str) -> bool:
    """Tell whether the same mark stands behind all parts but the last, so that each is told beside the others."""
    return len({text[part.figure.end : part.figure.end + 1] for part in group.parts[:-1]}) == 1


def _has_rest(group: Group, text: str) -> bool:
    """Tell whether the last part is all that the others leave: 动态30条、公告20条、其他20条 are all there are."""
    start, end = group.parts[-1].clause
    return says_rest(text[start:end])


def _is_near(whole: Decimal, added: Decimal) -> bool:
    """Tell whether a slip of the pen explains that figures do not come to the one before them."""
    left = abs(whole - added)
    return left * LITTLE_LEFT <= whole or (whole >= LARGE and (is_mistyped(whole, added) or is_slip(left)))


def _is_slip_of_part(group: Group, text: str) -> bool:
    """Tell whether parts come to too much by one digit of one of them, or by one that is more than the whole."""
    counts, whole = [worth(part.figure) for part in group.parts], worth(group.whole.figure)
    left = whole - sum(counts, Decimal(0))
    if left >= 0:
        return False
    # Were it the first, those behind would hardly be parts of this whole (比上年的63件多20件，其中自然人74件).
    more = [each for each in counts if each > whole]
    listed = not group.row and all(text[part.figure.end] == LIST for part in group.parts[:-1])
    sure = listed or (len(counts) > 2 and counts[0] <= whole)
    alone = sure and len(more) == 1 and more[0] + left >= 0 and not _is_known(group)
    return alone or any(each + left >= 0 and each >= FEW and is_mistyped(each, each + left) for each in counts)


def _is_slip_of_any(group: Group, left: Decimal) -> bool:
    """Tell whether one digit of a figure, or two of them exchanged, explain what parts leave of their whole."""
    # 743条，其中211条、176条、302条: no two digits of any exchanged come to 54 more, so others are not told.
    if len(f"{left:f}".rstrip("0")) == 1:
        return True
    whole = worth(group.whole.figure)
    pairs = [(whole, whole - left), *((each, each + left) for each in (worth(part.figure) for part in group.parts))]
    return any(sorted(f"{one:f}") == sorted(f"{other:f}") for one, other in pairs)


def _overlap(group: Group, left: Decimal, text: str) -> bool:
    """Tell whether parts that no table has count some things twice, which come to more than their whole."""
    # 公开320条，网站185条、公众号163条
    counts, whole = [worth(part.figure) for part in group.parts], worth(group.whole.figure)
    if (
        any(part.claim for part in group.parts)
        or group.channel
        or _is_near(whole, whole - left)
        or _is_slip_of_part(group, text)
    ):
        return False
    if not any(group.places[: len(counts)]) and _is_list(group, text):
        return False
    return len(counts) < MANY or max(counts) < -left or -left * 2 > whole


def _are_examples(group: Group, left: Decimal, text: str) -> bool:
    """Tell whether parts that no table has are only some of their whole, or overlap: much is left, and by no slip."""
    # 投诉4386件，其中不予受理612件、不予立案903件; 公开320条，网站185条、公众号163条.
    if _has_rest(group, text):
        return False
    whole = worth(group.whole.figure)
    known = any(part.claim for part in group.parts)
    if whole >= LARGE and is_mistyped(whole, whole - left):
        return False
    if left * (MOST_LEFT if group.whole.claim is None else MOST_LEFT_OF_KNOWN) >= whole and not known:
        return True
    return left * LITTLE_LEFT > whole and not known and not _is_slip_of_any(group, left)


def _leaves_much(group: Group) -> bool:
    """Tell whether parts leave so much of their whole, and by no slip, that not all of them are told."""
    # 办结676件，其中公开302件，因法定情形未公开、未提供的298件: where the others are right, the rest is only untold.
    whole, added = worth(group.whole.figure), come_to(each.figure for each in group.parts)
    left = whole - added
    return left * LITTLE_LEFT > whole and not (is_slip(left) or is_mistyped(whole, added))


def _is_told_out(group: Group, text: str) -> bool:
    """Tell whether a colon stands between a whole and its parts: then all of them follow (复议116件：维持71件，…)."""
    return not COLONS.isdisjoint(text[group.whole.figure.end : group.parts[0].figure.start])


def _around(group: Group) -> tuple[int, int]:
    """Give where the words of a group begin and end."""
    spans = [each.clause for each in (group.whole, *group.parts)]
    return min(start for start, _ in spans), max(end for _, end in spans)
