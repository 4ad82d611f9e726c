"""The JSON Schema (draft 2020-12) of a form's record, generated from the form."""

from typing import Any

from govxl.form.model import Form, Part, Point
from govxl.form.words import KINDS, LEVELS, REASON_LENGTH, SCOPES

__all__ = ["record_schema"]

TEXT = {"type": "string"}
NULLABLE = {"type": ["string", "null"]}
SIDES = {"left": NULLABLE, "right": NULLABLE}
SEVERITY = {"enum": ["explainable", "warning", "info"]}
SOURCE = {
    "file": TEXT,
    "sha256": {**TEXT, "pattern": "^[0-9a-f]{64}$"},
    "producer": TEXT,
    "seal": TEXT,
    "notes": {"type": "array", "items": TEXT},
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema(form: Form) -> dict[str, Any]:
    """Describe the record of a form, every key required and no other allowed."""
    tables = {table.name: _table(form, table.name) for table in form.tables}
    notes = {table.name: TEXT for table in form.tables if f"{table.name}.note" in form.fields}
    cover = {path.removeprefix("cover."): _value(p) for path, p in form.fields.items() if path.startswith("cover.")}
    properties = {
        "record": {"const": 1},
        "form": {"const": form.id},
        "edition": {"const": form.edition},
        "unit": _unit(),
        "year": _years(form),
        "scope": {"enum": list(SCOPES)},
        "cover": _object(cover),
        "tables": _object(tables),
        "derived": _derived(form),
        "notes": _object(notes),
        "narrative": _object({part.name: _part(part) for part in form.parts if part.fields}),
        "explanations": _list({"rule": TEXT, "at": TEXT, "reason": {**TEXT, "minLength": REASON_LENGTH}, **SIDES}),
        "findings": _list({"code": TEXT, "name": TEXT, "rule": TEXT, "at": TEXT, "severity": SEVERITY, **SIDES}),
        "prior": _prior(),
        "source": _object(SOURCE),
        "govxl": TEXT,
    }
    described = {"$schema": DIALECT, "$id": f"urn:govxl:record:{form.id}:{form.edition}", "title": form.title}
    return described | _object(properties)


def _years(form: Form) -> dict[str, Any]:
    last = {"maximum": form.years.last} if form.years.last else {}
    return {"type": "integer", "minimum": form.years.first or 0, **last}


def _part(part: Part) -> dict[str, Any]:
    return _object({path.rsplit(".", 1)[1]: TEXT for path in part.fields})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}


def _unit() -> dict[str, Any]:
    known = {"level": {"enum": ["", *LEVELS]}, "kind": {"enum": ["", *KINDS]}}
    return _object(
        {"name": {**TEXT, "minLength": 1}, "title": {**TEXT, "minLength": 1}, "code": TEXT, **known, "change": TEXT}
    )


def _table(form: Form, table: str) -> dict[str, Any]:
    rows = form.rows_of(table)
    return _object(
        {row: _object({column: _value(point) for column, point in points.items()}) for row, points in rows.items()}
    )


def _value(point: Point) -> dict[str, Any]:
    """Describe one value; an optional figure may be null, as one not applicable may."""
    traits = point.traits
    if not traits.numeric:
        return {"enum": ["", *traits.choices]} if traits.choices else TEXT
    kind = "number" if traits.places else "integer"
    nullable = point.kind != "computed" and (traits.not_applicable or traits.required == "no")
    described: dict[str, Any] = {"type": [kind, "null"] if nullable else kind}
    if traits.kind != "signed":
        described["minimum"] = 0
    return described


def _derived(form: Form) -> dict[str, Any]:
    nested: dict[str, dict[str, dict[str, Any]]] = {}
    for each in form.derived:
        table, row, column = each.path.split(".")
        nested.setdefault(table, {}).setdefault(row, {})[column] = {"type": "number"}
    return _object(
        {table: _object({row: _object(columns) for row, columns in rows.items()}) for table, rows in nested.items()}
    )


def _prior() -> dict[str, Any]:
    tables = {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "number"}},
        },
    }
    return {
        "anyOf": [
            {"type": "null"},
            _object({"year": {"type": "integer"}, "edition": TEXT, "sha256": TEXT, "tables": tables}),
        ]
    }
