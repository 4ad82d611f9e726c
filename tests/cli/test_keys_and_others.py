"""--key-file seals and verifies, --against compares with other records; neither leaves a secret behind."""

from pathlib import Path

import pytest

from govxl.filing.record import dump_record, load_record
from tests.commands import run
from tests.returns import filled, judged

SECRET = "a-secret-of-the-office-0123"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("key").write_text(SECRET + "\n")
    Path("other-key").write_text("another-secret-0123")
    Path("sent.xlsx").write_bytes(filled(key=SECRET.encode()))
    return tmp_path


def test_a_workbook_is_sealed_when_made_and_verified_when_it_comes_back(here):
    assert run("new", "--unit", "甲", "--year", 2025, "--key-file", "key", "-o", "new.xlsx").code == 0
    done = run("check", "new.xlsx", "--key-file", "key")
    assert (done.code, "seal-" in done.out) == (1, False), "an empty return is rejected, but not for its seal"
    assert run("check", "sent.xlsx", "--key-file", "key").code == 0
    broken = run("check", "sent.xlsx", "--key-file", "other-key")
    assert broken.code == 1
    assert "防伪校验码不一致" in broken.out


def test_the_record_says_which_of_the_states_it_was(here):
    assert run("ingest", "sent.xlsx", "--key-file", "key", "-o", "a").code == 0
    assert run("ingest", "sent.xlsx", "-o", "b").code == 0
    states = [load_record(next(Path(folder).glob("*/record.json")).read_bytes())["source"]["seal"] for folder in ("a", "b")]
    assert states == ["intact", "unchecked"]


def test_the_key_is_written_nowhere(here):
    """Not in outputs, records, messages, or in what --debug shows."""
    run("new", "--unit", "甲", "--year", 2025, "--key-file", "key", "-o", "new.xlsx")
    printed = run("ingest", "sent.xlsx", "--key-file", "key", "--json", "--debug")
    files = [path for path in here.rglob("*") if path.is_file() and path.name != "key"]
    assert len(files) > 4
    for content in [printed.out.encode(), printed.err.encode(), *(path.read_bytes() for path in files)]:
        assert SECRET.encode() not in content


@pytest.mark.parametrize(("name", "content"), [("short", "123"), ("nosuch", None), (".", None)])
@pytest.mark.parametrize("command", [["check", "sent.xlsx"], ["new", "--unit", "甲", "--year", "2025", "-o", "new.xlsx"]])
def test_a_key_file_that_is_none_stops_before_anything_is_done(here, name, content, command):
    if content:
        Path(name).write_text(content)
    done = run(*command, "--key-file", name)
    assert (done.code, done.out) == (2, "")
    assert done.err
    assert "Traceback" not in done.err
    assert not Path("new.xlsx").exists()


def test_a_return_that_repeats_another_is_noted_and_accepted(here):
    Path("records").mkdir()
    Path("records", "a.json").write_bytes(dump_record(judged(filled(unit="乙县", level="city")).record))
    Path("records", "b.json").write_text("{}")
    for place in ("records", "records/a.json"):
        done = run("check", "sent.xlsx", "--against", place)
        assert done.code == 0
        assert "和“乙县 2025”的完全相同" in done.out
    twice = run("check", "sent.xlsx", "--against", "records/a.json", "--against", "records")
    assert twice.code == 0


def test_what_is_no_record_cannot_be_held_against(here):
    Path("b.json").write_text("{}")
    for place in ("b.json", "nosuch.json"):
        done = run("check", "sent.xlsx", "--against", place)
        assert (done.code, done.out) == (2, "")
        assert place in done.err
