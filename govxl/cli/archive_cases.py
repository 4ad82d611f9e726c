"""Which archive a command means, and which return in it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from govxl.archive.cases import UnitCase
from govxl.archive.store import Archive
from govxl.cli.run import CannotRunError, os_words
from govxl.cli.words import say
from govxl.office.home import home_at
from govxl.words import Language

__all__ = ["case_of", "cases_of", "folder_of", "reviews_all", "span", "while_writing"]


def folder_of(archive: Path | None, office: Path | None, language: Language, begun: bool = True) -> Path:
    """Say which archive is meant: the one named, or that of the office's folder, which may have to have begun."""
    home = home_at(office) if archive is None else None
    folder = archive or (home.archive if home else None)
    if folder is None:
        raise CannotRunError(say("no-place", language))
    if not folder.is_dir() and (begun or archive):
        raise CannotRunError(say("no-archive" if archive else "archive-not-yet", language, path=folder))
    return folder


def reviews_all(office: Path | None) -> bool:
    """Tell whether every return of the office waits for a person."""
    home = home_at(office)
    return home is not None and home.office.reviews_all


def case_of(kept: Archive, unit: str, year: int | None, form: str, scope: str) -> UnitCase:
    """Find the return of a unit that is meant."""
    from govxl.office.decisions import Asked, find_case

    return find_case(kept, Asked(unit, form, year, scope))


def cases_of(kept: Archive, unit: str, year: int | None, form: str) -> list[UnitCase]:
    """Find all returns of a unit, of every year, form and scope that is not ruled out."""
    from govxl.office.decisions import Asked, UnknownUnitError, find_case

    found = []
    for each in dict.fromkeys((case.unit.form, case.unit.year, case.unit.scope) for case in kept.cases.all):
        if (form or each[0], year or each[1]) == each[:2]:
            with suppress(UnknownUnitError):
                found.append(find_case(kept, Asked(unit, *each)))
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
