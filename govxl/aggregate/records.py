"""A sum as a record of scope `aggregate`, with its lineage beside its figures; and read again.

Beside what every record has, it holds `aggregate`: `{"complete", "draft", "inputs": [what `lineage` tells of each],
"gaps": [{"unit", "code", "scope", "kind", "state", "why", "of"}], "adjustments": [{"point", "change", "reason"}],
"lineage": sha256 of the file with every input's figures, "counts": {"returns", "exceptions", "unaudited", "outdated"}
at all levels, also "wrong" where any was published and is known to be, "added": units that were not in last year's,
"gone": units that were}`; where there are any, also `"typed": [{"unit", "file", "state", "why", "why_en", "differing":
[{"point", "typed"}]}]`, the sums that units typed and that do not count, and `"set_aside"`, units of which a sum that
was handed over does not.
"""

import hashlib
import json
from decimal import Decimal
from typing import Any

from govxl.aggregate.breaking import breaking_in, breaks
from govxl.aggregate.family import OWN
from govxl.aggregate.lineage import lineage_of, told_adjustment, told_entry
from govxl.aggregate.model import Adjustment, Figures, Sum, TypedAside
from govxl.aggregate.notes import broken_by, notes_of
from govxl.aggregate.points import inputs_of
from govxl.filing.checks import broken_in, is_of_figures
from govxl.filing.figures import demands
from govxl.filing.model import Fact, Filing, Identity, SourceFile, prior_values
from govxl.filing.record import Record, RecordError, lacking, make_record, record_number, value_at
from govxl.filing.schema import ENVELOPE, misfit
from govxl.filing.units import same_name
from govxl.form.model import Check, Form
from govxl.language.expressions import Value, evaluate, paths_in
from govxl.layout.layout import Layout, Verdicts, arrange
from govxl.words import Both

__all__ = ["adjustments_in", "counts_of", "figures_in", "read_kept", "record_of"]

TABLES, DOUBTFUL = "tables", "warning"

# -- The record


def record_of(found: Sum, form: Form) -> Record:
    """Make the record of a sum; no prose, and findings by the same rules as any return's that ask for none.

    Where something may stand in two returns, the rule that says so has the severity its form gives it in sums. Raises
    RecordError where a form wants figures that have no sum.
    """
    layout, lineage = arrange(form), hashlib.sha256(lineage_of(found)).hexdigest()
    parent = found.parent
    identity = Identity(
        form.id, form.edition, parent.name, parent.code, parent.level, parent.kind, found.year, "aggregate"
    )
    facts = _facts(layout, found)
    values: dict[str, Value] = {path: fact.value for path, fact in facts.items()}
    values |= {**identity.texts(), "year": Decimal(found.year), **prior_values(found.prior)}
    verdicts = Verdicts(layout, values)
    totals = {path: verdicts.value(path) for path, point in form.points.items() if point.kind == "computed"}
    totals |= {each.path: evaluate(each.value, verdicts.value) for each in form.derived}
    whole = {path: total if isinstance(total, Decimal) else Decimal(0) for path, total in totals.items()}
    checks = [check for check in form.checks if is_of_figures(layout, check)]
    source = SourceFile("", lineage, "govxl", "none", notes_of(found))
    broken = tuple(broken_in(layout, verdicts, checks, _severities(layout, found)))
    made = make_record(Filing(layout, identity, facts, whole, found.prior, source, broken))
    made["source"]["notes"] += broken_by(form, breaking_in(form, found, made))
    return {**made, "aggregate": _aggregate(found, lineage)}


def _facts(layout: Layout, found: Sum) -> dict[str, Fact]:
    """Give every input its figure, and every field the nothing that stands for a blank one."""
    summed = set(inputs_of(layout.form))
    facts: dict[str, Fact] = {}
    for slot in (*layout.of_kind("input"), *layout.of_kind("field")):
        value: Decimal | str | None = None if slot.traits.numeric else ""
        if slot.path in summed:
            value = found.figures.get(slot.path, Decimal(0))
        elif slot.path == "unit.title":
            value = found.parent.title or found.parent.name
        facts[slot.path] = Fact(slot.path, value, slot.box)
    return facts


def _severities(layout: Layout, found: Sum) -> dict[str, str]:
    """Give the severity, by id, of rules of which it is not the form's own.

    The office made some milder; others speak of what may stand both in the unit's own return and in one below (G4).
    """
    own = [each for each in found.contributions if each.scope == OWN and same_name(each.unit, found.parent.name)]
    below = [each for each in found.contributions if each not in own]
    twice = (
        check.rule
        for check in layout.form.checks
        if check.rule.summed
        and any(breaks(layout, check, each.figures) for each in own)
        and any(breaks(layout, check, each.figures) for each in below)
    )
    # Figures need not follow on from last year's where units were added, merged or removed (G5).
    apart = (check.rule for check in layout.form.checks if any(found.changes) and _is_of_two_years(check))
    return {**{rule.id: DOUBTFUL for rule in apart}, **found.severities, **{rule.id: rule.summed for rule in twice}}


def _is_of_two_years(check: Check) -> bool:
    """Tell whether a check asks for an explanation where this year's figures are not last year's."""
    asks = check.rule.severity == "explainable"
    return asks and any(path.startswith("prior.") for path in paths_in(check.holds))


def _aggregate(found: Sum, lineage: str) -> dict[str, Any]:
    return {
        "complete": found.complete,
        "draft": found.draft,
        "inputs": [told_entry(each) for each in found.contributions],
        "gaps": [
            {
                "unit": gap.unit,
                "code": gap.code,
                "scope": gap.scope,
                "kind": gap.kind,
                "state": gap.state,
                "why": gap.why.zh,
                "of": gap.of,
            }
            for gap in found.gaps
        ],
        "adjustments": [told_adjustment(each) for each in found.adjustments],
        "lineage": lineage,
        "counts": counts_of(found),
        "added": list(found.changes.added),
        "gone": list(found.changes.gone),
        **({"typed": [_told_typed(each) for each in found.typed]} if found.typed else {}),
        **({"set_aside": [each.unit for each in found.set_aside]} if found.set_aside else {}),
    }


def _told_typed(each: TypedAside) -> dict[str, Any]:
    values = {path: None if value is None else record_number(value) for path, value in each.differing.items()}
    differing = [{"point": path, "typed": value} for path, value in values.items()]
    why, why_en = each.why or ("", "")
    whose = {"unit": each.unit, "file": each.file, "state": each.state}
    return {**whose, "why": why, "why_en": why_en, "differing": differing}


def counts_of(found: Sum) -> dict[str, int]:
    """Count the returns in a sum at all levels, and those that were let pass, that nobody accepted, or are outdated."""
    return {
        "returns": sum(1 for _ in found.returns),
        "exceptions": len(found.exceptions),
        "unaudited": len(found.unaudited),
        "outdated": len(found.outdated),
        **({"wrong": len(found.wrong)} if found.wrong else {}),
    }


# -- Read again


def read_kept(data: bytes, sha256: str) -> Record:
    """Read a record that was judged before it was kept, by the sha256 the log has of it: twenty times as fast.

    Raises RecordError for other bytes than those.
    """
    if hashlib.sha256(data).hexdigest() != sha256:
        raise RecordError(Both("和日志里的 sha256 对不上", "is not what the log has the sha256 of"))
    try:
        record = json.loads(data, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError):
        record = None
    if not isinstance(record, dict) or _is_unfit(record):
        raise RecordError(Both("不是 govxl 的记录", "is no record of govxl"))
    return record


def _no_number(word: str) -> Decimal:
    raise ValueError(word)


def _is_unfit(record: Record) -> bool:
    """Tell whether a record departs from what every record has.

    What stands in its tables is looked at where it is added up.
    """
    head = {key: record[key] for key in ENVELOPE["properties"] if key in record and key != TABLES}
    return misfit(head, ENVELOPE) is not None or not ENVELOPE["properties"].keys() <= record.keys()


def figures_in(record: Record, form: Form) -> Figures:
    """Give the inputs of a record other than 0, of those that are added up.

    Raises RecordError for a record that has not all points of its form, or a figure that is none.
    """
    tables, points, figures = record["tables"], form.points, {}
    try:
        for path in inputs_of(form):
            value = value_at(tables, path)
            if isinstance(value, int | Decimal) and value:
                figures[path] = Decimal(value)
                if demands(figures[path], points[path].traits):
                    at = f"record.tables.{path}"
                    raise RecordError(Both(f"{at} 不能是 {value}", f"{at} cannot be {value}"))
    except (KeyError, TypeError, AttributeError):
        raise lacking(path) from None
    return figures


def typed_in_record(record: Record) -> tuple[TypedAside, ...]:
    """Give the sums that units typed themselves and that do not count, as the record of one that does tells of them."""
    return tuple(
        TypedAside(
            each["unit"],
            each["file"],
            each["state"],
            Both(each["why"], each["why_en"]) if each["why"] else None,
            {one["point"]: None if one["typed"] is None else Decimal(one["typed"]) for one in each["differing"]},
        )
        for each in record.get("aggregate", {}).get("typed", ())
    )


def adjustments_in(record: Record) -> tuple[Adjustment, ...]:
    """Give the adjustments that the record of a sum has."""
    told = record.get("aggregate", {}).get("adjustments", ())
    return tuple(Adjustment(each["point"], Decimal(each["change"]), each["reason"]) for each in told)
