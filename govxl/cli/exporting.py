"""govxl archive export --to: the returns that count as tables for analysts."""

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

from govxl.archive.cases import COUNTED_STATES, UnitCase
from govxl.archive.store import Archive
from govxl.cli.archive_cases import while_writing
from govxl.cli.paths import folder_for_output, refuse_existing
from govxl.cli.run import CannotRunError
from govxl.cli.words import say
from govxl.filing.units import meant_by
from govxl.look.frames import IN_SUMS, CountedReturn
from govxl.office.home import Home
from govxl.office.roster import NoUnitsError, read_roster
from govxl.text import brief
from govxl.words import LISTED, SCOPES, Language, in_language

__all__ = ["FOLDER", "ExportOptions", "export_tables", "parents_of", "scope_meant"]

FOLDER = "export"
"""Where tables go unless somebody says otherwise."""


class ExportOptions(NamedTuple):
    """What was asked for: formats as they were typed, the scope, where to, and whether over what is there."""

    to: Sequence[str]
    scope: str
    output: str
    force: bool
    as_json: bool


class _RosterUnit(NamedTuple):
    name: str
    code: str


def export_tables(
    kept: Archive,
    cases: Sequence[UnitCase],
    asked: ExportOptions,
    home: Home | None,
    review_all: bool,
    language: Language,
) -> None:
    """Write the tables of these cases and say what is in them, by state."""
    # What writes tables is loaded for those who want some.
    from govxl.look.export import FORMATS, export, names_of
    from govxl.report.data import EXTRA, has_parquet

    formats = list(dict.fromkeys(each.strip().lower() for word in asked.to for each in word.split(",") if each.strip()))
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        known = LISTED.said(language).join(FORMATS)
        raise CannotRunError(say("no-format", language, name=brief(unknown[0]) if unknown else "", known=known))
    if "parquet" in formats and not has_parquet():
        raise CannotRunError(say("no-parquet", language, extra=EXTRA))
    wanted = _of_scope(cases, asked.scope, language)
    forms = sorted({case.unit.form for case in wanted})
    if len(forms) > 1:
        raise CannotRunError(say("export-forms", language, forms=LISTED.said(language).join(forms)))
    if not any(case.counted(review_all) for case in wanted):
        raise CannotRunError(say("export-nothing", language))
    folder = folder_for_output(asked.output or FOLDER, language)
    for name in names_of(formats):
        refuse_existing(folder / name, asked.force, language)
    with while_writing(folder, language):
        done = export(kept, wanted, formats, folder, parents_of(home), review_all)
    if asked.as_json:
        told = {"files": [str(path) for path in done.files], "returns": done.returns, "states": done.states}
        print(json.dumps({**told, "not_counting": done.not_counting}, ensure_ascii=False))
        return
    states = (f"{in_language(COUNTED_STATES[state], language)} {count}" for state, count in done.states.items())
    listed = say("listed", language).join(states)
    for path in done.files:
        print(say("made", language, path=path))
    print(say("exported", language, n=done.returns, states=listed))
    if done.not_counting:
        print(say("export-left", language, n=done.not_counting))
    if apart := sum(count for state, count in done.states.items() if state not in IN_SUMS):
        print(say("export-apart", language, n=apart))


def _of_scope(cases: Sequence[UnitCase], word: str, language: Language) -> list[UnitCase]:
    scope = scope_meant(word, language)
    return [case for case in cases if scope in ("", case.unit.scope)]


def scope_meant(word: str, language: Language) -> str:
    """Give the scope that a word means; empty where none is said."""
    scope = meant_by(word, SCOPES) if word else ""
    if word and not scope:
        known = LISTED.said(language).join(f"{key}（{said.partition('（')[0]}）" for key, said in SCOPES.items())
        raise CannotRunError(say("export-scope", language, name=brief(word), known=known))
    return scope


def parents_of(home: Home | None) -> Callable[[CountedReturn], str | None]:
    """Look a unit's parent up in the office's list; there is none for an archive by itself."""
    if home is None or not home.roster.exists():
        return lambda counted: None
    try:
        roster = read_roster(home.roster)
    except NoUnitsError:
        return lambda counted: None

    def parent_of(counted: CountedReturn) -> str | None:
        unit = _RosterUnit(counted.unit, counted.code)
        # A list names the return of a unit alone as a rule, and that with all below it where it is asked for.
        member = next((each for scope in (counted.scope, *SCOPES) if (each := roster.find(unit, scope))), None)
        return (member.parent or None) if member else None

    return parent_of
