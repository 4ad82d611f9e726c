"""Words in drawings: text boxes, shapes, descriptions of pictures, charts, diagrams.

What a reader would see is given; shapes without words say nothing, pictures without words are pictures all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from govxl.addresses import address
from govxl.workbook.cells import Aside
from govxl.workbook.markup import walk

__all__ = ["Drawn", "drawing_words", "typed_words"]

_OBJECTS = {
    **dict.fromkeys(("sp", "cxnSp", "grpSp", "graphicFrame"), "shape"),
    **dict.fromkeys(("pic", "contentPart"), "picture"),
}
_ALWAYS = ("picture", "chart", "diagram", "control")
"""Kinds that are told of even where they have no words."""


@dataclass(slots=True)
class Drawn:
    """One object of a drawing: its words so far, the cell it lies on, and the relations it points to."""

    kind: str
    cell: str = ""
    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def aside(self) -> Aside:
        """What it says; lines that come twice, such as a title that is also the description, once."""
        return Aside(self.kind, self.cell, "\n".join(dict.fromkeys(filter(None, map(str.strip, self.lines)))))

    @property
    def tells(self) -> bool:
        """Whether there is anything to tell of it."""
        return self.kind in _ALWAYS or bool(self.links) or any(line.strip() for line in self.lines)


# -- DrawingML


def drawing_words(part: str, data: bytes) -> list[Drawn]:
    """Read a drawing, of a sheet or within a chart (ECMA-376 part 1, 20.5 and 21.3)."""
    drawing = _Drawing()
    walk(part, data, drawing.start, drawing.end, drawing.chars)
    return drawing.found


class _Drawing:
    """What a walk over a drawing has found; of alternatives for other programs, the first that says anything."""

    def __init__(self) -> None:
        self.found: list[Drawn] = []
        self.open: list[Drawn] = []
        self.text: list[str] = []
        self.corner: dict[str, str] = {}
        self.inside = ""
        self.alternatives: list[int] = []
        self.skipped = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.skipped or (name == "Fallback" and self.alternatives and len(self.found) > self.alternatives[-1]):
            self.skipped += 1
            return
        if name == "AlternateContent":
            self.alternatives.append(len(self.found))
        elif name.endswith("Anchor"):
            self.corner = {}
        elif name in ("col", "row", "t"):
            self.inside = name
        elif name in _OBJECTS:
            self.open.append(Drawn(_OBJECTS[name], self._cell()))
        elif self.open:
            self._about(name, {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def _about(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take what a tag within an object says of it."""
        drawn = self.open[-1]
        if name == "cNvPr":
            drawn.lines += [attributes.get("descr", ""), attributes.get("title", "")]
        elif name in ("hlinkClick", "hlinkHover"):
            drawn.lines.append(attributes.get("tooltip", ""))
            drawn.links.append(attributes.get("id", ""))
        elif name == "br":
            self.text.append("\n")
        elif name == "chart":
            drawn.kind = "chart"
            drawn.links.append(attributes.get("id", ""))
        elif name == "relIds":
            drawn.kind = "diagram"
            drawn.links.append(attributes.get("dm", ""))

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif name == "AlternateContent":
            self.alternatives.pop()
        elif name in ("col", "row"):
            self.corner.setdefault(name, "".join(self.text))
            self.text, self.inside = [], ""
        elif name == "t":
            self.inside = ""
        elif name == "p" and self.open:
            self.open[-1].lines.append("".join(self.text))
            self.text = []
        elif name in _OBJECTS and self.open:
            drawn = self.open.pop()
            self.found += [drawn] if drawn.tells else []

    def chars(self, text: str) -> None:
        if self.inside and not self.skipped:
            self.text.append(text)

    def _cell(self) -> str:
        row, column = (self.corner.get(name, "").strip() for name in ("row", "col"))
        known = all(digits.isascii() and digits.isdecimal() and len(digits) < 8 for digits in (row, column))
        return address(int(row) + 1, int(column) + 1) if known else ""


def typed_words(part: str, data: bytes) -> str:
    """Give what somebody typed into a chart or a diagram: titles, labels, names of series; not what its cells say."""
    lines: list[str] = []
    text: list[str] = []
    path: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        path.append(name)
        if name == "br":
            text.append("\n")

    def end(name: str) -> None:
        path.pop()
        if name == "p" or (name == "v" and text):
            lines.append("".join(text))
            text.clear()

    def chars(said: str) -> None:
        typed = path[-1] == "t" or (path[-1] == "v" and (path[-2] in ("tx", "txData") or "strLit" in path))
        text.extend([said] if typed else [])

    walk(part, data, start, end, chars)
    return "\n".join(dict.fromkeys(filter(None, map(str.strip, lines))))
