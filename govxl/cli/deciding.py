"""govxl archive decide, publish: what people decide about a unit's return, and where its report was published."""

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.cli.archive_cases import meant, reviews_all, while_writing
from govxl.cli.compare import lines_of, read_published, summary_of
from govxl.cli.office_place import recoded_of, severities_of
from govxl.cli.paths import folder_for_output
from govxl.cli.run import REJECTED, CannotRunError
from govxl.cli.words import say
from govxl.office.asked import Asked
from govxl.office.decisions import Decided, Ruling, accept, send_back
from govxl.office.home import Home
from govxl.office.receiving import Wanted, expected_of
from govxl.office.roster import Roster, read_roster
from govxl.office.settings import read_key, read_password
from govxl.office.shelves import name_in_files, write_accepted
from govxl.text import visible
from govxl.words import STATES, Language

__all__ = ["decide", "publish"]


def decide(
    unit: str,
    *,
    accepting: bool = False,
    returning: bool = False,
    note: str,
    by: str = "",
    record: int = 0,
    override: list[str] | None = None,
    year: int | None = None,
    form: str = "",
    scope: str = "",
    office: Path | None = None,
    archive: Path | None = None,
    key_file: Path | None = None,
    password_file: Path | None = None,
    output: str = "",
    language: Language,
) -> None:
    """Accept a return, in spite of what blocks it where the codes are named, or send it back."""
    if accepting == returning:
        raise CannotRunError(say("accept-or-return", language))
    where = meant(archive, office, language)
    home, kept = where.ours, where.kept
    review_all, roster = reviews_all(home), _roster_of(home)
    asked = _asked(unit, home, roster, year, form, scope)
    ruling = Ruling(by, note, record, tuple(override or ()))
    key, severities = _key(key_file, home), severities_of(home, asked.year, language)
    recoded = recoded_of(kept, roster, asked.form, asked.year)
    wanted = expected_of(Wanted(key=key, severities=severities, archive=kept.folder, recoded=recoded))
    if accepting:
        done = accept(kept, asked, ruling, wanted, review_all)
    else:
        if not (home or output):
            raise CannotRunError(say("return-where", language))

        def place_of(about: Event) -> Path:
            folder = folder_for_output(output, language) if output or not home else home.returns(about.year)
            return folder / name_in_files(roster, about, about.scope)

        password = read_password(password_file) if password_file else ""
        done = send_back(kept, asked, ruling, wanted, place_of, password)
    print(visible(_told(done, language)))
    if done.workbook:
        print(say("made", language, path=done.workbook))
    _bring_in_line(home, kept, done.event, roster, language)


def publish(
    unit: str,
    *,
    file: Path,
    url: str,
    date: datetime,
    note: str = "",
    by: str = "",
    year: int | None = None,
    form: str = "",
    scope: str = "",
    office: Path | None = None,
    archive: Path | None = None,
    language: Language,
) -> None:
    """Hold a published report against its record, keep it, and note where and when it was published."""
    from govxl.office.publication import Publication
    from govxl.office.publication import publish as published

    where = meant(archive, office, language)
    home, kept = where.ours, where.kept
    roster = _roster_of(home)
    data, read = read_published(file, language)
    report = Publication(file.name, data, read, url, date.date(), by, note)
    done = published(kept, _asked(unit, home, roster, year, form, scope), report, reviews_all(home))
    print(summary_of(done.comparison, file, language))
    for difference in done.comparison.differences:
        print("\n".join(f"  {visible(line)}" for line in lines_of(difference, language)))
    if done.event is None:
        print(say("publish-why", language), file=sys.stderr)
        raise SystemExit(REJECTED)
    words = {"unit": done.event.unit, "year": done.event.year, "state": STATES[done.state].said(language)}
    print(visible(say("published-again" if done.again else "published", language, **words)))
    _bring_in_line(home, kept, done.event, roster, language)


def _asked(unit: str, home: Home | None, roster: Roster | None, year: int | None, form: str, scope: str) -> Asked:
    """Put together which return is meant; what is not said comes from office.toml."""
    settings = home.office if home else None
    id_ = (form or (settings.form if settings else "")).partition("/")[0]
    code = roster.code_of(unit) if roster else ""
    return Asked(unit, id_, year or (settings.year if settings else None), scope, code)


def _roster_of(home: Home | None) -> Roster | None:
    return read_roster(home.roster) if home and home.roster.exists() else None


def _key(key_file: Path | None, home: Home | None) -> bytes:
    path = key_file or (home.key_file if home else None)
    return read_key(path) if path else b""


def _told(done: Decided, language: Language) -> str:
    """Say what was decided; what is accepted in spite of findings is never said to have passed."""
    event = done.event
    words = {"unit": event.unit, "year": event.year, "state": STATES[done.state].said(language), "by": event.by}
    told = say("decided-again" if done.again else "decided", language, **words)
    if event.overrides:
        told += say("decided-overrides", language, codes=say("listed", language).join(event.overrides))
    return told


def _bring_in_line(home: Home | None, kept: Archive, event: Event, roster: Roster | None, language: Language) -> None:
    """Let the folders that people work in hold what stands now, and say what came of that."""
    if home is None:
        return
    with while_writing(home.top, language):
        shown = write_accepted(home, kept, event, name_in_files(roster, event, event.scope))
    _say_each("made", [*dict.fromkeys(path.parent for path in shown.outputs)], language)
    _say_each("kept-output", shown.kept, language)
    _say_each("withdrawn", shown.gone, language)
    _say_each("left-there", shown.left, language)


def _say_each(key: str, paths: Iterable[Path], language: Language) -> None:
    for path in paths:
        print(say(key, language, path=path), file=sys.stderr)
