"""The model of a sum: which returns are in it, which are missing or left out and why, and what was adjusted.

A unit's sum adds up its own return (本机关) and one of each direct child: of a child that is a parent itself its sum,
of any other its own return. So each return counts once, however many levels there are (G3).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from govxl.archive.cases import WRONG
from govxl.filing.model import Prior
from govxl.office.roster import Member
from govxl.words import Both

__all__ = ["Adjustment", "Contribution", "Figures", "Gap", "Sum", "SumPlan", "TypedAside", "UnitChanges"]

Figures = Mapping[str, Decimal]
"""Inputs by point; what is not applicable is left out and counts as 0, as in printed totals."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A return that is in a sum: whose, in which state, where its record stands, and what it reports.

    `scope` is `aggregate` for a child that enters by a sum: one that it typed, or `below`, which was made here. `state`
    is one of `exception` (特批接收, published since or not), `accepted`, `published`, and `published-wrong` of one that
    somebody named (已公开（有误）); in a draft also `waiting` and
    `returned`; of a sum made here `complete` or `incomplete`. `record` and `file` are places in the archive, with the
    sha256 of their bytes; the sum of a child that is not kept there has none. `figures` are its inputs other than 0.
    `unaudited` marks a returned file in a draft (未审核); `later` is the state of one that came since and does not
    count.
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
    later: str = ""
    below: "Sum | None" = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit that is not in a sum, although it should be: nothing came, or what came does not count (G2).

    `of` is the child in whose sum it is missing, by full name; empty where it is missing here.
    """

    unit: str
    code: str
    scope: str
    kind: Literal["missing", "left-out"]
    state: str
    why: Both
    of: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A point changed by hand, and why: `联合发文`, `同一处罚重复报`. `row` is its line in the file it came from."""

    point: str
    change: Decimal
    reason: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class TypedAside:
    """A sum that a unit typed itself, and that is another than the one made of its units' returns, which counts.

    `why` says why it was held against that one in no cell; without it `differing` are the inputs that it has otherwise,
    as far as they could be read.
    """

    unit: str
    file: str
    state: str
    why: Both | None = None
    differing: Mapping[str, Decimal | None] = field(default_factory=dict)


class UnitChanges(NamedTuple):
    """Names of units that a sum has and last year's had not, and the reverse."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SumPlan:
    """What belongs in a unit's sum, by the roster alone: its own return, and its children in the roster's order.

    `own` is None where the roster asks the unit for no return of its own. Of each child `scope` says which of its
    returns enters.
    """

    parent: Member
    own: Member | None
    children: tuple[tuple[Member, str], ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A unit's sum: its inputs added up, adjusted; totals are worked out from these by the form's own rules.

    It is incomplete (不完整) where there are gaps, here or in the sum of a child; `gaps` has them all. `draft` is one
    that was made to hold returns nobody accepted yet. `prior` are the figures of its sum of last year, as far as the
    archive has them; `severities` is as in `filing.model.Expected`; `changes` are the units that belong in it since
    last year, or no longer. `set_aside` are what children typed, at any level, in place of other sums they handed over,
    `typed` what the unit and units below it typed that does not count and is not known to be the same.
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
    prior: Prior | None = None
    severities: Mapping[str, str] = field(default_factory=dict)
    changes: UnitChanges = field(default_factory=UnitChanges)
    set_aside: tuple[Contribution, ...] = ()
    typed: tuple[TypedAside, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every return that belongs in it is."""
        return not self.gaps

    @property
    def returns(self) -> Iterator[Contribution]:
        """Yield the returns that it adds up, down to the lowest level, each once."""
        for each in self.contributions:
            yield from each.below.returns if each.below else (each,)

    @property
    def exceptions(self) -> tuple[Contribution, ...]:
        """The returns in it, at any level, that count although they were rejected (特批接收)."""
        return tuple(each for each in self.returns if each.state == "exception")

    @property
    def wrong(self) -> tuple[Contribution, ...]:
        """The returns in it, at any level, that were published, are known to be wrong, and that somebody named."""
        return tuple(each for each in self.returns if each.state == WRONG)

    @property
    def outdated(self) -> tuple[Contribution, ...]:
        """The returns in it, at any level, after which another came that does not count, or not yet."""
        return tuple(each for each in self.returns if each.later)

    @property
    def unaudited(self) -> tuple[Contribution, ...]:
        """The returns in it, at any level, that nobody accepted yet (未审核)."""
        return tuple(each for each in self.returns if each.unaudited)
