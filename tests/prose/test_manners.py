"""Manners of whole reports: said in other words they must stay silent, and the same with a slip must be heard.

The tables are a made-up county's, their totals added up with a pencil: 一 180, （四）77, 行政复议 20, of which 18 are
settled, 行政诉讼 12, both 32.
"""

from decimal import Decimal
from functools import cache

import pytest

from govxl.prose.judge import judged_text
from govxl.prose.understand import understand
from tests.prose.cases import facts
from tests.prose.test_silence import UNIT, YEAR, patterns

APPLICATIONS, PROACTIVE = "narrative.overview.applications", "narrative.overview.proactive"
PROBLEMS, OTHER = "narrative.problems.text", "narrative.other.text"
TABLES = {
    "year": YEAR,
    "requests.received.person": 180,
    "requests.granted.person": 90,
    "requests.not_held.person": 64,
    "requests.not_existing.person": 13,
    "requests.petition.person": 7,
    "requests.other.person": 6,
    "review.cases.recon_upheld": 12,
    "review.cases.recon_corrected": 3,
    "review.cases.recon_other": 3,
    "review.cases.recon_pending": 2,
    "review.cases.direct_upheld": 5,
    "review.cases.direct_corrected": 1,
    "review.cases.direct_pending": 2,
    "review.cases.after_upheld": 3,
    "review.cases.after_other": 1,
    "proactive.licensing.decisions": 3167,
    "proactive.penalties.decisions": 97,
    "proactive.coercion.decisions": 3,
    "proactive.normative.issued": 11,
    "proactive.normative.repealed": 5,
    "proactive.normative.in_force": 63,
    "proactive.fees.amount": Decimal("356.5"),
    "cover.fee_amount": 350,
    "cover.fee_count": 2,
    "prior.proactive.licensing.decisions": 3000,
    "prior.proactive.normative.issued": 9,
    "prior.proactive.normative.repealed": 6,
    "prior.proactive.normative.in_force": 57,
    "prior.requests.received.person": 150,
    "prior.requests.petition.person": 4,
    "prior.review.cases.recon_upheld": 15,
}


@cache
def doubted(path: str, text: str) -> list[str]:
    found = understand(patterns(), path, text, YEAR, UNIT)
    return [doubt.said for doubt in judged_text(found, path, text, YEAR, facts("2021", TABLES), patterns().rules)]


WHOLE_TEXT = ""
SILENT = {
    "under headings, in a text of no field": (
        WHOLE_TEXT,
        "一、总体情况\n（一）主动公开情况\n发布信息25条。\n（二）依申请公开情况\n新收180件，办结180件，结转0件。\n"
        "四、行政复议、行政诉讼情况\n维持20件。",
        "（二）依申请公开情况\n新收180件。\n（三）平台建设情况\n改版栏目12个，新收25件。",
        "（二）依申请公开情况\n办理规范有序。\n五、存在的主要问题及改进情况\n新收25件。",
        "依申请公开情况\n网站改版后，新收25件。\n平台建设\n新收25件。",
    ),
    "many of something else, beside documents": (
        PROACTIVE,
        "废止文件5件下架，现行有效文件63件；各乡镇上报拟公开信息3341条，经审核发布3215条。",
        "废止5件，现行有效63件文件全部上网；全年审核发布2105条。",
    ),
    "a change behind how they ended, of what came in": (
        APPLICATIONS,
        "新收申请180件。\n公开90件，无法提供77件，不予处理7件，其他处理6件；同比上升20%。",
        "新收申请180件。\n结果：公开90件，无法提供77件，不予处理7件。同比上升20%。",
        "新收申请180件，公开90件、无法提供77件、不予处理7件，比上年多20%。",
    ),
    "last year's behind a list, of its head": (
        APPLICATIONS,
        "收到申请180件，公开90件，不予处理7件；较上年同期（150件）增加30件，增幅20%。",
        "新收申请180件，公开90件，无法提供77件，比2023年的150件增加30件。",
        "收到申请180件，公开90件，无法提供77件，上年为150件。",
    ),
    "results of all lawsuits behind a kind of them": (
        APPLICATIONS,
        "行政诉讼12件：一审受理8件，复议后起诉4件，已审结的10件中胜诉8件。",
        "诉讼案件12件，其中法院立案的8件，经复议再起诉的4件，尚未审结2件。",
    ),
    "applications again, behind reviews": (
        APPLICATIONS,
        "复议被纠正3件、诉讼败诉1件；无法提供的77件；全部办结180件。",
        "复议被纠正3件、诉讼败诉1件；无法提供77件，年末没有未办结的。",
    ),
    "a rate of one of two kinds of cases": (
        APPLICATIONS,
        "全年复议诉讼案件32件：行政复议20件，纠正3件，已审结案件纠错率16.7%；行政诉讼12件。",
        "复议诉讼案件32件，其中行政复议20件占62.5%，行政诉讼12件占37.5%。复议已审结18件，维持率66.7%。",
        "行政复议结果维持12件、结果纠正3件、尚未审结2件，纠错率（按已审结计）为16.7%；诉讼12件。",
        "行政复议20件，行政诉讼12件；复议已审结18件，纠错率16.7%。",
    ),
    "a share of what its clause names": (
        APPLICATIONS,
        "不予处理中，信访类7件；无法提供中，本机关不掌握占83.1%。",
        "无法提供的77件中，本机关不掌握占83.1%，需要另行制作占16.9%。",
        "无法提供中，本机关不掌握占83.11%。",
    ),
    "how much it grew, in brackets": (
        APPLICATIONS,
        "全县新收申请180件（上年150件，增20%）。",
        "全县新收申请180件（2023年150件，升20.0%）。",
        "全县新收申请180件（上年150件，+20%）。",
    ),
    "a change of what is no decision": (
        PROACTIVE,
        "作出行政许可决定3167件；行政许可事项较上一年的34项减少6项。",
        "行政许可3167件；许可事项由上年的34项减少到28项，减少6项。",
        "行政处罚97件；行政处罚事项较上年的186项增加11项。",
    ),
    "what went and came": (
        PROACTIVE,
        "规范性文件新增11件，减少5件，现行有效63件。",
        "行政规范性文件：新增11件，减少5件，实有63件。",
        "全县规范性文件制发11件，减少5件。",
    ),
    "what has nothing to do with it": (
        APPLICATIONS,
        "行政复议20件，另有与政府信息公开无关的行政复议60件。",
        "行政诉讼12件，其中与政府信息公开无直接关系的3件。",
    ),
    "what was paid, told by who had it": (
        OTHER,
        "收取信息处理费2件，其中自然资源局收取200元，住建局收取150元。",
        "收取信息处理费350元，其中县局1件，市局1件。",
        "信息处理费2件，金额分别为200元和150元。",
    ),
    "more cases than the unit's own, before how those ended": (
        APPLICATIONS,
        "法院受理23件，维持8件、纠正1件、未审结2件、其他1件，余11件为民事案件。",
        "行政复议28件（含上年结转8件），维持12件、纠正3件、其他3件、未审结2件。",
    ),
    "documents laid open, whenever they were made": (PROACTIVE, "全年主动公开规范性文件9件，废止5件，现行有效63件。"),
    "a stock of which nothing is held against the tables": (PROACTIVE, "本年没有规范性文件净增。", "年初有效规范性文件无。"),
    "a range of years": (APPLICATIONS, "2023年——2024年，收到申请180件。"),
    "all bodies in two words": (APPLICATIONS, "申请人为自然人的180件，企业及其他组织0件。"),
    "one figure to another, and nobody says what": (
        APPLICATIONS,
        "全年变化不大：申请多了（150件到180件），信访类也多了（4件到7件）。",
    ),
    "parts of last year's, named again": (
        APPLICATIONS,
        "收到申请180件，比上年的150件多30件，上年那150件里有信访举报投诉类4件、企业2件，今年信访类7件。",
    ),
    "who asked, called by why": (
        APPLICATIONS,
        "不予处理的7件有5件来自信访人，无法提供的77件有9件来自同一举报人。",
    ),
    "how cases ended, by kinds in other words": (APPLICATIONS, "诉讼维持8件，其中没有复议的5件、复议过的3件。"),
    "where a stock came from": (
        PROACTIVE,
        "规范性文件新增11件、废止5件，由上年底57件增加到63件。",
        "规范性文件共印发11件，废止5件，有效文件从上年底的57件升为63件。",
        "与2023年对照，制发多2件（9件增为11件），废止少1件（6件降为5件），许可多167件（3000件升为3167件）。",
        "制发规范性文件11件，废止5件，2023年底的57件因此增加为63件。",
        "规范性文件制发11件，废止5件，由57件增至63件。",
    ),
    "what was only compared with, in brackets": (
        APPLICATIONS,
        "新收申请180件，与上年（150件）相比增长20%；自然人180件。",
        "新收申请180件，与上年（150件）相比，增长20%；自然人180件。",
        "新收申请180件，同上年（150件）相比增加30件，其中自然人180件。",
    ),
    "titles of what bare figures are of": (
        APPLICATIONS,
        "一、收件。180件。\n二、承接上年。0件。\n三、办结。180件：公开90件，无法提供77件，不予处理7件，其他处理6件。\n四、转入下年。0件。",
        "1.网站改版。12个栏目，25件专题。\n2.办结。180件。",
        "（一）培训情况。25件典型案例编印成册。",
    ),
    "how much more those are that came, behind who they were": (
        APPLICATIONS,
        "收到申请180件，自然人180件、企业0件，同比增加30件，增幅20%。",
    ),
    "applicants that are bodies": (
        APPLICATIONS,
        "收到申请180件，申请人中自然人180人、企业0家。走访企业12家、群众30人。",
    ),
    "no relation": (OTHER, "没有其他事项。热线接听38.6万次，与依申请公开统计无关。", "上述12件与信息公开申请并无关系。"),
    "the seat in its own report": (
        APPLICATIONS,
        "县本级及14个乡镇新收申请180件，办结180件。",
        "县政府本级加上结转的2件共办理25件，办结率100%。全县新收180件。",
    ),
    "what the seat and its office did, and what all did": (
        PROACTIVE,
        "县政府及其办公室印发规范性文件3件，全县合计11件；废止5件。",
    ),
    "one more of a list of results, told by what no table has": (
        APPLICATIONS,
        "公开90件；不予处理7件，均为信访；无法提供77件（不掌握64件，需要另行制作13件）；其他处理6件。",
    ),
    "documents again, behind what was told of them": (
        PROACTIVE,
        "印发规范性文件11件，同步解读11件；废止5件。",
        "印发规范性文件11件，印发工作制度25件；废止2件。",
    ),
    "fewer of some": (
        APPLICATIONS,
        "新收申请180件。超期答复由5件降到1件。",
        "办结180件，逾期办结的由3件减为1件。",
    ),
    "none of what stands at the end": (
        OTHER,
        "信息处理费标准：当年没有调整。",
        "未发生诉讼费缓缴，未发生其他收费。",
    ),
    "what goes on with the list": (
        APPLICATIONS,
        "予以公开90件；无法提供77件，其中不掌握64件；不予处理7件；其他处理6件，其中撤回2件。",
        "予以公开90件，其中全部网上公开51件；无法提供77件，其中需要另行制作13件；不予处理7件；其他处理6件。",
        "答复情况：公开90件；无法提供77件，其中本机关不掌握64件；不予处理7件，其中信访类7件；其他处理6件。",
    ),
    "what was done told behind the last": (
        PROBLEMS,
        "应诉能力弱，2件复议、2件诉讼未结。",
        "此外，2件复议和2件诉讼尚无结论，需持续跟进。",
        "年底仍有2件复议、2件诉讼尚未审结。",
    ),
    "the same of each": (
        APPLICATIONS,
        "尚未审结的复议、诉讼分别为2件、2件。",
        "复议、诉讼分别为20件、12件。",
        "结果纠正的复议、诉讼分别为3件、1件。",
    ),
    "a kind of decisions, or all of them": (
        PROACTIVE,
        "种子、农药、兽药等行政许可3167件。",
        "办理种子、农药等许可1200件，作出处罚97件。",
        "林业行政处罚31件。",
        "全市税务系统许可7.1万件。",
    ),
    "licences by examples that are called so, and what else is done with some": (
        PROACTIVE,
        "取水许可、涉河建设方案等行政许可3167件，行政处罚97件。",
        "规划许可、用地审批等行政许可3167件，行政处罚97件。",
        "核发施工许可、预售许可等1200件，行政处罚97件。",
        "施工许可现场踏勘3200件，行政处罚97件。",
        "行政许可3167件，行政处罚回访31件。",
        "许可事项办结3167件，行政处罚97件。",
        "许可事项办结时限压缩310项，行政处罚97件。",
    ),
    "fees by their names, and documents by other words": (
        PROACTIVE,
        "征收水资源费、水土保持补偿费合计356.5万元。",
        "征收水资源费合计120.5万元。",
        "收取占道费等356.5万元。",
        "印制行政规范性文件11件，结合法规清理废止5件，实存有效63件。",
        "印制规范性文件汇编12件，印制宣传册36件。",
        "规范性文件制发11件，其中36件政策尚在执行。",
    ),
    "the carrying on of a fee": (
        OTHER,
        "收取信息处理费2件、350元。",
        "收取信息处理费2件，350元。",
        "信息处理费收取2件350元。",
    ),
    "cases added up by kind": (
        APPLICATIONS,
        "复议纠正3件、诉讼败诉1件，合计4件。",
        "行政复议20件、行政诉讼12件，合计32件。",
        "行政复议维持12件，纠正3件，其他3件，共计18件。",
        "行政复议结果维持12件，结果纠正3件，其他结果3件，尚未审结2件，总计20件。",
    ),
    "corrected, before it says of what": (
        PROBLEMS,
        "答复文书还不够规范，4件被纠正（复议3件、诉讼1件）。",
        "人均办理申请22件；答复不规范，4件被纠正（复议3件、诉讼1件）。",
        "督查中纠正错敏信息6处。",
    ),
    "words of one letter": (
        PROACTIVE,
        "规范性文件立改废并举，立11件、废5件、留63件。",
        "行政规范性文件：立11件，废5件，存63件。",
        "行政许可3167件（上年3000件，升5.6%）。",
        "行政处罚97件，存档率升5.6%。",
    ),
    "how many a fee is of, in brackets": (
        OTHER,
        "收取信息处理费350元（2件）。",
        "全县共收取信息处理费350元（2件），已上缴财政。",
        "没有收取其他费用；没有应收未收。",
    ),
    "how each of two kinds ended": (
        PROBLEMS,
        "行政复议20件、行政诉讼12件，纠正分别有3件和1件，主因是超期。",
        "复议20件、诉讼12件，被纠正的分别为3件和1件。",
        "行政复议20件、行政诉讼12件，未审结的分别有2件和2件。",
    ),
    "what a list named before its figures": (
        PROACTIVE,
        "许可、处罚、强制3167件、97件、3件。",
        "全年作出行政许可、行政处罚3167件、97件。",
        "行政许可、行政处罚、行政强制3167件、97件、3件，均已上网。",
    ),
    "a year told in brackets": (
        PROACTIVE,
        "办理许可3167件（3000件，2023年，下同），处罚97件，强制3件。",
        "行政许可3167件（2023年为3000件），行政处罚97件，行政强制3件。",
    ),
    "last year's, with which it is compared": (
        APPLICATIONS,
        "复议20件，与上年15件相比有所增加。",
        "全年新收申请180件，与上年150件相比明显上升。",
    ),
    "a share of another subject": (
        PROBLEMS,
        "行政复议20件中3件被纠正；信息发布前松后紧，第四季度发布量占全年41%。",
        "新收申请180件，其中下半年占61%。",
    ),
    "two of a list together": (
        APPLICATIONS,
        "无法提供77件，其中不掌握64件、另行制作13件，两项即占无法提供的100%；不予处理7件，占比3.9%。",
        "不掌握64件、另行制作13件两项占无法提供的100%；不予处理7件，占比3.89%。",
    ),
    "cases of others": (
        OTHER,
        "我局受理的以其他单位为被申请人的信息公开类复议案件13件，作出纠错决定4件。",
        "全年审理以其他行政机关作为被申请人的行政复议案件26件，维持18件。",
    ),
    "documents declared void": (
        PROACTIVE,
        "规范性文件制发11件，废止5件，宣布失效8件，现行有效63件。",
        "宣布失效规范性文件8件。",
        "拟宣布失效规范性文件8件。",
        "行政规范性文件制发11件，废止和宣布失效5件，年末有效63件。",
    ),
    "more and fewer": (
        PROACTIVE,
        "规范性文件增11件、减5件，存63件。",
        "行政规范性文件方面：增11件，减5件，存63件。",
        "现行有效规范性文件63件，增6件。",
        "规范性文件制发11件，废止5件，上年末为57件。",
    ),
    "decisions opened": (
        PROACTIVE,
        "主动公开行政许可3167件、行政处罚97件。",
        "依法公开行政许可处理决定3167件、行政处罚处理决定97件。",
        "公开行政许可类信息69条。",
        "许可类决定3167件，处罚类决定97件，强制类决定3件；收费入库356.5万元。",
        "为企业减免收费120万元。",
    ),
    "what some below did": (
        PROBLEMS,
        "一是个别单位答复不够规范，全年行政复议纠正3件；二是解读形式单一。",
        "一是部分单位办理不及时，收到申请12件。",
        "个别单位答复不规范，上年被复议机关纠正6件。",
    ),
    "who won": (
        APPLICATIONS,
        "行政诉讼12件，其中复议后起诉4件，败诉1件。",
        "行政诉讼12件，原告败诉8件，原告胜诉1件。",
        "行政诉讼12件，其中直接起诉8件、复议后起诉4件，原告败诉8件。",
    ),
    "notices of a fee, and what was paid": (
        OTHER,
        "全年发出收费通知9件，其中2件缴费，金额350元。",
        "发出收费通知的件数7件，总金额2180元，实际收取信息处理费350元。",
        "收取信息处理费350元，共2件。",
        "全县各级行政机关依申请提供政府信息共收取信息处理费350元，涉及2件申请。",
        "收取信息处理费350元，2件。",
        "发出信息处理费收费通知3件，实际收取2件，金额350元，1件逾期未缴。",
    ),
    "where a flow came from": (
        APPLICATIONS,
        "收到申请180件；上年结转由4件减为0件。",
        "收到申请由上年的150件增至180件，上年结转则由4件降到0件。",
    ),
    "documents that are only marked": (
        PROACTIVE,
        "制发规范性文件11件，废止5件，现行有效63件；对26份历史文件的公开属性作了调整。",
        "公开属性标注为主动公开的规范性文件26件；依申请公开的9件。",
    ),
    "one document by its title": (
        PROACTIVE,
        "制发规范性文件11件，现行有效63件。发布《示例县民生实事清单》1个、图解9期。",
        "制发规范性文件11件。印发《示例县政务公开指引》2件套。",
    ),
    "what was only done in the end": (
        PROBLEMS,
        "全年180件申请中，有11件经县政府办公室催办后才答复。",
        "全年180件申请中，有9件经提醒才办结。",
    ),
    "documents made or altered, and made that still hold": (
        PROACTIVE,
        "修订、出台规范性文件11件，废止5件。",
        "修订规范性文件4件，废止5件。",
        "全县制发且仍有效的规范性文件63件。",
        "制发规范性文件11件，截至年底仍有效。",
    ),
    "documents under two names": (
        PROACTIVE,
        "县政府及县政府办公室制发行政规范性文件11件，废止5件，现行有效63件。",
        "县政府办公室制发规范性文件4件。",
        "全县制发规范性文件11件，其中县政府办公室制发4件。",
    ),
    "documents, without saying which": (
        PROACTIVE,
        "开展规范性文件清理，废止文件5件，清理后现行有效63件。",
        "制发规范性文件11件，没有废止文件的有9个部门，现行有效文件63件。",
        "清理各类文件126件，废止文件14件，保留文件112件。",
        "全年印发文件312件，废止文件14件。",
    ),
    "documents made public": (
        PROACTIVE,
        "公开行政规范性文件11件，废止5件，现行有效63件。",
        "集中公开现行有效规范性文件63件。",
        "公开行政规范性文件63件。",
    ),
    "documents beside how others are open": (
        PROACTIVE,
        "制发规范性文件11件，废止5件；126份历史文件由依申请公开转为主动公开17份。",
        "文件公开属性：主动公开规范性文件8件，依申请公开3件。",
        "全年废止行政规范性文件5件，及时在网上标注。",
        "对公文标注属性，主动公开规范性文件8件、不予公开2件。",
    ),
    "fees by their names": (
        PROACTIVE,
        "征收水资源费等行政事业性收费356.5万元。",
        "收取生活垃圾处理费等行政事业性收费356.5万元，其中生活垃圾处理费12万元。",
        "行政事业性收费356.5万元，不动产登记费300万元。",
    ),
    "who decides for the unit": (
        PROACTIVE,
        "便民服务中心作出行政许可3167件，镇综合行政执法队作出行政处罚97件。",
        "受理并作出行政许可决定3167件。",
        "办理并公示行政许可3167件、行政处罚97件。",
        "受理行政许可申请3320件。",
    ),
    "decisions of others, or of a kind": (
        PROACTIVE,
        "种子、农药等行政许可2000件，林业行政许可1167件。",
        "农药等行政许可1200件。",
        "县行政审批局作出行政许可2816件。",
        "高危险性体育项目行政许可215件。",
        "外单位作出行政许可决定3103件。",
        "全县行政许可3167件，县行政审批局作出行政许可3166件。",
    ),
    "each told by its own words": (
        APPLICATIONS,
        "共有案件32件，分别为行政复议20件、行政诉讼12件。",
        "全县各学校收到信息公开申请6件，由学校自行答复。",
        "县政府复议维持12件，纠正3件。",
    ),
    "last year's, of what it stands beside": (
        PROACTIVE,
        "行政许可3167件（上年3000件），规范性文件制发11件（上年9件）。",
        "规范性文件制发11件，上年9件；废止5件，上年6件。",
        "行政许可3167件，上年为3000件；规范性文件制发11件，上年为9件。",
        "规范性文件制发11件，废止5件，同比增长22.2%（上年为9件）。",
    ),
    "a fee by the piece, by volume, or for what is more than free": (
        OTHER,
        "对1名申请人当月超量提出的2件申请按件计收信息处理费，合计350元。",
        "按件计收信息处理费1件100元，按量计收1件250元。",
        "按件计收1件，按量计收1件，共350元。",
        "对超出的1件按件计收信息处理费100元，其余按量计收。",
        "对单月提出较多的1人，依规按件计收信息处理费，涉及申请2件，入库350元。",
        "首次启用信息处理费收取机制，计费2宗，收取350元。",
        "信息处理费：对频繁申请的1人发出缴费通知3次，到账2件、350元整，逾期未缴1件。",
        "对2件申请计收350元，另对12件申请发出补正通知。",
        "年度计收到申请180件，规范性文件入库12件。",
    ),
    "how many applications a fee concerns": (
        OTHER,
        "收取信息处理费350元，涉及2件申请。",
        "收取信息处理费350元，涉及2件。",
        "收取信息处理费350元，减免3件。",
        "申请较集中，涉及12件同类申请。",
    ),
    "many reviews, where nobody says of what": (
        PROBLEMS,
        "行政复议纠正126件。",
        "一是行政执法不规范，全年被复议纠正126件；二是答复说理不充分。",
    ),
    "corrected: as the tables have it, some, or something else": (
        PROBLEMS,
        "复议维持案件由上年的15件降至12件。",
        "一是因说理不充分，3件答复被复议机关撤销；对被纠正的4件案件逐一复盘。",
        "部分单位答复不规范，全年被纠正2件。",
        "各部门被纠正13件。",
        "行政复议被纠正3件。对被纠正的2件答复逐一复盘。",
        "对乡镇被纠正的2件案件逐一复盘。",
        "网站错别字纠错13件。",
        "纠正错误信息13件。",
        "督查中纠正错敏信息13处。",
        "受理规范性文件备案案件41件，纠错13件。",
        "行政执法案卷评查被纠正131件。",
        "处理信访事项36件，其中纠正13件。",
        "撤销账号13个，变更登记13件。",
    ),
    "no words of none": (
        APPLICATIONS,
        "行政复议20件，行政诉讼12件。其他：无。",
        "予以公开90件，未涉及国家秘密。",
        "复议20件，答复逾期零发生。",
    ),
    "of some, beside what is of all": (
        PROACTIVE,
        "林业行政处罚31件，行政许可3167件。",
        "对校外培训机构作出行政处罚12件，行政许可3167件。",
        "公开行政许可3167条、行政处罚97条。",
        "行政处罚回访131件，行政许可3167件。",
        "高危险性体育项目行政许可12件，行政处罚97件。",
        "以县政府名义印发规范性文件2件，废止5件。",
    ),
    "documents that nothing names": (
        PROACTIVE,
        "发文11件，废止5件，仍有效63件。",
        "新发11件、废止5件，实有63件。",
        "关闭账号41个，保留36个。",
        "清理制度12项，废止4项，保留8项。",
        "规范性文件增11件、减5件，年底63件。",
        "制发规范性文件11件，废止5件，解读材料36件。",
        "制发规范性文件11件，废止5件，共16件。",
    ),
    "fees by what their names end with": (
        PROACTIVE,
        "森林植被恢复费356.5万元。",
        "征收社会保险费3565万元。",
        "收取占道费12.1万元，行政处罚97件。",
        "公用经费355.5万元。",
        "特种设备检验收费36.5万元。",
        "行政事业性收费356.5万元，其中耕地开垦费346.5万元。",
    ),
    "who decides on reviews": (
        APPLICATIONS,
        "局机关被复议20件（市政府受理12件、省政府受理8件），维持12件，纠正3件。",
        "局机关被复议13件，所属单位被复议7件。",
        "有20件复议由市政府受理，维持12件。",
        "由市政府受理的复议9件。",
    ),
    "a review that was upheld, and went on": (
        APPLICATIONS,
        "12件复议获维持。另有4件在复议维持后进入诉讼。",
        "复议20件，其中4件又诉至法院。",
        "当事人就工伤认定又向法院起诉5件。",
    ),
    "how much was corrected, as a heading": (
        APPLICATIONS,
        "行政复议纠错情况值得警醒：涉信息公开复议20件，上年为15件。",
    ),
    "how a stock grew": (
        PROACTIVE,
        "规范性文件净增6件——新增11件，废止5件，现行有效63件。",
        "行政规范性文件63件，比年初净增6件；本年制发11件。",
        "规范性文件年初有效57件，年末有效63件。",
        "较年初增加12件，规范性文件63件。",
        "规范性文件本年11件，废止5件，有效63件。",
        "规范性文件68件，废止5件，继续有效63件。",
    ),
    "results line by line": (
        APPLICATIONS,
        "1.予以公开90件；\n2.无法提供77件；\n3.不予处理7件；\n4.其他6件。",
        "1.予以公开90件；\n2.无法提供77件；\n其他渠道咨询8件。",
        "不予处理7件。其他8件来信转信访。",
    ),
    "residents among others": (
        APPLICATIONS,
        "收到申请180件，其中村民152件、市民20件。",
        "接待来访，其中村民210件。",
        "收到申请180件。走访村民210户，市民诉求12件。",
    ),
    "in words of every day": (
        APPLICATIONS,
        "没法提供77件，给了的90件。",
        "走访群众，给了的宣传册91份。",
        "信访渠道解决7件。",
        "信访渠道解决历史遗留问题8件。",
        "没有被撤销的答复书样本。",
        "新收申请180件。涉信息公开案件审结18件。",
    ),
    "by all offices": (
        PROACTIVE,
        "县政府办公室和各部门制发规范性文件11件。",
        "以县政府及县政府办公室名义印发规范性文件11件，废止5件。",
        "以县政府名义印发规范性文件2件。",
        "物资在库62件。行政规范性文件在库63件。",
    ),
    "called otherwise than in brackets": (
        APPLICATIONS,
        "给了的（予以公开）90件，拿不出的（无法提供）77件，不办的（不予处理）7件。",
        "公文属性：内部通知（不予公开）191件，公告（主动公开）76件。",
        "县行政复议委员会审理全县信息公开类案件34件，其中涉及我县的占大头。",
        "申请内容依次为：环评文件51件，排污许可44件，执法处罚23件。",
    ),
    "what is left out of what came": (
        APPLICATIONS,
        "登记189件，去掉一式多份的9件，实际列入统计的新收申请180件。",
        "全年登记申请189件，剔除重复件9件，新收180件。",
    ),
    "titles of cases": (APPLICATIONS, "1.复议。20件，结果维持12件。\n2.诉讼。12件，结果维持8件。", "1.复议。3名干部参训。"),
    "added up behind brackets": (
        APPLICATIONS,
        "已作处理的180件：实体答复（予以公开90件、无法提供77件）共167件；程序性处理（不予处理7件、其他处理6件）共13件。",
    ),
    "years told in a row": (
        APPLICATIONS,
        "2022年、2023年和2024年三个年度，新收申请依次是97件、150件、180件。",
        "2022年、2023年、2024年，我县分别收到申请97件、150件、180件，逐年上升。",
        "2023年和2024年，我县新收申请分别是150件、180件。",
        "2022年至2024年，新收申请分别为97件、150件、180件。",
        "近三年（2022—2024年）新收申请依次为97件、150件、180件。",
    ),
    "the first and the second of two things": (
        APPLICATIONS,
        "行政诉讼12件，直接起诉8件，复议之后起诉4件；前者维持5件、纠正1件、在审2件，后者维持3件、其他1件。",
        "行政复议20件、行政诉讼12件。前者维持12件、纠正3件、其他3件、未审结2件；后者维持8件、纠正1件、其他1件、未审结2件。",
        "许可诉讼41件、投诉件36件，前者维持35件，后者转办36件。",
    ),
    "an order of kinds that nobody knows": (
        APPLICATIONS,
        "办结情形按公开、没法子给、不予处理和其他归并，分别有90件、77件、7件、6件。",
        "公开、没法子给、不予处理、其他处理分别为90件、77件、7件、6件。",
    ),
    "behind those that are left out": (
        APPLICATIONS,
        "复议纠正3件，纠错率15%；诉讼败诉1件，败诉率8.3%。复议未审结2件，诉讼未审结2件，剔除未审结案件后，纠错率和败诉率分别为16.7%、10%。",
        "今年收到的180件，当年办结180件，当年收当年办结率100%。",
    ),
    "held against last year's": (
        APPLICATIONS,
        "行政复议20件，维持12件，与上一年（15件）相差不大；行政诉讼12件，其中复议后又起诉的4件。",
        "新收申请180件，较上年的150件增长两成（20%）。",
        "新收申请180件，与上年的150件大体相当（20%）。",
    ),
    "not in these figures": (
        APPLICATIONS,
        "另有9件复议案件，镇政府以第三人身份参加，不在上述数字之内。",
        "与信访处理有关的复议71件、诉讼15件，不在此列。",
        "代收的申请31件，不计入上列数据。",
    ),
}  # fmt: skip

HEARD = {
    "what others decide on": (APPLICATIONS, "有21件复议由市政府受理，维持12件。", ["21件"]),
    "what the seat's own ended with": (
        APPLICATIONS,
        "局机关被复议20件（市政府受理12件、省政府受理8件），维持13件，纠正3件。",
        ["13件"],
    ),
    "a review that went on": (APPLICATIONS, "12件复议获维持。另有5件在复议维持后进入诉讼。", ["5件"]),
    "behind a heading": (APPLICATIONS, "行政复议纠错情况值得警醒：涉信息公开复议22件，上年为15件。", ["22件"]),
    "what a stock grew by": (PROACTIVE, "规范性文件净增6件——新增12件，废止5件，现行有效63件。", ["12件"]),
    "a stock at the end": (PROACTIVE, "规范性文件年初有效57件，年末有效62件。", ["62件"]),
    "of the year": (PROACTIVE, "规范性文件本年12件，废止5件，有效63件。", ["12件"]),
    "the last line": (APPLICATIONS, "1.予以公开90件；\n2.无法提供77件；\n3.不予处理7件；\n4.其他8件。", ["8件"]),
    "more residents than all": (APPLICATIONS, "收到申请180件，其中村民210件。", ["210件"]),
    "words of every day": (APPLICATIONS, "没法提供76件，给了的91件。", ["76件", "91件"]),
    "none and none": (APPLICATIONS, "无复议无诉讼。", ["无", "无"]),
    "none corrected": (PROBLEMS, "没有被撤销的答复。", ["没有被撤销的答复"]),
    "carried in behind who asked": (APPLICATIONS, "全年申请180件，其中个人180件；上年结转3件。", ["3件"]),
    "applications settled": (APPLICATIONS, "收到申请180件，审结178件。", ["178件"]),
    "by the office and all others": (PROACTIVE, "县政府办公室和各部门制发规范性文件12件。", ["12件"]),
    "a rate of neither": (APPLICATIONS, "行政复议20件，纠正3件，已审结案件纠错率19.7%；行政诉讼12件。", ["19.7%"]),
    "corrected": (PROBLEMS, "答复不规范，全年6件答复被纠正。", ["6件"]),
    "a word of one letter": (PROACTIVE, "规范性文件立11件、废6件、存63件。", ["6件"]),
    "a rise in brackets": (PROACTIVE, "行政许可3167件（上年3000件，升6.5%）。", ["6.5%"]),
    "how many a fee is of": (OTHER, "收取信息处理费350元（3件）。", ["3件"]),
    "none, behind another that is none": (OTHER, "没有收费；没有行政诉讼。", ["没有收费", "没有"]),
    "how each ended": (PROBLEMS, "行政复议20件、行政诉讼12件，纠正分别有5件和1件。", ["5件"]),
    "one of a list": (PROACTIVE, "许可、处罚、强制3167件、79件、3件。", ["79件"]),
    "beside a year in brackets": (PROACTIVE, "许可3167件（3000件，2023年，下同），处罚79件。", ["79件"]),
    "two of a list": (APPLICATIONS, "无法提供77件，其中不掌握64件、另行制作13件，不掌握占无法提供的38.1%。", ["38.1%"]),
    "a rate of two kinds": (APPLICATIONS, "复议诉讼案件32件，其中行政复议20件占65.2%。", ["65.2%"]),
    "a share of what its clause names": (APPLICATIONS, "无法提供中，本机关不掌握占88.1%。", ["88.1%"]),
    "how much it grew": (APPLICATIONS, "全县新收申请180件（上年150件，增长25%）。", ["25%"]),
    "a change of decisions": (PROACTIVE, "作出行政许可决定3167件，较上年的3000件增加176件。", ["176件"]),
    "compared decisions": (PROACTIVE, "行政许可3167件，比上年减少167件。", ["167件"]),
    "stock": (PROACTIVE, "规范性文件制发11件、废止5件，年末有效36件。", ["36件"]),
    "what went": (PROACTIVE, "清理后废止规范性文件6件，现存63件。", ["6件"]),
    "a part of parts": (APPLICATIONS, "无法提供77件，其中不掌握46件、另行制作13件。", ["46件"]),
    "what was done, told behind the last": (PROBLEMS, "3件复议、2件诉讼尚未审结。", ["3件"]),
    "one of each": (APPLICATIONS, "尚未审结的复议、诉讼分别为3件、2件。", ["3件"]),
    "more than all there are": (PROACTIVE, "种子、农药等行政许可3176件。", ["3176件"]),
    "more penalties than there are": (PROACTIVE, "林业行政处罚99件。", ["99件"]),
    "a fee": (OTHER, "收取信息处理费2件，530元。", ["530元"]),
    "a fee for what was given": (OTHER, "全县各级行政机关依申请提供政府信息收取信息处理费530元，涉及2件。", ["530元"]),
    "before what is only named": (
        PROACTIVE,
        "制发规范性文件11件，废止5件，现行有效36件；对26份历史文件的公开属性作了调整。",
        ["36件"],
    ),
    "none in a list": (OTHER, "信息处理费：无。", ["无"]),
    "none of one kind": (APPLICATIONS, "行政复议：20件。行政诉讼：无。", ["无"]),
    "cases added up": (APPLICATIONS, "行政复议结果维持12件，结果纠正3件，其他结果3件，尚未审结2件，总计21件。", ["21件"]),
    "cases won": (APPLICATIONS, "行政诉讼12件，胜诉6件。", ["6件"]),
    "fees told behind decisions": (PROACTIVE, "行政许可3167件，行政处罚97件，收费365.5万元。", ["365.5万元"]),
    "documents declared void": (PROACTIVE, "规范性文件制发11件，宣布失效15件，现行有效63件。", ["15件"]),
    "declared void or repealed": (PROACTIVE, "规范性文件制发11件，废止和宣布失效6件。", ["6件"]),
    "fewer": (PROACTIVE, "规范性文件增11件、减6件，存63件。", ["6件"]),
    "more": (PROACTIVE, "行政规范性文件方面：增12件，减5件，存63件。", ["12件"]),
    "decisions opened": (PROACTIVE, "主动公开行政许可3617件、行政处罚97件。", ["3617件"]),
    "a kind of decisions": (PROACTIVE, "许可类决定3167件，处罚类决定79件。", ["79件"]),
    "a fee in a sentence of its own": (PROACTIVE, "行政许可3167件，行政处罚97件。收费365.5万元。", ["365.5万元"]),
    "what came of what some below did": (PROBLEMS, "个别单位答复不规范，全年被复议机关纠正4件。", ["4件"]),
    "cases lost": (APPLICATIONS, "因政府信息公开引发行政诉讼12件，其中复议后起诉4件，败诉2件。", ["2件"]),
    "a fee paid on notice": (OTHER, "全年发出收费通知9件，其中3件缴费，金额350元。", ["3件"]),
    "how much was paid on notice": (OTHER, "发出收费通知3件，实际收取2件，金额530元。", ["530元"]),
    "how many a fee is of, added up": (OTHER, "收取信息处理费350元，共3件。", ["3件"]),
    "how a kind of cases ended, told of its kind in other words": (
        APPLICATIONS,
        "诉讼12件，没经过复议的9件，复议过的4件。",
        ["9件"],
    ),
    "where a stock came to, behind what was repealed": (
        PROACTIVE,
        "规范性文件共印发11件，废止5件，有效文件从上年底的57件升为36件。",
        ["36件"],
    ),
    "where a result came to, in brackets": (APPLICATIONS, "今年新收有升（150件升到180件），信访类也升（4件升到8件）。", ["8件"]),
    "where a flow came to": (APPLICATIONS, "收到申请由上年的150件增至189件。", ["189件"]),
    "last year's, where a flow came from": (APPLICATIONS, "收到申请由上年的105件增至180件。", ["105件"]),
    "of documents by one of their titles": (PROACTIVE, "制发《示例县政务公开指引》等规范性文件12件。", ["12件"]),
    "none of what there is": (PROACTIVE, "本县不涉及行政强制。", ["不涉及行政强制"]),
    "documents made or altered": (PROACTIVE, "修订、出台规范性文件12件，废止5件。", ["12件"]),
    "documents made that still hold": (PROACTIVE, "全县制发且仍有效的规范性文件36件。", ["36件"]),
    "documents under two names": (PROACTIVE, "县政府及县政府办公室制发行政规范性文件22件，废止5件。", ["22件"]),
    "documents, without saying which": (PROACTIVE, "开展规范性文件清理，废止文件15件，清理后现行有效63件。", ["15件"]),
    "documents in force": (PROACTIVE, "制发规范性文件11件，废止5件，现行有效文件65件。", ["65件"]),
    "documents made public": (PROACTIVE, "公开行政规范性文件101件，废止5件，现行有效63件。", ["101件"]),
    "documents beside how others are open": (
        PROACTIVE, "制发规范性文件14件，废止5件；126份历史文件由依申请公开转为主动公开17份。", ["14件"],
    ),
    "a list of documents that goes on": (PROACTIVE, "规范性文件制发11件，废止8件。现行有效规范性文件63件，废止5件。", ["8件"]),
    "documents noted": (PROACTIVE, "全年废止行政规范性文件15件，及时在网上标注。", ["15件"]),
    "a fee by its name": (PROACTIVE, "征收水资源费等行政事业性收费365.5万元。", ["365.5万元"]),
    "who decides for the unit": (PROACTIVE, "便民服务中心作出行政许可3176件。", ["3176件"]),
    "what was taken in and decided": (PROACTIVE, "受理并作出行政许可决定3267件。", ["3267件"]),
    "a slip in what others decided": (PROACTIVE, "县行政审批局作出行政许可3169件。", ["3169件"]),
    "a slip in a kind": (PROACTIVE, "高危险性体育项目行政许可3617件。", ["3617件"]),
    "fewer than all there are": (PROACTIVE, "种子、农药等行政许可2968件。", ["2968件"]),
    "a change behind how they ended": (
        APPLICATIONS, "新收申请180件。\n公开90件，无法提供77件，不予处理7件；同比上升28%。", ["28%"],
    ),
    "last year's behind a list": (
        APPLICATIONS, "收到申请180件，公开90件，不予处理7件；较上年同期（105件）增加30件。", ["105件"],
    ),
    "how much more than last year, behind a list": (
        APPLICATIONS, "收到申请180件，公开90件，不予处理7件；较上年同期（150件）增加35件。", ["35件"],
    ),
    "settled of all lawsuits": (APPLICATIONS, "行政诉讼12件：一审受理8件，复议后起诉4件，已审结11件。", ["11件"]),
    "applications closed, behind reviews": (
        APPLICATIONS, "复议被纠正3件、诉讼败诉1件；无法提供的77件；全部办结108件。", ["108件"],
    ),
    "applications, by the heading of what tells them": (
        WHOLE_TEXT, "一、总体情况\n（二）依申请公开情况\n新收108件，结转0件。\n（三）平台建设情况\n新收25件。", ["108件"],
    ),
    "applications, by a heading that stands further up": (
        WHOLE_TEXT, "（二）依申请公开情况\n办理规范有序，流程清楚，答复及时。\n\n新收108件。", ["108件"],
    ),
    "answers that were corrected": (PROBLEMS, "31件答复被复议机关撤销。", ["31件"]),
    "each told by its own words": (APPLICATIONS, "共有案件32件，分别为行政复议12件、行政诉讼12件。", ["12件"]),
    "last year's, of what it stands beside": (
        PROACTIVE, "行政许可3167件，上年为3000件；规范性文件制发11件，上年为12件。", ["12件"],
    ),
    "a fee by the piece": (OTHER, "对3件申请按件计收信息处理费，合计530元。", ["3件", "530元"]),
    "a fee by the piece, behind": (OTHER, "对单月递交超过10件的1人，依规按件计收信息处理费，涉及申请12件，入库530元。", ["12件", "530元"]),
    "a fee that was set up": (OTHER, "首次启用信息处理费收取机制，计费12宗，收取530元。", ["12宗", "530元"]),
    "a fee that came in": (OTHER, "信息处理费：发出缴费通知3次，到账12件、530元整。", ["12件", "530元整"]),
    "a fee for applications": (OTHER, "对12件申请计收530元。", ["12件", "530元"]),
    "how many applications a fee concerns": (OTHER, "收取信息处理费350元，涉及12件申请。", ["12件"]),
    "reviews of answers": (PROBLEMS, "一是依申请公开答复不规范，全年被复议纠正126件。", ["126件"]),
    "reviews of what was answered": (PROBLEMS, "个别答复说理不充分，被复议机关纠正31件。", ["31件"]),
    "answers corrected for a reason": (PROBLEMS, "一是因说理不充分，13件答复被复议机关撤销。", ["13件"]),
    "those that were corrected": (PROBLEMS, "对被纠正的14件案件逐一复盘。", ["14件"]),
    "last year's cases, before this year's": (PROBLEMS, "复议维持案件由上年的51件降至12件。", ["51件"]),
    "this year's cases, behind last year's": (PROBLEMS, "复议维持案件由上年的15件降至21件。", ["21件"]),
    "many that were corrected": (PROBLEMS, "对被纠正的106件案件逐一复盘。", ["106件"]),
    "many answers that were corrected": (PROBLEMS, "被纠正的128件答复存在遗漏申请事项问题。", ["128件"]),
    "corrected, behind how many there were": (PROBLEMS, "行政复议被纠正3件，对被纠正的13件案件逐一复盘。", ["13件"]),
    "nearly as many as were corrected": (PROBLEMS, "答复不规范，被复议机关纠正5件。", ["5件"]),
    "cases lost, behind reviews": (APPLICATIONS, "因政府信息公开被行政复议纠正3件，被法院判决败诉4件。", ["4件"]),
    "what those decided who review": (APPLICATIONS, "省政府复议维持21件，纠正3件。", ["21件"]),
    "more of a kind than there are, beside others": (PROACTIVE, "林业行政处罚197件，行政许可3167件。", ["197件"]),
    "nearly all, beside others": (PROACTIVE, "对校外培训机构作出行政处罚96件，行政许可3167件。", ["96件"]),
    "decisions counted as papers": (PROACTIVE, "公开行政许可3167条、行政处罚79条。", ["79条"]),
    "some of none, beside others": (PROACTIVE, "规范性文件制发11件，废止5件；规章现行有效2件。", ["2件"]),
    "of a kind, as all beside it": (PROACTIVE, "制定招生入学规范性文件1件，废止5件，现行有效63件。", ["1件"]),
    "documents that nothing names": (PROACTIVE, "发文11件，废止5件，仍有效36件。", ["36件"]),
    "documents that are only set up": (PROACTIVE, "新发11件、废止15件，实有63件。", ["15件"]),
    "how many there are in the end": (PROACTIVE, "规范性文件新出11件、废止5件，年底36件。", ["36件"]),
    "a fee by the end of its name": (PROACTIVE, "森林植被恢复费365.5万元。", ["365.5万元"]),
    "a fee of a kind": (PROACTIVE, "特种设备检验收费365.5万元。", ["365.5万元"]),
    "licences by an example that is called so": (PROACTIVE, "取水许可、涉河建设方案等行政许可3176件，行政处罚97件。", ["3176件"]),
    "licences by plans": (PROACTIVE, "规划许可、用地审批等行政许可3176件，行政处罚97件。", ["3176件"]),
    "licences that were brought to an end": (PROACTIVE, "许可事项办结3176件，行政处罚97件。", ["3176件"]),
    "documents that were printed": (PROACTIVE, "印制行政规范性文件12件，结合法规清理废止15件，实存有效36件。", ["12件", "15件", "36件"]),
    "fees together": (PROACTIVE, "征收水资源费、水土保持补偿费合计365.5万元。", ["365.5万元"]),
    "fees by an example": (PROACTIVE, "收取占道费等365.5万元。", ["365.5万元"]),
    "behind what was only compared with": (
        APPLICATIONS, "新收申请180件，与上年（150件）相比增长20%；自然人118件。", ["118件"],
    ),
    "below titles": (APPLICATIONS, "一、收件。108件。\n二、承接上年。0件。\n三、办结。118件：公开90件。", ["108件", "118件"]),
    "how much those grew that have a strange name": (
        PROACTIVE, "种子、农药等行政许可3167件，同比增加176件；行政处罚97件。", ["176件"],
    ),
    "applicants counted as bodies": (APPLICATIONS, "收到申请180件，其中自然人180人、企业2家。", ["2家"]),
    "all of a realm, by its seat and those below": (PROACTIVE, "县本级及14个乡镇印发规范性文件21件，废止5件。", ["21件"]),
    "behind one more result": (
        APPLICATIONS, "公开90件；不予处理7件，系信访；无法提供87件（不掌握64件，需要另行制作13件）。", ["87件"],
    ),
    "documents behind what was told of them": (PROACTIVE, "印发规范性文件11件，同步解读11件；废止15件。", ["15件"]),
    "none of several, named at the end": (PROACTIVE, "本年未制发、未废止规范性文件。", ["未制发", "未废止"]),
    "none, and when": (OTHER, "信息处理费：当年没有产生。", ["没有"]),
    "from where a stock came, by its own name": (PROACTIVE, "行政许可3167件；现行有效规范性文件由年初57件增至66件。", ["66件"]),
    "what licences are called by": (PROACTIVE, "快递业务经营许可3176件，行政处罚97件。", ["3176件"]),
    "called in the form's words in brackets": (APPLICATIONS, "给了的（予以公开）91件，拿不出的（无法提供）76件。", ["91件", "76件"]),
    "a bare figure below a title of cases": (APPLICATIONS, "1.复议。21件，结果维持12件。\n2.诉讼。12件。", ["21件"]),
    "behind what is only named in a list of results": (
        APPLICATIONS,
        "予以公开90件；无法提供77件，原件多由档案馆保存；不予处理8件；其他6件。",
        ["8件"],
    ),
    "what is counted in the end": (APPLICATIONS, "实际列入统计的新收申请108件。", ["108件"]),
    "nobody's, in words of every day": (APPLICATIONS, "无法提供77件：不归我县管的63件，压根没有的14件。", ["63件", "14件"]),
    "documents that stay": (PROACTIVE, "制发规范性文件11件，5件宣布废止，继续执行的36件。", ["36件"]),
    "years in a row": (APPLICATIONS, "2022年、2023年、2024年分别收到申请97件、105件、108件。", ["105件", "108件"]),
    "the first and the second": (
        APPLICATIONS,
        "行政诉讼12件，其中直接起诉8件，复议后起诉4件；前者维持4件、纠正1件、在审2件，后者维持5件、其他1件。",
        ["4件", "5件"],
    ),
    "none of those settled": (APPLICATIONS, "行政诉讼12件，审结的10件中无一败诉。", ["无一败诉"]),
    "in brackets behind a rise in words": (APPLICATIONS, "新收申请180件，较上年的150件增幅近两成（12%）。", ["12%"]),
    "of those right before": (APPLICATIONS, "无法提供77件，信息不存在的13件，占了当中的19.6%。", ["19.6%"]),
    "pending ones, of a kind": (APPLICATIONS, "行政诉讼12件，待决2件。上列待决2件中3件未经复议。", ["3件"]),
    "elsewhere": (APPLICATIONS, "无法提供77件：63件在其他机关，13件不存在。", ["63件"]),
}  # fmt: skip


@pytest.mark.parametrize("manner", SILENT)
def test_a_manner_is_not_doubted_in_any_words(manner):
    path, *texts = SILENT[manner]
    assert {text: said for text in texts if (said := doubted(path, text))} == {}


@pytest.mark.parametrize("manner", HEARD)
def test_the_same_with_a_slip_is_heard(manner):
    path, text, wrong = HEARD[manner]
    assert doubted(path, text) == wrong


@pytest.mark.parametrize(("said", "wrong"), [("17.8%", []), ("18.7%", ["18.7%"])])
def test_a_percentage_of_several_rows_is_of_all_of_them(said, wrong):
    # 8 of 45, told behind the last of three rows.
    rows = {"person": 28, "business": 9, "research": 3, "legal": 4, "other_body": 1}
    tables = {"year": YEAR} | {f"requests.received.{row}": figure for row, figure in rows.items()}
    text = (
        f"新收申请45件。申请主体：公民28件；企业9件；科研单位3件、法律服务机构4件、其他组织1件，共占新收申请的{said}。"
    )
    found = understand(patterns(), APPLICATIONS, text, YEAR, UNIT)
    assert [
        doubt.said for doubt in judged_text(found, APPLICATIONS, text, YEAR, facts("2021", tables), patterns().rules)
    ] == wrong


@pytest.mark.parametrize(("said", "wrong"), [("189件", []), ("198件", ["198件"])])
def test_a_figure_is_wrong_where_it_grew_by_what_the_tables_did(said, wrong):
    # 189 came in, and 9 were carried in: 198 is what there was to do, but 189/170 is 11.2 % more.
    tables = {
        "year": YEAR,
        "requests.received.person": 189,
        "requests.carried_in.person": 9,
        "prior.requests.received.person": 170,
    }
    text = f"收到申请{said}，比上年的170件增长11.2%。"
    found = understand(patterns(), APPLICATIONS, text, YEAR, UNIT)
    doubts = judged_text(found, APPLICATIONS, text, YEAR, facts("2021", tables), patterns().rules)
    assert [doubt.said for doubt in doubts] == wrong
