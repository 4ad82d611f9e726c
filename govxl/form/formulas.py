"""The trees behind the cells that compute: totals, states of checks, progress, status, sentences.

Each is an ordinary tree of the rule language, so the workbook's formula and our verdict cannot drift apart.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from govxl.form.expressions import (
    All,
    Any,
    Arithmetic,
    Call,
    Case,
    Cell,
    Cells,
    Compare,
    Constant,
    Join,
    Node,
    Not,
    paths_in,
)
from govxl.form.model import Check, Form, Point, Table
from govxl.form.words import MARKS, NIL, REASON_LENGTH, SEVERITIES, ZEROS, State, Status

__all__ = [
    "declared_zeros",
    "filled_tree",
    "form_status_tree",
    "inputs_behind",
    "length_tree",
    "reads_of",
    "sentence_tree",
    "shown_side",
    "state_tree",
    "table_status_tree",
    "total_tree",
]

NOTHING = Constant("")


def _number(value: int) -> Constant:
    return Constant(Decimal(value))


def _more_than(node: Node, value: int = 0) -> Node:
    return Compare(">", node, _number(value))


def _call(name: str, paths: Iterable[str], *words: str) -> Call:
    return Call(name, (Cells(tuple(paths)), *(Constant(word) for word in words)))


def _is(path: str, word: str) -> Node:
    return Compare("==", Cell(path, text=True), Constant(word))


def declared_zeros(form: Form, table: str) -> Node | None:
    """Make the condition that a table's blanks are declared zeros; None for a table that cannot declare them."""
    mode = f"{table}.mode"
    return Any((_is(mode, ZEROS), _is(mode, NIL))) if mode in form.fields else None


def inputs_behind(form: Form, path: str) -> Iterator[str]:
    """Yield the inputs a point rests on: itself, or all that its total adds up."""
    point = form.points[path]
    if not point.operands:
        yield path
    for operand in point.operands:
        yield from inputs_behind(form, operand)


def total_tree(form: Form, point: Point) -> Node:
    """Add up a total; it stays empty while nothing is filled, and shows no sum that rests on an error value."""
    inputs = tuple(dict.fromkeys(inputs_behind(form, point.path)))
    untouched: Node = Compare("==", _call("blanks", inputs), _number(len(inputs)))
    zeros = declared_zeros(form, point.path.split(".")[0])
    if zeros is not None:
        untouched = All((Not(zeros), untouched))
    return Case(
        ((untouched, NOTHING), (_more_than(_call("errors", inputs)), NOTHING)),
        Call("sum", (Cells(point.operands),)),
    )


class _Reads:
    """What a check rests on, sorted by what may be missing there."""

    def __init__(self, form: Form, trees: Iterable[Node | None]) -> None:
        found = list(dict.fromkeys(path for tree in trees if tree is not None for path in paths_in(tree)))
        self.form = form
        self.prior = tuple(path for path in found if path.startswith("prior."))
        own = [path for path in found if path in form.points]
        inputs = dict.fromkeys(behind for path in own for behind in inputs_behind(form, path))
        self.figures = tuple(path for path in inputs if form.points[path].traits.numeric)
        self.words = tuple(
            path
            for path in (*inputs, *found)
            if path in form.fields or (path in form.points and not form.points[path].traits.numeric)
        )
        changed = [path for tree in trees if tree is not None for path in _changed_in(tree)]
        self.prior += tuple(f"prior.{path}" for path in changed)

    def tables(self) -> dict[str, tuple[str, ...]]:
        grouped: dict[str, tuple[str, ...]] = {}
        for path in self.figures:
            table = path.split(".")[0]
            grouped[table] = (*grouped.get(table, ()), path)
        return grouped


def _changed_in(tree: Node) -> Iterator[str]:
    """Yield the cells that `changed` compares with last year's."""
    match tree:
        case Call(name="changed", args=(Cells(paths=paths),)):
            yield from paths
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            yield from _changed_in(left)
            yield from _changed_in(right)
        case All(items=items) | Any(items=items):
            for item in items:
                yield from _changed_in(item)
        case Not(item=item):
            yield from _changed_in(item)


def state_tree(form: Form, check: Check) -> Node:
    """Say which state a check is in: the first of the states of DESIGN, in their order, that applies."""
    reads = _Reads(form, (check.holds, check.when))
    branches: list[tuple[Node, Node]] = []
    for table, paths in reads.tables().items():
        needed = tuple(path for path in paths if form.points[path].traits.required != "no")
        zeros = declared_zeros(form, table)
        if needed:
            blank = _more_than(_call("blanks", needed))
            branches.append((All((Not(zeros), blank)) if zeros else blank, Constant(State.EMPTY)))
    branches += [(unread, Constant(State.OPEN)) for unread in _unreadable(form, reads)]
    if reads.prior:
        branches.append((_more_than(_missing(reads.prior)), Constant(State.NO_PRIOR)))
    if check.when is not None:
        branches.append((Not(check.when), Constant(State.OUT)))
    branches.append((check.holds, Constant(State.PASS)))
    if check.rule.severity == "explainable":
        reason = _call("length", (f"reason.{check.rule.id}.{check.group}",))
        branches.append((Compare(">=", reason, _number(REASON_LENGTH)), Constant(State.EXPLAINED)))
    return Case(tuple(branches), Constant(SEVERITIES[check.rule.severity]))


def _missing(paths: tuple[str, ...]) -> Node:
    return Arithmetic("-", _number(len(paths)), _call("figures", paths))


def _unreadable(form: Form, reads: _Reads) -> Iterator[Node]:
    """Yield the conditions under which a figure or text that is read is neither blank nor readable.

    A mark for "not applicable" is readable where the form allows it, and everywhere in a table whose blanks are zeros.
    """
    for table, paths in reads.tables().items():
        zeros = declared_zeros(form, table)
        excused = tuple(path for path in paths if form.points[path].traits.not_applicable)
        others = tuple(path for path in paths if path not in excused)
        left = Arithmetic("-", _missing(paths), _call("blanks", paths))
        if excused:
            left = Arithmetic("-", left, _call("matching", excused, *MARKS))
        if zeros is not None and others:
            marks = Case(((zeros, _call("matching", others, *MARKS)),), _number(0))
            left = Arithmetic("-", left, marks)
        yield _more_than(left)
    if reads.words:
        yield _more_than(_call("errors", reads.words))


def shown_side(check: Check, side: Node) -> Node:
    """Show one side of a check once it is judged, and nothing before."""
    judged = (State.PASS, *SEVERITIES.values(), State.EXPLAINED)
    return Case(((_more_than(_call("matching", (f"state.{check.path}",), *judged)), side),), NOTHING)


def _needed(form: Form, table: Table) -> tuple[str, ...]:
    return tuple(
        path
        for path, point in form.points.items()
        if path.startswith(f"{table.name}.") and point.kind == "input" and point.traits.required != "no"
    )


def filled_tree(form: Form, table: Table) -> Node:
    """Say how many cells of a table are filled: `已填 132/144`."""
    needed = _needed(form, table)
    filled = Arithmetic("-", _number(len(needed)), _call("blanks", needed))
    counted = Join((Constant("已填 "), filled, Constant(f"/{len(needed)}")))
    zeros = declared_zeros(form, table.name)
    return Case(((zeros, Join((counted, Constant("，空白按0计")))),), counted) if zeros is not None else counted


def _status(form: Form, tables: Iterable[Table], states: tuple[str, ...]) -> Node:
    def some(*words: str) -> Node:
        return _more_than(_call("matching", states, *words))

    branches: list[tuple[Node, Node]] = []
    if states:
        branches += [(some(State.HARD), Constant(Status.HARD)), (some(State.OPEN), Constant(Status.OPEN))]
    for table in tables:
        zeros = declared_zeros(form, table.name)
        if zeros is not None and (needed := _needed(form, table)):
            empty = _more_than(_call("blanks", needed))
            branches.append((All((Not(zeros), empty)), Constant(Status.EMPTY)))
    if states:
        branches += [(some(State.ASKED), Constant(Status.ASKED)), (some(State.WARNING), Constant(Status.WARNING))]
    return Case(tuple(branches), Constant(Status.READY)) if branches else Constant(Status.READY)


def table_status_tree(form: Form, table: Table) -> Node:
    """Sum up one table's checks in a word."""
    states = tuple(f"state.{check.path}" for check in form.checks if check.rule.table == table.name)
    return _status(form, [table], states)


def form_status_tree(form: Form) -> Node:
    """Sum up the whole workbook in a word."""
    return _status(form, form.tables, tuple(f"state.{check.path}" for check in form.checks))


def length_tree(path: str) -> Node:
    """Count the characters of a text, line ends left out; nothing while a cell of it shows an error."""
    return Case(((_more_than(_call("errors", (path,))), NOTHING),), Join((_call("length", (path,)), Constant(" 字"))))


def sentence_tree(form: Form, text: Node) -> Node:
    """Show a generated sentence once every figure it reads is there."""
    reads = _Reads(form, (text,))
    branches: list[tuple[Node, Node]] = []
    for table, paths in reads.tables().items():
        zeros = declared_zeros(form, table)
        needed = tuple(path for path in paths if form.points[path].traits.required != "no")
        if needed:
            blank = _more_than(_call("blanks", needed))
            branches.append(
                (All((Not(zeros), blank)) if zeros is not None else blank, Constant("（填完表格后自动生成）"))
            )
    branches += [(unread, NOTHING) for unread in _unreadable(form, reads)]
    return Case(tuple(branches), text) if branches else text


def reads_of(form: Form, check: Check) -> tuple[str, ...]:
    """List the inputs and fields a check rests on, for links and for findings that remove cascades."""
    reads = _Reads(form, (check.holds, check.when))
    return (*reads.figures, *reads.words)
