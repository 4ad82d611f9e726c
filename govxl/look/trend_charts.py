"""The charts of trends as inline SVG: each line a small chart of its own with a column a year, as high as it needs."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape

from govxl.look.trends import Course, Followed
from govxl.report.record_values import figure_text
from govxl.report.signing import short
from govxl.text import letters_across

__all__ = ["draw_trend", "in_words", "shown"]

WIDTH, SHOWN, SIZE, SMALL = 360, 440, 14, 12
"""Units across, pixels across where there is room, and units of a character of a label and of a figure."""

HIGH, GAP, HEAD, FOOT = 76, 24, 42, 20
"""Units of the highest column, between two charts, above the columns and below them."""

LONGEST_LABEL = 12
"""Characters of a line's label above its columns."""

STYLE = "display:block;max-width:100%;height:auto;margin:0 auto"
FONT = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif"
INK, QUIET, LINE, DARK, LIGHT = "#1b1b1b", "#4a5260", "#6b7280", "#1f4e79", "#a9c1da"

TENTH = Decimal("0.1")
ROOM = 4
"""Years above which a chart takes a whole line."""


def shown(value: Decimal | None, unit: str) -> str:
    """Write a figure of a trend; a share to one place."""
    if value is None:
        return "—"
    if unit == "%":
        return figure_text(value.quantize(TENTH, ROUND_HALF_UP))
    return figure_text(value.normalize() if value == value.to_integral_value() else value)


def in_words(trend: Followed) -> str:
    """Say every figure of a trend."""
    told = []
    for course in trend.drawn:
        years = "，".join(f"{year}年{_told(value, trend.unit)}" for year, value in course.values.items())
        told.append(f"{course.label}：{years}")
    return "；".join(told) + "。"


def _told(value: Decimal | None, unit: str) -> str:
    return "没有数" if value is None else f"{shown(value, unit)}{unit}"


def draw_trend(trend: Followed, name: str) -> str:
    """Draw a trend; `name` begins the ids of its texts."""
    courses = trend.drawn
    several = 1 if courses and len(courses[0].values) > ROOM else 2
    wide = (WIDTH - GAP * (several - 1)) / several
    each = HEAD + HIGH + FOOT
    marks: list[str] = []
    for nth, course in enumerate(courses):
        across, down = nth % several * (wide + GAP), nth // several * (each + GAP / 2)
        marks += _columns(course, trend.unit, across, down, wide)
    rows = -(-len(courses) // several)
    high = round(rows * each + (rows - 1) * GAP / 2)
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {WIDTH} {high}" width="{SHOWN}"'
        f' height="{round(high * SHOWN / WIDTH)}" style="{STYLE}"'
        f' font-family="{FONT}" font-size="{SIZE}" fill="{INK}">\n'
        f'<title id="{name}-title">{escape(trend.title)}</title>\n'
        f'<desc id="{name}-desc">{escape(in_words(trend))}</desc>\n' + "\n".join(marks) + "\n</svg>\n"
    )


def _columns(course: Course, unit: str, across: float, down: float, wide: float) -> Sequence[str]:
    """Draw a line's columns, the newest dark; where figures would run together, the first and the last are written."""
    marks = [_text(across, down + SIZE, short(course.label, LONGEST_LABEL), ' font-weight="600"')]
    step = wide / len(course.values)
    texts = [shown(value, unit) for value in course.values.values()]
    fit = all(SMALL * letters_across(text, 0.62) + 2 <= step for text in texts)
    known = [value for value in course.values.values() if value is not None]
    most = max(known, default=Decimal(0))
    foot = down + HEAD + HIGH
    last = len(texts) - 1
    for nth, (year, value) in enumerate(course.values.items()):
        middle = across + step * (nth + 0.5)
        high = max(1.0, HIGH * float(value / most)) if value and most else 0.0
        if high:
            fill = DARK if nth == last else LIGHT
            x, thick = middle - step * 0.31, step * 0.62
            marks.append(
                f'<rect x="{x:.1f}" y="{foot - high:.1f}" width="{thick:.1f}" height="{high:.1f}" fill="{fill}"/>'
            )
        # Figures that are as wide as the chart stay within it.
        if fit or nth in (0, last):
            at, anchor = (middle, "middle") if fit else (across, "start") if nth == 0 else (across + wide, "end")
            marks.append(_text(at, foot - high - 5, texts[nth], f' font-size="{SMALL}" text-anchor="{anchor}"'))
        if step >= 2 * SMALL or nth in (0, last):
            anchor = f' font-size="{SMALL}" fill="{QUIET}" text-anchor="middle"'
            marks.append(_text(middle, foot + 15, str(year) if step >= 2.6 * SMALL else str(year)[2:], anchor))
    marks.append(f'<path d="M{across:.1f} {foot:.1f}h{wide:.1f}" stroke="{LINE}"/>')
    return marks


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(text)}</text>'
