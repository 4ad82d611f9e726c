"""Taking in: what each file is to its unit, what is kept and logged of it, and what it leaves for people."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from govxl.archive.cases import Cases
from govxl.archive.events import Event, now
from govxl.archive.store import Archive
from govxl.filing.model import Identity, Prior
from govxl.filing.record import dump_record
from govxl.office.home import home_at
from govxl.office.outputs import IsOurs, Written, write_set
from govxl.office.shelves import Listing, bring_in_line
from govxl.office.taking import Taken, Taking
from govxl.workbook.writer import Contents, build_workbook
from tests.commands import Done, run
from tests.office_room.rounds import UNITS, case_of, events, ingest, kept_once, make_office, of, outcomes, put, states
from tests.office_room.test_inbox import zipped
from tests.returns import ISSUED, accepted_values, judged, layout_of

ONE, TWO, THREE = list(UNITS)[:3]
LAST_YEAR = Prior(2024, "2021", "0" * 64, {f"requests.carried_out.{c}": Decimal(0) for c in ("person", "business", "total")})
"""Nothing was carried out last year, and two were carried in: a reason is asked for."""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return make_office(tmp_path / "办公室")


def retyped(data: bytes, changes: dict[str, object]) -> bytes:
    """Work in a returned workbook: type other figures into it."""
    book = openpyxl.load_workbook(BytesIO(data))
    for path, value in changes.items():
        box = layout_of().slots[path].box
        book[box.sheet].cell(box.row, box.column, value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_accepted_and_rejected(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    put(office / "2收到" / "深" / "乙.xlsx", of(TWO, 20, wrong=True))
    done = ingest(office)
    assert done.code == 1
    assert outcomes(done) == {"甲.xlsx": "accepted", "乙.xlsx": "rejected"}
    assert states(office) == {ONE: "accepted", TWO: "returned"}
    assert {path.name for path in (office / "4通过" / "2025" / ONE).iterdir()} >= {"record.json", "tables.xlsx", "审签单.html"}
    assert [path.name for path in (office / "3退回" / "2025").iterdir()] == [f"{TWO}-退回修改.xlsx"]
    told = events(office)
    assert [(each.event, each.unit, each.by) for each in told] == [("received", TWO, "李四"), ("received", ONE, "李四"), ("returned", TWO, "李四")]
    good = next(each for each in told if each.unit == ONE)
    assert (good.code, good.year, good.scope, good.form, good.edition) == (UNITS[ONE], 2025, "own", "zfxxgk", "2021")
    record = json.loads((office / "归档" / good.record).read_bytes())
    assert record["unit"]["name"] == ONE
    assert (office / "归档" / good.kept).read_bytes() == of(ONE)
    bad = next(each for each in told if each.event == "received" and each.unit == TWO)
    assert (bad.hard > 0, bool(bad.codes), bad.record) == (True, True, "")


def test_again_all_are_duplicates_and_nothing_is_written(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    put(office / "2收到" / "乙.xlsx", of(TWO, 20, wrong=True))
    ingest(office)
    before = {path: path.stat().st_mtime_ns for path in office.rglob("*") if path.is_file()}
    done = ingest(office)
    assert (done.code, outcomes(done)) == (0, {"甲.xlsx": "duplicate", "乙.xlsx": "duplicate"})
    assert {json.loads(line)["of"] for line in done.lines} == {"甲.xlsx", "乙.xlsx"}
    assert {path: path.stat().st_mtime_ns for path in office.rglob("*") if path.is_file()} == before


def test_every_file_has_an_outcome(office: Path) -> None:
    inbox = office / "2收到"
    put(inbox / "甲.xlsx", of(ONE))
    put(inbox / "甲 - 副本.xlsx", of(ONE))
    put(inbox / "包.zip", zipped({"乙.xlsx": of(TWO), "说明.docx": b"x"}))
    put(inbox / "坏.xlsx", b"not a workbook")
    put(inbox / "外.xlsx", of("别县财政局"))
    put(inbox / "照片.jpg", b"x")
    put(inbox / "~$甲.xlsx", b"x")
    put(inbox / "来.xlsx", of(THREE)[:-200])
    done = ingest(office)
    assert outcomes(done) == {
        "甲 - 副本.xlsx": "accepted", "甲.xlsx": "duplicate", "包.zip/乙.xlsx": "accepted", "包.zip/说明.docx": "skipped",
        "坏.xlsx": "unreadable", "外.xlsx": "unknown-unit", "照片.jpg": "skipped", "~$甲.xlsx": "skipped", "来.xlsx": "busy",
    }  # fmt: skip
    assert kept_once(office) == {of(ONE): 1, of(TWO): 1, b"not a workbook": 1, of("别县财政局"): 1}
    assert "共 9 个文件" in done.err
    assert states(office)[ONE] == "accepted"
    assert not (office / "4通过" / "2025" / "别县财政局").exists()


def test_a_stranger_is_taken_in_once_it_is_in_the_roster(office: Path) -> None:
    put(office / "2收到" / "外.xlsx", of("示例县第九局"))
    done = ingest(office)
    (told,) = map(json.loads, done.lines)
    assert (done.code, told["outcome"]) == (1, "unknown-unit")
    assert told["nearest"].startswith("示例县第")
    assert outcomes(ingest(office)) == {"外.xlsx": "duplicate"}
    with (office / "名单.csv").open("a", encoding="utf-8") as file:
        file.write("示例县第九局,\n")
    assert outcomes(ingest(office)) == {"外.xlsx": "accepted"}
    assert outcomes(ingest(office)) == {"外.xlsx": "duplicate"}


def test_of_a_unit_that_was_renamed_one_folder_is_left_of_what_passed(office: Path) -> None:
    now, top = "示例县审判局", office / "4通过" / "2025"
    put(office / "2收到" / "一.xlsx", of(ONE))
    ingest(office)
    assert [each.name for each in top.iterdir()] == [ONE]
    (top / ONE / "批注.txt").write_text("我的批注", "utf-8")
    listed = office / "名单.csv"
    listed.write_text(listed.read_text("utf-8").replace(ONE, now), "utf-8")
    # It hands in a correction under its new name.
    put(office / "2收到" / "二.xlsx", of(now, 14, code=UNITS[ONE]))
    assert outcomes(ingest(office))["二.xlsx"] == "conflict"
    words = ("--office", office, "--by", "李四", "--note", "以后来的一份为准", "--record", 2)
    assert run("archive", "decide", now, "--accept", *words).code == 0
    stands = {each.name: {file.name for file in each.iterdir()} for each in top.iterdir()}
    assert stands[ONE] == {"批注.txt"}, "what a person put there stays, and nothing else"
    assert "record.json" in stands[now]
    assert len(stands) == 2


def test_a_return_that_is_not_as_the_list_has_its_unit_says_in_what_and_what_to_do(office: Path) -> None:
    two, three, four = (f"示例县第{n}局" for n in (2, 3, 4))
    rows = [(ONE, "D001", "乡镇级", "街道办事处"), (two, "D002", "县级", "部门"), (three, "D003", "", ""), (f"{four}（新名）", "D004", "县级", "部门")]
    (office / "名单.csv").write_text("单位全称,单位代码,层级,性质\n" + "".join(f"{','.join(row)}\n" for row in rows), "utf-8")
    for n, name in enumerate((ONE, two, three, four), 1):
        put(office / "2收到" / f"{n}.xlsx", of(name, 10 + n))
    done = run("ingest", "--office", office, "--by", "李四", "--jobs", 1)
    assert done.code == 0, "all of them are accepted"
    said = [line.strip() for line in done.lines if "和名单不一样" in line]
    assert [line.partition("；是照表里写的核对的")[0] for line in said] == [
        "和名单不一样：层级是“县级”，名单里是“乡镇级”；性质是“部门”，名单里是“街道办事处”",
        f"和名单不一样：单位是“{four}”，名单里是“{four}（新名）”",
    ]
    assert said[0].endswith(f"govxl new --unit {ONE} --force")
    assert said[1].endswith(f"govxl new --unit {four}（新名） --force")
    put(office / "2收到" / "5.xlsx", of(ONE, 40, wrong=True))
    told = [json.loads(line).get("listed_otherwise", "") for line in ingest(office, "--lang", "en").lines]
    assert [bool(each) for each in told] == [False, False, False, False, True], "of a duplicate nothing more"
    assert "level “county”, in the list “township”" in told[-1]


def test_a_return_under_another_code_than_the_list_has_says_both(office: Path) -> None:
    (office / "名单.csv").write_text(f"单位全称,单位代码\n{ONE},D901\n{TWO},D002\n", "utf-8")
    put(office / "2收到" / "1.xlsx", of(ONE))
    put(office / "2收到" / "2.xlsx", of("示例县第一百局", code="D100"))
    done = run("ingest", "--office", office, "--by", "李四", "--jobs", 1)
    told = [line.strip() for line in done.lines if "名单外：" in line]
    assert len(told) == 2
    assert told[0].startswith(f"名单外：“{ONE}”在名单里的代码是 D901，这份里写的是 D001；")
    assert told[1].startswith("名单外：名单里没有“示例县第一百局”")
    (office / "名单.csv").write_text(f"单位全称,单位代码\n{ONE},D001\n{TWO},D002\n", "utf-8")
    assert outcomes(ingest(office))["1.xlsx"] == "accepted", "as it was told"


def test_a_return_of_a_scope_that_nobody_asked_for_says_so(office: Path) -> None:
    put(office / "2收到" / "汇总.xlsx", of_scope(ONE, "aggregate"))
    (told,) = map(json.loads, ingest(office).lines)
    assert (told["outcome"], told["listed_for"]) == ("unknown-unit", "own")
    done = run("ingest", "--office", office, "--by", "李四", "--jobs", 1, put(office / "再.xlsx", of_scope(TWO, "aggregate")))
    assert f"这份的统计口径是“汇总”，名单里“{TWO}”只有“本机关”的" in done.out
    assert f"名单里没有“{TWO}”" not in done.out
    done = run("ingest", "--office", office, "--by", "李四", "--jobs", 1, "--lang", "en", put(office / "三.xlsx", of_scope(THREE, "aggregate")))
    assert f"of scope “aggregate”, and the list has “{THREE}” for “own” alone" in done.out


def test_one_of_another_scope_that_is_not_as_the_list_has_it_is_told_with_its_scope(office: Path) -> None:
    (office / "名单.csv").write_text(f"单位全称,单位代码,层级,统计口径\n{ONE},D001,县级,\n{ONE},D001,乡镇级,汇总\n", "utf-8")
    put(office / "2收到" / "汇总.xlsx", of_scope(ONE, "aggregate"))
    done = run("ingest", "--office", office, "--by", "李四", "--jobs", 1)
    (said,) = (line for line in done.lines if "和名单不一样" in line)
    assert said.endswith(f"govxl new --unit {ONE} --force --scope 汇总")


def of_scope(unit: str, scope: str) -> bytes:
    layout = layout_of()
    identity = Identity("zfxxgk", "2021", unit, UNITS[unit], "county", "department", 2025, scope)
    values = {path: Decimal(v) if isinstance(v, int) else v for path, v in accepted_values(layout).items()}
    return build_workbook(layout, Contents(identity.texts(), values, ISSUED))


def test_other_figures_without_a_return_between_are_a_conflict(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    ingest(office)
    put(office / "2收到" / "甲最终版.xlsx", of(ONE, 13))
    done = ingest(office)
    assert (done.code, outcomes(done)) == (0, {"甲.xlsx": "duplicate", "甲最终版.xlsx": "conflict"})
    assert states(office)[ONE] == "waiting"
    assert not (office / "4通过" / "2025" / ONE).exists(), "neither counts"
    waiting = sorted(path.name for path in (office / "待审核" / "2025").iterdir())
    assert len(waiting) == 2
    figures = {json.loads((office / "待审核" / "2025" / name / "record.json").read_bytes())["tables"]["requests"]["received"]["person"] for name in waiting}
    assert figures == {12, 13}
    # A third does not decide it.
    put(office / "2收到" / "甲再.xlsx", of(ONE, 12, changes={"cover.phone": "010-1"}))
    assert outcomes(ingest(office))["甲再.xlsx"] == "conflict"


def test_with_reasons_it_waits_for_a_person(office: Path) -> None:
    reason = {"reason.A4.requests": "原市容局的2件申请移交我局"}
    put(office / "2收到" / "甲.xlsx", of(ONE, changes=reason, prior=LAST_YEAR))
    done = ingest(office)
    (told,) = map(json.loads, done.lines)
    assert (done.code, told["outcome"], told["state"]) == (0, "accepted", "waiting")
    assert {Path(each).parent for each in told["outputs"]} == {office / "待审核" / "2025" / ONE}
    assert not (office / "4通过").exists()
    assert events(office)[-1].explained > 0
    assert "其中待审核 1 个" in done.err


def test_two_in_one_run_with_other_figures(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(ONE))
    put(office / "2收到" / "2.xlsx", of(ONE, 13))
    done = ingest(office)
    assert outcomes(done) == {"1.xlsx": "accepted", "2.xlsx": "conflict"}
    assert json.loads(done.lines[1])["of"] == "1.xlsx"


def test_two_in_conflict_that_came_in_one_run_never_stood_among_the_accepted(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stood: list[tuple[str, str]] = []

    def noting(folder: Path, files: Mapping[str, bytes], is_ours: IsOurs) -> Written:
        stood.append((folder.parts[-3], folder.parts[-1]))
        return write_set(folder, files, is_ours)

    monkeypatch.setattr("govxl.office.shelves.write_set", noting)
    # One of them without the unit's code, and one of another unit between them.
    put(office / "2收到" / "1.xlsx", of(ONE))
    put(office / "2收到" / "2.xlsx", of(TWO))
    put(office / "2收到" / "3.xlsx", of(ONE, 13, code=""))
    done = ingest(office)
    assert outcomes(done) == {"1.xlsx": "accepted", "2.xlsx": "accepted", "3.xlsx": "conflict"}
    assert {top for top, name in stood if name.startswith(ONE)} == {"待审核"}
    assert {top for top, name in stood if name == TWO} == {"4通过"}
    assert states(office) == {ONE: "waiting", TWO: "accepted"}
    assert len(list((office / "待审核" / "2025").iterdir())) == 2
    assert not (office / "4通过" / "2025" / ONE).exists()
    told = {Path(each["path"]).name: each for each in map(json.loads, done.lines)}
    assert {name: each.get("state") for name, each in told.items()} == {"1.xlsx": "waiting", "2.xlsx": "accepted", "3.xlsx": "waiting"}
    assert not any("gone" in each for each in told.values()), "nothing was there to be taken away"
    assert not list((office / "归档").glob(".govxl-unfinished-*"))


def test_of_three_of_a_unit_that_came_in_one_run_only_what_counts_is_laid_out(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(ONE))
    put(office / "2收到" / "2.xlsx", of(ONE, 20, wrong=True))
    put(office / "2收到" / "3.xlsx", of(ONE, 14))
    done = ingest(office)
    assert outcomes(done) == {"1.xlsx": "accepted", "2.xlsx": "rejected", "3.xlsx": "accepted"}
    record = json.loads((office / "4通过" / "2025" / ONE / "record.json").read_bytes())
    assert record["tables"]["requests"]["received"]["person"] == 14
    assert [path.name for path in (office / "3退回" / "2025").iterdir()] == [f"{ONE}-退回修改.xlsx"]


def test_the_same_figures_again_take_the_place_of_the_first(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    ingest(office)
    put(office / "2收到" / "乙.xlsx", of(ONE, changes={"cover.phone": "010-87654321"}))
    assert outcomes(ingest(office))["乙.xlsx"] == "accepted"
    (first, second) = [each for each in events(office) if each.event == "received"]
    assert second.supersedes == first.sha256
    assert states(office)[ONE] == "accepted"
    shown = json.loads((office / "4通过" / "2025" / ONE / "record.json").read_bytes())
    assert shown["cover"]["phone"] == "010-87654321"


def sent_back(office: Path, unit: str = ONE) -> bytes:
    return (office / "3退回" / "2025" / f"{unit}-退回修改.xlsx").read_bytes()


def test_mended_it_takes_the_place_of_what_was_returned(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE, 20, wrong=True))
    ingest(office)
    put(office / "2收到" / "甲-退回修改(1).xlsx", retyped(sent_back(office), {"requests.carried_out.person": 9}))
    assert outcomes(ingest(office))["甲-退回修改(1).xlsx"] == "accepted"
    assert states(office)[ONE] == "accepted"


def test_an_older_return_that_comes_later_is_superseded(office: Path, tmp_path: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE, 20, wrong=True))
    ingest(office)
    mended = retyped(sent_back(office), {"requests.carried_out.person": 9})
    other = make_office(tmp_path / "别处")
    put(other / "2收到" / "新.xlsx", mended)
    assert outcomes(ingest(other)) == {"新.xlsx": "accepted"}
    put(other / "2收到" / "旧.xlsx", of(ONE, 20, wrong=True))
    done = ingest(other)
    assert outcomes(done)["旧.xlsx"] == "superseded"
    assert json.loads(done.lines[-1])["by"] == "新.xlsx"
    assert states(other)[ONE] == "accepted"
    assert kept_once(other)[of(ONE, 20, wrong=True)] == 1
    third = make_office(tmp_path / "一起")
    put(third / "2收到" / "1旧.xlsx", of(ONE, 20, wrong=True))
    put(third / "2收到" / "2新.xlsx", mended)
    assert outcomes(ingest(third)) == {"1旧.xlsx": "superseded", "2新.xlsx": "accepted"}
    assert not (third / "3退回").exists()


def test_an_unchanged_copy_of_a_return_changes_nothing(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE, 20, wrong=True))
    ingest(office)
    unchanged = sent_back(office)
    put(office / "2收到" / "新.xlsx", retyped(unchanged, {"requests.carried_out.person": 9}))
    ingest(office)
    put(office / "2收到" / "没改.xlsx", unchanged)
    assert outcomes(ingest(office))["没改.xlsx"] == "superseded"
    assert states(office)[ONE] == "accepted"


def test_returns_are_numbered_and_nothing_is_written_over(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE, 20, wrong=True))
    ingest(office)
    first = sent_back(office)
    # Another file of the unit's own, not the one that went back.
    put(office / "2收到" / "甲2.xlsx", of(ONE, 30, wrong=True))
    ingest(office)
    assert {path.name for path in (office / "3退回" / "2025").iterdir()} == {f"{ONE}-退回修改.xlsx", f"{ONE}-退回修改2.xlsx"}
    assert sent_back(office) == first


def test_a_bad_file_after_a_good_one_takes_it_off_the_shelf_but_leaves_what_a_person_put_there(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    ingest(office)
    shelf = office / "4通过" / "2025" / ONE
    put(shelf / "我的笔记.txt", b"mine")
    (shelf / "审签单.html").write_bytes(b"signed")
    put(office / "2收到" / "乙.xlsx", of(ONE, 20, wrong=True))
    done = ingest(office)
    assert outcomes(done)["乙.xlsx"] == "rejected"
    assert {path.name for path in shelf.iterdir()} == {"我的笔记.txt", "审签单.html"}
    assert "不算数" in done.err
    assert f"{shelf / '我的笔记.txt'}：有人放在那里或改过，留着没动" in done.err
    assert "（新）" not in done.err, "nothing new is beside them"
    put(office / "2收到" / "丙.xlsx", of(ONE, 14))
    assert outcomes(ingest(office))["丙.xlsx"] == "accepted"
    assert [path.name for path in shelf.parent.iterdir()] == [ONE], "its own folder again, not one like another unit's"
    assert {"我的笔记.txt", "record.json", "审签单.html", "审签单（新）.html"} <= {path.name for path in shelf.iterdir()}
    assert (shelf / "审签单.html").read_bytes() == b"signed"
    put(office / "2收到" / "丁.xlsx", of(ONE, 21, wrong=True))
    ingest(office)
    assert {path.name for path in shelf.iterdir()} == {"我的笔记.txt", "审签单.html"}


def test_what_waits_moves_to_the_accepted_once_it_is_decided(office: Path) -> None:
    (office / "office.toml").write_text('year = 2025\nform = "zfxxgk"\nreview = "all"\n', "utf-8")
    put(office / "2收到" / "甲.xlsx", of(ONE))
    done = ingest(office)
    assert json.loads(done.lines[0])["state"] == "waiting"
    assert (office / "待审核" / "2025" / ONE / "record.json").exists()
    assert not (office / "4通过").exists()
    archive = Archive(office / "归档")
    about = archive.events[-1]
    with archive.writing() as writer:
        writer.add(Event(event="decided", time=now(), by="张三", form="zfxxgk", unit=ONE, year=2025, scope="own", decision="accept", sha256=about.sha256, record=about.record))
    home = home_at(office)
    assert home
    shown = bring_in_line(home, archive, archive.cases.all[0], ONE)
    assert (office / "4通过" / "2025" / ONE / "record.json").exists()
    assert not (office / "待审核" / "2025" / ONE).exists()
    assert shown.gone == (office / "待审核" / "2025" / ONE,)


def test_another_years_return_is_rejected_and_leaves_this_years_case_alone(office: Path) -> None:
    put(office / "2收到" / "旧.xlsx", of(ONE, year=2024))
    put(office / "2收到" / "新.xlsx", of(ONE))
    assert outcomes(ingest(office)) == {"旧.xlsx": "rejected", "新.xlsx": "accepted"}
    assert {case.unit.year: case.state() for case in Cases(events(office)).all} == {2024: "returned", 2025: "accepted"}


def test_last_years_figures_come_out_of_the_archive(office: Path) -> None:
    put(office / "2收到" / "旧.xlsx", of(ONE, year=2024))
    assert outcomes(ingest(office, "--year", 2024)) == {"旧.xlsx": "accepted"}
    put(office / "2收到" / "新.xlsx", of(ONE))
    ingest(office)
    received = case_of(office, ONE)
    last = next(each for each in events(office) if each.year == 2025)
    record = json.loads((office / "归档" / last.record).read_bytes()) if last.record else None
    assert received
    # What was carried over last year, 1, is not what was carried in this year, 2: a reason is asked for, or given.
    prior = record["prior"] if record else None
    assert (prior and prior["year"] == 2024) or last.codes


@pytest.mark.parametrize("place", ["上年.csv", "上年"])
def test_what_is_given_says_in_an_office_too_that_it_lacks_a_unit(office: Path, place: str) -> None:
    given = office.parent / place
    if given.suffix:
        path = "requests.carried_out.person"
        given.write_text(f"单位全称,单位代码,统计口径,{path}\n{TWO},{UNITS[TWO]},,1\n", "utf-8")
    else:
        put(given / "record.json", dump_record(judged(of(TWO, year=2024)).record or {}))
    put(office / "2收到" / "甲.xlsx", of(ONE))
    (told,) = map(json.loads, ingest(office, "--prior", given).lines)
    assert [each["code"] for each in told["findings"] if each["code"] == "I016"] == ["I016"]
    assert "没有做跨年度的核对" in (office / "4通过" / "2025" / ONE / "审核说明.html").read_text("utf-8")


def test_an_archive_without_last_year_accuses_nobody(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    (told,) = map(json.loads, ingest(office).lines)
    assert [each["code"] for each in told["findings"] if each["code"].startswith("I")] == []
    put(office.parent / "上年.csv", f"单位全称,单位代码,统计口径,requests.carried_out.person\n{TWO},{UNITS[TWO]},,2\n".encode())
    put(office / "2收到" / "乙.xlsx", of(TWO))
    told = next(each for each in map(json.loads, ingest(office, "--prior", office.parent / "上年.csv").lines) if each["file"] == "乙.xlsx")
    assert [each["code"] for each in told["findings"] if each["code"] == "I016"] == []


def test_processes_and_one_give_the_same(office: Path, tmp_path: Path) -> None:
    other = make_office(tmp_path / "别处")
    for nth, unit in enumerate(UNITS):
        for each in (office, other):
            put(each / "2收到" / f"{nth}.xlsx", of(unit, 20, wrong=nth % 3 == 0))
            put(each / "2收到" / f"{nth}a.zip", zipped({"附.xlsx": of(unit, 13, changes={"cover.phone": "010-1"})}))
    first, second = ingest(office), ingest(other, "--jobs", 2)
    assert first.out.replace(str(office), "") == second.out.replace(str(other), "")
    assert [(each.event, each.unit, each.outcome, each.sha256) for each in events(office)] == [
        (each.event, each.unit, each.outcome, each.sha256) for each in events(other)
    ]
    assert {path.relative_to(office) for path in office.rglob("*")} == {path.relative_to(other) for path in other.rglob("*")}


# -- Interrupted


def test_outputs_that_were_not_written_are_written_by_the_next_run(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    put(office / "2收到" / "乙.xlsx", of(TWO, 20, wrong=True))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("govxl.office.taking.Taking._finished", killed)
        assert ingest(office).code == 130
    assert not (office / "4通过").exists()
    assert [each.event for each in events(office)] == ["received", "received"]
    done = ingest(office)
    assert set(outcomes(done).values()) == {"duplicate"}
    assert (office / "4通过" / "2025" / ONE / "record.json").exists()
    assert sent_back(office, TWO)
    assert [each.event for each in events(office)] == ["received", "received", "returned"]
    assert not list((office / "归档").glob(".govxl-unfinished*"))
    shutil.rmtree(office / "4通过" / "2025" / ONE)
    ingest(office)
    assert not (office / "4通过" / "2025" / ONE).exists(), "what somebody took away stays away"


def test_outputs_that_cannot_be_written_are_said_and_written_later(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    (office / "4通过").write_bytes(b"in the way")
    done = ingest(office)
    assert done.code == 2
    assert "已存档" in done.err
    assert states(office)[ONE] == "accepted"
    (office / "4通过").unlink()
    ingest(office)
    assert (office / "4通过" / "2025" / ONE / "record.json").exists()


def test_an_original_that_is_gone_stops_nothing_else(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    put(office / "2收到" / "乙.xlsx", of(TWO, 20, wrong=True))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("govxl.office.taking.Taking._finished", killed)
        ingest(office)
    gone = office / "归档" / next(each.kept for each in events(office) if each.unit == TWO)
    gone.unlink()
    put(office / "2收到" / "丙.xlsx", of(THREE))
    done = ingest(office)
    assert (done.code, outcomes(done)["丙.xlsx"]) == (2, "accepted")
    assert str(gone) in done.err
    assert (office / "4通过" / "2025" / ONE / "record.json").exists()


# -- On a terminal


def test_how_far_it_has_come_is_shown_on_a_terminal_and_nowhere_else(office: Path) -> None:
    for nth in range(20):
        put(office / "2收到" / f"{nth}.xlsx", of(list(UNITS)[nth % 8], changes={"cover.phone": f"010-{nth}"}))
    ours, theirs = os.openpty()
    call = [sys.executable, "-m", "govxl", "ingest", "--office", office, "--by", "李四", "--json", "--jobs", "1"]
    terminal = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with (office / "out.jsonl").open("wb") as out, subprocess.Popen(call, stdout=out, stderr=theirs, env=terminal):
        os.close(theirs)
        shown = b""
        with suppress(OSError):
            while piece := os.read(ours, 4096):
                shown += piece
    os.close(ours)
    lines = (office / "out.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 20, "results go where they were sent, and not to the bar"
    seen = shown.decode(errors="replace")
    assert "/s" in seen
    assert "/20" in seen
    assert seen.strip().splitlines()[-1].endswith("共 20 个文件：通过 20 个")


# -- Without an office


def test_an_archive_without_an_office(tmp_path: Path) -> None:
    put(tmp_path / "in" / "甲.xlsx", of(ONE))
    put(tmp_path / "in" / "乙.xlsx", of(TWO, 20, wrong=True))
    done = run("ingest", tmp_path / "in", "--archive", tmp_path / "a", "-o", tmp_path / "out", "--json", "--jobs", 1)
    assert outcomes(done) == {"甲.xlsx": "accepted", "乙.xlsx": "rejected"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{ONE}2025", "乙-退回修改.xlsx"}
    assert [each.event for each in Archive(tmp_path / "a").events] == ["received", "received", "returned"]
    again = run("ingest", tmp_path / "in", "--archive", tmp_path / "a", "-o", tmp_path / "out", "--json", "--jobs", 1)
    assert outcomes(again) == {"甲.xlsx": "duplicate", "乙.xlsx": "duplicate"}


def test_without_an_office_what_two_runs_send_back_at_once_is_logged_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "in" / "乙.xlsx", of(TWO, 20, wrong=True))
    call = ("ingest", tmp_path / "in", "--archive", tmp_path / "a", "-o", tmp_path / "out", "--json", "--jobs", 1)
    finished = Taking._finished

    def meanwhile(taking: Taking, taken: Taken) -> Taken:
        monkeypatch.setattr(Taking, "_finished", finished)
        assert outcomes(run(*call)) == {"乙.xlsx": "duplicate"}, "another run, which finds what is not finished yet"
        return finished(taking, taken)

    monkeypatch.setattr(Taking, "_finished", meanwhile)
    assert outcomes(run(*call)) == {"乙.xlsx": "rejected"}
    assert [(each.event, each.file) for each in Archive(tmp_path / "a").events] == [("received", "乙.xlsx"), ("returned", "乙-退回修改.xlsx")]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["乙-退回修改.xlsx"]


def test_beside_the_files_what_goes_back_is_not_taken_for_a_return(tmp_path: Path) -> None:
    put(tmp_path / "in" / "甲.xlsx", of(ONE))
    put(tmp_path / "in" / "乙.xlsx", of(TWO, 20, wrong=True))
    call = ("ingest", tmp_path / "in", "--archive", tmp_path / "a", "--json", "--jobs", 1)
    run(*call)
    assert outcomes(run(*call)) == {"甲.xlsx": "duplicate", "乙.xlsx": "duplicate", "乙-退回修改.xlsx": "skipped"}


def test_nothing_named_and_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("ingest")
    assert (done.code, "没有写要处理哪些文件" in done.err) == (2, True)


def test_in_the_office_nothing_needs_naming(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    (office / "深").mkdir()
    monkeypatch.chdir(office / "深")
    done = run("ingest", "--by", "李四")
    assert done.code == 0
    assert done.lines[0].startswith("通过  甲.xlsx")
    assert done.err.endswith("共 1 个文件：通过 1 个\n")


# -- What says nothing of where a unit stands


def told_of(done: Done, name: str) -> dict[str, object]:
    return next(told for told in map(json.loads, done.lines) if told["file"] == name)


def test_a_copy_that_came_in_the_same_run_names_the_first(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    put(office / "2收到" / "深" / "甲再发.xlsx", of(ONE))
    told = [json.loads(line) for line in ingest(office).lines]
    first, again = sorted(told, key=lambda each: each["outcome"])
    assert (first["outcome"], again["outcome"], again["of"]) == ("accepted", "duplicate", first["file"])
    day = events(office)[0].time[:10]
    assert again["reason"] == f"和 {day} 收到的 {first['file']} 一字不差"


def test_last_years_return_that_comes_again_leaves_last_year_as_it_stands(office: Path, tmp_path: Path) -> None:
    old = put(tmp_path / "旧.xlsx", of(ONE, year=2024))
    assert run("archive", "import", old, "--as-published", "--office", office).code == 0
    put(office / "2收到" / "又一份.xlsx", of(ONE, 13, year=2024))
    done = ingest(office)
    assert (done.code, outcomes(done)) == (1, {"又一份.xlsx": "rejected"})
    (case,) = Cases(events(office)).all
    assert (case.state(), case.current and case.current.file) == ("published", "旧.xlsx")
    assert events(office)[-1].supersedes == ""


def test_what_was_rejected_for_wrong_settings_is_judged_again_by_the_right_ones(office: Path) -> None:
    right = (office / "office.toml").read_text("utf-8")
    (office / "office.toml").write_text(right.replace("2025", "2024"), "utf-8")
    put(office / "2收到" / "甲.xlsx", of(ONE))
    assert outcomes(ingest(office)) == {"甲.xlsx": "rejected"}
    lines = len(events(office))
    assert outcomes(ingest(office)) == {"甲.xlsx": "duplicate"}
    assert len(events(office)) == lines, "judged as before, it is not logged again"
    (office / "office.toml").write_text(right, "utf-8")
    assert outcomes(ingest(office)) == {"甲.xlsx": "accepted"}
    assert outcomes(ingest(office)) == {"甲.xlsx": "duplicate"}


def test_a_workbook_nobody_filled_in_takes_no_returns_place(office: Path) -> None:
    run("new", "--office", office)
    blank = (office / "1发出" / "2025" / f"{ONE}.xlsx").read_bytes()
    put(office / "2收到" / "空.xlsx", blank)
    put(office / "2收到" / "甲.xlsx", of(ONE))
    done = ingest(office)
    assert outcomes(done) == {"空.xlsx": "superseded", "甲.xlsx": "accepted"}
    assert told_of(done, "空.xlsx")["by"] == "甲.xlsx"
    put(office / "2收到" / "空2.xlsx", (office / "1发出" / "2025" / f"{TWO}.xlsx").read_bytes())
    assert outcomes(ingest(office))["空2.xlsx"] == "rejected", "alone, it is what the unit sent"
    assert states(office) == dict.fromkeys(UNITS, "missing") | {ONE: "accepted", TWO: "returned"}


def test_what_a_person_sent_back_and_comes_once_more_saved_again_stays_sent_back(office: Path) -> None:
    put(office / "2收到" / "甲.xlsx", of(ONE))
    ingest(office)
    decided = ("archive", "decide", ONE, "--return", "--by", "王五", "--note", "请核对第三部分", "--office", office)
    assert run(*decided).code == 0
    put(office / "2收到" / "甲另存.xlsx", retyped(of(ONE), {}))
    done = ingest(office)
    told = told_of(done, "甲另存.xlsx")
    assert (told["outcome"], told["by"]) == ("superseded", f"{ONE}-退回修改.xlsx")
    assert states(office)[ONE] == "returned"
    put(office / "2收到" / "甲改.xlsx", of(ONE, 13))
    assert outcomes(ingest(office))["甲改.xlsx"] == "accepted"


def test_what_a_person_decided_about_stands_when_it_comes_once_more_saved_again(office: Path) -> None:
    put(office / "2收到" / "一.xlsx", of(ONE, 20, wrong=True))
    put(office / "2收到" / "二.xlsx", of(TWO))
    put(office / "2收到" / "三.xlsx", of(THREE))
    put(office / "2收到" / "三乙.xlsx", of(THREE, 13))
    ingest(office)
    codes = [word for code in case_of(office, ONE).current.codes for word in ("--override", code)]
    by = ("--by", "王五", "--note", "已核实", "--office", office)
    assert run("archive", "decide", ONE, "--accept", *codes, *by).code == 0
    (page,) = (office / "4通过" / "2025" / TWO).glob("*报告.html")
    assert run("archive", "publish", TWO, "--file", page, "--url", "https://example.gov.cn/1", "--date", "2026-01-30", "--office", office).code == 0
    before = {ONE: "exception", TWO: "published", THREE: "waiting"}
    assert states(office) == before
    for name, data in (("一再.xlsx", of(ONE, 20, wrong=True)), ("二再.xlsx", of(TWO)), ("三再.xlsx", of(THREE, 13))):
        put(office / "2收到" / "再" / name, retyped(data, {}))
    done = ingest(office)
    assert {name: outcome for name, outcome in outcomes(done).items() if "再" in name} == dict.fromkeys(("一再.xlsx", "二再.xlsx", "三再.xlsx"), "superseded")
    assert told_of(done, "三再.xlsx")["by"] == "三乙.xlsx"
    assert states(office) == before
    assert len(case_of(office, THREE).rivals) == 2
    assert (office / "4通过" / "2025" / TWO / "record.json").is_file()


def test_a_folder_is_listed_once_a_run_however_many_files_there_are(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[str] = []

    def noting(path: Path) -> list[str]:
        listed.append("/".join(Path(path).parts[-2:]))
        return os.listdir(path)

    monkeypatch.setattr("govxl.office.shelves.list_of", noting)
    for nth, unit in enumerate(list(UNITS)[:4]):
        put(office / "2收到" / f"{nth}.xlsx", of(unit))
    ingest(office)
    put(office / "2收到" / "坏.xlsx", of(ONE, 20, wrong=True))
    assert sorted(listed) == ["4通过/2025", "待审核/2025"]
    ingest(office)
    assert not (office / "4通过" / "2025" / ONE).exists()
    assert len(listed) == 4, "and once more in the run after"


def test_what_another_run_lays_out_meanwhile_is_taken_away_all_the_same(office: Path) -> None:
    for name, person in (("甲.xlsx", 12), ("乙.xlsx", 13)):
        put(office / "2收到" / name, of(ONE, person))
    ingest(office)
    home, archive = home_at(office), Archive(office / "归档")
    assert home
    listing = Listing()
    bring_in_line(home, archive, archive.cases.all[0], ONE, None, listing)
    waiting = sorted((office / "待审核" / "2025").iterdir())
    kept = {each: shutil.copytree(each, office / each.name) for each in waiting}
    done = run("archive", "decide", ONE, "--accept", "--record", "2", "--by", "李四", "--note", "电话核实过了", "--office", office)
    assert done.code == 0, done.err
    bring_in_line(home, archive, archive.cases.all[0], ONE, None, listing)
    assert not list((office / "待审核" / "2025").iterdir())
    # Another run, that knew less, lays out again what waited; this one listed the folder before.
    for each, copy in kept.items():
        shutil.copytree(copy, each)
    shown = bring_in_line(home, archive, archive.cases.all[0], ONE, None, listing)
    assert sorted(shown.gone) == waiting
    assert [each.name for each in (office / "4通过" / "2025").iterdir()] == [ONE]


@pytest.mark.parametrize("is_anothers", [False, True])
def test_a_return_of_a_unit_that_got_another_code_is_held_against_what_it_was_issued_with(office: Path, is_anothers: bool) -> None:
    """As `new` finds them: under the name, unless the code of last year is another's now."""
    put(office / "2收到" / "去年.xlsx", of(ONE, 16, year=2024))  # 5 were carried over, and 2 come back
    assert outcomes(ingest(office, "--year", 2024)) == {"去年.xlsx": "accepted"}
    listed = office / "名单.csv"
    listed.write_text(listed.read_text("utf-8").replace("D001", "D901") + ("示例县新局,D001\n" if is_anothers else ""), "utf-8")
    put(office / "2收到" / "今年.xlsx", of(ONE, 17, code="D901"))
    assert outcomes(ingest(office))["今年.xlsx"] == ("accepted" if is_anothers else "rejected")
    if is_anothers:
        return
    assert [each.codes for each in events(office) if each.file == "今年.xlsx"] == [("R002",)]
    deciding = ("archive", "decide", ONE, "--office", office, "--accept", "--by", "王五", "--note", "已核实")
    assert run(*deciding).code == 2, "held against the same again"
    assert run(*deciding, "--override", "R002").code == 0
    record = json.loads((office / "归档" / events(office)[-1].record).read_text("utf-8"))
    assert (record["year"], record["prior"]["from"]) == (2025, "office")
