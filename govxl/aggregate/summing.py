"""Figures added up and adjusted; totals and derived figures follow from them by the form's own rules."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from functools import cache

from govxl.aggregate.model import Adjustment, Contribution, Figures
from govxl.filing.figures import demands
from govxl.form.model import Form, table_of
from govxl.text import brief
from govxl.words import Both, SaidError

__all__ = ["AdjustmentError", "added_up", "inputs_of"]

LINES = Both("\n", "\n")


class AdjustmentError(SaidError):
    """Adjustments that cannot be made: every mistake, one a line."""


@cache
def inputs_of(form: Form) -> tuple[str, ...]:
    """Give the points of which figures are added up: counts and amounts typed into the statutory tables.

    Shares of a hundred have no sum, and what stands in a table that the statute does not print is each unit's own.
    """
    auxiliary = {table.name for table in form.tables if table.auxiliary}
    return tuple(
        path
        for path, point in form.points.items()
        if point.kind == "input"
        and point.traits.numeric
        and point.traits.kind != "percent"
        and table_of(path) not in auxiliary
    )


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
            mistakes.append(_placed(change, _no_input(form, change.point)))
    mistakes += _unfit(form, figures, adjusted)
    if mistakes:
        raise AdjustmentError(LINES.between(*mistakes))
    return figures


def _no_input(form: Form, point: str) -> Both:
    """Say why a point cannot be adjusted, and which one is meant."""
    known = form.points.get(point)
    if known and known.operands:
        named = "、".join(known.operands[:3])
        zh = f"{point}（{known.label}）是合计，由各项相加得出；请调整它的分项，例如 {named}"
        return Both(zh, f"{point} (“{known.label}”) is a total; adjust what it adds up, such as {named}")
    near = get_close_matches(point, inputs_of(form), 1, 0.5)
    meant = Both(f"，是不是 {near[0]}？", f"; perhaps {near[0]} is meant") if near else Both("", "")
    zh = f"没有可以调整的项目“{brief(point)}”{meant.zh}；可以用 govxl forms cells {form.name} 查看各格的名称"
    en = f"there is no figure “{brief(point)}” to adjust{meant.en}; govxl forms cells {form.name} lists them"
    return Both(zh, en)


def _unfit(form: Form, figures: Figures, adjustments: list[Adjustment]) -> Iterator[Both]:
    """Name the adjustments after which a figure is none that its cell could hold."""
    last = {each.point: each for each in adjustments if each.point in figures}
    for point, each in last.items():
        problem = demands(figures[point], form.points[point].traits)
        if problem is None:
            continue
        label, now = form.points[point].label, figures[point]
        before = now - sum((other.change for other in adjustments if other.point == point), Decimal(0))
        zh = f"{point}（{label}）汇总是 {before:f}，调整后成了 {now:f}，这一格不能这样填；请核对增减的数"
        en = f"{point} (“{label}”) adds up to {before:f} and would be {now:f}, which its cell does not take"
        yield _placed(each, Both(zh, en))


def _placed(each: Adjustment, told: Both) -> Both:
    return Both(f"第 {each.row} 行：{told.zh}", f"line {each.row}: {told.en}") if each.row else told
