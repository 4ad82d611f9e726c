"""One figure as it should be, and the same with a slip of the pen: what is told rightly is silent, the slip is heard.

The tables are those of `test_silence`: 一 95 (83 of them 自然人, 12 商业企业; 84 last year), 二 3, （七）92, 公开 50,
部分公开 12, 行政查询 14, 不掌握 13, 行政复议 11 and 行政诉讼 7 (13 and none last year).
"""

import pytest

from govxl.prose.judging.judge import judged_text
from govxl.prose.understanding.understand import understand
from tests.prose.cases import facts
from tests.prose.test_manners import PROACTIVE
from tests.prose.test_manners import doubted as doubted_there
from tests.prose.test_silence import PATH, UNIT, YEAR, doubted, patterns

SLIPS = {
    "against last year's figure, where the text has no other": [
        ("自然人83件，企业12件。与上年84件相比，增加{}。", "11件", "12件"),
        ("申请数量较2023年的84件增长{}。", "13.1%", "14.1%"),
        ("新收申请量比上年（84件）增长{}。", "13.1%", "31.1%"),
        ("复议诉讼总量与上年的13件相比增加{}。", "5件", "6件"),
    ],
    "in a sentence of its own": [
        ("收到申请95件，其中线上60件，线下35件。自然人83件，企业12件。与上年相比上升{}。", "13.1%", "14.1%"),
    ],
    "behind another change": [
        ("新收的95件中，自然人83件，企业12件；新收数同比增加11件，增幅{}。", "13.1%", "15.1%"),
        ("新收申请95件，比上年增加11件，升幅{}。", "13.1%", "15.1%"),
    ],
    "of a figure that others may have had a hand in": [
        ("各县（市、区）、市直各部门共收申请95件，同比增长{}。", "13.1%", "15.1%"),
    ],
    "of what was not counted before it": [
        ("不掌握类答复较多，13件占办结总数的{}。", "14.1%", "41.1%"),
        ("不掌握类答复13件，占办结的{}。", "14.1%", "11.4%"),
        ("征地类申请38件，占{}。", "40.0%", "44.0%"),
        ("查询类14件，占办结总数的{}。", "15.2%", "51.2%"),
        ("市本级受理45件，各县区受理50件，分别占47.4%、{}。", "52.6%", "56.6%"),
        ("拆迁20件、规划18件，合计占新收的{}。", "40.0%", "43.0%"),
    ],
    "in a list of percentages": [
        ("申请人中，自然人占87.4%、企业{}。", "12.6%", "16.6%"),
        ("答复92件，其中公开50件，比重{}。", "54.3%", "45.3%"),
    ],
    "by the name of a rate": [("行政复议维持率为{}。", "81.8%", "88.8%")],
    "among figures of some": [
        ("无法提供13件、不予公开14件；14件申请中行政查询14件，公开50件，占{}。", "54.3%", "55.3%")
    ],
    "a whole with a list behind it": [
        ("全年发文418件，标注主动公开73件、依申请公开128件、不予公开{}。", "217件", "227件"),
        ("印发文件126份，主动公开52份，依申请公开31份，不予公开{}。", "43份", "42份"),
        ("发布信息1023条，就业创业289条，社会保险195条，人事人才337条，劳动维权{}，综合84条。", "118条", "128条"),
        ("征集意见361条：书面88条、当面73条、网上{}。", "200条", "209条"),
    ],
    "parts that come to too much": [
        ("公开信息300条，其中许可186条、处罚74条、采购9条、其他{}。", "31条", "41条"),
        ("公开信息554条，其中概况61条、招生{}、学风9条、财务273条、人事93条。", "118条", "127条"),
        ("配套解读91篇，其中文字34篇、图片{}、音视频16篇。", "41篇", "141篇"),
        ("网站公开信息217条，其中政策34条，动态137条，其他{}；公众号发布信息365条。", "46条", "47条"),
    ],
    "applications, each of which came by one channel": [
        ("收到申请95件，其中网络申请{}、信函申请2件。", "93件", "94件"),
        ("受理申请95件（{}信函、39件政府网站渠道申请）。", "56件", "60件"),
    ],
    "what the rows told beside them leave of what came in": [
        ("收到申请95件，答复{}，行政查询14件，本机关不掌握13件，结转下年度6件。", "62件", "64件"),
        ("全年收到申请95件，按时办结{}，14件属行政查询，13件不掌握，6件结转下年。", "62件", "67件"),
    ],
    "of several that come to what the table has": [
        ("行政诉讼7件，一审驳回诉讼请求{}、二审维持1件。", "3件", "2件"),
        ("行政复议11件，维持答复{}、维持处理决定3件，尚未审结2件。", "6件", "7件"),
    ],
    "of more than the tables have, as what stands behind it tells": [
        ("办理信息公开行政复议{}（含上年结转2件）。", "13件", "15件"),
        ("全县系统共收到申请310件，其中本机关{}。", "95件", "59件"),
        ("全县系统共收到申请310件、答复300件，其中本机关收到{}、答复92件。", "95件", "59件"),
    ],
    "fitted to make up a hundred": [
        ("收到申请95件。其中，网上44件，占比46.3%；信函14件，占比14.7%；当面37件，占比{}。", "39.0%", "39.1%"),
        ("收到申请95件。其中，网上44件，占比46.3%；信函14件，占比14.7%；当面37件，占比{}。", "38.9%", "39.2%"),
        ("收到申请95件。其中，网上44件，占比46.3%；信函14件，占比{}；当面37件，占比38.9%。", "14.7%", "15.7%"),
    ],
    "a rest that leaves some": [
        ("公开信息902条，含法治64条、律师233条、普法318条、其他{}。", "287条", "267条"),
    ],
}


@pytest.mark.parametrize(
    ("text", "right", "wrong"), [slip for slips in SLIPS.values() for slip in slips], ids=lambda each: each[:12]
)
def test_a_slip_is_heard_where_the_right_figure_is_silent(text, right, wrong):
    assert doubted(text.format(right)) == []
    # It is the sum that is doubted where a part of it is wrong.
    assert doubted(text.format(wrong)) != []


@pytest.mark.parametrize(
    "text",
    [
        # Channels that overlap, the first of a list, things beside each other.
        "全年发布信息320条，其中网站185条、公众号97条、公开栏66条。",
        "收到申请95件，其中网上申请80件、书面通知补正30件。",
        "收到申请95件，网上申请85件（其中系统提交80件）、信函10件。",
        "涉及征地拆迁的申请38件，涉及不动产登记的申请21件，涉及规划许可的16件。",
        "申请最多的前三家是自然资源局（214件）、住建局（127件）、公安局（88件）。",
        "四大类信息分别为366条、52条、19条、284条。",
        "制定预警标准118次，发布预警61次，解除预警19次，更新预警98次。",
        # Of what nobody told, and of other things.
        "政策解读中视频解读仅3件，占10.3%。",
        "新收申请95件，上年结转3件，比2023年的新收量（84件）多出11件。",
        # Last year's figure is not the tables': nobody knows of what it was.
        "与上年60件相比，增加20件。",
        "线上申请31件，同比增长24.0%。",
        # Who had it, nobody knows; 废止 is compared, not taken from what there was.
        "各部门共收申请90件，同比增长20.0%。",
    ],
)
def test_what_only_looks_like_a_slip_is_silent(text):
    assert doubted(text) == []


@pytest.mark.parametrize(("fewer", "heard"), [("1件", []), ("4件", ["4件"])])
def test_fewer_than_last_year_is_told_of_the_figure_before(fewer, heard):
    assert doubted_there(PROACTIVE, f"全年制发规范性文件11件，废止规范性文件5件，比上年减少{fewer}。") == heard


MORE = {
    "year": YEAR,
    "requests.received.person": 234,
    "requests.carried_in.person": 19,
    "requests.granted.person": 240,
    "requests.carried_out.person": 13,
}


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # More was closed than came in: 240 of 253, not of 234; 102.6 % of those all the same.
        ("收到申请234件，办结240件，办结率{}。", "94.9%", "94.0%"),
        ("收到申请234件，办结240件，办结率{}。", "102.6%", "102.8%"),
        # In passing, and told rightly elsewhere in part: three digits of which two are right are no accident.
        ("新收申请234件，加上上年结转19件，共办理{}，办结240件，结转13件。", "253件", "353件"),
    ],
)
def test_more_was_closed_than_came_in(text, right, wrong):
    def heard(told: str) -> list[str]:
        found = understand(patterns(), PATH, told, YEAR, UNIT)
        return [doubt.said for doubt in judged_text(found, PATH, told, YEAR, facts("2021", MORE), patterns().rules)]

    assert heard(text.format(right)) == []
    assert heard(text.format(wrong)) == [wrong]
