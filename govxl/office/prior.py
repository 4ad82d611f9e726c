"""Last year's figures in what an office keeps: one record, a folder of records, or a list of many units.

A unit is known by its code, or else by its name, however either is spelt. What is not there is said, with what comes
nearest to it; what could be two units' is an error that names both.
"""

from pathlib import Path

from govxl.characters import brief
from govxl.filing.judge import PriorFinder
from govxl.filing.model import Identity, Prior
from govxl.findings import Both
from govxl.form.layout import Layout
from govxl.office.prior_list import list_for_all, list_for_one
from govxl.office.prior_records import PriorFolder, prior_in_record
from govxl.office.prior_words import PriorMismatchError
from govxl.office.sheets import ENDINGS

__all__ = ["prior_finder", "read_prior"]


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
