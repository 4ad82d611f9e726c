"""Decisions about returns: who decided what and why, what is refused, and that nothing is half there."""

import hashlib
import json
from pathlib import Path
from unittest import mock

import pytest
from openpyxl import load_workbook

from govxl.archive.cases import UnitCase
from govxl.archive.store import Archive
from govxl.filing.record import form_of, hold_against, load_record
from govxl.office import decisions
from govxl.office.asked import Asked, DecisionError, find_case
from govxl.office.decisions import Ruling, accept, send_back
from govxl.returns.check import Expected
from tests.kept import issue, receive
from tests.returns import UNIT, accepted, filled, judged
from tests.sent_back import sent_back

BROKEN = {"requests.carried_out.person": 5}
"""Breaks tie-out (R001) at two places: 12 + 2 against 13 + 5, and the totals."""

ASKED = Asked(UNIT, year=2025)
YES = Ruling("王五", "系统故障，单位已书面说明")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "归档")
    issue(archive, UNIT, "GOV01")
    return archive


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def case_of(archive: Archive) -> UnitCase:
    return find_case(Archive(archive.folder), ASKED)


def refused(archive: Archive, ruling: Ruling, asked: Asked = ASKED, expected: Expected | None = None) -> str:
    """Give the sentence of a refusal, and see that nothing was written."""
    before = files_in(archive.folder)
    with pytest.raises(DecisionError) as error:
        accept(archive, asked, ruling, expected or Expected())
    assert files_in(archive.folder) == before
    return error.value.sentence.zh


def back(archive: Archive, ruling: Ruling, folder: Path) -> decisions.Decided:
    return send_back(archive, ASKED, ruling, Expected(), lambda about: folder / about.unit)


# -- Accepting


def test_a_return_that_waits_is_accepted_with_who_and_why(archive: Archive) -> None:
    received = receive(archive, accepted())
    done = accept(archive, ASKED, YES, Expected(), review_all=True)
    line = json.loads(archive.log.read_bytes().splitlines()[-1])
    told = {key: line[key] for key in ("event", "decision", "by", "note", "sha256", "record", "unit", "year", "scope")}
    assert told == {
        "event": "decided", "decision": "accept", "by": "王五", "note": "系统故障，单位已书面说明",
        "sha256": hashlib.sha256(accepted()).hexdigest(), "record": f"records/zfxxgk/2021/2025/{UNIT}/1.json",
        "unit": UNIT, "year": 2025, "scope": "own",
    }  # fmt: skip
    assert (done.state, done.record["source"]["sha256"]) == ("accepted", received.sha256)
    assert case_of(archive).state(review_all=True) == "accepted"


def test_deciding_the_same_again_adds_nothing(archive: Archive) -> None:
    receive(archive, accepted())
    accept(archive, ASKED, YES, Expected(), review_all=True)
    before = files_in(archive.folder)
    done = accept(archive, ASKED, YES, Expected(), review_all=True)
    assert (done.again, done.state) == (True, "accepted")
    assert files_in(archive.folder) == before


def test_a_rejected_return_is_accepted_as_an_exception_that_says_what_it_overrides(archive: Archive) -> None:
    receive(archive, filled(BROKEN))
    done = accept(archive, ASKED, Ruling("王五", "系统故障", overrides=("r001",)), Expected())
    assert (done.state, done.event.overrides) == ("exception", ("R001",))
    data = archive.read(done.event.record)
    assert hashlib.sha256(data).hexdigest() == done.event.record_sha256
    record = load_record(data)
    hold_against(record, form_of(record))
    assert record["tables"]["requests"]["carried_out"]["person"] == 5
    assert [(each["rule"], each["at"], each["severity"]) for each in record["findings"] if each["severity"] == "hard"] == [
        ("tie-out", "person", "hard"), ("tie-out", "total", "hard"),
    ]  # fmt: skip
    assert record["source"]["notes"][0].startswith("特批接收：王五，20")
    assert record["source"]["notes"][0].endswith("：系统故障")


def test_one_that_came_back_as_it_was_sent_is_answered_for_as_what_blocks_it_is(archive: Archive) -> None:
    """The unit stands by its figures: nothing was mended, and nobody doubts whose it is."""
    receive(archive, sent_back(filled(BROKEN)))
    said = refused(archive, Ruling("王五", "系统故障", overrides=("R001",)))
    assert "还有要特批的问题：I014 退回后没有改动" in said
    assert "写上 --override I014" in said
    done = accept(archive, ASKED, Ruling("王五", "系统故障", overrides=("R001", "I014")), Expected())
    assert (done.state, done.event.overrides) == ("exception", ("I014", "R001"))
    notes = load_record(archive.read(done.event.record))["source"]["notes"]
    assert any(note.startswith("特批接收：I014 退回后没有改动") for note in notes)


def test_a_title_left_blank_is_the_full_name_and_what_no_rule_says_is_told(archive: Archive) -> None:
    receive(archive, filled({"unit.title": None}))
    done = accept(archive, ASKED, Ruling("王五", "名称用全称", overrides=("missing",)), Expected())
    record = load_record(archive.read(done.event.record))
    assert record["unit"]["title"] == UNIT
    assert record["source"]["notes"][1].startswith("特批接收：V001 ")


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        ((), "确实要特批接收的，写上 --override R001"),
        (("R001", "V001"), "没有这些要特批的问题：V001"),
    ],
)
def test_the_codes_overridden_are_exactly_those_that_block(archive: Archive, overrides: tuple[str, ...], words: str) -> None:
    receive(archive, filled(BROKEN))
    assert words in refused(archive, Ruling("王五", "系统故障", overrides=overrides))


def test_what_passed_needs_no_override(archive: Archive) -> None:
    receive(archive, accepted(), outcome="conflict")
    assert "请去掉 --override" in refused(archive, Ruling("王五", "好", overrides=("R001",)))


def test_figures_that_are_not_there_are_never_made_up(archive: Archive) -> None:
    receive(archive, filled({"requests.granted.person": None}))
    codes = {each.code for each in judged(filled({"requests.granted.person": None})).findings if each.blocks}
    said = refused(archive, Ruling("王五", "系统故障", overrides=tuple(codes)))
    assert "1 格没有读出内容：「三、申请办理」D" in said
    assert "请用 --return 退回" in said


def test_whose_it_is_is_never_overridden(archive: Archive) -> None:
    receive(archive, accepted())
    # The archive's file is judged again by what the office expects: here, another unit.
    data = filled(BROKEN)
    receive(archive, data)
    wrong = Expected(unit="另一个单位")
    found = [each.code for each in judged(data, unit="另一个单位").findings if each.blocks]
    assert "谁也不能代为保证" in refused(archive, Ruling("王五", "好", overrides=tuple(found)), expected=wrong)


def test_a_damaged_original_is_not_decided_about(archive: Archive) -> None:
    received = receive(archive, filled(BROKEN))
    (archive.folder / received.kept).write_bytes(b"PK")
    assert "请运行 govxl archive verify" in refused(archive, Ruling("王五", "好", overrides=("R001",)))


def test_of_two_in_conflict_one_is_chosen_by_number(archive: Archive) -> None:
    receive(archive, accepted(), "one.xlsx")
    receive(archive, filled({"proactive.normative.issued": 7}), "two.xlsx", outcome="conflict")
    said = refused(archive, YES)
    assert "--record 1（one.xlsx" in said
    assert "--record 2（two.xlsx" in said
    assert "没有第 3 份记录；有的是：1、2" in refused(archive, Ruling("王五", "好", record=3))
    done = accept(archive, ASKED, Ruling("王五", "经电话核实", record=1), Expected())
    assert done.state == "accepted"
    assert case_of(archive).record.endswith("/1.json")


@pytest.mark.parametrize("note", ["", "  ", "看不见\u200b的", "x" * 2001])
def test_a_decision_without_a_reason_is_none(archive: Archive, note: str) -> None:
    receive(archive, accepted())
    assert "--note" in refused(archive, Ruling("王五", note))


# -- Which unit


@pytest.mark.parametrize("word", [UNIT, "示例县 人民政府", "gov01", "ＧＯＶ０１"])
def test_a_unit_is_found_by_name_or_code_however_spelt(archive: Archive, word: str) -> None:
    assert find_case(archive, Asked(word, year=2025)).unit.unit == UNIT


def test_a_unit_that_is_not_there_is_answered_with_the_nearest(archive: Archive) -> None:
    said = refused(archive, YES, Asked("示例县政府", year=2025))
    assert said == f"归档里没有“示例县政府” 2025 年度的任何记录；是不是“{UNIT}”？"


def test_what_could_be_several_is_asked_back(archive: Archive) -> None:
    issue(archive, UNIT, "GOV01", year=2024)
    issue(archive, UNIT, "GOV02")
    assert "有几份：zfxxgk 2025 本机关、zfxxgk 2024 本机关" in refused(archive, YES, Asked("GOV01"))
    assert "请写单位代码" in refused(archive, YES)
    assert "还没有报送（未报送）" in refused(archive, YES, Asked("GOV02", year=2025))


# -- Sending back


def test_a_return_goes_back_with_the_note_as_remark(archive: Archive, tmp_path: Path) -> None:
    receive(archive, accepted())
    done = back(archive, Ruling("王五", "请补充依申请公开的说明"), tmp_path / "3退回")
    assert (done.state, done.workbook) == ("returned", tmp_path / "3退回" / f"{UNIT}-退回修改.xlsx")
    texts = [str(cell.value) for sheet in load_workbook(done.workbook) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("请补充依申请公开的说明" in text for text in texts)
    lines = [json.loads(line) for line in archive.log.read_bytes().splitlines()]
    assert [(each["event"], each.get("file")) for each in lines[-2:]] == [("decided", None), ("returned", done.workbook.name)]
    assert "kept" not in lines[-1]
    came_back = judged(done.workbook.read_bytes())
    assert came_back.reading.values["requests.received.person"] == 12, "with everything that was typed"


def test_sending_back_the_same_again_adds_nothing(archive: Archive, tmp_path: Path) -> None:
    receive(archive, accepted())
    back(archive, YES, tmp_path / "3退回")
    before = files_in(tmp_path)
    assert back(archive, YES, tmp_path / "3退回").again
    assert files_in(tmp_path) == before


def test_what_lies_there_already_is_not_written_over(archive: Archive, tmp_path: Path) -> None:
    receive(archive, accepted())
    first = tmp_path / f"{UNIT}-退回修改.xlsx"
    first.write_bytes(b"somebody's")
    assert back(archive, YES, tmp_path).workbook == tmp_path / f"{UNIT}-退回修改2.xlsx"
    assert first.read_bytes() == b"somebody's"


def test_an_accepted_return_may_still_go_back(archive: Archive, tmp_path: Path) -> None:
    receive(archive, filled(BROKEN))
    accept(archive, ASKED, Ruling("王五", "系统故障", overrides=("R001",)), Expected())
    assert back(archive, Ruling("王五", "改好再报"), tmp_path).state == "returned"
    assert case_of(archive).counted() is None


def test_killed_before_its_line_is_written_it_is_done_when_asked_again(archive: Archive, tmp_path: Path) -> None:
    receive(archive, accepted())
    with mock.patch("govxl.archive.store.Writer.add", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        back(archive, YES, tmp_path / "3退回")
    assert case_of(archive).state() == "accepted", "nothing is decided before it is in the log"
    done = back(archive, YES, tmp_path / "3退回")
    assert (done.again, done.state) == (False, "returned")
    assert len(list((tmp_path / "3退回").iterdir())) == 1
