"""Who corrected how often: the files a unit sent for one return, what went back, and what came after publication."""

from collections.abc import Iterable
from dataclasses import dataclass

from govxl.archive.cases import UnitCase
from govxl.words import Both

__all__ = ["Corrected", "corrected"]


@dataclass(frozen=True, slots=True)
class Corrected:
    """How one unit's return of a year came: different files, of these sent back, and replaced by another.

    `after` counts the files that came after one was public. `state` says where the return stands, in words that tell
    exceptions and what is known to be wrong.
    """

    unit: str
    code: str
    year: int
    state: str
    words: Both
    files: int
    returned: int
    replaced: int
    after: int


def corrected(cases: Iterable[UnitCase], review_all: bool = False) -> tuple[Corrected, ...]:
    """Count for every return of which a file came, those with most corrections first, the newest year before others."""
    found = [_corrected(case, review_all) for case in cases]
    told = [each for each in found if each.files]
    return tuple(sorted(told, key=lambda each: (-each.replaced, -each.returned, -each.year)))


def _corrected(case: UnitCase, review_all: bool) -> Corrected:
    late = [each for each in case.events if each.outcome == "superseded"]
    files = dict.fromkeys(each.sha256 for each in (*case.returns, *late))
    back = {each.sha256 for each in case.events if each.event == "returned" or each.decision == "return"}
    rejected = {each.sha256 for each in case.returns if each.verdict == "rejected" and each.event == "received"}
    # One that a person accepted in spite of its faults did not go back.
    accepted = {each.sha256 for each in case.events if each.decision == "accept"}
    returned = (back | rejected - accepted) & files.keys()
    first = next((n for n, each in enumerate(case.events) if each.event in ("published", "imported")), len(case.events))
    later = {
        each.sha256
        for each in case.events[first + 1 :]
        if each.event in ("received", "imported") and each.sha256 in files
    }
    earlier = {each.sha256 for each in case.events[: first + 1]}
    unit = case.unit
    words, state = case.state_words(review_all), case.full_state(review_all)
    replaced, after = max(0, len(files) - 1), len(later - earlier)
    return Corrected(unit.unit, unit.code, unit.year, state, words, len(files), len(returned), replaced, after)
