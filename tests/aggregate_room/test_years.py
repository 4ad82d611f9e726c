"""Sums beside last year's, and what may stand in two returns (G4, G5)."""

from pathlib import Path
from typing import Any

import pytest

from govxl.aggregate.changes import unit_changes
from govxl.aggregate.collecting import Collector
from govxl.aggregate.keeping import keep
from govxl.aggregate.records import record_of
from govxl.archive.store import Archive
from govxl.office.roster import roster_of
from tests.aggregate_room.trees import COUNTY, FINANCE, JUSTICE, LEFT, RIGHT, TOWN, returned, roster
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
