"""XML parts of a package, proven well-formed: as plain text for expressions, or walked element by element.

A part is *plain* when it holds nothing but tags and text within limits. Any other part is rewritten into a plain one
that says the same, so that whoever reads a part reads one spelling only.
"""

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from govxl.workbook.bounds import is_bounded, parse, utf8
from govxl.workbook.canonical import canonical, measure

__all__ = ["plain", "prove", "verify", "walk"]

Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
Chars = Callable[[str], object]


class _NotPlainError(Exception):
    """The part holds a comment, CDATA, an instruction or a DOCTYPE."""


def plain(part: str, data: bytes) -> bytes:
    """Give the part as plain UTF-8, proven well-formed; Refused for DOCTYPE, ill-formed XML or a limit."""
    data = utf8(part, data)
    return data if is_bounded(data) and prove(part, data) else canonical(part, data)


def verify(part: str, data: bytes) -> None:
    """Refuse a part nobody reads if it has a DOCTYPE, is ill-formed or goes beyond a limit."""
    data = utf8(part, data)
    if not (is_bounded(data) and prove(part, data)):
        measure(part, data)


def prove(part: str, data: bytes) -> bool:
    """Refuse what is not well-formed; False when there is more than tags and text. Only for bounded data."""
    parser = expat.ParserCreate("utf-8")
    parser.CommentHandler = parser.StartCdataSectionHandler = parser.ProcessingInstructionHandler = _not_plain
    parser.StartDoctypeDeclHandler = _not_plain
    try:
        parse(part, data, parser)
    except _NotPlainError:
        return False
    return True


def walk(part: str, data: bytes, start: Start, end: End | None = None, chars: Chars | None = None) -> None:
    """Call back for every element, by its local name, and for its text; proves the part on the way."""
    data = utf8(part, data)
    if b"<!" in data or not is_bounded(data):
        data = canonical(part, data)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if chars is not None:
        parser.CharacterDataHandler = chars
    parse(part, data, parser)


def _not_plain(*_: object) -> NoReturn:
    raise _NotPlainError
