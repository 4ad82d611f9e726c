"""Where the parts of a figure end: the first figure that is told beside its whole, or of something else."""

from govxl.prose.features import bit
from govxl.prose.phrases import Phrases
from govxl.prose.segments import Level, Segment
from govxl.prose.tokens import LIST

__all__ = ["ends_parts"]

_OWN, _BESIDE, _LIMITS = (bit(role) for role in ("own", "beside", "limits"))
_OPENS = bit("part") | bit("split") | bit("with") | bit("without")


def ends_parts(level: Level, segment: Segment, mark: str, segments: list[Segment], phrases: Phrases, kin: int) -> bool:
    """Tell whether a figure behind a mark is no part of the host of its level; `kin` are objects told of at once."""
    if level.last >= 0 and segments[level.last].host == level.host and not level.mark:
        level.mark = mark
    whole = segments[level.host]
    host, results = whole.features, phrases.results
    apart = level.mark == LIST and mark != LIST
    # 不予公开6件，其中查询2件、内部事务4件，无法提供18件: what a stronger mark sets apart is told beside the whole.
    beside = apart and segment.own & results and whole.own & results
    others = mark == ";" and (segment.own & _OWN or (apart and not segment.own & (results | phrases.parties)))
    if beside or others or segment.own & _BESIDE or _is_other(level, segment, mark, segments, phrases, kin):
        return True
    named = phrases.objects | results | phrases.parties
    acts = bool(segment.own & phrases.acts) and not segment.own & (named | _LIMITS)
    if level.by_acts is None and mark == ";" and not segment.own & _OPENS:
        # 收到95件，主要涉及土地、规划等；办结90件: what it was about was told without figures.
        return True
    if level.by_acts is None:
        level.by_acts = acts
    elif not (mark == LIST and host & phrases.strange):
        # 发布信息95条，其中环评审批30条、执法监管20条: what a list names is named, not done. Else what was done with
        # all of them may stand behind what some of them are.
        return acts and not level.by_acts and bool(host & phrases.acts)
    return False


def _is_other(level: Level, segment: Segment, mark: str, segments: list[Segment], phrases: Phrases, kin: int) -> bool:
    """Tell whether a figure names another object than the whole is of."""
    whole, objects = segments[level.host], segment.own & phrases.objects
    host = whole.features & phrases.objects
    if not objects or objects & host or not host or mark == LIST:
        return False
    if (objects | whole.own & phrases.objects) & ~kin:
        return True
    # 行政诉讼3件，其中直接起诉2件，复议后起诉1件: of the kinds that it was of.
    last = segments[level.last].own & phrases.objects if level.last not in (-1, level.host) else 0
    listed = last & ~host and (objects | last) in phrases.together
    return not segment.own & _OPENS and level.last >= 0 and not listed
