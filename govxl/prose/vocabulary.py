"""The words of a prose.toml with their features: tens of thousands, of which a report has some hundreds."""

import pickle
from collections.abc import Iterator, Mapping
from operator import add

__all__ = ["Vocabulary", "vocabulary_of"]

OPENING = 3
"""How many letters words have in common that are kept together."""
ENOUGH = 50_000
"""Letters of texts after which all words are made: from then on, to look which are needed takes longer than that."""


class Vocabulary(Mapping[str, int]):
    """The features of every word, by the letters that are read (`letters.plain`).

    They are kept as they lie in the package, and made when a text is read that has the letters they open with: to make
    all of them takes longer than to read a report.
    """

    def __init__(self, kept: dict[str, bytes], count: int) -> None:
        self.kept, self.count = kept, count
        self.opened: set[str] = set()
        self.made: dict[str, int] = {}
        self.read = 0

    def __reduce__(self) -> tuple[type["Vocabulary"], tuple[dict[str, bytes], int]]:
        return Vocabulary, (self.kept, self.count)

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[str]:
        for words in self.kept.values():
            yield from pickle.loads(words)

    def __getitem__(self, word: str) -> int:
        return self.words_in(word)[word]

    def words_in(self, letters: str) -> dict[str, int]:
        """Give the features of all words that stand in some letters, and of others."""
        if self.read < ENOUGH:
            read = self.read + len(letters)
            for opening in (self.kept.keys() & _openings(letters) if read < ENOUGH else {*self.kept}) - self.opened:
                self.made.update(pickle.loads(self.kept[opening]))
                self.opened.add(opening)
            # When all are there, and not before: another thread may be reading too.
            self.read = read
        return self.made


def _openings(letters: str) -> set[str]:
    """Give all that may be the opening of a word in some letters: each letter, each two and each three in a row."""
    pairs = [*map(add, letters, letters[1:])]
    return {*letters, *pairs, *map(add, pairs, letters[2:])}


def vocabulary_of(words: Mapping[str, int]) -> Vocabulary:
    """Keep words together that open with the same letters."""
    together: dict[str, dict[str, int]] = {}
    for word, features in words.items():
        together.setdefault(word[:OPENING], {})[word] = features
    kept = {opening: pickle.dumps(found, protocol=5) for opening, found in together.items()}
    return Vocabulary(kept, len(words))
