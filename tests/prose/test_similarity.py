"""N12: a text that was copied from the unit's last report is told, one that an honest office brought up to date is not.

The pairs are written for this, as offices write: from a report that is new altogether to one where only figures changed.
"""

import re
import time

import pytest

from tests.prose.lints import lint, slips

OVERVIEW = "narrative.overview."


def report(**aspects: str) -> dict[str, str]:
    return {OVERVIEW + aspect: text for aspect, text in aspects.items()}


BUREAU = report(
    proactive="2023年，我局坚持以公开为常态、不公开为例外，及时、准确、全面公开政府信息。全年通过县政府门户网站公开信息356条，其中政策文件12条、规划计划8条、行政许可58条、行政处罚21条。围绕耕地保护工作，公开永久基本农田划定成果，发布解读3篇。",
    applications="2023年，我局收到政府信息公开申请14件，均为自然人提出，全部按时答复。申请内容主要涉及征地补偿、规划审批。未收取信息处理费。",
    management="严格执行政府信息公开保密审查制度，坚持先审查、后公开，做到专人负责、层层把关。全年没有发生泄密事件。对公开属性逐件认定，规范性文件统一登记、统一编号、统一印发。",
    platform="加强政府网站信息公开专栏建设，按照统一规范设置栏目，定期检查链接，确保栏目更新及时。今年新增征地信息公开平台。",
    supervision="成立政府信息公开工作领导小组，明确由办公室负责日常工作，配备专职人员1名。将政府信息公开纳入年度考核，占比4%。全年组织业务培训2次，参加人员86人次。未发生责任追究情形。",
)  # fmt: skip
UPDATED = report(
    proactive="2024年，我局坚持以公开为常态、不公开为例外，及时、准确、全面公开政府信息。全年通过县政府门户网站公开信息402条，其中政策文件9条、规划计划11条、行政许可63条、行政处罚18条。围绕国土空间规划，公开总体规划批复和图件，发布解读5篇，召开新闻发布会1次。",
    applications="2024年，我局新收政府信息公开申请19件，其中自然人17件，企业2件，全部按时答复。申请内容主要是不动产登记和集体土地确权，比上年增加5件，原因是确权登记集中开展。未收取信息处理费。",
    management="严格执行政府信息公开保密审查制度，坚持先审查、后公开。今年重点规范个人信息保护，组织各股室对历史公示逐条检查，屏蔽身份证号码26处。规范性文件清理后废止2件。",
    platform="加强政府网站信息公开专栏建设，按照统一规范设置栏目，定期检查链接。配合全县集约化改造，原有子站全部迁入统一平台，迁移历史数据1.2万条。",
    supervision="局领导班子调整后，重新明确政府信息公开工作领导小组成员。将政府信息公开纳入年度考核，占比4%。全年组织业务培训1次，参加人员44人次。委托第三方开展评估，查出问题9个，均已整改。未发生责任追究情形。",
)  # fmt: skip
NEW = report(
    proactive="2024年，全局主动公开信息640条，其中规划公示41条、执法结果公示73条、招标拍卖挂牌公告29条。首次在项目现场张贴规划批后公示牌，方便周边居民查看。",
    management="修订信息公开审查办法，增加个人信息脱敏环节。对2019年以来公开的公告逐条复核，隐去身份证号码、住址等内容84处。",
    platform="政务新媒体账号由3个压减为1个。在政务服务大厅设置自助查询终端2台，提供地籍图查询。",
    supervision="调整领导小组成员，局长任组长。接受县人大代表评议1次，满意率97%。对2个更新不及时的股室进行约谈。",
)
TOWN = report(
    proactive="2023年，我镇主动公开政府信息77条。开设专栏集中公开工作动态、政府文件、会议、财政信息。其中政务动态37条，文件14条，会议18条，财政信息2条。",
    applications="2023年未收到政府信息公开申请。",
    management="严格按照要求进行信息发布前核实、发布后更新，抓好文件有效性管理。",
    platform="按照政府网站建设指引，规范栏目设置，提升平台发布功能。",
    supervision="严格执行信息发布审核机制，全面落实监督岗位责任。",
)
TOWN_UPDATED = report(
    proactive="2024年，我镇主动公开政府信息93条。开设专栏集中公开工作动态、政府文件、会议、财政信息。其中政务动态45条，文件16条，会议20条，财政信息3条，惠农补贴9条。",
    applications="2024年收到政府信息公开申请1件，为自然人申请，已按时答复。",
    management="严格按照要求进行信息发布前核实、发布后更新，抓好文件有效性管理，今年清理过期信息12条。",
    platform="按照政府网站建设指引，规范栏目设置。新开通村务公开小程序，覆盖11个村。",
    supervision="严格执行信息发布审核机制，全面落实监督岗位责任，组织培训1次。",
)


def with_new_figures(texts: dict[str, str]) -> dict[str, str]:
    return {path: re.sub(r"\d+", lambda found: str(int(found[0]) + 1), text) for path, text in texts.items()}


def reworded(texts: dict[str, str]) -> dict[str, str]:
    told = with_new_figures(texts)
    for old, new in (("全年", "本年度"), ("及时、准确", "准确、及时"), ("均为自然人提出", "都由自然人提出"), ("定期检查", "定时检查"), ("明确由办公室", "由局办公室")):
        told = {path: text.replace(old, new) for path, text in told.items()}
    return told


def moved(texts: dict[str, str]) -> dict[str, str]:
    paths = list(texts)
    return {path: texts[paths[n - 1]] for n, path in enumerate(paths)}


def copied(texts: dict[str, str], earlier: dict[str, str]):
    return [each for each in slips(texts, earlier=earlier) if each.rule == "N12"]


@pytest.mark.parametrize(
    "texts", [BUREAU, with_new_figures(BUREAU), reworded(BUREAU), moved(with_new_figures(BUREAU))]
)  # fmt: skip
def test_last_years_report_with_other_figures_is_told(texts):
    (found,) = copied(texts, BUREAU)
    assert int(found.said.rstrip("%")) >= 90
    assert len(found.quote) > 50
    assert found.quote in texts[found.path]
    assert {label for label, _, _ in found.readings} == {"主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"}
    assert all(share.endswith("%") for _, share, _ in found.readings)


@pytest.mark.parametrize(
    ("texts", "earlier"), [(UPDATED, BUREAU), (NEW, BUREAU), (TOWN_UPDATED, TOWN), (UPDATED, TOWN), (BUREAU, {}), ({}, BUREAU)]
)  # fmt: skip
def test_a_report_that_was_brought_up_to_date_is_not(texts, earlier):
    assert copied(texts, earlier) == []


def test_a_report_that_is_half_new_is_not():
    half = {path: BUREAU[path] if n % 2 else text for n, (path, text) in enumerate(NEW.items())}
    assert copied(half, BUREAU) == []


def test_a_long_field_that_is_the_same_is_told_by_itself():
    told = "".join(BUREAU[OVERVIEW + aspect] for aspect in ("management", "platform", "supervision", "applications"))
    texts = {**NEW, OVERVIEW + "management": with_new_figures({"": told})[""], OVERVIEW + "opening": "".join(UPDATED.values())}
    (found,) = copied(texts, {OVERVIEW + "management": told})
    assert (found.path, found.said, found.readings) == (OVERVIEW + "management", "100%", (("政府信息管理", "100%", ()),))


def test_what_every_report_says_is_not_counted():
    said = "".join(f"{each}。" for each in lint().fixed if len(each) > 12)
    assert len(said) > 800
    assert copied({OVERVIEW + "opening": said, **NEW}, {OVERVIEW + "opening": said, **BUREAU}) == []
    assert copied({OVERVIEW + "opening": said}, {OVERVIEW + "opening": said}) == []
    statutory = "本年未收到政府信息公开申请，也没有上年结转的申请。本年未制发行政规范性文件，也没有现行有效的行政规范性文件。本年未作出行政许可、行政处罚、行政强制决定。本年没有行政事业性收费。没有其他需要报告的事项。"
    assert copied({OVERVIEW + "opening": statutory}, {OVERVIEW + "opening": statutory}) == []


def test_names_and_figures_make_no_two_reports_alike_or_different():
    named = "示例县自然资源局办公室、示例县自然资源局规划股、示例县自然资源局执法队、示例县自然资源局登记中心、示例县自然资源局法规股、示例县自然资源局财务股。"
    (found,) = copied(with_new_figures(BUREAU), {path: text.replace("我局", "示例县自然资源局") for path, text in BUREAU.items()})
    assert found.said == "100%" or int(found.said.rstrip("%")) >= 90
    assert copied({OVERVIEW + "opening": named + "".join(NEW.values())}, {OVERVIEW + "opening": named * 3}) == []


def test_names_that_call_sentences_and_texts_too_short_to_compare_are_no_trouble():
    called = {OVERVIEW + "applications": "{本年新收}{上年结转}", OVERVIEW + "opening": "无。", OVERVIEW + "evaluation": ""}
    (found,) = copied({**BUREAU, **called}, {**BUREAU, **called})
    assert found.path != OVERVIEW + "applications"
    assert copied(called, called) == []
    names = "".join(f"{{名称第{n}个的很长的一句话}}" for n in "一二三四五六七八九十甲乙丙丁")
    assert copied({OVERVIEW + "opening": names}, {OVERVIEW + "opening": names}) == []


def test_the_front_is_the_same_every_year():
    front = "".join(BUREAU.values())
    assert copied({"cover.front": front}, {"cover.front": front}) == []


def test_the_passage_that_is_quoted_is_the_longest():
    shared = "围绕耕地保护工作，公开永久基本农田划定成果，逐村张贴示意图，并在专栏里提供下载，接受群众查询和监督"
    texts = {OVERVIEW + "platform": f"新开头一二三四五六七。{shared} ；结尾不同。", OVERVIEW + "management": shared[:20] + "。" + "".join(BUREAU.values())[:200]}
    earlier = {OVERVIEW + "opening": f"旧的开头。{shared}，旧的结尾。" + "".join(BUREAU.values())[:40] + "甲乙丙" + "".join(BUREAU.values())[40:200]}
    (found,) = copied(texts, earlier)
    assert found.quote in (shared, "".join(BUREAU.values())[40:200], "".join(BUREAU.values())[38:200])


def test_it_takes_time_in_proportion_to_the_text():
    def seconds(times: int) -> float:
        texts = {path: text * times for path, text in UPDATED.items()}
        earlier = {path: text * times for path, text in BUREAU.items()}
        began = time.process_time()
        copied(texts, earlier)
        return time.process_time() - began

    seconds(1)
    one, eight = min(seconds(8) for _ in range(3)), min(seconds(64) for _ in range(2))
    assert eight < 24 * one
