"""What stands beside a figure in a whole report explains it; the same figure without that must be heard.

The tables are those of `test_silence`: 一 95, 二 3, （七）92, 四 6, 公开 50, 行政复议 11, 行政诉讼 7.
"""

import pytest

from tests.prose.test_silence import doubted

EXPLAINED = {
    "the seat's own part, and what came of it": (
        "全县新收申请95件，办结92件，结转6件，公开50件。县政府本级办理51件，其中予以公开21件、部分公开4件。",
        "全县新收申请95件，办结92件，其中予以公开21件、部分公开4件。",
        ["21件", "4件"],
    ),
    "the seat by another of its names": (
        "全县因政府信息公开被申请行政复议11件。县政府作为被申请人的复议案件4件，均由市政府维持。",
        "县政府因政府信息公开被申请行政复议4件。",
        ["4件"],
    ),
    "parts by offices below": (
        "全县收到申请95件，其中县政府本级收到20件、乡镇收到27件、部门收到48件。",
        "全县收到申请90件，其中县政府本级收到20件、乡镇收到27件、部门收到48件。",
        ["90件"],
    ),
    "a court's own cases": (
        "县法院受理政府信息公开行政诉讼案件21件，审结19件。",
        "县政府被提起政府信息公开行政诉讼21件。",
        ["21件"],
    ),
    "results of all cases": (
        "行政诉讼案件38件，其中政府信息公开类7件；维持29件，驳回6件。",
        "政府信息公开行政诉讼7件，维持5件，其他3件。",
        ["5件"],
    ),
    "cases that are for information in part": (
        "涉我县行政复议案件26件，信息公开类11件；行政诉讼案件15件，信息公开类7件。",
        "涉我县的信息公开行政复议案件26件；行政诉讼案件15件。",
        ["26件", "15件"],
    ),
    "parts of some": (
        "涉及征地拆迁的申请41件，其中公开12件、不予公开8件、无法提供21件。",
        "办结92件，其中不予公开8件、无法提供21件。",
        ["8件", "21件"],
    ),
    "parts of what was carried in": (
        "上年结转的3件申请中，不予公开2件、部分公开1件。",
        "办结的92件申请中，不予公开2件、部分公开1件。",
        ["2件", "1件"],
    ),
    "the seat, told before those below": (
        "县政府答复申请20件，其中公开9件、不予公开2件；各部门答复72件。",
        "县政府答复申请20件，其中公开9件、不予公开2件。",
        ["20件", "2件"],
    ),
    "a plan": ("下一步，计划制定规范性文件2件，废止3件。", "全年制定规范性文件2件，废止3件。", ["2件", "3件"]),
    "a sum of what nobody knows": (
        "申请内容以征地批复和土地权属为主，共57件。",
        "我县共收到申请57件。",
        ["57件"],
    ),
    "a list apart from the sum behind it": (
        "网络80件、信函12件、当面3件；内容以征地批复为主，共57件。",
        "网络80件、信函12件、当面3件，共97件。",
        ["97件"],
    ),
    "what each had": ("我县申请办理任务重，人均办理90件。", "我县办理申请90件。", ["90件"]),
    "what was charged in one way": (
        "信息处理费方面，按件计收3件，按量计收2件，共350元。",
        "全年收取信息处理费3件，共350元。",
        ["3件"],
    ),
    "a year long past": ("新收申请95件，是2019年的2.3倍。", "新收申请95件，是上年的2.3倍。", ["2.3倍"]),
    "a change of a sum": (
        "复议维持9件、诉讼维持4件，合计较上年减少5件。",
        "因政府信息公开引发行政复议11件，较上年减少5件。",
        ["5件"],
    ),
    "a whole that was named": (
        "在62件公开和部分公开的答复中，予以公开50件，占80.6%。",
        "予以公开50件，占80.6%。",
        ["80.6%"],
    ),
    "parts that overlap": (
        "主动公开信息92条，其中会商12条、审核92条。",
        "主动公开信息92条，其中动态30条、公告20条、解读10条、其他20条。",
        ["92条"],
    ),
}


FLOWS = "我县新收申请95件，上年结转3件，办结92件，结转下年6件。"

BORNE_OUT = {
    "other rows told beside it": ("连同上年结转3件，年内办毕90件，未办结6件。", ["90件"]),
    "as the tables have it": ("连同上年结转3件，年内办毕92件，未办结6件。", []),
    "but for what was carried in": ("上年结转3件，新收的95件中办结89件。", []),
    "of half a year": ("上半年新收申请45件，上年结转3件，办结40件。", []),
    "at the end of the year": ("年末集中办结20件，结转下年6件。", []),
    "of the seat": ("其中县政府本级新收20件，上年结转3件，办结18件。", []),
    "its parts come to it": (
        "已办结的84件中，公开50件、部分公开12件、属行政查询事项14件、不掌握13件、其他3件。",
        ["84件"],
    ),
    "some of its parts": ("12月办结的84件中，信函60件、网络24件。", []),
}
"""What is told again, of which nothing else would be said; each stands behind `FLOWS`."""


@pytest.mark.parametrize("why", BORNE_OUT)
def test_what_is_told_again_is_heard_where_what_stands_beside_it_bears_it_out(why: str):
    again, wrong = BORNE_OUT[why]
    assert doubted(FLOWS + again) == wrong


@pytest.mark.parametrize("why", EXPLAINED)
def test_a_figure_that_its_text_explains_is_silent(why):
    explained, _, _ = EXPLAINED[why]
    assert doubted(explained) == []


@pytest.mark.parametrize("why", EXPLAINED)
def test_the_same_figure_unexplained_is_heard(why):
    _, bare, wrong = EXPLAINED[why]
    assert doubted(bare) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "【监督保障】因政府信息公开引发行政复议15件。",
        "——因政府信息公开引发行政复议15件；",
        "●因政府信息公开引发行政复议15件；",
    ],
)
def test_a_heading_in_brackets_or_a_bullet_hides_nothing(text: str):
    assert doubted(text) == ["15件"]


def test_a_dash_between_years_or_months_joins_them():
    assert doubted("2024年1—12月新收申请96件。") == ["96件"]
    assert doubted("2024年1-6月新收申请46件。") == []
