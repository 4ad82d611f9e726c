"""How the lines of a returned sheet answer to those of the form: rows and columns moved, and merged areas with them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import product

from govxl.addresses import Place, address, column_letters, column_number
from govxl.findings.finding import Both
from govxl.layout.own_pages import is_sheet_mark
from govxl.workbook.issued import Original, labels_in, place_of
from govxl.workbook.labels import said
from govxl.workbook.same_text import squeezed
from govxl.xlsx.cells import RawSheet

__all__ = ["STILL", "Moves", "changed_merges", "corners", "moves_of", "within"]

# -- Lines


MARKED = "\0"
"""Stands for whatever says whose the sheet is."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The lines of one direction that were found again, and where; in order."""

    found: Mapping[int, int] = field(default_factory=dict)

    def shifts(self, line: int) -> tuple[int, ...]:
        """Give how far a line may have moved: once for one that was found, else as its neighbours on both sides."""
        if line in self.found:
            return (self.found[line] - line,)
        before = max((each for each in self.found if each < line), default=0)
        after = min((each for each in self.found if each > line), default=0)
        near = [self.found[before] - before if before else 0]
        return tuple(dict.fromkeys([*near, self.found[after] - after] if after else near))

    def shift(self, line: int) -> int | None:
        """Give how far a line has moved; None for one that was not found."""
        return self.found[line] - line if line in self.found else None

    def gaps(self) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """Yield (line of the returned sheet, lines inserted there, lines of the form around), negative for deleted."""
        before, above = 0, 0
        for line, now in self.found.items():
            if now - line != before:
                yield now - max(0, now - line - before), now - line - before, (above, line)
            before, above = now - line, line


@dataclass(frozen=True, slots=True)
class Moves:
    """How the cells of a sheet moved."""

    rows: Axis = Axis()
    columns: Axis = Axis()

    def places(self, place: Place) -> Iterator[Place]:
        """Yield where a cell of the form may stand now, the likeliest first."""
        for down in self.rows.shifts(place[0]):
            for right in self.columns.shifts(place[1]):
                if place[0] + down > 0 and place[1] + right > 0:
                    yield place[0] + down, place[1] + right

    def changes(self, expected: Callable[[int, int], bool] = lambda above, below: False) -> Iterator[Both]:
        """Say what was inserted and deleted, but for rows inserted where they were `expected` between two lines."""
        for row, lines, around in self.rows.gaps():
            if lines < 0 or not expected(*around):
                yield _said(str(row), lines, "行", "row")
        for column, lines, _ in self.columns.gaps():
            yield _said(column_letters(column), lines, "列", "column")


STILL = Moves()
"""Nothing moved."""


def _said(line: str, lines: int, word: str, english: str) -> Both:
    many = abs(lines)
    if lines > 0:
        return Both(f"在第 {line} {word}插入了 {many} {word}", f"{many} inserted at {english} {line}")
    return Both(f"第 {line} {word}前少了 {many} {word}", f"{many} missing before {english} {line}")


def moves_of(original: Original, sheet: RawSheet) -> Moves:
    """Align the lines of a returned sheet with those of the form."""
    expected = {place: squeezed(label.text) for place, label in original.labels.items()}
    expected |= {place_of(slot.box): MARKED for slot in original.marks}
    found = labels_in(original, sheet) | {at: MARKED for at, cell in sheet.cells.items() if is_sheet_mark(said(cell))}
    return Moves(Axis(_aligned(expected, found, 0)), Axis(_aligned(expected, found, 1)))


def _aligned(expected: Mapping[Place, str], found: Mapping[Place, str], axis: int) -> dict[int, int]:
    ours, theirs = _lines(expected.items(), axis), _lines(found.items(), axis)
    numbers, others = list(ours), list(theirs)
    matcher = SequenceMatcher(None, [*ours.values()], [*theirs.values()], autojunk=False)
    pairs = [
        (numbers[block.a + n], others[block.b + n])
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    ]
    return dict(pair for n, pair in enumerate(pairs) if not _is_stray(pairs, n))


def _is_stray(pairs: Sequence[tuple[int, int]], n: int) -> bool:
    """Whether one line alone moved between two that moved alike: its labels changed places, no line was inserted."""
    if not 0 < n < len(pairs) - 1:
        return False
    before, here, after = (now - line for line, now in pairs[n - 1 : n + 2])
    return before == after != here


def _lines(cells: Iterable[tuple[Place, str]], axis: int) -> dict[int, tuple[str, ...]]:
    """Give the texts on every line, in the order of the other direction."""
    lines: dict[int, list[str]] = {}
    for place, text in sorted(cells, key=lambda cell: (cell[0][axis], cell[0][1 - axis])):
        lines.setdefault(place[axis], []).append(text)
    return {line: tuple(texts) for line, texts in lines.items()}


# -- Merged areas


def changed_merges(issued: Collection[str], now: Iterable[str], moves: Moves) -> tuple[set[str], set[str]]:
    """Give the merged areas that are new, and those that are gone; lines that moved take their areas along."""
    there = set(now)
    if there == issued:
        return set(), set()
    kept = {area: there.intersection(_moved(area, moves)) for area in issued}
    return there.difference(*kept.values()), {area for area, found in kept.items() if not found}


def corners(area: str) -> tuple[Place, Place]:
    """Give the first and the last place of an area; raises ValueError for what is none."""
    first, _, end = area.replace("$", "").partition(":")
    return _place(first), _place(end or first)


def within(places: Collection[Place], areas: Iterable[str]) -> Iterator[Place]:
    """Yield the places that lie in one of the areas, written such as `D6:I7`; what is no area holds none."""
    for area in areas:
        try:
            (top, left), (bottom, right) = corners(area)
        except ValueError:
            continue
        yield from [at for at in places if top <= at[0] <= bottom and left <= at[1] <= right]


def _moved(area: str, moves: Moves) -> Iterator[str]:
    """Yield what may have become of a merged area: it grows when a line is inserted in its midst."""
    first, _, last = area.partition(":")
    ends = [list(moves.places(_place(corner))) for corner in (first, last or first)]
    yield from (f"{address(*start)}:{address(*end)}" for start, end in product(*ends))


def _place(reference: str) -> Place:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]), column_number(letters)
