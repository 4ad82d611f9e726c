"""All that is seen across units and years, put together from an archive: what the page and the workbook show."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from govxl.archive.cases import COUNTED_STATES, UnitCase
from govxl.archive.store import Archive
from govxl.form.definition import UnknownFormError, load_form
from govxl.form.model import Form
from govxl.layout.layout import arrange
from govxl.look.alike import Alike, alike
from govxl.look.columns import Line, lines_of
from govxl.look.comparing import Compared, ParentOf, line_up, only
from govxl.look.corrections import Corrected, corrected
from govxl.look.frames import counted_in
from govxl.look.outliers import Outlier, Unjudged, outliers
from govxl.look.trends import Followed, Members, followed, paths_of
from govxl.prose.lexicon.loading import patterns_of

__all__ = ["Indicator", "Look", "PointPlace", "look_at"]


class Indicator(NamedTuple):
    """A figure that units are compared by: its point, what it is called, in a word or in full, and its measure."""

    path: str
    label: str
    full: str
    measure: str


class PointPlace(NamedTuple):
    """Where a point stands in the workbooks of an edition."""

    sheet: str
    address: str


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen: the years, oldest first, the units with their figures, and what there is to say of them.

    `form` is the edition of the newest year. `steady` says who is in sums in every year, `every` who is in each.
    `alike` says whose prose of the newest year stands in another's. `waiting` counts units of the newest year of which
    something came and nothing counts, `others` the returns of the other scope, which are no part of this. `places` are
    by edition and point; an edition that is not installed has none. `lines` and `time` say how much of the log this is.
    """

    form: Form
    years: tuple[int, ...]
    scope: str
    units: tuple[Compared, ...]
    figures: tuple[Indicator, ...]
    outliers: tuple[Outlier, ...]
    unjudged: tuple[Unjudged, ...]
    alike: tuple[Alike, ...]
    trends: tuple[Followed, ...]
    steady: Members
    every: Members
    corrections: tuple[Corrected, ...]
    waiting: int
    others: int
    places: Mapping[tuple[str, str], PointPlace]
    lines: int
    time: str

    @property
    def year(self) -> int:
        """The newest year."""
        return self.years[-1]

    @property
    def states(self) -> dict[str, int]:
        """How many returns of the newest year are in each state that counts."""
        found: Counter[str] = Counter(unit.years[self.year].state for unit in self.units if self.year in unit.years)
        return {state: found[state] for state in COUNTED_STATES}


def look_at(
    archive: Archive,
    form: Form,
    years: Iterable[int],
    scope: str,
    parent_of: ParentOf = lambda counted: None,
    review_all: bool = False,
) -> Look:
    """Look at the returns of some years, of which the form is the edition of the newest.

    Raises OSError where a record cannot be read, ArchiveError where it is damaged.
    """
    told = tuple(sorted(set(years)))
    every = [case for case in archive.cases.all if case.unit.form == form.id and case.unit.year in told]
    cases = [case for case in every if case.unit.scope == scope]
    figures = _shown(form)
    paths = frozenset(each.path for each in figures) | paths_of(form)
    units = line_up(only(counted_in(archive, cases, review_all), paths, told[-1]), parent_of)
    found, few = outliers(units, told[-1], [each.path for each in figures])
    trends, steady, members = followed(form, units, told)
    editions = {counted.edition for unit in units for counted in unit.years.values()}
    return Look(
        form=form,
        years=told,
        scope=scope,
        units=units,
        figures=figures,
        outliers=found,
        unjudged=few,
        alike=alike(units, told[-1], patterns_of(form).lint),
        trends=trends,
        steady=steady,
        every=members,
        corrections=corrected(cases, review_all),
        waiting=sum(_waits(case, told[-1], review_all) for case in cases),
        others=sum(case.counted(review_all) is not None for case in every if case.unit.scope != scope),
        places=_places(form.id, editions, [each.path for each in figures]),
        lines=len(archive.events),
        time=archive.events[-1].time if archive.events else "",
    )


def _waits(case: UnitCase, year: int, review_all: bool) -> bool:
    return case.unit.year == year and bool(case.returns) and case.counted(review_all) is None


def _shown(form: Form) -> tuple[Indicator, ...]:
    """Give the key figures; of a total over a row its row's label says enough, unless two have the same."""
    lines = {line.path: line for line in lines_of(form)}
    wanted = [lines[path] for path in form.key_figures]
    short = [_short(form, line) for line in wanted]
    return tuple(
        Indicator(line.path, label if short.count(label) == 1 else line.label, line.label, line.measure)
        for line, label in zip(wanted, short, strict=True)
    )


def _short(form: Form, line: Line) -> str:
    return line.row_label.replace(" / ", "　") if line.row_label and form.points[line.path].operands else line.label


def _places(form: str, editions: Iterable[str], paths: Sequence[str]) -> dict[tuple[str, str], PointPlace]:
    found: dict[tuple[str, str], PointPlace] = {}
    for edition in editions:
        try:
            slots = arrange(load_form(f"{form}/{edition}")).slots
        except UnknownFormError:
            continue
        boxes = {path: slots[path].box for path in paths if path in slots}
        found |= {(edition, path): PointPlace(box.sheet, box.address) for path, box in boxes.items()}
    return found
