"""govxl new for everybody in the list: what is made, what is left alone, and what a second call does."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from govxl.archive.events import Event, now
from govxl.archive.store import Archive
from govxl.filing.record import load_record
from govxl.office.outbox import new_workbook
from govxl.xlsx.reader import read_workbook
from tests.commands import run
from tests.round import filled_in

LIST = """单位全称,报告用名,单位代码,层级,性质,上级,统计口径
示例县人民政府,示例县,S1,县级,人民政府,,
示例县<财政>局,,S2,县级,部门,S1,
示例县教育局,,S3,县级,部门,示例县人民政府,
示例县教育局,,S3,县级,部门,示例县人民政府,汇总
"""
NAMES = ["示例县_财政_局.xlsx", "示例县人民政府.xlsx", "示例县教育局.xlsx", "示例县教育局（汇总）.xlsx"]
SETTINGS = 'year = 2025\nform = "zfxxgk"\nrecipient = "示例市政府办公室"\n[deadlines]\ndefault = 2026-01-20\n'
RECORD = load_record(Path("samples/zfxxgk-2021/county-2024/expected/record.json").read_bytes())


def told(path):
    return {key.removeprefix("govxl."): text for key, text in read_workbook(path.read_bytes()).properties.items()}


def shown(path):
    """Give every text and figure that the cells of a workbook show, by sheet and place."""
    book = read_workbook(path.read_bytes())
    return {(sheet.name, *place): cell.text for sheet in book.sheets for place, cell in sheet.cells.items()}


def log(home):
    return [json.loads(line) for line in (home / "归档" / "log.jsonl").read_text("utf-8").splitlines()]


def outbox(home):
    return sorted(path.name for path in (home / "1发出" / "2025").iterdir())


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "办公 室"
    folder.mkdir()
    (folder / "office.toml").write_text(SETTINGS, "utf-8")
    (folder / "名单.csv").write_bytes(LIST.encode("gb18030"))
    monkeypatch.chdir(folder)
    return folder


def history(home, **changed):
    """Put a record of 2024 into the archive, as a return that was accepted."""
    record = {**RECORD, "scope": "own", "unit": {**RECORD["unit"], **changed}}
    archive = Archive(home / "归档")
    with archive.writing() as writer:
        place, digest = writer.keep_record(record, record["unit"]["name"])
        writer.add(Event(
            event="received", time=now(), by="李四", form="zfxxgk", edition="2021", unit=record["unit"]["name"], code=record["unit"]["code"],
            year=2024, scope=record["scope"], sha256="1" * 64, outcome="accepted", verdict="accepted", record=place, record_sha256=digest,
        ))  # fmt: skip
    return digest


# -- What is made


def test_everybody_gets_a_workbook_and_the_log_a_line(home):
    done = run("new", "--issued", "2026-01-05T08:00:00", "--by", "李四")
    assert done.code == 0, done.err
    assert outbox(home) == NAMES
    assert "共 4 家：这次生成 4，以前发出 0，没做成 0" in done.err
    assert done.lines[0] == "已生成 1发出/2025/示例县人民政府.xlsx（没有上年数据）"
    lines = log(home)
    assert [(e["event"], e["by"], e["unit"], e["code"], e["year"], e["scope"], e["file"], e["form"], e["edition"]) for e in lines] == [
        ("issued", "李四", "示例县人民政府", "S1", 2025, "own", "示例县人民政府.xlsx", "zfxxgk", "2021"),
        ("issued", "李四", "示例县<财政>局", "S2", 2025, "own", "示例县_财政_局.xlsx", "zfxxgk", "2021"),
        ("issued", "李四", "示例县教育局", "S3", 2025, "own", "示例县教育局.xlsx", "zfxxgk", "2021"),
        ("issued", "李四", "示例县教育局", "S3", 2025, "aggregate", "示例县教育局（汇总）.xlsx", "zfxxgk", "2021"),
    ]  # fmt: skip
    for line in lines:
        assert sha256((home / "1发出" / "2025" / line["file"]).read_bytes()).hexdigest() == line["sha256"]
    says = told(home / "1发出" / "2025" / NAMES[1])
    assert {key: says[key] for key in ("unit.name", "unit.code", "unit.level", "unit.kind", "year", "scope", "form", "issued")} == {
        "unit.name": "示例县人民政府", "unit.code": "S1", "unit.level": "county", "unit.kind": "government", "year": "2025", "scope": "own",
        "form": "zfxxgk", "issued": "2026-01-05T08:00:00+00:00",
    }  # fmt: skip
    assert "示例县" in shown(home / "1发出" / "2025" / NAMES[1]).values(), "the name for the report stands on the cover"
    assert "2026年1月20日" in "".join(shown(home / "1发出" / "2025" / NAMES[1]).values())


def test_it_is_the_workbook_that_the_unit_alone_would_get(home):
    issued = datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert run("new", "--issued", "2026-01-05T08:00:00").code == 0
    from govxl.office.settings import read_office

    settings = read_office(home / "office.toml")
    alone = new_workbook(
        "示例县<财政>局", 2025, "zfxxgk", code="S2", level="county", kind="department", issued=issued, office=settings
    )
    assert (home / "1发出" / "2025" / NAMES[0]).read_bytes() == alone


def test_last_years_figures_come_out_of_the_archive(home):
    digest = history(home, name="示例县人民政府", code="S1")
    done = run("new")
    assert done.code == 0
    assert done.lines[0] == "已生成 1发出/2025/示例县人民政府.xlsx"
    assert "没有上年数据的 3 家：示例县<财政>局、示例县教育局、示例县教育局（汇总）" in done.err
    texts = shown(home / "1发出" / "2025" / NAMES[1])
    assert digest in texts.values()
    carried = RECORD["tables"]["requests"]["carried_out"]["person"]
    assert carried
    assert [text for (sheet, row, column), text in texts.items() if sheet == "三、申请办理" and str(carried) == text], "prefilled"
    assert "没有上年数据" not in done.lines[0]


def test_units_that_only_one_of_the_lists_has_are_said(home):
    history(home, name="示例县林业局", code="S9")
    done = run("new")
    assert "有上年数据、名单里却没有的 1 家：示例县林业局" in done.err


def test_whose_figures_last_year_s_are_is_said_where_that_is_another_name(home):
    history(home, name="示例县教育与体育局", code="S3")
    history(home, name="示例县 人民政府", code="S1")  # the same name, written otherwise
    done = run("new")
    assert [line for line in done.lines if "上年数据是" in line] == ["已生成 1发出/2025/示例县教育局.xlsx（上年数据是“示例县教育与体育局”的）"]
    assert "上年用别的名称的 1 家：示例县教育局（上年是“示例县教育与体育局”）" in done.err
    assert run("new").err.count("上年用别的名称的") == 0, "told when it was made"
    again = run("new", "--unit", "示例县教育局", "--force")
    assert "（上年数据是“示例县教育与体育局”的）" in again.out


def test_a_unit_whose_code_became_another_s_is_named_with_both_codes(home):
    history(home, name="示例县教育局", code="S2")
    done = run("new")
    assert "示例县<财政>局（上年是“示例县教育局”）" in done.err, "by the code that was another's"
    assert "有上年数据、名单里却没有的" not in done.err
    history(home, name="示例县教育局", code="S7")
    assert "有上年数据、名单里却没有的 1 家：示例县教育局（代码 S7，名单里是 S3）" in run("new").err


def test_a_unit_that_got_another_code_has_its_figures_of_last_year_and_that_is_said(home):
    digest = history(home, name="示例县教育局", code="旧3")
    history(home, name="示例县林业局", code="S9")
    done = run("new")
    assert done.code == 0, done.err
    assert "已生成 1发出/2025/示例县教育局.xlsx（上年数据是代码 旧3 的）" in done.lines
    assert "上年用别的代码的 1 家：示例县教育局（上年 旧3，现在 S3）" in done.err
    assert digest in shown(home / "1发出" / "2025" / NAMES[2]).values()
    assert "没有上年数据的 3 家：示例县人民政府、示例县<财政>局、示例县教育局（汇总）；" in done.err, "of the other scope there is none"
    assert "名单里却没有的 1 家：示例县林业局；" in done.err
    assert run("new", "--unit", "示例县教育局", "--force").out.endswith("（上年数据是代码 旧3 的）\n")


@pytest.mark.parametrize(
    "before",
    [
        [("示例县教育局", "旧3"), ("示例县教育局", "旧4")],  # two had the name
        [("示例县教育局", "旧3"), ("示例县教育局", "S2")],  # one of them is another's by its code
        [("示例县教育局", "S2")],  # it is another's
        [("示例县教育局（原）", "旧3")],
    ],
)
def test_figures_of_another_code_are_taken_where_nothing_else_fits_and_nowhere_else(home, before):
    for name, code in before:
        history(home, name=name, code=code)
    done = run("new")
    assert done.code == 0, done.err
    assert "已生成 1发出/2025/示例县教育局.xlsx（没有上年数据）" in done.lines
    assert "上年用别的代码" not in done.err


def test_where_the_archive_has_none_a_list_helps(home, tmp_path):
    history(home, name="示例县人民政府", code="S1")
    (tmp_path / "上年.csv").write_text(
        "单位名称,单位代码,requests.carried_out.person\n示例县教育局,S3,77\n示例县民政局,S4,5\n示例县人民政府,S1,99\n", "utf-8"
    )
    done = run("new", "--prior", tmp_path / "上年.csv")
    assert done.code == 0, done.err
    assert "没有上年数据的 2 家：示例县<财政>局、示例县教育局（汇总）；" in done.err
    assert "名单里却没有的 1 家：示例县民政局；" in done.err
    assert "77" in shown(home / "1发出" / "2025" / NAMES[2]).values()
    assert "99" not in shown(home / "1发出" / "2025" / NAMES[1]).values(), "what was accepted counts"


def test_a_list_outside_any_office_makes_the_same_folder_without_a_log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "名单.csv").write_text(LIST, "utf-8")
    assert run("new", "--roster", "名单.csv", "--year", 2025, "-o", "发").code == 0
    assert sorted(each.name for each in (tmp_path / "发").iterdir()) == NAMES
    assert not (tmp_path / "归档").exists()
    (tmp_path / "发" / NAMES[0]).unlink()
    done = run("new", "--roster", "名单.csv", "--year", 2025, "-o", "发")
    assert [line.startswith("已生成") for line in done.lines] == [False, True, False, False]


# -- Again


def test_what_was_issued_is_left(home):
    assert run("new").code == 0
    before = {path: path.read_bytes() for path in (home / "1发出" / "2025").iterdir()}
    (home / "名单.csv").write_text(LIST + "示例县新局,,S7,县级,部门,,\n", "utf-8")
    done = run("new", "--issued", "2026-01-09T08:00:00")
    assert [line.split("：")[0].split(" ")[0] for line in done.lines] == ["已发出过，没有动"] * 4 + ["已生成"]
    assert {path: path.read_bytes() for path in before} == before
    assert [event["file"] for event in log(home)][-1] == "示例县新局.xlsx"
    assert len(log(home)) == 5


def test_what_is_gone_is_made_again(home):
    assert run("new").code == 0
    (home / "1发出" / "2025" / NAMES[0]).unlink()
    done = run("new")
    assert [line for line in done.lines if line.startswith("已生成")] == [f"已生成 1发出/2025/{NAMES[0]}（没有上年数据）"]
    assert len(log(home)) == 5


def test_what_a_person_put_there_is_not_written_over(home):
    mine = home / "1发出" / "2025" / NAMES[0]
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    done = run("new")
    assert done.code == 0
    assert mine.read_bytes() == b"mine"
    assert "不是发出时的样子，没有动" in done.err
    assert (mine.parent / "示例县_财政_局（新）.xlsx").read_bytes()[:2] == b"PK"
    assert [event["file"] for event in log(home)][1] == "示例县_财政_局（新）.xlsx"
    assert all(line.startswith("已发出过") for line in run("new").lines)


@pytest.mark.parametrize("in_office", [True, False])
def test_one_whose_code_became_another_in_the_list_is_not_said_to_be_altered(home, tmp_path, monkeypatch, in_office):
    if not in_office:
        monkeypatch.chdir(tmp_path)
    call = ("new",) if in_office else ("new", "--roster", home / "名单.csv", "--year", "2025", "--form", "zfxxgk", "-o", "出")
    folder = home / "1发出" / "2025" if in_office else tmp_path / "出"
    assert run(*call).code == 0
    issued = folder / "示例县人民政府.xlsx"
    before = issued.read_bytes()
    (home / "名单.csv").write_text(LIST.replace("S1", "S7"), "utf-8")
    done = run(*call)
    assert (done.code, issued.read_bytes() == before) == (0, True)
    assert "示例县人民政府.xlsx：里面写的和名单不一样（单位代码是“S1”，名单里是“S7”），没有动" in done.err
    assert "不是发出时的样子" not in done.err
    assert told(folder / "示例县人民政府（新）.xlsx")["unit.code"] == "S7"
    assert "code “S1”, in the list “S7”" in run(*call, "--force", "--lang", "en").err


def test_one_that_was_issued_for_another_level_says_which(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call = ("new", "--roster", home / "名单.csv", "--year", "2025", "--form", "zfxxgk", "-o", "出")
    assert run(*call).code == 0
    (home / "名单.csv").write_text(LIST.replace("县级", "市级"), "utf-8")
    done = run(*call)
    assert "（层级是“县级”，名单里是“地市级”）" in done.err
    assert "不是发出时的样子" not in done.err


def test_one_that_was_issued_and_is_listed_otherwise_since_is_told_until_it_is_made_again(home):
    assert run("new").code == 0
    before = {path: path.read_bytes() for path in (home / "1发出" / "2025").iterdir()}
    listed = LIST.replace("示例县教育局,,S3,县级,部门,示例县人民政府,\n", "示例县教育局,,S3,乡镇级,街道办事处,示例县人民政府,\n")
    (home / "名单.csv").write_text(listed, "utf-8")
    for _ in range(2):
        done = run("new")
        assert (done.code, {path: path.read_bytes() for path in (home / "1发出" / "2025").iterdir()}) == (0, before), "nobody asked for more"
        told = "示例县教育局.xlsx：发出的这一份和名单不一样（层级是“县级”，名单里是“乡镇级”；性质是“部门”，名单里是“街道办事处”）"
        assert told in done.err
        assert "发出的和名单不一样的 1 家：示例县教育局；" in done.err
        assert "govxl new --unit 单位全称 --force" in done.err
    assert "level “county”, in the list “township”; kind “department”, in the list “subdistrict”" in run("new", "--lang", "en").err
    told = run("new", "--unit", "示例县教育局")
    assert (told.out, "层级是“县级”" in told.err) == ("已发出过，没有动：1发出/2025/示例县教育局.xlsx\n", True)
    assert run("new", "--unit", "示例县教育局", "--force").code == 0, "as it was told"
    assert "和名单不一样" not in run("new").err
    assert outbox(home) == NAMES, "the one that nobody changed made room"


def test_what_is_told_makes_the_workbook_of_another_scope_again_as_well(home):
    assert run("new").code == 0
    assert "--scope" not in run("new").err
    (home / "名单.csv").write_text(LIST.replace("县级,部门,示例县人民政府,汇总", "乡镇级,部门,示例县人民政府,汇总"), "utf-8")
    told = "不一样的 1 家：示例县教育局（汇总）；名单写错的，改正名单；名单没错的，重做一份再发给它填：govxl new --unit 单位全称 --force（汇总的加上 --scope 汇总）"
    assert told in run("new").err
    step = run("office", "run").lines
    assert any("（示例县教育局（汇总））" in line and line.endswith("--force（汇总的加上 --scope 汇总）") for line in step), step
    assert run("new", "--unit", "示例县教育局", "--scope", "汇总", "--force").code == 0
    assert "和名单不一样" not in run("new").err


def test_one_of_a_unit_that_was_renamed_since_is_told_and_the_new_one_names_it(home):
    assert run("new").code == 0
    (home / "名单.csv").write_text(LIST.replace("示例县人民政府,示例县,S1", "示例新县人民政府,示例新县,S1").replace("示例县人民政府,\n", "S1,\n").replace("示例县人民政府,汇总", "S1,汇总"), "utf-8")
    assert "单位是“示例县人民政府”，名单里是“示例新县人民政府”" in run("new").err
    done = run("new", "--unit", "示例新县人民政府", "--force")
    assert "1发出/2025/示例县人民政府.xlsx：以前发出的一份还在，没有动；请发新的这一份：1发出/2025/示例新县人民政府.xlsx" in done.err
    assert told(home / "1发出" / "2025" / "示例新县人民政府.xlsx")["unit.name"] == "示例新县人民政府"
    assert outbox(home) == sorted([*NAMES, "示例新县人民政府.xlsx"])
    done = run("new")
    assert ("和名单不一样" in done.err, "以前发出的" in done.err) == (False, False)


@pytest.mark.parametrize(
    "listed",
    [
        LIST.replace(",县级", ",").replace(",部门", ","),  # says less than what was issued
        LIST.replace("示例县<财政>局", "示例县〈财政〉 局").replace("S2", "s2"),  # spelt otherwise
        LIST.replace("示例县教育局,,S3", "示例县教育局,,"),
        LIST + "示例县新局,,S7,市级,部门,,\n",
    ],
)
def test_a_list_that_contradicts_nothing_that_was_issued_is_told_of_nothing(home, listed):
    assert run("new").code == 0
    (home / "名单.csv").write_text(listed, "utf-8")
    done = run("new")
    assert done.code == 0
    assert "不一样" not in done.err
    assert [line for line in done.lines if line.startswith("已发出过")] == done.lines[:4]


def test_one_that_was_issued_without_a_level_is_told_once_the_list_has_one(home):
    (home / "名单.csv").write_text(LIST.replace("S3,县级", "S3,"), "utf-8")
    assert run("new").code == 0
    (home / "名单.csv").write_text(LIST, "utf-8")
    done = run("new")
    assert done.err.count("（没有层级，名单里是“县级”）") == 2, "the checks that ask for a level are off in both"


def listed_again(folder):
    """Issue for a list outside any office, then for the same with other levels: the call, and what it leaves."""
    call = ("new", "--roster", "名单.csv", "--year", 2025, "-o", "出")
    (folder / "名单.csv").write_text(LIST, "utf-8")
    assert run(*call, "--issued", "2026-01-05T08:00:00").code == 0
    (folder / "名单.csv").write_text(LIST.replace("县级", "市级"), "utf-8")
    return call, lambda: {path.name: path.read_bytes() for path in (folder / "出").iterdir()}


def test_outside_any_office_there_is_one_new_file_beside_each_however_often_it_is_called(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call, there = listed_again(tmp_path)
    first = there()
    assert run(*call, "--issued", "2026-01-06T08:00:00").code == 0
    second = there()
    assert sorted(second.keys() - first) == sorted(f"{Path(name).stem}（新）.xlsx" for name in NAMES)
    done = run(*call, "--issued", "2026-01-07T08:00:00")
    assert (done.code, there()) == (0, second), "what stands there already is not made once more"
    assert [line.split("：")[0] for line in done.lines] == ["已发出过，没有动"] * 4
    assert done.err.count("请发这一份：出/") == 4, "which of the two is meant is still said"
    begun = tmp_path / "出" / f"{Path(NAMES[2]).stem}（新）.xlsx"
    kept = filled_in(begun.read_bytes(), {("三、申请办理", "D6"): Decimal(3)})
    begun.write_bytes(kept)
    assert run(*call).code == 0
    assert (there().keys(), begun.read_bytes()) == (second.keys(), kept)


def test_forced_outside_any_office_what_nobody_touched_makes_room_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call, there = listed_again(tmp_path)
    assert run(*call, "--issued", "2026-01-06T08:00:00").code == 0
    before = there()
    filled = tmp_path / "出" / f"{Path(NAMES[2]).stem}（新）.xlsx"
    kept = filled_in(filled.read_bytes(), {("三、申请办理", "D6"): Decimal(3)})
    filled.write_bytes(kept)
    for day in (7, 8, 9):
        done = run(*call, "--force", "--issued", f"2026-01-0{day}T08:00:00")
        assert done.code == 0
    after = there()
    assert sorted(after.keys() - before) == [f"{Path(NAMES[2]).stem}（新2）.xlsx"], "beside what somebody worked in, once"
    assert after[filled.name] == kept
    assert all(after[name] == before[name] for name in NAMES), "those of the old list stay as they are"
    assert told(tmp_path / "出" / f"{Path(NAMES[1]).stem}（新）.xlsx")["issued"].startswith("2026-01-09")


def test_forced_it_replaces_what_stands_as_issued_and_nothing_else(home):
    assert run("new", "--issued", "2026-01-05T08:00:00").code == 0
    changed = home / "1发出" / "2025" / NAMES[2]
    changed.write_bytes(changed.read_bytes() + b" ")
    kept = changed.read_bytes()
    done = run("new", "--issued", "2026-01-06T08:00:00", "--force")
    assert done.code == 0
    assert changed.read_bytes() == kept
    assert told(home / "1发出" / "2025" / NAMES[1])["issued"].startswith("2026-01-06")
    assert told(changed.with_name("示例县教育局（新）.xlsx"))["issued"].startswith("2026-01-06")


def test_one_whose_figures_cannot_be_read_does_not_stop_the_others(home):
    history(home, name="示例县教育局", code="S3")
    (record,) = (home / "归档" / "records").rglob("*.json")
    record.write_bytes(b"x")
    done = run("new")
    assert done.code == 2
    assert "示例县教育局：" in done.err
    assert "没做成 1" in done.err
    assert outbox(home) == [NAMES[0], NAMES[1], NAMES[3]]


@pytest.mark.parametrize("moment", ["writing", "line"])
def test_stopped_at_any_moment_the_next_call_does_the_rest(home, monkeypatch, moment):
    """After the workbooks stand in the folder and before the log has them, and before any of them does."""
    from govxl.office import issuing

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if moment == "line":
            patched.setattr("govxl.archive.store.Writer.add", stop)
        else:
            patched.setattr(issuing.os, "replace", stop)
        assert run("new").code == 130
    assert moment == "writing" or outbox(home) == NAMES
    assert moment == "line" or not (home / "1发出").exists()
    done = run("new", "--issued", "2026-01-09T08:00:00")
    assert done.code == 0, done.err
    assert outbox(home) == NAMES
    assert len(log(home)) == 4
    word = "已登记" if moment == "line" else "已生成"
    assert all(line.startswith(word) for line in done.lines)
    assert len(log(home)) == 4
    assert all(line.startswith("已发出过") for line in run("new").lines)


def test_killed_many_times_everybody_gets_exactly_one(home):
    rows = "".join(f"示例县第{n}局,,K{n},县级,部门,,\n" for n in range(150))
    (home / "名单.csv").write_text(LIST.splitlines()[0] + "\n" + rows, "utf-8")
    for wait in (0.9, 1.2, 1.5, 1.9):
        child = subprocess.Popen([sys.executable, "-m", "govxl", "new"], cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
    done = run("new")
    assert done.code == 0, done.err
    assert outbox(home) == sorted(f"示例县第{n}局.xlsx" for n in range(150))
    lines = log(home)
    assert sorted(line["unit"] for line in lines) == sorted(f"示例县第{n}局" for n in range(150))
    for line in lines:
        assert sha256((home / "1发出" / "2025" / line["file"]).read_bytes()).hexdigest() == line["sha256"]


# -- One unit of an office


def test_one_unit_of_the_list_needs_no_more_than_its_name(home):
    done = run("new", "--unit", "示例县 教育局")
    assert (done.code, done.out) == (0, "已生成 1发出/2025/示例县教育局.xlsx（没有上年数据）\n"), done.err
    says = told(home / "1发出" / "2025" / "示例县教育局.xlsx")
    assert (says["unit.name"], says["unit.code"], says["unit.level"], says["unit.kind"]) == ("示例县教育局", "S3", "county", "department")
    assert [event["unit"] for event in log(home)] == ["示例县教育局"]
    assert run("new", "--unit", "示例县教育局", "--scope", "汇总").out.startswith("已生成 1发出/2025/示例县教育局（汇总）.xlsx")


def test_one_unit_may_go_to_a_file_of_its_own(home, tmp_path):
    path = tmp_path / "a.xlsx"
    assert run("new", "--unit", "示例县教育局", "-o", path).code == 0
    assert told(path)["unit.code"] == "S3"
    before = path.read_bytes()
    again = run("new", "--unit", "示例县教育局", "-o", path)
    assert (again.code, path.read_bytes()) == (2, before)


def test_a_unit_that_the_list_lacks_is_said(home):
    done = run("new", "--unit", "示例县教体局", "--level", "县", "--kind", "部门")
    assert done.code == 0
    assert "名单里没有“示例县教体局”，是不是 示例县教育局" in done.err


def test_an_office_is_found_upwards_or_named(home, tmp_path, monkeypatch):
    below = home / "2收到" / "深" / "处"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert run("new", "--unit", "示例县教育局").code == 0
    monkeypatch.chdir(tmp_path)
    assert run("new", "--office", home).code == 0
    assert outbox(home) == NAMES
    done = run("new", "--office", tmp_path)
    assert done.code == 2
    assert "office.toml" in done.err


def test_mistakes_of_the_list_stop_before_anything_is_made(home):
    (home / "名单.csv").write_text("单位全称,层级\n甲局,县处级\n甲局,县级\n", "utf-8")
    done = run("new")
    assert done.code == 2
    assert len(done.err.splitlines()) == 2
    assert not (home / "1发出").exists()
    assert not (home / "归档").exists()


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".xls"])
def test_of_two_lists_in_an_office_none_is_taken(home, ending):
    if ending != ".xlsx":
        (home / "名单.csv").rename(home / "名单.xlsx")
    other = home / f"名单{ending}"
    other.write_bytes(b"whatever it is")
    for command in (["new"], ["office", "run"], ["status"], ["ingest"]):
        done = run(*command)
        assert done.code == 2
        assert "两份名单" in done.err
        assert other.name in done.err
    assert not (home / "1发出").exists()
    assert not (home / "归档").exists()


def test_a_list_that_was_named_or_notes_on_it_is_no_second_one(home):
    (home / "名单.txt").write_text("二月还要添两家", "utf-8")
    assert run("new").code == 0
    (home / "名单.xlsx").write_bytes(b"")
    (home / "office.toml").write_text(SETTINGS + '[folders]\nroster = "名单.csv"\n', "utf-8")
    assert run("status").code == 0


def test_a_list_that_was_saved_under_another_ending_is_named(home):
    (home / "名单.csv").rename(home / "名单.ods")
    done = run("new")
    assert done.code == 2
    assert "名单.ods" in done.err
    assert "没有这个文件" not in done.err


def test_a_past_deadline_stops_before_anything_is_made(home):
    (home / "office.toml").write_text(SETTINGS.replace("2026", "2025"), "utf-8")
    done = run("new")
    assert done.code == 2
    assert "deadlines.default" in done.err
    assert not (home / "1发出").exists()


def test_outside_an_office_a_unit_and_a_year_are_needed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for words, name in (((), "--unit"), (("--year", 2025), "--unit"), (("--unit", "甲"), "--year"), (("--roster", "a.csv"), "--year")):
        done = run("new", *words)
        assert done.code == 2
        assert f"少写了 {name}" in done.err
    assert os.listdir(tmp_path) == []
