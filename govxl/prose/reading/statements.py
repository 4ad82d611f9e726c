"""What says that there is none, or that all of those before are so (未收到, 均维持): told as a figure is."""

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.clauses import Clause, says_only, sharing
from govxl.prose.reading.context import Context
from govxl.prose.reading.parts import Nesting
from govxl.prose.reading.phrases import TIMES, Phrases
from govxl.prose.reading.segments import Segment
from govxl.prose.reading.several import REFERS
from govxl.prose.reading.tokens import LIST, Token

__all__ = ["Statements"]

_ALL, _AMONG, _LAST, _LIMITS, _NEXT, _NONE, _OTHER, _PERHAPS, _REST = (
    bit(role) for role in ("all", "among", "last", "limits", "next", "none", "other", "perhaps", "rest")
)
_NAUGHT = _NONE | bit("filler") | TIMES
NAMED_BEFORE = (":", "(")
"""The marks behind which what was named before is said to be none."""


class Statements:
    """Keeps them among the `segments` of one text."""

    def __init__(self, phrases: Phrases, context: Context, nesting: Nesting, segments: list[Segment]) -> None:
        self.phrases, self.context, self.nesting, self.segments = phrases, context, nesting, segments

    def keep(self, words: list[Token], clause: Clause) -> bool:
        """Keep what says that there is none, or that all of those before are so (未收到, 均维持)."""
        told, named = False, self.phrases.objects & ~self.phrases.strange
        for piece, nth in sharing([*self.phrases.statements(words)], self.phrases.acts, named):
            told = self._keep_one(piece, nth, clause) or told
        return told

    def _keep_one(self, words: list[Token], nth: int, clause: Clause) -> bool:
        """Keep one of them, which begins with the n-th of its words."""
        begin, rest, results = words[nth], words[nth:], self.phrases.results
        kind = "none" if begin.features & _NONE else "all"
        led = self.phrases.features(words[:nth])
        counted = self.phrases.without_others(rest) if kind == "none" else rest
        own = self.phrases.features(counted) & ~(_NONE | _ALL) | led & (TIMES | _PERHAPS | _OTHER | _LIMITS | _REST)
        # 依申请公开未引发复议: of reviews alone.
        own |= led & (self.phrases.objects & ~(own & self.phrases.caused and self.phrases.sought) | self.phrases.causes)
        for token in words[:nth]:
            # 由于2021年没有申请: when, though the words give a reason.
            own |= token.features & TIMES
        if kind == "none" and clause.mark in NAMED_BEFORE and (len(words) == 1 or says_only(words, _NAUGHT)):
            # 信息处理费：无; 行政诉讼（无）; 信息处理费：当年没有产生
            own |= self.context.pending & (self.phrases.told | TIMES | _LIMITS | _OTHER)
        if kind == "none" and nth and len(rest) == 1:
            # 未审结案件没有
            own |= led & self.phrases.told
        level = self.nesting.level
        last = self.segments[level.last] if level.last >= 0 else None
        twice = kind == "none" and any(token.features & _NONE for token in rest[1:])
        # 在全部办结件中: what the following is taken from; 申请内容为审计报告，均不予公开: of those.
        some = kind == "all" and self.context.matter == self.context.sentence and not own & self.phrases.objects
        # 复议12件、诉讼3件，前者全部维持: of the one of them.
        some = some or (kind == "all" and bool(led & REFERS) and not own & self.phrases.objects)
        taken = some or self.phrases.ends_with(rest, _AMONG)
        if own & (_PERHAPS | _LIMITS | _REST) or not own & self.phrases.told or twice or taken:
            return False
        told = kind == "all" and own & results and not own & self.phrases.objects & ~last.own if last else False
        if last and last.own & results and (told or (kind == "none" and begin.features & _ALL)):
            # 重复申请7件、查询2件，均不予处理; 无法提供6件，均未引起复议: of those alone.
            return False
        if last and last.own & _REST and clause.mark == ",":
            # 除2件超量申请外，未收取信息处理费: but for those.
            return False
        if kind == "all" and last and last.before >= 0 and self.segments[last.before].own & _REST:
            # 除1件由企业提出外，其他17件均为个人: those 17.
            last.own |= _REST
            return False
        of_some = last is not None and last.features & (_LAST | _NEXT | _LIMITS)
        if kind == "all" and last and of_some and words[0].start in range(last.end, last.last + 1):
            # 上年的2件已全部办结: of those alone.
            return False
        segment = Segment(
            kind, begin.start, self.phrases.said_to(rest), words[0].start, rest[-1].end,
            own | (_ALL if kind == "all" else 0), self.context.sentence, self.nesting.depth, rest,
        )  # fmt: skip
        # 种子站未制发: who did not, nobody knows.
        who = words[:nth] if kind == "none" and nth and words[nth - 1].kind == "gap" else ()
        segment.unknown = self.phrases.unknown([*who[-1:], *(token for token in rest if token.mark != LIST)])
        segment.host, segment.before = level.host, level.last
        self.context.take(segment, clause.mark, self.segments)
        self.segments.append(segment)
        return True
