"""The office's key: read whole, never shown, and refused when it is none."""

import os

import pytest

from govxl.office.settings import LONGEST_KEY, SHORTEST_KEY, KeyFileError, read_key


def test_line_ends_behind_it_are_no_part_of_it(tmp_path):
    path = tmp_path / "key"
    path.write_bytes(b"0123456789abcdef\r\n")
    assert read_key(path) == b"0123456789abcdef"
    path.write_bytes(bytes(range(256)))
    assert read_key(path) == bytes(range(256))


@pytest.mark.parametrize("size", [0, 1, SHORTEST_KEY - 1, LONGEST_KEY + 1])
def test_what_is_too_short_or_too_long_is_no_key_and_is_not_quoted(tmp_path, size):
    path = tmp_path / "key"
    path.write_bytes(b"s" * size)
    with pytest.raises(KeyFileError, match="16 到 4096 个字节") as raised:
        read_key(path)
    assert "sss" not in str(raised.value)


def test_a_key_is_a_file(tmp_path):
    with pytest.raises(OSError, match="nosuch"):
        read_key(tmp_path / "nosuch")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="pipe"):
        read_key(tmp_path / "pipe")
