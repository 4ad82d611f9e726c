"""Files at a glance, before any is judged: whether they are new, and which of them say that they are of one unit."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from govxl.filing.units import folded
from govxl.office.inbox import BusyError, Item, read_item
from govxl.returns.came_back import claimed_by
from govxl.xlsx.zip import Refused

__all__ = ["Glance", "in_groups"]


@dataclass(frozen=True, slots=True)
class Glance:
    """A file and what it says of itself; nothing of one that cannot be read now, which whoever judges it will say."""

    item: Item
    sha256: str = ""
    claim: tuple[str, ...] = ()

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
        claim = (told["form"], folded(told["unit.name"]), told["year"], told["scope"]) if told else ()
        return cls(item, sha256, claim)

    def member_bytes(self) -> bytes | None:
        """Read what lies in a zip, which one process opens for all; None of a file by itself, or where that fails."""
        if not self.item.inside:
            return None
        try:
            return read_item(self.item)
        except (OSError, Refused, BusyError):
            return None


def in_groups(glances: Iterable[Glance]) -> list[list[Glance]]:
    """Put files together that say they are of one unit, year and scope, where the first of them stands."""
    groups: dict[object, list[Glance]] = {}
    for each in glances:
        groups.setdefault(each.claim or each.item, []).append(each)
    return list(groups.values())
