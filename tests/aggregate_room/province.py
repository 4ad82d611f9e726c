"""A made-up province for tests and benchmarks: three levels of units, and what each reported, drawn and put in an archive."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.filing.record import Record
from govxl.language.expressions import evaluate
from govxl.office.roster import Member, Roster, roster_of
from tests.returns import accepted, judged, layout_of

__all__ = ["PROVINCE", "Province", "province"]

PROVINCE = "示例省人民政府"
NO_RANK = "proactive.regulations."
"""Figures that only few bodies may have."""
TOGETHER = 500
"""Lines of the log that are written with one wait for the disk."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province, so many cities below it and so many units below those, in turn."""

    cities: int
    units: int

    def members(self) -> Iterator[Member]:
        yield Member(2, PROVINCE, code="900000000", level="province", kind="government")
        for n in range(self.cities):
            yield Member(3 + n, city_name(n), code=f"91{n:07}", level="city", kind="government", parent=PROVINCE)
        for n in range(self.units):
            row = 3 + self.cities + n
            yield Member(
                row, f"示例市第{n + 1}局", code=f"92{n:07}", kind="department", parent=city_name(n % self.cities)
            )

    @property
    def roster(self) -> Roster:
        return roster_of(tuple(self.members()))


def city_name(n: int) -> str:
    return f"示例省第{n + 1}市人民政府"


@cache
def plain_record() -> Record:
    """The record of a right return, of which each unit's differs in its figures."""
    record = judged(accepted()).record
    assert record is not None
    return record


def province(folder: Path, shape: Province, seed: int = 2025, without: frozenset[str] = frozenset()) -> Archive:
    """Fill an archive with one accepted return of each unit but some; figures are drawn, half of them 0."""
    archive, draw = Archive(folder), Random(seed)
    with archive.writing() as writer:
        waiting: list[Event] = []
        for member in shape.members():
            record = drawn(member, draw)
            if member.name in without:
                continue
            data = f"the workbook of {member.name}".encode()
            place, digest = writer.keep_record(record, member.name)
            waiting.append(
                Event(
                    event="received", time="2026-01-18T17:00:00+08:00", by="李四", form="zfxxgk", edition="2021", unit=member.name,
                    code=member.code, year=2025, scope="own", file=f"{member.name}.xlsx", sha256=hashlib.sha256(data).hexdigest(),
                    kept=writer.keep(data, ".xlsx"), outcome="accepted", verdict="accepted", record=place, record_sha256=digest,
                )
            )  # fmt: skip
            if len(waiting) == TOGETHER:
                writer.add(*waiting)
                waiting = []
        writer.add(*waiting)
    return archive


def drawn(member: Member, draw: Random) -> Record:
    """Draw the figures of a unit's record; totals are what they add up to, and what came in is what went out."""
    form, plain = layout_of().form, plain_record()
    tables: dict[str, Any] = {
        name: {row: {**line} for row, line in rows.items()} for name, rows in plain["tables"].items()
    }

    def put(path: str, value: Any) -> None:
        table, row, column = path.split(".")
        tables[table][row][column] = value

    def at(path: str) -> Any:
        table, row, column = path.split(".")
        return tables[table][row][column]

    for path, point in form.points.items():
        if point.kind == "input" and isinstance(at(path), int | Decimal) and not path.startswith(NO_RANK):
            amount = (
                Decimal(draw.randrange(10**9)).scaleb(-6) if point.traits.kind == "amount" else draw.randrange(1, 400)
            )
            put(path, amount if draw.random() < 0.5 else 0)

    def total(path: str) -> Any:
        return sum(map(total, form.points[path].operands)) if form.points[path].operands else at(path) or 0

    for path in form.points:
        table, row, column = path.split(".")
        if (table, row) == ("requests", "received") and column != "total":
            carried, closed = at(f"requests.carried_in.{column}"), total(f"requests.closed.{column}")
            put(path, max(at(path), closed - carried))
            put(f"requests.carried_out.{column}", at(path) + carried - closed)
    for path, point in form.points.items():
        if point.operands:
            put(path, total(path))
    derived: dict[str, Any] = {}
    for each in form.derived:
        table, row, column = each.path.split(".")
        value = evaluate(
            each.value, lambda path: Decimal(at(path)) if path in form.points else derived_at(derived, path)
        )
        derived.setdefault(table, {}).setdefault(row, {})[column] = int(Decimal(str(value)))
    unit = {
        **plain["unit"],
        "name": member.name,
        "title": member.name,
        "code": member.code,
        "level": member.level,
        "kind": member.kind,
    }
    return {**plain, "unit": unit, "tables": tables, "derived": derived}


def derived_at(derived: dict[str, Any], path: str) -> Decimal:
    table, row, column = path.split(".")
    return Decimal(derived[table][row][column])
