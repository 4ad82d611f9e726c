"""Records as data: one tidy row for every cell, and CSV that spreadsheets read without being misled.

The only place for pandas. Figures are Decimal all the way; `null`, not applicable, is None in the frame.
"""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

import pandas as pd

from govxl.form.model import Form
from govxl.report.lookup import Record, exact, figure_text

__all__ = ["COLUMNS", "tidy", "to_csv"]

COLUMNS = ("form", "edition", "unit", "code", "year", "scope", "table", "row", "column", "label", "value", "kind")

STARTS = tuple("=+-@＝＋－＠")
"""A text that begins like this, after blanks or not, is taken for a formula."""


def tidy(returns: Iterable[tuple[Form, Record]]) -> pd.DataFrame:
    """Put every cell of every record in a row of its own, in form order; no value becomes a float."""
    rows = [row for form, record in returns for row in _rows(form, record)]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _rows(form: Form, record: Record) -> Iterator[tuple[Any, ...]]:
    unit = record["unit"]
    identity = (form.id, form.edition, unit["name"], unit["code"], record["year"], record["scope"])
    for path, point in form.points.items():
        table, row, column = path.split(".")
        value = record["tables"][table][row][column]
        kept = value if value is None or isinstance(value, str) else exact(value)
        yield (*identity, table, row, column, point.label, kept, point.kind)


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write a frame as CSV: UTF-8 with a BOM, CRLF, figures as they are, texts that look like formulas disarmed."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_field(str(name)) for name in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([_field(value) for value in row])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _field(value: Any) -> str:
    """Write one field; a text gets an apostrophe where a spreadsheet would calculate it."""
    if isinstance(value, str):
        armed = value.lstrip().startswith(STARTS) or value.startswith(("\t", "\r", "\n"))
        return f"'{value}" if armed else value
    if isinstance(value, Decimal | int) or value is None:
        return figure_text(value)
    raise TypeError(f"no field of a table of ours: {value!r}")
