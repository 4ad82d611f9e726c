"""A stamp: what a file we made says of itself, so that whoever changes it later, in any program, shows it.

It is a hash of the rest, at the end, where readers of the format pass over it: the comment of a zip (Word, Excel), of
a page, of a PDF. It travels with the file and outlives versions of govxl, which no list kept beside it would. It keeps
a person's work from being written over and proves nothing to anybody: who means to deceive can make another.
"""

import hashlib

__all__ = ["is_as_made", "stamped"]

WORD = b"govxl:"
LENGTH = len(WORD) + 64
"""Bytes of what a stamp says: a word to know it by, and a sha256 in letters."""

ZIP, END, ROOM = b"PK\3\4", b"PK\5\6", 22
"""How a zip begins, how its last record does, and how long that is while it holds no comment."""

COMMENTS = {b"<": (b"<!-- ", b" -->\n"), b"%PDF": (b"%", b"\n")}
"""How a comment is written at the end of a text that begins so."""


def stamped(data: bytes) -> bytes:
    """Stamp a file; one of a format that has no room for it stays as it is."""
    told = WORD + hashlib.sha256(data).hexdigest().encode()
    if data.startswith(ZIP):
        return data[:-2] + LENGTH.to_bytes(2, "little") + told if data[-ROOM:].startswith(END) else data
    for begins, (before, after) in COMMENTS.items():
        if data.startswith(begins):
            return data + before + told + after
    return data


def is_as_made(data: bytes) -> bool:
    """Tell whether a file is byte for byte as we made it; never for one without a stamp."""
    if data.startswith(ZIP):
        plain = data[: -LENGTH - 2] + b"\0\0"
    else:
        ends = [before + after for begins, (before, after) in COMMENTS.items() if data.startswith(begins)]
        plain = data[: -LENGTH - len(ends[0])] if ends else data
    return plain != data and stamped(plain) == data
