"""tables.xlsx as its readers see it: openpyxl, pandas, LibreOffice; and what strangers wrote stays words in it."""

import csv
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pandas as pd
import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.published.prove import prove
from govxl.report.data import COLUMNS, tidy, to_csv
from govxl.report.document import Report, compose
from govxl.report.sheets import LONGEST, to_xlsx
from govxl.workbook.plain_workbook import OutCell, OutSheet, as_double, draw_workbook
from govxl.workbook.worksheet import PlainSheet
from tests.make_samples import SAMPLES
from tests.report.made_up import filled

CASES = ["zfxxgk-2021/county", "zfxxgk-2019/jinjiang"]


def case_of(name):
    record = load_record((SAMPLES / name / "expected" / "record.json").read_bytes())
    return load_form(f"{record['form']}/{record['edition']}"), record


def opened(data):
    return openpyxl.load_workbook(BytesIO(data))


def values(sheet):
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def merged(sheet):
    return {area.coord for area in sheet.merged_cells.ranges}


# -- The printed sheets


def test_the_printed_table_stands_as_the_form_has_it(form):
    book = opened(to_xlsx(form, filled()))
    assert book.sheetnames == [*(form.table(part.table).sheet for part in form.parts if part.table), "数据"]
    stock = book.worksheets[0]
    title = compose(form, filled()).title
    assert values(stock) == {
        "A1": form.table("stock").title, "A2": title,
        "A3": "Books", "A4": "Kind", "B4": "Owned", "E4": "Price", "A5": "Novels", "B5": 1200, "E5": 24252.311082,
        "A6": "Maps", "B6": "/", "E6": 0.5,
        "A7": "Loans", "A8": "Kind", "B8": "Young", "D8": "Adult", "F8": "Total", "A9": "Lent", "B9": 5, "D9": 1234567, "F9": 1234572,
        "A10": "备注：Counted twice.", "A11": "See the list.",
    }  # fmt: skip
    assert merged(stock) == {
        "A1:G1", "A2:G2", "A3:G3", "B4:D4", "E4:G4", "B5:D5", "E5:G5", "B6:D6", "E6:G6", "A7:G7", "B8:C8", "D8:E8", "F8:G8",
        "B9:C9", "D9:E9", "F9:G9", "A10:G10", "A11:G11",
    }  # fmt: skip
    assert (stock["E5"].number_format, stock["E6"].number_format, stock["B5"].number_format) == (r"0.000000\万\元", "0.00", "0")


def test_labels_on_two_sides_are_merged_and_framed(form):
    visits = opened(to_xlsx(form, filled())).worksheets[1]
    assert {"A3:C5", "D3:F3", "E4:F4", "G3:G5", "D4:D5", "A7:A9", "A8:A9", "A6:C6", "B7:C7", "B8:B9"} - merged(visits) == {"A8:A9"}
    assert visits["A7"].value == "By day"
    frames = [cell for row in visits["A3:G9"] for cell in row if not (cell.border.left.style and cell.border.bottom.style)]
    assert not [cell.coordinate for cell in frames if cell.coordinate not in merged(visits) and type(cell).__name__ == "Cell"]


@pytest.mark.parametrize("name", CASES)
def test_pages_are_set_up_for_a4(name):
    form, record = case_of(name)
    for sheet, table in zip(opened(to_xlsx(form, record)).worksheets, [form.table(part.table) for part in form.parts if part.table] + [None], strict=True):
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1 or sheet.page_setup.fitToWidth is None
        assert (sheet.page_setup.orientation == "landscape") == (table is None or table.landscape)
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.center.text or "&[Page]" in sheet.oddFooter.center.text
    requests = opened(to_xlsx(form, record))[form.table("requests").sheet]
    assert (requests.freeze_panes, requests.print_title_rows) == ("D6", "$3:$5")
    assert values(requests)["D6"] == record["tables"]["requests"]["received"]["person"]


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_shows_every_figure_with_all_its_digits(office, name, tmp_path):
    form, record = case_of(name)
    (tmp_path / "tables.xlsx").write_bytes(to_xlsx(form, record))
    shown = office.texts(tmp_path / "tables.xlsx")
    for part, section in zip(form.parts, compose(form, record).sections, strict=True):
        if part.table:
            cells = [cell for block in section.blocks for group in block.groups for row in group.body for cell in row if cell.headers]
            sheet = form.table(part.table).sheet
            texts = [text for (name, _), text in shown.items() if name == sheet]
            assert [cell.text for cell in cells if cell.text and cell.text not in texts] == []
            assert sum(text == "0" for text in texts) == sum(cell.text == "0" for cell in cells)
    assert len([place for place in shown if place[0] == "数据" and place[1].startswith("K")]) > len(form.points) * 0.9


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_prints_each_table_on_one_page(office, name, tmp_path):
    form, record = case_of(name)
    (tmp_path / "tables.xlsx").write_bytes(to_xlsx(form, record))
    pages = office.pictures(tmp_path / "tables.xlsx", tmp_path / "pages", dpi=20)
    tables = sum(bool(part.table) for part in form.parts)
    assert tables < len(pages) <= tables + 5


def test_a_long_note_is_seen_whole(form):
    note = "多写的话" * 5000 + "\n=1+1"
    record = filled(notes={"stock": note, "visits": ""})
    sheet = opened(to_xlsx(form, record)).worksheets[0]
    said = [value for place, value in values(sheet).items() if int(place[1:]) > 9]
    assert "".join(said) == "备注：" + note.replace("\n", "")
    assert max(map(len, map(str, said))) <= LONGEST
    height = sum(sheet.row_dimensions[row].height for row in range(10, sheet.max_row + 1))
    assert height > 15 * 2 * len(note) / sum(sheet.column_dimensions[letter].width for letter in "ABCDEFG") * 0.8
    assert max(dimension.height for dimension in sheet.row_dimensions.values()) <= 409
    assert sheet.page_setup.fitToHeight == 0, "a table with so long a note is not squeezed onto one page"


# -- The rows


@pytest.mark.parametrize("name", CASES)
def test_the_last_sheet_has_the_rows_of_the_csv(name):
    form, record = case_of(name)
    data = to_xlsx(form, record)
    frame = pd.read_excel(BytesIO(data), sheet_name="数据", dtype=object, keep_default_na=False)
    rows = list(csv.reader(StringIO(to_csv(tidy([(form, record)])).decode("utf-8-sig"), newline="")))
    assert tuple(frame.columns) == COLUMNS == tuple(rows[0])
    for ours, theirs in zip(frame.itertuples(index=False), rows[1:], strict=True):
        assert [str(each) for each in ours] == theirs
    sheet = opened(data)["数据"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", f"A1:L{len(form.points) + 1}", "$1:$1")
    assert {type(value) for value in frame["year"]} == {int}
    assert {type(value) for value in frame["value"]} <= {int, float, str}


def test_no_two_sheets_have_one_name(form, monkeypatch):
    monkeypatch.setattr("govxl.report.sheets.DATA_SHEET", form.table("stock").sheet)
    assert len(set(opened(to_xlsx(form, filled())).sheetnames)) == 4


# -- Exact figures, and texts that are only texts


@pytest.mark.parametrize("digits", ["0", "-8", "0.1", "24252.311082", "999999999999999", "0.000001", "4166.241619", "123456789.012345", "-0.1"])
def test_fifteen_digits_survive(digits):
    value = Decimal(digits)
    assert as_double(value) == float(digits)
    read = opened(draw_workbook([OutSheet("a", (OutCell(0, 0, value, "datum"),), (10.0,))], "t"))["a"]["A1"].value
    assert Decimal(repr(read)) == value


@pytest.mark.parametrize("digits", ["1000000000000000", "9007199254740993", "0.1234567890123456", "123456789012345678.5"])
def test_a_figure_that_a_double_would_change_stays_a_text(form, digits):
    record = filled()
    record["tables"]["stock"]["novels"]["price"] = Decimal(digits)
    data = to_xlsx(form, record)
    assert opened(data).worksheets[0]["E5"].value == digits
    prove(Report(form, record), "xlsx", data)


class SlowSheet(PlainSheet):
    """Draws as `_QuickSheet` does, each cell by xlsxwriter's own way."""

    def draw(self, sheet, styles, _):
        for column, width in enumerate(sheet.widths):
            self.set_column(column, column, width)
        for row, height in sheet.heights.items():
            self.set_row(row, height)
        data = ((row, column, value) for row, line in enumerate(sheet.lines, 1) for column, value in enumerate(line))
        lines = (OutCell(*about, "said" if isinstance(about[2], str) else "datum") for about in data)
        for cell in (*sheet.cells, *lines):
            look = styles.numbered(cell.role, cell.numbers)
            if cell.rows > 1 or cell.columns > 1:
                self.merge_range(cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1, "", look)
            number = as_double(cell.value) if isinstance(cell.value, Decimal) else None
            if number is not None:
                self.write_number(cell.row, cell.column, number, look)
            elif cell.value == "":
                self.write_blank(cell.row, cell.column, None, look)
            else:
                self.write_string(cell.row, cell.column, str(cell.value), look)


@pytest.mark.parametrize("name", CASES)
def test_quick_cells_are_byte_for_byte_xlsxwriters(name, monkeypatch):
    odd = OutSheet(
        "odd",
        (
            OutCell(2, 1, "b", "title", 2, 3), OutCell(2, 4, "", "cell"), OutCell(2, 0, "b", "said"), OutCell(20, 1, "<r>&</r>", "cell"),
            OutCell(1, 0, Decimal("-0.0"), "datum"), OutCell(0, 30, Decimal("1234567890123.25"), "datum"), OutCell(41, 2, "", "cell", 1, 2),
        ),
        (9.0,) * 31,
        {0: 20.0, 7: 30.0, 43: 12.0},
    )  # fmt: skip

    def both():
        return to_xlsx(*case_of(name)), draw_workbook([odd, replace(odd, name="again")], "t")

    quick = both()
    monkeypatch.setattr("govxl.workbook.plain_workbook._QuickSheet", SlowSheet)
    assert quick == both()


POISON = ["=1+1", "@SUM(A1)", "+1", "-1", "http://a.example/", "mailto:a@b.c", "<r><t>x</t></r>", "<r>&</r>", "_x0041_", "{=1}", "'=1", "1e5", "TRUE", "a\nb"]


@pytest.mark.parametrize("text", POISON)
def test_what_strangers_wrote_is_a_text(form, text):
    record = filled(unit={"name": text, "title": text, "code": text, "level": "", "kind": "", "change": ""}, notes={"stock": text, "visits": ""})
    record["tables"]["staff"]["people"]["free"] = text
    book = opened(to_xlsx(form, record))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert book["数据"]["C2"].value == text.replace("\r", "")
    assert book["数据"]["D2"].value == text
    assert all(book["数据"][place].data_type == "s" and book["数据"][place].quotePrefix for place in ("C2", "D2"))
    assert any(cell.value == f"备注：{text}".split("\n")[0] for cell in cells)
    prove(Report(form, record), "xlsx", to_xlsx(form, record))


def test_the_same_record_gives_the_same_bytes(form):
    assert to_xlsx(form, filled()) == to_xlsx(form, filled())
