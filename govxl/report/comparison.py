"""A published report held beside the document of its record: title, headings, paragraphs and tables, in that order.

Pages carry menus and footers. What stands before the title and after the last line that was found is none of the
report's, unless it follows that line at once and reads as prose; between title and text stand the page's own lines.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from govxl.report.alignment import ALIKE, align, alike
from govxl.report.cells import TableBlock
from govxl.report.differences import Difference, Of
from govxl.report.document import NOTE, Document
from govxl.report.published import Published, Table, lines_of
from govxl.report.sameness import Canon, is_figure, plain
from govxl.report.table_comparison import assigned, compared, figures_in, loose_lines

__all__ = ["Comparison", "compare"]

PROSE_ENDS = tuple("。！？；!?;…")
"""What a paragraph of prose ends with, and a line of a page's own seldom."""

MOSTLY = 0.5
"""A table of so many figures is one; with fewer it only places words."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences in the order of the report, and how many figures and lines of text were compared."""

    differences: tuple[Difference, ...]
    figures: int
    lines: int


class _Line(NamedTuple):
    """One line of our text: what it is, the part it stands in, and which table follows it, if one does."""

    of: Of
    where: str
    text: str
    table: int | None = None


class _Theirs(NamedTuple):
    of: Of
    text: str


def compare(
    document: Document, published: Published, canon: Canon, optional: Collection[str] = frozenset()
) -> Comparison:
    """Compare a published report with the document of its record; `optional` lines may stand in it or not."""
    lines = list(_lines(document))
    tables = _tables(document)
    grids = [block for block in published.blocks if isinstance(block, Table)]
    found = assigned([table for _, table in tables], grids, canon)
    theirs = _rejoined(list(_their_lines(published, [table for _, table in tables], found, canon)), lines)
    free = {plain(text) for text in optional}
    foreign = free - {plain(line.text) for line in lines}
    theirs = [line for line in theirs if plain(line.text) not in foreign]
    of_tables = [list(compared(*ours, beside, canon)) for ours, beside in zip(tables, found, strict=True)]
    of_texts = _of_texts(lines, theirs, canon)
    if plain(published.name) == plain(document.title):
        of_texts[0] = [each for each in of_texts[0] if (each.what, each.of) != ("missing", "title")]
    differences = []
    for n, line in enumerate(lines):
        differences += [each for each in of_texts[n] if each.what != "added" or plain(each.theirs) not in free]
        differences += of_tables[line.table] if line.table is not None else ()
    return Comparison(tuple(differences), sum(figures_in(table) for _, table in tables), len(lines))


# -- Our lines and theirs


def _tables(document: Document) -> list[tuple[str, TableBlock]]:
    return [
        (section.heading, block)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, TableBlock)
    ]


def _lines(document: Document) -> Iterator[_Line]:
    """Yield the title, then all other lines of our text."""
    yield _Line("title", "", document.title)
    for paragraph in document.front:
        yield _Line("paragraph", "", paragraph.text)
    nth = -1
    for section in document.sections:
        heading = [section.heading]
        texts: list[str] = []
        table: int | None = None
        for block in section.blocks:
            if isinstance(block, TableBlock):
                table = nth = nth + 1
                heading += [block.caption] if block.caption != section.heading else []
                texts += [f"{'' if n else NOTE}{line}" for n, line in enumerate(block.note)]
            else:
                texts.append(block.text)
        for n, text in enumerate(heading, 1):
            yield _Line("heading", section.heading, text, table if n == len(heading) else None)
        yield from (_Line("paragraph", section.heading, text) for text in texts)
    yield from (_Line("paragraph", document.sections[-1].heading, text) for text in document.closing)


def _their_lines(
    published: Published, tables: Sequence[TableBlock], found: Sequence[Sequence[Table]], canon: Canon
) -> Iterator[_Theirs]:
    """Yield what was published besides the figures of our tables; a title said again above its table is said once."""
    last = ""
    for block in published.blocks:
        ours = [table for table, theirs in zip(tables, found, strict=True) if any(block is each for each in theirs)]
        if isinstance(block, Table) and ours:
            for text in (*filter(None, ["" if block.heard else block.caption]), *loose_lines(ours[0], block, canon)):
                if canon(text) != last:
                    yield _Theirs("paragraph", text)
        elif isinstance(block, Table) and _holds_figures(block):
            yield _Theirs("table", " | ".join(lines_of(block)))
        else:
            for text in lines_of(block):
                yield _Theirs("paragraph", text)
                last = canon(text)


def _rejoined(theirs: Sequence[_Theirs], lines: Sequence[_Line]) -> list[_Theirs]:
    """Put together what is one line of ours, broken in two or more as long titles are."""
    ours = {plain(line.text) for line in lines}
    folded = [plain(line.text) for line in theirs]
    found: list[_Theirs] = []
    at = 0
    while at < len(theirs):
        end = _end_of_line(folded, at, ours)
        found.append(_Theirs(theirs[at].of, "".join(line.text for line in theirs[at:end])))
        at = end
    return found


def _end_of_line(folded: Sequence[str], at: int, ours: set[str]) -> int:
    """Say before which of their lines a line of ours ends that begins at one; it ends at once if it is none."""
    whole = ""
    for end in range(at, len(folded)):
        whole += folded[end]
        if whole in ours:
            return end + 1
        if not any(line.startswith(whole) for line in ours):
            break
    return at + 1


def _holds_figures(table: Table) -> bool:
    texts = [box.text for row in table.rows for box in row if box.text]
    return sum(map(is_figure, texts)) > MOSTLY * len(texts)


# -- Texts


def _of_texts(lines: Sequence[_Line], theirs: Sequence[_Theirs], canon: Canon) -> list[list[Difference]]:
    """Give the differences of every line of ours, followed by what was added after it."""
    headings = {canon(line.text) for line in lines if line.of == "heading"}

    def key(text: str) -> str:
        return folded if (folded := canon(text)) in headings else plain(text)

    keys = [key(line.text) for line in lines]
    their_keys = [key(line.text) for line in theirs]
    pairs = {n + 1: place for n, place in align(keys[1:], their_keys, len).items()}
    first = min(pairs.values(), default=len(theirs))
    title = _title_place(keys[0], their_keys[:first])
    pairs = ({} if title is None else {0: title}) | pairs
    found: list[list[Difference]] = []
    for n, line in enumerate(lines):
        differs = n not in pairs or keys[n] != their_keys[pairs[n]]
        found.append([_differing(line, theirs[pairs[n]].text if n in pairs else "")] if differs else [])
    for place in _added(theirs, set(pairs.values()), first):
        after = max(n for n, pair in pairs.items() if pair < place)
        added = theirs[place]
        found[after].append(Difference("added", added.of, lines[after].where, theirs=added.text))
    return found


def _differing(line: _Line, theirs: str) -> Difference:
    return Difference("changed" if theirs else "missing", line.of, line.where, ours=line.text, theirs=theirs)


def _title_place(title: str, before: Sequence[str]) -> int | None:
    """Find the title among the lines before the text: the last that is it, else the one most like it."""
    share, place = max(((alike(title, text), n) for n, text in enumerate(before)), default=(0.0, 0))
    return place if share >= ALIKE else None


def _added(theirs: Sequence[_Theirs], found: set[int], first: int) -> Iterator[int]:
    """Yield the places of what was added: all between the lines found, and prose below the title and at the end."""
    if not found:
        return
    for place in range(min(found), max(found)):
        if place not in found and (place > first or _is_prose(theirs[place].text)):
            yield place
    yield from takewhile(lambda place: _is_prose(theirs[place].text), range(max(found) + 1, len(theirs)))


def _is_prose(text: str) -> bool:
    return text.rstrip("”’\"").endswith(PROSE_ENDS)
