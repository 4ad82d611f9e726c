"""What came in: where their outputs go, and last year's figures beside them."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from govxl.filing.judge import judge_file
from govxl.filing.record import RecordError, identity_in, load_record
from govxl.filing.repeats import Others, others_among
from govxl.findings import Both
from govxl.office.came_back import is_same_return
from govxl.office.files import RECORD, base_name, safe_name
from govxl.office.prior import prior_finder, read_prior
from govxl.office.prior_records import PriorFolder, records_in
from govxl.office.prior_words import PriorMismatchError
from govxl.workbook.package import file_name

__all__ = [
    "PriorFolder", "PriorMismatchError", "folder_for", "others_in", "prior_finder", "read_prior",
]  # fmt: skip


def folder_for(path: Path, top: Path | None, taken: Mapping[Path, Path]) -> Path:
    """Choose the output folder of a file: its name, with part of its hash when it is another's.

    That is when another file of the run has it, or a record of another unit, year or scope stands there.
    """
    folder = (top or path.parent) / safe_name(base_name(Path(file_name(path)).stem))
    if taken.get(folder, path) != path or _holds_anothers(folder / RECORD, path):
        folder = folder.with_name(f"{folder.name}~{hashlib.sha256(path.read_bytes()).hexdigest()[:6]}")
    return folder


def _holds_anothers(kept: Path, path: Path) -> bool:
    """Tell whether a record was made of another return than a file's; not of one that cannot be read."""
    if not (kept.is_file() and path.is_file()):
        return False
    try:
        record = load_record(kept.read_bytes())
    except (RecordError, OSError):
        return False
    if record["source"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest():
        return False
    whose = judge_file(path).identity
    return bool(whose) and not is_same_return(whose, identity_in(record).texts())


def others_in(places: Iterable[Path], told: list[Both] | None = None) -> Others:
    """Index the figures of records: files given, and all records in folders given.

    Raises RecordError for a file given that is no record; what is none in a folder is passed over and added to `told`.
    """
    return others_among(record for place in places for record in records_in(place, told))
