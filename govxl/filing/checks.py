"""States of checks to findings: what is broken, by how much, over which cells, and whether a reason was given.

A check that reads a cell already reported says nothing: one cause, one finding.
"""

from collections.abc import Iterator
from decimal import Decimal

from govxl.filing.values import Values
from govxl.findings import Finding, Where, finding
from govxl.form.expressions import Arithmetic, Call, Cell, Cells, Constant, Node, evaluate, paths_in, spoken
from govxl.form.formulas import inputs_behind, reads_of
from govxl.form.layout import Layout
from govxl.form.model import Check
from govxl.form.verdicts import Verdicts
from govxl.form.words import SEVERITIES, State
from govxl.workbook.integrity import where

__all__ = ["broken_checks", "sides_of", "total_findings"]

NAMES = {"hard": "rule-broken", "explainable": "needs-explanation", "warning": "please-verify", "info": "worth-knowing"}
BROKEN = {*SEVERITIES.values(), State.EXPLAINED}
MAX_TERMS = 8


def broken_checks(layout: Layout, read: Values, verdicts: Verdicts) -> Iterator[Finding]:
    """Yield one finding for every check that is broken on its own account."""
    for check in layout.form.checks:
        state = verdicts.state(check)
        if state in BROKEN and not read.blamed.intersection(reads_of(layout.form, check)):
            yield _broken(layout, check, verdicts, state)


def _broken(layout: Layout, check: Check, verdicts: Verdicts, state: str) -> Finding:
    rule = check.rule
    reason = verdicts.value(f"reason.{rule.id}.{check.group}") if state == State.EXPLAINED else None
    cells = [_where(layout, path, verdicts) for path in dict.fromkeys(paths_in(check.holds)) if _visible(layout, path)]
    left, right = (_figure(side, verdicts) for side in (check.left, check.right))
    return finding(
        NAMES[rule.severity],
        cells,
        severity=rule.severity,  # type: ignore[arg-type]
        rule=rule.id,
        at=check.at,
        reason=str(reason) if reason else None,
        expected=right,
        actual=left,
        says=rule.says.rstrip("。"),
        place=check.label,
        sides=sides_of(check, verdicts),
        remedy=f"{rule.remedy.rstrip('。')}。" if rule.remedy else "",
        basis=rule.basis.rstrip("。"),
    )


def _visible(layout: Layout, path: str) -> bool:
    """Tell whether a person can go and look at what a rule read; the identity is hidden."""
    return path in layout.slots and layout.slots[path].kind != "identity"


def _where(layout: Layout, path: str, verdicts: Verdicts) -> Where:
    value = verdicts.value(path)
    return where(layout.slots[path], None, spoken(value) if isinstance(value, Decimal | str) else "")


def _figure(side: Node | None, verdicts: Verdicts) -> str | None:
    return None if side is None else spoken(evaluate(side, verdicts.value))


def sides_of(check: Check, verdicts: Verdicts) -> str:
    """Show both sides and which is more: `：左边 12＋3＝15，右边 14＋2＝16，右边多 1`.

    Where the rule itself names the bound, only what is held against it.
    """
    if check.left is None or check.right is None:
        return ""
    if isinstance(check.right, Constant):
        return _measured(check.left, verdicts)
    left, right = evaluate(check.left, verdicts.value), evaluate(check.right, verdicts.value)
    assert isinstance(left, Decimal)
    assert isinstance(right, Decimal)
    more = f"左边多 {spoken(left - right)}" if left > right else f"右边多 {spoken(right - left)}"
    return f"：左边 {_worked(check.left, verdicts)}，右边 {_worked(check.right, verdicts)}" + (
        f"，{more}" if left != right else ""
    )


def _measured(side: Node, verdicts: Verdicts) -> str:
    """Show what is held against a bound that the rule names itself; a single cell is shown below anyway."""
    match side:
        case Cell():
            return ""
        case Call(name="length"):
            return f"（现有 {spoken(evaluate(side, verdicts.value))} 字）"
    return f"（现为 {_worked(side, verdicts)}）"


def _worked(node: Node, verdicts: Verdicts) -> str:
    """Write a side with its figures, and its result where it is more than one figure."""
    total = spoken(evaluate(node, verdicts.value))
    text = _terms(node, verdicts)
    return total if text in (None, total) else f"{text}＝{total}"


def _terms(node: Node, verdicts: Verdicts) -> str | None:
    match node:
        case Constant() | Cell():
            value = evaluate(node, verdicts.value)
            return spoken(value) if isinstance(value, Decimal) else "0"
        case Arithmetic(sign=sign, left=left, right=right):
            first, second = _terms(left, verdicts), _terms(right, verdicts)
            shown = {"+": "＋", "-": "－", "*": "×"}[sign]
            return f"{first}{shown}{second}" if first and second else None
        case Call(name="sum", args=(Cells(paths=paths),)) if len(paths) <= MAX_TERMS:
            return "＋".join(
                spoken(value) if isinstance(value := verdicts.value(path), Decimal) else "0" for path in paths
            )
    return None


def total_findings(
    layout: Layout, shown: dict[str, tuple[str | None, bool]], totals: dict[str, Decimal], blamed: set[str]
) -> Iterator[Finding]:
    """Compare the totals a file shows with ours; `shown` gives text and whether a formula stands there.

    A stale figure under its formula is worth knowing; one typed over the formula that differs is the clerk's to mend.
    """
    for path, (text, has_formula) in shown.items():
        ours = totals.get(path)
        if ours is None or text is None or blamed.intersection(inputs_behind(layout.form, path)):
            continue
        try:
            same = abs(Decimal(text) - ours) < Decimal("0.0000005") if text.strip() else has_formula
        except ArithmeticError:
            same = False
        if not same:
            point = layout.form.points[path]
            yield finding(
                "total-differs",
                [where(layout.slots[path], None, text)],
                severity="info" if has_formula else "hard",
                rule=point.traits.id or point.path,
                expected=spoken(ours),
                actual=text,
                ours=spoken(ours),
                total=point.traits.id or point.label,
            )
