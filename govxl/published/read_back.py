"""Finished outputs read again, each as its own readers read it: printed tables as grids, and rows of data.

Nothing here is shared with what wrote them, but for the XML of workbooks; `equality` holds what is found against the
record.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from io import StringIO

from govxl.filing.figures import shortest
from govxl.findings.finding import Finding
from govxl.published.docx import read_worddoc
from govxl.published.model import FileCell, Grid, GridCell, PublishedTable, expand
from govxl.report.data import COLUMNS, read_parquet
from govxl.workbook.match_sheets import corners
from govxl.xlsx.reader import RawSheet, read_workbook

__all__ = ["READERS", "Datum", "ReadBack"]

MOST_POSITIONS = 1_000_000


@dataclass(frozen=True, slots=True)
class Datum:
    """One row of data: what it is about, as in `tables.COLUMNS` before the label, and what it says.

    A `typed` one is from a format that tells numbers from texts, and has its number in `figure`.
    """

    about: tuple[str, ...]
    text: str
    figure: Decimal | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What an output holds: tables as printed, if it prints any, and rows of data, if it has any.

    `lines` are its titles and paragraphs, if it has prose; of every chart, `charts` has what it says in words and the
    texts drawn in it. `whole` is false where there were more rows of data than could be read; `units` where printed
    figures are bare numbers, without what was chosen for them.
    """

    tables: tuple[Grid, ...] | None = None
    lines: tuple[str, ...] | None = None
    charts: tuple[tuple[str, ...], ...] = ()
    rows: tuple[Datum, ...] | None = None
    whole: bool = True
    units: bool = True


# -- Pages


class _Tables(HTMLParser):
    """Collects the cells of every table, row by row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[FileCell]]] = []
        self.open: tuple[int, int] | None = None
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        said = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self.open, self.text = (int(said.get("colspan") or 1), int(said.get("rowspan") or 1)), []
        elif tag == "br":
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        """Take a cell's text."""
        self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("td", "th") and self.open:
            self.tables[-1][-1].append(FileCell("".join(self.text).strip(), *self.open))
            self.open = None


TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def _tables_in(text: str) -> Iterator[Grid]:
    """Yield the tables of a page; what stands between them is not read."""
    for found in TABLE.finditer(text):
        page = _Tables()
        page.feed(found[0])
        yield from (expand(rows, MOST_POSITIONS) for rows in page.tables)


LINE = re.compile(r"<(title|h1|h2|h3|p)\b[^>]*>(.*?)</\1>", re.DOTALL)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
DRAWN = re.compile(r"<(desc|text)\b[^>]*>(.*?)</\1>", re.DOTALL)
CAPTION = re.compile(r"<figcaption\b[^>]*>(.*?)</figcaption>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def _read_html(data: bytes) -> ReadBack:
    text = data.decode()
    body = text[text.index("<h1") :] if "<h1" in text else text  # what has no title inside is named by its window
    lines = tuple(_text_of(found[2]) for found in LINE.finditer(body))
    drawn = (tuple(_text_of(mark[2]) for mark in DRAWN.finditer(found[0])) for found in DRAWING.finditer(text))
    said = ((_text_of(line),) for found in CAPTION.finditer(text) for line in re.split("</div>|</p>", found[1]))
    return ReadBack(tuple(_tables_in(text)), lines, (*drawn, *(line for line in said if line[0])))


def _text_of(markup: str) -> str:
    return unescape(TAG.sub("", markup)).strip()


PIPE_CELL = re.compile(r"((?:\\.|[^|\\])*)\|")


HEADING = re.compile("^#{1,3} ")


def _read_markdown(data: bytes) -> ReadBack:
    """Read pipe tables, and tables in HTML; both stand in blocks of their own."""
    grids: list[Grid] = []
    lines: list[str] = []
    for block in data.decode().split("\n\n"):
        if block.startswith("|"):
            rows = [PIPE_CELL.findall(line[1:]) for line in block.splitlines()]
            grids.append(tuple(tuple(GridCell(_unescaped(text)) for text in row) for row in (rows[0], *rows[2:])))
        elif block.startswith("<table>"):
            grids += _tables_in(block)
        else:
            lines.append(_unescaped(HEADING.sub("", block)))
    return ReadBack(tuple(grids), tuple(lines))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.replace("<br>", "\n")).strip()


# -- Rows and workbooks


def _read_docx(data: bytes) -> ReadBack:
    blocks = read_worddoc(data, trusted=True).blocks
    tables = tuple(block.rows for block in blocks if isinstance(block, PublishedTable))
    return ReadBack(tables, tuple(block for block in blocks if isinstance(block, str)))


def _read_csv(data: bytes) -> ReadBack:
    rows = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))
    return ReadBack(rows=tuple(Datum(_about(row), row["value"]) for row in rows))


def _read_parquet(data: bytes) -> ReadBack:
    return ReadBack(rows=tuple(Datum(_about(row), row["text"], row["value"], typed=True) for row in read_parquet(data)))


def _about(row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in COLUMNS[: COLUMNS.index("label")])


def _read_xlsx(data: bytes) -> ReadBack:
    raw = read_workbook(data)
    if isinstance(raw, Finding):
        raise ValueError(f"the workbook cannot be read: {raw.name}")
    grids = []
    rows: list[Datum] = []
    whole = True
    for sheet in raw.sheets:
        grid = _grid_of(sheet)
        if tuple(box.text for box in grid[0]) == COLUMNS:
            whole = not sheet.left_out
            lines = (dict(zip(COLUMNS, (box.text for box in line), strict=True)) for line in grid[1:])
            rows += (Datum(_about(line), line["value"]) for line in lines)
        else:
            grids.append(grid)
    return ReadBack(tuple(grids), rows=tuple(rows), whole=whole, units=False)


def _grid_of(sheet: RawSheet) -> Grid:
    """Lay a sheet out; what is merged is one cell."""
    texts = {at: _shown(cell.kind, cell.text) for at, cell in sheet.cells.items()}
    covered: dict[tuple[int, int], GridCell] = {}
    for area in sheet.merges:
        (top, left), (bottom, right) = corners(area)
        text = texts.get((top, left), "")
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                covered[row, column] = GridCell(text, column > left, row > top)
    places = {*texts, *covered}
    height, width = (max(place[n] for place in places) for n in (0, 1))
    return tuple(
        tuple(covered.get((row, column)) or GridCell(texts.get((row, column), "")) for column in range(1, width + 1))
        for row in range(1, height + 1)
    )


def _shown(kind: str, text: str) -> str:
    """Give what stands in a cell; a number as the figure its double stands for."""
    value = shortest(text) if kind == "number" else None
    return f"{value:f}" if isinstance(value, Decimal) else text


READERS: Mapping[str, Callable[[bytes], ReadBack]] = {
    "html": _read_html,
    "page": _read_html,
    "docx": _read_docx,
    "md": _read_markdown,
    "csv": _read_csv,
    "xlsx": _read_xlsx,
    "parquet": _read_parquet,
}
"""How an output is read again, by format; one that is not here shows no figures of its own."""
