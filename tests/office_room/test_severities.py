"""What an office makes of the rules of practice: milder or graver where it says so, never what the law asks for."""

import json
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tests.commands import Done, run
from tests.round import MISTAKES, filled_in, places, typed_by


def taken_in(top: Path, lines: str, changes: dict[str, Decimal | str | None]) -> Done:
    """Take in what one unit sends to an office with these settings."""
    home, known = top / "office", places()
    assert run("office", "init", home, "--year", "2025").code == 0
    settings = home / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace("[severity]\n", f"[severity]\n{lines}\n"), "utf-8")
    (home / "名单.xlsx").unlink()
    (home / "名单.csv").write_text("单位全称,层级,性质\n示例县财政局,县级,部门\n", "utf-8")
    assert run("new", "--office", home).code == 0
    issued = (home / "1发出" / "2025" / "示例县财政局.xlsx").read_bytes()
    values = typed_by(Random(1), known) | changes
    (home / "2收到" / "年报.xlsx").write_bytes(filled_in(issued, {known[at]: value for at, value in values.items()}))
    return run("ingest", "--office", home, "--json")


EMPTY = {"narrative.problems.text": "无"}
"""Rule N8 asks for more than that, or for a reason."""


@pytest.mark.parametrize(
    ("lines", "outcome", "severity"),
    [("", "rejected", "explainable"), ('N8 = "warning"', "accepted", "warning"), ('N8 = "info"', "accepted", "info")],
)
def test_a_rule_of_practice_may_be_milder(tmp_path: Path, lines: str, outcome: str, severity: str) -> None:
    done = taken_in(tmp_path, lines, dict(EMPTY))
    (line,) = map(json.loads, done.lines)
    (found,) = [found for found in line["findings"] if found["rule"] == "N8"]
    assert (line["outcome"], found["severity"], found["blocks"]) == (outcome, severity, outcome == "rejected")
    verified = run("archive", "verify", "--office", tmp_path / "office")
    assert verified.code == 0, verified


def test_what_the_law_asks_for_stays(tmp_path: Path) -> None:
    done = taken_in(tmp_path, 'tie-out = "warning"', {})
    assert done.code == 2
    assert "tie-out 不能改" in done.err
    assert "请删去这一行" in done.err


def test_nothing_is_to_be_explained_where_there_is_no_cell_for_it(tmp_path: Path) -> None:
    done = taken_in(tmp_path, 'C1 = "explainable"', {})
    assert done.code == 2
    assert "C1 不能改成 explainable" in done.err


SAYS_MORE = {"narrative.overview.applications": "本年共收到政府信息公开申请98765件。"}
"""Rule N2 doubts it: the figures that are drawn never come to that."""


@pytest.mark.parametrize(
    ("lines", "outcome", "severity"),
    [("", "accepted", "warning"), ('N2 = "info"', "accepted", "info"), ('N2 = "explainable"', "rejected", "explainable")],
)
def test_a_rule_of_prose_may_be_graver_too(tmp_path: Path, lines: str, outcome: str, severity: str) -> None:
    done = taken_in(tmp_path, lines, dict(SAYS_MORE))
    (line,) = map(json.loads, done.lines)
    (found,) = [found for found in line["findings"] if found["rule"] == "N2"]
    assert (line["outcome"], found["severity"], found["blocks"]) == (outcome, severity, outcome == "rejected")
    assert run("archive", "verify", "--office", tmp_path / "office").code == 0


def test_what_is_raised_takes_a_reason(tmp_path: Path) -> None:
    reason = {"reason.N2.form": "另有转来的98000件未计入本表"}
    done = taken_in(tmp_path, 'N2 = "explainable"', {**SAYS_MORE, **reason})
    (line,) = map(json.loads, done.lines)
    assert line["outcome"] != "rejected"
    assert [found["reason"] for found in line["findings"] if found["rule"] == "N2"] == [*reason.values()]


@pytest.mark.parametrize("rule", ["N7", "N12"])
def test_a_rule_of_prose_without_a_cell_for_reasons_stays_mild(tmp_path: Path, rule: str) -> None:
    done = taken_in(tmp_path, f'{rule} = "explainable"', {})
    assert done.code == 2
    assert f"{rule} 不能改成 explainable" in done.err


def test_check_in_the_offices_folder_goes_by_the_same_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_in(tmp_path, 'N8 = "info"', dict(EMPTY))
    sent = tmp_path / "office" / "2收到" / "年报.xlsx"
    outside = run("check", sent, "--json")
    monkeypatch.chdir(tmp_path / "office" / "2收到")
    inside = run("check", "年报.xlsx", "--json")
    told = [[each["severity"] for each in json.loads(done.lines[0])["findings"] if each["rule"] == "N8"] for done in (outside, inside)]
    assert told == [["explainable"], ["info"]]
    assert (outside.code, inside.code) == (1, 0)


def test_a_rule_that_the_form_has_not_is_named(tmp_path: Path) -> None:
    done = taken_in(tmp_path, 'X99 = "warning"', {})
    assert done.code == 0
    assert "X99 没有用上" in done.err


def test_who_decides_goes_by_the_same_rules(tmp_path: Path) -> None:
    """Only what blocked the return is overridden: here that nothing ties out, not the text that is let pass."""
    done = taken_in(tmp_path, 'N8 = "warning"', {**EMPTY, **MISTAKES["does not tie out"][0]})
    assert [json.loads(line)["outcome"] for line in done.lines] == ["rejected"]
    how = ("--accept", "--by", "王五", "--note", "台账坏了，先接收", "--override", "R001")
    decided = run("archive", "decide", "示例县财政局", *how, "--office", tmp_path / "office")
    assert decided.code == 0, decided
    assert "特批接收" in decided.out
