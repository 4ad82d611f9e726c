"""What a published file holds, whatever kind of file it is, and what a reader sees of each text in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, NamedTuple

from govxl.text import INVISIBLE

__all__ = [
    "EXPLAINING",
    "UNSURE",
    "Beside",
    "FileCell",
    "Grid",
    "GridCell",
    "Kind",
    "Marked",
    "Odd",
    "Of",
    "Published",
    "PublishedDoubt",
    "PublishedTable",
    "Reason",
    "UnreadableError",
    "expand",
    "meaningful",
    "seen",
    "text_lines",
]

# -- What is seen of a text


Kind = Literal[
    "struck", "hidden", "raised", "above", "reversed", "generated", "invisible", "broken", "lookalike",
    "direction", "font", "style", "picture", "drawing", "embedded", "field", "formula",
]  # fmt: skip
"""What is odd about a piece of text."""

Of = Literal[
    "title", "heading", "paragraph", "table", "row", "column", "label", "figure", "note", "comment", "header", "place"
]  # fmt: skip
"""What a piece of a report is, ours or a published one's."""

GONE = frozenset(("struck", "hidden", "above"))
"""Pieces that are no part of the text as it is read: crossed out, not to be seen, or written above the line."""

UNSURE = frozenset(("direction", "font", "style", "picture", "drawing", "embedded", "field", "formula"))
"""What cannot be compared: a person has to look."""

EXPLAINING = frozenset(("generated",))
"""What is no difference in itself, but explains one."""

TURNS = re.compile("([\u202a-\u202e\u2066-\u2069])")
OVERRIDE, BACKWARDS, ENDS = "\u202e", frozenset("\u202b\u2067"), frozenset("\u202c\u2069")

INNER = re.compile(f"(?<=[0-9]){INVISIBLE.pattern}+(?=[0-9])")
SIDEWAYS = re.compile("[\u200f\u061c]")
HEAVY = re.compile("[0-9０-９\u3400-\u9fff]")
"""What is no help for reading aloud, as pinyin is, when it stands above a text."""

DIGIT = re.compile("[0-9０-９]")
EXPONENT = re.compile("(?:[A-Za-z]|米|里)$")
"""What a square or a cube may stand behind, so that it is no figure."""


class PublishedDoubt(NamedTuple):
    """What is odd, and the text it is about, or what is known of a picture."""

    kind: Kind
    text: str


class Marked(str):
    """A piece of text that is not simply there."""

    __slots__ = ("kind",)
    kind: Kind

    def __new__(cls, text: str, kind: Kind) -> "Marked":
        """Mark a text."""
        piece = super().__new__(cls, text)
        piece.kind = kind
        return piece


def meaningful(text: str) -> bool:
    """Tell whether a text says anything: letters, digits or Chinese characters."""
    return any(letter.isalnum() for letter in text)


def seen(pieces: Sequence[str]) -> tuple[str, list[PublishedDoubt]]:
    """Give a paragraph as it is seen, invisible characters and all, and what is doubtful in it."""
    plain = "".join(pieces)
    # Most paragraphs are plain, and there is nothing to look for.
    if not any(isinstance(piece, Marked) for piece in pieces) and (plain.isascii() or not INVISIBLE.search(plain)):
        return plain, []
    shown = ""
    doubts: list[PublishedDoubt] = []
    for kind, text in _grouped(pieces):
        known = (
            PublishedDoubt(kind, text.strip())
            if kind and (meaningful(text) or (kind in UNSURE and text.strip()))
            else None
        )
        if kind == "raised":
            # A square or a cube is no figure that could be taken for another.
            harmless = not DIGIT.search(text) or (text.strip() in ("2", "3") and EXPONENT.search(shown[-1:]))
            known = None if harmless else known
            shown += "" if known else text
        elif kind == "above":
            known = known if HEAVY.search(text) else None
        elif kind not in GONE:
            shown += text[::-1] if kind == "reversed" else text
        doubts += [known] if known else []
    # A number may be torn by what cannot be seen, or the order of its digits turned.
    for found in INNER.finditer(shown):
        doubts.append(PublishedDoubt("invisible", shown[max(0, found.start() - 8) : found.end() + 8]))
    if SIDEWAYS.search(shown) and DIGIT.search(shown):
        doubts.append(PublishedDoubt("invisible", shown))
    return shown, doubts


def _grouped(pieces: Sequence[str]) -> Iterator[tuple[Kind | None, str]]:
    """Put together what is odd in one way, and take apart where letters say that the direction turns."""
    for kind, group in groupby(pieces, key=lambda piece: piece.kind if isinstance(piece, Marked) else None):
        text = "".join(group)
        if kind is not None or not TURNS.search(text):
            yield kind, text
            continue
        open_marks: list[str] = []
        for piece in TURNS.split(text):
            if TURNS.fullmatch(piece):
                if piece not in ENDS:
                    open_marks.append(piece)
                elif open_marks:
                    open_marks.pop()
            elif OVERRIDE in open_marks[-1:]:
                yield "reversed", piece
            elif piece:
                yield ("direction" if BACKWARDS.intersection(open_marks[-1:]) else None), piece


# -- What a file holds


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


class GridCell(NamedTuple):
    """One position of a grid; `across` and `down` mark the copies of a cell that spans, to its right and below it."""

    text: str
    across: bool = False
    down: bool = False
    doubts: tuple[PublishedDoubt, ...] = ()


Grid = tuple[tuple[GridCell, ...], ...]
"""Rows of equal length."""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table as a grid; its texts have a line for every paragraph in a cell. What is `heard` only nobody sees."""

    caption: str
    rows: Grid
    heard: bool = field(default=False, compare=False)


class Odd(NamedTuple):
    """A doubt about a block, by its place, or about something that stands before it and is no text to be read."""

    block: int
    inside: bool
    doubt: PublishedDoubt
    home: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    """A published report and all that stands around it: paragraphs, none of them blank, and tables.

    `name` is what an article on the page is called without showing it, as what is made for pasting is; else empty.
    Of every block `homes` has the element it stands in, `parents` of every element the one around it, and `site` says
    of every block whether it is a site's menu or the like. What is `alone` has nothing around it: all is the report's.
    `aloud` is what is said of the page and its drawings without being part of the text: titles and descriptions.
    `beside` are notes, comments and headers, each with its kind; `notes` what else a reader should be told.
    """

    blocks: tuple[str | PublishedTable, ...]
    name: str = ""
    odds: tuple[Odd, ...] = ()
    homes: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    site: tuple[bool, ...] = ()
    alone: bool = False
    beside: tuple[tuple[Beside, str], ...] = ()
    notes: tuple[str, ...] = ()
    aloud: tuple[str, ...] = ()


def text_lines(block: str | PublishedTable) -> Iterator[str]:
    """Yield a paragraph, or the paragraphs of a table's cells, row by row."""
    if isinstance(block, str):
        yield block
        return
    for box in (GridCell(block.caption), *(box for row in block.rows for box in row)):
        if not (box.across or box.down):
            yield from filter(None, box.text.split("\n"))


class FileCell(NamedTuple):
    """A cell as a file has it: its text and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1
    doubts: tuple[PublishedDoubt, ...] = ()


BLANK = GridCell("")


def expand(rows: Iterable[Sequence[FileCell]], most: int) -> Grid:
    """Lay out cells with their spans; a row that is short is filled up, a span that reaches out of the table is cut.

    Raises UnreadableError where that takes more than so many positions.
    """
    lines: list[list[GridCell]] = []
    hanging: dict[int, tuple[GridCell, int]] = {}
    taken = 0
    for row in rows:
        line, hanging = _line(row, hanging)
        lines.append(line)
        taken = max(taken, len(line))
        if taken * len(lines) > most:
            raise UnreadableError("too-large")
    return tuple((*line, *[BLANK] * (taken - len(line))) for line in lines)


def _line(
    cells: Sequence[FileCell], hanging: dict[int, tuple[GridCell, int]]
) -> tuple[list[GridCell], dict[int, tuple[GridCell, int]]]:
    """Set one row around what hangs down into it; give it, and what hangs into the next."""
    # Most rows stand alone.
    if not hanging and all(cell.columns == 1 and cell.rows == 1 for cell in cells):
        return [GridCell(cell.text, False, False, cell.doubts) for cell in cells], {}
    line: list[GridCell] = []
    below = {column: (box, left - 1) for column, (box, left) in hanging.items() if left > 1}

    def pass_hanging() -> None:
        while len(line) in hanging:
            line.append(hanging[len(line)][0])

    for cell in cells:
        pass_hanging()
        for nth in range(cell.columns):
            if cell.rows > 1:
                below[len(line)] = (GridCell(cell.text, nth > 0, True), cell.rows - 1)
            line.append(GridCell(cell.text, nth > 0, doubts=() if nth else cell.doubts))
    pass_hanging()
    # A row may be too short for what hangs down into it further right.
    beyond = [column for column in hanging if column >= len(line)]
    for column in sorted(beyond):
        line.extend([BLANK] * (column - len(line)))
        line.append(hanging[column][0])
    return line, below
