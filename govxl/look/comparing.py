"""Units lined up over the years: whose returns belong together, and what became of a figure since the year before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from govxl.filing.units import Register, bare_code, folded, recoded, same_code, same_name, same_unit
from govxl.look.frames import CountedReturn, Figure

__all__ = ["Compared", "ParentOf", "YearOnYear", "change_of", "line_up", "only"]

ParentOf = Callable[[CountedReturn], str | None]
"""Says of a return which unit is its unit's parent."""


class YearOnYear(NamedTuple):
    """A figure beside last year's; None for what is not known."""

    before: Figure | None
    now: Figure | None

    @property
    def by(self) -> Figure | None:
        """What it grew by; None unless both are known."""
        return None if self.before is None or self.now is None else _whole(Decimal(self.now) - Decimal(self.before))

    @property
    def share(self) -> Decimal | None:
        """The growth in hundredths of last year's figure; None where that is 0 or unknown."""
        return None if self.by is None or not self.before else 100 * Decimal(self.by) / abs(Decimal(self.before))


def _whole(value: Decimal) -> Figure:
    return int(value) if value == value.to_integral_value() else value


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit with the returns of it that count, by year; it is called as its newest return calls it.

    `parent` is that of the office's list, empty where that says none.
    """

    name: str
    code: str
    level: str
    kind: str
    years: Mapping[int, CountedReturn] = field(default_factory=dict)
    parent: str = ""

    def figure(self, year: int, path: str) -> Figure | None:
        """Give a figure of a year; None where nothing counts, where it does not apply, or where the form lacks it."""
        counted = self.years.get(year)
        return None if counted is None else counted.figures.get(path)

    def once(self, year: int) -> str:
        """Give the name that the unit had in a year, where that is another than its own."""
        counted = self.years.get(year)
        return "" if counted is None or same_name(counted.unit, self.name) else counted.unit

    def coded_once(self, year: int) -> str:
        """Give the code that the unit had in a year, where that is another than its own."""
        counted = self.years.get(year)
        there = counted.code if counted else ""
        return there if there and self.code and not same_code(there, self.code) else ""

    def adds(self, year: int) -> bool:
        """Tell whether the year's return is one that sums take in."""
        counted = self.years.get(year)
        return counted is not None and counted.in_sums


def change_of(unit: Compared, year: int, path: str) -> YearOnYear:
    """Hold a unit's figure beside that of the year before, which counts there although it is known to be wrong."""
    return YearOnYear(unit.figure(year - 1, path), unit.figure(year, path))


def only(returns: Iterable[CountedReturn], paths: frozenset[str], newest: int) -> Iterable[CountedReturn]:
    """Keep the figures that are looked at, and the newest year's prose, so that many returns fit into memory."""
    for each in returns:
        prose = each.narrative if each.year == newest else {}
        figures = {path: value for path, value in each.figures.items() if path in paths}
        nulls = tuple(path for path in each.nulls if path in paths)
        yield replace(each, figures=figures, texts={}, nulls=nulls, narrative=prose)


# -- Whose returns belong together


@dataclass(slots=True)
class _Row:
    """A unit while its years are found, from the newest back: its returns, and what they call it."""

    years: dict[int, CountedReturn] = field(default_factory=dict)
    faces: dict[tuple[str, str], "_Face"] = field(default_factory=dict)

    def add(self, counted: CountedReturn) -> None:
        """Take the return of a further year."""
        self.years[counted.year] = counted
        face = _Face(counted.unit, counted.code, self)
        # Behind those before it, be it one of them again: the last is what the unit is called next to the year before.
        key = (folded(face.name), bare_code(face.code))
        self.faces.pop(key, None)
        self.faces[key] = face

    @property
    def last(self) -> "_Face":
        """What its oldest return so far calls it."""
        return next(reversed(self.faces.values()))


class _Face(NamedTuple):
    """What a return calls its unit."""

    name: str
    code: str
    row: _Row


def line_up(returns: Iterable[CountedReturn], parent_of: ParentOf = lambda counted: None) -> tuple[Compared, ...]:
    """Put the returns of each unit together, found by code where both years have one, else by name.

    A unit that got another code, and is found by neither, is the same where nobody else has its name. Units come in the
    order of the newest year's returns; one that has none there comes after them. A return that could be two units'
    stays by itself.
    """
    by_year: dict[int, list[CountedReturn]] = {}
    for each in returns:
        by_year.setdefault(each.year, []).append(each)
    rows: list[_Row] = []
    for year in sorted(by_year, reverse=True):
        known = Register(face for row in rows for face in row.faces.values())
        left: list[_Face] = []
        units = [(counted, _Face(counted.unit, counted.code, _Row())) for counted in by_year[year]]
        like = [[face for face in known.find(asked) if same_unit(face, asked)] for _, asked in units]
        # Whoever is called as a unit was last goes before one that has a code it got only later.
        later = [not any(face is face.row.last for face in faces) for faces in like]
        for nth in sorted(range(len(units)), key=later.__getitem__):
            counted, asked = units[nth]
            found = {id(face.row): face.row for face in like[nth] if year not in face.row.years}
            if len(found) == 1:
                next(iter(found.values())).add(counted)
            else:
                asked.row.add(counted)
                left.append(asked)
        open_rows = [row.last for row in rows if year not in row.years]
        same = recoded(open_rows, left)
        of_name = {folded(face.name): face.row for face in open_rows}
        for asked in left:
            if folded(asked.name) in same:
                of_name[folded(asked.name)].add(asked.row.years[year])
            else:
                rows.append(asked.row)
    return tuple(_compared(row, parent_of) for row in rows)


def _compared(row: _Row, parent_of: ParentOf) -> Compared:
    newest = row.years[max(row.years)]
    years = dict(sorted(row.years.items()))
    return Compared(newest.unit, newest.code, newest.level, newest.kind, years, parent_of(newest) or "")
