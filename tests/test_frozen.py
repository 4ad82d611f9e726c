"""Workbooks kept as they were at the end of each issue: every later govxl still gives their records."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govxl.filing.record import Record, load_record
from govxl.office.ingest import render
from govxl.office.outbox import fill_workbook
from govxl.returns.check import judge_file

FROZEN = sorted((Path(__file__).parent / "frozen").glob("*/*.xlsx"))


def without_gained(record: Record, kept: Record) -> dict[str, Any]:
    """Leave out what the form has asked for since, and the remarks that records keep now, which must be blank.

    Also who gave last year's figures.
    """
    gained = record["cover"].keys() - kept["cover"].keys()
    assert all(record["cover"][name] == "" for name in gained)
    cover = {name: value for name, value in record["cover"].items() if name not in gained}
    assert "remarks" in kept or record["remarks"] == [], "nobody wrote beside these"
    prior = record["prior"] and dict(record["prior"])
    if prior and "from" not in kept["prior"]:
        assert prior.pop("from") == "file"
    rest = {key: value for key, value in record.items() if key in kept or key != "remarks"}
    return {**rest, "prior": prior, "cover": cover}


@pytest.mark.parametrize("path", FROZEN, ids=[f"{path.parent.name}/{path.stem}" for path in FROZEN])
def test_its_record_is_what_it_was(path: Path) -> None:
    record = judge_file(path).record
    assert record is not None
    kept = load_record(path.with_suffix(".json").read_bytes())
    for theirs in (kept, record := dict(record)):
        theirs.pop("govxl")
        theirs["source"] = {**theirs["source"], "file": ""}
    assert without_gained(record, kept) == kept


@pytest.mark.parametrize("path", FROZEN, ids=[f"{path.parent.name}/{path.stem}" for path in FROZEN])
def test_its_record_still_gives_reports_and_workbooks(path: Path, tmp_path: Path) -> None:
    kept = load_record(path.with_suffix(".json").read_bytes())
    (report,) = render(kept, ["html"], tmp_path)
    assert kept["unit"]["title"] in report.read_text("utf-8")
    (tmp_path / "again.xlsx").write_bytes(fill_workbook(kept, datetime(2026, 1, 5, tzinfo=UTC)))
    again = judge_file(tmp_path / "again.xlsx").record
    assert again is not None
    assert again["tables"] == kept["tables"]


@pytest.mark.parametrize("path", FROZEN, ids=[f"{path.parent.name}/{path.stem}" for path in FROZEN])
def test_its_layout_is_known(path: Path) -> None:
    """A layout that changes must leave its structure in the form's list, for workbooks made with it are out there."""
    assert not {found.name for found in judge_file(path).findings} & {"unknown-layout"}


def test_some_are_kept() -> None:
    assert {path.stem for path in FROZEN} >= {"county", "jinjiang"}
