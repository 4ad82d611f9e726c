"""Reasons between a figure and what became of it: 另有8件因需征求第三方意见，正在办理中 says that 8 are still open.

So does 8件因征求第三方意见结转下年, of whatever the reason names.
"""

from collections.abc import Iterator

from govxl.prose.clauses import Clause
from govxl.prose.features import bit
from govxl.prose.phrases import Phrases
from govxl.prose.tokens import Token

__all__ = ["REASONED", "without_reasons"]

_BECAUSE, _BESIDE, _REST, _NONE, _ALL = (bit(role) for role in ("because", "beside", "rest", "none", "all"))
_FILLER, _WITHIN, _NEXT, _LAST, _OTHER, _PLAIN = (
    bit(role) for role in ("filler", "within", "next", "last", "other", "plain")
)
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
            elif is_described(clause, phrases):
                # 12月底收到的2件转入下年
                clause = _with(clause, clause.pieces[1], [*_without(clause.words, phrases.acts | _WITHIN)])
            elif (reason := begins_reason(clause, phrases)) >= 0:
                behind = clause.pieces[1]
                if put_off := _put_off(behind, phrases):
                    # 8件因征求第三方意见结转下年
                    clause = _with(clause, [*behind[:reason], *behind[put_off:]]) if reason < put_off else clause
                elif then and is_beside(then, clause) and _put_off(then.words[:1], phrases) == 0:
                    # 3件因12月下旬才收到，结转下年
                    clause = _with(clause, [*behind[:reason], *then.words])
                    nth += 1
        yield clause
        nth += 1


def _with(clause: Clause, behind: list[Token], before: list[Token] | None = None) -> Clause:
    """Put other words behind the one figure of a clause, or before it as well."""
    pieces = [clause.words if before is None else before, behind]
    told = [_told(words) for words in pieces]
    return Clause(clause.figures, pieces, [], clause.mark, clause.depth, clause.first, told[0] | told[1], told)


def _told(words: list[Token]) -> int:
    features = 0
    for token in words:
        features |= token.features
    return features


def _without(words: list[Token], features: int) -> Iterator[Token]:
    return (token for token in words if not token.features & features)


def is_described(clause: Clause, phrases: Phrases) -> bool:
    """Tell whether what is said before the one figure of a clause only tells which are left to the year after."""
    before, behind = clause.pieces
    at = _put_off(behind, phrases)
    if not before or at is None or not all(token.features & _PLAIN for token in behind[:at]):
        return False
    return bool(clause.told[0] & phrases.acts) and not clause.told[0] & (_LAST | _OTHER | phrases.results)


def _put_off(words: list[Token], phrases: Phrases) -> int | None:
    """Give where words begin that something is left to the year after."""
    return next((n for n, token in enumerate(words) if token.features & _NEXT and token.features & phrases.acts), None)


def begins_reason(clause: Clause, phrases: Phrases) -> int:
    """Give where behind the one figure of a clause a reason or a day begins; -1 where its end is told as well."""
    before, behind = clause.pieces
    ends = phrases.results | phrases.parties | _NONE | _ALL
    if clause.told[1] & ends or (before and before[-1].features & phrases.acts & ~_LEFT and not clause.told[0] & _LEFT):
        return -1
    opens = (n for n, token in enumerate(behind) if token.features & (_BECAUSE | _WITHIN) or token.features == _FILLER)
    return next(opens, -1)


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
    return is_beside(then, clause) and bool(then.features & phrases.acts) and not then.features & untold


def is_beside(then: Clause, clause: Clause) -> bool:
    """Tell whether a clause goes on with what the one before it says, without a figure."""
    return then.mark == "," and then.depth == clause.depth and not then.figures
