"""A text to what its figures are about: clauses, words, figures, and who governs whom. Knows no facts."""

from decimal import Decimal
from functools import cached_property

from govxl.language.nodes import Node
from govxl.prose.letters import Letters, letters_of
from govxl.prose.lexicon.features import bit, singly
from govxl.prose.lexicon.patterns import Patterns, Way
from govxl.prose.model import Claim, Figure, Mention, Understood
from govxl.prose.reading.clauses import sentences_of
from govxl.prose.reading.segments import APART, MOST_UNKNOWN, PERSONS, UNREAD, Segment
from govxl.prose.reading.tokens import LIST, tokens_of
from govxl.prose.reading.walk import Walk
from govxl.prose.relations.related import related
from govxl.prose.understanding.beyond import MOST_ADDED, counted_by_mode, of_more
from govxl.prose.understanding.of_all import OfAll
from govxl.prose.understanding.presumed import UNTOLD, Presumed, goes_behind, names_papers
from govxl.prose.understanding.seats import of_seats
from govxl.prose.understanding.together import Together, as_row

__all__ = ["understand"]

_THIS, _LAST, _NEXT = (bit(role) for role in ("this", "last", "next"))
_ALL, _OPEN, _WITHOUT, _SUM = (bit(role) for role in ("all", "open", "without", "sum"))
_WHO, _LAST_OR_NEXT = bit("own") | bit("other"), _LAST | _NEXT
_REST = bit("rest")
_CAME = bit("reach") | bit("by")
_MODE, _PART = bit("mode"), bit("part")
_SPEAKS = ~bit("filler")
A_LINE = 2
"""By how many sentences the next line of a list is behind the one before: by one, and by one for its number."""
MOST_LEFT_OPEN = 3
"""How many figures before one are looked at for what it leaves open."""
ANY, BODIES = "", "家"
ENDS_ON = (LIST, ",", ";")
"""The marks behind which a list of how things ended goes on."""
_mention = _figure = tuple.__new__
"""Make a mention and a figure in half the time that their own constructors take."""
SAME = "="
"""Before the name of a claim: a part that took it from its whole, and so leaves the whole with another."""


def understand(
    patterns: Patterns, path: str, text: str, year: int, unit: str, *, explained: bool = False
) -> Understood:
    """Understand one text: the field `path` of the report of a unit, by its name, for a year.

    Linear in the length of the text. Only where it is to be `explained` its mentions have the words they were
    understood by.
    """
    if not patterns.words:
        return Understood()
    letters = letters_of(text, year)
    tokens = tokens_of(patterns, letters.text, unit)
    if not tokens.tokens:
        return Understood()
    walk = Walk(patterns, patterns.fields.get(path, 0), unit)
    for clauses in sentences_of(tokens):
        walk.read(clauses)
    return _Reader(patterns, letters, text, year, walk, explained).understood()


class _Reader:
    """The segments of one text being given their claims."""

    def __init__(self, patterns: Patterns, letters: Letters, text: str, year: int, walk: Walk, explained: bool) -> None:
        self.patterns, self.ways = patterns, patterns.ways
        self.letters = letters
        self.text = text
        self.year = year
        self.walk, self.explained = walk, explained
        self.segments = walk.segments
        phrases = self.phrases = walk.phrases
        self.told, self.objects = phrases.told, phrases.objects
        self.causes, self.caused = phrases.causes, phrases.caused
        self.own, self.said = self.told & ~self.causes, self.told | _OPEN
        self.nested: dict[int, set[tuple[str, int]]] = {}
        every = 0
        for segment in self.segments:
            every |= segment.own
        wider = of_more(walk.segments, phrases) if every & self.causes else set()
        modes = counted_by_mode(walk.segments, phrases) if every & _MODE else set()
        # 对63件现行有效规范性文件标注效力: documents told with what was done, of which some may be named here.
        self.named = {nth for nth in walk.hidden if names_papers(walk.segments[nth], phrases)}
        self.unsaid = wider | modes | walk.hidden - self.named
        # A text on what was asked for tells what came of that.
        self.asked = bool(every & phrases.sought)
        self.of_all = OfAll(self.segments, phrases, self.meaning)
        self.together = Together(patterns, phrases, self.way)
        self.presumed = Presumed(patterns, phrases, self.way, self.added, lambda nth: self.by_sentence.get(nth, 0))

    @cached_property
    def by_sentence(self) -> dict[int, int]:
        """Give all features told in each sentence."""
        found: dict[int, int] = {}
        for segment in self.segments:
            found[segment.sentence] = found.get(segment.sentence, 0) | segment.own | segment.lent | segment.opener
        return found

    def understood(self) -> Understood:
        """Give every segment its claim, and hold them against each other."""
        mentions: dict[int, Mention] = {}
        # From the end: what a whole is may depend on its parts (收到9件，含上年结转2件).
        for nth in range(len(self.segments) - 1, -1, -1):
            found = self.mention(nth)
            if found:
                mentions[nth] = found
        for nth in of_seats(self.segments, mentions, self.phrases.acts, self.caused, self.counted):
            mentions[nth] = mentions[nth]._replace(claim=None)
        return related(self.patterns, self.segments, mentions, self.way, self.year, self.letters.text)

    def mention(self, nth: int) -> Mention | None:
        """Give a segment its claim."""
        segment = self.segments[nth]
        own, host = segment.own, segment.host
        features = own | segment.taken
        way, year = self.meaning(segment, nth, features)
        claim = self.claim(segment, nth, way, year)
        if not claim and nth not in self.unsaid:
            claim = self.together.claim(segment, nth, features)
        kind = segment.kind
        if kind != "figure" and (not claim or year != self.year):
            return None
        if kind == "all" and segment.before >= 0 and self.is_of_carried(segment):
            return None
        wide, some, certain = bool(features & self.caused) and not self.is_caused(nth, features), False, False
        unsure = bool(segment.unknown or segment.others or nth in self.named)
        # 其中 of the very same: then the whole is of something more.
        same = claim and nth in self.nested and self.is_same(claim, self.nested[nth], year)
        if claim and not same and self.of_all.holds(nth, wide):
            if host >= 0 and not segment.opener & _WITHOUT and segment.measure not in APART:
                self.nest(segment, claim, year)
            if some := segment.unknown > MOST_UNKNOWN or nth in self.named:
                # 种子、农药等行政许可3167件: all of them; 林业行政处罚31件: some.
                claim, wide = claim._replace(part=claim.part or not own & _OPEN), True
            certain = bool(way and year == self.year and self.is_certain(segment, claim, way, unsure))
            if way and kind == "none":
                claim = claim._replace(rule=self.patterns.none_rules[way.claim])
                if not claim.rule:
                    return None
        else:
            claim = None
        added = bool(own & _SUM and not own & self.own and self.added(nth))
        passing = some or way is None or self.is_in_passing(segment, way, unsure)
        before = self.segments[segment.before] if segment.before >= 0 else None
        perhaps, more, ended, row = self.presumed.presumption(segment, nth, features, before, claim, some, wide)
        alone = kind == "figure" and not (perhaps or claim)
        echo = self.presumed.echo(segment, nth, self.segments[nth - 1]) if alone and nth and own & _LAST else None
        papers = bool(claim or perhaps) and self.presumed.is_of_papers(segment)
        clause, words = self.letters.span(segment.first, segment.last), self.words(segment) if self.explained else ()
        told = self.figure(segment), clause, claim, certain, year, words
        return _mention(Mention, (*told, wide or more, passing, added, perhaps, ended, row, echo, papers))

    def nest(self, segment: Segment, claim: Claim, year: int) -> None:
        """Keep with a whole what a part of it is of."""
        nested = self.nested.setdefault(segment.host, set())
        nested.add((claim.name, year))
        if self.names_all(segment):
            nested.update((SAME + reading.label, year) for reading in claim.readings)
        if not segment.own & (self.phrases.content | _SUM):
            nested.add((SAME + claim.name, year))

    def is_certain(self, segment: Segment, claim: Claim, way: Way, unsure: bool) -> bool:
        """Tell whether a figure can be of nothing but what it is claimed to be of."""
        came = segment.own & _CAME == _CAME and not segment.own & self.own
        if not way.sure or unsure or segment.loose or came:
            return False
        # Where there is none, there is none by any reading; but 由57件增至63件 may be of another thing.
        return len(claim.readings) == 1 or segment.kind == "none"

    def is_in_passing(self, segment: Segment, way: Way, unsure: bool) -> bool:
        """Tell whether the words of a figure leave room for something else than the way it is told in."""
        if not way.sure or segment.loose or (segment.host < 0 and segment.opener & _PART):
            return True
        left = way.need & self.own & ~segment.own
        return bool(left) and (unsure or not self.goes_on(segment, left))

    def is_caused(self, nth: int, features: int) -> bool:
        """Tell whether the n-th figure, if it is of cases, is of those that came of what was asked for."""
        return bool(features & (self.causes | self.phrases.answers)) or self.asked or nth in self.walk.of_asked

    def names_all(self, segment: Segment) -> bool:
        """Tell whether a part is called by nothing but what all of its kind are."""
        # 收到各类申请52件，其中信息公开申请46件
        apart = self.phrases.content | _SUM | _WHO | _LAST_OR_NEXT | _THIS
        return bool(segment.own & self.phrases.sought) and not (segment.own & apart or segment.unknown)

    @staticmethod
    def is_same(claim: Claim, parts: set[tuple[str, int]], year: int) -> bool:
        """Tell whether a part of a figure is of the very same as that would be: then it is of something more."""
        names = (claim.name, *(reading.label for reading in claim.readings))
        return any((SAME + name, year) in parts for name in names)

    def counted(self, acts: int) -> set[Node]:
        """Give what each of some acts, told alone, most likely counts of what was asked for."""
        both = (each | act for each in singly(self.phrases.sought) for act in singly(acts))
        ways = filter(None, (self.way(each, -1, "count") for each in both))
        return {self.patterns.claims[way.claim].readings[0].value for way in ways}

    def is_of_carried(self, segment: Segment) -> bool:
        """Tell whether what is said of all is said of those alone that were carried in."""
        # 上年结转3件，已全部办结; but 新收12件，上年结转3件，均已办结: of both.
        last = self.segments[segment.before]
        if not last.features & _LAST or last.before < 0:
            return bool(last.features & _LAST)
        first = self.segments[last.before]
        came = first.own & self.phrases.acts and first.features & last.features & self.phrases.sought
        beside = first.sentence == last.sentence and first.depth == last.depth == segment.depth and last.mark == ","
        return not (came and beside and first.host == last.host and not first.features & _LAST_OR_NEXT)

    def goes_on(self, segment: Segment, left: int) -> bool:
        """Tell whether the figures before it in its sentence name the objects that it leaves open."""
        # 制发规范性文件6件，废止11件，现行有效52件
        before = segment
        for _ in range(MOST_LEFT_OPEN):
            if left & ~self.objects or before.before < 0:
                return False
            before = self.segments[before.before]
            apart = before.sentence != segment.sentence or before.host != segment.host
            if apart or before.features & self.objects != left:
                return False
            if before.own & left == left:
                return True
        return False

    def claim(self, segment: Segment, nth: int, way: Way | None, year: int) -> Claim | None:
        """Give the claim of the n-th segment, with all readings of what else may be meant."""
        claim = self.patterns.claims[way.claim] if way else None
        own, phrases, others = segment.own, self.phrases, segment.others
        if claim and len(claim.readings) > 1 and segment.host >= 0 and not self.names_all(segment):
            host = self.segments[segment.host]
            whole = self.meaning(host, segment.host, host.features)[0]
            claim = as_row(claim, self.patterns.claims[whole.claim]) if whole else claim
        if not others and not own & phrases.parties:
            return claim
        if own & phrases.parties and own & phrases.acts and own & phrases.objects:
            # 收到公民、法人申请95件: perhaps of all.
            others = (*others, segment.features & ~phrases.parties)
        for features in others:
            other, when = self.meaning(segment, nth, features)
            apart = (features ^ segment.features) & phrases.objects and not own & _SUM
            if bool(other) != bool(claim) and apart:
                # Of what else it may be told no claim is known: nobody can say that it is wrong.
                return None
            if other and when == year:
                more = self.patterns.claims[other.claim]
                readings = (*claim.readings, *more.readings) if claim else more.readings
                claim = (claim or more)._replace(readings=tuple(dict.fromkeys(readings)))
        return claim

    def meaning(self, segment: Segment, nth: int, features: int) -> tuple[Way | None, int]:
        """Find by which way the n-th segment with these features says what it is of, and the year it speaks of."""
        own, figure = segment.own, segment.kind == "figure"
        told = (own | segment.lent if figure else own) & self.own
        summed = own & _SUM and not told
        if features & UNTOLD or not (told or summed):
            return None, self.year
        if segment.unknown > MOST_UNKNOWN and not self.called_otherwise(segment):
            return None, self.year
        if nth in self.unsaid:
            return None, self.year
        if own & self.causes and not (own & self.objects or features & self.caused):
            # 其中政府信息公开案件18件: of cases that nobody named.
            return None, self.year
        if segment.found and segment.found.measure == PERSONS and not features & self.phrases.parties:
            # 对1人收取信息处理费2件: people are counted where they are applicants alone.
            return None, self.year
        measure = ANY if segment.measure == "percent" else segment.measure
        if measure == UNREAD and own & self.phrases.parties and self.counts_bodies(segment, nth, features):
            measure = "count"
        core = features & self.said
        if figure:
            # 其余54件依法办理: all but those told before.
            core |= 0 if own & _REST and (self.lists_rest(segment, nth) or self.is_left_out(segment)) else own & _REST
        elif segment.kind == "all":
            # What must be so of all is a claim of its own: that there is nothing else.
            core |= _ALL
        if summed:
            # 公开79件，部分公开12件，合计91件
            added = features & self.said & ~self.told | self.added(nth) & self.told
            if added & self.told and (way := self.way(added, nth, measure)):
                return way, self.year
            if added & self.objects & ~features:
                # 复议纠正3件、诉讼败诉1件，合计4件
                return None, self.year
            core |= _SUM
        timed = features & _LAST_OR_NEXT
        if not timed:
            return self.way(core, nth, measure), self.year
        told_with = segment.before if segment.before >= 0 else segment.host
        if own & _LAST and told_with >= 0 and not segment.opener & _PART:
            # 上年结转2件，较上年的3件减少1件; 结转下年2件（上年3件）: what came over, or was put off, a year before.
            of = self.segments[told_with]
            if of.own & features & segment.lent & self.phrases.timed and of.own & _LAST_OR_NEXT:
                return self.way(core | of.own & _LAST_OR_NEXT, nth, measure), self.year - 1
        if way := self.way(core | timed, nth, measure):
            return way, self.year
        if timed & _NEXT or (timed & _LAST and features & _THIS):
            return None, self.year
        return self.way(core, nth, measure), self.year - 1

    def counts_bodies(self, segment: Segment, nth: int, features: int) -> bool:
        """Tell whether a figure counts those who asked as bodies are, beside another that counts them."""
        # 收到申请5件，其中自然人4人、企业1家
        if not (features & self.phrases.sought and segment.found and segment.found.measure == BODIES):
            return False
        beside = (self.segments[each] for each in (nth - 1, nth + 1) if 0 <= each < len(self.segments))
        return any(each.own & self.phrases.parties and each.sentence == segment.sentence for each in beside)

    def lists_rest(self, segment: Segment, nth: int) -> bool:
        """Tell whether those not told before are told by how they ended, and are the first of several that are."""
        # 其余为部分公开3件、不予公开2件; 除1件被纠正外，9件维持
        then = self.segments[nth + 1] if nth + 1 < len(self.segments) else None
        ends = segment.own & self.phrases.results
        if not then or not ends or then.sentence != segment.sentence or then.depth != segment.depth:
            return False
        return then.mark in ENDS_ON and bool(then.own & self.phrases.results & ~ends)

    def is_left_out(self, segment: Segment) -> bool:
        """Tell whether a figure is not of the rest, but of those applicants that the rest goes without."""
        # 除2件由律师事务所提交外，都由自然人提交
        if not segment.own & self.phrases.parties:
            return False
        return not any(word.features & _REST and word.start < segment.start for word in segment.words)

    def called_otherwise(self, segment: Segment) -> bool:
        """Tell whether letters nobody knows only call what is counted: all of it, or some."""
        # 种子、农药等行政许可3167件; 林业行政处罚31件
        if segment.kind != "figure" or segment.host >= 0 or not (segment.own | segment.lent) & self.phrases.plain:
            return False
        if goes_behind(segment, self.phrases.plain, segment.start, self.phrases.acts):
            return False
        return bool(segment.own & _OPEN) or not (self.asked or segment.own & _WHO)

    def added(self, nth: int) -> int:
        """Give what those figures are of, put together, that one with a word for a sum plainly adds up; 0 for none."""
        segment, found, value = self.segments[nth], 0, Decimal(0)
        for other in range(nth - 1, max(nth - MOST_ADDED, 0) - 1, -1):
            each = self.segments[other]
            # 公开（予以公开12件、部分公开3件）共15件: what stands in the brackets before it is added up.
            beside = segment.depth + (segment.mark == ")")
            if not (segment.found and each.found) or each.depth != beside or each.measure in APART:
                continue
            if each.sentence != segment.sentence:
                return 0
            told = each.features if beside == segment.depth else each.own | each.features & self.objects
            found, value = found | told, value + each.found.value
            if value >= segment.found.value:
                return found if value == segment.found.value and other < nth - 1 else 0
        return 0

    def way(self, features: int, nth: int, measure: str) -> Way | None:
        """Find the way that fits what stands around a figure, if any does; -1 for one that is not in the text."""
        around = -1
        for way in self.ways.find(features, measure):
            if not way.around:
                return way
            if around < 0:
                around = self.around(nth) if nth >= 0 else 0
            if not way.around & ~around:
                return way
        return None

    def around(self, nth: int) -> int:
        """Put the marks together of what stands around a figure."""
        segment, last = self.segments[nth], self.segments[nth].before
        if last < 0 < nth and segment.own & self.phrases.results:
            # 5.不予处理3件；⏎6.其他1件; 对2件逾期未补正的申请不再处理。其他处理7件: beside the one before.
            last = nth - 1 if segment.sentence - self.segments[nth - 1].sentence <= A_LINE else -1
        before = self.segments[last].features if last >= 0 else 0
        ways, told = self.ways, self.by_sentence.get(segment.sentence, 0)
        found = ways.marks("&", told) | ways.marks("!", told) | ways.marks("<", before)
        for claim, year in self.nested.get(nth, ()):
            if year == self.year:
                found |= ways.of_parts.get(claim, 0)
        return found

    # -- Places

    def figure(self, segment: Segment) -> Figure:
        """Give the figure of a segment, with its place in the text as it was typed."""
        start, end = self.letters.span(segment.start, segment.end)
        said, found = self.text[start:end], segment.found
        if found:
            return _figure(Figure, (start, end, said, found.value, found.measure, found.grain, "figure"))
        return Figure(start, end, said, Decimal(0), "", Decimal(1), "none" if segment.kind == "none" else "all")

    def words(self, segment: Segment) -> tuple[str, ...]:
        """Give the words a figure was understood by, without those that say nothing."""
        text = self.letters.text
        return tuple([text[each.start : each.end] for each in segment.words if each.features & _SPEAKS])
