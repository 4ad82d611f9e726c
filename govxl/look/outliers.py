"""Figures far from those of units alike: a hint to look, for a unit may be unlike the others with good reason.

The score is the modified z of Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993), as the NIST/SEMATECH
e-Handbook of Statistical Methods has it in 1.3.5.17: 0.6745 (x - median) / MAD, and 3.5 is far. Where more than half
agree, as where most have none, MAD is 0 and the mean absolute deviation from the median takes its place, as IBM Cognos
Analytics does ("Modified z score"): (x - median) / (1.253314 MeanAD). Of whole figures that spread is taken for no less
than 1, for a count is at least 1 away from any other, and one case where the others have none is nothing to look at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Literal

from govxl.look.comparing import Compared, change_of
from govxl.look.frames import Figure

__all__ = ["FAR", "FEWEST", "Outlier", "Unjudged", "outliers", "scores"]

FAR = Decimal("3.5")
"""How far a score is that is told of."""

FEWEST = 8
"""Units of one level and kind below which none is said to be far from the others."""

NORMAL = Decimal("0.6745")
"""The third quartile of the normal distribution, so that a score compares to standard deviations."""

MEAN_NORMAL = Decimal("1.253314")
"""The square root of half of pi: of a normal distribution the standard deviation over the mean absolute one."""

LEAST_COUNT = Decimal(1)
"""The least that whole figures of which most agree are taken to be spread by."""

Spread = Literal["median", "mean"]
"""What a score is measured by: the median of the deviations from the median, or their mean where that is 0."""

Measure = Literal["figure", "change"]
"""What is held against the others: the figure itself, or what it grew by since last year."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A figure far from its peers': their median, how many they are with it, how far it is, and by which spread."""

    unit: Compared
    path: str
    measure: Measure
    value: Figure
    middle: Figure
    peers: int
    score: Decimal
    spread: Spread


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Units of a level and kind of which nothing can be said: they are fewer than `FEWEST`."""

    level: str
    kind: str
    units: int


def scores(values: Sequence[Figure]) -> tuple[list[Decimal], Spread]:
    """Score every value against all of them, and say by which spread; where all are one value, each scores 0."""
    exact = [Decimal(value) for value in values]
    middle = median(exact)
    apart = [abs(value - middle) for value in exact]
    if half := median(apart):
        return [NORMAL * (value - middle) / half for value in exact], "median"
    spread = MEAN_NORMAL * sum(apart, Decimal(0)) / len(apart)
    if all(value == value.to_integral_value() for value in exact):
        spread = max(spread, LEAST_COUNT)
    return [(value - middle) / spread if value != middle else Decimal(0) for value in exact], "mean"


def outliers(
    units: Iterable[Compared], year: int, paths: Sequence[str]
) -> tuple[tuple[Outlier, ...], tuple[Unjudged, ...]]:
    """Find what is far from others of its level and kind in a year, the farthest first, and who has too few peers.

    What is known to be wrong is neither held against others nor they against it; exceptions are.
    """
    groups: dict[tuple[str, str], list[Compared]] = {}
    for unit in units:
        if unit.adds(year):
            counted = unit.years[year]
            groups.setdefault((counted.level, counted.kind), []).append(unit)
    few = [Unjudged(*key, len(group)) for key, group in groups.items() if len(group) < FEWEST]
    found = [
        each for group in groups.values() if len(group) >= FEWEST for path in paths for each in _far(group, year, path)
    ]
    return tuple(sorted(found, key=lambda each: -abs(each.score))), tuple(few)


def _far(group: Sequence[Compared], year: int, path: str) -> Iterator[Outlier]:
    figures = {n: value for n, unit in enumerate(group) if (value := unit.figure(year, path)) is not None}
    # A change from what is known to be wrong is the mending of it.
    changes = {
        n: by for n, unit in enumerate(group) if unit.adds(year - 1) and (by := _by(unit, year, path)) is not None
    }
    yield from _beyond(group, path, "figure", figures)
    yield from _beyond(group, path, "change", changes)


def _by(unit: Compared, year: int, path: str) -> Figure | None:
    return change_of(unit, year, path).by


def _beyond(group: Sequence[Compared], path: str, measure: Measure, values: Mapping[int, Figure]) -> Iterator[Outlier]:
    if len(values) < FEWEST:
        return
    found, spread = scores([*values.values()])
    middle = median(Decimal(value) for value in values.values())
    for (n, value), score in zip(values.items(), found, strict=True):
        if abs(score) > FAR:
            yield Outlier(group[n], path, measure, value, middle, len(values), score, spread)
