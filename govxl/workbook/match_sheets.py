"""How a returned workbook answers to its form: which sheet stands for which, how its lines and merged areas moved.

A sheet is known by its name, confirmed by its labels; one that was renamed, or swapped with another, by its labels
alone when all but a few of them are in place. Lines are known by the labels on them, in order.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate, product

from govxl.addresses import Place, address, column_number
from govxl.layout.own_pages import is_sheet_mark
from govxl.workbook.issued import Original, labels_in, place_of
from govxl.workbook.located import Axis, Moves
from govxl.workbook.same_text import said, squeezed
from govxl.xlsx.cells import RawSheet

__all__ = ["Area", "areas_in", "changed_merges", "corners", "homes_of", "moves_of", "within"]

# -- Sheets


SURE = 0.9
"""The share of labels in place that makes a sheet known without its name."""

DOUBTED = 0.5
"""The share below which a sheet's name alone is not believed, if another sheet is known for sure."""


def homes_of(originals: Sequence[Original], sheets: Sequence[RawSheet]) -> dict[str, RawSheet]:
    """Give for every sheet of the form, by name, the sheet that stands for it; none for one that is missing."""
    named = {sheet.name: sheet for sheet in sheets}
    homes = {each.name: named[each.name] for each in originals if each.name in named}
    doubted = [each for each in originals if each.name not in homes or _likeness(each, homes[each.name]) < DOUBTED]
    if not doubted:
        return homes
    # A sheet known by its own name is not looked at for another's.
    sure = [name for name in homes if name not in {each.name for each in doubted}]
    free = [sheet for sheet in sheets if sheet.name not in sure]
    for each in doubted:
        # Two that are equally like it are none: a copy of a sheet beside it says the same.
        alike = [sheet for sheet in free if _likeness(each, sheet) >= SURE]
        if len(alike) == 1:
            homes[each.name] = alike[0]
    stands_for: dict[str, list[str]] = {}
    for name, sheet in homes.items():
        stands_for.setdefault(sheet.name, []).append(name)
    # A sheet known for another one's is no longer the one it is called by.
    return {name: sheet for name, sheet in homes.items() if len(stands_for[sheet.name]) == 1 or name != sheet.name}


def _likeness(original: Original, sheet: RawSheet) -> float:
    """Give the share of a sheet's labels that stand in their places."""
    found = sum(
        (text := said(cell)) == label.text or squeezed(text) == squeezed(label.text)
        for place, label in original.labels.items()
        for cell in [sheet.cells.get(place)]
    )
    return found / max(1, len(original.labels))


# -- Lines


MARKED = "\0"
"""Stands for whatever says whose the sheet is."""


def moves_of(original: Original, sheet: RawSheet, reworded: bool = False) -> Moves:
    """Align the lines of a returned sheet with those of the form.

    On a sheet that was made with other words a label that stands nowhere was another one then, and tells nothing: the
    others of its line do.
    """
    expected = {place: squeezed(label.text) for place, label in original.labels.items()}
    # Whose the sheet is differs from unit to unit: such a mark is known by its look.
    expected |= {place_of(slot.box): MARKED for slot in original.marks}
    found = labels_in(original, sheet) | {at: MARKED for at, cell in sheet.cells.items() if is_sheet_mark(said(cell))}
    if reworded:
        there = set(found.values())
        expected = {place: text for place, text in expected.items() if text in there}
    return Moves(Axis(_aligned(expected, found, 0)), Axis(_aligned(expected, found, 1)))


def _aligned(expected: Mapping[Place, str], found: Mapping[Place, str], axis: int) -> dict[int, int]:
    from difflib import SequenceMatcher

    ours, theirs = _lines(expected.items(), axis), _lines(found.items(), axis)
    numbers, others = list(ours), list(theirs)
    # Every line counts, also one of which there are many: by itself difflib takes these for junk.
    matcher = SequenceMatcher(None, [*ours.values()], [*theirs.values()], autojunk=False)
    pairs = [
        (numbers[block.a + n], others[block.b + n])
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    ]
    aligned = dict(pairs)
    for (above, now_above), (line, now), (below, now_below) in zip(pairs, pairs[1:], pairs[2:], strict=False):
        # Where one line alone moved between two that moved alike, its labels changed places: no line was inserted.
        if now_above - above == now_below - below != now - line:
            del aligned[line]
    return aligned


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
    kept: dict[str, set[str]] = {}
    for area in issued:
        # Each corner moves with its own lines: an area grows when a line is inserted in its midst.
        first, _, last = area.partition(":")
        starts, ends = ([*moves.places(_place(corner))] for corner in (first, last or first))
        kept[area] = there.intersection(f"{address(*at)}:{address(*to)}" for at, to in product(starts, ends))
    return there.difference(*kept.values()), {area for area, found in kept.items() if not found}


Area = tuple[Place, Place]
"""The first and the last place of an area."""


def corners(area: str) -> Area:
    """Give the first and the last place of an area; raises ValueError for what is none."""
    first, _, end = area.replace("$", "").partition(":")
    return _place(first), _place(end or first)


def areas_in(names: Iterable[str]) -> Iterator[Area]:
    """Yield the areas that are written such as `D6:I7`; what is no area is left out."""
    for name in names:
        with suppress(ValueError):
            yield corners(name)


def within(places: Collection[Place], areas: Iterable[Area]) -> Iterator[Place]:
    """Yield the places that lie in one of the areas, each once, row by row.

    In time proportional to both: a form, or somebody who means harm, may have thousands of each.
    """
    rows: dict[int, list[Place]] = {}
    for at in places:
        rows.setdefault(at[0], []).append(at)
    columns = sorted({column for _, column in places})
    nth = {column: n for n, column in enumerate(columns)}
    # Down the sheet areas begin and end; how many of them lie over a column is kept as steps from the column before.
    edges: list[tuple[int, int, int, int]] = []
    for (top, left), (bottom, right) in areas:
        first, behind = bisect_left(columns, left), bisect_right(columns, right)
        if first < behind and top <= bottom:
            edges += [(top, 1, first, behind), (bottom + 1, -1, first, behind)]
    edges.sort()
    steps, passed = [0] * (len(columns) + 1), 0
    for row in sorted(rows):
        while passed < len(edges) and edges[passed][0] <= row:
            _, change, first, behind = edges[passed]
            steps[first] += change
            steps[behind] -= change
            passed += 1
        over = [*accumulate(steps)]
        yield from [at for at in rows[row] if over[nth[at[1]]]]


def _place(reference: str) -> Place:
    letters = reference.rstrip("0123456789")
    row, column = int(reference[len(letters) :]), column_number(letters)
    # Whole rows name no column; what stands in its place with a stranger may be no letter.
    if column < 1:
        raise ValueError(f"no place {reference[:20]}")
    return row, column
