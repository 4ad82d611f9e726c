"""What an office works with: accepted returns, returns that wait for a person, and workbooks to send back.

All of it follows from the archive. What a case comes to decides what stands in which folder; what does not stand any
more is taken away as far as govxl made it and nobody changed it.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice, takewhile
from os import listdir as list_of
from pathlib import Path

from govxl.archive.cases import COUNTING, UnitCase
from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.files import RECORD, return_name, safe_name
from govxl.filing.model import Identity
from govxl.filing.record import Record, identity_in, load_record
from govxl.filing.units import Unit
from govxl.office.home import Home
from govxl.office.ingest import as_made, files_of
from govxl.office.outputs import IsOurs, alone_in, folder_names, record_in, write_set
from govxl.office.roster import Member, Roster
from govxl.returns.came_back import Seen, seen_of
from govxl.returns.check import is_same_return, judge_file
from govxl.words import scope_word

__all__ = [
    "NOTHING_SHOWN", "Listing", "Shelved", "bring_in_line", "name_in_files", "returned_place", "withdraw",
    "write_accepted",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelved:
    """What was written for a case, what a person changed and is beside what is new, and folders that stand no more.

    `left` is what a person put or changed in those.
    """

    outputs: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()


NOTHING_SHOWN = Shelved()


class Listing:
    """What lies in folders, each listed once: an office has a folder there for every unit, and asks for each file.

    Whoever writes there, or takes something away, notes it. What others do meanwhile is not in it.
    """

    def __init__(self) -> None:
        self._names: dict[Path, list[str]] = {}

    def beginning(self, top: Path, start: str) -> list[str]:
        """Give the names in a folder that begin so."""
        names = self._names.get(top)
        if names is None:
            names = self._names[top] = sorted(list_of(top))
        return list(takewhile(lambda name: name.startswith(start), islice(names, bisect_left(names, start), None)))

    def note(self, folder: Path) -> None:
        """Note a folder that stands now, or does not any more."""
        names = self._names.get(folder.parent, [])
        at = bisect_left(names, folder.name)
        known = names[at : at + 1] == [folder.name]
        if folder.is_dir() and not known:
            insort(names, folder.name)
        elif known and not folder.is_dir():
            del names[at]


Made = tuple[Record, Mapping[str, bytes]]
"""A record and what it leaves, by the names of the files."""


def name_in_files(roster: Roster | None, unit: Unit, scope: str) -> str:
    """Say what a unit is called in files: as the roster has it, else by its name made safe."""
    member = roster.find(unit, scope) if roster else None
    if roster and member:
        return roster.file_names[member]
    return safe_name(unit.name) + ("" if scope == "own" else f"（{scope_word(scope)}）")


def write_accepted(home: Home, archive: Archive, about: Event, named: str) -> Shelved:
    """Bring the folders in line after a decision or a publication; `about` is any event of the case."""
    case = archive.cases.find(about.form, about.year, about.scope, about)
    return bring_in_line(home, archive, case, named) if case else Shelved()


def bring_in_line(
    home: Home,
    archive: Archive,
    case: UnitCase,
    named: str,
    made: Mapping[str, Made] | None = None,
    listing: Listing | None = None,
) -> Shelved:
    """Let the folders of accepted and of waiting returns hold what a case comes to.

    `made` are records and outputs that are there already, by the sha256 of the file they were made from; `listing` is
    that of a run that does this for many. Raises OSError where something cannot be written; run again, the rest is
    done.
    """
    year, listing = case.unit.year, listing or Listing()
    passed, waiting = home.passed(year), home.waiting(year)
    # In this order everywhere; and what others add while this waits is seen before anything is written.
    with alone_in(passed), alone_in(waiting):
        archive.refresh()
        case = archive.cases.find(case.unit.form, year, case.unit.scope, case.unit) or case
        ours = {each.sha256 for each in case.events if each.sha256}
        wanted = dict(_wanted(case, home.office.reviews_all, passed, waiting, named))
        outputs: list[Path] = []
        kept: list[Path] = []
        stand: set[Path] = set()
        for place, event in wanted.items():
            record, files = (made or {}).get(event.sha256) or _made(archive, event)
            folder = _free(place, record, ours)
            written = write_set(folder, files, as_made(folder, record))
            outputs += written.outputs
            kept += written.kept
            stand.add(folder)
            listing.note(folder)
        gone: list[Path] = []
        left: list[Path] = []
        for top in (passed, waiting):
            for folder in _folders_of(top, named, ours, case, listing) if top.is_dir() else ():
                if folder not in stand:
                    left += withdraw(folder)
                    listing.note(folder)
                    gone.append(folder)
    return Shelved(tuple(outputs), tuple(kept), tuple(gone), tuple(left))


def _made(archive: Archive, event: Event) -> Made:
    record = load_record(archive.read(event.record))
    return record, files_of(record)


def _wanted(case: UnitCase, review_all: bool, passed: Path, waiting: Path, named: str) -> Iterator[tuple[Path, Event]]:
    """Yield the folders that should stand, each with the event that tells its record."""
    state = case.state(review_all)
    if state in COUNTING:
        told = case.counted(review_all)
        if told and told.record:
            yield passed / named, told
    elif state == "waiting":
        rivals = case.rivals or ((case.current,) if case.current else ())
        for nth, each in enumerate(each for each in rivals if each.record):
            # Returns in conflict lie beside one another, for whoever has to choose.
            yield waiting / (f"{named}~{each.sha256[:6]}" if nth else named), each


def _free(place: Path, record: Record, ours: set[str]) -> Path:
    """Choose the folder itself, or one beside it where another unit's stands there.

    One without a record holds what a person left there of a return that does not stand any more.
    """
    names = folder_names(place, identity_in(record))
    return next(each for each in names if _is_of(each, ours) or (not each.is_file() and not (each / RECORD).exists()))


def _is_of(folder: Path, ours: set[str]) -> bool:
    record = record_in(folder)
    return record is not None and record["source"]["sha256"] in ours


def _folders_of(top: Path, named: str, ours: set[str], case: UnitCase, listing: Listing) -> list[Path]:
    """List the folders of a case, whatever they had to be called."""
    # A unit that was renamed since has its folder under the name of then.
    scopes = {(each.unit, each.scope) for each in case.events}
    names = {named, *(name_in_files(None, Member(0, unit), scope) for unit, scope in scopes)}
    return sorted({each for name in names for each in _folders_called(top, name, ours, case, listing)})


def _folders_called(top: Path, named: str, ours: set[str], case: UnitCase, listing: Listing) -> list[Path]:
    listed = {top / name for name in listing.beginning(top, named)}
    # Those that another run may have made since are called as ours would be.
    usual = (top / named, *(top / f"{named}~{sha256[:6]}" for sha256 in ours))
    whose = {Identity(each.form, "", each.unit, each.code, "", "", each.year, each.scope) for each in case.events}
    likely = listed | {folder for each in usual for told in whose for folder in islice(folder_names(each, told), 3)}
    return sorted(each for each in likely if each.is_dir() and (_is_of(each, ours) or _is_emptied(each, named)))


def _is_emptied(folder: Path, named: str) -> bool:
    """Tell whether a folder of the case has nothing in it any more, as after a run that was killed taking it away."""
    beside = folder.name.removeprefix(named)[:1]  # as `folder_names` has it where another's stood there
    return beside in ("", "~", "（") and not any(folder.iterdir())


def withdraw(folder: Path, is_ours: IsOurs | None = None) -> list[Path]:
    """Take away what is as govxl made it, the record last; gives what a person put or changed there."""
    record = record_in(folder)
    is_ours = is_ours or (as_made(folder, record) if record else lambda name, data: False)
    # The pages tell whether the record was changed, so all are asked before the first goes.
    files = sorted((each for each in folder.iterdir() if each.is_file()), key=lambda each: each.name == RECORD)
    told = {each: not each.is_symlink() and is_ours(each.name, each.read_bytes()) for each in files}
    left = [each for each in folder.iterdir() if not told.get(each)]
    # Where one cannot be taken away, the record stays, which tells the next run whose the folder is.
    for path in (each for each, as_we_made_it in told.items() if as_we_made_it):
        path.unlink(missing_ok=True)
    if not left:
        folder.rmdir()
    return left


# -- What goes back


def returned_place(folder: Path, named: str, times: int, seen: Seen) -> tuple[Path, bool]:
    """Say under which name a workbook goes back that is made of `seen`, and whether it stands there already.

    To be called while `alone_in` the folder. Nothing is written over: a number that another workbook has is passed
    over. One that was made of the same entries stands, also when it was made on another day or was worked in since.
    """
    for number in count(times):
        target = folder / return_name(named, number)
        if not target.exists():
            return target, False
        there = seen_of(target, judge_file(target))
        if there.made_of and there.made_of == seen.typed and is_same_return(there.whose, seen.whose):
            return target, True
    raise AssertionError("numbers have no end")
