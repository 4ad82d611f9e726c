"""govxl compare: what a clerk reads of a page that was edited after it was made, and the exit codes."""

import json
import shutil
from pathlib import Path
from typing import get_args

import pytest

from govxl.cli.words import say
from govxl.published.model import Reason
from tests.commands import run

COUNTY = Path(__file__).parents[2] / "samples" / "zfxxgk-2021" / "county" / "expected"
REPORT = "示例县2025年政府信息公开工作年度报告"


@pytest.fixture
def record(tmp_path):
    return Path(shutil.copy(COUNTY / "record.json", tmp_path))


@pytest.fixture
def page(tmp_path):
    assert run("render", COUNTY / "record.json", "--to", "html", "--page", "-o", tmp_path).code == 0
    return (tmp_path / f"{REPORT}（网页）.html").rename(tmp_path / "年报.html")


def edit(page, *changes):
    text = page.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) >= 1
        text = text.replace(old, new, 1)
    page.write_text(text, "utf-8")


def test_a_page_nobody_changed_is_the_same(record, page):
    done = run("compare", record, page)
    assert (done.code, done.err) == (0, "")
    assert done.lines == [f"一致：{page} 与记录相符，共核对 200 个数、23 段文字"]
    assert run("compare", record, page, "--lang", "en").out.startswith("the same: ")


def test_what_is_to_be_pasted_is_the_same_with_its_charts_too(record, tmp_path):
    assert run("compare", record, COUNTY / f"{REPORT}.html").code == 0
    assert run("render", record, "--to", "html", "--charts", "-o", tmp_path).code == 0
    assert run("compare", record, tmp_path / f"{REPORT}.html").code == 0


def test_what_was_changed_is_said_in_the_words_of_the_form(record, page):
    edit(page, (">386<", ">21<"), ("上年结转26件", "上年结转62件"), (">其他<wbr>结果</th>", ">其它<wbr>结果</th>"), ("<p>备注：", "<p>单位：件</p><p>备注："))
    done = run("compare", record, page)
    assert (done.code, done.err) == (1, "")
    assert done.lines == [
        f"不一致：{page} 有 4 处不同（表格 2 处，文字 2 处），共核对 200 个数、23 段文字",
        "  「一、总体情况」这一段有改动：",
        "    记录：…组织申请69件。上年结转【26】件。本年办结444件，予…",
        "    文稿：…组织申请69件。上年结转【62】件。本年办结444件，予…",
        "  「二、主动公开政府信息情况」多了一段：单位：件",
        "  「三、收到和处理政府信息公开申请情况」一、本年新收政府信息公开申请数量 / 自然人：记录是 386，文稿是 21",
        "  「四、政府信息公开行政复议、行政诉讼情况」行政复议：表中标题不同：记录是“其他结果”，文稿是“其它结果”",
    ]


def test_every_kind_of_difference_has_words_in_both_languages(record, page):
    text = page.read_text("utf-8")
    start, end = text.index('<table id="part-4-table"'), text.index("</table>", text.index('<table id="part-4-table"'))
    table = text[start:end]
    edit(page, (table, "<table>"), (">0</td>", "></td>"), ("</h1>", "改</h1>"), ("六、其他需要报告的事项</h2>", "六、其他</h2>"),
         ("<p>改进情况", "<table><tr><td>季度</td><td>1</td><td>2</td></tr></table><p>改进情况"))  # fmt: skip
    chinese, english = (run("compare", record, page, "--lang", lang) for lang in ("zh", "en"))
    assert (chinese.code, english.code) == (1, 1)
    for words in ("报告的标题不同：", "：记录是 0，文稿是 空白", "没有找到这张表：", "多了一张表：季度 | 1 | 2", "没有找到这个标题：六、"):
        assert words in chinese.out
    for words in ("the title of the report differs:", ": the record has 0, the page blank", "this table was not found: ", "a table was added: "):
        assert words in english.out
    assert len(chinese.lines) == len(english.lines)


def test_json_holds_both_sides_whole(record, page):
    edit(page, (">386<", ">21<"), ("上年结转26件", "上年结转62件"))
    done = run("compare", record, page, "--json")
    told = json.loads(done.out)
    assert (done.code, told["same"], told["figures"], told["lines"]) == (1, False, 200, 23)
    text, figure = told["differences"]
    assert (text["of"], text["changes"]) == ("paragraph", [["26", "62"]])
    assert text["ours"].replace("结转26件", "结转62件") == text["theirs"]
    assert figure == {
        "what": "changed",
        "of": "figure",
        "where": "三、收到和处理政府信息公开申请情况",
        "labels": ["一、本年新收政府信息公开申请数量", "自然人"],
        "ours": "386",
        "theirs": "21",
    }
    same = json.loads(run("compare", record, COUNTY / f"{REPORT}.html", "--json").out)
    assert (same["same"], same["differences"]) == (True, [])


def test_a_page_of_another_unit_is_named_as_such(record, tmp_path):
    (tmp_path / "other.html").write_text("<h1>别的网页</h1><p>没有报告。</p>", "utf-8")
    done = run("compare", record, tmp_path / "other.html")
    assert done.code == 1
    assert sum("没有找到这张表" in line for line in done.lines) == 3
    assert f"没有找到报告的标题：{REPORT}" in done.out


def test_a_word_file_is_read_by_its_content_whatever_it_is_called(record, tmp_path):
    assert run("render", record, "--to", "docx", "-o", tmp_path).code == 0
    final = (tmp_path / f"{REPORT}.docx").rename(tmp_path / "定稿.htm")
    done = run("compare", record, final)
    assert (done.code, done.err) == (0, "")
    assert done.lines == [f"一致：{final} 与记录相符，共核对 200 个数、23 段文字"]


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_has_words(reason):
    assert say(f"page-{reason}", "zh", path="x") != say(f"page-{reason}", "en", path="x")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "是空文件"),
        (b"PK\x03\x04", "文件损坏或没有下载完；请在 Word 或 WPS 里打开，另存为 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "请在 Word 或 WPS 里打开，另存为 .docx"),
        (b"MIME-Version: 1.0", "请另存为网页(.htm)"),
        (b"%PDF-1.4", "是 PDF"),
        ("只是文字".encode(), "不是网页"),
        (b"<p>" * 3_000_000, "太大"),
        (b"<div>" * 999, "套得太深"),
        (None, "没有这个文件"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_read_is_said_in_a_sentence(record, tmp_path, data, words, lang):
    path = tmp_path / "page.htm"
    if data is not None:
        path.write_bytes(data)
    done = run("compare", record, path, "--lang", lang)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert str(path) in done.err
    assert lang == "en" or words in done.err


def test_a_file_that_is_no_record_is_refused(page, tmp_path):
    done = run("compare", page, page)
    assert (done.code, done.out) == (2, "")
    assert "不是 govxl 的记录" in done.err
    assert run("compare", tmp_path / "nosuch.json", page).code == 2


def test_nothing_on_a_page_reaches_the_terminal_as_a_command(record, page):
    edit(page, (">386<", ">3&#27;[31m8&#x202e;6<"), ("<p>改进", "<p>\x1b]0;甲\x07。</p><p>改进"))
    for done in (run("compare", record, page), run("compare", record, page, "--json")):
        assert done.code == 1
        assert not set(done.out) & {"\x1b", "\x07", "\u202e"}


def test_the_help_teaches_with_an_example(record):
    done = run("compare", "--help")
    assert done.code == 0
    assert "govxl compare out/record.json" in done.out
