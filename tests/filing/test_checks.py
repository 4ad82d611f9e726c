"""Checks: what a broken rule shows, when a reason settles it, and when it stays silent."""

from decimal import Decimal

import pytest

from govxl.filing.model import Prior
from govxl.findings.finding import advice_of, message_of
from tests.returns import CHECKS, REQUESTS, accepted, figure, filled, formula, judged, layout_of, put, shown, words

LAST_YEAR = Prior(2024, "2021", "0" * 64, {})


def last_year(**figures):
    """Last year's figures: zeros but for those given as `row_column`."""
    layout = layout_of()
    zeros = {path: Decimal(0) for path, point in layout.form.points.items() if f"prior.{path}" in layout.slots and point.traits.numeric}
    return Prior(2024, "2021", "0" * 64, zeros | {path.replace("__", "."): Decimal(value) for path, value in figures.items()})


def rules(judgement):
    return [(found.rule, found.at, found.severity, found.blocks) for found in judgement.findings if found.rule]


def broken(judgement, rule, at=None):
    (found,) = [found for found in judgement.findings if found.rule == rule and at in (None, found.at)]
    return found


def reason_cell(rule, at):
    box = layout_of().slots[f"reason.{rule}.{at}"].box
    return (CHECKS, box.address)


def test_both_sides_and_what_is_more_are_shown():
    found = broken(judged(filled({"requests.carried_out.person": 3})), "tie-out", "person")
    assert (found.actual, found.expected) == ("14", "16")
    assert message_of(found).endswith("：左边 12＋2＝14，右边 13＋3＝16，右边多 2 件")
    assert [(cell.cell, cell.value) for cell in found.cells] == [("D6", "12"), ("D7", "2"), ("D29", "13"), ("D30", "3")]
    assert "先核对本列第三项的各行" in advice_of(found)
    assert "国办公开办函〔2021〕30号 表三注（A3）" in advice_of(found)


def test_decimal_sides_have_no_float_in_them():
    """0.1 + 0.2 would be 0.30000000000000004."""
    found = broken(judged(filled({"proactive.fees.amount": Decimal("50000.000001")})), "C5")
    assert (found.severity, found.actual) == ("explainable", None)
    judgement = judged(filled({"proactive.fees.amount": Decimal("50000")}))
    assert not [rule for rule, *_ in rules(judgement) if rule == "C5"]


def test_a_rule_without_two_sides_shows_none():
    found = broken(judged(filled({"narrative.problems.text": "存在的问题：更新不够及时，还有很多事情没有做完。"})), "N8-named")
    assert (found.actual, found.expected, message_of(found)) == (None, None, "第五部分既要写问题，也要写改进")


@pytest.mark.parametrize(("reason", "settled"), [(None, False), ("合并", False), ("机构合并", False), ("机构合并了", True), ("  机构   ", False)])
def test_a_reason_of_five_characters_settles_an_explainable_rule(reason, settled):
    """Blanks do not make a reason longer."""
    typed = {reason_cell("C3-other", "proactive"): words(reason)} if reason else {}
    judgement = judged(put(filled({"proactive.regulations.issued": 2, "proactive.regulations.in_force": 2}, level="city", kind="department"), typed))
    found = [found for found in judgement.findings if found.rule == "C3-other"]
    assert [each.at for each in found] == ["proactive-regulations-issued", "proactive-regulations-in_force"]
    assert {each.blocks for each in found} == {not settled}
    assert judgement.accepted is settled
    if settled:
        assert {each.reason for each in found} == {reason}
        assert [(each["rule"], each["reason"], each["left"], each["right"]) for each in judgement.record["explanations"]] == [("C3-other", reason, "2", "0")] * 2


def test_a_reason_for_a_rule_that_holds_is_no_finding_and_not_kept():
    judgement = judged(put(accepted(), {reason_cell("C5", "proactive"): words("没有什么要说明的")}))
    assert judgement.accepted
    assert judgement.record["explanations"] == []


def test_a_hard_rule_takes_no_reason():
    assert not [path for path in layout_of().slots if path.startswith("reason.tie-out")]


def test_the_township_rule_is_hard_and_asks_no_other_level():
    typed = {"proactive.regulations.issued": 2, "proactive.regulations.in_force": 2}
    assert {rule[:3] for rule in rules(judged(filled(typed, level="township")))} >= {("C3", "proactive-regulations-issued", "hard")}
    assert judged(filled(typed, level="province")).accepted


@pytest.mark.parametrize("content", [words("十二"), "", figure("-1"), figure("1.5"), words("/")])
def test_a_cell_already_reported_breaks_no_rule(content):
    judgement = judged(put(accepted(), {(REQUESTS, "D6"): content}))
    assert [rule for rule in rules(judgement) if rule[0] == "tie-out"] == []
    assert len([found for found in judgement.findings if found.blocks]) == 1


def test_a_cell_already_reported_leaves_other_columns_judged():
    judgement = judged(put(filled({"requests.received.business": 9}), {(REQUESTS, "D6"): words("十二")}))
    assert [rule[:2] for rule in rules(judgement)] == [("tie-out", "business")]


def test_last_years_figures_in_the_workbook_are_compared_with():
    judgement = judged(filled(prior=last_year(requests__carried_out__person=1)))
    found = broken(judgement, "A4", "person")
    assert (found.severity, found.blocks, found.actual, found.expected) == ("explainable", True, "2", "1")
    assert message_of(found).endswith("：左边 2，右边 1，左边多 1 件")


def test_without_last_years_figures_nothing_is_said_of_them():
    assert not [rule for rule, *_ in rules(judged(accepted())) if rule in ("A4", "A10", "A11", "C1")]


def test_last_years_file_sent_again_is_noticed():
    figures = {path.replace(".", "__"): point for path, point in _typed().items()}
    judgement = judged(filled(prior=last_year(**figures)))
    assert ("A11", "requests", "warning", False) in rules(judgement)
    assert ("A11-proactive", "proactive", "warning", False) in rules(judgement)


def _typed():
    from tests.returns import TYPED

    return {path: value for path, value in TYPED.items() if path.startswith(("requests.", "proactive.")) and not isinstance(value, str)}


J6 = (REQUESTS, "J6")


@pytest.mark.parametrize(
    ("data", "severity", "actual"),
    [
        (shown(accepted(), J6, "99"), "info", "99"),
        (shown(accepted(), J6, "#REF!", ' t="e"'), "info", "#REF!"),
        (put(accepted(), {J6: "<v>99</v>"}), "hard", "99"),
        (put(accepted(), {J6: words("十五")}), "hard", "十五"),
        (put(accepted(), {J6: formula("SUM(D6:H6)+84", "99")}), "hard", "99"),
    ],
    ids=["stale", "stale error", "typed over", "words", "another formula"],
)
def test_a_total_that_shows_another_figure(data, severity, actual):
    found = broken(judged(data), "A1")
    assert (found.name, found.severity, found.actual, found.expected) == ("total-differs", severity, actual, "15")
    assert message_of(found).startswith("三、申请办理 J6 一、本年新收政府信息公开申请数量 / 申请人情况 / 总计：")
    assert "按各格计算是 15" in message_of(found)


@pytest.mark.parametrize(
    "data", [shown(accepted(), J6, ""), shown(accepted(), J6, "15.000000000000001"), shown(accepted(), J6, "", ' t="str"')]
)
def test_a_total_that_agrees_or_was_not_worked_out_says_nothing(data):
    assert not rules(judged(data))


@pytest.mark.parametrize("content", ["<v>15</v>", words("15"), formula("SUM(D6:I6)", "15"), formula("SUM(D6:I6)", "")])
def test_the_right_total_typed_over_is_a_note(content):
    judgement = judged(put(accepted(), {J6: content}))
    found = broken(judgement, "A1")
    assert (found.name, found.severity, found.expected) == ("total-typed-over", "info", "15")
    assert judgement.record["tables"]["requests"]["received"]["total"] == 15


def test_an_emptied_total_is_a_note():
    judgement = judged(put(accepted(), {J6: ""}))
    assert [(found.name, found.severity) for found in judgement.findings if found.rule == "A1"] == [("total-typed-over", "info")]
    assert "被换成了 （空）" in message_of(broken(judgement, "A1"))


def test_a_total_over_a_wrong_cell_says_nothing():
    judgement = judged(put(shown(accepted(), J6, "3"), {(REQUESTS, "D6"): words("十二")}))
    assert [found.name for found in judgement.findings] == ["text-in-figure", "declared-zeros"]
