"""A text as it is read: letters of one width, no blanks, years and calls single signs; and where each stood."""

import re
from typing import NamedTuple

from govxl.text import HALF_WIDTH, INVISIBLE, LINE_END, PRIVATE

__all__ = ["YEARS", "YEAR_SIGNS", "Letters", "letters_of", "plain"]

YEAR_SIGNS = {"last": "\ue000", "this": "\ue001", "next": "\ue002", "other": "\ue003"}
"""What stands for a year in figures, as seen from the report's; nobody can type these."""
YEARS = frozenset(YEAR_SIGNS.values())
CALLED = "\ue004"
"""What stands for a sentence or figure called for in braces: whatever its name says, the text says no figure there."""

# What people type in its place; each takes one letter, so that places stay what they are.
_FOLDED = HALF_WIDTH | {
    ord(odd): usual
    for usual, odds in {"-": "‐‑‒–—―－~～〜", "(": "［〔【", ")": "］〕】", "%": "﹪", ".": "．", ";": "；", ":": "：",
                        "、": "﹑､", "。": "｡．"[:1], "〇": "○Ｏ"[:1]}.items()
    for odd in odds
}  # fmt: skip
_BLANKS = " \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SOLID = re.compile(rf"[^{_BLANKS}]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年度?|[一二][〇零九][〇零一二三四五六七八九]{2}年度?")
_SIGNED = re.compile(rf"{_YEAR.pattern}|\{{[^{{}}\n]+\}}")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


class Letters(NamedTuple):
    """The letters that are read, the offset of each in the typed text, and its end there."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    years: dict[int, int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the typed text of letters from `start` to `end`, which are some."""
        return self.starts[start], self.ends[end - 1]


def plain(text: str) -> str:
    """Fold a text to the letters that are read, blanks and all that nobody sees left out; years stay as they are."""
    return "".join(_SOLID.findall(_folded(text)))


def _folded(text: str) -> str:
    folded = text.translate(_FOLDED)
    if not folded.isprintable():
        folded = LINE_END.sub(lambda end: "\n" * len(end[0]), folded)
        folded = PRIVATE.sub("\ufffd", INVISIBLE.sub(" ", folded))
    return folded


def letters_of(text: str, year: int) -> Letters:
    """Read the letters of a text in the report for a year."""
    folded = _folded(text)
    pieces: list[str] = []
    places: list[int] = []
    for solid in _SOLID.finditer(folded):
        pieces.append(solid[0])
        places.extend(range(solid.start(), solid.end()))
    read = "".join(pieces)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    years: dict[int, int] = {}
    done = 0
    for found in _SIGNED.finditer(read):
        out.append(read[done : found.start()])
        starts.extend(places[done : found.start()])
        ends.extend(place + 1 for place in places[done : found.start()])
        if found[0].startswith("{"):
            out.append(CALLED)
        else:
            said = int(found[0][:4].translate(_DIGITS))
            years[len(starts)] = said
            out.append(YEAR_SIGNS[_seen_from(year, said)])
        starts.append(places[found.start()])
        ends.append(places[found.end() - 1] + 1)
        done = found.end()
    out.append(read[done:])
    starts.extend(places[done:])
    ends.extend(place + 1 for place in places[done:])
    return Letters("".join(out), tuple(starts), tuple(ends), years)


def _seen_from(year: int, said: int) -> str:
    return {year - 1: "last", year: "this", year + 1: "next"}.get(said, "other")
