"""A sum's folder: record, lineage, tables, papers, a workbook for review, and the report where it may be one."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from govxl.aggregate.family import AGGREGATE, OWN
from govxl.aggregate.lineage import lineage_of
from govxl.aggregate.model import Sum
from govxl.archive.store import Archive
from govxl.files import LINEAGE, RECORD, SUM_WORKBOOK, is_as_made, safe_name, stamped
from govxl.filing.model import Identity
from govxl.filing.record import Record, dump_record, identity_in
from govxl.form.model import Form
from govxl.office.ingest import as_made, rendered
from govxl.office.outbox import fill_workbook
from govxl.office.outputs import IsOurs, alone_in, folder_names, is_home_of, record_in, settle, write_set
from govxl.office.shelves import Shelved, withdraw
from govxl.report.record_values import is_final, report_name
from govxl.words import DRAFT, scope_word

__all__ = ["write_sum"]

ALWAYS, REPORT = ("xlsx", "review", "signing"), ("html", "docx")
"""What every sum leaves beside its record, and what only one that may be published does."""


BESIDE = 3
"""Names of folders where another unit's sum has the first."""


def write_sum(archive: Archive, found: Sum, record: Record, form: Form, top: Path, issued: datetime) -> Shelved:
    """Write a sum's folder into another; `record` is the sum's own, `issued` the time its workbook tells.

    One that is not whole, or a draft, leaves no report, and takes away the one of when it was whole, unless somebody
    changed it since. So goes what stands under a name or a code that the unit had before: whoever looks for its sum
    finds one. Raises OSError as writing does, DisagreementError for an output that came out wrong.
    """
    final = is_final(record)
    files = {
        RECORD: dump_record(record),
        LINEAGE: lineage_of(found),
        SUM_WORKBOOK: stamped(fill_workbook(record, issued)),
        **rendered(record, (*ALWAYS, *(REPORT if final else ()))),
    }
    whose = identity_in(record)
    with alone_in(top):
        folder = settle(folder_names(top / _named(found.draft, whose, found.year), whose), whose)
        written = write_set(folder, files, _as_made(folder, record))
        for ending in () if final else REPORT:
            # The title of one that may be published has no mark, and so has the name of its file.
            whole = {key: value for key, value in record.items() if key != "aggregate"}
            old = folder / f"{report_name(form, whole)}.{ending}"
            if old.is_file() and is_as_made(old.read_bytes()):
                old.unlink()
        gone, left = [], []
        for other in _of_before(archive, found, whose, top):
            if other != folder:
                left += withdraw(other, _as_made(other, record))
                gone.append(other)
    return Shelved(written.outputs, written.kept, tuple(gone), tuple(left))


def _named(draft: bool, whose: Identity, year: int) -> str:
    """Say what the folder of a unit's sum is called."""
    return safe_name(f"{whose.name[:50]}（{scope_word(whose.scope)}{DRAFT if draft else ''}）{year}")


def _as_made(folder: Path, record: Record) -> IsOurs:
    """Say how files of a sum's folder are known that nobody has changed; its lineage by what the record there says."""
    made = as_made(folder, record)

    def is_ours(name: str, data: bytes) -> bool:
        if name != LINEAGE:
            return made(name, data)
        there = record_in(folder)
        told = there.get(AGGREGATE, {}).get("lineage") if there else ""
        return hashlib.sha256(data).hexdigest() == told

    return is_ours


def _of_before(archive: Archive, found: Sum, whose: Identity, top: Path) -> Iterator[Path]:
    """Yield the folders of a unit's sum under all that the unit was called, as the archive has it, and is now."""
    cases = [archive.cases.find(found.form, found.year, scope, found.parent) for scope in (OWN, AGGREGATE)]
    sums = archive.cases.sums_of(found.form, found.year, found.parent)
    told = [*sums, *(event for case in cases if case for event in case.events)]
    for name, code in dict.fromkeys([(whose.name, whose.code), *((each.unit, each.code) for each in told)]):
        former = whose._replace(name=name, code=code)
        # A draft under a name that is no more is one that nobody will make again.
        for draft in {found.draft, found.draft or (name, code) != (whose.name, whose.code)}:
            places = islice(folder_names(top / _named(draft, former, found.year), former), BESIDE)
            yield from (each for each in places if is_home_of(each, former))
