"""The office's secrets, each in a file of its own: the key of its seals, written nowhere, and the sheets' password."""

from pathlib import Path

from govxl.findings import Both, SaidError
from govxl.inputs import MAX_SETTINGS, read_file
from govxl.workbook.package import Refused, load_bytes

__all__ = ["LONGEST", "SHORTEST", "KeyFileError", "read_key", "read_password"]

SHORTEST, LONGEST = 16, 4096
"""Bytes of a key: fewer could be guessed, more is some other file."""


LONGEST_PASSWORD = 255
"""Characters that Excel takes of one."""


class KeyFileError(SaidError):
    """The file holds no key or password; the message says why and never quotes it."""


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


def read_password(path: Path) -> str:
    """Read the password of the sheets' protection, blanks and line ends around it left out.

    Raises OSError when the file cannot be read, KeyFileError when it holds none that Excel would take.
    """
    try:
        password = read_file(path, MAX_SETTINGS).decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        password = "\n"
    if len(password) > LONGEST_PASSWORD or "\n" in password:
        zh = f"{path}：密码文件要是一行 UTF-8 文字，最多 {LONGEST_PASSWORD} 个字"
        en = f"{path}: a password is one line of UTF-8, of at most {LONGEST_PASSWORD} characters"
        raise KeyFileError(Both(zh, en))
    return password
