"""Files in the order in which they may be taken in: of one unit one after another, all others together."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govxl.filing.model import Identity
from govxl.filing.units import bare_code, folded, same_unit
from govxl.office.receiving import Received

__all__ = ["Wave", "is_for_the_same", "waves"]


class Wave(NamedTuple):
    """The numbers of files no two of which have one unit or the same bytes; of some units `more` files come later."""

    numbers: tuple[int, ...]
    more: frozenset[int]


def waves(received: Sequence[Received]) -> Iterator[Wave]:
    """Yield every file once; what the second of a unit or of the same bytes is depends on the first."""
    last: dict[object, int] = {}
    found: list[list[int]] = []
    for nth, each in enumerate(received):
        keys = {each.sha256 or nth, *_keys(each.identity)}
        # Right after the last of those before it that it has anything in common with.
        after = 1 + max(last.get(key, -1) for key in keys)
        last |= dict.fromkeys(keys, after)
        found += [[]] if after == len(found) else []
        found[after].append(nth)
    for at, numbers in enumerate(found):
        more = (nth for nth in numbers if any(last[key] > at for key in _keys(received[nth].identity)))
        yield Wave(tuple(numbers), frozenset(more))


def _keys(identity: Identity | None) -> set[object]:
    """Give what returns of one unit have in common: its name or its code."""
    if identity is None:
        return set()
    span = (identity.form, identity.year, identity.scope)
    coded = {(*span, "code", bare_code(identity.code))} if identity.code else set()
    return {(*span, "name", folded(identity.name)), *coded}


def is_for_the_same(identity: Identity | None, other: Identity) -> bool:
    """Tell whether a return is for the same unit, form, year and scope as another."""
    if identity is None or not same_unit(identity, other):
        return False
    return (identity.form, identity.year, identity.scope) == (other.form, other.year, other.scope)
