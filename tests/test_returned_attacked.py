"""What a hostile tester did to returns, reasons and migration: each case got by once, and stays here."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govxl.filing.model import Prior
from govxl.office.ingest import ingest
from govxl.returns.check import Expected, judge, judge_file
from tests.commands import run
from tests.office import Office
from tests.returns import (
    CHECKS,
    COVER,
    PROACTIVE,
    REQUESTS,
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
from tests.sent_back import sent_back
from tests.tampering import forged, openpyxl_does, remove, together

LIST, PRIOR = "退回问题清单", "上年数据"
D6, D7 = (REQUESTS, "D6"), (REQUESTS, "D7")
KEY = b"k" * 32
WRONG = {"requests.received.person": 20}
LAST = Prior(2024, "2021", "ab" * 32, {f"requests.carried_out.{c}": Decimal(0) for c in ("business", "research", "welfare", "legal", "other_body")} | {"requests.carried_out.person": Decimal(77)})
SLOTS = layout_of().slots


def typed(data: bytes, values: dict[tuple[str, str], object]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for (sheet, cell), value in values.items():
        book[sheet][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def codes(data: bytes) -> set[str]:
    return {found.code for found in judged(data).findings if found.blocks}


def returns(data: bytes, folder: Path, expected: Expected | None = None) -> bool:
    """Whether a rejected file goes back."""
    path = folder / "filled.xlsx"
    path.write_bytes(data)
    done = ingest(path, folder / "filled", expected)
    assert not done.judgement.accepted
    return bool(done.outputs)


# -- Whose it is


@pytest.mark.parametrize("prior", [None, LAST], ids=["no figures of last year", "forged ones"])
def test_a_key_seals_no_workbook_it_did_not_issue(prior: Prior | None) -> None:
    back = sent_back(filled(WRONG, unit="冒名单位", prior=prior), expected=Expected(key=KEY))
    told = judge(back, "back.xlsx", Expected(key=KEY))
    assert "seal-absent" in {found.name for found in told.findings}


def test_migrating_seals_no_workbook_whose_seal_is_broken_or_absent(tmp_path: Path) -> None:
    old, new, key = tmp_path / "old.xlsx", tmp_path / "new.xlsx", tmp_path / "key"
    key.write_bytes(KEY)
    old.write_bytes(filled(key=b"z" * 32))
    assert run("migrate", old, "-o", new, "--key-file", key).code == 1
    assert not new.exists()
    old.write_bytes(accepted())
    done = run("migrate", old, "-o", new, "--key-file", key)
    assert done.code == 0
    assert "没有防伪校验码" in done.err
    assert "seal-absent" in {found.name for found in judge(new.read_bytes(), "new.xlsx", Expected(key=KEY)).findings}


def test_last_years_figures_thrown_away_do_not_go_back_as_if_there_were_none(tmp_path: Path) -> None:
    sent = remove(PRIOR)(filled({}, prior=LAST))
    assert not returns(sent, tmp_path)
    assert returns(sent, tmp_path, Expected(prior=lambda identity, layout: LAST)), "the office has them"


# -- Nothing becomes acceptable on the way

UNTOUCHED: dict[str, Callable[[bytes], bytes]] = {
    "a part deleted": remove("一、总体情况"),
    "rows inserted by a program": openpyxl_does(lambda book: book["一、总体情况"].insert_rows(5)),
}


@pytest.mark.parametrize("deed", UNTOUCHED.values(), ids=UNTOUCHED)
def test_what_was_rejected_is_not_accepted_untouched(deed: Callable[[bytes], bytes]) -> None:
    sent = deed(accepted())
    assert not judged(sent).accepted
    assert "I014" in codes(sent_back(sent))


def test_a_part_that_was_lost_must_be_filled_in_again() -> None:
    back = sent_back(remove("一、总体情况")(accepted()))
    elsewhere = typed(back, {(COVER, "B16"): "010-87654321"})
    assert codes(elsewhere) == {"I015"}
    again = sent_back(elsewhere, name="filled-退回修改.xlsx")
    assert codes(typed(again, {(COVER, "B16"): "010-87654322"})) == {"I015"}, "nor by a second return"
    place = SLOTS["narrative.overview.management"].cells[0]
    assert codes(typed(elsewhere, {("一、总体情况", place.address): "加强管理。"})) == set()


def test_a_total_that_was_checked_is_accepted_with_a_word() -> None:
    back = sent_back(put(accepted(), {(REQUESTS, "J6"): figure("99")}))
    assert codes(typed(back, {(COVER, SLOTS["cover.reviewer"].box.address): "王五已核对"})) == set()


@pytest.mark.parametrize("spelt", ["2026-05-02T00:00:00", "2026-05-02T10:11:12Z", "T10:00:00", "banana", "1600-05-02", ""])
def test_a_date_however_spelt_stays_an_error(spelt: str) -> None:
    sent = put(accepted(), {D6: f' t="d"|<v>{spelt}</v>'})
    assert [f.cells[0].point for f in judged(sent).findings if f.blocks] == ["requests.received.person"]
    after = [f.cells[0].point for f in judged(sent_back(sent)).findings if f.blocks and f.code != "I014"]
    assert after == ["requests.received.person"]


def test_a_date_beyond_the_calendar_becomes_no_figure() -> None:
    book = openpyxl.load_workbook(BytesIO(filled({"requests.granted.person": None})))
    for cell, value in (("D6", 3000000), ("D8", 2999997)):
        book[REQUESTS][cell] = value
        book[REQUESTS][cell].number_format = "yyyy-mm-dd"
    out = BytesIO()
    book.save(out)
    assert codes(out.getvalue()) == {"V013"}
    assert codes(sent_back(out.getvalue())) == {"V011", "I014"}


@pytest.mark.parametrize("issued", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "gestern"])
def test_a_time_of_issue_beyond_the_calendar_is_no_trouble(issued: str) -> None:
    assert "R001" in codes(sent_back(forged("issued", issued)(filled(WRONG))))


@pytest.mark.parametrize("text", ['"' + "a" * 400 + '"', "&".join(['"' + "a" * 200 + '"'] * 60), '"存在"&"问题"'])
def test_words_as_a_formula_keep_within_what_excel_takes(text: str) -> None:
    sent = put(accepted(), {D6: formula(text, "")})
    cells = openpyxl.load_workbook(BytesIO(sent_back(sent)))[REQUESTS]["D6"].value.removeprefix("=").split("&")
    assert max(map(len, cells)) <= 255
    assert sum(map(len, cells)) < 8_192
    assert codes(sent_back(sent)) == {"V011", "I014"}


def test_libreoffices_spelling_of_errors_and_truths_is_the_same_finding(office: Office, tmp_path: Path) -> None:
    sent = put(accepted(), {D6: error("#REF!"), D7: ' t="b"|<v>1</v>', (REQUESTS, "E6"): error("#DIV/0!")})
    path = tmp_path / "back.xlsx"
    path.write_bytes(sent_back(sent))
    saved = office.round_trip(path, tmp_path / "saved.xlsx").read_bytes()
    assert sorted(f.code for f in judged(saved).findings if f.blocks) == sorted(f.code for f in judged(path.read_bytes()).findings if f.blocks)
    assert "I014" in codes(saved)


@pytest.mark.parametrize("text", ["甲😀乙", "𠮷县", "a\tb", "_x0041_甲", "甲\n乙"])
def test_a_colour_stays_while_the_text_does(office: Office, tmp_path: Path, text: str) -> None:
    from tests.office import Formula

    path = tmp_path / "back.xlsx"
    path.write_bytes(sent_back(put(accepted(), {D6: words(text)})))
    rules = openpyxl.load_workbook(path)[REQUESTS].conditional_formatting._cf_rules.items()
    tests = [rule.formula[0] for areas, each in rules for rule in each if str(areas.sqref) == "D6" and "EXACT(" in rule.formula[0]]
    steps: list[dict[tuple[str, str], object]] = [{(REQUESTS, "Z90"): Formula(f"={tests[0]}")}, {D6: 12}]
    assert [bool(state[REQUESTS, "Z90"]) for state in office.refill(path, steps, only=[REQUESTS])] == [True, False]


# -- Words are not lost, work is not written over

WORK: dict[str, Callable[[Any], None]] = {
    "a sheet of their own": lambda book: book.create_sheet("我的说明").__setitem__("A1", "已核对"),
    "beside the table": lambda book: book[REQUESTS].__setitem__("M8", "联系人出差"),
    "a comment": lambda book: setattr(book[REQUESTS]["E6"], "comment", openpyxl.comments.Comment("问过了", "李")),
    "beside the list": lambda book: book[LIST].__setitem__("H6", "已与政务中心核对"),
    "in the list": lambda book: book[LIST].__setitem__("F6", "这条没有错"),
    "in our comment": lambda book: setattr(book[REQUESTS]["D6"].comment, "text", book[REQUESTS]["D6"].comment.text + "\n答：台账是20件"),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_words_beside_the_cells_are_work_too(work: Callable[[Any], None], tmp_path: Path) -> None:
    sent, back = tmp_path / "bad.xlsx", tmp_path / "bad-退回修改.xlsx"
    sent.write_bytes(filled(WRONG))
    run("ingest", sent)
    book = openpyxl.load_workbook(back)
    work(book)
    book.save(back)
    mine = back.read_bytes()
    assert run("ingest", sent, "--on", "2026-02-02").code == 1
    assert back.read_bytes() == mine
    done = run("ingest", tmp_path)
    assert "退回  bad-退回修改.xlsx" in done.out, "it is not passed over"
    again = tmp_path / "bad-退回修改2.xlsx"
    texts = [str(cell.value) for row in openpyxl.load_workbook(again)[LIST].iter_rows() for cell in row if cell.value]
    wanted = ("已核对", "联系人出差", "问过了", "已与政务中心核对", "这条没有错", "答：台账是20件")[list(WORK.values()).index(work)]
    assert any(wanted in text for text in texts)


def test_in_an_older_layout_figures_out_of_place_are_listed() -> None:
    old = (Path(__file__).parent / "frozen" / "issue-3" / "county.xlsx").read_bytes()
    sent = typed(old, {D6: 999, (REQUESTS, "M8"): "联系人出差"})
    texts = [str(cell.value) for row in openpyxl.load_workbook(BytesIO(sent_back(sent)))[LIST].iter_rows() for cell in row]
    assert "联系人出差" in texts
    moved = openpyxl_does(lambda book: book[REQUESTS].insert_rows(9))(sent)
    back = openpyxl.load_workbook(BytesIO(sent_back(moved)))
    kept = {str(cell.value) for sheet in back for row in sheet.iter_rows() for cell in row if cell.value is not None}
    figures = {str(c.value) for row in openpyxl.load_workbook(BytesIO(moved))[REQUESTS].iter_rows() for c in row if isinstance(c.value, int)}
    assert figures <= kept


def test_migrating_lists_what_it_does_not_move_and_fills_in_nothing(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(typed(put(filled({"requests.carried_in.person": None, "proactive.regulations.issued": None}, prior=LAST), {(REQUESTS, "J6"): figure("99")}), {(REQUESTS, "M8"): "草稿"}))
    done = run("migrate", old, "-o", new)
    assert done.code == 0
    listed = done.out.partition("没有地方放")[2].partition("已移好")[0]
    assert "草稿" in listed
    assert "99" in listed
    missing = [f.cells[0].point for f in judge_file(new).findings if f.code == "V001"]
    assert sorted(missing) == ["proactive.regulations.issued", "requests.carried_in.person"]


def test_a_reason_is_not_taken_into_another_year(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    why = "城市基础设施配套费集中入库"
    old.write_bytes(filled({"proactive.fees.amount": 60000, "reason.C5.proactive": why}))
    assert judge_file(old).accepted
    done = run("migrate", old, "--year", "2026", "-o", new)
    assert "R002" in {found.code for found in judge_file(new).findings if found.blocks}
    assert why in done.out.partition("没有地方放")[2].partition("已移好")[0]


def test_a_folder_with_the_original_and_its_correction_is_judged_once(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled(WRONG))
    run("ingest", tmp_path / "a.xlsx")
    back = tmp_path / "a-退回修改.xlsx"
    back.write_bytes(typed(back.read_bytes(), {D6: 12}))
    done = run("ingest", tmp_path)
    assert done.code == 0
    assert "a-退回修改.xlsx 里已经改过" in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-退回修改.xlsx", "a.xlsx", "示例县人民政府2025"]


# -- Reasons

WHY = "城市基础设施配套费集中入库"
C5 = (CHECKS, SLOTS["reason.C5.proactive"].box.address)
STATE = (CHECKS, SLOTS["state.C5.proactive"].box.address)
FEE = (PROACTIVE, SLOTS["proactive.fees.amount"].box.address)


def verdict(data: bytes) -> str:
    found = [each for each in judged(data).findings if each.rule == "C5"]
    return "通过" if not found else "已说明" if found[0].reason else "需说明"


BLANK_ONES = [f"  {WHY}  ", f"{WHY}\n", f"{WHY}\u200b", "\u200b" * 6, "\xa0" * 8, "属\t\t\t\t\t\t实", "机构 合并\t移交"]


@pytest.mark.parametrize("reason", BLANK_ONES)
def test_blanks_tell_no_two_reasons_apart(office: Office, tmp_path: Path, reason: str) -> None:
    sent = put(filled({"proactive.fees.amount": 60000, **WRONG}), {C5: words(reason)})
    back = sent_back(sent)
    changed = typed(back, {D6: 12, FEE: 60001})
    path = tmp_path / "changed.xlsx"
    for data in (sent, back, changed, typed(changed, {C5: reason + " "})):
        path.write_bytes(data)
        assert office.recalculate(path, only=[CHECKS])[STATE] == verdict(data)


SAYS_NOTHING = ["？？？？？？", "……………………", "——————", "/////", "无无无无无", "（无）（无）", "FALSE", "见附件。", "推断：把元当成万元填，数字会大一万倍"]


@pytest.mark.parametrize("reason", SAYS_NOTHING)
def test_marks_and_copies_say_nothing(reason: str) -> None:
    assert verdict(put(filled({"proactive.fees.amount": 60000}), {C5: words(reason)})) == "需说明"


def test_our_own_advice_copied_is_no_reason() -> None:
    from govxl.findings.finding import advice_of

    (found,) = [each for each in judged(filled({"proactive.fees.amount": 60000})).findings if each.rule == "C5"]
    assert verdict(put(filled({"proactive.fees.amount": 60000}), {C5: words(advice_of(found))})) == "需说明"


def test_a_text_with_blanks_keeps_its_reason(office: Office, tmp_path: Path) -> None:
    place = ("五、问题改进", SLOTS["narrative.problems.text"].cells[0].address)
    reason = (CHECKS, SLOTS["reason.N8.form"].box.address) if "reason.N8.form" in SLOTS else None
    reason = reason or next((CHECKS, slot.box.address) for path, slot in SLOTS.items() if path.startswith("reason.N8."))
    state = next((CHECKS, slot.box.address) for path, slot in SLOTS.items() if path.startswith("state.N8."))
    for text in ("无   ", "　无　", "无\u200b"):
        sent = put(filled(WRONG), {place: words(text), reason: words(WHY)})
        fixed = typed(sent_back(sent), {D6: 12})
        path = tmp_path / "fixed.xlsx"
        path.write_bytes(fixed)
        assert codes(fixed) == set()
        assert office.recalculate(path, only=[CHECKS])[state] == "已说明"


def test_a_new_reason_is_not_bound_to_old_figures_of_what_could_not_be_judged() -> None:
    last = Prior(2024, "2021", "0" * 64, {f"requests.carried_out.{c}": Decimal(0) for c in ("person", "business", "total")})
    first = filled({"reason.A4.requests": "原市容局的申请移交", "requests.carried_in.business": 1, "requests.granted.business": 4, "proactive.normative.issued": None}, prior=last)
    one = sent_back(first)
    other = typed(one, {(CHECKS, SLOTS["reason.A4.requests"].box.address): "城管局的申请也移交", (REQUESTS, "E7"): "2件"})
    two = sent_back(other, name="filled-退回修改.xlsx")
    fixed = judged(typed(two, {(REQUESTS, "E7"): 2, (REQUESTS, "E8"): 5, (PROACTIVE, "B6"): 6}))
    assert [found.at for found in fixed.findings if found.rule == "A4" and found.reason is None] == []


def test_together_they_still_read() -> None:
    deed = together(forged("issued", "gestern"), lambda data: put(data, {D6: error("#NAME?")}))
    assert codes(sent_back(deed(accepted()))) == {"V010", "I014"}
    assert date(2026, 1, 25).isoformat() in str(openpyxl.load_workbook(BytesIO(sent_back(deed(accepted()))))[REQUESTS]["D6"].comment.text)
