"""How the parts of a whole are called where they leave nothing out, and where they may count one thing twice."""

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["NO_FAMILIES", "Families", "Range"]


class Range(NamedTuple):
    """Where the parts of a family begin and end, none where there are none; and whether they may come to `more`."""

    begin: int = 0
    end: int = 0
    more: bool = False


class Families(NamedTuple):
    """Names by which a list says whether it is all there is of its whole.

    Each of `complete` has the names of a whole, none for any, and then those of its parts, each with its alternatives:
    where every part is there, nothing is left out. So it is with what came in, but that more than it may be dealt with
    where some was `carried` in. What is `moved` from one kind to another is no part. Of what was put in several
    `places` more can be told than there is, not so of what came in by several `channels`.
    """

    complete: tuple[tuple[tuple[str, ...], ...], ...] = ()
    carried: tuple[tuple[tuple[str, ...], ...], ...] = ()
    moved: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    def all_of(self, names: Sequence[str]) -> Range:
        """Give where the parts of a family are among the names of figures, their whole before them."""
        every = "\n".join(names[1:])
        for may_be_more, families in enumerate((self.complete, self.carried)):
            for whole, *parts in families:
                if not _has(every, parts[0]) or not _has(every, parts[-1]):
                    continue
                kinds = [None if _has(name, self.moved) else _kind(name, parts) for name in names[1:]]
                if len({*kinds} - {None}) < len(parts):
                    continue
                told = [nth for nth, kind in enumerate(kinds, 1) if kind is not None]
                called = names[told[0] - 1]
                # 栏目23个，关停公众号6个，保留41个: a part that is of what its whole is not called by is none of it.
                apart = [] if may_be_more else [word for word in whole if word not in called]
                if not whole or (_has(called, whole) and not any(_has(names[nth], apart) for nth in told)):
                    return Range(told[0], told[-1] + 1, bool(may_be_more))
        return Range()

    def placed(self, names: Sequence[str]) -> tuple[bool, ...]:
        """Tell of each figure whether it counts what was put in a place, of more than one maybe."""
        return tuple([_has(name, self.places) for name in names])

    def by_channel(self, names: Sequence[str]) -> bool:
        """Tell whether every figure counts what came in by a channel, each thing by one alone."""
        return all(_has(name, self.channels) for name in names)


def _kind(name: str, parts: Sequence[Sequence[str]]) -> int | None:
    """Tell which part of a family a figure is called by, that of the longest word (不合格, not 合格)."""
    found = [(len(word), nth) for nth, part in enumerate(parts) for word in part if word in name]
    return max(found)[1] if found else None


def _has(name: str, words: Sequence[str]) -> bool:
    # A loop, for it is asked hundreds of times of a text.
    for word in words:  # noqa: SIM110
        if word in name:
            return True
    return False


NO_FAMILIES = Families()
