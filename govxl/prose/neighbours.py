"""The figures of one text as they stand beside each other, by the numbers of their segments."""

from collections.abc import Iterator, Mapping

from govxl.prose.model import Change, Figure, Mention, Share
from govxl.prose.patterns import Patterns
from govxl.prose.segments import Segment

__all__ = ["Neighbours"]

FARTHEST = 40
"""How many figures before one are looked at."""


class Neighbours:
    """Segments and their mentions; `changes` and `shares` are those that others cannot be held against."""

    def __init__(self, patterns: Patterns, segments: list[Segment], mentions: Mapping[int, Mention]) -> None:
        self.patterns, self.segments, self.mentions = patterns, segments, mentions
        self.changes: dict[int, Change] = {}
        self.shares: dict[int, Share] = {}

    def figure(self, nth: int) -> Figure:
        """Give the figure of a segment."""
        return self.mentions[nth].figure

    def measure(self, nth: int) -> str:
        """Give the kind of a figure's measure word."""
        found = self.segments[nth].found
        return self.patterns.measures.get(found.measure, "count") if found else ""

    def counts(self, nth: int) -> bool:
        """Tell whether a segment is a figure that others may be held against."""
        segment = self.segments[nth]
        return segment.kind == "figure" and nth not in self.changes and nth not in self.shares

    def earlier(self, nth: int) -> Iterator[int]:
        """Yield the figures before one in its sentence, the nearest first, those in brackets it is not in left out."""
        segment = self.segments[nth]
        depth = segment.depth
        for other in range(nth - 1, max(nth - FARTHEST, -1), -1):
            each = self.segments[other]
            if each.sentence != segment.sentence:
                return
            if each.depth <= depth and self.counts(other):
                depth = each.depth
                yield other
