"""One file that came in: judged, with all made that may be written for it, in whatever process does the work."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from govxl.archive.prior import Recoded, prior_of
from govxl.archive.store import Archive
from govxl.filing.carried import Lookup, Missing
from govxl.filing.model import Expected, Identity, Judgement, Others, Prior, PriorFinder, PriorMismatchError
from govxl.filing.record import RecordError, load_record, prior_in
from govxl.filing.units import folded
from govxl.layout.layout import Layout
from govxl.office.inbox import BusyError, Item, read_item
from govxl.office.ingest import files_of
from govxl.office.prior import prior_finder
from govxl.office.walking import NOTHING
from govxl.published.prove import DisagreementError
from govxl.returns.came_back import Seen, seen_of
from govxl.returns.check import judge
from govxl.returns.send_back import Return, Why, returned_workbook, times_of, why_not_returned
from govxl.words import COLON, Both, SaidOSError
from govxl.xlsx.zip import Refused

__all__ = ["Failed", "Received", "Task", "Wanted", "begin", "expected_of", "judged_anew", "receive"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the office expects of files and how it returns them, as it is sent to every process.

    `prior` is where last year's figures are looked up first, `archive` where they are next; `recoded` has those of
    units of the list that got another code since.
    """

    unit: str = ""
    code: str = ""
    year: int | None = None
    form: str = ""
    key: bytes = field(default=b"", repr=False)
    others: Others = field(default_factory=dict, repr=False)
    severities: Mapping[str, str] = field(default_factory=dict)
    prior: Path | None = None
    archive: Path | None = None
    how: Return | None = None
    recoded: Recoded = field(default_factory=dict)


class Task(NamedTuple):
    """A file to judge; `data` is there for one out of a zip."""

    item: Item
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A judged file, with what is to be written for it: the outputs if it is accepted, else the workbook to send back.

    The judgement comes without its reading, which stays in the process that made it. `times` is the number of the
    return, `why` why there is none. `landed` is the file on the archive's disk, where a worker elsewhere left it.
    """

    item: Item
    data: bytes = field(repr=False)
    sha256: str
    judgement: Judgement
    identity: Identity | None
    seen: Seen
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    returned: bytes = field(default=b"", repr=False)
    times: int = 0
    why: Why | None = None
    landed: Path | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that was not judged, or not to an end: `busy`, not to be read, its last year's figures no use, our bug."""

    item: Item
    kind: Literal["busy", "unreadable", "prior", "bug"]
    why: Both = NOTHING
    number: int = 0


# -- In every process


class _Receiving:
    """What a process was told when it began."""

    expected = Expected()
    how: Return | None = None


def begin(wanted: Wanted) -> None:
    """Get ready to judge; what the archive holds of last year is looked up as it is now."""
    _Receiving.expected, _Receiving.how = expected_of(wanted), wanted.how


def expected_of(wanted: Wanted) -> Expected:
    """Put together what is expected; SheetError or RecordError where what is given as last year's cannot be used."""
    given = prior_finder(wanted.prior) if wanted.prior else None
    kept = Archive(wanted.archive) if wanted.archive else None
    plain = Expected(wanted.unit, wanted.code, wanted.year, wanted.form, key=wanted.key, others=wanted.others)
    recoded = wanted.recoded
    prior = _LastYearOfMany(given, kept, recoded) if isinstance(given, Lookup) else _LastYear(given, kept, recoded)
    return plain._replace(prior=prior, severities=wanted.severities)


@dataclass(frozen=True, slots=True)
class _LastYear:
    """Last year's figures in what is given, and next in the archive."""

    given: PriorFinder | None
    archive: Archive | None
    recoded: Recoded

    def __call__(self, identity: Identity, layout: Layout) -> Prior | None:
        found = self.given(identity, layout) if self.given else None
        if found or self.archive is None:
            return found
        data = prior_of(self.archive, identity.form, identity.year, identity.scope, identity)
        once = self.recoded.get(identity.scope, {}).get(folded(identity.name)) if data is None else None
        if once and (once.form, once.year) == (identity.form, identity.year - 1):
            data = self.archive.read(once.record)  # as its workbook was issued with
        if data is None:
            return None
        try:
            return prior_in(load_record(data), hashlib.sha256(data).hexdigest(), layout)
        except RecordError as error:
            place = Both("归档里的上年记录坏了", "last year's record in the archive is damaged")
            raise PriorMismatchError(COLON.between(place, error.sentence)) from None


@dataclass(frozen=True, slots=True)
class _LastYearOfMany(_LastYear):
    """The same where what is given is of many units, and says why it has none of one."""

    given: Lookup

    def why_not(self, identity: Identity, layout: Layout) -> Missing:
        return self.given.why_not(identity, layout)


def receive(task: Task) -> Received | Failed:
    """Judge a file and make what may be written for it."""
    item = task.item
    try:
        data = read_item(item) if task.data is None else task.data
    except BusyError:
        return Failed(item, "busy")
    except Refused as refused:
        judgement = Judgement(item.file, {}, (refused.finding,))
        return Received(item, b"", "", judgement, None, Seen(Path(item.file), {}))
    except OSError as error:
        why = error.why if isinstance(error, SaidOSError) else Both(*[error.strerror or str(error)] * 2)
        return Failed(item, "unreadable", why, error.errno or 0)
    try:
        return judged_anew(item, data, _Receiving.expected, _Receiving.how)
    except PriorMismatchError as error:
        return Failed(item, "prior", error.sentence)
    except DisagreementError as error:
        told = f"{type(error).__name__}: {error}"
        return Failed(item, "bug", Both(told, told))


def judged_anew(item: Item, data: bytes, expected: Expected, how: Return | None, times: int = 0) -> Received:
    """Judge bytes and make what may be written for them; a return has at least the number `times`.

    Raises PriorMismatchError as judging does, and DisagreementError for an output that came out wrong.
    """
    judgement = judge(data, item.file, expected)
    reading, slim = judgement.reading, judgement._replace(reading=None)
    made = partial(
        Received, item, data, hashlib.sha256(data).hexdigest(), slim, reading.identity if reading else None,
        seen_of(Path(item.file), judgement),
    )  # fmt: skip
    if judgement.record is not None:
        return made(files=files_of(judgement.record, judgement))
    why = why_not_returned(judgement)
    if reading is None or why or how is None:
        return made(why=why)
    times = max(times, times_of(item.stem, reading) + 1)
    return made(returned=returned_workbook(judgement, reading, times, how, expected.key), times=times)
