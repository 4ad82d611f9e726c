"""What came in: which files of a folder are returns, and last year's figures beside them."""

from collections.abc import Iterable
from pathlib import Path

from govxl.filing.repeats import Others, others_among
from govxl.office.files import RECORD, TABLES
from govxl.office.prior import prior_finder, read_prior
from govxl.office.prior_records import records_in
from govxl.office.prior_words import PriorMismatchError

__all__ = ["PriorMismatchError", "others_in", "prior_finder", "read_prior", "workbooks_in"]

ENDINGS = (".xlsx", ".xls", ".et", ".ods", ".xlsm")


def workbooks_in(path: Path) -> list[Path]:
    """List the workbooks of a folder, or the file itself.

    Hidden files and locks of open workbooks are no returns, nor are the tables that were made of one.
    """
    if not path.is_dir():
        return [path]
    found = [each for each in path.rglob("*") if each.suffix.lower() in ENDINGS and each.is_file()]
    return sorted(each for each in found if not each.name.startswith(("~$", ".")) and not _is_output(each))


def _is_output(path: Path) -> bool:
    """Tell what `ingest` left beside a record from a file of that name that somebody sent."""
    return path.name == f"{TABLES}.xlsx" and path.with_name(RECORD).exists()


def others_in(places: Iterable[Path]) -> Others:
    """Index the figures of records: files given, and all records in folders given.

    Raises RecordError for a file given that is no record; in a folder, other files are passed over.
    """
    return others_among(record for place in places for record in records_in(place))
