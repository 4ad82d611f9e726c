"""Sound workbooks of real programs that a strict reader might call damaged or dangerous: each is read as it stands.

What a whole return gives when it is spelt so is the business of `test_dialects`; here are the habits that touch single
cells and parts, and beside each the like of it that must still be refused.
"""

import os
import re
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest

from govxl.findings.finding import Finding
from govxl.xlsx import sheet as sheets
from govxl.xlsx import xml as markup
from govxl.xlsx.cells import RawWorkbook
from govxl.xlsx.reader import read_workbook
from tests.dialects import BOOK, STYLES, TYPES, blanks_before_ends, in_part
from tests.hostile.zips import raw_zip, set_field
from tests.returns import REQUESTS, accepted, judged, packed, parts_of, sheet_part
from tests.tampering import stray

HONEST = Path(os.environ.get("GOVXL_HONEST", Path(__file__).parents[3] / "shared" / "honest"))
"""A folder of workbooks by other people's programs, which are not ours to keep here."""


def read(data):
    raw = read_workbook(data)
    assert isinstance(raw, RawWorkbook), raw
    return raw


def refused(data):
    raw = read_workbook(data)
    assert isinstance(raw, Finding)
    return raw.code


def with_part(name, content):
    return packed(parts_of(accepted()) | {name: content})


# -- Content types


def with_default(ending):
    macro = f'<Default Extension="{ending}" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
    return in_part(parts_of(accepted()), TYPES, "<Override ", lambda m: m[0] if m.string[: m.start()].count("<Override ") else macro + m[0])


def test_a_macro_type_counts_for_parts_that_are_there_only():
    assert len(read(packed(with_default("bin"))).sheets) == len(read(accepted()).sheets)
    assert refused(packed({**with_default("bin"), "xl/vba.bin": b"\0"})) == "F007"


def test_a_macro_type_of_a_named_part_is_refused():
    named = '<Override PartName="/xl/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    assert refused(packed(in_part(parts_of(accepted()), TYPES, "</Types>", named))) == "F007"


# -- XML


def test_many_namespaces_are_no_danger():
    many = "".join(f'<a:ext xmlns:a="u{n % 3}"/>' for n in range(30_000))
    assert read(with_part("xl/drawings/drawing1.xml", f"<a>{many}</a>".encode()))


def test_a_blank_before_the_end_of_a_tag_takes_no_slow_path(monkeypatch):
    def slow(*_):
        raise AssertionError("rewritten")

    monkeypatch.setattr(sheets, "canonical", slow)
    monkeypatch.setattr(markup, "canonical", slow)
    plain, spaced = read(accepted()), read(packed(blanks_before_ends(parts_of(accepted()))))
    assert [sheet.cells for sheet in spaced.sheets] == [sheet.cells for sheet in plain.sheets]
    assert [sheet.open for sheet in spaced.sheets] == [sheet.open for sheet in plain.sheets]


def test_white_space_in_a_cell_is_a_blank_cell():
    part = sheet_part(parts_of(accepted()), REQUESTS)
    blank = in_part(parts_of(accepted()), part, r'<c r="D6" s="(\d+)"><v>12</v></c>', '<c s="\\1" t="str" r="D6">\n   </c>')
    cells = next(sheet for sheet in read(packed(blank)).sheets if sheet.name == REQUESTS).cells
    assert (6, 4) not in cells
    assert cells[6, 5].text == "3"


def test_words_between_the_tags_of_a_cell_are_refused():
    part = sheet_part(parts_of(accepted()), REQUESTS)
    odd = in_part(parts_of(accepted()), part, r'<c r="D6" s="(\d+)"><v>12</v></c>', r'<c r="D6" s="\1">12</c>')
    assert refused(packed(odd)) == "F005"


def test_a_module_sheet_has_nothing_behind_it():
    book = in_part(parts_of(accepted()), BOOK, "</sheets>", '<sheet name="Module1" sheetId="98" state="veryHidden" r:id=""/></sheets>')
    raw = read(packed(book))
    assert [(sheet.name, sheet.cells) for sheet in raw.sheets][-1] == ("Module1", {})
    assert refused(packed(in_part(parts_of(accepted()), BOOK, "</sheets>", '<sheet name="x" sheetId="98" r:id="rId99"/></sheets>'))) == "F005"


def test_a_sheet_of_the_form_with_nothing_behind_it_is_no_blank_table():
    book = in_part(parts_of(accepted()), BOOK, rf'(<sheet name="{REQUESTS}"[^>]*r:id=")\w+', r"\1")
    judgement = judged(packed(book))
    assert not judgement.accepted
    assert "structure-changed" in {found.name for found in judgement.findings if found.blocks}


def test_an_inline_string_with_a_result_and_no_formula_is_refused():
    part = sheet_part(parts_of(accepted()), REQUESTS)
    odd = in_part(parts_of(accepted()), part, r'<c r="D6" s="(\d+)">', r'<c r="D6" s="\1" t="inlineStr">')
    assert refused(packed(odd)) == "F005"


# -- The zip


def test_a_deflated_part_of_no_bytes():
    name = "docProps/thumbnail.wmf"
    members = [*parts_of(accepted()).items(), (name, b"")]
    nothing = raw_zip(members, tamper_local=set_field(3, 8, name), tamper_central=set_field(4, 8, name), method=ZIP_STORED)
    assert dict(zip(ZipFile(BytesIO(nothing)).namelist(), [i.compress_type for i in ZipFile(BytesIO(nothing)).infolist()], strict=True))[name] == 8
    assert read(nothing)


def test_a_deflated_part_that_only_says_it_has_no_bytes():
    compressor = zlib.compressobj(wbits=-15)
    assert compressor.compress(b"x") + compressor.flush() != b""
    name = "xl/x.bin"
    assert refused(raw_zip([*parts_of(accepted()).items(), (name, b"xyz")], tamper_central=set_field(9, 0, name), tamper_local=set_field(8, 0, name))) == "F005"


@pytest.mark.parametrize("name", ["xl\\..\\..\\x.xml", "\\x.xml", "xl\\\\x.xml", "c:\\x.xml"])
def test_backslashes_lead_nowhere_else_than_slashes(name):
    written = packed({**parts_of(accepted()), "y" * len(name): b"<a/>"}).replace(b"y" * len(name), name.encode())
    assert refused(written) == "F007"


def test_two_parts_that_differ_in_the_direction_of_a_slash_are_one_name_twice():
    data = packed({**parts_of(accepted()), "xl?workbook.xml": b"<a/>"}).replace(b"xl?workbook.xml", b"xl\\workbook.xml")
    assert refused(data) == "F005"


# -- Programs that drop the formats of blank cells


def without_blank_cells(data):
    """SheetJS, Google Sheets and editors on the web write no cell that holds nothing."""
    parts = parts_of(data)
    bare = {name: re.sub(rb'<c r="[A-Z]+\d+" s="\d+"/>', b"", content) for name, content in parts.items() if name.startswith("xl/worksheets/sheet")}
    return packed(parts | bare)


def names_of(judgement):
    return {found.name for found in judgement.findings if found.severity != "info"}


def test_a_figure_beside_the_form_takes_no_blank_away_where_blanks_have_no_format():
    parts = parts_of(stray(REQUESTS, 6, "Z6", "草稿")(accepted()))
    number = '<c r="Z6"><v>15</v></c>'
    drafted = in_part(parts, sheet_part(parts, REQUESTS), r'<c r="Z6" t="inlineStr"><is><t>草稿</t></is></c>', number)
    judgement = judged(without_blank_cells(packed(drafted)))
    assert judgement.accepted, [found.name for found in judgement.findings if found.blocks]
    assert names_of(judgement) == {"stray-content"}
    assert judgement.record["tables"] == judged(accepted()).record["tables"]


def test_a_figure_moved_beside_the_form_is_still_missed_where_blanks_keep_their_formats():
    def move(book):
        sheet = book[REQUESTS]
        sheet["Z6"] = sheet["D6"].value
        sheet["D6"].value = None
        sheet["D6"].protection = openpyxl.styles.Protection(locked=True)

    book = openpyxl.load_workbook(BytesIO(accepted()))
    move(book)
    out = BytesIO()
    book.save(out)
    assert "structure-changed" in {found.name for found in judged(out.getvalue()).findings if found.blocks}


# -- Real files


@pytest.mark.long
@pytest.mark.parametrize("path", sorted(HONEST.glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_real_file_is_read(path):
    """openpyxl, which checks less, finds the same cells in whatever it can open."""
    raw = read(path.read_bytes())
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception:  # openpyxl itself fails on three of them
        assert any(sheet.cells for sheet in raw.sheets)
        return
    for sheet in book.worksheets:
        ours = next(each for each in raw.sheets if each.name == sheet.title)
        theirs = {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}
        # openpyxl looks for an inline string's text elsewhere than LibreOffice 4.1 put it, and finds none
        unseen = {(2, 1)} if path.stem == "libreoffice41-inline-formula" else set()
        assert theirs.keys() | unseen == {at for at, cell in ours.cells.items() if cell.text}


def test_styles_stay_needed():
    """A part that something is read from must be there; only what nobody reads may be missing behind its link."""
    parts = {name: content for name, content in parts_of(accepted()).items() if name != STYLES}
    assert refused(packed(in_part(parts, TYPES, r'<Override PartName="/xl/styles.xml"[^>]*/>', ""))) == "F005"
