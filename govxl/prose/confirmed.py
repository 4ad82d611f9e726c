"""Figures that their words leave room for, and that what stands beside them tells to be of all.

林业罚单31件 may be of some of them, or of more than was decided. What stands beside such a figure and is as the tables
have it counts the same things; then what is more than all there are is wrong, and what is nearly all of them. So is
less than all of a row where the other rows beside it leave all of that, and a figure of what the tables have none of.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import accumulate

from govxl.prose.beside import PARAGRAPH, beside, sides
from govxl.prose.model import Claim, Doubt, Figure, Mention, Reading, Understood
from govxl.prose.worked import (
    FieldText,
    Held,
    KnownFacts,
    is_mistyped,
    is_money,
    is_slip,
    paths_of,
    rows_of,
    worth,
)

__all__ = ["NEAR", "ROW", "agreeing", "counts_the_same", "is_enough", "left_open"]

MANY = 100
"""So large are figures by which a slip of the pen is told from what is of something else."""
ENOUGH = 2
"""How much must agree beside a figure: that a table has 2 or more is hardly so by chance, that it has 1 may be."""
SEVERAL = 2
"""How many must agree of one row to tell that all of it is told there."""
NEAR = 2
"""By how much less a figure may be one of all."""
ROW = 3
"""So many right ones in one sentence are a row, of which one more is no other thing, however much it is."""
FEWEST_PARTS = 2
"""So many figures come to another one by no accident."""
LITTLE = 10
"""Of which part of a whole no more may be left."""


def left_open(
    understood: Understood, place: FieldText, against: KnownFacts, held: Callable[[Mention], Held]
) -> Iterator[Doubt]:
    """Yield figures that would be wrong if they were of all, where their kind, or what stands beside them, tells so."""
    none = [(each, each.claim) for each in understood.mentions if each.passing and _is_of_none(each, held(each))]
    less = [(each, each.claim) for each in understood.mentions if each.claim and _is_less(each, held(each))]
    presumed = [(each, each.perhaps) for each in understood.mentions if each.perhaps and each.perhaps.rule]
    apart: list[tuple[Mention, Claim, Held]] = []
    for mention, claim in presumed:
        found = _held(mention, claim, against, place.text)
        some = any(found.values) if mention.ended else all(found.values)
        if found.agrees is False and some and held(mention).agrees is not False:
            apart.append((mention, claim, found))
    if not (apart or none or less):
        return
    known = _Confirmed(understood, against, place.text)
    right, zeros = known.right, known.zeros
    for mention, of in none:
        # 许可217件、处罚9件，强制10件: alone it may be of others, where the tables have none.
        if of and of.rule and _is_among_right(mention, of, right.get(of.rule, []), zeros.get(of.rule, []), place.text):
            yield place.doubt(of.rule, mention.figure, mention.clause, False, against.shown(mention))
    for mention, claim in less:
        if known.leave_all(mention, claim, held(mention)):
            yield place.doubt(claim.rule, mention.figure, mention.clause, False, against.shown(mention))
    for mention, claim, found in apart:
        if mention.ended:
            more = _is_slip_of_an_end(mention, claim, found, against)
            if more is None or (not more and known.tells(mention, claim, found)):
                continue
            yield place.doubt(claim.rule, mention.figure, mention.clause, False, against.shown(found.mention))
            continue
        near = beside(mention, right.get(claim.rule, []), place.text)
        if claim.part and not near and not _is_part_of_some(mention, understood, place.text):
            near = beside(mention, right.get(claim.rule, []), place.text, PARAGRAPH)
        none_of_row = [each for each in zeros.get(claim.rule, []) if rows_of(each.claim) & rows_of(claim)]
        of_none = len(beside(mention, none_of_row, place.text))
        # 行政许可办件3176件: so many of what may be more are wrong by a slip of the pen alone.
        more_too = mention.wide and not mention.claim
        if not (_is_slip_of_all(mention, found) or (not more_too and _is_confirmed(found, claim, near, of_none))):
            continue
        if not known.tells(mention, claim, found, mention.row and len(near) >= ROW):
            yield place.doubt(claim.rule, mention.figure, mention.clause, False, against.shown(found.mention))


class _Confirmed:
    """What is known of the figures of one text: by rules those that are right, the `zeros` apart, and all `others`."""

    def __init__(self, understood: Understood, against: KnownFacts, text: str) -> None:
        self.text, self.right, self.zeros = text, dict[str, list[Mention]](), dict[str, list[Mention]]()
        self.others: list[Mention] = []
        for mention in sorted(understood.mentions, key=_start):
            told = mention.claim or mention.perhaps
            if told and mention.figure.kind != "all" and _held(mention, told, against, text).agrees:
                known = self.right if mention.figure.value > 0 else self.zeros
                known.setdefault(told.rule, []).append(mention)
            else:
                self.others.append(mention)
        self.names = {
            rule: {(reading.value, each.year) for each in found for reading in _readings(each)}
            for rule, found in self.right.items()
        }
        self.rules: dict[Decimal, set[str]] = {}
        for rule, found in self.right.items():
            for each in found:
                self.rules.setdefault(worth(each.figure), set()).add(rule)
        self.worths = {worth(each.figure) for each in self.others}

    def leave_all(self, mention: Mention, claim: Claim, found: Held) -> bool:
        """Tell whether the rows beside a figure leave of a whole all that it may be a part of, so that it is that."""
        # 办结45件：予以公开30件，部分公开4件，不掌握7件，撤回2件, of 4
        told, value = worth(mention.figure), found.values[0]
        counted, rows, added = paths_of(claim), 0, Decimal(0)
        for each in sorted(beside(mention, self.right.get(claim.rule, []), self.text), key=_breadth, reverse=True):
            if counted.isdisjoint(paths_of(each.claim)):
                counted, rows, added = counted | paths_of(each.claim), rows + 1, added + worth(each.figure)
        if value is None or rows < SEVERAL or self.rules.get(added + value, {claim.rule}) == {claim.rule}:
            return False
        return value - told not in {worth(each.figure) for each in beside(mention, self.others, self.text)}

    def tells(self, mention: Mention, claim: Claim, found: Held, row: bool = False) -> bool:
        """Tell whether other figures tell what one would be of: the text has it right, or they make up for it.

        In a `row` no small figure makes up for one by chance.
        """
        names = self.names.get(claim.rule, set())
        # 许可87件（上年102件）: that last year's is right says nothing of this year's.
        if any((reading.value, mention.year) in names for reading in claim.readings):
            return True
        # 2000件 and 1167件, of 3167件; small figures are found in every text, so only those beside it tell anything.
        told, values = worth(mention.figure), [value for value in found.values if value is not None]
        others = (other for value in values for other in (value, value - told) if other in self.worths)
        if any(min(told, other) >= MANY for other in others):
            return True
        near = {worth(each.figure) for each in beside(mention, self.others, self.text)}
        return any(value - told in near or (value in near and not (row and value < LITTLE)) for value in values)


def _readings(mention: Mention) -> tuple[Reading, ...]:
    claim = mention.claim or mention.perhaps
    return claim.readings if claim else ()


def _is_among_right(mention: Mention, of: Claim, right: list[Mention], zeros: list[Mention], text: str) -> bool:
    """Tell whether what is told beside a figure, of which the tables have none, is as they have it."""
    near, rows = beside(mention, right, text), rows_of(of)
    none = beside(mention, zeros, text)
    # 行政复议1件，行政诉讼35件; 行政复议0件，行政诉讼9件: of one row, however little the other is.
    # 行政诉讼35件，其中信息公开类复议1件: what is told with its cause counts no others.
    alike = [each for each in (*near, *none) if each.wide == mention.wide and rows_of(each.claim) & rows]
    # 行政许可9件、行政强制0件: counted in the same way.
    alike += [] if mention.wide else [each for each in none if each.figure.measure == mention.figure.measure]
    # 行政诉讼2件 may be of others all the same.
    return is_enough(near) or (bool(alike) and (not mention.wide or worth(mention.figure) > NEAR))


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
        others = [each for each in beside(found.mention, others, text) if each.figure.kind == "figure"]
    # Where the text has right already what this would be of, it is something else; but not by what it came to in the
    # other year (由上年的11件降至6件).
    meant, year = {reading.value for reading in claim.readings}, found.mention.year
    same = {each.claim for each in others if each.claim and (each.year == year or not _is_next(each.figure, figure))}
    told = any(each.claim for each in others)
    return told and all(meant.isdisjoint(reading.value for reading in each.readings) for each in same)


def _is_next(one: Figure, other: Figure) -> bool:
    """Tell whether two figures are told in one breath."""
    first, second = sorted((one, other))
    return second.start - first.end < LITTLE


def _start(mention: Mention) -> int:
    return mention.figure.start


def _tables(claim: Claim) -> frozenset[str]:
    """Give the tables that a claim is of."""
    return frozenset(path.partition(".")[0] for path in paths_of(claim))


def _is_less(mention: Mention, found: Held) -> bool:
    """Tell whether a figure of a part is less than what it may be all of."""
    claim, value = mention.claim, found.values[0] if len(found.values) == 1 else None
    if (
        not claim
        or not claim.part
        or not claim.rule
        or mention.figure.kind != "figure"
        or mention.wide
        or value is None
    ):
        return False
    return found.agrees is not False and worth(mention.figure) < value


def _breadth(mention: Mention) -> int:
    """Give of how many points a figure is worked out."""
    return len(paths_of(mention.claim))


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
    # 被纠正12件, of 2; but 复议纠正126件 were not all of answers, and 3件, of 31, are some.
    told, values = worth(mention.figure), [value for value in found.values if value]
    earlier = {against.value(reading, earlier=True) for reading in claim.readings}
    if told > max(values):
        near = told <= max(values) * 3 / 2 + NEAR or told in earlier or any(is_mistyped(told, each) for each in values)
        # 对被纠正的106件案件: who is corrected says so of nothing else.
        return True if near or not (mention.claim or mention.wide) else None
    if claim.part:
        return None
    near = told * NEAR > min(values) or told in earlier or any(is_mistyped(told, each) for each in values)
    return False if near else None


def _is_confirmed(found: Held, claim: Claim, near: list[Mention], none: int) -> bool:
    """Tell whether those near a figure that agree tell that it is wrong: as all there are, or more than they are.

    `none` is how often the text says beside it, and rightly, that there is none of its row.
    """
    # 本年未制发、未废止，现行有效5件
    if not is_enough(near, none):
        return False
    told = worth(found.mention.figure)
    other_rows = [each for each in near if not rows_of(each.claim or each.perhaps) & rows_of(claim)]
    # 许可3167件、处罚97件，强制131件, of 3: the same is counted in other rows.
    alike = any(each.figure.measure == found.mention.figure.measure for each in other_rows)
    most = MANY if alike else LITTLE
    if not (found.mention.row and len(near) >= ROW) and all(
        value is not None and told > value * most and not is_mistyped(told, value) for value in found.values
    ):
        # 废止11件，现行有效41件；审核发布3215条: so many are of something else.
        return False
    if not claim.part or all(value is not None and (told > value or _is_near(told, value)) for value in found.values):
        return True
    # 制定管理类规范性文件1件，废止2件，现行有效16件: what limits one of them limits all, and those are of all.
    rows = rows_of(claim)
    return len([each for each in near if rows_of(each.claim or each.perhaps) & rows]) >= SEVERAL


def _is_near(told: Decimal, value: Decimal) -> bool:
    """Tell whether a figure is so little less than all there are that it is rather them than some."""
    # 处罚79件, of 97: the same digits in another order.
    exchanged = is_mistyped(told, value) and sorted(f"{told:f}") == sorted(f"{value:f}")
    return exchanged or (value - told) * LITTLE <= value or (value - told <= NEAR and told * 2 > value)


def is_enough(right: list[Mention], none: int = 0) -> bool:
    """Tell whether enough is as the tables have it."""
    return sum((min(int(worth(each.figure)), ENOUGH) for each in right), none) >= ENOUGH


def _is_part_of_some(mention: Mention, understood: Understood, text: str) -> bool:
    """Tell whether a figure is one of several that come to another one, told before them in their sentence."""
    # 清理规范性文件33件，继续有效27件，废止6件
    before, behind = sides(mention, understood.mentions, text)
    near, at = [*before, mention, *behind], len(before)
    for first, whole in enumerate(near[:at]):
        parts = accumulate(worth(each.figure) for each in near[first + 1 :])
        last = next((last for last, added in enumerate(parts, first + 1) if added == worth(whole.figure)), 0)
        if last >= max(at, first + FEWEST_PARTS):
            return True
    return False
