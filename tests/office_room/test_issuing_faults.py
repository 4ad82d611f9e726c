"""An outbox that is killed, or whose disk is full, at steps that change the disk: nothing is told and then lost."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from govxl.archive.store import Archive
from govxl.files import TEMPORARY
from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from govxl.office import issuing
from govxl.office.issuing import Issuing, issue
from govxl.office.roster import Member, roster_of
from tests.faults import full_at, killed_at
from tests.report.made_up import FORM

ROSTER = roster_of((Member(2, "示例县财政局", code="S1"), Member(3, "示例县教育局", code="S2")))
NAMES = sorted(f"{each.name}.xlsx" for each in ROSTER.members)


@cache
def small():
    """Lay out a form so small that its workbooks are made in no time."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "form.toml").write_text(FORM, "utf-8")
        return arrange(load_form(Path(folder)))


def how(folder, day=5):
    issued = datetime(2026, 1, day, tzinfo=UTC)
    return Issuing(small(), 2025, folder / "1发出" / "2025", issued, Archive(folder / "归档"), by="李四")


def issue_all(folder, day=5):
    return list(issue(how(folder, day), ROSTER.file_names))


def hold(folder):
    """Hold what is there after a second call against what has to be: each once, as the log says it."""
    told = {each.member: each.outcome for each in issue_all(folder, 6)}
    assert set(told) == set(ROSTER.members)
    events = Archive(folder / "归档").events
    assert sorted(event.file for event in events) == NAMES, "one line each"
    there = {path.name: sha256(path.read_bytes()).hexdigest() for path in (folder / "1发出" / "2025").iterdir() if not path.name.startswith(TEMPORARY)}
    assert there == {event.file: event.sha256 for event in events}
    assert all(each.outcome == "left" for each in issue_all(folder, 7))
    return told


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    monkeypatch.setattr(issuing, "TOGETHER", 1)


@pytest.mark.parametrize("one_in", [2, pytest.param(1, marks=pytest.mark.long)])
def test_killed_at_its_steps_the_next_call_does_the_rest(one_in, tmp_path):
    met = set()
    for step in count(1, one_in):
        folder = tmp_path / str(step)
        if not killed_at(step, True, lambda folder=folder: issue_all(folder)):
            break
        met |= set(hold(folder).values())
    assert step > 20
    assert met == {"made", "left", "found"}, "some were killed between the folder and the log"


def test_a_full_disk_leaves_nothing_half_written(tmp_path):
    for step in count(1, 3):
        folder = tmp_path / str(step)
        told = ""
        try:
            if not full_at(step, lambda folder=folder: issue_all(folder)):
                break
        except OSError as error:
            told = str(error.filename)
        assert TEMPORARY not in told
        out = folder / "1发出" / "2025"
        left = [path.name for path in out.iterdir()] if out.is_dir() else []
        assert not [name for name in left if name.startswith(TEMPORARY)], "no debris"
        hold(folder)
    assert step > 10


@pytest.mark.parametrize("together", [1, 50])
def test_two_at_once_log_each_workbook_once(together, tmp_path, monkeypatch):
    monkeypatch.setattr(issuing, "TOGETHER", together)
    first, second = how(tmp_path), how(tmp_path, 6)  # both read the log before either has the folder
    assert [each.outcome for each in issue(first, ROSTER.file_names)] == ["made", "made"]
    assert [each.outcome for each in issue(second, ROSTER.file_names)] == ["left", "left"]
    assert sorted(event.file for event in Archive(tmp_path / "归档").events) == NAMES
    assert [each.outcome for each in issue(replace(second, again=True), ROSTER.file_names)] == ["made", "made"]
