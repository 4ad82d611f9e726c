"""Each figure with the words that belong to it: its own, and those it takes from what stands before.

A figure's own words are those before it since the figure or mark before, and those behind it up to the next figure or
mark. What they leave open it takes from the figure or clause before, its paragraph, or its field.
"""

from dataclasses import dataclass, field

from govxl.prose.clauses import Clause
from govxl.prose.features import bit
from govxl.prose.figures import Found
from govxl.prose.lexicon import Patterns
from govxl.prose.tokens import LIST, Token

__all__ = ["Segment", "Walk"]

_THIS, _LAST, _NEXT, _YEAR, _WITHIN = (bit(role) for role in ("this", "last", "next", "year", "within"))
_OWN, _OTHER, _NONE, _ALL, _EACH = (bit(role) for role in ("own", "other", "none", "all", "each"))
_PART, _WITH, _BESIDE, _OPEN, _SUM = (bit(role) for role in ("part", "with", "beside", "open", "sum"))
_THAN, _UP, _DOWN, _REACH, _SHARE = (bit(role) for role in ("than", "up", "down", "reach", "share"))
_LIMITS, _ANYHOW, _BECAUSE, _PERHAPS = (bit(role) for role in ("limits", "anyhow", "because", "perhaps"))
_FILLER, _NAMES = bit("filler"), bit("names")
_TIMES = _THIS | _LAST | _NEXT | _YEAR | _WITHIN
_CHANGE = _UP | _DOWN


@dataclass(slots=True)
class Segment:
    """A figure and what its words tell. Indices are of segments of the same text; -1 for none.

    `own` are the features of its own words, `taken` those it takes from elsewhere; `host` the figure it is a part of.
    """

    kind: str
    start: int
    end: int
    first: int
    last: int
    own: int
    found: Found | None = None
    taken: int = 0
    unknown: int = 0
    host: int = -1
    depth: int = 0
    mark: str = ""
    sentence: int = 0
    before: int = -1
    year: int = 0
    opener: int = 0
    words: list[Token] = field(default_factory=list)

    @property
    def features(self) -> int:
        """All that is known of it."""
        return self.own | self.taken


@dataclass(slots=True)
class _Level:
    """What holds inside one pair of brackets, or outside of all."""

    host: int = -1
    last: int = -1
    opener: int = 0


class Walk:
    """One text being read, clause by clause; `segments` are its figures, in order."""

    def __init__(self, patterns: Patterns, letters: str, about: int) -> None:
        self.letters = letters
        kinds = patterns.features.kinds
        self.objects, self.acts, self.results = kinds.get("object", 0), kinds.get("act", 0), kinds.get("result", 0)
        self.parties, self.causes = kinds.get("party", 0), kinds.get("cause", 0)
        self.content = self.acts | self.results | self.parties
        self.told = self.content | self.objects | self.causes
        self.about = about
        self.topic = about
        self.segments: list[Segment] = []
        self.sentence = 0
        self.levels: list[_Level] = []
        self.time = self.body = self.cause = self.pending = self.pending_first = 0
        self.pending_at = -1

    def read(self, clauses: list[Clause]) -> None:
        """Read one sentence."""
        self.sentence += 1
        self.levels = [_Level()]
        self.time = self.body = self.pending = 0
        self.pending_at = -1
        if clauses[0].first:
            self.topic, self.cause = self.about, self.about & self.causes
        for clause in clauses:
            self.clause(clause)

    def clause(self, clause: Clause) -> None:
        self.step_to(clause)
        pieces = self.pieces(clause)
        if len(pieces) == 1:
            self.without_figure(pieces[0], clause)
            return
        aside = 0
        for token in clause.asides:
            aside |= token.features
        before: list[Token] = pieces[0]
        for nth, token in enumerate(token for token in clause.tokens if token.kind == "figure"):
            after = pieces[nth + 1]
            last = nth + 2 == len(pieces)
            # Words between two figures belong to the one behind, unless the one before has no others.
            mine: list[Token] = after if last or not self.tells(before) else []
            self.figure(token, before, mine, clause, aside if not nth else 0)
            before = [] if mine else after

    def step_to(self, clause: Clause) -> None:
        """Enter or leave brackets."""
        depth = min(clause.depth, 8)
        while len(self.levels) > depth + 1:
            self.levels.pop()
            self.pending = 0
        while len(self.levels) <= depth:
            outer = self.levels[-1]
            self.levels.append(_Level(host=outer.last, last=-1, opener=_FILLER))
            self.pending = 0
        if clause.mark == ";" and len(self.levels) == 1 and self.levels[0].host >= 0:
            self.levels[0].opener |= _SUM  # parts may go on behind it, if they are of the same kind

    @staticmethod
    def pieces(clause: Clause) -> list[list[Token]]:
        """Give the words before, between and behind the figures of a clause."""
        found: list[list[Token]] = [[]]
        for token in clause.tokens:
            if token.kind == "figure":
                found.append([])
            else:
                found[-1].append(token)
        return found

    def tells(self, words: list[Token]) -> bool:
        """Tell whether words say anything about a figure."""
        asked = self.told | _LIMITS | _CHANGE | _THAN | _SHARE | _LAST | _NEXT
        return any(token.features & asked for token in words)

    # -- A clause without figures

    def without_figure(self, words: list[Token], clause: Clause) -> None:
        features = self.features_of(words)
        self.statements(words, clause)
        level = self.levels[-1]
        if features & (_PART | _WITH):
            self.open_parts(level, features)
        if features & _BESIDE:
            level.host = -1
        if times := features & _TIMES:
            self.time = self.sticky(words, times)
        if features & (_OTHER | _OWN) and self.leads(words):
            self.body = _OTHER if features & _OTHER else 0
        self.remember(features)
        self.pending = features
        self.pending_at = words[0].start if words else -1

    def sticky(self, words: list[Token], times: int) -> int:
        """Give the time that holds on: one said for itself, not as part of what was done."""
        return (
            times if not any(token.features & _TIMES and token.features & self.told for token in words) else self.time
        )

    @staticmethod
    def leads(words: list[Token]) -> bool:
        """Tell whether who did it stands at the beginning, where its subject is."""
        for token in words:
            if token.features & (_OTHER | _OWN):
                return True
            if token.kind == "word" and not token.features & (_FILLER | _TIMES | _PART | _BESIDE):
                return False
        return False

    def remember(self, features: int) -> None:
        """Keep what the following is about."""
        if features & self.objects:
            self.topic = features & self.objects
        self.cause |= features & self.causes

    def open_parts(self, level: _Level, features: int) -> None:
        """Let parts of the figure before follow."""
        if level.last < 0:
            return
        nested = level.host >= 0 and level.opener & _PART
        level.host = level.last
        level.opener = (features & (_PART | _WITH | _OPEN)) | (_BESIDE if nested else 0)

    # -- Figures

    def figure(self, token: Token, before: list[Token], after: list[Token], clause: Clause, aside: int) -> None:
        level = self.levels[-1]
        tail = self.split_statement(after)
        words = [*before, *after[: len(after) - len(tail)]]
        own = self.features_of(words) | aside & (self.told | _LIMITS)
        if self.features_of(before) & (_PART | _WITH):
            self.open_parts(level, self.features_of(before))
        if own & _BESIDE:
            level.host = -1
        segment = Segment(
            "figure", token.start, token.end, words[0].start if words and before else token.start,
            max(token.end, words[-1].end if words else 0), own, token.found,
        )  # fmt: skip
        segment.unknown = self.unknown(words)
        segment.host, segment.opener, segment.before = level.host, level.opener, level.last
        segment.depth, segment.mark, segment.sentence = len(self.levels) - 1, clause.mark, self.sentence
        segment.words = words
        self.take(segment)
        self.segments.append(segment)
        if not own & _CHANGE or own & _REACH:
            level.last = len(self.segments) - 1
        if ((times := own & _TIMES) and not own & (self.acts | _THAN)) or (
            times and words and words[0].features & times and not words[0].features & self.told
        ):
            self.time = times
        if own & (_OTHER | _OWN):
            self.body = own & _OTHER
        if len(self.levels) == 1:
            self.remember(own)
        self.pending = 0
        if tail:
            self.statements(tail, clause)

    def split_statement(self, after: list[Token]) -> list[Token]:
        """Give the words behind a figure that speak of all that was counted (均维持), from there on."""
        for nth, token in enumerate(after):
            if token.features & _ALL:
                return after[nth:]
        return []

    def features_of(self, words: list[Token]) -> int:
        """Put the features of words together; what only gives a reason is left out."""
        found = 0
        reason = False
        for token in words:
            if token.features & _BECAUSE:
                reason = True
                continue
            if reason and not token.features & (self.acts | self.results):
                continue
            reason = False
            if token.features & _ANYHOW:
                found &= ~_LIMITS
            found |= token.features
        return found

    def unknown(self, words: list[Token]) -> int:
        """Count the letters no word covers, but for those in the first items of a list and in reasons."""
        count = 0
        reason = False
        for token in words:
            if token.mark == LIST:
                count = 0
            elif token.features & _BECAUSE:
                reason = True
            elif token.features & (self.acts | self.results):
                reason = False
            elif token.kind == "gap" and not reason:
                count += token.end - token.start
        return count

    def take(self, segment: Segment) -> None:
        """Let a figure take from elsewhere what its own words leave open."""
        own = segment.own
        host = self.segments[segment.host] if segment.host >= 0 else None
        before = self.segments[segment.before] if segment.before >= 0 else None
        if not own & self.told and self.pending & self.told and segment.host < 0:
            segment.taken |= self.pending & (self.told | _LIMITS | _LAST | _NEXT)
            segment.first = self.pending_at if self.pending_at >= 0 else segment.first
        elif (own & _REACH and not own & self.content and before) or (
            own & _THAN and not own & (_CHANGE | self.content) and before
        ):
            segment.taken |= before.features & self.told
        if not segment.features & self.objects:
            segment.taken |= (host.features if host else 0) & self.objects or self.topic & self.objects
        if segment.features & self.parties and not segment.features & (self.acts | self.results):
            above = host or before
            segment.taken |= (above.features & (self.acts | self.results)) if above else 0
        segment.taken |= self.cause
        if not own & _TIMES:
            segment.taken |= self.time
        if not own & _OWN:
            segment.taken |= self.body

    # -- What is said without a figure

    def statements(self, words: list[Token], clause: Clause) -> None:
        """Find what says that there is none, or that all of those before are so."""
        for nth, token in enumerate(words):
            if token.features & (_NONE | _ALL):
                self.statement(words, nth, clause)
                break

    def statement(self, words: list[Token], nth: int, clause: Clause) -> None:
        begin = words[nth]
        kind = "none" if begin.features & _NONE else "all"
        rest = words[nth:]
        own = self.features_of(rest) & ~_NONE | self.features_of(words[:nth]) & (_TIMES | _PERHAPS | _OTHER)
        if kind == "none":
            own |= self.features_of(words[:nth]) & self.objects
        if own & (_PERHAPS | _LIMITS) or not own & self.told:
            return
        level = self.levels[-1]
        end = begin.end
        for token in rest[1:]:
            # 未收到, 均已办结: the words up to what was done, if nothing else stands between.
            if token.kind != "word":
                break
            if token.features & self.content:
                end = token.end
                break
        if kind == "all":
            own |= _ALL
        segment = Segment(kind, begin.start, end, begin.start, rest[-1].end, own)
        segment.unknown = self.unknown(rest)
        segment.host, segment.before = level.host, level.last
        segment.depth, segment.mark, segment.sentence = len(self.levels) - 1, clause.mark, self.sentence
        segment.words = rest
        self.take(segment)
        self.segments.append(segment)
