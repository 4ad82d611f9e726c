"""A disk tried before an archive is begun on it: whether it locks, and lets a file take another's place at once."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from govxl.archive.places import ArchiveError
from govxl.files import TEMPORARY, sync_folder, write_new
from govxl.locks import locked
from govxl.words import Both, SaidOSError

__all__ = ["probe"]

HELD = Both("锁着", "it is locked")

NO_LOCK = Both(
    "锁不住文件，两个人同时用会互相写坏", "does not lock files, so that two who use it at once would spoil it"
)
NO_RENAME = Both(
    "不能让新文件一步换下旧文件，断电时会留下半个文件",
    "does not let a new file take the place of an old one, so that half of one may be left when the power fails",
)
NO_SYNC = Both("不能确认内容已经写到盘上", "does not say when what was written is on it")
REMEDY = Both("请把归档放在本机的硬盘上", "keep the archive on a local disk")


def probe(folder: Path) -> None:
    """Try the disk of a folder, and leave nothing there.

    Raises ArchiveError for a disk that no archive is safe on, OSError for one that is full or cannot be written to.
    """
    inside = Path(mkdtemp(dir=folder, prefix=TEMPORARY))
    try:
        for works, why in ((_locks, NO_LOCK), (_renames, NO_RENAME), (_syncs, NO_SYNC)):
            if not _passes(works, inside):
                zh = f"{folder}：所在的磁盘{why.zh}；{REMEDY.zh}"
                raise ArchiveError(Both(zh, f"{folder}: its disk {why.en}; {REMEDY.en}"))
    finally:
        rmtree(inside, ignore_errors=True)


REFUSED = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EEXIST, errno.EXDEV)
"""What a disk says that cannot do a thing; whatever else it says is for the person to read."""


def _passes(works: Callable[[Path], bool], inside: Path) -> bool:
    try:
        return works(inside)
    except OSError as error:
        if error.errno not in REFUSED:
            error.filename = str(inside.parent)
            raise
        return False


def _locks(inside: Path) -> bool:
    lock = inside / "lock"
    with locked(lock, 0, HELD):
        try:
            with locked(lock, 0, HELD):
                return False
        except SaidOSError:
            return True


def _renames(inside: Path) -> bool:
    old, new = inside / "old", inside / "new"
    write_new(old, b"old", synced=False)
    write_new(new, b"new", synced=False)
    os.replace(new, old)
    return old.read_bytes() == b"new" and not new.exists()


def _syncs(inside: Path) -> bool:
    write_new(inside / "synced", b"synced")
    sync_folder(inside)
    return True
