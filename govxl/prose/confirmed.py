"""Figures that their words leave room for, and that what stands beside them tells to be of all.

林业罚单31件 may be of some of them, or of more than was decided. What stands beside such a figure and is as the tables
have it counts the same things; then what is more than all there are is wrong, and what is nearly all of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import accumulate

from govxl.prose.model import Claim, Doubt, Mention, Understood
from govxl.prose.worked import (
    LONGEST_SENTENCE,
    FieldText,
    Held,
    KnownFacts,
    are_in_one_sentence,
    is_mistyped,
    is_money,
    is_slip,
    paths_of,
    worth,
)

__all__ = ["agreeing", "counts_the_same", "left_open"]

MANY = 100
"""So large are figures by which a slip of the pen is told from what is of something else."""
ENOUGH = 2
"""How much must agree beside a figure: that a table has 2 or more is hardly so by chance, that it has 1 may be."""
SEVERAL = 2
"""How many must agree of one row to tell that all of it is told there."""
NEAR = 2
"""By how much less a figure may be one of all."""
MOST_NEAR = 20
"""How many figures around one are looked at for what it is a part of."""
FEWEST_PARTS = 2
"""So many figures come to another one by no accident."""
LITTLE = 10
"""Of which part of a whole no more may be left."""


def left_open(
    understood: Understood, place: FieldText, against: KnownFacts, held: Callable[[Mention], Held]
) -> Iterator[Doubt]:
    """Yield figures that would be wrong if they were of all, where their kind, or what stands beside them, tells so."""
    none = [(each, each.claim) for each in understood.mentions if each.passing and _is_of_none(each, held(each))]
    presumed = [(each, each.perhaps) for each in understood.mentions if each.perhaps and each.perhaps.rule]
    apart: list[tuple[Mention, Claim, Held]] = []
    for mention, claim in presumed:
        found = _held(mention, claim, against, place.text)
        some = any(found.values) if mention.ended else all(found.values)
        if found.agrees is False and some and held(mention).agrees is not False:
            apart.append((mention, claim, found))
    if not (apart or none):
        return
    right: dict[str, list[Mention]] = {}
    zeros: dict[str, list[Mention]] = {}
    for mention in understood.mentions:
        told = mention.claim or mention.perhaps
        if told and mention.figure.kind != "all" and _held(mention, told, against, place.text).agrees:
            known = right if mention.figure.value > 0 else zeros
            known.setdefault(told.rule, []).append(mention)
    for mention, of in none:
        # 许可217件、处罚9件，强制10件: alone it may be of others, where the tables have none.
        if of and of.rule and _is_among_right(mention, of, right.get(of.rule, []), zeros.get(of.rule, []), place.text):
            yield place.doubt(of.rule, mention.figure, mention.clause, False, against.shown(mention))
    for mention, claim, found in apart:
        agree = right.get(claim.rule, [])
        if mention.ended:
            more = _is_slip_of_an_end(mention, claim, found, against)
            if more is None or (not more and _is_told_elsewhere(mention, claim, found, understood, agree, place.text)):
                continue
            yield place.doubt(claim.rule, mention.figure, mention.clause, False, against.shown(found.mention))
            continue
        beside = _beside(mention, agree, place.text)
        if claim.part and not beside and not _is_part_of_some(mention, understood, place.text):
            beside = _in_paragraph(mention, agree, place.text)
        none_of_row = [each for each in zeros.get(claim.rule, []) if _rows(each.claim) & _rows(claim)]
        of_none = len(_beside(mention, none_of_row, place.text))
        # 行政许可办件3176件: so many of what may be more are wrong by a slip of the pen alone.
        more_too = mention.wide and not mention.claim
        if not (_is_slip_of_all(mention, found) or (not more_too and _is_confirmed(found, claim, beside, of_none))):
            continue
        if not _is_told_elsewhere(mention, claim, found, understood, agree, place.text):
            yield place.doubt(claim.rule, mention.figure, mention.clause, False, against.shown(found.mention))


def _is_among_right(mention: Mention, of: Claim, right: list[Mention], zeros: list[Mention], text: str) -> bool:
    """Tell whether what is told beside a figure, of which the tables have none, is as they have it."""
    beside, rows = _beside(mention, right, text), _rows(of)
    none = _beside(mention, zeros, text)
    # 行政复议1件，行政诉讼35件; 行政复议0件，行政诉讼9件: of one row, however little the other is.
    # 行政诉讼35件，其中信息公开类复议1件: what is told with its cause counts no others.
    alike = [each for each in (*beside, *none) if each.wide == mention.wide and _rows(each.claim) & rows]
    # 行政许可9件、行政强制0件: counted in the same way.
    alike += [] if mention.wide else [each for each in none if each.figure.measure == mention.figure.measure]
    # 行政诉讼2件 may be of others all the same.
    return _is_enough(beside) or (bool(alike) and (not mention.wide or worth(mention.figure) > NEAR))


def agreeing(understood: Understood, against: KnownFacts, text: str) -> dict[frozenset[str], list[Mention]]:
    """Sort what may count more than the tables do, and is as they have it, by the tables it is of."""
    found: dict[frozenset[str], list[Mention]] = {}
    for each in understood.mentions:
        if each.claim and each.wide and not each.claim.part and against.held(each, text).agrees:
            found.setdefault(_tables(each.claim), []).append(each)
    return found


def counts_the_same(found: Held, agree: Mapping[frozenset[str], list[Mention]], text: str) -> bool:
    """Tell whether what may count more than the tables do counts the same: as what stands beside it does, or nearly."""
    # 行政复议1件，维持；诉讼100件: of none; 行政复议12件，没有诉讼: of 1, by a slip of the pen.
    claim, figure = found.mention.claim, found.mention.figure
    if not claim:
        return False
    others = agree.get(_tables(claim), [])
    if not any(value and is_mistyped(worth(figure), value) for value in found.values):
        begin = bisect_left(others, figure.start - LONGEST_SENTENCE, key=_start)
        end = bisect_right(others, figure.start + LONGEST_SENTENCE, key=_start)
        near = (each for each in others[begin:end] if each.figure.kind == "figure")
        others = [each for each in near if are_in_one_sentence(each.figure.start, figure.start, text)]
    # Where the text has right already what this would be of, it is something else.
    meant, told = {reading.value for reading in claim.readings}, {each.claim for each in others if each.claim}
    return bool(told) and all(meant.isdisjoint(reading.value for reading in each.readings) for each in told)


def _start(mention: Mention) -> int:
    return mention.figure.start


def _tables(claim: Claim) -> frozenset[str]:
    """Give the tables that a claim is of."""
    return frozenset(path.partition(".")[0] for path in paths_of(claim))


def _is_of_none(mention: Mention, found: Held) -> bool:
    """Tell whether a figure told in passing is of what the tables have none of."""
    if mention.figure.kind != "figure" or found.agrees:
        return False
    return bool(found.values) and all(value == 0 for value in found.values)


def _held(mention: Mention, claim: Claim, against: KnownFacts, text: str) -> Held:
    """Hold a figure against all that its claim is of."""
    return against.held(mention._replace(claim=claim._replace(part=False), wide=False), text)


def _is_slip_of_all(mention: Mention, found: Held) -> bool:
    """Tell whether a figure is by a slip of the pen not all there are, or so nearly all that was paid."""
    # 3104件, of 3106; 植被恢复费642.7万元, of 645.4万元
    told = worth(mention.figure)
    if is_money(mention.figure.measure) and all(
        value and abs(told - value) * LITTLE <= value for value in found.values
    ):
        return True
    return told >= MANY and all(value and is_mistyped(told, value) and is_slip(told - value) for value in found.values)


def _is_slip_of_an_end(mention: Mention, claim: Claim, found: Held, against: KnownFacts) -> bool | None:
    """Tell whether a figure by a slip of the pen is more than all that ended so, or less; None where it is no slip."""
    # 被纠正12件, of 2; but 126件 were not all of answers, and 3件, of 31, are some.
    told, values = worth(mention.figure), [value for value in found.values if value]
    earlier = {against.value(reading, earlier=True) for reading in claim.readings}
    if told > max(values):
        near = told <= max(values) * 3 / 2 + NEAR or told in earlier or any(is_mistyped(told, each) for each in values)
        return True if near else None
    if claim.part:
        return None
    near = told * NEAR > min(values) or told in earlier or any(is_mistyped(told, each) for each in values)
    return False if near else None


def _is_confirmed(found: Held, claim: Claim, beside: list[Mention], none: int) -> bool:
    """Tell whether those beside a figure that agree tell that it is wrong: as all there are, or more than they are.

    `none` is how often the text says beside it, and rightly, that there is none of its row.
    """
    # 本年未制发、未废止，现行有效5件
    if not _is_enough(beside, none):
        return False
    told = worth(found.mention.figure)
    other_rows = [each for each in beside if not _rows(each.claim or each.perhaps) & _rows(claim)]
    # 许可3167件、处罚97件，强制131件, of 3: the same is counted in other rows.
    alike = any(each.figure.measure == found.mention.figure.measure for each in other_rows)
    most = MANY if alike else LITTLE
    if all(value is not None and told > value * most and not is_mistyped(told, value) for value in found.values):
        # 废止11件，现行有效41件；审核发布3215条: so many are of something else.
        return False
    if not claim.part or all(value is not None and (told > value or _is_near(told, value)) for value in found.values):
        return True
    # 制定管理类规范性文件1件，废止2件，现行有效16件: what limits one of them limits all, and those are of all.
    rows = _rows(claim)
    return len([each for each in beside if _rows(each.claim or each.perhaps) & rows]) >= SEVERAL


def _is_near(told: Decimal, value: Decimal) -> bool:
    """Tell whether a figure is so little less than all there are that it is rather them than some."""
    # 处罚79件, of 97: the same digits in another order.
    exchanged = is_mistyped(told, value) and sorted(f"{told:f}") == sorted(f"{value:f}")
    return exchanged or (value - told) * LITTLE <= value or (value - told <= NEAR and told * 2 > value)


def _is_enough(right: list[Mention], none: int = 0) -> bool:
    """Tell whether enough is as the tables have it."""
    return sum((min(int(worth(each.figure)), ENOUGH) for each in right), none) >= ENOUGH


def _rows(claim: Claim | None) -> set[str]:
    """Give the rows of the tables that a claim is of."""
    return {path.rpartition(".")[0] for path in paths_of(claim)}


def _beside(mention: Mention, others: list[Mention], text: str) -> list[Mention]:
    """Give those that stand in one sentence with a figure."""
    return [each for each in others if _is_beside(mention, each, text)]


def _in_paragraph(mention: Mention, others: list[Mention], text: str) -> list[Mention]:
    """Give those that stand in one paragraph with a figure."""
    spans = ((each, sorted((each.figure.start, mention.figure.start))) for each in others)
    return [each for each, (begin, end) in spans if LONGEST_SENTENCE > end - begin > 0 and "\n" not in text[begin:end]]


def _is_part_of_some(mention: Mention, understood: Understood, text: str) -> bool:
    """Tell whether a figure is one of several that come to another one, told before them in their sentence."""
    # 清理规范性文件33件，继续有效27件，废止6件
    nth = bisect_left(understood.mentions, mention.figure.start, key=_start)
    around = understood.mentions[max(nth - MOST_NEAR, 0) : nth + MOST_NEAR]
    near = [each for each in around if each is mention or _is_beside(mention, each, text)]
    at = near.index(mention)
    for first, whole in enumerate(near[:at]):
        parts = accumulate(worth(each.figure) for each in near[first + 1 :])
        last = next((last for last, added in enumerate(parts, first + 1) if added == worth(whole.figure)), 0)
        if last >= max(at, first + FEWEST_PARTS):
            return True
    return False


def _is_beside(mention: Mention, other: Mention, text: str) -> bool:
    one, two = mention.figure.start, other.figure.start
    return one != two and are_in_one_sentence(one, two, text)


def _is_told_elsewhere(
    mention: Mention, claim: Claim, found: Held, understood: Understood, agree: list[Mention], text: str
) -> bool:
    """Tell whether other figures tell what a figure would be of: the text has it right, or they make up for it."""
    names = {reading.value for reading in claim.readings}
    for each in agree:
        other = each.claim or each.perhaps
        # 许可87件（上年102件）: that last year's is right says nothing of this year's.
        if other and each.year == mention.year and any(reading.value in names for reading in other.readings):
            return True
    # 2000件 and 1167件, of 3167件; small figures are found in every text, so only those beside it tell anything.
    told, known = worth(mention.figure), {id(each) for each in agree}
    return any(
        {worth(each.figure), worth(each.figure) + told} & {*found.values}
        and id(each) not in known
        and (min(told, worth(each.figure)) >= MANY or _is_beside(each, mention, text))
        for each in understood.mentions
    )
