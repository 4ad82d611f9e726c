"""Last year's figures and other returns, in whatever an office keeps: a record, a folder of records, or a list."""

from collections.abc import Iterable
from pathlib import Path

from govxl.filing.inspections import others_among
from govxl.filing.model import Identity, Others, Prior, PriorFinder
from govxl.layout.layout import Layout
from govxl.office.lists import ENDINGS
from govxl.office.prior_list import list_for_all, list_for_one
from govxl.office.prior_records import PriorFolder, PriorMismatchError, prior_in_record, records_in
from govxl.text import brief
from govxl.words import Both

__all__ = ["PriorFolder", "PriorMismatchError", "others_in", "prior_finder", "read_prior"]

# -- Last year's figures


def read_prior(place: Path, identity: Identity, layout: Layout) -> Prior:
    """Read the record of the year before, or find a unit's in a folder of records or a list of units.

    Raises RecordError when the file is no record, SheetError when it is no such list, PriorMismatchError when it is
    another unit's, year's or scope's, or does not have the unit.
    """
    if _is_list(place):
        return list_for_one(place, layout).of_line(identity, layout)
    if not place.is_dir():
        return prior_in_record(place)(identity, layout)
    folder = PriorFolder(place)
    prior = folder(identity, layout)
    if prior is None:
        missing = folder.why_not(identity, layout)
        name, where, why = brief(identity.name), missing.place, missing.why
        zh = f"{where}：没有“{name}”能用的上年记录：{why.zh}"
        raise PriorMismatchError(Both(zh, f"{where}: no record of last year of “{name}”: {why.en}"))
    return prior


def prior_finder(place: Path) -> PriorFinder:
    """Look up last year's figures of a unit: in the one record or list given, or in a folder of records.

    Raises SheetError or RecordError when a list or a record cannot be used, before anything is judged.
    """
    if _is_list(place):
        return list_for_all(place)
    return PriorFolder(place) if place.is_dir() else prior_in_record(place)


def _is_list(path: Path) -> bool:
    """Tell a list of many units from a record, by what its name ends with."""
    return path.suffix.lower() in ENDINGS and not path.is_dir()


# -- What came in


def others_in(places: Iterable[Path], told: list[Both] | None = None) -> Others:
    """Index the figures of records: files given, and all records in folders given.

    Raises RecordError for a file given that is no record; what is none in a folder is passed over and added to `told`.
    """
    return others_among(record for place in places for record in records_in(place, told))
