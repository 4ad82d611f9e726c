"""Files written so that nothing is lost or half there, and names that every system takes."""

import os
import re
import unicodedata
from pathlib import Path
from tempfile import NamedTemporaryFile

from govxl.form.words import RETURN_SUFFIX

__all__ = ["RECORD", "TABLES", "base_name", "return_name", "return_number", "safe_name", "write_atomically"]

RECORD = "record.json"
TABLES = "tables"
"""What every accepted file leaves, the second with an ending for each format."""

RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
RETURNED = re.compile(f"[-－—_ ]{re.escape(RETURN_SUFFIX[1:])}(?:([0-9]{{1,3}})(?![0-9]))?")
"""What tells the name of a return, between the name it had first and what others added."""

MAX_BYTES = 200
"""Of a name without its ending; with the longest ending it stays under every file system's 255."""


def safe_name(text: str, fallback: str = "govxl") -> str:
    """Make a file name, without ending, that Windows, macOS and Linux take; it never leaves its folder."""
    folded = unicodedata.normalize("NFC", text)
    kept = "".join("_" if c in '<>:"/\\|?*' else c for c in folded if unicodedata.category(c)[0] != "C")
    trimmed = re.sub(r"\s+", " ", kept).strip(" .").encode()[:MAX_BYTES].decode(errors="ignore").rstrip(" .")
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
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".govxl-", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            os.chmod(file.name, 0o666 & ~_umask())
            os.replace(file.name, path)
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
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
