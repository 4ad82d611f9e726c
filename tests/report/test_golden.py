"""Generated prose, held against texts typed by hand: what a reader of the report would have written of these figures."""

import re
from decimal import Decimal
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.language.expressions import evaluate
from govxl.report.document import Document, Paragraph, compose, sentence_text
from govxl.report.html import to_html, to_page
from govxl.report.markdown import to_markdown
from govxl.report.record_values import lookup
from govxl.report.word.report import to_docx
from tests.make_samples import SAMPLES
from tests.report.docx_reader import opened

KEPT = {"2019": "zfxxgk-2019/jinjiang", "2021": "zfxxgk-2021/county"}
EMPTY_COVER = {"website": "", "url": "", "address": "", "phone": "", "postcode": "", "email": "", "fee_count": None, "fee_amount": None, "front": "", "signed_on": ""}


def record_of(edition: str, figures: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Give a record of zeros and empty texts with these figures in it, and with the totals they come to."""
    form = load_form(f"zfxxgk/{edition}")
    record = dict(load_record((SAMPLES / KEPT[edition] / "expected" / "record.json").read_bytes()))
    tables: dict[str, Any] = {}
    for path, point in form.points.items():
        table, row, column = path.split(".")
        tables.setdefault(table, {}).setdefault(row, {})[column] = 0 if point.traits.numeric else ""
    record["unit"] = {"name": "某某区民政局", "title": "某某区民政局", "code": "", "level": "county", "kind": "department", "change": ""}
    record |= {"year": 2025, "cover": dict(EMPTY_COVER), "tables": tables, "derived": {}, "notes": {}, "prior": None}
    record["narrative"] = {part.name: {path.split(".")[2]: "" for path in part.fields} for part in form.parts if part.fields}
    for path, value in (figures or {}).items():
        table, row, column = path.split(".")
        tables[table][row][column] = value
    for _ in range(3):  # a total may add up totals
        for path, point in form.points.items():
            table, row, column = path.split(".")
            if point.operands:
                tables[table][row][column] = sum(int(value) for each in point.operands if isinstance(value := lookup(record)(each), Decimal))
    for each in form.derived:
        table, row, column = each.path.split(".")
        record["derived"].setdefault(table, {}).setdefault(row, {})[column] = evaluate(each.value, lookup(record))
    for key, value in changes.items():
        record[key] = {**record[key], **value}
    return record


def said(name: str, edition: str = "2021", figures: dict[str, Any] | None = None, **changes: Any) -> str:
    return sentence_text(load_form(f"zfxxgk/{edition}"), record_of(edition, figures, **changes), name)


def published(edition: str, figures: dict[str, Any] | None = None, **changes: Any) -> Document:
    return compose(load_form(f"zfxxgk/{edition}"), record_of(edition, figures, **changes))


def texts(document: Document) -> list[str]:
    return [block.text for section in document.sections for block in section.blocks if isinstance(block, Paragraph)]


R = "requests"
A, D, E = "review.cases.recon", "review.cases.direct", "review.cases.after"

C = "categories"

SENTENCES = [
    ("categories", {}, ""),
    ("categories", {f"{C}.c01.category": "政策文件", f"{C}.c01.count": 3}, "本年主动公开政府信息3条，其中政策文件3条。"),
    (
        "categories",
        {f"{C}.c01.category": "政策文件", f"{C}.c02.category": "公告", f"{C}.c02.count": 3, f"{C}.c03.count": 2, f"{C}.c12.category": "人事", f"{C}.c12.count": 1},
        "本年主动公开政府信息6条，其中公告3条，其他2条，人事1条。",
    ),
    ("received", {}, "本年未收到政府信息公开申请。"),
    ("received", {f"{R}.received.person": 1}, "本年新收政府信息公开申请1件，由自然人提出。"),
    ("received", {f"{R}.received.legal": 2, f"{R}.received.business": 1}, "本年新收政府信息公开申请3件，由法人或其他组织提出。"),
    ("received", {f"{R}.received.person": 386, f"{R}.received.legal": 69}, "本年新收政府信息公开申请455件，其中自然人申请386件，法人或其他组织申请69件。"),
    ("applications", {}, "本年未收到政府信息公开申请，也没有上年结转的申请。"),
    (
        "applications",
        {f"{R}.carried_in.person": 2, f"{R}.granted.person": 2},
        "本年未收到政府信息公开申请。上年结转2件。本年办结2件，予以公开2件。没有结转下年度继续办理的申请。",
    ),
    (
        "applications",
        {f"{R}.received.person": 9, f"{R}.secret.person": 1, f"{R}.not_held.person": 2, f"{R}.repeat.person": 3, f"{R}.carried_out.person": 3},
        "本年新收政府信息公开申请9件，由自然人提出。没有上年结转的申请。本年办结6件，不予公开1件，无法提供2件，不予处理3件。结转下年度继续办理3件。",
    ),
    (
        "applications",
        {f"{R}.received.welfare": 1, f"{R}.carried_out.welfare": 1},
        "本年新收政府信息公开申请1件，由法人或其他组织提出。没有上年结转的申请。本年没有办结的申请。结转下年度继续办理1件。",
    ),
    ("applications", {f"{R}.received.person": 123456789012345}, "本年新收政府信息公开申请123456789012345件，由自然人提出。没有上年结转的申请。本年没有办结的申请。没有结转下年度继续办理的申请。"),
    ("decisions", {}, "本年未作出行政许可、行政处罚、行政强制决定。"),
    ("decisions", {"proactive.licensing.decisions": 3}, "本年作出行政许可决定3件，未作出行政处罚、行政强制决定。"),
    ("decisions", {"proactive.penalties.decisions": 3}, "本年作出行政处罚决定3件，未作出行政许可、行政强制决定。"),
    ("decisions", {"proactive.coercion.decisions": 1}, "本年作出行政强制决定1件，未作出行政许可、行政处罚决定。"),
    ("decisions", {"proactive.licensing.decisions": 3, "proactive.penalties.decisions": 2}, "本年作出行政许可决定3件，行政处罚决定2件，未作出行政强制决定。"),
    ("decisions", {"proactive.licensing.decisions": 3, "proactive.coercion.decisions": 2}, "本年作出行政许可决定3件，行政强制决定2件，未作出行政处罚决定。"),
    ("decisions", {"proactive.penalties.decisions": 3, "proactive.coercion.decisions": 2}, "本年作出行政处罚决定3件，行政强制决定2件，未作出行政许可决定。"),
    (
        "decisions",
        {"proactive.licensing.decisions": 128654, "proactive.penalties.decisions": 41207, "proactive.coercion.decisions": 1836},
        "本年作出行政许可决定128654件，行政处罚决定41207件，行政强制决定1836件。",
    ),
    ("review", {}, "本年未发生因政府信息公开引起的行政复议、行政诉讼。"),
    ("review", {f"{A}_upheld": 1}, "本年因政府信息公开被申请行政复议1件，结果维持1件；未发生行政诉讼。"),
    ("review", {f"{D}_other": 1, f"{E}_other": 2}, "本年未发生因政府信息公开引起的行政复议，被提起行政诉讼3件，其他结果3件。"),
    (
        "review",
        {f"{A}_upheld": 2, f"{A}_pending": 1, f"{D}_corrected": 1},
        "本年因政府信息公开被申请行政复议3件，结果维持2件，尚未审结1件；被提起行政诉讼1件，结果纠正1件。",
    ),
]  # fmt: skip

OF_2021 = [
    ("normative", {}, "本年未制发行政规范性文件，也没有现行有效的行政规范性文件。"),
    ("normative", {"proactive.normative.in_force": 8}, "本年未制发、未废止行政规范性文件，现行有效8件。"),
    ("normative", {"proactive.normative.issued": 12, "proactive.normative.in_force": 143}, "本年制发行政规范性文件12件，现行有效143件。"),
    ("normative", {"proactive.normative.repealed": 5, "proactive.normative.in_force": 3}, "本年未制发行政规范性文件，废止5件，现行有效3件。"),
    ("normative", {"proactive.normative.issued": 1, "proactive.normative.repealed": 1}, "本年制发行政规范性文件1件，废止1件，没有现行有效的。"),
    ("charges", {}, "本年没有行政事业性收费。"),
    ("charges", {"proactive.fees.amount": Decimal("24252.311082")}, "本年行政事业性收费24252.311082万元。"),
    ("charges", {"proactive.fees.amount": Decimal("0.0001")}, "本年行政事业性收费0.0001万元。"),
    ("applications", {f"{R}.received.person": 1, f"{R}.no_payment.person": 1}, "本年新收政府信息公开申请1件，由自然人提出。没有上年结转的申请。本年办结1件，其他处理1件。没有结转下年度继续办理的申请。"),
]  # fmt: skip

OF_2019 = [
    ("normative", {}, "本年未制作、未公开规范性文件。"),
    ("normative", {"proactive.normative.public_total": 8}, "本年未新制作、未新公开规范性文件，对外公开总数8件。"),
    ("normative", {"proactive.normative.published": 2, "proactive.normative.public_total": 8}, "本年未新制作规范性文件，新公开2件，对外公开总数8件。"),
    ("procurement", {}, "本年没有政府集中采购项目。"),
    ("procurement", {"proactive.procurement.count": 2}, "本年政府集中采购项目2个。"),
    ("procurement", {"proactive.procurement.amount": Decimal("3.5"), "proactive.procurement.unit": "万元"}, "本年政府集中采购总金额3.5万元。"),
    (
        "procurement",
        {"proactive.procurement.count": 2, "proactive.procurement.amount": 35000, "proactive.procurement.unit": "元"},
        "本年政府集中采购项目2个，采购总金额35000元。",
    ),
]


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize(("name", "figures", "text"), SENTENCES)
def test_a_sentence_of_both_editions(edition, name, figures, text):
    assert said(name, edition, figures) == text


@pytest.mark.parametrize(
    ("edition", "name", "figures", "text"), [*(("2021", *each) for each in OF_2021), *(("2019", *each) for each in OF_2019)]
)
def test_a_sentence_of_one_edition(edition, name, figures, text):
    assert said(name, edition, figures) == text


@pytest.mark.parametrize(
    ("count", "amount", "text"),
    [
        (None, None, "没有其他需要报告的事项。"),
        (0, 0, "本年未收取信息处理费。没有其他需要报告的事项。"),
        (0, None, "本年未收取信息处理费。没有其他需要报告的事项。"),
        (3, Decimal("1260.5"), "本年收取信息处理费1260.5元，涉及政府信息公开申请3件。没有其他需要报告的事项。"),
        (None, 120, "本年收取信息处理费120元。没有其他需要报告的事项。"),
        (3, None, "本年对3件政府信息公开申请收取了信息处理费。没有其他需要报告的事项。"),
    ],
)
def test_what_was_charged_for_information(count, amount, text):
    assert said("other", cover={"fee_count": count, "fee_amount": amount}) == text


NOTICES = {
    "2021": "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）",
    "2019": "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）",
}
FRONT = (
    "本报告依据《中华人民共和国政府信息公开条例》（国务院令第711号）和{notice}要求，由某某区民政局编制。"
    "报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。"
    "全文包括总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，"
    "存在的主要问题及改进情况，其他需要报告的事项六个部分。"
)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize(
    ("cover", "text"),
    [
        ({}, "如对本报告有疑问，请与某某区民政局联系。"),
        ({"phone": "0000-1234567"}, "如对本报告有疑问，请与某某区民政局联系，电话：0000-1234567。"),
        ({"address": "人民路1号", "email": "a@b.cn"}, "如对本报告有疑问，请与某某区民政局联系，地址：人民路1号，电子邮箱：a@b.cn。"),
        ({"url": "https://a.cn/"}, "本报告的电子版可以从https://a.cn/下载。如对本报告有疑问，请与某某区民政局联系。"),
        ({"website": "某某区人民政府网站"}, "本报告的电子版可以从某某区人民政府网站下载。如对本报告有疑问，请与某某区民政局联系。"),
        (
            {"website": "某某区人民政府网站", "url": "https://a.cn/", "address": "人民路1号", "phone": "1", "postcode": "010000", "email": "a@b.cn"},
            "本报告的电子版可以从某某区人民政府网站（https://a.cn/）下载。"
            "如对本报告有疑问，请与某某区民政局联系，地址：人民路1号，电话：1，邮编：010000，电子邮箱：a@b.cn。",
        ),
    ],
)
def test_the_front_matter_fills_every_blank_or_leaves_its_words_out(edition, cover, text):
    front = "".join(each.text for each in published(edition, cover=cover).front)
    assert front == FRONT.format(notice=NOTICES[edition]) + text


def test_a_report_without_a_word_from_anybody():
    assert texts(published("2021")) == [
        "本年未制发行政规范性文件，也没有现行有效的行政规范性文件。本年未作出行政许可、行政处罚、行政强制决定。本年没有行政事业性收费。",
        "本年未收到政府信息公开申请，也没有上年结转的申请。",
        "没有其他需要报告的事项。",
    ]


def test_what_staff_wrote_stands_as_they_wrote_it():
    typed = "一是“放管服”改革不到位；二是人员少(2人)。\n1.下一步,加强培训!\n（1）{本年新收}｛复议诉讼｝{没有这句}"
    assert texts(published("2021", narrative={"problems": {"text": typed}}))[2:5] == [
        "一是“放管服”改革不到位；二是人员少(2人)。",
        "1.下一步,加强培训!",
        "（1）本年未收到政府信息公开申请。本年未发生因政府信息公开引起的行政复议、行政诉讼。{没有这句}",
    ]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_nothing_generated_has_half_width_punctuation_or_a_zero_of_something(edition):
    form = load_form(f"zfxxgk/{edition}")
    for figures in ({}, {f"{R}.received.person": 5, f"{A}_upheld": 2, "proactive.licensing.decisions": 4}):
        for name in form.sentences:
            text = said(name, edition, figures)
            assert not set(text) & set(",;:!?()[]{}"), text
            assert "0件" not in text.replace("10件", "")
            assert "。。" not in text
            assert "，。" not in text


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize(
    ("signed_on", "closing"),
    [
        ("", ()),
        ("2026-01-05", ("某某区民政局", "2026年1月5日")),
        ("2026.1.5", ("某某区民政局", "2026年1月5日")),
        ("2026年1月20日", ("某某区民政局", "2026年1月20日")),
    ],
)
def test_the_unit_signs_below_the_sixth_part_only_if_the_cover_has_a_date(edition, signed_on, closing):
    document = published(edition, cover={"signed_on": signed_on})
    assert document.closing == closing
    assert len(document.sections) == 6
    for write in (to_page, to_html, to_markdown):
        lines = re.sub("<[^>]*>", "\n", write(document)).split()
        assert tuple(lines[-2:]) == (closing or tuple(lines[-2:]))
        assert ("某某区民政局" in lines) == bool(closing)
    paragraphs = opened(to_docx(document)).paragraphs
    last = [each for each in paragraphs if each.text in ("某某区民政局", *closing[1:])]
    assert tuple(each.text for each in last) == closing
    if closing:
        rights = [int(each._element.pPr.ind.get(qn("w:rightChars"))) for each in last]
        assert (last[0].alignment, rights[1]) == (WD_ALIGN_PARAGRAPH.RIGHT, 400)
        widths = [len(closing[0]), len(closing[1]) - sum(c.isdigit() for c in closing[1]) / 2]
        assert rights[0] / 100 + widths[0] / 2 == pytest.approx(rights[1] / 100 + widths[1] / 2), "one centred over the other"
