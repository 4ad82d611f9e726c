"""The corpus against its own tables: summed and read here by other means than the package's.

Every figure of a text has its meaning, every meaning its figure, and what is not told to be wrong agrees with the
tables. A meaning's figure is worked out from the form as it is printed, not by the package's evaluator.
"""

import re
import tomllib
from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

CORPUS = [
    path for path in sorted((Path(__file__).parent / "corpus").glob("*.toml")) if not path.name.startswith("final-")
]

# A figure of a text, and the number of its case in its file.
Fault = tuple[int, str]

COLUMNS = ("person", "business", "research", "welfare", "legal", "other_body")
ENDS = ("upheld", "corrected", "other", "pending")
REFUSED = ["secret", "prohibited", "stability", "third_party", "internal", "process", "enforcement", "enquiry"]
UNAVAILABLE = ["not_held", "not_existing", "unclear"]
REJECTED = ["petition", "repeat", "publication", "excessive", "reissue"]
OTHERWISE = ["no_correction", "no_payment", "other", "other_handling"]
ROWS = {
    "refused": REFUSED,
    "unavailable": UNAVAILABLE,
    "rejected": REJECTED,
    "other_handling": OTHERWISE,
    "closed": ["granted", "partial", *REFUSED, *UNAVAILABLE, *REJECTED, *OTHERWISE],
}
WAYS = {"recon": ["recon"], "direct": ["direct"], "after": ["after"], "litigation": ["direct", "after"]}

WIDE = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
STEPS = {"十": 10, "百": 100, "千": 1_000}
MEASURE = r"(?:万元|亿元|件|条|份|宗|例|起|个|次|篇|项|人|元|%|％|倍)"
FIGURE = re.compile(
    rf"(?:[0-9０-９][0-9０-９,，.．]* ?[余多]?[万亿]?|(?<![第零一二三四五六七八九十百千两])[零〇一二三四五六七八九十百千万两]+[余多]?) ?{MEASURE}"
    r"|百分之[零〇一二三四五六七八九十百点]+"
)


def parts_of(path: str) -> list[str]:
    """The inputs a point, a total or a subtotal of the form is the sum of."""
    table, row, column = [*path.split("."), ""][:3]
    if table == "requests":
        columns = COLUMNS if column == "total" else (column,)
        return [f"requests.{each}.{name}" for each in ROWS.get(row, [row]) for name in columns]
    if table == "review":
        way, end = column.split("_")
        ways = ["recon", "direct", "after"] if way == "all" else WAYS[way]
        return [f"review.cases.{each}_{name}" for each in ways for name in (ENDS if end == "total" else (end,))]
    return [path]


def figure_in(table: dict[str, Any], path: str) -> Decimal | None:
    """A figure of this year's or last year's tables; None for last year's where nothing is told of it."""
    before, path = path.startswith("prior."), path.removeprefix("prior.")
    if before and not any(key.startswith("prior.") for key in table):
        return None
    start = "prior." if before else ""
    return sum((Decimal(str(table.get(start + part, 0))) for part in parts_of(path)), Decimal(0))


def worked_out(table: dict[str, Any], reading: str) -> Decimal | None:
    """A reading's figure: paths added and taken away."""
    total, sign = Decimal(0), 1
    for word in reading.split():
        if word in "+-":
            sign = 1 if word == "+" else -1
        elif (value := figure_in(table, word)) is None:
            return None
        else:
            total += sign * value
    return total


def numeral(text: str) -> Decimal:
    """A figure in Chinese numerals: 二〇, 十一, 一百二十三, 两千."""
    whole, step, digit = 0, 0, 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in STEPS:
            step, digit = step + (digit or 1) * STEPS[character], 0
        else:
            whole, step, digit = (whole + step + digit) * 10_000, 0, 0
    return Decimal(whole + step + digit)


def told(said: str) -> tuple[Decimal, Decimal] | None:
    """The value of a figure as it stands, and what a step of its last digit is worth; None for a negation."""
    said = re.sub(r"\s", "", said.translate(WIDE))
    if found := re.match(r"(\d[\d,]*)(?:\.(\d+))?(万|亿)?(元)?", said):
        value = Decimal(found[1].replace(",", "") + "." + (found[2] or "0"))
        grain = Decimal(1).scaleb(-len(found[2] or ""))
        times = {"": 1, "万": 10_000, "亿": 100_000_000}[found[3] or ""]
        times = times // 10_000 if found[4] and times > 1 else times  # amounts of the form are in 万元
        return value * times, grain * times
    found = re.match(r"[零〇一二三四五六七八九十百千万两]+", said)
    return (numeral(found[0]), Decimal(1)) if found else None


def agrees(table: dict[str, Any], key: str, readings: list[str]) -> bool:
    """Whether a figure agrees with any of its readings, cut or rounded; what nothing is told of, agrees."""
    value, grain = told(key.split("#")[0]) or (Decimal(0), Decimal(1))
    for reading in readings:
        real = worked_out(table, reading)
        # Amounts are told in 元 or in 万元, whichever of the two the form has.
        scales = (1, 10_000, Decimal("0.0001")) if key.split("#")[0].endswith("元") else (1,)
        if real is None or any(value * scale == real for scale in scales):
            return True
        steps = real / grain
        coarse = grain != 1 or key.split("#")[0].endswith("元")
        if coarse and value / grain in (steps.quantize(1, ROUND_FLOOR), steps.quantize(1, ROUND_HALF_UP)):
            return True
    return False


def cases_of(path: Path) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Every case of a file with its number and its table."""
    book = tomllib.loads(path.read_text(encoding="utf-8"))
    for number, case in enumerate(book["case"], 1):
        yield number, case, book["tables"][case["tables"]]


def mislabelled(case: dict[str, Any], table: dict[str, Any]) -> Iterator[str]:
    """The figures that are told to be wrong and are not, or the other way round."""
    wrong = dict(zip(case.get("wrong", []), case.get("rules", []), strict=True))
    yield from wrong.keys() - case["means"].keys()
    for key, meaning in case["means"].items():
        judged = meaning not in ("", "share", "change") and wrong.get(key) != "N5"
        if judged and agrees(table, key, meaning.split(" | ")) != (key not in wrong):
            yield key


def unlabelled(case: dict[str, Any]) -> Iterator[str]:
    """The meanings without a figure in the text, and the figures of the text without a meaning."""
    text, counted = case["text"], dict[str, int]()
    for key in case["means"]:
        said = key.split("#")[0]
        counted[said] = counted.get(said, 0) + 1
        if text.count(said) < counted[said]:
            yield key
    for found in FIGURE.finditer(text):
        if not any(found[0].strip() in key or key.split("#")[0] in found[0] for key in case["means"]):
            yield found[0]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_is_not_told_to_be_wrong_agrees_with_its_table(path: Path) -> None:
    found: list[Fault] = [(nth, key) for nth, case, table in cases_of(path) for key in mislabelled(case, table)]
    assert not found


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_figure_has_its_meaning(path: Path) -> None:
    assert all(table["year"] for _, _, table in cases_of(path))
    found: list[Fault] = [(nth, said) for nth, case, _ in cases_of(path) for said in unlabelled(case)]
    assert not found
