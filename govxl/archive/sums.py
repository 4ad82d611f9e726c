"""What kept sums are made of, as far as the log tells: the lines that have to go along where one is handed over."""

import json
from collections.abc import Iterable, Iterator

from govxl.archive.cases import SUMMED
from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.filing.units import Unit, same_unit

__all__ = ["events_below", "records_named", "sums_in"]


def sums_in(archive: Archive, units: Iterable[Unit] | None, year: int | None = None, form: str = "") -> list[Event]:
    """Give the lines of sums of some units, or of all, of a year and a form where these are said."""
    named = None if units is None else list(units)
    return [
        event
        for event in archive.events
        if event.event == SUMMED
        and (year or event.year, form or event.form) == (event.year, event.form)
        and (named is None or any(same_unit(event, unit) for unit in named))
    ]


def events_below(archive: Archive, sums: Iterable[Event]) -> Iterator[Event]:
    """Yield the lines of all returns and sums that sums are made of, at whatever level, each case whole.

    What a sum names and the log has no line of is left out: `verify` says that. Raises OSError where a sum's record
    cannot be read.
    """
    lines = {event.record_sha256: event for event in archive.events if event.record}
    waiting, seen = list(sums), set[str]()
    while waiting:
        event = waiting.pop()
        if not event.record or event.record_sha256 in seen:
            continue
        seen.add(event.record_sha256)
        for sha256 in records_named(archive.read(event.record)):
            below = lines.get(sha256)
            if below is None:
                continue
            if below.event == SUMMED:
                waiting.append(below)
                yield below
            elif case := archive.cases.find(below.form, below.year, below.scope, below):
                yield from case.events


def records_named(data: bytes) -> Iterator[str]:
    """Give the sha256 of the records that a sum's record names; none where it is no such record."""
    try:
        told = json.loads(data)["aggregate"]["inputs"]
        yield from [each["record_sha256"] for each in told]
    except (ValueError, LookupError, TypeError, RecursionError):
        return
