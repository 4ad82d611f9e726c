"""Charts as a form states them: which figures are drawn below which part. How they look is no business of it."""

from collections.abc import Iterator
from typing import Any

from govxl.form.model import Chart, Part
from govxl.form.names import Names, Scope
from govxl.form.source import Source, Spot
from govxl.language.expressions import ExpressionError, Node, kind_of, paths_in

__all__ = ["MOST_BARS", "MOST_PIECES", "read_charts"]

MOST_BARS, MOST_PIECES = 12, 4
"""More cannot be told apart on a phone, or without colour."""


def read_charts(source: Source, names: Names, parts: tuple[Part, ...]) -> Iterator[Chart]:
    """Read every `[[chart]]`; mistakes are noted in the source."""
    for nth, data in enumerate(source.data.get("chart", ())):
        spot = Spot("chart", nth)
        for key in ("title", "part", "bars"):
            if not data.get(key):
                source.blame(spot, f"a chart needs title, part and bars; {key} is missing")
        if data.get("part") and data["part"] not in {part.name for part in parts}:
            source.blame(spot.at("part"), f"no part is called {data['part']}")
        pieces, bars = tuple(data.get("pieces", ())), data.get("bars", [])
        for key, found, most in (("pieces", pieces, MOST_PIECES), ("bars", bars, MOST_BARS)):
            if len(found) > most:
                source.blame(spot.at(key), f"a chart has at most {most} {key}, not {len(found)}")
        read = tuple(_Bars(source, names, spot.at("bars"), len(pieces)).bar(bar) for bar in bars)
        yield Chart(data.get("title", ""), data.get("part", ""), data.get("unit", ""), pieces, read)


class _Bars:
    """The bars of one chart being read; `pieces` is how many figures a bar has, 0 for one that is no list."""

    def __init__(self, source: Source, names: Names, spot: Spot, pieces: int) -> None:
        self.source = source
        self.names = names
        self.spot = spot
        self.pieces = pieces

    def bar(self, entry: Any) -> tuple[str, tuple[Node, ...]]:
        """Read `[label, figure]`, or `[label, [figure, …]]` where the chart has pieces."""
        match entry:
            case [str() as label, str() as text] if not self.pieces:
                return label, tuple(self.figures([text]))
            case [str() as label, [*texts]] if len(texts) == self.pieces > 0:
                return label, tuple(self.figures(texts))
        wanted = f"[label, [{self.pieces} figures]]" if self.pieces else "[label, figure]"
        self.source.blame(self.spot, f"a bar is {wanted}, not {entry!r}")
        return "", ()

    def figures(self, texts: list[Any]) -> Iterator[Node]:
        """Read figures, or sums and differences of figures."""
        for text in texts:
            try:
                node = self.names.parse(str(text), Scope())
            except ExpressionError as error:
                self.source.blame(self.spot.of(str(text)), f"chart: {error}")
                continue
            if problem := self.problem(node):
                self.source.blame(self.spot.of(str(text)), f"chart: {text} {problem}")
            yield node

    def problem(self, node: Node) -> str:
        """Say why something cannot be drawn."""
        if kind_of(node) != "figure":
            return f"is a {kind_of(node)}, not a figure"
        for path in paths_in(node):
            if path.startswith("prior."):
                return "is last year's, which is drawn beside this year's by itself"
            point = self.names.points.get(path)
            if point is None:
                return f"needs {path}, which is in no table"
            if point.traits.kind == "signed":
                return f"needs {path}, which may be negative"
        return ""
