"""govxl fill and render: a record is enough to make its workbook and its outputs again."""

import json
from hashlib import sha256

import pytest

from tests.commands import run
from tests.hostile.outputs import harmless
from tests.returns import accepted

REPORT = "示例县2025年政府信息公开工作年度报告"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accepted")
    (folder / "filled.xlsx").write_bytes(accepted())
    assert run("ingest", folder / "filled.xlsx").code == 0
    return folder / "示例县人民政府2025"


@pytest.fixture
def record(folder):
    return folder / "record.json"


def test_a_record_filled_and_taken_in_is_the_same_record(record, tmp_path):
    assert run("fill", record, "-o", tmp_path / "again.xlsx").code == 0
    assert run("ingest", tmp_path / "again.xlsx").code == 0
    one, two = (json.loads(path.read_bytes()) for path in (record, tmp_path / "示例县人民政府2025" / "record.json"))
    assert {k: v for k, v in one.items() if k != "source"} == {k: v for k, v in two.items() if k != "source"}
    assert two["source"]["sha256"] == sha256((tmp_path / "again.xlsx").read_bytes()).hexdigest()


def test_the_workbook_is_named_after_unit_and_year_and_replaces_nothing(record, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("fill", record).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["示例县人民政府2025年政府信息公开工作年度报告.xlsx"]
    again = run("fill", record)
    assert (again.code, again.out) == (2, "")
    assert "--force" in again.err
    assert run("fill", record, "--force").code == 0


def test_the_same_time_of_issue_gives_the_same_bytes(record, tmp_path):
    for name in ("1.xlsx", "2.xlsx"):
        assert run("fill", record, "--issued", "2026-01-05", "-o", tmp_path / name).code == 0
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_rendered_again_the_outputs_are_the_same_bytes(record, tmp_path):
    done = run("render", record, "--to", "html", "--to", "docx", "--to", "xlsx", "--to", "review", "--to", "signing", "-o", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {f"{REPORT}.html", f"{REPORT}.docx", "tables.xlsx", "审核说明.html", "审签单.html"}
    for name in names:
        assert (tmp_path / "out" / name).read_bytes() == (record.parent / name).read_bytes()
    assert len(done.lines) == 5


def test_the_page_and_what_is_pasted_stand_beside_each_other(record, tmp_path):
    assert run("render", record, "--to", "html", "--page", "--charts", "-o", tmp_path).code == 0
    assert run("render", record, "--to", "html", "-o", tmp_path).code == 0
    pasted, page = tmp_path / f"{REPORT}.html", tmp_path / f"{REPORT}（网页）.html"
    assert {path.name for path in tmp_path.iterdir()} >= {pasted.name, page.name}
    assert ("<style>" in pasted.read_text("utf-8"), "<style>" in page.read_text("utf-8")) == (False, True)
    assert ("<svg" in pasted.read_text("utf-8"), "<svg" in page.read_text("utf-8")) == (False, True)
    for path in (pasted, page):
        harmless(path)


@pytest.mark.parametrize("option", ["--page", "--charts"])
def test_what_only_the_web_has_needs_html(record, tmp_path, option):
    done = run("render", record, "--to", "md", option, "-o", tmp_path / "out")
    assert (done.code, done.out) == (2, "")
    assert f"{option} 要和 --to html 一起用" in done.err
    assert not (tmp_path / "out").exists()


def test_only_what_was_asked_for_is_rendered(record, tmp_path):
    assert run("render", record, "--to", "md", "-o", tmp_path / "out").code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{REPORT}.md"]


@pytest.mark.parametrize("to", [(), ("--to", "odt")])
def test_a_format_there_is_not_is_a_mistake_of_use(record, tmp_path, to):
    done = run("render", record, *to, "-o", tmp_path / "out")
    assert (done.code, done.out) == (2, "")
    assert not (tmp_path / "out").exists()


def changed(record, change):
    told = json.loads(record.read_bytes())
    change(told)
    return json.dumps(told, ensure_ascii=False).encode()


BROKEN = {
    "no JSON": lambda record: b"PK\3\4",
    "no record": lambda record: b"{}",
    "a list": lambda record: b"[]",
    "a unit that is a word": lambda record: changed(record, lambda told: told.update(unit="甲")),
    "a unit without a name": lambda record: changed(record, lambda told: told["unit"].pop("name")),
    "a table less": lambda record: changed(record, lambda told: told["tables"].pop("review")),
    "a row less": lambda record: changed(record, lambda told: told["tables"]["requests"].pop("received")),
    "a figure in words": lambda record: changed(record, lambda told: told["tables"]["requests"]["received"].update(person="十二")),
    "a figure too many": lambda record: changed(record, lambda told: told["tables"]["requests"]["received"].update(nobody=1)),
    "a negative figure": lambda record: changed(record, lambda told: told["tables"]["requests"]["received"].update(person=-1)),
    "a blank figure": lambda record: changed(record, lambda told: told["tables"]["requests"]["received"].update(person=None)),
    "no cover": lambda record: changed(record, lambda told: told.pop("cover")),
    "notes that are a list": lambda record: changed(record, lambda told: told.update(notes=[])),
    "a year in words": lambda record: changed(record, lambda told: told.update(year="2025")),
    "another form": lambda record: changed(record, lambda told: told.update(form="nosuch")),
    "a reason for no rule": lambda record: changed(record, lambda told: told.update(explanations=[{"rule": "X", "at": "y", "reason": "没有这条规则", "left": None, "right": None}])),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("command", [("fill",), ("render", "--to", "md")])
def test_a_record_somebody_edited_is_refused_in_a_sentence(record, tmp_path, case, command):
    path = tmp_path / "record.json"
    path.write_bytes(BROKEN[case](record))
    done = run(*command, path, "-o", tmp_path / "out")
    if case == "a reason for no rule" and command[0] == "render":
        assert done.code == 0, "a report needs no reasons"
        return
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_missing_record_is_said(tmp_path):
    done = run("fill", tmp_path / "nosuch.json")
    assert done.code == 2
    assert "nosuch.json：没有这个文件" in done.err
