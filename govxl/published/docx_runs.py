"""The runs of a Word file while it is walked: how each looks, what fields show, and what nobody can read here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govxl.published.docx_styles import Said, WordLooks, style_kind_of, take_property
from govxl.published.model import Kind, Marked, PublishedDoubt
from govxl.text import INVISIBLE

__all__ = ["SHOWN", "STEERING", "Runs", "cleaned", "lines_of_pieces", "picture"]

# -- What cannot be read


PICTURES = frozenset(("blip", "imagedata", "relIds", "contentPart"))
EMBEDDED = frozenset(("altChunk", "subDoc", "object", "control"))
SHOWN = PICTURES | EMBEDDED | {"chart", "dataBinding", "prstGeom"}
LINES = frozenset(("line", "straightConnector1", "bentConnector3", "curvedConnector3"))
"""Shapes that are strokes, such as the red rule below a letterhead."""


def picture(name: str, said: Mapping[str, str], path: Sequence[str]) -> PublishedDoubt | None:
    """Tell of an element that shows what cannot be read; `path` leads to it."""
    if name in PICTURES or (name == "chart" and "graphicData" in path):
        return PublishedDoubt("picture", said.get("title") or name)
    if name in EMBEDDED:
        return PublishedDoubt("embedded", name)
    if name == "dataBinding":
        return PublishedDoubt("field", said.get("xpath", "")[:60])
    if name == "prstGeom" and "wsp" in path and said.get("prst") not in LINES:
        return PublishedDoubt("picture", said.get("prst") or name)
    return None


# -- Runs


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
class _WordField:
    """A field being read: what it does; nothing before its result is shown."""

    code: str = ""
    shown: bool = False


class Runs:
    """The open runs, fields and choices, the outermost first."""

    def __init__(self, looks: WordLooks) -> None:
        """Begin outside of all runs."""
        self.looks = looks
        self.open: list[_Run] = []
        self.fields: list[_WordField] = []
        self.choices: list[bool] = []
        self.ways: list[Kind | None] = []
        # Thousands of runs say the same few things.
        self.kinds: dict[tuple[object, ...], Kind | None] = {}

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
            # What stands in a simple field is its result.
            self.fields.append(_WordField(said.get("instr", ""), True))
        elif name == "AlternateContent":
            self.choices.append(False)
        elif name in ("Choice", "Fallback"):
            # Of several ways to show one thing the first is taken that is understood, or else the fallback.
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
                self.fields.append(_WordField())
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
        # Properties come before the text of a run, so the first text finds them all.
        if not run.known:
            key = (table, paragraph, run.style, ground, tuple(about.items()), tuple(run.said.items()))
            if key not in self.kinds:
                styled = self.looks.of(table, paragraph, run.style)
                self.kinds[key] = style_kind_of({**styled, **about, **run.said}, ground)
            run.kind = self.kinds[key]
            run.known = True
        return run.kind or next((way for way in reversed(self.ways) if way), None)


def lines_of_pieces(pieces: list[str]) -> list[list[str]]:
    """Take a paragraph apart where its lines end."""
    # A mark is kept by each of the pieces it is taken apart into.
    lines: list[list[str]] = [[]]
    for piece in pieces:
        first, *rest = piece.split("\n") if "\n" in piece else (piece,)
        kind = piece.kind if isinstance(piece, Marked) else None
        lines[-1].append(Marked(first, kind) if kind and rest else piece if not rest else first)
        lines.extend([[Marked(each, kind) if kind else each] for each in rest])
    return lines


def cleaned(text: str) -> str:
    """Give a line without what cannot be seen, its blanks put together."""
    # Most cells hold a plain figure, in which there is nothing of the kind.
    return text if text.isascii() and text.isalnum() else BLANKS.sub(" ", INVISIBLE.sub("", text)).strip()
