"""Where figures of a text stand to each other: beside in one sentence or one paragraph, or close by."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from govxl.prose.model import Figure, Mention

__all__ = ["PARAGRAPH", "SENTENCE", "are_close", "are_in_one_sentence", "begins_anew", "beside", "sides", "told_before"]

SENTENCE = frozenset("。！？\n")
"""What ends a sentence, as it is typed."""
PARAGRAPH = frozenset("\n")
"""What ends a paragraph."""
TURN = frozenset("。；;!！?？\n")
"""What ends a sentence, or as much of it as may be one."""
LONGEST_SENTENCE = 1_000
"""Letters farther apart than this stand in no sentence that a person writes."""
CLOSE = 400
"""How many letters a part may stand from its whole."""
MOST_BESIDE = 20
"""So many figures before one, and behind it, are beside it: what is asked of each then grows with the text alone."""


def beside(mention: Mention, others: Sequence[Mention], text: str, ends: frozenset[str] = SENTENCE) -> list[Mention]:
    """Give those that stand beside a figure in its sentence, of others in the order of the text."""
    before, behind = sides(mention, others, text, ends)
    return before + behind


def sides(
    mention: Mention, others: Sequence[Mention], text: str, ends: frozenset[str] = SENTENCE
) -> tuple[list[Mention], list[Mention]]:
    """Give those before a figure in its sentence, and those behind it; it is none of them itself."""
    at = mention.figure.start
    first, last = bisect_left(others, at, key=_start), bisect_right(others, at, key=_start)
    begin, near = first, at
    while begin > max(first - MOST_BESIDE, 0):
        start = _start(others[begin - 1])
        if at - start > LONGEST_SENTENCE or not ends.isdisjoint(text[start:near]):
            break
        begin, near = begin - 1, start
    end, near = last, at
    while end < min(last + MOST_BESIDE, len(others)):
        start = _start(others[end])
        if start - at > LONGEST_SENTENCE or not ends.isdisjoint(text[near:start]):
            break
        end, near = end + 1, start
    return list(others[begin:first]), list(others[last:end])


def are_in_one_sentence(one: int, other: int, text: str) -> bool:
    """Tell whether no sentence ends between two places of a text, in either order."""
    begin, end = sorted((one, other))
    return end - begin <= LONGEST_SENTENCE and SENTENCE.isdisjoint(text[begin:end])


def told_before(at: int, text: str) -> str:
    """Give what a sentence says before a place in it."""
    begin = max(0, at - LONGEST_SENTENCE)
    return text[max(begin, *(text.rfind(end, begin, at) + 1 for end in SENTENCE)) : at]


def are_close(one: Figure, other: Figure, text: str) -> bool:
    """Tell whether one of two figures may be a part of the other, by how they stand: in either order."""
    first, second = sorted((one, other))
    return 0 < second.start - first.end < CLOSE and not begins_anew(text, first.end, second.start)


def begins_anew(text: str, begin: int, end: int) -> bool:
    """Tell whether a sentence, or what may be one, ends between two places of a text."""
    return not TURN.isdisjoint(text[begin:end])


def _start(mention: Mention) -> int:
    return mention.figure.start
