"""The whole way in: last year's record, workbooks of an older layout, and destruction that still reads or is refused."""

import re
from decimal import Decimal

import openpyxl
import pytest

from govxl.filing.model import Prior
from govxl.filing.record import dump_record
from govxl.findings.finding import message_of
from govxl.office.prior import prior_finder
from govxl.returns.check import Expected, judge, judge_file
from tests.returns import (
    REQUESTS,
    REVIEW,
    UNIT,
    accepted,
    filled,
    judged,
    layout_of,
    packed,
    parts_of,
    put,
    sheet_part,
    words,
)


def told(record):
    return dump_record({key: value for key, value in record.items() if key != "source"})


@pytest.fixture(scope="module")
def original():
    return told(judged(accepted()).record)


def prior_of(**figures):
    return Prior(2024, "2021", "b" * 64, {path.replace("__", "."): Decimal(value) for path, value in figures.items()})


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """A folder of records: this unit's of 2024 and 2023, another unit's of 2024, and things that are no records."""
    folder = tmp_path_factory.mktemp("records")
    made = {
        "甲/2024/record.json": judged(filled({"requests.carried_out.person": 1}, year=2024)).record,
        "甲/2023/record.json": judged(filled({"requests.received.person": 14, "requests.carried_out.person": 3}, year=2023)).record,
        "乙/record.json": judged(filled({"requests.received.person": 20, "requests.carried_out.person": 9}, year=2024, unit="另一个县")).record,
    }
    for name, record in made.items():
        assert record
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(dump_record(record))
    (folder / "notes.json").write_text("{}", "utf-8")
    (folder / "broken.json").write_bytes(b"\xff\x00")
    (folder / "old.json").write_text('{"record": 1, "form": "zfxxgk", "edition": "2021", "unit": "甲", "year": 2024, "scope": "own", "tables": {}}', "utf-8")
    return folder


# -- Last year


def against(place, **how):
    return judge(filled(**how), "filled.xlsx", Expected(prior=prior_finder(place)))


def test_the_record_given_is_last_years(records):
    judgement = against(records / "甲/2024/record.json")
    (asked,) = [found for found in judgement.findings if found.blocks and found.at == "person"]
    assert (asked.rule, asked.actual, asked.expected) == ("A4", "2", "1"), "carried over 1, carried in 2"


def test_of_a_folder_of_records_the_units_own_of_last_year_is_taken(records):
    found = [(found.rule, found.at, found.expected) for found in against(records).findings if found.rule == "A4"]
    assert found == [("A4", "person", "1"), ("A4", "total", "1")]
    found = [(found.rule, found.at, found.expected) for found in against(records, year=2024).findings if found.rule == "A4"]
    assert found == [("A4", "person", "3"), ("A4", "total", "3")]


def test_a_unit_without_a_record_in_the_folder_has_no_last_year(records):
    judgement = against(records, unit="新设的县")
    assert judgement.accepted
    assert judgement.record["prior"] is None


def test_the_record_given_wins_over_the_figures_carried_along(records):
    carried = prior_of(requests__carried_out__person=2, requests__carried_out__total=2)
    judgement = against(records, prior=carried)
    (noted,) = [found for found in judgement.findings if found.name == "prior-differs"]
    assert (noted.severity, noted.blocks) == ("warning", False)
    assert "requests.carried_out.person" in [cell.point.removeprefix("prior.") for cell in noted.cells]
    assert {cell.sheet for cell in noted.cells} == {"上年数据"}
    assert f"{len(noted.cells)} 格不同，已按提供的记录核对" in message_of(noted)
    assert ("A4", "person", "1") in [(found.rule, found.at, found.expected) for found in judgement.findings]


def test_figures_carried_along_that_agree_are_not_mentioned(records):
    carried = prior_finder(records)(_identity(2025), _layout())
    judgement = against(records, prior=carried)
    assert "prior-differs" not in [found.name for found in judgement.findings]


def test_last_years_figures_are_kept_in_the_record():
    judgement = judged(filled({"requests.carried_in.person": 1, "requests.carried_out.person": 0}, prior=prior_of(requests__carried_out__person=1, proactive__fees__amount="3500.5")))
    assert judgement.record["prior"] == {
        "year": 2024, "edition": "2021", "sha256": "b" * 64, "from": "file",
        "tables": {"proactive": {"fees": {"amount": Decimal("3500.5")}}, "requests": {"carried_out": {"person": 1}}},
    }  # fmt: skip


def _layout():
    from tests.returns import layout_of

    return layout_of()


def _identity(year):
    from govxl.filing.model import Identity

    return Identity("zfxxgk", "2021", UNIT, "GOV01", "county", "government", year, "own")


# -- Older layouts, and what people do to workbooks


OLDER = b"3567088e2b0c547d1ab7d8c300000000"
"""The structure of the workbooks that stand in tests/frozen/issue-2."""


def with_fingerprint(data, other=OLDER):
    parts = parts_of(data)
    known = re.search(rb'govxl.fingerprint"><vt:lpwstr>(\w+)<', parts["docProps/custom.xml"])[1]
    return packed({name: content.replace(known, other) for name, content in parts.items()})


def test_a_layout_that_no_version_made_is_read_with_a_warning(original):
    judgement = judged(with_fingerprint(accepted(), b"0" * 32))
    assert told(judgement.record) == original
    assert [(f.code, f.severity) for f in judgement.findings if f.severity != "info"] == [("S024", "warning")]


def test_a_workbook_of_an_older_layout_is_read_with_one_note(original):
    judgement = judged(with_fingerprint(accepted()))
    assert told(judgement.record) == original
    assert [(found.name, found.severity) for found in judgement.findings] == [("declared-zeros", "info"), ("older-layout", "info")]


def moved_down(data, sheet, rows=1):
    """Move every cell of a sheet down, and the names that point there: a layout with a line more at the top."""
    parts = parts_of(data)
    name = sheet_part(parts, sheet)
    text = parts[name].decode()
    text = re.sub(r'<row r="(\d+)"', lambda m: f'<row r="{int(m[1]) + rows}"', text)
    text = re.sub(r'<c r="([A-Z]+)(\d+)"', lambda m: f'<c r="{m[1]}{int(m[2]) + rows}"', text)
    parts[name] = re.sub(r"<mergeCells.*?</mergeCells>", "", text).encode()
    target = re.escape(f"'{sheet}'!")
    book = re.sub(rf"({target}\$[A-Z]+\$)(\d+)(?=<)", lambda m: f"{m[1]}{int(m[2]) + rows}", parts["xl/workbook.xml"].decode())
    assert book != parts["xl/workbook.xml"].decode()
    return packed(parts | {"xl/workbook.xml": book.encode()})


@pytest.mark.parametrize("sheet", [REVIEW, REQUESTS])
def test_an_older_layout_with_its_cells_elsewhere_is_read_by_name(original, sheet):
    judgement = judged(with_fingerprint(moved_down(accepted(), sheet)))
    assert judgement.record, [(found.name, found.words) for found in judgement.findings if found.blocks]
    assert told(judgement.record) == original
    assert [found.name for found in judgement.findings if found.severity == "info"] == ["declared-zeros", "older-layout"]


def test_what_was_read_by_name_is_shown_where_it_stands():
    judgement = judged(put(moved_down(accepted(), REQUESTS), {(REQUESTS, "D7"): words("十二")}))
    (found,) = [found for found in judgement.findings if found.blocks]
    assert (found.cells[0].sheet, found.cells[0].cell, found.cells[0].point) == (REQUESTS, "D7", "requests.received.person")


def without_names(data):
    parts = parts_of(data)
    return packed(parts | {"xl/workbook.xml": re.sub(rb"<definedNames>.*</definedNames>", b"", parts["xl/workbook.xml"])})


def test_without_its_names_a_workbook_reads_by_position(original):
    assert told(judged(without_names(accepted())).record) == original


def test_moved_and_without_names_it_is_refused():
    judgement = judged(without_names(moved_down(accepted(), REQUESTS)))
    (found,) = [found for found in judgement.findings if found.blocks]
    assert found.name == "structure-changed"
    assert "“三、申请办理”" in message_of(found)
    assert len([cell for cell in found.cells if cell.point.count(".") == 2]) == 144, "every input of the table"


def test_a_sheet_that_is_gone_is_one_finding():
    parts = parts_of(accepted())
    parts["xl/workbook.xml"] = re.sub(rb'<sheet name="\xe4\xb8\x89[^>]*/>', b"", parts["xl/workbook.xml"])
    judgement = judged(packed(parts))
    (found,) = [found for found in judgement.findings if found.blocks]
    assert (found.name, found.cells[0].sheet) == ("sheet-missing", REQUESTS)
    assert "找不到工作表“三、申请办理”" in message_of(found)


def test_a_name_that_points_below_other_labels_is_not_followed(original):
    """Position and labels agree on A6; the name alone says F6, under another heading."""
    parts = parts_of(accepted())
    book = parts["xl/workbook.xml"].decode()
    changed = re.sub(r'(<definedName name="review.cases.recon_upheld">)[^<]*<', r"\1'四、复议诉讼'!$F$6<", book)
    assert changed != book
    assert told(judged(packed(parts | {"xl/workbook.xml": changed.encode()})).record) == original


def test_a_relabelled_row_is_not_trusted():
    judgement = judged(put(without_names(accepted()), {(REQUESTS, "A6"): words("一、别的数量")}))
    (found,) = [found for found in judgement.findings if found.blocks]
    assert found.name == "structure-changed"
    assert [cell.cell for cell in found.cells] == ["D6", "E6", "F6", "G6", "H6", "I6"]


def test_a_label_with_other_blanks_and_quotes_is_the_same_label(original):
    changed = {(REQUESTS, "A6"): words("一、 本年新收\n政府信息公开申请数量　"), (REQUESTS, "C12"): words('3.危及"三安全一稳定"')}
    assert told(judged(put(accepted(), changed)).record) == original


@pytest.mark.parametrize("lost", ["docProps/custom.xml", "govxl"])
def test_one_of_the_two_identities_is_enough(original, lost):
    parts = parts_of(accepted())
    if lost == "govxl":
        parts["xl/workbook.xml"] = re.sub(rb'<sheet name="govxl"[^>]*/>', b"", parts["xl/workbook.xml"])
    else:
        parts["docProps/custom.xml"] = b"<Properties/>"
    judgement = judged(packed(parts))
    assert told(judgement.record) == original


def test_saved_by_openpyxl_it_is_the_same_record(original, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(accepted())
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book.save(tmp_path / "b.xlsx")
    judgement = judge_file(tmp_path / "b.xlsx")
    assert told(judgement.record) == original
    assert judgement.file == "b.xlsx"


def test_judging_changes_nothing_on_disk(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(accepted())
    before = path.stat().st_mtime_ns
    judge_file(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns, [each.name for each in tmp_path.iterdir()]) == (accepted(), before, ["a.xlsx"])


@pytest.mark.parametrize("year", ["9" * 5000, "２０２４", "-2024", "2024.5", ""])
def test_a_last_year_that_is_none_is_no_last_year(year):
    """The cell is locked, and whatever stands in it must not end the run; nor is it as it was issued."""
    box = layout_of().slots["prior.year"].box
    data = put(filled(prior=Prior(2024, "2021", "0" * 64, {})), {(box.sheet, box.address): words(year)})
    judgement = judged(data)
    assert judgement.reading.prior is None
    assert [found.name for found in judgement.findings if found.blocks] == ["prior-altered"]
