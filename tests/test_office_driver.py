"""The LibreOffice driver itself: it reads, calculates, types, saves and prints, and leaves nothing behind."""

import os
import signal
import time
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from tests.office import Error, Formula, Office, OfficeError, Place

pytestmark = pytest.mark.office

SHEET = "三、申请办理"


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    """A small locked form: inputs C2:C4 and a text input C5, a total C6, names, a property, validation, colours."""
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    unlocked = book.add_format({"locked": False, "bg_color": "#FFF2CC"})
    text = book.add_format({"locked": False, "num_format": "@"})
    sheet.write_column("B2", ["自然人", "商业企业", "科研机构", "邮编", "总计"])
    for row in (1, 2, 3):
        sheet.write_blank(row, 2, None, unlocked)
    sheet.write_blank("C5", None, text)
    sheet.write_formula("C6", "=SUM(C2:C4)", None, 999)
    sheet.write_string("E9", "批注区")
    whole = {"validate": "integer", "criteria": ">=", "value": 0, "error_title": "不是整数"}
    sheet.data_validation("C2:C4", whole | {"input_title": "件数", "input_message": "填非负整数"})
    pale = book.add_format({"bg_color": "#FFC7CE"})
    sheet.conditional_format("C6", {"type": "formula", "criteria": "=$C$6>100", "format": pale})
    sheet.print_area("A1:C6")
    sheet.protect()
    hidden = book.add_worksheet("identity")
    hidden.write_string("A1", "zero")
    hidden.very_hidden()
    book.define_name("requests.received.person", f"='{SHEET}'!$C$2")
    book.define_name("requests.received.total", f"='{SHEET}'!$C$6")
    book.set_custom_property("govxl.fingerprint", "0123abcd", "text")
    book.set_custom_property("govxl.year", "2025", "text")
    book.close()
    return path


@pytest.fixture
def errors(tmp_path: Path) -> Path:
    """One formula for each way to fail, and texts that look like failures."""
    path = tmp_path / "errors.xlsx"
    book = xlsxwriter.Workbook(path)
    formulas = ["=1/0", "=NA()", '="x"+1', "=nosuch(1)", "=#REF!+1", "=A6+1", "=SQRT(-1)", '=""', "=1=1", "=0.1+0.2"]
    sheet = book.add_worksheet("E")
    for row, formula in enumerate(formulas):
        sheet.write_formula(row, 0, formula)
    sheet.write_string("B1", "#N/A")
    sheet.write_string("B2", "Err:522")
    book.close()
    return path


def test_recalculation_replaces_what_the_file_claims(office: Office, protected: Path) -> None:
    assert office.cached(protected)[SHEET, "C6"] == 999
    shown = office.recalculate(protected)
    assert shown[SHEET, "C6"] == 0
    assert shown["identity", "A1"] == "zero", "hidden sheets are read too"
    assert (SHEET, "C2") not in shown, "an empty cell holds nothing"


def test_an_error_is_not_a_text_that_looks_like_one(office: Office, errors: Path) -> None:
    shown = {cell: value for (_, cell), value in office.recalculate(errors).items()}
    found = [shown[f"A{row}"] for row in range(1, 8)]
    assert [error.shown for error in found if isinstance(error, Error)] == [
        "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#REF!", "Err:522", "Err:502",
    ]  # fmt: skip
    assert (shown["A8"], shown["A9"], shown["A10"]) == ("", 1.0, 0.1 + 0.2)
    assert (shown["B1"], shown["B2"]) == ("#N/A", "Err:522")


def test_filling_writes_numbers_texts_formulas_and_blanks(office: Office, protected: Path, tmp_path: Path) -> None:
    values = {
        (SHEET, "C2"): 12,
        (SHEET, "C3"): Decimal("4166.241619"),
        (SHEET, "C4"): Formula("=IF(1=1,5,0)+SUM(1,2)"),
        (SHEET, "C5"): "=not a formula",
    }
    out = office.fill_and_save(protected, values, tmp_path / "填好.xlsx")
    book = load_workbook(out, data_only=True)
    assert [book[SHEET][cell].value for cell in ("C2", "C3", "C4", "C5")] == [
        12, 4166.241619, 8, "=not a formula",
    ]  # fmt: skip
    assert book[SHEET]["C6"].value == pytest.approx(12 + 4166.241619 + 8)
    formulas = {cell: text for (_, cell), text in office.formulas(out).items()}
    assert formulas == {"C4": "=IF(1=1;5;0)+SUM(1;2)", "C6": "=SUM(C2:C4)"}


def test_filling_reaches_locked_cells_beside_inputs(office: Office, protected: Path, tmp_path: Path) -> None:
    values = {(SHEET, "B2"): "改了", (SHEET, "C2"): 1, (SHEET, "C6"): Formula("=SUM(C2,5)")}
    book = load_workbook(office.fill_and_save(protected, values, tmp_path / "out.xlsx"))
    assert [book[SHEET][cell].value for cell in ("B2", "C2", "C6")] == ["改了", 1, "=SUM(C2,5)"]


def test_a_locked_cell_is_not_silently_left_as_it_is(office: Office, protected: Path, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match=r"\$E\$9 is locked"):
        office.fill_and_save(protected, {(SHEET, "E9"): None}, tmp_path / "out.xlsx")


def test_fillings_lie_over_one_another(office: Office, protected: Path) -> None:
    fillings: list[dict[Place, object]] = [
        {(SHEET, "C2"): 1, (SHEET, "C3"): 2},
        {(SHEET, "C2"): 10},
        {(SHEET, "C3"): None},
    ]
    assert [shown[SHEET, "C6"] for shown in office.refill(protected, fillings, only=[SHEET])] == [3, 12, 10]


def test_typing_is_refused_where_a_clerk_is_refused(office: Office, protected: Path, tmp_path: Path) -> None:
    entries = [
        (SHEET, "C2", "7"),
        (SHEET, "C2", "7"),
        (SHEET, "B2", "自然人"),
        (SHEET, "C6", "1"),
        (SHEET, "E9", "x"),
        ("identity", "A1", "x"),
        (SHEET, "C3", "1,234"),
        (SHEET, "C4", "=C2*2"),
        (SHEET, "C5", "010000"),
    ]
    out = tmp_path / "typed.xlsx"
    assert office.type_into(protected, entries, out) == [True, True, False, False, False, False, True, True, True]
    shown = office.cached(out)
    assert [shown[SHEET, cell] for cell in ("C2", "C3", "C4", "C5", "C6")] == [7, 1234, 14, "010000", 1255]


def test_typing_takes_more_entries_than_can_be_undone(office: Office, protected: Path) -> None:
    assert all(office.type_into(protected, [(SHEET, "C2", str(number)) for number in range(150)]))


def test_refusals_and_acceptances_may_follow_one_another_in_any_number(office: Office, protected: Path) -> None:
    entries = [(SHEET, cell, "3") for cell in ["B2", "C2", "C6", "B3", "C3"] * 12]
    assert office.type_into(protected, entries) == [False, True, False, False, True] * 12


def test_text_of_several_lines_is_typed_as_it_is(office: Office, protected: Path, tmp_path: Path) -> None:
    out = tmp_path / "lines.xlsx"
    assert office.type_into(protected, [(SHEET, "C5", "一\n二"), (SHEET, "B5", "一\n二")], out) == [True, False]
    assert office.cached(out)[SHEET, "C5"] == "一\n二"


def test_a_cell_shows_its_format(office: Office, protected: Path) -> None:
    assert office.texts(protected)[SHEET, "C6"] == "0"


def test_a_round_trip_keeps_what_govxl_relies_on(office: Office, protected: Path, tmp_path: Path) -> None:
    book = load_workbook(office.round_trip(protected, tmp_path / "往返.xlsx"))
    names = {name: defined.attr_text.replace("'", "") for name, defined in book.defined_names.items()}
    assert names["requests.received.person"] == f"{SHEET}!$C$2"
    assert names["requests.received.total"] == f"{SHEET}!$C$6"
    stored = book.custom_doc_props.props  # type: ignore[attr-defined]
    properties = {prop.name: str(prop.value) for prop in stored}
    assert properties.items() >= {("govxl.fingerprint", "0123abcd"), ("govxl.year", "2025")}
    sheet = book[SHEET]
    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("B2", "C2", "C5", "C6")] == [True, False, False, True]
    assert sheet["C6"].value == "=SUM(C2:C4)"


def test_a_round_trip_keeps_validation_and_conditional_formats(
    office: Office, protected: Path, tmp_path: Path
) -> None:
    sheet = load_workbook(office.round_trip(protected, tmp_path / "out.xlsx"))[SHEET]
    [rule] = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.type, rule.operator, rule.formula1) == ("C2:C4", "whole", "greaterThanOrEqual", "0")
    assert (rule.promptTitle, rule.prompt, rule.errorTitle) == ("件数", "填非负整数", "不是整数")
    [(cells, [shade])] = sheet.conditional_formatting._cf_rules.items()  # type: ignore[attr-defined]
    assert (str(cells.sqref), shade.type, shade.formula) == ("C6", "expression", ["$C$6>100"])


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".csv"])
def test_other_formats_come_from_the_name(office: Office, protected: Path, tmp_path: Path, suffix: str) -> None:
    assert office.round_trip(protected, tmp_path / f"out{suffix}").stat().st_size > 50


def test_a_password_for_opening_encrypts_the_file(office: Office, protected: Path, tmp_path: Path) -> None:
    out = office.round_trip(protected, tmp_path / "locked.xlsx", password="geheim")
    assert out.read_bytes().startswith(bytes.fromhex("d0cf11e0a1b11ae1"))
    [values] = office.job(out, ["values", None], password="geheim")
    assert values[SHEET]["C6"] == 999


def test_pictures_show_the_print_area_or_all(office: Office, protected: Path, tmp_path: Path) -> None:
    [page] = office.pictures(protected, tmp_path / "图")
    [whole] = office.pictures(protected, tmp_path / "whole", whole=True)
    assert page.read_bytes().startswith(b"\x89PNG")
    assert whole.stat().st_size > page.stat().st_size, "the cell beside the print area is in the picture"


def test_non_ascii_paths_and_untouched_originals(office: Office, protected: Path, tmp_path: Path) -> None:
    folder = tmp_path / "回收 2025＋#%"
    folder.mkdir()
    path = folder / "测试单位（最终版）.xlsx"
    path.write_bytes(before := protected.read_bytes())
    office.fill_and_save(path, {(SHEET, "C2"): 1}, folder / "填好 1.xlsx")
    office.type_into(path, [(SHEET, "C2", "1")])
    assert path.read_bytes() == before
    assert sorted(found.name for found in folder.iterdir()) == ["填好 1.xlsx", "测试单位（最终版）.xlsx"]


def test_a_bad_request_is_an_answer_and_the_next_job_still_runs(
    office: Office, protected: Path, tmp_path: Path
) -> None:
    with pytest.raises(OfficeError, match="nosuch"):
        office.fill_and_save(protected, {("nosuch", "A1"): 1}, tmp_path / "out.xlsx")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(OfficeError):
        office.recalculate(broken)
    assert office.recalculate(protected)[SHEET, "C6"] == 0


def members(group: int) -> dict[int, str]:
    """The living processes of a group, by number; a dead one that nobody collects does not count."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it may end while we look
            name, _, rest = stat.read_text("utf-8", "replace").partition(" (")[2].rpartition(") ")
            state, _, owner = rest.split()[:3]
            if owner == str(group) and state not in {"Z", "X"}:
                found[int(stat.parent.name)] = name
    return found


def wait_until_gone(group: int) -> dict[int, str]:
    """Give a killed group some seconds to disappear; what is left of it."""
    for _ in range(100):
        if not members(group):
            break
        time.sleep(0.1)
    return members(group)


def group_of(office: Office) -> int:
    """The process group of a started LibreOffice."""
    assert office._server
    return office._server._process.pid


def test_a_dead_libreoffice_is_replaced_and_none_is_left_behind(protected: Path) -> None:
    office = Office()
    office.recalculate(protected)
    assert office._server
    group, folder = group_of(office), office._server.folder
    assert "soffice.bin" in members(group).values()
    os.killpg(group, signal.SIGKILL)
    assert office.recalculate(protected)[SHEET, "C6"] == 0
    assert group_of(office) != group
    assert not folder.exists()
    last, folder = group_of(office), office._server.folder
    office.close()
    assert not folder.exists()
    assert wait_until_gone(last) == {}


def test_a_killed_application_alone_is_noticed(protected: Path) -> None:
    office = Office()
    office.recalculate(protected)
    [pid] = [pid for pid, name in members(group_of(office)).items() if name == "soffice.bin"]
    os.kill(pid, signal.SIGKILL)
    assert office.recalculate(protected)[SHEET, "C6"] == 0
    office.close()


def test_one_that_does_not_answer_is_given_up_after_two_tries(protected: Path) -> None:
    office = Office(patience=0.001)
    with pytest.raises(OfficeError, match="twice gave up"):
        office.recalculate(protected)
    assert office._server is None


def test_it_ends_with_whoever_started_it(protected: Path) -> None:
    office = Office()
    office.recalculate(protected)
    assert office._server
    group, folder = group_of(office), office._server.folder
    assert office._server._process.stdin
    office._server._process.stdin.close()
    assert wait_until_gone(group) == {}
    assert not folder.exists()
    office.close()
