"""A text as it is read: letters of one width, no blanks, years and calls single signs; and where each stood."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from govxl.text import HALF_WIDTH, INVISIBLE, LINE_END, PRIVATE

__all__ = ["YEARS", "YEAR_SIGNS", "Letters", "last_heading", "letters_of", "plain", "years_in"]

YEAR_SIGNS = {"last": "\ue000", "this": "\ue001", "next": "\ue002", "other": "\ue003"}
"""What stands for a year in figures, as seen from the report's; nobody can type these."""
YEARS = frozenset(YEAR_SIGNS.values())
CALLED = "\ue004"
"""What stands for a sentence or figure called for in braces: whatever its name says, the text says no figure there."""

# What people type in its place; each takes one letter, so that places stay what they are. None is folded to another.
_FOLDED = {chr(odd): chr(usual) for odd, usual in HALF_WIDTH.items()} | {
    odd: usual
    for usual, odds in {"-": "‐‑‒–—―－~～〜", "(": "［〔【", ")": "］〕】", "%": "﹪", ".": "．", ";": "；", ":": "：",
                        "、": "﹑､", "。": "｡", "〇": "○"}.items()
    for odd in odds
}  # fmt: skip
_ODD = re.compile(f"[{re.escape(''.join(_FOLDED))}]")
_BLANKS = " \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK = re.compile(f"[{_BLANKS}]")
_SOLID = re.compile(rf"[^{_BLANKS}]+")
_DASHED = re.compile(r"(?<=[^\s\d年月日-])( ?)--(?!-)")
"""A dash that introduces, as a colon does (不予公开8件——过程性信息5件).

One at the head of a line is a bullet, one behind a number or a date is of a range (2023年——2024年).
"""
# Its first letter stands alone, for a search for one of few letters is quick: 2024年, 二〇二四年, {收到}.
_YEAR = r"(?:(?<!\d[12])(?:(?<=1)9|(?<=2)0)\d\d|(?<=[一二])[〇零九][〇零一二三四五六七八九]{2})年度?"
_SIGNED = re.compile(rf"[12一二{{](?:{_YEAR}|(?<=\{{)[^{{}}\n]+\}})")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


LONGEST_HEADING = 24
"""How many letters a line has at most that only says what those below it are about."""
_IN_TEXT = frozenset("。！？!?.…,;:、)")
"""The marks that such a line does not end with."""
_NUMBERED = frozenset("(一二三四五六七八九十")


class Letters(NamedTuple):
    """The letters that are read, and where each stood when typed; `ends` has those of longer ones, years and calls."""

    text: str
    starts: Sequence[int]
    ends: dict[int, int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the typed text of letters from `start` to `end`, which are some."""
        last = end - 1
        return self.starts[start], self.ends.get(last) or self.starts[last] + 1


def plain(text: str) -> str:
    """Fold a text to the letters that are read, blanks and all that nobody sees left out; years stay as they are."""
    return "".join(_SOLID.findall(_folded(text)))


def _folded(text: str) -> str:
    # Each at once, as often as it stands there: `translate` takes far longer, for it asks of every letter what it is.
    folded = text
    for odd in {*_ODD.findall(folded)}:
        folded = folded.replace(odd, _FOLDED[odd])
    if "--" in folded:
        folded = _DASHED.sub(r"\1::", folded)
    if not folded.replace("\n", "").isprintable():
        folded = LINE_END.sub(lambda end: "\n" * len(end[0]), folded)
        folded = PRIVATE.sub("\ufffd", INVISIBLE.sub(" ", folded))
    return folded


def letters_of(text: str, year: int) -> Letters:
    """Read the letters of a text in the report for a year."""
    read = _folded(text)
    places: Sequence[int] = range(len(read))
    if _BLANK.search(read):
        solid = list(_SOLID.finditer(read))
        places = [place for each in solid for place in range(each.start(), each.end())]
        read = "".join(each[0] for each in solid)
    out: list[str] = []
    starts: list[int] = []
    ends: dict[int, int] = {}
    done = 0
    for found in _SIGNED.finditer(read):
        out.append(read[done : found.start()])
        starts.extend(places[done : found.start() + 1])
        ends[len(starts) - 1] = places[found.end() - 1] + 1
        out.append(_sign_for(found[0], year))
        done = found.end()
    starts.extend(places[done:])
    return Letters("".join([*out, read[done:]]), starts, ends)


def last_heading(letters: str, at: int, paragraph: int) -> tuple[int, int]:
    """Give where the last heading from a letter on, before the end of the line above a paragraph, begins and ends.

    Its end is -1 where there is none.
    """
    end = paragraph
    while end > at:
        begin = letters.rfind("\n", at, end)
        # What is left of a line that was read is no line.
        whole = begin >= 0 or letters[at - 1 : at] in ("", "\n")
        begin = begin if begin >= 0 else at - 1
        if whole and 1 < end - begin <= LONGEST_HEADING and _is_heading(letters[begin + 1 : end]):
            return max(at, begin), end
        end = begin
    return at, -1


def _is_heading(line: str) -> bool:
    """Tell whether a line only says what those below it are about: it breaks off, or has a number and says little."""
    # (二)依申请公开情况; (二)依申请公开情况。
    if line[-1:] not in _IN_TEXT:
        return True
    return line[-1] == "。" and line[0] in _NUMBERED and _IN_TEXT.isdisjoint(line[3:-1])


def years_in(text: str) -> list[int]:
    """Give the years that a text names with four figures, in its order, each as often as it is named."""
    return [_year_of(said[0]) for said in _SIGNED.finditer(plain(text)) if said[0][0] != "{"]


def _sign_for(said: str, year: int) -> str:
    """Give the sign of a year as it is seen from the report's, or of a call."""
    if said.startswith("{"):
        return CALLED
    seen = {year - 1: "last", year: "this", year + 1: "next"}
    return YEAR_SIGNS[seen.get(_year_of(said), "other")]


def _year_of(said: str) -> int:
    return int(said[:4].translate(_DIGITS))
