"""Changes against the year before: which figures say by how much another one changed, and which one that is."""

from collections.abc import Callable, Iterator
from itertools import chain, islice

from govxl.prose.lexicon.features import bit
from govxl.prose.lexicon.patterns import Way
from govxl.prose.model import Change, Mention
from govxl.prose.reading.phrases import phrases_of
from govxl.prose.reading.segments import APART, KIND, MOST_UNKNOWN, UNREAD, Segment
from govxl.prose.reading.tokens import LIST
from govxl.prose.relations.neighbours import FARTHEST, Neighbours

__all__ = ["CHANGE", "Changes"]

_THAN, _UP, _DOWN, _REACH, _SHARE, _LAST = (bit(role) for role in ("than", "up", "down", "reach", "share", "last"))
_EACH, _LIMITS, _RATE, _SUM = (bit(role) for role in ("each", "limits", "rate", "sum"))
_WHEN, _PLAIN = bit("year") | bit("within"), bit("plain")
CHANGE = _UP | _DOWN
"""What words tell that a figure changed."""


class Changes:
    """The changes that a text of the report for a year tells, of the figures beside them.

    `find` gives the way features are said in.
    """

    def __init__(self, near: Neighbours, find: Callable[[int, int, str], Way | None], year: int) -> None:
        self.near, self.find, self.year = near, find, year
        self.segments, self.mentions, self.changes = near.segments, near.mentions, near.changes
        phrases = self.phrases = phrases_of(near.patterns)
        self.objects, self.acts, self.parties = phrases.objects, phrases.acts, phrases.parties
        self.contents, self.told = phrases.content, phrases.told
        self.several: set[int] = set()

    def is_change(self, nth: int) -> bool:
        """Tell whether a figure says by how much another changed."""
        segment = self.segments[nth]
        own, measure = segment.own, segment.measure
        if own & _REACH:
            return False
        if own & CHANGE and not own & _SHARE:
            # 连续两年上升, 上升6位: of nothing that is counted.
            return measure != UNREAD
        if measure not in APART:
            return False
        # 增加3件、15%
        told = own & (_SHARE | _LIMITS | _RATE | self.contents | self.objects)
        if measure == "percent" and segment.mark == "(" and not (told or segment.words) and self.is_compared(nth - 1):
            return True
        return measure == "times" or (nth - 1 in self.changes and not told)

    def is_compared(self, nth: int) -> bool:
        """Tell whether a figure is last year's, that this year's is only held against (较上年的21件增长近五成)."""
        last = self.segments[nth] if nth >= 0 else None
        return last is not None and bool(last.own & _LAST) and any(word.features & _THAN for word in last.words)

    def change(self, nth: int) -> Change:
        """Tell what changed, and against which figure if the text has it."""
        segment = self.segments[nth]
        before = self.changes.get(nth - 1)
        if segment.own & _EACH or (before and nth - 1 in self.several):
            self.several.add(nth)
            return Change(self.near.figure(nth), self.mentions[nth].clause, None, bool(segment.own & _UP))
        up = bool(segment.own & _UP) or (not segment.own & _DOWN and (before.up if before else True))
        if segment.mark == "(" and not segment.own & CHANGE and self.is_compared(nth - 1):
            behind = [token for token in self.segments[nth - 1].words if token.start >= self.segments[nth - 1].end]
            turned = next((token.features & CHANGE for token in behind if token.features & CHANGE), 0)
            if not turned:
                # 与去年的147件大体持平（2.7%）: nobody says which way.
                return Change(self.near.figure(nth), self.mentions[nth].clause, None, True)
            up = bool(turned & _UP)
        wanted = segment.own & self.objects, segment.own & self.contents
        added = segment.own & _SUM and len(list(islice(self.near.earlier(nth), 2))) > 1
        strange = segment.unknown > MOST_UNKNOWN and (not any(wanted) or segment.own & _PLAIN)
        strange = strange and not self.is_of_known(nth)
        apart = segment.own & _LIMITS and any(wanted) and not segment.own & (_THAN | _LAST)
        if strange and not (added or segment.own & (_WHEN | _LIMITS)) and self.is_unknown_by(nth, wanted):
            # 卫生监督处罚29件，同比减少12件: if the 29 are all there are.
            return self.unsure(nth, up, *self.beside(nth, wanted, up))
        if added or segment.own & _WHEN or strange or apart or self.is_changed(segment):
            # 热线较上年减少2件: of what nobody knows; 纠正2件、败诉1件，合计减少3件: of both; 2019年的2.3倍: long ago;
            # 比直接起诉多9件: than something else of this year; 较上年的复议5件、诉讼4件大幅下降: what it was before.
            return Change(self.near.figure(nth), self.mentions[nth].clause, None, up)
        if before and not any(wanted) and segment.mark in ("", ",", LIST) and (before.of or before.than):
            # 新收数同比增加28件，增幅53.8%
            return before._replace(figure=self.near.figure(nth), clause=self.mentions[nth].clause, up=up)
        of, than = self.beside(nth, wanted, up)
        if of is not None and self.is_flow(nth, of):
            return Change(self.near.figure(nth), self.mentions[nth].clause, None, up)
        if than is None and of is None and self.is_in_brackets(nth):
            than = nth - 1
        if of is not None and than is None:
            than = self.told_of_last_year(nth, of)
        now = self.mentions[of] if of is not None else None if than is not None else self.untold(nth)
        if (of is None or than is None) and not (now and now.claim):
            return self.unsure(nth, up, of, than)
        alone, last = not any(wanted), self.mentions[than] if than is not None else None
        if alone and not last and of is not None and self.is_of_unknown(nth, of):
            return Change(self.near.figure(nth), self.mentions[nth].clause, None, up)
        # 增加3件: some figure or other of a text has changed by so few.
        among = self.before(nth) if alone and (last or segment.measure in APART) else ()
        head = self.head(nth, of) if alone and not last else None
        others = tuple([self.mentions[each] for each in among])
        return Change(self.near.figure(nth), self.mentions[nth].clause, now, up, last, head, among=others)

    def beside(self, nth: int, wanted: tuple[int, int], up: bool) -> tuple[int | None, int | None]:
        """Find the figure that one says the change of, and last year's; `wanted` are what it names itself."""
        segment = self.segments[nth]
        of: int | None = None
        than: int | None = None
        grown = segment.found.value if up and segment.found and segment.measure not in APART else 0
        of_all = False
        for other in self.near.earlier(nth):
            each = self.segments[other]
            if self.segments[other].measure in APART or self.is_other_kind(nth, other):
                continue
            if each.own & self.parties and (of_all or (each.found and each.found.value < grown)):
                # 收到6件，个人5件、企业1件，同比增加2件: none of those that list who asked grew by more than it is.
                of_all = True
                continue
            if segment.mark == ";" and each.host >= 0 and not any(wanted):
                # 收到82件，其中个人70件、企业12件；较去年下降3.6%: of the whole, whose parts end there.
                continue
            if (wanted[0] and not each.features & wanted[0]) or (
                wanted[1] and each.features & self.contents != wanted[1]
            ):
                continue
            mention = self.mentions[other]
            if than is not None and self.of_another(self.segments[than], each):
                # 服务事项1207件；行政许可事项较上年的34项减少6项: of what the nearer one names.
                break
            if each.features & _LAST and each.own & (_LAST | _THAN) and not (mention.claim and self.is_now(mention)):
                than = other if than is None else than
            elif of is None:
                of = other
                break
        return of, than

    def is_of_known(self, nth: int) -> bool:
        """Tell whether letters nobody knows stand only with a figure before, of which it is known what all that is."""
        # 种子、农药等行政许可3167件，同比增加120件
        segment, near = self.segments[nth], self.near.earlier(nth)
        before = next((each for each in near if self.segments[each].unknown >= segment.unknown), None)
        if before is None or segment.own & (self.objects | self.contents | _PLAIN):
            return False
        claim = self.mentions[before].claim
        return claim is not None and not claim.part

    def is_unknown_by(self, nth: int, wanted: tuple[int, int]) -> bool:
        """Tell whether letters nobody knows stand only with the decisions right before a change that names nothing."""
        segment, phrases = self.segments[nth], self.phrases
        # 许可87件，比上年的102件减少15件
        last = nth > 1 and not self.segments[nth - 1].own & (self.told | _PLAIN) and self.segments[nth - 1].own & _LAST
        head = self.segments[max(nth - 2 if last else nth - 1, 0)]
        plain = head.own & phrases.plain and head.sentence == segment.sentence and not segment.own & _PLAIN
        return bool(plain) and not any(wanted) and not phrases.unknown(segment.words)

    def is_changed(self, segment: Segment) -> bool:
        """Tell whether a figure is what changed, by words behind it, and not by how much."""
        told = [token.start for token in segment.words if token.features & CHANGE]
        return bool(told) and segment.measure not in APART and min(told) >= segment.end

    def is_in_brackets(self, nth: int) -> bool:
        """Tell whether last year's figure stands in brackets right before a change (比上年（8件）增长25%)."""
        segment, last = self.segments[nth], self.segments[nth - 1] if nth else self.segments[nth]
        alike = nth - 1 in self.near.others and not self.is_other_kind(nth, nth - 1)
        return alike and last.depth == segment.depth + 1 and segment.mark == ")" and bool(last.features & _LAST)

    def unsure(self, nth: int, up: bool, of: int | None, than: int | None) -> Change:
        """Tell what changed where the text has only last year's figure of it, or none of which it says what it is."""
        figure, clause = self.near.figure(nth), self.mentions[nth].clause
        if than is not None:
            # 与上年491件比较，增长6.7%
            mention = self.mentions[than]
            known = mention if mention.claim and not self.is_now(mention) else self.likely(than, self.year - 1)
            return Change(figure, clause, None, up, known or mention, None, False)
        now = self.likely(of, self.year) if of is not None else None
        among = () if of is not None or self.segments[nth].own & (self.objects | self.contents) else self.above(nth)
        return Change(figure, clause, now, up, None, None, False, tuple(among))

    def likely(self, nth: int, year: int) -> Mention | None:
        """Give a figure the claim that it has but for what is unsure of it: who did it, when, letters nobody knows."""
        segment, mention = self.segments[nth], self.mentions[nth]
        way = self.find(segment.features & self.told, -1, segment.measure)
        # 行政审批局作出许可决定1529件: by others, whose name says more.
        claim = self.near.patterns.claims[way.claim] if way else mention.perhaps
        return mention._replace(claim=claim and claim._replace(part=False), year=year) if claim else None

    def above(self, nth: int) -> Iterator[Mention]:
        """Yield the figures before a change that are parts of none: its paragraph has some, its own sentence none."""
        start, segment = self.segments[nth].start, self.segments[nth]
        if next(self.near.earlier(nth), None) is not None or segment.unknown > MOST_UNKNOWN:
            return
        beside = False
        for other in self.before(nth):
            # 收到47件。公民41件，法人6件。与上年相比上升23.7%: of any of them, or of what they come to.
            beside = beside or "\n" not in self.near.letters[self.segments[other].end : start]
            if not beside:
                return
            yield self.mentions[other]

    def before(self, nth: int) -> Iterator[int]:
        """Yield the figures before one that are no mere parts, and of what is known, the nearest first."""
        for other in range(nth - 1, max(nth - FARTHEST, -1), -1):
            each = self.segments[other]
            # 办理8件，其中新收7件。个人6件、企业1件，较上年3件增长1.3倍: what came in is a part only by how it is told.
            whole = each.host < 0 or each.own & self.acts
            if other in self.near.others and whole and not each.depth and self.mentions[other].claim:
                yield other

    def is_flow(self, nth: int, of: int) -> bool:
        """Tell whether a figure is only of those that went (新增文件9件，减少12件): nothing is compared."""
        segment, other = self.segments[nth], self.segments[of]
        if not segment.own & _DOWN or segment.measure in APART or not other.own & self.acts & ~segment.own:
            return False
        told = [segment.own | other.own, *(self.segments[at].own for at in self.near.earlier(nth))]
        return bool(other.features & self.phrases.plain) and not any(each & (_THAN | _LAST) for each in told)

    def of_another(self, nearer: Segment, other: Segment) -> bool:
        """Tell whether a figure is of another thing than the nearer one names itself."""
        named = nearer.own & self.objects
        return bool(named) and not other.features & named

    def is_other_kind(self, nth: int, other: int) -> bool:
        """Tell whether one of two figures counts and the other is money (收取9件、2346元，增加3件), or counts kinds."""
        one, two = self.segments[nth].measure, self.segments[other].measure
        if one in APART:
            return False
        # 行政强制402件；较上年多了一项收费: not so many more of those.
        kinds, found = self.near.figure(nth).measure == KIND, self.segments[other].found
        return (one == "money") != (two == "money") or (kinds and found is not None and found.measure != KIND)

    def head(self, nth: int, of: int | None) -> Mention | None:
        """Give the figure that a change may be told of as well: 收到95件，办结90件，减少3件."""
        for other in self.near.earlier(nth):
            if self.segments[other].own & self.objects:
                return self.mentions[other] if other != of else None
        # 收到12条。该12条均不掌握，较上年多4条: of all that came in, told again.
        told = self.near.figure(of).value if of is not None else 0
        again = (each for each in self.before(nth) if each != of and self.near.figure(each).value == told)
        return next((self.mentions[each] for each in again), None) if told else None

    def is_of_unknown(self, nth: int, of: int) -> bool:
        """Tell whether a change behind a sum may be told of a figure that is added up, and of which nobody knows."""
        # 收到书面申请88件，加上结转2件，共90件，比去年下降24.8%
        if not self.segments[of].own & _SUM or self.segments[of].own & self.objects:
            return False
        told = (at for at in self.near.earlier(nth) if at != of and self.segments[at].own & (self.objects | self.acts))
        return any(not self.mentions[at].claim for at in told)

    def untold(self, nth: int) -> Mention | None:
        """Give what a change stands for where nobody told its figure (申请增长28%); those behind are of the same."""
        own, before = self.segments[nth].own, self.changes.get(nth - 1)
        if own & (self.objects | self.contents):
            return self.mentions[nth] if self.mentions[nth].claim else None
        return before.of if before else None

    def is_now(self, mention: Mention) -> bool:
        """Tell whether a mention speaks of the report's own year."""
        return mention.year == self.year

    def told_of_last_year(self, nth: int, of: int) -> int | None:
        """Find last year's figure of the same thing, told in brackets behind it or before it in its sentence."""
        claim = self.mentions[of].claim
        for other in chain(range(nth - 1, of, -1), self.near.earlier(of)):
            mention = self.mentions.get(other)
            if claim and mention and mention.claim and mention.claim.name == claim.name and not self.is_now(mention):
                return other
        return None
