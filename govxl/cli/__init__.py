"""The command line: words on the screen and exit codes, nothing else.

Nothing heavy is loaded with this module: whoever interrupts a command while it loads is answered by `main` already.
"""

import atexit
import gc
import os
import sys

__all__ = ["PATCHED", "advise", "main"]

RARELY = 100_000
"""Objects made between two looks for cycles: what is loaded until the first file is judged are fewer, and all stay."""

PATCHED = {11: 12, 12: 10, 13: 3}
"""The patch level of Python 3.x from which expat is 2.7.1 or later and zipfile refuses overlapping members.

CPython gh-131809 (expat, April 2025) and gh-109858 (CVE-2024-0450).
"""


def main() -> None:
    """Run the command line; one that is interrupted before its command has begun ends as all do (`run.guarded`)."""
    try:
        _run()
    except KeyboardInterrupt:
        from govxl.cli.words import language_in, say

        print(say("interrupted", language_in(sys.argv[1:])), file=sys.stderr)
        raise SystemExit(130) from None


def _run() -> None:
    """Run the call; output and the names of files are UTF-8 whatever the locale says."""
    if sys.getfilesystemencoding().lower() != "utf-8" and not sys.flags.utf8_mode:
        # A name such as 示例县 cannot even be opened then. Python settles this when it starts, and only then.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    gc.set_threshold(RARELY)
    # Nor is a last look worth its time, which the interpreter takes on its way out.
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    advise()
    if sys.argv[1:2] == ["check"]:
        from govxl.cli.check import quick_check

        if quick_check(sys.argv[2:]):
            return
    try:
        from govxl.cli.app import app
        from govxl.cli.speaking import start
    except ModuleNotFoundError as error:
        # Whatever typer itself is made of may be missing with it; a module of ours never is.
        if (error.name or "govxl").startswith("govxl"):
            raise
        from govxl.cli.plain import run_plainly

        return run_plainly(sys.argv[1:])
    start(app)


def advise(version: tuple[int, int, int] | None = None) -> None:
    """Recommend a newer Python, once on each machine, where this one lacks fixes that matter for strangers' files.

    It is advice, no condition: the reader keeps its own limits whatever the version.
    """
    major, minor, patch = version or sys.version_info[:3]
    if major != 3 or patch >= PATCHED.get(minor, 0) or not sys.stderr.isatty():
        return  # nothing to say, or a program that has no use for it
    from pathlib import Path

    from govxl.cli.words import say
    from govxl.words import LANGUAGES

    given = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    state = Path(given) if given else Path.home() / ".local" / "state"
    told = state / "govxl" / f"advised-{major}.{minor}.{patch}"
    try:
        told.parent.mkdir(parents=True, exist_ok=True)
        told.touch(exist_ok=False)
    except OSError:
        return  # told before, or nowhere to remember it
    here, wanted = f"{major}.{minor}.{patch}", f"{major}.{minor}.{PATCHED[minor]}"
    for language in LANGUAGES:
        print(say("old-python", language, here=here, wanted=wanted), file=sys.stderr)
