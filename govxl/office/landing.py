"""What workers elsewhere made of files: left on the archive's disk, so that no more than a line of each travels.

A worker reads the file itself and writes it, as it is to be kept, with all that was made of it, into a folder of the
run. Who takes it in moves the one to its place in the archive and reads the other. Every worker has to see the inbox
and the archive under the same paths; one that does not is refused.
"""

import hashlib
import pickle
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from govxl.archive.places import LOCK
from govxl.archive.steps import alone
from govxl.files import TEMPORARY, write_new
from govxl.inputs import read_file
from govxl.locks import locked
from govxl.office.engine import Done, Engine, KilledError, each_of
from govxl.office.inbox import Item
from govxl.office.receiving import Failed, Received, Task, Wanted, begin, receive
from govxl.words import Both, SaidError, SaidOSError

__all__ = ["is_in_use", "judged_there"]

NAME = f"{TEMPORARY}cluster-"
"""What a run's folder is called in the archive, before its number."""

DESK = "desk"
"""What workers are told, in the run's folder: it may be large, and goes to each of them once."""

TRIES = 2
"""Processes that a file may take along before it is given up."""

MOST_MADE = 1 << 30
"""Bytes of what is made of one file."""

IN_USE = Both("另一个 govxl 正在用", "another govxl is at it")


class _Landed(NamedTuple):
    """What travels of a judged file: what it is called in the run's folder, and the sha256 of what was made of it."""

    name: str
    sha256: str


def judged_there(
    engine: Engine, archive: Path, wanted: Wanted, items: Sequence[Item]
) -> Iterator[Done[Task, Received | Failed]]:
    """Judge items on the workers of an engine, in order, and yield each as if it had been judged here.

    Raises OSError where the archive's disk lets nothing be left there, and what the engine raises.
    """
    seen = {each.path.absolute().parent for each in items}
    if wanted.prior:
        wanted = replace(wanted, prior=wanted.prior.absolute())
    if wanted.archive:
        wanted = replace(wanted, archive=wanted.archive.absolute())
    with _folder_of_run(archive.absolute()) as folder:
        reach = (*sorted(seen), *([wanted.prior] if wanted.prior else ()))
        desk = pickle.dumps(_Desk(reach, wanted))
        write_new(folder / DESK, desk, synced=False)
        begun = partial(_begin, folder, hashlib.sha256(desk).hexdigest())
        tasks = (Task(replace(each, path=each.path.absolute())) for each in items)
        results = each_of(tasks, _receive_and_leave, 0, begun, engine)
        for item, done in zip(items, results, strict=True):
            yield _fetched(folder, item, done)


@contextmanager
def _folder_of_run(archive: Path) -> Iterator[Path]:
    """Make a folder for a run, which others know to be in use for as long as it is."""
    folder = archive / f"{NAME}{secrets.token_hex(6)}"
    try:
        with ExitStack() as held:
            # Whoever clears the archive has it alone, and so finds no folder that is not locked yet.
            with alone(archive):
                folder.mkdir()
                held.enter_context(locked(folder / LOCK, 0, IN_USE))
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_in_use(path: Path) -> bool:
    """Tell whether something in an archive is the folder of a run that still goes on."""
    if not path.name.startswith(NAME):
        return False
    try:
        with locked(path / LOCK, 0, IN_USE):
            return False
    except SaidOSError:
        return True
    except OSError:
        return False


def _fetched(folder: Path, item: Item, done: Done[Task, _Landed | Failed]) -> Done[Task, Received | Failed]:
    """Read what was made of an item, under the name by which it is known here."""
    task, landed = Task(item), done.result
    if isinstance(landed, Failed):
        return Done(task, replace(landed, item=item))
    if landed is None:
        return Done(task, error=done.error)
    path = folder / f"{landed.name}.made"
    data = read_file(path, MOST_MADE)
    if hashlib.sha256(data).hexdigest() != landed.sha256:
        zh, en = "计算节点写下的内容不完整，请再运行一次", "what a worker wrote is not whole; run this again"
        raise SaidOSError(5, Both(zh, en), str(path))
    received: Received = pickle.loads(data)  # what a worker wrote, by the word of that worker
    path.unlink()
    kept = folder / f"{landed.name}.file"
    if not received.sha256:
        return Done(task, replace(received, item=item))
    return Done(task, replace(received, item=item, data=read_file(kept, MOST_MADE), landed=kept))


# -- In every worker


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a worker has to see beside the run's folder, and what is expected of files."""

    reach: tuple[Path, ...]
    wanted: Wanted


class _LandingFolder:
    """Where this process leaves what it made."""

    folder = Path()


def _begin(folder: Path, sha256: str) -> None:
    """Get ready to judge and to leave; SaidError where this worker does not see what it has to."""
    try:
        data = read_file(folder / DESK, MOST_MADE)
    except OSError:
        raise _unseen(folder) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _unseen(folder)
    desk: _Desk = pickle.loads(data)  # what the run wrote, by its own word
    for path in desk.reach:
        if not path.exists():
            raise _unseen(path)
    _LandingFolder.folder = folder
    begin(desk.wanted)


def _unseen(path: Path) -> SaidError:
    zh = f"看不到 {path}：收到的文件和归档要在所有计算节点都能用同样路径读写的共享盘上"
    en = f"does not see {path}: inbox and archive have to be on a disk that all have under the same path"
    return SaidError(Both(zh, en))


def _receive_and_leave(task: Task) -> _Landed | Failed:
    """Judge a file as `receive` does and leave what came of it; KilledError once it has taken two processes along."""
    about = hashlib.sha256(task.item.place.encode(errors="surrogateescape")).hexdigest()
    begun = _LandingFolder.folder / f"{about}.begun"
    # Whoever dies at it cannot say so: the mark is made before, and taken away after.
    with begun.open("ab", buffering=0) as mark:
        if mark.tell() >= TRIES:
            raise KilledError
        mark.write(b".")
    try:
        received = receive(task)
        return received if isinstance(received, Failed) else _left(received)
    finally:
        begun.unlink(missing_ok=True)


def _left(received: Received) -> _Landed:
    name, folder = secrets.token_hex(8), _LandingFolder.folder
    if received.sha256:
        # The very file that will be kept: on the disk before anybody is told of it.
        write_new(folder / f"{name}.file", received.data)
    made = pickle.dumps(replace(received, data=b""))
    write_new(folder / f"{name}.made", made, synced=False)
    return _Landed(name, hashlib.sha256(made).hexdigest())
