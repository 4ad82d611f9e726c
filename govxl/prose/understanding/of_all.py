"""Whether what a figure says is of all that its claim is of, for what stands around it, or of some, or of more."""

from collections.abc import Callable, Sequence
from functools import cached_property

from govxl.prose.lexicon.features import bit
from govxl.prose.lexicon.patterns import Way
from govxl.prose.reading.phrases import TIMES, Phrases
from govxl.prose.reading.segments import APART, Segment

__all__ = ["OfAll"]

_PART, _LIMITS, _LAST, _SUM, _WHO = bit("part"), bit("limits"), bit("last"), bit("sum"), bit("own") | bit("other")


class OfAll:
    """The figures of one text, told apart by what stands around them.

    `meaning` finds the way in which features say what the n-th of them is of, if any does, and the year.
    """

    def __init__(
        self,
        segments: Sequence[Segment],
        phrases: Phrases,
        meaning: Callable[[Segment, int, int], tuple[Way | None, int]],
    ) -> None:
        self.segments, self.phrases, self.meaning = segments, phrases, meaning
        self.objects, self.caused = phrases.objects, phrases.caused

    def holds(self, nth: int, wide: bool) -> bool:
        """Tell whether the n-th figure is of all; `wide` if it may count what no table has as well."""
        segment = self.segments[nth]
        if segment.host >= 0 and (self.by_body(nth) or self.of_some(nth) or self.among_others(nth)):
            return False
        if self.of_unknown(nth) or (segment.own & _PART and self.of_cases(nth)):
            return False
        if segment.mark == ";" and segment.own & self.phrases.plain and self.is_item(nth):
            return False
        return not (wide and self.of_decisions(nth))

    def is_item(self, nth: int) -> bool:
        """Tell whether decisions are told by no act, between items that no table has: of what was published."""
        # 发布通告141条；行政处罚379件；招考信息7条
        segment, near = self.segments[nth], self.segments[max(nth - 1, 0) : nth + 2]
        if segment.own & self.phrases.acts or len(near) < 3 or near[2].mark != ";":
            return False
        others, known = (near[0], near[2]), self.objects & ~self.phrases.strange
        return all(
            each.sentence == segment.sentence and each.counted == "items" and not each.own & known for each in others
        )

    def of_decisions(self, nth: int) -> bool:
        """Tell whether a figure stands behind decisions in its sentence, which it may be about."""
        first = self.segments[self.before_cases[nth]]
        return bool(first.features & self.phrases.plain) and first.kind == "figure"

    @cached_property
    def before_cases(self) -> list[int]:
        """Give for every figure the one that its row of cases stands behind in its sentence: itself, if it is none."""
        found: list[int] = []
        for nth, segment in enumerate(self.segments):
            goes_on = nth and segment.features & self.caused and self.segments[nth - 1].sentence == segment.sentence
            found.append(found[-1] if goes_on else nth)
        return found

    def of_some(self, nth: int) -> bool:
        """Tell whether a part is one of only some, which its text tells by their content or channel."""
        # 涉及征地的申请41件，其中公开12件; 征求意见9件，其中同意公开6件; 去年结转的5件，其中公开3件
        segment = self.segments[nth]
        if segment.nested or segment.own & self.objects:
            return False
        host = self.segments[segment.host]
        if not segment.opener & _PART:
            # 累计公布规范性文件1044件（有效140件，废止904件）
            return bool(segment.depth and host.own & self.phrases.idle and segment.own & self.phrases.content)
        if host.own & (_LIMITS | self.phrases.idle):
            return True
        carried = host.own & _LAST and host.own & self.phrases.acts and not segment.own & TIMES
        return bool(carried and segment.found and host.found and segment.found.value < host.found.value)

    def of_unknown(self, nth: int) -> bool:
        """Tell whether a figure only tells a result of more that were named before it, of which nobody knows."""
        # 投诉举报类复议88件，维持61件
        segment, phrases = self.segments[nth], self.phrases
        if not segment.own & phrases.results or segment.before < 0 or segment.own & (phrases.objects | phrases.acts):
            return False
        before = self.segments[segment.before]
        if segment.kind != "figure" or before.sentence != segment.sentence or before.host >= 0:
            return False
        if not (before.own & segment.features & phrases.objects and before.own & phrases.results):
            return False
        more = before.found and segment.found and before.found.value > segment.found.value
        return bool(more) and not self.meaning(before, segment.before, before.features)[0]

    def of_cases(self, nth: int) -> bool:
        """Tell whether a part only tells what some cases came from."""
        # 行政复议2件，其中1件为上年的信息公开件
        own, before = self.segments[nth].own, self.segments[nth - 1] if nth else None
        if not own & self.objects or own & (self.caused | self.phrases.content | _SUM) or not before:
            return False
        return bool(before.own & self.caused) and before.sentence == self.segments[nth].sentence

    def among_others(self, nth: int) -> bool:
        """Tell whether a part is one of what no table has, without a word of what was done with it."""
        # 邮件60件，其中申请类12件
        segment, phrases = self.segments[nth], self.phrases
        if segment.own & (phrases.content | phrases.causes):
            return False
        lent = segment.lent & phrases.acts and segment.measure != "money"
        return not lent and bool(self.segments[segment.host].features & phrases.strange)

    def by_body(self, nth: int) -> bool:
        """Tell whether a part is one of several, each told by who did it: 36件（市政府9件、部门13件）."""
        segment = self.segments[nth]
        told = self.phrases.content | self.objects & ~self.segments[segment.host].features
        if segment.own & told:
            return False
        near = [self.segments[each] for each in (nth - 1, nth, nth + 1) if 0 <= each < len(self.segments)]
        parts = [each for each in near if each.opening == segment.opening and each.measure not in APART]
        return len(parts) > 1 and any(each.own & _WHO and not each.own & told for each in parts)
