"""What is said of a page and its tables by their elements alone: names, notes, spans, which tables hold data."""

import re
from typing import Any

from govxl.report.css import Sheet

__all__ = ["data_tables", "name_of", "notes_of", "spans"]

MOST_COLUMNS, MOST_ROWS = 256, 4_096
"""What one cell may span; more is taken as so much."""


def notes_of(root: Any, sheet: Sheet) -> tuple[str, ...]:
    """Say what of the page is not looked at and may change what a browser shows."""
    kinds = ((script.get("type") or "").lower() for script in root.iter("script"))
    scripts = any(not kind or "javascript" in kind or kind == "module" for kind in kinds)
    return (*(("scripts",) if scripts else ()), *(("sheets",) if sheet.fetched else ()))


def name_of(root: Any) -> str:
    """Give what an article of the page is called for those who hear it."""
    article = root.find(".//article[@aria-label]")
    return "" if article is None else article.get("aria-label", "")


def data_tables(cells: dict[Any, list[list[Any]]]) -> set[Any]:
    """Tell tables of data from those that only place things: these have one cell a row, or such a table inside."""
    data: set[Any] = set()
    layout: set[Any] = set()
    for table in reversed(cells):
        if table not in layout and any(len(row) > 1 for row in cells[table]):
            data.add(table)
            layout.update(table.iterancestors("table"))
    return data


def spans(cell: Any) -> tuple[int, int]:
    """Say how many columns and rows a cell covers; a row span of 0 means down to the end."""
    return _number(cell.get("colspan"), MOST_COLUMNS), _number(cell.get("rowspan"), MOST_ROWS, zero=MOST_ROWS)


def _number(said: str | None, most: int, zero: int = 1) -> int:
    digits = re.match(r"\s*([0-9]{1,9})", said or "1")
    return min(int(digits[1]), most) or zero if digits else 1
