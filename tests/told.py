"""What texts are told to say otherwise than the tables, planted: how they are read is tested where they are read."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from govxl.prose.lexicon.patterns import Patterns
from govxl.prose.model import Doubt, Facts

Told = Callable[[Mapping[str, str], Facts], Iterator[Doubt]]

APPLICATIONS = "narrative.overview.applications"
RECEIVED = "requests.received.total"


def doubt(
    text: str,
    quote: str,
    said: str,
    rule: str = "N1",
    *,
    path: str = APPLICATIONS,
    certain: bool = True,
    readings: Any = (),
) -> Doubt:
    """Doubt the first `said` of the first `quote` of a text."""
    at = text.index(quote)
    start = at + quote.index(said)
    return Doubt(rule, path, start, start + len(said), quote, said, certain, tuple(readings))


@contextmanager
def told(figures: Told | None = None, slips: Told | None = None) -> Iterator[None]:
    """Let every text that is judged be doubted so, and no other way."""

    def disagreements(
        patterns: Patterns, texts: Mapping[str, str], year: int, unit: str, facts: Facts
    ) -> tuple[Doubt, ...]:
        return tuple(figures(texts, facts)) if figures else ()

    def blemishes(
        patterns: Patterns, texts: Mapping[str, str], earlier: Mapping[str, str], year: int, facts: Facts
    ) -> Iterator[Doubt]:
        return slips(texts, facts) if slips else iter(())

    with patch("govxl.filing.prose.disagreements", disagreements), patch("govxl.filing.prose.blemishes", blemishes):
        yield


def received(certain: bool = True, rule: str = "N1") -> Told:
    """Take every figure before 件 behind 新收 for what was received, wherever it stands, and doubt it where it is not."""

    def found(texts: Mapping[str, str], facts: Facts) -> Iterator[Doubt]:
        for path, text in texts.items():
            at = text.find("新收")
            while at >= 0:
                end = (text.find("件", at) + 1) or len(text)
                figure, fact = text[at + 2 : end - 1], str(facts(RECEIVED))
                if figure.isdecimal() and figure != fact:
                    readings = (("一、本年新收", f"{fact}件", (RECEIVED,)),)
                    yield Doubt(rule, path, at + 2, end, text[at:end], text[at + 2 : end], certain, readings)
                at = text.find("新收", end)

    return found
