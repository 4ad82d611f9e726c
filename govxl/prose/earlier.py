"""What a figure of the year before is of that begins a sentence and names nothing: what its paragraph told before."""

from collections.abc import Sequence
from itertools import islice

from govxl.prose.features import bit
from govxl.prose.phrases import TIMES, Phrases
from govxl.prose.segments import APART, Segment

__all__ = ["told_earlier"]

_CHANGE = bit("up") | bit("down")
_NOT_ALL = TIMES & ~bit("this") | bit("limits") | bit("other") | bit("seat")
FARTHEST = 20
"""How many figures before one it may be of."""


def told_earlier(segment: Segment, segments: Sequence[Segment], opened: int, phrases: Phrases) -> tuple[int, ...]:
    """Give the features that a figure may have, the likeliest first; `opened` is the sentence before its paragraph."""
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
