"""Values: five states, three ways of filling, optional cells, choices, dates and long texts."""

from decimal import Decimal

import pytest

from govxl.findings.finding import message_of
from govxl.layout.layout import Verdicts
from govxl.words import State
from tests.returns import (
    COVER,
    PROACTIVE,
    REQUESTS,
    REVIEW,
    accepted,
    error,
    figure,
    filled,
    formula,
    judged,
    layout_of,
    put,
    words,
)

ZEROS, NIL, BY_CELL = "空白均为0（已核对）", "全表无数据", "逐格填写"
REVIEW_INPUTS = ["A6", "B6", "C6", "D6", "F6", "G6", "H6", "I6", "K6", "L6", "M6", "N6"]
"""The twelve inputs of table four: five columns three times, each fifth one a total."""


def review(mode, **typed):
    """Judge the accepted return with table four blank but for what is given."""
    changes = {path: None for path in layout_of().form.points if path.startswith("review.cases.")}
    return judged(filled(changes | {"review.mode": mode} | {f"review.cases.{name}": value for name, value in typed.items()}))


def names(judgement):
    return [found.name for found in judgement.findings]


def blocking(judgement):
    return [(found.name, [cell.cell for cell in found.cells]) for found in judgement.findings if found.blocks]


def cases(judgement):
    return {name: value for name, value in judgement.record["tables"]["review"]["cases"].items() if not name.endswith("total")}


# -- The ways of filling


@pytest.mark.parametrize("mode", [None, BY_CELL])
def test_cell_by_cell_a_blank_is_missing(mode):
    judgement = review(mode, recon_upheld=5, recon_other=0)
    assert blocking(judgement) == [("missing", [cell]) for cell in REVIEW_INPUTS if cell not in ("A6", "C6")]


@pytest.mark.parametrize("mode", [None, BY_CELL])
def test_a_wholly_blank_table_is_one_finding(mode):
    judgement = review(mode)
    (found,) = [found for found in judgement.findings if found.blocks]
    assert found.name == "blank-table"
    assert "“四、复议诉讼”整张表都没有填" in message_of(found)
    assert judgement.record is None


def test_declared_blanks_are_zeros_with_one_note():
    judgement = review(ZEROS, recon_upheld=5)
    assert cases(judgement) == {name: 5 if name == "recon_upheld" else 0 for name in cases(judgement)}
    (note,) = judgement.findings
    assert (note.name, note.severity, len(note.cells)) == ("declared-zeros", "info", 11)
    assert message_of(note) == "“四、复议诉讼”选了“空白均为0（已核对）”，有 11 格空白按 0 计"
    assert judgement.record["source"]["notes"] == [f"四、复议诉讼 B6：{message_of(note)}"]


def test_a_wholly_blank_table_may_be_declared_zeros():
    assert set(cases(review(ZEROS)).values()) == {0}


def test_a_nil_table_is_all_zeros():
    judgement = review(NIL)
    assert set(cases(judgement).values()) == {0}
    assert len(cases(judgement)) == 12
    assert names(judgement) == ["declared-zeros"]


def test_a_zero_in_a_nil_table_is_no_contradiction():
    assert review(NIL, recon_upheld=0).accepted


def test_figures_in_a_nil_table_are_one_finding():
    judgement = review(NIL, recon_upheld=5, direct_other=1, after_other=0)
    assert blocking(judgement) == [("figures-in-nil-table", ["A6", "H6"])]
    (found,) = [found for found in judgement.findings if found.blocks]
    assert [cell.value for cell in found.cells] == ["5", "1"]
    assert message_of(found) == "“四、复议诉讼”选了“全表无数据”，但有 2 格填了数"


def test_a_wrong_figure_in_a_nil_table_has_its_own_finding_only():
    judgement = judged(put(filled({"review.mode": NIL, "review.cases.recon_upheld": None}), {(REVIEW, "B6"): figure("-3"), (REVIEW, "C6"): words("若干")}))
    assert blocking(judgement) == [("negative", ["B6"]), ("text-in-figure", ["C6"])]


@pytest.mark.parametrize("mode", [ZEROS, NIL])
@pytest.mark.parametrize("mark", ["/", "-", "－", "——", "不适用", "／"])
def test_marks_in_a_table_of_declared_zeros_are_zeros(mode, mark):
    judgement = judged(put(filled({"review.mode": mode, "review.cases.recon_upheld": None}), {(REVIEW, "B6"): words(mark)}))
    assert set(cases(judgement).values()) == {0}
    assert names(judgement) == ["declared-zeros"]


@pytest.mark.parametrize("mark", ["/", "-", "－", "——", "不适用", "／", "—"])
def test_whatever_mark_stands_for_a_zero_the_rules_are_judged(mark):
    """A dash the formulas do not know must not switch off the tie-out of its column."""
    changes = {"requests.mode": ZEROS, "requests.received.person": 20}
    judgement = judged(put(filled(changes), {(REQUESTS, "D9"): words(mark)}))
    assert [(found.rule, found.at) for found in judgement.findings if found.blocks] == [("tie-out", "person"), ("tie-out", "total")]


@pytest.mark.parametrize("mark", ["/", "-", "－", "——", "不适用", "／"])
def test_where_the_form_allows_it_a_mark_is_not_applicable_and_rules_are_judged(mark):
    judgement = judged(put(filled({"proactive.regulations.issued": 3}), {(PROACTIVE, "D5"): words(mark)}))
    broken = {(found.rule, found.at) for found in judgement.findings if found.rule}
    assert ("C2", "regulations") in broken, "nothing is in force and three were issued"
    judgement = judged(put(accepted(), {(PROACTIVE, address): words(mark) for address in ("B5", "C5", "D5")}))
    assert judgement.record["tables"]["proactive"]["regulations"] == {"issued": None, "repealed": None, "in_force": None}


def test_a_way_of_filling_nobody_knows_is_cell_by_cell():
    judgement = judged(put(filled({"review.mode": None, "review.cases.recon_upheld": None}), {(REVIEW, "D1"): words("空白都是零")}))
    assert tuple(sorted(name for name, _ in blocking(judgement))) == ("blank-table", "not-a-choice")


@pytest.mark.parametrize("mode", [None, BY_CELL, ZEROS, NIL])
@pytest.mark.parametrize("typed", [None, "0", "5", "/", "若干", "-3"])
def test_every_input_ends_as_one_fact_or_one_finding(mode, typed):
    """Conservation (DESIGN, principle 4), for table four under every way of filling."""
    values = {"review.mode": mode, "review.cases.recon_upheld": 1 if mode != NIL else None}
    content = {None: "", "0": figure("0"), "5": figure("5"), "-3": figure("-3")}.get(typed, words(typed or ""))
    judgement = judged(put(filled(values), {(REVIEW, "B6"): content}))
    blamed = [cell.cell for found in judgement.findings if found.blocks for cell in found.cells]
    assert len(blamed) == len(set(blamed))
    if judgement.record:
        assert not blamed
        assert len(cases(judgement)) == 12
    else:
        assert blamed


def test_no_rule_of_an_accepted_return_is_left_unjudged():
    layout = layout_of()
    record = judged(accepted()).record
    values = {path: Decimal(v) for path, v in _flat(record) if isinstance(v, int | Decimal)}
    values |= {"unit.level": "county", "unit.kind": "government", "unit.name": "x", "year": Decimal(2025)}
    states = {check.path: Verdicts(layout, values).state(check) for check in layout.form.checks}
    assert not [path for path, state in states.items() if state in (State.EMPTY, State.OPEN)]


def _flat(record):
    for table, rows in record["tables"].items():
        for row, columns in rows.items():
            for column, value in columns.items():
                yield f"{table}.{row}.{column}", value


# -- Optional cells, choices, texts


def test_optional_cells_may_be_blank():
    record = judged(filled({"cover.fee_count": None, "cover.fee_amount": None, "categories.c01.count": None})).record
    assert (record["cover"]["fee_count"], record["cover"]["fee_amount"]) == (None, None)
    assert record["tables"]["categories"]["c01"] == {"category": "政务动态", "count": None}
    assert record["tables"]["categories"]["total"] == {"count": 0}
    assert (record["cover"]["email"], record["notes"]["requests"]) == ("", "")


def test_an_optional_cell_that_is_filled_wrongly_still_blocks():
    judgement = judged(put(accepted(), {(COVER, "B20"): words("26.55元")}))
    assert blocking(judgement) == [("text-in-figure", ["B20"])]


def test_a_text_that_should_be_there_only_warns():
    judgement = judged(filled({"cover.phone": None}))
    assert judgement.accepted
    (found,) = [found for found in judgement.findings if found.severity == "warning"]
    assert (found.name, found.cells[0].label) == ("missing-text", "联系电话")
    assert judgement.record["cover"]["phone"] == ""


def test_a_blank_text_that_a_sentence_stands_in_for_is_noted():
    judgement = judged(filled({"narrative.overview.applications": None}))
    assert judgement.record["narrative"]["overview"]["applications"] == ""
    (found,) = [found for found in judgement.findings if found.name == "sentence-used"]
    assert (found.severity, found.cells[0].cell, found.cells[0].label) == ("info", "B32", "依申请公开")


def test_a_text_that_must_be_there_blocks_and_is_not_called_optional():
    judgement = judged(filled({"unit.title": None}))
    assert blocking(judgement) == [("missing", ["B11"])]


@pytest.mark.parametrize("choice", ["无变动", "新设", "合并", "更名", "职能划转", " 合并 ", None])
def test_choices_are_those_of_the_list(choice):
    assert judged(filled({"unit.change": choice})).record["unit"]["change"] == (choice or "").strip()


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        (words("010000"), "010000"),
        (figure("10000"), "10000"),
        (figure("13800000000"), "13800000000"),
        (figure("1E+16"), "1E+16"),
        (words(" 前后空格 "), "前后空格"),
        (' t="b"|<v>1</v>', "TRUE"),
        (words("=1+2"), "=1+2"),
        (words("甲\u200b乙"), "甲乙"),
    ],
)
def test_texts_are_kept_as_typed(stored, kept):
    assert judged(put(accepted(), {(COVER, "B17"): stored})).record["cover"]["postcode"] == kept


def test_a_date_is_written_as_a_clerk_would():
    assert judged(put(accepted(), {(COVER, "B25"): figure("46037")})).record["cover"]["filled_on"] == "2026年1月15日"
    assert judged(put(accepted(), {(COVER, "B25"): words("2026年1月15日")})).record["cover"]["filled_on"] == "2026年1月15日"
    beyond = judged(put(accepted(), {(COVER, "B25"): figure("99999999")}))
    assert [found.name for found in beyond.findings if found.blocks] == ["not-a-date"]


def test_paragraphs_are_joined_wherever_they_were_pasted():
    """Word pastes a paragraph into each cell; others press Alt+Enter in one."""
    apart = {("一、总体情况", f"B{row}"): words(text) for row, text in ((46, ""), (47, "一段"), (48, "  "), (49, "　二段  "), (57, "三段"))}
    together = {("一、总体情况", "B46"): words("一段\n\n　二段 \r\n三段")}
    kept = [judged(put(accepted(), typed)).record["narrative"]["overview"]["management"] for typed in (apart, together)]
    assert kept == ["一段\n　二段\n三段"] * 2


def test_what_is_wrong_with_a_paragraph_is_shown_at_its_own_cell():
    judgement = judged(put(accepted(), {("一、总体情况", "B50"): error("#N/A"), ("一、总体情况", "B63"): words("甲\u202e乙")}))
    places = [(found.name, found.cells[0].cell) for found in judgement.findings if found.cells and found.name != "declared-zeros"]
    assert places == [("error-value", "B50"), ("cleaned-text", "B63")]


def test_a_long_text_may_fill_its_cells_to_the_brim():
    text = "很长的一段。" * 5000
    judgement = judged(put(accepted(), {("一、总体情况", "B46"): words(text)}))
    assert judgement.record["narrative"]["overview"]["management"] == text
    assert [found.rule for found in judgement.findings if found.severity == "warning"] == ["N9"]


def test_a_text_longer_than_any_cell_is_beyond_limits():
    (found,) = judged(put(accepted(), {("一、总体情况", "B46"): words("字" * 32768)})).findings
    assert found.name == "beyond-limits"


def test_a_note_is_a_formula_for_nobody():
    judgement = judged(put(accepted(), {(PROACTIVE, "B17"): formula("B16")}))
    assert blocking(judgement) == [("formula-in-input", ["B17"])]


def test_an_untouched_table_that_asks_for_nothing_is_no_finding():
    from govxl.filing.values import _PointReader
    from govxl.workbook.located import Located

    reader = _PointReader(layout_of(), Located(), frozenset(), 0)
    reader.untouched([])
    assert reader.out.findings == ()
