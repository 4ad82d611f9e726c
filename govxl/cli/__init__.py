"""The command line: words on the screen and exit codes, nothing else."""

import gc
import sys

from govxl.cli.advice import advise

__all__ = ["main"]

RARELY = 50_000
"""Objects made between two looks for cycles: loading a form makes thousands, all of which stay."""


def main() -> None:
    """Run the command line; output is UTF-8 whatever the locale says."""
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
