"""Documents that were made, that went and that stayed, told in one sentence: two of them right tell what the third is.

However much more it is than all there are, and however its words call it, it is no other thing.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from govxl.prose.amounts import is_count, worth
from govxl.prose.claims import paths_of
from govxl.prose.judging.beside import are_in_one_sentence
from govxl.prose.judging.held_text import HeldText
from govxl.prose.model import Doubt, Mention

__all__ = ["one_too_many"]

ENOUGH = 2
"""How much the others must come to, one counting no more than that: a 1 may be right by chance."""


def one_too_many(held_text: HeldText) -> Iterator[Doubt]:
    """Yield what was done with more documents than the tables have, beside two other figures that are right."""
    # 制定管理类规范性文件1件，废止130件，现行有效16件
    if not any(each.papers for each in held_text.understood.mentions):
        return
    row: list[Mention] = []
    for before, mention in pairwise((None, *held_text.understood.mentions)):
        assert mention is not None, "only the first has none before it"
        if before and not are_in_one_sentence(before.figure.start, mention.figure.start, held_text.text):
            yield from _of_row(row, held_text)
            row = []
        if is_count(mention.figure) and mention.figure.kind == "figure" and held_text.against.is_current(mention):
            row.append(mention)
    yield from _of_row(row, held_text)


def _of_row(row: Sequence[Mention], held_text: HeldText) -> Iterator[Doubt]:
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
        found = held_text.held_as_all(mention, claim)
        if found.by and any(value == worth(mention.figure) for value in found.values):
            right[path] = worth(mention.figure)
            measures.add(mention.figure.measure)
        elif mention.papers and all(value and worth(mention.figure) > value for value in found.values):
            # 宣布失效11件, where none was repealed: nobody can tell that it is of those.
            wrong.append((path, found.mention))
    if len(wrong) != 1:
        return
    ((path, one),) = wrong
    beside = [value for other, value in right.items() if other.rpartition(".")[0] == path.rpartition(".")[0]]
    known = path in right or one.figure.measure not in measures
    if not known and len(beside) >= ENOUGH and sum(min(value, Decimal(ENOUGH)) for value in beside) >= ENOUGH + 1:
        yield held_text.doubt(one)
