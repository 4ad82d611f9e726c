"""What a word can tell about a figure: the roles every language of reports has, and features a form's author names.

A set of features is an integer with one bit for each, so that a word, a clause and a claim are compared in one step.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = ["KINDS", "ROLES", "Features", "bit", "singly"]

ROLES = {
    "filler": "says nothing about the figure",
    "this": "this year",
    "last": "the year before",
    "next": "the year after",
    "year": "a year further off",
    "within": "a part of the year",
    "own": "the unit that reports",
    "other": "somebody else",
    "some": "some of those below it, and nobody says which: what came of what they did, the unit itself is told of",
    "seat": "the unit without those below it: where both are told, only a part of what its tables have",
    "office": "what names of offices end with; whose it is tells the name before it",
    "none": "there is none",
    "all": "all of those told before",
    "each": "the same figure, or one of several, for each of those told before",
    "former": "the first of the two things counted before",
    "latter": "the second of them",
    "part": "parts of the figure before follow",
    "split": "parts of the same whole follow, divided otherwise",
    "with": "what the figure before includes follows",
    "without": "what the figure before leaves out follows",
    "rest": "those not told before: a word for all speaks only of them",
    "among": "the figure before is what those behind are taken from",
    "beside": "what follows is no part of the figure before",
    "open": "what follows need not be all, or what was told was not all",
    "sum": "the figure is that of all told before",
    "than": "against the year before",
    "up": "it grew",
    "down": "it shrank",
    "reach": "the figure is where it came to, not by how much it changed",
    "share": "a percentage of a whole",
    "rate": "a percentage that is called by its part",
    "limits": "only some of them are meant",
    "anyhow": "takes back what limits before it: in all these ways",
    "about": "the figure is not told exactly",
    "because": "a reason follows, up to what was done for it",
    "reason": "and one that only some are told by",
    "by": "the one follows who did it for the unit",
    "behalf": "done for somebody: only some are meant, unless the unit itself stands before it",
    "realm": "all offices of a territory: the unit only where it governs one",
    "perhaps": "something that is not said to be so: a condition, a plan, a rule",
    "and": "joins what is told one after another",
    "away": "the unit speaks in another office than the one it reports for: nothing behind is in its tables",
    "mode": "a way in which documents are open: told beside another, it counts documents",
    "plain": "a word that may as well be of the object just spoken of",
    "names": "what follows is only a name: no figures are told by it",
}
"""What Python knows to do with a word; the words themselves are data."""

KINDS = ("object", "act", "result", "party", "cause")
"""What features an author names are about: what is counted, what was done with it, with what result, for whom, why."""

_BITS = {role: 1 << nth for nth, role in enumerate(ROLES)}


def bit(role: str) -> int:
    """Give the bit of a role."""
    return _BITS[role]


def singly(features: int) -> Iterator[int]:
    """Yield the features of a set, each as a set of its own, in the order they were named."""
    while features:
        yield features & -features
        features &= features - 1


class Features(NamedTuple):
    """All features of one form, by name; `kinds` gives for each kind the set of its features."""

    bits: dict[str, int]
    kinds: dict[str, int]

    def of(self, names: Iterable[str]) -> int:
        """Give the set of these features or whole kinds."""
        found = 0
        for name in names:
            found |= self.bits.get(name, 0) or self.kinds.get(name, 0)
        return found

    def knows(self, name: str) -> bool:
        """Tell whether a feature, role or kind is called so."""
        return name in self.bits or name in self.kinds

    def names(self, features: int) -> Iterator[str]:
        """Name the features of a set."""
        return (name for name, mark in self.bits.items() if features & mark)
