"""Returns taken into the archive: what each file is to its unit's case, the archive's lines, then the outputs.

One process does this for all that judge. What is told to anybody is on the disk before: the file, its record, a note of
what is unfinished, the lines of the log, and then what is written for people to work with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from govxl.archive.cases import MISSENT, State, UnitCase
from govxl.archive.events import Event, now
from govxl.archive.store import Archive, Writer
from govxl.files import write_atomically
from govxl.filing.model import Expected, Judgement, PriorMismatchError
from govxl.filing.record import load_record
from govxl.office.home import Home
from govxl.office.inbox import Item
from govxl.office.ingest import ELSEWHERE, take_judged
from govxl.office.ingest import Taken as Written
from govxl.office.outputs import alone_in
from govxl.office.receiving import Received, Wanted, expected_of, judged_anew
from govxl.office.replaced import Later, replaced_by, seen_again
from govxl.office.roster import Member, Roster
from govxl.office.shelves import NOTHING_SHOWN, Listing, Shelved, bring_in_line, name_in_files, returned_place
from govxl.office.unfinished import Note, forget, note_down, notes_in
from govxl.office.waves import is_for_the_same, waves
from govxl.returns.came_back import Seen
from govxl.returns.check import judge
from govxl.returns.send_back import Return, Why
from govxl.workbook.identity import CONFLICT

__all__ = ["Outcome", "Taken", "Taking"]

Outcome = Literal[
    "accepted", "rejected", "duplicate", "superseded", "conflict", "unknown-unit", "unreadable", "skipped"
]

NOT_READ = frozenset({
    "not-a-workbook", "empty-file", "old-format", "password-protected", "damaged-file", "beyond-limits",
    "unsafe-content",
})  # fmt: skip
"""Findings of files of which nothing could be read."""

OURS_TO_CURE = frozenset({*MISSENT, "I010"})
"""Codes of what rejects a file for what the office expects: the year and form of its settings, its key."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: `of` is the first of the same bytes, or the other in conflict, `later` what replaced it.

    `first` is the event of the same bytes, `near` the unit of the roster that comes nearest to one that is not in it,
    `listed_for` the other scope for which that one is; `state` is where the unit stands now, `failed` why outputs could
    not be written; the next run writes them.
    """

    received: Received
    outcome: Outcome
    event: Event | None = None
    of: str = ""
    first: Event | None = None
    later: Later | None = None
    near: str = ""
    listed_for: str = ""
    state: State | None = None
    shown: Shelved = NOTHING_SHOWN
    stale: tuple[Path, ...] = ()
    why: Why | None = None
    failed: OSError | None = None


@dataclass(slots=True)
class Taking:
    """Takes files in, in the order in which they are given; `top` is where outputs go without an office's folders.

    Without `top`, they go beside each file.
    """

    archive: Archive
    by: str
    wanted: Wanted
    home: Home | None = None
    roster: Roster | None = None
    top: Path | None = None
    _first: dict[str, Event] = field(default_factory=dict)
    _read: int = 0
    _written: Written = field(default_factory=dict)
    _own: Expected | None = None
    _listing: Listing = field(default_factory=Listing)

    # -- What is known already

    def first(self, sha256: str) -> Event | None:
        """Give the event by which these bytes came first; None where they are new, or may be judged otherwise now.

        So may those of a unit that has come into the list, and those rejected for what the office's settings say.
        """
        found = self._known(sha256)
        if found is None or _is_ours_to_cure(found):
            return None
        if found.outcome == "unknown-unit" and (self.roster is None or self.roster.find(found, found.scope)):
            return None
        return found

    def _known(self, sha256: str) -> Event | None:
        """Give the event by which these bytes came, the last of those that may be judged otherwise now."""
        events = self.archive.events
        if len(events) < self._read:
            # What was read while it was being written was taken back.
            self._first, self._read = {}, 0
        for event in events[self._read :]:
            if event.event in ("received", "imported") and event.sha256:
                known = self._first.get(event.sha256)
                if known is None or known.outcome == "unknown-unit" or _is_ours_to_cure(known):
                    self._first[event.sha256] = event
        self._read = len(events)
        return self._first.get(sha256)

    # -- Taking in

    def take(self, received: Sequence[Received]) -> list[Taken]:
        """Take files in that were judged; raises OSError where the archive cannot be written, and nothing is lost."""
        taken: dict[int, Taken] = {}
        put_off: list[int] = []
        notes: list[tuple[Note, Sequence[int]]] = []
        for numbers, more in waves(received):
            decided, note = self._wave([received[nth] for nth in numbers], received)
            taken |= zip(numbers, decided, strict=True)
            # Of what is not all that came of its unit nothing is laid out: the next may be in conflict with it.
            off = [nth for nth in numbers if nth in more and self._is_laid_out(taken[nth])]
            taken |= {nth: self._finished(taken[nth]) for nth in numbers if taken[nth].event and nth not in off}
            put_off += off
            notes += [(note, numbers)] if note else []
            if not put_off:
                _forget(notes, taken)
        taken |= {nth: self._finished(taken[nth]) for nth in put_off}
        _forget(notes, taken)
        return [taken[nth] for nth in range(len(received))]

    def _is_laid_out(self, taken: Taken) -> bool:
        """Tell whether a file is one that stands among what people work with, and nothing goes back to its sender."""
        return self.home is not None and taken.outcome in ("accepted", "conflict")

    def _wave(self, received: Sequence[Received], group: Sequence[Received]) -> tuple[list[Taken], Note | None]:
        """Keep and log files, each of another unit, with a note that their outputs are still to be written."""
        with self.archive.writing() as writer:
            decided = [self._decided(each, group) for each in received]
            logged = [nth for nth, each in enumerate(decided) if each.event]
            note, events = None, tuple[Event, ...]()
            if logged:
                for nth in logged:
                    decided[nth] = self._kept(writer, decided[nth])
                noted = [self._noted(decided[nth].received) for nth in logged]
                note = note_down(self.archive.folder, noted)
                events = writer.add(*(each for nth in logged if (each := decided[nth].event)))
        for nth, event in zip(logged, events, strict=True):
            decided[nth] = replace(decided[nth], event=event)
        return decided, note

    def _noted(self, received: Received) -> tuple[str, str]:
        top = "" if self.home else str((self.top or received.item.path.parent).absolute())
        return received.sha256, top

    def _kept(self, writer: Writer, taken: Taken) -> Taken:
        """Keep a file, and its record where it counts or may."""
        received, event = taken.received, taken.event
        assert event is not None
        if received.data:
            event = replace(event, kept=writer.keep(received.data, _ending(received.item), received.landed))
        if received.judgement.record is not None and taken.outcome in ("accepted", "conflict"):
            place, sha256 = writer.keep_record(received.judgement.record, event.unit)
            event = replace(event, record=place, record_sha256=sha256)
        return replace(taken, event=event)

    # -- What a file is

    def _decided(self, received: Received, group: Sequence[Received]) -> Taken:
        """Say what a file is to its unit's case, as that stands now."""
        first = self.first(received.sha256) if received.sha256 else None
        if first:
            return _again(received, first)
        judgement, identity = received.judgement, received.identity
        names = {found.name for found in judgement.findings}
        if identity is None or CONFLICT in names:
            outcome: Outcome = "unreadable" if names & NOT_READ else "rejected"
            # Too large to be read at all, it cannot be kept either.
            event = self._event(received, outcome, None) if received.sha256 else None
            return Taken(received, outcome, event, why=received.why or "other")
        member = self.roster.find(identity, identity.scope) if self.roster else None
        if self.roster and member is None:
            register = self.roster.registers.get(identity.scope)
            near = register.nearest(identity.name) if register else None
            scopes = (scope for scope in self.roster.registers if self.roster.find(identity, scope))
            event = self._event(received, "unknown-unit", None)
            return Taken(received, "unknown-unit", event, near=near.name if near else "", listed_for=next(scopes, ""))
        event = self._event(received, "accepted" if judgement.accepted else "rejected", member)
        known = self._known(received.sha256)
        if known and (known.outcome, known.codes) == (event.outcome, event.codes):
            return _again(received, known)
        case = self.archive.cases.find(event.form, event.year, event.scope, event)
        if not self.home and received.seen.waits:
            return Taken(received, "skipped", why="unchanged")
        later = replaced_by(
            self.archive, received, case, [each for each in group if is_for_the_same(each.identity, identity)]
        )
        if later is not None:
            return Taken(received, "superseded", replace(event, outcome="superseded"), later=later)
        outcome = self._standing(received, case) if case else event.outcome  # type: ignore[assignment]
        current = case.current if case else None
        missent = not names.isdisjoint(ELSEWHERE)
        replaces = current.sha256 if current and outcome != "conflict" and not missent else ""
        why = None if judgement.accepted else received.why
        of = current.file if current and outcome == "conflict" else ""
        return Taken(received, outcome, replace(event, outcome=outcome, supersedes=replaces), of=of, why=why)

    def _event(self, received: Received, outcome: Outcome, member: Member | None) -> Event:
        judgement, identity = received.judgement, received.identity
        told = [found for found in judgement.findings if found.blocks or found.reason is not None]
        event = Event(
            event="received", time=now(), by=self.by, file=received.item.file, sha256=received.sha256, outcome=outcome,
            verdict=judgement.verdict, codes=tuple(sorted({found.code for found in told})),
            hard=sum(found.blocks for found in told), explained=sum(not found.blocks for found in told),
        )  # fmt: skip
        if identity is None or any(found.name == CONFLICT for found in judgement.findings):
            return event
        unit, code = (member.name, member.code or identity.code) if member else (identity.name, identity.code)
        event = replace(event, form=identity.form, edition=identity.edition, year=identity.year, scope=identity.scope)
        return replace(event, unit=unit, code=code)

    def _standing(self, received: Received, case: UnitCase) -> Outcome:
        """Say whether an accepted return may take the place of the one that stands."""
        judgement, current = received.judgement, case.current
        if judgement.record is None:
            return "rejected"
        if current is None or case.state() == "returned":
            return "accepted"
        if case.rivals:
            return "conflict"
        before = seen_again(self.archive, current) if current.kept else None
        if before and before.typed and received.seen.made_of == before.typed:
            return "accepted"
        there = load_record(self.archive.read(case.record)) if case.record else None
        # Saved once more, or with other words, it is the same return with the same figures.
        return "accepted" if there and there["tables"] == judgement.record["tables"] else "conflict"

    # -- What is written for people

    def _finished(self, taken: Taken) -> Taken:
        """Write what a file that stands in the log leaves; what fails is told, and done by the next run."""
        event = taken.event
        assert event is not None
        try:
            done = self._in_office(taken, self.home, event) if self.home else self._beside(taken, event)
        except OSError as error:
            done = replace(taken, failed=error)
        case = self.archive.cases.find(event.form, event.year, event.scope, event) if event.unit else None
        review_all = bool(self.home and self.home.office.reviews_all)
        return replace(done, state=case.state(review_all) if case else None)

    def _in_office(self, taken: Taken, home: Home, event: Event) -> Taken:
        case = self.archive.cases.find(event.form, event.year, event.scope, event) if event.unit else None
        if case is None or taken.outcome in ("unknown-unit", "superseded"):
            return taken
        received, named = taken.received, name_in_files(self.roster, event, event.scope)
        record = received.judgement.record
        made = {received.sha256: (record, received.files)} if record is not None and received.files else {}
        shown = bring_in_line(home, self.archive, case, named, made, self._listing)
        if taken.outcome == "rejected" and received.why is None and received.returned:
            returned = self._sent_back(received, event, home.returns(event.year), named)
            shown = replace(shown, outputs=(*shown.outputs, returned))
        return replace(taken, shown=shown)

    def _sent_back(self, received: Received, event: Event, folder: Path, named: str) -> Path:
        """Write the workbook that goes back, numbered after those that went before, and then its line."""
        # The archive first, as everywhere: whoever decides writes into this folder while it has the archive.
        with self.archive.writing() as writer, alone_in(folder):
            case = self.archive.cases.find(event.form, event.year, event.scope, event)
            sent = [each for each in (case.events if case else ()) if each.event == "returned"]
            again = next((each for each in sent if each.sha256 == event.sha256), None)
            if again:
                return folder / again.file
            times = max(received.times, len(sent) + 1)
            place, stands = returned_place(folder, named, times, received.seen)
            if not stands:
                data = received.returned
                if times != received.times:
                    data = judged_anew(received.item, received.data, self._expected, self._how, times).returned
                write_atomically(place, data)
            writer.add(self._returned(event, place.name))
        return place

    def _returned(self, event: Event, file: str) -> Event:
        """Make the line that tells of a workbook that goes back."""
        return Event(
            event="returned", time=now(), by=self.by, form=event.form, edition=event.edition, unit=event.unit,
            code=event.code, year=event.year, scope=event.scope, file=file, sha256=event.sha256,
        )  # fmt: skip

    @property
    def _how(self) -> Return:
        return self.wanted.how or Return(date.today())

    @property
    def _expected(self) -> Expected:
        # Few files ask for it here, and the archive is read for it.
        if self._own is None:
            self._own = expected_of(self.wanted)
        return self._own

    def _beside(self, taken: Taken, event: Event, top: Path | None = None) -> Taken:
        """Write what `ingest` writes without an office's folder."""
        if taken.outcome not in ("accepted", "conflict", "rejected") or not event.unit:
            return taken
        received = taken.received
        judgement, expected = received.judgement, None
        if judgement.record is None:
            expected = self._expected
            judgement = judge(received.data, received.item.file, expected)
        where = top or self.top or received.item.path.parent
        name = Path(received.item.file)
        done = take_judged(judgement, name, where, self._written, expected, self._how, received.files or None)
        if judgement.record is None and done.outputs:
            back = self._returned(event, done.outputs[0].name)
            with self.archive.writing() as writer:
                # Another run, finding our note, may have written the same workbook and its line.
                told = ((each.event, each.sha256, each.file) for each in self.archive.events)
                if ("returned", back.sha256, back.file) not in told:
                    writer.add(back)
        return replace(taken, shown=Shelved(done.outputs, done.kept), stale=done.stale, why=done.why)

    # -- What a run before this one left undone

    def finish(self) -> list[Taken]:
        """Write what stands in the log and lacks its outputs, because whoever wrote it was killed."""
        finished: list[Taken] = []
        # With the lock, for whoever writes a note writes the lines while it holds it.
        with self.archive.writing():
            notes = notes_in(self.archive.folder)
        events = {each.sha256: each for each in self.archive.events if each.event == "received" and each.kept}
        for note in notes:
            done = [
                self._left(events[sha256], Path(top) if top else None) for sha256, top in note.files if sha256 in events
            ]
            finished += done
            if not any(each.failed for each in done):
                forget(note)
        return finished

    def _left(self, event: Event, top: Path | None) -> Taken:
        path, *inside = event.file.split("/")
        item = Item(Path(path), tuple(inside))
        try:
            data = self.archive.read(event.kept)
        except OSError as error:
            nothing = Received(item, b"", event.sha256, Judgement(event.file, {}, ()), None, Seen(Path(path), {}))
            return Taken(nothing, event.outcome, event, failed=error)  # type: ignore[arg-type]
        sent = any(each.event == "returned" and each.sha256 == event.sha256 for each in self.archive.events)
        if sent or (self.home and event.outcome != "rejected"):
            # Its record is all that is asked for, and that is in the archive.
            received = Received(item, data, event.sha256, Judgement(event.file, {}, ()), None, Seen(Path(path), {}))
        else:
            try:
                received = judged_anew(item, data, self._expected, self._how)
            except PriorMismatchError:
                # Last year's figures that were there when it came are no use now.
                received = judged_anew(item, data, Expected(key=self.wanted.key), self._how)
        taken = Taken(received, event.outcome, event, why=received.why)  # type: ignore[arg-type]
        if self.home or sent:
            return self._finished(taken) if self.home else taken
        try:
            return self._beside(taken, event, top)
        except OSError as error:
            return replace(taken, failed=error)


def _is_ours_to_cure(event: Event) -> bool:
    """Tell whether a file was rejected for what the office expected, which it may have mended since."""
    return event.outcome == "rejected" and not OURS_TO_CURE.isdisjoint(event.codes)


def _again(received: Received, first: Event) -> Taken:
    return Taken(received, "duplicate", of=first.file, first=first)


def _forget(notes: list[tuple[Note, Sequence[int]]], taken: Mapping[int, Taken]) -> None:
    """Take away the notes of which all has its outputs."""
    for note, numbers in notes:
        if not any(taken[nth].failed for nth in numbers):
            forget(note)
    notes.clear()


def _ending(item: Item) -> str:
    """Give the ending of a file's name, such as a file in the archive may have."""
    name = item.inside[-1] if item.inside else item.path.name
    ending = Path(name).suffix.lower()
    return ending if ending.isascii() and ending[1:].isalnum() and len(ending) <= 8 else ""
