"""What names come to mean: totals, prefills, checks laid over their lines, derived figures, sentences."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from govxl.form.definition import DefinitionError
from govxl.form.model import Check, Form
from govxl.language.expressions import Call, Case, Cell, Cells, Compare, Constant, Value, evaluate, paths_in
from tests.form.small import load

NOTHING: Mapping[str, Value] = {}
BALANCE = "expr = 'opening + lent >= closing'"


def checks_of(form: Form, rule: str) -> list[Check]:
    return [check for check in form.checks if check.rule.id == rule]


def values(**figures: int | str) -> Mapping[str, Value]:
    named = {path.replace("__", "."): value for path, value in figures.items()}
    return {path: value if isinstance(value, str) else Decimal(value) for path, value in named.items()}


def test_totals_add_the_inputs_of_their_line(tmp_path: Path):
    points = load(tmp_path).points
    assert points["loans.books.all_readers"].operands == ("loans.books.adults", "loans.books.children")
    assert points["loans.lent.adults"].operands == ("loans.books.adults", "loans.journals.adults", "loans.films.adults")
    assert points["loans.books.adults"].operands == ()


def test_where_two_totals_cross_the_one_along_the_row_counts(tmp_path: Path):
    points = load(tmp_path).points
    assert points["loans.lent.all_readers"].operands == ("loans.lent.adults", "loans.lent.children")


def test_a_prefill_is_for_inputs_only_and_reads_the_same_column(tmp_path: Path):
    prefills = load(tmp_path).prefills
    assert prefills == {
        "loans.opening.adults": Cell("prior.loans.closing.adults"),
        "loans.opening.children": Cell("prior.loans.closing.children"),
    }


def test_a_prefill_may_have_a_condition(tmp_path: Path):
    typed = "{prefill = '0', prefill_when = 'unit.level == \"township\"'}"
    prefill = load(tmp_path, ("{prefill = 'prior.closing'}", typed)).prefills["loans.opening.adults"]
    assert evaluate(prefill, {"unit.level": "township"}.get) == 0
    assert evaluate(prefill, {"unit.level": "county"}.get) == ""


def test_a_rule_is_laid_over_the_columns_that_have_its_cells(tmp_path: Path):
    checks = checks_of(load(tmp_path), "balance")
    assert [(check.at, check.label, check.group) for check in checks] == [
        ("adults", "Adults", "adults"),
        ("children", "Children", "children"),
        ("all_readers", "All", "all_readers"),
    ]
    assert list(paths_in(checks[1].holds)) == [
        "loans.opening.children",
        "loans.lent.children",
        "loans.closing.children",
    ]
    assert checks[0].path == "balance.adults"


def test_a_check_has_the_two_sides_of_a_comparison_of_figures(tmp_path: Path):
    form = load(tmp_path)
    check = checks_of(form, "balance")[0]
    assert isinstance(check.holds, Compare)
    assert (check.left, check.right) == (check.holds.left, check.holds.right)
    assert check.right == Cell("loans.closing.adults")
    assert (checks_of(form, "chosen")[0].left, checks_of(form, "chosen")[0].right) == (None, None)


def test_a_comparison_of_words_has_no_sides(tmp_path: Path):
    form = load(tmp_path, ("returned.late == 0 or returned.kind", "returned.kind"))
    assert checks_of(form, "chosen")[0].left is None


def test_a_rule_is_laid_over_rows(tmp_path: Path):
    form = load(tmp_path, ("each = 'column'", "each = 'row'"), (BALANCE, "expr = 'children <= adults'"))
    checks = checks_of(form, "balance")
    assert [check.at for check in checks] == ["opening", "books", "journals", "films", "lent", "closing"]
    assert checks[1].label == "Books"


def test_a_rule_is_laid_over_listed_cells_and_last_years(tmp_path: Path):
    form = load(
        tmp_path,
        ("each = 'column'", "each = ['books.adults', 'returned.late']\nonce = true"),
        (BALANCE, "expr = 'cell >= prior.cell'"),
    )
    checks = checks_of(form, "balance")
    assert [(check.at, check.label, check.group) for check in checks] == [
        ("loans-books-adults", "Lent / Books / Readers / Adults", "loans"),
        ("loans-returned-late", "Returned / Late", "loans"),
    ]
    assert list(paths_in(checks[1].holds)) == ["loans.returned.late", "prior.loans.returned.late"]


def test_a_rule_that_stands_alone_is_judged_for_its_table_or_the_form(tmp_path: Path):
    form = load(tmp_path)
    assert [check.path for check in form.checks][-2:] == ["chosen.loans", "short.form"]
    assert [check.group for check in form.checks][-2:] == ["loans", "form"]


def test_rules_of_tables_come_before_those_of_the_form(tmp_path: Path):
    assert list(dict.fromkeys(check.rule.id for check in load(tmp_path).checks)) == ["balance", "chosen", "short"]


def test_once_asks_one_reason_for_all_columns(tmp_path: Path):
    form = load(tmp_path, ("id = 'balance'\neach = 'column'", "id = 'balance'\nonce = true\neach = 'column'"))
    assert {check.group for check in checks_of(form, "balance")} == {"loans"}


def test_years_and_when_both_condition_a_check(tmp_path: Path):
    form = load(tmp_path, (BALANCE, f"{BALANCE}\nwhen = 'unit.kind == \"office\"'\nyears = '2022-'"))
    when = checks_of(form, "balance")[0].when
    assert when is not None
    judged = [(evaluate(when, {"year": Decimal(year), "unit.kind": kind}.get)) for year in (2021, 2022) for kind in ("office", "zone")]  # fmt: skip
    assert judged == [False, False, True, False]


def test_between_takes_the_inputs_of_the_whole_table_when_no_line_is_given(tmp_path: Path):
    form = load(tmp_path, ("returned.late == 0", "changed(opening.adults, ..., returned.late) > 0"))
    (check,) = checks_of(form, "chosen")
    read = [path for path in paths_in(check.holds) if not path.endswith(".kind")]
    assert read == [
        f"loans.{row}.{column}"
        for row in ("opening", "books", "journals", "films", "closing")
        for column in ("adults", "children")
    ] + ["loans.returned.late"]


def test_between_works_by_full_names_and_for_last_year(tmp_path: Path):
    ours, theirs = (
        "loans.books.adults, ..., loans.films.adults",
        "prior.loans.books.adults, ..., prior.loans.films.adults",
    )
    form = load(tmp_path, ("length(narrative.words.report) <= 100", f"sum({ours}) == sum({theirs})"))
    (check,) = checks_of(form, "short")
    paths = list(paths_in(check.holds))
    assert paths[5:] == [f"prior.{path}" for path in paths[:5]]
    assert paths[0] == "loans.books.adults"
    assert paths[4] == "loans.films.adults"


@pytest.mark.parametrize(
    "typed",
    [
        "sum(opening.adults, ..., lent.adults) > 0",
        "sum(returned.late, ..., opening.adults) > 0",
        "sum(opening.adults, ..., returned.kind) > 0",
        "prior.unit.name == \"\"",
        "prior.loans.note == \"\"",
        "prior.year > 2000",
        "prior.printed.adults > 0",
    ],
)  # fmt: skip
def test_names_that_hold_nothing_to_read_are_refused(tmp_path: Path, typed: str):
    with pytest.raises(DefinitionError):
        load(tmp_path, ('returned.late == 0 or returned.kind != ""', typed))


def test_derived_figures_are_worked_out_and_may_be_called_by_name(tmp_path: Path):
    form = load(tmp_path, ("returned.late == 0 or", "printed.adults <= books.share and returned.late == 0 or"))
    assert [each.path for each in form.derived] == [
        "loans.printed.adults",
        "loans.printed.children",
        "loans.printed.all_readers",
        "loans.books.share",
    ]
    assert form.derived[0].value == Call("sum", (Cells(("loans.books.adults", "loans.journals.adults")),))
    share = values(loans__books__adults=3, loans__books__all_readers=4)
    assert evaluate(form.derived[3].value, share.get) == 300
    assert evaluate(form.derived[3].value, NOTHING.get) == 0
    assert "loans.journals.adults" in set(paths_in(checks_of(form, "chosen")[0].holds))


def test_a_derived_line_leaves_out_columns_that_lack_its_rows_only_if_its_block_says_so(tmp_path: Path):
    """`late` belongs to the other block: books and journals have no cell there, so no figure is derived."""
    assert "loans.printed.late" not in {each.path for each in load(tmp_path).derived}


def test_a_sentence_says_the_first_case_that_holds(tmp_path: Path):
    text = load(tmp_path).sentences["lent"].text
    assert isinstance(text, Case)
    some = values(loans__lent__all_readers=5, loans__books__all_readers=2, loans__journals__all_readers=1)
    assert evaluate(text, some.get) == "5 lent, 3 of them printed."
    assert evaluate(text, NOTHING.get) == "Nothing was lent."


def test_clauses_are_said_one_after_the_other(tmp_path: Path):
    typed = """clauses = [
  [{says = 'From {unit.name}'}],
  [{when = 'cover.phone != ""', says = ', phone {cover.phone}'}],
  [{says = '.'}],
]"""
    text = load(tmp_path, ("cases = [{says = 'Nothing was lent.'}]", typed)).sentences["none"].text
    assert evaluate(text, {"unit.name": "Town"}.get) == "From Town."
    assert evaluate(text, {"unit.name": "Town", "cover.phone": "12"}.get) == "From Town, phone 12."


def test_long_words_are_cut_for_excel(tmp_path: Path):
    long = "很长" * 200
    text = load(tmp_path, ("Nothing was lent.", long)).sentences["none"].text
    assert evaluate(text, NOTHING.get) == long
    assert all(len(str(part.value)) < 128 for part in getattr(text, "parts", ()) if isinstance(part, Constant))
