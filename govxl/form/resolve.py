"""Binding: what totals, prefills, derived figures and sentences are worked out from, settled when a form is loaded.

After this every tree holds full paths. What a name means is the business of `names`; rules are read in `rules`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from govxl.form.model import (
    Chart,
    Check,
    Derived,
    Part,
    Point,
    Sentence,
    Table,
    Trend,
    crossing_of,
    crossings,
    own_name,
    table_of,
)
from govxl.form.names import ATTRIBUTES, Names, Scope
from govxl.form.rules import RuleReader, lines_of
from govxl.form.source import Source, Spot
from govxl.language.nodes import Call, Case, Cells, Constant, ExpressionError, Join, Node, kind_of, paths_in
from govxl.language.parse import names_in

__all__ = ["ATTRIBUTES", "MOST_BARS", "MOST_LINES", "MOST_PIECES", "Binder", "read_charts", "read_trends"]

LITERAL = 120
"""Words go into formulas in pieces of this length; quotes may double them, and Excel allows 255."""


class Binder:
    """Binds one form; mistakes are noted in its source."""

    def __init__(
        self, source: Source, tables: tuple[Table, ...], points: dict[str, Point], fields: dict[str, Point]
    ) -> None:
        self.source = source
        self.tables = tables
        self.points = points
        self.fields = fields
        self.names = Names(tables, points, fields)
        self.checks: list[Check] = []
        self.derived: list[Derived] = []
        self.sentences: dict[str, Sentence] = {}
        self.prefills: dict[str, Node] = {}

    def bind(self) -> None:
        """Bind totals, prefills, derived figures, rules and sentences, in this order."""
        entries = self.source.data.get("table", [])
        for nth, (table, data) in enumerate(zip(self.tables, entries, strict=True)):
            self.totals(table, Spot("table", nth))
            self.table_prefills(table, Spot("table", nth))
            self.table_derived(table, data.get("derived", ()), Spot("table", nth, "derived"))
        self.rules(entries)
        for nth, sentence in enumerate(self.source.data.get("sentence", ())):
            self.sentence(sentence, Spot("sentence", nth))
        self.called_sentences()
        # The heading is only tried here: what it says is worked out for each return.
        self.says(self.source.data.get("heading", ""), Scope(), Spot(key="heading"))

    def rules(self, tables: Iterable[Mapping[str, Any]]) -> None:
        """Read the rules of the tables, then those of the form."""
        reader = RuleReader(self.source, self.tables, self.names)
        owned = [(rule, table["name"]) for table in tables for rule in table.get("rule", ())]
        for nth, (rule, name) in enumerate(owned):
            self.checks.extend(reader.read(rule, name, Spot("table.rule", nth)))
        for nth, rule in enumerate(self.source.data.get("rule", ())):
            self.checks.extend(reader.read(rule, "", Spot("rule", nth)))

    def parse(self, source: str, scope: Scope, spot: Spot, what: str, kind: str = "") -> Node | None:
        """Parse an expression that gives a `kind`; None when it was blamed instead."""
        try:
            node = self.names.parse(source, scope)
        except ExpressionError as error:
            self.source.blame(spot, f"{what}: {error}")
            return None
        if kind and kind_of(node) != kind:
            self.source.blame(spot, f"{what}: a {kind} is wanted, not {source}")
            return None
        return node

    # -- Totals and prefills

    def totals(self, table: Table, spot: Spot) -> None:
        """Find the cells every total adds up, along its row where the column is a total, else down its column."""
        for block in table.blocks:
            for (row, _), (column, _) in crossings(block.rows, block.columns):
                path = f"{table.name}.{row.name}.{column.name}"
                if path not in self.points or self.points[path].kind != "computed":
                    continue
                # A cell in which two totals cross is added up along its row.
                along = Scope(table.name, "row", row.name), column
                down = Scope(table.name, "column", column.name), row
                scope, total = along if column.traits.sum else down
                tree = self.parse(f"sum({total.traits.sum})", scope, spot.of(total.name), f"total {total.name}")
                if isinstance(tree, Call) and isinstance(tree.args[0], Cells):
                    self.points[path] = self.points[path]._replace(operands=tree.args[0].paths)

    def table_prefills(self, table: Table, spot: Spot) -> None:
        """Read what is written into inputs when a workbook is made; a condition that fails leaves them blank."""
        for path, point in self.points.items():
            text, condition = point.traits.prefill, point.traits.prefill_when
            if text is None or point.kind != "input" or table_of(path) != table.name:
                continue
            _, row, column = crossing_of(path)
            scope = Scope(table.name, "column", column)
            value = self.parse(text, scope, spot.of(row), f"prefill of {row}", "figure")
            when = condition and self.parse(condition, scope, spot.of(row), f"prefill of {row}", "condition")
            if value is not None:
                self.prefills[path] = Case(((when, value),), Constant("")) if when else value

    # -- Derived figures

    def table_derived(self, table: Table, entries: Iterable[Any], spot: Spot) -> None:
        """Read derived lines, one figure for each column, and single derived figures."""
        for entry in entries:
            match entry:
                case [str() as name, str() as label, {"sum": str() as total}] if "." not in name:
                    self.derived_line(table, name, label, f"sum({total})", spot.of(name))
                case [str() as name, str() as label, {"cases": list() as cases}] if name.count(".") == 1:
                    scope = Scope(table.name, "row", name.split(".")[0])
                    tree = self.cases(cases, scope, spot.of(name), "value")
                    self.derive(f"{table.name}.{name}", label, tree, spot.of(name))
                case _:
                    wanted = "[row, label, {sum}] or [row.column, label, {cases}]"
                    self.source.blame(spot, f"a derived figure is {wanted}, not {entry!r}")

    def derived_line(self, table: Table, name: str, label: str, text: str, spot: Spot) -> None:
        """Read a derived line: a figure for each column of figures that has all the rows it adds up."""
        try:
            rows = names_in(text)
        except ExpressionError as error:
            self.source.blame(spot, f"derived {name}: {error}")
            return
        columns = dict.fromkeys(heading.name for heading in lines_of(table, False))
        scopes = [Scope(table.name, "column", column) for column in columns]
        kept = [scope for scope in scopes if all(self.names.holds_figure(row, scope) for row in rows)]
        # Without any such column one is tried all the same, so that the author is told what is missing.
        for scope in kept or scopes[:1]:
            tree = self.parse(text, scope, spot, f"derived {name}")
            self.derive(f"{table.name}.{name}.{scope.at}", label, tree, spot)

    def derive(self, path: str, label: str, tree: Node | None, spot: Spot) -> None:
        """Keep a derived figure, which rules and sentences may call by its name from now on."""
        if path in self.points or path in self.names.derived:
            self.source.blame(spot, f"{path} is named twice")
        elif tree is not None:
            self.derived.append(Derived(path, label, tree))
            self.names.derived[path] = tree

    def cases(self, cases: Iterable[Any], scope: Scope, spot: Spot, key: str) -> Node:
        """Read `[{when, says}, …]` or `[{when, value}, …]`; a case without `when` always holds and comes last."""
        branches: list[tuple[Node, Node]] = []
        otherwise: Node | None = None
        for case in cases:
            if not isinstance(case, dict) or not isinstance(case.get(key), str) or case.keys() - {"when", key}:
                self.source.blame(spot, f"a case is {{when, {key}}} or {{{key}}}, not {case!r}")
                continue
            if otherwise is not None:
                self.source.blame(spot, "only the last case has no when")
            value = self.case_value(case[key], scope, spot, key)
            if "when" not in case:
                otherwise = value
            elif (when := self.parse(str(case["when"]), scope, spot, "case", "condition")) is not None:
                branches.append((when, value))
        # Where no case holds, a sentence says nothing, and a figure is 0.
        if otherwise is None:
            otherwise = Constant("") if key == "says" else Constant(Decimal(0))
        return Case(tuple(branches), otherwise) if branches else otherwise

    def case_value(self, text: str, scope: Scope, spot: Spot, key: str) -> Node:
        """Read what a case says, or the figure it gives."""
        if key == "says":
            return self.says(text, scope, spot)
        return self.parse(text, scope, spot, "case", "figure") or Constant(Decimal(0))

    # -- Sentences

    def says(self, text: str, scope: Scope, spot: Spot) -> Node:
        """Read the words of a sentence; `{…}` holds an expression, or the label of a sentence written before."""
        # Only sentences written before may be called for, so that none ends in itself.
        earlier = {sentence.label: sentence.text for sentence in self.sentences.values()}
        parts: list[Node] = []
        for piece in re.split(r"(\{[^{}]*\})", text):
            if piece.startswith("{") and piece.endswith("}"):
                found = earlier.get(piece[1:-1]) or self.parse(piece[1:-1], scope, spot, "sentence")
                if found is not None and kind_of(found) == "condition":
                    self.source.blame(spot, f"sentence: {piece} is a condition, which has no words")
                elif found is not None:
                    parts.append(found)
            elif "{" in piece or "}" in piece:
                self.source.blame(spot, f"sentence: a brace without its other half in {piece!r}")
            else:
                parts.extend(Constant(piece[n : n + LITERAL]) for n in range(0, len(piece), LITERAL))
        return Join(tuple(parts)) if parts else Constant("")

    def sentence(self, data: Mapping[str, Any], spot: Spot) -> None:
        """Read one sentence: `cases`, of which one is said, or `clauses`, lists of cases said one after the other."""
        name, label = data.get("name", ""), data.get("label", "")
        if not name or not label or ("cases" in data) == ("clauses" in data):
            self.source.blame(spot, "a sentence needs name, label, and either cases or clauses")
            return
        # Fields call for a sentence by its name, staff by its label.
        if name in self.sentences or any(label == sentence.label for sentence in self.sentences.values()):
            self.source.blame(spot, f"two sentences are called {name} or {label}")
        clauses = data.get("clauses", [data.get("cases")])
        trees = []
        for clause in clauses:
            if isinstance(clause, list):
                trees.append(self.cases(clause, Scope(), spot.at("clauses" if "clauses" in data else "cases"), "says"))
            else:
                self.source.blame(spot.at("clauses"), f"a clause is a list of cases, not {clause!r}")
        self.sentences[name] = Sentence(name, label, trees[0] if len(trees) == 1 else Join(tuple(trees)))

    def called_sentences(self) -> None:
        """Blame fields that call for a sentence nobody wrote."""
        for path, field in self.fields.items():
            if field.traits.sentence and field.traits.sentence not in self.sentences:
                spot = Spot().of(own_name(path))
                self.source.blame(spot, f"{path} calls for the sentence {field.traits.sentence}, which is not written")


# -- Charts


MOST_BARS, MOST_PIECES = 12, 4
"""More cannot be told apart on a phone, or without colour."""


def read_charts(source: Source, names: Names, parts: tuple[Part, ...]) -> Iterator[Chart]:
    """Read every `[[chart]]`; mistakes are noted in the source."""
    for nth, data in enumerate(source.data.get("chart", ())):
        spot = Spot("chart", nth)
        for key in ("title", "part", "bars"):
            if not data.get(key):
                source.blame(spot, f"a chart needs title, part and bars; {key} is missing")
        if data.get("part") and data["part"] not in {part.name for part in parts}:
            source.blame(spot.at("part"), f"no part is called {data['part']}")
        pieces, bars = tuple(data.get("pieces", ())), data.get("bars", [])
        for key, found, most in (("pieces", pieces, MOST_PIECES), ("bars", bars, MOST_BARS)):
            if len(found) > most:
                source.blame(spot.at(key), f"a chart has at most {most} {key}, not {len(found)}")
        read = tuple(_Bars(source, names, spot.at("bars"), len(pieces)).bar(bar) for bar in bars)
        yield Chart(data.get("title", ""), data.get("part", ""), data.get("unit", ""), pieces, read)


MOST_LINES = 8
"""Of a trend: each is drawn by itself."""


def read_trends(source: Source, names: Names) -> Iterator[Trend]:
    """Read every `[[trend]]`; mistakes are noted in the source."""
    for nth, data in enumerate(source.data.get("trend", ())):
        spot = Spot("trend", nth)
        for key in ("title", "lines"):
            if not data.get(key):
                source.blame(spot, f"a trend needs title and lines; {key} is missing")
        lines = data.get("lines", [])
        if len(lines) > MOST_LINES:
            source.blame(spot.at("lines"), f"a trend has at most {MOST_LINES} lines, not {len(lines)}")
        reader = _Figures(source, names, spot.at("lines"), "trend")
        read = (reader.line(entry) for entry in lines)
        yield Trend(data.get("title", ""), data.get("unit", ""), tuple(line for line in read if line))


class _Figures:
    """Figures to be drawn being read, those of a chart or a trend."""

    def __init__(self, source: Source, names: Names, spot: Spot, what: str) -> None:
        self.source = source
        self.names = names
        self.spot = spot
        self.what = what

    def line(self, entry: Any) -> tuple[str, Node, Node | None] | None:
        """Read `[label, figure]`, or `[label, figure, whole]` of a share."""
        match entry:
            case [str() as label, str() as text, *more] if len(more) < 2 and all(
                isinstance(each, str) for each in more
            ):
                found = list(self.figures([text, *more]))
                whole = found[1] if more and len(found) == 2 else None
                return (label, found[0], whole) if found else None
        self.source.blame(self.spot, f"a line is [label, figure] or [label, figure, whole], not {entry!r}")
        return None

    def figures(self, texts: list[Any]) -> Iterator[Node]:
        """Read figures, or sums and differences of figures."""
        for text in texts:
            try:
                node = self.names.parse(str(text), Scope())
            except ExpressionError as error:
                self.source.blame(self.spot.of(str(text)), f"{self.what}: {error}")
                continue
            if problem := self.problem(node):
                self.source.blame(self.spot.of(str(text)), f"{self.what}: {text} {problem}")
            yield node

    def problem(self, node: Node) -> str:
        """Say why something cannot be drawn."""
        if kind_of(node) != "figure":
            return f"is a {kind_of(node)}, not a figure"
        for path in paths_in(node):
            if path.startswith("prior."):
                return "is last year's, which is drawn beside this year's by itself"
            point = self.names.points.get(path)
            if point is None:
                return f"needs {path}, which is in no table"
            if point.traits.kind == "signed":
                return f"needs {path}, which may be negative"
        return ""


class _Bars(_Figures):
    """The bars of one chart being read; `pieces` is how many figures a bar has, 0 for one that is no list."""

    def __init__(self, source: Source, names: Names, spot: Spot, pieces: int) -> None:
        super().__init__(source, names, spot, "chart")
        self.pieces = pieces

    def bar(self, entry: Any) -> tuple[str, tuple[Node, ...]]:
        """Read `[label, figure]`, or `[label, [figure, …]]` where the chart has pieces."""
        match entry:
            case [str() as label, str() as text] if not self.pieces:
                return label, tuple(self.figures([text]))
            case [str() as label, [*texts]] if len(texts) == self.pieces > 0:
                return label, tuple(self.figures(texts))
        wanted = f"[label, [{self.pieces} figures]]" if self.pieces else "[label, figure]"
        self.source.blame(self.spot, f"a bar is {wanted}, not {entry!r}")
        return "", ()
