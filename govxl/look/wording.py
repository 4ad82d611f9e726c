"""How figures, changes and years are written where units are compared, on the page and in the workbook alike."""

from decimal import ROUND_HALF_UP, Decimal

from govxl.look.frames import CountedReturn, Figure
from govxl.look.looking import Look
from govxl.look.outliers import FAR, FEWEST
from govxl.look.trends import Followed
from govxl.report.record_values import NOT_APPLICABLE, figure_text
from govxl.words import SCOPES, Both

__all__ = [
    "ALIKE", "HOW_FAR", "MEASURES", "SPREADS", "UNKNOWN", "change_text", "label_of", "lacking_told", "scope_told",
    "share_text", "value_text",
]  # fmt: skip

MEASURES = {"figure": Both("本年数", "this year's figure"), "change": Both("比上年增减", "change since last year")}
"""What a hint is about."""

SPREADS = {"median": Both("中位差", "median deviation"), "mean": Both("平均差", "mean deviation")}
"""What a hint is measured by."""

UNKNOWN = "—"
"""Stands where there is nothing to compare with."""

HOW_FAR = (
    f"同一级别、同一性质至少 {FEWEST} 家才比。偏离 = 0.6745 ×（数 − 中位数）÷ 各数与中位数之差的中位数（中位差），"
    f"超过 {FAR}（正负都算）的列出来。过半单位的数相同的（例如多数是 0），改用各数与中位数之差的平均数（平均差）："
    "偏离 =（数 − 中位数）÷（1.253314 × 平均差），都是整数时除数不小于 1。"
)
"""How it is found out what is far from others."""

ALIKE = (
    "正文几乎全部和另一家当年的一样的；数字、标点、单位名称和套话不算，挪了位置的也算。"
    "相同 = 一样的字占这一家全部字的百分比。"
    "同一系统统一写的，也会这样；只是提示。"
)
"""What it means that a report stands in another's."""

TENTH = Decimal("0.1")


def value_text(counted: CountedReturn | None, path: str, value: Figure | None = None) -> str:
    """Write a figure: what does not apply says so, what the form of its year has not is a dash."""
    found = counted.figures.get(path) if counted else value
    if found is not None:
        return figure_text(Decimal(found))
    return NOT_APPLICABLE if counted and path in counted.nulls else UNKNOWN


def change_text(by: Figure | None) -> str:
    """Write a change with its sign."""
    return UNKNOWN if by is None else f"{'+' if by > 0 else ''}{figure_text(Decimal(by))}"


def share_text(share: Decimal | None) -> str:
    """Write a change in hundredths, to one place; of nothing there is none."""
    if share is None:
        return UNKNOWN
    rounded = share.quantize(TENTH, ROUND_HALF_UP)
    return f"{'+' if rounded > 0 else ''}{figure_text(rounded)}%"


def lacking_told(trend: Followed) -> list[str]:
    """Say in sentences which returns a trend could not add up, because the form of their edition lacks a figure."""
    return [
        f"{each.year} 年“{each.label}”：{each.units} 份里有 {each.lacking} 份用的版本没有这一项，没有加进来"
        for each in trend.lacking
    ]


def label_of(look: Look) -> str:
    """Name the years: `2023—2025年度`."""
    first, last = look.years[0], look.years[-1]
    return f"{first}—{last}年度" if first != last else f"{last}年度"


def scope_told(look: Look) -> str:
    """Say what is compared and out of how much of the archive."""
    count = sum(look.states.values())
    day = f"{look.time[:4]}年{int(look.time[5:7])}月{int(look.time[8:10])}日" if look.time else ""
    told = [f"{look.year} 年度作数的 {count} 家，统计口径：{SCOPES[look.scope]}"]
    told += [f"另有 {look.waiting} 家报了还不作数"] if look.waiting else []
    told += [f"另一种口径的 {look.others} 份不在内"] if look.others else []
    return "；".join(told) + f"。归档记到 {day}（第 {look.lines} 条）"
