"""Units that came into a sum or went out of it since last year: a reason why its figures do not follow on (G5)."""

from govxl.aggregate.model import Sum, UnitChanges
from govxl.aggregate.returns import kept_record
from govxl.archive.store import Archive
from govxl.filing.units import folded

__all__ = ["unit_changes"]


def unit_changes(archive: Archive, found: Sum) -> UnitChanges:
    """Hold the units of a sum against those of last year's, as it was kept; nothing where none was."""
    sums = [each for each in archive.cases.sums_of(found.form, found.year - 1, found.parent) if each.record]
    if not sums:
        return UnitChanges()
    told = kept_record(archive, sums[-1]).get("aggregate", {})
    # Who is missing belongs in it all the same.
    listed = [*told.get("inputs", ()), *told.get("gaps", ())]
    before = {folded(each["unit"]): each["unit"] for each in listed if not each.get("of")}
    now = {folded(entry.unit): entry.unit for entry in found.contributions}
    now |= {folded(gap.unit): gap.unit for gap in found.gaps if not gap.of}
    added = tuple(name for key, name in now.items() if key not in before)
    return UnitChanges(added, tuple(name for key, name in before.items() if key not in now))
