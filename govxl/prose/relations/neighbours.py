"""The figures of one text as they stand beside each other, by the numbers of their segments."""

from bisect import bisect
from collections.abc import Iterator, Mapping

from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.model import Change, Figure, Mention, Share
from govxl.prose.reading.segments import Segment

__all__ = ["Neighbours"]

FARTHEST = 40
"""How many figures before one are looked at."""


class Neighbours:
    """Segments and their mentions; to `changes` and `shares` nothing is held against, `others` are the rest."""

    def __init__(
        self, patterns: Patterns, segments: list[Segment], mentions: Mapping[int, Mention], letters: str
    ) -> None:
        self.patterns, self.segments, self.mentions, self.letters = patterns, segments, mentions, letters
        self.changes: dict[int, Change] = {}
        self.shares: dict[int, Share] = {}
        self.others: list[int] = []

    def figure(self, nth: int) -> Figure:
        """Give the figure of a segment."""
        return self.mentions[nth].figure

    def said_before(self, nth: int) -> str:
        """Give the letters of a figure's own words before it."""
        segment = self.segments[nth]
        return self.letters[segment.first : segment.start]

    def counts(self, nth: int) -> bool:
        """Tell whether a segment is a figure that others may be held against."""
        segment = self.segments[nth]
        return segment.kind == "figure" and nth not in self.changes and nth not in self.shares

    def earlier(self, nth: int) -> Iterator[int]:
        """Yield the figures before one in its sentence, the nearest first, those in brackets it is not in left out."""
        segment = self.segments[nth]
        depth = segment.depth
        for at in range(bisect(self.others, nth - 1) - 1, -1, -1):
            other = self.others[at]
            each = self.segments[other]
            if each.sentence != segment.sentence or other <= nth - FARTHEST:
                return
            if each.depth <= depth:
                depth = each.depth
                yield other
