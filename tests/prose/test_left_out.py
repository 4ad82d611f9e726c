"""Paragraphs that tell no figures, and of none or all, are left out; that changes nothing of what is understood."""

from functools import cache
from random import Random

import pytest

from govxl.form.definition import load_form
from govxl.prose.letters import letters_of
from govxl.prose.lexicon.features import bit
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.lexicon.patterns import Patterns, states_in
from govxl.prose.model import Understood
from govxl.prose.reading.tokens import Token, _Scan, tokens_of
from govxl.prose.understanding.understand import understand
from tests.prose.cases import cases

PATH, YEAR, UNIT = "narrative.overview.applications", 2024, "示例县自然资源局"
NOTHING = (
    "坚持以人民为中心，持续深化政务公开。一是加强组织领导；二是完善依申请公开工作制度（含登记、审核）。",
    "五、存在的主要问题及改进情况",
    "（一）主动公开。围绕重点领域，做好政策解读。",
    "《关于行政许可的通知。》",
    "",
)
"""Paragraphs without a figure."""

TELLING = ("收到申请3件", "收到申请十二件", "办结率为百分之五", "复议为零", "未收到申请", "均已办结", "收到申请2余件")


@cache
def patterns() -> Patterns:
    return load_patterns(load_form("zfxxgk/2021"))


def understood(text: str, unit: str = UNIT) -> Understood:
    return understand(patterns(), PATH, text, YEAR, unit, explained=True)


@pytest.fixture
def read_whole(monkeypatch):
    def begin() -> None:
        monkeypatch.setattr(_Scan, "go_on", lambda self, at, mark="\n": at)

    return begin


def texts() -> list[tuple[str, str]]:
    """Give texts of the corpus between paragraphs without figures, some with brackets that nobody closes."""
    random = Random(1)
    told = [(case.text, case.unit) for case in cases("tune")]
    found = []
    for text, unit in random.sample(told, 300):
        others = [random.choice((*NOTHING, *NOTHING, random.choice(told)[0])) for _ in range(4)]
        parts = [*others[:2], text, *others[2:]]
        marks = [random.choice(("\n", "\n", "\n", "。", "。（", "）\n", "：\n", "。\n：")) for _ in parts]
        found.append(("".join(part + mark for part, mark in zip(parts, marks, strict=True)), unit))
    return found


def test_what_is_left_out_changes_nothing(read_whole):
    written = texts()
    quick = [understood(*each) for each in written]
    read_whole()
    assert sum(len(each.mentions) for each in quick) > 300
    for each, found in zip(written, quick, strict=True):
        assert understood(*each) == found, each


@pytest.mark.parametrize("text", NOTHING)
def test_paragraphs_without_figures_are_left_out(text):
    letters = letters_of(f"{text}\n{text}。{text}", YEAR).text
    assert tokens_of(patterns(), letters, UNIT).tokens == []


@pytest.mark.parametrize("text", NOTHING)
def test_what_stands_behind_the_last_figure_of_a_paragraph_is_left_out(text):
    alone, more = (letters_of(each, YEAR).text for each in ("收到申请3件。", f"收到申请3件。{text}"))
    assert repr(tokens_of(patterns(), more, UNIT)) == repr(tokens_of(patterns(), alone, UNIT))


@pytest.mark.parametrize("text", TELLING)
def test_paragraphs_that_tell_something_are_read(text):
    before = "\n".join(NOTHING[:3]) + "\n"
    letters = letters_of(before + text, YEAR).text
    assert Token(*tokens_of(patterns(), letters, UNIT).tokens[-1]).end == len(letters)


def test_every_word_for_none_or_all_has_one_of_few_in_it():
    words, told = patterns().words, bit("none") | bit("all")
    speaking = [word for word, mark in words.items() if mark & told]
    few = states_in(words)
    assert few == patterns().states
    assert 0 < len(few) < len(speaking)
    assert all(any(short in word for short in few) for word in speaking)
    assert set(few) <= set(speaking)
