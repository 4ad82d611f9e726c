"""A text as it is read: letters of one width, no blanks, years and calls single signs; and where each stood."""

import re
from bisect import bisect_right
from collections.abc import Sequence
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
    """The letters that are read, and where they stood: runs of letters by where they begin, here and in the typed text.

    `years` gives for each sign, of a year or a call, where it ended when typed.
    """

    text: str
    runs: tuple[int, ...]
    places: tuple[int, ...]
    years: dict[int, int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the typed text of letters from `start` to `end`, which are some."""
        return self.place(start), self.years.get(end - 1) or self.place(end - 1) + 1

    def place(self, at: int) -> int:
        """Give where a letter begins in the typed text."""
        return _place(self.runs, self.places, at)


def _place(runs: Sequence[int], places: Sequence[int], at: int) -> int:
    nth = bisect_right(runs, at) - 1
    return places[nth] + at - runs[nth]


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
    solid: list[int] = []
    typed: list[int] = []
    length = 0
    for found in _SOLID.finditer(folded):
        pieces.append(found[0])
        solid.append(length)
        typed.append(found.start())
        length += len(found[0])
    read = "".join(pieces)
    out: list[str] = []
    runs: list[int] = []
    places: list[int] = []
    years: dict[int, int] = {}
    done = shift = nth = 0
    for found in _SIGNED.finditer(read):
        start, end = found.span()
        while nth < len(solid) and solid[nth] < start:
            runs.append(solid[nth] - shift)
            places.append(typed[nth])
            nth += 1
        out += read[done:start], _sign_for(found[0], year)
        # A sign is a run of one letter, and behind it another begins.
        sign = start - shift
        runs += sign, sign + 1
        places += _place(solid, typed, start), _place(solid, typed, end)
        years[sign] = _place(solid, typed, end - 1) + 1
        shift += end - start - 1
        done = end
        while nth < len(solid) and solid[nth] <= end:
            nth += 1
    runs.extend(at - shift for at in solid[nth:])
    places.extend(typed[nth:])
    out.append(read[done:])
    return Letters("".join(out), tuple(runs), tuple(places), years)


def _sign_for(said: str, year: int) -> str:
    """Give the sign of a year as it is seen from the report's, or of a call."""
    if said.startswith("{"):
        return CALLED
    return YEAR_SIGNS[_seen_from(year, int(said[:4].translate(_DIGITS)))]


def _seen_from(year: int, said: int) -> str:
    return {year - 1: "last", year: "this", year + 1: "next"}.get(said, "other")
