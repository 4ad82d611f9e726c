"""The steps in which an archive is written to: alone, whole or not at all, and with nothing left lying about."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from govxl.archive.places import LOCK
from govxl.locks import locked
from govxl.words import Both

__all__ = ["alone", "said_of", "sweep", "unmake", "write_all"]

PATIENCE = 120
"""Seconds to wait for another govxl to have added its lines, which takes it a tenth of one."""

BUSY = Both("另一个 govxl 正在写归档", "another govxl is writing to the archive")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold an archive alone; OSError, said of its folder, where that cannot be."""
    entered = False
    try:
        with locked(folder / LOCK, PATIENCE, BUSY):
            entered = True
            yield
    except OSError as error:
        if not entered:
            error.filename = str(folder)  # not the lock, which tells nobody anything
        raise


@contextmanager
def said_of(path: Path) -> Iterator[None]:
    """Let what goes wrong be said of a file, whatever it is called on the way."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def write_all(handle: int, data: bytes) -> None:
    """Write all, however much of it the system takes at a time."""
    while data:
        data = data[os.write(handle, data) :]


def sweep(waiting: Path) -> None:
    """Take away what waits for its place: nothing tells of it yet."""
    if waiting.exists():
        rmtree(waiting, ignore_errors=True)


def unmake(folder: Path, made: Collection[Path]) -> None:
    """Leave no folder behind that was made for an archive which then came to nothing."""
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
    for each in made:
        with suppress(OSError):
            each.rmdir()
