"""A sheet of xlsxwriter's with what ours need besides.

Quick formulas, error values that stand in a cell alone, rows that fit their text, and texts that stay as they are, be
they like markup or like the escapes of control characters.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from io import StringIO
from typing import Any, NamedTuple

from xlsxwriter.custom import Custom
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

from govxl.addresses import address
from govxl.text import units_in

__all__ = ["ExactWorkbook", "PlainSheet", "escaped", "kept_text", "properties_part", "text_item"]

LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""The first sign of what a reader would take for a character spelt by its code; two may share one (`_x005F_x000D_`)."""

CONTROL = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]")


def escaped(text: str) -> str:
    """Spell control characters by their codes, and the first sign of what only looks so (22.9.2.19 ST_Xstring)."""
    return _spelt(LIKE_ESCAPE.sub("_x005F_", text))


def _spelt(text: str) -> str:
    """Spell control characters, which XML cannot hold, by their codes."""
    return CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def kept_text(text: str) -> str:
    """Give a text as the table of texts keeps it.

    One in <r> is what xlsxwriter passes on as markup, so that such a text is made a run of one.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escaped(escape(text, quote=False))}</t></r>'
    return text


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

    @property
    def rstring(self) -> XMLwriter:
        """What the runs of a text of several looks are written with."""
        return self._runs

    @rstring.setter
    def rstring(self, _: XMLwriter) -> None:
        self._runs = _Exact()

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        written: int = super()._write_string(row, col, kept_text(string), cell_format)
        return written

    def cell_written(self, row: int, column: int) -> bytes:
        """Give the XML of a cell as it stands now; the workbook must have been closed, which numbers its looks."""
        self.fh = StringIO()
        self._write_cell(row, column, self.table[row][column])
        return str(self.fh.getvalue()).encode()

    def number_of_text(self, text: str) -> int:
        """Give the number of a text in the table of texts, adding it if need be; ValueError where no cell holds it."""
        kept = kept_text(text)
        if units_in(kept) > self.xls_strmax:
            raise ValueError(f"a cell cannot hold the {len(text)} characters of {text[:20]!r}")
        number: int = self.str_table._get_shared_string_index(kept)
        return number

    def write_error(self, row: int, column: int, text: str, look: Format) -> None:
        """Write an error value as somebody's cell shows it; `text` is one of ECMA-376 part 1, 18.18.11 or like it."""
        self.write_blank(row, column, None, look)
        self.table[row][column] = _ErrorCell(text, look)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # xlsxwriter looks through every formula for functions that came after Excel 2007; ours use none.
        return formula.removeprefix("=")

    def _xml_formula_element(self, formula: str, result: Any, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        # Excel works the result out again as it opens the file; LibreOffice shows this one, and knows no escapes in it.
        shown = _spelt(result) if isinstance(result, str) else result
        super()._xml_formula_element(formula, shown, attributes)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if not isinstance(cell, _ErrorCell):
            super()._write_cell(row, col, cell)
            return
        # xlsxwriter writes errors as results of formulas only.
        place = address(row + 1, col + 1)
        self._xml_start_tag("c", [("r", place), ("s", cell.format._get_xf_index()), ("t", "e")])
        self._write_cell_value(cell.text)
        self._xml_end_tag("c")


class _Exact(XMLwriter):  # type: ignore[misc]
    """Writes texts as they are, such as the runs of one of several looks."""

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        return escaped(data)


class _ExactStrings(SharedStrings):  # type: ignore[misc]
    """Writes the table of texts, each as it is; what holds runs was escaped when these were written."""

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        return data if data.startswith("<r>") and data.endswith("</r>") else escaped(data)


def text_item(kept: str) -> bytes:
    """Give the XML of one text in the table of texts (18.4.8 si)."""
    strings = _ExactStrings()
    strings._set_filehandle(StringIO())
    strings._write_si(kept)
    return str(strings.fh.getvalue()).encode()


def properties_part(properties: Iterable[tuple[str, str]]) -> bytes:
    """Give the part of a workbook's custom properties, each a text under its name."""
    part = _ExactProperties()
    part._set_filehandle(StringIO())
    part._set_properties([(name, text, "text") for name, text in properties])
    part._assemble_xml_file()
    return str(part.fh.getvalue()).encode()


class _ExactProperties(_Exact, Custom):  # type: ignore[misc]
    """Writes custom properties."""


class _ExactPackager(Packager):  # type: ignore[misc]
    """Puts the parts of a workbook together."""

    def _write_shared_strings_file(self) -> None:
        strings = _ExactStrings()
        strings.string_table = self.workbook.str_table
        if self.workbook.str_table.count:
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()

    def _write_custom_file(self) -> None:
        properties = _ExactProperties()
        if self.workbook.custom_properties:
            properties._set_properties(self.workbook.custom_properties)
            properties._set_xml_writer(self._filename("docProps/custom.xml"))
            properties._assemble_xml_file()


class ExactWorkbook(Workbook):  # type: ignore[misc]
    """A workbook whose texts come back as they went in."""

    def _get_packager(self) -> Packager:
        return _ExactPackager()
