"""One govxl at a time: a lock that other processes see, and that ends with the process that holds it."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govxl.words import Both, SaidOSError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["locked"]

HELD = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)
"""What a system says of a lock that another has."""

PAUSE = 0.05
"""Seconds between two tries."""


@contextmanager
def locked(lock: Path, patience: float, busy: Both) -> Iterator[None]:
    """Hold the lock at a path, waiting at most `patience` seconds; its file stays, and is the caller's to remove.

    Raises OSError, in the words of `busy` where another has it, or where the disk knows no locks.
    """
    try:
        from filelock import FileLock, Timeout
    except ModuleNotFoundError:
        # govxl was only unpacked: the same lock of the system, without what filelock does for disks that have none.
        handle = _waited_for(lock, patience, busy)
        try:
            yield
        finally:
            os.close(handle)
        return

    held = FileLock(lock, timeout=patience)
    try:
        held.acquire()
    except Timeout:
        raise SaidOSError(errno.EBUSY, busy, str(lock.parent)) from None
    # What filelock says of a disk that knows no locks, as some in a network do.
    except NotImplementedError as error:
        raise OSError(errno.ENOLCK, str(error), str(lock.parent)) from None
    try:
        yield
    finally:
        held.release()


def _waited_for(lock: Path, patience: float, busy: Both) -> int:
    """Lock a file, made if need be, and give its handle, with which the lock ends."""
    until = time.monotonic() + patience
    while (handle := _tried(lock)) is None:
        if time.monotonic() >= until:
            raise SaidOSError(errno.EBUSY, busy, str(lock.parent))
        time.sleep(PAUSE)
    return handle


def _tried(lock: Path) -> int | None:
    """Lock a file if nobody has it; None where somebody has, or took it away meanwhile."""
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except PermissionError:
        if sys.platform == "win32":
            return None  # it is just being taken away
        raise
    is_ours = False
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Who had it takes the file away before letting go; another may have made a new one since.
        is_ours = os.path.samestat(os.fstat(handle), os.stat(lock))
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in HELD:
            return None
        raise OSError(errno.ENOLCK, error.strerror, str(lock.parent)) from None
    finally:
        if not is_ours:
            os.close(handle)
    return handle if is_ours else None
