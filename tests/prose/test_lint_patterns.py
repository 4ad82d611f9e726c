"""The lint section of prose.toml: its author's mistakes are told with their lines, and no text makes it slow."""

import time
from decimal import Decimal
from pathlib import Path

import pytest

from govxl.form.definition import DefinitionError, load_form
from govxl.form.source import Source
from govxl.prose.lexicon.lint_patterns import NothingSaid
from govxl.prose.lexicon.lint_reader import lint_of
from govxl.prose.lexicon.patterns import JUDGED
from govxl.prose.lint.blemishes import blemishes
from tests.prose.lints import APPLICATIONS, lint, patterns, slips

FORM = load_form("zfxxgk/2021")


def read(tmp_path: Path, text: str):
    path = tmp_path / "prose.toml"
    path.write_text(text, "utf-8")
    source = Source(path)
    found = lint_of(source, FORM)
    source.finish()
    return found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[lint]\nnotises = ['甲']", "2: no key of lint is called notises"),
        ("[lint]\nhelps = ['甲']", "2: no key of lint is called helps"),
        ("\n[lint]\ngrams = 0", "3: grams is a whole number above 0"),
        ("[lint]\ngrams = true", "2: grams is a whole number above 0"),
        ("[lint]\nown = '我局'", "2: own is a list of words, none of them empty"),
        ("[lint]\nown = ['我局', '']", "2: own is a list of words, none of them empty"),
        ("[lint]\nown = ['我局', ' 　']", "2: own is a list of words, none of them empty"),
        ("[lint]\nsurnames = ['王']", "2: surnames is a text in quotes"),
        ("[lint]\nparts = ['甲', '乙']", "2: parts is a list of lists of words"),
        ("lint = 3", "1: lint is a [section]"),
    ],
)
def test_an_authors_mistake_is_told_with_its_line(tmp_path, text, told):
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, text)
    assert told in str(caught.value)


def test_words_are_folded_and_what_is_left_out_is_as_before(tmp_path):
    found = read(tmp_path, "[lint]\nnotices = ['某函 〔２０１９〕 6号']\n")
    assert found.notices == ("某函(2019)6号",)
    assert found.grams == NothingSaid.grams
    assert found.figures
    older = lint("2019")
    assert (older.placeholders, older.share_of_all) == (lint().placeholders, lint().share_of_all)


def test_a_form_without_the_section_finds_nothing_but_what_needs_no_words(tmp_path):
    found = read(tmp_path, "")
    assert found.notices == ()
    assert found.fixed, "the form's own sentences are set phrases all the same"


@pytest.mark.parametrize(
    ("changes", "text", "told"),
    [
        ({"part_words": ("章",)}, "本报告由七章组成：总体情况，主动公开情况，行政复议情况，其他事项。", [("parts", "七章")]),
        ({}, "本报告由七章组成：总体情况，主动公开情况，行政复议情况，其他事项。", []),
        ({"signed": ("员",)}, "情况已经核对。经办人是信息员", []),
        ({}, "情况已经核对。经办人是信息员", [("unfinished", "员")]),
        ({"of_tables": ("人次",), "measures": ("人次",)}, "全年举办公开培训14人次。", [("stale", "14")]),
        ({"measures": ("人次",)}, "全年举办公开培训14人次。", []),
    ],
)
def test_what_a_part_is_called_who_signs_and_what_tables_count_is_the_forms_to_say(changes, text, told):
    ours = patterns("2021")
    other = ours._replace(lint=lint()._replace(**changes), rules={each: each for each in JUDGED if each != "copied"})
    last = {"prior.requests.received.total": Decimal(14)}
    found = blemishes(other, {APPLICATIONS: text}, {APPLICATIONS: text}, 2024, lambda path: last.get(path, Decimal(0)))
    assert [(each.rule, each.said) for each in found] == told


UNITS = (
    "国办公开办函〔2019〕60号", "国办公开办函", "2023年1月1日至", "2023年", "（", "（（（", "）", "《", "“", "××", "X", "_", "__", "王×", "申请件", "信息 条，",
    "共", "共件，", "件", "　", " ", "\n", "。", "，", "、", "六个部分", "总体情况、", "一、", "7部分：", "12件", "1,", "1.1", "%", "占%", "?", "？件", "；", "a", "a_", "@", "http://", "\n\n",
    "我局全年公开信息，", "2023年，我局", "甲\n", "现将", "年度报告",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_no_text_makes_it_slow(unit):
    """Four times the text takes some four times as long; sixteen times is what goes back over all it has read."""

    def seconds(letters: int) -> float:
        text = (unit * letters)[:letters] + "末"
        began = time.process_time()
        slips({"narrative.overview.opening": text}, earlier={"narrative.overview.opening": text[::2]})
        return time.process_time() - began

    if seconds(8000) > 0.01:
        one = min(seconds(2000) for _ in range(3))
        assert min(seconds(8000) for _ in range(3)) < 9 * one
