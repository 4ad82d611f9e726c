"""Files written so that nothing is lost or half there, names that every system takes, and stamps of what we wrote."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from govxl.words import RETURN_SUFFIX

__all__ = [
    "LINEAGE",
    "MAX_BYTES",
    "RECORD",
    "SUM_WORKBOOK",
    "TABLES",
    "TEMPORARY",
    "base_name",
    "is_as_made",
    "return_name",
    "return_number",
    "safe_name",
    "stamped",
    "sync_folder",
    "umask",
    "write_atomically",
    "write_new",
    "write_together",
]

RECORD = "record.json"
TABLES = "tables"
"""What every accepted file leaves, the second with an ending for each format."""

LINEAGE, SUM_WORKBOOK = "lineage.jsonl", "汇总.xlsx"
"""What lies beside the record of a sum: every return that is in it, with its figures; the sum to be looked through."""

RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
RETURNED = re.compile(f"[-－—_ ]{re.escape(RETURN_SUFFIX[1:])}(?:([0-9]{{1,3}})(?![0-9]))?")
"""What tells the name of a return, between the name it had first and what others added."""

TEMPORARY = ".govxl-"
"""What the names of files begin with that are not there to stay."""

MAX_BYTES = 200
"""Of a name without its ending; with the longest ending it stays under every file system's 255."""


def safe_name(text: str, fallback: str = "govxl") -> str:
    """Make a file name, without ending, that Windows, macOS and Linux take; it never leaves its folder."""
    folded = unicodedata.normalize("NFC", text)
    kept = "".join("_" if c in '<>:"/\\|?*' else c for c in folded if unicodedata.category(c)[0] != "C")
    trimmed = re.sub(r"\s+", " ", kept).strip(" .").encode()[:MAX_BYTES].decode(errors="ignore").rstrip(" .")
    # Windows takes these names for devices, whatever ending follows.
    if not trimmed or trimmed.split(".")[0].lower() in RESERVED:
        return f"{fallback}_{trimmed}" if trimmed else fallback
    return trimmed


def base_name(stem: str) -> str:
    """Give the name of a file, without ending, as it was before its first return.

    Browsers, mail programs, file managers and people add to the name of a return, as in `-退回修改2(1)` or
    `-退回修改 - 副本`: whatever follows is theirs. Names only help; whose return a file is stands in it.
    """
    named = RETURNED.search(stem)
    return (stem[: named.start()] or stem) if named else stem


def return_number(stem: str) -> int:
    """Say which return a file is by its name; 0 for one that was not returned."""
    return max((max(1, int(named[1] or 1)) for named in RETURNED.finditer(stem)), default=0)


def return_name(base: str, times: int) -> str:
    """Name the workbook of a return; from the second on with its number."""
    return f"{base}{RETURN_SUFFIX}{times if times > 1 else ''}.xlsx"


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, fsync, rename, fsync of the folder."""
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all; all are on disk under other names before the first takes its own."""
    made: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=TEMPORARY, delete=False) as file:
                made[path] = Path(file.name)
                _fill(file, content)
            # A temporary file is its owner's alone, and others of the office are to read it.
            os.chmod(file.name, 0o666 & ~umask())
        for path, temporary in made.items():
            os.replace(temporary, path)
    except BaseException as error:
        for temporary in made.values():
            with suppress(OSError):
                temporary.unlink()
        if isinstance(error, OSError):
            error.filename = str(path)  # not what it is called on the way, which tells nobody anything
        raise
    for folder in dict.fromkeys(path.parent for path in made):
        sync_folder(folder)


def write_new(path: Path, data: bytes, synced: bool = True) -> None:
    """Write a file into a folder that is nobody's yet, and see it onto the disk unless that is done for all of them."""
    with path.open("xb") as file:
        if synced:
            _fill(file, data)
        else:
            file.write(data)


def _fill(file: IO[bytes], data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def umask() -> int:
    """Give what is taken off the rights of new files; it can only be asked for by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Make a rename durable; systems that cannot open folders do it by themselves."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


# -- Stamps


WORD = b"govxl:"
LENGTH = len(WORD) + 64
"""Bytes of what a stamp says: a word to know it by, and a sha256 in letters."""

ZIP, END, ROOM = b"PK\3\4", b"PK\5\6", 22
"""How a zip begins, how its last record does, and how long that is while it holds no comment."""

COMMENTS = {b"<": (b"<!-- ", b" -->\n"), b"%PDF": (b"%", b"\n")}
"""How a comment is written at the end of a text that begins so."""


def stamped(data: bytes) -> bytes:
    """Stamp a file; one of a format that has no room for it stays as it is."""
    told = WORD + hashlib.sha256(data).hexdigest().encode()
    if data.startswith(ZIP):
        # Whoever reads a zip looks for its last record from the end, over a comment as well; a second one has no room.
        return data[:-2] + LENGTH.to_bytes(2, "little") + told if data[-ROOM:].startswith(END) else data
    for begins, (before, after) in COMMENTS.items():
        if data.startswith(begins):
            return data + before + told + after
    return data


def is_as_made(data: bytes) -> bool:
    """Tell whether a file is byte for byte as we made it; never for one without a stamp."""
    if data.startswith(ZIP):
        plain = data[: -LENGTH - 2] + b"\0\0"
    else:
        ends = [before + after for begins, (before, after) in COMMENTS.items() if data.startswith(begins)]
        plain = data[: -LENGTH - len(ends[0])] if ends else data
    return plain != data and stamped(plain) == data
