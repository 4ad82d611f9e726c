"""The trees that sum a sheet or the whole workbook up in a word: how much is filled, and what is still wrong."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from govxl.form.model import Check, Form, Point, Table, table_of
from govxl.language.nodes import And, Arithmetic, Case, Compare, Constant, Join, Node, Not, Or, call, more_than, number
from govxl.layout.check_formulas import declared_zeros, reads_of, reason_path, unfit_path, without_marks
from govxl.words import CHECKS_SHEET, COVER_SHEET, NIL, NO_DATE, PRIOR_SHEET, State, Status

__all__ = [
    "PRIOR_STATUS",
    "SheetContents",
    "filled_tree",
    "form_status_tree",
    "inputs_of",
    "prior_status_tree",
    "sheet_status_tree",
    "sheets_of",
    "status_path",
    "troubled_tree",
    "written_tree",
]

# -- What a sheet holds


def inputs_of(form: Form, table: Table) -> list[Point]:
    """List what staff type into a table."""
    return [p for path, p in form.points.items() if p.kind == "input" and table_of(path) == table.name]


class SheetContents(NamedTuple):
    """What is filled in on one sheet: a statutory table with its fields, or words and what auxiliary tables are there.

    `path` is where its status stands; `checks` are the live checks that read what stands on it.
    """

    name: str
    path: str
    tables: tuple[Table, ...]
    fields: tuple[Point, ...]
    checks: tuple[Check, ...]


def status_path(owner: str) -> str:
    """Name the cell that sums up a table, the `cover`, `narrative.part`, the `prior` sheet or the whole `form`."""
    return f"status.{owner}"


PRIOR_STATUS = status_path("prior")


def sheets_of(form: Form) -> list[SheetContents]:
    """List the sheets that are filled in, in the order of the workbook: the cover, and one for every part."""
    live = [(check, frozenset(reads_of(form, check))) for check in form.checks if check.rule.live]
    fields = tuple(field for path, field in form.fields.items() if table_of(path) in ("cover", "unit"))
    listed = [_contents(live, COVER_SHEET, "cover", (), fields, ())]
    for part in form.parts:
        if part.table:
            table = form.table(part.table)
            points = tuple(point.path for point in inputs_of(form, table))
            own = tuple(form.fields[f"{table.name}.{name}"] for name in ("mode", "note"))
            listed.append(_contents(live, table.sheet, table.name, (table,), own, points))
        else:
            beside = tuple(each for each in form.tables if each.auxiliary and each.sheet == part.sheet)
            points = tuple(point.path for table in beside for point in inputs_of(form, table))
            own = tuple(form.fields[path] for path in part.fields)
            listed.append(_contents(live, part.sheet, f"narrative.{part.name}", beside, own, points))
    return listed


def _contents(
    live: Iterable[tuple[Check, frozenset[str]]],
    sheet: str,
    owner: str,
    tables: tuple[Table, ...],
    fields: tuple[Point, ...],
    points: tuple[str, ...],
) -> SheetContents:
    held = {*points, *(field.path for field in fields)}
    names = {table.name for table in tables}
    checks = tuple(check for check, reads in live if check.rule.table in names or not held.isdisjoint(reads))
    return SheetContents(sheet, status_path(owner), tables, fields, checks)


# -- Its word


MUST = ("hard", "explainable")
"""What `required` says of a cell that rejects the return while it is blank."""


def _needed(form: Form, table: Table) -> tuple[str, ...]:
    return tuple(point.path for point in inputs_of(form, table) if point.traits.required != "no")


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
    return Or((more_than(call("errors", (path,))), more_than(call("length", (path,)))))


# -- What is wrong


def _unfit(form: Form, points: Iterable[Point], zeros: Node | None) -> Iterator[Node]:
    """Yield the conditions that something stands in a cell which its type does not take, error values first."""
    figures: dict[tuple[str, str], list[str]] = {}
    others: list[str] = []
    choices: dict[tuple[str, ...], list[str]] = {}
    dates: list[str] = []
    for point in points:
        if point.traits.kind == "date":
            dates.append(unfit_path(point.path))
        elif point.traits.numeric:
            figures.setdefault((point.traits.kind, str(point.traits.places)), []).append(point.path)
        else:
            others.append(point.path)
            if point.traits.choices:
                choices.setdefault(point.traits.choices, []).append(point.path)
    if others:
        yield more_than(call("errors", others))
    for (kind, places), paths in figures.items():
        yield more_than(without_marks(form, call("unfit", paths, kind, places), paths, zeros))
    if dates:
        # Each date has a cell beside it that says so: the formula is too long to stand in another one.
        yield more_than(call("matching", dates, NO_DATE))
    for allowed, paths in choices.items():
        filled = Arithmetic("-", number(len(paths)), call("blanks", paths))
        yield more_than(Arithmetic("-", filled, call("exactly", paths, *allowed)))


def _blank(form: Form, table: Table) -> Iterator[Node]:
    """Yield the conditions that a table has blank cells: figures that are no declared zeros, or words."""
    zeros = declared_zeros(form, table.name)
    needed = [form.points[path] for path in _needed(form, table)]
    figures = [point for point in needed if point.traits.numeric]
    for blank in _unsaid(figures):
        yield And((Not(zeros), blank)) if zeros is not None else blank
    yield from _unsaid(point for point in needed if not point.traits.numeric)


def _unsaid(points: Iterable[Point]) -> Iterator[Node]:
    """Yield the conditions that some of these cells are blank, or hold what nobody sees."""
    listed = list(points)
    if figures := [point.path for point in listed if point.traits.numeric]:
        yield more_than(call("blanks", figures))
    if words := [point.path for point in listed if not point.traits.numeric and point.traits.kind != "long_text"]:
        yield more_than(call("unsaid", words))
    texts = [point.path for point in listed if point.traits.kind == "long_text"]
    yield from (Compare("==", call("substance", [path]), number(0)) for path in texts)


def _must(sheet: SheetContents) -> list[Point]:
    """List the fields of a sheet that reject the return while they are blank."""
    return [field for field in sheet.fields if field.traits.required in MUST]


def _status(
    unfit: Iterable[Node],
    states: Sequence[str],
    blank: Iterable[Node],
    unread: Iterable[Node] = (),
    wanting: Iterable[Node] = (),
) -> Node:
    """Choose the gravest word that applies.

    `unread` are the conditions that something cannot be judged besides the states, `wanting` that something should
    better be written. A state that shows an error itself, since what it read was deleted, is not judged either.
    """

    def some(state: str, status: str) -> list[tuple[Node, Node]]:
        return [(more_than(call("matching", states, state)), Constant(status))] if states else []

    lost = [more_than(call("errors", states))] if states else []
    # The gravest comes first, in the order in which staff have to deal with them.
    branches = [
        *some(State.HARD, Status.HARD),
        *((condition, Constant(Status.UNFIT)) for condition in unfit),
        *((condition, Constant(Status.OPEN)) for condition in (*lost, *unread)),
        *some(State.OPEN, Status.OPEN),
        *((condition, Constant(Status.EMPTY)) for condition in blank),
        *some(State.ASKED, Status.ASKED),
        *some(State.WARNING, Status.WARNING),
        *((condition, Constant(Status.WARNING)) for condition in wanting),
    ]
    return Case(tuple(branches), Constant(Status.READY)) if branches else Constant(Status.READY)


def _states(checks: Iterable[Check]) -> tuple[str, ...]:
    return tuple(f"state.{check.path}" for check in checks)


def sheet_status_tree(form: Form, sheet: SheetContents) -> Node:
    """Sum up one sheet: what stands in its cells, what is missing, and the checks that read them."""
    unfit = list(_unfit(form, sheet.fields, None))
    for table in sheet.tables:
        inputs = inputs_of(form, table)
        unfit += _unfit(form, inputs, declared_zeros(form, table.name))
        figures = [point.path for point in inputs if point.traits.numeric]
        if f"{table.name}.mode" in form.fields and figures:
            # Whoever says that a table has nothing to report, and left figures in it, meant one of the two.
            nil = more_than(call("matching", (f"{table.name}.mode",), NIL))
            unfit.append(And((nil, more_than(call("nonzero", figures)))))
    blank = [condition for table in sheet.tables for condition in _blank(form, table)]
    blank += _unsaid(_must(sheet))
    wanted = [field for field in sheet.fields if field.traits.required == "warning" and not field.traits.sentence]
    wanting = [Not(_written(field.path)) for field in wanted]
    # A sheet of words on which nobody has written anything is unfinished; that a rule asks for a reason to leave it so
    # is said once it has one or the other.
    words = [field.path for field in sheet.fields if table_of(field.path) in ("cover", "narrative")]
    explained = _states(check for check in sheet.checks if check.rule.severity == "explainable")
    asked = [more_than(call("matching", explained, State.ASKED))] if explained else []
    if words and (asked or wanting):
        blank.append(And((Compare("==", call("length", words), number(0)), Or((*asked, *wanting)))))
    return _status(unfit, _states(sheet.checks), blank, wanting=wanting)


def prior_status_tree(prior: Iterable[str]) -> Node:
    """Say whether last year's figures can be read; nothing where they can, for nobody fills them in."""
    paths = list(prior)
    if not paths:
        return Constant("")
    return Case(((more_than(call("errors", paths)), Constant(Status.OPEN)),), Constant(""))


def form_status_tree(form: Form, sheets: Iterable[SheetContents]) -> Node:
    """Sum up the whole workbook: its sheets, its reasons, and every check.

    A sheet of words that should better say more is no concern of the whole: nothing comes back for that.
    """
    # Sheets say their own words, and only what they cannot know is added here.
    listed = list(sheets)
    shown = [*(sheet.path for sheet in listed), PRIOR_STATUS]
    reasons = _reasons(form)
    unfit = [more_than(call("matching", shown, Status.UNFIT))]
    unfit += [more_than(call("errors", reasons))] if reasons else []
    unread = [more_than(call("errors", shown)), more_than(call("matching", shown, Status.OPEN))]
    # A sheet of words is as empty as its author left it; of these, only what rejects a return is asked for below.
    tables = [sheet.path for sheet in listed if any(not table.auxiliary for table in sheet.tables)]
    beside = [table for sheet in listed for table in sheet.tables if table.auxiliary]
    blank = [more_than(call("matching", tables, Status.EMPTY))] if tables else []
    blank += [condition for table in beside for condition in _blank(form, table)]
    blank += _unsaid(field for sheet in listed for field in _must(sheet))
    return _status(unfit, _states(check for check in form.checks if check.rule.live), blank, unread)


def troubled_tree(form: Form, sheets: Iterable[SheetContents]) -> Node:
    """Name the sheets that are not ready, so that whoever reads the whole's word knows where to look."""
    named = [*((sheet.path, sheet.name) for sheet in sheets), (PRIOR_STATUS, PRIOR_SHEET)]
    paths = [path for path, _ in named]
    parts: list[Node] = [Constant("请看：")]
    for path, name in named:
        # What compares with an error value is an error itself, so that is asked before all else.
        fine = more_than(call("exactly", (path,), Status.READY, ""))
        broken = more_than(call("errors", (path,)))
        parts.append(Case(((broken, Constant(f"{name}　")), (fine, Constant(""))), Constant(f"{name}　")))
    # What the checks ask for, a reason above all, is given on their own sheet.
    plain = more_than(call("exactly", (status_path("form"),), Status.READY, Status.EMPTY, Status.UNFIT))
    wrong = [more_than(call("errors", reasons))] if (reasons := _reasons(form)) else []
    here: list[tuple[Node, Node]] = [*((each, Constant(CHECKS_SHEET)) for each in wrong), (plain, Constant(""))]
    parts.append(Case(tuple(here), Constant(CHECKS_SHEET)))
    sound = Compare("==", call("errors", paths), number(0))
    fine = Compare("==", call("exactly", paths, Status.READY, ""), number(len(paths)))
    ready = Compare("==", call("exactly", (status_path("form"),), Status.READY), number(1))
    return Case(((And((sound, fine, ready)), Constant("")),), Join(tuple(parts)))


def _reasons(form: Form) -> list[str]:
    """List the cells that reasons are written into."""
    return list(dict.fromkeys(reason_path(check) for check in form.checks if check.rule.takes_reason))
