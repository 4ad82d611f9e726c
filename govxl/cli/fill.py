"""govxl fill: the filled workbook a record was read from."""

from datetime import datetime
from pathlib import Path

from govxl.cli.paths import read_record, refuse_existing, target, write
from govxl.filing.record import form_of
from govxl.words import Language

__all__ = ["fill"]


def fill(
    record: Path, *, issued: datetime | None = None, output: str = "", force: bool = False, language: Language
) -> None:
    """Make the filled workbook a record was read from."""
    from govxl.office.outbox import fill_workbook, workbook_name

    _, kept = read_record(record, language)
    name = workbook_name(kept["unit"]["name"], kept["year"], form_of(kept).title)
    path = target(output, name, language)
    refuse_existing(path, force, language)
    write(path, fill_workbook(kept, issued), language)
