"""The unit's own seat: what it did itself, in a text that tells the same of all below it too, is only a part."""

from collections.abc import Mapping, Sequence

from govxl.prose.features import bit
from govxl.prose.model import Mention
from govxl.prose.segments import Segment

__all__ = ["of_seats"]

_SEAT, _OTHER, _REALM = (bit(role) for role in ("seat", "other", "realm"))
FARTHEST = 10
"""How many figures before one, and behind it, are looked at."""


def of_seats(segments: Sequence[Segment], mentions: Mapping[int, Mention], acts: int, caused: int) -> set[int]:
    """Give the figures that are only the seat's own part, and so those told with them and of them.

    `acts` are the features of what can be done, `caused` those of the objects told with their cause.
    """
    # 县政府及其办公室制发4件，部门制发7件: all there is, unless others are told beside them.
    realm = (nth for nth in mentions if segments[nth].own & _REALM)
    seats = [nth for nth in mentions if segments[nth].features & _SEAT]
    seats.extend(nth for nth in realm if _is_beside_others(segments, nth, acts, caused))
    if not seats:
        return set()
    of_seat = set(seats)
    whole = {
        (reading.value, each.year)
        for nth, each in mentions.items()
        if each.claim and nth not in of_seat and not _is_of(segments, nth, of_seat)
        for reading in each.claim.readings
    }
    parts: set[int] = set()
    for nth in seats:
        claim, year = mentions[nth].claim, mentions[nth].year
        told = claim and any((reading.value, year) in whole for reading in claim.readings)
        # 厅机关被复议5件（省政府受理3件）: who it was that dealt with some of the seat's own, told in brackets.
        if told or (segments[nth].host not in of_seat and _is_beside_others(segments, nth, acts, caused)):
            parts.add(nth)
    # 县政府本级办理51件，其中公开21件、办结49件
    sentences = {segments[nth].sentence for nth in parts}
    parts.update(nth for nth in seats if segments[nth].sentence in sentences)
    return parts | {nth for nth in mentions if _is_of(segments, nth, parts)}


def _is_of(segments: Sequence[Segment], nth: int, wholes: set[int]) -> bool:
    """Tell whether a figure is a part of any of some."""
    host = segments[nth].host
    return host >= 0 and host in wholes


def _is_beside_others(segments: Sequence[Segment], nth: int, acts: int, caused: int) -> bool:
    """Tell whether others are told to have done the same, before or behind a figure, and not as its parts."""
    segment = segments[nth]
    others = segments[max(nth - FARTHEST, 0) : nth + FARTHEST]
    return any(
        each.sentence == segment.sentence
        and each.host != nth
        and each.features & _OTHER & ~segment.features
        # 局机关被复议13件，所属单位被复议7件: what was done to them.
        and (
            each.own & segment.own & acts
            or (each.own & segment.own & caused and each.own & _OTHER and not each.own & acts)
        )
        for each in others
    )
