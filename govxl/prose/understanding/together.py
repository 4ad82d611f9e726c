"""Several results told of one figure: what they come to together (不掌握和不明确12件; 撤回或逾期不补正等6件)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from govxl.language.expressions import paths_in
from govxl.language.nodes import Arithmetic
from govxl.prose.claims import paths_of
from govxl.prose.lexicon.features import bit, singly
from govxl.prose.lexicon.patterns import Patterns, Way
from govxl.prose.model import Claim, Reading
from govxl.prose.reading.phrases import Phrases
from govxl.prose.reading.segments import APART, MOST_UNKNOWN, Segment
from govxl.prose.reading.tokens import LIST, Token
from govxl.prose.understanding.presumed import UNTOLD

__all__ = ["Together", "as_row"]

_AND, _OPEN, _LAST_OR_NEXT = bit("and"), bit("open"), bit("last") | bit("next")
FEWEST, MOST = 2, 8
"""How many results are told together; more than that are no figure's."""


class Together:
    """Finds what results come to; `way` finds the way in which features tell what a figure is of."""

    def __init__(self, patterns: Patterns, phrases: Phrases, way: Callable[[int, int, str], Way | None]) -> None:
        self.claims, self.phrases, self.way = patterns.claims, phrases, way

    def claim(self, segment: Segment, nth: int, features: int) -> Claim | None:
        """Give the claim of all results, or applicants, that the n-th figure is told with; None if one has none.

        One of which the others are rows may be all that is meant, and so may be one that is not named, where the words
        leave it open that there are more.
        """
        phrases = self.phrases
        named, parties = segment.own & phrases.ends, segment.own & phrases.parties
        if not named & (named - 1) or segment.kind != "figure" or segment.counted in APART or segment.others:
            return None
        if features & (UNTOLD | _LAST_OR_NEXT) or segment.unknown > MOST_UNKNOWN:
            return None
        if features & phrases.parties & ~parties or (parties and segment.own & _OPEN):
            # 企业申请的，不掌握和不明确12件: in no table; 企业等组织: there may be more of those.
            return None
        if not _are_joined(segment.words) or (parties and any(word.kind == "gap" for word in segment.words)):
            # 自然人{…}件、企业5件: letters that nobody knows between them may count the one.
            return None
        others = features & phrases.told & ~(named | phrases.causes)
        open_ = segment.own & _OPEN
        ways = [self.way(each | others, nth, segment.measure) for each in singly(named)]
        told = [self.claims[way.claim] for way in ways if way]
        if parties and (None in ways or any(len(_paths(each.readings[0])) > 1 for each in told)):
            # 法人和企业: the one holds the other.
            return None
        rows = [claim for claim in dict.fromkeys(told) if not any(_is_whole(claim, other) for other in told)]
        if not FEWEST <= len(rows) <= MOST or len({claim.rule for claim in told}) > 1:
            return None
        fewest = min([len(claim.readings) for claim in rows]) if parties else None
        summed = product(*(claim.readings[:fewest] for claim in rows))
        readings = [found for row in summed if (found := _added(row))]
        # 企业及其他组织6件: the one word may mean bodies of every kind, those of the other as well.
        readings += [each for claim in rows for each in claim.readings[fewest:]] if parties else []
        paths = {path for reading in readings for path in paths_in(reading.value)}
        wholes = [claim.readings[0] for claim in told if claim not in rows and paths <= _paths(claim.readings[0])]
        if open_ and not wholes:
            # 其余12件为不予公开、无法提供等: of whatever else.
            wholes = self.wholes(paths, rows[0].rule)[:1]
            readings = readings if wholes else []
        if not readings:
            return None
        says, part = LIST.join(claim.says for claim in rows), any(claim.part for claim in rows)
        return Claim("together", rows[0].rule, says, tuple(dict.fromkeys([*readings, *wholes])), part=part)

    def wholes(self, paths: set[str], rule: str) -> list[Reading]:
        """Give what counts all these and more, the least first."""
        found = [
            claim.readings[0]
            for claim in self.claims
            if claim.rule == rule and len(claim.readings) == 1 and paths < _paths(claim.readings[0])
        ]
        return sorted(found, key=lambda reading: len(_paths(reading)))


def as_row(claim: Claim, whole: Claim) -> Claim:
    """Take from the readings of a part the subtotal that its whole may be of."""
    # 其他处理8件，其中逾期未补正2件、其他6件
    rows = [each for each in claim.readings if each not in whole.readings or len(_paths(each)) == 1]
    return claim._replace(readings=tuple(rows)) if rows else claim


def _are_joined(words: Iterable[Token]) -> bool:
    """Tell whether words are told one after the other, as several things are."""
    return any(word.mark == LIST or word.features & _AND for word in words)


def _is_whole(claim: Claim, row: Claim) -> bool:
    """Tell whether a claim is of all that another is a row of."""
    return len(claim.readings) == 1 and paths_of(row) < paths_of(claim)


def _paths(reading: Reading) -> set[str]:
    return {*paths_in(reading.value)}


def _added(readings: Sequence[Reading]) -> Reading | None:
    """Add readings up; None where one thing would be counted twice."""
    first, *others = dict.fromkeys(readings)
    for each in others:
        if _paths(first) & _paths(each):
            return None
        first = Reading(f"{first.label}＋{each.label}", Arithmetic("+", first.value, each.value))
    return first
