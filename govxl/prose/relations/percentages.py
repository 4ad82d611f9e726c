"""Percentages: of which figure each is told, and of which whole that is a part."""

from collections.abc import Callable, Iterator
from itertools import islice

from govxl.prose.lexicon.features import bit, singly
from govxl.prose.lexicon.patterns import Way
from govxl.prose.model import Mention, Reading, Share
from govxl.prose.reading.phrases import phrases_of
from govxl.prose.reading.segments import MOST_UNKNOWN, UNREAD, Segment
from govxl.prose.reading.tokens import LIST
from govxl.prose.relations.neighbours import FARTHEST, Neighbours
from govxl.prose.relations.rates import called_by, whole_of

__all__ = ["Percentages"]

_THAN, _SHARE, _LAST, _EACH, _LIMITS = (bit(role) for role in ("than", "share", "last", "each", "limits"))
_ABOUT, _RATE, _SUM, _OTHER = (bit(role) for role in ("about", "rate", "sum", "other"))
_AMONG, _WITHIN, _FILLER, _REACH = bit("among"), bit("within"), bit("filler"), bit("reach")
WHOLE = 100
"""A whole in percent."""
WITHIN = ("", "(", ")")
"""What a percentage follows whose whole is told before it: nothing, or a bracket."""
MOST_BESIDE = 4
"""How many figures a percentage may be of together."""


class Percentages:
    """The percentages of one text, among the figures beside them; `find` gives the way features are said in."""

    def __init__(self, near: Neighbours, find: Callable[[int, int, str], Way | None]) -> None:
        self.near, self.patterns, self.find = near, near.patterns, find
        self.segments, self.mentions, self.shares = near.segments, near.mentions, near.shares
        phrases = phrases_of(near.patterns)
        self.objects, self.acts = phrases.objects, phrases.acts
        self.results, self.parties = self.apart = phrases.results, phrases.parties
        self.contents, self.strange, self.sought = phrases.content, phrases.strange, phrases.sought
        self.paired: dict[int, int] = {}
        self.parts: dict[int, int] = {}
        self.blind: set[int] = set()

    def share(self, nth: int) -> Share:
        """Tell what a percentage is of what."""
        found = self.as_told(nth)
        return found if found.part else self.as_called(nth, found)

    def as_called(self, nth: int, share: Share) -> Share:
        """Tell what a rate is of what that is called by the figure before it; one of all says only that."""
        own, figure = self.segments[nth].own, share.figure
        unsure = own & (_EACH | _THAN | _LAST | _WITHIN | _OTHER) or (own & _ABOUT and figure.grain == 1)
        part = None if unsure or figure.value == WHOLE else called_by(self.near, nth)
        if part is None:
            return share
        whole, claim = whole_of(self.near, part), self.mentions[part].claim
        # 公开率: of what was decided; of what nobody knows only where its whole stands right before it.
        usual = tuple(self.usual(part)) if claim else ()
        if not usual and whole is None:
            return share
        wholes = (*usual, *(() if whole is None else (self.mentions[whole],)))
        return Share(figure, share.clause, self.mentions[part], wholes, tuple(self.beside(part)) if claim else ())

    def as_told(self, nth: int) -> Share:
        """Tell what a percentage is of what by the words it is told with."""
        segment, mention = self.segments[nth], self.mentions[nth]
        figure, clause = self.near.figure(nth), mention.clause
        if segment.own & _EACH or nth - 1 in self.paired:
            return self.of_pair(nth)
        if nth and segment.mark in WITHIN and self.segments[nth - 1].own & _SHARE and self.may_be_whole(nth - 1):
            return self.of_whole_before(nth)
        nth_share = next((at for at, token in enumerate(segment.words) if token.features & _SHARE), 0)
        strange = sum(token.end - token.start for token in segment.words[:nth_share] if token.kind == "gap")
        limits = any(token.features & _LIMITS for token in segment.words[:nth_share])
        subject = any(token.features & self.strange for token in segment.words[:nth_share])
        if segment.own & _OTHER or strange > MOST_UNKNOWN or limits or subject or self.is_behind_parts(nth):
            # 职业打假类占43.6%，视频类信息占3.4%: nobody tells what they come to.
            return Share(figure, clause, None, ())
        bare = segment.depth and not segment.own & (self.contents | _LIMITS)
        # （上年171件，增39.2%）: a letter nobody knows may say that it is no share.
        bare = bare and not any(token.kind == "gap" for token in segment.words)
        told = segment.own & (_SHARE | _RATE) or bare or self.goes_on(nth)
        if not told or segment.own & (_THAN | _LAST | _WITHIN) or (segment.own & _ABOUT and figure.grain == 1):
            return Share(figure, clause, None, ())
        rate = segment.own & _RATE
        if rate and figure.value == WHOLE:
            # 办结率100%: that nothing was late.
            return Share(figure, clause, None, ())
        whole = self.behind_share(segment) or 0
        named = segment.own & ~whole & (self.contents if rate else self.results | self.parties)
        subject_of = 0
        for token in segment.words[:nth_share]:
            subject_of |= token.features & self.objects
        part = self.part(nth, named, subject_of)
        if part is None and rate and named & self.results:
            # 纠错4件，已审结案件纠错率7.0%
            part = self.part(nth, named & self.results)
        if segment.own & _SUM and (named or not self.is_sum(part)):
            # 三地合计占60%: so of what those behind it are told of nobody knows either.
            self.blind.add(nth)
            return self.of_several(nth, part, named)
        self.parts[nth] = nth if part is None else part
        if part is None and named:
            return self.instead(nth, bool(rate))
        if part is None or (rate and not self.mentions[part].claim):
            # 一审120件，败诉9件，败诉率7.5%: of those that nobody knows.
            return Share(figure, clause, None, ())
        if segment.own & _AMONG and not whole and (larger := self.next_larger(part)):
            # 无法提供77件，信息不存在的13件，占了当中的16.9%
            return Share(figure, clause, self.mentions[part], (larger, *self.usual(part)))
        wholes = () if named and whole == 0 else self.wholes(nth, part)
        claim = self.mentions[part].claim
        if wholes and claim and wholes == claim.readings and not self.mentions[part].added:
            # 复议12件，占复议总数的40%: of more than the tables have, unless it is a sum of others.
            wholes = None
        if wholes is None:
            self.blind.add(nth)
            return Share(figure, clause, self.mentions[part], ())
        of = wholes or tuple(self.usual(part, rate))
        guess = () if of or rate else tuple(self.guessed(part))
        return Share(figure, clause, self.mentions[part], of or guess, tuple(self.beside(part)), bool(guess))

    def instead(self, nth: int, rate: bool) -> Share:
        """Tell what a percentage is of that stands for the figure nobody told, as a `rate` or as a share."""
        # 自然人占95%, 办结率97%; 来信35件，办结率97%: of letters.
        segment, mention = self.segments[nth], self.mentions[nth]
        known = mention.claim and not (rate and (self.is_beside_strange(nth) or self.is_of_several(segment)))
        of: tuple[Mention | Reading, ...] = (*self.taken_from(nth), *self.among(segment), *self.usual(nth))
        if segment.own & _AMONG and (before := self.next_larger(nth)):
            # 不予处理27件，重复申请占了当中的59.3%
            of = (before,)
        return Share(self.near.figure(nth), mention.clause, mention if known else None, of)

    def next_larger(self, nth: int) -> Mention | None:
        """Give the figure right before one, if it may be the whole of which that tells a part."""
        before, mine = next(self.near.earlier(nth), None), self.near.figure(nth)
        if before is None or (self.segments[nth].counted != "percent" and self.near.figure(before).value < mine.value):
            return None
        return self.mentions[before]

    def of_whole_before(self, nth: int) -> Share:
        """Tell what a percentage is of what behind a figure with a word for a share: that is the whole, mostly."""
        # 占收办总数344件的7.1%
        figure, clause = self.near.figure(nth), self.mentions[nth].clause
        part = next((at for at in self.near.earlier(nth - 1)), None)
        if part is not None and self.near.figure(part).value > self.near.figure(nth - 1).value:
            # 新收95件，网络占60件（63.2%）
            return Share(figure, clause, self.mentions[nth - 1], (self.mentions[part], *self.usual(nth - 1)))
        return Share(figure, clause, self.mentions[part] if part is not None else None, (self.mentions[nth - 1],))

    def is_behind_parts(self, nth: int) -> bool:
        """Tell whether parts in brackets stand before a percentage, of a whole that nobody told as a figure."""
        # 其他处理（逾期22件、撤回等40件）占6.2%
        first, depth = nth, self.segments[nth].depth
        while first and self.segments[nth].mark == ")" and self.segments[first - 1].depth > depth:
            first -= 1
        opened, host = self.segments[first].first - 1, self.segments[first].host
        return nth - first > 1 and (host < 0 or self.segments[host].last < opened)

    def goes_on(self, nth: int) -> bool:
        """Tell whether a percentage goes on with a list of them: 公开占71%、不公开29%; 按占比排序，公开31%、…."""
        segment = self.segments[nth]
        named = segment.own & (self.results | self.parties)
        if segment.unknown or not named or segment.own & ~(self.contents | _FILLER):
            return False
        return bool(segment.lent & _SHARE) or (segment.mark == LIST and nth - 1 in self.parts)

    def of_several(self, nth: int, part: int | None, named: int) -> Share:
        """Tell what a percentage is of what that is told of several figures before it, of which no table has all."""
        figure, clause = self.near.figure(nth), self.mentions[nth].clause
        if part is None or named:
            return Share(figure, clause, None, ())
        measure = self.near.figure(part).measure
        earlier = (at for at in self.near.earlier(part) if self.near.figure(at).measure == measure)
        beside, wholes = tuple(self.mentions[at] for at in islice(earlier, MOST_BESIDE)), self.wholes(nth, part)
        if not beside or wholes is None:
            return Share(figure, clause, None, ())
        # 拆迁102件、规划61件、城管44件，合计占新收的61.2%
        return Share(figure, clause, self.mentions[part], wholes or tuple(self.guessed(part)), beside, True)

    def guessed(self, part: int) -> Iterator[Reading]:
        """Yield what a percentage is likely of whose part no table has, in a sentence on what they have."""
        # 征地拆迁类41件，占41.84%: of all that was asked for.
        mine = self.segments[part]
        named = mine.features & self.objects & ~self.strange
        if named & ~self.sought or mine.counted != "count" or mine.own & (self.results | self.parties):
            return
        # 视频解读3件，占10.3%: in a sentence on other things, of those.
        near = self.segments[max(part - FARTHEST, 0) : part + FARTHEST]
        alike = (each.features & self.sought for each in near if each.sentence == mine.sentence)
        if (named or any(alike)) and (found := self.find(self.sought, -1, "count")):
            yield from self.patterns.claims[found.claim].readings

    def may_be_whole(self, nth: int) -> bool:
        """Tell whether a figure counts something that others may be a part of."""
        segment = self.segments[nth]
        # 3个科室占全部来稿的74%: the whole stands behind the word for a share, and nobody counts it.
        led = any(token.features & _SHARE and token.start < segment.start for token in segment.words)
        return led and self.near.counts(nth) and segment.measure not in ("percent", UNREAD)

    def is_sum(self, part: int | None) -> bool:
        """Tell whether the figures before a percentage, of which the last is `part`, are known and may be added up."""
        if part is None or not self.mentions[part].claim:
            return False
        beside = list(self.beside(part))
        return bool(beside) and all(each.claim for each in beside)

    def is_beside_strange(self, nth: int) -> bool:
        """Tell whether the figure before in the sentence is of something that nobody knows."""
        before = next(self.near.earlier(nth), None)
        return before is not None and not self.mentions[before].claim

    def is_of_several(self, segment: Segment) -> bool:
        """Tell whether a rate, for which nobody told the figure, is of one of several things that were named."""
        # 复议未审结17件，诉讼未审结29件，剔除后纠错率13.3%; 当年收件当年办结率91.7%
        taken = segment.taken & self.objects & ~segment.own
        return bool(taken & (taken - 1)) or (segment.own & self.acts).bit_count() > 1

    def of_pair(self, nth: int) -> Share:
        """Tell what one of several percentages is of what that are told one after another."""
        part, wholes = self.pair(nth)
        guess = tuple(self.guessed(self.paired[nth])) if nth in self.paired and not wholes else ()
        return Share(self.near.figure(nth), self.mentions[nth].clause, part, wholes or guess, (), bool(guess))

    def pair(self, nth: int) -> tuple[Mention | None, tuple[Mention | Reading, ...]]:
        """Give the part and the wholes of one of several percentages told one after another (分别占60%、40%)."""
        if nth - 1 not in self.paired:
            last = nth
            while last < len(self.segments) and self.segments[last].measure == "percent":
                last += 1
            parts = list(islice(self.near.earlier(nth), last - nth))[::-1]
            if len(parts) < last - nth:
                return None, ()
            self.paired.update(zip(range(nth, last), parts, strict=True))
        part = self.paired.get(nth)
        if part is None:
            return None, ()
        first = nth
        while first - 1 in self.paired:
            first -= 1
        wholes = self.wholes(first, self.paired[first])
        if wholes is None:
            return self.mentions[part], ()
        return self.mentions[part], wholes or tuple(self.usual(part))

    def part(self, nth: int, named: int, subject: int = 0) -> int | None:
        """Give the figure that a percentage is told of: the last one, or the last of what it is named by (维持率).

        `subject` are the objects that it names itself.
        """
        for at in self.near.earlier(nth):
            each = self.segments[at]
            # 被纠正由14件降到11件，纠错率19.3%: what it came down to is of the same.
            told = each.own | (each.lent if each.own & _REACH else 0)
            # 61件复议、15件诉讼被纠正，其中复议纠错占16.5%
            if not named or (told & named == named and (not subject or each.features & subject)):
                return at
        return None

    def wholes(self, nth: int, part: int) -> tuple[Mention | Reading, ...] | None:
        """Give what a percentage is of: what the text names, the whole its part is of, what was counted before.

        None where the text names something that nobody knows.
        """
        segment, mine = self.segments[nth], self.segments[part]
        named = self.behind_share(segment)
        if named is None:
            return None
        if named:
            known, contents = self.named(named, mine), named & self.contents
            # 办结申请90件，引发复议6件，占办结总数的6.7%: of those that were told so, whatever they were.
            told = [at for at in self.near.earlier(part) if contents and self.segments[at].own & contents == contents]
            return known and (*known, *(self.mentions[at] for at in told))
        if mine.host >= 0:
            if self.near.figure(mine.host).value < self.near.figure(part).value:
                # 专栏12个，其中重点的8个，发布信息1246条，占总数的40%: of what nobody told.
                return None
            return self.mentions[mine.host], *self.usual(part)
        last = self.last_wholes(nth, mine)
        if last is None or last:
            return last
        larger = [
            other
            for other in self.near.earlier(part)
            if self.near.figure(other).value >= self.near.figure(part).value
            and self.segments[other].measure == self.segments[part].measure
            and self.counts_alike(other, part)
            and other + 1 not in self.shares
        ]
        alike = [other for other in larger if self.siblings(mine, self.segments[other])]
        found = tuple(self.mentions[other] for other in larger if other not in alike)
        # Whatever stands before it, it may be of what such percentages are usually of; but 151人次 are of nothing.
        usual = () if self.segments[part].measure == UNREAD else (*self.among(mine), *self.usual(part))
        if not (usual or self.mentions[part].claim or any(each.claim for each in found)) and len(found) > 1:
            # 自然人11件，企业1件；公开7件，占50%: of what nobody named.
            return None
        # 不予公开50件，查询事项20件，占40%: the one may be a part of the other.
        return (*found, *usual, *(self.mentions[other] for other in alike))

    def taken_from(self, nth: int) -> list[Mention]:
        """Give the figures that those of a sentence are told to be taken from (无法提供的77件中，不掌握占83.1%)."""
        return [self.mentions[at] for at in self.near.earlier(nth) if self.segments[at].own & _AMONG]

    def among(self, part: Segment) -> Iterator[Reading]:
        """Yield what a part is told to be some of by the results named before it (无法提供的申请中，…)."""
        for result in singly(part.among):
            if found := self.find(part.features & self.objects | result, -1, ""):
                yield from self.patterns.claims[found.claim].readings

    def named(self, named: int, part: Segment) -> tuple[Reading, ...] | None:
        """Give what the words behind 占 name; None where no claim is said so."""
        objects, contents = named & self.objects, named & self.contents
        if not contents and (usual := tuple(self.usual_of(part.features & ~self.objects | objects))):
            # 占诉讼总数的
            return usual
        found = self.find((objects or part.features & self.objects) | contents, -1, "")
        if not (found or objects or part.features & self.objects & ~self.strange):
            # 无法提供类答复42件，占办结总数的24%; 信访类28件，占办结总数的8%
            found = self.find(self.sought | contents, -1, "")
        return self.patterns.claims[found.claim].readings if found else None

    def beside(self, part: int) -> Iterator[Mention]:
        """Yield the figures before a part that a percentage of it may be of as well."""
        mine = self.segments[part]
        for other in islice(self.near.earlier(part), MOST_BESIDE):
            each = self.segments[other]
            alike = (
                each.host == mine.host
                and self.segments[other].measure == self.segments[part].measure
                and (self.siblings(mine, each) or self.are_rows(part, other))
            )
            if not alike or other + 1 in self.shares or each.own & _AMONG:
                # 11件申请中信访类8件，占72.7%
                return
            yield self.mentions[other]

    def behind_share(self, segment: Segment) -> int | None:
        """Give what the words behind 占 name, which is the whole; None for words that nobody knows."""
        nth = next((nth for nth, token in enumerate(segment.words) if token.features & _SHARE), len(segment.words))
        named = unknown = 0
        for token in segment.words[nth:]:
            named |= token.features & (self.objects | self.contents)
            unknown += token.end - token.start if token.kind == "gap" and token.end <= segment.start else 0
        return None if unknown > MOST_UNKNOWN else named

    def last_wholes(self, nth: int, mine: Segment) -> tuple[Mention | Reading, ...] | None:
        """Give what the percentage before in the same sentence was of, if that was named; None if nobody knows it."""
        for other in range(nth - 1, max(nth - 4, -1), -1):
            if self.segments[other].sentence == self.segments[nth].sentence and other in self.shares:
                if other in self.blind:
                    return None
                if self.segments[other].own & _SUM:
                    # 查询类105件、案卷类92件两项占不予公开的79.8%；无法提供139件，占19.2%
                    return ()
                each = self.segments[self.parts.get(other, other)]
                objects = mine.own & self.objects
                if objects and not each.features & objects:
                    return ()
                if any(mine.own & kind and not each.own & kind and each.own & self.contents for kind in self.apart):
                    # 自然人占82%，予以公开占51%: told of another kind of thing.
                    return ()
                found = self.shares[other].wholes
                return found if found and isinstance(found[0], Reading) else ()
        return ()

    def counts_alike(self, one: int, two: int) -> bool:
        """Tell whether of two figures, where no table has either, both are told in the same measure word."""
        known = self.mentions[one].claim or self.mentions[two].claim
        return bool(known) or self.near.figure(one).measure == self.near.figure(two).measure

    def siblings(self, one: Segment, two: Segment) -> bool:
        """Tell whether two figures are of things of one kind, so that neither is a part of the other."""
        return any(one.own & kind and two.own & kind for kind in self.apart)

    def are_rows(self, one: int, two: int) -> bool:
        """Tell whether the tables have two figures beside each other, as one rule judges them."""
        # 科研单位3件、其他组织1件
        claims = self.mentions[one].claim, self.mentions[two].claim
        return all(claims) and len({claim.rule for claim in claims if claim}) == 1

    def usual(self, part: int, rate: int = 0) -> Iterator[Reading]:
        """Yield what the form says such percentages are usually of."""
        of = self.segments[part].features
        if self.mentions[part].added and not of & (self.results | self.parties):
            # 公开8件、部分公开3件，共11件，占30%: of what its parts are.
            of |= next((self.segments[at].own & (self.results | self.parties) for at in self.near.earlier(part)), 0)
        return self.usual_of(of | rate)

    def usual_of(self, features: int) -> Iterator[Reading]:
        """Yield what the form says that percentages of such things are usually of."""
        found: dict[int, None] = {}
        for of, claims in self.patterns.wholes:
            if all(features & each for each in of):
                # 复议诉讼32件，其中复议20件、诉讼12件，维持率61.1%: of either, or of both.
                found.update(dict.fromkeys(claims))
        for claim in found:
            yield from self.patterns.claims[claim].readings
