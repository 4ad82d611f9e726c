"""What stands beside a figure and explains why it is not all that its claim is of, or tells that it is just that."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, takewhile

from govxl.prose.amounts import LEFT, come_to, worth
from govxl.prose.claims import nodes_of, paths_of, rows_of
from govxl.prose.judging.beside import are_close, begins_anew, sides
from govxl.prose.judging.held_text import FEWEST_PARTS, ROW, HeldText, is_enough
from govxl.prose.model import Claim, Figure, Group, Mention

__all__ = ["Explanations"]

MOST_LEFT = 5
"""So many figures before one may be what it is the rest of: a whole and its parts."""
SMALL = 10
"""Smaller figures are found in every sentence."""


class Explanations:
    """Asks what stands beside the figures of one text, where they are not as the tables have them."""

    def __init__(self, held_text: HeldText) -> None:
        self.mentions = held_text.understood.mentions
        self.held, self.text = held_text.held, held_text.text
        self.parts: defaultdict[int, set[Figure]] = defaultdict(set)
        self.groups: defaultdict[int, list[Group]] = defaultdict(list)
        for group in held_text.understood.groups:
            self.parts[_start(group.whole)].update(part.figure for part in group.parts)
            for part in group.parts:
                self.groups[_start(part)].append(group)

    def explains(self, mention: Mention) -> bool:
        """Tell whether a figure is one that what stands beside it leaves, goes with, or is more than."""
        before, behind = sides(mention, self.mentions, self.text)
        # 行政复议3件，其中维持2件、纠正1件、撤回1件: its own parts are not left out of it.
        own = self.parts.get(_start(mention), set())
        others = [each for each in (*before, *behind) if each.figure not in own]
        if any(self.leaves_out(mention, each) for each in others):
            return True
        if mention.passing and any(self.is_rest(mention, group) for group in self.groups.get(_start(mention), ())):
            return True
        if mention.figure.kind == "figure" and (
            self.is_left_by_rows(mention, before, behind) or self.is_called_rest(mention, before)
        ):
            return True
        return self.comes_with(mention, before, behind) or self.is_of_more(mention, behind)

    def bears_out(self, mention: Mention) -> bool:
        """Tell whether a figure is plainly told as one of all, in whatever words.

        Its parts come to what it could be of, or what stands beside it tells the totals of other rows, and rightly.
        """
        # 已办结的260件中，公开60件、不予公开146件, of 206; 收到6件，上年结转1件，办结9件, of 7
        claim, parts = mention.claim, self.parts.get(_start(mention), ())
        if mention.figure.kind != "figure" or not claim or not claim.total or claim.part or mention.wide:
            return False
        values, told = self.held(mention).values, worth(mention.figure)
        if len(parts) >= FEWEST_PARTS and sum(map(worth, parts)) in values:
            return True
        if _start(mention) in self.groups or any(value is not None and told * 2 < value for value in values):
            # 办结45件，其中书面答复32件; 答复92件，其中2件因年底收到: of some.
            return False
        before, behind = sides(mention, self.mentions, self.text)
        near = [
            each
            for each in (*before, *behind)
            if each.claim and each.figure.kind == "figure" and each.year == mention.year
        ]
        right = [each for each in near if each.figure not in parts and self.held(each).agrees]
        if any(not nodes_of(claim).isdisjoint(nodes_of(each.claim)) for each in right):
            # 公开90件，其中全部网上公开51件: of some of those.
            return False
        right = [each for each in right if _are_rows_of_one_column(claim, each.claim)]
        if any(value is not None and abs(value - told) == worth(each.figure) for value in values for each in right):
            # 上年结转2件，新收12件，办结10件, of 12: but for those that were carried in.
            return False
        # Where there is none, that there is none of another row tells as much.
        return is_enough(right) or (bool(right) and not any(values))

    def is_in_row(self, mention: Mention) -> bool:
        """Tell whether a figure whose words are plain stands among rows that are right: it is the row it says."""
        # 予以公开26件、部分公开9件、不予公开14件、不掌握121件: though the text has 不掌握 right elsewhere.
        if mention.passing or mention.wide or mention.figure.kind != "figure" or not mention.claim:
            return False
        rule, before_behind = mention.claim.rule, sides(mention, self.mentions, self.text)
        rows = (each for side in before_behind for each in side if each.claim and each.claim.rule == rule)
        return sum(1 for each in rows if each.figure.value and self.held(each).agrees) >= ROW

    def leaves_out(self, mention: Mention, part: Mention) -> bool:
        """Tell whether a figure leaves out what is told beside it (办结92件，撤回3件, of 95)."""
        if not (part.claim and part.claim.part and part.figure.kind == mention.figure.kind == "figure"):
            return False
        if mention.claim and mention.claim.name in part.claim.apart:
            # 不掌握8件、撤回2件: what was withdrawn is in none of the other rows.
            return False
        close = are_close(mention.figure, part.figure, self.text)
        return close and worth(mention.figure) + worth(part.figure) in self.held(mention).values

    def is_rest(self, mention: Mention, group: Group) -> bool:
        """Tell whether a part is what the others leave of a whole, all of them right, and its words tell of more."""
        # 受理10件，其中办结2件，不掌握6件，重复申请2件: the two that ended otherwise, for all ten were dealt with.
        told = worth(mention.figure)
        if any(value is None or value <= told for value in self.held(mention).values):
            return False
        added = come_to(part.figure for part in group.parts)
        return added == worth(group.whole.figure) and all(
            self.held(each).agrees for each in (group.whole, *group.parts) if each is not mention
        )

    def is_left_by_rows(self, mention: Mention, before: Sequence[Mention], behind: Sequence[Mention]) -> bool:
        """Tell whether a figure is just what the rows told right behind it, and rightly, leave of one before it."""
        # 收到75件，答复66件，逾期未补正5件，撤回2件，结转2件: those answered are all but the others.
        wholes = {worth(each.figure) for each in before if self.held(each).agrees}
        rows = list(takewhile(lambda each: self.held(each).agrees, behind)) if wholes else []
        if len(rows) < FEWEST_PARTS:
            return False
        one, other = mention.claim, rows[0].claim
        if one and other and one.rule == other.rule:
            # 维持9件、纠正2件: a row beside the others is no whole that they may be parts of.
            return False
        added = list(accumulate(worth(each.figure) for each in (mention, *rows)))
        return not wholes.isdisjoint(added[FEWEST_PARTS:])

    def is_called_rest(self, mention: Mention, before: Sequence[Mention]) -> bool:
        """Tell whether a figure is called the rest of those before it, which are right, and is just that."""
        # 收到95件，6件结转下年，其余89件均已答复: those that came over from the year before were, too.
        if not mention.passing or not any(word in self.text[mention.clause[0] : mention.figure.start] for word in LEFT):
            return False
        right = [worth(each.figure) for each in before[-MOST_LEFT:] if self.held(each).agrees]
        told = worth(mention.figure)
        return any(right[nth] - sum(right[nth + 1 :]) == told for nth in range(len(right) - 1))

    def comes_with(self, mention: Mention, before: Sequence[Mention], behind: Sequence[Mention]) -> bool:
        """Tell whether a figure comes with others of the same, told beside it, to what it could be of."""
        # 撤销1件、确认违法1件, of 2 that were put right; 市政府12件、部门25件, of 37
        nodes = nodes_of(mention.claim)

        def is_same(each: Mention) -> bool:
            told = each.claim or each.perhaps
            if not told or each.figure.kind != "figure" or each.year != mention.year or self.held(each).agrees:
                return False
            return not nodes.isdisjoint(nodes_of(told))

        if mention.figure.kind != "figure":
            return False
        up = [Decimal(0), *accumulate(worth(each.figure) for each in reversed(before) if is_same(each))]
        down = [Decimal(0), *accumulate(worth(each.figure) for each in behind if is_same(each))]
        sums = {one + other for one in up for other in down if one or other}
        told = worth(mention.figure)
        return any(value is not None and value - told in sums for value in self.held(mention).values)

    def is_of_more(self, mention: Mention, behind: Sequence[Mention]) -> bool:
        """Tell whether a figure is of more than the tables have, and one behind it, of none, tells of how much more."""
        # 办理复议12件（含上年结转2件）, of 10; 全系统收到214件、办结210件，其中局机关23件, of 23
        figure, told, values = mention.figure, worth(mention.figure), self.held(mention).values
        for each in behind:
            if begins_anew(self.text, figure.end, _start(each)):
                break
            if each.claim or each.figure.measure != figure.measure:
                continue
            part = worth(each.figure)
            own = part >= SMALL and part in values and told * 2 > part * 3
            if own or (each.year < mention.year and told - part in values):
                return True
        return False


def _are_rows_of_one_column(one: Claim, other: Claim | None) -> bool:
    """Tell whether two claims are of different rows of the same column of a table."""
    return _columns(one) == _columns(other) and rows_of(one).isdisjoint(rows_of(other))


def _columns(claim: Claim | None) -> set[tuple[str, str]]:
    """Give the tables and columns that a claim is of."""
    return {(path.partition(".")[0], path.rpartition(".")[2]) for path in paths_of(claim)}


def _start(mention: Mention) -> int:
    return mention.figure.start
