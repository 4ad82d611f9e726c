"""What is counted, and what is only said of it: by words behind a figure, of which some are its own, or in brackets."""

from collections.abc import Sequence
from functools import lru_cache

from govxl.prose.features import bit
from govxl.prose.phrases import Phrases
from govxl.prose.tokens import Token

__all__ = ["acts_told_of", "called_otherwise", "in_brackets", "left_to_tell", "limits_behind", "own_behind"]

_LIMITS, _WITH, _ALL, _OPEN, _FILLER = (bit(role) for role in ("limits", "with", "all", "open", "filler"))
_PLAIN, _BECAUSE, _WITHIN = bit("plain"), bit("because"), bit("within")
_LISTED = bit("and")
_TELLS_WHICH = _LIMITS | bit("other") | bit("perhaps") | bit("part")
_AMONG, _NONE = bit("among"), bit("none")
_SOME = _LIMITS | _AMONG | bit("other") | bit("perhaps") | _OPEN
MOST_BETWEEN = 3
"""How many words at most stand between a figure and the noun behind it that says what it counts."""


@lru_cache(maxsize=64)
def acts_told_of(phrases: Phrases, objects: int) -> int:
    """Give all that claims say was done with any of these objects."""
    told = 0
    for need in phrases.asked:
        told |= need if need & objects else 0
    return told & phrases.acts


def in_brackets(asides: list[Token], phrases: Phrases) -> int:
    """Give what words in brackets tell of what was counted before them."""
    told = phrases.features(asides)
    # 复议1件（已维持）: how it ended, not what was counted.
    left = 0 if told & _WITH else phrases.results | phrases.acts
    # 处罚5件（均系违规培训）, 处罚5件（含简易程序）: what all of them, or most, were for, or some too.
    left |= _LIMITS | phrases.strange if told & (_ALL | _OPEN | _WITH) else 0
    return told & (phrases.told | _LIMITS) & ~left


def called_otherwise(
    before: Sequence[Token], asides: Sequence[Token], start: int, phrases: Phrases
) -> list[Token] | None:
    """Give the words in brackets between words that say nothing and the figure they stand before, if they say it all.

    `start` is where the figure begins.
    """
    known = phrases.told & ~phrases.strange
    if not before or asides[0].start < before[-1].end or asides[-1].end > start or phrases.features(before) & known:
        return None
    told, gap = 0, False
    for token in asides:
        told |= token.features
        gap = gap or token.kind == "gap"
    alone = told & phrases.results and not (gap or told & ~(phrases.results | _FILLER | _LISTED))
    return [*asides] if alone else None


def own_behind(before: Sequence[Token], after: Sequence[Token], last: bool, features: int, phrases: Phrases) -> int:
    """Give how many of the words behind a figure are its own; `features` are those of the whole clause."""
    own = phrases.own_behind(before, after, last, features)
    if last and features & _AMONG and features & _NONE:
        # 裁判的13件中无一败诉: what is said of none of them is told of those that ended so.
        none = (nth for nth, token in enumerate(after) if token.features & _NONE and nth)
        own = min(own, next((nth for nth in none if after[nth - 1].features & _AMONG), own))
    if not last or not features & phrases.plain or not features & phrases.acts & ~phrases.idle:
        return own
    cut = min(own, _noun_ends(before, after, phrases), _turns(before, after, phrases))
    # 制发的9件规范性文件中，涉企的2件: what limits them stays theirs.
    return own if any(token.features & _SOME for token in after[cut:own]) else cut


def _noun_ends(before: Sequence[Token], after: Sequence[Token], phrases: Phrases) -> int:
    """Give where the noun ends that stands right behind a figure, with what was done, if nothing more tells which."""
    # 对现行有效的54件规范性文件统一编码; 12件规范性文件予以废止
    told, acts = 0, phrases.acts & ~phrases.idle
    for token in before:
        told |= token.features
    for nth, token in enumerate(after[:MOST_BETWEEN]):
        told |= token.features
        if token.features & phrases.plain and not token.features & phrases.strange:
            end = nth + 1
            while end < len(after) and after[end].features == _FILLER:
                end += 1
            if end < len(after) and after[end].features & acts:
                return end + 1
            # 发布6件规范性文件解读: letters right behind it may call something else.
            verb = end > nth + 1 or (end < len(after) and after[end].features & _ALL)
            return nth + 1 if told & acts and verb else len(after)
        if not (token.features == _FILLER or token.features & acts):
            break
    return len(after)


def _turns(before: Sequence[Token], after: Sequence[Token], phrases: Phrases) -> int:
    """Give where words begin that tell of something else, where those before a figure say what it counts."""
    # 制定规范性文件2件并同步解读
    told = 0
    for token in before:
        told |= token.features
    if not (told & phrases.plain and told & phrases.acts & ~phrases.idle):
        return len(after)
    return next((nth for nth, token in enumerate(after) if nth and token.features & phrases.strange), len(after))


def limits_behind(after: Sequence[Token], results: int) -> int:
    """Give what tells that the words behind a figure, with these `results`, give a reason that only some have."""
    # 9件申请因事项归县教育局，只能答复不掌握
    reasoned = after[0].features & _PLAIN and after[1:] and after[1].features & _BECAUSE
    return _LIMITS if reasoned and not results else 0


def left_to_tell(before: Sequence[Token], after: list[Token], phrases: Phrases) -> list[Token]:
    """Leave out what words behind a figure only tell of how it went on, where those before it have said which."""
    # 上年结转的3件因检索时间长，已于1月公开
    told = next((token.features for token in reversed(before) if token.features != _FILLER), 0)
    if not told & phrases.timed or any(token.kind == "gap" or token.features & _TELLS_WHICH for token in before):
        return after
    found, apart = 0, phrases.results | phrases.strange | _LIMITS
    first = next((token.features for token in after if token.features != _FILLER), 0)
    for token in after:
        found |= token.features
    if found & phrases.parties or (first & apart and found & phrases.sought):
        # 上年结转的2件征地类申请: of those alone.
        return after
    # 已于1月公开: when, and how; 在四季度末收到 tells why it was put off.
    apart |= _WITHIN if found & phrases.results else 0
    return [token for token in after if token.kind != "gap" and not token.features & apart]
