"""Faults: at the n-th step that changes the disk, a process is killed or the disk is full.

What is stepped through is what the system is asked for, not what our code calls itself: opening to write, seeing a
file onto the disk, linking, renaming, exchanging, making and taking away.
"""

import errno
import io
import os
import signal
from collections.abc import Callable
from unittest import mock

from govxl import disk
from govxl.office import outputs

__all__ = ["FAILING", "STEPS", "full_at", "killed_at"]

STEPS = ("os.open", "os.fsync", "syncfs", "os.link", "os.mkdir", "os.rename", "os.replace", "os.unlink", "os.rmdir", "io.open", "exchange")
FAILING = STEPS[:-4] + STEPS[-2:]
"""Steps that want room on a disk; to take something away never does."""


def _is_writing(name: str, args: tuple[object, ...]) -> bool:
    if name == "io.open":
        return any(letter in str(args[1] if len(args) > 1 else "r") for letter in "wxa+")
    return name != "os.open" or bool(int(str(args[1])) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _stepped(fault: Callable[[int, str, bool], None]) -> list[mock._patch]:
    """Call `fault(n, name, done)` before and after the n-th step."""
    count = [0]

    def wrap(name, real):
        def step(*args, **named):
            if not _is_writing(name, args):
                return real(*args, **named)
            count[0] += 1
            n = count[0]
            fault(n, name, False)
            try:
                return real(*args, **named)
            finally:
                fault(n, name, True)

        return step

    places = {name: (os, name.partition(".")[2]) for name in STEPS if name.startswith("os.")}
    places |= {"io.open": (io, "open"), "exchange": (outputs, "_exchanged"), "syncfs": (disk, "_sync_disk")}
    return [mock.patch.object(place, name, wrap(key, getattr(place, name))) for key, (place, name) in places.items()]


def _run(fault: Callable[[int, str, bool], None], work: Callable[[], object]) -> None:
    patches = _stepped(fault)
    for each in patches:
        each.start()
    try:
        work()
    finally:
        for each in reversed(patches):
            each.stop()


def full_at(at: int, work: Callable[[], object], once: bool = False) -> bool:
    """Work while the disk is full from the n-th step on, or at that step alone; False once there are fewer steps."""
    reached = []

    def fault(n: int, name: str, done: bool) -> None:
        if n == at:
            reached.append(name)
        if (n == at if once else n >= at) and not done and name in FAILING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    _run(fault, work)
    return bool(reached)


def killed_at(at: int, after: bool, work: Callable[[], object]) -> bool:
    """Work in a child that is killed before or after its n-th step; False once the work has fewer steps than that."""

    def fault(n: int, name: str, done: bool) -> None:
        if n == at and done is after:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        try:
            _run(fault, work)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)
