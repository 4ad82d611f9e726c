"""What is in a sum already: returns by their record and file, and by whose they are, so that none counts twice (G3).

A return that came under two names, or inside another's sum as well, has one record or one file. One that came twice
with different figures has two, and is one unit's all the same: whose it is, is told as `filing.units.same_unit` tells.
"""

from collections.abc import Iterable
from typing import NamedTuple

from govxl.filing.units import bare_code, folded

__all__ = ["Already", "Once"]


class Already(NamedTuple):
    """Under which name something is in a sum already: by its `digest` that return, without one another of its unit."""

    under: str
    digest: str = ""


class Once:
    """Notes what is in a sum, each under a name to tell of it by."""

    def __init__(self) -> None:
        self._digests: dict[str, str] = {}
        self._coded: dict[str, str] = {}
        self._named: dict[str, list[tuple[str, str]]] = {}

    def add(self, unit: str, code: str, digests: Iterable[str], under: str) -> Already | None:
        """Note what a unit gives, with the sha256 of record and file; says where it is in the sum already.

        What a draft takes from a file has no record, a sum that is not kept neither.
        """
        return self.add_spelt(folded(unit), bare_code(code) if code else "", digests, under)

    def add_spelt(self, unit: str, code: str, digests: Iterable[str], under: str) -> Already | None:
        """Note what a unit gives whose name and code are spelt as those of all others here are."""
        told = [digest for digest in digests if digest]
        known = (Already(self._digests[digest], digest) for digest in told if digest in self._digests)
        again = next(known, None) or self._of_unit(unit, code)
        for digest in told:
            self._digests.setdefault(digest, under)
        if code:
            self._coded.setdefault(code, under)
        self._named.setdefault(unit, []).append((code, under))
        return again

    def holds(self, unit: str, code: str) -> bool:
        """Tell whether anything of a unit was noted, its name and code spelt as those of all others here."""
        return (bool(code) and code in self._coded) or unit in self._named

    def _of_unit(self, unit: str, code: str) -> Already | None:
        if code and code in self._coded:
            return Already(self._coded[code])
        # Of one name and two codes they are two.
        named = (under for other, under in self._named.get(unit, ()) if not (code and other))
        return next((Already(under) for under in named), None)
