"""Faults: at the n-th step that changes the disk, a process is killed or the disk is full.

What is stepped through is what the system is asked for, not what our code calls itself: opening to write, seeing a
file onto the disk, linking, renaming, exchanging, making and taking away. Or the n-th call of all that concern a folder
of the test fails, those that only look included.
"""

import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

from govxl import disk
from govxl.office import outputs

__all__ = [
    "ERRORS", "FAILING", "FAILING_IN", "PARTS", "STEPS", "Fault", "every_fault", "full_at", "killed_at",
]  # fmt: skip

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


# -- Calls that fail

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR)
CALLS = ("open", "write", "fsync", "replace", "rename", "mkdir", "link", "unlink", "rmdir", "stat", "lstat", "scandir", "listdir", "chmod", "fstat")

FAILING_IN = "govxl-faults"
"""Part of the paths that calls fail at: what the interpreter and its libraries read for themselves is left alone."""

PARTS = 16
"""Tests that share the calls out, every sixteenth to each, so that they run beside one another."""


class Fault:
    """The n-th call of the system fails, with an error of this number; `reached` names it once it was made."""

    def __init__(self, at: int, number: int) -> None:
        self.at, self.number = at, number
        self.reached = ""

    def __str__(self) -> str:
        return f"call {self.at}, {self.reached or 'not reached'}, {errno.errorcode[self.number]}"

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Let it fail meanwhile."""
        count = [0]

        def wrap(name: str, real: Callable[..., object]) -> Callable[..., object]:
            def call(*args: object, **named: object) -> object:
                first = args[0] if args else ""
                if isinstance(first, int) or FAILING_IN in str(first):
                    count[0] += 1
                    if count[0] == self.at:
                        self.reached = name
                        raise OSError(self.number, os.strerror(self.number), None if isinstance(first, int) else str(first))
                return real(*args, **named)

            return call

        with ExitStack() as stack:
            for name in CALLS:
                stack.enter_context(mock.patch.object(os, name, wrap(name, getattr(os, name))))
            stack.enter_context(mock.patch.object(io, "open", wrap("io.open", io.open)))
            yield


def every_fault(wanted: Callable[[int, int], bool]) -> Iterator[Fault]:
    """Yield the faults that are wanted, by number of the call and of the error, until a call is not reached."""
    at = 1
    while True:
        tried = [Fault(at, number) for number in ERRORS if wanted(at, number)]
        yield from tried
        if tried and not tried[-1].reached:
            return
        at += 1
