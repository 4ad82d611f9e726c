"""What came in: last year's figures beside it, and the returns it is held against."""

from collections.abc import Iterable
from pathlib import Path

from govxl.filing.repeats import Others, others_among
from govxl.findings import Both
from govxl.office.prior import prior_finder, read_prior
from govxl.office.prior_records import PriorFolder, records_in
from govxl.office.prior_words import PriorMismatchError

__all__ = ["PriorFolder", "PriorMismatchError", "others_in", "prior_finder", "read_prior"]


def others_in(places: Iterable[Path], told: list[Both] | None = None) -> Others:
    """Index the figures of records: files given, and all records in folders given.

    Raises RecordError for a file given that is no record; what is none in a folder is passed over and added to `told`.
    """
    return others_among(record for place in places for record in records_in(place, told))
