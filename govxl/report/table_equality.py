"""Printed tables of an output held against the record: found by the labels above their figures, rows by those beside.

What the cells should say is read from the form and the record alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from govxl.form.grid import grid_of
from govxl.form.headings import Heading, depth, leaves, paths, printed
from govxl.form.model import Block, Form, Table
from govxl.report.lookup import NOT_APPLICABLE, Record, exact
from govxl.report.published import Box, Grid
from govxl.report.sameness import plain
from govxl.report.spreadsheet import LONGEST

__all__ = ["Disagreement", "alike", "in_tables", "same", "told"]

PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where an output is not as its record: what it is about, what the record holds, what was found."""

    about: str
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A figure as the record has it, its unit if one was chosen, and the column it is printed in."""

    path: str
    value: Any
    unit: str
    column: int


def in_tables(form: Form, record: Record, tables: Sequence[Grid], units: bool) -> Iterator[Disagreement]:
    """Yield every figure that is not there, or is another; without `units` figures are bare numbers."""
    rows = _Rows([row for table in tables for row in table])
    for part in form.parts:
        for block in form.table(part.table).blocks if part.table else ():
            yield from _in_block(form, form.table(part.table), block, record, rows, units)


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
            if places and all(alike(row[place].text, head) for place, head in zip(places, heads, strict=True)):
                self.at = n + 1
                return places
        return ()

    def above(self, levels: int) -> Sequence[Sequence[Box]]:
        """Give the so many rows that end in the one read last, as far as they are as long as it."""
        rows = self.rows[max(0, self.at - levels) : self.at]
        return [row for row in rows if len(row) == len(rows[-1])]

    def next(self) -> Sequence[Box]:
        """Give the next row, an empty one behind the last."""
        self.at += 1
        return self.rows[self.at - 1] if self.at <= len(self.rows) else ()


def _in_block(
    form: Form, table: Table, block: Block, record: Record, rows: _Rows, units: bool
) -> Iterator[Disagreement]:
    """Go on to the headers of a block, then hold its rows against those that follow."""
    columns = [heading for heading in leaves(block.columns) if not heading.traits.beside]
    heads = [heading.label for heading in columns]
    places = rows.find(heads, _places(table, len(columns)))
    if not places:
        yield Disagreement(table.name, " | ".join(heads), "")
        return
    above = rows.above(depth(printed(block.columns)))
    for chain, place in zip(paths(printed(block.columns)), places, strict=True):
        yield from _of_labels(table.name, chain, [row[place].text for row in above if not row[place].down])
    for line, chain in zip(leaves(block.rows), paths(block.rows), strict=True):
        row = rows.next()
        if places[0]:
            labels = [box.text for box in row[: places[0]] if not box.across]
            yield from _of_labels(f"{table.name}.{line.name}", chain, labels)
        for wanted in _wanted(form, table, block, record, line, dict(zip(columns, places, strict=True))):
            found = _text(row, wanted.column)
            if not same(found, wanted.value, wanted.unit if units else ""):
                yield Disagreement(wanted.path, f"{told(wanted.value)}{wanted.unit}", found)


def _of_labels(about: str, wanted: Sequence[str], found: Sequence[str]) -> Iterator[Disagreement]:
    """Yield one disagreement where labels, outer ones first, are others."""
    if len(wanted) != len(found) or not all(map(alike, found, wanted)):
        yield Disagreement(about, " / ".join(wanted), " / ".join(found))


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


def same(found: str, value: Any, unit: str = "") -> bool:
    """Tell whether a cell says a figure and its unit, or a text, or that none applies."""
    if value is None:
        return found == NOT_APPLICABLE
    if isinstance(value, str):
        return alike(found, value + unit)
    number = PLAIN.match(found)
    return number is not None and Decimal(number[0]) == exact(value) and alike(found[number.end() :], unit)


def alike(found: str, wanted: str) -> bool:
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


def told(value: Any) -> str:
    """Say a value as it stands in a message."""
    return NOT_APPLICABLE if value is None else str(value)
