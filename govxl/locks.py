"""One govxl at a time: a lock that other processes see, and that ends with the process that holds it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from govxl.words import Both, SaidOSError

__all__ = ["locked"]


@contextmanager
def locked(lock: Path, patience: float, busy: Both) -> Iterator[None]:
    """Hold the lock at a path, waiting at most `patience` seconds; its file stays, and is the caller's to remove.

    Raises OSError, in the words of `busy` where another has it, or where the disk knows no locks.
    """
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
