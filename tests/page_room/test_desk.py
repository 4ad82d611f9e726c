"""What the page's Python says of a file is what the command line says of it, and what it makes is what an office makes."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govxl.office.settings import Office, OfficeFileError, read_office
from govxl.page.desk import MAX_CELLS, as_json, blank, judged, preview, returned
from govxl.page.settings import Settings, settings_in, settings_of
from govxl.page.wording import HEADLINES, NOT_MARKED, SECTIONS
from govxl.returns.send_back import Why
from govxl.words import SaidError
from tests.commands import run
from tests.returns import accepted, filled

ROOT = Path(__file__).parent.parent.parent
SAMPLES = sorted(ROOT.glob("samples/zfxxgk-*/*/*.xlsx"))
NOBODY = Settings()
ON = date(2026, 1, 16)


def page_says(path: Path, settings: Settings = NOBODY) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(judged(path.name, path.read_bytes(), settings).as_json())
    return said


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_says_what_the_command_line_says(path):
    """Of every entry: its code, place, words in both languages and both sides; and how many of each kind there are."""
    said = page_says(path)
    for language in ("zh", "en"):
        [line] = run("check", path, "--json", "--lang", language).lines
        told = json.loads(line)
        assert (said["verdict"], said["file"], said["whose"]) == (told["verdict"], told["file"], told["identity"])
        waiting = list(told["findings"])
        for entry in said["entries"]:
            first = next(
                each
                for each in waiting
                if (each["code"], each["message"], each["cells"][:1])
                == (entry["code"], entry["message"][language], entry["cells"][:1] and [told_cell(entry["cells"][0])])
            )
            assert first["advice"] == entry["advice"][language]
            assert (first["expected"] or "", first["actual"] or "") == (entry["expected"], entry["actual"])
            assert (first["blocks"], first["reason"] or "") == (entry["blocks"], entry["reason"])
            assert list(map(told_cell, entry["cells"])) == first["cells"][:MAX_CELLS]
            assert entry["more"] == max(0, len(first["cells"]) - MAX_CELLS)
            waiting.remove(first)
        # What has no entry of its own is of the same kind as one that has, and its place is named there.
        assert {each["code"] for each in waiting} <= {entry["code"] for entry in said["entries"] if entry["others"]}
    printed = run("check", path).lines[0]
    assert sum(said["counts"].values()) == len(said["entries"])
    for kind, count in said["counts"].items():
        assert f"{count} 处{SECTIONS[kind].zh}" in printed


def told_cell(cell: dict[str, Any]) -> dict[str, Any]:
    """Write a cell as the command line does."""
    return {key: value for key, value in cell.items() if key != "characters" or value is not None}


def test_entries_stand_in_the_order_of_the_returned_list():
    said = page_says(ROOT / "samples/zfxxgk-2021/mistakes/filled.xlsx")
    kinds = [entry["severity"] for entry in said["entries"]]
    assert kinds == sorted(kinds, key=list(SECTIONS).index)
    assert list(dict.fromkeys(kinds)) == ["hard", "explainable", "warning", "info"]
    # The marked workbook lists the same, but for what asks nothing of anybody.
    made = returned("filled.xlsx", (ROOT / "samples/zfxxgk-2021/mistakes/filled.xlsx").read_bytes(), NOBODY, ON)
    assert made.name == "filled-退回修改.xlsx"
    sheet = openpyxl.load_workbook(filename=_file(made.content))["退回问题清单"]
    listed = [row[3].value for row in sheet.iter_rows() if str(row[0].value).isdecimal()]
    asking = [entry for entry in said["entries"] if entry["severity"] != "info"]
    assert len(listed) == len(asking)
    for text, entry in zip(listed, asking, strict=True):
        assert text.startswith(entry["title"]["zh"])
        assert (entry["called"] or entry["code"]) in text


def _file(content: bytes) -> Any:
    return BytesIO(content)


def test_the_basis_is_the_rules_own():
    said = page_says(ROOT / "samples/zfxxgk-2021/mistakes/filled.xlsx")
    [entry] = [entry for entry in said["entries"] if entry["called"].startswith("收到和办理件数")]
    assert entry["basis"] == "国办公开办函〔2021〕30号 表三注（A3）"
    assert entry["advice"]["zh"].endswith(f"依据：{entry['basis']}")


def test_what_goes_back_is_what_ingest_sends_back(tmp_path):
    """On every sample: the same name and bytes, and none where `ingest` makes none."""
    for path in SAMPLES:
        folder = tmp_path / path.parent.name / path.stem
        folder.mkdir(parents=True)
        (folder / path.name).write_bytes(path.read_bytes())
        run("ingest", folder / path.name, "--on", ON, "-o", folder / "out")
        made = {each.name: each.read_bytes() for each in folder.glob("out/*.xlsx")}
        name = judged(path.name, path.read_bytes(), NOBODY).marked
        assert bool(name) == bool(made)
        if name:
            done = returned(path.name, path.read_bytes(), NOBODY, ON)
            assert ({done.name: done.content}, name) == (made, done.name)


def test_there_is_none_of_what_is_in_order_or_cannot_be_mended():
    assert judged("a.xlsx", accepted(), NOBODY).marked == ""
    assert judged("a.xlsx", accepted(), NOBODY).unmarked is None
    said = judged("a.txt", b"no workbook", NOBODY)
    assert (said.state, said.marked, said.unmarked, said.progress) == ("unread", "", NOT_MARKED["other"], ())
    with pytest.raises(ValueError, match="no marked workbook"):
        returned("a.xlsx", accepted(), NOBODY, ON)
    # One that comes back as it went is the marked one itself.
    wrong = filled({"requests.received.person": 20})
    marked = returned("a.xlsx", wrong, NOBODY, ON)
    again = judged(marked.name, marked.content, NOBODY)
    assert (again.marked, again.unmarked) == ("", NOT_MARKED["unchanged"])


def test_a_name_of_any_letters_is_told_and_saved_under_one_that_every_system_takes():
    wrong = filled({"requests.received.person": 20})
    for name, told, saved in (
        ("报表\ud83d.xlsx", "报表?.xlsx", "报表_-退回修改.xlsx"),
        ("a/b:c.xlsx", "a/b:c.xlsx", "b_c-退回修改.xlsx"),
        ("甲-退回修改2(1).xlsx", "甲-退回修改2(1).xlsx", "甲-退回修改3.xlsx"),
        ("", "", "govxl-退回修改.xlsx"),
    ):
        said = judged(name, wrong, NOBODY)
        assert (said.file, said.marked) == (told, saved)
        said.as_json().encode()
        assert returned(name, wrong, NOBODY, ON).name == saved


def test_every_reason_has_its_sentence():
    assert set(NOT_MARKED) == set(Why.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("data", "state"),
    [(b"", "unread"), (filled({"requests.received.person": 20}), "blocked"), (accepted(), "clean")],
    ids=["unread", "blocked", "clean"],
)
def test_what_stands_above(data, state):
    said = judged("a.xlsx", data, NOBODY)
    assert (said.state, said.headline) == (state, HEADLINES[state])


def test_nobody_is_told_that_a_return_passed():
    """The office alone decides; a reason that was given, or a doubt, is for it to read."""
    words = [text for both in (*HEADLINES.values(), *SECTIONS.values()) for text in both]
    assert not [text for text in words if "通过" in text or "accepted" in text.lower()]
    explained = judged("a.xlsx", (ROOT / "samples/zfxxgk-2021/explained/filled.xlsx").read_bytes(), NOBODY)
    assert (explained.verdict, explained.state) == ("accepted", "doubtful")


def test_progress_is_what_the_workbook_shows(tmp_path):
    """The sheets that are filled in, in their order; the figures are those of the cells that show them."""
    path = ROOT / "samples/zfxxgk-2021/mistakes/filled.xlsx"
    said = page_says(path)["progress"]
    guide = openpyxl.load_workbook(path, data_only=True)["填报说明"]
    shown = {str(row[0].value): str(row[1].value) for row in guide.iter_rows(max_col=2) if "已填" in str(row[1].value)}
    assert {each["sheet"]: each["says"]["zh"] for each in said} == shown
    assert list(shown) == [each["sheet"] for each in said]
    for each in said:
        assert f"{each['filled']}/{each['of']}" in each["says"]["zh"]
        assert each["says"]["en"] == f"{each['filled']} of {each['of']} filled"
    counts = {each["sheet"]: each["counts"] for each in said}
    assert counts["二、主动公开"]["hard"] >= 2


def test_the_preview_is_the_page_that_would_be_published():
    case = ROOT / "samples/zfxxgk-2021/county"
    [kept] = case.glob("expected/*报告（网页）.html")
    shown = preview("filled.xlsx", (case / "filled.xlsx").read_bytes(), NOBODY)
    # What is published is stamped at its end.
    assert kept.read_text("utf-8").startswith(shown)
    assert preview("a.xlsx", filled({"requests.received.person": 20}), NOBODY) == ""


# -- An office


def settings(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "office.toml").write_text(text, "utf-8")
    made = settings_of(read_office(tmp_path / "office.toml"), [])
    return settings_in(made.as_json())


OFFICE = """
year = 2025
recipient = "示例县人民政府办公室"
key_file = "key"
[deadlines]
default = 2026-01-20
department = 2026-01-15
[severity]
N8 = "info"
"""


def test_a_page_carries_what_an_office_says_and_no_secret(tmp_path):
    found = settings(tmp_path, OFFICE)
    assert (found.office.recipient, found.office.year) == ("示例县人民政府办公室", 2025)
    assert found.texts("department", 2025)["deadline"] == "2026年1月15日"
    assert found.expected().severities == {"N8": "info"}
    assert (found.office.key_file, found.expected().key) == ("", b"")
    assert "key" not in json.loads(found.as_json())
    assert settings_in("") == NOBODY


def test_a_file_of_another_year_is_told_as_the_office_will(tmp_path):
    found = settings(tmp_path, "year = 2024")
    codes = [entry.name for entry in judged("a.xlsx", accepted(), found).entries]
    assert "wrong-year" in codes


def test_what_would_fail_in_every_browser_fails_for_the_office():
    with pytest.raises(OfficeFileError):
        settings_of(Office("office.toml", year=2025, deadlines={"default": date(2025, 1, 20)}), [])
    with pytest.raises(OfficeFileError):
        settings_of(Office("office.toml", year=2025, severity={"tie-out": "info"}), [])
    # Until when is said of a year's workbooks; without one nobody knows whose.
    assert settings_of(Office(deadlines={"default": date(2025, 1, 20)}), []).office.deadlines == {}


def test_a_blank_workbook_is_the_one_that_new_makes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = settings(tmp_path, OFFICE.replace('key_file = "key"', ""))
    issued = datetime(2026, 1, 5, 9, tzinfo=UTC)
    made = blank("示例县财政局", 2025, found, level="county", kind="department", issued=issued)
    words = ["--unit", "示例县财政局", "--year", "2025", "--level", "county", "--kind", "department"]
    (tmp_path / "beside.toml").write_text((tmp_path / "office.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "office.toml").unlink()
    run("new", *words, "--office", "beside.toml", "--issued", "2026-01-05T09:00:00", "-o", "mine.xlsx")
    assert made.name == "示例县财政局2025年政府信息公开工作年度报告.xlsx"
    assert made.content == (tmp_path / "mine.xlsx").read_bytes()
    with pytest.raises(SaidError, match="全称"):
        blank("  ", 2025, found)


def test_json_has_every_text_in_both_languages():
    said = json.loads(as_json(judged("a.xlsx", filled({"requests.received.person": 20}), NOBODY)))
    assert said["headline"] == {"zh": "还不能报送", "en": "Not ready to send"}
    assert all(set(entry["message"]) == {"zh", "en"} for entry in said["entries"])
