"""A published web page -> Published: our own pages, those of content management systems, and Word's "save as web page".

A page is untrusted: nothing is fetched or run, and size, depth and spans have absolute limits.
"""

import re
from collections.abc import Iterator

from lxml import etree

from govxl.characters import INVISIBLE
from govxl.report.published import Drawn, Published, Reason, Table, UnreadableError, expand, lines_of

__all__ = ["read_webpage"]

MOST_BYTES = 8_000_000
MOST_TEXT = 1_000_000
"""Characters that can be read; a report has ten thousand, pictures inside a page are none."""

MOST_POSITIONS = 100_000
"""Positions of all tables, spans laid out."""

MOST_COLUMNS, MOST_ROWS = 256, 4_096
"""What one cell may span; more is taken as so much."""

KINDS: tuple[tuple[bytes, Reason], ...] = (
    (b"PK\x03\x04", "word"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-word"),
    (b"{\\rtf", "old-word"),
    (b"%PDF", "pdf"),
    (b"MIME-Version:", "archive"),
)
"""How other files begin that people take for the page."""

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
CHARSETS = {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs"}
"""What a page may say it is written in; whatever else it says, it is read as the national standard GB 18030."""

PAGE_END = re.compile(r"</\s*(?:html|body)\s*>", re.IGNORECASE)
"""Where the parser would stop; browsers show what comes after, and whole pages are pasted into others."""

SOME_TAG = re.compile(r"<(?:html|body|div|p|table|h[1-6])\b", re.IGNORECASE)

UNSEEN = frozenset(
    ("head", "title", "script", "style", "noscript", "template", "iframe", "object", "svg", "select", "textarea")
).union(("xml", "del"))
"""What no reader sees; `del` is what somebody crossed out in Word."""

HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)
INLINE = frozenset(
    ("a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "ins", "label", "mark", "o:p", "q", "s")
).union(("small", "span", "strike", "strong", "sub", "sup", "time", "u", "wbr"), UNSEEN)
"""What does not end a paragraph; every other tag does."""

BLANKS = re.compile(r"[ \t\f]+")
WIDE = re.compile("[\u2e80-\uffef]")
"""A line end of the source between two Chinese characters is no blank."""


def read_webpage(data: bytes) -> Published:
    """Read a page; raises UnreadableError for what is none, or is beyond the limits."""
    root = _parsed(_decoded(data))
    published = Published(tuple(_Page(root).blocks(root)), _name(root))
    if sum(len(line) for block in published.blocks for line in lines_of(block)) > MOST_TEXT:
        raise UnreadableError("too-large")
    return published


def _name(root: etree._Element) -> str:
    article = root.find(".//article[@aria-label]")
    return "" if article is None else article.get("aria-label", "")


def _decoded(data: bytes) -> str:
    """Take bytes as text: by their mark, else as UTF-8 where they are that, else as the page says."""
    if not data.strip():
        raise UnreadableError("empty")
    for start, kind in KINDS:
        if data.lstrip().startswith(start):
            raise UnreadableError(kind)
    if len(data) > MOST_BYTES:
        raise UnreadableError("too-large")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        said = CHARSET.search(data[:4096])
        return data.decode(CHARSETS.get(said[1].decode("ascii").lower() if said else "", "gb18030"), "replace")


def _parsed(text: str) -> etree._Element:
    if not SOME_TAG.search(text):
        raise UnreadableError("not-html")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(PAGE_END.sub("<br>", text).replace("\0", "").encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    # The parser stops where it is too deep and says so in its log only; half a page would be judged as the whole.
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnreadableError("too-deep")
    if root is None:
        raise UnreadableError("not-html")
    return root


class _Page:
    """A page being read: its tables, which of them hold data, and how many positions may still be laid out."""

    def __init__(self, root: etree._Element) -> None:
        self.room = MOST_POSITIONS
        self.cells = _cells(root)
        self.data = _data_tables(self.cells)
        self.owners = {cell: table for table in self.data for row in self.cells[table] for cell in row}

    def blocks(self, top: etree._Element) -> Iterator[str | Table]:
        """Yield the paragraphs and the tables of data below an element."""
        line: list[str] = []
        walker = etree.iterwalk(top, events=("start", "end"))
        for event, element in walker:
            tag = element.tag.lower()
            if tag not in INLINE:
                yield from _paragraph(line)
            if event == "end":
                line.append(element.tail or "" if element is not top else "")
            elif element in self.data:
                yield self.table(element)
                walker.skip_subtree()
            elif _unseen(element) or (element is not top and self.is_neighbour(element, top)):
                walker.skip_subtree()
            else:
                line.append(element.text or "")
        yield from _paragraph(line)

    def is_neighbour(self, element: etree._Element, cell: etree._Element) -> bool:
        """Tell whether this is another cell of the same table, inside the one before because nobody closed that."""
        return element in self.owners and self.owners[element] is self.owners.get(cell)

    def table(self, element: etree._Element) -> Table:
        """Lay a table out."""
        captions = [self.text(child) for child in element.iterchildren("caption")]
        rows = ([Drawn(self.text(cell), *_spans(cell)) for cell in row] for row in self.cells[element])
        grid = expand(rows, self.room)
        self.room -= sum(len(row) for row in grid)
        return Table("".join(captions), grid)

    def text(self, element: etree._Element) -> str:
        """Give the paragraphs of a cell, one a line."""
        return "\n".join(block for block in self.blocks(element) if isinstance(block, str))


def _cells(root: etree._Element) -> dict[etree._Element, list[list[etree._Element]]]:
    """Find the cells of every table that can be seen, row by row, outer tables before those inside them."""
    found: dict[etree._Element, list[list[etree._Element]]] = {}
    around: list[list[list[etree._Element]]] = []
    walker = etree.iterwalk(root, events=("start", "end"), tag=("table", "tr", "td", "th"))
    for event, element in walker:
        if event == "end":
            if element.tag == "table":
                around.pop()
        elif element.tag == "table":
            around.append(found.setdefault(element, []))
        elif _unseen(element):
            walker.skip_subtree()
        elif around:
            rows = around[-1]
            if element.tag == "tr" or not rows:
                rows.append([])
            if element.tag != "tr":
                rows[-1].append(element)
    return found


def _data_tables(cells: dict[etree._Element, list[list[etree._Element]]]) -> set[etree._Element]:
    """Tell tables of data from those that only place things: these have one cell a row, or such a table inside."""
    data: set[etree._Element] = set()
    layout: set[etree._Element] = set()
    for table in reversed(cells):
        if table not in layout and any(len(row) > 1 for row in cells[table]):
            data.add(table)
            layout.update(table.iterancestors("table"))
    return data


def _spans(cell: etree._Element) -> tuple[int, int]:
    """Say how many columns and rows a cell covers; a row span of 0 means down to the end."""
    return _number(cell.get("colspan"), MOST_COLUMNS), _number(cell.get("rowspan"), MOST_ROWS, zero=MOST_ROWS)


def _number(said: str | None, most: int, zero: int = 1) -> int:
    digits = re.match(r"\s*([0-9]{1,9})", said or "1")
    return min(int(digits[1]), most) or zero if digits else 1


def _unseen(element: etree._Element) -> bool:
    return element.tag in UNSEEN or "hidden" in element.attrib or bool(HIDDEN.search(element.get("style", "")))


def _paragraph(line: list[str]) -> Iterator[str]:
    """End a paragraph: yield it unless it is blank, and begin the next."""
    pieces: list[str] = []
    for piece in INVISIBLE.sub("", "".join(line).replace("\r", "\n")).split("\n"):
        if text := BLANKS.sub(" ", piece.strip()):
            if pieces and not (WIDE.match(pieces[-1][-1]) and WIDE.match(text)):
                pieces.append(" ")
            pieces.append(text)
    line.clear()
    if pieces:
        yield "".join(pieces)
