"""The small parts around the sheets: types and relations, the list of sheets and names, styles, properties, comments.

Relations are followed inside the package only. Elements are known by their local names, so transitional and strict
files read the same.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, TypeVar
from urllib.parse import unquote

from govxl.bounds import MAX_NAMES, MAX_SHEETS
from govxl.xlsx.cells import MAX_TEXT, Aside, Comment, Relation
from govxl.xlsx.format_codes import BUILT_IN, ORDINARY
from govxl.xlsx.looks import WHITE, CellLooks, Colour, Font, Formats, attributes_of, colour_of, font_with
from govxl.xlsx.memory import remembered
from govxl.xlsx.refusals import beyond, calls_out, damaged, unsafe
from govxl.xlsx.traces import masks_text, shows_words
from govxl.xlsx.xml import utf8, walk
from govxl.xlsx.zip import Package

__all__ = [
    "MAX_FORMATS", "Book", "CellFormats", "content_types", "read_about", "read_book", "read_comments", "read_looks",
    "read_properties", "read_styles", "relations", "relations_part", "resolve", "target_of",
]  # fmt: skip

MAX_FORMATS = 65_490  # Excel's own limit on cell formats
_NO = ("0", "false", "off")
_WORDS = re.compile(r'=?"((?:[^"]|"")*)"')
_SINCE_1904 = 1462  # days from the first day of one way of counting to that of the other


# -- How parts hang together


@remembered
def content_types(part: str, data: bytes) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give the types by file ending and by part name, both case-folded; a part declared twice is refused."""
    endings: dict[str, str] = {}
    parts: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name not in ("Default", "Override"):
            return
        known, key = (endings, "Extension") if name == "Default" else (parts, "PartName")
        named = attributes.get(key, "").removeprefix("/").casefold()
        if known.setdefault(named, attributes.get("ContentType", "")) != attributes.get("ContentType", ""):
            raise damaged(f"{part} 对 {named} 有两种说法", f"{part} says two things of {named}")

    walk(part, data, start)
    return MappingProxyType(endings), MappingProxyType(parts)


def relations_part(package: Package, source: str) -> str | None:
    """Name the part that holds the relations of a part ("" for the package), if there is one."""
    folder, slash, file = source.rpartition("/")
    return package.find(f"{folder}{slash}_rels/{file}.rels")


@remembered
def relations(part: str, data: bytes) -> Mapping[str, Relation]:
    """Read a relations part, by id."""
    found: dict[str, Relation] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2].replace("-", "").casefold()
        identity = attributes.get("Id", "")
        if identity in found:
            raise damaged(f"{part} 里关系 {identity} 重复", f"{part} has relation {identity} twice")
        found[identity] = Relation(kind, attributes.get("Target", ""), attributes.get("TargetMode") == "External")

    walk(part, data, start)
    return MappingProxyType(found)


def resolve(package: Package, source: str, relation: Relation) -> str:
    """Find the part a relation points to; Refused when it lies outside the package or is missing."""
    # Some libraries leave a sheet out whose part is missing; the figures on it would be missing without a word.
    part = target_of(package, source, relation)
    if part is None:
        target = relation.target[:100]
        zh = f"{source or '文件'} 指向的部件 {target} 不存在"
        raise damaged(zh, f"{source or 'the file'} points to {target}, which is not there")
    return part


def target_of(package: Package, source: str, relation: Relation) -> str | None:
    """Find the part a relation points to, None where there is none; Refused when it lies outside the package."""
    # Targets are written as addresses are: from the folder of their part, or with a slash from the root.
    target = unquote(relation.target) if "%" in relation.target else relation.target
    outside = relation.external or "\\" in target or ":" in target
    steps: list[str] = []
    for step in (target if target.startswith("/") else source.rpartition("/")[0] + "/" + target).split("/"):
        if step == "..":
            outside = outside or not steps
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    if outside:
        raise unsafe(
            f"{source or '文件'} 指向文件之外：{target[:100]}",
            f"{source or 'the file'} points outside the file: {target[:100]}",
        )
    return package.find("/".join(steps))


# -- What they say


class Book(NamedTuple):
    """The workbook part: sheets as (name, state, relation id) in order, and names that belong to no sheet.

    `shift` is what to add to a date's number so that it counts from 1900; some count from 1904 (date1904). `manual`:
    nothing is recalculated before somebody asks for it. `asides` are the words kept with names: remarks on them, and
    names that are a text and no place.
    """

    sheets: tuple[tuple[str, str, str], ...]
    names: Mapping[str, str]
    shift: int = 0
    manual: bool = False
    asides: tuple[Aside, ...] = ()


class CellFormats(NamedTuple):
    """Cell formats by index: those that unlock a cell, and the number format of each that has a particular one."""

    unlocked: frozenset[int] = frozenset()
    formats: Mapping[int, str] = {}


@remembered
def read_book(part: str, data: bytes) -> Book:
    """Read the list of sheets and the workbook's own defined names; names of a sheet are counted and left out."""
    sheets: list[tuple[str, str, str]] = []
    names: dict[str, str] = {}
    asides: list[Aside] = []
    text: list[str] = []
    current: str | None = None
    count = shift = 0
    manual = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current, count, shift, manual
        if name == "workbookPr" and attributes.get("date1904", "0") not in _NO:
            shift = _SINCE_1904
        elif name == "calcPr":
            manual = attributes.get("calcMode") == "manual"
        elif name == "sheet":
            # The relation is `r:id` under whatever prefix the namespace has.
            local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            sheets.append((local.get("name", ""), local.get("state", "visible"), local.get("id", "")))
        elif name == "definedName":
            count += 1
            text.clear()
            # What belongs to one sheet, such as its print area, may come once a sheet.
            current = attributes.get("name", "") if "localSheetId" not in attributes else None
            # What somebody remarked on a name (ECMA-376 part 1, 18.2.5).
            for key in ("comment", "description", "help", "statusBar"):
                if attributes.get(key, "").strip():
                    asides.append(Aside("name", attributes.get("name", ""), attributes[key].strip()))
        if len(sheets) > MAX_SHEETS or count > MAX_NAMES:
            if len(sheets) > MAX_SHEETS:
                raise beyond(f"{part} 工作表超过 {MAX_SHEETS} 张", f"{part} has more than {MAX_SHEETS} sheets")
            raise beyond(f"{part} 定义的名称超过 {MAX_NAMES} 个", f"{part} has more than {MAX_NAMES} defined names")

    def end(name: str) -> None:
        nonlocal current
        if name != "definedName" or current is None:
            return
        target = "".join(text)
        if current in names:
            raise damaged(f"{part} 里名称 {current[:100]} 重复", f"{part} defines {current[:100]} twice")
        if calls_out(target):
            raise unsafe(
                f"{part} 里名称 {current[:100]} 调用其他程序（DDE）",
                f"{part} has a name that calls other programs (DDE): {current[:100]}",
            )
        names[current] = target
        # A name that is a text and no place is somebody's words.
        if said := _WORDS.fullmatch(target):
            asides.append(Aside("name", current, said[1].replace('""', '"')))
        current = None

    walk(part, data, start, end, text.append)
    # Excel knows sheets by their names whatever the case.
    folded = [name.casefold() for name, _, _ in sheets]
    if not sheets or len(set(folded)) != len(folded):
        if not sheets:
            raise damaged(f"{part} 里没有工作表", f"{part} has no sheet")
        raise damaged(f"{part} 里有重名的工作表", f"{part} has two sheets of one name")
    return Book(tuple(sheets), MappingProxyType(names), shift, manual, tuple(asides))


@remembered
def read_styles(part: str, data: bytes) -> CellFormats:
    """Read which cell formats unlock, and their number formats; a format's own protection counts, as in Excel."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    unlocked: set[int] = set()
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "xf" and inside:
            formats.append(attributes.get("numFmtId", "0"))
        elif name == "protection" and inside and attributes.get("locked") in _NO:
            unlocked.add(len(formats) - 1)
        elif name == "numFmt":
            codes.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", ""))
        elif name == "cellXfs":
            inside = True
        if len(formats) > MAX_FORMATS or len(codes) > MAX_FORMATS:
            raise beyond(f"{part} 单元格格式超过 {MAX_FORMATS} 种", f"{part} has more than {MAX_FORMATS} cell formats")

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    walk(part, data, start, end)
    # Formats that every program knows are named by a number only.
    known = {str(number): code for number, code in BUILT_IN.items()} | codes
    shown = {index: known.get(number, "") for index, number in enumerate(formats)}
    particular = {index: code for index, code in shown.items() if code not in ORDINARY}
    return CellFormats(frozenset(unlocked), MappingProxyType(particular))


def read_properties(part: str, data: bytes, element: str = "property") -> dict[str, str]:
    """Read named texts: of `property` elements by their attribute name, or (element "") of all leaves by their own."""
    found: dict[str, str] = {}
    text: list[str] = []
    current = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if name == element or not element:
            # The type is not asked for: LibreOffice makes doubles of whole numbers when it saves.
            current = attributes.get("name", "") if element else name
            text.clear()

    def end(name: str) -> None:
        if name == (element or current):
            if current in found and element:
                raise damaged(f"{part} 里属性 {current[:100]} 重复", f"{part} has property {current[:100]} twice")
            found[current] = "".join(text)

    walk(part, data, start, end, text.append)
    return found


@remembered
def read_about(part: str, data: bytes) -> Mapping[str, str]:
    """Read what a program tells of itself and of the workbook, by its own names."""
    return MappingProxyType(read_properties(part, data, ""))


def read_comments(part: str, data: bytes, most: int) -> tuple[Comment, ...]:
    """Read the remarks on a sheet's cells, in their order; Refused when there are more than `most`."""
    found: list[Comment] = []
    text: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = name == "t"
        if name == "comment":
            text.clear()
            found.append(Comment(attributes.get("ref", ""), ""))
            if len(found) > most:
                raise beyond(f"{part} 批注过多", f"{part} has too many comments")

    def end(name: str) -> None:
        nonlocal inside
        inside = False
        if name == "comment":
            found[-1] = Comment(found[-1].cell, "".join(text)[:MAX_TEXT])

    walk(part, data, start, end, lambda chars: text.append(chars) if inside else None)
    return tuple(found)


# -- How cell formats look


_FILLS = re.compile(rb"[<:]fgColor\s[^>]*")
_REPEATS = re.compile(rb"\shorizontal=[\"']fill[\"']")
_CODES = re.compile(rb"\sformatCode=(?:\"([^\"]*)\"|'([^']*)')")
Kept = TypeVar("Kept")


def read_looks(part: str, data: bytes) -> CellLooks:
    """Read the looks of a workbook's cell formats; the part must be proven well-formed."""
    backgrounds, odd = _backgrounds(part, data)
    looks = CellLooks(backgrounds=backgrounds, unread=partial(_unusual_formats, part, data))
    if odd:
        looks.read()
    return looks


@remembered
def _backgrounds(part: str, data: bytes) -> tuple[frozenset[Colour], bool]:
    """Give the colours cells are filled with, and whether letters may not simply show, so that all must be read."""
    data = utf8(part, data)
    # Fonts, fills and number formats come before the cell formats, which are many and tell nothing by themselves; where
    # a program has put some of them behind, all is looked at.
    cut = data.find(b"cellStyleXfs")
    head = data[:cut] if max(map(data.rfind, (b"fonts", b"fills", b"numFmts"))) < cut else data
    fills = set(_FILLS.findall(head))
    colours = (colour_of(attributes_of(tag.decode("utf-8", "replace"))) for tag in fills)
    looks = CellLooks(backgrounds=frozenset([WHITE, *colours]))
    codes = [(double or single).decode() for double, single in set(_CODES.findall(head))]
    odd = b"&#" in head or looks.is_odd_font(head) or looks.is_odd_font(b"<color auto='1'/>")
    odd = odd or any(masks_text(code) or shows_words(code) or "&" in code for code in codes)
    odd = odd or bool(_REPEATS.search(data))
    return looks.backgrounds, odd


@remembered
def _unusual_formats(part: str, data: bytes) -> Formats:
    return _FormatsWalk().read(part, data)


class _FormatsWalk:
    """Gathers fonts, fills, number formats and the cell formats made of them, in one walk over the styles."""

    def __init__(self) -> None:
        self.fonts: list[dict[str, dict[str, str]]] = []
        self.fills: list[Colour] = []
        self.codes: dict[str, str] = {}
        self.formats: list[tuple[str, str, str]] = []
        self.repeating: set[int] = set()
        self.section = ""

    def read(self, part: str, data: bytes) -> Formats:
        """Give fonts, fills and codes of unusual formats, by their index."""
        walk(part, data, self.start, self.end)
        fonts: dict[int, Font] = {}
        fills: dict[int, Colour] = {}
        codes: dict[int, str] = {}
        for style, (font, fill, code) in enumerate(self.formats):
            look = font_with(_at(self.fonts, font, {}))._replace(repeated=style in self.repeating)
            ground = _at(self.fills, fill, WHITE)
            if look.trace(ground):
                fonts[style] = look
            if ground != WHITE:
                fills[style] = ground
            if told := self.codes.get(code):
                codes[style] = told
        return MappingProxyType(fonts), MappingProxyType(fills), MappingProxyType(codes)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("fonts", "fills", "cellXfs", "numFmts"):
            self.section = name
        elif self.section == "fonts":
            if name == "font":
                self.fonts.append({})
            elif self.fonts:
                self.fonts[-1].setdefault(name, attributes)
        # A solid fill is its colour; what a pattern or a gradient shows through is known to nobody.
        elif self.section == "fills" and name == "fill":
            self.fills.append("gradient")
        elif self.section == "fills" and name == "patternFill" and self.fills:
            kind = attributes.get("patternType", "none")
            self.fills[-1] = WHITE if kind == "none" else kind
        elif self.section == "fills" and name == "fgColor" and self.fills and self.fills[-1] == "solid":
            self.fills[-1] = colour_of(attributes)
        elif self.section == "numFmts" and name == "numFmt":
            code = attributes.get("formatCode", "")
            if masks_text(code) or shows_words(code):
                self.codes.setdefault(attributes.get("numFmtId", ""), code)
        elif self.section == "cellXfs" and name == "xf":
            self.formats.append(tuple(attributes.get(key, "0") for key in ("fontId", "fillId", "numFmtId")))  # type: ignore[arg-type]
        elif self.section == "cellXfs" and name == "alignment" and attributes.get("horizontal") == "fill":
            self.repeating.add(len(self.formats) - 1)

    def end(self, name: str) -> None:
        if name == self.section:
            self.section = ""


def _at(kept: Sequence[Kept], index: str, default: Kept) -> Kept:
    """Give what an index points at; one that points nowhere means the plain look."""
    number = int(index) if index.isascii() and index.isdecimal() and len(index) < 7 else len(kept)
    return kept[number] if number < len(kept) else default
