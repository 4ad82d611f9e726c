"""Bags: whole by the judgement of bagit itself, taken in once, and refused where anything in them was changed."""

import json
import shutil
import zipfile
from pathlib import Path

import bagit
import pytest

from govxl.archive.bag import write_bag
from govxl.archive.cases import Cases
from govxl.archive.places import ArchiveError
from govxl.archive.store import Archive
from govxl.archive.unbag import import_bag, is_bag
from govxl.archive.verify import verify
from govxl.xlsx.bundles import BundleError
from tests.archive_room.archives import UNITS, build, take_in

FIRST, SECOND, THIRD, FOURTH = UNITS


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Archive:
    return build(tmp_path_factory.mktemp("sound") / "归档")


def lines_of(archive: Archive, *units: str) -> list[int]:
    return [index for index, event in enumerate(archive.events) if event.unit in units]


def states(archive: Archive) -> dict[str, str]:
    return {case.unit.unit: case.state() for case in archive.cases.all}


@pytest.mark.parametrize("units", [None, (FIRST,), (FIRST, THIRD)])
def test_bagit_finds_a_bag_valid(archive, tmp_path, units):
    told = write_bag(archive, tmp_path / "bag", lines_of(archive, *units) if units else None, "2026-02-01")
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.is_valid()
    assert bag.info["External-Identifier"] == archive.origin
    assert bag.info["Payload-Oxum"] == f"{told.size}.{told.files}"
    assert set(bag.algorithms) == {"sha256"}
    payload = tmp_path / "bag" / "data"
    assert (payload / "log.jsonl").read_bytes().count(b"\n") == told.lines == len(lines_of(archive, *(units or UNITS)))
    assert (payload / "回执.json").exists() == bool(units)
    named = {name for event in archive.events if not units or event.unit in units for name in (event.kept, event.record) if name}
    assert {path.relative_to(payload).as_posix() for path in payload.rglob("*.*") if path.parent.name not in ("data", "README")} == named


def test_a_zip_holds_the_same_bag(archive, tmp_path):
    write_bag(archive, tmp_path / "移交.zip", None, "2026-02-01")
    write_bag(archive, tmp_path / "folder", None, "2026-02-01")
    with zipfile.ZipFile(tmp_path / "移交.zip") as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path / "out")
    assert bagit.Bag(str(tmp_path / "out" / "移交")).is_valid()
    for path in (tmp_path / "folder").rglob("*"):
        if path.is_file():
            assert (tmp_path / "out" / "移交" / path.relative_to(tmp_path / "folder")).read_bytes() == path.read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "out", "移交.zip"], "nothing is left over"


@pytest.mark.parametrize("name", ["bag", "bag.zip"])
@pytest.mark.parametrize("units", [None, (FIRST, SECOND)])
def test_a_bag_is_taken_in_once(archive, tmp_path, name, units):
    write_bag(archive, tmp_path / name, lines_of(archive, *units) if units else None, "2026-02-01")
    assert is_bag(tmp_path / name)
    other = Archive(tmp_path / "other")
    with other.writing() as writer:
        take_in(writer, FOURTH)
    done = import_bag(other, tmp_path / name, "王五")
    wanted = {unit: state for unit, state in states(archive).items() if not units or unit in units}
    assert states(other) == {FOURTH: "accepted", **wanted}
    assert done.lines == len(lines_of(archive, *(units or UNITS)))
    markers = [event for event in other.events if event.event == "imported"]
    assert [event.unit for event in markers] == list(wanted)
    assert {event.note for event in markers} == {archive.origin}
    assert {event.by for event in markers} == {"王五"}
    assert list(verify(other.folder)) == []
    before = len(other.events)
    assert import_bag(other, tmp_path / name, "王五").lines == 0
    assert len(other.events) == before
    for event in other.events:
        for place in (event.kept, event.record):
            assert not place or (other.folder / place).is_file()
    records = list((other.folder / "records").rglob("*.json"))
    assert len(records) == len(wanted) + 1, "a record that several lines name is there once"


def test_a_later_bag_brings_what_is_new(archive, tmp_path):
    ours = Archive(Path(shutil.copytree(archive.folder, tmp_path / "ours")))
    write_bag(ours, tmp_path / "one", None, "2026-02-01")
    with ours.writing() as writer:
        take_in(writer, FOURTH)
    write_bag(ours, tmp_path / "two", None, "2026-02-02")
    other = Archive(tmp_path / "other")
    import_bag(other, tmp_path / "one", "王五")
    done = import_bag(other, tmp_path / "two", "王五")
    assert (done.lines, done.known) == (1, 9)
    assert states(other) == states(ours)
    assert list(verify(other.folder)) == []


def test_a_file_that_came_here_as_well_is_received_once(archive, tmp_path):
    write_bag(archive, tmp_path / "bag", None, "2026-02-01")
    other = Archive(tmp_path / "other")
    with other.writing() as writer:
        take_in(writer, SECOND)
    done = import_bag(other, tmp_path / "bag", "王五")
    assert done.known == 1
    received = [event.sha256 for event in other.events if event.event == "received"]
    assert len(received) == len(set(received)) == 4
    assert states(other) == states(archive)
    assert list(verify(other.folder)) == []


def test_an_import_that_was_stopped_goes_on(archive, tmp_path):
    write_bag(archive, tmp_path / "bag", None, "2026-02-01")
    whole = Archive(tmp_path / "whole")
    import_bag(whole, tmp_path / "bag", "王五")
    log = (whole.folder / "log.jsonl").read_bytes()
    ends = [n + 1 for n, byte in enumerate(log) if byte == 10]
    for at in ends[:-1]:
        other = Path(shutil.copytree(whole.folder, tmp_path / f"other{at}"))
        (other / "log.jsonl").write_bytes(log[:at])
        (other / "checkpoint.txt").unlink()
        import_bag(Archive(other), tmp_path / "bag", "王五")
        assert (other / "log.jsonl").read_bytes().count(b"\n") == len(ends)
        assert states(Archive(other)) == states(archive)
        assert list(verify(other)) == []


def changed(path: str, change):
    def harm(bag: Path) -> None:
        (bag / path).write_bytes(change((bag / path).read_bytes()))

    return harm


def resealed(harm):
    """Harm the payload and write the manifest anew, as somebody would who hides it."""

    def both(bag: Path) -> None:
        harm(bag)
        import hashlib

        files = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
        text = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(bag).as_posix()}\n" for path in files)
        (bag / "manifest-sha256.txt").write_text(text, "utf-8")

    return both


@pytest.mark.parametrize(
    "harm",
    [
        lambda bag: (bag / "bagit.txt").unlink(),
        lambda bag: (bag / "manifest-sha256.txt").unlink(),
        lambda bag: (bag / "data" / "log.jsonl").unlink(),
        lambda bag: (bag / "data" / "more.txt").write_bytes(b"x"),
        lambda bag: next((bag / "data" / "published").iterdir()).unlink(),
        changed("data/log.jsonl", lambda data: data.replace("李四".encode(), "李五".encode(), 1)),
        changed("manifest-sha256.txt", lambda data: data + b"x\n"),
        changed("manifest-sha256.txt", lambda data: data.replace(b"  data/log", b"  ../log")),
        resealed(changed("data/log.jsonl", lambda data: data.replace("李四".encode(), "李五".encode(), 1))),
        resealed(changed("data/log.jsonl", lambda data: data[: data.rfind(b"\n", 0, -1) + 1])),
        resealed(changed(f"data/records/zfxxgk/2021/2025/{FIRST}/1.json", lambda data: data.replace(b"12", b"13"))),
        resealed(lambda bag: next((bag / "data" / "published").iterdir()).unlink()),
        resealed(changed("data/checkpoint.txt", lambda data: data.replace(b"\n9\n", b"\n8\n"))),
    ],
)
def test_a_bag_that_is_not_whole_leaves_nothing(archive, tmp_path, harm):
    write_bag(archive, tmp_path / "bag", None, "2026-02-01")
    harm(tmp_path / "bag")
    with pytest.raises(ArchiveError, match="什么也没有导入"):
        import_bag(Archive(tmp_path / "other"), tmp_path / "bag", "王五")
    assert not (tmp_path / "other").exists()


def test_of_some_units_the_receipt_is_the_proof(archive, tmp_path):
    write_bag(archive, tmp_path / "bag", lines_of(archive, FIRST), "2026-02-01")
    text = (tmp_path / "bag" / "data" / "log.jsonl").read_bytes()
    harm = resealed(changed("data/log.jsonl", lambda data: data.replace("李四".encode(), "李五".encode(), 1)))
    harm(tmp_path / "bag")
    assert text != (tmp_path / "bag" / "data" / "log.jsonl").read_bytes()
    with pytest.raises(ArchiveError, match="日志和检查点对不上"):
        import_bag(Archive(tmp_path / "other"), tmp_path / "bag", "王五")


def test_nothing_damaged_is_handed_over(archive, tmp_path):
    ours = Archive(Path(shutil.copytree(archive.folder, tmp_path / "ours")))
    path = ours.folder / ours.events[4].kept
    path.write_bytes(b"x")
    with pytest.raises(ArchiveError, match="坏了"):
        write_bag(ours, tmp_path / "bag", None, "2026-02-01")
    path.unlink()
    with pytest.raises(ArchiveError, match="不在了"):
        write_bag(ours, tmp_path / "bag.zip", None, "2026-02-01")
    assert [each.name for each in tmp_path.iterdir()] == ["ours"]
    with pytest.raises(FileExistsError):
        write_bag(archive, ours.folder, None, "2026-02-01")


def test_a_zip_that_is_none_is_said(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK")
    with pytest.raises(BundleError, match="zip"):
        import_bag(Archive(tmp_path / "other"), tmp_path / "x.zip", "王五")


def test_a_bag_says_nothing_of_where_a_unit_stands(archive):
    """The line of a bag alone is no return."""
    marker = {"event": "imported", "time": "2026-02-01T00:00:00+08:00", "by": "王五", "unit": FIRST, "year": 2025, "outcome": "bag"}
    from govxl.archive.events import event_in

    (case,) = Cases([event_in(json.dumps(marker).encode())]).all
    assert case.state() == "not-issued"
