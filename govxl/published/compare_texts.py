"""The texts of a report held beside those that were published: which is which, what was changed, missed or added.

What is the site's own, such as menus and footers, is told apart from the report's.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from govxl.published.align import ALIKE, align, likeness
from govxl.published.difference import Difference
from govxl.published.fold import Canon, fold_text, unbroken, unlike
from govxl.published.model import Of, Published
from govxl.published.ours import OurLine

__all__ = ["Surroundings", "Texts", "Theirs", "is_prose", "rejoined", "says_figure"]

# -- The site's own


PROSE_ENDS = tuple("。！？；!?;…")
"""What a paragraph of prose ends with, and a line of a page's own seldom."""

LABELS = (
    "信息来源|稿件来源|文章来源|来源|作者|责任编辑|责编|编辑|审核|校对|初审|复审|终审|供稿|撰稿|附件|发布机构|发布单位|发布时间|发布日期|"
    "时间|日期|索引号|主题分类|信息分类|发文机关|发文字号|成文日期|生成日期|公开日期|公开方式|文号|关键词|有效性|浏览次数|浏览量|浏览|"
    "点击数|点击|阅读次数|阅读量|阅读|访问量|字号|字体|字体大小|上一篇|下一篇|上一条|下一条|当前位置|您的位置|您现在的位置|位置|"
    "主办单位|主办|承办单位|承办|协办|维护|管理|技术支持|版权所有|版权|网站标识码|联系[^:：]{0,4}|电话|地址|邮编|传真|邮箱|分享到|分享"
)
WORDS = (
    "打印|本页|关闭|窗口|下载|附件|分享|收藏|返回|顶部|首页|网站地图|关于我们|联系我们|相关|链接|文章|阅读|新闻|信息|友情|热门|推荐|"
    "无障碍|适老版|手机版|大|中|小|字号|扫一扫|微信|微博|纠错|意见反馈|全文|目录"
)
"""None of them is made of others, so that a line can be taken apart in one way only."""

OF_A_SITE = re.compile(
    rf"(?:{LABELS})[:：]|(?:(?:{WORDS})[|/·、\-]*)+$|[\w]?ICP备|.?公网安备|版权所有|copyright|©|扫一扫", re.IGNORECASE
)
"""How lines begin that a site writes before and after an article."""

IGNORED = re.compile(r"[\s\[\]【】()（）〔〕「」<>《》]+")
DATED = re.compile(r"[\s\d年月日时分:：./-]+")
DIGIT = re.compile("[0-9０-９]")
LONGEST = 60
"""Characters of a line of a site's own."""


class Surroundings:
    """The places of a page's lines, and whether they stand where the report does."""

    def __init__(self, published: Published, ours: Collection[int]) -> None:
        """Find the innermost element that holds all blocks of ours."""
        self.published = published
        self.blocks = sorted(ours)
        homes = dict.fromkeys(published.homes[block] for block in self.blocks) if published.homes else {}
        self.core = next(iter(homes), 0)
        for home in homes:
            above = set(self._around(home))
            self.core = next(each for each in self._around(self.core) if each in above)
        self.known: dict[int, bool] = {}

    def _around(self, home: int) -> Iterator[int]:
        while True:
            yield home
            if not home:
                return
            home = self.published.parents[home]

    def inside(self, home: int) -> bool:
        """Tell whether an element stands in the one that holds the report."""
        way = []
        for each in self._around(home):
            if each in self.known or each == self.core:
                break
            way.append(each)
        else:
            each = -1
        found = each == self.core or self.known.get(each, False)
        self.known.update(dict.fromkeys(way, found))
        return found

    def is_site(self, block: int, text: str) -> bool:
        """Tell whether a line is one that a site writes."""
        if self.published.alone:
            return False
        bare = IGNORED.sub("", text)
        marked = bool(self.published.site) and self.published.site[block]
        return marked or ((len(text) <= LONGEST and bool(OF_A_SITE.match(bare))) or not bare)

    def holds(self, block: int) -> bool:
        """Tell whether a block stands in the element that holds the report."""
        return self.published.alone or not self.published.homes or self.inside(self.published.homes[block])


def is_prose(text: str) -> bool:
    """Tell whether a line reads as a paragraph of prose."""
    return text.rstrip('”’"').endswith(PROSE_ENDS)


def says_figure(text: str) -> bool:
    """Tell whether a line has a figure in it that is no date."""
    return bool(DIGIT.search(text)) and not (len(text) < LONGEST and DATED.fullmatch(text))


# -- Texts


MOST_PIECES, MOST_TRIES = 40, 200_000
"""Pieces that a line of ours may be broken into; how often that is tried in all."""


class Theirs(NamedTuple):
    """One line that was published, and the first and last block it stands in."""

    of: Of
    text: str
    block: int
    last: int


class Texts:
    """Our lines and theirs: `pairs` says for a line of ours which of theirs it is, `found` what differs there."""

    def __init__(
        self, lines: Sequence[OurLine], theirs: Sequence[Theirs], published: Published, tables: set[int], canon: Canon
    ) -> None:
        """Pair the lines; `tables` are the blocks that are tables of ours."""
        self.lines, self.theirs, self.alone = lines, theirs, published.alone
        headings = {canon(line.text) for line in lines if line.of == "heading"}

        def key(text: str) -> str:
            return folded if (folded := canon(text)) in headings else fold_text(text)

        self.keys = [key(line.text) for line in lines]
        self.their_keys = [key(line.text) for line in theirs]
        pairs = {n + 1: place for n, place in align(self.keys[1:], self.their_keys, len).items()}
        self.first = min(pairs.values(), default=len(theirs))
        # The title is the last line before the text that is it: menus and paths repeat it above.
        before = enumerate(self.their_keys[: self.first])
        share, title = max(((likeness(self.keys[0], text), n) for n, text in before), default=(0.0, 0))
        self.pairs = ({0: title} if share >= ALIKE else {}) | pairs
        held = {block for place in pairs.values() for block in (theirs[place].block, theirs[place].last)}
        self.surroundings = Surroundings(published, held | tables)

    def differences(self) -> list[list[Difference]]:
        """Give the differences of every line of ours, followed by what was added after it."""
        found: list[list[Difference]] = []
        for n, line in enumerate(self.lines):
            if n not in self.pairs:
                found.append([Difference("missing", line.of, line.where, ours=line.text)])
            elif self.keys[n] == self.their_keys[self.pairs[n]]:
                found.append([])
            else:
                theirs = self.theirs[self.pairs[n]].text
                kind = unlike(line.text, theirs)
                found.append([Difference("changed", line.of, line.where, ours=line.text, theirs=theirs, kind=kind)])
        for place in self._added():
            after = max((n for n, pair in self.pairs.items() if pair < place), default=0)
            added = self.theirs[place]
            found[after].append(Difference("added", added.of, self.lines[after].where, theirs=added.text))
        return found

    def _added(self) -> Iterator[int]:
        """Yield the places of what was added, between the lines that were found, and around them."""
        taken = set(self.pairs.values())
        # In a file that holds nothing but the report, all that is not ours was added.
        if self.alone or not taken:
            yield from (place for place in range(len(self.theirs)) if taken and place not in taken)
            return
        yield from self._before(self.pairs.get(0, self.first), at_once=0 not in self.pairs)
        for place in range(min(taken), max(taken)):
            # Between title and text stand the page's own lines, such as date and source.
            if place not in taken and (place > self.first or self._is_told(place)):
                yield place
        yield from self._after(max(taken) + 1)

    def _before(self, first: int, at_once: bool) -> Iterator[int]:
        """Yield what stands above the title in one element with the text, or right above the text that has no title."""
        for place in range(first - 1, -1, -1):
            line = self.theirs[place]
            at_once = at_once and is_prose(line.text)
            if self.surroundings.is_site(line.block, line.text) or not (at_once or self.surroundings.holds(line.block)):
                return
            if self._is_told(place):
                yield place

    def _after(self, start: int) -> Iterator[int]:
        """Yield what follows the text, up to a line of the site's own."""
        at_once = True
        for place in range(start, len(self.theirs)):
            line = self.theirs[place]
            at_once = at_once and is_prose(line.text)
            if at_once or (
                self.surroundings.holds(line.block) and not self.surroundings.is_site(line.block, line.text)
            ):
                yield place
            elif self.surroundings.is_site(line.block, line.text):
                return
            elif line.of == "table" or says_figure(line.text):
                yield place

    def _is_told(self, place: int) -> bool:
        """Tell whether a line beside the title is none of the site's own."""
        line = self.theirs[place]
        if is_prose(line.text):
            return True
        return (line.of == "table" or says_figure(line.text)) and not self.surroundings.is_site(line.block, line.text)


def rejoined(theirs: Sequence[Theirs], lines: Sequence[OurLine]) -> list[Theirs]:
    """Put together what is one line of ours, broken in two or more as long titles are."""
    ours = {unbroken(line.text) for line in lines}
    folded = [unbroken(line.text) for line in theirs]
    found: list[Theirs] = []
    at = tries = 0
    while at < len(theirs):
        end, tried = _end_of_line(folded, at, ours) if tries < MOST_TRIES else (at + 1, 0)
        tries += tried
        text = "\n".join(line.text for line in theirs[at:end])
        found.append(Theirs(theirs[at].of, text, theirs[at].block, theirs[end - 1].last))
        at = end
    return found


def _end_of_line(folded: Sequence[str], at: int, ours: set[str]) -> tuple[int, int]:
    """Say before which of their lines a line of ours ends that begins at one, and how much was tried."""
    whole = ""
    tries = 0
    # Only lines of ours that begin with what was joined so far are still possible.
    open_lines = list(ours)
    for end in range(at, min(len(folded), at + MOST_PIECES)):
        whole += folded[end]
        if whole in ours:
            return end + 1, tries
        tries += len(open_lines)
        open_lines = [line for line in open_lines if line.startswith(whole)]
        if not open_lines:
            break
    return at + 1, tries
