"""The engine on a real dask scheduler with workers in processes of their own: what the pool gives, whatever is lost.

All of it on loopback, without a dashboard.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from govxl.archive.places import LOCK
from govxl.archive.steps import BUSY
from govxl.archive.verify import verify
from govxl.form.definition import load_form
from govxl.locks import locked
from govxl.office import cluster as module
from govxl.office.cluster import Cluster, ClusterError, Stamp, cluster_at, misfit, stamp
from govxl.office.engine import KilledError, each_of
from govxl.office.unfinished import notes_in
from govxl.words import Both, SaidOSError
from tests.commands import run
from tests.office_room.clusters import POISON, Running, running, start, stop, wait_until, worker_call
from tests.office_room.rounds import events, make_office, of, outcomes, put
from tests.office_room.rounds import ingest as in_pool
from tests.office_room.test_engine import DEADLY, SLOW, WRONG, told, work

ROOT = Path(__file__).parent.parent.parent
UNITS = {f"示例县第{nth}局": f"D{nth:03}" for nth in range(1, 29)}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("cluster")) as found:
        yield found


# -- Rounds


def office_of(folder: Path, units: int) -> Path:
    """Make an office whose inbox holds most of what may come: accepted, rejected, twice, two at odds, in a zip, no workbook."""
    office = make_office(folder, UNITS)
    names = list(UNITS)[:units]
    for nth, unit in enumerate(names[2:], 2):
        put(office / "2收到" / f"{unit}.xlsx", of(unit, 20 + nth, wrong=nth % 7 == 0))
    put(office / "2收到" / "again" / "副本.xlsx", of(names[2], 22))
    put(office / "2收到" / "again" / "另一份.xlsx", of(names[3], 99))
    put(office / "2收到" / "说明.docx", b"x")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        for unit in names[:2]:
            bundle.writestr(f"{unit}.xlsx", of(unit, 30))
    put(office / "2收到" / "包.zip", packed.getvalue())
    return office


def command(office: Path, at: str) -> list[str]:
    call = (
        "ingest",
        "--office",
        office,
        "--by",
        "李四",
        "--json",
        "--on",
        "2026-01-20",
        "--engine",
        "dask",
        "--scheduler",
        at,
    )
    return [sys.executable, "-m", "govxl", *map(str, call)]


def begun(office: Path, at: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(command(office, at), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def said(office: Path) -> list[object]:
    """Give the lines of the log but for their times, and for what follows from those."""
    return [replace(each, time="", previous="") for each in events(office)]


def contents(office: Path) -> dict[str, bytes]:
    """Give all files that a run leaves but the log and what is worked out from it."""
    told = ("log.jsonl", "checkpoint.txt", "format.json", "office.toml")
    files = {path.relative_to(office).as_posix(): path for path in office.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if path.name not in told}


def test_with_a_worker_killed_in_mid_run_it_is_what_the_pool_does(tmp_path: Path, cluster: Running) -> None:
    office = office_of(tmp_path / "a", 18)
    other = shutil.copytree(office, tmp_path / "b")
    run_ = begun(office, cluster.address)
    wait_until(lambda: len(list((office / "归档").glob(".govxl-cluster-*/*.file"))) > 2)
    victim = cluster.workers[0]
    os.kill(victim, signal.SIGKILL)
    assert run_.poll() is None
    here = in_pool(other, "--jobs", 2, "--on", "2026-01-20")
    out, err = run_.communicate(timeout=120)
    assert victim not in cluster.workers
    assert (run_.returncode, err.replace(str(office), str(other))) == (here.code, here.err)
    assert out.replace(str(office), str(other)) == here.out
    assert said(office) == said(other)
    assert {"accepted", "rejected", "conflict", "duplicate", "skipped"} <= set(outcomes(here).values())
    assert contents(office) == contents(other), "byte for byte, and nothing left lying about"
    assert list(verify(office / "归档")) == []


def test_a_file_that_kills_its_worker_is_named_after_two_tries(tmp_path: Path, cluster: Running) -> None:
    office = make_office(tmp_path / "a")
    for unit in list(UNITS)[:6]:
        put(office / "2收到" / f"{unit}.xlsx", of(unit))
    put(office / "2收到" / POISON, of("示例县第7局"))
    done = in_pool(office, "--jobs", 0, "--engine", "dask", "--scheduler", cluster.address)
    assert outcomes(done) == {f"{unit}.xlsx": "accepted" for unit in list(UNITS)[:6]} | {POISON: "unreadable"}
    named = [line for line in done.lines if "两次意外中止" in line]
    assert (done.code, len(named), POISON in named[0]) == (3, 1, True)
    assert (cluster.folder / "met").read_text() == "xx", "and no worker more"
    assert "Traceback" not in done.err
    wait_until(lambda: len(cluster.workers) == 2)


def test_the_engine_alone_names_what_the_scheduler_gives_up(tmp_path: Path, cluster: Running) -> None:
    with cluster_at(cluster.address) as engine:
        tasks = [(tmp_path, n) for n in range(DEADLY - 2, DEADLY + 6)]
        found = list(each_of(iter(tasks), work, 0, engine=engine))
    assert [each.task for each in found] == tasks
    squares: dict[int, object] = {n: n * n for _, n in tasks}
    assert {each.task[1]: told(each) for each in found} == squares | {DEADLY: KilledError, WRONG: ValueError}
    wait_until(lambda: len(cluster.workers) == 2)


# -- Who may take part


def names_at(engine: Cluster) -> list[str]:
    return [each["name"] for each in engine.client.scheduler_info()["workers"].values()]


def test_a_worker_with_another_govxl_or_form_is_refused_by_name(tmp_path: Path, cluster: Running) -> None:
    """One that was there before is refused before anything is done, one that comes later with its first file."""
    old = tmp_path / "old"
    for name in ("govxl", "templates"):
        shutil.copytree(ROOT / name, old / name, ignore=shutil.ignore_patterns("*.pickle*", "*.pyc.*"))
    version = old / "govxl" / "version.py"
    version.write_text(version.read_text("utf-8").replace(stamp().version, "0.0.9"), "utf-8")
    put(tmp_path / "none" / "govxl" / "__init__.py", b'raise ImportError("no govxl here")')
    form = tmp_path / "forms" / "zfxxgk" / "2021"
    shutil.copytree(ROOT / "templates" / "zfxxgk" / "2021", form)
    (form / "form.toml").write_text((form / "form.toml").read_text("utf-8") + "# 改过\n", "utf-8")
    for more, why in (
        ({"PYTHONPATH": f"{old}{os.pathsep}{ROOT}"}, "govxl 0.0.9"),
        ({"GOVXL_FORMS": str(tmp_path / "forms")}, "zfxxgk/2021"),
        ({"PYTHONPATH": str(tmp_path / "none")}, "no govxl here"),
    ):
        with cluster_at(cluster.address) as engine:
            call = worker_call(cluster.folder, 1)
            stranger = start(cluster.folder, *call[: call.index("--preload")], "--name", "stranger", **more)
            try:
                wait_until(lambda: "stranger" in names_at(engine))
                with pytest.raises(ClusterError) as late:
                    list(each_of(((tmp_path, SLOW) for _ in range(30)), work, 0, engine=engine))
                with pytest.raises(ClusterError) as early, cluster_at(cluster.address):
                    pass
            finally:
                stop(stranger)
            wait_until(lambda: "stranger" not in names_at(engine))
        assert why in late.value.sentence.zh
        assert why in early.value.sentence.zh
        assert "tcp://127.0.0.1:" in early.value.sentence.zh


@pytest.mark.parametrize(
    ("theirs", "zh", "en"),
    [
        ({}, None, None),
        ({"python": "3.10"}, "用的是 Python 3.10，这里是", "runs Python 3.10"),
        ({"version": "9.9"}, "用的是 govxl 9.9，这里是", "has govxl 9.9"),
        ({"code": "0"}, "不是同一份程序", "its modules are not those here"),
        ({"forms": {}}, "zfxxgk/2019、zfxxgk/2021", "zfxxgk/2019, zfxxgk/2021"),
    ],
)
def test_what_has_to_be_the_same(theirs: dict[str, object], zh: str | None, en: str | None) -> None:
    ours = stamp()
    found = misfit(replace(ours, **theirs), ours)  # type: ignore[arg-type]
    assert (found is None) == (zh is None)
    if found and zh and en:
        assert (zh in found.zh, en in found.en) == (True, True)


def test_a_stamp_tells_one_govxl_from_another() -> None:
    ours = stamp()
    assert ours == Stamp(f"3.{sys.version_info.minor}", ours.version, ours.code, ours.forms)
    assert {"zfxxgk/2019", "zfxxgk/2021"} <= ours.forms.keys()
    assert all(len(each) == 64 for each in (ours.code, *ours.forms.values()))


def test_a_stamp_tells_a_form_whose_prose_is_read_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "zfxxgk/2021"
    shutil.copytree(Path(str(load_form(name).folder)), tmp_path / name)
    before = stamp.__wrapped__().forms[name]
    monkeypatch.setenv("GOVXL_FORMS", str(tmp_path))
    assert stamp.__wrapped__().forms[name] == before
    words = tmp_path / name / "prose.toml"
    words.write_text(words.read_text("utf-8") + "\n# another\n", "utf-8")
    assert stamp.__wrapped__().forms[name] != before


# -- Schedulers that are not there


def test_a_scheduler_that_is_lost_leaves_nothing_half_done(tmp_path: Path) -> None:
    office = office_of(tmp_path / "a", 24)
    with running(tmp_path / "cluster", 1) as cluster:
        run_ = begun(office, cluster.address)
        first = run_.stdout.readline()  # type: ignore[union-attr]
        cluster.scheduler.kill()
        out, err = run_.communicate(timeout=120)
    assert run_.returncode == 2
    assert [line for line in err.splitlines() if "断开了" in line and cluster.address in line] == [err.splitlines()[-1]]
    assert "Traceback" not in err
    known = {json.loads(line)["file"] for line in (first + out).splitlines()}
    received = {each.file for each in events(office) if each.event == "received"}
    assert received <= known
    assert len(received) < 24
    assert list(verify(office / "归档")) == []
    again = in_pool(office)
    assert {each.file for each in events(office) if each.event == "received"} - known, "the rest was done"
    assert again.code == 1
    assert list(verify(office / "归档")) == []


def test_where_nothing_answers_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECTING", 1)
    office = make_office(tmp_path)
    put(office / "2收到" / "a.xlsx", of("示例县第1局"))
    done = in_pool(office, "--jobs", 0, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "连不上集群的调度器 tcp://127.0.0.1:9" in done.err
    assert not (office / "归档").exists()


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    office = make_office(tmp_path)
    done = in_pool(office, "--jobs", 0, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert (done.code, done.err) == (2, "用集群要另装一个库，请运行：pip install 'govxl[cluster]'\n")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--engine", "spark"), "spark"),
        (("--engine", "dask"), "--scheduler tcp://"),
        (("--scheduler", "tcp://127.0.0.1:9"), "--engine dask"),
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", "--jobs", "2"), "--jobs"),
    ],
)
def test_what_does_not_go_together(tmp_path: Path, options: tuple[str, ...], why: str) -> None:
    done = run("ingest", "--office", make_office(tmp_path), *options)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert why in done.err


def test_a_cluster_wants_an_archive(tmp_path: Path) -> None:
    file = put(tmp_path / "a.xlsx", of("示例县第1局"))
    done = run("ingest", file, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert (done.code, "--archive" in done.err) == (2, True)


def test_dask_loads_for_nobody_else(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    put(office / "2收到" / "a.xlsx", of("示例县第1局"))
    code = (
        "import sys; from tests.commands import run; from pathlib import Path\n"
        f"done = run('ingest', '--office', {str(office)!r}, '--jobs', 1, '--engine', 'pool')\n"
        "print(done.code, {'dask', 'distributed', 'tornado'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("0 set()\n", "")


# -- What a run leaves on the archive's disk on the way


def test_the_folder_of_a_run_is_taken_away_by_others_only_once_it_is_over(tmp_path: Path) -> None:
    from govxl.office import landing

    with landing._folder_of_run(tmp_path) as folder:
        notes_in(tmp_path)
        assert folder.is_dir()
    left = tmp_path / folder.name
    assert not left.exists()
    put(left / "x.file", b"of a run that was killed")
    notes_in(tmp_path)
    assert not left.exists()


def test_the_folder_of_a_run_is_made_while_nobody_clears_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from govxl.office import landing

    met: list[str] = []

    def watched(lock: Path, patience: float, busy: Both) -> AbstractContextManager[None]:
        if lock.parent != tmp_path and lock.parent.is_dir():
            # Between the making of the folder and its lock, whoever clears the archive has to wait.
            with pytest.raises(SaidOSError), locked(tmp_path / LOCK, 0, busy):
                pass
            met.append(lock.parent.name)
        return locked(lock, patience, busy)

    monkeypatch.setattr(landing, "locked", watched)
    with landing._folder_of_run(tmp_path) as folder:
        assert met == [folder.name]
        with locked(tmp_path / LOCK, 0, BUSY):
            pass  # and afterwards nobody waits
