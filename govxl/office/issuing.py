"""Everybody's workbook out of the roster: which are made, with whose figures of last year, and which are left alone.

What is told of a workbook holds: it stands in the folder, on the disk, and after it the line of the log. Killed at any
moment and called again, the rest is made; a workbook that stands there without its line gets it.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Literal, NamedTuple

from govxl.archive.events import Event, now
from govxl.archive.prior import Recoded, prior_of, standing
from govxl.archive.store import Archive
from govxl.disk import one_wait
from govxl.files import TEMPORARY, umask, write_new
from govxl.filing.model import Identity, Prior, PriorMismatchError
from govxl.filing.record import RecordError, load_record, prior_in
from govxl.filing.units import Unit, folded, same_name
from govxl.layout.layout import Layout
from govxl.office.listed_otherwise import claims_at, otherwise
from govxl.office.outputs import alone_in
from govxl.office.prior import Known, known_in
from govxl.office.roster import Member, Roster
from govxl.office.settings import Office
from govxl.returns.fill import blank_contents, issue_time
from govxl.text import brief
from govxl.words import ADDED_NEW, COLON, Both
from govxl.workbook.batch import Batch
from govxl.workbook.writer import Contents
from govxl.xlsx.repack import same_parts
from govxl.xlsx.zip import Refused, load_bytes

__all__ = ["Issued", "Issuing", "issue", "strangers"]

PACKERS = 2
"""Threads that pack workbooks while the next are begun: packing takes no longer than beginning."""

TOGETHER = 50
"""Workbooks that are seen onto the disk with one wait, and told of in one piece of the log."""

Outcome = Literal["made", "left", "found", "failed"]
"""Made now; issued before and there still; there, as we made it, but not in the log until now; not to be made."""

PriorSource = Callable[[Identity, Layout], Prior | None]


class Issued(NamedTuple):
    """What became of one unit's workbook; `kept` is a file of that name that is somebody's, `why` what went wrong.

    `other` says what the kept file says of whose it is, where that is not as the list has it; where none is kept, the
    same of the workbook that was issued before. `older` is one that was issued under the unit's former name and lies
    beside the new one. `once` is the name under which its figures of last year stand, `coded_once` the code, where that
    is another than its own.
    """

    member: Member
    outcome: Outcome
    path: Path
    has_prior: bool = False
    kept: Path | None = None
    why: Both | None = None
    once: str = ""
    other: Both | None = None
    older: Path | None = None
    coded_once: str = ""


@dataclass(frozen=True, slots=True)
class Issuing:
    """What is issued: of which form and year, into which folder, and what each workbook says besides.

    Last year's figures come out of the `archive`, and of `prior` for units of which that has none; `again` makes those
    as well that were issued before. `recoded` has, by scope and folded name, what the archive has under another code.
    """

    layout: Layout
    year: int
    folder: Path
    issued: datetime
    archive: Archive | None = None
    prior: PriorSource | None = None
    office: Office | None = None
    password: str = ""
    key: bytes = field(default=b"", repr=False)
    by: str = ""
    again: bool = False
    recoded: Recoded = field(default_factory=dict)

    def identity(self, member: Member) -> Identity:
        """Say whose return a member's workbook is."""
        form = self.layout.form
        return Identity(
            form.id, form.edition, member.name, member.code, member.level, member.kind, self.year, member.scope
        )

    def prior_of(self, identity: Identity) -> Prior | None:
        """Find a unit's figures of last year.

        Raises PriorMismatchError where they may be another's, RecordError or OSError where they cannot be read.
        """
        form, year, scope = identity.form, identity.year, identity.scope
        data = prior_of(self.archive, form, year, scope, identity) if self.archive else None
        once = self.once_coded(identity)
        if data is None and once and self.archive:
            data = self.archive.read(once.record)
        if data is not None:
            return prior_in(load_record(data), hashlib.sha256(data).hexdigest(), self.layout)
        return self.prior(identity, self.layout) if self.prior else None

    def once_coded(self, identity: Identity) -> Event | None:
        """Give what stands of last year of a unit that got another code since; None of any other."""
        return self.recoded.get(identity.scope, {}).get(folded(identity.name))

    def contents(self, member: Member, prior: Prior | None, issued: datetime | None = None) -> Contents:
        """Say what stands in a member's workbook; OfficeFileError for a deadline before the year is over."""
        told = self.office.texts(member.kind, self.year) if self.office else {}
        identity = self.identity(member)
        made = blank_contents(self.layout, identity, prior, issued or self.issued, self.password, self.key, told)
        return replace(made, values={**made.values, "unit.title": member.title}) if member.title else made


def issue(how: Issuing, names: Mapping[Member, str]) -> Iterator[Issued]:
    """Issue the workbooks of these members, under these names without ending; tells what became of each, in order.

    Raises OSError where the folder or the log cannot be written, OfficeFileError for a past deadline.
    """
    for kind in {member.kind for member in names}:
        if how.office:
            how.office.texts(kind, how.year)  # a past deadline is said before the first is made
    batch = Batch(how.layout)
    with alone_in(how.folder), ThreadPoolExecutor(PACKERS) as packers:
        if how.archive:
            how.archive.refresh()  # whoever was waited for has issued some of them meanwhile
        waiting: list[_Made] = []
        for member, name in names.items():
            made = _one(how, batch, member, f"{name}.xlsx")
            # Packing takes half of the time, and what packs lets other threads work meanwhile.
            waiting.append(made._replace(data=packers.submit(made.data).result))
            if len(waiting) == TOGETHER:
                yield from _settled(how, waiting)
                waiting = []
        yield from _settled(how, waiting)


class _Made(NamedTuple):
    """What becomes of a unit's workbook, before anything of it is on the disk; `data` gives its bytes."""

    told: Issued
    data: Callable[[], bytes] = bytes


def _one(how: Issuing, batch: Batch, member: Member, name: str) -> _Made:
    identity = how.identity(member)
    case = how.archive.cases.find(how.layout.form.id, how.year, member.scope, member) if how.archive else None
    last = case.last("issued") if case else None
    before = how.folder / last.file if last and os.path.lexists(how.folder / last.file) else None
    if before and not how.again:
        return _Made(Issued(member, "left", before, other=otherwise(identity, claims_at(before))))
    try:
        prior = how.prior_of(identity)
    except (PriorMismatchError, RecordError) as error:
        why = COLON.between(brief(member.name), error.sentence)
        return _Made(Issued(member, "failed", how.folder / name, why=why))
    once = prior.unit if prior and not same_name(prior.unit or member.name, member.name) else ""
    coded = how.once_coded(identity) if prior else None
    told = Issued(
        member, "made", how.folder / name, prior is not None, once=once, coded_once=coded.code if coded else ""
    )
    # The first place that is free, or that holds what was issued there before; what is somebody's stays on the way.
    for path in _beside(how.folder / name):
        told = told._replace(path=path, older=before if before != path else None)
        if not os.path.lexists(path):
            break
        there = _there(path)
        if last and last.file == path.name and last.sha256 == hashlib.sha256(there).hexdigest():
            break  # issued before, as it stands: it may make room for the new one
        theirs = claims_at(path)
        other = otherwise(identity, theirs)
        if theirs and other is None:
            again = issue_time(theirs["issued"])
            untouched = same_parts(batch.workbook(how.contents(member, prior, again)), there)
            if untouched and how.archive:
                return _Made(told._replace(outcome="found"), partial(bytes, there))
            # Without a log it is the workbook itself that says it was issued, filled in by now or not.
            if how.archive is None and not how.again:
                return _Made(told._replace(outcome="left"))
            if untouched:
                break
        if told.kept is None:
            # Who is listed under another code, or was given another level, has one that nobody changed.
            told = told._replace(kept=path, other=other)
    return _Made(
        told._replace(older=told.older if told.older != told.kept else None), batch.begun(how.contents(member, prior))
    )


def _beside(path: Path) -> Iterator[Path]:
    """Yield where a workbook may stand: at its own name, then beside it under further ones."""
    yield path
    yield from (path.with_name(f"{path.stem}{ADDED_NEW.format('' if n == 1 else n)}{path.suffix}") for n in count(1))


def _there(path: Path) -> bytes:
    """Give what stands at a place; nothing for what is no file that could be ours."""
    try:
        return load_bytes(path)
    except (Refused, OSError):
        return b""


def _settled(how: Issuing, made: Sequence[_Made]) -> Iterator[Issued]:
    """See workbooks onto the disk, then their lines into the log, and tell."""
    data = {each.told.path: each.data() for each in made if each.told.outcome in ("made", "found")}
    _write(how.folder, {each.told.path: data[each.told.path] for each in made if each.told.outcome == "made"})
    form = how.layout.form
    events = [
        Event(
            event="issued", time=now(), by=how.by, form=form.id, edition=form.edition, unit=told.member.name,
            code=told.member.code, year=how.year, scope=told.member.scope, file=told.path.name,
            sha256=hashlib.sha256(data[told.path]).hexdigest(),
        )
        for each in made if (told := each.told).outcome in ("made", "found")
    ]  # fmt: skip
    if events and how.archive:
        with how.archive.writing() as writer:
            writer.add(*events)
    yield from (each.told for each in made)


def _write(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Write files, all on the disk under other names before the first takes its own; after an error none is left."""
    if not files:
        return
    waiting: dict[Path, Path] = {}
    mode = 0o666 & ~umask()
    try:
        with one_wait(folder) as see:
            for number, (path, data) in enumerate(files.items()):
                waiting[path] = folder / f"{TEMPORARY}new-{number}"
                write_new(waiting[path], data, synced=False)
                os.chmod(waiting[path], mode)
            see(waiting.values())
            for path, temporary in waiting.items():
                os.replace(temporary, path)
            see([folder])
    except OSError as error:
        error.filename = str(folder)  # not what a file is called on the way, which tells nobody anything
        raise
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


# -- Who is missing in which list


def strangers(roster: Roster, how: Issuing) -> Iterator[Known]:
    """Yield the units that have figures of last year, in the archive or the list given, and no line in the roster."""
    known: list[Known] = []
    if how.archive:
        form, year = how.layout.form.id, how.year - 1
        cases = (case for case in how.archive.cases.all if (case.unit.form, case.unit.year) == (form, year))
        known = [Known(case.unit.name, case.unit.code, case.unit.scope) for case in cases if standing(case)]
        same = {scope: set(found) for scope, found in how.recoded.items()}
        known = [each for each in known if folded(each.name) not in same.get(each.scope, ())]
    yield from _without(roster, [*known, *known_in(how.prior, how.layout, how.year - 1)])


def _without(roster: Roster, known: Iterable[Known]) -> Iterator[Known]:
    told: set[Known] = set()
    for each in known:
        unit: Unit = each
        if each not in told and not roster.registers[each.scope].find(unit):
            told.add(each)
            yield each
