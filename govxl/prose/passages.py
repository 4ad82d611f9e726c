"""A text in its pieces: paragraphs and sentences where they stand, and a piece without what typing changes.

`letters` and `clauses` read the same text for its figures, and otherwise: they leave out blanks and make one sign of a
year, which are the very things that slips are told by; and their sentence goes on behind a semicolon, across which it
is understood what a figure is about, while a slip is quoted with no more around it than it needs.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govxl.text import HALF_WIDTH, LINE_END

__all__ = ["Extent", "Passage", "Plain", "folded", "paragraphs", "plain", "sentences", "squeezed"]

_FOLD = HALF_WIDTH | dict.fromkeys(map(ord, "〔﹝【〖[［"), "(") | dict.fromkeys(map(ord, "〕﹞】〗]］"), ")")
_BLANK = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?:[^。!?;]|\?(?=[件条份个]))+[。!?;]*[”’」』\"]?")  # 收到？件 is no question


Extent = tuple[int, int]
"""Where something begins and ends in a text."""


class Passage(NamedTuple):
    """A piece of a text: where it begins and ends there, and what it says, letter for letter but folded."""

    start: int
    end: int
    text: str


class Plain(NamedTuple):
    """A piece folded and without blanks, and where each of its letters stands in the text."""

    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the text of a part of the piece that is not empty."""
        return self.at[start], self.at[end - 1] + 1


def folded(text: str) -> str:
    """Fold full-width letters and all kinds of brackets, letter for letter, so that places stay what they are."""
    return text.translate(_FOLD)


def squeezed(text: str) -> str:
    """Fold a text and take its blanks out, as words are compared."""
    return _BLANK.sub("", folded(text))


def plain(passage: Passage) -> Plain:
    """Take the blanks out of a piece."""
    text = _BLANK.sub("", passage.text)
    if len(text) == len(passage.text):
        return Plain(text, range(passage.start, passage.end))
    return Plain(text, [n for n, letter in enumerate(passage.text, passage.start) if not letter.isspace()])


def paragraphs(text: str) -> Iterator[Passage]:
    """Yield what stands on every line, without the blanks around it; a line without a letter is none."""
    start = 0
    for end, following in [*((found.start(), found.end()) for found in LINE_END.finditer(text)), (len(text), 0)]:
        line = text[start:end]
        first = start + len(line) - len(line.lstrip())
        if kept := line.strip():
            yield Passage(first, first + len(kept), folded(kept))
        start = following


def sentences(paragraph: Passage) -> Iterator[Passage]:
    """Yield the sentences of a paragraph with their marks; a semicolon ends one as well."""
    for found in _SENTENCE.finditer(paragraph.text):
        yield Passage(paragraph.start + found.start(), paragraph.start + found.end(), found[0])
