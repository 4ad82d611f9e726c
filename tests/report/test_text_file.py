"""The text file beside the page to paste: title, date, a line for every paragraph, cells between tabs, nothing else."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.office.ingest import render
from govxl.published.prove import DisagreementError, prove
from govxl.report.document import Document, Paragraph, Report, Section, compose
from govxl.report.tables import PrintedCell, RowGroup, TableBlock
from govxl.report.text_file import to_text
from tests.report.hostile import document_of, hostile_lines

SAMPLES = Path(__file__).parents[2] / "samples" / "zfxxgk-2021"
FORM = load_form("zfxxgk/2021")
NAME = "示例县2025年政府信息公开工作年度报告（文字）.txt"


def county(**cover):
    record = load_record((SAMPLES / "county" / "expected" / "record.json").read_bytes())
    return record | {"cover": record["cover"] | cover}


def lines_of(record):
    return to_text(compose(FORM, record)).decode("utf-8-sig").split("\r\n")


def test_the_title_comes_first_and_the_date_below_it_where_the_cover_has_one():
    title = "示例县2025年政府信息公开工作年度报告"
    dated, undated = lines_of(county(signed_on="2026-01-20")), lines_of(county())
    assert dated[:3] == [title, "2026年1月20日", ""]
    assert dated[3].startswith("本报告依据《中华人民共和国政府信息公开条例》")
    assert dated[-3:] == ["示例县人民政府", "2026年1月20日", ""]
    assert undated[:2] == [title, ""]
    assert [line for line in dated if line not in undated] == ["2026年1月20日", "示例县人民政府", "2026年1月20日"]


def test_a_notepad_of_windows_reads_it():
    data = to_text(compose(FORM, county()))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    assert data.count(b"\xef\xbb\xbf") == 1


def test_a_table_pastes_into_a_spreadsheet_cell_by_cell():
    # by hand, from typed.csv and the printed table
    text = to_text(compose(FORM, county())).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    wide = [row for row in rows if len(row) == 10]
    assert {len(row) for row in rows if len(row) > 1} == {4, 10, 15}, "three tables: 1 label and 3 columns, 3 and 7, none and 15"
    (total,) = [row for row in wide if row[0].startswith("四、结转下年度")]
    assert total[-1] == "37"
    (received,) = [row for row in wide if row[0].startswith("一、本年新收")]
    assert (received[1:3], received[3], received[-1]) == (["", ""], "386", "455")
    assert ["第二十条第（六）项"] in rows, "the title of a block stands alone"
    assert ["行政处罚", "41207"] in [[cell for cell in row if cell] for row in rows]


def test_there_is_neither_markup_nor_a_blank_line_in_the_report():
    lines = lines_of(county(signed_on="2026-01-20"))
    assert lines.count("") == 2, "below title and date, and after the last line end"
    assert not any(mark in "".join(lines) for mark in ("<", ">", "**", "##", "&#", "\u3000\u3000"))


def test_a_line_end_inside_a_cell_does_not_begin_a_row():
    head = (PrintedCell("甲\n乙", 0, 1, 1, "col", "a"), PrintedCell("丙", 1, 1, 1, "col", "b"))
    body = (PrintedCell("1\n2", 0, headers=("a",)), PrintedCell("x", 1, headers=("b",)))
    document = Document(("题",), (), (Section("表", (TableBlock("表", 0, 2, (RowGroup(None, (head,), (body,)),)),)),))
    assert to_text(document).decode("utf-8-sig") == "题\r\n\r\n表\r\n甲 乙\t丙\r\n1 2\tx\r\n"


@given(text=hostile_lines)
def test_texts_stay_texts_on_their_own_lines(text):
    written = to_text(document_of(text)).decode("utf-8-sig").split("\r\n")
    assert written[:5] == [text, "", text, text, text]
    assert len(written) == len(to_text(document_of("甲")).decode("utf-8-sig").split("\r\n"))


BREAKS = {
    "no mark": lambda data: data.removeprefix(b"\xef\xbb\xbf"),
    "line feeds": lambda data: data.replace(b"\r\n", b"\n"),
    "one line feed": lambda data: data.replace(b"\r\n", b"\n", 1),
    "a return": lambda data: data.replace(b"\r\n", b"\r", 1),
    "the last line end": lambda data: data.removesuffix(b"\r\n"),
    "another code page": lambda data: data.decode("utf-8-sig").encode("gb18030"),
    "a tab gone": lambda data: data.replace(b"\t", b"", 1),
    "a tab more": lambda data: data.replace(b"\t", b"\t\t", 1),
    "a cell moved": lambda data: data.replace(b"\t12\t", b"12\t\t", 1),
    "an indented cell": lambda data: data.replace(b"\t0\t", b"\t0 1\t", 1),
    "the date of another year": lambda data: data.replace("2026年1月20日".encode(), "2025年1月20日".encode(), 1),
    "no date": lambda data: data.replace("\r\n2026年1月20日".encode(), b"", 1),
    "the date below alone": lambda data: data.replace("2026年1月20日".encode(), "2026年1月21日".encode(), 2).replace("21日".encode(), "20日".encode(), 1),
    "nothing": lambda data: b"",
}  # fmt: skip


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS)
def test_whatever_is_wrong_with_it_is_noticed(change):
    report = Report(FORM, county(signed_on="2026-01-20"))
    data = to_text(report.document)
    prove(report, "txt", data)
    assert change(data) != data
    with pytest.raises(DisagreementError, match=r"^txt disagrees"):
        prove(report, "txt", change(data))


def test_it_is_called_after_the_report_and_is_the_same_each_time(tmp_path):
    for folder in ("one", "two"):
        (made,) = render(county(), ("txt",), tmp_path / folder)
        assert made.name == NAME
    assert (tmp_path / "one" / NAME).read_bytes() == (tmp_path / "two" / NAME).read_bytes() == to_text(compose(FORM, county()))


def test_front_and_text_stand_in_the_order_of_the_report():
    document = Document(("题", "目"), (Paragraph("前言"),), (Section("一", (Paragraph("（一）小题"), Paragraph("文。"))),), ("单位", "2026年1月2日"), "2026年1月2日")
    assert to_text(document).decode("utf-8-sig") == "题目\r\n2026年1月2日\r\n\r\n前言\r\n一\r\n（一）小题\r\n文。\r\n单位\r\n2026年1月2日\r\n"
