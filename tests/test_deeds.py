"""What a person does to a table in LibreOffice, at random: either the return is rejected, or its record is what stands there.

What stands there is read by openpyxl from the printed labels alone: under which heading, beside which row a figure
stands once all was done. Position, defined names and locks, which the product reads by too, are not asked.
"""

import random
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from govxl.addresses import address
from tests.office import Office, OfficeError
from tests.returns import PROACTIVE, REQUESTS, REVIEW, accepted_values, judged, layout_of, workbook

SHEETS = {REQUESTS: "requests.", REVIEW: "review.", PROACTIVE: "proactive."}
TABLES = {REQUESTS: ((4, 30), (1, 10)), REVIEW: ((3, 6), (1, 15)), PROACTIVE: ((3, 16), (1, 4))}
"""Rows and columns of the printed tables, from 1."""

OTHER_WORDS = ("", "草稿", "其他", "总计", "一、本年新收政府信息公开申请数量", "科研机构。")


@cache
def distinct(seed: int) -> bytes:
    """Fill the tables so that hardly two figures are alike and every rule holds that blocks."""
    draw = random.Random(seed)
    layout = layout_of()
    typed = dict(accepted_values(layout))
    figures = iter(draw.sample(range(20, 9_000), 400))
    points = [path for path, point in layout.form.points.items() if point.kind == "input"]
    typed |= {path: next(figures) for path in points if path.startswith(("requests.", "review."))}
    for column in {path.rpartition(".")[2] for path in points if path.startswith("requests.")}:
        rows = [path for path in points if path.startswith("requests.") and path.endswith(f".{column}")]
        ends = [f"requests.{name}.{column}" for name in ("received", "carried_in")]
        typed[ends[0]] = sum(typed[path] for path in rows if path not in ends) - typed[ends[1]]
    typed |= {"proactive.normative.issued": 61, "proactive.normative.repealed": 22, "proactive.normative.in_force": 415}
    typed |= {"proactive.penalties.decisions": 77, "proactive.coercion.decisions": 88}
    return workbook({path: value for path, value in typed.items() if path in layout.slots})


# -- What stands under the printed labels


def standing(data: bytes, sheet: str) -> dict[str, list[object]]:
    """Give for every input of a table all figures that stand beside its row's label and below all its headings."""
    cells = grid(openpyxl.load_workbook(BytesIO(data))[sheet])
    rows = {row for row, _ in cells}
    found: dict[str, list[object]] = {}
    for path, slot in layout_of().slots.items():
        if slot.kind == "input" and path.startswith(SHEETS[sheet]):
            aside, *above = sides(slot.labels)
            beside = {(row, column) for (row, column), text in cells.items() if text == aside} if aside else set()
            lines = {row for row, _ in beside} if aside else rows
            found[path] = [
                value
                for (row, column), value in cells.items()
                if row in lines
                and not isinstance(value, str)
                and all(any(cells.get((up, column)) == text for up in range(1, row)) for text in above)
            ]
    return found


def sides(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Part the labels of a cell: the innermost of its row, then all of its column's; a table may have no row labels."""
    layout = layout_of()
    headers = {label.text for sheet in layout.sheets for label in sheet.labels if label.role == "header"}
    rows = [text for text in labels if text and text not in headers]
    return (rows[-1] if rows else "", *(text for text in labels if text in headers))


def grid(sheet) -> dict[tuple[int, int], object]:
    """Give what every cell shows; the cells of a merged area all show its first."""
    cells = {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for area in sheet.merged_cells.ranges:
        first = cells.get((area.min_row, area.min_col))
        if first is not None:
            spread = (
                (row, column)
                for row in range(area.min_row, area.max_row + 1)
                for column in range(area.min_col, area.max_col + 1)
            )
            cells |= {place: first for place in spread if isinstance(first, str)}
    return cells


# -- Deeds


def deeds(draw: random.Random, sheet: str) -> Iterator[list[object]]:
    """Yield one to three deeds on a table, each a few edits."""
    (top, bottom), (left, right) = TABLES[sheet]

    def place() -> str:
        return address(draw.randint(top, bottom), draw.randint(left, right))

    def row_of(row: int) -> str:
        return f"{address(row, left)}:{address(row, right)}"

    for _ in range(draw.randint(1, 3)):
        lines = draw.choice(["Rows", "Columns"])
        first, last = (top, bottom + 2) if lines == "Rows" else (left, right + 1)
        match draw.choice(
            [
                "insert",
                "delete",
                "cut",
                "cut row",
                "cut column",
                "paste",
                "paste row",
                "merge",
                "split",
                "sort",
                "swap labels",
                "swap rows",
                "write",
            ]
        ):
            case "insert":
                yield ["insert", sheet, lines, draw.randint(0, last), draw.randint(1, 2)]
            case "delete":
                yield ["delete", sheet, lines, draw.randint(first - 1, last - 1), 1]
            case "cut":
                yield ["cut", sheet, place(), sheet, place()]
            case "cut row":
                yield [
                    "cut",
                    sheet,
                    row_of(draw.randint(top, bottom)),
                    sheet,
                    address(draw.randint(top, bottom + 8), left),
                ]
            case "cut column":
                column = draw.randint(left, right)
                yield [
                    "cut",
                    sheet,
                    f"{address(top, column)}:{address(bottom, column)}",
                    sheet,
                    address(top, draw.randint(left, right + 4)),
                ]
            case "paste":
                yield ["paste", sheet, place(), sheet, place()]
            case "paste row":
                yield [
                    "paste",
                    sheet,
                    row_of(draw.randint(top, bottom)),
                    sheet,
                    address(draw.randint(top, bottom), left),
                ]
            case "merge" | "split" as kind:
                row, column = draw.randint(top, bottom), draw.randint(left, right)
                yield [
                    kind,
                    sheet,
                    f"{address(row, column)}:{address(row + draw.randint(0, 1), column + draw.randint(0, 2))}",
                ]
            case "sort":
                row = draw.randint(top, bottom - 2)
                column = draw.randint(left, right)
                yield [
                    "sort",
                    sheet,
                    f"{address(row, column)}:{address(draw.randint(row + 1, bottom), draw.randint(column, right))}",
                    0,
                    draw.random() < 0.5,
                ]
            case "swap labels":
                labels = [
                    label for label in layout_of().sheet(sheet).labels if label.role in ("side", "header", "block")
                ]
                one, other = draw.sample(labels, 2)
                sign = draw.choice(["", "", "。", "（件）"])
                yield [
                    "fill",
                    {(sheet, one.box.address): other.text + sign, (sheet, other.box.address): one.text + sign},
                ]
            case "swap rows":
                one, other = draw.sample(range(top, bottom + 1), 2)
                yield ["cut", sheet, row_of(one), sheet, address(bottom + 20, left)]
                yield ["cut", sheet, row_of(other), sheet, address(one, left)]
                yield ["cut", sheet, row_of(bottom + 20), sheet, address(other, left)]
            case _:
                yield ["fill", {(sheet, place()): draw.choice(OTHER_WORDS)}]


def outcome(office: Office, folder, seed: int) -> str:
    """Do the deeds of a seed; say what became of the return, and fail where its record is not what stands there."""
    draw = random.Random(seed)
    sheet = draw.choice(list(SHEETS))
    done = list(deeds(draw, sheet))
    (folder / "sent.xlsx").write_bytes(distinct(seed % 5))
    try:
        data = office.edit(folder / "sent.xlsx", [["lift", sheet], *done], folder / "back.xlsx").read_bytes()
    except OfficeError:
        return "not done"
    judgement = judged(data)
    if judgement.record is None:
        return "rejected"
    now, first = standing(data, sheet), standing(distinct(seed % 5), sheet)
    for path, figures in now.items():
        table, row, column = path.split(".")
        recorded = judgement.record["tables"][table][row][column]
        if len(figures) == 1:
            assert Decimal(str(recorded)) == Decimal(str(figures[0])), (seed, done, path)
        elif not figures:  # a label went: what it said is known by its place and its name, if nothing else moved there
            assert [Decimal(str(recorded))] == [Decimal(str(figure)) for figure in first[path]] or recorded == 0, (
                seed,
                done,
                path,
            )
    return "accepted"


def run(office, folder, seeds) -> dict[str, int]:
    outcomes = [outcome(office, folder, seed) for seed in seeds]
    return {kind: outcomes.count(kind) for kind in sorted(set(outcomes))}


def test_every_point_is_found_once_under_its_labels_as_issued():
    """The oracle reads the untouched workbook whole, or it would have nothing to say of a changed one."""
    record = judged(distinct(0)).record
    assert record is not None
    for sheet in SHEETS:
        for path, figures in standing(distinct(0), sheet).items():
            table, row, column = path.split(".")
            assert [Decimal(str(figure)) for figure in figures] == [
                Decimal(str(record["tables"][table][row][column]))
            ], path


def test_a_few_random_deeds_leave_no_wrong_record(office, tmp_path):
    outcomes = run(office, tmp_path, range(12))
    assert outcomes["rejected"] > 1
    assert outcomes["accepted"] > 1


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_a_thousand_random_deeds_leave_no_wrong_record(office, tmp_path, block):
    outcomes = run(office, tmp_path, range(100 + block * 30, 130 + block * 30))
    assert outcomes.get("not done", 0) < 15, "the draw must do what it draws"
    assert outcomes["rejected"] > 3
    assert outcomes["accepted"] > 1
