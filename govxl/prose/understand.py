"""A text to what its figures are about: clauses, words, figures, and who governs whom. Knows no facts."""

from decimal import Decimal

from govxl.prose.clauses import sentences_of
from govxl.prose.features import bit
from govxl.prose.letters import Letters, letters_of
from govxl.prose.lexicon import Patterns, claim_for
from govxl.prose.model import Claim, Figure, Mention, Understood
from govxl.prose.relations import Relations
from govxl.prose.segments import Segment, Walk
from govxl.prose.tokens import tokens_of

__all__ = ["understand"]

_LAST, _NEXT, _YEAR, _ALL = bit("last"), bit("next"), bit("year"), bit("all")
_UNTOLD = bit("limits") | bit("other") | bit("within") | bit("perhaps") | bit("about") | bit("each") | _YEAR
MOST_UNKNOWN = 1
"""With more letters that no word covers, a figure may be of anything."""
ANY = ""


def understand(patterns: Patterns, path: str, text: str, year: int, unit: str) -> Understood:
    """Understand one text: the field `path` of the report of a unit, by its name, for a year.

    Linear in the length of the text.
    """
    if not patterns.words:
        return Understood()
    letters = letters_of(text, year)
    walk = Walk(patterns, letters.text, patterns.fields.get(path, 0))
    for clauses in sentences_of(tokens_of(patterns, letters.text, unit)):
        walk.read(clauses)
    return _Reader(patterns, letters, text, year, walk).understood()


class _Reader:
    """The segments of one text being given their claims."""

    def __init__(self, patterns: Patterns, letters: Letters, text: str, year: int, walk: Walk) -> None:
        self.patterns = patterns
        self.letters = letters
        self.text = text
        self.year = year
        self.walk = walk
        self.segments = walk.segments
        kinds = patterns.features.kinds
        self.told = walk.told
        self.own = walk.told & ~kinds.get("cause", 0)
        self.sentences = self.by_sentence()
        self.nested: dict[int, set[str]] = {}
        self.known: dict[tuple[int, int, str], tuple[Claim, bool] | None] = {}

    def by_sentence(self) -> dict[int, int]:
        """Give all features told in each sentence."""
        found: dict[int, int] = {}
        for segment in self.segments:
            found[segment.sentence] = found.get(segment.sentence, 0) | segment.own
        return found

    def understood(self) -> Understood:
        mentions: dict[int, Mention] = {}
        # From the end: what a whole is may depend on its parts (收到9件，含上年结转2件).
        for nth in range(len(self.segments) - 1, -1, -1):
            found = self.mention(nth)
            if found:
                mentions[nth] = found
        return Relations(self.patterns, self.segments, mentions, self.claim, self.figure).understood()

    def mention(self, nth: int) -> Mention | None:
        segment = self.segments[nth]
        if segment.kind != "figure":
            return self.statement(nth)
        assert segment.found, "a figure has a value"
        claim, sure, year = self.meaning(nth, segment.own & self.own or segment.taken & self.own)
        if claim and segment.host >= 0:
            self.nested.setdefault(segment.host, set()).add(claim.name)
        certain = sure and claim is not None and len(claim.readings) == 1 and not segment.unknown and year == self.year
        return Mention(self.figure(nth), self.clause(segment), claim, certain, year, self.words(segment))

    def statement(self, nth: int) -> Mention | None:
        """Read what says that there is none, or that all of those before are so."""
        segment = self.segments[nth]
        claim, sure, year = self.meaning(nth, segment.own & self.own)
        if not claim or year != self.year:
            return None
        value = Decimal(0)
        measure = ""
        if segment.kind == "none":
            claim = claim._replace(rule=self.patterns.none_rule or claim.rule)
        elif segment.own & _ALL and not self.left:
            before = self.counted(nth)
            if before is None:
                return None
            found = self.segments[before].found
            assert found, "a figure has a value"
            value, measure = found.value, found.measure
        start, end = self.letters.span(segment.start, segment.end)
        kind = "none" if segment.kind == "none" else "all"
        figure = Figure(start, end, self.text[start:end], value, measure, Decimal(1), kind)  # type: ignore[arg-type]
        certain = sure and len(claim.readings) == 1 and not segment.unknown
        return Mention(figure, self.clause(segment), claim, certain, year, self.words(segment))

    left = False
    """Whether the last claim found says that of all those before nothing is left."""

    def counted(self, nth: int) -> int | None:
        """Give the figure that a word for all speaks of; None where it may be of several."""
        segment = self.segments[nth]
        at = segment.before if segment.before >= 0 else segment.host
        if at < 0 or self.segments[at].kind != "figure":
            return None
        objects = 0
        for other in range(at, max(at - 6, -1), -1):
            if self.segments[other].sentence != segment.sentence:
                break
            objects |= self.segments[other].features & self.walk.objects
        return at if objects.bit_count() <= 1 else None

    def meaning(self, nth: int, told: int) -> tuple[Claim | None, bool, int]:
        """Find the claim of a segment, whether it is sure, and the year it speaks of."""
        segment = self.segments[nth]
        features = segment.features
        self.left = False
        if features & _UNTOLD or segment.unknown > MOST_UNKNOWN or not told:
            return None, False, self.year
        if segment.found and segment.found.about:
            return None, False, self.year
        around = self.around(nth)
        measure = self.patterns.measures.get(segment.found.measure, "count") if segment.found else ANY
        core = features & self.told
        if segment.kind == "all" and (found := self.claim(core | _ALL | features & (_LAST | _NEXT), around, measure)):
            self.left = True
            return *found, self.year
        timed = features & (_LAST | _NEXT)
        if timed and (found := self.claim(core | timed, around, measure)):
            return *found, self.year
        if timed & _NEXT or (timed & _LAST and features & bit("this")):
            return None, False, self.year
        found = self.claim(core, around, measure)
        return (*found, self.year - 1 if timed else self.year) if found else (None, False, self.year)

    def claim(self, features: int, around: int, measure: str) -> tuple[Claim, bool] | None:
        """Find a claim; many figures of a text ask the same."""
        key = features, around, measure
        if key not in self.known:
            self.known[key] = claim_for(self.patterns, features, around, measure)
        return self.known[key]

    def around(self, nth: int) -> int:
        """Put the marks together of what stands around a figure."""
        segment = self.segments[nth]
        before = self.segments[segment.before].features if segment.before >= 0 else 0
        told = self.sentences.get(segment.sentence, 0)
        found = 0
        for around in self.patterns.around:
            if around.where == "+":
                there: object = around.claim in self.nested.get(nth, ())
            else:
                there = around.features & (told if around.where == "&" else before)
            found |= around.mark if there else 0
        return found

    # -- Places

    def figure(self, nth: int) -> Figure:
        segment = self.segments[nth]
        assert segment.found, "a figure has a value"
        start, end = self.letters.span(segment.start, segment.end)
        found = segment.found
        return Figure(start, end, self.text[start:end], found.value, found.measure, found.grain)

    def clause(self, segment: Segment) -> tuple[int, int]:
        return self.letters.span(segment.first, segment.last)

    def words(self, segment: Segment) -> tuple[str, ...]:
        """Give the words a figure was understood by, without those that say nothing."""
        tokens = (token for token in segment.words if token.kind == "word" and token.features != bit("filler"))
        return tuple(self.letters.text[token.start : token.end] for token in tokens)
