"""Whose folder is whose: where the outputs of a return stand, so that nobody's are written over by another's.

A folder is a return's own while the record in it is of its unit, year, scope and form, whatever a file was called.
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

from govxl.filing.model import Identity
from govxl.filing.record import Record, RecordError, identity_in, load_record
from govxl.form.words import SCOPES
from govxl.office.files import MAX_BYTES, RECORD, TEMPORARY, safe_name
from govxl.units import bare_code, same_name
from govxl.workbook.package import Refused, load_bytes

__all__ = ["homes", "is_home_of", "marked", "record_in", "settle"]


def homes(top: Path, identity: Identity) -> Iterator[Path]:
    """Yield the folders a return may have: by unit and year, with its code, with a mark of all that it is."""
    scope = "" if identity.scope == "own" else SCOPES.get(identity.scope, identity.scope).partition("（")[0]
    tail = f"{identity.year}{scope}"
    base = safe_name(_short(safe_name(identity.name), MAX_BYTES - 80) + tail)
    yield from marked(top / base, identity)


def marked(folder: Path, identity: Identity) -> Iterator[Path]:
    """Yield a folder, and what it is called where another's stands there."""
    yield folder
    if identity.code:
        yield folder.with_name(f"{folder.name}（{_short(safe_name(identity.code), 40)}）")
    told = (identity.form, identity.name, identity.code, str(identity.year), identity.scope)
    mark = sha256("\n".join(told).encode()).hexdigest()[:6]
    yield folder.with_name(f"{folder.name}~{mark}")
    yield from (folder.with_name(f"{folder.name}~{mark}-{n}") for n in count(2))


def _short(text: str, room: int) -> str:
    return text.encode()[:room].decode(errors="ignore")


def record_in(folder: Path) -> Record | None:
    """Give the record of a folder; None where there is none that can be read."""
    try:
        return load_record(load_bytes(folder / RECORD))
    except (OSError, RecordError, Refused):
        return None


def is_home_of(folder: Path, identity: Identity) -> bool:
    """Tell whether a folder holds the record of this return: of its unit, year, scope and form.

    Two of one name are one unit only where their codes agree, for one without a code may be another.
    """
    record = record_in(folder)
    found = identity_in(record) if record else None
    return (
        found is not None
        and (found.form, found.year, found.scope) == (identity.form, identity.year, identity.scope)
        and same_name(found.name, identity.name)
        and bare_code(found.code) == bare_code(identity.code)
    )


def settle(choices: Iterable[Path], identity: Identity) -> Path:
    """Choose the first folder that is this return's or nobody's; never one with anything of somebody else in it."""
    return next(each for each in choices if _is_empty(each) or is_home_of(each, identity))


def _is_empty(folder: Path) -> bool:
    if not os.path.lexists(folder):
        return True
    return folder.is_dir() and all(each.name.startswith(TEMPORARY) for each in folder.iterdir())
