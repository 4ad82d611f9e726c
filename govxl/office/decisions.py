"""What people decide about returns: accepted, accepted in spite of what blocks (特批接收), or sent back; who and why.

A decision is made while nobody else writes to the archive, of what stands there then. All that it leaves is on the disk
before its line is in the log; whoever decides the same again finishes what was left undone, and nothing is there twice.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

from govxl.archive.cases import State, UnitCase
from govxl.archive.events import Event, now, who
from govxl.archive.store import Archive
from govxl.files import return_name, return_number, write_atomically
from govxl.filing.model import Judgement, WorkbookReading
from govxl.filing.overridden import blocking, never_overridden, overridden_record, unread_slots
from govxl.filing.record import Record, RecordError, load_record
from govxl.findings.finding import Finding, entry_of
from govxl.office.asked import Asked, DecisionError, chosen, find_case
from govxl.office.outputs import alone_in
from govxl.returns.check import Expected, judge
from govxl.returns.send_back import Return, returned_workbook, times_of, why_not_returned
from govxl.text import visible
from govxl.words import EXCEPTION, LISTED, Both
from govxl.workbook.located import where

__all__ = [
    "Decided",
    "Ruling",
    "accept",
    "note_of",
    "record_of",
    "send_back",
]

LONGEST_NOTE = 2000
"""Characters of why somebody decided so."""

NAMED = 5
"""Places that a sentence spells out."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who decides and why, about which record by its number (0: the return that counts), and what is overridden."""

    by: str
    note: str
    record: int = 0
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: where the return stands now, its record if it has one, and the workbook that goes back.

    `again` is a decision that stood already.
    """

    event: Event
    state: State
    record: Record | None = None
    workbook: Path | None = None
    again: bool = False


def note_of(text: str) -> str:
    """Take the reason somebody gives; raises DecisionError for none, or one that cannot be read on paper."""
    note = text.strip()
    if not note or len(note) > LONGEST_NOTE or visible(note) != note:
        zh = f"请用 --note 写明理由，最多 {LONGEST_NOTE} 个字，不要有看不见的字符"
        raise DecisionError(Both(zh, f"say why with --note, in at most {LONGEST_NOTE} characters that can be seen"))
    return note


# -- Accepting


def accept(archive: Archive, asked: Asked, ruling: Ruling, expected: Expected, review_all: bool = False) -> Decided:
    """Accept a return; one that was rejected by overriding what blocks it, which makes its record.

    Raises DecisionError, and writes nothing, where that cannot be.
    """
    by, note = who(ruling.by), note_of(ruling.note)
    find_case(archive, asked)  # nobody's archive is begun by asking for a unit that it does not know
    with archive.writing() as writer:
        case = find_case(archive, asked)
        about = chosen(case, ruling.record, choosing=True)
        standing = case.state(review_all)
        if about is case.current and standing in ("accepted", "exception", "published"):
            told = case.accepted_by or about
            return Decided(told, standing, record_of(archive, case.record) if case.record else None, again=True)
        event = replace(_about(about), event="decided", time=now(), by=by, decision="accept", note=note)
        if about.verdict == "accepted":
            if ruling.overrides:
                zh = f"“{about.unit}”的这份报表已经通过核对，没有要特批的问题；请去掉 --override"
                raise DecisionError(Both(zh, f"the return of “{about.unit}” passed; leave --override out"))
            record = record_of(archive, about.record)
        else:
            record, codes = _excepted(archive, about, ruling.overrides, f"{by}，{event.time[:10]}：{note}", expected)
            place, sha256 = writer.keep_record(record, about.unit)
            event = replace(event, record=place, record_sha256=sha256, overrides=codes)
        (added,) = writer.add(event)
        return Decided(added, case_now(archive, added).state(review_all), record)


def _excepted(
    archive: Archive, about: Event, wanted: Collection[str], why: str, expected: Expected
) -> tuple[Record, tuple[str, ...]]:
    """Make the record of 特批接收, and say which codes it overrides; all that block must be named, and no others."""
    judgement, reading = judged_again(archive, about, expected)
    found = blocking(judgement)
    if never := never_overridden(found):
        zh = f"“{about.unit}”的 {about.file} 不能{EXCEPTION}：{_listed(never).zh}；是谁的、能不能读，谁也不能代为保证"
        en = f"{about.file} of “{about.unit}” cannot be accepted: {_listed(never).en}; nobody can answer for that"
        raise DecisionError(Both(zh, en))
    named = {word.strip().casefold() for word in wanted}
    missing = [each for each in found if not named & {each.code.casefold(), each.name}]
    if missing:
        spelt = " ".join(f"--override {code}" for code in dict.fromkeys(each.code for each in missing))
        zh = f"“{about.unit}”的 {about.file} 还有要特批的问题：{_listed(missing).zh}；确实要{EXCEPTION}的，写上 {spelt}"
        en = f"{about.file} of “{about.unit}” is blocked by {_listed(missing).en}; to override that, write {spelt}"
        raise DecisionError(Both(zh, en))
    if extra := named - {word for each in found for word in (each.code.casefold(), each.name)}:
        told = LISTED.between(*sorted(word.upper() for word in extra))
        zh = f"{about.file} 没有这些要特批的问题：{told.zh}；请核对 --override"
        raise DecisionError(Both(zh, f"{about.file} is not blocked by {told.en}; look at --override again"))
    if unread := unread_slots(reading):
        places = [where(slot, reading.located.places.get(slot.path)) for slot in unread[:NAMED]]
        told = LISTED.between(*(f"「{each.sheet}」{each.cell} {each.label}" for each in places))
        zh = f"{about.file} 有 {len(unread)} 格没有读出内容：{told.zh}；{EXCEPTION}也要有数，请用 --return 退回补上"
        en = f"{about.file} has {len(unread)} cells of which nothing was read: {told.en}; send it back with --return"
        raise DecisionError(Both(zh, en))
    try:
        record = overridden_record(judgement, reading, why)
    except RecordError as error:
        zh, en = f"{about.file} 做不成记录：{error.sentence.zh}", f"{about.file} makes no record: {error.sentence.en}"
        raise DecisionError(Both(zh, en)) from None
    return record, tuple(sorted({each.code for each in found}))


def _listed(found: Collection[Finding]) -> Both:
    """Name findings by code and title, each once."""
    titles = {each.code: entry_of(each).title for each in found}
    return LISTED.between(*(Both(f"{code} {title.zh}", f"{code} {title.en}") for code, title in titles.items()))


def judged_again(archive: Archive, about: Event, expected: Expected) -> tuple[Judgement, WorkbookReading]:
    """Judge a return once more from the bytes that were kept; DecisionError where they are no workbook of ours."""
    data = archive.read(about.kept) if about.kept else b""
    if not data or hashlib.sha256(data).hexdigest() != about.sha256:
        zh = f"归档里没有“{about.unit}”的原件 {about.file}，或者它坏了；请运行 govxl archive verify"
        raise DecisionError(Both(zh, f"{about.file} is not in the archive or is damaged; run govxl archive verify"))
    judgement = judge(data, about.file, expected)
    if judgement.reading is None:
        zh = f"“{about.unit}”的 {about.file} 读不出来：{_listed(blocking(judgement)).zh}；请让单位重新报送"
        en = f"{about.file} of “{about.unit}” cannot be read: {_listed(blocking(judgement)).en}; ask for another file"
        raise DecisionError(Both(zh, en))
    return judgement, judgement.reading


# -- Sending back


def send_back(
    archive: Archive,
    asked: Asked,
    ruling: Ruling,
    expected: Expected,
    place_of: Callable[[Event], Path],
    password: str = "",
) -> Decided:
    """Send a return back with the note as the office's remark.

    `place_of` gives folder and name of its workbook, without what tells that it goes back. Raises DecisionError, and
    writes nothing, where that cannot be.
    """
    by, note = who(ruling.by), note_of(ruling.note)
    if ruling.overrides:
        raise DecisionError(Both("--override 只能和 --accept 一起用", "--override goes with --accept"))
    find_case(archive, asked)  # nobody's archive is begun by asking for a unit that it does not know
    with archive.writing() as writer:
        case = find_case(archive, asked)
        about = chosen(case, ruling.record, choosing=False)
        event = replace(_about(about), event="decided", time=now(), by=by, decision="return", note=note)
        judgement, reading = judged_again(archive, about, expected)
        if why_not_returned(judgement) in ("other", "migrate"):
            zh = f"“{about.unit}”的 {about.file} 不能由单位修改：{_listed(blocking(judgement)).zh}；请让单位重新报送"
            en = f"{about.file} cannot be mended by its sender: {_listed(blocking(judgement)).en}; ask for another file"
            raise DecisionError(Both(zh, en))
        last = next((each for each in reversed(case.events) if each.event == "decided"), None)
        again = last if last and (last.decision, last.sha256, last.note) == ("return", about.sha256, note) else None
        sent = [each.file for each in case.events if each.event == "returned"]
        # Whoever was interrupted, or asks twice, gets the workbook of the day on which it was decided.
        on = date.fromisoformat((again or event).time[:10])
        times = return_number(sent[-1]) if again and sent else len(sent) + 1
        times = max(times, times_of(Path(about.file).stem, reading) + 1)
        how = Return(on, (note,), password)
        target = _write_back(judgement, reading, times, how, expected.key, place_of(about))
        if again:
            return Decided(again, case.state(), workbook=target, again=True)
        if not ruling.record:
            # All of those in conflict go back, not one by name.
            event = replace(event, record="", record_sha256="")
        back = replace(event, event="returned", decision="", note="", record="", record_sha256="", file=target.name)
        added, _ = writer.add(event, back)
        return Decided(added, case_now(archive, added).state(), workbook=target)


def _write_back(
    judgement: Judgement, reading: WorkbookReading, first: int, how: Return, key: bytes, named: Path
) -> Path:
    """Write the workbook that goes back under the first number that is free, or that it has already."""
    with alone_in(named.parent):
        for times in count(first):
            data = returned_workbook(judgement, reading, times, how, key)
            target = named.with_name(return_name(named.name, times))
            if not target.exists():
                write_atomically(target, data)
                return target
            if target.read_bytes() == data:
                return target
    raise AssertionError("numbers have no end")


# -- What stands in the archive


def _about(about: Event) -> Event:
    """Begin a line about a return: whose it is, its file by hash, its record."""
    return Event(
        event="decided", time="", by="", form=about.form, edition=about.edition, unit=about.unit, code=about.code,
        year=about.year, scope=about.scope, sha256=about.sha256, record=about.record, record_sha256=about.record_sha256,
    )  # fmt: skip


def case_now(archive: Archive, event: Event) -> UnitCase:
    """Give the case of an event that was just written."""
    case = archive.cases.find(event.form, event.year, event.scope, event)
    if case is None:
        raise LookupError(event.unit)
    return case


def record_of(archive: Archive, place: str) -> Record:
    """Read a record of the archive; DecisionError where it is damaged."""
    try:
        return load_record(archive.read(place))
    except (OSError, RecordError):
        zh = f"归档里的记录 {place} 没有了，或者坏了；请运行 govxl archive verify"
        raise DecisionError(Both(zh, f"{place} of the archive is gone or damaged; run govxl archive verify")) from None
