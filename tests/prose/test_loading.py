"""Patterns are read once, kept with the package, and taken only for the very files that they were read of."""

import shutil
from pathlib import Path

import pytest

from govxl.form import compiled
from govxl.form.definition import DefinitionError, load_form
from govxl.form.model import Form
from govxl.prose.lexicon import loading
from govxl.prose.lexicon.loading import PROSE, compiled_prose, load_patterns, patterns_of, read_of
from govxl.prose.lexicon.patterns import Patterns

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the two editions to where the package would have them, and take that for inside of it."""
    shutil.copytree(TEMPLATES / "zfxxgk", tmp_path / "zfxxgk")
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    monkeypatch.setattr(compiled, "is_inside", lambda folder: True)
    patterns_of.cache_clear()
    yield tmp_path
    patterns_of.cache_clear()


def compile_prose(form: Form) -> None:
    """Keep the patterns of a form beside it, as the building of a package does."""
    assert isinstance(form.folder, Path)
    (form.folder / compiled.file_of(PROSE)).write_bytes(compiled_prose(form, compiled.THIS_PYTHON))


def loaded(top: Path, edition: str) -> tuple[Patterns, bool]:
    """Load the patterns of an edition afresh, and tell whether they were kept ones."""
    patterns_of.cache_clear()
    read: list[object] = []

    def reading(form: object) -> Patterns:
        read.append(form)
        return load_patterns(form)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "load_patterns", reading)
        return patterns_of(load_form(f"zfxxgk/{edition}")), not read


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_what_was_kept_is_what_would_be_read(own: Path, edition: str) -> None:
    form = load_form(f"zfxxgk/{edition}")
    assert str(form.folder).startswith(str(own))
    plain, was_kept = loaded(own, edition)
    assert not was_kept
    compile_prose(form)
    found, was_kept = loaded(own, edition)
    assert was_kept
    assert found == plain
    assert list(found.words) == list(plain.words)


@pytest.mark.parametrize(("changed", "stale"), [("2019/prose.toml", {"2019"}), ("2021/prose.toml", {"2019", "2021"}), ("2021/form.toml", {"2021"})])
def test_it_is_read_again_where_a_file_it_was_read_of_changed(own: Path, changed: str, stale: set[str]) -> None:
    for edition in ("2019", "2021"):
        compile_prose(load_form(f"zfxxgk/{edition}"))
    path = own / "zfxxgk" / changed
    path.write_bytes(path.read_bytes() + "\n# 改过\n".encode())
    assert {edition for edition in ("2019", "2021") if not loaded(own, edition)[1]} == stale


def test_a_form_without_patterns_has_none(own: Path) -> None:
    (own / "zfxxgk" / "2021" / "prose.toml").unlink()
    assert read_of(own / "zfxxgk" / "2021") == b""
    assert loaded(own, "2021")[0] == Patterns()


def test_a_claim_is_judged_by_a_rule_of_prose(own: Path) -> None:
    path = own / "zfxxgk" / "2021" / "prose.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("rule = 'N1'", "rule = 'tie-out'", 1), "utf-8")
    with pytest.raises(DefinitionError, match=r"prose\.toml:[0-9]+: no rule that judges prose is called tie-out"):
        loaded(own, "2021")
