"""Files at a glance, before any is judged: whether they are new, and which of them say that they are of one unit."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from govxl.filing.units import bare_code, folded
from govxl.office.inbox import BusyError, Item, read_item
from govxl.returns.came_back import claimed_by
from govxl.xlsx.zip import Refused

__all__ = ["Glance", "in_groups"]


@dataclass(frozen=True, slots=True)
class Glance:
    """A file and what it says of itself; nothing of one that cannot be read now, which whoever judges it will say.

    `claims` are the name and the code of the unit, year and scope that it says it is of, each by itself.
    """

    item: Item
    sha256: str = ""
    claims: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, item: Item, is_known: Callable[[str], bool]) -> Self:
        """Look at a file; of one whose bytes are known nothing more is asked."""
        try:
            data = read_item(item)
        except (OSError, Refused, BusyError):
            return cls(item)
        sha256 = hashlib.sha256(data).hexdigest()
        if is_known(sha256):
            return cls(item, sha256)
        try:
            told = claimed_by(data)
        except Refused:
            told = {}
        if not told:
            return cls(item, sha256)
        span, code = (told["form"], told["year"], told["scope"]), told["unit.code"]
        coded = ((*span, "code", bare_code(code)),) if code else ()
        return cls(item, sha256, ((*span, "name", folded(told["unit.name"])), *coded))

    def member_bytes(self) -> bytes | None:
        """Read what lies in a zip, which one process opens for all; None of a file by itself, or where that fails."""
        if not self.item.inside:
            return None
        try:
            return read_item(self.item)
        except (OSError, Refused, BusyError):
            return None


def in_groups(glances: Iterable[Glance]) -> list[list[Glance]]:
    """Put files together that say they are of one unit, by name or code, year and scope, where the first stands."""
    groups: dict[int, list[tuple[int, Glance]]] = {}
    known: dict[object, int] = {}
    for n, each in enumerate(glances):
        # One that has the name of some and the code of others says that all of them are of one unit.
        found = sorted({known[claim] for claim in each.claims if claim in known})
        first = found[0] if found else n
        for other in found[1:]:
            known.update((claim, first) for _, member in groups[other] for claim in member.claims)
            groups[first] = sorted((*groups[first], *groups.pop(other)), key=lambda member: member[0])
        groups.setdefault(first, []).append((n, each))
        known.update((claim, first) for claim in each.claims)
    return [[each for _, each in groups[first]] for first in sorted(groups)]
