"""Figures followed over the years: sums over all units of a year, and over those that reported in every one.

A sum that grew because more units reported has not grown; so what is drawn is of the same units all the way. Only what
sums take in is added up: 特批接收 is, and counted apart, 已公开（有误） is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from govxl.form.model import Form, Trend
from govxl.language.expressions import Lookup, Node, Value, evaluate, paths_in
from govxl.look.comparing import Compared
from govxl.look.frames import CountedReturn

__all__ = ["Course", "Followed", "Lacking", "Members", "followed", "paths_of"]


@dataclass(frozen=True, slots=True)
class Members:
    """Whose returns are added up in each year: how many, and how many of them are exceptions."""

    units: Mapping[int, int]
    exceptions: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Course:
    """One line of a trend: what it comes to in every year, None where the form of that year cannot tell.

    `lacking` counts, by year, the returns that are not in it because the form of their edition lacks a figure it needs.
    """

    label: str
    values: Mapping[int, Decimal | None]
    lacking: Mapping[int, int] = field(default_factory=dict)


class Lacking(NamedTuple):
    """A line of a trend that could not add up all `units` of a year: the forms of `lacking` have not what it needs."""

    label: str
    year: int
    lacking: int
    units: int


@dataclass(frozen=True, slots=True)
class Followed:
    """A trend worked out: its lines for the units of every year (`steady`), and for all of each year (`every`).

    `units` counts the latter by year.
    """

    title: str
    unit: str
    steady: tuple[Course, ...]
    every: tuple[Course, ...]
    units: Mapping[int, int] = field(default_factory=dict)

    @property
    def lacking(self) -> tuple[Lacking, ...]:
        """What could not be added up, of all units of each year."""
        return tuple(
            Lacking(course.label, year, count, self.units.get(year, count))
            for course in self.every
            for year, count in course.lacking.items()
        )

    @property
    def drawn(self) -> tuple[Course, ...]:
        """The lines to draw: of the same units where there are any."""
        return self.steady or self.every


def paths_of(form: Form) -> frozenset[str]:
    """Give the points that a form's trends are worked out from."""
    nodes = [node for trend in form.trends for _, *both in trend.lines for node in both if node is not None]
    return frozenset(path for node in nodes for path in paths_in(node))


def followed(
    form: Form, units: Sequence[Compared], years: Sequence[int]
) -> tuple[tuple[Followed, ...], Members, Members]:
    """Work out the trends of a form; with them, who is in every year and who is in each."""
    steady = [unit for unit in units if all(unit.adds(year) for year in years)]
    every = _members(units, years)
    trends = tuple(
        Followed(trend.title, trend.unit, _courses(trend, steady, years), _courses(trend, units, years), every.units)
        for trend in form.trends
    )
    return trends, _members(steady, years), every


def _members(units: Sequence[Compared], years: Sequence[int]) -> Members:
    adding = {year: [unit.years[year] for unit in units if unit.adds(year)] for year in years}
    excepted = {year: sum("exception" in each.state for each in found) for year, found in adding.items()}
    return Members({year: len(found) for year, found in adding.items()}, excepted)


def _courses(trend: Trend, units: Sequence[Compared], years: Sequence[int]) -> tuple[Course, ...]:
    if not units:
        return ()
    adding = {year: [unit.years[year] for unit in units if unit.adds(year)] for year in years}
    return tuple(
        Course(label, {year: _value(part, whole, adding[year]) for year in years}, _lacking((part, whole), adding))
        for label, part, whole in trend.lines
    )


def _lacking(nodes: Sequence[Node | None], adding: Mapping[int, Sequence[CountedReturn]]) -> dict[int, int]:
    """Count by year the returns of which the form has not all that is needed, of years that have any."""
    needed = frozenset(path for node in nodes if node is not None for path in paths_in(node))
    found = {year: sum(not _has(each, needed) for each in returns) for year, returns in adding.items()}
    return {year: count for year, count in found.items() if count}


def _value(part: Node, whole: Node | None, returns: Sequence[CountedReturn]) -> Decimal | None:
    # A share is of the same returns above and below the line.
    needed = frozenset(path for node in (part, whole) if node is not None for path in paths_in(node))
    there = [each for each in returns if _has(each, needed)]
    above = _sum(part, there)
    if whole is None or above is None:
        return above
    below = _sum(whole, there)
    return Decimal(100) * above / below if below else None


def _sum(node: Node, returns: Sequence[CountedReturn]) -> Decimal | None:
    """Add a figure up over returns that have all it needs; None where there are none."""
    values = [evaluate(node, _lookup(each)) for each in returns]
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0)) if values else None


def _has(counted: CountedReturn, needed: frozenset[str]) -> bool:
    return needed <= counted.figures.keys() or all(path in counted.figures or path in counted.nulls for path in needed)


def _lookup(counted: CountedReturn) -> Lookup:
    def value_of(path: str) -> Value:
        value = counted.figures.get(path)
        # What is not applicable counts as 0, as in totals.
        return Decimal(0) if value is None else Decimal(value)

    return value_of
