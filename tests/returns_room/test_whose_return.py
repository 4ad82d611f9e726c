"""Issue 14, E4: what replaces what is decided by what the workbooks say of themselves, whatever they are called."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from govxl.returns.came_back import Arrived, claimed_by, sorted_out
from govxl.returns.check import is_same_return
from tests.commands import run
from tests.returns import REQUESTS, UNIT, accepted, figure, filled, judged, put
from tests.sent_back import sent_back
from tests.tampering import forged, remove, without_properties

WRONG = {"requests.received.person": 20}
FINANCE = {"unit": "示例县财政局", "code": "CZ01"}


def typed(data: bytes, value: object, cell: str = "D6") -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    book[REQUESTS][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put_in(folder: Path, **files: bytes) -> list[Path]:
    paths = [folder / f"{name}.xlsx" for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    return paths


def laters(paths: list[Path]) -> list[str | None]:
    return [each.later and each.later.stem for each in sorted_out(paths)]


@pytest.mark.parametrize(("theirs", "ours"), [("CZ01", "JY01"), ("CZ01", ""), ("", "JY01"), ("", ""), ("GOV01", "GOV01")])
def test_a_corrected_return_of_one_unit_replaces_no_file_of_another(tmp_path: Path, theirs: str, ours: str) -> None:
    """The example of the issue; with one code under both names, which a unit may have copied, as well."""
    first = filled(WRONG, unit="示例县财政局", code=theirs)
    put_in(tmp_path, **{"年报": filled(unit="示例县教育局", code=ours), "年报-退回修改": typed(sent_back(first, name="年报.xlsx"), 12)})
    done = run("check", tmp_path)
    assert done.code == 0
    assert [line.split()[1:3] for line in done.lines if line.startswith("通过")] == [["年报-退回修改.xlsx", "示例县财政局"], ["年报.xlsx", "示例县教育局"]]
    assert "跳过" not in done.err


def test_a_corrected_return_replaces_its_original_under_any_name_and_in_any_folder(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    first, other = filled(WRONG, **FINANCE), filled(unit="乙局", code="B")
    (tmp_path / "甲" / "财政.xlsx").write_bytes(first)
    (tmp_path / "甲" / "乙局.xlsx").write_bytes(other)
    (tmp_path / "乙" / "改好了.xlsx").write_bytes(typed(sent_back(first), 12))
    done = run("check", tmp_path)
    assert done.code == 0
    assert sorted(line.split()[1] for line in done.lines if line.startswith("通过")) == ["乙局.xlsx", "改好了.xlsx"]
    assert f"{tmp_path / '甲' / '财政.xlsx'}：后来的 {tmp_path / '乙' / '改好了.xlsx'} 里已经改过" in done.err
    assert done.err.splitlines()[-1] == "共 3 个文件：通过 2 个，退回 0 个，跳过 1 个"


def test_of_a_line_of_returns_the_last_replaces_all(tmp_path: Path) -> None:
    first = filled(WRONG, **FINANCE)
    once = typed(sent_back(first), 30)
    twice = typed(sent_back(once, name="x.xlsx"), 12)
    assert laters(put_in(tmp_path, a=first, b=once, c=twice)) == ["c", "c", None]
    assert laters(put_in(tmp_path, a=first, b=once)) == ["b", None]


def test_where_the_one_between_is_missing_the_name_helps_and_only_of_the_same_unit(tmp_path: Path) -> None:
    first = filled(WRONG, **FINANCE)
    once = typed(sent_back(first), 30)
    twice = typed(sent_back(once, name="x.xlsx"), 12)
    assert laters(put_in(tmp_path, **{"年报": first, "年报-退回修改2": twice})) == ["年报-退回修改2", None]
    assert laters(put_in(tmp_path, **{"甲": first, "年报-退回修改2": twice})) == [None, None]
    assert laters(put_in(tmp_path, **{"年报": filled(WRONG, unit="乙局"), "年报-退回修改2": twice})) == [None, None]


def test_a_file_that_the_return_was_not_made_of_is_judged_beside_it(tmp_path: Path) -> None:
    """The unit sent another first file since: which one counts is nobody's guess."""
    back = typed(sent_back(filled(WRONG, **FINANCE), name="年报.xlsx"), 12)
    paths = put_in(tmp_path, **{"年报": filled({"cover.phone": "010-1"}, **FINANCE), "年报-退回修改": back})
    assert laters(paths) == [None, None]
    done = run("check", tmp_path)
    assert done.code == 0
    assert "交来 2 份不同的报表" in done.err


@pytest.mark.parametrize("change", [{"year": 2024}, {"code": "CZ02"}, {"unit": "示例县财政局（本级）"}])
def test_another_year_or_unit_is_another_return(tmp_path: Path, change: dict[str, object]) -> None:
    back = typed(sent_back(filled(WRONG, **FINANCE), name="年报.xlsx"), 12)
    mine = filled(WRONG, **{**FINANCE, **change})  # type: ignore[arg-type]
    assert laters(put_in(tmp_path, **{"年报": mine, "年报-退回修改": back})) == [None, None]


def test_a_return_that_contradicts_itself_about_whose_it_is_replaces_nothing(tmp_path: Path) -> None:
    first = filled(WRONG, **FINANCE)
    back = put(sent_back(filled(WRONG, unit="乙局", code="CZ01")), {(REQUESTS, "D6"): figure("12")})
    back = forged("unit.name", "示例县财政局", sheet=False)(back)
    assert {found.name for found in judged(back).findings if found.blocks} == {"identity-conflict"}
    assert laters(put_in(tmp_path, a=first, b=back)) == [None, None]


@pytest.mark.parametrize("lost", [without_properties, remove("govxl")], ids=["properties", "sheet"])
def test_one_of_the_two_places_that_say_whose_it_is_will_do(tmp_path: Path, lost) -> None:
    first = filled(WRONG, **FINANCE)
    assert laters(put_in(tmp_path, a=lost(first), b=typed(sent_back(first), 12))) == ["b", None]


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x05\x06" + bytes(18), accepted()[:5000]])
def test_what_cannot_be_read_is_left_for_judgement(tmp_path: Path, data: bytes) -> None:
    paths = put_in(tmp_path, a=data, b=accepted(), c=data)
    assert sorted_out([*paths, tmp_path / "nosuch.xlsx"]) == [Arrived(path) for path in [*paths, tmp_path / "nosuch.xlsx"]]


def test_a_glance_says_what_the_judgement_says() -> None:
    for data in (accepted(), filled(**FINANCE), without_properties(accepted()), remove("govxl")(accepted())):
        told = judged(data).identity
        assert {key: text for key, text in claimed_by(data).items() if key in told} == told
    assert claimed_by(accepted())["unit.name"] == UNIT


def test_a_workbook_of_others_says_nothing_and_is_not_read_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    out = BytesIO()
    book.save(out)
    monkeypatch.setattr("govxl.returns.came_back.read_workbook", lambda data: pytest.fail("it was read"))
    assert claimed_by(out.getvalue()) == {}


ONE = {"form": "zfxxgk", "unit.name": "示例县财政局", "unit.code": "CZ01", "year": "2025", "scope": "own"}


@pytest.mark.parametrize("change", [{}, {"unit.name": "示例县 财政局"}, {"unit.code": ""}, {"unit.code": " cz01"}, {"edition": "2019"}])
def test_one_return_however_it_is_spelt(change: dict[str, str]) -> None:
    assert is_same_return(ONE, ONE | change)


@pytest.mark.parametrize("change", [{"unit.name": "示例县教育局"}, {"unit.code": "CZ02"}, {"year": "2024"}, {"scope": "aggregate"}, {"form": "other"}])
def test_two_returns(change: dict[str, str]) -> None:
    assert not is_same_return(ONE, ONE | change)
    assert not is_same_return({}, {})
