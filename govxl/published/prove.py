"""The proof that an output says what its record says: read again, it is the composed report, line by line.

It is read as `compare` reads what somebody published, but nothing is forgiven that a publisher may change: every title,
paragraph and row of a table is a line, and each stands at its place, with every label and figure, and nothing between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, takewhile, zip_longest
from typing import Any

from govxl.filing.record import value_at
from govxl.form.model import crossing_of, leaves
from govxl.published.align import align
from govxl.published.fold import LONGEST_FIGURE, fold_text
from govxl.published.model import Grid, GridCell, Published, PublishedTable
from govxl.published.ours import our_lines, our_tables, printed_grid
from govxl.published.read_back import READERS, Datum
from govxl.report.charts import Plot, caption, in_words
from govxl.report.data import fits
from govxl.report.document import NOTE, Report
from govxl.report.record_values import NOT_APPLICABLE, exact, figure_text
from govxl.report.sheets import LONGEST, LONGEST_UNIT
from govxl.report.tables import PrintedCell

__all__ = [
    "Disagreement", "DisagreementError", "disagreements", "is_text_of", "prove", "say_the_same", "says_value",
]  # fmt: skip

MOST_SHOWN = 3

Charts = Sequence[Sequence[Plot]]
"""The charts below each part, none at all where an output was made without."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where an output is not as its record: what it is about, what the record holds, what was found."""

    about: str
    wanted: str
    found: str


class DisagreementError(Exception):
    """An output that was just made is not as its record: a mistake of ours."""

    def __init__(self, name: str, found: Sequence[Disagreement]) -> None:
        shown = "; ".join(f"{each.about}: {each.wanted!r} became {each.found!r}" for each in found[:MOST_SHOWN])
        super().__init__(f"{name} disagrees with its record in {len(found)} places: {shown}")
        self.found = tuple(found)


def prove(report: Report, name: str, data: bytes, charts: Charts = ()) -> None:
    """Read an output of this format again; raises DisagreementError where it is not as the record, or unreadable."""
    if name not in READERS:
        return
    try:
        found = list(disagreements(report, name, data, charts))
    except ValueError as error:
        raise DisagreementError(name, [Disagreement("file", "", str(error))]) from error
    if found:
        raise DisagreementError(name, found)


def disagreements(report: Report, name: str, data: bytes, charts: Charts = ()) -> Iterator[Disagreement]:
    """Yield what is not there, what is another, and what nobody asked for; ValueError where it cannot be read."""
    there = READERS[name](data)
    if there.published is not None:
        wanted = _of_sheets(report) if name == "xlsx" else _of_report(report, charts, name)
        yield from _in_lines(report, list(wanted), there.published)
        yield from _around_lines(report, there.published, [plot for plots in charts for plot in plots])
    if there.rows is not None:
        yield from _in_rows(report, there.rows, there.whole)


# -- The lines as they have to be


Line = Sequence[GridCell]
"""A row of a table; a text that stands alone is a row of one cell."""


@dataclass(frozen=True, slots=True)
class _ExpectedLine:
    """A line, and the part it stands in; one of a table, by number, is that row of it, in `pipes` maybe."""

    line: Line
    where: str
    table: int = -1
    row: int = 0
    pipes: bool = False


def _of_report(report: Report, charts: Charts, name: str) -> Iterator[_ExpectedLine]:
    """Yield the lines of a report from its title on; below each part stands what its charts are called and say.

    A text file has the date below its title, too, and blanks where another format merges cells.
    """
    pipes, flat = name == "md", name == "txt"
    tables = our_tables(report.document)
    below = [[text for plot in plots for text in (caption(plot), in_words(plot))] for plots in charts]
    for line in our_lines(report.document, below):
        yield _ExpectedLine((GridCell(line.text),), line.where or line.of)
        if flat and line.of == "title" and report.document.day:
            yield _ExpectedLine((GridCell(report.document.day),), "date")
        if line.table is not None:
            where, table = tables[line.table]
            for nth, row in _rows(printed_grid(table)):
                yield _ExpectedLine(_unmerged(row) if flat else row, where, line.table, nth, pipes)


def _unmerged(row: Line) -> Line:
    """Give a row as a line of text has it, which merges nothing and does not end inside a cell."""
    return tuple([GridCell("" if box.across or box.down else box.text.replace("\n", " ")) for box in row])


def _of_sheets(report: Report) -> Iterator[_ExpectedLine]:
    """Yield the lines of a workbook's printed sheets: each is a table, below its own title and the report's."""

    def in_workbook(cell: PrintedCell) -> str:
        # The number format of a figure shows what was chosen for it; one too long for that makes it a text.
        bare = cell.figure is not None and len(cell.unit) <= LONGEST_UNIT
        return figure_text(cell.figure) if bare else cell.text

    for nth, (where, table) in enumerate(our_tables(report.document)):
        notes = (f"{'' if number else NOTE}{text}" for number, text in enumerate(table.note))
        # A note longer than a cell holds goes on in the next one.
        pieces = [note[start : start + LONGEST] for note in notes for start in range(0, len(note), LONGEST)]
        yield from (_ExpectedLine((GridCell(text),), where) for text in (table.caption, report.document.title))
        yield from (_ExpectedLine(row, where, nth, at) for at, row in _rows(printed_grid(table, in_workbook)))
        yield from (_ExpectedLine((GridCell(text),), where) for text in pieces)


def _rows(grid: Grid) -> Iterator[tuple[int, Line]]:
    """Yield the rows of a table by number; one that is a single cell stands alone, as the title of a block does.

    So it makes no difference whether a format has such a title, a caption or a note inside its table or beside it.
    """
    for nth, row in enumerate(grid):
        if all(box.down for box in row):
            continue
        alone = not row[0].down and all(box.across for box in row[1:])
        if row[0].text or not alone:
            yield nth, (row[:1] if alone else row)


# -- The lines as they are


def _lines_found(published: Published) -> Iterator[Line]:
    """Yield the lines of what was read, a title nobody sees first; a caption that says its heading again is none."""
    last = published.name
    yield from [(GridCell(last),)] if last else []
    for block in published.blocks:
        if isinstance(block, str):
            yield (GridCell(block),)
            last = block
            continue
        if block.caption and not say_the_same(block.caption, last):
            yield (GridCell(block.caption),)
        yield from (row for _, row in _rows(block.rows))


def _in_lines(report: Report, wanted: Sequence[_ExpectedLine], published: Published) -> Iterator[Disagreement]:
    """Hold line against line; which of them is which is looked for only where there are more of them, or fewer."""
    found = list(_lines_found(published))
    title = report.document.title_lines
    # Word files break a title that is too long for one line, where its form says.
    if len(title) > 1 and all(say_the_same(_words(line), part) for line, part in zip(found, title, strict=False)):
        found[: len(title)] = [(GridCell(report.document.title),)]
    pairs = {n: n for n in range(len(wanted))}
    if len(wanted) != len(found):
        pairs = align([_words(each.line) for each in wanted], [_words(line) for line in found])
    for n, each in enumerate(wanted):
        if n in pairs:
            yield from _apart(report, each, found[pairs[n]])
        else:
            yield Disagreement(_about(report, each, 0), *_cut(_words(each.line), ""))
    for n in sorted({*range(len(found))}.difference(pairs.values())):
        yield Disagreement("added", *_cut("", _words(found[n])))


def _apart(report: Report, wanted: _ExpectedLine, found: Line) -> Iterator[Disagreement]:
    """Yield what differs in one line: a text, a label or a figure, or the positions that it covers."""
    if wanted.line == found:
        return
    line = list(enumerate(wanted.line))
    if wanted.pipes and not any(box.across or box.down for box in found):
        # A pipe table of Markdown merges nothing, so a figure that is as wide as three others has one cell.
        line = [(column, box) for column, box in line if not box.across]
    if len(line) != len(found):
        yield Disagreement(_about(report, wanted, 0), *_cut(_words(wanted.line), _words(found)))
        return
    for (column, ours), theirs in zip(line, found, strict=True):
        spread = len(line) > 1 and (ours.across, ours.down) != (theirs.across, theirs.down)
        if spread or not (ours.across or ours.down or _says(theirs.text, ours.text)):
            yield Disagreement(_about(report, wanted, column), *_cut(ours.text, theirs.text))


def _about(report: Report, wanted: _ExpectedLine, column: int) -> str:
    """Name a position of a table as the form does: by its point, its line or its table; elsewhere the part it is in."""
    if wanted.table < 0:
        return wanted.where
    table = [report.form.table(part.table) for part in report.form.parts if part.table][wanted.table]
    printed = our_tables(report.document)[wanted.table][1]
    row = wanted.row
    for block, group in zip(table.blocks, printed.groups, strict=True):
        heads = len(group.rows) - len(group.body)
        if row < heads:
            break
        if row < len(group.rows):
            line = list(leaves(block.rows))[row - heads].name
            columns = [heading.name for heading in leaves(block.columns) if not heading.traits.beside]
            nth = (column - printed.labels) * len(columns) // printed.columns
            return f"{table.name}.{line}" if nth < 0 else f"{table.name}.{line}.{columns[nth]}"
        row -= len(group.rows)
    return table.name


def _words(line: Line) -> str:
    return " | ".join(box.text for box in line if not (box.across or box.down))


BEFORE, SHOWN = 8, 30
"""Characters shown before the place where a text goes wrong, and in all."""


def _cut(wanted: str, found: str) -> tuple[str, str]:
    """Cut two texts to where they begin to differ, if they are too long to be shown."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(wanted, found, strict=False)))
    start = max(0, same - BEFORE) if max(len(wanted), len(found)) > SHOWN else 0
    return wanted[start : start + SHOWN], found[start : start + SHOWN]


def _around_lines(report: Report, published: Published, plots: Sequence[Plot]) -> Iterator[Disagreement]:
    """Yield what is only read aloud or drawn and is another, and what is odd about the texts that are there."""
    if published.aloud or plots:
        aloud = (report.document.title, *chain.from_iterable((plot.title, in_words(plot)) for plot in plots))
        for ours, theirs in zip_longest(aloud, published.aloud, fillvalue=""):
            if not say_the_same(theirs, ours):
                yield Disagreement("aloud", *_cut(ours, theirs))
    drawings = [odd.doubt.text for odd in published.odds if odd.doubt.kind == "drawing"]
    if len(drawings) != len(plots):
        yield Disagreement("charts", str(len(plots)), str(len(drawings)))
    for plot, drawn in zip(plots, drawings, strict=False):
        if not _drawing_of(plot).fullmatch("".join(f"{fold_text(mark)}\n" for mark in drawn.split("\n"))):
            yield Disagreement("chart", in_words(plot), drawn.replace("\n", " "))
    tables = [block for block in published.blocks if isinstance(block, PublishedTable)]
    doubts = [odd.doubt for odd in published.odds if odd.doubt.kind != "drawing"]
    doubts += (doubt for table in tables for row in table.rows for box in row for doubt in box.doubts)
    yield from (Disagreement(doubt.kind, "", doubt.text) for doubt in doubts)


def _drawing_of(plot: Plot) -> re.Pattern[str]:
    """Give what stands in a drawing, text after text: what its looks mean, then for every label the bars' figures.

    A label has as many lines as it needs, and a piece of a bar its figure only where there is room.
    """
    years = [f"{year}年" for year in plot.years] if len(plot.years) > 1 else []
    wanted = [re.escape(f"{fold_text(key)}\n") for key in plot.pieces or years]
    for label, bars in plot.rows:
        wanted += (f"{re.escape(letter)}\n?" for letter in fold_text(label))
        for nth, bar in enumerate(bars):
            wanted += [re.escape(f"{years[nth]}\n")] if plot.pieces and years else []
            wanted += (f"(?:{re.escape(figure_text(value))}\n)?" for value in bar.values if plot.pieces)
            wanted.append(re.escape(f"{figure_text(bar.total)}{fold_text(plot.unit)}\n"))
    return re.compile("".join(wanted))


# -- One output held against another


def is_text_of(page: bytes, data: bytes) -> bool:
    """Tell whether a text file is the one that was made with this page to paste, blank for blank."""
    try:
        published, (title, day, *said) = READERS["html"](page).published, data.decode().split("\r\n")
    except ValueError:
        return False
    # A date stands between the title and the blank line, and at the end of the page.
    dated = day in said[1:] and said[:1] == [""] if day else True
    lines = [title.removeprefix("\ufeff"), *(said[1:] if day else said)]
    wanted = [*_lines_found(published)] if published else []
    same = len(lines) == len(wanted) + 1 and all(map(_is_written, lines, wanted))
    return dated and same and title.startswith("\ufeff") and lines[-1] == ""


def _is_written(text: str, line: Line) -> bool:
    """Tell whether a line of text is that of a page, which breaks some labels behind their numbers."""
    cells = text.split("\t")
    boxes = ["" if box.across or box.down else box.text for box in line]
    return len(cells) == len(boxes) and all(
        cell in (box, box.replace("\n", ""), box.replace("\n", " ")) for cell, box in zip(cells, boxes, strict=True)
    )


# -- Rows of data


DISARMED = "'"
"""What stands before a text in CSV that a spreadsheet would calculate."""


def _in_rows(report: Report, rows: Sequence[Datum], whole: bool) -> Iterator[Disagreement]:
    """Hold row after row against the points of the form; rows beyond those that could be read are not missed."""
    form, record = report.form, report.record
    unit = record["unit"]
    identity = (form.id, form.edition, unit["name"], unit["code"], str(record["year"]), record["scope"])
    for path, row in zip_longest(form.points, rows):
        if path is None or (row is None and whole):
            yield Disagreement(path or ".".join(row.about[-3:]), "" if path is None else path, "")
            continue
        if row is None:
            return
        value = value_at(record["tables"], path)
        about = (*identity, *crossing_of(path))
        if row.about != about and not all(map(_said, row.about, about)):
            yield Disagreement(path, " ".join(identity), " ".join(row.about))
        number = None if value is None or isinstance(value, str) else exact(value)
        as_number = not row.typed or row.figure == (number if number is None or fits(number) else None)
        if not as_number or not (_said(row.text, value) if isinstance(value, str) else says_value(row.text, value)):
            wanted = NOT_APPLICABLE if value is None else str(value)
            yield Disagreement(path, wanted, row.text if not row.typed else f"{row.text} ({row.figure})")


def _said(found: str, wanted: str) -> bool:
    """Tell whether a row says a text, disarmed or not."""
    return say_the_same(found, wanted) or (found.startswith(DISARMED) and say_the_same(found[1:], wanted))


# -- When two say the same


PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def says_value(found: str, value: Any) -> bool:
    """Tell whether a text says a figure, or that none applies."""
    return found == NOT_APPLICABLE if value is None else _says(found, f"{exact(value):f}")


def _says(found: str, wanted: str) -> bool:
    """Tell whether a text says another; what begins with a figure must begin with the same, in plain digits."""
    if found == wanted:
        return True
    ours = PLAIN.match(wanted) if len(wanted) <= LONGEST_FIGURE else None
    if ours is None:
        return say_the_same(found, wanted)
    theirs = PLAIN.match(found)
    same = theirs is not None and Decimal(theirs[0]) == Decimal(ours[0])
    return same and theirs is not None and say_the_same(found[theirs.end() :], wanted[ours.end() :])


def say_the_same(found: str, wanted: str) -> bool:
    """Tell whether two texts say the same; most are equal, and folding them takes its time.

    A text of so many characters may have been cut to what a cell holds.
    """
    if found == wanted:
        return True
    read, whole = _folded(found), _folded(wanted)
    return read == whole or (len(found) == LONGEST and whole.startswith(read))


def _folded(text: str) -> str:
    """Fold a text, and leave out what files put for characters that they cannot hold."""
    return fold_text(text.encode("utf-8", "replace").decode()).replace("?", "").replace("\ufffd", "")
