"""govxl aggregate: what a unit and all below it reported, added up, kept, and held against what it typed itself."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govxl.aggregate.adjusting import Adjusted, read_adjustments
from govxl.aggregate.against import (
    Against,
    Differing,
    NotCompared,
    Suspect,
    Typed,
    held_against,
    typed_in,
    typed_of,
)
from govxl.aggregate.breaking import breaking_in
from govxl.aggregate.collecting import Collector, kept_adjustments
from govxl.aggregate.keeping import KeptSum, keep
from govxl.aggregate.model import Contribution, Sum
from govxl.aggregate.records import counts_of, record_of
from govxl.aggregate.writing import write_sum
from govxl.cli.office_place import Place, place_of, severities_of
from govxl.cli.paths import as_here, folder_for_output
from govxl.cli.run import REJECTED, CannotRunError, os_words
from govxl.cli.words import say
from govxl.filing.record import Record, json_number
from govxl.filing.units import Register
from govxl.office.roster import Member, Roster, read_roster
from govxl.office.shelves import Shelved
from govxl.report.review import remarks_of
from govxl.text import brief, visible
from govxl.words import STATES, Language

__all__ = ["aggregate"]

NAMED, SHOWN, LIKELY = 20, 40, 3
"""Units, cells and likely reasons that the screen lists; --json has all."""

ASKED = ("hard", "explainable")
"""Severities of findings that somebody has to see to before the sum is handed on."""


@dataclass(frozen=True, slots=True)
class _Done:
    """One sum, and all that came of it."""

    found: Sum
    record: Record
    kept: KeptSum | None
    carried: bool
    against: Against | NotCompared | None
    passed_over: int
    written: Shelved

    @property
    def sound(self) -> bool:
        """Whether it is whole, breaks no rule that asks for something, and is what the unit typed itself."""
        broken = any(each["severity"] in ASKED for each in self.record["findings"])
        differs = isinstance(self.against, Against) and bool(self.against.differing)
        return self.found.complete and not broken and not differs


def aggregate(
    *,
    parent: str = "",
    draft: bool = False,
    adjust: Path | None = None,
    against: Path | None = None,
    include: list[str] | None = None,
    by: str = "",
    output: str = "",
    year: int | None = None,
    form: str = "",
    roster: Path | None = None,
    archive: Path | None = None,
    office: Path | None = None,
    as_json: bool = False,
    language: Language,
) -> None:
    """Add up what units and their direct children reported, the lowest first."""
    place = place_of(office, archive, year, form, language)
    listed = _roster_of(place, roster, language)
    severities = severities_of(place.home, place.year, language)
    reviews = place.settings.reviews_all
    named = [_meant(listed.members, each, "no-such-unit", language) for each in include or ()]
    collector = Collector(place.archive, listed, place.form, place.year, draft, reviews, severities, named)
    parents = collector.family.parents()
    if not parents:
        raise CannotRunError(say("no-parents", language))
    chosen = (_meant(parents, parent, "no-such-parent", language),) if parent else parents
    if against and len(chosen) > 1:
        raise CannotRunError(say("against-one", language))
    top = folder_for_output(output, language) if output else (place.home.sums(place.year) if place.home else Path())
    meant = chosen[0] if len(chosen) == 1 else None
    given = read_adjustments(adjust, place.form, parents, meant) if adjust else None
    if given and given.passed_over:
        print(say("adjust-others", language, file=given.file, count=given.passed_over), file=sys.stderr)
    sound, wrong = True, list[Contribution]()
    for each in chosen:
        done = _summed(collector, place, each, given, against, by, top, language)
        sound &= done.sound
        wrong += done.found.wrong
        if as_json:
            print(json.dumps(_plain(done, place), ensure_ascii=False))
        else:
            for line in _lines(done, place, language):
                print(visible(line))
        for path in done.written.kept:
            print(say("kept-output", language, path=path), file=sys.stderr)
        for path in done.written.gone:
            told = say("sum-renamed", language, path=as_here(path), unit=done.found.parent.name)
            print(visible(told), file=sys.stderr)
        for path in done.written.left:
            print(visible(say("left-there", language, path=as_here(path))), file=sys.stderr)
    found = Register(Member(0, each.unit, code=each.code) for each in wrong)
    for each in named:
        if not found.find(each):
            print(say("include-not-wrong", language, name=each.name), file=sys.stderr)
    if not sound:
        raise SystemExit(REJECTED)


def _roster_of(place: Place, named: Path | None, language: Language) -> Roster:
    path = named or (place.home.roster if place.home else None)
    if path is None:
        raise CannotRunError(say("no-roster-named", language))
    return read_roster(path)


def _meant(units: tuple[Member, ...], asked: str, unknown: str, language: Language) -> Member:
    # One has a line for each of its scopes, and is one.
    register = Register({(each.name, each.code): each for each in units}.values())
    found = register.of_name(asked) or register.find(Member(0, "", code=asked))
    if len(found) == 1:
        return found[0]
    near = register.nearest(asked)
    meant = say("usage-meant", language, name=near.name) if near else ""
    raise CannotRunError(say(unknown, language, name=brief(asked)) + meant)


def _summed(
    collector: Collector,
    place: Place,
    parent: Member,
    given: Adjusted | None,
    against: Path | None,
    by: str,
    top: Path,
    language: Language,
) -> _Done:
    """Make a sum, keep it unless it is a draft, hold it against what the unit typed, and write its folder."""
    archive, form = place.archive, place.form
    ours = given if given and parent.name in given.by_unit else None
    before = kept_adjustments(archive, form, place.year, parent)
    found = collector.sum_of(collector.family.plan_of(parent), ours.by_unit[parent.name] if ours else before)
    # What cannot be read stops here, before anything is kept.
    typed = typed_in(against, form, found) if against else typed_of(archive, form, found)
    kept = None if found.draft else keep(archive, found, form, by, ours)
    found, record = (kept.found, kept.record) if kept else (found, record_of(found, form))
    issued = datetime.fromisoformat(kept.event.time) if kept else datetime.now(UTC)
    try:
        written = write_sum(archive, found, record, form, top, issued)
    except OSError as error:
        raise CannotRunError(os_words(error, language, writing=True)) from None
    return _Done(
        found=found,
        record=record,
        kept=kept,
        carried=ours is None and bool(before),
        against=held_against(found, typed, form) if isinstance(typed, Typed) else typed,
        passed_over=given.passed_over if given else 0,
        written=written,
    )


# -- As values


def _plain(done: _Done, place: Place) -> dict[str, Any]:
    found, told = done.found, done.record["aggregate"]
    return {
        "unit": found.parent.name,
        "code": found.parent.code,
        "form": place.form.id,
        "edition": place.form.edition,
        "year": found.year,
        "complete": found.complete,
        "draft": found.draft,
        "inputs": len(found.contributions),
        **told["counts"],
        "gaps": told["gaps"],
        "adjustments": [{**each, "change": json_number(each["change"])} for each in told["adjustments"]],
        "carried": done.carried,
        "passed_over": done.passed_over,
        "flagged": {
            "exceptions": [_plain_return(each) for each in found.exceptions],
            "unaudited": [_plain_return(each) for each in found.unaudited],
            "wrong": [_plain_return(each) for each in found.wrong],
            "outdated": [{**_plain_return(each), "later": each.later} for each in found.outdated],
            "set_aside": [_plain_return(each) for each in found.set_aside],
        },
        "findings": done.record["findings"],
        "broken_by": [
            {
                "rule": each.rule,
                "returns": [_plain_return(one) for one in each.returns],
                "more": each.more,
                "adjusted": each.adjusted,
            }
            for each in breaking_in(place.form, found, done.record)
        ],
        "added": told["added"],
        "gone": told["gone"],
        **_plain_against(done.against),
        "kept": done.kept.event.record if done.kept else None,
        "again": done.kept.again if done.kept else False,
        "outputs": [str(path) for path in done.written.outputs],
        "changed_by_people": [str(path) for path in (*done.written.kept, *done.written.left)],
        "withdrawn": [str(path) for path in done.written.gone],
    }


def _plain_return(each: Contribution) -> dict[str, str]:
    return {"unit": each.unit, "code": each.code, "scope": each.scope, "state": each.state}


def _plain_against(against: Against | NotCompared | None) -> dict[str, Any]:
    """Say how a sum compares with what the unit typed, or why it was not compared."""
    if against is None:
        return {"against": None, "not_compared": None}
    if isinstance(against, NotCompared):
        why = {"why": against.why.zh, "why_en": against.why.en}
        return {"against": None, "not_compared": {"file": against.file, "state": against.state, **why}}
    return {"against": _plain_compared(against), "not_compared": None}


def _plain_compared(against: Against) -> dict[str, Any]:
    typed = against.typed
    return {
        "file": typed.file,
        "state": typed.state,
        "unaudited": typed.unaudited,
        "later": typed.later,
        "cells": against.cells,
        "differing": [
            {
                "point": each.point,
                "label": each.label,
                "sheet": each.sheet,
                "cell": each.cell,
                "typed": None if each.typed is None else json_number(each.typed),
                "sum": json_number(each.summed),
                "difference": json_number(each.difference),
                "suspects": [_plain_suspect(suspect) for suspect in each.suspects],
            }
            for each in against.differing
        ],
        "left_out": list(against.left_out),
        "likely": [{**_plain_suspect(suspect), "explains": count} for suspect, count in against.likely],
    }


def _plain_suspect(suspect: Suspect) -> dict[str, Any]:
    told = {"unit": suspect.unit, "code": suspect.code, "level": suspect.level}
    return {**told, "twice": suspect.twice, **({"reason": suspect.reason} if suspect.reason else {})}


# -- On the screen


def _lines(done: _Done, place: Place, language: Language) -> Iterator[str]:
    found, counts = done.found, counts_of(done.found)
    key = "sum-draft" if found.draft else "sum-whole" if found.complete else "sum-incomplete"
    yield say(key, language, unit=found.parent.name, year=found.year, n=len(found.contributions), **counts)
    for gap in found.gaps[:NAMED]:
        of = say("sum-gap-of", language, of=gap.of) if gap.of else ""
        yield f"  {say(f'sum-{gap.kind}', language)}{gap.unit}{say('colon', language)}{gap.why.said(language)}{of}"
    if len(found.gaps) > NAMED:
        yield "  " + say("sum-more-gaps", language, n=len(found.gaps) - NAMED)
    for name, units in (("exceptions", found.exceptions), ("wrong", found.wrong), ("unaudited", found.unaudited)):
        if units:
            told = say("listed", language).join(each.unit for each in units[:NAMED])
            yield "  " + say(f"sum-{name}", language, n=len(units), units=told)
    if found.outdated:
        told = say("listed", language).join(
            f"{each.unit}（{STATES[each.later].said(language)}）" for each in found.outdated[:NAMED]
        )
        yield "  " + say("sum-outdated", language, n=len(found.outdated), units=told)
    if found.set_aside:
        told = say("listed", language).join(each.unit for each in found.set_aside[:NAMED])
        yield "  " + say("sum-set-aside", language, n=len(found.set_aside), units=told)
    if found.adjustments:
        yield "  " + say("sum-carried" if done.carried else "sum-adjusted", language, n=len(found.adjustments))
        for each in found.adjustments[:NAMED]:
            label = place.form.points[each.point].label
            yield f"    {label} {each.change:+f}{say('colon', language)}{each.reason}"
    yield from _findings(done, place, language)
    for name, names in found.changes._asdict().items():
        if names:
            yield "  " + say(f"sum-{name}", language, n=len(names), units=say("listed", language).join(names[:NAMED]))
    if done.against:
        yield from _against(done.against, len(found.gaps), language)
    if done.kept:
        yield "  " + say("sum-again" if done.kept.again else "sum-kept", language, record=done.kept.event.record)
    if done.written.outputs:
        yield "  " + say("made", language, path=as_here(done.written.outputs[0].parent))


def _findings(done: _Done, place: Place, language: Language) -> Iterator[str]:
    for each in remarks_of(place.form, done.record):
        word = say(f"severity-{each.severity}", language)
        yield f"  {word} {each.rule}{say('colon', language)}{each.says}"
        for spot in each.spots[:NAMED]:
            yield f"    {spot.place}{say('colon', language)}{spot.sides}" if spot.sides else f"    {spot.place}"
    for broken in breaking_in(place.form, done.found, done.record):
        rule = next(check.rule.called for check in place.form.checks if check.rule.id == broken.rule)
        if broken.returns:
            units = say("listed", language).join(one.unit for one in broken.returns)
            more = say("sum-broken-more", language) if broken.more else ""
            yield "  " + say("sum-broken-by", language, rule=rule, units=units + more)
        elif broken.adjusted:
            yield "  " + say("sum-broken-adjusted", language, rule=rule)


def _against(against: Against | NotCompared, lacking: int, language: Language) -> Iterator[str]:
    if isinstance(against, NotCompared):
        yield "  " + say("sum-not-compared", language, file=against.file, why=against.why.said(language))
        return
    typed, differing = against.typed, against.differing
    key = "sum-disagrees" if differing else "sum-agrees"
    yield "  " + say(key, language, file=typed.file, cells=against.cells, n=len(differing))
    if typed.unaudited:
        yield "    " + say("sum-typed-unaudited", language, state=STATES[typed.state].said(language))
    elif typed.later:
        yield "    " + say("sum-typed-later", language, state=STATES[typed.later].said(language))
    if against.left_out:
        told = say("listed", language).join(against.left_out[:NAMED])
        yield "    " + say("sum-left-out-all", language, units=told, n=len(against.left_out))
    elif lacking and differing:
        # Whoever is missing would explain it as well, and nobody can tell.
        yield "    " + say("sum-not-whole", language, n=lacking)
    explained = bool(against.left_out) or _explains_all(against)
    if explained and not against.left_out:
        yield "    " + say("sum-explained", language, who=_who(against.likely[0][0], language))
    guesses = None if explained or lacking else _likely(against, language)
    for nth, (who, count) in enumerate((guesses or {}).items()):
        yield "    " + say("sum-likely-rest" if nth else "sum-likely", language, who=who, n=count)
    for each in differing[:SHOWN]:
        yield "    " + _differing(each, guesses, language)
    if len(differing) > SHOWN:
        yield "    " + say("sum-more-cells", language, n=len(differing) - SHOWN)


def _likely(against: Against, language: Language) -> dict[str, int]:
    """Say who explains the most cells, then who explains the most of those that are left, and how many."""
    told: dict[str, int] = {}
    left = [each.suspects for each in against.differing]
    for suspect, _ in against.likely:
        others = [suspects for suspects in left if suspect not in suspects]
        if len(others) < len(left) and len(told) < LIKELY:
            # A unit's own return and its sum may be called alike; the one that explains more comes first.
            told.setdefault(_who(suspect, language), len(left) - len(others))
            left = others
    return told


def _explains_all(against: Against) -> bool:
    """Tell whether one unit alone explains every cell, and there are enough of them to say so."""
    return bool(against.likely) and against.likely[0][1] == len(against.differing) > 1


def _differing(each: Differing, guesses: Mapping[str, int] | None, language: Language) -> str:
    typed = say("sum-unread", language) if each.typed is None else f"{each.typed:f}"
    told = say(
        "sum-cell",
        language,
        place=f"「{each.sheet}」{each.cell} {each.label}",
        typed=typed,
        summed=f"{each.summed:f}",
        difference=f"{each.difference:+f}",
    )
    if guesses is not None and each.suspects:
        named = dict.fromkeys(_who(suspect, language) for suspect in each.suspects)
        # Of a figure that many units have nobody wants to read all, where one of them explains other cells as well.
        names = [who for who in named if who in guesses] or [*named]
        told += say("sum-suspects", language, names=say("listed", language).join(names))
    return told


def _who(suspect: Suspect, language: Language) -> str:
    if not suspect.unit:
        return say("sum-suspect-adjusted", language, reason=brief(suspect.reason))
    return say("sum-suspect-twice" if suspect.twice else "sum-suspect-missing", language, unit=suspect.unit)
