"""Every figure of one text held against the tables, each once, and what the text has right by that."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from govxl.language.nodes import Node
from govxl.prose.amounts import is_mistyped, worth
from govxl.prose.claims import nodes_of, paths_of
from govxl.prose.judging.beside import beside
from govxl.prose.judging.worked import FieldText, Held, KnownFacts
from govxl.prose.model import Claim, Doubt, Figure, Mention, Understood

__all__ = ["FEWEST_PARTS", "ROW", "HeldText", "is_enough"]

ENOUGH = 2
"""How much must agree: that a table has 2 or more is hardly so by chance, nor two that are 1; that one is 1 may be."""
ROW = 3
"""So many right ones in one sentence are a row, of which one more is no other thing, however much it is."""
FEWEST_PARTS = 2
"""So many figures come to another one by no accident."""
IN_ONE_BREATH = 10
"""Letters between two figures of one thing (由上年的11件降至6件)."""


class AsAll(NamedTuple):
    """What is as the tables have it where it is of all there is, by rules: the `zeros` apart; and all `others`."""

    right: dict[str, list[Mention]]
    zeros: dict[str, list[Mention]]
    others: list[Mention]


class HeldText:
    """The figures of one text, held against the facts.

    What may count more than the tables do counts the same where what stands beside it does: `counted` has that, by the
    tables it is of.
    """

    def __init__(self, understood: Understood, place: FieldText, against: KnownFacts) -> None:
        self.understood, self.place, self.against = understood, place, against
        self.text = place.text
        self._held: dict[int, Held] = {}
        self.counted: dict[frozenset[str], list[Mention]] = {}
        by_claims: dict[Claim, Mention] = {}
        for each in understood.mentions:
            if each.claim and each.wide and not each.claim.part and against.held(each, self.text).agrees:
                self.counted.setdefault(_tables(each.claim), []).append(each)
                by_claims.update({each.claim: each} if each.figure.value else {})
        self.all_counted = is_enough(by_claims.values())

    def held(self, mention: Mention) -> Held:
        """Hold a figure against the tables; the same mention stands in groups and shares as well."""
        found = self._held.get(id(mention))
        if found is None:
            found = self.against.held(mention, self.text)
            if mention.wide and found.agrees is None and (self.all_counted or self._counts_the_same(found)):
                found = self.against.held(mention._replace(wide=False), self.text)
            self._held[id(mention)] = found
        return found

    def held_as_all(self, mention: Mention, claim: Claim) -> Held:
        """Hold a figure against all that a claim is of."""
        return self.against.held(mention._replace(claim=claim._replace(part=False), wide=False), self.text)

    def doubt(self, mention: Mention, certain: bool = False) -> Doubt:
        """Doubt a figure that is not what its claim has it be."""
        assert mention.claim, "only what has a claim is doubted"
        shown = self.against.shown(mention)
        return self.place.doubt(mention.claim.rule, mention.figure, mention.clause, certain, shown)

    # -- What the text has right

    @cached_property
    def right(self) -> list[Mention]:
        """All figures and words with a claim that are as the tables have it, in the order of the text."""
        return [each for each in self.understood.mentions if each.claim and self.held(each).agrees]

    @cached_property
    def by_claims(self) -> dict[tuple[str, int], list[Mention]]:
        """The figures among them, by their claims and years."""
        found: dict[tuple[str, int], list[Mention]] = {}
        for each in self.right:
            if each.claim and each.figure.kind == "figure":
                found.setdefault((each.claim.name, each.year), []).append(each)
        return found

    @cached_property
    def readings(self) -> set[tuple[Node, int]]:
        """What the figures among them are of, and the years of that."""
        figures = (each for some in self.by_claims.values() for each in some)
        return {(reading.value, each.year) for each in figures for reading in self.held(each).by}

    @cached_property
    def as_all(self) -> AsAll:
        """The figures that are as the tables have them if their claims, or what is presumed of them, are of all."""
        found = AsAll({}, {}, [])
        for mention in self.understood.mentions:
            told = mention.claim or mention.perhaps
            if told and mention.figure.kind != "all" and self.held_as_all(mention, told).agrees:
                by_rules = found.right if mention.figure.value > 0 else found.zeros
                by_rules.setdefault(told.rule, []).append(mention)
            else:
                found.others.append(mention)
        return found

    # -- What counts more

    def _counts_the_same(self, found: Held) -> bool:
        """Tell whether what may count more than the tables do counts the same as what stands beside it, or nearly."""
        # 行政复议1件，维持；诉讼100件: of none; 行政复议12件，没有诉讼: of 1, by a slip of the pen.
        claim, figure = found.mention.claim, found.mention.figure
        if not claim:
            return False
        others: Sequence[Mention] = self.counted.get(_tables(claim), [])
        if not any(value and is_mistyped(worth(figure), value) for value in found.values):
            others = [each for each in beside(found.mention, others, self.text) if each.figure.kind == "figure"]
        # Where the text has right already what this would be of, it is something else; but not by what it came to in
        # the other year (由上年的11件降至6件).
        meant, year = nodes_of(claim), found.mention.year
        same = [each.claim for each in others if each.year == year or not _in_one_breath(each.figure, figure)]
        return bool(others) and all(meant.isdisjoint(nodes_of(each)) for each in same)


def is_enough(right: Iterable[Mention], none: int = 0) -> bool:
    """Tell whether enough is as the tables have it; `none` is how often that there is none of something is, too."""
    return sum((min(int(worth(each.figure)), ENOUGH) for each in right), none) >= ENOUGH


def _tables(claim: Claim) -> frozenset[str]:
    """Give the tables that a claim is of."""
    return frozenset(path.partition(".")[0] for path in paths_of(claim))


def _in_one_breath(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are told in one breath."""
    first, second = sorted((one, other))
    return second.start - first.end < IN_ONE_BREATH
