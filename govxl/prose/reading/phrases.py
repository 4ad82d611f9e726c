"""What a row of words tells together: its features, the letters nobody knows, and where it has to be cut."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from govxl.prose.lexicon.features import KINDS, bit, singly
from govxl.prose.lexicon.patterns import Patterns, once_each
from govxl.prose.reading.tokens import LIST, Token

__all__ = ["SOME", "TIMES", "Phrases", "phrases_of"]

TIMES = bit("this") | bit("last") | bit("next") | bit("year") | bit("within")
_BECAUSE, _ANYHOW, _LIMITS, _OPEN, _ALL, _AMONG = (
    bit(role) for role in ("because", "anyhow", "limits", "open", "all", "among")
)
_OWN, _OTHER, _FILLER, _THAN, _EACH = (bit(role) for role in ("own", "other", "filler", "than", "each"))
_SHARE, _LAST_OR_NEXT = bit("share"), bit("last") | bit("next")
_AND, _NONE, _REASON, _BY, _REACH, _BEHALF = (bit(role) for role in ("and", "none", "reason", "by", "reach", "behalf"))
_YEAR, _SEAT, _REST, _FEW = bit("year"), bit("seat"), bit("rest"), bit("some")
_OPENS = bit("part") | bit("split") | bit("with") | bit("without")
SOME = 2
"""As many letters nobody knows as a word for some of them is worth."""
_TURNS, _WHO = _BECAUSE | _ANYHOW | _BEHALF, _OWN | _OTHER
TURNED = _TURNS | _OTHER | _OPEN
"""Without one of these, words tell together all that each of them tells."""
_SPEAKS = bit("up") | bit("down") | _THAN | bit("share") | bit("last") | bit("next") | _LIMITS
_kind = attrgetter("kind")
_LEADING = _FILLER | _AND | TIMES | bit("part") | bit("beside") | _AMONG


@lru_cache(maxsize=32)
def _done(needs: frozenset[int], objects: int, acts: int) -> int:
    others = 0 if objects else -1
    for need in needs:
        others |= 0 if need & objects else need
    return acts & ~others


@lru_cache(maxsize=32)
def _ended(needs: frozenset[int], objects: int, results: int) -> int:
    found = 0
    for need in needs:
        found |= need & results if objects and not objects & ~need else 0
    return found


class Phrases:
    """The kinds of features of one form, by which rows of words are read.

    `content` is what is said of objects, `told` all of it, `done` the acts and results of it and `ends` the results and
    parties. `together` are the objects that claims, which need such features, speak of at once, `sets` the same in
    order, each with all that is not in it, `kin` those that are among several, `strange` those of none, `plain` those
    of which only is told what was done, `caused` those that are told with their cause, `sought` all others: what was
    asked for. `answers` are the acts told of those alone, `outcomes` the results that claims tell without an object,
    `idle` the acts that no claim speaks of, `timed` those that claims tell of another year, `asked` what they need.
    """

    # No tuple: what every figure asks for dozens of times is had from slots in less than half the time.
    __slots__ = (
        "acts", "answers", "asked", "caused", "causes", "content", "done", "ends", "idle", "kin", "objects", "outcomes",
        "parties", "plain", "results", "sets", "sought", "strange", "timed", "together", "told",
    )  # fmt: skip

    def __init__(self, kinds: tuple[int, ...], needs: frozenset[int]) -> None:
        self.objects, self.acts, self.results, self.parties, self.causes = kinds
        self.done, self.ends = self.acts | self.results, self.results | self.parties
        self.content = self.acts | self.ends
        self.told = self.content | self.objects | self.causes
        self.asked = needs
        together, self.strange, plain, self.caused, self.idle = set[int](), self.objects, self.objects, 0, self.acts
        for need in needs:
            together.add(need & self.objects)
            self.strange &= ~need
            plain &= ~need if need & self.ends else -1
            self.caused |= need & self.objects if need & self.causes else 0
            self.idle &= ~need
        self.plain = plain & ~self.strange
        self.together, self.kin = frozenset(together), 0
        self.sets = [(both, ~both) for both in sorted(together - {0})]
        for each in together:
            self.kin |= each if each.bit_count() > 1 else 0
        self.sought = self.objects & ~(self.strange | self.plain | self.caused)
        done = others = self.timed = 0
        self.outcomes = self.results
        for need in needs:
            self.outcomes &= ~need if need & self.objects else -1
            done |= need if need & self.sought else 0
            others |= need if need & self.caused else 0
            self.timed |= need & self.acts if need & _LAST_OR_NEXT else 0
        self.answers = done & self.acts & ~others

    def acts_of(self, objects: int) -> int:
        """Give what claims say was done with these objects, and with no others."""
        return _done(self.asked, objects, self.acts)

    def results_of(self, objects: int) -> int:
        """Give with which results claims say that all these objects ended."""
        return _ended(self.asked, objects, self.results)

    def features(self, words: Sequence[Token]) -> int:
        """Put the features of words together; what only gives a reason, or limits what is told anyhow, is left out."""
        found = 0
        for token in words:
            found |= token.features
        return self.left_of(words, found) if found & TURNED else found

    def left_of(self, words: Sequence[Token], found: int) -> int:
        """Give what words tell whose features are `found`, without what only gives a reason or an example."""
        if found & _OPEN and found & self.plain and found & (self.strange | self.idle | self.results):
            found &= ~self.examples(words)
        if not found & _TURNS and found & _WHO != _WHO and not (found & _OTHER and found & self.results):
            return found
        found, reason, own, other, why, some, given = 0, 0, -1, -1, False, False, 0
        for token in words:
            if token.features & _BECAUSE:
                reason, why, given = token.features & (_BECAUSE | _REASON), False, 0
                continue
            if reason and not token.features & (self.acts | self.results | _OPEN):
                why = why or (token.kind == "gap" or bool(token.features & self.objects))
                given |= token.features
                continue
            if reason & _REASON and why and token.features & self.results:
                some = True
            reason = 0
            found |= _LIMITS if token.features & _BEHALF and own != token.start else 0  # 代表区政府受理17件
            if token.features & _OTHER and own == token.start:
                # 市政府各部门: others under its roof.
                found &= ~_OWN
            if other == token.start and token.features & self.objects and token.features & self.results:
                # 省政府复议维持4件: a result of those who decided.
                found &= ~_OTHER
            other = token.end if token.features & _OTHER else -1
            own = token.end if token.features & _OWN else -1
            if token.features & _ANYHOW:
                found &= ~_LIMITS
            # Who is named first did it; whom it was done for, or with, may be others; so may those named behind it.
            found |= token.features & ~_OTHER if found & (_OWN | self.results) else token.features
        if some and (found & self.results).bit_count() == 1:
            # 因信访不予处理3件: of those alone, whatever the reason is.
            found |= _LIMITS
        # 因疫情当面递交的3件: nothing was done for it, so that it tells which are meant.
        return found | given & _LIMITS if reason else found

    def examples(self, words: Sequence[Token]) -> int:
        """Give what only the examples name that stand before what is counted (项目审批、核准等许可)."""
        for nth, word in enumerate(words):
            # In two words (项目审批、核准等许可), or in one (规划许可、用地审批等许可).
            alone = word.features & self.plain or nth + 1 == len(words)
            counted = word.features if alone else words[nth + 1].features
            if word.features & _OPEN and counted & self.plain and not counted & self.strange:
                named = told = 0
                for token in words[:nth]:
                    named |= token.features
                for token in words[nth:]:
                    told |= token.features
                return named & ~told & (self.strange | self.idle | self.results)
        return 0

    def about_what(self, features: int) -> int:
        """Give what a clause without figures tells that those behind it may be of."""
        some = self.results | _LIMITS | _REST
        if not features & (some | _OPENS):
            return features
        # 主要集中在规划、培训等领域: examples, which change nothing of what is told; nor does 信息 in 其余为过程性信息.
        strange = self.strange | (self.plain if features & _LIMITS else 0)
        named = self.objects if features & _OPENS else strange if features & some else 0
        return features & ~(self.results | named)

    def holds_on(self, words: Sequence[Token], own: int) -> bool:
        """Tell whether the time of a figure is that of those behind it: said for itself, not with what was done."""
        told = [token.features for token in words if token.features & TIMES]
        if not told or any(features & (self.told | _THAN) for features in told):
            return False
        return bool(own & _YEAR) or not own & self.acts or bool(words[0].features & TIMES)

    def unknown(self, words: Sequence[Token], features: int = 0) -> int:
        """Count the letters no word covers, but for those in reasons and in the first items of a list."""
        count = self.left_out(words) if features & _AND else 0
        if "gap" not in map(_kind, words):
            return count
        given, reason, gap, letter = 0, False, -1, -1
        for nth, token in enumerate(words):
            told, before, letter = token.features, letter, -1
            if token.kind == "gap":
                if reason:
                    given += token.end - token.start
                else:
                    count += token.end - token.start
                    gap = token.end if token.start == before else -1
            elif told == _FILLER:
                letter = token.end if token.end - token.start == 1 else -1
            elif token.mark == LIST or (told & _OPEN and words[nth + 1 :] and words[nth + 1].features & self.parties):
                # 农户等自然人: the letters before only give one of them.
                count = 0
            elif told & _BECAUSE:
                reason, given = True, 0
            elif reason and told & _OPEN:
                count, reason = 0, False
            elif told & self.done:
                reason = False
            elif token.start == gap and told & self.objects:
                # 用地申请: a name that a word of one letter begins.
                count += 1
        return count + given if reason else count

    def left_out(self, words: Sequence[Token]) -> int:
        """Give as many letters as a word where a result is only the last of several that are told together."""
        # 全部或部分公开95件: of both, and the first is none we know.
        ends, told = self.results | self.parties, 0
        for nth, token in enumerate(words[1:-1], 1):
            told |= words[nth - 1].features & ends
            if token.features & _AND and words[nth + 1].features & ends and not told & ends:
                return SOME if words[nth - 1].kind == "word" and words[nth - 1].features != _FILLER else 0
        return 0

    def speaks(self, words: Sequence[Token]) -> bool:
        """Tell whether words say anything about a figure."""
        asked = self.told | _SPEAKS
        return any([token.features & asked for token in words])  # noqa: C419  a list is quicker

    def before_object(self, words: Sequence[Token]) -> Sequence[Token]:
        """Give the words before the first object, which tell what kind of it is meant."""
        return words[: next((nth for nth, token in enumerate(words) if token.features & self.objects), 0)]

    @staticmethod
    def leads(words: Sequence[Token], features: int) -> int:
        """Give who stands at the beginning, where its subject is: the unit or somebody else; 0 for nobody."""
        if features & _BY:
            # 由办公室统一登记
            return 0
        for token in words:
            if token.features & (_OTHER | _OWN):
                return token.features & (_OTHER | _OWN | _SEAT | _FEW)
            if token.kind == "word" and not token.features & _LEADING:
                return 0
        return 0

    @staticmethod
    def ends_with(words: Sequence[Token], role: int) -> bool:
        """Tell whether the last word that says something has a role."""
        for token in reversed(words):
            if token.kind == "gap" or token.features != _FILLER:
                return bool(token.features & role)
        return False

    def own_behind(self, before: Sequence[Token], after: Sequence[Token], last: bool, features: int) -> int:
        """Give how many of the words behind a figure are its own; the `last` of a clause has all up to a statement.

        `features` are those of the whole clause.
        """
        speaks = self.speaks(before)
        if not last:
            # Words between two figures belong to the one behind, unless the one before has no others.
            if speaks or after[0].features & _REACH:
                return 0  # 无法提供的少了（25件降到21件）: where the one behind came to
            among = self.among(after) if features & _AMONG else 0
            # 20件占办结总数的26%: what the next figure is told with.
            apart = features & (_THAN | _SHARE)
            return among or min(self.compared(after) if apart else len(after), self.goes_on(after))
        if not speaks:
            return len(after)
        if after[0].features & _AMONG:  # 无法提供的93件中多数要先查档: what is said of most
            return 1
        cut = self.statement(after) if features & _ALL else len(after)
        if features & self.outcomes and features & self.sought:
            cut = min(cut, self.ending(before, after))
        # 新收的2件、逐件登记: what is listed behind is told of it all the same.
        for nth in range(cut):
            if after[nth].mark == LIST:
                return nth
        return cut

    def goes_on(self, words: Sequence[Token]) -> int:
        """Give where behind what was counted words begin that say what was done (对1件申请 收取费用350元), or all."""
        nth = next((nth for nth, token in enumerate(words) if token.features & self.objects), len(words))
        return next((at for at in range(nth + 1, len(words)) if words[at].features & self.acts), len(words))

    def ending(self, before: Sequence[Token], after: Sequence[Token]) -> int:
        """Give where words begin that say how all ended of which words before tell what was done with it; else all."""
        # 收到申请3项全部予以公开
        told = 0
        for token in before:
            told |= token.features
        done = told & self.acts and told & self.sought and not told & self.results
        ends = (nth for nth, token in enumerate(after) if token.features & self.outcomes)
        return next(ends, len(after)) if done else len(after)

    @staticmethod
    def statement(words: Sequence[Token]) -> int:
        """Give where words begin that speak of all that was counted (均维持); their number where there are none."""
        return next((nth for nth, token in enumerate(words) if token.features & _ALL), len(words))

    def statements(self, words: list[Token]) -> Iterator[tuple[list[Token], int]]:
        """Yield the words of what is said of none or of all, and where among them it begins."""
        nth = next((nth for nth, token in enumerate(words) if token.features & (_NONE | _ALL)), None)
        if nth is None:
            return
        # 无不予公开、无不予处理; 无复议无诉讼: each for itself.
        nones = [n for n in range(nth + 1, len(words)) if words[n].features & _NONE]
        cuts = [n for n in nones if words[n - 1].mark == LIST or words[n - 1].features & self.objects]
        ends = [*cuts, len(words)]
        yield words[: ends[0]], nth
        yield from ((words[begin:end], 0) for begin, end in pairwise(ends))

    def without_others(self, words: list[Token]) -> list[Token]:
        """Leave out of what there is none of the items of its list that no table has."""
        # 未发生举报、投诉、行政复议
        known, strange = self.objects & ~self.strange, self.strange
        if not any([token.features & strange for token in words]):  # noqa: C419  a list is quicker
            return words
        joins = [False, *(token.mark == LIST or token.features == _AND for token in words), False]
        kept: list[Token] = []
        for nth, token in enumerate(words):
            before, behind = joins[nth], joins[nth + 2]
            if not token.features & strange:
                kept.append(token)
            elif token.features & known or not (before or behind):
                return words
            elif not behind and any(each.features & known for each in words[nth + 1 :]):
                # 未发生因信访、投诉引发的行政复议: what these came of.
                return words
        return kept

    def said_to(self, words: Sequence[Token]) -> int:
        """Give where the first words of a statement end: with what is said of none or of all."""
        end = words[0].end
        for token in words[1:]:
            if token.kind != "word":
                return end
            end = token.end
            if token.features & self.content:
                return end
        return words[0].end

    def led(self, words: Sequence[Token]) -> int:
        """Give the results that words tell of a whole before its first part begins (不予公开主要是查询事项12件)."""
        nth = next(nth for nth, token in enumerate(words) if token.features & _OPENS)
        head, part = (self.features(each) & self.results for each in (words[:nth], words[nth + 1 :]))
        return head & ~part if part else 0

    @staticmethod
    def compared(words: Sequence[Token]) -> int:
        """Give where words begin that compare with what stands behind them (较2023年48件), or all of them."""
        return next((nth for nth, token in enumerate(words) if token.features & (_THAN | _SHARE)), len(words))

    @staticmethod
    def among(words: Sequence[Token]) -> int:
        """Give where words end that only say what the following is taken from (95件申请中，…); 0 where none do."""
        return next((nth + 1 for nth, token in enumerate(words) if token.features & _AMONG), 0)

    def either(self, words: Sequence[Token]) -> int:
        """Give the results of words that name what no table has, or in a list of results one more of them."""
        found = 0
        for token in words:
            found |= token.features & self.results if token.features & self.strange else 0
        return found

    def takes_from(self, words: Sequence[Token], own: int) -> bool:
        """Tell whether words only say what a figure is some of, with nothing behind that tells which."""
        if own & self.content or not own & self.objects:
            return False
        among = self.among(words)
        return any(token.features & self.objects for token in words[:among]) and not self.speaks(words[among:])

    def named(self, words: Sequence[Token]) -> list[int]:
        """Give the features of results or applicants that are listed without figures; none for fewer than two."""
        found = [each for token in words for each in singly(token.features & self.ends)]
        return found if len(found) > 1 else []

    def told_itself(self, words: Sequence[Token]) -> bool:
        """Tell whether right behind 分别, not before, stands what a figure is of (分别为复议4件、诉讼2件)."""
        end = next((nth for nth, token in enumerate(words) if token.features & _EACH), len(words))
        named = next((nth for nth, token in enumerate(words) if token.features & (self.objects | self.parties)), -1)
        return named == end + 1

    def items(self, words: Sequence[Token]) -> list[int]:
        """Give the features of what is told one after another before 分别; none where others stand between."""
        kinds = self.objects | self.ends
        end = next((nth for nth, token in enumerate(words) if token.features == _EACH), 0)
        if end and not any(each.features & self.told for each in words[end:]):
            cuts = [nth for nth in range(end) if words[nth].mark == LIST or words[nth].features == _AND]
            pieces = [self.features(words[a + 1 : b]) for a, b in pairwise([-1, *cuts, end])]
            several = len(pieces) > 1
            if several and any(piece & self.acts for piece in pieces) and all(piece & self.content for piece in pieces):
                # 新收、结转、办结分别为
                return [piece & (self.told | TIMES) for piece in pieces]
        found: list[int] = []
        for nth, token in enumerate(words):
            found.extend(singly(token.features & kinds))
            if token.features & _EACH:
                return [] if any(each.features & self.ends for each in words[nth + 1 :]) else found
        return []


@once_each
def phrases_of(patterns: Patterns) -> Phrases:
    """Give the phrases of a form's patterns, which are the same for all texts."""
    return Phrases(tuple([patterns.features.kinds.get(kind, 0) for kind in KINDS]), patterns.needs)
