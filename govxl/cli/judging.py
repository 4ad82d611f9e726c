"""What check and ingest share: what an office expects, the files of a run in turn, and what became of them."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govxl.cli.progress import with_progress
from govxl.cli.run import BUG, CANNOT_RUN, REJECTED, CannotRunError, bug_words, os_words
from govxl.cli.verdict import json_line, not_judged, report_lines
from govxl.cli.words import say
from govxl.filing.model import Judgement, PriorMismatchError
from govxl.office.twice import Again, Twice
from govxl.returns.check import Expected
from govxl.text import legible
from govxl.words import Both, Language

if TYPE_CHECKING:
    from govxl.returns.came_back import Arrived

__all__ = ["Done", "Shown", "expected", "work_through"]

Done = tuple[Judgement, Sequence[Path], Mapping[str, Sequence[Path]]]
"""A judged file, what was written for it, and files that a program that reads JSON is told of besides, by their key."""


class Shown(NamedTuple):
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
    against: Sequence[Path],
    key_file: Path | None,
    language: Language,
) -> Expected:
    """Put together what the office expects of the files, and say what among its records is no use.

    Raises OSError when a record or the key is not there, RecordError and KeyFileError when it is none.
    """
    missing = next((path for path in (prior, *against) if path and not path.exists()), None)
    if missing:
        raise FileNotFoundError(2, "No such file", str(missing))
    told: list[Both] = []
    wanted = Expected(unit, code, year, form)
    # Most calls give none of these, and none of the modules that read them is loaded for those.
    if against:
        from govxl.office.prior import others_in

        wanted = wanted._replace(others=others_in(against, told))
    if key_file:
        from govxl.office.settings import read_key

        wanted = wanted._replace(key=read_key(key_file))
    if prior:
        from govxl.office.prior import PriorFolder, prior_finder

        wanted = wanted._replace(prior=prior_finder(prior))
        if isinstance(wanted.prior, PriorFolder):
            told += wanted.prior.told()
    for words in told:
        print(words.said(language), file=sys.stderr)
    return wanted


# -- A run


def work_through(
    files: Sequence[Path],
    shown: Shown,
    one: Callable[[Path], Done],
    ours: type[Exception] = PriorMismatchError,
) -> None:
    """Work through the files; one that cannot be read, or whose outputs fail us (`ours`), does not stop the others."""
    language = shown.language
    tally = _Tally(language, shown.json)
    # All are found before the first is judged, for what is written for one may lie in the folder of the next.
    paths: Sequence[Path] = [path for file in files for path in tally.waiting(file)]
    if not paths:
        tally.sum_up()
        raise CannotRunError(say("no-files", language))
    code = CANNOT_RUN if tally.closed else 0
    for path in with_progress(paths, len(paths)):
        try:
            judgement, outputs, besides = one(path)
        except (PriorMismatchError, OSError, ours) as error:
            tally.failed += 1
            if isinstance(error, PriorMismatchError):
                failed, words = CANNOT_RUN, f"{path}{say('colon', language)}{error.sentence.said(language)}"
            elif isinstance(error, OSError):
                failed, words = CANNOT_RUN, os_words(error, language, writing=error.filename != str(path))
            else:
                failed, words = BUG, f"{path}：{bug_words(error, language)}"
            code = max(code, failed)  # 2 beats 1, and a bug of ours beats both
            print(words, file=sys.stderr)
            # What could not be written was read, and what is not there is no file that others could be told of.
            if shown.json and isinstance(error, OSError) and error.filename == str(path) and os.path.lexists(path):
                print(not_judged(path, "unreadable", words))
            continue
        again = tally.judged(path, judgement)
        if shown.json:
            print(json_line(judgement, outputs, language, besides, again))
        else:
            print("\n".join(report_lines(judgement, outputs, language, shown.quiet)))
    tally.sum_up()
    if code or tally.rejected or tally.doubtful:
        raise SystemExit(code or REJECTED)


# -- What a run says beside its verdicts: files it does not judge, files that came twice, and how many there were


class _Tally:
    """What became of the files of a run; `doubtful` are files passed over that a unit may have meant as its return."""

    def __init__(self, language: Language, json: bool) -> None:
        self.language, self.json = language, json
        self.accepted = self.rejected = self.failed = self.passed = 0
        self.doubtful = self.closed = self.ours = self.hidden = 0
        self.twice = Twice()
        self.chosen: set[Path] = set()

    def waiting(self, place: Path) -> Iterator[Path]:
        """Yield a file, or the workbooks of a folder that are to be judged, and speak of all others in it."""
        if not place.is_dir():
            self.chosen.add(place)
            yield place
            return
        from govxl.office.folder import contents_of  # of one file, nothing of folders is asked
        from govxl.returns.came_back import sorted_out

        contents = contents_of(place)
        self.ours += contents.ours
        self.hidden += contents.hidden
        arrived = {each.path: each for each in sorted_out(f.path for f in contents.found if f.kind == "workbook")}
        for found in contents.found:
            if found.kind == "workbook":
                if not self._passed_over(arrived[found.path]):
                    yield found.path
                continue
            why = found.why.said(self.language)
            if found.kind == "unreadable":
                self.closed += 1
                print(say("closed", self.language, path=legible(found.path), why=why), file=sys.stderr)
            else:
                self.passed += 1
                self.doubtful += found.matters
            if self.json:
                print(not_judged(found.path, found.kind, why))
            elif found.kind == "skipped":
                print(say("skipped", self.language, path=legible(found.path), why=why))

    def _passed_over(self, arrived: "Arrived") -> bool:
        """Speak of a return that waits for its sender, or of what a return replaced; False for what is to be judged."""
        if arrived.waits:
            words = say(f"skipped-{arrived.waits}", self.language, path=arrived.path)
        elif arrived.later:
            beside = arrived.later.parent == arrived.path.parent
            later = arrived.later.name if beside else arrived.later
            words = say("superseded", self.language, path=arrived.path, later=later)
        else:
            return False
        self.passed += 1
        print(words, file=sys.stderr)
        if self.json:
            outcome = "superseded" if arrived.later else "skipped"
            print(not_judged(arrived.path, outcome, words, **({"by": str(arrived.later)} if arrived.later else {})))
        return True

    def judged(self, path: Path, judgement: Judgement) -> Again | None:
        """Count a judged file; say what it repeats."""
        self.accepted += judgement.accepted
        self.rejected += not judgement.accepted
        return self.twice.add(path, judgement, path in self.chosen)

    def sum_up(self) -> None:
        """Say which files came twice, and what became of all."""
        for words in self.twice.told():
            print(words.said(self.language), file=sys.stderr)
        unread, beside = self.failed + self.closed, self.passed + self.closed
        files = self.accepted + self.rejected + self.failed + beside
        if files < 2 and not (beside or self.ours or self.hidden):
            return
        parts = [say("total", self.language, files=files, accepted=self.accepted, rejected=self.rejected)]
        parts += [say("passed-over", self.language, passed=self.passed)] if self.passed else []
        parts += [say("unread", self.language, failed=unread)] if unread else []
        aside = {"left-out-ours": self.ours, "left-out-hidden": self.hidden}
        if what := say("separator", self.language).join(say(key, self.language, n=n) for key, n in aside.items() if n):
            parts.append(say("left-out", self.language, what=what))
        print("".join(parts), file=sys.stderr)
