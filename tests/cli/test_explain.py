"""govxl explain: what a finding means, how grave it is, what to do, and an example, for every code in both languages."""

import re

import pytest

from govxl.findings.catalogue import CATALOGUE
from tests.commands import run

CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef]")
PLACEHOLDER = re.compile(r"\{\w*\}")
QUOTED = re.compile(r"“[^”]*”")


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_code_is_explained(entry, lang):
    done = run("explain", entry.code, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == f"{entry.code} {entry.title.said(lang)}  {entry.name}"
    assert len(done.lines) >= 5, "title, severity, meaning, remedy, example"
    for both in (entry.message, entry.advice, entry.example):
        assert all(piece in done.out for piece in PLACEHOLDER.split(both.said(lang)))
    assert not PLACEHOLDER.search(done.out), "a placeholder says nothing to a person"
    assert any(say in done.out for say in {"hard": ("必须改正", "to correct"), "explainable": ("需说明", "to explain"), "warning": ("请核实", "to verify"), "info": ("提示", "notes")}[entry.severity])


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
def test_in_english_only_words_that_stand_in_the_workbook_are_chinese(entry):
    shown = QUOTED.sub("", run("explain", entry.code, "--lang", "en").out)
    assert not CHINESE.search(shown)


@pytest.mark.parametrize("spelling", ["R001", "r001", "rule-broken"])
def test_a_code_may_be_given_by_name_and_in_small_letters(spelling):
    assert run("explain", spelling).lines[0] == "R001 勾稽不符  rule-broken"


def test_all_lists_every_code():
    done = run("explain", "all")
    assert [line.split()[0] for line in done.lines if re.match(r"[A-Z]\d{3} ", line)] == [entry.code for entry in CATALOGUE.values()]


@pytest.mark.parametrize("code", ["X999", "R00", "", "rule"])
def test_a_code_there_is_not(code):
    done = run("explain", code)
    assert (done.code, done.out) == (2, "")
    assert "R001" in done.err, "the known ones are listed"


# -- Rules


@pytest.mark.parametrize("spelling", ["tie-out", "TIE-OUT", "Tie-Out"])
def test_a_rule_is_explained_for_each_edition_that_words_it_otherwise(spelling):
    done = run("explain", spelling)
    assert (done.code, done.err) == (0, "")
    heads = [line for line in done.lines if line and not line.startswith(" ")]
    assert heads == ["tie-out 收到和办理件数  zfxxgk/2021", "tie-out 收到和办理件数  zfxxgk/2019"]
    assert done.out.count("  第一项加第二项之和，等于第三项加第四项之和\n") == 2
    assert "  级别：必须改正\n" in done.out
    assert "依据：国办公开办函〔2021〕30号 表三注（A3）" in done.out
    assert [line for line in run("explain", spelling, "--form", "zfxxgk/2019").lines if not line.startswith(" ")] == heads[1:]


def test_editions_that_say_the_same_are_one_entry():
    done = run("explain", "b5")
    assert [line for line in done.lines if not line.startswith(" ")] == ["B5 共同被告案件的统计  zfxxgk/2021、zfxxgk/2019"]
    assert "  在哪里：「四、复议诉讼」" in done.out


def test_totals_and_fields_are_explained_by_their_ids():
    total = run("explain", "A2", "--form", "zfxxgk/2021").out
    assert total.startswith("A2 （七）总计  zfxxgk/2021\n")
    assert "总计，自动算出" in total
    assert "依据：国办公开办函〔2021〕30号 表三" in total
    assert "主动公开、依申请公开" in run("explain", "n10", "--form", "zfxxgk").out


def test_several_at_once_and_all_or_nothing():
    done = run("explain", "R001", "B5")
    assert [line.split()[0] for line in done.lines if line and not line.startswith(" ")] == ["R001", "B5"]
    assert run("explain", "R001", "B55").code == 2
    assert run("explain", "R001", "B55").out == ""


@pytest.mark.parametrize(("code", "near"), [("tieout", "tie-out"), ("rule-brokn", "rule-broken"), ("N8-name", "N8-named")])
def test_an_unknown_one_brings_those_near_it(code, near):
    done = run("explain", code)
    assert done.code == 2
    assert f"没有 {code} 这个代码或规则，是不是 " in done.err
    assert near in done.err
    assert f"perhaps {near}" in run("explain", code, "--lang", "en").err


@pytest.mark.parametrize("form", ["zfxxgk/1999", "nosuch"])
def test_a_form_there_is_not_is_said(form):
    done = run("explain", "B5", "--form", form)
    assert (done.code, form in done.err) == (2, True)


def test_a_rule_of_one_edition_is_not_looked_for_in_the_other():
    assert run("explain", "D5").out.startswith("D5 项数和件数  zfxxgk/2019\n")
    done = run("explain", "D5", "--form", "zfxxgk/2021")
    assert (done.code, done.out) == (2, "")
    assert "zfxxgk/2021 里没有 D5" in done.err
