"""What a person reads: places put together, long values cut, nothing hidden named, no word left in braces."""

import re

import pytest

from govxl.cli.explain import explain
from govxl.cli.verdict import report_lines
from govxl.filing.model import Judgement
from govxl.findings.catalogue import CATALOGUE
from govxl.findings.finding import Where, finding

SHEET = "三、申请办理"


def lines(*findings, quiet=False):
    judgement = Judgement("表.xlsx", {"unit.name": "某单位", "year": "2025"}, findings)
    return list(report_lines(judgement, (), "zh", quiet))


def test_alike_findings_share_an_entry_and_their_cells_become_areas():
    cells = ["I6", *(f"{column}{row}" for row in range(8, 27) for column in "DE"), "AB3"]
    shown = lines(*(finding("missing", [Where(SHEET, cell, label="某格")]) for cell in cells))
    assert shown[0] == "退回  表.xlsx  某单位 2025：1 处必须改正"
    assert shown[1].startswith(f"  「{SHEET}」I6 ")
    assert shown[3] == "    同样的问题还有：AB3、D8:E26"


def test_a_finding_about_a_whole_table_names_the_sheet_and_lists_no_blank_cells():
    shown = lines(finding("declared-zeros", [Where(SHEET, f"D{row}") for row in range(6, 30)], mode="全表无数据"))
    assert shown[1].split()[0] == f"「{SHEET}」"
    assert len(shown) == 4


def test_a_finding_about_a_whole_table_lists_the_figures_it_is_about():
    shown = lines(finding("figures-in-nil-table", [Where(SHEET, "D6", value="3"), Where(SHEET, "D7", value="4")]))
    assert [line.split()[0] for line in shown[3:5]] == ["D6", "D7"]


def test_a_finding_without_a_place_begins_with_its_code():
    assert lines(finding("wrong-year", expected="2025", actual="2024"))[1].startswith("  I005 ")


def rule(reason, value="3"):
    cells = [Where(SHEET, "D7", label="上年结转", value=value), Where("上年数据", "D50", label="结转下年度", value="2")]
    words = {"says": "甲等于乙", "sides": "", "given": "", "remedy": "", "basis": "某文件", "place": "自然人"}
    return finding("unexplained", cells, rule="A4", reason=reason, **words)


def test_what_was_explained_is_counted_as_such_and_asks_for_nothing():
    shown = lines(rule("机构合并，数据更正"))
    assert shown[0].endswith("：1 处已说明")
    assert "R002 已说明  A4" in shown[1]
    assert shown[-1] == "    情况说明：机构合并，数据更正"
    assert lines(rule(None))[-1].startswith("    怎么改：")


def test_a_cell_on_another_sheet_is_named_with_it():
    shown = lines(rule(None))
    assert shown[3].split()[0] == "D7"
    assert shown[4].split()[0] == "「上年数据」D50"


def test_a_long_text_in_a_cell_is_cut_and_stays_on_its_line():
    assert lines(rule(None, "第一段\n" + "长" * 100))[3].endswith(" 第一段⏎" + "长" * 35 + "…")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_explain_leaves_no_word_in_braces(language, capsys):
    explain(["all"], language=language)
    printed = capsys.readouterr().out
    assert all(f"{entry.code} " in printed for entry in CATALOGUE.values())
    assert not re.search(r"[{}]", printed)
