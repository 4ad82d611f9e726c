"""Taking files in: judge each; accepted ones leave a record, report, papers, tables, rejected ones go back marked."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import filterfalse, islice
from pathlib import Path

from govxl.files import RECORD, TABLES, base_name, is_as_made, return_name, safe_name, stamped, write_atomically
from govxl.filing.beside import PAPER, remarks
from govxl.filing.model import Identity, Judgement
from govxl.filing.record import Record, RecordError, dump_record, form_of, hold_against, identity_in, load_record
from govxl.form.definition import UnknownFormError
from govxl.office.outputs import (
    IsOurs,
    Written,
    alone_in,
    folder_names,
    homes,
    is_home_of,
    record_in,
    settle,
    write_beside,
    write_set,
)
from govxl.published.prove import is_text_of, prove
from govxl.report.charts import charts_of
from govxl.report.data import NoParquetError, tidy, to_csv, to_parquet
from govxl.report.document import Report
from govxl.report.html import review_page, signing_page, to_html, to_page
from govxl.report.markdown import to_markdown
from govxl.report.pdf import to_pdf
from govxl.report.record_values import report_name
from govxl.report.review import review_of
from govxl.report.sheets import to_xlsx
from govxl.report.signing import signing_of
from govxl.report.text_file import to_text
from govxl.report.word.papers import review_docx, signing_docx
from govxl.report.word.report import to_docx
from govxl.returns.check import Expected, judge_file
from govxl.returns.send_back import (
    Return,
    Why,
    is_another_units,
    is_as_returned,
    returned_workbook,
    times_of,
    why_not_returned,
)
from govxl.version import VERSION
from govxl.words import PAGE_MARK, REVIEW_PAPER, SIGNING_PAPER, TEXT_MARK
from govxl.xlsx.zip import file_name

__all__ = [
    "FORMATS", "Ingested", "Taken", "as_made", "files_of", "ingest", "render", "render_beside", "rendered",
    "take_in", "take_judged",
]  # fmt: skip

FORMATS: Mapping[str, Callable[[Report], bytes]] = {
    "html": lambda report: to_html(report.document).encode(),
    "page": lambda report: to_page(report.document).encode(),
    "docx": lambda report: to_docx(report.document),
    "txt": lambda report: to_text(report.document),
    "md": lambda report: to_markdown(report.document).encode(),
    "csv": lambda report: to_csv(tidy([(report.form, report.record)])),
    "xlsx": lambda report: to_xlsx(report.form, report.record, report.document),
    "parquet": lambda report: to_parquet(tidy([(report.form, report.record)])),
    "review": lambda report: review_page(review_of(report.form, report.record)).encode(),
    "signing": lambda report: signing_page(signing_of(report)).encode(),
    "pdf": lambda report: to_pdf(to_docx(report.document)),
    "review-docx": lambda report: review_docx(review_of(report.form, report.record)),
    "signing-docx": lambda report: signing_docx(signing_of(report)),
}
"""What a record can be rendered to, and how; the papers (review, signing) are for the office alone."""

KEPT = ("html", "txt", "docx", "xlsx", "review", "signing")
"""What every accepted return leaves beside its record."""

CHARTED: Mapping[str, Callable[[Report], bytes]] = {
    "html": lambda report: to_html(report.document, charts_of(report.form, report.record)).encode(),
    "page": lambda report: to_page(report.document, charts_of(report.form, report.record)).encode(),
}
"""How those are made that can have charts."""

NAMES = {
    **{name: f"{TABLES}.{name}" for name in ("csv", "xlsx", "parquet")},
    "review": f"{REVIEW_PAPER}.html",
    "signing": f"{SIGNING_PAPER}.html",
    "review-docx": f"{REVIEW_PAPER}.docx",
    "signing-docx": f"{SIGNING_PAPER}.docx",
}
"""What files are called that are not called after the report."""

AFTER_TITLE = {"page": f"{PAGE_MARK}.html", "txt": f"{TEXT_MARK}.txt"}
"""What follows the report's name where it is not the format."""

UNSTAMPED = ("txt", "md", "csv", "parquet")
"""What has no room for a stamp, but for the record."""

PAGES = ("html", "signing")
"""What says most of what a record says, and is the same letter for letter under any version of the libraries."""

ELSEWHERE = frozenset({"wrong-unit", "wrong-year", "wrong-form"})
"""Why a file is rejected that is in order, but not the one that was wanted: it says nothing of what it gave before."""


Taken = dict[Path, str]
"""What a run has written, and the sha256 of the file each was made from: two files of one run never share a place."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A judged file and the files that were written for it.

    `kept` are files that somebody has worked in since, and that were therefore left alone; `stale` are folders of when
    this return was accepted; `why` says why a rejected file does not go back.
    """

    judgement: Judgement
    outputs: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    stale: tuple[Path, ...] = ()
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class _OutputPlaces:
    """Where the outputs of one file may stand: the folders of an accepted one, and the name of what goes back."""

    choices: Callable[[Identity], Iterator[Path]]
    returned: Path
    sha256: str
    taken: Taken

    def is_taken(self, path: Path) -> bool:
        """Tell whether this run wrote there what it made of another file."""
        return self.taken.get(path, self.sha256) != self.sha256


def ingest(path: Path, folder: Path, expected: Expected | None = None, how: Return | None = None) -> Ingested:
    """Judge a file. Accepted: write its outputs into `folder`. Rejected: return it, beside `folder`.

    Where `folder` holds anything of somebody else, another beside it is taken, and `outputs` say which.

    Raises OSError when the file cannot be read or the folder not be written.
    """
    judgement = judge_file(path, expected)
    return _ingested(judgement, path, lambda identity: folder_names(folder, identity), folder, {}, expected, how)


def take_in(path: Path, top: Path, taken: Taken, expected: Expected | None, how: Return | None = None) -> Ingested:
    """Judge a file as `ingest` does, its folder in `top` named after unit and year; `taken` is noted as files come."""
    return take_judged(judge_file(path, expected), path, top, taken, expected, how)


def take_judged(
    judgement: Judgement,
    path: Path,
    top: Path,
    taken: Taken,
    expected: Expected | None,
    how: Return | None = None,
    files: Mapping[str, bytes] | None = None,
) -> Ingested:
    """Do what `take_in` does with a judgement that is there already, and with the outputs where they are made."""
    named = top / safe_name(base_name(Path(file_name(path)).stem))
    return _ingested(judgement, path, lambda identity: homes(top, identity), named, taken, expected, how, files)


def _ingested(
    judgement: Judgement,
    path: Path,
    choices: Callable[[Identity], Iterator[Path]],
    named: Path,
    taken: Taken,
    expected: Expected | None,
    how: Return | None,
    files: Mapping[str, bytes] | None = None,
) -> Ingested:
    if judgement.record is not None:
        places = _OutputPlaces(choices, named, judgement.record["source"]["sha256"], taken)
        return _accepted(judgement.record, judgement, places, files or files_of(judgement.record, judgement))
    reading = judgement.reading
    places = _OutputPlaces(choices, named, reading.raw.sha256 if reading else "", taken)
    done = _returned(judgement, path, places, expected or Expected(), how or Return(date.today()))
    # What came of it when it was accepted is out of date now; not what this very run made, nor because of a wrong wish.
    if reading is None or {found.name for found in judgement.findings if found.blocks} <= ELSEWHERE:
        return done
    likely = dict.fromkeys([*islice(places.choices(reading.identity), 3), named])
    stale = (each for each in likely if each not in taken and is_home_of(each, reading.identity))
    return replace(done, stale=tuple(stale))


def files_of(record: Record, judgement: Judgement | None = None) -> dict[str, bytes]:
    """Make and prove what an accepted return leaves, by the names of the files.

    The paper made now has room for more of the words beside the form than the record keeps.
    """
    told = {**record, "remarks": remarks(judgement.beside, PAPER)} if judgement else record
    return {RECORD: dump_record(record), **rendered(told, KEPT)}


def _accepted(record: Record, judgement: Judgement, places: _OutputPlaces, files: Mapping[str, bytes]) -> Ingested:
    """Write the set of an accepted file's outputs; all are made and proven before the first is written."""
    whose = identity_in(record)
    first = next(places.choices(whose))
    with alone_in(first.parent):
        # In an earlier run this file may have had to stand aside for another of its unit; then its outputs are there.
        again = first.with_name(f"{first.name}~{places.sha256[:6]}")
        there = record_in(again)
        if there is None or there["source"]["sha256"] != places.sha256 or not is_home_of(again, whose):
            again = settle(places.choices(whose), whose)
        if places.is_taken(again):
            others = folder_names(again.with_name(f"{again.name}~{places.sha256[:6]}"), whose)
            again = settle(filterfalse(places.is_taken, others), whose)
        written = write_set(again, files, as_made(again, record))
    places.taken[again] = places.sha256
    return Ingested(judgement, written.outputs, written.kept)


def _returned(judgement: Judgement, path: Path, places: _OutputPlaces, expected: Expected, how: Return) -> Ingested:
    """Write the returned workbook; one that somebody has worked in is never written over."""
    reading, why = judgement.reading, why_not_returned(judgement)
    if reading is None or why:
        return Ingested(judgement, why=why)
    times, named = times_of(path.stem, reading) + 1, places.returned
    target = named.parent / return_name(named.name, times)
    with alone_in(named.parent):
        if places.is_taken(target) or (target.exists() and is_another_units(target, reading)):
            target = named.parent / return_name(f"{named.name}~{reading.raw.sha256[:6]}", times)
        if target.exists() and not is_as_returned(target, judgement, how, expected.key):
            return Ingested(judgement, kept=(target,))
        write_atomically(target, returned_workbook(judgement, reading, times, how, expected.key))
    places.taken[target] = places.sha256
    return Ingested(judgement, (target,))


def render(record: Record, formats: Sequence[str], folder: Path, charts: bool = False) -> list[Path]:
    """Write a record's outputs, those for the web with charts if wanted; one that a person changed stays as it is.

    All are made, and proven to say what the record says, before the first is written.

    Raises KeyError for a format there is not, NoParquetError and PdfError where that needs more than is installed, as
    `fill_workbook` does for a record, and DisagreementError for an output that came out wrong.
    """
    return list(render_beside(record, formats, folder, charts).outputs)


def render_beside(record: Record, formats: Sequence[str], folder: Path, charts: bool = False) -> Written:
    """Write a record's outputs as `render` does, and say also which files a person changed and were left alone."""
    files = rendered(record, formats, charts)
    # Where a return's set stands, `ingest` may change it for another just now.
    inside = (folder / RECORD).exists() and os.access(folder.absolute().parent, os.W_OK)
    with alone_in(folder.absolute().parent if inside else folder, within=folder):
        return write_beside(folder, files, as_made(folder, record))


def rendered(record: Record, formats: Sequence[str], charts: bool = False) -> dict[str, bytes]:
    """Make and prove outputs of a record, by the names of their files."""
    form = form_of(record)
    hold_against(record, form)
    report = Report(form, record)
    charted = CHARTED if charts else {}
    made = {name: stamped({**FORMATS, **charted}[name](report)) for name in formats}
    for name, data in made.items():
        prove(report, name, data, charts_of(form, record) if name in charted else ())
    title = report_name(form, record)
    return {_file_name(title, name): data for name, data in made.items()}


def _file_name(title: str, name: str) -> str:
    return NAMES.get(name, title + AFTER_TITLE.get(name, f".{name}"))


def as_made(folder: Path, record: Record) -> IsOurs:
    """Say how files of a folder are known that nobody has changed since they were made.

    Most are stamped. Those of formats without room for a stamp are made again, of the record that is there or of the
    one that comes, and a text is ours as well while it says what the page beside it does, which nobody changed. The
    record itself is ours while it is spelled as we do and the pages made of it say the same.
    """

    def is_ours(name: str, data: bytes) -> bool:
        if is_as_made(data):
            return True
        if name == RECORD:
            try:
                record_there = load_record(data)
            except RecordError:
                return False
            return dump_record(record_there) == data and not _is_contradicted(folder, record_there)
        there = record_in(folder)
        made = (_makes(each, name, data) for each in (there, record) if each is not None)
        return any(made) or _goes_with_its_page(folder, name, data)

    return is_ours


def _makes(record: Record, name: str, data: bytes) -> bool:
    """Tell whether a record gives just this file, of a format that is not stamped."""
    try:
        form = form_of(record)
        hold_against(record, form)
        title, report = report_name(form, record), Report(form, record)
        return any(_file_name(title, each) == name and FORMATS[each](report) == data for each in UNSTAMPED)
    except (UnknownFormError, RecordError, NoParquetError):
        return False


def _goes_with_its_page(folder: Path, name: str, data: bytes) -> bool:
    """Tell whether a text was made with the page beside it, be it by another govxl or of a record that is gone."""
    path = folder / f"{name.removesuffix(AFTER_TITLE['txt'])}.html"
    if not name.endswith(AFTER_TITLE["txt"]) or not path.is_file():
        return False
    page = path.read_bytes()
    return is_as_made(page) and is_text_of(page, data)


def _is_contradicted(folder: Path, record: Record) -> bool:
    """Tell whether a record was changed by hand: the pages beside it, which nobody changed, say something else.

    Where another govxl made them nobody can tell.
    """
    if record.get("govxl") != VERSION:
        return False
    try:
        form = form_of(record)
        hold_against(record, form)
    except (UnknownFormError, RecordError):
        return True
    report = Report(form, record)
    for name in PAGES:
        path = folder / _file_name(report_name(form, record), name)
        page = path.read_bytes() if path.is_file() else b""
        makers = [each[name] for each in (FORMATS, CHARTED) if name in each]
        if is_as_made(page) and all(stamped(make(report)) != page for make in makers):
            return True
    return False
