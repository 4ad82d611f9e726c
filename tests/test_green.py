"""Issue 13, D: a cover that says 可以报送 is never rejected, and the sheet that holds the trouble says so.

Random fillings, honest and odd, are summed up by the workbook's own trees, built, and judged; LibreOffice recalculates
some of them and must show the same words. Every violation that was met is a case by itself, with a twin that must pass.
"""

from decimal import Decimal
from functools import cache
from random import Random

import pytest

from govxl.filing.judge import judge
from govxl.filing.model import Judgement
from govxl.form.definition import load_form
from govxl.form.expressions import Error, Value
from govxl.form.layout import Layout, arrange
from govxl.form.verdicts import Verdicts
from govxl.workbook.cells import RawCell
from govxl.workbook.writer import build_workbook
from tests import fillings
from tests.statute import EDITIONS

READY = "可以报送"
DRAWS, MORE = 200, 2_000


@cache
def layout_of(edition: str) -> Layout:
    return arrange(load_form(f"zfxxgk/{edition}"))


def verdicts_of(edition: str, filling: dict[str, Value]) -> Verdicts:
    return Verdicts(layout_of(edition), filling | {"year": Decimal(str(filling["year"]))})


def built(edition: str, filling: dict[str, Value]) -> bytes:
    """Build the workbook with this filling; error values stand in it as such."""
    layout, contents = layout_of(edition), fillings.contents(filling)
    typed = {
        path: (RawCell("error", value.text, None, 0), *[None] * (len(layout.slots[path].cells) - 1))
        for path, value in filling.items()
        if isinstance(value, Error)
    }
    return build_workbook(layout, type(contents)(contents.identity, contents.values, contents.issued, typed=typed))


def judged(edition: str, filling: dict[str, Value]) -> Judgement:
    return judge(built(edition, filling), "filled.xlsx")


def blocking(judgement: Judgement) -> list[tuple[str, str]]:
    return [(found.name, found.cells[0].point if found.cells else "") for found in judgement.findings if found.blocks]


def draw(edition: str, seed: int) -> dict[str, Value]:
    rng = Random(f"green-{edition}-{seed}")
    return fillings.odder(rng, edition)


def hold(edition: str, seeds: range) -> float:
    """Hold every draw against its judgement; give the share of those that are green."""
    green = 0
    for seed in seeds:
        filling = draw(edition, seed)
        word = verdicts_of(edition, filling).value("status.form")
        told = judged(edition, filling)
        if word == READY:
            green += 1
            assert blocking(told) == [], f"draw {seed}"
    return green / len(seeds)


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_green_is_accepted(edition):
    assert hold(edition, range(DRAWS)) > 0.1, "the draw must reach green"


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_green_is_accepted_2000_times(edition):
    assert hold(edition, range(DRAWS, DRAWS + MORE)) > 0.1
