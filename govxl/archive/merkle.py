"""The tree of digests over the lines of a log: its root stands for all of them, and a path of digests proves one.

Hashes are those of RFC 6962, 2.1: a leaf is the sha256 of 00 and the line, a node that of 01 and its two children; of n
lines the left child covers the largest power of two below n.
"""

import hashlib
from collections.abc import Iterable, Sequence

__all__ = ["Tree", "inclusion", "leaf_hash", "levels_of", "root_by", "root_of"]


def leaf_hash(line: bytes) -> bytes:
    """Hash a line, without its line end."""
    return hashlib.sha256(b"\0" + line).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """A tree that grows by a line at a time, and remembers no more of it than its root needs."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._whole: list[bytes] = []  # roots of full trees, the largest first: one for each bit of the size
        for each in leaves:
            self.add(each)

    def add(self, leaf: bytes) -> None:
        """Add the hash of the next line."""
        self.size += 1
        rest = self.size
        while rest % 2 == 0:
            leaf, rest = _node(self._whole.pop(), leaf), rest // 2
        self._whole.append(leaf)

    @property
    def root(self) -> bytes:
        """The root of all lines so far; of none the sha256 of nothing."""
        if not self._whole:
            return hashlib.sha256().digest()
        found = self._whole[-1]
        for each in reversed(self._whole[:-1]):
            found = _node(each, found)
        return found


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Give the root over the hashes of lines."""
    return Tree(leaves).root


def levels_of(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """Give all hashes of a tree from its leaves up to its root; the last of an odd number moves up as it is."""
    levels = [list(leaves)]
    while len(below := levels[-1]) > 1:
        level = [_node(below[n], below[n + 1]) for n in range(0, len(below) - 1, 2)]
        levels.append(level + below[len(level) * 2 :])
    return levels


def inclusion(levels: Sequence[Sequence[bytes]], index: int) -> list[bytes]:
    """Give the path from a line (0 for the first) to the root, from the bottom: the siblings it is hashed with."""
    path = []
    for level in levels[:-1]:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        index //= 2
    return path


def root_by(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Work out the root that a path leads to from a line; None for a path that no tree of this size has.

    The algorithm is that of RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size:
        return None
    place, last, found = index, size - 1, leaf
    for each in path:
        if not last:
            return None
        if place % 2 or place == last:
            found = _node(each, found)
            while place and not place % 2:
                place, last = place // 2, last // 2
        else:
            found = _node(found, each)
        place, last = place // 2, last // 2
    return None if last else found
