"""审核情况表.xlsx: who is where, as a workbook to sort, print and send up; drawn by `workbook.plain_workbook`.

Three sheets: how many by parent, every unit on a line with filters, and what somebody should look at.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from govxl.layout.grid import LINE
from govxl.office.status import WAITING, Branch, Overview, Standing, named
from govxl.text import lines_needed
from govxl.words import EXCEPTION, STATES
from govxl.workbook.plain_workbook import OutCell, OutSheet, draw_workbook

__all__ = ["LOOK_AT", "looked_at", "status_workbook"]

SUMMED = "合计"
BY_PARENT = ("上级", "应报", *(each.zh for each in STATES.values()), "逾期", "办结率")
PARENT_WIDTHS = (30.0, *[9.5] * (len(BY_PARENT) - 1))

LINES = (
    ("单位全称", 28.0), ("单位代码", 21.0), ("上级", 22.0), ("状态", 17.0), ("逾期", 8.0), ("截止日期", 13.0),
    ("何时起", 13.0), ("等什么", 13.0), ("未解决", 10.0), ("已说明", 10.0), ("联系人", 10.0), ("电话", 15.0),
    ("文件", 26.0), ("说明", 44.0),
)  # fmt: skip
"""Of the sheet with a line a unit: what heads each column, and its width in characters."""

LOOKED_AT = "需要留意"
LOOK_AT = {
    "exceptions": EXCEPTION,
    "conflicts": "数据不同、待选定",
    "strangers": "不在名单里",
    "unknown": "认不出是哪个单位的文件",
}
"""What somebody should look at, by the names of `status.Overview`."""

ROW, TITLE = 21.0, 34.0
"""Points of a row, and of the title's."""


def status_workbook(overview: Overview) -> bytes:
    """Draw it; the same overview gives the same bytes."""
    title = f"{overview.year}年度{overview.title}审核情况"
    return draw_workbook([_by_parent(overview, title), _by_unit(overview), _to_look_at(overview, title)], title)


def _by_parent(overview: Overview, title: str) -> OutSheet:
    """Count the states below each parent, and all together."""
    width, exceptions = len(BY_PARENT), len(overview.exceptions)
    excepted = f"；{EXCEPTION} {exceptions} 家（连同已公开的），见“{LOOKED_AT}”" if exceptions else ""
    cells = [
        OutCell(0, 0, title, "title", 1, width),
        OutCell(1, 0, f"截至{overview.at}，共 {len(overview.standings)} 家{excepted}", "imprint", 1, width),
        *(OutCell(2, column, name, "header") for column, name in enumerate(BY_PARENT)),
    ]
    groups = [*overview.groups, Branch(SUMMED, overview.standings)]
    for row, group in enumerate(groups, 3):
        last = row == len(groups) + 2
        counts = [sum(each.state == state for each in group.standings) for state in STATES]
        figures = [len(group.standings), *counts, group.late]
        role = "computed" if last else "published"
        cells.append(OutCell(row, 0, group.parent or overview.top.zh, "header" if last else "side"))
        # A blank says nothing is there at a glance; a column of noughts says it in as many figures.
        cells += (
            OutCell(row, n, Decimal(each) if each or n == 1 or last else "", role) for n, each in enumerate(figures, 1)
        )
        share = Decimal(group.done) / Decimal(len(group.standings) or 1)
        cells.append(OutCell(row, width - 1, round(share, 3), role, numbers="0%"))
    heights = dict.fromkeys(range(3, 3 + len(groups)), ROW) | {0: TITLE, 1: 24.0, 2: 24.0}
    return OutSheet("汇总", tuple(cells), PARENT_WIDTHS, heights, (3, 1), (2, 2), landscape=True, tall=0)


def _by_unit(overview: Overview) -> OutSheet:
    """List every unit, late ones of each parent first, in a table that can be filtered."""
    heads = tuple(OutCell(0, column, name, "column") for column, (name, _) in enumerate(LINES))
    lines = [_line(each) for group in overview.groups for each in group.standings]
    widths = tuple(width for _, width in LINES)
    return OutSheet("逐个单位", heads, widths, {0: ROW}, (1, 1), (0, 0), True, 0, True, lines)


def _line(each: Standing) -> list[str | Decimal]:
    member, event = each.member, each.event
    figures = (
        [Decimal(count) if event and count else "" for count in (event.hard, event.explained)] if event else ["", ""]
    )
    return [
        each.name, member.code, member.parent, each.label, "逾期" if each.late else "",
        each.deadline.isoformat() if each.deadline else "", each.since[:10], WAITING[each.state][1].zh, *figures,
        member.contact, member.phone, event.file if event else "", "；".join(each.remarks),
    ]  # fmt: skip


def _to_look_at(overview: Overview, title: str) -> OutSheet:
    """Put together what somebody should look at; a part with nothing in it says so."""
    widths = (34.0, 22.0, 24.0, 70.0)
    cells = [OutCell(0, 0, title, "title", 1, len(widths))]
    heights = {0: TITLE}
    row = 1
    for key, heading in LOOK_AT.items():
        lines = list(looked_at(overview, key))
        cells.append(OutCell(row, 0, f"{heading}（{len(lines)}）", "subtitle", 1, len(widths)))
        heights[row] = 28.0
        row += 1
        for line in lines or [("无", "", "", "")]:
            cells += (OutCell(row, column, text, "side") for column, text in enumerate(line))
            needed = (lines_needed(text, room - 2) for text, room in zip(line, widths, strict=True))
            heights[row] = max(ROW, LINE * max(needed) + 5)
            row += 1
    return OutSheet(LOOKED_AT, tuple(cells), widths, heights, landscape=True, tall=0)


def looked_at(overview: Overview, key: str) -> Iterable[Sequence[str]]:
    """Give lines of a part: who, with which code, which state or file, and what is to be known."""
    if key in ("exceptions", "conflicts"):
        for each in overview.exceptions if key == "exceptions" else overview.conflicts:
            word = "" if each.state == "exception" else each.label
            yield each.name, each.member.code, word, "；".join(each.remarks)
    elif key == "strangers":
        for case in overview.strangers:
            unit, why = case.unit, overview.why_stranger(case).zh
            when = f"{unit.time[:10]} {'收到' if case.last('received', 'imported') else '发出'}"
            yield named(unit), unit.code, unit.file, "；".join(filter(None, (when, why, "核对名称和代码，或补进名单")))
    else:
        for event in overview.unknown:
            yield event.file, "", event.time[:10], "读不出是谁的；请问清是哪个单位报的，让它重新报送"
