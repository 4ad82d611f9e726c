"""Words in VML, the older language of drawings: shapes, controls and their captions, pictures in page headers.

Excel itself writes ill-formed VML, so that it is read piece by piece and never parsed; nothing else relies on it.
"""

import re
from html import unescape

from govxl.addresses import address
from govxl.workbook.cells import Aside
from govxl.workbook.drawn import Drawn

__all__ = ["vml_words"]

_PIECE = re.compile(r"<([^<>]*)>|([^<>]+)")
_SHAPES = ("shape", "rect", "roundrect", "oval", "line", "polyline", "group", "image", "arc", "curve")
_VALUE = re.compile(r"\s(?:\w+:)?(alt|title|ObjectType)=(?:\"([^\"]*)\"|'([^']*)')")
_CONTROLS = ("Button", "Checkbox", "Radio", "Drop", "List", "Label", "GBox", "Spin", "Scroll", "Edit", "Dialog")
_NOTE = "note"
"""The shape of a comment, whose words stand elsewhere."""

_TEXT, _ANCHOR = "textbox", "anchor"
_BREAKS = ("div", "br", "p")


def vml_words(data: bytes) -> list[Aside]:
    """Read the shapes of a VML drawing but for those of comments."""
    reading = _Vml()
    for tag, text in map(re.Match.groups, _PIECE.finditer(data.decode("utf-8", "replace"))):
        if text:
            reading.chars(text)
            continue
        tag = tag or ""
        words = tag.strip("/").split(maxsplit=1)
        name = words[0].rpartition(":")[2].lower() if words else ""
        if not tag.startswith("/"):
            reading.start(name, tag)
        if tag.startswith("/") or tag.endswith("/"):
            reading.end(name)
    return [drawn.aside for drawn in reading.found]


class _Vml:
    """What was met so far."""

    def __init__(self) -> None:
        self.found: list[Drawn] = []
        self.open: list[Drawn] = []
        self.inside = ""

    def start(self, name: str, tag: str) -> None:
        """Open a shape, or take what a tag says of the one that is open."""
        if name in _SHAPES:
            told = [unescape(one or other) for key, one, other in _VALUE.findall(tag) if key != "ObjectType"]
            self.open.append(Drawn("shape", "", [*told, ""]))
        elif not self.open:
            return
        elif name in (_TEXT, _ANCHOR):
            self.inside = name
        elif name == "imagedata":
            self.open[-1].kind = "picture"
        elif name == "clientdata":
            kind = next((one or other for key, one, other in _VALUE.findall(tag) if key == "ObjectType"), "")
            self.open[-1].kind = "control" if kind in _CONTROLS else _NOTE if kind == "Note" else self.open[-1].kind
        elif name in _BREAKS:
            self.open[-1].lines.append("")

    def end(self, name: str) -> None:
        """Close a shape, or what held its words."""
        if name in (_TEXT, _ANCHOR):
            self.inside = ""
        elif name in _SHAPES and self.open:
            drawn = self.open.pop()
            self.found += [drawn] if drawn.tells and drawn.kind != _NOTE else []

    def chars(self, text: str) -> None:
        """Take words, or the cell a shape begins in: left column, its offset, top row, …, from 0."""
        if not self.open:
            return
        if self.inside == _TEXT:
            self.open[-1].lines[-1] += " ".join(unescape(text).split())
        elif self.inside == _ANCHOR:
            numbers = [piece.strip() for piece in text.split(",")[:3]]
            if len(numbers) == 3 and all(each.isascii() and each.isdecimal() and len(each) < 8 for each in numbers):
                self.open[-1].cell = address(int(numbers[2]) + 1, int(numbers[0]) + 1)
