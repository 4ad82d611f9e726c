"""What came in: which files of a folder are returns, where their outputs go, and last year's figures beside them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from govxl.characters import brief
from govxl.filing.judge import judge_file
from govxl.filing.model import Identity, Prior
from govxl.filing.record import RecordError, hold_against, identity_in, load_record, prior_in
from govxl.filing.repeats import Others, others_among
from govxl.filing.retyped import unread
from govxl.form.definition import UnknownFormError, installed_forms, load_form
from govxl.form.layout import Layout, arrange
from govxl.form.words import SCOPES
from govxl.office import sheets
from govxl.office.files import RECORD, TABLES, base_name, return_name, return_number, safe_name
from govxl.office.opening import Opening, opening_of
from govxl.workbook.package import file_name

__all__ = [
    "PriorMismatchError", "folder_for", "is_untouched", "later_return", "others_in", "prior_finder", "read_prior",
    "workbooks_in",
]  # fmt: skip

ENDINGS = (".xlsx", ".xls", ".et", ".ods", ".xlsm")


MOST_RETURNS = 9
"""Returns after a file for which its folder is asked; each by its name, for folders hold thousands of files."""


class PriorMismatchError(ValueError):
    """What was given as last year's is another unit's, or of another year, scope or form."""


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


def read_prior(path: Path, identity: Identity, layout: Layout) -> Prior:
    """Read the record of the year before, or a unit's line in a list of last year's figures.

    Raises RecordError when the file is no record, SheetError when it is no such list, PriorMismatchError when it is
    another unit's, year's or scope's.
    """
    if _is_list(path):
        return _prior_in_list(path, identity, layout)
    data = path.read_bytes()
    try:
        record = load_record(data)
    except RecordError as error:
        error.file = path.name
        raise
    found = identity_in(record)
    same = found.code == identity.code if found.code and identity.code else found.name == identity.name
    if not same:
        raise PriorMismatchError(f"{path.name}：这是“{found.name}”的记录，不是“{identity.name}”的")
    if found.year != identity.year - 1:
        raise PriorMismatchError(
            f"{path.name}：这是 {found.year} 年度的记录，要的是上一年度（{identity.year - 1} 年）的"
        )
    if found.scope != identity.scope:
        raise PriorMismatchError(f"{path.name}：统计口径是“{SCOPES.get(found.scope, found.scope)}”，和报表的不同")
    return prior_in(record, hashlib.sha256(data).hexdigest(), layout)


def _is_list(path: Path) -> bool:
    """Tell a list of many units from a record, by what its name ends with."""
    return path.suffix.lower() in sheets.ENDINGS and not path.is_dir()


def _prior_in_list(path: Path, identity: Identity, layout: Layout) -> Prior:
    found = sheets.read_list(path)
    opening = opening_of(found, layout)
    if opening.mistakes:
        raise sheets.SheetError(found.file, opening.mistakes)
    prior = _prior_of(found.file, opening, identity)
    if prior is None:
        scope = SCOPES.get(identity.scope, identity.scope)
        whose = f"“{brief(identity.name)}”（{scope}{f'、代码 {brief(identity.code)}' if identity.code else ''}）"
        raise PriorMismatchError(f"{found.file}：没有{whose}这一行；请补上，或核对名称和代码")
    return prior


def _prior_of(file: str, opening: Opening, identity: Identity) -> Prior | None:
    lines = opening.lines_of(identity)
    if len(lines) > 1:
        rows = "、".join(str(line.row) for line in lines)
        raise PriorMismatchError(f"{file}：第 {rows} 行都是“{brief(identity.name)}”；报表没有单位代码，分不出是哪一个")
    return opening.prior(lines[0], identity.year - 1) if lines else None


def _list_finder(path: Path) -> Callable[[Identity, Layout], Prior | None]:
    """Look units up in a list, which must suit one of the installed forms."""
    found = sheets.read_list(path)
    openings = [opening_of(found, arrange(load_form(name))) for name in reversed(installed_forms())]
    best = min(openings, key=lambda opening: len(opening.mistakes))
    if best.mistakes:
        raise sheets.SheetError(found.file, best.mistakes)
    good = {opening.form.name: opening for opening in openings if not opening.mistakes}

    def find(identity: Identity, layout: Layout) -> Prior | None:
        opening = good.get(layout.form.name)
        if opening is None:
            raise PriorMismatchError(f"{found.file}：是 {best.form.name} 的数据，不是 {layout.form.name} 的")
        return _prior_of(found.file, opening, identity)

    return find


def prior_finder(place: Path) -> Callable[[Identity, Layout], Prior | None]:
    """Look up last year's figures of a unit: in the one record or list given, or in a folder of records.

    Raises SheetError when a list cannot be used, before anything is judged.
    """
    if _is_list(place):
        return _list_finder(place)
    if not place.is_dir():
        return lambda identity, layout: read_prior(place, identity, layout)
    index: dict[tuple[str, int, str], Path] = {}
    for path, record in _records_in(place):
        found = identity_in(record)
        index[found.name, found.year, found.scope] = path

    def find(identity: Identity, layout: Layout) -> Prior | None:
        path = index.get((identity.name, identity.year - 1, identity.scope))
        return read_prior(path, identity, layout) if path else None

    return find


def others_in(places: Iterable[Path]) -> Others:
    """Index the figures of records: files given, and all records in folders given.

    Raises RecordError for a file given that is no record; in a folder, other files are passed over.
    """
    return others_among(record for place in places for _, record in _records_in(place))


def _records_in(place: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(place.rglob("*.json")) if place.is_dir() else [place]:
        try:
            record = load_record(path.read_bytes())
            hold_against(record, load_form(f"{record['form']}/{record['edition']}"))
        except (RecordError, UnknownFormError, OSError) as error:
            if place.is_dir():
                continue
            if isinstance(error, RecordError):
                error.file = path.name
            raise
        yield path, record
