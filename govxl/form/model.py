"""The model of a form: what a statute asks for, as frozen data. Nothing here reads a file or knows a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govxl.form.expressions import Node
from govxl.form.headings import Heading
from govxl.form.traits import Traits

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["Block", "Chart", "Check", "Derived", "Form", "Part", "Point", "Rule", "Sentence", "Table", "Years"]


@dataclass(frozen=True, slots=True)
class Years:
    """The report years something holds for, both ends included; None is open."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, year: int) -> bool:
        """Tell whether a report year lies within."""
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Point:
    """The meaning of one cell: `table.row.column`, or `cover.field`, `narrative.part.field`, `table.mode`.

    `operands` are the paths a total adds up; an input has none. `labels` run from the outermost heading inwards, rows
    before columns.
    """

    path: str
    kind: str
    labels: tuple[str, ...]
    traits: Traits
    operands: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """All labels on one line."""
        return " / ".join(label for label in self.labels if label)


@dataclass(frozen=True, slots=True)
class Block:
    """One header with its rows; a table of several blocks shares one grid of columns."""

    title: str
    corner: str
    columns: tuple[Heading, ...]
    rows: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure kept in the record but not shown on the sheet, such as a subtotal the form does not print."""

    path: str
    label: str
    value: Node


@dataclass(frozen=True, slots=True)
class Table:
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


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report: prose fields, or a statutory table."""

    name: str
    title: str
    sheet: str
    fields: tuple[str, ...] = ()
    table: str = ""
    help: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One check as the form states it, before it is laid over rows or columns; `name` is what people call it."""

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

    @property
    def called(self) -> str:
        """Name it in a list: its name with the id in brackets, or the id alone."""
        return f"{self.name}（{self.id}）" if self.name else self.id


@dataclass(frozen=True, slots=True)
class Check:
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence worked out from the figures; staff call for it by `{label}`."""

    name: str
    label: str
    text: Node


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of figures, drawn below a part on request: bars, each of one figure, or of as many as `pieces` names.

    `unit` is the measure word of the figures.
    """

    title: str
    part: str
    unit: str
    pieces: tuple[str, ...]
    bars: tuple[tuple[str, tuple[Node, ...]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
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
            name, row, column = path.split(".")
            if name == table:
                rows.setdefault(row, {})[column] = point
        return rows
