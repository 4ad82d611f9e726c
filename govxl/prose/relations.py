"""Figures against each other: a whole and its parts, percentages of something, changes since last year."""

from collections.abc import Callable, Iterator, Mapping

from govxl.prose.features import bit
from govxl.prose.lexicon import Patterns
from govxl.prose.model import Change, Claim, Figure, Group, Mention, Share, Understood
from govxl.prose.segments import Segment

__all__ = ["Relations"]

_PART, _WITH, _OPEN, _NESTED, _FURTHER = (bit(role) for role in ("part", "with", "open", "beside", "sum"))
_THAN, _UP, _DOWN, _REACH, _SHARE, _LAST = (bit(role) for role in ("than", "up", "down", "reach", "share", "last"))
_EACH, _LIMITS = bit("each"), bit("limits")
_CHANGE = _UP | _DOWN
BRACKET = bit("filler")


class Relations:
    """The segments and mentions of one text; `find` gives the claim of features, `figure` the figure of a segment."""

    def __init__(
        self,
        patterns: Patterns,
        segments: list[Segment],
        mentions: Mapping[int, Mention],
        find: Callable[[int, int, str], tuple[Claim, bool] | None],
        figure: Callable[[int], Figure],
    ) -> None:
        self.patterns = patterns
        self.segments = segments
        self.mentions = mentions
        self.find = find
        self.figure = figure
        kinds = patterns.features.kinds
        self.objects, self.acts = kinds.get("object", 0), kinds.get("act", 0)
        self.contents = self.acts | kinds.get("result", 0) | kinds.get("party", 0)
        self.kinds = tuple(kinds.get(kind, 0) for kind in ("act", "result", "party"))
        self.changes: dict[int, Change] = {}
        self.shares: dict[int, Share] = {}

    def understood(self) -> Understood:
        for nth, segment in enumerate(self.segments):
            if segment.kind != "figure":
                continue
            if self.is_change(nth):
                self.changes[nth] = self.change(nth)
            elif self.measure(nth) == "percent":
                self.shares[nth] = self.share(nth)
        told = {nth: each for nth, each in self.mentions.items() if nth not in self.changes and nth not in self.shares}
        self.told = told
        return Understood(
            tuple(told[nth] for nth in sorted(told)),
            tuple(self.groups()),
            tuple(self.shares[nth] for nth in sorted(self.shares)),
            tuple(self.changes[nth] for nth in sorted(self.changes)),
        )

    def measure(self, nth: int) -> str:
        found = self.segments[nth].found
        return self.patterns.measures.get(found.measure, "count") if found else ""

    def counts(self, nth: int) -> bool:
        """Tell whether a segment is a figure that others may be held against."""
        segment = self.segments[nth]
        return segment.kind == "figure" and nth not in self.changes and nth not in self.shares

    def earlier(self, nth: int) -> Iterator[int]:
        """Yield the figures before one in its sentence, the nearest first, those in brackets it is not in left out."""
        segment = self.segments[nth]
        depth = segment.depth
        for other in range(nth - 1, max(nth - 40, -1), -1):
            each = self.segments[other]
            if each.sentence != segment.sentence:
                return
            if each.depth <= depth and self.counts(other):
                depth = each.depth
                yield other

    # -- Changes

    def is_change(self, nth: int) -> bool:
        segment = self.segments[nth]
        if segment.own & _REACH:
            return False
        if segment.own & _CHANGE and not segment.own & _SHARE:
            return True
        if self.measure(nth) == "times":
            return True
        # 增加3件、15%
        return self.measure(nth) == "percent" and nth - 1 in self.changes and not segment.own & (_SHARE | self.contents)

    def change(self, nth: int) -> Change:
        segment = self.segments[nth]
        before = self.changes.get(nth - 1)
        up = bool(segment.own & _UP) or (not segment.own & _DOWN and (before.up if before else True))
        wanted = segment.own & self.objects, segment.own & self.contents
        of: int | None = None
        than: int | None = None
        for other in self.earlier(nth):
            each = self.segments[other]
            if self.measure(other) in ("percent", "times"):
                continue
            if (wanted[0] and not each.features & wanted[0]) or (
                wanted[1] and each.features & self.contents != wanted[1]
            ):
                continue
            mention = self.mentions[other]
            if (
                each.features & _LAST
                and each.own & (_LAST | _THAN)
                and not (mention.claim and mention.year >= 0 and self.is_now(mention))
            ):
                than = other if than is None else than
            elif of is None:
                of = other
                break
        if of is not None and than is None:
            than = self.told_before(of, wanted)
        return Change(
            self.figure(nth), self.mentions[nth].clause, self.mentions[of] if of is not None else None, up,
            self.mentions[than] if than is not None else None,
        )  # fmt: skip

    def is_now(self, mention: Mention) -> bool:
        """Tell whether a mention speaks of the report's own year."""
        return mention.year == max(each.year for each in self.mentions.values())

    def told_before(self, of: int, wanted: tuple[int, int]) -> int | None:
        """Find last year's figure of the same thing, told before it in its sentence."""
        claim = self.mentions[of].claim
        for other in self.earlier(of):
            mention = self.mentions[other]
            if claim and mention.claim == claim and not self.is_now(mention):
                return other
        return None

    # -- Shares

    def share(self, nth: int) -> Share:
        segment = self.segments[nth]
        clause = self.mentions[nth].clause
        if (not segment.own & _SHARE and segment.depth == 0) or segment.own & _EACH:
            return Share(self.figure(nth), clause, None, ())
        part = next((other for other in self.earlier(nth)), None)
        if part is None or segment.own & _LIMITS:
            return Share(self.figure(nth), clause, None, ())
        return Share(self.figure(nth), clause, self.mentions[part], tuple(self.wholes(nth, part)))

    def wholes(self, nth: int, part: int) -> Iterator[Mention]:
        """Yield what a percentage may be of: the whole the part is of, or what was counted before."""
        host = self.segments[part].host
        if host >= 0:
            yield self.mentions[host]
        found = self.figure(part).value
        for other in self.earlier(part):
            if other != host and self.figure(other).value >= found and self.measure(other) == self.measure(part):
                yield self.mentions[other]

    # -- Groups

    def groups(self) -> Iterator[Group]:
        parts: dict[int, list[int]] = {}
        for nth, segment in enumerate(self.segments):
            if segment.host >= 0 and self.counts(nth):
                parts.setdefault(segment.host, []).append(nth)
        for whole in sorted(parts):
            if whole in self.told and (group := self.group(whole, parts[whole])):
                yield group

    def group(self, whole: int, parts: list[int]) -> Group | None:
        """Put a whole and its parts together; None where the text does not say that they are its parts."""
        opener = self.segments[parts[0]].opener
        if opener & _NESTED and opener & (_PART | _WITH):
            return None
        measure = self.measure(whole)
        kept: list[int] = []
        first = self.segments[parts[0]]
        open_ = bool(opener & (_OPEN | _WITH))
        for nth in parts:
            segment = self.segments[nth]
            if segment.opener != opener or not self.alike(first, segment):
                break
            if self.measure(nth) != measure or (segment.features & _LAST and not first.features & self.acts):
                break
            kept.append(nth)
            open_ = open_ or bool(segment.own & _OPEN)
        if len(kept) < 2 or any(nth not in self.told for nth in kept):
            return None
        return Group(self.told[whole], tuple(self.told[nth] for nth in kept), open_)

    def alike(self, first: Segment, other: Segment) -> bool:
        """Tell whether two figures may be parts of one whole: told by the same kind of thing."""
        one, two = (tuple(bool(each.own & kind) for kind in self.kinds) for each in (first, other))
        return one == two or not any(two) or (any(one) and one[1:] == two[1:] and one[0] >= two[0])
