"""Files that are whole or not there, and names that every system takes."""

import errno
import os
import stat
import unicodedata
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govxl.files import safe_name, write_atomically
from govxl.inputs import read_file

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(1, 10)), *(f"LPT{n}" for n in range(1, 10))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("示例县2025年年报", "示例县2025年年报"),
        ("a/b\\c:d*e", "a_b_c_d_e"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("  年 \t\n报 . ", "年 报"),
        ("", "govxl"),
        ("...", "govxl"),
        ("con", "govxl_con"),
        ("COM1.txt", "govxl_COM1.txt"),
        ("console", "console"),
        ("甲\u202e乙\u200b", "甲乙"),
        ("e\u0301", "\u00e9"),
        ("长" * 80, "长" * 66),
        ("𠀀" * 63, "𠀀" * 50),
    ],
)
def test_names(text, name):
    assert safe_name(text) == name


@given(st.text(max_size=300))
def test_every_text_makes_a_name_for_every_system(text):
    name = safe_name(text)
    assert name
    assert not set(name) & FORBIDDEN
    assert name[-1] not in " ."
    assert name[0] not in " ."
    assert name.split(".")[0].upper() not in RESERVED
    assert len(f"{name}（网页）.html".encode()) <= 255
    assert unicodedata.normalize("NFC", name) == name
    assert not any(unicodedata.category(letter) == "Cs" for letter in name)
    assert safe_name(name) == name, "a name made safe is safe"


def test_a_file_is_written_whole_into_folders_that_are_made(tmp_path):
    path = tmp_path / "a" / "b" / "年报.json"
    write_atomically(path, b"12")
    assert path.read_bytes() == b"12"
    write_atomically(path, b"3")
    assert path.read_bytes() == b"3"
    assert [each.name for each in path.parent.iterdir()] == ["年报.json"]


def test_a_file_is_as_open_to_others_as_any_new_one(tmp_path):
    (tmp_path / "usual").write_bytes(b"")
    write_atomically(tmp_path / "ours", b"")
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "ours")]
    assert modes[0] == modes[1]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch, failing):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_an_interrupt_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.json", b"old")]


def test_success_is_told_after_file_and_folder_are_on_disk(tmp_path, monkeypatch):
    """Fsync of the file, rename, fsync of the folder, in this order (DESIGN, principle 9)."""
    done = []
    fsync, replace = os.fsync, os.replace

    def synced(handle):
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def replaced(old, new):
        done.append("rename")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    write_atomically(tmp_path / "a.json", b"x")
    assert done == ["file", "rename", "folder"]


def test_the_temporary_file_is_in_the_same_folder(tmp_path, monkeypatch):
    """A rename across file systems is a copy, and a copy may stop half way."""
    seen = []
    replace = os.replace

    def replaced(old, new):
        seen.append(os.path.dirname(old) == os.path.dirname(new))
        replace(old, new)

    monkeypatch.setattr(os, "replace", replaced)
    write_atomically(tmp_path / "a.json", b"x")
    assert seen == [True]


def test_a_disk_that_fails_while_it_is_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报表.xlsx"
    path.write_bytes(b"x")

    def broken(handle: int, mode: str) -> IO[bytes]:
        os.close(handle)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fdopen", broken)
    with pytest.raises(OSError, match="Input/output") as failed:
        read_file(path)
    assert failed.value.filename == str(path)
