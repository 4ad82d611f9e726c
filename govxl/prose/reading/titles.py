"""A sentence that only names what the bare figure behind it is of, as a title does: 一、收件。117件."""

from collections.abc import Sequence

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.clauses import Clause

__all__ = ["titled"]

_FILLER = bit("filler")
LONGEST_TITLE = 2
"""How many clauses, with its number, and words a sentence has at most that is only a title."""


def titled(title: Sequence[Clause], clause: Clause, roles: int) -> Clause | None:
    """Give the clause by which a sentence without figures names, by some roles, what the one behind it begins with."""
    # 一、收件。117件; 4.结转。14件因征求意见，顺延到下年
    if clause.words or clause.first or not clause.figures or len(title) > LONGEST_TITLE:
        return None
    named, begins = title[-1], title[0].first or title[0].mark == "."
    told = [token for token in named.words if token.features & ~_FILLER or token.kind == "gap"]
    return named if begins and 0 < len(told) <= LONGEST_TITLE and named.features & roles else None
