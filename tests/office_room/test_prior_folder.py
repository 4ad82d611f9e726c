"""Issue 14, E4: a folder of last year's records says what in it is no use, and between two of one unit it never guesses."""

from pathlib import Path

import pytest

from govxl.filing.record import dump_record
from tests.commands import run
from tests.returns import UNIT, accepted, filled, judged


def record(unit: str = UNIT, code: str = "GOV01", person: int = 13, scope: str = "own") -> bytes:
    kept = judged(filled({"requests.received.person": person, "requests.carried_out.person": person - 11}, year=2024)).record
    assert kept
    return dump_record({**kept, "scope": scope, "unit": {**kept["unit"], "name": unit, "code": code}})


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("甲.xlsx").write_bytes(accepted())
    Path("乙.xlsx").write_bytes(filled(unit="乙局", code="B"))
    Path("上年", "示例县").mkdir(parents=True)
    Path("上年", "示例县", "record.json").write_bytes(record())
    Path("上年", "乙局").mkdir()
    Path("上年", "乙局", "record.json").write_bytes(record("乙局", "B"))
    return tmp_path


def test_a_sound_folder_is_quiet(here: Path) -> None:
    done = run("check", "甲.xlsx", "乙.xlsx", "--prior", "上年")
    assert (done.code, done.err) == (0, "共 2 个文件：通过 2 个，退回 0 个\n")


@pytest.mark.parametrize(("code", "asked"), [("GOV01", "GOV01"), ("", "GOV01"), ("GOV01", ""), ("gov01", "GOV01")])
def test_of_two_records_of_one_unit_that_differ_both_are_named_and_none_is_used(here: Path, code: str, asked: str) -> None:
    Path("甲.xlsx").write_bytes(filled(code=asked))
    Path("上年", "更正.json").write_bytes(record(code=code, person=12))
    done = run("check", "甲.xlsx", "乙.xlsx", "--prior", "上年")
    assert done.code == 2
    (told,) = [line for line in done.err.splitlines() if line.startswith("甲.xlsx")]
    assert "更正.json" in told
    assert "示例县/record.json" in told
    assert "分不出用哪一份" in told
    assert "只留一份" in told
    assert [line.split()[1] for line in done.lines if line.startswith("通过")] == ["乙.xlsx"], "the others are judged"


@pytest.mark.parametrize(("unit", "code"), [(UNIT, "GOV01"), (UNIT, ""), ("示例县 人民政府", "gov01")])
def test_of_two_records_with_the_same_figures_either_will_do(here: Path, unit: str, code: str) -> None:
    Path("上年", "又一份.json").write_bytes(record(unit, code))
    done = run("check", "甲.xlsx", "--prior", "上年")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(("unit", "code", "scope"), [(UNIT, "GOV02", "own"), (UNIT, "GOV01", "aggregate"), ("示例县人民政府办公室", "", "own")])
def test_another_units_record_is_no_second_one(here: Path, unit: str, code: str, scope: str) -> None:
    Path("上年", "别的.json").write_bytes(record(unit, code, 12, scope))
    assert run("check", "甲.xlsx", "--prior", "上年").code == 0


def test_what_is_no_use_is_said_with_its_path(here: Path) -> None:
    Path("上年", "坏.json").write_text('{"record": 1, "unit": {"na', "utf-8")
    Path("上年", "缺.json").write_bytes(record("丙局", "C").replace(b'"tables":', b'"table":'))
    Path("上年", "package.json").write_text('{"name": "x"}', "utf-8")
    Path("上年", "断.json").symlink_to("没有了")
    Path("上年", "说明.docx").write_bytes(b"x")
    Path("上年", "~$说明.docx").write_bytes(b"x")
    done = run("check", "甲.xlsx", "--prior", "上年")
    assert done.code == 0
    lines = done.err.splitlines()
    assert [line.partition("：")[0] for line in lines] == ["上年/断.json", "上年/坏.json", "上年/缺.json", "上年"]
    assert "已经不在了" in lines[0]
    assert "不能用作上年的记录" in lines[1]
    assert "里面没有 tables" in lines[2]
    assert "1 个 .json 不是 govxl 的记录，没有用（package.json）" in lines[3]
    assert run("check", "甲.xlsx", "--prior", "上年", "--lang", "en").err.splitlines()[1].startswith("上年/坏.json: no use as a record")


def test_a_folder_one_may_not_read_is_said(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    real = os.scandir

    def refused(path: Path) -> object:
        if Path(path).name == "示例县":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr("govxl.office.walking.os.scandir", refused)
    done = run("check", "甲.xlsx", "--prior", "上年")
    assert done.err.startswith("上年/示例县：没有权限打开")
    assert "没有它的记录" in done.out
    assert "读不出来（示例县）" in done.out


def test_a_link_that_leads_round_is_not_followed(here: Path) -> None:
    Path("上年", "上年").symlink_to(here / "上年")
    done = run("check", "甲.xlsx", "--prior", "上年")
    assert done.code == 0
    assert done.err.startswith("上年/上年：是链接到别处的文件夹，没有跟进去")


def test_a_folder_without_a_record_is_said(here: Path) -> None:
    Path("空").mkdir()
    Path("空", "年报.xlsx").write_bytes(accepted())
    done = run("check", "甲.xlsx", "--prior", "空")
    assert "空：里面没有一份能用的记录（record.json）" in done.err
    assert "I016" in done.out


def test_new_does_not_guess_either(here: Path) -> None:
    Path("上年", "更正.json").write_bytes(record(person=12))
    done = run("new", "--unit", UNIT, "--code", "GOV01", "--year", 2025, "--prior", "上年", "-o", "新.xlsx")
    assert done.code == 2
    assert "分不出用哪一份" in done.err
    assert not Path("新.xlsx").exists()


def test_under_against_what_is_no_record_is_said(here: Path) -> None:
    Path("上年", "坏.json").write_text("{", "utf-8")
    Path("上年", "绕").symlink_to("绕")
    done = run("check", "甲.xlsx", "--against", "上年")
    assert done.code == 0
    first, second = done.err.splitlines()
    assert first.startswith("上年/绕：是绕回自己的链接")
    assert second.startswith("上年/坏.json：不是能用的记录（")


def test_a_list_with_one_unit_twice_stops_before_anything_is_judged(here: Path) -> None:
    Path("上年.csv").write_text(f"单位名称,单位代码,requests.carried_out.person\n{UNIT},GOV01,1\n示例县 人民政府,,2\n", "utf-8")
    done = run("check", "甲.xlsx", "--prior", "上年.csv")
    assert (done.code, done.out) == (2, "")
    assert "第 3 行和第 2 行是同一个单位" in done.err
