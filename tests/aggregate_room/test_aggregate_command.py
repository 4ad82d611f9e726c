"""`govxl aggregate`: what it prints, keeps, writes, and says with its exit code."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from govxl.aggregate.collecting import Collector
from govxl.aggregate.keeping import keep
from govxl.archive.store import Archive
from govxl.archive.unbag import import_bag
from govxl.filing.record import dump_record, load_record
from govxl.inputs import MAX_WORDS
from tests.aggregate_room.trees import (
    CODES,
    COUNTY,
    FINANCE,
    JUSTICE,
    RIGHT,
    TOWN,
    county,
    decide,
    returned,
    roster,
    workbook,
)
from tests.commands import run
from tests.kept import receive
from tests.returns import judged, layout_of

FULL = "（汇总）2025"
LICENCES = "proactive.licensing.decisions"


def office(folder: Path, *without: str) -> Path:
    """An office's folder with the roster of the little county and its archive."""
    (folder / "office.toml").write_text('year = 2025\nform = "zfxxgk"\n', "utf-8")
    rows = [["单位全称", "单位代码", "层级", "性质", "上级"]]
    rows += [[each.name, each.code, each.level, each.kind, each.parent] for each in roster().members]
    with (folder / "名单.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    county(folder / "归档", *without)
    return folder


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return office(tmp_path)


def events(folder: Path):
    return [each for each in Archive(folder / "归档").events if each.event == "adjusted"]


def test_every_parent_gets_its_sum_the_lowest_first(whole: Path) -> None:
    done = run("aggregate")
    assert done.code == 0, done.err + done.out
    assert [line.split()[0] for line in done.lines if "齐全" in line] == [TOWN, COUNTY]
    assert [(each.unit, each.scope) for each in events(whole)] == [(TOWN, "aggregate"), (COUNTY, "aggregate")]
    folder = whole / "5汇总" / "2025" / f"{COUNTY}{FULL}"
    assert {each.name for each in folder.iterdir()} == {
        "record.json", "lineage.jsonl", "汇总.xlsx", "tables.xlsx", "审核说明.html", "审签单.html",
        f"{COUNTY}2025年政府信息公开工作年度报告.docx", f"{COUNTY}2025年政府信息公开工作年度报告.html",
    }  # fmt: skip
    record = load_record((folder / "record.json").read_bytes())
    assert record["tables"]["proactive"]["licensing"]["decisions"] == 654123
    kept = events(whole)[-1]
    assert (whole / "归档" / kept.record).read_bytes() == (folder / "record.json").read_bytes()
    assert [each["record"] for each in record["aggregate"]["inputs"]][-1] == events(whole)[0].record


def test_running_again_adds_nothing_and_changes_nothing(whole: Path) -> None:
    run("aggregate")
    before = {path: path.read_bytes() for path in whole.rglob("*") if path.is_file()}
    done = run("aggregate")
    assert done.code == 0
    assert {path: path.read_bytes() for path in whole.rglob("*") if path.is_file()} == before
    assert sum("没有再存" in line for line in done.lines) == 2


def test_a_sum_is_no_return_of_its_unit(whole: Path) -> None:
    before = [run("archive", "list").out, run("status").out.partition("应报")[2], run("archive", "list", "--json").out]
    run("aggregate")
    after = [run("archive", "list").out, run("status").out.partition("应报")[2], run("archive", "list", "--json").out]
    assert [each.splitlines()[:-1] for each in after] == [each.splitlines()[:-1] for each in before]
    assert run("archive", "verify").code == 0


def test_an_incomplete_sum_says_so_everywhere_and_leaves_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    office(tmp_path, JUSTICE, RIGHT)
    done = run("aggregate")
    assert done.code == 1
    assert f"未报送 {JUSTICE}" in done.out
    assert f"未报送 {RIGHT}：未发出（在{TOWN}的汇总里）" in done.out
    folder = tmp_path / "5汇总" / "2025" / f"{COUNTY}{FULL}"
    assert not [each for each in folder.iterdir() if each.suffix == ".docx" or "年度报告" in each.name]
    for name in ("审核说明.html", "审签单.html"):
        assert "不完整" in (folder / name).read_text("utf-8")
    review = (folder / "审核说明.html").read_text("utf-8")
    assert JUSTICE in review
    assert RIGHT in review
    assert "通过" not in review.partition("<body")[2].replace("均已通过", "")
    tables = load_workbook(folder / "tables.xlsx")
    assert any("不完整" in str(cell.value) for row in tables.worksheets[0].iter_rows() for cell in row)
    filled = load_workbook(folder / "汇总.xlsx")
    assert any("不完整，缺 2 份" in str(cell.value) for row in filled["三、申请办理"].iter_rows() for cell in row)
    for format_ in ("docx", "html", "md", "txt"):
        made = run("render", folder / "record.json", "--to", format_, "-o", tmp_path / "out")
        assert made.code == 0, made.err
    assert all("（草稿，不完整）" in each.name for each in (tmp_path / "out").iterdir())
    assert "草稿，不得公开；不完整：缺 2 份" in next((tmp_path / "out").glob("*.md")).read_text("utf-8")
    # What was missing comes: the report is there, and nothing of the draft is left in its folder.
    archive = Archive(tmp_path / "归档")
    returned(archive, JUSTICE)
    returned(archive, RIGHT)
    assert run("aggregate").code == 0
    assert f"{COUNTY}2025年政府信息公开工作年度报告.docx" in {each.name for each in folder.iterdir()}
    assert "统计口径：汇总（含所属部门和下级）。" in next(folder.glob("*报告.html")).read_text("utf-8")


def test_a_report_of_when_it_was_whole_goes_unless_somebody_changed_it(whole: Path) -> None:
    run("aggregate")
    folder = whole / "5汇总" / "2025" / f"{COUNTY}{FULL}"
    page, docx = next(folder.glob("*报告.html")), next(folder.glob("*.docx"))
    page.write_text(page.read_text("utf-8") + "<!-- mine -->", "utf-8")
    run("archive", "decide", JUSTICE, "--return", "--by", "李四", "--note", "数据有误，退回")
    assert run("aggregate").code == 1
    assert page.exists()
    assert not docx.exists()


def test_a_draft_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    archive = Archive(office(tmp_path, JUSTICE) / "归档")
    returned(archive, JUSTICE, requests__received__person=13)
    done = run("aggregate", "--draft")
    assert f"未审核 1 份：{JUSTICE}" in done.out
    assert not events(tmp_path)
    folder = tmp_path / "5汇总" / "2025" / f"{COUNTY}（汇总草稿）2025"
    assert "未审核" in (folder / "审签单.html").read_text("utf-8")
    assert not list(folder.glob("*.docx"))


def told_in(folder: Path) -> str:
    """Give all words of the tables and the workbook of a sum."""
    books = [load_workbook(folder / name) for name in ("tables.xlsx", "汇总.xlsx")]
    return "\n".join(str(cell.value) for book in books for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def test_a_draft_of_returns_that_were_all_accepted_does_not_say_that_some_were_not(whole: Path) -> None:
    done = run("aggregate", "--draft")
    folder = whole / "5汇总" / "2025" / f"{COUNTY}（汇总草稿）2025"
    assert "未审核" not in done.out + told_in(folder)
    assert "年度报告（草稿）" in told_in(folder)
    assert "汇总草稿：没有存档，不要用这一份报送。" in told_in(folder)


def test_the_review_names_who_is_in_and_how_each_came_to_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    archive = Archive(office(tmp_path, JUSTICE, RIGHT) / "归档")
    returned(archive, JUSTICE, requests__received__person=13)
    done = run("archive", "decide", JUSTICE, "--accept", "--override", "R001", "--by", "王主任", "--note", "台账系统故障")
    assert done.code == 0, done.err
    run("aggregate")
    review = (tmp_path / "5汇总" / "2025" / f"{COUNTY}{FULL}" / "审核说明.html").read_text("utf-8")
    assert f"直接计入的：{COUNTY}（本机关）、{FINANCE}、{JUSTICE}（特批接收）、{TOWN}（汇总，不完整）" in review
    assert f"{TOWN}的汇总里缺 {RIGHT}：未发出" in review


def test_nothing_is_guessed_of_what_was_typed_while_units_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    returned(Archive(office(tmp_path, RIGHT) / "归档"), COUNTY, "aggregate", proactive__licensing__decisions=54103)
    told = run("aggregate", "--parent", COUNTY).out
    assert "不符：" in told
    assert "汇总还缺 1 家，相差的可能是它们的数；齐全以后再核对" in told
    assert not re.search("最可能|可能是：|每一格都正好是", told)


def adjustments(path: Path, *rows: tuple[object, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("单位", "项目", "增减", "原因"), *rows])
    return path


def test_adjustments_are_kept_with_their_list_and_stay_until_they_are_taken_back(whole: Path) -> None:
    listed = adjustments(whole / "调整.csv", (COUNTY, LICENCES, -3, "同一处罚重复报"), (TOWN, "三、申请办理D6", "+1", "漏报一件，电话核实"))
    done = run("aggregate", "--adjust", listed)
    assert done.code == 1, "one more received than closed: the town's table does not tie out"
    assert "行政许可 / 本年处理决定数量 -3：同一处罚重复报" in done.out
    folder = whole / "5汇总" / "2025" / f"{COUNTY}{FULL}"
    assert "汇总数未改正、未说明的问题 2 处" in (folder / "审签单.html").read_text("utf-8"), "one column and the total"
    review = re.sub(r"<[^>]+>", "", (folder / "审核说明.html").read_text("utf-8"))
    assert "汇总数，没有改正的问题（2 处）" in review
    assert "调整 行政许可 / 本年处理决定数量 -3：同一处罚重复报" in review
    kept = events(whole)
    assert [each.file for each in kept] == ["调整.csv", "调整.csv"]
    assert (whole / "归档" / kept[0].kept).read_bytes() == listed.read_bytes()
    record = load_record((whole / "归档" / kept[-1].record).read_bytes())
    assert record["tables"]["proactive"]["licensing"]["decisions"] == 654120
    assert record["tables"]["requests"]["received"]["person"] == 73
    assert record["aggregate"]["adjustments"] == [{"point": LICENCES, "change": -3, "reason": "同一处罚重复报"}]
    again = run("aggregate")
    assert "沿用上次汇总的调整 1 项" in again.out
    assert "另有 1 行是别的单位的，这次没有用到" in run("aggregate", "--parent", COUNTY, "--adjust", listed).err
    assert len(events(whole)) == 2
    run("aggregate", "--parent", CODES[TOWN], "--adjust", adjustments(whole / "无.csv"))
    run("aggregate", "--parent", COUNTY, "--adjust", adjustments(whole / "无.csv"))
    plain = load_record((whole / "归档" / events(whole)[-1].record).read_bytes())
    assert plain["tables"]["proactive"]["licensing"]["decisions"] == 654123
    assert plain["tables"]["requests"]["received"]["person"] == 72
    assert run("archive", "verify").code == 0


def test_of_adjustments_that_no_longer_fit_it_is_said_whose_they_are_and_how_they_go(whole: Path) -> None:
    listed = adjustments(whole / "调整.csv", (TOWN, LICENCES, -600000, "同一处罚重复报了"))
    assert run("aggregate", "--adjust", listed).code == 0
    assert run("archive", "decide", RIGHT, "--return", "--by", "李四", "--note", "请再核对").code == 0
    done = run("aggregate")
    assert done.code == 2
    assert done.err.startswith(f"“{TOWN}”的汇总：")
    assert f"沿用上次汇总的调整：有变化的，用 --parent {TOWN} 和一份新的 --adjust 重做" in done.err
    assert "the adjustments are those of the last sum" in run("aggregate", "--lang", "en").err
    # What it says to do can be done.
    assert run("aggregate", "--parent", TOWN, "--adjust", adjustments(whole / "空.csv")).code == 1
    assert run("aggregate").code == 1, "incomplete, and refused no more"
    # Of a list that was given the line is said as well, and nothing of what was before.
    done = run("aggregate", "--adjust", adjustments(whole / "调整.csv", (COUNTY, LICENCES, -700000, "同一处罚重复报了")))
    assert (done.code, "第 2 行" in done.err, "沿用" in done.err) == (2, True, False)
    assert f"“{COUNTY}”的汇总：" in done.err


def test_all_mistakes_of_a_list_are_said_at_once(whole: Path) -> None:
    listed = adjustments(
        whole / "调整.csv",
        (FINANCE, LICENCES, -3, "同一处罚重复报"), (COUNTY, "requests.received.total", 1, "合计不能调"), (COUNTY, LICENCES, "若干", "同一处罚重复报"),
        (COUNTY, LICENCES, 1, "重复"), ("", LICENCES, 1, "同一处罚重复报"),
    )  # fmt: skip
    done = run("aggregate", "--adjust", listed)
    assert done.code == 2
    assert [line.partition("行")[0] for line in done.err.splitlines()] == [f"调整.csv：第 {n} " for n in range(2, 7)]
    assert not events(whole)


def test_columns_that_nothing_cuts_apart_are_said_to_be(whole: Path) -> None:
    listed = whole / "调整.csv"
    listed.write_text(f"单位，项目，增减，原因\n{COUNTY}，{LICENCES}，-3，同一处罚重复报\n", "utf-8")
    (told,) = run("aggregate", "--adjust", listed).err.splitlines()
    assert told.startswith("调整.csv：第 1 行 A 列：")
    assert "“，”" in told
    listed.write_text(f"单位,项目,增减,原因\n{COUNTY}，{LICENCES}，-3，同一处罚重复报\n", "utf-8")
    (told,) = run("aggregate", "--adjust", listed).err.splitlines()
    assert told.startswith("调整.csv：第 2 行 A 列：")
    listed.write_text(f"单位,项目,增减,原因\n{COUNTY},{LICENCES},-3,联合执法，两个单位都报了\n", "utf-8")
    assert run("aggregate", "--adjust", listed).code == 0, "a reason may have any comma"


def test_what_the_unit_typed_itself_is_held_against_the_sum(whole: Path) -> None:
    right = {"proactive__licensing__decisions": 654123, "requests__received__person": 72, "requests__received__business": 18}
    right |= {"requests__carried_in__person": 12, "requests__granted__person": 54, "requests__granted__business": 18, "requests__petition__person": 24}
    right |= {"requests__carried_out__person": 6, "proactive__normative__issued": 36, "proactive__normative__repealed": 12, "proactive__normative__in_force": 246}
    right |= {"review__cases__recon_upheld": 30, "proactive__fees__amount": Decimal("1.750001")}
    path = whole / "自填.xlsx"
    path.write_bytes(workbook(COUNTY, "aggregate", **right))
    done = run("aggregate", "--parent", COUNTY, "--against", path)
    assert "逐格一致" in done.out, done.out
    # The county forgot one bureau in two cells, and mistyped a third.
    wrong = {**right, "proactive__licensing__decisions": 654103, "proactive__fees__amount": Decimal("1.500001"), "requests__carried_in__person": 13}
    path.write_bytes(workbook(COUNTY, "aggregate", **wrong))
    done = run("aggregate", "--parent", COUNTY, "--against", path, "--json")
    assert done.code == 1
    against = json.loads(done.lines[0])["against"]
    cells = {each["point"]: each for each in against["differing"]}
    assert {point: (each["typed"], each["sum"], each["difference"]) for point, each in cells.items()} == {
        LICENCES: (654103, 654123, -20), "proactive.fees.amount": ("1.500001", "1.750001", "-0.25"), "requests.carried_in.person": (13, 12, 1),
    }  # fmt: skip
    assert cells[LICENCES]["suspects"][0] == {"unit": FINANCE, "code": CODES[FINANCE], "level": 1, "twice": False}
    assert (against["likely"][0]["unit"], against["likely"][0]["explains"]) == (FINANCE, 2)
    shown = run("aggregate", "--parent", COUNTY, "--against", path).out
    assert f"没有加“{FINANCE}”" in shown
    # A town's own return and its sum explain a cell each, and are called alike.
    path.write_bytes(workbook(COUNTY, "aggregate", **{**right, "proactive__licensing__decisions": 650123, "proactive__fees__amount": Decimal("1.75")}))
    likely = [line for line in run("aggregate", "--parent", COUNTY, "--against", path).lines if "最可能" in line]
    assert [line for line in likely if f"“{TOWN}”" in line] == [f"    最可能：没有加“{TOWN}”，能解释 1 格"]
    # The one in the archive is held against the sum by itself.
    returned(Archive(whole / "归档"), COUNTY, "aggregate", **wrong)
    assert "不符：" in run("aggregate", "--parent", COUNTY).out
    assert run("aggregate", "--parent", COUNTY, "--against", whole / "归档" / events(whole)[-1].record).code == 0
    other = run("aggregate", "--parent", TOWN, "--against", path)
    assert other.code == 2
    assert "单位" in other.err


@pytest.mark.parametrize("left_out", [(FINANCE,), (FINANCE, JUSTICE), (FINANCE, JUSTICE, TOWN)])
def test_units_that_explain_every_difference_are_named_together(whole: Path, left_out: tuple[str, ...]) -> None:
    licences = {COUNTY: 100, FINANCE: 20, JUSTICE: 3, TOWN: 654000}
    fees = {COUNTY: "1.5", FINANCE: "0.25", JUSTICE: "0", TOWN: "0.000001"}
    returns = {COUNTY: 1, FINANCE: 1, JUSTICE: 1, TOWN: 3}
    there = [unit for unit in licences if unit not in left_out]
    n = sum(returns[unit] for unit in there)
    each = {"requests__received__person": 12, "requests__received__business": 3, "requests__carried_in__person": 2, "requests__granted__person": 9}
    each |= {"requests__granted__business": 3, "requests__petition__person": 4, "requests__carried_out__person": 1, "review__cases__recon_upheld": 5}
    each |= {"proactive__normative__issued": 6, "proactive__normative__repealed": 2, "proactive__normative__in_force": 41}
    typed = {point: n * value for point, value in each.items()}
    typed["proactive__licensing__decisions"] = sum(licences[unit] for unit in there)
    typed["proactive__fees__amount"] = sum(Decimal(fees[unit]) for unit in there)
    path = whole / "自填.xlsx"
    path.write_bytes(workbook(COUNTY, "aggregate", **typed))
    done = run("aggregate", "--parent", COUNTY, "--against", path, "--json")
    assert json.loads(done.lines[0])["against"]["left_out"] == list(left_out)
    assert "每一格正好差这么多" in run("aggregate", "--parent", COUNTY, "--against", path).out


def test_what_lies_in_a_sums_folder_is_no_return(whole: Path) -> None:
    run("aggregate")
    before = (whole / "归档" / "log.jsonl").read_bytes()
    done = run("ingest", whole / "5汇总")
    assert "汇总.xlsx" not in done.out + done.err
    assert "lineage" not in done.out + done.err
    assert (whole / "归档" / "log.jsonl").read_bytes() == before


def test_what_cannot_run_says_why(whole: Path) -> None:
    assert "财政" in run("aggregate", "--parent", FINANCE).err
    assert run("aggregate", "--parent", FINANCE).code == 2
    assert run("aggregate", "--against", "x.xlsx").code == 2
    (whole / "名单.csv").write_text("单位全称\n甲局\n", "utf-8")
    done = run("aggregate")
    assert done.code == 2
    assert "上级" in done.err


def test_it_speaks_english(whole: Path) -> None:
    done = run("aggregate", "--lang", "en")
    assert done.code == 0
    assert f"{COUNTY} 2025: the sum of 4 direct inputs, 6 returns in all; complete" in done.out


def test_the_workbook_of_a_sum_asks_only_for_words_and_explanations(whole: Path) -> None:
    run("aggregate")
    data = (whole / "5汇总" / "2025" / f"{COUNTY}{FULL}" / "汇总.xlsx").read_bytes()
    judgement = judged(data)
    assert {found.rule for found in judgement.findings if found.blocks} == {"N8"}
    record = load_record((whole / "5汇总" / "2025" / f"{COUNTY}{FULL}" / "record.json").read_bytes())
    assert judgement.reading is not None
    assert judgement.reading.read.facts[LICENCES].value == record["tables"]["proactive"]["licensing"]["decisions"]


def test_the_record_of_a_sum_may_be_longer_than_any_return(whole: Path) -> None:
    run("aggregate", "--parent", TOWN)
    folder = whole / "5汇总" / "2025" / f"{TOWN}{FULL}"
    path = folder / "record.json"
    record = load_record(path.read_bytes())
    record["aggregate"]["inputs"] *= 2_500
    path.write_bytes(dump_record(record))
    assert path.stat().st_size > MAX_WORDS
    assert run("fill", path, "-o", whole / "大.xlsx").code == 0
    (folder / "lineage.jsonl").unlink()
    done = run("fill", path, "-o", whole / "大2.xlsx")
    assert done.code == 2
    assert "文件大于 2 MB" in done.err


def test_whatever_the_screen_tells_of_a_sum_stands_in_its_json_and_its_record(whole: Path) -> None:
    archive = Archive(whole / "归档")
    bad = returned(archive, FINANCE, requests__received__person=13)
    words = ("--accept", "--by", "李四", "--note", "已电话核实，确为如此", "--override", ",".join(bad.codes))
    assert run("archive", "decide", FINANCE, *words).code == 0
    returned(archive, JUSTICE, requests__received__person=13)
    (whole / "调整.csv").write_text(f"单位,项目,增减,原因\n{COUNTY},{LICENCES},-1,同一处罚两个局都报了\n{TOWN},{LICENCES},-1,同一处罚两个队都报了\n", "utf-8")
    done = run("aggregate", "--parent", COUNTY, "--adjust", whole / "调整.csv", "--json")
    told = json.loads(done.lines[0])
    assert told["flagged"] == {
        "exceptions": [{"unit": FINANCE, "code": CODES[FINANCE], "scope": "own", "state": "exception"}],
        "unaudited": [],
        "wrong": [],
        "outdated": [{"unit": JUSTICE, "code": CODES[JUSTICE], "scope": "own", "state": "accepted", "later": "returned"}],
        "set_aside": [],
    }
    assert (told["exceptions"], told["unaudited"], told["outdated"]) == (1, 0, 1)
    assert (told["carried"], told["passed_over"], told["changed_by_people"]) == (False, 1, [])
    folder = whole / "5汇总" / "2025" / f"{COUNTY}{FULL}"
    record = load_record((folder / "record.json").read_bytes())
    assert record["aggregate"]["counts"] == {"returns": 6, "exceptions": 1, "unaudited": 0, "outdated": 1}
    assert {each["unit"]: each.get("later") for each in record["aggregate"]["inputs"]} == {COUNTY: None, FINANCE: None, JUSTICE: "returned", TOWN: None}
    assert (record["aggregate"]["added"], record["aggregate"]["gone"]) == ([], [])
    lines = [json.loads(line) for line in (folder / "lineage.jsonl").read_text("utf-8").splitlines()]
    assert [each["unit"] for each in lines if "later" in each] == [JUSTICE]
    assert "后来又报的没有计入（退回修改）" in (folder / "审核说明.html").read_text("utf-8")
    # What a person changed stays, the new one lies beside it, and the adjustments are those it had.
    (folder / "审核说明.html").write_text("改过", "utf-8")
    returned(archive, TOWN, requests__received__person=13)
    told = json.loads(run("aggregate", "--parent", COUNTY, "--json").lines[0])
    assert (told["carried"], told["passed_over"], [Path(each).name for each in told["changed_by_people"]]) == (True, 0, ["审核说明.html"])
    traced = run("trace", COUNTY, LICENCES).out
    assert f"{FINANCE}（特批接收）" in traced
    assert f"{JUSTICE}（后来又报的没有计入：退回修改）" in traced
    shares = [json.loads(line) for line in run("trace", COUNTY, LICENCES, "--json").lines]
    assert {each["unit"] for each in shares if each.get("later")} == {JUSTICE, TOWN}
    assert run("archive", "verify").code == 0


def test_units_that_came_or_went_since_last_year_stand_in_the_record(whole: Path) -> None:
    archive = Archive(whole / "归档")
    for unit in (COUNTY, FINANCE, TOWN):
        returned(archive, unit, year=2024)
    listed = (whole / "名单.csv").read_text("utf-8-sig")
    (whole / "名单.csv").write_text("\n".join(line for line in listed.splitlines() if JUSTICE not in line), "utf-8")
    run("aggregate", "--year", "2024", "--parent", COUNTY)
    (whole / "名单.csv").write_text("\n".join(line for line in listed.splitlines() if FINANCE not in line), "utf-8")
    done = run("aggregate", "--parent", COUNTY, "--json")
    told = json.loads(done.lines[0])
    assert (told["added"], told["gone"]) == ([JUSTICE], [FINANCE])
    record = load_record((whole / "5汇总" / "2025" / f"{COUNTY}{FULL}" / "record.json").read_bytes())
    assert (record["aggregate"]["added"], record["aggregate"]["gone"]) == ([JUSTICE], [FINANCE])
    assert {f"比上年多了 1 家：{JUSTICE}", f"上年有、今年没有 1 家：{FINANCE}"} <= set(record["source"]["notes"])


def let_pass(folder: Path, unit: str, **wrong: int) -> None:
    bad = returned(Archive(folder / "归档"), unit, **wrong)
    words = ("--accept", "--by", "李四", "--note", "已电话核实，确为如此", "--override", ",".join(bad.codes))
    assert run("archive", "decide", unit, *words).code == 0


def test_of_a_rule_that_a_sum_breaks_it_is_said_in_whose_return_to_look(whole: Path) -> None:
    let_pass(whole, RIGHT, requests__received__person=13)
    done = run("aggregate")
    # It is two levels down, and none of the other five is named.
    assert done.out.count(f"“收到和办理件数（tie-out）”在这些单位自己的报表里就不成立：{RIGHT}\n") == 2
    assert f"“收到和办理件数（tie-out）” does not hold in these units' own returns: {RIGHT}\n" in run("aggregate", "--lang", "en").out
    plain = [json.loads(line) for line in run("aggregate", "--json").lines]
    for each in plain:
        assert each["broken_by"] == [{
            "rule": "tie-out", "more": False, "adjusted": False,
            "returns": [{"unit": RIGHT, "code": CODES[RIGHT], "scope": "own", "state": "exception"}],
        }]  # fmt: skip
    review = (whole / "5汇总" / "2025" / f"{COUNTY}{FULL}" / "审核说明.html").read_text("utf-8")
    assert f"自己的报表里就不成立：{RIGHT}（特批接收）" in review


def test_of_many_returns_that_break_a_rule_it_is_said_that_there_are_more(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govxl.aggregate.breaking.MOST", 1)
    for unit in (RIGHT, JUSTICE):
        let_pass(whole, unit, requests__received__person=13)
    done = run("aggregate", "--parent", COUNTY)
    assert f"自己的报表里就不成立：{JUSTICE}等，还有别的\n" in done.out
    assert f"in these units' own returns: {JUSTICE}, and in others\n" in run("aggregate", "--parent", COUNTY, "--lang", "en").out
    (told,) = map(json.loads, run("aggregate", "--parent", COUNTY, "--json").lines)
    assert [([one["unit"] for one in each["returns"]], each["more"]) for each in told["broken_by"]] == [([JUSTICE], True)]
    # Below the town it is one alone.
    assert f"自己的报表里就不成立：{RIGHT}\n" in run("aggregate", "--parent", TOWN).out


def test_of_a_rule_that_only_the_adjustments_break_that_is_said(whole: Path) -> None:
    (whole / "调整.csv").write_text(f"单位,项目,增减,原因\n{COUNTY},requests.received.person,1,漏报一件，电话核实\n", "utf-8")
    done = run("aggregate", "--parent", COUNTY, "--adjust", whole / "调整.csv")
    assert "“收到和办理件数（tie-out）”调整以前成立，调整以后不成立，请核对调整" in done.out
    assert "自己的报表里就不成立" not in done.out
    assert json.loads(run("aggregate", "--parent", COUNTY, "--json").lines[0])["broken_by"] == [
        {"rule": "tie-out", "returns": [], "more": False, "adjusted": True}
    ]


def test_of_many_who_would_explain_a_cell_the_one_is_named_who_explains_the_most(whole: Path) -> None:
    path = whole / "填的.xlsx"
    # The bureau of finance is left out, and one cell is another's mistake. All six have 12 applications of persons.
    left_out = {LICENCES: 654123 - 20, "proactive.fees.amount": Decimal("1.500001"), "requests.received.person": 60}
    typed = {**left_out, "review.cases.recon_upheld": 29}
    sums = summed_inputs(whole)
    path.write_bytes(workbook(COUNTY, "aggregate", **{point.replace(".", "__"): value for point, value in {**sums, **typed}.items()}))
    done = run("aggregate", "--parent", COUNTY, "--against", path)
    assert [line for line in done.lines if "最可能" in line] == [f"    最可能：没有加“{FINANCE}”，能解释 3 格"], done.out + done.err
    cells = [line for line in done.lines if "可能是" in line]
    assert len(cells) == 3
    assert all(line.endswith(f"可能是：没有加“{FINANCE}”") for line in cells), cells


def summed_inputs(folder: Path) -> dict[str, object]:
    """Every figure of the sum as it is kept, by point."""
    run("aggregate", "--parent", COUNTY)
    record = load_record((folder / "5汇总" / "2025" / f"{COUNTY}{FULL}" / "record.json").read_bytes())
    return {
        path: record["tables"][table][row][column] for path, point in layout_of().form.points.items()
        if point.kind == "input" and point.traits.numeric and not path.startswith("categories.")
        for table, row, column in [path.split(".")]
    }  # fmt: skip


def test_of_a_sum_that_was_made_here_nothing_is_decided_and_it_is_said_why(whole: Path) -> None:
    run("aggregate")
    report = next((whole / "5汇总" / "2025" / f"{COUNTY}{FULL}").glob("*.docx"))
    done = run("archive", "publish", COUNTY, "--scope", "汇总", "--file", report, "--url", "https://example.gov.cn/", "--date", "2026-01-31", "--by", "李四")
    assert done.code == 2
    assert f"“{COUNTY}”2025年度的汇总是 govxl 算出来的" in done.err
    assert events(whole)[-1].record in done.err
    assert "是不是" not in done.err
    done = run("archive", "show", CODES[TOWN], "--scope", "aggregate", "--lang", "en")
    assert f"the sum of “{TOWN}” for 2025 was made by govxl" in done.err
    assert "so that nothing is decided" in done.err
    # What it says to do can be done.
    assert run("compare", report.with_name("record.json"), report).code == 0
    # A unit that has no sum is told as before.
    assert "没有" in run("archive", "show", JUSTICE, "--scope", "汇总").err
    assert "govxl 算出来的" not in run("archive", "show", JUSTICE, "--scope", "汇总").err


def test_of_a_unit_with_earlier_years_its_offices_year_is_meant(whole: Path) -> None:
    returned(Archive(whole / "归档"), JUSTICE, year=2024)
    told = json.loads(run("archive", "show", JUSTICE, "--json").lines[0])
    assert told["year"] == 2025
    assert json.loads(run("archive", "show", JUSTICE, "--year", "2024", "--json").lines[0])["year"] == 2024
    assert run("archive", "receipt", JUSTICE, "-o", "回执").code == 0
    assert {each.suffix for each in (whole / "回执").glob("*2025*")} == {".json", ".txt"}
    (whole / "office.toml").write_text('year = 2026\nform = "zfxxgk"\n', "utf-8")
    assert "有几份" in run("archive", "show", JUSTICE).err, "of that year there is nothing, and of two others one has to be said"


def rewrite(folder: Path, old: str, new: str) -> None:
    """What the office's list calls a unit."""
    listed = (folder / "名单.csv").read_text("utf-8")
    assert old in listed
    (folder / "名单.csv").write_text(listed.replace(old, new), "utf-8")


@pytest.mark.parametrize("draft", [False, True], ids=["sum", "draft"])
def test_of_a_unit_that_was_renamed_the_office_sees_one_sum(whole: Path, draft: bool) -> None:
    more, mark = (["--draft"], "（汇总草稿）2025") if draft else ([], FULL)
    run("aggregate", *more)
    top, now = whole / "5汇总" / "2025", "示例县东风街道办事处"
    assert {each.name for each in top.iterdir()} == {f"{TOWN}{mark}", f"{COUNTY}{mark}"}
    rewrite(whole, TOWN, now)
    done = run("aggregate", *more)
    assert {each.name for each in top.iterdir()} == {f"{now}{mark}", f"{COUNTY}{mark}"}
    assert f"{TOWN}{mark}：这个单位改了名称或代码，现在的汇总在“{now}”名下" in done.err
    assert run("aggregate", *more).err == "", "it is said once"
    if not draft:
        assert run("trace", CODES[TOWN], LICENCES).code == 0


def test_a_draft_under_the_old_name_goes_with_the_sum_and_one_of_the_same_name_stays(whole: Path) -> None:
    run("aggregate")
    run("aggregate", "--draft")
    top, now = whole / "5汇总" / "2025", "示例县东风街道办事处"
    rewrite(whole, TOWN, now)
    run("aggregate", "--draft")
    assert (top / f"{TOWN}{FULL}" / "record.json").is_file(), "a draft takes no sum away"
    run("aggregate")
    marks = (FULL, "（汇总草稿）2025")
    assert {each.name for each in top.iterdir()} == {f"{unit}{mark}" for unit in (now, COUNTY) for mark in marks}


def test_what_a_person_has_in_the_folder_of_the_old_name_stays(whole: Path) -> None:
    run("aggregate")
    top, now = whole / "5汇总" / "2025", "示例县东风街道办事处"
    old = top / f"{TOWN}{FULL}"
    (old / "核对记录.txt").write_text("已电话核实", "utf-8")
    worked_in = (old / "汇总.xlsx").read_bytes() + b"\n"
    (old / "汇总.xlsx").write_bytes(worked_in)
    rewrite(whole, TOWN, now)
    done = run("aggregate", "--json", "--lang", "en")
    assert {each.name: each.read_bytes() for each in old.iterdir()} == {
        "核对记录.txt": "已电话核实".encode(), "汇总.xlsx": worked_in,
    }  # fmt: skip
    told = json.loads(done.lines[0])
    assert told["withdrawn"] == [str(old)]
    assert {Path(each).name for each in told["changed_by_people"]} == {"核对记录.txt", "汇总.xlsx"}
    assert done.err.count("somebody put or changed it there") == 2
    assert {each.name for each in (top / f"{now}{FULL}").iterdir()} >= {"record.json", "汇总.xlsx"}


def test_of_a_unit_that_got_its_code_later_the_office_sees_one_sum(whole: Path) -> None:
    rewrite(whole, f"{TOWN},{CODES[TOWN]}", f"{TOWN},")
    run("aggregate")
    rewrite(whole, f"{TOWN},", f"{TOWN},{CODES[TOWN]}")
    for _ in range(2):
        run("aggregate")
        folders = [each for each in (whole / "5汇总" / "2025").iterdir() if each.name.startswith(TOWN)]
        assert len(folders) == 1
        assert load_record((folders[0] / "record.json").read_bytes())["unit"]["code"] == CODES[TOWN]


def test_of_two_units_of_one_name_neither_takes_the_others_sum_away(whole: Path) -> None:
    run("aggregate")
    other = whole / "5汇总" / "2025" / f"{TOWN}{FULL}"
    record = load_record((other / "record.json").read_bytes())
    (other / "record.json").write_bytes(dump_record({**record, "unit": {**record["unit"], "code": "229999"}}))
    before = {each.name for each in other.iterdir()}
    assert run("aggregate").err == ""
    assert {each.name for each in other.iterdir()} == before
    assert (whole / "5汇总" / "2025" / f"{TOWN}{FULL}（{CODES[TOWN]}）" / "record.json").is_file()


def test_a_typed_sum_that_is_not_compared_is_said_in_every_output(whole: Path) -> None:
    plain = json.loads(run("aggregate", "--parent", TOWN, "--json").lines[0])
    assert (plain["against"], plain["not_compared"]) == (None, None), "nobody typed any"
    archive = Archive(whole / "归档")
    first = returned(archive, TOWN, "aggregate", proactive__licensing__decisions=1)
    told = json.loads(run("aggregate", "--parent", TOWN, "--json").lines[0])
    assert (told["against"]["file"], told["against"]["state"], told["against"]["unaudited"]) == (first.file, "accepted", False)
    # Of two with other figures nobody chose yet, none is compared.
    second = receive(archive, workbook(TOWN, "aggregate", proactive__licensing__decisions=2), "乙.xlsx", outcome="conflict")
    assert archive.cases.find("zfxxgk", 2025, "aggregate", second).is_conflict  # type: ignore[union-attr,arg-type]
    done = run("aggregate", "--parent", TOWN)
    assert "本单位自己填的汇总表 乙.xlsx 没有对照：报了几份数据不同的表，还没有选定" in done.out
    assert "what the unit typed itself in 乙.xlsx was not compared: sent several" in run("aggregate", "--parent", TOWN, "--lang", "en").out
    told = json.loads(run("aggregate", "--parent", TOWN, "--json").lines[0])
    assert told["against"] is None
    assert (told["not_compared"]["file"], told["not_compared"]["state"]) == ("乙.xlsx", "waiting")
    assert told["not_compared"]["why"] == "报了几份数据不同的表，还没有选定"


def test_a_typed_sum_that_is_compared_and_does_not_count_says_so(whole: Path) -> None:
    archive = Archive(whole / "归档")
    returned(archive, TOWN, "aggregate", requests__received__person=13)
    done = run("aggregate", "--parent", TOWN)
    assert "自己填的这份还不作数：退回修改" in done.out
    told = json.loads(run("aggregate", "--parent", TOWN, "--json").lines[0])
    assert (told["against"]["state"], told["against"]["unaudited"]) == ("returned", True)


# -- What is next


def steps(folder: Path) -> list[str]:
    return [line[3:] for line in run("office", "run", folder, "--by", "李四").lines if line[1:2] == "." and "govxl aggregate" in line]


def test_whoever_knows_no_command_is_told_when_to_add_up_and_when_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    office(tmp_path, JUSTICE, RIGHT)
    assert steps(tmp_path) == [], "somebody is missing below both"
    archive = Archive(tmp_path / "归档")
    returned(archive, RIGHT)
    assert steps(tmp_path) == [f"报齐了、可以汇总的 1 家（{TOWN}）：运行 govxl aggregate，结果在“5汇总/2025”里"]
    returned(archive, JUSTICE)
    assert steps(tmp_path)[0].startswith(f"报齐了、可以汇总的 2 家（{TOWN}、{COUNTY}）")
    run("aggregate")
    assert steps(tmp_path) == []
    returned(Archive(tmp_path / "归档"), JUSTICE, proactive__licensing__decisions=4)
    (told,) = steps(tmp_path)
    assert told.startswith(f"汇总以后又有变化的 1 家（{COUNTY}）：“5汇总/2025”里的数可能不是最新的"), "the town has nothing of it"
    returned(Archive(tmp_path / "归档"), RIGHT, proactive__licensing__decisions=5)
    (told,) = steps(tmp_path)
    assert told.startswith(f"汇总以后又有变化的 2 家（{TOWN}、{COUNTY}）")
    run("aggregate")
    assert steps(tmp_path) == []


def test_a_sum_that_would_be_the_same_is_not_asked_for_again_and_again(whole: Path) -> None:
    archive = whole / "归档"
    run("aggregate")
    returned(Archive(archive), JUSTICE, requests__received__person=13)
    assert len(steps(whole)) == 1, "a correction that was sent back is said in the sum"
    run("aggregate")
    returned(Archive(archive), JUSTICE, requests__received__person=14)
    assert steps(whole) == [], "sent back once more"
    assert run("archive", "decide", RIGHT, "--return", "--by", "李四", "--note", "请再核对").code == 0
    assert len(steps(whole)) == 1
    assert run("archive", "decide", RIGHT, "--accept", "--by", "李四", "--note", "核对过了").code == 0
    assert steps(whole) == [], "a decision that was taken back"
    done = run("aggregate")
    assert done.out.count("和归档里的一样，没有再存") == 2, "as the command finds"
    assert steps(whole) == []


def test_a_sum_of_other_units_than_the_list_has_now_is_to_be_made_again(whole: Path) -> None:
    run("aggregate")
    assert steps(whole) == []
    rewrite(whole, f"{RIGHT},{CODES[RIGHT]},,department,{TOWN}", f"{RIGHT},{CODES[RIGHT]},,department,{COUNTY}")
    (told,) = steps(whole)
    assert told.startswith(f"汇总以后又有变化的 2 家（{TOWN}、{COUNTY}）"), "it stands below the other now, and nothing came"
    run("aggregate")
    assert steps(whole) == []
    listed = (whole / "名单.csv").read_text("utf-8")
    (whole / "名单.csv").write_text("".join(line for line in listed.splitlines(True) if JUSTICE not in line), "utf-8")
    (told,) = steps(whole)
    assert told.startswith(f"汇总以后又有变化的 1 家（{COUNTY}）"), "one that was closed"
    run("aggregate")
    assert steps(whole) == []
    (whole / "名单.csv").write_text((whole / "名单.csv").read_text("utf-8") + f"示例县新局,N1,county,department,{COUNTY}\n", "utf-8")
    (told,) = steps(whole)
    assert told.startswith(f"汇总以后又有变化的 1 家（{COUNTY}）"), "one that was founded"


def test_a_list_that_says_the_same_of_who_is_in_a_sum_asks_for_none(whole: Path) -> None:
    run("aggregate")
    lines = (whole / "名单.csv").read_text("utf-8").splitlines(True)
    (whole / "名单.csv").write_text("".join([lines[0], *reversed(lines[1:])]), "utf-8")
    assert steps(whole) == [], "in another order"
    rewrite(whole, f"{JUSTICE},", f"{JUSTICE}（新）,")
    assert steps(whole) == [], "one that got another name and kept its code"


def test_a_sum_whose_record_is_damaged_is_to_be_made_again(whole: Path) -> None:
    run("aggregate")
    (whole / "归档" / events(whole)[-1].record).write_bytes(b"")
    (told,) = steps(whole)
    assert told.startswith(f"汇总以后又有变化的 1 家（{COUNTY}）")


def test_a_sum_that_was_handed_over_is_awaited_no_more_and_another_one_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    city, below = "示例市人民政府", county(tmp_path / "县归档").folder

    def hand_over() -> None:
        archive = Archive(below)
        collector = Collector(archive, roster(), layout_of().form, 2025)
        for parent in collector.family.parents():
            keep(archive, collector.sum_of(collector.family.plan_of(parent)), layout_of().form, "李四")
        (tmp_path / "县.zip").unlink(missing_ok=True)
        assert run("archive", "export", "--bundle", tmp_path / "县.zip", "--archive", below).code == 0
        import_bag(Archive(tmp_path / "归档"), tmp_path / "县.zip", "王五")

    (tmp_path / "office.toml").write_text('year = 2025\nform = "zfxxgk"\n', "utf-8")
    rows = f"单位全称,单位代码,层级,性质,上级,统计口径\n{city},,city,government,,own\n{COUNTY},{CODES[COUNTY]},county,government,{city},aggregate\n"
    (tmp_path / "名单.csv").write_text(rows, "utf-8")
    returned(Archive(tmp_path / "归档"), city)
    assert steps(tmp_path) == [], "the county is missing"
    hand_over()
    assert steps(tmp_path) == [f"报齐了、可以汇总的 1 家（{city}）：运行 govxl aggregate，结果在“5汇总/2025”里"]
    assert "齐全" in run("aggregate").out
    assert steps(tmp_path) == []
    returned(Archive(below), JUSTICE, proactive__licensing__decisions=4)
    decide(Archive(below), Archive(below).events[-1], "accept")
    hand_over()
    (told,) = steps(tmp_path)
    assert told.startswith(f"汇总以后又有变化的 1 家（{city}）")
    run("aggregate")
    assert steps(tmp_path) == []


# -- What is known to be wrong


def known_wrong(folder: Path, unit: str) -> None:
    """A unit's return as it was published once, with faults (已公开（有误）)."""
    path = folder / "公开过的.xlsx"
    path.write_bytes(workbook(unit, requests__received__person=13))
    done = run("archive", "import", path, "--as-published", "--by", "李四", "--note", "当年公开的就是这样")
    assert done.code == 0, done.err


def test_what_is_known_to_be_wrong_is_in_a_sum_only_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    office(tmp_path, JUSTICE)
    known_wrong(tmp_path, JUSTICE)
    done = run("aggregate", "--parent", COUNTY)
    assert f"未计入 {JUSTICE}：已公开（有误）" in done.out
    done = run("aggregate", "--include", JUSTICE)
    assert "不完整" not in done.out
    assert f"已公开（有误）、指名计入的 1 份：{JUSTICE}" in done.out
    assert f"“收到和办理件数（tie-out）”在这些单位自己的报表里就不成立：{JUSTICE}" in done.out
    folder = tmp_path / "5汇总" / "2025" / f"{COUNTY}{FULL}"
    record = load_record((folder / "record.json").read_bytes())
    assert record["tables"]["requests"]["received"]["person"] == 73
    assert record["aggregate"]["counts"]["wrong"] == 1
    assert not [*folder.glob("*.docx")], "nobody publishes what is known to be wrong"
    assert "不得公开；含已公开（有误）的 1 份" in (folder / "审签单.html").read_text("utf-8")
    assert "统计口径" in (folder / "审核说明.html").read_text("utf-8")
    for name in ("审核说明.html", "审签单.html"):
        assert "已公开（有误）" in (folder / name).read_text("utf-8"), name
    assert f"{JUSTICE}（已公开，有误）" in run("trace", COUNTY, "requests.received.person").out
    assert f"{JUSTICE} (published, known to be wrong)" in run("trace", COUNTY, "requests.received.person", "--lang", "en").out
    assert run("archive", "verify").code == 0
    told = [json.loads(line) for line in run("aggregate", "--include", CODES[JUSTICE], "--json").lines]
    assert [each["flagged"]["wrong"] for each in told] == [[], [{"unit": JUSTICE, "code": CODES[JUSTICE], "scope": "own", "state": "published-wrong"}]]
    assert told[1]["again"], "by its code it is the same"
    # It is for that run alone.
    assert f"未计入 {JUSTICE}：已公开（有误）" in run("aggregate", "--parent", COUNTY).out
    assert run("archive", "verify").code == 0


def test_whoever_is_named_and_has_no_such_return_is_told(whole: Path) -> None:
    done = run("aggregate", "--parent", COUNTY, "--include", FINANCE)
    assert f"--include 写的“{FINANCE}”：这次汇总里没有用到它已公开（有误）的报表" in done.err
    done = run("aggregate", "--parent", COUNTY, "--include", "示例县财正局")
    assert done.code == 2
    assert done.err.startswith("名单里没有“示例县财正局”，是不是 示例县财政局")


def test_of_whoever_is_named_for_another_sum_it_is_not_said_that_it_has_no_such_return(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    office(tmp_path, JUSTICE)
    known_wrong(tmp_path, JUSTICE)
    done = run("aggregate", "--parent", TOWN, "--include", JUSTICE, "--lang", "en")
    assert f"no return of “{JUSTICE}” that is known to be wrong is in what was added up here" in done.err
    assert run("aggregate", "--parent", COUNTY, "--include", JUSTICE).err == ""
