"""The trees behind the cells that compute: totals, states of checks, reasons, lengths, sentences.

Each is an ordinary tree of the rule language, so the workbook's formula and our verdict cannot drift apart.

A workbook that comes back a second time carries along which reason (情况说明) was accepted for which figures. A reason
that is still the same counts for those figures only; a new one counts for the figures that stand there now.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from govxl.form.model import Check, Form, Point, table_of
from govxl.language.nodes import (
    And,
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
    Or,
    call,
    is_blank,
    more_than,
    number,
    paths_in,
)
from govxl.words import HOLLOW, MARKS, NIL, NO_DATE, REASON_LENGTH, SEVERITIES, ZEROS, State

__all__ = [
    "bound_path",
    "date_tree",
    "declared_zeros",
    "explained_tree",
    "figures_tree",
    "inputs_behind",
    "is_hollow_tree",
    "length_tree",
    "reads_of",
    "reason_path",
    "sentence_tree",
    "shown_side",
    "state_tree",
    "substance_path",
    "substance_tree",
    "total_tree",
    "unfit_path",
    "was_given_path",
    "without_marks",
]

NOTHING = Constant("")


def declared_zeros(form: Form, table: str) -> Node | None:
    """Make the condition that a table's blanks are declared zeros; None for a table that cannot declare them."""
    mode = f"{table}.mode"
    return more_than(call("matching", (mode,), ZEROS, NIL)) if mode in form.fields else None


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
    # A total of blanks would show 0, and 0 is an answer that nobody gave.
    untouched: Node = Compare("==", call("blanks", inputs), number(len(inputs)))
    zeros = declared_zeros(form, table_of(point.path))
    if zeros is not None:
        untouched = And((Not(zeros), untouched))
    return Case(
        ((untouched, NOTHING), (more_than(call("errors", inputs)), NOTHING)),
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
        # `changed` reads last year's cells without naming them.
        changed = [path for tree in trees if tree is not None for path in _changed_in(tree)]
        self.prior += tuple(f"prior.{path}" for path in changed)

    def tables(self) -> dict[str, tuple[str, ...]]:
        grouped: dict[str, list[str]] = {}
        for path in self.figures:
            grouped.setdefault(table_of(path), []).append(path)
        return {table: tuple(paths) for table, paths in grouped.items()}


@cache
def _reads_of_checks(form: Form) -> dict[str, _Reads]:
    """Sort what every check of a form reads, by the check's path: its line, its state and its sheets all ask."""
    return {check.path: _Reads(form, (check.holds, check.when)) for check in form.checks}


def _changed_in(tree: Node) -> Iterator[str]:
    """Yield the cells that `changed` compares with last year's."""
    match tree:
        case Call(name="changed", args=(Cells(paths=paths),)):
            yield from paths
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            yield from _changed_in(left)
            yield from _changed_in(right)
        case And(items=items) | Or(items=items):
            for item in items:
                yield from _changed_in(item)
        case Not(item=item):
            yield from _changed_in(item)


def state_tree(form: Form, check: Check) -> Node:
    """Say which state a check is in: the first of the states of DESIGN, in their order, that applies."""
    reads = _reads_of_checks(form)[check.path]
    # What cannot be read comes before the rule: a sum over a text or an error value would be a verdict on nothing.
    branches: list[tuple[Node, Node]] = [(blank, Constant(State.EMPTY)) for blank in _unfilled(form, reads)]
    branches += [(unread, Constant(State.OPEN)) for unread in _unreadable(form, reads)]
    if reads.prior:
        branches.append((more_than(call("errors", reads.prior)), Constant(State.OPEN)))
        branches.append((more_than(_missing(reads.prior)), Constant(State.NO_PRIOR)))
    if check.when is not None:
        branches.append((Not(check.when), Constant(State.OUT)))
    branches.append((check.holds, Constant(State.PASS)))
    if check.rule.takes_reason:
        branches.append((explained_tree(form, check), Constant(State.EXPLAINED)))
    return Case(tuple(branches), Constant(SEVERITIES[check.rule.severity]))


def _missing(paths: tuple[str, ...]) -> Node:
    return Arithmetic("-", number(len(paths)), call("figures", paths))


def _unfilled(form: Form, reads: _Reads) -> Iterator[Node]:
    """Yield the conditions that figures which are needed are blank, and their blanks no declared zeros."""
    for table, paths in reads.tables().items():
        needed = tuple(path for path in paths if form.points[path].traits.required != "no")
        zeros = declared_zeros(form, table)
        if needed:
            blank = more_than(call("blanks", needed))
            yield And((Not(zeros), blank)) if zeros is not None else blank


def _unreadable(form: Form, reads: _Reads) -> Iterator[Node]:
    """Yield the conditions under which a figure or text that is read is neither blank nor readable.

    A mark for "not applicable" is readable where the form allows it, and everywhere in a table whose blanks are zeros.
    """
    for table, paths in reads.tables().items():
        zeros = declared_zeros(form, table)
        # No figure and not blank: a text or an error value.
        left = Arithmetic("-", _missing(paths), call("blanks", paths))
        yield more_than(without_marks(form, left, paths, zeros))
    if reads.words:
        yield more_than(call("errors", reads.words))


def without_marks(form: Form, counted: Node, paths: Iterable[str], zeros: Node | None) -> Node:
    """Take the marks for "not applicable" off a count of odd cells, where they are allowed or stand for zeros."""
    excused = tuple(path for path in paths if path in form.points and form.points[path].traits.not_applicable)
    others = tuple(path for path in paths if path not in excused)
    if excused:
        counted = Arithmetic("-", counted, call("matching", excused, *MARKS))
    if zeros is not None and others:
        counted = Arithmetic("-", counted, Case(((zeros, call("matching", others, *MARKS)),), number(0)))
    return counted


def unfit_path(path: str) -> str:
    """Name the cell beside a date that says whether it is one."""
    return f"unfit.{path}"


def date_tree(path: str) -> Node:
    """Say beside a date that it is none; the formula is long, hence a cell for each."""
    return Case(((more_than(call("unfit", (path,), "date", "0")), Constant(NO_DATE)),), Constant(""))


def shown_side(check: Check, side: Node) -> Node:
    """Show one side of a check once it is judged, and nothing before."""
    # Before that a side would add up what is half filled, and staff would chase a difference that is none.
    judged = (State.PASS, *SEVERITIES.values(), State.EXPLAINED)
    return Case(((more_than(call("matching", (f"state.{check.path}",), *judged)), side),), NOTHING)


def length_tree(path: str) -> Node:
    """Count the characters of a text, line ends left out; nothing while a cell of it shows an error."""
    return Case(((more_than(call("errors", (path,))), NOTHING),), Join((call("length", (path,)), Constant(" 字"))))


def sentence_tree(form: Form, text: Node) -> Node:
    """Show a generated sentence once every figure it reads is there."""
    reads = _Reads(form, (text,))
    later = Constant("（填完表格后自动生成）")
    branches: list[tuple[Node, Node]] = [(blank, later) for blank in _unfilled(form, reads)]
    branches += [(unread, NOTHING) for unread in _unreadable(form, reads)]
    return Case(tuple(branches), text) if branches else text


def reads_of(form: Form, check: Check) -> tuple[str, ...]:
    """List the inputs and fields a check rests on, for links and for findings that remove cascades."""
    reads = _reads_of_checks(form)[check.path]
    return (*reads.figures, *reads.words)


# -- Reasons


PIECE = 120
"""Characters of a sentence that a formula holds; quotes may double them, and Excel allows 255."""

SHORTEST = 4
"""Characters of a part of a sentence that is told from words anybody may need."""

MOST_OWN = 16
"""Sentences of a rule that are left out of a reason; Excel nests 64 functions, and each word is one."""


def reason_path(check: Check) -> str:
    """Name the cell that staff write the reason into; the checks of a group share it."""
    return f"reason.{check.rule.id}.{check.group}"


def was_given_path(check: Check) -> str:
    """Name the cell that carries along the reason as it stood when the workbook was made again."""
    return f"was-given.{check.rule.id}.{check.group}"


def bound_path(check: Check) -> str:
    """Name the cell that carries along the figures for which that reason stood there; empty when none was bound yet."""
    return f"bound.{check.path}"


def substance_path(check: Check) -> str:
    """Name the cell that counts what a reason says; the checks of a group share it."""
    return f"substance.{check.rule.id}.{check.group}"


def explained_tree(form: Form, check: Check) -> Node:
    """Make the condition that a reason counts for the figures that stand there now."""
    reason, given, bound = reason_path(check), was_given_path(check), bound_path(check)
    # A workbook that was never sent back has nothing bound, and any reason in it is for its own figures. In one that
    # was, a reason in other words is a new one; the same words count for the same figures only.
    readable = Compare("==", call("errors", (reason,)), number(0))
    anew = Not(Compare("==", call("told", (reason,)), call("told", (given,))))
    as_then = Compare("==", Cell(bound, text=True), figures_tree(form, check))
    return And((readable, Not(is_hollow_tree(check)), Or((is_blank(bound), anew, as_then))))


def is_hollow_tree(check: Check) -> Node:
    """Make the condition that a reason says too little."""
    return Compare("<", Cell(substance_path(check)), number(REASON_LENGTH))


def substance_tree(check: Check) -> Node:
    """Count the characters of a reason, hollow words and the rule's own sentences left out; none of an error value."""
    reason, rule = (reason_path(check),), check.rule
    # Whoever copies the rule's sentence into the cell has given no reason. Parts are taken out in their order, so the
    # longest come first: a short one inside it would leave a piece of the longer one standing, and count that.
    parts = {part for text in (rule.says, rule.remedy, rule.basis) for part in re.split("[。；;，：]", text)}
    told = {part[:PIECE] for part in parts if len(part) >= SHORTEST}
    own = sorted(told, key=lambda each: (-len(each), each))[:MOST_OWN]
    counted = call("substance", reason, *own, *HOLLOW)
    return Case(((more_than(call("errors", reason)), number(0)),), counted)


def figures_tree(form: Form, check: Check) -> Node:
    """Spell out the figures a check reads, one behind the other; of a long text, how much it says.

    Of texts, what disagrees in them.
    """
    parts: list[Node] = []
    for path in dict.fromkeys(paths_in(check.holds)):
        if check.rule.prose:
            parts += [Cell(path, text=True), Constant("|")]
        point = form.points.get(path.removeprefix("prior.")) or form.fields.get(path)
        if point is not None:
            long = point.traits.kind == "long_text"
            spelt = call("substance", (path,)) if long else Cell(path, text=not point.traits.numeric)
            parts += [spelt, Constant("|")]
    return Join(tuple(parts))
