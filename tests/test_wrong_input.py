"""Issue 2, point 10: wrong input gets a sentence with its place, its reason and a remedy, and never a guess.

Places, words and figures expected here are typed by hand from the printed form and from domain/rules.md.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from govxl.cli.verdict import report_lines
from govxl.findings.finding import advice_of, message_of
from govxl.returns.check import judge_file
from tests.returns import (
    CHECKS,
    COVER,
    ISSUED,
    PROACTIVE,
    REQUESTS,
    accepted,
    error,
    figure,
    filled,
    formula,
    judged,
    packed,
    parts_of,
    put,
    words,
)
from tests.strangers import as_dates, compound, plain_spreadsheet

RECEIVED = "一、本年新收政府信息公开申请数量"
PERSON = f"{RECEIVED} / 申请人情况 / 自然人"
FEES = "行政事业性收费 / 本年收费金额（单位：万元）"
D6, B16 = (REQUESTS, "D6"), (PROACTIVE, "B16")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is typed into a cell, and the finding it must become: its name, and words of its reason and its remedy."""

    content: str
    name: str
    reason: str
    remedy: str
    place: tuple[str, str] = D6
    label: str = PERSON


ONLY_FIGURES = "请只填数字"
WRONG = {
    "words": Wrong(words("若干"), "text-in-figure", "“若干”，不是数字", ONLY_FIGURES),
    "a remark behind": Wrong(words("22（其中修订16件）"), "text-in-figure", "22（其中修订16件）", "只填 22，说明写到本表备注"),
    "a remark in ASCII": Wrong(words("22(其中修订16件)"), "text-in-figure", "22(其中修订16件)", "只填 22，说明写到本表备注"),
    "a unit": Wrong(words("22件"), "text-in-figure", "22件", "只填 22"),
    "yuan": Wrong(words("75394432.52元"), "text-in-figure", "75394432.52元", "75394432.52，不写“元”，并核对单位", B16, FEES),
    "a decrease": Wrong(words("减4"), "text-in-figure", "减4", "-4"),
    "two figures": Wrong(words("12 34"), "text-in-figure", "12 34", ONLY_FIGURES),
    "Chinese numerals": Wrong(words("十二"), "text-in-figure", "十二", ONLY_FIGURES),
    "a superscript": Wrong(words("3²"), "text-in-figure", "3²", ONLY_FIGURES),
    "a circled figure": Wrong(words("①"), "text-in-figure", "①", ONLY_FIGURES),
    "Indian digits": Wrong(words("٣"), "text-in-figure", "٣", ONLY_FIGURES),
    "ten thousands": Wrong(words("1.2万"), "text-in-figure", "1.2万", ONLY_FIGURES),
    "an exponent as text": Wrong(words("1e3"), "text-in-figure", "1e3", ONLY_FIGURES),
    "a lost separator": Wrong(words("12,34"), "text-in-figure", "12,34", ONLY_FIGURES),
    "something invisible": Wrong(words("1\u200b2"), "text-in-figure", "\\u200b", ONLY_FIGURES),
    "a slash": Wrong(words("/"), "mark-not-allowed", "“/”，这一格不能填不适用", "没有发生请填 0"),
    "a full-width slash": Wrong(words("／"), "mark-not-allowed", "不能填不适用", "没有发生请填 0"),
    "a dash": Wrong(words("-"), "mark-not-allowed", "不能填不适用", "没有发生请填 0"),
    "a long dash": Wrong(words("——"), "mark-not-allowed", "不能填不适用", "没有发生请填 0"),
    "not applicable": Wrong(words("不适用"), "mark-not-allowed", "不能填不适用", "没有发生请填 0"),
    "nothing": Wrong("", "missing", "没有填", "没有发生的填 0"),
    "blanks": Wrong(words("   "), "missing", "没有填", "没有发生的填 0"),
    "wide blanks": Wrong(words("　\n\t"), "missing", "没有填", "没有发生的填 0"),
    "an empty text": Wrong(words(""), "missing", "没有填", "没有发生的填 0"),
    "a part of one": Wrong(figure("12.5"), "not-whole", "12.5，件数应当是整数", "请填整数"),
    "a part of one as text": Wrong(words("12.5"), "not-whole", "12.5，件数应当是整数", "请填整数"),
    "less than nothing": Wrong(figure("-3"), "negative", "-3，不能小于0", "不小于0"),
    "less than nothing, full width": Wrong(words("－３"), "negative", "－３，不能小于0", "不小于0"),
    "seven decimals": Wrong(figure("12.3456789"), "too-many-decimals", "最多 6 位小数", "四舍五入到 6 位", B16, FEES),
    "seven decimals as text": Wrong(words("12.3456789"), "too-many-decimals", "最多 6 位小数", "四舍五入到 6 位", B16, FEES),
    "1e308": Wrong(figure("1e308"), "too-large", "1e308，超过 15 位", "核对单位和位数"),
    "beyond a double": Wrong(figure("1e999"), "too-large", "超过 15 位", "核对单位和位数"),
    "16 digits": Wrong(figure("1000000000000000"), "too-large", "超过 15 位", "核对单位和位数"),
    "2^53+1": Wrong(figure("9007199254740993"), "too-large", "9007199254740993，超过 15 位", "核对单位和位数"),
    "2^53+1 as text": Wrong(words("9007199254740993"), "too-large", "9007199254740993，超过 15 位", "核对单位和位数"),
    "2^53+1 with commas": Wrong(words("9,007,199,254,740,993"), "too-large", "超过 15 位", "核对单位和位数"),
    "full-width digits in a number": Wrong(figure("１２"), "not-a-number", "“１２”不是数字", "重新填数字"),
    "an underscore in a number": Wrong(figure("1_2"), "not-a-number", "“1_2”不是数字", "重新填数字"),
    "NaN": Wrong(figure("NaN"), "not-a-number", "“NaN”不是数字", "重新填数字"),
    "an error value": Wrong(error("#REF!"), "error-value", "错误值 #REF!", "重新填写"),
    "truth": Wrong(' t="b"|<v>1</v>', "not-a-number", "“TRUE”不是数字", "重新填数字"),
    "a date": Wrong(' t="d"|<v>2026-05-02</v>', "date-in-figure", "2026年5月2日", "重新填数字"),
    "a reference": Wrong(formula("A1"), "formula-in-input", "公式 =A1，不能采信", "选择性粘贴—数值"),
    "a function": Wrong(formula("SUM(E6:I6)"), "formula-in-input", "公式 =SUM(E6:I6)", "选择性粘贴—数值"),
    "another workbook": Wrong(formula("[1]Sheet1!$A$1"), "formula-in-input", "=[1]Sheet1!$A$1", "选择性粘贴—数值"),
    "an error by a formula": Wrong(' t="e"|<f>1/0</f><v>#DIV/0!</v>', "formula-in-input", "公式 =1/0", "选择性粘贴—数值"),
    "a text by a formula": Wrong(' t="str"|<f>"12"</f><v>12</v>', "formula-in-input", '公式 ="12"', "选择性粘贴—数值"),
    "a choice of one's own": Wrong(words("撤并"), "not-a-choice", "“撤并”，不在选项里", "无变动、新设、合并、更名、职能划转", (COVER, "B12"), "本年机构变动"),
    "a way of one's own": Wrong(words("全部为零"), "not-a-choice", "“全部为零”，不在选项里", "逐格填写、空白均为0（已核对）、全表无数据", (REQUESTS, "C1"), "三、收到和处理政府信息公开申请情况 / 填报方式"),
    "a formula for a text": Wrong(formula("A15", "0"), "formula-in-input", "公式 =A15", "选择性粘贴—数值", (COVER, "B15"), "联系地址"),
    "an error for a text": Wrong(error("#N/A"), "error-value", "错误值 #N/A", "重新填写", (COVER, "B15"), "联系地址"),
    "an error in a paragraph": Wrong(error("#N/A"), "error-value", "错误值 #N/A", "重新填写", ("一、总体情况", "B21"), "主动公开"),
}  # fmt: skip


def said(judgement):
    return "\n".join(report_lines(judgement, (), "zh", quiet=False))


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_cell_is_one_finding_with_place_reason_and_remedy(case):
    wrong = WRONG[case]
    judgement = judged(put(accepted(), {wrong.place: wrong.content}))
    (found,) = [found for found in judgement.findings if found.blocks]
    assert (found.name, len(found.cells)) == (wrong.name, 1)
    (cell,) = found.cells
    assert (cell.sheet, cell.cell, cell.label) == (*wrong.place, wrong.label)
    assert wrong.label in message_of(found)
    assert wrong.reason in message_of(found)
    assert wrong.remedy in advice_of(found)
    assert f"「{wrong.place[0]}」{wrong.place[1]} " in said(judgement), "the clerk reads the place"
    assert judgement.record is None
    assert [note.name for note in judgement.findings if note.severity == "info"] == ["declared-zeros"], "and nothing else"


FOLDED = {
    "full-width digits": (words("１２"), "“１２”按 12 读"),
    "separators": (words("1,2"), None),
    "thousands": (words("1,200"), "“1,200”按 1200 读"),
    "full-width thousands": (words("１，２００"), "“１，２００”按 1200 读"),
    "blanks around": (words(" 12 "), "“ 12 ”按 12 读"),
    "wide blanks around": (words("　12\xa0"), "“　12\xa0”按 12 读"),
    "plain text": (words("12"), "“12”按 12 读"),
    "with zeros": (words("0012"), "“0012”按 12 读"),
}


@pytest.mark.parametrize("case", [case for case, (_, note) in FOLDED.items() if note])
def test_a_figure_typed_oddly_is_read_and_noted(case):
    content, note = FOLDED[case]
    value = 1200 if "thousands" in case else 12
    judgement = judged(put(filled({"requests.carried_out.person": value - 11}), {D6: content}))
    assert judgement.record["tables"]["requests"]["received"]["person"] == value
    (found,) = [found for found in judgement.findings if found.name == "folded"]
    assert (found.cells[0].sheet, found.cells[0].cell, found.severity) == (*D6, "info")
    assert message_of(found) == f"{PERSON}：{note}"
    assert f"三、申请办理 D6：{note}" in judgement.record["source"]["notes"]


@pytest.mark.parametrize(("typed", "value"), [("23+5", 28), ("+23", 23), ("-3+15", 12), ("10.5+1.5", 12), ("28", 28)])
def test_a_sum_of_constants_is_worked_out_and_noted(typed, value):
    judgement = judged(put(filled({"requests.carried_out.person": value - 11}), {D6: formula(typed, "99")}))
    assert judgement.record["tables"]["requests"]["received"]["person"] == value, "worked out by us, not read from the cache"
    (found,) = [found for found in judgement.findings if found.name == "worked-out"]
    assert message_of(found) == f"{PERSON}：“={typed}”按 {value} 读"
    assert f"三、申请办理 D6：“={typed}”按 {value} 读" in judgement.record["source"]["notes"]


@pytest.mark.parametrize(
    "typed", ["23+A1", "23+SUM(1)", "23&5", "(23+5", "2_3+5", "1e3+1", "23+5%", '"23"+5', "R[1]C+5", "23+５"]
)
def test_nothing_but_constants_is_worked_out(typed):
    judgement = judged(put(accepted(), {D6: formula(typed)}))
    assert [found.name for found in judgement.findings if found.blocks] == ["formula-in-input"]


def test_a_sum_that_comes_out_wrong_is_one_finding():
    judgement = judged(put(accepted(), {D6: formula("3-5", "-2")}))
    assert [found.name for found in judgement.findings] == ["negative", "declared-zeros"]


def test_a_figure_that_became_a_date_quotes_the_date():
    """5/2 typed into a cell without a format becomes the second of May: 46144 in 2026."""
    judgement = judged(as_dates(put(accepted(), {D6: figure("46144")}), *D6))
    (found,) = [found for found in judgement.findings if found.blocks]
    assert found.name == "date-in-figure"
    assert "2026年5月2日" in message_of(found)
    assert "5/2" in message_of(found)
    assert found.cells[0].cell == "D6"


@pytest.mark.parametrize("number", ["99999999", "999999999999999"])
def test_a_date_beyond_the_calendar_is_a_finding_all_the_same(number):
    judgement = judged(as_dates(put(accepted(), {D6: figure(number)}), *D6))
    assert [found.name for found in judgement.findings if found.blocks] == ["date-in-figure"]


def test_a_small_figure_with_a_date_format_is_read_and_noted():
    judgement = judged(as_dates(accepted(), *D6))
    assert judgement.record["tables"]["requests"]["received"]["person"] == 12
    assert [found.name for found in judgement.findings] == ["date-format", "declared-zeros"]


def test_a_broken_rule_shows_both_sides_and_its_cells():
    judgement = judged(filled({"requests.received.person": 20}))
    broken = [found for found in judgement.findings if found.blocks]
    assert [(found.rule, found.at, found.actual, found.expected) for found in broken] == [
        ("tie-out", "person", "22", "14"),
        ("tie-out", "total", "25", "17"),
    ]
    shown = said(judgement)
    assert "左边 20＋2＝22，右边 13＋1＝14，左边多 8" in shown
    assert "「三、申请办理」自然人" in shown
    assert "D6    一、本年新收政府信息公开申请数量 / 申请人情况 / 自然人" in shown
    assert "同样的问题还有：总计" in shown
    assert "国办公开办函〔2021〕30号" in shown


def test_a_figure_already_reported_breaks_no_rule_again():
    """One cause, one finding (STYLE, habit 11): the tie-out of the column stays silent."""
    judgement = judged(put(accepted(), {D6: words("二十")}))
    assert [found.name for found in judgement.findings if found.blocks] == ["text-in-figure"]


# -- Whose return it is


def test_last_years_workbook_is_told_by_its_year():
    judgement = judged(filled(year=2024), year=2025)
    (found,) = judgement.findings[:1]
    assert (found.name, found.expected, found.actual) == ("wrong-year", "2025", "2024")
    assert "2024" in message_of(found)
    assert "2025 年度的空白表" in advice_of(found)
    assert judgement.record is None


@pytest.mark.parametrize(("expected", "by"), [({"unit": "另一个县人民政府"}, "另一个县人民政府"), ({"code": "GOV02"}, "GOV02")])
def test_another_units_workbook_is_told_by_its_unit(expected, by):
    (found,) = [found for found in judged(accepted(), **expected).findings if found.blocks]
    assert found.name == "wrong-unit"
    assert by in message_of(found)
    assert by in advice_of(found)


def test_another_forms_workbook_is_told_by_its_form():
    (found,) = [found for found in judged(accepted(), form="zfxxgk/2019").findings if found.blocks]
    assert (found.name, found.expected, found.actual) == ("wrong-form", "zfxxgk/2019", "zfxxgk/2021")
    assert "zfxxgk/2019 的空白表" in advice_of(found)


def test_what_was_expected_may_be_a_form_without_its_edition():
    assert judged(accepted(), form="zfxxgk", unit="示例县人民政府", code="GOV01", year=2025).accepted


def test_a_year_that_the_form_is_not_for():
    (found,) = [found for found in judged(filled(year=2020)).findings if found.blocks]
    assert (found.name, found.actual, found.expected) == ("year-outside-form", "2020", "zfxxgk/2021")


def test_a_form_that_is_not_installed():
    parts = parts_of(accepted())
    parts = {name: content.replace(b"zfxxgk", b"zfxxgx") for name, content in parts.items()}
    (found,) = judged(packed(parts)).findings
    assert found.name == "unknown-form"
    assert "zfxxgx" in message_of(found)
    assert "升级 govxl" in advice_of(found)


def test_an_identity_changed_in_one_place_is_a_conflict():
    parts = parts_of(accepted())
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b">2025<", b">2024<")
    found = judged(packed(parts)).findings[0]
    assert (found.name, found.expected, found.actual) == ("identity-conflict", "2024", "2025")
    assert "year 一处是“2024”，另一处是“2025”" in message_of(found)


# -- What is no workbook of ours


ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office:document-content/>"}
SAVE_AS = "“另存为”，类型选“Excel 工作簿（*.xlsx）”"
FILES = {
    "年报.xls": (compound("Workbook"), "old-format", ".xls / .et", SAVE_AS),
    "年报.et": (compound("Workbook", "ETExtData"), "old-format", ".xls / .et", SAVE_AS),
    "old.xls": (compound("Book"), "old-format", ".xls / .et", SAVE_AS),
    "年报.ods": (packed(ODS), "old-format", ".ods", SAVE_AS),
    "locked.xlsx": (compound("EncryptedPackage", "EncryptionInfo"), "password-protected", "打开密码", "取消打开密码"),
    "wrapped.xlsx": (b"\0\0E-SafeNet\0\0LOCK" + bytes(500), "password-protected", "打开密码", "取消打开密码"),
    "empty.xlsx": (b"", "empty-file", "长度为 0", "重新保存后再交"),
    "page.xlsx": (b"<html><body><table><tr><td>12</td></tr></table></body></html>", "not-a-workbook", "网页（HTML）", "不要用别的文件改名"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(90), "not-a-workbook", "图片", "不要用别的文件改名"),
    "list.xlsx": ("单位,件数\r\n财政局,12\r\n".encode("gb18030"), "not-a-workbook", "CSV", "不要用别的文件改名"),
    "report.xlsx": (packed({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"}), "not-a-workbook", "Word 文档", "不要用别的文件改名"),
    "letter.xlsx": (compound("WordDocument"), "not-a-workbook", ".doc", "不要用别的文件改名"),
    "zeros.xlsx": (bytes(4096), "damaged-file", "全部是空字节", "从备份或空白表重填"),
    "cut.xlsx": (b"PK\3\4" + bytes(200), "damaged-file", "已损坏", "另存为一个新的 .xlsx"),
    "plain.xlsx": (plain_spreadsheet(), "not-ours", "找不到报表标识", "发给本单位的那份报表"),
}  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_no_return_is_refused_in_a_sentence(file, tmp_path):
    data, name, reason, remedy = FILES[file]
    (tmp_path / file).write_bytes(data)
    judgement = judge_file(tmp_path / file)
    (found,) = judgement.findings
    assert found.name == name
    assert found.blocks
    assert reason in message_of(found)
    assert remedy in advice_of(found)
    first, *rest = said(judgement).splitlines()
    assert first.startswith(f"退回  {file}"), "the file is the place"
    assert any(found.code in line for line in rest)


def test_a_file_cut_short_anywhere_is_never_read():
    data = accepted()
    for share in range(1, 16):
        judgement = judged(data[: len(data) * share // 16])
        assert [found.name for found in judgement.findings] == ["damaged-file"], share


# -- The same words everywhere


def govxl(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    code = "from govxl.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *args], cwd=folder, env=os.environ | environment, capture_output=True, timeout=60
    )


def test_the_words_are_the_same_bytes_in_every_locale_zone_and_folder(tmp_path):
    (tmp_path / "甲").mkdir()
    path = tmp_path / "甲" / "样表.xlsx"
    path.write_bytes(put(filled({"requests.received.person": 20}), {B16: words("3.5万元"), (CHECKS, "A1"): words("校 验")}))
    usual = govxl(tmp_path, "check", str(path), LC_ALL="C.UTF-8", TZ="Asia/Shanghai")
    assert usual.returncode == 1
    assert "退回  样表.xlsx  示例县人民政府 2025：2 处必须改正，2 处提示".encode() == usual.stdout.splitlines()[0]
    odd = [
        govxl(tmp_path, "check", str(path), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
        govxl(tmp_path, "check", str(path), PYTHONIOENCODING="ascii", TZ="America/Los_Angeles"),
        govxl(tmp_path / "甲", "check", "样表.xlsx", LC_ALL="POSIX", TZ="UTC"),
    ]
    assert [(run.returncode, run.stdout) for run in odd] == [(1, usual.stdout)] * 3
    assert [run.stderr for run in odd] == [b""] * 3


def test_a_workbook_is_the_same_bytes_in_every_locale_zone_and_folder(tmp_path):
    wanted = ["new", "--unit", "示例县", "--year", "2025", "--issued", ISSUED.strftime("%Y-%m-%d %H:%M:%S"), "-o"]
    (tmp_path / "b").mkdir()
    runs = [
        govxl(tmp_path, *wanted, str(tmp_path / "one.xlsx"), LC_ALL="C.UTF-8", TZ="Asia/Shanghai"),
        govxl(tmp_path / "b", *wanted, "two.xlsx", LC_ALL="C", PYTHONIOENCODING="ascii", TZ="America/Los_Angeles"),
    ]
    assert [run.returncode for run in runs] == [0, 0]
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "b" / "two.xlsx").read_bytes()


@pytest.mark.parametrize(("codec", "shown"), [("gb18030", "年报.xlsx"), ("utf-8", "年报.xlsx"), ("shift_jis", None)])
def test_a_file_name_in_another_encoding_ends_in_no_exception(tmp_path, codec, shown):
    """A zip packed on Chinese Windows and unpacked on Linux leaves names that are no UTF-8."""
    path = os.path.join(os.fsencode(tmp_path), ("年报" if shown else "\uff71\uff72").encode(codec) + b".xlsx")
    with open(path, "wb") as file:
        file.write(accepted())
    judgement = judge_file(Path(os.fsdecode(path)))
    assert judgement.file.isprintable()
    assert judgement.file.encode()
    assert shown in (None, judgement.file)
    assert judgement.record["source"]["file"] == judgement.file
