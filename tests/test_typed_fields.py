"""Issue 13, A4: every typed field is judged by its type, wherever it stands; a date is a day of the calendar."""

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from govxl.filing.model import Identity
from govxl.filing.record import dump_record, hold_against, load_record
from govxl.filing.schema import record_schema
from govxl.findings.finding import message_of
from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from govxl.office.outbox import fill_workbook
from govxl.report.document import compose
from govxl.returns.check import judge
from govxl.workbook.writer import Contents, build_workbook
from tests.form.small import SMALL
from tests.formats import formatted
from tests.returns import COVER, ISSUED, accepted, error, figure, filled, formula, judged, put, words
from tests.sent_back import sent_back

SIGNED = (COVER, "B21")

# -- Dates

DAYS = ["2026-1-5", "2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "2026 年 1 月 5 日", "２０２６年１月５日", "２０２６－０１－０５", "　2026-01-05 ", "2024-02-29", "1900-1-1", "2999-12-31", "2026年01月05日"]
NO_DAYS = [
    "46037", "2026-13-45", "2026年2月30日", "下周", "昨天", "2026-02-29", "2026年1月", "2026-1-5-6", "26-1-5", "1899-12-31", "3000-1-1", "2026-1/5", "5/2", "2026-00-10", "2026年1月5", "二〇二六年一月五日",
    "2026-01-05前", "2026-1-5、2026-1-6", "2026－13－45", "20260105", "待定", "-", "2026 - 1 - 5", "2026-01-\n05",
]  # fmt: skip


@pytest.mark.parametrize("typed", DAYS)
@pytest.mark.parametrize("field", ["cover.signed_on", "cover.filled_on"])
def test_a_day_of_the_calendar_is_taken_as_typed(typed, field):
    judgement = judged(filled({field: typed}))
    assert judgement.record["cover"][field.removeprefix("cover.")] == typed.strip()


@pytest.mark.parametrize("typed", NO_DAYS)
@pytest.mark.parametrize("field", ["cover.signed_on", "cover.filled_on"])
def test_anything_else_is_no_date(typed, field):
    judgement = judged(filled({field: typed}))
    (found,) = [found for found in judgement.findings if found.blocks]
    assert (found.name, found.cells[0].point) == ("not-a-date", field)
    assert typed.replace("\n", "⏎") in message_of(found)


@pytest.mark.parametrize(("code", "stored", "day"), [
    ("yyyy-mm-dd", "46037", "2026年1月15日"), (14, "46037", "2026年1月15日"), (31, "46037", "2026年1月15日"), ('m"月"d"日"', "46037", "2026年1月15日"), ("[$-F800]dddd", "46037", "2026年1月15日"), ("[$-804]aaaa", "46037", "2026年1月15日"),
    ("yyyy/m/d h:mm", "46037", "2026年1月15日"), ("yyyy-mm-dd", "1", "1900年1月1日"), ("yyyy-mm-dd", "59", "1900年2月28日"), ("yyyy-mm-dd", "61", "1900年3月1日"), ("yyyy-mm-dd", "2958465", "9999年12月31日"),
])  # fmt: skip
def test_a_number_shown_as_a_day_is_that_day(code, stored, day):
    judgement = judged(formatted(put(accepted(), {SIGNED: figure(stored)}), {SIGNED: code}))
    assert judgement.record["cover"]["signed_on"] == day


@pytest.mark.parametrize(("code", "stored"), [
    ("General", "46037"), ("@", "46037"), ("0", "46037"), ("#,##0", "46037"), ("h:mm", "46037"), ("[h]:mm", "46037"), ("yyyy-mm-dd", "0"), ("yyyy-mm-dd", "60"), ("yyyy-mm-dd", "-5"), ("yyyy-mm-dd", "2958466"), ("yyyy/m/d h:mm", "46037.5"),
    ("0;yyyy-mm-dd", "46037"), (";;;", "46037"), ("General", "2026"), ("General", "20260115"),
])  # fmt: skip
def test_a_number_not_shown_as_a_day_is_no_date(code, stored):
    judgement = judged(formatted(put(accepted(), {SIGNED: figure(stored)}), {SIGNED: code}))
    assert [found.name for found in judgement.findings if found.blocks] == ["not-a-date"]


@pytest.mark.parametrize(("content", "name"), [(error("#N/A"), "error-value"), (' t="b"|<v>1</v>', "not-a-date"), (formula("TODAY()", "46037"), "formula-in-input"), (' t="d"|<v>2026-01-15T12:30:00</v>', "not-a-date"), (' t="d"|<v>soon</v>', "not-a-date")])
def test_other_things_are_no_dates_either(content, name):
    judgement = judged(put(accepted(), {SIGNED: content}))
    assert [found.name for found in judgement.findings if found.blocks] == [name]


def test_a_date_kept_as_iso_8601_has_it_is_a_date():
    for spelt in ("2026-01-15", "2026-01-15T00:00:00"):
        assert judged(put(accepted(), {SIGNED: f' t="d"|<v>{spelt}</v>'})).record["cover"]["signed_on"] == "2026年1月15日"


@pytest.mark.parametrize("typed", DAYS[:9])
def test_every_spelling_is_printed_alike(typed):
    record = judged(filled({"cover.signed_on": typed})).record
    assert compose(load_form("zfxxgk/2021"), record).closing[-1] == "2026年1月5日"


@pytest.mark.parametrize("content", [figure("46037"), words("下周"), figure("46037.5")])
def test_what_is_no_date_is_still_none_after_its_return(content):
    data = formatted(put(accepted(), {SIGNED: content}), {SIGNED: "General"})
    again = judged(sent_back(data))
    assert {"not-a-date", "returned-unchanged"} <= {found.name for found in again.findings}


# -- Typed fields of a part

FIELDS = """fields = [
  ['report', 'Report', {type = 'long_text', sentence = 'lent'}],
  ['visits', 'Visits', {type = 'count', unit = '次', required = 'hard'}],
  ['spent', 'Spent', {type = 'amount', decimals = 2, unit = '元', required = 'no'}],
  ['opened', 'Opened on', {type = 'date', required = 'hard'}],
  ['state', 'State', {type = 'choice', choices = ['good', 'poor'], required = 'no'}],
]"""
FILLED = {
    "unit.title": "Reading room",
    **{f"loans.{row}.{column}": Decimal(2) for row in ("opening", "books", "journals", "films", "closing") for column in ("adults", "children")},
    "loans.returned.late": Decimal(0),
    "narrative.words.report": "A good year.\nMany came.",
    "narrative.words.visits": Decimal(12),
    "narrative.words.spent": Decimal("26.55"),
    "narrative.words.opened": "2026-01-05",
    "narrative.words.state": "good",
}


@pytest.fixture(autouse=True)
def library(tmp_path, monkeypatch):
    """A form whose part of prose has a field of every type."""
    folder = tmp_path / "library" / "v1"
    folder.mkdir(parents=True)
    old = "fields = [['report', 'Report', {type = 'long_text', sentence = 'lent'}]]"
    assert SMALL.count(old) == 1
    (folder / "form.toml").write_text(SMALL.replace(old, FIELDS), encoding="utf-8")
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    return load_form("library/v1")


def workbook(changes=None):
    layout = arrange(load_form("library/v1"))
    identity = Identity("library", "v1", "Reading room", "", "", "", 2024, "own")
    values = {path: value for path, value in (FILLED | (changes or {})).items() if value is not None}
    return build_workbook(layout, Contents(identity.texts(), values, ISSUED))


def place(path):
    slot = arrange(load_form("library/v1")).slots[path]
    return slot.box.sheet, slot.box.address


def test_a_part_keeps_figures_dates_and_choices_by_their_type(library):
    judgement = judge(workbook(), "a.xlsx")
    assert judgement.record["narrative"]["words"] == {"report": "A good year.\nMany came.", "visits": 12, "spent": Decimal("26.55"), "opened": "2026-01-05", "state": "good"}
    jsonschema.Draft202012Validator(record_schema(library)).validate(json.loads(dump_record(judgement.record)))
    hold_against(judgement.record, library)


def test_the_schema_of_a_part_knows_the_types(library):
    known = record_schema(library)["properties"]["narrative"]["properties"]["words"]["properties"]
    assert known["visits"] == {"type": "integer", "minimum": 0}
    assert known["spent"] == {"type": ["number", "null"], "minimum": 0}
    assert known["state"] == {"enum": ["", "good", "poor"]}
    assert known["opened"] == known["report"] == {"type": "string"}


def test_a_record_with_such_a_part_is_filled_in_and_judged_as_itself():
    record = judge(workbook({"narrative.words.spent": None, "narrative.words.state": None}), "a.xlsx").record
    assert record["narrative"]["words"]["spent"] is None
    for each in (record, judge(workbook(), "a.xlsx").record):
        again = judge(fill_workbook(load_record(dump_record(each)), ISSUED), "b.xlsx").record
        assert again["narrative"] == each["narrative"]
        assert again["tables"] == each["tables"]


def test_the_report_prints_them_behind_their_labels(library):
    record = judge(workbook(), "a.xlsx").record
    printed = [block.text for block in compose(library, record).sections[-1].blocks]
    assert printed == ["A good year.", "Many came.", "Visits：12次", "Spent：26.55元", "Opened on：2026-01-05", "State：good"]
    blank = judge(workbook({"narrative.words.spent": None, "narrative.words.state": None}), "a.xlsx").record
    assert [block.text for block in compose(library, blank).sections[-1].blocks][3:] == ["Opened on：2026-01-05"]


@pytest.mark.parametrize(("field", "content", "name"), [
    ("visits", words("twelve"), "text-in-figure"), ("visits", figure("12.5"), "not-whole"), ("visits", figure("-1"), "negative"), ("visits", words("/"), "mark-not-allowed"), ("visits", words(""), "missing"), ("spent", figure("0.123"), "too-many-decimals"),
    ("visits", error("#REF!"), "error-value"), ("opened", figure("12.5"), "not-a-date"), ("opened", words("soon"), "not-a-date"), ("opened", words(""), "missing"), ("state", words("fair"), "not-a-choice"), ("state", figure("1"), "not-a-choice"),
])  # fmt: skip
def test_every_field_of_a_part_is_judged_by_its_type(field, content, name):
    path = f"narrative.words.{field}"
    judgement = judge(put(workbook(), {place(path): content}), "a.xlsx")
    assert [(found.name, found.cells[0].point) for found in judgement.findings if found.blocks] == [(name, path)]


def test_such_a_part_goes_back_and_comes_again():
    wrong = put(workbook(), {place("narrative.words.visits"): figure("-1")})
    back = sent_back(wrong)
    mended = judge(put(back, {place("narrative.words.visits"): figure("12")}), "a.xlsx")
    assert mended.record["narrative"]["words"]["spent"] == Decimal("26.55")
    assert mended.record["narrative"]["words"]["opened"] == "2026-01-05"


def test_the_made_up_folder_is_no_installed_one():
    assert not (Path(__file__).parent.parent / "templates" / "library").exists()
