"""The roster as a tree: which units stand below which, and which of a unit's returns enters the sum above it."""

from govxl.aggregate.model import SumPlan
from govxl.filing.units import folded
from govxl.office.roster import Member, Roster
from govxl.text import brief
from govxl.words import Both, SaidError

__all__ = ["AGGREGATE", "OWN", "Family", "TwiceError"]

OWN, AGGREGATE = "own", "aggregate"


class TwiceError(SaidError):
    """A return that would count twice in one sum (G3); the sentence names it."""


class Family:
    """The units of a roster by name, each with its lines: one may stand there for its own return and for its sum."""

    def __init__(self, roster: Roster) -> None:
        self._lines: dict[str, list[Member]] = {}
        for each in roster.members:
            self._lines.setdefault(folded(each.name), []).append(each)
        self._below: dict[str, list[str]] = {}
        for name, lines in self._lines.items():
            for above in dict.fromkeys(folded(each.parent) for each in lines if each.parent):
                if above in self._lines:
                    self._below.setdefault(above, []).append(name)

    def is_parent(self, unit: Member) -> bool:
        """Tell whether units stand below a unit."""
        return folded(unit.name) in self._below

    def parents(self) -> tuple[Member, ...]:
        """Give the units that have children, the lowest first: each before whatever it enters.

        Each by the line of its own return, or by that of its sum where the roster has only that.
        """
        names = sorted((name for name in self._lines if name in self._below), key=lambda name: -self._depth(name))
        return tuple(self._line(name, OWN) for name in names)

    def _depth(self, name: str) -> int:
        """Count the units above one."""
        above: dict[str, None] = {}
        # A roster that was read goes in no circle; one that was put together might.
        while name and name not in above:
            above[name] = None
            name = next((folded(each.parent) for each in self._lines.get(name, ()) if each.parent), "")
        return len(above) - 1

    def _line(self, name: str, scope: str) -> Member:
        lines = self._lines[name]
        return next((each for each in lines if each.scope == scope), lines[0])

    def plan_of(self, parent: Member) -> SumPlan:
        """Say what belongs in a unit's sum; TwiceError where one return would count twice."""
        whose, children = folded(parent.name), []
        for name in self._below.get(whose, ()):
            self._hold_below_one(name)
            # A unit that has others below it, or is asked for its sum, enters by that: its own return is in it.
            summed = name in self._below or any(each.scope == AGGREGATE for each in self._lines[name])
            scope = AGGREGATE if summed else OWN
            children.append((self._line(name, scope), scope))
        own = next((each for each in self._lines.get(whose, [parent]) if each.scope == OWN), None)
        return SumPlan(parent, own, tuple(children))

    def _hold_below_one(self, name: str) -> None:
        """Raise TwiceError for a unit of which one line stands below one parent and the other below another."""
        above = {folded(each.parent): each for each in self._lines[name] if each.parent}
        if len(above) > 1:
            unit = brief(next(iter(above.values())).name)
            zh = "、".join(f"第 {each.row} 行“{brief(each.parent)}”" for each in above.values())
            en = " and ".join(f"“{brief(each.parent)}” (line {each.row})" for each in above.values())
            zh = f"名单里“{unit}”有两个上级：{zh}，它的数会重复计入；请只留一个上级"
            raise TwiceError(Both(zh, f"“{unit}” stands below {en} and would count twice; leave one parent"))
