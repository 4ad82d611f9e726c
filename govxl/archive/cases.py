"""Where each unit's return stands: the log told once more, by unit, form, year and scope.

Nothing here is kept: whoever has the log has all of this.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from govxl.archive.events import Event
from govxl.filing.units import Unit, bare_code, folded, same_unit

__all__ = ["Case", "Cases", "State"]

State = Literal["not-issued", "missing", "waiting", "returned", "exception", "accepted", "published"]
"""未发出, 未报送, 待审核, 退回修改, 特批接收, 审核通过, 已公开."""

ASIDE = ("duplicate", "superseded", "unknown-unit")
"""Outcomes of files that say nothing of where their unit stands."""


@dataclass(slots=True)
class Case:
    """All events of one unit's return for a form, year and scope, in the order of the log."""

    events: list[Event] = field(default_factory=list)

    @property
    def unit(self) -> Event:
        """The event that tells its name and code last."""
        return self.events[-1]

    def last(self, *kinds: str) -> Event | None:
        """Give the last event of these kinds."""
        return next((each for each in reversed(self.events) if each.event in kinds), None)

    @property
    def current(self) -> Event | None:
        """The return that counts now, be it rejected: the last that came and was not set aside."""
        return next(
            (
                each
                for each in reversed(self.events)
                if each.event in ("received", "imported") and each.outcome not in ASIDE
            ),
            None,
        )

    @property
    def decided(self) -> Event | None:
        """What was decided, returned or published about the current return last."""
        found: Event | None = None
        for each in self.events:
            if each is self.current:
                found = None
            elif each.event in ("returned", "decided", "published"):
                found = each
        return found

    def state(self, review_all: bool = False) -> State:
        """Say where it stands; with `review_all` every return that passes waits for a person.

        A return in conflict waits; so does one that passes with reasons.
        """
        current, decided = self.current, self.decided
        if current is None:
            return "missing" if self.last("issued") else "not-issued"
        if decided and decided.event == "published":
            return "published"
        if decided and (decided.event == "returned" or decided.decision == "return"):
            return "returned"
        if decided and decided.decision == "accept":
            return "accepted" if current.verdict == "accepted" else "exception"
        if current.verdict != "accepted":
            return "returned"
        waits = review_all or current.explained or current.outcome == "conflict"
        return "waiting" if waits else "accepted"


class Cases:
    """Cases by form, year, scope and unit, found by code where both have one, else by folded name."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.all: list[Case] = []
        self._coded: dict[tuple[str, int, str, str], list[Case]] = {}
        self._named: dict[tuple[str, int, str, str], list[Case]] = {}
        for event in events:
            self.add(event)

    def add(self, event: Event) -> Case | None:
        """Put an event to its case; None for one that names no unit."""
        if not event.unit:
            return None
        case = self.find(event.form, event.year, event.scope, event)
        if case is None:
            case = Case()
            self.all.append(case)
        case.events.append(event)
        self._note(case, event)
        return case

    def _note(self, case: Case, event: Event) -> None:
        span = (event.form, event.year, event.scope)
        for index, key in ((self._named, folded(event.unit)), (self._coded, bare_code(event.code))):
            known = index.setdefault((*span, key), []) if key else []
            if not any(each is case for each in known):
                known.append(case)

    def find(self, form: str, year: int, scope: str, unit: Unit) -> Case | None:
        """Find the case of a unit; None where there is none."""
        span = (form, year, scope)
        coded = self._coded.get((*span, bare_code(unit.code)), []) if unit.code else []
        named = self._named.get((*span, folded(unit.name)), [])
        return next((case for case in (*coded, *named) if same_unit(case.unit, unit)), None)
