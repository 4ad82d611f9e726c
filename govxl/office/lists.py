"""Lists that an office keeps in a CSV file or a workbook: rows of raw cells, whatever program wrote them.

What the columns mean is its reader's business (`prior_list`, `roster`).
"""

import csv
import errno
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from shlex import quote

from govxl.findings.finding import Finding, message_of
from govxl.inputs import read_file, text_in
from govxl.words import COLON, LANGUAGES, SEMICOLON, Both, SaidError, SaidOSError
from govxl.workbook.identity import identity_of
from govxl.xlsx.cells import FARTHEST_ROW, RawCell
from govxl.xlsx.reader import read_workbook
from govxl.xlsx.zip import file_name

__all__ = ["ENDINGS", "MOST_SHOWN", "Grid", "OfficeList", "SheetError", "read_list"]

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt")
"""What such files end with; of the workbooks only .xlsx is read, the others are refused by name."""

TEXTS = (".csv", ".tsv", ".txt")

SEPARATORS = ",\t;"

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 10_000, 256, 5_000_000
"""Rows, columns and cells of a list: one of 3,000 units with 200 figures each has 600,000 cells."""

MOST_BYTES = 64 << 20
"""Bytes of a list: one of 3,000 units with 200 figures each has 1.5 MB, the roster of a nation 40 MB."""

MOST_SHOWN = 50
"""Mistakes that one message names."""

LINES = Both("\n", "\n")

SAVE_ANEW = Both(
    "请用 Excel 或 WPS 打开原来的名单，另存为“Excel 工作簿（*.xlsx）”或“CSV UTF-8”再用",
    "open the list in a spreadsheet and save it as an “Excel workbook (*.xlsx)” or as “CSV UTF-8”",
)
CURES = {
    "password-protected": Both(
        "请用 Excel 或 WPS 打开，在“文件—信息—保护工作簿”里取消打开密码，保存后再用",
        "open it, remove the password for opening (File, Info, Protect Workbook) and save it",
    ),
    "beyond-limits": Both("请删去多余的内容，或另存为 CSV 再用", "delete what is not wanted, or save it as CSV"),
}
"""What to do about a list that cannot be read, by the name of what was found."""

Grid = dict[int, dict[int, RawCell]]
"""Cells by row and column, from 1; blank ones are left out."""


class SheetError(SaidError):
    """A list that cannot be used: all its mistakes, one a line, each with what to do."""

    def __init__(self, file: str, *mistakes: Both) -> None:
        lines = [COLON.between(file, mistake) for mistake in mistakes[:MOST_SHOWN]]
        if (rest := len(mistakes) - MOST_SHOWN) > 0:
            lines.append(Both(f"……还有 {rest} 处", f"… and {rest} more"))
        super().__init__(LINES.between(*lines))


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

    @property
    def is_text(self) -> bool:
        """Whether it was a text, cut into cells at some sign, and no workbook."""
        return self.file.lower().endswith(TEXTS)


def read_list(path: Path, most: int = MOST_ROWS, *, prior: bool = False) -> OfficeList:
    """Read a list of at most so many rows; SheetError when it is none, OSError when it cannot be read.

    Where figures of last year are wanted (`prior`) a return has them in its record, and is told so.
    """
    try:
        data = read_file(path, MOST_BYTES)
    except SaidOSError as error:
        if error.errno != errno.EFBIG:
            raise
        cure = Both("请只留下要的列，或分成几份", "keep the columns that are wanted, or make several lists")
        raise SheetError(file_name(path), SEMICOLON.between(error.why, cure)) from None
    if path.suffix.lower() in TEXTS:
        return _from_text(file_name(path), data, most)
    return _from_workbook(path, data, prior)


def _from_workbook(path: Path, data: bytes, prior: bool) -> OfficeList:
    file, book = file_name(path), read_workbook(data)
    if isinstance(book, Finding):
        # What the catalogue says to do is for returns; a list is the office's own, and as a CSV no limit holds it.
        told = Both(*(message_of(book, language) for language in LANGUAGES))
        raise SheetError(file, SEMICOLON.between(told, CURES.get(book.name, SAVE_ANEW)))
    if identity_of(book)[0]:
        if not prior:
            zh = "这是一份填报表，不是名单；请核对是不是放错了文件，换成名单"
            raise SheetError(file, Both(zh, "this is a return and no list; see whether the wrong file was put here"))
        command = f"govxl ingest {quote(str(path))}"
        told = Both("这是一份填报表，不是名单，上年的数要从它的记录里取", "this is a return, and its record is wanted")
        cure = Both(
            f"先运行 {command}，再把生成的 record.json 写在 --prior 后面",
            f"run {command} and give the record.json it writes to --prior",
        )
        raise SheetError(file, SEMICOLON.between(told, cure))
    if any(sheet.far for sheet in book.sheets):
        zh = f"内容超出了 {FARTHEST_ROW} 行或 256 列；请删去多余的内容，或另存为 CSV 再用"
        en = f"there is more than {FARTHEST_ROW} rows or 256 columns; delete what is not wanted, or save it as CSV"
        raise SheetError(file, Both(zh, en))
    grids: list[Grid] = []
    for sheet in book.sheets:
        grid: Grid = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            if cell.kind != "text" or cell.formula is not None or cell.text.strip():
                grid.setdefault(row, {})[column] = cell
        grids.append(grid)
    return OfficeList(file, book.sha256, tuple(grids), book.formats, book.shift)


def _from_text(file: str, data: bytes, most: int) -> OfficeList:
    text = text_in(data)
    if text is None:
        zh = "不是文本文件，或者编码认不出；请在表格软件里另存为“CSV UTF-8”"
        raise SheetError(
            file, Both(zh, "no text, or of an unknown encoding; save it as “CSV UTF-8” in the spreadsheet")
        )
    try:
        grids = tuple(_cut(file, text, separator, most) for separator in SEPARATORS)
    except csv.Error as error:
        zh, en = f"不是 CSV（{error}）；请在表格软件里另存为“CSV UTF-8”", f"no CSV ({error}); save it as “CSV UTF-8”"
        raise SheetError(file, Both(zh, f"{en} in the spreadsheet")) from None
    return OfficeList(file, hashlib.sha256(data).hexdigest(), grids)


def _cut(file: str, text: str, separator: str, most: int) -> Grid:
    grid: Grid = {}
    made: dict[str, RawCell] = {}  # most figures of a list are 0, or alike
    held = 0
    for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), 1):
        cells = {
            column: made.get(word) or made.setdefault(word, RawCell("text", word, None, 0))
            for column, word in enumerate(row, 1)
            if word and not word.isspace()
        }
        if cells:
            grid[number] = cells
            held += len(cells)
        if max(len(grid), number // 10) > most or (cells and max(cells) > MOST_COLUMNS) or held > MOST_CELLS:
            zh = f"内容超出了 {most} 行、{MOST_COLUMNS} 列或 {MOST_CELLS} 格；请删去多余的内容，或分成几份"
            en = f"there is more than {most} rows, {MOST_COLUMNS} columns or {MOST_CELLS} cells"
            raise SheetError(file, Both(zh, f"{en}; delete what is not wanted, or make several lists"))
    return grid
