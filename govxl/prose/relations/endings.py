"""How cases ended, told one after another: a row of figures that, taken together, tell which cases they are of.

复议机关受理25件，维持15件，撤销2件，其他4件，未结4件: whoever they are told by, only one row of the tables has these
figures (`held_together` holds them against it).
"""

from collections.abc import Callable, Iterator, Mapping

from govxl.language.expressions import paths_in
from govxl.prose.lexicon.features import bit, singly
from govxl.prose.lexicon.patterns import Patterns, Way, once_each
from govxl.prose.model import Claim, Ending, Endings, Mention
from govxl.prose.reading.phrases import phrases_of
from govxl.prose.reading.segments import APART, Segment
from govxl.prose.reading.tokens import LIST

__all__ = ["endings"]

_OTHER_YEARS = bit("last") | bit("next") | bit("year") | bit("within")
_HELD = bit("than") | bit("up") | bit("down")
_LIMITS, _SUM, _OWN = bit("limits"), bit("sum"), bit("own")
_NO_WHOLE = bit("open") | bit("each") | bit("rest") | _OTHER_YEARS | _HELD
FEWEST, MOST = 2, 12
"""How many figures make a row."""
MOST_BEFORE = 2
"""How many figures before a row may tell how many of its cases have ended (审结31件，维持19件)."""
COUNTED = "count"


def endings(
    patterns: Patterns, segments: list[Segment], mentions: Mapping[int, Mention],
    find: Callable[[int, int, str], Way | None], year: int,
) -> Iterator[Endings]:  # fmt: skip
    """Yield every row with what it is of each kind of cases; `find` gives the way features are said in."""
    if sum(1 for each in segments if each.own & _ends_of(patterns)[0]) < FEWEST:
        return
    rows = _Rows(patterns, segments, mentions, find, year)
    for whole, parts in rows.found():
        yield Endings(tuple(filter(None, (rows.as_told_of(kind, whole, parts) for kind in rows.kinds(parts)))))


class _Rows:
    """The rows of one text."""

    def __init__(
        self, patterns: Patterns, segments: list[Segment], mentions: Mapping[int, Mention],
        find: Callable[[int, int, str], Way | None], year: int,
    ) -> None:  # fmt: skip
        self.patterns, self.phrases, self.segments, self.mentions = patterns, phrases_of(patterns), segments, mentions
        self.find, self.year = find, year
        self.ends, self.settles = _ends_of(patterns)
        self.rows: dict[tuple[str, str], bool] = {}

    def found(self) -> Iterator[tuple[int, list[int]]]:
        """Yield rows as the figure before each, -1 for none, and the figures of it."""
        whole, parts = -1, list[int]()
        for nth, segment in enumerate(self.segments):
            last = parts[-1] if parts else whole
            if self.is_beside(nth, last):
                continue
            new, is_part = last < 0 or segment.sentence != self.segments[last].sentence, self.is_part(nth)
            if parts and (new or not is_part or self.is_named_anew(nth, parts)):
                if self.is_row(parts):
                    yield whole, parts
                whole, parts = -1 if new or not is_part else last, []
            if is_part:
                whole = -1 if new and not parts else whole
                parts.append(nth)
            else:
                whole = nth
        if self.is_row(parts):
            yield whole, parts

    def is_row(self, parts: list[int]) -> bool:
        """Tell whether every figure tells another ending (维持答复6件、维持处理决定3件: parts of what a row has)."""
        if not FEWEST <= len(parts) <= MOST or all(self.mentions[nth].certain for nth in parts):
            # What is sure of each needs no others beside it.
            return False
        return len({self.segments[nth].own & self.ends for nth in parts}) == len(parts)

    def is_beside(self, nth: int, before: int) -> bool:
        """Tell whether a figure only tells more of the one before it: in brackets, by a percentage, by a change."""
        segment = self.segments[nth]
        if segment.kind != "figure" or segment.measure in APART or segment.own & _HELD or self.is_settled(nth):
            return True
        return before >= 0 and segment.depth > self.segments[before].depth and self.segments[before].depth == 0

    def is_settled(self, nth: int) -> bool:
        """Tell whether a figure is of all cases but those that have not ended yet (审结31件)."""
        own = self.segments[nth].own
        return bool(own & self.settles) and not own & self.ends

    def is_part(self, nth: int) -> bool:
        """Tell whether a figure tells how some cases ended."""
        segment, mention = self.segments[nth], self.mentions.get(nth)
        if not segment.own & self.ends or segment.counted == "money" or mention is None or mention.year != self.year:
            return False
        return not segment.own & (_OTHER_YEARS | (self.phrases.objects & ~self.phrases.caused))

    def is_named_anew(self, nth: int, parts: list[int]) -> bool:
        """Tell whether a figure names cases of another kind than those before it."""
        caused = self.segments[nth].own & self.phrases.caused
        return bool(caused & ~self.segments[parts[0]].features)

    def kinds(self, parts: list[int]) -> list[int]:
        """Give the kinds of cases that a row may be of: those that it names, else any."""
        named = self.segments[parts[0]].own & self.phrases.caused
        caused = self.phrases.caused
        return [kind for kind, _ in self.phrases.sets if kind & caused and kind & ~caused == 0 and named in (0, kind)]

    def as_told_of(self, kind: int, whole: int, parts: list[int]) -> Ending | None:
        """Give the whole and the figures of a row with the claims they have if it is of a kind of cases."""
        total = self.claim(kind, parts[0])
        if not total:
            return None
        found: list[Mention] = []
        for nth in parts:
            claim = self.claim(self.segments[nth].own & self.phrases.content | kind, nth)
            claim = claim or self.claim(self.segments[nth].own & self.ends | kind, nth)
            if not claim or not self.is_of(claim, total):
                return None
            if claim.part:
                # 撤回、终止等其他结果6件: all of them.
                each = (self.claim(end | kind, nth) for end in singly(self.segments[nth].own & self.ends))
                claim = next((one for one in each if one and not one.part and one.readings == claim.readings), claim)
            found.append(self.mentions[nth]._replace(claim=claim, wide=False))
        named = self.segments[whole].own & self.phrases.caused if whole >= 0 else 0
        every = self.whole(whole, parts, total) if named in (0, kind) else None
        every = every or self.added(parts[-1], total)
        settled = [each for each in self.settled(whole, parts, kind) if each]
        return Ending(self.mentions[parts[0]]._replace(claim=total, wide=False), every, tuple(found), tuple(settled))

    def settled(self, whole: int, parts: list[int], kind: int) -> Iterator[Mention]:
        """Yield the figures among a row that are of all cases but those that have not ended yet (审结31件)."""
        for nth in range(max(whole, parts[0] - MOST_BEFORE, 0), parts[-1]):
            segment = self.segments[nth]
            if nth not in self.mentions or nth in parts or segment.sentence != self.segments[parts[0]].sentence:
                continue
            if segment.kind == "figure" and not segment.own & (_NO_WHOLE | _LIMITS) and self.is_settled(nth):
                claim = self.claim(segment.own & self.phrases.content | kind, nth)
                if claim and self.mentions[nth].year == self.year:
                    yield self.mentions[nth]._replace(claim=claim, wide=False)

    def whole(self, nth: int, parts: list[int], total: Claim) -> Mention | None:
        """Give the figure before a row as all of its cases, if it may be that."""
        if nth < 0 or nth not in self.mentions:
            return None
        segment, phrases = self.segments[nth], self.phrases
        if segment.sentence != self.segments[parts[0]].sentence or self.mentions[nth].year != self.year:
            return None
        if segment.host >= 0 or segment.mark == LIST or not segment.own & (phrases.caused | phrases.acts):
            # 诉讼6件，直接起诉2件、经复议4件，胜诉4件: one of several.
            return None
        # 一审诉讼8件，维持3件、未判5件: whatever is named, all of it ended so.
        never = _NO_WHOLE | phrases.ends | self.ends | (phrases.objects & ~phrases.caused)
        never |= 0 if segment.own & phrases.caused else _LIMITS
        if segment.own & never or segment.counted == "money":
            return None
        if self.is_narrowed(nth, parts):
            return None
        return self.mentions[nth]._replace(claim=total, wide=False)

    def is_narrowed(self, nth: int, parts: list[int]) -> bool:
        """Tell whether the figure before a row is far more than it, and the row called by less than that was."""
        # 受理复议40件，其中信息公开类维持12件、纠正3件; 受理复议40件，涉我局维持12件、纠正3件
        which = self.phrases.causes | _OWN
        told = sum(self.mentions[each].figure.value for each in parts)
        far = self.mentions[nth].figure.value * 2 >= told * 3
        return bool(far and self.segments[parts[0]].own & which & ~self.segments[nth].own)

    def added(self, last: int, total: Claim) -> Mention | None:
        """Give the figure behind a row as all of its cases, if it is their sum (维持3件、撤回1件，合计4件)."""
        nth = last + 1
        if nth not in self.mentions or nth >= len(self.segments):
            return None
        segment = self.segments[nth]
        if segment.sentence != self.segments[last].sentence or segment.own & (_NO_WHOLE | self.phrases.told):
            return None
        return self.mentions[nth]._replace(claim=total, wide=False) if segment.own & _SUM else None

    def is_of(self, claim: Claim, total: Claim) -> bool:
        """Tell whether a claim is of an ending; asked once in a text, for the same are told in every row."""
        key = claim.name, total.name
        if key not in self.rows:
            self.rows[key] = _is_row(claim, total)
        return self.rows[key]

    def claim(self, features: int, nth: int) -> Claim | None:
        """Give the claim of the n-th figure if it is told by these features."""
        way = self.find(features, nth, COUNTED)
        return self.patterns.claims[way.claim] if way else None


@once_each
def _ends_of(patterns: Patterns) -> tuple[int, int]:
    """Give what tells that cases ended in one way, and what tells only that they ended."""
    ends, settles, phrases = 0, 0, phrases_of(patterns)
    for kind in singly(phrases.caused):
        of_all = next((patterns.claims[way.claim] for way in patterns.ways.find(kind, COUNTED)), None)
        for told in singly(phrases.content if of_all else 0):
            found = [patterns.claims[way.claim] for way in patterns.ways.find(kind | told, COUNTED)]
            ends |= told if of_all and any(_is_row(each, of_all) for each in found) else 0
            settles |= told if of_all and any(each.readings != of_all.readings for each in found) else 0
    return ends, settles & ~ends


def _is_row(claim: Claim, total: Claim) -> bool:
    """Tell whether a claim is of cases that ended in one way, and not of all or of all but some."""
    return set(paths_in(claim.readings[0].value)).isdisjoint(paths_in(total.readings[0].value))
