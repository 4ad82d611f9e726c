"""Charts of a form: what is read, and that every slip of its author is told with file and line."""

from pathlib import Path

import pytest

from govxl.form.definition import DefinitionError
from govxl.language.expressions import paths_in
from tests.form.small import SMALL, load

CHART = """
[[chart]]
title = 'Who reads'
part = 'figures'
unit = 'loans'
bars = [
  ['Adults', 'loans.lent.adults'],
  ['Printed', 'loans.printed.adults'],
]

[[chart]]
title = 'Kinds'
part = 'figures'
pieces = ['Books', 'Films']
bars = [['Adults', ['loans.books.adults', 'loans.films.adults']]]
"""


def loaded(folder: Path, old: str = "", new: str = ""):
    assert old in CHART
    return load(folder, ("[[part]]\nname = 'words'", CHART.replace(old, new, 1) + "\n[[part]]\nname = 'words'"))


def test_charts_are_read_with_derived_figures_worked_out(tmp_path: Path):
    plain, pieced = loaded(tmp_path).charts
    assert (plain.title, plain.part, plain.unit, plain.pieces) == ("Who reads", "figures", "loans", ())
    assert [(label, [list(paths_in(node)) for node in nodes]) for label, nodes in plain.bars] == [
        ("Adults", [["loans.lent.adults"]]),
        ("Printed", [["loans.books.adults", "loans.journals.adults"]]),
    ]
    assert (pieced.pieces, pieced.unit, len(pieced.bars[0][1])) == (("Books", "Films"), "", 2)


def test_a_form_may_have_none(tmp_path: Path):
    assert load(tmp_path).charts == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("title = 'Who reads'", "titel = 'x'\ntitle = 'y'", "titel", "no key of chart is called titel"),
        ("title = 'Who reads'", "title = 7", "title = 7", "title is a text in quotes"),
        ("title = 'Who reads'\n", "", "[[chart]]", "title is missing"),
        ("part = 'figures'", "part = 'figure'", "part = 'figure'", "no part is called figure"),
        ("'loans.lent.adults'", "'loans.lent.adult'", "'loans.lent.adult'", "no cell is called loans.lent.adult"),
        ("'loans.lent.adults'", "'loans.lent.adults =='", "'loans.lent.adults =='", "chart: "),
        ("'loans.lent.adults'", "'prior.loans.lent.adults'", "'prior.loans.lent.adults'", "is last year's, which is drawn beside"),
        ("'loans.lent.adults'", "'loans.returned.kind'", "'loans.returned.kind'", "is a text, not a figure"),
        ("'loans.lent.adults'", "'loans.lent.adults > 3'", "'loans.lent.adults > 3'", "is a condition, not a figure"),
        ("'loans.lent.adults'", "'cover.fines'", "['Adults', 'cover.fines']", "needs cover.fines, which is in no table"),
        ("'loans.lent.adults'", "['loans.lent.adults']", "bars = [", "a bar is [label, figure], not"),
        ("['loans.books.adults', 'loans.films.adults']", "['loans.books.adults']", "bars = [['Adults'", "a bar is [label, [2 figures]]"),
        ("pieces = ['Books', 'Films']", "pieces = ['1', '2', '3', '4', '5']", "pieces = ", "a chart has at most 4 pieces, not 5"),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_was_made(tmp_path: Path, old: str, new: str, line: str, message: str):
    with pytest.raises(DefinitionError) as caught:
        loaded(tmp_path, old, new)
    lines = (tmp_path / "form.toml").read_text("utf-8").splitlines()
    assert any(message in each.message and line in lines[each.line - 1] for each in caught.value.problems), caught.value


def test_more_bars_than_can_be_told_apart_are_a_slip(tmp_path: Path):
    bars = ", ".join(["['Adults', 'loans.lent.adults']"] * 13)
    with pytest.raises(DefinitionError, match="a chart has at most 12 bars, not 13"):
        loaded(tmp_path, CHART[CHART.index("bars = [\n") : CHART.index("]\n\n[[chart]]") + 1], f"bars = [{bars}]")


def test_the_small_form_has_no_chart_of_its_own():
    assert "[[chart]]" not in SMALL


# -- Trends


TREND = """
[[trend]]
title = 'Loans over the years'
unit = 'loans'
lines = [
  ['Adults', 'loans.lent.adults'],
  ['Printed of all', 'loans.printed.adults', 'loans.lent.adults'],
]
"""


def trending(folder: Path, old: str = "", new: str = ""):
    assert old in TREND
    return load(folder, ("[[part]]\nname = 'words'", TREND.replace(old, new, 1) + "\n[[part]]\nname = 'words'"))


def test_trends_are_figures_and_shares(tmp_path: Path):
    (trend,) = trending(tmp_path).trends
    assert (trend.title, trend.unit) == ("Loans over the years", "loans")
    told = [(label, list(paths_in(part)), whole and list(paths_in(whole))) for label, part, whole in trend.lines]
    assert told == [
        ("Adults", ["loans.lent.adults"], None),
        ("Printed of all", ["loans.books.adults", "loans.journals.adults"], ["loans.lent.adults"]),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("title = 'Loans over the years'\n", "", "[[trend]]", "title is missing"),
        ("unit = 'loans'", "units = 'loans'", "units", "no key of trend is called units"),
        ("'loans.lent.adults'", "'loans.lent.adult'", "'loans.lent.adult'", "trend: no cell is called loans.lent.adult"),
        ("'loans.lent.adults'", "'prior.loans.lent.adults'", "'prior.loans.lent.adults'", "is last year's"),
        ("['Adults', 'loans.lent.adults']", "['Adults']", "lines = [", "a line is [label, figure] or [label, figure, whole], not"),
        ("['Adults', 'loans.lent.adults']", ", ".join(["['Adults', 'loans.lent.adults']"] * 8), "lines = [", "at most 8 lines, not 9"),
    ],
)  # fmt: skip
def test_a_slip_in_a_trend_is_told_where_it_was_made(tmp_path: Path, old: str, new: str, line: str, message: str):
    with pytest.raises(DefinitionError) as caught:
        trending(tmp_path, old, new)
    lines = (tmp_path / "form.toml").read_text("utf-8").splitlines()
    assert any(message in each.message and line in lines[each.line - 1] for each in caught.value.problems), caught.value
