"""Sums beside last year's, and what may stand in two returns (G4, G5)."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from govxl.aggregate.changes import unit_changes
from govxl.aggregate.collecting import Collector, kept_adjustments
from govxl.aggregate.keeping import keep
from govxl.aggregate.model import Adjustment
from govxl.aggregate.records import record_of
from govxl.archive.store import Archive
from govxl.office.roster import roster_of
from tests.aggregate_room.trees import CODES, COUNTY, FINANCE, JUSTICE, LEFT, RIGHT, TOWN, returned, roster
from tests.returns import layout_of

FORM = layout_of().form


def summed(archive: Archive, year: int, listed: Any = None):
    collector = Collector(archive, listed or roster(), FORM, year)
    for parent in collector.family.parents():
        found = keep(archive, collector.sum_of(collector.family.plan_of(parent)), FORM, "李四").found
    return found


def carried(record):
    return [(each["at"].rpartition(".")[2], each["severity"], each["left"], each["right"]) for each in record["findings"] if each["rule"] == "A4"]


def test_what_was_carried_out_last_year_is_carried_in_unless_units_changed(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "归档")
    # Each unit carries 1 out of the year, and 2 in: five of the six were there last year.
    for unit in (COUNTY, FINANCE, TOWN, LEFT, RIGHT):
        returned(archive, unit, year=2024)
    listed = roster_of(tuple(each for each in roster().members if each.name != JUSTICE))
    summed(archive, 2024, listed)
    for unit in (COUNTY, FINANCE, JUSTICE, TOWN, LEFT, RIGHT):
        returned(archive, unit, year=2025)
    found = summed(archive, 2025)
    assert found.prior is not None
    assert found.prior.figures["requests.carried_out.person"] == 5
    assert ("person", "warning", "12", "5") in carried(record_of(found, FORM)), "a unit came in, which explains it"
    assert unit_changes(archive, found) == ((JUSTICE,), ())
    # What the county published itself goes before the sum that was made of its units.
    returned(archive, COUNTY, "aggregate", 2024, requests__carried_out__person=12, requests__received__person=23)
    again = summed(archive, 2025)
    assert again.prior is not None
    assert again.prior.figures["requests.carried_out.person"] == 12
    assert not [each for each in carried(record_of(again, FORM)) if each[0] == "person"]


def test_with_the_same_units_it_has_to_be_explained(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "归档")
    listed = roster_of(roster().members[:2])
    for year in (2024, 2025):
        returned(archive, COUNTY, year=year)
        returned(archive, FINANCE, year=year)
        found = summed(archive, year, listed)
    assert ("person", "explainable", "4", "2") in carried(record_of(found, FORM))
    assert not any(found.changes)


def test_a_unit_that_was_renamed_is_the_one_it_was_by_its_code(tmp_path: Path) -> None:
    archive, before = Archive(tmp_path / "归档"), roster()
    now = "示例县东风街道办事处"
    after = roster_of(
        tuple(replace(each, name=now if each.name == TOWN else each.name, parent=now if each.parent == TOWN else each.parent) for each in before.members)
    )
    for year in (2024, 2025):
        for unit in (COUNTY, FINANCE, JUSTICE, TOWN, LEFT, RIGHT):
            returned(archive, unit, year=year)
    collector = Collector(archive, before, FORM, 2025)
    town = next(each for each in collector.family.parents() if each.name == TOWN)
    twice = Adjustment("proactive.licensing.decisions", Decimal(-7), "同一许可两处都报了")
    keep(archive, collector.sum_of(collector.family.plan_of(town), [twice]), FORM, "李四")
    summed(archive, 2024, before)
    renamed = next(each for each in after.members if each.name == now)
    assert kept_adjustments(archive, FORM, 2025, renamed) == (twice,), "what was adjusted stays so under another name"
    again = Collector(archive, after, FORM, 2025)
    found = again.sum_of(again.family.plan_of(next(each for each in after.members if each.name == COUNTY)))
    assert found.figures["proactive.licensing.decisions"] == 100 + 20 + 3 + 4000 + 50000 + 600000 - 7
    assert found.changes == ((), ()), "nobody came and nobody went"
    (below,) = (each.below for each in found.contributions if each.below)
    assert below.prior is not None
    assert below.prior.figures["requests.carried_out.person"] == 3


def test_a_unit_that_got_another_code_neither_came_nor_went(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "归档")
    for year in (2024, 2025):
        for unit in (COUNTY, JUSTICE):
            returned(archive, unit, year=year)
    returned(archive, FINANCE, year=2024)
    members = [each for each in roster().members if each.name in (COUNTY, FINANCE, JUSTICE)]
    summed(archive, 2024, roster_of(tuple(members)))
    recoded = [replace(each, code="Z9") if each.name == FINANCE else each for each in members]
    found = summed(archive, 2025, roster_of(tuple(recoded)))
    assert FINANCE in [gap.unit for gap in found.gaps]
    assert found.changes == ((), ())


@pytest.mark.parametrize(
    ("codes", "is_known"),
    [
        ({}, True),
        ({COUNTY: "新1"}, True),
        ({COUNTY: ""}, True),
        ({COUNTY: "新1", FINANCE: CODES[COUNTY]}, False),  # whose code it was is another's now
    ],
)
def test_a_parent_that_got_another_code_is_held_against_its_sum_of_last_year(tmp_path: Path, codes: dict[str, str], is_known: bool) -> None:
    archive = Archive(tmp_path / "归档")
    for unit in (COUNTY, FINANCE):
        returned(archive, unit, year=2024)
    summed(archive, 2024, roster_of(roster().members[:2]))
    now = tuple(replace(each, code=codes.get(each.name, each.code)) for each in roster().members[:3])
    found = summed(archive, 2025, roster_of(now))
    assert (found.prior is not None) == is_known
    assert found.changes == (((JUSTICE,), ()) if is_known else ((), ()))
    if found.prior:
        assert found.prior.figures["requests.carried_out.person"] == 2, "1 of each of the two"


@pytest.mark.parametrize(
    ("before", "now", "added", "gone"),
    [
        ("甲1 乙2", "甲1 乙2", "", ""),
        ("甲1", "乙2", "乙", "甲"),
        ("甲1", "甲9", "", ""),
        ("甲1", "乙1", "", ""),
        # One was renamed, and a new one took its name.
        ("甲1", "乙1 甲2", "甲", ""),
        # Of two of one name one went, or one came; where two got other codes nobody knows which is which.
        ("甲1 甲2", "甲1", "", "甲（2）"),
        ("甲1", "甲1 甲2", "甲（2）", ""),
        ("甲1 甲2", "甲3", "甲", "甲（1） 甲（2）"),
        ("甲 乙2", "甲1 丙2", "", ""),
    ],
)  # fmt: skip
def test_who_came_and_who_went(monkeypatch: pytest.MonkeyPatch, before: str, now: str, added: str, gone: str) -> None:
    then = [{"unit": each[0], "code": each[1:]} for each in before.split()]
    monkeypatch.setattr("govxl.aggregate.changes.kept_record", lambda archive, event: {"aggregate": {"inputs": then}})
    archive = SimpleNamespace(cases=SimpleNamespace(sums_of=lambda *_: [SimpleNamespace(record="1.json")]))
    entries = [SimpleNamespace(unit=each[0], code=each[1:]) for each in now.split()]
    found = SimpleNamespace(form="zfxxgk", year=2025, parent=None, contributions=entries, gaps=())
    assert unit_changes(archive, found) == (tuple(added.split()), tuple(gone.split()))  # type: ignore[arg-type]


def test_without_last_year_nothing_is_said_of_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "归档")
    for unit in (COUNTY, FINANCE):
        returned(archive, unit)
    found = summed(archive, 2025)
    assert found.prior is None
    assert not carried(record_of(found, FORM))
    assert unit_changes(archive, found) == ((), ())


@pytest.mark.parametrize(
    ("own", "below", "severity"),
    [(3, 2, "warning"), (3, 0, "info"), (0, 2, "info"), (0, 0, None)],
)
def test_cases_that_parent_and_child_may_both_have_counted_are_to_be_verified(tmp_path: Path, own: int, below: int, severity: str) -> None:
    archive = Archive(tmp_path / "归档")
    returned(archive, COUNTY, review__cases__after_upheld=own)
    returned(archive, FINANCE, review__cases__after_upheld=below)
    record = record_of(summed(archive, 2025), FORM)
    assert record["tables"]["review"]["cases"]["after_total"] == own + below
    assert [each["severity"] for each in record["findings"] if each["rule"] == "B5"] == ([severity] if severity else [])
