"""Commands run in this process: what the shell would see of them, in a fraction of the time."""

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest import mock

from govxl.cli import main

__all__ = ["Done", "run"]


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: its exit code, and what it wrote; `seen` has all of it, in the order it was written."""

    code: int
    out: str
    err: str
    seen: str

    @property
    def lines(self) -> list[str]:
        """The lines of the results."""
        return self.out.splitlines()


class _Noted(io.StringIO):
    """Keeps what is written, and notes it where another does too."""

    def __init__(self, seen: io.StringIO) -> None:
        super().__init__()
        self.seen = seen

    def write(self, text: str) -> int:
        self.seen.write(text)
        return super().write(text)


def run(*args: object) -> Done:
    """Run `govxl` with these arguments."""
    seen = io.StringIO()
    out, err = _Noted(seen), _Noted(seen)
    called = mock.patch.object(sys, "argv", ["govxl", *map(str, args)])
    with called, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Done(code, out.getvalue(), err.getvalue(), seen.getvalue())
