"""A Word file (.docx) -> Published: its body walked once from start to end, as a reader sees it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

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
    read_lists,
    read_word_styles,
    take_property,
)
from govxl.published.docx_tables import Body, Frames
from govxl.published.model import Beside, Marked, Odd, Published, Reason, UnreadableError, seen, text_lines
from govxl.xlsx.parts import relations, relations_part, resolve
from govxl.xlsx.xml import element_count, walk
from govxl.xlsx.zip import Package, Refused, open_package

__all__ = ["Body", "is_worddoc", "read_body", "read_worddoc"]

# -- The body


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


def read_body(part: str, data: bytes, styles: StylesByName, lists: Lists, pages: bool = False) -> Body:
    """Read a part; Refused when it is not sound, UnreadableError when a table is too large.

    With `pages` the numbers of pages are left out, as they stand in headers.
    """
    reader = _BodyReader(styles, lists, pages)
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

    def start(self, name: str, attributes: Said) -> None:
        """Open an element."""
        above = self.path[-1] if self.path else ""
        self.path.append(name)
        if self.unseen or name not in self.heeded:
            return
        said = {key.rpartition(":")[2]: value for key, value in attributes.items()} if attributes else attributes
        self.look_at(name, said)
        if self.runs.enter(name, said) or (name in UNSEEN and not (name in CROSSED and above in MARKS)):
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


# -- The file


MOST_BYTES = 20_000_000
"""Bytes on disk: a report with pasted photographs stays below."""

MOST_XML, MOST_ELEMENTS = 8_000_000, 400_000
"""Bytes and elements of the text; a report has 200 kB."""

MOST_TEXT = 1_000_000

BESIDE: Mapping[str, Beside] = {
    "footnotes": "note", "endnotes": "note", "comments": "comment", "header": "header", "footer": "header",
}  # fmt: skip
"""Parts beside the text, by the kind of relation that leads to them."""

REASONS: Mapping[str, Reason] = {
    "beyond-limits": "too-large",
    "password-protected": "locked",
    "damaged-file": "damaged",
    "unsafe-content": "damaged",
}
"""Why a package is refused, in the words for a published file."""


def is_worddoc(data: bytes) -> bool:
    """Tell by its first bytes whether to read a file as one of Word's; any zip is taken for one."""
    return data.startswith(b"PK\x03\x04")


def read_worddoc(data: bytes, trusted: bool = False) -> Published:
    """Read a Word file; raises UnreadableError for what is none, or is beyond the limits.

    A `trusted` one was just made here, and may be as long as what staff wrote.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError("too-large")
    try:
        published = _published(open_package(data), trusted)
    except Refused as refused:
        raise UnreadableError(REASONS.get(refused.finding.name, "not-word")) from None
    if not trusted and sum(len(line) for block in published.blocks for line in text_lines(block)) > MOST_TEXT:
        raise UnreadableError("too-large")
    return published


def _published(package: Package, trusted: bool) -> Published:
    body = _part(package, "", "officedocument")
    # The main part of a workbook or of slides has the same kind of relation.
    if body is None or not body.casefold().startswith("word/"):
        raise UnreadableError("not-word")
    data = package.read(body)
    if not trusted and (len(data) > MOST_XML or element_count(data) > MOST_ELEMENTS):
        raise UnreadableError("too-large")
    styles, lists = _part(package, body, "styles"), _part(package, body, "numbering")
    known: StylesByName = read_word_styles(styles, package.read(styles)) if styles else {}
    counted = read_lists(lists, package.read(lists)) if lists else Lists()
    text = read_body(body, data, known, counted)
    beside = () if trusted else tuple(_beside(package, body, known))
    return Published(tuple(text.blocks), odds=tuple(text.odds), alone=True, beside=beside)


def _beside(package: Package, body: str, styles: StylesByName) -> Iterator[tuple[Beside, str]]:
    """Yield the lines of notes, comments, headers and footers, each once."""
    for kind, of in BESIDE.items():
        lines: list[str] = []
        for part in _parts(package, body, kind):
            data = package.read(part)
            if len(data) > MOST_XML or element_count(data) > MOST_ELEMENTS:
                raise UnreadableError("too-large")
            read = read_body(part, data, styles, Lists(), pages=True)
            lines += (line for block in read.blocks for line in text_lines(block))
            # A picture or the like in a header is told by what is known of it.
            lines += (odd.doubt.text or odd.doubt.kind for odd in read.odds if odd.doubt.kind != "hidden")
        yield from ((of, line) for line in dict.fromkeys(lines))


def _part(package: Package, source: str, kind: str) -> str | None:
    """Find the first part of a kind that another one points to."""
    return next(_parts(package, source, kind), None)


def _parts(package: Package, source: str, kind: str) -> Iterator[str]:
    """Yield the parts of a kind that another one points to."""
    held = relations_part(package, source)
    found = relations(held, package.read(held)).values() if held else ()
    yield from (resolve(package, source, each) for each in found if each.kind == kind and not each.external)
