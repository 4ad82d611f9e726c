"""The body of a Word file, walked once from start to end: paragraphs and tables as a reader sees them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from govxl.characters import INVISIBLE
from govxl.report.published import Table
from govxl.report.wordlists import OFF, Lists, Style, Styles, chain
from govxl.report.wordtables import Blocks, RawCell, RawRow, RawTable, laid_out
from govxl.workbook.markup import walk

__all__ = ["read_body"]

MOST_POSITIONS = 100_000
"""Positions of all tables, spans laid out."""

MOST_COLUMNS, WIDEST = 256, 31_680
"""Columns a cell may span; twips, the width of the widest page."""


UNSEEN = frozenset(
    ("Fallback", "del", "moveFrom", "instrText", "rt", "sectPr", "tblPr", "tblGridChange", "pict", "object", "altChunk")
).union(("pPrChange", "rPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "numberingChange"))
"""What no reader sees: what was crossed out, field codes, how it was before, the second copy of a text box."""

MARKS = frozenset(("rPr", "trPr"))
"""Where `del` is an empty mark: the paragraph's end or the row is crossed out, not what stands in between."""

BLANKS = re.compile(r"[ \t\f\xa0\u3000]+")

Said = dict[str, str]


@dataclass(slots=True)
class _Text:
    """A paragraph being read; `joined` where its end was crossed out, so that the next goes on with it."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    list: str | None = None
    level: int | None = None
    joined: bool = False
    hidden: bool = False


def read_body(part: str, data: bytes, styles: Styles, lists: Lists) -> Blocks:
    """Read the main part; Refused when it is not sound, UnreadableError when a table is too large."""
    reader = _Reader(styles, lists)
    walk(part, data, reader.start, reader.end, reader.chars)
    reader.flush()
    return reader.blocks


class _Reader:
    """Where in the file the walk is: open elements, paragraphs, tables; and what was read so far."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.styles, self.lists = styles, lists
        self.blocks: Blocks = []
        self.frames = [self.blocks]
        self.path: list[str] = []
        self.unseen = 0
        self.texts: list[_Text] = []
        self.carried: _Text | None = None
        self.tables: list[RawTable] = []
        self.room = MOST_POSITIONS
        self.ways: dict[str, Callable[[Said], None]] = {
            "p": self.open_text, "pStyle": self.take_style, "numId": self.take_list, "ilvl": self.take_level,
            "del": self.take_mark, "moveFrom": self.take_mark, "r": self.open_run, "vanish": self.take_hidden,
            "rStyle": self.take_hidden, "tab": self.blank, "ptab": self.blank, "br": self.end_line, "cr": self.end_line,
            "noBreakHyphen": self.hyphen, "tbl": self.open_table,
            "gridCol": self.take_width, "tr": self.open_row, "tc": self.open_cell,
            "gridSpan": self.take_span, "vMerge": self.take_merge, "cellDel": self.drop_cell,
            "gridBefore": self.take_before, "hidden": self.drop_row,
        }  # fmt: skip

    # -- The walk

    def start(self, name: str, attributes: Said) -> None:
        """Open an element."""
        above = self.path[-1] if self.path else ""
        self.path.append(name)
        if self.unseen:
            return
        if name in UNSEEN and above not in MARKS:
            self.unseen = len(self.path)
        elif name in self.ways:
            self.ways[name]({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """Close an element."""
        depth = len(self.path)
        self.path.pop()
        if self.unseen:
            self.unseen = 0 if depth == self.unseen else self.unseen
        elif name == "p":
            self.close_text()
        elif name == "tbl":
            self.close_table()
        elif name == "tc":
            self.flush()
            self.frames.pop()

    def chars(self, text: str) -> None:
        """Take characters, which count within `t` only."""
        if not self.unseen and self.path[-1] == "t" and self.texts and not self.texts[-1].hidden:
            self.texts[-1].pieces.append(text)

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
        lines = [line for piece in "".join(text.pieces).split("\n") if (line := _clean(piece))]
        if lines:
            lines[0] = number + lines[0]
        self.frames[-1].extend(lines)

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

    def open_run(self, _: Said) -> None:
        if self.texts:
            hides = (style.hidden for style in chain(self.styles, self.texts[-1].style) if style.hidden is not None)
            self.texts[-1].hidden = next(hides, False)

    def take_hidden(self, said: Said) -> None:
        if not self.texts or not self.within("r", "rPr"):
            return
        value = said.get("val", "")
        if self.path[-1] == "vanish":
            self.texts[-1].hidden = value not in OFF
        elif any(style.hidden for style in chain(self.styles, value)):
            self.texts[-1].hidden = True

    def blank(self, _: Said) -> None:
        if self.within("r"):
            self.put(" ")

    def hyphen(self, _: Said) -> None:
        self.put("-")

    def end_line(self, _: Said) -> None:
        self.put("\n")

    def put(self, text: str) -> None:
        if self.texts and not self.texts[-1].hidden:
            self.texts[-1].pieces.append(text)

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
        self.frames.append(cell.blocks)

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

    def drop_row(self, _: Said) -> None:
        if self.within("tr", "trPr") and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].gone = True

    def close_table(self) -> None:
        blocks = laid_out(self.tables.pop(), self.room)
        self.room -= sum(len(row) for block in blocks if isinstance(block, Table) for row in block.rows)
        self.frames[-1].extend(blocks)


def _clean(text: str) -> str:
    return BLANKS.sub(" ", INVISIBLE.sub("", text)).strip()


def _number(said: str, most: int = MOST_COLUMNS) -> int:
    """Read how many columns a cell covers, or how wide one is, within bounds."""
    return min(max(1, int(said)), most) if said.isdecimal() and len(said) < 6 else 1
