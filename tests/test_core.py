"""The core alone: to judge, to make workbooks, to fill and to migrate them and to send them back takes Python and xlsxwriter.

Every sample, where nothing else is installed: from a folder, and from one file with all inside (`govxl.pyz`).
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

from tests.core_work import digests

ROOT = Path(__file__).parent.parent
WORK = ROOT / "tests" / "core_work.py"
XLSXWRITER = Path(xlsxwriter.__file__).parent
UNUSED = shutil.ignore_patterns("__pycache__", "pictures")

CORE = {"new", "check", "fill", "explain"}
"""The commands of the samples that take nothing else; `ingest` does while it sends back what it rejects."""


@cache
def here() -> dict[str, str]:
    """Say what this Python makes of the samples, with all that is installed."""
    return digests(ROOT / "samples")


@pytest.fixture(scope="module", params=["folder", "zip"])
def way(request, tmp_path_factory) -> Path:
    """Put govxl and xlsxwriter where nothing else is: what `PYTHONPATH` names."""
    top = tmp_path_factory.mktemp("alone")
    shutil.copytree(ROOT / "govxl", top / "app" / "govxl", ignore=UNUSED)
    shutil.copytree(XLSXWRITER, top / "app" / "xlsxwriter", ignore=UNUSED)
    for name in ("templates", "samples"):
        shutil.copytree(ROOT / name, top / "app" / "govxl" / name, ignore=UNUSED)
    if request.param == "folder":
        return top / "app"
    zipapp.create_archive(top / "app", top / "govxl.pyz", main="govxl.cli:main", compressed=True)
    shutil.rmtree(top / "app")
    return top / "govxl.pyz"


def python(*words: object, way: Path, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run Python without its site-packages, which `-S` leaves out."""
    bare = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "GOVXL_"))}
    environment = bare | {"PYTHONPATH": str(way), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-S", *map(str, words)], cwd=folder, capture_output=True, env=environment)


@pytest.fixture(scope="module")
def done(way, tmp_path_factory) -> dict[str, Any]:
    """Let the core alone work through a copy of the samples."""
    copy = tmp_path_factory.mktemp("copy") / "samples"
    shutil.copytree(ROOT / "samples", copy, ignore=UNUSED)
    ran = python(WORK, copy, way=way, folder=copy)
    assert ran.returncode == 0, ran.stderr.decode()
    found: dict[str, Any] = json.loads(ran.stdout)
    assert found["home"].startswith(str(way))
    return found


def test_nothing_else_is_there_nor_asked_for(done):
    assert done["foreign"] == []


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
