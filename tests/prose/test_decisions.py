"""Documents and decisions told in many words: said rightly they stay silent, and the same with a slip is heard.

The tables are those of `test_manners`: 制发 11, 废止 5, 现行有效 63, 许可 3167, 处罚 97, 强制 3; last year 9, 6, 57 and 3000.
"""

import pytest

from tests.prose.test_manners import PROACTIVE, doubted

SLIPS = {
    "those that were granted": [("准予许可{}，作出行政处罚97件。", "3167件", "3176件")],
    "what there is now, by words for a total": [
        ("制发规范性文件11件，废止5件，总数维持{}。", "63件", "36件"),
        ("新制定行政规范性文件11件，总数达{}。", "63件", "163件"),
        ("制发规范性文件11件，存量规范性文件{}。", "63件", "62件"),
        ("制发规范性文件11件，废止5件，规范性文件总量{}。", "63件", "64件"),
        ("全县制发规范性文件11件，清理后废止5件，公布继续有效目录{}。", "63件", "73件"),
        ("规范性文件制发11件，废止5件，年末剩{}。", "63件", "72件"),
    ],
    "what it came to, behind the figure it came from": [
        ("新印发规范性文件11件，废止5件，有效文件由上年57件增至{}。", "63件", "54件"),
    ],
    "coercion by what was done": [
        ("行政处罚97件；查封扣押{}。", "3件", "14件"),
        ("行政处罚97件，强制拆除{}。", "3起", "12起"),
        ("查封、扣押等行政强制{}。", "3件", "4件"),
    ],
    "papers of decisions": [
        ("出具行政处罚决定书{}。", "97份", "79份"),
        ("送达许可决定书3167份，出具处罚决定书{}。", "97份", "98份"),
    ],
    "a decision, and whom or what it was about": [
        ("作出行政许可3167件，对无证办学作出行政处罚{}。", "97件", "197件"),
        ("代理记账等许可3167件；对律师事务所及其分所的处罚{}。", "97件", "99件"),
        ("许可3167件，对未按规定年检的社会组织作出处罚{}。", "97件", "108件"),
        ("竣工验收、用地审批等许可{}；处罚97件。", "3167件", "3176件"),
        ("登记管理信息公开：社会组织成立、变更、注销登记等行政许可{}，行政处罚97件。", "3167件", "3267件"),
        ("卫生许可、医师护士注册等决定{}，处罚97件。", "3167件", "3176件"),
        ("行政许可3167件，行政处罚{}（均系校外培训违规）。", "97件", "87件"),
        ("行政许可（固定资产投资项目节能审查、核准等）决定{}。", "3167件", "3187件"),
        ("制发规范性文件11件；许可3167件；安全处罚{}。", "97件", "197件"),
    ],
    "of some, in a paragraph that is right": [
        ("行政许可3167件。防雷安全处罚{}。", "97件", "107件"),
        ("林业行政许可3167件（上年3000件），林业行政处罚{}。", "97件", "107件"),
    ],
    "beside as many as the tables have, however few": [
        ("公示林业行政许可3167件、林业行政处罚97件，林业行政强制{}。", "3件", "131件"),
    ],
    "none beside it, which is right": [
        ("未制定规章，行政许可3167件；规章制发0件，现行有效{}。", "0件", "12件"),
    ],
    "documents that are told with what was done with them": [
        ("对现行有效的{}规范性文件统一编码、统一格式公开。", "63件", "73件"),
        ("制定规范性文件{}并同步解读。", "11件", "12件"),
    ],
    "what may be more than decisions, but for a digit": [
        ("行政许可办件{}，行政处罚97件。", "3167件", "3176件"),
    ],
    "each told behind one word for all": [
        ("规范性文件有立有废，分别为制发{}、废止5件。", "11件", "12件"),
        ("制发规范性文件11件、规章0件，分别废止{}、0件。", "5件", "6件"),
    ],
    "a list of licences or fees": [
        ("办理企业资质、人员执业资格等许可事项{}，处罚97件。", "3167件", "3176件"),
        ("公布水资源费、水土保持补偿费等行政事业性收费{}。", "356.5万元", "356.9万元"),
        ("行政处罚97件，城市道路占用费{}。", "356.5万元", "357.5万元"),
    ],
    "open, by the way they are": [
    ],
    "its digits in another order": [
        ("许可3167件，查处违法案件并作出处罚决定{}。", "97件", "79件"),
        ("政务服务窗口办结行政许可3167件。综合行政执法局作出行政处罚{}。", "97件", "79件"),
    ],
    "with what they include": [
        ("许可3167件（含延续），处罚{}（含简易程序）。", "97件", "79件"),
    ],
    "by the numbers of the statute": [
        ("第（五）项行政许可3167件；第（六）项行政处罚{}、行政强制3件。", "97件", "107件"),
    ],
    "papers that were handed down": [
        ("下发行政处罚决定书{}。", "97份", "99份"),
    ],
    "all decisions in their order": [
        ("许可、处罚、强制三类执法决定分别为{}、97件、3件。", "3167件", "3176件"),
    ],
}


@pytest.mark.parametrize(
    ("text", "right", "wrong"), [slip for slips in SLIPS.values() for slip in slips], ids=lambda each: each[:16]
)
def test_a_slip_is_heard_where_the_right_figure_is_silent(text, right, wrong):
    assert doubted(PROACTIVE, text.format(right)) == []
    assert doubted(PROACTIVE, text.format(wrong)) != []


@pytest.mark.parametrize(
    "text",
    [
        # Of goods, of applications, of contents and events.
        "行政处罚97件；查封扣押物品320件。",
        "查封扣押车辆12辆，行政处罚97件。",
        "粉丝总数达7.3万人，作品总数达214件。",
        # What is told of documents, not the documents.
        "发布6件规范性文件解读，举办发布会3场。",
        "制发规范性文件11件，发布6件规范性文件解读。",
        "对9件规范性文件开展起草前评估。",
        "制发的11件规范性文件中，涉企的2件。",
        # All that were looked at, and what came of those.
        "制发规范性文件11件。清理规范性文件33件，继续有效27件，废止6件。",
        "规范性文件68件，废止5件、继续有效63件。",
        "对以往规范性文件开展清理，清理失效4件、划转2件，现行有效63件。",
        # Some of them.
        "行政许可3167件，林业行政处罚31件。",
        "许可3167件，对无证办学作出行政处罚12件。",
        "处罚97件，其中对校外培训机构处罚12件。",
        "行政许可3167件；查处环境违法24起，上年31起。",
        "上半年制发规范性文件4件，下半年制发7件。",
        "收取信息处理费350元，依申请公开涉及2件。",
        "主动公开规范性文件12件，依申请公开规范性文件8件。",
        "主动公开规范性文件12件，依申请公开文件8件、不予公开文件6件。",
        # More of something else.
        "行政许可3167件，行政处罚信息120条。",
        "行政许可3167件，行政处罚回访31件。",
        "行政许可办件4250件，行政处罚97件。",
        "处罚97件（由公安机关移送的12件）。",
    ],
)
def test_what_may_be_of_something_else_is_silent(text):
    assert doubted(PROACTIVE, text) == []
