"""Label trees, and the merged blocks worked out from them."""

from govxl.form.model import Heading, Span, crossings, depth, leaves, paths, spans

APPLICANTS = (
    Heading("申请人情况", children=(
        Heading("自然人", "person"),
        Heading("法人或其他组织", children=(Heading("商业企业", "business"), Heading("其他", "other_body"))),
        Heading("总计", "total"),
    )),
)  # fmt: skip


def test_leaves_are_the_named_lines_in_order():
    assert [leaf.name for leaf in leaves(APPLICANTS)] == ["person", "business", "other_body", "total"]


def test_paths_run_from_the_outermost_label_inwards():
    assert list(paths(APPLICANTS))[1] == ("申请人情况", "法人或其他组织", "商业企业")


def test_depth_is_that_of_the_deepest_branch():
    assert depth(APPLICANTS) == 3
    assert depth(()) == 0


def test_a_leaf_that_ends_early_stretches_to_the_last_level():
    assert set(spans(APPLICANTS, 3)) == {
        Span("申请人情况", line=0, lines=4, level=0, levels=1),
        Span("自然人", line=0, lines=1, level=1, levels=2),
        Span("法人或其他组织", line=1, lines=2, level=1, levels=1),
        Span("商业企业", line=1, lines=1, level=2, levels=1),
        Span("其他", line=2, lines=1, level=2, levels=1),
        Span("总计", line=3, lines=1, level=1, levels=2),
    }


def test_the_spans_of_a_tree_cover_every_cell_of_it_once():
    covered = [
        (line, level)
        for span in spans(APPLICANTS, 3)
        for line in range(span.line, span.line + span.lines)
        for level in range(span.level, span.level + span.levels)
    ]
    assert sorted(covered) == [(line, level) for line in range(4) for level in range(3)]


def test_crossings_go_row_by_row():
    rows = (Heading("一", "first"), Heading("组", children=(Heading("二", "second"),)))
    columns = (Heading("甲", "one"), Heading("乙", "two"))
    found = [(row.name, labels, column.name) for (row, labels), (column, _) in crossings(rows, columns)]
    assert found == [
        ("first", ("一",), "one"),
        ("first", ("一",), "two"),
        ("second", ("组", "二"), "one"),
        ("second", ("组", "二"), "two"),
    ]
