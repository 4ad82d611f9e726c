"""One function over many files, in processes beside this one: results in the order given, whatever happens to a worker.

Of so many files at most `AHEAD` a worker are under way at a time, which keeps memory flat. When a worker dies, what was
under way is done again, one file after another by itself: one that kills its worker a second time is named, and the
others go on.
"""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Generic, Protocol, TypeVar

__all__ = ["AHEAD", "Done", "Engine", "KilledError", "cores", "each_of"]

Task = TypeVar("Task")
Result = TypeVar("Result")
Pending = deque[tuple[Task, "Future[Result]"]]

AHEAD = 4
"""Files under way for each worker, so that none waits for the next."""


class KilledError(Exception):
    """The worker ended while it did this, twice: out of memory, or killed by something in the file."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Task, Result]):
    """A file with what came of it: a result, or the exception that the work ended with."""

    task: Task
    result: Result | None = None
    error: Exception | None = None


class Engine(Protocol):
    """Where work is done if not in processes beside this one."""

    def each_of(
        self, tasks: Iterable[Task], work: Callable[[Task], Result], begin: Callable[[], None]
    ) -> Iterator[Done[Task, Result]]:
        """Do what `each_of` does, elsewhere."""
        ...


def cores() -> int:
    """Say how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _nothing() -> None:
    pass


def each_of(
    tasks: Iterable[Task],
    work: Callable[[Task], Result],
    jobs: int,
    begin: Callable[[], None] = _nothing,
    engine: Engine | None = None,
) -> Iterator[Done[Task, Result]]:
    """Do the work of every task in `jobs` processes and yield what came of them in their order; 1 is this process.

    `begin` is called once in every process first. Both, the tasks and the results are sent between processes, so
    functions stand in modules. What a task raises is given as its error; KilledError where it takes its process along.
    With an engine, it is done there, by as many as there are.
    """
    if engine is not None:
        yield from engine.each_of(tasks, work, begin)
        return
    if jobs < 2:
        begin()
        for task in tasks:
            yield _done(task, work)
        return
    waiting, pool = iter(tasks), _Pool(jobs, begin)
    if not pool.is_up():
        # Where programs are one file, or may start no others, one process does all of it.
        pool.close()
        yield from each_of(waiting, work, 1, begin)
        return
    under_way: Pending[Task, Result] = deque()
    try:
        while True:
            for each in islice(waiting, jobs * AHEAD - len(under_way)):
                under_way.append((each, pool.submit(work, each)))
            if not under_way:
                return
            task, future = under_way[0]
            try:
                done = Done(task, future.result())
            except BrokenProcessPool:
                # Which of those under way did it nobody can tell.
                yield from _again(under_way, work, begin)
                under_way.clear()
                pool.close()
                pool = _Pool(jobs, begin)
                continue
            except Exception as error:
                done = Done(task, error=error)
            under_way.popleft()
            yield done
    finally:
        pool.close()


def _done(task: Task, work: Callable[[Task], Result]) -> Done[Task, Result]:
    try:
        return Done(task, work(task))
    except Exception as error:
        return Done(task, error=error)


def _again(
    under_way: Iterable[tuple[Task, "Future[Result]"]], work: Callable[[Task], Result], begin: Callable[[], None]
) -> Iterator[Done[Task, Result]]:
    """Do what was not done when a worker died one by one in one process, another whenever that dies."""
    pool = _Pool(1, begin)
    try:
        for task, before in under_way:
            lost = before.cancelled() or not before.done() or isinstance(before.exception(), BrokenProcessPool)
            try:
                yield Done(task, (pool.submit(work, task) if lost else before).result())
            except BrokenProcessPool:
                pool.close()
                pool = _Pool(1, begin)
                yield Done(task, error=KilledError())
            except Exception as error:
                yield Done(task, error=error)
    finally:
        pool.close()


# -- Processes


class _Pool:
    """Processes that end with this one, however it ends."""

    def __init__(self, jobs: int, begin: Callable[[], None]) -> None:
        # Not forked from a process that has threads; and one that is started anew owes nothing to what came before.
        self.pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (begin,))

    def is_up(self) -> bool:
        """Tell whether a process can be started and got ready here."""
        try:
            return self.pool.submit(_up).result()
        except (BrokenProcessPool, OSError):
            return False

    def submit(self, work: Callable[[Task], Result], task: Task) -> "Future[Result]":
        """Hand a task to the next worker that is free; a pool that broke says so when its result is asked for."""
        try:
            return self.pool.submit(work, task)
        except BrokenProcessPool as error:
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return failed

    def close(self) -> None:
        """End all workers, once they have done what they are at."""
        self.pool.shutdown(wait=True, cancel_futures=True)


def _up() -> bool:
    return True


def _begin(begin: Callable[[], None]) -> None:
    # Whoever presses Ctrl-C means the whole run, and the process that runs it ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin()


def _end_with_parent() -> None:
    """End when the process that started this one does; workers wait for work for ever otherwise."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
