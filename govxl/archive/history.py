"""Returns of earlier years taken in as they were published: records, and the workbooks they were read from.

One that is known to be wrong comes in as well, for that is what was published: 已公开（有误）. Its figures are last
year's figures and go into no sum.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from govxl.archive.events import Event, now
from govxl.archive.places import ArchiveError
from govxl.archive.record_check import silent_rules
from govxl.archive.store import Archive
from govxl.filing.overridden import blocking, never_overridden, overridden_record, unread_slots
from govxl.filing.record import Record, RecordError, form_of, hold_against, load_record
from govxl.form.definition import UnknownFormError
from govxl.inputs import read_file
from govxl.returns.check import Expected, judge
from govxl.words import COLON, Both

__all__ = ["Imported", "take_history"]

WHY = Both(
    "已公开的数有误，只作上年数据用；确实要存的，用 --note 写明情况",
    "what was published is wrong; to keep it as last year's figures alone, say what is known of it with --note",
)
OURS = Both(
    "只能导入 govxl 的记录（.json）或填好的工作簿（.xlsx）", "only records (.json) and workbooks of govxl come in"
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: its line, and whether it was there already."""

    event: Event
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file holds: its record, and the codes of what is wrong with it."""

    record: Record
    codes: tuple[str, ...]


def take_history(archive: Archive, path: Path, by: str, note: str = "") -> Imported:
    """Take a file in as its unit's return that was published.

    Raises OSError where it cannot be read, ArchiveError where it is nothing to take in, or the unit has a return of
    that year that came here.
    """
    data = read_file(path)
    read = _record_in(path, data) if path.suffix.lower() == ".json" else _workbook_in(path, data, note)
    if read.codes and not note:
        raise _no(path, WHY)
    record = read.record
    unit, sha256 = record["unit"], hashlib.sha256(data).hexdigest()
    event = Event(
        event="imported", time=now(), by=by, form=record["form"], edition=record["edition"], unit=unit["name"],
        code=unit["code"], year=record["year"], scope=record["scope"], file=path.name, sha256=sha256,
        outcome="accepted", verdict="rejected" if read.codes else "accepted", codes=read.codes, hard=len(read.codes),
        explained=len(record["explanations"]), note=note,
    )  # fmt: skip
    with archive.writing() as writer:
        case = archive.cases.find(event.form, event.year, event.scope, event)
        for each in case.returns if case else ():
            if (each.event, each.sha256) == ("imported", sha256):
                return Imported(each, again=True)
            if each.event == "received":
                zh = f"“{event.unit}”{event.year} 年度的表收到过，不是历年的；公开了的，用 govxl archive publish 记下"
                en = f"a return of “{event.unit}” for {event.year} came in; note what is public with archive publish"
                raise _no(path, Both(zh, en))
        kept = writer.keep(data, path.suffix)
        place, digest = writer.keep_record(record, event.unit)
        (added,) = writer.add(replace(event, kept=kept, record=place, record_sha256=digest))
    return Imported(added)


def _record_in(path: Path, data: bytes) -> _Read:
    try:
        record = load_record(data)
        hold_against(record, form_of(record))
    except RecordError as error:
        raise _no(path, error.sentence) from None
    except UnknownFormError as error:
        raise _no(path, Both(f"没有安装表式 {error}", f"form {error} is not installed")) from None
    overridden = [each["rule"] for each in record["findings"] if each["severity"] == "hard"]
    return _Read(record, tuple(dict.fromkeys([*overridden, *silent_rules(record)])))


def _workbook_in(path: Path, data: bytes, note: str) -> _Read:
    judgement = judge(data, path.name, Expected())
    if judgement.record is not None:
        return _Read(judgement.record, ())
    found = blocking(judgement)
    codes = tuple(dict.fromkeys(each.code for each in found))
    listed = Both("、".join(codes), ", ".join(codes))
    if judgement.reading is None:
        raise _no(path, OURS)
    if never_overridden(found) or unread_slots(judgement.reading):
        raise _no(path, Both(f"读不全，做不成记录：{listed.zh}", f"it cannot be read whole: {listed.en}"))
    if not note:
        raise _no(path, COLON.between(listed, WHY))
    try:
        return _Read(overridden_record(judgement, judgement.reading, note), codes)
    except RecordError as error:
        raise _no(path, error.sentence) from None


def _no(path: Path, why: Both) -> ArchiveError:
    return ArchiveError(Both(f"{path}：没有导入：{why.zh}", f"{path}: not imported: {why.en}"))
