"""Calls without typer: what is written in full does the same, and what is not is answered with what is missing."""

import errno
import fcntl
import inspect
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import typer.main
from filelock import FileLock, Timeout

from govxl.cli.app import app
from govxl.cli.plain import NAMES, run_plainly, spelt, word_of
from govxl.locks import locked
from govxl.words import Both, SaidOSError
from tests.commands import run
from tests.returns import accepted

ROOT = Path(__file__).parent.parent.parent
LIBRARIES = ("typer", "click", "rich", "jinja2", "markupsafe", "lxml", "filelock", "openpyxl")

WITHOUT = f"""
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {LIBRARIES}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
from govxl.cli import main
main()
"""


def without(*words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a call where none of the libraries is to be had."""
    call = [sys.executable, "-c", WITHOUT, *map(str, words)]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


CALLS = (
    "new --unit 示例县财政局 --year 2025 --level county --issued 2026-01-05T09:00:00 -o a.xlsx",
    "new --unit=示例县财政局 --year=2025 --issued=2026-01-05 --output=b.xlsx --lang en",
    "--lang en check --json good.xlsx --year 2025",
    "check good.xlsx bad.xlsx --against record.json --quiet",
    "fill record.json --issued '2026-01-05 09:00:00' -o c.xlsx --force",
    "migrate good.xlsx --json --issued 2026-01-05 -o d.xlsx",
    "forms",
    "forms cells zfxxgk/2021 --json",
    "explain V001 --lang=en",
    "ingest bad.xlsx --on 2026-01-16 --remark 甲 --remark 乙 -o out",
    "--version",
)


@pytest.fixture
def here(tmp_path) -> Path:
    (tmp_path / "good.xlsx").write_bytes(accepted())
    mistakes = ROOT / "samples" / "zfxxgk-2021" / "mistakes" / "filled.xlsx"
    (tmp_path / "bad.xlsx").write_bytes(mistakes.read_bytes())
    record = ROOT / "samples" / "zfxxgk-2021" / "county" / "expected" / "record.json"
    (tmp_path / "record.json").write_bytes(record.read_bytes())
    return tmp_path


@pytest.mark.parametrize("call", CALLS)
def test_a_call_in_full_does_the_same(call, here, monkeypatch):
    monkeypatch.chdir(here)
    before = {path.name for path in here.iterdir()}
    full = run(*shlex.split(call))
    made = {path: path.read_bytes() for path in here.rglob("*") if path.is_file() and path.relative_to(here).parts[0] not in before}
    for path in made:
        path.unlink()
    plain = without(*shlex.split(call), folder=here)
    assert (plain.returncode, plain.stdout, plain.stderr) == (full.code, full.out, full.err)
    assert {path: path.read_bytes() for path in made} == made
    assert full.code in (0, 1)
    assert full.out


@pytest.mark.parametrize(
    "call",
    [
        "", "--help", "new --help", "nwe", "new --unit", "new --unit a --year x", "check --jsn good.xlsx", "fill",
        "fill record.json more.json", "new --force=yes --unit a --year 2025", "check good.xlsx --lang fr",
        "fill record.json --issued yesterday", "forms cells", "--lang en --debug",
    ],
)  # fmt: skip
def test_what_is_not_in_full_is_answered_with_what_is_missing(call, here):
    chinese, english = without(*shlex.split(call), folder=here), without(*shlex.split(call), "--lang", "en", folder=here)
    assert (chinese.returncode, chinese.stdout, english.returncode) == (2, "", 2)
    assert "pip install typer rich" in chinese.stderr
    assert "pip install typer rich" in english.stderr
    assert "Traceback" not in chinese.stderr + english.stderr
    assert {path.name for path in here.iterdir()} == {"good.xlsx", "bad.xlsx", "record.json"}


def test_what_takes_more_says_which_library_and_leaves_nothing(here):
    for call, library in (
        ("ingest good.xlsx -o out", "jinja2"),
        ("render record.json --to html -o out", "jinja2"),
        ("compare record.json page.html", "lxml"),
    ):
        (here / "page.html").write_text("<html><body><p>x</p></body></html>", "utf-8")
        for language, words in (("zh", "这里没有装"), ("en", "is not installed here")):
            done = without(*shlex.split(call), "--lang", language, folder=here)
            assert (done.returncode, done.stdout) == (2, ""), done.stderr
            assert f"pip install {library}" in done.stderr
            assert words in done.stderr
    assert not (here / "out").exists()


# -- Every command can be called so


def works() -> list[Any]:
    """Give the functions of all commands, and of those below others."""
    modules = {name: import_module(f"govxl.cli.{name}") for name in NAMES}
    return [work for name, module in modules.items() for work in (getattr(module, name), *getattr(module, "BELOW", ()))]


def test_options_are_spelt_as_typer_knows_them():
    program: Any = typer.main.get_command(app)
    context = program.make_context("govxl", [], resilient_parsing=True)
    for name in NAMES:
        command: Any = program.get_command(context, name)
        module = import_module(f"govxl.cli.{name}")
        below = {word_of(work): work for work in getattr(module, "BELOW", ())}
        made = {each: command.commands[each] for each in below} if below else {name: command}
        for each, known in made.items():
            work = below.get(each) or getattr(module, name)
            ours = [
                way
                for parameter in inspect.signature(work).parameters.values()
                if parameter.kind == parameter.KEYWORD_ONLY and parameter.name != "language"
                for way in spelt(parameter.name)
            ]
            theirs = [way for option in known.params if option.param_type_name == "option" for way in option.opts]
            assert sorted({*ours, "--lang", "--debug"}) == sorted(set(theirs) - {"--help"}), each


def test_every_parameter_is_of_a_kind_that_is_read():
    kinds = set()
    for work in works():
        for parameter in inspect.signature(work, eval_str=True).parameters.values():
            for each in get_args(parameter.annotation) or (parameter.annotation,):
                if parameter.name != "language":
                    kinds.add(get_args(each)[0] if get_origin(each) is list else each)
    assert {kind.__name__ for kind in kinds} == {"NoneType", "Path", "bool", "datetime", "int", "str"}


def test_our_own_missing_module_is_no_library(monkeypatch, capsys):
    """A bug of ours is told as one, and never as something to install."""

    def broken() -> None:
        raise ModuleNotFoundError("No module named 'govxl.nothing'", name="govxl.nothing")

    monkeypatch.setattr("govxl.cli.forms.forms", broken)
    with pytest.raises(SystemExit) as end:
        run_plainly(["forms"])
    assert end.value.code == 3
    assert "pip" not in capsys.readouterr().err


# -- The lock of those who have no filelock

BUSY = Both("正忙", "busy")
HOLD = f"""
import sys
sys.modules["filelock"] = None if sys.argv[2] == "plain" else __import__("filelock")
from pathlib import Path
from govxl.locks import locked
from govxl.words import Both
with locked(Path(sys.argv[1]), 0, Both{tuple(BUSY)!r}):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(params=["plain", "filelock"])
def holder(request, tmp_path):
    """Another process that holds the lock, without filelock or with it."""
    call = [sys.executable, "-c", HOLD, str(tmp_path / "lock"), request.param]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.parametrize("ours", ["plain", "filelock"])
def test_both_locks_are_one(holder, ours, tmp_path, monkeypatch):
    if ours == "plain":
        monkeypatch.setitem(sys.modules, "filelock", None)
    with pytest.raises(SaidOSError) as refused, locked(tmp_path / "lock", 0.2, BUSY):
        pytest.fail("two of them held it")
    assert refused.value.why == BUSY
    assert refused.value.filename == str(tmp_path)
    # It ends with the process that holds it, however that ends.
    holder.kill()
    holder.wait()
    with locked(tmp_path / "lock", 5, BUSY):
        assert (tmp_path / "lock").exists()


def test_a_lock_whose_file_was_taken_away_is_tried_anew(tmp_path, monkeypatch):
    """Who holds it removes the file: whoever waited must not hold a file that nobody else will ever see."""
    monkeypatch.setitem(sys.modules, "filelock", None)
    real, seen = fcntl.flock, []

    def taken_away(handle: int, operation: int) -> None:
        if not seen:
            (tmp_path / "lock").unlink()
        seen.append(handle)
        real(handle, operation)

    monkeypatch.setattr("govxl.locks.fcntl.flock", taken_away)
    with locked(tmp_path / "lock", 5, BUSY):
        assert len(seen) == 2
        assert (tmp_path / "lock").exists()
        with pytest.raises(Timeout):
            FileLock(tmp_path / "lock", timeout=0).acquire()


def test_what_is_no_place_for_a_lock_is_told_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "filelock", None)
    with pytest.raises(FileNotFoundError), locked(tmp_path / "nosuch" / "lock", 0, BUSY):
        pass

    def unknown(handle: int, operation: int) -> None:
        raise OSError(errno.ENOSYS, "no locks here")

    monkeypatch.setattr("govxl.locks.fcntl.flock", unknown)
    with pytest.raises(OSError, match="no locks here") as refused, locked(tmp_path / "lock", 5, BUSY):
        pass
    assert (refused.value.errno, refused.value.filename) == (errno.ENOLCK, str(tmp_path))
