"""What a figure of another year is of that names nothing: what its sentence, or its paragraph, told before it."""

from collections.abc import Sequence
from itertools import islice

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.phrases import TIMES, Phrases
from govxl.prose.reading.segments import APART, Segment
from govxl.prose.reading.tokens import Token

__all__ = ["is_of_matter", "take_earlier"]

_THIS, _LIMITS, _CHANGE = bit("this"), bit("limits"), bit("up") | bit("down")
_LAST, _NAMES = bit("last"), _LIMITS | bit("own") | bit("other") | bit("sum")
_NOT_ALL = TIMES & ~_THIS | _LIMITS | bit("other") | bit("seat")
MOST_EITHER, FARTHEST = 6, 20
"""How many figures before one it may be of, in its sentence and in its paragraph."""


def take_earlier(
    segment: Segment, own: int, before: Segment | None, segments: Sequence[Segment], phrases: Phrases,
    opened: int, bracketed: bool,
) -> None:  # fmt: skip
    """Let a figure of another year, that by its `own` words names nothing, be of what was told before it.

    `opened` is the sentence before its paragraph; one that is `bracketed` is told of what stands before the bracket.
    """
    if segment.lent and before and not own & phrases.told:
        alone = segment.depth and segments[-1] is before and not bracketed
        segment.others = (*segment.others, *_of_either(segment, before, () if alone else segments, phrases))
    begins = own & _LAST and not (before or segment.lent or own & (phrases.told | _NAMES))
    if begins and (found := _told_earlier(segment, segments, opened, phrases)):
        first, *others = found
        segment.taken = segment.lent = first & ~own
        segment.others = tuple(others)


def _told_earlier(segment: Segment, segments: Sequence[Segment], opened: int, phrases: Phrases) -> tuple[int, ...]:
    """Give the features that a figure may have, the likeliest first."""
    # 收到95件，办结92件，自然人90件。与上年84件相比，增加11件
    found = dict[int, None]()
    for each in islice(reversed(segments), FARTHEST):
        what, last = each.features & phrases.told, each.sentence == segment.sentence - 1
        if each.sentence <= opened:
            break
        if each.host >= 0 or each.measure in APART or each.own & _CHANGE or what & phrases.parties:
            # 自然人83件，企业12件。与上年84件相比: of what they come to.
            continue
        some = each.features & _NOT_ALL or each.unknown or not what & phrases.content or what & phrases.strange
        if some and last:
            # 接听电话300次。比上年的280次增加: of what nobody knows.
            return ()
        if not some and (last or not what & phrases.results):
            found[segment.features | what] = None
    return tuple(found)


def _of_either(segment: Segment, before: Segment, segments: Sequence[Segment], phrases: Phrases) -> tuple[int, ...]:
    """Give the features that a figure may have as well, of the one before, or one before that that says what it is of.

    None of the latter where no `segments` are given.
    """
    # 复议纠错情况：涉信息公开复议13件，上年为8件: of whatever that may be of.
    own = segment.features & ~segment.lent
    found = [own | each & phrases.told for each in before.others]
    # 诉讼81件，维持43件；上年为70件; but 许可61件，处罚20件（上年18件）: of its own.
    # 收到15件，自然人12件，法人3件，较上年同期（20件）减少5件
    each, some = before, len(found)
    while segments and not (each.own & phrases.objects or each.before < 0) and len(found) < some + MOST_EITHER:
        each = segments[each.before]
        if each.sentence != segment.sentence or each.own & TIMES & ~_THIS:
            break
        found.append(own | each.features & phrases.told)
    if len(found) > some and each.own & phrases.parties:
        # 当年新收7件。其中自然人6件、企业1件，较上年3件增长1.3倍: of all of them, told in the sentence before.
        found.append(segment.features & ~phrases.parties)
    # What the one before may be of as well goes on from figure to figure.
    return tuple(dict.fromkeys(found))[: MOST_EITHER + 1]


def is_of_matter(words: Sequence[Token], told: int) -> bool:
    """Tell whether the time in a clause holds for nothing else: it is of what was done, or of a matter."""
    # 上年结转3件; 申请内容为2023年公益金使用明细，予以公开1件
    seen = 0
    for token in words:
        if token.features & TIMES and (token.features & told or seen & _LIMITS):
            return True
        seen |= token.features
    return False
