"""What a form has drawn: charts of a record below its parts, and trends of many records over the years."""

from typing import NamedTuple

from govxl.language.nodes import Node

__all__ = ["Chart", "Trend"]


class Chart(NamedTuple):
    """A chart of figures, drawn below a part on request: bars, each of one figure, or of as many as `pieces` names.

    `unit` is the measure word of the figures.
    """

    title: str
    part: str
    unit: str
    pieces: tuple[str, ...]
    bars: tuple[tuple[str, tuple[Node, ...]], ...]


class Trend(NamedTuple):
    """Figures that are followed over the years: lines, each a figure, or the share in hundredths of one in another.

    `unit` is the measure word of the figures; a line that is no share has no `whole`.
    """

    title: str
    unit: str
    lines: tuple[tuple[str, Node, Node | None], ...]
