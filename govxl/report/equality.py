"""The proof that an output says what its record says: every figure is found again at its place, and equal.

What should be there is read from the form and the record, what is there by `read_back`; how outputs are made is not
looked at. Tables and prose have modules of their own; rows of data are held to the points of the form here.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from govxl.form.model import Form
from govxl.report.lookup import Record, exact
from govxl.report.parquet import fits
from govxl.report.prose_equality import in_charts, in_prose
from govxl.report.read_back import READERS, Datum, ReadBack
from govxl.report.table_equality import Disagreement, alike, in_tables, same, told

__all__ = ["Disagreement", "DisagreementError", "disagreements", "prove"]

DISARMED = "'"
"""What stands before a text in CSV that a spreadsheet would calculate."""

MOST_SHOWN = 3


class DisagreementError(Exception):
    """An output that was just made is not as its record: a mistake of ours."""

    def __init__(self, name: str, found: Sequence[Disagreement]) -> None:
        shown = "; ".join(f"{each.about}: {each.wanted!r} became {each.found!r}" for each in found[:MOST_SHOWN])
        super().__init__(f"{name} disagrees with its record in {len(found)} places: {shown}")
        self.found = tuple(found)


def prove(form: Form, record: Record, name: str, data: bytes) -> None:
    """Read an output of this format again; raises DisagreementError where it is not as the record, or unreadable."""
    if name not in READERS:
        return
    try:
        there = READERS[name](data)
    except ValueError as error:
        raise DisagreementError(name, [Disagreement("file", "", str(error))]) from error
    if found := list(disagreements(form, record, there)):
        raise DisagreementError(name, found)


def disagreements(form: Form, record: Record, there: ReadBack) -> Iterator[Disagreement]:
    """Yield every figure that is not there, or is another."""
    if there.tables is not None:
        yield from in_tables(form, record, there.tables, there.units)
    if there.lines is not None:
        yield from in_prose(form, record, there.lines)
    yield from in_charts(form, record, there.charts)
    if there.rows is not None:
        yield from _in_rows(form, record, there.rows, there.whole)


def _in_rows(form: Form, record: Record, rows: Sequence[Datum], whole: bool) -> Iterator[Disagreement]:
    """Hold row after row against the points of the form; rows beyond those that could be read are not missed."""
    unit = record["unit"]
    identity = (form.id, form.edition, unit["name"], unit["code"], str(record["year"]), record["scope"])
    for path, row in zip_longest(form.points, rows):
        if path is None or (row is None and whole):
            yield Disagreement(path or ".".join(row.about[-3:]), "" if path is None else path, "")
            continue
        if row is None:
            return
        table, line, column = path.split(".")
        value = record["tables"][table][line][column]
        if not all(map(_said, row.about, (*identity, table, line, column))):
            yield Disagreement(path, " ".join(identity), " ".join(row.about))
        if not _same_datum(row, value):
            yield Disagreement(path, told(value), row.text if not row.typed else f"{row.text} ({row.figure})")


def _same_datum(row: Datum, value: Any) -> bool:
    """Tell whether a row says a value, in words and, where the format tells numbers from texts, as a number."""
    number = None if value is None or isinstance(value, str) else exact(value)
    if row.typed and row.figure != (number if number is None or fits(number) else None):
        return False
    return _said(row.text, value) if isinstance(value, str) else same(row.text, value)


def _said(found: str, wanted: str) -> bool:
    """Tell whether a row says a text, disarmed or not."""
    return alike(found, wanted) or (found.startswith(DISARMED) and alike(found[1:], wanted))
