"""Last year's figures out of the archive: which record of a unit's earlier return stands."""

from govxl.archive.cases import ASIDE, Case
from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.filing.units import Unit

__all__ = ["prior_of", "standing"]


def prior_of(archive: Archive, form: str, year: int, scope: str, unit: Unit) -> bytes | None:
    """Give the record of the year before a report year, as it is kept; None where none stands.

    Raises OSError where it cannot be read.
    """
    case = archive.cases.find(form, year - 1, scope, unit)
    found = standing(case) if case else None
    return archive.read(found.record) if found else None


def standing(case: Case) -> Event | None:
    """Give the event that brought the last accepted or imported record which nobody returned since.

    A return that still waits for somebody to read its reasons stands: it passed. Of two in conflict neither does.
    """
    sent_back: set[str] = set()
    for each in reversed(case.events):
        if each.event == "decided" and each.decision == "return":
            sent_back.add(each.sha256)
        elif each.event == "decided" and each.record and each.sha256 not in sent_back:
            return each
        elif each.event in ("received", "imported") and each.sha256 not in sent_back:
            if each.outcome == "conflict":
                return None
            if each.record and each.outcome not in ASIDE:
                return each
    return None
