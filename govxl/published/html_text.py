"""The bytes of a page as text: its encoding, its limits, and what may not be handed to the parser."""

import re

from govxl.published.model import Reason, UnreadableError
from govxl.text import INVISIBLE

__all__ = ["MOST_BYTES", "decoded", "flowed"]

MOST_BYTES = 8_000_000

MOST_PAIRS = 100_000_000
"""Pairs of attributes that stand in one tag: the parser compares each with all before it."""

KINDS: tuple[tuple[bytes, Reason], ...] = (
    (b"PK\x03\x04", "word"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-word"),
    (b"{\\rtf", "old-word"),
    (b"%PDF", "pdf"),
    (b"MIME-Version:", "archive"),
)
"""How other files begin that people take for the page."""

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
CHARSETS = {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs"}
"""What a page may say it is written in; whatever else it says, it is read as the national standard GB 18030."""

TAG = re.compile(r"<[a-zA-Z][^\s/>]*")
NAME = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*)[\s]*(=?)[\s]*")
BARE = re.compile(r"[^\s>]*")


def decoded(data: bytes) -> str:
    """Take bytes as text: by their mark, else as UTF-8 where they are that, else as the page says."""
    if not data.strip():
        raise UnreadableError("empty")
    for start, kind in KINDS:
        if data[:4096].lstrip().startswith(start):
            raise UnreadableError(kind)
    # Another kind of file is named before its size is held against it.
    if len(data) > MOST_BYTES:
        raise UnreadableError("too-large")
    marked = next(((len(mark), encoding) for mark, encoding in MARKS if data.startswith(mark)), None)
    if marked:
        text = data[marked[0] :].decode(marked[1], "replace")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            # Only what is no sound UTF-8 is taken for what it says it is.
            said = CHARSET.search(data[:4096])
            text = data.decode(CHARSETS.get(said[1].decode("ascii").lower() if said else "", "gb18030"), "replace")
    if _has_too_many_attributes(text):
        raise UnreadableError("many-attributes")
    return text


def _has_too_many_attributes(text: str) -> bool:
    """Count the attributes of every tag; a quotation mark that is never closed is looked for once only."""
    pairs = at = 0
    closed = {'"': True, "'": True}
    while (tag := TAG.search(text, at)) is not None:
        at = tag.end()
        count = 0
        while name := NAME.match(text, at):
            count += 1
            at = name.end()
            quote = text[at : at + 1] if name[2] else ""
            end = text.find(quote, at + 1) if closed.get(quote) else -1
            # Looked for once only, or a page full of open quotation marks would take for ever.
            if closed.get(quote) and end < 0:
                closed[quote] = False
            if end >= 0:
                at = end + 1
            elif name[2] and (bare := BARE.match(text, at)):
                at = bare.end()
        # The parser compares every attribute with all before it.
        pairs += count * count
        if pairs > MOST_PAIRS:
            return True
    return False


BLANKS = re.compile(r"[ \t\f]+")
WIDE = re.compile("[\u2e80-\uffef]")
"""A line end of the source between two Chinese characters is no blank."""


def flowed(text: str) -> str:
    """Give a paragraph as a browser sets it: on one line, without what cannot be seen."""
    # Most cells hold a plain figure, in which there is nothing of the kind.
    if text.isascii() and text.isalnum():
        return text
    pieces: list[str] = []
    for piece in INVISIBLE.sub("", text.replace("\r", "\n")).split("\n"):
        if part := BLANKS.sub(" ", piece.strip()):
            if pieces and not (WIDE.match(pieces[-1][-1]) and WIDE.match(part)):
                pieces.append(" ")
            pieces.append(part)
    return "".join(pieces)
