"""A published web page -> Published: our own pages, those of content management systems, and Word's "save as web page".

A page is untrusted: nothing is fetched or run, and size, depth and spans have absolute limits.
"""

import re
from math import inf

from lxml import etree

from govxl.published.cascade import MOST_STEPS, PLAIN, PageLooks
from govxl.published.css import StyleSheets, parse_sheet
from govxl.published.html_places import (
    SILENT,
    BlockPlaces,
    breaks,
    cell_spans,
    data_tables,
    element_name,
    item_number,
    notes_of,
    replaced,
)
from govxl.published.html_text import decoded, flowed
from govxl.published.look import TextLook
from govxl.published.model import (
    FileCell,
    Kind,
    Marked,
    Odd,
    Published,
    PublishedDoubt,
    PublishedTable,
    UnreadableError,
    expand,
    seen,
    text_lines,
)
from govxl.text import INVISIBLE

__all__ = ["read_webpage"]

MOST_TEXT = 1_000_000
"""Characters that can be read; a report has ten thousand, pictures inside a page are none."""

MOST_POSITIONS = 100_000
"""Positions of all tables, spans laid out."""

LONGEST_QUOTE = 2_000
"""Characters that are kept of a table nobody sees."""

PAGE_END = re.compile(r"</\s*(?:html|body)\s*>", re.IGNORECASE)
"""Where the parser would stop; browsers show what comes after, and whole pages are pasted into others."""

CELLS = ("td", "th")

SOME_TAG = re.compile(r"<(?:html|body|div|p|table|h[1-6])\b", re.IGNORECASE)


def read_webpage(data: bytes, trusted: bool = False) -> Published:
    """Read a page; raises UnreadableError for what is none, or is beyond the limits.

    A `trusted` one was just made here, and may be as long as what staff wrote.
    """
    text = data.decode() if trusted else decoded(data)
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
    page = _PageWalk(root, trusted)
    reading = ElementReading(page, root)
    reading.read()
    places = reading.places
    odds = [*reading.odds, *([Odd(0, False, PublishedDoubt("style", "…"))] if page.looks.lost else [])]
    published = Published(
        tuple(reading.blocks), element_name(root), tuple(odds), tuple(places.homes), tuple(places.parents),
        tuple(places.site), notes=notes_of(root, page.sheet.fetched),
        aloud=tuple("".join(map(str, each.itertext())) for each in root.iter("title", "desc")),
    )  # fmt: skip
    if not trusted and sum(len(line) for block in published.blocks for line in text_lines(block)) > MOST_TEXT:
        raise UnreadableError("too-large")
    return published


class _PageWalk:
    """A page being read: its looks, its tables, which hold data, and how many positions may still be laid out."""

    def __init__(self, root: etree._Element, trusted: bool) -> None:
        self.room = MOST_POSITIONS
        self.sheet = StyleSheets()
        self.looks = _looks(root, self.sheet, trusted)
        self.lost: dict[etree._Element, list[PublishedDoubt]] = {}
        self.cells = _cells(root, self.looks, self.lost)
        self.data = data_tables(self.cells)
        self.owners = {cell: table for table in self.data for row in self.cells[table] for cell in row}
        self.counted: dict[etree._Element, int] = {}

    def is_neighbour(self, element: etree._Element, cell: etree._Element) -> bool:
        """Tell whether this is another cell of the same table, inside the one before because nobody closed that."""
        return element in self.owners and self.owners[element] is self.owners.get(cell)

    def table(self, element: etree._Element) -> tuple[PublishedTable, list[PublishedDoubt]]:
        """Lay a table out, and tell what is doubtful about it besides its cells."""
        captions = [self.drawn(child) for child in element.iterchildren("caption")]
        rows = ([self.drawn(cell) for cell in row] for row in self.cells[element])
        grid = expand(rows, self.room)
        # All tables together may have so many positions.
        self.room -= sum(len(row) for row in grid)
        doubts = [doubt for caption in captions for doubt in caption.doubts]
        # A caption that is not shown is read aloud: it is no doubt, and no text of the page.
        heard = "hidden" in [doubt.kind for doubt in doubts]
        words = "".join(caption.text or " ".join(doubt.text for doubt in caption.doubts) for caption in captions)
        doubts = [doubt for doubt in doubts if doubt.kind != "hidden"]
        return PublishedTable(words, grid, heard), doubts + self.lost.get(element, [])

    def drawn(self, element: etree._Element) -> FileCell:
        """Give a cell, its paragraphs one a line."""
        text = element.text or ""
        if not len(element) and element not in self.looks.beside and (text.isascii() or not INVISIBLE.search(text)):
            look = self.looks.of(element)
            # Most cells hold one plain text, or none: there is nothing to walk over, and nothing odd.
            if look.kind is None and not look.case:
                return FileCell(flowed(text), *cell_spans(element))
        reading = ElementReading(self, element)
        reading.read()
        lines = [block for block in reading.blocks if isinstance(block, str)]
        return FileCell("\n".join(lines), *cell_spans(element), tuple(odd.doubt for odd in reading.odds))


class ElementReading:
    """One walk over an element: the paragraphs and tables in it, what is odd about them, and where they stand."""

    def __init__(self, page: _PageWalk, top: etree._Element) -> None:
        self.page, self.top = page, top
        self.blocks: list[str | PublishedTable] = []
        self.odds: list[Odd] = []
        self.places = BlockPlaces()
        self.line: list[str] = []
        look = page.looks.of(top)
        self.looks: list[tuple[TextLook, Kind | None]] = [(look, look.kind)]

    def read(self) -> None:
        """Walk over all that stands in the element."""
        if self.top.tag in CELLS and not len(self.top) and self.top not in self.page.looks.beside:
            # Most cells hold one text, or none: there is nothing to walk over.
            self.put(self.top.text or "", self.looks[-1][1])
            self.end_paragraph()
            return
        walker = etree.iterwalk(self.top, events=("start", "end"))
        for event, element in walker:
            if breaks(element, self.page.looks.displays):
                self.end_paragraph()
                self.places.step(event == "start")
            if event == "end":
                self.close(element)
            elif self.open(element):
                walker.skip_subtree()
        self.end_paragraph()

    def open(self, element: etree._Element) -> bool:
        """Begin an element; tell whether what is in it is not to be walked over."""
        look = self.page.looks.own.get(element)
        self.looks.append(self.looks[-1] if look is None else (look, look.kind))
        self.places.enter(element)
        kind = self.looks[-1][1]
        revised = element.tag == "del" and self.page.looks.revisions
        # A cell that nobody closed has the next one inside, which is read as its own.
        if revised or element.tag in SILENT or (element is not self.top and self.page.is_neighbour(element, self.top)):
            return True
        if element in self.page.data and element is not self.top:
            self.put_table(element)
            return True
        shown = replaced(element)
        if shown is not None:
            self.put_replaced(shown, kind)
            return True
        if element.tag == "li" and (number := item_number(element, self.looks[-1][0].marker, self.page.counted)):
            self.put(number, kind)
        self.put(self.page.looks.beside.get(element, {}).get("before", ""), kind)
        self.put("“" if element.tag == "q" else "", kind)
        self.put(element.text or "", kind)
        return False

    def close(self, element: etree._Element) -> None:
        """End an element, and go on behind it."""
        kind = self.looks.pop()[1]
        self.places.leave(element)
        self.put("”" if element.tag == "q" else "", kind)
        self.put(self.page.looks.beside.get(element, {}).get("after", ""), kind)
        if element is not self.top:
            self.put(element.tail or "", self.looks[-1][1])

    def put(self, text: str, kind: Kind | None) -> None:
        """Add a piece to the paragraph."""
        if not text:
            return
        case = self.looks[-1][0].case
        # Letters are shown as the style sheet turns them, and so compared.
        piece = text.upper() if case == "uppercase" else text.lower() if case == "lowercase" else text
        odd = "hidden" if kind == "hidden" else text.kind if isinstance(text, Marked) else kind
        self.line.append(Marked(piece, odd) if odd else piece)
        self.places.count(text)

    def put_replaced(self, shown: PublishedDoubt | str, kind: Kind | None) -> None:
        if isinstance(shown, str):
            self.put(shown, kind)
        elif shown.kind == "formula":
            self.put(Marked(shown.text, "formula"), kind)
        # A picture nobody sees shows nothing.
        elif kind != "hidden":
            self.odds.append(Odd(len(self.blocks), False, shown, self.places.open[-1]))

    def put_table(self, element: etree._Element) -> None:
        table, doubts = self.page.table(element)
        boxes = [box for row in table.rows for box in row]
        said = [box.doubts[0] for box in boxes if box.doubts]
        if said and not any(box.text for box in boxes):
            words = " | ".join(doubt.text for doubt in said)
            self.odds.append(Odd(len(self.blocks), False, PublishedDoubt(said[0].kind, words[:LONGEST_QUOTE])))
            return
        self.odds += (Odd(len(self.blocks), True, doubt) for doubt in doubts)
        self.blocks.append(table)
        self.places.put(False)

    def end_paragraph(self) -> None:
        """End the paragraph that is open, and begin another."""
        if self.line:
            text, doubts = seen(self.line)
            line = flowed(text)
            self.odds += (Odd(len(self.blocks), bool(line), doubt) for doubt in doubts)
            if line:
                self.blocks.append(line)
                self.places.put(True)
            self.line = []


def _looks(root: etree._Element, sheet: StyleSheets, trusted: bool) -> PageLooks:
    for style in root.iter("style"):
        parse_sheet(style.text or "", sheet)
    sheet.fetched = sheet.fetched or any("stylesheet" in (link.get("rel") or "").lower() for link in root.iter("link"))
    makers = (
        meta.get("content") or "" for meta in root.iter("meta") if (meta.get("name") or "").lower() == "generator"
    )
    most = inf if trusted else MOST_STEPS
    looks = PageLooks(sheet, revisions=any("Word" in maker for maker in makers), most=most, trusted=trusted)
    around = [PLAIN]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            around.append(looks.put(element, around[-1]))
        else:
            around.pop()
    return looks


def _cells(
    root: etree._Element, looks: PageLooks, lost: dict[etree._Element, list[PublishedDoubt]]
) -> dict[etree._Element, list[list[etree._Element]]]:
    """Find the cells of every table, row by row, outer tables before those inside them; note those that are hidden."""
    found: dict[etree._Element, list[list[etree._Element]]] = {}
    around: list[etree._Element] = []
    walker = etree.iterwalk(root, events=("start", "end"), tag=("table", "tr", "td", "th", "col"))
    for event, element in walker:
        if event == "end":
            if element.tag == "table":
                around.pop()
        elif element.tag == "table":
            # An outer table comes first, as those who tell tables of data need it.
            found.setdefault(element, [])
            around.append(element)
        elif around and looks.is_gone(element):
            said = " | ".join(filter(None, (flowed(text) for text in element.itertext())))
            lost.setdefault(around[-1], []).append(PublishedDoubt("hidden", said))
            walker.skip_subtree()
        elif around and element.tag != "col":
            rows = found[around[-1]]
            # Cells without a row around them are in one of their own.
            if element.tag == "tr" or not rows:
                rows.append([])
            if element.tag != "tr":
                rows[-1].append(element)
    return found
