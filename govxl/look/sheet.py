"""跨单位跨年度比较.xlsx: all that is seen across units and years as tables to sort and filter, none of it cut short."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from govxl.archive.cases import COUNTED_STATES
from govxl.look.comparing import Compared, change_of
from govxl.look.frames import Figure
from govxl.look.looking import Look
from govxl.look.outliers import Measure
from govxl.look.trends import Course
from govxl.look.wording import (
    ALIKE,
    HOW_FAR,
    MEASURES,
    SPREADS,
    UNKNOWN,
    label_of,
    lacking_told,
    scope_told,
    value_text,
)
from govxl.words import KINDS, LEVELS
from govxl.workbook.plain_workbook import OutCell, OutSheet, draw_workbook

__all__ = ["look_workbook"]

ROW, TITLE = 21.0, 34.0
"""Points of a row, and of the title's."""

WHOSE = (("单位", 30.0), ("单位代码", 21.0), ("级别", 9.0), ("性质", 15.0), ("上级", 22.0))
COMPARED = (
    *WHOSE, ("状态", 18.0), ("上年状态", 18.0), ("上年名称", 26.0), ("上年代码", 21.0), ("项目", 40.0),
    ("计量单位", 9.0), ("上年", 13.0), ("本年", 13.0), ("增减", 13.0), ("幅度（%）", 11.0),
)  # fmt: skip
HINTS = (
    *WHOSE, ("状态", 18.0), ("上年名称", 26.0), ("上年代码", 21.0), ("项目", 40.0), ("比什么", 14.0), ("数", 13.0),
    ("中位数", 13.0), ("比的家数", 10.0), ("偏离", 10.0), ("偏离按", 10.0),
)  # fmt: skip
ALIKE_HEADS = (
    *WHOSE, ("状态", 18.0), ("和哪一家相同", 30.0), ("相同（%）", 10.0), ("最长的一段", 80.0),
)  # fmt: skip
CORRECTED = (
    ("单位", 34.0), ("单位代码", 21.0), ("年度", 8.0), ("状态", 20.0), ("报送份数", 11.0), ("退回", 8.0), ("更正", 8.0),
    ("公开后", 9.0),
)  # fmt: skip
KEPT = (
    *WHOSE, ("年度", 8.0), ("当年名称", 26.0), ("状态", 20.0), ("版本", 8.0), ("原件名", 30.0), ("原件在归档里", 60.0),
    ("记录在归档里", 50.0),
)  # fmt: skip
PLACED = (("版本", 10.0), ("项目", 60.0), ("工作表", 24.0), ("单元格", 10.0))
"""Of each sheet with a line for each thing: what heads a column, and its width in characters."""

ONE_PAGE = 1100.0
"""Points of rows that are printed on one page: they get smaller by a third at most."""

HUNDREDTH = Decimal("0.01")
SHARED = 6
"""Decimals of the figures of a trend: an amount has no more, and a share needs none of them."""

Line = list[str | Decimal]


def look_workbook(look: Look) -> bytes:
    """Draw it; the same look gives the same bytes."""
    labels = {each.path: each.full for each in look.figures}
    places: list[Line] = [
        [edition, labels[path], place.sheet, place.address] for (edition, path), place in sorted(look.places.items())
    ]
    sheets = [
        _summary(look),
        _listed("与上年比", COMPARED, _compared(look)),
        _listed("提示", HINTS, _hints(look)),
        _listed("文字雷同", ALIKE_HEADS, _alike(look)),
        _listed("更正情况", CORRECTED, _corrected(look)),
        _listed("文件", KEPT, _kept(look)),
        _listed("在哪一格", PLACED, places),
    ]
    return draw_workbook(sheets, _title(look))


def _title(look: Look) -> str:
    return f"{label_of(look)}{look.form.title}：跨单位、跨年度比较"


def _listed(name: str, columns: Sequence[tuple[str, float]], lines: Iterable[Line]) -> OutSheet:
    heads = tuple(OutCell(0, at, head, "column") for at, (head, _) in enumerate(columns))
    widths = tuple(width for _, width in columns)
    return OutSheet(name, heads, widths, {0: ROW}, (1, 1), (0, 0), True, 0, True, list(lines))


# -- 走势


def _summary(look: Look) -> OutSheet:
    """Say what this is, who is added up in each year, and the trends: of the same units, and of all."""
    width = len(look.years) + 2
    cells = [OutCell(0, 0, _title(look), "title", 1, width), OutCell(1, 0, scope_told(look), "imprint", 1, width)]
    heights = {0: TITLE, 1: 36.0}
    row = 2

    def put(first: str, second: str, values: Sequence[str | Decimal], role: str, numbers: str = "General") -> None:
        nonlocal row
        side = "header" if role == "header" else "side"
        cells.extend((OutCell(row, 0, first, side), OutCell(row, 1, second, side)))
        cells.extend(OutCell(row, at, value, role, numbers=numbers) for at, value in enumerate(values, 2))
        heights[row] = ROW
        row += 1

    put("年度", "", [str(year) for year in look.years], "header")
    for name, members in (("各年全部", look.every), ("每年都有的", look.steady)):
        put(name, "加进来的单位", [Decimal(count) for count in members.units.values()], "published")
        put(name, "其中特批接收", [Decimal(count) for count in members.exceptions.values()], "published")
    for trend in look.trends:
        cells.append(OutCell(row, 0, f"{trend.title}（单位：{trend.unit}）", "subtitle", 1, width))
        heights[row] = 28.0
        row += 1
        numbers = "0.0" if trend.unit == "%" else "General"
        for name, courses in (("每年都有的", trend.steady), ("各年全部", trend.every)):
            for course in courses:
                put(name, course.label, _values(course), "published", numbers)
        for told in lacking_told(trend):
            cells.append(OutCell(row, 0, told, "hint", 1, width))
            heights[row] = 36.0
            row += 1
    cells.append(OutCell(row, 0, NOTE, "hint", 1, width))
    heights[row] = 128.0
    widths = (22.0, 26.0, *[13.0] * len(look.years))
    tall = int(sum(heights.values()) < ONE_PAGE)
    return OutSheet("逐年走势", tuple(cells), widths, heights, (3, 2), (2, 2), tall=tall)


NOTE = (
    "特批接收的加在里面，单独注明；已公开（有误）的不加。每年都有的：这几年每年都有作数的报表的单位，走势看这一组。"
    f"提示：{HOW_FAR}只是提示，数可能是对的。文字雷同：{ALIKE}"
)


def _values(course: Course) -> list[str | Decimal]:
    # A share has more digits than a spreadsheet keeps.
    return [UNKNOWN if value is None else round(value, SHARED) for value in course.values.values()]


# -- Lines


def _whose(unit: Compared) -> Line:
    level, kind = LEVELS.get(unit.level, unit.level), KINDS.get(unit.kind, unit.kind)
    return [unit.name, unit.code, level, kind, unit.parent]


def _state(unit: Compared, year: int) -> str:
    counted = unit.years.get(year)
    return COUNTED_STATES[counted.state].zh if counted else ""


def _figure(value: Figure | None, otherwise: str = "") -> str | Decimal:
    return otherwise if value is None else Decimal(value)


def _compared(look: Look) -> Iterator[Line]:
    year = look.year
    for unit in look.units:
        counted, last = unit.years.get(year), unit.years.get(year - 1)
        if counted is None:
            continue
        once = unit.once(year - 1), unit.coded_once(year - 1)
        whose = [*_whose(unit), _state(unit, year), _state(unit, year - 1), *once]
        for each in look.figures:
            change = change_of(unit, year, each.path)
            share = "" if change.share is None else round(change.share, 2)
            before = _figure(change.before, value_text(last, each.path) if last else "")
            now = _figure(change.now, value_text(counted, each.path))
            yield [*whose, each.full, each.measure, before, now, _figure(change.by), share]


def _hints(look: Look) -> Iterator[Line]:
    labels = {each.path: each.full for each in look.figures}
    said: dict[Measure, str] = {"figure": MEASURES["figure"].zh, "change": MEASURES["change"].zh}
    for each in look.outliers:
        told: Line = [
            labels[each.path],
            said[each.measure],
            Decimal(each.value),
            Decimal(each.middle),
            Decimal(each.peers),
        ]
        yield [
            *_whose(each.unit),
            _state(each.unit, look.year),
            each.unit.once(look.year - 1),
            each.unit.coded_once(look.year - 1),
            *told,
            each.score.quantize(HUNDREDTH),
            SPREADS[each.spread].zh,
        ]


def _alike(look: Look) -> Iterator[Line]:
    for each in look.alike:
        yield [*_whose(each.unit), _state(each.unit, look.year), each.other.name, Decimal(each.share), each.passage]


def _corrected(look: Look) -> Iterator[Line]:
    for each in look.corrections:
        counts = [Decimal(n) for n in (each.files, each.returned, each.replaced, each.after)]
        yield [each.unit, each.code, Decimal(each.year), each.words.zh, *counts]


def _kept(look: Look) -> Iterator[Line]:
    for unit in look.units:
        for year, counted in sorted(unit.years.items(), reverse=True):
            when: Line = [Decimal(year), counted.unit, COUNTED_STATES[counted.state].zh, counted.edition]
            yield [*_whose(unit), *when, counted.file_name, counted.file, counted.record]
