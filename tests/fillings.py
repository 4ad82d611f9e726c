"""Random fillings of a workbook, seeded: valid ones as an honest unit sends them, odd ones as a tired one does.

Built from the statute alone; a filling is what stands in the cells by path, `prior.` ones and the identity included.
"""

from datetime import UTC, datetime
from decimal import Decimal
from random import Random

from govxl.language.expressions import Error, Value
from govxl.returns.fill import Contents
from tests.statute import APPLICANTS, FIRST_YEAR, OUTCOMES, inputs, totals
from tests.statute_rules import CLEAN_UPS, IMPROVEMENTS, OVERVIEW, PROBLEMS, figure

__all__ = [
    "COVER",
    "DATES",
    "ISSUED",
    "KINDS",
    "LEVELS",
    "MODES",
    "contents",
    "honest",
    "odd",
    "odder",
    "prior_of",
    "valid",
]

ISSUED = datetime(2026, 1, 4, 9, 0, tzinfo=UTC)
LEVELS = ("township", "county", "city", "province", "nation", "")
KINDS = ("government", "office", "department", "subdistrict", "zone", "other", "")
MODES = ("逐格填写", "空白均为0（已核对）", "全表无数据")
NAMES = ("示例市人民政府", "示例县司法局", '样本街道办事处 <A&B> "区"', "测试开发区管委会")
COVER = (
    "website",
    "url",
    "address",
    "phone",
    "postcode",
    "email",
    "front",
    "signed_on",
    "compiler",
    "reviewer",
    "head",
    "filled_on",
)
DAYS = ("", "2026年1月20日", "2026/1/5", "2026-01-15")
WORDS = "公开信息政府依申请答复群众网站专栏更新清理培训监督平台数据文件规章，。、；：“”（）《》0123456789%abc<>&'\"=+-@#𠀀é　"
EDGES = (
    "_x000D_",
    "]]>",
    "=1+1",
    "@SUM(A1)",
    "{本年新收}",
    "&amp;",
    "<v>3</v>",
    "'引号",
    "_x005F_",
    "1e5",
    "TRUE",
    "#REF!",
)


REASONS = {
    "2021": ("A4.requests", "C3-other.proactive", "C5.proactive", "C5-prior.proactive", "N8.form"),
    "2019": (
        "A4.requests",
        *(f"D2.{r}" for r in ("licensing", "other_services", "penalties", "coercion", "fees")),
        "N8.form",
    ),
}
"""Where reasons may be given."""


def identity(rng: Random, edition: str) -> dict[str, str]:
    first = FIRST_YEAR[edition]
    return {
        "form": "zfxxgk",
        "edition": edition,
        "unit.name": rng.choice(NAMES),
        "unit.code": rng.choice(("", "11350582", "0012")),
        "unit.level": rng.choice(LEVELS),
        "unit.kind": rng.choice(KINDS),
        "year": str(rng.choice((2019, 2020) if edition == "2019" else (first, first + 1, 2025))),
        "scope": rng.choice(("own", "aggregate")),
    }


def count(rng: Random) -> Decimal:
    """Draw a number of cases: mostly none or few, now and then very many."""
    return Decimal(
        rng.choice((0, 0, 0, 1, 2, rng.randrange(30), rng.randrange(30), rng.randrange(10 ** rng.randrange(2, 10))))
    )


def amount(rng: Random) -> Decimal:
    """Draw an amount of up to six decimals, or one at a limit that the rules speak of."""
    limits = (0, 100, 50_000, 500_000, Decimal("0.0001"), Decimal("4166.241619"), Decimal("24252.311082"))
    drawn = Decimal(rng.randrange(10 ** rng.randrange(1, 9))).scaleb(-rng.randrange(7)).quantize(Decimal("0.000001"))
    return rng.choice((Decimal(rng.choice(limits)), drawn, drawn + rng.choice(limits), Decimal("100.000001")))


def figures(rng: Random, edition: str) -> dict[str, Value]:
    """Draw a figure for every input, such that 一 + 二 = （七） + 四 in every column of 表三."""
    drawn: dict[str, Value] = {}
    for point, cell in inputs(edition).items():
        draw = amount if cell.type == "amount" else count
        if cell.type == "choice":
            drawn[point] = rng.choice(("元", "万元"))
        elif cell.type == "text":
            drawn[point] = rng.choice(("", "政务动态", text(rng, 1)))
        else:
            drawn[point] = draw(rng) * (rng.choice((1, -1)) if cell.type == "signed" else 1)
    for applicant in APPLICANTS:
        closed = sum(Decimal(str(drawn[f"requests.{row}.{applicant}"])) for row in OUTCOMES[edition])
        left = closed + Decimal(str(drawn[f"requests.carried_out.{applicant}"]))
        carried = min(left, Decimal(str(drawn[f"requests.carried_in.{applicant}"])))
        drawn |= {f"requests.carried_in.{applicant}": carried, f"requests.received.{applicant}": left - carried}
    return drawn


def prior_of(rng: Random, edition: str, now: dict[str, Value]) -> dict[str, Value]:
    """Draw last year's figures: unrelated, the same, or such that this year follows from them."""
    way = rng.choice(("none", "same", "other", "follows", "holes"))
    if way == "none":
        return {}
    cells = [p for p, cell in inputs(edition).items() if cell.type not in ("text", "choice") and "categories" not in p]
    source = now if way != "other" else figures(rng, edition)
    last = {point: value for point in cells if isinstance(value := source[point], Decimal)}
    if way == "follows":
        for applicant in APPLICANTS:
            last[f"requests.carried_out.{applicant}"] = Decimal(str(now[f"requests.carried_in.{applicant}"] or 0))
        for point in cells:
            near = Decimal(rng.choice((0, 1, 5, 20, 21, 100)))
            if point.startswith("proactive.") and inputs(edition)[point].type != "signed":
                last[point] = (
                    near if rng.random() < 0.3 else last.get(point, near) * rng.choice((1, 5, Decimal("0.01")))
                )
                last[point] = last[point].quantize(Decimal("0.000001" if point.endswith("amount") else 1))
    last |= {point: figure(edition, last, point) for point in totals(edition) if not point.startswith("categories")}
    if way == "holes":
        last = {point: value for point, value in last.items() if rng.random() < 0.9}
    facts = {"prior.year": str(2018 + rng.randrange(7)), "prior.edition": edition, "prior.sha256": "0" * 64}
    return facts | {f"prior.{point}": value for point, value in last.items()}


def text(rng: Random, paragraphs: int) -> str:
    """Write paragraphs of odd but honest text: no blank lines, nothing invisible, no blanks at the ends."""
    lines = []
    for _ in range(paragraphs):
        words = "".join(rng.choices(WORDS, k=rng.choice((1, 9, 40, 90)))) + rng.choice(("", *EDGES))
        lines.append(words.strip() or "无")
    return "\n".join(lines)


def prose(rng: Random) -> dict[str, Value]:
    """Write the parts and the cover; part five names a problem, an improvement, both or neither."""
    told: dict[str, Value] = {}
    for aspect in OVERVIEW:
        told[f"narrative.overview.{aspect}"] = text(rng, rng.choice((0, 1, 2, 3, 15)))
    if rng.random() < 0.3:  # just at the limit, or one beyond it
        told |= {f"narrative.overview.{aspect}": "" for aspect in OVERVIEW}
        told[f"narrative.overview.{rng.choice(OVERVIEW)}"] = "字" * rng.choice((1000, 1001))
    if rng.random() < 0.5:
        aspect = f"narrative.overview.{rng.choice(('opening', 'supervision', 'evaluation', 'platform'))}"
        told[aspect] = f"{told[aspect]}{rng.choice(('考核', '社会评议', '责任追究'))}"
    problem, better = rng.choice(("", rng.choice(PROBLEMS))), rng.choice(("", rng.choice(IMPROVEMENTS)))
    told["narrative.problems.text"] = rng.choice(
        ("", "无", "九个字的一段话呀呀", f"一是{problem}。二是{better}。甲乙丙丁戊己庚")
    )
    told["narrative.other.text"] = rng.choice(
        ("", "没有其他需要报告的事项。", "本年未收费。", "信息处理费0元。", text(rng, 14))
    )
    for name in COVER:
        drawn, nth = ("", text(rng, 1), "010000", "2026-01-15"), rng.randrange(4)
        told[f"cover.{name}"] = (DAYS if name.endswith("_on") else drawn)[nth]
    told["cover.front"] = text(rng, rng.choice((0, 2, 13)))
    return told


def reasons(rng: Random, edition: str, chance: float) -> dict[str, Value]:
    """Give reasons where they may be given: long enough, or one character short."""
    given = (group for group in REASONS[edition] if rng.random() < chance)
    return {f"reason.{group}": "机构合并调整" if chance == 1 or rng.random() < 0.7 else "合并调整" for group in given}


def valid(rng: Random, edition: str) -> dict[str, Value]:
    """Draw a filling that no rule rejects: whatever asks for a reason is given one."""
    filling: dict[str, Value] = {**identity(rng, edition), **figures(rng, edition), **prose(rng)}
    filling |= {"unit.title": rng.choice(("示例市", text(rng, 1))), "unit.change": rng.choice(("", "无变动", "合并"))}
    if filling["unit.level"] in ("township", "county") and edition == "2021":
        filling |= {f"proactive.regulations.{column}": Decimal(0) for column in ("issued", "repealed", "in_force")}
    for point in inputs(edition):
        if point.startswith("proactive.regulations.") and rng.random() < 0.2:
            filling[point] = "/"
        if point.startswith("categories.") and rng.random() < 0.3:
            filling[point] = None
    if edition == "2019" and rng.random() < 0.3:
        filling |= {"proactive.procurement.amount": Decimal(0), "proactive.procurement.unit": None}
    if edition == "2021":
        filling["cover.fee_count"] = rng.choice((None, Decimal(0), Decimal(3)))
        filling["cover.fee_amount"] = rng.choice((None, Decimal(0), Decimal("120.5")))
    filling |= {f"{table}.note": text(rng, rng.choice((0, 1, 3))) for table in ("proactive", "requests", "review")}
    return filling | prior_of(rng, edition, filling) | reasons(rng, edition, 1)


def odd(rng: Random, edition: str) -> dict[str, Value]:
    """Draw a filling that may be half empty, unbalanced, declared zero, or hold words and errors for figures."""
    filling = valid(rng, edition) | reasons(rng, edition, rng.choice((0, 0.5)))
    filling = {path: value for path, value in filling.items() if not path.startswith("reason.") or rng.random() < 0.6}
    holes = rng.choice((0, 0, 0, 0.02, 0.5, 1))
    nudges = rng.choice((0, 0, 0.02, 0.3))
    for point, cell in inputs(edition).items():
        if rng.random() < holes:
            filling[point] = None
        elif rng.random() < nudges and isinstance(value := filling[point], Decimal):
            filling[point] = value + rng.choice((1, 1, -1 if value or cell.type == "signed" else 1))
    for table in ("proactive", "requests", "review"):
        filling[f"{table}.mode"] = rng.choice((None, *MODES))
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 30))):
        spoilt = rng.choice(list(inputs(edition)))
        filling[spoilt] = rng.choice(
            ("/", "-", "22（其中修订16件）", Error("#DIV/0!"), Decimal(10) ** 15, "12", "不适用")
        )
    if rng.random() < 0.2:
        spoilt = rng.choice([path for path in filling if path.startswith("narrative.")])
        filling[spoilt] = Error("#DIV/0!")
    if rng.random() < 0.3:
        told = rng.choice(("proactive.note", "narrative.overview.management", "narrative.other.text", "narrative.problems.text"))
        filling[told] = f"本年{rng.choice(CLEAN_UPS)}部分文件。"
    return filling


def honest(rng: Random, edition: str) -> dict[str, Value]:
    """Draw a filling that nobody has anything to say against, hints apart."""
    filling = {path: value for path, value in valid(rng, edition).items() if not path.startswith(("prior.", "reason."))}
    for point, cell in inputs(edition).items():
        if point.startswith("proactive.") and cell.type in ("count", "signed", "amount"):
            few = Decimal(rng.randrange(4))
            filling[point] = few + {"in_force": 9, "public_total": 9, "decisions": 90}.get(point.split(".")[2], 0)
    for row in ("regulations", "normative"):
        filling |= {
            f"proactive.{row}.{column}": Decimal(0)
            for column in ("issued", "repealed", "in_force")
            if edition == "2021"
        }
    if edition == "2019":
        bought = Decimal(rng.choice((0, 7)))
        filling |= {
            "proactive.procurement.count": bought,
            "proactive.procurement.amount": bought,
            "proactive.procurement.unit": "元",
        }
    else:
        filling |= {f"requests.no_payment.{who}": Decimal(0) for who in APPLICANTS}
        for who in APPLICANTS:
            rest = sum(Decimal(str(filling[f"requests.{row}.{who}"])) for row in (*OUTCOMES[edition], "carried_out"))
            filling |= {f"requests.received.{who}": rest, f"requests.carried_in.{who}": Decimal(0)}
    filling |= {f"narrative.overview.{aspect}": text(rng, rng.choice((0, 1, 2))) for aspect in OVERVIEW}
    filling["narrative.overview.evaluation"] = rng.choice(("没有责任追究。", "社会评议一次。　"))
    filling["narrative.problems.text"] = f"存在{rng.choice(PROBLEMS)}的问题。\n　　下一步{rng.choice(IMPROVEMENTS)}。"
    return filling


def odder(rng: Random, edition: str) -> dict[str, Value]:
    """Draw an honest filling, or one that is spoilt in a cell or two of any kind, as people and programs do."""
    draw = rng.choice((honest, honest, honest, honest, valid, odd))
    filling = draw(rng, edition)
    kinds = spoilers(edition)
    for _ in range(rng.choice((0, 1, 1, 2))):
        paths, values = kinds[rng.choice(list(kinds))]
        filling[rng.choice(paths)] = rng.choice(values)
    return filling


BROKEN = (Error("#DIV/0!"), Error("#REF!"), Error("#N/A"))
FIGURES: tuple[Value, ...] = (
    *BROKEN, None, "", " ", "　", "12", "１２", "/", "-", "－", "—", "不适用", "无", "12件", "1e3", Decimal(-1), Decimal("0.5"),
    Decimal("0.1234567"), Decimal(10) ** 15, Decimal(1234567890123456), Decimal(0), Decimal(7),
)  # fmt: skip
"""What stands where a figure should: right, blank, a mark, a word, too long, too exact."""

DATES: tuple[Value, ...] = (
    *BROKEN, "", " ", "2026-01-20", "2026-1-2", "2026/1/20", "2026.01.02", "2026年1月20日", "2026年01月02日", "2024-02-29",
    "2026-02-29", "2026-13-01", "2026-01-00", "2026-1/20", "2026年1月20", "2026年1-20", "2026-010-5", "2026-1-010", "20260120",
    "下周", "昨天", "1900-02-29", "1899-01-01", "2999-12-31", "3000-01-01", "2026-01-20日", " 2026-01-20", "2026--1-2",
    "２０２６-01-20", "2026-1-2-3", "-2026-1-2", "2026-1e0-2", Decimal(46037), Decimal("46037.5"), Decimal(0), Decimal(-3),
    Decimal(60), Decimal(61), Decimal(2_958_465), Decimal(2_958_466),
)  # fmt: skip
"""What stands where a date should."""


def spoilers(edition: str) -> dict[str, tuple[list[str], tuple[Value, ...]]]:
    """List the kinds of cells and what may stand in them instead."""
    cells = inputs(edition)
    tables = ("proactive", "requests", "review")
    kinds: dict[str, tuple[list[str], tuple[Value, ...]]] = {
        "figure": ([point for point, cell in cells.items() if cell.type in ("count", "signed", "amount")], FIGURES),
        "category count": ([point for point in cells if point.startswith("categories.") and point.endswith("count")], FIGURES),
        "category": ([point for point in cells if point.endswith("category")], (*BROKEN, Decimal(12), "  ", "政务")),
        "mode": ([f"{table}.mode" for table in tables], (*BROKEN, *MODES, None, " ", "全表无数据 ", "无数据", "空白均为0(已核对)")),
        "note": ([f"{table}.note" for table in tables], (*BROKEN, Decimal(3), "{上年结转", " ")),
        "cover": ([f"cover.{name}" for name in COVER if not name.endswith("_on")], (*BROKEN, Decimal(10000), "　", "无")),
        "date": (["cover.signed_on", "cover.filled_on"], DATES),
        "title": (["unit.title"], (*BROKEN, None, "", " ", "　　", "\t", "\xa0 ", "\u200b", "示例", "长" * 300, Decimal(1))),
        "change": (["unit.change"], (*BROKEN, "撤并", "无变动 ", "合并", " ", Decimal(1))),
        "prose": ([f"narrative.overview.{aspect}" for aspect in OVERVIEW], (*BROKEN, "", "   ", "字" * 1200, Decimal(5))),
        "problems": (
            ["narrative.problems.text"],
            (*BROKEN, "", " " * 20, "　" * 12, "无" + " " * 20, "无\n" * 9, "无" + "\u200b" * 12, "　　问题不少，还要再改进", "123456789"),
        ),
        "other": (["narrative.other.text"], (*BROKEN, "", " ", "没有。")),
        "reason": (
            [f"reason.{group}" for group in REASONS[edition]],
            (*BROKEN, "", " " * 9, "无", "情况属实", "机构合并调整", "机构 合 并", "字" * 3000, Decimal(12345), "、、、、、、"),
        ),
    }  # fmt: skip
    if edition == "2021":
        kinds["fee"] = (["cover.fee_count", "cover.fee_amount"], FIGURES)
    else:
        kinds["choice"] = (["proactive.procurement.unit"], (*BROKEN, None, "亿元", "万元 ", "元", " "))
    return kinds


def contents(filling: dict[str, Value]) -> Contents:
    """Hand a filling to the writer; errors are for those who can type them."""
    names = ("form", "edition", "unit.name", "unit.code", "unit.level", "unit.kind", "year", "scope")
    told = {name: str(filling[name]) for name in names}
    return Contents(told, {path: value for path, value in filling.items() if path not in names}, ISSUED)
