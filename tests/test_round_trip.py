"""Issue 2, point 5: a record made into a workbook and judged again is the same record, whatever happened on the way.

The records are put together from the statute's own arithmetic, so that the way in is held against it as well.
"""

import json
from decimal import Decimal
from functools import cache, lru_cache
from random import Random
from typing import Any

import jsonschema
import pytest

from govxl.filing.record import dump_record, load_record
from govxl.filing.schema import record_schema
from govxl.form.definition import load_form
from govxl.office.outbox import fill_workbook
from govxl.returns.check import judge
from tests import fillings
from tests.rewriting import with_wrong_results
from tests.statute import EDITIONS
from tests.statute_record import record_of

RECORDS, MORE = 25, 475
"""Records of each edition, and how many more a long run takes."""

PARTS = 4
SOURCE = {"file": "", "sha256": "0" * 64, "producer": "", "seal": "none", "notes": []}


@cache
def schema(edition: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(record_schema(load_form(f"zfxxgk/{edition}")))


def drawn(edition: str, seed: int) -> dict[str, Any]:
    """Make a random valid record."""
    record = record_of(edition, fillings.valid(Random(f"{edition}-{seed}"), edition))
    return {**record, "source": SOURCE, "govxl": "0"}


@lru_cache(maxsize=60)
def filled(edition: str, seed: int) -> bytes:
    """Fill a draw in, once for all that is done with it."""
    return fill_workbook(drawn(edition, seed), fillings.ISSUED)


def whole(record: Any) -> bytes:
    """Give the bytes of a record but for where it came from."""
    return dump_record({key: value for key, value in record.items() if key not in ("source", "govxl")})


def kept(record: Any) -> bytes:
    """Give them but for what its texts were told of: what is drawn is no language, and slips are found in it."""
    findings = [found for found in record["findings"] if not found["name"].startswith("text-")]
    return whole({**record, "findings": findings})


def judged(data: bytes) -> Any:
    judgement = judge(data, "filled.xlsx")
    blocking = [(each.name, each.rule, each.at, each.cells[:1]) for each in judgement.findings if each.blocks]
    assert judgement.accepted, blocking
    return judgement.record


def hold(edition: str, seeds: range) -> None:
    """Hold every draw against what is read of the workbook made of it."""
    for seed in seeds:
        record = drawn(edition, seed)
        again = judged(filled(edition, seed))
        assert kept(again).decode() == kept(record).decode(), f"draw {seed}"
        assert load_record(dump_record(again)) == again, "the bytes must hold the very figures"
        if seed % 10 == 0:
            assert whole(judged(fill_workbook(again, fillings.ISSUED))) == whole(again), "what its texts were told of as well"
        schema(edition).validate(json.loads(dump_record(again)))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_record_filled_in_and_judged_is_itself(edition, part):
    hold(edition, range(part, RECORDS, PARTS))


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_record_filled_in_and_judged_is_itself_many_times_more(edition):
    hold(edition, range(RECORDS, RECORDS + MORE))


@pytest.mark.parametrize("edition", EDITIONS)
def test_draws_hold_what_records_may_hold(edition):
    """Keep the draws from being so many times the same."""
    records = [drawn(edition, seed) for seed in range(RECORDS)]
    texts = [text for record in records for part in record["narrative"].values() for text in part.values()]
    assert {bool(record["prior"]) for record in records} == {True, False}
    assert {record["scope"] for record in records} == {"own", "aggregate"}
    assert any(record["explanations"] for record in records)
    assert any(text.count("\n") > 12 for text in texts)
    assert any(
        record["tables"]["proactive"]["regulations"][cell] is None
        for record in records
        for cell in ("made", "issued")
        if cell in record["tables"]["proactive"]["regulations"]
    )
    assert any(
        isinstance(value, Decimal)
        for record in records
        for row in record["tables"]["proactive"].values()
        for value in row.values()
    )
    severities = {found["severity"] for record in records for found in record["findings"]}
    assert severities == {"explainable", "warning", "info"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_record_comes_back_through_libreoffice(office, edition, tmp_path):
    for seed in range(6):
        record = drawn(edition, seed)
        (tmp_path / "filled.xlsx").write_bytes(filled(edition, seed))
        saved = office.round_trip(tmp_path / "filled.xlsx", tmp_path / "saved.xlsx")
        assert kept(judged(saved.read_bytes())).decode() == kept(record).decode(), f"draw {seed}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_wrong_cached_results_change_nothing(edition):
    for seed in range(10):
        record = drawn(edition, seed)
        wrong = with_wrong_results(filled(edition, seed))
        assert wrong.count(b"<v>987654321</v>") > 20
        assert wrong.count("<v>不符</v>".encode()) > 50
        judgement = judge(wrong, "filled.xlsx")
        assert judgement.record
        assert kept(judgement.record) == kept(record)
        assert "total-differs" in {found.name for found in judgement.findings}


@pytest.mark.parametrize("edition", EDITIONS)
def test_twelve_cells_full_of_lines_come_back(edition):
    """Escaped once: what did not fit one line a cell went into the last cell, and over its limit was left out."""
    record = drawn(edition, 0)
    text = "\n".join(f"第{n}段" + "字" * 2_700 for n in range(130))
    record["narrative"]["other"]["text"] = text
    assert judged(fill_workbook(record, fillings.ISSUED))["narrative"]["other"]["text"] == text
