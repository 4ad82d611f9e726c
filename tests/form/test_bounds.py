"""Issue 16, point 4: what a form may make at most comes back and is read; one more is its author's mistake, told at once."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from govxl.bounds import FARTHEST_COLUMN, FARTHEST_ROW, LONGEST_NAME, MAX_NAMES, MAX_SHEETS
from govxl.filing.model import Identity
from govxl.form.definition import load_form
from govxl.form.source import DefinitionError
from govxl.language.nodes import Value
from govxl.layout.layout import Layout, arrange, name_of
from govxl.returns.check import judge
from govxl.workbook.writer import Contents, build_workbook

FORM = """\
id = 'orchards'
edition = 'e{nth}'
title = '果园年报'
authority = '《果园条例（虚构）》'
years = '2023-'
heading = '{{unit.title}}{{year}}年度果园情况'

[cover]
fields = [{fields}]

[[table]]
name = 'trees'
sheet = '果树'
title = '果树'

[[table.block]]
corner = '品种'
columns = [{columns}]
rows = [{rows}]

[[part]]
name = 'orchard'
title = '果树'
table = 'trees'
"""
PART = "\n[[part]]\nname = 'part{n}'\ntitle = '第{n}部分'\nsheet = '第{n}部分'\nfields = [['text', '内容', {{required = 'no'}}]]\n"


def grown(
    folder: Path, *, rows: int = 1, columns: int = 1, fields: int = 1, letters: int = 1, parts: int = 0
) -> Layout:
    """Lay out a made-up form with so much of everything; the name of its first row has so many letters more."""
    nth = len(list(folder.iterdir()))
    names = [f"kind{n}" + "x" * ((letters - 1) * (n == 0)) for n in range(rows)]
    told = {
        "fields": ", ".join(f"['f{n}', '项{n}', {{required = 'no'}}]" for n in range(fields)),
        "columns": ", ".join(f"['c{n}', '列{n}']" for n in range(columns)),
        "rows": ", ".join(f"['{name}', '{n}']" for n, name in enumerate(names)),
    }
    home = folder / f"e{nth}"
    home.mkdir(parents=True)
    text = FORM.format(nth=nth, **told) + "".join(PART.format(n=n) for n in range(parts))
    (home / "form.toml").write_text(text, "utf-8")
    return arrange(load_form(f"orchards/e{nth}"))


def names(layout: Layout) -> int:
    return sum(slot.named for slot in layout.slots.values()) + sum(
        sheet.print_area is not None for sheet in layout.sheets
    )


def last_row(layout: Layout) -> int:
    return max(
        box.row
        for sheet in layout.sheets
        for box in [*(label.box for label in sheet.labels), *(slot.box for slot in sheet.slots)]
    )


def last_column(layout: Layout) -> int:
    boxes = [
        box
        for sheet in layout.sheets
        for box in [*(label.box for label in sheet.labels), *(slot.box for slot in sheet.slots)]
    ]
    return max(box.column + box.columns - 1 for box in boxes)


def longest(layout: Layout) -> int:
    return max(len(name_of(slot.path)) for slot in layout.slots.values() if slot.named)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    home = tmp_path / "orchards"
    home.mkdir()
    return home


@pytest.mark.parametrize(
    ("what", "count", "most", "start"),
    [
        ("defined names", names, MAX_NAMES, {"fields": 1, "rows": 1240, "columns": 4}),
        ("rows on the sheet", last_row, FARTHEST_ROW, {"rows": 1900}),
        ("columns on the sheet", last_column, FARTHEST_COLUMN, {"columns": 240}),
        ("characters of a defined name", longest, LONGEST_NAME, {"letters": 200}),
    ],
)
def test_at_the_limit_a_form_goes_the_whole_way_and_beyond_it_is_refused_at_load(folder, what, count, most, start):
    grows = next(iter(start))
    at_most = {**start, grows: start[grows] + most - count(grown(folder, **start))}
    layout = grown(folder, **at_most)
    assert count(layout) == most
    judgement = judge(returned(layout), "x.xlsx")
    assert judgement.accepted, judgement.findings
    figures = [value for row in judgement.record["tables"]["trees"].values() for value in row.values()]
    assert figures == [2] * (at_most.get("rows", 1) * at_most.get("columns", 1))

    with pytest.raises(DefinitionError, match=rf"makes {most + 1} {what}.*, of {most} at most"):
        grown(folder, **{**at_most, grows: at_most[grows] + 1})


def test_a_form_of_too_many_sheets_is_refused_at_load(folder):
    """At that limit the formula that sums up all sheets is too long by far, which is told as well."""
    few = len(grown(folder, parts=30).sheets)
    with pytest.raises(DefinitionError, match=f"makes {MAX_SHEETS + 1} sheets, of {MAX_SHEETS} at most"):
        grown(folder, parts=30 + MAX_SHEETS + 1 - few)


def returned(layout: Layout) -> bytes:
    """Make a workbook of which every figure is filled in."""
    identity = Identity(layout.form.id, layout.form.edition, "示例果园", "", "", "other", 2025, "own")
    values: dict[str, Value] = {slot.path: Decimal(2) for slot in layout.inputs() if slot.kind == "input"}
    return build_workbook(
        layout, Contents(identity.texts(), {"unit.title": identity.name, **values}, datetime(2026, 1, 5, tzinfo=UTC))
    )
