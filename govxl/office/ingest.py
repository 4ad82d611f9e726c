"""Taking files in: judge each; accepted ones leave a record, report, papers, tables, rejected ones go back marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govxl.filing.beside import PAPER, remarks
from govxl.filing.judge import Expected, judge_file
from govxl.filing.model import Judgement
from govxl.filing.record import Record, dump_record, hold_against
from govxl.form.definition import load_form
from govxl.form.model import Form
from govxl.form.words import PAGE_MARK, REVIEW_PAPER, SIGNING_PAPER
from govxl.office.files import RECORD, TABLES, return_name, safe_name, write_atomically
from govxl.office.pdf import to_pdf
from govxl.office.returned import (
    Return,
    Why,
    is_anothers,
    is_as_returned,
    returned_workbook,
    times_of,
    why_not_returned,
)
from govxl.report.charts import charts_of
from govxl.report.document import compose
from govxl.report.equality import prove
from govxl.report.html import review_page, signing_page, to_html, to_page
from govxl.report.markdown import to_markdown
from govxl.report.parquet import to_parquet
from govxl.report.review import review_of
from govxl.report.sentences import title_text
from govxl.report.signing import signing_of
from govxl.report.spreadsheet import to_xlsx
from govxl.report.tables import tidy, to_csv
from govxl.report.texts import one_line
from govxl.report.word.papers import review_docx, signing_docx
from govxl.report.word.report import to_docx

__all__ = ["FORMATS", "Ingested", "ingest", "render"]

FORMATS: Mapping[str, Callable[[Form, Record], bytes]] = {
    "html": lambda form, record: to_html(compose(form, record)).encode(),
    "page": lambda form, record: to_page(compose(form, record)).encode(),
    "docx": lambda form, record: to_docx(compose(form, record)),
    "md": lambda form, record: to_markdown(compose(form, record)).encode(),
    "csv": lambda form, record: to_csv(tidy([(form, record)])),
    "xlsx": to_xlsx,
    "parquet": lambda form, record: to_parquet(tidy([(form, record)])),
    "review": lambda form, record: review_page(review_of(form, record)).encode(),
    "signing": lambda form, record: signing_page(signing_of(form, record)).encode(),
    "pdf": lambda form, record: to_pdf(to_docx(compose(form, record))),
    "review-docx": lambda form, record: review_docx(review_of(form, record)),
    "signing-docx": lambda form, record: signing_docx(signing_of(form, record)),
}
"""What a record can be rendered to, and how; the papers (review, signing) are for the office alone."""

KEPT = ("html", "docx", "xlsx", "review", "signing")
"""What every accepted return leaves beside its record."""

CHARTED: Mapping[str, Callable[[Form, Record], bytes]] = {
    "html": lambda form, record: to_html(compose(form, record), charts_of(form, record)).encode(),
    "page": lambda form, record: to_page(compose(form, record), charts_of(form, record)).encode(),
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

ENDINGS = {"page": f"{PAGE_MARK}.html"}
"""What follows the report's name where it is not the format."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A judged file and the files that were written for it.

    `kept` is a returned workbook that somebody has worked in since, and that was therefore left alone; `why` says why
    a rejected file does not go back.
    """

    judgement: Judgement
    outputs: tuple[Path, ...] = ()
    kept: Path | None = None
    why: Why | None = None


def ingest(path: Path, folder: Path, expected: Expected | None = None, how: Return | None = None) -> Ingested:
    """Judge a file. Accepted: write its outputs into `folder`, the record last. Rejected: return it, beside `folder`.

    Raises OSError when the file cannot be read or the folder not be written.
    """
    judgement = judge_file(path, expected)
    if judgement.record is None:
        return _returned(judgement, path, folder, expected or Expected(), how or Return(date.today()))
    # The paper made now has room for more of the words beside the form than the record keeps.
    told = {**judgement.record, "remarks": remarks(judgement.beside, PAPER)}
    written = render(told, KEPT, folder)
    write_atomically(folder / RECORD, dump_record(judgement.record))
    return Ingested(judgement, (folder / RECORD, *written))


def _returned(judgement: Judgement, path: Path, folder: Path, expected: Expected, how: Return) -> Ingested:
    """Write the returned workbook; one that somebody has worked in is never written over."""
    reading, why = judgement.reading, why_not_returned(judgement)
    if reading is None or why:
        return Ingested(judgement, why=why)
    times = times_of(path.stem, reading) + 1
    target = folder.parent / return_name(folder.name, times)
    if target.exists() and is_anothers(target, reading):
        target = folder.parent / return_name(f"{folder.name}~{reading.raw.sha256[:6]}", times)
    if target.exists() and not is_as_returned(target, judgement, how, expected.key):
        return Ingested(judgement, kept=target)
    write_atomically(target, returned_workbook(judgement, reading, times, how, expected.key))
    return Ingested(judgement, (target,))


def render(record: Record, formats: Sequence[str], folder: Path, charts: bool = False) -> list[Path]:
    """Write a record's outputs, those for the web with charts if wanted.

    All are made, and proven to say what the record says, before the first is written.

    Raises KeyError for a format there is not, NoParquetError and PdfError where that needs more than is installed, as
    `fill_workbook` does for a record, and DisagreementError for an output that came out wrong.
    """
    form = load_form(f"{record['form']}/{record['edition']}")
    hold_against(record, form)
    title = safe_name(one_line(title_text(form, record)))
    makers = {**FORMATS, **(CHARTED if charts else {})}
    made = [
        (folder / NAMES.get(name, title + ENDINGS.get(name, f".{name}")), makers[name](form, record))
        for name in formats
    ]
    for name, (_, data) in zip(formats, made, strict=True):
        prove(form, record, name, data)
    for path, data in made:
        write_atomically(path, data)
    return [path for path, _ in made]
