"""Issue 5, point 2: a reason (情况说明) is bound to the figures it explains, and says something.

The states in the workbook are worked out by LibreOffice, the verdicts by judging; they must never differ.
"""

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govxl.filing.model import Judgement, Prior
from govxl.office.outbox import fill_workbook
from govxl.words import HOLLOW
from tests.office import Office
from tests.returns import CHECKS, PROACTIVE, REQUESTS, filled, judged, layout_of, put, words
from tests.sent_back import sent_back

LAST_YEAR = Prior(2024, "2021", "0" * 64, {f"requests.carried_out.{c}": Decimal(0) for c in ("person", "business", "total")})
"""Nothing was carried out last year, and 2 of 自然人 were carried in: rule A4 wants a reason, for 自然人 and 总计."""

SLOTS = layout_of().slots
REASON = (CHECKS, SLOTS["reason.A4.requests"].box.address)
STATE = (CHECKS, SLOTS["state.A4.person"].box.address)
D6, D7, D8, D30 = ((REQUESTS, cell) for cell in ("D6", "D7", "D8", "D30"))
MERGER = "原市容局的2件申请移交我局"


def explained(reason: str, **changes: Any) -> bytes:
    return filled({"reason.A4.requests": reason, **changes}, prior=LAST_YEAR)


def typed(data: bytes, values: dict[tuple[str, str], object]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for (sheet, cell), value in values.items():
        book[sheet][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def asked(judgement: Judgement) -> list[str]:
    """Give the places at which rule A4 still wants a reason."""
    return sorted(found.at for found in judgement.findings if found.rule == "A4" and found.reason is None)


def reasons_in(judgement: Judgement) -> dict[str, str]:
    assert judgement.record, [found for found in judgement.findings if found.blocks]
    return {each["at"]: each["reason"] for each in judgement.record["explanations"]}


# -- What counts as a reason

SAYS = "本年的“二、上年结转”，等于上年报告里的“四、结转下年度继续办理”"
GOOD = (MERGER, "机构合并移交", "更正上年数据：漏报2件", "情况属实：原市容局移交2件", "合并了两个乡")
HOLLOW_ONES = (
    "情况属实", "情况属实。", "经核实，数据无误！", "合并移交", " 属实 ", "核对无误，情况属实，真实准确", SAYS, f"{SAYS}。情况属实",
    "对照“上年数据”核对", "。。。。。。。。", "已核实，已核对，无误",
)  # fmt: skip


@pytest.mark.parametrize("reason", GOOD)
def test_a_reason_that_says_why_counts(reason: str) -> None:
    assert reasons_in(judged(explained(reason))) == {"person": reason, "total": reason}


@pytest.mark.parametrize("reason", HOLLOW_ONES)
def test_hollow_words_and_copies_of_the_rule_are_no_reason(reason: str) -> None:
    judgement = judged(explained(reason))
    assert asked(judgement) == ["person", "total"]
    (said,) = {found.word("given") for found in judgement.findings if found.rule == "A4"}
    assert "没有说出原因" in said


def test_the_workbook_knows_a_hollow_reason_as_well(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(explained(MERGER))
    tried = [*GOOD, *HOLLOW_ONES, *(word * 3 for word in HOLLOW if word.strip()), "", "机构\n合并移交"]
    shown = office.refill(path, [{REASON: reason} for reason in tried], only=[CHECKS])
    states = {reason: state.get(STATE) for reason, state in zip(tried, shown, strict=True)}
    expected = {reason: "需说明" if asked(judged(explained(reason))) else "已说明" for reason in tried}
    assert states == expected
    assert set(states.values()) == {"需说明", "已说明"}


def test_what_must_be_corrected_takes_no_reason() -> None:
    hard = {check.rule.id for check in layout_of().form.checks if check.rule.severity == "hard"}
    assert hard >= {"tie-out", "C3"}
    assert not [path for path in SLOTS if path.startswith("reason.") and path.split(".")[1] in hard]


# -- The figures it is bound to


def test_it_is_kept_through_returns_while_its_figures_stay() -> None:
    sent = put(explained(MERGER), {(PROACTIVE, "B6"): words("6件")})
    back = sent_back(sent)
    again = sent_back(typed(back, {(PROACTIVE, "B6"): "六件"}), name="filled-退回修改.xlsx")
    for data in (back, again):
        assert asked(judged(data)) == []
        assert reasons_in(judged(typed(data, {(PROACTIVE, "B6"): 6}))) == {"person": MERGER, "total": MERGER}


def test_changed_figures_reopen_it_until_it_is_written_anew() -> None:
    back = sent_back(put(explained(MERGER), {(PROACTIVE, "B6"): words("6件")}))
    changed = typed(back, {(PROACTIVE, "B6"): 6, D7: 3, D8: 10})
    judgement = judged(changed)
    assert asked(judgement) == ["person", "total"]
    (said,) = {found.word("given") for found in judgement.findings if found.rule == "A4"}
    assert "请按现在的数重写" in said
    assert asked(judged(sent_back(changed, name="filled-退回修改.xlsx"))) == ["person", "total"], "a return does not forgive"
    rewritten = typed(changed, {REASON: "原市容局的3件申请移交我局"})
    assert reasons_in(judged(rewritten))["person"] == "原市容局的3件申请移交我局"


def test_a_record_filled_again_keeps_it_for_its_figures_only() -> None:
    record = judged(explained(MERGER)).record
    assert record
    again = fill_workbook(record)
    assert reasons_in(judged(again)) == {"person": MERGER, "total": MERGER}
    assert asked(judged(typed(again, {D7: 3, D8: 10}))) == ["person", "total"]


def test_a_column_that_breaks_the_rule_later_wants_its_own_word() -> None:
    back = sent_back(put(explained(MERGER), {(PROACTIVE, "B6"): words("6件")}))
    another = typed(back, {(PROACTIVE, "B6"): 6, (REQUESTS, "E7"): 1, (REQUESTS, "E8"): 4})
    assert asked(judged(another)) == ["business", "total"]


def test_what_could_not_be_judged_is_not_bound() -> None:
    """A figure that was words when the reason was given gets the benefit of it, as it would in the original."""
    sent = put(explained(MERGER), {D7: words("2件")})
    assert asked(judged(sent)) == []
    fixed = judged(typed(sent_back(sent), {D7: 2}))
    assert reasons_in(fixed) == reasons_in(judged(typed(sent, {D7: 2}))) == {"person": MERGER, "total": MERGER}


def test_other_figures_do_not_reopen_it() -> None:
    back = sent_back(put(explained(MERGER), {(PROACTIVE, "B6"): words("6件")}))
    other = typed(back, {(PROACTIVE, "B6"): 6, D6: 13, D8: 10, (PROACTIVE, "B12"): 77})
    assert reasons_in(judged(other)) == {"person": MERGER, "total": MERGER}


def test_the_workbook_reopens_it_as_we_do(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"
    path.write_bytes(sent_back(put(explained(MERGER), {(PROACTIVE, "B6"): words("6件")})))
    steps: list[dict[tuple[str, str], object]] = [{(PROACTIVE, "B6"): 6}, {D7: 3, D8: 10}, {REASON: MERGER + "，又收到1件"}, {REASON: MERGER}, {D7: 2, D8: 9}]
    shown = office.refill(path, steps, only=[CHECKS])
    assert [state[STATE] for state in shown] == ["已说明", "需说明", "已说明", "需说明", "已说明"]
    so_far: dict[tuple[str, str], object] = {}
    for step, state in zip(steps, shown, strict=True):
        so_far |= step
        broken = asked(judged(typed(path.read_bytes(), so_far)))
        assert ("需说明" if "person" in broken else "已说明") == state[STATE]


@pytest.mark.parametrize("amount", ["0.000001", "60000.123456", "4166241.619001", "50000.1"])
def test_an_amount_is_bound_to_its_last_decimal(office: Office, tmp_path: Path, amount: str) -> None:
    """Rule C5-prior wants a reason for an amount a hundred times last year's, or a hundredth of it."""
    last = Prior(2024, "2021", "0" * 64, {"proactive.fees.amount": Decimal("41.5")})
    reason = {f"reason.{rule}.proactive": "城市基础设施配套费集中入库" for rule in ("C5", "C5-prior")}
    data = filled({"proactive.fees.amount": Decimal(amount), "proactive.normative.issued": None, **reason}, prior=last)
    path = tmp_path / "back.xlsx"
    path.write_bytes(sent_back(data))
    box = SLOTS["state.C5-prior.proactive"].box
    shown = office.refill(path, [{(PROACTIVE, "B16"): float(amount)}, {(PROACTIVE, "B16"): float(amount) + 1}], only=[CHECKS])
    states = [state[CHECKS, box.address] for state in shown]
    later = judged(typed(path.read_bytes(), {(PROACTIVE, "B16"): float(amount) + 1}))
    reopened = any(found.rule == "C5-prior" and found.reason is None for found in later.findings)
    assert states == ["已说明", "需说明" if reopened else "通过"]
