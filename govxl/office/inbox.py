"""What came in: which files of a folder are returns, where their outputs go, and last year's figures beside them."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from govxl.filing.judge import judge_file
from govxl.filing.repeats import Others, others_among
from govxl.filing.retyped import unread
from govxl.office.files import RECORD, TABLES, base_name, return_name, return_number, safe_name
from govxl.office.prior import prior_finder, read_prior
from govxl.office.prior_records import records_in
from govxl.office.prior_words import PriorMismatchError
from govxl.workbook.package import file_name

__all__ = [
    "PriorMismatchError", "folder_for", "is_untouched", "later_return", "others_in", "prior_finder", "read_prior",
    "workbooks_in",
]  # fmt: skip

ENDINGS = (".xlsx", ".xls", ".et", ".ods", ".xlsm")


MOST_RETURNS = 9
"""Returns after a file for which its folder is asked; each by its name, for folders hold thousands of files."""


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


def is_untouched(path: Path) -> bool:
    """Tell whether a file is a returned workbook in which nobody did anything since; False for any other file.

    Whoever wrote beside the form, in the list or into a comment did something as well.
    """
    if not return_number(path.stem) or not path.is_file():
        return False
    judgement = judge_file(path)
    unchanged = any(found.name == "returned-unchanged" for found in judgement.findings)
    return unchanged and judgement.reading is not None and not any(unread(judgement.reading))


def later_return(path: Path) -> Path | None:
    """Find, beside a file, a later return of it that somebody has worked in: that one is to be looked at instead."""
    base, number = base_name(path.stem), return_number(path.stem)
    later = (path.with_name(return_name(base, number + n)) for n in range(MOST_RETURNS, 0, -1))
    return next((each for each in later if each.is_file() and not is_untouched(each)), None)


def folder_for(path: Path, top: Path | None, taken: Mapping[Path, Path]) -> Path:
    """Choose the output folder of a file: its name, with part of its hash when another file of the run has it."""
    folder = (top or path.parent) / safe_name(base_name(Path(file_name(path)).stem))
    if taken.get(folder, path) != path:
        folder = folder.with_name(f"{folder.name}~{hashlib.sha256(path.read_bytes()).hexdigest()[:6]}")
    return folder


def others_in(places: Iterable[Path]) -> Others:
    """Index the figures of records: files given, and all records in folders given.

    Raises RecordError for a file given that is no record; in a folder, other files are passed over.
    """
    return others_among(record for place in places for record in records_in(place))
