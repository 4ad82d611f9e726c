"""Issue 5, point 3: what was typed into a workbook of an older layout or edition is moved, and every move is told."""

import json
from pathlib import Path

import openpyxl
import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.returns.check import Expected, judge, judge_file
from tests.commands import run
from tests.office import Office
from tests.returns import REQUESTS, accepted, figure, filled, judged, layout_of, put, words, workbook
from tests.sent_back import sent_back
from tests.tampering import openpyxl_does
from tests.test_frozen import without_gained

FROZEN = Path(__file__).parent / "frozen"
OLD = [path for issue in ("issue-2", "issue-3") for path in sorted((FROZEN / issue).glob("*.xlsx"))]


def told(path: Path) -> dict[str, object]:
    record = judge_file(path).record
    assert record, [found for found in judge_file(path).findings if found.blocks]
    return {key: value for key, value in record.items() if key not in ("source", "govxl")}


@pytest.mark.parametrize("old", OLD, ids=[f"{path.parent.name}/{path.stem}" for path in OLD])
def test_an_older_layout_of_the_same_edition_gives_the_same_record(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.xlsx"
    done = run("migrate", old, "-o", new)
    assert (done.code, done.err) == (0, "")
    kept = load_record(old.with_suffix(".json").read_bytes())
    assert without_gained(told(new), kept) == {key: value for key, value in kept.items() if key not in ("source", "govxl")}
    assert not {found.name for found in judge_file(new).findings} & {"older-layout", "unknown-layout"}
    assert "没有地方放 0 项，没读到 0 项，待填 0 项" in done.out


def test_every_move_is_told_with_both_places_and_what_was_typed(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(accepted())
    done = run("migrate", old, "-o", new, "--json")
    moves = json.loads(done.out)
    assert [len(moves[kind]) for kind in ("dropped", "lost", "added")] == [0, 0, 0]
    typed = {move["before"]["point"]: move["value"] for move in moves["moved"]}
    reading = judged(accepted()).reading
    assert reading
    assert set(typed) == {path for path, cells in reading.located.cells.items() if layout_of().slots[path].editable and any(cells)}
    assert typed["requests.received.person"] == "12"
    assert typed["proactive.note"] == "制发的6件中，⏎有2件是修订。"


TYPED_2019 = {
    "unit.title": "锦江镇", "cover.phone": "0795-2523048", "requests.received.person": 5, "requests.carried_in.person": 0,
    "requests.granted.person": 5, "requests.carried_out.person": 0, "requests.mode": "空白均为0（已核对）",
    "proactive.licensing.decisions": 7, "proactive.licensing.change": 2, "proactive.procurement.count": 3,
    "narrative.overview.management": "加强管理。", "narrative.problems.text": "存在问题若干，将加强整改。",
}  # fmt: skip
"""A return of 2021 that somebody typed into the form of 2019."""


def test_another_edition_keeps_what_has_a_place_and_lists_the_rest(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(workbook(TYPED_2019, "zfxxgk/2019", unit="锦江镇人民政府", year=2021, level="township"))
    assert "year-outside-form" in {found.name for found in judge_file(old).findings}
    done = run("migrate", old, "-o", new)
    assert done.code == 0
    reading = judge_file(new).reading
    assert reading
    assert (reading.identity.edition, reading.identity.year, reading.identity.name) == ("2021", 2021, "锦江镇人民政府")
    ours, theirs = load_form("zfxxgk/2021"), load_form("zfxxgk/2019")
    for path, value in TYPED_2019.items():
        if path in ours.points or path in ours.fields:
            assert reading.values[path] == value, path
    dropped = [line for line in done.lines if line.startswith("  ")][:2]
    assert [line.rpartition("：")[2] for line in dropped] == ["2", "3"]
    assert "从 zfxxgk/2019 移到 zfxxgk/2021（2021 年）" in done.lines[1]
    moves = json.loads(run("migrate", old, "-o", tmp_path / "again.xlsx", "--json").out)
    assert {move["before"]["point"] for move in moves["dropped"]} == set(TYPED_2019) - set(ours.points) - set(ours.fields)
    added = {move["after"]["point"] for move in moves["added"]}
    inputs = {path for path, point in ours.points.items() if point.kind == "input"} | set(ours.fields)
    assert {path for path in added if not path.startswith("reason.")} == inputs - set(theirs.points) - set(theirs.fields)


def test_a_new_year_takes_last_years_figures_out(tmp_path: Path) -> None:
    from tests.test_reasons import LAST_YEAR

    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(filled(prior=LAST_YEAR))
    run("migrate", old, "-o", tmp_path / "same.xlsx")
    same = judge_file(tmp_path / "same.xlsx").reading
    assert same
    assert same.prior == LAST_YEAR
    run("migrate", old, "--year", "2026", "-o", new)
    reading = judge_file(new).reading
    assert reading
    assert (reading.identity.year, reading.prior) == (2026, None)


def test_what_was_wrong_stays_wrong(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(put(accepted(), {(REQUESTS, "D6"): words("12件"), (REQUESTS, "D7"): ' t="e"|<v>#REF!</v>'}))
    assert run("migrate", old, "-o", new).code == 0
    codes = [[found.code for found in judge_file(path).findings if found.blocks] for path in (old, new)]
    assert codes[0] == codes[1] == ["V004", "V010"]


@pytest.mark.parametrize("returned", [True, False])
def test_what_was_lost_is_asked_for_again_and_never_moved_as_zeros(tmp_path: Path, returned: bool) -> None:
    """Where blanks are declared zeros, entries that nobody could read would pass for that in the new workbook."""

    def without_a_row(book: openpyxl.Workbook) -> None:
        book[REQUESTS].delete_rows(6)

    old, new, again = (tmp_path / name for name in ("old.xlsx", "new.xlsx", "again.xlsx"))
    sent = openpyxl_does(without_a_row)(filled({"requests.mode": "空白均为0（已核对）"}))
    old.write_bytes(sent_back(sent) if returned else sent)
    assert run("migrate", old, "-o", new).code == 0
    assert run("migrate", new, "-o", again).code == 0
    for path in (new, again):
        blocked = [each for each in judge_file(path).findings if each.blocks]
        assert [each.name for each in blocked] == ["content-not-restored"]
        assert "requests.received.person" in [cell.point for cell in blocked[0].cells]
    filled_in = {(REQUESTS, layout_of().slots[f"requests.{row}.person"].box.address): figure(value) for row, value in {"received": "4", "granted": "4"}.items()}
    assert judged(put(new.read_bytes(), filled_in)).record


@pytest.mark.parametrize("data", [b"hello", sent_back(filled({"requests.received.person": 20}))[:-200]], ids=["words", "cut off"])
def test_what_cannot_be_read_is_judged_and_not_moved(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes(data)
    done = run("migrate", tmp_path / "old.xlsx", "-o", tmp_path / "new.xlsx")
    assert done.code == 1
    assert done.lines[0].startswith("退回")
    assert not (tmp_path / "new.xlsx").exists()


def test_a_key_seals_the_new_workbook_and_nothing_is_written_over(tmp_path: Path) -> None:
    old, new, key = tmp_path / "old.xlsx", tmp_path / "new.xlsx", tmp_path / "key"
    key.write_text("0123456789abcdef0123456789abcdef")
    old.write_bytes(filled(key=key.read_bytes()))
    assert run("migrate", old, "-o", new, "--key-file", key).code == 0
    found = judge(new.read_bytes(), "new.xlsx", Expected(key=key.read_bytes())).findings
    assert not {each.name for each in found} & {"seal-broken", "seal-absent"}
    assert run("migrate", old, "-o", new).code == 2


def test_moved_in_libreoffice_s_own_file(office: Office, tmp_path: Path) -> None:
    """A 2019 workbook that LibreOffice saved, and the new one, opened and saved by it again."""
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(workbook(TYPED_2019, "zfxxgk/2019", unit="锦江镇人民政府", year=2021, level="township"))
    office.round_trip(old, tmp_path / "saved.xlsx")
    assert run("migrate", tmp_path / "saved.xlsx", "-o", new).code == 0
    book = openpyxl.load_workbook(office.round_trip(new, tmp_path / "again.xlsx"))
    box = layout_of().slots["requests.received.person"].box
    assert book[box.sheet][box.address].value == 5
