"""Sentences as staff call for them in their texts: a name in braces."""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Called", "called"]

IN_BRACES = re.compile(r"\{([^{}\n]+)\}|｛([^｛｝\n]+)｝")
"""An input method set to Chinese types full-width ones."""


class Called(NamedTuple):
    """A name in braces, and where it stands with them in the text."""

    name: str
    start: int
    end: int


def called(text: str) -> Iterator[Called]:
    """Yield what stands in braces, be it the name of a sentence or not."""
    for found in IN_BRACES.finditer(text):
        yield Called((found[1] or found[2]).strip(), found.start(), found.end())
