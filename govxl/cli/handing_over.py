"""govxl archive export and import: an archive handed over or put into tables; another's taken in, or history."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from govxl.archive.cases import UnitCase
from govxl.archive.events import Event, who
from govxl.archive.store import Archive
from govxl.archive.sums import events_below, sums_in
from govxl.cli.archive_cases import Meant, cases_of, meant, reviews_all, span, while_writing
from govxl.cli.paths import refuse_existing
from govxl.cli.run import CannotRunError
from govxl.cli.words import say
from govxl.office.asked import UnknownUnitError
from govxl.office.roster import Member
from govxl.text import visible
from govxl.words import Language

__all__ = ["export", "import_"]


def export(
    units: list[str] | None = None,
    *,
    bundle: str = "",
    to: list[str] | None = None,
    year: int | None = None,
    form: str = "",
    scope: str = "",
    output: str = "",
    force: bool = False,
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Write a bag of the archive, or of some units, as a folder or a zip; or tables of what counts in it."""
    if bool(bundle) == bool(to):
        raise CannotRunError(say("export-either" if bundle else "export-which", language))
    if bundle and (scope or output or force):
        raise CannotRunError(say("export-tables-only", language))
    where = meant(archive, office, language)
    kept = where.kept
    if to:
        from govxl.cli.exporting import ExportOptions, export_tables

        wanted = _wanted(where, units or [], year, form, language)
        asked = ExportOptions(to, scope, output, force, as_json)
        export_tables(kept, wanted, asked, where.ours, reviews_all(where.home), language)
        return
    from datetime import date

    from govxl.archive.bag import write_bag

    chosen = None
    if units or year or form:
        ours = {id(event) for event in _chosen(where, units or [], year, form)}
        if not ours:
            raise _nothing_in(year, form, language)
        chosen = [index for index, event in enumerate(kept.events) if id(event) in ours]
    path = Path(bundle)
    refuse_existing(path, False, language)
    with while_writing(path, language):
        done = write_bag(kept, path, chosen, date.today().isoformat())
    if as_json:
        told = {"bag": str(path), "lines": done.lines, "files": done.files, "bytes": done.size}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(say("archive-bagged", language, path=path, lines=done.lines, files=done.files))


def _wanted(where: Meant, units: list[str], year: int | None, form: str, language: Language) -> list[UnitCase]:
    """Find the cases that are meant, each once, in the order in which they began."""
    named = {id(case) for unit in units for case in cases_of(where, unit, year, form)}
    cases = [case for case in where.kept.cases.all if not units or id(case) in named]
    wanted = [case for case in cases if (year or case.unit.year, form or case.unit.form) == span(case)]
    if not wanted and (units or year or form):
        raise _nothing_in(year, form, language)
    return wanted


def _nothing_in(year: int | None, form: str, language: Language) -> CannotRunError:
    said = " ".join(str(each) for each in (year, form) if each)
    return CannotRunError(say("archive-nothing", language, span=said))


def _chosen(where: Meant, units: list[str], year: int | None, form: str) -> Iterator[Event]:
    """Yield the lines of some units, and those of their sums with all that these are made of."""
    kept = where.kept
    sums: list[Event] = [] if units else sums_in(kept, None, year, form)
    cases = [] if units else kept.cases.all
    for unit in units:
        theirs = sums_in(kept, [Member(0, unit), Member(0, "", code=unit)], year, form)
        sums += theirs
        # Of a unit that has others below it there may be nothing but sums.
        with suppress(*([UnknownUnitError] if theirs else [])):
            cases = [*cases, *cases_of(where, unit, year, form)]
    for case in cases:
        if (year or case.unit.year, form or case.unit.form) == span(case):
            yield from case.events
    yield from sums
    yield from events_below(kept, sums)


def import_(
    files: list[Path],
    *,
    as_published: bool = False,
    by: str = "",
    note: str = "",
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Take a bag in, or what was published in earlier years."""
    where = meant(archive, office, language, may_begin="any")
    kept, name = where.kept, who(by)
    for path in files:
        with while_writing(where.folder, language):
            told = _history(kept, path, name, note) if as_published else _bag(kept, path, name, language)
        if as_json:
            print(json.dumps({"file": str(path), **told}, ensure_ascii=False))
        else:
            print(visible(say(f"archive-{told['outcome']}", language, **{"path": path, **told})))


def _history(kept: Archive, path: Path, by: str, note: str) -> dict[str, Any]:
    from govxl.archive.history import take_history

    done = take_history(kept, path, by, note)
    event = done.event
    outcome = "again" if done.again else "wrong" if event.verdict == "rejected" else "taken"
    return {"outcome": outcome, "unit": event.unit, "year": event.year, "record": event.record, "codes": [*event.codes]}


def _bag(kept: Archive, path: Path, by: str, language: Language) -> dict[str, Any]:
    from govxl.archive.unbag import import_bag, is_bag

    if not path.exists():
        raise CannotRunError(say("missing-file", language, path=path))
    if not is_bag(path):
        raise CannotRunError(say("archive-no-bag", language, path=path))
    done = import_bag(kept, path, by)
    return {"outcome": "unpacked", "origin": done.origin, "lines": done.lines, "known": done.known, "units": done.units}
