"""`govxl status`: who is where, as the command prints and writes it."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from govxl.archive.events import Event, now
from govxl.archive.store import Archive
from govxl.office.asked import Asked
from govxl.office.decisions import Ruling, accept
from govxl.returns.check import Expected
from tests.commands import run
from tests.kept import issue, receive
from tests.returns import accepted, filled, workbook

SETTINGS = """
year = 2025
form = "zfxxgk"
recipient = "示例县政务公开办公室"
contact = "李四"
phone = "0530-7654321"
[deadlines]
default = 2026-01-15
government = 2026-01-31
"""
ROSTER = """单位全称,单位代码,性质,上级,联系人,电话
示例县人民政府,GOV01,人民政府,,王五,0530-1
甲局,D01,部门,示例县人民政府,张三,0530-2
乙局,D02,部门,示例县人民政府,,
丙局,D03,部门,示例县人民政府,,
丁局,,部门,示例县人民政府,,
"""
BROKEN = {"requests.carried_out.person": 5}
KEYS = ["unit", "code", "parent", "state", "late", "since", "file", "record", "hard", "explained", "waiting_for"]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office of five: one accepted, one sent back, one that sent nothing, one an exception, one not issued to."""
    (tmp_path / "office.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "名单.csv").write_text(ROSTER, "utf-8")
    archive = Archive(tmp_path / "归档")
    for unit, code in (("示例县人民政府", "GOV01"), ("甲局", "D01"), ("乙局", "D02"), ("丙局", "D03")):
        issue(archive, unit, code)
    receive(archive, accepted(), "政府.xlsx")
    receive(archive, filled(BROKEN, unit="甲局", code="D01"), "甲局(最终版).xlsx")
    receive(archive, filled(BROKEN, unit="丙局", code="D03"), "丙局.xlsx")
    accept(archive, Asked("丙局"), Ruling("王局长", "系统迁移", overrides=("R001",)), Expected())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def objects(*words: str) -> dict[str, dict[str, object]]:
    done = run("status", "--json", *words)
    assert (done.code, done.err) == (0, "")
    return {each["unit"]: each for each in map(json.loads, done.lines)}


def test_json_has_one_object_a_unit(office: Path) -> None:
    told = objects("--on", "2026-01-18")
    assert list(told) == ["示例县人民政府", "甲局", "乙局", "丙局", "丁局"]
    assert all(list(each) == KEYS for each in told.values())
    assert told["甲局"] == {
        "unit": "甲局", "code": "D01", "parent": "示例县人民政府", "state": "returned", "late": True,
        "since": "2026-01-12T09:00:00+08:00", "file": "甲局(最终版).xlsx", "record": None, "hard": 2, "explained": 0,
        "waiting_for": "correction",
    }  # fmt: skip
    assert told["示例县人民政府"]["record"] == "records/zfxxgk/2021/2025/示例县人民政府/1.json"
    assert {name: (each["state"], each["late"], each["waiting_for"]) for name, each in told.items()} == {
        "示例县人民政府": ("accepted", False, "publication"),
        "甲局": ("returned", True, "correction"),
        "乙局": ("missing", True, "return"),
        "丙局": ("exception", False, "publication"),
        "丁局": ("not-issued", True, "issue"),
    }
    assert told["丁局"]["since"] is None


def test_nobody_is_late_on_the_day_itself(office: Path) -> None:
    assert not any(each["late"] for each in objects("--on", "2026-01-15").values())
    assert objects("--on", "2026-01-16")["乙局"]["late"]
    assert not objects("--on", "2026-02-16")["示例县人民政府"]["late"], "what has come is not owed"


def test_the_notice_for_the_group(office: Path) -> None:
    assert run("status", "--notice", "--on", "2026-01-18").out == (
        "截至1月18日，未报送1家：乙局；退回待改1家：甲局；尚未下发1家。\n"
    )


def test_the_message_that_goes_with_a_return(office: Path) -> None:
    out = run("status", "--messages", "--on", "2026-01-10").out
    assert out.startswith("甲局（张三）：\n你单位报送的2025年度")
    assert "（甲局(最终版).xlsx）需要修改。必须改正或说明的有2处：R001 勾稽不符。" in out
    assert "请于1月15日前用下发给你单位的报表重新填报" in out, "no workbook went back"
    assert out.endswith("示例县政务公开办公室　联系人：李四　0530-7654321\n\n")
    assert "丙局" not in out


def test_the_screen_names_exceptions_and_strangers(office: Path) -> None:
    archive = Archive(office / "归档")
    receive(archive, workbook(unit="外来局", code="X9"), "外来.xlsx", outcome="unknown-unit")
    with archive.writing() as writer:
        writer.add(replace(archive.events[-1], scope="aggregate", file="汇总.xlsx"))
    done = run("status", "--on", "2026-01-18")
    assert "  未发出 1  未报送 1  退回修改 1  特批接收 1  审核通过 1  逾期 3" in done.lines
    order = [line.split()[0] for line in done.lines if line.startswith("  ") and "局" in line.split()[0]]
    assert order[:4] == ["乙局", "甲局", "丁局", "丙局"], "late ones first"
    assert any(line.startswith("  丙局  王局长 20") and line.endswith("特批接收，越过 R001：系统迁移") for line in done.lines)
    assert "不在名单里（2 个）：" in done.lines
    assert {"  外来局  X9  外来.xlsx", "  外来局（汇总）  X9  汇总.xlsx"} <= set(done.lines)
    passed = [line for line in done.lines if "通过" in line and "丙局" in line]
    assert passed == [], "what did not pass is never said to have"


def test_of_a_unit_that_is_not_in_the_list_it_is_said_what_came_and_which_code_the_list_has(office: Path) -> None:
    archive = Archive(office / "归档")
    issue(archive, "撤并局", "D09")
    issue(archive, "庚局", "D10")
    receive(archive, filled(unit="庚局", code="D10"), "庚局.xlsx")
    (office / "名单.csv").write_text(ROSTER.replace("D02", "D22"), "utf-8")
    lines = run("status", "--on", "2026-01-18", "-o", ".").lines
    counts = "它的表还算数，不该算的用 govxl archive decide D10 --year 2025 --return --by 姓名 --note 理由"
    assert {"  撤并局  D09  撤并局.xlsx  发出过报表，没有报来", f"  庚局  D10  庚局.xlsx  {counts}"} <= set(lines)
    assert "  乙局  D02  乙局.xlsx  发出过报表，没有报来；名单里它的代码是“D22”" in lines
    rows = [[cell.value for cell in row] for row in load_workbook(office / "审核情况表.xlsx")["需要留意"].iter_rows()]
    told = {row[0]: row[3] for row in rows if row[1] in ("D09", "D10", "D02")}
    assert told == {
        "撤并局": "2026-01-05 发出；发出过报表，没有报来；核对名称和代码，或补进名单",
        "庚局": f"2026-01-12 收到；{counts}；核对名称和代码，或补进名单",
        "乙局": "2026-01-05 发出；发出过报表，没有报来；名单里它的代码是“D22”；核对名称和代码，或补进名单",
    }


def test_what_is_said_takes_out_the_return_that_counts_and_not_that_of_the_year_of_the_office(office: Path) -> None:
    archive = Archive(office / "归档")
    receive(archive, filled(unit="庚局", code="D10"), "庚局.xlsx")
    receive(archive, filled(unit="庚局", code="D10", year=2024), "庚局2024.xlsx")
    (line,) = (line for line in run("status", "--year", 2024, "--on", "2026-01-18").lines if "庚局2024" in line)
    words = line.partition("govxl ")[2].replace("姓名", "李四").replace("理由", "撤销").split()
    done = run(*words)
    assert (done.code, done.lines[0]) == (0, "庚局 2024：退回修改（李四）"), done.err
    assert "还算数" not in run("status", "--year", 2024, "--on", "2026-01-18").out


def test_files_of_nobody_are_told_in_the_round_in_which_they_came(office: Path) -> None:
    archive = Archive(office / "归档")

    def came(file: str, **more: object) -> None:
        with archive.writing() as writer:
            known = Event(event="received", time=now(), by="李四", file=file, sha256=sha256(file.encode()).hexdigest(), outcome="unreadable", verdict="rejected")
            writer.add(replace(known, **more))

    def unknown(year: int) -> set[str]:
        lines = run("status", "--year", str(year), "--on", "2027-01-18").lines
        return {line.split()[0] for line in lines if ".xls" in line}

    came("早.xls")
    came("错年.xlsx", form="zfxxgk", edition="2021", unit="乙局", code="D02", year=2026, scope="own", outcome="rejected", codes=("I005",))
    came("中.xls")
    receive(archive, filled(unit="乙局", code="D02"), "乙.xlsx")
    came("晚.xls")
    assert unknown(2025) == {"早.xls", "中.xls", "晚.xls"}, "one of another year is no other round"
    assert unknown(2026) == {"晚.xls"}, "after the last of a round it may be of the next"
    with archive.writing() as writer:
        writer.add(replace(archive.events[0], year=2026))
    came("新.xls")
    receive(archive, filled({"requests.received.person": 13}, unit="乙局", code="D02"), "乙更正.xlsx")
    assert unknown(2025) == {"早.xls", "中.xls", "晚.xls", "新.xls"}, "whoever issues early is not done with this round"
    receive(archive, filled(unit="甲局", code="D01", year=2026), "甲.xlsx")
    came("后.xls")
    receive(archive, filled({"requests.received.person": 14}, unit="乙局", code="D02"), "乙再更正.xlsx")
    assert unknown(2025) == {"早.xls", "中.xls", "晚.xls", "新.xls"}
    assert unknown(2026) == {"晚.xls", "新.xls", "后.xls"}, "what is late of the earlier round takes none along"


def test_the_workbook_and_the_page(office: Path) -> None:
    done = run("status", "--on", "2026-01-18", "-o", ".")
    assert done.code == 0, done.err
    sheets = load_workbook(office / "审核情况表.xlsx")
    assert sheets.sheetnames == ["汇总", "逐个单位", "需要留意"]
    rows = [[cell.value for cell in row] for row in sheets["逐个单位"].iter_rows()]
    by_name = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert by_name["乙局"]["状态"] == "未报送"
    assert by_name["乙局"]["逾期"] == "逾期"
    assert by_name["甲局"]["未解决"] == 2
    assert by_name["丙局"]["状态"] == "特批接收"
    counted = {row[0].value: [cell.value for cell in row[1:]] for row in sheets["汇总"].iter_rows(min_row=4)}
    assert counted["合计"] == [5, 1, 1, 0, 1, 1, 1, 0, 3, 0.4]
    page = (office / "审核情况.html").read_text("utf-8")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "截至2026年1月18日" in page
    assert page.count("系统迁移") >= 2


def test_the_same_again_is_the_same_and_a_persons_work_stays(office: Path) -> None:
    run("status", "--on", "2026-01-18", "-o", ".")
    before = {name: (office / name).read_bytes() for name in ("审核情况表.xlsx", "审核情况.html")}
    run("status", "--on", "2026-01-18", "-o", ".")
    assert {name: (office / name).read_bytes() for name in before} == before
    (office / "审核情况表.xlsx").write_bytes(b"with a person's notes")
    done = run("status", "--on", "2026-01-19", "-o", ".")
    assert (office / "审核情况表.xlsx").read_bytes() == b"with a person's notes"
    assert (office / "审核情况表（新）.xlsx").exists()
    assert "审核情况表.xlsx 和 govxl 生成时不一样" in done.err


def test_an_archive_alone_is_its_own_roster(office: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    told = objects("--archive", str(office / "归档"))
    assert list(told) == ["示例县人民政府", "甲局", "乙局", "丙局"]
    assert not any(each["late"] for each in told.values())
    listed = objects("--archive", str(office / "归档"), "--roster", str(office / "名单.csv"))
    assert list(listed) == ["示例县人民政府", "甲局", "乙局", "丙局", "丁局"]


def test_outside_any_office_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "office.toml" in run("status").err
    assert run("status").code == 2
    done = run("status", "--archive", "nosuch")
    assert (done.code, done.err) == (2, "nosuch：没有这个归档\n")
