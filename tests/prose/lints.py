"""What the tests of lint share: the patterns of an edition, a report of an honest office, and its slips in short."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from govxl.form.definition import load_form
from govxl.language.expressions import Value
from govxl.prose.lexicon.lint_patterns import Lint
from govxl.prose.lexicon.loading import load_patterns
from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.lint.blemishes import blemishes
from govxl.prose.model import Doubt

APPLICATIONS, FRONT = "narrative.overview.applications", "cover.front"


@cache
def patterns(edition: str) -> Patterns:
    return load_patterns(load_form(f"zfxxgk/{edition}"))


def lint(edition: str = "2021") -> Lint:
    return patterns(edition).lint


def slips(
    texts: str | Mapping[str, str], *, year: int = 2024, edition: str = "2021", earlier: Mapping[str, str] | None = None,
    figures: Mapping[str, int] | None = None, unit: str = "示例县自然资源局",
) -> list[Doubt]:  # fmt: skip
    """Give what is found in a text, or in several by their paths."""
    told = {APPLICATIONS: texts} if isinstance(texts, str) else texts

    def facts(path: str) -> Value:
        return unit if path in ("unit.name", "unit.title") else Decimal((figures or {}).get(path, 0))

    found = list(blemishes(patterns(edition), told, earlier or {}, year, facts))
    for each in found:
        text = told[each.path]
        assert 0 <= each.start < each.end <= len(text)
        assert each.quote in text
        assert each.rule == "N12" or text[each.start : each.end] == each.said
    return found


def said(texts: str | Mapping[str, str], **how: object) -> list[tuple[str, str]]:
    """Give rule and words of what is found."""
    return [(each.rule, each.said) for each in slips(texts, **how)]  # type: ignore[arg-type]
