"""Lists that leave nothing out, by how their parts are called or by how they end: beside each, one that only looks so.

None of these figures is in a table: all that is asked is whether the parts come to their whole.
"""

import pytest

from govxl.prose.lexicon.families import Families
from tests.prose.test_silence import doubted

RIGHT = {
    "all that a document can be": [
        "全年发文94件，定为主动公开的9件、依申请公开的31件、不予公开的54件。",
        "全年发文94件，其中主动公开9件、依申请公开31件。",
        "全年产生文件94件，其中主动公开80件。",
        "对94份存量文件调整公开属性，7份由依申请公开转为主动公开，2份由不予公开转为依申请公开。",
    ],
    "all marks that are given": [
        "对63个单位考核，优秀18个、良好40个、一般5个。",
        "对63个单位考核，优秀18个、良好40个。",
        "考核分为四等：优秀6家、良好14家、合格25家、不合格0家。",
        "对52个县直单位和11个乡镇考核，优秀12个、良好38个、合格13个。",
        "征集案例52个，评出一等奖3个、二等奖6个、三等奖10个。",
    ],
    "what people said": [
        "收回问卷1320份，满意1251份，基本满意54份，不满意15份，满意率98.9%。",
        "收回问卷1320份，其中满意1000份、不满意15份。",
    ],
    "what is left of what came in": [
        "网络平台收到问题1025件，已答复1019件，6件正在办理中。",
        "信箱收到来信126件，上年结转11件，办结131件，结转下年6件。",
        "区直部门收到来信126件，办结131件，结转下年9件。",
        "热线收到工单300件，立案50件，办结44件，尚在处理6件。",
    ],
    "kinds that stand beside each other": [
        "承办省人大代表建议12件、省政协提案9件，市人大代表建议246件、市政协提案437件。",
        "承办全国人大代表建议4件、省人大代表建议68件、省政协提案91件。",
        "办理建议提案157件，其中主办89件、会办68件，答复全文公开74件。",
        "按处室统计，业务处46件、法规处39件、其他处室45件。",
        "热点构成：征收拆迁94件，财政资金22件，工程建设31件，其他48件。",
    ],
    "what stands behind a stronger mark": [
        "公开信息3670条，其中：政府办327条，乡镇1184条，部门2159条；公众号推送1906条。",
        "公开信息387条，其中网站351条、其他方式36条，历年累计2914条。",
        "公开信息100条，其中动态50条、公告40条；政策10条。",
    ],
    "one thing in several places": [
        "全年发布信息320条，其中网站185条、公众号97条、公开栏66条。",
        "公开信息320条，其中门户网站212条、微信公众号151条。",
    ],
    "some of them": [
        "发布信息3946条，其中环评审批351条、环境质量1124条、督察66条。",
        "网站发布信息1126条，其中招生考试97条，教育督导43条，财政资金38条。",
        "审核信息241条，其中退回补充12条、不宜公开撤稿3条。",
        "从内容看，申请集中于征地41件、规划35件。",
    ],
    "others at the end": [
        "公开信息377条，涉及公路112条、运输98条、养护67条，其余100条。",
        "公开信息461条，补贴102条、资产88条、质量57条、农田39条，还有175条为动态。",
        "公开信息461条，补贴102条、资产88条、质量57条，还有12条为动态。",
        "主动公开692条，其中补贴134条，产品安全88条，人居环境71条，政务动态等399条。",
    ],
}

WRONG = {
    "all that a document can be": ("全年发文94件，定为主动公开的9件、依申请公开的31件、不予公开的65件。", ["94件"]),
    "one part is more than all": ("全年产生公文62份，其中主动公开111份，依申请公开5份，不予公开36份。", ["62份"]),
    "all marks that are given": ("对63个单位考核，优秀18个、良好38个、一般5个。", ["63个单位"]),
    "what people said": ("收回问卷1320份，满意1251份，基本满意81份，不满意15份，满意率94.8%。", ["1320份"]),
    "what is left of what came in": ("网络平台收到问题1027件，已答复1019件，6件正在办理中。", ["1027件"]),
    "who dealt with them": ("办理建议提案157件，其中主办91件、会办68件，答复全文公开74件。", ["157件"]),
    "both that the whole names": ("办理建议提案256件，其中人大建议98件，政协提案58件。", ["256件"]),
    "behind a stronger mark": (
        "公开信息3679条，其中：政府办327条，乡镇1184条，部门2159条；公众号推送1906条。",
        ["3679条"],
    ),
    "no places": ("公开信息183条，其中动态81条、公告113条、简报26条。", ["183条"]),
    "a part of more than all": ("网站发布信息89条，其中招商151条、指南5条、推介14条、预决算2条、党建7条。", ["89条"]),
    "divided by what they were": ("收到来信40件，按内容分，征地17件、规划12件、住房8件。", ["40件"]),
    "others at the end": ("公开信息377条，涉及公路112条、运输107条、养护67条，其余100条。", ["377条"]),
    "more at the end": ("公开信息461条，补贴102条、资产89条、质量57条、农田39条，还有175条为动态。", ["461条"]),
    "others that are named": (
        "主动公开692条，其中补贴134条，产品安全88条，人居环境71条，政务动态等309条。",
        ["692条"],
    ),
    "counted with its name": ("公布指南1409项，其中六类事项1037项、公共服务381项。", ["1409项"]),
    "those in all places": ("共公开信息6734条，网站发布4310条，微信发布1975条，微博发布549条。", ["6734条"]),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_a_list_that_may_leave_something_out_is_let_alone(kind: str):
    assert {text: doubted(text) for text in RIGHT[kind] if doubted(text)} == {}


@pytest.mark.parametrize("kind", WRONG)
def test_a_list_of_all_there_is_comes_to_its_whole(kind: str):
    text, wrong = WRONG[kind]
    assert doubted(text) == wrong


@pytest.mark.parametrize(
    ("names", "begin", "end"),
    [
        (("抽检", "合格", "不合格"), 1, 3),
        (("抽检", "不合格", "合格"), 1, 3),
        (("召开会议", "抽检", "合格", "不合格", "培训"), 2, 4),
        (("抽检", "合格", "待检"), 0, 0),
        (("抽检", "不合格", "复检不合格"), 0, 0),
        (("抽检", "合格", "由不合格转为合格"), 0, 0),
        (("清理", "废止", "保留"), 1, 3),
        (("制定", "废止", "保留"), 0, 0),
    ],
)
def test_a_family_is_known_by_all_its_parts_and_by_its_whole(names: tuple[str, ...], begin: int, end: int):
    families = Families(
        complete=(((), ("合格",), ("不合格",)), (("清理", "评估"), ("废止", "失效"), ("保留",))), moved=("转为",)
    )
    assert families.all_of(names)[:2] == (begin, end)
