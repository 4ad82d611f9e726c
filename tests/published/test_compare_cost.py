"""What a comparison costs is bounded: texts of two letters, tags of thousands of attributes, sheets of thousands of rules."""

import random
import time
from contextlib import suppress

import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.published import difference as differences
from govxl.published.compare import compare
from govxl.published.difference import stretches
from govxl.published.fold import canon_of
from govxl.published.html import read_webpage
from govxl.published.model import UnreadableError
from govxl.report.document import compose
from govxl.report.html import to_page
from tests.published.test_as_read import COUNTY, SAMPLES

PATIENCE = 20
"""Seconds, generous for a shared machine: what is not bounded takes minutes."""


def two_letters(seed, length):
    draw = random.Random(seed)
    return "".join(draw.choice("甲乙") for _ in range(length))


def spent(work):
    began = time.process_time()
    with suppress(UnreadableError):
        work()
    return time.process_time() - began


def test_twenty_long_paragraphs_of_two_letters_are_compared_in_time():
    record = load_record((SAMPLES / COUNTY).read_bytes())
    text = "\n".join(two_letters(n, 2000) for n in range(20))
    problems = {**record["narrative"]["problems"], "text": text}
    record = {**record, "narrative": {**record["narrative"], "problems": problems}}
    form = load_form("zfxxgk/2021")
    document = compose(form, record)
    page = to_page(document)
    for n in range(20):
        page = page.replace(two_letters(n, 2000), two_letters(n + 100, 2000))
    found = []

    def work():
        found.extend(compare(document, read_webpage(page.encode()), canon_of(form)).differences)
        assert all(stretches(each.ours, each.theirs) for each in found)

    assert spent(work) < PATIENCE
    assert len(found) >= 20, "still an honest answer"


def test_a_comparison_of_two_texts_takes_so_many_steps_at_most(monkeypatch):
    ways = []
    plain = differences._ways
    monkeypatch.setattr(differences, "_ways", lambda *texts: ways.append(plain(*texts)) or ways[-1])
    for length in (1_000, 50_000):
        assert stretches(two_letters(1, length), two_letters(2, length))
    assert len(ways[0]) <= differences.MOST + 1
    assert ways[1] is None, "the longer one is given up at once, and told as changed from end to end"
    assert stretches("甲" * 50_000 + "1" + "乙" * 50_000, "甲" * 50_000 + "2" + "乙" * 50_000) == [(50_000, 50_001, 50_000, 50_001)]


@pytest.mark.parametrize("tags", [1, 200])
def test_tags_of_very_many_attributes_are_refused_at_once(tags):
    many = 30_000 if tags == 1 else 4_000
    page = "<p>年报</p>" + ("<p " + " ".join(f"a{n}=1" for n in range(many)) + ">x</p>") * tags
    began = time.process_time()
    with pytest.raises(UnreadableError) as refused:
        read_webpage(page.encode())
    assert (refused.value.reason, time.process_time() - began < 5) == ("many-attributes", True)


def test_a_tag_of_a_few_hundred_attributes_is_read():
    page = "<p>年报</p><p " + " ".join(f"data-a{n}='>'" for n in range(400)) + ">完</p>"
    assert read_webpage(page.encode()).blocks == ("年报", "完")


BAD = {
    "quotes that never close": "<p>x" + '<a b="' * 400_000,
    "comments that never close": "<style>" + "/*" * 1_000_000 + "</style><p>x",
    "strings that never close": "<style>" + "a{content:'" * 300_000 + "</style><p>x",
    "braces": "<style>" + "{" * 500_000 + "</style><p>x",
    "brackets": "<style>a{color:" + "(" * 500_000 + "</style><p>x",
    "rules": "<style>" + "".join(f".a{n} b{{color:#fff}}" for n in range(20_000)) + "</style>" + "<b class=a1><b>x</b></b>" * 20_000 + "<p>",
    "rules for all": "<style>" + "* * * * *{color:#fff}" * 3_000 + "</style>" + "<p>" + "<b>x</b>" * 30_000,
    "a long selector": "<style>" + "p " * 500_000 + "{color:#fff}</style><p>x",
    "many selectors": "<style>" + "p,.x:not(" * 200_000 + "{color:#fff}</style><p>x",
    "a long value": "<p style='clip-path:polygon(" + "0" * 100_000 + "x;transform:scale(" + "1 " * 100_000 + "'>x",
    "variables": "<p style='" + ";".join(f"--a{n}:var(--a{n - 1})" for n in range(20_000)) + ";color:var(--a1999)'>x",
    "directions": "<p>" + "\u202e1\u202c" * 100_000,
    "torn figures": "<p>" + "1\u200b" * 300_000,
    "unseen after a figure": "<p>1" + "\u200b" * 900_000,
    "lists": "<ol>" + "<li>x" * 100_000,
    "details": "<details>" * 200 + "x",
    "gaps": "<p>" + "<p>".join("1" * 200_000),
}


@pytest.mark.parametrize("case", BAD)
def test_a_hostile_page_does_not_take_long(case):
    record = load_record((SAMPLES / COUNTY).read_bytes())
    form = load_form("zfxxgk/2021")
    document = compose(form, record)
    assert spent(lambda: compare(document, read_webpage(BAD[case].encode()), canon_of(form))) < PATIENCE
