"""Slips of a return's words, the whole way: from the cells to findings that quote them and block nothing."""

from typing import Any

import pytest

from govxl.filing.model import Judgement, Prior
from govxl.filing.record import prior_in
from govxl.findings.finding import Finding, advice_of, message_of
from tests.returns import filled, judged, layout_of

APPLICATIONS, MANAGEMENT, FRONT, NOTE = "narrative.overview.applications", "narrative.overview.management", "cover.front", "proactive.note"
OVERVIEW = "一、总体情况"


def slips_of(judgement: Judgement) -> list[Finding]:
    return [found for found in judgement.findings if found.code == "R007"]


@pytest.mark.parametrize(
    ("path", "text", "rule", "message"),
    [
        (FRONT, "依据国办公开办函〔2019〕60号编制。", "L1", "“依据国办公开办函〔2019〕60号编制。”（第3—17字）：引用了别的年度用的通知，本年度的报告依据的是国办公开办函〔2021〕30号，应为 国办公开办函〔2021〕30号"),
        (APPLICATIONS, "申请材料可在XX网下载。", "L2", "“申请材料可在XX网下载。”（第7—8字）：这里像是模板里的提示或者空着没填的地方"),
        (APPLICATIONS, "全年公开信息　　条。", "L3", "“全年公开信息　　条。”（第6—9字）：量词、百分号或者年月前面像是漏了数"),
        (FRONT, "本报告由五个部分组成：总体情况、主动公开、依申请公开、复议诉讼、存在的问题和改进、其他事项。", "L4", "写的部分数和列出来的部分数不一样，应为 6"),
        (FRONT, "统计期限自2024年1月1日起至2024年12月31日止。", "L5", "“统计期限自2024年1月1日起至2024年12月31日止。”（第6—27字）：这里的年份不是报告的年度，应为 2025年1月1日起至2025年12月31日"),
        (NOTE, "规范性文件清理见XX公告。", "L2", "“规范性文件清理见XX公告。”（第9—10字）"),
    ],
)  # fmt: skip
def test_a_slip_is_quoted_with_its_place_and_blocks_nothing(path: str, text: str, rule: str, message: str) -> None:
    judgement = judged(filled({path: text}))
    (found,) = slips_of(judgement)
    assert (found.rule, found.severity, found.blocks, judgement.accepted) == (rule, "warning", False, True)
    assert message in message_of(found)
    assert advice_of(found)
    first = found.cells[0]
    assert first.value == text
    assert first.characters is not None
    assert judgement.record is not None
    assert [each["rule"] for each in judgement.record["findings"] if each["code"] == "R007"] == [rule]


def test_a_paragraph_told_twice_and_one_that_breaks_off() -> None:
    long = "按照先审查、后公开的要求，逐条核对拟发布的信息，确保内容准确、格式规范、要素齐全，没有发生失泄密。"
    found = slips_of(judged(filled({MANAGEMENT: f"{long}\n{long}\n{long[:-1].replace('逐条', '逐篇')}"})))
    assert [each.rule for each in found] == ["L7", "L8"]
    assert "和前面的一段相同" in message_of(found[0])


def test_the_accepted_return_has_no_slips() -> None:
    assert slips_of(judged(filled())) == []


LAST_TEXTS = {
    MANAGEMENT: "明确信息公开属性由起草股室提出，办公室复核，分管领导签发。对主动公开的文件同步制作解读，并与文件相互关联。建立公开目录台账，按月更新，按季度检查，对失效的链接随查随改，保证群众找得到、看得懂。",
    "narrative.overview.platform": "依托县政府门户网站设置信息公开专栏，下设政策、规划、财政、招考等栏目。在政务大厅、图书馆设置查阅点，提供纸质公报和自助终端。公众号开设公开专题，转载重要政策，回复群众提问。",
}  # fmt: skip


def last_year(**changes: Any) -> Prior:
    record = judged(filled(LAST_TEXTS, year=2024)).record
    assert record
    return prior_in(record, "0" * 64, layout_of())._replace(figures={}, **changes)


def test_a_report_that_was_copied_is_told_with_its_share() -> None:
    prior = last_year()
    judgement = judged(filled(LAST_TEXTS), prior=lambda identity, layout: prior)
    (found,) = [each for each in judgement.findings if each.rule == "N12"]
    assert (found.severity, found.blocks, found.actual, found.expected) == ("info", False, "100%", None)
    assert "这一部分文字和本单位上年的报告大多相同（100%：" in message_of(found)
    assert "政府信息管理 100%、政府信息公开平台建设 100%" in message_of(found)
    assert "应为" not in message_of(found)
    assert "100%: " in message_of(found, "en")
    assert found.cells[0].sheet == OVERVIEW
    assert found.cells[0].characters is not None


def test_nothing_is_like_a_report_that_nobody_has() -> None:
    record = judged(filled(LAST_TEXTS, year=2024)).record
    assert record
    figures = prior_in(record, "0" * 64, layout_of()).figures
    carried = Prior(2024, "2021", "0" * 64, {**figures, "requests.carried_out.person": 2})  # type: ignore[dict-item]
    judgement = judged(filled(LAST_TEXTS, prior=carried))
    assert [each for each in judgement.findings if each.rule == "N12"] == []


def test_last_years_number_in_last_years_sentence() -> None:
    said = "全年通过政府网站、公众号发布各类信息1,357条。"
    prior = last_year(texts={APPLICATIONS: said})
    (found,) = slips_of(judged(filled({"narrative.overview.proactive": said}), prior=lambda identity, layout: prior))
    assert (found.rule, found.actual) == ("L6", "1,357")
