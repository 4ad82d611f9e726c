"""Report years: the notation `2021-`, and the condition it makes of a rule."""

import re
from decimal import Decimal

from govxl.form.expressions import All, Cell, Compare, Constant, ExpressionError, Node
from govxl.form.model import Years

__all__ = ["years_condition", "years_of"]


def years_of(text: str) -> Years:
    """Read `2021-`, `-2020`, `2019-2020` or `2021`; raises ExpressionError for anything else."""
    found = re.fullmatch(r"(\d{4})?(-)?(\d{4})?", text.strip())
    if not found or not any(found.groups()):
        raise ExpressionError(f"years are written 2021-, 2019-2020 or 2021, not {text!r}")
    first, dash, last = found.groups()
    return Years(int(first) if first else None, int(last) if last else (None if dash else int(first)))


def years_condition(text: str) -> Node:
    """Make the condition that the report year lies within."""
    years = years_of(text)
    ends = [(">=", years.first), ("<=", years.last)]
    return All(tuple(Compare(sign, Cell("year"), Constant(Decimal(end))) for sign, end in ends if end is not None))
