"""A small archive as an office's year leaves it: sent out, taken in, returned, mended, decided, published."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from govxl.archive.events import Event
from govxl.archive.store import Archive, Writer
from tests.returns import filled, judged

__all__ = ["UNITS", "build", "event_of", "record_of", "take_in", "workbook_of"]

UNITS = ("甲局", "乙局", "丙镇人民政府", "丁中心")


@cache
def workbook_of(unit: str, person: int = 12) -> bytes:
    """The workbook of a unit, which ties out when 12 people asked."""
    return filled({"requests.received.person": person}, unit=unit, code=f"1100{UNITS.index(unit)}")


@cache
def record_of(unit: str) -> Mapping[str, Any]:
    """The record of a unit's right workbook."""
    record = judged(workbook_of(unit)).record
    assert record is not None
    return record


def event_of(kind: str, unit: str, **more: object) -> Event:
    known = {"time": "2026-01-18T17:00:00+08:00", "by": "李四", "form": "zfxxgk", "edition": "2021", "year": 2025, "scope": "own"}
    code = f"1100{UNITS.index(unit)}"
    return Event(event=kind, **{**known, "unit": unit, "code": code, **more})  # type: ignore[arg-type]


def take_in(writer: Writer, unit: str, right: bool = True) -> None:
    data = workbook_of(unit, 12 if right else 13)
    told: dict[str, object] = {"file": f"{unit}.xlsx", "sha256": hashlib.sha256(data).hexdigest()}
    told["kept"] = writer.keep(data, ".xlsx")
    if right:
        told["record"], told["record_sha256"] = writer.keep_record(record_of(unit), unit)
        writer.add(event_of("received", unit, outcome="accepted", verdict="accepted", **told))
    else:
        writer.add(event_of("received", unit, outcome="rejected", verdict="rejected", hard=1, codes=("R001",), **told))


def build(folder: Path) -> Archive:
    """Nine lines: two sent out, one wrong and returned, its mending, two more, a decision, a publication."""
    archive = Archive(folder)
    first, second, third, _ = UNITS
    with archive.writing() as writer:
        writer.add(event_of("issued", first, file=f"{first}.xlsx", sha256="a" * 64), event_of("issued", second, sha256="b" * 64))
        take_in(writer, first, right=False)
        writer.add(event_of("returned", first, file=f"{first}-退回修改.xlsx"))
        for unit in (first, second, third):
            take_in(writer, unit)
        writer.add(event_of("decided", second, decision="accept", sha256=archive.events[-2].sha256, note="已电话核实"))
        page = b"<html>report</html>\n"
        kept = writer.keep_published(page, ".html")
        told = {"sha256": hashlib.sha256(page).hexdigest(), "kept": kept, "url": "https://example.gov.cn/1", "date": "2026-01-30"}
        writer.add(event_of("published", second, **told))
    return archive
