"""What is told of several figures at once, and has to be given out to them: 复议、诉讼分别为2件、1件."""

from collections.abc import Sequence
from itertools import pairwise

from govxl.prose.lexicon.features import bit, singly
from govxl.prose.reading.context import Context
from govxl.prose.reading.counted import acts_told_of
from govxl.prose.reading.phrases import TIMES, Phrases
from govxl.prose.reading.segments import APART, Segment
from govxl.prose.reading.tokens import LIST, Token

__all__ = ["Several"]

_EACH, _AND, _LIMITS = (bit(role) for role in ("each", "and", "limits"))
_FORMER, _LATTER, _CHANGE = bit("former"), bit("latter"), bit("up") | bit("down") | bit("than")
_YEARS = bit("this") | bit("last") | bit("year")
REFERS = _FORMER | _LATTER
"""What words tell that a figure is of one of the two things counted before."""


class Several:
    """What was told for several figures of one sentence; `left` is what those still to come are of, in order."""

    def __init__(self, phrases: Phrases, context: Context) -> None:
        self.phrases, self.context = phrases, context
        self.left: list[int] = []
        self.pair: tuple[int, int] | None = None
        self.paired = -1  # the sentence that spoke of the pair last

    def refer(self, segment: Segment, segments: Sequence[Segment]) -> None:
        """Let a figure be of the first or the second of the two things that were counted before it."""
        # 直接起诉16件，复议后起诉28件；前者维持9件，后者维持17件
        own = segment.own
        which = (own | self.context.pending) & REFERS
        segment.own = own & ~REFERS
        if which != _LATTER or self.paired != segment.sentence:
            self.pair, self.paired = self.pair_before(segment, segments), segment.sentence
        if self.pair is None and not self.context.topics.now:
            # 申请内容为名册和合同，前者公开30件，后者不予公开6件: two of what was asked for, and how each ended.
            return
        if self.pair is None or which == REFERS:
            # 复议10件，许可诉讼6件，前者维持7件、后者维持3件: nobody knows of which, nor those that go on with it.
            self.context.away = bit("other")
            segment.own |= _LIMITS
        else:
            segment.own |= self.pair[which == _LATTER]

    def pair_before(self, segment: Segment, segments: Sequence[Segment]) -> tuple[int, int] | None:
        """Give the two things that were counted before a figure; None where it is not plain which they were."""
        told = self.context.topics.now[-2:]
        if len(told) > 1 and told[0] | told[1] in self.context.topics.together:
            return told[0], told[1]
        if segment.measure in APART or segment.own & _CHANGE:
            # 予以公开30件、部分公开10件，前者占50.8%，后者占16.9%
            content = self.phrases.content
            ends = [each.own & content for each in segments[-2:] if each.counted == "count" and not each.unknown]
            if len(ends) > 1 and all(ends):
                return ends[0], ends[1]
        return None

    def share_out(
        self, segment: Segment, before: list[Token], whole: Segment | None, segments: Sequence[Segment]
    ) -> None:
        """Give a figure its own of what was told for several.

        `whole` is what brackets around it are told of, `segments` the figures before.
        """
        last = segments[-1] if segments else None
        if (segment.own | self.context.pending) & REFERS:
            self.refer(segment, segments)
        if segment.own & _EACH and (years := self.years(segment, before, last)):
            # 2022年、2023年、2024年分别收到97件、115件、129件
            self.left = [segment.own & self.phrases.told | year for year in years]
            segment.own &= ~(_EACH | TIMES)
        elif segment.own & _EACH and segment.measure not in APART and self.phrases.told_itself(before):
            segment.own &= ~_EACH
        elif segment.own & _EACH:
            # 理由为保护第三方、内部事务，分别为3件、4件
            items = self.phrases.items(before) if self.all_known(before, self.phrases.told | TIMES) else []
            self.left = self.of_both(segment, before) or self.ended_so(segment, items, last)
            named = whole.words if whole else self.context.words
            ends = self.phrases.ends
            if not self.left and not segment.own & self.phrases.content and self.all_known(named, ends):
                # 公开、部分公开共9件（分别为6件、3件）
                self.left = self.phrases.named(named)
            if not self.left and segment.own & (self.phrases.ends | self.made_of_papers):
                # 理由分别为内部事务2件、过程性信息5件; 分别为制发11件、废止5件: each is told by its own words.
                segment.own &= ~_EACH
            if self.left:
                segment.own &= ~(_EACH | self.phrases.objects | self.phrases.ends)
                if any(each & self.phrases.acts for each in self.left):
                    segment.own &= ~(self.phrases.told | TIMES)
                    # 制发、废止规范性文件各1件: the one of the same as the other.
                    of = sum(each & self.phrases.objects for each in self.left[-1:])
                    self.left = [each if each & self.phrases.objects else each | of for each in self.left]
        elif segment.own & self.phrases.told:
            self.left = []
        if self.left:
            segment.own |= self.left.pop(0)

    def years(self, segment: Segment, before: Sequence[Token], last: Segment | None) -> list[int]:
        """Give the years that several figures are of, in order, if the words before them list some; else none."""
        # 2023年、2024年和2025年三个年度，新收依次是97件、115件、129件
        beside: Sequence[Token] = ()
        if last and last.sentence == segment.sentence and not last.own & self.phrases.told:
            beside = [word for word in last.words if word.start < last.start]
        for words in (before, self.context.words, beside):
            years = [token.features & _YEARS and not token.features & self.phrases.told for token in words]
            at = [nth for nth, is_year in enumerate(years) if is_year]
            found = [words[nth].features & _YEARS for nth in at]
            # 2021年至2023年: there are others between; 本年新收、上年结转、本年办结: those are of three things.
            joined = all(words[nth - 1].mark == LIST or words[nth - 1].features == _AND for nth in at[1:])
            listed = joined and all(then - nth == 2 for nth, then in pairwise(at))
            if listed and len(found) > 1:
                return found
        return []

    @staticmethod
    def all_known(words: Sequence[Token], kinds: int) -> bool:
        """Tell whether each item of a list tells something of these kinds, so that figures in its order are of them."""
        # 公开、没法给、不处理分别为19件、8件、1件: the second may be of what nobody knows.
        known = False
        for nth, token in enumerate(words):
            if token.features & _EACH:
                return known or bool(token.features & kinds)
            if nth and (token.mark == LIST or token.features == _AND):
                if not known:
                    return False
                known = False
            known = known or bool(token.features & kinds)
        return known

    @property
    def made_of_papers(self) -> int:
        """What is only done with documents, which are told with what was done, and never with applications."""
        phrases = self.phrases
        return acts_told_of(phrases, phrases.plain) & ~acts_told_of(phrases, phrases.sought | phrases.caused)

    def of_both(self, segment: Segment, before: list[Token]) -> list[int]:
        """Give what each of several figures is of that tell how several things ended which were counted before."""
        # 复议53件、诉讼18件，纠正分别有5件和1件
        topics, nth = self.context.topics, next((n for n, token in enumerate(before) if token.features & _EACH), 0)
        done = 0 if segment.measure in APART else self.phrases.results | self.phrases.acts
        # 规章2件、规范性文件18件，分别废止1件、4件
        ended = self.phrases.features(before[:nth]) & done or self.phrases.features(before[nth:]) & done
        if ended.bit_count() != 1 or segment.own & self.phrases.objects or topics.sentence != segment.sentence:
            return []
        return [each | ended for each in topics.now] if len(topics.now) > 1 else []

    def ended_so(self, segment: Segment, items: list[int], last: Segment | None) -> list[int]:
        """Give what several figures are of, and how they ended, if the figure before counts all that ended so."""
        # 败诉2件，直接起诉、复议后起诉各1件
        kin, content = self.context.topics.kin, self.phrases.content
        if last is None or last.sentence != segment.sentence or segment.mark != "," or last.own & self.phrases.objects:
            return items
        ended = last.own & content
        cases = all(each & kin and not each & content for each in items)
        return [each | ended for each in items] if cases and ended & self.phrases.results == ended else items

    def in_a_row(self, last: Segment, own: int, words: list[Token]) -> None:
        """Share what a list named before its first figure out to the figures of a list (许可、处罚15件、4件)."""
        named = [each for token in last.words for each in singly(token.features & self.phrases.objects)]
        if len(named) > 1 and not own and not words and last.words[-1].end <= last.start:
            last.own = last.own & ~self.phrases.objects | named[0]
            self.left = named[1:]

    def of_same(self, last: Segment, own: int) -> None:
        """Let the figure before in a list be of what this one names."""
        # 制发5件、废止9件规范性文件
        if last.own & self.phrases.acts and not last.own & self.phrases.objects:
            last.taken = last.taken & ~self.phrases.objects | own & self.phrases.objects
