"""The checks as the tests know them: each typed from the list of rules, as plain arithmetic, not from form.toml.

Sources: the notices, the 条例, and practice where no notice says it. What state follows is worked out in `statute_states`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tests.statute import APPLICANTS, OUTCOMES, inputs, totals

__all__ = ["CLEAN_UPS", "IMPROVEMENTS", "OVERVIEW", "PROBLEMS", "Filling", "Line", "figure", "lines"]

Filling = Mapping[str, object]
"""What stands in a workbook by path: Decimal, str, Error, or nothing."""

OVERVIEW = ("opening", "proactive", "applications", "management", "platform", "supervision", "evaluation")
PROBLEMS = (
    "问题", "不足", "不够", "不高", "不强", "不到位", "欠缺", "薄弱", "短板", "差距", "有待", "困难", "不规范", "不及时", "不平衡",
    "不均衡", "不全", "不完整", "不统一", "不准", "不充分", "不严", "不细", "不深", "不多", "不快", "不畅", "不明显", "不健全", "不完善",
    "不熟", "不清", "不易", "不便", "不会", "不一", "不好", "不优", "看不懂", "待提升", "待加强", "待提高", "参差", "滞后", "偏少",
    "偏低", "偏高", "偏慢", "偏晚", "偏弱", "偏粗", "偏大", "偏重", "偏差", "单一", "单薄", "陈旧", "缺乏", "缺少", "短缺", "缺失",
    "较少", "较慢", "较弱", "较低", "较粗", "较长", "太少", "人少", "比例低", "个别", "难度", "难以", "难点", "难题", "矛盾", "瑕疵",
    "漏洞", "隐患", "弱项", "过于", "尚未", "仍需", "还需", "纠错", "被纠正", "超期", "逾期", "分歧", "压力", "更新慢",
)
CLEAN_UPS = ("失效", "清理", "废止", "划转")
IMPROVEMENTS = (
    "改进", "整改", "下一步", "今后", "将", "加强", "提升", "提高", "完善", "优化", "强化", "措施", "下步", "下阶段", "下一年",
    "接下来", "明年", "来年", "年起", "针对", "对此", "为此", "拟", "计划", "打算", "方向", "举措", "对策", "办法", "推行", "推动",
    "推进", "建立", "制定", "修订", "约谈", "督办", "督促", "压实", "补齐", "解决", "抓好", "着力", "落实", "增设", "上线", "举办",
    "引导", "选派",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One rule at one place: what it reads, when it is asked, whether it holds, the two sides where it compares them."""

    rule: str
    at: str
    reads: tuple[str, ...]
    prior: tuple[str, ...]
    holds: Callable[[Filling], bool]
    when: Callable[[Filling], bool] | None = None
    sides: Callable[[Filling], tuple[Decimal, Decimal]] | None = None
    group: str = ""


def figure(edition: str, filling: Filling, point: str) -> Decimal:
    """Give a cell's figure, a total added up from its parts; whatever is no figure counts as 0."""
    if cell := totals(edition).get(point):
        return sum((figure(edition, filling, part) for part in cell.adds), Decimal(0))
    value = filling.get(point)
    return value if isinstance(value, Decimal) else Decimal(0)


def lines(edition: str) -> Iterator[Line]:
    """Yield every check of an edition, in the order of the tables; those that came later stand last."""
    own = tuple(_proactive_2021(edition) if edition == "2021" else _proactive_2019(edition))
    yield from (line for line in own if not line.rule.startswith(LATER))
    yield _copied(edition, "A11-proactive", "proactive", [p for p in _figures(edition) if p.startswith("proactive.")])
    yield from _requests(edition)
    yield _b5(edition)
    yield from _form_rules(edition)
    yield from (line for line in own if line.rule.startswith(LATER))


LATER = "C1-named"
"""Rules that were added after workbooks had gone out, below all others, so that no reason's cell moved."""


# -- Building blocks


def _figures(edition: str) -> list[str]:
    return [point for point, cell in inputs(edition).items() if cell.type not in ("text", "choice")]


def _compared(
    rule: str,
    at: str,
    reads: tuple[str, ...],
    sides: Callable[[Filling], tuple[Decimal, Decimal]],
    holds: Callable[[Decimal, Decimal], bool],
    prior: tuple[str, ...] = (),
    when: Callable[[Filling], bool] | None = None,
    group: str = "",
) -> Line:
    return Line(rule, at, reads, prior, lambda f: holds(*sides(f)), when, sides, group or at)


def _equal(left: Decimal, right: Decimal) -> bool:
    return left == right


def _at_least(left: Decimal, right: Decimal) -> bool:
    return left >= right


def _copied(edition: str, rule: str, at: str, cells: list[str]) -> Line:
    """A11: something is reported, and whatever is not 0 is what stood there last year."""

    def holds(filling: Filling) -> bool:
        reported = [point for point in cells if figure(edition, filling, point) != 0]
        return not reported or any(filling[point] != filling.get(f"prior.{point}") for point in reported)

    return Line(rule, at, tuple(cells), tuple(f"prior.{point}" for point in cells), holds)


# -- 表二


def _proactive_2021(edition: str) -> Iterator[Line]:
    def n(filling: Filling, point: str) -> Decimal:
        return figure(edition, filling, point)

    told = ("proactive.note", *(f"narrative.overview.{aspect}" for aspect in OVERVIEW), "narrative.other.text")

    def c1(rule: str, at: str, row: str, named: bool) -> Line:
        now = tuple(f"proactive.{row}.{column}" for column in ("issued", "repealed", "in_force"))
        last = f"prior.proactive.{row}.in_force"
        return _compared(
            rule, at, (*now, *told), lambda f: (n(f, now[2]), n(f, last) + n(f, now[0]) - n(f, now[1])), _equal,
            (last,), lambda f: int(str(f["year"])) >= 2022 and _says(f, told, CLEAN_UPS) is named,
        )  # fmt: skip

    def c2(row: str) -> Line:
        now = tuple(f"proactive.{row}.{column}" for column in ("issued", "repealed", "in_force"))
        return _compared("C2", row, now, lambda f: (n(f, now[2]) + n(f, now[1]), n(f, now[0])), _at_least)

    def c3(rule: str, column: str, when: Callable[[Filling], bool], group: str) -> Line:
        point = f"proactive.regulations.{column}"
        at = point.replace(".", "-")
        return _compared(rule, at, (point,), lambda f: (n(f, point), Decimal(0)), _equal, (), when, group or at)

    yield from (c1("C1", row, row, False) for row in ("regulations", "normative"))
    yield from (c1("C1-named", "form", "normative", True), c1("C1-named-rules", "form", "regulations", True))
    yield from (c2(row) for row in ("regulations", "normative"))
    yield from (c3("C3", column, _without_power, "") for column in ("issued", "repealed", "in_force"))
    yield from (c3("C3-other", column, _doubtful_power, "proactive") for column in ("issued", "repealed", "in_force"))
    fees, last = "proactive.fees.amount", "prior.proactive.fees.amount"
    most = {"township": 100, "county": 50_000, "city": 500_000}
    yield Line(
        "C5", "proactive", (fees,), (),
        lambda f: n(f, fees) <= most[str(f["unit.level"])], lambda f: f["unit.level"] in most, group="proactive",
    )  # fmt: skip
    yield Line(
        "C5-prior", "proactive", (fees,), (last,),
        lambda f: n(f, last) <= 100 * n(f, fees) and n(f, fees) <= 100 * n(f, last), lambda f: n(f, last) != 0,
        group="proactive",
    )  # fmt: skip


def _without_power(filling: Filling) -> bool:
    return filling["unit.level"] in ("township", "county")


def _doubtful_power(filling: Filling) -> bool:
    """Tell units that are neither below the power to make 规章 nor clearly hold it (立法法)."""
    level, kind = filling["unit.level"], filling["unit.kind"]
    holds_power = (kind in ("government", "office") and level in ("city", "province", "nation")) or (
        kind == "department" and level == "nation"
    )
    return not holds_power and not _without_power(filling)


def _proactive_2019(edition: str) -> Iterator[Line]:
    def n(filling: Filling, point: str) -> Decimal:
        return figure(edition, filling, point)

    def over(row: str, *columns: str) -> tuple[str, ...]:
        return tuple(f"proactive.{row}.{column}" for column in columns)

    def d2(row: str) -> Line:
        last, change = over(row, "last_year", "change")
        return _compared("D2", row, (last, change), lambda f: (n(f, last) + n(f, change), Decimal(0)), _at_least)

    def d3(row: str) -> Line:
        now, change = over(row, "last_year", "change")
        prior = (f"prior.{now}", f"prior.{change}")
        return _compared(
            "D3", row, (now,), lambda f: (n(f, now), n(f, prior[0]) + n(f, prior[1])), _equal, prior,
            lambda f: int(str(f["year"])) >= 2020,
        )  # fmt: skip

    def d4(row: str) -> Line:
        published, public = over(row, "published", "public_total")
        return _compared("D4", row, (public, published), lambda f: (n(f, public), n(f, published)), _at_least)

    def d5(row: str) -> Line:
        last, change, decided = cells = over(row, "last_year", "change", "decisions")
        return Line("D5", row, cells, (), lambda f: n(f, decided) == 0 or n(f, last) + n(f, change) != n(f, decided))

    handled = ("licensing", "other_services", "penalties", "coercion")
    yield from (d2(row) for row in (*handled, "fees"))
    yield from (d3(row) for row in (*handled, "fees"))
    yield from (d4(row) for row in ("regulations", "normative"))
    yield from (d5(row) for row in handled)
    count, amount, unit = bought = over("procurement", "count", "amount", "unit")
    yield Line("D6", "proactive", bought[:2], (), lambda f: (n(f, count) == 0) == (n(f, amount) == 0))
    yield Line("D6-unit", "proactive", (amount, unit), (), lambda f: n(f, amount) == 0 or f.get(unit) not in (None, ""))


# -- 表三 and 表四


def _requests(edition: str) -> Iterator[Line]:
    def line(row: str, column: str) -> tuple[str, ...]:
        columns = APPLICANTS if column == "total" else [column]
        return tuple(f"requests.{row}.{each}" for each in columns)

    def tie_out(column: str) -> Line:
        def sides(f: Filling) -> tuple[Decimal, Decimal]:
            one, two, closed, four = (
                figure(edition, f, f"requests.{row}.{column}")
                for row in ("received", "carried_in", "closed", "carried_out")
            )
            return one + two, closed + four

        rows = ("received", "carried_in", *OUTCOMES[edition], "carried_out")
        return _compared("tie-out", column, tuple(p for row in rows for p in line(row, column)), sides, _equal)

    def a4(column: str) -> Line:
        now, last = f"requests.carried_in.{column}", f"prior.requests.carried_out.{column}"
        return _compared(
            "A4", column, line("carried_in", column),
            lambda f: (figure(edition, f, now), figure(edition, f, last)), _equal, (last,), None, "requests",
        )  # fmt: skip

    columns = (*APPLICANTS, "total")
    yield from (tie_out(column) for column in columns)
    yield from (a4(column) for column in columns)
    if edition == "2021":
        yield Line(
            "A8", "requests", (*line("no_payment", "total"), "narrative.other.text"), (),
            lambda f: figure(edition, f, "requests.no_payment.total") == 0
            or any(word in str(f.get("narrative.other.text", "")) for word in ("收费", "信息处理费")),
        )  # fmt: skip
    yield _copied(edition, "A11", "requests", [p for p in _figures(edition) if p.startswith("requests.")])


def _b5(edition: str) -> Line:
    reads = tuple(f"review.cases.after_{result}" for result in ("upheld", "corrected", "other", "pending"))
    return _compared(
        "B5", "review", reads, lambda f: (figure(edition, f, "review.cases.after_total"), Decimal(0)), _equal, (),
        lambda f: f["unit.kind"] == "government" or "司法" in str(f["unit.name"]),
    )  # fmt: skip


# -- Across tables, and prose


def _form_rules(edition: str) -> Iterator[Line]:
    def a10(point: str) -> Line:
        def holds(f: Filling) -> bool:
            now, last = figure(edition, f, point), figure(edition, f, f"prior.{point}")
            leaps = abs(now - last) > 20 and (now > 5 * last or last > 5 * now)
            return not leaps and not (now == 0 and last != 0)

        reads = totals(edition)[point].adds if point in totals(edition) else (point,)
        if point == "requests.closed.total":
            reads = tuple(f"requests.{row}.{column}" for row in OUTCOMES[edition] for column in APPLICANTS)
        return Line("A10", point.replace(".", "-"), reads, (f"prior.{point}",), holds)

    decided = (f"proactive.{row}.decisions" for row in ("licensing", "penalties", "coercion"))
    yield from (a10(point) for point in ("requests.received.total", "requests.closed.total", *decided))
    part5 = "narrative.problems.text"
    yield _compared("N8", "form", (part5,), lambda f: (_length(f, part5), Decimal(10)), _at_least)
    yield Line(
        "N8-named", "form", (part5,), (),
        lambda f: _says(f, [part5], PROBLEMS) and _says(f, [part5], IMPROVEMENTS), lambda f: _length(f, part5) >= 10,
    )  # fmt: skip
    part1 = tuple(f"narrative.overview.{aspect}" for aspect in OVERVIEW)
    yield _compared(
        "N9", "form", part1, lambda f: (Decimal(sum(_length(f, path) for path in part1)), Decimal(1000)),
        lambda written, most: written <= most,
    )  # fmt: skip
    told = tuple(f"narrative.overview.{aspect}" for aspect in ("opening", "supervision", "evaluation"))
    yield Line(
        "N11", "form", told, (), lambda f: _says(f, told, ("考核", "考评", "评议", "责任追究", "追究责任", "追责", "问责")),
        lambda f: f["unit.kind"] == "government",
    )  # fmt: skip


def _length(filling: Filling, path: str) -> Decimal:
    return Decimal(len(str(filling.get(path) or "").replace("\n", "")))


def _says(filling: Filling, paths: tuple[str, ...] | list[str], words: tuple[str, ...]) -> bool:
    return any(word in str(filling.get(path) or "") for path in paths for word in words)
