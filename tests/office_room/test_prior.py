"""What came in: which files are returns, where their outputs go, and last year's records beside them."""

from hashlib import sha256

import pytest

from govxl.filing.model import Identity
from govxl.filing.record import RecordError, dump_record
from govxl.office.prior import PriorMismatchError, prior_finder, read_prior
from tests.returns import UNIT, filled, judged, layout_of, workbooks_in


def identity(name=UNIT, year=2025, code="GOV01", scope="own"):
    return Identity("zfxxgk", "2021", name, code, "county", "government", year, scope)


@pytest.fixture(scope="module")
def last_year():
    return dump_record(judged(filled(year=2024)).record)


# -- Files


def test_a_file_stands_for_itself_whatever_its_name(tmp_path):
    assert workbooks_in(tmp_path / "nosuch.txt") == [tmp_path / "nosuch.txt"]


def test_of_a_folder_the_workbooks_are_taken_in_order_all_the_way_down(tmp_path):
    for name in ("b.xlsx", "a.XLS", "乙/c.et", "乙/丙/d.ods", "e.xlsm"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    for name in ("~$b.xlsx", ".b.xlsx", "notes.docx", "record.json", "xlsx"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder.xlsx").mkdir()
    found = [path.relative_to(tmp_path).as_posix() for path in workbooks_in(tmp_path)]
    assert found == ["a.XLS", "b.xlsx", "e.xlsm", "乙/c.et", "乙/丙/d.ods"]


def test_an_empty_folder_holds_none(tmp_path):
    assert workbooks_in(tmp_path) == []


def test_tables_made_of_a_return_are_none_and_a_file_of_that_name_is(tmp_path):
    for name in ("a/tables.xlsx", "a/record.json", "a/other.xlsx", "b/tables.xlsx", "tables.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [path.relative_to(tmp_path).as_posix() for path in workbooks_in(tmp_path)]
    assert found == ["a/other.xlsx", "b/tables.xlsx", "tables.xlsx"]
    assert workbooks_in(tmp_path / "a" / "tables.xlsx") == [tmp_path / "a" / "tables.xlsx"], "asked for by name it is judged"


# -- Last year's records


def test_last_years_record_gives_its_figures_and_its_mark(tmp_path, last_year):
    (tmp_path / "r.json").write_bytes(last_year)
    prior = read_prior(tmp_path / "r.json", identity(), layout_of())
    assert (prior.year, prior.edition, prior.sha256) == (2024, "2021", sha256(last_year).hexdigest())
    assert prior.figures["requests.carried_out.person"] == 1


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (identity(code="X1"), "不是“示例县人民政府”的"),
        (identity(name="另一个县", code=""), "不是“另一个县”的"),
        (identity(year=2024), "上一年度（2023 年）"),
        (identity(year=2026), "上一年度（2025 年）"),
        (identity(scope="aggregate"), "统计口径是“本机关”"),
    ],
)
def test_another_units_years_or_scopes_record_is_refused(tmp_path, last_year, asked, why):
    (tmp_path / "r.json").write_bytes(last_year)
    with pytest.raises(PriorMismatchError, match=why):
        read_prior(tmp_path / "r.json", asked, layout_of())


def test_a_unit_that_changed_its_name_is_known_by_its_code(tmp_path, last_year):
    (tmp_path / "r.json").write_bytes(last_year)
    assert read_prior(tmp_path / "r.json", identity(name="示例市人民政府"), layout_of()).year == 2024


def test_what_is_no_record_names_its_file(tmp_path):
    (tmp_path / "r.json").write_bytes(b"{}")
    with pytest.raises(RecordError) as error:
        read_prior(tmp_path / "r.json", identity(), layout_of())
    assert error.value.file == "r.json"


def test_a_folder_finds_each_unit_its_own(tmp_path, last_year):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "r.json").write_bytes(last_year)
    (tmp_path / "junk.json").write_bytes(b"not json")
    (tmp_path / "list.json").write_bytes(b"[]")
    (tmp_path / "half.json").write_bytes(b'{"record": 1, "form": 5, "edition": [], "unit": 1, "year": "x", "scope": {}, "tables": 0}')
    find = prior_finder(tmp_path)
    found = find(identity(), layout_of())
    assert found
    assert found.year == 2024
    assert find(identity(name="另一个县"), layout_of()) is None
    assert find(identity(year=2024), layout_of()) is None
    assert find(identity(scope="aggregate"), layout_of()) is None
