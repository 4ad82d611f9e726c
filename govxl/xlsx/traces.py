"""Text that shows other than it says: struck out, raised, lowered, hidden, or put out of sight by a number format.

Nothing is judged here. A text that is not simply shown is a `Traced`, which is the text and knows its pieces; any other
stays a plain `str`, and what is plain costs nothing. How fonts and fills look is read by `looks`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, SupportsIndex

from govxl.text import visible

__all__ = [
    "Piece",
    "Trace",
    "Traced",
    "changed_pieces",
    "joined_texts",
    "masks_text",
    "pieces_of",
    "shows_words",
    "traced_like",
    "unmasked",
    "with_traces",
]

Trace = Literal["", "struck", "raised", "lowered", "repeated", "hidden", "masked"]
"""How a piece shows; "" for plainly.

`repeated`: its cell shows it as often as there is room, so that 12 stands there as 121212; `masked`: its number format
shows words of its own, or nothing, in its place.
"""


class Piece(NamedTuple):
    """Some letters that show alike; `code` is the number format that masks them."""

    text: str
    trace: Trace
    code: str = ""


class Traced(str):
    """A text of which some letters do not simply show; equal to the plain text."""

    __slots__ = ("pieces",)
    pieces: tuple[Piece, ...]

    def __new__(cls, pieces: Iterable[Piece]) -> "Traced":
        """Join pieces; neighbours that show alike are one."""
        merged: list[Piece] = []
        for piece in pieces:
            # Blanks show nothing to strike out; what masks a text shows in their place, too.
            if piece.trace not in ("", "masked") and not visible(piece.text).strip():
                piece = Piece(piece.text, "")
            if merged and merged[-1][1:] == piece[1:]:
                merged[-1] = Piece(merged[-1].text + piece.text, *piece[1:])
            elif piece.text:
                merged.append(piece)
        made = super().__new__(cls, "".join(piece.text for piece in merged))
        made.pieces = tuple(merged)
        return made

    def __getnewargs__(self) -> tuple[tuple[Piece, ...]]:  # type: ignore[override]
        """Let it be copied from one process to another."""
        return (self.pieces,)

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        """Make it anew from its pieces, whatever the protocol."""
        return type(self), (self.pieces,)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Give the pieces of any text; a plain one is one piece."""
    return text.pieces if isinstance(text, Traced) else (Piece(text, ""),) if text else ()


def with_traces(pieces: Sequence[Piece]) -> str:
    """Make a text of pieces: a plain one where all of them simply show."""
    text = Traced(pieces)
    return text if any(piece.trace for piece in text.pieces) else str.__str__(text)


def traced_like(text: str, other: str) -> str:
    """Let a text that another program would spell so show like another one, if that shows alike all over."""
    pieces = pieces_of(other)
    # Of a text that shows in several ways nobody can tell which letters of another one are which.
    return with_traces([Piece(text, *pieces[0][1:])]) if len(pieces) == 1 and pieces[0].trace else text


def changed_pieces(text: str, change: Callable[[str], str]) -> str:
    """Change a text piece by piece, so that every letter still shows as before."""
    if not isinstance(text, Traced):
        return change(text)
    return with_traces([piece._replace(text=change(piece.text)) for piece in text.pieces])


def unmasked(text: str) -> str:
    """Give a text as it shows without its number format, which stays behind when it is written elsewhere."""
    return with_traces([piece if piece.trace != "masked" else Piece(piece.text, "") for piece in pieces_of(text)])


def joined_texts(texts: Iterable[str]) -> str:
    """Join texts by line feeds; every letter still shows as before."""
    lines = list(texts)
    if not any(isinstance(line, Traced) for line in lines):
        return "\n".join(lines)
    pieces = [piece for line in lines for piece in (Piece("\n", ""), *pieces_of(line))]
    return with_traces(pieces[1:])


# -- Number formats

_LITERAL = re.compile(r"\"([^\"]*)\"?|[\\!](.)|_.|\*.|\[[^\]]*\]?", re.DOTALL)
_SECTION = re.compile(r"\"[^\"]*\"?|[\\!_*].|[^;]", re.DOTALL)


def masks_text(code: str) -> bool:
    """Tell whether a format shows something else than a text itself: words before or after it, or nothing at all.

    The fourth section is for texts, or the last that holds an @ (ECMA-376 part 1, 18.8.31); padding shows nothing.
    """
    sections = _sections(code)
    last = sections[3] if len(sections) > 3 else sections[-1]
    plain = _LITERAL.sub("", last).strip().casefold()
    # Without a section for texts a text shows as it is.
    if len(sections) < 4 and "@" not in plain:
        return False
    return plain not in ("@", "general") or shows_words(last)


def shows_words(code: str) -> bool:
    """Tell whether a format shows letters or digits of its own."""
    return any((found[1] or found[2] or "").strip(" -+.,()/:%") for found in _LITERAL.finditer(code))


def _sections(code: str) -> list[str]:
    sections = [""]
    at = 0
    # A semicolon in quotes or behind a backslash ends no section.
    while at < len(code) and len(sections) < 5:
        found = _SECTION.match(code, at)
        if found is None:
            sections.append("")
            at += 1
        else:
            sections[-1] += found[0]
            at = found.end()
    return sections
