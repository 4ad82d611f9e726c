"""What of a published page is the report's, and what is the site's own: menus, footers, lines about an article.

What follows the report is taken for added to it, until a line that only a site writes.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from govxl.report.published import Published

__all__ = ["Surroundings", "is_prose", "says_figure"]

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
        self.core = self._common([published.homes[block] for block in self.blocks] if published.homes else [])
        self.known: dict[int, bool] = {}

    def _around(self, home: int) -> Iterator[int]:
        while True:
            yield home
            if not home:
                return
            home = self.published.parents[home]

    def _common(self, homes: Sequence[int]) -> int:
        core = homes[0] if homes else 0
        for home in dict.fromkeys(homes):
            above = set(self._around(home))
            core = next(each for each in self._around(core) if each in above)
        return core

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
