"""An archive of many units: its log read, beside what JSON and sha256 take alone; files kept; everything verified."""

import hashlib
import json
from pathlib import Path
from time import perf_counter, process_time

from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.archive.verify import verify
from tests.archive_room.archives import UNITS, record_of, workbook_of

__all__ = ["kept_and_verified", "log_read"]


def received(n: int, **more: object) -> Event:
    """Make up the line of a unit."""
    known = {"time": "2026-01-18T17:00:00+08:00", "by": "李四", "form": "zfxxgk", "edition": "2021", "year": 2025, "scope": "own"}
    told = {"unit": f"示例市第{n}局", "code": f"11440300MB{n:08}", "file": f"1组/示例市第{n}局.xlsx", "outcome": "accepted", "verdict": "accepted"}
    return Event(event="received", **{**known, **told, **more})  # type: ignore[arg-type]


def log_read(count: int, folder: Path) -> tuple[float, float, float]:
    """Give the CPU seconds of reading a log of so many lines, of telling its cases, and of its JSON and sha256 alone."""
    archive = Archive(folder)
    with archive.writing() as writer:
        sha256 = "0123456789abcdef" * 4
        place = f"records/zfxxgk/2021/2025/示例市第{0}局/1.json"
        kept = f"originals/01/{sha256}.xlsx"
        writer.add(*(received(n, sha256=sha256, kept=kept, record=place, record_sha256=sha256) for n in range(count)))
    lines = archive.lines()
    start = process_time()
    again = Archive(folder)
    read = process_time() - start
    start = process_time()
    assert len(again.cases.all) == count
    told = process_time() - start
    start = process_time()
    for line in lines:
        json.loads(line)
        hashlib.sha256(line).hexdigest()
    return read, told, process_time() - start


def kept_and_verified(count: int, folder: Path, together: int = 50) -> tuple[float, float]:
    """Give the seconds on the wall to keep a workbook and its record and log them, so many with one wait, and to verify one."""
    archive = Archive(folder)
    data, record = workbook_of(UNITS[0]), record_of(UNITS[0])
    start = perf_counter()
    with archive.writing() as writer:
        waiting: list[Event] = []
        for n in range(count):
            event, mine = received(n), data + str(n).encode()
            ours = {**record, "unit": {**record["unit"], "name": event.unit, "code": event.code}}
            place, digest = writer.keep_record(ours, event.unit)
            told = {"sha256": hashlib.sha256(mine).hexdigest(), "kept": writer.keep(mine, ".xlsx")}
            waiting.append(received(n, record=place, record_sha256=digest, **told))
            if len(waiting) == together:
                writer.add(*waiting)
                waiting = []
        writer.add(*waiting)
    kept = perf_counter() - start
    start = perf_counter()
    assert list(verify(folder)) == []
    return kept / count, (perf_counter() - start) / count
