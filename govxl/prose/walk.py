"""Each figure with the words that belong to it: its own, and those it takes from what stands before.

A figure's own words are those before it since the figure or mark before, and those behind it up to the next figure or
mark. What they leave open it takes from the figure or clause before, its paragraph, or its field.
"""

from govxl.prose.clauses import Clause
from govxl.prose.features import bit
from govxl.prose.parts import ends_parts
from govxl.prose.patterns import Patterns
from govxl.prose.phrases import SOME, TIMES, Phrases
from govxl.prose.segments import Level, Segment
from govxl.prose.tokens import LIST, Token
from govxl.prose.topics import Topics

__all__ = ["APART", "Walk"]

_LAST, _NEXT, _OWN, _OTHER, _NONE, _ALL, _EACH = (
    bit(role) for role in ("last", "next", "own", "other", "none", "all", "each")
)
_PART, _SPLIT, _WITH, _WITHOUT, _BESIDE = (bit(role) for role in ("part", "split", "with", "without", "beside"))
_THAN, _UP, _DOWN, _REACH, _SUM = (bit(role) for role in ("than", "up", "down", "reach", "sum"))
_LIMITS, _BECAUSE, _PERHAPS, _REST, _SHARE = (bit(role) for role in ("limits", "because", "perhaps", "rest", "share"))
_NAMES, _AWAY, _REALM, _PLAIN, _RATE = (bit(role) for role in ("names", "away", "realm", "plain", "rate"))
_OPEN, _AMONG, _SEAT = bit("open"), bit("among"), bit("seat")
_CHANGE = _UP | _DOWN
_OPENS = _PART | _SPLIT | _WITH | _WITHOUT
_STATES = _NONE | _ALL
DEEPEST = 8
APART = ("percent", "times")
"""The kinds of measures by which nothing is counted."""


class Walk:
    """One text being read, sentence by sentence; `segments` are its figures, in order."""

    def __init__(self, patterns: Patterns, about: int, unit: str = "") -> None:
        self.governs = unit.endswith(patterns.governing) if patterns.governing else True
        self.phrases = Phrases.of(patterns.features, patterns.needs)
        self.told, self.content, self.objects = self.phrases.told, self.phrases.content, self.phrases.objects
        self.measures = patterns.measures
        self.topics, self.about = Topics(self.phrases, about), about
        self.segments: list[Segment] = []
        self.sentence = self.cause = 0  # why all the paragraph tells was done
        self.levels: list[Level] = [Level()]
        # What holds for the rest of the sentence, and what the last clause without figures said.
        self.time = self.body = self.away = self.pending = self.strange = 0
        self.pending_at, self.pending_unknown, self.bracketed = -1, 0, False
        self.named: list[int] = []
        self.shared: list[int] = []
        self.earlier, self.openings, self.opened = -1, 0, 0
        self.hidden: dict[int, bool] = {}
        self.counted = self.compared = False  # the last clause ended with a figure, or led to last year's (较上年)

    def read(self, clauses: list[Clause]) -> None:
        """Read one sentence."""
        self.sentence += 1
        outer = self.levels[0]
        # What follows may be parts of the one figure of the sentence before (收到95件。其中，…).
        alone = outer.roots == 1 and self.openings == self.opened and not clauses[0].first
        self.earlier, self.opened = outer.root if alone else -1, self.openings
        self.levels = [Level()]
        self.time = self.body = self.pending = self.strange = 0
        self.shared = []
        self.topics.turn()
        if clauses[0].first:
            self.cause = self.about & self.phrases.causes
            self.counted = False
            self.topics.begin()
        if not any([clause.figures or clause.features & _STATES for clause in clauses]):  # noqa: C419  quicker
            self.without_any(clauses)
            return
        self.hidden[self.sentence] = any(clause.features & _NAMES for clause in clauses)
        self.away = 0
        for clause in clauses:
            if clause.depth != len(self.levels) - 1 or clause.mark == ";":
                self.step_to(clause)
            if clause.features & _AWAY:
                self.away = _OTHER
            if clause.mark == ":" and self.counted:
                self.open_parts(self.levels[-1], _PART)
            if clause.figures:
                self.with_figures(clause)
            else:
                self.without_figure(clause.tokens, clause)
            self.counted = bool(clause.tokens) and clause.tokens[-1].kind == "figure"
            self.compared = not clause.figures and self.ends_with(clause, _THAN | _LAST)

    def without_any(self, clauses: list[Clause]) -> None:
        """Read a sentence that tells no figures, nor of none or all: only what it is about may be asked for."""
        known = self.objects & ~self.phrases.strange
        apart = self.phrases.strange if any(clause.features & known for clause in clauses) else 0
        for clause in clauses:
            if clause.features & (self.objects | self.phrases.causes):
                # 成立依申请公开专班，抽调档案等骨干: what else is named in passing is not what the following is of.
                self.head(self.phrases.about_what(self.phrases.features(clause.tokens)) & ~apart)
        self.counted = False
        self.compared = self.ends_with(clauses[-1], _THAN | _LAST)

    def ends_with(self, clause: Clause, role: int) -> bool:
        """Tell whether the last word of a clause that says something has a role."""
        return bool(clause.features & role) and self.phrases.ends_with(clause.tokens, role)

    def step_to(self, clause: Clause) -> None:
        """Enter or leave brackets."""
        depth = min(clause.depth, DEEPEST)
        # 予以公开（12件）、部分公开（3件）: what stands before a bracket may be told in it.
        self.bracketed = depth == len(self.levels) and not self.counted and bool(self.pending)
        if len(self.levels) != depth + 1 and not self.bracketed:
            self.pending = 0
        if clause.mark == ";":
            self.body = self.away = 0
        del self.levels[depth + 1 :]
        while len(self.levels) <= depth:
            self.openings += 1
            self.levels.append(Level(host=self.levels[-1].last, opener=_EACH, opening=self.openings))

    # -- A clause with figures

    def with_figures(self, clause: Clause) -> None:
        """Give every figure of a clause its words."""
        aside = self.phrases.features(clause.asides)
        # 复议1件（已维持）: how it ended, not what was counted.
        aside &= (self.told | _LIMITS) & ~(0 if aside & _WITH else self.phrases.results | self.phrases.acts)
        figures, pieces = self.phrases.pieces(clause.tokens)
        before = pieces[0]
        for nth, token in enumerate(figures):
            after = pieces[nth + 1]
            cut = self.phrases.own_behind(before, after, nth + 1 == len(figures)) if after else 0
            rest = after[cut:]
            if rest and nth + 1 < len(figures) and self.kind(figures[nth + 1]) == "money" != self.kind(token):
                # 对2件申请收取费用350元: both are told by what was charged.
                cut = len(after)
            noun = after[0].end - token.end if after and after[0].kind == "gap" else 0
            self.figure(token, before, after[:cut], noun, aside if not nth else 0, clause.mark if not nth else "")
            before = rest
            if nth + 1 == len(figures) and before:
                self.statement(before, clause)

    def figure(self, token: Token, before: list[Token], after: list[Token], noun: int, aside: int, mark: str) -> None:
        """Keep a figure with its words; `noun` are the letters nobody knows behind it, which may be what it counts."""
        level = self.levels[-1]
        words = [*before, *after]
        own = self.phrases.features(words) | aside
        if own & _REALM and not self.governs:
            own = own & ~_OWN | _OTHER
        if self.bracketed and self.pending & _SHARE:
            # 占行政复议总量（184件）的12%: a whole of any kind.
            own |= _LIMITS
        # 较上年的12%有所上升: last year's, whatever is said of it behind.
        if own & _THAN and self.phrases.ends_with(before, _LAST) and self.phrases.ends_with(before, _THAN):
            own &= ~_CHANGE
        compared = own & _THAN and not own & (_CHANGE | _SHARE) and self.phrases.ends_with(before, _THAN)
        if compared or (self.compared and len(self.levels) > 1 and not before):
            own = own & ~_THAN | _LAST
            level.compared = True
        elif level.compared and not before and mark == LIST:
            # 较上年（16件、5件）: nobody tells which of them is which.
            own |= _LAST | _LIMITS
            self.segments[-1].own |= _LIMITS
        if own & _OPENS and (opens := self.phrases.features(before) & _OPENS):
            self.open_parts(level, opens)
            own &= ~self.phrases.led(before)
        segment = Segment(
            "figure", token.start, token.end, words[0].start if before else token.start,
            max(token.end, words[-1].end if words else 0), own, self.sentence, len(self.levels) - 1, words, token.found,
        )  # fmt: skip
        strange = self.phrases.unknown(before, own)
        if before and before[-1].kind == "gap":  # 受理点12个: the last letter is what is counted
            strange = max(strange, SOME)
        segment.unknown = strange + max(self.phrases.unknown(after, own), noun)
        if own & _THAN and not own & (_CHANGE | _SHARE | _REACH):
            # 较上年多3件: against last year, but nobody knows how.
            segment.own |= _LIMITS
        if own & _PLAIN and self.pending & self.objects & ~own & ~self.phrases.strange and mark != ";":
            # 行政许可方面，受理申请1300件
            segment.unknown = max(segment.unknown, SOME)
        if self.pending & _SUM and not own & (self.told | _LIMITS):
            segment.own |= _SUM
        if mark == LIST and self.phrases.features(after) & self.phrases.plain and self.segments:
            # 制发5件、废止9件规范性文件: of the same.
            last = self.segments[-1]
            if last.own & self.phrases.acts and not last.own & self.objects:
                last.taken = last.taken & ~self.objects | own & self.objects
        self.share_out(segment, before)
        if level.host >= 0 and ends_parts(level, segment, mark, self.segments, self.phrases, self.topics.kin):
            level.host, level.opener = -1, 0
        segment.host, segment.opener, segment.opening = level.host, level.opener, level.opening
        segment.nested, segment.before, segment.mark = level.nested, level.last, mark
        self.take(segment, mark)
        if own & self.objects:
            # 受理节能审查申请43件，办结40件: of applications nobody knows.
            told = self.phrases.features(before) & self.objects
            self.strange = (strange if told else segment.unknown) or (SOME if own & _LIMITS else 0)
            self.strange = max(self.strange, segment.unknown if own & _PLAIN else 0)
        self.segments.append(segment)
        self.note(segment, level, bool(compared))

    def share_out(self, segment: Segment, before: list[Token]) -> None:
        """Give a figure its own of what was told for several (复议、诉讼分别为2件、1件)."""
        if segment.own & _EACH:
            # 理由为保护第三方、内部事务，分别为3件、4件
            self.shared = self.phrases.items(before) or (self.named if not segment.own & self.content else [])
            if not self.shared and segment.own & (self.phrases.results | self.phrases.parties):
                # 理由分别为内部事务2件、过程性信息5件: each is told by its own words.
                segment.own &= ~_EACH
            if self.shared:
                segment.own &= ~(_EACH | self.objects | self.phrases.results | self.phrases.parties)
                if any(each & self.phrases.acts for each in self.shared):
                    segment.own &= ~(self.told | TIMES)
        elif segment.own & self.told:
            self.shared = []
        if self.shared:
            segment.own |= self.shared.pop(0)

    def open_parts(self, level: Level, opens: int) -> None:
        """Let parts of the figure before follow."""
        self.openings += 1
        level.opening, level.by_acts, level.mark = self.openings, None, ""
        outer = self.earlier if len(self.levels) == 1 else -1
        if opens & _SPLIT:
            only = level.root if level.roots == 1 else outer if not level.roots else -1
            level.host, level.nested = level.host if level.host >= 0 else only, False
        elif level.last >= 0:
            level.nested = level.host >= 0 and bool(level.opener & _PART)
            level.host = level.last
        elif level.host < 0:
            level.host = outer
        level.opener = opens

    def note(self, segment: Segment, level: Level, compared: bool) -> None:
        """Keep of a figure what the following may take from it; of one it is only compared with, less."""
        own = segment.own
        before = self.segments[-2] if len(self.segments) > 1 and not segment.mark else None
        if before and own & _REACH and not before.own & TIMES:
            # 由1件增至7件: where it came from is last year's.
            before.own |= _LAST
            before.taken &= ~TIMES
        counts = not segment.found or self.measures.get(segment.found.measure) not in APART
        if counts and (not own & _CHANGE or own & _REACH) and not (compared and level.last >= 0):
            level.last = len(self.segments) - 1
            if segment.host < 0:
                level.roots += 1
                level.root = level.last
        if own & TIMES and own & self.told:
            # 上半年收到11件，全年新收25件，自然人23件: what held before does so no more.
            self.time = own & TIMES if self.phrases.holds_on(segment.words, own) else self.time & own
        self.time &= ~(_LAST if own & _SUM else 0)
        self.body = own & (_OTHER | _SEAT) if own & (_OTHER | _OWN) else self.body
        if own & _AMONG and (own & (_LAST | _LIMITS) or segment.unknown > SOME):
            self.away = _OTHER  # 上年结转12件中，公开5件: of those alone
        if len(self.levels) == 1:
            # 收到申请95件，其中规划类9件、行政处罚类3件: the parts are of what the whole is of, whatever names them.
            part = segment.opener & (_PART | _SPLIT) and not own & self.phrases.acts
            apart = ~(self.objects & ~self.topics.kin) if part or own & _LIMITS else -1
            self.topics.count(own & apart, self.sentence, self.kind(segment))
            self.cause |= own & self.phrases.causes
        self.pending, self.pending_unknown, self.bracketed, self.named = 0, 0, False, []

    def head(self, about: int) -> None:
        """Keep what a clause without figures is about."""
        self.topics.head(about, self.sentence, len(self.segments))
        self.cause |= about & self.phrases.causes

    def take(self, segment: Segment, mark: str) -> None:
        """Let a figure take from elsewhere what its own words leave open."""
        own = segment.own
        host = self.segments[segment.host] if segment.host >= 0 else None
        before = self.segments[segment.before] if segment.before >= 0 else host
        pending = self.pending & (self.told | _LIMITS | _LAST | _NEXT)
        if own & _SUM and not own & (self.told | _LIMITS):
            # 内容以征地批复为主，共57件: of what nobody knows.
            segment.lent = (host.features & self.told if host and not own & _OPENS else pending) | pending & _LIMITS
            segment.unknown += 0 if pending & self.content else self.pending_unknown
        elif not own & self.told and pending & (self.told | _LIMITS) and (not host or self.bracketed):
            segment.unknown += self.pending_unknown if self.bracketed else 0
            segment.lent = pending & ~(self.phrases.results if own & _AMONG else 0)
            segment.first = self.pending_at if self.pending_at >= 0 else segment.first
        elif self.pending & _BECAUSE and own & self.phrases.results:
            segment.lent = pending & self.phrases.results
        elif before and not own & self.content and not own & _CHANGE:
            if own & (_REACH | TIMES) and not own & self.objects:
                segment.lent = before.features & self.told
            elif own & self.objects and mark == LIST:
                # 现行有效规章2件、规范性文件9件
                segment.lent = before.own & self.phrases.acts
            elif not own & self.told and mark == LIST and self.kind(segment) == "money" != self.kind(before):
                # 收取信息处理费2件、340元
                segment.lent = before.own & self.told
        if host and not own & (self.content | self.objects) and own & (_OWN | self.phrases.causes):
            # 其中我厅本级2件, 其中政府信息公开类2件
            segment.lent |= host.features & (self.told if own & _OWN else self.told & ~self.phrases.results)
        if host and segment.opener & _PART and own & self.phrases.plain and not own & self.content:
            # 印发文件312件，其中规范性文件2件
            segment.lent |= host.features & self.phrases.acts
        shared = self.topics.shared(segment, host, before, self.pending, mark)
        segment.lent |= shared
        segment.taken |= segment.lent
        named = segment.features & self.objects
        if not named:
            segment.taken |= self.topics.object_for(segment, host, before, len(self.levels) > 1, self.kind(segment))
            if own & _OWN:
                self.strange = 0
            beside = self.topics.unknown_beside(segment, before, mark)
            segment.unknown = max(segment.unknown, host.unknown if host else self.strange, beside)
        done = self.phrases.acts | self.phrases.results
        if segment.features & self.phrases.parties and not segment.features & done:
            above = host or before
            segment.taken |= above.features & done if above else 0
        segment.taken |= self.cause
        if not own & TIMES:
            segment.taken |= self.time
        if before and mark == LIST and self.kind(segment) == self.kind(before) == "items":
            # 主动公开94条、依申请公开6条: what no table has is not told in one list with what one has.
            segment.taken |= before.features & self.phrases.strange
        segment.taken |= self.away if own & _OWN else self.away | self.body
        segment.others = self.topics.others(segment, host, before, len(self.levels) > 1, shared, named)
        if own & TIMES and segment.lent and before and before.before >= 0 and not own & self.told:
            # 诉讼81件，维持43件；上年为70件: of either.
            first = self.segments[before.before]
            if first.sentence == segment.sentence:
                other = segment.features & ~segment.lent | first.features & self.told
                segment.others = (*segment.others, other)

    def kind(self, piece: Token | Segment) -> str:
        """Give the kind of a figure's measure word."""
        return self.measures.get(piece.found.measure, "") if piece.found else ""

    # -- A clause without figures

    def without_figure(self, words: list[Token], clause: Clause) -> None:
        """Keep what a clause says for those that follow."""
        features = self.phrases.features(words)
        if not clause.features & _STATES or not self.statement(words, clause) or features & self.objects:
            level = self.levels[-1]
            if opens := features & _OPENS:
                self.open_parts(level, opens)
            if features & _BESIDE:
                level.host = -1
            if features & _REST and level.host >= 0:
                # 其余由部门办理: the parts end here, and were not all.
                self.segments[level.last].own |= _OPEN
                level.host = -1
        if times := features & TIMES and not any(
            token.features & TIMES and token.features & (self.told | _THAN) for token in words
        ):
            self.time = features & TIMES if times else self.time
        if clause.features & (_OTHER | _OWN):
            # 申请最多的是住建局，受理30件
            who = self.phrases.leads(words, clause.features) or (_OTHER if self.phrases.ends_with(words, _OTHER) else 0)
            self.body = who & (_OTHER | _SEAT) if who else self.body
        about = self.phrases.about_what(features)
        self.head(about)
        # 纠错率较高，32件中…: a rate tells no result of what follows.
        self.pending = features & ~self.objects & ~(self.phrases.results if features & _RATE else 0) | about
        if clause.features & _BECAUSE:
            self.pending |= _BECAUSE
            for token in words:
                self.pending |= token.features & self.phrases.results
        self.pending_at, self.pending_unknown = words[0].start if words else -1, self.phrases.unknown(words)
        self.named = self.phrases.named(words)

    def statement(self, words: list[Token], clause: Clause) -> bool:
        """Keep what says that there is none, or that all of those before are so (未收到, 均维持)."""
        told = False
        for piece, nth in self.phrases.statements(words):
            told = self.one_statement(piece, nth, clause) or told
        return told

    def one_statement(self, words: list[Token], nth: int, clause: Clause) -> bool:
        """Keep one of them, which begins with the n-th of its words."""
        begin, rest, results = words[nth], words[nth:], self.phrases.results
        kind = "none" if begin.features & _NONE else "all"
        led = self.phrases.features(words[:nth])
        own = self.phrases.features(rest) & ~(_NONE | _ALL) | led & (TIMES | _PERHAPS | _OTHER | _LIMITS | _REST)
        own |= led & (self.objects | self.phrases.causes)
        level = self.levels[-1]
        last = self.segments[level.last] if level.last >= 0 else None
        twice = kind == "none" and any(token.features & _NONE for token in rest[1:])
        # 在全部办结件中: what the following is taken from.
        taken = self.phrases.ends_with(rest, _AMONG)
        if own & (_PERHAPS | _LIMITS | _REST) or not own & self.told or twice or taken:
            return False
        told = kind == "all" and own & results and not own & self.objects & ~last.own if last else False
        if last and last.own & results and (told or (kind == "none" and begin.features & _ALL)):
            # 重复申请7件、查询2件，均不予处理; 无法提供6件，均未引起复议: of those alone.
            return False
        of_some = last is not None and last.features & (_LAST | _NEXT | _LIMITS)
        if kind == "all" and last and of_some and words[0].start in range(last.end, last.last + 1):
            # 上年的2件已全部办结: of those alone.
            return False
        segment = Segment(
            kind, begin.start, self.phrases.said_to(rest), words[0].start, rest[-1].end,
            own | (_ALL if kind == "all" else 0), self.sentence, len(self.levels) - 1, rest,
        )  # fmt: skip
        segment.unknown = self.phrases.unknown([token for token in rest if token.mark != LIST])
        segment.host, segment.before = level.host, level.last
        self.take(segment, clause.mark)
        self.segments.append(segment)
        return True
