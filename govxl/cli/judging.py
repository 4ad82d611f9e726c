"""check and ingest: many files in, one verdict each, in words for a person or as lines of JSON for a program."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govxl.cli.arriving import Tally, not_judged
from govxl.cli.run import BUG, CANNOT_RUN, REJECTED, CannotRunError, bug_words, os_words
from govxl.cli.words import say
from govxl.filing.beside import RECORD, remarks
from govxl.filing.groups import EXPLAINED, counted, grouped, line_of, places_of
from govxl.filing.model import Judgement
from govxl.findings.catalogue import CATALOGUE
from govxl.findings.finding import Finding, Where, advice_of, called, entry_of, message_of
from govxl.office.inbox import PriorFolder, PriorMismatchError, others_in, prior_finder
from govxl.office.settings import read_key, read_password
from govxl.office.twice import Again
from govxl.returns.check import Expected, judge_file
from govxl.text import screen_width, visible
from govxl.words import Both, Language

if TYPE_CHECKING:
    from govxl.returns.send_back import Return

__all__ = ["Shown", "check", "expected", "how_returned", "ingest", "json_line", "report_lines"]

# -- A judgement in words


MAX_CELLS = 6
MAX_VALUE = 40
"""Characters of what stands in a cell that are shown; it is there to be recognised, not to be read."""


def report_lines(judgement: Judgement, outputs: Sequence[Path], language: Language, quiet: bool) -> Iterator[str]:
    """Yield the verdict, then each finding with its place, reason and remedy; alike ones share one entry."""
    groups = grouped(judgement.findings)
    yield visible(_verdict(judgement, groups, language))
    for group in groups:
        if not (quiet and group[0].severity == "info"):
            yield from (visible(line) for line in _entry(group, language))
    if outputs:
        yield "  " + say("outputs", language) + "  ".join(str(path) for path in outputs)


def _verdict(judgement: Judgement, groups: Sequence[Sequence[Finding]], language: Language) -> str:
    counts = [say("count", language, n=n, what=say(kind, language)) for kind, n in counted(groups).items()]
    who = " ".join(str(judgement.identity[key]) for key in ("unit.name", "year") if judgement.identity.get(key))
    summed = say("separator", language).join(counts) or say("clean", language)
    file = judgement.file.replace("\n", "\\u000a")
    parts = [say(judgement.verdict, language), file, *([who] if who else [])]
    return "  ".join(parts) + say("colon", language) + summed + _beside(judgement, language)


def _beside(judgement: Judgement, language: Language) -> str:
    """Say how many words beside the form there are, and who lists them."""
    key = "beside" if judgement.accepted else "beside-returned"
    return say(key, language, n=len(judgement.beside)) if judgement.beside else ""


def _entry(group: list[Finding], language: Language) -> Iterator[str]:
    first = group[0]
    explained = first.reason is not None
    title = say(EXPLAINED, language) if explained else entry_of(first).title.said(language)
    named = first.rule or first.name if language == "en" else called(first) if first.rule else f"（{first.name}）"
    name = f"{first.code} {title}{'' if named.startswith('（') else '  '}{named}"
    yield _columns("  " + _place(first), name, 52) if first.cells else "  " + name
    yield "    " + message_of(first, language)
    if first.rule or any(cell.value for cell in first.cells[1:]):
        yield from _cells(first.cells, language)
    if len(group) > 1:
        yield "    " + say("again", language) + "、".join(places_of(group[1:]))
    if explained:
        yield "    " + say("reason", language) + str(first.reason)
    else:
        yield "    " + say("advice", language) + advice_of(first, language)


def _place(found: Finding) -> str:
    """Name sheet and cell; of a rule laid over a line, the line; of a whole table, its sheet alone."""
    first = found.cells[0]
    sheet = f"「{first.sheet}」" if first.sheet else ""
    return sheet + (line_of(found) if found.rule else first.cell if len(found.cells) == 1 else "")


def _cells(cells: Sequence[Where], language: Language) -> Iterator[str]:
    for cell in cells[:MAX_CELLS]:
        sheet = "" if cell.sheet == cells[0].sheet else f"「{cell.sheet}」"
        yield _columns(f"      {sheet}{cell.cell:<5} {cell.label}", _short(cell.value), 60)
    if len(cells) > MAX_CELLS:
        yield "      " + say("more", language, n=len(cells) - MAX_CELLS)


def _short(value: str) -> str:
    line = value.replace("\n", "⏎")
    return line if len(line) <= MAX_VALUE else line[: MAX_VALUE - 1] + "…"


def _columns(left: str, right: str, width: int) -> str:
    """Put two texts beside each other."""
    return f"{left}{' ' * max(2, width - screen_width(left))}{right}".rstrip()


def json_line(
    judgement: Judgement,
    outputs: Sequence[Path],
    language: Language,
    besides: Mapping[str, Sequence[Path]] | None = None,
    again: Again | None = None,
) -> str:
    """Write a judgement as one JSON object on one line.

    `remarks` and files besides are there only where there are any, `outcome` and `of` where the run had the return
    before.
    """
    shown = {
        "file": judgement.file,
        "verdict": judgement.verdict,
        "identity": dict(judgement.identity),
        "findings": [_finding(found, language) for found in judgement.findings],
        "outputs": [str(path) for path in outputs],
    }
    if judgement.beside:
        shown["remarks"] = remarks(judgement.beside, RECORD)
    shown |= {key: [str(path) for path in paths] for key, paths in (besides or {}).items() if paths}
    if again:
        shown |= {"outcome": "duplicate" if again.same_file else "conflict", "of": str(again.of)}
    return json.dumps(shown, ensure_ascii=False)


def _finding(found: Finding, language: Language) -> dict[str, object]:
    cells = [
        {"sheet": c.sheet, "cell": c.cell, "point": c.point, "label": c.label, "value": c.value} for c in found.cells
    ]
    return {
        "code": CATALOGUE[found.name].code,
        "name": found.name,
        "severity": found.severity,
        "rule": found.rule or None,
        "blocks": found.blocks,
        "reason": found.reason,
        "message": message_of(found, language),
        "advice": advice_of(found, language),
        "cells": cells,
        "expected": found.expected,
        "actual": found.actual,
    }


# -- Commands


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
        print(words.said(language), file=sys.stderr)
    return wanted


def check(files: Sequence[Path], wanted: Expected, shown: Shown) -> None:
    """Judge files one after the other."""
    _run(files, shown, lambda path: (judge_file(path, wanted), (), {}))


def how_returned(remarks: Sequence[str], on: datetime | None, password_file: Path | None) -> "Return":
    """Put together how rejected files go back; raises OSError when the password is not there."""
    from govxl.returns.send_back import Return

    password = read_password(password_file) if password_file else ""
    return Return(on.date() if on else date.today(), tuple(remarks), password)


def ingest(files: Sequence[Path], output: Path | None, wanted: Expected, how: "Return", shown: Shown) -> None:
    """Judge files; write the outputs of the accepted ones and return the others."""
    from govxl.office.ingest import Taken, take_in
    from govxl.published.prove import DisagreementError

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
        return CANNOT_RUN, f"{path}{say('colon', language)}{error.sentence.said(language)}"
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
