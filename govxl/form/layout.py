"""The layout: the place of every label, cell, check and reason of a form, worked out from the form alone.

Unit, year and last year's figures change contents, never places. The fingerprint covers points, addresses, types and
formulas, so that a workbook sent last month is known again; wording and looks are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256

from govxl.form.checks_page import checks_sheet
from govxl.form.expressions import Node, to_excel
from govxl.form.formulas import state_tree
from govxl.form.ledger import guide_sheet, identity_sheet, prior_sheet, problems_sheet
from govxl.form.limits import MAX_FORMULA
from govxl.form.model import Form
from govxl.form.places import PlacedCells, Sheet, Slot
from govxl.form.prose_pages import cover_sheet, prose_sheet
from govxl.form.source import DefinitionError, Problem
from govxl.form.table_page import table_sheet

__all__ = ["Layout", "arrange", "name_of"]


@dataclass(frozen=True, eq=False)
class Layout:
    """A form with a place for everything; `slots` by path in sheet order."""

    form: Form
    sheets: tuple[Sheet, ...]
    slots: Mapping[str, Slot]

    @cached_property
    def formulas(self) -> dict[str, Node]:
        """Every tree the workbook computes, by path."""
        shown = {path: slot.formula for path, slot in self.slots.items() if slot.formula is not None}
        unseen = (check for check in self.form.checks if not check.rule.live)
        return shown | {f"state.{check.path}": state_tree(self.form, check) for check in unseen}

    @cached_property
    def fingerprint(self) -> str:
        """Tell this layout from any other: points, addresses, types and what totals and checks compute."""
        digest = sha256()
        order = {sheet.name: str(n) for n, sheet in enumerate(self.sheets)}
        for path, slot in self.slots.items():
            if slot.kind != "shown":
                places = ",".join(box.range for box in (slot.cells or (slot.box,)))
                digest.update(f"{path}|{order[slot.box.sheet]}|{places}|{slot.kind}|{slot.traits.kind}\n".encode())
            if slot.kind == "computed":
                digest.update(repr(self.form.points[path].operands).encode())
        for check in self.form.checks:
            digest.update(f"{check.path}|{check.rule.severity}|{check.holds!r}|{check.when!r}\n".encode())
        return digest.hexdigest()[:32]

    def sheet(self, name: str) -> Sheet:
        """Give a sheet by its name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The Excel formula of every cell that computes, by path, without its equals sign.

        Raises DefinitionError for one that Excel would not take.
        """
        return {path: self._excel(slot) for path, slot in self.slots.items() if slot.formula is not None}

    def _excel(self, slot: Slot) -> str:
        assert slot.formula is not None
        text = to_excel(slot.formula, PlacedCells(self.slots, slot.box.sheet))
        if len(text) > MAX_FORMULA:
            told = f"{slot.path} makes a formula of {len(text)} characters, and Excel takes {MAX_FORMULA}"
            raise DefinitionError(self.form.folder / "form.toml", [Problem(1, told)])
        return text

    def inputs(self) -> Iterator[Slot]:
        """Yield what staff may fill in, in sheet order."""
        return (slot for slot in self.slots.values() if slot.editable)


@cache
def arrange(form: Form) -> Layout:
    """Lay a form out: pure, the same for every unit and year."""
    cover = cover_sheet(form)
    tables = {table.name: table_sheet(form, table) for table in form.tables if not table.auxiliary}
    body = [cover, *(tables[part.table] if part.table else prose_sheet(form, part) for part in form.parts)]
    places = {slot.path: slot.box for sheet in body for slot in sheet.slots}
    checks, prior = checks_sheet(form, places), prior_sheet(form)
    guide = guide_sheet(form, [*body, checks, prior])
    sheets = (problems_sheet(), guide, *body, checks, prior, identity_sheet())
    slots = {slot.path: slot for sheet in sheets for slot in sheet.slots}
    return Layout(form, sheets, slots)


def name_of(path: str) -> str:
    """Give the defined name of a path; Excel takes no hyphens in names, and a lone word may be a function's."""
    return (path if "." in path else f"identity.{path}").replace("-", "_")
