"""What figures in sentences are about, written as offices write them; what is expected was written from the rules.

In a sentence `[95件|taken]` is a figure and the claim it is of, with `!` where that is sure; nothing behind the bar
where it stands in no table. Figures without brackets are expected to be of nothing as well.
"""

import re
from functools import cache

import pytest

from govxl.form.definition import load_form
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.model import Mention, Reading, Understood
from govxl.prose.understanding.understand import understand

APPLICATIONS = "narrative.overview.applications"
OPENING = "narrative.overview.opening"
OFFICE = "示例县自然资源局"
YEAR = 2023

MARKED = re.compile(r"\[([^|\]]+)\|([^\]]*)\]")


@cache
def patterns(edition: str = "2021") -> Patterns:
    return load_patterns(load_form(f"zfxxgk/{edition}"))


def read(text: str, path: str = APPLICATIONS, unit: str = OFFICE, edition: str = "2021") -> Understood:
    return understand(patterns(edition), path, text, YEAR, unit)


def check(marked: str, path: str = APPLICATIONS, unit: str = OFFICE, edition: str = "2021") -> None:
    """Compare what is understood of a sentence with its marks."""
    text = MARKED.sub(r"\1", marked)
    wanted: dict[int, str] = {}
    taken = 0
    for match in MARKED.finditer(marked):
        start = match.start() - taken
        taken += len(match[0]) - len(match[1])
        if match[2]:
            wanted[start] = f"{match[1]} {match[2]}"
    found = read(text, path, unit, edition)
    told = {each.figure.start: called(each) for each in found.mentions if each.claim}
    sure = {start: each for start, each in wanted.items() if each.endswith("!")}
    assert {start: each.rstrip("!") for start, each in told.items()} == {
        s: each.rstrip("!") for s, each in wanted.items()
    }
    assert {start: told[start] for start in sure} == sure


def called(mention: Mention) -> str:
    assert mention.claim
    earlier = {YEAR: "", YEAR - 1: "@last"}[mention.year]
    return f"{mention.figure.said} {mention.claim.name}{earlier}{'!' * mention.certain}"


# -- What came in, what went out


@pytest.mark.parametrize(
    "text",
    [
        "2023年,我局共收到政府信息公开申请[95件|taken](其中网上申请80件、信函15件),上年结转[3件|carried_in!],共办结[96件|closed],结转下年度继续办理[2件|carried_out!]",
        "全年共受理依申请公开事项[23件|taken]，均按时答复",
        "新收到[12件|received!]，上年结转[0件|carried_in!]",
        "办理上年度结转申请[3件|carried_in!]",
        "截至12月31日，[7件|carried_out]正在办理中",
        "另有[103件|carried_out!]顺延到下年度答复",
        "收到申请[34件|taken_with_carry!]（含上年度结转申请[2件|carried_in!]）",
        "收到申请[34件|taken]，不含上年结转[2件|carried_in]。",
        "全区新收政府信息公开申请[326件|received!]，结转上年度[17件|carried_in!]，共计办理[343件|handled]。",
        "2022年结转[17件|carried_in!]，2023年新收[326件|received!]，结转到2024年[13件|carried_out!]。",
        "上年度未办结[3件|carried_in]，本年收到[12件|received!]。",
        "已办结[30件|closed]，[3件|carried_out!]结转至2024年办理，[1件|carried_out]尚在法定办理期限内。",
        "答复[95件|closed_beside_withdrawn]，申请人撤销[3件|withdrawn!]。",
        "收办申请[98件|taken_with_carry!]，其中本年新收[95件|received!]、上年结转[3件|carried_in!]。",
        "收到的政府信息公开申请[95件|taken]中，[12件|granted!]予以公开。",
        "全年收到并办结政府信息公开申请[17件|taken]。",
        "本年度我单位依申请公开[0件|applications]。",
        "加上上年结转[17件|carried_in!]，共[343件|taken_with_carry]。",
        "截至目前，除[6件|carried_out]未到期外，其他申请均已办结。",
        "申请数量：[95件|applications]；办结数量：[93件|closed]。",
        "因情况复杂，[2件|carried_out!]延期至2024年答复。",
    ],
)  # fmt: skip
def test_flows(text: str):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "全年收到申请[23件|taken]，[均已办结|nothing_left]。",
        "全年收到申请[23件|taken]，[已全部办结|nothing_left]。",
        "全年收到申请[23件|taken]，均在法定期限内答复。",
        "全年收到申请[23件|taken]，均按时答复申请人。",
        "上年结转的[2件|carried_in!]申请已全部办结。",
        "除上述[2件|]外，其余均已办结。",
        "所有到期申请均已办结。",
    ],
)
def test_all_of_them(text: str):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "[未收到|taken!]政府信息公开申请，[没有结转下年度|carried_out!]的申请。",
        "[未制发|normative_issued!]规范性文件。",
        "全年未出现未按时答复情况。",
        "对重复申请未予答复。",
        "如未收到申请，应当说明。",
        "未收到意见建议，未发生泄密事件。",
        "未出现超期未答复的申请。",
        "无锡方面未提供。",
        "依申请公开无正当理由大量反复的情形不多。",
    ],
)
def test_negations(text: str):
    check(text)


# -- Applicants, outcomes


@pytest.mark.parametrize(
    "text",
    [
        "自然人申请[89件|person]，占93.7%；法人或者其他组织申请[6件|body]，占6.3%",
        "收到申请[95件|taken]，其中自然人[89件|person]，商业企业[3件|business]、科研机构[1件|research]、社会公益组织[1件|welfare]、法律服务机构[1件|legal]，其他[0件|other_body]。",
        "公民、法人和其他组织提出政府信息公开申请[56件|applications]，[均为自然人|all_persons]。",
        "收到公民、法人或者其他组织书面提出的政府信息公开申请[56件|taken]。",
        "自然人和企业分别提出申请[52件|person]、[4件|firm]。",
        "办结[93件|closed]，其中自然人申请89件。",
        "予以公开[12件|granted!]，其中自然人8件。",
    ],
)
def test_applicants(text: str):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "答复申请人[95件|closed_beside_withdrawn]，其中：予以公开[12件|granted!]、部分公开[2件|partial!]，因本机关不掌握等原因无法提供[564件|unavailable_for_reasons!]，申请人撤销[3件|withdrawn!]",
        "予以公开及部分公开[32件|granted_partial!]，不予公开[5件|refused!]。",
        "其他处理[5件|other_handling_with_rows]，其中逾期未补正[2件|no_correction!]。",
        "其他处理[5件|other_handling!]。",
        "予以公开[3件|granted!]，不予处理[2件|rejected!]，其他[1件|others]。",
        "不予公开[9件|refused!]，其中属于国家秘密[1件|secret!]、内部事务信息[2件|internal!]、过程性信息[5件|process!]、行政查询事项[1件|enquiry!]。",
        "本机关不掌握相关政府信息[30件|not_held!]、没有现成信息需要另行制作[2件|not_existing!]、补正后申请内容仍不明确[1件|unclear!]。",
        "因重复申请不予处理[3件|repeat_rejected_beside_rows]，因属于重复申请、信访投诉等情形不予处理[17件|rejected_for_reasons!]。",
        "予以公开、部分公开、不予公开的分别为[41件|granted!]、[12件|partial!]、[13件|refused!]。",
        "全年有[131件|granted!]申请予以公开，[38件|partial!]申请部分公开。",
        "从办理结果看，公开[10件|opened_beside_partial]，部分公开[3件|partial!]，不予公开[2件|refused!]。",
        "全年[无不予公开|refused]、[无不予处理|rejected]的情况。",
        "因案件复杂延长答复期限的33件。",
        "不予公开[13件|refused!]，其中第三方不同意公开的2件。",
        "公开[50件|opened_beside_partial]、部分公开[12件|partial!]、第三方不同意公开[4件|objected]。",
    ],
)  # fmt: skip
def test_outcomes(text: str):
    check(text)


# -- Reconsideration and litigation


@pytest.mark.parametrize(
    "text",
    [
        "因政府信息公开被申请行政复议[3件|recon!]，其中维持[2件|recon_upheld!]、被纠正[1件|recon_corrected!]；被提起行政诉讼[1件|litigation!]，尚未审结",
        "发生行政复议[2起|recon]、行政诉讼[0起|litigation]",
        "[未|cases!]发生因政府信息公开引起的行政复议、行政诉讼",
        "因政府信息公开，行政复议后又提起诉讼的[1件|after!]",
        "政府信息公开行政诉讼[5件|litigation!]，其中未经复议直接起诉[3件|direct!]（结果维持[2件|direct_upheld!]，尚未审结[1件|direct_pending!]），复议后起诉[2件|after!]（结果维持[2件|after_upheld!]）。",
        "行政复议[117件|recon]（维持[63件|recon_upheld]，纠正[18件|recon_corrected]，其他[27件|recon_others]，尚未审结[9件|recon_pending]）。",
        "行政复议案件[2件|recon]，[均为维持|recon_all_upheld]。",
        "经复议后起诉[8件|after]，未经复议直接起诉[10件|direct]，法院维持[11件|litigation_upheld]、纠正[1件|litigation_corrected]。",
        "因政府信息公开被申请行政复议、被提起行政诉讼分别为[14件|recon!]和[9件|litigation!]。",
        "市政府全年办理行政复议案件862件。",
        "我局作为复议机关收到政府信息公开类复议申请31件，审结29件。",
        "行政诉讼[9件|litigation]，判决驳回原告诉讼请求[3件|litigation_upheld]。",
        "发生复议[8件|recon]、诉讼[3件|litigation]，维持[4件|cases_upheld]，复议、诉讼各[2件|recon_upheld]。",
        "诉讼[5件|litigation]，没有经过复议的[2件|direct]、复议过的[3件|after]。",
    ],
)  # fmt: skip
def test_review(text: str):
    check(text)


# -- What table 2 has, and the fee


@pytest.mark.parametrize(
    "text",
    [
        "制发规范性文件[5件|normative_issued!]，废止[2件|normative_repealed!]，现行有效[23件|normative_in_force]",
        "作出行政许可决定[1234件|licence!]、行政处罚[56件|penalty]、行政强制[0件|coercion]",
        "行政事业性收费[123.45万元|fee!]",
        "[未收取|info_fee]信息处理费",
        "收取政府信息公开信息处理费[0元|info_fee!]",
        "收取信息处理费[600元|info_fee!]，涉及申请[1件|info_fee_count!]。",
        "现行有效规章[12件|regulations_in_force]、行政规范性文件[156件|normative_in_force]。",
        "行政许可、行政处罚、行政强制分别为[486件|licence]、[73件|penalty]和[5件|coercion]。",
        "主动公开规范性文件5件。",
        "公开行政许可类信息69条，行政处罚396条。",
        "公布权力事项中行政许可事项12项、行政处罚事项156项。",
    ],
)
def test_table_two_and_the_fee(text: str):
    check(text, OPENING)


def test_table_two_of_the_edition_before():
    check(
        "新制作规范性文件[5件|normative_made!]，对外公开规范性文件总数[48件|normative_public_total!]。",
        OPENING,
        edition="2019",
    )
    check("政府集中采购项目[14个|procurement]，采购总金额[326.5万元|procurement_amount!]。", OPENING, edition="2019")
    check("申请人撤回[2件|other_handling_row]，逾期未补正等其他处理[3件|other_handling_for_reasons!]。", edition="2019")


# -- What is in no table


@pytest.mark.parametrize(
    "text",
    [
        "办理网民留言35条、群众来信12件，办结12件。",
        "受理12345热线工单31260件，按期办结31200件。",
        "办理人大建议12件、政协提案8件，办复率100%。",
        "向市政府报送备案规范性文件5件。",
        "主动公开信息1234条，其中概况信息12条。",
        "不予公开信息数8条。",
        "全年审核公文2104件，其中属性为不予公开的934件。",
        "收到信访件12件，均已办结。",
        "县政府门户网站全年发布信息12345条。",
        "通过邮寄收到的申请12件，涉及征地拆迁的申请18件。",
        "区教育局收到政府信息公开申请12件，市公安局办结8件。",
        "上半年收到申请12件，3月收到5件。",
        "如收到申请10件以上，应当专题研究。",
        "培训3次，参训120人次，约谈2人，责任追究0人。",
    ],
)
def test_decoys(text: str):
    check(text)


def test_the_unit_goes_by_short_names():
    for name in ("示例县自然资源局", "县自然资源局", "自然资源局", "县局", "我局", "本机关", "县自然局"):
        check(f"{name}共收到政府信息公开申请[12件|taken]。")
    check("区政府及各部门收到申请[12件|taken]，区政府办代表区政府受理17件。", unit="示例区人民政府")


def test_last_years_figures_are_last_years():
    check("2022年新收申请[84件|received@last]，2023年新收[95件|received!]。")
    check("全区新收申请由上年的[268件|received@last]增加到[310件|received!]。")
    check("收到申请[120件|taken]，较上年同期（[98件|taken@last]）增长22.4%。")
    check("2021年新收187件，2023年新收[95件|received!]。")
    check("上年结转[8件|carried_in!]，2024年[5件|carried_out!]。")


def test_headings_say_what_their_paragraph_is_about():
    text = (
        "（一）主动公开情况。主动公开信息326条。\n（二）依申请公开情况。共收到[12件|taken]，办结[12件|closed]。\n"
        "（三）政府信息管理情况。开展审查326件。\n（四）监督保障情况。收到建议12件，办结12件。"
    )
    check(text, OPENING)


def test_certain_is_only_what_has_one_meaning():
    (first, second, third) = read("收到申请95件，办结92件，结转下年度6件。").mentions
    assert not first.certain, "收到 may be with what was carried in"
    assert not second.certain, "办结 may be without those withdrawn"
    assert third.certain
    assert all(each.certain for each in read("未收到政府信息公开申请，无上年结转。").mentions)
    (other,) = read("某办结92件。").mentions
    assert other.claim
    assert not other.certain, "a word nobody knows"


# -- Wholes and parts, percentages, changes


def groups(text: str) -> list[str]:
    found = read(text).groups
    return [f"{g.whole.figure.said}={'+'.join(part.figure.said for part in g.parts)}{'…' * g.open}" for g in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("收到95件，其中自然人89件、法人6件。", ["95件=89件+6件"]),
        ("收到95件（网上80件、信函15件），办结93件。", ["95件=80件+15件"]),
        ("收到95件。其中，自然人89件，法人6件。", ["95件=89件+6件"]),
        ("收到95件，上年结转2件。其中，网上80件，信函15件。", []),
        ("公开信息320条，主要包括补贴185条、购置97条。", ["320条=185条+97条…"]),
        ("公开信息320条，其中补贴185条、购置97条等。", ["320条=185条+97条…"]),
        ("公开信息320条：补贴185条，购置97条，会议公开38条。", ["320条=185条+97条+38条"]),
        ("办结93件，其中予以公开41件、部分公开12件，结转下年度2件。", ["93件=41件+12件"]),
        ("收到95件，其中上年结转3件。", []),
        (
            "新收31件，按渠道分，信函13件、现场18件；按内容分，征地11件、其他20件。",
            ["31件=13件+18件", "31件=11件+20件"],
        ),
        ("收到95件，其中自然人89件，其中网上80件、信函9件。", []),
        ("新收172件（不含上年结转8件、移送2件）。", []),
    ],
)
def test_groups(text: str, wanted: list[str]):
    assert groups(text) == wanted


def shares(text: str) -> list[str]:
    def told(side: Mention | Reading) -> str:
        return side.label if isinstance(side, Reading) else side.figure.said

    return [
        f"{each.figure.said}:{told(each.part) if each.part else ''}/{','.join(map(told, each.wholes))}"
        for each in read(text).shares
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            # Of its whole, or of what such figures are usually told of.
            "办结93件，其中予以公开41件，占44%；部分公开12件，占13%。",
            [
                f"{share}:{part}/93件,三、（七）总计,一、本年新收,一、本年新收＋二、上年结转"
                for share, part in (("44%", "41件"), ("13%", "12件"))
            ],
        ),
        (
            "予以公开41件，占办结总数的44%；部分公开12件，占13%。",
            ["44%:41件/三、（七）总计", "13%:12件/三、（七）总计"],
        ),
        ("行政复议117件，维持63件，维持率53.8%。", ["53.8%:63件/行政复议 总计,行政复议 总计－尚未审结"]),
        ("按时答复率100%。", ["100%:/"]),
        ("收到95件，其中自然人申请占93%。", ["93%:93%/一、本年新收,一、本年新收＋二、上年结转"]),
        (
            # Of its whole, or of what those by a channel are usually told of.
            "收到95件（网上80件、信函15件，分别占84%、16%）。",
            [
                f"{share}:{part}/95件,一、本年新收,一、本年新收＋二、上年结转,三、（七）总计"
                for share, part in (("84%", "80件"), ("16%", "15件"))
            ],
        ),
    ],
)
def test_shares(text: str, wanted: list[str]):
    assert shares(text) == wanted


def changes(text: str) -> list[tuple[str, str, bool, str]]:
    return [
        (each.figure.said, each.of.figure.said if each.of else "", each.up, each.than.figure.said if each.than else "")
        for each in read(text).changes
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("收到95件，与上年相比增加3件，增长3.3%", [("3件", "95件", True, ""), ("3.3%", "95件", True, "")]),
        ("收到95件，同比下降10.5%，办结93件，同比增长2%。", [("10.5%", "95件", False, ""), ("2%", "93件", True, "")]),
        ("2022年收到1件，2023年收到7件，增长600%。", [("600%", "7件", True, "1件")]),
        ("收到7件，较上年（1件）增长6倍。", [("6倍", "7件", True, "1件")]),
        ("收到7件，是上年的7倍。", [("7倍", "7件", True, "")]),
        # Letters nobody knows between two figures may be what the first is of as well.
        ("答复7件，同比增长3%“图读”37期，办结26件", [("3%", "", True, "")]),
    ],
)
def test_changes(text: str, wanted: list[tuple[str, str, bool, str]]):
    assert changes(text) == wanted


def test_every_figure_is_in_one_place():
    text = "收到95件，占5%，同比增长3%；留言3条；培训2次，增加1次。"
    found = read(text)
    said = sorted(
        [each.figure.said for each in found.mentions]
        + [each.figure.said for each in found.shares]
        + [each.figure.said for each in found.changes]
    )
    assert said == sorted(["95件", "5%", "3%", "3条", "2次", "1次"])


def test_only_who_asks_is_told_by_which_words():
    text = "2023年，我局共收到申请95件。"
    told = understand(patterns(), APPLICATIONS, text, YEAR, OFFICE, explained=True)
    assert {"我局", "申请"} <= {*told.mentions[0].words}
    assert read(text).mentions[0] == told.mentions[0]._replace(words=())


def test_places_are_those_of_the_text_as_it_was_typed():
    text = "　我 局　共收到\t申请 ９ ５ 件，\n\n未　收到投诉。未收 到 行政复议申请。"
    for mention in read(text).mentions:
        figure = mention.figure
        assert text[figure.start : figure.end] == figure.said
        assert mention.clause[0] <= figure.start < figure.end <= mention.clause[1]
    assert [each.figure.said for each in read(text).mentions if each.claim] == ["９ ５ 件", "未收 到"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "（", "）", "）（", "、", "\n\n", "其中", "均", "未", "1", "占", "（1件", "《", "\ue000件", "，。；"],
)
def test_scraps_are_read(text: str):
    read(text)


@pytest.mark.parametrize("first", ["上年结转12件", "上年收到申请5人次"])
def test_words_behind_the_second_of_two_figures_with_none_between_are_read(first):
    said = [mention.figure.said for mention in read(f"{first}9件中公开3件。").mentions]
    assert said == [first.lstrip("上年结转收到申请"), "9件", "3件"]


@pytest.mark.parametrize(
    "told", ["结转方面，上年为3件。", "结转下年度情况：上年3件。", "结转办理，较上年的3件有所减少。"]
)
@pytest.mark.parametrize("end", ["新收申请9件，结转下年度2件。", "新收申请9件，上年结转2件。"])
def test_what_came_over_is_of_the_same_whatever_a_text_ends_with(told, end):
    alone, longer = (read(each).mentions for each in (told, told + end))
    of, same = ((each.claim and each.claim.name, each.year) for each in (alone[0], longer[0]))
    assert same == of
    # It does tell of the year before where it stands behind what came over.
    (*_, beside) = read("上年结转2件，较上年的3件有所减少。").mentions
    assert (beside.claim and beside.claim.name, beside.year) == ("carried_in", YEAR - 1)


@pytest.mark.parametrize("court", ["市中级人民法院", "市中院", "省高院"])
def test_what_a_court_did_is_not_what_the_unit_did(court):
    for text in ("收到政府信息公开申请[86件|]。", "受理申请[86件|]。", "作出行政处罚[86件|]。"):
        check(court + text)
    check(f"诉讼[3件|litigation]，{court}审结[2件|litigation_decided]。")
    check(f"新收申请[86件|received!]；{court}受理行政诉讼[3件|]。")


def test_who_asked_is_no_word_that_says_nothing():
    check("收到申请[40件|taken]，供应商申请[38件|]。")
    check("收到申请[40件|taken]，因供应商商业秘密不予公开[5件|third_party_refused]。")
