"""What stands where in an archive: the names of its files and folders, and format.json, which tells what it is."""

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from govxl.inputs import MAX_SETTINGS, UnfitError, from_json, read_file
from govxl.words import Both, SaidError

__all__ = [
    "CHECKPOINT", "FORMAT", "LOCK", "LOG", "ORIGINALS", "PUBLISHED", "README", "RECORDS", "VERSION", "WAITING",
    "ArchiveError", "ending_of", "new_format", "origin_in", "whole_lines",
]  # fmt: skip

FORMAT, LOG, CHECKPOINT, README = "format.json", "log.jsonl", "checkpoint.txt", "README"
ORIGINALS, RECORDS, PUBLISHED = "originals", "records", "published"
LOCK, WAITING = ".govxl-lock", ".govxl-new"

VERSION = 1
"""The number of the archive's format."""

ENDING, NO_ENDING = re.compile(r"\.[a-z0-9]{1,10}"), ".bin"
"""The ending of a name as the archive keeps it, and what it puts where there is none that every system takes."""


class ArchiveError(SaidError):
    """The archive cannot be used as it is; the sentence names what is damaged and what to do."""


def ending_of(ending: str) -> str:
    """Give the ending, with its dot, under which a file is kept."""
    return ending.lower() if ENDING.fullmatch(ending.lower()) else NO_ENDING


def whole_lines(data: bytes) -> Iterator[bytes]:
    """Yield the lines that have an end, without it."""
    yield from data[: data.rfind(b"\n") + 1].split(b"\n")[:-1]


def new_format() -> bytes:
    """Write format.json for an archive that begins, under a name that no other has; the rest is for who reads it."""
    told = {
        "archive": VERSION,
        "origin": f"govxl-archive-{secrets.token_hex(8)}",
        "log": "log.jsonl: one JSON object a line, UTF-8, each line ending in LF; "
        "previous is the sha256 of the line before without its LF, 64 zeros in the first",
        "objects": "originals/<first 2 digits of its sha256>/<sha256>.<ending>, published/<sha256>.<ending>",
        "records": "records/<form>/<edition>/<year>/<unit>/<n>.json",
        "checkpoint": "C2SP tlog-checkpoint of the RFC 6962 tree over the lines without their LF",
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def origin_in(path: Path) -> str:
    """Read format.json: what the archive is called; raises ArchiveError where it is none or of a later version."""
    try:
        told = from_json(read_file(path, MAX_SETTINGS))
    except FileNotFoundError:
        raise _no_format(path, Both("没有这个文件", "the file is not there")) from None
    except UnfitError as error:
        raise _no_format(path, error.sentence) from None
    if not isinstance(told, dict) or type(told.get("archive")) is not int or not isinstance(told.get("origin"), str):
        raise _no_format(path, Both('里面没有 "archive" 和 "origin"', 'it has no "archive" and "origin"'))
    if told["archive"] != VERSION:
        zh = f"{path}：归档的格式是第 {told['archive']} 版，这个 govxl 只认第 {VERSION} 版；请换用新版的 govxl"
        en = f"{path}: the archive is of format {told['archive']}, this govxl knows {VERSION}; use a later govxl"
        raise ArchiveError(Both(zh, en))
    return str(told["origin"])


def _no_format(path: Path, why: Both) -> ArchiveError:
    return ArchiveError(
        Both(
            f"{path}：{why.zh}，认不出这个归档；请从备份恢复这个文件",
            f"{path}: {why.en}, so the archive cannot be known for one; restore this file from a backup",
        )
    )
