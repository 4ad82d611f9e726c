"""Last year's figures of many units in one list, for the first year, in which no unit has a record yet.

Which line is whose is looked up in `prior`.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO

from govxl.filing.figures import MOST_DIGITS, demands, from_text, is_mark
from govxl.filing.figures import FigureRead as Figure
from govxl.filing.model import Prior
from govxl.filing.texts import spelled
from govxl.filing.units import bare_code, folded, same_name
from govxl.filing.values import CellReader
from govxl.findings.finding import sentence_of
from govxl.form.model import CellType, Form
from govxl.layout.layout import Layout
from govxl.office.list_cells import MOST_MISTAKES, ListCells, folded_heading
from govxl.office.lists import Grid, OfficeList
from govxl.text import brief
from govxl.words import (
    BY_CELL,
    CODE_COLUMN,
    SCOPE_COLUMN,
    SCOPES,
    UNIT_COLUMN,
    Both,
    scope_word,
)
from govxl.workbook.located import Located
from govxl.xlsx.cells import RawCell

__all__ = ["ListedUnit", "Opening", "blank_list", "opening_of"]

# -- The list


UNIT, CODE, SCOPE = "unit", "code", "scope"


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """One unit: the row it stands in, and last year's figures by point, totals worked out."""

    row: int
    name: str
    code: str
    scope: str
    figures: Mapping[str, Decimal] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opening:
    """A list read for one form; it is good for nothing unless `mistakes` is empty."""

    form: Form
    sha256: str
    lines: tuple[ListedUnit, ...]
    mistakes: tuple[Both, ...]

    def prior(self, line: ListedUnit, year: int) -> Prior:
        """Take a line as the figures of a year."""
        return Prior(year, self.form.edition, self.sha256, line.figures, unit=line.name)


def blank_list(layout: Layout) -> bytes:
    """Write the list a form asks for in its first year, with nothing but its header, as a CSV spreadsheets open."""
    titles = _titles(layout)
    points = [layout.form.points[path] for path in layout.form.first_year]
    heads = [p.label if titles[folded_heading(p.label)] == [p.path] else p.path for p in points]
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([UNIT_COLUMN[0], CODE_COLUMN[0], SCOPE_COLUMN[0], *heads])
    return text.getvalue().encode("utf-8-sig")


def opening_of(found: OfficeList, layout: Layout) -> Opening:
    """Read a list as last year's figures of a form, with all that is wrong in it."""
    reader = _ListReader(found, layout)
    lines = tuple(reader.lines())
    return Opening(layout.form, found.sha256, lines, tuple(reader.mistakes))


def _titles(layout: Layout) -> dict[str, list[str]]:
    """Give the points that have figures of last year by the label they are known by, folded."""
    titles: dict[str, list[str]] = {}
    for path, point in layout.form.points.items():
        if point.traits.numeric and f"prior.{path}" in layout.slots:
            titles.setdefault(folded_heading(point.label), []).append(path)
    return titles


def _sums(form: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every total with what it adds up, those that others add up first."""
    told: set[str] = set()
    waiting = [path for path, point in reversed(list(form.points.items())) if point.operands]
    while waiting:
        path = waiting[-1]
        operands = form.points[path].operands
        before = [each for each in operands if form.points[each].operands and each not in told]
        if before and path not in told:
            waiting += before
            continue
        waiting.pop()
        if path not in told:
            told.add(path)
            yield path, operands


def _plain_figure(cell: RawCell, traits: CellType, formats: Mapping[int, str]) -> Decimal | None:
    """Read a cell of digits that is like nearly all in a list; None for any other, which the cell reader judges."""
    if cell.formula is not None or cell.kind not in ("text", "number") or cell.style in formats:
        return None
    text = cell.text
    if type(text) is not str:  # some of its letters do not simply show
        return None
    if len(text) <= MOST_DIGITS and text.isdigit() and text.isascii():
        return Decimal(text)
    read = from_text(text) if cell.kind == "text" else None
    return read.value if isinstance(read, Figure) and demands(read.value, traits) is None else None


class _ListReader(ListCells):
    """Reads one list for one form; what is wrong gathers in `mistakes`."""

    def __init__(self, found: OfficeList, layout: Layout) -> None:
        super().__init__(found)
        self.layout = layout
        self.wanted = [path for path in layout.form.points if f"prior.{path}" in layout.slots]
        self.sums = list(_sums(layout.form))
        self.scopes = {folded(w): key for key, label in SCOPES.items() for w in (key, label, scope_word(key))}
        self.command = f"govxl forms prior {layout.form.name}"

    def lines(self) -> Iterator[ListedUnit]:
        """Yield the units in order."""
        grid, top = self.headed()
        below = {row: cells for row, cells in grid.items() if row > top}
        columns = self.columns(grid.get(top, {}), below)
        if top and not below:
            zh = "标题下面一个单位也没有；请一个单位填一行"
            self.mistakes.append(Both(zh, "there is no unit below the header; each has a line of its own"))
        known: dict[tuple[str, ...], ListedUnit] = {}
        for row, cells in below.items():
            if len(self.mistakes) > MOST_MISTAKES:
                break
            line = self.line(row, {columns[column]: (column, cells[column]) for column in cells if column in columns})
            if line is not None:
                self.same(known, line)
                yield line

    # -- The header

    def headed(self) -> tuple[Grid, int]:
        """Find the sheet and the row of the header, which names the units."""
        grid, top = self.header(UNIT_COLUMN)
        if not top and not self.is_header_uncut(UNIT_COLUMN):
            zh = f"没有找到“{UNIT_COLUMN[0]}”这一列；用 {self.command} 生成空白表，照着填"
            self.mistakes.append(Both(zh, f"there is no column “{UNIT_COLUMN[0]}”; {self.command} makes a blank list"))
        return grid, top

    def columns(self, header: Mapping[int, RawCell], below: Grid) -> dict[int, str]:
        """Say what each column holds: the unit, its code, its scope, or a point."""
        titles = _titles(self.layout)
        columns: dict[int, str] = {}
        # Columns below the header as well: figures under no heading must not be left out in silence.
        for column in sorted({*header, *(column for cells in below.values() for column in cells)}):
            meaning = self.meaning(column, header.get(column), titles)
            twin = next((other for other, taken in columns.items() if taken == meaning), None)
            if twin is not None:
                self.twin(column, twin)
            elif meaning:
                columns[column] = meaning
        if header and not {*columns.values()} - {UNIT, CODE, SCOPE}:
            zh = f"没有一列是上年数据；用 {self.command} 看要哪些列"
            self.mistakes.append(Both(zh, f"no column has figures of last year; {self.command} shows which are wanted"))
        return columns

    def meaning(self, column: int, cell: RawCell | None, titles: Mapping[str, list[str]]) -> str:
        """Say what a column holds; nothing, with a mistake noted, where that cannot be said."""
        if cell is None:
            self.no_heading(column)
            return ""
        text = cell.text.strip()
        for words, meaning in ((UNIT_COLUMN, UNIT), (CODE_COLUMN, CODE), (SCOPE_COLUMN, SCOPE)):
            if folded_heading(text) in words:
                return meaning
        paths = [path for known in titles.values() for path in known if path == text.casefold()]
        paths = paths or titles.get(folded_heading(text), [])
        if not paths:
            zh = f"“{brief(text)}”不是要的项目；请改成 {self.command} 给出的标题，或删去这一列"
            en = f"“{brief(text)}” is nothing that is wanted; take a heading from {self.command}, or delete the column"
            self.at(column, Both(zh, en))
        elif len(paths) > 1:
            zh = f"“{brief(text)}”不止一项；请改用代号作标题，如 {paths[0]}"
            self.at(column, Both(zh, f"“{brief(text)}” may be several; head it with a point, such as {paths[0]}"))
        return paths[0] if len(paths) == 1 else ""

    # -- The lines

    def line(self, row: int, cells: Mapping[str, tuple[int, RawCell]]) -> ListedUnit | None:
        """Read one line; None, with its mistakes noted, where it is no unit's."""
        name, code, scope = (self.word(row, *cells[key]) if key in cells else "" for key in (UNIT, CODE, SCOPE))
        if not name:
            zh = f"第 {row} 行没有单位名称；请补上，或删去这一行"
            self.mistakes.append(Both(zh, f"line {row} has no name of a unit; write it, or delete the line"))
            return None
        if cells.keys() == {UNIT} and self.is_uncut(row, cells[UNIT][0], name):
            return None
        if scope and folded(scope) not in self.scopes:
            words = "”或“".join(map(scope_word, SCOPES))
            zh = f"“{brief(scope)}”不是统计口径；请填“{words}”，空着就是前一种"
            en = f"“{brief(scope)}” is no scope; write {' or '.join(SCOPES)}, the first where it is blank"
            self.at(cells[SCOPE][0], Both(zh, en), row)
        figures = self.figures(row, {key: cells[key] for key in cells if key not in (UNIT, CODE, SCOPE)})
        return ListedUnit(row, name, code, self.scopes.get(folded(scope), next(iter(SCOPES))), figures)

    def same(self, known: dict[tuple[str, ...], ListedUnit], line: ListedUnit) -> None:
        """Note a unit that stood there before: of the same code, or of the same name where not both have a code.

        Codes that only differ by zeros in front are one where the names are one.
        """
        name, code, bare = folded(line.name), folded(line.code), bare_code(line.code)
        coded = known.setdefault((CODE, code, line.scope), line) if code else line
        zeros = known.setdefault((CODE, bare, name, line.scope), line) if code else line
        named = known.setdefault((UNIT, name, line.scope), line)
        twins = [coded, zeros, named if not (code and named.code) else line]
        twin = next((each for each in twins if each is not line), None)
        if twin is not None:
            as_here = twin.name == line.name or not same_name(twin.name, line.name)
            zh, en = f"（第 {twin.row} 行写作“{brief(twin.name)}”）", f" (“{brief(twin.name)}” in line {twin.row})"
            if as_here:
                zh, en = "", ""
            self.mistakes.append(
                Both(
                    f"第 {line.row} 行和第 {twin.row} 行是同一个单位“{brief(line.name)}”{zh}；请只留一行",
                    f"lines {twin.row} and {line.row} are of one unit, “{brief(line.name)}”{en}; leave one",
                )
            )

    def figures(self, row: int, cells: Mapping[str, tuple[int, RawCell]]) -> dict[str, Decimal]:
        """Read the figures of a line, in the form's order, and work out the totals whose parts are all there."""
        given: dict[str, Decimal] = {}
        for path, (column, cell) in cells.items():
            value = self.figure(row, column, cell, path)
            if value is not None:
                given[path] = value
        known = dict(given)
        # A total is worked out only of parts that are all there: half of them would be a figure nobody reported.
        for path, operands in self.sums if given else ():
            parts = [known[operand] for operand in operands if operand in known]
            if len(parts) == len(operands):
                known[path] = sum(parts, Decimal(0))
        worked = {path: known[path] for path in self.wanted if path in known} if given else {}
        for path, value in given.items():
            if worked[path] != value:
                label = self.layout.form.points[path].label
                zh = f"{label} 填的是 {value:f}，各项相加是 {worked[path]:f}；请核对"
                en = f"“{label}” is {value:f}, its parts add up to {worked[path]:f}; see which is right"
                self.at(cells[path][0], Both(zh, en), row)
        return worked

    def figure(self, row: int, column: int, cell: RawCell, path: str) -> Decimal | None:
        """Read one figure; what does not apply counts as 0, as it does in a record of last year."""
        slot = self.layout.slots[path]
        if (plain := _plain_figure(cell, slot.traits, self.found.formats)) is not None:
            return plain
        reader = CellReader(self.layout, Located(), self.found.formats, self.found.shift)
        if cell.kind == "text" and is_mark(cell.text) and not slot.traits.not_applicable:
            zh = f"{slot.label} 填的是“{spelled(cell)}”；没有请填 0，不知道就空着"
            en = f"“{slot.label}” holds “{spelled(cell)}”; write 0 where there is none, nothing where it is not known"
            self.at(column, Both(zh, en), row)
            return None
        reader.figure(slot, cell, BY_CELL, [])
        for found in reader.out.findings:
            self.at(column, sentence_of(found), row)
        fact = reader.out.facts.get(path)
        return (fact.value if isinstance(fact.value, Decimal) else Decimal(0)) if fact else None
