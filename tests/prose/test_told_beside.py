"""What is told beside a figure says which one it is: seats and those below, the former and the latter, other years.

The tables are a made-up county's, added up with a pencil: 一 60 (48 of persons), 二 4, 三 59, 四 5; last year 一 50,
二 9, 四 4; （三）5, （四）14, 行政复议 12, 行政诉讼 3.
"""

from functools import cache

import pytest

from tests.prose.test_silence import YEAR, doubted_by

APPLICATIONS, PROACTIVE = "narrative.overview.applications", "narrative.overview.proactive"
TABLES = {
    "year": YEAR,
    "requests.received.person": 48,
    "requests.received.business": 7,
    "requests.received.legal": 5,
    "requests.carried_in.person": 4,
    "requests.granted.person": 30,
    "requests.partial.person": 10,
    "requests.internal.person": 5,
    "requests.not_held.person": 14,
    "requests.carried_out.person": 5,
    "review.cases.recon_upheld": 10,
    "review.cases.recon_corrected": 2,
    "review.cases.direct_upheld": 2,
    "review.cases.direct_other": 1,
    "proactive.licensing.decisions": 3167,
    "proactive.penalties.decisions": 97,
    "proactive.coercion.decisions": 402,
    "proactive.normative.issued": 11,
    "proactive.normative.repealed": 5,
    "prior.requests.received.person": 50,
    "prior.requests.carried_in.person": 9,
    "prior.requests.granted.person": 40,
    "prior.requests.not_held.person": 20,
    "prior.requests.carried_out.person": 4,
    "prior.proactive.coercion.decisions": 380,
}


@cache
def doubted(text: str, path: str = APPLICATIONS) -> list[str]:
    return doubted_by(TABLES, text, path)


SILENT = {
    "against last year, behind what was carried": (
        "新收申请60件，上年结转4件，较2023年的50件增加10件。",
        "新收申请60件，上年结转4件，比上年的9件减少5件。",
        "新收申请60件，结转下年5件，上年为4件。",
        "新收申请60件，结转下年5件（上年4件）。",
        "新收申请60件。较上年新收50件增长20%。",
        "新收申请60件，比上年接收的50件多10件。",
        "新收申请60件，较上年新收增加10件。",
    ),
    "the seat's own in other words than what those below it did": (
        "县政府新收申请12件，予以公开8件；部门受理48件，予以公开22件。两项加总，全县60件。",
        "县政府收到申请12件，予以公开8件；各乡镇新收48件，予以公开22件。",
        "县政府本级受理申请12件；部门和乡镇收到48件。",
    ),
    "those of others, counted elsewhere": (
        "所属学校受理依申请公开402件另行统计。",
        "县属国有企业收到申请21件，单独编报年度报告。",
        "公用企业办理申请30件（自行公布）。",
    ),
    "those of all levels, and of others": (
        "各级许可3167件、处罚97件、强制402件。",
        "市县两级许可3167件，行政处罚97件。",
        "各级政府网站公开许可信息2000件。",
    ),
    "what most of them are": (
        "无法提供的14件中半数以上要先到档案室核验。",
        "收到信访件93件中多数不予处理。",
    ),
    "cases that others decide on": (
        "市政府复议机构受理涉我县信息公开复议12件，维持10件。",
        "市政府复议机构受理全市信息公开复议34件，维持20件。",
    ),
    "results of all lawsuits, behind both kinds of them": (
        "诉讼中未经复议的3件、经过复议的0件，维持2件。",
    ),
    "people at the desk": ("申请多集中在征收；经办员仅1人。", "收到申请60件，经办人员2人。"),
    "all others together": (
        "新收申请60件：自然人48件，其他主体合计12件。",
        "新收申请60件，其中自然人48件、其他组织12件。",
    ),
    "a kind more than the year before": (
        "行政强制402件，比上年口径多了证照费一项。",
        "行政强制402件，较上年增加2项。",
    ),
    "the former and the latter": (
        "行政复议12件、行政诉讼3件，前者维持10件、纠正2件，后者维持2件。",
        "行政复议12件，行政诉讼3件，前者全部审结，后者维持2件。",
        "行政复议12件，行政诉讼3件，后者其他结果1件。",
        "予以公开30件、部分公开10件，前者占50.8%，后者占16.9%。",
        "予以公开30件、无法提供14件，前者较上年减少10件，后者减少6件。",
        "新收申请60件、上年结转4件，前者办结55件，后者办结4件。",
    ),
}  # fmt: skip

HEARD = {
    "against last year, behind what was carried": ("新收申请60件，上年结转4件，较2023年的57件增加3件。", ["57件"]),
    "what was put off last year": ("新收申请60件，结转下年5件（上年8件）。", ["8件"]),
    "last year's, by what was done": ("新收申请60件。较上年新收52件增加10件。", ["52件"]),
    "decisions of all levels": ("各级许可3176件、处罚97件、强制402件。", ["3176件"]),
    "results, most of which are told of": ("无法提供的41件中半数以上要先到档案室核验。", ["41件"]),
    "the unit's own cases": ("市政府复议机构受理涉我县信息公开复议21件，维持10件。", ["21件"]),
    "documents marked as valid or not": ("行政规范性文件制发12件，废止5件，均在文库标注效力。", ["12件"]),
    "the seat with what it handed on": ("县政府新收申请67件，转送部门办理12件。", ["67件"]),
    "all others together": ("新收申请60件：自然人48件，其他主体合计21件。", ["21件"]),
    "the former, of the first": ("行政复议12件、行政诉讼3件，前者维持11件，后者维持2件。", ["11件"]),
    "the latter, of the last": ("行政复议12件、行政诉讼3件，前者维持10件，后者维持3件。", ["3件"]),
    "the latter's share": ("予以公开30件、部分公开10件，前者占50.8%，后者占19.6%。", ["19.6%"]),
    "the latter of two results": ("申请内容为人口名册和合同，前者公开30件，后者不予公开6件。", ["6件"]),
    "applications of working people": ("本年度职工群众提出申请66件，上年结转4件，共64件。", ["66件"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", SILENT)
def test_what_stands_beside_tells_that_it_is_right(kind):
    assert {text: said for text in SILENT[kind] if (said := doubted(text))} == {}


@pytest.mark.parametrize("kind", HEARD)
def test_the_same_with_a_slip_is_heard(kind):
    text, wrong = HEARD[kind]
    assert doubted(text) == wrong


@pytest.mark.parametrize(("said", "wrong"), [("4件", []), ("5件", []), ("6件", ["6件"])])
def test_how_much_all_grew_is_told_of_them_where_they_are_told_again(said, wrong):
    # 12 came in, 8 the year before; 7 of those were not held.
    tables = {
        "year": YEAR,
        "requests.received.person": 12,
        "requests.not_held.person": 12,
        "prior.requests.received.person": 8,
        "prior.requests.granted.person": 1,
        "prior.requests.not_held.person": 7,
    }
    text = f"收到申请12件，多为物业收费。该12件均因不掌握而无法提供，较上年多{said}。"
    assert doubted_by(tables, text) == wrong
