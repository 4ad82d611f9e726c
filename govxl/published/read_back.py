"""Finished outputs read again, each as its own readers read it: as a published report, as rows of data, or as both.

Nothing here is shared with what wrote them, but for the XML of workbooks; `prove` holds what is found against the
record.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from govxl.filing.figures import shortest
from govxl.findings.finding import Finding
from govxl.published.docx import read_worddoc
from govxl.published.model import Grid, GridCell, Published, PublishedTable
from govxl.report.data import COLUMNS, read_parquet
from govxl.workbook.match_sheets import corners
from govxl.xlsx.reader import RawSheet, read_workbook

__all__ = ["READERS", "Datum", "ReadBack"]


@dataclass(frozen=True, slots=True)
class Datum:
    """One row of data: what it is about, as in `data.COLUMNS` before the label, and what it says.

    A `typed` one is from a format that tells numbers from texts, and has its number in `figure`.
    """

    about: tuple[str, ...]
    text: str
    figure: Decimal | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What an output holds: the report as it is published, if it has that, and rows of data, if it has any.

    `whole` is false where there were more rows of data than could be read.
    """

    published: Published | None = None
    rows: tuple[Datum, ...] | None = None
    whole: bool = True


# -- Reports


PIPE_CELL = re.compile(r"((?:\\.|[^|\\])*)\|")
HEADING = re.compile("^#{1,3} ")
BOLD = re.compile(r"\*\*(.*)\*\*", re.DOTALL)
"""Captions; an asterisk that staff typed is escaped."""


def _read_markdown(data: bytes) -> ReadBack:
    """Read paragraphs, pipe tables and tables in HTML; each stands in a block of its own."""
    blocks: list[str | PublishedTable] = []
    for block in data.decode().rstrip("\n").split("\n\n"):
        if block.startswith("|"):
            rows = [PIPE_CELL.findall(line[1:]) for line in block.splitlines()]
            # The second line only says how columns are aligned.
            cells = (tuple(GridCell(_unescaped(text)) for text in row) for row in (rows[0], *rows[2:]))
            blocks.append(PublishedTable("", tuple(cells)))
        elif block.startswith("<table>"):
            blocks += _webpage(block.encode()).blocks
        else:
            blocks.append(_unescaped(BOLD.sub(r"\1", HEADING.sub("", block))))
    return ReadBack(Published(tuple(blocks)))


def _webpage(data: bytes) -> Published:
    """Read a page that was just made."""
    # It takes lxml, and who only sends workbooks back makes no page.
    from govxl.published.html import read_webpage

    return read_webpage(data, trusted=True)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.replace("<br>", "\n")).strip()


def _read_text(data: bytes) -> ReadBack:
    """Read lines of text, and rows with tabs between their cells; each line ends as Notepad's do."""
    text = data.decode()
    if not text.startswith("\ufeff") or not text.endswith("\r\n") or re.search("(?<!\r)\n|\r(?!\n)", text):
        raise ValueError("the text has no mark of UTF-8 at its beginning, or a line without CRLF at its end")
    blocks: list[str | PublishedTable] = []
    for line in filter(None, text[1:].split("\r\n")):
        cells = line.split("\t")
        blocks.append(line if len(cells) == 1 else PublishedTable("", (tuple([GridCell(cell) for cell in cells]),)))
    return ReadBack(Published(tuple(blocks)))


# -- Rows and workbooks


def _data_of(rows: Iterable[Mapping[str, str]]) -> tuple[Datum, ...]:
    return tuple(Datum(_about(row), row["value"]) for row in rows)


ABOUT, VALUE = COLUMNS.index("label"), COLUMNS.index("value")
"""How many columns say what a row is about, and the one that says its value."""

DATA = (*range(1, ABOUT + 1), VALUE + 1)
"""The same columns of a sheet, from 1: those a datum is made of."""


def _about(row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in COLUMNS[: COLUMNS.index("label")])


def _read_xlsx(data: bytes) -> ReadBack:
    raw = read_workbook(data)
    if isinstance(raw, Finding):
        raise ValueError(f"the workbook cannot be read: {raw.name}")
    tables: list[PublishedTable] = []
    rows: tuple[Datum, ...] = ()
    whole = True
    for sheet in raw.sheets:
        texts = _texts_of(sheet)
        height, width = (max([place[n] for place in texts], default=0) for n in (0, 1))
        if not sheet.merges and tuple([texts.get((1, column), "") for column in range(1, width + 1)]) == COLUMNS:
            # A sheet of very many rows is read up to a limit.
            whole = not sheet.left_out
            lines = ([texts.get((row, column), "") for column in DATA] for row in range(2, height + 1))
            rows += tuple([Datum(tuple(about), text) for *about, text in lines])
        else:
            tables.append(PublishedTable("", _grid_of(sheet, texts)))
    return ReadBack(Published(tuple(tables)), rows, whole)


WHOLE = re.compile("0|[1-9][0-9]{0,14}")
"""A number that says itself: whole, and no longer than a double keeps."""


Texts = dict[tuple[int, int], str]
"""What the cells of a sheet say, by row and column from 1."""


def _texts_of(sheet: RawSheet) -> Texts:
    """Say what stands in the cells of a sheet; a number is the figure that its double stands for."""
    return {
        at: cell.text if cell.kind != "number" or WHOLE.fullmatch(cell.text) else _figure(cell.text)
        for at, cell in sheet.cells.items()
    }


def _figure(text: str) -> str:
    value = shortest(text)
    return f"{value:f}" if isinstance(value, Decimal) else text


def _grid_of(sheet: RawSheet, texts: Texts) -> Grid:
    """Lay a sheet out; what is merged is one cell."""
    covered: dict[tuple[int, int], GridCell] = {}
    for area in sheet.merges:
        (top, left), (bottom, right) = corners(area)
        text = texts.get((top, left), "")
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                covered[row, column] = GridCell(text, column > left, row > top)
    places = {*texts, *covered}
    height, width = (max(place[n] for place in places) for n in (0, 1))
    # Most cells say what others say, too.
    plain = {text: GridCell(text) for text in texts.values()}
    boxes = {at: plain[text] for at, text in texts.items()} | covered
    empty = GridCell("")
    return tuple(
        tuple([boxes.get((row, column), empty) for column in range(1, width + 1)]) for row in range(1, height + 1)
    )


READERS: Mapping[str, Callable[[bytes], ReadBack]] = {
    "html": lambda data: ReadBack(_webpage(data)),
    "page": lambda data: ReadBack(_webpage(data)),
    "docx": lambda data: ReadBack(read_worddoc(data, trusted=True)),
    "txt": _read_text,
    "md": _read_markdown,
    "csv": lambda data: ReadBack(rows=_data_of(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))),
    "xlsx": _read_xlsx,
    "parquet": lambda data: ReadBack(
        rows=tuple(Datum(_about(row), row["text"], row["value"], typed=True) for row in read_parquet(data))
    ),
}
"""How an output is read again, by format; one that is not here shows no figures of its own."""
