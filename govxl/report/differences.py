"""What a published report differs in from its record: one value for each difference, and what changed inside a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from govxl.report.sameness import letters

__all__ = ["Difference", "Stretch", "stretches"]

What = Literal["changed", "missing", "added"]
Of = Literal["title", "heading", "paragraph", "table", "row", "column", "label", "figure"]

TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)*|[A-Za-z]+|.", re.DOTALL)
"""A number changes as a whole, and so does a word in Latin letters."""

MOST = 4_000_000
"""Pairs of tokens that are compared; beyond, a text is taken as changed from its first change to its last."""

JOINED = 1
"""Two changes with so little between them are one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `ours` is what the record says and `theirs` what was published, "" where there is nothing.

    `where` is the heading of the part; `labels` lead to a figure, a row or a column from the outermost heading inwards.
    """

    what: What
    of: Of
    where: str
    labels: tuple[str, ...] = ()
    ours: str = ""
    theirs: str = ""


class Stretch(NamedTuple):
    """A changed stretch of two texts: `ours[start:end]` became `theirs[their_start:their_end]`."""

    start: int
    end: int
    their_start: int
    their_end: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def stretches(ours: str, theirs: str) -> list[Stretch]:
    """Find the stretches in which two texts differ, numbers as a whole; what carries no meaning is no difference."""
    mine, yours = list(_tokens(ours)), list(_tokens(theirs))
    words, others = [token.text for token in mine], [token.text for token in yours]
    head = _common(words, others)
    tail = _common(words[head:][::-1], others[head:][::-1])
    middle = words[head : len(words) - tail], others[head : len(others) - tail]
    found: list[list[int]] = []
    for start, end, their_start, their_end in _changes(*middle):
        if found and start - found[-1][1] <= JOINED:
            found[-1][1], found[-1][3] = end, their_end
        else:
            found.append([start, end, their_start, their_end])
    return [
        Stretch(*_span(mine, head + start, head + end), *_span(yours, head + their_start, head + their_end))
        for start, end, their_start, their_end in found
    ]


def _changes(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    if len(ours) * len(theirs) > MOST:
        yield 0, len(ours), 0, len(theirs)
        return
    for kind, *places in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            start, end, their_start, their_end = places
            yield start, end, their_start, their_end


def _tokens(text: str) -> Iterator[_Token]:
    kept = list(letters(text))
    for found in TOKEN.finditer("".join(letter for letter, _ in kept)):
        yield _Token(found[0], kept[found.start()][1], kept[found.end() - 1][1] + 1)


def _span(tokens: list[_Token], start: int, end: int) -> tuple[int, int]:
    """Give the places of some tokens in their text; of none, the place where they would stand."""
    if start < end:
        return tokens[start].start, tokens[end - 1].end
    place = tokens[start - 1].end if start else 0
    return place, place


def _common(one: list[str], other: list[str]) -> int:
    """Count the tokens on which two lists agree from the first on."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
