"""What is a part of what: brackets and words by which the parts of a figure begin, and the figure that ends them.

They end with the first one that is told beside its whole, or of something else.
"""

from decimal import Decimal

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.phrases import Phrases
from govxl.prose.reading.segments import Segment
from govxl.prose.reading.tokens import LIST

__all__ = ["DEEPEST", "OPENS", "Bracket", "Nesting", "ends_parts", "is_all_of", "whole_of"]

_OWN, _BESIDE, _LIMITS, _EACH = (bit(role) for role in ("own", "beside", "limits", "each"))
_PART, _SPLIT, _LAST = bit("part"), bit("split"), bit("last")
_CHANGE = bit("up") | bit("down")
OPENS = _PART | _SPLIT | bit("with") | bit("without")
"""What words tell that parts follow."""
DEEPEST = 8
"""How many brackets within each other are told apart."""


class Bracket:
    """What holds inside one pair of brackets, or outside of all.

    `mark` is what stands between the first two parts of its host, `left` what its parts leave of that; `compared` tells
    that all of it are figures of last year (较上年（16件）).
    """

    __slots__ = ("by_acts", "compared", "host", "last", "left", "mark", "nested", "opener", "opening", "root", "roots")

    def __init__(self, host: int = -1, opener: int = 0, opening: int = 0) -> None:
        self.host, self.opener, self.opening = host, opener, opening
        self.last = self.root = -1
        self.roots = 0
        self.nested = self.compared = False
        self.mark = ""
        self.by_acts: bool | None = None
        self.left: Decimal | None = None


class Nesting:
    """The brackets that are open where a sentence was read to, the outermost first, and whose parts stand in each.

    `level` is what holds inside the innermost, `depth` how many are open.
    `timed` tells that the one figure of the sentence before is of another year: what is divided behind it is not that.
    """

    def __init__(self) -> None:
        self.levels: list[Bracket] = [Bracket()]
        self.level, self.depth = self.levels[0], 0
        # How often parts began, and how often before this sentence; the one figure of the sentence before.
        self.openings, self.opened, self.earlier = 0, 0, -1
        self.timed = False

    def begin(self, first: bool) -> None:
        """Begin a sentence, the first of its paragraph or another one."""
        outer = self.levels[0]
        # What follows may be parts of the one figure of the sentence before (收到95件。其中，…).
        alone = outer.roots == 1 and self.openings == self.opened and not first
        self.earlier, self.opened = outer.root if alone else -1, self.openings
        self.levels = [Bracket()]
        self.level, self.depth = self.levels[0], 0

    def step_to(self, depth: int, segments: list[Segment]) -> None:
        """Enter or leave brackets until so many are open; those within are told of the last figure before them."""
        del self.levels[depth + 1 :]
        while len(self.levels) <= depth:
            self.openings += 1
            host = _bracketed(self.levels[-1].last, segments)
            self.levels.append(Bracket(host=host, opener=_EACH, opening=self.openings))
        self.level, self.depth = self.levels[-1], depth

    def open_parts(self, opens: int) -> None:
        """Let parts of the figure before follow."""
        level = self.level
        self.openings += 1
        level.opening, level.by_acts, level.mark, level.left = self.openings, None, "", None
        outer = self.earlier if not self.depth else -1
        if opens & _SPLIT:
            only = level.root if level.roots == 1 else outer if not level.roots and not self.timed else -1
            level.host, level.nested = level.host if level.host >= 0 else only, False
        elif level.last >= 0:
            level.nested = level.host >= 0 and bool(level.opener & _PART)
            level.host = level.last
        elif level.host < 0:
            level.host = outer
        level.opener = opens


def whole_of(segment: Segment, host: int, segments: list[Segment], phrases: Phrases) -> int:
    """Give the figure that a part is of: the host of its level, or one before it that is no less than the part."""
    # 新收41件，结转上年2件，其中自然人38件; 收到7件，公民6人、企业1家，其中公开3件: of what was told before those.
    whole, first = segments[host], host
    carried, listed = whole.own & _LAST, whole.own & phrases.parties and segment.own & phrases.results
    kind = _LAST if carried else phrases.parties if listed else 0
    less = whole.found and segment.found and whole.found.value < segment.found.value
    # 复议24件，上年为18件；其中维持14件: last year's is only held beside it.
    beside = carried and not whole.own & phrases.told and not segment.own & _LAST
    while (less or beside) and segments[host].own & kind and segments[host].before >= 0:
        host = segments[host].before
    return host if segments[host].sentence == segments[first].sentence else first


def is_all_of(segment: Segment, segments: list[Segment]) -> bool:
    """Tell whether a figure is what those right before it in its sentence come to, each told only by its channel."""
    # 收到网上申请105件，快递17件，合计122件: all that came, whichever way.
    value = segment.found.value if segment.found else Decimal(0)
    for nth in range(len(segments) - 1, -1, -1):
        each = segments[nth]
        if each.sentence != segment.sentence or each.depth != segment.depth or not (each.found and each.own & _LIMITS):
            return False
        value -= each.found.value
        if value <= 0:
            return not value and not each.unknown and nth < len(segments) - 1
    return False


def _bracketed(last: int, segments: list[Segment]) -> int:
    """Give the figure that brackets are told of: the last; behind a change the one that changed."""
    # 收到78件，上年结转3件，同比增长16.4%（上年为67件）: what was carried in is compared with nothing.
    change = last >= 0 and segments[-1].counted == "percent" and segments[-1].own & _CHANGE
    return segments[last].before if change and segments[last].own & _LAST and segments[last].before >= 0 else last


def ends_parts(
    level: Bracket, segment: Segment, mark: str, segments: list[Segment], phrases: Phrases, kin: int
) -> bool:
    """Tell whether a figure behind a mark is no part of the host of its level; `kin` are objects told of at once."""
    if level.last >= 0 and segments[level.last].host == level.host and not level.mark:
        level.mark = mark
    whole = segments[level.host]
    host, results = whole.features, phrases.results
    apart = level.mark == LIST and mark != LIST
    # 不予公开6件，其中查询2件、内部事务4件，无法提供18件: what a stronger mark sets apart is told beside the whole.
    # 无法提供23件，其中不掌握19件；不予处理7件: nor does what goes on with the list that the whole stands in.
    apart = apart or mark == whole.mark == ";"
    beside = apart and segment.own & results and whole.own & results
    others = mark == ";" and (segment.own & _OWN or (apart and not segment.own & (results | phrases.parties)))
    others = others or (mark == ";" and level.left is not None and _is_over(level, segment, segments, results))
    if mark == ";" and level.last > level.host and not segments[level.last].own & results:
        # 予以公开42件，其中规划类25件；部分公开13件: what became of others, where the parts were told by what they are.
        others = others or bool(whole.own & results and segment.own & results & ~whole.own)
    if beside or others or segment.own & _BESIDE or _is_other(level, segment, mark, segments, phrases, kin):
        return True
    named = phrases.objects | results | phrases.parties
    acts = bool(segment.own & phrases.acts) and not segment.own & (named | _LIMITS)
    if level.by_acts is None and mark == ";" and not segment.own & OPENS:
        # 收到95件，主要涉及土地、规划等；办结90件: what it was about was told without figures.
        return True
    if level.by_acts is None:
        level.by_acts = acts
    elif mark != LIST:
        # 收到5件，其中土地补偿3件、宅基地审批1件: what a list names is named, not done. Else what was done with all of
        # them may stand behind what some of them are.
        # 申请26件，其中个人22件，企业3件；年初结转1件: came over beside all of them.
        carried = segment.own & _LAST and segment.own & phrases.timed
        return acts and not level.by_acts and bool(host & phrases.acts or carried)
    return False


def _is_over(level: Bracket, segment: Segment, segments: list[Segment], results: int) -> bool:
    """Tell whether the parts so far are all of their whole, or those behind it too much of it to be others."""
    # 收到95件，其中网络82件、信函13件；结转2件; 无法提供6件，其中不掌握4件；不予处理5件
    ends = segment.own & segments[level.host].own & results
    if not level.left or not ends or not segment.found:
        return level.left == 0
    # 公开74件，其中规划类51件；部分公开15件
    return segment.found.value > level.left or not segments[level.last].own & results


def _is_other(level: Bracket, segment: Segment, mark: str, segments: list[Segment], phrases: Phrases, kin: int) -> bool:
    """Tell whether a figure names another object than the whole is of."""
    whole, objects = segments[level.host], segment.own & phrases.objects
    host, strange = whole.features & phrases.objects, phrases.strange
    if not objects or not host or mark == LIST:
        return False
    if objects & host:
        # 印发文件312件，其中规范性文件2件，报备文件8件: what was named apart from the whole was one of its parts alone.
        last = segments[level.last].own & phrases.objects if level.last > level.host else 0
        return not host & ~strange and bool(last & ~strange) and not segment.own & _PART
    if segment.own & _PART and (not objects & ~strange or (not host & ~strange and whole.own & phrases.acts)):
        # 公开74件，其中环评文件51件; 印发文件173件，其中规范性文件11件
        return False
    if (objects | whole.own & phrases.objects) & ~kin:
        return True
    # 行政诉讼3件，其中直接起诉2件，复议后起诉1件: of the kinds that it was of.
    last = segments[level.last].own & phrases.objects if level.last not in (-1, level.host) else 0
    listed = last & ~host and (objects | last) in phrases.together
    return not segment.own & OPENS and level.last >= 0 and not listed
