"""XML parts of a package, proven well-formed: bounded, rewritten into one plain spelling, walked element by element.

Also how the characters between the tags of a plain part are read.
"""

import re
from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from govxl.addresses import column_letters, column_number
from govxl.words import Both
from govxl.xlsx.memory import Memory, remembered
from govxl.xlsx.refusals import beyond, damaged, unsafe

__all__ = [
    "MAX_ATTRIBUTES",
    "MAX_DEPTH",
    "MAX_ELEMENTS",
    "MAX_REWRITTEN",
    "MAX_XML",
    "WIDE_TAG",
    "canonical",
    "cell_text",
    "decoded",
    "element_count",
    "exact_text",
    "is_bounded",
    "measure",
    "parse_part",
    "plain",
    "prove_well_formed",
    "unescaped",
    "utf8",
    "verify",
    "walk",
]

# -- Bounds


MAX_XML = 16 << 20  # bytes of one part in UTF-8: a parser holds them several times over
MAX_DEPTH = 64
MAX_ELEMENTS = 2_000_000  # of a whole package
MAX_ATTRIBUTES = 64  # of one element
_STEP = 1 << 16  # bytes
_NO_BRACKETS = bytes(code for code in range(256) if code not in b"<\1\2")
_LIKE_X = bytes(code if code in b"<>" else ord("x") for code in range(256))
_LONG = b"x" * 320

_MARK = b"\xef\xbb\xbf"
_DECLARATION = re.compile(rb"<\?xml[^<>]*\?>\s*")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"'<>]*)")
_LONG_TAG = re.compile(rb"<[^<>]{320}")  # 65 attributes take at least 325 bytes; a `>` among them is not paired
WIDE_TAG = re.compile(rb"<[^\s<>/!?]+(?:\s+[^\s=<>]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')){%d}" % (MAX_ATTRIBUTES + 1))


def element_count(data: bytes) -> int:
    """Bound the elements of a part from above, without parsing."""
    return data.count(b"<") - data.count(b"</")


def parse_part(part: str, data: bytes, parser: expat.XMLParserType) -> None:
    """Parse a part in one call (small pieces take quadratic time); Refused when it is ill-formed."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        line, byte = error.lineno, error.offset + 1
        zh = f"{part} 不是合格的 XML（第 {line} 行第 {byte} 个字节）"
        raise damaged(zh, f"{part} is no well-formed XML (line {line}, byte {byte})") from None


def utf8(part: str, data: bytes) -> bytes:
    """Bring a part to UTF-8 (OPC allows UTF-8 and UTF-16 only), without byte order mark."""
    # UTF-16 is known by its byte order mark, or by the null byte beside the first bracket.
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
    if wide:
        codec = "utf-16" if data[0] >= 0xFE else "utf-16-le" if data[0] else "utf-16-be"
        try:
            data = data.decode(codec).encode()
        except UnicodeError:
            raise damaged(f"{part} 的文字编码有误", f"{part} is wrongly encoded") from None
    data = data if wide else data.removeprefix(_MARK)
    if data.startswith(_MARK):  # the parser would take off a second one, which is a character before the declaration
        raise damaged(f"{part} 的第一个元素之前有多余的字符", f"{part} has something before its first element")
    declaration = _DECLARATION.match(data)
    named = _ENCODING.search(declaration[0]) if declaration else None
    if named and not named[1].lower().startswith(b"utf-16" if wide else (b"utf-8", b"us-ascii")):
        raise damaged(f"{part} 的文字编码不是 UTF-8 或 UTF-16", f"{part} is encoded neither in UTF-8 nor in UTF-16")
    if len(data) > MAX_XML:
        raise beyond(f"{part} 超过 {MAX_XML >> 20} MB", f"{part} has more than {MAX_XML >> 20} MB")
    return data


def is_bounded(data: bytes) -> bool:
    """Whether counting shows depth and width to be within limits; what it cannot show is left to the parser's events.

    Carriage returns, which a parser turns into line feeds, and stray `>` and instructions are such.
    """
    declaration = _DECLARATION.match(data)
    top = declaration.end() if declaration else 0
    if data.find(b"\r", top) >= 0:
        return False
    # A tag too wide is long, so only those that are long are looked at, where anything is.
    if _LONG in data.translate(_LIKE_X) and any(WIDE_TAG.match(data, tag.start()) for tag in _LONG_TAG.finditer(data)):
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


# -- One plain spelling


MAX_REWRITTEN = 200_000
"""Elements of one part that are rewritten: half a second's work. Plain spelling has no such limit."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", "\r": "&#13;"})
_VALUE = _TEXT | str.maketrans({">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_DEEP = Both(f"元素嵌套超过 {MAX_DEPTH} 层", f"nests elements more than {MAX_DEPTH} deep")
_WITHOUT_TEXT = frozenset(("sst", "si", "sheetData", "row", "c", "is"))
"""Elements that hold elements only: blanks in one that has none are a matter of looks."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def canonical(part: str, data: bytes) -> bytes:
    """Rewrite a UTF-8 part; Refused for a DOCTYPE, ill-formed XML or a limit."""
    writer = _Writer(part)
    parser = _parser(part, data)
    parser.buffer_text = True  # or text would come in pieces, one for every entity and line
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.chars
    parse_part(part, data, parser)
    return bytes(writer.out)


def measure(part: str, data: bytes) -> None:
    """Refuse what `canonical` would, and write nothing."""
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise beyond(f"{part} {_DEEP.zh}", f"{part} {_DEEP.en}")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = _parser(part, data)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse_part(part, data, parser)


def _parser(part: str, data: bytes) -> expat.XMLParserType:
    if WIDE_TAG.search(data):
        zh = f"{part} 一个元素的属性超过 {MAX_ATTRIBUTES} 个"
        raise beyond(zh, f"{part} has an element of more than {MAX_ATTRIBUTES} attributes")
    parser = expat.ParserCreate("utf-8")

    # A default attribute of a DTD made True of 20 numbers in openpyxl, and entities can grow without end.
    def doctype(*_: object) -> NoReturn:
        raise unsafe(f"{part} 带有 DOCTYPE 声明", f"{part} has a DOCTYPE declaration")

    parser.StartDoctypeDeclHandler = doctype
    return parser


class _Writer:
    """What the parser tells, written down; knows where cells without an address stand."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.out = bytearray()
        self.depth = self.row = self.column = self.elements = 0
        self.text: list[str] = []
        self.leaf = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise beyond(f"{self.part} {_DEEP.zh}", f"{self.part} {_DEEP.en}")
        self.elements += 1
        if self.elements > MAX_REWRITTEN:
            zh = f"{self.part} 写法特殊，而且元素超过 {MAX_REWRITTEN} 个"
            raise beyond(zh, f"{self.part} is spelt in a rare way and has more than {MAX_REWRITTEN} elements")
        if len(self.out) > MAX_XML:
            zh = f"{self.part} 展开后超过 {MAX_XML >> 20} MB"
            raise beyond(zh, f"{self.part} has more than {MAX_XML >> 20} MB written out")
        self._flush(False)
        # Prefixes are a matter of taste, and strict files differ from others in their namespaces only.
        name = name.rpartition(":")[2]
        local = {key.rpartition(":")[2]: value for key, value in attributes.items() if not key.startswith("xmlns")}
        if name == "row":
            told = local.get("r", "")
            number = int(told) if told.isascii() and told.isdigit() and len(told) < 8 else 0
            self.row, self.column = number or self.row + 1, 0
        elif name == "c":
            # A cell without an address stands right of the last one; the expression that reads cells wants these
            # three attributes, in this order, and no others.
            if placed := _REFERENCE.fullmatch(local.get("r", "")):
                self.row, self.column = int(placed[2]), column_number(placed[1])
            elif "r" not in local:
                self.column += 1
                local["r"] = f"{column_letters(self.column)}{self.row}"
            local = {key: local[key] for key in ("r", "s", "t") if key in local}
        written = "".join(f' {key}="{value.translate(_VALUE)}"' for key, value in local.items())
        self.out += f"<{name}{written}>".encode()
        self.leaf = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        # A cell of three blanks has three blanks; those between two tags are how a program lays out its file.
        self._flush(self.leaf and name not in _WITHOUT_TEXT)
        self.depth -= 1
        self.leaf = False
        self.out += f"</{name}>".encode()

    def chars(self, text: str) -> None:
        self.text.append(text)
        if not text.isspace():
            self._flush(True)  # long text comes in pieces and is not held twice

    def _flush(self, whole: bool) -> None:
        """Write the text so far; blanks only where they are all an element holds."""
        text = "".join(self.text)
        self.text.clear()
        if whole or not text.isspace():
            self.out += text.translate(_TEXT).encode()


# -- Character data


_ENTITY = re.compile(r"((?:&#[0-9]+;)+)|&(?:#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


_TEXTS = Memory[str](2048, 1 << 20)
"""Texts with entities; one without is decoded as soon as it is found."""


def exact_text(content: bytes) -> str:
    """Decode character data, entities and all."""
    if b"&" not in content:
        return content.decode()
    known = _TEXTS.get(content)
    return known if known is not None else _TEXTS.keep(content, len(content), decoded(content))


def decoded(content: bytes) -> str:
    """Do the same for what is remembered elsewhere, or never comes again."""
    text = content.decode()
    if "&" not in text:
        return text
    if "&#" in text:
        return _ENTITY.sub(_letters, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&amp;", "&")  # last, for what it yields is no entity


def _letters(found: re.Match[str]) -> str:
    # Some libraries write every letter beyond ASCII as its number: a whole run of them is read at once.
    if found[1]:
        return "".join(map(chr, map(int, found[1][2:-1].split(";&#"))))
    return chr(int(found[2], 16)) if found[2] else _NAMED[found[3]]


def cell_text(content: bytes) -> str:
    """Decode character data of a cell: also `_x000D_` and its like, once (ECMA-376 part 1, 22.9.2.19 ST_Xstring).

    Half a surrogate pair becomes U+FFFD, for such a text can be written nowhere; control characters stay.
    """
    return unescaped(exact_text(content))


def unescaped(text: str) -> str:
    """Decode `_x000D_` and its like, once."""
    if "_x" not in text:
        return text
    units = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


# -- Reading


Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
Chars = Callable[[str], object]


class _NotPlainError(Exception):
    """The part holds a comment, CDATA, an instruction or a DOCTYPE."""


def plain(part: str, data: bytes) -> bytes:
    """Give the part as plain UTF-8, proven well-formed; Refused for DOCTYPE, ill-formed XML or a limit."""
    data = utf8(part, data)
    return data if is_bounded(data) and prove_well_formed(part, data) else canonical(part, data)


@remembered
def verify(part: str, data: bytes) -> None:
    """Refuse a part nobody reads if it has a DOCTYPE, is ill-formed or goes beyond a limit."""
    data = utf8(part, data)
    if not (is_bounded(data) and prove_well_formed(part, data)):
        measure(part, data)


def prove_well_formed(part: str, data: bytes) -> bool:
    """Refuse what is not well-formed; False when there is more than tags and text. Only for bounded data."""
    parser = expat.ParserCreate("utf-8")
    # Regular expressions read what is proven here, and a comment could hold what looks like cells.
    parser.CommentHandler = parser.StartCdataSectionHandler = parser.ProcessingInstructionHandler = _not_plain
    parser.StartDoctypeDeclHandler = _not_plain
    try:
        parse_part(part, data, parser)
    except _NotPlainError:
        return False
    return True


def walk(part: str, data: bytes, start: Start, end: End | None = None, chars: Chars | None = None) -> None:
    """Call back for every element, by its local name, and for its text; proves the part on the way."""
    data = utf8(part, data)
    # What holds comments or CDATA is rewritten first, and a DOCTYPE is refused on the way.
    if b"<!" in data or not is_bounded(data):
        data = canonical(part, data)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if chars is not None:
        parser.CharacterDataHandler = chars
    parse_part(part, data, parser)


def _not_plain(*_: object) -> NoReturn:
    raise _NotPlainError
