"""What stands between a figure and what became of it, who is counted in other words, and where parts end.

Of what is right as it stands one figure is then changed: that one is doubted, and nothing else.
"""

import pytest

from tests.prose.cases import Case
from tests.prose.score import judged

TABLES = {
    "year": 2024,
    "unit": "示例市人民政府",
    "requests.received.person": 32,
    "requests.received.business": 8,
    "requests.carried_in.person": 3,
    "requests.granted.person": 20,
    "requests.not_held.person": 10,
    "requests.not_held.business": 8,
    "requests.carried_out.person": 5,
    "review.cases.direct_upheld": 12,
    "review.cases.direct_other": 6,
    "review.cases.direct_pending": 5,
    "review.cases.after_upheld": 77,
    "review.cases.after_corrected": 3,
    "review.cases.after_pending": 21,
    "proactive.normative.issued": 11,
    "proactive.normative.repealed": 9,
    "proactive.normative.in_force": 86,
    "prior.requests.received.person": 42,
    "prior.requests.received.business": 8,
    "prior.proactive.normative.issued": 8,
    "prior.proactive.normative.in_force": 84,
}
APPLICATIONS, PROACTIVE = "narrative.overview.applications", "narrative.overview.proactive"
PROBLEMS = "narrative.problems.text"


def doubted(path: str, text: str) -> list[str]:
    return [doubt.said for doubt in judged(Case("", TABLES, path, text, ()))[1]]


TOLD = [
    # Why, and when it came, before what became of it.
    (APPLICATIONS, "另有5件因征求第三方意见、延期等原因结转2025年继续办理。", "5件", "6件"),
    (APPLICATIONS, "尚有5件因收到时间在12月下旬，结转到2025年办理。", "5件", "6件"),
    (APPLICATIONS, "余下5件于12月29日收到，结转至次年办理。", "5件", "4件"),
    (APPLICATIONS, "5件因征求相关部门意见结转下一年度。", "5件", "6件"),
    (APPLICATIONS, "年底前收到、尚在期限内的5件转入2025年。", "5件", "6件"),
    (APPLICATIONS, "12月底收到的5件申请结转下年办理。", "5件", "3件"),
    # Who took them in.
    (APPLICATIONS, "全市各机关新收申请40件。", "40件", "41件"),
    (APPLICATIONS, "各区县、市级各部门新收申请40件。", "40件", "41件"),
    (APPLICATIONS, "市本级和各县（市、区）新收申请40件。", "40件", "41件"),
    # All of this year, behind a stronger mark than that of the parts.
    (APPLICATIONS, "新收申请40件，其中自然人32件，企业8件；较去年下降20%。", "20%", "24%"),
    (APPLICATIONS, "新收申请40件，含上年结转3件。", "40件", "41件"),
    # The kinds of lawsuits, each with all of its results.
    (
        APPLICATIONS,
        "行政诉讼124件：未经复议直接起诉23件，法院维持12件、其他结果6件、未结5件；复议后起诉101件，法院维持77件、纠正3件、未结21件。",
        "未结21件",
        "未结22件",
    ),
    (PROACTIVE, "印发各类文件173份，其中行政规范性文件11份（上年8份），配发解读材料14篇。", "11份", "12份"),
    (PROACTIVE, "现行有效的规范性文件由上年末的84件调整为86件。", "86件", "68件"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "right", "wrong"), TOLD)
def test_what_is_right_is_not_doubted_and_what_is_not_is(path, text, right, wrong):
    assert doubted(path, text) == []
    said = wrong.lstrip("未结")
    assert doubted(path, text.replace(right, wrong, 1)) == [said]


def test_not_carried_on_is_none():
    assert doubted(APPLICATIONS, "均由自然人、企业提出，未结转下一年度办理。") == ["未结转下一年度办理"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        # Some, of which only the reason is told.
        (PROBLEMS, "征求第三方意见不够规范，1件申请因此延长了15个工作日。"),
        (APPLICATIONS, "上年结转的3件中，1件因补正转入2025年。"),
        (APPLICATIONS, "市住建局收到的2件结转下年办理。"),
        (APPLICATIONS, "2件因本机关不掌握无法提供的，已指引途径，结转下年5件。"),
        (PROBLEMS, "9件申请因事项归县教育局，只能答复不掌握。"),
        (PROBLEMS, "小区改造资金公开不够细，引起4件申请。"),
        (PROBLEMS, "3件跨年申请虽未超期，但申请人多次来电催问。"),
        # Last year's, and what an application is about.
        (PROBLEMS, "由于2023年没有收到申请，经办人对流程不熟。"),
        (APPLICATIONS, "收到申请40件，其中20件的申请内容为2023年公益金使用明细，予以公开20件。"),
        (APPLICATIONS, "上年结转的3件已公开。今年的40件，17件公开，18件本机关不掌握。"),
        (APPLICATIONS, "除此之外没有争议案件。"),
        # What shares and changes are of.
        (APPLICATIONS, "收到书面申请40件，加之上年结转3件，共43件，比去年下降20%。"),
        (APPLICATIONS, "新收申请40件，申请人均为自然人和企业，较2023年的50件减少10件，下降20%。"),
        (APPLICATIONS, "办理43件，其中上年结转3件，当年新收40件。申请中自然人32件、企业8件，较上年50件下降20%。"),
        # Each of two kinds of cases, in a clause that says how they ended.
        (PROBLEMS, "复议诉讼仍有纠正发生，诉讼3件，主要出在镇街。"),
        # What is only named beside a whole, or beside what others did.
        ("narrative.overview.platform", "门户网站优化栏目23个，关停政务新媒体6个，现有41个。"),
        (PROACTIVE, "市政府及办公室制发规范性文件4件，部门制发7件，共11件。"),
        (APPLICATIONS, "办结38件，其中上年结转3件，涉及会议记录，予以公开20件。"),
        # What is told behind the documents of one kind is none of those issued.
        (PROACTIVE, "印发各类文件173份，其中行政规范性文件11份，均已报备，报备文件9件，解读材料8篇。"),
    ],
)
def test_what_is_told_of_some_is_not_doubted(path, text):
    assert doubted(path, text) == []
