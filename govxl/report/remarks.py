"""What a record says about itself: the rule findings it was accepted with, in the form's words, put together by rule.

For the papers an office keeps to itself; nothing of this is published.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from govxl.form.measures import measured, unit_of
from govxl.form.model import Check, Form
from govxl.language.expressions import Constant, paths_in
from govxl.report.record_values import Record, figure_text, one_line, paragraphs
from govxl.words import COVER_SHEET

__all__ = ["BrokenAt", "Remark", "explained", "remarks_of", "spots_in", "unexplained"]

NO_RULE = "（表式里没有这条规则了）"

FIGURE = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,10})?")


@dataclass(frozen=True, slots=True)
class BrokenAt:
    """One place where a rule is broken: sheet and line as printed, and both sides in words, empty where it has none."""

    place: str
    sides: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A broken rule at one or several places, and the reason given for it, if any, paragraph by paragraph."""

    rule: str
    says: str
    basis: str
    severity: str
    reason: tuple[str, ...]
    spots: tuple[BrokenAt, ...]


def remarks_of(form: Form, record: Record) -> tuple[Remark, ...]:
    """Give the rule findings of a record; those of one rule with one reason share a remark."""
    reasons = {(each["rule"], each["at"]): each["reason"] for each in record["explanations"]}
    checks = {(check.rule.id, check.at): check for check in form.checks}
    rules = {check.rule.id: check.rule for check in form.checks}
    grouped: dict[tuple[str, str, str], list[BrokenAt]] = {}
    for each in record["findings"]:
        where = each["rule"], each["at"]
        key = each["rule"], each["severity"], reasons.get(where, "")
        grouped.setdefault(key, []).append(_spot(form, checks.get(where), each))
    return tuple(
        Remark(
            one_line(rules[rule].called if rule in rules else rule),
            rules[rule].says if rule in rules else NO_RULE,
            rules[rule].basis if rule in rules else "",
            severity,
            paragraphs(reason),
            tuple(spots),
        )
        for (rule, severity, reason), spots in grouped.items()
    )


def explained(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Keep those a reason was given for."""
    return tuple(remark for remark in remarks if remark.reason)


def unexplained(remarks: tuple[Remark, ...], severity: str) -> tuple[Remark, ...]:
    """Keep those of a severity that nobody gave a reason for."""
    return tuple(remark for remark in remarks if remark.severity == severity and not remark.reason)


def spots_in(remarks: tuple[Remark, ...]) -> int:
    """Count the places."""
    return sum(len(remark.spots) for remark in remarks)


def _spot(form: Form, check: Check | None, found: Record) -> BrokenAt:
    left, right = (one_line(found[side] or "") for side in ("left", "right"))
    if check is None:
        return BrokenAt(one_line(found["at"]), _both(left, right))
    place = "　".join(filter(None, [next(_sheets(form, check), ""), check.label]))
    if isinstance(check.right, Constant) and left:
        return BrokenAt(place, measured(form, check, left))
    return BrokenAt(place, _both(left, right, unit_of(form, check)))


def _sheets(form: Form, check: Check) -> Iterator[str]:
    """Yield the sheets a check reads, that of its own table first."""
    tables = {table.name: table.sheet for table in form.tables}
    parts = {part.name: part.sheet for part in form.parts}
    if check.rule.table:
        yield tables[check.rule.table]
    for path in paths_in(check.holds):
        match path.split("."):
            case ["narrative", part, _]:
                yield parts[part]
            case ["cover", _]:
                yield COVER_SHEET
            case [table, *_] if table in tables:
                yield tables[table]


def _both(left: str, right: str, unit: str = "") -> str:
    if not (left and right):
        return left or right
    shown = f"左边 {left}，右边 {right}"
    if not (FIGURE.fullmatch(left) and FIGURE.fullmatch(right)) or Decimal(left) == Decimal(right):
        return shown
    difference = Decimal(left) - Decimal(right)
    return f"{shown}，{'左' if difference > 0 else '右'}边多 {figure_text(abs(difference))} {unit}".rstrip()
