"""A change told by both its figures: where it came from is last year's, where it came to this year's (由1件增至7件)."""

from collections.abc import Sequence

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.phrases import TIMES, Phrases
from govxl.prose.reading.segments import Segment

__all__ = ["came_from"]

_LAST, _LIMITS = bit("last"), bit("limits")


def came_from(segment: Segment, before: Segment, segments: Sequence[Segment], phrases: Phrases) -> None:
    """Tell the years of what a figure came to and of the one before it, from which it came."""
    if _of_flows(segment, before, segments, phrases):
        # 收到11件、办结5件，由57件增加到63件: of neither.
        if not segments[before.before].features & phrases.plain:
            before.own |= _LIMITS
            segment.own |= _LIMITS
        else:
            # 新增11件、废止5件，由上年底57件增加到63件: of all the documents there were, and there are.
            for each in (before, segment):
                each.taken, each.lent, each.others = each.taken & ~phrases.acts, each.lent & ~phrases.acts, ()
    # 与2022年对照，许可少35件（455件降为420件）: the year that all is held against is not its own.
    segment.taken &= ~_LAST
    if not before.own & TIMES:
        before.own |= _LAST
        before.taken &= ~TIMES
    elif any(word.features & _LAST and word.features & phrases.acts for word in before.words):
        # 上年结转由3件减为1件: what came over the year before, of which nothing is known.
        before.own |= _LIMITS


def _of_flows(segment: Segment, before: Segment, segments: Sequence[Segment], phrases: Phrases) -> bool:
    """Tell whether what changed may be any of the things that were done, as several figures told them before."""
    acts = phrases.acts
    if (segment.own | before.own) & phrases.told or before.before < 1:
        return False
    last, first = segments[before.before], segments[before.before - 1]
    alike = last.sentence == first.sentence == before.sentence and last.features & first.features & phrases.objects
    return bool(alike and last.own & acts and first.own & acts and not last.own & first.own & acts)
