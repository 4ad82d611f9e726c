"""`govxl look`: which years and returns it looks at, and what it leaves, as the command says and writes it."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from govxl.archive.store import Archive
from tests.commands import run
from tests.look_room.archives import changed, keep, line
from tests.look_room.looks import take

PAGE, WORKBOOK = "跨单位跨年度比较.html", "跨单位跨年度比较.xlsx"
RECEIVED = "requests.received.total"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office of two units over seven years; of the newest year but one nothing counts yet."""
    (tmp_path / "office.toml").write_text('year = 2025\nform = "zfxxgk"\n', "utf-8")
    (tmp_path / "名单.csv").write_text("单位全称,单位代码,上级\n示例县人民政府,,\n甲局,1,示例县人民政府\n乙局,2,示例县人民政府\n", "utf-8")
    returns = [(unit, code, year, {RECEIVED: year - 2000 + n}, {}) for year in range(2021, 2026) for n, (unit, code) in enumerate((("甲局", "1"), ("乙局", "2")))]
    take(tmp_path / "归档", [*returns, ("甲局", "1", 2025, {RECEIVED: 400}, {"scope": "aggregate"})])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*words: object) -> dict[str, object]:
    done = run("look", "--json", *words)
    assert done.code == 0, done.err
    found: dict[str, object] = json.loads(done.out)
    return found


def test_it_leaves_a_page_and_a_workbook_and_says_so(office: Path) -> None:
    done = run("look", "-o", "看")
    assert (done.code, done.err) == (0, "")
    assert [Path(each.removeprefix("已生成 ")) for each in done.lines[:2]] == [Path("看") / WORKBOOK, Path("看") / PAGE]
    assert done.lines[2] == "2021—2025 年，2 家单位，提示 0 处，文字雷同 0 家；提示只是请看一看，不是说填错了"
    page = (office / "看" / PAGE).read_text("utf-8")
    assert "示例县人民政府 · 县级" in page, "the list says who is whose"
    assert "另一种口径的 1 份不在内" in page
    rows = [[cell.value for cell in row] for row in load_workbook(office / "看" / WORKBOOK)["与上年比"].iter_rows()]
    assert rows[0][7:14] == ["上年名称", "上年代码", "项目", "计量单位", "上年", "本年", "增减"]
    received = {row[0]: row[11:14] for row in rows if str(row[9]).startswith("一、本年新收")}
    assert received == {"甲局": [24, 25, 1], "乙局": [25, 26, 1]}


def test_the_years_are_those_asked_for(office: Path) -> None:
    assert told()["years"] == [2021, 2022, 2023, 2024, 2025]
    assert told("--year", 2023)["years"] == [2021, 2022, 2023], "up to the one year that is named"
    assert told("--year", 2025, "--year", 2022)["years"] == [2022, 2025], "several are looked at alone"
    done = run("look", "--year", 2026)
    assert (done.code, "2026 年度还没有作数的报表" in done.err) == (2, True)


def test_five_years_at_most_unless_they_are_named(office: Path) -> None:
    archive = Archive(office / "归档")
    with archive.writing() as writer:
        record = changed("甲局", "1", 2026, {})
        writer.add(line("received", record, "新", outcome="accepted", verdict="accepted", **keep(writer, record)))
    assert told("--year", 2026)["years"] == [2022, 2023, 2024, 2025, 2026]
    assert told()["years"] == [2021, 2022, 2023, 2024, 2025], "the office's year is the last"


def test_a_year_that_has_only_begun_is_left_out(office: Path) -> None:
    (office / "office.toml").write_text('year = 2026\nform = "zfxxgk"\n', "utf-8")
    assert told()["years"] == [2021, 2022, 2023, 2024, 2025]


def test_one_scope_is_looked_at(office: Path) -> None:
    assert (told()["scope"], told()["units"]) == ("own", 2)
    found = told("--scope", "汇总")
    assert (found["scope"], found["units"], found["years"]) == ("aggregate", 1, [2025])
    done = run("look", "--scope", "都要")
    assert (done.code, "都要" in done.err) == (2, True)


def test_the_same_again_is_the_same_and_a_persons_work_stays(office: Path) -> None:
    run("look")
    before = {name: (office / name).read_bytes() for name in (PAGE, WORKBOOK)}
    run("look")
    assert {name: (office / name).read_bytes() for name in before} == before
    (office / WORKBOOK).write_bytes(b"with a person's notes")
    done = run("look", "--year", 2024)
    assert (office / WORKBOOK).read_bytes() == b"with a person's notes"
    assert (office / "跨单位跨年度比较（新）.xlsx").exists()
    assert f"{WORKBOOK} 和 govxl 生成时不一样" in done.err


def test_an_archive_alone_is_enough(office: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert told("--archive", office / "归档")["years"] == [2021, 2022, 2023, 2024, 2025]
    assert Path(PAGE).exists()
    done = run("look")
    assert (done.code, "office.toml" in done.err) == (2, True)


def test_a_damaged_record_ends_it_before_anything_is_written(office: Path) -> None:
    record = next((office / "归档" / "records").rglob("*.json"))
    record.write_bytes(b"{}")
    done = run("look", "-o", "看")
    assert (done.code, "archive verify" in done.err) == (2, True)
    assert not (office / "看").exists()
