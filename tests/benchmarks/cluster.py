"""An inbox taken in on a dask cluster beside the pool, what of it the scheduler bears, and what it leaves on the disk."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from govxl.office.cluster import cluster_at
from govxl.office.engine import each_of
from tests.benchmarks.intake import make_inbox
from tests.office_room.clusters import Running, running

__all__ = ["measure_cluster"]

WORKERS = 2
TASKS = 3000
"""Tasks without work, by which what a task costs the scheduler is measured."""


def nothing(n: int) -> int:
    """Do a task's work, of which there is none."""
    return n


def measure_cluster(count: int, folder: Path, show: Callable[[str, str, str], None]) -> None:
    """Measure runs over so many files with as many processes here and there, and tasks without work."""
    office = make_inbox(count, folder / "office")
    call = ["ingest", "--office", str(office), "--by", "x", "--quiet"]
    wall, cpu = _timed([*call, "--jobs", str(WORKERS)])
    show(
        f"ingest of {count}, pool of {WORKERS}", f"{count / wall:.1f} files/s, {cpu * 1e3 / count:.0f} ms CPU each", "-"
    )
    for name in ("归档", "3退回", "4通过"):
        (office / name).rename(folder / name)
    with running(folder / "cluster", WORKERS) as cluster:
        before = _spent(cluster)
        wall, cpu = _timed([*call, "--engine", "dask", "--scheduler", cluster.address])
        scheduler, workers = (after - earlier for after, earlier in zip(_spent(cluster), before, strict=True))
        told = f"{count / wall:.1f} files/s; CPU each: {workers * 1e3 / count:.0f} ms in workers, "
        told += (
            f"{cpu * 1e3 / count:.0f} ms in the one that takes in, {scheduler * 1e3 / count:.1f} ms in the scheduler"
        )
        show(f"the same, cluster with {WORKERS} workers", told, "-")
        before, start = _spent(cluster), perf_counter()
        with cluster_at(cluster.address) as engine:
            assert sum(1 for _ in each_of(iter(range(TASKS)), nothing, 0, engine=engine)) == TASKS
        wall, scheduler = perf_counter() - start, _spent(cluster)[0] - before[0]
        told = f"{TASKS / wall:.0f} tasks/s, {scheduler * 1e3 / TASKS:.2f} ms CPU each in the scheduler"
        show(f"{TASKS} tasks without work", told, "-")
    for name in ("2收到", "归档", "归档/originals", "归档/records", "4通过"):
        show(f"on the disk: {name}", f"{_held(office / name) / 1024 / count:.1f} KiB a file", "-")


def _timed(call: list[str]) -> tuple[float, float]:
    """Give the seconds on the wall and of CPU of a whole process with its children."""
    before, start = os.times(), perf_counter()
    subprocess.run([sys.executable, "-m", "govxl", *call], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return perf_counter() - start, cpu


def _spent(cluster: Running) -> tuple[float, float]:
    """Give the seconds of CPU that the scheduler and its workers have had."""
    return _cpu(cluster.scheduler.pid), sum(map(_cpu, cluster.workers))


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _held(folder: Path) -> int:
    """Count the bytes of the blocks that a folder's files take on the disk."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
