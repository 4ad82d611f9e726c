"""Where each unit's return stands: the log told once more, by unit, form, year and scope.

Nothing here is kept: whoever has the log has all of this. A case takes its events one by one, so that a log of any
length is told in one go.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from govxl.archive.events import Event
from govxl.filing.units import Unit, bare_code, folded, same_unit
from govxl.words import KNOWN_WRONG, SCOPES, STATES, Both

__all__ = [
    "ASIDE", "COUNTED_STATES", "COUNTING", "MISSENT", "SUMMED", "WRONG", "Cases", "CountedState", "State", "UnitCase",
    "number_of",
]  # fmt: skip

State = Literal["not-issued", "missing", "waiting", "returned", "exception", "accepted", "published"]
"""未发出, 未报送, 待审核, 退回修改, 特批接收, 审核通过, 已公开."""

CountedState = Literal["accepted", "published", "exception", "published-exception", "published-wrong"]
"""How a return came to count. What passed in spite of faults is never called as what passed without."""

WRONG: CountedState = "published-wrong"
"""The state of what was published and is known to be wrong."""

COUNTED_STATES: Mapping[str, Both] = {
    "accepted": STATES["accepted"],
    "published": STATES["published"],
    "exception": STATES["exception"],
    "published-exception": Both(f"已公开（{STATES['exception'].zh}）", f"published ({STATES['exception'].en})"),
    WRONG: Both(KNOWN_WRONG, "published (known to be wrong)"),
}
"""What each state of a return that counts is called, in the order in which they are listed."""

ASIDE = ("duplicate", "superseded", "unknown-unit", "bag")
"""Outcomes of files that say nothing of where their unit stands; a bag brings lines of its own that do."""

MISSENT = ("I004", "I005", "I006")
"""Codes of findings of a file that another unit, year or form was asked for: it says nothing of what stands there."""

COUNTING = ("accepted", "exception", "published")
"""States of a return whose record counts."""

SUMMED: Literal["adjusted"] = "adjusted"
"""What tells of a sum that the office made itself, adjusted or not."""

RETURNS = ("received", "imported")
"""What brings a return."""


def number_of(event: Event) -> int:
    """Give the number of an event's record among those of its unit, from 1; 0 for one without a record."""
    stem = event.record.rpartition("/")[2].removesuffix(".json")
    return int(stem) if stem.isascii() and stem.isdecimal() else 0


@dataclass(slots=True)
class UnitCase:
    """All events of one unit's return for a form, year and scope, in the order of the log, and what they come to.

    `returns` are the files that count or counted, as they came. `current` is the one that counts now, be it rejected:
    the last that came and was not set aside, or the one that somebody chose. `rivals` are accepted returns with
    different figures of which none counts until somebody chooses. `decided` is what was returned, decided or published
    about the current one last, and `accepted_by` the decision that accepted it, if a person did. `published` is all
    that ever was, for a correction takes nothing back.
    """

    events: list[Event] = field(default_factory=list)
    returns: list[Event] = field(default_factory=list)
    current: Event | None = None
    rivals: tuple[Event, ...] = ()
    decided: Event | None = None
    published: tuple[Event, ...] = ()
    accepted_by: Event | None = None
    _past: list[tuple[Event, bool]] = field(default_factory=list)

    @property
    def unit(self) -> Event:
        """The event that tells its name and code last."""
        return self.events[-1]

    def last(self, *kinds: str) -> Event | None:
        """Give the last event of these kinds."""
        return next((each for each in reversed(self.events) if each.event in kinds), None)

    def add(self, event: Event) -> None:
        """Take the next event of the log."""
        self.events.append(event)
        if event.event in RETURNS:
            missent = (
                self.current is not None and event.outcome == "rejected" and not set(MISSENT).isdisjoint(event.codes)
            )
            if event.outcome not in ASIDE and not missent:
                self._came(event)
        elif event.event == "returned":
            # What goes back may be an older file, of which a newer one has come in the meantime.
            if self.current and event.sha256 in ("", self.current.sha256):
                self.decided = event
        elif event.event == "decided":
            self._decided(event)
        elif event.event == "published":
            self.published += (event,)
            if self.current and event.record in ("", self.record):
                self.decided = event

    def _came(self, event: Event) -> None:
        self._keep_counted()
        in_conflict = event.outcome == "conflict"
        known = self.rivals or ((self.current,) if self.current and self.current.verdict == "accepted" else ())
        self.rivals = (*known, event) if in_conflict else ()
        self.returns.append(event)
        self.current, self.decided, self.accepted_by = event, None, None
        if event.event == "imported":
            self.published += (event,)

    def _decided(self, event: Event) -> None:
        about = next((each for each in reversed(self.returns) if each.sha256 == event.sha256), self.current)
        if about is None:
            return
        self._keep_counted()
        if event.decision == "return":
            # What a person sent back counts for nothing, also while a later one waits or is rejected.
            back = {each.sha256 for each in (about, *(() if event.record else self.rivals))}
            self._past = [(told, by_person) for told, by_person in self._past if told.sha256 not in back]
        left = tuple(each for each in self.rivals if each is not about)
        if event.decision == "return" and event.record and left:
            # One of several was sent back by name: the others wait on, be there only one.
            self.current, self.rivals, self.decided, self.accepted_by = left[-1], left, None, None
            return
        self.current, self.rivals, self.decided = about, (), event
        self.accepted_by = event if event.decision == "accept" else None
        # Whoever turns a correction down leaves what is public as it is.
        out = [each for each in self.published if each.event == "published" and each.record == self.record]
        if self.accepted_by and self.record and out:
            self.decided = out[-1]

    def _keep_counted(self) -> None:
        """Remember the record that counted so far, before another return or decision takes its place."""
        told = self._with_record
        if told and self.state() in COUNTING:
            by_person = self.accepted_by is not None or self.state() == "published"
            self._past.append((told, by_person))

    # -- Where it stands

    def state(self, review_all: bool = False) -> State:
        """Say where it stands; with `review_all` every return that passes waits for a person.

        So does one that passes with reasons, one in conflict, and a correction of what is public already.
        """
        current, decided = self.current, self.decided
        if current is None:
            return "missing" if self.last("issued") else "not-issued"
        if current.event == "imported" or (decided and decided.event == "published"):
            return "published"
        if self.accepted_by:
            return "exception" if self.is_exception else "accepted"
        if decided or current.verdict != "accepted":
            return "returned"
        waits = review_all or current.explained or self.is_conflict or self.is_correction
        return "waiting" if waits else "accepted"

    @property
    def is_conflict(self) -> bool:
        """Whether somebody has to choose among returns."""
        undecided = self.decided is None and self.current is not None
        return undecided and bool(self.rivals or (self.current and self.current.outcome == "conflict"))

    @property
    def is_correction(self) -> bool:
        """Whether a return came after another of its unit was published, and is not public itself."""
        return bool(self.published) and not (self.decided and self.decided.event == "published") and not self.is_history

    @property
    def is_history(self) -> bool:
        """Whether the return that counts was imported, as it was published once."""
        return self.current is not None and self.current.event == "imported"

    @property
    def is_exception(self) -> bool:
        """Whether the return counts although it was rejected (特批接收), be it published since."""
        rejected = self.current is not None and self.current.verdict == "rejected"
        return rejected and self.accepted_by is not None

    @property
    def is_wrong(self) -> bool:
        """Whether what was published is known to be wrong (已公开（有误）): last year's figures, but in no sum."""
        return self.is_history and self.current is not None and self.current.verdict == "rejected"

    def state_words(self, review_all: bool = False) -> Both:
        """Say where it stands; what is public as an exception, or known to be wrong, says so besides."""
        return {**STATES, **COUNTED_STATES}[self.full_state(review_all)]

    def full_state(self, review_all: bool = False) -> State | CountedState:
        """Say where it stands, of a return that counts as `counted_state` does."""
        state = self.state(review_all)
        if state not in COUNTING or self.current is None:
            return state
        return self._how(self.current, state == "published")

    # -- Which record counts

    @property
    def record(self) -> str:
        """The place of the current return's record; empty where it has none, as while it is rejected."""
        told = self._with_record
        return told.record if told else ""

    def counted(self, review_all: bool = False) -> Event | None:
        """Give the event that tells the record which counts, or counted before what waits now or was rejected came.

        Of returns in conflict none does, but what a person accepted or published before them; and none does that a
        person sent back.
        """
        if self.state(review_all) in COUNTING:
            return self._with_record
        by_person_only = review_all or self.is_conflict
        return next((told for told, by_person in reversed(self._past) if by_person or not by_person_only), None)

    def counted_state(self, review_all: bool = False) -> CountedState | None:
        """Say how the return came to count whose record does, be it that another came since; None where none counts."""
        told = self.counted(review_all)
        if told is None:
            return None
        state = self.state(review_all)
        public = any(each.record == told.record for each in self.published)
        return self._how(self.file_of(told), state == "published" if state in COUNTING else public)

    @staticmethod
    def _how(came: Event, public: bool) -> CountedState:
        """Say how what came in a file counts; one that was let pass says so, be it published since."""
        if came.verdict != "rejected":
            return "published" if public else "accepted"
        if came.event == "imported":
            return WRONG
        return "published-exception" if public else "exception"

    def file_of(self, told: Event) -> Event:
        """Give the line of the file that a record was made from; a decision, which tells of it, has only its sha256."""
        return next((each for each in reversed(self.returns) if each.sha256 == told.sha256), told)

    @property
    def _with_record(self) -> Event | None:
        # That of 特批接收 was made with the decision.
        told = (self.accepted_by, self.current)
        return next((each for each in told if each and each.record), None)


class Cases:
    """Cases by form, year, scope and unit, found by code where both have one, else by folded name."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.all: list[UnitCase] = []
        self._coded: dict[tuple[str, int, str, str], list[UnitCase]] = {}
        self._named: dict[tuple[str, int, str, str], list[UnitCase]] = {}
        self._told_sums = 0
        self._sums: dict[tuple[str, int, str, str], dict[int, Event]] = {}
        for event in events:
            self.add(event)

    def add(self, event: Event) -> UnitCase | None:
        """Put an event to its case; None for one that names no unit, or tells of a sum, which is nobody's return."""
        if not event.unit:
            return None
        if event.event == SUMMED:
            self._note_sum(event)
            return None
        case = self.find(event.form, event.year, event.scope, event)
        if case is None:
            case = UnitCase()
            self.all.append(case)
        case.add(event)
        self._note(case, event)
        return case

    def _note(self, case: UnitCase, event: Event) -> None:
        span = (event.form, event.year, event.scope)
        for index, key in ((self._named, folded(event.unit)), (self._coded, bare_code(event.code))):
            known = index.setdefault((*span, key), []) if key else []
            if not any(each is case for each in known):
                known.append(case)

    def _note_sum(self, event: Event) -> None:
        self._told_sums += 1
        for key in _keys(event):
            self._sums.setdefault((event.form, event.year, *key), {})[self._told_sums] = event

    def find(self, form: str, year: int, scope: str, unit: Unit) -> UnitCase | None:
        """Find the case of a unit; None where there is none."""
        span = (form, year, scope)
        coded = self._coded.get((*span, bare_code(unit.code)), []) if unit.code else []
        named = self._named.get((*span, folded(unit.name)), [])
        return next((case for case in (*coded, *named) if same_unit(case.unit, unit)), None)

    def sums_of(self, form: str, year: int, unit: Unit) -> list[Event]:
        """Give what tells of a unit's sums, the one that stands last; one that was renamed has those of before."""
        found: dict[int, Event] = {}
        for key in _keys(unit):
            found |= self._sums.get((form, year, *key), {})
        return [found[nth] for nth in sorted(found) if same_unit(found[nth], unit)]

    def called(self, form: str, year: int, name: str) -> list[Event]:
        """Give what tells of returns and sums of a year under a name, of whatever scope and code."""
        spelt = folded(name)
        cases = [case.unit for scope in SCOPES for case in self._named.get((form, year, scope, spelt), ())]
        return [*cases, *self._sums.get((form, year, "name", spelt), {}).values()]

    def of(self, form: str, year: int) -> list[UnitCase]:
        """Give all cases of a form's year, in the order in which they began."""
        return [case for case in self.all if (case.unit.form, case.unit.year) == (form, year)]


def _keys(unit: Unit) -> tuple[tuple[str, str], ...]:
    """Give what a unit may be found by: its name, and its code where it has one."""
    return (("name", folded(unit.name)), *((("code", bare_code(unit.code)),) if unit.code else ()))
