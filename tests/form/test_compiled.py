"""In a checkout, what is worked out from a form is kept where Python keeps what it compiles, for the very same sources."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from govxl.form import compiled
from govxl.language.nodes import Cell, Node

ROOT = Path(__file__).parents[2]

ASKED = """
import json, sys
from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from govxl.prose.lexicon.loading import patterns_of
form = load_form("zfxxgk/2021")
layout, patterns = arrange(form), patterns_of(form)
assert layout.form is form and form.folder == load_form("zfxxgk/2021").folder
read = [name for name in ("govxl.form.reader", "govxl.layout.every_sheet", "govxl.prose.lexicon.reader") if name in sys.modules]
told = []
"""
TOLD = """
# A set has the order in which it was made.
listed = lambda told: told._replace(**{key: sorted(value) for key, value in told._asdict().items() if isinstance(value, frozenset)})
told = [layout.fingerprint, layout.texts, layout.reads, *map(repr, (layout.sheets, layout.slots, layout.formulas, dict(patterns.words)))]
told += [repr([getattr(form, key) for key in form._fields if key != "folder"]), repr(listed(patterns._replace(words={}, lint=listed(patterns.lint))))]
"""
ALL = ["govxl.form.reader", "govxl.layout.every_sheet", "govxl.prose.lexicon.reader"]


class Begun(NamedTuple):
    """A checkout in which one process worked out what a form comes to, a copy of it, and what that process told."""

    checkout: Path
    copy: Path
    read: list[str]
    worked_out: Any


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Copy a checkout, as far as forms are concerned, with what Python compiled, and let a process work a form out in it."""
    checkout = tmp_path_factory.mktemp("begun") / "checkout"
    unused = shutil.ignore_patterns("*.pickle*", "*.pyc.*")  # the last are about to get their names
    for name in ("govxl", "templates"):
        shutil.copytree(ROOT / name, checkout / name, ignore=unused)
    read, worked_out = asked_all(checkout)
    return Begun(checkout, shutil.copytree(checkout, checkout.with_name("copy")), read, worked_out)


@pytest.fixture
def warm(begun: Begun) -> Path:
    """Give a checkout as that process left it: in the same place, and with the times of its files, which both count."""
    shutil.rmtree(begun.checkout)
    return Path(shutil.copytree(begun.copy, begun.checkout))


@pytest.fixture
def cold(warm: Path) -> Path:
    """Give a checkout without what forms came to."""
    for path in warm.rglob("*.pickle"):
        path.unlink()
    assert kept(warm) == []
    return warm


def asked(checkout: Path, code: str = ASKED, **environment: str) -> list[str]:
    """Ask a process of its own what it reads for a form."""
    return _told(checkout, code, environment)[0]


def asked_all(checkout: Path) -> tuple[list[str], Any]:
    """Ask a process of its own what it reads, and what the form comes to."""
    return _told(checkout, ASKED + TOLD, {})


def _told(checkout: Path, code: str, environment: dict[str, str]) -> tuple[list[str], Any]:
    # Each may keep what it likes, whatever these tests themselves may.
    usual = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    env = usual | {"PYTHONPATH": str(checkout), "PYTHONUTF8": "1"} | environment
    code += "\nprint(json.dumps([read, told]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, encoding="utf-8", env=env)
    assert done.returncode == 0, done.stderr
    read, told = json.loads(done.stdout)
    return read, told


def kept(checkout: Path) -> list[str]:
    return sorted(path.relative_to(checkout).as_posix() for path in checkout.rglob("*.pickle*"))


def test_what_one_process_works_out_the_next_one_takes(begun: Begun, warm: Path) -> None:
    assert begun.read == ALL
    tag = sys.implementation.cache_tag
    assert kept(warm) == [f"govxl/form/__pycache__/zfxxgk-2021.{tag}.{name}.pickle" for name in ("form", "layout", "prose")]
    assert asked_all(warm) == ([], begun.worked_out)


@pytest.mark.parametrize(
    ("path", "read"),
    [("govxl/layout/grid.py", ALL), ("templates/zfxxgk/2021/form.toml", ALL), ("templates/zfxxgk/2021/prose.toml", ALL[2:])],
)
def test_it_is_of_these_sources_alone(warm: Path, path: str, read: list[str]) -> None:
    assert asked(warm) == []
    changed = warm / path
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert asked(warm) == read
    assert asked(warm) == []
    if path.endswith(".py"):
        # As long as before, and of another time: what a branch has that was gone over to.
        os.utime(changed, ns=(0, 0))
        assert asked(warm) == read


def test_what_is_broken_is_no_answer(warm: Path) -> None:
    for path in warm.rglob("*.pickle"):
        path.write_bytes(b"nothing that could be read")
    assert asked(warm) == ALL
    assert asked(warm) == []


@pytest.mark.parametrize("spoil", [lambda data: data[: len(data) // 2], lambda data: data[:-200] + bytes(200)], ids=["cut short", "garbled"])
def test_what_begins_well_and_is_broken_is_no_answer(begun: Begun, warm: Path, spoil: Callable[[bytes], bytes]) -> None:
    for path in warm.rglob("*.pickle"):
        path.write_bytes(spoil(path.read_bytes()))
    assert asked_all(warm) == (ALL, begun.worked_out)
    assert asked_all(warm) == ([], begun.worked_out)


CHANGES = """
import govxl.prose.lexicon.reader as reader
from pathlib import Path
def change():
    path = Path("templates/zfxxgk/2021/{name}")
    path.write_text(path.read_text("utf-8").replace("自然人", "自燃人"), "utf-8")
def read_and_change(*given, read=reader.read_patterns):
    found = read(*given)
    change()
    return found
"""


@pytest.mark.parametrize(
    ("name", "then", "of_them"),
    [("form.toml", "change()", ALL), ("prose.toml", "reader.read_patterns = read_and_change", ALL[2:])],
)
def test_what_changes_while_it_is_worked_out_is_not_taken_for_what_it_was(cold: Path, name: str, then: str, of_them: list[str]) -> None:
    """One process has loaded the form, or reads its patterns, when somebody changes the file."""
    asked(cold, ASKED.replace("layout, patterns =", f"{CHANGES.format(name=name)}{then}\nlayout, patterns =", 1))
    read, told = asked_all(cold)
    assert read == of_them
    for path in cold.rglob("*.pickle"):
        path.unlink()
    assert asked_all(cold)[1] == told


def test_what_is_kept_is_of_the_sources_that_were_run(cold: Path) -> None:
    """One process has imported all it needs, and asks for its first form after somebody changed a source."""
    changed = cold / "govxl" / "layout" / "grid.py"
    before = "import json, sys, govxl.layout.every_sheet, govxl.form.reader, govxl.prose.lexicon.reader\nfrom pathlib import Path"
    change = f"path = Path({str(changed)!r}); path.write_bytes(path.read_bytes() + b'# another')"
    asked(cold, ASKED.replace("import json, sys", f"{before}\nfrom govxl.layout.layout import arrange\n{change}", 1))
    assert len(kept(cold)) == 3
    assert asked(cold) == ALL, "worked out by what was there before"
    assert asked(cold) == []


def test_what_a_killed_process_left_is_taken_away(warm: Path) -> None:
    (form, *_) = (warm / path for path in kept(warm))
    whole = kept(warm)
    left, written_now = form.with_name(f"{form.name}.123"), form.with_name(f"{form.name}.124")
    for path in (left, written_now):
        path.write_bytes(b"half")
    os.utime(left, (0, 0))
    (warm / "govxl" / "layout" / "grid.py").write_bytes((warm / "govxl" / "layout" / "grid.py").read_bytes() + b"\n")
    assert asked(warm) == ALL
    assert kept(warm) == sorted([*whole, written_now.relative_to(warm).as_posix()]), "what another process writes stays"


def test_nothing_is_kept_where_python_keeps_nothing(cold: Path) -> None:
    assert asked(cold, PYTHONDONTWRITEBYTECODE="1") == ALL
    assert asked(cold, PYTHONPYCACHEPREFIX=str(cold / "elsewhere")) == ALL
    # Where a folder cannot be written, as this one that is a file.
    shutil.rmtree(cold / "govxl" / "form" / "__pycache__", ignore_errors=True)
    (cold / "govxl" / "form" / "__pycache__").write_bytes(b"")
    assert asked(cold) == ALL
    assert kept(cold) == []


def test_nothing_is_packed_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_cached", lambda folder, name: tmp_path / "gone" / name)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / compiled.FILE).write_bytes(b"")
    assert compiled.kept(tmp_path, "x", None) is None
    compiled.keep(tmp_path, "x", lambda: pytest.fail("worked out for nobody"), None)


def test_forms_of_an_office_are_read(cold: Path) -> None:
    shutil.copytree(cold / "templates", cold / "forms")
    assert asked(cold, GOVXL_FORMS=str(cold / "forms")) == ALL
    assert kept(cold) == []


def test_what_is_said_twice_is_kept_once_and_nothing_else_becomes_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> tuple[tuple[object, ...], Node, tuple[object, ...]]:
        return (0, 0.0, False, "0", Decimal(0), Decimal("0.0"), None), Cell("a.b.c"), ("a.b.c", False, "Cell")

    value = {"one": told(), "other": told()}
    monkeypatch.setattr(compiled, "is_inside", lambda folder: True)
    (tmp_path / compiled.FILE).write_bytes(b"")
    (tmp_path / compiled.file_of("x")).write_bytes(compiled.written(tmp_path, "x", value, None, compiled.THIS_PYTHON))
    found = compiled.kept(tmp_path, "x", None)
    assert repr(found) == repr(value)
    assert found["one"] is found["other"]
    assert type(found["one"][1]) is Cell
    assert type(found["one"][2]) is tuple
