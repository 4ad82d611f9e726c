"""Looking things up in a record: what stands at a path, and how a figure is written. Knows no form."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from govxl.language.expressions import Lookup, Value
from govxl.words import MARKS

__all__ = ["NOT_APPLICABLE", "Record", "exact", "figure_text", "lookup"]

Record = Mapping[str, Any]
"""The JSON of a record, its numbers int or Decimal."""

NOT_APPLICABLE = MARKS[0]
"""How `null`, not applicable, is written."""


def lookup(record: Record) -> Lookup:
    """Give the function from a path to what the record holds there; None for what it does not hold.

    Paths are those of the form: `table.row.column` (printed, computed or derived), `table.note`, `cover.field`,
    `narrative.part.field`, `unit.title`, `year`, `scope`, and any table path below `prior.`. A cell that is not
    applicable reads `/`, as it does in the workbook.
    """

    def value_of(path: str) -> Value:
        if path.startswith("prior."):
            return _value_in(record.get("prior") or {}, path.removeprefix("prior.").split("."))
        return _value_in(record, path.split("."))

    return value_of


def _value_in(record: Record, path: list[str]) -> Value:
    match path:
        case [key]:
            return _plain(record.get(key))
        case ["unit" | "cover" as group, key]:
            return _plain(record.get(group, {}).get(key))
        case ["narrative", part, key]:
            return _plain(record.get("narrative", {}).get(part, {}).get(key))
        case [table, "note"]:
            return _plain(record.get("notes", {}).get(table))
        case [table, row, column]:
            for place in ("tables", "derived"):
                line = record.get(place, {}).get(table, {}).get(row, {})
                if column in line:
                    return NOT_APPLICABLE if line[column] is None else _plain(line[column])
    return None


def _plain(value: Any) -> Value:
    return value if value is None or isinstance(value, str) else exact(value)


def exact(value: Any) -> Decimal:
    """Take a number of a record as it is; raises TypeError for one that has lost its digits to a float."""
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise TypeError(f"not an exact number: {value!r}")


def figure_text(value: Any) -> str:
    """Write what stands in a cell as it is published: every digit, no exponent, no separators."""
    if value is None:
        return NOT_APPLICABLE
    if isinstance(value, str):
        return value
    figure = exact(value)
    return f"{figure:f}" if figure else f"{abs(figure):f}"
