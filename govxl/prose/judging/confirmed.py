"""Figures that their words leave room for, and that what stands beside them tells to be of all.

林业罚单31件 may be of some of them, or of more than was decided. What stands beside such a figure and is as the tables
have it counts the same things; then what is more than all there are is wrong, and what is nearly all of them. So is
less than all of a row where the other rows beside it leave all of that, and a figure of what the tables have none of.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from govxl.language.nodes import Node
from govxl.prose.amounts import is_mistyped, is_money, is_slip, worth
from govxl.prose.claims import paths_of, rows_of
from govxl.prose.judging.beside import PARAGRAPH, SENTENCE, beside, sides
from govxl.prose.judging.held_text import FEWEST_PARTS, ROW, HeldText, is_enough
from govxl.prose.judging.worked import Held, KnownFacts
from govxl.prose.model import Claim, Doubt, Mention, Reading

__all__ = ["confirmed"]

MANY = 100
"""So large are figures by which a slip of the pen is told from what is of something else."""
SEVERAL = 2
"""How many must agree of one row to tell that all of it is told there."""
NEAR = 2
"""By how much less a figure may be one of all."""
LITTLE = 10
"""Of which part of a whole no more may be left."""


def confirmed(held_text: HeldText) -> Iterator[Doubt]:
    """Yield figures that are wrong if they are of all, where their kind, or what stands beside them, tells that."""
    left_open = _LeftOpen(held_text)
    wrong = (*left_open.told_of_none(), *left_open.parts(), *left_open.presumed())
    return map(held_text.doubt, wrong)


class _LeftOpen:
    """The figures of one text whose words leave room, each held against what the text tells besides."""

    def __init__(self, held_text: HeldText) -> None:
        self.held_text, self.text = held_text, held_text.text

    def told_of_none(self) -> Iterator[Mention]:
        """Yield figures told in passing of what the tables have none of, and that count the same as those beside."""
        # 许可217件、处罚9件，强制10件: alone it may be of others, where the tables have none.
        for mention in self.held_text.understood.mentions:
            of_none = mention.passing and _is_of_none(mention, self.held_text.held(mention))
            if of_none and mention.claim and mention.claim.rule and self.is_among_right(mention, mention.claim):
                yield mention

    def parts(self) -> Iterator[Mention]:
        """Yield figures of parts that are less than all that the other rows beside them leave."""
        for mention in self.held_text.understood.mentions:
            claim = mention.claim
            if not claim or not claim.part or not claim.rule:
                continue
            found = self.held_text.held(mention)
            if _is_less(found) and self.leave_all(mention, claim, found):
                yield mention

    def presumed(self) -> Iterator[Mention]:
        """Yield figures of which no claim is made, with what is presumed of them."""
        for mention in self.held_text.understood.mentions:
            claim = mention.perhaps
            if not claim or not claim.rule or self.held_text.held(mention).agrees is False:
                continue
            found = self.held_text.held_as_all(mention, claim)
            known = any(found.values) if mention.ended else all(found.values)
            is_wrong = self.is_wrong_end if mention.ended else self.is_wrong
            if found.agrees is False and known and is_wrong(mention, claim, found):
                yield found.mention

    def is_wrong_end(self, mention: Mention, claim: Claim, found: Held) -> bool:
        """Tell whether a figure that is presumed to be of how reviews ended is wrong."""
        more = _is_slip_of_an_end(mention, claim, found, self.held_text.against)
        return more is not None and (more or not self.tells(mention, claim, found))

    def is_wrong(self, mention: Mention, claim: Claim, found: Held) -> bool:
        """Tell whether a figure that is presumed to be of anything else is wrong."""
        near = self.right_beside(mention, claim)
        if claim.part and not near and not self.is_part_of_some(mention):
            near = self.right_beside(mention, claim, PARAGRAPH)
        zeros = self.held_text.as_all.zeros.get(claim.rule, [])
        of_row = [each for each in zeros if rows_of(each.claim) & rows_of(claim)]
        of_none = len(beside(mention, of_row, self.text))
        # 行政许可办件3176件: so many of what may be more are wrong by a slip of the pen alone.
        more_too = mention.wide and not mention.claim
        if not (_is_slip_of_all(mention, found) or (not more_too and _is_confirmed(found, claim, near, of_none))):
            return False
        return not self.tells(mention, claim, found, mention.row and len(near) >= ROW)

    # -- What the text tells besides

    @cached_property
    def told(self) -> dict[str, set[tuple[Node, int]]]:
        """What the text has right, and of which year, by rules."""
        return {
            rule: {(reading.value, each.year) for each in found for reading in _readings(each)}
            for rule, found in self.held_text.as_all.right.items()
        }

    @cached_property
    def rules(self) -> dict[Decimal, set[str]]:
        """The rules of what the text has right, by what its figures say."""
        found: dict[Decimal, set[str]] = {}
        for rule, right in self.held_text.as_all.right.items():
            for each in right:
                found.setdefault(worth(each.figure), set()).add(rule)
        return found

    @cached_property
    def others(self) -> set[Decimal]:
        """What all other figures say."""
        return {worth(each.figure) for each in self.held_text.as_all.others}

    def right_beside(self, mention: Mention, claim: Claim, ends: frozenset[str] = SENTENCE) -> list[Mention]:
        """Give what stands beside a figure, by the rule of its claim, and is right."""
        return beside(mention, self.held_text.as_all.right.get(claim.rule, []), self.text, ends)

    def others_beside(self, mention: Mention) -> set[Decimal]:
        """Give what all other figures beside one say."""
        return {worth(each.figure) for each in beside(mention, self.held_text.as_all.others, self.text)}

    def is_among_right(self, mention: Mention, claim: Claim) -> bool:
        """Tell whether what is told beside a figure, of which the tables have none, is as they have it."""
        near, rows = self.right_beside(mention, claim), rows_of(claim)
        none = beside(mention, self.held_text.as_all.zeros.get(claim.rule, []), self.text)
        # 行政复议1件，行政诉讼35件; 行政复议0件，行政诉讼9件: of one row, however little the other is.
        # 行政诉讼35件，其中信息公开类复议1件: what is told with its cause counts no others.
        alike = [each for each in (*near, *none) if each.wide == mention.wide and rows_of(each.claim) & rows]
        # 行政许可9件、行政强制0件: counted in the same way.
        alike += [] if mention.wide else [each for each in none if each.figure.measure == mention.figure.measure]
        # 行政诉讼2件 may be of others all the same.
        return is_enough(near) or (bool(alike) and (not mention.wide or worth(mention.figure) > NEAR))

    def leave_all(self, mention: Mention, claim: Claim, found: Held) -> bool:
        """Tell whether the rows beside a figure leave of a whole all that it may be a part of, so that it is that."""
        # 办结45件：予以公开30件，部分公开4件，不掌握7件，撤回2件, of 4
        told, value = worth(mention.figure), found.values[0]
        counted, rows, added = paths_of(claim), 0, Decimal(0)
        for each in sorted(self.right_beside(mention, claim), key=_breadth, reverse=True):
            if counted.isdisjoint(paths_of(each.claim)):
                counted, rows, added = counted | paths_of(each.claim), rows + 1, added + worth(each.figure)
        if value is None or rows < SEVERAL or self.rules.get(added + value, {claim.rule}) == {claim.rule}:
            return False
        return value - told not in self.others_beside(mention)

    def tells(self, mention: Mention, claim: Claim, found: Held, row: bool = False) -> bool:
        """Tell whether other figures tell what one would be of: the text has it right, or they make up for it.

        In a `row` no small figure makes up for one by chance.
        """
        told = self.told.get(claim.rule, set())
        # 许可87件（上年102件）: that last year's is right says nothing of this year's.
        if any((reading.value, mention.year) in told for reading in claim.readings):
            return True
        # 2000件 and 1167件, of 3167件; small figures are found in every text, so only those beside it tell anything.
        said, values = worth(mention.figure), [value for value in found.values if value is not None]
        others = (other for value in values for other in (value, value - said) if other in self.others)
        if any(min(said, other) >= MANY for other in others):
            return True
        near = self.others_beside(mention)
        return any(value - said in near or (value in near and not (row and value < LITTLE)) for value in values)

    def is_part_of_some(self, mention: Mention) -> bool:
        """Tell whether a figure is one of several that come to another one, told before them in their sentence."""
        # 清理规范性文件33件，继续有效27件，废止6件
        before, behind = sides(mention, self.held_text.understood.mentions, self.text)
        near, at = [*before, mention, *behind], len(before)
        for first, whole in enumerate(near[:at]):
            parts = accumulate(worth(each.figure) for each in near[first + 1 :])
            last = next((last for last, added in enumerate(parts, first + 1) if added == worth(whole.figure)), 0)
            if last >= max(at, first + FEWEST_PARTS):
                return True
        return False


def _readings(mention: Mention) -> tuple[Reading, ...]:
    claim = mention.claim or mention.perhaps
    return claim.readings if claim else ()


def _is_less(found: Held) -> bool:
    """Tell whether a figure of a part is less than what it may be all of."""
    mention, value = found.mention, found.values[0] if len(found.values) == 1 else None
    if mention.figure.kind != "figure" or mention.wide or value is None:
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
    near = told * 2 > min(values) or told in earlier or any(is_mistyped(told, each) for each in values)
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
