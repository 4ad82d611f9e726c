"""What a person can write or put into a workbook outside its cells: drawings, threads, pictures, properties.

Parts are only opened where a relation leads to them, and what reads drawings is only loaded where something lies over
the cells of a sheet, so that an ordinary workbook costs nothing. What cannot be found
is nobody's words: a link to nowhere is no reason to refuse a file. Kinds of asides are those of `unread_cells.KINDS`.
"""

from collections.abc import Callable, Iterator, Mapping

from govxl.xlsx.cells import Aside, Comment, Relation
from govxl.xlsx.parts import read_properties
from govxl.xlsx.xml import walk

__all__ = ["SideContent"]

Links = Mapping[str, Relation]

_DRAWINGS, _EMBEDDED = ("drawing", "chartusershapes"), ("oleobject", "package", "control")
_CHARTS = ("chart", "chartex", "diagramdata")
_MANAGED = ("Manager", "HyperlinkBase")
_CORE = ("title", "subject", "description", "keywords", "category", "contentStatus")
"""The properties of a document that a person fills in; programs fill in the others."""


class SideContent:
    """Reads the side content of one workbook.

    `opened` gives the part a relation of a part leads to, with its bytes; None when there is none, or it was read
    already. `links_of` gives the relations of a part.
    """

    def __init__(
        self, opened: Callable[[str, Relation], tuple[str, bytes] | None], links_of: Callable[[str], Links]
    ) -> None:
        self.opened, self.links_of = opened, links_of
        self.persons: dict[str, str] = {}

    def meet(self, part: str, links: Links) -> None:
        """Learn who takes part in threads; `part` is that of the workbook."""
        for name, data in self._all(part, links, "person"):
            from govxl.xlsx.drawings import persons_in

            self.persons |= persons_in(name, data)

    # -- A sheet

    def of_sheet(
        self, part: str, links: Links, comments: tuple[Comment, ...]
    ) -> tuple[tuple[Comment, ...], list[Aside]]:
        """Give the comments of a sheet that are no twins of threads, and all that lies over its cells."""
        if not links:
            return comments, []
        from govxl.xlsx.drawings import threads_in, vml_words, without_twins

        threads = [
            thread
            for name, data in self._all(part, links, "threadedcomment")
            for thread in threads_in(name, data, self.persons)
        ]
        asides = [aside for aside, _ in threads]
        for name, data in self._all(part, links, *_DRAWINGS):
            asides += self._drawn(name, data)
        for name, data in self._all(part, links, "vmldrawing"):
            # Of a control, newer programs keep a second picture in a newer drawing; its words are told once.
            known = {aside.text for aside in asides}
            older = vml_words(data)
            asides += [aside for aside in older if not aside.text or aside.text not in known]
            images = any(link.kind == "image" for link in self.links_of(name).values())
            if images and not any(aside.kind == "picture" for aside in older):
                asides.append(Aside("picture", "", ""))
        # What is embedded has no words that could be read, but somebody put it there.
        asides += [Aside("object", "", "") for link in links.values() if link.kind in _EMBEDDED]
        asides += [Aside("picture", "", "") for link in links.values() if link.kind == "image"]
        return tuple(without_twins(comments, threads)), asides

    def _all(self, part: str, links: Links, *kinds: str) -> Iterator[tuple[str, bytes]]:
        for link in links.values():
            # What lies outside the file is never fetched.
            found = self.opened(part, link) if link.kind in kinds and not link.external else None
            if found:
                yield found

    def _drawn(self, part: str, data: bytes) -> Iterator[Aside]:
        """Yield what a drawing says, with the words of its charts and diagrams and where its links lead."""
        from govxl.xlsx.drawings import drawing_words, typed_words

        links = self.links_of(part)
        for drawn in drawing_words(part, data):
            for link in filter(None, map(links.get, drawn.links)):
                if link.kind == "hyperlink" and link.external:
                    drawn.lines.append(link.target)
                    continue
                for name, chart in self._all(part, {"": link}, *_CHARTS):
                    drawn.lines += typed_words(name, chart).split("\n")
                    # A chart may have shapes of its own over it; a part is opened once, so none leads back to itself.
                    for shapes, inner in self._all(name, self.links_of(name), *_DRAWINGS):
                        drawn.lines += [aside.text for aside in self._drawn(shapes, inner)]
            if drawn.tells:
                yield drawn.aside

    # -- The workbook

    def of_book(self, part: str, links: Links, root: Links, about: Mapping[str, str]) -> Iterator[Aside]:
        """Yield what belongs to no sheet: pictures within cells, and properties; `about` are those of the program."""
        for name, data in self._all(part, links, "cellimage"):
            yield from self._drawn(name, data)
        # Pictures that fill cells (MS-XLSX 2.3.6.1), with the descriptions somebody gave them; not each has one.
        pictures = sum(
            link.kind == "image"
            for name, data in self._all(part, links, "richvaluerel")
            for link in self.links_of(name).values()
        )
        told = [text for name, data in self._all(part, links, "rdrichvalue") for text in _texts(name, data)]
        told += [""] * (pictures - len(told))
        yield from (Aside("picture", "", text) for text in told[:pictures])
        for _, data in self._all("", root, "coreproperties"):
            core = read_properties("docProps/core.xml", data, "")
            yield from (Aside("property", name, core[name].strip()) for name in _CORE if core.get(name, "").strip())
        yield from (Aside("property", name, about[name].strip()) for name in _MANAGED if about.get(name, "").strip())


def _texts(part: str, data: bytes) -> list[str]:
    """Give the values of a part that are words."""
    found: list[str] = []
    text: list[str] = []

    def end(name: str) -> None:
        # Numbers are indices into other parts, and nobody's words.
        if name == "v" and not (said := "".join(text).strip()).lstrip("-").isdecimal():
            found.append(said)

    walk(part, data, lambda name, attributes: text.clear(), end, text.append)
    return found
