"""Issue 2, point 2: a clerk who knows only the printed form fills it in, and the record holds each figure at its point.

A round trip alone cannot see a layout with two rows swapped; a distinct prime in every cell can.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from govxl.office.outbox import new_workbook
from govxl.returns.check import judge_file
from tests.clerk import Clerk
from tests.office import Place
from tests.statute import APPLICANTS, EDITIONS, OUTCOMES, SUBTOTALS, inputs, points, totals

YEARS = {"2019": 2020, "2021": 2025}
PROSE = "信息公开还有不到位的问题，下一步将加强培训。"


@cache
def primes(below: int = 12_000) -> tuple[int, ...]:
    """Give the primes by Eratosthenes' sieve."""
    sieve = [True] * below
    for n in range(2, below):
        for multiple in range(2 * n, below if sieve[n] else 0, n):
            sieve[multiple] = False
    return tuple(n for n in range(2, below) if sieve[n])


@cache
def balanced_primes(edition: str) -> dict[str, int | str]:
    """Give every input a prime of its own, such that 一 + 二 = （七） + 四 holds in every column of 表三."""
    pool = list(primes()[1:])
    figures: dict[str, int | str] = {}
    for point, cell in inputs(edition).items():
        if cell.type in ("text", "choice"):
            figures[point] = "元" if cell.type == "choice" else f"类别{point[-12:-9]}"
        elif not point.startswith(("requests.received", "requests.carried_out")):
            figures[point] = pool.pop(0)
    for applicant in APPLICANTS:
        closed = sum(int(figures[f"requests.{row}.{applicant}"]) for row in OUTCOMES[edition])
        wanted = closed - int(figures[f"requests.carried_in.{applicant}"])
        received = next(prime for prime in pool if prime > wanted and prime - wanted in pool)
        figures[f"requests.received.{applicant}"] = received
        figures[f"requests.carried_out.{applicant}"] = received - wanted
        pool = [prime for prime in pool if prime not in (received, received - wanted)]
    return figures


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def blank(edition: str, tmp_path: Path) -> Path:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(new_workbook("示例市人民政府", YEARS[edition], level="city", kind="government"))
    return path


def typed(edition: str, blank: Path) -> dict[Place, int | str]:
    """Say what the clerk types where: a prime in every input, and a line in part five."""
    clerk = Clerk(blank)
    places = clerk.find_all(inputs(edition))
    assert len(set(places.values())) == len(places), "two labels lead to one cell"
    figures = balanced_primes(edition)
    return {places[point]: value for point, value in figures.items()} | {
        clerk.first_paragraph("五、问题改进", "正文"): PROSE
    }


def expected_tables(edition: str) -> dict[str, dict[str, dict[str, int | str]]]:
    """Nest the primes by table, row and column, every total worked out from the printed sums."""
    figures = balanced_primes(edition)
    nested: dict[str, dict[str, dict[str, int | str]]] = {}
    for point in points(edition):
        table, row, column = point.split(".")
        nested.setdefault(table, {}).setdefault(row, {})[column] = figures.get(point) or add(edition, point, figures)
    return nested


def add(edition: str, point: str, figures: dict[str, int | str]) -> int:
    parts = totals(edition)[point].adds
    return sum(int(figures[part]) if part in figures else add(edition, part, figures) for part in parts)


def judged(path: Path, edition: str) -> None:
    """Ask for each prime at its point, in the record and in what it derives."""
    judgement = judge_file(path)
    assert judgement.record, [(found.name, found.rule, found.cells[:1]) for found in judgement.findings if found.blocks]
    assert judgement.record["tables"] == expected_tables(edition)
    derived = judgement.record["derived"]["requests"]
    for subtotal, rows in SUBTOTALS.items():
        tables = judgement.record["tables"]["requests"]
        if subtotal not in tables:
            assert derived[subtotal] == {
                column: sum(tables[row][column] for row in rows) for column in (*APPLICANTS, "total")
            }
    assert judgement.record["narrative"]["problems"]["text"] == PROSE


def test_a_prime_in_every_cell(edition):
    figures = [value for value in balanced_primes(edition).values() if isinstance(value, int)]
    assert len(set(figures)) == len(figures) == {"2019": 22 + 132 + 12 + 12, "2021": 10 + 144 + 12 + 12}[edition]
    assert set(primes()).issuperset(figures)


def test_rows_and_columns_stand_in_the_printed_order(blank, edition):
    places = Clerk(blank).find_all(points(edition))
    for sheet in {cell.sheet for cell in points(edition).values()}:
        order = [coordinate_to_tuple(address) for point, (at, address) in places.items() if at == sheet]
        assert order == sorted(order), sheet


def test_primes_written_through_openpyxl(blank, edition, tmp_path):
    book = openpyxl.load_workbook(blank)
    for (sheet, address), value in typed(edition, blank).items():
        book[sheet][address] = value
    book.save(tmp_path / "filled.xlsx")
    judged(tmp_path / "filled.xlsx", edition)


def test_primes_typed_in_libreoffice(office, blank, edition, tmp_path):
    entries = [(sheet, address, str(value)) for (sheet, address), value in typed(edition, blank).items()]
    assert all(office.type_into(blank, entries, tmp_path / "filled.xlsx"))
    judged(tmp_path / "filled.xlsx", edition)


def test_totals_stand_where_the_form_prints_them(office, blank, edition, tmp_path):
    filled = office.fill_and_save(blank, typed(edition, blank), tmp_path / "filled.xlsx")
    shown = office.recalculate(filled, only=[*{cell.sheet for cell in totals(edition).values()}])
    figures = balanced_primes(edition)
    for point, place in Clerk(blank).find_all(totals(edition)).items():
        assert shown[place] == add(edition, point, figures), point


@pytest.mark.parametrize("edition", ["2019"])
@pytest.mark.parametrize(("unit", "factor"), [("元", 1), ("万元", 10000)])
def test_record_keeps_an_amount_in_yuan(blank, tmp_path, unit, factor):
    book = openpyxl.load_workbook(blank)
    for (sheet, address), value in typed("2019", blank).items():
        book[sheet][address] = unit if value == "元" else value
    book.save(tmp_path / "filled.xlsx")
    record = judge_file(tmp_path / "filled.xlsx").record
    assert record
    amount = Decimal(balanced_primes("2019")["proactive.procurement.amount"])
    assert record["derived"]["proactive"]["procurement"]["amount_yuan"] == amount * factor
