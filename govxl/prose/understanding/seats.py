"""The unit's own seat: what it did itself, in a text that tells the same of all below it too, is only a part."""

from collections.abc import Callable, Mapping, Sequence, Set
from decimal import Decimal

from govxl.language.nodes import Node
from govxl.prose.lexicon.features import bit
from govxl.prose.model import Mention
from govxl.prose.reading.segments import APART, Segment

__all__ = ["of_seats"]

_SEAT, _OTHER, _REALM, _OWN, _SUM, _FILLER = (bit(role) for role in ("seat", "other", "realm", "own", "sum", "filler"))
_CHANGE = bit("up") | bit("down")
FARTHEST = 10
"""How many figures before one, and behind it, are looked at."""


def of_seats(
    segments: Sequence[Segment], mentions: Mapping[int, Mention], acts: int, caused: int,
    counts: Callable[[int], Set[Node]],
) -> set[int]:  # fmt: skip
    """Give the figures that are only the seat's own part, and so those told with them and of them.

    `acts` are the features of what can be done, `caused` those of the objects told with their cause; `counts` gives
    what each of some acts would count of what was asked for.
    """
    # 县政府及其办公室制发4件，部门制发7件: all there is, unless others are told beside them.
    realm = [nth for nth in mentions if segments[nth].own & _REALM]
    within = {nth for nth in realm if _is_within_all(segments, nth)}
    # 局机关收到95件，同比增长5%: how much it is more is told of nothing but that.
    seats = [nth for nth in mentions if segments[nth].features & _SEAT and _counts(segments[nth])]
    seats.extend(nth for nth in realm if nth in within or _is_beside_others(segments, nth, acts, caused, counts))
    if not seats:
        return set()
    of_seat = set(seats)
    whole: dict[tuple[Node, int], set[Decimal]] = {}
    for nth, each in mentions.items():
        if each.claim and nth not in of_seat and _counts(segments[nth]) and not _is_of(segments, nth, of_seat):
            for reading in each.claim.readings:
                whole.setdefault((reading.value, each.year), set()).add(each.figure.value)
    parts: set[int] = set()
    for nth in seats:
        claim, year, value = mentions[nth].claim, mentions[nth].year, {mentions[nth].figure.value}
        # 区政府受理97件。在97件申请中: told again, and of nobody else.
        told = [whole.get((reading.value, year), value) != value for reading in claim.readings] if claim else [False]
        # 局机关加上结转的118件，…未到期结转158件: that it may be something else besides, which is told, says nothing.
        part = told[0] or sum(told) > 1 or nth in within
        if not part and segments[nth].host not in of_seat:
            # 厅机关被复议5件（省政府受理3件）: who it was that dealt with some of the seat's own, told in brackets.
            part = _is_beside_others(segments, nth, acts, caused, counts) or _is_of_more(segments, nth)
        if part:
            parts.add(nth)
    # 县政府本级办理51件，其中公开21件、办结49件
    sentences = {segments[nth].sentence for nth in parts}
    parts.update(nth for nth in seats if segments[nth].sentence in sentences)
    return parts | {nth for nth in mentions if _is_of(segments, nth, parts)}


def _is_within_all(segments: Sequence[Segment], nth: int) -> bool:
    """Tell whether what all came to is told right behind a figure (县政府及其办公室印发3件，全县合计11件)."""
    segment, then = segments[nth], segments[nth + 1] if nth + 1 < len(segments) else None
    if not then or then.sentence != segment.sentence or not (then.own & _SUM and then.own & _OWN):
        return False
    more = then.found and segment.found and then.found.value > segment.found.value
    return bool(more) and then.measure == segment.measure


def _counts(segment: Segment) -> bool:
    """Tell whether a figure counts something, and says not by how much another one changed."""
    return segment.measure not in APART and not segment.own & _CHANGE


def _is_of(segments: Sequence[Segment], nth: int, wholes: set[int]) -> bool:
    """Tell whether a figure is a part of any of some."""
    host = segments[nth].host
    return host >= 0 and host in wholes


def _is_of_more(segments: Sequence[Segment], nth: int) -> bool:
    """Tell whether a figure is only by whom that much was done of another one (办结154件（局机关60件）)."""
    segment = segments[nth]
    host = segments[segment.host] if segment.host >= 0 else None
    if host is None or not (host.found and segment.found) or segment.own & ~(_SEAT | _OWN | _FILLER):
        return False
    return host.found.value > segment.found.value


def _is_beside_others(
    segments: Sequence[Segment], nth: int, acts: int, caused: int, counts: Callable[[int], Set[Node]]
) -> bool:
    """Tell whether others are told to have done the same, before or behind a figure, and not as its parts."""
    segment = segments[nth]
    others = segments[max(nth - FARTHEST, 0) : nth + FARTHEST]
    came = set() if segment.own & _REALM else counts(segment.own & acts)
    return any(
        each.sentence == segment.sentence
        and each.host != nth
        and each.features & _OTHER & ~segment.features
        # 局机关被复议13件，所属单位被复议7件: what was done to them.
        and (
            each.own & segment.own & acts
            # 市政府新收2件，部门受理4件: told in other words.
            or (came and not came.isdisjoint(counts(each.own & acts)))
            or (each.own & segment.own & caused and each.own & _OTHER and not each.own & acts)
        )
        for each in others
    )
