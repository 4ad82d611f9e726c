"""Issue 13, A: last year's figures in an office's list are what its cells show, or the list is refused with the cell."""

import pytest
import xlsxwriter

from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from govxl.office.lists import read_list
from govxl.office.prior_list import opening_of

POINT = "requests.carried_out.person"


def listed(tmp_path, code, figure, *, unit_code=("", "")):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["单位名称", "单位代码", POINT])
        sheet.write_string(1, 0, "甲县")
        number, shown = unit_code
        if number != "":
            sheet.write(1, 1, number, book.add_format({"num_format": shown}))
        sheet.write(1, 2, figure, book.add_format({"num_format": code}))
    return opening_of(read_list(path), arrange(load_form("zfxxgk/2021")))


@pytest.mark.parametrize(("code", "figure", "seen"), [("0%", 5, "500%"), ("0!.0,", 12345, "1.2"), (";;;", 5, "空白"), ('0"万件"', 5, "5万件"), ("000", 5, "005"), (';;;"已核对"', "12", "已核对")])
def test_a_figure_that_shows_another_one_is_a_mistake_of_its_cell(tmp_path, code, figure, seen):
    opening = listed(tmp_path, code, figure)
    (mistake,) = (each.zh for each in opening.mistakes)
    assert mistake.startswith("第 2 行 C 列")
    assert f"“{seen}”" in mistake
    assert str(figure) in mistake


@pytest.mark.parametrize("code", ["General", "0", "#,##0", "0_ ", '0"件"', "0.00", "[Red]0", "@"])
def test_a_figure_that_shows_itself_is_taken(tmp_path, code):
    opening = listed(tmp_path, code, 12)
    assert opening.mistakes == ()
    assert opening.lines[0].figures[POINT] == 12


@pytest.mark.parametrize(("number", "shown", "read"), [(123, "000000", "000123"), (123, "General", "123"), (11350582, "0", "11350582"), (5, '"GOV"00', "GOV05"), ("0012", "@", "0012"), ("0012", "General", "0012")])
def test_a_code_is_what_is_seen(tmp_path, number, shown, read):
    opening = listed(tmp_path, "0", 12, unit_code=(number, shown))
    assert opening.mistakes == ()
    assert opening.lines[0].code == read


@pytest.mark.parametrize(("number", "shown", "seen"), [(123, ";;;", "空白"), (123456789012, "General", "1.23457E+11"), ("0012", '"X"@', "X0012")])
def test_a_code_that_is_not_seen_is_a_mistake(tmp_path, number, shown, seen):
    (mistake,) = (each.zh for each in listed(tmp_path, "0", 12, unit_code=(number, shown)).mistakes)
    assert mistake.startswith("第 2 行 B 列")
    assert f"“{seen}”" in mistake
