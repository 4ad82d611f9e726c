"""Where a return stands, after every order of events that an office sees."""

import sys
from dataclasses import replace

import pytest

from govxl.archive.cases import COUNTED_STATES, MISSENT, Cases, UnitCase, number_of
from govxl.archive.events import Event, EventKind
from govxl.findings.catalogue import CATALOGUE
from govxl.words import STATES


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
HISTORY = of("imported", outcome="accepted", verdict="accepted")
WRONG = of("imported", outcome="accepted", verdict="rejected", hard=1)
STRANGER = of("received", outcome="unknown-unit", verdict="accepted")


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
        ([ISSUED, GOOD, OUT, GOOD], "waiting"),
        ([ISSUED, GOOD, OUT, BAD], "returned"),
        ([ISSUED, GOOD, OUT, GOOD, YES], "accepted"),
        ([ISSUED, GOOD, OUT, GOOD, YES, OUT], "published"),
        ([ISSUED, GOOD, NO], "returned"),
        ([ISSUED, BAD, YES, NO], "returned"),
        ([ISSUED, GOOD, TWIN, NO], "returned"),
        ([ISSUED, GOOD, TWIN, GOOD], "accepted"),
        ([HISTORY], "published"),
        ([WRONG], "published"),
        ([ISSUED, BAD, STRANGER], "returned"),
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


# -- Several returns of one unit


ONE, TWO, THREE = (
    of("received", outcome=outcome, verdict="accepted", sha256=str(n), record=f"records/zfxxgk/2021/2025/甲局/{n}.json")
    for n, outcome in ((1, "accepted"), (2, "conflict"), (3, "conflict"))
)
GONE = of("received", outcome="rejected", verdict="rejected", sha256="9", hard=1)


def told(*events: Event, review_all: bool = False) -> UnitCase:
    (case,) = Cases(events).all
    return case


def deciding(decision: str, about: Event, record: bool = True) -> Event:
    return of("decided", decision=decision, sha256=about.sha256, record=about.record if record else "")


def test_of_returns_in_conflict_the_one_that_somebody_chose_counts() -> None:
    case = told(ONE, TWO)
    assert (case.is_conflict, case.rivals, case.counted()) == (True, (ONE, TWO), None), "neither counts"
    for chosen in (ONE, TWO):
        case = told(ONE, TWO, deciding("accept", chosen))
        assert (case.state(), case.current, case.record, case.rivals) == ("accepted", chosen, chosen.record, ())


def test_a_return_sent_back_by_its_number_leaves_the_others_waiting() -> None:
    case = told(ONE, TWO, THREE, deciding("return", TWO))
    assert (case.state(), case.rivals, case.current) == ("waiting", (ONE, THREE), THREE)
    case = told(ONE, TWO, deciding("return", TWO))
    assert (case.state(), case.is_conflict, case.current) == ("waiting", True, ONE), "somebody still says that it counts"
    assert told(ONE, TWO, deciding("return", TWO, record=False)).state() == "returned", "both"


def test_a_workbook_that_goes_back_says_nothing_of_one_that_came_later() -> None:
    case = told(GONE, ONE, of("returned", sha256="9"))
    assert (case.state(), case.current) == ("accepted", ONE)


def test_what_is_public_counts_while_others_are_in_conflict() -> None:
    case = told(ONE, of("published", record=ONE.record), TWO, THREE)
    assert (case.is_conflict, case.counted()) == (True, ONE)


def test_a_record_counts_until_another_takes_its_place() -> None:
    """While a correction waits or goes back, what was accepted or published before it still counts."""
    out = of("published", sha256="p", record=ONE.record)
    later = replace(TWO, outcome="accepted")
    for after in ([later], [GONE], [later, deciding("return", later)]):
        case = told(ONE, out, *after)
        assert (case.counted(), len(case.published)) == (ONE, 1)
    case = told(ONE, out, later, deciding("accept", later), of("published", sha256="q", record=TWO.record))
    assert case.state() == "published"
    assert case.record == TWO.record
    assert [each.sha256 for each in case.published] == ["p", "q"], "both versions"


def test_a_correction_that_is_turned_down_leaves_what_is_public() -> None:
    out = of("published", sha256="p", record=ONE.record)
    case = told(ONE, out, TWO, deciding("accept", ONE))
    assert (case.state(), case.current, case.is_correction) == ("published", ONE, False)
    assert told(ONE, out, TWO, deciding("accept", TWO)).state() == "accepted"


def test_what_nobody_has_looked_at_never_counted_where_everything_is_looked_at() -> None:
    assert told(ONE, GONE).counted() == ONE
    assert told(ONE, GONE).counted(review_all=True) is None
    assert told(ONE, deciding("accept", ONE), GONE).counted(review_all=True) is not None


def test_what_a_person_sent_back_counts_for_nothing_until_a_later_return_is_accepted() -> None:
    later = replace(TWO, outcome="accepted")
    for before in ([ONE], [ONE, deciding("accept", ONE)], [GONE, of("decided", decision="accept", sha256="9", record="r/1.json")]):
        back = [*before, deciding("return", before[0])]
        assert told(*before).counted() is not None
        assert told(*back).counted() is None
        assert told(*back, replace(GONE, sha256="8")).counted() is None
        assert told(*back, replace(later, explained=1)).counted() is None
        assert told(*back, later).counted() == later
    assert told(ONE, TWO, deciding("return", TWO, record=False)).counted() is None, "both went back"
    assert told(ONE, later, deciding("return", later)).counted() == ONE


def test_an_exception_keeps_its_name_when_it_is_published() -> None:
    made = of("decided", decision="accept", sha256="9", record="records/zfxxgk/2021/2025/甲局/1.json")
    case = told(GONE, made)
    assert (case.state(), case.is_exception, case.record, number_of(made)) == ("exception", True, made.record, 1)
    case = told(GONE, made, of("published", record=made.record))
    assert (case.state(), case.is_exception, case.is_wrong) == ("published", True, False)


def test_history_that_is_known_to_be_wrong() -> None:
    assert told(WRONG).is_wrong
    assert not told(HISTORY).is_wrong
    assert told(HISTORY, GOOD).is_correction


def test_a_long_log_is_told_in_one_go() -> None:
    """Ten times as many events take no more than about ten times as many steps."""

    def steps(n: int) -> int:
        taken = 0

        def count(*_: object) -> None:
            nonlocal taken
            taken += 1

        events = [ISSUED, *[of("received", unit=f"{k}局", outcome="accepted", verdict="accepted") for k in range(n)]]
        events += [GOOD, RETURNED] * n
        sys.setprofile(count)
        try:
            Cases(events)
        finally:
            sys.setprofile(None)
        return taken

    assert steps(2000) < 12 * steps(200)


def test_codes_of_what_was_sent_amiss_are_those_of_the_catalogue() -> None:
    named = {entry.code: entry.name for entry in CATALOGUE.values()}
    assert [named[code] for code in MISSENT] == ["wrong-unit", "wrong-year", "wrong-form"]


# -- How what counts came to count


LATE = replace(GONE, sha256="8")
LET_PASS = of("decided", decision="accept", sha256="9", record="records/zfxxgk/2021/2025/甲局/1.json")
OLD_ONE, OLD_WRONG = (replace(each, sha256="7", record="records/zfxxgk/2021/2025/甲局/1.json") for each in (HISTORY, WRONG))


@pytest.mark.parametrize(
    ("events", "counted", "standing"),
    [
        ([ISSUED], None, "missing"),
        ([GONE], None, "returned"),
        ([ONE], "accepted", "accepted"),
        ([ONE, TWO], None, "waiting"),
        ([ONE, LATE], "accepted", "returned"),
        ([ONE, of("published", record=ONE.record)], "published", "published"),
        # A line that does not say which record went out means the one that stands.
        ([ONE, OUT], "published", "published"),
        ([ONE, of("published", record=ONE.record), LATE], "published", "returned"),
        ([ONE, of("published", record=ONE.record), TWO, deciding("accept", TWO)], "accepted", "accepted"),
        ([GONE, LET_PASS], "exception", "exception"),
        ([GONE, LET_PASS, LATE], "exception", "returned"),
        ([GONE, LET_PASS, of("published", record=LET_PASS.record)], "published-exception", "published-exception"),
        ([GONE, LET_PASS, of("published", record=LET_PASS.record), LATE], "published-exception", "returned"),
        ([OLD_ONE], "published", "published"),
        ([OLD_ONE, LATE], "published", "returned"),
        ([OLD_WRONG], "published-wrong", "published-wrong"),
        ([OLD_WRONG, LATE], "published-wrong", "returned"),
    ],
)
def test_how_the_return_that_counts_came_to_count_whatever_came_since(
    events: list[Event], counted: str | None, standing: str
) -> None:
    case = told(*events)
    assert (case.counted_state(), case.full_state()) == (counted, standing)
    assert (case.counted() is None) == (counted is None)
    assert case.state_words() == {**STATES, **COUNTED_STATES}[standing]
