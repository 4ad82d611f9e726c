"""`archive verify` works kept sums out again: a return that is gone, another, altered or counted twice is named.

Whoever alters an archive here rewrites its log as well, line by line, so that every hash is right: what is found is
found by adding up.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govxl.aggregate.collecting import Collector
from govxl.aggregate.keeping import keep
from govxl.aggregate.model import Adjustment
from govxl.aggregate.once import Once
from govxl.aggregate.recheck import rechecked
from govxl.archive.events import FIRST, Event, digest_of, line_of
from govxl.archive.store import Archive
from govxl.filing.model import Identity
from govxl.filing.record import dump_record, load_record
from govxl.office.roster import roster_of
from govxl.workbook.writer import Contents, build_workbook
from tests.aggregate_room.trees import (
    CODES,
    COUNTY,
    FINANCE,
    JUSTICE,
    LEFT,
    RIGHT,
    TOWN,
    county,
    decide,
    returned,
    roster,
)
from tests.commands import run
from tests.kept import receive
from tests.returns import ISSUED, accepted_values, layout_of

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


def other_return(archive: Archive, unit: str, file: bytes | None = None) -> tuple[Archive, dict[str, Any]]:
    """Put another record of a unit into the archive, of another file or of the same, and tell of it as a sum would."""
    event = next(each for each in archive.events if each.unit == unit and each.event == "received")
    record = load_record(archive.read(event.record))
    record["source"]["notes"].append("又一份")
    with archive.writing() as writer:
        kept, place = event.kept, writer.keep_record(record, unit)
        sha256 = event.sha256
        if file:
            kept, sha256 = writer.keep(file, ".xlsx"), hashlib.sha256(file).hexdigest()
        told = {"record": place[0], "record_sha256": place[1]}
        writer.add(replace(event, previous="", kept=kept, sha256=sha256, **told))
    told |= {"unit": unit, "code": event.code, "scope": "own", "state": "accepted", "file": kept, "file_sha256": sha256}
    return archive, {**told, "unaudited": False}


def test_a_return_made_into_two_records_is_one_by_its_file(kept: Archive) -> None:
    archive, more = other_return(kept, LEFT)
    told = dict(found_in(resummed(archive, lambda record: record["aggregate"]["inputs"].append(more))))
    assert f"“{LEFT}”在汇总里计入了两次，一次在“{TOWN}”里" in told["sum-twice"]


@pytest.mark.parametrize("unit", [LEFT, JUSTICE, TOWN])
def test_two_returns_of_one_unit_are_named_at_whatever_level_they_are(kept: Archive, unit: str) -> None:
    archive, more = other_return(kept, unit, b"another file")
    told = dict(found_in(resummed(archive, lambda record: record["aggregate"]["inputs"].append(more))))
    via = unit if unit == JUSTICE else TOWN
    assert f"“{unit}”在汇总里有两份不同的报表，一份在“{via}”里" in told["sum-unit-twice"]


def test_a_unit_is_one_without_its_code_and_two_of_a_name_with_two_are_two(kept: Archive) -> None:
    archive, more = other_return(kept, LEFT, b"another file")
    names = [name for name, _ in found_in(resummed(archive, lambda record: record["aggregate"]["inputs"].append({**more, "code": ""})))]
    assert "sum-unit-twice" in names
    once = Once()
    assert once.add("城关镇人民政府", "630121001", ("a", "b"), "甲县") is None
    assert once.add("城关镇人民政府", "630122001", ("c", "d"), "乙县") is None, "by their codes they are two"
    assert once.add("城关镇 人民政府", "", ("e", "f"), "丙县") == ("甲县", ""), "whose it is without a code nobody knows"
    assert once.add("另一个名称", "0630122001", ("g", ""), "丁县") == ("乙县", "")
    assert once.add("别的单位", "1", ("", "d"), "戊县") == ("乙县", "d")
    assert once.add("别的单位二", "2", ("", ""), "戊县") is None


def test_a_sum_that_was_typed_and_made_counts_twice(kept: Archive) -> None:
    typed = returned(kept, TOWN, "aggregate")
    more = {"unit": TOWN, "code": typed.code, "scope": "aggregate", "state": "accepted", "record": typed.record}
    more |= {"record_sha256": typed.record_sha256, "file": typed.kept, "file_sha256": typed.sha256, "unaudited": False}
    told = dict(found_in(resummed(Archive(kept.folder), lambda record: record["aggregate"]["inputs"].append(more))))
    assert TOWN in told["sum-unit-twice"]


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


def restated(archive: Archive, unit: str, whose: str = COUNTY, **told: Any) -> Archive:
    """Let a sum tell another state of an input, in its record, its counts and its lineage, which is worked out anew."""
    event = next(each for each in reversed(archive.events) if each.event == "adjusted" and each.unit == whose)
    record = load_record(archive.read(event.record))

    def line_by_line() -> str:
        lines = []
        for each in record["aggregate"]["inputs"]:
            tables = load_record(archive.read(each["record"]))["tables"]
            points = [path for path, point in FORM.points.items() if point.kind == "input" and point.traits.numeric and not path.startswith("categories.")]
            values = ((path, tables[path.split(".")[0]][path.split(".")[1]][path.split(".")[2]]) for path in points)
            figures = ",".join(f'"{path}":{value}' for path, value in values if value)
            words = json.dumps(each, ensure_ascii=False, separators=(",", ":"))[:-1]
            lines.append(f'{words},"figures":{{{figures}}},"level":1,"of":""}}\n')
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    assert line_by_line() == record["aggregate"]["lineage"], "as govxl writes it"

    def change(told_of: dict[str, Any]) -> None:
        nonlocal record
        record = told_of
        inputs = told_of["aggregate"]["inputs"]
        next(each for each in inputs if each["unit"] == unit).update(told)
        told_of["aggregate"]["lineage"] = line_by_line()
        told_of["aggregate"]["counts"] |= {
            "exceptions": sum(each["state"] == "exception" for each in inputs),
            "unaudited": sum(each["unaudited"] for each in inputs), "outdated": sum("later" in each for each in inputs),
        }  # fmt: skip

    return resummed(archive, change, whose)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"state": "exception"}, "写作特批接收"),
        ({"state": "published"}, "写作已公开"),
        ({"state": "returned", "unaudited": True}, "写作未审核"),
        ({"state": "accepted", "unaudited": True}, "写作未审核"),
        ({"state": "waiting"}, "写作待审核"),
        ({"state": "accepted", "later": "returned"}, "写作审核通过（后来又报：退回修改）"),
        ({"state": "好的"}, "写作好的"),
    ],
)
def test_a_state_that_no_return_ever_had_is_named(tmp_path: Path, told: dict[str, Any], says: str) -> None:
    archive = summed(county(tmp_path / "归档"), TOWN)
    [(name, sentence)] = found_in(restated(archive, LEFT, TOWN, **told))
    assert name == "sum-state"
    assert f"汇总里“{LEFT}”{says}，按日志，它的记录 " in sentence
    assert sentence.endswith("当时是审核通过")


def summed(archive: Archive, *units: str) -> Archive:
    collector = Collector(archive, roster(), FORM, 2025)
    for parent in collector.family.parents():
        if parent.name in units:
            keep(archive, collector.sum_of(collector.family.plan_of(parent)), FORM, "李四")
    return Archive(archive.folder)


def let_pass(archive: Archive) -> Archive:
    """A station's return is rejected, and somebody lets it pass (特批接收)."""
    bad = returned(archive, LEFT, requests__received__person=13)
    assert bad.verdict == "rejected"
    done = run("archive", "decide", LEFT, "--accept", "--by", "李四", "--note", "已电话核实，确为十三件", "--archive", archive.folder)
    if done.code:  # what is overridden has to be named
        codes = [code for code in bad.codes if code.startswith("R")]
        words = [word for code in codes for word in ("--override", code)]
        done = run("archive", "decide", LEFT, "--accept", "--by", "李四", "--note", "已电话核实，确为十三件", "--archive", archive.folder, *words)
    assert done.code == 0, done.err
    return Archive(archive.folder)


def test_what_was_let_pass_and_is_called_accepted_is_named(tmp_path: Path) -> None:
    archive = summed(let_pass(county(tmp_path / "归档", LEFT)), TOWN)
    assert found_in(archive) == []
    [(name, sentence)] = found_in(restated(archive, LEFT, TOWN, state="accepted"))
    assert (name, f"“{LEFT}”写作审核通过" in sentence, sentence.endswith("当时是特批接收")) == ("sum-state", True, True)
    done = run("archive", "verify", "--archive", archive.folder, "--lang", "en")
    assert (done.code, "K060 sum-state" in done.out) == (1, True)
    assert f"has “{LEFT}” as accepted; by the log" in done.out


def test_a_return_that_nobody_accepted_is_in_no_sum(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档")
    event = next(each for each in archive.events if each.unit == LEFT)
    decide(archive, event, "return")
    archive = summed(Archive(archive.folder), TOWN)
    decide(archive, event, "accept")
    archive = summed(Archive(archive.folder), TOWN)
    assert found_in(archive) == [], "it counted before, and does again"
    # Of a log in which it was never accepted the sum is not one.
    undone = rewritten(archive, lambda each: None if each.event == "decided" else replace(each, explained=1) if each.unit == LEFT else each)
    told = found_in(undone)
    assert ("sum-state", True) in [(name, sentence.endswith("没有作过数的")) for name, sentence in told], told


def test_what_became_of_a_return_after_its_sum_is_no_damage(kept: Archive) -> None:
    event = next(each for each in kept.events if each.unit == LEFT)
    for decision in ("return", "accept"):
        decide(kept, event, decision)
    with kept.writing() as writer:
        told = {key: getattr(event, key) for key in ("form", "edition", "unit", "code", "year", "scope", "record", "record_sha256")}
        writer.add(Event(event="published", time="2026-01-31T09:00:00+08:00", by="李四", url="https://example.gov.cn/", **told))
    returned(kept, LEFT, proactive__licensing__decisions=9)
    archive = Archive(kept.folder)
    assert found_in(archive) == []
    assert found_in(summed(archive, TOWN, COUNTY)) == []
    sums = [load_record(archive.read(each.record)) for each in archive.events if each.event == "adjusted" and each.unit == TOWN]
    assert len(sums) == 2
    states = [next(each for each in told["aggregate"]["inputs"] if each["unit"] == LEFT)["state"] for told in sums]
    assert states == ["accepted", "published"]


def test_the_state_of_a_sum_in_a_sum_is_that_which_it_says_of_itself(tmp_path: Path) -> None:
    archive = summed(county(tmp_path / "归档", RIGHT), TOWN, COUNTY)
    assert found_in(archive) == []

    def call_it_whole(record: dict[str, Any]) -> None:
        next(each for each in record["aggregate"]["inputs"] if each["unit"] == TOWN)["state"] = "complete"

    told = dict(found_in(resummed(archive, call_it_whole)))
    assert f"“{TOWN}”写作齐全" in told["sum-state"]
    assert told["sum-state"].endswith("当时是不完整")


def test_a_draft_is_no_sum_to_be_kept(kept: Archive) -> None:
    assert "sum-says" in dict(found_in(resummed(kept, lambda record: record["aggregate"].update(draft=True))))


# -- Whose a record is


def test_a_return_that_came_without_a_code_is_its_units_by_name_and_by_the_log(tmp_path: Path) -> None:
    archive = county(tmp_path / "归档", LEFT)
    event = receive(archive, without_code(LEFT), f"{LEFT}.xlsx")
    assert event.code == ""
    # The list gave it a code since, and later another name: the log knows it by both.
    with archive.writing() as writer:
        told = {key: getattr(event, key) for key in ("form", "edition", "year", "scope")}
        writer.add(Event(event="issued", time="2026-01-20T09:00:00+08:00", by="李四", unit=LEFT, code=CODES[LEFT], **told))
    archive = Archive(archive.folder)
    now = "东风街道便民服务中心"
    listed = roster_of([replace(each, name=now if each.name == LEFT else each.name) for each in roster().members])
    collector = Collector(archive, listed, FORM, 2025)
    town = next(each for each in collector.family.parents() if each.name == TOWN)
    found = collector.sum_of(collector.family.plan_of(town))
    assert [each.unit for each in found.contributions] == [TOWN, now, RIGHT]
    keep(archive, found, FORM, "李四")
    archive = Archive(archive.folder)
    assert found_in(archive) == []

    # A code that is not the log's is another unit's, though there is none in the record.
    def recode(record: dict[str, Any]) -> None:
        next(each for each in record["aggregate"]["inputs"] if each["unit"] == now)["code"] = "119999"

    told = dict(found_in(resummed(archive, recode, TOWN)))
    assert f"“{now}（119999）”" in told["sum-another"]
    assert f"是 {LEFT}（{CODES[LEFT]}） 2025 本机关 的" in told["sum-another"]


def without_code(unit: str) -> bytes:
    layout = layout_of()
    identity = Identity("zfxxgk", "2021", unit, "", "", "department", 2025, "own")
    values = accepted_values(layout) | {"unit.title": unit}
    exact = {path: Decimal(v) if isinstance(v, int) else v for path, v in values.items() if v is not None}
    return build_workbook(layout, Contents(identity.texts(), exact, ISSUED))


def test_a_figure_that_was_changed_is_named(kept: Archive) -> None:
    def lower(record: dict[str, Any]) -> None:
        record["tables"]["proactive"]["licensing"]["decisions"] -= 1

    told = dict(found_in(resummed(kept, lower)))
    assert "proactive.licensing.decisions 654122≠654123" in told["sum-differs"]


