"""Cells of an office's lists: their headings told apart, their words read, and mistakes noted with their place.

What the columns mean is the business of whoever reads a list (`prior_list`, `roster`).
"""

import unicodedata
from collections.abc import Container
from typing import Any

from govxl.addresses import column_letters
from govxl.filing.figures import Problem
from govxl.filing.shown import told
from govxl.filing.texts import clean, spelled
from govxl.findings.finding import Where, finding, sentence_of
from govxl.office.lists import Grid, OfficeList
from govxl.text import brief
from govxl.words import COLON, Both
from govxl.xlsx.cells import RawCell

__all__ = ["LONGEST_NAME", "MOST_MISTAKES", "ListCells", "folded_heading"]

HEADED_BY = 20
"""The row by which the header must have come; titles may stand above it."""

LONGEST_NAME = 255
"""Characters of a name; Excel takes no longer one as a property of a workbook, where ours tell whose it is."""

WIDE_SEPARATORS = "，；｜"
"""What an input method for Chinese types for the signs that cut the lines of a text file."""

MOST_MISTAKES = 1_000
"""Mistakes after which a list is read no further; fewer are shown."""


def folded_heading(text: str) -> str:
    """Leave of a heading what tells it from others: neither blanks nor separators nor widths."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


class ListCells:
    """The cells of one list; what is wrong gathers in `mistakes`."""

    def __init__(self, found: OfficeList) -> None:
        self.found = found
        self.mistakes: list[Both] = []

    def header(self, words: Container[str]) -> tuple[Grid, int]:
        """Find the first sheet with a row that has one of these headings, and that row; 0 where there is none."""
        for grid in self.found.grids:
            for row, cells in grid.items():
                # A text file stands here once for each separator; only the right one gives a column of units.
                if row <= HEADED_BY and any(folded_heading(cell.text) in words for cell in cells.values()):
                    return grid, row
        return {}, 0

    def is_header_uncut(self, words: Container[str]) -> bool:
        """Tell, and note, whether a header was typed whose columns nothing cuts apart."""
        for row, cells in self.found.grids[0].items() if self.found.is_text else ():
            for column, cell in cells.items() if row <= HEADED_BY else ():
                parts = (part for mark in WIDE_SEPARATORS if mark in cell.text for part in cell.text.split(mark))
                if any(folded_heading(part) in words for part in parts):
                    return self.is_uncut(row, column, cell.text)
        return False

    def is_uncut(self, row: int, column: int, text: str) -> bool:
        """Tell, and note, whether all of a line came into one cell for what it was typed with between its columns."""
        mark = next((each for each in WIDE_SEPARATORS if each in text), "") if self.found.is_text else ""
        if mark:
            zh = f"“{brief(text)}”里是中文的“{mark}”，各列分不开；请改成英文的逗号，或者改存 .xlsx"
            en = f"“{brief(text)}” has “{mark}” between its columns, which cuts nothing; write commas, or save an .xlsx"
            self.at(column, Both(zh, en), row)
        return bool(mark)

    def at(self, column: int, mistake: Both, row: int = 0) -> None:
        """Note a mistake with its place."""
        letters = column_letters(column)
        place = (
            Both(f"第 {row} 行 {letters} 列", f"{letters}{row}") if row else Both(f"{letters} 列", f"column {letters}")
        )
        self.mistakes.append(COLON.between(place, mistake))

    def no_heading(self, column: int) -> None:
        """Note a column that has something in it, and nothing above."""
        zh = "没有标题，下面却有内容；请补上标题，或删去这一列"
        self.at(column, Both(zh, "has no heading over what stands in it; write one, or delete the column"))

    def twin(self, column: int, other: int) -> None:
        """Note a column that means the same as one before it."""
        zh = f"和 {column_letters(other)} 列是同一项；请删去一列"
        self.at(column, Both(zh, f"means the same as column {column_letters(other)}; delete one"))

    def word(self, row: int, column: int, cell: RawCell) -> str:
        """Read a name, a code or a scope; a number stands for what it shows, such as 000123."""
        seen = told(cell, self.found.formats.get(cell.style), self.found.shift)
        text = "" if isinstance(seen, Problem) else clean(seen.text)[0].replace("\t", " ").strip()
        if cell.formula is not None or cell.kind not in ("text", "number"):
            zh = f"“{spelled(cell)}”不是文字；请改为数值：复制这一格，选择性粘贴—数值"
            en = f"“{spelled(cell)}” is no text; turn it into a value: copy the cell, paste special, values"
            self.at(column, Both(zh, en), row)
            return spelled(cell)
        if isinstance(seen, Problem):
            words = {"label": Both("这一格", "this cell"), **dict[str, Any](seen.words)}
            self.at(column, sentence_of(finding(seen.name, [Where(value=spelled(cell))], **words)), row)
            return spelled(cell)
        if "\n" in text or len(text) > LONGEST_NAME:
            zh = f"“{brief(text)}”有换行或太长；请核对引号是否配对"
            self.at(
                column,
                Both(zh, f"“{brief(text)}” has several lines or is too long; see whether a quote is missing"),
                row,
            )
        return text
