"""Words in drawings: text boxes, shapes, charts in DrawingML, its older sibling VML, and threads of comments."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape

from govxl.addresses import address
from govxl.xlsx.cells import Aside, Comment
from govxl.xlsx.xml import walk

__all__ = ["DrawnObject", "drawing_words", "persons_in", "threads_in", "typed_words", "vml_words", "without_twins"]

# -- DrawingML


_OBJECTS = {
    **dict.fromkeys(("sp", "cxnSp", "grpSp", "graphicFrame"), "shape"),
    **dict.fromkeys(("pic", "contentPart"), "picture"),
}
_ALWAYS = ("picture", "chart", "diagram", "control")
"""Kinds that are told of even where they have no words."""


class DrawnObject:
    """One object of a drawing: its words so far, the cell it lies on, and the relations it points to."""

    __slots__ = ("cell", "kind", "lines", "links")

    def __init__(self, kind: str, cell: str = "", lines: Iterable[str] = ()) -> None:
        self.kind, self.cell = kind, cell
        self.lines = list(lines)
        self.links: list[str] = []

    @property
    def aside(self) -> Aside:
        """What it says; lines that come twice, such as a title that is also the description, once."""
        return Aside(self.kind, self.cell, "\n".join(dict.fromkeys(filter(None, map(str.strip, self.lines)))))

    @property
    def tells(self) -> bool:
        """Whether there is anything to tell of it."""
        return self.kind in _ALWAYS or bool(self.links) or any(line.strip() for line in self.lines)


def drawing_words(part: str, data: bytes) -> list[DrawnObject]:
    """Read a drawing, of a sheet or within a chart (ECMA-376 part 1, 20.5 and 21.3)."""
    drawing = _DrawingWalk()
    walk(part, data, drawing.start, drawing.end, drawing.chars)
    return drawing.found


class _DrawingWalk:
    """What a walk over a drawing has found; of alternatives for other programs, the first that says anything."""

    def __init__(self) -> None:
        self.found: list[DrawnObject] = []
        self.open: list[DrawnObject] = []
        self.text: list[str] = []
        self.corner: dict[str, str] = {}
        self.inside = ""
        self.alternatives: list[int] = []
        self.skipped = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        # An object is drawn once for new programs and once for old ones; its words are told once.
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
            row, column = (self.corner.get(corner, "").strip() for corner in ("row", "col"))
            known = all(digits.isascii() and digits.isdecimal() and len(digits) < 8 for digits in (row, column))
            # Drawings count from 0; one that is placed by distances from the edges lies on no cell in particular.
            self.open.append(DrawnObject(_OBJECTS[name], address(int(row) + 1, int(column) + 1) if known else ""))
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
        # Lines of a text are paragraphs; a program may break one into many runs.
        elif name == "p" and self.open:
            self.open[-1].lines.append("".join(self.text))
            self.text = []
        elif name in _OBJECTS and self.open:
            drawn = self.open.pop()
            self.found += [drawn] if drawn.tells else []

    def chars(self, text: str) -> None:
        if self.inside and not self.skipped:
            self.text.append(text)


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
        # A value below `tx` is a name that was typed, one in `strLit` a list; all others repeat what cells say.
        typed = path[-1] == "t" or (path[-1] == "v" and (path[-2] in ("tx", "txData") or "strLit" in path))
        text.extend([said] if typed else [])

    walk(part, data, start, end, chars)
    return "\n".join(dict.fromkeys(filter(None, map(str.strip, lines))))


# -- VML


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
        # VML is read piece by piece, for it need not be well-formed: HTML may stand in its text boxes.
        if not tag.startswith("/"):
            reading.start(name, tag)
        if tag.startswith("/") or tag.endswith("/"):
            reading.end(name)
    return [drawn.aside for drawn in reading.found]


class _Vml:
    """What was met so far."""

    def __init__(self) -> None:
        self.found: list[DrawnObject] = []
        self.open: list[DrawnObject] = []
        self.inside = ""

    def start(self, name: str, tag: str) -> None:
        """Open a shape, or take what a tag says of the one that is open."""
        if name in _SHAPES:
            told = [unescape(one or other) for key, one, other in _VALUE.findall(tag) if key != "ObjectType"]
            self.open.append(DrawnObject("shape", "", [*told, ""]))
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


# -- Threads of comments


_ABOUT = re.compile(
    r"^[^\n]{0,80}\n+[^\n]{0,600}go\.microsoft\.com/fwlink/\?linkid=870924[^\n]{0,20}\n+", re.IGNORECASE
)
"""How a twin begins, in whatever language: its title, then that edits to it will be lost, and where to learn more."""

_LABEL = re.compile(r"[^\n:：]{1,20}[:：]")
"""What stands above each remark in a twin, such as `Comment:`."""


def persons_in(part: str, data: bytes) -> dict[str, str]:
    """Read who takes part in threads, by the id of each."""
    found: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "person":
            found[attributes.get("id", "")] = attributes.get("displayName", "").strip()

    walk(part, data, start)
    return found


def threads_in(part: str, data: bytes, persons: Mapping[str, str]) -> Iterator[tuple[Aside, str]]:
    """Yield what was said in the threads of a sheet, each remark with its author; and the remark alone."""
    remarks: list[tuple[str, str, list[str]]] = []
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        inside = name == "text" and bool(remarks)
        if name == "threadedComment":
            remarks.append((attributes.get("ref", ""), persons.get(attributes.get("personId", ""), ""), []))

    def end(name: str) -> None:
        nonlocal inside
        inside = False

    walk(part, data, start, end, lambda text: remarks[-1][2].append(text) if inside else None)
    for cell, author, texts in remarks:
        said = "".join(texts).strip()
        yield Aside("thread", cell, f"{author}：{said}" if author else said), said


def without_twins(comments: Sequence[Comment], threads: Sequence[tuple[Aside, str]]) -> Iterator[Comment]:
    """Leave out comments that only repeat the threads of their cells; of others, the program's own words at their head.

    A twin in which somebody without threads has written is a comment like any other.
    """
    said: dict[str, list[str]] = {}
    for aside, text in threads:
        said.setdefault(aside.cell, []).append(text)
    for comment in comments:
        # Excel hangs a plain comment beside every thread, for programs that know none.
        about = _ABOUT.match(comment.text)
        text = comment.text[about.end() :] if about else comment.text
        if about and comment.cell in said:
            # Take out what was said in the thread, the longest first, for one remark may quote another; a twin is left
            # with the labels above each.
            rest = "".join(text.split())
            for each in sorted({"".join(each.split()) for each in said[comment.cell]}, key=len, reverse=True):
                rest = rest.replace(each, "\n") if each else rest
            if all(not piece or _LABEL.fullmatch(piece) for piece in rest.split("\n")):
                continue
        yield Comment(comment.cell, text)
