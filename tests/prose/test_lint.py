"""Slips no figure tells, each in several wordings, and beside it what honest offices write, which stays silent.

Sentences are ours, after the kinds the rules list; what may not be told stands in the same number of ways as what must.
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from govxl.form.definition import load_form
from govxl.language.expressions import evaluate, spoken
from tests import fillings
from tests.prose.lints import APPLICATIONS, FRONT, lint, said, slips
from tests.statute_rules import figure

OTHER, PROBLEMS, OPENING = "narrative.other.text", "narrative.problems.text", "narrative.overview.opening"


# -- L1


@pytest.mark.parametrize(
    "text",
    [
        "本报告根据《条例》和国办公开办函〔2019〕60号要求编制。",
        "按照《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60 号）的格式编制。",
        "依据（国办公开办函[2019]60号）编制。",
        "依据国办公开办函【2019】第60号文件，现公布本年度情况。",
        "依据国办公开办函 （2019）60号、国办公开办函〔2021〕30号编制。",
        "根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》要求，编制本报告。",
        "根据国办公开函〔２０１９〕６０号编制。",
    ],
)
def test_a_notice_of_another_edition_is_told(text):
    assert [rule for rule, _ in said(text)] == ["L1"]
    assert [rule for rule, _ in said({FRONT: text})] == ["L1"]
    assert said(text, year=2020, edition="2019") in ([], [("L1", "国办公开办函〔2021〕30号")])


@pytest.mark.parametrize(
    "text",
    [
        "根据国办公开办函〔2021〕30号要求编制。",
        "国办公开办函〔2019〕60号已由国办公开办函〔2021〕30号取代，各单位按新格式报送。",
        "组织学习国办公开办函〔2021〕30号，〔2019〕60号文同时废止。",
        "落实国办发〔2019〕60号文件要求。",
        "市政府办公室印发《关于做好2024年政府信息公开工作年度报告有关事项的通知》（示政办函〔2024〕60号）。",
        "全年答复申请60件，其中2019年受理的1件。",
    ],
)
def test_the_right_notice_and_others_with_its_number_are_not(text):
    assert said(text) == []


def test_the_edition_decides_which_notice_is_another_ones():
    text = "依据国办公开办函〔2021〕30号编制。"
    assert said(text, year=2020, edition="2019") == [("L1", "国办公开办函〔2021〕30号")]
    assert said("依据国办公开办函〔2019〕60号编制。", year=2020, edition="2019") == []
    found = slips("依据国办公开办函〔2019〕60号编制。")[0]
    assert found.readings == (("", "国办公开办函〔2021〕30号", ()),)


# -- L2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本报告可以从示例县人民政府网站（具体网址）下载。", "具体网址"),
        ("本报告由XX县人民政府编制。", "XX"),
        ("联系电话：XXXXXXX。", "XXXXXXX"),
        ("联系电话：0592-XXXXXXX。", "0592-XXXXXXX"),
        ("收到申请××件。", "××"),
        ("收到申请ＸＸ件。", "ＸＸ"),
        ("××年共公开信息12条。", "××"),
        ("根据国办发〔〕12号文件编制。", "〔〕"),
        ("根据国办发〔　〕12号文件编制。", "〔　〕"),
        ("落实《》要求。", "《》"),
        ("收到申请___件。", "___"),
        ("收到申请＿＿＿＿件，答复12件。", "＿＿＿＿"),
        ("（该部分以表格形式报告）", "该部分以表格形式"),
        ("本部分以表格形式报告。", "本部分以表格形式"),
        ("（此处填写本单位的情况）", "（此处"),
        ("没有其他事项（待补充）。", "（待补充"),
        ("某某县全年公开信息12条。", "某某县"),
        ("主动公开的重点内容、数量和渠道。", "主动公开的重点内容、数量和渠道。"),
        ("网址为**县人民政府网。", "**"),
        ("20XX年，我局认真落实条例。", "20XX"),
    ],
)
def test_what_a_template_left_is_told(text, told):
    assert said(text) == [("L2", told)]


@pytest.mark.parametrize(
    "text",
    [
        "网址：http://www.xxgk.gov.cn/xx/index.html?id=xx。",
        "邮箱：xxgk_2024@example.gov.cn，下载地址 http://www.example.gov.cn/__list/a_b.html。",
        "申请人王××申请公开拆迁资料，已答复。",
        "当事人李XX不服（2024）闽05行初××号判决，提起上诉。",
        "实行5×8小时和7×24小时值守，面积为3x4米。",
        "联系电话：138****1234。",
        "要求各单位规范填写公开目录，编写填报说明。",
        "公开的重点内容有数量和渠道，例如：规划、财政（详见附件）。",
        "通过“一网通办”（含掌上端）办理。",
        "条例第三十七条（区分处理）已经用于1件申请。",
        "对不明确的申请，告知申请人待核实后补正。",
        "A股、5G、APP等专题信息同步发布。",
    ],
)
def test_addresses_names_kept_back_and_ordinary_words_are_not(text):
    assert said(text) == []


# -- L3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年主动公开信息  条，其中网站 12条。", "息  条"),
        ("全年主动公开信息　条。", "息　条"),
        ("主动公开政府信息 条。", "息 条"),
        ("本年共收到申请件，均已答复。", "请件"),
        ("全年收到政府信息公开申请件，答复12件。", "请件"),
        ("2024年度新收申请 件。", "请 件"),
        ("累计发布稿件　　篇。", "件　　篇"),
        ("共计件。", "计件"),
        ("本年收取信息处理费元。", "费元"),
        ("本年行政事业性收费  万元。", "费  万元"),
        ("行政复议 件，行政诉讼1件。", "议 件"),
        ("全年结转下年度继续办理件。", "理件"),
        ("收到申请？件。", "？件"),
        ("依据国办发〔2024〕号文件。", "〔2024〕号"),
        ("于2024年 月 日公布。", "2024年 月"),
        ("同比增长%。", "%"),
        ("占比为 %，有所提高。", " %"),
        ("上年收到24件，本年共收到依申请公开件。", "开件"),
        ("公开信息（含转载）  条。", "）  条"),
    ],
)
def test_a_number_that_is_missing_is_told(text, told):
    assert said(text) == [("L3", told)]


@pytest.mark.parametrize(
    "text",
    [
        "本年共收到24件依申请公开件，上年结转1件。",
        "全年制发文件，均已公开。",
        "按照条例，落实一件事，逐件登记。",
        "公开要件，明确条件，提供邮件、信件两种方式。",
        "统计次数，做到份内之事，尽职尽责。",
        "凡收到申请件，一律当日登记。",
        "对收到的申请件，逐件登记、逐件答复。",
        "做好申请件、办结件的归档。",
        "全年主动公开信息12 条，答复 3 件。",
        "共收到申请１２件，十一条信息，两份文件，若干份材料，多次，数篇。",
        "未收到申请，没有结转的件。",
        "受理条件、办理要件 、收费依据一并公开。",
        "共性问题条目化，公共条线清单化。",
        "公开文 件，规 章 的 条 例 均已更新。",
        "第 三 条，第二十条、第（五）项。",
        "逐项对照目录 ，本年度 ，全年 。",
        "依据〔2024〕12号文件，2024年1月公布，出生年月日不公开。",
        "占100%，增长 12.5 %，达九十%。",
        "发布信息，解读政策，回应关切，每月一期。",
        "政府信息公开申请件数统计到月。",
        "申请人提供身份证件。",
        "按年份、月份、批次。",
        "受理申请并答复申请人，告知复议、诉讼途径，公开案例。",
        "收到信件、来件一律登记，办件可查。",
        "申请办理情况：全年无申请件。",
        "其中依申请公开件、主动公开件均按规定归档。",
        "全年收件登记、分件转办、催件督办规范有序，本年无超期件。",
    ],
)
def test_measure_words_in_other_words_are_not(text):
    assert said(text) == []


# -- L4

SIX = "总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项"
FIVE = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项"


@pytest.mark.parametrize(
    ("text", "told", "listed"),
    [
        (f"本报告由7个部分组成：{SIX}。", "7个部分", "6"),
        (f"本报告由七部分组成，分别为{SIX.replace('，', '、')}。", "七部分", "6"),
        (f"全文包括{SIX}五个部分。", "五个部分", "6"),
        (f"本报告共分８个部分。包括{SIX}。", "８个部分", "6"),
        ("由六个部分组成：一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；四、存在的主要问题及改进情况；五、其他需要报告的事项。", "六个部分", "5"),
        (f"全文由{SIX.replace('，', '、')}等五部分组成。", "五部分", "6"),
        (f"本报告由六部分组成：{FIVE}。", "六部分", "5"),
    ],
)  # fmt: skip
def test_a_number_of_parts_that_is_not_the_lists_is_told(text, told, listed):
    for path in (FRONT, OPENING):
        (found,) = slips({path: text})
        assert (found.rule, found.said, found.readings) == ("L4", told, (("", listed, ()),))


@pytest.mark.parametrize(
    "text",
    [
        f"本报告由六个部分组成：{SIX}。",
        f"全文包括{SIX}六个部分。",
        f"全文包括{SIX.replace('，', '、')}等6部分。",
        f"本报告由{FIVE}等六部分组成。",
        f"本报告由六个部分组成，包括{FIVE}等内容。",
        f"本报告共分六个部分。主要包括{FIVE}等。",
        f"本报告由七个部分组成：编制说明、{SIX}。",
        f"本报告由七个部分组成：{SIX.replace('，', '、')}、附件。",
        "本报告由七个部分组成。",
        "由六部分组成：概述、主动公开情况、依申请公开情况、复议和诉讼情况、存在问题及改进措施、其他事项。",
        "由六部分组成：总体情况、主动公开和依申请公开情况、复议诉讼情况、问题及改进、其他事项。",
        "第六部分报告其他需要报告的事项、信息处理费和总体情况、主动公开情况。",
        "工作分为3个部分：主动公开、依申请公开、监督保障。",
        "本报告分六个部分：一是总体情况；二是主动公开政府信息情况；三是收到和处理政府信息公开申请情况；四是因政府信息公开工作被申请行政复议、提起行政诉讼情况；五是存在的主要问题及改进情况；六是其他需要报告的事项。",
    ],
)
def test_as_many_parts_as_are_listed_are_not(text):
    assert said({FRONT: text}) == []


# -- L5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。", "2023年1月1日起至2023年12月31日"),
        ("本报告2023年1月1日起至2023年12月31日的数据均已核对。", "2023年1月1日起至2023年12月31日"),
        ("数据统计时限为2023年1月1日至12月31日。", "2023年1月1日至12月31日"),
        ("统计期限为２０２４年1月1日—２０２３年12月31日。", "２０２４年1月1日—２０２３年12月31日"),
        ("所列数据统计时间为2025年01月01日到2025年12月31日。", "2025年01月01日到2025年12月31日"),
        ("统计期限：2023.1.1-2023.12.31。", "2023.1.1-2023.12.31"),
        ("所列数据的统计期限从2023年1月1日起，到2023年12月31日止。", "2023年1月1日起，到2023年12月31日"),
        ("统计期限自二〇二三年一月一日起至二〇二三年十二月三十一日止。", "二〇二三年一月一日起至二〇二三年十二月三十一日"),
        ("统计数据截止日期为2023年12月31日。", "截止日期为2023年12月31日"),
        ("现将2023年度政府信息公开工作情况报告如下：", "2023年"),
        ("特向社会公布2023年政府信息公开工作年度报告。", "2023年"),
        ("示例县自然资源局2023年政府信息公开工作年度报告", "2023年"),
        ("2023年，我局在县委、县政府的正确领导下，认真贯彻条例。", "2023"),
        ("2023年我局坚持以公开为常态。", "2023"),
        ("一、2023年度，示例县自然资源局严格落实条例。", "2023"),
        ("（一）主动公开。2022年，全县主动公开信息12条。", "2022"),
        ("2023年，在省自然资源厅的指导下，本机关扎实推进公开。", "2023"),
    ],
)
def test_a_year_that_is_not_the_reports_is_told(text, told):
    assert said({OPENING: text}) == [("L5", told)]


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2024年1月1日起至2024年12月31日止。",
        "统计期限自二〇二四年一月一日起至二〇二四年十二月三十一日止，统计数据截至2024年12月31日。",
        "截至2023年12月31日结转3件，2024年全部办结。",
        "统计期限为2024年1月1日至12月31日，因机构2024年3月成立，自2024年3月1日起统计。",
        "落实国办发〔2016〕80号和《2023年政务公开工作要点》。",
        "2023年收到1件，同比增加600%。",
        "2023年，我局收到申请5件；2024年收到8件。",
        "2023年，我局被评为先进，今年继续保持。",
        "2023年12月，我局印发制度，2024年全面执行。",
        "2023年我局公开考核得分96.5分，满意率98.6%。",
        "2023年，我局收到申请5件。\n2024年，我局收到申请8件。",
        "2023年，本机关在全县评估中名列第三。",
        "2025年，我局将进一步完善制度。",
        "2025年重点工作：一是加强培训。",
        "2025年1月1日至2025年12月31日，开展专项行动。",
        "3月，按时发布2023年政府信息公开工作年度报告。",
        "2023年以来，我局认真落实条例。",
        "2023年底，我局完成平台改版。",
        "2023年，国务院办公厅通报了典型案例，我局认真学习。",
        "针对2023年年度报告指出的问题，我局全部整改。",
        "2024年，我局认真贯彻条例，办结2023年结转的申请2件。",
        "现将2024年度政府信息公开工作情况报告如下：",
    ],
)
def test_other_years_that_belong_there_are_not(text):
    assert said({OPENING: text}) == []


def test_what_should_stand_there_has_the_reports_year():
    (found,) = slips({FRONT: "统计期限自2023年1月1日起至２０２３年12月31日止。"})
    assert found.readings == (("", "2024年1月1日起至2024年12月31日", ()),)
    (found,) = slips({FRONT: "统计期限自二〇二三年一月一日至十二月三十一日。"})
    assert found.readings == (("", "2024年", ()),)


def test_what_was_mended_of_last_years_problems_may_begin_with_last_year():
    assert said({PROBLEMS: "2023年，我局针对公开不及时的问题，开展了专项检查。"}) == []


def test_the_front_says_which_years_report_it_is():
    assert said({FRONT: "根据条例，编制2023年政府信息公开工作年度报告。"}) == [("L5", "2023年")]
    assert said({APPLICATIONS: "按要求编制2023年政府信息公开工作年度报告并公布。"}) == []


# -- L6


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年主动公开信息1,234条，更新栏目8个。", "1,234"),
        ("通过网站发布信息356条。", "356"),
        ("发布解读材料35篇，回应留言47条。", "35"),
        ("收到申请14件，均已按时答复。", "14"),
        ("2023年，发布信息12条，举办活动。", "12"),
        ("收取信息处理费1250元。", "1250"),
    ],
)
def test_last_years_sentence_with_last_years_number_is_told(text, told):
    last = {"prior.requests.received.total": 14, "requests.received.total": 9}
    found = [each for each in slips({APPLICATIONS: f"本年情况如下。{text}"}, earlier={OPENING: f"{text}\n其他。"}, figures=last) if each.rule == "L6"]
    assert [each.said for each in found] == [told]
    assert found[0].quote == text
    assert [rule for rule, _ in said(text) if rule == "L6"] == [], "nothing is known without last year's text"


@pytest.mark.parametrize(
    "text",
    [
        "全年组织培训2次，开展检查4次。",
        "收到申请14件，均已按时答复。",
        "全镇辖23个行政村，人口35128人，公开信息每月不少于120条。",
        "公开26个领域的标准目录128条。",
        "自收到申请之日起20个工作日内答复，热线12345件件有回音。",
        "依据国务院令第711号和国办公开办函〔2021〕30号编制。",
        "公开率100%，办结率100%。",
        "全年召开各类会议33次。",
        "地址：示例路128号，邮编：361000。",
    ],
)
def test_what_is_so_again_is_not(text):
    figures = {"prior.requests.received.total": 14, "requests.received.total": 14, "prior.requests.closed.total": 33}
    assert [each for each in slips(text, earlier={APPLICATIONS: text}, figures=figures) if each.rule == "L6"] == []


def test_a_sentence_with_another_number_is_not():
    assert said("通过网站发布信息402条。", earlier={APPLICATIONS: "通过网站发布信息356条。"}) == []


# -- L7

LONG = "我局严格执行信息发布审核制度，坚持先审查、后公开，确保发布的内容准确、及时、规范，没有发生泄密事件。"


@pytest.mark.parametrize(
    ("texts", "path"),
    [
        ({APPLICATIONS: f"{LONG}\n{LONG}"}, APPLICATIONS),
        ({APPLICATIONS: f"{LONG}\n其他情况如下。\n　　{LONG}"}, APPLICATIONS),
        ({OPENING: LONG, PROBLEMS: f"存在以下问题。\n{LONG}"}, PROBLEMS),
        ({APPLICATIONS: "全年没有发生复议和诉讼。\n全年没有发生复议和诉讼。"}, APPLICATIONS),
    ],
)
def test_a_paragraph_that_stands_there_twice_is_told(texts, path):
    assert [(each.rule, each.path) for each in slips(texts)] == [("L7", path)]


@pytest.mark.parametrize(
    "texts",
    [
        {APPLICATIONS: f"{LONG}\n{LONG[:-4]}事故。"},
        {APPLICATIONS: "无。\n无。"},
        {APPLICATIONS: "本年未收到申请。", OTHER: "本年未收到申请。"},
        {OPENING: "（一）主动公开\n内容如下。\n（一）主动公开\n另见附件。"},
    ],
)
def test_paragraphs_alike_and_short_ones_are_not(texts):
    assert said(texts) == []


# -- L8


@pytest.mark.parametrize(
    "text",
    [
        "我局严格执行信息发布审核制度，坚持先审查、后公开，确保发布的内容准确及时",
        "全年公开信息12条。其中网站公开8条，公众号公开4条",
        "全年工作正常。\n其中：国家秘密1件，第三方合法权益2件，内部事务信息3件，过程性信息1件，行政查询事项2件",
        "我局全年公开信息的渠道主要有政府网站、公众号，",
        "今年以来，我局在做好日常公开的同时，还结合实际建立了台账，明确了责任人和时限\n其他情况正常。",
        "一是加强学习，提高认识，把公开贯穿到工作的各个环节，二是加强检查，按季度通报各单位的公开情况，并督促整改",
    ],
)
def test_a_paragraph_that_breaks_off_is_told(text):
    assert [rule for rule, _ in said(text)] == ["L8"]


@pytest.mark.parametrize(
    "text",
    [
        "（一）主动公开情况\n内容如下。",
        "（一）深入学习贯彻条例，扎实推进主动公开，全面提升公开的质量和水平\n内容如下。",
        "主要做法\n内容如下。",
        "没有其他需要报告的事项",
        "无",
        "联系人：政务公开股，联系地址为示例县示例路12号，电话：0592-1234567",
        "本报告可以在县政府网站下载，需要纸质版的可以到政务服务中心领取，网址：http://www.example.gov.cn",
        "他们说：“公开是常态，不公开是例外，这一条必须长期坚持，任何单位都不能例外。”",
        "主要有以下三个方面的工作，分别由办公室、法规股、政务公开股负责落实：",
        "全年工作正常。示例县自然资源局",
        "全年工作正常。　　　　示例县自然资源局　2025年1月20日",
        "答复情况如下：\n予以公开20件\n不予公开9件\n其中：国家秘密1件，第三方合法权益2件，内部事务信息3件，过程性信息1件，行政查询事项2件",
        "● 制发规范性文件2件，废止4件，均由局法规股统一编号\n● 未收取行政事业性收费，也没有代收任何费用",
        "具体数据见下表（详细的分类情况，可以参阅附在报告后面的统计表和说明材料）",
    ],
)
def test_headings_addresses_and_signatures_are_not(text):
    assert said(text) == []


def test_notes_below_tables_may_be_short_and_alike():
    note = "本表数据含所属事业单位，不含已经划出的执法队，统计时间截至本年末，与上年口径一致"
    assert said({"proactive.note": note, "requests.note": note, "review.note": f"{note}\n{note}"}) == []
    assert said({"proactive.note": f"{note}，见XX公告"}) == [("L2", "XX")]


# -- All of them


def test_the_sentences_of_the_corpus_have_no_slips():
    """They are what honest offices write, and what offices write whose figures are wrong: their words are in order."""
    seen = 0
    for path in sorted((Path(__file__).parent / "corpus").glob("tune*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        for case in told["case"]:
            table = told["tables"][case["tables"]]
            field = case.get("field", APPLICATIONS)
            assert said({field: case["text"]}, year=table["year"], edition=str(table.get("edition", "2021"))) == [], case["text"]
            seen += 1
    assert seen > 300


def test_one_cause_is_told_once():
    assert said("收到申请XX件。") == [("L2", "XX")]
    assert said(f"{LONG}\n{LONG}".replace("。", "")) == [("L8", "件"), ("L7", LONG[:-1])]


def test_places_are_those_of_the_text_as_it_was_typed():
    text = "　　第一段。\r\n　　根据 国办公开办函 〔２０１９〕 60 号 编制。"
    (found,) = slips(text)
    assert text[found.start : found.end] == "国办公开办函 〔２０１９〕 60 号"
    assert found.quote == "根据 国办公开办函 〔２０１９〕 60 号 编制。"


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_what_the_form_writes_itself_has_no_slips(edition):
    form = load_form(f"zfxxgk/{edition}")
    drawn = [fillings.valid(Random(f"{edition}-{seed}"), edition) for seed in range(60)]
    for filling in drawn:
        # Names and addresses are drawn from any letters there are; what is asked here is what the form adds to them.
        plain = {path: value for path, value in filling.items() if not path.startswith(("cover.", "unit.", "categories."))}
        plain |= {"year": Decimal(str(filling["year"])), "unit.name": "示例县司法局", "cover.website": "示例县人民政府网站"}
        plain |= {path: figure(edition, filling, path) for path in form.points if path not in plain}
        plain |= {each.path: None for each in form.derived}
        plain |= {path: value for each in form.derived if isinstance(value := evaluate(each.value, plain.get), Decimal) for path in [each.path]}
        texts = {name: spoken(evaluate(sentence.text, plain.get)) for name, sentence in form.sentences.items()}
        assert all(texts[name] for name in ("front", "applications", "review", "normative"))
        assert said({f"narrative.overview.{name}": text for name, text in texts.items()}, year=int(str(filling["year"])), edition=edition) == []


def test_an_empty_report_has_no_slips():
    assert said({}) == []
    assert said({APPLICATIONS: "", OPENING: " \n　"}) == []


def test_no_words_of_the_patterns_are_lost_when_they_are_read():
    assert "国办公开办函(2019)60号" in lint("2021").notices
    assert lint("2021").counted == lint("2019").counted, "the older form says only what differs"
    assert lint("2021").notices != lint("2019").notices
    assert lint("2021").labels[PROBLEMS] == "正文"
    assert "requests.refused.total" in lint("2021").figures
