"""Filing <-> record.json: the one thing an office archives, and its JSON Schema.

Numbers are exact: whole figures are integers, others decimals, never binary fractions. Keys stand in form order.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from govxl.filing.model import Fact, Filing, Identity, Prior
from govxl.filing.schema import ENVELOPE, misfit, record_schema
from govxl.findings import Finding
from govxl.form.layout import Layout
from govxl.form.model import Form
from govxl.version import VERSION

__all__ = [
    "Record", "RecordError", "dump_record", "hold_against", "identity_in", "load_record", "make_record", "number",
    "prior_in",
]  # fmt: skip

Record = Mapping[str, Any]


class RecordError(ValueError):
    """The file is no record of ours; the message says what is wrong, `file` which it is, where that is known."""

    file: str = ""


def number(value: Decimal) -> int | Decimal:
    """Give a figure as the record keeps it: whole ones as integers, others without trailing zeros."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def _kept(value: Decimal | str | None) -> int | Decimal | str | None:
    return number(value) if isinstance(value, Decimal) else value


def make_record(filing: Filing) -> dict[str, Any]:
    """Put a return into the shape of the archive; the filing must have a fact for every input."""
    form, facts = filing.layout.form, filing.facts
    identity = filing.identity
    return {
        "record": 1,
        "form": form.id,
        "edition": form.edition,
        "unit": _unit(identity, facts),
        "year": identity.year,
        "scope": identity.scope,
        "cover": _group(form, facts, "cover."),
        "tables": _tables(form, facts, filing.totals),
        "derived": _nested((each.path, number(filing.totals[each.path])) for each in form.derived),
        "notes": {
            table.name: facts[f"{table.name}.note"].value
            for table in form.tables
            if f"{table.name}.note" in form.fields
        },
        "narrative": {
            part.name: {path.rsplit(".", 1)[1]: _kept(facts[path].value) for path in part.fields}
            for part in form.parts
            if part.fields
        },
        "explanations": _explanations(filing.rule_findings),
        "findings": [_rule_finding(found) for found in filing.rule_findings],
        "prior": _prior(filing.prior),
        "remarks": [dict(each) for each in filing.remarks],
        "source": {**asdict(filing.source), "notes": list(filing.source.notes)},
        "govxl": VERSION,
    }


def _unit(identity: Identity, facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {
        "name": identity.name,
        "title": facts["unit.title"].value,
        "code": identity.code,
        "level": identity.level,
        "kind": identity.kind,
        "change": facts["unit.change"].value,
    }


def _group(form: Form, facts: Mapping[str, Fact], prefix: str) -> dict[str, Any]:
    return {path.removeprefix(prefix): _kept(facts[path].value) for path in form.fields if path.startswith(prefix)}


def _tables(form: Form, facts: Mapping[str, Fact], totals: Mapping[str, Decimal]) -> dict[str, Any]:
    def value(path: str) -> Any:
        return _kept(facts[path].value) if path in facts else number(totals[path])

    return {
        table.name: {r: {c: value(p.path) for c, p in row.items()} for r, row in form.rows_of(table.name).items()}
        for table in form.tables
    }


def _nested(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for path, value in items:
        table, row, column = path.split(".")
        nested.setdefault(table, {}).setdefault(row, {})[column] = value
    return nested


def _explanations(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {"rule": found.rule, "at": found.at, "reason": found.reason, "left": found.actual, "right": found.expected}
        for found in findings
        if found.reason is not None
    ]


def _rule_finding(found: Finding) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "rule": found.rule,
        "at": found.at,
        "severity": found.severity,
        "left": found.actual,
        "right": found.expected,
    }


def _prior(prior: Prior | None) -> dict[str, Any] | None:
    if prior is None:
        return None
    tables = _nested((path, number(value)) for path, value in prior.figures.items())
    told = {"year": prior.year, "edition": prior.edition, "sha256": prior.sha256}
    return {**told, "from": prior.origin, "tables": tables}


# -- Bytes


def dump_record(record: Record) -> bytes:
    """Write a record as UTF-8 JSON with exact numbers and one newline at the end."""
    return (_written(record, "\n") + "\n").encode()


def _written(value: object, margin: str) -> str:
    """Write a value as JSON, indented by one blank a level; the json module would make a float of a Decimal."""
    match value:
        case Decimal() if value.is_finite():
            return f"{value:f}"
        case str() | int() | None:
            return json.dumps(value, ensure_ascii=False)
        case dict():
            pairs = ((json.dumps(key, ensure_ascii=False), _written(each, margin + " ")) for key, each in value.items())
            return _enclosed("{}", [f"{key}: {each}" for key, each in pairs], margin)
        case list() | tuple():
            return _enclosed("[]", [_written(each, margin + " ") for each in value], margin)
    raise TypeError(f"a record holds no {type(value).__name__}")


def _enclosed(brackets: str, items: list[str], margin: str) -> str:
    return brackets if not items else f"{brackets[0]}{margin} {f',{margin} '.join(items)}{margin}{brackets[1]}"


def load_record(data: bytes) -> dict[str, Any]:
    """Read a record; raises RecordError when it is none."""
    try:
        record = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not JSON: {error}") from None
    if not isinstance(record, dict) or record.get("record") != 1:
        raise RecordError('not a record of govxl (no "record": 1)')
    missing = [key for key in ("form", "edition", "unit", "year", "scope", "tables") if key not in record]
    if missing:
        raise RecordError(f"the record has no {', '.join(missing)}")
    problem = misfit(record, ENVELOPE)
    if problem:
        raise RecordError(problem)
    return record


def hold_against(record: Record, form: Form) -> None:
    """Raise RecordError where a record is not as its form's schema has it."""
    problem = misfit(record, record_schema(form))
    if problem:
        raise RecordError(problem)


def identity_in(record: Record) -> Identity:
    """Say whose record this is."""
    unit = record["unit"]
    return Identity(
        record["form"],
        record["edition"],
        unit["name"],
        unit["code"],
        unit["level"],
        unit["kind"],
        record["year"],
        record["scope"],
    )


def prior_in(record: Record, sha256: str, layout: Layout) -> Prior:
    """Take a record as last year's: the figures of points that this form has as well.

    What was not applicable counts as 0, as it does in printed totals.
    """
    figures = {}
    for path, point in layout.form.points.items():
        table, row, column = path.split(".")
        line = record["tables"].get(table, {}).get(row, {})
        value = line.get(column) if isinstance(line, dict) else None
        if value is None and point.traits.not_applicable and isinstance(line, dict) and column in line:
            value = 0
        if point.traits.numeric and f"prior.{path}" in layout.slots and isinstance(value, int | Decimal):
            figures[path] = Decimal(value)
    return Prior(record["year"], record["edition"], sha256, figures)
