"""An archive, or some units of it, handed over as a BagIt bag (RFC 8493): a folder or a zip that proves itself whole.

In its payload the archive looks as it does at home. Of some units, the log holds their lines alone, which then do not
follow one another; a receipt proves them against the checkpoint.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from govxl.archive.events import Event
from govxl.archive.places import CHECKPOINT, FORMAT, LOG, README, ArchiveError
from govxl.archive.reading_room import GUIDE, VERIFIER, guide, verifier
from govxl.archive.receipts import Proofs
from govxl.archive.store import Archive
from govxl.files import TEMPORARY, sync_folder, write_new
from govxl.version import VERSION
from govxl.words import Both
from govxl.xlsx.bundles import write_bundle

__all__ = ["DECLARATION", "MANIFEST", "PAYLOAD", "RECEIPT", "Bagged", "escaped", "write_bag"]

PAYLOAD, MANIFEST, RECEIPT = "data/", "manifest-sha256.txt", "回执.json"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

Source = Path | bytes


@dataclass(frozen=True, slots=True)
class Bagged:
    """What a bag came to hold."""

    lines: int
    files: int
    size: int


def write_bag(archive: Archive, target: Path, chosen: Sequence[int] | None, day: str) -> Bagged:
    """Write a bag of lines (0 for the first) and all they name; None for the whole archive.

    `target` is a zip where it is called so, else a folder. Raises ArchiveError where a file is missing or damaged,
    OSError where something is at the target or the disk is full; nothing half written is left.
    """
    if target.exists():
        raise FileExistsError(17, os.strerror(17), str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        made = Path(mkdtemp(dir=target.parent, prefix=TEMPORARY))
    except OSError as error:
        error.filename = str(target)  # not what it is called on the way
        raise
    try:
        entries, told = _entries(archive, chosen, day)
        if target.suffix.lower() == ".zip":
            with (made / "bag").open("xb") as file:
                write_bundle(file, ((f"{target.stem}/{name}", source) for name, source in entries))
                file.flush()
                os.fsync(file.fileno())
        else:
            (made / "bag").mkdir()
            for name, source in entries:
                path = made / "bag" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_new(path, source if isinstance(source, bytes) else source.read_bytes())
        os.rename(made / "bag", target)
        sync_folder(target.parent)
    except OSError as error:
        if str(error.filename or made).startswith(str(made)):
            error.filename, error.filename2 = str(target), None  # not what it is called on the way
        raise
    finally:
        rmtree(made, ignore_errors=True)
    return told


def _entries(archive: Archive, chosen: Sequence[int] | None, day: str) -> tuple[list[tuple[str, Source]], Bagged]:
    """List the files of a bag, the payload first, and what it comes to."""
    payload = dict(_payload(archive, chosen))
    digests, size = {}, 0
    for name, source in payload.items():
        data = source if isinstance(source, bytes) else _whole(archive, source)
        digests[name] = hashlib.sha256(data).hexdigest()
        size += len(data)
        _hold(archive, name, digests[name])
    info = {
        "Bagging-Date": day,
        "Bag-Software-Agent": f"govxl {VERSION}",
        "External-Identifier": archive.origin,
        "External-Description": "archive of govxl" if chosen is None else "some units of an archive of govxl",
        "Payload-Oxum": f"{size}.{len(payload)}",
    }
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{key}: {value}\n" for key, value in info.items()).encode(),
        MANIFEST: "".join(f"{digest}  {escaped(name)}\n" for name, digest in digests.items()).encode(),
    }
    last = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in tags.items()).encode()
    count = len(archive.events) if chosen is None else len(chosen)
    entries: list[tuple[str, Source]] = [*tags.items(), ("tagmanifest-sha256.txt", last), *payload.items()]
    return entries, Bagged(count, len(payload), size)


def _payload(archive: Archive, chosen: Sequence[int] | None) -> Iterator[tuple[str, Source]]:
    proofs = Proofs(archive)
    indices = range(len(proofs.lines)) if chosen is None else chosen
    yield PAYLOAD + FORMAT, archive.folder / FORMAT
    yield PAYLOAD + LOG, b"".join(proofs.lines[index] + b"\n" for index in indices)
    yield PAYLOAD + CHECKPOINT, archive.checkpoint()
    if chosen is not None:
        yield PAYLOAD + RECEIPT, proofs.receipt(indices)
    yield f"{PAYLOAD}{README}/{GUIDE}", guide()
    yield f"{PAYLOAD}{README}/{VERIFIER}", verifier()
    for index in indices:
        for place in _places(archive.events[index]):
            yield PAYLOAD + place, archive.folder / place


def _places(event: Event) -> Iterator[str]:
    yield from (place for place in (event.kept, event.record) if place)


def _whole(archive: Archive, path: Path) -> bytes:
    try:
        return archive.read(path.relative_to(archive.folder).as_posix())
    except FileNotFoundError:
        raise _damaged(path) from None


def _hold(archive: Archive, name: str, digest: str) -> None:
    """Let nothing damaged go out under a manifest that says it is whole."""
    wanted = archive.holdings.digest(name.removeprefix(PAYLOAD))
    if wanted and wanted != digest:
        raise _damaged(archive.folder / name.removeprefix(PAYLOAD))


def _damaged(path: Path) -> ArchiveError:
    zh = f"{path}：不在了或者坏了，不能交出去；请运行 govxl archive verify"
    return ArchiveError(Both(zh, f"{path}: is missing or damaged, and nothing was written; run govxl archive verify"))


def escaped(name: str) -> str:
    """Spell a path as manifests do (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
