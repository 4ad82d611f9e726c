"""Texts that look like the markup of a workbook stay texts in every workbook of ours, and find room for their lines."""

import itertools
import re
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from govxl.office.outbox import fill_workbook
from govxl.returns.check import judge
from tests import fillings
from tests.test_samples import record_of

TEXTS = ["<r><t>粗体</t></r>", "<r>&</r>", "<r>甲\n乙</r>", "<r></r>", "<r> a _x0041_ </r>"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_angle_brackets_comes_back_as_it_was_typed(text):
    record = record_of("zfxxgk-2021/county")
    record["notes"]["proactive"] = text
    data = fill_workbook(record, fillings.ISSUED)
    assert text in {cell.value for sheet in openpyxl.load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row}
    judgement = judge(data, "filled.xlsx")
    assert judgement.record is not None
    assert judgement.record["notes"]["proactive"] == text


def test_libreoffice_reads_it_so_too(office, tmp_path):
    record = record_of("zfxxgk-2021/county")
    record["notes"]["proactive"] = TEXTS[0]
    (tmp_path / "filled.xlsx").write_bytes(fill_workbook(record, fillings.ISSUED))
    assert TEXTS[0] in office.cached(tmp_path / "filled.xlsx").values()


LINE = 13.5
"""Points of a line of the text set in 10.5 points: less than any of Excel, WPS and LibreOffice gives it."""


@pytest.mark.parametrize(("paragraph", "lines"), [("字" * 38, 1), ("字" * 400, 10), ("a" * 500, 7), ("字" * 30_000, 30)])
def test_a_paragraph_finds_room_for_its_lines_and_its_row_still_follows_what_is_typed(paragraph, lines):
    record = record_of("zfxxgk-2021/county")
    record["narrative"]["problems"]["text"] = f"开头\n{paragraph}"
    data = fill_workbook(record, fillings.ISSUED)
    sheet = openpyxl.load_workbook(BytesIO(data))["五、问题改进"]
    assert sheet.cell(5, 2).value == paragraph
    assert sheet.row_dimensions[4].height is None
    assert (sheet.row_dimensions[5].height or LINE) >= min(LINE * lines, 400)
    number = sheet.parent.sheetnames.index("五、问题改进") + 1
    (row,) = re.findall(rb'<row r="5"[^>]*>', ZipFile(BytesIO(data)).read(f"xl/worksheets/sheet{number}.xml"))
    assert b"customHeight" not in row, "Excel fits no row again whose height somebody set"


def test_no_text_is_printed_apart_from_its_heading():
    """A page of A4 in landscape holds 508 points of height where it is 769 wide, and a sheet of prose is scaled to it."""
    record = record_of("zfxxgk-2021/county")
    data = fill_workbook(record, fillings.ISSUED)
    sheet = openpyxl.load_workbook(BytesIO(data))["一、总体情况"]
    headings = [row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 1).value and sheet.cell(row, 2).value]
    starts = [1, *[each.id + 1 for each in sheet.row_breaks.brk], sheet.max_row + 1]
    assert len(starts) > 3
    for start, end in itertools.pairwise(starts):
        height = sum(sheet.row_dimensions[row].height or 15 for row in range(start, end))
        assert height <= 508 * 182 * 5.6 / 769
    assert set(starts[1:-1]) <= {*headings, *[row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "主动公开信息分类（选填）"]}
