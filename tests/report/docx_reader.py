"""Word files read with the Word library, for tests: what stands where, and in which look."""

from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

__all__ = ["W", "body", "grid", "opened", "saved", "spans"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(data: bytes) -> Any:
    """Open a file as a user's program would."""
    return docx.Document(BytesIO(data))


def saved(document: Any) -> bytes:
    """Save what a user's program has changed."""
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def body(document: Any) -> list[tuple[str, str]]:
    """Give style and text of every paragraph that holds something and stands in no table."""
    return [(each.style.style_id, each.text) for each in document.paragraphs if each.text]


def spans(table: Any) -> list[tuple[int, int, int, int, str]]:
    """Give row, column, columns, rows and text of every cell, its paragraphs run together, by the markup alone."""
    found: dict[tuple[int, int], list[Any]] = {}
    above: dict[int, tuple[int, int]] = {}
    for row, line in enumerate(table._tbl.tr_lst):
        column, now = 0, {}
        for cell in line.tc_lst:
            about = cell.tcPr
            width = int(about.find(qn("w:gridSpan")).get(qn("w:val"))) if about.find(qn("w:gridSpan")) is not None else 1
            merge = about.find(qn("w:vMerge"))
            if merge is not None and merge.get(qn("w:val")) is None:
                now[column] = above[column]
                found[above[column]][3] += 1
            else:
                text = "".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.p_lst)
                found[row, column] = [row, column, width, 1, text]
                now[column] = (row, column)
            column += width
        above = now
    return [tuple(each) for each in found.values()]  # type: ignore[misc]


def grid(table: Any) -> list[list[str]]:
    """Give the texts of every row, merged ones repeated, as the library sees them."""
    return [[cell.text for cell in row.cells] for row in table.rows]
