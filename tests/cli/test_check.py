"""govxl check: a verdict first, then place, reason and remedy; or one JSON object a file."""

import json
import re

import pytest

from tests.commands import run
from tests.returns import accepted, filled, put, words

KEYS = ["file", "verdict", "identity", "findings", "outputs"]
FINDING = ["code", "name", "severity", "rule", "blocks", "reason", "message", "advice", "cells", "expected", "actual"]
CELL = ["sheet", "cell", "point", "label", "value"]


@pytest.fixture
def files(tmp_path):
    made = {"good.xlsx": accepted(), "bad.xlsx": filled({"requests.received.person": 20}), "not.xlsx": b"not a workbook"}
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_the_verdict_is_the_first_line(files):
    done = run("check", files / "good.xlsx")
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == "通过  good.xlsx  示例县人民政府 2025：1 处提示"
    done = run("check", files / "bad.xlsx")
    assert (done.code, done.err) == (1, "")
    assert done.lines[0] == "退回  bad.xlsx  示例县人民政府 2025：1 处必须改正，1 处提示"


def test_the_gravest_comes_first(files):
    (files / "b.xlsx").write_bytes(put(filled({"requests.received.person": 20, "cover.phone": None}), {("二、主动公开", "B12"): words("若干")}))
    codes = re.findall(r"^  「.* ([A-Z]\d{3}) ", run("check", files / "b.xlsx").out, re.MULTILINE)
    assert codes == ["V004", "R001", "V020", "V017"]


def test_quiet_leaves_out_what_is_only_a_note(files):
    done = run("check", files / "good.xlsx", "--quiet")
    assert done.lines == ["通过  good.xlsx  示例县人民政府 2025：1 处提示"]
    assert run("check", files / "bad.xlsx", "-q").out.count("R001") == 1


def test_check_writes_nothing(files):
    before = {path: path.read_bytes() for path in files.iterdir()}
    run("check", *before)
    assert {path: path.read_bytes() for path in files.iterdir()} == before


def test_json_is_one_object_a_file_with_the_contracts_keys(files):
    done = run("check", "--json", files / "good.xlsx", files / "bad.xlsx", files / "not.xlsx")
    assert done.code == 1
    shown = [json.loads(line) for line in done.lines]
    assert [(each["file"], each["verdict"]) for each in shown] == [("good.xlsx", "accepted"), ("bad.xlsx", "rejected"), ("not.xlsx", "rejected")]
    for each in shown:
        assert list(each) == KEYS
        assert each["outputs"] == []
        for found in each["findings"]:
            assert list(found) == FINDING
            assert isinstance(found["blocks"], bool)
            assert all(list(cell) == CELL for cell in found["cells"])
    assert shown[0]["identity"]["unit.name"] == "示例县人民政府"
    assert shown[2]["identity"] == {}
    tie = shown[1]["findings"][0]
    assert (tie["code"], tie["name"], tie["severity"], tie["rule"], tie["blocks"], tie["reason"]) == ("R001", "rule-broken", "hard", "tie-out", True, None)
    assert (tie["expected"], tie["actual"]) == ("14", "22")
    assert tie["cells"][0] == {
        "sheet": "三、申请办理", "cell": "D6", "point": "requests.received.person",
        "label": "一、本年新收政府信息公开申请数量 / 申请人情况 / 自然人", "value": "20",
    }  # fmt: skip
    nothing = shown[2]["findings"][0]
    assert (nothing["code"], nothing["rule"], nothing["cells"], nothing["expected"], nothing["actual"]) == ("F001", None, [], None, None)


def test_several_files_are_counted_on_stderr(files):
    done = run("check", files / "good.xlsx", files / "bad.xlsx")
    assert done.err == "共 2 个文件：通过 1 个，退回 1 个\n"


def test_a_folder_stands_for_the_workbooks_in_it(files):
    (files / "sub").mkdir()
    (files / "sub" / "deep.XLSX").write_bytes(accepted())
    for name in ("~$good.xlsx", ".hidden.xlsx", "notes.txt", "record.json"):
        (files / name).write_bytes(b"x")
    done = run("check", "--json", files)
    shown = [json.loads(line) for line in done.lines]
    assert [each["file"] for each in shown if each["verdict"]] == ["bad.xlsx", "good.xlsx", "not.xlsx", "deep.XLSX"]
    assert [(each["file"], each["outcome"]) for each in shown if not each["verdict"]] == [("notes.txt", "skipped")]


@pytest.mark.parametrize(
    ("options", "name"),
    [(("--unit", "乙县"), "wrong-unit"), (("--code", "X"), "wrong-unit"), (("--year", "2024"), "wrong-year"), (("--form", "zfxxgk/2019"), "wrong-form")],
)
def test_what_was_expected_is_held_against_the_file(files, options, name):
    done = run("check", "--json", files / "good.xlsx", *options)
    assert done.code == 1
    assert [each["name"] for each in json.loads(done.out)["findings"] if each["blocks"]] == [name]


def test_words_from_a_cell_cannot_steer_the_terminal(files):
    nasty = "\u202e[red]\x1b[31m{x}%s"
    (files / "n.xlsx").write_bytes(put(accepted(), {("三、申请办理", "D6"): words(nasty).replace("\x1b", "_x001B_")}))
    done = run("check", files / "n.xlsx")
    assert done.code == 1
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "\\u202e[red]\\u001b[31m{x}%s" in done.out


def test_a_name_with_control_characters_is_shown_escaped(tmp_path):
    path = tmp_path / "a\x1b[31m\n\u202e.xlsx"
    path.write_bytes(accepted())
    done = run("check", path)
    assert done.lines[0] == "通过  a\\u001b[31m\\u000a\\u202e.xlsx  示例县人民政府 2025：1 处提示"


def test_a_prior_record_that_is_missing_is_said_before_anything_is_judged(files):
    done = run("check", files / "good.xlsx", "--prior", files / "nosuch.json")
    assert (done.code, done.out) == (2, "")
    assert "nosuch.json：没有这个文件" in done.err


# -- English


CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]+")


def test_in_english_only_the_statutes_own_words_are_chinese(files):
    done = run("check", "--lang", "en", files / "bad.xlsx")
    assert done.lines[0] == "rejected  bad.xlsx  示例县人民政府 2025: 1 to correct, 1 notes"
    assert "the same at: 总计" in done.out
    assert "left side 20+2=22, right side 13+1=14, left more by 8" in done.out
