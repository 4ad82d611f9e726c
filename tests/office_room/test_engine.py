"""The engine: results in order, memory flat, workers that die, and an end that leaves no process behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from govxl.office.engine import AHEAD, Done, KilledError, each_of

SLOW, DEADLY, WRONG, FIRST_TIME = 3, 7, 5, 11


def work(task: tuple[Path, int]) -> int:
    """Square a number; some are slow, wrong, deadly, or deadly once."""
    folder, n = task
    if n == SLOW:
        time.sleep(0.3)
    if n == DEADLY:
        os._exit(9)
    if n == WRONG:
        raise ValueError(n)
    if n == FIRST_TIME and not (folder / "met").exists():
        (folder / "met").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


def told(done: Done[tuple[Path, int], int]) -> object:
    return type(done.error) if done.error else done.result


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_given(tmp_path: Path, jobs: int) -> None:
    found = list(each_of(((tmp_path, n) for n in range(6)), work, jobs))
    assert [told(each) for each in found] == [0, 1, 4, 9, 16, ValueError]
    assert [each.task[1] for each in found] == list(range(6))


def test_a_file_that_kills_its_worker_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    found = {each.task[1]: told(each) for each in each_of(((tmp_path, n) for n in range(20)), work, 2)}
    expected: dict[int, object] = {n: n * n for n in range(20)}
    assert found == expected | {DEADLY: KilledError, WRONG: ValueError}, "one that died with its worker was done again"
    assert list(found) == list(range(20))
    assert (tmp_path / "met").exists()


def test_no_more_are_under_way_than_are_worked_at(tmp_path: Path) -> None:
    taken = []

    def tasks() -> Iterator[tuple[Path, int]]:
        for n in range(100, 160):
            taken.append(n)
            yield tmp_path, n

    for nth, _ in enumerate(each_of(tasks(), work, 2), 1):
        assert len(taken) - nth <= 2 * AHEAD


def test_where_no_process_can_be_started_this_one_does_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govxl.office.engine._Pool.is_up", lambda self: False)
    assert [told(each) for each in each_of(((tmp_path, n) for n in range(3)), work, 2)] == [0, 1, 4]


def test_workers_end_with_whoever_started_them(tmp_path: Path) -> None:
    # Killed, it can tell them nothing.
    code = (
        "import os, signal, sys, multiprocessing as m; from pathlib import Path\n"
        "from govxl.office.engine import each_of; from tests.office_room.test_engine import work\n"
        "def go():\n"
        "    for _ in each_of(((Path(), n) for n in range(100, 200)), work, 2):\n"
        "        print(*[each.pid for each in m.active_children()], flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
        "if __name__ == '__main__': go()\n"
    )
    script = tmp_path / "run.py"
    script.write_text(code)
    done = subprocess.run([sys.executable, script], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}, timeout=60)
    workers = [int(word) for word in done.stdout.split()]
    assert (done.returncode, len(workers)) == (-signal.SIGKILL, 2)
    for _ in range(100):
        gone = [not Path(f"/proc/{pid}").exists() or "State:\tZ" in Path(f"/proc/{pid}/status").read_text() for pid in workers]
        if all(gone):
            break
        time.sleep(0.1)
    assert all(gone)
