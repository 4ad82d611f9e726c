"""govxl explain: what a finding means, how grave it is, what to do, and an example, for every code in both languages."""

import re

import pytest

from govxl.catalogue import CATALOGUE
from tests.commands import run

CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef]")
PLACEHOLDER = re.compile(r"\{\w*\}")
QUOTED = re.compile(r"“[^”]*”")


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_code_is_explained(entry, lang):
    done = run("explain", entry.code, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    words = getattr(entry, lang)
    assert done.lines[0] == f"{entry.code} {words.title}  {entry.name}"
    assert len(done.lines) >= 5, "title, severity, meaning, remedy, example"
    for text in (words.message, words.advice, words.example):
        assert all(piece in done.out for piece in PLACEHOLDER.split(text))
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
