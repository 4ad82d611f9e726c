"""Issue 2, point 6: every rule of both forms is spoilt in turn, and some check against the statute must notice.

The checks are those of the fast tests: the statute's states over random fillings, its sums, its labels, its severities.
Run it with `-m long -s` to see the score.
"""

from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from govxl.form.definition import DefinitionError, load_form
from govxl.language.expressions import evaluate
from govxl.layout.layout import Layout, Verdicts, arrange
from govxl.workbook.writer import build_workbook
from tests import fillings
from tests.clerk import Clerk, NotFoundError
from tests.edges import edges
from tests.mutations import mutants, sources
from tests.statute import EDITIONS, inputs, points, totals
from tests.statute_record import derived_of, exact
from tests.statute_rules import figure, lines
from tests.statute_states import SEVERITIES, SEVERITY, judge_all

DRAWS = 400


@cache
def draws(edition: str) -> list[dict[str, object]]:
    drawn = (fillings.odd(Random(f"{edition}-{seed}"), edition) for seed in range(DRAWS))
    return [*edges(edition), *drawn]


@cache
def states(edition: str) -> list[dict[str, str]]:
    return [judge_all(edition, filling) for filling in draws(edition)]


def noticed(edition: str, layout: Layout) -> str:
    """Name the first check that a form fails; nothing when it is as the statute has it."""
    checks = [check for check in layout.form.checks if not check.rule.prose]
    if [check.path for check in checks] != [f"{line.rule}.{line.at}" for line in lines(edition)]:
        return "checks"
    if any(check.rule.severity != SEVERITIES[SEVERITY[check.rule.id]] for check in checks):
        return "severity"
    if [check.group for check in checks] != [line.group or line.at for line in lines(edition)]:
        return "reasons"
    if sums_differ(edition, layout):
        return "sums"
    if states_differ(edition, layout):
        return "states"
    return "labels" if labels_differ(edition, layout) else ""


def verdicts_of(layout: Layout, filling: dict[str, object]) -> Verdicts:
    return Verdicts(layout, {**filling, "year": Decimal(str(filling["year"]))})


def sums_differ(edition: str, layout: Layout) -> bool:
    if list(layout.form.points) != list(points(edition)):
        return True
    filling = {
        point: Decimal(2) ** n
        for n, point in enumerate(inputs(edition))
        if inputs(edition)[point].type not in ("text", "choice")
    }
    verdicts = Verdicts(layout, filling)
    derived = [(each.path, exact(evaluate(each.value, verdicts.value))) for each in layout.form.derived]
    if derived != list(derived_of(edition, filling)):
        return True
    return any(verdicts.value(point) != figure(edition, filling, point) for point in totals(edition))


def states_differ(edition: str, layout: Layout) -> bool:
    for filling, told in zip(draws(edition), states(edition), strict=True):
        verdicts = verdicts_of(layout, filling)
        if any(verdicts.state(check) != told[check.path] for check in layout.form.checks if not check.rule.prose):
            return True
    return False


def labels_differ(edition: str, layout: Layout) -> bool:
    """Let the clerk find every cell by its printed labels, and compare with the layout's places."""
    identity = fillings.identity(Random(1), edition)
    try:
        places = Clerk(BytesIO(build_workbook(layout, fillings.contents(dict(identity))))).find_all(points(edition))
    except NotFoundError:
        return True
    return any(
        (box := layout.slots[point].box) and place != (box.sheet, box.address) for point, place in places.items()
    )


def verdict(edition: str, text: str, folder: Path) -> str:
    """Say what notices a mutant; a form that no longer loads is noticed as well."""
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text(text, "utf-8")
    try:
        return noticed(edition, arrange(load_form(folder)))
    except DefinitionError:
        return "definition"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_form_itself_passes_every_check(edition):
    assert noticed(edition, arrange(load_form(f"zfxxgk/{edition}"))) == ""


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_mutant_is_noticed(edition, tmp_path):
    told: dict[str, str] = {}
    for n, (what, text) in enumerate(mutants(edition)):
        assert text != sources(edition), what
        told[what] = verdict(edition, text, tmp_path / str(n))
    survivors = [what for what, noticed_by in told.items() if not noticed_by]
    kinds = {kind: list(told.values()).count(kind) for kind in dict.fromkeys(told.values())}
    print(f"\n{edition}: {len(told) - len(survivors)} of {len(told)} mutants noticed: {kinds}")
    assert survivors == []
