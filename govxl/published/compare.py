"""A published report held beside the document of its record: title, headings, paragraphs and tables, in that order.

Pages carry menus and footers. What stands before the title is none of the report's; what follows its last line is,
until a line that only a site writes; between title and text stand the page's own lines.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from govxl.published.compare_tables import assigned, compared, figures_in, loose_lines
from govxl.published.compare_texts import Texts, Theirs, rejoined
from govxl.published.difference import Difference
from govxl.published.doubts import first_of_each, tell
from govxl.published.fold import Canon, fold_text, is_figure
from govxl.published.model import Published, PublishedTable, text_lines
from govxl.published.ours import our_lines, our_tables
from govxl.report.document import Document
from govxl.report.tables import TableBlock

__all__ = ["Comparison", "compare"]

MOSTLY = 0.5
"""A table of so many figures is one; with fewer it only places words."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences in the order of the report, and how many figures and lines of text were compared.

    `notes` say what was not looked at and may change what is shown.
    """

    differences: tuple[Difference, ...]
    figures: int
    lines: int
    notes: tuple[str, ...] = ()


def compare(
    document: Document, published: Published, canon: Canon, optional: Collection[str] = frozenset()
) -> Comparison:
    """Compare a published report with the document of its record; `optional` lines may stand in it or not."""
    lines = list(our_lines(document))
    tables = our_tables(document)
    # By identity: a page may hold the same table twice.
    places = {id(block): n for n, block in enumerate(published.blocks)}
    grids = [block for block in published.blocks if isinstance(block, PublishedTable)]
    found = assigned([table for _, table in tables], grids, canon)
    theirs = rejoined(list(_their_lines(published, [table for _, table in tables], found, canon)), lines)
    free = {fold_text(text) for text in optional}
    # Lines that may stand there or not are left out, unless the report has one that says the same.
    foreign = free - {fold_text(line.text) for line in lines}
    theirs = [line for line in theirs if fold_text(line.text) not in foreign]
    of_tables = [
        list(first_of_each(compared(*ours, beside, canon))) for ours, beside in zip(tables, found, strict=True)
    ]
    heading = {line.table: n for n, line in enumerate(lines) if line.table is not None}
    blocks = {places[id(each)]: heading[nth] for nth, beside in enumerate(found) for each in beside}
    texts = Texts(lines, theirs, published, set(blocks), canon)
    of_texts = texts.differences()
    # What is made for pasting has its title in a field of the site's editor.
    if fold_text(published.name) == fold_text(document.title):
        of_texts[0] = [each for each in of_texts[0] if (each.what, each.of) != ("missing", "title")]
    tell(texts, of_texts, published, blocks, optional)
    differences = []
    for n, line in enumerate(lines):
        differences += [each for each in of_texts[n] if each.what != "added" or fold_text(each.theirs) not in free]
        differences += of_tables[line.table] if line.table is not None else ()
    # The header of every page may repeat a line of ours, as the title.
    said = {fold_text(line.text) for line in lines}
    differences += (
        Difference("added", of, "", theirs=text)
        for of, text in published.beside
        if of != "header" or fold_text(text) not in said
    )
    return Comparison(tuple(differences), sum(figures_in(table) for _, table in tables), len(lines), published.notes)


def _their_lines(
    published: Published, tables: Sequence[TableBlock], found: Sequence[Sequence[PublishedTable]], canon: Canon
) -> Iterator[Theirs]:
    """Yield what was published besides the figures of our tables; a title said again above its table is said once."""
    last = ""
    for n, block in enumerate(published.blocks):
        ours = [table for table, theirs in zip(tables, found, strict=True) if any(block is each for each in theirs)]
        if isinstance(block, PublishedTable) and ours:
            for text in (*filter(None, ["" if block.heard else block.caption]), *loose_lines(ours[0], block, canon)):
                if canon(text) != last:
                    yield Theirs("paragraph", text, n, n)
        elif isinstance(block, PublishedTable) and _holds_figures(block, tables, canon):
            yield Theirs("table", " | ".join(text_lines(block)), n, n)
        else:
            for text in text_lines(block):
                yield Theirs("paragraph", text, n, n)
                last = canon(text)


def _holds_figures(table: PublishedTable, ours: Sequence[TableBlock], canon: Canon) -> bool:
    """Tell a table of figures from one that places words; one of ours may come again with few."""
    texts = [box.text for row in table.rows for box in row if box.text]
    figures = sum(map(is_figure, texts))
    return figures > MOSTLY * len(texts) or (figures > 0 and any(assigned([each], [table], canon)[0] for each in ours))
