"""govxl ingest: returned workbooks judged; what the accepted ones leave and what goes back is written, and all is kept.

In an office's folder, or with an archive, every file that came in gets its line and stays in the archive.
"""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govxl.cli.judging import Done, Shown, expected, work_through
from govxl.cli.office_place import hold_archive
from govxl.cli.paths import folder_for_output
from govxl.cli.run import CannotRunError
from govxl.cli.words import say
from govxl.office.settings import read_password
from govxl.returns.check import Expected
from govxl.words import Language

if TYPE_CHECKING:
    from govxl.office.home import Home
    from govxl.returns.send_back import Return

__all__ = ["ingest"]

POOL, DASK = "pool", "dask"
"""Where files are judged for an archive: in processes of this machine, or by the workers of a scheduler."""


def ingest(
    files: list[Path] | None = None,
    *,
    output: str = "",
    archive: Path | None = None,
    office: Path | None = None,
    unit: str = "",
    code: str = "",
    year: int | None = None,
    form: str = "",
    prior: Path | None = None,
    against: list[Path] | None = None,
    key_file: Path | None = None,
    remark: list[str] | None = None,
    on: datetime | None = None,
    password_file: Path | None = None,
    by: str = "",
    jobs: int = 0,
    engine: str = "",
    scheduler: str = "",
    as_json: bool = False,
    quiet: bool = False,
    language: Language,
) -> None:
    """Judge returned workbooks; write the outputs of the accepted ones and return the others."""
    from govxl.office.home import home_at
    from govxl.returns.send_back import Return

    home = home_at(office)
    _hold_engine(engine, scheduler, jobs, bool(archive or home), language)
    if not (archive or home or files):
        raise CannotRunError(say("no-inbox", language))
    if home:
        year, form = year or home.office.year, form or home.office.form
        key_file = key_file or home.key_file
    wanted = expected(unit, code, year, form, prior, against or (), key_file, language)
    password = read_password(password_file) if password_file else ""
    how = Return(on.date() if on else date.today(), tuple(remark or ()), password)
    top = folder_for_output(output, language) if output else None
    shown = Shown(language, as_json, quiet)
    if archive or home:
        _into_archive(files, archive, home, top, (wanted, prior, how), by, scheduler or jobs, shown)
    else:
        _beside(files or [], top, wanted, how, shown)


def _beside(files: list[Path], top: Path | None, wanted: Expected, how: "Return", shown: Shown) -> None:
    """Judge files and write what comes of them into a folder, or beside each."""
    from govxl.office.ingest import Taken, take_in
    from govxl.published.prove import DisagreementError

    taken: Taken = {}
    language = shown.language

    def one(path: Path) -> Done:
        done = take_in(path, top or path.parent, taken, wanted, how)
        for kept in done.kept:
            key = "kept-output" if done.judgement.accepted else "kept-return"
            print(say(key, language, path=kept), file=sys.stderr)
        if done.why:
            again = f" --year {wanted.year}" if wanted.year else ""
            print(say(f"not-returned-{done.why}", language, path=path, year=again), file=sys.stderr)
        for folder in done.stale:
            print(say("stale", language, path=folder), file=sys.stderr)
        return done.judgement, done.outputs, {"kept": done.kept, "stale": done.stale}

    work_through(files, shown, one, DisagreementError)


def _into_archive(
    files: list[Path] | None,
    archive: Path | None,
    home: "Home | None",
    top: Path | None,
    asked: tuple[Expected, Path | None, "Return"],
    by: str,
    where_judged: int | str,
    shown: Shown,
) -> None:
    """Take in what came, by default all of the office's inbox; judged in so many processes, or at a scheduler."""
    from govxl.archive.events import who
    from govxl.archive.store import Archive
    from govxl.cli.office_place import recoded_of, severities_of
    from govxl.cli.taking_in import take_everything
    from govxl.office.cluster import cluster_at
    from govxl.office.receiving import Wanted
    from govxl.office.roster import read_roster
    from govxl.office.taking import Taking

    expect, prior, how = asked
    if home and not archive:
        hold_archive(home, shown.language)
    where = archive or (home.archive if home else Path())
    roster = read_roster(home.roster) if home and home.roster.exists() else None
    if home and roster is None:
        print(say("no-roster", shown.language, path=home.roster), file=sys.stderr)
    if roster and not roster.members:
        print(say("empty-roster", shown.language, path=home.roster if home else ""), file=sys.stderr)
        roster = None
    severities = severities_of(home, expect.year, shown.language)
    kept = Archive(where)
    wanted = Wanted(
        expect.unit, expect.code, expect.year, expect.form, expect.key, dict(expect.others), severities, prior, where,
        how, recoded_of(kept, roster, expect.form, expect.year),
    )  # fmt: skip
    taking = Taking(kept, who(by), wanted, None if top else home, roster, top)
    places = files or ([home.inbox] if home else [])
    if not files and home:
        home.inbox.mkdir(parents=True, exist_ok=True)
    if isinstance(where_judged, int):
        take_everything(taking, places, where_judged, shown, always=not files)
        return
    with cluster_at(where_judged, "--debug" in sys.argv) as cluster:
        take_everything(taking, places, 0, shown, always=not files, engine=cluster)


def _hold_engine(engine: str, scheduler: str, jobs: int, kept: bool, language: Language) -> None:
    """Raise CannotRunError where what is said of the engine does not go together."""
    if engine not in ("", POOL, DASK):
        raise CannotRunError(say("no-engine", language, name=engine))
    if (engine == DASK) != bool(scheduler):
        raise CannotRunError(say("no-scheduler" if engine == DASK else "no-dask", language))
    if scheduler and jobs:
        raise CannotRunError(say("jobs-elsewhere", language))
    if scheduler and not kept:
        raise CannotRunError(say("dask-without-archive", language))
