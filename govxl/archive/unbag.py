"""A bag taken into an archive: proven whole, then every line and file of it that is not there yet, unit by unit."""

import base64
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from govxl.archive.bag import MANIFEST, PAYLOAD, RECEIPT
from govxl.archive.cases import ASIDE, SUMMED
from govxl.archive.checkpoints import checkpoint_in
from govxl.archive.events import FIRST, Event, EventKind, digest_of, event_in, now
from govxl.archive.merkle import leaf_hash, root_of
from govxl.archive.places import CHECKPOINT, LOG, PUBLISHED, ArchiveError, whole_lines
from govxl.archive.stand_alone import Unproven, read_receipt
from govxl.archive.store import Archive, Writer
from govxl.archive.sums import records_named
from govxl.filing.record import RecordError, load_record
from govxl.inputs import UnfitError, read_file
from govxl.words import COLON, Both, scope_word
from govxl.xlsx.bundles import Bundle

__all__ = ["BAGGED", "ImportedBag", "import_bag", "is_bag"]

BAGGED = "bag"
"""The outcome of the line that tells that what follows of a unit came in a bag; it says nothing of where it stands."""

AGAIN = "duplicate"
"""The outcome of a file that was there before."""

ENTRY = re.compile(r"([0-9a-f]{64})[ \t]{1,8}\*?(\S.*)")
TOGETHER = 200
"""Lines that are added together, with one wait for the disk."""

MOST = 1 << 30
"""Bytes of one file of a bag."""


@dataclass(frozen=True, slots=True)
class ImportedBag:
    """What a bag brought: lines, and how many of them were there already."""

    origin: str
    lines: int
    known: int
    units: int


class _Bag:
    """The files of a bag by their names, be it a folder or a zip."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip = Bundle(path) if path.is_file() else None
        if self._zip:
            tops = {name.partition("/")[0] for name in self._zip.sizes}
            self._top = f"{tops.pop()}/" if len(tops) == 1 else ""
            self.names = {name.removeprefix(self._top) for name in self._zip.sizes}
        else:
            files = (each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
            self.names = {each.relative_to(path).as_posix() for each in files}

    def read(self, name: str) -> bytes:
        if name not in self.names:
            raise self.bad(Both(f"没有 {name}", f"{name} is missing"))
        if self._zip is None:
            return read_file(self.path / name, MOST)
        if self._zip.sizes[self._top + name] > MOST:
            raise self.bad(Both(f"{name} 太大", f"{name} is too large"))
        return self._zip.read(self._top + name)

    def bad(self, why: Both) -> ArchiveError:
        zh = f"{self.path}：这个归档包不完整，什么也没有导入：{why.zh}；请让对方重新导出"
        return ArchiveError(
            Both(zh, f"{self.path}: the bag is not whole, nothing was imported: {why.en}; ask for it anew")
        )

    def close(self) -> None:
        if self._zip:
            self._zip.close()


@contextmanager
def _opened(path: Path) -> Iterator[_Bag]:
    bag = _Bag(path)
    try:
        yield bag
    finally:
        bag.close()


def is_bag(path: Path) -> bool:
    """Tell whether a folder or a zip is a bag."""
    if path.is_dir():
        return (path / "bagit.txt").is_file()
    return path.suffix.lower() == ".zip"


def import_bag(archive: Archive, path: Path, by: str) -> ImportedBag:
    """Take a bag in; raises ArchiveError, with nothing taken, where it is not whole or not of an archive of ours.

    Its lines stay as they are, but for the chain, each unit's below one that tells of the bag. Interrupted and run
    again, the rest is done; what is there already is not there twice.
    """
    with _opened(path) as bag:
        digests = _proven(bag)
        lines = list(whole_lines(bag.read(PAYLOAD + LOG)))
        origin, events = _proven_lines(bag, lines)
        cases: dict[tuple[object, ...], list[Event]] = {}
        for event in events:
            _hold(bag, event, digests)
            # Sums apart from what their units typed themselves, which they are not.
            cases.setdefault((event.event == SUMMED, *_whose(event)), []).append(event)
        told = hashlib.sha256(bag.read(MANIFEST)).hexdigest()
        with archive.writing() as writer:
            known = {_bare(event) for event in archive.events}
            lacking = _lacking(archive, bag, events)
            markers = (old for old in archive.events if old.outcome == BAGGED)
            told_of = {(old.event, old.sha256, _whose(old)) for old in markers}
            added = 0
            waiting: list[Event] = []
            for each in cases.values():
                new = [event for event in each if _bare(event) not in known or event.record_sha256 in lacking]
                if new:
                    marker = _marker(path.name, told, each[-1], by, origin)
                    waiting += [] if (marker.event, told, _whose(marker)) in told_of else [marker]
                    waiting += [_moved(writer, bag, event, again=_bare(event) in known) for event in new]
                    added += len(new)
                if len(waiting) >= TOGETHER:
                    writer.add(*waiting)
                    waiting = []
            writer.add(*waiting)
    return ImportedBag(origin, added, len(events) - added, len(cases))


def _lacking(archive: Archive, bag: _Bag, events: list[Event]) -> set[str]:
    """Give the sha256 of the records that sums of a bag name, and that are not here.

    A file that came here as well has a record of its own here, which may differ in what its file was called.
    """
    sums = [event for event in events if event.event == SUMMED and event.record]
    named = {sha256 for event in sums for sha256 in records_named(bag.read(PAYLOAD + event.record))}
    return named - {event.record_sha256 for event in archive.events}


def _marker(name: str, told: str, last: Event, by: str, origin: str) -> Event:
    whose = {key: getattr(last, key) for key in ("form", "edition", "unit", "code", "year", "scope")}
    kind: EventKind = SUMMED if last.event == SUMMED else "imported"
    return Event(event=kind, time=now(), by=by, file=name, sha256=told, outcome=BAGGED, note=origin, **whose)


def _whose(event: Event) -> tuple[object, ...]:
    return event.form, event.year, event.scope, event.unit, event.code


def _bare(event: Event) -> object:
    """Leave of a line what is the same in every archive; the same file of a unit is received once, wherever it came."""
    if event.event == "received" and event.sha256 and event.unit:
        return _whose(event), event.sha256, event.outcome in ASIDE
    return replace(event, previous="", kept="", record="")


# -- Proving


def _proven(bag: _Bag) -> dict[str, str]:
    """Hold all payload against the manifest; gives the sha256 of each file by its name."""
    try:
        declared, listed = bag.read("bagit.txt").decode(), bag.read(MANIFEST).decode()
    except UnicodeDecodeError:
        raise bag.bad(Both("清单不是 UTF-8", "its lists are not UTF-8")) from None
    if not declared.startswith("BagIt-Version: "):
        raise bag.bad(Both("bagit.txt 不对", "bagit.txt is none"))
    digests: dict[str, str] = {}
    for line in listed.splitlines():
        found = ENTRY.fullmatch(line)
        name = found[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") if found else ""
        if not found or not name.startswith(PAYLOAD) or ".." in name.split("/") or name in digests:
            raise bag.bad(Both(f"清单里的一行不对：{line[:100]}", f"a line of its manifest: {line[:100]}"))
        digests[name] = found[1]
    payload = {name for name in bag.names if name.startswith(PAYLOAD)}
    if extra := payload - digests.keys():
        raise bag.bad(Both(f"清单里没有 {min(extra)}", f"its manifest lacks {min(extra)}"))
    for name, digest in digests.items():
        if hashlib.sha256(bag.read(name)).hexdigest() != digest:
            raise bag.bad(Both(f"{name} 被改过", f"{name} was changed"))
    return digests


def _proven_lines(bag: _Bag, lines: list[bytes]) -> tuple[str, list[Event]]:
    """Prove the lines: all of a log by the checkpoint, some by the receipt; gives the archive's name, and events."""
    try:
        events = [event_in(line) for line in lines]
        noted = checkpoint_in(bag.read(PAYLOAD + CHECKPOINT))
        if PAYLOAD + RECEIPT in bag.names:
            told = read_receipt(bag.read(PAYLOAD + RECEIPT))
            root = base64.b64encode(noted.root).decode()
            proven = (told["origin"], told["size"], told["root"]) == (noted.origin, noted.size, root)
            proven = proven and [each["line"].encode() for each in told["lines"]] == lines
        else:
            follows = zip(events, [FIRST, *map(digest_of, lines)], strict=False)
            proven = all(event.previous == before for event, before in follows)
            proven = proven and (noted.size, noted.root) == (len(lines), root_of(map(leaf_hash, lines)))
    except (UnfitError, Unproven):
        proven = False
    if not proven:
        raise bag.bad(Both("日志和检查点对不上", "its log is not as its checkpoint has it"))
    return noted.origin, events


def _hold(bag: _Bag, event: Event, digests: dict[str, str]) -> None:
    for place, wanted in ((event.kept, event.sha256), (event.record, event.record_sha256)):
        if place and digests.get(PAYLOAD + place) != wanted:
            raise bag.bad(Both(f"{place} 和日志对不上", f"{place} is not as its log has it"))
    if event.record:
        try:
            load_record(bag.read(PAYLOAD + event.record))
        except RecordError as error:
            raise bag.bad(COLON.between(event.record, error.sentence)) from None


def _moved(writer: Writer, bag: _Bag, event: Event, again: bool) -> Event:
    """Keep what a line names, and let it name the places that has here.

    `again` is a file that came here already: its record is kept for the sum that names it, and says nothing of its
    unit.
    """
    kept, record = event.kept, event.record
    if kept:
        keep = writer.keep_published if kept.startswith(PUBLISHED) else writer.keep
        kept = keep(bag.read(PAYLOAD + kept), Path(kept).suffix)
    if record:
        data = bag.read(PAYLOAD + record)
        called = f"{event.unit}（{scope_word(event.scope)}）" if event.event == SUMMED else ""
        record = writer.keep_record_bytes(data, load_record(data), event.unit, called)
    return replace(event, kept=kept, record=record, outcome=AGAIN if again else event.outcome)
