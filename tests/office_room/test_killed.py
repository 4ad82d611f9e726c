"""An ingest that is killed, stopped, or whose disk fails, at any moment: run again, the rest is done and nothing twice.

Whatever was told stands in the archive, every file is kept once, and `verify` finds nothing.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest

from govxl.archive.store import Archive
from govxl.archive.verify import verify
from govxl.office.home import home_at
from govxl.office.inbox import Item
from govxl.office.receiving import Received, Task, Wanted, begin, receive
from govxl.office.roster import read_roster
from govxl.office.taking import Taking
from govxl.returns.send_back import Return
from tests.faults import ERRORS, FAILING_IN, PARTS, every_fault, killed_at
from tests.office_room.rounds import UNITS, events, ingest, make_office, of, outcomes, put
from tests.returns import ISSUED

NAMES = list(UNITS)
GOOD, BAD = NAMES[:5], NAMES[5:]


@cache
def returns() -> dict[str, bytes]:
    """Give the returns of a round: most are accepted, some rejected, by the names of their files."""
    return {f"{unit}.xlsx": of(unit, 20, wrong=unit in BAD) for unit in NAMES}


def office_of(folder: Path, names: list[str] | None = None) -> Path:
    office = make_office(folder)
    for name, data in returns().items():
        if names is None or name.removesuffix(".xlsx") in names:
            put(office / "2收到" / name, data)
    return office


def damage(office: Path) -> list[str]:
    return [f"{each.name} {each.place}" for each in verify(office / "归档")]


def hold_whole(office: Path, names: list[str]) -> None:
    """Hold an office against what must stand there once all is done."""
    told = events(office)
    assert sorted(each.unit for each in told if each.event == "received") == sorted(names), "each came once"
    assert sorted(each.unit for each in told if each.event == "returned") == sorted(set(names) & set(BAD))
    assert damage(office) == []
    objects = list((office / "归档" / "originals").rglob("*.xlsx"))
    assert sorted(path.read_bytes() for path in objects) == sorted(returns()[f"{name}.xlsx"] for name in names)
    for name in names:
        shelf, back = office / "4通过" / "2025" / name, office / "3退回" / "2025" / f"{name}-退回修改.xlsx"
        assert ((shelf / "record.json").exists(), back.exists()) == (name in GOOD, name in BAD), name
        if name in GOOD:
            assert len(list(shelf.iterdir())) == 7
    assert not list(office.rglob(".govxl-unfinished*"))
    for folder in ("3退回", "4通过"):
        assert len(list((office / folder / "2025").glob("[!.]*") if (office / folder).exists() else [])) == len(
            set(names) & set(BAD if folder == "3退回" else GOOD)
        )


# -- One step after another


PAIR = [GOOD[0], BAD[0]]


def taking(office: Path) -> Taking:
    home = home_at(office)
    assert home
    wanted = Wanted(year=2025, form="zfxxgk", archive=home.archive, how=Return(ISSUED.date()))
    return Taking(Archive(home.archive), "李四", wanted, home, read_roster(home.roster))


@cache
def received() -> tuple[Received, ...]:
    """Judge a good and a bad return once, for all the times they are taken in."""
    begin(Wanted(year=2025, form="zfxxgk", how=Return(ISSUED.date())))
    done = [receive(Task(Item(Path(f"{name}.xlsx")), returns()[f"{name}.xlsx"])) for name in PAIR]
    assert all(isinstance(each, Received) for each in done)
    return tuple(each for each in done if isinstance(each, Received))


def steps_of(tmp_path: Path, wanted: Callable[[int], bool]) -> int:
    """Kill a taking in before and after its steps, then take in again; give how many steps there are."""
    at = 1
    while True:
        reached = True
        for after in (False, True) if wanted(at) else ():
            office = office_of(tmp_path / f"{at}{after}", PAIR)
            reached = killed_at(at, after, lambda office=office: taking(office).take(received()))  # type: ignore[misc]
            again = taking(office)
            again.finish()
            again.take(received())
            hold_whole(office, PAIR)
            shutil.rmtree(office)
        if not reached:
            return at - 1
        at += 1


def test_killed_at_some_steps(tmp_path: Path) -> None:
    assert steps_of(tmp_path, lambda at: at % 17 == 0) > 40


@pytest.mark.long
def test_killed_at_every_step(tmp_path: Path) -> None:
    assert steps_of(tmp_path, lambda at: True) > 40


# -- At any moment


def command(office: Path, *options: object) -> list[str]:
    return [sys.executable, "-m", "govxl", "ingest", "--office", str(office), "--by", "李四", "--json", *map(str, options)]


def entries_in(folder: Path) -> int:
    """Count what lies in a folder while somebody else puts it there and takes it away; 0 where there is none."""
    return sum(len(folders) + len(files) for _, folders, files in os.walk(folder))


def killed_in_between(office: Path, rng: Random, jobs: int) -> list[str]:
    """Start an ingest, kill it some time after its first sign of life, and give the files it had told of."""
    before = entries_in(office / "归档")
    with subprocess.Popen(command(office, "--jobs", jobs), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 30
        # The start of Python is no moment of an ingest: from the archive's first change on, it is.
        while process.poll() is None and time.monotonic() < deadline:
            if entries_in(office / "归档") != before:
                break
            time.sleep(0.002)
        time.sleep(rng.random() ** 2 * 1.5)
        process.kill()
        assert process.stdout
        lines = process.stdout.read().split(b"\n")
    return [json.loads(line)["file"] for line in lines[:-1] if line]


def hold_killed(tmp_path: Path, rounds: int, seed: int) -> None:
    rng = Random(seed)
    for nth in range(rounds):
        office = office_of(tmp_path / str(nth))
        for _ in range(rng.randrange(1, 3)):
            told = killed_in_between(office, rng, rng.choice([1, 2]))
            known = {each.file for each in events(office)}
            assert set(told) <= known, "what was told stands in the archive"
        ingest(office)
        hold_whole(office, NAMES)
        shutil.rmtree(office)


def test_killed_at_random_moments(tmp_path: Path) -> None:
    hold_killed(tmp_path, 2, 17)


@pytest.mark.long
def test_killed_a_hundred_times(tmp_path: Path) -> None:
    hold_killed(tmp_path, 67, 2025)


def test_stopped_by_hand(tmp_path: Path) -> None:
    office = office_of(tmp_path)
    process = subprocess.Popen(
        command(office, "--jobs", 2), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    while not (office / "归档" / "format.json").exists():
        time.sleep(0.01)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    if process.returncode != 1:  # it may have been quicker
        assert process.returncode == 130
        assert err.decode().splitlines()[-1] == "已中断，已完成的文件不受影响"
    assert b"Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert {json.loads(line)["file"] for line in out.splitlines()} <= {each.file for each in events(office)}
    ingest(office)
    hold_whole(office, NAMES)


# -- Faults


def hold_faults(tmp_path: Path, wanted: Callable[[int, int], bool]) -> int:
    """Let calls fail one after another, each run followed by one without faults; give how many calls there are."""
    at = 0
    for fault in every_fault(wanted):
        office = office_of(tmp_path / FAILING_IN / f"{fault.at}-{fault.number}", PAIR)
        with fault.failing():
            done = ingest(office)
        at, what = fault.at, f"{fault}: {done}"
        assert done.code in (0, 1, 2), what
        assert "govxl 自身出错" not in done.err, what
        known = {each.file for each in events(office)}
        told = {name for name, outcome in outcomes(done).items() if outcome in ("accepted", "rejected")}
        assert told <= known, what
        ingest(office)
        try:
            hold_whole(office, PAIR)
        except AssertionError as error:
            raise AssertionError(what) from error
        shutil.rmtree(office)
    return at - 1


def test_some_faults(tmp_path: Path) -> None:
    assert hold_faults(tmp_path, lambda at, number: at % 67 == ERRORS.index(number) * 16) > 100


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_a_fault_at_every_call(tmp_path: Path, part: int) -> None:
    """Some 40 minutes in all; `-m long -n auto -k every_call` shares the parts out, `-k every_call[3]` runs one."""
    assert hold_faults(tmp_path, lambda at, number: at % PARTS == part) > 100


# -- Several at once


def hold_together(office: Path, processes: int) -> None:
    """Let processes take in overlapping parts of one inbox at once."""
    rng, running = Random(8), []
    files = sorted((office / "2收到").iterdir())
    for nth in range(processes):
        mine = [path for path in files if rng.random() < 0.6 or hash(path.name) % processes == nth]
        running.append(subprocess.Popen(command(office, *mine, "--jobs", 1 + nth % 2), stdout=subprocess.PIPE, stderr=subprocess.PIPE))
    told = []
    for process in running:
        out, err = process.communicate(timeout=300)
        assert (process.returncode in (0, 1), b"Traceback" in err) == (True, False), err.decode()
        told += [(each["file"], each["outcome"]) for each in map(json.loads, out.splitlines())]
    ingest(office)
    hold_whole(office, NAMES)
    new = [name for name, outcome in told if outcome in ("accepted", "rejected")]
    assert len(new) == len(set(new)), "one of them took it in, the others say so"


def test_two_at_once(tmp_path: Path) -> None:
    hold_together(office_of(tmp_path), 2)


@pytest.mark.long
def test_eight_at_once(tmp_path: Path) -> None:
    for nth in range(5):
        hold_together(office_of(tmp_path / str(nth)), 8)
