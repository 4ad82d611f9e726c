"""What a published file holds, whatever kind of file it is: paragraphs and tables, in the order they are read.

A reader such as `webpage` makes a `Published` of a file; `comparison` knows nothing of files.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from govxl.report.seen import Doubt

__all__ = [
    "Beside",
    "Box",
    "Drawn",
    "Grid",
    "Odd",
    "Published",
    "Reason",
    "Table",
    "UnreadableError",
    "expand",
    "lines_of",
]

Reason = Literal[
    "empty", "too-large", "too-deep", "many-attributes", "word", "old-word", "archive", "pdf", "not-html", "not-word",
    "locked", "damaged",
]  # fmt: skip


Beside = Literal["note", "comment", "header"]
"""What stands in a file beside its text: at the foot or the end, in the margin, at the head or foot of every page."""


class UnreadableError(ValueError):
    """The file cannot be read as a published report; `reason` says why in a word, for a message in any language."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Box:
    """One position of a grid; `across` and `down` mark the copies of a cell that spans, to its right and below it."""

    text: str
    across: bool = False
    down: bool = False
    doubts: tuple[Doubt, ...] = ()


Grid = tuple[tuple[Box, ...], ...]
"""Rows of equal length."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid; its texts have a line for every paragraph in a cell. What is `heard` only nobody sees."""

    caption: str
    rows: Grid
    heard: bool = field(default=False, compare=False)


class Odd(NamedTuple):
    """A doubt about a block, by its place, or about something that stands before it and is no text to be read."""

    block: int
    inside: bool
    doubt: Doubt
    home: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    """A published report and all that stands around it: paragraphs, none of them blank, and tables.

    `name` is what an article on the page is called without showing it, as what is made for pasting is; else empty.
    Of every block `homes` has the element it stands in, `parents` of every element the one around it, and `site` says
    of every block whether it is a site's menu or the like. What is `alone` has nothing around it: all is the report's.
    `beside` are notes, comments and headers, each with its kind; `notes` what else a reader should be told.
    """

    blocks: tuple[str | Table, ...]
    name: str = ""
    odds: tuple[Odd, ...] = ()
    homes: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    site: tuple[bool, ...] = ()
    alone: bool = False
    beside: tuple[tuple[Beside, str], ...] = ()
    notes: tuple[str, ...] = ()


def lines_of(block: str | Table) -> Iterator[str]:
    """Yield a paragraph, or the paragraphs of a table's cells, row by row."""
    if isinstance(block, str):
        yield block
        return
    for box in (Box(block.caption), *(box for row in block.rows for box in row)):
        if not (box.across or box.down):
            yield from filter(None, box.text.split("\n"))


class Drawn(NamedTuple):
    """A cell as a file has it: its text and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1
    doubts: tuple[Doubt, ...] = ()


BLANK = Box("")


def expand(rows: Iterable[Sequence[Drawn]], most: int) -> Grid:
    """Lay out cells with their spans; a row that is short is filled up, a span that reaches out of the table is cut.

    Raises UnreadableError where that takes more than so many positions.
    """
    lines: list[list[Box]] = []
    hanging: dict[int, tuple[Box, int]] = {}
    taken = 0
    for row in rows:
        line, hanging = _line(row, hanging)
        lines.append(line)
        taken = max(taken, len(line))
        if taken * len(lines) > most:
            raise UnreadableError("too-large")
    return tuple((*line, *[BLANK] * (taken - len(line))) for line in lines)


def _line(cells: Sequence[Drawn], hanging: dict[int, tuple[Box, int]]) -> tuple[list[Box], dict[int, tuple[Box, int]]]:
    """Set one row around what hangs down into it; give it, and what hangs into the next."""
    line: list[Box] = []
    below = {column: (box, left - 1) for column, (box, left) in hanging.items() if left > 1}

    def pass_hanging() -> None:
        while len(line) in hanging:
            line.append(hanging[len(line)][0])

    for cell in cells:
        pass_hanging()
        for nth in range(cell.columns):
            if cell.rows > 1:
                below[len(line)] = (Box(cell.text, nth > 0, True), cell.rows - 1)
            line.append(Box(cell.text, nth > 0, doubts=() if nth else cell.doubts))
    pass_hanging()
    beyond = [column for column in hanging if column >= len(line)]
    for column in sorted(beyond):
        line.extend([BLANK] * (column - len(line)))
        line.append(hanging[column][0])
    return line, below
