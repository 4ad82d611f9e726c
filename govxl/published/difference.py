"""What a published report differs in from its record: one value for each difference, and what changed inside a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from govxl.published.fold import letters
from govxl.published.model import Kind, Of

__all__ = ["ChangedStretch", "Difference", "stretches"]

What = Literal["changed", "missing", "added", "shown"]
TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)*|[A-Za-z]+|.", re.DOTALL)
"""A number changes as a whole, and so does a word in Latin letters."""

MOST = 400
"""Tokens taken out or put in; beyond, a text is taken as changed from its first change to its last."""

JOINED = 1
"""Two changes with so little between them are one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `ours` is what the record says and `theirs` what was published, "" where there is nothing.

    `where` is the heading of the part; `labels` lead to a figure, a row or a column from the outermost heading inwards.
    `kind` says what is odd about what was published, and `written` what its file holds there; what is only `shown` so
    is read as the record has it.
    """

    what: What
    of: Of
    where: str
    labels: tuple[str, ...] = ()
    ours: str = ""
    theirs: str = ""
    kind: Kind | Literal[""] = ""
    written: str = ""


class ChangedStretch(NamedTuple):
    """A changed stretch of two texts: `ours[start:end]` became `theirs[their_start:their_end]`."""

    start: int
    end: int
    their_start: int
    their_end: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def stretches(ours: str, theirs: str) -> list[ChangedStretch]:
    """Find the stretches in which two texts differ, numbers as a whole; what carries no meaning is no difference."""
    mine, yours = list(_tokens(ours)), list(_tokens(theirs))
    words, others = [token.text for token in mine], [token.text for token in yours]
    # What both have at the ends need not be searched, and makes most texts short.
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
        ChangedStretch(*_span(mine, head + start, head + end), *_span(yours, head + their_start, head + their_end))
        for start, end, their_start, their_end in found
    ]


def _changes(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield what was taken out and put in, by the shortest way from one to the other (Myers 1986)."""
    ways = _ways(ours, theirs)
    if ways is None:
        yield 0, len(ours), 0, len(theirs)
        return
    at, their_at = len(ours), len(theirs)
    found: list[tuple[int, int, int, int]] = []
    for taken in range(len(ways) - 1, 0, -1):
        before = ways[taken - 1]
        line = at - their_at
        down = line == -taken or (line != taken and before[line - 1] < before[line + 1])
        line += 1 if down else -1
        start = before[line]
        their_start = start - line
        # What both have in common lies between the step and where it led to.
        found.append(
            (start, start, their_start, their_start + 1) if down else (start, start + 1, their_start, their_start)
        )
        at, their_at = start, their_start
    yield from reversed(found)


def _ways(ours: list[str], theirs: list[str]) -> list[dict[int, int]] | None:
    """Give for every number of steps how far they lead on each diagonal; None beyond so many steps."""
    furthest = {1: 0}
    ways: list[dict[int, int]] = []
    for steps in range(min(MOST, len(ours) + len(theirs)) + 1):
        for line in range(-steps, steps + 1, 2):
            down = line == -steps or (line != steps and furthest[line - 1] < furthest[line + 1])
            at = furthest[line + 1] if down else furthest[line - 1] + 1
            while at < len(ours) and at - line < len(theirs) and ours[at] == theirs[at - line]:
                at += 1
            furthest[line] = at
            if at >= len(ours) and at - line >= len(theirs):
                ways.append(dict(furthest))
                return ways
        ways.append(dict(furthest))
    return None


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
