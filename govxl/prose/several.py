"""What is told of several figures at once, and has to be given out to them: 复议、诉讼分别为2件、1件."""

from govxl.prose.context import Context
from govxl.prose.counted import acts_told_of
from govxl.prose.features import bit, singly
from govxl.prose.phrases import TIMES, Phrases
from govxl.prose.segments import APART, Segment
from govxl.prose.tokens import Token

__all__ = ["Several"]

_EACH, _REST = bit("each"), bit("rest")
_LATTER = _EACH | _REST


class Several:
    """What was told for several figures of one sentence; `left` is what those still to come are of, in order.

    `both` are what the last word for one of several spoke of, behind the sentence they stand in.
    """

    def __init__(self, phrases: Phrases, context: Context) -> None:
        self.phrases, self.context = phrases, context
        self.left: list[int] = []
        self.both: tuple[int, list[int]] = -1, []

    def share_out(self, segment: Segment, before: list[Token], whole: Segment | None, last: Segment | None) -> None:
        """Give a figure its own of what was told for several.

        `whole` is what brackets around it are told of, `last` the figure before.
        """
        # 复议12件、诉讼3件，前者维持10件，后者维持3件: each with a word for the rest is the last of them.
        both = segment.own & _LATTER == _LATTER
        latter = both and any(token.features & _LATTER == _LATTER for token in before)
        if latter:
            segment.own &= ~_REST
        if segment.own & _EACH and segment.measure not in APART and self.phrases.told_itself(before):
            segment.own &= ~_EACH
        elif segment.own & _EACH:
            # 理由为保护第三方、内部事务，分别为3件、4件
            self.left = self.of_both(segment, before, latter) or self.ended_so(
                segment, self.phrases.items(before), last
            )
            if not self.left and not segment.own & self.phrases.content:
                # 公开、部分公开共9件（分别为6件、3件）
                self.left = self.phrases.named(whole.words if whole else self.context.words)
            if not self.left and segment.own & (self.phrases.results | self.phrases.parties | self.made_of_papers):
                # 理由分别为内部事务2件、过程性信息5件; 分别为制发11件、废止5件: each is told by its own words.
                segment.own &= ~_EACH
            if self.left:
                segment.own &= ~(_EACH | self.phrases.objects | self.phrases.results | self.phrases.parties)
                if any(each & self.phrases.acts for each in self.left):
                    segment.own &= ~(self.phrases.told | TIMES)
                    # 制发、废止规范性文件各1件: the one of the same as the other.
                    of = sum(each & self.phrases.objects for each in self.left[-1:])
                    self.left = [each if each & self.phrases.objects else each | of for each in self.left]
        elif segment.own & self.phrases.told:
            self.left = []
        if self.left:
            segment.own |= self.left.pop(0)

    @property
    def made_of_papers(self) -> int:
        """What is only done with documents, which are told with what was done, and never with applications."""
        phrases = self.phrases
        return acts_told_of(phrases, phrases.plain) & ~acts_told_of(phrases, phrases.sought | phrases.caused)

    def of_both(self, segment: Segment, before: list[Token], latter: bool) -> list[int]:
        """Give what each of several figures is of that tell how several things ended which were counted before.

        Of the `latter` of them alone, where a word says so.
        """
        # 复议53件、诉讼18件，纠正分别有5件和1件
        topics, nth = self.context.topics, next((n for n, token in enumerate(before) if token.features & _EACH), 0)
        done = 0 if segment.measure in APART else self.phrases.results | self.phrases.acts
        # 规章2件、规范性文件18件，分别废止1件、4件
        ended = self.phrases.features(before[:nth]) & done or self.phrases.features(before[nth:]) & done
        if ended.bit_count() != 1 or segment.own & self.phrases.objects or topics.sentence != segment.sentence:
            return []
        now = self.both[1] if latter and self.both[0] == segment.sentence else topics.now
        self.both = segment.sentence, list(now)
        return [each | ended for each in now[-1 if latter else 0 :]] if len(now) > 1 else []

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
