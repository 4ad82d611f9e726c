"""The two editions of the report against the statute, typed here once more from the printed forms."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from govxl.form.definition import load_form
from govxl.form.model import Check, Form, Heading, depth, leaves, paths, spans
from govxl.language.expressions import Value, evaluate
from govxl.layout.layout import arrange
from govxl.words import KINDS, LEVELS

EDITIONS = ("2019", "2021")

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
APPLICANT_NAMES = ("person", "business", "research", "welfare", "legal", "other_body", "total")

OUTCOMES: dict[str, list[str] | dict[str, str]] = {
    "（一）予以公开": ["granted"],
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": ["partial"],
    "（三）不予公开": {
        "1.属于国家秘密": "secret",
        "2.其他法律行政法规禁止公开": "prohibited",
        "3.危及“三安全一稳定”": "stability",
        "4.保护第三方合法权益": "third_party",
        "5.属于三类内部事务信息": "internal",
        "6.属于四类过程性信息": "process",
        "7.属于行政执法案卷": "enforcement",
        "8.属于行政查询事项": "enquiry",
    },
    "（四）无法提供": {
        "1.本机关不掌握相关政府信息": "not_held",
        "2.没有现成信息需要另行制作": "not_existing",
        "3.补正后申请内容仍不明确": "unclear",
    },
    "（五）不予处理": {
        "1.信访举报投诉类申请": "petition",
        "2.重复申请": "repeat",
        "3.要求提供公开出版物": "publication",
        "4.无正当理由大量反复申请": "excessive",
        "5.要求行政机关确认或重新出具已获取信息": "reissue",
    },
}
HANDLING: dict[str, dict[str, list[str] | dict[str, str]]] = {
    "2019": {"（六）其他处理": ["other_handling"]},
    "2021": {
        "（六）其他处理": {
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "no_correction",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "no_payment",
            "3.其他": "other",
        }
    },
}
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

PROACTIVE = {
    "2019": [
        ("第二十条第（一）项", ["本年新制作数量", "本年新公开数量", "对外公开总数量"], ["规章", "规范性文件"]),
        ("第二十条第（五）项", ["上一年项目数量", "本年增/减", "处理决定数量"], ["行政许可", "其他对外管理服务事项"]),
        ("第二十条第（六）项", ["上一年项目数量", "本年增/减", "处理决定数量"], ["行政处罚", "行政强制"]),
        ("第二十条第（八）项", ["上一年项目数量", "本年增/减"], ["行政事业性收费"]),
        ("第二十条第（九）项", ["采购项目数量", "采购总金额"], ["政府集中采购"]),
    ],
    "2021": [
        ("第二十条第（一）项", ["本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "行政规范性文件"]),
        ("第二十条第（五）项", ["本年处理决定数量"], ["行政许可"]),
        ("第二十条第（六）项", ["本年处理决定数量"], ["行政处罚", "行政强制"]),
        ("第二十条第（八）项", ["本年收费金额（单位：万元）"], ["行政事业性收费"]),
    ],
}

# Table, kind of point, whether a figure: how many.
COUNTS = {
    "2019": {("proactive", "input"): 22, ("requests", "input"): 132, ("requests", "computed"): 29},
    "2021": {("proactive", "input"): 10, ("requests", "input"): 144, ("requests", "computed"): 31},
}
BOTH = {("review", "input"): 12, ("review", "computed"): 3, ("categories", "input"): 12, ("categories", "computed"): 1}

RULES = {
    "2019": "tie-out A4 A10 A11 A11-proactive B5 D2 D3 D4 D5 D6 D6-unit N8 N8-named N9 N11 N1 N2 N3 N4 N5 N6 N12 N13 N14 N15",
    "2021": "tie-out A4 A8 A10 A11 A11-proactive B5 C1 C1-named C1-named-rules C2 C3 C3-other C5 C5-prior N8 N8-named N9 N11 N1 N2 N3 N4 N5 N6 N7 N12 N13 N14 N15",
}


@pytest.fixture(params=EDITIONS)
def form(request: pytest.FixtureRequest) -> Form:
    return load_form(f"zfxxgk/{request.param}")


def rows(form: Form) -> list[tuple[str, tuple[str, ...]]]:
    """Give name and labels of every row of 表三."""
    (block,) = form.table("requests").blocks
    return [(leaf.name, labels) for leaf, labels in zip(leaves(block.rows), paths(block.rows), strict=True)]


def expected_rows(edition: str) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = [
        ("received", ("一、本年新收政府信息公开申请数量",)),
        ("carried_in", ("二、上年结转政府信息公开申请数量",)),
    ]
    for label, inner in {**OUTCOMES, **HANDLING[edition]}.items():
        if isinstance(inner, list):
            found.append((inner[0], ("三、本年度办理结果", label)))
        else:
            found += [(name, ("三、本年度办理结果", label, item)) for item, name in inner.items()]
    found.append(("closed", ("三、本年度办理结果", "（七）总计")))
    return [*found, ("carried_out", ("四、结转下年度继续办理",))]


# -- What is printed ---------------------------------------------------------------------------------------------------


def test_the_report_has_its_six_parts(form: Form):
    assert [part.title for part in form.parts] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert [part.table for part in form.parts] == ["", "proactive", "requests", "review", "", ""]
    assert [part.name for part in form.parts] == ["overview", "proactive", "requests", "review", "problems", "other"]


def test_the_sheets_have_their_names(form: Form):
    assert {table.name: table.sheet for table in form.tables} == {
        "proactive": "二、主动公开",
        "requests": "三、申请办理",
        "review": "四、复议诉讼",
        "categories": "一、总体情况",
    }
    assert [part.sheet for part in form.parts if part.sheet] == ["一、总体情况", "五、问题改进", "六、其他事项"]


def test_tables_are_titled_as_their_parts(form: Form):
    titles = {part.table: part.title for part in form.parts if part.table}
    assert titles == {table.name: table.title for table in form.tables if not table.auxiliary}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cell_is_counted(edition: str):
    points = load_form(f"zfxxgk/{edition}").points
    found = Counter((path.split(".")[0], point.kind) for path, point in points.items() if point.traits.numeric)
    assert found == COUNTS[edition] | BOTH


def test_the_only_words_in_a_table_are_categories_and_the_unit_of_an_amount(form: Form):
    words = {path for path, point in form.points.items() if not point.traits.numeric}
    unit = {"proactive.procurement.unit"} if form.edition == "2019" else set()
    assert words == {f"categories.c{n:02}.category" for n in range(1, 13)} | unit


@pytest.mark.parametrize("edition", EDITIONS)
def test_table_two_has_its_blocks(edition: str):
    blocks = load_form(f"zfxxgk/{edition}").table("proactive").blocks
    found = [
        (
            block.title,
            [column.label for column in leaves(block.columns) if not column.traits.beside],
            [row.label for row in leaves(block.rows)],
        )
        for block in blocks
    ]
    assert found == PROACTIVE[edition]
    assert {block.corner for block in blocks} == {"信息内容"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_table_three_has_its_rows(edition: str):
    assert rows(load_form(f"zfxxgk/{edition}")) == expected_rows(edition)
    assert len(expected_rows(edition)) == {"2019": 23, "2021": 25}[edition]


def test_table_three_has_its_columns(form: Form):
    (block,) = form.table("requests").blocks
    assert tuple(leaf.label for leaf in leaves(block.columns)) == APPLICANTS
    assert tuple(leaf.name for leaf in leaves(block.columns)) == APPLICANT_NAMES
    assert block.corner == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert depth(block.columns) == depth(block.rows) == 3
    wide = {span.label: span.lines for span in spans(block.columns, 3) if span.lines > 1}
    assert wide == {"申请人情况": 7, "法人或其他组织": 5}
    tall = {span.label: span.lines for span in spans(block.rows, 3) if span.lines > 1}
    more = {"2019": {}, "2021": {"（六）其他处理": 3}}[form.edition]
    outcomes = {"2019": 20, "2021": 22}[form.edition]
    assert (
        tall == {"三、本年度办理结果": outcomes, "（三）不予公开": 8, "（四）无法提供": 3, "（五）不予处理": 5} | more
    )


def test_table_four_has_its_columns(form: Form):
    (block,) = form.table("review").blocks
    expected = [("行政复议", result) for result in RESULTS]
    expected += [("行政诉讼", before, result) for before in ("未经复议直接起诉", "复议后起诉") for result in RESULTS]  # type: ignore[misc]
    assert list(paths(block.columns)) == expected
    assert [row.name for row in leaves(block.rows)] == ["cases"]
    assert form.table("review").landscape


def test_part_one_has_its_aspects(form: Form):
    labels = [form.fields[path].labels[0] for path in form.parts[0].fields]
    platform = {"2019": "平台建设", "2021": "政府信息公开平台建设"}[form.edition]
    assert labels[1:] == [
        "主动公开",
        "依申请公开",
        "政府信息管理",
        platform,
        "监督保障",
        "工作考核、社会评议和责任追究结果情况",
    ]
    for name in ("proactive", "applications", "management", "platform", "supervision"):
        traits = form.fields[f"narrative.overview.{name}"].traits
        assert (traits.kind, traits.required, traits.id) == ("long_text", "warning", "N10")
    assert form.fields["narrative.overview.evaluation"].traits.required == "no"


def test_the_editions_call_what_means_the_same_by_the_same_name():
    older, newer = load_form("zfxxgk/2019"), load_form("zfxxgk/2021")
    for name in ("review", "categories"):
        assert [p for p in older.points if p.startswith(name)] == [p for p in newer.points if p.startswith(name)]
    ours = {row for row, _ in rows(older)} - {"other_handling"}
    theirs = {row for row, _ in rows(newer)} - {"no_correction", "no_payment", "other"}
    assert ours == theirs
    derived = {each.path for each in newer.derived}
    assert {path for path in older.points if ".other_handling." in path} <= derived
    for path in ("licensing", "penalties", "coercion"):
        assert f"proactive.{path}.decisions" in older.points
        assert f"proactive.{path}.decisions" in newer.points
    assert not {path for path in older.points if path.endswith((".issued", ".in_force"))}


# -- Types and totals --------------------------------------------------------------------------------------------------


def test_types_are_those_of_the_units_they_count(form: Form):
    kinds = {path: point.traits.kind for path, point in form.points.items()}
    special = {path: kind for path, kind in kinds.items() if kind != "count" and not path.startswith("categories")}
    if form.edition == "2021":
        assert special == {"proactive.fees.amount": "amount"}
        assert form.points["proactive.fees.amount"].traits.places == 6
        assert form.points["proactive.fees.amount"].traits.unit == "万元"
    else:
        changes = ("licensing", "other_services", "penalties", "coercion", "fees")
        assert special == {f"proactive.{row}.change": "signed" for row in changes} | {
            "proactive.procurement.amount": "amount",
            "proactive.procurement.unit": "choice",
        }
        assert form.points["proactive.procurement.unit"].traits.choices == ("元", "万元")


def filled(form: Form) -> dict[str, Value]:
    """Fill every input with a figure of its own."""
    inputs = [path for path, point in form.points.items() if point.kind == "input" and point.traits.numeric]
    return {path: Decimal(n * n + 1) for n, path in enumerate(inputs)}


def total(form: Form, values: dict[str, Value], path: str) -> Decimal:
    operands = form.points[path].operands
    if operands:
        return sum((total(form, values, operand) for operand in operands), Decimal(0))
    value = values[path]
    assert isinstance(value, Decimal)
    return value


def test_totals_are_those_of_the_statute(form: Form):
    values = filled(form)

    def of(path: str) -> Decimal:
        return total(form, values, path)

    for row, _ in rows(form):
        assert of(f"requests.{row}.total") == sum(of(f"requests.{row}.{name}") for name in APPLICANT_NAMES[:-1])
    outcomes = [row for row, labels in rows(form) if labels[0] == "三、本年度办理结果" and row != "closed"]
    assert len(outcomes) == {"2019": 19, "2021": 21}[form.edition]
    for column in APPLICANT_NAMES:
        assert of(f"requests.closed.{column}") == sum(of(f"requests.{row}.{column}") for row in outcomes)
    for block in ("recon", "direct", "after"):
        parts = [f"review.cases.{block}_{name}" for name in ("upheld", "corrected", "other", "pending")]
        assert of(f"review.cases.{block}_total") == sum(of(part) for part in parts)
    assert of("categories.total.count") == sum(of(f"categories.c{n:02}.count") for n in range(1, 13))


def test_derived_figures_are_the_subtotals_reports_quote(form: Form):
    values = filled(form)
    derived = {each.path: each for each in form.derived}

    def worked_out(path: str) -> Value:
        return evaluate(derived[path].value, lambda each: total(form, values, each))

    groups = {"（三）不予公开": "refused", "（四）无法提供": "unavailable", "（五）不予处理": "rejected"}
    if form.edition == "2021":
        groups["（六）其他处理"] = "other_handling"
    for label, name in groups.items():
        inner = [row for row, labels in rows(form) if len(labels) == 3 and labels[1] == label]
        assert len(inner) >= 3
        for column in APPLICANT_NAMES:
            expected = sum(total(form, values, f"requests.{row}.{column}") for row in inner)
            assert worked_out(f"requests.{name}.{column}") == expected
            assert derived[f"requests.{name}.{column}"].label == f"{label}小计"
    both = total(form, values, "review.cases.direct_total") + total(form, values, "review.cases.after_total")
    assert worked_out("review.cases.litigation_total") == both
    assert worked_out("review.cases.all_total") == both + total(form, values, "review.cases.recon_total")
    upheld = total(form, values, "review.cases.direct_upheld") + total(form, values, "review.cases.after_upheld")
    assert worked_out("review.cases.litigation_upheld") == upheld


@pytest.mark.parametrize(("unit", "yuan"), [("元", "26.55"), ("万元", "265500"), ("", "0")])
def test_an_amount_is_kept_in_yuan(unit: str, yuan: str):
    (derived,) = (each for each in load_form("zfxxgk/2019").derived if each.path.endswith("amount_yuan"))
    values: dict[str, Value] = {"proactive.procurement.amount": Decimal("26.55"), "proactive.procurement.unit": unit}
    assert evaluate(derived.value, values.get) == Decimal(yuan)


# -- Rules -------------------------------------------------------------------------------------------------------------


def test_every_rule_is_there_and_complete(form: Form):
    rules = {check.rule.id: check.rule for check in form.checks}
    slips = {f"L{nth}" for nth in range(1, 9)}
    assert rules.keys() == {*RULES[form.edition].split(), *slips}
    for rule in rules.values():
        assert len(rule.says) >= 8
        assert len(rule.remedy) >= 8
        assert rule.basis


def test_what_is_only_inferred_is_never_hard(form: Form):
    for check in form.checks:
        if check.rule.severity == "hard":
            assert not re.search("推断|业务惯例", check.rule.basis), check.rule.id


def test_hard_rules_are_few(form: Form):
    hard = {check.rule.id for check in form.checks if check.rule.severity == "hard"}
    assert hard == {"tie-out", {"2019": "D6-unit", "2021": "C3"}[form.edition]}


def test_severities_are_those_of_the_rule_book(form: Form):
    book = {"A4": "explainable", "A8": "warning", "A10": "info", "A11": "warning", "B5": "info", "C1": "warning", "C1-named": "info", "C1-named-rules": "info"}
    book |= {"C2": "warning", "C3-other": "explainable", "C5": "explainable", "C5-prior": "explainable"}
    book |= {"D2": "explainable", "D3": "warning", "D4": "warning", "D5": "warning", "D6": "warning"}
    book |= {"N1": "explainable", "N2": "warning", "N3": "explainable", "N4": "explainable", "N5": "warning", "N6": "warning"}
    book |= {"N7": "info", "N12": "info", "N13": "warning", "N14": "warning", "N15": "warning"}
    book |= dict.fromkeys(("L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8"), "warning")
    book |= {"N8": "explainable", "N8-named": "warning", "N9": "warning", "N11": "warning"}
    for check in form.checks:
        assert check.rule.severity == book.get(check.rule.id, check.rule.severity)
        unsure = "warning" if check.rule.id in ("N1", "N3", "N4") else ""
        assert check.rule.unsure == unsure, "what a text may mean otherwise asks nobody for a reason"


def test_rules_are_about_units_that_can_be_chosen(form: Form):
    text = (Path(form.folder) / "form.toml").read_text(encoding="utf-8")
    known = {"unit.level": set(LEVELS), "unit.kind": set(KINDS)}
    for name, words in re.findall(r"(unit\.(?:level|kind)) (?:in|==|!=) (\([^)]*\)|\"[a-z]+\")", text):
        assert set(re.findall(r'"([a-z]+)"', words)) <= known[name]


def checks(form: Form, rule: str) -> list[Check]:
    return [check for check in form.checks if check.rule.id == rule]


def broken(form: Form, rule: str, values: dict[str, Value]) -> set[str]:
    """Give where a rule does not hold, blanks counting as 0, totals worked out."""

    def value_of(path: str) -> Value:
        prior, own = ("prior." if path.startswith("prior.") else ""), path.removeprefix("prior.")
        point = form.points.get(own)
        if path in values or point is None or not point.traits.numeric:
            return values.get(path)
        parts = [value_of(prior + operand) for operand in point.operands]
        return sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))

    return {
        check.at
        for check in checks(form, rule)
        if (check.when is None or evaluate(check.when, value_of) is True)
        and evaluate(check.holds, value_of) is not True
    }


# Edition, rule, what stands on the form, where it is broken.
CASES: list[tuple[str, str, dict[str, str], set[str]]] = [
    ("2021", "tie-out", {"requests.received.person": "3", "requests.granted.person": "3"}, set()),
    ("2021", "tie-out", {"requests.received.person": "3", "requests.granted.person": "4"}, {"person", "total"}),
    ("2019", "tie-out", {"requests.carried_in.legal": "3", "requests.other_handling.legal": "3"}, set()),
    ("2019", "tie-out", {"requests.carried_out.legal": "1"}, {"legal", "total"}),
    ("2021", "A4", {"requests.carried_in.person": "2", "prior.requests.carried_out.person": "2"}, set()),
    ("2021", "A4", {"requests.carried_in.person": "2", "prior.requests.carried_out.legal": "2"}, {"person", "legal"}),
    ("2021", "A8", {"requests.no_payment.legal": "1", "narrative.other.text": "收取信息处理费0元。"}, set()),
    ("2021", "A8", {"requests.no_payment.legal": "1", "narrative.other.text": "无。"}, {"requests"}),
    ("2021", "A10", {"requests.received.person": "25", "prior.requests.received.person": "5"}, set()),
    ("2021", "A10", {"requests.received.person": "26", "prior.requests.received.person": "5"}, {"requests-received-total"}),
    ("2021", "A10", {"requests.received.person": "20", "prior.requests.received.person": "1"}, set()),
    ("2021", "A10", {"proactive.licensing.decisions": "21"}, {"proactive-licensing-decisions"}),
    ("2019", "A10", {"prior.proactive.coercion.decisions": "1"}, {"proactive-coercion-decisions"}),
    ("2021", "A11", {}, set()),
    ("2021", "A11", {"requests.granted.legal": "2", "prior.requests.granted.legal": "2"}, {"requests"}),
    ("2021", "A11", {"requests.granted.legal": "2", "prior.requests.granted.legal": "3"}, set()),
    ("2021", "A11", {"requests.granted.legal": "2", "prior.requests.granted.legal": "2", "prior.requests.other.legal": "1"}, {"requests"}),
    ("2019", "A11-proactive", {"proactive.fees.change": "-2", "prior.proactive.fees.change": "-2"}, {"proactive"}),
    ("2021", "A11-proactive", {"proactive.fees.amount": "2.5", "prior.proactive.fees.amount": "2.50"}, {"proactive"}),
    ("2021", "B5", {"unit.kind": "government", "review.cases.after_upheld": "1"}, {"review"}),
    ("2021", "B5", {"unit.kind": "department", "unit.name": "示例市司法局", "review.cases.after_other": "1"}, {"review"}),
    ("2021", "B5", {"unit.kind": "department", "unit.name": "示例市水利局", "review.cases.after_other": "1"}, set()),
    ("2021", "C1", {"year": "2022", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8", "proactive.normative.issued": "2", "proactive.normative.repealed": "1"}, set()),
    ("2021", "C1", {"year": "2022", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8"}, {"normative"}),
    ("2021", "C1", {"year": "2021", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8"}, set()),
    ("2021", "C1", {"year": "2022", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8", "proactive.note": "1件到期失效。"}, set()),
    ("2021", "C1", {"year": "2022", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8", "narrative.problems.text": "清理不及时。"}, {"normative"}),
    ("2021", "C1-named", {"year": "2022", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8", "proactive.note": "1件到期失效。"}, {"form"}),
    ("2021", "C1-named", {"year": "2022", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8", "narrative.overview.management": "完成规范性文件清理。"}, {"form"}),
    ("2021", "C1-named", {"year": "2022", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8", "narrative.overview.opening": "有2件随机构划转。"}, {"form"}),
    ("2021", "C1-named", {"year": "2022", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8", "narrative.other.text": "废止3件。"}, {"form"}),
    ("2021", "C1-named", {"year": "2022", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8"}, set()),
    ("2021", "C1-named-rules", {"year": "2022", "proactive.regulations.in_force": "9", "prior.proactive.regulations.in_force": "8", "proactive.note": "1件失效。"}, {"form"}),
    ("2021", "C1-named-rules", {"year": "2022", "proactive.regulations.in_force": "9", "prior.proactive.regulations.in_force": "8", "proactive.note": "1件失效。", "proactive.regulations.issued": "1"}, set()),
    ("2021", "C1-named", {"year": "2021", "proactive.normative.in_force": "9", "prior.proactive.normative.in_force": "8", "proactive.note": "失效"}, set()),
    ("2021", "C2", {"proactive.normative.issued": "3", "proactive.normative.in_force": "2", "proactive.normative.repealed": "1"}, set()),
    ("2021", "C2", {"proactive.normative.issued": "4", "proactive.normative.in_force": "2", "proactive.normative.repealed": "1"}, {"normative"}),
    ("2021", "C3", {"unit.level": "township", "proactive.regulations.issued": "2"}, {"proactive-regulations-issued"}),
    ("2021", "C3", {"unit.level": "county", "proactive.regulations.in_force": "6"}, {"proactive-regulations-in_force"}),
    ("2021", "C3", {"unit.level": "county", "proactive.regulations.in_force": "/"}, set()),
    ("2021", "C3", {"unit.level": "city", "proactive.regulations.in_force": "6"}, set()),
    ("2021", "C3-other", {"unit.level": "county", "unit.kind": "government", "proactive.regulations.issued": "2"}, set()),
    ("2021", "C3-other", {"unit.level": "city", "unit.kind": "government", "proactive.regulations.issued": "2"}, set()),
    ("2021", "C3-other", {"unit.level": "province", "unit.kind": "office", "proactive.regulations.issued": "2"}, set()),
    ("2021", "C3-other", {"unit.level": "nation", "unit.kind": "department", "proactive.regulations.issued": "2"}, set()),
    ("2021", "C3-other", {"unit.level": "city", "unit.kind": "department", "proactive.regulations.issued": "2"}, {"proactive-regulations-issued"}),
    ("2021", "C3-other", {"proactive.regulations.issued": "2"}, {"proactive-regulations-issued"}),
    ("2021", "C5", {"unit.level": "township", "proactive.fees.amount": "100"}, set()),
    ("2021", "C5", {"unit.level": "township", "proactive.fees.amount": "100.000001"}, {"proactive"}),
    ("2021", "C5", {"unit.level": "county", "proactive.fees.amount": "14722"}, set()),
    ("2021", "C5", {"unit.level": "county", "proactive.fees.amount": "50000.5"}, {"proactive"}),
    ("2021", "C5", {"unit.level": "city", "proactive.fees.amount": "316441"}, set()),
    ("2021", "C5", {"unit.level": "city", "proactive.fees.amount": "500001"}, {"proactive"}),
    ("2021", "C5", {"unit.level": "province", "proactive.fees.amount": "9000000"}, set()),
    ("2021", "C5-prior", {"proactive.fees.amount": "350", "prior.proactive.fees.amount": "3.5"}, set()),
    ("2021", "C5-prior", {"proactive.fees.amount": "350.1", "prior.proactive.fees.amount": "3.5"}, {"proactive"}),
    ("2021", "C5-prior", {"proactive.fees.amount": "0.03", "prior.proactive.fees.amount": "3.5"}, {"proactive"}),
    ("2021", "C5-prior", {"proactive.fees.amount": "35000"}, set()),
    ("2019", "D2", {"proactive.licensing.last_year": "5", "proactive.licensing.change": "-5"}, set()),
    ("2019", "D2", {"proactive.fees.last_year": "5", "proactive.fees.change": "-8"}, {"fees"}),
    ("2019", "D3", {"year": "2020", "proactive.coercion.last_year": "4", "prior.proactive.coercion.last_year": "5", "prior.proactive.coercion.change": "-1"}, set()),
    ("2019", "D3", {"year": "2020", "proactive.coercion.last_year": "4"}, {"coercion"}),
    ("2019", "D3", {"year": "2019", "proactive.coercion.last_year": "4"}, set()),
    ("2019", "D4", {"proactive.normative.published": "2", "proactive.normative.public_total": "1"}, {"normative"}),
    ("2019", "D4", {"proactive.normative.published": "2", "proactive.normative.public_total": "2"}, set()),
    ("2019", "A11-proactive", {"proactive.fees.change": "-2", "prior.proactive.fees.change": "2"}, set()),
    ("2019", "D5", {"proactive.licensing.last_year": "5", "proactive.licensing.change": "-2", "proactive.licensing.decisions": "3"}, {"licensing"}),
    ("2019", "D5", {"proactive.licensing.last_year": "5", "proactive.licensing.change": "-5"}, set()),
    ("2019", "D6", {"proactive.procurement.count": "2", "proactive.procurement.amount": "0.5"}, set()),
    ("2019", "D6", {"proactive.procurement.count": "2"}, {"proactive"}),
    ("2019", "D6", {"proactive.procurement.amount": "2"}, {"proactive"}),
    ("2019", "D6-unit", {"proactive.procurement.amount": "2"}, {"proactive"}),
    ("2019", "D6-unit", {"proactive.procurement.amount": "2", "proactive.procurement.unit": "元"}, set()),
    ("2021", "N8", {}, {"form"}),
    ("2021", "N8", {"narrative.problems.text": "无。"}, {"form"}),
    ("2021", "N8", {"narrative.problems.text": "公开不够及时，下一步抓好培训。"}, set()),
    ("2021", "N8-named", {"narrative.problems.text": "无。"}, set()),
    ("2021", "N8-named", {"narrative.problems.text": "公开不够及时，下一步抓好培训。"}, set()),
    ("2021", "N8-named", {"narrative.problems.text": "本单位认真学习条例，做好日常工作。"}, {"form"}),
    ("2021", "N8-named", {"narrative.problems.text": "答复文书写得不规范。明年起先由法制科会签。"}, set()),
    ("2021", "N8-named", {"narrative.problems.text": "两个栏目内容陈旧。对此，逐个核对后重新上传。"}, set()),
    ("2019", "N8-named", {"narrative.problems.text": "解读材料缺乏图表。来年每季度出一期图解。"}, set()),
    ("2021", "N8-named", {"narrative.problems.text": "两个栏目内容陈旧，解读形式单一。"}, {"form"}),
    ("2021", "N8-named", {"narrative.problems.text": "信息公开工作平稳有序，明年继续努力。"}, {"form"}),
    ("2019", "N9", {"narrative.overview.opening": "字" * 500, "narrative.overview.platform": "字\n" * 500}, set()),
    ("2019", "N9", {"narrative.overview.opening": "字" * 500, "narrative.overview.evaluation": "字\n" * 501}, {"form"}),
    ("2021", "N11", {"unit.kind": "government", "narrative.overview.supervision": "开展社会评议。"}, set()),
    ("2021", "N11", {"unit.kind": "government", "narrative.overview.supervision": "没有发生追责情形。"}, set()),
    ("2021", "N11", {"unit.kind": "government", "narrative.overview.supervision": "列入年度绩效考评。"}, set()),
    ("2021", "N11", {"unit.kind": "government", "narrative.overview.supervision": "开展业务培训2期。"}, {"form"}),
    ("2021", "N11", {"unit.kind": "government"}, {"form"}),
    ("2021", "N11", {"unit.kind": "department"}, set()),
]  # fmt: skip

WORDS = ("unit.", "narrative.", "proactive.procurement.unit", "proactive.note")


@pytest.mark.parametrize(("edition", "rule", "stands", "where"), CASES)
def test_a_rule_breaks_where_the_statute_says(edition: str, rule: str, stands: dict[str, str], where: set[str]):
    values: dict[str, Value] = {"year": Decimal(edition) + 1}
    for path, text in stands.items():
        values[path] = text if path.startswith(WORDS) or text == "/" else Decimal(text)
    assert broken(load_form(f"zfxxgk/{edition}"), rule, values) == where


def test_every_rule_is_seen_broken_and_whole():
    for edition in EDITIONS:
        prose = {check.rule.id for check in load_form(f"zfxxgk/{edition}").checks if check.rule.prose}
        ids = set(RULES[edition].split()) - prose  # those are seen where texts are read (tests/prose)
        for wanted in (True, False):
            seen = {rule for _, rule, _, where in CASES if bool(where) is wanted}
            assert ids <= seen, ids - seen


def test_last_years_remainder_is_prefilled(form: Form):
    for column in APPLICANT_NAMES[:-1]:
        value = evaluate(
            form.prefills[f"requests.carried_in.{column}"], {f"prior.requests.carried_out.{column}": Decimal(7)}.get
        )
        assert value == 7
    assert "requests.carried_in.total" not in form.prefills


@pytest.mark.parametrize(("level", "value"), [("township", 0), ("county", 0), ("city", ""), ("province", ""), ("", "")])
def test_regulations_are_prefilled_where_nobody_may_make_any(form: Form, level: str, value: Value):
    prefilled = [path for path in form.prefills if path.startswith("proactive.")]
    assert len(prefilled) == 3
    assert all(path.startswith("proactive.regulations.") for path in prefilled)
    assert all(evaluate(form.prefills[path], {"unit.level": level}.get) == value for path in prefilled)
    assert all(form.points[path].traits.not_applicable for path in prefilled)


# -- Words -------------------------------------------------------------------------------------------------------------


def every_heading(headings: tuple[Heading, ...]) -> list[Heading]:
    return [each for heading in headings for each in (heading, *every_heading(heading.children))]


@pytest.mark.parametrize("alias", [
    "合计", "（二）部分公开（区分处理的，只记这一情形，不记其他情形）", "1.信访投诉举报类申请", "结果维护",
    "规范性文件（本单位制发的）", "行政复议（因政府信息公开被行政复议）", "行政诉讼（因政府信息公开被行政诉讼）",
])  # fmt: skip
def test_labels_met_in_published_reports_are_known(form: Form, alias: str):
    trees = [tree for table in form.tables for block in table.blocks for tree in (block.rows, block.columns)]
    known = {each for tree in trees for heading in every_heading(tree) for each in heading.traits.aliases or ()}
    assert alias in known


def test_headings_met_in_published_reports_are_known(form: Form):
    assert form.table("review").aliases == ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",)
    assert form.parts[4].aliases == ("五、政府信息公开工作存在的主要问题及改进情况",)


def test_prompts_fit_and_are_plain(form: Form):
    helped = [point for point in (*form.points.values(), *form.fields.values()) if point.traits.help]
    assert all(len(point.traits.help or "") <= 255 for point in helped)
    inputs = [path for path, point in form.points.items() if point.kind == "input"]
    assert {path for path in inputs if not form.points[path].traits.help} == set()


def test_our_words_are_those_agreed(form: Form):
    text = (form.folder / "form.toml").read_text(encoding="utf-8")
    assert not re.search("出错说明|不平|印章|签章|勾选|系统", text)
    cited = set(re.findall(r"国办公开办函〔\d{4}〕\d+号", text)) - {"国办公开办函〔2016〕201号"}
    assert cited == {form.authority}
    assert form.authority == {"2019": "国办公开办函〔2019〕60号", "2021": "国办公开办函〔2021〕30号"}[form.edition]


def said(form: Form, label: str, stands: dict[str, Value]) -> Value:
    """Say a sentence by its label."""
    (sentence,) = (each for each in form.sentences.values() if each.label == label)

    def value_of(path: str) -> Value:
        if path in stands or path not in form.points:
            return stands.get(path)
        return sum(
            (figure for each in form.points[path].operands if isinstance(figure := value_of(each), Decimal)), Decimal(0)
        )

    return evaluate(sentence.text, value_of)


def figures(**values: int) -> dict[str, Value]:
    return {path.replace("__", "."): Decimal(value) for path, value in values.items()}


def test_nothing_is_said_naturally(form: Form):
    assert said(form, "本年新收", {}) == "本年未收到政府信息公开申请。"
    assert said(form, "依申请公开", {}) == "本年未收到政府信息公开申请，也没有上年结转的申请。"
    assert said(form, "办理结果", {}) == "本年没有办结的申请。"
    assert said(form, "结转", {}) == "没有结转下年度继续办理的申请。"
    assert said(form, "许可处罚强制", {}) == "本年未作出行政许可、行政处罚、行政强制决定。"
    assert said(form, "复议诉讼", {}) == "本年未发生因政府信息公开引起的行政复议、行政诉讼。"
    assert said(form, "其他事项", {}) == "没有其他需要报告的事项。"
    assert said(form, "主动公开信息分类", {}) == ""


def test_applications_are_told_from_the_table(form: Form):
    stands = figures(
        requests__received__person=3,
        requests__received__legal=2,
        requests__carried_in__person=1,
        requests__granted__person=2,
        requests__secret__person=1,
        requests__enquiry__legal=1,
        requests__carried_out__legal=2,
    )
    assert said(form, "依申请公开", stands) == (
        "本年新收政府信息公开申请5件，其中自然人申请3件，法人或其他组织申请2件。上年结转1件。"
        "本年办结4件，予以公开2件，不予公开2件。结转下年度继续办理2件。"
    )
    assert (
        said(form, "本年新收", figures(requests__received__person=1)) == "本年新收政府信息公开申请1件，由自然人提出。"
    )


def test_review_is_told_from_the_table(form: Form):
    lawsuits = figures(review__cases__direct_upheld=1, review__cases__after_upheld=2, review__cases__after_pending=1)
    assert said(form, "复议诉讼", lawsuits) == (
        "本年未发生因政府信息公开引起的行政复议，被提起行政诉讼4件，结果维持3件，尚未审结1件。"
    )
    appeals = figures(review__cases__recon_other=1)
    assert said(form, "复议诉讼", appeals) == (
        "本年因政府信息公开被申请行政复议1件，其他结果1件；未发生行政诉讼。"
    )


def test_categories_are_told_one_by_one(form: Form):
    stands: dict[str, Value] = {}
    sample = [
        ("政务动态", 37),
        ("政府文件", 14),
        ("会议公开", 18),
        ("政府工作报告", 1),
        ("财政信息", 2),
        ("工作计划", 2),
        ("其他", 3),
    ]
    for n, (category, count) in enumerate(sample, 1):
        stands |= {f"categories.c{n:02}.category": category, f"categories.c{n:02}.count": Decimal(count)}
    assert said(form, "主动公开信息分类", stands) == (
        "本年主动公开政府信息77条，其中政务动态37条，政府文件14条，会议公开18条，政府工作报告1条，财政信息2条，工作计划2条，其他3条。"
    )


def test_the_handling_fee_is_told_since_2021():
    form = load_form("zfxxgk/2021")
    assert said(form, "信息处理费", {}) == ""
    assert said(form, "信息处理费", figures(cover__fee_count=0)) == "本年未收取信息处理费。"
    fee: dict[str, Value] = {"cover.fee_count": Decimal(2), "cover.fee_amount": Decimal("320.50")}
    assert said(form, "信息处理费", fee) == "本年收取信息处理费320.5元，涉及政府信息公开申请2件。"
    assert said(form, "其他事项", fee) == "本年收取信息处理费320.5元，涉及政府信息公开申请2件。没有其他需要报告的事项。"


def test_the_front_matter_leaves_out_what_is_not_known(form: Form):
    known: dict[str, Value] = {"unit.name": "示例县人民政府", "year": Decimal(2025)}
    bare = str(said(form, "前言", known))
    assert "由示例县人民政府编制" in bare
    assert "自2025年1月1日起至2025年12月31日止" in bare
    assert bare.endswith("请与示例县人民政府联系。")
    assert "下载" not in bare
    assert form.authority in bare
    full = str(said(form, "前言", known | {
        "cover.website": "示例网", "cover.url": "http://www.example.gov.cn/", "cover.address": "中山路1号",
        "cover.phone": "0795-1234567", "cover.postcode": "010000", "cover.email": "a@example.gov.cn",
    }))  # fmt: skip
    assert "可以从示例网（http://www.example.gov.cn/）下载。" in full
    assert full.endswith("联系，地址：中山路1号，电话：0795-1234567，邮编：010000，电子邮箱：a@example.gov.cn。")
    for part in form.parts:
        assert part.title[2:].replace("、", "") in full.replace("、", "")


def test_what_stands_in_for_a_blank_text_is_written(form: Form):
    called = {path: field.traits.sentence for path, field in form.fields.items() if field.traits.sentence}
    assert called == {
        "cover.front": "front",
        "narrative.overview.proactive": "proactive",
        "narrative.overview.applications": "applications",
        "narrative.other.text": "other",
    }
    assert set(called.values()) <= set(form.sentences)


SCREEN = 1366 - 30 - 20
"""Pixels of a small laptop's width that cells have at 100 %: row numbers and the scroll bar take the rest."""


@pytest.mark.parametrize("form", ["zfxxgk/2021", "zfxxgk/2019"])
def test_what_staff_fill_in_and_look_at_fits_a_small_screen(form):
    """Whatever staff type into stands within 1366 pixels; a column is 7 pixels a character and 5 between (Calibri 11)."""
    layout = arrange(load_form(form))
    for sheet in layout.sheets:
        right = max((slot.box.column + slot.box.columns - 1 for slot in sheet.slots if slot.editable), default=0)
        pixels = sum(sheet.widths.get(column, 8.43) * 7 + 5 for column in range(1, right + 1))
        assert pixels <= SCREEN, sheet.name
    problems = layout.sheet("退回问题清单")
    assert sum(width * 7 + 5 for width in problems.widths.values()) <= SCREEN


@pytest.mark.parametrize("form", ["zfxxgk/2021", "zfxxgk/2019"])
def test_the_first_sheet_names_three_steps_that_lead_to_their_sheets(form):
    layout = arrange(load_form(form))
    guide = layout.sheet("填报说明")
    steps = [label for label in guide.labels if label.role == "step"]
    assert [step.text for step in steps] == ["第一步", "第二步", "第三步"]
    links = {label.box.row: label for label in guide.labels if label.link}
    assert [links[step.box.row].link.sheet for step in steps] == ["封面", "一、总体情况", "校验"]
    assert "“一、总体情况”到“六、其他事项”" in links[steps[1].box.row].text
    assert steps[0].box.row < min(slot.box.row for slot in guide.slots if slot.path.startswith("office."))


@pytest.mark.parametrize("form", ["zfxxgk/2021", "zfxxgk/2019"])
def test_no_formula_nests_deeper_than_excel_allows(form):
    """Excel takes 64 levels of nested functions; every opening bracket outside quotes is counted as one."""
    for path, text in arrange(load_form(form)).texts.items():
        depth = deepest = 0
        for letter in re.sub(r"'[^']*'", "", re.sub(r'"(?:[^"]|"")*"', "", text)):
            depth += (letter == "(") - (letter == ")")
            deepest = max(deepest, depth)
        assert deepest <= 60, path
