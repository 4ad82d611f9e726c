"""Wholes with the parts that a text tells of them, and the sums that stand behind what they add up."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from govxl.language.expressions import paths_in
from govxl.prose.amounts import ENDINGS, is_mistyped, says_rest
from govxl.prose.claims import paths_of
from govxl.prose.lexicon.features import bit
from govxl.prose.model import Group, Mention
from govxl.prose.reading.segments import Segment
from govxl.prose.reading.tokens import LIST
from govxl.prose.relations.leftovers import is_left, left_over
from govxl.prose.relations.neighbours import Neighbours

__all__ = ["Groups"]

_WITH, _OPEN, _WITHOUT, _LAST, _NEXT = (bit(role) for role in ("with", "open", "without", "last", "next"))
_MODE, _SPLIT = bit("mode"), bit("split")
_LIMITS, _SUM, _OTHER, _OWN = (bit(role) for role in ("limits", "sum", "other", "own"))
FARTHEST_ADDED = 4
"""How many letters stand between a list and the figure that adds it up: a mark and a word for a sum."""
SET_APART, MANY = (",", ":", "("), 4
"""What stands between a whole and a list of its parts; and how many behind the first of a row are hardly like it."""
FEWEST_ADDED, MOST_PARTS = 3, 30
"""How many figures of a list are plainly added up behind it, if not nearly two; and how many are looked at."""


STRENGTH = "、,;"
"""The marks between parts, each stronger than the one before it."""


def _ends(mark: str, usual: str) -> bool:
    """Tell whether a mark is stronger than the one that parts were told with."""
    return bool(mark and usual) and STRENGTH.find(mark) > STRENGTH.find(usual) >= 0


class Groups:
    """The groups of one text, of the mentions `told`, in order, that are no shares and no changes."""

    def __init__(self, near: Neighbours, told: Mapping[int, Mention]) -> None:
        self.near, self.told = near, told
        self.segments, self.mentions = near.segments, near.mentions
        kinds = near.patterns.features.kinds
        self.objects, self.acts = kinds.get("object", 0), kinds.get("act", 0)
        self.kinds = tuple(kinds.get(kind, 0) for kind in ("act", "result", "party"))
        self.contents = self.kinds[0] | self.kinds[1] | self.kinds[2]
        self.causes = kinds.get("cause", 0)
        self.paths: dict[int, set[str]] = {}

    def found(self) -> Iterator[Group]:
        """Yield the wholes with the parts that the text tells of them."""
        parts: dict[tuple[int, int], list[int]] = {}
        for nth, segment in enumerate(self.segments):
            if segment.host >= 0 and self.near.counts(nth):
                parts.setdefault((segment.host, segment.opening), []).append(nth)
        wholes: set[int] = set()
        for (whole, _), members in sorted(parts.items()):
            if whole in self.told and (group := self.group(whole, members)):
                wholes.add(whole)
                yield group
        for nth in self.told:
            own = self.segments[nth].own
            if own & _SUM and self.near.counts(nth) and (chain := self.added_up(nth)):
                yield self.put(nth, chain)
            if is_left(self.near, nth) and (left := left_over(self.near, self.told, nth)):
                whole, told = left
                yield self.put(whole, told)._replace(full=len(told))
        for whole, row in self.rows(wholes):
            yield self.put(whole, row, row=True)

    def put(self, whole: int, parts: list[int], open_: bool = False, row: bool = False) -> Group:
        """Put a whole and its parts together, and look at how these are called where they do not come to it."""
        group = Group(self.told[whole], tuple([self.told[nth] for nth in parts]), open_, row)
        if sum(part.figure.value for part in group.parts) == group.whole.figure.value:
            return group
        names, families = self.names([whole, *parts]), self.near.patterns.families
        found = families.all_of(names)
        marks = [self.segments[nth].mark for nth in parts]
        listed = next((nth for nth, mark in enumerate(marks) if nth > 1 and _ends(mark, marks[1])), 0)
        full = found.end - 1 if found.begin == 1 else 0
        most = max(part.figure.value for part in group.parts)
        if not (full or open_) and self.segments[parts[0]].opener & _SPLIT and most <= group.whole.figure.value:
            # 按内容分，征地41件、规划35件、其他19件
            full = len(parts)
        if row and full and self.is_beside(whole, parts[:full]):
            full = 0
        return group._replace(
            full=full,
            carried=found.more,
            listed=listed,
            places=families.placed(names[1:]),
            channel=bool(group.whole.claim) and self.came_by(parts) and families.by_channel(names[1:]),
        )

    def came_by(self, parts: list[int]) -> bool:
        """Tell whether nothing is told of parts but how they came, in words that are known (not 书面通知补正12件)."""
        return not any(self.segments[nth].own & self.contents or self.segments[nth].unknown for nth in parts)

    def is_beside(self, whole: int, parts: list[int]) -> bool:
        """Tell whether parts are of a figure and the one before it."""
        # 对52个部门和11个乡镇进行考核，优秀12个、良好38个、一般13个
        before = next(self.near.earlier(whole), None)
        added = sum(self.near.figure(each).value for each in parts)
        return before is not None and added == self.near.figure(before).value + self.near.figure(whole).value

    def names(self, figures: list[int]) -> list[str]:
        """Give the letters of what figures are told by."""
        segments, letters = self.segments, self.near.letters
        return [letters[segments[nth].first : segments[nth].last] for nth in figures]

    def rows(self, wholes: set[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield the first figures of rows of what no table has, and those behind (发文418件，公开73件、不公开345件)."""
        order = [nth for nth in sorted(self.told) if self.near.counts(nth)]
        done = -1
        for at, nth in enumerate(order):
            whole, row = self.segments[nth], list[int]()
            if nth <= done or self.mentions[nth].claim:
                continue
            for other in order[at + 1 : at + 1 + MOST_PARTS]:
                each = self.segments[other]
                if each.sentence != whole.sentence or each.depth < whole.depth or each.mark == ";":
                    break
                if each.depth > whole.depth:
                    continue
                if not self.is_measured(nth, other) or self.mentions[other].claim:
                    break
                row.append(other)
            if len(row) > 1:
                done = row[-1]
                if nth not in wholes and self.is_whole(nth, row):
                    yield nth, row
                elif family := self.family(nth, row):
                    yield family

    def family(self, nth: int, row: list[int]) -> tuple[int, list[int]] | None:
        """Give the figures of a row that are all there is of the one before them by their names."""
        if any(self.segments[other].features & _LAST for other in row):
            # 新收146件，上年结转11件，办结148件，结转下年9件
            return None
        every = [nth, *row]
        begin, end, _ = self.near.patterns.families.all_of(self.names(every))
        if not begin or self.segments[every[begin]].mark == LIST:
            # 省建议12件、省提案9件、市建议246件: none of them is the whole.
            return None
        return every[begin - 1], every[begin:end]

    def is_whole(self, nth: int, row: list[int]) -> bool:
        """Tell whether the first figure of a row is told apart from the others, or so many follow that it is."""
        whole, marks = self.segments[nth], [self.segments[other].mark for other in row]
        if whole.host >= 0 or whole.depth or whole.mark == LIST:
            return False
        # 公开377条，涉及公路112条、运输198条，其余67条
        rest = len(row) > 2 and marks[-1] == "," and says_rest(self.names(row[-1:])[0], *ENDINGS)
        listed = marks[0] in SET_APART and all(mark == LIST for mark in marks[1 : len(marks) - rest])
        # 发文126份，主动公开52份，依申请公开31份，不予公开43份
        listed = listed or sum(1 for other in row if self.segments[other].own & _MODE) > 1
        families, names = self.near.patterns.families, self.names([nth, *row])
        # 公开6734条，网站4310条，微信1875条，微博549条
        listed = listed or (bool(whole.own & _SUM) and families.placed(names) == (False, *(True for _ in row)))
        return listed or marks[0] == ":" or (len(row) >= MANY and whole.mark != "," and set(marks) == {","})

    def added_up(self, nth: int) -> list[int]:
        """Give the figures of a list that the one behind it is the sum of (当面12件、网上80件，共92件)."""
        whole = self.segments[nth]
        chain: list[int] = []
        apart = nth > 0 and whole.start - self.segments[nth - 1].last > FARTHEST_ADDED
        if apart or whole.own & (self.contents | self.objects | _LIMITS | _OTHER) or whole.mark == LIST:
            # 网络80件、信函12件；内容以征地批复为主，共57件: of what was named last.
            return chain
        for other in self.near.earlier(nth):
            each = self.segments[other]
            if (
                self.segments[other].measure != self.segments[nth].measure
                or each.depth != whole.depth
                or other not in self.told
            ):
                break
            chain.insert(0, other)
            if each.mark != LIST or len(chain) > MOST_PARTS:
                break
        told = self.near.figure(nth).value
        for begin in range(len(chain) - 1):
            if sum(self.near.figure(each).value for each in chain[begin:]) == told:
                return []
        added = sum((self.near.figure(each).value for each in chain), Decimal(0))
        return chain if len(chain) >= FEWEST_ADDED or (len(chain) > 1 and is_mistyped(told, added)) else []

    def group(self, whole: int, parts: list[int]) -> Group | None:
        """Put a whole and its parts together; None where the text does not say that they are its parts."""
        first = self.segments[parts[0]]
        if first.nested or first.opener & _WITHOUT:
            return None
        if self.segments[whole].mark == LIST and not self.mentions[whole].claim:
            # 建议312件、提案405件，其中…: maybe of both.
            return None
        kept: list[int] = []
        open_ = bool(first.opener & (_OPEN | _WITH))
        # 其中本级14件、部门35件、乡镇12件: all who had any.
        own = any(self.segments[nth].own & _OWN for nth in parts)
        for nth in parts:
            segment = self.segments[nth]
            measured = self.is_measured(whole, nth)
            if not measured and not kept and nth + 1 in parts and not self.segments[nth + 1].mark:
                # 其中六类事项37项: how many kinds the part is of.
                continue
            caused = first.own & self.causes and not segment.own & self.causes
            if not measured or caused or not self.alike(first, segment, nth, whole):
                # 诉讼38件，其中政府信息公开的6件；维持9件: of all, or of those.
                break
            if segment.own & _SUM and not segment.own & (self.contents | self.objects):
                break
            if segment.own & _SUM and self.adds_up(nth, kept):
                # 执法案卷13件、内部事务2件，共15件不予公开: counted already.
                continue
            if segment.features & _LAST and not first.features & self.acts:
                break
            if first.own & _LAST and segment.own & self.kinds[1] and not segment.own & self.acts:
                # 办结5件，其中上年结转1件，不予公开1件: of that one.
                break
            if kept and self.goes_back(kept[0], nth, whole):
                # 公开22件，含部分公开2件；不予公开3件: beside the whole.
                break
            if kept and segment.mark == ";" and self.near.figure(nth).value > self.near.figure(whole).value:
                # 网站公开217条，其中政策34条，动态137条，其他46条；公众号发布365条: beside it.
                break
            kept.append(nth)
            # Parts with percentages, or of other bodies, are told as examples.
            open_ = open_ or self.is_open(nth) or self.has_share(nth)
            if self.mentions[whole].claim and not self.mentions[nth].claim:
                # Some that other bodies had, or that something was done with (延期答复2件).
                open_ = open_ or bool(segment.own & self.acts) or (bool(segment.own & _OTHER) and not own)
        if len(kept) < 2 or all(self.segments[nth].own & (_LAST | _NEXT) for nth in kept):
            # 办结312件（4件为上年结转，12件结转下年）: what came over and what goes on are no two parts of anything.
            return None
        return self.put(whole, kept, open_)

    def is_measured(self, whole: int, part: int) -> bool:
        """Tell whether a part is counted by the measure word of its whole, be that with what is counted (63个单位)."""
        one, other = self.near.figure(whole).measure, self.near.figure(part).measure
        return one == other or (bool(other) and one.startswith(other))

    def adds_up(self, nth: int, kept: list[int]) -> bool:
        """Tell whether a figure is what the last of the parts before it come to."""
        told, added = self.near.figure(nth).value, Decimal(0)
        for count, each in enumerate(reversed(kept), 1):
            added += self.near.figure(each).value
            if added >= told:
                return added == told and count > 1
        return False

    def goes_back(self, first: int, nth: int, whole: int) -> bool:
        """Tell whether a figure is of rows that its whole has not, though it has the row of the first part."""
        counted, part, claim = self.counted(whole), self.counted(first), self.mentions[nth].claim
        if not part or not part <= counted or claim is None:
            return False
        # The first path of most is one of their whole: no others are looked for.
        other = (path for reading in claim.readings for path in paths_in(reading.value))
        return counted.isdisjoint(other) and bool(self.counted(nth))

    def counted(self, nth: int) -> set[str]:
        """Give the paths that a figure may be worked out from, kept for a whole and its first part are asked again."""
        if nth not in self.paths:
            self.paths[nth] = paths_of(self.mentions[nth].claim)
        return self.paths[nth]

    def has_share(self, nth: int) -> bool:
        """Tell whether a percentage of a figure stands behind it in its sentence, not one of all (办结率100%)."""
        share = self.near.shares.get(nth + 1)
        if not share or self.segments[nth + 1].sentence != self.segments[nth].sentence:
            return False
        return not share.part or share.part.figure.start == self.near.figure(nth).start

    def is_open(self, nth: int) -> bool:
        """Tell whether a part says that there are more, and not only what it counts (公告等20件)."""
        segment = self.segments[nth]
        if not segment.own & _OPEN:
            return False
        return bool(self.mentions[nth].claim) or any(
            word.features & _OPEN and word.start >= segment.end for word in segment.words
        )

    def alike(self, first: Segment, other: Segment, nth: int, whole: int) -> bool:
        """Tell whether two figures may be parts of one whole: told by the same kind of thing."""
        claim, objects = self.mentions[nth].claim, other.own & self.objects
        if not claim and not self.mentions[whole].claim:
            # What no table has is told by words of any kind: 会议公开25条, 行政处罚396条.
            return True
        if first.own & self.objects and not objects and self.kinds[1] & other.own & ~first.own & ~first.lent:
            # 诉讼15件，其中复议后起诉9件，败诉1件: how some of them ended is told beside what they were.
            return False
        if not claim:
            return not other.own & self.acts or bool(first.own & self.acts)
        if objects and first.features & self.objects != objects:
            return False
        one, two = self.told_by(first.own), self.told_by(other.own)
        some = first.own & self.contents
        # 公开8件、部分公开2件: a result may be told by what was done.
        if one == (True, False, False) and two == (False, True, False):
            return True
        return one == two or not other.own & self.contents or bool(some and one[1:] == two[1:] and one[0] >= two[0])

    def told_by(self, features: int) -> tuple[bool, bool, bool]:
        """Tell whether features say what was done, with what result, and for whom."""
        act, result, party = self.kinds
        return bool(features & act), bool(features & result), bool(features & party)
