"""Sums kept in the archive: each as a line of its log, with its record and the list its adjustments came from."""

from dataclasses import dataclass, replace
from pathlib import Path

from govxl.aggregate.adjusting import Adjusted
from govxl.aggregate.collecting import kept_sum, same_sum
from govxl.aggregate.family import AGGREGATE
from govxl.aggregate.model import Contribution, Sum
from govxl.aggregate.records import record_of
from govxl.aggregate.returns import kept_record
from govxl.archive.events import Event, now, who
from govxl.archive.store import Archive, Writer
from govxl.filing.record import Record
from govxl.form.model import Form
from govxl.words import INCOMPLETE, scope_word

__all__ = ["KeptSum", "keep"]


@dataclass(frozen=True, slots=True)
class KeptSum:
    """A sum as it is kept: with its record, and the line that tells of it; `again` where it was kept before."""

    found: Sum
    record: Record
    event: Event
    again: bool


def keep(archive: Archive, found: Sum, form: Form, by: str = "", given: Adjusted | None = None) -> KeptSum:
    """Keep a sum, and before it those that it is made of; one that stands in the archive already is not kept again.

    `given` is the list its adjustments came from; without one they are those it had before, and so is their list.
    Raises ValueError for a draft, which is nobody's to rely on, and OSError where the disk lets nothing be written.
    """
    if found.draft:
        raise ValueError("a draft is not kept")
    name = who(by)
    with archive.writing() as writer:
        return _kept(writer, found, form, name, given)


def _kept(writer: Writer, found: Sum, form: Form, by: str, given: Adjusted | None) -> KeptSum:
    archive, parent = writer.archive, found.parent
    whole = replace(found, contributions=tuple(_with_record(writer, each, form, by) for each in found.contributions))
    record = record_of(whole, form)
    last = kept_sum(archive, form, found.year, parent)
    if last and same_sum(told := kept_record(archive, last), record):
        return KeptSum(whole, told, last, again=True)
    place, sha256 = writer.keep_record(record, parent.name, f"{parent.name}（{scope_word(AGGREGATE)}）")
    if given:
        listed = (given.file, given.sha256, writer.keep(given.data, Path(given.file).suffix))
    else:
        listed = (last.file, last.sha256, last.kept) if last and whole.adjustments else ("", "", "")
    (event,) = writer.add(
        Event(
            event="adjusted",
            time=now(),
            by=by,
            form=form.id,
            edition=form.edition,
            unit=parent.name,
            code=parent.code,
            year=found.year,
            scope=AGGREGATE,
            file=listed[0],
            sha256=listed[1],
            kept=listed[2],
            record=place,
            record_sha256=sha256,
            note="" if found.complete else INCOMPLETE,
        )
    )
    return KeptSum(whole, record, event, again=False)


def _with_record(writer: Writer, each: Contribution, form: Form, by: str) -> Contribution:
    """Keep the sum of a child that is not kept as it is now, so that whoever verifies finds its record."""
    if each.below is None or each.record:
        return each
    kept = _kept(writer, each.below, form, by, None)
    return replace(each, record=kept.event.record, record_sha256=kept.event.record_sha256, below=kept.found)
