"""Reading prose takes time in proportion to its length, whatever is written.

Counted are the calls that are made, which no busy machine changes; time is looked at for its growth alone, as in
`test_patterns`, because what one call costs may grow as well.
"""

import sys
import time
from functools import cache
from types import FrameType

import pytest

from govxl.form.definition import load_form
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.lexicon.patterns import Patterns
from tests.benchmarks.prose import HOSTILE, read, texts_of

SHORT, TIMES = 600, 4
NAMES = ["as people write it", "nothing but figures", *HOSTILE]
MORE_CALLS, LONGER = 1.3, 9.0
"""How many times the calls a character may take, four times the text; and how many times longer (16 is quadratic)."""

SLOW = 0.02
"""Seconds below which nothing is looked at."""


@cache
def patterns() -> Patterns:
    found = load_patterns(load_form("zfxxgk/2021"))
    # A row of words is taken apart once, whichever text comes first to have one: that is no part of what a text takes.
    for head in found.words.rows:
        found.words.open(head)
    return found


@cache
def text_of(name: str, length: int) -> str:
    return dict(texts_of(length))[name]


def calls(text: str) -> int:
    """Count the calls, of Python and of C, that reading a text takes."""
    made = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(patterns(), text)
    finally:
        sys.setprofile(before)
    return made


def seconds(text: str) -> float:
    began = time.process_time()
    read(patterns(), text)
    return time.process_time() - began


@pytest.mark.parametrize("name", NAMES)
def test_calls_grow_with_the_length(name):
    read(patterns(), text_of(name, SHORT))
    short, long = calls(text_of(name, SHORT)), calls(text_of(name, TIMES * SHORT))
    assert long <= MORE_CALLS * TIMES * short, f"{short} calls, then {long}"


@pytest.mark.parametrize("name", NAMES)
def test_time_does_not_grow_with_the_square_of_the_length(name):
    long = text_of(name, TIMES * TIMES * SHORT)
    if (took := min(seconds(long) for _ in range(2))) < SLOW:
        return
    one = min(seconds(text_of(name, TIMES * SHORT)) for _ in range(3))
    assert took / max(one, 1e-6) < LONGER


def test_the_measure_tells_what_is_quadratic(monkeypatch):
    def slow(patterns: Patterns, text: str) -> int:
        return sum(len(text[at:]) for at in range(0, len(text), 20) for _ in range(0, at, 20))

    monkeypatch.setitem(globals(), "read", slow)
    text = text_of("digits", SHORT)
    assert calls(text * TIMES) > MORE_CALLS * TIMES * calls(text)
    assert seconds(text * TIMES * TIMES) > LONGER * seconds(text * TIMES)
