from decimal import Decimal

import pytest

from govxl.report.record_values import exact, figure_text, lookup
from tests.report.made_up import filled


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("stock.novels.owned", Decimal(1200)),
        ("stock.novels.price", Decimal("24252.311082")),
        ("stock.novels.currency", "万元"),
        ("stock.maps.owned", "/"),
        ("stock.maps.nothing", None),
        ("stock.lent.half", Decimal(617286)),
        ("stock.note", "Counted twice.\n\nSee the list."),
        ("visits.note", ""),
        ("staff.note", None),
        ("stock.mode", None),
        ("unit.title", "河边"),
        ("unit.code", "007"),
        ("cover.phone", "12-34"),
        ("cover.nothing", None),
        ("narrative.summary.lending", ""),
        ("narrative.nothing.text", None),
        ("year", Decimal(2024)),
        ("scope", "own"),
        ("prior.stock.lent.total", Decimal(9)),
        ("prior.stock.lent.adult", "/"),
        ("prior.stock.novels.owned", None),
        ("prior.year", Decimal(2023)),
    ],
)
def test_a_path_reads_what_the_record_holds(path, value):
    assert lookup(filled())(path) == value


def test_without_last_year_every_prior_path_is_blank():
    assert lookup(filled(prior=None))("prior.stock.lent.total") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (Decimal("-0"), "0"),
        (Decimal("0.00"), "0.00"),
        (1234567, "1234567"),
        (-8, "-8"),
        (Decimal("24252.311082"), "24252.311082"),
        (Decimal("0.50"), "0.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-6"), "0.000001"),
        (None, "/"),
        ("万元", "万元"),
        ("", ""),
    ],
)
def test_a_figure_is_written_with_every_digit_and_nothing_else(value, text):
    assert figure_text(value) == text


@pytest.mark.parametrize("value", [0.5, True, Decimal("NaN"), Decimal("Infinity"), [1]])
def test_what_is_no_exact_number_is_refused(value):
    with pytest.raises(TypeError):
        exact(value)
    with pytest.raises(TypeError):
        figure_text(value)
