"""A returned .xlsx -> raw cells: what each cell says, before anybody judges it.

Every refusal is a finding; nothing is guessed, dropped or fetched. Finding a form's points in these cells is left to
`integrity`, reading numbers out of their spelling to the judging of values.
"""

from collections.abc import Mapping, Sequence

from govxl.findings.finding import Both, Finding, finding
from govxl.xlsx.cells import Dress, RawCell, RawSheet, RawWorkbook, Relation
from govxl.xlsx.conditions import dresses_in
from govxl.xlsx.content import Allowance, CellSource, read_strings
from govxl.xlsx.looks import CellLooks
from govxl.xlsx.parts import (
    Book,
    CellFormats,
    content_types,
    read_about,
    read_book,
    read_comments,
    read_looks,
    read_properties,
    read_styles,
    relations,
    relations_part,
    resolve,
    target_of,
)
from govxl.xlsx.refusals import Refused, beyond, damaged, is_dynamic, refuse_programs, reported, unsafe
from govxl.xlsx.sheet import read_sheet
from govxl.xlsx.side_content import SideContent
from govxl.xlsx.sniff import other_zip
from govxl.xlsx.xml import MAX_ELEMENTS, MAX_REWRITTEN, element_count, utf8, verify
from govxl.xlsx.zip import Package, open_package

__all__ = ["RawCell", "RawSheet", "RawWorkbook", "read_workbook"]

_SHORTEST = len("<a/>")  # bytes of an element: a small package needs no counting
_SHORTEST_CELL = len("<c")  # what is counted as one, be it well-formed or not
_TYPES = "[Content_Types].xml"
_WORKBOOK = "spreadsheetml.sheet.main+xml"
_TEMPLATE = "spreadsheetml.template.main+xml"
_OTHER_SHEETS = ("chartsheet", "dialogsheet")


def read_workbook(data: bytes) -> RawWorkbook | Finding:
    """Read the bytes of a file; a Finding when it cannot be relied on, and no exception whatever it holds."""
    try:
        return _WorkbookReader(open_package(data)).read()
    except Refused as refused:
        return refused.finding


class _WorkbookReader:
    """The parts of one package, each read once; what nobody asked for is proven at the end."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.unread = dict.fromkeys(package.names)
        self.elements = MAX_ELEMENTS
        self.counted = package.size >= _SHORTEST * MAX_ELEMENTS
        self.kinds: list[str] = []
        self.types: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {})
        self.root = self._relations("")
        self.allowance = Allowance()
        self.allowance.counted = package.size >= _SHORTEST_CELL * self.allowance.tags
        self.side = SideContent(self._opened, self._relations)

    def read(self) -> RawWorkbook:
        part = self._workbook_part()
        book = read_book(part, self._take(part))
        links = self._relations(part)
        refuse_programs(self.kinds)
        # Strings come before the sheets, which only point to them, and looks before the strings, whose runs have some.
        strings = self._one(part, links, "sharedstrings")
        styled = self._one(part, links, "styles")
        data = self._take(styled) if styled else b""
        styles = read_styles(styled, data) if styled else CellFormats()
        looks = read_looks(styled, data) if styled else CellLooks()
        dresses = dresses_in(styled, data) if styled else ()
        texts = read_strings(strings, self._take(strings), looks) if strings else ()
        self.side.meet(part, links)
        sheets = self._sheets(part, book, links, texts, styles, looks, dresses)
        custom = self._one("", self.root, "customproperties")
        # Some programs point to this part and have left it out.
        about = self._one("", self.root, "extendedproperties", needed=False)
        properties = read_properties(custom, self._take(custom)) if custom else {}
        told = read_about(about, self._take(about)) if about else {}
        producer = f"{told.get('Application', '')} {told.get('AppVersion', '')}".strip()
        asides = self.allowance.take(part, (*book.asides, *self.side.of_book(part, links, self.root, told)))

        # What nobody asked for is proven as well: a damaged part is damage, and a program may hide behind any relation.
        for unread in tuple(self.unread):
            if unread.casefold().endswith(".rels"):
                self._links(unread)
                continue
            data = self._take(unread)
            if self._is_xml(unread):
                verify(unread, data)
                self._refuse_dynamic(unread, data)
        refuse_programs(self.kinds)
        return RawWorkbook(
            sheets, dict(book.names), properties, styles.unlocked, dict(styles.formats), producer,
            self.package.sha256, len(self.package.data), book.shift, book.manual, reported(self.kinds), asides,
        )  # fmt: skip

    def _take(self, part: str) -> bytes:
        """Inflate a part that nobody has read, on the workbook's one count of elements."""
        # Proven as one thing and read as another, a part could hold anything.
        if part not in self.unread:
            raise damaged(f"{part} 被用作两种内容", f"{part} is used as two things")
        del self.unread[part]
        data = self.package.read(part)
        self.elements -= element_count(data) if self.counted else 0
        if self.elements < 0:
            raise beyond(f"{part} 的元素过多", f"{part} has too many elements")
        return data

    def _workbook_part(self) -> str:
        """Find the part a workbook begins with; a package without one is told by what it is instead."""
        types = self.package.find(_TYPES)
        if types is None:
            raise Refused(other_zip(self.package.names, self._mimetype()))
        self.types = content_types(types, self._take(types))
        # SheetJS leaves a macro type as the default of an ending that no part has, which says nothing of this file.
        refuse_programs((), {*map(self._type, self.package.names), *self.types[1].values()})
        links = [link for link in self.root.values() if link.kind == "officedocument"]
        if len(links) != 1:
            raise Refused(other_zip(self.package.names, self._mimetype()))
        part = resolve(self.package, "", links[0])
        kind = self._type(part)
        if kind.endswith(_TEMPLATE):
            raise Refused(finding("old-format", kind=Both("Excel 模板（.xltx）", "an Excel template (.xltx)")))
        if not kind.endswith(_WORKBOOK):
            raise Refused(other_zip(self.package.names, self._mimetype()))
        return part

    def _mimetype(self) -> bytes:
        part = self.package.find("mimetype")
        return self.package.read(part)[:200] if part else b""

    def _relations(self, source: str) -> Mapping[str, Relation]:
        part = relations_part(self.package, source)
        return self._links(part) if part else {}

    def _links(self, part: str) -> Mapping[str, Relation]:
        found = relations(part, self._take(part))
        self.kinds += [link.kind for link in found.values()]
        return found

    def _one(self, source: str, links: Mapping[str, Relation], kind: str, *, needed: bool = True) -> str | None:
        """Find the one part of a kind, None where there is none; one not `needed` may be missing behind its link."""
        found = [link for link in links.values() if link.kind == kind]
        if len(found) > 1:
            raise damaged(f"{source or '文件'} 有两个 {kind} 部件", f"{source or 'the file'} has two {kind} parts")
        if not found:
            return None
        return resolve(self.package, source, found[0]) if needed else target_of(self.package, source, found[0])

    def _sheets(
        self,
        source: str,
        book: Book,
        links: Mapping[str, Relation],
        texts: tuple[str, ...],
        styles: CellFormats,
        looks: CellLooks,
        dresses: Sequence[Dress],
    ) -> tuple[RawSheet, ...]:
        sheets = []
        for name, state, identity in book.sheets:
            if not identity:  # a module sheet of old files: there is nothing behind its name
                sheets.append(RawSheet(name, state, {}))
                continue
            link = links.get(identity)
            if link is None or link.kind not in ("worksheet", *_OTHER_SHEETS):
                raise damaged(f"工作表「{name}」没有对应的部件", f"sheet “{name}” has no part")
            part = resolve(self.package, source, link)
            data, its = self._take(part), self._relations(part)
            remarks = self._one(part, its, "comments")
            comments = read_comments(remarks, self._take(remarks), self.allowance.comments) if remarks else ()
            self.allowance.comments -= len(comments)
            comments, found = self.side.of_sheet(part, its, comments)
            asides = self.allowance.take(part, found)
            if link.kind in _OTHER_SHEETS:
                verify(part, data)
                sheets.append(RawSheet(name, state, {}, comments=comments, asides=asides))
            else:
                place = CellSource(part, name, texts, self.allowance, styles.unlocked, looks, dresses)
                sheets.append(read_sheet(place, state, data, comments, asides, its))
        return tuple(sheets)

    def _opened(self, source: str, link: Relation) -> tuple[str, bytes] | None:
        """Inflate a part that may hold somebody's words; None where there is none, or it was read already."""
        try:
            part = resolve(self.package, source, link)
        # What cannot be found is nobody's words.
        except Refused:
            return None
        if part not in self.unread:
            return None
        data = self._take(part)
        if element_count(data) > MAX_REWRITTEN:
            raise beyond(f"{part} 元素超过 {MAX_REWRITTEN} 个", f"{part} has more than {MAX_REWRITTEN} elements")
        self._refuse_dynamic(part, data)
        return part, data

    def _refuse_dynamic(self, part: str, data: bytes) -> None:
        if self._is_xml(part) and is_dynamic(utf8(part, data)):
            raise unsafe(f"{part} 带有和其他程序的动态链接（DDE）", f"{part} has a live link to other programs (DDE)")

    def _is_xml(self, part: str) -> bool:
        ending = part.rpartition(".")[2].casefold()
        return ending == "xml" or self._type(part).endswith("xml")

    def _type(self, part: str) -> str:
        endings, parts = self.types
        return parts.get(part.casefold(), endings.get(part.rpartition(".")[2].casefold(), ""))
