"""Where a return stands, after every order of events that an office sees."""

import pytest

from govxl.archive.cases import Cases
from govxl.archive.events import Event, EventKind


def of(event: EventKind, **more: object) -> Event:
    known = {"time": "2026-01-18T17:00:00+08:00", "by": "李四", "form": "zfxxgk", "unit": "甲局", "year": 2025}
    return Event(event=event, **{**known, "scope": "own", **more})  # type: ignore[arg-type]


ISSUED = of("issued")
GOOD = of("received", outcome="accepted", verdict="accepted")
EXPLAINED = of("received", outcome="accepted", verdict="accepted", explained=2)
BAD = of("received", outcome="rejected", verdict="rejected", hard=3)
TWIN = of("received", outcome="conflict", verdict="accepted")
OLD = of("received", outcome="superseded", verdict="accepted")
RETURNED = of("returned")
YES, NO = of("decided", decision="accept"), of("decided", decision="return")
OUT = of("published")


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([ISSUED], "missing"),
        ([ISSUED, GOOD], "accepted"),
        ([GOOD], "accepted"),
        ([ISSUED, EXPLAINED], "waiting"),
        ([ISSUED, EXPLAINED, YES], "accepted"),
        ([ISSUED, EXPLAINED, NO], "returned"),
        ([ISSUED, BAD], "returned"),
        ([ISSUED, BAD, RETURNED], "returned"),
        ([ISSUED, BAD, RETURNED, GOOD], "accepted"),
        ([ISSUED, BAD, RETURNED, YES], "exception"),
        ([ISSUED, BAD, YES, OUT], "published"),
        ([ISSUED, GOOD, TWIN], "waiting"),
        ([ISSUED, GOOD, OLD], "accepted"),
        ([ISSUED, GOOD, OUT], "published"),
        ([ISSUED, GOOD, OUT, EXPLAINED], "waiting"),
        ([ISSUED, GOOD, ISSUED], "accepted"),
    ],
)
def test_states(events: list[Event], state: str) -> None:
    (case,) = Cases(events).all
    assert case.state() == state


def test_an_office_that_looks_at_everything() -> None:
    (case,) = Cases([ISSUED, GOOD]).all
    assert case.state(review_all=True) == "waiting"


def test_one_unit_however_it_is_spelt() -> None:
    cases = Cases([ISSUED, of("received", unit="甲 局"), of("received", unit="乙局"), of("received", scope="aggregate")])
    assert [len(case.events) for case in cases.all] == [2, 1, 1]
