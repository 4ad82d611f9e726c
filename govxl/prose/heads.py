"""What words behind a figure still tell of it: which ones they are, or only what became of them."""

from collections.abc import Sequence

from govxl.prose.features import bit
from govxl.prose.phrases import Phrases
from govxl.prose.tokens import Token

__all__ = ["left_to_tell", "limits_behind"]

_LIMITS, _PLAIN, _BECAUSE, _FILLER = (bit(role) for role in ("limits", "plain", "because", "filler"))
_WITHIN = bit("within")
_WHICH = _LIMITS | bit("other") | bit("perhaps") | bit("part")


def limits_behind(after: Sequence[Token], results: int) -> int:
    """Give what tells that the words behind a figure, with these `results`, give a reason that only some have."""
    # 9件申请因事项归县教育局，只能答复不掌握
    reasoned = after[0].features & _PLAIN and after[1:] and after[1].features & _BECAUSE
    return _LIMITS if reasoned and not results else 0


def left_to_tell(before: Sequence[Token], after: list[Token], phrases: Phrases) -> list[Token]:
    """Leave out what words behind a figure only tell of how it went on, where those before it have said which."""
    # 上年结转的3件因检索时间长，已于1月公开
    told = next((token.features for token in reversed(before) if token.features != _FILLER), 0)
    if not told & phrases.timed or any(token.kind == "gap" or token.features & _WHICH for token in before):
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
