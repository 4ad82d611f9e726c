"""Reasons between a figure and what became of it: 另有8件因需征求第三方意见，正在办理中 says that 8 are still open.

So does 8件因征求第三方意见结转下年, of whatever the reason names.
"""

from collections.abc import Iterator

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.clauses import Clause
from govxl.prose.reading.phrases import Phrases
from govxl.prose.reading.tokens import Token

__all__ = ["REASONED", "without_reasons"]

_BECAUSE, _BESIDE, _REST, _NONE, _ALL = (bit(role) for role in ("because", "beside", "rest", "none", "all"))
_FILLER, _WITHIN, _NEXT = (bit(role) for role in ("filler", "within", "next"))
_LEFT = _BESIDE | _REST
"""What a clause tells of those left, before their figure."""
REASONED = _LEFT | _NEXT
"""What a sentence tells in which a reason may stand: of those left, or of the year after."""


def without_reasons(clauses: list[Clause], phrases: Phrases) -> Iterator[Clause]:
    """Yield the clauses of a sentence; what follows the reason of some is told of them directly."""
    nth = 0
    while nth < len(clauses):
        clause = clauses[nth]
        then = clauses[nth + 1] if nth + 1 < len(clauses) else None
        if len(clause.figures) == 1 and not clause.asides:
            if then and is_reason(clause) and is_told_of(then, clause, phrases):
                clause = _with(clause, then.words)
                nth += 1
            elif clause.features & _NEXT:
                clause = as_left_over(clause, phrases)
        yield clause
        nth += 1


def _with(clause: Clause, behind: list[Token]) -> Clause:
    """Put other words behind the one figure of a clause."""
    before, told = clause.told[0], 0
    for token in behind:
        told |= token.features
    pieces, features = [clause.words, behind], before | told
    return Clause(clause.figures, pieces, [], clause.mark, clause.depth, clause.first, features, [before, told])


def as_left_over(clause: Clause, phrases: Phrases) -> Clause:
    """Leave out the reason, or the day, between the one figure of a clause and that it was left to the year after."""
    # 8件因征求第三方意见结转下年
    before, behind = clause.pieces
    ends = phrases.results | phrases.parties | _NONE | _ALL
    if clause.told[1] & ends or (before and before[-1].features & phrases.acts & ~_LEFT and not clause.told[0] & _LEFT):
        return clause
    opens = (n for n, each in enumerate(behind) if each.features & (_BECAUSE | _WITHIN) or each.features == _FILLER)
    then = (n for n, each in enumerate(behind) if each.features & _NEXT and each.features & phrases.acts)
    reason, left = next(opens, len(behind)), next(then, 0)
    return _with(clause, [*behind[:reason], *behind[left:]]) if reason < left else clause


def is_reason(clause: Clause) -> bool:
    """Tell whether a clause tells of one figure, of those left, nothing but a reason behind it."""
    before, behind = clause.pieces
    if not behind or not before or not before[-1].features & _LEFT:
        return False
    # 因需征求第三方意见: one word that says nothing of what was counted.
    return bool(behind[0].features & _BECAUSE) or all(token.features == _FILLER for token in behind)


def is_told_of(then: Clause, clause: Clause, phrases: Phrases) -> bool:
    """Tell whether the clause behind says what was, or is still, done: no result, and nothing of none or of all."""
    untold = phrases.results | phrases.objects | phrases.idle | phrases.parties | _NONE | _ALL | _BECAUSE
    goes_on = then.mark == "," and then.depth == clause.depth and not then.figures
    return goes_on and bool(then.features & phrases.acts) and not then.features & untold
