"""A figure and what the words around it tell; and what holds for those beside it, inside one pair of brackets."""

from dataclasses import dataclass, field

from govxl.prose.figures import Found
from govxl.prose.tokens import Token

__all__ = ["Level", "Segment"]


@dataclass(slots=True)
class Segment:
    """A figure and what its words tell, or what is said without one (`none`, `all`).

    Places are of letters, other indices of segments of the same text, -1 for none. `own` are the features of its own
    words, `taken` those it takes from elsewhere, `lent` those of them that it was told with; `host` is the figure it is
    a part of, `before` the one told before. `opener` are the words by which the parts of its host began, `opening`
    their number, `nested` whether those are parts of a part; `mark` is the one that its clause follows.
    `others` are features that may be meant as well, where what it takes is not sure.
    """

    kind: str
    start: int
    end: int
    first: int
    last: int
    own: int
    sentence: int
    depth: int
    words: list[Token] = field(default_factory=list)
    found: Found | None = None
    taken: int = 0
    lent: int = 0
    unknown: int = 0
    host: int = -1
    before: int = -1
    opener: int = 0
    opening: int = 0
    nested: bool = False
    mark: str = ""
    others: tuple[int, ...] = ()

    @property
    def features(self) -> int:
        """All that is known of it."""
        return self.own | self.taken


@dataclass(slots=True)
class Level:
    """What holds inside one pair of brackets, or outside of all.

    `mark` is what stands between the first two parts of its host; `compared` tells that all
    of it are figures of last year (较上年（16件）).
    """

    host: int = -1
    last: int = -1
    opener: int = 0
    opening: int = 0
    nested: bool = False
    by_acts: bool | None = None
    root: int = -1
    roots: int = 0
    mark: str = ""
    compared: bool = False
