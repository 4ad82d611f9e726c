"""Rules: one check of a form.toml, read and laid over the columns, rows or cells it is about."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from govxl.form.model import PROSE, SEVERITIES, Check, Heading, Rule, Table, Years, leaves, prose_path
from govxl.form.names import Names, Scope
from govxl.form.source import Source, Spot
from govxl.language.nodes import And, Cell, Compare, Constant, ExpressionError, Node, all_of, kind_of
from govxl.language.parse import names_in

__all__ = ["RuleReader", "lines_of", "years_condition", "years_of"]

# -- Report years


def years_of(text: str) -> Years:
    """Read `2021-`, `-2020`, `2019-2020` or `2021`; raises ExpressionError for anything else."""
    found = re.fullmatch(r"(\d{4})?(-)?(\d{4})?", text.strip())
    if not found or not any(found.groups()):
        raise ExpressionError(f"years are written 2021-, 2019-2020 or 2021, not {text!r}")
    first, dash, last = found.groups()
    return Years(int(first) if first else None, int(last) if last else (None if dash else int(first)))


def years_condition(text: str) -> Node:
    """Make the condition that the report year lies within."""
    years = years_of(text)
    ends = [(">=", years.first), ("<=", years.last)]
    return And(tuple(Compare(sign, Cell("year"), Constant(Decimal(end))) for sign, end in ends if end is not None))


# -- Rules


NEEDED = ("id", "expr", "says", "severity", "basis")
NOT_OF_PROSE = ("expr", "each", "once", "live")
ONLY_OF_PROSE = ("unsure", "explain")


def lines_of(table: Table, rows: bool) -> list[Heading]:
    """List the row or column headings of all blocks of a table."""
    return [heading for block in table.blocks for heading in leaves(block.rows if rows else block.columns)]


class RuleReader:
    """Reads the rules of one form; mistakes are noted in its source."""

    def __init__(self, source: Source, tables: tuple[Table, ...], names: Names) -> None:
        self.source = source
        self.tables = {table.name: table for table in tables}
        self.names = names
        self.ids: set[str] = set()
        self.lines: dict[tuple[str, str], dict[str, str]] = {}

    def read(self, data: Mapping[str, Any], table: str, spot: Spot) -> list[Check]:
        """Give the checks of one rule, one for each line it holds for."""
        if "judges" in data:
            return self.of_prose(data, table, spot)
        for key in ONLY_OF_PROSE:
            if key in data:
                self.source.blame(spot.at(key), f"rule {data.get('id', '')}: {key} is for rules that judge prose")
        rule = self.rule(data, table, spot)
        scopes = self.scopes(data, table, spot) if rule else []
        if rule is None or not scopes or not self.names_are_known(data, scopes, spot):
            return []
        names = {name for key in ("expr", "when") if data.get(key) for name in names_in(data[key])}
        # Not every line has all the cells: a block may lack a column, and a rule is not for that line then.
        kept = [scope for scope in scopes if all(self.names.knows(name, scope) for name in names)]
        if not kept:
            self.source.blame(spot, f"rule {rule.id}: no line of the table has all of its cells")
        found = (self.check(rule, data, scope, spot, len(kept) > 1) for scope in kept)
        return [check for check in found if check is not None]

    def of_prose(self, data: Mapping[str, Any], table: str, spot: Spot) -> list[Check]:
        """Give the one check of a rule of prose: that nothing in the texts is told to disagree by it."""
        told, before = f"rule {data.get('id', '')}", len(self.source.problems)
        if data["judges"] != PROSE:
            self.source.blame(spot.at("judges"), f"{told}: a rule judges {PROSE}, or says nothing of what it judges")
        for key in NOT_OF_PROSE:
            if key in data:
                self.source.blame(spot.at(key), f"{told}: a rule that judges prose has no {key}")
        severity, unsure = data.get("severity", ""), data.get("unsure", "")
        if severity == "hard":
            self.source.blame(spot.at("severity"), f"{told}: what a text means is never so certain as to be hard")
        elif unsure and (unsure not in SEVERITIES or unsure == "explainable" or _is_graver(unsure, severity)):
            self.source.blame(spot.at("unsure"), f"{told}: unsure is warning or info, and no graver than the severity")
        rule = self.rule({**data, "expr": PROSE, "live": False}, table, spot)
        if rule is None or len(self.source.problems) > before:
            return []
        rule = rule._replace(source="", prose=True, unsure=unsure, explain=data.get("explain", False))
        # What the texts say is nobody's cell: it is a text of its own, which only whoever reads them can give.
        nothing = Compare("==", Cell(prose_path(rule.id), text=True), Constant(""))
        check = self.check(rule, data, Scope(table), spot, False, nothing)
        return [check] if check else []

    def rule(self, data: Mapping[str, Any], table: str, spot: Spot) -> Rule | None:
        """Read what does not depend on the line; None when too much is missing."""
        missing = [key for key in NEEDED if not data.get(key)]
        for key in missing:
            self.source.blame(spot, f"rule {data.get('id', '')}: {key} is missing".replace("rule : ", "a rule: "))
        if missing:
            return None
        rule_id = data["id"]
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", rule_id):
            self.source.blame(spot.at("id"), f"a rule's id is letters, digits and -: {rule_id!r}")
        # Ids are part of defined names, which Excel does not tell apart by case.
        if rule_id.lower() in self.ids:
            self.source.blame(spot.at("id"), f"two rules are called {rule_id}")
        self.ids.add(rule_id.lower())
        if data["severity"] not in SEVERITIES:
            self.source.blame(spot.at("severity"), f"rule {rule_id}: severity is one of {', '.join(SEVERITIES)}")
        if data.get("summed", "warning") not in SEVERITIES[1:]:
            self.source.blame(spot.at("summed"), f"rule {rule_id}: summed is one of {', '.join(SEVERITIES[1:])}")
        return Rule(
            id=rule_id,
            table=table,
            says=data["says"],
            severity=data["severity"],
            basis=data["basis"],
            remedy=data.get("remedy", ""),
            live=data.get("live", True),
            once=data.get("once", False),
            source=data["expr"],
            name=data.get("name", ""),
            summed=data.get("summed", ""),
        )

    def scopes(self, data: Mapping[str, Any], table: str, spot: Spot) -> list[Scope]:
        """Give the lines or cells a rule is laid over."""
        match data.get("each"):
            case None:
                return [Scope(table)]
            case "column" | "row" as axis if table:
                return [Scope(table, axis, name) for name in self.labels_of(table, axis)]
            case [_, *_] as cells:
                found = (self.listed(str(cell), table, spot) for cell in cells)
                return [Scope(table, "cell", path) for path in found if path]
        wanted = "column, row (in a table's rule) or a list of cells"
        self.source.blame(spot.at("each"), f"rule {data['id']}: each is {wanted}")
        return []

    def listed(self, name: str, table: str, spot: Spot) -> str:
        """Give the path of a cell listed in `each`; nothing when it was blamed instead."""
        try:
            found = self.names.resolve(name, Scope(table))
        except ExpressionError as error:
            self.source.blame(spot.at("each").of(name), f"each: {error}")
            return ""
        return found.path if isinstance(found, Cell) else ""

    def names_are_known(self, data: Mapping[str, Any], scopes: list[Scope], spot: Spot) -> bool:
        """Blame names that mean nothing on any line, and text that is not of the language."""
        fine = True
        for key in ("expr", "when"):
            try:
                # A name that is known on some line is no slip of the author; one known on none is.
                names = names_in(data[key]) if data.get(key) else ()
            except ExpressionError as error:
                self.source.blame(spot.at(key), f"rule {data['id']}: {error}")
                return False
            for name in names:
                if not any(self.names.knows(name, scope) for scope in scopes):
                    self.source.blame(spot.at(key), f"rule {data['id']}: no cell of this rule is called {name}")
                    fine = False
        return fine

    def condition(self, text: str, scope: Scope) -> Node:
        """Parse what must be a condition; raises ExpressionError."""
        node = self.names.parse(text, scope)
        if kind_of(node) != "condition":
            raise ExpressionError(f"a condition is wanted, not {text}")
        return node

    def check(
        self, rule: Rule, data: Mapping[str, Any], scope: Scope, spot: Spot, several: bool, holds: Node | None = None
    ) -> Check | None:
        """Lay a rule over one line; `holds` where what must hold is not written in the form."""
        key = "expr"
        try:
            holds = holds or self.condition(data[key], scope)
            conditions = []
            if data.get(key := "when"):
                conditions.append(self.condition(data[key], scope))
            if data.get(key := "years"):
                conditions.append(years_condition(data[key]))
        except ExpressionError as error:
            self.source.blame(spot.at(key), f"rule {rule.id}: {error}")
            return None
        # `at` becomes a segment of a path, in which a dot would begin another one.
        at = scope.at.replace(".", "-") if scope.at else (rule.table or "form")
        group = (rule.table or "form") if rule.once and several else at
        when = all_of(conditions) if conditions else None
        left, right = rule_sides(holds)
        return Check(rule, at, self.place_label(scope), holds, when, left, right, group)

    def place_label(self, scope: Scope) -> str:
        """Give the words for the line or cell a check is judged for."""
        if scope.axis == "cell":
            return (self.names.points.get(scope.at) or self.names.fields[scope.at]).label
        if not scope.axis:
            return ""
        return self.labels_of(scope.table, scope.axis)[scope.at] or scope.at

    def labels_of(self, table: str, axis: str) -> dict[str, str]:
        """Give the labels of a table's rows or columns by name, the first of each; every check of a rule asks."""
        if (table, axis) not in self.lines:
            labels = self.lines[table, axis] = {}
            for heading in lines_of(self.tables[table], axis == "row"):
                labels.setdefault(heading.name, heading.label)
        return self.lines[table, axis]


def _is_graver(one: str, other: str) -> bool:
    """Tell whether a severity is graver than another one."""
    return other in SEVERITIES and SEVERITIES.index(one) < SEVERITIES.index(other)


def rule_sides(holds: Node) -> tuple[Node | None, Node | None]:
    """Give the two figures a rule compares; words have no difference to show."""
    if isinstance(holds, Compare) and kind_of(holds.left) == "figure":
        return holds.left, holds.right
    return None, None
