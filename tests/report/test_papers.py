"""审核说明 and 审签单: what an office keeps to itself, and the one page a head signs."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.office.ingest import render
from govxl.report.document import Report
from govxl.report.html import review_page, signing_page
from govxl.report.review import BrokenAt, Remark, ReviewEntry, remarks_of, review_of
from govxl.report.signing import FINDING, KeyFigure, Signer, room
from govxl.report.signing import signing_of as signing_of_report
from tests.hostile.outputs import harmless
from tests.report.hostile import hostile_lines
from tests.report.page_reader import tags_and_texts

SAMPLES = Path(__file__).parents[2] / "samples" / "zfxxgk-2021"
FORM = load_form("zfxxgk/2021")
REASON = "2025年6月原城北街道办事处并入本街道，其2024年结转的2件申请由本街道继续办理。"


def record_of(case):
    return load_record((SAMPLES / case / "expected" / "record.json").read_bytes())


def signing_of(form, record):
    return signing_of_report(Report(form, record))


def found(rule, at, severity="warning", left="2", right="0"):
    return {"code": "R003", "name": "doubtful", "rule": rule, "at": at, "severity": severity, "left": left, "right": right}


def squeezed(text):
    return re.sub(r"\s", "", text)


def entries_of(review):
    return {part.heading: part.entries for part in review.parts}


def with_findings(*findings, **changes):
    return record_of("nil") | {"findings": list(findings)} | changes


# -- What a record says about itself


def test_findings_of_one_rule_and_reason_share_a_remark_in_the_forms_words():
    assert remarks_of(FORM, record_of("explained")) == (
        Remark(
            "上年结转件数（A4）",
            "本年的“二、上年结转”，等于上年报告里的“四、结转下年度继续办理”",
            "业务惯例：机构改革、数据更正、申请移送时可以不相等",
            "explainable",
            (REASON,),
            (BrokenAt("三、申请办理　自然人", "左边 2，右边 0，左边多 2 件"), BrokenAt("三、申请办理　总计", "左边 2，右边 0，左边多 2 件")),
        ),
    )


@pytest.mark.parametrize(
    ("finding", "place", "sides"),
    [
        (found("C1", "normative", left="41", right="34"), "二、主动公开　行政规范性文件", "左边 41，右边 34，左边多 7 件"),
        (found("A4", "person", left="0.5", right="3"), "三、申请办理　自然人", "左边 0.5，右边 3，右边多 2.5 件"),
        (found("A4", "person", left="甲", right="3"), "三、申请办理　自然人", "左边 甲，右边 3"),
        (found("A4", "person", left="3", right="3"), "三、申请办理　自然人", "左边 3，右边 3"),
        (found("N9", "form", left="1200", right="1000"), "一、总体情况", "现有 1200 字"),
        (found("A11", "requests", left=None, right=None), "三、申请办理", ""),
        (found("A10", "requests-received-total", left=None, right=None), "三、申请办理　一、本年新收政府信息公开申请数量 / 申请人情况 / 总计", ""),
        (found("A4", "nowhere"), "nowhere", "左边 2，右边 0，左边多 2"),
    ],
)
def test_a_place_is_said_as_printed_and_both_sides_with_their_difference(finding, place, sides):
    (remark,) = remarks_of(FORM, with_findings(finding))
    assert remark.spots == (BrokenAt(place, sides),)


def test_a_rule_the_form_no_longer_has_keeps_its_figures():
    record = with_findings(found("GONE", "there"))
    (remark,) = remarks_of(FORM, record)
    assert (remark.rule, remark.says, remark.basis, remark.spots[0].place) == ("GONE", "（表式里没有这条规则了）", "", "there")
    assert "GONE" in review_page(review_of(FORM, record))
    assert signing_of(FORM, record).doubtful == 1


# -- 审核说明


def test_the_review_of_an_explained_return():
    review = review_of(FORM, record_of("explained"))
    assert (review.title, review.unit, review.year, review.scope) == (
        "政府信息公开工作年度报告审核说明", "示例县城关街道办事处", "2025", "本机关",
    )  # fmt: skip
    readings = tuple(record_of("explained")["source"]["notes"])
    entries = entries_of(review)
    assert list(entries) == ["已说明的问题（2 处）", f"读取时的规整（{len(readings)} 处）"], "nothing doubtful, notable or noted"
    explained, read = entries.values()
    assert [(entry.name, entry.reason) for entry in explained] == [("上年结转件数（A4）", (REASON,))]
    assert read == (ReviewEntry(items=readings),)
    page = review_page(review)
    for text in ("已说明的问题（2 处）", REASON, "三、申请办理　总计：左边 2，右边 0，左边多 2 件", "供本机关审核使用，不公开", "有 131 格空白按 0 计"):
        assert text in page
    assert "请核实（" not in page


def test_the_review_of_a_whole_county():
    review = review_of(FORM, record_of("county"))
    assert review.scope == "汇总（含所属部门和下级）"
    entries = entries_of(review)
    ((rule, places),) = [(entry.name, entry.items) for entry in entries["提示（1 处）"]]
    assert (rule, [place.partition("：")[2] for place in places]) == ("共同被告案件的统计（B5）", ["行政诉讼 / 复议后起诉 / 总计现为 6 件"])
    assert entries["各表备注"] == (ReviewEntry("二、主动公开政府信息情况", text=("行政许可含乡镇（街道）受委托办理的36912件。",)),)


def test_where_there_is_nothing_to_say_the_review_says_so():
    record = record_of("nil")
    assert not review_of(FORM, record).nothing, "blanks were taken for zeros"
    review = review_of(FORM, record | {"source": record["source"] | {"notes": []}})
    assert review.parts == ()
    assert review.nothing
    assert "没有需要说明的事项" in review_page(review)
    assert "没有需要说明的事项" not in review_page(review_of(FORM, record))


def test_warnings_that_were_explained_are_not_asked_again():
    record = with_findings(found("C1", "normative"), explanations=[{"rule": "C1", "at": "normative", "reason": "文件失效", "left": "2", "right": "0"}])
    entries = entries_of(review_of(FORM, record))
    assert [entry.name for entry in entries.pop("已说明的问题（1 处）")] == ["现行有效件数的增减（C1）"]
    assert not [heading for heading in entries if heading.startswith("请核实")]
    assert (signing_of(FORM, record).explained, signing_of(FORM, record).doubtful) == (1, 0)


def test_no_reason_is_published(tmp_path):
    record = record_of("explained")
    record["explanations"][0]["reason"] = "只有审核的人看得到的原因"
    render(record, ("html", "md", "csv", "review", "signing"), tmp_path)
    holding = {path.name for path in tmp_path.iterdir() if "只有审核的人" in path.read_text("utf-8-sig")}
    assert holding == {"审核说明.html", "审签单.html"}, "the papers of the office alone"
    assert len(list(tmp_path.iterdir())) == 5


# -- 审签单


def test_the_figures_of_a_county_beside_last_years():
    # by hand, from the two samples' typed.csv
    figures = {figure.label: figure for figure in signing_of(FORM, record_of("county")).figures}
    assert list(figures)[:2] == ["行政规范性文件 / 本年制发件数", "行政规范性文件 / 现行有效件数"]
    assert len(figures) == len(FORM.key_figures) == 14
    for label, measure, now, before, change, share in (
        ("行政规范性文件 / 现行有效件数", "件", "143", "136", "+7", "+5.1%"),
        ("行政事业性收费 / 本年收费金额（单位：万元）", "万元", "24252.311082", "23187.64", "+1064.671082", "+4.6%"),
        ("三、本年度办理结果 / （七）总计 / 申请人情况 / 总计", "件", "444", "401", "+43", "+10.7%"),
        ("四、结转下年度继续办理 / 申请人情况 / 总计", "件", "37", "26", "+11", "+42.3%"),
        ("行政诉讼 / 复议后起诉 / 总计", "件", "6", "3", "+3", "+100%"),
    ):
        assert figures[label] == KeyFigure(label, measure, now, before, change, share)


def test_a_figure_that_fell_or_stayed():
    record = record_of("county")
    record["tables"]["proactive"]["normative"] |= {"issued": 1, "in_force": 136}
    figures = [(figure.now, figure.before, figure.change, figure.share) for figure in signing_of(FORM, record).figures]
    assert figures[:2] == [("1", "9", "-8", "-88.9%"), ("136", "136", "0", "0%")]


@pytest.mark.parametrize("prior", [None, {"year": 2023, "edition": "2021", "sha256": "0" * 64, "tables": {}}])
def test_without_last_year_there_is_a_dash(prior):
    figures = signing_of(FORM, record_of("nil") | {"prior": prior}).figures
    assert {(figure.before, figure.change, figure.share) for figure in figures} == {("—", "—", "—")}


def test_what_is_known_of_last_year_is_shown():
    prior = {"year": 2023, "edition": "2021", "sha256": "0" * 64, "tables": {"requests": {"carried_out": {"total": 5}}}}
    figures = {each.label: (each.before, each.change, each.share) for each in signing_of(FORM, record_of("nil") | {"prior": prior}).figures}
    assert figures["四、结转下年度继续办理 / 申请人情况 / 总计"] == ("5", "-5", "-100%")
    assert figures["行政复议 / 总计"] == ("—", "—", "—")


def test_those_who_sign_are_named_as_on_the_cover():
    signing = signing_of(FORM, record_of("county"))
    assert signing.signers == (Signer("填报人", "李明"), Signer("审核人", "王芳"), Signer("单位负责人", "张伟"))
    assert [signer.name for signer in signing_of(FORM, record_of("nil")).signers] == ["", "", ""]
    page = signing_page(signing)
    assert page.count("年　　月　　日") == 3
    assert "已说明的问题 0 处；请核实 0 处。" in page


WARNINGS = [check for check in FORM.checks if check.rule.severity == "warning"]


def page_of(count, unit="示例县财政局"):
    findings = [found(check.rule.id, check.at) for check in (WARNINGS * 10)[:count]]
    record = with_findings(*findings, unit=record_of("nil")["unit"] | {"name": unit})
    return signing_of(FORM, record)


@pytest.mark.parametrize("count", [*range(12), 20, 60])
@pytest.mark.parametrize("unit", ["示例县财政局", "示例县公共资源交易监督管理办公室" * 15, "A" * 255])
def test_one_page_holds_it_whatever_there_is(count, unit):
    signing = page_of(count, unit)
    assert signing.doubtful == count
    assert len(signing.listed) + signing.more == count
    assert len(signing.unit) <= 64
    assert all(len(text) <= 44 for text in signing.listed)
    lines = len(signing.listed) + (signing.more > 0)
    assert lines <= 7, "what a chromium prints on one page, with 15 mm to spare"
    assert (count == 0) or lines
    assert signing.more != 1 or len(signing.listed) >= 3, "no line is spent on counting what would have fitted"


def test_what_is_listed_is_as_much_as_fits():
    assert [len(page_of(n).listed) for n in (1, 4, 20)] == [1, 4, room(FORM, "示例县财政局", 20)]
    assert room(FORM, "甲", 20) >= room(FORM, "甲" * 60, 20)
    assert room(FORM, "甲", 3) == 3
    assert FINDING == 6


def test_the_others_are_counted():
    page = signing_page(page_of(20))
    assert f"其余 {20 - len(page_of(20).listed)} 处见审核说明。" in page
    assert "其余" not in signing_page(page_of(2))


def test_the_page_is_a4_with_fixed_heights():
    page = signing_page(page_of(1))
    assert "size: A4;" in page
    assert "@page { margin: 18mm 20mm;" in page
    assert '<body class="paper one-page">' in page


def explained_at(count, reason="2025年6月原城北街道办事处并入本街道，其2024年结转的2件申请由本街道继续办理。"):
    """Give the page of a record with so many different reasons, each for one place."""
    asked = [check for check in FORM.checks if check.rule.severity == "explainable"][:count]
    findings = [found(check.rule.id, check.at, "explainable") for check in asked]
    told = [{"rule": c.rule.id, "at": c.at, "reason": f"第{n}处：{reason}", "left": "2", "right": "0"} for n, c in enumerate(asked)]
    return signing_of(FORM, with_findings(*findings, explanations=told))


def test_reasons_stand_on_the_page_itself_with_their_places():
    signing = signing_of(FORM, record_of("explained"))
    assert signing.reasons == (f"三、申请办理　自然人等 2 处：{REASON}",)
    assert signing.told == "已说明的问题 2 处；请核实 0 处："
    assert squeezed(REASON) in squeezed(signing_page(signing))


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("length", [5, 60, 4000])
def test_one_page_holds_as_many_reasons_as_it_has_room_for(count, length):
    signing = explained_at(count, "原" * length)
    shown = len(signing.reasons)
    assert signing.explained == count
    assert shown + signing.more == count
    assert shown >= 1
    assert all(len(text) <= 3 * 44 for text in signing.reasons)
    taken = sum(-(-len(text) // 44) for text in signing.reasons) + (signing.more > 0)
    assert taken <= 7, "what a chromium prints on one page, with 15 mm to spare"
    if signing.more:
        assert f"其余 {signing.more} 处见审核说明。" in signing_page(signing)


# -- The text beside it


def test_the_text_of_the_report_follows_the_page_part_by_part():
    # by hand, from typed.csv and the form's parts
    signing = signing_of(FORM, record_of("county"))
    headings = [part.heading for part in signing.text]
    assert headings == [
        "", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    ]  # fmt: skip
    assert signing.report == "示例县2025年政府信息公开工作年度报告"
    assert signing.text[2].lines == ("（本部分的表格见报告。）", "备注：行政许可含乡镇（街道）受委托办理的36912件。")
    assert signing.text[3].lines == ("（本部分的表格见报告。）",)
    page = signing_page(signing)
    texts = squeezed("".join(tags_and_texts(page)[1]))
    narrative = record_of("county")["narrative"]
    typed = [line.strip() for part in narrative.values() for text in part.values() for line in (text or "").splitlines()]
    plain = [line for line in typed if line and "{" not in line]
    assert len(plain) > 8
    assert [line for line in plain if squeezed(line) not in texts] == []
    assert texts.index("SHA-256") < texts.index("报告正文"), "the page to sign is whole before the text begins"
    assert "break-before: page" in page


def test_who_signs_the_report_and_when_end_its_text():
    record = record_of("county")
    record["cover"]["signed_on"] = "2026-01-20"
    assert signing_of(FORM, record).text[-1] == ("", ("示例县人民政府", "2026年1月20日"))
    assert signing_of(FORM, record_of("county")).text[-1].heading == "六、其他需要报告的事项"


# -- Strangers' texts


@given(text=hostile_lines)
def test_texts_stay_texts(text):
    record = record_of("county")
    record["unit"]["name"] = record["source"]["file"] = record["cover"]["head"] = record["notes"]["review"] = text
    record["source"]["notes"] = [text]
    record["findings"] = [found(text, text, left=text, right=text), found("A4", "person", "explainable")]
    record["explanations"] = [{"rule": "A4", "at": "person", "reason": f"{text}\n{text}", "left": "2", "right": "0"}]
    plain = record_of("county") | {"findings": record["findings"], "explanations": record["explanations"]}
    plain["findings"] = [found("x", "y", left="1", right="z"), record["findings"][1]]
    plain["explanations"] = [record["explanations"][0] | {"reason": "一\n二"}]
    plain["notes"]["review"], plain["source"]["notes"] = "x", ["x"]
    tags, texts = tags_and_texts(review_page(review_of(FORM, record)))
    assert tags == tags_and_texts(review_page(review_of(FORM, plain)))[0]
    assert text in texts
    assert tags_and_texts(signing_page(signing_of(FORM, record)))[0] == tags_and_texts(signing_page(signing_of(FORM, plain)))[0]


@given(text=st.text(max_size=40))
def test_nothing_a_record_holds_stops_a_paper(text):
    record = record_of("nil")
    record["unit"]["name"] = record["source"]["file"] = record["cover"]["head"] = record["notes"]["review"] = text
    record["findings"] = [found(text, text, left=text, right=text)]
    review_page(review_of(FORM, record)).encode()
    signing_page(signing_of(FORM, record)).encode()


def test_the_papers_are_as_harmless_as_the_report(tmp_path):
    record = record_of("explained")
    record["source"]["file"] = "a\u202e<script>.xlsx"
    render(record, ("review", "signing"), tmp_path)
    for path in tmp_path.iterdir():
        harmless(path)
        assert "\\u202e&lt;script&gt;.xlsx" in path.read_text("utf-8").replace("<wbr>", "")


def test_the_policy_and_head_are_those_of_the_report(tmp_path):
    render(record_of("explained"), ("page", "review", "signing"), tmp_path)
    heads = {re.sub(r"<title>.*</title>", "", path.read_text("utf-8").split("<style>")[0]) for path in tmp_path.iterdir()}
    assert len(heads) == 1
    assert "default-src 'none'" in heads.pop()


def test_a_form_that_names_neither_figures_nor_signers_has_a_page_to_sign(form):
    from tests.report.made_up import filled

    record = filled(source={"file": "a.xlsx", "sha256": "0" * 64, "notes": []})
    signing = signing_of(form, record)
    assert (signing.figures, signing.signers) == ((), (Signer("签发", ""),))
    assert "主要数据" not in signing_page(signing)
    assert entries_of(review_of(form, record))["各表备注"] == (ReviewEntry("Two. Stock", text=("Counted twice.", "See the list.")),)


# -- 特批接收


def test_what_was_overridden_comes_first_and_is_never_said_to_have_passed():
    kept = record_of("nil")
    why = ["特批接收：王局长，2026-01-17：系统迁移", "特批接收：V001 没有填：地址没有填", "读取的一处"]
    findings = (found("tie-out", "person", "hard", "14", "18"), found("A4", "person", "explainable"), found("A4", "total", "explainable"))
    record = with_findings(*findings, source={**kept["source"], "notes": why})
    entries = entries_of(review_of(FORM, record))
    assert list(entries)[:3] == ["特批接收", "特批接收，没有改正的问题（1 处）", "特批接收，没有说明的问题（2 处）"]
    assert entries["特批接收"][0].items == tuple(why[:2])
    assert entries["读取时的规整（1 处）"][0].items == ("读取的一处",)
    signing = signing_of(FORM, record)
    assert signing.told.startswith("特批接收，未改正、未说明的问题 4 处；已说明的问题 0 处")
    assert signing.told in signing_page(signing)
    assert "特批接收" not in signing_of(FORM, kept).told
    assert not any("特批接收" in heading for heading in entries_of(review_of(FORM, kept)))
