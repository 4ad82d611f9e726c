"""The corpus: sentences in the manner of real reports, with their tables, as `corpus/*.toml` keep them.

What a table does not tell is 0. Totals and derived figures are worked out by the form's own trees; last year's stand
below `prior.`, and where none are told there is no record of last year.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from govxl.form.definition import load_form
from govxl.form.model import Form, Point
from govxl.form.names import Names, Scope
from govxl.language.expressions import evaluate
from govxl.language.nodes import Cell, Cells, Node, Value
from govxl.language.parse import parse
from govxl.layout.layout import Verdicts, arrange
from govxl.prose.model import Facts

__all__ = [
    "CORPUS",
    "PARTS",
    "Case",
    "Told",
    "cases",
    "cases_in",
    "drawn",
    "facts",
    "facts_of",
    "form_of",
    "node_of",
    "of_last_year",
]

CORPUS = Path(__file__).parent / "corpus"
PARTS = ("tune", "honest", "final")
SETTINGS = ("year", "unit", "kind", "level", "edition")
NO_CLAIM, SHARE, CHANGE = "", "share", "change"


@dataclass(frozen=True)
class Told:
    """A figure as a case has it: where it stands, and what it is about."""

    start: int
    end: int
    said: str
    means: str


@dataclass(frozen=True)
class Case:
    """A text with its tables: what every figure means, and which disagree, each with its rule."""

    where: str
    tables: Mapping[str, Any]
    path: str
    text: str
    told: tuple[Told, ...]
    wrong: tuple[tuple[Told, str], ...] = ()
    trap: str = ""

    @property
    def edition(self) -> str:
        return str(self.tables.get("edition", "2021"))

    @property
    def year(self) -> int:
        return int(self.tables["year"])

    @property
    def unit(self) -> str:
        return str(self.tables.get("unit", ""))


def cases(part: str) -> Iterator[Case]:
    """Read every case of one part of the corpus; a case that contradicts itself is our mistake and raises ValueError."""
    for path in sorted(CORPUS.glob(f"{part}*.toml")):
        yield from cases_in(path.read_text("utf-8"), path.name)


def cases_in(source: str, name: str) -> Iterator[Case]:
    """Read the cases of one file."""
    data = tomllib.loads(source, parse_float=Decimal)
    lines = [nth for nth, line in enumerate(source.splitlines(), 1) if line.strip() == "[[case]]"]
    for line, case in zip(lines, data.get("case", ()), strict=True):
        where, text = f"{name}:{line}", case["text"]
        told = tuple(located(where, text, said, means) for said, means in case.get("means", {}).items())
        tables, path = data["tables"][case["tables"]], case.get("field", "narrative.overview.applications")
        if path not in form_of(str(tables.get("edition", "2021"))).fields:
            raise ValueError(f"{where}: no field of the form is called {path}")
        wrong, rules = case.get("wrong", []), case.get("rules", [])
        if len(wrong) != len(rules):
            raise ValueError(f"{where}: {len(wrong)} figures are wrong and {len(rules)} rules are named")
        places = [located(where, text, said, "") for said in wrong]
        yield Case(
            where,
            tables,
            path,
            text,
            told,
            tuple(zip(places, rules, strict=True)),
            case.get("trap", ""),
        )


DIGIT = re.compile(r"[0-9０-９.．,，一二三四五六七八九十百千万亿两零〇]")


def located(where: str, text: str, said: str, means: str) -> Told:
    """Find a figure in its text; `#2` behind it asks for the second one. 5件 is not found within 95件."""
    words, _, nth = said.partition("#")
    starts = [found.start() for found in re.finditer(re.escape(words), text)]
    if DIGIT.match(words):
        starts = [at for at in starts if not _goes_on(text, at)]
    wanted = int(nth or 1)
    if len(starts) < wanted:
        raise ValueError(f"{where}: {said} does not stand in {text}")
    start = starts[wanted - 1]
    return Told(start, start + len(words), said, means)


def _goes_on(text: str, at: int) -> bool:
    """Tell whether a figure goes on to the left of here: behind a digit, or a comma between digits."""
    before, two = text[at - 1 : at], text[at - 2 : at - 1]
    if before in ("，", ",", "．", "."):
        return before in (",", ".", "．") and bool(re.match(r"[0-9０-９]", two))
    return bool(DIGIT.match(before)) if before else False


# -- Facts


def facts_of(case: Case) -> Facts:
    """Give the facts of a case, as a record of its tables would have them."""
    return facts(case.edition, case.tables)


def facts(edition: str, tables: Mapping[str, Any]) -> Facts:
    """Give the facts of tables told by path."""
    told = {path: value for path, value in tables.items() if path not in SETTINGS}
    now = _worked(edition, {path: value for path, value in told.items() if not path.startswith("prior.")})
    last = {path.removeprefix("prior."): value for path, value in told.items() if path.startswith("prior.")}
    before = _worked(edition, last) if last else None
    own = {"year": Decimal(tables["year"]), "unit.name": tables.get("unit", "")}

    def value_of(path: str) -> Value:
        if path.startswith("prior."):
            return before(path.removeprefix("prior.")) if before else None
        return own[path] if path in own else now(path)

    return value_of


def _worked(edition: str, told: Mapping[str, Any]) -> Facts:
    form = form_of(edition)
    inputs = {path: point for path, point in form.points.items() if point.kind == "input" and point.traits.numeric}
    unknown = [path for path in told if path not in form.points and path not in form.fields]
    if unknown:
        raise ValueError(f"no points of the form: {unknown}")
    given = {path: Decimal(value) if isinstance(value, int) else value for path, value in told.items()}
    worked = Verdicts(arrange(form), dict.fromkeys(inputs, Decimal(0)) | given)
    derived = {each.path: each.value for each in form.derived}
    return lambda path: evaluate(derived[path], worked.value) if path in derived else worked.value(path)


# -- Meanings


@cache
def form_of(edition: str) -> Form:
    return load_form(f"zfxxgk/{edition}")


@cache
def names_of(edition: str) -> Names:
    form = form_of(edition)
    names = Names(form.tables, dict(form.points), dict(form.fields))
    names.derived.update({each.path: each.value for each in form.derived})
    return names


@cache
def node_of(edition: str, expression: str) -> Node:
    """Parse what a figure is said to be about; of last year, derived figures too."""
    names = names_of(edition)

    def resolve(name: str) -> Node:
        bare = name.removeprefix("prior.")
        found = names.resolve(bare, Scope())
        return found if bare == name else of_last_year(found)

    return parse(expression, resolve, lambda first, last: names.between(first, last, Scope()))


def of_last_year(node: Any) -> Any:
    """Give the tree of the same figure of last year."""
    match node:
        case Cell(path=path):
            return node._replace(path=f"prior.{path}")
        case Cells(paths=paths):
            return node._replace(paths=tuple(f"prior.{path}" for path in paths))
        case tuple():
            parts = (of_last_year(part) for part in node)
            return type(node)(*parts) if hasattr(node, "_fields") else tuple(parts)
    return node


@cache
def drawn(edition: str) -> Facts:
    """Draw a figure for every point, by which expressions are told apart."""
    rng, form = Random("meanings"), form_of(edition)

    def figures(points: Mapping[str, Point]) -> dict[str, Decimal]:
        inputs = (path for path, point in points.items() if point.kind != "computed" and point.traits.numeric)
        return {path: Decimal(rng.randrange(10**6, 10**9)) for path in inputs}

    now, last = _worked(edition, figures(form.points) | figures(form.fields)), _worked(edition, figures(form.points))
    return lambda path: last(path.removeprefix("prior.")) if path.startswith("prior.") else now(path)
