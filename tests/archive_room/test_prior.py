"""Last year's figures out of the archive: the record that stands, after every order of events."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from govxl.archive.cases import UnitCase
from govxl.archive.events import Event, EventKind, now, who
from govxl.archive.prior import prior_of, standing
from govxl.archive.store import Archive
from govxl.words import SaidError


def of(event: EventKind, record: str = "", **more: object) -> Event:
    known = {"time": "2025-01-18T17:00:00+08:00", "by": "李四", "form": "zfxxgk", "unit": "甲局", "year": 2024, "scope": "own"}
    return Event(event=event, record=record, **{**known, **more})  # type: ignore[arg-type]


GOOD = of("received", "1", outcome="accepted", verdict="accepted", sha256="a")
BETTER = of("received", "2", outcome="accepted", verdict="accepted", sha256="b")
TWIN = of("received", "2", outcome="conflict", verdict="accepted", sha256="b")
OLD = of("received", "2", outcome="superseded", verdict="accepted", sha256="b")
BAD = of("received", outcome="rejected", verdict="rejected", hard=3, sha256="c")
SENT_BACK = of("decided", "2", decision="return", sha256="b")
OUT = of("published", "1", sha256="p")
WAITS = of("received", "2", outcome="accepted", verdict="accepted", explained=1, sha256="b")
WRONG = of("imported", "4", outcome="accepted", verdict="rejected", hard=1, sha256="d")
SPECIAL = of("decided", "3", decision="accept", sha256="c")
HISTORY = of("imported", "4", outcome="accepted", sha256="d")


@pytest.mark.parametrize(
    ("events", "record"),
    [
        ([], None),
        ([BAD], None),
        ([GOOD], "1"),
        ([GOOD, BETTER], "2"),
        ([GOOD, BETTER, SENT_BACK], "1"),
        ([GOOD, BETTER, BAD], "2"),
        ([GOOD, OLD], "1"),
        ([GOOD, TWIN], None),
        ([GOOD, TWIN, SENT_BACK], "1"),
        ([GOOD, TWIN, of("decided", "2", decision="accept", sha256="b")], "2"),
        ([GOOD, BAD, SPECIAL], "3"),
        ([HISTORY], "4"),
        ([GOOD, HISTORY], "4"),
        ([WRONG], "4"),
        ([WAITS], "2"),
        ([GOOD, of("decided", decision="return", sha256="a")], None),
        ([GOOD, of("decided", decision="return", sha256="a"), BAD], None),
        ([GOOD, of("decided", decision="return", sha256="a"), WAITS], "2"),
        ([GOOD, of("decided", decision="return", sha256="a"), BETTER], "2"),
        ([GOOD, BAD, SPECIAL, of("decided", decision="return", sha256="c")], "1"),
        ([GOOD, OUT, BETTER], "1"),
        ([GOOD, TWIN, of("decided", decision="return", sha256="b")], None),
        ([GOOD, OUT, of("decided", decision="return", sha256="a")], "1"),
    ],
)
def test_the_record_that_stands(events: list[Event], record: str | None) -> None:
    case = UnitCase()
    for event in events:
        case.add(event)
    found = standing(case)
    assert (found and found.record) == record


def test_last_years_record_comes_as_it_is_kept(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        (tmp_path / "records").mkdir()
        (tmp_path / "records" / "1.json").write_bytes(b"{}\n")
        writer.add(of("received", "records/1.json", outcome="accepted", verdict="accepted"))
    spelt = SimpleNamespace(name="甲 局", code="")
    assert prior_of(archive, "zfxxgk", 2025, "own", spelt) == b"{}\n"
    assert prior_of(archive, "zfxxgk", 2024, "own", spelt) is None
    assert prior_of(archive, "zfxxgk", 2025, "aggregate", spelt) is None


def test_a_time_has_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert now()[10] == "T"
    assert now()[-6] in "+-"
    assert len(now()) == len("2026-01-18T17:00:00+08:00")


def test_who_did_it_is_a_name() -> None:
    assert who(" 李四 ") == "李四"
    assert who()
    for name in ("李\n四", "李" * 101, "李\x07四"):
        with pytest.raises(SaidError, match="--by"):
            who(name)
