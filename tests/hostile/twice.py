"""Differential reading: what our reader and openpyxl make of the same cells must be the same, or a listed exception."""

import re
import warnings
from decimal import Decimal
from io import BytesIO
from unittest import mock

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.merge import MergedCellRange

from govxl.addresses import address
from govxl.xlsx.cells import RawWorkbook
from govxl.xlsx.format_codes import shows_dates

__all__ = ["EXCEPTIONS", "differences"]

EXCEPTIONS = """
- Numbers under a date format: openpyxl gives a date, we the number and a note.
- Texts with `_xHHHH_`: openpyxl leaves or deletes escapes, we unescape once (ECMA-376 part 1, 22.9.2.19).
- Cells below a merge: openpyxl drops what stands in them, we read it.
- Line ends: openpyxl keeps carriage returns that XML makes line feeds of.
- Truth values: openpyxl reads `t="b"` with any text but "0" as true, we refuse what is none.
- Numbers that are no ASCII decimals (`1_2`, `１２`, `NaN`): Python's float() takes them, we make a finding.
- Blanks around a number: openpyxl keeps a text where we read the number.
"""


def differences(raw: RawWorkbook, data: bytes) -> list[str] | None:
    """List where the two disagree; None when openpyxl cannot read the file at all."""
    # Borders around merged cells, which nothing here looks at, are most of what openpyxl takes its time for.
    with warnings.catch_warnings(), mock.patch.object(MergedCellRange, "format"):
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(BytesIO(data), data_only=True)
        except Exception:  # it has many ways of giving up, and none of them is ours to judge
            return None
    told = []
    for sheet in raw.sheets:
        if sheet.name not in book.sheetnames or not hasattr(book[sheet.name], "cell"):
            continue
        held = book[sheet.name]._cells.items()  # not iter_rows, which would walk to the last cell of all
        theirs = {place: each for place, each in held if not isinstance(each, MergedCell)}
        for place, cell in sheet.cells.items():
            other = theirs.get(place)
            if other is None or (cell.kind == "number" and shows_dates(raw.formats.get(cell.style, ""))):
                continue
            if not _same(cell.kind, cell.text, other.value):
                told.append(f"{sheet.name} {address(*place)}: {cell.kind} {cell.text[:50]!r}, openpyxl {other.value!r}")
    return told


def _same(kind: str, ours: str, theirs: object) -> bool:
    if kind == "date" or "_x" in ours or "_x" in str(theirs):
        return True
    if kind == "boolean":
        return ours == "" if theirs is None else bool(theirs) is (ours == "1")
    if kind == "number":
        if theirs is None or ours == "":
            return (theirs or "") == ours
        if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", ours, re.ASCII):
            return True
        exact = isinstance(theirs, int) and re.fullmatch(r"-?\d+", ours) and Decimal(ours) == theirs
        return bool(exact) or (float(ours) == theirs if isinstance(theirs, int | float) else str(theirs).strip() == ours)
    return _folded(ours) == _folded("" if theirs is None else str(theirs))


def _folded(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
