"""Nodes of the rule language as keys and in comparisons: what they are is part of what they say."""

from inspect import getmembers, isclass
from itertools import permutations
from typing import Any, get_args

import pytest

from govxl.language import nodes
from govxl.language.nodes import And, Cell, Node, Or

KINDS = get_args(Node)
CELLS = (Cell("aa"), Cell("bb"))


def made(kind: Any, values: tuple[object, ...]) -> Any:
    """Make a node of the same values whatever its kind: only types forbid that, and nothing checks them."""
    return kind(*values)


def parts(kind: Any) -> int:
    """Count what a node of this kind is made of."""
    return len(kind.__annotations__) - 1


def test_every_node_type_is_among_the_kinds() -> None:
    found = {kind for _, kind in getmembers(nodes, isclass) if issubclass(kind, tuple)}
    assert found == set(KINDS)
    assert len(KINDS) == 11


def test_two_kinds_with_the_same_items_are_not_the_same() -> None:
    assert made(And, (CELLS,)) != made(Or, (CELLS,))
    assert {And(CELLS): "all", Or(CELLS): "one"} == {Or(CELLS): "one", And(CELLS): "all"}
    assert {And(CELLS): "all", Or(CELLS): "one"}[And(CELLS)] == "all"


@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_two_kinds_with_equal_parts_are_equal_or_one_key(count: int) -> None:
    alike = [pair for pair in permutations(KINDS, 2) if all(_takes(kind, count) for kind in pair)]
    assert alike, "there are kinds of so many parts"
    for values in (("==", "aa", "bb"), (CELLS, CELLS, CELLS), ("aa", False, False)):
        for one, other in alike:
            first, second = made(one, values[:count]), made(other, values[:count])
            assert first != second, (one, other)
            assert len({first, second}) == 2, (one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_two_of_one_kind_with_equal_parts_are_equal_and_one_key(kind: Any) -> None:
    values = ("aa", "bb", "cc")[: parts(kind)]
    assert made(kind, values) == made(kind, values)
    assert len({made(kind, values), made(kind, values)}) == 1
    assert made(kind, values) != made(kind, ("zz", *values[1:]))


def _takes(kind: Any, count: int) -> bool:
    """Tell whether a kind can be made of so many parts, the rest being what it has of itself."""
    return parts(kind) - (len(kind._field_defaults) - 1) <= count <= parts(kind)
