"""From a record to the figures of its charts, this year's and last year's where the record has them; no drawing.

Which figures a chart shows is said by the form. A chart of nothing but zeros is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from govxl.form.expressions import Lookup, Node, Value, evaluate, paths_in
from govxl.form.model import Chart, Form
from govxl.report.lookup import NOT_APPLICABLE, Record, figure_text, lookup

__all__ = ["Bar", "Plot", "caption", "charts_of", "in_words", "lines_of_charts"]

PRIOR = "prior."


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: the year it is of, and its figures, one for each piece."""

    year: str
    values: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """All its pieces."""
        return sum(self.values, Decimal(0))


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart ready to be drawn: labels, each with a bar for every year, this year's first."""

    title: str
    unit: str
    pieces: tuple[str, ...]
    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Bar, ...]], ...]


def charts_of(form: Form, record: Record) -> tuple[tuple[Plot, ...], ...]:
    """Give the charts below each part of the form, in its order."""
    plots = [(chart.part, _plot(chart, record)) for chart in form.charts]
    kept = [(name, plot) for name, plot in plots if any(bar.total for _, row in plot.rows for bar in row)]
    return tuple(tuple(plot for name, plot in kept if name == part.name) for part in form.parts)


def caption(plot: Plot) -> str:
    """Name a chart and the unit of its figures."""
    return f"图　{plot.title}（单位：{plot.unit}）" if plot.unit else f"图　{plot.title}"


def lines_of_charts(form: Form, record: Record) -> tuple[str, ...]:
    """Give all that stands in words below the charts of a record."""
    plots = [plot for below in charts_of(form, record) for plot in below]
    return tuple(line for plot in plots for line in (caption(plot), in_words(plot)))


def in_words(plot: Plot) -> str:
    """Say every figure of a chart, year by year."""
    return "".join(_year_in_words(plot, nth) for nth in range(len(plot.years)))


def _plot(chart: Chart, record: Record) -> Plot:
    readings = [(str(record["year"]), lookup(record))]
    before = record.get("prior") or {}
    last_year = _of_last_year(lookup(record))
    nodes = [node for _, figures in chart.bars for node in figures]
    if all(_is_known(last_year(path)) for node in nodes for path in paths_in(node)):
        readings.append((str(before.get("year", "")), last_year))
    rows = tuple(
        (label, tuple(Bar(year, tuple(_figures(nodes, value_of))) for year, value_of in readings))
        for label, nodes in chart.bars
    )
    return Plot(chart.title, chart.unit, chart.pieces, tuple(year for year, _ in readings), rows)


def _of_last_year(value_of: Lookup) -> Lookup:
    return lambda path: value_of(PRIOR + path)


def _is_known(value: Value) -> bool:
    return isinstance(value, Decimal) or value == NOT_APPLICABLE


def _figures(nodes: tuple[Node, ...], value_of: Lookup) -> Iterator[Decimal]:
    """Work out figures; what is not applicable counts as 0, as in sentences."""
    for node in nodes:
        value = evaluate(node, value_of)
        yield value if isinstance(value, Decimal) else Decimal(0)


def _year_in_words(plot: Plot, nth: int) -> str:
    between, spoken = ("；", _pieces_in_words) if plot.pieces else ("，", _value_in_words)
    said = between.join(f"{label}{spoken(plot, row[nth])}" for label, row in plot.rows)
    return f"{plot.years[nth]}年：{said}。"


def _value_in_words(plot: Plot, bar: Bar) -> str:
    return figure_text(bar.total) + plot.unit


def _pieces_in_words(plot: Plot, bar: Bar) -> str:
    if not bar.total:
        return f"0{plot.unit}"
    said = "，".join(
        f"{piece}{figure_text(value)}{plot.unit}" for piece, value in zip(plot.pieces, bar.values, strict=True)
    )
    return f"{figure_text(bar.total)}{plot.unit}（{said}）"
