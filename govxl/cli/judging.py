"""check and ingest: many files in, one verdict each, one exit code."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govxl.cli.arriving import Tally, in_language, not_judged
from govxl.cli.run import BUG, CANNOT_RUN, REJECTED, CannotRunError, bug_words, os_words
from govxl.cli.shown import json_line, report_lines
from govxl.cli.words import Language, say
from govxl.filing.judge import Expected, judge_file
from govxl.filing.model import Judgement
from govxl.findings import Both
from govxl.office.inbox import PriorFolder, PriorMismatchError, others_in, prior_finder
from govxl.office.keys import read_key, read_password
from govxl.office.twice import Again

if TYPE_CHECKING:
    from govxl.office.returned import Return

__all__ = ["Shown", "check", "expected", "how_returned", "ingest"]

PROGRESS_FROM = 20
"""Files from which on a progress bar is worth its line."""


Done = tuple[Judgement, Sequence[Path], Mapping[str, Sequence[Path]]]
"""A judged file, what was written for it, and files that a program that reads JSON is told of besides, by their key."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How judgements are shown."""

    language: Language
    json: bool
    quiet: bool


def expected(
    unit: str,
    code: str,
    year: int | None,
    form: str,
    prior: Path | None,
    against: Sequence[Path] = (),
    key_file: Path | None = None,
    language: Language = "zh",
) -> Expected:
    """Put together what the office expects of the files, and say what among its records is no use.

    Raises OSError when a record or the key is not there, RecordError and KeyFileError when it is none.
    """
    missing = next((path for path in (prior, *against) if path and not path.exists()), None)
    if missing:
        raise FileNotFoundError(2, "No such file", str(missing))
    told: list[Both] = []
    others = others_in(against, told)
    wanted = Expected(unit, code, year, form, key=read_key(key_file) if key_file else b"", others=others)
    if prior:
        wanted = replace(wanted, prior=prior_finder(prior))
    if isinstance(wanted.prior, PriorFolder):
        told += wanted.prior.told()
    for words in told:
        print(in_language(words, language), file=sys.stderr)
    return wanted


def check(files: Sequence[Path], wanted: Expected, shown: Shown) -> None:
    """Judge files one after the other."""
    _run(files, shown, lambda path: (judge_file(path, wanted), (), {}))


def how_returned(remarks: Sequence[str], on: datetime | None, password_file: Path | None) -> "Return":
    """Put together how rejected files go back; raises OSError when the password is not there."""
    from govxl.office.returned import Return

    password = read_password(password_file) if password_file else ""
    return Return(on.date() if on else date.today(), tuple(remarks), password)


def ingest(files: Sequence[Path], output: Path | None, wanted: Expected, how: "Return", shown: Shown) -> None:
    """Judge files; write the outputs of the accepted ones and return the others."""
    from govxl.office.ingest import Taken, take_in
    from govxl.report.equality import DisagreementError

    taken: Taken = {}

    def one(path: Path) -> Done:
        done = take_in(path, output or path.parent, taken, wanted, how)
        for kept in done.kept:
            key = "kept-output" if done.judgement.accepted else "kept-return"
            print(say(key, shown.language, path=kept), file=sys.stderr)
        if done.why:
            year = f" --year {wanted.year}" if wanted.year else ""
            print(say(f"not-returned-{done.why}", shown.language, path=path, year=year), file=sys.stderr)
        for folder in done.stale:
            print(say("stale", shown.language, path=folder), file=sys.stderr)
        return done.judgement, done.outputs, {"kept": done.kept, "stale": done.stale}

    _run(files, shown, one, DisagreementError)


def _run(
    files: Sequence[Path],
    shown: Shown,
    one: Callable[[Path], Done],
    ours: type[Exception] = PriorMismatchError,
) -> None:
    """Work through the files; one that cannot be read, or whose outputs fail us (`ours`), does not stop the others."""
    tally = Tally(shown.language, shown.json)
    paths = [path for file in files for path in tally.waiting(file)]
    if not paths:
        tally.sum_up()
        raise CannotRunError(say("no-files", shown.language))
    code = CANNOT_RUN if tally.closed else 0
    for path in _with_progress(paths):
        try:
            judgement, outputs, besides = one(path)
        except (PriorMismatchError, OSError, ours) as error:
            tally.failed += 1
            failed, words = _failed(path, error, shown.language)
            code = max(code, failed)
            print(words, file=sys.stderr)
            if shown.json and isinstance(error, OSError) and error.filename == str(path) and os.path.lexists(path):
                print(not_judged(path, "unreadable", words))
            continue
        _show(judgement, outputs, besides, shown, tally.judged(path, judgement))
    tally.sum_up()
    if code or tally.rejected or tally.doubtful:
        raise SystemExit(code or REJECTED)


def _failed(path: Path, error: Exception, language: Language) -> tuple[int, str]:
    """Say why a file could not be worked through, and with which exit code that ends."""
    if isinstance(error, PriorMismatchError):
        return CANNOT_RUN, f"{path}{say('colon', language)}{error.said[language == 'en']}"
    if isinstance(error, OSError):
        return CANNOT_RUN, os_words(error, language, writing=error.filename != str(path))
    return BUG, f"{path}：{bug_words(error, language)}"


def _with_progress(paths: list[Path]) -> Iterator[Path]:
    if len(paths) < PROGRESS_FROM or not sys.stderr.isatty():
        yield from paths
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(paths, description="govxl", console=Console(stderr=True), transient=True)


def _show(
    judgement: Judgement,
    outputs: Sequence[Path],
    besides: Mapping[str, Sequence[Path]],
    shown: Shown,
    again: Again | None,
) -> None:
    if shown.json:
        print(json_line(judgement, outputs, shown.language, besides, again))
    else:
        print("\n".join(report_lines(judgement, outputs, shown.language, shown.quiet)))
