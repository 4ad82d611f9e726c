"""A table that is all prefilled is filled: nobody needs to touch it, and it is no blank table."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from govxl.form.definition import load_form
from govxl.layout.layout import Verdicts, arrange
from govxl.returns.check import judge
from govxl.workbook.writer import Contents, build_workbook

FORM = """\
id = 'ponds'
edition = 'v1'
title = '池塘'
authority = '无'
years = '2020-'
heading = '{unit.title}'

[[table]]
name = 'ponds'
sheet = '池塘'
title = '池塘'

[[table.block]]
columns = [['area', '面积', {prefill = '0'}]]
rows = [['big', '大'], ['small', '小']]

[[part]]
name = 'ponds'
title = '池塘'
table = 'ponds'
"""
IDENTITY = {
    "form": "ponds",
    "edition": "v1",
    "unit.name": "甲",
    "unit.code": "",
    "unit.level": "",
    "unit.kind": "",
    "year": "2024",
    "scope": "own",
}


@pytest.mark.parametrize(
    ("small", "word", "found"),
    [(Decimal(0), "可以报送", []), (None, "未填完", ["blank-table"])],
    ids=["prefilled", "emptied"],
)
def test_what_was_filled_in_beforehand_counts(tmp_path, monkeypatch, small, word, found):
    folder = tmp_path / "ponds" / "v1"
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text(FORM, "utf-8")
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    layout = arrange(load_form("ponds/v1"))
    values = {"unit.title": "甲", "ponds.big.area": Decimal(0), "ponds.small.area": small}
    assert Verdicts(layout, IDENTITY | values | {"year": Decimal(2024)}).value("status.form") == word
    data = build_workbook(layout, Contents(IDENTITY, values, datetime(2025, 1, 1, tzinfo=UTC)))
    assert [each.name for each in judge(data, "a.xlsx").findings if each.blocks] == found
