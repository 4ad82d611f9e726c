"""A dask scheduler and its workers for tests, in processes of their own on loopback, without a dashboard."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["POISON", "Running", "running", "start", "stop", "wait_until", "worker_call"]

ROOT = Path(__file__).parent.parent.parent
POISON = "毒.xlsx"

PRELOADED = """
import os
from pathlib import Path
from govxl.office import landing

FOLDER, POISON = Path({folder!r}), {poison!r}
plain = landing.receive

def receive(task):
    if task.item.file == POISON:
        with open(FOLDER / "met", "a") as met:
            met.write("x")
        os._exit(9)
    return plain(task)

def dask_setup(worker):
    landing.receive = receive
    (FOLDER / "up" / str(os.getpid())).touch()
"""
"""What every worker of these tests runs first: one file takes it along."""


def wait_until(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came to it"
        time.sleep(0.02)


@dataclass(frozen=True)
class Running:
    """A scheduler, and the folder it and its workers have for themselves."""

    address: str
    scheduler: "subprocess.Popen[bytes]"
    folder: Path

    @property
    def workers(self) -> list[int]:
        """The processes that do the work, as they say themselves."""
        return sorted(int(each.name) for each in (self.folder / "up").iterdir() if Path(f"/proc/{each.name}").exists())


def start(folder: Path, *call: object, **more: str) -> "subprocess.Popen[bytes]":
    env = {key: value for key, value in os.environ.items() if not key.startswith("DASK_")}
    env |= {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", **more}
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *map(str, call)], stdout=log, stderr=log, env=env, cwd=folder
        )


@contextmanager
def running(folder: Path, workers: int = 2) -> Iterator[Running]:
    """Let a scheduler run with so many workers, each under a nanny that starts another when it dies."""
    (folder / "up").mkdir(parents=True)
    (folder / "first.py").write_text(PRELOADED.format(folder=str(folder), poison=POISON), "utf-8")
    at = ("--dashboard-address", "127.0.0.1:0", "--no-dashboard", "--host", "127.0.0.1")
    started = [start(folder, "scheduler", *at, "--port", 0, "--scheduler-file", folder / "scheduler.json")]
    try:
        started.append(start(folder, *worker_call(folder, workers)))
        wait_until(lambda: len(list((folder / "up").iterdir())) == workers)
        address = json.loads((folder / "scheduler.json").read_text())["address"]
        yield Running(address, started[0], folder)
    finally:
        stop(*reversed(started))


def worker_call(folder: Path, workers: int) -> list[object]:
    first = ("--preload", folder / "first.py", "--local-directory", folder / "scratch")
    at = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
    many = ("--nworkers", workers, "--nthreads", 2, "--scheduler-file", folder / "scheduler.json")
    return ["worker", *at, *many, *first]


def stop(*started: "subprocess.Popen[bytes]") -> None:
    for each in started:
        each.terminate()
    for each in started:
        try:
            each.wait(5)
        except subprocess.TimeoutExpired:
            each.kill()
            each.wait()
