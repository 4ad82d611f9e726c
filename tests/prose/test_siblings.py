"""Words of one family: what any of them tells is heard with a slip, and what only looks like them stays silent.

The tables are those of `test_manners` and, where two kinds of applicants or what was carried over are told,
`test_silence`; what their totals come to stands there.
"""

from functools import cache

import pytest

from govxl.prose.judging.judge import judged_text
from govxl.prose.reading.tokens import above
from govxl.prose.understanding.understand import understand
from tests.prose import test_manners as manners
from tests.prose import test_silence as silence
from tests.prose.cases import facts
from tests.prose.test_manners import APPLICATIONS, OTHER, PROACTIVE, PROBLEMS
from tests.prose.test_silence import UNIT, YEAR, patterns

TABLES = {"manners": manners.TABLES, "silence": silence.TABLES}


@cache
def doubted(tables: str, path: str, text: str) -> list[str]:
    found = understand(patterns(), path, text, YEAR, UNIT)
    held = facts("2021", TABLES[tables])
    return [doubt.said for doubt in judged_text(found, path, text, YEAR, held, patterns().rules)]


HEARD = (
    ("manners", PROACTIVE, "配套出台行政规范性文件11件；开展规范性文件大清理，废止5件，目前继续执行36件。", ["36件"]),
    ("manners", PROACTIVE, "对2020年以来的行政规范性文件进行全面清理，废止6件，年内新出台11件。", ["6件"]),
    ("manners", PROACTIVE, "县政府及县政府办公室制发行政规范性文件11件，废止6件。", ["6件"]),
    ("manners", PROACTIVE, "制发规范性文件11件，没有废止的文件，现行有效63件。", ["没有废止的文件"]),
    ("manners", PROACTIVE, "制发规范性文件11件（上年9件），废止5件（上年7件）。", ["7件"]),
    ("manners", PROACTIVE, "各执法单位作出行政许可3176件、行政处罚97件。", ["3176件"]),
    ("manners", PROACTIVE, "县直执法部门及各乡镇作出行政许可决定3167件，处罚决定79件。", ["79件"]),
    ("manners", PROACTIVE, "督促行政执法单位落实公示制度，作出行政许可决定3176件。", ["3176件"]),
    ("manners", PROACTIVE, "本县无行政处罚职权。", ["无行政处罚职权"]),
    ("manners", PROACTIVE, "未发生行政强制事项。", ["未发生行政强制事项"]),
    ("manners", PROACTIVE, "行政许可3167件，无收费项目。", ["无收费项目"]),
    ("manners", PROACTIVE, "行政许可3167件；城市基础设施配套费等全年入库365.5万元。", ["365.5万元"]),
    ("manners", APPLICATIONS, "争议：零复议，诉讼12件。", ["零复议"]),
    ("manners", APPLICATIONS, "复议情况：全年20件；维持12件，纠正3件，其他3件，未审结案件没有。", ["没有"]),
    ("manners", APPLICATIONS, "行政复议20件，市政府维持13件、责令重新答复3件。", ["13件"]),
    ("manners", APPLICATIONS, "引发行政诉讼12件，法院支持行政机关9件、判决纠正1件。", ["9件"]),
    ("manners", APPLICATIONS, "行政复议20件，维持12件，终止或驳回等其他结果4件。", ["4件"]),
    ("manners", APPLICATIONS, "以我县为被申请人、被告的信息公开类案件共23件。", ["23件"]),
    ("manners", APPLICATIONS, "行政诉讼12件，其中未经复议8件、经过复议6件。", ["6件"]),
    ("manners", APPLICATIONS, "“本机关不掌握”“没有现成信息”分别为46件、13件。", ["46件"]),
    ("manners", APPLICATIONS, "予以公开90件，占50%；其余为无法提供67件、不予处理7件、其他处理6件。", ["67件"]),
    ("manners", APPLICATIONS, "无法提供77件，其中64件不属于我县掌握范围，15件需另行制作。", ["15件"]),
    ("manners", APPLICATIONS, "无法提供77件，其中本机关不掌握64件，比重38.1%。", ["38.1%"]),
    ("manners", APPLICATIONS, "新收申请180件，与上年新收150件相比，增幅25%。", ["25%"]),
    ("manners", APPLICATIONS, "新收申请180件，比上年的150件多36件。", ["36件"]),
    ("manners", APPLICATIONS, "按信访转办9件，其他处理6件。", ["9件"]),
    ("manners", APPLICATIONS, "予以公开90件，经沟通后申请人撤回9件。", ["9件"]),
    ("manners", APPLICATIONS, "无法提供77件，其中本机关不掌握64件、需重新整理15件。", ["15件"]),
    ("manners", APPLICATIONS, "行政复议20件，被责令重新答复5件，年底未审结2件。", ["5件"]),
    ("silence", APPLICATIONS, "新收申请95件，结转上年3件，其中自然人38件、商业企业12件。", ["38件"]),
    ("silence", APPLICATIONS, "收到申请95件，上年结转3件，同比增长13.1%（上年为48件）。", ["48件"]),
    ("silence", APPLICATIONS, "收到申请95件，均由自然人提出。", ["均由自然人提出"]),
    ("silence", APPLICATIONS, "新收申请95件，年末结转9件。", ["9件"]),
    ("silence", APPLICATIONS, "农户等自然人38件，农业企业12件。", ["38件"]),
)
"""Told by a word of the family, or in the manner, with a slip: what of it must be doubted."""

SILENT = (
    ("manners", PROACTIVE, "目前继续执行63件，系配套出台规范性文件11件、废止5件之后。"),
    ("manners", PROACTIVE, "宣布失效的规范性文件中，以省政府名义印发的4件，以我县名义印发的7件。"),
    ("manners", PROACTIVE, "城管局、住建局等作出行政处罚31件。"),
    ("manners", PROACTIVE, "其中综合行政执法局作出行政处罚31件。"),
    ("manners", PROACTIVE, "发放困难群众生活费等1200万元。"),
    ("manners", PROACTIVE, "公开信息300条，其中许可公示186条，处罚公示74条。"),
    ("manners", PROACTIVE, "行政许可3167件，行政处罚97件，水资源费等收入356.5万元。"),
    ("manners", PROACTIVE, "收取出入境证照、机动车号牌等行政事业性收费356.5万元。"),
    ("manners", PROBLEMS, "开展社会评议。没有单位和个人因此被问责。"),
    ("manners", PROBLEMS, "对照上级要求，仍有不足：复议被纠正3件、诉讼被纠正1件。"),
    ("manners", PROBLEMS, "在12个乡镇设立公开驿站，受理代办申请19件。"),
    ("manners", PROBLEMS, "复议后起诉4件，比直接起诉少4件。"),
    ("manners", OTHER, "全县发出收费通知17件，收取信息处理费2件，总金额350元。"),
    ("manners", APPLICATIONS, "以我县为被申请人、被告的信息公开类案件共32件。行政复议20件，行政诉讼12件。"),
    ("manners", APPLICATIONS, "行政复议20件，除3件被责令重新答复外，12件维持、3件终止或驳回。"),
    ("manners", APPLICATIONS, "行政复议20件（维持12件、纠正3件、其他3件）；行政诉讼12件，无胜诉率统计。"),
    ("silence", APPLICATIONS, "收到申请95件，均由自然人（83件）和商业企业（12件）提出。"),
    ("silence", APPLICATIONS, "新收申请95件，结转上年3件，其中自然人83件、商业企业12件。"),
    ("silence", APPLICATIONS, "收到申请95件，上年结转3件，同比增长13.1%（上年为84件）。"),
    ("silence", APPLICATIONS, "按期办结92件，剩余6件于次年1月答复。"),
    ("silence", APPLICATIONS, "办结92件，其中上年12月收到的2件。"),
)
"""Honest, or nobody's to tell."""


@pytest.mark.parametrize(("tables", "path", "text", "wrong"), HEARD)
def test_a_slip_is_heard_in_any_word_of_a_family(tables, path, text, wrong):
    assert doubted(tables, path, text) == wrong


@pytest.mark.parametrize(("tables", "path", "text"), SILENT)
def test_what_looks_like_it_is_not_doubted(tables, path, text):
    assert doubted(tables, path, text) == []


def test_what_is_plainly_a_sum_is_of_what_it_adds_up():
    text = "办理结果：予以公开90件、部分公开12件，二者合计102件；无法提供77件。"
    found = understand(patterns(), APPLICATIONS, text, YEAR, UNIT)
    assert {each.figure.said: each.claim.name for each in found.mentions if each.claim}["102件"] == "granted_partial"


@pytest.mark.parametrize(
    ("unit", "governs", "inside", "outside"),
    [
        ("示例省市场监督管理局", False, (), ("省局", "全省")),
        ("示例县住房和城乡建设局", False, ("全市", "全省"), ("全县", "县局")),
        ("示例县城市管理局", False, ("全市",), ("全县",)),
        ("示例区解放路街道办事处", True, ("全区", "全市"), ("全街",)),
        ("示例市示例区人民政府", True, ("全市",), ("全区",)),
    ],
)
def test_a_bureau_is_a_part_of_what_its_place_is_a_part_of(unit, governs, inside, outside):
    # 市场 and 城乡 are the trade of a bureau: that of a province is no part of its province.
    found = above(unit, governs)
    assert set(inside) <= found
    assert found.isdisjoint(outside)
