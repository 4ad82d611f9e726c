"""The entries of form.toml: headings, fields, tables and parts, read one by one into the model.

What the names in their sums and rules mean is worked out afterwards, in `resolve`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from keyword import iskeyword
from typing import Any

from govxl.form.limits import trait_limits
from govxl.form.model import REQUIRED, TYPES, Block, CellType, Heading, Part, Point, Table, crossing_of, crossings
from govxl.form.names import ATTRIBUTES
from govxl.form.source import Source, Spot, option_problem
from govxl.words import MODES, UNIT_CHANGES

__all__ = ["Entries", "table_points"]

NAME = re.compile(r"[a-z][a-z0-9_]+")
OF_LINES = {"cell", "prior", *ATTRIBUTES}
"""Words of the rule language, which no row, column or field is called."""

OF_TABLES = {"cover", "narrative", "prior", "prose", "reason", "state", "unit"}
"""First segments of paths that are no cells of a table."""

FIELD = CellType(type="text", required="no")
NOT_FOR_FIELDS = ("sum", "prefill", "prefill_when", "beside", "not_applicable")
MOST_DECIMALS = 6


class Entries:
    """Reads one definition; mistakes are noted in its source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.points: dict[str, Point] = {}
        self.fields: dict[str, Point] = {}
        self.blocks_seen = 0

    # -- Fields

    def cover(self) -> None:
        """Read the cover fields; those every form has come first."""
        # Every form has these two: the title of the report needs the one, comparing with last year the other.
        guide = "用在报告标题和正文里的单位名称，可以用简称"
        self.field("unit.title", "报告标题用名", CellType(type="text", required="hard", help=guide), Spot())
        guide = "本年内机构有变动的，在这里选；会影响与上年数的比较"
        change = CellType(type="choice", choices=UNIT_CHANGES, required="no", help=guide)
        self.field("unit.change", "本年机构变动", change, Spot())
        for entry in self.source.data.get("cover", {}).get("fields", ()):
            self.entry_field("cover", entry, Spot("cover", 0, "fields"))

    def entry_field(self, group: str, entry: Any, spot: Spot) -> str:
        """Read `[name, label, {options}]` into a field; returns its path."""
        match entry:
            case [str() as name, str() as label, *rest] if len(rest) <= 1:
                traits = self.traits(rest[0] if rest else {}, spot.of(name))
                for option in NOT_FOR_FIELDS:
                    if getattr(traits, option) is not None:
                        self.source.blame(spot.of(name), f"a field has no {option}")
                return self.field(f"{group}.{self.name(name, spot)}", label, traits.over(FIELD), spot.of(name))
        self.source.blame(spot, f"a field is [name, label, {{options}}], not {entry!r}")
        return ""

    def field(self, path: str, label: str, traits: CellType, spot: Spot) -> str:
        """Keep a field under its path."""
        if path in self.fields:
            self.source.blame(spot, f"{path} is named twice")
        if traits.sentence and traits.kind != "long_text":
            self.source.blame(spot, f"{path}: only a long text has a sentence")
        self.fields[path] = Point(path, "field", (label,), traits)
        return path

    def name(self, name: str, spot: Spot, reserved: Collection[str] = OF_LINES) -> str:
        """Give a name back, blamed where it cannot be one."""
        if not NAME.fullmatch(name):
            self.source.blame(spot.of(name), f"a name is lower-case letters, digits and _: {name!r}")
        elif name in reserved or iskeyword(name):
            self.source.blame(spot.of(name), f"{name} has a meaning of its own in rules; take another name")
        return name

    def traits(self, options: Any, spot: Spot) -> CellType:
        """Read the options of a heading or field."""
        if not isinstance(options, dict):
            self.source.blame(spot, f"options are written {{key = value}}, not {options!r}")
            return CellType()
        wrong = [problem for key, value in options.items() if (problem := option_problem(key, value))]
        traits = CellType()
        # Problems of one option at a time first: what they mean together can only be asked of options that fit.
        if options and not wrong:
            said: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in options.items()}
            traits = CellType(**said)
            wrong = list(trait_problems(traits))
        for problem in wrong:
            self.source.blame(spot, problem)
        return CellType() if wrong else traits

    # -- Tables

    def table(self, nth: int, data: dict[str, Any]) -> Table:
        """Read one table, its points and the fields that every statutory table has."""
        spot = Spot("table", nth)
        name = self.name(self.text(data, "name", spot), spot, OF_TABLES)
        blocks = tuple(self.block(block) for block in data.get("block", ()))
        if not blocks:
            self.source.blame(spot, f"table {name} has no [[table.block]]")
        table = Table(
            name=name,
            sheet=self.text(data, "sheet", spot),
            title=self.text(data, "title", spot),
            blocks=blocks,
            auxiliary=data.get("auxiliary", False),
            landscape=data.get("landscape", False),
            aliases=tuple(data.get("aliases", ())),
            unit=data.get("unit", ""),
        )
        for point in table_points(table):
            if point.path in self.points:
                self.source.blame(spot.of(crossing_of(point.path)[1]), f"{point.path} is named twice")
            self.points[point.path] = point
        if not table.auxiliary:
            self.field(f"{name}.mode", "填报方式", CellType(type="choice", choices=MODES, required="no"), spot)
            self.field(f"{name}.note", "本表备注", FIELD, spot)
        return table

    def text(self, data: dict[str, Any], key: str, spot: Spot) -> str:
        """Give a text that must be there."""
        value: str = data.get(key, "")
        if not value:
            self.source.blame(spot, f"{key} is missing")
        return value or "missing"

    def block(self, data: dict[str, Any]) -> Block:
        """Read one header with its rows."""
        spot = Spot("table.block", self.blocks_seen)
        self.blocks_seen += 1
        columns = self.headings(data.get("columns", ()), spot.at("columns"))
        rows = self.headings(data.get("rows", ()), spot.at("rows"))
        if not columns or not rows:
            self.source.blame(spot, "a block needs columns and rows")
        return Block(data.get("title", ""), data.get("corner", ""), columns, rows)

    def headings(self, entries: Iterable[Any], spot: Spot) -> tuple[Heading, ...]:
        """Read a list of headings."""
        return tuple(self.heading(entry, spot) for entry in entries)

    def heading(self, entry: Any, spot: Spot) -> Heading:
        """Read a leaf `[name, label, {options}]` or a group `[label, [headings], {aliases}]`."""
        match entry:
            # A list behind the label makes a group, a text behind the name a leaf.
            case [str() as label, [_, *_] as children]:
                return Heading(label, children=self.headings(children, spot))
            case [str() as label, [_, *_] as children, {"aliases": _, **rest} as options] if not rest:
                inner = self.headings(children, spot)
                return Heading(label, children=inner, traits=self.traits(options, spot.of(label)))
            case [str() as name, str() as label]:
                return Heading(label, self.name(name, spot))
            case [str() as name, str() as label, options]:
                return Heading(label, self.name(name, spot), traits=self.traits(options, spot.of(name)))
        wanted = "[name, label], [name, label, {options}] or [label, [headings]]"
        self.source.blame(spot, f"a heading is {wanted}, not {entry!r}")
        return Heading("", "missing")

    # -- Parts

    def part(self, nth: int, data: dict[str, Any], tables: tuple[Table, ...]) -> Part:
        """Read one part of the report: prose fields on a sheet of its own, or a table."""
        spot = Spot("part", nth)
        name = self.name(self.text(data, "name", spot), spot, OF_TABLES)
        fields = data.get("fields", ())
        own = tuple(self.entry_field(f"narrative.{name}", entry, spot.at("fields")) for entry in fields)
        table = data.get("table", "")
        if bool(own) == bool(table):
            self.source.blame(spot, "a part has either fields or a table")
        if table and table not in [each.name for each in tables]:
            self.source.blame(spot.at("table"), f"no table is called {table}")
        return Part(
            name=name,
            title=self.text(data, "title", spot),
            sheet=self.text(data, "sheet", spot) if own else data.get("sheet", ""),
            fields=own,
            table=table,
            help=data.get("help", ""),
            aliases=tuple(data.get("aliases", ())),
        )


def trait_problems(traits: CellType) -> Iterator[str]:
    """Yield what is wrong with options that each are of the right kind."""
    if traits.type is not None and traits.type not in TYPES:
        yield f"no type is called {traits.type}; the types are {', '.join(TYPES)}"
    if traits.required is not None and traits.required not in REQUIRED:
        yield f"required is one of {', '.join(REQUIRED)}"
    if (traits.type == "choice") != bool(traits.choices):
        yield "a choice needs its choices, and nothing else has any"
    if traits.decimals is not None and not 0 <= traits.decimals <= MOST_DECIMALS:
        yield f"decimals are 0 to {MOST_DECIMALS}: figures are compared to the sixth"
    if traits.prefill_when and not traits.prefill:
        yield "prefill_when without prefill"
    yield from trait_limits(traits)


def table_points(table: Table) -> Iterator[Point]:
    """Yield a table's points in form order; a total has no cell where its line holds no figures."""
    for block in table.blocks:
        for (row, row_labels), (column, column_labels) in crossings(block.rows, block.columns):
            traits = row.traits.over(column.traits)
            # A cell is a total where either of its lines is one.
            computed = bool(row.traits.sum or column.traits.sum)
            if table.unit and traits.kind == "count" and traits.unit is None:
                traits = traits._replace(unit=table.unit)
            if traits.numeric or not computed:
                path = f"{table.name}.{row.name}.{column.name}"
                yield Point(path, "computed" if computed else "input", (*row_labels, *column_labels), traits)
