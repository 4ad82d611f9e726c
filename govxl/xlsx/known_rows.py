"""Rows met before in this process: the labels and formulas of a form, which come with every workbook of it.

A row is remembered as its bytes, without its end tag, once its whole part is proven; what it means hangs on nothing
else. Which string a cell points to, and whether a blank cell lets staff type, is asked of the workbook every time.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govxl.addresses import NOWHERE, Place
from govxl.xlsx.cells import RawCell
from govxl.xlsx.content import INLINE, OWN_FORMULA
from govxl.xlsx.memory import Memory

__all__ = ["MOST_ROWS", "ROWS", "KnownRow", "Learnt", "is_met", "learn", "learnt_from"]

MOST_ROWS = 1 << 18  # bytes of all rows of a sheet, beyond which none of them is looked up or learnt
_CELL = 250  # bytes that a cell takes in memory, about


class KnownRow(NamedTuple):
    """What a row says: its number, whether it is hidden, its last cell, and all of its cells in their order.

    `last` is NOWHERE for a row without cells. `cells` holds for each its place, what it says, and which string and
    format it has if it points to one (no cell then); `blanks` the places and formats of those that say nothing.
    `strings` is how many strings there must be.
    """

    number: int
    hidden: bool
    last: Place
    cells: tuple[tuple[Place, RawCell | None, int, int], ...]
    blanks: tuple[tuple[Place, int], ...]
    strings: int


Learnt = tuple[bytes, KnownRow]

ROWS = Memory[KnownRow](1 << 15, 4 << 20)

_MOST_MET = 50_000
_met: set[int] = set()


def is_met(text: bytes) -> bool:
    """Tell whether a row was met before, as a row with somebody's own figures seldom is: such are not learnt."""
    # Two rows may have one hash: then one is learnt a little too soon.
    key = hash(text)
    if key in _met:
        return True
    if len(_met) >= _MOST_MET:
        _met.clear()
    _met.add(key)
    return False


def learnt_from(
    text: bytes,
    places: Sequence[Place],
    number: int,
    hidden: bool,
    contents: Sequence[Sequence[bytes]],
    cells: Mapping[Place, RawCell],
    formats: Mapping[bytes, int],
) -> Learnt | None:
    """Take what was read from a row; None for one whose cells hang on other rows, or on the looks of a workbook."""
    found: list[tuple[Place, RawCell | None, int, int]] = []
    blanks: list[tuple[Place, int]] = []
    strings = 0
    for place, style, kind, value, tag, _, result, inline in zip(places, *contents, strict=True):
        if place == NOWHERE:  # a row that stands in a match of its own
            continue
        if (tag and tag not in OWN_FORMULA) or (inline and inline not in INLINE):
            return None
        if kind == b"s" and (value or result):
            if tag or not value.isdigit():
                return None
            strings = max(strings, int(value) + 1)
            found.append((place, None, int(value), formats[style]))
        elif cell := cells.get(place):
            found.append((place, cell, 0, 0))
        else:
            blanks.append((place, formats[style]))
    return text, KnownRow(number, hidden, max(places), tuple(found), tuple(blanks), strings)


def learn(rows: Sequence[Learnt]) -> None:
    """Remember rows of a part that is proven."""
    for text, row in rows:
        ROWS.keep(text, len(text) + _CELL * (1 + len(row.cells) + len(row.blanks)), row)
