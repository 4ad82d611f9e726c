"""govxl status: who is where, on the screen, as JSON, as a workbook and a page, and in words for the group."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from govxl.cli.office_place import Place, place_of
from govxl.cli.paths import folder_for_output
from govxl.cli.words import say
from govxl.office.notices import messages, notice
from govxl.office.roster import read_roster
from govxl.office.status import WAITING, Overview, Standing, members_in, named, overview_of
from govxl.text import brief, screen_width, visible
from govxl.words import STATES, Language

__all__ = ["status", "write_status"]

NAME, LABEL, DAY, WAITS = 36, 22, 12, 14
"""Columns of the screen that a unit's name, its state, the day and what it waits for take."""


def status(
    *,
    notice: bool = False,
    messages: bool = False,
    as_json: bool = False,
    output: str = "",
    year: int | None = None,
    form: str = "",
    roster: Path | None = None,
    archive: Path | None = None,
    office: Path | None = None,
    on: datetime | None = None,
    language: Language,
) -> None:
    """Print who is where."""
    place = place_of(office, archive, year, form, language)
    overview = overview_in(place, on, roster)
    if as_json:
        for each in overview.standings:
            print(json.dumps(each.plain(), ensure_ascii=False))
    elif notice or messages:
        print_words(overview, place, on, notice, messages)
    else:
        for line in _table(overview, language):
            print(visible(line))
    if output:
        write_status(overview, place, folder_for_output(output, language), on, language)


def overview_in(place: Place, on: datetime | None = None, listed: Path | None = None) -> Overview:
    """Hold the roster of a place beside its archive, now or on another day."""
    cases = place.archive.cases
    path = listed or (place.home.roster if place.home else None)
    roster = read_roster(path) if path else members_in(cases, place.form.id, place.year)
    settings = place.settings
    return overview_of(
        roster,
        cases,
        (place.form.id, place.form.title),
        place.year,
        on or datetime.now(),
        settings.deadlines,
        settings.reviews_all,
        place.archive.events,
        timed=on is None,
    )


def print_words(overview: Overview, place: Place, on: datetime | None, group: bool, each: bool) -> None:
    """Print the notice for the group, and the messages for units, with a line between them."""
    if group:
        print(notice(overview))
    if each:
        for message in messages(overview, place.settings, (on or datetime.now()).date()):
            print(f"\n{message.text}" if group else f"{message.text}\n")


def write_status(
    overview: Overview, place: Place, folder: Path, on: datetime | None, language: Language, told: bool = True
) -> None:
    """Write the workbook and the page into a folder; those that a person changed since stay as they are."""
    from govxl.office.status_files import write_status_files

    written = write_status_files(overview, place.settings, (on or datetime.now()).date(), folder)
    for kept in written.kept:
        print(say("kept-output", language, path=kept), file=sys.stderr)
    for path in written.outputs if told else ():
        print(say("made", language, path=path), file=sys.stderr)


# -- On the screen


def _table(overview: Overview, language: Language) -> Iterator[str]:
    """Yield how many are in each state, and every unit below its parent, late ones first."""
    total, late = len(overview.standings), len(overview.late)
    yield say("status-title", language, year=overview.year, title=overview.title, at=overview.at, n=total)
    counts = [f"{STATES[state].said(language)} {n}" for state, n in overview.counts.items() if n]
    yield "  " + "  ".join([*counts, *([say("status-late", language, n=late)] if late else [])])
    for group in overview.groups:
        name = group.parent or overview.top.said(language)
        yield ""
        yield say("status-group", language, name=name, n=len(group.standings), done=group.done)
        for each in group.standings:
            yield _line(each, language)
    for key, found in (("exceptions", overview.exceptions), ("conflicts", overview.conflicts)):
        if found:
            yield ""
            yield say(f"status-{key}", language, n=len(found))
            for each in found:
                yield f"  {each.name}  {'；'.join(each.remarks)}"
    if overview.strangers:
        yield ""
        yield say("status-strangers", language, n=len(overview.strangers))
        for case in overview.strangers:
            why = overview.why_stranger(case).said(language)
            yield f"  {brief(named(case.unit))}  {case.unit.code}  {case.unit.file}  {why}".rstrip()
    if overview.unknown:
        yield ""
        yield say("status-unknown", language, n=len(overview.unknown))
        for event in overview.unknown:
            yield f"  {event.file}  {event.time[:10]}"


def _line(each: Standing, language: Language) -> str:
    label = each.words.said(language)
    late = say("status-overdue", language) if each.late else ""
    waits = WAITING[each.state][1].said(language)
    call = " ".join(filter(None, [each.member.contact, each.member.phone]))
    columns = ((each.name, NAME), (f"{label}{late}", LABEL), (each.since[:10], DAY), (waits, WAITS), (call, 0))
    return "  " + "".join(f"{text}{' ' * max(1, wide - screen_width(text))}" for text, wide in columns).rstrip()
