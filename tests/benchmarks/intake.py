"""An inbox taken in: how fast, with and without an archive, in one process and two, and where the time goes."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any
from unittest.mock import patch

from govxl.archive.store import Writer
from govxl.filing.model import Identity
from govxl.form.definition import load_form
from govxl.layout.layout import arrange
from govxl.office import glance, receiving, shelves, taking
from govxl.workbook.batch import Batch
from govxl.workbook.writer import Contents
from tests.commands import run
from tests.returns import accepted_values

__all__ = ["make_inbox", "measure_intake", "where_it_goes"]

WRONG = 10
"""One return in so many is rejected."""


def make_inbox(count: int, folder: Path) -> Path:
    """Make an office's folder with so many returns, each of another unit and with other figures."""
    layout = arrange(load_form("zfxxgk/2021"))
    values: dict[str, Any] = accepted_values(layout)
    values = {path: Decimal(each) if isinstance(each, int) else each for path, each in values.items()}
    batch, rng, inbox = Batch(layout), Random(count), folder / "2收到"
    inbox.mkdir(parents=True)
    for nth in range(count):
        identity = Identity("zfxxgk", "2021", f"示例县第{nth}局", f"D{nth:05}", "county", "department", 2025, "own")
        person = 12 + rng.randrange(1000)
        figures = {"requests.received.person": Decimal(person), "requests.carried_out.person": Decimal(person - 11)}
        if nth % WRONG == 0:
            figures["requests.carried_out.person"] = Decimal(person)
        contents = Contents(identity.texts(), {**values, **figures}, datetime(2026, 1, 5, 8, tzinfo=UTC))
        (inbox / f"{nth:05}.xlsx").write_bytes(batch.workbook(contents))
    (folder / "office.toml").write_text('year = 2025\nform = "zfxxgk"\n', "utf-8")
    rows = "".join(f"示例县第{nth}局,D{nth:05}\n" for nth in range(count))
    (folder / "名单.csv").write_text(f"单位全称,单位代码\n{rows}", "utf-8")
    return folder


def measure_intake(count: int, folder: Path, show: Callable[[str, str, str], None]) -> None:
    """Measure whole runs over so many files, and one more over files that were all taken in before."""
    office = make_inbox(count, folder / "office")
    inbox = office / "2收到"
    plain = ["ingest", str(inbox), "-o", str(folder / "out"), "--quiet"]
    _timed(f"ingest of {count}, no archive, 1 process", plain, count, show)
    for jobs in (1, 2):
        archive = ["ingest", str(inbox), "--office", str(office), "--jobs", str(jobs), "--by", "x", "--quiet"]
        _timed(f"ingest of {count} into an archive, {jobs} processes", archive, count, show)
        _timed(f"the same {count} again, {jobs} processes", archive, count, show)
        for name in ("归档", "3退回", "4通过"):
            (office / name).rename(folder / f"{name}{jobs}")


def _timed(what: str, call: list[str], count: int, show: Callable[[str, str, str], None]) -> None:
    """Time a whole process, its children included; memory is what all of them hold at the worst moment seen."""
    before, start, most, each = os.times(), perf_counter(), 0, 0
    with subprocess.Popen(
        [sys.executable, "-m", "govxl", *call],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        while child.poll() is None:
            held = [_resident(pid) for pid in _session(child.pid)]
            most, each = max(most, sum(held)), max([each, *held])
            time.sleep(0.2)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    wall = perf_counter() - start
    figure = f"{count / wall:.1f} files/s, {cpu * 1e3 / count:.0f} ms CPU each"
    show(what, figure, f"- ({wall:.0f} s; {most >> 20} MB in all, {each >> 20} MB in one process)")


def _session(leader: int) -> Iterator[int]:
    for name in os.listdir("/proc") if Path("/proc").is_dir() else ():
        try:
            if name.isdecimal() and os.getsid(int(name)) == leader:
                yield int(name)
        except OSError:
            continue


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


# -- Where it goes


PLACES: dict[str, tuple[Any, str]] = {
    "a glance": (glance.Glance, "of"),
    "judging": (receiving, "judge"),
    "making and proving outputs": (receiving, "files_of"),
    "making what goes back": (receiving, "returned_workbook"),
    "files and lines of the archive": (Writer, "add"),
    "shelves": (taking, "bring_in_line"),
    "  of which the set of outputs": (shelves, "write_set"),
    "writing what goes back": (taking.Taking, "_sent_back"),
}


@contextmanager
def _clocks(spent: dict[str, float]) -> Iterator[None]:
    def timed(what: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            start = perf_counter()
            try:
                return work(*args, **named)
            finally:
                spent[what] = spent.get(what, 0.0) + perf_counter() - start

        return call

    with ExitStack() as stack:
        for what, (owner, name) in PLACES.items():
            stack.enter_context(patch.object(owner, name, timed(what, getattr(owner, name))))
        yield


def where_it_goes(count: int, folder: Path) -> dict[str, float]:
    """Give milliseconds on the wall for a file, by stage, of an ingest in this process, and the whole."""
    office = make_inbox(count, folder)
    call = partial(run, "ingest", "--office", office, "--jobs", 1, "--by", "x", "--quiet")
    spent: dict[str, float] = {}
    start = perf_counter()
    with _clocks(spent):
        done = call()
    assert done.code == 1, done.err
    return {
        **{what: spent.get(what, 0.0) * 1e3 / count for what in PLACES},
        "whole": (perf_counter() - start) * 1e3 / count,
    }
