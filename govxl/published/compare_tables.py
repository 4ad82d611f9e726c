"""A table of the record held beside what was published of it, by its labels: lines first, then figures."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from govxl.published.align import ALIKE, align, in_step, likeness
from govxl.published.difference import Difference
from govxl.published.fold import Canon, is_figure, same_figure, unlike
from govxl.published.model import EXPLAINING, Grid, GridCell, Of, PublishedDoubt, PublishedTable
from govxl.published.ours import printed_grid
from govxl.report.tables import PrintedCell, RowGroup, TableBlock

__all__ = [
    "Rows",
    "assigned",
    "at",
    "column_key",
    "compared",
    "distinct_columns",
    "figures_in",
    "holds",
    "loose_lines",
    "row_in_words",
    "row_keys",
]

# -- Rows


Rows = Sequence[Sequence[GridCell]]


def row_keys(rows: Rows, canon: Canon) -> list[str]:
    """Give for every row the words that tell it from others."""
    return [_key(row, canon) for row in rows]


def _key(row: Sequence[GridCell], canon: Canon) -> str:
    """Give the label next to the figures of a row, or all its words where it has no figures."""
    words: list[str] = []
    for box in row:
        if is_figure(box.text):
            return words[-1] if words else ""
        if box.text and not box.across and not box.down:
            words.append(canon(box.text))
    return "|".join(words)


def column_key(head: Rows, column: int, canon: Canon) -> str:
    """Give the labels above a column, each once."""
    return "/".join(label for label, _ in groupby(canon(at(row, column).text) for row in head) if label)


def distinct_columns(rows: Rows) -> list[int]:
    """Give the columns in which some row begins a cell; the others only make cells wider."""
    width = max((len(row) for row in rows), default=0)
    return [c for c in range(width) if any(c < len(row) and not row[c].across for row in rows)]


def at(row: Sequence[GridCell], column: int) -> GridCell:
    """Give a position of a row, a blank one beyond its end."""
    return row[column] if column < len(row) else GridCell("")


def holds(row: Sequence[GridCell]) -> bool:
    """Tell whether a row holds anything of its own."""
    return any(box.text and not box.down for box in row)


def row_in_words(row: Sequence[GridCell]) -> str:
    """Write a row out, each cell once."""
    return " | ".join(box.text.replace("\n", " ") for box in row if not box.across and not box.down and box.text)


# -- Tables


EXPLAINED = 0.5
"""A published table is one of ours if so much of its words are labels of ours."""

FEWEST = 2
"""Labels it must have at least."""


def assigned(ours: Sequence[TableBlock], theirs: Sequence[PublishedTable], canon: Canon) -> list[list[PublishedTable]]:
    """Say for each of our tables which published ones are it; one that holds no row that another lacks is not."""
    labels = [{canon(cell.text) for cell in table.cells if _is_label(cell, table)} - {""} for table in ours]
    candidates: list[list[tuple[int, int]]] = [[] for _ in ours]
    for place, table in enumerate(theirs):
        words = {canon(box.text) for row in table.rows for box in row if not is_figure(box.text)} - {""}
        common, nth = max(((len(words & own), -n) for n, own in enumerate(labels)), default=(0, 0))
        # Few labels of ours may stand in any table of a site.
        if common >= FEWEST and common >= EXPLAINED * len(words):
            candidates[-nth].append((common, place))
    return [
        [theirs[place] for place in sorted(_needed(table, found, theirs, canon))]
        for table, found in zip(ours, candidates, strict=True)
    ]


def _needed(
    table: TableBlock, found: list[tuple[int, int]], theirs: Sequence[PublishedTable], canon: Canon
) -> Iterator[int]:
    # The table that explains most comes first; another is needed only for rows that it lacks.
    wanted = set(row_keys(printed_grid(table), canon))
    for _, place in sorted(found, key=lambda each: (-each[0], each[1])):
        held = wanted.intersection(row_keys(theirs[place].rows, canon))
        if held:
            yield place
        wanted -= held


def loose_lines(table: TableBlock, found: PublishedTable, canon: Canon) -> Iterator[str]:
    """Yield what stands in a published table across its whole width without being a label, such as a note."""
    for row in found.rows:
        if _is_loose(row, table, canon):
            yield from filter(None, row[0].text.split("\n"))


def figures_in(table: TableBlock) -> int:
    """Count the cells that are compared as figures."""
    return sum(not _is_label(cell, table) for cell in table.cells)


def compared(where: str, table: TableBlock, found: Sequence[PublishedTable], canon: Canon) -> Iterator[Difference]:
    """Yield the differences of one table from what was published of it; `where` is the part it stands in."""
    if not found:
        yield Difference("missing", "table", where, ours=table.caption)
        return
    ours = printed_grid(table)
    theirs = [row for each in found for row in each.rows if holds(row) and not _is_loose(row, table, canon)]
    keys, their_keys = row_keys(ours, canon), row_keys(theirs, canon)
    rows = in_step(align(keys, their_keys), len(keys), len(their_keys))
    start = 0
    told: set[int] = set()
    for group in table.groups:
        yield from _Beside(where, table, group, start, ours, theirs, rows, canon, told).differences()
        start += len(group.rows)
    starts = accumulate((len(group.rows) for group in table.groups), initial=0)
    # Where a table was broken in two its header is there again.
    heads = {
        keys[start + n]
        for start, group in zip(starts, table.groups, strict=False)
        for n in range(len(group.rows) - len(group.body))
    }
    taken = set(rows.values())
    for n, row in enumerate(theirs):
        if n not in taken and their_keys[n] not in heads:
            yield Difference("added", "row", where, theirs=row_in_words(row))
    rest = (box for each in found for row in each.rows for box in row if id(box) not in told)
    for box in rest:
        yield from _told_of(None, box.doubts, Difference("shown", "label", where, theirs=box.text))


@dataclass(frozen=True, slots=True)
class _Beside:
    """One group of rows beside the published rows that were found for them; it begins at row `start` of ours."""

    where: str
    table: TableBlock
    group: RowGroup
    start: int
    ours: Grid
    theirs: Rows
    rows: dict[int, int]
    canon: Canon
    told: set[int]

    def differences(self) -> Iterator[Difference]:
        """Yield the differences of columns, then those of every row."""
        columns, added = self.columns()
        body = [cell for row in self.group.body for cell in row]
        # Where no row of figures was found its rows are told, not also its columns.
        if any(self.start + n in self.rows for n in range(self._first_body, len(self.group.rows))):
            yield from self.missing_columns(columns, body)
            yield from (Difference("added", "column", self.where, self.title(), theirs=words) for words in added)
        for n, row in enumerate(self.group.rows, self.start):
            if n in self.rows:
                yield from self.row(row, self.theirs[self.rows[n]], columns)
            else:
                kind: Of = "row" if n >= self.start + self._first_body else "label"
                yield Difference("missing", kind, self.where, self.title(), ours=row_in_words(self.ours[n]))

    def columns(self) -> tuple[dict[int, int], list[str]]:
        """Pair our columns with theirs, and name those of theirs that are none of ours."""
        own = [n for n in range(self.start, self.start + len(self.group.rows)) if n in self.rows]
        head = [n for n in own if bool(self.group.title) <= n - self.start < self._first_body]
        mine = distinct_columns([self.ours[n] for n in own])
        beside = [self.theirs[self.rows[n]] for n in own]
        yours = [c for c in distinct_columns(beside) if any(at(row, c).text for row in beside)]
        keys = [column_key([self.ours[n] for n in head], c, self.canon) for c in mine]
        their_keys = [column_key([self.theirs[self.rows[n]] for n in head], c, self.canon) for c in yours]
        pairs = in_step(align(keys, their_keys), len(mine), len(yours))
        unknown = [n for n in range(len(yours)) if n not in pairs.values()]
        texts = {n: " | ".join(filter(None, (at(row, yours[n]).text for row in beside))) for n in unknown}
        new = [their_keys[n] or texts[n] for n in unknown]
        return {mine[a]: yours[b] for a, b in pairs.items()}, new

    def missing_columns(self, columns: dict[int, int], body: Sequence[PrintedCell]) -> Iterator[Difference]:
        """Yield the columns of figures that were not found, each once."""
        lost = {cell.column: cell for cell in reversed(body) if not _is_label(cell, self.table)}
        for column, cell in sorted(lost.items()):
            if column not in columns:
                yield Difference("missing", "column", self.where, self.title(), ours=" / ".join(self.above(cell)))

    def row(
        self, row: Sequence[PrintedCell], beside: Sequence[GridCell], columns: dict[int, int]
    ) -> Iterator[Difference]:
        """Yield what differs in one row: its labels, then its figures."""
        for cell in row:
            box = at(beside, columns[cell.column]) if cell.column in columns else None
            theirs = box.text if box else None
            doubts = box.doubts if box else ()
            # What is doubtful about a cell is told beside it, and not again with the rest of the table.
            self.told.add(id(box))
            found: Difference | None = None
            if _is_label(cell, self.table):
                labels = (*self.title(), *self.over(cell))
                at_label = Difference("changed", "label", self.where, labels, cell.text, theirs or row_in_words(beside))
                found = None if self.same_label(cell, theirs, beside) else at_label
                yield from _told_of(found, doubts, at_label)
            elif theirs is not None:
                labels = (*self.title(), *self.beside(cell), *self.above(cell))
                at_figure = Difference("changed", "figure", self.where, labels, cell.text, theirs)
                if not same_figure(cell.text, theirs):
                    found = replace(at_figure, kind=unlike(cell.text, theirs))
                yield from _told_of(found, doubts, at_figure)

    def same_label(self, cell: PrintedCell, theirs: str | None, beside: Sequence[GridCell]) -> bool:
        """Tell whether a label is there: in its column, or, beside figures, anywhere in the row.

        The label of a column that is gone is told with its column.
        """
        label = self.canon(cell.text)
        if self.canon(theirs) == label if theirs is not None else cell.scope == "col":
            return True
        anywhere = theirs is None or cell.column < self.table.labels
        return anywhere and label in {self.canon(box.text) for box in beside}

    @property
    def _first_body(self) -> int:
        return bool(self.group.title) + len(self.group.head)

    def title(self) -> tuple[str, ...]:
        """Give the group's own title."""
        return (self.group.title.text,) if self.group.title else ()

    def beside(self, cell: PrintedCell) -> tuple[str, ...]:
        """Give the labels of a figure's row, the outermost first."""
        return tuple(header.text for header in self.headers(cell) if header.scope in ("row", "rowgroup"))

    def above(self, cell: PrintedCell) -> tuple[str, ...]:
        """Give the labels of a figure's column, without one that stands above all figures and tells none apart."""
        above = [header for header in self.headers(cell) if header.scope in ("col", "colgroup")]
        return tuple(each.text for each in above if each.scope == "col" or each.columns < self.table.columns)

    def over(self, label: PrintedCell) -> tuple[str, ...]:
        """Give the labels that a column's own label stands below."""
        heads = [header for row in self.group.head for header in row if header.column >= self.table.labels]
        wider = [header for header in heads if label.columns < header.columns < self.table.columns]
        return tuple(each.text for each in wider if each.column <= label.column < each.column + each.columns)

    def headers(self, cell: PrintedCell) -> list[PrintedCell]:
        """Give the headers of a figure, from the top and from the side."""
        named = {header.key: header for row in self.group.rows for header in row if header.key}
        return [named[key] for key in cell.headers]


def _told_of(difference: Difference | None, doubts: Collection[PublishedDoubt], at: Difference) -> Iterator[Difference]:
    """Give a difference with its reason, else each doubt on its own; `at` says where."""
    if difference is not None:
        reason = next(iter(doubts), None)
        yield replace(difference, kind=reason.kind, written=reason.text) if reason else difference
        return
    for doubt in doubts:
        if doubt.kind not in EXPLAINING:
            yield replace(at, what="shown", kind=doubt.kind, written=doubt.text)


# -- Grids


def _is_label(cell: PrintedCell, table: TableBlock) -> bool:
    return bool(cell.scope) or cell.column < table.labels


def _is_loose(row: Sequence[GridCell], table: TableBlock, canon: Canon) -> bool:
    """Tell whether a row is one text across the whole width, and no title of a group."""
    if not row[0].text or len(row) < 2 or not all(box.across for box in row[1:]):
        return False
    text = canon(row[0].text)
    return not any(likeness(canon(group.title.text), text) >= ALIKE for group in table.groups if group.title)
