"""Issue 13, A4: a figure, a choice, a date or a word in a part of prose is one cell of its type, not a box for texts."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from govxl.form.definition import load_form
from govxl.language.expressions import Value
from govxl.layout.layout import Layout, Verdicts, arrange
from govxl.returns.check import judge
from govxl.workbook.writer import Contents, build_workbook

SOURCE = Path(__file__).parent.parent / "made_up" / "waterworks" / "act7" / "form.toml"
FIELDS = """\
  ['well',  '水源', {type = 'choice', choices = ['河', '井'], required = 'hard', help = '只选一种'}],
  ['pumps', '水泵台数', {type = 'count', required = 'hard', unit = '台'}],
  ['course', '经过', {type = 'long_text', required = 'hard'}],
  ['share', '达标率', {type = 'percent', decimals = 4, required = 'no'}],
  ['since', '开工日期', {type = 'date', required = 'warning'}],
  ['shift', '增减', {type = 'signed', required = 'no'}],
"""
LAST = """\
  ['by',   '经办人', {required = 'no'}],
  ['cost', '费用', {type = 'amount', decimals = 2, unit = '元', required = 'no'}],
]

[[part]]
name = 'water'
"""
STORY = "status.narrative.story"


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """Give the made-up form with fields of every type in its first chapter, and a date in a table."""
    text = SOURCE.read_text("utf-8").replace("edition = 'act7'", "edition = 'typed'")
    for old, new in (
        ("  ['course', '经过', {type = 'long_text', required = 'hard'}],\n", FIELDS),
        ("]\n\n[[part]]\nname = 'water'\n", LAST),
        (
            "['remark', '人员说明', {type = 'text', required = 'no'}]]",
            "['remark', '人员说明', {type = 'text', required = 'no'}], ['since', '统计日', {type = 'date', required = 'hard'}]]",
        ),
    ):
        assert old in text
        text = text.replace(old, new)
    folder = tmp_path / "waterworks" / "typed"
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text(text, "utf-8")
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    return arrange(load_form("waterworks/typed"))


IDENTITY = {
    "form": "waterworks", "edition": "typed", "unit.name": "清河自来水厂", "unit.code": "", "unit.level": "",
    "unit.kind": "other", "year": "2024", "scope": "own",
}  # fmt: skip
FILLED: dict[str, Value] = {
    "unit.title": "清河", "cover.pipe": "PE", "cover.engineer": "李工", "volumes.mode": "空白均为0（已核对）",
    "volumes.tap.basis": "市场价", "volumes.reused.basis": "市场价", "staff.now.people": Decimal(3),
    "staff.now.since": "2024-1-2", "narrative.story.course": "全年供水平稳。", "narrative.story.well": "井",
    "narrative.story.pumps": Decimal(4), "narrative.story.since": "2024年3月1日", "narrative.story.share": Decimal("0.5"),
    "narrative.story.shift": Decimal(-2), "narrative.story.cost": Decimal("1.25"),
}  # fmt: skip


def built(layout: Layout, changes: dict[str, Value]) -> bytes:
    return build_workbook(layout, Contents(IDENTITY, FILLED | changes, datetime(2025, 1, 1, tzinfo=UTC)))


def words(layout: Layout, changes: dict[str, Value]) -> dict[str, Value]:
    verdicts = Verdicts(layout, {**IDENTITY, **FILLED, **changes, "year": Decimal(2024)})
    return {path: verdicts.value(path) for path in layout.slots if path.startswith("status.")}


def test_each_is_one_cell_with_its_label_its_unit_and_its_validation(layout):
    sheet = openpyxl.load_workbook(BytesIO(built(layout, {})))["供水经过"]
    slots = {slot.path.rsplit(".", 1)[1]: slot for slot in layout.sheet("供水经过").slots if slot.kind == "field"}
    typed = ("well", "pumps", "share", "since", "shift", "by", "cost")
    assert {name: len(slots[name].cells) for name in (*typed, "course", "losses")} == dict.fromkeys(typed, 0) | {
        "course": 12,
        "losses": 12,
    }
    beside = {
        name: (sheet.cell(slots[name].box.row, 1).value, sheet.cell(slots[name].box.row, 3).value) for name in typed
    }
    assert beside["well"] == ("水源", "只选一种")
    assert beside["pumps"] == ("水泵台数", "单位：台")
    assert beside["cost"] == ("费用", "单位：元")
    checked = {str(area): each for each in sheet.data_validations.dataValidation for area in each.sqref.ranges}
    kinds = {name: checked[slots[name].box.address].type for name in typed if slots[name].box.address in checked}
    assert kinds == {
        "well": "list",
        "pumps": "whole",
        "share": "decimal",
        "since": None,
        "shift": "whole",
        "cost": "decimal",
    }
    assert checked[slots["since"].box.address].prompt == "请填日期，例如 2026-01-20"
    assert not any(sheet[slots[name].box.address].protection.locked for name in typed)
    assert sheet[slots["share"].box.address].number_format == "0.00%"


def test_an_honest_filling_is_ready_and_accepted(layout):
    assert set(words(layout, {}).values()) == {"可以报送", ""}
    judged = judge(built(layout, {}), "filled.xlsx")
    assert [found.name for found in judged.findings if found.blocks] == []
    assert judged.reading is not None
    values = judged.reading.values
    assert [values[f"narrative.story.{name}"] for name in ("well", "pumps", "share", "shift", "cost")] == [
        "井",
        Decimal(4),
        Decimal("0.5"),
        Decimal(-2),
        Decimal("1.25"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "found", "word"),
    [
        ("well", "湖", "not-a-choice", "有填得不对的格子"),
        ("well", None, "missing", "未填完"),
        ("pumps", "几台", "text-in-figure", "有填得不对的格子"),
        ("pumps", Decimal("1.5"), "not-whole", "有填得不对的格子"),
        ("pumps", None, "missing", "未填完"),
        ("share", Decimal("-0.1"), "negative", "有填得不对的格子"),
        ("shift", Decimal("0.5"), "not-whole", "有填得不对的格子"),
        ("cost", Decimal("1.234"), "too-many-decimals", "有填得不对的格子"),
        ("course", None, "missing", "未填完"),
    ],
)
def test_each_is_judged_by_its_type_and_the_sheet_says_so(layout, name, value, found, word):
    changes: dict[str, Value] = {f"narrative.story.{name}": value}
    told = words(layout, changes)
    assert told[STORY] == told["status.form"] == word
    assert [told["status.cover"], told["status.volumes"], told["status.staff"]] == ["可以报送"] * 3
    judged = judge(built(layout, changes), "filled.xlsx")
    assert [(each.name, each.cells[0].point) for each in judged.findings if each.blocks] == [
        (found, f"narrative.story.{name}")
    ]


@pytest.mark.parametrize(
    ("path", "sheet"),
    [("narrative.story.since", STORY), ("staff.now.since", "status.staff"), ("cover.opened", "status.cover")],
)
def test_a_date_that_is_none_is_told_beside_it_and_by_its_sheet(layout, path, sheet):
    told = words(layout, {path: "下周"})
    assert told[sheet] == told["status.form"] == "有填得不对的格子"
    beside = layout.slots[f"unfit.{path}"]
    assert (beside.box.sheet, beside.box.row) == (layout.slots[path].box.sheet, layout.slots[path].box.row)
    assert beside.box.column > layout.slots[path].box.column
    assert Verdicts(layout, {path: "下周"}).value(beside.path) == "不是日期"
    assert words(layout, {path: "2024/3/1"})[sheet] == "可以报送"


def test_words_are_wanted_whatever_a_table_declares_to_be_zero(layout):
    """Zeros stand for figures; a choice that must be made is none."""
    changes: dict[str, Value] = {"volumes.tap.basis": None}
    assert words(layout, changes)["status.volumes"] == "未填完"
    assert [each.name for each in judge(built(layout, changes), "filled.xlsx").findings if each.blocks] == ["missing"]


@pytest.mark.parametrize("odd", ["pe", "PE ", "ＰＥ"])
def test_a_choice_is_one_to_the_letter(layout, odd):
    assert words(layout, {"cover.pipe": odd})["status.cover"] == "有填得不对的格子"
