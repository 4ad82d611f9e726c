"""Figures of more than the tables have, or of something else, as the text around them tells."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.phrases import Phrases
from govxl.prose.reading.segments import Segment

__all__ = ["MOST_ADDED", "counted_by_mode", "of_more"]

_MODE, _PART = bit("mode"), bit("part")
MOST_ADDED = 12
"""How many figures before a sum, or behind a whole, are looked at."""


def of_more(segments: Sequence[Segment], phrases: Phrases) -> set[int]:
    """Give the figures of more than the tables have: only some of it, the text says behind, was for their cause."""
    causes, objects = phrases.causes, phrases.objects
    found: set[int] = set()
    sentence = caused = 0
    for nth in range(len(segments) - 1, -1, -1):
        segment = segments[nth]
        if segment.sentence != sentence:
            sentence, caused = segment.sentence, 0
        if segment.own & causes:
            # 行政诉讼15件，信息公开类4件
            whole = segment.features if segment.opener & _PART else segment.own
            caused |= whole & objects or segment.features & phrases.caused
        elif segment.features & objects & caused and not (segment.own | segment.lent) & causes:
            found.add(nth)
    return found | _of_all(segments, phrases, found)


def _of_all(segments: Sequence[Segment], phrases: Phrases, wider: set[int]) -> set[int]:
    """Give the results behind some that were for their cause, which come to more than those: of all."""
    # 诉讼38件，其中政府信息公开的6件；维持9件，驳回21件
    found: set[int] = set()
    for nth in wider:
        part, told = Decimal(0), Decimal(0)
        behind: list[int] = []
        for other in range(nth + 1, min(nth + MOST_ADDED, len(segments))):
            segment = segments[other]
            if segment.sentence != segments[nth].sentence or other in wider or not segment.found:
                break
            if segment.own & phrases.causes and segment.host == nth:
                part, told, behind = segment.found.value, Decimal(0), []
            elif segment.own & phrases.results and segment.host not in behind:
                told += segment.found.value
                behind.append(other)
        if 0 < part < told:
            found.update(behind)
    return found


def counted_by_mode(segments: Sequence[Segment], phrases: Phrases) -> set[int]:
    """Give the figures of documents that are counted by how they are open, with all told beside them."""
    # 主动公开12件、依申请公开8件、不予公开16件
    found: set[int] = set()
    for part in _parts(segments):
        named = [segments[nth].own for nth in part if segments[nth].own & _MODE]
        objects = 0
        for own in named:
            papers = own & phrases.plain and not own & phrases.sought
            objects |= 0 if own & phrases.acts and not papers else own & phrases.objects
        if objects & (objects - 1):
            found.update(part)
    return found


def _parts(segments: Sequence[Segment]) -> Iterator[range]:
    """Yield the numbers of figures that stand in one sentence, up to a stronger mark than a comma."""
    begin = 0
    for nth, segment in enumerate(segments[1:], 1):
        last = segments[nth - 1]
        if segment.sentence != last.sentence or (segment.mark == ";" and not segment.depth):
            yield range(begin, nth)
            begin = nth
    yield range(begin, len(segments))
