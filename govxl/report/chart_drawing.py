"""A chart as inline SVG: no script, no style sheet, nothing fetched; told apart by texture and figures, not by colour.

All text is part of the drawing, so it grows and shrinks with it; 360 units are the width of a phone. The alternative
text says every figure.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import NamedTuple

from govxl.characters import letters_across
from govxl.report.charts import Bar, Plot, in_words
from govxl.report.lookup import figure_text

__all__ = ["draw"]

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


class Look(NamedTuple):
    """How a bar or a piece of one looks: its fill, the lines over it, and its figure inside."""

    fill: str
    lines: str
    figure: str


LOOKS = (Look(DARK, "", "#ffffff"), Look("#ffffff", "", INK), Look("#cfe0f1", "|", INK), Look("#e6e6e6", "-", INK))
"""Of the pieces in order; of this year's bars and last year's."""


def draw(plot: Plot, name: str) -> str:
    """Draw a chart; `name` begins the ids of its texts."""
    marks: list[str] = []
    keys = plot.pieces or (tuple(f"{year}年" for year in plot.years) if len(plot.years) > 1 else ())
    top = _legend(keys, marks)
    bottom = _pieced(plot, top, marks) if plot.pieces else _plain(plot, top, marks)
    height = round(bottom)
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
    marks.append(f'<path d="M{left:.1f} {begun:.1f}V{top - APART + 4:.1f}" stroke="{INK}"/>')
    return top


def _pieced(plot: Plot, top: float, marks: list[str]) -> float:
    """Draw bars of several pieces, each label above its bars; returns where they end."""
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
                marks += _piece(end, top, wide, value, look)
                end += wide
            marks.append(_text(end + 5, top + THICK, figure_text(bar.total) + plot.unit))
            top += THICK + 4 + GAP
        top += APART
    return top


def _per_unit(plot: Plot, left: float) -> float:
    """Say how long a bar of 1 is, so that the longest leaves room for its figure."""
    bars = [bar for _, row in plot.rows for bar in row]
    room = max(_width(figure_text(bar.total) + plot.unit) for bar in bars) + 8
    return max(20.0, WIDTH - left - room) / float(max(_longest(bar) for bar in bars) or 1)


def _wide(value: Decimal, per_unit: float) -> float:
    """Say how long a bar is; a figure that is not 0 is never too small to be seen."""
    return max(1.0, float(value) * per_unit) if value > 0 else 0.0


def _longest(bar: Bar) -> Decimal:
    return sum((max(value, Decimal(0)) for value in bar.values), Decimal(0))


def _legend(keys: Sequence[str], marks: list[str]) -> float:
    """Draw what the looks mean; returns where the chart begins."""
    across, down = 0.0, 0.0
    for key, look in zip(keys, LOOKS, strict=False):
        wide = 18 + _width(key) + 12
        if across and across + wide > WIDTH + 12:
            across, down = 0.0, down + LINE + 4
        marks += _box(across + 0.5, down + 2, 12, look, 12)
        marks.append(_text(across + 18, down + SIZE - 0.5, key))
        across += wide
    return down + LINE + 8 if keys else 4.0


# -- Marks


def _box(x: float, y: float, wide: float, look: Look, high: float = THICK) -> Iterator[str]:
    """Draw a bar, its lines over it."""
    if wide:
        yield (
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{look.fill}" stroke="{DARK}"/>'
        )
    if wide and look.lines:
        across = [f"M{x + n:.1f} {y:.1f}v{high:.1f}" for n in range(4, int(wide), 4)]
        along = [f"M{x:.1f} {y + n:.1f}h{wide:.1f}" for n in range(4, int(high), 4)]
        yield f'<path d="{"".join(across if look.lines == "|" else along)}" stroke="{DARK}" stroke-width="0.7"/>'


def _piece(x: float, y: float, wide: float, value: Decimal, look: Look) -> Iterator[str]:
    """Draw a piece of a bar, with its figure where there is room."""
    yield from _box(x, y, wide, look, THICK + 4)
    text = figure_text(value)
    if value and _width(text) + 6 <= wide:
        halo = f' stroke="{look.fill}" stroke-width="4" paint-order="stroke"' if look.lines else ""
        yield _text(x + wide / 2, y + THICK - 0.5, text, f' text-anchor="middle" fill="{look.figure}"{halo}')


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(text)}</text>'


def _width(text: str) -> float:
    """Estimate what a text takes."""
    return SIZE * letters_across(text, 0.6)
