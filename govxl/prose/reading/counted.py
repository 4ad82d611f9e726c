"""What is counted, and what is only said of it: by words behind a figure, of which some are its own, or in brackets."""

from collections.abc import Sequence
from functools import lru_cache

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.clauses import Clause
from govxl.prose.reading.phrases import Phrases
from govxl.prose.reading.segments import Segment
from govxl.prose.reading.tokens import Token

__all__ = [
    "acts_told_of",
    "called_otherwise",
    "in_brackets",
    "left_to_tell",
    "limits_behind",
    "only_names",
    "own_behind",
]

_LIMITS, _WITH, _WITHOUT, _ALL, _OPEN, _FILLER = (
    bit(role) for role in ("limits", "with", "without", "all", "open", "filler")
)
_PLAIN, _BECAUSE, _WITHIN, _LAST, _REST = (bit(role) for role in ("plain", "because", "within", "last", "rest"))
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


@lru_cache(maxsize=64)
def _results_told_with(phrases: Phrases, done: int) -> int:
    """Give all results that claims tell together with one of these acts or results."""
    told = 0
    for need in phrases.asked:
        told |= need & ~done if need & done else 0
    return told & phrases.results


def in_brackets(clause: Clause, phrases: Phrases) -> int:
    """Give what words in brackets tell of what was counted before them in their clause."""
    told = phrases.features(clause.asides)
    if told & phrases.plain and phrases.features(clause.pieces[0]) & phrases.plain:
        # 规范性文件1件（取水许可管理办法）: what that is about.
        told &= ~phrases.plain
    # 复议1件（已维持）: how it ended, not what was counted.
    left = 0 if told & _WITH else phrases.results | phrases.acts
    if told & (_WITHOUT | _REST) and told & phrases.results:
        # 受理8件（不含重复申请）, 受理8件（重复申请除外）: some are left out.
        return _LIMITS
    if told & phrases.results:
        # 办结8件（含撤回的）: with some that ended so; 公开8件（含部分公开）: with one result more.
        left |= phrases.results & ~_results_told_with(phrases, clause.features & phrases.done)
    if clause.features & phrases.caused and not told & _LAST:
        # 诉讼2件（含未审结的）; but 复议6件（含上年结转）: with others.
        left |= phrases.acts
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
    if any(token.features & _SOME for token in after[cut:own]):
        return own
    # 废止规范性文件5件并在网站公告: where it was shown limits nothing.
    return cut - 1 if 1 < cut < own and after[cut - 1].features == _LIMITS else cut


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


def only_names(segment: Segment, before: Segment, phrases: Phrases) -> bool:
    """Tell whether a figure behind a comma has no words but a name, and was done what is told of the one before it."""
    done, beside = before.own & phrases.acts, segment.mark == "," and segment.sentence == before.sentence
    paid = "money" in (segment.counted, before.counted)
    if paid or not (done and beside and before.own & phrases.plain):
        return False
    words = [word.features for word in segment.words if word.features != _FILLER]
    named = bool(words) and all(features & phrases.plain for features in words)
    # 许可684件（多为审批），处罚139件: no claim tells of the one what was done with the other.
    return named and not done & ~acts_told_of(phrases, segment.own & phrases.objects)
