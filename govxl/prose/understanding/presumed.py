"""What a figure would be of that no claim can be made of: by others, of a kind nobody knows, or told by its acts alone.

Such a presumption is no claim: it counts only where what stands beside the figure bears it out (`confirmed`).
"""

from collections.abc import Callable
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import NamedTuple

from govxl.prose.lexicon.features import bit, singly
from govxl.prose.lexicon.patterns import Patterns, Way
from govxl.prose.model import Claim
from govxl.prose.reading.counted import acts_told_of
from govxl.prose.reading.phrases import Phrases
from govxl.prose.reading.segments import MOST_UNKNOWN, Segment
from govxl.prose.reading.tokens import Token

__all__ = ["UNTOLD", "Presumed", "goes_behind", "names_papers"]

_LIMITS, _OTHER, _PART, _SUM, _REACH, _REST = (
    bit(role) for role in ("limits", "other", "part", "sum", "reach", "rest")
)
_SOMEBODY, _LAST_OR_NEXT = _LIMITS | _OTHER, bit("last") | bit("next")
_NONE, _PERHAPS, _EACH, _OPEN, _WITHIN = (bit(role) for role in ("none", "perhaps", "each", "open", "within"))
_CHANGE = bit("up") | bit("down") | bit("than")
_LIMITED = _SOMEBODY | _REST | bit("among") | _SUM
_BARE = bit("last") | bit("than") | bit("filler")
UNTOLD = bit("none") | bit("within") | bit("perhaps") | bit("each") | bit("year") | _SOMEBODY
"""What tells that a figure is no claim."""
_COUNTED = ("", "count", "items")
ROW = 3
"""So many results told in one sentence are those of all that was asked for."""


class Presumption(NamedTuple):
    """What is presumed of a figure: of all there are or `more`, of how reviews `ended`, or of a `row` of results."""

    claim: Claim | None = None
    more: bool = False
    ended: bool = False
    row: bool = False


NOTHING = Presumption()


@lru_cache(maxsize=32)
def _rows(needs: frozenset[int], caused: int, results: int) -> int:
    """Give the results that are told of what was asked for: those of decisions that others reviewed left out."""
    return reduce(or_, (need for need in needs if not need & caused), 0) & results


class Presumed:
    """Presumptions of one text; `way` finds the way features are said in, `added` what a figure adds up.

    `told` gives the features of a sentence.
    """

    def __init__(
        self, patterns: Patterns, phrases: Phrases, way: Callable[[int, int, str], Way | None],
        added: Callable[[int], int], told: Callable[[int], int],
    ) -> None:  # fmt: skip
        self.patterns, self.phrases = patterns, phrases
        self.way, self.added, self.told = way, added, told

    def presumption(
        self, segment: Segment, nth: int, features: int, before: Segment | None, claim: Claim | None,
        some: bool, wide: bool,
    ) -> Presumption:  # fmt: skip
        """Give what a figure would be of that has no claim, or one of some, or a wide one.

        `before` is the figure told before it.
        """
        if (some or not claim) and (found := self.decided(segment, nth, features)):
            return Presumption(found, more=self.counts_more(segment))
        ended = (wide or not claim) and segment.own & self.phrases.results
        if ended and (found := self.ended(segment, nth, features, before)):
            return Presumption(found, ended=True)
        if not claim and segment.kind == "figure" and (found := self.outcome(segment, nth, features)):
            return Presumption(found, row=True)
        return NOTHING

    def decided(self, segment: Segment, nth: int, features: int) -> Claim | None:
        """Give the claim of decisions, documents or fees that a figure would be of; of some, where words say so."""
        # 便民服务中心作出行政许可3104件; 高危险性体育项目行政许可215件; 制定管理类规范性文件1件，废止2件
        own, phrases = segment.own, self.phrases
        papers, acted = features & phrases.plain, own | segment.lent if own & _REACH else own
        if segment.counted == "money" and not (own & phrases.told or features & phrases.objects & ~papers):
            # 收费：418.2万元
            acted |= segment.taken
        done = acted & phrases.acts & ~phrases.idle
        if not (papers or done) or not segment.found or segment.host >= 0 or (segment.opener | own) & _PART:
            return None
        if not (own & papers or done or (papers and self.is_bare(segment, nth))):
            return None
        named = self.named(segment, papers) if own & papers else _WITHIN
        if features & (UNTOLD & ~_SOMEBODY | _LAST_OR_NEXT | phrases.parties | phrases.causes) & ~named:
            return None
        measure = "count" if segment.measure == "items" else segment.measure
        # 竣工验收等许可31件: what no claim says of a decision is only in what it is called.
        if decided := own & papers & ~self.documents:
            done &= acts_told_of(phrases, decided)
        ways = (self.way(each | done, nth, measure) for each in self.objects(segment, papers, done))
        claim = next((self.patterns.claims[way.claim] for way in ways if way), None)
        if not claim or len(claim.readings) != 1:
            return None
        if own & papers and goes_behind(segment, papers, segment.last, phrases.acts, listed=True):
            return None
        strange = (features if papers else own) & phrases.strange
        fee = segment.counted == "money" and not own & papers
        some = fee or segment.unknown > MOST_UNKNOWN or strange or features & (_SOMEBODY | named)
        return claim._replace(part=True) if some else claim

    def counts_more(self, segment: Segment) -> bool:
        """Tell whether one word stands for decisions, and for more that no table has."""
        # 行政许可办件: others were dealt with there as well.
        plain, strange = self.phrases.plain, self.phrases.strange
        return any(token.features & plain and token.features & strange for token in segment.words)

    def named(self, segment: Segment, papers: int) -> int:
        """Give what words before a decision only tell of whom it was made about, or for what; that may be some."""
        # 对无证经营作出行政处罚3件; 对律师事务所的处罚7件; 登记信息公开：行政许可268件
        if segment.own & papers & self.documents:
            return _WITHIN
        told = 0
        for token in segment.words:
            if token.features & papers:
                break
            told |= token.features
        causes = self.phrases.causes & ~segment.own
        return told & (_NONE | _PERHAPS | _EACH | self.phrases.parties) | causes | _WITHIN

    def ended(self, segment: Segment, nth: int, features: int, before: Segment | None) -> Claim | None:
        """Give the claim of how reviews ended that a figure would be of, whatever its words leave open.

        `before` is the figure told before it.
        """
        # 因说理不充分，4件答复被复议机关撤销; 对被纠正的5件案件逐一复盘
        own, phrases = segment.own, self.phrases
        ends = own & phrases.results
        if segment.counted != "count" or segment.host >= 0 or features & (UNTOLD & ~_SOMEBODY | _LAST_OR_NEXT):
            return None
        if features & _CHANGE and not features & _REACH:
            return None
        # What is told of answers too, 被纠正 but not 维持, is not what the unit itself decided about others.
        answers = next(filter(None, (self.way(ends | each, nth, "count") for each in singly(phrases.answers))), None)
        reviews = next(filter(None, (self.way(ends | each, nth, "count") for each in singly(phrases.caused))), None)
        if not answers or not reviews:
            return None
        claim, of = self.patterns.claims[answers.claim], own & phrases.caused
        if claim.rule != self.patterns.claims[reviews.claim].rule:
            return None
        head, tail = self.counted(segment, ends)
        told, known = phrases.features(head), phrases.caused | phrases.sought
        if told & (phrases.objects & ~known | phrases.acts & ~phrases.answers) or phrases.unknown(head) > MOST_UNKNOWN:
            return None
        if of:
            way = self.way(ends | of, nth, "count")
            claim = self.patterns.claims[way.claim] if way else claim
        elif (
            not own & phrases.answers
            and before
            and before.sentence == segment.sentence
            and (before.features & phrases.objects & ~known or before.own & phrases.idle)
        ):
            # 备案审查41件，纠错3件
            return None
        if (told | segment.taken) & _OTHER:
            # 各单位被纠正13件: whose they were, nobody knows.
            return None
        return claim._replace(part=bool((own & ~phrases.features(tail) | told | segment.taken) & _LIMITS))

    def outcome(self, segment: Segment, nth: int, features: int) -> Claim | None:
        """Give the claim of how applications ended that a figure would be of, whatever was named before its list.

        A row of several such results tells by itself what it is of; what else its own words name only tells which.
        """
        # 测绘成果、统计资料查询较多，公开3件，部分公开1件，不掌握2件，撤回1件
        own, phrases = segment.own, self.phrases
        told = own & (phrases.results | phrases.acts & ~phrases.idle)
        if not told or segment.counted not in _COUNTED or own & phrases.objects & ~(phrases.sought | phrases.strange):
            return None
        if features & (UNTOLD & ~_LIMITS | _LAST_OR_NEXT | _CHANGE | phrases.caused):
            return None
        if (self.told(segment.sentence) & _rows(phrases.asked, phrases.caused, phrases.results)).bit_count() < ROW:
            return None
        before = phrases.features([word for word in segment.words if word.start < segment.start])
        if own & _REST and not before & told:
            # 其余5件分别因第三方权益3件、过程性信息2件未提供
            return None
        measure = segment.measure
        way = next(filter(None, (self.way(told | each, nth, measure) for each in singly(phrases.sought))), None)
        if not way:
            return None
        strange = (
            own & (_LIMITS | phrases.strange | phrases.parties) or phrases.unknown(segment.words, own) > MOST_UNKNOWN
        )
        claim = self.patterns.claims[way.claim]
        return claim._replace(part=True) if strange else claim

    def counted(self, segment: Segment, ends: int) -> tuple[list[Token], list[Token]]:
        """Give the words that tell what was counted and how it ended, and those behind that tell more of it."""
        words, told = segment.words, ends | self.phrases.answers | self.phrases.caused
        last = max(nth for nth, word in enumerate(words, 1) if word.start < segment.start or word.features & told)
        return words[:last], words[last:]

    def objects(self, segment: Segment, papers: int, done: int) -> list[int]:
        """Give what a figure may be of, the likeliest first: what was told, else what such acts are told of."""
        own, phrases = segment.own, self.phrases
        found, paid = [papers] if papers else [], segment.counted == "money"
        if own & phrases.objects & ~(phrases.strange if paid else 0):
            return found
        # 证照类收费12.1万元; 发文1件，废止2件，仍有效7件
        found += [each & phrases.plain for each in segment.others if each & phrases.plain]
        if done and paid:
            found += singly(phrases.plain)
        elif done and self.told(segment.sentence) & ~own & phrases.acts_of(self.documents):
            found += self.acted_on
        return found

    @cached_property
    def acted_on(self) -> list[int]:
        """Give the objects of which nothing is claimed without what was done."""
        return [each for each in singly(self.phrases.plain) if not self.way(each, -1, "count")]

    @cached_property
    def documents(self) -> int:
        """Give those objects as one set."""
        return sum(self.acted_on)

    @cached_property
    def with_documents(self) -> int:
        """Give what is done with documents."""
        return acts_told_of(self.phrases, self.documents)

    def is_of_papers(self, segment: Segment) -> bool:
        """Tell whether a figure's own words say what was done with documents, and name nothing else."""
        # 管理类规范性文件1件, 废止2件, 存16件; but not 发布解读12件
        others = self.phrases.objects & ~self.documents | _LIMITED | self.phrases.idle
        if not segment.own & self.with_documents or segment.own & others:
            return False
        return not self.phrases.unknown([word for word in segment.words if word.start >= segment.start])

    def echo(self, segment: Segment, nth: int, head: Segment) -> Claim | None:
        """Give the claim that last year's figure has, told bare behind one it is presumed of, if that is of all."""
        # 劳务派遣等许可37件（上年41件）; 监督处罚66件，上年58件
        alike = head.sentence == segment.sentence and head.counted == segment.counted and head.kind == "figure"
        if not alike or segment.own & ~_BARE or self.phrases.unknown(segment.words):
            return None
        claim = self.decided(head, nth - 1, head.features)
        return claim._replace(part=False) if claim and claim.rule else None

    def is_bare(self, segment: Segment, nth: int) -> bool:
        """Tell whether nothing is said of a figure but what others beside it say (制发5件、废止3件，年末16件)."""
        own = segment.own
        if own & _SOMEBODY and not own & _REACH:
            return False
        return not (own & (self.phrases.told | _CHANGE) or segment.unknown or (own & _SUM and self.added(nth)))


def names_papers(segment: Segment, phrases: Phrases) -> bool:
    """Tell whether a figure's own words say which decisions or documents it counts, and what was done."""
    plain = segment.own & phrases.plain
    return bool(plain and segment.own & acts_told_of(phrases, plain))


def goes_behind(segment: Segment, papers: int, end: int, acts: int, listed: bool = False) -> bool:
    """Tell whether letters nobody knows stand behind what was named last, up to a place, and name something else.

    What is `listed` with it as one of several is the same.
    """
    # 行政处罚回访31件; but 取水许可、涉河建设等行政许可31件, and 取水许可、涉河建设等决定31件
    behind, done = False, 0
    for token in reversed(segment.words):
        if token.features & papers or (token.features & _OPEN and (done or listed) and not behind):
            return behind
        behind, done = behind or (token.kind == "gap" and token.start < end), done | token.features & acts
    return False
