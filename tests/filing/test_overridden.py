"""Records made in spite of findings: what was read, what was overridden, and nothing made up."""

import pytest

from govxl.filing.overridden import blocking, never_overridden, overridden_record, unread_slots
from govxl.filing.record import RecordError, dump_record, load_record
from tests.returns import REQUESTS, UNIT, accepted, error, filled, judged, put

BROKEN = {"requests.carried_out.person": 5}


def made(data: bytes) -> dict:
    judgement = judged(data)
    return overridden_record(judgement, judgement.reading, "王五，2026-01-18：好")


def test_it_is_the_record_that_would_have_been_made_but_for_what_blocks():
    ours, plain = made(accepted()), judged(accepted()).record
    assert ours["source"]["notes"] == ["特批接收：王五，2026-01-18：好", *plain["source"]["notes"]]
    assert {**ours, "source": plain["source"]} == plain


def test_a_broken_rule_stands_in_it_as_it_was_found():
    record = load_record(dump_record(made(filled(BROKEN))))
    hard = [each for each in record["findings"] if each["severity"] == "hard"]
    assert [(each["code"], each["rule"], each["at"], each["left"], each["right"]) for each in hard] == [
        ("R001", "tie-out", "person", "14", "18"), ("R001", "tie-out", "total", "17", "21"),
    ]  # fmt: skip
    carried_out = record["tables"]["requests"]["carried_out"]
    assert (carried_out["person"], carried_out["total"]) == (5, 5)


@pytest.mark.parametrize(
    ("data", "unread"),
    [
        (filled({"requests.granted.person": None}), ["requests.granted.person"]),
        (put(accepted(), {(REQUESTS, "D6"): error("#N/A")}), ["requests.received.person"]),
        (filled({"unit.title": None}), []),
        (accepted(), []),
    ],
)
def test_a_figure_that_is_not_there_is_told(data, unread):
    assert [slot.path for slot in unread_slots(judged(data).reading)] == unread


def test_a_title_left_blank_is_the_full_name():
    assert made(filled({"unit.title": None}))["unit"]["title"] == UNIT


def test_whose_it_is_and_what_cannot_be_read_is_never_overridden():
    found = blocking(judged(filled(BROKEN), unit="别的局", year=2024))
    assert {each.code for each in never_overridden(found)} == {each.code for each in found if each.code[0] == "I"} != set()
    assert [each.code[0] for each in never_overridden(blocking(judged(b"PK")))] == ["F"]
    assert never_overridden(blocking(judged(filled(BROKEN)))) == ()


def test_what_is_no_record_is_refused():
    judgement = judged(filled({"requests.carried_out.person": 5}))
    reading = judgement.reading._replace(totals={**judgement.reading.totals, "requests.carried_out.total": judgement.reading.totals["requests.received.total"]})
    with pytest.raises(RecordError):
        overridden_record(judgement, reading, "好")
