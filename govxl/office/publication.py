"""Reports that were published: held against the record that counts, kept as they are, and noted with where and when.

A report that says something else than its record is noted only with the reason why; so is a correction of what was
published before. Nothing that was published is ever taken back: both versions stay.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from govxl.archive.cases import State, UnitCase
from govxl.archive.events import Event, now, who
from govxl.archive.store import Archive
from govxl.filing.record import form_of, hold_against
from govxl.office.asked import Asked, DecisionError, find_case
from govxl.office.decisions import case_now, note_of, record_of
from govxl.published.compare import Comparison, compare
from govxl.published.fold import canon_of
from govxl.published.model import Published
from govxl.report.charts import lines_of_charts
from govxl.report.document import compose
from govxl.text import brief, visible
from govxl.words import STATES, Both

__all__ = ["Publication", "PublishedAs", "publish"]

ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")
ENDING = re.compile(r"\.[a-z0-9]{1,8}")

ACCEPTED: tuple[State, ...] = ("accepted", "exception", "published")


@dataclass(frozen=True, slots=True)
class Publication:
    """A report that was published: the name and bytes of its file and what was read of it, where, when, and by whom.

    `note` says why it differs from its record, or what it corrects.
    """

    file: str
    data: bytes
    read: Published
    url: str
    day: date
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublishedAs:
    """What came of it: how the report differs from its record, and its line of the log.

    `event` is None for a report that was refused because it differs and nobody said why; `again` is one that was
    noted before.
    """

    comparison: Comparison
    state: State
    event: Event | None = None
    again: bool = False


def publish(archive: Archive, asked: Asked, report: Publication, review_all: bool = False) -> PublishedAs:
    """Note that a unit's report was published, and keep it; one that differs from its record only with a note.

    Raises DecisionError, and writes nothing, where there is no record that counts, or something is not said right.
    """
    by, note = who(report.by), note_of(report.note) if report.note else ""
    url = _address(report.url)
    _hold_past(report.day)
    find_case(archive, asked)  # nobody's archive is begun by asking for a unit that it does not know
    with archive.writing() as writer:
        case = find_case(archive, asked)
        sha256 = hashlib.sha256(report.data).hexdigest()
        bearer = _counted(case, review_all)
        if report.day.year < bearer.year:
            day, year = report.day.isoformat(), bearer.year
            zh = f"--date 写的是 {day}，{year} 年度的报告不会在那以前公开；请核对日期"
            raise DecisionError(
                Both(zh, f"--date is {day}, before the year {year} that the report is about; see to it")
            )
        record = record_of(archive, bearer.record)
        form = form_of(record)
        hold_against(record, form)
        found = compare(compose(form, record), report.read, canon_of(form), lines_of_charts(form, record))
        day = report.day.isoformat()
        for each in case.published:
            if (each.sha256, each.record, each.url, each.date) == (sha256, bearer.record, url, day):
                return PublishedAs(found, case.state(review_all), each, again=True)
        if found.differences and not note:
            return PublishedAs(found, case.state(review_all))
        if case.published and not note:
            before = case.published[-1]
            when = before.date or before.time[:10]
            zh = f"“{bearer.unit}”在 {when} 公开过 {before.file}；这一次更正了什么，请用 --note 写明，两份都会保留"
            en = f"“{bearer.unit}” published {before.file} on {when}; say with --note what this corrects: both are kept"
            raise DecisionError(Both(zh, en))
        kept = writer.keep_published(report.data, _ending(report.file))
        event = replace(
            bearer, event="published", time=now(), by=by, file=report.file, sha256=sha256, kept=kept, outcome="",
            verdict="", codes=(), hard=0, explained=0, supersedes="", decision="", overrides=(), note=note, url=url,
            date=day,
        )  # fmt: skip
        (added,) = writer.add(event)
        return PublishedAs(found, case_now(archive, added).state(review_all), added)


def _counted(case: UnitCase, review_all: bool) -> Event:
    """Give the event that tells the record a report is held against: that of the return that counts now."""
    state, unit = case.state(review_all), case.unit.unit
    bearer = case.counted(review_all)
    if state not in ACCEPTED or bearer is None:
        zh = f"“{unit}”现在是“{STATES[state].zh}”，还没有可以公开的记录；先审核（govxl archive decide），再登记公开"
        raise DecisionError(Both(zh, f"“{unit}” is {STATES[state].en}: there is no record to publish; decide first"))
    return bearer


def _hold_past(day: date) -> None:
    """Refuse a day that is still to come anywhere: what is noted here is never taken back, and 2062 is a slip."""
    if day > date.today() + timedelta(days=1):
        zh = f"--date 写的是 {day.isoformat()}，还没有到；请核对日期，公开以后再登记"
        raise DecisionError(Both(zh, f"--date is {day.isoformat()}, which is still to come; see to it"))


def _address(text: str) -> str:
    url = text.strip()
    if not ADDRESS.fullmatch(url) or visible(url) != url:
        zh = f"--url 要写公开网页的地址，以 http:// 或 https:// 开头；写的是“{brief(text)}”"
        raise DecisionError(Both(zh, f"--url is the page's address, with http:// or https://; not “{brief(text)}”"))
    return url


def _ending(file: str) -> str:
    ending = Path(file).suffix.lower()
    return ending if ENDING.fullmatch(ending) else ""
