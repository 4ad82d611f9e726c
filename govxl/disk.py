"""Seeing what was written onto the disk: a whole folder, or many files, with one wait where the system can."""

import ctypes
import errno
import os
import re
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from govxl.files import sync_folder

__all__ = ["CANNOT", "one_wait", "seen_onto_disk"]

CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What a system or a disk says that does not know how."""


@contextmanager
def seen_onto_disk(folder: Path) -> Iterator[bool]:
    """See all that is written into a folder onto the disk, with one wait for all of it where the system can.

    Tells whether it can; where it cannot, each file is to be seen onto the disk as it is written.
    """
    if not _tells_of_failures():
        yield False
        sync_folder(folder)
        return
    # Of what goes wrong on the way the system tells those who had the disk open before.
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield True
        if not _sync_disk(handle):
            for each in folder.iterdir():
                if each.is_file() and not each.is_symlink():
                    with each.open("rb") as file:
                        os.fsync(file.fileno())
            os.fsync(handle)
    finally:
        os.close(handle)


FEW = 3
"""Files and folders that are seen onto the disk one by one sooner than all that others are writing to it."""


@contextmanager
def one_wait(folder: Path) -> Iterator[Callable[[Collection[Path]], None]]:
    """Give a function that sees files and folders on the disk of this folder onto it, many with one wait where it can.

    All that it is asked for has to be written within the context.
    """
    handle = os.open(folder, os.O_RDONLY) if _tells_of_failures() else None

    def see(paths: Collection[Path]) -> None:
        if handle is not None and len(paths) > FEW and _sync_disk(handle):
            return
        for path in paths:
            if path.is_dir():
                sync_folder(path)
            else:
                with path.open("rb+") as file:  # Windows sees onto the disk only what may be written
                    os.fsync(file.fileno())

    try:
        yield see
    finally:
        if handle is not None:
            os.close(handle)


def _tells_of_failures() -> bool:
    """Tell whether the system sees a whole disk onto itself and says what failed: Linux does so since 5.8."""
    release = re.match(r"([0-9]{1,4})\.([0-9]{1,4})", os.uname().release) if sys.platform == "linux" else None
    return release is not None and (int(release[1]), int(release[2])) >= (5, 8)


def _sync_disk(handle: int) -> bool:
    """See all onto the disk that was written to the one that holds this folder; False where there is no such step."""
    system = ctypes.CDLL(None, use_errno=True)
    if hasattr(system, "syncfs") and not system.syncfs(handle):
        return True
    number = ctypes.get_errno() if hasattr(system, "syncfs") else errno.ENOSYS
    if number in CANNOT:
        return False
    raise OSError(number, os.strerror(number))
