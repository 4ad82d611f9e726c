"""Issue 2, point 4: LibreOffice, which knows nothing of govxl, recalculates random fillings; it must show our verdicts.

Every cell that computes is compared: totals, sides, states, progress, status, lengths and sentences. The states are
compared with the statute's own arithmetic as well, and every rule must be seen in every state it can have.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest

from govxl.filing.checks import RULE_FINDINGS, TEXT_FINDINGS
from govxl.form.definition import load_form
from govxl.language.expressions import Error as ErrorValue
from govxl.language.expressions import Value
from govxl.layout.layout import Layout, Verdicts, arrange
from govxl.returns.check import judge
from govxl.workbook.writer import build_workbook
from tests import fillings
from tests.edges import edges
from tests.office import Formula, Office, Shown
from tests.statute import EDITIONS, inputs
from tests.statute_rules import Line, lines
from tests.statute_states import BROKEN, SEVERITY, judge_all

DRAWS = 400
"""Draws to choose from; `chosen` takes those that show something new, and the first of the others."""

MORE = 4
PARTS = 4
"""Tests a parallel run may share out."""


@cache
def layout_of(edition: str) -> Layout:
    return arrange(load_form(f"zfxxgk/{edition}"))


@cache
def drawn(edition: str, seed: int) -> dict[str, Value]:
    return fillings.odd(Random(f"{edition}-{seed}"), edition)


@cache
def told(edition: str, seed: int) -> dict[str, str]:
    return judge_all(edition, drawn(edition, seed))


@cache
def chosen(edition: str) -> tuple[int, ...]:
    """Choose draws that together show every rule in every state, and then some."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for seed in range(DRAWS):
        shown = {(check.split(".")[0], state) for check, state in told(edition, seed).items()}
        if shown - seen:
            kept.append(seed)
            seen |= shown
    return tuple(dict.fromkeys((*kept, *range(MORE))))


def verdicts_of(edition: str, filling: dict[str, Value]) -> Verdicts:
    return Verdicts(layout_of(edition), filling | {"year": Decimal(str(filling["year"]))})


def reachable(line: Line) -> set[str]:
    """List the states a check can have: from what it reads, whether it has a condition, and its severity."""
    severity = SEVERITY[line.rule]
    states = {"通过", "未判定", BROKEN[severity]}
    if any(not path.startswith("narrative.") for path in line.reads):
        states.add("未填")
    if line.prior:
        states.add("无上年数据")
    if line.when:
        states.add("不适用")
    if severity == "E":
        states.add("已说明")
    return states


# -- The workbook's side


def recalculated(office: Office, layout: Layout, filling: dict[str, Value], path: Path) -> Shown:
    """Write a filling with our own writer and let LibreOffice work it out; errors are typed in as `=1/0`."""
    errors = [layout.slots[path] for path, value in filling.items() if isinstance(value, ErrorValue)]
    plain = {path: None if isinstance(value, ErrorValue) else value for path, value in filling.items()}
    path.write_bytes(build_workbook(layout, fillings.contents(plain)))
    cells = ((slot.cells or (slot.box,))[0] for slot in errors)
    return office.refill(path, [{(cell.sheet, cell.address): Formula("=1/0") for cell in cells}])[0]


def differences(layout: Layout, verdicts: Verdicts, shown: Shown) -> Iterator[str]:
    """Yield every computing cell that LibreOffice works out differently."""
    for path, slot in layout.slots.items():
        if slot.formula is not None:
            ours, theirs = verdicts.value(path), shown.get((slot.box.sheet, slot.box.address))
            same = (
                abs(float(ours) - theirs) < 1e-6
                if isinstance(ours, Decimal) and isinstance(theirs, float)
                else ours == theirs
            )
            if not same:
                yield f"{path}: govxl {ours!r}, LibreOffice {theirs!r}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_draws_reach_every_state_of_every_rule(edition):
    seen: dict[str, set[str]] = {}
    for seed in chosen(edition):
        for check, state in told(edition, seed).items():
            seen.setdefault(check.split(".")[0], set()).add(state)
    wanted: dict[str, set[str]] = {}
    for line in lines(edition):
        wanted.setdefault(line.rule, set()).update(reachable(line))
    assert seen == wanted


@pytest.mark.parametrize("edition", EDITIONS)
def test_verdicts_are_the_statutes_own(edition):
    told_edges = [(filling, judge_all(edition, filling)) for filling in edges(edition)]
    for filling, states in (*told_edges, *((drawn(edition, seed), told(edition, seed)) for seed in range(DRAWS))):
        verdicts = verdicts_of(edition, filling)
        # What texts say is no arithmetic of the statute; it is judged where texts are read (tests/prose).
        checks = [check for check in layout_of(edition).form.checks if not check.rule.prose]
        assert {check.path: verdicts.state(check) for check in checks} == states


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("part", range(PARTS))
def test_libreoffice_gives_our_verdicts(office, edition, part, tmp_path):
    layout = layout_of(edition)
    for seed in chosen(edition)[part::PARTS]:
        filling = drawn(edition, seed)
        shown = recalculated(office, layout, filling, tmp_path / "filled.xlsx")
        assert list(differences(layout, verdicts_of(edition, filling), shown)) == [], f"draw {seed}"


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", range(MORE))
def test_written_by_us_recalculated_by_libreoffice(office, edition, seed, tmp_path):
    """The whole way: our file, its cached results, LibreOffice's results, and the findings of our judgement."""
    layout, filling = layout_of(edition), drawn(edition, seed)
    filling = {path: as_read(value) for path, value in filling.items()}
    path: Path = tmp_path / "filled.xlsx"
    path.write_bytes(build_workbook(layout, fillings.contents(filling)))
    verdicts = verdicts_of(edition, filling)
    for shown in office.cached_and_worked_out(path):
        assert list(differences(layout, verdicts, shown)) == []
    assert found(path.read_bytes()) == spoken_for(edition, filling)


def as_read(value: Value) -> Value:
    """Leave out what a file cannot be written with, and write figures kept as text as the figures they are read as."""
    return None if isinstance(value, ErrorValue) else Decimal(12) if value == "12" else value


def found(data: bytes) -> set[str]:
    """List the checks that our judgement of a file calls broken, those of what texts say left out."""
    told = [each for each in judge(data, "filled.xlsx").findings if each.name in RULE_FINDINGS - TEXT_FINDINGS]
    return {f"{each.rule}.{each.at}" for each in told}


def spoken_for(edition: str, filling: dict[str, Value]) -> set[str]:
    """List the checks that the statute calls broken, but for those that read a cell with a finding of its own."""
    cells = inputs(edition)
    nil = {point for point in cells if filling.get(f"{point.split('.')[0]}.mode") == "全表无数据"}
    figures = {point: value for point in cells if isinstance(value := filling.get(point), Decimal)}
    blamed = {point for point, value in figures.items() if value >= 10**15 or (value and point in nil)}
    blamed |= {point for point, value in figures.items() if value < 0 and cells[point].type != "signed"}
    blamed |= {
        p for p, cell in cells.items() if cell.type == "choice" and filling.get(p) not in (None, "", "元", "万元")
    }
    states = judge_all(edition, filling)
    broken = (line for line in lines(edition) if states[f"{line.rule}.{line.at}"] in (*BROKEN.values(), "已说明"))
    return {f"{line.rule}.{line.at}" for line in broken if not blamed.intersection(line.reads)}
