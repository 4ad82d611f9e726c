"""What no figure tells: words of another edition or year, instructions left in, gaps, a text that was copied."""

from collections.abc import Iterator, Mapping

from govxl.prose.model import Doubt, Facts
from govxl.prose.patterns import Patterns

__all__ = ["blemishes"]


def blemishes(
    patterns: Patterns, texts: Mapping[str, str], earlier: Mapping[str, str], year: int, facts: Facts
) -> Iterator[Doubt]:
    """Yield the slips of all texts of a report; `earlier` are those of the unit's last report, empty for none."""
    yield from ()
