"""The core alone: to judge, to make workbooks, to fill and to migrate them and to send them back takes Python and xlsxwriter.

Every sample, where nothing else is installed: from a folder, from one file with all inside (`govxl.pyz`), and by the
Python that runs in browsers, Pyodide, under Node.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipapp
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import xlsxwriter

from govxl.form.compiled import THIS_PYTHON
from govxl.form.definition import installed_forms, load_form
from govxl.layout.layout import compiled
from govxl.page.distribution import PYTHON, DistributionError, cache_folder, fetched, read_distribution
from tests.core_work import DONE, digests
from tests.office import demand
from tests.page_room.desk import PYODIDE

ROOT = Path(__file__).parent.parent
WORK = ROOT / "tests" / "core_work.py"
XLSXWRITER = Path(xlsxwriter.__file__).parent
UNUSED = shutil.ignore_patterns("__pycache__", "pictures")

PYODIDES_OWN = {"_pyodide", "pyodide", "pyodide_js", "js", "_pyodide_core"}

CORE = {"new", "check", "fill", "explain"}
"""The commands of the samples that take nothing else; `ingest` does while it sends back what it rejects."""


BARE = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "GOVXL_"))}
ELSEWHERE = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1"}


# -- Where nothing else is


MADE = TemporaryDirectory(prefix="govxl-core-")
"""Where what several tests run is put once."""


@cache
def app(python: str) -> Path:
    """Put govxl, as a wheel for a Python has it, and xlsxwriter where nothing else is."""
    top = Path(MADE.name) / python
    for source in (ROOT / "govxl", XLSXWRITER):
        shutil.copytree(source, top / source.name, ignore=UNUSED)
    for name in ("templates", "samples"):
        shutil.copytree(ROOT / name, top / "govxl" / name, ignore=UNUSED)
    for name in installed_forms():
        for file, data in compiled(load_form(name), python).items():
            (top / "govxl" / "templates" / name / file).write_bytes(data)
    return top


@cache
def pyz() -> Path:
    """Put all of it into one file, as the README says."""
    made = Path(MADE.name) / "govxl.pyz"
    zipapp.create_archive(app(THIS_PYTHON), made, main="govxl.cli:main", compressed=True)
    return made


def pyodide(folder: Path) -> list[str]:
    """Give the call that runs a script in Pyodide; `GOVXL_PYODIDE` tells where that is, else npm fetches it once."""
    demand("" if shutil.which("node") else "Node is not installed (Debian: nodejs)")
    place = os.environ.get(PYODIDE, "")
    try:
        found = read_distribution(Path(place)) if place else fetched(cache_folder(), lambda _: None)
    except DistributionError as error:
        demand(error.sentence.en)
        raise
    folder.mkdir()
    for name, data in found.files.items():
        (folder / name).write_bytes(data)
    return ["node", str(ROOT / "tests" / "pyodide.mjs"), str(folder)]


def bare(*call: object, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a program elsewhere on the earth; Python with -S leaves the site-packages out."""
    words = list(map(str, call))
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=BARE | ELSEWHERE | more)


WAYS = {"folder": ("digests",), "zip": ("sessions",), "pyodide": ("digests", "sessions")}
"""What is done: by the functions, by the commands. Where this Python loads the code from, either shows."""


@pytest.mark.parametrize("way", WAYS)
def test_it_does_with_every_sample_what_all_of_it_does(way, tmp_path):
    copy = shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=UNUSED)
    if way == "pyodide":
        # What this Python worked out of the forms, the other one takes.
        call = [*pyodide(tmp_path / "pyodide"), "/tests/core_work.py", f"{app(PYTHON)}=/app", f"{WORK.parent}=/tests"]
        call, home = [*call, f"{copy}=/copy", "--", "/copy"], "/app"
    else:
        home = str(pyz() if way == "zip" else app(THIS_PYTHON))
        call = [sys.executable, "-S", str(WORK), str(copy)]
    ran = bare(*call, *WAYS[way], folder=copy, PYTHONPATH=home)
    assert ran.returncode == 0, ran.stderr
    done: dict[str, Any] = json.loads((copy / DONE).read_bytes())
    assert done["home"].startswith(f"{home}/")
    assert set(done["foreign"]) <= (PYODIDES_OWN if way == "pyodide" else set())
    assert not done["forms read"], "what they come to is kept beside them"
    assert set(WAYS[way]) == set(done) & {"digests", "sessions"}
    if "digests" in done:
        assert_the_same_is_made(done["digests"])
    if "sessions" in done:
        assert_documented_commands_print_what_is_kept(done["sessions"])


@cache
def made_here() -> dict[str, str]:
    return digests(ROOT / "samples")


def assert_the_same_is_made(found: dict[str, str]) -> None:
    assert found == made_here()
    kinds = [name.split("/", 3)[-1] for name in found]
    # Nothing of it is idle: workbooks of all kinds were made, and files accepted and rejected.
    assert {kind: kinds.count(kind) for kind in ("fill", "migrate", "return", "marked", "record")} == {
        "fill": 6, "migrate": 10, "return": 3, "marked": 3, "record": 6,
    }  # fmt: skip


def assert_documented_commands_print_what_is_kept(sessions: dict[str, list[dict[str, Any]]]) -> None:
    for case, lines in sessions.items():
        kept = (ROOT / "samples" / case / "expected" / "session.txt").read_text("utf-8").split("\n\n$ ")
        for told, line in zip(kept, lines, strict=True):
            printed = told.removeprefix("$ ").rstrip("\n").partition("\n")[2].removesuffix(f"退出码 {line['code']}")
            command = line["line"].split()[1]
            if command in CORE or line["code"] == 1:
                assert (line["err"], line["out"].rstrip("\n")) == ("", printed.rstrip("\n")), (case, line["line"])
            else:
                # Reports take more: that is said, and nothing is left half made.
                assert (line["code"], line["made"]) == (2, {}), (case, line["line"])
                assert "pip install jinja2" in line["err"]
    # What is sent back is the workbook in the sample.
    [made] = [line["made"] for line in sessions["zfxxgk-2021/returned"] if line["made"] and line["code"] == 1]
    kept_return = (ROOT / "samples" / "zfxxgk-2021" / "returned" / "returned.xlsx").read_bytes()
    assert made == {"out/filled-退回修改.xlsx": hashlib.sha256(kept_return).hexdigest()}


def test_the_file_is_a_program(tmp_path):
    """Called as people call it, from anywhere, where nothing is installed."""
    program = pyz()
    (tmp_path / "here").mkdir()

    def said(*words: object) -> tuple[int, str, str]:
        done = bare(sys.executable, "-S", program, *words, folder=tmp_path / "here")
        return done.returncode, done.stdout, done.stderr

    new = ("new", "--unit", "示例县财政局", "--year", "2025", "--level", "county", "-o", "a.xlsx")
    assert said(*new) == (0, "已生成 a.xlsx\n", "")
    assert said(*new)[0] == 2
    code, out, err = said("check", "a.xlsx")
    assert (code, out.split()[0], err) == (1, "退回", "")
    code, out, err = said("ingest", "a.xlsx", "-o", "out")
    assert (code, [path.name for path in (tmp_path / "here" / "out").iterdir()], err) == (1, ["a-退回修改.xlsx"], "")
    code, out, err = said("--help", "--lang", "en")
    assert (code, out, "pip install typer rich" in err) == (2, "", True)
    assert said("forms")[1].startswith("zfxxgk/2019")


def test_what_forms_come_to_is_the_same_in_every_process():
    """Or no build could be told from another by its bytes: a set has another order in each."""
    code = (
        "import hashlib; from govxl.form.definition import installed_forms, load_form; from govxl.layout.layout import compiled;"
        "print([hashlib.sha256(data).hexdigest() for name in installed_forms() for data in compiled(load_form(name)).values()])"
    )
    done = [bare(sys.executable, "-c", code, folder=ROOT, PYTHONHASHSEED=seed) for seed in ("1", "2", "3")]
    assert len({each.stdout for each in done}) == 1
    assert done[0].stdout
