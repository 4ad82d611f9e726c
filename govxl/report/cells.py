"""Statutory tables as they are published: merged headers, labels and figures, each cell with its place and span.

Every position of the grid is covered by exactly one cell. Which headers a figure belongs to is said cell by cell, for
the blocks of one table may have different headers in the same column.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Cell", "Row", "RowGroup", "TableBlock"]

NUMBER = re.compile(r"^(（.{1,3}）|[^、]{1,3}、)(?=.)")
"""What a label may begin with."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell and the positions it covers, columns from 0, label columns first.

    `scope` is what it is a header of: `col`, `colgroup`, `row`, `rowgroup`; empty for a cell that is no header. A
    header has a `key`, unique in its table; a figure names in `headers` the keys of all headers above and beside it.
    Where a number stands, `figure` is that number and `unit` what was chosen for it; `text` says both.
    """

    text: str
    column: int
    columns: int = 1
    rows: int = 1
    scope: str = ""
    key: str = ""
    headers: tuple[str, ...] = ()
    numeric: bool = False
    figure: Decimal | None = None
    unit: str = ""

    @property
    def lines(self) -> list[str]:
        """The text as it is best set; the number of a label of several rows stands alone, for its column is narrow."""
        text = NUMBER.sub(r"\1\n", self.text) if self.scope == "rowgroup" else self.text
        return text.split("\n")


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """One header with its rows; `title` spans the table where there is one."""

    title: Cell | None
    head: tuple[Row, ...]
    body: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows from the top."""
        return (*([(self.title,)] if self.title else []), *self.head, *self.body)


DENSE = 7
"""Columns of figures of a table that is set smaller."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A statutory table with its note: `labels` columns of labels, then `columns` of figures."""

    caption: str
    labels: int
    columns: int
    groups: tuple[RowGroup, ...]
    note: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """All columns."""
        return self.labels + self.columns

    @property
    def dense(self) -> bool:
        """Whether it has so many columns that it is set smaller."""
        return self.columns >= DENSE

    @property
    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        return (cell for group in self.groups for row in group.rows for cell in row)
