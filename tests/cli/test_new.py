"""govxl new: one blank workbook, named after its unit and year, never written over another by accident."""

import pytest

from govxl.filing.record import dump_record
from govxl.xlsx.reader import read_workbook
from tests.commands import run
from tests.returns import filled, judged, put, words

WANTED = ("new", "--unit", "示例县人民政府", "--year", 2025, "--level", "county", "--issued", "2026-01-05T08:00:00")


def properties(path):
    return read_workbook(path.read_bytes()).properties


def test_it_is_named_after_unit_year_and_form(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*WANTED)
    name = "示例县人民政府2025年政府信息公开工作年度报告.xlsx"
    assert (done.code, done.out, done.err) == (0, f"已生成 {name}\n", "")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_it_says_whose_it_is(tmp_path):
    path = tmp_path / "a.xlsx"
    assert run(*WANTED, "--code", "007", "--level", "county", "--kind", "government", "--scope", "aggregate", "-o", path).code == 0
    told = properties(path)
    assert {key: told[f"govxl.{key}"] for key in ("unit.name", "unit.code", "unit.level", "unit.kind", "year", "scope", "form", "edition", "issued")} == {
        "unit.name": "示例县人民政府", "unit.code": "007", "unit.level": "county", "unit.kind": "government", "year": "2025",
        "scope": "aggregate", "form": "zfxxgk", "edition": "2021", "issued": "2026-01-05T08:00:00+00:00",
    }  # fmt: skip


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")])
def test_the_year_chooses_the_edition(tmp_path, year, edition):
    path = tmp_path / "a.xlsx"
    assert run("new", "--unit", "甲", "--year", year, "-o", path).code == 0
    assert properties(path)["govxl.edition"] == edition


def test_the_same_wish_gives_the_same_bytes(tmp_path):
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    assert [run(*WANTED, "-o", path).code for path in (one, two)] == [0, 0]
    assert one.read_bytes() == two.read_bytes()


def test_a_file_that_is_there_is_never_replaced_without_force(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"mine")
    done = run(*WANTED, "-o", path)
    assert (done.code, done.out) == (2, "")
    assert "没有覆盖" in done.err
    assert "--force" in done.err
    assert path.read_bytes() == b"mine"
    assert run(*WANTED, "-o", path, "--force").code == 0
    assert path.read_bytes()[:2] == b"PK"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"], "no temporary file stays behind"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--unit", "甲", "--year", 2018), "2018"),
        (("--unit", "甲", "--year", 2025, "--form", "nosuch"), "nosuch"),
        (("--unit", "甲", "--year", 2025, "--form", "zfxxgk/1999"), "zfxxgk/1999"),
        (("--unit", "甲", "--year", 2025, "--form", "../zfxxgk/2021"), "../zfxxgk/2021"),
        (("--unit", "甲", "--year", 2025, "--level", "village"), "village"),
        (("--unit", "甲", "--year", 2025, "--kind", "party"), "party"),
        (("--unit", "甲", "--year", 2025, "--scope", "all"), "all"),
        (("--unit", "  ", "--year", 2025), "没有写单位名称"),
        (("--unit", "甲", "--year", "next"), "--year"),
        (("--unit", "甲", "--year", 2025, "--issued", "yesterday"), "--issued"),
        (("--unit", "甲", "--year", 2025, "--prior", "nosuch.json"), "nosuch.json"),
        (("--unit", "甲" * 256, "--year", 2025), "255"),
        (("--year", 2025), "--unit"),
        (("--unit", "甲"), "--year"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(tmp_path, monkeypatch, options, why):
    monkeypatch.chdir(tmp_path)
    done = run("new", *options)
    assert (done.code, done.out) == (2, "")
    assert why in done.err
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("prior") / "record.json"
    path.write_bytes(dump_record(judged(filled(year=2024)).record))
    return path


def test_last_years_record_is_carried_along_and_prefills_what_was_carried_over(tmp_path, record):
    path = tmp_path / "a.xlsx"
    assert run(*WANTED, "--code", "GOV01", "--level", "county", "--kind", "government", "--prior", record, "-o", path).code == 0
    book = read_workbook(path.read_bytes())
    cells = {sheet.name: sheet.cells for sheet in book.sheets}
    assert cells["三、申请办理"][7, 4].text == "1", "二、上年结转 of 自然人 is what last year carried over"
    assert cells["二、主动公开"][5, 2].text == "0", "a county makes no 规章"
    assert (30, 4) not in cells["三、申请办理"]
    texts = [cell.text for cell in cells["上年数据"].values()]
    assert {"2024", "4166.241619", "1234567"} <= set(texts)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--unit", "另一个县", "--year", 2025), "示例县人民政府"),
        (("--unit", "示例县人民政府", "--year", 2026), "2024"),
        (("--unit", "示例县人民政府", "--year", 2025, "--scope", "aggregate"), "统计口径"),
    ],
)
def test_a_record_that_cannot_be_last_years_is_refused(tmp_path, record, options, why):
    done = run("new", *options, "--prior", record, "-o", tmp_path / "a.xlsx")
    assert done.code == 2
    assert why in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_given_as_last_years_record_is_refused(tmp_path):
    (tmp_path / "last.xlsx").write_bytes(put(filled(year=2024), {("封面", "B17"): words("1")}))
    done = run(*WANTED, "--prior", tmp_path / "last.xlsx", "-o", tmp_path / "a.xlsx")
    assert (done.code, (tmp_path / "a.xlsx").exists()) == (2, False)
    assert "last.xlsx" in done.err


@pytest.mark.parametrize("unit", ["=1+1", "<b>甲 & 乙</b>", "甲/乙", "CON", "甲" * 255, "{year}", "[bold]"])
def test_any_name_of_a_unit_is_a_name(tmp_path, monkeypatch, unit):
    monkeypatch.chdir(tmp_path)
    done = run("new", "--unit", unit, "--year", 2025)
    assert done.code == 0
    (path,) = tmp_path.iterdir()
    assert properties(path)["govxl.unit.name"] == unit


def test_a_folder_that_is_no_folder_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    done = run(*WANTED, "-o", tmp_path / "file" / "a.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "a.xlsx" in done.err


@pytest.mark.parametrize("unit", ["甲\u202e乙", "甲\x1b[2J", "甲\n乙", "甲\t乙", "\u200b", "甲\ue000"])
@pytest.mark.parametrize("option", ["--unit", "--code"])
def test_a_unit_that_cannot_be_read_on_paper_is_refused(tmp_path, unit, option):
    """It would stand on every sheet, in every list and every file name."""
    words = {"--unit": "甲", "--code": "1"} | {option: unit}
    done = run("new", *(each for pair in words.items() for each in pair), "--year", 2025, "-o", tmp_path / "a.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "看不见的字符" in done.err
    assert list(tmp_path.iterdir()) == []
