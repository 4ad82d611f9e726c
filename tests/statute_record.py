"""The record a valid filling must give, put together from the statute's sums and rules alone."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tests.fillings import COVER
from tests.statute import APPLICANTS, REVIEW_BLOCKS, REVIEW_RESULTS, SUBTOTALS, inputs, points, totals
from tests.statute_rules import OVERVIEW, Filling, figure, lines
from tests.statute_states import BROKEN, SEVERITY, state

__all__ = ["derived_of", "exact", "record_of"]

FINDING = {"E": ("R002", "unexplained", "explainable"), "W": ("R003", "doubtful", "warning"),
           "I": ("R004", "notable", "info")}  # fmt: skip


def exact(value: object) -> int | Decimal | str | None:
    """Give a value as JSON keeps it: whole figures as integers, not applicable as null."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return None if value in ("/", None) else str(value)


def nested(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Nest values by the three names of their points."""
    tables: dict[str, Any] = {}
    for point, value in values:
        table, row, column = point.split(".")
        tables.setdefault(table, {}).setdefault(row, {})[column] = value
    return tables


def record_of(edition: str, filling: Filling) -> dict[str, Any]:
    """Give the record but for `source` and `govxl`, keys in the order of the form."""
    found = [
        (line, said)
        for line in lines(edition)
        if (said := state(edition, line, filling)) in (*BROKEN.values(), "已说明")
    ]
    sides = {id(line): _sides(line.sides(filling) if line.sides else None) for line, _ in found}
    return {
        "record": 1,
        "form": "zfxxgk",
        "edition": edition,
        "unit": {
            **{key: filling[f"unit.{key}"] if key != "title" else filling["unit.title"] for key in ("name", "title", "code", "level", "kind")},
            "change": filling["unit.change"],
        },
        "year": int(str(filling["year"])),
        "scope": filling["scope"],
        "cover": _cover(edition, filling),
        "tables": nested((point, _cell(edition, filling, point)) for point in points(edition)),
        "derived": nested(derived_of(edition, filling)),
        "notes": {table: filling[f"{table}.note"] for table in ("proactive", "requests", "review")},
        "narrative": {
            "overview": {aspect: filling[f"narrative.overview.{aspect}"] for aspect in OVERVIEW},
            "problems": {"text": filling["narrative.problems.text"]},
            "other": {"text": filling["narrative.other.text"]},
        },
        "explanations": [
            {"rule": line.rule, "at": line.at, "reason": filling[f"reason.{line.rule}.{line.group or line.at}"], **sides[id(line)]}
            for line, said in found
            if said == "已说明"
        ],
        "findings": [
            {**dict(zip(("code", "name"), FINDING[SEVERITY[line.rule]], strict=False)), "rule": line.rule, "at": line.at,
             "severity": FINDING[SEVERITY[line.rule]][2], **sides[id(line)]}
            for line, _ in found
        ],
        "prior": _prior(edition, filling),
        "remarks": [],
    }  # fmt: skip


def _sides(pair: tuple[Decimal, Decimal] | None) -> dict[str, str | None]:
    left, right = (
        (f"{exact(side):f}" if isinstance(exact(side), Decimal) else str(exact(side)) for side in pair)
        if pair
        else (None, None)
    )
    return {"left": left, "right": right}


def _cell(edition: str, filling: Filling, point: str) -> int | Decimal | str | None:
    if point in totals(edition):
        return exact(figure(edition, filling, point))
    value = filling[point]
    text = inputs(edition)[point].type in ("text", "choice")
    return (str(value) if value else "") if text else exact(value)


def _cover(edition: str, filling: Filling) -> dict[str, Any]:
    fees = ("fee_count", "fee_amount") if edition == "2021" else ()
    return {
        name: exact(filling.get(f"cover.{name}")) if name in fees else filling[f"cover.{name}"]
        for name in (*COVER[:6], *fees, *COVER[6:])
    }


def derived_of(edition: str, filling: Filling) -> Iterable[tuple[str, Any]]:
    """Yield the figures that reports quote and the form does not print."""

    def added(cells: Iterable[str]) -> Any:
        return exact(sum((figure(edition, filling, cell) for cell in cells), Decimal(0)))

    if edition == "2019":
        factor = {"元": 1, "万元": 10_000}.get(str(filling.get("proactive.procurement.unit")), 0)
        yield (
            "proactive.procurement.amount_yuan",
            exact(figure(edition, filling, "proactive.procurement.amount") * factor),
        )
    for name, rows in SUBTOTALS.items():
        if f"requests.{name}.person" not in inputs(edition):
            for column in (*APPLICANTS, "total"):
                yield f"requests.{name}.{column}", added(f"requests.{row}.{column}" for row in rows)
    for result in (*REVIEW_RESULTS, "total"):
        yield (
            f"review.cases.litigation_{result}",
            added(f"review.cases.{block}_{result}" for block in ("direct", "after")),
        )
    yield "review.cases.all_total", added(f"review.cases.{block}_total" for block in REVIEW_BLOCKS)


def _prior(edition: str, filling: Filling) -> Mapping[str, Any] | None:
    if "prior.year" not in filling:
        return None
    tables = nested((p, exact(filling[f"prior.{p}"])) for p in points(edition) if f"prior.{p}" in filling)
    facts = {key: filling[f"prior.{key}"] for key in ("edition", "sha256")}
    return {"year": int(str(filling["prior.year"])), **facts, "from": "file", "tables": tables}
