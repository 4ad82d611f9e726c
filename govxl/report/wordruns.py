"""The runs of a Word file while it is walked: how each looks, what fields show, which way is taken of several."""

import re
from dataclasses import dataclass, field

from govxl.characters import INVISIBLE
from govxl.report.seen import Kind, Marked
from govxl.report.wordlook import Looks, Said, kind_of, take_property

__all__ = ["STEERING", "Runs", "cleaned", "lines_of_pieces"]

BLANKS = re.compile(r"[ \t\f\xa0\u3000]+")

KNOWN = re.compile(r"(?:wp[scgi]|wp14|w14|w15|w16\w*|cx\d*|am3d|aink|v|o|a14|mv|mo|wne|ma|p14|x14|pic|a|c14|oel|w10)")
"""Prefixes of what a reader of today's Word files understands."""

STEERING = frozenset(("r", "bdo", "dir", "rt", "oMath", "fldSimple", "AlternateContent", "Choice", "Fallback"))
"""Elements that decide how the runs in them are to be read."""

PAGES = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|DATE|TIME)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Run:
    """A run being read: its style and properties, and its look once a text in it asks for that."""

    style: str = ""
    said: Said = field(default_factory=dict)
    kind: Kind | None = None
    known: bool = False


@dataclass(slots=True)
class _Field:
    """A field being read: what it does; nothing before its result is shown."""

    code: str = ""
    shown: bool = False


class Runs:
    """The open runs, fields and choices, the outermost first."""

    def __init__(self, looks: Looks) -> None:
        """Begin outside of all runs."""
        self.looks = looks
        self.open: list[_Run] = []
        self.fields: list[_Field] = []
        self.choices: list[bool] = []
        self.ways: list[Kind | None] = []

    def enter(self, name: str, said: Said) -> bool:
        """Begin an element; tell whether it is a choice that is not taken."""
        if name == "r":
            self.open.append(_Run())
        elif name in ("bdo", "dir"):
            backwards: Kind = "reversed" if name == "bdo" else "direction"
            self.ways.append(backwards if said.get("val") == "rtl" else None)
        elif name == "rt":
            self.ways.append("above")
        elif name == "oMath":
            self.ways.append("formula")
        elif name == "fldSimple":
            self.fields.append(_Field(said.get("instr", ""), True))
        elif name == "AlternateContent":
            self.choices.append(False)
        elif name in ("Choice", "Fallback"):
            taken = bool(self.choices) and self.choices[-1]
            fits = name == "Fallback" or all(KNOWN.fullmatch(each) for each in said.get("Requires", "").split())
            if self.choices and fits:
                self.choices[-1] = True
            return taken or not fits
        return False

    def leave(self, name: str) -> None:
        """End an element."""
        if name == "r" and self.open:
            self.open.pop()
        elif name in ("bdo", "dir", "rt", "oMath") and self.ways:
            self.ways.pop()
        elif name == "fldSimple" and self.fields:
            self.fields.pop()
        elif name == "AlternateContent" and self.choices:
            self.choices.pop()

    def take(self, name: str, said: Said, within_fill: bool) -> None:
        """Note a property of the innermost run."""
        if not self.open:
            return
        if name == "rStyle":
            self.open[-1].style = said.get("val", "")
        else:
            take_property(self.open[-1].said, name, said, within_fill)

    def turn(self, said: Said) -> None:
        """Begin a field, its result, or end it."""
        match said.get("fldCharType"):
            case "begin":
                self.fields.append(_Field())
            case "separate" if self.fields:
                self.fields[-1].shown = True
            case "end" if self.fields:
                self.fields.pop()

    @property
    def in_code(self) -> bool:
        """Tell whether this is what a field works from, not what it shows."""
        return any(not each.shown for each in self.fields)

    @property
    def counts_pages(self) -> bool:
        """Tell whether what is shown is the number of a page, or today's date."""
        return any(PAGES.match(each.code) for each in self.fields)

    def kind(self, table: str, paragraph: str, about: Said, ground: str) -> Kind | None:
        """Say what is odd about a text that stands here; `about` is what its paragraph says itself."""
        run = self.open[-1] if self.open else _Run()
        if not run.known:
            styled = self.looks.of(table, paragraph, run.style)
            run.kind = kind_of({**styled, **about, **run.said}, ground)
            run.known = True
        return run.kind or next((way for way in reversed(self.ways) if way), None)


def lines_of_pieces(pieces: list[str]) -> list[list[str]]:
    """Take a paragraph apart where its lines end."""
    lines: list[list[str]] = [[]]
    for piece in pieces:
        first, *rest = piece.split("\n") if "\n" in piece else (piece,)
        kind = piece.kind if isinstance(piece, Marked) else None
        lines[-1].append(Marked(first, kind) if kind and rest else piece if not rest else first)
        lines.extend([[Marked(each, kind) if kind else each] for each in rest])
    return lines


def cleaned(text: str) -> str:
    """Give a line without what cannot be seen, its blanks put together."""
    return BLANKS.sub(" ", INVISIBLE.sub("", text)).strip()
