"""The office's key: a secret in a file of its own, read when workbooks are sealed or verified, and written nowhere."""

from pathlib import Path

from govxl.workbook.package import Refused, load_bytes

__all__ = ["LONGEST", "SHORTEST", "KeyFileError", "read_key"]

SHORTEST, LONGEST = 16, 4096
"""Bytes of a key: fewer could be guessed, more is some other file."""


class KeyFileError(ValueError):
    """The file holds no key; the message says why and never quotes it."""


def read_key(path: Path) -> bytes:
    """Read a key: all bytes of a regular file but for line ends at its end.

    Raises OSError when the file cannot be read, KeyFileError when it holds no key.
    """
    try:
        key = load_bytes(path).rstrip(b"\r\n")
    except Refused:
        key = b" " * (LONGEST + 1)
    if not SHORTEST <= len(key) <= LONGEST:
        told = f"{path}：密钥文件要有 {SHORTEST} 到 {LONGEST} 个字节；可以用 openssl rand -hex 32 生成一个"
        raise KeyFileError(f"{told} (a key has {SHORTEST} to {LONGEST} bytes)")
    return key
