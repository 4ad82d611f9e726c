"""Manners of published reports that no made-up one had: in each kind, what must be heard and what must stay silent.

The sentences are made up, as in `test_understand`, whose marks they bear: `[95件|taken]` is a figure and its claim.
"""

import re

import pytest

from tests.prose.test_silence import doubted
from tests.prose.test_understand import check

COUNTY, OFFICE = "示例县人民政府", "甲市示例区人民政府办公室"

HEARD = {
    "applications by other names": (
        "全年收到依申请公开来信[4件|taken]，均已回信。",
        "收到依申请公开请求[12件|taken]，按时办结[12件|closed]。",
        "年内共收到依申请公开信件[9件|taken]。",
        "共收到[14件|taken]信息依申请公开。",
        "本镇共收到[31条|taken]依申请事项。",
        "累计收到依申请信息公开件[6件|taken]。",
        "[未收到|taken!]依申请公开来函。",
        "[未收到|taken!]要求公开政府信息的申请。",
        "我县[未收到|taken]任何企业和个人提出的公开政府信息的申请。",
        "[未接到|taken!]任何形式的信息公开申请。",
        "[未收到|taken!]社会公众、法人或其他组织对政府信息公开的申请。",
        "依申请公开：2023年[未收到|taken!]该项申请。",
    ),
    "answered within the time": (
        "共收到申请[62件|taken]，按规定在法定期限内答复[61件|closed_of_received]，[1件|carried_out!]结转下年。",
        "共收到申请[62件|taken]，[61件|closed_of_received]已在规定时限内予以答复，[1件|carried_out!]结转下年。",
        "收到申请[62件|taken]，在答复期限内办结[60件|closed]。",
    ),
    "with the carry, told in brackets without a figure": (
        "全年答复政府信息公开申请[71件|closed!]（含上年结转）。",
        "全年答复政府信息公开申请[71件|closed!]（包含上年度结转件），其中予以公开[20件|granted!]。",
        "新收政府信息公开申请[71件|newly_with_carry]（含上年结转）。",
        "共收到政府信息公开申请[71件|taken_with_carry!]（含上年度转结）。",
        "共办理政府信息公开申请[71件|handled_with_carry]（含上年结转）。",
    ),
    "reviews of what is disclosed on request": (
        "共收到申请[8件|taken]，[未|cases!]发生依申请公开行政复议或行政诉讼情况。",
        "依申请公开行政复议[2件|recon!]、依申请公开行政诉讼[1件|litigation!]。",
        "涉及依申请公开的行政复议[2件|recon!]，[均获维持|recon_all_upheld]。",
        "依申请公开类行政复议案件[2件|recon!]。",
    ),
    "citizens, who may be all that asked": (
        "收到公民提出的政府信息公开申请[12件|from_citizens]。",
        "受理公民申请公开政府信息[12件|from_citizens]。",
        "收到公民提出的申请[9件|of_citizens]、法人提出的[3件|body]。",
        "收到申请[12件|taken]，其中公民提出的[9件|person]，法人提出的[3件|body]。",
        "收到公民提出的咨询12件。",
    ),
    "applications, in another order or by their form": (
        "本县共收到政府信息申请公开件[95件|taken]。",
        "收到信息公开申请单[12份|taken]，上年结转政府信息公开申请办件[5件|carried_in!]。",
        "收到申请公开信函[4件|taken]。",
        "印制公开申请表200份，更新政府信息申请公开流程图2张。",
    ),
    "what came in, with what became of all of it": (
        "收到政府信息公开申请[3件|taken_and_granted]全部予以公开。",
        "收到申请[3件|taken_and_granted]全部公开。",
    ),
    "decisions by the name that their column has": (
        "行政处罚本年处理决定数量[803条|penalty_papers]，行政强制本年处理决定数量[2条|coercion_papers]。",
        "行政许可本年处理决定数量[450项|licence_papers]。",
    ),
    "taken back, by whoever had asked": (
        "收到申请[3件|taken]，其中[1件|withdrawn!]当事人撤销信息公开申请，[2件|granted!]予以公开。",
        "申请人主动撤回政府信息公开申请[2件|withdrawn!]。",
    ),
    "answered, which may be openly or in the open": (
        "收到申请[95件|taken]，上年结转[3件|carried_in!]，公开答复[92件|answered_openly]，转下年度办理[6件|carried_out!]。",
    ),
    "all documents there ever were, in brackets": (
        "建成规范性文件数据库，累计公布规范性文件1044件（现行有效140件，废止或失效904件）。",
        "文件库累计收录规范性文件547件（现行有效140件，废止407件）。",
        "全年公布规范性文件[12件|normative_open]（废止[2件|normative_repealed!]）。",
    ),
    "through all channels": (
        "全年线上、线下共收到依申请公开[82件|taken]，办结[80件|closed_of_received]，结转下年[2件|carried_out!]。",
        "线上线下共受理政府信息公开申请[82件|taken]。",
    ),
    "parts of the year's, behind half a year's": (
        "上半年收到11件，全年新收[25件|received!]。其中，自然人[23件|person]，予以公开[12件|granted!]。",
    ),
    "what was carried, by other names": (
        "上年结转信件[5件|carried_in!]，结转下年度[3件|carried_out!]。",
        "[未有办件结转至2024年度|carried_out!]。",
    ),
    "applicants who applied": ("自然人申请件[17件|person]，法人或其他组织申请件[3件|body]。",),
    "cases that applications brought": (
        "因依申请公开工作引起的行政复议[5件|recon!]、行政诉讼[2件|litigation!]。",
        "因政府信息依申请公开引发行政复议[5件|recon!]，行政诉讼[2件|litigation!]。",
        "办理因2022年度政府信息公开申请引发行政复议[1件|recon!]、引发行政诉讼[2件|litigation]。",
        "[无政府信息公开申请行政复议|cases!]、行政诉讼。",
        "因政府信息公开进入行政复议程序和行政诉讼程序均为[0件|cases!]。",
    ),
    "none of a list that has more than the tables": (
        "[未发生有关政府信息公开工作的举报|cases!]、投诉、行政复议或提起行政诉讼等情况。",
        "全年[无信息公开举报|cases!]、复议和诉讼等情形。",
        "[未发生因政府信息公开工作引发举报|litigation!]、投诉、提起行政诉讼等情况。",
        "我局政府信息公开工作[未发生投诉举报|cases!]、申请行政复议、提起诉讼情况。",
        "[无行政许可、行政处罚、行政强制事项|decisions]。",
        "[未制定|both_issued]行政法规、规章和规范性文件。",
        "我办[不涉及行政事业性收费|fee!]。",
    ),
    "no fee": (
        "[未向公民、法人和其他组织收取|info_fee!]任何与政府信息公开工作相关的费用。",
        "[无收取|info_fee!]依申请公开信息相关费用情况。",
        "全年[未|info_fee!]发生政府信息公开收费情况。",
        "2023年[无收取费用的|info_fee!]案件。",
    ),
    "documents behind those that were named": (
        "制发规范性文件[4件|normative_issued!]，清理废止文件[1件|normative_repealed!]，现行有效文件[20件|normative_in_force]。",
        "印发行政规范性文件[4件|normative_issued!]，现行有效文件共计[20件|normative_in_force]。",
        "制发行政规范文件[4件|normative_issued!]。",
        "[未制发或废止|normative_issued!]行政规范性文件。",
    ),
    "how cases of two kinds ended, told behind the last": (
        "行政复议[9件|recon]，行政诉讼[5件|litigation]，其中：[6件|recon_upheld]行政复议、[4件|litigation_upheld]行政诉讼获维持。",
        "[2件|recon_other_result]复议、[1件|litigation_other_result]诉讼为其他结果。",
        "[2件|recon]复议、[1件|litigation_lost]诉讼败诉。",
    ),
    "how cases of two kinds ended, and what has not": (
        "被行政复议[5宗|recon]、行政诉讼[2宗|litigation]，其中[4宗|cases_upheld]维持，[1宗|cases_pending]尚未审结。",
        "行政复议[5宗|recon]、行政诉讼[2宗|litigation]，其中复议维持[4宗|recon_upheld]，[1宗|recon_pending]尚未审结。",
    ),
    "cases withdrawn by a word for corrected": (
        "行政复议[3件|recon]，维持[1件|recon_upheld]，撤销原答复[1件|recon_corrected]，撤销复议申请[1件|recon_withdrawn]。",
        "行政诉讼[2件|litigation]，原告撤销起诉[1件|litigation_withdrawn]，判决撤销[1件|litigation_corrected]。",
    ),
    "no cases, by more names": (
        "[不存在有关政府信息公开|cases!]行政复议和行政诉讼情况。",
        "[不存在行政复议、行政诉讼|cases]情况。",
        "[未产生行政复议|recon]。",
    ),
    "what is not in one's remit": (
        "答复[4件|closed]，其中[1件|granted!]予以公开，[2件|not_held!]并非我局职责范围内的信息，无法提供。",
    ),
    "applicants behind what they asked": ("[3件|person]依申请公开申请人均为自然人。",),
    "how many asked, and how often": (
        "全年收到依申请公开1人[2次|taken]，均已答复。",
        "共受理政府信息公开申请3人[5件|taken]。",
    ),
    "how all of them ended, right behind": (
        "收到政府信息公开申请[3项|taken_and_granted]全部予以公开，[无上年结转|carried_in!]。",
        "共受理政府信息公开申请[4件|taken]不予公开。",
    ),
    "the same in another order": (
        "我镇共收到公开政府信息申请[6件|taken]，已全部答复。",
        "收到群众递交的信息公开申请[24件|taken]。",
        "年内收到依申请公开信息的申请[2次|taken]。",
        "我苏木依申请公开政府信息共[4件|applications]，其中，予以公开[2件|granted!]，不掌握信息[2件|not_held!]。",
        "上年度结转办理件[1件|carried_in!]，办结[24件|closed]。",
    ),
    "results by how they are open, beside those of the table": (
        "收到依申请公开政府信息[19件|taken]。其中，2件办理结果为主动公开，2件办理结果为依申请公开，"
        "[8件|not_held!]办理结果为本机关不掌握相关政府信息，申请人主动撤销[6件|withdrawn!]。",
    ),
    "cases by what they are about": (
        "涉及信息公开申请的行政诉讼案[1件|litigation!]，有关政府信息公开申请的行政复议[2起|recon!]。",
    ),
    "what applications led to": (
        "依申请公开引起行政复议[2件|recon!]。",
        "依申请公开引发行政复议[2件|recon!]，导致行政诉讼[1件|litigation!]。",
        "[无|cases!]因信息公开导致行政复议以及行政诉讼的情况。",
    ),
    "beside parts that others had a hand in": (
        "收到申请[16件|taken]，包括自然人申请[15件|person]（县发展改革委转办1件），法人或其他组织申请[1件|body]。",
        "收到申请[11件|taken]，其中网站申请9件、向县政府办公室寄送纸质申请2件，按时办结[11件|closed]。",
    ),
    "channels that are added up": (
        "全年收到网上申请105件，快递17件，合计[122件|taken]，上年结转[11件|carried_in!]，已回复[126件|closed]。",
    ),
    "what came in, but for the carry": (
        "共受理申请[59件|taken]，扣除上年结转后新收到[47件|received!]。",
        "共办理申请[59件|handled]，除上年结转外新收申请[47件|received!]。",
    ),
    "all, of those that came in this year and before": (
        "新收申请[12件|received!]，上年结转[2件|carried_in!]，[均已依法按期办结|nothing_left]。",
        "收到申请[28件|taken]，上年结转[1件|carried_in!]，[全部办结|nothing_left]。",
    ),
    "those who asked, whoever they are": ("全年收到公民和法人或其他组织政府信息公开申请共[32件|taken]。",),
    "how all of them came, in brackets": (
        "新收政府信息公开申请[4件|received!]（均通过信函提交），已按期答复。",
        "收到申请[4件|taken]（全部为网络申请）。",
        "收到申请[4件|taken]（均为当面提交的书面申请）。",
    ),
    "what an environment bureau calls them": (
        "受理政府环境信息公开申请[4件|taken]，因政府环境信息公开申请行政复议[1件|recon!]。",
        "[未收到|taken!]政府环境信息公开申请。",
    ),
    "still within the time": (
        "新收申请[31件|received!]，[1件|carried_out]仍在法定办理期限内。",
        "收到申请[31件|taken]，[2件|carried_out]尚处于答复时限内。",
    ),
    "before the one who hears them": (
        "因政府信息公开被申请行政复议[3件|recon!]，其中，[1件|recon_corrected!]被复议机关撤销答复书中部分内容，"
        "[2件|recon_pending!]正在复议机关审理中。",
        "因政府信息公开被提起行政诉讼[2件|litigation!]，其中[2件|litigation_pending!]仍在一审法院审理。",
        "被申请行政复议[3件|recon]，部分撤销[1件|recon_corrected]，驳回申请人复议请求[2件|recon_dismissed]。",
    ),
    "up to the last month": (
        "截至2023年12月，本机关共收到申请[101件|taken]，办结[97件|closed]。",
        "截至12月底，新收申请[101件|received!]。",
    ),
    "what is not theirs to disclose": (
        "收到申请[9件|taken]，其中不属于本行政机关公开的[7件|not_held!]，已主动公开和同意公开的[2件|granted!]。",
    ),
    "what applications are called besides": ("接到依申请公开方面的诉求[3件|taken]，均已答复。",),
    "no reviews, whatever they would have come of": (
        "[未|cases!]发生因政府信息申请引起的行政复议和行政诉讼。",
        "[没有|recon!]因申请信息公开而发生行政复议。",
        "[未|cases!]发生因有关政府信息公开而引发的行政复议案和行政诉讼案。",
        "[未|cases!]发生政府信息公开行政复议、诉讼问题。",
        "[没有因政府信息公开申请行政复议|cases!]、提起行政诉讼和行政申诉的情况发生。",
    ),
    "none that went wrong": (
        "[无行政复议纠错和行政诉讼败诉案件|cases_corrected]。",
        "[未出现复议纠错、诉讼败诉|cases_corrected]情况。",
    ),
    "nothing that was carried, neither way": (
        "[无上年和下年结转件|carried_both_ways!]。",
        "[没有上年接转和接转下年|carried_both_ways!]的依申请公开事项。",
    ),
    "none of reviews, nor of what no table has, by verbs of their own": (
        "[未|cases]发生行政复议、行政诉讼案件或出现申诉情况。",
        "[未出现因政府信息公开引起的行政复议、行政诉讼或发生投诉|cases!]等情况。",
    ),
    "what brackets only say is among them": (
        "收到政府信息公开申请[81件|taken]（含重复申请事项），上年结转[2件|carried_in!]，办结[80件|closed]。",
        "办结政府信息公开申请[80件|closed]（含申请人撤回的）。",
        "收到申请[81件|taken]，办结[80件|closed]（含部分公开）。",
        "公开[8件|opened_partial!]（含部分公开），予以公开[8件|granted_partial!]（包括部分公开）。",
        "因政府信息公开引起的行政诉讼[2件|litigation!]（含未审结的）。",
        "收到申请[20件|taken]，其他处理[3件|other_handling!]（含撤回、重复申请），无法提供[2件|unavailable!]（含信息不存在）。",
        "不予公开[14件|enquiry_refused]（含行政查询），不予处理[4件|petition_rejected]（含信访类）。",
        "制发规范性文件[8件|normative_issued]（含修订），不再补充。",
    ),
    "what did not come over, and what was done this year": (
        "新收到申请[2件|received!]，上年[无结转|carried_in!]，已办理[2件|handled]，[无结转下年度|carried_out!]。",
        "新收到申请[2件|received!]，上年度[没有结转件|carried_in!]，予以公开[2件|granted!]。",
        "上年收到申请[5件|taken@last]，办结[5件|closed@last]。",
    ),
    "each of them, by the word it is counted by": (
        "收到申请[20件|taken]，办结件[18件|closed_of_received]，转结件[2件|carried_out]。",
        "收到申请[20件|taken]，予以公开件[8件|granted!]，不予公开件[2件|refused!]，无法提供件[4件|unavailable!]。",
        "收到申请[20件|taken]，其余按时答复，申请人主动撤销件[6件|withdrawn!]。",
        "规范性文件制发件[3件|normative_issued!]，废止件[2件|normative_repealed]，现行有效件[40件|normative_in_force]。",
    ),
    "words that few use": (
        "收到申请[11件|taken]，予以部份公开[1件|partial!]，部份公开[1件|partial!]。",
        "收到信息申请数量[7个|taken]。",
        "因不属于本机关信息无法提供[1件|not_held_unavailable]。",
        "收到申请[15件|taken]，答复后被行政复议[9件|recon!]；答复后被提起行政诉讼[2件|litigation!]。",
        "收到申请[1项|taken]，向政府信息公开申请人收取费用为[0元|info_fee!]。",
    ),
    "cases that nobody has decided yet": (
        "因信息公开被行政复议[19件|recon!]，维持[17件|recon_upheld!]，尚未拿到决定书[2件|recon_pending!]。",
        "因信息公开被提起行政诉讼[5件|litigation!]，[2件|litigation_pending!]尚未收到判决书，已开庭未宣判[1件|litigation_pending!]。",
        "因信息公开被行政复议[5件|recon!]，维持[3件|recon_upheld!]，受理中[2件|recon_pending!]。",
        "收到申请[20件|taken]，[2件|carried_out]正在受理中。",
        "受理中心收到申请[20件|taken]。",
        "全年未收到行政复议决定书。",
    ),
    "how many asked, before what they asked for": (
        "收到187名申请人提出的政府信息公开申请[583件|taken]，办结[570件|closed]。",
        "收到187个申请人提出的政府信息公开申请[583件|taken]。",
        "收到3名群众反映，办理申请[12件|handled]。",
        "收到8个部门转来的政府信息公开申请12件。",
        "收到5名学生提出的奖学金申请12件。",
    ),
    "one reason, and others that nobody names": (
        "因本机关不掌握等情形答复[8件|not_held_and_more]，因内部事务信息等情形答复[2件|internal_refused_and_more]。",
        "收到申请[20件|taken]，予以公开[12件|granted!]，重复申请等[8件|repeat_and_more]。",
        "属于信访、举报、投诉等[8件|petition!]，逾期未补正等[3件|no_correction_and_more]。",
    ),
    "documents told behind rules, by their name alone": (
        "制定发布规章[6部|regulations_issued!]，行政规范性文件[181件|normative_issued]。发布政策解读57篇。",
        "废止规章[1件|regulations_repealed!]，规范性文件[3件|normative_repealed]。",
        "制定规章[6部|regulations_issued!]，清理规范性文件181件。",
        "审核规章6部，规范性文件181件。",
        "办理行政许可[83件|licence]，作出行政处罚[5件|penalty!]，行政事业性收费[12.5万元|fee!]。",
        "办理行政许可[684件|licence]，行政处罚[139件|penalty]。",
        "制定规章[6部|regulations_issued!]，涉企规范性文件18件。",
    ),
    "information that was published, behind documents": (
        "制发规范性文件[5件|normative_issued!]；发布政府信息300条，推送各类政府信息20条。",
        "共计发布各类政府信息11125条，其中规范性文件11条、其他文件13条。",
        "发布政府信息300条，制发规范性文件[11件|normative_issued!]。",
    ),
}  # fmt: skip

SILENT = {
    "those that are left out, in brackets": (
        "受理申请90件（不含重复申请）。",
        "办结申请88件（不含撤回的）。",
        "收到申请90件（重复申请除外）。",
    ),
    "all of a kind, with one of it in brackets": ("其他处理3件（含撤回）。", "不予公开14件（含内部事务信息）。"),
    "reviews that the body sat on, as the one that decides": (
        "全年审理行政复议案件126件，其中政府信息公开类8件。",
        "全年审理行政复议案件12件，其中信息公开类8件，维持6件，纠正2件。",
    ),
    "all that one reason and others led to": ("因内部事务信息等情形答复14件。", "因本机关不掌握等原因答复13件。"),
    "what others are counted by": (
        "12345热线受理件90件，办结件88件，不予处理件2件。",
        "收到附件90件，快件88件。",
        "收到转办件90件，办结件88件。",
        "收到交办件90件，办结88件；收到网民来信90件，答复88件。",
        "窗口办理行政许可件618件。",
    ),
    "documents by how they are open": (
        "印发文件19件，其中8件属性为主动公开，2件为依申请公开，不予公开9件。",
        "发文19件。其中，主动公开8件，依申请公开2件，不予公开9件。",
    ),
    "how many asked": ("全年收到依申请公开20人95次。", "收到公开申请的有20人95件。"),
    "all that were carried in alone": (
        "收到申请98件（上年结转3件，已全部办结）。",
        "新收申请95件。上年结转3件，均已办结。",
        "新收申请95件，其中自然人83件；上年结转3件，均已办结。",
    ),
    "channels of which nobody tells that they are all": (
        "收到网上申请105件，快递17件，信函申请合计30件。",
        "节能审查网上申请105件，快递17件，合计122件。",
    ),
    "dealt with in another way than the others": (
        "共受理申请98件，其中按程序办结65件，行政查询14件，不掌握13件，结转下年6件。",
    ),
    "parts of what came in and what was carried in": ("收到申请95件，上年结转3件，其中网络申请60件，信函申请38件。",),
    "what others asked of others": ("县政府办公室转来申请20件，其中自然人12件。", "向有关部门转办申请15件。"),
    "a result of what the clause before a stronger mark told": (
        "已答复相关申请信息无法提供；1件不属于政府信息。",
    ),
    "letters are a channel beside another": (
        "全年收到依申请公开信件30件、网上申请65件。",
        "全年收到依申请公开来信30件，网上申请65件。",
        "依申请公开信件30件，网上65件。",
    ),
    "what things were before they fell": (
        "行政复议11件、行政诉讼7件，较去年的行政复议13件、行政诉讼4件大幅下降。",
        "新收申请95件，与以往每年的130件相比明显减少。",
    ),
    "growth a year, over several": (
        "2022年至2024年，分别收到申请70件、84件、95件，年均增长16.5%。",
        "三年来新收申请95件，复合增长率16.5%。",
    ),
    "registers, and nothing that was registered": (
        "申请主要集中在征地（62件）、规划（21件）、不动产登记（12件）。",
        "受理不动产登记申请12件，婚姻登记申请7件。",
        "申请内容涉及房屋登记8件、土地登记5件。",
    ),
    "what is disclosed on request, and no review of it": (
        "涉及依申请公开的投诉2件。",
        "涉及依申请公开的咨询电话12个。",
        "办理依申请公开复议答复2件。",
        "针对复议反映的依申请公开问题3个，逐一整改。",
    ),
    "online and offline, each": ("线上、线下分别收到82件、13件。",),
    "parts of half a year's, in a sentence of their own": (
        "上半年共受理申请40件，答复38件。其中，予以公开21件。",
        "一季度受理申请18件。其中：予以公开9件，部分公开3件。",
    ),
    "time that is left": ("收到申请95件，上年结转3件，办结92件，6件尚在法定期限内。",),
    "the carry, where it is told beside": (
        "新收申请95件，答复92件（含上年结转）。",
        "全年办理申请92件（含上年结转），结转下年6件。",
        "全年办理申请98件（含上年结转），结转下年6件。",
        "全年办结申请92件（含上年结转）。",
    ),
    "of what kind the applications were that brought cases": (
        "行政复议案件11件（其中7件为2023年信息公开件）。",
        "因政府信息公开引发行政复议11件，其中申请公开件7件。",
    ),
    "what came of complaints": (
        "未发生因投诉举报答复引发的行政复议。",
        "未发生因信访、投诉引发的行政复议、行政诉讼。",
        "未发生信访、投诉、举报。",
    ),
    "documents of any kind": (
        "印发各类文件63件，废止文件5件。",
        "政策文件方面，制发63件，废止文件5件，现行有效文件30件。",
        "标注有效文件63件，失效文件5件。",
        "集中公开有效文件300件。",
    ),
    "how only some of them came, in brackets": (
        "收到申请70件（网络）、25件（信函）。",
        "收到申请12件（通过信函提交），另收到网上申请83件。",
    ),
    "what enterprises disclose": ("督促31家企业公开环境信息，核查企业环境信息公开申请材料12件。",),
    "a month's": ("12月收到申请12件。", "2024年12月共收到申请12件，办结9件。"),
    "an item of what was published, told by no act": (
        "网站发布通告141条；行政处罚379件；招考信息7条。",
        "公开预决算信息12条；行政许可31件；招标公告7条。",
    ),
    "done for somebody else": (
        "县政府办公室代表县政府受理申请12件。",
        "其中代表县政府受理申请17件。",
    ),
    "items of a list of charges": ("行政事业性收费项目3项。", "取消行政事业性收费项目2项，减轻负担120万元。"),
    "what was asked elsewhere, and dealt with": (
        "受理区政府网站和人民网留言板咨询投诉210件，办结210件，办结率100%。",
        "受理网站留言21件，办结21件。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HEARD)
def test_published_manners_are_understood(kind):
    for marked in HEARD[kind]:
        check(marked, unit=COUNTY)


@pytest.mark.parametrize("kind", SILENT)
def test_what_looks_like_them_is_not_doubted(kind):
    assert {text: said for text in SILENT[kind] if (said := doubted(text))} == {}


def test_the_same_with_a_slip_is_heard():
    assert doubted("全年收到依申请公开20人85次。") == ["85次"]
    assert doubted("新收申请95件，上年结转3件，均已办结。") == ["均已办结"]
    assert doubted("共受理申请98件，其中按程序办结65件，行政查询15件，不掌握13件，结转下年6件。") != []
    assert doubted("收到申请95件，上年结转3件，其中网络申请64件，信函申请37件。") == ["95件"]


def test_reviews_of_the_body_are_heard_beside_those_it_sat_on():
    assert doubted("全年被申请行政复议26件，其中信息公开类8件。") == ["8件"]
    assert doubted("复议机关正在审理政府信息公开行政复议案件4件。") == ["4件"]


def test_one_reason_and_others_with_a_slip_is_heard():
    assert doubted("因内部事务信息等情形答复15件。") == ["15件"]
    assert doubted("因本机关不掌握等原因答复14件。") == ["14件"]


def test_more_than_the_carry_is_heard():
    assert doubted("全年收到申请95件（含上年结转）。") == ["95件"]
    assert doubted("全年办理申请95件（含上年结转），结转下年6件。") == ["95件"]


def test_a_street_whose_name_has_a_figure_is_called_by_it():
    check("三里街道共收到信息公开申请[7件|taken]，予以公开[3件|granted!]。", unit="示例市三里街道办事处")
    check("十里铺街道办事处收到申请[7件|taken]。", unit="示例区十里铺街道办事处")


def test_a_branch_is_called_by_its_place_and_trade():
    for name in ("区公安分局", "示例区公安分局", "公安分局", "示例区分局", "示例分局"):
        check(f"{name}收到申请[7件|taken]。", unit="甲市公安局示例区分局")
    check("县生态环境分局收到申请[7件|taken]。", unit="甲市生态环境局示例县分局")
    check("区市场监督管理分局收到申请[7件|taken]。", unit="甲市市场监督管理局示例区分局")
    for name in ("各分局", "乙丙区公安分局", "城关派出所"):
        check(f"{name}收到申请7件。", unit="甲市公安局示例区分局")


def test_all_below_a_government_are_its_own():
    told = "全区各职能部门、镇街共收到政府信息依申请公开[99件|taken]。"
    check(told, unit="甲市示例区人民政府")
    check(re.sub(r"[\[\]]|[|]taken", "", told), unit="甲市示例区教育局")


def test_an_office_of_a_government_calls_itself_by_its_rank():
    check("区政府办公室共收到[8份|taken]政府信息公开申请。其中，予以公开[2件|granted!]。", unit=OFFICE)
    check("县政府办公室共收到8份政府信息公开申请。", unit=COUNTY)


def test_an_office_of_a_government_acts_for_it_in_all_it_does():
    check("区政府办公室代表区政府共受理政府信息公开申请[92件|taken]，答复[94件|closed]。", unit=OFFICE)
    check("区政府办公室代表区政府共受理政府信息公开申请92件。", unit="甲市示例区人民政府")
    check("其中代表区政府受理17件。", unit=OFFICE)


def test_how_much_a_figure_of_the_seat_changed_is_no_part_of_what_others_did():
    told = "区政府办公室共受理政府信息公开申请[92件|taken]，申请数量较上年回落12.3%；答复申请[94件|closed!]。"
    check(told, unit=OFFICE)


def test_decisions_beside_others_are_no_items():
    assert doubted("网站发布通告141条；作出行政处罚379件；招考信息7条。") == ["379件"]
    assert doubted("主动公开信息141条；行政许可12件；行政处罚621件。") == ["621件"]
    # One that is a slip of the table's is heard among items, too.
    assert doubted("网站发布通告141条；行政处罚602件；招考信息7条。") == ["602件"]


def test_a_township_of_herders_is_called_by_its_name():
    check("乙丙苏木收到申请[1件|taken]，已按时办结。", unit="甲旗乙丙苏木人民政府")


def test_what_the_seat_did_is_told_again_as_the_same():
    told = "县政府全年共受理信息公开申请[97件|taken]，答复[97件|closed]。在[97件|closed!]答复的申请中，予以公开[11件|granted!]。"
    check(told, unit=COUNTY)
    check("县政府全年共受理信息公开申请[97件|taken]。申请数量较上年增加78件。", unit=COUNTY)
    check("县政府全年共受理信息公开申请36件。全县共受理申请[97件|taken]。", unit=COUNTY)


def test_a_government_with_its_office_is_all_of_that():
    check("区本级政府及政府办共收到申请[27件|taken]，按时答复。", unit=OFFICE)


def test_what_is_told_of_none_is_heard_where_there_are_some():
    assert doubted("无上年和下年结转件。") == ["无上年和下年结转件"]
    assert doubted("未发生政府信息公开行政复议、诉讼问题。") == ["未"]
    # Lost are lawsuits alone: of those that a review put right it tells nothing.
    assert doubted("行政复议11件，行政诉讼7件，无败诉。") == []
