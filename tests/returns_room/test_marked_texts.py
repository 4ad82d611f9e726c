"""Texts in a workbook that goes back: what is wrong in them is marked letter by letter, and they read as they did."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from govxl.words import PROBLEMS_SHEET
from tests.office import Office
from tests.returns import REQUESTS, filled, judged, layout_of, put, words
from tests.sent_back import sent_back
from tests.told import APPLICATIONS, doubt, received, told

OVERVIEW = "一、总体情况"
SLOT = layout_of().slots[APPLICATIONS]
CELLS = [box.address for box in SLOT.cells]

TEXTS = [
    "全年新收16件。",
    "新收16件",
    "  　全年😀新收16件，上年2件。 \t末 ",
    "第一行\n  新收16件\n\n第三行新收17件 ",
    "<r><t>新收16件</t></r>&amp;",
    "𠀀" * 3_000 + "新收16件" + "𠀀" * 3_000,
]


def returned(typed: str) -> bytes:
    with told(received()):
        return sent_back(put(filled({APPLICATIONS: "x"}), {(OVERVIEW, CELLS[0]): words(typed)}))


def rich(data: bytes, cell: str = CELLS[0]) -> list[tuple[str, str | None]]:
    """Give the pieces of a cell as another program reads them, each with its underline."""
    value = openpyxl.load_workbook(BytesIO(data), rich_text=True)[OVERVIEW][cell].value
    if not isinstance(value, CellRichText):
        return [(str(value), None)]
    return [(part.text, part.font.u) if isinstance(part, TextBlock) else (part, None) for part in value]


@pytest.mark.parametrize("typed", TEXTS)
def test_a_marked_text_is_the_same_text(typed: str) -> None:
    back = returned(typed)
    with told(received()):
        before, after = (judged(data) for data in (put(filled({APPLICATIONS: "x"}), {(OVERVIEW, CELLS[0]): words(typed)}), back))
    assert before.reading
    assert after.reading
    assert after.reading.read.facts[APPLICATIONS].value == before.reading.read.facts[APPLICATIONS].value
    assert [cell.text for cell in after.reading.located.cells[APPLICATIONS] if cell] == [typed]
    assert [found.name for found in after.findings if found.name in ("raised-text", "struck-text", "text-differs")] == ["text-differs"] * typed.count("新收1")
    assert openpyxl.load_workbook(BytesIO(back))[OVERVIEW][CELLS[0]].value == typed


def test_only_what_is_meant_is_marked() -> None:
    pieces = rich(returned("第一行\n  新收16件\n\n第三行新收17件 "))
    assert pieces == [("第一行\n  新收", None), ("16件", "single"), ("\n\n第三行新收", None), ("17件", "single"), (" ", None)]
    value = openpyxl.load_workbook(BytesIO(returned("新收16件")), rich_text=True)[OVERVIEW][CELLS[0]].value
    assert value[1].font.color.rgb == "FF9C1C1C"
    assert {part.font.rFont for part in value} == {"宋体"}


def test_a_text_that_is_meant_as_a_whole_is_only_coloured() -> None:
    with told(lambda texts, facts: iter([doubt("新收16件", "新收16件", "新收16件")])):
        back = sent_back(filled({APPLICATIONS: "新收16件"}))
    assert rich(back) == [("新收16件", None)]
    book = openpyxl.load_workbook(BytesIO(back))
    assert "新收16件" in book[OVERVIEW][CELLS[0]].comment.text


def test_the_list_and_the_comment_quote_the_clause() -> None:
    book = openpyxl.load_workbook(BytesIO(returned("全年新收16件。")))
    comment = book[OVERVIEW][CELLS[0]].comment.text
    assert "需说明：文字和表格不一致，文字里的收到、办理件数（N1）" in comment
    assert "“新收16件”（第5—7字），写的是“16件”，应为 15件（一、本年新收）" in comment
    lines = [[cell.value for cell in row] for row in book[PROBLEMS_SHEET].iter_rows(min_row=1, max_col=7)]
    (line,) = [line for line in lines if line[3] and "N1" in str(line[3])]
    assert (line[1], line[2]) == (OVERVIEW, CELLS[0])
    assert "应为 15件（一、本年新收）" in str(line[4])
    assert book[REQUESTS][layout_of().slots["requests.received.total"].box.address].comment is None, "the figure may be right"


def test_marks_are_gone_once_it_is_mended() -> None:
    back = returned("全年新收16件，上年2件。")
    book = openpyxl.load_workbook(BytesIO(back))
    book[OVERVIEW][CELLS[0]].value = "全年新收15件，上年2件。"
    book["二、主动公开"]["B6"] = "6件"
    out = BytesIO()
    book.save(out)
    with told(received()):
        again = sent_back(out.getvalue(), name="filled-退回修改.xlsx")
    assert rich(again) == [("全年新收15件，上年2件。", None)]
    assert openpyxl.load_workbook(BytesIO(again))[OVERVIEW][CELLS[0]].comment is None


def test_of_more_paragraphs_than_cells_the_right_one_is_marked() -> None:
    lines = [f"第{n}段。" for n in range(1, 15)]
    lines[5], lines[12] = "新收16件。", "其中新收17件。"
    book = openpyxl.load_workbook(BytesIO(filled({APPLICATIONS: "x"})))
    row = SLOT.box.row
    for nth, line in enumerate(lines[:11]):
        book[OVERVIEW].cell(row + nth, 2).value = line
    book[OVERVIEW].cell(row + 11, 2).value = "\n".join(lines[11:])
    out = BytesIO()
    book.save(out)
    with told(received()):
        back = sent_back(out.getvalue())
    assert rich(back, CELLS[5]) == [("新收", None), ("16件", "single"), ("。", None)]
    assert rich(back, CELLS[11]) == [("第12段。\n其中新收", None), ("17件", "single"), ("。\n第14段。", None)]


@pytest.mark.parametrize("nth", range(5))
def test_an_office_suite_keeps_a_marked_text(office: Office, tmp_path: Path, nth: int) -> None:
    (tmp_path / "back.xlsx").write_bytes(returned(TEXTS[nth]))
    office.round_trip(tmp_path / "back.xlsx", tmp_path / "saved.xlsx")
    with told(received()):
        saved = judged((tmp_path / "saved.xlsx").read_bytes(), "filled-退回修改.xlsx")
    assert saved.reading
    assert [cell.text for cell in saved.reading.located.cells[APPLICATIONS] if cell] == [TEXTS[nth]]
    assert any(found.name == "returned-unchanged" for found in saved.findings)
