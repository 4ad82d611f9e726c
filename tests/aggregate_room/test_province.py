"""A made-up province of three levels: its sums against pandas, its traces against its sums, and whoever tampers is named."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from time import process_time
from typing import Any

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govxl.aggregate.collecting import Collector, kept_sum
from govxl.aggregate.family import TwiceError
from govxl.aggregate.keeping import keep
from govxl.aggregate.lineage import lineage_of
from govxl.aggregate.model import Adjustment, Contribution, Sum
from govxl.aggregate.points import figure_meant, inputs_of
from govxl.aggregate.recheck import rechecked
from govxl.aggregate.records import record_of
from govxl.aggregate.summing import added_up
from govxl.aggregate.trace import TracedFigure, sum_at, trace
from govxl.archive.store import Archive, ArchiveError
from govxl.filing.record import Record, dump_record, load_record
from govxl.office.roster import Member, roster_of
from tests.aggregate_room.province import PROVINCE, Province, city_name, province
from tests.aggregate_room.test_recheck import resummed
from tests.returns import layout_of

FORM = layout_of().form
PERSON = "requests.received.person"
SMALL = Province(5, 60)
UNIT, OTHER = "示例市第7局", "示例市第8局"


def summed(archive: Archive, shape: Province) -> None:
    collector = Collector(archive, shape.roster, FORM, 2025)
    for parent in collector.family.parents():
        keep(archive, collector.sum_of(collector.family.plan_of(parent)), FORM, "李四")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = province(tmp_path_factory.mktemp("province") / "归档", SMALL)
    summed(archive, SMALL)
    return archive


@pytest.fixture
def kept(made: Archive, tmp_path: Path) -> Archive:
    return Archive(copytree(made.folder, tmp_path / "归档"))


def record_of_sum(archive: Archive, unit: str) -> Record:
    event = kept_sum(archive, FORM, 2025, Member(0, unit))
    assert event is not None
    return load_record(archive.read(event.record))


def frame(archive: Archive, names: set[str]) -> pandas.DataFrame:
    """Read the records of some units off the disk with pandas, a column for every cell and every figure kept besides."""
    rows = []
    for event in archive.events:
        if event.event == "received" and event.unit in names:
            told = json.loads((archive.folder / event.record).read_bytes(), parse_float=Decimal)
            rows.append({"unit": event.unit, "tables": told["tables"], "derived": told["derived"]})
    return pandas.json_normalize(rows).set_index("unit")


def cells(record: Record) -> dict[str, Any]:
    plain = json.loads(dump_record({"tables": record["tables"], "derived": record["derived"]}), parse_float=Decimal)
    (row,) = pandas.json_normalize(plain).to_dict("records")
    return row


def hold_against_pandas(archive: Archive, shape: Province) -> int:
    """Hold every sum against what pandas adds up, every cell; gives how many cells that were."""
    held = 0
    below = {PROVINCE: {each.name for each in shape.members()}}
    below |= {
        city_name(n): {each.name for each in shape.members() if city_name(n) in (each.name, each.parent)}
        for n in range(shape.cities)
    }
    for unit, names in below.items():
        theirs = frame(archive, names)
        assert len(theirs) == len(names)
        ours = cells(record_of_sum(archive, unit))
        assert ours.keys() == set(theirs.columns)
        for column, value in ours.items():
            # What the statute does not print is each unit's own, and has no sum.
            if isinstance(value, int | Decimal) and not column.startswith("tables.categories."):
                assert value == theirs[column].sum(), (unit, column)
                held += 1
    return held


def test_every_cell_of_every_sum_is_what_pandas_adds_up(made: Archive) -> None:
    assert hold_against_pandas(made, SMALL) > 6 * (len(FORM.points) - 60)
    assert list(rechecked(made)) == []


@pytest.mark.long
def test_every_cell_of_a_large_province_is_what_pandas_adds_up(tmp_path: Path) -> None:
    shape = Province(10, 500)
    archive = province(tmp_path / "归档", shape, seed=7)
    summed(archive, shape)
    assert hold_against_pandas(archive, shape) > 11 * (len(FORM.points) - 60)
    assert list(rechecked(archive)) == []


# -- Traces


def traces(folder: Path, record: Record, lineage: bytes) -> dict[str, TracedFigure]:
    """Trace every figure of a sum that has one."""
    folder.mkdir(exist_ok=True)
    path = folder / "record.json"
    path.write_bytes(dump_record(record))
    path.with_name("lineage.jsonl").write_bytes(lineage)
    told, form = sum_at(path)
    figures = [path for path in FORM.points if not path.startswith("categories.")]
    figures += [each.path for each in FORM.derived]
    return {each: trace(path, told, figure_meant(form, each)) for each in figures}


@pytest.fixture(scope="module")
def traced(made: Archive, tmp_path_factory: pytest.TempPathFactory) -> dict[str, TracedFigure]:
    collector = Collector(made, SMALL.roster, FORM, 2025)
    for parent in collector.family.parents():
        found = collector.sum_of(collector.family.plan_of(parent))
    record = record_of_sum(made, PROVINCE)
    return traces(tmp_path_factory.mktemp("sum"), record, lineage_of(found))


def test_a_trace_comes_to_every_cell_by_what_each_unit_reported(made: Archive, traced: dict[str, TracedFigure]) -> None:
    theirs, ours = frame(made, {each.name for each in SMALL.members()}), cells(record_of_sum(made, PROVINCE))
    assert len(traced) == len(theirs.columns) - sum(column.startswith("tables.categories.") for column in theirs)
    for point, found in traced.items():
        assert found.proven, point
        column = f"tables.{point}" if point in FORM.points else f"derived.{point}"
        assert found.value == found.added == ours[column]
        leaves = {each.unit: each.value for each in found.shares if not each.made}
        reported = theirs[column]
        assert leaves == {unit: Decimal(value) for unit, value in reported.items() if value}, point
        if found.value:
            assert sum(each.share for each in found.shares if each.level == 1) == pytest.approx(1)


def test_each_accepted_return_counts_exactly_once(made: Archive, traced: dict[str, TracedFigure]) -> None:
    accepted = Counter(each.record_sha256 for each in made.events if each.outcome == "accepted")
    counted: Counter[str] = Counter()
    for found in traced.values():
        counted |= Counter(each.record_sha256 for each in found.shares if not each.made)
        assert (found.returns, dict(found.twice)) == (66, {})
    assert counted == accepted
    assert set(accepted.values()) == {1}


# -- Tampering


def test_a_return_that_is_missing_is_named_as_a_gap(tmp_path: Path) -> None:
    archive = province(tmp_path / "归档", SMALL, without=frozenset({UNIT}))
    summed(archive, SMALL)
    told = record_of_sum(archive, PROVINCE)["aggregate"]
    assert [(gap["unit"], gap["of"]) for gap in told["gaps"]] == [(UNIT, city_name(6 % 5))]
    assert not told["complete"]


def test_a_return_that_was_removed_is_named(kept: Archive) -> None:
    event = next(each for each in kept.events if each.unit == UNIT)
    (kept.folder / event.record).unlink()
    assert [(each.name, UNIT in each.says.zh) for each in rechecked(kept)] == [("sum-removed", True)]


def test_a_return_that_was_altered_is_named_and_in_no_sum(kept: Archive) -> None:
    event = next(each for each in kept.events if each.unit == UNIT)
    path = kept.folder / event.record
    record = load_record(path.read_bytes())
    record["tables"]["requests"]["received"]["person"] += 1
    path.write_bytes(dump_record(record))
    assert [(each.name, UNIT in each.says.zh) for each in rechecked(kept)] == [("sum-altered", True)]
    with pytest.raises(ArchiveError, match=UNIT):
        summed(kept, SMALL)


def test_a_return_that_two_lines_of_the_list_mean_is_named(made: Archive) -> None:
    code = next(each.code for each in SMALL.members() if each.name == UNIT)
    again = Member(99, "示例市第七局", code=code, parent=city_name(3))
    listed = roster_of((*SMALL.members(), again))
    collector = Collector(made, listed, FORM, 2025)
    with pytest.raises(TwiceError, match=f"{UNIT}|{again.name}"):
        for parent in collector.family.parents():
            collector.sum_of(collector.family.plan_of(parent))


def test_a_return_that_is_counted_in_its_city_and_in_the_province_is_named(kept: Archive) -> None:
    event = next(each for each in kept.events if each.unit == UNIT)

    def count_twice(record: dict[str, Any]) -> None:
        told = {
            "unit": UNIT,
            "code": event.code,
            "scope": "own",
            "state": "accepted",
            "record": event.record,
            "unaudited": False,
        }
        record["aggregate"]["inputs"].append(
            {**told, "record_sha256": event.record_sha256, "file": event.kept, "file_sha256": event.sha256}
        )

    said = {each.name: each.says.zh for each in rechecked(resummed(kept, count_twice, PROVINCE))}
    assert UNIT in said["sum-twice"]
    assert UNIT in said["sum-differs"]


def test_a_return_in_anothers_place_is_named(kept: Archive) -> None:
    other = next(each for each in kept.events if each.unit == OTHER)

    def swap(record: dict[str, Any]) -> None:
        next(each for each in record["aggregate"]["inputs"] if each["unit"] == UNIT)["record_sha256"] = (
            other.record_sha256
        )

    said = {each.name: each.says.zh for each in rechecked(resummed(kept, swap, city_name(6 % 5)))}
    assert UNIT in said["sum-another"]


# -- Properties

FIGURES = st.dictionaries(st.sampled_from(inputs_of(FORM)), st.integers(0, 10**6).map(Decimal), max_size=12)
CHANGES = st.lists(st.tuples(st.sampled_from(inputs_of(FORM)), st.integers(0, 999).map(Decimal)), max_size=3)


def sum_over(name: str, entries: list[Contribution], changes: list[Adjustment]) -> Sum:
    parent = Member(0, name, level="county", kind="government")
    return Sum("zfxxgk", "2021", parent, 2025, tuple(entries), (), tuple(changes), added_up(FORM, entries, changes))


def entry(name: str, figures: dict[str, Decimal], below: Sum | None = None) -> Contribution:
    scope, state = ("aggregate", "complete") if below else ("own", "accepted")
    known = {path: value for path, value in figures.items() if value}
    return Contribution(
        name,
        "",
        scope,
        state,
        f"records/{name}.json",
        name.encode().hex().ljust(64, "0")[:64],
        "",
        "",
        known,
        below=below,
    )


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(tree=st.lists(st.lists(FIGURES, min_size=1, max_size=3), min_size=1, max_size=3), changes=CHANGES)
def test_what_is_added_up_and_traced_comes_to_every_cell_again(
    tmp_path: Path, tree: list[list[dict[str, Decimal]]], changes: list[tuple[str, Decimal]]
) -> None:
    adjustments = [Adjustment(point, change, "联合发文只计一次") for point, change in changes if change]
    children = []
    for n, leaves in enumerate(tree):
        below = sum_over(
            f"县{n}", [entry(f"局{n}-{m}", each) for m, each in enumerate(leaves)], adjustments if n == 0 else []
        )
        children.append(entry(f"县{n}", dict(below.figures), below))
    found = sum_over("市", children, adjustments)
    for point, each in traces(tmp_path / "sum", record_of(found, FORM), lineage_of(found)).items():
        assert each.proven, point
        shares = [share.value for share in each.shares if share.level == 1]
        assert sum(shares) == each.value
        reported = sum(share.value for share in each.shares if not share.made and not share.reason)
        changed = sum(share.value for share in each.shares if share.reason)
        assert reported + changed == each.value
        if point in found.figures:
            typed = sum(leaf.get(point, 0) for leaves in tree for leaf in leaves)
            assert reported == typed
            assert each.value == typed + 2 * sum(change for path, change in changes if path == point)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(leaves=st.lists(FIGURES, max_size=4), changes=CHANGES)
def test_adjusting_and_taking_it_back_is_the_identity(
    leaves: list[dict[str, Decimal]], changes: list[tuple[str, Decimal]]
) -> None:
    entries = [entry(f"局{n}", each) for n, each in enumerate(leaves)]
    there = [Adjustment(point, change, "联合发文只计一次") for point, change in changes]
    back = [replace(each, change=-each.change) for each in reversed(there)]
    plain, both = sum_over("县", entries, []), sum_over("县", entries, [*there, *back])
    assert both.figures == plain.figures
    assert record_of(both, FORM)["tables"] == record_of(plain, FORM)["tables"]


def test_a_sum_that_was_adjusted_and_is_so_no_more_is_the_one_it_was(kept: Archive) -> None:
    before = record_of_sum(kept, city_name(0))
    unit = next(each for each in SMALL.members() if each.name == city_name(0))
    for changes in ([Adjustment(PERSON, Decimal(3), "漏报三件，电话核实")], []):
        collector = Collector(kept, SMALL.roster, FORM, 2025)
        keep(kept, collector.sum_of(collector.family.plan_of(unit), changes), FORM, "李四")
        told = record_of_sum(kept, city_name(0))
        changed = told["tables"]["requests"]["received"]["person"] - before["tables"]["requests"]["received"]["person"]
        assert changed == sum(each.change for each in changes)
    assert dump_record(told) == dump_record(before)


@pytest.mark.long
def test_a_trace_over_ten_thousand_units_takes_a_second_at_most(tmp_path: Path) -> None:
    # Every unit has every figure, which is more than any has: a line is as long as it can be.
    figures = {path: Decimal(n % 9 + 1) for n, path in enumerate(inputs_of(FORM))}
    found = sum_over("省", [entry(f"示例市第{n}局", figures) for n in range(10_000)], [])
    path = tmp_path / "record.json"
    path.write_bytes(dump_record(record_of(found, FORM)))
    path.with_name("lineage.jsonl").write_bytes(lineage_of(found))
    start = process_time()
    record, form = sum_at(path)
    told = trace(path, record, figure_meant(form, PERSON))
    assert process_time() - start < 1
    assert (told.proven, len(told.shares), told.value) == (True, 10_000, 10_000 * figures[PERSON])
