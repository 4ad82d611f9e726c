"""What a reader sees of a text, told from what its file holds: struck, hidden, raised or reversed pieces, and doubts.

Readers of files mark the pieces of a text with what is odd about them; here the pieces become the text that is seen,
and a doubt for everything that is in the file and not to be seen so.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from govxl.characters import INVISIBLE

__all__ = ["EXPLAINING", "UNSURE", "Doubt", "Kind", "Marked", "meaningful", "seen"]

Kind = Literal[
    "struck", "hidden", "raised", "above", "reversed", "generated", "invisible", "broken", "lookalike",
    "direction", "font", "style", "picture", "drawing", "embedded", "field", "formula",
]  # fmt: skip
"""What is odd about a piece of text."""

GONE = frozenset(("struck", "hidden", "above"))
"""Pieces that are no part of the text as it is read: crossed out, not to be seen, or written above the line."""

UNSURE = frozenset(("direction", "font", "style", "picture", "drawing", "embedded", "field", "formula"))
"""What cannot be compared: a person has to look."""

EXPLAINING = frozenset(("generated",))
"""What is no difference in itself, but explains one."""

TURNS = re.compile("([\u202a-\u202e\u2066-\u2069])")
OVERRIDE, BACKWARDS, ENDS = "\u202e", frozenset("\u202b\u2067"), frozenset("\u202c\u2069")

INNER = re.compile(f"(?<=[0-9]){INVISIBLE.pattern}+(?=[0-9])")
SIDEWAYS = re.compile("[\u200f\u061c]")
HEAVY = re.compile("[0-9０-９\u3400-\u9fff]")
"""What is no help for reading aloud, as pinyin is, when it stands above a text."""

DIGIT = re.compile("[0-9０-９]")
EXPONENT = re.compile("(?:[A-Za-z]|米|里)$")
"""What a square or a cube may stand behind, so that it is no figure."""


class Doubt(NamedTuple):
    """What is odd, and the text it is about, or what is known of a picture."""

    kind: Kind
    text: str


class Marked(str):
    """A piece of text that is not simply there."""

    __slots__ = ("kind",)
    kind: Kind

    def __new__(cls, text: str, kind: Kind) -> "Marked":
        """Mark a text."""
        piece = super().__new__(cls, text)
        piece.kind = kind
        return piece


def meaningful(text: str) -> bool:
    """Tell whether a text says anything: letters, digits or Chinese characters."""
    return any(letter.isalnum() for letter in text)


def seen(pieces: Sequence[str]) -> tuple[str, list[Doubt]]:
    """Give a paragraph as it is seen, invisible characters and all, and what is doubtful in it."""
    plain = "".join(pieces)
    if not any(isinstance(piece, Marked) for piece in pieces) and (plain.isascii() or not INVISIBLE.search(plain)):
        return plain, []
    shown = ""
    doubts: list[Doubt] = []
    for kind, text in _grouped(pieces):
        known = Doubt(kind, text.strip()) if kind and (meaningful(text) or (kind in UNSURE and text.strip())) else None
        if kind == "raised":
            known = None if known and _harmless(shown, text) else known
            shown += "" if known else text
        elif kind == "above":
            known = known if HEAVY.search(text) else None
        elif kind not in GONE:
            shown += text[::-1] if kind == "reversed" else text
        doubts += [known] if known else []
    doubts += (Doubt("invisible", found) for found in _gaps(shown))
    return shown, doubts


def _grouped(pieces: Sequence[str]) -> Iterator[tuple[Kind | None, str]]:
    """Put together what is odd in one way, and take apart where letters say that the direction turns."""
    for kind, group in groupby(pieces, key=lambda piece: piece.kind if isinstance(piece, Marked) else None):
        text = "".join(group)
        if kind is not None or not TURNS.search(text):
            yield kind, text
        else:
            yield from _turned(text)


def _turned(text: str) -> Iterator[tuple[Kind | None, str]]:
    open_marks: list[str] = []
    for piece in TURNS.split(text):
        if TURNS.fullmatch(piece):
            if piece not in ENDS:
                open_marks.append(piece)
            elif open_marks:
                open_marks.pop()
        elif OVERRIDE in open_marks[-1:]:
            yield "reversed", piece
        elif piece:
            yield ("direction" if BACKWARDS.intersection(open_marks[-1:]) else None), piece


def _harmless(before: str, raised: str) -> bool:
    """Tell whether something raised is no figure that could be taken for another."""
    return not DIGIT.search(raised) or bool(raised.strip() in ("2", "3") and EXPONENT.search(before[-1:]))


def _gaps(text: str) -> Iterator[str]:
    """Yield the numbers that are torn by what cannot be seen, and what turns the order of digits."""
    for found in INNER.finditer(text):
        yield text[max(0, found.start() - 8) : found.end() + 8]
    if SIDEWAYS.search(text) and DIGIT.search(text):
        yield text
