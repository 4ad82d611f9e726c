from collections import Counter
from decimal import Decimal

import pytest

from govxl.report.tables import PrintedCell, TableBlock, table_block
from tests.report.made_up import filled

CHOSEN = [("万元", "24252.311082万元"), ("元", "24252.311082元"), ("", "24252.311082")]


def drawn(form, name: str, **changes) -> TableBlock:
    return table_block(form, form.table(name), filled(**changes))


def rows_of(table: TableBlock) -> list[list[PrintedCell]]:
    return [list(row) for group in table.groups for row in group.rows]


def sketch(table: TableBlock) -> list[list[str]]:
    """Write every cell as `text columns x rows scope`, spans of 1 left out."""
    return [[f"{c.text}|{c.columns}x{c.rows}|{c.scope}" for c in row] for row in rows_of(table)]


def headers_of(table: TableBlock) -> dict[str, list[str]]:
    """Give the labels that every figure names as its headers."""
    names = {cell.key: cell.text for row in rows_of(table) for cell in row if cell.key}
    return {cell.text: [names[key] for key in cell.headers] for row in rows_of(table) for cell in row if cell.headers}


def test_blocks_of_two_and_three_columns_share_a_grid_of_six(form):
    assert sketch(drawn(form, "stock")) == [
        ["Books|7x1|colgroup"],
        ["Kind|1x1|col", "Owned|3x1|col", "Price|3x1|col"],
        ["Novels|1x1|row", "1200|3x1|", "24252.311082万元|3x1|"],
        ["Maps|1x1|row", "/|3x1|", "0.50|3x1|"],
        ["Loans|7x1|colgroup"],
        ["Kind|1x1|col", "Young|2x1|col", "Adult|2x1|col", "Total|2x1|col"],
        ["Lent|1x1|row", "5|2x1|", "1234567|2x1|", "1234572|2x1|"],
    ]


def test_nested_labels_become_merged_headers_on_both_sides(form):
    assert sketch(drawn(form, "visits")) == [
        ["Rows add up|3x3|colgroup", "Readers|3x1|colgroup", "All|1x3|col"],
        ["Child|1x2|col", "Grown|2x1|colgroup"],
        ["Man|1x1|col", "Woman|1x1|col"],
        ["Opened|3x1|row", "11|1x1|", "-8|1x1|", "0|1x1|", "3|1x1|"],
        ["By day|1x3|rowgroup", "Monday|2x1|row", "12|1x1|", "-8|1x1|", "0|1x1|", "4|1x1|"],
        ["Weekend|1x2|rowgroup", "Sat|1x1|row", "13|1x1|", "-8|1x1|", "0|1x1|", "5|1x1|"],
        ["Sun|1x1|row", "14|1x1|", "-8|1x1|", "0|1x1|", "6|1x1|"],
    ]


def test_a_table_without_row_labels_has_no_label_column(form):
    table = drawn(form, "staff")
    assert (table.labels, table.columns) == (0, 2)
    assert sketch(table) == [["Paid|1x1|col", "Free|1x1|col"], ["3|1x1|", "|1x1|"]]


def test_every_figure_names_all_labels_above_and_beside_it_and_no_other(form):
    assert headers_of(drawn(form, "stock"))["1234567"] == ["Loans", "Adult", "Lent"]
    assert headers_of(drawn(form, "stock"))["/"] == ["Books", "Owned", "Maps"]
    visits = headers_of(drawn(form, "visits"))
    assert visits["13"] == ["Readers", "Child", "By day", "Weekend", "Sat"]
    assert visits["11"] == ["Readers", "Child", "Opened"]
    assert visits["6"] == ["All", "By day", "Weekend", "Sun"]


@pytest.mark.parametrize("name", ["stock", "visits", "staff"])
def test_every_position_of_the_grid_is_covered_once(form, name):
    table = drawn(form, name)
    rows = rows_of(table)
    covered = Counter(
        (line + down, cell.column + across)
        for line, row in enumerate(rows)
        for cell in row
        for down in range(cell.rows)
        for across in range(cell.columns)
    )
    assert covered == Counter((line, column) for line in range(len(rows)) for column in range(table.width))


@pytest.mark.parametrize("name", ["stock", "visits", "staff"])
def test_keys_are_unique_and_only_headers_have_them(form, name):
    cells = [cell for row in rows_of(drawn(form, name)) for cell in row]
    keys = [cell.key for cell in cells if cell.key]
    assert len(keys) == len(set(keys))
    assert all(bool(cell.scope) == bool(cell.key) for cell in cells)
    assert all(set(cell.headers) <= set(keys) for cell in cells)


@pytest.mark.parametrize(("unit", "printed"), CHOSEN)
def test_what_was_chosen_beside_a_figure_follows_it(form, unit, printed):
    tables = filled()["tables"]
    tables["stock"]["novels"]["currency"] = unit
    assert printed in [cell.text for row in rows_of(drawn(form, "stock", tables=tables)) for cell in row]


def test_no_unit_follows_what_is_not_applicable(form):
    tables = filled()["tables"]
    tables["stock"]["novels"] = {"owned": 1, "price": None, "currency": "元"}
    assert sketch(drawn(form, "stock", tables=tables))[2][2] == "/|3x1|"


def test_a_missing_figure_is_never_printed_as_something_else(form):
    tables = filled()["tables"]
    del tables["stock"]["lent"]["young"]
    with pytest.raises(KeyError):
        drawn(form, "stock", tables=tables)


def test_a_float_is_refused(form):
    tables = filled()["tables"]
    tables["stock"]["lent"]["young"] = 5.0
    with pytest.raises(TypeError):
        drawn(form, "stock", tables=tables)
    tables["stock"]["lent"]["young"] = Decimal(5)
    assert drawn(form, "stock", tables=tables)
