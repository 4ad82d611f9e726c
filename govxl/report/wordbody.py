"""The body of a Word file, walked once from start to end: paragraphs and tables as a reader sees them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from govxl.characters import INVISIBLE
from govxl.report.published import Odd, Table
from govxl.report.seen import Doubt, Marked, seen
from govxl.report.wordlists import OFF, Lists, Style, Styles, chain
from govxl.report.wordlook import Looks, Said, is_away, take_property
from govxl.report.wordpictures import picture
from govxl.report.wordruns import Runs
from govxl.report.wordtables import Blocks, RawCell, RawRow, RawTable, laid_out
from govxl.workbook.markup import walk

__all__ = ["Body", "read_body"]

MOST_POSITIONS = 100_000
"""Positions of all tables, spans laid out."""

MOST_COLUMNS, WIDEST = 256, 31_680
"""Columns a cell may span; twips, the width of the widest page."""

LOWEST = 100
"""Twips: a row that may be no higher shows no text."""

UNSEEN = frozenset(
    ("del", "moveFrom", "sectPr", "tblPrChange", "tblGridChange", "object", "altChunk", "subDoc", "control", "contentPart")
).union(("pPrChange", "rPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "numberingChange", "sdtEndPr"))
"""What no reader sees, such as what was crossed out or how it was before, or what nobody can read here."""

CROSSED = frozenset(("del", "moveFrom"))
MARKS = frozenset(("rPr", "trPr"))
"""Where `del` is an empty mark: the paragraph's end or the row is crossed out, not what stands in between."""

BLANKS = re.compile(r"[ \t\f\xa0\u3000]+")
PAGE_WORDS = re.compile(r"[\s0-9第页共总/|—–_-]*")
"""What stands around the number of a page."""


@dataclass(slots=True)
class _Text:
    """A paragraph being read; `joined` where its end was crossed out, so that the next goes on with it."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    list: str | None = None
    level: int | None = None
    joined: bool = False
    said: Said = field(default_factory=dict)


class Body(NamedTuple):
    """Paragraphs and tables, and what is odd about them."""

    blocks: Blocks
    odds: list[Odd]


def read_body(part: str, data: bytes, styles: Styles, lists: Lists, pages: bool = False) -> Body:
    """Read a part; Refused when it is not sound, UnreadableError when a table is too large.

    With `pages` the numbers of pages are left out, as they stand in headers.
    """
    reader = _Reader(styles, lists, pages)
    walk(part, data, reader.start, reader.end, reader.chars)
    reader.flush()
    lines = reader.frames[0]
    if pages:
        return Body([line for line in lines.blocks if not (isinstance(line, str) and PAGE_WORDS.fullmatch(line))], lines.odds)
    return lines


class _Reader:
    """Where in the file the walk is: open elements, paragraphs, tables; and what was read so far."""

    def __init__(self, styles: Styles, lists: Lists, pages: bool) -> None:
        self.styles, self.lists, self.pages = styles, lists, pages
        self.runs = Runs(Looks(styles))
        self.frames = [Body([], [])]
        self.path: list[str] = []
        self.unseen = 0
        self.texts: list[_Text] = []
        self.carried: _Text | None = None
        self.tables: list[RawTable] = []
        self.room = MOST_POSITIONS
        self.ways: dict[str, Callable[[Said], None]] = {
            "p": self.open_text, "pStyle": self.take_style, "numId": self.take_list, "ilvl": self.take_level,
            "del": self.take_mark, "moveFrom": self.take_mark, "fldChar": self.runs.turn, "sym": self.symbol,
            "tab": self.blank, "ptab": self.blank, "br": self.end_line, "cr": self.end_line,
            "noBreakHyphen": self.hyphen, "softHyphen": self.soft_hyphen, "tbl": self.open_table,
            "gridCol": self.take_width, "tr": self.open_row, "tc": self.open_cell, "tblStyle": self.take_table_style,
            "gridSpan": self.take_span, "vMerge": self.take_merge, "cellDel": self.drop_cell,
            "gridBefore": self.take_before, "hidden": self.hide_row, "trHeight": self.take_height,
            "textpath": self.word_art,
        }  # fmt: skip

    # -- The walk

    def start(self, name: str, attributes: Said) -> None:
        """Open an element."""
        above = self.path[-1] if self.path else ""
        self.path.append(name)
        if self.unseen:
            return
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()} if attributes else attributes
        self.look_at(name, said)
        if self.runs.enter(name, said) or (name in UNSEEN and not (name in CROSSED and above in MARKS)):
            self.unseen = len(self.path)
        elif name in self.ways:
            self.ways[name](said)
        elif above == "rPr" or "textFill" in self.path[-4:]:
            if "pPr" not in self.path[-3:-1]:
                self.runs.take(name, said, above != "rPr")
        elif above == "pPr" or above == "tcPr":
            self.take_about(name, said, above)

    def look_at(self, name: str, said: Said) -> None:
        """Note what is shown and cannot be read."""
        doubt = picture(name, said, self.path)
        if doubt is not None:
            frame = self.frames[-1]
            frame.odds.append(Odd(len(frame.blocks), False, doubt))

    def end(self, name: str) -> None:
        """Close an element."""
        depth = len(self.path)
        self.path.pop()
        if self.unseen and depth != self.unseen:
            return
        self.unseen = 0
        self.runs.leave(name)
        if name == "p":
            self.close_text()
        elif name == "tbl":
            self.close_table()
        elif name == "tc" and len(self.frames) > 1:
            self.flush()
            self.frames.pop()

    def chars(self, text: str) -> None:
        """Take characters, which count within `t` only."""
        if self.unseen:
            return
        if self.path[-1] == "t" and self.texts:
            self.put(text)
        elif self.path[-1] == "instrText" and self.runs.fields:
            self.runs.fields[-1].code += text

    def within(self, *names: str) -> bool:
        """Tell whether the open element stands right in these, the outer one first."""
        return tuple(self.path[-1 - len(names) : -1]) == names

    # -- Paragraphs

    def open_text(self, _: Said) -> None:
        self.texts.append(self.carried or _Text())
        self.carried = None

    def close_text(self) -> None:
        text = self.texts.pop()
        if text.joined:
            text.joined = False
            self.carried = text
        else:
            self.put_down(text)

    def flush(self) -> None:
        """End a paragraph whose end was crossed out where none follows."""
        if self.carried is not None:
            self.put_down(self.carried)
        self.carried = None

    def put_down(self, text: _Text) -> None:
        number = self.number(text)
        frame = self.frames[-1]
        for pieces in _lines(text.pieces):
            shown, doubts = seen(pieces)
            line = _clean(shown)
            frame.odds.extend([Odd(len(frame.blocks), bool(line), doubt) for doubt in doubts])
            if line:
                frame.blocks.append(number + line)
                number = ""

    def number(self, text: _Text) -> str:
        """Count a paragraph in its list, its own or that of its style; a list of 0 is none."""
        known = next((style for style in chain(self.styles, text.style) if style.list), Style())
        identity = text.list if text.list is not None else known.list
        if not identity or identity == "0":
            return ""
        level = text.level if text.level is not None else known.level
        return self.lists.next(identity, level)

    def take_style(self, said: Said) -> None:
        if self.texts:
            self.texts[-1].style = said.get("val", "")

    def take_list(self, said: Said) -> None:
        if self.texts:
            self.texts[-1].list = said.get("val", "")

    def take_level(self, said: Said) -> None:
        if self.texts and said.get("val", "").isdecimal() and len(said["val"]) < 3:
            self.texts[-1].level = int(said["val"])

    def take_mark(self, _: Said) -> None:
        if self.within("pPr", "rPr") and self.texts:
            self.texts[-1].joined = True
        elif self.within("trPr"):
            self.drop_row({})

    def take_about(self, name: str, said: Said, above: str) -> None:
        """Note what a paragraph or a cell says of its ground and place."""
        if above == "tcPr" and name == "shd":
            self.cell().fill = said.get("fill", "")
        elif above == "pPr" and self.texts:
            if name in ("shd", "bidi"):
                take_property(self.texts[-1].said, "rtl" if name == "bidi" else name, said)
            elif is_away(name, said):
                self.texts[-1].said["away"] = "1"

    def blank(self, _: Said) -> None:
        if self.within("r"):
            self.put(" ")

    def hyphen(self, _: Said) -> None:
        self.put("-")

    def soft_hyphen(self, _: Said) -> None:
        self.put("\xad")

    def symbol(self, said: Said) -> None:
        code = said.get("char", "")
        known = len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code)
        self.put(chr(int(code, 16)) if known and code[0] not in "dD" else "\ufffd")

    def word_art(self, said: Said) -> None:
        self.put(said.get("string", ""))

    def end_line(self, _: Said) -> None:
        self.put("\n")

    def put(self, text: str) -> None:
        """Add a piece to the paragraph, marked with what is odd about its run."""
        if not self.texts or self.runs.in_code or (self.pages and self.runs.counts_pages):
            return
        here = self.texts[-1]
        table = self.tables[-1] if self.tables else None
        ground = table.rows[-1].cells[-1].fill if table and table.rows and table.rows[-1].cells else ""
        kind = self.runs.kind(table.style if table else "", here.style, here.said, ground)
        here.pieces.append(Marked(text, kind) if kind else text)

    # -- Tables

    def open_table(self, _: Said) -> None:
        self.flush()
        self.tables.append(RawTable())

    def open_row(self, _: Said) -> None:
        if self.tables:
            self.tables[-1].rows.append(RawRow())

    def take_width(self, said: Said) -> None:
        if self.tables:
            self.tables[-1].grid.append(_number(said.get("w", ""), WIDEST))

    def open_cell(self, _: Said) -> None:
        cell = RawCell()
        if self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].cells.append(cell)
        self.frames.append(Body(cell.blocks, cell.odds))

    def cell(self) -> RawCell:
        """Give the open cell."""
        return self.tables[-1].rows[-1].cells[-1] if self.within("tc", "tcPr") and self.tables else RawCell()

    def take_span(self, said: Said) -> None:
        self.cell().columns = _number(said.get("val", ""))

    def take_merge(self, said: Said) -> None:
        self.cell().merge = "restart" if said.get("val") == "restart" else "continue"

    def drop_cell(self, _: Said) -> None:
        self.cell().gone = True

    def take_before(self, said: Said) -> None:
        if self.within("tr", "trPr") and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].before = _number(said.get("val", ""))

    def take_table_style(self, said: Said) -> None:
        if self.tables:
            self.tables[-1].style = said.get("val", "")

    def hide_row(self, said: Said) -> None:
        if self.within("tr", "trPr") and self.tables and self.tables[-1].rows and said.get("val", "") not in OFF:
            self.tables[-1].rows[-1].hidden = True

    def take_height(self, said: Said) -> None:
        if said.get("hRule") == "exact" and _number(said.get("val", ""), WIDEST) < LOWEST:
            self.hide_row({})

    def drop_row(self, _: Said) -> None:
        if self.within("tr", "trPr") and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].gone = True

    def close_table(self) -> None:
        blocks, odds = laid_out(self.tables.pop(), self.room)
        self.room -= sum(len(row) for block in blocks if isinstance(block, Table) for row in block.rows)
        frame = self.frames[-1]
        frame.odds.extend([odd._replace(block=len(frame.blocks) + odd.block) for odd in odds])
        frame.blocks.extend(blocks)


def _lines(pieces: list[str]) -> list[list[str]]:
    """Take a paragraph apart where its lines end."""
    lines: list[list[str]] = [[]]
    for piece in pieces:
        first, *rest = piece.split("\n") if "\n" in piece else (piece,)
        kind = piece.kind if isinstance(piece, Marked) else None
        lines[-1].append(Marked(first, kind) if kind and rest else piece if not rest else first)
        lines.extend([[Marked(each, kind) if kind else each] for each in rest])
    return lines


def _clean(text: str) -> str:
    return BLANKS.sub(" ", INVISIBLE.sub("", text)).strip()


def _number(said: str, most: int = MOST_COLUMNS) -> int:
    """Read how many columns a cell covers, or how wide one is, within bounds."""
    return min(max(1, int(said)), most) if said.isdecimal() and len(said) < 6 else 1
