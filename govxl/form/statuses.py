"""The trees that sum a table or the whole workbook up in a word: how much is filled, and what is still wrong."""

from collections.abc import Iterable, Iterator

from govxl.form.expressions import All, Any, Arithmetic, Case, Constant, Join, Node, Not
from govxl.form.formulas import declared_zeros, reads_of, without_marks
from govxl.form.model import Form, Point, Table
from govxl.form.trees import call, more_than, number
from govxl.form.words import State, Status

__all__ = ["filled_tree", "form_status_tree", "table_status_tree", "words_status_tree", "written_tree"]


def _inputs(form: Form, table: Table) -> list[Point]:
    return [p for path, p in form.points.items() if p.kind == "input" and path.startswith(f"{table.name}.")]


def _needed(form: Form, table: Table) -> tuple[str, ...]:
    return tuple(point.path for point in _inputs(form, table) if point.traits.required != "no")


def filled_tree(form: Form, table: Table) -> Node:
    """Say how many cells of a table are filled: `已填 132/144`."""
    needed = _needed(form, table)
    filled = Arithmetic("-", number(len(needed)), call("blanks", needed))
    counted = Join((Constant("已填 "), filled, Constant(f"/{len(needed)}")))
    zeros = declared_zeros(form, table.name)
    return Case(((zeros, Join((counted, Constant("，空白按0计")))),), counted) if zeros is not None else counted


def written_tree(fields: Iterable[Point]) -> Node:
    """Say how many fields of a sheet hold something: `已填 3/7 项`."""
    listed = list(fields)
    words: Node = number(0)
    for field in listed:
        words = Arithmetic("+", words, Case(((_written(field.path), number(1)),), number(0)))
    return Join((Constant("已填 "), words, Constant(f"/{len(listed)} 项")))


def _written(path: str) -> Node:
    """Make the condition that something stands in a field, be it an error value."""
    return Any((more_than(call("errors", (path,))), more_than(call("length", (path,)))))


def _odd_choice(point: Point) -> Node:
    """Make the condition that something stands in a cell which is none of its choices."""
    filled = Arithmetic("-", number(1), call("blanks", [point.path]))
    return more_than(Arithmetic("-", filled, call("matching", [point.path], *(point.traits.choices or ()))))


def _unfit(form: Form, points: Iterable[Point], zeros: Node | None) -> Iterator[Node]:
    """Yield the conditions that something stands in a cell which its type does not take."""
    figures: dict[tuple[str, str], list[str]] = {}
    for point in points:
        if point.traits.numeric:
            figures.setdefault((point.traits.kind, str(point.traits.places)), []).append(point.path)
        elif point.traits.choices:
            yield _odd_choice(point)
    for (kind, places), paths in figures.items():
        yield more_than(without_marks(form, call("unfit", paths, kind, places), paths, zeros))


def _blank(form: Form, table: Table) -> Iterator[Node]:
    """Yield the condition that a table has blank cells which are no declared zeros."""
    zeros = declared_zeros(form, table.name)
    if needed := _needed(form, table):
        blank = more_than(call("blanks", needed))
        yield All((Not(zeros), blank)) if zeros is not None else blank


def _status(
    unfit: Iterable[Node], blank: Iterable[Node], states: tuple[str, ...], wanting: Iterable[Node] = ()
) -> Node:
    """Choose the gravest word that applies; `wanting` are the conditions that something should better be written."""

    def some(state: str, status: str) -> list[tuple[Node, Node]]:
        return [(more_than(call("matching", states, state)), Constant(status))] if states else []

    branches = [
        *some(State.HARD, Status.HARD),
        *((condition, Constant(Status.UNFIT)) for condition in unfit),
        *some(State.OPEN, Status.OPEN),
        *((condition, Constant(Status.EMPTY)) for condition in blank),
        *some(State.ASKED, Status.ASKED),
        *some(State.WARNING, Status.WARNING),
        *((condition, Constant(Status.WARNING)) for condition in wanting),
    ]
    return Case(tuple(branches), Constant(Status.READY)) if branches else Constant(Status.READY)


def _unfit_in(form: Form, table: Table) -> Iterator[Node]:
    mode = form.fields.get(f"{table.name}.mode")
    yield from _unfit(form, [*_inputs(form, table), *([mode] if mode else [])], declared_zeros(form, table.name))


def table_status_tree(form: Form, table: Table) -> Node:
    """Sum up one table."""
    states = tuple(f"state.{check.path}" for check in form.checks if check.rule.table == table.name and check.rule.live)
    return _status(_unfit_in(form, table), _blank(form, table), states)


def words_status_tree(form: Form, fields: Iterable[Point]) -> Node | None:
    """Sum up a sheet of words: the checks that read its fields, and those left blank; None where nothing is asked."""
    listed = {field.path: field for field in fields}
    checks = (check for check in form.checks if check.rule.live and not listed.keys().isdisjoint(reads_of(form, check)))
    states = tuple(f"state.{check.path}" for check in checks)
    asked = [field for field in listed.values() if field.traits.required != "no" and not field.traits.sentence]
    must = [Not(_written(field.path)) for field in asked if field.traits.required == "hard"]
    wanting = [Not(_written(field.path)) for field in asked if field.traits.required != "hard"]
    return _status((), must, states, wanting) if states or asked else None


def form_status_tree(form: Form) -> Node:
    """Sum up the whole workbook: its tables, the fields that hold figures or choices, and those that must be filled.

    A table whose own word is graver hides nothing, for then the whole is called by that word.
    """
    shown = [f"status.{table.name}" for table in form.tables if not table.auxiliary]
    fields = [field for path, field in form.fields.items() if not path.endswith(".mode")]
    must = [field.path for field in fields if field.traits.required == "hard" and field.traits.kind != "long_text"]
    unfit = [
        *([more_than(call("matching", shown, Status.UNFIT))] if shown else []),
        *(node for table in form.tables if table.auxiliary for node in _unfit_in(form, table)),
        *_unfit_fields(field for field in fields if field.traits.numeric or field.traits.choices),
    ]
    blank = [more_than(call("matching", shown, Status.EMPTY))] if shown else []
    if must:
        blank.append(more_than(call("blanks", must)))
    states = tuple(f"state.{check.path}" for check in form.checks if check.rule.live)
    return _status(unfit, blank, states)


def _unfit_fields(fields: Iterable[Point]) -> Iterator[Node]:
    for field in fields:
        if field.traits.numeric:
            yield more_than(call("unfit", [field.path], field.traits.kind, str(field.traits.places)))
        else:
            yield _odd_choice(field)
