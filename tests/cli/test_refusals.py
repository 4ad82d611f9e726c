"""What is refused is refused in the language that is asked for: English holds no Chinese but what it quotes."""

import os
import re
from pathlib import Path

import pytest

from govxl.filing.record import dump_record
from govxl.words import COLON, LISTED, Both, SaidError, SaidOSError
from tests.cli.test_wrong_files import NEW, UNIT, WRONG
from tests.commands import Done, run
from tests.returns import accepted, judged

CHINESE = re.compile(r"[\u3400-\u9fff]")
QUOTED = re.compile(r"“[^”…]*[”…]|「[^」]*」|四、[^;:]*自然人")
"""What stands in a file or on the form, whose labels stand without quotes in what the catalogue says."""
HEAD = "单位名称,单位代码,统计口径"
LAST = "requests.carried_out"


@pytest.fixture(scope="module")
def record() -> str:
    return dump_record(judged(accepted()).record).decode()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: str) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("filled.xlsx").write_bytes(accepted())
    Path("r.json").write_text(record, "utf-8")
    return tmp_path


def refused(*words: object) -> Done:
    """Run a call that is refused in both languages; give what English says."""
    chinese, english = run(*words), run(*words, "--lang", "en")
    assert (chinese.code, english.code) == (2, 2)
    assert CHINESE.search(chinese.err)
    assert english.err.strip()
    assert len(english.err.splitlines()) == len(chinese.err.splitlines())
    assert not CHINESE.search(QUOTED.sub("", english.err)), english.err
    return english


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("call", [("fill", "w.json"), ("check", "filled.xlsx", "--prior", "w.json")], ids=["fill", "prior"])
def test_a_record_that_is_none(case, call, here, record):
    Path("w.json").write_text(WRONG[case][0](record), "utf-8")
    refused(*call)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"email": "', '"email": "' + "x" * 40_000),
        ('"overview": {\n', '"overview": {\n      "nosuch": "",\n'),
        ('"record": 1', '"record": 2'),
        ('"year": 2025', '"year": "2025"'),
    ],
    ids=["too long", "more than the form asks", "another kind", "no year"],
)
def test_a_record_that_is_not_as_its_form_has_it(old, new, here, record):
    assert old in record
    Path("w.json").write_text(record.replace(old, new, 1), "utf-8")
    chinese, english = run("fill", "w.json"), run("fill", "w.json", "--lang", "en")
    assert (chinese.code, english.code) == (2, 2)
    assert not CHINESE.search(QUOTED.sub("", english.err)), english.err


def test_records_of_a_folder_that_are_no_use(here, record):
    Path("folder").mkdir()
    Path("folder/a.json").write_text(record.replace('"year": 2025', '"year": 2024').replace('"total": 12', '"total": 11', 1), "utf-8")
    Path("folder/b.json").write_text("年报", "utf-8")
    Path("folder/c.json").write_text(record + " " * (2 << 20), "utf-8")
    for option in ("--prior", "--against"):
        done = run("check", "filled.xlsx", option, "folder", "--lang", "en")
        assert not CHINESE.search(QUOTED.sub("", done.err)), done.err
        assert "(record.tables.requests.granted.total" in done.err
    found = run("check", "filled.xlsx", "--prior", "folder", "--lang", "en", "--json").out
    assert "cannot be used (record.tables.requests" in found
    assert "不能用" in run("check", "filled.xlsx", "--prior", "folder", "--json").out


LISTS = {
    "no header": "甲,乙\n1,2\n",
    "no unit": f"{HEAD},{LAST}.person\n",
    "no figures": f"{HEAD}\n{UNIT},,\n",
    "nothing wanted": f"{HEAD},什么,{LAST}.person\n{UNIT},,,1,2\n",
    "one twice": f"{HEAD},{LAST}.person,{LAST}.person\n{UNIT},,,1,2\n",
    "no heading": f"{HEAD},{LAST}.person\n{UNIT},,,1,2\n",
    "no name": f"{HEAD},{LAST}.person\n,G1,,1\n",
    "no scope": f"{HEAD},{LAST}.person\n{UNIT},,全部,1\n",
    "no figure": f"{HEAD},{LAST}.person\n{UNIT},,,很多\n乙,,,-1\n丙,,,1.5\n",
    "no mark": f"{HEAD},{LAST}.person\n{UNIT},,,/\n",
    "several lines": f'{HEAD},{LAST}.person\n"甲\n乙",,,1\n',
    "twice": f"{HEAD},{LAST}.person\n{UNIT},,,1\n{UNIT},,,1\n",
    "twice, spelt otherwise": f"{HEAD},{LAST}.person\n示例县（本级）,G,,1\n示例县(本级),G,,1\n",
    "another total": f"{HEAD},{LAST}.person,{LAST}.business,{LAST}.research,{LAST}.welfare,{LAST}.legal,{LAST}.other_body,{LAST}.total\n{UNIT},,,1,0,0,0,0,0,9\n",
    "many mistakes": f"{HEAD},{LAST}.person\n" + ",G1,,1\n" * 60,
    "columns": ",".join("x" * 300) + "\n",
    "rows": "甲\n" * 10_001,
    "no text": "\0",
    "long": "x" * (9 << 20),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_list_that_is_none(case, here):
    Path("last.csv").write_text(LISTS[case], "utf-8")
    refused("check", "filled.xlsx", "--prior", "last.csv")


def test_a_return_for_a_list(here):
    refused("check", "filled.xlsx", "--prior", "filled.xlsx")


@pytest.mark.parametrize("lines", [f"{UNIT}局,,,1", f"{UNIT},G1,,1\n{UNIT},G2,,1", "乙,,,1"], ids=["near", "two", "none"])
def test_a_unit_without_a_line_of_its_own(lines, here):
    Path("last.csv").write_text(f"{HEAD},{LAST}.person\n{lines}\n", "utf-8")
    refused("new", "--unit", UNIT, "--year", "2025", "--prior", "last.csv", "-o", "o.xlsx")


def test_a_list_of_another_form(here):
    Path("last.csv").write_text(f"{HEAD},proactive.normative.in_force\n{UNIT},,,1\n", "utf-8")
    assert run("new", "--unit", UNIT, "--year", 2020, "-o", "old.xlsx").code == 0
    refused("check", "old.xlsx", "--prior", "last.csv")


@pytest.mark.parametrize("year", ["2025", "2027"])
def test_another_record_of_last_year(year, here):
    refused("new", "--unit", UNIT if year == "2025" else "乙", "--year", year, "--prior", "r.json", "-o", "o.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "contact = " + "[" * 5_000, "contact = " + "9" * 5_000, "contact = 1e9999999", "contact = 'a'\ncontact = 'b'",
        ".".join(["a"] * 20_000) + " = 1", "contact = 'x'\n" * 5_000, 'contact = "\\ud800"', "contact = “甲”", "contact ＝ 1",
        "contac = 'a'", "contact = 1", "[deadlines]\nnosuch = 2026-01-20", "[deadlines]\ndefault = 'x'", "[deadlines]\ndefault = 2020-01-20",
    ],
)  # fmt: skip
def test_settings_that_are_none(text, here):
    Path("office.toml").write_text(text, "utf-8")
    refused(*NEW, "--office", "office.toml")


@pytest.mark.parametrize(
    "words",
    [
        ("--unit", "甲", "--level", "x"), ("--unit", " ",), ("--unit", "A\u200b"), ("--unit", "甲" * 300), ("--unit", "甲", "--key-file", "short"),
        ("--unit", "甲", "--password-file", "filled.xlsx"), ("--unit", "甲", "--form", "zfxxgk/2019"), ("--unit", "甲", "--form", "nosuch"),
    ],
    ids=["level", "no name", "unseen", "long", "key", "password", "year", "form"],
)  # fmt: skip
def test_words_that_a_workbook_cannot_be_made_with(words, here):
    Path("short").write_bytes(b"x")
    refused("new", "--year", "2025", "-o", "o.xlsx", *words)


def test_what_is_no_file(here):
    os.mkfifo("fifo")
    assert "(no regular file)" in refused("check", "fifo").err
    assert "(no regular file)" in refused("fill", "fifo").err


def test_a_folder_another_govxl_writes_to(here, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr("govxl.office.outputs.PATIENCE", 0)
    Path("out").mkdir()
    with FileLock("out/.govxl-lock"):
        assert "another govxl" in refused("ingest", "filled.xlsx", "-o", "out").err


def test_a_form_of_which_nothing_is_without_measure(here):
    """The author's report is English in both; what comes from the file itself is said as everywhere."""
    Path("form.toml").write_text("x = 1e9999999", "utf-8")
    refused("forms", "check", "form.toml")
    Path("form.toml").write_text("x = ＂a＂", "utf-8")
    chinese, english = run("forms", "check", "."), run("forms", "check", ".", "--lang", "en")
    assert chinese == english
    assert not CHINESE.search(english.err)


# -- The type itself


def test_texts_are_joined_each_in_its_language():
    told = COLON.between("a.csv", LISTED.between(Both("甲", "one"), Both("乙", "two")))
    assert told == ("a.csv：甲、乙", "a.csv: one, two")
    assert (told.said("zh"), told.said("en")) == tuple(told)


def test_errors_say_their_sentence():
    assert str(SaidError(Both("甲", "one"))) == "甲"
    error = SaidOSError(22, Both("甲", "one"), "f")
    assert (error.errno, error.strerror, error.filename, error.why.en) == (22, "甲", "f", "one")
