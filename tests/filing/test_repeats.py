"""Returns with the very figures of another: another unit's, or last year's sent again."""

from pathlib import Path

from govxl.filing.inspections import others_among
from govxl.findings.finding import message_of
from tests.returns import accepted, filled, judged

SAMPLES = Path(__file__).parents[2] / "samples"


def repeated(data, *records):
    return [message_of(found) for found in judged(data, others=others_among(records)).findings if found.name == "figures-repeated"]


def record_of(data):
    record = judged(data).record
    assert record
    return record


def test_another_units_figures_are_noted_with_its_name():
    (said,) = repeated(accepted(), record_of(filled(unit="乙县", level="city")))
    assert said == "各表所填的数和“乙县 2025”的完全相同（13 个不为0的数）"


def test_last_years_figures_are_noted_with_the_year():
    (said,) = repeated(accepted(), record_of(filled(year=2024)))
    assert "示例县人民政府 2024" in said


def test_all_of_several_are_named():
    assert len(repeated(accepted(), record_of(filled(year=2024)), record_of(filled(unit="乙县")), record_of(filled(unit="丙县")))) == 3


def test_one_figure_that_differs_is_enough():
    other = record_of(filled({"proactive.licensing.decisions": 1234566}, unit="乙县"))
    assert repeated(accepted(), other) == []


def test_its_own_record_is_no_other():
    assert repeated(accepted(), record_of(accepted())) == []


def test_returns_with_hardly_a_figure_are_all_alike():
    """A return of a few figures equals many others, and that says nothing."""
    data = (SAMPLES / "zfxxgk-2021" / "nil" / "filled.xlsx").read_bytes()
    record = record_of(data)
    assert repeated(data, {**record, "unit": {**record["unit"], "name": "乙县"}}) == []
