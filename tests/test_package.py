"""The wheel holds all that govxl needs and runs on its own, without the checkout."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

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
    assert {"templates/__init__.py", "samples/__init__.py", "samples/demo.txt", "pyproject.toml"} <= names


def test_it_holds_forms_and_samples(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
    for path in [*ROOT.glob("templates/*/*/form.toml"), *ROOT.glob("govxl/**/*.py"), *ROOT.glob("govxl/**/*.j2")]:
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
