"""Which archive a command means, and which return in it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from govxl.archive.cases import UnitCase
from govxl.archive.store import Archive
from govxl.cli.run import CannotRunError, os_words
from govxl.cli.words import say
from govxl.office.home import Home, home_at
from govxl.words import Language

if TYPE_CHECKING:
    from govxl.office.roster import Roster

__all__ = ["Meant", "case_of", "cases_of", "meant", "reviews_all", "span", "while_writing"]


MayBegin = Literal["none", "own", "any"]


@dataclass(frozen=True)
class Meant:
    """The folder of the archive that a command means, and what was said of the office."""

    folder: Path
    office: Path | None

    @cached_property
    def kept(self) -> Archive:
        """The archive."""
        return Archive(self.folder)

    @cached_property
    def home(self) -> Home | None:
        """The office's folder, be the archive its own or one that was named; its settings are read when it is asked."""
        return home_at(self.office)

    def code_listed(self, unit: str) -> str:
        """Give the code of a unit in the office's list; nothing where there is none, or no list that can be used."""
        return self._listed.code_of(unit) if self._listed else ""

    @cached_property
    def _listed(self) -> "Roster | None":
        from govxl.office.lists import SheetError
        from govxl.office.roster import read_roster

        with suppress(OSError, SheetError):
            return read_roster(self.ours.roster) if self.ours else None
        return None

    @property
    def ours(self) -> Home | None:
        """The office's folder where the archive is its own: another's returns have no place in it."""
        home = self.home
        return home if home and self.folder.resolve() == home.archive.resolve() else None


def meant(archive: Path | None, office: Path | None, language: Language, may_begin: MayBegin = "none") -> Meant:
    """Say which archive is meant: the one named, or that of the office's folder; CannotRunError where it is not there.

    One that `may_begin` need not be there yet: none, the office's own, or any.
    """
    home = home_at(office) if archive is None else None
    folder = archive or (home.archive if home else None)
    if folder is None:
        raise CannotRunError(say("no-place", language))
    if not folder.is_dir() and (may_begin == "none" or (may_begin == "own" and archive)):
        raise CannotRunError(say("no-archive" if archive else "archive-not-yet", language, path=folder))
    return Meant(folder, office)


def reviews_all(home: Home | None) -> bool:
    """Tell whether every return of an office waits for a person."""
    return home is not None and home.office.reviews_all


def case_of(where: Meant, unit: str, year: int | None, form: str, scope: str) -> UnitCase:
    """Find the return of a unit that is meant: in an office's own archive one of its year where none is said.

    Whoever left an office has nothing of that year, and is found by what there is. Whoever the list calls otherwise
    than the archive is found by its code.
    """
    from govxl.office.asked import Asked, UnknownUnitError, find_case

    ours = where.ours.office.year if where.ours else None
    if ours and year in (None, ours):
        try:
            return find_case(where.kept, Asked(unit, form, ours, scope, where.code_listed(unit)))
        except UnknownUnitError:
            if year:
                raise
    try:
        return find_case(where.kept, Asked(unit, form, year, scope))
    except UnknownUnitError:
        if not (where.ours and (code := where.code_listed(unit))):
            raise
        return find_case(where.kept, Asked(unit, form, year or where.ours.office.year, scope, code))


def cases_of(where: Meant, unit: str, year: int | None, form: str) -> list[UnitCase]:
    """Find all returns of a unit, of every year, form and scope that is not ruled out, under whatever name it had."""
    from govxl.office.asked import Asked, UnknownUnitError, find_case

    found, kept, code = [], where.kept, where.code_listed(unit)
    for each in dict.fromkeys((case.unit.form, case.unit.year, case.unit.scope) for case in kept.cases.all):
        if (form or each[0], year or each[1]) == each[:2]:
            with suppress(UnknownUnitError):
                found.append(find_case(kept, Asked(unit, *each, code)))
    return found or [find_case(kept, Asked(unit, form, year))]


def span(case: UnitCase) -> tuple[int, str]:
    """Give the year and the form of a case."""
    return case.unit.year, case.unit.form


@contextmanager
def while_writing(place: Path, language: Language) -> Iterator[None]:
    """Say of what goes wrong in a place that it could not be written to."""
    try:
        yield
    except OSError as error:
        if str(error.filename or "").startswith(str(place)):
            raise CannotRunError(os_words(error, language, writing=True)) from None
        raise
