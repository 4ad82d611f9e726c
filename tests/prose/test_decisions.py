"""Documents and decisions told in many words: said rightly they stay silent, and the same with a slip is heard.

The tables are those of `test_manners`: 制发 11, 废止 5, 现行有效 63, 许可 3167, 处罚 97, 强制 3; last year 9, 6, 57 and 3000.
"""

import pytest

from govxl.prose.judging.judge import judged_text
from govxl.prose.understanding.understand import understand
from tests.prose.cases import facts
from tests.prose.score import patterns_of
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
    "last year's, beside this year's that are all there are": [
        ("劳务派遣、职业中介等许可3167件（上年{}），处罚97件。", "3000件", "3030件"),
        ("种子许可3167件，上年{}。", "3000件", "3009件"),
        ("种子许可3167件，比上年的{}增长5.57%。", "3000件", "3090件"),
    ],
    "how many more, beside this year's that are all there are": [
        ("种子许可3167件，同比增加{}。", "167件", "176件"),
        ("种子许可3167件，比上年的3000件增加{}。", "167件", "176件"),
        ("行政审批局作出许可决定3167件，较上年净增{}；处罚97件。", "167件", "177件"),
    ],
    "all the documents there were, behind those that came and went": [
        ("规范性文件新增11件、废止5件，由上年底57件增加到{}。", "63件", "72件"),
        ("规范性文件新增11件、废止5件，由年初的{}变为63件。", "57件", "75件"),
        ("制发规范性文件11件，集中清理废止5件，上年底的{}因此增加为63件。", "57件", "48件"),
    ],
    "documents in other words": [
        ("规范性文件“立”{}、“废”5件、“存”63件。", "11件", "12件"),
        ("规范性文件“立”11件、“废”{}、“存”63件。", "5件", "15件"),
        ("规范性文件“立”11件、“废”5件、“存”{}。", "63件", "64件"),
        ("现行有效规范性文件保持{}不变。", "63件", "64件"),
        ("局发规范性文件{}，废止5件。", "11件", "12件"),
        ("规范性文件本年11件，到期失效5件，现行{}。", "63件", "73件"),
        ("规范性文件方面，往年文件继续有效的有{}。", "63件", "65件"),
    ],
    "what a document is about, in brackets": [
        ("制发规范性文件{}（取水许可、宅基地审批办法等），废止5件。", "11件", "12件"),
        ("制发规范性文件{}（林木采伐审批办法等），许可3167件。", "11件", "12件"),
    ],
    "where it was shown": [
        ("集中废止规范性文件{}并在网站公告。", "5件", "6件"),
        ("对外公示行政处罚决定{}，强制3件。", "97件", "107件"),
    ],
    "how it was marked, of all": [
        ("落实公文公开属性源头认定。对{}现行有效行政规范性文件逐件核对格式、标注效力。", "63件", "65件"),
    ],
    "a total of documents that became another": [
        ("规范性文件总数由57件增至{}。", "63件", "64件"),
        ("规范性文件存量由{}增至63件。", "57件", "59件"),
    ],
    "decisions by kinds": [
        ("许可类{}、处罚类97件、强制类3件。", "3167件", "3176件"),
        ("行政许可类3167件、行政处罚类97件、行政强制类{}。", "3件", "30件"),
    ],
    "far more documents, beside what else was done with them": [
        ("制定管理类规范性文件11件，废止{}，现行有效63件。", "5件", "133件"),
        ("印发规范性文件11件，同步发布解读材料7篇；清理废止{}，现行有效63件。", "5件", "133件"),
        ("本年制发{}、废止5件，现行有效63件。", "11件", "139件"),
        ("规范性文件方面，上半年废止5件，下半年制发{}，年底有效63件。", "11件", "128件"),
        ("规范性文件方面，新发11件，废止5件，尚在施行{}。", "63件", "163件"),
    ],
    "what was against the law, which is what every penalty is for": [
        ("共查处违法行为并作出处罚决定{}。", "97件", "107件"),
        ("依法对各类违法行为实施行政处罚{}。", "97件", "98件"),
    ],
    "why documents went": [
        ("及时废止与上位法不一致的规范性文件{}。", "5件", "15件"),
        ("废止过时的规范性文件{}。", "5件", "6件"),
    ],
    "what was done with papers of all years": [
        ("对历年文件全面梳理，废止行政规范性文件5份，新印发{}，保持有效63份。", "11份", "12份"),
        ("对往年发文逐一清理，废止规范性文件{}，现行有效63件。", "5件", "6件"),
    ],
    "documents there are, in other words": [
        ("规范性文件期末数{}。", "63件", "64件"),
        ("全县{}现行有效规范性文件全部入库。", "63件", "64件"),
        ("规范性文件总计{}，其中本年新发11件。", "63件", "73件"),
    ],
    "licences by what they allow": [
        ("占道审批{}，处罚97件，强制3件。", "3167件", "3267件"),
        ("林木采伐审批等3167件（上年{}），处罚97件。", "3000件", "3020件"),
    ],
    "fees under a heading of one word": [
        ("——许可：3167件\n——收费：{}（水资源费、水土保持补偿费）", "356.5万元", "357.6万元"),
        ("收费——{}，目录清单动态调整。", "356.5万元", "355.5万元"),
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
        "对历年文件进行梳理，累计印发规范性文件120件。",
        "对近年来出台的文件开展清理，废止12件，修订6件。",
        "对历年政策文件进行数字化，归档12件。",
        # Some of them.
        "行政许可3167件，林业行政处罚31件。",
        "许可3167件，对无证办学作出行政处罚12件。",
        "处罚97件，其中对校外培训机构处罚12件。",
        "行政许可3167件；查处环境违法24起，上年31起。",
        "上半年制发规范性文件4件，下半年制发7件。",
        "收取信息处理费350元，依申请公开涉及2件。",
        "主动公开规范性文件12件，依申请公开规范性文件8件。",
        "主动公开规范性文件12件，依申请公开文件8件、不予公开文件6件。",
        # Some of them, and as many of the same as last year, or fewer.
        "林业许可31件（上年27件），处罚97件。",
        "林业许可31件，同比增加12件；处罚97件。",
        "行政许可3167件；林业许可31件，比上年的40件减少9件。",
        "种子许可3167件，占全年办件的12.5%（上年10.1%）。",
        "种子许可3167件（上年办件6200件）。",
        "占道审批126件，行政处罚97件，强制3件。",
        "行政处罚97件，强制3件；公开环评审批信息4000条。",
        "行政处罚97件，强制3件；环评审批结果公示4000件。",
        # What came in and went, of which is not told how it grew.
        "受理投诉11件、办结5件，由上年底57件增加到72件。",
        "收到建议11件，采纳5件，由上年的57件增加到64件。",
        "规范性文件总计11件，其中本年新制定9件、修订2件。",
        "查处违法行为124起，作出处罚97件。",
        "对12件违法行为开展说服教育，处罚97件。",
        # More of something else, beside documents.
        "制发规范性文件11件，废止5件，现行有效63件，发布解读105件。",
        "印发文件105件，其中规范性文件11件，废止5件，现行有效63件。",
        "制发规范性文件11件，现行有效63件，历年累计废止105件。",
        "规范性文件现行有效63件，制发11件，修改12件。",
        "制发规范性文件11件，废止5件；全文公开政策文件320件。",
        "制发规范性文件11件、党内法规22件，废止5件，现行有效63件。",
        "现行有效规范性文件63件，废止5件，累计制发131件。",
        # Data, and papers, of kinds of decisions.
        "归集上报许可类数据4796条、处罚类数据352条，行政处罚97件。",
        "评查处罚类案卷12件、许可类案卷20件，行政强制3件，处罚97件。",
        "依申请公开的内容中，行政处罚类12件、征地类20件。",
        # Some of the documents, which are marked.
        "对12件现行有效规范性文件逐件核对格式、标注效力。",
        "制发的规范性文件中，9件标注为主动公开。",
        # Fees that are not those of the table.
        "新闻宣传——收费：35.2万元（停车费）",
        # More of something else.
        "行政许可3167件，行政处罚信息120条。",
        "行政许可3167件，行政处罚回访31件。",
        "行政许可办件4250件，行政处罚97件。",
        "处罚97件（由公安机关移送的12件）。",
    ],
)
def test_what_may_be_of_something_else_is_silent(text):
    assert doubted(PROACTIVE, text) == []


ITEMS = {
    "year": 2020,
    "proactive.licensing.last_year": 34,
    "proactive.licensing.change": -6,
    "proactive.licensing.decisions": 895,
    "proactive.penalties.last_year": 186,
    "proactive.penalties.change": 11,
    "proactive.penalties.decisions": 58,
}
"""A table of the form of 2019, which tells of items too: 34 less 6 are 28, 186 and 11 are 197."""


def doubted_of_2019(text: str) -> list[str]:
    patterns = patterns_of("2019")
    found = understand(patterns, PROACTIVE, text, 2020, "示例县林业局")
    return [each.said for each in judged_text(found, PROACTIVE, text, 2020, facts("2019", ITEMS), patterns.rules)]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("行政许可事项较上一年的{}减少6项，办理895件。", "34项", "36项"),
        ("行政处罚事项在上一年{}基础上增加11项。", "186项", "189项"),
        ("行政许可事项由上年的34项减少到{}。", "28项", "29项"),
        ("行政处罚事项由上年的186项增加到{}。", "197项", "207项"),
        ("行政处罚事项197项，作出处理决定{}。", "58件", "59件"),
    ],
)
def test_items_of_the_form_of_2019_are_those_of_its_table(text, right, wrong):
    assert doubted_of_2019(text.format(right)) == []
    assert doubted_of_2019(text.format(wrong)) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "取消行政许可事项2项，承接行政许可事项3项。",
        "梳理权责清单，行政许可事项120项、行政处罚事项320项、行政强制事项12项。",
        "行政许可事项120项，行政处罚事项共320项，较上年增加12项。",
        "编制行政许可事项清单28项，可网上办理的许可事项25项。",
        "办理行政许可895件，较上年取消下放许可事项6项。",
        "行政许可事项28项，均已进驻大厅，受理申请1200件。",
    ],
)
def test_some_items_of_the_form_of_2019_are_silent(text):
    assert doubted_of_2019(text) == []
