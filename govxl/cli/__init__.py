"""The command line: words on the screen and exit codes, nothing else."""

import gc
import os
import sys

from govxl.cli.advice import advise

__all__ = ["main"]

RARELY = 50_000
"""Objects made between two looks for cycles: loading a form makes thousands, all of which stay."""


def main() -> None:
    """Run the command line; output and the names of files are UTF-8 whatever the locale says."""
    if sys.getfilesystemencoding().lower() != "utf-8" and not sys.flags.utf8_mode:
        # A name such as 示例县 cannot even be opened then. Python settles this when it starts, and only then.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    gc.set_threshold(RARELY)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    advise()
    if sys.argv[1:2] == ["check"]:
        from govxl.cli.quick import quick_check

        if quick_check(sys.argv[2:]):
            return
    from govxl.cli.app import app
    from govxl.cli.speaking import call

    call(app)
