"""Every command of the READMEs runs as written, in order, from one empty folder; so does the Python.

The commands of the English one are programs started one by one, as in a shell. So are those that the Chinese one alone
has; the others of its, nearly all, run in this process, in its own order.
"""

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from textwrap import dedent

import openpyxl
import pytest

from tests.commands import run as run_here
from tests.story import COUNTY, STORY
from tests.typing_in import read_typed, through_openpyxl

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
TESTING = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1]
"""The one command that stands alone, and is CI's."""
SCRIPTS = Path(sys.executable).parent


def blocks(readme: str, language: str) -> list[str]:
    fenced = r"^ *```(\w*)\n(.*?)^ *```$"
    found = re.findall(fenced, (ROOT / readme).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [dedent(text) for kind, text in found if kind == language]


def commands(readme: str) -> list[list[str]]:
    """List the calls of govxl and of the archive's own program, and the steps from folder to folder between them."""
    lines = [line for block in blocks(readme, "sh") for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith(("govxl ", "cd ", "python3 归档/"))]


def run(folder: Path, words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=dict(os.environ))


COMMANDS = {
    *("demo", "new", "check", "ingest", "explain", "forms", "fill", "render", "migrate", "compare", "prose"),
    *("office", "status", "archive", "aggregate", "trace", "look"),
}
ARCHIVE = {"list", "history", "verify", "checkpoint", "receipt", "export", "decide", "publish"}
SENT = {"财政局": "财政局", "教育局": "教育局", "水利局": "民政局", "人民政府": "文化和旅游局"}
"""Who sends its workbook in, and what it types: one waits for a decision, the others have nothing to explain."""


def done_by_people(office: Path, readme: str) -> None:
    """Do what stands between the commands: the list filled in, and what was issued sent in once it is there."""
    book = openpyxl.load_workbook(office / "名单.xlsx")
    if book.worksheets[0].max_row == 1:
        [table] = blocks(readme, "csv")
        sheet = book.worksheets[0]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for row, line in enumerate(csv.DictReader(table.splitlines()), start=2):
            for name, text in line.items():
                sheet.cell(row, columns[name], text)
        book.save(office / "名单.xlsx")
    for name, typed in SENT.items():
        issued, sent = (office / folder / f"示例县{name}.xlsx" for folder in ("1发出/2025", "2收到"))
        if issued.exists() and not sent.exists():
            through_openpyxl(issued, "zfxxgk/2021", read_typed(STORY / "sent" / f"{typed}.csv"), sent)


def started(folder: Path, words: list[str]) -> tuple[int, str]:
    """Run a program by itself; give its exit code and all that it printed."""
    programs = {"govxl": str(SCRIPTS / "govxl"), "python3": sys.executable}
    done = run(folder, [programs[words[0]], *words[1:]])
    return done.returncode, done.stdout + done.stderr


def started_once(folder: Path, words: list[str]) -> tuple[int, str]:
    """Run in this process what is started as a program for the other README."""
    if words[0] != "govxl" or words not in commands(READMES[0]):
        return started(folder, words)
    with chdir(folder):
        done = run_here(*words[1:])
    return done.code, done.out + done.err


@pytest.mark.parametrize(("readme", "by"), list(zip(READMES, (started, started_once), strict=True)), ids=READMES)
def test_every_command_runs(readme: str, by: Callable[[Path, list[str]], tuple[int, str]], tmp_path: Path) -> None:
    calls = commands(readme)
    assert {words[1] for words in calls if words[0] == "govxl"} == COMMANDS
    assert {words[2] for words in calls if words[:2] == ["govxl", "archive"]} == ARCHIVE
    (settings,) = blocks(readme, "toml")
    (tmp_path / "office.toml").write_text(settings, "utf-8")
    here = tmp_path
    for words in calls:
        if words[0] == "cd":
            here = (here / words[1]).resolve()
            continue
        code, printed = by(here, words)
        assert code == 0, f"{shlex.join(words)}\n{printed}"
        for settings_of in tmp_path.glob("*/office.toml"):
            done_by_people(settings_of.parent, readme)
    assert here == tmp_path, "the office's commands end where they began"


def test_the_python_runs(tmp_path: Path) -> None:
    assert run(tmp_path, [str(SCRIPTS / "govxl"), "demo"]).returncode == 0
    [code] = blocks("README.md", "python")
    done = run(tmp_path, [sys.executable, "-c", code])
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"accepted \d+\n", done.stdout)


def test_the_python_runs_at_the_root_of_a_checkout(tmp_path: Path) -> None:
    """There `govxl` is the package of the checkout, whatever was installed, and its forms lie beside it."""
    for name in ("govxl", "templates", "samples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.pickle*", "*.pyc.*", "pictures"))
    libraries = [path for path in sys.path if "site-packages" in path]
    start = f"import sys; sys.path += {libraries!r}\n"  # without what an editable installation adds to importing
    demo = run(tmp_path, [sys.executable, "-S", "-c", f"{start}import runpy; sys.argv[1:] = ['demo']; runpy.run_module('govxl')"])
    assert demo.returncode == 0, demo.stderr
    [code] = blocks("README.md", "python")
    told = run(tmp_path, [sys.executable, "-S", "-c", f"{start}{code}\nprint(govxl.__file__)"])
    assert told.returncode == 0, told.stderr
    assert re.fullmatch(r"accepted \d+", told.stdout.splitlines()[0])
    assert Path(told.stdout.splitlines()[1]).is_relative_to(tmp_path)


@pytest.mark.parametrize("readme", READMES)
def test_the_finding_shown_is_the_one_of_the_sample(readme: str) -> None:
    [shown] = [block for block in blocks(readme, "") if block.startswith("退回  ")]
    done = run(ROOT, [str(SCRIPTS / "govxl"), "check", "samples/zfxxgk-2021/mistakes/filled.xlsx"])
    assert done.returncode == 1, done.stderr
    first, _, *entry = shown.splitlines()
    lines = done.stdout.splitlines()
    assert lines[0] == first
    assert "\n".join(entry) in done.stdout
    assert len(entry) > 5


@pytest.mark.parametrize("readme", READMES)
def test_the_prose_shown_is_what_is_printed(readme: str) -> None:
    [shown] = [block for block in blocks(readme, "") if "465件" in block]
    [words] = [words for words in commands(readme) if words[:2] == ["govxl", "prose"]]
    record = ROOT / "samples" / "zfxxgk-2021" / "county" / "expected" / "record.json"
    done = run(ROOT, [str(SCRIPTS / "govxl"), "prose", words[2].replace("455", "465"), "--record", str(record)])
    assert done.returncode == 1, done.stderr
    # Each block is written without the margin that all of its lines have.
    assert dedent(done.stdout) == shown


@pytest.mark.parametrize("readme", READMES)
def test_the_trace_shown_is_that_of_the_county(readme: str) -> None:
    [shown] = [block for block in blocks(readme, "") if "年度汇总「" in block]
    assert len(shown.splitlines()) == 5
    assert shown in (COUNTY / "expected" / "session.txt").read_text("utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_windows_is_set_up_as_the_others_are(readme: str) -> None:
    [windows] = blocks(readme, "bat")
    first = blocks(readme, "sh")[0]
    same = first.replace("python3 ", "py ").replace(". .venv/bin/activate", ".venv\\Scripts\\activate")
    assert windows == same
    with_paths = [line for line in (ROOT / readme).read_text("utf-8").splitlines() if ".venv/bin/p" in line]
    assert with_paths == [TESTING], "once activated, no path stands before a program"


@pytest.mark.parametrize("readme", READMES)
def test_pictures_and_links_are_there(readme: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", (ROOT / readme).read_text("utf-8"))
    assert [target for target in targets if "://" not in target and not (ROOT / target).is_file()] == []
