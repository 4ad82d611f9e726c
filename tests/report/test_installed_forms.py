"""Every installed form prints whole: each figure once, under its own labels, in a grid without gaps."""

from collections import Counter
from itertools import count
from typing import Any

import pytest

from govxl.form.definition import installed_forms, load_form
from govxl.form.model import Form
from govxl.report.data import tidy, to_csv
from govxl.report.document import compose
from govxl.report.html import to_page
from govxl.report.markdown import to_markdown
from govxl.report.tables import PrintedCell, TableBlock
from tests.report.made_up import filled


def numbered(form: Form) -> dict[str, Any]:
    """Give a record in which every figure is a different number, of five digits."""
    tables: dict[str, Any] = {}
    for number, (path, point) in zip(count(10007), form.points.items(), strict=False):
        table, row, column = path.split(".")
        tables.setdefault(table, {}).setdefault(row, {})[column] = number if point.traits.numeric else ""
    return filled(form=form.id, edition=form.edition, tables=tables, narrative={}, notes={}, prior=None)


def printed(form: Form) -> dict[str, TableBlock]:
    blocks = [block for section in compose(form, numbered(form)).sections for block in section.blocks]
    tables = [part.table for part in form.parts if part.table]
    return dict(zip(tables, [block for block in blocks if isinstance(block, TableBlock)], strict=True))


def lines(table: TableBlock) -> list[tuple[PrintedCell, ...]]:
    return [row for group in table.groups for row in group.rows]


@pytest.fixture(params=installed_forms())
def form(request: pytest.FixtureRequest) -> Form:
    return load_form(request.param)


def test_the_grid_has_no_gap_and_no_overlap(form):
    for table in printed(form).values():
        covered = Counter(
            (line + down, cell.column + across)
            for line, row in enumerate(lines(table))
            for cell in row
            for down in range(cell.rows)
            for across in range(cell.columns)
        )
        assert covered == Counter((r, c) for r in range(len(lines(table))) for c in range(table.width))


def test_every_figure_stands_once_under_its_own_labels(form):
    record = numbered(form)
    found: dict[str, list[str]] = {}
    for table in printed(form).values():
        names = {cell.key: cell.text for row in lines(table) for cell in row}
        for cell in (cell for row in lines(table) for cell in row if cell.numeric):
            assert cell.text not in found
            found[cell.text] = sorted(names[key] for key in cell.headers)
    wanted = {}
    for path, point in form.points.items():
        table, row, column = path.split(".")
        if point.traits.numeric and not point.traits.beside and not form.table(table).auxiliary:
            block = next(b for b in form.table(table).blocks if row in str(b.rows) and column in str(b.columns))
            wanted[str(record["tables"][table][row][column])] = sorted(x for x in (block.title, *point.labels) if x)
    assert found == wanted


def test_it_is_written_in_every_format(form):
    record = numbered(form)
    document = compose(form, record)
    page, text = to_page(document), to_markdown(document)
    for part in form.parts:
        assert f">{part.title}</h2>" in page
        assert f"## {part.title}\n" in text
    assert page == to_page(compose(form, numbered(form)))
    assert to_csv(tidy([(form, record)])).count(b"\r\n") == 1 + len(form.points)
