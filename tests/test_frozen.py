"""Workbooks kept as they were at the end of each issue: every later govxl still gives their records."""

from pathlib import Path

import pytest

from govxl.filing.judge import judge_file
from govxl.filing.record import load_record

FROZEN = sorted((Path(__file__).parent / "frozen").glob("*/*.xlsx"))


@pytest.mark.parametrize("path", FROZEN, ids=[f"{path.parent.name}/{path.stem}" for path in FROZEN])
def test_its_record_is_what_it_was(path: Path) -> None:
    record = judge_file(path).record
    assert record is not None
    kept = load_record(path.with_suffix(".json").read_bytes())
    for theirs in (kept, record := dict(record)):
        theirs.pop("govxl")
        theirs["source"] = {**theirs["source"], "file": ""}
    assert record == kept


@pytest.mark.parametrize("path", FROZEN, ids=[f"{path.parent.name}/{path.stem}" for path in FROZEN])
def test_its_layout_is_known(path: Path) -> None:
    """A layout that changes must leave its structure in the form's list, for workbooks made with it are out there."""
    assert not {found.name for found in judge_file(path).findings} & {"unknown-layout"}


def test_some_are_kept() -> None:
    assert {path.stem for path in FROZEN} >= {"county", "jinjiang"}
