"""govxl archive: what an office is told of what it keeps, in words and as JSON, and how each command ends."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from govxl.archive.store import Archive
from govxl.files import write_atomically
from govxl.filing.record import dump_record
from tests.archive_room.archives import UNITS, build, record_of, workbook_of
from tests.commands import run

FIRST, SECOND, THIRD, FOURTH = UNITS


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "归档"
    build(folder)
    return folder


@pytest.fixture
def kept(sound, tmp_path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "归档"))


def objects(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_list_says_where_every_unit_stands(kept):
    done = run("archive", "list", "--archive", kept)
    assert done.code == 0
    assert [line.split()[:3] for line in done.lines] == [
        [FIRST, "审核通过", "2025"], [SECOND, "已公开", "2025"], [THIRD, "审核通过", "2025"], ["共", "3", "份；日志"],
    ]  # fmt: skip
    told = objects(run("archive", "list", "--archive", kept, "--json").out)
    assert [(each["unit"], each["state"], each["events"]) for each in told] == [(FIRST, "accepted", 4), (SECOND, "published", 4), (THIRD, "accepted", 1)]
    assert told[0]["record"] == f"records/zfxxgk/2021/2025/{FIRST}/1.json"
    assert run("archive", "list", "--year", "2024", "--archive", kept).lines == ["共 0 份；日志 9 行，原件 5 份"]


def test_an_offices_folder_is_found(kept):
    (kept.parent / "office.toml").write_text("year = 2025\n", "utf-8")
    assert run("archive", "list", "--office", kept.parent).lines[0].startswith(FIRST)
    inside = subprocess.run([sys.executable, "-m", "govxl", "archive"], cwd=kept, capture_output=True, check=True, encoding="utf-8")
    assert inside.stdout.startswith(FIRST)
    abroad = subprocess.run([sys.executable, "-m", "govxl", "--lang", "en", "archive"], cwd=kept, capture_output=True, check=True, encoding="utf-8")
    assert "lines in the log" in abroad.stdout


def test_show_tells_where_everything_lies(kept):
    done = run("archive", "show", "11001", "--archive", kept)
    assert done.code == 0
    told = dict(line.split("：", 1) for line in done.lines)
    assert (told["单位"], told["状态"]) == (SECOND, "已公开")
    assert Path(told["原件"]).read_bytes() == workbook_of(SECOND)
    assert Path(told["记录"]).read_bytes() == dump_record(record_of(SECOND))
    (plain,) = objects(run("archive", "show", SECOND, "--archive", kept, "--json").out)
    assert plain["state"] == "published"


def test_history_tells_everything_in_its_order(kept):
    done = run("archive", "history", FIRST, "--archive", kept)
    assert [line.split("  ")[1] for line in done.lines if line.startswith("2026")] == ["发出", "收到，退回修改", "退回", "收到，通过"]
    assert "    问题：R001" in done.lines
    told = objects(run("archive", "history", SECOND, "--archive", kept, "--json").out)
    assert [(each["line"], each["event"]) for each in told] == [(2, "issued"), (6, "received"), (8, "decided"), (9, "published")]
    assert told[2]["note"] == "已电话核实"


def test_an_unknown_unit_is_answered_with_the_nearest(kept):
    done = run("archive", "show", "丙镇政府", "--archive", kept)
    assert done.code == 2
    assert THIRD in done.err


def test_there_has_to_be_an_archive(tmp_path):
    for command in (["list"], ["verify"], ["checkpoint"], ["show", "甲"], ["receipt", "甲"], ["export", "--bundle", tmp_path / "b"]):
        done = run("archive", *command, "--archive", tmp_path / "nothing")
        assert (done.code, done.out) == (2, "")
        assert "nothing" in done.err
    assert not (tmp_path / "nothing").exists()


def test_verify_ends_as_it_finds(kept, tmp_path):
    done = run("archive", "verify", "--archive", kept)
    assert (done.code, done.lines) == (0, [f"{kept}：完好；0 处提示"])
    record = kept / "records" / "zfxxgk" / "2021" / "2025" / FIRST / "1.json"
    record.write_bytes(record.read_bytes().replace(b'"person": 12', b'"person": 13'))
    done = run("archive", "verify", "--archive", kept)
    assert done.code == 1
    assert done.lines[0] == f"损坏 K030 record-changed  records/zfxxgk/2021/2025/{FIRST}/1.json：记录被改过：sha256 和日志第 5 行的对不上"
    assert done.lines[1].startswith("    怎么改：从备份里")
    (told,) = objects(run("archive", "verify", "--archive", kept, "--json").out)
    assert (told["code"], told["name"], told["note"]) == ("K030", "record-changed", False)
    (tmp_path / "no.txt").write_text("x", "utf-8")
    assert run("archive", "verify", "--archive", kept, "--checkpoint", tmp_path / "no.txt").code == 2


def test_a_checkpoint_noted_elsewhere_is_held_against(kept, tmp_path):
    done = run("archive", "checkpoint", "--archive", kept, "-o", tmp_path / "noted.txt")
    assert done.code == 0
    assert "没有签名" in done.err
    text = run("archive", "checkpoint", "--archive", kept).out
    assert (tmp_path / "noted.txt").read_text("utf-8") == text
    origin, size, root, empty = text.split("\n")[:4]
    assert (origin.startswith("govxl-archive-"), size, len(root), empty) == (True, "9", 44, "")
    assert json.loads(run("archive", "checkpoint", "--archive", kept, "--json").out) == {"origin": origin, "size": 9, "root": root}
    assert run("archive", "verify", "--archive", kept, "--checkpoint", tmp_path / "noted.txt").code == 0
    shutil.rmtree(kept)
    build(kept)
    done = run("archive", "verify", "--archive", kept, "--checkpoint", tmp_path / "noted.txt")
    assert (done.code, "K018 other-archive" in done.out) == (1, True)


def test_a_unit_verifies_its_receipt_without_us(kept, tmp_path):
    noted = tmp_path / "检查点.txt"
    run("archive", "checkpoint", "--archive", kept, "-o", noted)
    done = run("archive", "receipt", FIRST, "--archive", kept, "-o", tmp_path / "out")
    assert done.code == 0
    receipt, page = (tmp_path / "out" / f"回执-{FIRST}-2025.{ending}" for ending in ("json", "txt"))
    assert "收到，通过" in page.read_text("utf-8-sig")
    mine = tmp_path / "留存.xlsx"
    mine.write_bytes(workbook_of(FIRST))
    program = kept / "README" / "验证回执.py"
    assert len(program.read_text("utf-8").splitlines()) < 100
    ran = subprocess.run([sys.executable, "-I", program, receipt, noted, mine], capture_output=True, encoding="utf-8", env={"PYTHONUTF8": "1"})
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "回执完好，4 行" in ran.stdout
    assert "留存.xlsx 就是日志第 5 行所说的文件" in ran.stdout
    assert run("archive", "receipt", FIRST, "--archive", kept, "-o", tmp_path / "out").code == 2, "it is there already"
    # Later lines make the log longer; the receipt may still be made out against what was noted.
    with Archive(kept).writing() as writer:
        writer.add(Archive(kept).events[0])
    run("archive", "receipt", FIRST, "--archive", kept, "-o", tmp_path / "again", "--checkpoint", noted)
    assert (tmp_path / "again" / receipt.name).read_bytes() == receipt.read_bytes()


def test_a_bag_goes_from_one_archive_to_another_once(kept, tmp_path):
    bag = tmp_path / "移交.zip"
    done = run("archive", "export", "--bundle", bag, "--archive", kept)
    assert (done.code, done.lines[0].startswith(f"已交出 {bag}：日志 9 行")) == (0, True)
    assert run("archive", "export", "--bundle", bag, "--archive", kept).code == 2
    other = tmp_path / "other"
    done = run("archive", "import", bag, "--archive", other, "--by", "王五")
    assert done.code == 0
    assert "3 份，新记下 9 行，0 行已经有了" in done.out
    assert objects(run("archive", "list", "--archive", kept, "--json").out)[0]["state"] == "accepted"
    states = [[(each["unit"], each["state"]) for each in objects(run("archive", "list", "--archive", one, "--json").out)] for one in (kept, other)]
    assert states[0] == states[1]
    assert run("archive", "verify", "--archive", other).code == 0
    before = (other / "log.jsonl").read_bytes()
    assert "新记下 0 行，9 行已经有了" in run("archive", "import", bag, "--archive", other).out
    assert (other / "log.jsonl").read_bytes() == before


def test_history_is_taken_in_as_published(tmp_path):
    path = tmp_path / "record.json"
    write_atomically(path, dump_record({**record_of(FIRST), "year": 2024}))
    book = tmp_path / "乙局.xlsx"
    book.write_bytes(workbook_of(SECOND))
    wrong = tmp_path / "丙.xlsx"
    wrong.write_bytes(workbook_of(THIRD, 13))
    archive = tmp_path / "归档"
    done = run("archive", "import", path, "--archive", archive)
    assert (done.code, "--as-published" in done.err) == (2, True)
    done = run("archive", "import", path, book, "--as-published", "--by", "李四", "--archive", archive)
    assert done.lines == [f"{path}：已存为“{FIRST}”2024 年度已公开的", f"{book}：已存为“{SECOND}”2025 年度已公开的"]
    assert "以前导入过" in run("archive", "import", path, "--as-published", "--archive", archive).out
    done = run("archive", "import", wrong, "--as-published", "--archive", archive)
    assert (done.code, "--note" in done.err) == (2, True)
    done = run("archive", "import", wrong, "--as-published", "--note", "第三项多算 1 件，已更正公开", "--archive", archive)
    assert "已公开（有误）" in done.out
    told = objects(run("archive", "list", "--archive", archive, "--json").out)
    assert [(each["year"], each["state"]) for each in told] == [(2024, "published"), (2025, "published"), (2025, "published")]
    assert run("archive", "verify", "--archive", archive).code == 0


def test_what_came_here_is_no_history(kept, tmp_path):
    book = tmp_path / "甲局.xlsx"
    book.write_bytes(workbook_of(FIRST))
    done = run("archive", "import", book, "--as-published", "--archive", kept)
    assert (done.code, "archive publish" in done.err) == (2, True)


def full(*args, **named):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_said_with_the_file_that_was_to_be(kept, tmp_path, monkeypatch):
    bag = tmp_path / "bag.zip"
    run("archive", "export", "--bundle", bag, "--archive", kept)
    monkeypatch.setattr(os, "fsync", full)
    for name in ("移交.zip", "移交"):
        done = run("archive", "export", "--bundle", tmp_path / name, "--archive", kept)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"{tmp_path / name}：写不进去，磁盘满了")
    done = run("archive", "import", bag, "--archive", tmp_path / "other")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{tmp_path / 'other'}：写不进去，磁盘满了")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bag.zip", kept.name]

def refused(*args, dir, prefix, **named):
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), f"{dir}/{prefix}x")


@pytest.mark.parametrize("words", [("--bundle", "移交.zip"), ("--bundle", "移交"), ("--to", "csv", "-o", "导出")])
def test_a_folder_one_may_not_write_in_is_said_as_that(kept, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "导出").mkdir()
    monkeypatch.setattr("govxl.archive.bag.mkdtemp", refused)
    monkeypatch.setattr("govxl.look.export.tempfile.mkdtemp", refused)
    done = run("archive", "export", *words, "--archive", kept)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{words[-1]}：写不进去")


def test_an_archive_may_be_read_where_nothing_can_be_written(kept, monkeypatch):
    for name in ("mkdir", "rename", "replace", "unlink", "fsync"):
        monkeypatch.setattr(os, name, full)
    for command in (["list"], ["show", FIRST], ["history", FIRST], ["verify"], ["checkpoint"]):
        assert run("archive", *command, "--archive", kept).code == 0


def test_an_office_that_just_began_has_nothing_yet(tmp_path):
    (tmp_path / "office.toml").write_text("year = 2025\n", "utf-8")
    done = run("archive", "list", "--office", tmp_path)
    assert (done.code, done.lines) == (0, ["共 0 份；日志 0 行，原件 0 份"])
    done = run("archive", "verify", "--office", tmp_path)
    assert (done.code, done.err) == (2, f"{tmp_path / '归档'}：还没有归档；发出或收到第一份表时会建立\n")
