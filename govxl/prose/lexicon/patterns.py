"""The patterns by which prose is read: what a form's prose.toml comes to (`reader` reads it, `loading` keeps it)."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from govxl.prose.lexicon.families import NO_FAMILIES, Families
from govxl.prose.lexicon.features import Features, bit, singly
from govxl.prose.lexicon.lint_patterns import Lint, NothingSaid
from govxl.prose.lexicon.vocabulary import Vocabulary
from govxl.prose.model import Claim

__all__ = ["FILE", "JUDGED", "Around", "ClaimPair", "Patterns", "Way", "Ways", "once_each", "states_in"]

FILE = "prose.toml"

JUDGED = {
    "none": "what a text says there is none of, unless its claim names another rule for that",
    "sums": "a whole and the parts that are told of it",
    "shares": "percentages, and changes against the year before",
    "notice": "a notice of another edition that is cited",
    "template": "what a template left: words to replace, brackets with nothing in them",
    "gap": "a number that is missing",
    "parts": "how many parts a report says it has",
    "year": "a year that is not the report's",
    "stale": "last year's sentence with last year's figure",
    "repeated": "a paragraph that stands there twice",
    "unfinished": "a paragraph that breaks off",
    "copied": "a report that says what the last one said",
}
"""What Python knows to judge besides claims; by which rule of its form, a prose.toml says."""


class Way(NamedTuple):
    """One way to say a claim: features that must be there, those that may, and what kinds of measure words go with it.

    `around` are marks that must be in what stands around the figure (see `Patterns.around`); a way that is not `sure`
    is never certain.
    """

    claim: int
    need: int
    allow: int
    around: int
    measures: tuple[str, ...]
    sure: bool


class Around(NamedTuple):
    """A mark for what stands around a figure: `&` in its sentence, `<` in the figure before, `+` in a part of it.

    One of `!` is what does not stand in its sentence.
    """

    where: str
    features: int
    claim: str
    mark: int


MOST_KEPT = 4096
"""How many answers are kept: some five times as many as a hundred reports ask for."""


class Ways:
    """The ways to say claims, found by what is told of a figure and by what stands around it.

    `by_pair` are the ways with their ranks, by two features that each needs and few others, or by its only one;
    `around` are the marks that they ask for. Reports ask the same again and again: what was found is kept.
    """

    __slots__ = ("_marked", "_told", "around", "by_pair", "found", "of_parts")

    def __init__(
        self, by_pair: Mapping[int, tuple[tuple[int, Way], ...]] | None = None, around: Iterable[Around] = ()
    ) -> None:
        self.by_pair, self.around = by_pair or {}, tuple(around)
        self.found: dict[tuple[int, str], tuple[Way, ...]] = {}
        self._marked: dict[tuple[str, int], int] = {}
        self._told = dict.fromkeys("&!<", 0)
        self.of_parts: dict[str, int] = {}
        for each in self.around:
            if each.claim:
                self.of_parts[each.claim] = self.of_parts.get(each.claim, 0) | each.mark
            else:
                self._told[each.where] |= each.features

    def __reduce__(self) -> tuple[type["Ways"], tuple[object, ...]]:
        """Give what it is made of again, without what was found."""
        return Ways, (self.by_pair, self.around)

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same ways, whatever was found of them."""
        return isinstance(other, Ways) and (self.by_pair, self.around) == (other.by_pair, other.around)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show what it is made of."""
        return f"Ways({self.by_pair!r}, {self.around!r})"

    def find(self, features: int, measure: str) -> tuple[Way, ...]:
        """Find the ways in which these features say what a figure is of, those that say most first.

        Which of them is meant depends on what stands around the figure; a `measure` of "" goes with all.
        """
        key = features, measure
        if (kept := self.found.get(key)) is not None:
            return kept
        missing, marks = ~features, list(singly(features))
        pairs = [one | two for nth, one in enumerate(marks) for two in marks[nth:]]
        found = [
            (rank, way)
            for pair in pairs
            for rank, way in self.by_pair.get(pair, ())
            if not (way.need & missing or features & ~way.allow) and (not measure or measure in way.measures)
        ]
        if len(self.found) >= MOST_KEPT:
            self.found.clear()
        ways = self.found[key] = tuple([way for _, way in sorted(found)])
        return ways

    def marks(self, where: str, features: int) -> int:
        """Put the marks together for which these features stand somewhere (see `Around`)."""
        key = where, features & self._told[where]
        if (kept := self._marked.get(key)) is not None:
            return kept
        if len(self._marked) >= MOST_KEPT:
            self._marked.clear()
        found = self._marked[key] = sum(
            each.mark
            for each in self.around
            if each.where == where and bool(each.features & features) == (where != "!")
        )
        return found


class ClaimPair(NamedTuple):
    """What was paid for and how much, told together: `counted` and `money` are the claims of both, by their numbers.

    Their sentence has all of one of the sets of features in `of`; the words of each tell nothing that is not `told`,
    and none of those in `unlike` stands before it. `measures` are the measure words that count. There may be `more` of
    what was asked for than was `paid`, or where some is `unpaid`.
    """

    counted: int
    money: int
    of: tuple[int, ...]
    told: int
    measures: tuple[str, ...]
    unlike: tuple[str, ...]
    more: int
    paid: int
    unpaid: int


class Patterns(NamedTuple):
    """What a prose.toml says.

    `ways` are those to say its claims. `words` gives the features of every word by the letters that are read
    (`letters.plain`); without any of `states` nothing is said of none or all (`states_in`). `measures` gives the kind
    of every measure word. `fields` gives what the texts of a field are about before they say so, `none_rules` by which
    rule each claim is judged that there is none. `wholes` is what a percentage may be of: the sets of features of which
    its part has some each, and the claims of its wholes. `pairs` are counts with their money. `needs` are the sets of
    features that ways need, `governing` the ends of names of units that govern a territory. `rules` has by which rule
    each of `JUDGED` is judged; what has none is not. `lint` has what slips are told by, `families` what lists are
    complete.
    """

    claims: tuple[Claim, ...] = ()
    ways: Ways = Ways()
    features: Features = Features({}, {})
    words: Vocabulary = Vocabulary({}, {}, {})
    states: tuple[str, ...] = ()
    measures: dict[str, str] = {}  # noqa: RUF012
    fields: dict[str, int] = {}  # noqa: RUF012
    none_rules: tuple[str, ...] = ()
    wholes: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    pairs: tuple[ClaimPair, ...] = ()
    needs: frozenset[int] = frozenset()
    governing: tuple[str, ...] = ()
    rules: dict[str, str] = {}  # noqa: RUF012
    lint: Lint = NothingSaid
    families: Families = NO_FAMILIES


_Found = TypeVar("_Found")
MOST_FORMS = 8
"""For so many forms is kept what their patterns come to."""


def once_each(work: Callable[[Patterns], _Found]) -> Callable[[Patterns], _Found]:
    """Work something out of patterns once, for all texts that are read by them.

    By which patterns they are, and not by what is in them: to look through that takes longer than a short text. They
    are kept with what they come to, so that no others can be what they were.
    """
    kept: dict[int, tuple[Patterns, _Found]] = {}

    def found(patterns: Patterns) -> _Found:
        if (known := kept.get(id(patterns))) is None:
            if len(kept) >= MOST_FORMS:
                kept.clear()
            known = kept[id(patterns)] = patterns, work(patterns)
        return known[1]

    return found


def states_in(words: Mapping[str, int]) -> tuple[str, ...]:
    """Give words that speak of none or of all, so few that every other one has one of them in it."""
    found: list[str] = []
    for word in sorted((word for word, mark in words.items() if mark & (bit("none") | bit("all"))), key=len):
        if not any(short in word for short in found):
            found.append(word)
    return tuple(sorted(found))
