"""The proof that an output says what its record says: every figure is found again at its place, and equal.

What should be there is read from the form and the record alone, what is there by `read_back`; how outputs are made is
not looked at. A printed table is found by the labels above its figures, and each of its rows by the label beside them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from govxl.form.grid import grid_of
from govxl.form.headings import Heading, leaves
from govxl.form.model import Block, Form, Table
from govxl.report.lookup import NOT_APPLICABLE, Record, exact
from govxl.report.parquet import fits
from govxl.report.published import Box
from govxl.report.read_back import READERS, Datum, ReadBack
from govxl.report.sameness import plain
from govxl.report.spreadsheet import LONGEST

__all__ = ["Disagreement", "DisagreementError", "disagreements", "prove"]

PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
DISARMED = "'"
"""What stands before a text in CSV that a spreadsheet would calculate."""

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where an output is not as its record: what it is about, what the record holds, what was found."""

    about: str
    wanted: str
    found: str


class DisagreementError(Exception):
    """An output that was just made is not as its record: a mistake of ours."""

    def __init__(self, name: str, found: Sequence[Disagreement]) -> None:
        told = "; ".join(f"{each.about}: {each.wanted!r} became {each.found!r}" for each in found[:MOST_SHOWN])
        super().__init__(f"{name} disagrees with its record in {len(found)} places: {told}")
        self.found = tuple(found)


def prove(form: Form, record: Record, name: str, data: bytes) -> None:
    """Read an output of this format again; raises DisagreementError where it is not as the record."""
    if name in READERS and (found := list(disagreements(form, record, READERS[name](data)))):
        raise DisagreementError(name, found)


def disagreements(form: Form, record: Record, there: ReadBack) -> Iterator[Disagreement]:
    """Yield every figure that is not there, or is another."""
    if there.tables is not None:
        yield from _in_tables(form, record, there)
    if there.rows is not None:
        yield from _in_rows(form, record, there.rows, there.whole)


# -- Printed tables


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A figure as the record has it, its unit if one was chosen, and the column it is printed in."""

    path: str
    value: Any
    unit: str
    column: int


def _in_tables(form: Form, record: Record, there: ReadBack) -> Iterator[Disagreement]:
    rows = _Rows([row for table in there.tables or () for row in table])
    for part in form.parts:
        for block in form.table(part.table).blocks if part.table else ():
            yield from _in_block(form, form.table(part.table), block, record, rows, there.units)


@dataclass(slots=True)
class _Rows:
    """All rows of all tables, and how far they have been read."""

    rows: Sequence[Sequence[Box]]
    at: int = 0

    def find(self, heads: Sequence[str], ways: Mapping[int, Sequence[int]]) -> Sequence[int]:
        """Go on behind the next row with these labels and say in which columns they are; stay where there is none."""
        for n in range(self.at, len(self.rows)):
            row = self.rows[n]
            places = ways.get(len(row), ())
            if places and all(_alike(row[place].text, head) for place, head in zip(places, heads, strict=True)):
                self.at = n + 1
                return places
        return ()

    def next(self) -> Sequence[Box]:
        """Give the next row, an empty one behind the last."""
        self.at += 1
        return self.rows[self.at - 1] if self.at <= len(self.rows) else ()


def _in_block(
    form: Form, table: Table, block: Block, record: Record, rows: _Rows, units: bool
) -> Iterator[Disagreement]:
    """Go on to the headers of a block, then hold its rows against those that follow."""
    printed = [heading for heading in leaves(block.columns) if not heading.traits.beside]
    heads = [heading.label for heading in printed]
    places = rows.find(heads, _places(table, len(printed)))
    if not places:
        yield Disagreement(table.name, " | ".join(heads), "")
        return
    for line in leaves(block.rows):
        row = rows.next()
        if places[0] and not _alike(_text(row, places[0] - 1), line.label):
            yield Disagreement(f"{table.name}.{line.name}", line.label, _text(row, places[0] - 1))
        for wanted in _wanted(form, table, block, record, line, dict(zip(printed, places, strict=True))):
            found = _text(row, wanted.column)
            if not _same(found, wanted.value, wanted.unit if units else ""):
                yield Disagreement(wanted.path, f"{_told(wanted.value)}{wanted.unit}", found)


def _places(table: Table, count: int) -> dict[int, list[int]]:
    """Say where so many figures stand in a row, by its length: spread over the table's grid, or side by side."""
    grid = grid_of(table)
    labels = min(1, grid.levels)
    side_by_side = {labels + count: [labels + nth for nth in range(count)]}
    return side_by_side | {grid.width: [grid.levels + nth * (grid.columns // count) for nth in range(count)]}


def _text(row: Sequence[Box], column: int) -> str:
    return row[column].text if column < len(row) else ""


def _wanted(
    form: Form, table: Table, block: Block, record: Record, line: Heading, places: dict[Heading, int]
) -> Iterator[_Wanted]:
    """Yield the figures of a row; the choices beside the table belong to the printed column before them."""
    values = record["tables"][table.name].get(line.name, {})
    units: dict[str, str] = {}
    last = ""
    for heading in leaves(block.columns):
        if not heading.traits.beside:
            last = heading.name
        elif heading.traits.kind == "choice":
            units[last] = units.get(last, "") + (values.get(heading.name) or "")
    for heading, place in places.items():
        path = f"{table.name}.{line.name}.{heading.name}"
        value = values[heading.name] if path in form.points else ""
        unit = units.get(heading.name, "") if path in form.points and value is not None else ""
        yield _Wanted(path, value, unit, place)


def _same(found: str, value: Any, unit: str = "") -> bool:
    """Tell whether a cell says a figure and its unit, or a text, or that none applies."""
    if value is None:
        return found == NOT_APPLICABLE
    if isinstance(value, str):
        return _alike(found, value + unit)
    number = PLAIN.match(found)
    return number is not None and Decimal(number[0]) == exact(value) and _alike(found[number.end() :], unit)


def _alike(found: str, wanted: str) -> bool:
    """Tell whether two texts say the same; most are equal, and folding them takes its time.

    A text of so many characters may have been cut to what a cell holds.
    """
    if found == wanted:
        return True
    told, whole = _folded(found), _folded(wanted)
    return told == whole or (len(found) == LONGEST and whole.startswith(told))


def _folded(text: str) -> str:
    """Fold a text, and leave out what files put for characters that they cannot hold."""
    return plain(text.encode("utf-8", "replace").decode()).replace("?", "").replace("\ufffd", "")


def _said(found: str, wanted: str) -> bool:
    """Tell whether a row says a text, disarmed or not."""
    return _alike(found, wanted) or (found.startswith(DISARMED) and _alike(found[1:], wanted))


def _told(value: Any) -> str:
    return NOT_APPLICABLE if value is None else str(value)


# -- Rows of data


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
            yield Disagreement(path, _told(value), row.text if not row.typed else f"{row.text} ({row.figure})")


def _same_datum(row: Datum, value: Any) -> bool:
    """Tell whether a row says a value, in words and, where the format tells numbers from texts, as a number."""
    number = None if value is None or isinstance(value, str) else exact(value)
    if row.typed and row.figure != (number if number is None or fits(number) else None):
        return False
    return _said(row.text, value) if isinstance(value, str) else _same(row.text, value)
