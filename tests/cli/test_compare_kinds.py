"""govxl compare tells a clerk what is odd about a published text, in both languages, and what it did not look at."""

import json
import shutil
from pathlib import Path
from typing import get_args

import pytest

from govxl.cli.words import KINDS, NOTES, say
from govxl.published.model import Kind
from tests.commands import run

COUNTY = Path(__file__).parents[2] / "samples" / "zfxxgk-2021" / "county" / "expected"
REPORT = "示例县2025年政府信息公开工作年度报告"


@pytest.fixture
def compared(tmp_path):
    """Compare the page with something in it changed."""
    record = Path(shutil.copy(COUNTY / "record.json", tmp_path))

    def change(old, new, *options):
        page = tmp_path / "page.html"
        text = (COUNTY / f"{REPORT}.html").read_text("utf-8")
        assert old in text
        page.write_text(text.replace(old, new, 1), "utf-8")
        return run("compare", record, page, *options)

    return change


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_has_words_in_both_languages(kind):
    assert say(f"kind-{kind}", "zh", text="x") != say(f"kind-{kind}", "en", text="x")
    assert len(KINDS) == len(get_args(Kind))


def test_a_struck_figure_is_told_with_its_place_and_both_readings(compared):
    done = compared(">386<", "><s>386</s><")
    assert (done.code, done.err) == (1, "")
    assert done.lines[1:] == [
        "  「三、收到和处理政府信息公开申请情况」一、本年新收政府信息公开申请数量 / 自然人：记录是 386，文稿是 空白；这段文字被划掉：386"
    ]


def test_struck_words_beside_the_right_ones_are_told_on_their_own(compared):
    done = compared(">386<", "><s>368</s>386<")
    assert done.code == 1
    assert done.lines[1].endswith("自然人：这段文字被划掉：368")
    english = compared(">386<", "><s>368</s>386<", "--lang", "en")
    assert english.lines[1].endswith("this text is struck through: 368")


def test_changed_words_are_told_with_the_reason_below(compared):
    done = compared("上年结转26件", "上年结转<i hidden>2</i>6件")
    assert [line.strip() for line in done.lines[2:]][-1] == "看不见的文字：2"
    assert done.lines[2].endswith("【26】件。本年办结444件，予…")


def test_json_says_the_kind(compared):
    (found,) = json.loads(compared(">386<", "><s>368</s>386<", "--json").out)["differences"]
    assert (found["what"], found["of"], found["kind"], found["written"]) == ("shown", "figure", "struck", "368")
    assert (found["ours"], found["theirs"]) == ("386", "386")


@pytest.mark.parametrize(("added", "note"), [("<script src=x.js></script>", "scripts"), ("<link rel=stylesheet href=x.css>", "sheets")])
def test_what_was_not_looked_at_is_said_and_is_no_difference(compared, added, note):
    done = compared("</head>", f"{added}</head>")
    assert (done.code, done.lines[1].strip()) == (0, say(f"note-{note}", "zh"))
    assert json.loads(compared("</head>", f"{added}</head>", "--json").out)["notes"] == [note]
    assert f"note-{note}" in NOTES


def test_a_page_with_tags_of_thousands_of_attributes_is_refused_in_a_sentence(compared):
    done = compared("<article", "<p " + " ".join(f"a{n}=1" for n in range(30_000)) + "></p><article")
    assert (done.code, done.out) == (2, "")
    assert "成千上万个属性" in done.err
