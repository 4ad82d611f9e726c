"""Archives of returns in every state, made of one judged record whose figures are known from `tests.returns.TYPED`."""

import copy
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from govxl.archive.events import Event
from govxl.archive.store import Archive, Writer
from govxl.look.frames import CountedReturn, counted_in
from tests.archive_room.archives import record_of

__all__ = ["STATES", "build", "changed", "counted_returns", "keep", "line"]

STATES = {
    "甲局": "accepted",
    "乙局": "exception",
    "丙局": "published",
    "丁局": "published-exception",
    "戊局": "published-wrong",
}
"""The unit in each state; of 己局 an earlier return counts, of 庚局 and 辛局 none does."""


def changed(unit: str, code: str, year: int, cells: Mapping[str, Any], scope: str = "own", **more: Any) -> dict[str, Any]:
    """Make a record of another unit, year and figures out of the one that was judged."""
    record: dict[str, Any] = copy.deepcopy(dict(record_of("甲局")))
    record |= {"year": year, "scope": scope, "unit": {**record["unit"], "name": unit, "code": code, **more}}
    for path, value in cells.items():
        table, row, column = path.split(".")
        record["tables"][table][row][column] = value
    return record


def line(kind: str, of: Mapping[str, Any], file: str, **more: Any) -> Event:
    told = {"unit": of["unit"]["name"], "code": of["unit"]["code"], "year": of["year"], "scope": of["scope"]}
    known = {"time": "2026-01-18T17:00:00+08:00", "by": "李四", "form": of["form"], "edition": of["edition"]}
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    return Event(event=kind, **{**known, **told, "file": file, "sha256": sha256, **more})  # type: ignore[arg-type]


def keep(writer: Writer, record: Mapping[str, Any]) -> dict[str, str]:
    place, digest = writer.keep_record(record, record["unit"]["name"])
    return {"record": place, "record_sha256": digest}


def build(folder: Path) -> Archive:
    """Take in a return in every state there is, each with its number as the figure of one cell."""
    archive = Archive(folder)
    with archive.writing() as writer:
        units = (*STATES, "己局", "庚局", "辛局")
        for nth, unit in enumerate(units, 1):
            record = changed(unit, f"1100{nth}", 2025, {"proactive.normative.issued": nth})
            good, bad = {"outcome": "accepted", "verdict": "accepted"}, {"outcome": "rejected", "verdict": "rejected"}
            first, name = f"{unit}.xlsx", f"{unit}-退回修改.xlsx"
            kept = writer.keep(name.encode(), ".xlsx")
            told = keep(writer, record) if unit not in ("庚局",) else {}
            match unit:
                case "甲局" | "丙局":
                    writer.add(line("received", record, first, **bad), line("received", record, name, kept=kept, **good, **told))
                case "乙局" | "丁局":
                    writer.add(line("received", record, name, kept=kept, **bad, codes=("R001",)))
                    writer.add(line("decided", record, "", sha256=hashlib.sha256(name.encode()).hexdigest(), decision="accept", **told))
                case "戊局":
                    writer.add(line("imported", record, name, kept=kept, outcome="accepted", verdict="rejected", **told))
                case "己局":
                    writer.add(line("received", record, name, kept=kept, **good, **told), line("received", record, first, **bad))
                case "庚局":
                    writer.add(line("issued", record, first), line("received", record, name, kept=kept, **bad))
                case "辛局":
                    writer.add(line("received", record, name, kept=kept, explained=1, **good, **told))
            if unit in ("丙局", "丁局"):
                writer.add(line("published", record, "报告.html", **told))
    return archive


def counted_returns(archive: Archive, form: str, years: Iterable[int] = (), review_all: bool = False) -> Iterator[CountedReturn]:
    """Give every return of a form that counts, all years if none is named."""
    wanted = frozenset(years)
    cases = (case for case in archive.cases.all if case.unit.form == form)
    return counted_in(archive, (case for case in cases if not wanted or case.unit.year in wanted), review_all)
