"""govxl new: a blank locked workbook for one unit and year."""

import sys
from datetime import datetime
from pathlib import Path

from govxl.cli.paths import refuse_existing, target, write
from govxl.cli.words import say
from govxl.form.definition import form_for_year
from govxl.language.expressions import paths_in
from govxl.office.settings import read_key, read_office, read_password
from govxl.words import LEVELS, LISTED, Language

__all__ = ["new"]

LEVEL = "unit.level"


def new(
    *,
    unit: str,
    year: int,
    form: str = "",
    code: str = "",
    level: str = "",
    kind: str = "",
    scope: str = "own",
    prior: Path | None = None,
    issued: datetime | None = None,
    office: Path | None = None,
    password_file: Path | None = None,
    key_file: Path | None = None,
    output: str = "",
    force: bool = False,
    language: Language,
) -> None:
    """Make a blank locked workbook for one unit and year."""
    from govxl.office.outbox import new_workbook, workbook_name

    password = read_password(password_file) if password_file else ""
    key = read_key(key_file) if key_file else b""
    settings = read_office(office) if office else None
    found = form_for_year(form, year)
    path = target(output, workbook_name(unit, year, found.title), language)
    refuse_existing(path, force, language)
    made = new_workbook(
        unit,
        year,
        form,
        code=code,
        level=level,
        kind=kind,
        scope=scope,
        prior=prior,
        issued=issued,
        password=password,
        key=key,
        office=settings,
    )
    write(path, made, language)
    # A check that asks for a level is off without one, and the workbook says nothing of it.
    rules = dict.fromkeys(each.rule.called for each in found.checks if each.when and LEVEL in paths_in(each.when))
    if rules and not level:
        listed = LISTED.said(language)
        levels = listed.join(LEVELS.values() if language == "zh" else LEVELS)
        print(say("no-level", language, levels=levels, rules=listed.join(rules)), file=sys.stderr)
