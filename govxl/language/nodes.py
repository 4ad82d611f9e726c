"""The node types of the rule language: what an expression is once it has been parsed.

Nothing here parses or evaluates; a tree holds full paths only, because names are resolved when a form is loaded. Nodes
are named tuples, made for every form in every process, and tuples with equal parts are equal whatever they are called:
so the last part of each says what `is_a` node like it. It is never given; two kinds are never equal, nor one key.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, dataclass_transform

__all__ = [
    "And",
    "Arithmetic",
    "Call",
    "Case",
    "Cell",
    "Cells",
    "Compare",
    "Constant",
    "Error",
    "ExpressionError",
    "Join",
    "Node",
    "Not",
    "Or",
    "Value",
    "all_of",
    "call",
    "cells_in",
    "is_blank",
    "kind_of",
    "more_than",
    "number",
    "paths_in",
    "rests_on",
]


class Error:
    """What stands in a cell that shows an error value such as #REF!."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        """Show it by its text: where values are told apart by how they are shown, no place in memory may tell."""
        return f"Error({self.text!r})"


Value = Decimal | str | bool | Error | None
"""A figure, a text, a truth, an error value, or a blank cell."""


class ExpressionError(ValueError):
    """An expression the language does not know; the message names the part."""


if TYPE_CHECKING:

    @dataclass_transform(frozen_default=True)
    class _Kind:
        """What mypy is to take a node for: named tuples it compares part by part, which took two thirds of its time."""

else:
    _Kind = NamedTuple


class Constant(_Kind):
    """A number or a text written in the form."""

    value: Decimal | str
    is_a: Literal["Constant"] = "Constant"


class Cell(_Kind):
    """One cell or field by its full path; `text` when it holds words rather than a figure."""

    path: str
    text: bool = False
    is_a: Literal["Cell"] = "Cell"


class Cells(_Kind):
    """Several cells, as arguments of a function."""

    paths: tuple[str, ...]
    is_a: Literal["Cells"] = "Cells"


class Arithmetic(_Kind):
    """Left and right joined by + - or *."""

    sign: str
    left: "Node"
    right: "Node"
    is_a: Literal["Arithmetic"] = "Arithmetic"


class Compare(_Kind):
    """Left compared with right: == != < <= > >=."""

    sign: str
    left: "Node"
    right: "Node"
    is_a: Literal["Compare"] = "Compare"


class And(_Kind):
    """True when every item is true; items after the first false one are not read."""

    items: tuple["Node", ...]
    is_a: Literal["And"] = "And"


class Or(_Kind):
    """True when one item is true; items after the first true one are not read."""

    items: tuple["Node", ...]
    is_a: Literal["Or"] = "Or"


class Not(_Kind):
    """The contrary."""

    item: "Node"
    is_a: Literal["Not"] = "Not"


class Call(_Kind):
    """A function of the language over its arguments."""

    name: str
    args: tuple["Node", ...]
    is_a: Literal["Call"] = "Call"


class Case(_Kind):
    """The value of the first branch whose condition is true, else `otherwise`."""

    branches: tuple[tuple["Node", "Node"], ...]
    otherwise: "Node"
    is_a: Literal["Case"] = "Case"


class Join(_Kind):
    """Texts and figures one after the other, as one text."""

    parts: tuple["Node", ...]
    is_a: Literal["Join"] = "Join"


Node = Constant | Cell | Cells | Arithmetic | Compare | And | Or | Not | Call | Case | Join

CONDITIONS = frozenset({"mentions"})
"""The functions that give a condition."""

WORDS = frozenset({"told"})
"""The functions that give a text; all others give a figure."""


def kind_of(node: Node) -> str:
    """Tell what a tree gives: a `figure`, a `text` or a `condition`."""
    # The commonest are asked for first, for every comparison asks this of both its sides.
    if isinstance(node, Call):
        return "condition" if node.name in CONDITIONS else "text" if node.name in WORDS else "figure"
    if isinstance(node, Constant):
        return "text" if isinstance(node.value, str) else "figure"
    if isinstance(node, Cell):
        return "text" if node.text else "figure"
    if isinstance(node, Compare | And | Or | Not):
        return "condition"
    if isinstance(node, Case):
        return kind_of(node.branches[0][1] if node.branches else node.otherwise)
    return "text" if isinstance(node, Join) else "figure"


def parts_of(node: Node) -> tuple[Node, ...]:
    """Give the trees directly below a node, in the order they are written."""
    match node:
        case Arithmetic(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case And(items=items) | Or(items=items) | Join(parts=items) | Call(args=items):
            return items
        case Not(item=item):
            return (item,)
        case Case(branches=branches, otherwise=otherwise):
            return (*(part for branch in branches for part in branch), otherwise)
    return ()


def paths_in(node: Node) -> Iterator[str]:
    """Yield the path of every cell a tree reads, in order, repeats included."""
    if isinstance(node, Cell):
        yield node.path
    elif isinstance(node, Cells):
        yield from node.paths
    else:
        for part in parts_of(node):
            yield from paths_in(part)


def rests_on(node: Node) -> Iterator[str]:
    """Yield the path of every cell that what a tree gives rests on, be it one that the tree does not name."""
    if isinstance(node, Cell | Cells):
        yield from paths_in(node)
    for part in parts_of(node):
        yield from rests_on(part)
    if isinstance(node, Call) and node.name == "changed":
        yield from (f"prior.{path}" for path in paths_in(node))


def cells_in(node: Node) -> Iterator[Cell]:
    """Yield the cells a tree reads one by one, not as the arguments of a function over cells."""
    if isinstance(node, Cell):
        yield node
    for part in parts_of(node):
        yield from cells_in(part)


# -- Short ways to write the trees of the workbook's own formulas


def number(value: int) -> Constant:
    """Write a whole number as a tree."""
    return Constant(Decimal(value))


def more_than(node: Node, value: int = 0) -> Node:
    """Make the condition that a figure is above a bound."""
    return Compare(">", node, number(value))


def call(name: str, paths: Iterable[str], *words: str) -> Call:
    """Call a function of the language over cells."""
    return Call(name, (Cells(tuple(paths)), *(Constant(word) for word in words)))


def is_blank(path: str) -> Node:
    """Make the condition that nothing stands in a cell."""
    return more_than(call("blanks", (path,)))


def all_of(items: Iterable[Node]) -> Node:
    """Join conditions so that all must hold; one alone stays as it is."""
    kept = tuple(items)
    return kept[0] if len(kept) == 1 else And(kept)
