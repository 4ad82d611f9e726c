"""Records as data: one tidy row for every cell, as CSV that spreadsheets read without being misled, and as Parquet.

Parquet needs the extra `govxl[parquet]`.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, NamedTuple

from govxl.filing.record import value_at
from govxl.form.model import Form, crossing_of
from govxl.report.record_values import Record, exact, figure_text
from govxl.text import writable

__all__ = [
    "COLUMNS",
    "DIGITS",
    "EXTRA",
    "PLACES",
    "NoParquetError",
    "TidyRow",
    "arrow",
    "csv_field",
    "fits",
    "has_parquet",
    "read_parquet",
    "tidy",
    "to_csv",
    "to_parquet",
]

# -- Tidy rows and CSV


class TidyRow(NamedTuple):
    """One cell of one record; its value is exact, None where the cell does not apply."""

    form: str
    edition: str
    unit: str
    code: str
    year: int
    scope: str
    table: str
    row: str
    column: str
    label: str
    value: Decimal | str | None
    kind: str


COLUMNS = TidyRow._fields

STARTS = tuple("=+-@＝＋－＠")
"""A text that begins like this, after blanks or not, is taken for a formula."""


def tidy(returns: Iterable[tuple[Form, Record]]) -> list[TidyRow]:
    """Put every cell of every record in a row of its own, in form order; no value becomes a float."""
    rows: list[TidyRow] = []
    for form, record in returns:
        unit = record["unit"]
        identity = (form.id, form.edition, unit["name"], unit["code"], record["year"], record["scope"])
        for path, point in form.points.items():
            value = value_at(record["tables"], path)
            kept = value if value is None or isinstance(value, str) else exact(value)
            rows.append(TidyRow(*identity, *crossing_of(path), point.label, kept, point.kind))
    return rows


def to_csv(rows: Iterable[TidyRow]) -> bytes:
    """Write rows as CSV: UTF-8 with a BOM, CRLF, figures as they are, texts that look like formulas disarmed."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([csv_field(value) for value in row])
    # The mark tells Excel that this is UTF-8, or it takes Chinese for the local code page; half a pair has no bytes.
    return text.getvalue().encode("utf-8-sig", errors="replace")


def csv_field(value: Any) -> str:
    """Write one field of a CSV; a text gets an apostrophe where a spreadsheet would calculate it."""
    if isinstance(value, str):
        armed = value.lstrip().startswith(STARTS) or value.startswith(("\t", "\r", "\n"))
        return f"'{value}" if armed else value
    if isinstance(value, Decimal | int) or value is None:
        return figure_text(value)
    raise TypeError(f"no field of a table of ours: {value!r}")


# -- Parquet


EXTRA = "govxl[parquet]"
"""What has to be installed."""

DIGITS, PLACES = 38, 12
"""Of a figure in all, and behind its point: a form's figures have 15 digits."""


class NoParquetError(RuntimeError):
    """The library that writes Parquet is not installed."""

    def __init__(self) -> None:
        super().__init__(f"pyarrow is not installed: pip install '{EXTRA}'")


def arrow() -> tuple[Any, Any]:
    """Load the library and its part for Parquet, which take longer to load than a return to judge. NoParquetError."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:  # the extra is not installed
        raise NoParquetError from None
    return pyarrow, pyarrow.parquet


def has_parquet() -> bool:
    """Tell whether Parquet can be written here."""
    try:
        arrow()
    except NoParquetError:
        return False
    return True


def to_parquet(rows: Sequence[TidyRow]) -> bytes:
    """Write the rows of `tidy`; the same rows give the same bytes. Raises NoParquetError."""
    pa, pq = arrow()
    columns: dict[str, list[Any]] = {name: [row[nth] for row in rows] for nth, name in enumerate(COLUMNS)}
    types = {"year": pa.int32(), "value": pa.decimal128(DIGITS, PLACES)}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in (*COLUMNS, "text")])
    values = columns["value"]
    # A column has one type: what is not applicable, or has more digits than fit, is in the column of texts alone.
    columns["text"] = [figure_text(value) for value in values]
    columns["value"] = [value if isinstance(value, Decimal) and fits(value) else None for value in values]
    texts = {name: [writable(value) for value in columns[name]] for name in columns if name not in ("year", "value")}
    out = BytesIO()
    pq.write_table(pa.table(columns | texts, schema=schema), out, compression="zstd", store_schema=False)
    return out.getvalue()


def read_parquet(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of ours, by the names of its columns. Raises NoParquetError."""
    _, pq = arrow()
    yield from pq.read_table(BytesIO(data)).to_pylist()


def fits(value: Decimal) -> bool:
    """Tell whether a figure has no more digits than its column holds."""
    # Zeros at the end take no room behind the point, however many were written.
    digits, exponent = value.as_tuple()[1:]
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return isinstance(exponent, int) and -exponent - zeros <= PLACES and value.adjusted() < DIGITS - PLACES
