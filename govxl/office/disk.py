"""Seeing what was written onto the disk: a whole folder with one wait, where the system can."""

import ctypes
import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govxl.files import sync_folder

__all__ = ["CANNOT", "seen_onto_disk"]

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
