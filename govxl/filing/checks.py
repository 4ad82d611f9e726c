"""States of checks to findings: what is broken, by how much, over which cells, and whether a reason was given."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from govxl.filing.figures import shortest
from govxl.filing.model import Findings, WorkbookReading
from govxl.filing.texts import spelled
from govxl.findings.finding import Both, Finding, finding
from govxl.form.measures import measured, unit_of
from govxl.form.model import Check
from govxl.language.expressions import Arithmetic, Call, Cell, Cells, Constant, Node, Value, evaluate, paths_in, spoken
from govxl.layout.check_formulas import (
    bound_path,
    figures_tree,
    inputs_behind,
    is_hollow_tree,
    reason_path,
    was_given_path,
)
from govxl.layout.layout import Layout, Verdicts
from govxl.text import brief
from govxl.words import REASON_LENGTH, SEVERITIES, State
from govxl.workbook.located import EMPTY, where

__all__ = [
    "RULE_FINDINGS", "TEXT_FINDINGS", "broken_checks", "broken_in", "carried_reasons", "is_of_figures", "sides_of",
    "total_findings",
    "why_not_explained",
]  # fmt: skip

# -- Reasons


JUDGED = (State.PASS, State.OUT, State.EXPLAINED)
"""States in which a reason is bound to the figures that stand there."""


def carried_reasons(layout: Layout, verdicts: Verdicts) -> dict[str, Value]:
    """Bind every reason to the figures it stands beside, by path; what could not be judged stays as it was carried."""
    kept: dict[str, Value] = {}
    for check in layout.form.checks:
        reason = verdicts.value(reason_path(check))
        if not check.rule.takes_reason or not isinstance(reason, str) or not reason.strip():
            continue
        if evaluate(is_hollow_tree(check), verdicts.value) is True:
            continue
        if verdicts.state(check) in JUDGED:
            kept[bound_path(check)] = evaluate(figures_tree(layout.form, check), verdicts.value)
        else:
            # What cannot be judged now keeps its binding, but a reason written since was given for no figures yet.
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


# -- Checks


NAMES = {"hard": "rule-broken", "explainable": "unexplained", "warning": "doubtful", "info": "notable"}
IN_WORDS = ("text", "long_text")
"""Types of what is written in words."""

TEXT_FINDINGS = frozenset({"text-differs", "text-sums-differ", "text-slip"})
RULE_FINDINGS = frozenset(NAMES.values()) | TEXT_FINDINGS
"""What speaks of a broken rule; of those, what speaks of a place in a text."""

BROKEN = {*SEVERITIES.values(), State.EXPLAINED}
MAX_TERMS = 8
ASCII_SIGNS = str.maketrans("＋－×＝", "+-*=")


def broken_checks(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Yield one finding for every check that is broken on its own account."""
    layout, blamed = reading.layout, reading.blamed
    # One cause, one finding: nothing is judged over a cell of which a finding speaks already.
    asked = (check for check in layout.form.checks if blamed.isdisjoint(layout.reads[check.path]))
    return broken_in(layout, reading.verdicts, asked, reading.expected.severities)


def broken_in(
    layout: Layout, verdicts: Verdicts, checks: Iterable[Check], severities: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield one finding for each of these checks that is broken; `severities` is as in `Expected`."""
    for check in checks:
        if check.rule.prose:
            continue  # what texts say is told place by place
        state = verdicts.state(check)
        if state in BROKEN:
            severity = severities.get(check.rule.id, check.rule.severity)
            yield _broken(layout, check, verdicts, state, severity)


def is_of_figures(layout: Layout, check: Check) -> bool:
    """Tell whether a check asks for nothing that somebody writes in words, which a sum has none of."""
    fields = layout.form.fields
    return not any(path in fields and fields[path].traits.kind in IN_WORDS for path in layout.reads[check.path])


def _broken(layout: Layout, check: Check, verdicts: Verdicts, state: str, severity: str) -> Finding:
    rule = check.rule
    reason = verdicts.value(reason_path(check)) if state == State.EXPLAINED else None
    given = why_not_explained(check, verdicts) if state == State.ASKED else Both("", "")
    slots, cells = layout.slots, []
    for path in dict.fromkeys(paths_in(check.holds)):
        # The identity is hidden: nobody can go and look at it.
        if path in slots and slots[path].kind != "identity":
            value = verdicts.value(path)
            cells.append(where(slots[path], None, spoken(value) if isinstance(value, Decimal | str) else ""))
    sides = (check.left, check.right)
    left, right = (None if side is None else spoken(evaluate(side, verdicts.value)) for side in sides)
    return finding(
        NAMES[severity],
        cells,
        severity=severity,  # type: ignore[arg-type]
        rule=rule.id,
        at=check.at,
        reason=str(reason) if reason else None,
        expected=right,
        actual=left,
        says=rule.says.rstrip("。"),
        place=check.label,
        sides=sides_of(layout, check, verdicts),
        remedy=f"{rule.remedy.rstrip('。')}。" if rule.remedy else "",
        basis=rule.basis.rstrip("。"),
        given=given,
        called=rule.called,
    )


def sides_of(layout: Layout, check: Check, verdicts: Verdicts) -> Both:
    """Show both sides and which is more: `：左边 12＋3＝15，右边 14＋2＝16，右边多 1 件`.

    Where the rule itself names the bound, only what is held against it.
    """
    if check.left is None or check.right is None:
        return Both("", "")
    if isinstance(check.right, Constant):
        match check.left:
            case Cell():
                return Both("", "")  # a single cell is shown below anyway
            case Call(name="length" | "substance"):
                length = spoken(evaluate(check.left, verdicts.value))
                return Both(f"（现有 {length} 字）", f" (it has {length} characters)")
        held = _worked(check.left, verdicts)
        return Both(f"（{measured(layout.form, check, held)}）", f" (it is {held.translate(ASCII_SIGNS)})")
    left, right = evaluate(check.left, verdicts.value), evaluate(check.right, verdicts.value)
    assert isinstance(left, Decimal)
    assert isinstance(right, Decimal)
    worked = _worked(check.left, verdicts), _worked(check.right, verdicts)
    plain = (side.translate(ASCII_SIGNS) for side in worked)
    shown = Both("：左边 {}，右边 {}".format(*worked), ": left side {}, right side {}".format(*plain))
    if left == right:
        return shown
    side = Both("左", "left") if left > right else Both("右", "right")
    more = f"{spoken(abs(left - right))} {unit_of(layout.form, check)}".rstrip()
    return Both(f"{shown.zh}，{side.zh}边多 {more}", f"{shown.en}, {side.en} more by {more}")


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


STALE = Both("不用处理：文件保存前没有重新计算", "nothing to do: the file was not recalculated before it was saved")
TYPED_OVER = Both(
    "总计不用填，退回的表里已恢复公式；请核对各格，有填错的改正，没有填错的不用改，原样交回即可",
    "totals are not typed, and the workbook that goes back has its formula again; check the cells, correct what is "
    "wrong, and where nothing is, send it back as it is",
)


def total_findings(reading: WorkbookReading, before: Findings) -> Iterator[Finding]:
    """Compare the totals a file shows with ours.

    A stale figure under its own formula, or the right one typed over it, is worth knowing; another one that was typed
    over it, or that another formula shows, is the clerk's to mend. Where an input is blamed nobody knows the total.
    """
    layout, located, blamed = reading.layout, reading.located, reading.blamed
    for path, point in layout.form.points.items():
        cells = located.cells.get(path) if point.kind == "computed" else None
        if not cells:
            continue
        cell, total = cells[0], reading.totals[path]
        ours = path not in located.untrue and cell is not None and cell.formula is not None
        value = shortest(cell.text) if cell and cell.kind == "number" else None
        figure = str(value) if isinstance(value, Decimal) else cell.text if cell else None
        if cell and cell.formula is not None and not cell.text:
            figure = None  # nothing was cached: some programs never work anything out
        known = blamed.isdisjoint(inputs_behind(layout.form, path))
        differs = known and figure is not None and not _is_total(figure.strip(), total, ours)
        if ours and not differs:
            continue
        # A formula that names other cells than ours may show anything: only under the very same one is it stale.
        stale = differs and ours and path not in located.unsure
        whole = spelled(cell)
        yield finding(
            "total-differs" if differs else "total-typed-over",
            [where(layout.slots[path], None, brief(figure or "") if differs else whole)],
            severity="hard" if differs and not stale else "info",
            rule=point.traits.id or point.path,
            expected=spoken(total),
            actual=figure,
            ours=spoken(total),
            total=point.traits.id or point.label,
            now=whole or EMPTY,
            remedy=STALE if stale else TYPED_OVER,
        )


def _is_total(figure: str, total: Decimal, ours: bool) -> bool:
    try:
        # Half of the sixth decimal, to which formulas round: a double is never off by as much.
        return abs(Decimal(figure) - total) < Decimal("0.0000005") if figure else ours
    except ArithmeticError:
        return False
