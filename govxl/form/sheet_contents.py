"""What is filled in on each sheet of the workbook, and the checks that read it: what a sheet's word is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from govxl.form.formulas import reads_of
from govxl.form.model import Check, Form, Point, Table
from govxl.form.words import COVER_SHEET

__all__ = ["PRIOR_STATUS", "SheetContents", "inputs_of", "sheets_of", "status_path"]


def inputs_of(form: Form, table: Table) -> list[Point]:
    """List what staff type into a table."""
    return [p for path, p in form.points.items() if p.kind == "input" and path.startswith(f"{table.name}.")]


@dataclass(frozen=True, slots=True)
class SheetContents:
    """What is filled in on one sheet: a statutory table with its fields, or words and what auxiliary tables are there.

    `path` is where its status stands; `checks` are the live checks that read what stands on it.
    """

    name: str
    path: str
    tables: tuple[Table, ...]
    fields: tuple[Point, ...]
    checks: tuple[Check, ...]


def status_path(owner: str) -> str:
    """Name the cell that sums up a table, the `cover`, `narrative.part`, the `prior` sheet or the whole `form`."""
    return f"status.{owner}"


PRIOR_STATUS = status_path("prior")


def sheets_of(form: Form) -> list[SheetContents]:
    """List the sheets that are filled in, in the order of the workbook: the cover, and one for every part."""
    live = [(check, frozenset(reads_of(form, check))) for check in form.checks if check.rule.live]
    fields = tuple(field for path, field in form.fields.items() if path.startswith(("cover.", "unit.")))
    listed = [_contents(live, COVER_SHEET, "cover", (), fields, ())]
    for part in form.parts:
        if part.table:
            table = form.table(part.table)
            points = tuple(point.path for point in inputs_of(form, table))
            own = tuple(form.fields[f"{table.name}.{name}"] for name in ("mode", "note"))
            listed.append(_contents(live, table.sheet, table.name, (table,), own, points))
        else:
            beside = tuple(each for each in form.tables if each.auxiliary and each.sheet == part.sheet)
            points = tuple(point.path for table in beside for point in inputs_of(form, table))
            own = tuple(form.fields[path] for path in part.fields)
            listed.append(_contents(live, part.sheet, f"narrative.{part.name}", beside, own, points))
    return listed


def _contents(
    live: Iterable[tuple[Check, frozenset[str]]],
    sheet: str,
    owner: str,
    tables: tuple[Table, ...],
    fields: tuple[Point, ...],
    points: tuple[str, ...],
) -> SheetContents:
    held = {*points, *(field.path for field in fields)}
    names = {table.name for table in tables}
    checks = tuple(check for check, reads in live if check.rule.table in names or not held.isdisjoint(reads))
    return SheetContents(sheet, status_path(owner), tables, fields, checks)
