"""Taking files in: judge each; accepted ones leave a record, report, papers, tables, rejected ones go back marked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govxl.filing.judge import Expected, judge_file
from govxl.filing.model import Judgement
from govxl.filing.record import Record, dump_record, hold_against
from govxl.form.definition import load_form
from govxl.form.model import Form
from govxl.form.words import PAGE_MARK, REVIEW_PAPER, SIGNING_PAPER
from govxl.office.files import return_name, safe_name, write_atomically
from govxl.office.inbox import is_untouched
from govxl.office.returned import (
    Return,
    can_be_returned,
    returned_workbook,
    times_of,
)
from govxl.report.charts import charts_of
from govxl.report.document import compose
from govxl.report.html import review_page, signing_page, to_html, to_page
from govxl.report.markdown import to_markdown
from govxl.report.review import review_of
from govxl.report.signing import signing_of
from govxl.report.tables import tidy, to_csv

__all__ = ["FORMATS", "Ingested", "ingest", "render"]

FORMATS: Mapping[str, Callable[[Form, Record], bytes]] = {
    "html": lambda form, record: to_html(compose(form, record)).encode(),
    "page": lambda form, record: to_page(compose(form, record)).encode(),
    "md": lambda form, record: to_markdown(compose(form, record)).encode(),
    "csv": lambda form, record: to_csv(tidy([(form, record)])),
    "review": lambda form, record: review_page(review_of(form, record)).encode(),
    "signing": lambda form, record: signing_page(signing_of(form, record)).encode(),
}
"""What a record can be rendered to, and how; the last two are for the office alone."""

CHARTED: Mapping[str, Callable[[Form, Record], bytes]] = {
    "html": lambda form, record: to_html(compose(form, record), charts_of(form, record)).encode(),
    "page": lambda form, record: to_page(compose(form, record), charts_of(form, record)).encode(),
}
"""How those are made that can have charts."""

ON_REQUEST = ("page",)
"""What `ingest` does not write."""

NAMES = {"csv": "tables.csv", "review": f"{REVIEW_PAPER}.html", "signing": f"{SIGNING_PAPER}.html"}
"""What files are called that are not called after the report."""

ENDINGS = {"page": f"{PAGE_MARK}.html"}
"""What follows the report's name where it is not the format."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A judged file and the files that were written for it.

    `kept` is a returned workbook that somebody has worked in since, and that was therefore left alone.
    """

    judgement: Judgement
    outputs: tuple[Path, ...] = ()
    kept: Path | None = None


def ingest(path: Path, folder: Path, expected: Expected | None = None, how: Return | None = None) -> Ingested:
    """Judge a file. Accepted: write its outputs into `folder`, the record last. Rejected: return it, beside `folder`.

    Raises OSError when the file cannot be read or the folder not be written.
    """
    judgement = judge_file(path, expected)
    if judgement.record is None:
        return _returned(judgement, path, folder, expected or Expected(), how or Return(date.today()))
    written = render(judgement.record, [name for name in FORMATS if name not in ON_REQUEST], folder)
    write_atomically(folder / "record.json", dump_record(judgement.record))
    return Ingested(judgement, (folder / "record.json", *written))


def _returned(judgement: Judgement, path: Path, folder: Path, expected: Expected, how: Return) -> Ingested:
    """Write the returned workbook; one that somebody has worked in is never written over."""
    reading = judgement.reading
    if reading is None or not can_be_returned(judgement):
        return Ingested(judgement)
    times = times_of(path.stem, reading) + 1
    target = folder.parent / return_name(folder.name, times)
    if target.exists() and not is_untouched(target):
        return Ingested(judgement, kept=target)
    write_atomically(target, returned_workbook(judgement, reading, times, how, expected.key))
    return Ingested(judgement, (target,))


def render(record: Record, formats: Iterable[str], folder: Path, charts: bool = False) -> list[Path]:
    """Write a record's outputs, those for the web with charts if wanted; all are made before the first is written.

    Raises KeyError for a format there is not, and as `fill_workbook` does for a record.
    """
    form = load_form(f"{record['form']}/{record['edition']}")
    hold_against(record, form)
    title = safe_name(compose(form, record).title)
    makers = {**FORMATS, **(CHARTED if charts else {})}
    made = [
        (folder / NAMES.get(name, title + ENDINGS.get(name, f".{name}")), makers[name](form, record))
        for name in formats
    ]
    for path, data in made:
        write_atomically(path, data)
    return [path for path, _ in made]
