"""How applications ended and who made them: a slip must be heard in any words, and what is right must stay silent.

The tables are a made-up county's, added up with a pencil: 一 80 (62 of persons, 11 of businesses, 4 of law firms, 3 of
others), 二 6 (4 and 2), （三）14, （四）19, （五）7, （六）8, （七）83, 四 3; 行政复议 9, 行政诉讼 5.
"""

import pytest

from tests.prose.test_silence import UNIT, YEAR, doubted_by

PATH = "narrative.overview.applications"
TABLES = {
    "year": YEAR,
    "requests.received.person": 62,
    "requests.received.business": 11,
    "requests.received.legal": 4,
    "requests.received.other_body": 3,
    "requests.carried_in.person": 4,
    "requests.carried_in.business": 2,
    "requests.granted.person": 26,
    "requests.partial.person": 9,
    "requests.secret.person": 1,
    "requests.third_party.person": 5,
    "requests.process.person": 3,
    "requests.enquiry.business": 5,
    "requests.not_held.person": 12,
    "requests.not_existing.person": 4,
    "requests.unclear.person": 3,
    "requests.petition.person": 5,
    "requests.repeat.person": 2,
    "requests.no_correction.person": 2,
    "requests.other.person": 6,
    "requests.carried_out.person": 3,
    "review.cases.recon_upheld": 6,
    "review.cases.recon_corrected": 1,
    "review.cases.recon_other": 1,
    "review.cases.recon_pending": 1,
    "review.cases.direct_upheld": 4,
    "review.cases.direct_other": 1,
}


def doubted(text: str, unit: str = UNIT) -> list[str]:
    return doubted_by(TABLES, text, unit=unit)


SILENT = {
    "what is open, with what is so in part": (
        "公开35件（其中部分公开9件）、不予公开14件、无法提供19件。",
        "公开35件，其中部分公开9件；不予公开14件、无法提供19件、其他处理8件。",
        "公开35件，含部分公开9件；不公开14件、无法提供19件、其他8件。",
        "公开35件（含9件部分公开），不公开14件。",
        "公开35件，其中9件为部分公开。",
        "公开35件：全部公开26件，部分公开9件。",
    ),
    "a whole beside which other rows are told": (
        "不予公开14件，其中第三方合法权益5件，无法提供19件，其他处理8件。",
        "无法提供19件，其中不掌握12件；不予处理7件，其中信访类5件；其他处理8件。",
    ),
    "who made those that were carried, or all that came in": (
        "收到申请80件，上年结转6件，自然人62件，商业企业11件。",
        "收到申请80件，上年结转6件，自然人66件，商业企业13件。",
        "上年结转6件，其中自然人4件、商业企业2件。",
        "2023年结转的6件由自然人4件、企业2件组成。",
        "结转下年3件，其中自然人3件。",
    ),
    "what people asked for, not only persons": (
        "收到群众提交的政府信息公开申请80件。",
        "收到居民提出的申请80件。",
    ),
    "what is left behind those not available": (
        "公开26件，无法提供19件，其他15件。",
        "公开26件，无法提供19件，其他8件。",
    ),
    "a sum of some in a list, told with their result": (
        "办结83件：公开26件、部分公开9件、国家秘密1件、第三方5件、过程性信息3件、行政查询5件共14件不予公开，无法提供19件，不予处理7件，其他处理8件。",
    ),
    "what does not exist, beside what is not held: both in one row": (
        "本机关不掌握8件、信息不存在4件。",
        "信息不存在4件、本机关不掌握8件，需另行制作4件。",
        "本机关不掌握12件，信息不存在2件，没有现成信息2件。",
        "无法提供19件，其中信息不存在4件、本机关不掌握8件，需另行制作4件。",
    ),
    "what came over and what goes on, in brackets": (
        "全年答复办结政府信息公开83件（6件为上年结转办结，3件结转下年）。",
        "办结83件（其中上年结转6件，结转下年3件）。",
    ),
    "what is known of things of other kinds": (
        "公开26件、部分公开9件、婚姻登记档案查询另有规定5件不公开、不掌握12件。",
        "影响社会稳定的因素排查12件。",
        "引导群众通过信访渠道反映诉求31件。",
        "归档办结案卷12件，案卷中，行政处罚案卷9件。",
    ),
    "a row of results, of which some words tell only some, or others tell the rest": (
        "测绘成果查询类申请较多，公开26件，部分公开9件，宅基地资料不予公开3件，不掌握12件。",
        "信访件办理后公开26件，部分公开9件，不掌握8件，信息不存在4件。",
        "公开26件，部分公开9件，其余48件分别因第三方权益5件、过程性信息3件、不掌握12件等未提供。",
    ),
    "a subtotal and its rows, called alike": (
        "其他处理8件，其中逾期未补正2件、其他6件。",
        "公开26件，其他8件，包括逾期未补正2件、撤回等6件。",
        "公开26件，逾期未补正2件，其他处理6件。",
    ),
    "a row that is told again, of some": (
        "不掌握12件，需另行制作4件，仍不明确3件。县公安局予以公开5件，不掌握2件。",
        "予以公开26件，部分公开9件，不予公开14件，不掌握12件。12件不掌握的答复中，30%来自乡镇。",
    ),
    "some of a row, beside all others": (
        "全年办结83件：予以公开26件，部分公开9件，不予公开14件，无法提供19件，不予处理7件，逾期未补正2件，撤回5件，终止1件。",
        "全年办结83件：予以公开26件，部分公开9件，不予公开14件，无法提供19件，不予处理7件，撤回3件。",
        "全年办结83件：予以公开26件，部分公开9件，不予公开14件，无法提供19件，不予处理7件，撤回等8件。",
        "逾期未补正2件，撤回等6件。",
    ),
    "what is called otherwise": (
        "公开26件，不属我局掌握12件，补正后仍不明3件，其他8件。",
        "公开26件，部分公开9件，未能提供19件，按投诉程序处理5件，被认定为重复申请2件。",
        "公开26件，通知补正后没有回音2件，经沟通后申请人自愿撤销6件。",
        "公开26件，涉及学生隐私5件，内部讨论稿3件，告知到不动产登记中心查询5件。",
    ),
    "what is called alike, and is of other things": (
        "12345热线工单中，转投诉渠道办理31件。",
        "群众来访46件，按信访程序处理31件。",
        "不属我局掌握的历史档案31份已移交档案馆。",
        "引导群众到不动产登记中心查询31件。",
        "申请人未能提供身份证明的21件，通知补正。",
        "信息公开占用办公经费31万元。",
    ),
    "a row beside that of the sentence before it": (
        "对2件逾期未补正的申请，依法不再处理。其他处理6件，主要为申请人主动撤回。",
        "对2件逾期未补正的申请，依法不再处理。其他处理8件。",
    ),
    "several rows told together": (
        "公开26件，部分公开9件，不掌握和不明确15件。",
        "公开26件，不掌握、需另行制作、内容不明确而无法提供的19件。",
        "公开26件，不掌握或需另行制作而无法提供的19件。",
        "公开26件，信访举报投诉和重复申请不予处理的7件，逾期未补正和撤回的5件。",
        "公开26件，申请人撤回或逾期不补正等8件。",
        "公开26件，属于国家秘密、行政查询事项不公开6件。",
        "公开26件，部分公开9件，其余41件为不予公开、无法提供等。",
        "信访举报和重复申请多发，12件涉及同一小区。",
    ),
    "a row of results of other things, or of others": (
        "人大建议答复12件，其中已解决7件、部分公开2件、不予公开3件。",
        "县教育局办结12件，其中予以公开5件、部分公开2件、不予公开1件、不掌握4件。",
        "2022年信访转来的申请中，予以公开5件、部分公开2件、不予公开1件、不掌握4件。",
    ),
    "what is told beside those withdrawn, which are in the same row or total": (
        "其他处理5件，申请人撤回3件。",
        "全年办结80件，撤回3件。",
    ),
}

HEARD = {
    "what is open, beside what is so in part": ("公开35件、部分公开9件、不予公开14件。", ["35件"]),
    "what is open, where nothing else is": ("公开36件，不予公开14件。", ["36件"]),
    "who made those that were carried": ("上年结转6件，自然人提出5件、商业企业提出2件。", ["5件"]),
    "who made those that were carried, in brackets": ("上年结转申请6件（自然人4件、商业企业5件）。", ["5件"]),
    "what is left behind those not available": ("公开26件，无法提供19件，其他14件。", ["14件"]),
    "kinds that are only named before their figures": (
        "办结件按结果分为三类：第一类予以公开，26件；第二类部分公开，9件；第三类不予公开，15件。", ["15件"],
    ),
    "those who, instead of what": ("予以公开者26件，部分公开者8件。", ["8件"]),
    "a figure behind its share": ("部分公开9件。公开的占31.3%，即27件；部分公开9件。", ["27件"]),
    "what does not exist, beside what is not held": ("本机关不掌握9件、信息不存在4件。", ["9件"]),
    "what does not exist": ("信息不存在14件。", ["14件"]),
    "dangers to the public": ("危及社会稳定1件，过程性信息3件。", ["1件"]),
    "complaints that are sent where they belong": ("不掌握12件，按信访途径引导6件，重复申请2件。", ["6件"]),
    "what would have to be made": ("不掌握12件，须另行加工汇总5件。", ["5件"]),
    "both ways to open, in one": ("公开类（含部分公开）36件，不予公开14件。", ["36件"]),
    "answers, as files": ("办结案卷中，全部公开的27件，部分公开的9件。", ["27件"]),
    "a part of a row, in a list": ("不予公开14件，其中第三方合法权益8件，过程性信息3件。", ["8件"]),
    "a row of results, behind what no table has": (
        "来信来访的问题集中，处理结果为公开26件，部分公开9件，不掌握15件，重复申请2件。", ["15件"],
    ),
    "a row of results, one of them in words nobody knows": (
        "公开26件，部分公开9件，疫苗流向资料不予公开41件，不掌握12件，重复申请2件。", ["41件"],
    ),
    "a row of results, one of which is far too many": (
        "来信来访的问题集中，处理结果为公开26件，部分公开9件，不掌握12件，重复申请128件。", ["128件"],
    ),
    "a subtotal and its rows, the subtotal wrong": ("其他处理18件，其中逾期未补正2件、其他6件。", ["18件"]),
    "a subtotal and its rows, a row that is as large as it": ("其他处理8件，其中逾期未补正2件、其他8件。", ["8件"]),
    "a subtotal and its rows, called others": ("公开26件，其他6件，包括逾期未补正2件、撤回等6件。", ["6件"]),
    "a row among rows, that is right elsewhere": (
        "予以公开26件、部分公开9件、不予公开14件、不掌握45件。不掌握12件，占14.5%。", ["45件"],
    ),
    "less than what all others leave": (
        "全年办结83件：予以公开26件，部分公开9件，不予公开14件，无法提供19件，不予处理7件，逾期未补正2件，撤回5件。", ["5件"],
    ),
    "less than a row, of which the words say that there is more": ("逾期未补正2件，撤回等5件。", ["5件"]),
    "what the unit has not, in other words": ("公开26件，不归本局保存15件。", ["15件"]),
    "what stays unclear, in other words": ("公开26件，经补正后仍无法确定所需信息5件。", ["5件"]),
    "what nobody put right": ("公开26件，通知补正后未再回复3件。", ["3件"]),
    "what was taken back after a talk": ("公开26件，经解释说明后申请人撤回9件。", ["9件"]),
    "complaints that are dealt with as such": ("公开26件，按信访投诉渠道办理6件。", ["6件"]),
    "what is to be looked up elsewhere": ("不予公开14件，其中引导至不动产登记窗口查询7件。", ["7件"]),
    "what is in neither, beside a row of the sentence before it": (
        "对2件逾期未补正的申请，依法不再处理。其他处理7件。", ["7件"],
    ),
    "rows told together": ("公开26件，部分公开9件，不掌握和不明确16件。", ["16件"]),
    "rows told together, with what they are rows of": (
        "公开26件，不掌握、需另行制作、内容不明确而无法提供的20件。", ["20件"],
    ),
    "rows told together, and others left open": ("公开26件，申请人撤回或逾期不补正等9件。", ["9件"]),
    "what is told beside those withdrawn, which are in another row": ("本机关不掌握9件，逾期不补正2件，申请人撤回3件。", ["9件"]),
}  # fmt: skip


@pytest.mark.parametrize("manner", SILENT)
def test_what_is_right_is_not_doubted_in_any_words(manner):
    assert {text: said for text in SILENT[manner] if (said := doubted(text))} == {}


@pytest.mark.parametrize("manner", HEARD)
def test_a_slip_is_heard(manner):
    text, wrong = HEARD[manner]
    assert doubted(text) == wrong
