"""Trees worked out beforehand: whatever the cells that may move hold, the value of the tree that they were made of."""

import random
from decimal import Decimal

import pytest

from govxl.form.definition import load_form
from govxl.language.expressions import Error, evaluate
from govxl.language.nodes import Call, Cells, kind_of, parts_of, rests_on
from govxl.language.settled import settled
from govxl.layout.layout import Verdicts, arrange

HELD = (
    None, None, "", "0", "/", "—", "逐格填写", "全表无数据", "无变动", "示例县人民政府", "通过", "未填", "2026-1-20", True, False, Error("#REF!"),
    Decimal(0), Decimal("-0"), Decimal(7), Decimal("0.1000004"), Decimal(-3), Decimal(10) ** 15,
)  # fmt: skip


def nodes_in(tree):
    return 1 + sum(map(nodes_in, parts_of(tree)))


@pytest.mark.parametrize("form", ["zfxxgk/2021", "zfxxgk/2019"])
def test_every_formula_comes_to_the_same(form):
    layout, chance = arrange(load_form(form)), random.Random(form)
    trees = layout.formulas
    cells = sorted({path for tree in trees.values() for path in rests_on(tree)} - trees.keys())
    fewer = 0
    for share in (0, 0.01, 0.1, 0.5, 1):
        still = {path: chance.choice(HELD) for path in cells}
        moving = {path for path in cells if chance.random() < share}
        then = Verdicts(layout, still).value
        reads = {path: frozenset(rests_on(tree)) for path, tree in trees.items()}
        for _ in range(len(trees)):  # until what rests on what moves, moves
            grown = moving | {path for path in trees if not moving.isdisjoint(reads[path])}
            if grown == moving:
                break
            moving = grown
        made = {path: settled(tree, moving, then) for path, tree in trees.items()}
        fewer += sum(nodes_in(made[path]) < nodes_in(tree) for path, tree in trees.items())
        assert [kind_of(tree) for tree in made.values()] == [kind_of(tree) for tree in trees.values()]
        for _ in range(6):
            value_of = Verdicts(layout, still | {path: chance.choice(HELD) for path in moving - trees.keys()}).value
            for path, tree in trees.items():
                right, ours = evaluate(tree, value_of), evaluate(made[path], value_of)
                assert (type(ours), ours) == (type(right), right), path
    assert fewer > len(trees), "little was worked out beforehand"


def test_what_changed_reads_without_a_name_is_no_constant():
    tree = Call("changed", (Cells(("t.a", "t.b")),))
    assert {*rests_on(tree)} == {"t.a", "t.b", "prior.t.a", "prior.t.b"}
    assert settled(tree, {"prior.t.b"}, lambda path: Decimal(1)) == tree
