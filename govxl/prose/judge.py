"""What was understood against the facts: table figures, inner sums, percentages, changes."""

from collections.abc import Iterator, Mapping

from govxl.prose.model import Doubt, Facts, Understood
from govxl.prose.patterns import Patterns

__all__ = ["disagreements", "judged_text"]


def judged_text(understood: Understood, path: str, text: str, year: int, facts: Facts) -> Iterator[Doubt]:
    """Yield what disagrees in one text, in its order; what cannot be known (last year's without a record) is silent."""
    yield from ()


def disagreements(
    patterns: Patterns, texts: Mapping[str, str], year: int, unit: str, facts: Facts
) -> tuple[Doubt, ...]:
    """Judge all texts of a report, by their paths in form order."""
    return ()
