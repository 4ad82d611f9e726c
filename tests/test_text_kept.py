"""Text stays as it was typed, through every way a workbook is written and read; what is changed is said."""

import re
import zipfile
from io import BytesIO
from xml.parsers import expat

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from xlsxwriter.format import Format

from govxl.findings.finding import message_of
from govxl.form.definition import load_form
from govxl.office.ingest import FORMATS, ingest, render
from govxl.office.outbox import fill_workbook, new_workbook
from govxl.published.prove import DisagreementError, prove
from govxl.report.document import Report
from govxl.returns.check import judge
from govxl.workbook.worksheet import ExactWorkbook, PlainSheet, escaped
from govxl.xlsx.xml import unescaped
from tests.returns import COVER, accepted, filled, judged, put, words

LIKE_ESCAPES = ("_x000D_", "_x005F_x000D_", "_x005F_", "__x000D_", "_x005f_x005f_x0041_", "a_x000D_x000D_b", "_xD800_", "<r>_x000D_</r>", "_x0041", "_X000D_")
OTHER = "六、其他事项"


def kept(record):
    return {key: value for key, value in record.items() if key not in ("source", "govxl")}


# -- What looks like an escape


@given(st.lists(st.sampled_from(["_", "x", "X", "0", "5", "F", "f", "D", "_x005F_", "x000D_", "\r", "\x01", "<r>", "</r>", "字"]), max_size=12).map("".join))
@example("_x005F_x000D_")
def test_what_is_spelt_is_read_again(text):
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize(
    ("text", "spelt"),
    [  # by hand after ECMA-376 part 1, 22.9.2.19: what would be taken for an escape has its first sign escaped
        ("_x000D_", "_x005F_x000D_"),
        ("_x005F_x000D_", "_x005F_x005F_x005F_x000D_"),
        ("a\rb", "a_x000D_b"),
        ("_x00D_", "_x00D_"),
        ("_X000D_", "_X000D_"),
    ],
)
def test_escapes_are_those_of_the_standard(text, spelt):
    assert escaped(text) == spelt


@pytest.mark.parametrize("text", LIKE_ESCAPES)
def test_what_looks_like_an_escape_goes_the_whole_way(text, tmp_path):
    values = {"unit.title": f"示例{text}", "cover.website": text, "narrative.other.text": f"没有{text}。", "requests.note": text}
    record = judged(filled(values)).record
    assert (record["unit"]["title"], record["cover"]["website"], record["notes"]["requests"]) == (f"示例{text}", text, text)
    assert record["narrative"]["other"]["text"] == f"没有{text}。"
    assert kept(judge(fill_workbook(record), "x.xlsx").record) == kept(record)
    render(record, [name for name in FORMATS if name not in ("pdf", "parquet")], tmp_path)


@pytest.mark.parametrize("text", LIKE_ESCAPES)
def test_a_unit_may_be_called_so(text):
    data = new_workbook(f"县{text}", 2025)
    found = judged(data)
    assert found.identity["unit.name"] == f"县{text}"
    assert not [each.name for each in found.findings if each.code[0] == "I"]


def test_libreoffice_reads_what_was_written_and_saves_it_again(office, tmp_path):
    values = {f"cover.{name}": text for name, text in zip(("website", "url", "address", "phone"), LIKE_ESCAPES, strict=False)}
    (tmp_path / "filled.xlsx").write_bytes(filled(values))
    assert set(values.values()) <= set(office.texts(tmp_path / "filled.xlsx").values())
    office.round_trip(tmp_path / "filled.xlsx", tmp_path / "again.xlsx")
    record = judged((tmp_path / "again.xlsx").read_bytes()).record
    saved = {path: record["cover"][path.removeprefix("cover.")] for path in values}
    # Its own saving does not escape the second of two escapes that share a sign; what it wrote is read as it stands.
    assert saved == values | {"cover.url": "_x000D_"}


def drawn(draw):
    out = BytesIO()
    book = ExactWorkbook(out, {"in_memory": True})
    sheet = book.add_worksheet("a", PlainSheet)
    draw(book, sheet)
    book.close()
    return zipfile.ZipFile(BytesIO(out.getvalue()))


def test_runs_are_escaped_once():
    def draw(book, sheet):
        struck: Format = book.add_format({"font_strikeout": True})
        sheet.write_rich_string(0, 0, struck, "_x000D_", book.add_format(), "\x01b")

    text = drawn(draw).read("xl/sharedStrings.xml").decode()
    assert re.findall(r"<t[^>]*>([^<]*)</t>", text) == ["_x005F_x000D_", "_x0001_b"]


def test_what_a_formula_shows_is_well_formed():
    part = drawn(lambda book, sheet: sheet.write_formula(0, 0, "=A2", None, "\x0b_x000D_")).read("xl/worksheets/sheet1.xml")
    expat.ParserCreate().Parse(part, True)
    assert b"<v>_x000B__x000D_</v>" in part, "tests/test_referee.py: LibreOffice shows a result letter by letter"


def test_a_record_with_a_control_character_is_filled_in():
    record = judged(accepted()).record
    record = {**record, "unit": {**record["unit"], "title": "示例\x0b县"}}
    again = judge(fill_workbook(record), "x.xlsx").record
    assert again["unit"]["title"] == "示例\n县", "a vertical tab ends a line"


# -- Blanks


@pytest.mark.parametrize("typed", ["甲\t乙", "甲\xa0乙", "甲　乙", "甲  乙"])
def test_blanks_within_a_text_stay(typed, tmp_path):
    values = {"unit.title": f"示例{typed}", "cover.website": typed, "narrative.other.text": f"没有{typed}。", "requests.note": typed}
    judgement = judged(filled(values))
    record = judgement.record
    assert (record["cover"]["website"], record["narrative"]["other"]["text"], record["notes"]["requests"]) == (typed, f"没有{typed}。", typed)
    assert "cleaned-text" not in [found.name for found in judgement.findings]
    assert kept(judge(fill_workbook(record), "x.xlsx").record) == kept(record)
    render(record, [name for name in FORMATS if name not in ("pdf", "parquet")], tmp_path)


@pytest.mark.parametrize("blank", ["\t", " ", "　", "\xa0"])
def test_blanks_around_a_word_are_taken_off_and_that_is_said(blank):
    judgement = judged(put(accepted(), {(COVER, "B15"): words(f"{blank}和平路1号{blank}")}))
    (found,) = [each for each in judgement.findings if each.name == "cleaned-text"]
    assert (found.severity, found.cells[0].sheet, found.cells[0].cell) == ("info", COVER, "B15")
    assert "前后的空白" in message_of(found)
    assert any("前后的空白" in note for note in judgement.record["source"]["notes"])


@pytest.mark.parametrize("blank", ["\t", " ", "　"])
def test_an_indent_stays_and_a_blank_at_the_end_is_said(blank):
    indented = judged(put(accepted(), {(OTHER, "B4"): words(f"{blank}{blank}没有其他事项。")}))
    assert indented.record["narrative"]["other"]["text"] == f"{blank}{blank}没有其他事项。"
    assert "cleaned-text" not in [each.name for each in indented.findings]
    ended = judged(put(accepted(), {(OTHER, "B4"): words(f"没有其他事项。{blank}")}))
    assert ended.record["narrative"]["other"]["text"] == "没有其他事项。"
    (found,) = [each for each in ended.findings if each.name == "cleaned-text"]
    assert "段尾的空白" in message_of(found)


def test_what_is_published_shows_a_blank_for_a_tab(tmp_path):
    record = judged(filled({"narrative.other.text": "没有\t其他事项。"})).record
    (path,) = render(record, ["md"], tmp_path)
    assert "没有 其他事项。" in path.read_text("utf-8")


@pytest.mark.parametrize("title", ["示例　　甲", "示例  甲", "示例\xa0甲", "示例 \u200b 甲", "示例\t甲"])
def test_a_title_with_blanks_is_no_bug_of_ours(title, tmp_path):
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled({"unit.title": title}))
    assert ingest(path, tmp_path / "out").judgement.accepted


def test_another_title_is_still_a_disagreement():
    record = judged(accepted()).record
    form_of = load_form("zfxxgk/2021")
    other = {**record, "unit": {**record["unit"], "title": "另一县"}}
    for name in ("html", "docx", "md"):
        with pytest.raises(DisagreementError):
            prove(Report(form_of, record), name, FORMATS[name](Report(form_of, other)))


# -- Whose it is


def test_a_workbook_that_says_nowhere_whose_it_is_blocks():
    data = new_workbook("甲县", 2025)
    parts = zipfile.ZipFile(BytesIO(data))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in parts.infolist():
            target.writestr(entry.filename, parts.read(entry).replace("甲县".encode(), b"  "))
    found = [each for each in judge(out.getvalue(), "x.xlsx").findings if each.name == "identity-incomplete"]
    assert found
    assert all(each.blocks for each in found)
