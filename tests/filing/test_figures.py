"""Figures: what one cell says, judged against tables typed by hand (domain/rules.md, "What a cell can say")."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govxl.filing.figures import (
    FigureRead,
    Problem,
    as_date,
    demands,
    from_iso,
    from_text,
    is_mark,
    shortest,
    worked_out,
)
from govxl.form.model import CellType

COUNT, SIGNED = CellType(), CellType(type="signed")
AMOUNT, PERCENT = CellType(type="amount", decimals=6), CellType(type="percent", decimals=2)


@pytest.mark.parametrize(
    ("stored", "figure"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("12", "12"),
        ("+12", "12"),
        ("-8", "-8"),
        ("12.", "12"),
        (".5", "0.5"),
        ("1.234567E6", "1234567"),
        ("1e-6", "0.000001"),
        ("4166.2416190000004", "4166.241619"),
        ("4166.241618999999", "4166.241619"),
        ("26.550000000000001", "26.55"),
        ("0.30000000000000004", "0.3"),
        ("0.1", "0.1"),
        ("24252.311082", "24252.311082"),
        ("999999999999999", "999999999999999"),
        ("-999999999999999", "-999999999999999"),
        ("99999999999999.9", "99999999999999.9"),
        ("123456789012.345678", "123456789012.346"),
    ],
)
def test_a_stored_number_is_its_doubles_shortest_decimal_of_15_digits(stored, figure):
    value = shortest(stored)
    assert value == Decimal(figure)
    assert not str(value).startswith("-0")


@pytest.mark.parametrize(
    "stored",
    ["1000000000000000", "-1e15", "9007199254740993", "1e308", "1e999", "-1E400", "9" * 5000, "999999999999999.9"],
)
def test_a_stored_number_beyond_15_digits_is_too_large(stored):
    assert shortest(stored) == Problem("too-large")


@pytest.mark.parametrize(
    "stored",
    ["", "x", "NaN", "INF", "-inf", "1_2", "１２", "٣", "0x0C", "1,234", "1 2", " 12", "--1", "1e", "1e+", ".", "+", "1.2.3", "1e1234", "12\n"],
)
def test_a_stored_number_of_another_grammar_is_no_number(stored):
    assert shortest(stored) == Problem("not-a-number")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_every_figure_of_six_decimals_survives_its_double(figure):
    """15 digits hold nine before the point and six behind it."""
    assert shortest(repr(float(figure))) == figure


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("12", "12"),
        ("１２", "12"),
        ("１２．５", "12.5"),
        ("－８", "-8"),
        ("＋5", "5"),
        ("+5", "5"),
        (" 12 ", "12"),
        ("　12　", "12"),
        ("12\n", "12"),
        ("\xa012", "12"),
        ("1,234", "1234"),
        ("1，234，567", "1234567"),
        ("1 234 567", "1234567"),
        ("1,234.5", "1234.5"),
        ("0", "0"),
        ("007", "7"),
        ("24252.311082", "24252.311082"),
        ("0.123456789012345", "0.123456789012345"),
        ("999,999,999,999,999", "999999999999999"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_a_figure_kept_as_text_keeps_its_digits_and_is_noted(typed, figure):
    read = from_text(typed)
    assert isinstance(read, FigureRead)
    assert str(read.value) == str(Decimal(figure))
    assert f"“{typed}”" in read.note.zh
    assert all(figure in words for words in read.note)


@pytest.mark.parametrize(
    "typed",
    [
        "", "x", "1.", ".5", "12件", "1,23", "1,2345", "12 34", "1,234 567", "1 2", "1e3", "1E5", "0x10", "1_000", "②", "3²", "½", "Ⅻ",
        "٣", "一二", "十", "--5", "5-", "1-2", "5/2", "1:30", "50%", "￥12", "$12", "(12)", "约12", "12以上", "≥12", "12,", ",12", "1..2",
    ],
)  # fmt: skip
def test_nothing_else_is_guessed(typed):
    read = from_text(typed)
    assert isinstance(read, Problem)
    assert read.name == "text-in-figure"
    assert all(dict(read.words)["proposal"])


@pytest.mark.parametrize(
    "typed", ["1000000000000000", "9007199254740993", "9,007,199,254,740,993", "９００７１９９２５４７４０９９３", "-1234567890123456", "1" * 400]
)
def test_text_beyond_15_digits_is_too_large(typed):
    assert from_text(typed) == Problem("too-large")


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("2.0（存储的是 3）", "请只填要报的那一个数"),
        ("38600%（存储的是 386）", "请只填要报的那一个数"),
        ("22（其中修订16件）", "请在格内只填 22，说明写到本表备注"),
        ("22(其中修订16件)", "请在格内只填 22，说明写到本表备注"),
        ("22 （16件修订）", "请在格内只填 22，说明写到本表备注"),
        ("22【注】", "请在格内只填 22，说明写到本表备注"),
        ("减4", "减少请填 -4"),
        ("减少４", "减少请填 -4"),
        ("负4", "减少请填 -4"),
        ("增5", "增加请填 5"),
        ("增加5", "增加请填 5"),
        ("75394432.52元", "请只填 75394432.52，不写“元”，并核对单位"),
        ("3.5万元", "请只填 3.5，不写“万元”，并核对单位"),
        ("12件", "请只填 12，不写“件”，并核对单位"),
        ("12 件", "请只填 12，不写“件”，并核对单位"),
        ("50%", "请只填 50，不写“%”，并核对单位"),
    ],
)
def test_the_one_plain_reading_is_proposed(typed, proposal):
    assert dict(from_text(typed).words)["proposal"].zh == proposal


@pytest.mark.parametrize("typed", ["1.2万", "3千", "12或13", "约12", "12件（其中3件）", "1-2月12件"])
def test_no_reading_is_proposed_where_there_are_two(typed):
    """1.2万 is 12000, and nobody shall be told to type 1.2."""
    assert dict(from_text(typed).words)["proposal"].zh == "请只填数字，没有请填 0，说明写到本表备注"


@pytest.mark.parametrize("typed", ["/", "／", "-", "－", "–", "—", "——", "−", "--", "－－", " / ", "　／", "不适用", " 不适用 "])
def test_marks_of_not_applicable(typed):
    assert is_mark(typed)


@pytest.mark.parametrize("typed", ["", " ", "0", "//", "-1", "---", "无", "N/A", "否", "\\", "|", "不适用。"])
def test_other_texts_are_no_marks(typed):
    assert not is_mark(typed)


@pytest.mark.parametrize(
    ("formula", "value"),
    [("23+5", "28"), ("23 + 5", "28"), ("+23+5", "28"), ("-5", "-5"), ("5-8", "-3"), ("1.5+2.25", "3.75"), ("12", "12"), ("0.1+0.2", "0.3"), ("10-3+2-1", "8"), ("007+1", "8"), ("2*3", "6"), ("6/2", "3"), ("(1+2)*4", "12"), ("--1", "1"), ("2.5*4", "10")],
)
def test_arithmetic_of_constants_is_worked_out_exactly(formula, value):
    worked = worked_out(formula)
    assert worked
    assert worked.value == Decimal(value)
    assert worked.note == (f"“={formula}”按 {value} 读", f"“={formula}” was read as {value}")


@pytest.mark.parametrize(
    "formula", ["", "A1", "23+A1", "SUM(1,2)", "2^3", "2**3", "7//2", "1/0", "()", "1e3", "1,000", "1%", '"1"', "1+", "+", "TRUE", "１+２", "1_0", "9+" * 120 + "1"]
)
def test_any_other_formula_is_not(formula):
    assert worked_out(formula) is None


@pytest.mark.parametrize(
    ("figure", "traits", "problem"),
    [
        ("0", COUNT, None),
        ("12", COUNT, None),
        ("12.0", COUNT, None),
        ("100", COUNT, None),
        ("-1", COUNT, "negative"),
        ("12.5", COUNT, "not-whole"),
        ("-12.5", COUNT, "negative"),
        ("0.000001", COUNT, "not-whole"),
        ("999999999999999", COUNT, None),
        ("1000000000000000", COUNT, "too-large"),
        ("-8", SIGNED, None),
        ("-8.5", SIGNED, "not-whole"),
        ("-1000000000000000", SIGNED, "too-large"),
        ("24252.311082", AMOUNT, None),
        ("24252.3110820", AMOUNT, None),
        ("24252.3110821", AMOUNT, "too-many-decimals"),
        ("-0.5", AMOUNT, "negative"),
        ("0.25", PERCENT, None),
        ("0.255", PERCENT, "too-many-decimals"),
        ("0.5", CellType(type="amount"), "not-whole"),
    ],
)
def test_the_demands_of_a_type(figure, traits, problem):
    found = demands(Decimal(figure), traits)
    assert (found.name if found else None) == problem
    if problem == "too-many-decimals":
        assert dict(found.words)["places"] == str(traits.decimals)


@pytest.mark.parametrize(
    ("serial", "day"),
    [("1", "1899年12月31日"), ("20000", "1954年10月3日"), ("46037", "2026年1月15日"), ("46144.75", "2026年5月2日"), ("2958465", "9999年12月31日")],
)
def test_the_date_of_a_serial(serial, day):
    assert as_date(Decimal(serial)) == day


@pytest.mark.parametrize("serial", ["2958466", "999999999999999", "-1"])
def test_a_serial_beyond_the_calendar_stays_a_number(serial):
    assert as_date(Decimal(serial)) == serial


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-01-15", "2026年1月15日"), ("2026-01-15T08:30:00Z", "2026年1月15日"), (" 2026-01-15 ", "2026年1月15日"), ("T08:30:00", "T08:30:00"), ("2026-13-01", "2026-13-01")],
)
def test_the_date_of_an_iso_text(text, day):
    assert from_iso(text) == day
