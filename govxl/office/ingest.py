"""Taking files in: judge each; accepted ones leave a record, a report and tables, rejected ones leave nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from govxl.filing.judge import Expected, judge_file
from govxl.filing.model import Judgement
from govxl.filing.record import Record, dump_record, hold_against
from govxl.form.definition import load_form
from govxl.form.model import Form
from govxl.office.files import safe_name, write_atomically
from govxl.report.document import compose
from govxl.report.html import to_html
from govxl.report.markdown import to_markdown
from govxl.report.tables import tidy, to_csv

__all__ = ["FORMATS", "Ingested", "ingest", "render"]

FORMATS: Mapping[str, Callable[[Form, Record], bytes]] = {
    "html": lambda form, record: to_html(compose(form, record)).encode(),
    "md": lambda form, record: to_markdown(compose(form, record)).encode(),
    "csv": lambda form, record: to_csv(tidy([(form, record)])),
}
"""What a record can be rendered to, and how."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A judged file and the files that were written for it."""

    judgement: Judgement
    outputs: tuple[Path, ...] = ()


def ingest(path: Path, folder: Path, expected: Expected | None = None) -> Ingested:
    """Judge a file and, when it is accepted, write its outputs into `folder`, the record last.

    Raises OSError when the file cannot be read or the folder not be written.
    """
    judgement = judge_file(path, expected)
    if judgement.record is None:
        return Ingested(judgement)
    written = render(judgement.record, FORMATS, folder)
    write_atomically(folder / "record.json", dump_record(judgement.record))
    return Ingested(judgement, (folder / "record.json", *written))


def render(record: Record, formats: Iterable[str], folder: Path) -> list[Path]:
    """Write a record's outputs; all are made before the first is written.

    Raises KeyError for a format there is not, and as `fill_workbook` does for a record.
    """
    form = load_form(f"{record['form']}/{record['edition']}")
    hold_against(record, form)
    title = safe_name(compose(form, record).title)
    made = [
        (folder / (f"tables.{name}" if name == "csv" else f"{title}.{name}"), FORMATS[name](form, record))
        for name in formats
    ]
    for path, data in made:
        write_atomically(path, data)
    return [path for path, _ in made]
