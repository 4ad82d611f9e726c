"""Rates that are called by what was counted just before them: 征集意见27条，采纳19条，采纳率70.4%."""

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.tokens import LIST
from govxl.prose.relations.neighbours import Neighbours

__all__ = ["called_by", "whole_of"]

_LAST, _OTHER, _SUM = (bit(role) for role in ("last", "other", "sum"))
RATE = "率"
LEADS = "为达到仅是约、 "
"""The letters that may stand between the name of a rate and its figure."""
NOT = ("不", "未", "非", "无", "没", "予")
"""What turns a word into its contrary, or leaves open whether it does (不合格, 不予公开)."""
TAILS = ("了", "的")
SHORTEST, LONGEST = 2, 6
"""What may follow the word for what was counted; and how many letters the name of a rate has."""


def called_by(near: Neighbours, nth: int) -> int | None:
    """Give the figure before a percentage in its sentence that the percentage is called by; None for none."""
    head, rate, rest = near.said_before(nth).rpartition(RATE)
    if not rate or rest.strip(LEADS) or not SHORTEST <= len(head) <= LONGEST:
        return None
    for other in near.earlier(nth):
        said = near.said_before(other)
        said = said[:-1] if said.endswith(TAILS) else said
        if said.endswith(head) and not said[: -len(head)].endswith(NOT):
            return other
    return None


def whole_of(near: Neighbours, part: int) -> int | None:
    """Give the figure before a part that is plainly its whole: the only one in the same measure, and no less."""
    segments, figure = near.segments, near.figure(part)
    alike = (other for other in near.earlier(part) if near.figure(other).measure == figure.measure)
    whole, more = next(alike, None), next(alike, None)
    if whole is None or segments[part].mark == LIST or near.figure(whole).value < figure.value:
        return None
    # 上年转来20件，今年收到200件: perhaps of both together.
    unsure = (segments[part].own | segments[whole].own) & (_LAST | _OTHER | _SUM)
    return None if unsure or segments[whole].mark == LIST or more is not None else whole
