"""Issue 2, point 3: from an accepted return, one cell is changed at a time; the findings are those the statute says.

The return sits on the edge of every rule, so that a step of one breaks whatever can be broken by it.
"""

from decimal import Decimal
from functools import cache
from io import BytesIO

import pytest

from govxl.filing.model import Judgement
from govxl.form.definition import load_form
from govxl.language.expressions import Value
from govxl.layout.layout import arrange
from govxl.returns.check import judge
from govxl.workbook.writer import build_workbook
from tests import fillings
from tests.clerk import Clerk
from tests.edges import base
from tests.office import Place
from tests.rewriting import with_cells
from tests.statute import EDITIONS, inputs
from tests.statute_rules import figure
from tests.statute_states import SEVERITY, judge_all

BROKEN = ("不符", "需说明", "请核实", "提示")
FINDING = {"H": "rule-broken", "E": "unexplained", "W": "doubtful", "I": "notable"}


@cache
def workbook(edition: str) -> bytes:
    return build_workbook(arrange(load_form(f"zfxxgk/{edition}")), fillings.contents(base(edition)))


@cache
def places(edition: str) -> dict[str, Place]:
    """Find every input by its printed labels."""
    layout = arrange(load_form(f"zfxxgk/{edition}"))
    identity = {
        key: value
        for key, value in base(edition).items()
        if key.startswith(("unit", "form", "edition", "year", "scope"))
    }
    return Clerk(BytesIO(build_workbook(layout, fillings.contents(identity)))).find_all(inputs(edition))


def changed(edition: str, values: dict[str, Decimal | str | None]) -> Judgement:
    """Judge the base return with other values in some inputs."""
    cells = {places(edition)[point]: value for point, value in values.items()}
    return judge(with_cells(workbook(edition), cells), "changed.xlsx")


def broken(edition: str, filling: dict[str, Value]) -> set[tuple[str, str]]:
    """List the checks that the statute calls broken: finding and `rule.at`."""
    states = judge_all(edition, filling)
    return {(FINDING[SEVERITY[check.split(".")[0]]], check) for check, state in states.items() if state in BROKEN}


def found(judgement: Judgement) -> set[tuple[str, str]]:
    """List the checks that were found broken; a stale total under its formula is no news here."""
    return {(each.name, f"{each.rule}.{each.at}") for each in judgement.findings if each.name != "total-differs"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_base_is_accepted_without_a_word(edition):
    judgement = judge(workbook(edition), "base.xlsx")
    assert judgement.accepted
    assert judgement.findings == ()
    assert set(judge_all(edition, base(edition)).values()) <= {"通过", "不适用"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_blank_is_one_finding_that_names_it(edition):
    for point, place in places(edition).items():
        printed = inputs(edition)[point]
        judgement = changed(edition, {point: None})
        told = [each for each in judgement.findings if each.name != "total-differs"]
        if point.startswith("categories.") or printed.type == "choice":  # may be left blank
            assert (judgement.accepted, told) == (True, []), point
            continue
        assert not judgement.accepted
        assert [(each.name, each.severity, len(each.cells)) for each in told] == [("missing", "hard", 1)], point
        cell = told[0].cells[0]
        assert (cell.point, cell.sheet, cell.cell) == (point, *place)
        assert {*printed.rows, *printed.columns[-1:]} <= set(cell.label.split(" / ")), cell.label


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_step_of_one_breaks_what_the_statute_says(edition, step):
    seen: set[str] = set()
    for point, value in base(edition).items():
        if point not in inputs(edition) or not isinstance(value, Decimal):
            continue
        judgement = changed(edition, {point: value + step})
        if value + step < 0 and inputs(edition)[point].type != "signed":
            assert found(judgement) == {("negative", ".")}, point
            continue
        expected = broken(edition, base(edition) | {point: value + step})
        assert found(judgement) == expected, point
        assert judgement.accepted == all(name in ("doubtful", "notable") for name, _ in expected), point
        seen |= {check.split(".")[0] for _, check in expected}
    if step == 1:
        assert seen == STIRRED[edition]


STIRRED = {
    "2021": {"C1", "C2", "C3", "C5", "C5-prior", "tie-out", "A4", "A8", "A10", "B5"},
    "2019": {"D3", "D4", "D5", "D6", "D6-unit", "tie-out", "A4", "A10", "B5"},
}
"""The rules that one more in some cell can break; the others want less, a word, another unit or a whole table alike."""


@pytest.mark.parametrize("edition", EDITIONS)
def test_two_sides_and_a_difference_are_told(edition):
    judgement = changed(edition, {"requests.received.legal": Decimal(1000)})
    tie = next(each for each in judgement.findings if each.rule == "tie-out" and each.at == "legal")
    filling = base(edition) | {"requests.received.legal": Decimal(1000)}
    left = 1000 + figure(edition, filling, "requests.carried_in.legal")
    right = figure(edition, filling, "requests.closed.legal") + figure(edition, filling, "requests.carried_out.legal")
    assert (tie.actual, tie.expected) == (str(left), str(right))
    assert {cell.point for cell in tie.cells} == {
        f"requests.{row}.legal" for row in ("received", "carried_in", "closed", "carried_out")
    }


def test_a_declared_zero_is_compared_as_one():
    """Escaped once: a lone blank cell on one side of a rule was no figure, and judging broke off."""
    layout = arrange(load_form("zfxxgk/2019"))
    filling = base("2019") | {"proactive.mode": "空白均为0（已核对）", "proactive.normative.public_total": None}
    judgement = judge(build_workbook(layout, fillings.contents(filling)), "zeros.xlsx")
    told = next(each for each in judgement.findings if each.rule == "D4")
    assert (told.actual, told.expected) == ("0", "7")


@pytest.mark.parametrize("text", ["1234567890.123456", "4166241619000.00001"])
def test_more_digits_than_a_double_keeps_are_refused(text):
    """Escaped once: such a figure, typed as text, was accepted, and its record lost digits on the way back."""
    assert found(changed("2021", {"proactive.fees.amount": text})) == {("too-large", ".")}
