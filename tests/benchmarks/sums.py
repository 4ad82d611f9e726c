"""Sums of a made-up province: aggregated, worked out again, and one figure traced, each in a process of its own."""

import subprocess
import sys
from math import log
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

from govxl.aggregate.collecting import Collector
from govxl.aggregate.keeping import keep
from govxl.aggregate.lineage import lineage_of
from govxl.aggregate.points import figure_meant
from govxl.aggregate.recheck import rechecked
from govxl.aggregate.trace import sum_at, trace
from govxl.archive.store import Archive
from govxl.filing.record import dump_record
from tests.aggregate_room.province import Province, province
from tests.returns import layout_of

__all__ = ["POINTS", "STEPS", "Spent", "exponent", "measure", "shape_of"]

POINTS = ("requests.received.person", "requests.received.total", "requests.closed.total")
"""A figure that is typed, a total of seven, and one of all that was closed, which comes down to 126."""

STEPS = ("aggregate", "recheck", *(f"trace {point}" for point in POINTS))

Spent = dict[str, tuple[float, float, float]]
"""By step, the seconds of the processor and on the wall, and the most memory its process had, in MiB."""

UNITS_OF_A_CITY = 100


def shape_of(units: int) -> Province:
    """Give a province of so many units below cities of a hundred each."""
    return Province(max(units // UNITS_OF_A_CITY, 1), units)


def measure(units: int, folder: Path) -> Spent:
    """Fill an archive with a return of each unit, and measure every step over it."""
    province(folder / "archive", shape_of(units))
    spent: Spent = {}
    for step in STEPS:
        told = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.sums", step, str(units), str(folder)],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        worked, wall, memory = map(float, told.split())
        spent[step] = (worked, wall, memory)
    return spent


def exponent(fewer: tuple[int, float], more: tuple[int, float]) -> float:
    """Give the power of the number of units that something grew with; 1 is proportional."""
    return log(more[1] / fewer[1], more[0] / fewer[0])


def aggregate(units: int, folder: Path) -> None:
    """Add up and keep the sums of all cities and the province, and leave that one's record and lineage."""
    archive = Archive(folder / "archive")
    collector = Collector(archive, shape_of(units).roster, layout_of().form, 2025)
    for parent in collector.family.parents():
        kept = keep(archive, collector.sum_of(collector.family.plan_of(parent)), layout_of().form, "李四")
    (folder / "record.json").write_bytes(dump_record(kept.record))
    (folder / "lineage.jsonl").write_bytes(lineage_of(kept.found))


def recheck(units: int, folder: Path) -> None:
    """Work all kept sums out again."""
    assert list(rechecked(Archive(folder / "archive"))) == []


def traced(point: str, units: int, folder: Path) -> None:
    """Take a figure of the province apart."""
    record, form = sum_at(folder / "record.json")
    found = trace(folder / "record.json", record, figure_meant(form, point))
    assert found.proven
    assert found.returns == units + shape_of(units).cities + 1


def main(step: str, units: int, folder: Path) -> None:
    """Take one step and print what it took, the interpreter's start and what it loads left out."""
    name, _, point = step.partition(" ")
    worked, wall = process_time(), perf_counter()
    if name == "trace":
        traced(point, units, folder)
    else:
        {"aggregate": aggregate, "recheck": recheck}[name](units, folder)
    worked, wall = process_time() - worked, perf_counter() - wall
    print(worked, wall, getrusage(RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
