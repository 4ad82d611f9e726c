"""How many were paid for and how much it was, where a text tells both together: a count and its money.

Every one that is paid for has its price: so a count that is all there are has all the money beside it, whoever had them
and in whatever words (`held_together` holds both against the facts).
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import zip_longest

from govxl.prose.lexicon.features import bit
from govxl.prose.lexicon.patterns import ClaimPair, Patterns
from govxl.prose.model import Claim, Mention, Payment
from govxl.prose.reading.segments import MOST_UNKNOWN, Segment
from govxl.prose.reading.tokens import LIST

__all__ = ["payments"]

NONE = Decimal(0)
_LIMITS, _EACH, _SUM = bit("limits"), bit("each"), bit("sum")
_OTHERS = bit("last") | bit("next") | bit("year") | bit("none") | bit("perhaps") | bit("without") | bit("rest")
_HELD = bit("than") | bit("up") | bit("down") | bit("share") | bit("rate")


def payments(
    patterns: Patterns, segments: list[Segment], mentions: Mapping[int, Mention], letters: str, year: int
) -> Iterator[Payment]:
    """Yield every count with the money told right beside it, for what pairs of claims there are."""
    sentences = {segment.sentence for segment in segments if segment.counted == "money"} if patterns.pairs else ()
    if not sentences:
        return
    told: dict[int, list[int]] = {}
    for nth, segment in enumerate(segments):
        if segment.sentence in sentences:
            told.setdefault(segment.sentence, []).append(nth)
    for pair in patterns.pairs:
        for row in told.values():
            said = 0
            for nth in row:
                said |= segments[nth].own | segments[nth].taken
            if any(not each & ~said for each in pair.of):
                yield from _PaidFor(patterns, pair, segments, mentions, letters, year).payments(row, said)


class _PaidFor:
    """The figures of one sentence that tells what was paid for."""

    def __init__(
        self, patterns: Patterns, pair: ClaimPair, segments: list[Segment], mentions: Mapping[int, Mention],
        letters: str, year: int,
    ) -> None:  # fmt: skip
        self.claims, self.pair = patterns.claims, pair
        self.segments, self.mentions, self.letters, self.year = segments, mentions, letters, year
        kinds = patterns.features.kinds
        self.never = _OTHERS | _HELD | (sum(kinds[kind] for kind in ("object", "act", "result", "party")) & ~pair.told)
        self.names = 0
        for each in pair.of:
            self.names |= each

    def payments(self, row: list[int], said: int) -> Iterator[Payment]:
        """Yield counts with their money, in the order of the text; `said` is what the sentence tells."""
        figures = [nth for nth in row if not self.is_price(nth)]
        # The count that money behind it is of, and whether that was told; the last figure, if it is money of no count.
        count, told, alone, before = -1, False, -1, NONE
        for nth, behind in zip_longest(figures, figures[1:], fillvalue=-1):
            if self.is_money(nth):
                if count < 0 or (told and not self.is_paid(nth)):
                    if count >= 0:
                        # 金额分别为3000元和1360元: of the same.
                        yield self.payment(count, nth, said)
                    count, alone = -1, nth
                    continue
                yield self.payment(count, nth, said, before if self.segments[nth].own & _SUM else NONE)
                before = NONE
                # 发出收费通知3件，收取350元，涉及2件: of both.
                told, alone = True, nth if self.segments[count].features & self.pair.more else -1
            elif self.is_count(nth):
                of_alone = alone >= 0 and (behind < 0 or not self.is_money(behind))
                if of_alone:
                    yield self.payment(nth, alone, said)
                before += NONE if count < 0 or told else self.mentions[count].figure.value
                # 收取350元，其中一局1件，二局1件: both are of it.
                count, told, alone = nth, False, alone if of_alone else -1
            else:
                count, alone, before = -1, -1, NONE

    def payment(self, count: int, money: int, said: int, before: Decimal = NONE) -> Payment:
        """Put a count and its money together."""
        pair = self.pair
        asked = self.segments[count].features & pair.more and (self.is_paid(money) or said & pair.unpaid)
        return Payment(self.taken_for(count, pair.counted), self.taken_for(money, pair.money), bool(asked), before)

    def taken_for(self, nth: int, claim: int) -> Mention:
        return self.mentions[nth]._replace(claim=self.claims[claim], wide=False)

    def is_price(self, nth: int) -> bool:
        """Tell whether money is what each costs (按每件100元), or one of several (金额分别为200元和150元)."""
        segment, last = self.segments[nth], self.segments[nth - 1] if nth else None
        if segment.counted != "money":
            return False
        beside = last and last.counted == "money" and last.own & _EACH and segment.mark in ("", LIST)
        return bool(segment.own & (_LIMITS | _EACH) or beside)

    def is_paid(self, nth: int) -> bool:
        return bool(self.segments[nth].own & self.pair.paid)

    def is_money(self, nth: int) -> bool:
        """Tell whether a figure may be the money of what was paid for."""
        return self.segments[nth].counted == "money" and self.may_be(nth, self.pair.money)

    def is_count(self, nth: int) -> bool:
        """Tell whether a figure may count what was paid for."""
        segment = self.segments[nth]
        if segment.found is None or segment.found.measure not in self.pair.measures or segment.own & _EACH:
            return False
        # 减免3件, but 对同一申请人超过数量的2件申请计收
        named = segment.own & (self.names | self.pair.told)
        return (bool(named) or not segment.own & _LIMITS) and self.may_be(nth, self.pair.counted)

    def may_be(self, nth: int, claim: int) -> bool:
        """Tell whether nothing says that a figure is of something else than a claim is."""
        segment, mention = self.segments[nth], self.mentions.get(nth)
        if segment.kind != "figure" or mention is None or mention.year != self.year or segment.own & self.never:
            return False
        if mention.claim and not _is_of(mention.claim, self.claims[claim]):
            return False
        unknown = sum(token.end - token.start for token in segment.words if token.kind == "gap")
        if unknown > MOST_UNKNOWN and not segment.own & self.names:
            return False
        said = self.letters[segment.first : segment.last]
        return not any(word in said for word in self.pair.unlike)


def _is_of(claim: Claim, other: Claim) -> bool:
    """Tell whether two claims are of the same."""
    return claim.readings == other.readings
