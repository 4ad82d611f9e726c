"""What a paragraph is about: which of the objects named before a figure is of, or may be, that names none.

What is counted and how it ended are two axes. A figure takes the one its own words name, and the other from what was
named before it; where several things were, any of them may be meant, or all together.
"""

from govxl.prose.lexicon.features import bit, singly
from govxl.prose.reading.phrases import Phrases
from govxl.prose.reading.segments import Segment
from govxl.prose.reading.tokens import LIST

__all__ = ["Topics"]

_SUM, _AMONG = bit("sum"), bit("among")
_LAST_OR_NEXT = bit("last") | bit("next")


class Topics:
    """What one text has named so far.

    `heading` are the objects that a line of its own has named for the paragraphs below it, which begin with those or
    with what the field is about. `topic` is the last object named, `open` what no result was told of yet. Of `kin`, the
    objects that claims speak of at once, `now` are those named since something was last told of how it ended, `before`
    all in the paragraph, each as it was named: one, or several at once; `summed` are those of this sentence that a sum
    behind them is of. `acted` is what no table has and something was done with.
    `renewed` is the first figure behind a clause that named something, `state` how all in a sentence ended, `listing`
    the sentence that last told how some of what tables have ended.
    """

    def __init__(self, phrases: Phrases, about: int) -> None:
        self.objects, self.results, self.together = phrases.objects, phrases.results, phrases.together
        self.content, self.strange, self.sets = phrases.content, phrases.strange, phrases.sets
        self.ends, self.named_by, self.kin = phrases.ends, phrases.objects | phrases.results, phrases.kin
        self.caused, self.sought, self.answers = phrases.caused, phrases.sought, phrases.answers
        self.about = self.topic = about
        self.heading = 0
        self.mine = phrases.acts_of(about)
        self.undone = phrases.acts & ~self.mine
        self.acts, self.timed = phrases.acts, phrases.timed
        self.plain, self.papers = phrases.plain, phrases.acts_of(phrases.plain)
        self.renewed, self.listing = 0, -1
        self.state = (-1, 0)
        self.begin()

    def name(self, told: int) -> None:
        """Keep what a line of its own has named for those below it."""
        heading = told & self.objects & ~self.strange
        # 依申请公开情况\n（一）答复情况。办结92件: what was done names what it was done with.
        if heading or not told & self.answers or not self.heading & self.sought:
            self.heading = heading

    def begin(self) -> None:
        """Begin a paragraph."""
        self.topic = self.known = self.heading or self.about
        self.named = self.known_in = -1
        self.measure = ""
        self.passing = False
        self.open = self.sentence = self.summed = self.acted = 0
        self.now: list[int] = []
        self.before: set[int] = set()
        self.ended = self.headed = False

    def leave(self, objects: int) -> None:
        """Go back to what the field is about, if the last that was named are such objects."""
        if self.topic & objects and not self.about & objects:
            self.begin()

    def head(self, features: int, sentence: int, nth: int) -> None:
        """Keep what a clause without figures is about, which the n-th figure follows."""
        if features & self.objects:
            self.renewed = nth
        if objects := features & self.kin:
            # 行政复议2件，行政诉讼1件。复议案件中，维持1件: named anew, and nothing else.
            self.now, self.sentence = [objects], sentence
            self.ended, self.headed = False, True
            self.open = self.summed = 0
        self.remember(features, sentence, True)

    def count(self, features: int, sentence: int, measure: str) -> None:
        """Keep what a figure is of, and how that is measured."""
        if not features & self.named_by:
            return
        self.measure = measure if features & self.objects else self.measure
        if features & self.strange and features & self.acts:
            self.acted |= features & self.strange
        if objects := features & self.kin:
            fresh = self.ended or self.headed or features & self.results
            self.open = 0 if self.headed else self.open
            self.summed = objects if sentence != self.sentence or fresh else self.summed | objects
            self.now = [objects] if fresh else [*(each for each in self.now if each != objects), objects]
            self.before.add(objects)
            self.ended, self.headed, self.sentence = False, False, sentence
        if features & self.results:
            self.ended, self.summed = True, 0
            if not (self.topic | features) & self.strange:
                self.listing = sentence
        self.remember(features, sentence)

    def turn(self) -> None:
        """Begin a sentence: what the one before named in passing, beside what tables have, is not what this is of."""
        # 成立依申请公开专班，抽调档案等骨干。全年办结176件
        if self.passing and self.known_in == self.named:
            self.topic = self.known
            self.open = self.known if self.open else 0
        elif self.topic & self.strange:
            # 审核所有申请: only what tables have goes on.
            self.topic = self.topic & ~self.strange or self.topic
            self.open = self.open & ~self.strange or self.open

    def remember(self, features: int, sentence: int, passing: bool = False) -> None:
        """Keep what the following is about; `passing` tells that no figure was told of it."""
        if objects := features & self.objects:
            self.named, self.passing = sentence, passing and bool(objects & self.strange)
            if not objects & self.strange:
                self.known, self.known_in = objects, sentence
            both = self.open | objects
            apart = features & self.results or both not in self.together
            self.open = objects if apart else both
            self.topic = objects
        if features & self.results:
            self.open = 0

    def object_for(self, segment: Segment, host: Segment | None, before: Segment | None) -> int:
        """Give what a figure without an object of its own is of."""
        of_host = host.features & self.objects if host else 0
        goes_on = before and self.goes_on(segment, before)
        # 复议5件、诉讼2件，其中复议维持4件，1件尚未审结: a review, if not of both.
        beside = before and host and before.own & self.kin and before.own & self.results and segment.own & self.undone
        if of_host and (segment.depth or not (segment.own & self.results or goes_on or beside)):
            return of_host
        if before and (goes_on or beside) and not before.own & self.strange:
            return before.features & self.objects
        if self.topic & self.strange and self.passing and self.listing == segment.sentence and segment.own & self.ends:
            # 无法提供7件，由档案馆保存；不予处理1件: what is only named in a list of results tells nothing of the next.
            return of_host or self.known & self.objects
        if not host and self.topic & self.strange and self.named != segment.sentence:
            other = not self.passing and self.measure != segment.counted == "count"
            if other or segment.own & self.ends:
                # 审核意见315份。办结95件; 咨询63人次。自然人11件: what no table has is not what those are told of.
                return self.known & self.objects
        carried = segment.own & self.timed and segment.own & _LAST_OR_NEXT and self.about and not of_host
        if carried and self.topic & self.strange and not (self.topic & self.acted or self.known & self.strange):
            # 内容：养老待遇71件、招工档案52件。上年结转24件: nothing was done with those, they only tell of what.
            return self.known & self.objects
        apart = self.topic & self.strange and not (self.topic & self.acted or host)
        if apart and segment.own & self.papers and self.known & self.plain:
            # 制发9件，同步解读9件；废止4件: that is only done with documents, and nothing was with the others.
            return self.known & self.objects
        counted = self.topic & self.strange and not self.passing
        if self.named != segment.sentence and segment.own & self.mine and not counted:
            # 内容涉及许可、处罚。全年答复219件: that is only done with what the field is about.
            return self.about & self.objects
        # Results told behind several things (2 reviews, 1 lawsuit, 3 upheld) are of all of them.
        if segment.own & self.results and self.open:
            return self.open
        return of_host or self.topic & self.objects

    def goes_on(self, segment: Segment, before: Segment) -> bool:
        """Tell whether a figure tells another result of what the one before does."""
        if segment.before < self.renewed or not before.own & self.results:
            return False
        if segment.own & self.results:
            return True
        # 复议5件、诉讼2件，其中4件维持，1件尚未审结: of both, as those are.
        # 直接起诉23件，法院维持12件、其他结果6件、未结5件: of whatever those may be of.
        if before.sentence != segment.sentence or not segment.own & self.undone:
            return False
        both = before.features & self.kin
        return bool(before.others or (both & (both - 1) and not before.own & self.objects))

    def choices(self, segment: Segment, host: Segment | None, before: Segment | None) -> tuple[int, ...]:
        """Give all that a figure may be of whose object is taken from elsewhere."""
        if segment.own & _SUM:
            summed = self.summed if segment.sentence == self.sentence else 0
            return (summed,) if summed.bit_count() > 1 and summed in self.together else ()
        if host and segment.depth and segment.features & self.objects == host.features & self.objects:
            return ()
        if before and self.goes_on(segment, before):
            return tuple(each & self.objects for each in before.others)
        # The last that was named, or some with it; in a sentence that names none, any.
        near = self.headed or segment.sentence == self.sentence
        # 复议2件，诉讼1件，复议维持1件，诉讼维持1件，未结1件
        told = self.ended and not self.headed
        named = self.now if near and not told else {*self.now, *self.before}
        last = self.now[-1] if near and self.now else 0
        if len(named) == 1:  # mostly: written out, for it is quicker
            return tuple([each for each in named if each and each in self.together])
        found, unnamed = [], ~0
        for each in named:
            unnamed &= ~each
        for both, rest in self.sets:
            if last & rest or both & unnamed:
                continue
            parts = 0
            for each in named:
                parts |= each if not each & rest else 0
            if parts == both:
                found.append(both)
        # 诉讼3件：一审1件，复议后起诉2件，已审结2件: of all lawsuits as well, told before a kind of them.
        wholes = self.now[:-1] if last & self.caused else ()
        found += [each for each in wholes if each & self.caused and each | last not in self.together]
        # 诉讼中未经复议的1件、经过复议的2件，维持2件: of all lawsuits, named with a kind of them.
        both = sum(each for each in wholes if each & self.caused and each.bit_count() > 1)
        return (*found, *(each for each in singly(both) if each != last and each in self.together))

    def may_be_of_one(self, segment: Segment, before: Segment | None) -> bool:
        """Tell whether it may be told of one of several things: a figure, or 均维持 behind one that no list joins."""
        # 复议6件，诉讼3件，均维持: of both, or of the last; 复议6件、诉讼3件，均维持: of both.
        if segment.kind == "figure":
            return True
        return segment.kind == "all" and before is not None and before.mark != LIST

    def among(self, pending: int, sentence: int) -> int:
        """Give the results that a figure is told to be some of, by the clause before it or another in its sentence."""
        # 无法提供的申请中，不掌握14件，占78%，另行制作3件，占17%; 无法提供主要因不掌握，共14件，占78%
        return pending & self.results or (self.state[1] & self.results if self.state[0] == sentence else 0)

    def implied(self, segment: Segment, before: Segment) -> bool:
        """Tell whether a figure only implies its object, by who decided, behind one that names another."""
        kin, results = self.kin, self.results
        if not before.own & kin or before.own & results or before.sentence != segment.sentence:
            return False
        return any([token.features & kin and token.features & results for token in segment.words])  # noqa: C419  quicker

    def shared(self, segment: Segment, host: Segment | None, before: Segment | None, pending: int, mark: str) -> int:
        """Give how it ended, for a figure that only names its object, from its whole, its clause or its list."""
        # 3 pending, 2 of them direct; of those upheld 2 reviews and 1 lawsuit; pending are 2 reviews and 1 lawsuit
        if pending & _AMONG and pending & self.content:
            self.state = segment.sentence, pending & self.content
        if segment.own & self.content or not segment.own & self.kin or segment.kind != "figure":
            return 0
        if host and (host.features & self.kin or not host.own & self.objects):
            return host.features & self.content
        if self.state[0] == segment.sentence:
            return self.state[1]
        if pending & segment.own & self.kin:
            # 复议诉讼被纠正仍有发生，复议11件、诉讼2件: of those, or of all.
            return pending & self.results
        if before and not mark and segment.own & _AMONG and before.features & self.kin:
            # 待决13件中4件未经复议
            return before.features & self.content
        if before and mark == LIST and before.features & self.kin:
            return (before.own | before.lent) & self.content
        return 0

    def others(
        self, segment: Segment, host: Segment | None, before: Segment | None, shared: int, named: int
    ) -> tuple[int, ...]:
        """Give the features of a figure that may be meant as well as those it has.

        `shared` are those it took from its whole, `named` the objects that it did not take from elsewhere.
        """
        features = segment.features
        if shared:
            found = [features & ~shared]
        elif not named and features & self.kin and self.may_be_of_one(segment, before):
            found = [features & ~self.kin | each for each in self.choices(segment, host, before)]
        elif segment.kind == "figure" and before and self.implied(segment, before):
            # 复议后起诉4件，法院维持3件: of those, and not of all that courts had.
            found = [features | before.features & self.kin]
        else:
            return ()
        return tuple([each for each in found if each != features])
