"""`govxl archive decide` and `publish` in an office: what is said, what lies in which folder, and a clean archive after."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from govxl.archive.verify import verify
from govxl.office.ingest import FORMATS
from govxl.report.document import Report
from tests.commands import Done, run
from tests.office_room.rounds import events, ingest, make_office, of, put, states
from tests.returns import judged, layout_of

FIRST, SECOND = "示例县第1局", "示例县第2局"
WHO = ("--by", "王五", "--note", "已电话核实")
URL = ("--url", "https://www.example.gov.cn/1.html", "--date", "2026-01-25")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_office(tmp_path / "办公室"))
    return tmp_path / "办公室"


def decide(*words: object) -> Done:
    return run("archive", "decide", *words)


def sound(office: Path) -> bool:
    return [str(each) for each in verify(office / "归档")] == []


def folders(office: Path) -> dict[str, list[str]]:
    return {top: sorted(each.name for each in (office / top / "2025").glob("*")) for top in ("待审核", "3退回", "4通过")}


def test_what_waits_is_accepted_and_moves(office: Path) -> None:
    (office / "office.toml").write_text('year = 2025\nform = "zfxxgk"\nreview = "all"\n', "utf-8")
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    assert folders(office) == {"待审核": [FIRST], "3退回": [], "4通过": []}
    done = decide("d001", "--accept", *WHO)
    assert (done.code, done.lines[0]) == (0, f"{FIRST} 2025：审核通过（王五）")
    assert folders(office) == {"待审核": [], "3退回": [], "4通过": [FIRST]}
    again = decide(FIRST, "--accept", *WHO)
    assert "已经是审核通过" in again.out
    assert [each.event for each in events(office)] == ["received", "decided"]
    assert sound(office)


def test_a_unit_is_called_as_the_list_calls_it_now(office: Path) -> None:
    now = "示例县审判庭"  # so unlike its old name that nothing would lead back to it
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    listed = office / "名单.csv"
    listed.write_text(listed.read_text("utf-8").replace(FIRST, now), "utf-8")
    for words in (("history", now), ("show", now), ("receipt", now, "-o", office / "回执")):
        done = run("archive", *words)
        assert (done.code, FIRST in done.out) == (0, True), (words, done.err)
    assert decide(now, "--return", *WHO).lines[0] == f"{FIRST} 2025：退回修改（王五）"
    assert decide(now, "--accept", *WHO).lines[0] == f"{FIRST} 2025：审核通过（王五）"
    (page,) = (office / "4通过" / "2025" / now).glob("*工作年度报告.html")
    assert run("archive", "publish", now, "--file", page, *URL).code == 0
    assert run("archive", "export", now, "--bundle", office / "一家").code == 0
    assert FIRST in next((office / "一家").rglob("log.jsonl")).read_text("utf-8")
    # Who is neither in the list nor in the archive is nobody, and a list that cannot be read changes nothing.
    assert "的任何记录" in run("archive", "history", "没有的局").err
    listed.write_text("别的", "utf-8")
    assert "的任何记录" in run("archive", "history", now).err
    assert run("archive", "history", FIRST).code == 0
    assert sound(office)


def test_of_two_units_that_exchanged_their_names_in_the_list_neither_is_decided_for_the_other(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(FIRST))
    put(office / "2收到" / "2.xlsx", of(SECOND, 13))
    ingest(office)
    listed = office / "名单.csv"
    before = listed.read_text("utf-8")
    listed.write_text(before.replace(FIRST, "另").replace(SECOND, FIRST).replace("另", SECOND), "utf-8")
    known = events(office)
    for words in ((), ("--year", 2025)):
        done = decide(FIRST, "--return", *WHO, *words)
        assert (done.code, events(office)) == (2, known)
        assert done.err == f"名单里“{FIRST}”的代码是 D002，归档里这个代码叫“{SECOND}”，叫“{FIRST}”的代码是 D001；请写单位代码\n"
    assert "and its “示例县第1局” has the code D001: write the code instead" in run("archive", "show", FIRST, "--lang", "en").err
    assert decide("D002", "--return", *WHO).lines[0] == f"{SECOND} 2025：退回修改（王五）", "as it was told"
    listed.write_text(before.replace("D001", "D901"), "utf-8")
    assert decide(FIRST, "--return", *WHO).lines[0] == f"{FIRST} 2025：退回修改（王五）", "of the code in the list nothing came: nobody else is meant"
    assert sound(office)


def test_a_unit_is_found_by_the_name_it_had_before_in_the_year_of_the_office(office: Path) -> None:
    now = "示例县审判庭"
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    listed = office / "名单.csv"
    listed.write_text(listed.read_text("utf-8").replace(FIRST, now), "utf-8")
    put(office / "2收到" / "2.xlsx", of(now, 13, code="D001"))
    ingest(office)
    # Since then the archive calls it otherwise, also what came before.
    told = run("archive", "show", FIRST)
    assert (told.code, f"单位：{now}" in told.out) == (0, True), told.err
    assert decide(FIRST, "--accept", "--record", 2, *WHO).lines[0] == f"{now} 2025：审核通过（王五）"
    # In the next round a decision about its old name is one about this year's return, and not about last year's.
    settings = (office / "office.toml").read_text("utf-8")
    (office / "office.toml").write_text(settings.replace("2025", "2026"), "utf-8")
    put(office / "2收到" / "3.xlsx", of(now, 13, code="D001", year=2026))
    ingest(office)
    before = len(events(office))
    done = decide(FIRST, "--return", *WHO)
    assert done.lines[0:1] == [f"{now} 2026：退回修改（王五）"], done.err
    assert {each.year for each in events(office)[before:]} == {2026}
    assert f"单位：{now}" in run("archive", "show", FIRST, "--year", 2025).out
    # Of a new unit that the list calls so nothing came yet: what is of its namesake of once is not taken for its own.
    renamed = listed.read_text("utf-8")
    listed.write_text(f"{renamed}{FIRST},D066\n", "utf-8")
    for words in (("--return",), ("--accept",), ("--return", "--year", 2026)):
        assert "2026 年度的任何记录" in decide(FIRST, *words, *WHO).err
    listed.write_text(renamed, "utf-8")
    # Of two that had the name neither is taken for the other; who left an office is found as ever.
    put(office / "2收到" / "4.xlsx", of(FIRST, 15, code="D077", year=2026))
    ingest(office)
    assert "D077" in run("archive", "show", FIRST).out, "who is called so now goes before who once was"
    assert sound(office)


def test_a_return_goes_back_from_where_it_was_accepted(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    assert folders(office)["4通过"] == [FIRST]
    done = decide(FIRST, "--return", *WHO)
    assert (done.code, done.lines[0]) == (0, f"{FIRST} 2025：退回修改（王五）")
    assert folders(office) == {"待审核": [], "3退回": [f"{FIRST}-退回修改.xlsx"], "4通过": []}
    # What comes back is taken in and counts.
    put(office / "2收到" / "1-再报.xlsx", of(FIRST, 13))
    ingest(office)
    assert states(office) == {FIRST: "accepted"}
    done = decide(FIRST, "--return", "--by", "王五", "--note", "还要补充")
    assert folders(office)["3退回"] == [f"{FIRST}-退回修改.xlsx", f"{FIRST}-退回修改2.xlsx"]
    assert sound(office)


def test_an_exception_is_called_one_and_its_papers_say_so(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(FIRST, wrong=True, person=20))
    ingest(office)
    refused = decide(FIRST, "--accept", *WHO)
    assert refused.code == 2
    assert "--override R001" in refused.err
    assert states(office) == {FIRST: "returned"}
    done = decide(FIRST, "--accept", "--override", "R001", "--by", "王局长", "--note", "系统迁移")
    assert done.lines[0] == f"{FIRST} 2025：特批接收（王局长）；越过的问题：R001"
    assert "通过（" not in done.out
    paper = (office / "4通过" / "2025" / FIRST / "审核说明.html").read_text("utf-8")
    assert "系统迁移" in paper
    assert "特批接收，没有改正的问题" in paper
    assert sound(office)
    assert json.loads(run("status", "--json").lines[0])["state"] == "exception"
    # Wherever the office is told of it, and the unit itself: never as if it had passed.
    told = [run("archive", *words).out for words in (("list",), ("show", FIRST), ("history", FIRST))]
    told.append(run("archive", "receipt", FIRST, "-o", office / "回执").out)
    told += [each.read_text("utf-8") for each in (office / "回执").iterdir() if each.suffix == ".txt"]
    assert [("特批接收" in each, "审核通过" in each) for each in told] == [(True, False)] * 3 + [(False, False), (True, False)]
    (report,) = (office / "4通过" / "2025" / FIRST).glob("*年度报告.docx")
    assert run("archive", "publish", FIRST, "--file", report, *URL).code == 0
    for words in (("archive", "list"), ("archive", "show", FIRST), ("status",)):
        assert "已公开（特批接收）" in run(*words).out


def test_of_two_in_conflict_one_is_chosen_and_the_other_kept(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    put(office / "2收到" / "2.xlsx", of(FIRST, 14))
    ingest(office)
    assert states(office) == {FIRST: "waiting"}
    refused = decide(FIRST, "--accept", *WHO)
    assert "请写明接收哪一份：--record 1（1.xlsx" in refused.err
    assert decide(FIRST, "--accept", "--record", 2, *WHO).code == 0
    record = json.loads((office / "4通过" / "2025" / FIRST / "record.json").read_bytes())
    assert record["tables"]["requests"]["received"]["person"] == 14
    assert folders(office)["待审核"] == []
    assert sound(office)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((FIRST, *WHO), "请写 --accept（接收）或 --return（退回）"),
        ((FIRST, "--accept", "--return", *WHO), "只写一个"),
        ((FIRST, "--accept", "--by", "王五"), "少写了 --note 理由"),
        (("示例县第一局", "--accept", *WHO), "归档里没有“示例县第一局”"),
        ((FIRST, "--return", "--override", "R001", *WHO), "--override 只能和 --accept 一起用"),
        ((FIRST, "--accept", "--year", "2031", *WHO), "归档里没有"),
    ],
)
def test_a_call_that_cannot_be_done_says_why_and_leaves_all_as_it_was(office: Path, words: tuple[str, ...], said: str) -> None:
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    before = (office / "归档" / "log.jsonl").read_bytes()
    done = decide(*words)
    assert done.code == 2
    assert said in done.err
    assert (office / "归档" / "log.jsonl").read_bytes() == before


def test_a_published_report_is_held_against_its_record(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    (report,) = (office / "4通过" / "2025" / FIRST).glob("*年度报告.docx")
    done = run("archive", "publish", FIRST, "--file", report, *URL, "--by", "王五")
    assert done.code == 0, done.err
    assert done.lines[0].startswith("一致：")
    assert done.lines[1] == f"{FIRST} 2025：已公开，文件已归档"
    assert states(office) == {FIRST: "published"}
    assert "登记过了" in run("archive", "publish", FIRST, "--file", report, *URL).out
    other = put(office / "改过.html", FORMATS["page"](Report(layout_of().form, judged(of(FIRST, 15)).record)))
    done = run("archive", "publish", FIRST, "--file", other, *URL)
    assert done.code == 1
    assert "记录是 12，文稿是 15" in done.out
    assert "用 --note 写明原因" in done.err
    done = run("archive", "publish", FIRST, "--file", other, *URL, "--note", "公开前更正一件")
    assert (done.code, done.lines[-1]) == (0, f"{FIRST} 2025：已公开，文件已归档")
    assert len(list((office / "归档" / "published").iterdir())) == 2
    assert sound(office)


def test_what_nobody_accepted_is_not_published(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(SECOND, wrong=True, person=20))
    ingest(office)
    page = put(office / "年报.html", FORMATS["page"](Report(layout_of().form, judged(of(SECOND)).record)))
    done = run("archive", "publish", SECOND, "--file", page, *URL)
    assert (done.code, "现在是“退回修改”" in done.err) == (2, True)
    assert run("archive", "publish", SECOND, "--file", office / "nosuch.docx", *URL).code == 2
    assert "要写日期" in run("archive", "publish", SECOND, "--file", page, "--url", "x", "--date", "明天").err


def test_without_an_office_a_return_needs_a_place(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    monkeypatch.chdir(tmp_path)
    archive = ("--archive", office / "归档")
    assert "-o 写明文件夹" in decide(FIRST, "--return", *archive, *WHO).err
    assert decide(FIRST, "--return", "-o", tmp_path / "退", *archive, *WHO).code == 0
    assert [each.name for each in (tmp_path / "退").iterdir()] == [f"{FIRST}-退回修改.xlsx"]
    assert "office.toml" in decide(FIRST, "--accept", *WHO).err
    assert datetime.fromisoformat(events(office)[-1].time).tzinfo is not None


def test_a_scope_that_is_none_chooses_nothing(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    before = events(office)
    for words in (("decide", FIRST, "--return", *WHO), ("show", FIRST), ("receipt", FIRST, "-o", office)):
        done = run("archive", *words, "--scope", "全部")
        assert (done.code, "--scope 没有“全部”；可以写：本机关（own）、汇总（aggregate）" in done.err) == (2, True), done
    assert events(office) == before
    assert run("archive", "show", FIRST, "--scope", "本机关").code == 0


def test_all_returns_of_a_unit_are_handed_over(office: Path) -> None:
    put(office / "2收到" / "1.xlsx", of(FIRST))
    ingest(office)
    old = put(office.parent / "旧.xlsx", of(FIRST, year=2024))
    assert run("archive", "import", old, "--as-published").code == 0
    done = run("archive", "export", FIRST, "--bundle", office.parent / "袋", "--json")
    assert (done.code, json.loads(done.out)["lines"]) == (0, 2), done
    assert run("archive", "export", "没有的局", "--bundle", office.parent / "袋2").code == 2


def test_of_a_unit_that_the_list_lacks_nothing_is_decided(office: Path) -> None:
    put(office / "2收到" / "外.xlsx", of("外县某局"))
    ingest(office)
    for how in ("--accept", "--return"):
        done = decide("外县某局", how, *WHO)
        assert (done.code, "名单里没有“外县某局”，它的 外.xlsx 已存档，不计入" in done.err) == (2, True), done
