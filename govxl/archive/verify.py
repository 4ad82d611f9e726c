"""An archive verified: every line, file and record against every other, each damage named with its place and remedy.

Nothing is written, and nothing of a damaged archive stops it. Files are hashed by pieces, so that memory stays flat.
"""

import hashlib
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from govxl.archive.cases import SUMMED
from govxl.archive.chain import against_checkpoint, broken_chain
from govxl.archive.checkpoints import Checkpoint, checkpoint_in
from govxl.archive.damage import Damage, damage
from govxl.archive.events import Event, event_in, line_of
from govxl.archive.places import (
    CHECKPOINT,
    FORMAT,
    LOCK,
    LOG,
    ORIGINALS,
    PUBLISHED,
    README,
    RECORDS,
    WAITING,
    ArchiveError,
    origin_in,
    whole_lines,
)  # fmt: skip
from govxl.archive.reading_room import GUIDE, VERIFIER, guide, verifier
from govxl.archive.record_check import record_damage
from govxl.files import TEMPORARY
from govxl.filing.record import RecordError, load_record
from govxl.inputs import MAX_SUM, MAX_WORDS, UnfitError, read_file
from govxl.words import SaidOSError

__all__ = ["Progress", "verify"]

Progress = Callable[[int, int], None]
"""Told how many files were looked at, and of how many."""

PIECE = 1 << 20
DIGEST = re.compile("[0-9a-f]{64}")
OBJECT = re.compile(rf"(?:{ORIGINALS}/([0-9a-f]{{2}})|{PUBLISHED})/([0-9a-f]{{64}})\.[a-z0-9]{{1,10}}")
RECORD = re.compile(rf"{RECORDS}/[^/]{{1,200}}/[^/]{{1,200}}/[0-9]{{4}}/[^/]{{1,300}}/[1-9][0-9]{{0,8}}\.json")
LITTER = ("thumbs.db", "desktop.ini", ".ds_store")
"""What systems leave in folders, in small letters."""


@dataclass(slots=True)
class _SeenArchive:
    """What is known of an archive while it is looked through."""

    folder: Path
    files: dict[str, Path] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
    lines: list[bytes] = field(default_factory=list)
    events: list[Event | None] = field(default_factory=list)
    broken: bool = False
    """Whether lines are missing or spoilt, which may have told of files that no line tells of now."""


def verify(
    folder: Path, noted: Mapping[str, Checkpoint] | None = None, progress: Progress | None = None
) -> Iterator[Damage]:
    """Yield all that is damaged, and what is worth knowing besides (`Damage.kind.note`).

    `noted` are checkpoints that were noted elsewhere, by the names they go by. Raises OSError where the folder or its
    log cannot be read at all.
    """
    # In this order, for others may write meanwhile: a log never becomes shorter than its checkpoint said, and what it
    # tells of is there.
    kept = _kept_checkpoint(folder / CHECKPOINT)
    log = folder / LOG
    data = log.read_bytes() if log.exists() and stat.S_ISREG(log.lstat().st_mode) else None
    known = _SeenArchive(folder)
    _walk(folder, "", known)
    origin = ""
    try:
        origin = origin_in(folder / FORMAT)
    except ArchiveError as error:
        missing = not (folder / FORMAT).exists()
        yield damage("no-format", FORMAT) if missing else damage("bad-format", FORMAT, why=error.sentence)
    if data is not None:
        yield from _log(known, data, kept, origin, noted or {})
    elif kept or any(place.startswith((ORIGINALS, RECORDS, PUBLISHED)) for place in known.files):
        known.broken = True
        yield damage("no-log", LOG)
    yield from _files(known, progress or (lambda done, of: None))


def _walk(folder: Path, top: str, known: _SeenArchive) -> None:
    """Find all files; of a folder that cannot be looked into what the log has there is told as missing."""
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        if not top:
            raise
        if not isinstance(error, FileNotFoundError):
            known.closed[top] = error.strerror or str(error)
        return
    for path in found:
        try:
            place, mode = f"{top}{path.name}", path.lstat().st_mode
        except FileNotFoundError:
            continue  # it waited for its place, and has it now
        if stat.S_ISDIR(mode):
            _walk(path, f"{place}/", known)
        elif stat.S_ISREG(mode):
            known.files[place] = path
        else:
            known.odd.append(place)


# -- The log


def _log(
    known: _SeenArchive, data: bytes, kept: Checkpoint | None, origin: str, noted: Mapping[str, Checkpoint]
) -> Iterator[Damage]:
    known.lines = list(whole_lines(data))
    told: set[int] = set()
    for number, line in enumerate(known.lines, 1):
        try:
            event = event_in(line)
        except UnfitError:
            event = None
        known.events.append(event)
        if found := _bad_line(number, line, event):
            told.add(number)
            yield found
    known.broken = bool(told)
    for found in broken_chain(known.lines, known.events, kept, told):
        known.broken = True
        yield found
    if not data.endswith(b"\n") and data:
        yield damage("torn-line", LOG, len(known.lines) + 1)
    if kept is None:
        if known.lines:
            yield damage("no-checkpoint", CHECKPOINT)
    else:
        yield from against_checkpoint(known.lines, kept, CHECKPOINT, origin, known.broken)
        known.broken |= kept.size > len(known.lines)
    for name, each in noted.items():
        yield from against_checkpoint(known.lines, each, name, origin, known.broken)


def _kept_checkpoint(path: Path) -> Checkpoint | None:
    try:
        return checkpoint_in(read_file(path))
    except (OSError, UnfitError):
        return None


def _bad_line(number: int, line: bytes, event: Event | None) -> Damage | None:
    if event is None:
        return damage("bad-line", LOG, number)
    if line_of(event) != line:
        return damage("line-restyled", LOG, number)
    for key in ("sha256", "record_sha256", "supersedes", "previous"):
        told = getattr(event, key)
        if told and not DIGEST.fullmatch(told):
            return damage("odd-line", LOG, number, key=key)
    if event.kept and not OBJECT.fullmatch(event.kept):
        return damage("odd-line", LOG, number, key="kept")
    if event.record and not RECORD.fullmatch(event.record):
        return damage("odd-line", LOG, number, key="record")
    try:
        zoned = datetime.fromisoformat(event.time).tzinfo is not None
    except ValueError:
        zoned = False
    return None if zoned else damage("odd-line", LOG, number, key="time")


# -- Files


def _files(known: _SeenArchive, progress: Progress) -> Iterator[Damage]:
    told = _told(known)
    digests = {event.sha256: place for place, (event, _) in told.items() if not place.startswith(RECORDS)}
    digests |= {event.record_sha256: place for place, (event, _) in told.items() if place.startswith(RECORDS)}
    elsewhere = {path.name: place for place, path in known.files.items() if place not in told and _strange(place)}
    moved = set()
    for done, (place, (event, line)) in enumerate(told.items(), 1):
        if place in known.files:
            yield from _held(known, place, event, line, digests)
        elif place not in known.odd and not place.startswith(tuple(known.closed)):
            other = elsewhere.get(place.rpartition("/")[2]) if not place.startswith(RECORDS) else None
            moved.add(other)
            yield (
                damage("file-moved", place, other=other, at=line) if other else damage("file-missing", place, at=line)
            )
        progress(done, len(told))
    yield from (damage("no-regular-file", place) for place in known.odd)
    yield from (damage("closed-file", place, why=why) for place, why in known.closed.items())
    for place in known.files:
        if place not in told and place not in moved:
            yield from _untold(known, place)


def _told(known: _SeenArchive) -> dict[str, tuple[Event, int]]:
    """Give the places the log names, each with the first event that does and its line."""
    told: dict[str, tuple[Event, int]] = {}
    for line, event in enumerate(known.events, 1):
        for place, fits in ((event.kept, OBJECT), (event.record, RECORD)) if event else ():
            if place and fits.fullmatch(place) and ".." not in place.split("/"):
                told.setdefault(place, (event, line))  # type: ignore[arg-type]
    return told


def _strange(place: str) -> bool:
    return not OBJECT.fullmatch(place) and not RECORD.fullmatch(place)


def _held(known: _SeenArchive, place: str, event: Event, line: int, digests: Mapping[str, str]) -> Iterator[Damage]:
    """Hold a file that the log names against its name, its line and, for a record, its form."""
    path = known.files[place]
    try:
        size, digest = _digest(path)
    except OSError as error:
        why = error.why if isinstance(error, SaidOSError) else error.strerror
        yield damage("closed-file", place, why=why)
        return
    is_record = place.startswith(RECORDS)
    wanted = event.record_sha256 if is_record else path.name.partition(".")[0]
    if digest != wanted:
        other = digests.get(digest)
        if not size:
            yield damage("file-cut", place)
        elif other and other != place:
            yield damage("record-swapped" if is_record else "file-swapped", place, other=other)
        else:
            yield damage("record-changed" if is_record else "file-changed", place, at=line)
    elif not is_record and event.sha256 != digest:
        yield damage("file-disagrees", place, at=line)
    elif is_record:
        most = MAX_SUM if event.event == SUMMED else MAX_WORDS
        yield from record_damage(place, read_file(path, most), event, line)


def _digest(path: Path) -> tuple[int, str]:
    """Give a file's length and its sha256."""
    found, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
            size += len(piece)
    return size, found.hexdigest()


def _untold(known: _SeenArchive, place: str) -> Iterator[Damage]:
    """Say what a file is of which the log does not tell."""
    path, name = known.files[place], place.rpartition("/")[2]
    if place in (FORMAT, LOG, CHECKPOINT, LOCK):
        return
    if place.startswith(f"{WAITING}/") or name.startswith(TEMPORARY):
        yield damage("left-over", place)
    elif name.lower() in LITTER or name.startswith("._"):
        yield damage("litter", place)
    elif place in (f"{README}/{GUIDE}", f"{README}/{VERIFIER}"):
        if path.read_bytes() != (guide() if name == GUIDE else verifier()):
            yield damage("readme", place)
    elif found := OBJECT.fullmatch(place):
        whole = _digest(path)[1] == found[2] and found[1] in (None, found[2][:2])
        if not (whole and known.broken):
            yield damage("unlogged" if whole else "foreign-file", place)
    elif RECORD.fullmatch(place):
        try:
            load_record(read_file(path, MAX_SUM))
            if not known.broken:
                yield damage("unlogged", place)
        except (RecordError, OSError):
            yield damage("foreign-file", place)
    else:
        yield damage("foreign-file", place)
