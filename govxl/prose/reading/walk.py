"""Each figure with the words that belong to it, sentence by sentence; and what is said of none or of all.

A figure's own words are those before it since the figure or mark before, and those behind it up to the next figure or
mark. What they leave open it takes from what it stands in (`context`).
"""

from govxl.prose.lexicon.features import bit
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.reading.clauses import Clause, ends_with_name, lists_on, names_things
from govxl.prose.reading.context import Context
from govxl.prose.reading.counted import called_otherwise, in_brackets, left_to_tell, limits_behind, own_behind
from govxl.prose.reading.parts import DEEPEST, OPENS, Bracket, Nesting, ends_parts, is_all_of, whole_of
from govxl.prose.reading.phrases import SOME, TURNED, phrases_of
from govxl.prose.reading.reached import came_from
from govxl.prose.reading.reasons import REASONED, without_reasons
from govxl.prose.reading.segments import APART, KIND, PERSONS, UNREAD, Segment
from govxl.prose.reading.several import REFERS, Several
from govxl.prose.reading.statements import Statements
from govxl.prose.reading.tokens import LIST, Token

__all__ = ["Walk"]

_LAST, _NEXT, _OWN, _OTHER, _NONE, _ALL, _EACH = (
    bit(role) for role in ("last", "next", "own", "other", "none", "all", "each")
)
_PART, _WITHOUT, _BESIDE, _OPEN, _AMONG = (bit(role) for role in ("part", "without", "beside", "open", "among"))
_THAN, _UP, _DOWN, _REACH, _SUM = (bit(role) for role in ("than", "up", "down", "reach", "sum"))
_LIMITS, _REST, _SHARE = (bit(role) for role in ("limits", "rest", "share"))
_NAMES, _AWAY, _REALM, _PLAIN, _FILLER = (bit(role) for role in ("names", "away", "realm", "plain", "filler"))
_CHANGE, _WITHIN, _EARLIER = _UP | _DOWN, bit("within"), _THAN | _LAST
_TURNS = _REALM | _AMONG | _THAN | OPENS | _WITHIN | _NEXT
_STATES = _NONE | _ALL


class Walk:
    """One text being read, sentence by sentence; `segments` are its figures, in order.

    `several` is what was told for several figures, `hidden` are figures by which things are only named.
    `of_asked` are the figures behind words of what was asked for, or of its answers (答复说理不充分，被复议纠正2件).
    """

    def __init__(self, patterns: Patterns, about: int, unit: str) -> None:
        self.governs = unit.endswith(patterns.governing) if patterns.governing else True
        self.phrases = phrases_of(patterns)
        self.told, self.content, self.objects = self.phrases.told, self.phrases.content, self.phrases.objects
        self.measures, self.ways = patterns.measures, patterns.ways
        self.context, self.nesting = Context(self.phrases, about), Nesting()
        self.segments: list[Segment] = []
        self.statements = Statements(self.phrases, self.context, self.nesting, self.segments)
        self.several = Several(self.phrases, self.context)
        self.hidden: set[int] = set()
        self.of_asked: set[int] = set()
        self.asking = False
        self.counted = self.compared = False  # the last clause ended with a figure, or led to last year's (较上年)
        self.grows = 0  # what the clause being read tells of a change

    def read(self, clauses: list[Clause]) -> None:
        """Read one sentence."""
        context, nesting, first = self.context, self.nesting, clauses[0].first
        nesting.begin(first)
        # 上年结转5件。从申请渠道看，网络60件、信函35件: of what was told before those.
        nesting.timed = nesting.earlier >= 0 and bool(self.segments[nesting.earlier].own & (_LAST | _NEXT))
        # 上半年受理26件。其中，公开8件: of those.
        within = context.time & _WITHIN
        goes_on = within and clauses[0].words and clauses[0].words[0].features & _PART
        context.begin(first)
        context.time = within if goes_on else 0
        context.entitle(clauses[0], len(self.segments))
        self.several.left = []
        if first:
            self.counted = False
        told, figures = 0, False
        for clause in clauses:
            told |= clause.features
            if clause.figures:
                figures = True
        if not (figures or told & _STATES):
            context.title = clauses
            self.without_any(clauses, told)
            return
        context.away, begun, self.asking, names = 0, len(self.segments), False, -1
        if told & REASONED:
            clauses = [*without_reasons(clauses, self.phrases)]
        for nth, clause in enumerate(clauses):
            mark, features = clause.mark, clause.features
            if mark == ";":
                begun, self.asking = len(self.segments), False
            if clause.depth != nesting.depth or mark == ";":
                depth = min(clause.depth, DEEPEST)
                context.step_to(depth - nesting.depth, mark, self.counted, nesting.level.compared)
                nesting.step_to(depth, self.segments)
            if mark == ":" and self.counted:
                nesting.open_parts(_PART)
            if features & _AWAY:
                context.away = _OTHER
            if features & _NAMES and names < 0 and names_things(clause, 0):
                # 制发7件，现行有效33件；对126份文件的公开属性作了调整: what goes before is counted all the same.
                names = begun if clause is not clauses[-1] or not ends_with_name(clause) else -1
            if clause.figures:
                self.with_figures(clause)
                self.counted, self.compared = not clause.pieces[-1], False
            elif features & _ALL and lists_on(clauses, nth):
                said = self.phrases.left_of(clause.words, features) & ~_ALL
                context.keep_clause(clause, said, len(self.segments))
            else:
                self.without_figure(clause)
                self.counted = False
                self.compared = bool(features & _EARLIER) and self.phrases.ends_with(clause.words, _EARLIER)
            if features & _NAMES and names_things(clause, _WITHOUT):
                # 由学校受理9件，不计入本报告；我局新收23件: none before it, up to a stronger mark.
                for segment in self.segments[begun:]:
                    segment.own, segment.others = segment.own | _LIMITS, ()
        if names >= 0:
            self.hidden.update(range(names, len(self.segments)))

    def without_any(self, clauses: list[Clause], told: int) -> None:
        """Read a sentence that tells no figures, nor of none or all: only what it is about may be asked for."""
        phrases = self.phrases
        named = phrases.objects | phrases.causes
        apart = ~phrases.strange if told & phrases.objects & ~phrases.strange else -1
        if clauses[0].first:
            # Paragraphs that tell nothing are not read: this is a heading, or begins what it says with this.
            self.context.topics.name(told)
        for clause in clauses if told & named else ():
            if clause.features & named:
                # 成立依申请公开专班，抽调档案等骨干: what else is named in passing is not what the following is of.
                features = clause.features
                if features & TURNED:
                    features = phrases.left_of(clause.words, features)
                self.context.head(phrases.about_what(features) & apart, len(self.segments))
        self.counted = False
        self.compared = bool(clauses[-1].features & _EARLIER) and phrases.ends_with(clauses[-1].words, _EARLIER)

    # -- A clause with figures

    def with_figures(self, clause: Clause) -> None:
        """Give every figure of a clause its words."""
        figures, pieces, phrases = clause.figures, clause.pieces, self.phrases
        aside = in_brackets(clause, phrases) if clause.asides else 0
        before, told, mark, last = pieces[0], clause.told[0], clause.mark, len(figures) - 1
        self.grows = clause.features & _CHANGE
        if clause.asides and (called := called_otherwise(before, clause.asides, figures[0].start, phrases)):
            # 不给的（不予公开）10件: called in the form's own words.
            before, told, aside = called, phrases.features(called), 0
        for nth, token in enumerate(figures):
            rest = after = pieces[nth + 1]
            behind, noun = clause.told[nth + 1], 0
            if nth != last and not after and token.found and token.found.measure == PERSONS:
                # 收到申请1人2次: how many asked is in no table, and what is told is how often they did.
                self.figure(token, [], [], _LIMITS, 0, 0, mark)
                mark = ""
                continue
            if after:
                noun = after[0].end - token.end if after[0].kind == "gap" else 0
                if cut := own_behind(before, after, nth == last, clause.features, phrases):
                    rest, behind = after[cut:], -1
                then = figures[nth + 1].measure_in(self.measures) if nth != last else ""
                alike = then == "count" == token.measure_in(self.measures)
                if alike and clause.told[nth + 1] == _FILLER and after[0].kind == "word":
                    # 申请少了（59件到45件）: nobody knows what the one is to the other.
                    aside |= _LIMITS
                aside |= limits_behind(after, clause.told[nth + 1] & phrases.results)
                # 对2件申请收取费用350元: both are told by what was charged.
                paid = rest and then == "money"
                after = after if paid and token.measure_in(self.measures) != "money" else after[:cut]
                after = after if noun else left_to_tell(before, after, phrases)
            if after or told < 0:
                own = phrases.features([*before, *after])
            else:
                own = phrases.left_of(before, told) if told & TURNED else told
            self.figure(token, before, after, own | aside, aside, noun, mark)
            if rest and nth != last and token.measure_in(self.measures) == UNREAD and self.came_with(before, rest):
                # 收到187名申请人提出的申请583件: that came in, and so many asked.
                rest, behind = [*before, *rest], -1
            before, told, aside, mark = rest, behind, 0, ""
        if before and clause.features & _STATES:
            self.statements.keep(before, clause)

    def came_with(self, before: list[Token], rest: list[Token]) -> bool:
        """Tell whether what was done is told before a figure, and with what only behind it, before another figure."""
        phrases = self.phrases
        done, named = phrases.features(before), phrases.features(rest)
        apart = not (done & self.objects or named & self.content)
        return bool(apart and done & phrases.acts and named & phrases.sought)

    def turned(self, token: Token, before: list[Token], own: int, mark: str) -> tuple[int, bool]:
        """Give the features of a figure told of its whole, last year or its parts, and whether it is only compared."""
        context, phrases, compared = self.context, self.phrases, False
        if own & (_WITHIN | _NEXT) and own & phrases.timed and own & phrases.acts & ~phrases.timed:
            # 上年结转的3件于1月8日答复; 年底收到的2件转入下年: when the one was done, tells nothing of the other.
            own &= ~(_WITHIN | phrases.acts & ~phrases.timed)
        if own & _REALM and not self.governs:
            own = own & ~_OWN | _OTHER
        whole = _SHARE if token.found and token.found.measure != KIND else _SHARE | phrases.results
        if (context.bracketed and context.pending & whole) or (own & _AMONG and phrases.takes_from(before, own)):
            # 占行政复议总量（184件）的12%: a whole of any kind; 未予公开（两项）: of two.
            # 申请里有5件来自同一小区: of some.
            own |= _LIMITS
        elif before and not mark and before[0].features & own & _AMONG and self.segments[-1].own & _LAST:
            # 上年那48件里有律所1件、企业2件: of those alone.
            context.away = _OTHER
        if own & _THAN or self.compared or self.nesting.level.compared:
            own, compared = self.as_compared(own, before, mark)
        if own & OPENS and (opens := phrases.features(before) & OPENS):
            self.nesting.open_parts(opens)
            own &= ~phrases.led(before)
        return own, compared

    def figure(
        self, token: Token, before: list[Token], after: list[Token], own: int, aside: int, noun: int, mark: str
    ) -> None:
        """Keep a figure with its words, which tell its `own` features and `aside` in brackets.

        `noun` are the letters nobody knows behind it, which may be what it counts.
        """
        context, nesting, phrases, segments = self.context, self.nesting, self.phrases, self.segments
        level, pending, found = nesting.level, context.pending, token.found
        words, compared, start, end = [*before, *after] if after else before, False, token.start, token.end
        if own & _TURNS or context.bracketed or self.compared or level.compared:
            own, compared = self.turned(token, before, own, mark)
        segment = Segment(
            "figure", start, end, before[0].start if before else start, after[-1].end if after else end, own,
            context.sentence, nesting.depth, words, found, token.measure_in(self.measures),
        )  # fmt: skip
        segment.mark = mark
        if own & phrases.strange and own & phrases.results and context.lists(segment):
            # 予以公开9件、信访类2件: one result more.
            own = segment.own = own & ~phrases.strange
        strange = phrases.unknown(before, own) if before else 0
        if strange < SOME and before and before[-1].kind == "gap":  # 受理点12个: the last letter is what is counted
            strange = SOME
        segment.unknown = strange + (max(phrases.unknown(after, own), noun) if after else noun)
        if own & _THAN and not own & (_CHANGE | _SHARE | _REACH):
            # 较上年多3件: against last year, but nobody knows how.
            segment.own |= _LIMITS
        if pending:
            self.under(segment, pending, mark)
        if mark == LIST and segments:
            if after and phrases.features(after) & phrases.plain:
                self.several.of_same(segments[-1], own)
            if not words and segments[-1].words:
                self.several.in_a_row(segments[-1], own, words)
        if self.several.left or own & _EACH or (own | pending) & REFERS:
            whole = segments[level.host] if nesting.depth and level.host >= 0 else None
            self.several.share_out(segment, before, whole, segments)
        if level.host >= 0 and ends_parts(level, segment, mark, segments, phrases, context.topics.kin):
            # 收到12件，其中校外人员申请9件；公开5件: of all, and those were of what anybody knows.
            context.end_parts(level, segments)
        if level.opener & _PART and level.host >= 0:
            level.host = whole_of(segment, level.host, segments, phrases)
        segment.host, segment.opener, segment.opening = level.host, level.opener, level.opening
        # 从上年底的62件降为57件: of what that was of.
        came = own & _REACH and not mark and segments
        segment.nested, segment.before = level.nested, len(segments) - 1 if came else level.last
        if context.strange and own & _SUM and not own & self.told and is_all_of(segment, segments):
            context.strange = 0
        context.take(segment, mark, segments)
        named = own & self.objects and segment.measure not in APART
        if named and not (segment.host >= 0 and segment.opener & _PART) and not context.lists(segment):
            # 受理节能审查申请43件，办结40件: of applications nobody knows; parts end with their whole.
            told = phrases.features(before) & self.objects if after or aside else own
            strange = (strange if told else segment.unknown) or (SOME if own & _LIMITS else 0)
            context.strange = max(strange, segment.unknown if own & _PLAIN else 0)
        if self.asking:
            self.of_asked.add(len(segments))
        segments.append(segment)
        self.note(segment, level, compared)

    def under(self, segment: Segment, pending: int, mark: str) -> None:
        """Let a figure take from the clause before it what that is the head of."""
        own, phrases = segment.own, self.phrases
        if own & _PLAIN and (about := pending & self.objects & ~own & ~phrases.strange) and mark != ";":
            if self.ways.find((own | about) & self.told, segment.measure):
                # 信息处理费：3件申请共收取640元
                segment.lent |= about
            else:
                # 行政许可方面，受理申请1300件
                segment.unknown = max(segment.unknown, SOME)
        if pending & _SUM and not own & (self.told | _LIMITS):
            segment.own |= _SUM

    def as_compared(self, own: int, before: list[Token], mark: str) -> tuple[int, bool]:
        """Give the features of a figure that may be last year's, and whether another one is only compared with it."""
        level, phrases, compared = self.nesting.level, self.phrases, False
        if own & _THAN and phrases.ends_with(before, _THAN | _LAST):
            if phrases.ends_with(before, _LAST):
                # 较上年的12%有所上升: last year's, whatever is said of it behind.
                own &= ~_CHANGE
            compared = not own & (_CHANGE | _SHARE)
        elif own & _THAN and (led := phrases.features(before)) & _LAST and not led & (_THAN | _CHANGE):
            # 与上年8件相比有所减少; 与上年新收8件相比，减少1件
            own &= ~_CHANGE
            compared = not own & _SHARE
        elif (
            self.grows and own & _THAN and own & phrases.acts & ~phrases.timed and not own & (_CHANGE | _SHARE | _REACH)
        ):
            # 较上年新收31件下降16%
            compared = phrases.features(before[:1]) == _THAN
        if compared or (self.compared and self.nesting.depth and not before):
            own = own & ~_THAN | _LAST
            level.compared = True
        elif level.compared and not before and mark == LIST:
            # 较上年（16件、5件）: nobody tells which of them is which.
            own |= _LAST | _LIMITS
            self.segments[-1].own |= _LIMITS
        return own, compared and not own & self.objects  # 规范性文件由年初57件增至63件: it names what both are of

    def note(self, segment: Segment, level: Bracket, compared: bool) -> None:
        """Keep of a figure what the following may take from it; of one it is only compared with, less."""
        own = segment.own
        if own & _REACH and not segment.mark and len(self.segments) > 1:
            came_from(segment, self.segments[-2], self.segments, self.phrases)
        if (not own & _CHANGE or own & _REACH) and segment.measure not in APART and not (compared and level.last >= 0):
            level.last = len(self.segments) - 1
            if segment.host == level.host >= 0 and segment.found and (whole := self.segments[level.host].found):
                level.left = (whole.value if level.left is None else level.left) - segment.found.value
            if segment.host < 0:
                level.roots += 1
                level.root = level.last
        self.context.keep(segment)

    # -- A clause without figures

    def without_figure(self, clause: Clause) -> None:
        """Keep what a clause says for those that follow."""
        features = clause.features
        if features & TURNED:
            features = self.phrases.left_of(clause.words, features)
        if features & _NEXT and features & self.phrases.timed and clause.mark == ",":
            self.context.put_off(self.nesting.level.last, self.segments, features)
        if features & self.phrases.sought or (features & self.phrases.answers and not features & self.objects):
            self.asking = True
        if not clause.features & _STATES or not self.statements.keep(clause.words, clause) or features & self.objects:
            level = self.nesting.level
            if opens := features & OPENS:
                self.nesting.open_parts(opens)
            if features & _BESIDE:
                level.host = -1
            if features & _REST and level.host >= 0:
                # 其余由部门办理: the parts end here, and were not all.
                self.segments[level.last].own |= _OPEN
                level.host = -1
        if clause.features & _ALL:
            # 收到9件，申请人均为自然人，较上年的6件增加3件: who asked is said of those alone.
            features &= ~self.phrases.parties
        self.context.keep_clause(clause, features, len(self.segments))
