"""What figures stand in: what holds in the paragraph, sentence and clause before them, and what one takes from there.

A figure's own words leave much open: of what it is, of which year, who did it, what was done. That it takes from its
whole, the figure or clause before, its sentence, its paragraph, or its field.
"""

from collections.abc import Sequence

from govxl.prose.lexicon.features import bit
from govxl.prose.reading.clauses import Clause
from govxl.prose.reading.counted import only_names
from govxl.prose.reading.earlier import is_of_matter, take_earlier
from govxl.prose.reading.parts import OPENS, Bracket
from govxl.prose.reading.phrases import SOME, TIMES, Phrases
from govxl.prose.reading.segments import Segment
from govxl.prose.reading.titles import titled
from govxl.prose.reading.tokens import LIST, Token
from govxl.prose.reading.topics import Topics

__all__ = ["Context"]

_LAST, _NEXT, _OWN, _OTHER, _SEAT = (bit(role) for role in ("last", "next", "own", "other", "seat"))
_THAN, _UP, _DOWN, _REACH, _SUM = (bit(role) for role in ("than", "up", "down", "reach", "sum"))
_LIMITS, _BECAUSE, _RATE, _AMONG = (bit(role) for role in ("limits", "because", "rate", "among"))
_REASON, _AND, _BESIDE, _REST, _FEW = (bit(role) for role in ("reason", "and", "beside", "rest", "some"))
_BY = bit("by")
_FILLER, _WITHIN = bit("filler"), bit("within")
_TELLS_ELSE = bit("none") | bit("all") | bit("perhaps") | _LIMITS | _OTHER
_JOINS, _GOES_ON = (LIST, ""), (LIST, "", ",")
_PART, _SPLIT, _YEAR, _THIS = bit("part"), bit("split"), bit("year"), bit("this")
_LETTER, _SOME = bit("mode") | bit("plain"), _PART | _SPLIT | _LIMITS
_CHANGE, _WHO = _UP | _DOWN, _OWN | _OTHER
_HOLDS = TIMES | _SUM | _WHO | _AMONG
"""What a figure tells that holds for those behind it as well."""


class Context:
    """What holds where a text has been read to; `about` is what its field is about.

    `cause` is why all the paragraph tells was done, `time` when, `body` and `away` who did it. `strange` are the
    letters nobody knows of what was counted last, `matter` the sentence that last told what they were about, `carried`
    the one that last told what came over from the year before, `opened` the one before the paragraph. `pending` is what
    the last clause without figures said, `clause` is that; `bracketed` tells that it stands before a bracket in which
    it is told.
    """

    def __init__(self, phrases: Phrases, about: int) -> None:
        self.phrases, self.about = phrases, about
        self.told, self.content, self.objects = phrases.told, phrases.content, phrases.objects
        self.results, self.acts = phrases.results, phrases.acts
        # What a clause must say to be of anything, and what a figure takes of it; what was done, and with what result.
        self.says, self.lends = phrases.told | _LIMITS, phrases.told | _LIMITS | _LAST | _NEXT
        self.done = phrases.done
        self.named = phrases.objects | phrases.results | phrases.causes
        self.topics = Topics(phrases, about)
        self.sentence = self.opened = self.cause = 0
        self.matter = self.carried = -1
        self.time = self.body = self.away = self.pending = self.strange = 0
        self.clause: Clause | None = None
        self.bracketed = False
        self.title: list[Clause] = []

    @property
    def words(self) -> Sequence[Token]:
        """The words of the last clause without figures."""
        return self.clause.words if self.clause else ()

    def begin(self, first: bool) -> None:
        """Begin a sentence, the first of its paragraph or another one."""
        self.sentence += 1
        self.time = self.body = self.pending = self.strange = 0
        self.outside: list[tuple[int, int]] = []
        self.topics.turn()
        if first:
            self.opened = self.sentence - 1
            self.cause = self.about & self.phrases.causes
            self.topics.begin()

    def entitle(self, clause: Clause, nth: int) -> None:
        """Let a sentence that begins with a bare figure, the n-th, take what the one before only names, as a title."""
        title, self.title = self.title, []
        if title and (named := titled(title, clause, self.acts | TIMES | self.phrases.caused)):
            self.keep_clause(named, named.features, nth)

    def step_to(self, deeper: int, mark: str, counted: bool, compared: bool) -> None:
        """Go so many brackets deeper, behind a mark; `counted` tells that a figure stands before it.

        `compared` tells that the bracket which ends told figures of last year.
        """
        # 予以公开（12件）、部分公开（3件）: what stands before a bracket may be told in it.
        self.bracketed = deeper == 1 and not counted and bool(self.pending)
        if deeper and not self.bracketed:
            self.pending = 0
        if deeper > 0:
            self.outside.extend([(self.time, self.body)] * deeper)
        elif deeper and self.outside:
            # 许可61件（59件，2024年），处罚20件: a year told in brackets holds in them.
            # 自然人申请15件（县政府办公室转来1件），法人申请3件: so does who it was.
            self.time, self.body = self.outside[deeper:][0]
            del self.outside[deeper:]
            # 与上年（9件）持平；诉讼6件: last year was only what that was compared with.
            self.time &= ~_LAST if compared else -1
        if mark == ";":
            self.body = self.away = self.pending = 0

    def end_parts(self, level: Bracket, segments: Sequence[Segment]) -> None:
        """Let what follows be told beside a whole again: of what is known of that, and of whom that was told."""
        # 收到11件，其中网站9件、寄给办公室2件，办结10件
        whole = segments[level.host]
        self.strange = whole.unknown
        self.body &= whole.features
        level.host, level.opener = -1, 0

    def keep(self, segment: Segment) -> None:
        """Keep of a figure what those behind it may take from it."""
        own = segment.own
        if own & _THAN and segment.mark == ")":
            # 与上年（113件）相比增3.5%；自然人96件: that was only compared with.
            self.time &= ~_LAST
        if own & _HOLDS:
            if own & TIMES and own & self.told:
                # 上半年收到11件，全年新收25件，自然人23件: what held before does so no more.
                # 上半年收到11件，加上上年结转3件，办结12件: what came over tells no time of what is behind it.
                kept = own | (_WITHIN if own & _LAST and own & self.phrases.timed else 0)
                self.time = own & TIMES if self.phrases.holds_on(segment.words, own) else self.time & kept
            if own & _SUM:
                self.time &= ~_LAST
            if own & _WHO:
                self.body = own & (_OTHER | _SEAT)
            if own & _AMONG and (own & (_LAST | _LIMITS) or segment.unknown > SOME):
                self.away = _OTHER  # 上年结转12件中，公开5件: of those alone
        if not segment.depth:
            told, strange = own, own & self.phrases.strange
            if strange or (segment.opener | own) & _SOME:
                # 收到申请95件，其中规划类9件、处罚类3件: the parts are of what the whole is of, whatever names them.
                part = (segment.opener | own) & (_PART | _SPLIT) and not own & self.acts
                if part or own & _LIMITS or self.lists(segment):
                    told &= ~(self.objects & ~self.topics.kin | self.phrases.plain)
                if own & self.acts and segment.host < 0 and segment.counted == "count" and not own & _REST:
                    # 受理网站留言21件，办结21件: of those, though they are some.
                    told |= strange
                if strange and self.tells_which(segment):
                    told &= ~strange
            if self.matter == self.sentence and not own & self.content:
                told &= ~self.phrases.plain
            if own & _LAST and own & self.acts:
                self.carried = self.sentence
            self.topics.count(told, self.sentence, segment.counted)
            self.cause |= own & self.phrases.causes
        self.pending, self.clause, self.bracketed = 0, None, False

    def tells_which(self, segment: Segment) -> bool:
        """Tell whether what no table has is only named to say which of them, or whose, or with what result."""
        # 其余1件为律师查询规划材料; 支持申请人诉求、全部公开的77件; 申请内容依次为环评文件51件
        own = segment.own
        ends = own & (self.results | self.phrases.parties) & ~self.phrases.either(segment.words)
        if own & _REST or (ends and segment.measure == "count"):
            return True
        return self.matter == self.sentence and not own & self.content

    def lists(self, segment: Segment) -> bool:
        """Tell whether a figure stands in a list of results, and only tells another by what no table has."""
        # 予以公开9件、信访类2件、撤回1件
        named = segment.own & self.objects
        if not named or named & ~self.phrases.strange or segment.own & _BESIDE:
            return False
        if self.topics.listing != segment.sentence or segment.counted != "count":
            return False
        if segment.own & self.results:
            # 档案查询另有规定不公开1件
            return True
        # 按信访处理2件, but not 收到信访件2件.
        tells = self.objects | self.acts & ~self.phrases.idle
        first = next((token.features for token in segment.words if token.features & tells), 0)
        return bool(first & self.objects)

    def keep_clause(self, clause: Clause, features: int, nth: int) -> None:
        """Keep what a clause without figures says, by the features of its words, for the n-th figure and on."""
        # 上年无结转，已办理2件: what did not come over tells no time of what is behind it.
        came = features & _LAST and features & self.phrases.timed
        if features & TIMES and not (came or is_of_matter(clause.words, self.told | _THAN)):
            # 对2020年以来的规范性文件全面清理，废止12件: when those were made.
            made = features & _YEAR and features & self.phrases.idle and features & self.objects
            self.time = self.time if made else features & TIMES
        elif features & _THAN and clause.mark == ")":
            # 与上年（113件）相比，增3.5%
            self.time &= ~_LAST
        if clause.features & _WHO:
            # 申请最多的是住建局，受理30件
            words = clause.words
            who = self.phrases.leads(words, clause.features) or (_OTHER if self.phrases.ends_with(words, _OTHER) else 0)
            self.body = who & (_OTHER | _SEAT | _FEW) if who else self.body
        if features & self.phrases.strange and features & self.results:
            # 不予公开1件，为查询: in a list of results one more of them.
            listed = self.topics.listing == self.sentence
            features &= ~(self.phrases.strange if listed else self.phrases.either(clause.words))
        about = self.phrases.about_what(features)
        if self.matter == self.sentence or clause.features & _REASON:
            # 因不动产登记资料有专门规定，…
            about &= ~(self.phrases.strange | self.phrases.plain)
        if features & _LIMITS and not features & self.content:
            self.matter = self.sentence
        self.head(about, nth)
        # 纠错率较高，32件中…: a rate tells no result of what follows.
        self.pending = features & ~self.objects & ~(self.phrases.results if features & _RATE else 0) | about
        if clause.features & _BECAUSE:
            self.pending |= _BECAUSE | clause.features & _REASON
            for token in clause.words:
                self.pending |= token.features & self.phrases.results
        self.clause = clause

    def head(self, about: int, nth: int) -> None:
        """Keep what a clause without figures is about, which the n-th figure follows."""
        if about & self.named:
            self.topics.head(about, self.sentence, nth)
            self.cause |= about & self.phrases.causes

    def take(self, segment: Segment, mark: str, segments: Sequence[Segment]) -> None:
        """Let a figure take from elsewhere what its own words leave open."""
        own, listed = segment.own, mark == LIST
        if own & _OTHER and own & _BY and own & self.phrases.caused and own & self.acts:
            # 2件复议由市局受理: who decides on those; they are the unit's own.
            own = segment.own = own & ~(_OTHER | self.acts)
        host = segments[segment.host] if segment.host >= 0 else None
        before = segments[segment.before] if segment.before >= 0 else host
        self.limit(segment, before, mark)
        if own & _THIS and not own & (self.content | self.objects) and self.carried >= self.sentence - 1:
            # 上年结转的1件已公开。今年的2件，1件公开: what follows became of those alone.
            self.strange = SOME
        if own & self.phrases.outcomes and not (own & self.objects or host or listed):
            # 复议被纠正38件、诉讼败诉10件；无法提供达到63件；年末仍有107件未办结: of what was asked for again.
            self.topics.leave(self.phrases.caused)
        self.lend(segment, own, host, before, listed)
        last = segments[-1] if segments and not own & self.says else None
        if last and last.counted == "percent" and last.sentence == segment.sentence and mark in "(,":
            # 部分公开占10.4%（26件）
            told = self.phrases.ends if self.words else self.content
            segment.lent |= 0 if last.own & (_CHANGE | _THAN) else last.own & told
        kin, shared = self.topics.kin, 0
        if self.pending & _AMONG or (own & kin and not own & self.content):
            shared = self.topics.shared(segment, host, before, self.pending, mark)
            segment.lent |= shared
        taken = segment.taken | segment.lent
        named = (own | taken) & self.objects
        if not named:
            segment.taken = taken
            taken |= self.topics.object_for(segment, host, before)
            if own & _OWN:
                self.strange = 0
            # 出入境证件办理12件、身份证办理8件: nobody knows the item before in the list either.
            beside = before.unknown if listed and before and before.own & own & self.acts else 0
            segment.unknown = max(segment.unknown, host.unknown if host else self.strange, beside)
        segment.taken = taken | self.holding(segment, own, taken, host, before, listed)
        if shared or (own | segment.taken) & kin or (before and before.own & kin):
            segment.others = self.topics.others(segment, host, before, shared, named)
        if own & TIMES:
            take_earlier(segment, own, before, segments, self.phrases, self.opened, self.bracketed)

    def holding(
        self, segment: Segment, own: int, taken: int, host: Segment | None, before: Segment | None, listed: bool
    ) -> int:
        """Give what holds for a figure from where it stands: what was done, why, when, and who did it."""
        held, above = self.cause, host or before
        if (own | taken) & self.phrases.parties and above and not (own | taken) & self.done:
            held |= above.features & self.done
        if not own & TIMES:
            held |= self.time
        if listed and before and segment.counted == before.counted == "items":
            # 主动公开94条、依申请公开6条: what no table has is not told in one list with what one has.
            held |= before.features & self.phrases.strange
        if self.body or self.away:
            # 个别单位答复不规范，全年被复议纠正2件: of the unit's all the same.
            caused = (own | taken | held) & self.phrases.caused
            body = 0 if self.body & _FEW and caused else self.body & ~_FEW
            held |= self.away if own & _OWN else self.away | body
        return held

    def lend(self, segment: Segment, own: int, host: Segment | None, before: Segment | None, listed: bool) -> None:
        """Let a figure, by its own words, take what it was told with: from the clause before it, or another figure."""
        pending = self.pending & self.lends
        if own & _SUM and not own & self.says and not (before and self.is_paid(segment, before)):
            # 内容以征地批复为主，共57件: of what nobody knows.
            segment.lent = (host.features & self.told if host and not own & OPENS else pending) | pending & _LIMITS
            if own & _OWN and before and before.own & self.objects & ~self.phrases.strange:
                # 县政府及其办公室印发规范性文件3件，全县合计11件: of the same.
                segment.lent |= before.own & self.told
            segment.unknown += 0 if pending & self.content else self.phrases.unknown(self.words)
        elif pending & self.says and not own & self.told and (not host or self.bracketed or self.ends_alone(segment)):
            # 旧村改造类申请较多，达14件: of applications nobody knows.
            strange = self.words if self.bracketed else self.phrases.before_object(self.words)
            segment.unknown += self.phrases.unknown(strange)
            segment.lent = pending & ~(self.results if own & _AMONG else 0)
            segment.first = self.words[0].start if self.words else segment.first
        elif self.pending & _BECAUSE and own & self.results:
            segment.lent = pending & self.results
            # 因职能划转，无法提供8件: of those alone.
            segment.own |= _LIMITS if self.pending & _REASON and not segment.lent else 0
        elif before and not own & self.content and not own & _CHANGE:
            if own & (_REACH | TIMES) and not own & self.objects:
                # 查处违法24起，上年31起; 超期答复由5件降到1件: of some, as those are.
                kept = self.told if before.own & self.objects else self.told | _LIMITS
                segment.lent = before.features & kept | (before.own & _LIMITS if own & _REACH else 0)
                if own & _THIS and before.own & _LAST and not own & _REACH:
                    # 上年结转的1件已公开；今年的2件: those that came in.
                    segment.lent &= ~(before.own & self.acts)
                if segment.depth > before.depth:
                    # 同意4件（上年9件）: what nobody knows of the one, nobody knows of the other.
                    segment.unknown = max(segment.unknown, before.unknown)
            elif own & self.objects and (listed or only_names(segment, before, self.phrases)):
                # 现行有效规章2件、规范性文件9件; 制定规章6部，规范性文件181件
                segment.lent = before.own & self.acts
            elif not own & self.told and segment.mark in _GOES_ON and segment.counted == "money" != before.counted:
                # 收取信息处理费2件、340元
                segment.lent = (before.own | before.lent) & self.told
            elif not own & self.told and before.counted == "money" != segment.counted and self.beside(segment):
                # 收取信息处理费340元（2件）; 收取信息处理费340元，计2件
                segment.lent = before.own & self.told
        if host and not own & (self.content | self.objects) and own & (_OWN | self.phrases.causes):
            # 其中我厅本级2件, 其中政府信息公开类2件
            segment.lent |= host.features & (self.told if own & _OWN else self.told & ~self.results)
        if host and segment.opener & _PART and own & self.phrases.plain and not own & self.content:
            # 印发文件312件，其中规范性文件2件
            segment.lent |= host.features & self.acts

    def is_paid(self, segment: Segment, before: Segment) -> bool:
        """Tell whether a sum of money is what was paid for those counted before it (对3件申请计收费用，合计300元)."""
        beside = segment.mark in _GOES_ON and segment.counted == "money" != before.counted
        return beside and bool(before.features & self.phrases.plain)

    def put_off(self, nth: int, segments: Sequence[Segment], features: int) -> None:
        """Let the n-th figure, if it only says why or when, take from the clause behind it that it was put off."""
        # 1件依法延期，结转下年; 还有2件12月25日收到，列入下年办理
        segment, phrases = segments[nth] if nth >= 0 else None, self.phrases
        if not segment or segment.sentence != self.sentence or segment.counted != "count" or segment.host >= 0:
            return
        own = segment.own & ~phrases.idle
        came = phrases.acts if own & _WITHIN else 0
        known = phrases.timed | phrases.sought | came
        if (features | own) & _TELLS_ELSE or own & _SUM or own & phrases.told & ~known:
            return
        before = segments[segment.before] if segment.before >= 0 else None
        if before and before.sentence == segment.sentence and not before.own & phrases.told & ~phrases.idle:
            # 2件依法延期，4件征求意见，结转下年: both may be.
            return
        segment.own = own & ~(_WITHIN | came & ~phrases.timed)
        segment.lent |= features & (_NEXT | phrases.timed)
        segment.taken |= segment.lent

    @staticmethod
    def beside(segment: Segment) -> bool:
        """Tell whether a figure stands in brackets behind another one, or with no word beside it that says anything."""
        if segment.mark == "(":
            return True
        return segment.mark in _GOES_ON and all(word.features == _FILLER for word in segment.words)

    def ends_alone(self, segment: Segment) -> bool:
        """Tell whether a part has no words, and the clause before it says how it ended (第一类予以公开，63件)."""
        return not segment.words and bool(self.pending & self.results)

    def limit(self, segment: Segment, before: Segment | None, mark: str) -> None:
        """Keep what tells that a figure is, or may be, only of some."""
        own, pending = segment.own, self.pending
        if among := self.topics.among(pending, self.sentence):
            segment.among = among & ~own
        if pending & _LIMITS and not pending & _BECAUSE:
            # 开通网上申请渠道，收到申请48件: perhaps of those alone.
            segment.loose = bool(own & self.acts and not own & (_LAST | _NEXT))
        if before and before.own & self.phrases.idle and own & self.results and before.sentence == segment.sentence:
            # 对9件申请征求第三方意见，3件不予公开: perhaps of those.
            segment.loose = True
        if before and own & _LIMITS and not own & self.told and before.own & _LETTER == _LETTER and segment.host < 0:
            # 收到依申请公开信件12件、网上申请20件: those that came by letter.
            before.own |= _LIMITS
        elif before and own & _LETTER == _LETTER and before.own & _LIMITS and mark in _GOES_ON:
            # 网上申请20件、书面申请12件
            segment.own |= _LIMITS
        if before and mark in _JOINS and self.ends_list(segment, before):
            # 7件县级部门申请、1件乡镇申请结转下年: what was done with all that are listed is told behind the last.
            if segment.own & before.own & self.objects:
                segment.own |= _LIMITS
            elif mark == LIST or before.own & _AND:
                # 1件复议和1件诉讼尚未审结
                before.own |= segment.own & self.done

    def ends_list(self, segment: Segment, before: Segment) -> bool:
        """Tell whether what was done is told behind a figure: with the last of several that only name what they are."""
        kin = self.topics.kin
        alike = segment.own & before.own & self.objects or (segment.own & kin and before.own & kin)
        counted = alike and not before.own & self.content
        # 3件复议、1件诉讼败诉: of the last alone, for nothing says so of the first.
        told = segment.own & (self.acts | self.phrases.results_of(before.own & kin))
        if not counted or not told:
            return False
        return before.end < before.last and segment.first == segment.start and segment.end < segment.last
