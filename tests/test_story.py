"""The stories of offices, each run once as it is told: what it prints, and what is true of the folder it leaves.

What must become of each unit stands in the README of each; it is said again here, not asked of the program. What a
county's figures come to is added up from what its clerks typed.
"""

import csv
import hashlib
import json
import os
import re
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from tests import story
from tests.story import COUNTY, KEPT, STORIES, STORY
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


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_the_story_is_small_and_its_steps_are_told(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 1_000_000
    text = (folder / "README.md").read_text("utf-8")
    commands = {tuple(line.split()[1:3]) for line in (folder / "cmd.txt").read_text("utf-8").splitlines() if line.startswith("govxl")}
    assert commands
    last = {words[1] if words[0] in ("archive", "office") else words[0] for words in commands}
    assert [word for word in last if not re.search(rf"\b{word}\b", text)] == []


# -- A county that is added up, looked at and handed to its city


ALONE = "示例县公安局交通警察大队"
EXCEPTED = "示例县民政局"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of the county's story as it leaves it, and what was seen; the office's shows that of programs."""
    copy = story.copied(tmp_path_factory.mktemp("县 county"), COUNTY)
    printed = story.told(copy, None)
    return copy, printed


def typed(name: str) -> dict[str, dict[str, Decimal]]:
    """Read the figures of every unit out of what its clerk typed: by unit and point, those that are not 0."""
    with (COUNTY / "sent" / name).open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["point"].split(".")[0] in ("proactive", "requests", "review")]
    units = [column for column in lines[0] if column not in ("point", "各家")]
    return {
        unit: {line["point"]: Decimal(line[unit].rstrip("件")) for line in lines if re.fullmatch(r"[0-9.]+件?", line[unit])}
        for unit in units
    }


def added(*units: dict[str, Decimal]) -> Counter[str]:
    """Add figures up; what the office adjusted is not in it."""
    found: Counter[str] = Counter()
    for figures in units:
        found.update(figures)
    return found


def adjusted() -> dict[str, Decimal]:
    with (COUNTY / "调整.csv").open(encoding="utf-8", newline="") as file:
        return {line["项目"]: Decimal(line["增减"]) for line in csv.DictReader(file)}


def of_record(path: Path) -> dict[str, Decimal]:
    """Give what a record has of points that people type, but for 0."""
    record = json.loads(path.read_bytes(), parse_float=Decimal)
    inputs = set(typed("2025.csv")["示例县人民政府"]) | {point for unit in typed("2025.csv").values() for point in unit}
    tables = record["tables"]
    values = {f"{table}.{row}.{column}": value for table, rows in tables.items() for row, cells in rows.items() for column, value in cells.items()}
    return {point: Decimal(values[point]) for point in inputs if values[point]}


def sum_in(folder: Path, office: str, unit: str, year: int = 2025) -> Path:
    return folder / office / "5汇总" / str(year) / f"{unit}（汇总）{year}"


def test_the_county_prints_and_leaves_what_is_kept(county: tuple[Path, str]) -> None:
    folder, printed = county
    assert printed == (COUNTY / "expected" / "session.txt").read_text("utf-8")
    for name, text in story.kept_of(folder, COUNTY).items():
        assert text == (COUNTY / "expected" / name).read_text("utf-8"), name
    assert {path.name for path in (COUNTY / "expected").iterdir()} == {"session.txt", *KEPT[COUNTY]}


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_countys_sum_is_what_its_clerks_typed(county: tuple[Path, str], year: int) -> None:
    units = {unit: figures for unit, figures in typed(f"{year}.csv").items() if "汇总" not in unit}
    assert len(units) == 10
    whole = added(*units.values(), adjusted() if year == 2025 else {})
    found = of_record(sum_in(county[0], "示例县", "示例县人民政府", year) / "record.json")
    assert found == {point: value for point, value in whole.items() if value}
    police = added(units["示例县公安局"], units[ALONE])
    assert of_record(sum_in(county[0], "示例县", "示例县公安局", year) / "record.json") == dict(police)


def test_what_the_county_typed_first_lacks_one_unit(county: tuple[Path, str]) -> None:
    units = typed("2025.csv")
    hand = units.pop("示例县人民政府（汇总）")
    lacking = added(*units.values())
    lacking.subtract(hand)
    assert {point: value for point, value in lacking.items() if value} == units[ALONE]
    said = [line.strip() for line in county[1].splitlines() if "每一格都正好是" in line]
    assert said == [f"每一格都正好是：没有加“{ALONE}”"]
    assert f"166 格里有 {len(units[ALONE])} 格" in county[1]


def test_the_citys_sum_goes_down_to_every_file_and_counts_each_once(county: tuple[Path, str]) -> None:
    folder, _ = county
    units = {unit: figures for unit, figures in typed("2025.csv").items() if "汇总" not in unit} | typed("市2025.csv")
    city = sum_in(folder, "示例市", "示例市人民政府")
    assert of_record(city / "record.json") == {point: value for point, value in added(*units.values(), adjusted()).items() if value}
    for point in ("requests.received.person", "proactive.normative.issued", "proactive.fees.amount"):
        asked = subprocess.run([GOVXL, "trace", city, point, "--json"], capture_output=True, check=True, cwd=folder / "示例市")
        *lines, proof = [json.loads(line, parse_float=Decimal) for line in asked.stdout.splitlines()]
        shares = {each["unit"]: Decimal(each["value"]) for each in lines if each.get("file")}
        assert shares == {unit: figures[point] for unit, figures in units.items() if point in figures}
        assert (proof["proven"], proof["returns"]) == (True, 12)
        for each in (each for each in lines if each.get("file")):
            kept = folder / "示例市" / "归档" / each["file"]
            assert hashlib.sha256(kept.read_bytes()).hexdigest() == each["file_sha256"]


def test_an_exception_and_a_draft_are_named_wherever_the_sum_is(county: tuple[Path, str]) -> None:
    folder, _ = county
    whole = sum_in(folder, "示例县", "示例县人民政府")
    record = json.loads((whole / "record.json").read_bytes())
    assert [each["unit"] for each in record["aggregate"]["inputs"] if each["state"] == "exception"] == [EXCEPTED]
    assert f"{EXCEPTED}（特批接收）" in (whole / "审核说明.html").read_text("utf-8")
    draft = folder / "示例县" / "5汇总" / "2025" / "示例县人民政府（汇总草稿）2025"
    assert {path.suffix for path in draft.iterdir()} == {".json", ".jsonl", ".xlsx", ".html"}
    assert not list(draft.glob("*年度报告*"))
    for said in ("示例县水利局（未报送）", f"{EXCEPTED}（未审核）", "示例县农业农村局"):
        assert said in (draft / "审核说明.html").read_text("utf-8")


def test_what_is_exported_and_looked_at_is_what_was_typed(county: tuple[Path, str]) -> None:
    folder = county[0] / "示例县"
    wide = pd.read_parquet(folder / "导出" / "wide.parquet")
    own = wide[wide["scope"] == "own"]
    for year in (2024, 2025):
        units = {unit: figures for unit, figures in typed(f"{year}.csv").items() if "汇总" not in unit}
        rows = own[own["year"] == year].set_index("unit")
        assert set(rows.index) == set(units)
        for unit, figures in units.items():
            assert {point: Decimal(str(rows.loc[unit, point])) for point in figures} == figures
    compared = pd.read_excel(folder / "比较" / "跨单位跨年度比较.xlsx", sheet_name="与上年比")
    penalties = compared[compared["项目"].str.startswith("行政处罚")].set_index("单位")
    now, ago = ({unit: figures.get("proactive.penalties.decisions", 0) for unit, figures in typed(f"{year}.csv").items()} for year in (2025, 2024))
    assert {unit: (row["上年"], row["本年"]) for unit, row in penalties.iterrows()} == {unit: (ago[unit], now[unit]) for unit in ago}
