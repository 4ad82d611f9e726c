"""The archive on disk: objects and records that are written once, and a log to which lines are only ever added.

What is told to anybody stands on the disk before: object, fsync, rename, fsync of its folders; then the line of the
log, fsync. A line that was being written when the power failed has no end; readers leave it out, and the next writer
cuts it off.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from govxl.archive.cases import Cases
from govxl.archive.events import FIRST, Event, digest_of, event_in, line_of
from govxl.files import safe_name, sync_folder, write_atomically
from govxl.filing.record import Record, dump_record
from govxl.inputs import UnfitError, read_file
from govxl.locks import locked
from govxl.words import Both, SaidError

__all__ = ["FORMAT", "LOG", "ORIGINALS", "PUBLISHED", "RECORDS", "Archive", "ArchiveError", "Writer"]

FORMAT, LOG, ORIGINALS, RECORDS = "format.json", "log.jsonl", "originals", "records"
PUBLISHED = "published"
LOCK = ".govxl-lock"

PATIENCE = 120
"""Seconds to wait for another govxl to have added its lines, which takes it a tenth of one."""

BUSY = Both("另一个 govxl 正在写归档", "another govxl is writing to the archive")


class ArchiveError(SaidError):
    """The archive cannot be used as it is; the sentence names what is damaged and what to do."""


class Archive:
    """An archive to read, and by way of `writing` to add to; what others add is seen after `refresh`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Event] = []
        self.tip = FIRST
        self._read_to = 0
        self._cases, self._told = Cases(), 0
        self.refresh()

    @property
    def log(self) -> Path:
        """The file of the log."""
        return self.folder / LOG

    @property
    def cases(self) -> Cases:
        """Where each unit stands, by all lines read so far."""
        for event in self.events[self._told :]:
            self._cases.add(event)
        self._told = len(self.events)
        return self._cases

    def refresh(self) -> None:
        """Read the lines that were added since; ArchiveError where one is no event or does not follow its neighbour."""
        if not self.log.exists():
            return
        with self.log.open("rb") as file:
            file.seek(self._read_to)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        for line in whole.splitlines():
            number = len(self.events) + 1
            try:
                event = event_in(line)
            except UnfitError as error:
                raise _damaged(self.log, number, error.sentence) from None
            if event.previous != self.tip:
                why = Both("与前一行接不上", "it does not follow the line before it")
                raise _damaged(self.log, number, why)
            self.events.append(event)
            self.tip = digest_of(line)
        self._read_to += len(whole)

    @contextmanager
    def writing(self) -> Iterator["Writer"]:
        """Add to the archive while nobody else does; it is made if there is none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder / LOCK, PATIENCE, BUSY):
            if not (self.folder / FORMAT).exists():
                write_atomically(self.folder / FORMAT, b'{"archive": 1}\n')
            self.refresh()
            yield Writer(self)

    def read(self, kept: str) -> bytes:
        """Give the bytes of an object or a record by its place in the archive."""
        return read_file(self.folder / kept)


class Writer:
    """Adds to an archive; to be had from `Archive.writing` alone."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def keep(self, data: bytes, ending: str) -> str:
        """Keep a file's bytes, once, and give their place; `ending` is that of its name, with the dot."""
        sha256 = hashlib.sha256(data).hexdigest()
        place = f"{ORIGINALS}/{sha256[:2]}/{sha256}{ending.lower()}"
        path = self.archive.folder / place
        if not path.exists():
            self._write(path, data)
        return place

    def keep_published(self, data: bytes, ending: str) -> str:
        """Keep a report as it was published, once, and give its place."""
        place = f"{PUBLISHED}/{hashlib.sha256(data).hexdigest()}{ending.lower()}"
        if not (self.archive.folder / place).exists():
            self._write(self.archive.folder / place, data)
        return place

    def keep_record(self, record: Record, unit: str) -> tuple[str, str]:
        """Keep a record under the unit's name as files spell it, with the next number; give its place and sha256."""
        folder = f"{RECORDS}/{record['form']}/{record['edition']}/{record['year']}/{safe_name(unit)}"
        there = self.archive.folder / folder
        numbers = (int(each.stem) for each in there.glob("*.json") if each.stem.isdecimal()) if there.is_dir() else ()
        place = f"{folder}/{max(numbers, default=0) + 1}.json"
        data = dump_record(record)
        self._write(self.archive.folder / place, data)
        return place, hashlib.sha256(data).hexdigest()

    def _write(self, path: Path, data: bytes) -> None:
        made = [each for each in path.parents if not each.exists()]
        write_atomically(path, data)
        for each in made:
            sync_folder(each.parent)

    def add(self, *events: Event) -> tuple[Event, ...]:
        """Add lines to the log, each following the one before, and see them onto the disk; gives them as they stand."""
        archive, lines, added = self.archive, b"", []
        tip = archive.tip
        for each in events:
            event = replace(each, previous=tip)
            line = line_of(event)
            tip = digest_of(line)
            lines += line + b"\n"
            added.append(event)
        new = not archive.log.exists()
        with archive.log.open("ab") as file:
            # What follows the last whole line was being written by somebody who was killed.
            file.truncate(archive._read_to)
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(archive.folder)
        archive.refresh()
        return tuple(added)


def _damaged(log: Path, number: int, why: Both) -> ArchiveError:
    return ArchiveError(
        Both(
            f"{log}：第 {number} 行坏了：{why.zh}；请运行 govxl archive verify 看清坏在哪里，从备份恢复后再继续",
            f"{log}: line {number} is damaged: {why.en}; run govxl archive verify, and go on from a backup",
        )
    )
