"""Archives for tests: what an office received, put into one the way its contract says, without the product's ingest."""

from pathlib import Path

from govxl.archive.events import Event
from govxl.archive.store import Archive
from tests.returns import judged

__all__ = ["TIME", "issue", "receive"]

TIME = "2026-01-12T09:00:00+08:00"


def issue(archive: Archive, unit: str, code: str = "", scope: str = "own", year: int = 2025) -> None:
    event = Event(
        event="issued", time="2026-01-05T08:00:00+08:00", by="李四", form="zfxxgk", edition="2021", unit=unit, code=code,
        year=year, scope=scope, file=f"{unit}.xlsx", sha256="0" * 64,
    )  # fmt: skip
    with archive.writing() as writer:
        writer.add(event)


def receive(archive: Archive, data: bytes, file: str = "filled.xlsx", outcome: str = "", time: str = TIME) -> Event:
    """Keep a file and what its judgement says."""
    judgement = judged(data, file)
    told = judgement.identity
    findings = judgement.findings
    with archive.writing() as writer:
        kept = writer.keep(data, Path(file).suffix)
        place, sha256 = writer.keep_record(judgement.record, told["unit.name"]) if judgement.record else ("", "")
        event = Event(
            event="received", time=time, by="李四", form=told["form"], edition=told["edition"], unit=told["unit.name"],
            code=told["unit.code"], year=int(told["year"]), scope=told["scope"], file=file,
            sha256=kept.rpartition("/")[2].partition(".")[0], kept=kept, outcome=outcome or judgement.verdict,
            verdict=judgement.verdict, record=place, record_sha256=sha256,
            codes=tuple(sorted({each.code for each in findings if each.blocks or each.reason is not None})),
            hard=sum(each.blocks for each in findings), explained=sum(each.reason is not None for each in findings),
        )  # fmt: skip
        (added,) = writer.add(event)
    return added
