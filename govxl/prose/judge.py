"""What was understood against the facts: table figures, inner sums, percentages, changes."""

from bisect import bisect
from collections.abc import Callable, Container, Iterator, Mapping
from decimal import Decimal

from govxl.language.expressions import paths_in
from govxl.language.nodes import Node
from govxl.prose.confirmed import agreeing, counts_the_same, left_open
from govxl.prose.explained import FARTHEST, Explanations
from govxl.prose.held_together import all_but_one, half_right
from govxl.prose.model import Doubt, Facts, Group, Mention, Reading, Understood
from govxl.prose.patterns import Patterns
from govxl.prose.shares import false_change, false_shares
from govxl.prose.sums import false_sums
from govxl.prose.understand import understand
from govxl.prose.worked import (
    ENDS,
    FieldText,
    Held,
    KnownFacts,
    is_mistyped,
    is_money,
    worth,
    yuan,
)

__all__ = ["disagreements", "judged_text"]

A_SLIP = 10
"""By less than that a figure may be wrong whatever it is of."""
MOST_MEANT = 2
"""How many rows a figure may be of by its words; those that leave more open only say what is counted."""
A_CHANCE = 2
"""So many are the same by no accident: one figure of 2 or more, or two that are 1."""
LARGE = 100
"""What is more has three digits: two such figures have two of them alike by no accident."""


def judged_text(
    understood: Understood, path: str, text: str, year: int, facts: Facts, rules: Mapping[str, str]
) -> Iterator[Doubt]:
    """Yield what disagrees in one text, in its order; what cannot be known (last year's without a record) is silent.

    The figures of a doubt's readings are as the form has them: counts bare, money and percentages with their measure.
    `rules` says by which rules of the form sums and shares are judged (`Patterns.rules`).
    """
    return _judged(understood, FieldText(path, text), KnownFacts(year, facts), rules)


def disagreements(
    patterns: Patterns, texts: Mapping[str, str], year: int, unit: str, facts: Facts
) -> tuple[Doubt, ...]:
    """Judge all texts of a report, by their paths in form order."""
    against = KnownFacts(year, facts)
    return tuple(
        doubt
        for path, text in texts.items()
        for understood in [understand(patterns, path, text, year, unit)]
        for doubt in _judged(understood, FieldText(path, text), against, patterns.rules)
    )


def _judged(understood: Understood, place: FieldText, against: KnownFacts, rules: Mapping[str, str]) -> Iterator[Doubt]:
    known: dict[int, Held] = {}
    # Where one figure is as the tables have it, the others beside it count the same things.
    right = agreeing(understood, against, place.text)
    agree = {each.claim: each.figure.value for found in right.values() for each in found if each.figure.value}
    same = sum(min(int(value), A_CHANCE) for value in agree.values()) >= A_CHANCE

    def held(mention: Mention) -> Held:
        # The same mention stands in groups and shares as well.
        found = known.get(id(mention))
        if found is None:
            found = against.held(mention, place.text)
            if mention.wide and found.agrees is None and (same or counts_the_same(found, right, place.text)):
                found = against.held(mention._replace(wide=False), place.text)
            known[id(mention)] = found
        return found

    doubts = [*_false_figures(understood, place, against, held), *left_open(understood, place, against, held)]
    doubted = {each.start for each in doubts}
    beside = [
        *half_right(understood.payments, place, against),
        *all_but_one(understood, place, against, held),
    ]
    more = [each for each in beside if each.rule and each.start not in doubted]
    doubts.extend(more)
    if rule := rules.get("sums"):
        # What such a figure makes of its sum was said with it.
        one = {each.start for each in more}
        said = {each.whole.figure.start for each in understood.groups if one and _has_any(each, one)}
        doubts.extend(each for each in false_sums(rule, understood, place, held) if each.start not in said)
    if rule := rules.get("shares"):
        doubts.extend(false_shares(rule, understood.shares, place, against, held))
        for change in understood.changes:
            doubts.extend(false_change(rule, change, place, against, held))
    yield from sorted(doubts, key=lambda doubt: (doubt.start, doubt.end))


def _has_any(group: Group, starts: Container[int]) -> bool:
    """Tell whether any part of a group begins at one of these places."""
    return any(part.figure.start in starts for part in group.parts)


def _false_figures(
    understood: Understood, place: FieldText, against: KnownFacts, held: Callable[[Mention], Held]
) -> Iterator[Doubt]:
    """Yield the figures that no reading of their claim comes to."""
    doubted = [
        mention
        for mention in understood.mentions
        if mention.claim and mention.claim.rule and not mention.added and held(mention).agrees is False
    ]
    if not doubted:
        return
    # In the order of the text: a set has another one in every process.
    told = dict.fromkeys(
        reading.value
        for mention in understood.mentions
        if mention.claim is not None and mention.figure.kind != "all"
        for reading in mention.claim.readings
    )
    right: dict[tuple[str, int], list[Mention]] = {}
    had: set[tuple[Node, int]] = set()
    for mention in understood.mentions:
        if mention.claim is not None and mention.figure.kind == "figure" and held(mention).agrees:
            right.setdefault((mention.claim.name, mention.year), []).append(mention)
            had.update((reading.value, mention.year) for reading in held(mention).by)
    expected = {value for mention in understood.mentions for value in held(mention).values}
    explained = Explanations(understood, held, place.text)
    for mention in doubted:
        claim = mention.claim
        assert claim, "only what has a claim is doubted"
        # None is left, the text says, but for those that it tells itself.
        of_all = mention.figure.kind == "all"
        if of_all and not mention.figure.value and any(_is_told(each, told, against) for each in claim.readings):
            continue
        # What the text has right already is hardly told again in passing: this is of something else, or of some.
        again = _is_told_again(mention, claim.readings, had)
        in_passing = mention.passing or mention.figure.kind == "none" or _is_far(held(mention))
        passed_by = again and in_passing and not _is_typed_wrong(held(mention), mention.certain)
        silent = bool(passed_by and not explained.is_in_row(mention))
        far = _is_far(held(mention), less=True, loose=mention.passing and len(claim.readings) > MOST_MEANT)
        # Where the words leave room, what no slip of the pen explains is of some of what the text has right.
        some = not mention.certain and right and not _is_misplaced(held(mention), expected, against)
        silent = silent or bool(far and (mention.passing or some)) or _is_of_nothing(held(mention))
        if (silent and not explained.bears_out(mention)) or explained.explains(mention):
            continue
        if _is_less_some(mention, understood, held, place.text):
            continue
        others = right.get((claim.name, mention.year), [])
        nth = bisect(others, mention.figure.start, key=lambda each: each.figure.start)
        if any(_is_part(mention, other, place.text) for other in others[max(nth - 1, 0) : nth + 1]):
            continue
        certain = mention.certain and not of_all and against.is_current(mention)
        yield place.doubt(claim.rule, mention.figure, mention.clause, certain, against.shown(mention))


def _is_less_some(mention: Mention, understood: Understood, held: Callable[[Mention], Held], text: str) -> bool:
    """Tell whether a figure is just so much more than the tables have as is then taken away from it."""
    # 登记189件，去掉一式多份的9件，列入统计的新收申请180件
    start = mention.figure.start
    nth = bisect(understood.mentions, start, key=lambda each: each.figure.start)
    less, rest = (*understood.mentions[nth : nth + 2], None, None)[:2]
    if less is None or rest is None or less.claim or any(end in text[start : rest.figure.start] for end in ENDS):
        return False
    left = worth(mention.figure) - worth(less.figure)
    return left == worth(rest.figure) > 0 and held(rest).agrees is True


def _is_of_nothing(held: Held) -> bool:
    """Tell whether a figure told in passing is of what the tables have none of."""
    # 免予处罚12件: nobody can tell that it is of those.
    mention = held.mention
    in_passing = mention.passing and not mention.certain and mention.figure.kind == "figure"
    return in_passing and not any(held.values)


def _is_told_again(mention: Mention, readings: tuple[Reading, ...], had: Container[tuple[Node, int]]) -> bool:
    """Tell whether the text has right already what a figure is of: one reading, and none of something apart from it."""
    # 许可920件（上年880件），处罚95件（上年88件）: the last may be of either, and only one was told.
    told: set[str] = set()
    for reading in readings:
        if (reading.value, mention.year) in had:
            told.update(paths_in(reading.value))
    if mention.figure.kind == "none":
        return bool(told)
    return bool(told) and not any(told.isdisjoint(paths_in(reading.value)) for reading in readings)


def _is_told(reading: Reading, told: Mapping[Node, None], against: KnownFacts) -> bool:
    """Tell whether the text tells itself all that is left by a reading, as one figure or as several."""
    # 复议6件，1件尚未审结；均维持: but for the one.
    if reading.value in told:
        return True
    paths, left = set(paths_in(reading.value)), against.value(reading) or 0
    for node in told:
        some = set(paths_in(node))
        if some < paths:
            paths -= some
            left -= against.value(Reading("", node)) or 0
    return left == 0 < (against.value(reading) or 0)


def _is_far(held: Held, less: bool = False, loose: bool = False) -> bool:
    """Tell whether a figure is so far from every one it could be that it is of some, or of others, rather than wrong.

    `less` are only those of some; no slip has left a digit out where `loose` words may mean any of several rows
    (引起1件申请, of 12).
    """
    figure = held.mention.figure
    # Where only one of the two says that it is money, nobody knows in what.
    told = {worth(figure), worth(figure) / yuan("万元")} if is_money(figure.measure) else {worth(figure)}
    return figure.kind == "figure" and all(
        each is not None
        and (value * 2 < each or (not less and each * 2 < value))
        and abs(each - value) >= A_SLIP
        and not (is_mistyped(value, each) and not (loose and len(f"{value:f}") < len(f"{each:f}")))
        for each in held.values
        for value in told
    )


def _is_typed_wrong(held: Held, certain: bool) -> bool:
    """Tell whether a figure differs by one digit from what it could be: of so many, or surely so, by no accident."""
    figure = held.mention.figure
    told, least = worth(figure), A_SLIP if certain else LARGE
    values = [value for value in held.values if value is not None and is_mistyped(told, value)]
    return figure.kind == "figure" and any((max(value, told) if certain else value) >= least for value in values)


def _is_misplaced(held: Held, expected: Container[Decimal | None], against: KnownFacts) -> bool:
    """Tell whether a figure is last year's left standing, or one that belongs elsewhere in the text."""
    claim, told = held.mention.claim, worth(held.mention.figure)
    readings = claim.readings if claim else ()
    return told in expected or any(told == against.value(each, earlier=True) for each in readings)


def _is_part(mention: Mention, whole: Mention, text: str) -> bool:
    """Tell whether a figure may be a part of another of its sentence, which agrees by the same claim."""
    one, two = sorted((mention.figure, whole.figure))
    near = two.start - one.end < FARTHEST and mention.figure.value < whole.figure.value
    return near and not any(end in text[one.end : two.start] for end in ENDS)
