"""A newer Python is recommended once, to people, and never required."""

import sys

import pytest

from govxl.cli import PATCHED, advise


@pytest.fixture
def terminal(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda self: True)


@pytest.mark.parametrize("minor", PATCHED)
def test_it_is_said_once_for_a_version(terminal, capsys, minor):
    advise((3, minor, 0))
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert f"3.{minor}.{PATCHED[minor]}" in told[0]
    assert f"3.{minor}.0 works too" in told[1]
    advise((3, minor, 0))
    assert capsys.readouterr().err == ""
    advise((3, minor, 1))
    assert capsys.readouterr().err != ""


@pytest.mark.parametrize("version", [(3, 11, 12), (3, 12, 10), (3, 13, 3), (3, 14, 0), (4, 0, 0)])
def test_a_patched_python_is_told_nothing(terminal, capsys, version):
    advise(version)
    assert capsys.readouterr().err == ""


def test_programs_are_told_nothing(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    advise((3, 11, 0))
    assert capsys.readouterr().err == ""
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_remembered_nothing_is_said(terminal, capsys, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    advise((3, 11, 0))
    assert capsys.readouterr().err == ""
