"""Issue 2, point 9: a statute nobody has passed goes the whole way, by the command line alone and with no new code.

Its form.toml shares no word with the installed forms: two blocks, amounts, a signed figure, choices, a text, a date, no
year before, three chapters, and a rule of every severity. All expected figures are added up by hand.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from tests.commands import run

HERE = Path(__file__).parent
FORMS = HERE / "made_up"
FORM = "waterworks/act7"

TYPED = {
    "cover.pipe": "PE",
    "cover.opened": "1998-05-01",
    "cover.engineer": "李工",
    "cover.reserve": 26.55,
    "volumes.drawn.north": 100.5,
    "volumes.drawn.south": 50.25,
    "volumes.households.north": 80.123,
    "volumes.households.south": 40.25,
    "volumes.industry.north": 15.377,
    "volumes.industry.south": "/",
    "volumes.leaked.north": 5,
    "volumes.leaked.south": 10,
    "volumes.tap.price": 25.5,
    "volumes.tap.change": -2,
    "volumes.tap.basis": "政府定价",
    "volumes.reused.price": 26.0001,
    "volumes.reused.change": 0,
    "volumes.reused.basis": "市场价",
    "staff.now.people": 37,
    "staff.now.remark": "含3名学徒",
    "narrative.story.course": "全年供水平稳。",
}
REASON = {"reason.W4.south": "老城区管网改造，漏损集中"}


@pytest.fixture(autouse=True)
def forms_found(monkeypatch):
    monkeypatch.setenv("GOVXL_FORMS", str(FORMS))


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("blank") / "清河.xlsx"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVXL_FORMS", str(FORMS))
        done = run("new", "--form", "waterworks", "--unit", "清河自来水厂", "--year", 2024, "--kind", "other", "--issued", "2025-01-02", "-o", path)
    assert (done.code, done.err) == (0, "")
    return path


@pytest.fixture(scope="module")
def cells():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVXL_FORMS", str(FORMS))
        return {entry["point"]: entry for entry in json.loads(run("forms", "cells", FORM, "--json").out)}


def type_in(blank, cells, path, *typed):
    """Type values where the data dictionary says, with openpyxl, as another program would."""
    book = openpyxl.load_workbook(blank)
    for values in typed:
        for point, value in values.items():
            book[cells[point]["sheet"]][cells[point]["cell"]] = value
    book.save(path)
    return path


def test_it_is_listed_beside_the_installed_forms():
    done = run("forms")
    assert done.code == 0
    listed = {line.split()[0]: line for line in done.lines}
    assert {FORM, "zfxxgk/2021"} <= set(listed)
    assert "自来水厂年度水务报表" in listed[FORM]
    assert "2023-" in listed[FORM]


def test_its_author_is_told_what_it_holds():
    done = run("forms", "check", FORMS / "waterworks" / "act7")
    assert done.code == 0
    # 8 volumes, 6 prices and choices, 2 of the staff; W3 and W4 over 3 columns, W5 over 2 rows, W6 and W7 alone
    assert f"{FORM}：没有问题。2 张表，16 个填写格，10 条校验" in done.out


def test_the_data_dictionary_has_its_labels_places_and_choices(cells):
    assert cells["volumes.industry.south"] == {
        "point": "volumes.industry.south",
        "sheet": "甲·水量",
        "cell": "D8",
        "kind": "input",
        "type": "amount",
        "label": ["售出", "工业", "水厂", "南厂"],
        "name": "工业/南厂",
    }
    assert cells["volumes.tap.basis"]["choices"] == ["政府定价", "市场价"]
    assert [cells[point]["kind"] for point in ("volumes.used.both", "staff.mode", "reason.W4.south")] == ["computed", "field", "field"]
    assert len(cells["narrative.story.course"]["cells"]) == 12
    assert sum(entry["kind"] == "input" for entry in cells.values()) == 16
    assert set(TYPED) <= set(cells)


def test_the_blank_workbook_has_its_sheets_words_and_locks(blank, cells):
    book = openpyxl.load_workbook(blank)
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown == ["填报说明", "封面", "供水经过", "甲·水量", "乙·人员", "校验", "上年数据"]
    sheet = book["甲·水量"]
    words = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert {"甲　水量与水价", "第一节　水量（万立方米）", "水厂", "北厂", "漏损", "用水合计", "第二节　水价", "单价（元）"} <= words
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert {cells[point]["cell"] for point in cells if point.startswith("volumes.") and cells[point]["kind"] != "computed"} <= unlocked
    assert cells["volumes.used.north"]["cell"] not in unlocked


def test_an_unfilled_one_is_rejected_for_what_its_act_asks(blank):
    done = run("check", blank)
    assert done.code == 1
    assert done.lines[0] == "退回  清河.xlsx  清河自来水厂 2024：4 处必须改正，1 处请核实"
    assert all(word in done.out for word in ("“甲·水量”整张表都没有填", "在岗人数 没有填", "主管材质", "经过"))


def test_every_severity_is_judged_by_its_own_words(blank, cells, tmp_path):
    path = type_in(blank, cells, tmp_path / "wrong.xlsx", TYPED, {"volumes.drawn.north": 101})
    done = run("check", "--json", path)
    assert done.code == 1
    found = json.loads(done.out)["findings"]
    rules = {(each["rule"], each["severity"], each["actual"], each["expected"], each["blocks"]) for each in found if each["rule"]}
    assert rules == {
        ("W3", "hard", "101", "100.5", True),
        ("W3", "hard", "151.25", "150.75", True),
        ("W4", "explainable", "100", "50.25", True),
        ("W5", "warning", "25.5", "20", False),
        ("W5", "warning", "26.0001", "20", False),
        ("W6", "info", "26.0001", "25.5", False),
        ("W7", "warning", None, None, False),
    }
    (hard, *_) = [each for each in found if each["rule"] == "W3"]
    assert "取水量等于用水合计" in hard["message"]
    assert hard["advice"] == "核对漏损水量。依据：条例第七条第一款"
    assert [cell["cell"] for cell in hard["cells"]] == ["C6", "C10"]


def test_it_goes_the_whole_way(blank, cells, tmp_path):
    path = type_in(blank, cells, tmp_path / "清河填.xlsx", TYPED, REASON)
    checked = run("check", path, "--quiet")
    assert (checked.code, checked.err) == (0, "")
    assert checked.lines[0] == "通过  清河填.xlsx  清河自来水厂 2024：1 处已说明，2 处请核实，1 处提示"
    assert "情况说明：老城区管网改造，漏损集中" in checked.out

    done = run("ingest", path)
    assert done.code == 0
    folder = tmp_path / "清河自来水厂2024"
    names = {each.name for each in folder.iterdir()}
    papers = {"审核说明.html", "审签单.html"}
    assert names == {"record.json", "清河自来水厂2024年度供水情况.html", "清河自来水厂2024年度供水情况.docx", "清河自来水厂2024年度供水情况（文字）.txt", "tables.xlsx"} | papers

    kept = (folder / "record.json").read_bytes()
    record = json.loads(kept, parse_float=str)
    assert (record["form"], record["edition"], record["prior"]) == ("waterworks", "act7", None)
    assert list(record["tables"]) == ["volumes", "staff"]
    volumes = record["tables"]["volumes"]
    assert volumes["drawn"] == {"north": "100.5", "south": "50.25", "both": "150.75"}
    assert volumes["industry"] == {"north": "15.377", "south": None, "both": "15.377"}
    assert volumes["used"] == {"north": "100.5", "south": "50.25", "both": "150.75"}
    assert volumes["reused"] == {"price": "26.0001", "change": 0, "basis": "市场价"}
    assert volumes["tap"]["change"] == -2
    assert record["tables"]["staff"] == {"now": {"people": 37, "remark": "含3名学徒"}}
    assert record["derived"]["volumes"]["billed"] == {"north": "95.5", "south": "40.25", "both": "135.75"}
    assert record["derived"]["volumes"]["leaked"] == {"gap": 5}
    assert [(each["rule"], each["at"], each["reason"], each["left"], each["right"]) for each in record["explanations"]] == [
        ("W4", "south", "老城区管网改造，漏损集中", "100", "50.25")
    ]
    jsonschema.validate(json.loads(kept), json.loads(run("forms", "schema", FORM).out))

    rendered = run("render", folder / "record.json", "--to", "csv", "--to", "md", "-o", tmp_path / "out")
    assert rendered.code == 0
    assert {each.name for each in (tmp_path / "out").iterdir()} == {"tables.csv", "清河自来水厂2024年度供水情况.md"}
    assert "清河自来水厂,,2024,own,volumes,industry,south,售出 / 工业 / 水厂 / 南厂,/,input" in (tmp_path / "out" / "tables.csv").read_text("utf-8-sig")
    report = (tmp_path / "out" / "清河自来水厂2024年度供水情况.md").read_text("utf-8")
    assert re.findall(r"第.章　\S+", report) == ["第一章　供水经过", "第二章　水量与水价", "第三章　人员"]
    assert "清河自来水厂报告2024年度供水情况，总工程师李工。" in report
    assert "全年漏损15万立方米，北厂占5万立方米。" in report
    page = (folder / "清河自来水厂2024年度供水情况.html").read_text("utf-8")
    assert all(text in page for text in ("第一节　水量（万立方米）", "150.75", "26.0001", "含3名学徒", "政府定价"))

    review, signing = ((folder / name).read_text("utf-8") for name in sorted(papers))
    assert "老城区管网改造，漏损集中" in review
    assert "老城区管网改造，漏损集中" in signing
    assert "老城区管网改造，漏损集中" not in report + page
    assert "已说明的问题 1 处；请核实 3 处：" in signing

    again = tmp_path / "again.xlsx"
    assert run("fill", folder / "record.json", "-o", again).code == 0
    assert run("ingest", again).code == 0
    refilled = json.loads((folder / "record.json").read_bytes(), parse_float=str)
    assert {k: v for k, v in refilled.items() if k != "source"} == {k: v for k, v in record.items() if k != "source"}


def test_a_choice_a_text_and_a_table_may_be_wrong_here_too(blank, cells, tmp_path):
    wrong = {"volumes.tap.basis": "随行就市", "volumes.reused.price": 1.23456, "volumes.tap.change": 1.5, "staff.now.people": "三十七"}
    done = run("check", "--json", type_in(blank, cells, tmp_path / "w.xlsx", TYPED, REASON, wrong))
    blocking = [(each["name"], each["cells"][0]["point"]) for each in json.loads(done.out)["findings"] if each["blocks"]]
    assert sorted(blocking) == [
        ("not-a-choice", "volumes.tap.basis"),
        ("not-whole", "volumes.tap.change"),
        ("text-in-figure", "staff.now.people"),
        ("too-many-decimals", "volumes.reused.price"),
    ]


def test_without_its_folder_its_workbook_is_of_an_unknown_form(blank, monkeypatch):
    monkeypatch.delenv("GOVXL_FORMS")
    done = run("check", blank)
    assert done.code == 1
    assert "报表标识写的是“waterworks”版本“act7”，这里没有安装这个表式" in done.out


def test_nothing_under_govxl_knows_it():
    """The statute's words stand in its form.toml and in this test, and nowhere in the code."""
    texts = [path.read_text("utf-8") for path in (HERE.parent / "govxl").rglob("*") if path.suffix in {".py", ".j2", ".css"}]
    assert len(texts) > 20
    assert not [word for word in ("waterworks", "水厂", "漏损", "households", "供水") if any(word in text for text in texts)]


def test_two_folders_of_forms_may_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("GOVXL_FORMS", os.pathsep.join([str(tmp_path), str(FORMS)]))
    assert FORM in run("forms").out


def test_git_ignores_none_of_its_files():
    """A form.toml that .gitignore swallowed would be missed by everyone but its author."""
    done = subprocess.run(["git", "check-ignore", "-q", FORMS / "waterworks" / "act7" / "form.toml"], cwd=HERE, capture_output=True)
    assert done.returncode != 0
