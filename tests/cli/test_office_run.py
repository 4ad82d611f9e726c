"""`govxl office run`: a round of an office that knows no other command, run as often as one likes."""

import json
from pathlib import Path

import pytest

from tests.commands import Done, run
from tests.office_room.rounds import events, make_office, of, put, states

ONE, TWO, THREE, FOUR = (f"示例县第{n}局" for n in (1, 2, 3, 4))
UNITS = {name: f"D00{n}" for n, name in enumerate((ONE, TWO, THREE), 1)}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return make_office(tmp_path / "办公 室", UNITS, '[deadlines]\ndefault = 2026-01-15\n')


def go(office: Path, *options: object) -> Done:
    return run("office", "run", office, "--by", "李四", *options)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def told(office: Path) -> dict[str, str]:
    done = run("status", "--office", office, "--json")
    return {each["unit"]: each["state"] for each in map(json.loads, done.lines)}


def test_a_round_without_another_command(office: Path) -> None:
    done = go(office)
    assert done.code == 0, done.err
    assert sorted(each.name for each in (office / "1发出" / "2025").iterdir()) == [f"{name}.xlsx" for name in UNITS]
    assert told(office) == dict.fromkeys(UNITS, "missing")
    assert any(line.startswith("1. 还没有报来的 3 家（示例县第1局、") for line in done.lines)
    assert done.lines[-1].endswith("，未报送3家：示例县第1局、示例县第2局、示例县第3局。")
    put(office / "2收到" / "邮件" / "一.xlsx", of(ONE))
    put(office / "2收到" / "二.xlsx", of(TWO, wrong=True, person=20))
    done = go(office)
    assert done.code == 0, "that some are sent back is what a run is for"
    assert told(office) == {ONE: "accepted", TWO: "returned", THREE: "missing"}
    assert [each.name for each in (office / "3退回" / "2025").iterdir()] == [f"{TWO}-退回修改.xlsx"]
    assert [each.name for each in (office / "4通过" / "2025").iterdir()] == [ONE]
    steps = [line[:2] for line in done.lines if line[1:2] == "."]
    assert steps == ["1.", "2.", "3."]
    assert any(f"要改的 1 家（{TWO}）。把“3退回/2025”里它们的表发回去" in line for line in done.lines)
    assert any(f"可以公开的 1 家（{ONE}）" in line for line in done.lines)
    page = (office / "审核情况.html").read_text("utf-8")
    assert f"{TWO}-退回修改.xlsx" in page
    assert (office / "审核情况表.xlsx").exists()


def test_run_again_it_does_nothing_twice(office: Path) -> None:
    put(office / "2收到" / "一.xlsx", of(ONE))
    put(office / "2收到" / "二.xlsx", of(TWO, wrong=True, person=20))
    go(office)
    before = {name: data for name, data in files_in(office).items() if not name.startswith("审核情况")}
    done = go(office)
    assert done.code == 0
    assert {name: data for name, data in files_in(office).items() if not name.startswith("审核情况")} == before
    assert len(events(office)) == 3 + 2 + 1, "issued, received, returned"
    assert not [line for line in done.lines if line.startswith("重复")], "what lies there since is no news"
    assert "共 2 个文件：重复 2 个" in done.err
    put(office / "2收到" / "一 - 副本.xlsx", of(ONE))
    copies = [line for line in go(office).lines if line.startswith("重复")]
    assert len(copies) == 1
    assert copies[0].endswith("收到的 一.xlsx 一字不差")


def test_a_unit_that_joins_later_gets_its_workbook(office: Path) -> None:
    go(office)
    issued = (office / "1发出" / "2025" / f"{ONE}.xlsx").read_bytes()
    with (office / "名单.csv").open("a", encoding="utf-8") as file:
        file.write(f"{FOUR},D004\n")
    assert go(office).code == 0
    assert (office / "1发出" / "2025" / f"{FOUR}.xlsx").exists()
    assert (office / "1发出" / "2025" / f"{ONE}.xlsx").read_bytes() == issued


def test_whose_workbook_is_not_as_the_list_has_it_is_told_while_it_is_still_to_be_filled_in(office: Path) -> None:
    go(office)
    put(office / "2收到" / "一.xlsx", of(ONE))
    rows = [(ONE, "D001", "乡镇级"), (TWO, "D002", "县级"), (THREE, "D003", "")]
    (office / "名单.csv").write_text("单位全称,单位代码,层级\n" + "".join(f"{','.join(row)}\n" for row in rows), "utf-8")
    done = go(office)
    assert done.code == 0, done.err
    assert any(line.startswith(f"1. 发出的报表和名单不一样的 1 家（{TWO}）。") for line in done.lines), "one is accepted, of one nothing is said"
    assert run("new", "--office", office, "--unit", TWO, "--force").code == 0
    assert "和名单不一样" not in go(office).out


def test_who_sent_something_in_is_asked_for_nothing_more(office: Path) -> None:
    """A return may come before its workbook was issued here: then there is one."""
    put(office / "2收到" / "一.xlsx", of(ONE))
    go(office)
    assert states(office)[ONE] == "accepted"


def test_what_waits_and_what_is_of_nobody_is_named(office: Path) -> None:
    put(office / "2收到" / "一.xlsx", of(ONE))
    go(office)
    put(office / "2收到" / "一另.xlsx", of(ONE, 14))
    put(office / "2收到" / "外.xlsx", of("别处的局"))
    done = go(office)
    assert any(f"等你们审核的 1 家（{ONE}）。看“待审核/2025”里" in line for line in done.lines)
    assert any("有 1 份不在名单里或认不出是谁的" in line for line in done.lines)


def test_when_all_is_public_there_is_nothing_to_do(tmp_path: Path) -> None:
    office = make_office(tmp_path, {ONE: "D001"})
    put(office / "2收到" / "一.xlsx", of(ONE))
    go(office)
    (report,) = (office / "4通过" / "2025" / ONE).glob("*年度报告.docx")
    url = ("--url", "https://www.example.gov.cn/1.html", "--date", "2026-01-25")
    assert run("archive", "publish", ONE, "--office", office, "--file", report, *url).code == 0
    assert go(office).lines[-1] == "没有要做的了：全部已公开。"


def test_one_part_that_fails_does_not_keep_the_others(office: Path) -> None:
    (office / "1发出").write_bytes(b"no folder")
    put(office / "2收到" / "一.xlsx", of(ONE))
    done = go(office)
    assert done.code == 2
    assert told(office)[ONE] == "accepted"
    assert (office / "审核情况.html").exists()
    assert "没有要做的了" not in done.out
    assert any(line.startswith(f"1. 还没有发出报表的 2 家（{TWO}、{THREE}）") for line in done.lines)


def test_an_inbox_that_is_not_there_is_said(office: Path) -> None:
    (office / "2收到").rmdir()
    done = go(office)
    assert (done.code, f"{office / '2收到'}：收件的文件夹不在" in done.err) == (0, True)
    (office / "2收到").write_bytes(b"no folder")
    assert go(office).code == 2


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "office.toml"),
        ({"office.toml": "year = 2025\n"}, "名单.xlsx：没有这个文件"),
        ({"office.toml": "year = 2025\n", "名单.csv": "单位全称\n"}, "一个单位也没有"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, monkeypatch, files: dict[str, str], said: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("office", "run")
    assert (done.code, said in done.err) == (2, True), done.err


@pytest.mark.parametrize("command", [("office", "run"), ("new", "--office"), ("ingest", "--office")])
def test_no_other_archive_is_begun_where_one_is_missing(office: Path, command: tuple[str, str]) -> None:
    put(office / "2收到" / "一.xlsx", of(ONE))
    go(office)
    (office / "归档").rename(office.parent / "归档")
    before = files_in(office)
    done = run(*command, office)
    assert (done.code, "归档不在这里" in done.err) == (2, True), done
    assert files_in(office) == before
    (office.parent / "归档").rename(office / "归档")
    assert told(office)[ONE] == "accepted"


def test_without_a_list_it_says_that_anybody_is_taken(office: Path) -> None:
    (office / "名单.csv").unlink()
    put(office / "2收到" / "外.xlsx", of("外县某局"))
    done = run("ingest", "--office", office)
    assert done.code == 0
    assert "没有名单，这次没有按名单核对" in done.err
