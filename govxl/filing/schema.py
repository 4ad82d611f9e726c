"""The JSON Schema (draft 2020-12) of a form's record, generated from the form."""

import json
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import Any

from govxl.form.model import Form, Point, crossing_of, own_name
from govxl.text import brief
from govxl.words import KINDS, LEVELS, REASON_LENGTH, SCOPES, Both
from govxl.workbook.located import KINDS as KINDS_BESIDE

__all__ = ["ENVELOPE", "misfit", "nested", "record_schema"]

TEXT = {"type": "string"}
NULLABLE = {"type": ["string", "null"]}
SIDES = {"left": NULLABLE, "right": NULLABLE}
SEVERITY = {"enum": ["hard", "explainable", "warning", "info"]}
"""Of a rule finding in a record; `hard` ones only where somebody overrode them."""

SOURCE = {
    "file": TEXT,
    "sha256": {**TEXT, "pattern": "^[0-9a-f]{64}$"},
    "producer": TEXT,
    "seal": TEXT,
    "notes": {"type": "array", "items": TEXT},
}
UNIT = {
    "name": {**TEXT, "minLength": 1},
    "title": {**TEXT, "minLength": 1},
    "code": TEXT,
    "level": {"enum": ["", *LEVELS]},
    "kind": {"enum": ["", *KINDS]},
    "change": TEXT,
}
FIGURES = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": {"type": "number"}},
    },
}
"""Figures of another year: their form may have other tables and lines."""
PRIOR = {
    "year": {"type": "integer"},
    "edition": TEXT,
    "sha256": TEXT,
    "from": {"enum": ["office", "file"]},
    "tables": FIGURES,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema(form: Form) -> dict[str, Any]:
    """Describe the record of a form: no key beyond it is allowed, and each is required.

    But for optional fields of the cover, which a form may have gained since a record was archived, for remarks, which
    records did not keep at first (none is as good as an empty list), and for what only a sum made by us has.
    """
    tables = {
        table.name: _object(
            {
                row: _object({column: _value(point) for column, point in points.items()})
                for row, points in form.rows_of(table.name).items()
            }
        )
        for table in form.tables
    }
    derived = nested((each.path, {"type": "number"}) for each in form.derived)
    parts = {
        part.name: _object({own_name(path): _value(form.fields[path]) for path in part.fields})
        for part in form.parts
        if part.fields
    }
    years = {"minimum": form.years.first or 0, **({"maximum": form.years.last} if form.years.last else {})}
    notes = {table.name: TEXT for table in form.tables if f"{table.name}.note" in form.fields}
    cover = {path.removeprefix("cover."): _value(p) for path, p in form.fields.items() if path.startswith("cover.")}
    gained = {name for name in cover if form.fields[f"cover.{name}"].traits.required == "no"}
    properties = {
        "record": {"const": 1},
        "form": {"const": form.id},
        "edition": {"const": form.edition},
        "unit": _object(UNIT),
        "year": {"type": "integer", **years},
        "scope": {"enum": list(SCOPES)},
        "cover": _object(cover, gained),
        "tables": _object(tables),
        "derived": _object(
            {
                table: _object({row: _object(columns) for row, columns in rows.items()})
                for table, rows in derived.items()
            }
        ),
        "notes": _object(notes),
        "narrative": _object(parts),
        "explanations": _list({"rule": TEXT, "at": TEXT, "reason": {**TEXT, "minLength": REASON_LENGTH}, **SIDES}),
        "findings": _list({"code": TEXT, "name": TEXT, "rule": TEXT, "at": TEXT, "severity": SEVERITY, **SIDES}),
        # Records made before `from` was kept do not say it.
        "prior": {"anyOf": [{"type": "null"}, _object(PRIOR, {"from"})]},
        "remarks": _list({"sheet": TEXT, "cell": TEXT, "kind": {"enum": list(KINDS_BESIDE)}, "text": TEXT}),
        "source": _object(SOURCE),
        "govxl": TEXT,
        "aggregate": _summed(),
    }
    described = {"$schema": DIALECT, "$id": f"urn:govxl:record:{form.id}:{form.edition}", "title": form.title}
    return described | _object(properties, {"remarks", "aggregate"})


ENVELOPE: dict[str, Any] = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("form", "edition", "scope"), TEXT),
        "year": {"type": "integer"},
        "unit": {
            "type": "object",
            "properties": dict.fromkeys(("name", "code", "level", "kind"), TEXT),
            "required": ["name", "code", "level", "kind"],
        },
        "tables": {"type": "object", "additionalProperties": {"type": "object"}},
    },
}
"""What every record has, whatever its form."""

KINDS_OF: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, Decimal),
    "null": type(None),
}


KIND_WORDS = {
    "object": Both("一组有名称的内容", "object"),
    "array": Both("列表", "array"),
    "string": Both("文字", "string"),
    "boolean": Both("true 或 false", "boolean"),
    "integer": Both("整数", "integer"),
    "number": Both("数", "number"),
    "null": Both("null", "null"),
}
"""What each kind of a value is called."""


def misfit(value: Any, schema: Mapping[str, Any], at: str = "record") -> Both | None:
    """Say where a value first departs from a schema of ours, and nothing when it fits."""
    return _misfit(value, schema, (at,))


def _misfit(value: Any, schema: Mapping[str, Any], at: tuple[str | int, ...]) -> Both | None:
    # Most values fit: their place is written out only where one does not.
    if "anyOf" in schema:
        # The last shape is the one that can be told of; before it stands only null.
        tried = [_misfit(value, each, at) for each in schema["anyOf"]]
        return None if None in tried else tried[-1]
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        return _cannot_be(at, value)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    # Python takes a truth for an integer, JSON does not.
    truth = isinstance(value, bool) and "boolean" not in kinds
    if kinds and (truth or not isinstance(value, tuple(KINDS_OF[kind] for kind in kinds))):
        wanted = Both("或", " or ").between(*(KIND_WORDS[kind] for kind in kinds))
        return Both(f"{_place(at)} 不是{wanted.zh}", f"{_place(at)} is no {wanted.en}")
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        for key in schema.get("required", ()):
            if key not in value:
                return Both(f"{_place(at)} 里没有 {key}", f"{_place(at)} has no {key}")
        for key, each in value.items():
            if key not in known and others is False:
                told = brief(key)
                zh = f"{_place(at)} 里有 {told}，它的表式里没有这一项"
                return Both(zh, f"{_place(at)} has {told}, which its form does not ask for")
            if problem := _misfit(each, known.get(key, others), (*at, key)):
                return problem
        return None
    if isinstance(value, list):
        each_of = schema.get("items", {})
        return next(filter(None, (_misfit(each, each_of, (*at, n)) for n, each in enumerate(value))), None)
    if isinstance(value, str):
        return _cannot_be(at, value) if len(value) < schema.get("minLength", 0) else None
    low = isinstance(value, int | Decimal) and value < schema.get("minimum", value)
    high = isinstance(value, int | Decimal) and value > schema.get("maximum", value)
    return _cannot_be(at, value) if low or high else None


def _place(at: tuple[str | int, ...]) -> str:
    """Write out where a value stands: what it is in, then the names it stands under and its numbers in lists."""
    first, *below = at
    return f"{first}" + "".join(f"[{each}]" if isinstance(each, int) else f".{brief(each)}" for each in below)


def _cannot_be(at: tuple[str | int, ...], value: Any) -> Both:
    told = brief(json.dumps(value, ensure_ascii=False, default=str))
    return Both(f"{_place(at)} 不能是 {told}", f"{_place(at)} cannot be {told}")


def nested(items: Iterable[tuple[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Nest what is known by point, `table.row.column`, as a record's tables are."""
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    for path, value in items:
        table, row, column = crossing_of(path)
        tables.setdefault(table, {}).setdefault(row, {})[column] = value
    return tables


def _object(properties: dict[str, Any], optional: Container[str] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(properties: dict[str, Any], optional: Container[str] = ()) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties, optional)}


def _summed() -> dict[str, Any]:
    """Describe what the record of a sum says of it besides its figures."""
    texts, whose = (
        dict.fromkeys(("state", "record", "record_sha256", "file", "file_sha256"), TEXT),
        {"unit": TEXT, "code": TEXT},
    )
    truth, count = {"type": "boolean"}, {"type": "integer", "minimum": 0}
    scoped = {**whose, "scope": {"enum": list(SCOPES)}}
    kind, names = {"enum": ["missing", "left-out"]}, {"type": "array", "items": TEXT}
    return _object(
        {
            "complete": truth,
            "draft": truth,
            "inputs": _list({**scoped, **texts, "unaudited": truth, "later": TEXT}, {"later"}),
            "gaps": _list({**scoped, "kind": kind, "state": TEXT, "why": TEXT, "of": TEXT}),
            "adjustments": _list(
                {"point": TEXT, "change": {"type": "number"}, "reason": {**TEXT, "minLength": REASON_LENGTH}}
            ),
            "lineage": SOURCE["sha256"],
            # Records made before `outdated`, `added` and `gone` were kept do not say them.
            "counts": _object(
                dict.fromkeys(("returns", "exceptions", "unaudited", "outdated", "wrong"), count), {"outdated", "wrong"}
            ),
            "added": names,
            "gone": names,
            "typed": _list(
                {
                    **dict.fromkeys(("unit", "file", "state", "why", "why_en"), TEXT),
                    "differing": _list({"point": TEXT, "typed": {"type": ["number", "null"]}}),
                }
            ),
            "set_aside": names,
        },
        {"added", "gone", "typed", "set_aside"},
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
