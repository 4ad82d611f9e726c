"""An inbox taken into an archive: a line for every file, how far it has come, and what became of all."""

import sys
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from govxl.archive.events import Event
from govxl.cli.judging import Shown
from govxl.cli.paths import as_here
from govxl.cli.progress import with_progress
from govxl.cli.run import BUG, CANNOT_RUN, REJECTED, CannotRunError, os_words
from govxl.cli.verdict import json_line, not_judged, report_lines
from govxl.cli.words import say
from govxl.office.cluster import ClusterError
from govxl.office.engine import Done, Engine, KilledError, cores, each_of
from govxl.office.glance import Glance, in_groups
from govxl.office.inbox import BUSY, Inbox, Item, inbox_of
from govxl.office.landing import judged_there
from govxl.office.listed_otherwise import returned_otherwise
from govxl.office.receiving import Failed, Received, Task, begin, receive
from govxl.office.roster import Roster
from govxl.office.taking import Taken, Taking
from govxl.text import brief, legible
from govxl.words import SCOPES, SaidOSError, scope_word

__all__ = ["take_everything"]

BATCH = 16
"""Files that are added to the archive together: one wait for the disk, and few enough to be told of soon."""

OWN = next(iter(SCOPES))

EACH_WORKER = 8
"""Files from which on another process is worth its start."""

ORDER = ("accepted", "rejected", "conflict", "superseded", "duplicate", "unknown-unit", "unreadable", "skipped", "busy")


def take_everything(
    taking: Taking,
    places: Sequence[Path],
    jobs: int,
    shown: Shown,
    always: bool = False,
    engine: Engine | None = None,
) -> None:
    """Take in what lies in places, and finish what a run before this one left undone.

    Files are judged in so many processes here, or by an engine. Ends with SystemExit where not all is well. With
    `always`, an empty inbox is nothing to complain of.
    """
    run = _Account(shown, taking.roster)
    try:
        for each in taking.finish():
            run.finished(each)
        inbox = inbox_of(places)
        for path in inbox.missing:
            run.fail(CANNOT_RUN, say("missing-file", shown.language, path=path))
        if not inbox.items and not inbox.missing and not always:
            raise CannotRunError(say("no-files", shown.language))
        _take(taking, inbox, jobs, run, engine)
    except ClusterError:
        run.sum_up_what_came()
        raise
    except OSError as error:
        run.sum_up_what_came()
        raise CannotRunError(os_words(error, shown.language, writing=True)) from None
    run.sum_up(inbox.ours)
    if code := run.code or (REJECTED if run.doubtful else 0):
        raise SystemExit(code)


def _take(taking: Taking, inbox: Inbox, jobs: int, run: "_Account", engine: Engine | None) -> None:
    glances = []
    for item in inbox.items:
        if item.kind != "workbook":
            run.no_workbook(item)
            continue
        glance = Glance.of(item, lambda sha256: taking.first(sha256) is not None)
        first = taking.first(glance.sha256) if glance.sha256 else None
        if first:
            run.duplicate(item, first)
        else:
            glances.append(glance)
    groups = in_groups(glances)
    wanted = sum(len(group) for group in groups)
    with closing(_judged(taking, groups, jobs, engine)) as results:
        for batch in _batches(groups, with_progress(results, wanted)):
            received = []
            for done in batch:
                if isinstance(done.result, Received):
                    received.append(done.result)
                else:
                    run.failed(done)
            for taken in taking.take(received):
                run.taken(taken)


def _judged(
    taking: Taking, groups: Sequence[Sequence[Glance]], jobs: int, engine: Engine | None
) -> Generator[Done[Task, Received | Failed], None, None]:
    """Judge all in order, here or by an engine."""
    glances = [each for group in groups for each in group]
    if engine and glances:
        yield from judged_there(engine, taking.archive.folder, taking.wanted, [each.item for each in glances])
        return
    workers = max(1, min(jobs or cores(), len(glances) // EACH_WORKER))
    tasks = (Task(each.item, each.member_bytes()) for each in glances)
    yield from each_of(tasks, receive, workers, partial(begin, taking.wanted))


def _batches(
    groups: Sequence[Sequence[Glance]], results: Iterator[Done[Task, Received | Failed]]
) -> Iterator[list[Done[Task, Received | Failed]]]:
    """Collect results until there are enough of them; all that say they are of one unit come together."""
    batch: list[Done[Task, Received | Failed]] = []
    for group in groups:
        batch += [next(results) for _ in group]
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


# -- What is said


@dataclass(slots=True)
class _Account:
    """What became of the files of a run so far; `doubtful` are those that somebody has to see to."""

    shown: Shown
    roster: Roster | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    doubtful: int = 0
    code: int = 0

    def fail(self, code: int, words: str) -> None:
        """Say what stopped a file; the run goes on with the others."""
        self.code = max(self.code, code)
        print(words, file=sys.stderr)

    def line(self, item: Item, outcome: str, why: str) -> None:
        """Say in a line, or an object of JSON, what became of a file that was not judged."""
        self.outcomes[outcome] += 1
        if self.shown.json:
            print(not_judged(Path(item.place), outcome, why, file=item.file))
        else:
            label = say(f"outcome-{outcome}", self.shown.language)
            print(say("outcome-line", self.shown.language, outcome=label, path=as_here(Path(item.place)), why=why))

    def no_workbook(self, item: Item) -> None:
        """Tell of a file that is no workbook, or was not opened."""
        self.doubtful += item.matters
        self.line(item, item.kind, item.why.said(self.shown.language))

    def duplicate(self, item: Item, first: Event) -> None:
        """Tell of a file whose very bytes came before; one that merely lies there still is passed over when `quiet`."""
        language, still = self.shown.language, first.file == item.file
        self.outcomes["duplicate"] += 1
        key = "why-taken" if still else "why-duplicate"
        if self.shown.json:
            identity = {"unit.name": first.unit, "unit.code": first.code, "year": str(first.year)} if first.unit else {}
            told = {"of": first.file, "file": item.file, "verdict": first.verdict or None, "identity": identity}
            why = say(key, language, of=first.file, day=first.time[:10])
            print(not_judged(Path(item.place), "duplicate", why, **told))
        elif not (still and self.shown.quiet):
            why = say(key, language, of=legible(first.file), day=first.time[:10])
            label = say("outcome-duplicate", language)
            print(say("outcome-line", language, outcome=label, path=as_here(Path(item.place)), why=why))

    def failed(self, done: Done[Task, Received | Failed]) -> None:
        """Tell of a file that could not be judged."""
        item, failed, language = done.task.item, done.result, self.shown.language
        if isinstance(failed, Failed) and failed.kind == "busy":
            self.doubtful += 1
            self.line(item, "busy", BUSY.said(language))
            return
        code = CANNOT_RUN
        if isinstance(failed, Failed) and failed.kind == "unreadable":
            words = os_words(SaidOSError(failed.number, failed.why, item.place), language)
        elif isinstance(failed, Failed) and failed.kind == "prior":
            words = f"{item.place}{say('colon', language)}{failed.why.said(language)}"
        elif isinstance(done.error, KilledError):
            code, words = BUG, say("killed-worker", language, path=item.place)
        else:
            told = (
                failed.why.said(language)
                if isinstance(failed, Failed)
                else f"{type(done.error).__name__}: {done.error}"
            )
            code, words = BUG, f"{item.place}：{say('bug', language, why=told)}"
        self.code = max(self.code, code)
        self.line(item, "unreadable", words)

    def taken(self, taken: Taken) -> None:
        """Tell what became of a judged file."""
        received, language = taken.received, self.shown.language
        if taken.first:
            return self.duplicate(received.item, taken.first)
        if taken.outcome == "skipped":
            why = say("skipped-returned-unchanged", language, path=received.item.file)
            return self.line(received.item, taken.outcome, why)
        self.outcomes[taken.outcome] += 1
        self.waiting += taken.state == "waiting"
        self.doubtful += taken.outcome in ("rejected", "unreadable", "unknown-unit") or not received.judgement.accepted
        if self.shown.json:
            print(self._json(taken))
        else:
            shown = report_lines(received.judgement, _places(taken.shown.outputs), language, self.shown.quiet)
            print("\n".join((*shown, *self._aside(taken))))
        self._beside(taken)

    def _json(self, taken: Taken) -> str:
        more: dict[str, str] = {"outcome": taken.outcome, "path": taken.received.item.place}
        told: Mapping[str, str | None] = {
            "state": taken.state, "of": taken.of, "by": taken.later.file if taken.later else "", "nearest": taken.near,
            "listed_for": taken.listed_for,
            "listed_otherwise": self._otherwise(taken),
        }  # fmt: skip
        more |= {key: value for key, value in told.items() if value}
        besides = {"kept": (*taken.shown.kept, *taken.shown.left), "stale": taken.stale, "gone": taken.shown.gone}
        return json_line(taken.received.judgement, taken.shown.outputs, self.shown.language, besides, more=more)

    def _otherwise(self, taken: Taken) -> str:
        """Say in what a return is not as the list has its unit; of one that was replaced nothing."""
        other = None if taken.later else returned_otherwise(self.roster, taken.received.identity)
        return other.said(self.shown.language) if other else ""

    def _listed_code(self, unit: str, scope: str) -> str:
        """Give the code that the list has beside a unit's name; nothing where it has no such unit."""
        register = self.roster.registers.get(scope) if self.roster else None
        return next((each.code for each in register.of_name(unit) if each.code), "") if register else ""

    def _aside(self, taken: Taken) -> Iterator[str]:
        """Yield what is to be said of a file beside its verdict."""
        language, unit = self.shown.language, str(taken.received.judgement.identity.get("unit.name", ""))
        if taken.event and (other := self._otherwise(taken)):
            scope = taken.event.scope
            more = "" if scope == OWN else f" --scope {scope if language == 'en' else scope_word(scope)}"
            yield "  " + say("why-otherwise", language, other=other, unit=brief(taken.event.unit), more=more)
        if taken.later:
            key = "why-superseded" if taken.later.how == "later" else f"why-superseded-{taken.later.how}"
            yield "  " + say(key, language, later=taken.later.file)
        elif taken.outcome == "conflict":
            yield "  " + say("why-conflict", language, unit=unit, of=taken.of)
        elif taken.outcome == "unknown-unit":
            near = say("usage-meant", language, name=taken.near) if taken.near else ""
            if taken.listed_for and taken.event:
                scopes = {"scope": taken.event.scope, "listed": taken.listed_for}
                told = scopes if language == "en" else {key: scope_word(each) for key, each in scopes.items()}
                yield "  " + say("why-unknown-scope", language, unit=unit, **told)
            elif listed := self._listed_code(unit, taken.event.scope if taken.event else ""):
                code = brief(taken.event.code) if taken.event else ""
                yield "  " + say("why-unknown-code", language, unit=unit, code=code, listed=brief(listed))
            else:
                yield "  " + say("why-unknown-unit", language, unit=unit, near=near)
        elif taken.state == "waiting":
            yield "  " + say("why-waiting", language, unit=unit)

    def _beside(self, taken: Taken) -> None:
        """Say what a person has to know who looks for what was written."""
        language, item = self.shown.language, taken.received.item
        for path in taken.shown.kept:
            key = "kept-output" if taken.received.judgement.accepted else "kept-return"
            print(say(key, language, path=as_here(path)), file=sys.stderr)
        for folder in taken.stale:
            print(say("stale", language, path=as_here(folder)), file=sys.stderr)
        for folder in taken.shown.gone:
            print(say("withdrawn", language, path=as_here(folder)), file=sys.stderr)
        for path in taken.shown.left:
            print(say("left-there", language, path=as_here(path)), file=sys.stderr)
        if taken.outcome == "rejected" and taken.why:
            print(say(f"not-returned-{taken.why}", language, path=item.place, year=""), file=sys.stderr)
        if taken.failed:
            words = os_words(taken.failed, language, writing=True)
            self.fail(CANNOT_RUN, say("outputs-failed", language, path=item.place, why=words))

    def finished(self, taken: Taken) -> None:
        """Say what was written now for a file that came in an earlier run."""
        language = self.shown.language
        outputs = taken.shown.outputs
        if outputs:
            unit = taken.event.unit if taken.event else ""
            print(say("finished-now", language, unit=unit, path=outputs[0].parent), file=sys.stderr)
        if taken.failed:
            self.fail(CANNOT_RUN, os_words(taken.failed, language, writing=True))

    def sum_up_what_came(self) -> None:
        """Say what became of the files so far; nothing before the first, for that there are none would be wrong."""
        if self.outcomes:
            self.sum_up(0)

    def sum_up(self, ours: int) -> None:
        """Say what became of all files."""
        language = self.shown.language
        between = say("separator", language)
        parts: Iterable[str] = (
            say("count-of", language, what=say(f"outcome-{key}", language), n=self.outcomes[key])
            for key in ORDER
            if self.outcomes[key]
        )
        told = say("total-taken", language, files=self.outcomes.total()) + (
            between.join(parts) or say("taken-none", language)
        )
        told += say("waiting-of-them", language, n=self.waiting) if self.waiting else ""
        what = say("left-out-ours", language, n=ours)
        print(told + (say("left-out", language, what=what) if ours else ""), file=sys.stderr)


def _places(outputs: Sequence[Path]) -> list[Path]:
    """Name what was written in few words: of a set its folder, else the file."""
    folders = Counter(each.parent for each in outputs)
    places = dict.fromkeys(each.parent if folders[each.parent] > 1 else each for each in outputs)
    return [Path(as_here(each)) for each in places]
