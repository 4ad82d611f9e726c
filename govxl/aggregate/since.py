"""What came after a sum was kept, after which its figures may be others: returns, decisions, another list of units."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from govxl.aggregate.collecting import kept_sum
from govxl.aggregate.family import AGGREGATE, OWN, Family
from govxl.aggregate.model import SumPlan
from govxl.aggregate.returns import counting, kept_record
from govxl.archive.cases import ASIDE, SUMMED, WRONG, UnitCase
from govxl.archive.events import Event, event_in
from govxl.archive.places import ArchiveError
from govxl.archive.store import Archive
from govxl.filing.units import Register, Unit, bare_code, folded
from govxl.form.model import Form
from govxl.inputs import UnfitError
from govxl.office.roster import Member, Roster

__all__ = ["ToSum", "later_lines", "standing_otherwise", "to_sum"]

TELLING = ("received", "imported", "decided")
"""What may make another return count than before."""


def _tells(event: Event) -> bool:
    """Tell whether after a line of the log another return of its unit may count, or none."""
    return event.event in TELLING and event.outcome not in ASIDE and bool(event.unit)


def later_lines(log: Path, sha256: str, form: str, year: int) -> Iterator[Event]:
    """Yield the lines of a log, of a form's year, that tell of returns after the record of a sum was kept.

    None of a record that no line names, such as a draft's. Only the lines after it are read as lines. Raises OSError
    where there is no log.
    """
    data = log.read_bytes()
    at = data.rfind(b'"record_sha256":"%s"' % sha256.encode())
    start = data.find(b"\n", at) + 1 if at >= 0 else 0
    for line in data[start:].split(b"\n") if start else ():
        try:
            event = event_in(line) if line else None
        except UnfitError:
            event = None  # that is for `archive verify` to say
        if event and _tells(event) and (event.form, event.year) == (form, year):
            yield event


def standing_otherwise(
    archive: Archive, form: Form, year: int, sha256: str, told: Iterable[Event], review_all: bool = False
) -> list[Event]:
    """Keep of lines that were told after a sum was kept those whose returns stand in it otherwise than they do now."""
    later = _Later(archive, form, year, review_all)
    line = later.at.get(sha256, -1)
    return [each for each in told if later.stood(each, each.scope, line) != later.stood(each, each.scope)]


class ToSum(NamedTuple):
    """Units of which a sum is to be made: of all of whose returns none is open, or whose sum would be another now.

    So it would be after a return came, and after the list was changed.
    """

    ready: tuple[Member, ...]
    outdated: tuple[Member, ...]


def to_sum(
    archive: Archive, roster: Roster, form: Form, year: int, pending: Iterable[Member], review_all: bool = False
) -> ToSum:
    """Say of which units a sum is to be made, or made again; `pending` are lines of the list that are not done with.

    Raises TwiceError as `Family.plan_of` does.
    """
    family, later = Family(roster), _Later(archive, form, year, review_all)
    # What a unit typed as its sum is in none that is made here, and one that handed its sum over need not type it.
    open_ = [
        each for each in pending if each.scope != AGGREGATE or not (family.is_parent(each) or later.handed_over(each))
    ]
    awaited = {folded(each.name) for each in open_}
    below: dict[str, list[Member]] = {}
    ready, outdated = [], []
    for parent in family.parents():
        plan = family.plan_of(parent)
        children = (below.get(folded(child.name), [child]) for child, _ in plan.children)
        units = [plan.own or parent, *chain.from_iterable(children)]
        below[folded(parent.name)] = units
        kept = kept_sum(archive, form, year, parent)
        if kept is None:
            ready += [] if any(folded(each.name) in awaited for each in units) else [parent]
        elif _was_of_others(archive, kept, plan) or any(
            later.is_other(each, kept, not family.is_parent(each)) for each in units
        ):
            outdated.append(parent)
    return ToSum(tuple(ready), tuple(outdated))


def _was_of_others(archive: Archive, kept: Event, plan: SumPlan) -> bool:
    """Tell whether the list had other units in a sum when it was kept, or another return of one of them."""
    try:
        told = kept_record(archive, kept).get("aggregate", {})
    except (ArchiveError, OSError):
        return True  # `govxl aggregate` says what is the matter with it
    # Who was missing belonged in it all the same; a gap `of` somebody is one in a sum below.
    listed = (each for each in (*told.get("inputs", ()), *told.get("gaps", ())) if not each.get("of"))
    then: dict[str, list[Member]] = {OWN: [], AGGREGATE: []}
    for each in listed:
        then.setdefault(each["scope"], []).append(Member(0, each["unit"], code=each["code"]))
    now = [*([(plan.own, OWN)] if plan.own else []), *plan.children]
    known = {scope: Register(members) for scope, members in then.items()}
    return len(now) != sum(map(len, then.values())) or any(not known[scope].find(member) for member, scope in now)


class _Later:
    """What was told of units after sums of theirs were kept, by the lines of the log."""

    def __init__(self, archive: Archive, form: Form, year: int, review_all: bool) -> None:
        self.archive, self.form, self.year, self.review_all = archive, form, year, review_all
        self.last: dict[str, int] = {}
        self.at: dict[str, int] = {}
        self.lines: Mapping[int, int] = {id(event): line for line, event in enumerate(archive.events)}
        for line, event in enumerate(archive.events):
            if (event.form, event.year) != (form.id, year):
                continue
            if event.event == SUMMED and event.record:
                self.at[event.record_sha256] = line
            elif _tells(event):
                for key in (folded(event.unit), bare_code(event.code)):
                    self.last[key] = line
        self.last.pop("", None)

    def handed_over(self, unit: Member) -> bool:
        """Tell whether a unit handed over the sum that it made itself, and no other for which that would not count."""
        case = self.archive.cases.find(self.form.id, self.year, AGGREGATE, unit)
        return (case is None or case.current is None) and kept_sum(self.archive, self.form, self.year, unit) is not None

    def is_other(self, unit: Member, kept: Event, may_hand_over: bool) -> bool:
        """Tell whether a unit stands otherwise in a sum than when it was kept, as one sent back once more does not."""
        line = self.at[kept.record_sha256]
        handed = kept_sum(self.archive, self.form, self.year, unit) if may_hand_over else None
        if handed and self.at[handed.record_sha256] > line:
            return True
        if max(self.last.get(key, -1) for key in (folded(unit.name), bare_code(unit.code))) <= line:
            return False
        return any(self.stood(unit, scope, line) != self.stood(unit, scope) for scope in (OWN, AGGREGATE))

    def stood(self, unit: Unit, scope: str, line: int | None = None) -> tuple[object, ...]:
        """Give all that a sum tells of a unit's return, as it is or was at a line of the log."""
        case = self.archive.cases.find(self.form.id, self.year, scope, unit) or UnitCase()
        if line is not None:
            events, case = case.events, UnitCase()
            for event in events:
                if self.lines[id(event)] <= line:
                    case.add(event)
        # Of what a unit typed as its sum every cell is told.
        typed = case.current.sha256 if case.current and scope == AGGREGATE else ""
        if counts := counting(case, self.review_all):
            return counts.told.record_sha256, counts.state, counts.later, typed
        wrong = case.counted_state(self.review_all) == WRONG
        return case.full_state(self.review_all), case.is_conflict, wrong, typed
