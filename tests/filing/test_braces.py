"""Issue 13, B3: a name in braces that is no sentence, or a brace without its other half, is told in whatever text."""

import subprocess
import sys
from decimal import Decimal
from functools import cache

import pytest

from govxl.findings.finding import Finding, advice_of, message_of
from govxl.form.definition import load_form
from govxl.form.sentence_calls import calls_in, figure_called, left_open
from govxl.layout.layout import Verdicts, arrange
from tests.returns import accepted_values, filled, judged, layout_of

PLACES = [
    "proactive.note",
    "requests.note",
    "cover.website",
    "cover.address",
    "cover.front",
    "narrative.problems.text",
    "narrative.overview.management",
    "categories.c01.category",
]


ABOUT_PROBLEMS = "存在的问题：更新不够及时。改进：建立月度检查。"


@cache
def everywhere(text: str) -> tuple[Finding, ...]:
    """What is found where all places hold the same text: one workbook for all of them."""
    return tuple(judged(filled(dict.fromkeys(PLACES, text) | {"narrative.problems.text": ABOUT_PROBLEMS + text})).findings)


def told(path: str, text: str) -> list[str]:
    return [message_of(each) for each in everywhere(text) if each.code == "V023" and each.cells[0].point == path]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize(
    "text",
    [
        "{本年新受}",
        "｛本年新受｝",
        "{上年结转",
        "｛上年结转",
        "上年结转}",
        "{上年结转\n}",
        "{}",
        "{{上年结转}}",
        "收到{上年 结转}件",
    ],
)
def test_what_is_no_sentence_is_told_wherever_it_stands(path, text):
    (message,) = told(path, text)
    assert "没有叫这个名称的句子" in message


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize(
    "text",
    [
        "没有大括号（一）【二】[三]",
        "a<b & c>d",
        "{本年新收}",
        "｛上年结转｝",
        "{ 本年新收 }",
        "{本年新收｝",
        "{本年新收}{上年结转}",
        "{requests.received.total}",
        "{（一）予以公开}和{予以公开/自然人}",
        "｛现行有效件数／行政规范性文件｝",
    ],
)
def test_honest_text_is_let_alone(path, text):
    assert told(path, text) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{本年新受}", "本年新收"),
        ("{上年结转", "上年结转"),
        ("｛上年结转数｝", "上年结转"),
        ("复议诉松}", "复议诉讼"),
        ("{ABC}", None),
        ("{予以公升}", "予以公开"),
        ("{不予公开数}", "不予公开"),
        ("{request.received.total}", "requests.received.total"),
        ("{行政规范文件/现行有效件数}", "行政规范性文件/现行有效件数"),
        ("{信息处理费件}", "信息处理费"),
    ],
)
def test_the_nearest_name_is_suggested(text, meant):
    (message,) = told("requests.note", text)
    assert (f"是不是“{meant}”" in message) if meant else ("是不是" not in message)


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("现行有效件数", ["规章/现行有效件数", "行政规范性文件/现行有效件数"]),
        ("结果维持", ["行政复议/结果维持", "未经复议直接起诉/结果维持", "复议后起诉/结果维持"]),
    ],
)
def test_a_name_of_several_figures_is_told_with_theirs(name, choices):
    findings = judged(filled({"requests.note": f"共{{{name}}}件，{{本年新收}}"})).findings
    (found,) = [each for each in findings if each.name in ("several-figures", "unknown-sentence")]
    assert (found.code, found.severity, found.cells[0].point) == ("V039", "warning", "requests.note")
    assert f"“{name}”" in message_of(found)
    assert "、".join(f"“{choice}”" for choice in choices) in message_of(found)


def test_of_very_many_figures_some_are_named():
    (found,) = [each for each in judged(filled({"requests.note": "{自然人}"})).findings if each.code == "V039"]
    assert "“本年新收政府信息公开申请数量/自然人”" in message_of(found)
    assert message_of(found).count("/自然人”") == 4
    assert "/自然人” …" in message_of(found)


@pytest.mark.parametrize(
    ("text", "name", "unit", "figure"),
    [
        ("结转{上年结转}件，", "上年结转", "件", "“上年结转政府信息公开申请数量”"),
        ("收到｛本年新收｝件", "本年新收", "件", "“本年新收政府信息公开申请数量”"),
        ("收费{行政事业性收费}万元", "行政事业性收费", "万元", ""),
    ],
)
def test_a_sentence_with_a_measure_word_behind_it_is_told(text, name, unit, figure):
    findings = judged(filled({"requests.note": f"{text}{text}"})).findings
    (found,) = [each for each in findings if each.code in ("V023", "V039", "V040")]
    assert (found.code, found.severity) == ("V040", "warning")
    assert f"“{name}”后面写了“{unit}”" in message_of(found)
    assert f"行名{figure}，" in advice_of(found)


@pytest.mark.parametrize("text", ["{上年结转}", "{上年结转}。", "{予以公开}件", "{上年结转}个别", "{上年结转}\n件", "{本年收费金额}万元"])
def test_other_words_behind_a_sentence_are_let_alone(text):
    assert not [each for each in judged(filled({"requests.note": text})).findings if each.code in ("V023", "V039", "V040")]


def test_whoever_calls_for_sentences_loads_no_names_of_figures():
    code = """
import sys
from govxl.filing.texts import unknown_sentences
from govxl.findings.finding import Where
from govxl.form.definition import load_form
assert not list(unknown_sentences(load_form("zfxxgk/2021"), "{本年新收}", Where()))
assert not {"govxl.form.figure_names", "difflib"} & sys.modules.keys()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "names", "open_"),
    [
        ("", [], []),
        ("{甲}乙｛丙｝", ["甲", "丙"], []),
        ("{甲｝", ["甲"], []),
        ("{甲乙", [], ["{甲乙"]),
        ("甲}乙", [], ["甲}"]),
        ("{甲{乙}丙", ["乙"], ["{甲"]),
        ("{" * 3, [], ["{"] * 3),
    ],
)
def test_braces_are_paired_on_their_line(text, names, open_):
    assert [each.name for each in calls_in(text)] == names
    assert list(left_open(text)) == open_


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_first_sheet_lists_every_name_with_what_it_says_now(edition):
    layout = arrange(load_form(f"zfxxgk/{edition}"))
    guide = layout.sheet("填报说明")
    listed = {label.text for label in guide.labels}
    assert {"{" + sentence.label + "}" for sentence in layout.form.sentences.values()} <= listed
    rows = {label.box.row: label.text for label in guide.labels if label.text.startswith("{")}
    shown = {rows[slot.box.row]: slot.path for slot in guide.slots if slot.path.startswith("says.")}
    assert len(shown) == len(layout.form.sentences)
    assert guide.print_area is not None
    assert min(rows) > guide.print_area.row + guide.print_area.rows - 1, "it is not printed with the instructions"


def test_a_sentence_on_the_first_sheet_is_the_one_of_the_figures():
    layout = layout_of()
    typed = {path: Decimal(v) if isinstance(v, int) else v for path, v in accepted_values(layout).items()}
    verdicts = Verdicts(layout, typed)
    assert verdicts.value("says.carried_in") == "上年结转2件。"
    assert verdicts.value("says.applications") == verdicts.value("sentence.narrative.overview.applications")
    blank = Verdicts(layout, {})
    assert blank.value("says.carried_in") == "（填完表格后自动生成）"


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_first_sheet_says_how_figures_are_called_for(edition):
    layout = arrange(load_form(f"zfxxgk/{edition}"))
    guide = layout.sheet("填报说明")
    (hint,) = [label for label in guide.labels if "行名/列名" in label.text]
    names = [each.name for each in calls_in(hint.text)]
    assert len(names) == 2
    assert "/" not in names[0]
    assert "/" in names[1]
    assert all(figure_called(layout.form, name) for name in names)
    assert not {sentence.label for sentence in layout.form.sentences.values()} & set(names)
    assert guide.print_area is not None
    assert hint.box.row > guide.print_area.row + guide.print_area.rows - 1
