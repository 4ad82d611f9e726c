"""`archive verify` works kept sums out again: a return that is gone, another, altered or counted twice is named.

Whoever alters an archive here rewrites its log as well, line by line, so that every hash is right: what is found is
found by adding up.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govxl.aggregate.collecting import Collector
from govxl.aggregate.keeping import keep
from govxl.aggregate.model import Adjustment
from govxl.aggregate.recheck import rechecked
from govxl.archive.events import FIRST, Event, digest_of, line_of
from govxl.archive.store import Archive
from govxl.filing.record import dump_record, load_record
from tests.aggregate_room.trees import COUNTY, FINANCE, JUSTICE, LEFT, TOWN, county, roster
from tests.commands import run
from tests.returns import layout_of

FORM = layout_of().form


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    archive = county(tmp_path / "归档")
    collector = Collector(archive, roster(), FORM, 2025)
    for parent in collector.family.parents():
        changes = [Adjustment("requests.received.person", Decimal(1), "漏报一件，电话核实")] if parent.name == TOWN else []
        keep(archive, collector.sum_of(collector.family.plan_of(parent), changes), FORM, "李四")
    return archive


def rewritten(archive: Archive, change: Callable[[Event], Event | None]) -> Archive:
    """Write the log anew, each line following the one before, with some lines changed or left out."""
    tip, lines = FIRST, []
    for event in archive.events:
        changed = change(event)
        if changed is not None:
            lines.append(line_of(replace(changed, previous=tip)))
            tip = digest_of(lines[-1])
    archive.log.write_bytes(b"".join(line + b"\n" for line in lines))
    (archive.folder / "checkpoint.txt").unlink(missing_ok=True)
    return Archive(archive.folder)


def resummed(archive: Archive, change: Callable[[dict[str, Any]], None], unit: str = COUNTY) -> Archive:
    """Change the record of a sum, its totals left as they are, and the log with it."""
    event = next(each for each in reversed(archive.events) if each.event == "adjusted" and each.unit == unit)
    record = load_record(archive.read(event.record))
    change(record)
    data = dump_record(record)
    (archive.folder / event.record).write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return rewritten(archive, lambda each: replace(each, record_sha256=sha256) if each.record == event.record else each)


def found_in(archive: Archive) -> list[tuple[str, str]]:
    return [(each.name, each.says.zh) for each in rechecked(archive)]


def test_sums_that_nobody_touched_are_sound(kept: Archive) -> None:
    assert found_in(kept) == []
    assert run("archive", "verify", "--archive", kept.folder).code == 0


def test_a_return_that_was_removed_is_named(kept: Archive) -> None:
    event = next(each for each in kept.events if each.unit == FINANCE)
    (kept.folder / event.record).unlink()
    [(name, says)] = found_in(kept)
    assert (name, FINANCE in says) == ("sum-removed", True)
    done = run("archive", "verify", "--archive", kept.folder)
    assert done.code == 1
    assert "K041 sum-removed" in done.out


def test_a_return_that_was_removed_from_the_log_as_well_is_named(kept: Archive) -> None:
    event = next(each for each in kept.events if each.unit == LEFT)
    (kept.folder / event.record).unlink()
    archive = rewritten(kept, lambda each: None if each.unit == LEFT else each)
    [(name, says)] = found_in(archive)
    assert (name, LEFT in says) == ("sum-unknown", True)


def test_a_return_that_was_altered_is_named(kept: Archive) -> None:
    event = next(each for each in kept.events if each.unit == JUSTICE)
    place = kept.folder / event.record
    place.write_bytes(place.read_bytes().replace(b'"decisions": 3\n', b'"decisions": 4\n'))
    [(name, says)] = found_in(kept)
    assert (name, JUSTICE in says) == ("sum-altered", True)


def test_a_return_that_was_altered_with_all_that_tells_of_it_does_not_add_up(kept: Archive) -> None:
    event = next(each for each in kept.events if each.unit == JUSTICE)
    place = kept.folder / event.record
    data = place.read_bytes().replace(b'"decisions": 3\n', b'"decisions": 4\n')
    place.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    archive = rewritten(kept, lambda each: replace(each, record_sha256=sha256) if each.record == event.record else each)
    assert [name for name, _ in found_in(archive)] == ["sum-unknown"], "the sum names the record by its sha256"

    def follow(record: dict[str, Any]) -> None:
        next(each for each in record["aggregate"]["inputs"] if each["unit"] == JUSTICE)["record_sha256"] = sha256

    [(name, says)] = found_in(resummed(archive, follow))
    assert (name, "proactive.licensing.decisions 654123≠654124" in says) == ("sum-differs", True)


def test_a_return_that_was_taken_out_of_a_sum_is_named(kept: Archive) -> None:
    def leave_out(record: dict[str, Any]) -> None:
        record["aggregate"]["inputs"] = [each for each in record["aggregate"]["inputs"] if each["unit"] != FINANCE]

    told = found_in(resummed(kept, leave_out))
    assert [name for name, _ in told] == ["sum-differs", "sum-says"]
    assert f"“{FINANCE}”的数，它没有列在计入的里面" in told[0][1]


def test_a_return_that_was_put_in_again_is_named(kept: Archive) -> None:
    def repeat(record: dict[str, Any]) -> None:
        inputs = record["aggregate"]["inputs"]
        inputs.append(next(each for each in inputs if each["unit"] == FINANCE))

    told = dict(found_in(resummed(kept, repeat)))
    assert f"“{FINANCE}”在汇总里计入了两次" in told["sum-twice"]
    assert f"“{FINANCE}”的数，多计或少计了它一次" in told["sum-differs"]


def test_a_return_that_is_in_a_sum_of_the_sum_as_well_is_named(kept: Archive) -> None:
    event = next(each for each in kept.events if each.unit == LEFT)

    def count_twice(record: dict[str, Any]) -> None:
        told = {"unit": LEFT, "code": event.code, "scope": "own", "state": "accepted", "record": event.record}
        more = {"record_sha256": event.record_sha256, "file": event.kept, "file_sha256": event.sha256, "unaudited": False}
        record["aggregate"]["inputs"].append({**told, **more})

    told = dict(found_in(resummed(kept, count_twice)))
    assert LEFT in told["sum-twice"]
    assert LEFT in told["sum-differs"]


def test_a_record_of_somebody_else_in_a_units_place_is_named(kept: Archive) -> None:
    other = next(each for each in kept.events if each.unit == JUSTICE)

    def swap(record: dict[str, Any]) -> None:
        told = next(each for each in record["aggregate"]["inputs"] if each["unit"] == FINANCE)
        told["record_sha256"] = other.record_sha256

    told = dict(found_in(resummed(kept, swap)))
    assert FINANCE in told["sum-another"]
    assert JUSTICE in told["sum-another"]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda record: record["aggregate"].update(complete=False), "sum-says"),
        (lambda record: record["aggregate"]["counts"].update(returns=5), "sum-says"),
        (lambda record: record["aggregate"].update(lineage="0" * 64), "sum-lineage"),
        (lambda record: record["aggregate"]["inputs"][0].update(state="exception"), "sum-lineage"),
        (lambda record: record["aggregate"]["adjustments"].clear(), "sum-differs"),
        (lambda record: record.pop("aggregate"), "sum-none"),
    ],
)
def test_whatever_else_a_sum_says_is_held_against_its_inputs(kept: Archive, change: Any, name: str) -> None:
    names = [each for each, _ in found_in(resummed(kept, change, TOWN))]
    assert name in names


def test_a_figure_that_was_changed_is_named(kept: Archive) -> None:
    def lower(record: dict[str, Any]) -> None:
        record["tables"]["proactive"]["licensing"]["decisions"] -= 1

    told = dict(found_in(resummed(kept, lower)))
    assert "proactive.licensing.decisions 654122≠654123" in told["sum-differs"]


