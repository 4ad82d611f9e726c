"""Two sequences of texts held beside each other: which of ours is which of theirs, where some are changed, gone or new.

Order is kept, and of all ways to pair them the one is taken that leaves most in common. Knows no tables and no reports.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from itertools import chain, groupby
from typing import NamedTuple

__all__ = ["ALIKE", "align", "in_step", "likeness"]

Weigh = Callable[[str], float]

ALIKE = 0.5
"""Of two texts, so much must be common for one to be the other, changed."""

MOST = 16
"""Candidates weighed for each text."""


class Pair(NamedTuple):
    """A text of ours that may be one of theirs, and what it would count for."""

    ours: int
    theirs: int
    weight: float


def align(ours: Sequence[str], theirs: Sequence[str], weigh: Weigh = lambda text: 1.0) -> dict[int, int]:
    """Pair texts that are equal or alike, none across another; `weigh` says how much a text of ours counts."""
    pairs = list(_candidates(ours, theirs, weigh))
    last: list[int] = []  # for every pair the one before it in the best chain that ends in it
    best = _Best(len(theirs))
    for _, group in groupby(range(len(pairs)), key=lambda n: pairs[n].ours):
        ended = [(n, *best.before(pairs[n].theirs)) for n in group]
        # Put in only now: two candidates of one text of ours are no chain.
        for n, total, before in ended:
            last.append(before)
            best.put(pairs[n].theirs, total + pairs[n].weight, n)
    at = best.before(len(theirs))[1]
    found: dict[int, int] = {}
    while at >= 0:
        found[pairs[at].ours] = pairs[at].theirs
        at = last[at]
    return dict(sorted(found.items()))


class _Best:
    """The best chain that ends before a place of theirs, kept in a binary indexed tree (Fenwick 1994).

    Where several come to the same, the last is taken: headings stand in a page's menu before they stand in the text.
    """

    def __init__(self, places: int) -> None:
        self.held = [(0.0, -1)] * (places + 1)

    def before(self, place: int) -> tuple[float, int]:
        """Give what the best chain comes to that ends before a place, and the pair it ends in."""
        found = (0.0, -1)
        while place > 0:
            found = max(found, self.held[place])
            place &= place - 1
        return found

    def put(self, place: int, total: float, pair: int) -> None:
        """Note a chain that ends in a pair."""
        place += 1
        while place < len(self.held):
            self.held[place] = max(self.held[place], (total, pair))
            place += place & -place


def in_step(pairs: dict[int, int], ours: int, theirs: int) -> dict[int, int]:
    """Pair also what is left between two pairs, in order, where as many of ours are left as of theirs."""
    ends = [*pairs.items(), (ours, theirs)]
    found = dict(pairs)
    start = (-1, -1)
    for end in ends:
        if end[0] - start[0] == end[1] - start[1]:
            found.update({start[0] + n: start[1] + n for n in range(1, end[0] - start[0])})
        start = end
    return dict(sorted(found.items()))


def likeness(one: str, other: str) -> float:
    """Say how much of two texts is common, from 0 to 1: the pairs of neighbouring letters that both have."""
    if one == other:
        return 1.0
    mine, yours = _neighbours(one), _neighbours(other)
    return _share(len(mine & yours), len(mine), len(yours))


def _candidates(ours: Sequence[str], theirs: Sequence[str], weigh: Weigh) -> Iterator[Pair]:
    """Yield for every text of ours, in order, those of theirs most like it, in order."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(theirs):
        places.setdefault(text, []).append(place)
    likely = _likely([*dict.fromkeys(ours)], [*places])
    times: Counter[str] = Counter()
    for n, text in enumerate(ours):
        near: list[tuple[float, int]] = []
        for share, other in likely[text]:
            # Of a text that stands there many times, those are weighed that are about as far down as ours.
            start = max(0, min(times[text] - MOST // 2, len(places[other]) - MOST))
            near += ((share, place) for place in places[other][start : start + MOST])
        for share, place in sorted(nlargest(MOST, near), key=lambda candidate: candidate[1]):
            yield Pair(n, place, share * share * weigh(text))
        times[text] += 1


def _likely(ours: Sequence[str], theirs: Sequence[str]) -> dict[str, list[tuple[float, str]]]:
    """Give for every text of ours all of theirs that are like it, and how much is common."""
    holders: dict[str, list[int]] = {}
    sets = [_neighbours(text) for text in ours]
    for n, neighbours in enumerate(sets):
        for each in neighbours:
            holders.setdefault(each, []).append(n)
    found: dict[str, list[tuple[float, str]]] = {text: [] for text in ours}
    for text in theirs:
        neighbours = _neighbours(text)
        common = Counter(chain.from_iterable(holders.get(each, ()) for each in neighbours))
        for n, count in common.items():
            # Texts that are equal go before any that have the same pairs of letters.
            share = 1.0 if text == ours[n] else 0.99 * _share(count, len(sets[n]), len(neighbours))
            if share >= ALIKE:
                found[ours[n]].append((share, text))
    return found


def _neighbours(text: str) -> frozenset[str]:
    return frozenset(map("".join, zip(f"\n{text}", f"{text}\n", strict=True)))


def _share(common: int, mine: int, yours: int) -> float:
    return 2 * common / (mine + yours)
