"""Issue 13, E4: whatever others make of its name, a return is known by what stands in it."""

from collections.abc import Callable
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govxl.files import base_name, return_name, return_number
from govxl.returns.came_back import sorted_out
from tests.commands import run
from tests.returns import REQUESTS, accepted, figure, filled, put
from tests.sent_back import sent_back

WRONG = {"requests.received.person": 20}
LIST = "退回问题清单"
RENAMED = [
    "{}(1)", "{} (2)", "{}（1）", "{} - 副本", "{}- 副本", "{}-副本", "{}_副本", "{}的副本", "{} 副本", "{} 副本 2", "{} - 副本 (2)", "{} - 副本 - 副本",
    "{} - Copy", "{} - Copy (3)", "{} copy", "{} copy 2", "{}(1)(2)", "{}[1]", "{} 2", "{}-1", "{}_1", "{}(已自动恢复)", "{}.xlsx", "{}（已改）", "{}-改好", "{}_最终版", "{} (1) - 副本",
]  # fmt: skip
"""What browsers, WeChat, QQ, mail programs, Explorer, Finder, WPS and people make of a name when they keep it twice."""


@pytest.mark.parametrize("how", RENAMED)
@pytest.mark.parametrize("times", [1, 2, 13])
@pytest.mark.parametrize("base", ["年报", "示例县2025年年报 (1)", "甲 - 副本", "a.b"])
def test_a_renamed_return_keeps_its_first_name_and_its_number(base: str, times: int, how: str) -> None:
    stem = return_name(base, times).removesuffix(".xlsx")
    assert (base_name(stem), return_number(stem)) == (base, times)
    assert (base_name(how.format(stem)), return_number(how.format(stem))) == (base, times)


NO_RETURNS = ["年报", "年报(1)", "年报 - 副本", "年报-副本", "退回修改", "关于退回修改的函", "年报-退回", "2025", ""]


@pytest.mark.parametrize("stem", NO_RETURNS)
def test_what_was_never_returned_keeps_its_name_and_a_copy_of_it_too(stem: str) -> None:
    """Two units may have sent files of one name: their copies are two files."""
    assert (base_name(stem), return_number(stem)) == (stem, 0)


def test_a_return_of_a_return_under_an_older_version_counts_on() -> None:
    assert (base_name("年报-退回修改(1)-退回修改2"), return_number("年报-退回修改(1)-退回修改2")) == ("年报", 2)


@given(st.text(max_size=60), st.integers(1, 200))
def test_every_name_has_one_first_name(base: str, times: int) -> None:
    first = base_name(base)
    stem = return_name(first, times).removesuffix(".xlsx")
    assert base_name(stem) in (first, stem)
    assert return_number(stem) >= times or return_number(first) > 0


# -- What stands inside


@lru_cache(maxsize=20)
def typed(data: bytes, value: object, cell: str = "D6") -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    book[REQUESTS][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def is_untouched(path: Path) -> bool:
    """Whether a file waits for its sender: it was returned, and nobody did anything in it since."""
    (arrived,) = sorted_out([path])
    return bool(arrived.waits)


def later_return(path: Path) -> Path | None:
    """Give the later return, of those in its folder, that is taken in place of a file."""
    beside = [each for each in sorted(path.parent.glob("*.xlsx")) if base_name(each.stem) == base_name(path.stem)]
    return next(each.later for each in sorted_out([path, *beside]))


@cache
def sent_and_returned() -> dict[str, bytes]:
    """Give what stands in a folder in which a file was taken in that goes back."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "年报.xlsx").write_bytes(filled(WRONG))
        run("ingest", Path(folder) / "年报.xlsx")
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def returned(folder: Path) -> Path:
    for name, data in sent_and_returned().items():
        (folder / name).write_bytes(data)
    return folder / "年报-退回修改.xlsx"


@pytest.mark.parametrize("how", RENAMED)
def test_corrected_under_another_name_it_is_taken_in_place_of_its_original(how: str, tmp_path: Path) -> None:
    back = returned(tmp_path)
    corrected = tmp_path / (how.format(back.stem) + ".xlsx")
    corrected.write_bytes(typed(back.read_bytes(), 12))
    assert not is_untouched(corrected)
    assert is_untouched(back)
    assert later_return(tmp_path / "年报.xlsx") == corrected
    if how in RENAMED[:3]:
        done = run("ingest", tmp_path)
        assert (done.code, "退回  " in done.out) == (0, False)
        assert f"{corrected.name} 里已经改过" in done.err
        assert (tmp_path / "示例县人民政府2025" / "record.json").exists()


def test_untouched_under_another_name_it_waits(tmp_path: Path) -> None:
    back = returned(tmp_path)
    back.rename(tmp_path / "年报-退回修改(1).xlsx")
    assert is_untouched(tmp_path / "年报-退回修改(1).xlsx")
    assert later_return(tmp_path / "年报.xlsx") is None
    done = run("ingest", tmp_path)
    assert done.out.count("退回  ") == 1
    assert "退回  年报.xlsx" in done.out


@pytest.mark.parametrize("name", ["年报-退回修改(1).xlsx", "年报-退回修改 - 副本.xlsx", "甲.xlsx"])
def test_rejected_again_the_next_return_counts_on(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(typed(sent_back(filled(WRONG)), 30))
    run("ingest", tmp_path / name)
    first = "甲" if name == "甲.xlsx" else "年报"
    book = openpyxl.load_workbook(tmp_path / f"{first}-退回修改2.xlsx")
    assert book[LIST]["A2"].value.startswith("第 2 次退回")


def test_the_latest_is_the_one_whose_inside_says_so(tmp_path: Path) -> None:
    back = returned(tmp_path)
    once = typed(back.read_bytes(), 30)
    (tmp_path / "年报-退回修改 - 副本.xlsx").write_bytes(once)
    twice = sent_back(once, name="年报-退回修改.xlsx")
    latest = tmp_path / "年报-退回修改(1).xlsx"
    latest.write_bytes(typed(twice, 12))
    for name in ("年报.xlsx", "年报-退回修改 - 副本.xlsx"):
        assert later_return(tmp_path / name) == latest
    assert later_return(latest) is None


OTHERS: dict[str, Callable[[], bytes]] = {
    "of another unit": lambda: sent_back(filled(WRONG, unit="另一个县", code="GOV02")),
    "of another unit without codes": lambda: sent_back(filled(WRONG, unit="另一个县", code="")),
    "of another year": lambda: sent_back(filled(WRONG, year=2024)),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("name", ["年报-退回修改.xlsx", "年报-退回修改(1).xlsx"])
def test_another_units_return_of_the_same_name_replaces_nothing(name: str, other: Callable[[], bytes], tmp_path: Path) -> None:
    """A browser names the second `年报-退回修改.xlsx` it saves `年报-退回修改(1).xlsx`, whosever it is."""
    theirs = typed(other(), 12)
    (tmp_path / "年报.xlsx").write_bytes(accepted())
    (tmp_path / name).write_bytes(theirs)
    assert later_return(tmp_path / "年报.xlsx") is None
    done = run("ingest", tmp_path)
    assert done.code == 0
    records = sorted(path.parent.name for path in tmp_path.rglob("record.json"))
    assert len(records) == 2
    assert "示例县人民政府2025" in records


def test_nor_is_its_record_or_its_return_written_over_on_another_day(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "年报.xlsx").write_bytes(accepted())
    run("ingest", tmp_path / "年报.xlsx", "-o", out)
    kept = (out / "示例县人民政府2025" / "record.json").read_bytes()
    other = tmp_path / "年报-退回修改(1).xlsx"
    other.write_bytes(typed(sent_back(filled(WRONG, unit="另一个县", code="GOV02")), 12))
    assert run("ingest", other, "-o", out).code == 0
    assert (out / "示例县人民政府2025" / "record.json").read_bytes() == kept
    assert len(list(out.rglob("record.json"))) == 2
    assert run("ingest", other, "-o", out).code == 0
    assert len(list(out.rglob("record.json"))) == 2, "the same again stands where it stood"


def test_a_return_of_one_unit_is_not_held_for_anothers_work(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "年报.xlsx", tmp_path / "年报-退回修改.xlsx"
    theirs.write_bytes(waiting := sent_back(filled(WRONG, unit="另一个县", code="GOV02")))
    mine.write_bytes(filled(WRONG))
    done = run("ingest", mine)
    assert "没有覆盖" not in done.err
    assert theirs.read_bytes() == waiting
    (made,) = set(tmp_path.iterdir()) - {mine, theirs}
    assert made.name.startswith("年报~")
    assert made.name.endswith("-退回修改.xlsx")


def test_what_the_unit_kept_from_before_it_corrected_is_no_return(tmp_path: Path) -> None:
    (tmp_path / "年报.xlsx").write_bytes(accepted())
    (tmp_path / "年报-退回修改前.xlsx").write_bytes(filled(WRONG))
    assert later_return(tmp_path / "年报.xlsx") is None


def test_what_cannot_be_read_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "年报.xlsx").write_bytes(put(accepted(), {(REQUESTS, "J6"): figure("99")}))
    (tmp_path / "年报-退回修改(1).xlsx").write_bytes(b"hello")
    assert later_return(tmp_path / "年报.xlsx") is None
    assert not is_untouched(tmp_path / "年报-退回修改(1).xlsx")
    assert not is_untouched(tmp_path / "nosuch-退回修改.xlsx")
