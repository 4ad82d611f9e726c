"""A blank list for an office to fill in: headings, choices to pick from, and a second sheet that says how.

Knows no list: what the columns are, its caller says.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from govxl.workbook.drawing import A4
from govxl.workbook.plain_workbook import CREATED
from govxl.workbook.styles import Styles
from govxl.workbook.worksheet import ExactWorkbook, PlainSheet

__all__ = ["ListColumn", "blank_list_workbook"]

LAST_ROW = 20_000
"""The row down to which choices are offered; a longer list says so when it is read."""


class ListColumn(NamedTuple):
    """A column: what heads it, its width in characters, what it holds in a sentence, an example, and its choices."""

    heading: str
    width: float
    says: str
    example: str
    choices: tuple[str, ...] = ()


def blank_list_workbook(name: str, columns: Sequence[ListColumn], notes: Sequence[str]) -> bytes:
    """Write the list with nothing but its header, every cell a text, so that codes keep their digits and zeros."""
    out = BytesIO()
    book = ExactWorkbook(out, {"in_memory": True, "strings_to_urls": False})
    styles = Styles(book)
    text = book.add_format({"num_format": "@"})
    sheet, guide = book.add_worksheet(name, PlainSheet), book.add_worksheet(f"{name}怎么填", PlainSheet)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, text)
        sheet.write_string(0, number, column.heading, styles.label("header"))
        if column.choices:
            # A warning asks and lets other words pass, which "stop" would not; the list is judged when it is read.
            choices = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            told = {"error_title": column.heading, "error_message": "一般从下拉列表里选"}
            sheet.data_validation(1, number, LAST_ROW, number, choices | told)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 0)

    guide.set_column(0, 0, 16)
    guide.set_column(1, 1, 70)
    guide.set_column(2, 2, 28)
    for row, line in enumerate([("列", "填什么", "例子"), *((c.heading, c.says, c.example) for c in columns)]):
        for number, said in enumerate(line):
            guide.write_string(row, number, said, styles.label("side" if row else "header"))
    for row, note in enumerate(notes, len(columns) + 2):
        guide.write_string(row, 0, note, styles.label("plain"))
    book.set_properties({"title": name, "author": "govxl", "created": CREATED})
    book.close()
    return out.getvalue()
