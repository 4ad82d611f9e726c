"""A figure and what the words around it tell."""

from govxl.prose.reading.figures import Amount
from govxl.prose.reading.tokens import Token

__all__ = ["APART", "KIND", "MOST_UNKNOWN", "PERSONS", "UNREAD", "Segment"]

APART = ("percent", "times")
"""The kinds of measures by which nothing is counted."""
KIND = "项"
"""The measure of what is counted by kinds: in brackets, of results; else of matters, but not of cases."""
PERSONS = "人"
"""The measure of those who asked: where a figure right behind it counts what for, it is of nothing."""
UNREAD = "others"
"""The kind of the measures that are only known: what they count stands in no table."""
MOST_UNKNOWN = 1
"""With more letters that no word covers, a figure may be of anything, and a change or a percentage too."""


class Segment:
    """A figure and what its words tell, or what is said without one (`none`, `all`).

    Places are of letters, other indices of segments of the same text, -1 for none. `own` are the features of its own
    words, `taken` those it takes from elsewhere, `lent` those of them that it was told with; `host` is the figure it is
    a part of, `before` the one told before. `opener` are the words by which the parts of its host began, `opening`
    their number, `nested` whether those are parts of a part; `mark` is the one that its clause follows.
    `among` are the results it is said to be some of (无法提供的申请中，…), `loose` tells that what stands before may
    limit it. `others` are features that may be meant as well, where what it takes is not sure. `measure` is the kind of
    its measure word, `count` for a number without one, `counted` the same but empty for that.
    """

    # No dataclass: what makes one of those loads longer than a return's texts take to be read.
    __slots__ = (
        "among", "before", "counted", "depth", "end", "first", "found", "host", "kind", "last", "lent", "loose", "mark",
        "measure", "nested", "opener", "opening", "others", "own", "sentence", "start", "taken", "unknown", "words",
    )  # fmt: skip

    def __init__(
        self, kind: str, start: int, end: int, first: int, last: int, own: int, sentence: int, depth: int,
        words: list[Token], found: Amount | None = None, counted: str = "",
    ) -> None:  # fmt: skip
        self.kind, self.start, self.end = kind, start, end
        self.first, self.last = first, last
        self.own, self.sentence, self.depth = own, sentence, depth
        self.words, self.found, self.counted = words, found, counted
        self.measure = counted or ("count" if found else "")
        self.taken = self.lent = self.unknown = self.among = 0
        self.host = self.before = -1
        self.opener = self.opening = 0
        self.nested, self.loose, self.mark = False, False, ""
        self.others: tuple[int, ...] = ()

    @property
    def features(self) -> int:
        """All that is known of it."""
        return self.own | self.taken
