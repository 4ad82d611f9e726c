"""One sentence, said once on each machine: this Python lacks fixes that matter to whoever reads strangers' files.

It is advice, no condition: the reader keeps its own limits whatever the version.
"""

import os
import sys
from pathlib import Path

from govxl.cli.words import say

__all__ = ["PATCHED", "advise"]

PATCHED = {11: 12, 12: 10, 13: 3}
"""The patch level of Python 3.x from which expat is 2.7.1 or later and zipfile refuses overlapping members.

CPython gh-131809 (expat, April 2025) and gh-109858 (CVE-2024-0450).
"""


def advise(version: tuple[int, int, int] | None = None) -> None:
    """Recommend a newer Python to a person at a terminal, unless this machine was told before."""
    major, minor, patch = version or sys.version_info[:3]
    if major != 3 or patch >= PATCHED.get(minor, 0) or not _is_watched():
        return
    told = _state_folder() / f"advised-{major}.{minor}.{patch}"
    try:
        told.parent.mkdir(parents=True, exist_ok=True)
        told.touch(exist_ok=False)
    except OSError:
        return  # told before, or nowhere to remember it
    here, wanted = f"{major}.{minor}.{patch}", f"{major}.{minor}.{PATCHED[minor]}"
    for language in ("zh", "en"):
        print(say("old-python", language, here=here, wanted=wanted), file=sys.stderr)


def _is_watched() -> bool:
    return sys.stderr.isatty()


def _state_folder() -> Path:
    given = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(given) if given else Path.home() / ".local" / "state") / "govxl"
