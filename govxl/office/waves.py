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
    waiting = list(enumerate(received))
    while waiting:
        now, waiting, met = waiting, [], set[object]()
        wave: list[tuple[int, Received]] = []
        for nth, each in now:
            keys = {each.sha256 or nth, *_keys(each.identity)}
            (waiting if keys & met else wave).append((nth, each))
            met |= keys
        to_come = {key for _, each in waiting for key in _keys(each.identity)}
        more = frozenset(nth for nth, each in wave if to_come & _keys(each.identity))
        yield Wave(tuple(nth for nth, _ in wave), more)


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
