"""Which returns in a sum break a rule by themselves that the sum does: where to look, among thousands."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from govxl.aggregate.model import Contribution, Figures, Sum
from govxl.aggregate.points import inputs_of
from govxl.filing.record import Record
from govxl.form.model import Check, Form
from govxl.language.expressions import Value, evaluate, paths_in
from govxl.layout.layout import Layout, Verdicts, arrange

__all__ = ["Breaking", "breaking_in", "breaks"]

MOST = 20
"""Returns that are named of a rule."""

ASKED = ("hard", "explainable")
"""Severities of findings that somebody has to see to."""


class Breaking(NamedTuple):
    """A rule that a sum breaks, by its id, with the first returns in it that do as well; `more` tells of others.

    `adjusted` tells that the sum would not break it without its adjustments.
    """

    rule: str
    returns: tuple[Contribution, ...]
    more: bool
    adjusted: bool


def breaks(layout: Layout, check: Check, figures: Figures) -> bool:
    """Tell whether a check does not hold of figures, whether their unit is asked or not; what they lack is 0."""
    values: dict[str, Value] = dict.fromkeys(inputs_of(layout.form), Decimal(0))
    return evaluate(check.holds, Verdicts(layout, {**values, **figures}).value) is False


def breaking_in(form: Form, found: Sum, record: Record) -> tuple[Breaking, ...]:
    """Say of each rule that a sum breaks, and that somebody has to see to, which returns break it.

    Rules that look at last year are left out: what a return was held against is not in a sum.
    """
    layout = arrange(form)
    broken: dict[str, list[Check]] = {}
    known = {(check.rule.id, check.at): check for check in form.checks}
    for each in record["findings"]:
        check = known.get((each["rule"], each["at"]))
        if check and each["severity"] in ASKED and not any(path.startswith("prior.") for path in paths_in(check.holds)):
            broken.setdefault(each["rule"], []).append(check)
    before = {**found.figures}
    for change in found.adjustments:
        before[change.point] -= change.change
    told = []
    for rule, checks in broken.items():
        first = tuple(islice(_returns(layout, found, checks), MOST + 1))
        adjusted = not any(breaks(layout, check, before) for check in checks)
        told.append(Breaking(rule, first[:MOST], len(first) > MOST, adjusted))
    return tuple(told)


def _returns(layout: Layout, found: Sum, checks: list[Check]) -> Iterator[Contribution]:
    return (each for each in found.returns if any(breaks(layout, check, each.figures) for check in checks))
