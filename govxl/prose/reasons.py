"""Reasons between a figure and what became of it: 另有8件因需征求第三方意见，正在办理中 says that 8 are still open."""

from collections.abc import Iterator

from govxl.prose.clauses import Clause
from govxl.prose.features import bit
from govxl.prose.phrases import Phrases

__all__ = ["REASONED", "without_reasons"]

_BECAUSE, _BESIDE, _REST, _NONE, _ALL = (bit(role) for role in ("because", "beside", "rest", "none", "all"))
_FILLER = bit("filler")
REASONED = _BESIDE | _REST
"""What the clause tells that a reason follows: of those left."""


def without_reasons(clauses: list[Clause], phrases: Phrases) -> Iterator[Clause]:
    """Yield the clauses of a sentence; what follows the reason of those left is told of them directly."""
    nth = 0
    while nth < len(clauses):
        clause = clauses[nth]
        then = clauses[nth + 1] if nth + 1 < len(clauses) else None
        if then and is_reason(clause) and is_told_of(then, clause, phrases):
            # It has one figure, and so two pieces.
            before, behind = clause.told[0], then.told[0]
            pieces, features = [clause.pieces[0], then.words], before | behind
            clause = Clause(
                clause.figures, pieces, [], clause.mark, clause.depth, clause.first, features, [before, behind]
            )
            nth += 1
        yield clause
        nth += 1


def is_reason(clause: Clause) -> bool:
    """Tell whether a clause tells of one figure, of those left, nothing but a reason behind it."""
    if len(clause.figures) != 1 or not clause.features & REASONED or clause.asides:
        return False
    before, behind = clause.pieces
    if not behind or not before or not before[-1].features & REASONED:
        return False
    # 因需征求第三方意见: one word that says nothing of what was counted.
    return bool(behind[0].features & _BECAUSE) or all(token.features == _FILLER for token in behind)


def is_told_of(then: Clause, clause: Clause, phrases: Phrases) -> bool:
    """Tell whether the clause behind says what was, or is still, done: no result, and nothing of none or of all."""
    untold = phrases.results | phrases.objects | phrases.idle | phrases.parties | _NONE | _ALL | _BECAUSE
    goes_on = then.mark == "," and then.depth == clause.depth and not then.figures
    return goes_on and bool(then.features & phrases.acts) and not then.features & untold
