"""A decision or a publication that is killed, or whose disk fails, at any step: decided again, all is there and once."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from govxl.archive.verify import verify
from tests.commands import Done, run
from tests.faults import ERRORS, FAILING_IN, PARTS, every_fault, killed_at
from tests.office_room.rounds import events, ingest, make_office, of, put, states

UNIT = "示例县第1局"
WHO = ("--by", "王五", "--note", "已电话核实")
URL = ("--url", "https://www.example.gov.cn/1.html", "--date", "2026-01-25", "--by", "王五")
OUTPUTS = 7
"""Files of an accepted return."""


class Story(NamedTuple):
    """What came in, what is decided then, and what must stand at last: events, state, folders people work with."""

    came: tuple[dict[str, object], ...]
    words: tuple[str, ...]
    events: list[str]
    state: str
    passed: bool = True
    back: bool = False
    settings: str = ""


STORIES = {
    "accepted": Story(({},), ("decide", UNIT, "--accept", *WHO), ["received", "decided"], "accepted", settings='review = "all"\n'),
    "exception": Story(
        ({"wrong": True, "person": 20},), ("decide", UNIT, "--accept", "--override", "R001", *WHO),
        ["received", "returned", "decided"], "exception", back=True,
    ),
    "returned": Story(({},), ("decide", UNIT, "--return", *WHO), ["received", "decided", "returned"], "returned", passed=False, back=True),
    "chosen": Story(({}, {"person": 14}), ("decide", UNIT, "--accept", "--record", "2", *WHO), ["received", "received", "decided"], "accepted"),
    "published": Story(({},), ("publish", UNIT, "--file", "REPORT", *URL), ["received", "published"], "published"),
}  # fmt: skip


@pytest.fixture(scope="module", params=STORIES)
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Story, Path]:
    """Make an office in which all has come in, to be copied for every time that something goes wrong."""
    story = STORIES[request.param]
    office = make_office(tmp_path_factory.mktemp(request.param) / "办公室", settings=story.settings)
    for nth, told in enumerate(story.came):
        put(office / "2收到" / f"{nth}.xlsx", of(UNIT, **told))
        ingest(office)
    report = next((office / "4通过" / "2025").glob("*/*年度报告.docx"), Path())
    return story._replace(words=tuple(str(report) if each == "REPORT" else each for each in story.words)), office


def decide(office: Path, story: Story) -> Done:
    command, *words = story.words
    return run("archive", command, *words, "--office", office)


def hold(office: Path, story: Story) -> None:
    """Decide the same again and hold the office against what must stand there; what was in the log stays in it."""
    log = office / "归档" / "log.jsonl"
    whole_lines = log.read_bytes().rpartition(b"\n")[0]
    done = decide(office, story)
    assert done.code == 0, done.err
    assert log.read_bytes().startswith(whole_lines)
    assert [each.event for each in events(office)] == story.events
    assert states(office)[UNIT] == story.state
    assert [f"{each.name} {each.place}" for each in verify(office / "归档")] == []
    there = {top: sorted(each.name for each in (office / top / "2025").glob("*")) for top in ("待审核", "3退回", "4通过")}
    back = [f"{UNIT}-退回修改.xlsx"] if story.back else []
    assert there == {"待审核": [], "3退回": back, "4通过": [UNIT] if story.passed else []}
    if story.passed:
        assert len(list((office / "4通过" / "2025" / UNIT).iterdir())) == OUTPUTS
    assert len(list((office / "归档" / "published").rglob("*.docx"))) == story.events.count("published")
    assert not list(office.rglob(".govxl-unfinished*"))


def steps_of(tmp_path: Path, begun: tuple[Story, Path], wanted: Callable[[int], bool]) -> int:
    """Kill the command before and after its steps, then give it again; give how many steps there are."""
    story, office = begun
    for at in filter(wanted, count(1)):
        for after in (False, True):
            ours = shutil.copytree(office, tmp_path / f"{at}{after}")
            reached = killed_at(at, after, lambda ours=ours: decide(ours, story))  # type: ignore[misc]
            hold(ours, story)
            shutil.rmtree(ours)
        if not reached:
            return at - 1
    raise AssertionError("steps have no end")


def hold_faults(tmp_path: Path, begun: tuple[Story, Path], wanted: Callable[[int, int], bool]) -> int:
    """Let calls fail one after another, each command followed by one without faults; give how many calls there are."""
    story, office = begun
    at = 0
    for fault in every_fault(wanted):
        ours = shutil.copytree(office, tmp_path / FAILING_IN / f"{fault.at}-{fault.number}")
        with fault.failing():
            done = decide(ours, story)
        at, what = fault.at, f"{fault}: {done}"
        assert done.code in (0, 2), what
        assert "govxl 自身出错" not in done.err, what
        assert done.code or [each.event for each in events(ours)] == story.events, f"told, and not there: {what}"
        try:
            hold(ours, story)
        except AssertionError as error:
            raise AssertionError(what) from error
        shutil.rmtree(ours)
    return at - 1


def test_killed_at_some_steps(tmp_path: Path, begun: tuple[Story, Path]) -> None:
    assert steps_of(tmp_path, begun, lambda at: at % 13 == 0) > 10


@pytest.mark.long
def test_killed_at_every_step(tmp_path: Path, begun: tuple[Story, Path]) -> None:
    assert steps_of(tmp_path, begun, lambda at: True) > 10


def test_some_faults(tmp_path: Path, begun: tuple[Story, Path]) -> None:
    assert hold_faults(tmp_path, begun, lambda at, number: at % 67 == ERRORS.index(number) * 16 + 1) > 30


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_a_fault_at_every_call(tmp_path: Path, begun: tuple[Story, Path], part: int) -> None:
    assert hold_faults(tmp_path, begun, lambda at, number: at % PARTS == part) > 30
