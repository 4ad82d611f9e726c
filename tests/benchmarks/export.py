"""Archives of so many accepted returns, written straight onto the disk, and what an export of them takes."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from govxl.archive.events import FIRST, digest_of, line_of
from govxl.archive.places import FORMAT, LOG, new_format
from govxl.filing.record import dump_record
from tests.archive_room.archives import UNITS, record_of
from tests.benchmarks.archive import received

__all__ = ["Spent", "exported", "listed", "make_archive"]


class Spent(NamedTuple):
    """What a command took: CPU seconds, seconds on the wall, the most memory it had, and the bytes it left."""

    cpu: float
    wall: float
    peak: int
    size: int


def make_archive(count: int, folder: Path) -> Path:
    """Make an archive whose lines and records are as its writer leaves them, without a wait for the disk at each."""
    plain = dump_record(record_of(UNITS[0])).decode()
    unit, code = (json.dumps(record_of(UNITS[0])["unit"][key], ensure_ascii=False) for key in ("name", "code"))
    folder.mkdir(parents=True)
    (folder / FORMAT).write_bytes(new_format())
    previous = FIRST
    with (folder / LOG).open("wb") as log:
        for n in range(count):
            event = received(n)
            # Figures differ from one to the next, or a table of them would be shorter than any there is.
            text = plain.replace(unit, json.dumps(event.unit, ensure_ascii=False), 1).replace(code, f'"{event.code}"', 1)
            data = text.replace('"in_force": 41', f'"in_force": {n * 7919 % 10_007}', 1).encode()
            place = Path("records", "zfxxgk", "2021", "2025", event.unit, "1.json")
            (folder / place).parent.mkdir(parents=True)
            (folder / place).write_bytes(data)
            told = {"record": place.as_posix(), "record_sha256": hashlib.sha256(data).hexdigest(), "previous": previous}
            line = line_of(received(n, sha256=hashlib.sha256(event.file.encode()).hexdigest(), **told))
            log.write(line + b"\n")
            previous = digest_of(line)
    return folder


def exported(archive: Path, folder: Path, *formats: str) -> Spent:
    """Export an archive in a process of its own; the time of a start without work is not taken off."""
    done = _spent("export", "--to", ",".join(formats), "--archive", str(archive), "-o", str(folder))
    return done._replace(size=sum(path.stat().st_size for path in folder.iterdir()))


def listed(archive: Path) -> Spent:
    """Read the log of an archive and tell its returns, as every command does, and no record."""
    return _spent("list", "--archive", str(archive), "--json")


def _spent(*words: str) -> Spent:
    start = perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "govxl", "archive", *words], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    wall = perf_counter() - start
    return Spent(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, 0)
