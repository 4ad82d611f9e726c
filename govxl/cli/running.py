"""govxl office run: whatever is next, for people who dislike commands; it does what the commands do, in their order.

Workbooks for those in the list who have none, then all that came in, then who is where, and in plain words what is
for a person to do.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from govxl.aggregate.family import TwiceError
from govxl.aggregate.since import ToSum, to_sum
from govxl.archive.store import Archive
from govxl.cli.ingest import ingest
from govxl.cli.new import new
from govxl.cli.office_place import Place, hold_archive, place_of
from govxl.cli.run import CANNOT_RUN, INTERRUPTED, REJECTED, CannotRunError, guarded
from govxl.cli.status import overview_in, write_status
from govxl.cli.words import say
from govxl.form.definition import form_for_year
from govxl.office.home import Home, home_at
from govxl.office.listed_otherwise import IssuedOtherwise, issued_otherwise
from govxl.office.notices import notice
from govxl.office.roster import Roster, read_roster
from govxl.office.status import Overview, Standing, named
from govxl.office.status_files import PAGE
from govxl.text import visible
from govxl.words import SCOPES, Language

__all__ = ["run"]

NAMED = 5
"""Units that one line names."""

NO_SUMS = ToSum((), ())
OWN = next(iter(SCOPES))


def run(folder: Path | None = None, *, by: str = "", language: Language) -> None:
    """Do whatever is next in an office's folder, and say what is for a person to do."""
    home = home_at(folder)
    if home is None or home.office.year is None:
        raise CannotRunError(say("no-place", language) if home is None else say("no-year", language))
    hold_archive(home, language)
    roster = read_roster(home.roster)
    code = 0
    if _is_owed(home, roster):
        print(say("run-issue", language), file=sys.stderr)
        code = _ended(lambda: new(office=home.top, by=by, language=language), language)
    if not home.inbox.exists():
        print(say("run-no-inbox", language, path=home.inbox), file=sys.stderr)
    elif not home.inbox.is_dir() or any(home.inbox.iterdir()):
        print(say("run-ingest", language, folder=home.inbox.name), file=sys.stderr)
        # That some were rejected is told below; here it is what a run is for.
        done = _ended(lambda: ingest(office=home.top, by=by, quiet=True, language=language), language)
        code = max(code, done if done != REJECTED else 0)
    place = place_of(home.top, None, None, "", language)
    overview = overview_in(place)
    write_status(overview, place, home.top, None, language, told=False)
    print()
    span = (place.form.id, place.form.edition)
    others = tuple(issued_otherwise(roster, place.archive.cases, span, place.year, home.outbox(place.year)))
    for line in next_steps(overview, home, language, _sums(place, roster, overview), others):
        print(visible(line))
    if code:
        raise SystemExit(code)


def _ended(work: Callable[[], None], language: Language) -> int:
    """Do one part and say how it ended: the others are done whatever became of it, unless somebody stops them all."""
    try:
        with guarded(language, debug=False):
            work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else CANNOT_RUN
        if code == INTERRUPTED:
            raise
        return code
    return 0


def _is_owed(home: Home, roster: Roster) -> bool:
    """Tell whether somebody in the list has no workbook yet."""
    year = home.office.year or 0
    form, cases = form_for_year(home.office.form, year), Archive(home.archive).cases
    found = (cases.find(form.id, year, member.scope, member) for member in roster.members)
    # Who has sent something in has a workbook, wherever it came from.
    return any(case is None or case.state() == "not-issued" for case in found)


def _sums(place: Place, roster: Roster, overview: Overview) -> ToSum:
    """Say of which units a sum is to be made; of none while the list does not say in which a return belongs."""
    pending = [each.member for each in overview.of("not-issued", "missing", "returned", "waiting")]
    try:
        return to_sum(place.archive, roster, place.form, place.year, pending, place.settings.reviews_all)
    except TwiceError:
        return NO_SUMS  # `govxl aggregate` says why


def next_steps(
    overview: Overview,
    home: Home,
    language: Language,
    sums: ToSum = NO_SUMS,
    others: Sequence[IssuedOtherwise] = (),
) -> Iterator[str]:
    """Say in plain words what is for a person to do, and where it lies; `others` fill in what is for another."""
    year, done = overview.year, len(overview.of("exception", "accepted", "published"))
    yield say("run-title", language, at=overview.at, n=len(overview.standings), done=done, page=PAGE)
    steps = (
        ("run-unissued", overview.of("not-issued"), home.outbox(year)),
        ("run-send", overview.of("missing"), home.outbox(year)),
        ("run-return", overview.of("returned"), home.returns(year)),
        ("run-decide", overview.of("waiting"), home.waiting(year)),
        ("run-publish", overview.of("exception", "accepted"), home.passed(year)),
    )
    number = 0
    if others:
        number += 1
        told = _first([named(each.member) for each in others], language)
        more = say("otherwise-aggregate", language) if any(each.member.scope != OWN for each in others) else ""
        yield f"{number}. {say('run-otherwise', language, n=len(others), units=told, more=more)}"
    for key, found, folder in steps:
        if found:
            number += 1
            words = {"n": len(found), "folder": folder.relative_to(home.top), "units": _named(found, language)}
            yield f"{number}. {say(key, language, page=PAGE, **words)}"
    for key, units in (("run-sum", sums.ready), ("run-sum-again", sums.outdated)):
        if units:
            number += 1
            told = _first([each.name for each in units], language)
            folder = home.sums(year).relative_to(home.top)
            yield f"{number}. {say(key, language, n=len(units), units=told, folder=folder)}"
    aside = len(overview.strangers) + len(overview.unknown)
    if aside:
        number += 1
        yield f"{number}. {say('run-look', language, n=aside, page=PAGE)}"
    if overview.of("missing", "returned"):
        yield say("run-notice", language, notice=notice(overview))
    if not number:
        yield say("run-nothing", language)


def _named(standings: tuple[Standing, ...], language: Language) -> str:
    return _first([each.name for each in standings], language)


def _first(names: Sequence[str], language: Language) -> str:
    """Name units, the first of many."""
    return say("listed", language).join(names[:NAMED]) + ("…" if names[NAMED:] else "")
