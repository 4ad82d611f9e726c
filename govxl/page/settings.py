"""What a page knows of the office that made it: whom to send to, until when, and this round's form; plain JSON.

It holds what every workbook of the office says already, and what the office makes of rules; no key, no list of units.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from govxl.filing.model import Expected
from govxl.form.definition import form_for_year
from govxl.office.settings import TEXTS, Office
from govxl.words import KINDS, Both

__all__ = ["Settings", "settings_in", "settings_of"]


@dataclass(frozen=True, slots=True)
class Settings:
    """An office's settings as a page has them; without an office, nothing is expected and nothing said of any.

    `office` has no more than texts, deadlines, year, form and severities.
    """

    office: Office = field(default_factory=Office)

    def expected(self) -> Expected:
        """Give what is expected of every file: this round's year and form, and the severities the office goes by."""
        office = self.office
        return Expected(year=office.year, form=office.form, severities=office.severity)

    def texts(self, kind: str, year: int) -> dict[str, str]:
        """Give what the workbook of a unit of a kind says of the office, by the names of `words.OFFICE`."""
        return self.office.texts(kind, year)

    def as_json(self) -> str:
        """Write them; `settings_in` reads this."""
        office = self.office
        told = {
            **{name: getattr(office, name) for name in TEXTS},
            "deadlines": {kind: day.isoformat() for kind, day in office.deadlines.items()},
            "year": office.year,
            "form": office.form,
            "severity": dict(office.severity),
        }
        return json.dumps(told, ensure_ascii=False)


def settings_in(text: str) -> Settings:
    """Read what `Settings.as_json` wrote; of a page without an office that is an empty text."""
    if not text:
        return Settings()
    told = json.loads(text)
    deadlines: Mapping[str, str] = told.pop("deadlines")
    return Settings(Office(**told, deadlines={kind: date.fromisoformat(day) for kind, day in deadlines.items()}))


def settings_of(office: Office, told: list[Both]) -> Settings:
    """Take what a page carries of an office; severities of rules that this round's form has not are `told`.

    Raises OfficeFileError for a deadline before the year is over and a severity that no rule may have, and
    UnknownFormError where no form is for the year; all that would else fail in each sender's browser.
    """
    severity: Mapping[str, str] = {}
    if office.year:
        form = form_for_year(office.form, office.year)
        severity = office.severities(form, told)
        for kind in KINDS:
            office.texts(kind, office.year)
    kept = {name: getattr(office, name) for name in TEXTS}
    # Until which day is said of a year's workbooks; where no year is named, nobody knows of which.
    deadlines = office.deadlines if office.year else {}
    return Settings(Office(**kept, deadlines=deadlines, year=office.year, form=office.form, severity=severity))
