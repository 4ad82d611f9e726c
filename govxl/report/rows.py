"""Rows of a grid as a reader tells them apart: by the words in them, not by their place."""

from collections.abc import Sequence
from itertools import groupby

from govxl.report.published import Box
from govxl.report.sameness import Canon, is_figure

__all__ = ["Rows", "at", "column_key", "distinct_columns", "holds", "in_words", "row_keys"]

Rows = Sequence[Sequence[Box]]


def row_keys(rows: Rows, canon: Canon) -> list[str]:
    """Give for every row the words that tell it from others."""
    return [_key(row, canon) for row in rows]


def _key(row: Sequence[Box], canon: Canon) -> str:
    """Give the label next to the figures of a row, or all its words where it has no figures."""
    words: list[str] = []
    for box in row:
        if is_figure(box.text):
            return words[-1] if words else ""
        if box.text and not box.across and not box.down:
            words.append(canon(box.text))
    return "|".join(words)


def column_key(head: Rows, column: int, canon: Canon) -> str:
    """Give the labels above a column, each once."""
    return "/".join(label for label, _ in groupby(canon(at(row, column).text) for row in head) if label)


def distinct_columns(rows: Rows) -> list[int]:
    """Give the columns in which some row begins a cell; the others only make cells wider."""
    width = max((len(row) for row in rows), default=0)
    return [c for c in range(width) if any(c < len(row) and not row[c].across for row in rows)]


def at(row: Sequence[Box], column: int) -> Box:
    """Give a position of a row, a blank one beyond its end."""
    return row[column] if column < len(row) else Box("")


def holds(row: Sequence[Box]) -> bool:
    """Tell whether a row holds anything of its own."""
    return any(box.text and not box.down for box in row)


def in_words(row: Sequence[Box]) -> str:
    """Write a row out, each cell once."""
    return " | ".join(box.text.replace("\n", " ") for box in row if not box.across and not box.down and box.text)
