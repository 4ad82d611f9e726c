"""The office's list of units (名单): who is asked for a return, and whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass

from govxl.filing.units import Register, Unit

__all__ = ["Member", "Roster"]


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the list; `row` is where it stands, `parent` the full name of the unit above it, empty at the top."""

    row: int
    name: str
    title: str = ""
    code: str = ""
    level: str = ""
    kind: str = ""
    parent: str = ""
    scope: str = "own"
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """All lines in their order; in files a unit is called by its full name, with its code where two would collide."""

    members: tuple[Member, ...]
    registers: Mapping[str, Register[Member]]
    file_names: Mapping[Member, str]

    def find(self, unit: Unit, scope: str) -> Member | None:
        """Find a unit's line of this scope, by code where both have one, else by folded name; None where none is it."""
        found = self.registers[scope].find(unit) if scope in self.registers else []
        return found[0] if len(found) == 1 else None
