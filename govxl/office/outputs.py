"""Sets of outputs: whose folder is whose, and files that change hands as one, beside whatever a person changed."""

import ctypes
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from govxl.disk import CANNOT, seen_onto_disk
from govxl.files import MAX_BYTES, RECORD, TEMPORARY, safe_name, sync_folder, umask, write_new, write_together
from govxl.filing.model import Identity
from govxl.filing.record import Record, RecordError, identity_in, load_record
from govxl.filing.units import bare_code, same_name
from govxl.locks import locked
from govxl.words import ADDED_NEW, Both, scope_word
from govxl.xlsx.zip import Refused, load_bytes

__all__ = [
    "IsOurs",
    "Written",
    "alone_in",
    "clear",
    "folder_names",
    "homes",
    "is_home_of",
    "record_in",
    "settle",
    "write_beside",
    "write_set",
]

# -- Whose folder it is


def homes(top: Path, identity: Identity) -> Iterator[Path]:
    """Yield the folders a return may have: by unit and year, with its code, with a mark of all that it is."""
    scope = "" if identity.scope == "own" else scope_word(identity.scope)
    tail = f"{identity.year}{scope}"
    base = safe_name(_short(safe_name(identity.name), MAX_BYTES - 80) + tail)
    yield from folder_names(top / base, identity)


def folder_names(folder: Path, identity: Identity) -> Iterator[Path]:
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

    def is_empty(folder: Path) -> bool:
        # What a govxl that was killed left there is nobody's.
        there = os.path.lexists(folder)
        return not there or (folder.is_dir() and all(each.name.startswith(TEMPORARY) for each in folder.iterdir()))

    return next(each for each in choices if is_empty(each) or is_home_of(each, identity))


# -- Writing


LOCK, ASIDE = f"{TEMPORARY}lock", f"{TEMPORARY}old-"
PATIENCE = 120
"""Seconds to wait for another govxl to have written its files, which takes it a tenth of one."""

BUSY = Both("另一个 govxl 正在写这个文件夹", "another govxl is writing to this folder")

IsOurs = Callable[[str, bytes], bool]
"""Tells of a file, by the name it would have and what it holds, whether it is as govxl made it."""


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a set, and those that a person changed and that were therefore left alone."""

    outputs: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()


# -- Alone


@contextmanager
def alone_in(folder: Path, within: Path | None = None) -> Iterator[None]:
    """Work in a folder, made if need be, while no other govxl writes there; raises OSError that names it.

    What a govxl that was killed left behind is cleared away first, also `within` a folder in it; after an error,
    nothing new is there.
    """
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Asked before it is ours: who left it is writing still, or was killed while writing.
        was_left = (folder / LOCK).exists()
        with _locked(folder):
            for each in (folder, within) if was_left else ():
                clear(each) if each and each.is_dir() else None
            yield
        for each in made:
            sync_folder(each.parent)
    except OSError as error:
        if error.filename is None or TEMPORARY in str(error.filename):
            error.filename = str(folder)
        raise
    finally:
        for each in made:
            with suppress(OSError):
                each.rmdir()  # only if nothing came of it


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    stuck = False
    with locked(folder / LOCK, PATIENCE, BUSY):
        try:
            yield
        except BaseException:
            stuck = any(folder.glob(f"{ASIDE}*"))  # a folder could not be put back: that is for whoever comes next
            raise
        finally:
            # While it is ours: who waited sees that it is gone and makes another. On Windows the last one does it.
            if not stuck:
                with suppress(OSError):
                    (folder / LOCK).unlink()


def clear(folder: Path) -> None:
    """Take away what was left by somebody who was killed; a folder that had to stand aside goes back to its place."""
    for each in [each for each in folder.iterdir() if each.name.startswith(TEMPORARY) and each.name != LOCK]:
        if each.is_symlink() or not each.is_dir():
            each.unlink(missing_ok=True)
            continue
        # What stood aside is the only copy of what was there.
        for aside in each.iterdir() if each.name.startswith(ASIDE) else ():
            if not os.path.lexists(folder / aside.name):
                os.rename(aside, folder / aside.name)
        shutil.rmtree(each, ignore_errors=True)


# -- A person's work


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is written under which name, what a person changed, and which of our files nobody needs any more."""

    files: Mapping[str, bytes]
    kept: tuple[str, ...]
    dropped: frozenset[str]


def _planned(folder: Path, files: Mapping[str, bytes], is_ours: IsOurs) -> _Plan:
    """Give every file its own name, or the first free one beside a file that is not as we made it."""
    chosen: dict[str, bytes] = {}
    kept: list[str] = []
    dropped: set[str] = set()
    for name, data in files.items():
        stem, dot, ending = name.rpartition(".")
        beside = (f"{stem}{ADDED_NEW.format('' if n == 1 else n)}{dot}{ending}" for n in count(1))
        at = name
        while not _may_hold(folder / at, name, data, is_ours):
            kept.append(at)
            at = next(beside)
        chosen[at] = data
        for rest in beside:  # those that stood beside a change which is no more
            if not os.path.lexists(folder / rest):
                break
            dropped |= {rest} if _may_hold(folder / rest, name, data, is_ours) else set()
    return _Plan(chosen, tuple(kept), frozenset(dropped - chosen.keys()))


def _may_hold(path: Path, name: str, data: bytes, is_ours: IsOurs) -> bool:
    """Tell whether a file may be written: it is not there, or holds this already, or is as we made it."""
    if not os.path.lexists(path):
        return True
    if path.is_symlink() or not path.is_file():
        return False
    there = path.read_bytes()
    return there == data or is_ours(name, there)


def write_beside(folder: Path, files: Mapping[str, bytes], is_ours: IsOurs) -> Written:
    """Write files into a folder that may be anybody's; to be called while `alone_in` it.

    All are on disk under other names before the first takes its own, so that a full disk changes nothing.
    """
    plan = _planned(folder, files, is_ours)
    write_together({folder / name: data for name, data in plan.files.items()})
    return Written(tuple(folder / name for name in plan.files), tuple(folder / name for name in plan.kept))


# -- A set


def write_set(folder: Path, files: Mapping[str, bytes], is_ours: IsOurs) -> Written:
    """Let a folder hold these files, and whatever a person put or changed there; while `alone_in` its parent.

    The folder is all old or all new at every moment. What was made and is not among the files any more, goes.
    """
    plan = _planned(folder, files, is_ours)
    told = Written(tuple(folder / name for name in plan.files), tuple(folder / name for name in plan.kept))
    asked = ((folder / name, data) for name, data in plan.files.items())
    if not plan.dropped and all(
        path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data for path, data in asked
    ):
        return told
    place = Path(os.path.realpath(folder))  # a link stays one
    there = place.is_dir()
    made = Path(mkdtemp(dir=place.parent, prefix=TEMPORARY))
    try:
        # A temporary folder is its owner's alone.
        os.chmod(made, stat.S_IMODE(place.stat().st_mode) if there else 0o777 & ~umask())
        seen: dict[Path, tuple[int, ...]] = {}
        # All of it is on the disk before it takes the old one's place.
        with seen_onto_disk(made) as together:
            # The record comes last: where there is one, all that was made of it is there.
            for name in sorted(plan.files, key=_is_record):
                write_new(made / name, plan.files[name], synced=_is_record(name) or not together)
            for each in place.iterdir() if there else ():
                _look(each, place, seen)
                gone = each.name in plan.files or each.name in plan.dropped or each.name.startswith(TEMPORARY)
                if not gone:
                    _carry(each, made / each.name)
        if there:
            old = _change_places(made, place)
            _rescue(old, place, seen)
            shutil.rmtree(made if old == made else old.parent, ignore_errors=True)
        else:
            os.rename(made, place)
        sync_folder(place.parent)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return told


def _is_record(name: str) -> bool:
    return name == RECORD


def _look(path: Path, top: Path, seen: dict[Path, tuple[int, ...]]) -> None:
    """Note what a person may be changing right now."""
    told = path.lstat()
    seen[path.relative_to(top)] = (told.st_ino, told.st_mtime_ns, told.st_size)
    if stat.S_ISDIR(told.st_mode):
        for each in path.iterdir():
            _look(each, top, seen)


def _carry(source: Path, target: Path) -> None:
    """Take a person's file along: the same file where the disk can, else a copy of it."""
    if source.is_symlink():
        os.symlink(os.readlink(source), target)
    elif source.is_dir():
        target.mkdir()
        for each in source.iterdir():
            _carry(each, target / each.name)
        shutil.copystat(source, target)
    else:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)


def _rescue(old: Path, place: Path, seen: Mapping[Path, tuple[int, ...]]) -> None:
    """Bring over what a person saved in the old folder in the very moment in which the places changed."""
    for path in [each for each in old.rglob("*") if each.is_symlink() or not each.is_dir()]:
        told, name = path.lstat(), path.relative_to(old)
        if seen.get(name) == (told.st_ino, told.st_mtime_ns, told.st_size) or path.name.startswith(TEMPORARY):
            continue
        stem, ending = os.path.splitext(name)
        free = (place / f"{stem}{ADDED_NEW.format('' if n == 1 else n)}{ending}" for n in count(1))
        target = place / name
        while os.path.lexists(target):
            target = next(free)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.rename(path, target)


def _change_places(new: Path, old: Path) -> Path:
    """Put a folder in the place of another, at once where the system can, and say where that one is now.

    Where it cannot, whoever is killed between two renames leaves it to `clear` to put the old one back.
    """
    if _exchanged(new, old):
        return new
    aside = Path(mkdtemp(dir=old.parent, prefix=ASIDE))
    try:
        os.rename(old, aside / old.name)
        try:
            os.rename(new, old)
        except BaseException:
            os.rename(aside / old.name, old)
            raise
    except BaseException:
        with suppress(OSError):
            aside.rmdir()  # only if nothing is in it
        raise
    return aside / old.name


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names in one step (Linux: renameat2, macOS: renamex_np); False where there is no such step."""
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "win32":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    here, exchange = ctypes.c_int(-100), ctypes.c_uint(2)
    if sys.platform == "linux" and hasattr(system, "renameat2"):
        failed = system.renameat2(here, names[0], here, names[1], exchange)
    elif sys.platform == "darwin" and hasattr(system, "renamex_np"):
        failed = system.renamex_np(*names, exchange)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
