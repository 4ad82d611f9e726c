"""Records as tables: one row a figure (long), or one row a unit and year (wide), with a dictionary of the columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from govxl.archive.store import Archive

__all__ = ["Counted", "counted_returns"]


@dataclass(frozen=True, slots=True)
class Counted:
    """A return that counts: whose, for which year and scope, in which state, and its record as JSON gave it."""

    unit: str
    code: str
    level: str
    kind: str
    edition: str
    year: int
    scope: str
    state: str
    record: str
    file: str
    corrections: int
    figures: dict[str, Decimal]


def counted_returns(
    archive: Archive, form: str, years: Iterable[int] = (), review_all: bool = False
) -> Iterator[Counted]:
    """Yield every return that counts, all years if none is named, in the order in which its unit first reported."""
    raise NotImplementedError
