"""A tree of which all is worked out beforehand that rests on known cells alone: the same value, sooner.

What an outbox leaves blank is blank in all its workbooks; of the trees that count what is filled in, little is left.
"""

from collections.abc import Set
from decimal import Decimal

from govxl.language.expressions import Lookup, evaluate
from govxl.language.nodes import (
    And,
    Arithmetic,
    Case,
    Compare,
    Constant,
    Join,
    Node,
    Not,
    Or,
    Value,
    kind_of,
    rests_on,
)

__all__ = ["settled"]


def settled(node: Node, moving: Set[str], value_of: Lookup) -> Node:
    """Give a tree of the same kind and value, whatever stands in the `moving` cells, all others being as they are."""
    if moving.isdisjoint(rests_on(node)):
        return _known(node, evaluate(node, value_of))
    match node:
        case Arithmetic(sign=sign, left=left, right=right):
            return Arithmetic(sign, settled(left, moving, value_of), settled(right, moving, value_of))
        case Compare(sign=sign, left=left, right=right):
            return Compare(sign, settled(left, moving, value_of), settled(right, moving, value_of))
        case And(items=items):
            return And(tuple(settled(item, moving, value_of) for item in items))
        case Or(items=items):
            return Or(tuple(settled(item, moving, value_of) for item in items))
        case Not(item=item):
            return Not(settled(item, moving, value_of))
        case Case(branches=branches, otherwise=otherwise):
            pairs = ((settled(one, moving, value_of), settled(two, moving, value_of)) for one, two in branches)
            return Case(tuple(pairs), settled(otherwise, moving, value_of))
        case Join(parts=parts):
            return Join(tuple(settled(part, moving, value_of) for part in parts))
    return node


def _known(node: Node, value: Value) -> Node:
    """Give a tree of a node's kind that always has a value; the node itself where there is none, as for an error."""
    kind = kind_of(node)
    if kind == "condition" and isinstance(value, bool):
        return And(()) if value else Or(())
    if (kind == "figure" and isinstance(value, Decimal)) or (kind == "text" and isinstance(value, str)):
        return Constant(value)
    return node
