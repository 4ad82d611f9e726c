"""Short ways to write the trees that the workbook's own formulas are made of."""

from collections.abc import Iterable
from decimal import Decimal

from govxl.language.expressions import Call, Cells, Compare, Constant, Node

__all__ = ["call", "is_blank", "more_than", "number"]


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
