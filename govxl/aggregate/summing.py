"""Figures added up and adjusted; totals and derived figures follow from them by the form's own rules."""

from collections.abc import Iterable

from govxl.aggregate.model import Adjustment, Contribution, Figures
from govxl.form.model import Form

__all__ = ["added_up"]


def added_up(form: Form, contributions: Iterable[Contribution], adjustments: Iterable[Adjustment]) -> Figures:
    """Add up every input of a form's statutory tables; adjusting and taking it back gives the same.

    Raises SaidError for an adjustment of no input, or one that makes a count negative.
    """
    raise NotImplementedError
