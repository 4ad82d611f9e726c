"""The archive on disk: objects and records that are written once, and a log to which lines are only ever added.

What is told to anybody stands on the disk before: object, fsync, rename, fsync of its folders; then the line of the
log, fsync. What is kept waits in a folder of its own until lines are added, and all of it goes to its place together,
so that the disk is waited for once. A line that was being written when the power failed has no end; readers leave it
out, and the next writer cuts it off.
"""

import hashlib
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from govxl.archive.cases import Cases, number_of
from govxl.archive.checkpoints import checkpoint_text
from govxl.archive.events import FIRST, Event, digest_of, event_in, events_in, line_of
from govxl.archive.holdings import Holdings
from govxl.archive.merkle import Tree, leaf_hash
from govxl.archive.places import (
    CHECKPOINT,
    FORMAT,
    LOG,
    ORIGINALS,
    PUBLISHED,
    RECORDS,
    WAITING,
    ArchiveError,
    ending_of,
    new_format,
    origin_in,
    whole_lines,
)  # fmt: skip
from govxl.archive.probe import probe
from govxl.archive.reading_room import lay_out
from govxl.archive.steps import alone, said_of, sweep, unmake, write_all
from govxl.disk import one_wait
from govxl.files import safe_name, sync_folder, write_atomically, write_new
from govxl.filing.record import Record, dump_record
from govxl.filing.units import same_unit
from govxl.inputs import UnfitError, read_file
from govxl.words import Both

__all__ = ["FORMAT", "LOG", "ORIGINALS", "RECORDS", "Archive", "ArchiveError", "Writer"]

MAX_KEPT = 1 << 30
"""Bytes of a file in the archive: whatever a disk takes, but not without measure."""

MOST_OF_A_NAME = 1000
"""Units of one name, beyond all there are."""


class Archive:
    """An archive to read, and by way of `writing` to add to; what others add is seen after `refresh`.

    Raises ArchiveError where it cannot be used as it is, OSError where the disk does not let it be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._forget()
        self.refresh()

    def _forget(self) -> None:
        self.events: list[Event] = []
        self.tip = FIRST
        self.read_to = 0
        self._cases, self._told = Cases(), 0
        self._holdings, self._held = Holdings(), 0
        self._tree, self._grown_to = Tree(), 0

    @property
    def log(self) -> Path:
        """The file of the log."""
        return self.folder / LOG

    @property
    def origin(self) -> str:
        """What this archive is called in its checkpoints."""
        return origin_in(self.folder / FORMAT)

    @property
    def cases(self) -> Cases:
        """Where each unit stands, by all lines read so far."""
        for event in self.events[self._told :]:
            self._cases.add(event)
        self._told = len(self.events)
        return self._cases

    @property
    def holdings(self) -> Holdings:
        """What the archive holds, by all lines read so far."""
        for event in self.events[self._held :]:
            self._holdings.add(event)
        self._held = len(self.events)
        return self._holdings

    # -- Reading

    def refresh(self) -> None:
        """Read the lines that were added since; ArchiveError where one is no event or does not follow its neighbour."""
        try:
            self._read_on()
        except ArchiveError:
            if not self.read_to:
                raise
            # What was read while it was being written may have been taken back, its disk being full.
            self._forget()
            self._read_on()

    def _read_on(self) -> None:
        if not self.read_to:
            if not self.log.exists():
                self._miss_log()
                return
            origin_in(self.folder / FORMAT)
        with self.log.open("rb") as file:
            if file.seek(0, os.SEEK_END) < self.read_to:
                raise self._damaged(Both("日志变短了", "the log became shorter"))
            file.seek(self.read_to)
            added = file.read()
        lines = list(whole_lines(added))
        try:
            for line, event in zip(lines, events_in(lines), strict=True):
                if event.previous != self.tip:
                    raise self._damaged(Both("与前一行接不上", "it does not follow the line before it"))
                self.events.append(event)
                self.tip = digest_of(line)
                self.read_to += len(line) + 1
        except UnfitError as error:
            raise self._damaged(error.sentence) from None

    def _miss_log(self) -> None:
        """Raise ArchiveError where there is no log but what only comes after one: nobody begins another."""
        later = [each for each in (CHECKPOINT, ORIGINALS, RECORDS, PUBLISHED) if (self.folder / each).exists()]
        if later:
            zh = f"{self.log}：日志不见了，归档里却有 {later[0]}；请从备份恢复日志后再继续"
            raise ArchiveError(Both(zh, f"{self.log}: is missing, and there is {later[0]}; restore it from a backup"))

    def _damaged(self, why: Both) -> ArchiveError:
        log, number = self.log, len(self.events) + 1
        zh = f"{log}：第 {number} 行坏了：{why.zh}；请运行 govxl archive verify 看清坏在哪里，从备份恢复后再继续"
        en = f"{log}: line {number} is damaged: {why.en}; run govxl archive verify, and go on from a backup"
        return ArchiveError(Both(zh, en))

    def read(self, kept: str) -> bytes:
        """Give the bytes of an object or a record by its place in the archive."""
        return read_file(self.folder / kept, MAX_KEPT)

    def lines(self) -> list[bytes]:
        """Give the lines read so far, as they stand."""
        if not self.read_to:
            return []
        with self.log.open("rb") as file:
            return list(whole_lines(file.read(self.read_to)))

    def checkpoint(self) -> bytes:
        """Write the checkpoint over all lines read so far."""
        if self._grown_to < self.read_to:
            with self.log.open("rb") as file:
                file.seek(self._grown_to)
                for line in whole_lines(file.read(self.read_to - self._grown_to)):
                    self._tree.add(leaf_hash(line))
            self._grown_to = self.read_to
        return checkpoint_text(self.origin, self._tree.size, self._tree.root)

    # -- Adding

    @contextmanager
    def writing(self) -> Iterator["Writer"]:
        """Add to the archive while nobody else does; it is made if there is none.

        Raises OSError where the disk lets nothing be written, ArchiveError for a disk that no archive is safe on.
        """
        made = [each for each in (self.folder, *self.folder.parents) if not each.exists()]
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with alone(self.folder):
                if not (self.folder / FORMAT).exists():
                    self._begin(made)
                if not self.log.exists():
                    self._miss_log()
                    write_atomically(self.log, b"")
                sweep(self.folder / WAITING)
                lay_out(self.folder)
                self.refresh()
                self._mend()
                with one_wait(self.folder) as see:
                    writer = Writer(self, see)
                    try:
                        yield writer
                        writer.settle()
                    finally:
                        sweep(self.folder / WAITING)
        finally:
            if made and not (self.folder / FORMAT).exists():
                unmake(self.folder, made)

    def _begin(self, made: Collection[Path]) -> None:
        """Make the archive's first file, once its disk was tried."""
        if self.log.exists():
            origin_in(self.folder / FORMAT)  # says that the file is missing
        probe(self.folder)
        write_atomically(self.folder / FORMAT, new_format())
        for each in made:
            sync_folder(each.parent)

    def _mend(self) -> None:
        """Cut off a line without an end, for it was being written by somebody who was killed.

        One that lacks no more than its end, as editors leave it, gets it.
        """
        if not self.log.exists():
            return
        with said_of(self.log), self.log.open("rb+", buffering=0) as file:
            file.seek(self.read_to)
            torn = file.read(MAX_KEPT)
            if not torn:
                return
            try:
                whole = event_in(torn).previous == self.tip
            except UnfitError:
                whole = False
            if whole:
                write_all(file.fileno(), b"\n")
            else:
                file.truncate(self.read_to)
            os.fsync(file.fileno())
        self.refresh()


@dataclass(frozen=True, slots=True)
class _Claimant:
    name: str
    code: str


class Writer:
    """Adds to an archive; to be had from `Archive.writing` alone. What is kept is at its place once lines are added."""

    def __init__(self, archive: Archive, see: Callable[[Collection[Path]], None]) -> None:
        self.archive = archive
        self._see = see
        self._waiting: dict[Path, Path] = {}
        self._count = 0

    # -- Files

    def keep(self, data: bytes, ending: str, landed: Path | None = None) -> str:
        """Keep a file's bytes, once, and give their place; `ending` is that of its name, with the dot.

        Where they lie on the archive's disk already, `landed` says where, and that file is moved to its place.
        Raises ArchiveError where other bytes stand there already, OSError where the disk is full.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        return self._keep(f"{ORIGINALS}/{sha256[:2]}/{sha256}{ending_of(ending)}", data, landed)

    def keep_published(self, data: bytes, ending: str) -> str:
        """Keep the bytes of what was published, once, and give their place; raises as `keep` does."""
        return self._keep(f"{PUBLISHED}/{hashlib.sha256(data).hexdigest()}{ending_of(ending)}", data)

    def keep_record(self, record: Record, unit: str, called: str = "") -> tuple[str, str]:
        """Keep a record, once, under the unit's name as files spell it, with the next number; give place and sha256.

        `called` is what its folder is called where that is not the unit's name.
        """
        data = dump_record(record)
        return self.keep_record_bytes(data, record, unit, called), hashlib.sha256(data).hexdigest()

    def keep_record_bytes(self, data: bytes, record: Record, unit: str, called: str = "") -> str:
        """Keep the very bytes that a record was read from; give their place."""
        folder = self._folder_of(record, unit, called or unit)
        there = self.archive.folder / folder
        files = [*there.glob("*.json"), *(each for each in self._waiting if each.parent == there)]
        numbers = sorted(int(each.stem) for each in files if each.stem.isdecimal())
        # What is there already was kept for another line, or by somebody who was killed before its own.
        for number in reversed(numbers):
            path = self._waiting.get(there / f"{number}.json", there / f"{number}.json")
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                return f"{folder}/{number}.json"
        # A unit that was renamed has earlier records elsewhere, and whoever decides names one by its number alone.
        whose = _Claimant(unit, record["unit"]["code"])
        case = None if called else self.archive.cases.find(record["form"], record["year"], record["scope"], whose)
        numbers += map(number_of, case.events if case else ())
        place = f"{folder}/{max(numbers, default=0) + 1}.json"
        self._wait(self.archive.folder / place, data)
        return place

    def _folder_of(self, record: Record, unit: str, called: str) -> str:
        """Give the folder of a unit's records: its name, with its code or a number where another's is spelt alike."""
        top = f"{RECORDS}/{record['form']}/{record['edition']}/{record['year']}"
        ours, holdings = _Claimant(unit, record["unit"]["code"]), self.archive.holdings
        coded = [f"{called} {ours.code}"] if ours.code else []
        for name in (called, *coded, *(f"{called} {n}" for n in range(2, MOST_OF_A_NAME))):
            folder = f"{top}/{safe_name(name)}"
            owner = holdings.owner(folder)
            if owner is None:
                holdings.claim(folder, ours)
                return folder
            if same_unit(owner[1], ours):
                return owner[0]
        raise AssertionError("more units of one name than there are")

    def _keep(self, place: str, data: bytes, landed: Path | None = None) -> str:
        path = self.archive.folder / place
        if path in self._waiting:
            return place
        if path.exists():
            if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
                return place
            if place in self.archive.holdings.places:
                zh = f"{path}：归档里的这个文件坏了，内容和文件名对不上；请把它移到别处再运行一次，完好的会补进去"
                en = f"{path}: this file of the archive is damaged; move it away and run again, to have it back"
                raise ArchiveError(Both(zh, en))
        if landed:
            self._waiting[path] = landed
        else:
            self._wait(path, data)
        return place

    def _wait(self, path: Path, data: bytes) -> None:
        waiting = self.archive.folder / WAITING
        self._count += 1
        with said_of(path):
            waiting.mkdir(exist_ok=True)
            write_new(waiting / str(self._count), data, synced=False)
        self._waiting[path] = waiting / str(self._count)

    def settle(self) -> None:
        """See all that was kept onto the disk, at its place."""
        if not self._waiting:
            return
        with said_of(self.archive.folder):
            self._see(self._waiting.values())
        folders: dict[Path, None] = {}
        for path, waiting in self._waiting.items():
            with said_of(path):
                folders |= dict.fromkeys(each.parent for each in path.parents if not each.exists())
                path.parent.mkdir(parents=True, exist_ok=True)
                os.replace(waiting, path)
            folders[path.parent] = None
        self._waiting.clear()
        with said_of(self.archive.folder):
            self._see(folders.keys())

    # -- Lines

    def add(self, *events: Event) -> tuple[Event, ...]:
        """Add lines to the log, each following the one before, and see them onto the disk; gives them as they stand.

        What was kept before is on the disk before. Raises OSError, with nothing added, where the disk is full.
        """
        self.settle()
        if not events:
            return ()
        archive, lines, added = self.archive, [], []
        tip = archive.tip
        for each in events:
            event = replace(each, previous=tip)
            lines.append(line_of(event))
            tip = digest_of(lines[-1])
            added.append(event)
        with said_of(archive.log), archive.log.open("ab", buffering=0) as file:
            try:
                write_all(file.fileno(), b"".join(line + b"\n" for line in lines))
                os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):  # what cannot be taken back now, the next writer cuts off
                    file.truncate(archive.read_to)
                raise
        archive.refresh()
        self._note_checkpoint()
        return tuple(added)

    def _note_checkpoint(self) -> None:
        """Note how long the log is and what its root is, so that lines missing from its end are missed.

        It tells nothing that the log does not: where the disk has no room for it, what was done is done.
        """
        waiting = self.archive.folder / WAITING
        with suppress(OSError):
            waiting.mkdir(exist_ok=True)
            (waiting / CHECKPOINT).write_bytes(self.archive.checkpoint())
            os.replace(waiting / CHECKPOINT, self.archive.folder / CHECKPOINT)
