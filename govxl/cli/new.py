"""govxl new: a blank locked workbook for one unit and year, or one for everybody in the office's list."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govxl.cli.help_words import OPTIONS
from govxl.cli.paths import as_here, folder_for_output, is_folder, refuse_existing, target, write
from govxl.cli.progress import with_progress
from govxl.cli.run import CANNOT_RUN, CannotRunError
from govxl.cli.words import say
from govxl.form.definition import form_for_year
from govxl.form.model import Form
from govxl.language.expressions import paths_in
from govxl.office.home import Home, home_at
from govxl.office.settings import FOLDERS, Office, OfficeFileError, read_key, read_office, read_password
from govxl.text import brief
from govxl.words import KINDS, LEVELS, LISTED, SCOPES, Language, scope_word

if TYPE_CHECKING:
    from govxl.office.issuing import Issued, Issuing, PriorSource
    from govxl.office.prior import Known
    from govxl.office.roster import Member, Roster

__all__ = ["new"]

LEVEL = "unit.level"
OWN = next(iter(SCOPES))

MOST_NAMED = 20
"""Units that one sentence names."""


def new(
    *,
    unit: str = "",
    year: int | None = None,
    roster: Path | None = None,
    form: str = "",
    code: str = "",
    level: str = "",
    kind: str = "",
    scope: str = "",
    prior: Path | None = None,
    issued: datetime | None = None,
    office: Path | None = None,
    password_file: Path | None = None,
    key_file: Path | None = None,
    by: str = "",
    output: str = "",
    force: bool = False,
    language: Language,
) -> None:
    """Make a blank locked workbook for one unit and year, or one for everybody in the office's list."""
    home, settings = _office(office, bool(unit and year), language)
    if home:
        year, form = year or home.office.year, form or home.office.form
        key_file = key_file or home.key_file
    for name, said in (("--unit", unit or roster or home), ("--year", year)):
        if not said:
            raise _missing(name, language)
    assert year is not None
    password = read_password(password_file) if password_file else ""
    key = read_key(key_file) if key_file else b""
    found = form_for_year(form, year)
    if home or roster:
        asked = _Given(unit, code, level, kind, scope, year, roster, prior, output)
        rest = _Rest(settings, issued or datetime.now(UTC), password, key, by, force)
        _for_list(home, found, asked, rest, language)
        return

    from govxl.office.outbox import new_workbook, workbook_name

    path = target(output, workbook_name(unit, year, found.title), language)
    refuse_existing(path, force, language)
    made = new_workbook(
        unit, year, form, code=code, level=level, kind=kind, scope=scope or OWN, prior=prior, issued=issued,
        password=password, key=key, office=settings,
    )  # fmt: skip
    write(path, made, language)
    if not level:
        _say_levels(found, [unit], True, language)


class _Given(NamedTuple):
    """For whom a workbook is asked for, and which."""

    unit: str
    code: str
    level: str
    kind: str
    scope: str
    year: int
    roster: Path | None
    prior: Path | None
    output: str


class _Rest(NamedTuple):
    """How it is made, and by whom."""

    settings: Office | None
    issued: datetime
    password: str
    key: bytes
    by: str
    force: bool


def _for_list(home: Home | None, found: Form, asked: _Given, rest: "_Rest", language: Language) -> None:
    """Issue the workbooks of everybody in the list, or of the one unit asked for."""
    from govxl.archive.events import who
    from govxl.archive.prior import recoded_in
    from govxl.archive.store import Archive
    from govxl.cli.office_place import hold_archive
    from govxl.layout.layout import arrange
    from govxl.office.issuing import Issuing
    from govxl.office.prior import prior_for_many, read_prior

    listed = _roster(asked.roster, home, bool(asked.unit))
    names = _chosen(listed, asked, language)
    if asked.unit and asked.output and not is_folder(asked.output):
        path = target(asked.output, "a.xlsx", language)
        refuse_existing(path, False, language)
        folder, names = path.parent, dict.fromkeys(names, path.stem)
    else:
        folder = _outbox(home, asked.year, asked.output, language)
    if home:
        hold_archive(home, language)
    layout, archive = arrange(found), Archive(home.archive) if home else None
    figures: PriorSource | None = None
    if asked.prior:
        figures = partial(read_prior, asked.prior) if asked.unit else prior_for_many(asked.prior, layout)
    by = who(rest.by) if home else ""
    same = recoded_in(archive, found.id, asked.year, listed.registers) if archive else {}
    how = Issuing(
        layout, asked.year, folder, rest.issued, archive, figures, rest.settings, rest.password, rest.key, by,
        rest.force, same,
    )  # fmt: skip
    _issue(how, listed, names, bool(asked.unit), language)
    _say_levels(found, [each for each in names if not each.level], bool(asked.unit), language)


def _office(place: Path | None, plain: bool, language: Language) -> tuple[Home | None, Office | None]:
    """Find the office's folder, the one given or the one this is in, and its settings; a file gives these alone.

    A call that needs no office is not stopped by one whose settings cannot be read.
    """
    if place and not place.is_dir():
        return None, read_office(place)
    try:
        home = home_at(place)
    except OfficeFileError as error:
        if place or not plain:
            raise
        print(error.sentence.said(language), file=sys.stderr)
        home = None
    return home, home.office if home else None


def _missing(option: str, language: Language) -> CannotRunError:
    said = OPTIONS[f"new {option}"]
    name, says = f"{option} {said.value.said(language)}", said.says.said(language)
    how = say("usage-help", language, command="govxl new")
    return CannotRunError(f"{say('usage-missing', language, name=name, says=says)}\n{how}")


# -- For whom, and where to


def _roster(given: Path | None, home: Home | None, for_one: bool) -> "Roster":
    """Read the list given, or the office's; for one unit, an office may have none yet."""
    from govxl.office.roster import NoUnitsError, read_roster, roster_of

    if given or home is None:
        assert given is not None
        return read_roster(given)
    try:
        return read_roster(home.roster)
    except (FileNotFoundError, NoUnitsError):
        if for_one:
            return roster_of(())
        raise


def _chosen(listed: "Roster", asked: _Given, language: Language) -> "dict[Member, str]":
    """Give everybody, or the one unit asked for as the list has it, with the names of their files."""
    from govxl.office.outbox import meant_word, refuse_unreadable
    from govxl.office.roster import Member, roster_of

    scope = meant_word("scope", asked.scope, SCOPES)
    if not asked.unit:
        return {each: name for each, name in listed.file_names.items() if scope in ("", each.scope)}
    refuse_unreadable(asked.unit, asked.code)
    level, kind = meant_word("level", asked.level, LEVELS), meant_word("kind", asked.kind, KINDS)
    unit = Member(0, asked.unit.strip(), "", asked.code, level, kind, "", scope or OWN)
    found = listed.find(unit, unit.scope)
    if found is None:
        if listed.members:
            near = listed.registers[unit.scope].nearest(unit.name)
            meant = say("usage-meant", language, name=brief(near.name)) if near else ""
            print(say("not-in-roster", language, unit=brief(unit.name)) + meant, file=sys.stderr)
        return dict(roster_of((unit,)).file_names)
    told = replace(found, level=level or found.level, kind=kind or found.kind)
    return {told: listed.file_names[found]}


def _outbox(home: Home | None, year: int, output: str, language: Language) -> Path:
    """Say which folder everybody's workbooks go to."""
    if output:
        return folder_for_output(output, language)
    return home.outbox(year) if home else Path(FOLDERS["outbox"]) / str(year)


# -- What became of them


def _issue(how: "Issuing", listed: "Roster", names: "Mapping[Member, str]", for_one: bool, language: Language) -> None:
    """Issue them, and say of each what became of it; exit code 2 where one could not be made."""
    from govxl.office.issuing import issue, strangers

    done: list[Issued] = []
    for each in with_progress(issue(how, names), len(names)):
        done.append(each)
        if each.kept:
            key, other = ("kept-issue-other", each.other.said(language)) if each.other else ("kept-issue", "")
            print(say(key, language, path=as_here(each.kept), new=as_here(each.path), other=other), file=sys.stderr)
        elif each.other:
            other = each.other.said(language)
            print(say("issued-otherwise", language, path=as_here(each.path), other=other), file=sys.stderr)
        if each.older:
            print(say("older-issue", language, path=as_here(each.older), new=as_here(each.path)), file=sys.stderr)
        if each.why:
            print(each.why.said(language), file=sys.stderr)
            continue
        bare = "" if each.has_prior or each.outcome == "left" else say("issued-bare", language)
        once = say("issued-once", language, once=brief(each.once)) if each.once else ""
        if each.coded_once:
            once += say("issued-coded-once", language, code=brief(each.coded_once))
        print(say(f"issued-{each.outcome}", language, path=as_here(each.path)) + bare + once)
    failed = [each for each in done if each.outcome == "failed"]
    if others := [each.member for each in done if each.other and not each.kept]:
        told = _named(others, language)
        more = say("otherwise-aggregate", language) if any(each.scope != OWN for each in others) else ""
        print(say("issued-otherwise-all", language, n=len(others), units=told, more=more), file=sys.stderr)
    if not for_one:
        first = [each.member for each in done if each.outcome in ("made", "found") and not each.has_prior]
        if first:
            print(say("no-priors", language, n=len(first), units=_named(first, language)), file=sys.stderr)
        if renamed := [each for each in done if each.once]:
            print(say("issued-renamed", language, n=len(renamed), units=_renamed(renamed, language)), file=sys.stderr)
        if coded := [each for each in done if each.coded_once]:
            print(say("issued-recoded", language, n=len(coded), units=_recoded(coded, language)), file=sys.stderr)
        if unlisted := list(strangers(listed, how)):
            told = _named(unlisted, language, listed)
            print(say("strangers", language, n=len(unlisted), units=told), file=sys.stderr)
        made, left = sum(each.outcome in ("made", "found") for each in done), sum(e.outcome == "left" for e in done)
        words = {"n": len(done), "made": made, "left": left, "failed": len(failed), "folder": as_here(how.folder)}
        print(say("issued-total", language, **words), file=sys.stderr)
    if failed:
        raise SystemExit(CANNOT_RUN)


def _named(units: "Sequence[Member] | Sequence[Known]", language: Language, listed: "Roster | None" = None) -> str:
    """Name units, the first of many; by its code as well one that `listed` has under another, or it were in both."""
    names = []
    for unit in units[:MOST_NAMED]:
        name = brief(unit.name) + ("" if unit.scope == OWN else f"（{scope_word(unit.scope)}）")
        namesakes = listed.registers[unit.scope].of_name(unit.name) if listed else []
        if codes := [each.code for each in namesakes if each.code]:
            name = say("stranger-coded", language, unit=name, code=brief(unit.code), listed=brief(codes[0]))
        names.append(name)
    return _first(names, len(units), language)


def _renamed(done: "Sequence[Issued]", language: Language) -> str:
    """Name units with what they were called last year, the first of many."""
    names = [
        say("was-once", language, unit=brief(each.member.name), once=brief(each.once)) for each in done[:MOST_NAMED]
    ]
    return _first(names, len(done), language)


def _recoded(done: "Sequence[Issued]", language: Language) -> str:
    """Name units with the codes they had last year, the first of many."""
    names = [
        say(
            "was-coded",
            language,
            unit=brief(each.member.name),
            code=brief(each.coded_once),
            now=brief(each.member.code),
        )
        for each in done[:MOST_NAMED]
    ]
    return _first(names, len(done), language)


def _first(names: "Sequence[str]", count: int, language: Language) -> str:
    return LISTED.said(language).join(names) + ("……" if count > MOST_NAMED else "")


def _say_levels(form: Form, without: "Sequence[Member] | Sequence[str]", for_one: bool, language: Language) -> None:
    """Say which checks are off: one that asks for a level is without one, and the workbook says nothing of it."""
    rules = dict.fromkeys(each.rule.called for each in form.checks if each.when and LEVEL in paths_in(each.when))
    if not rules or not without:
        return
    listed = LISTED.said(language)
    if not for_one:
        print(say("no-levels", language, n=len(without), rules=listed.join(rules)), file=sys.stderr)
        return
    levels = listed.join(LEVELS.values() if language == "zh" else LEVELS)
    print(say("no-level", language, levels=levels, rules=listed.join(rules)), file=sys.stderr)
