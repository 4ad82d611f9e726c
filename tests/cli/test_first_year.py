"""The first year by the command line: the blank list, workbooks made with it, returns judged against it."""

import codecs
import csv
import io
import json
from decimal import Decimal

import jsonschema
import pytest

from govxl.filing.model import Prior
from govxl.filing.record import load_record
from govxl.filing.schema import record_schema
from govxl.office.lists import read_list
from govxl.xlsx.reader import read_workbook
from tests.commands import run
from tests.returns import CHECKS, UNIT, accepted_values, filled, layout_of, workbook

PEOPLE = ("person", "business", "research", "welfare", "legal", "other_body")


def listed(path, *rows):
    """Fill in the blank list that the command writes: unit, code, scope, 规章, 规范性文件, six of 四、结转."""
    blank = run("forms", "prior", "zfxxgk/2021").out.removeprefix(codecs.BOM_UTF8.decode())
    heads = next(csv.reader(io.StringIO(blank)))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    return path


@pytest.fixture
def last(tmp_path):
    return listed(tmp_path / "last.csv", [UNIT, "GOV01", "", 0, 37, 2, 0, 0, 0, 0, 0], ["示例县财政局", "", "", "", "", 5])


def states(data):
    """Read the states of all checks that a workbook shows."""
    (cells,) = [sheet.cells for sheet in read_workbook(data).sheets if sheet.name == CHECKS]
    slots = layout_of().slots
    places = {path: slots[f"state.{path}"].box for check in layout_of().form.checks if f"state.{(path := check.path)}" in slots}
    return {path: cells[box.row, box.column].text for path, box in places.items()}


# -- The blank list


@pytest.mark.parametrize("form", ["zfxxgk/2019", "zfxxgk/2021"])
def test_the_blank_list_is_a_header_and_nothing_else(tmp_path, form):
    done = run("forms", "prior", form)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("\ufeff单位名称,单位代码,统计口径,")
    assert done.out.endswith("四、结转下年度继续办理 / 申请人情况 / 法人或其他组织 / 其他\r\n")
    assert done.out.count("\n") == 1
    assert ("行政规范性文件 / 现行有效件数" in done.out) == (form == "zfxxgk/2021")
    assert run("forms", "prior", form, "-o", tmp_path / "a.csv").code == 0
    assert (tmp_path / "a.csv").read_bytes() == done.out.encode()
    assert read_list(tmp_path / "a.csv").file == "a.csv"


def test_a_blank_list_replaces_nothing_without_force(tmp_path):
    (tmp_path / "a.csv").write_text("mine")
    done = run("forms", "prior", "zfxxgk/2021", "-o", tmp_path / "a.csv")
    assert done.code == 2
    assert "--force" in done.err
    assert (tmp_path / "a.csv").read_text() == "mine"
    assert run("forms", "prior", "zfxxgk/2021", "-o", tmp_path / "a.csv", "--force").code == 0


@pytest.mark.parametrize("form", ["zfxxgk/1999", "nosuch"])
def test_a_form_there_is_not(form):
    done = run("forms", "prior", form)
    assert (done.code, done.out) == (2, "")


# -- new


WANTED = ("new", "--unit", "示例县财政局", "--year", 2025, "--issued", "2026-01-05T08:00:00")


def test_a_workbook_carries_the_figures_and_what_they_prefill(tmp_path, last):
    path = tmp_path / "a.xlsx"
    assert run(*WANTED, "--prior", last, "-o", path).code == 0
    cells = {sheet.name: sheet.cells for sheet in read_workbook(path.read_bytes()).sheets}
    assert cells["三、申请办理"][7, 4].text == "5", "二、上年结转 of 自然人"
    assert (7, 5) not in cells["三、申请办理"], "nobody knows what 商业企业 carried over"
    box = layout_of().slots["prior.year"].box
    assert cells[box.sheet][box.row, box.column].text == "2024"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--unit", "示例县教育局", "--year", 2025), "last.csv：没有“示例县教育局”（本机关）这一行"),
        (("--unit", "示例县财政局", "--year", 2025, "--scope", "aggregate"), "（汇总（含所属部门和下级））这一行"),
        (("--unit", UNIT, "--year", 2025, "--code", "X1"), f"last.csv：没有“{UNIT}”（本机关、代码 X1）这一行"),
    ],
)
def test_a_unit_that_is_not_in_the_list_is_said(tmp_path, last, options, why):
    done = run("new", *options, "--prior", last, "-o", tmp_path / "a.xlsx")
    assert (done.code, done.out) == (2, "")
    assert why in done.err
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize("command", ["new", "check", "ingest"])
def test_all_mistakes_of_the_list_are_said_before_anything_is_done(tmp_path, command):
    path = listed(tmp_path / "last.csv", [UNIT, "", "", "x"], ["示例县财政局", "", "全县", "", "-1"])
    (tmp_path / "filled.xlsx").write_bytes(filled())
    call = WANTED if command == "new" else (command, tmp_path / "filled.xlsx")
    done = run(*call, "--prior", path, *([] if command == "check" else ["-o", tmp_path / "out"]))
    assert (done.code, done.out) == (2, "")
    assert [line.split("列")[0] for line in done.err.splitlines()] == ["last.csv：第 2 行 D ", "last.csv：第 3 行 C ", "last.csv：第 3 行 E "]
    assert not (tmp_path / "out").exists()


# -- check and ingest


def test_the_cross_year_rules_speak_of_the_points_that_are_known(tmp_path, last):
    (tmp_path / "good.xlsx").write_bytes(filled())
    assert run("check", tmp_path / "good.xlsx", "--prior", last).code == 0
    listed(last, [UNIT, "", "", 0, 30, 1, 0, 0, 0, 0, 0])
    done = run("check", tmp_path / "good.xlsx", "--prior", last, "--json")
    assert done.code == 1
    found = {(each["rule"], each["cells"][0]["label"], each["actual"], each["expected"]) for each in json.loads(done.out)["findings"] if each["rule"]}
    label = "二、上年结转政府信息公开申请数量 / 申请人情况 / "
    assert found == {
        ("A4", f"{label}自然人", "2", "1"), ("A4", f"{label}总计", "2", "1"), ("C1", "行政规范性文件 / 现行有效件数", "41", "34"),
    }  # fmt: skip


def test_rules_over_other_points_say_that_there_is_no_last_year(last):
    figures = {"requests.carried_out.person": Decimal(2), "proactive.normative.in_force": Decimal(37)}
    shown = states(workbook(accepted_values(layout_of()), prior=Prior(2024, "2021", "0" * 64, figures)))
    assert (shown["A4.person"], shown["A4.business"], shown["A4.total"]) == ("通过", "无上年数据", "无上年数据")
    assert (shown["C1.normative"], shown["C1.regulations"]) == ("通过", "无上年数据")
    others = {state for path, state in shown.items() if path.startswith(("A10.", "C5-prior."))}
    assert others == {"无上年数据"}


def test_a_unit_without_a_line_is_told_and_judged_as_without_last_year(tmp_path, last):
    (tmp_path / "other.xlsx").write_bytes(filled(unit="另一个县", code=""))
    found, without = (
        json.loads(run("check", tmp_path / "other.xlsx", *given, "--json").out)["findings"] for given in (("--prior", last), ())
    )
    assert [each["name"] for each in found if each not in without] == ["prior-not-found"]
    assert [each for each in found if each["name"] != "prior-not-found"] == without


def test_a_return_of_another_form_fails_by_itself(tmp_path, last):
    (tmp_path / "good.xlsx").write_bytes(filled())
    assert run("new", "--unit", "甲", "--year", 2020, "-o", tmp_path / "a.xlsx").code == 0
    done = run("check", tmp_path / "a.xlsx", tmp_path / "good.xlsx", "--prior", last)
    assert done.code == 2
    assert "last.csv：是 zfxxgk/2021 的数据，不是 zfxxgk/2019 的" in done.err
    assert done.lines[0].startswith("通过  good.xlsx")


def test_a_record_with_few_figures_of_last_year_is_a_record(tmp_path, last):
    (tmp_path / "filled.xlsx").write_bytes(filled())
    assert run("ingest", tmp_path / "filled.xlsx", "--prior", last).code == 0
    data = (tmp_path / "示例县人民政府2025" / "record.json").read_bytes()
    record = load_record(data)
    form = layout_of().form
    jsonschema.validate(json.loads(data), record_schema(form))
    people = dict(zip(PEOPLE, [2, 0, 0, 0, 0, 0], strict=True)) | {"total": 2}
    assert record["prior"]["tables"] == {
        "proactive": {"regulations": {"in_force": 0}, "normative": {"in_force": 37}}, "requests": {"carried_out": people},
    }  # fmt: skip
    assert (record["prior"]["year"], record["prior"]["edition"]) == (2024, "2021")
    assert run("fill", tmp_path / "示例县人民政府2025" / "record.json", "-o", tmp_path / "again.xlsx").code == 0
    assert run("ingest", tmp_path / "again.xlsx", "--prior", last).code == 0
    again = load_record((tmp_path / "示例县人民政府2025" / "record.json").read_bytes())
    assert {**again, "source": None} == {**record, "source": None}
