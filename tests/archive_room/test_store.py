"""The archive on disk: what is kept is kept once, lines follow one another, and what was being written when it stopped."""

from pathlib import Path

import pytest

from govxl.archive.events import FIRST, Event, event_in, line_of
from govxl.archive.store import Archive, ArchiveError

COMES = Event(event="received", time="2026-01-18T17:00:00+08:00", by="李四", form="zfxxgk", unit="甲局", year=2025)


def test_what_is_kept_is_kept_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "归档")
    with archive.writing() as writer:
        place = writer.keep(b"abc", ".XLSX")
        assert writer.keep(b"abc", ".xlsx") == place
    # The sha256 of abc is in FIPS 180-2, appendix B.1.
    assert place == "originals/ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.xlsx"
    assert archive.read(place) == b"abc"


def test_each_line_repeats_the_digest_of_the_one_before(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        one, two = writer.add(COMES, COMES)
        (three,) = writer.add(COMES)
    again = Archive(tmp_path)
    assert one.previous == FIRST
    assert [each.previous for each in again.events] == [FIRST, two.previous, three.previous]
    assert len({one.previous, two.previous, three.previous}) == 3
    assert again.tip == archive.tip


def test_a_line_that_was_not_written_to_its_end_is_cut_off(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        writer.add(COMES)
    with (tmp_path / "log.jsonl").open("ab") as log:
        log.write(b'{"event":"recei')
    after = Archive(tmp_path)
    assert len(after.events) == 1
    with after.writing() as writer:
        writer.add(COMES)
    assert len(Archive(tmp_path).events) == 2


def test_what_another_added_is_seen_before_anything_is_added(tmp_path: Path) -> None:
    one, other = Archive(tmp_path), Archive(tmp_path)
    with other.writing() as writer:
        writer.add(COMES)
    with one.writing() as writer:
        writer.add(COMES)
    assert len(Archive(tmp_path).events) == len(one.events) == 2


@pytest.mark.parametrize("old", [b"2026-01", b"received", b"previous"])
def test_a_line_that_was_changed_stops_everything(tmp_path: Path, old: bytes) -> None:
    archive = Archive(tmp_path)
    with archive.writing() as writer:
        writer.add(COMES, COMES)
    log = tmp_path / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(old, old[::-1], 1))
    with pytest.raises(ArchiveError, match=r"第 [12] 行坏了"):
        Archive(tmp_path)


def test_an_event_reads_as_it_was_written() -> None:
    assert event_in(line_of(COMES)) == COMES
