"""The story of an office, run once as it is told: what it prints, and what is true of the folder it leaves.

What must become of each unit stands in `samples/office/README.md`; it is said again here, not asked of the program.
"""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests import story
from tests.story import STORY
from tests.typing_in import GOVXL

STATES = {
    "示例县财政局": "published",
    "示例县教育局": "accepted",
    "示例县交通运输局": "accepted",
    "示例县水利局": "missing",
    "示例县民政局": "accepted",
    "示例县城关街道办事处": "accepted",
    "示例县农业农村局": "exception",
    "示例县文化和旅游局": "accepted",
}
EXPECTED = (STORY / "expected" / "session.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The office's folder as the story leaves it, and what was seen; the program speaks UTF-8 in any locale."""
    copy = story.copied(tmp_path_factory.mktemp("别处 elsewhere"))
    printed = story.told(copy, os.environ | {"LC_ALL": "C", "LANG": "C"})
    return copy / "示例县", printed


def events(office: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (office / "归档" / "log.jsonl").read_bytes().splitlines()]


def test_every_step_prints_what_is_kept(told: tuple[Path, str]) -> None:
    assert told[1] == EXPECTED


def test_every_unit_is_where_the_story_says(told: tuple[Path, str]) -> None:
    command = [GOVXL, "status", "--json", "--on", "2026-01-21"]
    asked = subprocess.run(command, cwd=told[0], capture_output=True, check=True)
    standings = [json.loads(line) for line in asked.stdout.splitlines()]
    assert {each["unit"]: each["state"] for each in standings} == STATES
    assert [each["unit"] for each in standings if each["late"]] == ["示例县水利局"]


def test_every_workbook_that_came_is_kept_once_and_no_other(told: tuple[Path, str]) -> None:
    office, _ = told
    came = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (office / "2收到").rglob("*.xlsx")}
    kept = [path for path in (office / "归档" / "originals").rglob("*") if path.is_file()]
    assert {path.stem for path in kept} == came
    assert len(kept) == len(came) == 9, "ten files came, two of which are the same"
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.stem for path in kept)


def test_the_log_tells_who_decided_and_why(told: tuple[Path, str]) -> None:
    said = [(each["unit"], each["by"], each.get("overrides", [])) for each in events(told[0]) if each["event"] == "decided"]
    assert said == [("示例县教育局", "李四", []), ("示例县城关街道办事处", "李四", []), ("示例县农业农村局", "王主任", ["R001"])]
    [published] = [each for each in events(told[0]) if each["event"] == "published"]
    page = (told[0] / "公布稿.html").read_bytes()
    assert (published["date"], published["sha256"]) == ("2026-01-21", hashlib.sha256(page).hexdigest())
    assert published["note"] == "局长改了一句话，数字没有动"


def test_the_figures_that_count_are_those_decided_on(told: tuple[Path, str]) -> None:
    record = json.loads((told[0] / "4通过" / "2025" / "示例县城关街道办事处" / "record.json").read_bytes())
    assert record["tables"]["proactive"]["penalties"]["decisions"] == 37
    assert not list((told[0] / "待审核").rglob("*.*"))


def test_an_exception_is_never_said_to_have_passed(told: tuple[Path, str]) -> None:
    page = (told[0] / "审核情况.html").read_text("utf-8")
    assert "特批接收" in page
    lines = [line for line in EXPECTED.splitlines() if "农业农村局" in line and "特批" in line]
    assert len(lines) == 3
    assert not [line for line in lines if "审核通过" in line]


def test_the_story_is_small_and_its_steps_are_told() -> None:
    files = [path for path in STORY.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 1_000_000
    text = (STORY / "README.md").read_text("utf-8")
    commands = {tuple(line.split()[1:3]) for line in (STORY / "cmd.txt").read_text("utf-8").splitlines() if line.startswith("govxl")}
    last = {words[1] if words[0] in ("archive", "office") else words[0] for words in commands}
    assert [word for word in last if not re.search(rf"\b{word}\b", text)] == []
