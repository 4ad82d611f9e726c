"""Kinds of wording that whole honest reports use: each in several forms that are right, and in some that are not.

The tables are those of `test_silence`: 一 95 (83 of them 自然人, 12 商业企业), 二 3, （七）92, 四 6, 公开 50, 部分公开 12,
行政查询 14, 不掌握 13, 其他 3.
"""

import pytest

from tests.prose.test_silence import doubted

RIGHT = {
    "a result by a word for something else, and what follows it": [
        "答复92件：公开50件，部分公开12件，查询类14件，不掌握13件，撤回3件。",
        "答复92件：予以公开50件；部分公开12件；通过热线平台处理14件；不掌握13件；撤回3件。",
        "办结的申请中，公开50件、引导至热线平台4件、不掌握13件、撤回3件。",
    ],
    "parts that come to their whole": [
        "新收申请95件，其中线上收到60件，线下收到35件；上年结转3件一并办理。",
        "新收申请95件，其中改革前收到40件，改革后收到55件；承接原局结转3件。",
        "新收申请95件，其中自然人83件，企业12件；公开50件，部分公开12件。",
    ],
    "a figure behind its share": [
        "答复92件，予以公开占54.3%（50件），部分公开占13.0%（12件）。",
        "新收申请95件，自然人占87.4%（83件），企业占12.6%（12件）。",
        "新收申请95件，87.4%为自然人，计83件。",
    ],
    "what was dealt with, the carry included": [
        "办理申请98件（含上年结转3件）。",
        "办理申请92件（其中含上年结转3件）。",
        "处理申请92件，其中上年结转3件。",
    ],
    "one of the reasons, or all": [
        "因属行政查询事项等不予公开14件。",
        "行政查询等原因不予公开14件。",
    ],
    "but for some": [
        "新收申请95件，除12件由企业提交外，都由自然人提交。",
        "新收申请95件，除12件由企业提出外，其他83件均为个人。",
        "除6件未到期外，均已办结。",
    ],
    "some of those that come in": [
        "今年的申请里有5件来自同一小区。",
        "申请中有41件涉及同一项目。",
        "全年申请当中有7件为同一人。",
    ],
    "other kinds of applications": [
        "设异议申请表（处理7件，更正1件）。",
        "受理低保申请312件，办结300件。",
        "收到查档申请31件。",
    ],
    "approvals that are no answers": [
        "对外提供资料一律填写审批单，全年审批58件，其中同意提供51件、不予提供7件。",
        "全年审批数据申请58件，其中同意公开51件。",
    ],
    "where it came from": [
        "自然人由84件降到83件。",
        "行政复议由13件减至11件。",
        "新收申请由84件升到95件。",
    ],
    "what they were about": [
        "申请内容依次为：环评文件51件，排污许可及监测数据44件，执法处罚23件。年内答复92件，期末在办6件。",
        "申请内容集中于征地拆迁（41件）、城乡规划（35件）、财政资金（17件）。全年答复92件，公开50件。",
        "内容涉及取水许可、招投标等领域。已办结92件，其中公开50件。",
        "申请内容为审计报告、项目资金，均不予公开。",
    ],
    "what is named in a reason": [
        "因不动产登记资料有专门查询规定，以行政查询事项答复14件；公开50件，部分公开12件，不掌握13件。",
    ],
    "how many kinds": [
        "予以公开占54.3%，未予公开（两项）占15.2%。",
    ],
    "percentages of a channel": [
        "从申请方式看，网络申请61件，占64.2%；信函申请34件，占35.8%。",
        "办结的申请中，通过网络提交的46件，占50.0%。",
        "二季度收到申请40件，其中网络申请10件，占25.0%。",
    ],
    "what was left, behind a reason": [
        "答复92件，另有6件因需征求多个单位意见，正在办理中。",
        "答复92件，另有6件因年底收到，结转至2025年办理。",
        "答复92件，其中8件因需征求第三方意见，延期办理。",
        "答复92件，另有8件因第三方不同意，未予提供。",
        "新收申请95件，另有40件因不属于申请，转信访渠道办理。",
        "答复92件，其中2件因年底收到，预计在下年办理。",
    ],
    "what came of them, by a heading or by where they were sent": [
        "答复意见中，予以公开50件，部分公开12件，不掌握13件。",
        "不予公开14件，其中告知另行查询14件；无法提供13件，其中不掌握13件。",
        "制作答复意见书40件。",
        "行政复议11件。申请人中，自然人83件，商业企业12件。",
        "行政复议的申请人中，自然人8件。",
    ],
    "rates by the name of what was counted": [
        "征集意见40条，采纳30条，采纳率75%。",
        "发放问卷500份，回收463份，回收率92.6%。",
        "抽检200批次，合格190批次，不合格10批次，合格率95%。",
        "受理工单200件，办结150件，按期办结率100%。",
        "上年转来诉求20件，今年收到诉求200件，采纳198件，采纳率90%。",
        "征集意见40条、建议60条，采纳30条，采纳率30%。",
        "答复92件，其中予以公开50件，部分公开12件，公开率67.4%。",
        "去年征集意见40条，采纳30条，采纳率80%。",
        "征集意见40条，采纳30条，力争采纳率80%。",
    ],
    "in another form of words": [
        "答复92件：全文公开50件，区分处理后部分公开12件，不掌握的13件，查询类14件，其他3件。",
        "经区分处理，全部公开50件、部分公开12件。",
        "年初有3件未办结，期末在办6件。",
        "连同去年没办完的3件，应办98件，已办92件，6件留到明年。",
        "没有跨年度未办结的投诉。",
        "自然人83件，法人12件，法律服务机构0件。",
    ],
}

WRONG = {
    "behind a result by a word for something else": ("公开50件，部分公开12件，查询类14件，不掌握15件。", ["15件"]),
    "a result by such a word": ("予以公开50件，部分公开12件，信访类5件，不掌握13件。", ["5件"]),
    "behind parts that come to their whole": (
        "新收申请95件，其中线上收到60件，线下收到35件；上年结转4件一并办理。",
        ["4件"],
    ),
    "the whole of parts, the carry beside": ("新收申请99件，其中线上收到60件，线下收到39件；上年结转3件。", ["99件"]),
    "behind its share, in brackets": ("答复92件，予以公开占54.3%（50件），部分公开占13.0%（15件）。", ["15件"]),
    "behind its share": ("新收申请95件，87.4%为自然人，计84件。", ["84件"]),
    "with the carry, by no reading": ("办理申请95件（含上年结转3件）。", ["95件"]),
    "a reason and more": ("因属行政查询事项等不予公开16件。", ["16件"]),
    "but for nobody": ("新收申请95件，均由自然人提交。", ["均由自然人提交"]),
    "all that came in": ("今年的申请有96件。", ["96件"]),
    "where it came to": ("自然人由84件降到85件。", ["85件"]),
    "what came of all, behind what they were about": (
        "申请内容依次为：环评文件51件，执法处罚23件。年内答复97件。",
        ["97件"],
    ),
    "how some ended, behind what they were about": (
        "申请内容集中于征地拆迁（41件）、财政资金（17件）。全年答复92件，公开50件，部分公开15件。",
        ["15件"],
    ),
    "behind a channel": ("网络提交83件，信件提交12件。共办结95件，其中予以公开55件。", ["95件", "55件"]),
    "behind a reason": ("因不动产登记资料有专门规定，以行政查询事项答复14件；公开50件，部分公开15件。", ["15件"]),
    "of a channel": ("从申请方式看，网络申请61件，占64.2%；信函申请34件，占45.8%。", ["45.8%"]),
    "what is still open, behind a reason": ("答复92件，另有9件因需征求多个单位意见，正在办理中。", ["9件"]),
    "what was carried out, behind a reason": ("答复92件，另有9件因需征求第三方意见，结转下年办理。", ["9件"]),
    "what came of them, behind a heading": ("答复意见中，予以公开50件，部分公开15件。", ["15件"]),
    "what was sent elsewhere": (
        "不予公开14件，其中告知另行查询16件；无法提供13件，其中不掌握18件。",
        ["16件", "18件"],
    ),
    "who asked, behind reviews": ("没有发生行政诉讼案件，申请人中，自然人85件。", ["没有", "85件"]),
    "a rate by its name": ("征集意见40条，采纳30条，采纳率85%。", ["85%"]),
    "a rate of what was given back": ("发放问卷500份，回收463份，回收率96.2%。", ["96.2%"]),
    "a rate beside its contrary": ("抽检200批次，合格190批次，不合格10批次，合格率98%。", ["98%"]),
    "a rate of all results so called": ("答复92件，其中予以公开50件，部分公开12件，公开率76.4%。", ["76.4%"]),
    "in another form": ("答复92件：全文公开55件，区分处理后部分公开12件。", ["55件"]),
    "what was left at the beginning": ("年初有4件未办结，期末在办6件。", ["4件"]),
    "what is left at the end": ("已办92件，5件留到明年。", ["5件"]),
    "none is left": ("答复92件，没有跨年度未办结的申请。", ["没有跨年度"]),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_right_in_such_words_is_let_alone(kind: str):
    assert {text: doubted(text) for text in RIGHT[kind] if doubted(text)} == {}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_in_such_words_is_heard(kind: str):
    text, wrong = WRONG[kind]
    assert doubted(text) == wrong
