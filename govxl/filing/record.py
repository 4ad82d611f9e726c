"""Filing <-> record.json: the one thing an office archives, and its JSON Schema.

Numbers are exact: whole figures are integers, others decimals, never binary fractions. Keys stand in form order.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from govxl.filing.figures import Problem, demands
from govxl.filing.model import Filing, Identity, Prior
from govxl.filing.schema import ENVELOPE, misfit, nested, record_schema
from govxl.filing.texts import beyond_measure
from govxl.form.definition import load_form
from govxl.form.model import Form, Point, crossing_of, own_name
from govxl.inputs import UnfitError, from_json
from govxl.language.expressions import Value, evaluate, spoken
from govxl.layout.layout import Layout
from govxl.version import VERSION
from govxl.words import COLON, SEMICOLON, Both, SaidError

__all__ = [
    "Record",
    "RecordError",
    "dump_record",
    "form_of",
    "hold_against",
    "identity_in",
    "json_number",
    "lacking",
    "load_record",
    "make_record",
    "prior_in",
    "record_number",
    "value_at",
]  # fmt: skip

Record = Mapping[str, Any]


ZIP = b"PK\x03\x04"
"""What a workbook begins with, as any zip does."""


class RecordError(SaidError):
    """The file is no record of ours; the sentence says what is wrong, `file` which it is, where that is known."""

    file: str = ""


def lacking(point: str) -> RecordError:
    """Make the error for a record that lacks what its form asks for."""
    return RecordError(Both(f"记录里没有 {point}，它的表式要有", f"the record has no {point}, which its form asks for"))


def record_number(value: Decimal) -> int | Decimal:
    """Give a figure as the record keeps it: whole ones as integers, others without trailing zeros."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def json_number(value: int | Decimal) -> int | str:
    """Give a figure as plain JSON takes it, which knows no decimals: a text keeps every digit of what is not whole."""
    number = record_number(Decimal(value))
    return number if isinstance(number, int) else f"{number:f}"


def make_record(filing: Filing) -> dict[str, Any]:
    """Put a return into the shape of the archive; the filing must have a fact for every input."""
    form, facts, identity = filing.layout.form, filing.facts, filing.identity
    kept: dict[str, Any] = {
        path: record_number(fact.value) if isinstance(fact.value, Decimal) else fact.value
        for path, fact in facts.items()
    }
    totals = {path: record_number(total) for path, total in filing.totals.items()}
    # A total is ours, whatever its cell shows.
    values = {**totals, **kept}
    unit = {
        "name": identity.name,
        "title": facts["unit.title"].value,
        "code": identity.code,
        "level": identity.level,
        "kind": identity.kind,
        "change": facts["unit.change"].value,
    }
    broken = filing.rule_findings
    sides = [{"left": found.actual, "right": found.expected} for found in broken]
    return {
        "record": 1,
        "form": form.id,
        "edition": form.edition,
        "unit": unit,
        "year": identity.year,
        "scope": identity.scope,
        "cover": {path.removeprefix("cover."): kept[path] for path in form.fields if path.startswith("cover.")},
        "tables": {
            table.name: {r: {c: values[p.path] for c, p in row.items()} for r, row in form.rows_of(table.name).items()}
            for table in form.tables
        },
        "derived": nested((each.path, totals[each.path]) for each in form.derived),
        "notes": {t.name: kept[f"{t.name}.note"] for t in form.tables if f"{t.name}.note" in form.fields},
        "narrative": {
            part.name: {own_name(path): kept[path] for path in part.fields} for part in form.parts if part.fields
        },
        "explanations": [
            {"rule": found.rule, "at": found.at, "reason": found.reason, **both}
            for found, both in zip(broken, sides, strict=True)
            if found.reason is not None
        ],
        "findings": [
            {
                "code": found.code,
                "name": found.name,
                "rule": found.rule,
                "at": found.at,
                "severity": found.severity,
                **both,
            }
            for found, both in zip(broken, sides, strict=True)
        ],
        "prior": _prior(filing.prior),
        "remarks": [dict(each) for each in filing.remarks],
        "source": {**filing.source._asdict(), "notes": list(filing.source.notes)},
        "govxl": VERSION,
    }


def _prior(prior: Prior | None) -> dict[str, Any] | None:
    if prior is None:
        return None
    tables = nested((path, record_number(value)) for path, value in prior.figures.items())
    told = {"year": prior.year, "edition": prior.edition, "sha256": prior.sha256}
    return {**told, "from": prior.origin, "tables": tables}


# -- Looking up


def value_at(tables: Mapping[str, Any], path: str) -> Any:
    """Give what tables of a record hold at a point, `table.row.column`; raises KeyError where that is nothing."""
    table, row, column = crossing_of(path)
    return tables[table][row][column]


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
    if data.startswith(ZIP):
        zh = "这是工作簿、Word 文件或压缩包；填好的报表先用 govxl ingest 处理，再用它生成的 record.json"
        en = "this is a workbook, a Word file or a zip; govxl ingest makes a record.json of a return, which is wanted"
        raise RecordError(Both(zh, en))
    try:
        record = from_json(data)
    except UnfitError as error:
        raise RecordError(error.sentence) from None
    if not isinstance(record, dict) or record.get("record") != 1:
        raise RecordError(Both('里面没有写 "record": 1', 'it has no "record": 1'))
    missing = [key for key in ("form", "edition", "unit", "year", "scope", "tables") if key not in record]
    if missing:
        keys = ", ".join(missing)
        raise RecordError(Both(f"里面没有 {keys}", f"it has no {keys}"))
    problem = misfit(record, ENVELOPE)
    if problem:
        raise RecordError(problem)
    return record


def form_of(record: Record) -> Form:
    """Load the form a record is of; raises UnknownFormError where it is not installed."""
    return load_form(f"{record['form']}/{record['edition']}")


def hold_against(record: Record, form: Form) -> None:
    """Raise RecordError where a record is not as its form's schema has it."""
    problem = misfit(record, record_schema(form))
    if "aggregate" in record and record["scope"] != "aggregate":
        zh = f"record.aggregate：统计口径是 {record['scope']} 的记录不是汇总，里面不会有这一项"
        problem = problem or Both(zh, f"record.aggregate: a record of scope {record['scope']} is no sum")
    if problem := problem or next(_unfit_figures(record, form), None):
        raise RecordError(problem)
    # A record may hold what no workbook can: a text too long for a cell, or all of them too long together.
    groups = {"unit": record["unit"], "cover": record["cover"], "notes": record["notes"]}
    groups |= {f"narrative.{part}": texts for part, texts in record["narrative"].items()}
    groups |= {f"tables.{table}.{row}": line for table, rows in record["tables"].items() for row, line in rows.items()}
    groups |= {f"explanations.{nth}": each for nth, each in enumerate(record["explanations"])}
    pairs = ((f"{group}.{name}", text) for group, texts in groups.items() for name, text in texts.items())
    found = beyond_measure(form, {path: text for path, text in pairs if isinstance(text, str)}, lambda tree: "")
    if found:
        cure = Both("请删减原表里的文字", "shorten the text in the workbook")
        raise RecordError(COLON.between(f"record.{found.path}", SEMICOLON.between(found.measure, cure)))


def _unfit_figures(record: Record, form: Form) -> Iterator[Both]:
    """Say which figures no workbook holds to the last digit, and which totals are not what they add up to."""
    derived = {each.path: each for each in form.derived}

    def value_of(path: str) -> Value:
        kept = value_at(record["derived" if path in derived else "tables"], path)
        return Decimal(kept) if isinstance(kept, int | Decimal) else kept

    def figure_of(path: str) -> Decimal:
        # What is not applicable adds nothing to a total.
        value = value_of(path)
        return value if isinstance(value, Decimal) else Decimal(0)

    for path, point in form.points.items():
        if point.kind == "computed":
            if problem := _other_total(figure_of(path), sum(map(figure_of, point.operands), Decimal(0))):
                yield _of(f"record.tables.{path}", point.label, problem)
        elif point.traits.numeric:
            yield from _no_figure(f"record.tables.{path}", point, figure_of(path))
    for path, field in form.fields.items():
        if path.startswith("cover.") and field.traits.numeric:
            kept = record["cover"].get(path.removeprefix("cover."))
            yield from _no_figure(f"record.{path}", field, Decimal(kept or 0))
    for path, each in derived.items():
        if problem := _other_total(figure_of(path), evaluate(each.value, value_of)):
            yield _of(f"record.derived.{path}", each.label, problem)


def _of(place: str, label: str, problem: Both) -> Both:
    return Both(f"{place}（{label}）{problem.zh}", f"{place} (“{label}”) {problem.en}")


def _no_figure(place: str, point: Point, value: Decimal) -> Iterator[Both]:
    if isinstance(demands(value, point.traits), Problem):
        zh = f"不能是 {value:f}：最多 15 位数字，小数不能比表里要的多"
        yield _of(place, point.label, Both(zh, f"cannot be {value:f}: 15 digits at most, and the form's decimals"))


def _other_total(kept: Decimal, added: Value) -> Both | None:
    """Say that a record was edited by hand, for we add up before we write."""
    if kept == added:
        return None
    return Both(
        f"是 {kept:f}，各项相加是 {spoken(added)}；记录不要手工改，请改原表后重新运行 govxl ingest",
        f"is {kept:f} and adds up to {spoken(added)}; leave records alone, correct the workbook and run govxl ingest",
    )


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

    What was not applicable counts as 0, as it does in printed totals. The long texts come along, where any were
    written.
    """
    figures = {}
    form = layout.form
    for path, point in form.points.items():
        try:
            value = value_at(record["tables"], path)
        except (KeyError, TypeError):
            continue  # the form of the record may have other lines than this one
        if value is None and point.traits.not_applicable:
            value = 0
        if point.traits.numeric and f"prior.{path}" in layout.slots and isinstance(value, int | Decimal):
            figures[path] = Decimal(value)
    long = (path for path, field in form.fields.items() if field.traits.kind == "long_text")
    texts = {path: text for path in long if (text := _text_at(record, path)).strip()}
    return Prior(record["year"], record["edition"], sha256, figures, texts=texts, unit=record["unit"]["name"])


def _text_at(record: Record, path: str) -> str:
    """Give the text of a field, as it was typed; empty where its form has none of that name."""
    held: Any = record
    for key in path.split("."):
        held = held.get(key) if isinstance(held, Mapping) else None
    return held if isinstance(held, str) else ""
