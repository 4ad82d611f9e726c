"""govxl ingest: an accepted file leaves a folder with its record and report, a rejected one what goes back."""

import hashlib
import json

import pytest

from tests.commands import run
from tests.returns import accepted, filled, packed, parts_of

HOME = "示例县人民政府2025"
REPORT = "示例县2025年政府信息公开工作年度报告"
OUTPUTS = {f"{REPORT}.{ending}" for ending in ("html", "docx")} | {f"{REPORT}（文字）.txt", "record.json", "tables.xlsx", "审核说明.html", "审签单.html"}


def listed(folder):
    return {path.name for path in folder.iterdir()}


def person(folder):
    return json.loads((folder / "record.json").read_bytes())["tables"]["requests"]["received"]["person"]


def other(person):
    return filled({"requests.received.person": person, "requests.carried_out.person": person - 11})


def test_an_accepted_file_leaves_its_outputs_beside_it(tmp_path):
    (tmp_path / "filled.xlsx").write_bytes(accepted())
    done = run("ingest", tmp_path / "filled.xlsx")
    assert (done.code, done.err) == (0, "")
    assert listed(tmp_path) == {"filled.xlsx", HOME}
    assert listed(tmp_path / HOME) == OUTPUTS
    assert done.lines[0].startswith("通过  filled.xlsx")
    assert "record.json" in done.lines[-1]
    assert (tmp_path / "filled.xlsx").read_bytes() == accepted(), "the file sent is kept byte for byte"


def test_outputs_go_where_they_are_wanted(tmp_path):
    (tmp_path / "filled.xlsx").write_bytes(accepted())
    done = run("ingest", "--json", tmp_path / "filled.xlsx", "-o", tmp_path / "a" / "b")
    assert listed(tmp_path / "a" / "b" / HOME) == OUTPUTS
    (shown,) = [json.loads(line) for line in done.lines]
    assert {path.rpartition("/")[2] for path in shown["outputs"]} == OUTPUTS


def test_a_rejected_file_leaves_what_goes_back_and_no_record(tmp_path):
    (tmp_path / "filled.xlsx").write_bytes(filled({"requests.received.person": 20}))
    done = run("ingest", tmp_path / "filled.xlsx", "-o", tmp_path / "out")
    assert done.code == 1
    assert listed(tmp_path) == {"filled.xlsx", "out"}
    assert listed(tmp_path / "out") == {"filled-退回修改.xlsx"}
    assert "filled-退回修改.xlsx" in done.lines[-1]


def test_a_file_that_nobody_can_mend_leaves_nothing(tmp_path):
    (tmp_path / "filled.xlsx").write_bytes(accepted())
    done = run("ingest", tmp_path / "filled.xlsx", "--unit", "另一个县", "-o", tmp_path / "out")
    assert done.code == 1
    assert listed(tmp_path) == {"filled.xlsx"}


def test_taken_in_again_the_outputs_are_replaced(tmp_path):
    path = tmp_path / "filled.xlsx"
    for figure in (12, 13):
        path.write_bytes(other(figure))
        assert run("ingest", path).code == 0
        assert person(tmp_path / HOME) == figure
    assert listed(tmp_path / HOME) == OUTPUTS, "no temporary file stays behind"


def test_a_write_that_fails_leaves_the_old_record_whole(tmp_path, monkeypatch):
    path = tmp_path / "filled.xlsx"
    path.write_bytes(other(12))
    assert run("ingest", path).code == 0
    before = {name: (tmp_path / HOME / name).read_bytes() for name in OUTPUTS}
    path.write_bytes(other(13))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    done = run("ingest", path)
    assert done.code == 2
    assert "写不进去" in done.err
    assert {name: (tmp_path / HOME / name).read_bytes() for name in listed(tmp_path / HOME)} == before


def test_two_returns_of_one_unit_in_a_run_do_not_share_a_folder(tmp_path):
    data = {"a": other(12), "b": other(13), "c": other(14)}
    for folder, content in data.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "filled.xlsx").write_bytes(content)
    done = run("ingest", *(tmp_path / folder / "filled.xlsx" for folder in data), "-o", tmp_path / "out")
    assert done.code == 0
    marks = {folder: hashlib.sha256(content).hexdigest()[:6] for folder, content in data.items()}
    assert listed(tmp_path / "out") == {HOME, f"{HOME}~{marks['b']}", f"{HOME}~{marks['c']}"}
    assert [person(tmp_path / "out" / name) for name in (HOME, f"{HOME}~{marks['b']}", f"{HOME}~{marks['c']}")] == [12, 13, 14]


def test_files_of_one_name_beside_their_own_outputs_need_no_mark(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "filled.xlsx").write_bytes(accepted())
    assert run("ingest", tmp_path).code == 0
    assert [listed(tmp_path / folder) for folder in ("a", "b")] == [{"filled.xlsx", HOME}] * 2


def test_good_files_are_taken_in_beside_bad_ones(tmp_path):
    (tmp_path / "good.xlsx").write_bytes(accepted())
    (tmp_path / "bad.xlsx").write_bytes(b"")
    done = run("ingest", tmp_path)
    assert done.code == 1
    assert listed(tmp_path) == {"good.xlsx", "bad.xlsx", HOME}


@pytest.mark.parametrize("stem", ["年报", "a.b", "..", "甲 乙", "CON", "-x"])
def test_whatever_the_file_is_called_its_folder_is_the_units(tmp_path, stem):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"{stem}.xlsx").write_bytes(accepted())
    assert run("ingest", tmp_path / "in" / f"{stem}.xlsx", "-o", tmp_path / "out").code == 0
    assert listed(tmp_path / "out") == {HOME}
    assert listed(tmp_path / "out" / HOME) == OUTPUTS


def test_the_same_content_zipped_otherwise_is_another_source_of_the_same_figures(tmp_path):
    again = packed(parts_of(accepted()), 0)
    assert again != accepted()
    for name, data in {"a": accepted(), "b": again}.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
        assert run("ingest", tmp_path / f"{name}.xlsx", "-o", tmp_path / name).code == 0
    one, two = (json.loads((tmp_path / name / HOME / "record.json").read_bytes()) for name in "ab")
    assert one["source"]["sha256"] != two["source"]["sha256"]
    assert one["tables"] == two["tables"]
