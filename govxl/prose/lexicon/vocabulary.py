"""The words of a form's patterns, found by their first two letters.

There are tens of thousands of them and few are in a report: so they are kept in rows of letters, which are soon read,
and a row is taken apart where a text has the two letters that its words begin with.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

__all__ = ["NO_ROW", "Vocabulary", "vocabulary_of"]

_BETWEEN = "\0"
"""Stands between words: no letter that is read (`letters.plain`)."""

Longer = tuple[list[str], int, Callable[[str], int | None]]
"""Words with three letters in common, in order; the length of the longest; and what gives the features of each."""

Row = tuple[int | None, Callable[[str], Longer | None] | None, Callable[[str], int | None] | None]
"""The features of the two letters that a row is found by, None where they are no word; what gives its longer words by
their third letter, None where there are none; and what gives the features of all."""

NO_ROW: Row = (None, None, None)
"""What stands for the row of two letters that no word begins with."""


class Vocabulary(Mapping[str, int]):
    """The features of every word.

    `alone` are words of one letter. `rows` has the others by their first two: those words, and a sign for each, by
    which `marks` gives its features. `begins` are the letters that words begin with, `opened` the rows that a text has
    had words of, and None for the others. `shorter` has for words that were asked for (`shorten`) the longest that each
    begins with, in the end the two letters of its row.
    """

    __slots__ = ("alone", "begins", "marks", "opened", "rows", "shorter")

    def __init__(self, alone: dict[str, int], rows: dict[str, tuple[str, str]], marks: dict[str, int]) -> None:
        self.alone, self.rows, self.marks = alone, rows, marks
        self.begins = frozenset([*alone, *(head[0] for head in rows)])
        self.opened: dict[str, Row | None] = dict.fromkeys(rows)
        self.shorter: dict[str, str] = {}

    def __reduce__(self) -> tuple[type["Vocabulary"], tuple[object, ...]]:
        """Give what it is made of again, without what was opened of it."""
        return Vocabulary, (self.alone, self.rows, self.marks)

    def open(self, head: str) -> Row:
        """Take apart the row of the words that begin with two letters, which some do."""
        listed, signs = self.rows[head]
        words = listed.split(_BETWEEN)
        found = dict(zip(words, map(self.marks.__getitem__, signs), strict=True))
        longer: dict[str, Longer] = {}
        for third, group in groupby(words[head in found :], itemgetter(2)):
            alike = [*group]
            longer[third] = alike, len(max(alike, key=len)), found.get
        row = self.opened[head] = found.get(head), longer.get if longer else None, found.get
        return row

    def shorten(self, word: str) -> str:
        """Give the longest word that one of three letters or more begins with, or its first two letters."""
        ends = (end for end in range(len(word) - 1, 2, -1) if self.find(word[:end]) is not None)
        found = self.shorter[word] = word[: next(ends, 2)]
        return found

    def find(self, word: str) -> int | None:
        """Give the features of a word; None for what is none."""
        head = word[:2]
        *_, known = self.opened.get(head, NO_ROW) or self.open(head)
        return known(word) if known else self.alone.get(word)

    def __getitem__(self, word: str) -> int:
        """Give the features of a word."""
        found = self.find(word)
        if found is None:
            raise KeyError(word)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield all words."""
        yield from self.alone
        for words, _ in self.rows.values():
            yield from words.split(_BETWEEN)

    def __bool__(self) -> bool:
        """Tell whether there is any word, without counting them."""
        return bool(self.alone or self.rows)

    def __len__(self) -> int:
        """Count the words."""
        return len(self.alone) + sum(len(signs) for _, signs in self.rows.values())


def vocabulary_of(words: Mapping[str, int]) -> Vocabulary:
    """Put words into rows; none is empty."""
    sign_of = {mark: chr(nth) for nth, mark in enumerate(dict.fromkeys(words.values()))}
    rows: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) > 1:
            rows.setdefault(word[:2], []).append(word)
    return Vocabulary(
        {word: mark for word, mark in words.items() if len(word) == 1},
        {head: (_BETWEEN.join(row), "".join([sign_of[words[word]] for word in row])) for head, row in rows.items()},
        {sign: mark for mark, sign in sign_of.items()},
    )
