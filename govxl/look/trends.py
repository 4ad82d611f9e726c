"""Figures followed over the years: sums over all units of a year, and over those that reported in every one.

A sum that grew because more units reported has not grown; so what is drawn is of the same units all the way. Only what
sums take in is added up: 特批接收 is, and counted apart, 已公开（有误） is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from govxl.form.model import Form, Trend
from govxl.language.expressions import Lookup, Node, Value, evaluate, paths_in
from govxl.look.comparing import Compared
from govxl.look.frames import CountedReturn

__all__ = ["Course", "Followed", "Members", "followed", "paths_of"]


@dataclass(frozen=True, slots=True)
class Members:
    """Whose returns are added up in each year: how many, and how many of them are exceptions."""

    units: Mapping[int, int]
    exceptions: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Course:
    """One line of a trend: what it comes to in every year, None where the form of that year cannot tell."""

    label: str
    values: Mapping[int, Decimal | None]


@dataclass(frozen=True, slots=True)
class Followed:
    """A trend worked out: its lines for the units of every year (`steady`), and for all of each year (`every`)."""

    title: str
    unit: str
    steady: tuple[Course, ...]
    every: tuple[Course, ...]

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
    trends = tuple(
        Followed(trend.title, trend.unit, _courses(trend, steady, years), _courses(trend, units, years))
        for trend in form.trends
    )
    return trends, _members(steady, years), _members(units, years)


def _members(units: Sequence[Compared], years: Sequence[int]) -> Members:
    adding = {year: [unit.years[year] for unit in units if unit.adds(year)] for year in years}
    excepted = {year: sum("exception" in each.state for each in found) for year, found in adding.items()}
    return Members({year: len(found) for year, found in adding.items()}, excepted)


def _courses(trend: Trend, units: Sequence[Compared], years: Sequence[int]) -> tuple[Course, ...]:
    if not units:
        return ()
    adding = {year: [unit.years[year] for unit in units if unit.adds(year)] for year in years}
    return tuple(
        Course(label, {year: _value(part, whole, adding[year]) for year in years}) for label, part, whole in trend.lines
    )


def _value(part: Node, whole: Node | None, returns: Sequence[CountedReturn]) -> Decimal | None:
    above = _sum(part, returns)
    if whole is None or above is None:
        return above
    below = _sum(whole, returns)
    return Decimal(100) * above / below if below else None


def _sum(node: Node, returns: Sequence[CountedReturn]) -> Decimal | None:
    """Add a figure up; None where not one return's form has all that it needs."""
    needed = [*paths_in(node)]
    values = [evaluate(node, _lookup(each)) for each in returns if all(_holds(each, path) for path in needed)]
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0)) if values else None


def _holds(counted: CountedReturn, path: str) -> bool:
    return path in counted.figures or path in counted.nulls


def _lookup(counted: CountedReturn) -> Lookup:
    def value_of(path: str) -> Value:
        value = counted.figures.get(path)
        # What is not applicable counts as 0, as in totals.
        return Decimal(0) if value is None else Decimal(value)

    return value_of
