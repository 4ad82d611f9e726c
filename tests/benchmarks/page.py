"""The page in Chromium: how long it takes from the double-click to the first verdict, a second file, and its memory."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.benchmarks.files import SAMPLE, filled, record_of
from tests.browser import Browser, program
from tests.commands import run
from tests.page_room.desk import PYODIDE, Desk

__all__ = ["measure_page"]

STARTS = 3
FILES, BATCH = 200, 20


def measure_page(folder: Path, show: Callable[[str, str, str], None]) -> None:
    """Build a page, open it in browsers of their own, judge, and print seconds on the wall and MiB of all processes."""
    page, place = folder / "page.html", os.environ.get(PYODIDE, "")
    start = time.monotonic()
    done = run("page", "-o", page, *(["--pyodide", place] if place else []))
    assert done.code == 0, done.err
    show("the page built", f"{time.monotonic() - start:.1f} s, {page.stat().st_size / 1e6:.1f} MB", "-")
    ready, first, second = [], [], []
    for nth in range(STARTS):
        with Browser(program(), folder / f"profile{nth}") as browser:
            start = time.monotonic()
            desk = Desk(browser, page)
            ready.append(time.monotonic() - start)
            desk.judge(SAMPLE)
            first.append(time.monotonic() - start)
            second += [_spent(desk, SAMPLE) for _ in range(5)]
            if nth == 0:
                _memory(desk, browser, folder, show)
    show("cold start: opened till ready", f"{min(ready):.1f} s (median {median(ready):.1f} s)", "at most 6 s")
    show("opened till the first verdict", f"{min(first):.1f} s (median {median(first):.1f} s)", "-")
    show("a second file", f"{median(second):.2f} s", "at most 0.3 s")


def _spent(desk: Desk, path: Path) -> float:
    start = time.monotonic()
    desk.judge(path)
    return time.monotonic() - start


def _memory(desk: Desk, browser: Browser, folder: Path, show: Callable[[str, str, str], None]) -> None:
    """Judge so many returns of so many units, and see what the browser holds after a tenth and after all."""
    held = []
    for at in range(0, FILES, BATCH):
        paths = [folder / f"return{n}.xlsx" for n in range(at, at + BATCH)]
        for n, path in enumerate(paths, at):
            path.write_bytes(filled(record_of(n)))
        desk.judge(*paths)
        desk.tab.call("HeapProfiler.collectGarbage")
        held.append(_resident(browser.process) / 2**20)
    told = f"{held[0]:.0f} / {held[len(held) // 2]:.0f} / {held[-1]:.0f} MiB"
    show(f"memory after {BATCH} / {FILES // 2 + BATCH} / {FILES} files", told, "flat")


def _resident(group: int) -> int:
    """Add up the bytes in memory of a browser's processes, what they share counted for each."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            about = (process / "stat").read_text().rpartition(")")[2].split()
            if int(about[2]) == group:
                total += int((process / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            continue  # it ended while we looked
    return total
