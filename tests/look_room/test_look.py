"""What is seen across units and years, from archives made by hand: whose returns belong together, changes, trends."""

import statistics
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govxl.archive.store import Archive
from govxl.language.expressions import paths_in
from govxl.look.comparing import YearOnYear, change_of, line_up
from govxl.look.corrections import corrected
from govxl.look.frames import CountedReturn
from govxl.look.outliers import FAR, outliers, scores
from govxl.look.trends import followed, paths_of
from govxl.look.wording import lacking_told
from tests.look_room.archives import build, changed, keep, line
from tests.look_room.looks import seen, take
from tests.returns import layout_of

RECEIVED, ISSUED = "requests.received.total", "proactive.normative.issued"


def counted(unit: str, year: int, value: Any = 0, code: str = "", **more: Any) -> CountedReturn:
    known: dict[str, Any] = {"level": "county", "kind": "department", "edition": "2021", "scope": "own", "state": "accepted"}
    figures = {} if value is None else {RECEIVED: value}
    nulls = (RECEIVED,) if value is None else ()
    return CountedReturn(unit=unit, code=code, year=year, record="r", file="f", corrections=0, figures=figures, nulls=nulls, **{**known, **more})


# -- Whose returns belong together


def test_a_unit_is_its_own_by_code_under_another_name_and_by_name_without_one() -> None:
    returns = [
        counted("甲局", 2025, 3, "D1"),
        counted("甲局（旧）", 2024, 2, "d1"),
        counted("乙 局", 2025, 5),
        counted("乙局", 2024, 4),
        counted("丙局", 2024, 7, "D3"),
        counted("丙局", 2025, 8, "D4"),
        counted("丙局", 2025, 9, "D5"),
    ]
    units = line_up(returns)
    assert {(unit.name, tuple(unit.years)) for unit in units} == {
        ("甲局", (2024, 2025)),
        ("乙 局", (2024, 2025)),
        ("丙局", (2025,)),
        ("丙局", (2024,)),
    }, "two codes are two units, and which of them it was nobody knows"
    assert sum(unit.name == "丙局" for unit in units) == 3
    assert [change_of(unit, 2025, RECEIVED) for unit in units[:2]] == [YearOnYear(2, 3), YearOnYear(4, 5)]


def test_a_unit_that_got_another_code_is_the_same_in_every_year_as_in_a_sum() -> None:
    returns = [
        counted("甲局", 2025, 9, "N1"),
        counted("甲局", 2024, 7, "D1"),
        counted("甲办公室", 2023, 5, "D1"),  # found by the code that it had before
        counted("乙局", 2025, 1, "N2"),
        counted("乙局", 2023, 2, "D2"),  # with a year between
        counted("丙局", 2024, 3, "D3"),
        counted("丁局", 2025, 4, "D3"),  # whose code it is now goes before whose name it was
        counted("丙局", 2025, 5, "N3"),
    ]
    for order in (returns, returns[::-1]):
        units = {unit.name: unit for unit in line_up(order)}
        assert {name: list(unit.years) for name, unit in units.items()} == {
            "甲局": [2023, 2024, 2025], "乙局": [2023, 2025], "丁局": [2024, 2025], "丙局": [2025],
        }  # fmt: skip
        assert change_of(units["甲局"], 2025, RECEIVED) == YearOnYear(7, 9)
        assert (units["甲局"].coded_once(2024), units["甲局"].coded_once(2025), units["甲局"].once(2024)) == ("D1", "", "")
        assert units["甲局"].once(2023) == "甲办公室"
    trends, steady, _ = followed(layout_of().form, list(line_up(returns[:2])), [2024, 2025])
    assert trends
    assert steady.units == {2024: 1, 2025: 1}, "one that stays is not told as one that went and one that came"


def test_what_a_unit_was_called_last_goes_before_what_it_is_called_now() -> None:
    returns = [
        counted("甲局", 2025, 9, "N1"),
        counted("甲局", 2024, 7, "D1"),
        counted("甲局", 2023, 5, "D1"),
        counted("戊局", 2023, 1, "N1"),  # whose code it was before
    ]
    for order in (returns, returns[::-1]):
        assert {unit.name: {year: each.figures[RECEIVED] for year, each in unit.years.items()} for unit in line_up(order)} == {
            "甲局": {2023: 5, 2024: 7, 2025: 9}, "戊局": {2023: 1},
        }  # fmt: skip


def test_the_spelling_of_a_code_is_no_other_code() -> None:
    (unit,) = line_up([counted("甲局", 2025, 1, "0012"), counted("甲局", 2024, 1, "12")])
    assert unit.coded_once(2024) == ""


def test_units_that_ended_come_last_and_are_joined_with_their_own_past() -> None:
    units = line_up([counted("旧局", 2023, 1), counted("旧局", 2024, 1), counted("新局", 2025, 1)])
    assert [(unit.name, list(unit.years)) for unit in units] == [("新局", [2025]), ("旧局", [2023, 2024])]


def test_a_year_between_that_is_missing_is_no_last_year() -> None:
    (unit,) = line_up([counted("甲局", 2023, 1), counted("甲局", 2025, 9)])
    assert change_of(unit, 2025, RECEIVED) == YearOnYear(None, 9)


@pytest.mark.parametrize(
    ("before", "now", "by", "share"),
    [
        (12, 15, 3, Decimal(25)),
        (12, 9, -3, Decimal(-25)),
        (0, 7, 7, None),
        (None, 7, None, None),
        (7, None, None, None),
        (Decimal("0.1"), Decimal("0.3"), Decimal("0.2"), Decimal(200)),
        (999_999_999_999_999, Decimal("0.5"), Decimal("-999999999999998.5"), None),
    ],
)
def test_a_change_is_exact(before: Any, now: Any, by: Any, share: Any) -> None:
    change = YearOnYear(before, now)
    assert change.by == by
    if share is not None or not before or now is None:
        assert change.share == share


# -- Outliers


def by_statistics(values: list[float]) -> list[float]:
    """Score as the handbook says, with the standard library's floats."""
    middle = statistics.median(values)
    mad = statistics.median(abs(value - middle) for value in values)
    return [0.6745 * (value - middle) / mad for value in values]


def test_scores_are_those_of_the_handbook() -> None:
    values = [3, 5, 4, 4, 6, 41, 5, 2, 7, 3, 0]
    found, spread = scores(values)
    assert spread == "median"
    assert [float(each) for each in found] == pytest.approx(by_statistics([float(value) for value in values]))
    # By hand: the median is 4, the deviations 0 0 1 1 1 1 2 2 3 4 37 have the median 1.
    assert found[5] == Decimal("0.6745") * 37


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # The median is 0, the ten deviations come to 40: their mean is 4, and 4 x 1.253314 = 5.013256.
        ([0] * 9 + [40], {40: "7.9788"}),
        # 5 5 5 5 9 8: the median is 5, the deviations 0 0 0 0 4 3 have the mean 7/6, and that x 1.253314 = 1.4622.
        ([5, 5, 5, 5, 9, 8], {5: "0", 9: "2.7356", 8: "2.0517"}),
        # 20 units: 1000 and 40 besides 18 zeros. The mean is 52, and 52 x 1.253314 = 65.172328.
        ([0] * 18 + [1000, 40], {1000: "15.3439", 40: "0.6138"}),
        # The mean of the deviations is 0.3 and 0.4, which makes less than 1; whole figures are spread by 1 at least.
        ([0] * 9 + [3], {3: "3"}),
        ([0] * 9 + [4], {4: "4"}),
        ([0] * 499 + [1], {1: "1"}),
        # Amounts have no least distance: 0.3 / 12 = 0.025, and that x 1.253314 = 0.03133285.
        ([Decimal(0)] * 11 + [Decimal("0.3")], {Decimal("0.3"): "9.5746"}),
        # Below the others as well as above: 10 nine times and 2; 0.8 x 1.253314 = 1.0026512.
        ([10] * 9 + [2], {2: "-7.9788", 10: "0"}),
        ([7] * 8, {7: "0"}),
    ],
)
def test_where_most_agree_the_mean_deviation_measures(values: list[Any], expected: dict[Any, str]) -> None:
    found, spread = scores(values)
    assert spread == "mean"
    told = dict(zip(values, found, strict=True))
    assert {value: told[value].quantize(Decimal("0.0001")) for value in expected} == {value: Decimal(score) for value, score in expected.items()}


def test_one_among_many_that_have_none_is_a_hint(tmp_path: Path) -> None:
    values = [0] * 9 + [40]
    found, _ = outliers(line_up(counted(f"{n}局", 2025, value) for n, value in enumerate(values)), 2025, [RECEIVED])
    assert [(each.unit.name, each.value, each.middle, each.spread) for each in found] == [("9局", 40, 0, "mean")]
    values[9] = 3
    found, _ = outliers(line_up(counted(f"{n}局", 2025, value) for n, value in enumerate(values)), 2025, [RECEIVED])
    assert found == (), "three where the others have none are nothing to look at"


def test_what_is_far_from_units_alike_is_a_hint() -> None:
    values = [3, 5, 4, 4, 6, 41, 5, 2]
    returns = [counted(f"{n}局", 2025, value) for n, value in enumerate(values)]
    # Of another kind, where the same figure is nothing special; and far fewer than can be judged.
    returns += [counted(f"{n}镇", 2025, 40 + n, level="township", kind="government") for n in range(8)]
    returns += [counted(f"{n}区", 2025, 10**n, kind="zone") for n in range(7)]
    found, few = outliers(line_up(returns), 2025, [RECEIVED])
    (hint,) = found
    expected = [n for n, score in enumerate(by_statistics([float(value) for value in values])) if abs(score) > float(FAR)]
    assert expected == [5]
    assert (hint.unit.name, hint.measure, hint.value, hint.peers) == ("5局", "figure", 41, 8)
    assert hint.middle == statistics.median(values)
    assert [(each.kind, each.units) for each in few] == [("zone", 7)]


def test_a_change_far_from_others_is_a_hint_of_its_own() -> None:
    returns = [counted(f"{n}局", year, 100 * n + (n if year == 2025 else 0) + (90 if (n, year) == (3, 2025) else 0)) for n in range(9) for year in (2024, 2025)]
    found, _ = outliers(line_up(returns), 2025, [RECEIVED])
    assert [(each.unit.name, each.measure, each.value) for each in found] == [("3局", "change", 93)]


def test_what_is_known_to_be_wrong_is_no_peer_and_exceptions_are() -> None:
    values = [3, 5, 4, 4, 6, 41, 5, 2]
    returns = [counted(f"{n}局", 2025, value, state="exception" if n == 5 else "accepted") for n, value in enumerate(values)]
    returns += [counted("误局", 2025, 10_000, state="published-wrong")]
    found, _ = outliers(line_up(returns), 2025, [RECEIVED])
    assert [(each.unit.name, each.peers) for each in found] == [("5局", 8)]
    returns[0] = counted("0局", 2025, 3, state="published-wrong")
    found, few = outliers(line_up(returns), 2025, [RECEIVED])
    assert (found, [each.units for each in few]) == ((), [7]), "seven are too few"


# -- Trends


def test_trends_add_up_the_same_units_and_all_of_each_year(tmp_path: Path) -> None:
    known = {"requests.received.total": 10, "review.cases.recon_corrected": 1, "review.cases.recon_upheld": 2, "review.cases.recon_other": 1}
    rest = dict.fromkeys(["review.cases.direct_corrected", "review.cases.direct_upheld", "review.cases.direct_other", "review.cases.after_corrected", "review.cases.after_upheld", "review.cases.after_other"], 0)
    archive = take(tmp_path, [
        ("甲局", "1", 2024, {**rest, **known}, {}),
        ("甲局", "1", 2025, {**rest, **known, "requests.received.total": 15, "review.cases.direct_corrected": 2}, {}),
        ("乙局", "2", 2025, {**rest, **known, "requests.received.total": 100}, {}),
        # What was published and is known to be wrong is in neither year.
        ("丙局", "3", 2024, {**rest, **known, "requests.received.total": 1000}, {}),
        ("丙局", "3", 2025, {**rest, **known, "requests.received.total": 2000}, {"kind": "imported", "verdict": "rejected"}),
    ])  # fmt: skip
    look = seen(archive, 2024, 2025)
    requests, _, share = look.trends
    assert requests.steady[0].values == {2024: 10, 2025: 15}
    assert requests.every[0].values == {2024: 1010, 2025: 115}
    # 1 of 4 was corrected; then 3 of 6 (甲局), with 乙局 4 of 10.
    assert share.steady[0].values == {2024: Decimal(25), 2025: Decimal(50)}
    assert share.every[0].values == {2024: Decimal(25), 2025: Decimal(40)}
    assert share.steady[2].values == {2024: None, 2025: Decimal(100)}, "of no case there is no share"
    assert (look.every.units, look.steady.units) == ({2024: 2, 2025: 2}, {2024: 1, 2025: 1})


def test_returns_of_an_edition_that_lacks_a_figure_are_said_to_be_left_out() -> None:
    form = layout_of().form
    needed = paths_of(form)
    whole = dict.fromkeys(needed, 1)
    shared = [path for path in needed if path != RECEIVED]
    returns = [
        replace(counted("甲局", 2024), figures=dict.fromkeys(shared, 1)),
        replace(counted("乙局", 2024), figures={**whole, RECEIVED: 5}),
        replace(counted("甲局", 2025), figures={**whole, RECEIVED: 7}),
        # What does not apply is there, as nothing.
        replace(counted("乙局", 2025), figures=dict.fromkeys(shared, 1), nulls=(RECEIVED,)),
    ]
    trends, _, every = followed(form, line_up(returns), (2024, 2025))
    (course,) = [each for each in trends[0].every if RECEIVED in trends[0].title or each.values[2025] == 7]
    assert (course.values, course.lacking) == ({2024: 5, 2025: 7}, {2024: 1})
    assert (course.label, 2024, 1, 2) in trends[0].lacking
    assert every.units == {2024: 2, 2025: 2}
    assert f"2024 年“{course.label}”：2 份里有 1 份用的版本没有这一项，没有加进来" in lacking_told(trends[0])


def test_a_share_is_of_the_same_returns_above_and_below_the_line() -> None:
    form = layout_of().form
    (share,) = [trend for trend in form.trends if trend.unit == "%"]
    label, part, rest = next((label, part, whole) for label, part, whole in share.lines if whole is not None)
    above, below = set(paths_in(part)), set(paths_in(rest))
    lacking = replace(counted("甲局", 2025), figures=dict.fromkeys(above, 3))
    full = replace(counted("乙局", 2025), figures=dict.fromkeys(above | below, 1))
    trends, *_ = followed(form, line_up([lacking, full]), (2025,))
    found = next(each for trend in trends if trend.unit == "%" for each in trend.every if each.label == label)
    assert found.lacking == {2025: 1}
    assert found.values[2025] == Decimal(100) * len(above) / len(below), "甲局 has no whole to be a share of"


def test_exceptions_are_added_up_and_counted_apart(tmp_path: Path) -> None:
    look = seen(build(tmp_path), 2025)
    assert look.states == {"accepted": 2, "published": 1, "exception": 1, "published-exception": 1, "published-wrong": 1}
    assert (look.every.units[2025], look.every.exceptions[2025]) == (5, 2)
    assert look.waiting == 2, "庚局 was rejected and 辛局 waits"


def test_own_and_aggregate_are_never_added_up(tmp_path: Path) -> None:
    archive = take(tmp_path, [
        ("甲局", "1", 2025, {RECEIVED: 10}, {}),
        ("甲局", "1", 2025, {RECEIVED: 70}, {"scope": "aggregate"}),
    ])  # fmt: skip
    own, aggregate = seen(archive, 2025), seen(archive, 2025, scope="aggregate")
    assert [look.trends[0].every[0].values[2025] for look in (own, aggregate)] == [10, 70]
    assert [len(look.units) for look in (own, aggregate)] == [1, 1]
    assert own.others == aggregate.others == 1


# -- Corrections


def test_who_corrected_how_often(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    good, bad = {"outcome": "accepted", "verdict": "accepted"}, {"outcome": "rejected", "verdict": "rejected", "codes": ("R001",)}
    with archive.writing() as writer:
        record = changed("甲局", "1", 2025, {})
        told = keep(writer, record)
        writer.add(line("received", record, "一", **bad), line("returned", record, "一"))
        writer.add(line("received", record, "二", **bad), line("returned", record, "二"))
        writer.add(line("received", record, "二", outcome="duplicate", verdict="rejected"))
        writer.add(line("received", record, "三", **good, **told), line("published", record, "报告", record=told["record"]))
        writer.add(line("received", record, "四", **good, **told))
        other = changed("乙局", "2", 2025, {})
        writer.add(line("received", other, "五", **bad))
        writer.add(line("decided", other, "五", decision="accept", **keep(writer, other)))
        writer.add(line("received", changed("丙局", "3", 2025, {}), "六", **good), line("issued", changed("丁局", "4", 2025, {}), "七"))
    found = {each.unit: (each.files, each.returned, each.replaced, each.after, each.state) for each in corrected(archive.cases.all)}
    assert found == {
        "甲局": (4, 2, 3, 1, "waiting"),
        "乙局": (1, 0, 0, 0, "exception"),
        "丙局": (1, 0, 0, 0, "accepted"),
    }, "the same bytes again correct nothing, and what a person accepted did not go back"
    assert next(iter(corrected(archive.cases.all))).unit == "甲局"


def test_where_a_figure_stands_is_where_the_workbook_has_it(tmp_path: Path) -> None:
    look = seen(build(tmp_path), 2025)
    place = look.places["2021", RECEIVED]
    # As the statute prints it: 本年新收 is the first row of figures, 总计 the last column.
    assert (place.sheet, place.address) == ("三、申请办理", "J6")
    assert {edition for edition, _ in look.places} == {"2021"}
