"""Two editions of a form held beside each other: what an office and its staff must know when the form changes.

Rows, columns, fields and rules are known by their names in the form, whatever their words; what keeps its name and
changes its words is reworded, not another thing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, TypeVar

from govxl.form.model import Form, Point

__all__ = ["FormChange", "differences"]

What = Literal["added", "dropped", "reworded", "altered"]
Of = Literal["form", "table", "row", "column", "cell", "part", "field", "rule"]
Item = TypeVar("Item")
Rows = Mapping[str, Mapping[str, Point]]


@dataclass(frozen=True, slots=True)
class FormChange:
    """One difference: what became of a thing, the sheet or part it is on, and its words before and after."""

    what: What
    of: Of
    where: str
    old: str = ""
    new: str = ""


def differences(old: Form, new: Form) -> Iterator[FormChange]:
    """Yield the differences between two forms: years and notice, parts, tables with rows and columns, fields, rules."""
    years = [f"{form.years.first or ''}–{form.years.last or ''}" for form in (old, new)]
    yield from _altered("form", "", *years)
    yield from _altered("form", "", old.authority, new.authority)
    titles = [{part.name: part.title for part in form.parts} for form in (old, new)]
    yield from _compared("part", titles[0], titles[1], str)
    before, after = ({table.name: table for table in form.tables} for form in (old, new))
    yield from _compared("table", before, after, lambda table: table.title)
    for name in [name for name in after if name in before]:
        yield from _within(after[name].sheet, old.rows_of(name), new.rows_of(name))
    yield from _compared("field", old.fields, new.fields, lambda field: field.label)
    rules, later = ({check.rule.id: check.rule for check in form.checks} for form in (old, new))
    yield from _compared("rule", rules, later, lambda rule: f"{rule.id} {rule.says}")
    for name in [name for name in later if name in rules]:
        rule = later[name]
        yield from _altered("rule", f"{rule.id} {rule.says}", rules[name].severity, rule.severity)


def _within(sheet: str, old: Rows, new: Rows) -> Iterator[FormChange]:
    """Compare the rows of one table; of those in both, the columns; of those in both, the cells."""
    rows = [_row_words(each) for each in (old, new)]
    yield from _compared("row", rows[0], rows[1], str, sheet)
    # Columns are those of the rows in both: what a row brought along or took away is said of the row.
    kept = old.keys() & new.keys()
    columns: list[dict[str, str]] = []
    for each, words in zip((old, new), rows, strict=True):
        headings: dict[str, str] = {}
        for row in [row for row in each if row in kept]:
            for column, point in each[row].items():
                headings.setdefault(column, point.label.removeprefix(words[row]).removeprefix(" / "))
        columns.append(headings)
    yield from _compared("column", columns[0], columns[1], str, sheet)
    for row, points in new.items():
        for column, point in points.items():
            if row in old and column in columns[0] and column not in old[row]:
                yield FormChange("added", "cell", sheet, new=point.label)
            elif row in old and column in old[row]:
                yield from _altered("cell", f"{sheet} {point.label}", old[row][column].traits.kind, point.traits.kind)
    for row, points in old.items():
        # Whatever went with its row or its column is told of there.
        missing = [column for column in points if row in new and column in columns[1] and column not in new[row]]
        yield from (FormChange("dropped", "cell", sheet, old=points[column].label) for column in missing)


def _row_words(rows: Rows) -> dict[str, str]:
    """Give the headings of every row: its cells' labels without those that all cells of a column end with."""
    columns: dict[str, list[tuple[str, ...]]] = {}
    for points in rows.values():
        for column, point in points.items():
            columns.setdefault(column, []).append(point.labels)
    # Labels run from the row to the column; how many of them are the row's is seen from what a whole column ends with.
    # A column of one cell tells nothing.
    ends = {column: _alike([labels[::-1] for labels in each]) for column, each in columns.items() if len(each) > 1}
    words: dict[str, str] = {}
    for row, points in rows.items():
        labels = [point.labels for point in points.values()]
        depths = [len(point.labels) - ends[column] for column, point in points.items() if column in ends]
        depth = min(depths, default=min(_alike(labels), len(labels[0]) - 1))
        words[row] = " / ".join(filter(None, labels[0][:depth]))
    return words


def _alike(labels: list[tuple[str, ...]]) -> int:
    """Count the levels on which all agree, from the first on."""
    return len(list(takewhile(lambda level: len(set(level)) == 1, zip(*labels, strict=False))))


def _compared(
    of: Of, old: Mapping[str, Item], new: Mapping[str, Item], words: Callable[[Item], str], where: str = ""
) -> Iterator[FormChange]:
    """Compare things by name: added ones in the new order, then dropped ones, then those with other words."""
    yield from (FormChange("added", of, where, new=words(item)) for name, item in new.items() if name not in old)
    yield from (FormChange("dropped", of, where, old=words(item)) for name, item in old.items() if name not in new)
    for name in [name for name in new if name in old and words(new[name]) != words(old[name])]:
        yield FormChange("reworded", of, where, words(old[name]), words(new[name]))


def _altered(of: Of, where: str, old: str, new: str) -> Iterator[FormChange]:
    if old != new:
        yield FormChange("altered", of, where, old, new)
