"""What makes a figure silent: nobody can tell what it is of, or it is of some. Beside each, one that must be heard.

The tables are a made-up county's, their totals added up with a pencil: 一 95, 二 3, （七）92, 四 6.
"""

from functools import cache

import pytest

from govxl.form.definition import load_form
from govxl.prose.judging.judge import judged_text
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.understanding.understand import understand
from tests.prose.cases import facts

YEAR, PATH, UNIT = 2024, "narrative.overview.applications", "示例县人民政府"
TABLES = {
    "year": YEAR,
    "requests.received.person": 83,
    "requests.received.business": 12,
    "requests.carried_in.person": 3,
    "requests.granted.person": 50,
    "requests.partial.person": 12,
    "requests.enquiry.business": 14,
    "requests.not_held.person": 13,
    "requests.other.person": 3,
    "requests.carried_out.person": 6,
    "review.cases.recon_upheld": 9,
    "review.cases.recon_pending": 2,
    "review.cases.direct_upheld": 2,
    "review.cases.direct_other": 2,
    "review.cases.after_upheld": 2,
    "review.cases.after_other": 1,
    "proactive.penalties.decisions": 620,
    "cover.fee_amount": 350,
    "cover.fee_count": 1,
    "prior.requests.received.person": 84,
    "prior.review.cases.recon_upheld": 12,
    "prior.review.cases.recon_pending": 1,
}


@cache
def patterns() -> Patterns:
    return load_patterns(load_form("zfxxgk/2021"))


def doubted_by(tables: dict[str, object], text: str, path: str = PATH, unit: str = UNIT) -> list[str]:
    """Give the figures of a text that these tables contradict."""
    found = understand(patterns(), path, text, YEAR, unit)
    return [doubt.said for doubt in judged_text(found, path, text, YEAR, facts("2021", tables), patterns().rules)]


def doubted(text: str, unit: str = UNIT) -> list[str]:
    return doubted_by(TABLES, text, unit=unit)


SILENT = {
    "parts behind last year's figure, of this year's": "行政复议11件，上年为13件；其中维持9件、尚未审结2件。",
    "whom an answer names, not who asked": "2件告知向市直单位申请。",
    "told in passing, the table's told already": "新收申请95件，内容为征收、规划、住房，三类申请共44件。",
    "far less than all, with words that leave room": "全年办结92件。共收到申请22件。",
    "far from what was told right": "新收申请95件。另一家新收申请12件。",
    "none, beside how many there are": "新收申请95件。其间未收到申请。",
    "of those just told": "无法提供13件，均未引起行政复议。",
    "by words taken from elsewhere, far less": "做好依申请公开工作。答复时当场办结的不少，办结18件。",
    "the noun behind the measure": "共有23个处室参与办理申请。",
    "the last letter before the figure": "新增申请受理岗12个。",
    "a reason for which nothing was done": "新收申请中，因疫情影响当面递交的仅3件。",
    "what those before it come to": "予以公开50件，部分公开12件，合计62件；不予公开14件。",
    "all, as an attribute": "在全部办结件中，予以公开50件。",
    "never again": "程序更加规范，未再出现被责令重新答复的情形。",
    "words before the first part": "不予公开主要集中在行政查询事项14件。",
    "parts by who had them": "新收申请95件，上年结转3件。其中，县政府本级收到申请12件，部门收到申请83件。",
    "content, without figures": "新收申请95件，主要涉及土地、规划等；上年结转3件；办结92件。",
    "a list that its rest ends": "答复92件，其中予以公开50件，其余为部分公开等；结转6件。",
    "places above the unit": "全市共收到申请614件，我县收到95件，占全市的15.5%。",
    "a section of an office": "法规科承办申请38件，其他科室57件。",
    "schools below": "各学校受理信息公开申请12件。",
    "joined to what nobody knows": "全部或部分公开62件，无法提供13件。",
    "a whole of any kind": "信息公开类复议占全县行政复议总量（184件）的6.0%。",
    "reviews of decisions": "作出行政处罚决定620件，被行政复议15件，被行政诉讼9件。",
    "a share of what nobody told": "全年受理举报1.9万件，其中职业打假类占43.6%。",
    "a share by channel": "线上渠道65件，线下渠道30件，线上占68.4%。",
    "a rate is no change": "新收申请95件，比上年增加11件，按期办结率100%。",
    "a change of the first of its sentence": "行政复议11件，维持9件，未审结2件，比上年减少2件。",
    "none with what was withdrawn beside it": "办结90件，另有2件由申请人撤回。",
    "parts that are more than the whole": "结转6件。受理渠道包括：网站64件、邮寄22件、现场12件。",
    "parts of which one is more than twice the whole": "上年结转3件。受理渠道包括：网站23件、邮寄10件。",
    "a share of what is less than its part": "纠正12件，占复议总数的17.5%。",
    "a charge for some": "全年共对1件申请收取信息处理费350元。",
    "for reasons told before": "政府办对两类情形解释不一，因此类理由不予公开9件。",
    "by conditions told before": "全县以上述情形不予公开5件，逐件说明。",
    "for grounds told before, behind all": "不予公开14件，属于前述事由的不予公开11件。",
    "one of several, of which no claim is known": "直接起诉4件、复议后起诉3件，维持4件、其他3件。",
}
HEARD = {
    "with words of its own": ("新收申请95件。全年共收到申请84件。", ["84件"]),
    "last year's, left standing": ("今年共收到申请84件。", ["84件"]),
    "far less, where the text tells nothing right": ("今年共收到申请22件。", ["22件"]),
    "a figure of less, by words that leave no room": ("新收申请22件。", ["22件"]),
    "the other's figure": ("予以公开12件，部分公开50件。", ["12件", "50件"]),
    "a share of what its part may be one of": ("维持9件，占复议总数的17.5%。", ["17.5%"]),
    "a share right behind its part, however far": ("收到申请95件，其中网上申请12件，占98.4%。", ["98.4%"]),
    "a share of a named whole, however far": ("答复92件，公开50件，占办结的8.4%。", ["8.4%"]),
    "none, where the text tells nothing else": ("今年未收到申请。", ["未收到"]),
    "with a digit left out": ("全年收到申请95件，答复9件。", ["9件"]),
    "a sum": ("新收95件，上年结转3件，合计99件。", ["99件"]),
    "a result behind joined ones": ("予以公开和部分公开63件。", ["63件"]),
    "numbered parts": ("主动公开信息95条，其中：1.概况12条；2.动态43条；3.财政30条。", ["95条"]),
    "parts named by what is done": ("发布信息95条，其中环评审批30条、执法监管20条、政务动态33条、生态保护11条。", ["95条"]),
    "parts of all who had any": ("新收申请95件，其中县政府本级12件、部门53件、乡镇28件。", ["95件"]),
    "a share told nearly": ("全年收到申请95件，其中网上申请65件，约占74.6%。", ["74.6%"]),
    "a charge": ("对1件申请收取信息处理费360元。", ["360元"]),
    "what a list of contents does not change": ("新收申请95件，内容涉及行政许可、档案。全年办结95件。", ["95件"]),
    "behind what was counted otherwise": ("收到申请95件。出具审核意见315份。已办结93件。", ["93件"]),
    "before what is said of its reasons": ("不予公开15件，均已说明上述理由。", ["15件"]),
    "behind a reason told before, of what was left": ("因此类原因结转下年7件。", ["7件"]),
    "behind what was named in passing": ("成立依申请公开专班，抽调档案等骨干。全年办结93件。", ["93件"]),
}  # fmt: skip


@pytest.mark.parametrize("why", SILENT)
def test_a_figure_that_may_be_of_something_else_is_silent(why):
    assert doubted(SILENT[why]) == []


@pytest.mark.parametrize("why", HEARD)
def test_a_figure_is_heard_all_the_same(why):
    text, wrong = HEARD[why]
    assert doubted(text) == wrong


def test_places_are_above_some_units_only():
    text = "全市共收到申请614件。"
    assert doubted(text, "示例县人民政府") == []
    assert doubted(text, "示例市人民政府") == ["614件"]
