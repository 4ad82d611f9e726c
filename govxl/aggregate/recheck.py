"""Kept sums worked out once more from the records they name: what was removed, altered or counted twice is named."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from govxl.aggregate.family import AGGREGATE
from govxl.aggregate.lineage import entry_of, lineage_of
from govxl.aggregate.model import Contribution, Figures, Sum
from govxl.aggregate.once import Once
from govxl.aggregate.points import inputs_of
from govxl.aggregate.records import adjustments_in, counts_of, figures_in, read_kept
from govxl.aggregate.states import LoggedStates
from govxl.archive.cases import COUNTED_STATES, SUMMED
from govxl.archive.damage import Damage, damage
from govxl.archive.events import Event
from govxl.archive.store import Archive
from govxl.filing.model import Identity
from govxl.filing.record import Record, RecordError, form_of, hold_against, identity_in
from govxl.filing.units import same_code, same_name, same_unit
from govxl.form.definition import UnknownFormError
from govxl.form.model import Form
from govxl.office.roster import Member
from govxl.text import brief
from govxl.words import INCOMPLETE, LISTED, STATES, UNAUDITED, Both, scope_word

__all__ = ["rechecked"]

UNTOLD = {"outdated": 0, "wrong": 0}
"""What the records of sums did not count at first, or count only where there is any."""

WHOLE = {True: "complete", False: "incomplete"}
WORDS = {**STATES, **COUNTED_STATES, "complete": Both("齐全", "complete"), "incomplete": Both(INCOMPLETE, "incomplete")}
"""How an input of a sum stands, for programs and for people; the first two of a sum that was made."""

NAMED = 3
"""Cells that a sentence names."""


def rechecked(archive: Archive) -> Iterator[Damage]:
    """Yield what is wrong with every sum that an archive keeps; what is wrong with files by themselves `verify` says.

    Every input of a sum must be there as it was, once, at whatever level, and all of them with the adjustments must
    come to its figures; its lineage must be the one that follows from them. Reads each record once for each sum that
    names it.
    """
    check = _Recheck(archive)
    for line, event in enumerate(archive.events, 1):
        if event.event == SUMMED and event.record:
            yield from check.sum_of(event, line)


class _Leaf(NamedTuple):
    """What is in a sum at some level: a return, or a child's sum (`made`) with all that it adds up."""

    unit: str
    code: str
    scope: str
    digests: tuple[str, ...]
    made: bool


class _Recheck:
    """An archive's records by their sha256, and the sums that were worked out again."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.places = {event.record_sha256: event.record for event in archive.events if event.record}
        self.known = {event.record_sha256: event for event in archive.events if event.record}
        self.summed = {event.record_sha256 for event in archive.events if event.event == SUMMED and event.record}
        self.states = LoggedStates(archive)
        self.leaves: dict[str, list[_Leaf]] = {}
        self.sums: dict[str, Sum] = {}
        self.whole: dict[str, str] = {}

    def record(self, sha256: str) -> Record | None:
        """Give a record by its sha256; None where it is not there, or another by now."""
        place = self.places.get(sha256, "")
        try:
            return read_kept(self.archive.read(place) if place else b"", sha256)
        except (OSError, RecordError):
            return None

    def sum_of(self, event: Event, line: int) -> Iterator[Damage]:
        """Work a sum out again."""
        told = partial(damage, place=event.record)
        record = self.record(event.record_sha256)
        if record is None:
            return  # that it is gone or changed, `verify` says
        try:
            form = form_of(record)
            hold_against(record, form)
        except (RecordError, UnknownFormError):
            return
        aggregate = record.get("aggregate")
        if aggregate is None:
            yield told("sum-none", at=line)
            return
        entries: list[Contribution] = []
        bad = False
        for each in aggregate["inputs"]:
            found = self.entry(each, record, form)
            if isinstance(found, Damage):
                bad = True
                yield damage(found.name, event.record, **dict[str, Any](found.words))
            else:
                entries.append(found)
                yield from self.stood(each, event, line)
        self.whole[event.record_sha256] = WHOLE[aggregate["complete"]]
        yield from (told(name, unit=unit, other=other) for name, unit, other in self.twice(event, aggregate["inputs"]))
        yield from self.added(told, record, form, entries, bad, event)

    def entry(self, each: Record, record: Record, form: Form) -> Contribution | Damage:
        """Find an input of a sum; a damage where it is not as it was."""
        unit, sha256 = each["unit"], each["record_sha256"]
        if sha256 not in self.places:
            return damage("sum-unknown", "", unit=unit, record=each["record"] or each["file"])
        found = self.record(sha256)
        if found is None:
            gone = not (self.archive.folder / self.places[sha256]).is_file()
            return damage("sum-removed" if gone else "sum-altered", "", unit=unit, record=self.places[sha256])
        whose = identity_in(found)
        span = (whose.form, whose.edition, whose.year, whose.scope)
        names, codes = self.called(sha256, whose)
        if each["code"] and codes:
            same = any(same_code(each["code"], code) for code in codes)
        else:
            same = any(same_name(unit, name) for name in names)
        if not same or span != (form.id, form.edition, record["year"], each["scope"]):
            # By its name it may be the same, and by its code another's.
            asked = _with_code(unit, each["code"])
            told = f"{_with_code(whose.name, '、'.join(codes))} {whose.year} {scope_word(whose.scope)}"
            return damage("sum-another", "", unit=asked, record=self.places[sha256], told=told)
        try:
            figures = figures_in(found, form)
        except RecordError:
            return damage("sum-altered", "", unit=unit, record=self.places[sha256])
        return entry_of(each, figures, self.sums.get(sha256))

    def called(self, sha256: str, whose: Identity) -> tuple[list[str], list[str]]:
        """Give the names and the codes under which the unit of a record is known, in the record and in the log.

        A return that came without a code has the one that the list of units gave it since; where there are codes,
        another is another unit's, whatever its name.
        """
        line = self.known[sha256]
        case = self.archive.cases.find(line.form, line.year, line.scope, line)
        sums = self.archive.cases.sums_of(line.form, line.year, line) if line.event == SUMMED else ()
        events = (line, *sums, *(case.events if case and line.event != SUMMED else ()))
        names = dict.fromkeys((whose.name, *(event.unit for event in events)))
        codes = dict.fromkeys((whose.code, *(event.code for event in events)))
        return [*names], [code for code in codes if code]

    def stood(self, each: Record, event: Event, line: int) -> Iterator[Damage]:
        """Hold what a sum says of where an input stood against the log: a return nobody accepted is in none."""
        sha256 = each["record_sha256"]
        if sha256 in self.summed:
            # Of one that is no sum, that was said.
            state = self.whole.get(sha256) or str(each["state"])
            stood = None if state == each["state"] else WORDS[state]
        else:
            stood = self.states.otherwise(each, event, line)
        if stood:
            says = WORDS.get(each["state"], Both(brief(each["state"]), brief(each["state"])))
            says = Both(UNAUDITED, "accepted by nobody yet") if each["unaudited"] else says
            if later := STATES.get(each.get("later", "")):
                says = Both(f"{says.zh}（后来又报：{later.zh}）", f"{says.en} (another came since: {later.en})")
            told = {"unit": each["unit"], "says": says, "record": self.places[sha256], "stood": stood}
            yield damage("sum-state", event.record, **told)

    def twice(self, event: Event, inputs: list[Record]) -> Iterator[tuple[str, str, str]]:
        """Yield what is in a sum twice, be it by way of another sum: how, whose it is, and what it is in besides.

        One return has one record or one file; two of one unit, or its sum made here and typed, are one too many.
        """
        leaves: list[_Leaf] = []
        returns, sums = Once(), Once()
        for each in inputs:
            sha256 = each["record_sha256"]
            below = self.leaves.get(sha256)
            whole = _Leaf(each["unit"], each["code"], each["scope"], (sha256, each["file_sha256"]), below is not None)
            for leaf in (whole, *(below or ())):
                leaves.append(leaf)
                told = (leaf.unit, leaf.code, leaf.digests, each["unit"])
                again = None if leaf.made else returns.add(*told)
                if leaf.scope == AGGREGATE:
                    again = sums.add(*told) or again
                if again:
                    known = self.known.get(leaf.digests[0])
                    name = "sum-twice" if again.digest else "sum-unit-twice"
                    yield name, (known.unit if known else leaf.unit), again.under
        self.leaves[event.record_sha256] = leaves

    def added(
        self,
        told: "partial[Damage]",
        record: Record,
        form: Form,
        entries: list[Contribution],
        bad: bool,
        event: Event,
    ) -> Iterator[Damage]:
        """Hold the figures of a sum against those of its inputs, and its lineage against what follows from them."""
        aggregate, adjustments = record["aggregate"], adjustments_in(record)
        figures = dict.fromkeys(inputs_of(form), Decimal(0))
        for values in (*(each.figures for each in entries), *({each.point: each.change} for each in adjustments)):
            for path, value in values.items():
                figures[path] = figures.get(path, Decimal(0)) + value
        kept = {**dict.fromkeys(inputs_of(form), Decimal(0)), **figures_in(record, form)}
        differing = {path: kept[path] - value for path, value in figures.items() if kept.get(path) != value}
        if bad:
            return  # what is missing was named; without it nothing adds up
        if differing:
            yield told("sum-differs", **self._differing(form, kept, figures, differing, record, entries))
        parent = Member(0, event.unit, code=event.code)
        found = Sum(
            form.id, form.edition, parent, record["year"], tuple(entries), (), adjustments, kept, aggregate["draft"]
        )
        if any(each.below is None and each.record_sha256 in self.summed for each in entries):
            return  # of a sum in it something was named; nobody knows any more what it was made of
        self.sums[event.record_sha256] = found
        counts = {**UNTOLD, **aggregate["counts"]} == {**UNTOLD, **counts_of(found)}
        if aggregate["draft"] or not counts or aggregate["complete"] == bool(aggregate["gaps"]):
            yield told("sum-says")
        if not differing and hashlib.sha256(lineage_of(found)).hexdigest() != aggregate["lineage"]:
            yield told("sum-lineage")

    def _differing(
        self,
        form: Form,
        kept: Figures,
        figures: Figures,
        differing: Figures,
        record: Record,
        entries: list[Contribution],
    ) -> dict[str, object]:
        """Name the cells that differ, and the return that would explain them all."""
        cells = (f"{path} {kept[path]:f}≠{figures[path]:f}" for path in list(differing)[:NAMED])
        more = len(differing) - NAMED
        end = Both(f"等 {len(differing)} 格", f" and {more} more") if more > 0 else Both("", "")
        told = LISTED.between(*cells)
        named = Both("", "")
        if unit := self._whose(form, differing, record):
            inside = any(same_unit(Member(0, each.unit, code=each.code), unit) for each in entries)
            how = Both("多计或少计了它一次", "which is counted once too often, or too seldom")
            how = how if inside else Both("它没有列在计入的里面", "which is not among its inputs")
            zh = f"；差的正好是“{unit.name}”的数，{how.zh}"
            named = Both(zh, f"; that is what “{unit.name}” reported, {how.en}")
        return {"cells": Both(told.zh + end.zh + named.zh, told.en + end.en + named.en)}

    def _whose(self, form: Form, differing: Figures, record: Record) -> Member | None:
        """Find the return of that year whose figures a difference is."""
        for sha256, event in self.known.items():
            if (event.form, event.year) != (record["form"], record["year"]) or event.event == SUMMED:
                continue
            found = self.record(sha256)
            theirs: Figures = {}
            if found is not None and found["edition"] == form.edition:
                with suppress(RecordError):
                    theirs = figures_in(found, form)
            if theirs and (theirs == differing or theirs == {path: -value for path, value in differing.items()}):
                return Member(0, event.unit, code=event.code)
        return None


def _with_code(name: str, code: str) -> str:
    return f"{name}（{code}）" if code else name
