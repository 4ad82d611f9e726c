"""Units that came into a sum or went out of it since last year: a reason why its figures do not follow on (G5)."""

from collections.abc import Container, Iterable
from dataclasses import replace

from govxl.aggregate.model import Sum, UnitChanges
from govxl.aggregate.returns import kept_record
from govxl.archive.store import Archive
from govxl.filing.units import Register, bare_code, folded, recoded
from govxl.office.roster import Member

__all__ = ["as_last_year", "unit_changes"]


def as_last_year(archive: Archive, listed: Register[Member], form: str, year: int, unit: Member) -> Member:
    """Give a unit as the archive has it last year: under another code, where it got one since.

    Then there is nothing of last year under its own code, all that has its name is of one other, and nobody `listed`
    has that.
    """
    told = archive.cases.called(form, year - 1, unit.name) if unit.code else []
    codes = {bare_code(each.code): each.code for each in told if each.code}
    if len(codes) != 1 or bare_code(unit.code) in codes:
        return unit
    once = replace(unit, code=next(iter(codes.values())))
    return unit if listed.coded.get(folded(once.code)) or listed.bare.get(bare_code(once.code)) else once


def unit_changes(archive: Archive, found: Sum, last: Member | None = None) -> UnitChanges:
    """Hold the units of a sum against those of last year's, as it was kept; nothing where none was.

    `last` is its unit as the archive has it last year, where that is otherwise than now.
    """
    sums = [each for each in archive.cases.sums_of(found.form, found.year - 1, last or found.parent) if each.record]
    if not sums:
        return UnitChanges()
    told = kept_record(archive, sums[-1]).get("aggregate", {})
    # Who is missing belongs in it all the same.
    listed = [*told.get("inputs", ()), *told.get("gaps", ())]
    before = _units((each["unit"], each["code"]) for each in listed if not each.get("of"))
    missing = ((gap.unit, gap.code) for gap in found.gaps if not gap.of)
    now = _units((*((entry.unit, entry.code) for entry in found.contributions), *missing))
    added, gone = _not_in(before, now), _not_in(now, before)
    # Under another code it is the same: nobody came and nobody went.
    same = recoded(added, gone)
    return UnitChanges(_named(added, now, same), _named(gone, before, same))


def _units(told: Iterable[tuple[str, str]]) -> Register[Member]:
    return Register({(folded(name), bare_code(code)): Member(0, name, code=code) for name, code in told}.values())


def _not_in(known: Register[Member], units: Register[Member]) -> list[Member]:
    """Give the units of some that are not among others; one that was renamed is there by its code."""
    return [each for each in units.known if not known.find(each)]


def _named(units: Iterable[Member], among: Register[Member], same: Container[str]) -> tuple[str, ...]:
    """Name units but those that are the `same`, by their codes as well where several are of one name."""
    names = (
        f"{each.name}（{each.code}）" if each.code and len(among.of_name(each.name)) > 1 else each.name
        for each in units
        if folded(each.name) not in same
    )
    return tuple(dict.fromkeys(names))
