"""check, ingest and explain: many files in, one verdict each, one exit code."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govxl.catalogue import CATALOGUE
from govxl.cli.run import BUG, CANNOT_RUN, REJECTED, CannotRunError, bug_words, os_words
from govxl.cli.shown import json_line, report_lines
from govxl.cli.stand_ins import STAND_INS
from govxl.cli.words import Language, say
from govxl.filing.judge import Expected, judge_file
from govxl.filing.model import Judgement
from govxl.office.came_back import sorted_out
from govxl.office.inbox import (
    PriorMismatchError,
    folder_for,
    others_in,
    prior_finder,
    workbooks_in,
)
from govxl.office.keys import read_key, read_password

if TYPE_CHECKING:
    from govxl.office.returned import Return

__all__ = ["Shown", "check", "expected", "explain", "how_returned", "ingest"]

PROGRESS_FROM = 20
"""Files from which on a progress bar is worth its line."""


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
) -> Expected:
    """Put together what the office expects of the files.

    Raises OSError when a record or the key is not there, RecordError and KeyFileError when it is none.
    """
    missing = next((path for path in (prior, *against) if path and not path.exists()), None)
    if missing:
        raise FileNotFoundError(2, "No such file", str(missing))
    wanted = Expected(unit, code, year, form, key=read_key(key_file) if key_file else b"", others=others_in(against))
    return replace(wanted, prior=prior_finder(prior)) if prior else wanted


def check(files: Sequence[Path], wanted: Expected, shown: Shown) -> None:
    """Judge files one after the other."""
    _run(files, shown, lambda path: (judge_file(path, wanted), ()))


def how_returned(remarks: Sequence[str], on: datetime | None, password_file: Path | None) -> "Return":
    """Put together how rejected files go back; raises OSError when the password is not there."""
    from govxl.office.returned import Return

    password = read_password(password_file) if password_file else ""
    return Return(on.date() if on else date.today(), tuple(remarks), password)


def ingest(files: Sequence[Path], output: Path | None, wanted: Expected, how: "Return", shown: Shown) -> None:
    """Judge files; write the outputs of the accepted ones and return the others."""
    from govxl.office.ingest import ingest as take_in
    from govxl.report.equality import DisagreementError

    taken: dict[Path, Path] = {}

    def one(path: Path) -> tuple[Judgement, tuple[Path, ...]]:
        folder = folder_for(path, output, taken)
        taken[folder] = path
        done = take_in(path, folder, wanted, how)
        if done.kept:
            print(say("kept-return", shown.language, path=done.kept), file=sys.stderr)
        elif done.why:
            year = f" --year {wanted.year}" if wanted.year else ""
            print(say(f"not-returned-{done.why}", shown.language, path=path, year=year), file=sys.stderr)
        return done.judgement, done.outputs

    _run(files, shown, one, DisagreementError)


def _run(
    files: Sequence[Path],
    shown: Shown,
    one: Callable[[Path], tuple[Judgement, tuple[Path, ...]]],
    ours: type[Exception] = PriorMismatchError,
) -> None:
    """Work through the files; one that cannot be read, or whose outputs fail us (`ours`), does not stop the others."""
    paths = [path for file in files for path in _waiting(file, shown.language)]
    if not paths:
        raise CannotRunError(say("no-files", shown.language))
    counts = {"accepted": 0, "rejected": 0, "failed": 0}
    code = 0
    for path in _with_progress(paths):
        try:
            judgement, outputs = one(path)
        except (PriorMismatchError, OSError, ours) as error:
            counts["failed"] += 1
            failed, words = _failed(path, error, shown.language)
            code = max(code, failed)
            print(words, file=sys.stderr)
            continue
        counts[judgement.verdict] += 1
        _show(judgement, outputs, shown)
    if len(paths) > 1:
        _sum_up(counts, len(paths), shown.language)
    if code or counts["rejected"]:
        raise SystemExit(code or REJECTED)


def _failed(path: Path, error: Exception, language: Language) -> tuple[int, str]:
    """Say why a file could not be worked through, and with which exit code that ends."""
    if isinstance(error, PriorMismatchError):
        return CANNOT_RUN, f"{path}：{error}"
    if isinstance(error, OSError):
        return CANNOT_RUN, os_words(error, language, writing=error.filename != str(path))
    return BUG, f"{path}：{bug_words(error, language)}"


def _waiting(file: Path, language: Language) -> Iterator[Path]:
    """Yield a file, or the workbooks of a folder that are to be judged.

    Those that were returned and wait for their senders are not, nor those of which a later return came back.
    """
    if not file.is_dir():
        yield file
        return
    for each in sorted_out(workbooks_in(file)):
        if each.waits:
            print(say(f"skipped-{each.waits}", language, path=each.path), file=sys.stderr)
        elif each.later:
            print(say("superseded", language, path=each.path, later=each.later.name), file=sys.stderr)
        else:
            yield each.path


def _with_progress(paths: list[Path]) -> Iterator[Path]:
    if len(paths) < PROGRESS_FROM or not sys.stderr.isatty():
        yield from paths
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(paths, description="govxl", console=Console(stderr=True), transient=True)


def _show(judgement: Judgement, outputs: Sequence[Path], shown: Shown) -> None:
    if shown.json:
        print(json_line(judgement, outputs, shown.language))
    else:
        print("\n".join(report_lines(judgement, outputs, shown.language, shown.quiet)))


def _sum_up(counts: dict[str, int], files: int, language: Language) -> None:
    text = say("total", language, files=files, accepted=counts["accepted"], rejected=counts["rejected"])
    print(text + (say("unread", language, failed=counts["failed"]) if counts["failed"] else ""), file=sys.stderr)


def explain(code: str, language: Language) -> None:
    """Print the catalogue's entry of a code or name."""
    entries = list(CATALOGUE.values())
    found = (
        entries if code == "all" else [entry for entry in entries if code.lower() in (entry.code.lower(), entry.name)]
    )
    if not found:
        raise CannotRunError(say("no-code", language, code=code, known=" ".join(entry.code for entry in entries)))
    stand_ins = {name: f"〈{spoken[language == 'en']}〉" for name, spoken in STAND_INS.items()}
    for entry in found:
        words = getattr(entry, language)
        print(f"{entry.code} {words.title}  {entry.name}")
        print(f"  {say('severity', language)}{say(entry.severity, language)}")
        print(f"  {words.message.format_map(stand_ins)}")
        print(f"  {say('advice', language)}{words.advice.format_map(stand_ins)}")
        print(f"  {say('why', language)}{words.example}")
