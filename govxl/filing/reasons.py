"""What a workbook that is made again carries along of its reasons, and why a reason that was given does not count."""

from govxl.characters import brief
from govxl.findings import Both
from govxl.form.expressions import Value, evaluate
from govxl.form.layout import Layout
from govxl.form.model import Check
from govxl.form.reasons import bound_path, figures_tree, is_hollow_tree, reason_path, was_given_path
from govxl.form.verdicts import Verdicts
from govxl.form.words import REASON_LENGTH, State

__all__ = ["carried_reasons", "why_not_explained"]

JUDGED = (State.PASS, State.OUT, State.EXPLAINED)
"""States in which a reason is bound to the figures that stand there."""


def carried_reasons(layout: Layout, verdicts: Verdicts) -> dict[str, Value]:
    """Bind every reason to the figures it stands beside, by path; what could not be judged stays as it was carried."""
    kept: dict[str, Value] = {}
    for check in layout.form.checks:
        reason = verdicts.value(reason_path(check))
        if check.rule.severity != "explainable" or not isinstance(reason, str) or not reason.strip():
            continue
        if evaluate(is_hollow_tree(check), verdicts.value) is True:
            continue
        if verdicts.state(check) in JUDGED:
            kept[bound_path(check)] = evaluate(figures_tree(layout.form, check), verdicts.value)
        else:
            as_given = reason == verdicts.value(was_given_path(check))
            kept[bound_path(check)] = verdicts.value(bound_path(check)) if as_given else None
        kept[was_given_path(check)] = reason
    return kept


def why_not_explained(check: Check, verdicts: Verdicts) -> Both:
    """Say why the reason beside a check does not count; nothing where none was given."""
    reason = verdicts.value(reason_path(check))
    if not isinstance(reason, str) or not reason.strip():
        return Both("", "")
    given = brief(reason)
    if evaluate(is_hollow_tree(check), verdicts.value) is True:
        return Both(
            f"；已写的“{given}”没有说出原因（至少 {REASON_LENGTH} 个字，空话不算）",
            f"; “{given}” gives no reason ({REASON_LENGTH} characters at least, hollow words left out)",
        )
    return Both(
        f"；原来的说明“{given}”是为改动前的数写的，请按现在的数重写",
        f"; “{given}” was given for other figures and must be written anew",
    )
