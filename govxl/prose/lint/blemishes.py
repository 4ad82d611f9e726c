"""What no figure tells: words of another edition or year, instructions left in, gaps, a text that was copied."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from govxl.prose.lexicon.lint_patterns import Lint
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.lint.gaps import gaps_in
from govxl.prose.lint.similarity import copied
from govxl.prose.lint.stale import LastTexts, foreign_notice, other_period, other_years
from govxl.prose.model import Doubt, Facts
from govxl.prose.passages import Extent, Passage, Plain, folded, paragraphs, plain, sentences, squeezed

__all__ = ["blemishes"]


def blemishes(
    patterns: Patterns, texts: Mapping[str, str], earlier: Mapping[str, str], year: int, facts: Facts
) -> Iterator[Doubt]:
    """Yield the slips of all texts of a report; `earlier` are those of the unit's last report, empty for none."""
    lint, rules = patterns.lint, patterns.rules
    memory = LastTexts(lint, earlier, year, facts)
    names = tuple(each for path in ("unit.name", "unit.title") if isinstance(each := facts(path), str) and each)
    seen: set[str] = set()
    for path, text in texts.items():
        field = _Field(lint, path, text, year, names)
        found = (each for paragraph in field.paragraphs for each in field.words(paragraph, memory) if each[0] in rules)
        yield from (field.doubt(rules[each[0]], each) for each in _apart(found))
        yield from (field.doubt(rules[each[0]], each) for each in field.shapes(seen) if each[0] in rules)
    if rule := rules.get("copied"):
        yield from copied(rule, lint, texts, earlier, names)


Slip = tuple[str, Passage, Extent, str]
"""A slip: which of `JUDGED`, the paragraph it stands in, where in the text, and what should stand there if known."""


def _apart(found: Iterable[Slip]) -> Iterator[Slip]:
    """Leave out what lies over something told before it: one cause is told once."""
    end = 0
    for each in sorted(found, key=lambda each: each[2][0]):
        if each[2][0] >= end:
            yield each
            end = each[2][1]


class _Field:
    """One text of a report, with the words of the patterns that stand anywhere in it: few ever do."""

    def __init__(self, lint: Lint, path: str, text: str, year: int, names: tuple[str, ...]) -> None:
        self.lint, self.path, self.text, self.year, self.names = lint, path, text, year, names
        self.paragraphs = [*paragraphs(text)]
        self.cut: dict[int, list[Passage]] = {}
        self.whole = "\n".join(plain(each).text for each in self.paragraphs)
        # Its letters are sooner looked up than a word is looked for, and few words have all of theirs in a text.
        letters = set(self.whole)
        self.placeholders = [word for word in lint.placeholders if letters.issuperset(word) and word in self.whole]
        self.cites = any(word in self.whole for word in (*lint.notices, *lint.notice_titles))
        self.counts_parts = any(word in self.whole for word in lint.part_words)
        self.helped = any(letters.issuperset(each) and each in self.whole for each in lint.helps)

    def sentences(self, paragraph: Passage) -> list[Passage]:
        """Cut a paragraph into sentences, once."""
        if paragraph.start not in self.cut:
            self.cut[paragraph.start] = [*sentences(paragraph)]
        return self.cut[paragraph.start]

    def doubt(self, rule: str, found: Slip) -> Doubt:
        """Show a slip in the sentence it begins in; one of the whole paragraph in that."""
        what, paragraph, (start, end), meant = found
        around = paragraph
        if what not in ("parts", "repeated"):
            cut = self.sentences(paragraph)
            around = cut[max(0, bisect_right(cut, start, key=lambda each: each.start) - 1)] if cut else paragraph
        readings = (("", meant, ()),) if meant else ()
        quote = self.text[around.start : around.end]
        return Doubt(rule, self.path, start, end, quote, self.text[start:end], False, readings)

    def words(self, paragraph: Passage, memory: LastTexts) -> Iterator[Slip]:
        """Yield what single words of a paragraph tell."""
        lint, year = self.lint, self.year
        if self.cites:
            for sentence in self.sentences(paragraph):
                if place := foreign_notice(lint, plain(sentence)):
                    yield "notice", paragraph, place, lint.authority
        said = plain(paragraph)
        yield from (("template", paragraph, place, "") for place in self.left_in(paragraph, said))
        yield from (("gap", paragraph, place, "") for place in gaps_in(lint, paragraph))
        if self.counts_parts:
            yield from (("parts", paragraph, place, str(listed)) for place, listed in _parts_listed(lint, said))
        if "31" in said.text or "三十一日" in said.text:
            for sentence in self.sentences(paragraph):
                if place := other_period(lint, plain(sentence), self.path, year):
                    yield "year", paragraph, place, self.in_year(place)
        for place in other_years(lint, paragraph, self.sentences, self.path, self.whole, year, self.names):
            yield "year", paragraph, place, self.in_year(place)
        if memory.said:
            stale = (memory.stale(sentence) for sentence in self.sentences(paragraph))
            yield from (("stale", paragraph, place, "") for place in stale if place)

    def in_year(self, place: Extent) -> str:
        """Put the report's own year wherever a place has one in figures; of one in words give the year alone."""
        told = folded(self.text[place[0] : place[1]])
        return _ANY_YEAR.sub(str(self.year), told) if _ANY_YEAR.search(told) else f"{self.year}年"

    def left_in(self, paragraph: Passage, said: Plain) -> Iterator[Extent]:
        """Yield words that a template asks to replace, crosses and lines to write on, brackets with nothing in them."""
        if self.helped:
            for sentence in self.sentences(paragraph):
                if squeezed(sentence.text) in self.lint.helps:
                    yield sentence.start, sentence.end
        for word in self.placeholders:
            at = said.text.find(word)
            if at >= 0:
                yield said.span(at, at + len(word))
        for found in _EMPTY.finditer(said.text):
            yield said.span(*found.span())
        for token in _TOKEN.finditer(paragraph.text):
            if _is_placeholder(self.lint, paragraph.text, token):
                yield paragraph.start + token.start(), paragraph.start + token.end()

    def shapes(self, seen: set[str]) -> Iterator[Slip]:
        """Yield paragraphs that stand there twice, or that end without a full stop; those seen before are added to."""
        if not self.path.startswith((*self.lint.compared, "cover.")):
            return  # a note below a table is written as short as can be, and may well stand below another one too
        before = ""
        for paragraph in self.paragraphs:
            said = plain(paragraph).text
            again = said in seen and len(said) >= self.lint.repeated_from
            if again or (said == before and len(said) >= self.lint.repeated_beside):
                yield "repeated", paragraph, (paragraph.start, paragraph.end), ""
            elif _unfinished(self.lint, said) and not _is_item(said, before):
                yield "unfinished", paragraph, (paragraph.end - 1, paragraph.end), ""
            seen.add(said)
            before = said


_ANY_YEAR = re.compile(r"20[0-9]{2}")

# -- What a template left


_TOKEN = re.compile(r"[A-Za-z0-9._@/%?=&~+*#×╳✕-]+")
_EMPTY = re.compile(r"\(\)|《》|〈〉|“”|「」")
_CROSS = frozenset("Xx×╳✕")
_STAR = frozenset("*")
_LINE = frozenset("_")


def _is_placeholder(lint: Lint, text: str, token: re.Match[str]) -> bool:
    """Tell crosses and lines that stand for something; within an address, or for a name kept back, they are none."""
    bare = token[0].strip("?=&%.-/")
    letters = frozenset(bare)
    if len(bare) < 2:
        return False
    if letters <= _LINE:
        return True
    if letters <= _CROSS or letters <= _STAR:
        before, after = text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1]
        kept_back = before in lint.masked_after or (before in lint.surnames and after not in lint.after_blank)
        return not (before and kept_back)
    # 20XX年, or a telephone number of which only the area code was written.
    digits = bare.rstrip("Xx×╳✕")
    if digits.isdigit() and len(bare) - len(digits) > 1 and text[token.end() : token.end() + 1] in lint.after_blank:
        return token.end() < len(text)
    return letters - _CROSS <= frozenset("0123456789-") and bare.endswith(("X" * 5, "x" * 5, "×" * 5))


# -- How many parts there are


# Texts, for `re` to compile when a report tells how many parts it has, which few do.
_SO_MANY = r"(?<![第前后其0-9一二三四五六七八九十])([0-9]{1,2}|[二两三四五六七八九十])(?:个|大|项)?"
_DIGITS = {each: n for n, each in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SPLIT = r"([、,;:])"
_NUMBERING = r"\(?(?:第?[一二三四五六七八九十0-9]{1,3}(?:部分)?)[).]?|[0-9]{1,2}\."
_AMONG_OTHERS = ("等", "等内容", "等方面", "等情况")
_FEWEST_LISTED = 3
_LONGEST_LIST = 300


def _parts_listed(lint: Lint, paragraph: Plain) -> Iterator[tuple[Extent, int]]:
    """Yield a number of parts that is not how many are listed, with how many are."""
    text = paragraph.text
    for found in re.finditer(_SO_MANY, text):
        word = next((word for word in lint.part_words if text.startswith(word, found.end())), "")
        if not word:
            continue
        start, end = found.start(), found.end() + len(word)
        told = int(found[1]) if found[1].isascii() else _DIGITS[found[1]]
        before = text[max(0, start - _LONGEST_LIST) : start].rpartition("。")[2]
        after = text[end : end + _LONGEST_LIST].split("。")
        fewest, most = max((_listed(lint, each) for each in (before, after[0], *after[1:2])), key=lambda each: each[1])
        # 由总体情况、主动公开情况、申请办理情况等六部分组成: there may be more than are named.
        named_all = not any(each.endswith(_AMONG_OTHERS) for each in (before, *after[:2]))
        if fewest >= _FEWEST_LISTED and (told < fewest or (told > most and named_all)):
            yield paragraph.span(start, end), fewest


def _listed(lint: Lint, text: str) -> tuple[int, int]:
    """Count the parts that are listed: how many at least and at most, 0 where anything else is listed among them."""
    pieces: list[tuple[str, frozenset[int]]] = []
    split = re.split(_SPLIT, text)
    mark = ""
    for piece, following in zip(split[::2], [*split[1::2], ""], strict=True):
        if re.fullmatch(_NUMBERING, piece):
            continue  # 一、总体情况 stands behind the mark before its number
        if piece:
            named = frozenset(n for n, names in enumerate(lint.parts) if any(name in piece for name in names))
            pieces.append((mark, named))
        mark = following
    at = [n for n, (_, named) in enumerate(pieces) if named]
    if not at:
        return 0, 0
    first, last = at[0], at[-1]
    # Something listed in the same breath that is no part we know: then nobody can count.
    aside = first and pieces[first][0] in ("、", ";") and not pieces[first - 1][1]
    aside = aside or (last + 1 < len(pieces) and pieces[last + 1][0] in ("、", ";"))
    inner = [named for _, named in pieces[first : last + 1]]
    if aside or not all(inner):
        return 0, 0
    # 行政复议、行政诉讼情况 is one part in two pieces.
    merged = [named for n, named in enumerate(inner) if n == 0 or named != inner[n - 1]]
    return len(merged), sum(map(len, merged))


# -- Paragraphs


_STOPS = frozenset("。!?;:….”’」)》\"'>")
_HALF_DONE = frozenset(",、")
_BULLETS = frozenset("-–—·•●○■□◆◇▲△★☆▪◎※➤►▶→\uf06c*")
_HEADING = r"\([一二三四五六七八九十0-9]{1,3}\)|第?[一二三四五六七八九十0-9]{1,3}(?:部分)?[、.)]"
"""As text, for `re` to compile where a paragraph has no full stop."""
_SHORT = 10
_COUNTED = r"[0-9]\w{1,2}$"
_ENDED = ("", *"。!?")


def _is_item(said: str, before: str) -> bool:
    """Tell whether a paragraph that ends with a figure goes on with a list told in lines, none of which has a stop."""
    return bool(re.search(_COUNTED, said)) and before[-1:] not in _ENDED


def _unfinished(lint: Lint, said: str) -> bool:
    """Tell a paragraph that breaks off, by its last letter and by being a sentence at all."""
    if said[-1] in _HALF_DONE:
        return len(said) >= _SHORT
    # An address, a number, a table that was pasted, an item of a list: no sentence ends there.
    if said[-1] in _STOPS or said[-1].isascii() or said[0] in _BULLETS:
        return False
    *told, tail = said.split("。")
    if told:
        return not tail.endswith(lint.signed)
    heading = re.match(_HEADING, said) is not None and len(said) <= lint.heading_to
    return not heading and len(said) >= lint.sentence_from and "," in said
