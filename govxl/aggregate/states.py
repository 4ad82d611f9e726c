"""How each record came to count, told by the log alone: what the sums that name it may say of where it stands."""

from govxl.aggregate.returns import counting
from govxl.archive.cases import ASIDE, COUNTED_STATES, SUMMED, WRONG, Cases
from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.filing.record import Record
from govxl.filing.units import same_unit
from govxl.words import LISTED, STATES, Both

__all__ = ["LoggedStates"]

WORDS = {**STATES, **COUNTED_STATES}
NEVER = Both("没有作过数的", "none that ever counted")

OF_FILES = {
    (False, "accepted"): ("accepted", "published"),
    (False, "rejected"): ("exception",),
    (True, "accepted"): ("published",),
    (True, "rejected"): (WRONG,),
}
"""How a record may count that came from a file, by whether that was published before it came, and its verdict."""


class LoggedStates:
    """The log told once more, line by line: from which line on a record stood how, as a sum would say it.

    Others may have written between the moment in which a sum was made and its own line, so that what was so at any line
    before counts. What came in a bag stands here in another order than it happened in, and among other returns: there
    the file decides from which a record came.
    """

    def __init__(self, archive: Archive) -> None:
        cases = Cases()
        self._since: dict[str, dict[tuple[str, str], int]] = {}
        self._came: dict[str, Event] = {}
        self._bags: list[tuple[int, Event]] = []
        for line, event in enumerate(archive.events, 1):
            if event.event == SUMMED and event.outcome in ASIDE:
                self._bags.append((line, event))
            case = cases.add(event)
            if case is None:
                continue
            if event.record:
                self._came.setdefault(event.record_sha256, case.file_of(event))
            for review_all in (False, True):
                # What was known to be wrong counts where somebody named it.
                if found := counting(case, review_all, wrong=True):
                    since = self._since.setdefault(found.told.record_sha256, {})
                    # Sums that were kept before anything was said of what came later say nothing of it.
                    for later in ("", found.later):
                        since.setdefault((found.state, later), line)

    def otherwise(self, told: Record, whole: Event, line: int) -> Both | None:
        """Say how an input of a sum stood, where that is not what is told of it; None where it is.

        The input is no sum that was made; `whole` tells, in its line of the log, of the sum that it is in.
        """
        ways = self._ways(told["record_sha256"], whole, line)
        if (told["state"], told.get("later", "")) in ways and not told["unaudited"]:
            return None
        states = {state for state, _ in ways}
        return LISTED.between(*(WORDS[state] for state in WORDS if state in states)) if states else NEVER

    def _ways(self, sha256: str, whole: Event, line: int) -> set[tuple[str, str]]:
        """Give the states in which a record was before a line, each with that of what came later."""
        if not any(at < line and _is_of_one(whole, bag) for at, bag in self._bags):
            return {way for way, at in self._since.get(sha256, {}).items() if at < line}
        came = self._came.get(sha256)
        states = OF_FILES.get((came.event == "imported", came.verdict), ()) if came else ()
        return {(state, later) for state in states for later in ("", *STATES)}


def _is_of_one(whole: Event, bag: Event) -> bool:
    return (whole.form, whole.year) == (bag.form, bag.year) and same_unit(whole, bag)
