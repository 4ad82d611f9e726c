"""A sheet of xlsxwriter's with what ours need besides.

Quick formulas, error values that stand in a cell alone, rows that fit their text, and texts that stay texts even where
they look like markup.
"""

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from govxl.form.places import address

__all__ = ["PlainSheet"]


class _ErrorCell(NamedTuple):
    """An error value somebody left in a cell, such as #REF!, with no formula behind it."""

    text: str
    format: Format


class PlainSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas use functions of Excel 2007 only, so that none needs looking for later ones (30 ms)."""

    def __init__(self) -> None:
        super().__init__()
        self.fitted: dict[int, float] = {}

    def fit_row(self, row: int, height: float) -> None:
        """Make a row as high as the text that stands in it now, and let it follow what is typed there later.

        Excel works heights out as it opens a file; LibreOffice does not for what says it is Excel's, and lays the lines
        of a text over the rows below.
        """
        self.set_row(row, height)
        self.fitted[row + 1] = height

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        """Start an element; xlsxwriter has every height kept for ever (customHeight: ECMA-376 part 1, 18.3.1.73)."""
        if tag == "row" and dict(attributes)["r"] in self.fitted:
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        """Write a text; one in <r> is what xlsxwriter passes on as markup, so that such a text is made a run of one."""
        if string.startswith("<r>") and string.endswith("</r>"):
            string = f'<r><t xml:space="preserve">{escape(string, quote=False)}</t></r>'
        written: int = super()._write_string(row, col, string, cell_format)
        return written

    def write_error(self, row: int, column: int, text: str, look: Format) -> None:
        """Write an error value as somebody's cell shows it; `text` is one of ECMA-376 part 1, 18.18.11 or like it."""
        self.write_blank(row, column, None, look)
        self.table[row][column] = _ErrorCell(text, look)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if not isinstance(cell, _ErrorCell):
            super()._write_cell(row, col, cell)
            return
        place = address(row + 1, col + 1)
        self._xml_start_tag("c", [("r", place), ("s", cell.format._get_xf_index()), ("t", "e")])
        self._write_cell_value(cell.text)
        self._xml_end_tag("c")
