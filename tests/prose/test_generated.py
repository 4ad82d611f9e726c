"""Sentences written from the figures agree with the figures, whatever these are."""

from decimal import Decimal
from functools import cache
from random import Random

import pytest

from govxl.form.definition import load_form
from govxl.form.model import Form
from govxl.language.expressions import Value, evaluate
from govxl.layout.layout import Layout, Verdicts, arrange
from govxl.prose.judging.judge import disagreements
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.lexicon.patterns import Patterns
from tests import fillings
from tests.statute import EDITIONS

DRAWS, MORE = 60, 1_000
OPENING = "narrative.overview.opening"
KINDS = ("政务动态", "政府文件", "会议公开", "财政信息", "")


@cache
def loaded(edition: str) -> tuple[Form, Layout, Patterns]:
    form = load_form(f"zfxxgk/{edition}")
    return form, arrange(form), load_patterns(form)


def drawn(edition: str, seed: int) -> dict[str, Value]:
    """Draw a valid return; what it calls its kinds of information is what people call them."""
    rng = Random(f"prose-{edition}-{seed}")
    filling = fillings.valid(rng, edition)
    names = {path: rng.choice(KINDS) for path in filling if path.endswith(".category")}
    return filling | names | {"year": Decimal(str(filling["year"]))}


def written(edition: str, filling: dict[str, Value]) -> tuple[list[dict[str, str]], Verdicts]:
    """Write every sentence that the form can write, each in the field it is for, or in the one that opens the report."""
    form, layout, _ = loaded(edition)
    verdicts = Verdicts(layout, filling)
    fields = {field.traits.sentence: path for path, field in form.fields.items() if field.traits.sentence}
    said = {name: str(evaluate(sentence.text, verdicts.value)) for name, sentence in form.sentences.items()}
    return [{fields.get(name, OPENING): text} for name, text in said.items()], verdicts


def hold(edition: str, seeds: range) -> int:
    """Hold the sentences of every draw against its figures; give how many figures stood in them."""
    figures = 0
    for seed in seeds:
        filling = drawn(edition, seed)
        texts, verdicts = written(edition, filling)
        year, unit = int(str(filling["year"])), str(filling["unit.name"])
        for text in texts:
            assert disagreements(loaded(edition)[2], text, year, unit, verdicts.value) == (), f"draw {seed}: {text}"
            figures += any(letter.isdigit() for letter in str(text))
    return figures


@pytest.mark.parametrize("edition", EDITIONS)
def test_generated_prose_agrees_with_its_tables(edition):
    assert hold(edition, range(DRAWS)) > DRAWS


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_generated_prose_of_a_thousand_records_agrees_with_its_tables(edition):
    assert hold(edition, range(MORE)) > MORE


@pytest.mark.parametrize("edition", EDITIONS)
def test_generated_prose_of_other_figures_does_not(edition):
    """What agrees must not do so because nothing is read."""
    found = 0
    for seed in range(DRAWS):
        filling = drawn(edition, seed)
        texts, _ = written(edition, filling)
        verdicts = Verdicts(loaded(edition)[1], drawn(edition, seed + DRAWS))
        year = int(str(filling["year"]))
        found += any(disagreements(loaded(edition)[2], text, year, "", verdicts.value) for text in texts)
    assert found >= 0.9 * DRAWS
