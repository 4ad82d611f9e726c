"""Every kind of damage to an archive is named, at its place; a sound archive is clean, and so is one left in the middle."""

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from govxl.archive.checkpoints import checkpoint_in
from govxl.archive.damage import KINDS, Damage
from govxl.archive.events import digest_of, line_of
from govxl.archive.store import Archive
from govxl.archive.verify import verify
from tests.archive_room.archives import UNITS, build, event_of, take_in

FIRST, SECOND, THIRD, FOURTH = UNITS
RECORDS = "records/zfxxgk/2021/2025"


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "归档"
    build(folder)
    return folder


@pytest.fixture
def archive(sound, tmp_path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "归档"))


def found_in(folder: Path, **noted) -> list[Damage]:
    return list(verify(folder, noted))


def told(folder: Path, **noted) -> list[tuple[str, str, int]]:
    return [(each.name, each.place, each.line) for each in found_in(folder, **noted)]


def test_a_sound_archive_is_clean(archive):
    before = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    assert told(archive, noted=checkpoint_in((archive / "checkpoint.txt").read_bytes())) == []
    assert {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()} == before


# -- Thirty kinds of damage


def edit(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return damage


def lines(change: Callable[[list[bytes]], object]) -> Callable[[Path], None]:
    """Damage the lines of the log, 0 for the first, in place."""

    def damage(folder: Path) -> None:
        found = (folder / "log.jsonl").read_bytes().splitlines()
        change(found)
        (folder / "log.jsonl").write_bytes(b"".join(each + b"\n" for each in found))

    return damage


def put(n: int, old: str, new: str) -> Callable[[Path], None]:
    def change(found: list[bytes]) -> None:
        assert old.encode() in found[n]
        found[n] = found[n].replace(old.encode(), new.encode(), 1)

    return lines(change)


def originals(folder: Path) -> list[Path]:
    """In the order of the log."""
    return [folder / each.kept for each in Archive(folder).events if each.kept.startswith("originals")]


def flip(path: Path, at: int = 100) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def swap(one: Path, other: Path) -> None:
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)


def tie_out(folder: Path) -> None:
    """Add one to a figure and to every total above it, as somebody would who wants nobody to see it."""
    path = folder / RECORDS / FIRST / "1.json"
    record = json.loads(path.read_bytes())
    received, granted = record["tables"]["requests"]["received"], record["tables"]["requests"]["granted"]
    assert received["total"] == sum(value for key, value in received.items() if key != "total")
    for line in (received, granted, record["tables"]["requests"]["closed"]):
        line["person"] += 1
        line["total"] += 1
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")


def forged(folder: Path, change: Callable[[dict], None], tail: int = 0) -> None:
    """Change a record and write the log anew with the right digests from there on: only what it says betrays it."""
    archive = Archive(folder)
    path = folder / RECORDS / FIRST / "1.json"
    record = json.loads(path.read_bytes())
    change(record)
    data = (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    path.write_bytes(data)
    rewrite(folder, archive, record_sha256=(f"{RECORDS}/{FIRST}/1.json", digest_of(data)))


def rewrite(folder: Path, archive: Archive, record_sha256: tuple[str, str] | None = None, **change: object) -> None:
    from dataclasses import replace

    previous, written = "0" * 64, b""
    for each in archive.events:
        event = replace(each, previous=previous, **(change if each.event == "published" else {}))
        if record_sha256 and each.record == record_sha256[0]:
            event = replace(event, record_sha256=record_sha256[1])
        line = line_of(event)
        previous = digest_of(line)
        written += line + b"\n"
    (folder / "log.jsonl").write_bytes(written)
    (folder / "checkpoint.txt").unlink()


def unbalance(record: dict) -> None:
    for line in (record["tables"]["requests"]["received"],):
        line["person"] += 1
        line["total"] += 1


def add_up_wrong(record: dict) -> None:
    record["tables"]["requests"]["received"]["total"] += 1


LOG = "log.jsonl"
SIGN = "0123456789abcdef"
DAMAGES: list[tuple[str, Callable[[Path], object], list[tuple[str, str, int]]]] = [
    ("format.json removed", lambda f: (f / "format.json").unlink(), [("no-format", "format.json", 0)]),
    ("format.json emptied", lambda f: (f / "format.json").write_bytes(b""), [("bad-format", "format.json", 0)]),
    ("the format of another version", edit("format.json", lambda data: data.replace(b'"archive": 1', b'"archive": 2')), [("bad-format", "format.json", 0)]),
    ("the log removed", lambda f: (f / LOG).unlink(), [("no-log", LOG, 0)]),
    ("a letter of a line changed", put(3, "李四", "李五"), [("line-changed", LOG, 4)]),
    ("a line's own previous changed", lines(lambda found: found.__setitem__(4, found[4][:-3] + (b'1"}' if found[4].endswith(b'0"}') else b'0"}'))), None),
    ("the last line changed", put(8, "2026-01-30", "2026-01-31"), [("checkpoint-differs", "checkpoint.txt", 0)]),
    ("a bit of a line's JSON flipped", put(2, '{"event"', '["event"'), [("bad-line", LOG, 3)]),
    ("a blank put into a line", put(2, '","time"', '", "time"'), [("line-restyled", LOG, 3)]),
    ("a line removed", lines(lambda found: found.pop(4)), [("lines-removed", LOG, 5)]),
    ("the first line removed", lines(lambda found: found.pop(0)), [("lines-removed", LOG, 1)]),
    ("the last two lines removed", lines(lambda found: (found.pop(), found.pop())), [("log-shortened", LOG, 0)]),
    ("a line put in", lines(lambda found: found.insert(3, line_of(event_of("issued", FOURTH, previous="0" * 63 + "1")))), [("lines-added", LOG, 4)]),
    ("a line put in that follows", lines(lambda found: found.insert(3, line_of(event_of("issued", FOURTH, previous=digest_of(found[2]))))), [("lines-added", LOG, 4)]),
    ("a line doubled", lines(lambda found: found.insert(3, found[3])), [("lines-added", LOG, 4)]),
    ("two lines swapped", lines(lambda found: found.insert(3, found.pop(4))), [("lines-reordered", LOG, 4)]),
    ("a line moved far down", lines(lambda found: found.insert(6, found.pop(2))), [("lines-reordered", LOG, 3)]),
    ("line ends of Windows", edit(LOG, lambda data: data.replace(b"\n", b"\r\n")), None),
    ("a bit of a file flipped", lambda f: flip(originals(f)[0]), None),
    ("a file removed", lambda f: originals(f)[1].unlink(), None),
    ("a file emptied", lambda f: originals(f)[1].write_bytes(b""), None),
    ("a file cut short", lambda f: originals(f)[1].write_bytes(originals(f)[1].read_bytes()[:-1]), None),
    ("two files swapped", lambda f: swap(*originals(f)[:2]), None),
    ("a file moved", lambda f: originals(f)[0].rename(f / "originals" / originals(f)[0].name), None),
    ("a file put in", lambda f: (f / "originals" / "说明.docx").write_bytes(b"x"), [("foreign-file", "originals/说明.docx", 0)]),
    ("a file put in under a digest that is not its", lambda f: (f / "published" / f"{SIGN * 4}.html").write_bytes(b"x"), [("foreign-file", f"published/{SIGN * 4}.html", 0)]),
    ("a file replaced by a link", lambda f: (originals(f)[0].rename(f.parent / "x"), os.symlink(f.parent / "x", originals(f)[0])), None),
    ("a published file changed", lambda f: flip(next((f / "published").iterdir()), 3), None),
    ("a record edited so that all ties out", tie_out, [("record-changed", f"{RECORDS}/{FIRST}/1.json", 0)]),
    ("a record removed", lambda f: (f / RECORDS / SECOND / "1.json").unlink(), [("file-missing", f"{RECORDS}/{SECOND}/1.json", 0)]),
    ("two records swapped", lambda f: swap(f / RECORDS / FIRST / "1.json", f / RECORDS / THIRD / "1.json"), [("record-swapped", f"{RECORDS}/{FIRST}/1.json", 0), ("record-swapped", f"{RECORDS}/{THIRD}/1.json", 0)]),
    ("a record whose total is another, the log written anew", lambda f: forged(f, add_up_wrong), [("no-checkpoint", "checkpoint.txt", 0), ("record-unfit", f"{RECORDS}/{FIRST}/1.json", 0)]),
    ("a record that breaks a rule, the log written anew", lambda f: forged(f, unbalance), [("no-checkpoint", "checkpoint.txt", 0), ("record-rules", f"{RECORDS}/{FIRST}/1.json", 0)]),
    ("a record of another unit, the log written anew", lambda f: forged(f, lambda record: record["unit"].update(name="戊局", code="9")), [("no-checkpoint", "checkpoint.txt", 0), ("record-of-another", f"{RECORDS}/{FIRST}/1.json", 0)]),
    ("a line that names another digest, the log written anew", lambda f: rewrite(f, Archive(f), sha256="c" * 64), None),
    ("a time without a zone, the log written anew", lambda f: rewrite(f, Archive(f), time="2026-01-18 17:00"), [("odd-line", LOG, 9), ("no-checkpoint", "checkpoint.txt", 0)]),
]
"""What is done, and what is told of it; None where the place depends on digests, which is held below."""

PLACED = {
    "a line's own previous changed": lambda f: [("line-changed", LOG, 5)],
    "line ends of Windows": lambda f: [("line-restyled", LOG, n) for n in range(1, 10)],
    "a bit of a file flipped": lambda f: [("file-changed", originals(f)[0], 0)],
    "a file removed": lambda f: [("file-missing", originals(f)[1], 0)],
    "a file emptied": lambda f: [("file-cut", originals(f)[1], 0)],
    "a file cut short": lambda f: [("file-changed", originals(f)[1], 0)],
    "two files swapped": lambda f: [("file-swapped", originals(f)[0], 0), ("file-swapped", originals(f)[1], 0)],
    "a file moved": lambda f: [("file-moved", originals(f)[0], 0)],
    "a file replaced by a link": lambda f: [("no-regular-file", originals(f)[0], 0)],
    "a published file changed": lambda f: [("file-changed", next((f / "published").iterdir()), 0)],
    "a line that names another digest, the log written anew": lambda f: [("no-checkpoint", f / "checkpoint.txt", 0), ("file-disagrees", next((f / "published").iterdir()), 0)],
}


def test_there_are_thirty_kinds():
    assert len(DAMAGES) >= 30
    assert {name for name, _, wanted in DAMAGES if wanted is None} == set(PLACED)


@pytest.mark.parametrize(("name", "harm", "wanted"), DAMAGES, ids=[name for name, *_ in DAMAGES])
def test_damage_is_named_at_its_place(archive, sound, name, harm, wanted):
    if wanted is None:
        places = [(kind, place if isinstance(place, str) else place.relative_to(sound).as_posix(), line) for kind, place, line in PLACED[name](sound)]
    else:
        places = wanted
    harm(archive)
    found = found_in(archive)
    assert [(each.name, each.place, each.line) for each in found] == places
    assert any(not each.kind.note for each in found)
    for each in found:
        assert "{" not in each.says.zh + each.says.en + each.where.zh
        assert each.kind.remedy.zh
        assert not any("一" <= letter <= "鿿" for letter in each.kind.remedy.en)


def test_the_last_lines_own_previous_changed(archive):
    lines(lambda found: found.__setitem__(8, found[8][:-3] + (b'1"}' if found[8].endswith(b'0"}') else b'0"}')))(archive)
    assert told(archive) == [("line-changed", LOG, 9)]


def test_every_bit_of_a_line_matters(archive):
    """In the middle of the log and at its end."""
    log = archive / LOG
    whole = log.read_bytes()
    ends = [n for n, byte in enumerate(whole) if byte == 10]
    for start, end in ((ends[3], ends[4]), (ends[7], ends[8])):
        for at in range(start + 1, end, 7):
            data = bytearray(whole)
            data[at] ^= 1 << at % 8
            log.write_bytes(data)
            assert any(not each.kind.note for each in found_in(archive)), at


# -- Checkpoints that were noted elsewhere


def test_a_log_written_anew_is_seen_by_what_was_noted(archive):
    noted = checkpoint_in((archive / "checkpoint.txt").read_bytes())
    rewrite(archive, Archive(archive), note="x")
    assert told(archive) == [("no-checkpoint", "checkpoint.txt", 0)]
    assert told(archive, noted=noted) == [("no-checkpoint", "checkpoint.txt", 0), ("checkpoint-differs", "noted", 0)]


def test_an_older_checkpoint_still_fits(archive):
    noted = checkpoint_in((archive / "checkpoint.txt").read_bytes())
    with Archive(archive).writing() as writer:
        take_in(writer, FOURTH)
    assert told(archive, noted=noted) == []
    assert told(archive, noted=noted._replace(size=5)) == [("checkpoint-differs", "noted", 0)]
    assert told(archive, noted=noted._replace(size=50)) == [("log-shortened", LOG, 0)]
    assert told(archive, noted=noted._replace(origin="govxl-archive-0")) == [("other-archive", "noted", 0)]


# -- What is no damage


def test_what_a_killed_writer_leaves_is_told_and_no_damage(archive):
    with (archive / LOG).open("ab") as log:
        log.write(b'{"event":"rec')
    (archive / ".govxl-new").mkdir()
    (archive / ".govxl-new" / "1").write_bytes(b"half")
    data = b"came, and was not logged"
    name = digest_of(data)
    (archive / "originals" / name[:2]).mkdir(exist_ok=True)
    (archive / "originals" / name[:2] / f"{name}.xlsx").write_bytes(data)
    shutil.copy(archive / RECORDS / FIRST / "1.json", archive / RECORDS / FIRST / "2.json")
    (archive / "originals" / "Thumbs.db").write_bytes(b"x")
    found = found_in(archive)
    assert sorted(each.name for each in found) == ["left-over", "litter", "torn-line", "unlogged", "unlogged"]
    assert all(each.kind.note for each in found)
    with Archive(archive).writing() as writer:
        take_in(writer, FOURTH)
    assert sorted(each.name for each in found_in(archive)) == ["litter", "unlogged", "unlogged"]


def test_a_form_that_is_not_installed_is_said(archive):
    forged(archive, lambda record: record.update(form="elsewhere"))
    found = {each.name: each for each in found_in(archive)}
    assert found["no-form"].kind.note
    assert "elsewhere/2021" in found["no-form"].says.zh


def test_no_archive_is_no_damage_of_one(tmp_path):
    assert [name for name, *_ in told(tmp_path)] == ["no-format"]
    with pytest.raises(FileNotFoundError):
        told(tmp_path / "nothing")


def test_what_cannot_be_read_is_named(archive, monkeypatch):
    """Root reads everything, so the system is made to say it."""
    closed = originals(archive)[0]
    real = Path.open

    def refuse(path, *args, **named):
        if path == closed:
            raise OSError(5, os.strerror(5), str(path))
        return real(path, *args, **named)

    monkeypatch.setattr(Path, "open", refuse)
    assert told(archive) == [("closed-file", closed.relative_to(archive).as_posix(), 0)]


def test_a_folder_that_cannot_be_looked_into_is_named_once(archive, monkeypatch):
    real = Path.iterdir

    def refuse(path):
        if path == archive / "published":
            raise OSError(13, os.strerror(13), str(path))
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert told(archive) == [("closed-file", "published/", 0)]


def test_an_archive_that_grows_meanwhile_is_sound(archive):
    stop = threading.Event()

    def grow() -> None:
        ours, n = Archive(archive), 0
        while not stop.is_set():
            with ours.writing() as writer:
                data = str(n).encode()
                kept = writer.keep(data, ".xlsx")
                writer.add(event_of("received", FOURTH, sha256=digest_of(data), kept=kept))
            n += 1

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        for _ in range(15):
            assert [each for each in found_in(archive) if not each.kind.note] == []
    finally:
        stop.set()
        writer.join()
    assert len(Archive(archive).events) > 12


def test_a_readme_that_was_changed_is_worth_a_note(archive):
    (archive / "README" / "README.txt").write_text("x", "utf-8")
    assert told(archive) == [("readme", "README/README.txt", 0)]


def test_every_kind_is_tried():
    tried = {name for _, _, wanted in DAMAGES for name, *_ in wanted or ()}
    here = Path(__file__).read_text("utf-8") + (Path(__file__).parents[1] / "aggregate_room" / "test_recheck.py").read_text("utf-8")
    assert {name for name in KINDS if name not in tried and f'"{name}"' not in here} == set()
