"""The body of a Word file, or another part with text -> paragraphs and tables, walked once from start to end."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from govxl.published.docx_runs import SHOWN, STEERING, Runs, cleaned, lines_of_pieces, picture
from govxl.published.docx_styles import (
    PROPERTIES,
    Lists,
    Said,
    Style,
    StylesByName,
    WordLooks,
    chain,
    is_away,
    take_property,
)
from govxl.published.docx_tables import Blocks, Body, Frames, WordCell
from govxl.published.model import Marked, Odd, seen
from govxl.xlsx.xml import exact_text, is_bounded, prove_well_formed, utf8, walk

__all__ = ["KnownCells", "read_body"]

# -- What is looked at


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

ENDING = STEERING | {"p", "tbl", "tc"}
"""What is looked at when it ends."""

TAG = re.compile(r"<(/?)(?:[^\s<>/?]*:)?([^\s<>/:?]+)([^<>]*)>([^<]*)")
"""A tag and the text behind it, in a part in which every bracket is that of a tag."""

ATTRIBUTE = re.compile(r"(?<!\S)([^\s=]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
BLANKS = str.maketrans("\t\n", "  ")

LONGEST_KEPT = 500
"""Characters of a tag's attributes that are remembered."""

CELL_BEGINS, CELL_ENDS, IN_ROW = "<w:tc>", "</w:tc>", ["document", "body", "tbl", "tr"]
LONGEST_CELL, MOST_CELLS = 1_000, 4_000
"""Characters of a cell that is remembered, and how many are before all are forgotten."""

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


KnownCells = dict[str, tuple[Blocks, list[Odd], int, str, bool, str]]
"""What the cells of tables held that were read before with the same styles, by their XML; bounded."""


def read_body(
    part: str, data: bytes, styles: StylesByName, lists: Lists, pages: bool = False, known: KnownCells | None = None
) -> Body:
    """Read a part; Refused when it is not sound, UnreadableError when a table is too large.

    With `pages` the numbers of pages are left out, as they stand in headers.
    """
    reader = _BodyReader(styles, lists, pages)
    data = utf8(part, data)
    # Where it is proven that every bracket is a tag's, the tags are found several times as fast as the parser calls
    # back for them: most only adorn, and are passed over.
    if b"<!" not in data and data.find(b"<?", 1) < 0 and is_bounded(data) and prove_well_formed(part, data):
        if known is None or lists.kinds:
            reader.scan(data.decode())
        else:
            reader.scan_cells(data.decode(), known)
    else:
        walk(part, data, reader.start, reader.end, reader.chars)
    reader.flush()
    lines = reader.frames[0]
    if pages:
        return Body(
            [line for line in lines.blocks if not (isinstance(line, str) and PAGE_WORDS.fullmatch(line))], lines.odds
        )
    return lines


class _BodyReader(Frames):
    """Where in the file the walk is: open elements, paragraphs, tables; and what was read so far."""

    def __init__(self, styles: StylesByName, lists: Lists, pages: bool) -> None:
        super().__init__()
        self.styles, self.lists, self.pages = styles, lists, pages
        self.listed: dict[str, Style] = {}
        self.runs = Runs(WordLooks(styles))
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

    def scan(self, text: str) -> None:
        """Walk over a part that is plain and well-formed."""
        path, heeded = self.path, self.heeded
        for end, name, about, chars in TAG.findall(text):
            if end:
                if self.unseen or name in ENDING:
                    self.end(name)
                else:
                    path.pop()
            elif name in heeded:
                path.append(name)
                if not self.unseen:
                    self.heed(name, _said_in(about) if len(about) < LONGEST_KEPT else _read_attributes(about))
                if about.endswith("/"):
                    self.end(name)
            elif not about.endswith("/"):
                path.append(name)
            if chars and path:
                self.chars(exact_text(chars.encode()) if "&" in chars else chars)

    def scan_cells(self, text: str, known: KnownCells) -> None:
        """Walk over a part as `scan` does, but for cells with the very XML of one that was read before."""
        first, *pieces = text.split(CELL_BEGINS)
        self.scan(first)
        for piece in pieces:
            inside, end, rest = piece.partition(CELL_ENDS)
            # What a cell holds is told by its XML alone where nothing is open around it but a plain table.
            alone = bool(end) and self.is_quiet
            if alone and (held := known.get(inside)) is not None:
                blocks, odds, columns, merge, gone, fill = held
                self.tables[-1].rows[-1].cells.append(WordCell(blocks[:], odds[:], columns, 1, merge, gone, fill))
            else:
                self.scan(f"{CELL_BEGINS}{inside}{end}")
                if alone and self.is_quiet and len(inside) < LONGEST_CELL:
                    if len(known) >= MOST_CELLS:
                        known.clear()
                    cell = self.tables[-1].rows[-1].cells[-1]
                    known[inside] = cell.blocks[:], cell.odds[:], cell.columns, cell.merge, cell.gone, cell.fill
            if rest:
                self.scan(rest)

    @property
    def is_quiet(self) -> bool:
        """Tell whether the walk is in a row of a table of the text's own, and nothing else is open."""
        runs = self.runs
        unfinished = self.unseen or self.texts or self.carried or runs.open or runs.fields or runs.choices or runs.ways
        return not unfinished and self.path == IN_ROW and not self.tables[-1].style and bool(self.tables[-1].rows)

    def start(self, name: str, attributes: Said) -> None:
        """Open an element."""
        self.path.append(name)
        if not self.unseen and name in self.heeded:
            self.heed(name, {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def heed(self, name: str, said: Said) -> None:
        """Look at an element that was opened, with its attributes by their local names."""
        above = self.path[-2] if len(self.path) > 1 else ""
        if name in SHOWN:
            self.look_at(name, said)
        passed_over = name in STEERING and self.runs.enter(name, said)
        if passed_over or (name in UNSEEN and not (name in CROSSED and above in MARKS)):
            # All that stands inside is skipped, up to the end of this element.
            self.unseen = len(self.path)
        elif name in self.ways:
            self.ways[name](said)
        elif above == "rPr" or "textFill" in self.path[-4:]:
            # What the mark at a paragraph's end looks like says nothing of its text.
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
        # Still inside of what is skipped.
        if self.unseen and depth != self.unseen:
            return
        self.unseen = 0
        if name in STEERING:
            self.runs.leave(name)
        elif name == "p":
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
            # Its end was crossed out, so the next paragraph goes on with it.
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
                # Only the first line of a paragraph bears its number.
                number = ""

    def number(self, text: _Text) -> str:
        """Count a paragraph in its list, its own or that of its style; a list of 0 is none."""
        # A heading has its number from its style, or from a style that one is based on.
        known = self.listed.get(text.style)
        if known is None:
            known = next((style for style in chain(self.styles, text.style) if style.list), Style())
            self.listed[text.style] = known
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
        # Here `del` is an empty mark: the paragraph's end or the row is crossed out, not what stands inside.
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
        # Half of a pair of surrogates is no character by itself.
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


def _read_attributes(about: str) -> Said:
    """Read the attributes of a tag as the parser does, by their local names."""
    found = ATTRIBUTE.findall(about.translate(BLANKS))
    return {name.rpartition(":")[2]: exact_text((one or other).encode()) for name, one, other in found}


_said_in = lru_cache(maxsize=1024)(_read_attributes)
"""The same, remembered: a file says the same few things thousands of times. Nobody changes what it gives."""
