"""What stands in the log and may still lack its outputs: noted before the line, forgotten once they are written.

Whoever is killed between the two leaves the note, and the next run does what is in it. Outputs that somebody took away
later are in no note, and nobody makes them again.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from govxl.archive.places import LOCK, README, WAITING
from govxl.files import TEMPORARY, write_atomically
from govxl.inputs import MAX_WORDS, UnfitError, from_json, read_file
from govxl.office.landing import is_in_use

__all__ = ["Note", "forget", "note_down", "notes_in"]

NAME = f"{TEMPORARY}unfinished-"


@dataclass(frozen=True, slots=True)
class Note:
    """Files whose outputs are being written, by sha256, each with the folder they go to where there is no office's."""

    path: Path
    files: tuple[tuple[str, str], ...]


def note_down(archive: Path, files: Iterable[tuple[str, str]]) -> Note:
    """Note files, on the disk; while the archive is locked, so that whoever reads it reads the lines as well."""
    note = Note(archive / f"{NAME}{os.getpid()}-{secrets.token_hex(4)}", tuple(files))
    write_atomically(note.path, json.dumps(note.files, ensure_ascii=False).encode())
    return note


def forget(note: Note) -> None:
    """Take a note away, whose outputs are all written."""
    note.path.unlink(missing_ok=True)


def notes_in(archive: Path) -> list[Note]:
    """Read the notes that others left, or are at; while the archive is locked. One that cannot be read tells nothing.

    What somebody was writing who was killed is taken away.
    """
    notes: list[Note] = []
    for path in (*archive.glob(f"{TEMPORARY}*"), *archive.glob(f"{README}/{TEMPORARY}*")):
        if path.name in (LOCK, WAITING) or path.name.startswith(NAME) or is_in_use(path):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
    for path in sorted(archive.glob(f"{NAME}*")):
        try:
            told = from_json(read_file(path, MAX_WORDS))
        except (OSError, UnfitError):
            continue
        if isinstance(told, list):
            pairs = tuple((str(each[0]), str(each[1])) for each in told if isinstance(each, list) and len(each) == 2)
            notes.append(Note(path, pairs))
    return notes
