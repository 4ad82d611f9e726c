"""The words of a form's patterns, found by their first two letters.

There are tens of thousands of them and few are in a report: so they are kept in rows of letters, which are soon read,
and a row is taken apart where a text has the two letters that its words begin with.
"""

from collections.abc import Callable, Iterator, Mapping

__all__ = ["Vocabulary", "vocabulary_of"]

_BETWEEN = "\0"
"""Stands between words: no letter that is read (`letters.plain`)."""

Row = tuple[int | None, Callable[[str, tuple[int, ...]], tuple[int, ...]], Callable[[str], int | None]]
"""The features of the two letters that a row is found by, None where they are no word; what gives by their third letter
how long the longer words of the row are, the longest first; and what gives the features of each."""


class Vocabulary(Mapping[str, int]):
    """The features of every word.

    `alone` are words of one letter. `rows` has the others by their first two: those words, and a sign for each, by
    which `marks` gives its features. `begins` are the letters that words begin with, `opened` the rows that a text has
    had words of.
    """

    __slots__ = ("alone", "begins", "marks", "opened", "rows")

    def __init__(self, alone: dict[str, int], rows: dict[str, tuple[str, str]], marks: dict[str, int]) -> None:
        self.alone, self.rows, self.marks = alone, rows, marks
        self.begins = frozenset([*alone, *(head[0] for head in rows)])
        self.opened: dict[str, Row] = {}

    def __reduce__(self) -> tuple[type["Vocabulary"], tuple[object, ...]]:
        """Give what it is made of again, without what was opened of it."""
        return Vocabulary, (self.alone, self.rows, self.marks)

    def open(self, head: str) -> Row:
        """Take apart the row of the words that begin with two letters, which some do."""
        words, signs = self.rows[head]
        found = dict(zip(words.split(_BETWEEN), map(self.marks.__getitem__, signs), strict=True))
        lengths: dict[str, set[int]] = {}
        for word in found.keys() - {head}:
            lengths.setdefault(word[2], set()).add(len(word))
        longest = {letter: tuple(sorted(each, reverse=True)) for letter, each in lengths.items()}
        row = self.opened[head] = found.get(head), longest.get, found.get
        return row

    def find(self, word: str) -> int | None:
        """Give the features of a word; None for what is none."""
        head = word[:2]
        if head not in self.rows:
            return self.alone.get(word)
        *_, known = self.opened.get(head) or self.open(head)
        return known(word)

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
    for word in words:
        if len(word) > 1:
            rows.setdefault(word[:2], []).append(word)
    return Vocabulary(
        {word: mark for word, mark in words.items() if len(word) == 1},
        {head: (_BETWEEN.join(row), "".join([sign_of[words[word]] for word in row])) for head, row in rows.items()},
        {sign: mark for mark, sign in sign_of.items()},
    )
