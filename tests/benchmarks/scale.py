"""An archive of a whole province through the commands an office has, each in a process of its own: time and memory."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import NamedTuple
from unittest.mock import patch

from tests.aggregate_room.province import Province, province
from tests.benchmarks.sums import shape_of

__all__ = ["COMMANDS", "Spent", "spent_on"]

COMMANDS = {
    "verify": ("archive", "verify", "--archive", "archive"),
    "status": ("status", "--archive", "archive", "--roster", "roster.csv", "--year", "2025", "-o", "status"),
    "aggregate": ("aggregate", "--archive", "archive", "--roster", "roster.csv", "--year", "2025", "-o", "sums"),
    "verify, sums too": ("archive", "verify", "--archive", "archive"),
    "export": ("archive", "export", "--to", "parquet", "--archive", "archive", "-o", "tables"),
}
"""In this order: the sums are kept in the archive, and worked out again by what comes behind."""

ENDS = {"aggregate": (0, 1)}
"""Exit codes of a sum: figures drawn without a look at the rules leave something to say about it."""


class Spent(NamedTuple):
    """What a command took: CPU seconds, seconds on the wall, and the most memory it had, in MiB."""

    cpu: float
    wall: float
    peak: float


def spent_on(units: int, folder: Path) -> dict[str, Spent]:
    """Fill an archive with a return of each unit, and give what every command over it takes.

    Raises: AssertionError where a command does not end as it should, with what it said.
    """
    folder.mkdir(parents=True)
    shape = shape_of(units)
    # Nobody measures how it is filled: not a file of it has to be on the disk before the next.
    with patch("govxl.disk._sync_disk", lambda handle: True), patch("os.fsync", lambda handle: None):
        province(folder / "archive", shape)
    write_roster(folder / "roster.csv", shape)
    spent: dict[str, Spent] = {}
    for name, words in COMMANDS.items():
        spent[name] = run(words, folder, ENDS.get(name, (0,)))
        print(f"{units} {name}: {spent[name]}", file=sys.stderr, flush=True)  # an hour's run shows where it is
    return spent


def write_roster(path: Path, shape: Province) -> None:
    """Write the list of a province as an office has it."""
    lines = ["单位,代码,层级,性质,上级"]
    lines.extend(f"{each.name},{each.code},{each.level},{each.kind},{each.parent}" for each in shape.members())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(words: tuple[str, ...], folder: Path, ends: tuple[int, ...]) -> Spent:
    """Run a command to its end."""
    start = perf_counter()
    with (folder / "said.txt").open("wb") as said:
        child = subprocess.Popen([sys.executable, "-m", "govxl", *words], cwd=folder, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in ends, (folder / "said.txt").read_text("utf-8")[-2000:]
    return Spent(usage.ru_utime + usage.ru_stime, perf_counter() - start, usage.ru_maxrss / 1024)
