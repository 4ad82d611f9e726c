"""Documents that were made, that went and that stayed, told in one sentence: two of them right tell what the third is.

However much more it is than all there are, and however its words call it, it is no other thing.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from govxl.prose.model import Doubt, Mention, Understood
from govxl.prose.worked import FieldText, KnownFacts, are_in_one_sentence, is_count, paths_of, worth

__all__ = ["one_too_many"]

ENOUGH = 2
"""How much the others must come to, one counting no more than that: a 1 may be right by chance."""


def one_too_many(understood: Understood, place: FieldText, against: KnownFacts) -> Iterator[Doubt]:
    """Yield what was done with more documents than the tables have, beside two other figures that are right."""
    # 制定管理类规范性文件1件，废止130件，现行有效16件
    if not any(each.papers for each in understood.mentions):
        return
    row: list[Mention] = []
    for before, mention in pairwise((None, *understood.mentions)):
        assert mention is not None, "only the first has none before it"
        if before and not are_in_one_sentence(before.figure.start, mention.figure.start, place.text):
            yield from _of_row(row, place, against)
            row = []
        if is_count(mention.figure) and mention.figure.kind == "figure" and against.is_current(mention):
            row.append(mention)
    yield from _of_row(row, place, against)


def _of_row(row: Sequence[Mention], place: FieldText, against: KnownFacts) -> Iterator[Doubt]:
    """Yield the one figure of a sentence that is too much."""
    right: dict[str, Decimal] = {}
    wrong: list[tuple[str, Mention]] = []
    measures = set[str]()
    for mention in row:
        claim = mention.claim or mention.perhaps
        paths = paths_of(claim)
        if not claim or not claim.rule or len(paths) != 1:
            continue
        (path,) = paths
        of = mention._replace(claim=claim._replace(part=False), wide=False)
        found = against.held(of, place.text)
        if found.by and any(value == worth(mention.figure) for value in found.values):
            right[path] = worth(mention.figure)
            measures.add(mention.figure.measure)
        elif mention.papers and all(value and worth(mention.figure) > value for value in found.values):
            # 宣布失效11件, where none was repealed: nobody can tell that it is of those.
            wrong.append((path, of))
    if len(wrong) != 1:
        return
    ((path, one),) = wrong
    beside = [value for other, value in right.items() if other.rpartition(".")[0] == path.rpartition(".")[0]]
    known = path in right or one.figure.measure not in measures
    if not known and len(beside) >= ENOUGH and sum(min(value, Decimal(ENOUGH)) for value in beside) >= ENOUGH + 1:
        assert one.claim, "all of a row have one"
        yield place.doubt(one.claim.rule, one.figure, one.clause, False, against.shown(one))
