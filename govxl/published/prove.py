"""The proof that an output says what its record says: every figure and text is found at its place, and equal."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile, zip_longest
from typing import Any

from govxl.form.model import Block, Form, Heading, Table, depth, leaves, paths, printed
from govxl.layout.grid import grid_of
from govxl.published.fold import fold_text
from govxl.published.model import Grid, GridCell
from govxl.published.read_back import READERS, Datum, ReadBack
from govxl.report.charts import lines_of_charts
from govxl.report.data import fits
from govxl.report.document import NOTE, Document, compose
from govxl.report.record_values import NOT_APPLICABLE, Record, exact
from govxl.report.sheets import LONGEST
from govxl.report.tables import TableBlock

__all__ = [
    "Disagreement",
    "DisagreementError",
    "disagreements",
    "in_charts",
    "in_message",
    "in_prose",
    "in_tables",
    "prove",
    "say_the_same",
    "says_value",
]

# -- Tables


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

    rows: Sequence[Sequence[GridCell]]
    at: int = 0

    def find(self, heads: Sequence[str], ways: Mapping[int, Sequence[int]]) -> Sequence[int]:
        """Go on behind the next row with these labels and say in which columns they are; stay where there is none."""
        for n in range(self.at, len(self.rows)):
            row = self.rows[n]
            places = ways.get(len(row), ())
            if places and all(say_the_same(row[place].text, head) for place, head in zip(places, heads, strict=True)):
                self.at = n + 1
                return places
        return ()

    def above(self, levels: int) -> Sequence[Sequence[GridCell]]:
        """Give the so many rows that end in the one read last, as far as they are as long as it."""
        rows = self.rows[max(0, self.at - levels) : self.at]
        return [row for row in rows if len(row) == len(rows[-1])]

    def next(self) -> Sequence[GridCell]:
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
            if not says_value(found, wanted.value, wanted.unit if units else ""):
                yield Disagreement(wanted.path, f"{in_message(wanted.value)}{wanted.unit}", found)


def _of_labels(about: str, wanted: Sequence[str], found: Sequence[str]) -> Iterator[Disagreement]:
    """Yield one disagreement where labels, outer ones first, are others."""
    if len(wanted) != len(found) or not all(map(say_the_same, found, wanted)):
        yield Disagreement(about, " / ".join(wanted), " / ".join(found))


def _places(table: Table, count: int) -> dict[int, list[int]]:
    """Say where so many figures stand in a row, by its length: spread over the table's grid, or side by side."""
    grid = grid_of(table)
    labels = min(1, grid.levels)
    side_by_side = {labels + count: [labels + nth for nth in range(count)]}
    return side_by_side | {grid.width: [grid.levels + nth * (grid.columns // count) for nth in range(count)]}


def _text(row: Sequence[GridCell], column: int) -> str:
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


def says_value(found: str, value: Any, unit: str = "") -> bool:
    """Tell whether a cell says a figure and its unit, or a text, or that none applies."""
    if value is None:
        return found == NOT_APPLICABLE
    if isinstance(value, str):
        return say_the_same(found, value + unit)
    number = PLAIN.match(found)
    return number is not None and Decimal(number[0]) == exact(value) and say_the_same(found[number.end() :], unit)


def say_the_same(found: str, wanted: str) -> bool:
    """Tell whether two texts say the same; most are equal, and folding them takes its time.

    A text of so many characters may have been cut to what a cell holds.
    """
    if found == wanted:
        return True
    read, whole = _folded(found), _folded(wanted)
    return read == whole or (len(found) == LONGEST and whole.startswith(read))


def _folded(text: str) -> str:
    """Fold a text, and leave out what files put for characters that they cannot hold."""
    return fold_text(text.encode("utf-8", "replace").decode()).replace("?", "").replace("\ufffd", "")


def in_message(value: Any) -> str:
    """Say a value as it stands in a message."""
    return NOT_APPLICABLE if value is None else str(value)


# -- Words


FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
YEAR = re.compile(r"(?<![0-9])[0-9]++年(?=：)")

BEFORE, SHOWN = 8, 30
"""Characters shown before the place where a line goes wrong, and in all."""


def in_prose(form: Form, record: Record, lines: Sequence[str]) -> Iterator[Disagreement]:
    """Yield every line of the report that does not stand among these, in its order; its title may be broken."""
    document = compose(form, record)
    # As one line, on top.
    whole = document.title in lines or any(say_the_same(line, document.title) for line in lines[:2])
    titles = (document.title,) if whole else document.title_lines
    at = 0
    for about, wanted in (*(("title", title) for title in titles), *_lines_of(document)):
        if after := _behind(lines, at, wanted):
            at = after
        else:
            yield Disagreement(about, *_apart(wanted, lines[at] if at < len(lines) else ""))


def in_charts(form: Form, record: Record, charts: Sequence[Sequence[str]]) -> Iterator[Disagreement]:
    """Yield every chart whose words are none of the record's, and every figure drawn that its words do not have."""
    known = lines_of_charts(form, record) if charts else ()
    for words, *marks in charts:
        if words not in known:
            yield Disagreement("chart", "", words)
        years = set(YEAR.findall(words))
        drawn = Counter(FIGURE.findall("，".join(mark for mark in marks if mark not in years)))
        for figure in drawn - Counter(FIGURE.findall(words)):
            yield Disagreement("chart", words, figure)


def _lines_of(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what stands below the title and outside of tables: what it is about, and the text."""
    yield from (("front", each.text) for each in document.front)
    for section in document.sections:
        yield section.heading, section.heading
        for block in section.blocks:
            if not isinstance(block, TableBlock):
                yield section.heading, block.text
            elif block.note:
                yield from ((section.heading, line) for line in (f"{NOTE}{block.note[0]}", *block.note[1:]))
    yield from (("closing", line) for line in document.closing)


def _behind(lines: Sequence[str], at: int, wanted: str) -> int:
    """Say where to go on behind the next line that says this, 0 where there is none; most are equal to the letter."""
    try:
        return lines.index(wanted, at) + 1
    except ValueError:
        return next((n + 1 for n in range(at, len(lines)) if say_the_same(lines[n], wanted)), 0)


def _apart(wanted: str, found: str) -> tuple[str, str]:
    """Cut two lines to where they begin to differ."""
    says_value = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(wanted, found, strict=False)))
    start = max(0, says_value - BEFORE)
    return wanted[start : start + SHOWN], found[start : start + SHOWN]


# -- An output


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
            yield Disagreement(path, in_message(value), row.text if not row.typed else f"{row.text} ({row.figure})")


def _same_datum(row: Datum, value: Any) -> bool:
    """Tell whether a row says a value, in words and, where the format tells numbers from texts, as a number."""
    number = None if value is None or isinstance(value, str) else exact(value)
    if row.typed and row.figure != (number if number is None or fits(number) else None):
        return False
    return _said(row.text, value) if isinstance(value, str) else says_value(row.text, value)


def _said(found: str, wanted: str) -> bool:
    """Tell whether a row says a text, disarmed or not."""
    return say_the_same(found, wanted) or (found.startswith(DISARMED) and say_the_same(found[1:], wanted))
