"""Issue 4: every bad file gets its code, a sentence, and leaves nothing behind; no output of any carries its poison on."""

import json
import re
from pathlib import Path

import pytest

from govxl.cli.verdict import json_line, report_lines
from govxl.findings.finding import advice_of, message_of
from govxl.returns.check import judge_file
from govxl.text import INVISIBLE
from tests.commands import run
from tests.hostile.files import CASES
from tests.hostile.outputs import harmless
from tests.returns import accepted

CODES = {0: True, 1: False}


@pytest.mark.parametrize("name", CASES)
def test_it_gets_its_code_in_plain_text_and_leaves_a_whole_return_or_nothing(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in", "a.xlsx").write_bytes(data := CASES[name].make())
    judgements = []
    monkeypatch.setattr("govxl.office.ingest.judge_file", lambda *how: judgements.append(judge_file(*how)) or judgements[-1])
    done = run("ingest", "in/a.xlsx", "-o", "out")
    (judgement,) = judgements
    assert_its_code_and_no_other_that_blocks(CASES[name], judgement)
    assert_said_in_plain_text(judgement)
    assert done.code == (0 if CASES[name].accepted else 1)
    assert "Traceback" not in done.err
    assert Path("in", "a.xlsx").read_bytes() == data
    assert [path.name for path in Path().iterdir() if path.name != "out"] == ["in"]
    made = sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*") if path.is_file())
    if CASES[name].accepted:
        assert sorted(Path(each).suffix for each in made) == [".docx", ".html", ".html", ".html", ".json", ".txt", ".xlsx"]
    else:
        assert made in ([], ["a-退回修改.xlsx"])
        assert bool(made) == (CASES[name].code[0] not in "FI"), "what cannot be mended is not sent back"
    for path in made:
        harmless(Path("out", path))
    if made and not CASES[name].accepted:
        sent, back = judgement.findings, judge_file(Path("out", made[0])).findings
        assert said(sent) == said(back) or any(found.blocks and found.code[0] == "S" for found in sent)


def assert_its_code_and_no_other_that_blocks(bad, judgement):
    blocking = {found.code for found in judgement.findings if found.blocks}
    assert bad.code in {found.code for found in judgement.findings}
    assert judgement.accepted is bad.accepted
    assert blocking == (set() if bad.accepted else {bad.code})
    if bad.code[0] == "F":
        assert_english([message_of(found, "en") for found in judgement.findings if found.code == bad.code])


def assert_said_in_plain_text(judgement):
    for language in ("zh", "en"):
        printed = "\n".join(report_lines(judgement, (), language, False))
        assert not INVISIBLE.search(printed)
        assert not re.search(r"\{\w*\}", printed.replace("{unit}", "").replace("{}", "").replace("{本年新收}", ""))
        assert all(message_of(found, language) and advice_of(found, language) for found in judgement.findings)
        line = json_line(judgement, (), language)
        assert "\n" not in line
        json.loads(line, parse_constant=lambda constant: pytest.fail(f"{constant} is no JSON"))


def assert_english(messages):
    """Why a file is not read is told without a word of Chinese, but for what it quotes."""
    told = re.sub(r"“[^”]*”", "", "\n".join(messages))
    assert told
    assert not re.search(r"[\u3400-\u9fff\uff00-\uffef]", told), told


def said(findings):
    """Give the blocking findings about values and rules, which no return may cure by itself.

    A number that is spelt like none, which no program writes, comes back as words.
    """
    found = [each for each in findings if each.blocks and each.code[0] in "VR"]
    return sorted((each.code.replace("V005", "V011").replace("V009", "V011"), each.rule, each.cells[0].point) for each in found)


def test_there_are_many_of_every_kind():
    kinds = {name.split(":")[0] for name in CASES}
    assert kinds >= {"zip", "file", "package", "xml", "sheet", "value", "text", "unit", "identity", "active"}
    assert len(CASES) >= 300


# -- Names of files


NAMES = ["CON.xlsx", "nul.xlsx", "a..xlsx", " 年报 .xlsx", "甲局.xlsx.xlsx", "a\u202eslx.xlsx", "-rf.xlsx", "~$年报.xlsx", "长" * 80 + ".xlsx", "a'b\"c.xlsx", "%s{x}.xlsx", "a\nb.xlsx", "a\x1b[2Jb.xlsx"]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_can_do_nothing(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in", name).write_bytes(accepted())
    done = run("ingest", f"in/{name}", "-o", "out")
    assert done.code == 0
    assert not INVISIBLE.search(done.out.replace("\n", ""))
    (folder,) = Path("out").iterdir()
    assert folder.is_dir()
    stem = folder.name
    assert not INVISIBLE.search(stem)
    assert not re.search(r'[<>:"/\\|?*]', stem)
    assert stem == stem.strip(" .")
    assert stem.split(".")[0].lower() not in {"con", "nul", "aux", "prn", "com1", "lpt1"}
    assert len(stem.encode()) <= 255
