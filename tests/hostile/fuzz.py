"""The mutation fuzzer: `python -m tests.hostile.fuzz [--cases 100000] [--from 0]`, and what it holds every case to.

- Judging takes at most a second of processor time and 100 MB, in a child under a limit on its address space.
- No exception, whatever the file.
- A rejected file leaves nothing, an accepted one all outputs; the file sent in stays as it was, and nothing else appears.
- A file damaged as a file (levels bytes and members) is rejected, or gives the very figures and words of the original.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from govxl.office.ingest import KEPT
from tests.hostile.mutation import LEVELS, mutated
from tests.returns import accepted

__all__ = ["Child", "complaints"]

OUTPUTS = 1 + len(KEPT)
"""What an accepted file leaves, its record included."""

MOST_SECONDS = 1.0
ROOT = Path(__file__).parents[2]


class Child:
    """A child process that judges files."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.child"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.original = self.judge(accepted())["facts"]
        assert self.original

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.kill()
        self.process.communicate()

    def judge(self, data: bytes) -> dict[str, Any]:
        """Let the child judge one file; an answer that never comes is one too."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(len(data).to_bytes(8, "big") + data)
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"error": f"the child died: {self.process.wait()}", "seconds": 0.0}


def complaints(child: Child, level: str, data: bytes) -> tuple[list[str], str]:
    """Judge one case; say what it broke, and its verdict."""
    told = child.judge(data)
    if told["error"]:
        return [told["error"]], "error"
    wrong = []
    accepted_ = told["verdict"] == "accepted"
    if told["seconds"] > MOST_SECONDS:
        wrong.append(f"{told['seconds']:.1f} s")
    back = "out-退回修改.xlsx"
    if told["made"] not in ([OUTPUTS] if accepted_ else [0, 1]) or accepted_ != (not told["codes"]):
        wrong.append(f"{told['verdict']} with {told['made']} outputs and {told['codes']}")
    if not told["kept"] or told["others"] not in ([["in.xlsx", "out"]] if accepted_ else [["in.xlsx"], ["in.xlsx", back]]):
        wrong.append(f"the folder holds {told['others']}")
    if accepted_ and level in ("bytes", "members") and told["facts"] != child.original:
        wrong.append("a damaged file gave other figures")
    return wrong, told["verdict"]


def main() -> None:
    """Run many cases and print every one that broke something, and a count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    begun = time.monotonic()
    with Child() as child:
        for number in range(options.first, options.first + options.cases):
            level = list(LEVELS)[number % len(LEVELS)]
            wrong, verdict = complaints(child, level, mutated(level, number))
            counts[f"{level} {verdict}"] += 1
            for each in wrong:
                counts["broken"] += 1
                print(f"{level} {number}: {each}", flush=True)
                if "died" in each:
                    return
            if (number + 1) % 5000 == 0:
                print(f"{number + 1 - options.first} cases, {time.monotonic() - begun:.0f} s, {dict(counts)}", flush=True)
    print(f"{options.cases} cases: {dict(sorted(counts.items()))}")


if __name__ == "__main__":
    main()
