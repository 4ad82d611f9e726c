"""The body of a Word file, walked once from start to end: paragraphs and tables as a reader sees them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from govxl.report.published import Odd
from govxl.report.seen import Marked, seen
from govxl.report.wordframes import Body, Frames
from govxl.report.wordlists import Lists, Style, Styles, chain
from govxl.report.wordlook import PROPERTIES, Looks, Said, is_away, take_property
from govxl.report.wordpictures import SHOWN, picture
from govxl.report.wordruns import STEERING, Runs, cleaned, lines_of_pieces
from govxl.workbook.markup import walk

__all__ = ["Body", "read_body"]

UNSEEN = frozenset(
    (
        "del",
        "moveFrom",
        "sectPr",
        "tblPrChange",
        "tblGridChange",
        "object",
        "altChunk",
        "subDoc",
        "control",
        "contentPart",
    )
).union(("pPrChange", "rPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "numberingChange", "sdtEndPr"))
"""What no reader sees, such as what was crossed out or how it was before, or what nobody can read here."""

CROSSED = frozenset(("del", "moveFrom"))
MARKS = frozenset(("rPr", "trPr"))
"""Where `del` is an empty mark: the paragraph's end or the row is crossed out, not what stands in between."""

HEEDED = UNSEEN | STEERING | PROPERTIES | SHOWN
"""What is looked at when it begins, besides what has a way of its own; all else only holds or adorns it."""

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


def read_body(part: str, data: bytes, styles: Styles, lists: Lists, pages: bool = False) -> Body:
    """Read a part; Refused when it is not sound, UnreadableError when a table is too large.

    With `pages` the numbers of pages are left out, as they stand in headers.
    """
    reader = _Reader(styles, lists, pages)
    walk(part, data, reader.start, reader.end, reader.chars)
    reader.flush()
    lines = reader.frames[0]
    if pages:
        return Body(
            [line for line in lines.blocks if not (isinstance(line, str) and PAGE_WORDS.fullmatch(line))], lines.odds
        )
    return lines


class _Reader(Frames):
    """Where in the file the walk is: open elements, paragraphs, tables; and what was read so far."""

    def __init__(self, styles: Styles, lists: Lists, pages: bool) -> None:
        super().__init__()
        self.styles, self.lists, self.pages = styles, lists, pages
        self.runs = Runs(Looks(styles))
        self.unseen = 0
        self.texts: list[_Text] = []
        self.carried: _Text | None = None
        self.ways: dict[str, Callable[[Said], None]] = {
            "p": self.open_text, "pStyle": self.take_style, "numId": self.take_list, "ilvl": self.take_level,
            "del": self.take_mark, "moveFrom": self.take_mark, "fldChar": self.runs.turn, "sym": self.symbol,
            "tab": self.blank, "ptab": self.blank, "br": self.end_line, "cr": self.end_line,
            "noBreakHyphen": self.hyphen, "softHyphen": self.soft_hyphen, "textpath": self.word_art,
            **self.table_ways,
        }  # fmt: skip
        self.heeded = HEEDED.union(self.ways)

    # -- The walk

    def start(self, name: str, attributes: Said) -> None:
        """Open an element."""
        above = self.path[-1] if self.path else ""
        self.path.append(name)
        if self.unseen or name not in self.heeded:
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
        for pieces in lines_of_pieces(text.pieces):
            shown, doubts = seen(pieces)
            line = cleaned(shown)
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
