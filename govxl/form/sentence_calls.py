"""Sentences as staff call for them in their texts: a name in braces."""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Called", "calls_in", "left_open"]

IN_BRACES = re.compile(r"[{｛]([^{}｛｝\n]+)[}｝]")
"""An input method set to Chinese types full-width ones, now and then for one of the two only."""

BRACES = re.compile(r"[{｛][^{}｛｝\n]{0,60}|[^{}｛｝\n]{0,60}[}｝]")
"""A brace without its other half, and what stands beside it on its line."""


class Called(NamedTuple):
    """A name in braces, and where it stands with them in the text."""

    name: str
    start: int
    end: int


def calls_in(text: str) -> Iterator[Called]:
    """Yield what stands in braces, be it the name of a sentence or not."""
    for found in IN_BRACES.finditer(text):
        yield Called(found[1].strip(), found.start(), found.end())


def left_open(text: str) -> Iterator[str]:
    """Yield the braces that open or close nothing, each with what stands beside it; empty ones hold nothing."""
    at = 0
    # What lies between the calls, and behind the last of them.
    for found in [*calls_in(text), Called("", len(text), len(text))]:
        yield from (each[0].strip() for each in BRACES.finditer(text[at : found.start]))
        at = found.end
