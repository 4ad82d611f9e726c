"""Adding to an archive on disks that are full, dead, locked or strange: a sentence, nothing half there, and on it goes."""

import errno
import hashlib
import multiprocessing
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest import mock

import pytest

from govxl import disk
from govxl.archive import probe, steps
from govxl.archive.events import Event, event_in, events_in, line_of
from govxl.archive.store import Archive, ArchiveError
from govxl.archive.verify import verify
from govxl.words import Both, SaidOSError
from tests.archive_room.archives import UNITS, build, event_of, record_of, take_in
from tests.faults import full_at, killed_at

FIRST, SECOND, THIRD, FOURTH = UNITS


def damages(folder: Path) -> list[str]:
    return [each.name for each in verify(folder) if not each.kind.note]


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- A disk that no archive is safe on


@contextmanager
def free_for_all(lock: Path, patience: float, busy: Both):
    yield


def no_locks(lock: Path, patience: float, busy: Both):
    raise OSError(errno.ENOLCK, "no locks", str(lock.parent))


def refuses(number: int):
    def call(*args, **named):
        raise OSError(number, os.strerror(number))

    return call


def copies(source, target):
    """A disk that copies where it should rename."""
    shutil.copy(source, target)


@pytest.mark.parametrize(
    ("patches", "told"),
    [
        ({"locked": free_for_all}, "锁不住文件"),
        ({"locked": no_locks}, "锁不住文件"),
        ({"os.replace": refuses(errno.EEXIST)}, "断电时会留下半个文件"),
        ({"os.replace": refuses(errno.ENOTSUP)}, "断电时会留下半个文件"),
        ({"os.replace": copies}, "断电时会留下半个文件"),
        ({"os.fsync": refuses(errno.EINVAL)}, "不能确认内容已经写到盘上"),
    ],
)
def test_a_strange_disk_is_refused_and_left_as_it_was(tmp_path, patches, told):
    with patched(patches), pytest.raises(ArchiveError, match=told) as error:  # noqa: SIM117
        with Archive(tmp_path / "新" / "归档").writing():
            raise AssertionError("nobody gets here")
    assert "本机的硬盘" in str(error.value)
    assert "local disk" in error.value.sentence.en
    assert list(tmp_path.iterdir()) == []


@contextmanager
def patched(patches):
    made = [mock.patch.object(*((probe, "locked") if name == "locked" else (os, name.partition(".")[2])), call) for name, call in patches.items()]
    for each in made:
        each.start()
    try:
        yield
    finally:
        for each in made:
            each.stop()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_a_disk_that_cannot_be_written_to_is_said_with_the_folder(tmp_path, number):
    folder = tmp_path / "归档"
    with mock.patch.object(probe, "write_new", refuses(number)), pytest.raises(OSError) as error:  # noqa: SIM117
        with Archive(folder).writing():
            pass
    assert (error.value.errno, error.value.filename) == (number, str(folder))
    assert not folder.exists()


def test_a_disk_without_locks_is_said_of_the_archive(tmp_path):
    with mock.patch.object(steps, "locked", no_locks), pytest.raises(OSError) as error:  # noqa: SIM117
        with Archive(tmp_path / "归档").writing():
            pass
    assert error.value.filename == str(tmp_path / "归档")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_another_holds_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(steps, "PATIENCE", 0)
    archive = Archive(tmp_path)
    with archive.writing(), pytest.raises(SaidOSError, match="另一个 govxl 正在写归档"):  # noqa: SIM117
        with Archive(tmp_path).writing():
            pass
    with archive.writing():
        pass


# -- At every step


def add_one(folder: Path) -> None:
    archive = Archive(folder)
    with archive.writing() as writer:
        take_in(writer, FOURTH)


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "归档"
    build(folder)
    record_of(FOURTH)
    return folder


def test_a_full_disk_leaves_what_was_there_and_the_next_run_goes_on(sound, tmp_path):
    steps_taken = 0
    for at in range(1, 200):
        folder = Path(shutil.copytree(sound, tmp_path / str(at)))
        before = tree(folder)
        told: list[BaseException] = []

        def work(folder: Path = folder, told: list[BaseException] = told) -> None:
            try:
                add_one(folder)
            except OSError as error:
                told.append(error)

        if not full_at(at, work):
            break
        steps_taken += 1
        after = tree(folder)
        if told:
            assert isinstance(told[0], OSError)
            assert str(folder) in str(told[0].filename), at
            assert after["log.jsonl"] == before["log.jsonl"], at
        else:
            assert after["log.jsonl"] != before["log.jsonl"], "only the checkpoint may be behind"
        assert not any(name.startswith(".govxl-new") for name in after), at
        assert damages(folder) == [], at
        add_one(folder)
        assert damages(folder) == []
        assert len(list((folder / "records").rglob("*.json"))) == 4, at
    assert steps_taken > 10


def test_a_first_run_on_a_full_disk_leaves_nothing_half_there(tmp_path):
    for at in range(1, 200):
        folder = tmp_path / str(at)

        def work(folder: Path = folder) -> None:
            with suppress(OSError):
                add_one(folder)

        reached = full_at(at, work)
        assert not folder.exists() or [(each.name, each.place) for each in verify(folder) if not each.kind.note] == [], at
        add_one(folder)
        assert [(each.name, each.place) for each in verify(folder)] == [], at
        if not reached:
            break
    assert at > 15


@pytest.mark.parametrize("after", [False, True])
def test_a_writer_that_is_killed_at_any_step_leaves_an_archive(sound, tmp_path, after):
    for at in range(1, 200):
        folder = Path(shutil.copytree(sound, tmp_path / str(at)))
        if not killed_at(at, after, lambda folder=folder: add_one(folder)):
            break
        assert damages(folder) == [], at
        lines = len(Archive(folder).events)
        add_one(folder)
        assert damages(folder) == [], at
        assert len(Archive(folder).events) == lines + 1
        assert not (folder / ".govxl-new").exists()
        assert len(list((folder / "originals").rglob("*.xlsx"))) == 5
        assert len(list((folder / "records").rglob("*.json"))) == 4, "the record that was left is used"
    assert at > 10


def test_a_log_that_takes_half_a_line_gets_it_cut_off(sound, tmp_path):
    folder = Path(shutil.copytree(sound, tmp_path / "归档"))
    before = (folder / "log.jsonl").read_bytes()

    real = os.write
    archive = Archive(folder)
    with archive.writing() as writer:
        fills_up = lambda handle, data: real(handle, data[:20]) if len(data) > 400 else refuses(errno.ENOSPC)()  # noqa: E731
        with mock.patch.object(steps.os, "write", fills_up), pytest.raises(OSError) as error:
            writer.add(event_of("issued", FOURTH, note="x" * 150))
        assert error.value.filename == str(folder / "log.jsonl")
        assert (folder / "log.jsonl").read_bytes() == before
        writer.add(event_of("issued", FOURTH))
    assert damages(folder) == []


# -- Lines that others spoilt


def test_a_line_that_lacks_only_its_end_keeps_what_it_says(sound, tmp_path):
    folder = Path(shutil.copytree(sound, tmp_path / "归档"))
    log = folder / "log.jsonl"
    log.write_bytes(log.read_bytes()[:-1])  # as an editor leaves it
    assert len(Archive(folder).events) == 8
    add_one(folder)
    assert len(Archive(folder).events) == 10
    assert damages(folder) == []


def test_a_reader_gets_over_lines_that_were_taken_back(sound, tmp_path):
    folder = Path(shutil.copytree(sound, tmp_path / "归档"))
    whole = (folder / "log.jsonl").read_bytes()
    add_one(folder)
    reader = Archive(folder)
    assert len(reader.events) == 10
    (folder / "log.jsonl").write_bytes(whole)
    reader.refresh()
    assert len(reader.events) == 9
    assert len(reader.cases.all) == 3


@pytest.mark.parametrize(("text", "told"), [(None, "没有这个文件"), (b"", "是空文件"), (b"{", "JSON"), (b"{}", '没有 "archive"'), (b'{"archive": 2, "origin": "x"}', "换用新版的 govxl")])
def test_a_folder_that_is_no_archive_of_ours_is_not_written_to(sound, tmp_path, text, told):
    folder = Path(shutil.copytree(sound, tmp_path / "归档"))
    (folder / "format.json").unlink()
    if text is not None:
        (folder / "format.json").write_bytes(text)
    before = tree(folder)
    with pytest.raises(ArchiveError, match=told):
        Archive(folder)
    assert tree(folder) == before


def test_nobody_begins_another_log(sound, tmp_path):
    folder = Path(shutil.copytree(sound, tmp_path / "归档"))
    archive = Archive(folder)
    (folder / "log.jsonl").unlink()
    with pytest.raises(ArchiveError, match="日志不见了"):
        Archive(folder)
    with pytest.raises(ArchiveError, match="日志不见了"), archive.writing():
        pass
    assert not (folder / "log.jsonl").exists()


# -- What is kept


def test_other_bytes_under_the_name_are_never_trusted(sound, tmp_path):
    folder = Path(shutil.copytree(sound, tmp_path / "归档"))
    archive = Archive(folder)
    kept = archive.events[4].kept
    data = (folder / kept).read_bytes()
    (folder / kept).write_bytes(data[:-1] + b"x")
    with archive.writing() as writer, pytest.raises(ArchiveError, match="移到别处再运行一次"):
        writer.keep(data, ".xlsx")
    (folder / kept).rename(tmp_path / "bad")
    with archive.writing() as writer:
        assert writer.keep(data, ".xlsx") == kept
    assert damages(folder) == []


def test_half_a_file_that_the_log_does_not_tell_of_is_written_anew(tmp_path):
    data = b"abc"
    name = hashlib.sha256(data).hexdigest()
    archive = Archive(tmp_path)
    with archive.writing():
        pass
    (tmp_path / "originals" / name[:2]).mkdir(parents=True)
    (tmp_path / "originals" / name[:2] / f"{name}.xlsx").write_bytes(b"a")
    with archive.writing() as writer:
        assert archive.folder
        place = writer.keep(data, ".xlsx")
    assert archive.read(place) == data


@pytest.mark.parametrize(("ending", "kept"), [(".XLSX", ".xlsx"), ("", ".bin"), (".表", ".bin"), (".a/b", ".bin"), (".xlsx(1)", ".bin"), (". x", ".bin"), (".et", ".et")])
def test_an_ending_is_one_that_every_system_takes(tmp_path, ending, kept):
    with Archive(tmp_path).writing() as writer:
        assert writer.keep(b"abc", ending).endswith(f"20015ad{kept}")
        assert writer.keep_published(b"abc", ending).endswith(f"20015ad{kept}")


def test_two_units_never_share_a_folder(tmp_path):
    archive = Archive(tmp_path)
    record = record_of(FIRST)

    def of(name: str, code: str, note: str = ""):
        return {**record, "unit": {**record["unit"], "name": name, "code": code}, "govxl": note or record["govxl"]}

    places = []
    for name, code, note in (("甲/局", "1", ""), ("甲?局", "2", ""), ("甲*局", "", ""), ("甲/局", "1", "x"), ("甲|局", "3", ""), ("con", "", ""), ("CON", "7", "")):
        with archive.writing() as writer:
            place, sha256 = writer.keep_record(of(name, code, note), name)
            writer.add(Event(event="received", time="2026-01-18T17:00:00+08:00", by="李四", unit=name, code=code, record=place, record_sha256=sha256))
        places.append(place.removeprefix("records/zfxxgk/2021/2025/"))
    assert places == ["甲_局/1.json", "甲_局 2/1.json", "甲_局 3/1.json", "甲_局/2.json", "甲_局 4/1.json", "govxl_con/1.json", "govxl_con/2.json"]


def test_several_records_of_one_unit_wait_together(tmp_path):
    archive = Archive(tmp_path)
    record = record_of(FIRST)
    with archive.writing() as writer:
        one, _ = writer.keep_record(record, FIRST)
        two, _ = writer.keep_record({**record, "govxl": "0"}, FIRST)
        again, _ = writer.keep_record(record, FIRST)
        assert not (tmp_path / one).exists()
    assert (tmp_path / one).exists()
    assert [one[-6:], two[-6:], again[-6:]] == ["1.json", "2.json", "1.json"]


def test_what_is_kept_in_vain_is_taken_away(tmp_path):
    archive = Archive(tmp_path)
    with pytest.raises(KeyboardInterrupt), archive.writing() as writer:
        writer.keep(b"abc", ".xlsx")
        raise KeyboardInterrupt
    assert not (tmp_path / "originals").exists()
    assert not (tmp_path / ".govxl-new").exists()


@pytest.mark.parametrize("can", [True, False])
def test_the_disk_is_waited_for_a_few_times_for_a_hundred_files(tmp_path, monkeypatch, can):
    archive = Archive(tmp_path)
    with archive.writing():
        pass
    waits: list[str] = []
    fsync, sync_disk = os.fsync, disk._sync_disk

    def counted(handle: int) -> None:
        waits.append("file")
        fsync(handle)

    def synced(handle: int) -> bool:
        waits.append("disk")
        return can and sync_disk(handle)

    monkeypatch.setattr(os, "fsync", counted)
    monkeypatch.setattr(disk, "_sync_disk", synced)
    with archive.writing() as writer:
        for n in range(100):
            writer.keep(str(n).encode(), ".xlsx")
        writer.add(*(event_of("received", FIRST, sha256=hashlib.sha256(str(n).encode()).hexdigest()) for n in range(100)))
    if not disk._tells_of_failures():
        pytest.skip("the system sees no whole disk onto itself")
    # All files, all folders, the log.
    assert waits == ["disk", "disk", "file"] if can else len(waits) > 100
    assert len(list((tmp_path / "originals").rglob("*.xlsx"))) == 100


# -- Many at once


def _work(folder: str, nth: int) -> None:
    archive = Archive(Path(folder))
    for n in range(10):
        with archive.writing() as writer:
            # Half of what each has, its neighbour has as well.
            data = f"{nth // 2 if n % 2 else nth} {n}".encode()
            place = writer.keep(data, ".xlsx")
            told = {"sha256": hashlib.sha256(data).hexdigest(), "kept": place, "note": f"{nth}.{n}"}
            writer.add(event_of("received", UNITS[nth % 4], **told), event_of("issued", UNITS[nth % 4], note=f"{nth}.{n}"))


def test_eight_processes_add_at_once(tmp_path):
    folder = tmp_path / "归档"
    spawned = multiprocessing.get_context("spawn")
    workers = [spawned.Process(target=_work, args=(str(folder), nth)) for nth in range(8)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert [each.exitcode for each in workers] == [0] * 8
    events = Archive(folder).events
    assert sorted(each.note for each in events) == sorted(f"{nth}.{n}" for nth in range(8) for n in range(10) for _ in range(2))
    # The two of one call stand together.
    assert all(one.note == other.note for one, other in zip(events[::2], events[1::2], strict=True))
    assert damages(folder) == []


# -- Lines


@pytest.mark.parametrize(
    "line",
    [
        b"", b"[]", b"5", b"null", b'{"event":"received"}', b'{"event":"eaten","time":"x","by":"x"}',
        b'{"event":"issued","time":"x","by":"x","colour":"red"}', b'{"event":"issued","time":5,"by":"x"}', b'{"event":["issued"],"time":"x","by":"x"}', b'{"event":null,"time":"x","by":"x"}',
        b'{"event":"issued","time":"x","by":"x","year":2025.0}', b'{"event":"issued","time":"x","by":"x","year":true}',
        b'{"event":"issued","time":"x","by":"x","year":NaN}', b'{"event":"issued","time":"x","by":"x","codes":"R001"}',
        b'{"event":"issued","time":"x","by":"x","codes":[1]}', b'{"event":"issued","time":"x","by":"x\xff"}', b"[" * 100_000,
        b'{"event":"issued","time":"x","by":"x","year":' + b"9" * 5000 + b"}", b'{"event":"issued","time":"x","by":"' + b"x" * 300_000 + b'"}',
    ],
)  # fmt: skip
def test_what_is_no_line_is_refused(line):
    with pytest.raises(ValueError, match="不是归档日志的一行"):
        event_in(line)
    good = line_of(event_of("issued", FIRST))
    read = events_in([good] * 3 + [line] + [good] * 3)
    assert [next(read) for _ in range(3)] == [event_of("issued", FIRST)] * 3
    with pytest.raises(ValueError, match="不是归档日志的一行"):
        next(read)


def test_many_lines_are_read_as_one_by_one():
    events = [event_of("issued", UNITS[n % 4], note=str(n), codes=("R001",) * (n % 3)) for n in range(1234)]
    assert list(events_in([*map(line_of, events)])) == events
    assert list(events_in([])) == []
