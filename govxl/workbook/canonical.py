"""Any well-formed XML part rewritten into the one plain spelling that the readers know.

No prefixes, namespaces, comments, CDATA or instructions; no blanks between tags; cells carry their address, then
style, then type. Limits are exact here: every element passes through a handler.
"""

import re
from typing import NoReturn
from xml.parsers import expat

from govxl.addresses import column_letters, column_number
from govxl.findings import finding
from govxl.workbook.bounds import MAX_ATTRIBUTES, MAX_DEPTH, MAX_XML, WIDE_TAG, beyond, parse
from govxl.workbook.package import Refused

__all__ = ["MAX_REWRITTEN", "canonical", "measure"]

MAX_REWRITTEN = 200_000
"""Elements of one part that are rewritten: half a second's work. Plain spelling has no such limit."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", "\r": "&#13;"})
_VALUE = _TEXT | str.maketrans({">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_DEEP = f"元素嵌套超过 {MAX_DEPTH} 层"
_WITHOUT_TEXT = frozenset(("sst", "si", "sheetData", "row", "c", "is"))
"""Elements that hold elements only: blanks in one that has none are a matter of looks."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def canonical(part: str, data: bytes) -> bytes:
    """Rewrite a UTF-8 part; Refused for a DOCTYPE, ill-formed XML or a limit."""
    writer = _Writer(part)
    parser = _parser(part, data)
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.chars
    parse(part, data, parser)
    return bytes(writer.out)


def measure(part: str, data: bytes) -> None:
    """Refuse what `canonical` would, and write nothing."""
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            beyond(part, _DEEP)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = _parser(part, data)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(part, data, parser)


def _parser(part: str, data: bytes) -> expat.XMLParserType:
    if WIDE_TAG.search(data):
        beyond(part, f"一个元素的属性超过 {MAX_ATTRIBUTES} 个")
    parser = expat.ParserCreate("utf-8")

    def doctype(*_: object) -> NoReturn:
        raise Refused(finding("unsafe-content", detail=f"{part} 带有 DOCTYPE 声明"))

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
            beyond(self.part, _DEEP)
        self.elements += 1
        if self.elements > MAX_REWRITTEN:
            beyond(self.part, f"写法特殊，而且元素超过 {MAX_REWRITTEN} 个")
        if len(self.out) > MAX_XML:
            beyond(self.part, f"展开后超过 {MAX_XML >> 20} MB")
        self._flush(False)
        name = name.rpartition(":")[2]
        local = {key.rpartition(":")[2]: value for key, value in attributes.items() if not key.startswith("xmlns")}
        if name == "row":
            self.row, self.column = self._number(local.get("r", "")) or self.row + 1, 0
        elif name == "c":
            local = self._placed(local)
        written = "".join(f' {key}="{value.translate(_VALUE)}"' for key, value in local.items())
        self.out += f"<{name}{written}>".encode()
        self.leaf = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
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

    def _placed(self, attributes: dict[str, str]) -> dict[str, str]:
        """Give a cell its address (right of the last one, where it has none) and its attributes their order."""
        told = _REFERENCE.fullmatch(attributes.get("r", ""))
        if told:
            self.row, self.column = int(told[2]), column_number(told[1])
        elif "r" not in attributes:
            self.column += 1
            attributes["r"] = f"{column_letters(self.column)}{self.row}"
        return {key: attributes[key] for key in ("r", "s", "t") if key in attributes}

    def _number(self, text: str) -> int:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
