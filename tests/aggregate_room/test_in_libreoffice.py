"""汇总.xlsx in LibreOffice: it opens, shows the totals we work out, and comes back as the same figures."""

from decimal import Decimal
from pathlib import Path

from govxl.aggregate.records import record_of
from govxl.filing.record import value_at
from govxl.office.outbox import fill_workbook
from tests.aggregate_room.trees import COUNTY, JUSTICE, collected, county, plan_of, roster
from tests.returns import ISSUED, judged, layout_of

FORM = layout_of().form


def test_the_workbook_of_a_sum_opens_and_comes_back_as_it_is(office, tmp_path: Path) -> None:
    listed = roster()
    parent = next(each for each in listed.members if each.name == COUNTY)
    found = collected(county(tmp_path / "归档", JUSTICE), listed, plan_of(listed, parent), FORM, 2025)
    record = record_of(found, FORM)
    (tmp_path / "汇总.xlsx").write_bytes(fill_workbook(record, ISSUED))
    judgement = judged(office.round_trip(tmp_path / "汇总.xlsx", tmp_path / "saved.xlsx").read_bytes())
    assert {each.rule for each in judgement.findings if each.blocks} == {"N8"}, "nobody has written the text yet"
    assert not [each for each in judgement.findings if each.name == "total-differs"]
    assert judgement.reading is not None
    for point, value in judgement.reading.totals.items():
        if point in FORM.points:
            assert value == Decimal(value_at(record["tables"], point)), point
    assert judgement.identity["scope"] == "aggregate"
