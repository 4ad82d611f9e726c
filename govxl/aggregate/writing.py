"""A sum's folder: record, lineage, tables, papers, a workbook for review, and the report where it may be one."""

import hashlib
from datetime import datetime
from pathlib import Path

from govxl.aggregate.lineage import lineage_of
from govxl.aggregate.model import Sum
from govxl.files import LINEAGE, RECORD, SUM_WORKBOOK, is_as_made, safe_name, stamped
from govxl.filing.record import Record, dump_record, identity_in
from govxl.form.model import Form
from govxl.office.ingest import as_made, rendered
from govxl.office.outbox import fill_workbook
from govxl.office.outputs import Written, alone_in, folder_names, record_in, settle, write_set
from govxl.report.record_values import is_final, report_name
from govxl.words import DRAFT, scope_word

__all__ = ["write_sum"]

ALWAYS, REPORT = ("xlsx", "review", "signing"), ("html", "docx")
"""What every sum leaves beside its record, and what only one that may be published does."""


def write_sum(found: Sum, record: Record, form: Form, top: Path, issued: datetime) -> Written:
    """Write a sum's folder into another; `record` is the sum's own, `issued` the time its workbook tells.

    One that is not whole, or a draft, leaves no report, and takes away the one of when it was whole, unless somebody
    changed it since. Raises OSError as writing does, DisagreementError for an output that came out wrong.
    """
    final = is_final(record)
    files = {
        RECORD: dump_record(record),
        LINEAGE: lineage_of(found),
        SUM_WORKBOOK: stamped(fill_workbook(record, issued)),
        **rendered(record, (*ALWAYS, *(REPORT if final else ()))),
    }
    draft = DRAFT if found.draft else ""
    name = safe_name(f"{found.parent.name[:50]}（{scope_word(record['scope'])}{draft}）{found.year}")
    whose = identity_in(record)
    with alone_in(top):
        folder = settle(folder_names(top / name, whose), whose)
        made = as_made(folder, record)

        def is_ours(name: str, data: bytes) -> bool:
            if name != LINEAGE:
                return made(name, data)
            there = record_in(folder)
            told = there.get("aggregate", {}).get("lineage") if there else ""
            return hashlib.sha256(data).hexdigest() == told

        written = write_set(folder, files, is_ours)
        for ending in () if final else REPORT:
            # The title of one that may be published has no mark, and so has the name of its file.
            whole = {key: value for key, value in record.items() if key != "aggregate"}
            old = folder / f"{report_name(form, whole)}.{ending}"
            if old.is_file() and is_as_made(old.read_bytes()):
                old.unlink()
    return written
