"""Issue 2, point 8: the same workbook as Excel, WPS and others spell it gives the same record."""

import re
from functools import cache
from zipfile import ZIP_DEFLATED

import pytest

from govxl.filing.record import dump_record
from tests.dialects import DIALECTS, sheets, swap
from tests.returns import COVER, REQUESTS, accepted, figure, formula, judged, packed, parts_of, put, sheet_part

TRUE = ' t="b"|<v>1</v>'
FILLED_ON = "46037"
"""The 15th of January 2026, as Excel counts days: 46023 is the 1st."""


NOTED = {
    "shared formulas": ["total-typed-over"],
    "reordered sheets": ["sheets-reordered"],
    "Excel": ["total-typed-over"],
    "WPS": ["sheets-reordered"],
}
"""What a person did in these: sums of one's own filled down over the totals, and sheets dragged to another place."""


@cache
def original():
    """The accepted return, a serial number in its date cell and a truth where a website was asked for."""
    return packed(parts_of(put(accepted(), {(COVER, "B25"): figure(FILLED_ON), (COVER, "B13"): TRUE})), ZIP_DEFLATED)


@cache
def original_judgement():
    judgement = judged(original())
    assert judgement.record
    return judgement


def told(record):
    """A record as bytes, without what is the file's and not the return's."""
    return dump_record({key: value for key, value in record.items() if key != "source"})


def test_the_original_says_what_was_typed():
    record = original_judgement().record
    assert f"{record['tables']['proactive']['fees']['amount']}" == "4166.241619"
    assert f"{record['cover']['fee_amount']}" == "26.55"
    assert record["tables"]["proactive"]["licensing"]["decisions"] == 1234567
    assert record["cover"]["filled_on"] == "2026年1月15日"
    assert record["cover"]["website"] == "TRUE"
    assert record["narrative"]["overview"]["proactive"].endswith("其中 a<b & c>d 的对比表1张。")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_dialect_gives_the_same_record(dialect):
    judgement = judged(DIALECTS[dialect].spell(original()))
    assert judgement.record, [(found.name, found.words) for found in judgement.findings if found.blocks]
    assert told(judgement.record) == told(original_judgement().record)
    more = [found for found in judgement.findings if found not in original_judgement().findings]
    assert [found for found in judgement.findings if found not in more] == list(original_judgement().findings)
    assert {(found.name, found.severity) for found in more} == {(name, "info") for name in NOTED.get(dialect, ())}


def test_another_figure_gives_another_record():
    """The comparison above can fail."""
    parts = parts_of(original())
    other = judged(packed(swap(parts, sheets(parts), "<v>4166.241619</v>", "<v>4166.24161</v>")))
    assert told(other.record) != told(original_judgement().record)


def test_every_dialect_writes_another_file():
    spelt = {dialect: DIALECTS[dialect].spell(original()) for dialect in DIALECTS}
    assert len({*spelt.values(), original()}) == len(DIALECTS) + 1


def test_a_sum_filled_down_is_shared_and_worked_out_in_every_cell():
    shared = {
        (REQUESTS, "D6"): '<f t="shared" ref="D6:D7" si="3">7+5</f><v>12</v>',
        (REQUESTS, "D7"): '<f t="shared" si="3"/><v>12</v>',
        (REQUESTS, "D30"): figure("11"),
    }
    record = judged(put(accepted(), shared)).record
    assert [record["tables"]["requests"][row]["person"] for row in ("received", "carried_in", "carried_out")] == [12, 12, 11]


def test_a_reference_filled_down_is_quoted_as_it_stands_in_its_own_cell():
    shared = {
        (REQUESTS, "D6"): '<f t="shared" ref="D6:D7" si="3">E6+$E$7</f><v>12</v>',
        (REQUESTS, "D7"): '<f t="shared" si="3"/><v>2</v>',
    }
    found = [f for f in judged(put(accepted(), shared)).findings if f.name == "formula-in-input"]
    assert [(f.cells[0].cell, f.cells[0].value) for f in found] == [("D6", "=E6+$E$7"), ("D7", "=E7+$E$7")]


def test_a_workbook_that_counts_days_from_1904_is_told_apart():
    """Excel for Mac once counted from 1904: the same day is another number, and both must read the same."""
    parts = parts_of(put(original(), {(COVER, "B25"): figure(str(int(FILLED_ON) - 1462))}))
    parts["xl/workbook.xml"] = re.sub(rb"<workbookPr ", b'<workbookPr date1904="1" ', parts["xl/workbook.xml"])
    judgement = judged(packed(parts))
    assert judgement.record["cover"]["filled_on"] == "2026年1月15日"


def test_a_stale_total_changes_nothing_and_is_mentioned():
    """A cached value is never evidence (DESIGN, principle 3)."""
    parts = parts_of(original())
    name = sheet_part(parts, REQUESTS)
    parts[name] = re.sub(rb'(<c r="J6"[^>]*><f>[^<]*</f>)<v>15</v>', rb"\1<v>99</v>", parts[name])
    judgement = judged(packed(parts))
    assert told(judgement.record) == told(original_judgement().record)
    (stale,) = [found for found in judgement.findings if found.name == "total-differs"]
    assert (stale.severity, stale.cells[0].cell, stale.actual, stale.expected, stale.rule) == ("info", "J6", "99", "15", "A1")


def test_a_total_typed_over_by_hand_is_rejected():
    judgement = judged(put(original(), {(REQUESTS, "J6"): figure("99")}))
    (typed,) = [found for found in judgement.findings if found.name == "total-differs"]
    assert (typed.severity, typed.blocks, typed.actual, typed.expected) == ("hard", True, "99", "15")


def test_a_formula_of_ones_own_in_a_total_is_no_evidence_either():
    judgement = judged(put(original(), {(REQUESTS, "J6"): formula("90+9", "99")}))
    (typed,) = [found for found in judgement.findings if found.name == "total-differs"]
    assert (typed.severity, typed.actual, typed.expected) == ("hard", "99", "15")
