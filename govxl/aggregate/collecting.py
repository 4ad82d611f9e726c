"""What belongs in a sum and what is there of it: the roster's tree held against the archive."""

from collections.abc import Iterable

from govxl.aggregate.model import Adjustment, Sum, SumPlan
from govxl.archive.store import Archive
from govxl.form.model import Form
from govxl.office.roster import Member, Roster

__all__ = ["collected", "parents_in", "plan_of"]


def parents_in(roster: Roster) -> tuple[Member, ...]:
    """Give the units that have children, those without a parent of their own last: each before whatever it enters."""
    raise NotImplementedError


def plan_of(roster: Roster, parent: Member) -> SumPlan:
    """Say what belongs in a unit's sum; SaidError where one return would count twice (G3)."""
    raise NotImplementedError


def collected(
    archive: Archive,
    roster: Roster,
    plan: SumPlan,
    form: Form,
    year: int,
    adjustments: Iterable[Adjustment] = (),
    draft: bool = False,
    review_all: bool = False,
) -> Sum:
    """Make a unit's sum of what the archive has; a child that is a parent enters by its own sum, made likewise.

    Returns of other editions are gaps, not figures. Raises OSError where a record cannot be read.
    """
    raise NotImplementedError
