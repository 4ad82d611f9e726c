"""govxl ingest: returned workbooks judged; what the accepted ones leave and what goes back is written."""

import sys
from datetime import date, datetime
from pathlib import Path

from govxl.cli.judging import Done, Shown, expected, work_through
from govxl.cli.paths import folder_for_output
from govxl.cli.words import say
from govxl.office.settings import read_password
from govxl.words import Language

__all__ = ["ingest"]


def ingest(
    files: list[Path],
    *,
    output: str = "",
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
    as_json: bool = False,
    quiet: bool = False,
    language: Language,
) -> None:
    """Judge returned workbooks; write the outputs of the accepted ones and return the others."""
    from govxl.office.ingest import Taken, take_in
    from govxl.published.prove import DisagreementError
    from govxl.returns.send_back import Return

    wanted = expected(unit, code, year, form, prior, against or (), key_file, language)
    password = read_password(password_file) if password_file else ""
    how = Return(on.date() if on else date.today(), tuple(remark or ()), password)
    top = folder_for_output(output, language) if output else None
    taken: Taken = {}

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

    work_through(files, Shown(language, as_json, quiet), one, DisagreementError)
