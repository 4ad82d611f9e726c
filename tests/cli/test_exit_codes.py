"""The contract of exit codes: 0 accepted, 1 rejected, 2 could not run, 3 our own bug, 130 interrupted; 2 beats 1."""

import errno
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

from govxl.cli import check
from govxl.cli.run import os_words
from tests.commands import run
from tests.returns import accepted, filled

COMMANDS = ("check", "ingest")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("good.xlsx").write_bytes(accepted())
    Path("bad.xlsx").write_bytes(filled({"requests.received.person": 20}))
    Path("plain.xlsx").write_bytes(b"hello")
    Path("key").write_bytes(b"0123456789abcdef")
    os.mkfifo("pipe.xlsx")
    Path("empty").mkdir()
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("files", "code"),
    [
        (["good.xlsx"], 0),
        (["good.xlsx", "good.xlsx"], 0),
        (["bad.xlsx"], 1),
        (["plain.xlsx"], 1),
        (["good.xlsx", "bad.xlsx"], 1),
        (["bad.xlsx", "good.xlsx"], 1),
        (["nosuch.xlsx"], 2),
        (["pipe.xlsx"], 2),
        (["empty"], 2),
        (["bad.xlsx", "nosuch.xlsx"], 2),
        (["nosuch.xlsx", "bad.xlsx"], 2),
        ([], 2),
        (["--nosuch", "good.xlsx"], 2),
        (["--lang", "fr", "good.xlsx"], 2),
        (["--year", "soon", "good.xlsx"], 2),
        (["--prior", "nosuch.json", "good.xlsx"], 2),
    ],
)
def test_the_code_of_a_run(here, command, files, code):
    done = run(command, *files)
    assert done.code == code
    assert "Traceback" not in done.out + done.err
    assert "govxl 自身出错" not in done.err


def test_the_other_files_are_still_judged(here):
    done = run("check", "nosuch.xlsx", "bad.xlsx", "pipe.xlsx", "good.xlsx")
    assert done.code == 2
    assert [line.split()[:2] for line in done.lines if not line.startswith(" ")] == [["退回", "bad.xlsx"], ["通过", "good.xlsx"]]
    first, second, last = done.err.splitlines()
    assert first == "nosuch.xlsx：没有这个文件，请检查文件名和所在文件夹"
    assert second.startswith("pipe.xlsx：读不了")
    assert last == "共 4 个文件：通过 1 个，退回 1 个，读不了 2 个"


def test_another_units_record_of_last_year_stops_one_file_only(here):
    Path("other.xlsx").write_bytes(filled(unit="另一个县", code="X"))
    Path("last.xlsx").write_bytes(filled(year=2024))
    assert run("ingest", "last.xlsx").code == 0
    done = run("check", "other.xlsx", "good.xlsx", "--prior", "示例县人民政府2024/record.json")
    assert done.code == 2
    assert "示例县人民政府" in done.err
    assert "other.xlsx" in done.err
    assert [line.split()[1] for line in done.lines if not line.startswith(" ")] == ["good.xlsx"]


def test_a_file_one_may_not_read(here, monkeypatch):
    def refused(path, *_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("govxl.xlsx.zip.os.open", refused)
    done = run("check", "good.xlsx")
    assert done.code == 2
    assert "good.xlsx" in done.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("debug", [False, True])
def test_our_own_bug_is_one_sentence_and_a_traceback_only_when_asked_for(here, monkeypatch, command, debug):
    def broken(*_):
        raise RuntimeError("the moon is full")

    monkeypatch.setattr("govxl.filing.judge.examine", broken)
    done = run(command, "good.xlsx", "bad.xlsx", *(["--debug"] if debug else []))
    assert (done.code, done.out) == (3, "")
    assert ("Traceback" in done.err) is debug
    sentence = done.err.splitlines()[-1]
    assert sentence.startswith("govxl 自身出错（RuntimeError: the moon is full）")
    assert debug or done.err.count("\n") == 1
    assert not Path("good").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_without_memory_it_says_so(here, monkeypatch, command):
    def greedy(*_):
        raise MemoryError

    monkeypatch.setattr("govxl.filing.judge.examine", greedy)
    done = run(command, "good.xlsx", "bad.xlsx")
    assert (done.code, done.out) == (3, "")
    assert done.err == "内存不够，没有处理完。请关掉别的程序，或者分几次处理\n"
    assert not Path("good").exists()


def test_our_own_bug_in_english(here, monkeypatch):
    monkeypatch.setattr("govxl.filing.judge.examine", lambda *_: 1 / 0)
    done = run("check", "good.xlsx", "--lang", "en")
    assert done.code == 3
    assert done.err.startswith("govxl itself failed (ZeroDivisionError: division by zero). ")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_interrupt_keeps_what_is_finished(here, monkeypatch, command):
    from govxl.filing import judge

    judged = iter([judge.examine])

    def examine(*args):
        for real in judged:
            return real(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(judge, "examine", examine)
    done = run(command, "good.xlsx", "bad.xlsx")
    assert (done.code, done.err) == (130, "已中断，已完成的文件不受影响\n")
    assert done.lines[0].startswith("通过  good.xlsx")
    assert Path("示例县人民政府2025", "record.json").exists() is (command == "ingest")


LOADED = "govxl.words", "typer", "govxl.cli.app", "govxl.cli.status", "govxl.office.status"
"""What is loaded on the way to a command: the words, the library, the command line, the command, what it works with."""


@pytest.mark.parametrize("module", LOADED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_interrupt_while_a_command_loads_is_one_as_well(tmp_path, module, language):
    code = f"""
import sys

class Interrupted:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            raise KeyboardInterrupt

sys.path.insert(0, {os.getcwd()!r})
import govxl.cli
sys.meta_path.insert(0, Interrupted())
govxl.cli.main()
"""
    words = [sys.executable, "-c", code, "status", "--lang", language]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=60)
    told = {"zh": "已中断，已完成的文件不受影响", "en": "interrupted; files already finished are kept"}
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", told[language])


def test_a_form_with_mistakes_cannot_run(here, monkeypatch):
    folder = here / "forms" / "zfxxgk" / "2021"
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text("id = 'zfxxgk'\n", "utf-8")
    monkeypatch.setenv("GOVXL_FORMS", str(here / "forms"))
    done = run("check", "good.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "form.toml" in done.err


def test_help_and_version_are_no_mistakes():
    for words in (["--help"], ["check", "--help"], ["--version"], ["forms", "--help"]):
        done = run(*words)
        assert (done.code, done.err) == (0, "")
        assert done.out
    assert run("nosuch").code == 2


def test_results_on_stdout_notes_on_stderr(here):
    done = run("check", "--json", "good.xlsx", "nosuch.xlsx")
    assert len(done.lines) == 1
    assert done.lines[0].startswith('{"file"')
    assert "nosuch.xlsx" in done.err


def test_a_reader_that_goes_away_is_no_bug(here):
    """`govxl check … | head -1` closes the pipe early."""
    code = f"import sys; sys.path.insert(0, {os.getcwd()!r}); from govxl.cli import main; main()"
    many = [str(here / "bad.xlsx")] * 30
    with subprocess.Popen([sys.executable, "-c", code, "check", *many], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline().decode().startswith("退回  bad.xlsx")
        running.stdout.close()
        told = running.stderr.read().decode()
        running.wait(timeout=60)
    assert told in ("", "共 30 个文件：通过 0 个，退回 30 个\n")
    assert running.returncode in (1, 130)


# -- The short way of `check` and the whole command line are one


@pytest.mark.parametrize(
    "words",
    [
        ["good.xlsx"], ["bad.xlsx", "--json"], ["bad.xlsx", "-q", "--lang", "en"], ["--unit", "乙", "good.xlsx"], ["good.xlsx", "--code", "X"],
        ["good.xlsx", "--year", "2024"], ["--form", "zfxxgk/2019", "good.xlsx"], ["good.xlsx", "--prior", "empty"], ["good.xlsx", "--key-file", "key"], ["nosuch.xlsx", "bad.xlsx"],
    ],
)  # fmt: skip
def test_both_ways_say_the_same(here, monkeypatch, words):
    assert check._parsed(words), "this call is taken the short way"
    short = run("check", *words)
    monkeypatch.setattr(check, "_parsed", lambda words: None)
    assert run("check", *words) == short


@pytest.mark.parametrize("words", [[], ["--help"], ["--year", "soon", "a.xlsx"], ["--year"], ["--lang", "fr", "a.xlsx"], ["--nosuch"], ["--year=2024", "a.xlsx"]])
def test_what_the_short_way_does_not_know_it_leaves(words):
    assert check._parsed(words) is None


def test_the_short_way_knows_every_option_of_check_but_the_one_given_many_times():
    options = set(inspect.signature(check.check).parameters) - {"files", "against"}
    assert options | {"debug"} == {name for name, _ in check.VALUES.values()} | set(check.FLAGS.values())


# -- Whether it was read or written


@pytest.mark.parametrize(("number", "name", "writes"), [
    (errno.EROFS, "good.xlsx", True),
    (errno.EACCES, ".", True),
    (errno.EPERM, "not there yet", True),
    (errno.EACCES, "nowhere/not there yet", False),
    (errno.EACCES, "good.xlsx", False),
    (errno.EIO, ".", False),
    (errno.EIO, "not there yet", False),
])  # fmt: skip
def test_who_may_not_write_is_not_told_that_nothing_can_be_read(here, number, name, writes):
    told = os_words(OSError(number, os.strerror(number), name), "zh")
    assert told.startswith(f"{name}：写不进去" if writes else f"{name}：读不了")


def test_a_folder_that_cannot_be_looked_into_is_one_that_cannot_be_read(here, monkeypatch):
    monkeypatch.setattr("govxl.cli.run.os.access", lambda *_: False)
    assert os_words(PermissionError(errno.EACCES, "no", "."), "zh").startswith(".：读不了")


def test_nothing_is_said_of_an_inbox_that_nobody_looked_into(here, monkeypatch):
    def refused(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system", "归档")

    assert run("office", "init", "办", "--year", 2025).code == 0
    Path("办/名单.xlsx").unlink()
    Path("办/名单.csv").write_text("单位全称\n甲局\n", "utf-8")
    Path("办/2收到/good.xlsx").write_bytes(Path("good.xlsx").read_bytes())
    monkeypatch.chdir("办")
    with monkeypatch.context() as patched:
        patched.setattr("govxl.archive.store.Archive.writing", refused)
        done = run("ingest")
    assert done.code == 2
    assert done.err == "归档：写不进去（Read-only file system），请换一个文件夹，或先关闭正打开的文件\n"
    assert "共 1 个文件" in run("ingest").err
