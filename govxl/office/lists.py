"""Lists that an office keeps in a CSV file or a workbook: rows of raw cells, whatever program wrote them.

What the columns mean is its reader's business (`opening`).
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from shlex import quote

from govxl.findings.finding import Finding, advice_of, message_of
from govxl.workbook.identity import identity_of
from govxl.xlsx.cells import FARTHEST_ROW, RawCell
from govxl.xlsx.reader import read_workbook
from govxl.xlsx.zip import Refused, file_name, load_bytes

__all__ = ["ENDINGS", "Grid", "OfficeList", "SheetError", "read_list"]

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt")
"""What such files end with; of the workbooks only .xlsx is read, the others are refused by name."""

SEPARATORS = ",\t;"

MAX_LIST, MOST_ROWS, MOST_COLUMNS = 8 << 20, 10_000, 256
"""Bytes, rows and columns of a list: one of 3,000 units with 200 figures each has 1.5 MB."""

TOO_FAR = f"内容超出了 {MOST_ROWS} 行或 {MOST_COLUMNS} 列；请删去多余的内容，或分成几份"

MOST_SHOWN = 50
"""Mistakes that one message names."""

Grid = dict[int, dict[int, RawCell]]
"""Cells by row and column, from 1; blank ones are left out."""


class SheetError(ValueError):
    """A list that cannot be used: all its mistakes, one a line, each with what to do."""

    def __init__(self, file: str, mistakes: Iterable[str]) -> None:
        told = list(mistakes)
        shown = [f"{file}：{mistake}" for mistake in told[:MOST_SHOWN]]
        more = [f"……还有 {len(told) - MOST_SHOWN} 处"] if len(told) > MOST_SHOWN else []
        super().__init__("\n".join([*shown, *more]))


@dataclass(frozen=True, slots=True)
class OfficeList:
    """A file as read: its sheets, or its one table as each separator would cut it.

    `formats` and `shift` tell how a workbook shows its numbers, as in `RawWorkbook`.
    """

    file: str
    sha256: str
    grids: tuple[Grid, ...] = field(repr=False)
    formats: Mapping[int, str] = field(default_factory=dict)
    shift: int = 0


def read_list(path: Path) -> OfficeList:
    """Read a list; SheetError when it is none, OSError when it cannot be read."""
    try:
        data = load_bytes(path)
    except Refused as refused:
        raise SheetError(file_name(path), [_words(refused.finding)]) from None
    if len(data) > MAX_LIST:
        raise SheetError(file_name(path), [f"文件大于 {MAX_LIST >> 20} MB；请只留下要的列，或分成几份"])
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return _from_text(file_name(path), data)
    return _from_workbook(path, data)


def _words(found: Finding) -> str:
    return f"{message_of(found)}；{advice_of(found)}"


def _from_workbook(path: Path, data: bytes) -> OfficeList:
    file, book = file_name(path), read_workbook(data)
    if isinstance(book, Finding):
        raise SheetError(file, [_words(book)])
    if identity_of(book)[0]:
        cure = f"先运行 govxl ingest {quote(str(path))}，再把生成的 record.json 写在 --prior 后面"
        raise SheetError(file, [f"这是一份填报表，不是名单，上年的数要从它的记录里取；{cure}"])
    if any(sheet.far for sheet in book.sheets):
        raise SheetError(file, [f"内容超出了 {FARTHEST_ROW} 行或 256 列；请删去多余的内容，或另存为 CSV 再用"])
    grids: list[Grid] = []
    for sheet in book.sheets:
        grid: Grid = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            if cell.kind != "text" or cell.formula is not None or cell.text.strip():
                grid.setdefault(row, {})[column] = cell
        grids.append(grid)
    return OfficeList(file, book.sha256, tuple(grids), book.formats, book.shift)


def _from_text(file: str, data: bytes) -> OfficeList:
    text = _decoded(data)
    if text is None:
        raise SheetError(file, ["不是文本文件，或者编码认不出；请在表格软件里另存为“CSV UTF-8”"])
    try:
        grids = tuple(_cut(file, text, separator) for separator in SEPARATORS)
    except csv.Error as error:
        raise SheetError(file, [f"不是 CSV（{error}）；请在表格软件里另存为“CSV UTF-8”"]) from None
    return OfficeList(file, hashlib.sha256(data).hexdigest(), grids)


def _decoded(data: bytes) -> str | None:
    """Read UTF-8, or what Chinese versions of Excel save a CSV in."""
    for codec in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _cut(file: str, text: str, separator: str) -> Grid:
    grid: Grid = {}
    made: dict[str, RawCell] = {}  # most figures of a list are 0, or alike
    for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), 1):
        cells = {
            column: made.get(word) or made.setdefault(word, RawCell("text", word, None, 0))
            for column, word in enumerate(row, 1)
            if word and not word.isspace()
        }
        if cells:
            grid[number] = cells
        if max(len(grid), number // 10) > MOST_ROWS or (cells and max(cells) > MOST_COLUMNS):
            raise SheetError(file, [TOO_FAR])
    return grid
