"""Fillings on the edge of a rule: a step further and it breaks, or one word less.

`base` is an accepted return on the edge of every rule at once; `edges` are variants that random draws seldom meet.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from govxl.language.expressions import Value
from tests.statute import APPLICANTS, OUTCOMES, inputs, totals
from tests.statute_rules import IMPROVEMENTS, OVERVIEW, PROBLEMS, figure

__all__ = ["base", "edges"]

PROACTIVE = {  # now, last year
    "2021": {
        "regulations.issued": (0, 0), "regulations.repealed": (0, 0), "regulations.in_force": (0, 0),
        "normative.issued": (10, 3), "normative.repealed": (4, 3), "normative.in_force": (6, 0),
        "licensing.decisions": (50, 10), "penalties.decisions": (30, 6), "coercion.decisions": (20, 0),
        "fees.amount": (50_000, 500),
    },
    "2019": {
        "regulations.made": (0, 0), "regulations.published": (1, 0), "regulations.public_total": (1, 0),
        "normative.made": (4, 1), "normative.published": (7, 1), "normative.public_total": (7, 7),
        "licensing.last_year": (3, 5), "licensing.change": (-3, -2), "licensing.decisions": (50, 10),
        "other_services.last_year": (4, 4), "other_services.change": (2, 0), "other_services.decisions": (7, 7),
        "penalties.last_year": (9, 9), "penalties.change": (20, 0), "penalties.decisions": (30, 6),
        "coercion.last_year": (0, 0), "coercion.change": (0, 0), "coercion.decisions": (20, 0),
        "fees.last_year": (2, 4), "fees.change": (-2, -2),
        "procurement.count": (0, 3), "procurement.amount": (0, 5),
    },
}  # fmt: skip


@cache
def base(edition: str) -> dict[str, Value]:
    """Fill a return of a county government on which every check passes, or does not apply, by the least margin."""
    now: dict[str, Value] = {f"proactive.{cell}": Decimal(pair[0]) for cell, pair in PROACTIVE[edition].items()}
    last = {f"proactive.{cell}": Decimal(pair[1]) for cell, pair in PROACTIVE[edition].items()}
    for n, applicant in enumerate(APPLICANTS):
        for m, row in enumerate(OUTCOMES[edition]):
            now[f"requests.{row}.{applicant}"] = Decimal(0 if row == "no_payment" else (3 * n + m) % 4)
        now |= {f"requests.{row}.{applicant}": Decimal(n + 2) for row in ("carried_in", "carried_out")}
    closed = figure(edition, now, "requests.closed.total")
    now["requests.granted.person"] = Decimal(str(now["requests.granted.person"])) + (5 - closed % 5)
    for applicant in APPLICANTS:
        now[f"requests.received.{applicant}"] = figure(edition, now, f"requests.closed.{applicant}")
    fifth = figure(edition, now, "requests.closed.total") / 5
    for point, cell in inputs(edition).items():
        row, column = point.split(".")[1:]
        if point.startswith("requests."):
            last[point] = fifth if (row, column) in (("received", "person"), ("granted", "person")) else Decimal(0)
            last[point] = Decimal(str(now[point.replace("out", "in")])) if row == "carried_out" else last[point]
        elif point.startswith("review."):
            now[point], last[point] = Decimal(0 if "after" in column else 2), Decimal(1)
        elif point.startswith("categories."):
            now[point] = "政务动态" if cell.type == "text" else Decimal(7)
    last |= {point: figure(edition, last, point) for point in totals(edition) if "categories" not in point}
    prose = {f"narrative.overview.{aspect}": "本年按要求公开信息，接受社会评议。" for aspect in OVERVIEW}
    prose |= {
        "narrative.problems.text": "公开的问题是更新不及时，下一步加强检查。",
        "narrative.other.text": "没有其他事项。",
    }
    return {
        "form": "zfxxgk", "edition": edition, "unit.name": "示例县人民政府", "unit.title": "示例县", "unit.code": "",
        "unit.level": "county", "unit.kind": "government", "year": "2025" if edition == "2021" else "2020", "scope": "own",
        "cover.address": "示例路1号", "cover.phone": "010-1234567", **prose, **now,
        "prior.year": "2024", "prior.edition": edition, "prior.sha256": "0" * 64,
        **{f"prior.{point}": value for point, value in last.items()},
    }  # fmt: skip


@cache
def edges(edition: str) -> tuple[dict[str, Value], ...]:
    """Give returns that differ from `base` in a figure by one, in a word, or in all but one figure."""
    return (base(edition), *_steps(edition), *_ratios(edition), *_words(edition), *_copies(edition))


def _steps(edition: str) -> Iterator[dict[str, Value]]:
    for point in inputs(edition):
        value = base(edition).get(point, None)
        if isinstance(value, Decimal) and point.startswith(("proactive.", "review.", "requests.received.")):
            yield base(edition) | {point: value + 1}
            yield base(edition) | {point: value - 1}


def _ratios(edition: str) -> Iterator[dict[str, Value]]:
    """Fall to a fifth, and the fees to a hundredth; and a little further."""
    cells = [f"proactive.{row}.decisions" for row in ("licensing", "penalties", "coercion")]
    for now in (Decimal(10), Decimal(9)):
        fees: dict[str, Value] = {"proactive.fees.amount": now / 2} if edition == "2021" else {}
        yield base(edition) | fees | dict.fromkeys(cells, now) | {f"prior.{cell}": Decimal(50) for cell in cells}


def _words(edition: str) -> Iterator[dict[str, Value]]:
    """Name one problem and one improvement in every wording, and write texts of nine and of ten characters."""
    texts = ["一二三四五六七八九", "一二三四五六七八九十"]
    texts += [f"甲乙丙丁戊己庚辛{word}，今后" for word in PROBLEMS]
    texts += [f"甲乙丙丁戊己庚辛问题，{word}" for word in IMPROVEMENTS]
    for text in texts:
        yield base(edition) | {"narrative.problems.text": text}
    if edition == "2021":
        for nth, word in enumerate(("失效", "清理", "废止", "划转", "撤销")):
            told = ("proactive.note", "narrative.overview.opening", "narrative.other.text", "review.note", "narrative.problems.text")
            for off in (Decimal(6), Decimal(7)):
                yield base(edition) | {"proactive.normative.in_force": off, told[nth]: f"{word}1件。", "narrative.overview.platform": "栏目2个。"}
            yield base(edition) | {"proactive.normative.in_force": Decimal(7), told[(nth + 2) % 5]: f"{word}1件。"}


def _copies(edition: str) -> Iterator[dict[str, Value]]:
    """Send a table of zeros, as last year, but for its first or its last figure: the same figure, or another one."""
    for table in ("proactive", "requests"):
        cells = [
            point
            for point, cell in inputs(edition).items()
            if point.startswith(table) and cell.type not in ("text", "choice")
        ]
        nothing: dict[str, Value] = {point: Decimal(0) for point in (*cells, *(f"prior.{cell}" for cell in cells))}
        for cell in (cells[0], cells[-1]):
            for last in (Decimal(3), Decimal(0)):
                yield base(edition) | nothing | {cell: Decimal(3), f"prior.{cell}": last}
                same = {point: Decimal(5) for point in nothing if not point.endswith(cell)}
                yield base(edition) | nothing | same | {cell: Decimal(3), f"prior.{cell}": last}
