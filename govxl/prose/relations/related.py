"""Figures against each other: percentages of something, changes since last year; and the groups they stand in."""

from collections.abc import Callable, Mapping

from govxl.prose.lexicon.patterns import Patterns, Way
from govxl.prose.model import Mention, Understood
from govxl.prose.reading.segments import APART, Segment
from govxl.prose.relations.changes import CHANGE, Changes
from govxl.prose.relations.endings import endings
from govxl.prose.relations.groups import Groups
from govxl.prose.relations.neighbours import Neighbours
from govxl.prose.relations.payments import payments
from govxl.prose.relations.percentages import Percentages

__all__ = ["related"]


def related(
    patterns: Patterns,
    segments: list[Segment],
    mentions: Mapping[int, Mention],
    find: Callable[[int, int, str], Way | None],
    year: int,
    letters: str,
) -> Understood:
    """Put together what was understood, every figure in one place; `find` gives the way features are said in.

    `letters` are those that segments count their places by.
    """
    near = Neighbours(patterns, segments, mentions, letters)
    changes, percentages = Changes(near, find, year), Percentages(near, find)
    for nth, segment in enumerate(segments):
        if segment.kind != "figure":
            continue
        apart = segment.measure in APART
        if (apart or segment.own & CHANGE) and changes.is_change(nth):
            near.changes[nth] = changes.change(nth)
        elif apart and segment.measure == "percent":
            near.shares[nth] = percentages.share(nth)
        else:
            near.others.append(nth)
    others = near.changes.keys() | near.shares.keys()
    told = {nth: mentions[nth] for nth in sorted(mentions.keys() - others)}
    # Both were found in order.
    return Understood(
        tuple(told.values()), tuple(Groups(near, told).found()), tuple(near.shares.values()),
        tuple(near.changes.values()), tuple(payments(patterns, segments, told, letters, year)),
        tuple(endings(patterns, segments, told, find, year)),
    )  # fmt: skip
