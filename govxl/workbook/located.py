"""What was found of a workbook's points: their cells and places, and how a place is said and a name's target read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govxl.addresses import column_number
from govxl.findings.finding import Both, Finding, Where
from govxl.layout.places import Box, Slot
from govxl.workbook.align_lines import Moves
from govxl.xlsx.cells import RawCell

__all__ = ["EMPTY", "TYPE_AGAIN", "Located", "named_place", "where"]

EMPTY = "（空）"
"""What a message says for a cell that holds nothing."""

TYPE_AGAIN = Both(
    "请在退回的表里把这几项重新填上，其余内容都已保留，不用重填",
    "type these entries again in the workbook that goes back, which keeps all others",
)
"""What is asked where entries cannot be found."""

_TARGET = re.compile(
    r"\$?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?"
)


@dataclass(frozen=True, slots=True)
class Located:
    """The raw cells of every slot by path (several of a long text, None for a blank), and what was found wrong.

    `places` says where each slot stands now, `lost` which could not be found, or stand in two places; `untrue` which
    cells that compute hold something else than their formula (a None: nothing at all), `unsure` which hold one that
    names other cells; `moves` how the lines moved on each sheet that is not as issued.
    """

    cells: Mapping[str, Sequence[RawCell | None]] = field(default_factory=dict)
    places: Mapping[str, Box] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    lost: frozenset[str] = frozenset()
    untrue: Mapping[str, RawCell | None] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    moves: Mapping[str, Moves] = field(default_factory=dict)


def where(slot: Slot, box: Box | None = None, value: str = "") -> Where:
    """Say where a slot stands, in the clerk's coordinates."""
    place = box or slot.box
    return Where(place.sheet, place.address, slot.path, slot.label, value)


def named_place(target: str) -> Box | None:
    """Read where a defined name points: `'Sheet'!$D$6` or a range; None for anything else."""
    found = _TARGET.fullmatch(target)
    if not found:
        return None
    sheet = (found[1] or found[2]).replace("''", "'")
    row, column = int(found[4]), column_number(found[3])
    rows = int(found[6]) - row + 1 if found[6] else 1
    columns = column_number(found[5]) - column + 1 if found[5] else 1
    return Box(sheet, row, column, max(1, rows), max(1, columns))
