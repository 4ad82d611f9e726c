"""What lies in a folder: workbooks to be judged, files that are none, what cannot be opened, and what we wrote there.

Nothing is passed over without a word or a count.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from govxl.filing.record import RecordError, hold_against, load_record
from govxl.findings import Both, advice_of, message_of
from govxl.form.definition import UnknownFormError, load_form
from govxl.form.words import PAGE_MARK, REVIEW_PAPER, SIGNING_PAPER
from govxl.office.files import RECORD, TABLES, safe_name
from govxl.office.strangers import UNKNOWN, Stranger, misnamed, stranger_of
from govxl.office.walking import Found, walk
from govxl.report.sentences import title_text
from govxl.report.texts import one_line
from govxl.workbook.package import Refused, load_bytes, open_package
from govxl.workbook.sniff import other_file

__all__ = ["Contents", "contents_of", "workbooks_in"]

ENDINGS = (".xlsx", ".xls", ".et", ".ods", ".xlsm")
"""What workbooks end with that are judged, be it to say which ending is wanted."""

RECORD_ENDING = ".json"
OUTPUT_ENDINGS = (".html", ".docx", ".md", ".pdf", ".csv", ".xlsx", ".parquet")
BOOK = "xl/workbook.xml"
SPOKEN: tuple[tuple[Literal["zh", "en"], str], ...] = (("zh", "；"), ("en", "; "))


@dataclass(frozen=True, slots=True)
class Contents:
    """What is to be said of a folder, in order of path; `ours` counts what govxl wrote there."""

    found: tuple[Found, ...]
    ours: int
    hidden: int


def contents_of(folder: Path) -> Contents:
    """Sort the files of a folder out by their names, and where those say nothing by what stands in them."""
    walked = walk(folder)
    kept = {path.parent for path in walked.files if path.name == RECORD}
    titles: dict[Path, str] = {}
    found: list[Found] = list(walked.closed)
    ours = 0
    for path in walked.files:
        if path.parent in kept and _is_output(path, titles):
            ours += 1
        else:
            found.append(_found(path))
    return Contents(tuple(sorted(found, key=lambda each: each.path)), ours, walked.hidden)


def _is_output(path: Path, titles: dict[Path, str]) -> bool:
    """Tell what `ingest` and `render` leave beside a record, also where a person's own was kept beside it."""
    ending = path.suffix.lower()
    if ending == RECORD_ENDING and _is_called(path.stem, RECORD.removesuffix(RECORD_ENDING)):
        return True
    if ending not in OUTPUT_ENDINGS:
        return False
    if _is_called(path.stem, TABLES) or _is_called(path.stem, REVIEW_PAPER) or _is_called(path.stem, SIGNING_PAPER):
        return True
    if ending in ENDINGS:
        return False
    if path.parent not in titles:
        titles[path.parent] = _title(path.with_name(RECORD))
    return bool(titles[path.parent]) and _is_called(path.stem, titles[path.parent])


def _is_called(stem: str, name: str) -> bool:
    return stem == name or stem.startswith((f"{name}（", f"{name}{PAGE_MARK}"))


def _title(record: Path) -> str:
    """Give the name of the report that was made of a record; nothing where it cannot be used."""
    try:
        kept = load_record(record.read_bytes())
        form = load_form(f"{kept['form']}/{kept['edition']}")
        hold_against(kept, form)
    except (RecordError, UnknownFormError, OSError):
        return ""
    return safe_name(one_line(title_text(form, kept)))


def _found(path: Path) -> Found:
    ending = path.suffix.lower()
    if ending in ENDINGS:
        return Found(path)
    what = stranger_of(ending)
    if what is None or what.archive:
        what = _looked_into(path, what)
    return Found(path, "skipped", what.why, what.matters)


def _looked_into(path: Path, named: Stranger | None) -> Stranger:
    """Say what a file is whose name says nothing, or that it is an archive, as browsers call workbooks at times."""
    try:
        data = load_bytes(path)
        other = other_file(data)
        if other is None and open_package(data).find(BOOK):
            return misnamed(path.stem if path.stem.lower().endswith(ENDINGS[0]) else f"{path.stem}{ENDINGS[0]}")
    except (Refused, OSError) as error:
        other = error.finding if isinstance(error, Refused) else None
    if named or other is None:
        return named or UNKNOWN
    zh, en = (message_of(other, language) + mark + advice_of(other, language) for language, mark in SPOKEN)
    return Stranger(Both(zh, en))


def workbooks_in(path: Path) -> list[Path]:
    """List the workbooks of a folder, or the file itself."""
    return [each.path for each in contents_of(path).found if each.kind == "workbook"] if path.is_dir() else [path]
