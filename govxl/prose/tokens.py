"""A text cut into words of the lexicon, figures, marks, and gaps: letters no word of the lexicon covers."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from govxl.prose.features import bit
from govxl.prose.figures import BEGINS, Found, figure_at, measures_by_letter
from govxl.prose.letters import YEAR_SIGNS, plain
from govxl.prose.lexicon import Patterns

__all__ = ["ENDS", "LIST", "Token", "own_names", "tokens_of"]

ENDS = frozenset("。！？!?\n.")
LIST = "、"
_MARKS = ENDS | frozenset("、,;:()…")
_TITLE_END = {"《": "》", "〈": "〉"}
LONGEST_TITLE = 120
_QUOTES = frozenset("“”‘’\"'「」『』·*_")
_FILLER, _WITHIN, _OFFICE, _OWN, _OTHER = (bit(role) for role in ("filler", "within", "office", "own", "other"))
_SIGNS = {sign: bit(role) for role, sign in YEAR_SIGNS.items() if role != "other"} | {YEAR_SIGNS["other"]: bit("year")}

_BEGINS = BEGINS | _MARKS | _QUOTES | _TITLE_END.keys() | _SIGNS.keys()
"""The letters that something begins with which is no word; most letters are none of them."""

_DATE = re.compile(r"(\d{1,2})月(?:份|底|末)?(?:(\d{1,2})日)?")
_PERIOD = re.compile(r"(\d{1,2})月?(?:份)?[-至到](\d{1,2})月(?:份|底|末)?")
_WHOLE_YEAR = {("1", "1"), ("12", "31"), ("12", ""), ("01", "01")}


class Token(NamedTuple):
    """A piece of a text, by letters: a `word` with its features, a `figure`, a `mark`, or a `gap`."""

    kind: str
    start: int
    end: int
    features: int = 0
    mark: str = ""
    found: Found | None = None


def tokens_of(patterns: Patterns, letters: str, unit: str) -> list[Token]:
    """Cut letters into tokens, none left out but quotes."""
    return _Scan(patterns, letters, unit).tokens


class _Scan:
    """One text being cut."""

    def __init__(self, patterns: Patterns, letters: str, unit: str) -> None:
        self.letters = letters
        self.unit = plain(unit)
        self.tokens: list[Token] = []
        self.words, self.lengths = patterns.words, patterns.lengths
        self.measures = measures_by_letter(tuple(patterns.measures))
        self.names = own_names(self.unit)
        self.gap = self.office = -1
        self.cut()
        self.close(len(letters))

    def cut(self) -> None:
        """Cut the letters, each piece where the one before ends; most are words, or letters that begin nothing."""
        letters, words, names = self.letters, self.words, self.names
        lengths_of, end, at = self.lengths.get, len(self.letters), 0
        while at < end:
            letter = letters[at]
            if letter in names and (name := self.own_name(at)):
                at = self.add(Token("word", at, at + len(name), _OWN))
                continue
            # Few words begin with any two letters.
            for length in lengths_of(letters[at : at + 2], ()):
                if (features := words.get(letters[at : at + length])) is not None and at + length <= end:
                    at = self.word(at, at + length, features)
                    break
            else:
                if (features := words.get(letter)) is not None:
                    at = self.word(at, at + 1, features)
                elif letter in _BEGINS:
                    at = self.step(at)
                else:
                    if self.gap < 0:
                        self.gap = at
                    at += 1

    def own_name(self, at: int) -> str:
        """Give the name of the unit that begins at a letter, if one does."""
        return next((name for name in self.names[self.letters[at]] if self.letters.startswith(name, at)), "")

    def step(self, at: int) -> int:
        """Read what is no word and begins at a letter; give where it ends."""
        letter = self.letters[at]
        if letter in _SIGNS:
            return self.add(Token("word", at, at + 1, _SIGNS[letter]))
        if letter in _MARKS:
            return self.add(Token("mark", at, at + 1, 0, letter))
        if letter in _TITLE_END:
            return self.title(at)
        if letter in _QUOTES:
            self.close(at)
            return at + 1
        return self.figure(at)

    def figure(self, at: int) -> int:
        """Read a figure, a date, or letters nobody knows."""
        if self.letters[at].isdigit() and (date := self.date(at)):
            return date
        found = figure_at(self.letters, at, self.measures)
        if isinstance(found, Found):
            if found.measure or self.stands_alone(at, found):
                return self.add(Token("figure", at, found.end, found=found))
            found = found.end
        if self.gap < 0:
            self.gap = at
        return found

    def stands_alone(self, at: int, found: Found) -> bool:
        """Tell whether a number without a measure word is a figure: nothing but a mark follows, and words go before."""
        after = self.letters[found.end : found.end + 1]
        before = self.letters[at - 1] if at else "\n"
        return after in ("", *"。,;、)\n") and before not in _MARKS and self.gap < 0 and before not in "第-/"

    def date(self, at: int) -> int:
        """Read a month or day, and whether it is less than the whole year; 0 where none begins."""
        if match := _PERIOD.match(self.letters, at):
            whole = match[1].lstrip("0") == "1" and match[2] == "12"
        elif match := _DATE.match(self.letters, at):
            whole = (match[1], match[2] or "") in _WHOLE_YEAR
        else:
            return 0
        return self.add(Token("word", at, match.end(), _FILLER if whole else _WITHIN))

    def title(self, at: int) -> int:
        """Read the title of a document: a name, whatever words are in it."""
        end = self.letters.find(_TITLE_END[self.letters[at]], at, at + LONGEST_TITLE)
        if end < 0 or "\n" in self.letters[at:end]:
            self.close(at)
            return at + 1
        return self.add(Token("word", at, end + 1, _FILLER))

    def word(self, at: int, end: int, features: int) -> int:
        """Keep a word; what offices are called by ends with one, and begins with what was not known."""
        if features & _OFFICE:
            begin = self.name_begins(at)
            name = self.letters[begin:end]
            known = begin < at or len(name) >= SHORTEST_OFFICE
            features = _FILLER if not known else _OWN if self.is_own(name) else _OTHER
            self.office = begin
            if features == _OWN and begin < at:
                while self.tokens and self.tokens[-1].start >= begin:
                    self.tokens.pop()
                at, self.gap = begin, -1
            elif features == _FILLER:
                self.office = at
        return self.add(Token("word", at, end, features))

    def name_begins(self, at: int) -> int:
        """Give where the name of an office begins that ends with a word: letters nobody knows, a place before them."""
        begin = self.gap if self.gap >= 0 else at
        last = self.tokens[-1] if self.tokens else None
        return self.office if last and last.end == begin and 0 <= self.office == last.start else begin

    def is_own(self, name: str) -> bool:
        """Tell whether a name may be short for the unit's: its letters stand in that one in the same order."""
        rest = iter(self.unit)
        return all(letter in rest for letter in name)

    def add(self, token: Token) -> int:
        if self.gap >= 0:
            self.close(token.start)
        self.tokens.append(token)
        return token.end

    def close(self, at: int) -> None:
        """End a gap."""
        if 0 <= self.gap < at:
            self.tokens.append(Token("gap", self.gap, at))
        self.gap = -1


_PLACE = "省市县区州盟旗镇乡"
SHORTEST_NAME, SHORTEST_OFFICE = 3, 3


@lru_cache(maxsize=256)
def own_names(unit: str) -> Mapping[str, tuple[str, ...]]:
    """Give the names a unit goes by in its own report, by their first letters, the longest first."""
    names = {unit}
    for nth, letter in enumerate(unit[:-1]):
        if letter in _PLACE:
            names.update((unit[: nth + 1], unit[nth:], unit[nth + 1 :]))
    if unit and unit[-1] in _PLACE:
        names.add(unit)
    found: dict[str, list[str]] = {}
    for name in sorted((name for name in names if len(name) >= SHORTEST_NAME), key=lambda name: -len(name)):
        found.setdefault(name[0], []).append(name)
    return {letter: tuple(each) for letter, each in found.items()}
