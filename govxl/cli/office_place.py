"""Where an office's command works: the office's folder it runs in, or the archive it is given, and form and year."""

import sys
from dataclasses import dataclass
from pathlib import Path

from govxl.archive.prior import Recoded, recoded_in
from govxl.archive.store import LOG, Archive
from govxl.cli.archive_cases import meant
from govxl.cli.run import CannotRunError
from govxl.cli.words import say
from govxl.files import RECORD
from govxl.form.definition import form_for_year
from govxl.form.model import Form
from govxl.office.home import Home
from govxl.office.roster import Roster
from govxl.office.settings import Office
from govxl.words import Both, Language

__all__ = ["Place", "hold_archive", "place_of", "recoded_of", "severities_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """An office's folder, if there is one, its archive, and the form and report year that are asked about."""

    home: Home | None
    archive: Archive
    form: Form
    year: int

    @property
    def settings(self) -> Office:
        """What office.toml says; nothing where there is none."""
        return self.home.office if self.home else Office()


def hold_archive(home: Home, language: Language) -> None:
    """Refuse to begin another archive where results of one are there: it is on a disk that is missing, or elsewhere."""
    if (home.archive / LOG).exists():
        return
    year = home.office.year or 0
    for folder in (home.passed(year), home.waiting(year)):
        if next(folder.parent.glob(f"*/*/{RECORD}"), None):
            raise CannotRunError(say("archive-lost", language, path=home.archive, folder=folder.parent))


def place_of(office: Path | None, archive: Path | None, year: int | None, form: str, language: Language) -> Place:
    """Say where a command works; what is not said comes from office.toml, and the year at last from the archive."""
    where = meant(archive, office, language, may_begin="own")
    home, kept = where.home, where.kept
    settings = home.office if home else Office()
    known = [case.unit.year for case in kept.cases.all]
    asked = year or settings.year or max(known, default=0)
    if not asked:
        raise CannotRunError(say("no-year", language))
    ids = {case.unit.form for case in kept.cases.all if case.unit.year == asked}
    wanted = form or settings.form or (ids.pop() if len(ids) == 1 else "")
    return Place(home, kept, form_for_year(wanted, asked), asked)


def recoded_of(archive: Archive, listed: Roster | None, form: str, year: int | None) -> Recoded:
    """Give what stands of last year of units of an office's list that got another code since; nothing without one."""
    if not (listed and year):
        return {}
    known = {case.unit.form for case in archive.cases.all if case.unit.year == year - 1}
    wanted = form.partition("/")[0] or (known.pop() if len(known) == 1 else "")
    return recoded_in(archive, wanted, year, listed.registers)


def severities_of(home: Home | None, year: int | None, language: Language) -> dict[str, str]:
    """Give what the office makes of rules, by their ids, and say which its form has not."""
    if not (home and home.office.severity and year):
        return {}
    told: list[Both] = []
    severities = home.office.severities(form_for_year(home.office.form, year), told)
    for words in told:
        print(words.said(language), file=sys.stderr)
    return severities
