"""govxl forms diff: two editions held beside each other, in words; and what a made-up pair differs in, exactly."""

import pytest

from govxl.form.definition import load_form
from govxl.form.edition_diff import FormChange, differences
from tests.cli.test_forms import AUTHORS, written
from tests.commands import run


def changes(tmp_path, *replacements):
    """Compare the author's form with itself after some words were replaced."""
    text = AUTHORS
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    old = load_form(written(tmp_path / "old"))
    new = load_form(written(tmp_path / "new", text.replace("edition = 'e1'", "edition = 'e2'"), edition="e2"))
    return list(differences(old, new))


@pytest.mark.parametrize(
    ("replacements", "expected"),
    [
        ([], []),
        ([("'2020-'", "'2021-'")], [FormChange("altered", "form", "", "2020–", "2021–")]),
        ([("'nobody'", "'somebody'")], [FormChange("altered", "form", "", "nobody", "somebody")]),
        ([("['pears', 'Pears']]", "['pears', 'Pears'], ['plums', 'Plums']]")], [FormChange("added", "row", "Things", new="Plums")]),
        ([("'Pears'", "'Fresh pears'")], [FormChange("reworded", "row", "Things", "Pears", "Fresh pears")]),
        ([("'Count'", "'Number'")], [FormChange("reworded", "column", "Things", "Count", "Number")]),
        (
            [("['count', 'Count'],", "['count', 'Count'], ['weight', 'Weight', {type = 'amount', unit = 'kg'}],")],
            [FormChange("added", "column", "Things", new="Weight")],
        ),
        ([("severity = 'warning'", "severity = 'hard'")], [FormChange("altered", "rule", "R1 More apples than pears", "warning", "hard")]),
        ([("'More apples than pears'", "'Apples first'")], [FormChange("reworded", "rule", "", "R1 More apples than pears", "R1 Apples first")]),
        ([("id = 'R1'", "id = 'R2'")], [FormChange("added", "rule", "", new="R2 More apples than pears"), FormChange("dropped", "rule", "", old="R1 More apples than pears")]),
    ],
)
def test_one_change_of_a_form_is_one_difference(tmp_path, replacements, expected):
    assert changes(tmp_path, *replacements) == expected


def test_what_the_notice_of_2021_changed():
    """国办公开办函〔2021〕30号 against 〔2019〕60号, as domain experts list it: table two, 6.1 to 6.3 of table three, part six."""
    told = {(c.what, c.of, c.where, c.old, c.new) for c in differences(load_form("zfxxgk/2019"), load_form("zfxxgk/2021"))}
    assert told >= {
        ("dropped", "row", "二、主动公开", "政府集中采购", ""),
        ("dropped", "row", "二、主动公开", "其他对外管理服务事项", ""),
        ("reworded", "row", "二、主动公开", "规范性文件", "行政规范性文件"),
        ("added", "column", "二、主动公开", "", "现行有效件数"),
        ("dropped", "column", "二、主动公开", "本年新公开数量", ""),
        ("added", "row", "三、申请办理", "", "三、本年度办理结果 / （六）其他处理 / 3.其他"),
        ("dropped", "row", "三、申请办理", "三、本年度办理结果 / （六）其他处理", ""),
        ("added", "field", "", "", "信息处理费件数"),
    }
    assert not [c for c in told if c[1:3] == ("column", "三、申请办理")], "the seven columns stayed"
    assert not [c for c in told if c[2] == "四、复议诉讼"], "table four stayed"


def test_backwards_it_is_the_mirror_image():
    forms = load_form("zfxxgk/2019"), load_form("zfxxgk/2021")
    turned = {"added": "dropped", "dropped": "added", "reworded": "reworded", "altered": "altered"}
    there = {(c.what, c.of, c.old, c.new) for c in differences(*forms)}
    back = {(turned[c.what], c.of, c.new, c.old) for c in differences(*reversed(forms))}
    assert there == back


def test_it_is_said_one_a_line():
    done = run("forms", "diff", "zfxxgk/2019", "zfxxgk/2021")
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == "从 zfxxgk/2019 到 zfxxgk/2021："
    assert "  取消行  「二、主动公开」“政府集中采购”" in done.lines
    assert "  改写项  “平台建设” → “政府信息公开平台建设”" in done.lines
    english = run("forms", "diff", "zfxxgk/2019", "zfxxgk/2021", "--lang", "en")
    assert "  dropped row  「二、主动公开」“政府集中采购”" in english.lines
    assert len(english.lines) == len(done.lines)


def test_a_form_and_itself_do_not_differ():
    assert run("forms", "diff", "zfxxgk/2021", "zfxxgk/2021").out == "zfxxgk/2021 和 zfxxgk/2021 没有不同\n"


def test_a_form_that_is_not_there_cannot_be_compared():
    done = run("forms", "diff", "zfxxgk/2018", "zfxxgk/2021")
    assert (done.code, done.out) == (2, "")
    assert "zfxxgk/2018" in done.err
