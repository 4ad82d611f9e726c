"""Issue 2, point 7: just the inputs and fields of the data dictionary can be typed into, and nothing else anywhere."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from govxl.office.outbox import new_workbook
from tests.office import Place
from tests.statute import EDITIONS, inputs

YEARS = {"2019": 2020, "2021": 2025}
HIDDEN = {"退回问题清单", "govxl"}
TEXTS = {"封面", "一、总体情况", "五、问题改进", "六、其他事项"}
SAMPLE = 12
"""Locked cells tried on each sheet by typing."""


@cache
def dictionary(edition: str) -> list[dict[str, object]]:
    """Ask the command line for the data dictionary."""
    code = "from govxl.cli import main; main()"
    command = [sys.executable, "-c", code, "forms", "cells", f"zfxxgk/{edition}", "--json"]
    entries: list[dict[str, object]] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return entries


def open_places(edition: str) -> set[Place]:
    """List the cells of inputs and fields; a long text has several."""
    return {
        (str(entry["sheet"]), str(cell))
        for entry in dictionary(edition)
        if entry["kind"] in ("input", "field")
        for cell in entry.get("cells", [entry["cell"]])
    }


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def blank(edition: str, tmp_path: Path) -> Path:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(new_workbook("示例市人民政府", YEARS[edition], level="city", kind="government"))
    return path


def test_the_dictionary_lists_every_input_of_the_statute(edition):
    listed = {entry["point"] for entry in dictionary(edition) if entry["kind"] == "input"}
    assert listed == set(inputs(edition))


def test_openpyxl_sees_just_the_dictionary_unlocked(blank, edition):
    book = openpyxl.load_workbook(blank)
    unlocked = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell) and not cell.protection.locked
    }
    assert unlocked == open_places(edition)


def test_every_sheet_and_the_structure_are_protected(blank):
    book = openpyxl.load_workbook(blank)
    assert book.security.lockStructure
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        assert (sheet.protection.formatCells, sheet.protection.deleteRows) == (True, True)
        # Rows may be inserted where a text may need more paragraphs than it has cells, and nowhere else.
        assert sheet.protection.insertRows is (sheet.title not in TEXTS), sheet.title
        assert not [
            d for d in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()) if not d.protection.locked
        ]


def merged_away(sheet: Worksheet) -> dict[str, str]:
    """Give, for every cell hidden under a merged one, the first cell of it."""
    return {
        sheet.cell(row, column).coordinate: sheet.cell(area.min_row, area.min_col).coordinate
        for area in sheet.merged_cells.ranges
        for row, column in area.cells
    }


def tries(sheet: Worksheet, openings: set[Place]) -> list[Place]:
    """List what to type into: all inputs of a sheet, and of its other cells and a margin around them a sample."""
    hidden = merged_away(sheet)
    square = (
        sheet.cell(row, column).coordinate
        for row in range(1, sheet.max_row + 3)
        for column in range(1, sheet.max_column + 3)
    )
    places = [(sheet.title, address) for address in square if hidden.get(address, address) == address]
    locked = [place for place in places if place not in openings]
    return [*(openings & set(places)), *Random(sheet.title).sample(locked, min(SAMPLE, len(locked)))]


@pytest.mark.parametrize("one_in", [10, pytest.param(1, marks=pytest.mark.long)])
def test_libreoffice_takes_typing_in_inputs_alone(office, blank, edition, one_in, tmp_path):
    """Type as a person would, on every sheet; what computes is not only refused, but as it was afterwards.

    Every input is typed into, and one in so many of the cells that compute, on each sheet that has any.
    """
    book, openings = openpyxl.load_workbook(blank), open_places(edition)
    before = office.formulas(blank)
    computing = [place for place in before if place not in openings]
    assert len(computing) > 200
    some = [place for sheet in book for place in [each for each in computing if each[0] == sheet.title][::one_in]]
    places = list(dict.fromkeys([*(place for sheet in book for place in tries(sheet, openings)), *some]))
    assert openings <= set(places)
    accepted = office.type_into(blank, [(*place, "7") for place in places], tmp_path / "typed.xlsx")
    assert {place for place, took in zip(places, accepted, strict=True) if took} == openings
    assert {sheet for sheet, _ in openings} == {sheet.title for sheet in book} - HIDDEN - {"填报说明", "上年数据"}
    assert office.formulas(tmp_path / "typed.xlsx") == before
