"""The charts of an office's progress, as inline SVG: how far the units below each parent are, and day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from govxl.office.status import DONE, Branch, Overview, Standing
from govxl.report.signing import short
from govxl.text import letters_across

__all__ = ["Days", "Parents", "by_day", "by_parent", "draw_days", "draw_parents"]

PIECES = (("办结", "#1f4e79", "#ffffff"), ("待审核", "#f3d48b", "#1b1b1b"), ("退回修改", "#e9a57f", "#1b1b1b"))
REST = ("未报送", "#ffffff", "#1b1b1b")
"""Of a bar, with fill and figure; 办结 is 审核通过, 特批接收 and 已公开, and 未报送 also what was not sent out."""

MOST_PARENTS = 12
"""Bars of a chart; those with least done are shown."""


@dataclass(frozen=True, slots=True)
class Parents:
    """How far the units below each parent are: its name, and how many are done, wait, went back and are owed."""

    title: str
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def in_words(self) -> str:
        """Say every figure."""
        names = [name for name, *_ in (*PIECES, REST)]
        told = ("，".join(f"{n}{name}" for n, name in zip(counts, names, strict=True)) for _, counts in self.rows)
        return "；".join(f"{label}{each}" for (label, _), each in zip(self.rows, told, strict=True)) + "。"


def by_parent(overview: Overview) -> Parents:
    """Count for all units together, and for the parents with the smallest share done, in the roster's order."""
    groups = [each for each in overview.groups if each.parent]
    behind = sorted(groups, key=lambda each: each.done / len(each.standings))[:MOST_PARENTS]
    shown = [Branch("全部", overview.standings), *(each for each in groups if each in behind)]
    more = f"（{len(groups)} 个上级中办结率最低的 {MOST_PARENTS} 个）" if len(groups) > MOST_PARENTS else ""
    return Parents(f"各上级的进度{more}", tuple((each.parent, _counts(each)) for each in shown))


def _counts(group: Branch) -> tuple[int, ...]:
    states = [each.state for each in group.standings]
    waiting, returned = states.count("waiting"), states.count("returned")
    return group.done, waiting, returned, len(states) - group.done - waiting - returned


# -- Day by day


@dataclass(frozen=True, slots=True)
class Days:
    """How many units had reported, and how many were done, at the end of each day from the first on."""

    first: date
    units: int
    reported: tuple[int, ...]
    done: tuple[int, ...]

    @property
    def in_words(self) -> str:
        """Say where the lines begin and end."""
        last = self.first + timedelta(days=len(self.reported) - 1)
        return (
            f"{_told(self.first)}到{_told(last)}：报送过的从{self.reported[0]}家到{self.reported[-1]}家，"
            f"办结的从{self.done[0]}家到{self.done[-1]}家，共{self.units}家。"
        )


def by_day(overview: Overview, until: date) -> Days | None:
    """Count day by day; None where nothing came, or all on one day."""
    reported = [day for each in overview.standings if (day := _first_came(each))]
    done = [day for each in overview.standings if (day := _was_done(each))]
    if not reported or min(reported) >= until:
        return None
    first = min(reported)
    days = [first + timedelta(days=n) for n in range((until - first).days + 1)]
    counts = (tuple(sum(day <= each for day in dates) for each in days) for dates in (reported, done))
    return Days(first, len(overview.standings), *counts)


def _first_came(standing: Standing) -> date | None:
    return _day(standing.case.returns[0].time) if standing.case and standing.case.returns else None


def _was_done(standing: Standing) -> date | None:
    """Say when a return began to count: it came, or somebody accepted it."""
    if standing.case is None or standing.event is None or standing.state not in DONE:
        return None
    return _day((standing.case.accepted_by or standing.event).time)


def _day(time: str) -> date:
    return date.fromisoformat(time[:10])


def _told(day: date) -> str:
    return f"{day.month}月{day.day}日"


# -- Drawing


WIDTH, HEIGHT, TOP, BOTTOM, SIZE, SHOWN = 360, 210, 30, 24, 14, 440
"""Units of a drawing, of which the last is pixels where there is room."""

LONGEST_LABEL = 20
"""Characters of a parent's name above its bar."""

STYLE = "display:block;max-width:100%;height:auto;margin:0 auto"
FONT = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif"
INK, FAINT, DARK, LIGHT = "#1b1b1b", "#c3c9d2", "#1f4e79", "#5b8fc4"


def draw_parents(parents: Parents, name: str) -> str:
    """Draw a bar for each parent, all of one length; beside its name stands how many are done of how many."""
    across, marks = 0.0, []
    for piece, fill, _ in (*PIECES, REST):
        marks += [_box(across, 2, 12, 12, fill), _text(across + 18, SIZE - 0.5, piece)]
        across += 30 + SIZE * letters_across(piece, 0.62)
    top = 28.0
    for label, counts in parents.rows:
        whole, left = sum(counts) or 1, 0.0
        marks.append(_text(0, top + SIZE, short(label, LONGEST_LABEL)))
        marks.append(_text(WIDTH, top + SIZE, f"{counts[0]}/{sum(counts)}", ' text-anchor="end"'))
        for count, (_, fill, ink) in zip(counts, (*PIECES, REST), strict=True):
            wide = (WIDTH - 1) * count / whole
            marks += [_box(left + 0.5, top + 20, wide, 18, fill)] if count else []
            # A piece that is too narrow for its figure is read off the sheet.
            if count and SIZE * 0.62 * len(str(count)) + 4 <= wide:
                about = f' text-anchor="middle" fill="{ink}"'
                marks.append(_text(left + wide / 2, top + 34, str(count), about))
            left += wide
        top += 50
    return _svg(name, parents.title, parents.in_words, round(top), marks)


def draw_days(days: Days, name: str) -> str:
    """Draw both lines over the days; `name` begins the ids of its texts."""
    left = 6 + SIZE * 0.62 * len(str(days.units))
    # Beside the end of a line stand its name and its last figure.
    right, foot = WIDTH - 8 - SIZE * letters_across(f"报送{days.units}", 0.62), HEIGHT - BOTTOM
    last = len(days.reported) - 1
    marks = []
    for value in dict.fromkeys((0, days.units // 2, days.units)):
        y = _height(value, days.units)
        marks.append(f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="{FAINT}"/>')
        marks.append(_text(left - 5, y + 5, str(value), ' text-anchor="end"'))
    for n in dict.fromkeys((0, last // 2, last)):
        x = left + (right - left) * n / last
        anchor = "start" if n == 0 else "end" if n == last else "middle"
        marks.append(_text(x, foot + 18, _told(days.first + timedelta(days=n)), f' text-anchor="{anchor}"'))
    ends: list[float] = []
    step = (right - left) / last
    for label, counts, colour, dash in (
        ("报送", days.reported, LIGHT, ' stroke-dasharray="5 3"'),
        ("办结", days.done, DARK, ""),
    ):
        points = " ".join(f"{left + step * n:.1f},{_height(each, days.units):.1f}" for n, each in enumerate(counts))
        marks.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"{dash}/>')
        # Where the lines end close together, their names stand one below the other.
        y = _height(counts[-1], days.units) + 5
        y = max(y, ends[-1] + SIZE + 2) if ends else y
        ends.append(y)
        marks.append(_text(right + 5, y, f"{label}{counts[-1]}"))
    return _svg(name, "逐日进度", days.in_words, HEIGHT, marks)


def _svg(name: str, title: str, told: str, high: int, marks: Iterable[str]) -> str:
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {WIDTH} {high}" width="{SHOWN}"'
        f' height="{round(high * SHOWN / WIDTH)}" style="{STYLE}"'
        f' font-family="{FONT}" font-size="{SIZE}" fill="{INK}">\n'
        f'<title id="{name}-title">{escape(title)}</title>\n<desc id="{name}-desc">{escape(told)}</desc>\n'
        + "\n".join(marks)
        + "\n</svg>\n"
    )


def _box(x: float, y: float, wide: float, high: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{high}" fill="{fill}" stroke="{DARK}"/>'


def _height(value: int, units: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / (units or 1)


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(text)}</text>'
