"""What bytes met before in this process meant: worked out once, for workbooks of one form share most of theirs.

The bytes themselves are the key, and no digest of them, so nobody can make one part pass for another. Only what was
understood is remembered, and what is remembered is never changed: a refusal is worked out anew, with its words. Every
memory is bounded in bytes, and begins anew when it is full.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

__all__ = ["LONGEST_PART", "Memory", "remembered"]

LONGEST_PART = 1 << 17  # bytes of a part, or of what surrounds the cells of one; a longer one is read every time
_MOST = 4 << 20  # bytes of all of these

Meaning = TypeVar("Meaning")


class Memory(dict[Hashable, Meaning]):
    """Meanings by what they were read from: not more than `most` bytes, none of which was read from over `longest`."""

    __slots__ = ("held", "longest", "most")

    def __init__(self, longest: int, most: int) -> None:
        super().__init__()
        self.longest, self.most, self.held = longest, most, 0

    def keep(self, key: Hashable, size: int, meaning: Meaning) -> Meaning:
        """Remember a meaning, unless it was read from too many bytes."""
        if size <= self.longest:
            self.held += size
            if self.held > self.most:
                self.clear()
                self.held = size
            self[key] = meaning
        return meaning


_UNKNOWN = object()
_PARTS = Memory[Any](LONGEST_PART, _MOST)


def remembered(read: Callable[[str, bytes], Meaning]) -> Callable[[str, bytes], Meaning]:
    """Let a function of a part's name and bytes, and of nothing else, remember what it gave; nobody may change that."""

    @wraps(read)
    def recall(part: str, data: bytes) -> Meaning:
        key = read, part, data
        # A part that only had to be proven means None. It is asked for once, for another thread may forget it.
        known = _PARTS.get(key, _UNKNOWN)
        meaning: Meaning = _PARTS.keep(key, len(data), read(part, data)) if known is _UNKNOWN else known
        return meaning

    return recall
