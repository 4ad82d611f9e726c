"""From a record to the figures of its charts, and a chart as inline SVG: no script, no style sheet, nothing fetched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import NamedTuple

from govxl.form.model import Chart, Form
from govxl.language.expressions import Lookup, evaluate, paths_in
from govxl.report.record_values import NOT_APPLICABLE, Record, figure_text, lookup
from govxl.text import letters_across

__all__ = ["Bar", "Plot", "caption", "charts_of", "draw", "in_words", "lines_of_charts"]

# -- Figures


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
    # A chart of nothing but zeros has no bars to show.
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
    said = ""
    for nth, year in enumerate(plot.years):
        told = []
        for label, row in plot.rows:
            figure = f"{figure_text(row[nth].total)}{plot.unit}"
            if plot.pieces and row[nth].total:
                pieces = zip(plot.pieces, row[nth].values, strict=True)
                figure += f"（{'，'.join(f'{piece}{figure_text(value)}{plot.unit}' for piece, value in pieces)}）"
            elif plot.pieces:
                # Of nothing no piece is told, nor the decimals that its pieces may have left behind.
                figure = f"0{plot.unit}"
            told.append(f"{label}{figure}")
        said += f"{year}年：{('；' if plot.pieces else '，').join(told)}。"
    return said


def _plot(chart: Chart, record: Record) -> Plot:
    value_of = lookup(record)
    readings: list[tuple[str, Lookup]] = [(str(record["year"]), value_of)]
    nodes = [node for _, figures in chart.bars for node in figures]
    before = [value_of(PRIOR + path) for node in nodes for path in paths_in(node)]
    # Last year is beside this one only where all of it is known: a bar that is missing would look like a 0.
    if all(isinstance(value, Decimal) or value == NOT_APPLICABLE for value in before):
        year = str((record.get("prior") or {}).get("year", ""))
        readings.append((year, lambda path: value_of(PRIOR + path)))
    rows = []
    for label, pieces in chart.bars:
        bars = []
        for year, value_in in readings:
            values = [evaluate(node, value_in) for node in pieces]
            # What is not applicable counts as 0, as in sentences.
            bars.append(Bar(year, tuple(each if isinstance(each, Decimal) else Decimal(0) for each in values)))
        rows.append((label, tuple(bars)))
    return Plot(chart.title, chart.unit, chart.pieces, tuple(year for year, _ in readings), tuple(rows))


# -- Drawing


WIDTH, SHOWN = 360, 440
"""Units across, and pixels across where there is room."""

STYLE = "display:block;max-width:100%;height:auto;margin:0 auto"
FONT = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif"
SIZE, LINE = 14, 18
"""Units of a character and of a line of text."""

LABEL = 7
"""Characters of a line of the labels beside the bars."""

THICK, GAP, APART = 16, 3, 10
"""Units of a bar, between the bars of a label, and between labels."""

INK, DARK = "#1b1b1b", "#1f4e79"


class BarLook(NamedTuple):
    """How a bar or a piece of one looks: its fill, the lines over it, and its figure inside."""

    fill: str
    lines: str
    figure: str


LOOKS = (
    BarLook(DARK, "", "#ffffff"),
    BarLook("#ffffff", "", INK),
    BarLook("#cfe0f1", "|", INK),
    BarLook("#e6e6e6", "-", INK),
)
"""Of the pieces in order; of this year's bars and last year's."""


def draw(plot: Plot, name: str) -> str:
    """Draw a chart; `name` begins the ids of its texts."""
    marks: list[str] = []
    keys = plot.pieces or (tuple(f"{year}年" for year in plot.years) if len(plot.years) > 1 else ())
    top = _legend(keys, marks)
    bottom = _pieced(plot, top, marks) if plot.pieces else _plain(plot, top, marks)
    height = round(bottom)
    # The description is what a program reads aloud instead of the picture.
    described = escape(in_words(plot))
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {WIDTH} {height}" width="{SHOWN}"'
        f' height="{round(height * SHOWN / WIDTH)}" style="{STYLE}"'
        f' font-family="{FONT}" font-size="{SIZE}" fill="{INK}">\n'
        f'<title id="{name}-title">{escape(plot.title)}</title>\n<desc id="{name}-desc">{described}</desc>\n'
        + "".join(f"{mark}\n" for mark in marks)
        + "</svg>\n"
    )


# -- The two kinds of charts


def _plain(plot: Plot, top: float, marks: list[str]) -> float:
    """Draw bars of one figure, their labels beside them; returns where they end."""
    left = SIZE * min(LABEL, max(len(label) for label, _ in plot.rows)) + 8
    per_unit, begun = _per_unit(plot, left), top - 4
    for label, bars in plot.rows:
        lines = [label[at : at + LABEL] for at in range(0, len(label), LABEL)] or [""]
        high = max(len(bars) * (THICK + GAP) - GAP, len(lines) * LINE)
        for nth, line in enumerate(lines):
            baseline = top + (high - len(lines) * LINE) / 2 + nth * LINE + SIZE
            marks.append(_text(left - 8, baseline, line, ' text-anchor="end"'))
        at = top + (high - len(bars) * (THICK + GAP) + GAP) / 2
        for bar, look in zip(bars, LOOKS, strict=False):
            wide = _wide(bar.total, per_unit)
            marks += _box(left, at, wide, look)
            marks.append(_text(left + wide + 5, at + THICK - 3, figure_text(bar.total) + plot.unit))
            at += THICK + GAP
        top += high + APART
    # The line that the bars stand on, from a little above the first to a little below the last.
    marks.append(f'<path d="M{left:.1f} {begun:.1f}V{top - APART + 4:.1f}" stroke="{INK}"/>')
    return top


def _pieced(plot: Plot, top: float, marks: list[str]) -> float:
    """Draw bars of several pieces, each label above its bars; returns where they end."""
    # A year is named where there is another to tell it from.
    left = SIZE * 4 if len(plot.years) > 1 else 0
    per_unit = _per_unit(plot, left)
    for label, bars in plot.rows:
        marks.append(_text(0, top + SIZE, label))
        top += LINE + GAP
        for bar in bars:
            if left:
                marks.append(_text(0, top + THICK, f"{bar.year}年"))
            end = left + 0.5
            for value, look in zip(bar.values, LOOKS, strict=False):
                wide = _wide(value, per_unit)
                marks += _box(end, top, wide, look, THICK + 4)
                figure = figure_text(value)
                # A piece that is too narrow for its figure is read off the words below the chart.
                if value and _width(figure) + 6 <= wide:
                    halo = f' stroke="{look.fill}" stroke-width="4" paint-order="stroke"' if look.lines else ""
                    about = f' text-anchor="middle" fill="{look.figure}"{halo}'
                    marks.append(_text(end + wide / 2, top + THICK - 0.5, figure, about))
                end += wide
            marks.append(_text(end + 5, top + THICK, figure_text(bar.total) + plot.unit))
            top += THICK + 4 + GAP
        top += APART
    return top


def _per_unit(plot: Plot, left: float) -> float:
    """Say how long a bar of 1 is, so that the longest leaves room for its figure."""
    bars = [bar for _, row in plot.rows for bar in row]
    room = max(_width(figure_text(bar.total) + plot.unit) for bar in bars) + 8
    # A total may be less than its pieces where one is negative; a negative piece has no length.
    longest = max(sum((max(value, Decimal(0)) for value in bar.values), Decimal(0)) for bar in bars)
    return max(20.0, WIDTH - left - room) / float(longest or 1)


def _wide(value: Decimal, per_unit: float) -> float:
    """Say how long a bar is; a figure that is not 0 is never too small to be seen."""
    return max(1.0, float(value) * per_unit) if value > 0 else 0.0


def _legend(keys: Sequence[str], marks: list[str]) -> float:
    """Draw what the looks mean; returns where the chart begins."""
    across, down = 0.0, 0.0
    for key, look in zip(keys, LOOKS, strict=False):
        wide = 18 + _width(key) + 12
        # The blank behind the last key of a line may stand over the edge.
        if across and across + wide > WIDTH + 12:
            across, down = 0.0, down + LINE + 4
        marks += _box(across + 0.5, down + 2, 12, look, 12)
        marks.append(_text(across + 18, down + SIZE - 0.5, key))
        across += wide
    return down + LINE + 8 if keys else 4.0


# -- Marks


def _box(x: float, y: float, wide: float, look: BarLook, high: float = THICK) -> Iterator[str]:
    """Draw a bar, its lines over it."""
    if wide:
        yield (
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{look.fill}" stroke="{DARK}"/>'
        )
    if wide and look.lines:
        across = [f"M{x + n:.1f} {y:.1f}v{high:.1f}" for n in range(4, int(wide), 4)]
        along = [f"M{x:.1f} {y + n:.1f}h{wide:.1f}" for n in range(4, int(high), 4)]
        yield f'<path d="{"".join(across if look.lines == "|" else along)}" stroke="{DARK}" stroke-width="0.7"/>'


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(text)}</text>'


def _width(text: str) -> float:
    """Estimate what a text takes."""
    return SIZE * letters_across(text, 0.6)
