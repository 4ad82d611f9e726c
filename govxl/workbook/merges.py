"""Areas of a sheet by their references: which merged ones are new or gone, and which places lie in some."""

from collections.abc import Collection, Iterable, Iterator
from itertools import product

from govxl.addresses import Place, address, column_number
from govxl.workbook.moves import Moves

__all__ = ["changed_merges", "corners", "within"]


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
