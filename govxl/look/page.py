"""跨单位跨年度比较.html: units across the years on one page that needs nothing else and nobody's server.

What stands on it is put together here; `report.html` writes it, as it does every page. Its script sorts and filters; a
reader without it sees every table whole.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from govxl.archive.cases import COUNTED_STATES
from govxl.look.alike import Alike
from govxl.look.comparing import Compared, change_of
from govxl.look.corrections import Corrected
from govxl.look.frames import CountedReturn
from govxl.look.looking import Indicator, Look
from govxl.look.outliers import FEWEST, Outlier
from govxl.look.trend_charts import draw_trend, shown
from govxl.look.trends import Followed, paths_of
from govxl.look.wording import (
    ALIKE,
    HOW_FAR,
    MEASURES,
    SPREADS,
    change_text,
    label_of,
    lacking_told,
    scope_told,
    share_text,
    value_text,
)
from govxl.report.html import look_html
from govxl.words import KINDS, LEVELS

__all__ = ["MOST_HINTS", "MOST_ROWS", "MOST_UNITS", "look_page"]

MOST_UNITS, MOST_ROWS, MOST_HINTS = 1000, 3000, 1500
"""Units that the page opens up one by one and that it compares, and hints it lists of a kind; the workbook has all."""


def look_page(look: Look) -> str:
    """Write the page."""
    return look_html(_LookPaper(look), [draw_trend(trend, f"trend-{n}") for n, trend in enumerate(look.trends, 1)])


class _Cell(NamedTuple):
    """A figure in the table of all as written: this year's and its change; for the script last year's and the share."""

    text: str
    more: str
    before: str
    share: str


class _TimeSeries(NamedTuple):
    """A figure of one unit: where it stands in its workbook, and what it was in each year."""

    label: str
    place: str
    values: list[str]


@dataclass(frozen=True)
class _LookPaper:
    """What the page shows, as its template asks for it."""

    look: Look
    how_far: str = HOW_FAR
    alike_told: str = ALIKE
    fewest: int = FEWEST

    @property
    def heading(self) -> str:
        return f"{label_of(self.look)}{self.look.form.title}：跨单位、跨年度比较"

    @property
    def about(self) -> str:
        return scope_told(self.look)

    @property
    def tiles(self) -> list[tuple[str, str, int]]:
        """Each state of the newest year, what it is called, and how many are in it."""
        return [(state, COUNTED_STATES[state].zh, count) for state, count in self.look.states.items()]

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number by which the page knows each unit."""
        return {id(unit): n for n, unit in enumerate(self.look.units, 1)}

    def number(self, unit: Compared) -> int:
        return self.numbers[id(unit)]

    # -- Trends

    def courses(self, trend: Followed) -> list[tuple[str, list[tuple[str, list[str]]]]]:
        """Give the lines of a trend below whose they are: of the same units, and of all."""
        groups = [(f"每年都有的 {self.same} 家", trend.steady)] if trend.steady else []
        if not trend.steady or self.differ:
            groups.append(("各年全部", trend.every))
        return [
            (
                name,
                [(course.label, [shown(value, trend.unit) for value in course.values.values()]) for course in courses],
            )
            for name, courses in groups
        ]

    @staticmethod
    def lacking(trend: Followed) -> list[str]:
        return lacking_told(trend)

    @property
    def same(self) -> int:
        return self.look.steady.units[self.look.year]

    @property
    def differ(self) -> bool:
        return self.look.steady.units != self.look.every.units

    @property
    def members(self) -> list[tuple[int, int, int, int]]:
        """Of each year: how many are added up, exceptions among them, of those that are in every year likewise."""
        every, steady = self.look.every, self.look.steady
        return [(year, every.units[year], every.exceptions[year], steady.exceptions[year]) for year in self.look.years]

    # -- Units

    @cached_property
    def compared(self) -> list[Compared]:
        """The units of which a return of the newest year counts."""
        return list(islice((unit for unit in self.look.units if self.look.year in unit.years), MOST_ROWS))

    @cached_property
    def opened(self) -> list[Compared]:
        return list(islice(self.look.units, MOST_UNITS))

    @property
    def first(self) -> int:
        """The figure that is shown first: one that a trend follows, else the first."""
        followed = paths_of(self.look.form)
        return next((n for n, each in enumerate(self.look.figures) if each.path in followed), 0)

    def about_unit(self, unit: Compared) -> str:
        told = (unit.parent, LEVELS.get(unit.level, unit.level), KINDS.get(unit.kind, unit.kind))
        return " · ".join(filter(None, told))

    def state(self, unit: Compared, year: int) -> tuple[str, str]:
        """Say in which state a unit's return of a year is: its key and its words; empty where none counts."""
        counted = unit.years.get(year)
        return (counted.state, COUNTED_STATES[counted.state].zh) if counted else ("", "")

    def warned(self, unit: Compared) -> tuple[str, str]:
        """Say of last year's return what whoever compares must know: its state and its words, else nothing."""
        state, words = self.state(unit, self.look.year - 1)
        return (state, f"上年{words}") if state not in ("", "accepted", "published") else ("", "")

    def once(self, unit: Compared) -> str:
        """Give last year's name of a unit that was renamed since, as whoever looks for it under that must know."""
        return unit.once(self.look.year - 1)

    def coded_once(self, unit: Compared) -> str:
        """Give last year's code of a unit that got another since."""
        return unit.coded_once(self.look.year - 1)

    def cells(self, unit: Compared) -> list[_Cell]:
        """Give the row of a unit in the table of all figures."""
        year = self.look.year
        found = []
        for each in self.look.figures:
            change = change_of(unit, year, each.path)
            text = value_text(unit.years[year], each.path)
            last = unit.years.get(year - 1)
            before = value_text(last, each.path) if last else ""
            share = share_text(change.share) if change.share is not None else ""
            found.append(_Cell(text, change_text(change.by), before, share))
        return found

    def lines(self, unit: Compared) -> list[_TimeSeries]:
        """Give a unit's figures with their places and years."""
        return [
            _TimeSeries(
                each.full,
                self._place(unit, each),
                [value_text(unit.years[year], each.path) if year in unit.years else "" for year in self.look.years],
            )
            for each in self.look.figures
        ]

    def _place(self, unit: Compared, figure: Indicator) -> str:
        """Say where a figure stands in the newest workbook that has it, and where else in others."""
        told: dict[str, str] = {}
        for year, counted in sorted(unit.years.items(), reverse=True):
            if place := self.look.places.get((counted.edition, figure.path)):
                told.setdefault(f"{place.sheet} {place.address}", "" if not told else f"（{year}年）")
        return "；".join(f"{where}{when}" for where, when in told.items())

    @staticmethod
    def returns(unit: Compared) -> list[tuple[CountedReturn, str]]:
        """Give a unit's returns, the newest first, with the words of their states."""
        return [(each, COUNTED_STATES[each.state].zh) for _, each in sorted(unit.years.items(), reverse=True)]

    # -- Hints

    @cached_property
    def hints(self) -> list[Outlier]:
        return list(islice(self.look.outliers, MOST_HINTS))

    @cached_property
    def figure(self) -> dict[str, Indicator]:
        return {each.path: each for each in self.look.figures}

    @staticmethod
    def measure(hint: Outlier) -> str:
        return MEASURES[hint.measure].zh

    @staticmethod
    def value(hint: Outlier) -> tuple[str, str]:
        """Write a hint's figure and the median of its peers."""
        if hint.measure == "change":
            return change_text(hint.value), change_text(hint.middle)
        return value_text(None, "", hint.value), value_text(None, "", hint.middle)

    @staticmethod
    def score(hint: Outlier) -> str:
        return f"{hint.score:+.1f}"

    @staticmethod
    def spread(hint: Outlier) -> str:
        """Say by what a hint is measured, where it is not as usual."""
        return SPREADS[hint.spread].zh if hint.spread != "median" else ""

    @property
    def unjudged(self) -> str:
        """Say which units have too few peers."""
        return "、".join(
            f"{LEVELS.get(each.level, each.level)}{KINDS.get(each.kind, each.kind)} {each.units} 家"
            for each in self.look.unjudged
        )

    # -- Prose

    @cached_property
    def alike(self) -> list[Alike]:
        return list(islice(self.look.alike, MOST_HINTS))

    # -- Corrections

    @cached_property
    def corrections(self) -> list[Corrected]:
        return [each for each in self.look.corrections if each.replaced or each.returned or each.after]

    @cached_property
    def named(self) -> dict[tuple[str, str], Compared]:
        """The units by each name and code that a return of theirs has."""
        return {(each.unit, each.code): unit for unit in self.look.units for each in unit.years.values()}

    def whose(self, each: Corrected) -> Compared | None:
        """Give the unit of a return, if any of its returns counts."""
        return self.named.get((each.unit, each.code))

    @property
    def hinted(self) -> int:
        """How many units there is a hint about."""
        return len({id(each.unit) for each in self.look.outliers})
