"""A text cut into words of the lexicon, figures, marks, and gaps: letters no word of the lexicon covers."""

import re
from bisect import bisect
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from govxl.prose.letters import YEAR_SIGNS, last_heading
from govxl.prose.lexicon.features import bit
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.lexicon.vocabulary import NO_ROW
from govxl.prose.reading.figures import BEGINS, DATED, DIGITS, GRAINS, ONE, Amount, figure_at, sought
from govxl.prose.reading.own_names import above, own_names, read_unit

__all__ = ["ENDS", "LIST", "Cut", "Token", "tokens_of"]

ENDS = frozenset("。！？!?\n.")
LIST = "、"
_MARKS = ENDS | frozenset("、,;:()…")
_QUOTES = frozenset("“”‘’\"'「」『』·*_•●○■□◆◇▲△★☆▪◎※➤►▶→\uf06c")
DASH = "-"
_TITLE_END = {"《": "》", "〈": "〉"}
LONGEST_TITLE = 120
_FILLER, _WITHIN, _OFFICE, _OWN, _OTHER = (bit(role) for role in ("filler", "within", "office", "own", "other"))
_SHORT = (bit("limits"), _FILLER)
_SEAT, _NEXT, _LIMITS, _WHOSE = bit("seat"), bit("next"), bit("limits"), _OFFICE | _OWN
_SIGNS = {sign: bit(role) for role, sign in YEAR_SIGNS.items() if role != "other"} | {YEAR_SIGNS["other"]: bit("year")}

_BEGINS = frozenset(BEGINS | _MARKS | _QUOTES | _TITLE_END.keys() | _SIGNS.keys() | {DASH})
"""The letters that something begins with which is no word; most letters are none of them."""

_TURNS = ENDS | frozenset("()")
_BRACKETS = frozenset("()\n")
_DATE = re.compile(r"(\d{1,2})月(?:份|底|末)?(?:(\d{1,2})日)?")
_PERIOD = re.compile(r"(\d{1,2})月?(?:份)?[-至到](\d{1,2})月(?:份|底|末)?")
_NUMBER_OF = re.compile(r"\d{1,2}\.(?!\d)")
QUOTED, NAMED, LONGEST_NAME = "“”", {"gap", "word"}, 8
"""The marks of a name that is quoted, what it is made of, and how many letters it has at most."""
SECTIONS = "科股"
"""What names of sections of an office end with."""
WITH_ALL = ("及其", "及各", "及所", "和各", "和所", "、各", "及部门", "和部门", "、部门", "及组成", "、组成", "系统")
"""What is said behind the name of a seat where all below it are meant too."""
BEHIND = (":", ";")
"""The marks behind which a list numbers its parts (其中：1.财政12条；2.动态30条)."""
SHORTEST_OFFICE = 3
INSTITUTIONS = range(2, 6)
"""How many letters a word has by which all of one kind of institutions are called."""
UNTIL = tuple(word + year for word in "至到止-" for year in ("", *_SIGNS))
_WHOLE_YEAR = {("1", "1"), ("12", "31"), ("12", ""), ("01", "01")}


class Token:
    """A piece of a text, by letters: a `word` with its features, a `figure`, a `mark`, or a `gap`."""

    # No tuple: what is read off every word many times is had from slots in a third of the time.
    __slots__ = ("end", "features", "found", "kind", "mark", "start")

    def __init__(
        self, kind: str, start: int, end: int, features: int = 0, mark: str = "", found: Amount | None = None
    ) -> None:
        self.kind, self.start, self.end = kind, start, end
        self.features, self.mark, self.found = features, mark, found

    def measure_in(self, measures: Mapping[str, str]) -> str:
        """Give the kind of a figure's measure word, by the kinds of all."""
        return measures.get(self.found.measure, "") if self.found else ""

    def __repr__(self) -> str:
        """Show what it is, where it stands and what it tells."""
        return f"Token({self.kind!r}, {self.start}, {self.end}, {self.features}, {self.mark!r}, {self.found!r})"


Raw = tuple[str, int, int, int, str, Amount | None]
"""What a token is made of. Most of a text is only asked what it tells together, and is never made into tokens."""

_amount = tuple.__new__
"""Makes an amount in half the time that its own constructor takes."""


class Cut(NamedTuple):
    """A text cut into what its tokens are made of; `points` are the numbers of marks and figures, in order.

    `turns` are those of brackets and line ends, each with how many figures stand before it.
    """

    tokens: list[Raw]
    points: list[int]
    turns: list[tuple[int, int]]


def tokens_of(patterns: Patterns, letters: str, unit: str) -> Cut:
    """Cut letters into tokens, none left out but quotes, and sentences behind which their paragraph tells nothing."""
    scan = _Scan(patterns, letters, unit)
    return Cut(scan.tokens, scan.points, scan.turns)


class _Scan:
    """One text being cut."""

    def __init__(self, patterns: Patterns, letters: str, unit: str) -> None:
        self.letters = letters
        self.unit = read_unit(unit)
        self.tokens: list[Raw] = []
        self.points: list[int] = []
        self.turns: list[tuple[int, int]] = []
        self.figures = 0
        self.words, self.kinds = patterns.words, patterns.measures
        self.measures, self.search, self.plain_figure = sought(patterns)
        governs = self.unit.endswith(patterns.governing or ("",))
        self.names, self.above = own_names(self.unit), above(self.unit, governs)
        known = self.words.begins
        self.begins = known if self.names.keys() <= known else known | self.names.keys()
        self.seat = _OWN | _SEAT if governs else _OWN
        self.gap = self.office = self.quote = -1
        # How many brackets are open, the next letter by which something may be told, and where a heading of that ends.
        self.open, self.telling, self.headed = 0, -1, -2
        self.read()

    def read(self) -> None:
        """Read letter after letter, the longest word first."""
        # The loop every letter goes through: written out, for it is most of the work.
        letters, names, begins, tokens, points = self.letters, self.names, self.begins, self.tokens, self.points
        opened, open_, alone, append = self.words.opened.get, self.words.open, self.words.alone.get, tokens.append
        shorter, shorten = self.words.shorter.get, self.words.shorten
        at, end, gap, plain_figure, begins_with = self.go_on(0), len(letters), -1, self.plain_figure, letters.startswith
        while at < end:
            letter = letters[at]
            if letter in begins:
                found, longer, _ = opened(letters[at : at + 2], NO_ROW) or open_(letters[at : at + 2])
                size = 2
                if longer and (alike := longer(letters[at + 2 : at + 3])):
                    # The longest is the last in order up to what is read, or one that this begins with.
                    words, most, known = alike
                    word = words[bisect(words, letters[at : at + most]) - 1]
                    while not begins_with(word, at):
                        word = shorter(word) or shorten(word)
                    found, size = known(word), len(word)
                if found is None:
                    found, size = alone(letter), 1
                if letter in names and (name := self.own_name(at, size)):
                    found, size = _OWN, name
                if found is not None:
                    if found & _WHOSE:
                        self.gap = gap
                        at, gap = self.whose(at, at + size, found), self.gap
                        continue
                    if gap >= 0:
                        append(("gap", gap, at, 0, "", None))
                        gap = -1
                    append(("word", at, at + size, found, "", None))
                    at += size
                    continue
            if letter not in _BEGINS:
                if gap < 0:
                    gap = at
                at += 1
            elif letter in _MARKS:
                if gap >= 0:
                    append(("gap", gap, at, 0, "", None))
                    gap = -1
                points.append(len(tokens))
                if letter in _BRACKETS:
                    self.turns.append((len(tokens), self.figures))
                append(("mark", at, at + 1, 0, letter, None))
                at = self.go_on(at + 1, letter) if letter in _TURNS else at + 1
            else:
                self.gap = gap
                if letter in DIGITS and (number := plain_figure(letters, at)):
                    at = self.counted(number, at)
                else:
                    at = self.figure(at) if letter in BEGINS else self.other(at)
                gap = self.gap
        self.gap = gap
        self.close(at)
        if any(each in letters for each in SECTIONS):
            self.tokens = [self.section(token) if token[0] == "gap" else token for token in self.tokens]

    def counted(self, number: re.Match[str], at: int) -> int:
        """Keep a plain number with its measure word."""
        (said, decimals, measure), end = number.groups(), number.end()
        self.lead_to(at, measure)
        grain = GRAINS[len(decimals)] if decimals else ONE
        return self.keep(at, end, _amount(Amount, (end, Decimal(said), measure, grain, False)))

    def keep(self, start: int, end: int, amount: Amount) -> int:
        """Keep a figure; give where it ends."""
        self.points.append(len(self.tokens))
        self.tokens.append(("figure", start, end, 0, "", amount))
        self.figures += 1
        return end

    def section(self, gap: Raw) -> Raw:
        """Give what a gap names: a section of an office, whose work is a part of it (法规科), or nobody knows what."""
        return ("word", *gap[1:3], _OTHER, "", None) if self.letters[gap[2] - 1] in SECTIONS else gap

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
            return self.add(at, at + 1, _SIGNS[letter])
        if letter in _TITLE_END:
            return self.title(at)
        if letter in _QUOTES or (letter == DASH and self.is_dash(at)):
            self.close(at)
            if letter == QUOTED[0]:
                if self.letters[at - 1 : at] == QUOTED[1]:
                    # “不掌握”“没有现成信息”分别为14件、3件
                    self.points.append(len(self.tokens))
                    self.tokens.append(("mark", at, at, 0, LIST, None))
                self.quote = at + 1
            elif letter == QUOTED[1] and self.quote >= 0:
                self.quoted(self.quote, at)
                self.quote = -1
            return at + 1
        return self.figure(at)

    def quoted(self, begin: int, end: int) -> None:
        """Take what stands between quotes for letters nobody knows, if some of them are: a name (“浙里办”)."""
        first = len(self.tokens)
        while first and self.tokens[first - 1][1] >= begin:
            first -= 1
        kinds = {each[0] for each in self.tokens[first:]}
        if "gap" in kinds and kinds <= NAMED and end - begin <= LONGEST_NAME:
            self.tokens[first:] = [("gap", begin, end, 0, "", None)]

    def is_dash(self, at: int) -> bool:
        """Tell whether a dash begins a line or is one of two, and so joins nothing (——公开12件)."""
        return self.letters[at - 1 : at] in ("", "\n", DASH) or self.letters[at + 1 : at + 2] == DASH

    def go_on(self, at: int, mark: str = "\n") -> int:
        """Give where to read on behind a mark: in the next paragraph, or its heading, where this one tells no more."""
        if at - 1 == self.headed:
            return max(at, self.letters.rfind("\n", at, self.telling))
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
                paragraph = self.letters.rfind("\n", at, self.telling)
                heading, self.headed = last_heading(self.letters, at, paragraph)
                return heading if self.headed >= 0 else max(at, paragraph)
        return at

    def figure(self, at: int) -> int:
        """Read a figure, a date, or letters nobody knows."""
        letters, letter = self.letters, self.letters[at]
        if letter.isdigit():
            if letters[at - 1 : at] in BEHIND and (number := _NUMBER_OF.match(letters, at)):
                return self.add(at, number.end(), _FILLER)
            dated = letters[at + 1 : at + 2] in DATED or letters[at + 2 : at + 3] in DATED
            if dated and (date := self.date(at)):
                return date
        found: Amount | int
        if letter in "零〇" and letters[at - 1 : at] in ("为", "是") and self.is_end(at + 1):
            found = Amount(at + 1, Decimal(0), "", Decimal(1), False)
        else:
            found = figure_at(letters, at, self.measures)
        if isinstance(found, Amount):
            if found.measure or self.stands_alone(at, found):
                self.lead_to(at, found.measure)
                return self.keep(at, found.end, found)
            found = found.end
        if self.gap < 0:
            self.gap = at
        return found

    def lead_to(self, at: int, measure: str) -> None:
        """Read what stands right before a figure by what it means only there.

        A letter is short for a word (立11件、废14件) or ends a name for money (植被恢复费12元); a word that limits, or
        says nothing, does not there (费用640元，涉及2件).
        """
        paid = self.kinds.get(measure) == "money"
        if self.gap >= 0:
            sign = "%" if measure == "%" else "$" if paid else "#"
            alone = self.gap == at - 1 or paid
            if alone and (found := self.words.get(self.letters[at - 1] + sign)):
                self.close(at - 1)
                self.tokens.append(("word", at - 1, at, found, "", None))
            self.close(at)
        elif self.tokens:
            _, begin, end, told, _, _ = self.tokens[-1]
            sign = "$" if paid else "#"
            if told in _SHORT and end == at and (found := self.words.get(self.letters[begin:at] + sign)):
                self.tokens[-1] = ("word", begin, at, found, "", None)

    def last(self) -> Token | None:
        """Give the token before, if there is any."""
        return Token(*self.tokens[-1]) if self.tokens else None

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
            # 截至12月, 截至2023年12月: all of it; 12月份收到的: a month's.
            whole = bool(match[2] or self.letters.endswith(UNTIL, 0, at)) and (match[1], match[2] or "") in _WHOLE_YEAR
        else:
            return 0
        last = self.last()
        if last and last.end == at and last.features & _NEXT:
            # 于次年1月答复: when of the year after matters to nobody.
            whole = True
        return self.add(at, match.end(), _FILLER if whole else _WITHIN)

    def title(self, at: int) -> int:
        """Read the title of a document: a name, whatever words are in it."""
        end = self.letters.find(_TITLE_END[self.letters[at]], at, at + LONGEST_TITLE)
        if end < 0 or "\n" in self.letters[at:end]:
            self.close(at)
            return at + 1
        # 发布《就业政策清单》1个: of that document alone.
        counted = self.letters[end + 1 : end + 2].isdigit()
        return self.add(at, end + 1, _LIMITS if counted else _FILLER)

    def whose(self, at: int, end: int, found: int) -> int:
        """Keep a word for the unit or what it is only a part of, or one that an office's name ends with."""
        if found & _OWN and self.letters[at : at + 2] in self.above:
            self.tokens.append(("word", at, end, found & ~_OWN | _OTHER, "", None))
            return end
        return self.office_name(at, end, found) if found & _OFFICE else self.add(at, end, found)

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
            return self.add(at, end, _OTHER if under else _FILLER)
        self.office = begin
        if not self.is_own(name) and not (begin < at and self.is_under(begin) and self.is_own(self.letters[begin:at])):
            return self.add(at, end, _OTHER)
        while self.tokens and self.tokens[-1][1] >= begin:
            self.tokens.pop()
        self.gap = -1
        # 县政府, where 全县 is told of too; 县政府及其部门 are all of them.
        return self.add(begin, end, _OWN if self.letters.startswith(WITH_ALL, end) else self.seat)

    def name_begins(self, at: int) -> int:
        """Give where the name of an office begins that ends with a word: letters nobody knows, a place before them."""
        begin = self.gap if self.gap >= 0 else at
        last = self.last()
        return self.office if last and last.end == begin and 0 <= self.office == last.start else begin

    @cached_property
    def is_institution(self) -> bool:
        """Tell whether the unit is called by a word that is somebody else: 学校 is to a bureau, not to a college."""
        known = [self.words.find(self.unit[at : at + n]) or 0 for n in INSTITUTIONS for at in range(len(self.unit))]
        return any(found & _OFFICE and found & _OTHER for found in known)

    def is_under(self, at: int) -> bool:
        """Tell whether words for the unit stand directly before a letter: 全市公安机关, where 公安 is its name."""
        last = self.last()
        return last is not None and last.end == at and bool(last.features & _OWN)

    def is_own(self, name: str) -> bool:
        """Tell whether a name may be short for the unit's: its letters stand in that one in the same order."""
        rest = iter(self.unit)
        return all(letter in rest for letter in name)

    def add(self, start: int, end: int, features: int) -> int:
        self.close(start)
        self.tokens.append(("word", start, end, features, "", None))
        return end

    def close(self, at: int) -> None:
        """End a gap."""
        if 0 <= self.gap < at:
            self.tokens.append(("gap", self.gap, at, 0, "", None))
        self.gap = -1
