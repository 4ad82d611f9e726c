"""The model of a sum: which returns are in it, which are missing or left out and why, and what was adjusted.

A unit's sum adds up its own return (本机关) and one of each direct child: of a child that is a parent itself its sum,
of any other its own return. So each return counts once, however many levels there are (G3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from govxl.office.roster import Member
from govxl.words import Both

__all__ = ["Adjustment", "Contribution", "Gap", "Sum", "SumPlan"]

Figures = Mapping[str, Decimal]
"""Inputs by point; what is not applicable is left out and counts as 0, as in printed totals."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A return that is in a sum: whose, in which state, where its record stands, and what it reports.

    `scope` is `aggregate` for a child that enters by its sum. `record` and `file` are places in the archive, with the
    sha256 of their bytes; the sum of a child that is not kept there has none. `figures` are its inputs other than 0.
    `unaudited` marks a returned file in a draft (未审核).
    """

    unit: str
    code: str
    scope: str
    state: str
    record: str
    record_sha256: str
    file: str
    file_sha256: str
    figures: Figures
    unaudited: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit that is not in a sum, although it should be: nothing came, or what came does not count (G2)."""

    unit: str
    code: str
    scope: str
    kind: Literal["missing", "left-out"]
    state: str
    why: Both


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A point changed by hand, and why: `联合发文`, `同一处罚重复报`. `row` is its line in the file it came from."""

    point: str
    change: Decimal
    reason: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class SumPlan:
    """What belongs in a unit's sum, by the roster alone: its own return, and its children in the roster's order.

    Of each child `scope` says which of its returns enters.
    """

    parent: Member
    own: Member
    children: tuple[tuple[Member, str], ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A unit's sum: its inputs added up, adjusted; totals are worked out from these by the form's own rules.

    It is incomplete (不完整) where there are gaps. `draft` is one that holds returns nobody accepted yet.
    """

    form: str
    edition: str
    parent: Member
    year: int
    contributions: tuple[Contribution, ...]
    gaps: tuple[Gap, ...]
    adjustments: tuple[Adjustment, ...]
    figures: Figures
    draft: bool = False

    @property
    def complete(self) -> bool:
        """Whether every return that belongs in it is."""
        return not self.gaps
