"""Two sequences of texts held beside each other: which of ours is which of theirs, where some are changed, gone or new.

Order is kept, and of all ways to pair them the one is taken that leaves most in common. Knows no tables and no reports.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from typing import NamedTuple

__all__ = ["ALIKE", "align", "alike", "in_step"]

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
    pairs: list[Pair] = []
    best: list[tuple[float, int]] = []  # what the best chain that ends in a pair comes to, and the pair before it
    for pair in _candidates(ours, theirs, weigh):
        before = (n for n, other in enumerate(pairs) if other.ours < pair.ours and other.theirs < pair.theirs)
        total, last = max(((best[n][0], n) for n in before), default=(0.0, -1))
        pairs.append(pair)
        best.append((total + pair.weight, last))
    # Where several come to the same, the last is taken: headings stand in a page's menu before they stand in the text.
    at = max(range(len(best)), key=lambda n: (best[n][0], n), default=-1)
    chain: dict[int, int] = {}
    while at >= 0:
        chain[pairs[at].ours] = pairs[at].theirs
        at = best[at][1]
    return dict(sorted(chain.items()))


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


def alike(one: str, other: str) -> float:
    """Say how much of two texts is common, from 0 to 1: the pairs of neighbouring letters that both have."""
    if one == other:
        return 1.0
    mine, yours = _neighbours(one), _neighbours(other)
    return _share(len(mine & yours), len(mine), len(yours))


def _candidates(ours: Sequence[str], theirs: Sequence[str], weigh: Weigh) -> Iterator[Pair]:
    """Yield for every text of ours, in order, those of theirs most like it, in order."""
    holders: dict[str, list[int]] = {}
    sets = [_neighbours(text) for text in ours]
    for n, neighbours in enumerate(sets):
        for each in neighbours:
            holders.setdefault(each, []).append(n)
    found: list[list[tuple[float, int]]] = [[] for _ in ours]
    for place, text in enumerate(theirs):
        neighbours = _neighbours(text)
        common = Counter(n for each in neighbours for n in holders.get(each, ()))
        for n, count in common.items():
            share = 1.0 if text == ours[n] else 0.99 * _share(count, len(sets[n]), len(neighbours))
            if share >= ALIKE:
                found[n].append((share, place))
    for n, likely in enumerate(found):
        for share, place in sorted(nlargest(MOST, likely), key=lambda candidate: candidate[1]):
            yield Pair(n, place, share * share * weigh(ours[n]))


def _neighbours(text: str) -> frozenset[str]:
    return frozenset(map("".join, zip(f"\n{text}", f"{text}\n", strict=True)))


def _share(common: int, mine: int, yours: int) -> float:
    return 2 * common / (mine + yours)
