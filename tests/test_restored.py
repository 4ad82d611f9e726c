"""Issue 13, E2, E3 and E5: a return asks for what there is to do, counts what it lists, and can be answered."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govxl.cli.verdict import report_lines
from govxl.findings.finding import advice_of
from govxl.returns.check import Expected, judge
from tests.commands import run
from tests.office import Office
from tests.returns import (
    CHECKS,
    PROACTIVE,
    REQUESTS,
    REVIEW,
    accepted,
    figure,
    filled,
    formula,
    judged,
    layout_of,
    put,
    words,
    workbook,
)
from tests.sent_back import sent_back
from tests.tampering import cells, honest_insert, openpyxl_does, remove, rename, stray, together
from tests.test_migrate import TYPED_2019
from tests.test_returned import MISTAKES
from tests.test_returned_attacked import LAST, PRIOR, codes, typed

LIST = "退回问题清单"
D6, J6, J7 = (REQUESTS, "D6"), (REQUESTS, "J6"), (REQUESTS, "J7")
WRONG = {"requests.received.person": 20}
Deed = Callable[[bytes], bytes]


def rows_of(data: bytes) -> list[list[str]]:
    """Give the list of a returned workbook, its header left out."""
    sheet = openpyxl.load_workbook(BytesIO(data))[LIST]
    return [[str(cell.value or "") for cell in row[:6]] for row in sheet.iter_rows()]


# -- The dead loop

MENDED: dict[str, tuple[Deed, str]] = {
    "a total typed over": (cells({J6: figure("99")}), "total-differs"),
    "a total under a formula of their own": (cells({J6: formula("SUM(D6:I6)+1", "16")}), "total-differs"),
    "words over a total": (cells({J6: words("合计15")}), "total-differs"),
    "totals of two tables": (cells({J6: figure("99"), J7: figure("0"), (REVIEW, "O6"): figure("1")}), "total-differs"),
    "the checks deleted": (remove(CHECKS), "sheet-missing"),
    "a total, a label, a state and a sheet's name": (
        together(cells({J6: figure("99"), (REQUESTS, "A6"): words("一、新收"), (CHECKS, "G8"): words("通过")}), rename(REVIEW, "表四")),
        "total-differs",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("deed", "name"), MENDED.values(), ids=MENDED)
def test_what_its_return_mended_comes_back_untouched_and_is_accepted_with_a_word(deed: Deed, name: str) -> None:
    sent = deed(accepted())
    before = judged(sent)
    assert {found.name for found in before.findings if found.blocks} == {name}
    back = judged(sent_back(sent))
    honest = judged(accepted())
    assert back.record
    assert honest.record
    assert back.record | {"source": 0, "remarks": 0} == honest.record | {"source": 0, "remarks": 0}
    (told,) = [found for found in back.findings if found.name == "returned-as-restored"]
    assert told.severity == "warning"
    assert "returned-unchanged" not in {found.name for found in back.findings}


@pytest.mark.parametrize(("deed", "name"), MENDED.values(), ids=MENDED)
def test_its_list_says_what_was_restored_what_had_stood_there_and_that_nothing_need_be_changed(deed: Deed, name: str) -> None:
    rows = rows_of(sent_back(deed(accepted())))
    assert "已经恢复" in rows[1][0]
    assert "没有改动的也可以报送" in rows[1][0]
    assert "请逐条改正" not in rows[1][0]
    if name == "total-differs":
        told = " ".join(cell for row in rows[4:] for cell in row)
        assert "原样交回即可" in told
    assert "没有改动过的报表" not in " ".join(cell for row in rows for cell in row)


def test_each_total_that_was_typed_over_is_a_line_with_both_figures() -> None:
    rows = rows_of(sent_back(MENDED["totals of two tables"][0](accepted())))
    told = {row[2]: row[4] for row in rows[4:] if row[0].isdecimal()}
    assert set(told) == {"J6", "J7", "O6"}
    assert "文件里显示 99，按各格计算是 15" in told["J6"]
    assert "文件里显示 0，按各格计算是 2" in told["J7"]


def test_the_word_names_what_had_stood_there_and_what_stands_there_now() -> None:
    from govxl.findings.finding import message_of

    back = judged(sent_back(put(accepted(), {J6: figure("99")})))
    (told,) = [found for found in back.findings if found.name == "returned-as-restored"]
    assert back.record
    assert [note for note in back.record["source"]["notes"] if "原来显示 99" in note], "the office's papers say so too"
    assert f"“{REQUESTS}”J6 原来显示 99，恢复后是 15" in message_of(told)
    assert f"J6 of “{REQUESTS}” showed 99 and is 15 again" in message_of(told, "en")
    assert [(cell.point, cell.value) for cell in told.cells] == [("requests.received.total", "99")]


def test_after_a_save_in_libreoffice_it_is_the_same(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "back.xlsx"
    path.write_bytes(sent_back(put(accepted(), {J6: figure("99")})))
    done = judged(office.round_trip(path, tmp_path / "saved.xlsx").read_bytes())
    assert done.accepted
    assert "I020" in {found.code for found in done.findings}


def test_changed_after_the_look_there_is_nothing_left_to_say() -> None:
    back = sent_back(put(accepted(), {J6: figure("99")}))
    done = judged(typed(back, {D6: 96, (REQUESTS, "D8"): 93}))
    assert done.accepted
    assert not {found.code for found in done.findings} & {"I014", "I020"}


STILL_WRONG: dict[str, Deed] = {
    "figures that do not tie out": lambda data: filled(WRONG),
    "a total and a figure": lambda data: put(filled(WRONG), {J7: figure("99")}),
    "a total and words for a figure": lambda data: put(data, {J6: figure("99"), (REQUESTS, "E9"): words("无")}),
    "a total and a reason that is wanted": lambda data: put(filled({"proactive.fees.amount": 60000}), {J6: figure("99")}),
    "a part deleted": remove("一、总体情况"),
    "a part deleted in which nothing need stand": remove("六、其他事项"),
    "rows inserted by a program": openpyxl_does(lambda book: book["一、总体情况"].insert_rows(5)),
    "a total, and a part deleted": together(cells({J6: figure("99")}), remove("六、其他事项")),
    "the checks deleted with a reason that is wanted": lambda data: remove(CHECKS)(filled({"proactive.fees.amount": 60000, "reason.C5.proactive": "城市基础设施配套费集中入库"})),
}


@pytest.mark.parametrize("deed", STILL_WRONG.values(), ids=STILL_WRONG)
def test_what_the_clerk_had_to_mend_comes_back_untouched_and_is_rejected(deed: Deed) -> None:
    back = judged(sent_back(deed(accepted())))
    assert not back.accepted
    blocking = {found.name for found in back.findings if found.blocks}
    assert "returned-unchanged" in blocking
    assert len(blocking) >= 2, "and what is still wrong is said as well"
    assert "returned-as-restored" not in {found.name for found in back.findings}


def test_a_total_typed_over_once_more_goes_back_once_more() -> None:
    back = put(sent_back(put(accepted(), {J6: figure("99")})), {J6: figure("98")})
    assert codes(back) == {"S004"}, "something was done to it"
    again = sent_back(back, name="filled-退回修改.xlsx")
    assert rows_of(again)[1][0].startswith("第 2 次退回")
    assert "原来显示 98" in str(judged(again).findings[-1].words)


@pytest.mark.parametrize("told", ["x", "requests.received.total", "  ", "=" * 30_000, "\n" * 5_000, "a b\n" * 8_000])
def test_whatever_stands_in_the_hidden_sheet_is_no_trouble(told: str) -> None:
    back = sent_back(put(accepted(), {J6: figure("99")}))
    place = layout_of().slots["returned.restored"].box
    judgement = judged(put(back, {(place.sheet, place.address): words(told)}))
    assert {found.name for found in judgement.findings} & {"returned-as-restored", "returned-unchanged"}


def test_a_reason_that_nobody_asks_for_need_not_be_typed_again() -> None:
    """The checks were deleted, the reason cells with them; a return made before may still list them as lost."""
    back = sent_back(remove(CHECKS)(filled(WRONG)))
    assert codes(typed(back, {D6: 12})) == set()
    place = layout_of().slots["returned.lost"].box
    older = put(back, {(place.sheet, place.address): words("reason.A4.requests")})
    assert codes(typed(older, {D6: 12})) == set()
    (why,) = [row[5] for row in rows_of(back) if row[1] == CHECKS]
    assert "没有的，不用处理" in why


def test_last_years_figures_that_the_office_gives_again_need_no_return() -> None:
    """What is lost is told, and judged by what the office gives; without it nothing can go back either."""
    how = Expected(prior=lambda identity, layout: LAST)
    sent = remove(PRIOR)(filled({"reason.A4.requests": "原市容局的申请移交本机关"}, prior=LAST))
    given, alone = judge(sent, "a.xlsx", how), judge(sent, "a.xlsx")
    assert given.accepted
    assert {"sheet-missing", "prior-altered"} <= {found.name for found in given.findings if found.severity == "warning"}
    assert {found.name for found in alone.findings if found.blocks} == {"sheet-missing", "prior-altered"}
    assert all("--prior" in advice_of(found) for found in alone.findings if found.blocks)


def test_in_a_folder_one_that_waits_is_passed_over_and_by_name_it_is_taken_in(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(put(accepted(), {J6: figure("99")}))
    run("ingest", tmp_path)
    for _ in range(2):
        done = run("ingest", tmp_path)
        assert done.code == 1, "nobody has looked at it yet"
        assert "a-退回修改.xlsx：退回后还没有改动，跳过；如果是对方核对后交回的，请单独处理这一份" in done.err
        assert not list(tmp_path.glob("*/record.json"))
    assert run("ingest", tmp_path / "a-退回修改.xlsx").code == 0
    assert list(tmp_path.glob("*/record.json")) == [tmp_path / "示例县人民政府2025" / "record.json"]


# -- Counts


@settings(max_examples=20)
@given(
    st.dictionaries(st.sampled_from(list(MISTAKES)), st.integers(0, 7), min_size=1, max_size=8),
    st.sets(st.sampled_from(["J6", "J7", "J30", "D29", "E29"]), max_size=3),
    st.sets(st.sampled_from(["requests.received.person", "requests.carried_out.legal", "requests.granted.welfare", "requests.partial.research", "cover.phone", "cover.postcode"]), max_size=4),
    st.sampled_from([None, remove("六、其他事项"), honest_insert(PROACTIVE, 9), stray(REQUESTS, 6, "L6", "下周补")]),
)  # fmt: skip
def test_summary_headings_and_verdict_count_what_is_listed(chosen: dict[tuple[str, str], int], totals: set[str], blank: set[str], deed: Deed | None) -> None:
    """Numbered lines are counted by hand; the sections of the list, the summary and the screen must agree with them."""
    sent = put(filled(dict.fromkeys(blank)), {place: MISTAKES[place][n % len(MISTAKES[place])] for place, n in chosen.items()})
    sent = put(sent, {(REQUESTS, cell): figure("987") for cell in totals})
    sent = deed(sent) if deed else sent
    judgement = judged(sent)
    if judgement.accepted or any(found.blocks and found.code[0] in "FI" for found in judgement.findings):
        return
    rows = rows_of(sent_back(sent))
    sections: dict[str, int] = {}
    heading = ""
    for row in rows[4:]:
        if row[0] and not row[1]:
            heading = row[0]
        elif row[0].isdecimal():
            sections[heading] = sections.get(heading, 0) + 1
    assert sections
    assert all(heading.endswith(f"（{count} 处）") for heading, count in sections.items())
    listed = {heading.partition("（")[0]: count for heading, count in sections.items()}
    said = {name: int(count) for name, count in re.findall(r"(必须改正|需说明|请核实) (\d+) 处", rows[1][0].partition("。")[0])}
    assert said == listed
    shown = list(report_lines(judgement, (), "zh", quiet=True))
    verdict = {name: int(count) for count, name in re.findall(r"(\d+) 处(必须改正|需说明|请核实)", shown[0])}
    assert verdict == listed
    entries = sum(line.startswith("  ") and not line.startswith("   ") for line in shown[1:])
    explained = re.search(r"(\d+) 处已说明", shown[0])
    assert entries == sum(listed.values()) + int(explained[1] if explained else 0)


def test_a_line_says_how_many_cells_it_is_about() -> None:
    blank = dict.fromkeys(f"requests.{row}.{column}" for row in ("granted", "partial") for column in ("legal", "welfare", "person"))
    rows = rows_of(sent_back(filled(blank)))
    (line,) = [row for row in rows[4:] if row[0].isdecimal()]
    assert line[2:4] == ["D8:D9、G8:H9", "没有填（V001，6 格）"]
    assert rows[4][0] == "必须改正（1 处）"


# -- Advice that holds


def moved_by_a_program(data: bytes) -> bytes:
    return openpyxl_does(lambda book: book[REQUESTS].insert_rows(9))(data)


@pytest.mark.parametrize("deed", [moved_by_a_program, remove("一、总体情况"), remove(REVIEW)], ids=["rows", "part", "table"])
def test_what_goes_back_keeps_all_that_was_read_as_its_advice_says(deed: Deed) -> None:
    """Every figure that was found stands in the workbook that goes back; just the entries listed are blank."""
    first = judged(deed(accepted()))
    assert first.reading
    structure = [found for found in first.findings if found.blocks and found.code[0] == "S"]
    assert structure
    assert all("其余内容都已保留" in advice_of(found) for found in structure)
    back = judged(sent_back(deed(accepted()))).reading
    whole = judged(accepted()).reading
    assert back
    assert whole
    lost = {cell.point for found in structure for cell in found.cells}
    for slot in layout_of().inputs():
        if slot.path not in lost:
            assert back.values.get(slot.path) == whole.values.get(slot.path), slot.path
        elif slot.traits.numeric:
            assert back.values.get(slot.path) is None


MIGRATED: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "the form of 2019 used for 2021": (workbook(TYPED_2019, "zfxxgk/2019", unit="锦江镇人民政府", year=2021, level="township"), ()),
    "another form than is wanted": (workbook(TYPED_2019, "zfxxgk/2019", unit="锦江镇人民政府", year=2021, level="township"), ("--form", "zfxxgk/2021")),
    "last year's workbook filled in for this year": (filled(year=2024), ("--year", "2025")),
}  # fmt: skip


@pytest.mark.parametrize(("data", "wanted"), MIGRATED.values(), ids=MIGRATED)
def test_where_migrate_rescues_what_was_typed_the_office_is_told_and_it_does(data: bytes, wanted: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    done = run("ingest", path, *wanted)
    assert done.code == 1
    assert not list(tmp_path.glob("*退回*"))
    (command,) = re.findall(r"govxl (migrate .*?) 移到新表里，再发回去", done.err)
    assert "govxl migrate" in done.out, "the finding says so too"
    moved = run(*command.split(), "-o", tmp_path / "new.xlsx")
    assert moved.code == 0
    assert "没读到 0 项" in moved.out
    judgement = judge((tmp_path / "new.xlsx").read_bytes(), "new.xlsx", Expected(year=int(wanted[1]) if "--year" in wanted else None))
    assert not [found for found in judgement.findings if found.blocks and found.code[0] in "FIS"]
    assert judgement.reading
    assert judgement.reading.values["requests.received.person"] in (5, 12)


NOT_RESCUED: dict[str, tuple[Deed, tuple[str, ...]]] = {
    "another unit's": (bytes, ("--unit", "另一个县")),
    "another unit's on another form": (bytes, ("--unit", "另一个县", "--form", "zfxxgk/2019")),
    "a file cut off": (lambda data: data[:-100], ()),
}


@pytest.mark.parametrize(("deed", "wanted"), NOT_RESCUED.values(), ids=NOT_RESCUED)
def test_where_it_does_not_nobody_is_told_so(deed: Deed, wanted: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(deed(accepted()))
    done = run("ingest", tmp_path / "a.xlsx", *wanted)
    assert done.code == 1
    assert "没有生成退回表" in done.err
    assert "govxl migrate" not in done.err


def test_lost_figures_of_last_year_are_asked_of_the_office(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(remove(PRIOR)(filled(prior=LAST)))
    done = run("ingest", tmp_path / "a.xlsx")
    assert "加 --prior 再处理一次" in done.err
    assert "换一份" not in done.err + done.out


def test_an_unchanged_return_is_not_called_unmendable(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled(WRONG))
    run("ingest", tmp_path / "a.xlsx")
    done = run("ingest", tmp_path / "a-退回修改.xlsx")
    assert "请对方在这一份上改" in done.err


def test_no_advice_sends_a_clerk_to_an_unaltered_workbook() -> None:
    from govxl.findings.catalogue import CATALOGUE

    structure = [entry for entry in CATALOGUE.values() if entry.code[0] == "S"]
    assert len(structure) > 20
    said: list[str] = [text for entry in structure for text in entry.advice]
    assert not [text for text in said if "没有改动过" in text or "unchanged workbook" in text]
