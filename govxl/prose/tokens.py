"""A text cut into words of the lexicon, figures, marks, and gaps: letters no word of the lexicon covers."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from govxl.prose.features import bit
from govxl.prose.figures import ABOUT, BEGINS, NUMERALS, Amount, figure_at, measures_by_letter
from govxl.prose.letters import YEAR_SIGNS, plain
from govxl.prose.patterns import Patterns

__all__ = ["ENDS", "LIST", "Token", "own_names", "tokens_of"]

ENDS = frozenset("。！？!?\n.")
LIST = "、"
_MARKS = ENDS | frozenset("、,;:()…")
_QUOTES = frozenset("“”‘’\"'「」『』·*_•●○■□◆◇▲△★☆▪◎※➤►▶→\uf06c")
DASH = "-"
_TITLE_END = {"《": "》", "〈": "〉"}
LONGEST_TITLE = 120
_FILLER, _WITHIN, _OFFICE, _OWN, _OTHER = (bit(role) for role in ("filler", "within", "office", "own", "other"))
_SEAT, _NEXT, _LIMITS = bit("seat"), bit("next"), bit("limits")
_SIGNS = {sign: bit(role) for role, sign in YEAR_SIGNS.items() if role != "other"} | {YEAR_SIGNS["other"]: bit("year")}

_BEGINS = frozenset(BEGINS | _MARKS | _QUOTES | _TITLE_END.keys() | _SIGNS.keys() | {DASH})
"""The letters that something begins with which is no word; most letters are none of them."""

_TURNS = ENDS | frozenset("()")
_DATE = re.compile(r"(\d{1,2})月(?:份|底|末)?(?:(\d{1,2})日)?")
_PERIOD = re.compile(r"(\d{1,2})月?(?:份)?[-至到](\d{1,2})月(?:份|底|末)?")
_DATED = frozenset("-月份至到")
"""What stands behind a number of one digit or two that begins a date."""
_NUMBER_OF = re.compile(r"\d{1,2}\.(?!\d)")
QUOTED, NAMED, LONGEST_NAME = "“”", {"gap", "word"}, 8
"""The marks of a name that is quoted, what it is made of, and how many letters it has at most."""
SECTIONS = "科股"
"""What names of sections of an office end with."""
WITH_ALL = ("及其", "及各", "及所", "和各", "和所", "、各", "及部门", "和部门", "、部门", "及组成", "、组成", "系统")
"""What is said behind the name of a seat where all below it are meant too."""
BEHIND = (":", ";")
"""The marks behind which a list numbers its parts (其中：1.财政12条；2.动态30条)."""
UNTIL = ("至", "到", "止", "-")
_WHOLE_YEAR = {("1", "1"), ("12", "31"), ("12", ""), ("01", "01")}


class Token(NamedTuple):
    """A piece of a text, by letters: a `word` with its features, a `figure`, a `mark`, or a `gap`."""

    kind: str
    start: int
    end: int
    features: int = 0
    mark: str = ""
    found: Amount | None = None


_token = tuple.__new__
"""Makes a token in half the time that its own constructor takes."""


def tokens_of(patterns: Patterns, letters: str, unit: str) -> list[Token]:
    """Cut letters into tokens, none left out but quotes, and sentences behind which their paragraph tells nothing."""
    return _Scan(patterns, letters, unit).tokens


class _Scan:
    """One text being cut."""

    def __init__(self, patterns: Patterns, letters: str, unit: str) -> None:
        self.letters = letters
        self.unit = _plain(unit)
        self.tokens: list[Token] = []
        self.words = patterns.words
        self.measures = measures_by_letter(tuple(patterns.measures))
        self.names, self.above = own_names(self.unit), above(self.unit, self.unit.endswith(patterns.governing or ("",)))
        self.seat = _OWN | _SEAT if self.unit.endswith(patterns.governing or ("",)) else _OWN
        # 学校 and 医院 are others to a bureau, and a college's own name.
        known = [self.words.find(self.unit[at : at + n]) or 0 for n in INSTITUTIONS for at in range(len(self.unit))]
        self.is_institution = any(found & _OFFICE and found & _OTHER for found in known)
        self.gap = self.office = self.quote = -1
        # How many brackets are open, and the next letter by which something may be told.
        self.open, self.telling = 0, -1
        self.search = _telling(patterns.states, "".join(self.measures)).search
        self.read()

    def read(self) -> None:
        """Read letter after letter, the longest word first."""
        # The loop every letter goes through: written out, for it is most of the work.
        letters, names, append = self.letters, self.names, self.tokens.append
        rows, opened, open_, alone = self.words.rows, self.words.opened.get, self.words.open, self.words.alone.get
        at, end, gap = self.go_on(0), len(letters), -1
        while at < end:
            letter = letters[at]
            if (head := letters[at : at + 2]) in rows:
                lengths, known = opened(head) or open_(head)
                for length in lengths:
                    if (found := known(letters[at : at + length])) is not None:
                        length = min(length, end - at)
                        break
                else:
                    found, length = alone(letter), 1
            else:
                found, length = alone(letter), 1
            if letter in names and (name := self.own_name(at, length)):
                found, length = _OWN, name
            if found is None:
                if letter not in _BEGINS:
                    if gap < 0:
                        gap = at
                    at += 1
                elif letter in _MARKS:
                    if gap >= 0:
                        append(_token(Token, ("gap", gap, at, 0, "", None)))
                        gap = -1
                    append(_token(Token, ("mark", at, at + 1, 0, letter, None)))
                    at = self.go_on(at + 1, letter) if letter in _TURNS else at + 1
                else:
                    self.gap = gap
                    at = self.figure(at) if letter in BEGINS else self.other(at)
                    gap = self.gap
            elif found & _OWN and letters[at : at + 2] in self.above:
                append(_token(Token, ("word", at, at + length, found & ~_OWN | _OTHER, "", None)))
                at += length
            elif found & _OFFICE:
                self.gap = gap
                at, gap = self.office_name(at, at + length, found), self.gap
            else:
                if gap >= 0:
                    append(_token(Token, ("gap", gap, at, 0, "", None)))
                    gap = -1
                append(_token(Token, ("word", at, at + length, found, "", None)))
                at += length
        self.gap = gap
        self.close(at)
        if any(each in letters for each in SECTIONS):
            self.tokens = [self.section(token) if token.kind == "gap" else token for token in self.tokens]

    def section(self, gap: Token) -> Token:
        """Give what a gap names: a section of an office, whose work is a part of it (法规科), or nobody knows what."""
        return gap._replace(kind="word", features=_OTHER) if self.letters[gap.end - 1] in SECTIONS else gap

    def own_name(self, at: int, length: int) -> int:
        """Give the length of the unit's own name at a letter, if it is no shorter than the word there; else 0."""
        for name in self.names[self.letters[at]]:
            if len(name) >= length and self.letters.startswith(name, at):
                return len(name)
        return 0

    def other(self, at: int) -> int:
        """Read a letter with which no word begins, and no figure, and which is no mark; give where its token ends."""
        letter = self.letters[at]
        if letter in _SIGNS:
            return self.add(Token("word", at, at + 1, _SIGNS[letter]))
        if letter in _TITLE_END:
            return self.title(at)
        if letter in _QUOTES or (letter == DASH and self.is_dash(at)):
            self.close(at)
            if letter == QUOTED[0]:
                if self.letters[at - 1 : at] == QUOTED[1]:
                    # “不掌握”“没有现成信息”分别为14件、3件
                    self.tokens.append(Token("mark", at, at, 0, LIST))
                self.quote = at + 1
            elif letter == QUOTED[1] and self.quote >= 0:
                self.quoted(self.quote, at)
                self.quote = -1
            return at + 1
        return self.figure(at)

    def quoted(self, begin: int, end: int) -> None:
        """Take what stands between quotes for letters nobody knows, if some of them are: a name (“浙里办”)."""
        first = len(self.tokens)
        while first and self.tokens[first - 1].start >= begin:
            first -= 1
        kinds = {token.kind for token in self.tokens[first:]}
        if "gap" in kinds and kinds <= NAMED and end - begin <= LONGEST_NAME:
            self.tokens[first:] = [Token("gap", begin, end)]

    def is_dash(self, at: int) -> bool:
        """Tell whether a dash begins a line or is one of two, and so joins nothing (——公开12件)."""
        return self.letters[at - 1 : at] in ("", "\n", DASH) or self.letters[at + 1 : at + 2] == DASH

    def go_on(self, at: int, mark: str = "\n") -> int:
        """Give where to read on behind a mark: in the next paragraph, where this one tells nothing more."""
        if mark == "(":
            self.open += 1
        elif mark == ")":
            self.open = max(self.open - 1, 0)
        else:
            self.open = 0 if mark == "\n" else self.open
            if not self.open and self.telling < at:
                found = self.search(self.letters, at)
                if not found:
                    return len(self.letters)
                self.telling = found.start()
                return max(at, self.letters.rfind("\n", at, self.telling))
        return at

    def figure(self, at: int) -> int:
        """Read a figure, a date, or letters nobody knows."""
        letters, letter = self.letters, self.letters[at]
        if letter.isdigit():
            if letters[at - 1 : at] in BEHIND and (number := _NUMBER_OF.match(letters, at)):
                return self.add(Token("word", at, number.end(), _FILLER))
            dated = letters[at + 1 : at + 2] in _DATED or letters[at + 2 : at + 3] in _DATED
            if dated and (date := self.date(at)):
                return date
        found: Amount | int
        if letter in "零〇" and letters[at - 1 : at] in ("为", "是") and self.is_end(at + 1):
            found = Amount(at + 1, Decimal(0), "", Decimal(1), False)
        else:
            found = figure_at(letters, at, self.measures)
        if isinstance(found, Amount):
            if found.measure or self.stands_alone(at, found):
                if self.gap >= 0:
                    self.short(at, found.measure)
                    self.close(at)
                elif self.tokens and self.tokens[-1].features == _LIMITS:
                    self.counting(at)
                self.tokens.append(_token(Token, ("figure", at, found.end, 0, "", found)))
                return found.end
            found = found.end
        if self.gap < 0:
            self.gap = at
        return found

    def short(self, at: int, measure: str) -> None:
        """Read a letter that stands for a word only where a figure follows (立11件、废14件、存83件)."""
        if self.gap == at - 1 and (found := self.words.get(f"{self.letters[at - 1]}{'%' if measure == '%' else '#'}")):
            self.tokens.append(_token(Token, ("word", self.gap, at, found, "", None)))
            self.gap = -1

    def counting(self, at: int) -> None:
        """Read a word that limits, unless it is known to be another one before a figure (费用640元，涉及2件)."""
        last = self.tokens[-1]
        if last.end == at and (found := self.words.get(f"{self.letters[last.start : at]}#")):
            self.tokens[-1] = last._replace(features=found)

    def stands_alone(self, at: int, found: Amount) -> bool:
        """Tell whether a number without a measure word is a figure: nothing but a mark follows, and words go before."""
        before = self.letters[at - 1] if at else "\n"
        return self.is_end(found.end) and before not in _MARKS and self.gap < 0 and before not in "第-/"

    def is_end(self, at: int) -> bool:
        """Tell whether nothing but a mark stands at a letter."""
        return self.letters[at : at + 1] in ("", *"。,;、)\n")

    def date(self, at: int) -> int:
        """Read a month or day, and whether it is less than the whole year; 0 where none begins."""
        if match := _PERIOD.match(self.letters, at):
            whole = match[1].lstrip("0") == "1" and match[2] == "12"
        elif match := _DATE.match(self.letters, at):
            # 截至12月: all of it; 12月份收到的: a month's.
            whole = (match[1], match[2] or "") in _WHOLE_YEAR and bool(match[2] or self.letters[at - 1 : at] in UNTIL)
        else:
            return 0
        last = self.tokens[-1] if self.tokens else None
        if last and last.end == at and last.features & _NEXT:
            # 于次年1月答复: when of the year after matters to nobody.
            whole = True
        return self.add(Token("word", at, match.end(), _FILLER if whole else _WITHIN))

    def title(self, at: int) -> int:
        """Read the title of a document: a name, whatever words are in it."""
        end = self.letters.find(_TITLE_END[self.letters[at]], at, at + LONGEST_TITLE)
        if end < 0 or "\n" in self.letters[at:end]:
            self.close(at)
            return at + 1
        # 发布《就业政策清单》1个: of that document alone.
        counted = self.letters[end + 1 : end + 2].isdigit()
        return self.add(Token("word", at, end + 1, _LIMITS if counted else _FILLER))

    def office_name(self, at: int, end: int, found: int) -> int:
        """Keep the word that an office's name ends with, and whose it is; the unit's own is kept whole.

        What is `found` tells whether the word alone is somebody else, unless the unit is called so.
        """
        begin = self.name_begins(at)
        name = self.letters[begin:end]
        if begin == at and (len(name) < SHORTEST_OFFICE or found & _OTHER):
            self.office = at
            # 各学校, 局属学校
            under = self.letters[at - 1 : at] in ("各", "属") and not self.is_under(at - 1)
            under = under or (bool(found & _OTHER) and not self.is_institution)
            return self.add(Token("word", at, end, _OTHER if under else _FILLER))
        self.office = begin
        if not self.is_own(name) and not (begin < at and self.is_under(begin) and self.is_own(self.letters[begin:at])):
            return self.add(Token("word", at, end, _OTHER))
        while self.tokens and self.tokens[-1].start >= begin:
            self.tokens.pop()
        self.gap = -1
        # 县政府, where 全县 is told of too; 县政府及其部门 are all of them.
        return self.add(Token("word", begin, end, _OWN if self.letters.startswith(WITH_ALL, end) else self.seat))

    def name_begins(self, at: int) -> int:
        """Give where the name of an office begins that ends with a word: letters nobody knows, a place before them."""
        begin = self.gap if self.gap >= 0 else at
        last = self.tokens[-1] if self.tokens else None
        return self.office if last and last.end == begin and 0 <= self.office == last.start else begin

    def is_under(self, at: int) -> bool:
        """Tell whether words for the unit stand directly before a letter: 全市公安机关, where 公安 is its name."""
        last = self.tokens[-1] if self.tokens else None
        return last is not None and last.end == at and bool(last.features & _OWN)

    def is_own(self, name: str) -> bool:
        """Tell whether a name may be short for the unit's: its letters stand in that one in the same order."""
        rest = iter(self.unit)
        return all(letter in rest for letter in name)

    def add(self, token: Token) -> int:
        self.close(token.start)
        self.tokens.append(token)
        return token.end

    def close(self, at: int) -> None:
        """End a gap."""
        if 0 <= self.gap < at:
            self.tokens.append(Token("gap", self.gap, at))
        self.gap = -1


@lru_cache(maxsize=32)
def _telling(states: tuple[str, ...], measured: str) -> re.Pattern[str]:
    """Give what finds letters without which there is no figure and nothing is said of none or all; and few others.

    Those are a digit, a word of one letter, or the first two letters of a longer one, of 百分之 or 为零, or of a
    numeral and a measure word (`measured` are their first letters).
    """
    alone = "0-9" + "".join(re.escape(state) for state in states if len(state) == 1)
    first, second = (re.escape("".join(state[nth] for state in states if len(state) > 1)) for nth in (0, 1))
    # The first letter stands for itself, because a search for one of several letters is quick.
    behind = re.escape(measured + ABOUT) + "分零〇"
    return re.compile(f"[{alone}{NUMERALS}为是{first}](?:(?<=[{alone}])|[{behind}{second}])")


_plain = lru_cache(maxsize=256)(plain)
"""Folds the name of a unit, which all texts of its report ask for."""

_PLACE = "省市县区州盟旗镇乡"
SHORTEST_NAME, SHORTEST_OFFICE = 3, 3
INSTITUTIONS = range(2, 6)
"""How many letters a word has by which all of one kind of institutions are called."""


_RANKS = ("镇乡街", "县区旗", "市州盟", "省")
_PLACES = re.compile("(?:[^省市州盟县区旗镇乡街]{2,3}(?:自治)?[省市州盟县区旗镇乡街])+")


@lru_cache(maxsize=256)
def above(unit: str, governs: bool) -> frozenset[str]:
    """Give how words for places begin that a unit is only a part of: 全市 and 我省 for a county.

    One that does not govern has its place before its name: 市场 and 城乡 in that are none.
    """
    named = None if governs else _PLACES.match(unit)
    begins = named[0][-1] if named else unit
    rank = next((nth for nth, places in enumerate(_RANKS) if any(place in begins for place in places)), len(_RANKS))
    higher = "".join(_RANKS[rank + 1 :])
    return frozenset(
        (*(f"{word}{place}" for word in "全我本" for place in higher), *(f"{place}局" for place in higher))
    )


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
