"""Figures added up and adjusted; totals and derived figures follow from them by the form's own rules."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from govxl.aggregate.model import Adjustment, Contribution, Figures
from govxl.aggregate.points import called, inputs_of, why_no_input
from govxl.filing.figures import demands
from govxl.form.model import Form
from govxl.words import Both, SaidError

__all__ = ["AdjustmentError", "added_up"]

LINES = Both("\n", "\n")


class AdjustmentError(SaidError):
    """Adjustments that cannot be made: every mistake, one a line."""


def added_up(form: Form, contributions: Iterable[Contribution], adjustments: Iterable[Adjustment]) -> Figures:
    """Add up every input of a form's statutory tables; adjusting and taking it back gives the same.

    Gives each of them, be it 0. Raises AdjustmentError for an adjustment of no input, or one after which a figure is
    none that the form takes, such as a negative count.
    """
    figures = dict.fromkeys(inputs_of(form), Decimal(0))
    for each in contributions:
        for path, value in each.figures.items():
            figures[path] += value
    adjusted, mistakes = list(adjustments), []
    for change in adjusted:
        if change.point in figures:
            figures[change.point] += change.change
        else:
            mistakes.append(_placed(change, why_no_input(form, change.point)))
    mistakes += _unfit(form, figures, adjusted)
    if mistakes:
        raise AdjustmentError(LINES.between(*mistakes))
    return figures


def _unfit(form: Form, figures: Figures, adjustments: list[Adjustment]) -> Iterator[Both]:
    """Name the adjustments after which a figure is none that its cell could hold."""
    last = {each.point: each for each in adjustments if each.point in figures}
    for point, each in last.items():
        problem = demands(figures[point], form.points[point].traits)
        if problem is None:
            continue
        named, now = called(form, point), figures[point]
        before = now - sum((other.change for other in adjustments if other.point == point), Decimal(0))
        zh = f"{named.zh}汇总是 {before:f}，调整后成了 {now:f}，这一格不能这样填；请核对增减的数"
        en = f"{named.en} adds up to {before:f} and would be {now:f}, which its cell does not take"
        yield _placed(each, Both(zh, en))


def _placed(each: Adjustment, told: Both) -> Both:
    return Both(f"第 {each.row} 行：{told.zh}", f"line {each.row}: {told.en}") if each.row else told
