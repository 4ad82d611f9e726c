"""Names: what a name in a rule, total or sentence means where it is written."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govxl.form.model import Point, Table, crossings, table_of
from govxl.language.nodes import Cell, ExpressionError, Node, cells_in, kind_of
from govxl.language.parse import parse

__all__ = ["ATTRIBUTES", "Names", "Scope"]

ATTRIBUTES = {"year": False, "unit.name": True, "unit.level": True, "unit.kind": True, "scope": True}
"""What an expression may ask about the return itself, and whether it is text."""


class Scope(NamedTuple):
    """Where a name stands: its table, and the line (`column`, `row`) or `cell` a rule is laid over at the moment."""

    table: str = ""
    axis: str = ""
    at: str = ""


class _Crossing(NamedTuple):
    """A figure of a table, and whether its row or column is a total."""

    path: str
    row: str
    column: str
    total_row: bool
    total_column: bool

    def on(self, scope: Scope) -> bool:
        """Tell whether it lies on the line of a scope and is no total there."""
        if scope.axis == "column":
            return self.column == scope.at and not self.total_row
        if scope.axis == "row":
            return self.row == scope.at and not self.total_column
        return not (self.total_row or self.total_column)


class Names:
    """The cells, fields and derived figures of one form, found by the names its author uses."""

    def __init__(self, tables: tuple[Table, ...], points: Mapping[str, Point], fields: Mapping[str, Point]) -> None:
        self.points = points
        self.fields = fields
        self.derived: dict[str, Node] = {}
        self.figures: dict[str, list[_Crossing]] = {table.name: [] for table in tables}
        for table in tables:
            for (row, _), (column, _) in (pair for b in table.blocks for pair in crossings(b.rows, b.columns)):
                path = f"{table.name}.{row.name}.{column.name}"
                if path in points and points[path].traits.numeric:
                    totals = bool(row.traits.sum), bool(column.traits.sum)
                    self.figures[table.name].append(_Crossing(path, row.name, column.name, *totals))
        self.on_lines: dict[tuple[str, str, str], list[_Crossing]] = {}
        for table_name, figures in self.figures.items():
            for figure in figures:
                for axis, at in (("row", figure.row), ("column", figure.column)):
                    self.on_lines.setdefault((table_name, axis, at), []).append(figure)
        self.lines: dict[tuple[str, Scope], dict[str, int]] = {}

    def resolve(self, name: str, scope: Scope) -> Node:
        """Give what a name means in its scope; raises ExpressionError when it means nothing."""
        if name.startswith("prior."):
            found = self.resolve(name.removeprefix("prior."), scope)
            # Last year's sheet holds the cells of the tables, and nothing that is worked out from them.
            if not isinstance(found, Cell) or found.path not in self.points:
                raise ExpressionError(f"{name}: last year's data hold cells of the tables only")
            return Cell(f"prior.{found.path}", found.text)
        if name in ATTRIBUTES:
            return Cell(name, ATTRIBUTES[name])
        for path in candidates(name, scope):
            point = self.points.get(path) or self.fields.get(path)
            if point:
                return Cell(path, not point.traits.numeric)
            if path in self.derived:
                return self.derived[path]
        raise ExpressionError(f"no cell is called {name}")

    def knows(self, name: str, scope: Scope) -> bool:
        """Tell whether a name means something in a scope."""
        try:
            self.resolve(name, scope)
        except ExpressionError:
            return False
        return True

    def holds_figure(self, name: str, scope: Scope) -> bool:
        """Tell whether a name means a figure in a scope."""
        return self.knows(name, scope) and kind_of(self.resolve(name, scope)) == "figure"

    def between(self, first: str, last: str, scope: Scope) -> tuple[Cell, ...]:
        """Give the figures from the first to the last in form order, totals left out."""
        prefix = "prior." if first.startswith("prior.") and last.startswith("prior.") else ""
        start = self.resolve(first.removeprefix(prefix), scope)
        end = self.resolve(last.removeprefix(prefix), scope)
        if isinstance(start, Cell) and isinstance(end, Cell):
            line = self.line(table_of(start.path), scope)
            # What is on no line compares as if it came last, or first, and so never passes.
            if line.get(start.path, len(line)) < line.get(end.path, -1):
                chosen = list(line)[line[start.path] : line[end.path] + 1]
                return tuple(Cell(prefix + path) for path in chosen)
        raise ExpressionError(f"{first} does not come before {last} among the figures of one line")

    def line(self, table: str, scope: Scope) -> dict[str, int]:
        """Give the figures of one line of a table, or of all of it, numbered in form order, totals left out."""
        if (table, scope) not in self.lines:
            # Of a line only its own figures are asked, or a form's rows would each go through all rows.
            every = self.figures.get(table, ())
            of_line = self.on_lines.get((table, scope.axis, scope.at), ()) if scope.axis in ("row", "column") else every
            paths = (figure.path for figure in of_line if figure.on(scope))
            self.lines[table, scope] = {path: nth for nth, path in enumerate(paths)}
        return self.lines[table, scope]

    def parse(self, source: str, scope: Scope) -> Node:
        """Parse an expression in its scope; raises ExpressionError."""
        tree = parse(source, lambda name: self.resolve(name, scope), lambda a, b: self.between(a, b, scope))
        for cell in cells_in(tree):
            # A long text stands in many cells, of which a formula could name only one.
            if cell.path in self.fields and self.fields[cell.path].traits.kind == "long_text":
                raise ExpressionError(f"{cell.path} is a long text: length and mentions read it, nothing else")
        return tree


def candidates(name: str, scope: Scope) -> Iterator[str]:
    """Yield the full paths a name may stand for, the nearest first."""
    dots = name.count(".")
    if name == "cell" and scope.axis == "cell":
        yield scope.at
    # On a column a name is one of its rows, on a row one of its columns.
    if dots == 0 and scope.axis == "column":
        yield f"{scope.table}.{name}.{scope.at}"
    if dots == 0 and scope.axis == "row":
        yield f"{scope.table}.{scope.at}.{name}"
    if dots == 1 and scope.table:
        yield f"{scope.table}.{name}"
    yield name
