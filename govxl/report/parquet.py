"""Tidy rows as Parquet, for those who read many records at once; needs the extra `govxl[parquet]`.

Two columns say what stands in a cell. `text` has it as it is published, with every digit and `/` for not applicable; it
is never null. `value` has the figure as decimal128(38, 12), and null where there is none (not applicable, a text, a
blank) or one of more digits than that, which no spreadsheet holds. The only place for pyarrow.
"""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

from govxl.characters import writable
from govxl.report.lookup import figure_text
from govxl.report.tables import COLUMNS

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:  # the extra is not installed
    pa = pq = None

__all__ = ["EXTRA", "NoParquetError", "fits", "has_parquet", "read_parquet", "to_parquet"]

EXTRA = "govxl[parquet]"
"""What has to be installed."""

DIGITS, PLACES = 38, 12
"""Of a figure in all, and behind its point: a form's figures have 15 digits."""


class NoParquetError(RuntimeError):
    """The library that writes Parquet is not installed."""

    def __init__(self) -> None:
        super().__init__(f"pyarrow is not installed: pip install '{EXTRA}'")


def has_parquet() -> bool:
    """Tell whether Parquet can be written here."""
    return pq is not None


def to_parquet(frame: Any) -> bytes:
    """Write the rows of `tables.tidy`; the same rows give the same bytes. Raises NoParquetError."""
    if pq is None:
        raise NoParquetError
    columns = {name: list(frame[name]) for name in COLUMNS}
    schema = pa.schema([(name, _type_of(name)) for name in (*COLUMNS, "text")])
    values = columns["value"]
    columns["text"] = [figure_text(value) for value in values]
    columns["value"] = [value if isinstance(value, Decimal) and fits(value) else None for value in values]
    texts = {name: [writable(value) for value in columns[name]] for name in columns if name not in ("year", "value")}
    out = BytesIO()
    pq.write_table(pa.table(columns | texts, schema=schema), out, compression="zstd", store_schema=False)
    return out.getvalue()


def read_parquet(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of ours, by the names of its columns. Raises NoParquetError."""
    if pq is None:
        raise NoParquetError
    yield from pq.read_table(BytesIO(data)).to_pylist()


def _type_of(name: str) -> Any:
    return {"year": pa.int32(), "value": pa.decimal128(DIGITS, PLACES)}.get(name, pa.string())


def fits(value: Decimal) -> bool:
    """Tell whether a figure has no more digits than its column holds."""
    digits, exponent = value.as_tuple()[1:]
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return isinstance(exponent, int) and -exponent - zeros <= PLACES and value.adjusted() < DIGITS - PLACES
