"""The wheel holds all that govxl needs and runs on its own, without the checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from govxl.version import VERSION

ROOT = Path(__file__).parent.parent


def run(*words: str, folder: Path, **environment: str) -> str:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=os.environ | environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what git knows."""
    copy = tmp_path_factory.mktemp("copy")
    listed = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    return copy


@pytest.fixture(scope="module")
def wheel(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the environment's own tools: nothing is downloaded."""
    made = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(made), ".", folder=copy)
    [found] = made.glob("govxl-*.whl")
    return found


def test_a_source_package_holds_what_a_wheel_is_made_of(copy: Path, tmp_path: Path) -> None:
    code = f"import setuptools.build_meta as made; print(made.build_sdist({str(tmp_path)!r}))"
    run(sys.executable, "-c", code, folder=copy)
    [found] = tmp_path.glob("govxl-*.tar.gz")
    with tarfile.open(found) as package:
        names = {name.partition("/")[2] for name in package.getnames()}
    for path in [*ROOT.glob("templates/**/*.toml"), *ROOT.glob("govxl/**/*.py"), *ROOT.glob("govxl/**/*.j2"), *ROOT.glob("samples/*/*/*.xlsx")]:
        assert path.relative_to(ROOT).as_posix() in names
    assert {"templates/__init__.py", "samples/__init__.py", "samples/demo.txt", "pyproject.toml", "setup.py"} <= names


def test_it_holds_forms_and_samples(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
    for path in [*ROOT.glob("templates/*/*/form.toml"), *ROOT.glob("govxl/**/*.py"), *ROOT.glob("govxl/**/*.j2"), *ROOT.glob("govxl/page/*.*")]:
        told = path.relative_to(ROOT).as_posix()
        assert (told if told.startswith("govxl/") else f"govxl/{told}") in names
    assert "govxl/samples/demo.txt" in names
    assert not any(name.startswith(("tests/", "samples/", "templates/")) for name in names)


def test_it_runs_bare(wheel: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(bare), str(wheel), folder=tmp_path)
    where = run(sys.executable, "-c", "import govxl; print(govxl.__file__)", folder=tmp_path, PYTHONPATH=str(bare))
    assert Path(where.strip()).is_relative_to(bare)
    told = run(sys.executable, "-m", "govxl", "demo", "-o", "shown", folder=tmp_path, PYTHONPATH=str(bare), LC_ALL="C")
    assert "record.json" in told
    assert list((tmp_path / "shown").rglob("record.json"))


# -- The forms compiled into it

ASKED = """
import json, pathlib, sys
from govxl.form.definition import load_form
from govxl.layout.layout import Verdicts, arrange
from govxl.returns.check import judge_file
layouts = {name: arrange(load_form(name)) for name in ("zfxxgk/2019", "zfxxgk/2021")}
read = "govxl.form.reader" in sys.modules
told = {name: [layout.fingerprint, layout.form.title, layout.texts, repr(layout.formulas), repr(layout.sheets), list(layout.slots)] for name, layout in layouts.items()}
forms = {name: repr([getattr(layout.form, key) for key in layout.form.__slots__ if key != "folder"]) for name, layout in layouts.items()}
states = [[Verdicts(layout, {}).state(check) for check in layout.form.checks] for layout in layouts.values()]
judged = [repr(judge_file(pathlib.Path(path)).findings) + str(judge_file(pathlib.Path(path)).record) for path in sys.argv[1:]]
assert all(layout.form.folder == load_form(name).folder and layout.form is load_form(name) for name, layout in layouts.items())
print(json.dumps([read, str(layouts["zfxxgk/2021"].form.folder), told, forms, states, judged]))
"""
FILES = [ROOT / "samples" / "zfxxgk-2021" / name / "filled.xlsx" for name in ("county", "mistakes")]


@pytest.fixture
def bare(wheel: Path, tmp_path: Path) -> Path:
    """Unpack the wheel."""
    with zipfile.ZipFile(wheel) as package:
        package.extractall(tmp_path / "bare")
    return tmp_path / "bare"


def asked(bare: Path, **environment: str) -> list[Any]:
    """Ask an installed govxl for all that it works out from its forms, and for what it makes of some files."""
    return json.loads(run(sys.executable, "-c", ASKED, *map(str, FILES), folder=bare, PYTHONPATH=str(bare), **environment))


def test_its_compiled_forms_are_what_their_sources_say(bare: Path) -> None:
    kept = sorted(path.relative_to(bare / "govxl" / "templates").as_posix() for path in bare.rglob("*.pickle"))
    assert kept == [f"zfxxgk/{edition}/{name}.pickle" for edition in (2019, 2021) for name in ("form", "layout", "prose")]
    read, folder, *compiled = asked(bare)
    assert (read, Path(folder)) == (False, bare / "govxl" / "templates" / "zfxxgk" / "2021")
    for path in bare.rglob("*.pickle"):
        path.unlink()
    read, _, *parsed = asked(bare)
    assert read
    assert compiled == parsed
    assert not [*bare.rglob("*.pickle")], "an installed package is left as it was installed"


NEVER = {"ast", "dataclasses", "difflib", "inspect", "pickletools", "string", "tomllib", "zipfile"}


def test_a_check_loads_nothing_that_reads_forms(bare: Path) -> None:
    code = "import sys\nfrom govxl.cli import main\ntry: main()\nfinally: print(*sys.modules)"
    loaded = run(sys.executable, "-c", code, "check", str(FILES[0]), folder=bare, PYTHONPATH=str(bare)).splitlines()[-1].split()
    assert "govxl.prose.judging.judge" in loaded
    assert not NEVER & set(loaded)
    assert not {"govxl.form.reader", "govxl.form.source", "govxl.language.parse", "govxl.prose.lexicon.reader"} & set(loaded)


def test_a_form_changed_beside_what_was_compiled_is_read(bare: Path) -> None:
    source = bare / "govxl" / "templates" / "zfxxgk" / "2021" / "form.toml"
    source.write_text(re.sub("^title = .*$", "title = '另一种报告'", source.read_text("utf-8"), count=1, flags=re.M), "utf-8")
    read, _, told, *_ = asked(bare)
    assert read
    assert told["zfxxgk/2021"][1] == "另一种报告"


@pytest.mark.parametrize("name", ["form", "layout"])
def test_what_another_version_compiled_is_not_used(bare: Path, name: str) -> None:
    path = bare / "govxl" / "templates" / "zfxxgk" / "2021" / f"{name}.pickle"
    key, _, value = path.read_bytes().partition(b"\n")
    assert key.startswith(f"govxl {VERSION} {sys.implementation.cache_tag} {name} zfxxgk/2021 ".encode())
    path.write_bytes(key.replace(VERSION.encode(), b"0.0.9", 1) + b"\nnothing that could be read" + value)
    assert asked(bare)[0] == (name == "form")


def test_nothing_compiled_is_taken_from_a_folder_of_an_office(bare: Path) -> None:
    inside = bare / "govxl" / "templates"
    shutil.copytree(inside, bare / "forms")
    for path in inside.rglob("*.pickle"):
        path.unlink()
    for path in (bare / "forms").rglob("*.pickle"):
        path.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\nnothing that could be read")
    read, folder, *_ = asked(bare, GOVXL_FORMS=str(bare / "forms"))
    assert read
    assert Path(folder).is_relative_to(bare / "forms")
