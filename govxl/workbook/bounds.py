"""How deep, wide and long an XML part may be, and what its bytes alone show of it.

Counting bytes and folding tags like brackets is ten times faster than handlers called from the parser; whatever it
cannot show is left to those. Parts are brought to UTF-8 first, so that no encoding hides anything.
"""

import re
from typing import NoReturn
from xml.parsers import expat

from govxl.findings import finding
from govxl.workbook.package import Refused

__all__ = [
    "MAX_ATTRIBUTES", "MAX_DEPTH", "MAX_ELEMENTS", "MAX_XML", "WIDE_TAG", "beyond", "element_count",
    "is_bounded", "parse", "utf8",
]  # fmt: skip

MAX_XML = 16 << 20  # bytes of one part in UTF-8: a parser holds them several times over
MAX_DEPTH = 64
MAX_ELEMENTS = 2_000_000  # of a whole package
MAX_ATTRIBUTES = 64  # of one element
_STEP = 1 << 16  # bytes
_NO_BRACKETS = bytes(code for code in range(256) if code not in b"<\1\2")

_MARK = b"\xef\xbb\xbf"
_DECLARATION = re.compile(rb"<\?xml[^<>]*\?>\s*")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"'<>]*)")
_LONG_TAG = re.compile(rb"<[^<>]{320}")  # 65 attributes take at least 325 bytes; a `>` among them is not paired
WIDE_TAG = re.compile(rb"<[^\s<>/!?]+(?:\s+[^\s=<>]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')){%d}" % (MAX_ATTRIBUTES + 1))


def element_count(data: bytes) -> int:
    """Bound the elements of a part from above, without parsing."""
    return data.count(b"<") - data.count(b"</")


def parse(part: str, data: bytes, parser: expat.XMLParserType) -> None:
    """Parse a part in one call (small pieces take quadratic time); Refused when it is ill-formed."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused(
            finding("damaged-file", detail=f"{part} 不是合格的 XML（第 {error.lineno} 行第 {error.offset + 1} 个字节）")
        ) from None


def beyond(part: str, what: str) -> NoReturn:
    """Refuse a part for going beyond a limit."""
    raise Refused(finding("beyond-limits", detail=f"{part} {what}"))


def utf8(part: str, data: bytes) -> bytes:
    """Bring a part to UTF-8 (OPC allows UTF-8 and UTF-16 only), without byte order mark."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
    if wide:
        codec = "utf-16" if data[0] >= 0xFE else "utf-16-le" if data[0] else "utf-16-be"
        try:
            data = data.decode(codec).encode()
        except UnicodeError:
            raise Refused(finding("damaged-file", detail=f"{part} 的文字编码有误")) from None
    data = data if wide else data.removeprefix(_MARK)
    if data.startswith(_MARK):  # the parser would take off a second one, which is a character before the declaration
        raise Refused(finding("damaged-file", detail=f"{part} 的第一个元素之前有多余的字符"))
    declaration = _DECLARATION.match(data)
    named = _ENCODING.search(declaration[0]) if declaration else None
    if named and not named[1].lower().startswith(b"utf-16" if wide else (b"utf-8", b"us-ascii")):
        raise Refused(finding("damaged-file", detail=f"{part} 的文字编码不是 UTF-8 或 UTF-16"))
    if len(data) > MAX_XML:
        beyond(part, f"超过 {MAX_XML >> 20} MB")
    return data


def is_bounded(data: bytes) -> bool:
    """Whether counting shows depth and width to be within limits; what it cannot show is left to the parser's events.

    Carriage returns, which a parser turns into line feeds, and stray `>` and instructions are such.
    """
    declaration = _DECLARATION.match(data)
    top = declaration.end() if declaration else 0
    if data.find(b"\r", top) >= 0 or (_LONG_TAG.search(data) and WIDE_TAG.search(data)):
        return False
    return (data.count(b"</", top) < MAX_DEPTH or _is_shallow(data[top:])) and _is_paired(data, top)


def _is_shallow(data: bytes) -> bool:
    """Fold the tags like brackets, innermost first: every round takes one level off."""
    brackets = data.replace(b"</", b"\1").replace(b"/>", b"\2").translate(None, _NO_BRACKETS).replace(b"<\2", b"")
    for _ in range(MAX_DEPTH):
        if not brackets:
            break
        brackets = brackets.replace(b"<\1", b"")
    return not brackets


def _is_paired(data: bytes, top: int) -> bool:
    """Whether every `>` closes a tag; kept step by step, for ill-formed text may make up for it later."""
    open_tags = 0
    for at in range(top, len(data), _STEP):
        open_tags += data.count(b"<", at, at + _STEP) - data.count(b">", at, at + _STEP)
        if not 0 <= open_tags <= 1:
            return False
    return open_tags == 0
