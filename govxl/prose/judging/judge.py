"""What was understood against the facts: table figures, inner sums, percentages, changes."""

from bisect import bisect
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from govxl.language.expressions import paths_in
from govxl.language.nodes import Node
from govxl.prose.amounts import A_SLIP, EVER, UP_TO, is_far_less, is_mistyped, is_money, worth, yuan
from govxl.prose.claims import nodes_of
from govxl.prose.judging.beside import are_close, sides, told_before
from govxl.prose.judging.borne_out import is_of_sum
from govxl.prose.judging.confirmed import confirmed
from govxl.prose.judging.documents import one_too_many
from govxl.prose.judging.echoes import echoes
from govxl.prose.judging.explained import Explanations
from govxl.prose.judging.held_text import HeldText
from govxl.prose.judging.held_together import all_but_one, half_right
from govxl.prose.judging.shares import false_change, false_shares
from govxl.prose.judging.sums import false_sums
from govxl.prose.judging.worked import FieldText, Held, KnownFacts
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.model import Doubt, Facts, Group, Mention, Reading, Understood
from govxl.prose.understanding.understand import understand

__all__ = ["disagreements", "judged_text"]

MOST_MEANT = 2
"""How many rows a figure may be of by its words; those that leave more open only say what is counted."""
MOST_BEHIND = 3
"""How many figures behind one may tell what is to be taken off it, and what is left."""
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
    held_text = HeldText(understood, place, against)
    doubts = [*_false_figures(held_text)]
    doubted = {each.start for each in doubts}
    # Of what the tables have none of, both may speak of one figure.
    doubts.extend(each for each in confirmed(held_text) if each.start not in doubted)
    doubted.update(each.start for each in doubts)
    together = [*half_right(held_text), *all_but_one(held_text), *echoes(held_text), *one_too_many(held_text)]
    more = [each for each in together if each.rule and each.start not in doubted]
    doubts.extend(more)
    if rule := rules.get("sums"):
        # What such a figure makes of its sum was said with it.
        one = {each.start for each in more}
        said = {each.whole.figure.start for each in understood.groups if one and _has_any(each, one)}
        doubts.extend(each for each in false_sums(rule, understood, place, held_text.held) if each.start not in said)
    if rule := rules.get("shares"):
        doubts.extend(false_shares(rule, understood.shares, place, against, held_text.held))
        for change in understood.changes:
            doubts.extend(false_change(rule, change, place, against, held_text.held))
    yield from sorted(doubts, key=lambda doubt: (doubt.start, doubt.end))


def _has_any(group: Group, starts: Container[int]) -> bool:
    """Tell whether any part of a group begins at one of these places."""
    return any(part.figure.start in starts for part in group.parts)


def _false_figures(held_text: HeldText) -> Iterator[Doubt]:
    """Yield the figures that no reading of their claim comes to."""
    understood, against, held = held_text.understood, held_text.against, held_text.held
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
    expected = {value for mention in understood.mentions for value in held(mention).values}
    explained = Explanations(held_text)
    for mention in doubted:
        claim = mention.claim
        assert claim, "only what has a claim is doubted"
        # None is left, the text says, but for those that it tells itself.
        of_all = mention.figure.kind == "all"
        if of_all and not mention.figure.value and any(_is_told(each, told, against) for each in claim.readings):
            continue
        # What the text has right already is hardly told again in passing: this is of something else, or of some.
        again = _is_told_again(mention, claim.readings, held_text.readings)
        in_passing = mention.passing or mention.figure.kind == "none" or _is_far(held(mention))
        passed_by = again and in_passing and not _is_typed_wrong(held(mention), mention.certain)
        others = held_text.by_claims.get((claim.name, mention.year), [])
        if mention.certain and _is_far_more(held(mention)):
            # 结转下年的101件正在办理, of 1: no part of those just told, and by its words nothing else.
            # 全系统答复300件，其中本机关答复92件, of 92: a whole of which the tables have a part.
            passed_by = passed_by and bool(sides(mention, others, held_text.text)[1])
        silent = bool(passed_by and not explained.is_in_row(mention))
        far = _is_far(held(mention), less=True, loose=mention.passing and len(claim.readings) > MOST_MEANT)
        # Where the words leave room, what no slip of the pen explains is of some of what the text has right.
        some = not mention.certain and held_text.by_claims and not _is_misplaced(held(mention), expected, against)
        silent = silent or bool(far and (mention.passing or some)) or _is_of_nothing(held(mention))
        silent = silent and not explained.bears_out(mention)
        silent = silent and not is_of_sum(mention, held_text)
        if silent or explained.explains(mention):
            continue
        if _is_cut_down(mention, held_text) or _is_of_all_years(held(mention), held_text.text):
            continue
        nth = bisect(others, mention.figure.start, key=lambda each: each.figure.start)
        if any(_is_part(mention, other, held_text.text) for other in others[max(nth - 1, 0) : nth + 1]):
            continue
        certain = mention.certain and not of_all and against.is_current(mention)
        yield held_text.doubt(mention, certain)


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
        and (is_far_less(value, each) or (not less and is_far_less(each, value)))
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


def _is_far_more(held: Held) -> bool:
    """Tell whether a figure is far more than all it could be of."""
    told = worth(held.mention.figure)
    return _is_far(held) and all(value is not None and told > value for value in held.values)


def _is_misplaced(held: Held, expected: Container[Decimal | None], against: KnownFacts) -> bool:
    """Tell whether a figure is last year's left standing, or one that belongs elsewhere in the text."""
    claim, told = held.mention.claim, worth(held.mention.figure)
    readings = claim.readings if claim else ()
    return told in expected or any(told == against.value(each, earlier=True) for each in readings)


def _is_cut_down(mention: Mention, held_text: HeldText) -> bool:
    """Tell whether the text says how much of a figure is to be taken off, and what is left is what the tables have."""
    # 收到各类申请509件，剔除重复提交的23件后，登记486件
    _, near = sides(mention, held_text.understood.mentions, held_text.text)
    values, nodes = held_text.held(mention).values, nodes_of(mention.claim)

    def is_left(each: Mention) -> bool:
        # 复议3件，维持1件、纠正2件, of 2: small figures, and those of something else, are what is left by chance.
        told = worth(each.figure)
        return told in values and (not nodes.isdisjoint(nodes_of(each.claim)) if each.claim else told >= A_SLIP)

    return any(
        is_left(left) and worth(mention.figure) - worth(less.figure) == worth(left.figure)
        for less, left in pairwise(near[:MOST_BEHIND])
        if less.figure.kind == left.figure.kind == "figure"
    )


def _is_of_all_years(held: Held, text: str) -> bool:
    """Tell whether a figure far more than the year's is of all years up to a date (截至2023年底，累计受理申请868件)."""
    start = held.mention.figure.start
    if not _is_far_more(held):
        return False
    sentence = told_before(start, text)
    return EVER in sentence and any(word in sentence for word in UP_TO)


def _is_part(mention: Mention, whole: Mention, text: str) -> bool:
    """Tell whether a figure may be a part of another of its sentence, which agrees by the same claim."""
    return mention.figure.value < whole.figure.value and are_close(mention.figure, whole.figure, text)
