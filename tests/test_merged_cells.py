"""What stands in for a part of openpyxl in the tests gives what openpyxl gives."""

from io import BytesIO
from pathlib import Path
from unittest import mock

import openpyxl
import pytest
from openpyxl.styles import Border, Protection, Side
from openpyxl.worksheet.merge import MergedCellRange

from tests.merged_cells import PLAIN, PLAIN_BORDERS, borders_alike, look_alike
from tests.returns import accepted

RETURNED = Path(__file__).parent.parent / "samples" / "zfxxgk-2021" / "returned" / "returned.xlsx"


def looks(data: bytes, work_out, borders) -> tuple[list[object], dict[tuple[str, str], tuple[int, ...]]]:
    """Give all borders of a workbook, and by number the look of every cell."""
    with mock.patch.multiple(MergedCellRange, format=work_out, _get_borders=borders):
        book = openpyxl.load_workbook(BytesIO(data))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return list(book._borders), {(cell.parent.title, cell.coordinate): tuple(cell._style or ()) for cell in cells}


def drawn_by_hand() -> bytes:
    """Merge cells of differing borders, some locked and some not, one range inside no border at all."""
    book, out = openpyxl.Workbook(), BytesIO()
    thin, thick = Side(style="thin"), Side(style="thick", color="FF0000")
    sheet = book.active
    sheet["A1"].border = Border(top=thin, left=thick)
    sheet["C3"].border = Border(right=thick, bottom=thin)
    sheet["E1"].protection = Protection(locked=False)
    sheet["E1"].border = Border(bottom=thick)
    for area in ("A1:C3", "E1:F4", "A5:B9"):
        sheet.merge_cells(area)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("make", [accepted, drawn_by_hand, RETURNED.read_bytes])
def test_merged_cells_look_as_openpyxl_has_them(make):
    borders, cells = looks(make(), PLAIN, PLAIN_BORDERS)
    assert looks(make(), look_alike, borders_alike) == (borders, cells)
    assert len(set(cells.values())) > 5
    with mock.patch.object(MergedCellRange, "format"):
        bare = openpyxl.load_workbook(BytesIO(make()))
    assert list(bare._borders) != borders, "something had to be worked out"


def test_it_stands_in_for_openpyxl():
    assert (MergedCellRange.format, MergedCellRange._get_borders) == (look_alike, borders_alike)
