"""One function over many files, on the workers of a dask scheduler: results in the order given, as `engine` gives them.

A worker does one file at a time, however many threads it has. What was under way on one that is lost, the scheduler
gives to another; a file that it gives up, because its workers kept dying, is done once more by itself and then named.
Only workers that run the same govxl, Python and forms as this process are worked with. The only module that knows dask.
"""

import hashlib
import logging
import pickle
import platform
import secrets
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from govxl.form.definition import FILE, form_folders, installed_forms
from govxl.office.engine import AHEAD, Done, KilledError
from govxl.prose.lexicon.loading import read_of
from govxl.version import VERSION
from govxl.words import Both, SaidError

if TYPE_CHECKING:
    from distributed import Future

__all__ = ["EXTRA", "Cluster", "ClusterError", "Stamp", "cluster_at", "misfit", "stamp"]

Task = TypeVar("Task")
Result = TypeVar("Result")

EXTRA = "govxl[cluster]"

CONNECTING = 10
"""Seconds within which a scheduler answers, and after which one without workers is given up."""

WITHOUT_WORKERS = 120
"""Seconds within which another worker comes where all were lost."""

GLANCE = 2
"""Seconds between two looks at whether there still are workers."""

SILENT = 30
"""Seconds within which a scheduler says how many workers it has, and after which it is lost."""

Work = Callable[[Task], Result]


class ClusterError(SaidError):
    """The scheduler, or a worker of it, cannot be worked with; the sentence says which, why, and what to do."""


# -- Who may take part


@dataclass(frozen=True, slots=True)
class Stamp:
    """What has to be the same on all sides, so that it does not matter who judges a file.

    `python` is its minor version, `code` a sha256 of all modules and what they draw pages with, `forms` that of each
    form.toml with its prose.toml, by id and edition.
    """

    python: str
    version: str
    code: str
    forms: Mapping[str, str]


CODE = (".py", ".j2", ".css", ".js", ".txt", ".xml")
"""What the package is made of; compiled forms follow from it and the forms."""

OWN_STAMPS = frozenset({"templates", "samples", "__pycache__"})
"""Folders of the package that are no code."""


@cache
def stamp() -> Stamp:
    """Say what this process is."""
    top = Path(sys.modules["govxl"].__path__[0])
    code = hashlib.sha256()
    for path in sorted(each for each in top.rglob("*") if each.suffix in CODE and OWN_STAMPS.isdisjoint(each.parts)):
        code.update(f"{path.relative_to(top).as_posix()}\n".encode())
        code.update(hashlib.sha256(path.read_bytes()).digest())
    forms: dict[str, str] = {}
    for name in installed_forms():
        folder = next(top / name for top in form_folders() if (top / name / FILE).is_file())
        forms[name] = hashlib.sha256((folder / FILE).read_bytes() + b"\0" + read_of(folder)).hexdigest()
    return Stamp("{}.{}".format(*sys.version_info), VERSION, code.hexdigest(), forms)


def misfit(theirs: Stamp, ours: Stamp) -> Both | None:
    """Say how a worker differs; None where it may take part."""
    if theirs.python != ours.python:
        told = theirs.python, ours.python
        return Both("用的是 Python {}，这里是 {}".format(*told), "runs Python {}, this is {}".format(*told))
    if theirs.version != ours.version:
        told = theirs.version, ours.version
        return Both("用的是 govxl {}，这里是 {}".format(*told), "has govxl {}, this is {}".format(*told))
    if theirs.code != ours.code:
        zh = f"的 govxl {VERSION} 和这里的不是同一份程序（文件内容不同）"
        return Both(zh, f"has another govxl {VERSION}: its modules are not those here")
    names = theirs.forms.keys() | ours.forms.keys()
    if odd := sorted(name for name in names if theirs.forms.get(name) != ours.forms.get(name)):
        which = "、".join(odd)
        zh = f"的表样 {which} 和这里的不一样（{FILE} 或 prose.toml 内容不同，或者只有一边有）"
        en = f"has another form {', '.join(odd)}: its {FILE} or prose.toml is not the one here, or only one side has it"
        return Both(zh, en)
    return None


def _refusal(worker: str, why: Both) -> ClusterError:
    zh = f"集群里的 {worker} {why.zh}，不能让它审核；请把它改成和这里一样，重新启动，再运行一次"
    en = f"worker {worker} {why.en}; it is refused: make it like this machine, start it again, and run this again"
    return ClusterError(Both(zh, en))


# -- In every worker


class _Round(NamedTuple):
    """What a worker has to be, and how it gets ready; it goes along with every task, for any worker may be new to it.

    A task that shared it with others would be kept to the workers that have it already.
    """

    stamp: Stamp
    begin: Callable[[], None]


class _Answer(NamedTuple):
    """What comes back of a task; `refused` where the worker itself is no use, by its name with the reason."""

    result: Any = None
    error: Exception | None = None
    refused: tuple[str, Both] | None = None


class _Process:
    """What this worker is ready for; one file at a time, for judging a file is not made for threads."""

    ready = ""
    alone = threading.Lock()


class _Call(NamedTuple):
    """One task as it travels: to unpickle it is to do it.

    A task that names what a worker has not, dask takes for a fault of that worker's and closes it, and another dies of
    it next. This one names nothing but `pickle`, and fails where it is done.
    """

    name: str
    message: bytes
    work: Callable[[Any], Any]
    task: Any

    def __reduce__(self) -> tuple[Callable[..., _Answer], tuple[Any, ...]]:
        """Say what unpickling does."""
        return _do, tuple(self)


def _do(name: str, message: bytes, work: Callable[[Any], Any], task: Any) -> _Answer:
    """Do one task in a worker, got ready first where it is new to the round of this name."""
    with _Process.alone:
        if _Process.ready != name:
            try:
                why = _got_ready(pickle.loads(message))
            except SaidError as error:
                why = error.sentence
            except Exception as error:
                why = Both(*[f"{type(error).__name__}: {error}"] * 2)
            if why:
                return _Answer(refused=(_name(), why))
            _Process.ready = name
        try:
            return _Answer(work(task))
        except Exception as error:
            return _Answer(error=error)


def _got_ready(round_: _Round) -> Both | None:
    why = misfit(stamp(), round_.stamp)
    if why is None:
        round_.begin()
    return why


def _name() -> str:
    from distributed import get_worker

    return f"{get_worker().address}（{platform.node()}）"


# -- Here


@contextmanager
def cluster_at(address: str, loud: bool = False) -> Iterator["Cluster"]:
    """Work with the workers of a scheduler; dask says what it has to say only where that is asked for.

    Raises ClusterError where dask is not installed, nothing answers at the address, there is no worker, or one of them
    may not take part.
    """
    try:
        from distributed import Client
    except ImportError:
        zh, en = "用集群要另装一个库，请运行", "a cluster needs one more library; run"
        raise ClusterError(Both(f"{zh}：pip install '{EXTRA}'", f"{en}: pip install '{EXTRA}'")) from None
    connect: Any = Client  # untyped on its side
    with _hushed(loud):
        try:
            client = connect(address, timeout=CONNECTING, set_as_default=False, name="govxl")
        except Exception as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            zh = f"连不上集群的调度器 {address}（{why}）；请确认它已经启动、地址没有写错，再运行一次"
            en = f"the scheduler at {address} does not answer ({why}); see that it runs there, and run this again"
            raise ClusterError(Both(zh, en)) from None
        try:
            cluster = Cluster(client, address)
            cluster.hold_against(stamp())
            yield cluster
        finally:
            with suppress(Exception):
                client.close(timeout=GLANCE)


@contextmanager
def _hushed(loud: bool) -> Iterator[None]:
    """Keep what libraries say to programmers from people: nothing of ours goes through `logging` or `warnings`."""
    if loud:
        yield
        return
    before = logging.root.manager.disable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable()
        try:
            yield
        finally:
            logging.disable(before)


class Cluster:
    """An engine whose workers are a scheduler's; to be had from `cluster_at` alone."""

    def __init__(self, client: Any, address: str) -> None:
        self.client, self.address = client, address
        self._count, self._looked, self._seen = 0, 0.0, monotonic()

    def hold_against(self, ours: Stamp) -> None:
        """Raise ClusterError where there is no worker, or one that may not take part; who comes later is asked then."""
        try:
            self.client.wait_for_workers(1, timeout=CONNECTING)
        except TimeoutError:
            raise self._deserted() from None
        with self._within_reach():
            told: Mapping[str, Any] = self.client.run(stamp, on_error="return")
        for worker, theirs in sorted(told.items()):
            if not isinstance(theirs, Stamp):
                why = f"{type(theirs).__name__}: {theirs}"
                told_of = Both(f"没有这里用的 govxl（{why}）", f"does not have the govxl that runs here ({why})")
                raise _refusal(worker, told_of)
            if found := misfit(theirs, ours):
                raise _refusal(worker, found)

    def each_of(
        self, tasks: Iterable[Task], work: Work[Task, Result], begin: Callable[[], None]
    ) -> Iterator[Done[Task, Result]]:
        """Do what `engine.each_of` does, on the workers. Raises ClusterError where they cannot go on."""
        name, waiting = secrets.token_hex(8), enumerate(tasks)
        message = pickle.dumps(_Round(stamp(), begin))
        under_way: deque[tuple[Task, Future[_Answer]]] = deque()

        def hand_over(nth: int, task: Task, again: str = "") -> "Future[_Answer]":
            call = pickle.dumps(_Call(name, message, work, task))
            return self.client.submit(pickle.loads, call, key=f"govxl-{name}-{nth}{again}", pure=False)  # type: ignore[no-any-return]

        first = 0
        try:
            while True:
                with self._within_reach():
                    for nth, task in islice(waiting, max(0, AHEAD * self._workers() - len(under_way))):
                        under_way.append((task, hand_over(nth, task)))
                if not under_way:
                    return
                task, future = under_way[0]
                answer = self._answer(future)
                if answer is not None:
                    under_way.popleft()
                    first += 1
                    yield Done(task, answer.result, answer.error)
                    continue
                # Whatever was on those workers may have done it: first all others, then each by itself.
                answers = [self._answer(future) for _, future in under_way]
                for nth, ((task, _), answer) in enumerate(zip(under_way, answers, strict=True), first):
                    if answer is None:
                        answer = self._answer(hand_over(nth, task, "-alone"))
                    yield Done(task, answer.result, answer.error) if answer else Done(task, error=KilledError())
                first += len(under_way)
                under_way.clear()
        finally:
            with suppress(Exception):
                self.client.cancel([future for _, future in under_way], force=True)

    def _answer(self, future: "Future[_Answer]") -> _Answer | None:
        """Wait for what came of a task; None where its workers died of it, as far as the scheduler can tell."""
        from distributed import KilledWorker

        with self._within_reach():
            while True:
                try:
                    answer: _Answer = future.result(timeout=GLANCE)
                except TimeoutError:
                    self._workers()
                    if monotonic() - self._seen > WITHOUT_WORKERS:
                        raise self._deserted() from None
                    continue
                except KilledWorker:
                    return None
                if answer.refused:
                    raise _refusal(*answer.refused)
                return answer

    def _workers(self) -> int:
        """Count the workers there are, one for as long as there is none, for another may come."""
        if not self._count or monotonic() - self._looked > GLANCE:
            client = self.client
            self._count = len(client.sync(client.scheduler.ncores, callback_timeout=SILENT))
            self._looked = monotonic()
        if self._count:
            self._seen = monotonic()
        return self._count or 1

    @contextmanager
    def _within_reach(self) -> Iterator[None]:
        """Say in a sentence that the scheduler is lost, or that a worker cannot even begin."""
        try:
            yield
        except ClusterError:
            raise
        except Exception as error:
            lost = isinstance(error, CancelledError | OSError) or self.client.status != "running"
            why = f"{type(error).__name__}: {error}".splitlines()[0]
            if lost:
                zh = f"集群的调度器 {self.address} 断开了；已经存进归档的不受影响，再运行一次，会接着做完其余的"
                en = f"the scheduler at {self.address} is lost; what is in the archive stays: run again for the rest"
            else:
                zh = f"集群里有计算节点做不了（{why}）；请在每个节点上装好同样的 govxl，再运行一次"
                en = f"a worker cannot begin ({why}); install the same govxl on each, and run this again"
            raise ClusterError(Both(zh, en)) from None

    def _deserted(self) -> ClusterError:
        zh = f"集群的调度器 {self.address} 没有可用的计算节点；请先启动：dask worker {self.address}，再运行一次"
        en = f"the scheduler at {self.address} has no workers; start some (dask worker {self.address}) and run again"
        return ClusterError(Both(zh, en))
