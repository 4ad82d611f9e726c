"""The office's key: a secret in a file of its own, read when workbooks are sealed or verified, and written nowhere."""

from pathlib import Path

from govxl.findings import Both, SaidError
from govxl.workbook.package import Refused, load_bytes

__all__ = ["LONGEST", "SHORTEST", "KeyFileError", "read_key"]

SHORTEST, LONGEST = 16, 4096
"""Bytes of a key: fewer could be guessed, more is some other file."""


class KeyFileError(SaidError):
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
        zh = f"{path}：密钥文件要有 {SHORTEST} 到 {LONGEST} 个字节；可以用 openssl rand -hex 32 生成一个"
        en = f"{path}: a key has {SHORTEST} to {LONGEST} bytes; openssl rand -hex 32 makes one"
        raise KeyFileError(Both(zh, en))
    return key
