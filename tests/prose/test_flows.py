"""What came in and went out, and fees, in the words of many offices: beside each what looks alike and is of something else.

The tables are those of `test_silence`: 一 95, 二 3, （七）92, 四 6; a fee of 350 元 of one application.
"""

import pytest

from govxl.prose.judging.judge import judged_text
from govxl.prose.understanding.understand import understand
from tests.prose.cases import facts
from tests.prose.test_silence import PATH, TABLES, UNIT, YEAR, doubted, patterns

RIGHT = {
    "notices that were paid": [
        "全年发出收费通知1件，收取信息处理费350元。",
        "发出收费通知1份，信息处理费合计350元。",
    ],
    "notices that were paid in part": [
        "全年发出收费通知3件，实际收取信息处理费350元。",
        "发出收费通知3份，其中1件缴纳信息处理费350元。",
        "全年发出收费通知3件。",
    ],
    "what was there to deal with": [
        "新收申请95件，加上2023年转来的3件，全年应办98件，已办92件。",
        "新收申请95件，外加上年顺延的3件，须办总量98件；全年完成92件，剩余6件跨年办理。",
        "2023年没办完转入的3件申请，加上今年新收件95件，共需处理98件。",
        "新收诉求950件，加上2023年转来的30件诉求，全年应办980件。",
        "依申请公开：计划内任务全年完成40项。",
    ],
    "as on bills": [
        "新收申请玖拾伍件，收取信息处理费350元（大写：叁佰伍拾元整）。",
        "收取信息处理费人民币叁佰伍拾元整。",
        "伍家岗片区收到申请陆件，示例县陆家嘴街道收到申请叁件。",
    ],
    "what was paid upon a notice": [
        "全年发出收费通知1件，实收350元。",
        "全年发出收费通知3件，总金额900元，实际收取350元。",
    ],
    "notices that were all paid": [
        "发出收费通知1份，均已缴纳，信息处理费合计350元。",
        "发出收费通知4份，均未缴纳。",
        "发出收费通知4份，所涉1件申请已缴纳信息处理费350元。",
    ],
    "when something else was done with it": [
        "新收申请95件；上年结转的3件于1月8日答复。",
        "截至6月底，尚有12件申请未办结。",
        "上半年结转申请12件。",
    ],
    "put off, as the clause behind says": [
        "新收申请95件，答复92件。6件依法延期，结转下年。",
        "新收申请95件，还有6件12月25日收到，列入下年办理。",
        "新收申请95件，其中自然人83件，结转下年。",
        "新收申请95件，2件依法延期，4件征求意见，结转下年。",
        "每月平均3件，结转下年。",
        "开展培训3次，列入下年计划。",
    ],
    "carried over, behind what was asked for": [
        "新收申请95件，内容：养老待遇51件、招工档案44件。上年结转3件。",
        "新收申请95件。受理信访件210件，办结205件，上年结转8件。",
    ],
    "asked for in writing": [
        "收到书面申请95件。",
        "收到书面申请20件、网上申请75件。",
        "收到网上申请75件、书面申请20件。",
    ],
    "parts that leave much untold": [
        "示例县18个镇街共办结92件，其中全部或部分公开62件，因各种法定情形未公开、未提供的11件。"
    ],
    "what was given": [
        "答复92件，其中给出全部材料的50件、给出部分材料的12件，告知不掌握并指引查询途径13件。",
        "答复92件：满足申请人全部请求的50件，部分满足的12件。",
        "向档案馆提供信息1200条，给予资料35份。",
    ],
    "what those asked for who may be affected": [
        "书面征求第三方意见9件，其中第三方不同意公开3件。",
        "第三方明确不同意公开的2件。",
    ],
    "under a heading that ends with a stop": [
        "（一）主动公开。\n发布公告120条。\n（二）依申请公开。\n1.收件。新收95件。上年结转3件。",
    ],
    "without some of them": ["新收申请95件，答复92件。扣除撤回的，实际答复91件。"],
    "what one application is charged": [
        "按每件100元的标准收取信息处理费，合计350元。",
        "收取信息处理费350元，其中按每页10元收取的250元。",
        "信息处理费按100元/件计收，全年收取信息处理费350元。",
        "每件100元，全年收取信息处理费350元。",
    ],
    "last year's, where a sentence begins": [
        "新收申请95件，办结92件。与上年84件相比，增加11件。",
        "新收申请95件。办结92件，公开50件。同比上年84件增长13.1%。",
        "新收申请95件，自然人83件，企业12件。上年同期84件，增长13.1%。",
        "新收申请95件。接听咨询电话300次。比上年的280次增加20次。",
        "新收申请95件。网站申请60件、信函35件。与上年50件相比，网站申请增加10件。",
    ],
    "what was carried over, and how it went on": [
        "上年结转的3件已于1月予以公开。",
        "上年结转的3件因检索时间长，跨了年才答复。",
        "上年结转的2件征地类申请已公开。",
        "结转的6件已明确专人盯办。",
        "结转的3件已排出时间表。",
        "上年结转的3件中，2件已于1月公开。",
        "新收申请95件，年终剩6件在四季度末收到，转到下年一季度。",
    ],
    "in so few words": [
        "新收申请95件，上年转到今年的3件，年内办了92件，6件推到下年。",
        "收95件、结92件，外加上年3件，合98件。",
        "收95件；复议一审结3件。",
        "新收95件，上年结转3件，总量为98件。",
        "主动公开信息总量为1200件。",
        "出具答复书92件，6件留到下年办理。",
        "居民提出83件，企业12件。",
        "收到村民申请83件。",
        "收集村民提出的意见83件。",
        "职工提出合理化建议12件。",
    ],
    "under a heading that only tells what was done": [
        "二、依申请公开情况\n（一）收到情况。新收95件。\n（二）答复情况。加上上年结转3件，已办结92件，结转下年6件。",
        "一、主动公开情况\n（二）更新情况。处理留言120件，办结120件。",
    ],
    "applications under the head of a fee": [
        "信息处理费：1件申请共收取350元。",
        "信息处理费：1件申请，共350元。",
        "行政许可方面，受理申请1300件。",
        "其他收费情况：12件申请共收取640元。",
    ],
}

WRONG = {
    "notices that were paid": ("全年发出收费通知4件，收取信息处理费350元。", ["4件"]),
    "what was paid upon a notice": ("全年发出收费通知1件，实收360元。", ["360元"]),
    "as on bills": ("收取信息处理费人民币叁佰伍拾伍元整。", ["叁佰伍拾伍元整"]),
    "how many, as on bills": ("新收申请玖拾陆件。", ["玖拾陆件"]),
    "notices that were all paid": ("发出收费通知4份，均已缴纳，信息处理费合计350元。", ["4份"]),
    "a fee at a price": ("信息处理费按100元/件计收，全年收取信息处理费530元。", ["530元"]),
    "applications under the head of a fee": ("信息处理费：3件申请共收取530元。", ["3件", "530元"]),
    "how many, counted behind a fee": ("收取信息处理费350元，计3件。", ["3件"]),
    "applications that a fee is of": ("信息处理费收取350元，所涉申请3件均按期缴纳。", ["3件"]),
    "told again, with a digit wrong": ("新收申请95件，上年结转3件。新收的96件申请均已登记。", ["96件"]),
    "carried in, and when that was answered": ("新收申请95件；上年结转的8件于1月8日答复。", ["8件"]),
    "put off, as the clause behind says": ("新收申请95件，答复92件。5件依法延期，结转下年。", ["5件"]),
    "put off, having come late": ("新收申请95件，还有7件12月25日收到，列入下年办理。", ["7件"]),
    "carried over, behind what was asked for": ("内容：养老待遇51件、招工档案44件。上年结转8件。", ["8件"]),
    "asked for in writing": ("收到书面申请98件，办结90件。", ["90件"]),
    "what was given": ("答复92件，其中给出全部材料的51件、给出部分材料的12件。", ["51件"]),
    "what was given in part": ("答复92件：满足申请人全部请求的50件，部分满足的14件。", ["14件"]),
    "where to ask instead": ("予以公开50件，告知不掌握并指引查询途径12件。", ["12件"]),
    "registered": ("全年登记申请96件，答复92件。", ["96件"]),
    "carried in, beside what came in": ("新收申请95件，加上2023年转来的13件，全年应办98件。", ["13件"]),
    "put off from last year": ("新收申请95件，外加上年顺延的4件，须办总量98件。", ["4件"]),
    "all there was to deal with": ("新收申请95件，加上上年结转3件，须办总量108件。", ["108件"]),
    "what was brought to an end": ("新收申请95件，应办98件；全年完成90件，剩余6件跨年办理。", ["90件"]),
    "new letters": ("今年新收件96件，去年余下3件申请。", ["96件"]),
    "still under way": ("答复申请92件，还有16件申请在走程序。", ["16件"]),
    "last year's, where a sentence begins": ("新收申请95件，自然人83件。与上年94件相比，增加11件。", ["94件"]),
    "carried in, and how it went on": ("上年结转的8件已于1月予以公开。", ["8件"]),
    "carried in, and why it took so long": ("上年结转的4件因检索时间长，跨了年才答复。", ["4件"]),
    "carried, and who sees to it": ("结转的8件已明确专人盯办。", ["8件"]),
    "taken over to this year": ("新收申请95件，上年转到今年的13件。", ["13件"]),
    "put off to the next": ("新收申请95件，9件推到下年。", ["9件"]),
    "done, in one word": ("新收申请95件，结转下年6件，年内办了98件。", ["98件"]),
    "what is there together, in one word": ("收95件，外加上年3件，合108件。", ["108件"]),
    "what is there together, as an amount": ("新收95件，上年结转3件，总量为108件。", ["108件"]),
    "by those whom the statute empowers": (
        "全县各级行政机关和法律、法规授权的具有管理公共事务职能的组织新收政府信息公开申请96件。",
        ["96件"],
    ),
    "papers of answers": ("出具答复书96件，结转下年6件。", ["96件"]),
    "residents": ("居民提出93件，企业12件。", ["93件"]),
    "under a heading that only tells what was done": (
        "二、依申请公开情况\n（二）答复情况。加上上年结转3件，已办结94件，结转下年6件。",
        ["94件"],
    ),
    "notices that were not all paid": ("发出收费通知2件，收取信息处理费350元，另有1件申请人逾期未缴费。", ["1件"]),
}

NO_FEE = {path: value for path, value in TABLES.items() if not path.startswith("cover.fee")} | {
    "cover.fee_amount": 0,
    "cover.fee_count": 0,
}


def test_what_was_paid_is_heard_where_the_tables_have_none():
    def doubts(text: str) -> list[str]:
        found = understand(patterns(), PATH, text, YEAR, UNIT)
        return [each.said for each in judged_text(found, PATH, text, YEAR, facts("2021", NO_FEE), patterns().rules)]

    assert doubts("全年发出收费通知0件，实收0元。") == []
    assert doubts("全年发出收费通知2件，实收0元。") == []
    assert doubts("全年发出收费通知0件，实收90元。") == ["90元"]


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_right_in_such_words_is_let_alone(kind: str):
    assert {text: doubted(text) for text in RIGHT[kind] if doubted(text)} == {}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_in_such_words_is_heard(kind: str):
    text, wrong = WRONG[kind]
    assert doubted(text) == wrong
