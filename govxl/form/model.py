"""The model of a form: what a statute asks for, as frozen data. Nothing here reads a file or knows a place.

From the inside out: what one cell may hold, the trees of labels that run down the side or across the top of a table,
and the form with its tables, parts, rules and sentences.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from govxl.form.drawn import Chart, Trend
from govxl.language.nodes import Node

__all__ = [
    "FORM_NAME", "NUMERIC", "PROSE", "REQUIRED", "SEVERITIES", "TYPES", "Block", "CellType", "Chart", "Check",
    "Derived", "Form", "Heading", "Part", "Point", "Rule", "Sentence", "Span", "Table", "Trend", "Years",
    "crossing_of", "crossings", "depth", "leaves", "own_name", "paths", "printed", "prose_path", "spans", "table_of",
]  # fmt: skip

# -- What one cell may hold


NUMERIC = ("count", "signed", "amount", "percent")
TYPES = (*NUMERIC, "date", "choice", "text", "long_text")
A_DATE = "请填日期，例如 2026-01-20"
"""The prompt of a date whose form says nothing of it; Excel has no validation that takes a date typed as text."""
REQUIRED = ("hard", "explainable", "warning", "no")


class CellType(NamedTuple):
    """The options of a heading or field; None means that nothing was said, so the other axis or the default holds.

    `sum` lists the names added up, as written; `prefill` is an expression worked out when a workbook is made;
    `beside` puts a column to the right of the printed table; `aliases` are labels met in published reports.
    """

    type: str | None = None
    sum: str | None = None
    id: str | None = None
    basis: str | None = None
    choices: tuple[str, ...] | None = None
    decimals: int | None = None
    unit: str | None = None
    not_applicable: bool | None = None
    required: str | None = None
    help: str | None = None
    prefill: str | None = None
    prefill_when: str | None = None
    sentence: str | None = None
    aliases: tuple[str, ...] | None = None
    beside: bool | None = None

    def over(self, other: "CellType") -> "CellType":
        """Give these traits, with the other's where these say nothing."""
        # Most headings say nothing, and each cell of a form is asked.
        if self == SILENT or other == SILENT:
            return other if self == SILENT else self
        # Only None is nothing said: a `required` of no, or 0 decimals, is an answer.
        return CellType._make(theirs if ours is None else ours for ours, theirs in zip(self, other, strict=True))

    @property
    def kind(self) -> str:
        """The type, `count` when none was named."""
        return self.type or "count"

    @property
    def prompt(self) -> str:
        """What a workbook says while somebody stands on the cell; empty for nothing."""
        return self.help or (A_DATE if self.kind == "date" else "")

    @property
    def numeric(self) -> bool:
        """Whether the cell holds a figure."""
        return self.kind in NUMERIC

    @property
    def places(self) -> int:
        """The decimals a figure may have."""
        return (self.decimals or 0) if self.kind in ("amount", "percent") else 0


SILENT = CellType()


# -- Headings


class Heading(NamedTuple):
    """A label that names one line of cells, or that spans its children and has no name."""

    label: str
    name: str = ""
    children: tuple["Heading", ...] = ()
    traits: CellType = SILENT


class Span(NamedTuple):
    """The block one label covers; lines run along the table, levels run in towards its body."""

    label: str
    line: int
    lines: int
    level: int
    levels: int


def leaves(headings: Iterable[Heading]) -> Iterator[Heading]:
    """Yield the headings that name a line of cells, in order."""
    for heading in headings:
        yield from leaves(heading.children) if heading.children else [heading]


def paths(headings: Iterable[Heading], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield for every leaf the labels from the outermost down to its own."""
    for heading in headings:
        here = (*above, heading.label)
        yield from paths(heading.children, here) if heading.children else [here]


def printed(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    """Leave out the columns that stand beside the printed table, and spanning labels left without any."""
    # From the leaves up, so that a label over columns that are all left out goes with them.
    kept = (h._replace(children=printed(h.children)) if h.children else h for h in headings)
    return tuple(h for h in kept if (h.children or h.name) and not h.traits.beside)


Line = tuple[Heading, tuple[str, ...]]


def crossings(rows: Iterable[Heading], columns: Iterable[Heading]) -> Iterator[tuple[Line, Line]]:
    """Yield every crossing of a row and a column, row by row; each as its leaf and all its labels."""
    across = list(zip(leaves(columns), paths(columns), strict=True))
    for row in zip(leaves(rows), paths(rows), strict=True):
        for column in across:
            yield row, column


def depth(headings: Iterable[Heading]) -> int:
    """Count the levels of the deepest branch."""
    return max((1 + depth(heading.children) for heading in headings), default=0)


def spans(headings: Iterable[Heading], levels: int, line: int = 0, level: int = 0) -> Iterator[Span]:
    """Yield the block of every heading; a leaf that ends early stretches to the last level."""
    for heading in headings:
        lines = sum(1 for _ in leaves([heading]))
        # A label of one level beside others of three takes the room of all three, as on paper.
        yield Span(heading.label, line, lines, level, 1 if heading.children else levels - level)
        yield from spans(heading.children, levels, line, level + 1)
        line += lines


# -- The form


FORM_NAME = re.compile(r"[a-z][a-z0-9_]*/[a-z0-9_]+")
"""The name of a form: `id/edition`."""

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Years(NamedTuple):
    """The report years something holds for, both ends included; None is open."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: object) -> bool:
        """Tell whether a report year lies within."""
        if not isinstance(year, int):
            return False
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)


def table_of(path: str) -> str:
    """Give the table that a path lies in; of a field that is in none, what it belongs to, such as `cover`."""
    return path.partition(".")[0]


def own_name(path: str) -> str:
    """Give what a path ends with: a cell's column, a field's own name."""
    return path.rpartition(".")[2]


def crossing_of(path: str) -> tuple[str, str, str]:
    """Take the path of a table's cell, or of a derived figure, apart: its table, row and column."""
    table, row, column = path.split(".")
    return table, row, column


class Point(NamedTuple):
    """The meaning of one cell: `table.row.column`, or `cover.field`, `narrative.part.field`, `table.mode`.

    `operands` are the paths a total adds up; an input has none. `labels` run from the outermost heading inwards, rows
    before columns.
    """

    path: str
    kind: str
    labels: tuple[str, ...]
    traits: CellType
    operands: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """All labels on one line."""
        return " / ".join(label for label in self.labels if label)


class Block(NamedTuple):
    """One header with its rows; a table of several blocks shares one grid of columns."""

    title: str
    corner: str
    columns: tuple[Heading, ...]
    rows: tuple[Heading, ...]


class Derived(NamedTuple):
    """A figure kept in the record but not shown on the sheet, such as a subtotal the form does not print."""

    path: str
    label: str
    value: Node


class Table(NamedTuple):
    """One statutory table on its sheet; `auxiliary` for one that the statute does not print.

    `unit` is the measure word of its counts.
    """

    name: str
    sheet: str
    title: str
    blocks: tuple[Block, ...]
    auxiliary: bool = False
    landscape: bool = False
    aliases: tuple[str, ...] = ()
    unit: str = ""


class Part(NamedTuple):
    """One part of the report: prose fields, or a statutory table."""

    name: str
    title: str
    sheet: str
    fields: tuple[str, ...] = ()
    table: str = ""
    help: str = ""
    aliases: tuple[str, ...] = ()


SEVERITIES = ("hard", "explainable", "warning", "info")
PROSE = "prose"
"""What a rule judges that is about texts: it has no `expr`, for what disagrees is told by whoever reads them."""


def prose_path(rule: str) -> str:
    """Name the text that tells what disagrees by a rule of prose; it is empty where nothing does."""
    return f"{PROSE}.{rule}"


class Rule(NamedTuple):
    """One check as the form states it, before it is laid over rows or columns; `name` is what people call it.

    A rule of prose judges figures and words in texts: `unsure` is its severity where a text may mean something else.
    `explain` says that a reason may be given although none is asked for, so that an office may ask for it.
    `summed` is its severity in a sum of which the unit's own return breaks it as well as one of those below: something
    may stand in both.
    """

    id: str
    table: str
    says: str
    severity: str
    basis: str
    remedy: str
    live: bool
    once: bool
    source: str
    name: str = ""
    summed: str = ""
    prose: bool = False
    unsure: str = ""
    explain: bool = False

    @property
    def takes_reason(self) -> bool:
        """Whether there is a cell for a reason."""
        return self.explain or self.severity == "explainable"

    @property
    def listed(self) -> bool:
        """Whether it has a line on the sheet of checks; of the rules of prose, those a reason may be given for."""
        return self.takes_reason or not self.prose

    @property
    def called(self) -> str:
        """Name it in a list: its name with the id in brackets, or the id alone."""
        return f"{self.name}（{self.id}）" if self.name else self.id


class Check(NamedTuple):
    """A rule at one place: `at` is the column, row or cell it is judged for.

    `left` and `right` are the two sides where the rule compares figures. `group` names the reason cell: checks of a
    rule whose reason is asked once share it.
    """

    rule: Rule
    at: str
    label: str
    holds: Node
    when: Node | None
    left: Node | None
    right: Node | None
    group: str

    @property
    def path(self) -> str:
        """`rule.at`, the check's own name."""
        return f"{self.rule.id}.{self.at}"


class Sentence(NamedTuple):
    """A sentence worked out from the figures; staff call for it by `{label}`."""

    name: str
    label: str
    text: Node


class Form(NamedTuple):
    """One edition of a statutory report.

    `layouts` are the structures (`Layout.fingerprint`) of workbooks that earlier versions of govxl made of it;
    `first_year` the points asked for when a unit has no record of the year before; `key_figures` the points a head
    looks at before signing, `signers` the fields of the cover that say who signs, `closing` what stands below the
    report if all of it is filled in.
    """

    id: str
    edition: str
    title: str
    authority: str
    years: Years
    heading: str
    instructions: tuple[str, ...]
    tables: tuple[Table, ...]
    parts: tuple[Part, ...]
    points: Mapping[str, Point]
    fields: Mapping[str, Point]
    checks: tuple[Check, ...]
    sentences: Mapping[str, Sentence]
    derived: tuple[Derived, ...]
    prefills: Mapping[str, Node]
    folder: "Traversable"
    layouts: tuple[str, ...] = ()
    first_year: tuple[str, ...] = ()
    key_figures: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    trends: tuple[Trend, ...] = ()

    # What is worked out from a form is remembered by the form, whatever is in it.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)

    @property
    def name(self) -> str:
        """`id/edition`, as the command line writes it."""
        return f"{self.id}/{self.edition}"

    def table(self, name: str) -> Table:
        """Give a table by its name."""
        return next(table for table in self.tables if table.name == name)

    def rows_of(self, table: str) -> dict[str, dict[str, Point]]:
        """Give a table's points by row and column, in form order."""
        rows: dict[str, dict[str, Point]] = {}
        for path, point in self.points.items():
            name, row, column = crossing_of(path)
            if name == table:
                rows.setdefault(row, {})[column] = point
        return rows
