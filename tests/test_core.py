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
from typing import Any

import pytest
import xlsxwriter

from govxl.form.compiled import THIS_PYTHON
from govxl.form.definition import installed_forms, load_form
from govxl.layout.layout import compiled
from govxl.page.distribution import DistributionError, cache_folder, fetched, read_distribution
from tests.core_work import DONE, digests
from tests.office import demand

ROOT = Path(__file__).parent.parent
WORK = ROOT / "tests" / "core_work.py"
XLSXWRITER = Path(xlsxwriter.__file__).parent
UNUSED = shutil.ignore_patterns("__pycache__", "pictures")

PYODIDE = "GOVXL_PYODIDE"
"""The variable that names a folder or package of Pyodide, where there is no network to fetch it from."""

PYODIDES_OWN = {"_pyodide", "pyodide", "pyodide_js", "js", "_pyodide_core"}

CORE = {"new", "check", "fill", "explain"}
"""The commands of the samples that take nothing else; `ingest` does while it sends back what it rejects."""


@cache
def here() -> dict[str, str]:
    """Say what this Python makes of the samples, with all that is installed."""
    return digests(ROOT / "samples")


BARE = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "GOVXL_"))}
ELSEWHERE = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Path:
    """Put govxl, as it is installed, and xlsxwriter where nothing else is."""
    top = tmp_path_factory.mktemp("alone")
    shutil.copytree(ROOT / "govxl", top / "app" / "govxl", ignore=UNUSED)
    shutil.copytree(XLSXWRITER, top / "app" / "xlsxwriter", ignore=UNUSED)
    for name in ("templates", "samples"):
        shutil.copytree(ROOT / name, top / "app" / "govxl" / name, ignore=UNUSED)
    compile_forms(top / "app", THIS_PYTHON)
    return top / "app"


def compile_forms(app: Path, python: str) -> None:
    """Keep what forms come to beside them, as in a wheel, for a Python."""
    for name in installed_forms():
        for file, data in compiled(load_form(name), python).items():
            (app / "govxl" / "templates" / name / file).write_bytes(data)


@pytest.fixture(scope="module")
def pyz(app, tmp_path_factory) -> Path:
    """Put all of it into one file, by the command of the README."""
    made = tmp_path_factory.mktemp("file") / "govxl.pyz"
    zipapp.create_archive(app, made, main="govxl.cli:main", compressed=True)
    return made


@pytest.fixture(scope="module")
def node(tmp_path_factory) -> list[str]:
    """Give the call that runs a script in Pyodide; `GOVXL_PYODIDE` tells where that is, else npm fetches it once."""
    demand("" if shutil.which("node") else "Node is not installed (Debian: nodejs)")
    place = os.environ.get(PYODIDE, "")
    try:
        found = read_distribution(Path(place)) if place else fetched(cache_folder(), lambda _: None)
    except DistributionError as error:
        demand(error.sentence.en)
        raise
    folder = tmp_path_factory.mktemp("pyodide")
    for name, data in found.files.items():
        (folder / name).write_bytes(data)
    return ["node", str(ROOT / "tests" / "pyodide.mjs"), str(folder)]


@pytest.fixture(scope="module", params=["folder", "zip", "pyodide"])
def done(request, app, tmp_path_factory) -> dict[str, Any]:
    """Let the core alone work through a copy of the samples, elsewhere on the earth."""
    copy = tmp_path_factory.mktemp("copy") / "samples"
    shutil.copytree(ROOT / "samples", copy, ignore=UNUSED)
    if request.param == "pyodide":
        call = [*request.getfixturevalue("node"), "/tests/core_work.py", f"{app}=/app", f"{WORK.parent}=/tests"]
        call, home = [*call, f"{copy}=/copy", "--", "/copy"], "/app"
        # What this Python worked out, the other one takes.
        compile_forms(app, "cpython-314")
    else:
        # -S leaves the site-packages out.
        call, home = [sys.executable, "-S", str(WORK), str(copy)], str(app)
        home = str(request.getfixturevalue("pyz")) if request.param == "zip" else home
    environment = BARE | ELSEWHERE | {"PYTHONPATH": home}
    ran = subprocess.run(call, cwd=copy, capture_output=True, env=environment)
    assert ran.returncode == 0, ran.stderr.decode()
    found: dict[str, Any] = json.loads((copy / DONE).read_bytes())
    assert found["home"].startswith(f"{home}/")
    assert not found["forms read"]
    return found


def test_nothing_else_is_there_nor_asked_for(done):
    assert set(done["foreign"]) <= PYODIDES_OWN


def test_it_makes_the_same_of_every_sample(done):
    assert done["digests"] == here()
    kinds = [name.split("/", 3)[-1] for name in done["digests"]]
    # Nothing of it is idle: workbooks of all kinds were made, and files accepted and rejected.
    assert {kind: kinds.count(kind) for kind in ("fill", "migrate", "return", "marked", "record")} == {
        "fill": 6, "migrate": 10, "return": 3, "marked": 3, "record": 6,
    }  # fmt: skip


def test_the_documented_commands_print_what_is_kept(done):
    for case, lines in done["sessions"].items():
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


def test_what_is_sent_back_is_the_workbook_in_the_sample(done):
    [made] = [line["made"] for line in done["sessions"]["zfxxgk-2021/returned"] if line["made"] and line["code"] == 1]
    kept = (ROOT / "samples" / "zfxxgk-2021" / "returned" / "returned.xlsx").read_bytes()
    assert made == {"out/filled-退回修改.xlsx": hashlib.sha256(kept).hexdigest()}
