"""Last year's figures out of the archive: which record of a unit's earlier return stands."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from govxl.archive.cases import UnitCase
from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.filing.units import Register, Unit, folded, recoded

__all__ = ["Recoded", "prior_of", "recoded_in", "standing"]

Listed = TypeVar("Listed", bound=Unit)

Recoded = Mapping[str, Mapping[str, Event]]
"""By scope and folded name, what stands of last year of units that got another code since."""


def prior_of(archive: Archive, form: str, year: int, scope: str, unit: Unit) -> bytes | None:
    """Give the record of the year before a report year, as it is kept; None where none stands.

    Raises OSError where it cannot be read.
    """
    case = archive.cases.find(form, year - 1, scope, unit)
    found = standing(case) if case else None
    return archive.read(found.record) if found else None


def standing(case: UnitCase) -> Event | None:
    """Give the event that tells the record which counts, as `UnitCase.counted` has it, else what stands for it.

    What was published is last year's figures although somebody sent it back since, for that is what was published; a
    return that still waits for somebody to read its reasons stands, for it passed. Of two in conflict neither does.
    """
    if counts := case.counted():
        return counts
    if published := next((each for each in reversed(case.published) if each.record), None):
        return published
    waits = case.current if case.state() == "waiting" and len(case.rivals) < 2 else None
    return waits if waits and waits.record else None


def _recoded_since(archive: Archive, form: str, year: int, scope: str, units: Iterable[Unit]) -> Mapping[str, Event]:
    """Give, by folded name, what stands of last year of those among all `units` that got another code since.

    They are told as in a sum; and as figures are taken over, nobody else may have had the name last year at all.
    """
    listed = Register(units)
    cases = [case for case in archive.cases.of(form, year - 1) if case.unit.scope == scope]
    of_name = Register(case.unit for case in cases).of_name
    new = [each for each in listed.known if archive.cases.find(form, year - 1, scope, each) is None]
    left = [case for case in cases if not listed.find(case.unit) and len(of_name(case.unit.name)) == 1]
    same = recoded(new, (case.unit for case in left))
    found = {folded(case.unit.name): standing(case) for case in left}
    return {name: event for name, event in found.items() if event and name in same}


def recoded_in(archive: Archive, form: str, year: int, listed: Mapping[str, Register[Listed]]) -> Recoded:
    """Give the same of all units of a list, by scope."""
    return {scope: _recoded_since(archive, form, year, scope, register.known) for scope, register in listed.items()}
