"""Sums that others made and handed over in a bag: put together again from their records, so that a trace goes on below.

Nothing of one is believed that does not follow from the records it names, each found by its sha256.
"""

import hashlib
from collections.abc import Mapping

from govxl.aggregate.lineage import entry_of, lineage_of
from govxl.aggregate.model import Contribution, Gap, Sum
from govxl.aggregate.records import adjustments_in, figures_in, typed_in_record
from govxl.aggregate.returns import kept_record
from govxl.aggregate.summing import added_up
from govxl.archive.cases import SUMMED
from govxl.archive.events import Event
from govxl.archive.store import Archive, ArchiveError
from govxl.filing.record import Record, identity_in
from govxl.form.model import Form
from govxl.office.roster import Member
from govxl.text import brief
from govxl.words import Both

__all__ = ["LackingError", "ReceivedSums"]


class LackingError(LookupError):
    """A record of a unit that a sum names and that is not in the archive: the bag it came in had the sum alone."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit


class ReceivedSums:
    """The sums that an archive keeps, each put together once."""

    def __init__(self, archive: Archive, form: Form) -> None:
        self.archive, self.form = archive, form
        self.lines: Mapping[str, Event] = {each.record_sha256: each for each in archive.events if each.record}
        self._made: dict[str, Sum] = {}

    def sum_of(self, event: Event) -> Sum:
        """Put a sum together; LackingError where a record of it is not there.

        Raises ArchiveError where a record was changed, or the sum is not what its records come to.
        """
        known = self._made.get(event.record_sha256)
        if known is None:
            known = self._made[event.record_sha256] = self._sum_of(event)
        return known

    def _sum_of(self, event: Event) -> Sum:
        record, form = kept_record(self.archive, event), self.form
        told, whose = record["aggregate"], identity_in(record)
        gaps = (Gap(**{**each, "why": Both(each["why"], each["why"])}) for each in told["gaps"])
        found = Sum(
            form=form.id,
            edition=form.edition,
            parent=Member(0, whose.name, code=whose.code, level=whose.level, kind=whose.kind),
            year=whose.year,
            contributions=tuple(self._entry(each) for each in told["inputs"]),
            gaps=tuple(gaps),
            adjustments=adjustments_in(record),
            figures=figures_in(record, form),
            typed=typed_in_record(record),
        )
        added = added_up(form, found.contributions, found.adjustments)
        whole = {path: value for path, value in added.items() if value} == found.figures
        if not whole or hashlib.sha256(lineage_of(found)).hexdigest() != told["lineage"]:
            zh = f"“{brief(event.unit)}”的汇总 {event.record} 和它计入的记录对不上；请运行 govxl archive verify"
            en = f"the sum of “{brief(event.unit)}”, {event.record}, is not what its records come to"
            raise ArchiveError(Both(zh, f"{en}; run govxl archive verify"))
        return found

    def _entry(self, each: Record) -> Contribution:
        line = self.lines.get(str(each["record_sha256"]))
        if line is None:
            raise LackingError(str(each["unit"]))
        below = self.sum_of(line) if line.event == SUMMED else None
        return entry_of(each, figures_in(kept_record(self.archive, line), self.form), below)
